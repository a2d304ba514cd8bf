"""The columns of a pay table: keys and parts of pay, and what tells two of the same part apart.

In: the headers of a table, read (`Head`s). Out: `Column`s: for which level and place each is, which point or
year of its part it holds. Which of the headers are keys and which are pay is for `corpus.pay_table`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corpus.columns import (
    NO_NOTE,
    PARENTHESIS,
    ColumnKind,
    MoneyNote,
    Place,
    column_kind,
    component_of,
    is_level,
    level_codes,
    period_of,
    place_of,
    says_time,
    slug_of,
    time_said,
    without_component,
    without_time,
)
from corpus.known_names import is_known_place, names_place
from corpus.levels import company_before
from corpus.origin import ROLE_NOUN
from corpus.pay_heads import Head
from corpus.range_ends import point_behind
from corpus.regexes import regex

Role = Literal[
    "level", "region", "level and region", "title", "role", "currency", "component label", "point", "company", "pay"
]
# A header that stands for no place: words of advice, of statistics, of kinds of company.
NO_PLACE = regex(
    r"\b(?:room|move|flexib\w*|negotia\w*|realistic|cap|uplift|increase\w*|bump|increment|leverage|impact|"
    r"priority|weight|share|percent\w*|importance|difficulty|likelihood|success|what|track|start-?ups?|public|"
    r"private|vs\.?|versus|typical|strong|exceptional|excellent|good|standard|basic|rating|"
    r"performance|outstanding|weekdays?|weekends?|holidays?|nights?|single|family|famil(?:y|ies)|couples?|partner and|"
    r"hires?|existing|internal|external|gross|net|w-?2|c2c|1099|contract\w*|full-?time|"
    r"part-?time|permanent|freelance|faang|big tech|enterprise|unicorns?|(?:pre|post)-\w+|difference|ratio|"
    r"multiple|adjust\w*|average|avg|median|overall|industry|rate|spread|hourly|daily|weekly|monthly|quarterly|"
    r"upside|potential|you|your|we|they|i|(?:step|stage|phase|round|group|option|plan|class|case|set) ?\w{1,2}|"
    # Fields of work, and those who work in them.
    r"back-?end|front-?end|full-?stack|infra\w*|platform|applied|generalists?|specialists?|hardware|software|firmware|"
    r"devops|sre|swe|product|growth|consumer|trading|quant\w*|machine learning|ml|ai|nlp|data|security|web|ios|android|"
    r"engineer\w*|scientists?|managers?|developers?|designers?|analysts?|researchers?|architects?|ic)\b|[%?=]",
    re.IGNORECASE,
)
# How one is employed, which has pay of its own.
_CONTRACT = regex(r"\b(?:b2b|uop|pj|clt|corp[- ]to[- ]corp|freelanc\w+|perm|payroll|invoice\w*)\b", re.IGNORECASE)
YEAR_NUMBER = regex(r"\b(?:y(?:ea)?r|y)\.? ?\d\b|\b(?:first|second|third|1st|2nd|3rd)\b", re.IGNORECASE)
_HOURLY = regex(r"\b(?:hourly|daily|weekly|monthly)\b", re.IGNORECASE)
A_YEAR = regex(r"(?:19|20)\d\d")
ZONE = regex(r"(?:zone|tier|geo|region|area|location) ?\w{1,2}", re.IGNORECASE)
_WHOLE = regex(r"\b(?:range|band|value|amount|details?|comp\w*|pay|package)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a pay table: a key (level, region, title) or a part of pay with its own key."""

    index: int
    header: str
    role: Role
    component: str = ""  # "" where the row's label names it
    level: str | None = None
    region: str | None = None
    note: MoneyNote = NO_NOTE
    upper: int | None = None  # the column of the upper end, where this one holds the lower: "Low | High"
    point: str = ""  # what tells it from the whole of its part of pay: "p25", "median", "year_1"


def place_ahead(name: str) -> str:
    """The known place that a part of pay under its own name begins with: "Basel phantom stock"."""
    words = name.split()
    heads = (" ".join(words[:n]) for n in (3, 2, 1) if n < len(words))
    place = next((head for head in heads if is_known_place(head)), "")
    part = component_of(name[len(place) :]) if place else None
    return place if part and part != component_of(name) else ""


def place_behind(name: str) -> str:
    """The name that stands behind a part of pay and a comma, where it may be a place: "Base, Lund"."""
    part, comma, rest = (words.strip() for words in name.partition(","))
    return rest if comma and component_of(part) and rest[:1].isupper() and may_be_place(rest) else ""


def is_rung(head: Head) -> bool:
    """Whether a header is a level with pay of its own below it."""
    return head.holds_money and (head.kind == "level" or is_level(head.place.name))


def are_ranked(heads: Sequence[Head]) -> bool:
    """Whether most columns of pay are levels and nothing else."""
    paid = [head for head in heads if head.holds_money]
    rungs = [head for head in paid if is_rung(head) and not NO_PLACE.search(head.words)]
    return len(rungs) > 1 and 2 * len(rungs) > len(paid)


def points_apart(columns: list[Column]) -> list[Column]:
    """Beside "Range" a column that is as unnamed holds a point of it, under its own name: "Typical"."""

    def key(column: Column) -> tuple[object, ...]:
        period = period_of("base", column.header)
        time = time_said(column.header)
        return column.role, column.component, column.level, column.region, column.note, column.point, period, time

    times = Counter(key(column) for column in columns if column.role == "pay" and column.upper is None)
    return [
        replace(column, point=slug_of(column.header))
        if times[key(column)] > 1 and column.role == "pay" and not _WHOLE.search(column.header)
        else column
        for column in columns
    ]


def pay_column(head: Head, component: str, reasons: list[str], ranked: bool = False) -> Column | None:
    """A column of pay whose header is a level, a place, or only says that it is pay.

    `ranked`: the other columns are levels and nothing else, so that "Partner-track" is one as well.
    """
    name = head.place.name
    column = Column(head.index, head.words, "pay", component, note=head.place.note, upper=head.upper)
    if head.kind == "bound":
        return point_column(head, column)
    name, point = point_behind(name)
    column = replace(column, point=slug_of(point)) if point else column
    if head.kind == "unnamed pay" or not name:
        return column
    level, region = level_or_region(name)
    if head.kind == "level" and not (level or re.search(r"\b(?:tier|band)\b", name, re.IGNORECASE)):
        level, region = name, None
    if level and company_before(level):
        reasons.append(f"{level!r} may be a level of another company")
        return None
    if level and not (level_codes(level) or head.kind == "level") and NO_PLACE.search(level) and not ranked:
        reasons.append(f"the column {head.words!r} is neither a level nor a place")
        return None
    if region and (
        _CONTRACT.search(PARENTHESIS.sub(" ", region))
        or NO_PLACE.search(PARENTHESIS.sub(" ", region)) or head.kind not in ("other", "region", "level")
    ):
        if says_time(head.words) and not names_place(region):
            return replace(column, component=slug_of(without_time(region)))  # "B2B (hourly)"
        if not _HOURLY.search(region):
            reasons.append(f"the column {head.words!r} is neither a level nor a place")
            return None
        region = None  # an hourly rate
    return replace(column, level=level, region=region)


def level_or_region(words: str) -> tuple[str | None, str | None]:
    name = place_of(words).name
    return (name, None) if is_level(name) else (None, name)


def without(head: Head, company: re.Pattern[str]) -> Head:
    """A header without the name of the guide's company: "Acme Oslo" is "Oslo"."""
    words = company.sub("", head.words).strip()
    kind: ColumnKind = column_kind(words) if words else "unnamed pay"
    return replace(
        head, words=words or head.words, kind=kind, place=Place(place_of(words).name, head.place.note)
    )


def told_apart(columns: list[Column], reasons: list[str]) -> list[Column]:
    """Columns of the same part of pay: what else their headers say is a level, a place or another name."""

    def key(column: Column) -> tuple[object, ...]:
        period = period_of(column.component, column.header)
        time = time_said(column.header)
        return column.component, column.level, column.region, column.note, period, column.role, column.point, time

    times = Counter(key(column) for column in columns if column.role == "pay")
    by_part = Counter((c.component, c.level, c.region) for c in columns if c.role == "pay")
    rests = {column.index: without_component(column.header).strip(" ()-–—,:") for column in columns}
    # "Guaranteed Bonus" and "Retention Bonus" are of no places: of columns alike one is of a place known.
    # The same words beside several parts are of a place, known or not: "Lund Base", "Lund Total".
    beside: dict[str, set[str]] = {}
    for column in columns:
        if column.role == "pay" and rests[column.index]:
            beside.setdefault(rests[column.index], set()).add(column.component)
    shared = Counter(frozenset(parts) for parts in beside.values() if len(parts) > 1)
    placed_parts = {
        column.component
        for column in columns
        if column.role == "pay"
        and (
            column.note.currency
            or names_place(rests[column.index])
            or shared[frozenset(beside.get(rests[column.index], ()))] > 1
        )
    }
    found: list[Column] = []
    for column in columns:
        rest = rests[column.index]
        twice = times[key(column)] > 1
        placed = (
            by_part[column.component, column.level, column.region] > 1 and column.note.currency is not None
        )
        if column.role != "pay" or not (twice or (placed and rest)):
            found.append(column)
        elif rest and YEAR_NUMBER.search(rest):
            found.append(replace(column, point=slug_of(rest)))
        elif rest and (
            is_level(rest)
            or (
                column.component in placed_parts
                and column_kind(rest) == "other"
                and not NO_PLACE.search(rest)
            )
        ):
            level, region = level_or_region(rest)
            found.append(replace(column, level=column.level or level, region=region))
        elif rest and column_kind(rest) in ("other", "time") and slug_of(rest) != "pay":
            found.append(replace(column, point=slug_of(rest)))
        else:
            found.append(column)
    found = newest_plain(found)
    places = {column.region for column in found if column.role == "pay"} - {None}
    found = [
        replace(column, region=rest)
        if column.region is None and (rest := without_component(column.header)) in places
        else column
        for column in found
    ]
    again = Counter(key(column) for column in found if column.role == "pay")
    if any(count > 1 for count in again.values()):
        reasons.append("two columns name the same part of pay")
    return [column for column in found if column.role != "pay" or again[key(column)] == 1]


def newest_plain(columns: list[Column]) -> list[Column]:
    """Beside "Base 2030" the column "Base 2031" is what holds: it is the base, without the year in its name."""
    newest: dict[tuple[str, str | None, str | None], str] = {}
    for column in columns:
        if A_YEAR.fullmatch(column.point):
            part = column.component, column.level, column.region
            newest[part] = max(newest.get(part, ""), column.point)
    return [
        replace(column, point="")
        if column.point and column.point == newest.get((column.component, column.level, column.region))
        else column
        for column in columns
    ]


def may_be_place(label: str) -> bool:
    """Whether a label that nothing explains may be a place: no level, time, person or word of advice.

    >>> [may_be_place(label) for label in ("Lund", "Remote Norway", "Senior", "Year 1", "Typical", "Bonus")]
    [True, True, False, False, False, False]
    """
    name = PARENTHESIS.sub(" ", place_of(label).name).strip()
    unclear = is_level(name) or NO_PLACE.search(name) or YEAR_NUMBER.search(name) or ROLE_NOUN.search(name)
    return bool(name) and column_kind(name) == "other" and not unclear


def point_column(head: Head, column: Column) -> Column:
    """A column that holds one point of a range, under the name it has: "Median", "25th Percentile"."""
    return replace(column, point=slug_of(head.place.name))
