"""Tables become facts: one figure each, with its key, unit, line and cell.

In: a Guide. Out: `Fact`s, and `Unread` for the cells that are not understood (never a guess).
A table is read by what its headers and row labels say: parts of pay across or down, regions across or
down, levels across or down, one key column or two. A table with no money in it, or one that compares
companies, years or versions of an offer, is no pay table; its amounts are plain figures.

It does not know which of several levels a row without a level column is for: `levels_of` says what
the guide as a whole is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import Literal

from corpus.columns import (
    PARENTHESIS,
    MoneyNote,
    Period,
    column_kind,
    component_of,
    is_level,
    period_of,
)
from corpus.currencies import SHARED_MARKS, currencies_in
from corpus.guide import Guide, Row, Table, Unread
from corpus.known_names import is_known_place, local_currencies, names_place
from corpus.labels import bare
from corpus.over_table import own_words, stated_currency, words_around
from corpus.pay_amounts import Figure, figures_of, is_pointed
from corpus.pay_columns import may_be_place
from corpus.pay_lines import Line, lines_of_pay, parts_in
from corpus.pay_rows import PayCell, pay_cells
from corpus.pay_table import Reading, read_table
from corpus.regexes import regex
from corpus.shapes import LONGEST_SHAPE

FactKind = Literal["band", "increment", "stage", "figure"]
Stage = Literal["initial", "opening", "target", "stretch", "counter", "close", "floor", "walk_away"]
Unit = Literal["money", "percent"]

__all__ = ["Fact", "FactKind", "Period", "Stage", "Unit", "bands_in"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure that a guide states, at its place.

    `band`: a cell of a pay table. `increment`: what a negotiation script adds to an offer
    (`basis` "added") or asks for outright (`basis` "absolute"). `stage`: what a guide says to open
    with, to aim at or to accept (`stage` says which). `figure`: any other amount or percentage in the
    text (business figures, percentages in advice, worked examples): never pay of a row. Whole amounts:
    $170K is Decimal(170000), 15 % is Decimal(15). `15%` has low = high, an open end (`25%+`) has high
    None.
    """

    guide: str  # path of the guide
    line: int
    cell: str  # verbatim: the cell, or the words that hold the figure
    column: str  # the column's header, or "" in prose
    section: str  # the title it stands under
    company: str | None  # as the guide writes it; None in a general guide
    role: str | None
    level: str | None  # "E5–E6", "P6-P8", "2-1 to 3-1", "L5 SDE II", or None
    region: str | None  # the row's own words: "New York City / Seattle (US)"
    component: str  # base | equity | bonus | sign_on | total | the guide's own name as a slug
    kind: FactKind
    low: Decimal | None
    high: Decimal | None
    unit: Unit
    currency: str | None  # ISO code, None for a percentage
    mark: str  # the currency mark as printed: "$", "CNY", "S$", "" for a percentage
    period: Period | None
    basis: Literal["", "added", "absolute"] = ""
    as_of: str | None = None
    title: str | None = None  # a title beside the level: "Senior Data Engineer"
    open_from: Decimal | None = None  # 1,000,000 in `$600K–$1M+`: where the open end begins
    page: int | None = None  # of a PDF
    stage: Stage | Literal[""] = ""  # of a negotiation: "opening", "floor"

    @property
    def location(self) -> str:
        """`meta.md:9`, `meta.pdf:31 (page 2)`: the place a person can open."""
        return f"{self.guide}:{self.line}" + (f" (page {self.page})" if self.page else "")


_DIGIT = regex(r"\d")
_BETWEEN = regex(r"\s*/\s*")
_BREAK = regex(r"<br\s*/?>", re.IGNORECASE)
_OWN_SCALE = regex(r"[0-9] ?(?:[KkMmBbLWw万亿]|lakh|crore|thousand)")


# ------------------------------------------------------------------------------------- pay tables


def bands_in(guide: Guide) -> tuple[list[Fact], list[Unread]]:
    """Every pay cell of the guide's tables as a fact, and the cells that were not understood.

    Parts of pay that stand in a list or in lines below a heading about pay are facts as well.
    """
    tables: list[_TableFacts] = []
    unread: list[Unread] = []
    for table in guide.tables:
        reading = read_table(table, guide)
        whole = "a column" if reading.columns else "a table"
        unread += [
            Unread(guide.path, table.header_line, f"{whole} of pay was not read: {reason}")
            for reason in reading.reasons
        ]
        if reading.columns:
            facts, reasons = _table_facts(table, reading, guide)
            over = reading.over
            tables.append(_TableFacts(table.header_line, over.name, facts, over.region, table.header))
            unread += reasons
    lines, unclear = lines_of_pay(guide)
    unread += [
        Unread(guide.path, n, "a line of pay was not read: its words are not understood") for n in unclear
    ]
    by_section = groupby(lines, key=lambda line: line.section)
    for section, group in by_section:
        own = list(group)
        facts = [fact for line in own for fact in _line_facts(line, guide)]
        tables.append(_TableFacts(own[0].number, own_words(section, guide), facts, listed=True))
    facts, reasons = _told_apart(_placed(tables), guide)
    return facts, sorted([*unread, *reasons], key=lambda item: item.line)


@dataclass(frozen=True, slots=True)
class _TableFacts:
    """A table, or a list, with its facts and the words that tell it from one like it."""

    line: int
    name: str
    facts: list[Fact]
    region: str | None = None  # the place that the words over it are
    header: tuple[str, ...] = ()
    listed: bool = False  # of a list: where a table states otherwise, the table holds


def _table_facts(table: Table, reading: Reading, guide: Guide) -> tuple[list[Fact], list[Unread]]:
    facts: list[Fact] = []
    unread: list[Unread] = []
    stated = MoneyNote(stated_currency(table, guide))
    section = table.section[-1] if table.section else ""
    pay = [column.index for column in reading.columns if column.role == "pay"]

    def local(cell: PayCell, row: Row) -> frozenset[str]:
        if not any(mark in cell.text or mark in cell.upper for mark in SHARED_MARKS):
            return frozenset()
        keys = [said for said in row.cells if not _DIGIT.search(said)]  # a flag is of its cell alone
        own = local_currencies([cell.region or "", cell.column, *keys])
        return own or local_currencies(words_around(table, guide)) or _named_by_guide(guide)

    pointed = {i: is_pointed([row.cells[i] for row in table.rows if i < len(row.cells)]) for i in pay}
    for row, cells, unclear in pay_cells(table, reading, guide, stated):
        row_pointed = is_pointed([cell.text for cell in cells])
        given = row.cells
        while len(given) > len(table.header) and not given[-1]:
            given = given[:-1]
        if len(given) != len(table.header):
            if any(_DIGIT.search(cell) for cell in given[1:]):
                reason = f"the row has {len(given)} cells, its header {len(table.header)}"
                unread.append(Unread(guide.path, row.line, reason))
            continue
        if unclear:
            if any(_DIGIT.search(cell.text) for cell in cells):
                unread.append(Unread(guide.path, row.line, unclear))
            continue
        for index, cell in _of_several_places(zip(pay, cells, strict=True)):
            unnamed = cell.component in ("pay", "package") or (
                cell.component == "total" and component_of(cell.column) is None  # said over the table
            )
            parts = parts_in(bare(_BREAK.sub("; ", cell.text))) if unnamed else []
            if len(parts) > 1:
                for part in parts:
                    own = replace(
                        cell, text=part.cell, component=part.component, labels=(*cell.labels, part.label)
                    )
                    found, reasons = figures_of(
                        part.text, part.component, own.labels, cell.notes, local=local(cell, row)
                    )
                    facts += [_fact(own, figure, row.line, section, guide) for figure in found]
                    unread += [Unread(guide.path, row.line, f"{cell.column}: {reason}") for reason in reasons]
                continue
            points = pointed[index] or row_pointed
            if cell.upper:
                cell, found, reasons = _from_both_ends(cell, row.line, guide, points, local(cell, row))
            else:
                found, reasons = figures_of(
                    cell.text, cell.component, cell.labels, cell.notes, points, local(cell, row)
                )
            facts += [_fact(cell, figure, row.line, section, guide) for figure in found]
            unread += [Unread(guide.path, row.line, f"{cell.column}: {reason}") for reason in reasons]
    return _told_by_row(table, reading, facts, unread, guide)


@lru_cache(maxsize=8)
def _named_by_guide(guide: Guide) -> frozenset[str]:
    """The currencies with a shared mark that a guide names in words: "Swedish kronor"."""
    shared = frozenset().union(*SHARED_MARKS.values())
    named = {code for line in guide.lines for code in currencies_in(line[:LONGEST_SHAPE]) if "¥" not in line}
    return shared & named


def _told_by_row(
    table: Table, reading: Reading, facts: list[Fact], unread: list[Unread], guide: Guide
) -> tuple[list[Fact], list[Unread]]:
    """Without rows of one key and other figures that only a column which is not understood tells apart."""
    read = {i for column in reading.columns for i in (column.index, column.upper)}
    spare = [i for i, header in enumerate(table.header) if i not in read and column_kind(header) != "notes"]
    by_line = {row.line: tuple(row.cells[i] for i in spare if i < len(row.cells)) for row in table.rows}
    said: dict[tuple[object, ...], dict[tuple[object, ...], set[int]]] = {}
    for fact in facts:
        said.setdefault((*_key(fact), fact.currency), {}).setdefault((fact.low, fact.high), set()).add(
            fact.line
        )
    unclear: set[int] = set()
    for figures in said.values():
        lines = set().union(*figures.values())
        if len(figures) > 1 and len({by_line[n] for n in lines}) > 1:
            unclear |= lines
    reason = "another row of its table states otherwise for the same level, place and part of pay"
    return (
        [fact for fact in facts if fact.line not in unclear],
        [*unread, *(Unread(guide.path, n, reason) for n in sorted(unclear))],
    )


def _from_both_ends(
    cell: PayCell, line: int, guide: Guide, pointed: bool, local: frozenset[str]
) -> tuple[PayCell, list[Figure], list[str]]:
    """The range of two cells that hold its ends, and the words of the line from the one to the other."""
    ends = [
        figures_of(text, cell.component, cell.labels, cell.notes, pointed, local)
        for text in (cell.text, cell.upper)
    ]
    reasons = [reason for _, said in ends for reason in said]
    figures = [figure for found, _ in ends for figure in found]
    if reasons or not figures:
        return cell, [], reasons
    if len(ends[0][0]) == len(ends[1][0]) == 1:
        low, high = figures
        same = (low.currency, low.amount.unit) == (high.currency, high.amount.unit)
        whole = low.floor and high.floor and low.amount.low == low.amount.high
        if same and whole and low.amount.low <= high.amount.low == (high.amount.high or high.amount.low):
            printed = re.search(rf"{re.escape(cell.text)}.*?{re.escape(cell.upper)}", guide.lines[line - 1])
            text = printed[0] if printed else f"{cell.text} | {cell.upper}"
            amount = replace(low.amount, high=high.amount.high)
            if high.amount.high is None:
                amount = replace(amount, open_from=high.amount.low)
            return replace(cell, text=text), [replace(low, amount=amount)], []
    return cell, [], [f"{cell.text!r} and {cell.upper!r} are not the ends of one range"]


def _line_facts(line: Line, guide: Guide) -> list[Fact]:
    part = line.part
    cell = PayCell(
        text=part.cell,
        column="",
        component=part.component,
        level=line.level,
        region=line.region,
        title=None,
        role=None,
        labels=(part.label,),
        notes=(line.note,),
    )
    figures, _ = figures_of(part.text, part.component, cell.labels, cell.notes)
    return [_fact(cell, figure, line.number, line.section, guide) for figure in figures]


def _fact(cell: PayCell, figure: Figure, line: int, section: str, guide: Guide) -> Fact:
    # "Base (CNY K)" makes thousands of 560–1,050; an amount with its own K keeps it.
    amount, code = figure.amount, figure.currency
    factor = next((note.factor for note in cell.notes if note.factor != 1), 1)
    times = factor if code and not _OWN_SCALE.search(amount.text) else 1
    period = None if figure.time else period_of(cell.component, *cell.labels)
    if amount.period in ("year", "4 years", "once"):
        period = amount.period
    return Fact(
        guide=guide.path,
        line=line,
        cell=cell.text,
        column=cell.column,
        section=section,
        company=guide.company,
        role=cell.role or guide.role,
        level=cell.level,
        region=cell.region,
        component=_called(cell, figure.time),
        kind="band",
        low=amount.low * times if figure.floor else None,
        high=None if amount.high is None else amount.high * times,
        unit="money" if code else "percent",
        currency=code or None,
        mark=amount.mark,
        period=period,
        as_of=guide.as_of,
        title=cell.title,
        open_from=None if amount.open_from is None else amount.open_from * times,
    )


def _of_several_places(cells: Iterable[tuple[int, PayCell]]) -> Iterator[tuple[int, PayCell]]:
    """Each cell; one whose header lists places, and which lists as many amounts, is a cell for each place."""
    for index, cell in cells:
        listed = [_BETWEEN.split(said[1]) for said in PARENTHESIS.finditer(cell.column)]
        places = next((names for names in listed if len(names) > 1 and all(map(is_known_place, names))), [])
        amounts = _BETWEEN.split(cell.text)
        levels = _BETWEEN.split(cell.column)
        if len(levels) > 1 and all(map(is_level, levels)) and len(amounts) == len(levels) and not cell.upper:
            for level, amount in zip(levels, amounts, strict=True):  # "junior / mid / senior"
                yield index, replace(cell, level=level, text=amount)
            continue
        if places and not cell.region and len(amounts) == len(places):
            for place, amount in zip(places, amounts, strict=True):
                yield index, replace(cell, region=place, text=amount)
        else:
            yield index, cell


def _placed(tables: list[_TableFacts]) -> list[_TableFacts]:
    """Tables with the places that they are named by: a place known, or beside another of the same headers."""
    sited = {t.header for t in tables if t.header and (t.region or is_known_place(t.name))}
    found: list[_TableFacts] = []
    for table in tables:
        named = table.header in sited and not table.region and may_be_place(table.name)
        facts = _named(table.facts, table.name) if named else []
        found.append(replace(table, facts=facts, region=table.name) if facts else table)
    return found


def _called(cell: PayCell, time: str) -> str:
    """The part of pay with what tells it from the whole: "base_p25", "base_per_month"."""
    name = f"{cell.component}_{cell.point}" if cell.point else cell.component
    said = {
        "per_month": ("month", "monthly"), "per_hour": ("hour", "hourly"), "per_day": ("day", "daily"),
        "per_week": ("week", "weekly"),
    }.get(time, ())  # fmt: skip
    return name if not time or set(said) & set(name.split("_")) else f"{name}_{time}"


def _told_apart(tables: list[_TableFacts], guide: Guide) -> tuple[list[Fact], list[Unread]]:
    """The facts of all tables; tables that give the same rows other figures are told apart by their names.

    Where nothing tells them apart, whose figures they are is not known, and none is a fact.
    """
    said: dict[tuple[object, ...], dict[int, set[tuple[object, ...]]]] = {}
    for i, table in enumerate(tables):
        for fact in table.facts:
            said.setdefault(_key(fact), {}).setdefault(i, set()).add((fact.low, fact.high, fact.currency))
    alike: set[int] = set()
    for stated in said.values():
        if _differ(list(stated.values())):
            lists = {i for i in stated if tables[i].listed}
            of_tables = [figures for i, figures in stated.items() if i not in lists]
            alike |= lists if of_tables and not _differ(of_tables) else set(stated)
    names = [tables[i].name for i in sorted(alike)]
    currencies = [frozenset(fact.currency for fact in tables[i].facts) for i in sorted(alike)]
    apart = len(set(currencies)) == len(currencies)  # a table in pounds and one in euros are of two places
    facts: list[Fact] = []
    unread: list[Unread] = []
    for i, table in enumerate(tables):
        name = table.name
        if i not in alike or (table.region == name and names.count(name) == 1):
            facts += table.facts
        elif names.count(name) == 1 and _is_key(name, apart) and (named := _named(table.facts, name)):
            facts += named
        else:
            reason = "a table of pay was not read: another table states otherwise for the same rows"
            unread.append(Unread(guide.path, table.line, reason))
    return facts, unread


def _differ(figures: list[set[tuple[object, ...]]]) -> bool:
    return any(one != figures[0] for one in figures[1:])


def _is_key(name: str, apart: bool) -> bool:
    """Whether the words over a table are a level or a place: "Snapshot" tells nothing of whose pay it is."""
    return bool(name) and (is_level(name) or names_place(name) or apart)


def _key(fact: Fact) -> tuple[object, ...]:
    return fact.level, fact.region, fact.title, fact.role, fact.component, fact.unit, fact.period


def _named(facts: list[Fact], name: str) -> list[Fact]:
    """The facts of a table with the level or the place that its name is; none where they have one."""
    if is_level(name):
        return [] if any(fact.level for fact in facts) else [replace(fact, level=name) for fact in facts]
    return [] if any(fact.region for fact in facts) else [replace(fact, region=name) for fact in facts]


# ------------------------------------------------------------------------------- all other figures


# ------------------------------------------------------------------------------------------ levels
