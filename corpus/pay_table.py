"""How a table of pay is to be read: which cells are pay, of what, for whom.

In: a Table and its Guide. Out: its `Column`s (none for a table that is not about pay, with the reason
where it seems to be) and its `PayCell`s with their keys. Parts of pay across or down, regions across
or down, levels across or down, one key column or two. What a cell's figures are is for
`corpus.bands`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.columns import (
    ColumnKind,
    MoneyNote,
    column_kind,
    component_of,
    is_level,
    level_codes,
    place_of,
    slug_of,
)
from corpus.currencies import currency_of
from corpus.guide import Guide, Row, Table
from corpus.money import amounts_in
from corpus.regexes import regex
from corpus.shapes import plain

Role = Literal["level", "region", "title", "role", "component label", "pay"]

_TOTAL = regex(r"\btotal comp(?:ensation)?\b", re.IGNORECASE)
_STATED_CURRENCY = regex(
    r"\b(?:all|figures|amounts|numbers|values|ranges)\b[^.|]{0,60}?\bin ([A-Z]{3})\b", re.IGNORECASE
)
_NO_NOTE = MoneyNote()


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


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a pay table: a key (level, region, title) or a part of pay with its own key."""

    index: int
    header: str
    role: Role
    component: str = ""  # "" where the row's label names it
    level: str | None = None
    region: str | None = None
    note: MoneyNote = _NO_NOTE


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table is to be read. Without columns it is not about pay, or `reason` says what is unclear."""

    columns: tuple[Column, ...] = ()
    reason: str = ""


_NOT_PAY = Reading()


def read_table(table: Table, guide: Guide) -> Reading:
    """Decide from headers, row labels and cells how a table is to be read."""
    if not any(_holds_money(table, i) for i in range(len(table.header))):
        return _NOT_PAY
    kinds = [column_kind(header) for header in table.header]
    labels = [row.cells[0] for row in table.rows if row.cells and row.cells[0]]
    named = sum(component_of(label) is not None for label in labels)
    if kinds[0] in ("component key", "other", "notes") and labels and named * 2 >= len(labels):
        return _components_down(table, kinds)
    parts = [i for i, kind in enumerate(kinds) if kind == "component"]
    if parts and (parts != [0] or len(kinds) == 1):
        return _components_across(table, kinds, parts, labels)
    return _grid(table, kinds, labels, guide)


def _components_down(table: Table, kinds: Sequence[ColumnKind]) -> Reading:
    """Parts of pay as rows, regions or levels as columns."""
    columns = [Column(0, table.header[0], "component label")]
    for i, header in enumerate(table.header[1:], start=1):
        if kinds[i] in ("scenario", "time", "company", "role"):
            return _NOT_PAY  # versions of one offer, years, rivals: worked examples
        if kinds[i] == "bound":
            return _one_end(header)
        if kinds[i] == "notes":
            continue
        place = place_of(header)
        if kinds[i] == "unnamed pay":
            columns.append(Column(i, header, "pay", note=place.note))
        elif kinds[i] == "level" or is_level(place.name):
            columns.append(Column(i, header, "pay", level=place.name, note=place.note))
        else:
            columns.append(Column(i, header, "pay", region=place.name, note=place.note))
    return Reading(tuple(columns)) if len(columns) > 1 else _NOT_PAY


def _components_across(
    table: Table, kinds: Sequence[ColumnKind], parts: list[int], labels: list[str]
) -> Reading:
    """Levels, regions or both as rows, parts of pay as columns."""
    columns: list[Column] = []
    if any(kind in ("company", "scenario") for kind in kinds[: parts[0]]) or kinds[0] == "time":
        return _NOT_PAY
    for i, header in enumerate(table.header):
        kind = kinds[i]
        place = place_of(header)
        if kind == "level" or kind == "region" or kind == "title" or kind == "role":
            columns.append(Column(i, header, kind))
        elif kind == "bound":
            return _one_end(header)
        elif i == 0 and kind != "component":
            key: Role = "level" if _mostly_levels(labels) else "region"
            if key == "region" and header:
                return Reading(reason=f"the column {header!r} is neither a level nor a region")
            columns.append(Column(i, header, key))
        elif kind == "component" or (kind in ("other", "unnamed pay", "scenario") and _holds_money(table, i)):
            component = component_of(header) or ("pay" if kind == "unnamed pay" else slug_of(place.name))
            codes = level_codes(place.name)
            columns.append(Column(i, header, "pay", component, codes[0] if codes else None, note=place.note))
    keys = [(column.component, column.level, column.note) for column in columns if column.role == "pay"]
    if len(set(keys)) < len(keys):
        return Reading(reason="two columns name the same part of pay")
    return Reading(tuple(columns))


def _grid(table: Table, kinds: Sequence[ColumnKind], labels: list[str], guide: Guide) -> Reading:
    """Levels down and regions across, or the other way round, with no part of pay named in the table."""
    first = kinds[0]
    if first in ("company", "time", "scenario", "notes", "bound"):
        return _NOT_PAY
    if any(kind in ("company", "scenario") for kind in kinds):
        return _NOT_PAY
    levels_down = first in ("level", "title", "role") or (first != "region" and _mostly_levels(labels))
    if not levels_down and first != "region":
        return _NOT_PAY
    component = "total" if _calls_it_total(table, guide) else "pay"
    down: Role = "level" if levels_down else "region"
    key: Role = first if first == "title" or first == "role" else down
    columns = [Column(0, table.header[0], key)]
    for i, header in enumerate(table.header[1:], start=1):
        place = place_of(header)
        kind = kinds[i]
        if not _holds_money(table, i):
            if kind == "level" or kind == "region" or kind == "title":
                columns.append(Column(i, header, kind))
        elif kind == "bound":
            return _one_end(header)
        elif kind == "unnamed pay":
            columns.append(Column(i, header, "pay", component, note=place.note))
        elif is_level(place.name):
            columns.append(Column(i, header, "pay", component, level=place.name, note=place.note))
        elif levels_down:
            columns.append(Column(i, header, "pay", component, region=place.name, note=place.note))
        else:
            return Reading(reason=f"the column {header!r} is neither a level nor a part of pay")
    return Reading(tuple(columns)) if any(column.role == "pay" for column in columns) else _NOT_PAY


def _one_end(header: str) -> Reading:
    return Reading(reason=f"the column {header!r} holds one end or one point of a range")


def pay_cells(
    table: Table, columns: Sequence[Column], stated: MoneyNote
) -> Iterator[tuple[Row, list[PayCell]]]:
    """Every row with its cells of pay, each with its keys; `stated` is the currency said near the table."""
    above: dict[int, str] = {}
    group: str | None = None
    for row in table.rows:
        filled = [cell for cell in row.cells if cell]
        if len(filled) == 1 and row.cells[0] and len(row.cells) > 1:
            group = row.cells[0]  # a row that only names the rows below it
            continue
        keys: dict[str, str] = {}
        label, row_note = "", _NO_NOTE
        for column in columns:
            if column.role == "pay" or column.index >= len(row.cells):
                continue
            said = row.cells[column.index] or (above.get(column.index, "") if len(columns) > 2 else "")
            above[column.index] = said
            if column.role == "component label":
                label = said
            else:
                place = place_of(said)
                keys[column.role] = place.name
                row_note = place.note if place.note.currency else row_note
        if group and is_level(group):
            keys.setdefault("level", group)
        title, role = keys.get("title") or None, keys.get("role") or None
        level = keys.get("level") or title
        cells = [
            PayCell(
                text=row.cells[column.index],
                column=column.header,
                component=column.component or component_of(label) or slug_of(place_of(label).name),
                level=column.level or level or None,
                region=column.region or keys.get("region") or None,
                title=title if keys.get("level") else None,
                role=role,
                labels=(label, column.header),
                notes=(column.note, row_note, stated),
            )
            for column in columns
            if column.role == "pay" and column.index < len(row.cells)
        ]
        yield row, cells


def _holds_money(table: Table, column: int) -> bool:
    note = place_of(table.header[column]).note
    amounts = (
        amount for row in table.rows if column < len(row.cells) for amount in amounts_in(row.cells[column])
    )
    return any(
        amount.unit == "money" or (amount.unit == "count" and note.currency is not None) for amount in amounts
    )


def _mostly_levels(labels: list[str]) -> bool:
    return bool(labels) and sum(is_level(label) for label in labels) * 2 > len(labels)


def _calls_it_total(table: Table, guide: Guide) -> bool:
    """Whether the heading over a table or the words next to it call its amounts total compensation."""
    if table.section and _TOTAL.search(table.section[-1]):
        return True
    last = table.rows[-1].line if table.rows else table.header_line
    for block in guide.blocks:
        if block.kind in ("heading", "table"):
            continue
        words = plain(guide.lines[block.first - 1]).strip(" *_(")
        if last < block.first <= last + 2 and _TOTAL.match(words):
            return True
        if table.header_line - 2 <= block.last < table.header_line and _TOTAL.search(words):
            return True
    return False


def stated_currency(table: Table, guide: Guide) -> str | None:
    last = table.rows[-1].line if table.rows else table.header_line
    near = guide.lines[max(0, table.header_line - 4) : table.header_line - 1] + guide.lines[last : last + 3]
    codes = {currency_of(match[1]) for line in near for match in _STATED_CURRENCY.finditer(line)}
    return codes.pop() if len(codes) == 1 else None
