"""Cells of one column that belong together though the words do not name them one by one.

In: the words of a claim, its times, the `Tables`. Out: sets of cells that have to be taken whole: the rows
that stand together between two totals, with or without those that the words leave out; all rows that hold
a word of the claim; the largest and the smallest of a column; the balance at the end of a time and at its
beginning; a part and the total below it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from decimal import Decimal

from assistant.claim_choice import is_at_a_point, is_denied
from assistant.claim_series import Series, Tables
from assistant.claim_stems import BEGINNING, ENDING, LIGHT, TOTAL_STEM, stem, stems
from assistant.claim_times import meant
from assistant.claim_words import Times
from corpus.any_tables import Figure
from corpus.printed import MONTHS, PART
from corpus.regexes import regex

Cell = tuple[Series, Figure]
_HALF = 0.5  # how much of a label has to be named for its row to be missed beside others
_NAMED = 0.6  # how much of a label has to be named for a row to be meant by itself
_MOST = regex(r"\b(?:highest|largest|greatest|biggest|maximum|oldest|longest|most|top|best)\b", re.I)
_LEAST = regex(r"\b(?:lowest|smallest|least|minimum|youngest|shortest|fewest|worst)\b", re.I)
_LEFT_OUT = regex(
    r"\b(?:excluding|excl\.?|except(?:\s+for)?|other\s+than|apart\s+from|not\s+including|without|net\s+of)\b", re.I
)
_CHANGES = regex(r"\b(?:change|movement|increase|decrease)s?\b", re.I)
_TAKEN_OFF = regex(r"\W*less\b(?!\s+than)", re.I)
_OPENING, _CLOSING = stem(BEGINNING), stem(ENDING)


def columns_of(tables: Tables) -> Iterator[list[Cell]]:
    """The columns of all tables, each from its top."""
    columns: dict[tuple[int, int], list[Cell]] = {}
    for s in tables.series:
        for cell in s.cells if not s.in_prose else ():
            columns.setdefault((cell.place[0], cell.place[2]), []).append((s, cell))
    for column in columns.values():
        column.sort(key=lambda one: one[1].place)
        yield column


def totals_in(column: Sequence[Cell]) -> frozenset[Figure]:
    """The cells of a column that are what two or more cells above them come to, whatever they are called."""
    first: dict[int, int] = {}  # of each total the first of its parts
    for i, (_, cell) in enumerate(column):
        whole, at, parts = cell.value, i - 1, 0
        while at >= 0:
            whole -= column[at][1].value
            parts += 1
            if parts > 1 and not whole and cell.value:
                first[i] = at
                break
            at = first.get(at, at) - 1
    return frozenset(column[i][1] for i in first)


def families(words: str, times: Times, tables: Tables) -> Iterator[tuple[Figure, ...]]:
    """All rows of a column that hold a word of the claim, where no other row is named beside them."""
    known = {tables.as_known(w) for w in stems(words)}
    for column in columns_of(tables):
        if _is_not_named(column, known, tables):
            continue
        totals = totals_in(column)
        rows = [(s, c) for s, c in column if not (_ends(s, c) or c in totals)]
        if times and not (rows and _is_timely(rows, times, tables)):
            continue
        seen: set[frozenset[Figure]] = set()
        for word in known - LIGHT:
            of_it = [(s, c) for s, c in rows if word in s.row]
            chosen = frozenset(c for _, c in of_it)
            if not 1 < len(of_it) < len(rows) or chosen in seen:
                continue
            seen.add(chosen)
            said = {w for s, _ in of_it for w in s.all}
            if not any(_is_missed(s, known, said, tables) for s, c in rows if c not in chosen):
                yield from _filled_in(of_it)


def _is_not_named(column: Sequence[Cell], known: Set[str], tables: Tables) -> bool:
    """Whether the words name another column of the same rows in full, and this one not."""
    s, cell = column[0]
    own = s.column - s.shared
    beside = (t.column - t.shared for t in tables.series if t.row == s.row and t.cells[0].place[0] == cell.place[0])
    return bool(own - known) and any(other - LIGHT and other <= known for other in beside if other != own)


def _filled_in(some: Sequence[Cell]) -> Iterator[tuple[Figure, ...]]:
    """The cells without those of nought, which a sum need not name."""
    cells = tuple(c for _, c in some if c.value)
    if len(cells) > 1:
        yield cells


def _is_missed(s: Series, known: set[str], said: set[str], tables: Tables) -> bool:
    """Whether the words name a row that was left out, by a word that those taken do not have."""
    own = s.row - s.aside or s.row
    whole = sum(tables.weight.get(w, 0.5) for w in own)
    named = sum(tables.weight.get(w, 0.5) for w in own & known)
    return bool((own & known) - said - LIGHT) and named >= _HALF * whole


def part_and_whole(words: str, times: Times, tables: Tables) -> Iterator[tuple[tuple[Figure, ...], Figure]]:
    """Rows that belong together, and what they are a share of: a total below them, or a row that is named."""
    for cells in (*families(words, times, tables), *whole_blocks(words, times, tables)):
        table, _, at = cells[0].place
        for s in tables.series:
            for whole in () if s.in_prose else s.cells:
                if (whole.place[0], whole.place[2]) == (table, at) and whole not in cells:
                    total = TOTAL_STEM in s.row and whole.place[1] > cells[-1].place[1]
                    if total or tables.coverage(s, words) >= _NAMED:
                        yield cells, whole


def part_of_family(words: str, times: Times, tables: Tables, part: Decimal) -> Iterator[tuple[Figure, ...]]:
    """All rows of a family, of which the first operand is the one that the words name: "current, of all revenue"."""
    known = {tables.as_known(w) for w in stems(words)}
    of = {c: s for s in tables.series for c in s.cells if not s.in_prose}
    for cells in families(words, times, tables):
        shared = frozenset.intersection(*(of[c].row for c in cells))
        named = [c for c in cells if (of[c].row - shared) & known]
        if len(named) == 1 and abs(named[0].value) == part:
            yield cells


def shares_of_rows(words: str, times: Times, tables: Tables) -> Iterator[tuple[Figure, Figure]]:
    """A cell and the total at the end of its row, where the words name the column, and the row or but its time.

    Of a row that is named in full, and that has two amounts at the time, they are the part and the whole.
    """
    rows: dict[tuple[int, int], list[Cell]] = {}
    known = {tables.as_known(w) for w in stems(words)}
    for s in tables.series:
        for cell in s.cells if not s.in_prose else ():
            rows.setdefault(cell.place[:2], []).append((s, cell))
    for row in rows.values():
        two = [c for s, c in row if not (c.percent or c.per_one) and (not times or _is_timely([(s, c)], times, tables))]
        if len(two) == 2 and row[0][0].row - LIGHT and row[0][0].row <= known and two[0].period == two[1].period:
            yield min(two, key=lambda c: abs(c.value)), max(two, key=lambda c: abs(c.value))
        whole = [
            c for s, c in row
            if s.column - s.shared == {TOTAL_STEM} and (not times or _is_timely([(s, c)], times, tables))
        ]  # fmt: skip
        if len(whole) != 1 or not times:
            continue
        beside = (s for s in tables.series if s.cells[0].place[0] == whole[0].place[0])
        named = {s.row for s in beside if s.row - LIGHT and tables.coverage(s, words) >= _NAMED}
        if row[0][1].between and is_at_a_point(words):
            continue
        total = TOTAL_STEM in known and row[0][0].row == {TOTAL_STEM}  # "of the total due": of the last row
        if named - {row[0][0].row} or not (named or total or _is_timely(row, times, tables)):
            continue
        for s, part in row:
            timely = not part.period.years or _is_timely([(s, part)], times, tables)
            other = s.column - s.shared - {TOTAL_STEM}
            by_time = bool(part.period.years) and not whole[0].period.years
            if part != whole[0] and timely and (by_time or (other and tables.titles_covered(s, words))):
                yield part, whole[0]


def whole_rows(words: str, times: Times, tables: Tables) -> Iterator[tuple[Figure, ...]]:
    """The parts of a row that its last column adds up, where the words name the row and none of the columns.

    A row is also named by its time alone, if no other row of the table is of that time.
    """
    rows: dict[tuple[int, int], list[Cell]] = {}
    for s in tables.series:
        for cell in s.cells if not s.in_prose else ():
            rows.setdefault(cell.place[:2], []).append((s, cell))
    dated = Counter((row[0][1].place[0], row[0][1].period.years) for row in rows.values())
    known = {tables.as_known(w) for w in stems(words)}
    for row in rows.values():
        whole = [c for s, c in row if s.column - s.shared == {TOTAL_STEM}]
        parts = [(s, c) for s, c in row if c not in whole and not c.percent]
        if len(whole) != 1 or len(parts) < 2 or sum(c.value for _, c in parts) != whole[0].value:
            continue
        alone = bool(times and whole[0].period.years) and dated[whole[0].place[0], whole[0].period.years] == 1
        if times and not _is_timely(parts, times, tables):
            continue
        if any((s.column - s.shared - LIGHT) & known for s, _ in parts):
            continue
        if alone or tables.coverage(parts[0][0], words) >= _NAMED:
            yield from _filled_in(parts)


def whole_years(words: str, times: Times, tables: Tables) -> Iterator[tuple[Figure, ...]]:
    """The quarters, halves or months of the one year that is named: of a row that the words name, or of a column."""
    if len(times.years) != 1:
        return
    lines: dict[tuple[int, str, int], list[Cell]] = {}
    for s in tables.series:
        for cell in s.cells if not s.in_prose else ():
            if cell.period.years != times.years or not cell.period.month:
                continue
            table, row, column = cell.place
            if PART.fullmatch(cell.row.strip()) and tables.titles_covered(s, words):
                lines.setdefault((table, "down", column), []).append((s, cell))
            elif tables.coverage(s, words) >= _NAMED:
                lines.setdefault((table, "along", row), []).append((s, cell))
    for line in lines.values():
        parts = {cell.period.month for _, cell in line}
        if len(line) == len(parts) and parts in _ALL_PARTS:
            yield tuple(cell for _, cell in line)


_ALL_PARTS = ({"q1", "q2", "q3", "q4"}, {"h1", "h2"}, set(MONTHS))


def ends_of_columns(words: str, times: Times, tables: Tables) -> Iterator[tuple[Figure, Figure]]:
    """The largest and the smallest of a column that the words name: "between the oldest and the youngest"."""
    if not (_MOST.search(words) and _LEAST.search(words)):
        return
    known = {tables.as_known(w) for w in stems(words)}
    for column in columns_of(tables):
        rows = [(s, c) for s, c in column if not _ends(s, c)]
        own = (rows[0][0].column - rows[0][0].shared or rows[0][0].column) if rows else frozenset()
        if len(rows) > 2 and own and own <= known and not (times and not _is_timely(rows, times, tables)):
            values = sorted((c for _, c in rows), key=lambda c: c.value)
            yield values[-1], values[0]


def over_a_time(words: str, times: Times, tables: Tables) -> Iterator[tuple[Figure, Figure]]:
    """The balance at the end of a time and at its beginning, where no row between them is named."""
    if len(times.years) > 1:
        return
    for column in columns_of(tables):
        if times and not _is_timely(column, times, tables):
            continue
        closing = [c for s, c in column if _CLOSING in s.row]
        opening = [c for s, c in column if _OPENING in s.row]
        between = [s for s, c in column if not (s.row & {_CLOSING, _OPENING} or _CHANGES.search(c.row))]
        if len(closing) == len(opening) == 1 and all(tables.coverage(s, words) < _NAMED for s in between):
            yield closing[0], opening[0]


def whole_blocks(words: str, times: Times, tables: Tables) -> Iterator[tuple[Figure, ...]]:
    """The rows that stand together in a column, without the totals between them: "total operating expenses".

    They are meant where the words name the title they stand under, or there are three of them or more.
    """
    known = {tables.as_known(w) for w in stems(words)}
    left_out = _LEFT_OUT.search(words)
    without = {tables.as_known(w) for w in stems(words[left_out.end() :])} if left_out else set()
    for column in columns_of(tables):
        percent = Counter(c.percent for _, c in column).most_common(1)[0][0]
        alike = [one for one in column if one[1].percent == percent]
        totals = totals_in(alike)
        sums = {c.value for c in totals}
        for run in _runs_without_totals(alike, totals):
            title = run[0][0].group - run[0][0].row
            at_time = not (times and run[0][1].period.years) or _is_timely(run, times, tables)
            whole = len(run) > 2 or len(run) == len(column) or sum(c.value for _, c in run) in sums
            others = {other.group - other.row for other, _ in column} - {title}
            if is_denied(title, others, known):
                continue
            if at_time and len(run) > 1 and (whole or (title and title <= known)):
                kept = [(s, c) for s, c in run if not (s.row - s.aside or s.row) <= without]
                for some in (run, kept) if 1 < len(kept) < len(run) else (run,):
                    yield from _filled_in(some)


def _runs_without_totals(column: Sequence[Cell], totals: Set[Figure]) -> Iterator[list[Cell]]:
    """The cells of a column that stand together under one title, cut at each total."""
    run: list[Cell] = []
    for s, cell in column:
        ends = _ends(s, cell) or cell in totals
        if run and (ends or _TAKEN_OFF.match(cell.row) or s.group != run[-1][0].group):
            yield run
            run = []
        if not ends:
            run.append((s, cell))
    if run:
        yield run


def _ends(s: Series, cell: Figure) -> bool:
    """Whether a row is a total of what stands above it."""
    return TOTAL_STEM in s.row or bool(_IS_TOTAL.match(cell.row))


_IS_TOTAL = regex(r"\W*(?:net|total|gross|sub-?total)\b", re.I)


def _is_timely(run: Sequence[Cell], times: Times, tables: Tables) -> bool:
    return all(cell in meant(s, times, tables)[0] for s, cell in run)
