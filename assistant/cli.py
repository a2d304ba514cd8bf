"""The command line: options in, one command run, an exit code out.

It reads words into options and hands them on; what a command does is in `assistant.commands` and its
neighbours, imported only when that command runs, since a person waits for every import. Exit codes:
0 done, 1 a problem that a person can mend, 2 wrong usage, 3 not covered or declined, 4 a figure that
is not supported.
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

if TYPE_CHECKING:
    from assistant.screen import Screen
    from assistant.settings import Settings

PIPE_CLOSED = 141  # what a shell reports of a program that wrote to a pipe nobody reads
INTERRUPTED = 130

app = typer.Typer(
    name="counteroffer",
    help="Cited, checked answers about job offers, from negotiation guides: no figure without its source.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Json = Annotated[bool, typer.Option("--json", help="Write one JSON object to standard output.")]
Guides = Annotated[str | None, typer.Option("--guides", metavar="FOLDER", help="The guides to read.")]
Index = Annotated[str | None, typer.Option("--index", metavar="FOLDER", help="Where the index lies.")]
Model = Annotated[
    str | None, typer.Option("--model", metavar="NAME", help="A language model, or none (the default).")
]
ChromaUrl = Annotated[
    str | None, typer.Option("--chroma-url", metavar="URL", help="A Chroma server for the vectors.")
]


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"counteroffer {version()}")
        raise typer.Exit


def version() -> str:
    """The version that is installed; a bare checkout has none."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("counteroffer")
    except PackageNotFoundError:
        return "(a checkout that is not installed)"


@app.callback()
def counteroffer(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Cited, checked answers about job offers, from negotiation guides: no figure without its source."""


@app.command("index")
def _index(
    folder: Annotated[str | None, typer.Argument(metavar="[FOLDER]", help="The guides to read.")] = None,
    as_json: Json = False,
    guides: Guides = None,
    index: Index = None,
    model: Model = None,
    chroma_url: ChromaUrl = None,
) -> None:
    """Read the guides, build or refresh the index, and show what changed and what could not be read."""
    if folder is not None and guides is not None:
        raise typer.BadParameter("name the guides once, as FOLDER or with --guides")
    with _command("index", as_json, folder if guides is None else guides, index, model, chroma_url) as run:
        from assistant import commands

        run(commands.index)


@app.command("ask")
def _ask(
    question: Annotated[
        list[str] | None, typer.Argument(metavar="QUESTION", help="The question; - reads it.")
    ] = None,
    batch: Annotated[
        str | None,
        typer.Option(
            "--batch", metavar="FILE", help='Lines of {"id": …, "question": …}; - is standard input.'
        ),
    ] = None,
    as_json: Json = False,
    guides: Guides = None,
    index: Index = None,
    model: Model = None,
    chroma_url: ChromaUrl = None,
) -> None:
    """Answer a question from the guides, with the passages it rests on.

    Put the question in single quotes: the shell takes the $2 out of "$230K". What begins with a dash
    goes behind --.
    """
    words = " ".join(question or ())
    if batch is not None and words:
        raise typer.BadParameter("give a question or --batch, not both")
    if batch is None and not words.strip():
        raise typer.BadParameter("there is no question; write it in single quotes, or give --batch FILE")
    with _command("ask", as_json, guides, index, model, chroma_url) as run:
        from assistant import commands

        if batch is not None:
            with _opened(batch) as lines:
                run(lambda settings, screen: commands.ask_each(lines, batch, settings, screen))
        else:
            asked = _read_text("-") if words == "-" else _text_of(words)
            run(lambda settings, screen: commands.ask(asked, settings, screen))


@app.command("search")
def _search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="What to look for.")],
    count: Annotated[int, typer.Option("-k", "--count", min=1, max=1000, help="How many passages.")] = 8,
    as_json: Json = False,
    guides: Guides = None,
    index: Index = None,
    model: Model = None,
    chroma_url: ChromaUrl = None,
) -> None:
    """Show the passages that fit best, and nothing else."""
    asked = _text_of(" ".join(words))
    if not asked.strip():
        raise typer.BadParameter("there are no words to look for")
    with _command("search", as_json, guides, index, model, chroma_url) as run:
        from assistant import commands

        run(lambda settings, screen: commands.search(asked, count, settings, screen))


@app.command("bands")
def _bands(
    company: Annotated[
        list[str] | None, typer.Option("--company", metavar="NAME", help="Of this company.")
    ] = None,
    role: Annotated[list[str] | None, typer.Option("--role", metavar="NAME", help="For this role.")] = None,
    region: Annotated[
        list[str] | None, typer.Option("--region", metavar="PLACE", help="A place or city, such as nyc.")
    ] = None,
    level: Annotated[
        list[str] | None, typer.Option("--level", metavar="LEVEL", help="A level, such as E5.")
    ] = None,
    component: Annotated[
        list[str] | None,
        typer.Option(
            "--component", metavar="NAME", help="base, equity, bonus, sign_on, total, or the guide's own."
        ),
    ] = None,
    as_json: Json = False,
    guides: Guides = None,
    index: Index = None,
    model: Model = None,
    chroma_url: ChromaUrl = None,
) -> None:
    """Show what the guides state, as tables. A filter may be given more than once."""
    filters = {"company": company, "role": role, "region": region, "level": level, "component": component}
    with _command("bands", as_json, guides, index, model, chroma_url) as run:
        from assistant import commands

        given = {name: [_text_of(word) for word in words or ()] for name, words in filters.items()}
        run(lambda settings, screen: commands.bands(given, settings, screen))


@app.command("verify")
def _verify(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text; - is standard input.")],
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source", metavar="FILE", help="Check against this file instead of the guides; repeatable."
        ),
    ] = None,
    as_json: Json = False,
    guides: Guides = None,
    index: Index = None,
    model: Model = None,
    chroma_url: ChromaUrl = None,
) -> None:
    """Show every number of a text, with where it comes from or why it is not supported."""
    if file == "-" and "-" in (source or ()):
        raise typer.BadParameter("only one of the text and the sources can be standard input")
    with _command("verify", as_json, guides, index, model, chroma_url) as run:
        from assistant import verifying

        text = _read_text(file)
        if source:
            sources = [(name, _read_text(name)) for name in source]
            run(lambda settings, screen: verifying.verify_against(text, sources, screen))
        else:
            run(lambda settings, screen: verifying.verify(text, settings, screen))


@app.command("doctor")
def _doctor(
    as_json: Json = False,
    guides: Guides = None,
    index: Index = None,
    model: Model = None,
    chroma_url: ChromaUrl = None,
) -> None:
    """Show what is configured, from where, and whether it works."""
    with _command("doctor", as_json, guides, index, model, chroma_url) as run:
        from assistant import doctor

        run(doctor.examine)


# ---- what all commands share


Run = Callable[["Callable[[Settings, Screen], int]"], None]


@contextmanager
def _command(
    name: str, as_json: bool, guides: str | None, index: str | None, model: str | None, chroma_url: str | None
) -> Iterator[Run]:
    """Settings and streams for one command; a Problem becomes a line and exit code 1."""
    from assistant.screen import Screen
    from assistant.settings import read_settings, settings_files

    screen = Screen(sys.stdout, sys.stderr, as_json)

    def run(work: Callable[[Settings, Screen], int]) -> None:
        flags = {"guides": guides, "index": index, "model": model, "chroma_url": chroma_url}
        settings = read_settings(flags, os.environ, settings_files(os.environ))
        if name == "ask" or (model is not None and name != "doctor"):
            _refuse_model(settings)
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
        _leave_pipe()
        raise typer.Exit(PIPE_CLOSED) from error
    except KeyboardInterrupt as stop:
        raise typer.Exit(INTERRUPTED) from stop


def _refuse_model(settings: Settings) -> None:
    if settings.model.value != "none":
        raise Problem(
            f"this version works with no language model, so {settings.model.value!r} cannot be used; "
            "code composes the answers",
            settings.model.origin,
            "say none, or leave it out",
        )


def _text_of(words: str) -> str:
    """Words of the command line as text; bytes that are not UTF-8 become a replacement mark."""
    return words.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


@contextmanager
def _opened(name: str) -> Iterator[IO[bytes]]:
    """A file to be read, or standard input."""
    if name == "-":
        yield sys.stdin.buffer
        return
    with ExitStack() as stack:
        try:
            file = stack.enter_context(Path(name).open("rb"))
        except (OSError, ValueError) as error:
            raise _unreadable(name, error) from error
        yield file


def _read_text(name: str) -> str:
    """The text of a file or of standard input, in UTF-8 or another encoding that can be told."""
    from corpus.decoding import decode

    with _opened(name) as file:
        try:
            content = file.read()
        except OSError as error:
            raise _unreadable(name, error) from error
    text, note = decode(content)
    if text is None:
        raise Problem(f"this is no text: {note}", _called(name), "save it as UTF-8 text")
    return text


def _unreadable(name: str, error: Exception) -> Problem:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Problem(
        f"the file cannot be read: {reason[:1].lower()}{reason[1:]}", _called(name), "name another"
    )


def _called(name: str) -> str:
    return "standard input" if name == "-" else _text_of(name)


def _leave_pipe() -> None:
    """Nobody reads any more: let the interpreter's last flush go nowhere, in silence."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> None:
    """The command `counteroffer`."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):
            # A terminal that cannot show a character gets a mark instead of a traceback.
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        app(prog_name="counteroffer")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
