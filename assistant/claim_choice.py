"""Which of the ranked series words mean: the best named, in the total of all, one after the other.

In: the words of a claim, the series of the tables ranked by how well the words name them, the times. Out: the
series that are meant. A neighbour that the words name as well may be meant too, unless something that they say
belongs to the other: a longer name, a balance at a point of time, a total that is not said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set

from assistant.claim_series import CLOSE, ENOUGH, Series, Tables
from assistant.claim_stems import LIGHT, TOTAL_STEM, stem, stems
from assistant.claim_times import meant
from assistant.claim_words import Times
from corpus.printed import MONTH_NAMES
from corpus.regexes import regex


def best_named(
    words: str, ranked: Sequence[tuple[float, Series]], times: Times, tables: Tables, least: int = 1
) -> list[Series]:
    """The series that the words name as well as any, of those with enough cells of the time asked for."""
    out: list[Series] = []
    top: float | None = None
    dated = False
    by_year = {
        (s.cells[0].place[0], s.cells[0].place[2])
        for score, s in ranked[:80]
        if times and score >= ENOUGH and not (s.row or s.in_prose) and all(meant(s, times, tables))
    }
    for score, s in ranked[:80]:
        cells, named = meant(s, times, tables)
        if not named and (s.cells[0].place[0], s.cells[0].place[2]) in by_year:
            continue  # "Thereafter" and the total below a column of years
        if (times and not cells) or (least > 1 and len(cells if named else s.cells) < least):
            continue
        if top is None:
            top, dated = score, named
        if score < max(top - CLOSE, ENOUGH):
            break
        if dated and not named and in_line(out[0], s):
            continue  # "Thereafter" beside the year that is asked for
        out.append(s)
    if is_at_a_point(words) and not all(s.cells[-1].between for s in out):
        known = {tables.as_known(w) for w in stems(words)}
        out = [s for s in out if (s.row - s.column) & known or not any(c.between for c in s.cells)]
    return [s for s in out if not any(_names_less(s, other, words, tables) for other in out)]


_AT_A_POINT = regex(
    r"\b(?:at|as\s+(?:of|at|on)|on)\s+(?:the\s+)?(?:end|close|year[\s-]end"
    rf"|(?:\d{{1,2}}\s+)?(?:{MONTH_NAMES}))\b|\byear[\s-]end\b",
    re.I,
)


def is_at_a_point(words: str) -> bool:
    """Whether words ask for a balance and not for what led to it: "at June 30, 2031", "at the end of 2031"."""
    return bool(_AT_A_POINT.search(words))


_NOT = stem("not")


def is_denied(title: Set[str], others: Iterable[Set[str]], known: Set[str]) -> bool:
    """Whether words say "not designated", as another title does, and this one is of what is "designated"."""
    return any(_NOT in other - title and other <= known and (other & title) - LIGHT for other in others)


def _names_less(s: Series, other: Series, words: str, tables: Tables) -> bool:
    """Whether of two columns of one row, or two rows, the other is all that the words say, and this one says more.

    "The dollar assets" are those of "Dollar" and not of "Non-dollar", which the words do not name.
    """
    if s is other or s.in_prose or other.in_prose or s.cells[0].place[0] != other.cells[0].place[0]:
        return False
    known = {tables.as_known(w) for w in stems(words)}
    if (s.row, s.group) == (other.row, other.group):
        own, others = s.column - other.column, other.column - s.column
        if not own - s.about - s.row and len(others - LIGHT) > len(own) and others <= known:
            return True  # the "options" that all of the table is about name no column of them
        return bool(own - known) and not own & known and not others - known
    if (s.row, s.column) == (other.row, other.column) and other.group < s.group:
        # A row under "Revenues" is not the one under "Cost of revenues".
        return other.group <= known and not (s.group - other.group) & known
    # "The plans approved" are not those "not approved".
    denied = s.row - other.row
    if s.column == other.column and other.row < s.row and denied == {_NOT} and _NOT not in known:
        return True
    if s.column != other.column or not other.row - LIGHT or not other.row <= known:
        return False
    # Where a part is named, no total is meant that is not said.
    if TOTAL_STEM in s.row - known and TOTAL_STEM not in other.row:
        return True
    return s.row < other.row and _is_said_within(s.row - LIGHT, other.row - s.row, words, tables)


def _is_said_within(name: frozenset[str], more: frozenset[str], words: str, tables: Tables) -> bool:
    """Whether a name is said only behind a word that makes it another's: "assets" in "current assets"."""
    asked = [tables.as_known(w) for w in stems(words)]
    places = [i for i, w in enumerate(asked) if w in name and not (i and asked[i - 1] in name)]
    return bool(places) and all(i and asked[i - 1] in more - LIGHT for i in places)


def in_total(best: Sequence[Series], words: str, tables: Tables) -> list[Series]:
    """Of the columns of a row that the words do not tell apart, the one that is their total."""
    known = {tables.as_known(w) for w in stems(words)}
    rows: dict[tuple[object, ...], list[Series]] = {}
    for s in best:
        if not s.in_prose:
            rows.setdefault((s.cells[0].place[0], s.row, s.group), []).append(s)
    left_out: set[int] = set()
    instead: list[Series] = []
    for (table, row, group), columns in rows.items():
        total = [s for s in columns if _is_total(s)]
        if not total and TOTAL_STEM in known and all(s.column - s.shared - known for s in columns):
            # "The total compensation of A" is not A's "other compensation".
            total = [
                s
                for s in tables.series
                if (s.cells[0].place[0], s.row, s.group) == (table, row, group)
                and _is_total(s) and not s.in_prose
            ]  # fmt: skip
            left_out |= {id(s) for s in columns if total}
            instead += total
        if total and not any((s.column - s.shared - {TOTAL_STEM}) & known for s in columns):
            left_out |= {id(s) for s in columns if s not in total and s.column - s.shared}
    return [*instead, *(s for s in best if id(s) not in left_out)]


def of_all(best: Sequence[Series], words: str, tables: Tables) -> list[Series]:
    """For a row that the words name in part, the total of its column, where they name all of what the table is about.

    "Total obligations" are not the "Purchase obligations" of a table of obligations.
    """
    known = {tables.as_known(w) for w in stems(words)}
    out = []
    for s in best:
        said = (s.row & known) - LIGHT
        in_part = said <= s.about and s.row - s.aside - known - LIGHT  # or not at all
        if s.in_prose or not (_ALL.search(words) and in_part):
            out.append(s)
            continue
        place = s.cells[0].place
        total = [
            t for t in tables.series
            if not t.in_prose and t.row == {TOTAL_STEM}
            and (t.cells[0].place[0], t.column, t.group) == (place[0], s.column, s.group)
        ]  # fmt: skip
        out += total[:1] or [s]
    return list(dict.fromkeys(out))


_ALL = regex(r"\b(?:total|all|overall|combined|aggregate)\b", re.I)


def _is_total(s: Series) -> bool:
    """Whether a series stands in a column of totals; "% of total" is none."""
    return s.column - s.shared == {TOTAL_STEM} and not s.cells[0].percent


def several_named(words: str, ranked: Sequence[tuple[float, Series]], tables: Tables) -> list[Series]:
    """The different series that the words name one after the other, in the order of the words."""
    out: list[Series] = []
    asked = [tables.as_known(w) for w in stems(words)]
    left = Counter(asked)
    for _ in range(6):
        found: tuple[float, Series] | None = None
        for score, s in ranked[:80]:
            if s.in_prose or s in out:
                continue
            own = s.row | s.column
            if out and not in_line(out[0], s):
                continue
            new = sum(tables.weight.get(w, 0.0) for w in own if left[w] > 0 and w not in LIGHT)
            light = sum(tables.weight.get(w, 0.0) for w in own if left[w] > 0 and w in LIGHT)
            cover = tables.coverage(s, words)
            if (new + light <= 0.15) or cover < 0.6:
                continue
            rank = (new + light) + cover + score
            if found is None or rank > found[0] + 1e-9:
                found = rank, s
        if found is None:
            break
        out.append(found[1])
        left.subtract(found[1].row | found[1].column)
    place = {w: i for i, w in reversed(list(enumerate(asked)))}
    return sorted(
        out,
        key=lambda s: min((place[w] for w in s.row | s.column if w in place and w not in LIGHT), default=99),
    )


def in_line(a: Series, b: Series) -> bool:
    """Whether two series are of one column, or of one row."""
    x, y = a.cells[0], b.cells[0]
    if x.place[0] != y.place[0]:
        return False
    return a.column == b.column or (a.row, x.group) == (b.row, y.group)
