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
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from corpus.columns import MoneyNote, Period, column_kind, level_codes, period_of
from corpus.currencies import DOLLAR_CURRENCIES
from corpus.guide import Guide, Row, Table, Unread
from corpus.money import Amount, amounts_in
from corpus.pay_table import PayCell, pay_cells, read_table, stated_currency
from corpus.regexes import regex
from corpus.shapes import INVISIBLE, plain

FactKind = Literal["band", "increment", "figure"]
Unit = Literal["money", "percent"]

__all__ = ["Fact", "FactKind", "Period", "Unit", "bands_in", "figures_in", "levels_of"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure that a guide states, at its place.

    `band`: a cell of a pay table. `increment`: what a negotiation script adds to an offer
    (`basis` "added") or asks for outright (`basis` "absolute"). `figure`: any other amount or
    percentage in the text (business figures, percentages in advice, worked examples): never pay of
    a row. Whole amounts: $170K is Decimal(170000), 15 % is Decimal(15). `15%` has low = high, an
    open end (`25%+`) has high None.
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

    @property
    def location(self) -> str:
        """`meta.md:9`, `meta.pdf:31 (page 2)`: the place a person can open."""
        return f"{self.guide}:{self.line}" + (f" (page {self.page})" if self.page else "")


_DIGIT = regex(r"\d")
_OWN_SCALE = regex(r"[0-9] ?(?:[KkMmBbLWw万亿]|lakh|crore|thousand)")
_MONTHLY = regex(r"\bmonth(?:ly)?\b|/\s?mo\b|月", re.IGNORECASE)
_MULTIPLIED = regex(r"[0-9] ?[KkWw万]? ?[x×*] ?[0-9]")  # 60K × 16: months of pay
_COUNTED = regex(r"\b(?:options?|shares?|units?|RSUs?|PPUs?|stock|points)\b", re.IGNORECASE)
# Where a clause ends: at a stop before a space, a semicolon, a dash between spaces, a bar.
_CLAUSE_END = regex(r"(?<!\betc)(?<!\be\.g)(?<!\bi\.e)[.;!?](?=[\s\"”*)]|$)|\s(?:--|—|–|\|)\s")
_SUM = regex(r"\[[A-Za-z]\w*\s*[+]\s*[0-9]")  # [Y+110K]: the mark of a script that adds to an offer
_LEVEL_MAP = regex(r"\blevel[\s-]+(?:map\w*|equivalen\w*)|\blevels?\s*[:：]", re.IGNORECASE)
_SET_AGAINST = regex(
    r"\s(?:=|≈|~|≙|→|->|\||maps?\s+to|corresponds?\s+to|equals?|is\s+equivalent)\s|\bequivalent\b",
    re.IGNORECASE,
)
_GRADES = regex(r"\b[0-9]-[0-9]\s?(?:to|–|-)\s?[0-9]-[0-9]\b")
_LONGEST_CLAUSE = 120


# ------------------------------------------------------------------------------------- pay tables


def bands_in(guide: Guide) -> tuple[list[Fact], list[Unread]]:
    """Every pay cell of the guide's tables as a fact, and the cells that were not understood."""
    facts: list[Fact] = []
    unread: list[Unread] = []
    for table in guide.tables:
        reading = read_table(table, guide)
        if reading.reason:
            unread.append(
                Unread(guide.path, table.header_line, f"a table of pay was not read: {reading.reason}")
            )
        stated = MoneyNote(stated_currency(table, guide))
        for row, cells in pay_cells(table, reading.columns, stated) if reading.columns else ():
            if len(row.cells) != len(table.header):
                if any(_DIGIT.search(cell) for cell in row.cells[1:]):
                    reason = f"the row has {len(row.cells)} cells, its header {len(table.header)}"
                    unread.append(Unread(guide.path, row.line, reason))
                continue
            for cell in cells:
                found, reasons = _facts_of(cell, row, table, guide)
                facts += found
                unread += [Unread(guide.path, row.line, f"{cell.column}: {reason}") for reason in reasons]
    return facts, unread


def _facts_of(cell: PayCell, row: Row, table: Table, guide: Guide) -> tuple[list[Fact], list[str]]:
    """The facts of one cell, and the reasons why something in it was not read."""
    if not _DIGIT.search(cell.text):
        return [], []  # "—", "None", "Discretionary": there is no figure, and nothing is missing
    if INVISIBLE.search(cell.text):
        return [], [f"an invisible character stands in {cell.text!r}"]
    currency = next((note.currency for note in cell.notes if note.currency), None)
    factor = next((note.factor for note in cell.notes if note.factor != 1), 1)
    dollar = currency if currency in DOLLAR_CURRENCIES else "USD"
    amounts = amounts_in(cell.text, bare_dollar=dollar)
    monthly = any(amount.period == "month" for amount in amounts) or any(map(_MONTHLY.search, cell.labels))
    if monthly or _MULTIPLIED.search(cell.text):
        return [], [f"{cell.text!r} is paid by the month"]
    doubtful = [amount for amount in amounts if amount.doubt]
    if doubtful:
        return [], [f"{amount.text!r} could be {amount.doubt}" for amount in doubtful]
    read: list[tuple[Amount, str]] = []
    reasons: list[str] = []
    for amount in amounts:
        if amount.unit == "percent":
            read.append((amount, ""))
        elif amount.unit == "count" and _counted(cell.text, amount):
            reasons.append(f"{amount.text!r} counts shares or options, it is not money")
        elif (code := amount.currency or (currency if amount.mark in ("", "¥") else None)) is None:
            if amount.unit == "money" or amount.scaled or len(amounts) == 1:
                reasons.append(f"{amount.text!r} has no currency")
        elif amount.unit == "money" or amount.scaled or factor != 1 or len(amounts) == 1:
            read.append((amount, code))
    if any(reason.endswith("has no currency") for reason in reasons):
        return [], reasons
    money = [code for amount, code in read if code]
    if len(money) != len(set(money)):
        return [], [f"there are several amounts in {cell.text!r}"]
    if not amounts:
        return [], [f"{cell.text!r} holds no amount"]
    return [_fact(cell, amount, code, factor, row, table, guide) for amount, code in read], reasons


def _counted(text: str, amount: Amount) -> bool:
    return bool(_COUNTED.match(text[amount.end :].lstrip(" +")) or _COUNTED.search(text[: amount.start]))


def _fact(
    cell: PayCell, amount: Amount, code: str, factor: int, row: Row, table: Table, guide: Guide
) -> Fact:
    # "Base (CNY K)" makes thousands of 560–1,050; an amount with its own K keeps it.
    times = factor if code and not _OWN_SCALE.search(amount.text) else 1
    period = period_of(cell.component, *cell.labels)
    if amount.period in ("year", "4 years", "once"):
        period = amount.period
    return Fact(
        guide=guide.path,
        line=row.line,
        cell=cell.text,
        column=cell.column,
        section=table.section[-1] if table.section else "",
        company=guide.company,
        role=cell.role or guide.role,
        level=cell.level,
        region=cell.region,
        component=cell.component,
        kind="band",
        low=amount.low * times,
        high=None if amount.high is None else amount.high * times,
        unit="money" if code else "percent",
        currency=code or None,
        mark=amount.mark,
        period=period,
        as_of=guide.as_of,
        title=cell.title,
        open_from=None if amount.open_from is None else amount.open_from * times,
    )


# ------------------------------------------------------------------------------- all other figures


def figures_in(guide: Guide) -> list[Fact]:
    """Every other amount and percentage in the guide, as `figure` facts.

    Prose, lists, headings, headers and the tables that are not about pay. Not: lines set aside, and
    scripts whose placeholders add to an offer, which are increments.
    """
    closed = {n for aside in guide.set_aside for n in range(aside.first, aside.last + 1)}
    closed |= _front_matter(guide)
    pay_lines: set[int] = set()
    facts: list[Fact] = []
    for table in guide.tables:
        is_pay = bool(read_table(table, guide).columns)
        pay_lines |= {table.header_line, *(row.line for row in table.rows)}
        for header in table.header:
            facts += _figures(header, header, table.header_line, header, guide)
        if not is_pay:
            for row in table.rows:
                for i, cell in enumerate(row.cells):
                    header = table.header[i] if i < len(table.header) else ""
                    facts += _figures(cell, cell, row.line, header, guide)
    scripts = _lines_of_sums(guide)
    for number, line in enumerate(guide.lines, start=1):
        if number in closed or number in pay_lines or number in scripts or not _DIGIT.search(line):
            continue
        facts += _figures(line, "", number, "", guide)
    return sorted(facts, key=lambda fact: fact.line)


def _figures(text: str, cell: str, line: int, column: str, guide: Guide) -> list[Fact]:
    facts: list[Fact] = []
    for amount in amounts_in(text):
        if amount.unit == "count" or (amount.unit == "money" and amount.currency is None) or amount.doubt:
            continue
        facts.append(
            Fact(
                guide=guide.path,
                line=line,
                cell=cell or clause_around(text, amount.start, amount.end),
                column=column,
                section=section_at(guide, line),
                company=guide.company,
                role=guide.role,
                level=None,
                region=None,
                component="figure",
                kind="figure",
                low=amount.low,
                high=amount.high,
                unit="percent" if amount.unit == "percent" else "money",
                currency=amount.currency,
                mark=amount.mark,
                period=None if amount.period == "month" else amount.period,
                as_of=guide.as_of,
                open_from=amount.open_from,
            )
        )
    return facts


def clause_around(text: str, start: int, end: int) -> str:
    """The clause that holds text[start:end], verbatim, at most 120 characters.

    >>> clause_around("We grew. Revenue of $3B drives pay. It lasts.", 20, 23)
    'Revenue of $3B drives pay'
    """
    # Stops further off than the longest clause change nothing; looking for them would make a line of
    # many figures cost their square.
    first, last = max(0, start - 2 * _LONGEST_CLAUSE), min(len(text), end + 2 * _LONGEST_CLAUSE)
    for stop in _CLAUSE_END.finditer(text, first, min(len(text), last + 1)):
        if stop.end() <= start:
            first = stop.end()
        elif stop.start() >= end:
            last = stop.start()
            break
    if last - first > _LONGEST_CLAUSE:
        spare = max(0, _LONGEST_CLAUSE - (end - start))
        left = max(first, min(start - spare // 2, last - _LONGEST_CLAUSE))
        right = min(last, max(left + _LONGEST_CLAUSE, end))
        if left > first and (space := text.find(" ", left, start)) >= 0:
            left = space + 1
        if right < last and (space := text.rfind(" ", end, right)) >= 0:
            right = space
        first, last = left, right
    return text[first:last].strip(" \t>*|")


def section_at(guide: Guide, line: int) -> str:
    """The title of the innermost section that holds a line."""
    begun = bisect_right(guide.sections, line, key=lambda section: section.first)
    return next((one.title for one in reversed(guide.sections[:begun]) if line <= one.last), "")


def _front_matter(guide: Guide) -> set[int]:
    if not guide.lines or guide.lines[0].strip() != "---":
        return set()
    for number, line in enumerate(guide.lines[1:], start=2):
        if line.strip() == "---":
            return set(range(1, number + 1))
    return set()


def _lines_of_sums(guide: Guide) -> set[int]:
    lines: set[int] = set()
    for block in guide.blocks:
        span = range(block.first, block.last + 1)
        if any(_SUM.search(guide.lines[n - 1]) for n in span):
            lines |= set(span)
    return lines


# ------------------------------------------------------------------------------------------ levels


def levels_of(guide: Guide) -> str | None:
    """The levels that a guide says it is about, as it writes them; None when it does not say.

    From its front matter (`level: E5`), else the guide's own side of its level map (`E5 (Senior) maps
    to …; E6 …` gives "E5–E6", `Engineer at X (P6-P8) = …` gives "P6-P8"), else its title. A guide
    with a table of its levels does not say which of them its rows are for.
    """
    front = _front_matter(guide)
    for number in sorted(front):
        if found := re.match(r"levels?\s*:\s*(.+)$", guide.lines[number - 1].strip(), re.IGNORECASE):
            return found[1].strip(" \"'") or None
    ladders = [table for table in guide.tables if column_kind(table.header[0]) in ("level", "title")]
    if any(len(table.rows) > 1 and not read_table(table, guide).columns for table in ladders):
        return None
    for number, line in enumerate(guide.lines, start=1):
        if number in front or line.lstrip().startswith(("|", "#")) or not _LEVEL_MAP.search(plain(line)):
            continue
        said = [line, *_items_after(guide, number)]
        if own := _own_levels(said, guide.company):
            return own
    inside = re.findall(r"\(([^()]*)\)", guide.title)
    codes = [code for words in inside for code in _codes(words)]
    return _as_one(codes)


def _items_after(guide: Guide, number: int) -> list[str]:
    items: list[str] = []
    for line in guide.lines[number:]:
        if not re.match(r"\s*[-*•]\s", line):
            break
        items.append(line)
    return items


def _own_levels(lines: list[str], company: str | None) -> str | None:
    """The levels on the guide's own side of each pair of a level map."""
    found: list[str] = []
    for line in lines:
        words = plain(line)
        _, colon, rest = words.partition(":")
        for pair in (rest if colon else words).split(";"):
            against = _SET_AGAINST.search(pair)
            if not against:
                continue
            own = pair[: against.start()]
            own = own.replace(company, " ") if company else own
            inside = [code for words in re.findall(r"\(([^()]*)\)", own) for code in _codes(words)]
            found += [code for code in inside or _codes(own) if code not in found]
    return _as_one(found)


def _codes(text: str) -> list[str]:
    return _GRADES.findall(text) or level_codes(text)


def _as_one(codes: list[str]) -> str | None:
    if not codes:
        return None
    return codes[0] if len(codes) == 1 else f"{codes[0]}–{codes[-1]}"
