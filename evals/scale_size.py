"""One size of the benchmark of scale: its guides and questions, and what was measured of it so far.

In: a folder, how many guides, how many questions. Out: a `Bench`, which keeps each step's values with the
commit, so that a run that was stopped goes on where it was. It measures nothing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from evals.made_guides import MadeGuide, MadeQuestion, made_guides, made_questions, write_guides
from evals.product import commit

# Companies have as many guides as in the largest real collection known, from this size on.
ROLES = 14
SEVERAL_ROLES = 1_000
SEED = 7
# From this size on only facts and full text are measured: embedding would take hours on two cores.
WITHOUT_VECTORS = 10_000
# The quick start embeds at the same pace whatever the number, so a large collection is begun, not
# finished, unless --whole is said; rates are then given for the part, and rows are not looked for.
PART = 300


class Bench:
    """One size: its guides and questions, and what was measured so far, kept in a folder."""

    def __init__(self, folder: Path, size: int, questions: int, whole: bool) -> None:
        self.size = size
        self.whole = whole or size <= PART
        self.vectors = size < WITHOUT_VECTORS
        self.home = folder / str(size)
        self.guides_folder = self.home / "guides"
        self.part_folder = self.guides_folder if self.whole else self.home / "part"
        self.index = self.home / "index"
        self.quick = self.home / "quick"
        self._results = self.home / "results.json"
        self._made: list[MadeGuide] | None = None
        self._asked = questions

    @property
    def guides(self) -> list[MadeGuide]:
        if self._made is None:
            roles = ROLES if self.size >= SEVERAL_ROLES else 1
            self._made = list(made_guides(self.size, roles, SEED))
        return self._made

    @property
    def questions(self) -> list[MadeQuestion]:
        return made_questions(self.guides, self._asked, SEED)

    def write(self) -> None:
        """Put the guides there, the same bytes as ever; an edit that a stopped run left is undone."""
        self.home.mkdir(parents=True, exist_ok=True)
        if not self.whole:
            write_guides(self.part_folder, self.guides[:PART])
        write_guides(self.guides_folder, self.guides)

    def results(self) -> dict[str, Any]:
        """What was measured so far, by step."""
        try:
            read: dict[str, Any] = json.loads(self._results.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return read

    def keep(self, step: str, values: dict[str, Any]) -> None:
        """Write a step's values down, with the commit."""
        scratch = self._results.with_suffix(".new")
        kept = self.results() | {step: {**values, "commit": commit()}}
        scratch.write_text(json.dumps(kept, indent=1), "utf-8")
        scratch.replace(self._results)
