"""Where words go: results to standard output, notes and progress to standard error.

In: pages, JSON objects, notes. Out: two streams. Colour, tables and bars only on a terminal; JSON
is whole on one line and holds nothing that could steer a terminal. It does not know what is said.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TextIO

from assistant.drawing import STEERING, Block, draw, plain_text, shown
from corpus.problem import Problem

Progress = Callable[[int, int], None]


def dumps(value: Any, *, ascii_only: bool = False) -> str:
    r"""JSON on one line; what could steer a terminal is written as an escape, so it stays verbatim.

    >>> dumps({"quote": "–\x9b\u202e"})
    '{"quote": "–\\u009b\\u202e"}'
    """
    text = json.dumps(value, ensure_ascii=ascii_only, allow_nan=False)
    text = STEERING.sub(lambda found: json.dumps(found.group())[1:-1], text)
    return text.replace("\x7f", "\\u007f")  # the one that JSON itself never escapes


def problem_as_dict(problem: Problem) -> dict[str, Any]:
    """The `error` object of the contract."""
    return {"message": problem.message, "where": problem.where, "remedy": problem.remedy}


@dataclass(frozen=True, slots=True)
class Screen:
    """The two streams of one command, and whether its result is JSON."""

    out: TextIO
    err: TextIO
    json: bool = False

    def result(self, value: dict[str, Any], page: Callable[[], Sequence[Block]]) -> None:
        """Show the result of a command: the object, or the page that `page` makes."""
        if self.json:
            self.line(value)
        elif self.out.isatty():
            from rich.console import Console

            draw(page(), Console(file=self.out, highlight=False, markup=False, emoji=False))
        else:
            self.out.write(plain_text(page()))

    @property
    def live(self) -> bool:
        """Whether a person watches, so that sentences are shown one by one."""
        return not self.json and self.out.isatty()

    def say(self, sentence: str) -> None:
        """One sentence of a result that is still on its way."""
        self.out.write(shown(sentence) + "\n")
        self.out.flush()

    def line(self, value: dict[str, Any]) -> None:
        """One JSON object on a line of its own, sent off at once."""
        utf8 = (getattr(self.out, "encoding", None) or "utf-8").lower().replace("-", "") == "utf8"
        self.out.write(dumps(value, ascii_only=not utf8) + "\n")
        self.out.flush()

    def note(self, sentence: str) -> None:
        """One line for the person, beside the result."""
        self.err.write(shown(sentence).replace("\n", " ") + "\n")
        self.err.flush()

    def problem(self, problem: Problem) -> None:
        """Say what a person can mend."""
        if self.json:
            self.line({"error": problem_as_dict(problem)})
        else:
            self.note(str(problem))

    @contextmanager
    def progress(self, doing: str) -> Iterator[Progress]:
        """A bar on a terminal, one plain line elsewhere. Gives what is told of (done, of all)."""
        if not self.err.isatty():
            self.note(f"{doing} …")
            yield lambda done, of_all: None
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Bar(*columns, TimeElapsedColumn(), console=Console(file=self.err), transient=True) as bar:
            task = bar.add_task(doing, total=None)
            yield lambda done, of_all: bar.update(task, completed=done, total=of_all)
