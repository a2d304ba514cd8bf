"""What came of each case, and the scores that follow: value, floor, how many, how many not measured.

In: `Outcome`s of all suites. Out: `ScoreRow`s by suite, criterion and kind, failures, and what got
better or worse than a baseline. What could not be measured counts as not passed and is counted
apart; what is out of date, because the fact it was typed from has been changed, is listed and not
counted against the product.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# The share below which a run fails, by suite and criterion. "no …" criteria are ceilings said as floors.
FLOORS: Mapping[str, Mapping[str, float]] = {
    "facts": {"as accepted": 1.0},
    "questions": {"figures": 0.97, "other rows": 0.995, "passage": 0.97, "refused": 0.97, "not refused": 0.98},
    "generated": {
        "figures": 0.99, "other rows": 0.995, "refused": 0.97, "not refused": 0.98, "says": 0.97,
        "citation recall": 0.98, "citation precision": 0.98, "hit@4": 0.97, "conflict shown": 1.0,
    },
    "numbers": {"wrong caught": 0.995, "right not flagged": 0.995},
    "guides": {"caught by the lock": 0.98, "named": 1.0, "caught by cases": 0.98},
    "offers": {
        "asks": 1.0, "length": 1.0, "brackets": 1.0, "numbers": 1.0, "claims": 1.0, "other texts": 1.0,
        "same asks": 1.0,
    },
    "model": {
        "figures": 0.97, "other rows": 0.995, "refused": 0.97, "not refused": 0.98, "nothing invented": 1.0,
    },
}  # fmt: skip
# Kinds with a floor of their own.
KIND_FLOORS = {
    ("guides", "caught by the lock", kind): 1.0 for kind in ("cell changed", "cell moved", "cells swapped")
}
ALL = "all"


@dataclass(frozen=True, slots=True)
class Mark:
    """One criterion of one case. `value` None: it could not be measured. A rank's value is a share."""

    criterion: str
    value: float | None
    why: str = ""

    @property
    def passed(self) -> bool:
        return self.value is not None and self.value >= 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case of one suite with its marks and what was shown. `stale` says why it is out of date."""

    suite: str
    id: str
    kind: str
    asked: str
    marks: tuple[Mark, ...]
    about: tuple[str, ...] = ()
    stale: str = ""
    status: str | None = None
    text: str | None = None
    retrieved: tuple[tuple[str, int, int], ...] = ()
    seconds: float | None = None
    origin: str = ""  # of a hand-written case: developed-on, held-out, found-in-use

    @property
    def passed(self) -> bool:
        """Every criterion with a bar was met; ranks (MRR, nDCG) have none."""
        return all(mark.passed for mark in self.marks if mark.criterion not in RANKS)


RANKS = ("MRR", "nDCG@8", "hit@1")


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One score of the contract, with its suite."""

    suite: str
    name: str
    kind: str
    value: float
    floor: float | None
    measured: int
    unmeasured: int

    @property
    def below(self) -> bool:
        return self.floor is not None and self.value < self.floor

    def as_dict(self) -> dict[str, Any]:
        return {
            "name": f"{self.suite}: {self.name}",
            "kind": self.kind,
            "value": round(self.value, 6),
            "floor": self.floor,
            "measured": self.measured,
            "unmeasured": self.unmeasured,
        }


def score_rows(outcomes: Iterable[Outcome], floors: bool = True) -> list[ScoreRow]:
    """Every suite's criteria: for all cases, for each kind, and for each origin of hand-written ones."""
    groups: dict[tuple[str, str, str], list[Mark]] = {}
    for one in outcomes:
        if one.stale:
            continue
        for mark in one.marks:
            for kind in dict.fromkeys((ALL, one.kind, one.origin or ALL)):
                groups.setdefault((one.suite, mark.criterion, kind), []).append(mark)
    rows = []
    for (suite, name, kind), marks in groups.items():
        floor = FLOORS.get(suite, {}).get(name) if kind == ALL else KIND_FLOORS.get((suite, name, kind))
        known = [mark.value for mark in marks if mark.value is not None]
        value = sum(known) / len(marks)
        missing = len(marks) - len(known)
        rows.append(ScoreRow(suite, name, kind, value, floor if floors else None, len(known), missing))
    order = {suite: number for number, suite in enumerate(FLOORS)}
    return sorted(
        rows, key=lambda row: (order.get(row.suite, len(order)), row.name, row.kind != ALL, row.kind)
    )


def failure(one: Outcome) -> dict[str, Any]:
    """A case that did not pass, with what was found and why."""
    return {
        "suite": one.suite,
        "id": one.id,
        "kind": one.kind,
        "asked": one.asked,
        "status": one.status,
        "text": one.text,
        "why": {m.criterion: ("not measured: " if m.value is None else "") + m.why
                for m in one.marks if not m.passed and m.criterion not in RANKS},
        "retrieved": [list(place) for place in one.retrieved],
        "about": list(one.about),
    }  # fmt: skip


def compared(
    rows: Sequence[ScoreRow],
    failed: Iterable[str],
    samples: Mapping[str, str],
    baseline: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """What got better and worse than the baseline: cases by id, and scores where both are of the same samples."""
    if baseline is None:
        return {"baseline": None, "better": [], "worse": [], "newly_failing": [], "newly_passing": []}
    before = {(s["name"], s["kind"]): s["value"] for s in baseline["scores"]}
    better: list[dict[str, Any]] = []
    worse: list[dict[str, Any]] = []
    for row in rows:
        value = row.as_dict()
        old = before.get((value["name"], row.kind))
        if old is not None and baseline["samples"] == samples and abs(value["value"] - old) > 1e-9:
            entry = {"name": value["name"], "kind": row.kind, "before": old, "now": value["value"]}
            (better if value["value"] > old else worse).append(entry)
    then, now = set(baseline["failed"]), set(failed)
    return {
        "baseline": baseline["commit"],
        "better": better,
        "worse": worse,
        "newly_failing": sorted(now - then),
        "newly_passing": sorted(then - now),
    }
