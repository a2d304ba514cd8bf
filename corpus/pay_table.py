"""How a table of pay is to be read: which cells are pay, of what, for whom.

In: a Table and its Guide. Out: its `Column`s (none for a table that is not about pay) and the reasons
why columns that seem to be pay are not read. Parts of pay across or down, regions across or down,
levels across or down, one key column or several, headers in one row or two. The rows with their keys
are for `corpus.pay_rows`, what a cell's figures are for `corpus.pay_amounts`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.column_cells import (
    all_shares,
    counts_months,
    holds_figures,
    holds_ranges,
    holds_shares,
    is_premium,
    mostly_levels,
    names_ends,
    numbers_years,
)
from corpus.columns import (
    ColumnKind,
    column_kind,
    component_of,
    is_level,
    level_codes,
    says_time,
    slug_of,
    without_component,
    without_time,
)
from corpus.guide import Guide, Table
from corpus.known_names import is_known_place, names_company, names_other_company, names_place
from corpus.labels import bare
from corpus.over_table import NOTHING_OVER, Over, over_table, stated_currency
from corpus.pay_columns import (
    A_YEAR,
    ZONE,
    Column,
    Role,
    are_ranked,
    is_rung,
    level_or_region,
    newest_plain,
    pay_column,
    place_ahead,
    place_behind,
    point_column,
    points_apart,
    told_apart,
    without,
)
from corpus.pay_heads import AMOUNT, RANKED, Head, heads_of, place_in_header, second_header
from corpus.range_ends import BOTH_ENDS
from corpus.regexes import regex

_KEYS: dict[ColumnKind, Role] = {
    "level": "level", "region": "region", "title": "title", "role": "role", "currency": "currency",
    "level and region": "level and region",
}  # fmt: skip
_EQUIVALENT = regex(r"\bequivalents?\b|@", re.IGNORECASE)
_REMARKS = regex(r"\b(?:details?|description|notes?|comments?|scope)\b", re.IGNORECASE)
# What parts one level: "Track: IC", "Family: Platform".
_FIELD = regex(r"\b(?:track|path|stream|(?:job )?family|discipline|special\w+|function)\b", re.IGNORECASE)
# What is paid beside the salary, in lists of items with their amounts.
_EXTRAS = regex(
    r"\b(?:stipends?|allowances?|premiums?|supplements?|add-?ons?|zulagen?|zuschl[äa]ge)\b", re.IGNORECASE
)
_AMOUNT_COLUMN = regex(
    r"^(?:amount|value|how much|pay|rate|betrag|h[öo]he|montant|importe|valor|per \w+|annual|monthly|yearly|cap)\b",
    re.IGNORECASE,
)
_PARTS = frozenset({"base", "bonus", "equity", "options", "sign_on", "total"})
_TIER = regex(r"(?:tier|class|category|track) ?\w{0,2}", re.IGNORECASE)
_OF_PLACES = regex(
    r"\b(?:locations?|geo\w*|regions?|cit(?:y|ies)|zones?|hubs?|offices?|cost|col|markets?|metros?|places?|states?|"
    r"countr\w+)\b", re.IGNORECASE
)
_NO_CURRENCY = "no currency is said for its numbers"
_ONLY_NUMBERS = regex(r"[~≈]?\d{2,}[\d.,]*[kK]?\s?\+?(?:\s?[-–—]\s?\d{2,}[\d.,]*[kK]?\s?\+?)?\s?%?")
_SHARE_OF_ALL = regex(r"\b(?:share|portion|split|mix|weight)$|% of (?:total|tc|pay|comp)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table is to be read. Without columns it is not about pay, or `reasons` say what is unclear."""

    columns: tuple[Column, ...] = ()
    reasons: tuple[str, ...] = ()
    over: Over = NOTHING_OVER
    levels: tuple[str, ...] = ()  # the labels of its level column
    second_header: int = 0  # the line of a second row of headers
    parts_only: bool = False  # rows that name no part of pay are of other things: notice, holidays


_NOT_PAY = Reading()


def read_table(table: Table, guide: Guide) -> Reading:
    """Decide from headers, row labels and cells how a table is to be read."""
    over = over_table(table, guide)
    if over.region is None and (place := place_in_header(table)):
        over = replace(over, region=place)
    said = over.note.currency or stated_currency(table, guide)
    heads = heads_of(table, guide, said is not None)
    if not any(head.holds_money for head in heads):
        return Reading(reasons=(_NO_CURRENCY,)) if _seems_pay(table, heads, over) else _NOT_PAY
    if component_of(table.header[0]) and any(AMOUNT.search(bare(header)) for header in table.header[1:]):
        return Reading(reasons=("its header is a row of figures",))
    reading = _columns_of(table, heads, guide, over)
    if not reading.columns and not reading.reasons:
        return _NOT_PAY
    pay = [column for column in reading.columns if column.role == "pay"]
    if pay and over.others:
        return Reading(reasons=("the words over it speak of other companies",))
    if pay and over.costs:
        return Reading(reasons=("the words over it speak of what the company spends",))
    if pay and over.example:
        return Reading(reasons=("the words over it speak of an example, or of what to ask for",))
    keys = [head.words for head in heads[1:] if not head.holds_money and head.kind in ("other", "level")]
    if any(_EQUIVALENT.search(words) or names_other_company(words, guide) for words in keys):
        return Reading(reasons=("it sets levels against those of another company",))
    if not pay:
        return Reading(reasons=reading.reasons[:1])
    at = next((column.index for column in reading.columns if column.role == "level"), None)
    levels = [row.cells[at] for row in table.rows if at is not None and at < len(row.cells)]
    second = table.rows[0].line if second_header(table) else 0
    columns = tuple(
        column
        if column.upper is None
        else replace(column, header=f"{table.header[column.index]} | {table.header[column.upper]}")
        for column in reading.columns
    )
    return replace(reading, columns=columns, over=over, levels=tuple(levels), second_header=second)


# ------------------------------------------------------------------------------------------- tables


def _columns_of(table: Table, heads: list[Head], guide: Guide, over: Over) -> Reading:
    first = next((head for head in heads if head.kind != "number"), heads[0])
    kinds = {head.kind for head in heads}
    if first.kind == "time":
        return _NOT_PAY
    if "company" in kinds:
        return _own_row(table, heads, guide)
    pay = [head for head in heads if head is not first and head.holds_money and head.kind != "notes"]
    of_own = [head for head in pay if names_company(head.words, guide)]
    placed = [head for head in pay if head.place.note.currency is None]
    rests = {head.index: without_component(head.words) for head in placed}
    of_others = [
        head for head in placed if rests[head.index] and names_other_company(rests[head.index], guide)
    ]
    shared = Counter(head.component for head in pay)
    compared = [head for head in of_own if head.component is None or shared[head.component] > 1]
    if "scenario" not in kinds and (of_others or (compared and len(of_own) < len(pay))):
        return Reading(reasons=("it compares the pay of another company",))
    if compared and guide.company:
        own = regex(rf"(?<!\w){re.escape(guide.company)}(?!\w)\s*")
        heads = [without(head, own) if head in compared else head for head in heads]
    if over.component and len(table.rows) == 1 and all(map(is_rung, heads)):
        reasons: list[str] = []
        rungs = [pay_column(head, over.component, reasons) for head in heads]
        return _checked([column for column in rungs if column], reasons)
    extras = any(_EXTRAS.search(title) for title in over.titles)
    label = next((head for head in heads if _labels_components(table, head, first, extras)), None)
    parts = [head for head in heads if head.kind == "component"]
    if label is not None:
        return _components_down(table, heads, label, over, guide)
    keyed = any(head.kind in _KEYS and not head.holds_money for head in heads)
    if parts and (parts[0] is not first or len(heads) == 1 or (first.holds_money and keyed)):
        return _components_across(table, heads, first, parts)
    return _grid(table, heads, first, over)


def _lists_extras(table: Table, head: Head, extras: bool) -> bool:
    """Whether a table lists what is paid beside the salary, each under its own name, with its amount."""
    amounts = any(_AMOUNT_COLUMN.search(header) for header in table.header[1:])
    return amounts and (extras or bool(_EXTRAS.search(head.words)))


def _labels_components(table: Table, head: Head, first: Head, extras: bool = False) -> bool:
    """Whether the cells of a column name parts of pay; `extras`: the heading is of what is paid beside it."""
    kinds = ("component key", "other", "notes", *(["unnamed pay"] if head is first else []))
    if head.holds_money or head.kind not in (*kinds, *(["component"] if _lists_extras(table, head, False) else [])):
        return False
    if head is not first and head.kind == "notes":
        return False
    labels = [row.cells[head.index] for row in table.rows if head.index < len(row.cells)]
    labels = [label for label in labels if label]
    named = sum(component_of(label) is not None for label in labels)
    if any(re.match(r"\d[\d.,–-]*(?:\s|$)", label) for label in labels):
        return False  # "2 salaries" is an amount
    if named and (2 * named >= len(labels) or head.kind == "component key"):
        return True
    return head is first and (_is_sheet(table, head) or _lists_extras(table, head, extras))


def _is_sheet(table: Table, head: Head) -> bool:
    """Whether a table of two columns is of one offer or of benefits, some of its rows parts of pay."""
    labels = [row.cells[head.index] for row in table.rows if head.index < len(row.cells)]
    parts = sum(component_of(label) in _PARTS for label in labels)
    return len(table.header) == 2 and parts > (0 if any(map(_AMOUNT_COLUMN.search, table.header[1:])) else 1)


def _keys(table: Table, heads: Sequence[Head], but: Head | None = None) -> list[Column]:
    """The columns that are keys by their header; experience is one where no level is."""
    columns: list[Column] = []
    levels = any(
        head.kind in ("level", "title", "level and region") for head in heads if not head.holds_money
    )
    titled = any(head.kind == "title" for head in heads)
    for head in heads:
        if head is but or head.holds_money:
            continue
        if head.kind in _KEYS:
            columns.append(Column(head.index, head.words, _KEYS[head.kind]))
        elif head.kind == "experience" and not levels:
            columns.append(Column(head.index, head.words, "level"))
        elif (head.kind == "time" and numbers_years(table, head.index)) or (
            not head.words and names_ends(table, head.index)
        ):
            columns.append(Column(head.index, head.words, "point"))
        elif levels and not titled and _FIELD.search(head.words):
            columns.append(Column(head.index, head.words, "title"))
    return columns


def _components_down(table: Table, heads: list[Head], label: Head, over: Over, guide: Guide) -> Reading:
    """Parts of pay as rows, regions or levels as columns."""
    columns = [Column(label.index, label.words, "component label"), *_keys(table, heads, label)]
    reasons: list[str] = []
    # "Details" may be remarks, or all there is.
    spare = not any(head.holds_money and head.kind != "notes" for head in heads)
    shares = [head for head in heads if head is not label and all_shares(table, head, label)]
    if shares:
        # Without other columns of money it is no pay: how often each part moves, and by how much.
        paid = any(head.holds_money and head not in shares for head in heads)
        reason = "one of its columns gives shares of parts that are paid in money"
        return Reading(reasons=(reason,)) if paid else _NOT_PAY
    for head in heads:
        if head is label or head.kind == "number":
            continue
        if head.kind in ("scenario", "time", "role"):
            return _NOT_PAY  # versions of one offer, years, other roles: worked examples
        if not head.holds_money and any(column.index == head.index for column in columns):
            continue
        if not holds_figures(table, head.index) or (
            head.kind == "notes" and not (spare and head.holds_money and _REMARKS.search(head.words))
        ):
            continue
        whole = replace(head, kind="unnamed pay") if head.kind == "notes" else head
        column = pay_column(whole, "", reasons, are_ranked(heads))
        if column:
            columns.append(column)
    columns = _tiers_as_levels(columns, over, guide)
    reading = _checked(points_apart(columns), reasons)
    labels = [row.cells[label.index] for row in table.rows if label.index < len(row.cells)]
    few = 2 * sum(component_of(one) is not None for one in labels) <= len(labels)
    return replace(reading, parts_only=few and _is_sheet(table, label))


def _components_across(table: Table, heads: list[Head], first: Head, parts: list[Head]) -> Reading:
    """Levels, regions or both as rows, parts of pay as columns."""
    if any(head.kind == "scenario" for head in heads[: parts[0].index]):
        return _NOT_PAY
    columns = _keys(table, heads)
    reasons: list[str] = []
    if not any(column.index == first.index for column in columns) and first.kind != "component":
        key: Role = "level" if mostly_levels(table, first.index) else "region"
        if first.kind == "bound":
            columns.append(Column(first.index, first.words, "point"))
        elif first.kind != "experience" and key == "region" and first.words:
            return Reading(reasons=(f"the column {first.words!r} is neither a level nor a region",))
        elif first.kind != "experience":
            columns.append(Column(first.index, first.words, key))
    rests = {head.index: without_component(head.words) for head in parts}
    # "Mid Base" beside "Low Base" is a point of a range, beside "Senior Base" a level.
    ends = any(column_kind(rest) == "bound" and not is_level(rest) for rest in rests.values())
    ladder = not ends and all(head.upper is None for head in parts)
    for head in heads:
        if head.kind == "bound" and head is not first and holds_figures(table, head.index):
            columns.append(point_column(head, Column(head.index, head.words, "pay", "pay", note=head.place.note)))
        elif head.component in _PARTS and _SHARE_OF_ALL.search(head.words) and not head.holds_money:
            reasons.append(f"the column {head.words!r} gives shares of the whole")
        elif head.kind == "component" and not is_premium(table, head):
            rest = rests[head.index]
            own, region = level_codes(head.place.name), None
            level = own[0] if own else None
            if head.key:
                level, region = level_or_region(head.key)
            component = head.component or slug_of(head.place.name)
            if place := place_ahead(head.place.name):
                region, component = place, component_of(head.place.name[len(place) :]) or component
            elif region is None and level is None and (ZONE.fullmatch(rest) or place_behind(head.place.name) == rest):
                region = rest  # "Zone 1 base", "Base, Lund"
            column = Column(
                head.index, head.words, "pay", component, level, region, head.place.note, head.upper
            )
            one_end = column_kind(rest) == "bound" and not (ladder and is_level(rest))
            if head.upper is None and one_end and not BOTH_ENDS.search(rest):
                column = replace(column, point=slug_of(rest))
            columns.append(column)
        elif head.kind in ("other", "unnamed pay", "scenario") and head.holds_money and head is not first:
            component = "pay" if head.kind == "unnamed pay" else slug_of(head.place.name)
            place = without_time(head.place.name) if says_time(head.words) else ""
            column = Column(head.index, head.words, "pay", component, note=head.place.note, upper=head.upper)
            if place and is_known_place(place):
                column = replace(column, component="pay", region=place)
            columns.append(column)
        elif head.kind == "other" and head is not first and holds_shares(table, head):
            reasons.append(f"the column {head.words!r} is not understood")
        elif head.kind in ("time", "other") and head is not first and counts_months(table, head):
            reasons.append(f"the column {head.words!r} counts months of pay")
        elif head.kind == "time" and head.holds_money:
            reasons.append(f"the column {head.words!r} is for a time of its own")
    return _checked(told_apart(columns, reasons), reasons)


def _grid(table: Table, heads: list[Head], first: Head, over: Over) -> Reading:
    """Levels down and regions across, or the other way round, with no part of pay named in the table."""
    kind = first.kind
    years = [head for head in heads[1:] if head.holds_money and A_YEAR.fullmatch(head.words.strip())]
    if over.component and len(years) > 1 and kind in ("level", "title", "role", "experience", "region"):
        # "Base, old and new": what holds is the newest.
        old = [Column(head.index, head.words, "pay", over.component, point=head.words.strip()) for head in years]
        return _checked([*_keys(table, heads), *newest_plain(old)], [])
    if kind in ("scenario", "notes", "bound") or any(head.kind == "scenario" for head in heads):
        return _NOT_PAY
    levels_down = kind in ("level", "title", "role", "experience", "level and region") or (
        kind != "region" and mostly_levels(table, first.index)
    )
    across = [head for head in heads if head is not first and head.holds_money]
    if not across:
        return _NOT_PAY
    if column_kind(first.words) != kind and not RANKED.search(first.words) and first.words:
        # What the rows are is told by their labels alone: then the columns have to say that they are pay.
        unclear = [head for head in across if not _is_clear(head)]
        if unclear:
            return Reading(reasons=(f"the column {unclear[0].words!r} is neither a level nor a place",))
    if not levels_down and kind != "region":
        levels_across = all(head.kind == "level" or is_level(head.place.name) for head in across)
        if not (levels_across and (first.words == "" or kind == "component")):
            clear = levels_across or all(head.place.note.currency for head in across)
            clear = clear or (len(across) > 1 and all(holds_ranges(table, head.index) for head in across))
            if over.component and kind == "other" and first.words and (levels_across or are_ranked(heads)):
                # "Refreshers" by rating and level: what is under another rating is another part of them.
                rated = [pay_column(head, over.component, [], ranked=True) for head in across]
                key = Column(first.index, first.words, "point")
                return _checked([key, *(column for column in rated if column)], [])
            reason = f"the column {first.words!r} is neither a level nor a region"
            return Reading(reasons=(reason,)) if clear and kind == "other" else _NOT_PAY
    columns = _keys(table, heads)
    if not any(column.index == first.index for column in columns):
        columns.insert(0, Column(first.index, first.words, "level" if levels_down else "region"))
    component = first.component or over.component or "pay"
    reasons: list[str] = []
    ranked = are_ranked(heads)
    for head in heads:
        if head is first or not head.holds_money or head.kind == "notes":
            continue
        column = pay_column(head, component, reasons, ranked)
        if column and column.region and not levels_down and ranked and not names_place(column.region):
            column = replace(column, level=column.region, region=None)  # "Regular" between "Junior" and "Senior"
        if column and column.region and not levels_down:
            reasons.append(f"the column {head.words!r} is neither a level nor a part of pay")
        elif column:
            columns.append(column)
    return _checked(points_apart(columns), reasons)


def _seems_pay(table: Table, heads: list[Head], over: Over) -> bool:
    """Whether a table without a currency is of pay for all that: its headers, labels or heading name parts of it."""
    if over.others or over.example or over.costs or any(head.kind in ("company", "scenario") for head in heads):
        return False
    parts = sum(head.component in _PARTS for head in heads[1:])
    labels = sum(component_of(row.cells[0]) in _PARTS for row in table.rows if row.cells)
    ends = sum(head.kind == "bound" or head.upper is not None for head in heads[1:])
    named = over.component in _PARTS or parts > 1 or labels > 1 or (ends > 0 and heads[0].kind == "level")
    cells = [bare(cell) for row in table.rows for cell in row.cells[1:] if re.search(r"\d", cell)]
    numbers = [cell for cell in cells if _ONLY_NUMBERS.fullmatch(cell)]
    return named and len(numbers) > 1 and 2 * len(numbers) > len(cells)


def _own_row(table: Table, heads: list[Head], guide: Guide) -> Reading:
    """How a table of several companies is read: the rows of the guide's own, where it has any."""
    by = next(head for head in heads if head.kind == "company")
    own = [row for row in table.rows if by.index < len(row.cells) and names_company(row.cells[by.index], guide)]
    parts = [head for head in heads if head.kind == "component"]
    if not own or not parts or by.holds_money:
        return _NOT_PAY
    others = [replace(head, kind="notes") if head is by else head for head in heads]
    first = next((head for head in others if head.kind in _KEYS), others[by.index])
    first = replace(first, kind="experience") if first.kind == "notes" else first
    reading = _components_across(table, others, first, parts)
    if not any(column.role == "pay" for column in reading.columns):
        return reading
    return replace(reading, columns=(Column(by.index, by.words, "company"), *reading.columns))


def _tiers_as_levels(columns: list[Column], over: Over, guide: Guide) -> list[Column]:
    """Columns "Tier A", "Tier B" are of people, unless a heading or a table says which places they are."""
    tables = [table for table in guide.tables if any(_TIER.search(header) for header in table.header)]
    of_places = any(map(_OF_PLACES.search, over.titles)) or any(
        _OF_PLACES.search(header) for table in tables for header in table.header
    )
    if of_places and not over.region:
        return columns
    return [
        replace(column, level=column.region, region=None)
        if column.region and column.level is None and _TIER.fullmatch(column.region)
        else column
        for column in columns
    ]


def _is_clear(head: Head) -> bool:
    """Whether a column without a part of pay says of itself that it is a place's, a level's, or pay."""
    name = head.place.name
    said = head.place.note.currency is not None or head.kind in ("unnamed pay", "region", "bound")
    return said or names_place(name) or is_level(name) or says_time(head.words)


def _checked(columns: list[Column], reasons: list[str]) -> Reading:
    if any(column.role == "pay" for column in columns):
        return Reading(tuple(sorted(columns, key=lambda column: column.index)), tuple(reasons))
    return Reading(reasons=tuple(reasons))
