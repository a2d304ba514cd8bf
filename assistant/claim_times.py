"""The cells of a series that are of the times which words name.

In: a `Series`, and the `Times` of a claim. Out: its cells of those times, oldest first, and whether the words
name any; and what a sum or an average over them can be over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.claim_series import Series, Tables
from assistant.claim_stems import stem
from assistant.claim_words import ORDER, Times
from corpus.any_tables import Figure
from corpus.printed import MONTHS


def meant(s: Series, times: Times, tables: Tables) -> tuple[tuple[Figure, ...], bool]:
    """The cells of a series whose time the words name, oldest first, and whether the words name any."""
    cells = tuple(sorted(s.cells, key=by_time))
    known = [c for c in cells if c.period.years and _is_of(c, cells, times.years)]
    pairs = {y for pair in times.pairs for y in pair}
    joined = pairs | {y for pair in times.between for y in pair if pair[1] == pair[0] + 1}
    has_single = any(len(c.period.years) == 1 for c in cells) and not any(
        c.period.years and c.period.years[-1] in times.years for c in cells if len(c.period.years) > 1
    )
    if not (times.years or times.pairs):
        dated = [c for c in cells if c.period.years]
        told = any(stem(word) in tables.weight for word in ORDER)  # a label says itself which it is
        if (
            times.ordinals
            and not told
            and max(times.ordinals) <= len(dated) == len({c.period for c in dated})
        ):
            return tuple(dated[n - 1] for n in sorted(times.ordinals)), True
        kept = _by_month(cells, times)
        return kept, bool(times.months) and len(kept) < len(cells)
    out = []
    for cell in cells:
        years = cell.period.years
        if not years:
            continue
        if len(years) > 1:
            span = (years[0], years[-1])
            hit = span in times.pairs or span in times.between
            hit = hit or (years[-1] in times.years and years[-1] not in joined and not has_single)
        else:
            hit = _is_of(cell, cells, times.years) and (
                years[0] not in pairs or not any(len(c.period.years) > 1 for c in cells)
            )
        if hit:
            out.append(cell)
    if not out and not known:
        undated = tuple(c for c in cells if not c.period.years)
        if undated:
            return undated, False
        return (), True
    return _by_month(_at_the_ends(tuple(out), times), times), True


def _at_the_ends(cells: tuple[Figure, ...], times: Times) -> tuple[Figure, ...]:
    """Cells, oldest first, without those at the other end of a year of which only one end is meant.

    "From the start of 2030" is from the balance at January 1, where the table has both ends of 2030.
    """
    for years, at in ((times.started, 0), (times.closed, -1)):
        for year in set(years) - set(times.closed if at == 0 else times.started):
            of_it = [c for c in cells if c.period.years == (year,)]
            cells = tuple(c for c in cells if c not in of_it or c == of_it[at])
    return cells


def _is_of(cell: Figure, cells: Sequence[Figure], years: Sequence[int]) -> bool:
    """Whether a cell is of one of these years; one to January 3, 2031 may be called 2030."""
    printed = cell.period.years[-1]
    if cell.period.first_week and not any(printed - 1 in c.period.years for c in cells):
        return printed in years or printed - 1 in years
    return bool(set(cell.period.years) & set(years))


def _by_month(cells: tuple[Figure, ...], times: Times) -> tuple[Figure, ...]:
    """Where months tell cells apart, the ones named."""
    months = {c.period.month for c in cells}
    if len(months) < 2:
        return cells
    dated = {month for month, _ in times.dates} == set(times.months), {y for _, y in times.dates} == set(times.years)
    if times.dates and all(dated):
        exact = tuple(c for c in cells if c.period.years and (c.period.month, c.period.years[-1]) in times.dates)
        if len({c.period for c in exact}) == len(times.dates):
            return exact
    if not times.months:
        return _at_the_same_end(cells) if len(times.years) > 1 else cells
    kept = tuple(c for c in cells if c.period.month in times.months)
    years = {c.period.years for c in kept}
    # Beside "December 31, 2030" the 2031 that has no month is meant by its year.
    return tuple(c for c in cells if c in kept or not (c.period.month or c.period.years in years)) if kept else cells


def _at_the_same_end(cells: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Cells of several years, without those of another month beside the one that the years have in common.

    Beside December 31, 2031 and December 31, 2030, the January 1, 2030 is not the 2030 that is meant.
    """
    years = [{c.period.month for c in cells if c.period.years == one} for one in {c.period.years for c in cells}]
    common = set.intersection(*years) if len(years) > 1 else set()
    return tuple(c for c in cells if c.period.month in common) if len(common) == 1 else cells


def by_time(cell: Figure) -> tuple[int, int, int, tuple[int, int, int]]:
    years = cell.period.years
    month = MONTHS.index(cell.period.month[:3]) if cell.period.month[:3] in MONTHS else 0
    if cell.period.month[1:].isdigit():  # "q3", "h1"
        month = int(cell.period.month[1:]) * (3 if cell.period.month[0] == "q" else 6)
    return (years[-1] if years else 0, years[0] if years else 0, month, cell.place)


def fillings(cells: tuple[Figure, ...], s: Series, times: Times) -> Iterator[tuple[Figure, ...]]:
    """The cells that an average or a sum can be over: with "from 2029 to 2031" also what lies between."""
    first = _lying_between(times.between, s) if times.between else cells
    yield first
    if times.ends and (more := _lying_between(times.ends, s)) != first:
        yield more


def _lying_between(spans: Sequence[tuple[int, int]], s: Series) -> tuple[Figure, ...]:
    first = min(a for a, _ in spans)
    last = max(b for _, b in spans)
    return tuple(
        c
        for c in sorted(s.cells, key=by_time)
        if c.period.years and _is_of(c, s.cells, range(first, last + 1))
    )
