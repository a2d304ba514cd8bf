"""The operands of a formula as a grid of a table: rows that the words name, at times or in columns that they name.

In: the words of a claim, the operands of the formula shown for it, the `Tables`. Out: the sets of cells
that the operands can be. A set counts only if it is whole, every row of it taken in the same columns, and if
no row or column that was left out is named better by the words than one that was taken. What is compared
are rows with rows and columns with columns of the same table, so that words which a table does not know
are in nobody's favour.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, product

from assistant.claim_choice import is_at_a_point
from assistant.claim_series import Series, Tables
from assistant.claim_stems import LIGHT, TOTAL_STEM, stems
from assistant.claim_times import by_time, fillings, meant
from assistant.claim_words import Times
from corpus.any_tables import Figure

_MOST = 600  # sets of cells that are looked at for one formula
_ALIKE = 5  # cells of one value
_SLIGHT = 0.1  # of a weight
_BESIDE = 60  # characters on either side of a figure in a sentence
_HALF = 0.5  # how much of a label has to be named for its row to be missed in a formula
_CHANGES = frozenset({"change", "growth", "difference"})

Cell = tuple[Series, Figure]


@dataclass(frozen=True, slots=True)
class _Title:
    """The words of a row or of a column, and which of them the claim has."""

    own: frozenset[str]
    named: frozenset[str]
    said: frozenset[str]  # those, and the ones of the titles that it stands under
    lacking: float  # the weight of its own words that the claim does not have
    covered: float  # the share of its own words that it has


def grids(
    words: str,
    operands: Sequence[Decimal],
    constants: Set[Decimal],
    times: Times,
    tables: Tables,
    operations: Set[str],
    product: bool,
) -> Iterator[dict[int, Figure]]:
    """By the operand's number its cell, in every grid of cells that the words name as well as any.

    An operand that stands in no table may be told in a sentence, beside words of the claim. `product`: a
    count and a price, of which the words need not name the columns.
    """
    known = frozenset(tables.as_known(w) for w in stems(words))
    held: dict[int, list[Cell]] = {}
    for s in tables.series:
        for cell in s.cells if not s.in_prose else ():
            held.setdefault(cell.place[0], []).append((s, cell))
    told = _told_apart_from_tables(operands, constants, known, times, tables)
    for cells in held.values():
        for at in _choices(operands, constants, {operands[i] for i in told}, cells):
            chosen = tuple(dict.fromkeys(at.values()))
            beside = {i: cell for i, cell in told.items() if i not in at}
            if not chosen or len(chosen) + len(beside) < 2 or not _is_whole(chosen, cells):
                continue
            if _is_meant(chosen, cells, known, times, tables, operations, product):
                yield {**beside, **at}


def cells_named(words: str, times: Times, tables: Tables) -> Iterator[Figure]:
    """The cells of which no neighbour, in their column or their row, is named better by the words."""
    known = frozenset(tables.as_known(w) for w in stems(words))
    at_a_point = is_at_a_point(words)
    held: dict[int, list[Cell]] = {}
    for s in tables.series:
        for cell in s.cells if not s.in_prose else ():
            held.setdefault(cell.place[0], []).append((s, cell))
    for cells in held.values():
        for s, cell in cells:
            if times and not cell.period.years and any(c.period.years for _, c in cells):
                continue
            if cell.between and at_a_point and not (s.row - s.column) & known:
                continue
            if (s.row & known) - LIGHT and _is_meant((cell,), cells, known, times, tables, frozenset(), False):
                yield cell


def _told_apart_from_tables(
    operands: Sequence[Decimal],
    constants: Set[Decimal],
    known: frozenset[str],
    times: Times,
    tables: Tables,
) -> dict[int, Figure]:
    """The operands that a sentence tells, each next to a word of the claim and of a time that it names."""
    out: dict[int, Figure] = {}
    for i, value in enumerate(operands):
        if value in constants:
            continue
        for cell in (c for s in tables.series if s.in_prose for c in s.cells if abs(c.value) == value):
            at = cell.row.find(cell.text)
            beside = stems(cell.row[max(0, at - _BESIDE) : at + len(cell.text) + _BESIDE])
            timely = not (times.years and cell.period.years) or set(cell.period.years) & set(times.years)
            if timely and (known & set(beside)) - LIGHT:
                out[i] = cell
                break
    return out


def _choices(
    operands: Sequence[Decimal], constants: Set[Decimal], told: Set[Decimal], cells: Sequence[Cell]
) -> Iterator[dict[int, Figure]]:
    """The ways to give every operand a cell of its value; equal operands are one cell or several.

    What a sentence tells need not be a cell.
    """
    ways: list[list[dict[int, Figure]]] = []
    for value in dict.fromkeys(operands):
        places = [i for i, one in enumerate(operands) if one == value]
        same = [cell for _, cell in cells if abs(cell.value) == value][:_ALIKE]
        if not same:
            if value not in constants | told:
                return
            continue
        own = [
            {i: some[k % n] for k, i in enumerate(places)}
            for n in range(min(len(places), len(same)), 0, -1)
            for some in combinations(same, n)
        ]
        ways.append([*own, {}] if value in told else own)
    for seen, some in enumerate(product(*ways)):
        if seen >= _MOST:
            return
        yield {i: cell for one in some for i, cell in one.items()}


def _is_whole(chosen: Sequence[Figure], cells: Sequence[Cell]) -> bool:
    """Whether every row is taken in the same columns; a cell that is blank or nought may be left out."""
    rows = {c.place[1] for c in chosen}
    columns = {c.place[2] for c in chosen}
    taken = {c.place[1:] for c in chosen}
    filled_in = {c.place[1:] for _, c in cells if c.value}
    return all((r, c) in taken or (r, c) not in filled_in for r in rows for c in columns)


def _is_meant(
    chosen: Sequence[Figure],
    cells: Sequence[Cell],
    known: frozenset[str],
    times: Times,
    tables: Tables,
    operations: Set[str],
    product: bool,
) -> bool:
    of = {cell: s for s, cell in cells}
    if product and any(c.per_one for _, c in cells) and len({c.per_one for c in chosen}) == 1:
        return False  # a count is multiplied by what is paid for one
    alike = product or len({(c.percent, c.per_one) for c in chosen}) == 1
    if not alike or not _at_these_times(chosen, of, times, tables, operations):
        return False
    rows = {c.place[1] for c in chosen}
    columns = {c.place[2] for c in chosen}
    by_row = {
        c.place[1]: _title(s.row - s.aside or s.row, s.group | s.aside, known, tables)
        for s, c in cells
        if c.place[2] in columns
    }
    by_column = {
        c.place[2]: _title(frozenset(stems(c.column)) - s.shared, frozenset(), known, tables)
        for s, c in cells
        if c.place[1] in rows
    }
    heads = frozenset(w for n in columns for w in by_column[n].named)
    labels = frozenset(w for n in rows for w in by_row[n].said)
    whole = "share" in operations  # "the share of A": of the total, which need not be named
    # Where the words name times, columns are compared with those of their own time, and rows as well.
    if not all(
        _named_best(some, {n: by_row[n] for n in others}, heads, whole, timed, len(chosen) == 1)
        for some, others, timed in _at_each_time(chosen, cells, times, 1, 2)
    ):
        return False
    return (product and len(columns) == 2) or all(
        _named_best(some, {n: by_column[n] for n in others}, labels, whole, None, len(chosen) == 1)
        for some, others, _ in _at_each_time(chosen, cells, times, 2, 1)
    )


def _at_each_time(
    chosen: Sequence[Figure], cells: Sequence[Cell], times: Times, axis: int, across: int
) -> Iterator[tuple[set[int], set[int], bool]]:
    """The lines taken and all lines, of each time; and whether it is by their times that the words name them."""
    mine = {c.place[axis] for c in chosen}
    crossed = {c.place[across] for c in chosen}
    met = [c for _, c in cells if c.place[across] in crossed]
    of_lines = len({c.period.years for c in met}) > 1 and all(
        len({c.period.years for c in met if c.place[axis] == n}) == 1 for n in mine
    )
    if not (times and of_lines):
        yield mine, {c.place[axis] for c in met}, False
        return
    for years in {c.period.years for c in chosen}:
        there = {c.place[axis] for c in met if c.period.years == years}
        yield mine & there, there, bool(years)


def _title(own: frozenset[str], around: frozenset[str], known: frozenset[str], tables: Tables) -> _Title:
    def weight(some: Set[str]) -> float:
        return sum(tables.weight.get(w, 0.5) for w in some)

    lacking = weight(own - known)
    whole = weight(own)
    return _Title(own, own & known, (own | around) & known, lacking, 1 - lacking / whole if whole else 1.0)


def _named_best(
    taken: Set[int],
    titles: Mapping[int, _Title],
    elsewhere: frozenset[str],
    whole: bool,
    timed: bool | None,
    alone: bool,
) -> bool:
    """Whether no title that was left out is named better than one that was taken.

    `whole`: the total need not be named. `timed`: the rows are named by their times; None for columns.
    """
    said = frozenset(w for n in taken for w in titles[n].said) | elsewhere
    taken = {n for n in taken if not (whole and titles[n].own <= {TOTAL_STEM})}
    mine = [titles[n] for n in sorted(taken)]
    others = [t for n, t in titles.items() if n not in taken]
    if timed is False and len(mine) > 1 and not all(t.named - LIGHT or t.own <= t.named for t in mine):
        return False
    if len(mine) > 1 and not all(_has_its_own(t, mine, frozenset() if timed is not None else elsewhere) for t in mine):
        return False
    better = [other for other in others if any(_is_better(other, t, mine, elsewhere, alone) for t in mine)]
    # Beside one column that is said in full, another that is said in part is no second one that is meant.
    in_full = timed is None and len(mine) == 1 and not mine[0].lacking
    missed = [
        other for other in others
        if other.covered >= _HALF and other.named - said - LIGHT and not (in_full and other.lacking)
    ]  # fmt: skip
    # "For all countries": words that name several rows alike mean their total.
    of_all = len(mine) == 1 and TOTAL_STEM in mine[0].own and len(better) > 1 and len({t.said for t in better}) == 1
    return not missed and (not better or of_all)


def _is_better(
    other: _Title, one: _Title, mine: Sequence[_Title], elsewhere: frozenset[str], alone: bool
) -> bool:
    """Whether the words name a title that was left out better than one that was taken."""
    if not one.said <= other.said:
        return False
    more = other.said - one.said - elsewhere - frozenset(w for t in mine if t is not one for w in t.said)
    if more and (one.lacking or other.lacking <= one.lacking + _SLIGHT):
        return True
    return other.lacking < one.lacking + (_SLIGHT if alone else -_SLIGHT)


def _has_its_own(one: _Title, all_taken: Sequence[_Title], elsewhere: frozenset[str]) -> bool:
    """Whether a title has a word that no other one taken has, or is said in full."""
    return one.own <= one.named or all(
        one.named - other.named - elsewhere for other in all_taken if other is not one and other.own != one.own
    )


def _at_these_times(
    chosen: Sequence[Figure], of: Mapping[Figure, Series], times: Times, tables: Tables, operations: Set[str]
) -> bool:
    """Whether the cells are of the times that the words name, and of each of them."""
    if not (times or times.months):
        return True
    # What led from one balance to the next may be set against the first: it is of no time of its own.
    chosen = [c for c in chosen if not (c.between and len(of[c].cells) == 1)] or chosen
    series = {id(of[cell]) for cell in chosen}
    taken = {frozenset(c.period for c in chosen if id(of[c]) == one) for one in series}
    if len(taken) > 1:
        return False
    for cell in chosen:
        s = of[cell]
        allowed, named = meant(s, times, tables)
        if named and operations & {"average", "sum"}:
            allowed = tuple(dict.fromkeys(c for some in fillings(allowed, s, times) for c in some))
        if named and len(allowed) == 1 and len(chosen) > len(series) and operations & {*_CHANGES, "average"}:
            dated = sorted(s.cells, key=by_time)  # "the change in 2031": from the year before
            at = dated.index(allowed[0])
            allowed = tuple(dated[max(at - 1, 0) : at + 1])
        if cell not in allowed:
            return False
    years = {y for c in chosen for y in c.period.years}
    return not years or set(times.years) & tables.years <= years
