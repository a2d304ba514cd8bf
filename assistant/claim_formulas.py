"""A formula beside a claim: which cells its operands can be, and what it does to them.

In: a claim with the formula shown for it, the times and the operations that its words name, the
`Tables` of the sources. Out: the ways in which the operands are cells that the words name, the likeliest
first, and the formula's shape. That a number occurs somewhere makes no operand of it: the cells have to
belong together, as one row over its times, one column, or one sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations
from typing import Literal

from assistant.claim_blocks import (
    ends_of_columns,
    families,
    over_a_time,
    part_and_whole,
    part_of_family,
    shares_of_rows,
    whole_blocks,
    whole_rows,
    whole_years,
)
from assistant.claim_choice import in_total
from assistant.claim_grids import grids
from assistant.claim_series import CLOSE, PROSE, Series, Tables
from assistant.claim_shapes import CHANGES, is_composite, years_spanned
from assistant.claim_stems import LIGHT, TOTAL_STEM, stems
from assistant.claim_times import by_time, fillings, meant
from assistant.claim_words import Formula, Stated, Times
from corpus.any_tables import Figure
from corpus.printed import YEAR, Period
from corpus.regexes import regex

COLUMN = 0.05  # how far behind the best column another one may be
NEAR = 0.2  # how far behind the best a series may be when the operands themselves point to it
_NET_CHANGE = regex(
    r"\b(?:net|overall|total)\s+(?:change|movement|increase|decrease|(?:cash\s+)?(?:in|out)?flow)", re.I
)
TOLD = 0.5  # how much of the words the sentence has to hold that tells all operands of a formula
COVERED = 0.6  # how much of a label the words have to hold for its cell to be an operand


def is_constant(value: Decimal, operands: Sequence[Decimal], cells: int) -> bool:
    """The 3 below a sum of three, the 1 taken from a quotient, the 100 of a percentage, the years counted."""
    if value in (0, 1, 100, cells):
        return True
    years = [o for o in operands if 1900 <= o <= 2100 and o == o.to_integral_value()]
    return value in years and len(years) == 2 and abs(years[0] - years[1]) + 1 == cells


@dataclass(frozen=True, slots=True)
class Assigned:
    """Operands as cells: the cells, and by the operand's number its own."""

    cells: tuple[Figure, ...]
    at: Mapping[int, Figure]
    # A "growth" has a change that the row prints first, and then what it is from; of a "block" every cell is
    # added; a "net change" is what all of a column come to; a "part" is one of the cells, of all of them.
    kind: Literal["", "growth", "block", "net change", "part"] = ""


def assignments(
    claim: Stated, formula: Formula, times: Times, tables: Tables, operations: Set[str]
) -> Iterator[Assigned]:
    """The ways in which the operands can be cells that the words name, the likeliest first."""
    for found in _ways(claim, formula, times, tables, operations):
        if len(found.cells) == 2 and _is_anothers_name(found.cells, claim.words, tables):
            continue
        if not _is_of_another_group(found.cells, claim.words, tables):
            yield found


def _ways(
    claim: Stated, formula: Formula, times: Times, tables: Tables, operations: Set[str]
) -> Iterator[Assigned]:
    operands = [abs(o.value) for o in formula.numbers]
    ranked = tables.ranked(claim.words)
    if not ranked:
        return
    allowed = {id(s): meant(s, times, tables) for _, s in ranked}
    top = next((score for score, s in ranked if allowed[id(s)][0]), 0.0)
    named = set(times.years) & tables.years
    known = {tables.as_known(w) for w in stems(claim.words)}
    near = [s for score, s in ranked if score >= top - NEAR]
    left_out = {id(s) for s in near} - {id(s) for s in in_total(near, claim.words, tables)}
    for score, s in ranked:
        if (score < top - NEAR and not _is_said_in_full(s, known)) or id(s) in left_out:
            continue
        cells, timed = allowed[id(s)]
        at: dict[int, Figure] | None = None
        used: tuple[Figure, ...] = ()
        for some in fillings(cells, s, times) if operations & {"average", "sum"} else (cells,):
            at = _assigned(operands, some)
            used = tuple(dict.fromkeys(at.values())) if at else ()
            cells = some
            if used and len(used) == len(cells):
                break
        covered = not s.in_prose and tables.coverage(s, claim.words) >= COVERED
        if score < top - CLOSE and not covered and (s.in_prose or not len(used) == len(cells) > 2):
            continue
        if at is None or not used:
            continue
        of_one_year = len({c.period.years for c in used}) == 1 and len(times.months) < 2
        if "share" in operations and not operations & CHANGES and of_one_year:
            continue  # one end of a year is no share of the other
        if len(used) < 2 or (
            len(used) < len(cells) and (timed or operations & {"average", "sum"} or len(cells) == 2)
        ):
            continue
        yield Assigned(used, at)
    in_tables = [(score, s) for score, s in ranked if not s.in_prose]
    covering = [(score, s) for score, s in in_tables if tables.coverage(s, claim.words) >= COVERED]
    of = {c: s for _, s in in_tables for c in s.cells}
    against = bool(operations & {*CHANGES, "share"}) and not operations & {"sum", "average"}
    for cells in _lines_of_cells(covering, allowed, tables, claim.words):
        at = _assigned(operands, cells)
        used = tuple(dict.fromkeys(at.values())) if at else ()
        if (
            at is not None
            and len(used) > 1
            and len(named) < 2
            and _each_named(used, of, claim.words, tables, against)
        ):
            yield Assigned(used, at)
    if is_composite(operations):
        own = {id(s): allowed[id(s)][0] for _, s in covering}
        both = {id(s): _with_those_before(s, own[id(s)]) for _, s in covering} if "average" in operations else own
        for pool in (own, both) if both != own and named else (own,):
            at = _assigned(operands, tuple(c for _, s in covering for c in pool[id(s)]), 12)
            used = tuple(dict.fromkeys(at.values())) if at else ()
            rows = {id(of[c]) for c in used}
            whole = (len(rows) > 1 and pool is own) or all(
                sum(id(of[c]) == row for c in used) == len(pool[row]) for row in rows
            )
            whole = whole and named <= {y for c in used for y in c.period.years} and _at_the_same_times(used, of)
            whole = whole and _in_the_same_columns(used)
            if at and len(used) > 1 and whole and _each_named(used, of, claim.words, tables, against):
                yield Assigned(used, at)
    yield from _in_one_sentence(operands, ranked, times, tables, operations)
    yield from _in_like_sentences(operands, ranked, times)
    yield from _whole_columns(operands, claim.words, tables, operations)
    if operations & {"share"}:
        by_time_alone = [(score, s) for score, s in in_tables if not s.row and times]  # "May 2031"
        yield from _of_the_total(operands, [*covering, *by_time_alone], allowed, claim.words, tables)
    if operations & CHANGES:
        yield from _of_a_change(operands, covering)
        yield from _along_changes(operands, covering, times)
        if len(named) == 2:
            yield from _over_all_rows(operands, covering, allowed, of)
    few = {o for o in operands if is_constant(o, operands, len(operands)) or (o <= 12 and o == o.to_integral_value())}
    product = bool(re.search(r"[*×]|\dx|\bx\b", formula.text)) and not re.search(r"[/÷]", formula.text)
    yield from _taken_whole(operands, claim.words, times, tables, operations)
    for at in grids(claim.words, operands, few, times, tables, operations, product):
        used = tuple(dict.fromkeys(at.values()))
        if all(i in at or is_constant(o, operands, len(used)) for i, o in enumerate(operands)):
            yield Assigned(used, at)


def _with_those_before(s: Series, cells: Sequence[Figure]) -> tuple[Figure, ...]:
    """Cells of a series with the one before each: the average of a year is that of its two ends."""
    dated = sorted(s.cells, key=by_time)
    places = {n for cell in cells for n in (dated.index(cell) - 1, dated.index(cell)) if n >= 0}
    return tuple(dated[n] for n in sorted(places))


def _is_said_in_full(s: Series, known: Set[str]) -> bool:
    """Whether words name a row and the title it stands under, whatever else they name: "current federal tax"."""
    return bool(s.row - LIGHT and s.group - s.row) and s.row | s.group <= known


def _taken_whole(
    operands: Sequence[Decimal], words: str, times: Times, tables: Tables, operations: Set[str]
) -> Iterator[Assigned]:
    """Cells that belong together without being named one by one: none of them may be missing."""
    blocks: list[tuple[Figure, ...]] = []
    if not operations or operations & {"average", "sum"}:
        blocks += whole_blocks(words, times, tables)
    if operations <= {"average", "sum"}:
        blocks += families(words, times, tables)
        blocks += [*whole_rows(words, times, tables), *whole_years(words, times, tables)] if operations else ()
    found = [*blocks]
    if "share" in operations:
        found += [(*cells, whole) for cells, whole in part_and_whole(words, times, tables)]
        for part, whole in shares_of_rows(words, times, tables):
            ends = [o for o in operands if o in (abs(part.value), abs(whole.value))]
            found += [(part, whole)] if ends[:1] == [abs(part.value)] else []
    if operations & CHANGES:
        found += [*ends_of_columns(words, times, tables), *over_a_time(words, times, tables)]
    for cells in found:
        at = _assigned(operands, cells)
        if at and set(at.values()) == set(cells):
            yield Assigned(cells, at, "block" if cells in blocks else "")
    for cells in part_of_family(words, times, tables, operands[0]) if "share" in operations else ():
        at = _assigned(operands, cells)
        if at and set(at.values()) == set(cells):
            yield Assigned(cells, at, "part")
    for cells in whole_blocks(words, times, tables) if _NET_CHANGE.search(words) else ():
        at = _assigned(operands, cells)
        if at and set(at.values()) == set(cells):
            yield Assigned(cells, at, "net change")


def _in_one_sentence(
    operands: Sequence[Decimal],
    ranked: Sequence[tuple[float, Series]],
    times: Times,
    tables: Tables,
    operations: Set[str],
) -> Iterator[Assigned]:
    """All operands are told by one sentence that holds most of the words, each at a time that is meant."""
    sentences: dict[tuple[object, ...], tuple[float, list[Figure]]] = {}
    for score, s in ranked:
        if s.in_prose:
            key = (s.cells[0].guide, s.cells[0].place[1])
            best, cells = sentences.get(key, (score, []))
            sentences[key] = best, [*cells, *s.cells]
    for score, cells in sentences.values():
        if score + PROSE < TOLD:
            continue
        asked = set(times.years)
        if operations & {"average", "sum"}:
            asked |= {y for a, b in times.between for y in range(a, b)}
        cells = [c for c in cells if not (asked and c.period.years) or set(c.period.years) & asked]
        at = _assigned(operands, cells)
        used = tuple(dict.fromkeys(at.values())) if at else ()
        named = set(times.years) & tables.years
        if at and len(used) > 1 and named <= {y for c in used for y in c.period.years}:
            yield Assigned(used, at)


def _in_like_sentences(
    operands: Sequence[Decimal], ranked: Sequence[tuple[float, Series]], times: Times
) -> Iterator[Assigned]:
    """Each operand is told by a sentence of its own, one for each time that is named, in much the same words."""
    told = [(score, s, c) for score, s in ranked if s.in_prose and score + PROSE >= TOLD for c in s.cells]
    told.sort(key=lambda one: len(one[1].row))  # where several tell it, the one that tells least besides
    at: dict[int, Figure] = {}
    of: list[Series] = []
    for i, value in enumerate(operands):
        found = next(((s, c) for _, s, c in told if abs(c.value) == value), None)
        if found is None:
            if not is_constant(value, operands, len(operands)):
                return
        elif found[1] not in at.values():
            of.append(found[0])
            at[i] = found[1]
        else:
            at[i] = found[1]
    used = tuple(dict.fromkeys(at.values()))
    years = {y for c in used for y in c.period.years}
    if len(used) < 2 or len(of) != len(used) or years != set(times.years):
        return
    if any(len(set(YEAR.findall(c.row)) & {str(y) for y in years}) > 1 for c in used):
        return  # a sentence that tells several years is not one of several sentences
    if len(years) == len(used) or _names_these_months(used, times):
        alike = frozenset.intersection(*(s.row for s in of))
        if len(alike) * 2 >= min(len(s.row) for s in of):
            yield Assigned(used, at)


def _names_these_months(used: Sequence[Figure], times: Times) -> bool:
    """Whether the sentences of these figures name the months that are asked for, each its own."""
    months = [{m for m in times.months if re.search(rf"\b{m}", cell.row, re.I)} for cell in used]
    return all(len(found) == 1 for found in months) and set().union(*months) == set(times.months)


def _whole_columns(
    operands: Sequence[Decimal], words: str, tables: Tables, operations: Set[str]
) -> Iterator[Assigned]:
    """Every figure of a column that the words name: "the average age"."""
    if not operations & {"average", "sum"}:
        return
    columns: dict[tuple[int, int], list[tuple[Series, Figure]]] = {}
    for s in tables.series:
        for cell in s.cells if not s.in_prose and TOTAL_STEM not in s.row else ():
            columns.setdefault((cell.place[0], cell.place[2]), []).append((s, cell))
    known = {tables.as_known(w) for w in stems(words)}
    for found in columns.values():
        cells = tuple(cell for _, cell in found)
        own = found[0][0].column - found[0][0].shared or found[0][0].column
        if len(cells) < 3 or not own or not own <= known:
            continue
        at = _assigned(operands, cells)
        if at and set(at.values()) == set(cells):
            yield Assigned(cells, at)


def _of_the_total(
    operands: Sequence[Decimal],
    covering: Sequence[tuple[float, Series]],
    allowed: Mapping[int, tuple[tuple[Figure, ...], bool]],
    words: str,
    tables: Tables,
) -> Iterator[Assigned]:
    """A part set against the total of its column, where the words name the column and no other row."""
    rows = {(s.cells[0].place[0], s.group, s.row) for _, s in covering if s.row - LIGHT and TOTAL_STEM not in s.row}
    known = {tables.as_known(w) for w in stems(words)}
    for score, s in covering[:6]:
        if any(best > score + COLUMN and (t.row, t.group) == (s.row, s.group) for best, t in covering):
            continue  # another column of the row is named
        table = s.cells[0].place[0]
        own = (s.column - s.shared) | s.group
        if any(row != s.row for *place, row in rows if place == [table, s.group]) or (own and not own & known):
            continue
        for part in allowed[id(s)][0]:
            below = [
                (other, c)
                for other in tables.series
                if not other.in_prose and TOTAL_STEM in other.row and other.lent <= s.group
                for c in other.cells
                if (c.place[0], c.place[2]) == (table, part.place[2]) and c.place[1] > part.place[1]
            ]
            bare = [c for other, c in below if other.row - other.lent <= {TOTAL_STEM}]
            for whole in bare[:1] or [c for _, c in below if len(below) == 1]:
                if operands == [abs(part.value), abs(whole.value)]:
                    yield Assigned((part, whole), {0: part, 1: whole})


def _of_a_change(operands: Sequence[Decimal], covering: Sequence[tuple[float, Series]]) -> Iterator[Assigned]:
    """A change that is printed in a row, set against what it is from: the row has their sum as well."""
    if len(operands) != 2:
        return
    rows: dict[tuple[int, int], list[Figure]] = {}
    for _, s in covering:
        for cell in s.cells:
            rows.setdefault(cell.place[:2], []).append(cell)
    for cells in rows.values():
        for change, base in permutations([c for c in cells if not c.percent], 2):
            if [abs(change.value), abs(base.value)] != operands:
                continue
            for after in cells:
                if after.value == base.value + change.value and by_time(after)[:3] >= by_time(base)[:3]:
                    yield Assigned((change, base), {0: change, 1: base}, "growth")


def _along_changes(
    operands: Sequence[Decimal], covering: Sequence[tuple[float, Series]], times: Times
) -> Iterator[Assigned]:
    """The changes that a row prints from each year to the next, from the first year named to the last."""
    rows: dict[tuple[int, int], dict[tuple[int, int], Figure]] = {}
    for _, s in covering:
        for cell in s.cells:
            years = cell.period.years or tuple(int(w) for w in s.column if YEAR.fullmatch(w))
            if not cell.percent and len(set(years)) == 2:
                rows.setdefault(cell.place[:2], {})[min(years), max(years)] = cell
    for changes in rows.values():
        year, last = min(times.years, default=0), max(times.years, default=0)
        cells: list[Figure] = []
        while year < last and (step := next((s for s in changes if s[0] == year), None)):
            cells.append(changes[step])
            year = step[1]
        at = _assigned(operands, cells) if year == last and len(cells) > 1 else None
        if at and set(at.values()) == set(cells):
            yield Assigned(tuple(cells), at, "block")


def _over_all_rows(
    operands: Sequence[Decimal],
    covering: Sequence[tuple[float, Series]],
    allowed: Mapping[int, tuple[tuple[Figure, ...], bool]],
    of: Mapping[Figure, Series],
) -> Iterator[Assigned]:
    """Several rows at two times, each row at both: "the growth of A and B together"."""
    at = _assigned(operands, tuple(c for _, s in covering for c in allowed[id(s)][0]))
    used = tuple(dict.fromkeys(at.values())) if at else ()
    rows = {id(of[c]) for c in used}
    if at and len(rows) > 1 and len(used) == 2 * len(rows) and _at_the_same_times(used, of):
        yield Assigned(used, at)


def _each_named(
    used: Sequence[Figure], of: Mapping[Figure, Series], words: str, tables: Tables, against: bool
) -> bool:
    """Whether each row has a word of its own in the words: of two kinds of bonds, one is not named by "bonds"."""
    asked = Counter(tables.as_known(w) for w in stems(words))
    known = set(asked)
    rows = dict.fromkeys(of[c].row - of[c].aside or of[c].row for c in used)
    half = [row for row in rows if not row <= known]
    whole = {s.row for s in of.values() if s.row <= known}  # also rows that the formula leaves out
    left_out = whole - set(rows) - {of[c].row for c in used}
    if any(_is_only_within(row, other, asked) for row in set(rows) - set(half) for other in left_out):
        return False
    said = frozenset(w for row in rows for w in row)
    if not half:  # what all of the table is about does not name one more row
        said |= frozenset(w for c in used for w in of[c].about)
    if any(row - said - LIGHT for row in left_out) or any(row & known <= other for row in half for other in left_out):
        return False  # a row that is named in full is no operand
    return not any(
        (row & known < other & known and not all(asked[w] > 1 for w in row & known))
        or (against and row & known == other & known and other in rows)
        for row in half
        for other in whole | set(rows)
        if row != other
    )


def _is_anothers_name(used: Sequence[Figure], words: str, tables: Tables) -> bool:
    """Whether of two cells one is named only by words that are said once and belong to another row, or column.

    "Term loan as a share of total debt" names the total debt and not the "Long-term debt".
    """
    if any(c.in_prose for c in used):
        return False
    asked = Counter(tables.as_known(w) for w in stems(words))
    in_table = [s for s in tables.series if not s.in_prose and s.cells[0].place[0] == used[0].place[0]]
    of = {c: s for s in in_table for c in s.cells}
    if any(c not in of for c in used):
        return False
    in_one_row = used[0].place[1] == used[1].place[1]
    if in_one_row and used[0].per_one != used[1].per_one:
        return False  # a count and a price
    titles = [s.column - s.shared if in_one_row else s.row - s.aside or s.row for s in map(of.__getitem__, used)]
    if in_one_row:  # of "Level 3" no more is said than of "Level 2", which is named in full
        beside = {s.column - s.shared for s in of.values() if s.cells[0].place[1] == used[0].place[1]} - {*titles}
        for said in (title & asked.keys() for title in titles if not title <= asked.keys()):
            if said and any(said < other <= asked.keys() for other in beside):
                return True
    if titles[0] == titles[1] or not all(title - LIGHT for title in titles):
        return False
    named = [title for title in titles if title <= asked.keys()]
    column = (s for s in in_table if any(c.place[2] == used[0].place[2] for c in s.cells))
    others = {row for s in column if (row := s.row - s.aside or s.row) <= asked.keys() and row - LIGHT}
    if len(named) == 2:
        longer = {*titles, *(() if in_one_row else others)}
        return any(_is_only_within(one, other, asked) for one in titles for other in longer)
    if len(named) != 1:
        return False
    half = next(title for title in titles if title not in named)
    free = frozenset(w for w in half - LIGHT if asked[w] > (w in named[0]))
    if in_one_row:
        return not free and TOTAL_STEM not in half
    return any(free <= other for other in others if other not in titles)


def _is_of_another_group(used: Sequence[Figure], words: str, tables: Tables) -> bool:
    """Whether a row stands under two titles, and a cell is taken from under the one that the words name less."""
    known = {tables.as_known(w) for w in stems(words)}
    of = {c: s for s in tables.series if not s.in_prose for c in s.cells}
    for cell in used:
        s = of.get(cell)
        if s is None:
            continue
        for twin in tables.series:
            alike = twin.row == s.row and twin.column == s.column and twin.cells[0].place[0] == cell.place[0]
            if alike and twin.group & known > s.group & known and not any(c in used for c in twin.cells):
                return True
    return False


def _is_only_within(row: Set[str], other: Set[str], asked: Mapping[str, int]) -> bool:
    """Whether a row's name is said only as part of a longer one: "liabilities" in "current liabilities"."""
    return row < other and bool(row - LIGHT) and all(asked[w] < 2 for w in row - LIGHT)


def _at_the_same_times(used: Sequence[Figure], of: Mapping[Figure, Series]) -> bool:
    """Whether every series is taken at the same times."""
    times: dict[int, set[Period]] = {}
    for cell in used:
        times.setdefault(id(of[cell]), set()).add(cell.period)
    return len({frozenset(found) for found in times.values()}) < 2


def _in_the_same_columns(used: Sequence[Figure]) -> bool:
    """Whether the rows of a table are taken in the same columns."""
    columns: dict[tuple[int, int], set[int]] = {}
    for cell in used:
        columns.setdefault(cell.place[:2], set()).add(cell.place[2])
    by_table: dict[int, set[frozenset[int]]] = {}
    for (table, _), found in columns.items():
        by_table.setdefault(table, set()).add(frozenset(found))
    return all(len(found) == 1 for found in by_table.values())


def _lines_of_cells(
    covering: Sequence[tuple[float, Series]],
    allowed: Mapping[int, tuple[tuple[Figure, ...], bool]],
    tables: Tables,
    words: str,
) -> Iterator[tuple[Figure, ...]]:
    """Cells that may be set against each other: of one column, the one that the words name, or of one row."""
    down: dict[tuple[object, ...], tuple[float, list[Figure]]] = {}
    along: dict[tuple[object, ...], list[Figure]] = {}
    for score, s in covering:
        for cell in allowed[id(s)][0]:
            best, cells = down.get((cell.place[0], s.column, cell.period), (score, []))
            down[cell.place[0], s.column, cell.period] = max(best, score), [*cells, cell]
            if tables.titles_covered(s, words):
                along.setdefault((cell.place[0], cell.row, cell.group, cell.period), []).append(cell)
    top = max((score for score, _ in down.values()), default=0.0)
    yield from (tuple(cells) for score, cells in down.values() if score >= top - COLUMN)
    yield from (tuple(cells) for cells in along.values())


def _assigned(
    operands: Sequence[Decimal], cells: Sequence[Figure], constants: int = 0
) -> dict[int, Figure] | None:
    """Each operand a cell of its value; equal operands are different cells while there are any."""
    at: dict[int, Figure] = {}
    for i, value in enumerate(operands):
        same = [c for c in cells if abs(c.value) == value]
        free = [c for c in same if c not in at.values()]
        if free or same:
            at[i] = (free or same)[0]
    for i, value in enumerate(operands):
        small = value <= constants and value == value.to_integral_value()
        if i in at or small or is_constant(value, operands, len(set(at.values()))):
            continue
        if value != years_spanned(at.values()):
            return None
    return at
