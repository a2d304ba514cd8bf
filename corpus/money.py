"""Amounts in text become exact values, and back.

In: a text. Out: `Amount`s with their places, or one amount, or a Problem. Ranges, K/M/B/T, w/万/亿,
lakh/crore, currencies, percentages, open ends. What could mean two things is refused by
`read_amount` with both readings; `amounts_in`, which cannot refuse, takes the reading of an
English text. Pure.

It does not know numbers in words ("two hundred thousand", "八十万"), exchange rates, or whether an
amount is pay.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from corpus.currencies import DOLLAR_CURRENCIES, SHARED_MARKS
from corpus.money_pieces import (
    GAP,
    RANGE_GAP,
    SEPARATORS,
    Piece,
    is_torn,
    joined,
    number_of,
    pieces_in,
    plain_digits,
)
from corpus.problem import Problem
from corpus.regexes import regex

AmountUnit = Literal["money", "percent", "count"]
AmountPeriod = Literal["year", "4 years", "month", "once"]


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount, percentage or range as it stands in a text.

    `high` is None for an open end (`25%+`, `$1M+`). `currency` is None where no mark stands
    (`185k`), where the mark does not tell (`¥800`), and for percentages and counts. `start` and
    `end` are code points in the text read.
    """

    low: Decimal
    high: Decimal | None
    unit: AmountUnit  # "count": a number with neither currency nor percent
    currency: str | None
    mark: str  # as printed: "$", "CNY", "S$", "¥", ""
    period: AmountPeriod | None  # only where the text says so: "/yr"
    text: str
    start: int
    end: int
    scaled: bool = False  # a K, M, w, lakh … stood behind it, or thousands separators in it
    open_from: Decimal | None = None  # 1,000,000 in `$600K–$1M+`: where the open end begins
    doubt: str = ""  # both readings, where the text could mean two things: "1,050 or 1.05"


# The wide forms of ASCII and their narrow ones, one code point for one, so that places stay true.
LONGEST_CELL = 400  # characters of a text whose reading is kept: a cell, or a sentence several checks read
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {ord("￥"): "¥", ord("￡"): "£"}
_FOREIGN_DIGIT = regex(r"(?![0-9])\d")
_ANY_DIGIT = regex(r"\d")

# ------------------------------------------------------------------------------------- the patterns

# "10M+ monthly active users", "4M+ creators": a number of things, however large.
_COUNTED = regex(
    r"\+?[ \u00a0](?:[\w'’-]+[ \u00a0]){0,2}?(?:users?|customers|people|employees|engineers|developers|"
    r"creators|subscribers|seats|listings|merchants|parameters?|tokens|downloads|requests|queries|predictions|inferences|"
    r"views|messages|shares|options|units|images|transactions|members|researchers|enterprises|GPUs|DAU|MAU)\b"
)
_YEARS = r"(?:years?|yrs?\b\.?|y\b)"
_PERIOD = regex(
    rf"""
    (?P<four>
        {GAP}?/{GAP}?(?:4|four)[ -]?{_YEARS}
      | {GAP}over{GAP}(?:the{GAP}(?:next{GAP})?|a{GAP})?(?:4|four)[ -]years?\b
      | {GAP}?\((?:over{GAP})?(?:4|four)[ -]?{_YEARS}(?:{GAP}vest(?:ing)?)?\)
    )
  | (?P<year>
        {GAP}?/{GAP}?(?:year|yr|annum|y|p\.?a)\b | {GAP}?/{GAP}?年 | 每年
      | {GAP}(?:per|a|each|every){GAP}(?:year|yr|annum)\b
      | {GAP}?p\.a\. | {GAP}(?:annually|yearly|p\.?a\b)
    )
  | (?P<month>
        {GAP}?/{GAP}?(?:month|mo|mth|月)\b | {GAP}(?:per|a|each|every){GAP}month\b | {GAP}monthly\b
    )
  | (?P<once> {GAP}(?:once|one-time|one-off)\b )
    """,
    re.VERBOSE,
)
_PERIODS: dict[str, AmountPeriod] = {"four": "4 years", "year": "year", "month": "month", "once": "once"}
# "$275,000 in ACME RSUs over four years", "$90K RSU/yr": the period stands behind the name of the equity.
_EQUITY_PERIOD = regex(
    r"[ \u00a0](?:(?:in|of|worth)[ ])?(?:(?!and\b|plus\b|with\b)[\w'’.:-]+[ ]){0,3}?"
    r"(?:RSUs?|equity|stock|options|grants?|shares)(?:[ ]\([^()]{0,40}\))??"
    r"(?:(?P<four>[ ]over[ ](?:4|four)[ ]years\b|[ ]?\((?:4|four)[ -]?(?:years?|yrs?)\b)"
    r"|(?P<year>/(?:yr|year)\b))"
)


def amounts_in(text: str, bare_dollar: str = "USD") -> list[Amount]:
    """Every amount in a running text, in order: `$170K–$250K` is one, `15–20%` is one.

    `bare_dollar` is the currency of a `$` without a country. Identifiers (`E5`, `401k`), placeholders
    (`$[X]K`) and citation marks give nothing; bare numbers come back as counts.

    >>> [(a.text, str(a.low), str(a.high), a.currency) for a in amounts_in("$560–600K at L5, then S$1.05M+")]
    [('$560–600K', '560000', '600000', 'USD'), ('S$1.05M+', '1050000', 'None', 'SGD')]
    >>> [(a.text, a.unit, a.period) for a in amounts_in("a 15–20% bonus and $70K-$105K/year")]
    [('15–20%', 'percent', None), ('$70K-$105K/year', 'money', 'year')]
    >>> amounts_in("$[X+20-30]K base, my 401k, E5 to L6")
    []
    """
    return _read(text, bare_dollar, None)


def read_amount(text: str, currency: str | None = None) -> Amount:
    """Read a text that is one amount and nothing else; Problem when it is none or ambiguous.

    `currency` is used where the text has no mark. Ambiguous text (`1,5`, `1.050`, `¥800` without a
    country, `$145K` in an offer in SGD) is refused with both readings in the message.

    >>> str(read_amount("12 lakh", "INR").low)
    '1200000'
    >>> read_amount("1.050", "EUR")
    Traceback (most recent call last):
    corpus.problem.Problem: '1.050' could be 1,050 or 1.05. To mend it: write 1050 or 1.05
    """
    stripped = text.strip()
    found = _read(stripped, "USD", currency)
    if len(found) != 1 or found[0].start != 0 or found[0].end != len(stripped):
        raise _not_one_amount(stripped, found, currency)
    amount = found[0]
    if amount.doubt:
        first, second = amount.doubt.split(" or ")
        remedy = f"write {first.replace(',', '')} or {second.replace(',', '')}"
        raise Problem(f"{stripped!r} could be {amount.doubt}", remedy=remedy)
    if amount.unit == "percent":
        return amount
    shared = sorted(SHARED_MARKS.get(amount.mark, ())) if amount.currency is None else []
    if shared:
        if currency not in shared:
            value, codes = f"{amount.low:,f}", " or ".join(shared)
            readings = " or ".join(f"{value} {code}" for code in shared)
            raise Problem(f"{stripped!r} could be {readings}", remedy=f"write {codes} instead of {amount.mark}")
        return replace(amount, currency=currency)
    if amount.mark == "$" and currency in DOLLAR_CURRENCIES - {"USD"} and amount.currency == "USD":
        value = f"{amount.low:,f}"
        message = f"{stripped!r} could be {value} USD or {value} {currency}"
        raise Problem(message, remedy=f"write USD or {currency} instead of $")
    if not amount.mark and currency is not None:
        return replace(amount, unit="money", currency=currency)
    return amount


def format_amount(value: Decimal, currency: str | None, mark: str = "") -> str:
    """Write an exact amount the way the guides print it: `$170K`, `CNY 1.05M`, `$387,500`.

    K for whole thousands below a million; M, B, T with at most two decimals; else every digit.

    >>> format_amount(Decimal(170000), "USD", "$"), format_amount(Decimal(1050000), "CNY")
    ('$170K', 'CNY 1.05M')
    >>> format_amount(Decimal(387500), "USD", "$"), format_amount(Decimal(-15000), "SGD", "S$")
    ('$387,500', '-S$15K')
    """
    sign, size = ("-", -value) if value < 0 else ("", value)
    name = mark or currency or ""
    space = " " if name and name[-1].isalpha() and name[-1].isascii() else ""
    return f"{sign}{name}{space}{_digits(size)}"


# ----------------------------------------------------------------------------------------- reading


def _read(text: str, bare_dollar: str, home: str | None) -> list[Amount]:
    if not _ANY_DIGIT.search(text):
        return []
    read = _read_cell if len(text) <= LONGEST_CELL else _read_all
    return list(read(text, bare_dollar, home))


@lru_cache(maxsize=4096)
def _read_cell(text: str, bare_dollar: str, home: str | None) -> list[Amount]:
    """A cell is looked at three times, and many rows say the same."""
    return _read_all(text, bare_dollar, home)


def _read_all(text: str, bare_dollar: str, home: str | None) -> list[Amount]:
    plain = text
    if not text.isascii():
        plain = _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text.translate(_WIDE))
    pieces = pieces_in(plain, bare_dollar, home)
    found: list[Amount] = []
    covered = 0
    index = 0
    while index < len(pieces):
        first = pieces[index]
        index += 1
        if first.start < covered:  # the 4 of "over 4 years" belongs to the amount before it
            continue
        parts = [first]
        if index < len(pieces):
            both = joined(first, pieces[index], plain)
            if both:
                parts = list(both)
                index += 1
            elif is_torn(first, pieces[index], plain):
                parts = [replace(first, other=f"{first.value:,f} or {first.value * 1000:,f}")]
        amount = _amount(parts, text, plain)
        if amount is not None:
            found.append(amount)
            covered = amount.end
    return found


def _amount(parts: list[Piece], text: str, plain: str) -> Amount | None:
    first, last = parts[0], parts[-1]
    start, end = first.start, last.end
    if _is_grade(parts, plain):
        return None
    scaled = any(part.factor > 1 or part.separated for part in parts)
    unit: AmountUnit = "count"
    if last.percent:
        unit = "percent"
    elif first.mark or first.currency or (1 < last.factor < 10**9 and not _COUNTED.match(plain, end)):
        unit = "money"
    period: AmountPeriod | None = None
    if unit != "count" and (said := _PERIOD.match(plain, end)):
        end = said.end()
        period = _PERIODS[str(said.lastgroup)]
    elif unit == "money" and (said := _EQUITY_PERIOD.match(plain, end)):
        period = "4 years" if said["four"] else "year"
    elif last.scale == "lpa":
        period = "year"
    is_range = len(parts) == 2
    return Amount(
        low=first.value,
        high=None if last.open else last.value,
        unit=unit,
        currency=None if unit != "money" else first.currency,
        mark="" if unit == "percent" else first.mark,
        period=period,
        text=text[start:end],
        start=start,
        end=end,
        scaled=scaled,
        open_from=last.value if last.open and is_range else None,
        doubt=first.other or last.other,
    )


def _is_grade(parts: list[Piece], text: str) -> bool:
    """Whether a bare number is half of a grade such as `2-1`: digits around a tight hyphen, falling."""
    piece = parts[0]
    if len(parts) == 2 or not piece.bare or piece.scale or not re.fullmatch("[0-9]{1,2}", piece.digits):
        return False
    return bool(
        re.match(r"-[0-9]{1,2}(?![0-9.,%KkMw万])", text[piece.end : piece.end + 4])
        or re.search(r"(?<![0-9$.,])[0-9]{1,2}-$", text[max(0, piece.start - 4) : piece.start])
    )


def _not_one_amount(text: str, found: list[Amount], currency: str | None) -> Problem:
    if re.fullmatch(rf"[0-9]+(?:[{SEPARATORS}][0-9]+)+", text):
        other = number_of(text, 1, firm=True)[2] or f"{text} or a list"
        return Problem(f"{text!r} could be {other}", remedy="write it without separators")
    if re.fullmatch(r"[0-9.,]+\s?(?:L|Cr|cr)", text) and currency != "INR":
        factor = "lakh" if text.endswith("L") else "crore"
        return Problem(
            f"{text!r} could be {text.rstrip('LCcr ')} {factor} rupees or a name such as a level",
            remedy=f"write it with its currency: INR {text}",
        )
    if len(found) == 2 and RANGE_GAP.fullmatch(text[found[0].end : found[1].start]):
        low, high = found
        if not low.scaled and high.scaled and low.unit != "percent":
            reading = f"could begin at {low.low:,f} or at {low.low:,f} times the unit of {high.text}"
            return Problem(f"{text!r} {reading}", remedy="give both ends their unit")
        if low.unit == high.unit and low.low > high.low:
            reading = f"is no range: {low.text} is above {high.text}"
            return Problem(f"{text!r} {reading}", remedy="write the low end first")
    if found:
        remedy = "write one amount or one range, such as 185k or $170K–$250K"
        return Problem(f"{text!r} is not one amount", remedy=remedy)
    return Problem(f"{text!r} is no amount", remedy="write one, such as 185k, CNY 1.05M or 12 lakh")


# ----------------------------------------------------------------------------------------- writing


def _digits(size: Decimal) -> str:
    if size >= 1000:
        for factor, letter in ((10**12, "T"), (10**9, "B"), (10**6, "M")):
            short = size / factor
            if size >= factor:
                if short * 100 == (short * 100).to_integral_value():
                    return f"{plain_digits(short)}{letter}"
                break
        else:
            if size % 1000 == 0:
                return f"{plain_digits(size / 1000)}K"
    return plain_digits(size)
