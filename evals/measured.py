"""Everything that came of one run of the evals, for its exit code and its reports.

In: outcomes, scores, differences from the accepted facts, what was run and when. Out: a `Run`: what failed and
what failed newly, whether it passed, the object of the contract. It runs nothing and writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from evals.facts_lock import Difference
from evals.outcomes import Outcome, ScoreRow, failure


@dataclass(frozen=True, slots=True)
class Run:
    """Everything that came of one run, for the reports."""

    outcomes: tuple[Outcome, ...]
    rows: tuple[ScoreRow, ...]
    differences: tuple[Difference, ...]
    corpus: str
    code: str
    commit: str
    notes: tuple[str, ...] = ()
    samples: dict[str, str] = field(default_factory=dict)
    affected: tuple[str, ...] | None = None  # with --changed: the cases that depend on what changed
    known: frozenset[str] = frozenset()  # cases that failed in the run that this one is compared with
    compared: dict[str, Any] = field(default_factory=dict)
    times: dict[str, float] = field(default_factory=dict)
    unlike: tuple[str, ...] | None = None  # with --repeat: cases that came out in different ways
    complete: bool = True

    @property
    def failed(self) -> list[Outcome]:
        """Cases that did not pass and are not out of date."""
        return [one for one in self.outcomes if not one.stale and not one.passed]

    @property
    def stale(self) -> list[Outcome]:
        return [one for one in self.outcomes if one.stale]

    @property
    def newly_failed(self) -> list[Outcome]:
        """Those of them that passed before."""
        return [one for one in self.failed if one.id not in self.known]

    @property
    def passed(self) -> bool:
        """Every floor holds, and no fact differs from the accepted ones.

        Of a part every case has to pass, but for those that failed in the last green run too.
        """
        if self.differences or self.unlike or (self.affected is None and not self.outcomes):
            return False
        if self.complete:
            return not any(row.below for row in self.rows)
        return not (self.failed if self.affected is None else self.newly_failed)

    def as_dict(self) -> dict[str, Any]:
        """The object of the contract, with what else is known."""
        return {
            "passed": self.passed,
            "scores": [row.as_dict() for row in self.rows],
            "failures": [{**failure(one), "failed_before": one.id in self.known} for one in self.failed],
            "commit": self.commit,
            "corpus": self.corpus,
            "code": self.code,
            "differences": [str(one) for one in self.differences],
            "out_of_date": [{"id": one.id, "suite": one.suite, "why": one.stale} for one in self.stale],
            "affected": None if self.affected is None else list(self.affected),
            "samples": self.samples,
            "compared": self.compared,
            "unlike": None if self.unlike is None else list(self.unlike),
            "notes": list(self.notes),
            "times": self.times,
        }
