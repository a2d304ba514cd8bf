"""What the cells of one column of a table hold: amounts, ranges, shares, months of pay, levels.

In: a Table and the number of a column, or its header. Out: whether its cells are of a kind. It knows no other
column.
"""

from __future__ import annotations

import re

from corpus.columns import component_of, is_level
from corpus.guide import Table
from corpus.labels import bare
from corpus.money import amounts_in
from corpus.pay_columns import NO_PLACE, YEAR_NUMBER
from corpus.pay_heads import Head
from corpus.range_ends import end_of
from corpus.regexes import regex

_MONTHS_OF_PAY = regex(
    r"\d\s?(?:薪|个月|ヶ月|salar\w+|sal[áa]rios|mensualit\w+|months?['’]? (?:pay|salary)|months?$)", re.IGNORECASE
)
_LASTS = regex(
    r"\b(?:time|tenure|duration|notice|probation|cliff|vest\w*|promo\w*|reviews?|wait\w*|leave)\b", re.IGNORECASE
)


def is_premium(table: Table, head: Head) -> bool:
    """Whether a column holds nothing but what is added: `+15%`."""
    cells = [row.cells[head.index] for row in table.rows if head.index < len(row.cells)]
    figures = [cell.strip() for cell in cells if re.search(r"\d", cell)]
    added = all(re.match(r"[+\u00b1]\s?\d", cell) and "%" in cell for cell in figures)
    named = bool(head.component and "premium" in head.component) and not head.holds_money
    return bool(figures) and (added or named)


def holds_shares(table: Table, head: Head) -> bool:
    """Whether a column is of percentages alone, and its words do not say that they are of something else."""
    cells = [bare(row.cells[head.index]) for row in table.rows if head.index < len(row.cells)]
    amounts = [amount for cell in cells for amount in amounts_in(cell)]
    plain = all(not re.match(r"\s*[+\u00b1−-]", cell) for cell in cells)
    return (
        bool(amounts)
        and plain
        and all(amount.unit == "percent" for amount in amounts)
        and not NO_PLACE.search(head.words)
    )


def all_shares(table: Table, head: Head, label: Head) -> bool:
    """Whether a column has a percentage of what is paid in money: "Base | 40%" is how often it moves."""
    rows = [row.cells for row in table.rows if max(head.index, label.index) < len(row.cells)]
    paid = [bare(row[head.index]) for row in rows if component_of(row[label.index]) in ("base", "total")]
    amounts = [amount for cell in paid for amount in amounts_in(cell)]
    return bool(amounts) and all(amount.unit == "percent" for amount in amounts)


def counts_months(table: Table, head: Head) -> bool:
    cells = [row.cells[head.index] for row in table.rows if head.index < len(row.cells)]
    return not _LASTS.search(head.words) and any(_MONTHS_OF_PAY.search(cell) for cell in cells)


def holds_figures(table: Table, column: int) -> bool:
    cells = [bare(row.cells[column]) for row in table.rows if column < len(row.cells)]
    return any(amount.unit != "count" or amount.scaled for cell in cells for amount in amounts_in(cell))


def holds_ranges(table: Table, column: int) -> bool:
    """Whether every figure of a column is a range of money, as those of pay are."""
    cells = [bare(row.cells[column]) for row in table.rows if column < len(row.cells)]
    amounts = [amount for cell in cells for amount in amounts_in(cell)]
    return bool(amounts) and all(one.unit == "money" and one.low != one.high for one in amounts)


def numbers_years(table: Table, column: int) -> bool:
    """Whether a column says of which year at the company each row is: "Year 1", "2nd"."""
    labels = [row.cells[column] for row in table.rows if column < len(row.cells) and row.cells[column]]
    return bool(labels) and all(YEAR_NUMBER.search(label) for label in labels)


def names_ends(table: Table, column: int) -> bool:
    """Whether the cells of a column say which end of a range each row holds: "from", "to"."""
    labels = [row.cells[column] for row in table.rows if column < len(row.cells) and row.cells[column]]
    ends = [end_of(label) for label in labels]
    return bool(ends) and all(end is not None and not end[0] for end in ends)


def mostly_levels(table: Table, column: int) -> bool:
    labels = [row.cells[column] for row in table.rows if column < len(row.cells) and row.cells[column]]
    return bool(labels) and sum(is_level(label) for label in labels) * 2 > len(labels)
