"""What all commands share: their options, settings and streams, and how a problem becomes an exit code.

In: what was typed. Out: `Settings` and a `Screen` for one command, the text of files. Exit codes: 0
done, 1 a problem that a person can mend, 2 wrong usage, 3 not covered or declined, 4 a figure that is
not supported. It does not know what a command does.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from corpus.problem import Problem
from corpus.regexes import kept_in

if TYPE_CHECKING:
    from assistant.screen import Screen
    from assistant.settings import Settings

PIPE_CLOSED = 141  # what a shell reports of a program that wrote to a pipe nobody reads
INTERRUPTED = 130

Json = Annotated[bool, typer.Option("--json", help="Write one JSON object to standard output.")]
Guides = Annotated[str | None, typer.Option("--guides", metavar="FOLDER", help="The guides to read.")]
Index = Annotated[str | None, typer.Option("--index", metavar="FOLDER", help="Where the index lies.")]
Model = Annotated[
    str | None,
    typer.Option(
        "--model", metavar="NAME", help="A language model, as provider:model, or none (the default)."
    ),
]
ChromaUrl = Annotated[
    str | None, typer.Option("--chroma-url", metavar="URL", help="A Chroma server for the vectors.")
]

Run = Callable[["Callable[[Settings, Screen], int]"], None]


@contextmanager
def command(
    name: str, as_json: bool, guides: str | None, index: str | None, model: str | None, chroma_url: str | None
) -> Iterator[Run]:
    """Settings and streams for one command; a Problem becomes a line and exit code 1."""
    from assistant.screen import Screen
    from assistant.settings import read_settings, settings_files

    screen = Screen(sys.stdout, sys.stderr, as_json)

    def run(work: Callable[[Settings, Screen], int]) -> None:
        flags = {"guides": guides, "index": index, "model": model, "chroma_url": chroma_url}
        settings = read_settings(flags, os.environ, settings_files(os.environ))
        with kept_in(settings.index_folder):
            code = work(settings, screen)
        sys.stdout.flush()
        if code:
            raise typer.Exit(code)

    try:
        yield run
    except Problem as problem:
        screen.problem(problem)
        raise typer.Exit(1) from problem
    except BrokenPipeError as error:
        leave_pipe()
        raise typer.Exit(PIPE_CLOSED) from error
    except KeyboardInterrupt as stop:
        raise typer.Exit(INTERRUPTED) from stop


def text_of(words: str) -> str:
    """Words of the command line as text; bytes that are not UTF-8 become a replacement mark."""
    return words.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


@contextmanager
def opened(name: str) -> Iterator[IO[bytes]]:
    """A file to be read, or standard input."""
    if name == "-":
        yield sys.stdin.buffer
        return
    with ExitStack() as stack:
        try:
            file = stack.enter_context(Path(name).open("rb"))
        except (OSError, ValueError) as error:
            raise unreadable(name, error) from error
        yield file


def read_bytes(name: str) -> bytes:
    """What a file or standard input holds."""
    with opened(name) as file:
        try:
            return file.read()
        except OSError as error:
            raise unreadable(name, error) from error


def read_text(name: str) -> str:
    """The text of a file or of standard input, in UTF-8 or another encoding that can be told."""
    return _decoded(read_bytes(name), name)


def read_letter(name: str) -> str:
    """The same; of a saved mail its subject and words, and not their encoding."""
    from assistant.counter.attachments import is_mail, letter_text

    content = read_bytes(name)
    text = _decoded(content, name)
    mail = name.lower().endswith(".eml") or is_mail(text.replace("\r\n", "\n"))
    return letter_text(content, called(name)) if mail else text


def _decoded(content: bytes, name: str) -> str:
    from corpus.decoding import decode

    text, note = decode(content)
    if text is None:
        raise Problem(f"this is no text: {note}", called(name), "save it as UTF-8 text")
    return text


def unreadable(name: str, error: Exception) -> Problem:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Problem(f"the file cannot be read: {reason[:1].lower()}{reason[1:]}", called(name), "name another")


def called(name: str) -> str:
    return "standard input" if name == "-" else text_of(name)


def leave_pipe() -> None:
    """Nobody reads any more: let the interpreter's last flush go nowhere, in silence."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
