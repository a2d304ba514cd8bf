"""How well guides that were not written for the product are read: right, wrong, listed, missing.

In: a folder of guides. Out: for each guide how many cells of pay there are by the second reader
(`wild_cells`), and how many the product reads as the same fact, reads otherwise, lists with a reason, or
passes over. What the two read differently is printed with file, line and both readings, for a person to
judge: the second reader may be the one that errs.

    python -m evals.wild FOLDER [--json] [--cells]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

from corpus.bands import Fact, bands_in
from corpus.files import read_guides
from corpus.guide import Guide, Unread
from corpus.problem import Problem
from evals.wild_cells import Amount, Cell, cells_in, letters

Verdict = Literal["right", "wrong", "listed", "missing"]
FLOOR = 0.97


@dataclass(frozen=True, slots=True)
class Judged:
    """One cell, what became of it, and why it is not right."""

    guide: str
    cell: Cell
    verdict: Verdict
    why: str = ""


def judged(guide: Guide) -> list[Judged]:
    """Every cell of pay of a guide with what the product makes of it."""
    facts, unread = bands_in(guide)
    company = letters(guide.company)
    return [judge(guide.path, cell, facts, unread, company) for cell in cells_in("\n".join(guide.lines))]


def judge(guide: str, cell: Cell, facts: Iterable[Fact], unread: Iterable[Unread], company: str) -> Judged:
    """What became of one cell among the facts and the places that were listed."""
    own = [fact for fact in facts if fact.line == cell.line and _same_cell(fact, cell)]
    if own:
        problems = [why for fact in own if (why := _difference(fact, cell, company))]
        stated = {(a.low, a.high) for a in cell.amounts if a.unit}
        lost = stated - {_figures(fact, cell) for fact in own}
        if lost and not problems:
            problems = [f"not read: {', '.join(str(low) for low, _ in sorted(lost))}"]
        return Judged(guide, cell, "wrong" if problems else "right", "; ".join(problems))
    told = [item.reason for item in unread if item.line in (cell.line, cell.header_line)]
    if told:
        return Judged(guide, cell, "listed", told[0])
    return Judged(guide, cell, "missing", "no fact, and not listed")


def _same_cell(fact: Fact, cell: Cell) -> bool:
    if _is_end(fact):
        return any(letters(column) == letters(cell.column) for column in fact.column.split(" | "))
    return letters(fact.column) == letters(cell.column) and letters(fact.cell) == letters(cell.text)


def _is_end(fact: Fact) -> bool:
    """Whether a fact is read from two cells, each with one end of it: "Base Low | Base High"."""
    return " | " in fact.column and "|" in fact.cell


def _figures(fact: Fact, cell: Cell) -> tuple[Decimal | None, Decimal | None]:
    """What of a fact a cell states: all of it, or the end that its column is for."""
    if not _is_end(fact):
        return fact.low, fact.high
    low = letters(fact.column.split(" | ")[0]) == letters(cell.column)
    return (fact.low, fact.low) if low else (fact.open_from or fact.high, fact.high)


def _difference(fact: Fact, cell: Cell, company: str) -> str:
    """How a fact differs from what the second reader makes of its cell; "" where it does not."""
    unit = "%" if fact.unit == "percent" else fact.currency
    if not any(_is(amount, _figures(fact, cell), unit) for amount in cell.amounts):
        stated = ", ".join(f"{a.low}–{a.high} {a.unit}" for a in cell.amounts)
        return f"states {fact.low}–{fact.high} {unit}, not {stated}"
    if letters(fact.company) != company:
        return f"is of {fact.company}"
    if letters(fact.region) != cell.place:
        return f"is for {fact.region}, not {cell.place}"
    if letters(fact.level) != letters(cell.level):
        return f"is for level {fact.level}, not {cell.level}"
    if not _is_part(fact.component, cell.component):
        return f"is {fact.component}, not {cell.component}"
    if fact.unit == "money" and cell.component != "pay" and (fact.period or "") != cell.period:
        return f"is for {fact.period}, not {cell.period or 'no time said'}"
    return ""


def _is(amount: Amount, figures: tuple[Decimal | None, Decimal | None], unit: str | None) -> bool:
    return (amount.low, amount.high, amount.unit) == (*figures, unit)


def _is_part(component: str, word: str) -> bool:
    # A table without a part of pay may be of the total by the words beside it.
    return component == word or word in component or (word == "pay" and component in ("pay", "total", "base"))


def report(found: Sequence[Judged]) -> dict[str, object]:
    """Counts by guide and over all, and every cell that is not right."""
    guides: dict[str, Counter[str]] = {}
    for one in found:
        guides.setdefault(one.guide, Counter())[one.verdict] += 1
    sums = Counter(one.verdict for one in found)
    return {
        "cells": len(found),
        **{verdict: sums[verdict] for verdict in ("right", "wrong", "listed", "missing")},
        "share_right": round(sums["right"] / len(found), 4) if found else None,
        "guides": {name: dict(counts) for name, counts in guides.items()},
        "not_right": [
            {
                "guide": one.guide,
                "line": one.cell.line,
                "cell": one.cell.text,
                "verdict": one.verdict,
                "why": one.why,
            }
            for one in found
            if one.verdict != "right"
        ],
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report; 4 where too little is read, or anything is wrong or missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--cells", action="store_true", help="print every cell with its reading")
    given = parser.parse_args(arguments)
    try:
        guides = [guide for guide, _ in read_guides(given.folder) if guide is not None]
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    found = [one for guide in guides for one in judged(guide)]
    told = report(found)
    if given.json:
        print(json.dumps(told, ensure_ascii=False))
    else:
        for one in found if given.cells else ():
            cell = one.cell
            print(
                f"{one.guide}:{cell.line} {cell.text!r}: {cell.place}|{cell.level}|{cell.component} {one.verdict}"
            )
        for one in found:
            if one.verdict != "right":
                print(
                    f"{one.guide}:{one.cell.line} {one.cell.column}: {one.cell.text!r} {one.verdict}: {one.why}"
                )
        counts = ", ".join(f"{told[name]} {name}" for name in ("right", "wrong", "listed", "missing"))
        without = [guide.path for guide in guides if not any(one.guide == guide.path for one in found)]
        print(f"{len(guides)} guides, {told['cells']} cells of pay: {counts}; none in {len(without)} guides")
    enough = found and sum(one.verdict == "right" for one in found) >= FLOOR * len(found)
    return 0 if enough and not told["wrong"] and not told["missing"] else 4


if __name__ == "__main__":
    sys.exit(main())
