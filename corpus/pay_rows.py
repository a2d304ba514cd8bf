"""The rows of a pay table with their keys: for whom each cell of pay is.

In: a Table, its Guide and its Reading. Out: for each row its `PayCell`s, and the rows whose keys are not
understood. Rows that only head the rows below them, an empty key that is the one above, two keys in one
cell, a rank of the guide's own role. It does not read figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.columns import (
    NO_NOTE,
    PARENTHESIS,
    MoneyNote,
    column_kind,
    component_of,
    is_level,
    names_no_pay,
    place_of,
    slug_of,
    without_component,
)
from corpus.currencies import currency_of
from corpus.guide import Guide, Row, Table
from corpus.known_names import is_known_place, names_company, other_companies
from corpus.levels import company_before
from corpus.pay_columns import Column, Role, may_be_place
from corpus.pay_table import Reading
from corpus.range_ends import BOTH_ENDS, end_of
from corpus.regexes import regex

_NOTHING = regex(r"^[\s\u2013—-]*$")
_STATISTIC = regex(
    r"(?:average|avg|mean|median|minimum|maximum|overall|percentiles?|p\d\d|\d\dth)\b", re.IGNORECASE
)
_AHEAD_OF_PART = regex(r"^(?P<ahead>[^:\u2013—-]{2,40}?)(?P<dash>\s+[\u2013—-]\s+|:\s+)(?P<part>\S.*)$")
_CODED = regex(r"[A-Z]{1,4}[ -]?\d{1,2}\b")
_BETWEEN_KEYS = regex(r"\s*[/|,]\s*|\s+[\u2013—-]\s+")


@dataclass(frozen=True, slots=True)
class PayCell:
    """What a cell of a pay table is about, by its column and its row's label."""

    text: str
    column: str
    component: str
    level: str | None
    region: str | None
    title: str | None
    role: str | None  # where a table lists several roles
    labels: tuple[str, ...]  # where a period may be named
    notes: tuple[MoneyNote, ...]  # the currencies of column, row and table, nearest first
    upper: str = ""  # the cell of the upper end, where the text is that of the lower
    point: str = ""  # what tells it from the whole of its part of pay: "p25", "median", "year_1"


@dataclass(slots=True)
class _Group:
    """What the last row that heads others said."""

    level: str | None = None
    region: str | None = None
    component: str | None = None
    note: MoneyNote = field(default=NO_NOTE)


def pay_cells(
    table: Table, reading: Reading, guide: Guide, stated: MoneyNote
) -> Iterator[tuple[Row, list[PayCell], str]]:
    """Every row with its cells of pay, each with its keys, or the reason why they are not understood.

    `stated` is the currency said near the table.
    """
    columns, over = reading.columns, reading.over
    keyed = {column.role for column in columns}
    above: dict[int, str] = {}
    group = _Group()
    sited = "region" not in keyed and _names_places_behind(reading.levels)
    for row in table.rows:
        if row.line == reading.second_header:
            continue
        if heading := _heads_rows(row, columns):
            group = _grouped(heading, group, keyed, guide.role)
            continue
        if any(c.role == "company" and not names_company(_cell(row, c.index), guide) for c in columns):
            continue  # another company's pay
        keys: dict[str, str] = {}
        label, point, row_note = "", "", NO_NOTE
        for column in columns:
            if column.role == "pay" or column.index >= len(row.cells):
                continue
            said = row.cells[column.index] or (above.get(column.index, "") if len(columns) > 2 else "")
            above[column.index] = said
            place = place_of(said)
            if column.role == "company":
                continue
            if column.role == "component label":
                label = said
            elif column.role == "point":
                end = end_of(place.name)
                point = ("min" if end[1] else "max") if end and not end[0] else slug_of(place.name)
            elif column.role == "currency":
                row_note = MoneyNote(currency_of(place.name or said)) if said else row_note
            elif column.role == "region" and place.name and keys.get("region") not in (None, place.name):
                keys["region"] = f"{keys['region']}, {place.name}"
            else:
                keys[column.role] = place.name
            row_note = place.note if place.note.currency else row_note
        if label and (names_no_pay(label) or (reading.parts_only and component_of(label) is None)):
            continue
        if label and place_of(label).note.currency:
            row_note = place_of(label).note
        if label and not point and component_of(label):
            said = without_component(label)
            point = slug_of(said) if column_kind(said) == "bound" and not BOTH_ENDS.search(said) else ""
        if label and keyed <= {"component label", "pay", "currency"}:
            label = _without_key(label, keys)
        said_of = PARENTHESIS.search(label) if "region" not in keyed else None
        if said_of and is_known_place(said_of[1].strip()):
            keys["region"] = said_of[1].strip()  # "Cash (Lund)"
        if sited and (behind := PARENTHESIS.search(keys.get("level", ""))):
            keys["region"] = behind[1].strip()
            keys["level"] = PARENTHESIS.sub(" ", keys["level"]).strip()
        reason = _split_keys(keys) or _not_understood(keys, label, reading, guide)
        of_level = keys.get("level", "")
        part = _part_in_level(keys)
        # "L4 stock/yr": what a label says beside its level is said of the part.
        label = label or (of_level if part else "")
        title, role = keys.get("title") or None, keys.get("role") or None
        level = keys.get("level") or None
        if role and guide.role and _is_rank_of(role, guide.role):
            level, role = level or (role if is_level(role) else None), None
        region = keys.get("region") or group.region or over.region
        level_said = level or title or group.level or over.level
        cells = [
            PayCell(
                text=row.cells[column.index],
                column=column.header,
                component=_component(column, label, part or group.component or over.component),
                level=column.level or level_said or None,
                region=column.region or region or None,
                title=title if level else None,
                role=role,
                labels=(label, column.header, *over.said),
                notes=(column.note, row_note, group.note, over.note, stated),
                upper=_cell(row, column.upper),
                point=column.point or point,
            )
            for column in columns
            if column.role == "pay" and column.index < len(row.cells)
        ]
        yield row, cells, reason


def _without_key(label: str, keys: dict[str, str]) -> str:
    """The part of pay of a label that is said with its place or its level, which go to the keys: "Lund — base"."""
    found = _AHEAD_OF_PART.match(label)
    if not found:
        return label
    ahead, part = found["ahead"], found["part"]
    name = place_of(ahead).name
    if component_of(ahead) is not None or component_of(part) is None or re.search(r"\d", name):
        return label
    if is_level(name):
        keys["level"] = name
    elif may_be_place(name):
        keys["region"] = name
    else:
        return label
    return part


def _names_places_behind(levels: Sequence[str]) -> bool:
    """Whether every level has a place in brackets: "PM (Lyon)", "Senior PM (Oslo)"; one at least is known."""
    inside = [said[1].strip() for level in levels if (said := PARENTHESIS.search(level))]
    shared = len(set(inside)) < len(inside)
    return len(inside) == len(levels) and shared and any(map(is_known_place, inside)) and not any(map(is_level, inside))


def _cell(row: Row, column: int | None) -> str:
    return row.cells[column] if column is not None and column < len(row.cells) else ""


def _component(column: Column, label: str, over: str | None) -> str:
    if column.component and not (column.component == "pay" and over):
        return column.component
    if not label:
        return over or "pay"
    return component_of(label) or slug_of(place_of(label).name)


def _part_in_level(keys: dict[str, str]) -> str | None:
    """The part of pay that a level is said with, which is then no more of its name: "IC3 base"."""
    said = keys.get("level", "")
    rest = without_component(said)
    if not said or rest == said or not is_level(rest):
        return None
    part = component_of(said)
    if part is not None:
        keys["level"] = rest
    return part


def _heads_rows(row: Row, columns: tuple[Column, ...]) -> str:
    """The label of a row that only names the rows below it; "" for any other."""
    if not row.cells or not row.cells[0]:
        return ""
    rest = row.cells[1:]
    if any(not _NOTHING.match(cell) for cell in rest):
        return ""
    label = row.cells[0]
    own = next((column.role for column in columns if column.index == 0), "")
    is_own = (
        (own == "level" and is_level(label))
        or (own == "component label" and component_of(label) is not None)
        or (own == "region" and not is_level(label) and component_of(label) is None)
    )
    dashes = any(cell.strip() for cell in rest)
    # "Porto | — | —" is a row without figures; "**Porto** | | |" heads what follows.
    # "PM 1 | — | —" is a level without figures, by its code.
    coded = own == "level" and bool(_CODED.match(label))
    return "" if dashes and (is_own or coded) else label


def _grouped(label: str, group: _Group, keyed: set[Role], role: str | None) -> _Group:
    place = place_of(label)
    if component_of(label):
        return _Group(group.level, group.region, component_of(label), group.note)
    if is_level(place.name) or _is_of_role(place.name, role):
        return _Group(place.name, group.region, group.component, group.note)
    if "region" in keyed or column_kind(label) != "other":
        return group
    return _Group(group.level, place.name, group.component, place.note)


def _split_keys(keys: dict[str, str]) -> str:
    """Part a key that is level and region in one cell; the reason where it cannot be told."""
    both = keys.pop("level and region", "")
    if not both:
        return ""
    parts = _BETWEEN_KEYS.split(both)
    if len(parts) != 2 or is_level(parts[0]) == is_level(parts[1]):
        return f"{both!r} is not understood as a level and a region"
    level, region = parts if is_level(parts[0]) else reversed(parts)
    keys["level"], keys["region"] = level, region
    return ""


def _not_understood(keys: dict[str, str], label: str, reading: Reading, guide: Guide) -> str:
    """Why a row is nobody's pay: an average, a level of another company."""
    for role in ("region", "level"):
        said = keys.get(role, "")
        if _STATISTIC.match(said) and not is_level(said):
            return f"the row {said!r} is no place and no level"
        before = company_before(said) if role == "level" else ""
        own = guide.company
        if before and own and own.casefold() not in before.casefold():
            others = before in other_companies(guide) or any(
                re.match(re.escape(own), row_level, re.IGNORECASE) for row_level in reading.levels
            )
            if others:
                return f"{said!r} is a level of another company"
    return ""


def _is_of_role(label: str, role: str | None) -> bool:
    """Whether a label is a shorter name of the guide's role, and so a step of its ladder and no place.

    >>> _is_of_role("Analyst", "Data Analyst"), _is_of_role("Lund", "Data Analyst")
    (True, False)
    """
    words = re.findall(r"\w+", label.casefold())
    return bool(words) and set(words) <= set(re.findall(r"\w+", (role or "").casefold()))


def _is_rank_of(label: str, role: str) -> bool:
    """Whether a role is the guide's own, with or without a rank: "Senior Data Engineer".

    >>> _is_rank_of("Senior Data Engineers", "Data Engineer"), _is_rank_of("Analyst", "Data Engineer")
    (True, False)
    """
    return bool(re.search(rf"(?<!\w){re.escape(role)}s?(?!\w)", label, re.IGNORECASE))
