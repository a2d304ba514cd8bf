"""What is doubtful in the pay that a guide states: bounds, units, totals, neighbours, scripts.

In: a Guide. Out: `Finding`s. It compares a guide with itself only, by rules over figures; it does not
know what a company really pays, so "implausible" means: far from the rows beside it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from corpus.bands import Fact, bands_in
from corpus.columns import component_of
from corpus.currencies import CURRENCY_CODES
from corpus.finding import Finding, Severity
from corpus.guide import Guide, Unread
from corpus.money import Amount, amounts_in, format_amount
from corpus.passages import passages_in
from corpus.pay_table import read_table
from corpus.regexes import regex
from corpus.scripts import increments_in

_MARK = r"(?:[A-Z]{0,3}[$€£₪¥₹]|\b[A-Z]{3}\b)"
_DIGITS = r"[0-9]+(?:,[0-9]{2,3})*(?:\.[0-9]+)?"
# Two figures with a dash between them; what they are is told by a mark or a unit of either.
FIGURES = regex(
    rf"""
    (?<![\w.,–-]) (?P<first> (?P<mark>{_MARK})?\ ?(?P<low>{_DIGITS})\ ?(?P<unit>[KkMB%](?![A-Za-z]))? )
    \s?[–—-]\s?   (?P<second>(?P<mark2>{_MARK})?\ ?(?P<high>{_DIGITS})\ ?(?P<unit2>[KkMB%](?![A-Za-z]))? )
    (?![\w–-])
    """,
    re.VERBOSE,
)
TIMES = {"K": 10**3, "k": 10**3, "M": 10**6, "B": 10**9}
SMALLER = {"M": "K", "B": "M"}
LISTED_CODE = regex(r"(?<![A-Za-z0-9])([A-Z]{3}) ?(?=[0-9])|(?<=[0-9KkMm]) ?([A-Z]{3})(?![A-Za-z0-9])")
PIPED = regex(r"^\s*\|(.*\|.*)\|\s*$")
GLUED = regex(r"[A-Za-z]+")
SHARE = regex(r"[0-9]")
LEVEL_NUMBER = regex(r"(?<![A-Za-z0-9])([A-Z]{1,3})[ -]?([0-9]{1,2})(?![0-9])")

# Printed totals are rounded; so much of the total is no difference.
ROUNDED = Decimal("0.02")
# Rows of one column are as far apart as a cheap and a dear place; a slip of a digit is further.
FAR = 5
FAR_OF_TWO = 12
WIDE = 12

# Marks that several countries have: a figure beside one has a mark, and its currency is open all the same.
_SHARED_MARK = regex(r"[¥￥]|(?<![A-Za-z])kr\b")
# Reasons of `bands_in`, by the words in them: code, severity, remedy. Invisible characters have a
# finding of their own.
REASONS: tuple[tuple[str, tuple[str, Severity, str]], ...] = (
    ("its header is a row of figures", ("", "note", "")),  # told by `_rows_outside`
    ("a column of pay was not read", ("unreadable_table", "warning", "name what each column holds")),
    (
        "a line of pay was not read",
        ("unreadable_cell", "warning", "write one part of pay with one amount or range"),
    ),
    ("a table of pay was not read", ("unreadable_table", "warning", "name what each column holds")),
    ("cells, its header", ("ragged_row", "warning", "give the row as many cells as the header")),
    ("has no currency", ("no_currency", "warning", "write the currency in the cell or the header")),
    ("could be", ("ambiguous_amount", "warning", "write it so that it can be read in one way only")),
    ("paid by the month", ("not_yearly", "note", "write what it is in a year, if that is meant")),
    ("counts shares or options", ("not_money", "note", "add their value, if it is known")),
    ("invisible character", ("", "note", "")),
    ("", ("unreadable_cell", "warning", "write one amount or one range, such as $170K–$250K")),
)


def pay_findings(guide: Guide) -> Iterator[Finding]:
    """Everything doubtful in the guide's pay tables, worked examples and scripts."""
    facts, unread = bands_in(guide)
    reversed_lines = set()
    for finding in _cells(guide):
        reversed_lines.add(finding.line)
        yield finding
    yield from _not_read(unread, reversed_lines)
    for group in _tables(facts):
        yield from _far_from_neighbours(group)
        yield from _levels_out_of_order(group)
        yield from _twice(group)
    yield from _rows_in_two_currencies(facts)
    yield from _rows_outside(guide)
    yield from _totals(guide, facts)
    yield from _worked_examples(guide)
    yield from _other_currency(guide, facts)


# ---- single cells


def _cells(guide: Guide) -> Iterator[Finding]:
    pay_lines: set[int] = set()
    for table in guide.tables:
        columns = read_table(table, guide).columns
        indexes = {column.index for column in columns if column.role == "pay"}
        for row in table.rows if columns else ():
            pay_lines.add(row.line)
            for index, cell in enumerate(row.cells):
                if index in indexes:
                    yield from _cell(guide, row.line, cell)
    aside = {n for one in guide.set_aside for n in range(one.first, one.last + 1)}
    for number, line in enumerate(guide.lines, 1):
        if number not in pay_lines and number not in aside:
            for low, high in _reversed(line):
                # Without a table a fall may be meant: "from 30%–25%".
                yield _wrong_order(guide, number, "warning", low, high)


def _cell(guide: Guide, line: int, cell: str) -> Iterator[Finding]:
    for low, high in _reversed(cell):
        yield _wrong_order(guide, line, "error", low, high)
    for found in FIGURES.finditer(cell):
        ends = [amounts_in(found[name].strip()) for name in ("first", "second")]
        codes = [one[0].currency for one in ends if one and found["mark"] and found["mark2"]]
        if len(set(codes)) > 1:
            message = f"the range {found[0].strip()!r} begins in {codes[0]} and ends in {codes[1]}"
            remedy = "write both ends in one currency"
            yield Finding("two_currencies", "error", guide.path, line, message, remedy)
    for amount in amounts_in(cell):
        if amount.unit == "money" and amount.high is not None and not amount.doubt:
            if amount.low > 0 and amount.high > WIDE * amount.low:
                message = f"the top of {amount.text!r} is more than {WIDE} times its floor"
                yield Finding(
                    "wide_range", "warning", guide.path, line, message, "look for a lost K or digit"
                )
            glued = GLUED.match(cell, amount.end)
            if glued and not amount.text.endswith("+"):
                message = f"{glued[0]!r} behind {amount.text!r} is no unit that is known"
                yield Finding("unknown_unit", "error", guide.path, line, message, "write K, M or every digit")
    for code in {a or b for a, b in LISTED_CODE.findall(cell)}:
        if code not in CURRENCY_CODES and component_of(code) is None:
            message = f"{code!r} in {cell!r} is no currency that is known"
            yield Finding(
                "unknown_currency", "error", guide.path, line, message, "write the ISO code, such as CNY"
            )


def _reversed(text: str) -> Iterator[tuple[str, str]]:
    """Pairs of figures that are written as a range and fall.

    >>> list(_reversed("$140K–$100K")), list(_reversed("20-15%")), list(_reversed("$500–$2K, $660-1M"))
    ([('$140K', '$100K')], [('20', '15%')], [])
    """
    for found in FIGURES.finditer(text) if SHARE.search(text) else ():
        low, high = (Decimal(found[name].replace(",", "")) for name in ("low", "high"))
        unit, other = found["unit"], found["unit2"]
        if not (found["mark"] or found["mark2"] or unit or other) or (unit == "%" and other != "%"):
            continue
        if other and not unit:
            # "$500–$2K" has its own units, and "$660-1M" may mean 660K.
            if (found["mark"] and found["mark2"]) or (other in SMALLER and low > high):
                unit = SMALLER.get(other, "") if not found["mark2"] else ""
            else:
                unit = other
        if low * TIMES.get(unit, 1) > high * TIMES.get(other or unit, 1):
            yield found["first"].strip(), found["second"].strip()


def _wrong_order(guide: Guide, line: int, severity: Severity, low: str, high: str) -> Finding:
    message = f"the range falls: {low} stands before {high}"
    return Finding("range_order", severity, guide.path, line, message, "write the low end first")


def _not_read(unread: Iterable[Unread], told: set[int]) -> Iterator[Finding]:
    for one in unread:
        code, severity, remedy = next(found for words, found in REASONS if words in one.reason)
        if code == "no_currency" and (mark := _SHARED_MARK.search(one.reason)):
            remedy = f"write the code of the currency, because {mark[0]} stands for more than one"
        # "There are several amounts" is said better as a range that falls.
        if code and not (code == "unreadable_cell" and one.line in told):
            yield Finding(code, severity, one.guide, one.line, one.reason, remedy)


# ---- a column against itself


def _tables(facts: Iterable[Fact]) -> list[list[Fact]]:
    """Facts that stand beside each other: one section, component, role and currency."""
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[fact.section, fact.component, fact.role, fact.unit, fact.currency].append(fact)
    return list(groups.values())


def _far_from_neighbours(group: Sequence[Fact]) -> Iterator[Finding]:
    """The lowest and the highest of a column that are too far from the next one."""
    facts = [f for f in group if f.unit == "money" and f.low is not None and f.low > 0]
    for end in ("low", "high"):
        valued = [(value, f) for f in facts if (value := getattr(f, end)) is not None]
        ordered = sorted(valued, key=lambda pair: (pair[0], pair[1].line))
        if len(ordered) < 2 or len({value for value, _ in ordered}) < 2:
            continue
        far = FAR_OF_TWO if len(ordered) == 2 else FAR
        pairs = [(ordered[0], ordered[1])] + ([(ordered[-1], ordered[-2])] if len(ordered) > 2 else [])
        for (value, fact), (beside, other) in pairs:
            times = max(value, beside) / min(value, beside)
            if times >= far:
                message = (
                    f"{_whose(fact)}: {fact.cell} is about {times:.0f} times {'below' if value < beside else 'above'}"
                    f" the nearest row beside it ({_whose(other)}: {other.cell}, line {other.line})"
                )
                yield Finding(
                    "implausible_row", "warning", fact.guide, fact.line, message, "look for a lost digit or K"
                )
                return


def _levels_out_of_order(group: Sequence[Fact]) -> Iterator[Finding]:
    """A higher level that has less, both at the floor and at the top."""
    numbered = [(found, f) for f in group if (found := _level(f.level)) and f.low is not None]
    for (one, low), (two, high) in pairwise(numbered):
        if one[0] != two[0] or low.region != high.region:
            continue
        if one[1] > two[1]:
            one, two, low, high = two, one, high, low
        if one[2] >= two[1] or low.low is None or high.low is None or low.high is None or high.high is None:
            continue
        if low.low > high.low and low.high > high.high:
            message = (
                f"{high.level} has less in {high.component} than {low.level}: {high.cell} and {low.cell}"
            )
            yield Finding(
                "level_order", "warning", high.guide, high.line, message, "see whether the rows are swapped"
            )


def _level(level: str | None) -> tuple[str, int, int] | None:
    """The letters of a level and its numbers: ("E", 5, 6) for "E5–E6"."""
    codes = LEVEL_NUMBER.findall(level or "")
    if not codes or len({letters for letters, _ in codes}) > 1:
        return None
    numbers = [int(number) for _, number in codes]
    return codes[0][0], min(numbers), max(numbers)


def _twice(group: Sequence[Fact]) -> Iterator[Finding]:
    seen: dict[tuple[object, ...], Fact] = {}
    for fact in group:
        key = (fact.region, fact.level, fact.title, fact.column if fact.region or fact.level else fact.line)
        first = seen.setdefault(key, fact)
        if first.line != fact.line:
            same = (first.low, first.high) == (fact.low, fact.high)
            figures = "with the same figure" if same else f"as {first.cell} and as {fact.cell}"
            message = f"{_whose(fact)} stands twice, {figures}; first in line {first.line}"
            yield Finding(
                "duplicate_row", "warning", fact.guide, fact.line, message, "keep one of the two rows"
            )


def _rows_in_two_currencies(facts: Iterable[Fact]) -> Iterator[Finding]:
    """One cell in another currency than the rest of its row; shares may be priced where they are listed."""
    rows: dict[tuple[int, str, str | None], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.unit == "money" and fact.currency and fact.region and fact.component != "equity":
            rows[fact.line, fact.region, fact.level].append(fact)
    for (line, _, _), row in rows.items():
        by_code: dict[str, list[Fact]] = defaultdict(list)
        for fact in row:
            by_code[fact.currency or ""].append(fact)
        if len(by_code) > 1:
            rarest = min(by_code.values(), key=len)[0]
            others = ", ".join(code for code in by_code if code != rarest.currency)
            message = f"{_whose(rarest)}: {rarest.cell} is in {rarest.currency}, and its row in {others}"
            yield Finding(
                "row_currency", "warning", rarest.guide, line, message, "see whether the mark was meant"
            )


def _rows_outside(guide: Guide) -> Iterator[Finding]:
    """Rows with amounts that belong to no table: something was put between them and their header."""
    remedy = "take out what cuts the table in two, or give these rows a header"
    for table in guide.tables:
        # "Target (+$80K)" names a column; "$155K–$230K" is a cell.
        amounts = [
            any(a.unit == "money" and 2 * len(a.text) > len(cell) for a in amounts_in(cell))
            for cell in table.header[1:]
        ]
        if sum(amounts) * 2 > len(amounts):
            message = f"the header of this table is a row of figures: {_cut(' | '.join(table.header))!r}"
            yield Finding("row_outside_table", "error", guide.path, table.header_line, message, remedy)
    inside = {line for t in guide.tables for line in (t.header_line, *(row.line for row in t.rows))}
    inside |= {n for one in guide.set_aside for n in range(one.first, one.last + 1)}
    for number, line in enumerate(guide.lines, 1):
        cells = PIPED.match(line) if number not in inside else None
        if cells and any(a.unit == "money" for a in amounts_in(cells[1])):
            message = f"a row of figures that belongs to no table: {_cut(line)!r}"
            yield Finding("row_outside_table", "error", guide.path, number, message, remedy)


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:59]}…"


def _whose(fact: Fact) -> str:
    words = " · ".join(part for part in (fact.region, fact.level, fact.title) if part)
    return f"{words}, {fact.component}" if words else fact.component


# ---- sums


def _totals(guide: Guide, facts: Iterable[Fact]) -> Iterator[Finding]:
    """Rows whose printed total is not what their parts come to, and totals under one of their parts."""
    rows: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        rows[fact.section, fact.role, fact.level, fact.region, fact.title].append(fact)
    for row in rows.values():
        parts = {fact.component: fact for fact in row}
        total, base = parts.get("total"), parts.get("base")
        if len(parts) < len(row) or total is None or base is None or total.currency != base.currency:
            continue
        if any(getattr(total, end) is None or getattr(base, end) is None for end in ("low", "high")):
            continue
        if total.low < base.low or total.high < base.high:  # type: ignore[operator]
            message = f"{_whose(total)}: the total {total.cell} is below its own base {base.cell}"
            remedy = "see which of the two is meant"
            yield Finding("total_below_base", "warning", guide.path, total.line, message, remedy)
            continue
        sums = [_sum_of(parts, end) for end in ("low", "high")]
        if sums[0] is None or sums[1] is None:
            continue
        low, high = sums[0], sums[1]
        other = set(parts) - {"base", "equity", "bonus", "total"}
        if _near(low, total.low) and _near(high, total.high):
            continue
        # With a part that has no place in the sum, only a total that is too small is known to be wrong.
        if (other or "bonus" not in parts) and not (low > (total.low or 0) and high > (total.high or 0)):
            continue
        found = "–".join(format_amount(value, total.currency, total.mark) for value in (low, high))
        message = f"{_whose(total)}: the parts come to {found}, and the printed total is {total.cell}"
        remedy = "say what else the total holds, or correct it"
        yield Finding("total_not_reconciled", "note", guide.path, total.line, message, remedy)


def _sum_of(parts: dict[str, Fact], end: str) -> Decimal | None:
    """Base, one year of the equity and the bonus at one end of their ranges; None where one is open."""
    base, equity, bonus = parts["base"], parts.get("equity"), parts.get("bonus")
    value: Decimal | None = getattr(base, end)
    if value is None or equity is None or equity.currency != base.currency:
        return None
    if getattr(equity, end) is None or equity.period not in ("year", "4 years"):
        return None
    result = value + getattr(equity, end) / (4 if equity.period == "4 years" else 1)
    if bonus is None:
        return Decimal(result)
    share: Decimal | None = getattr(bonus, end)
    if share is None or (bonus.unit == "money" and bonus.currency != base.currency):
        return None
    return Decimal(result + (value * share / 100 if bonus.unit == "percent" else share))


def _near(value: Decimal, printed: Decimal | None) -> bool:
    return printed is not None and abs(value - printed) <= ROUNDED * printed


def _worked_examples(guide: Guide) -> Iterator[Finding]:
    """Examples in figures, one amount a line, whose total is not their sum."""
    for passage in passages_in(guide):
        if passage.kind != "formula":
            continue
        amounts: list[tuple[str, Amount]] = []
        for name, said in passage.parts:
            read = [one for one in amounts_in(said) if one.unit == "money" and one.currency]
            if name not in ("formula", "example") and read:
                amounts.append((name, read[0]))
        totals = [one for name, one in amounts if re.search(r"\btotal\b|\btc\b", name, re.IGNORECASE)]
        parts = [one for name, one in amounts if not re.search(r"\btotal\b|\btc\b", name, re.IGNORECASE)]
        if len(totals) != 1 or len(parts) < 2 or {one.currency for one in parts} != {totals[0].currency}:
            continue
        if any(one.high != one.low or one.period == "4 years" for one in [*parts, *totals]):
            continue
        come_to = sum((one.low for one in parts), Decimal(0))
        if not _near(come_to, totals[0].low):
            shown = format_amount(come_to, totals[0].currency, totals[0].mark)
            message = f"the example's parts come to {shown}, and its total is {totals[0].text}"
            remedy = "correct the example, or say what else the total holds"
            yield Finding("total_not_reconciled", "note", guide.path, passage.first, message, remedy)


# ---- scripts


def _other_currency(guide: Guide, facts: Iterable[Fact]) -> Iterator[Finding]:
    """Increments in another currency than rows they would be added to."""
    rows = {(f.line, f.region, f.level): f.currency for f in facts if f.currency and f.component != "total"}
    for increment in increments_in(guide):
        others = [code for code in rows.values() if increment.currency and code != increment.currency]
        if others:
            codes = ", ".join(dict.fromkeys(sorted(others)))
            message = (
                f"the script asks for {increment.component.replace('_', '-')} in {increment.currency}, and "
                f"{len(others)} of {len(rows)} rows are in {codes}"
            )
            remedy = "say that it holds for the rows in its own currency, or add one for each currency"
            yield Finding("script_currency", "warning", guide.path, increment.line, message, remedy)
