"""What a formula does to its cells, and whether that is what words say was done.

In: a formula with the cells that its operands are, and the operations that the words name. Out: its `Shape`: the
cells' coefficients, or that it divides them by each other; and whether it is a change, an average, a share as named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from assistant.claim_arithmetic import worth
from assistant.claim_times import by_time
from assistant.claim_words import CENTS, LARGEST, Formula
from corpus.any_tables import Figure

CHANGES = frozenset({"change", "growth", "difference"})


def is_composite(operations: Set[str]) -> bool:
    """ "The change in the average": two operations in one claim."""
    return len({"change" if o in CHANGES else o for o in operations} & {"average", "change", "share"}) > 1


def years_spanned(cells: Iterable[Figure]) -> int | None:
    """How many years cells are of together, where one of them is of several: "2021-2022"."""
    periods = [c.period.years for c in cells]
    if not any(len(years) > 1 for years in periods):
        return None
    return len({y for years in periods for y in years})


def without_divisors(formula: Formula, at: Mapping[int, Figure]) -> dict[int, Figure]:
    """The operands without the small numbers that something is divided by."""
    divisors = {
        i
        for i, one in enumerate(formula.numbers)
        if one.value <= 12 and re.search(r"[/÷][\s(]*$", formula.text[: one.start - formula.start])
    }
    return {i: cell for i, cell in at.items() if i not in divisors}


@dataclass(frozen=True, slots=True)
class Shape:
    """What a formula does to its cells: their coefficients, or that it divides them by each other."""

    ratio: bool
    value: Decimal
    coefficients: Mapping[Figure, Decimal] = field(default_factory=dict)  # of each cell, 0 or not
    growth: bool = False
    twice: bool = False  # a cell stands in it more than once
    product: bool = False  # a price and a count, or a sum of such
    doubled: bool = False  # a cell is added to itself


def shape_of(formula: Formula, value: Decimal, at: Mapping[int, Figure], times: int = 1) -> Shape | None:
    """The shape of a formula that comes to so many `times` the value."""
    ten = worth(formula.text, dict.fromkeys(at, Decimal(10)))
    if ten is None or not at:
        return None
    ten /= times
    slack = abs(value) / 1_000_000
    cells = list(dict.fromkeys(at.values()))
    sizes = {cell: [i for i, one in at.items() if one == cell] for cell in cells}
    if abs(ten - value) <= slack and (value or len(cells) > 1) and "/" in formula.text.replace("÷", "/"):
        growth = False
        if len(cells) == 2:
            # From what is earlier, where they are of two times.
            old, new = (abs(c.value) for c in sorted(cells, key=by_time))
            turned = -1 if (cells[0].value < 0) != (cells[1].value < 0) else 1
            pairs = [(new * turned, old)]
            if cells[0].period.years == cells[1].period.years or not all(c.period.years for c in cells):
                pairs += [(old * turned, new)]
            growth = any(y and abs(abs(value) - abs((x - y) / y)) <= Decimal("0.000001") for x, y in pairs)
        if value or growth:
            return Shape(True, value, {}, growth, any(len(places) > 1 for places in sizes.values()))
    found: dict[Figure, Decimal] = {}
    for cell, places in sizes.items():
        changed = worth(formula.text, dict.fromkeys(places, Decimal(2)))
        if cell.value == 0:  # doubled it is still 0
            changed = worth(_with_ones(formula, places))
        if changed is None:
            return None
        one = (changed - value) / (abs(cell.value) or 1)
        found[cell] = one.quantize(CENTS / 100) if abs(one) < LARGEST else one
    if abs(ten - value * 10) <= slack * 10:
        doubled = any(_is_added_to_itself(formula, value, places) for c, places in sizes.items() if c.value)
        return Shape(False, value, found, doubled=doubled)
    if value and abs(ten - value * 100) <= slack * 100 and "/" not in formula.text.replace("÷", "/"):
        return Shape(False, value, {}, product=True)
    return None


def _is_added_to_itself(formula: Formula, value: Decimal, places: Sequence[int]) -> bool:
    """Whether a cell stands twice on the same side of a formula: "(a + a) / 2"."""
    if len(places) < 2:
        return False
    each = [worth(formula.text, {place: Decimal(2)}) for place in places]
    signs = [one > value for one in each if one is not None and one != value]
    return len(signs) > len(set(signs))


def _with_ones(formula: Formula, places: Sequence[int]) -> str:
    """A formula with 1 for the operands at these places."""
    text = formula.text
    for one in sorted((formula.numbers[i] for i in places), key=lambda n: -n.start):
        text = text[: one.start - formula.start] + "1" + text[one.end - formula.start :]
    return text


def may_be(shape: Shape, operations: Set[str], cells: Sequence[Figure]) -> bool:
    """Whether a formula of this shape is what the words name."""
    linear = not (shape.ratio or shape.product)
    if shape.doubled:
        return False
    if linear and len({c.percent for c in cells if not c.rate and c.value}) > 1:
        return False  # a sum of an amount and a percentage
    if operations & CHANGES and _of_sums(shape, cells):
        return True
    if {"difference", "change"} <= operations and _of_two_changes(shape, cells):
        return True
    if "difference" in operations and _of_two_sums(shape, cells):
        return True
    if shape.ratio:
        if "growth" in operations and operations & {"difference", "average"} and _of_growths(shape, cells, operations):
            return True
        if "share" in operations and not operations & CHANGES and of_their_sum(shape, cells):
            return True
        if operations & CHANGES and shape.growth:
            return True
        if shape.twice and not is_composite(operations):
            # "The percentage of assets that earn interest": the total without those that do not.
            return shape.growth and 0 < shape.value < 1 and len({c.period for c in cells}) == 1
        if "growth" in operations:
            return "share" in operations
        return bool(operations & {"share"}) or not operations or operations == {"sum"}
    if shape.product:
        return operations <= {"sum"}
    sizes = {abs(c) for c in shape.coefficients.values()}
    n = len(shape.coefficients)
    if is_composite(operations):  # what stands on both sides falls out: (a + b)/2 - (b + c)/2
        return len(sizes - {0}) == 1 and (operations.isdisjoint({"average"}) or max(sizes) < 1)
    if "average" in operations:
        counts = (n, years_spanned(cells) or n)
        return n > 1 and any(all(abs(o - Decimal(1) / k) < Decimal("0.00001") for o in sizes) for k in counts)
    if operations & {"change", "difference", "growth"}:
        if "sum" in operations and len({c.place[:2] for c in cells}) > len({c.period for c in cells}) == 1:
            return len(set(shape.coefficients.values())) == 1  # "fell by A and B together"
        # A cell below nought may be taken with its sign, or as the size of an expense.
        signed = {c if cell.value >= 0 else -c for cell, c in shape.coefficients.items()}
        return n <= 2 and sizes == {Decimal(1)} and n in (len(set(shape.coefficients.values())), len(signed))
    return sizes == {Decimal(1)}


def _of_two_changes(shape: Shape, cells: Sequence[Figure]) -> bool:
    """Whether it is the change of one row less the change of another, from one time to another."""
    signs = {(c.place[:2], c.period.years): shape.coefficients.get(c, Decimal(0)) for c in cells}
    rows, times = {row for row, _ in signs}, {years for _, years in signs}
    if len(signs) != 4 or len(rows) != 2 or len(times) != 2 or set(signs.values()) != {1, -1}:
        return False
    return all(sum(v for key, v in signs.items() if one in key) == 0 for one in (*rows, *times))


def _of_two_sums(shape: Shape, cells: Sequence[Figure]) -> bool:
    """Whether it is what one row comes to over several times, less what another comes to over the same."""
    rows: dict[tuple[int, int], set[tuple[Decimal, tuple[int, ...]]]] = {}
    for cell in cells:
        sign = shape.coefficients.get(cell, Decimal(0))
        rows.setdefault(cell.place[:2], set()).add((sign, cell.period.years))
    signs = [{sign for sign, _ in row} for row in rows.values()]
    times = {frozenset(years for _, years in row) for row in rows.values()}
    return (
        len(rows) == 2 and len(times) == 1 and len(next(iter(times))) > 1 and 2 * len(next(iter(times))) == len(cells)
        and sorted(map(sorted, signs)) == [[-1], [1]]
    )  # fmt: skip


_SLACK = Decimal("0.000001")


def _of_growths(shape: Shape, cells: Sequence[Figure], operations: Set[str]) -> bool:
    """Whether it is the growth of one row less that of another, or the average growth from each time to the next."""
    rows: dict[tuple[int, int], list[Figure]] = {}
    for cell in sorted(cells, key=by_time):
        rows.setdefault(cell.place[:2], []).append(cell)
    growths = [
        [(new.value - old.value) / abs(old.value) for old, new in pairwise(row) if old.value] for row in rows.values()
    ]
    every = [one for row in growths for one in row]
    if "difference" in operations and len(rows) == 2 == len(every) and all(growths):
        return abs(abs(shape.value) - abs(every[0] - every[1])) <= _SLACK
    if "average" not in operations or len(every) < 2:
        return False
    return abs(shape.value - sum(every, Decimal(0)) / len(every)) <= _SLACK


def of_their_sum(shape: Shape, cells: Sequence[Figure]) -> bool:
    """Whether it is what one of the cells is of all of them together: "A as a share of A and B"."""
    whole = sum(abs(c.value) for c in cells)
    return len(cells) > 1 and bool(whole) and any(abs(shape.value - abs(c.value) / whole) <= _SLACK for c in cells)


def _of_sums(shape: Shape, cells: Sequence[Figure]) -> bool:
    """Whether it is the change of a sum of rows from one time to another, or its growth."""
    times = sorted({c.period.years for c in cells})
    if len(times) != 2 or len(cells) < 4:
        return False
    sides = [[c for c in cells if c.period.years == years] for years in times]
    if shape.ratio:
        for signed in (False, True):
            old, new = (sum((c.value if signed else abs(c.value) for c in side), Decimal(0)) for side in sides)
            if old and abs(abs(shape.value) - abs((new - old) / old)) <= Decimal("0.000001"):
                return True
        return False
    if not set(cells) <= shape.coefficients.keys():
        return False
    signs = [{shape.coefficients[c] for c in side} for side in sides]
    return all(len(found) == 1 for found in signs) and {v for found in signs for v in found} == {1, -1}
