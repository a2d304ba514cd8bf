"""The rows of a table of no known shape, each with the titles that stand above it.

In: a `Table`. Out: a `Line` for each of its rows, with the titles of the group that it stands in and the rows
of titles over the columns; and what these say of a column: its titles, and its time. A table may start
anew in its middle, with other titles over the columns. It reads no figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.guide import Table
from corpus.printed import (
    CURRENCY,
    MONTH_NAMES,
    NOTE,
    SIGNS,
    YEAR,
    YEARS_ONLY,
    Period,
    bare,
    is_figure,
    is_year,
    period_in,
    scale_in,
    without_period,
)
from corpus.regexes import regex

BLANK = regex(rf"[\s{SIGNS}—_$£€¥%*.]*|n/?[am]|nil|none", re.I)
_CHANGE = regex(r"\b(?:chang|varia|increas|decreas|growth)\w*|%|\b(?:vs|versus|over|compared)\b", re.I)
_A_CHANGE = regex(r"\W*(?:chang|varia|increas|decreas|growth|movement)\w*", re.I)
_SPACED = regex(r"\b([12])\s([09])\s(\d)\s(\d)\b")  # "2 0 1 8", spaced out
_OF_TIME = regex(rf"\b(?:years?|months?|quarters?|{MONTH_NAMES})\b", re.I)
# What a column is in says nothing of what it is: "US$’000", "RMB’Million", "(in millions)".
UNIT = regex(
    rf"\([^()]*\bin\s+(?:thousand|million|billion)s\b[^()]*\)|\((?:\s*(?:in|dollars|shares|amounts|{CURRENCY}|[’'`‘]?0*|,|and|thousands?|millions?|billions?|of|us|u\.s\.)\s*)+\)"
    rf"|(?:{CURRENCY})\s*[’'`‘]?(?:\d+s?|m|mn|bn|thousands?|millions?|billions?)\b|(?<=/)\s*(?:{CURRENCY})\s*$|[’'`‘]000s?"
    r"|\b(?:in\s*)?(?:thousands|millions|billions)\b",
    re.I,
)


Titles = tuple[str, ...]  # a row of titles: over the labels, and over each column


@dataclass(frozen=True, slots=True)
class Line:
    """A row, what stands in it and what stands above it."""

    label: str
    cells: tuple[str, ...]
    line: int
    group: tuple[str, ...]
    headers: tuple[Titles, ...]


@dataclass
class _Heads:
    """The rows of titles over the columns: those of the part of the table that is read, and of the parts before."""

    part: list[Titles] = field(default_factory=list)
    before: tuple[Titles, ...] = ()

    @property
    def in_force(self) -> tuple[Titles, ...]:
        """Those of the part, under what still holds of the ones before: a unit, a title over other titles."""
        return (*_still_over(self.before, self.part), *self.part)

    def start_anew(self) -> None:
        """A new part of the table begins, with titles of its own."""
        self.before, self.part = self.in_force, []


_ONE_THOUSAND = regex(r"1[,.’' ]?000s?")
_A_UNIT = regex(rf"(?:in\s+)?(?:{CURRENCY})\s?(?:{_ONE_THOUSAND.pattern}|[’'`‘]?000s?)", re.I)


def rows_of(table: Table) -> Iterator[Line]:
    """The rows with figures, each with the titles above it."""
    heads = _Heads()
    groups: list[str] = []
    under_group = False  # rows have come since the last title of a group
    under_header = False
    under_days = False
    everything = [(table.header_line, table.header), *((row.line, row.cells) for row in table.rows)]
    everything = [(n, tuple(_SPACED.sub(r"\1\2\3\4", cell) for cell in cells)) for n, cells in everything]
    width = max(len(cells) for _, cells in everything)
    for at, (n, cells) in enumerate(everything):
        cells = (*cells, *[""] * (width - len(cells)))
        headers = heads.in_force
        label, rest = cells[0].strip(), cells[1:]
        filled = [cell for cell in rest if not BLANK.fullmatch(cell.strip())]
        if filled and all(_A_UNIT.fullmatch(cell.strip()) for cell in filled):
            # "CHF 1,000 | CHF 1,000": what all below is in, and no row of figures.
            cells = (cells[0], *(_ONE_THOUSAND.sub("000", cell) for cell in rest))
            heads.part.append(cells)
            continue
        has_figure = any(is_figure(cell) for cell in rest)
        if has_figure and not (label == "" and not headers):
            under_group = under_header = True
            yield Line(label, cells, n, tuple(groups), headers)
            continue
        dashes = any(cell.strip() and BLANK.fullmatch(cell.strip()) for cell in rest)
        signs = [cell for cell in rest if _A_SIGN.fullmatch(cell.strip())]
        over = len([cell for cell in headers[-1][1:] if cell.strip()]) if headers else len(signs)
        if not (filled or label or under_header) and len(signs) > over and "%" in "".join(signs):
            heads.part.append(cells)  # "$ | % | $ | %" below "2031 |  | 2030 | ": each title is over two columns
            continue
        if not filled:
            if label and scale_in(label) and not under_header:
                heads.part.append(cells)
            elif label and not dashes:
                if under_group:
                    # "June 30, 2031" over several groups is the time of each, until another time stands there.
                    groups[:] = [g for g in groups[:1] if _is_a_time(g) and not period_in(label).years]
                groups.append(label)
                under_group = False
            continue
        texts = [cell.strip() for cell in filled]
        days = all(_A_DAY.fullmatch(text) for text in texts)
        if days and not label and under_days:
            continue  # the second line of cells that hold dates: "30/7/2031~ | 28/6/2029~"
        under_days = days and under_header and bool(re.search(r"\w", _TIME_WORDS.sub(" ", label)))
        if under_days:
            yield Line(label, cells, n, tuple(groups), headers)  # "Maturity date"
            continue
        dated = under_header or any(is_year(cell) for header in headers for cell in header[1:])
        unit = scale_in(" ".join(texts)) is not None or bool(re.fullmatch(r"\(.*\)", " ".join(texts)))
        below = everything[at + 1][1][1:] if at + 1 < len(everything) else ()
        of_years = is_year(texts[0]) or (_are_years(below) and bool(YEARS_ONLY.fullmatch(texts[0])))
        if len(texts) == 1 and dated and not label and not unit and not of_years:
            groups[:] = [texts[0]]  # a title in the middle of the row: "Balance sheet data:"
            under_group = False
            continue
        if not (label and under_header) or _are_years(rest) or _is_time_or_known(cells, headers):
            if under_header:
                heads.start_anew()
                under_header = False
                if label:
                    groups.clear()
            heads.part.append(cells)
            continue
        yield Line(label, cells, n, tuple(groups), headers)  # a row of words


def _are_years(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if not BLANK.fullmatch(cell.strip())]
    return bool(filled) and all(is_year(cell) for cell in filled)


def _is_time_or_known(cells: Titles, headers: Sequence[Titles]) -> bool:
    """Whether a row of words in a table's middle has titles: its label is a time, or it repeats the titles above."""
    return _is_a_time(cells[0]) or any(_named(cells) == _named(header) for header in headers)


def _named(titles: Titles) -> list[str]:
    """The titles over the columns, without what their figures are in."""
    bare = (UNIT.sub(" ", title).strip(" ()").lower() for title in titles[1:])
    return [one for one in bare if re.search(r"[a-z]{2}|\d", one)]


def _still_over(before: Sequence[Titles], part: Sequence[Titles]) -> Iterator[Titles]:
    """Of the titles of the parts before, what the new ones do not take the place of.

    New times take the place of times, new names of columns that of names and of the times of single columns.
    Of a row that has gone, what stands over the labels stays, unless something stands there again.
    """
    times = any(_has_years(row) for row in part)
    spans = any(_of_time_alone(row) and not _has_years(row) for row in part)
    names = any(len(set(_named(row))) > 1 and not _of_time_alone(row) for row in part)
    labelled = any(row[0].strip() for row in part)
    for row in before:
        of_columns = len(set(_named(row))) > 1
        if (times and _has_years(row)) or (spans and _of_time_alone(row)) or (names and of_columns):
            row = ("" if labelled else row[0], *[""] * (len(row) - 1))
        if any(cell.strip() for cell in row):
            yield row


def _has_years(row: Titles) -> bool:
    return any(period_in(title).years for title in row[1:])


def _of_time_alone(row: Titles) -> bool:
    """Whether the titles over the columns are times: "2031", "Three months ended"."""
    named = _named(row)
    return bool(named) and all(YEARS_ONLY.fullmatch(title) for title in named)


_A_SIGN = regex(r"[(\s]*[%$£€¥][)\s]*")
_A_DAY = regex(r"\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d\s*[~–—-]?")
_TIME_WORDS = regex(
    r"\b(?:as|of|at|the|for|fiscal|financial|years?|period|months?|ended|ending|and|balances?|three|six|nine|twelve)\b",
    re.I,
)


def _is_a_time(title: str) -> bool:
    """Whether a title of a group is nothing but a time: "As of June 30, 2031"."""
    return bool(period_in(title).years) and not re.search(r"\w", _TIME_WORDS.sub(" ", without_period(title)))


def _spread(cells: Sequence[str], rows_below: Sequence[Sequence[str]]) -> list[str]:
    """A row of titles, with those that span several columns repeated over them.

    Where a title stands over the middle or the end of its columns, what stands below tells how far it
    reaches: years go with years, and titles that come again begin anew under the next.
    """
    filled = [i for i, cell in enumerate(cells) if i and cell.strip()]
    if not filled:
        return [""] * len(cells)
    below = rows_below[-1] if rows_below else ()
    again = next(filter(None, (_over_titles_again(filled, row) for row in rows_below)), {})

    def kind(i: int) -> bool:
        return i < len(below) and is_year(below[i])

    if len(filled) == 1:
        only = cells[filled[0]].strip()
        # One title is over all columns, unless it is the unit or the name of the last.
        of_the_last = filled[0] == len(cells) - 1 and len(cells) > 3 and not YEAR.search(only)
        if of_the_last and scale_in(only) is None and not _OF_TIME.search(only):
            return [only if i == filled[0] else "" for i in range(len(cells))]
        change = bool(_CHANGE.search(only)) and any(map(kind, range(len(cells))))
        return ["" if i == 0 or (change and kind(i)) else only for i in range(len(cells))]
    out = [""]
    for i in range(1, len(cells)):
        left = max((f for f in filled if f <= i), default=None)
        right = min((f for f in filled if f >= i), default=None)
        at = left if left is not None else right
        if left is not None and right is not None and kind(left) != kind(i) == kind(right):
            at = right
        at = again.get(i, at)
        out.append(cells[at].strip() if at is not None else "")
    return out


def _over_titles_again(filled: Sequence[int], below: Sequence[str]) -> dict[int, int]:
    """By the column where its title stands, if the titles below are the same ones once for each title above.

    >>> _over_titles_again([2, 4], ["", "Amount", "%", "Amount", "%"])
    {1: 2, 2: 2, 3: 4, 4: 4}
    """
    titled = [i for i, cell in enumerate(below) if i and cell.strip()]
    names = [bare(below[i]).strip().lower() for i in titled]
    n = len(filled)
    for size in range(2, len(titled) // n + 1 if n > 1 else 0):
        parts = [names[size * k : size * (k + 1)] for k in range(n)]
        over = [titled[size * k : size * (k + 1)] for k in range(n)]
        alike = all(part == parts[0] for part in parts) and len({*parts[0]}) == size
        if alike and all(at in columns for at, columns in zip(filled, over, strict=True)):
            return {i: at for at, columns in zip(filled, over, strict=True) for i in columns}
    return {}


def titles_over(line: Line, column: int) -> list[str]:
    """What stands above a column. Only a row that has a title over it in its last rows counts as spanning."""
    found: list[str] = []
    last = len(line.headers) - 1
    for at, header in enumerate(line.headers):
        own = header[column].strip() if column < len(header) else ""
        if at == last and len(_named(header)) > 1 and not _is_over_several(header, line.headers[:at]):
            title = own
        else:
            title = _spread(header, line.headers[at + 1 :])[column] if column < len(header) else ""
        title = bare(title)
        if title and title not in found and not NOTE.fullmatch(title):
            found.append(title)
    return found


def _is_over_several(titles: Titles, above: Sequence[Titles]) -> bool:
    """Whether titles below others span columns: "Amount |  | % | " under "2031 | 2030 | 2031 | 2030".

    They start at the first column and leave out none but those of which a row above repeats what it says.
    """
    if len(titles) < 3 or not titles[1].strip():
        return False
    gaps = [i for i in range(2, len(titles)) if not titles[i].strip()]
    full = [[cell.strip() for cell in row[1:]] for row in above if all(cell.strip() for cell in row[1:])]
    return bool(gaps) and any(len(set(row)) * 2 <= len(row) for row in full)


def corner_of(titles: Sequence[str]) -> tuple[str, ...]:
    """What stands over the labels: "Non-vested awards"; not a unit, and not a time."""
    bare = [UNIT.sub(" ", title).strip(" ():") for title in titles]
    return tuple(
        one
        for one in bare
        if re.search(r"[A-Za-z]{3}", one) and scale_in(one) is None and not YEARS_ONLY.fullmatch(one)
    )


def period_over(line: Line, column: int) -> Period:
    """The time of a column; a change from one year to another is of none."""
    title = " ".join(titles_over(line, column))
    found = period_in(title)
    own = [header[column].strip() for header in line.headers if column < len(header)]
    if own and _A_CHANGE.match(own[-1]) and not any(period_in(cell).years for cell in own):
        return Period()  # "Change" beside the years, with nothing but a neighbour's year to be over it
    if not found.years and line.headers:
        beside = _period_beside(line.headers[-1], column)
        return beside if beside.years else found
    return Period() if len(found.years) > 1 and _CHANGE.search(title) else found


def _period_beside(titles: Titles, column: int) -> Period:
    """The time to the left of a column whose title stands beside every time: "2031 | Share | 2030 | Share"."""
    at = [period_in(title) for title in titles]
    dated = [i for i, one in enumerate(at) if i and one.years]
    left = max((i for i in dated if i < column), default=0)
    beside = [titles[i + column - left].strip() for i in dated if i + column - left < len(titles)]
    if len(dated) > 1 and left and len(beside) == len(dated) and {*beside} == {titles[column].strip()} - {""}:
        return at[left]
    return Period()


def named_column(title: str) -> str:
    """A column's title without its time; a change from one year to another is told from others by its years."""
    of_two = len(set(period_in(title).years)) == 2 and _CHANGE.search(title)
    return title if of_two else without_period(title)
