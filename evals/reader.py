"""The evals' own reader of figures, so that they do not share the blind spots of the product's.

In: a text. Out: `Figure`s, money and percentages as exact numbers, with their places in the text. It
is small on purpose: it reads what an answer or a table of pay may hold, ranges included, and leaves
alone what is neither money nor a percentage (levels, dates, counts, list numerals). It does not read
number words ("two hundred thousand"), and it does not know what a figure is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Unit = Literal["money", "percent"]

MARKS = {
    "us$": "USD", "usd": "USD", "s$": "SGD", "sg$": "SGD", "sgd": "SGD", "hk$": "HKD", "c$": "CAD",
    "cad": "CAD", "a$": "AUD", "$": "USD", "€": "EUR", "eur": "EUR", "£": "GBP", "gbp": "GBP", "₹": "INR",
    "inr": "INR", "rs": "INR", "cny": "CNY", "rmb": "CNY", "cn¥": "CNY", "¥": "CNY", "￥": "CNY",
}  # fmt: skip
BEHIND = {
    "usd": "USD", "dollars": "USD", "sgd": "SGD", "cny": "CNY", "rmb": "CNY", "yuan": "CNY", "元": "CNY",
    "eur": "EUR", "gbp": "GBP", "inr": "INR", "rupees": "INR", "euros": "EUR",
}  # fmt: skip
SCALES = {
    "k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "b": 9, "bn": 9, "billion": 9, "t": 12,
    "trillion": 12, "w": 4, "万": 4, "亿": 8, "lakh": 5, "lakhs": 5, "crore": 7,
}  # fmt: skip

_ONE = r"""
    (?P<sign{n}>[-−]\s?)?                                 # a minus that is no dash between two figures
    (?P<mark{n}>(?:US|SG|HK|CN|[SCA])?[$¥]|[€£₹￥]|\b(?:USD|SGD|CNY|RMB|EUR|GBP|INR|CAD|Rs))?\s?
    (?P<digits{n}>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)
    (?:\s?(?P<scale{n}>thousand|million|billion|trillion|lakhs?|crore|bn|mn|[KkMBbTw](?![A-Za-z])|m(?![A-Za-z])|[万亿]))?
    (?P<open{n}>\+(?![0-9]))?
    (?:\s?(?P<behind{n}>USD|dollars|SGD|CNY|RMB|yuan|元|EUR|GBP|INR|rupees|euros)\b)?
    (?:\s?(?P<percent{n}>%|％|percent\b|per\s+cent\b))?
"""
FIGURE = re.compile(
    r"(?<![\w.,$€£¥₹])(?<![A-Za-z0-9]-)(?!401\ ?\(?k)"  # 401k is a pension plan
    + _ONE.format(n=1)
    + r"(?:\s?(?:–|—|-|~|to\b|till\b|through\b|and\b|至|到)\s?"
    + _ONE.format(n=2)
    + r")?",
    re.VERBOSE,
)
BETWEEN = re.compile(r"\b(?:between|from)\W+(?:\w+\W+){0,2}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """One amount or percentage, or a range of them. `high` is `low` for a single one.

    `currency` is an ISO code, "" where the text names none. `opened` is true for `25%+`.
    """

    low: Decimal
    high: Decimal
    unit: Unit
    currency: str
    start: int
    end: int
    opened: bool = False

    @property
    def is_range(self) -> bool:
        return self.low != self.high


def figures_in(text: str) -> list[Figure]:
    """Money and percentages of a text, in order.

    >>> [(int(f.low), int(f.high), f.currency) for f in figures_in("CNY 560K–CNY 1.05M, or $20-30K")]
    [(560000, 1050000, 'CNY'), (20000, 30000, 'USD')]
    >>> [(int(f.low), int(f.high), f.unit) for f in figures_in("E5 in 2024-2025: 15–20% of 60万 [2]")]
    [(15, 20, 'percent'), (600000, 600000, 'money')]
    """
    found: list[Figure] = []
    position = 0
    while match := FIGURE.search(text, position):
        if match["digits2"] and not _is_range(match, text):
            found += _single(match, 1)
            # The second figure is read for itself.
            position = max(match.end("digits1"), _end_of_first(match))
            continue
        found += _range(match) if match["digits2"] else _single(match, 1)
        position = match.end()
    return found


def values_in(text: str) -> set[Decimal]:
    """Every number of a text as it stands, whatever it counts: for "did the person say 225?".

    >>> sorted(str(v) for v in values_in("is 225 ok for L5, or 1,050?"))
    ['1050', '225', '5']
    """
    digits = re.findall(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?", text)
    return {Decimal(d.replace(",", "")) for d in digits}


def _end_of_first(match: re.Match[str]) -> int:
    return max(match.end(name) for name in ("digits1", "scale1", "open1", "behind1", "percent1"))


def _is_range(match: re.Match[str], text: str) -> bool:
    """Two figures make a range unless "and" joins them without "between", or they are of two kinds."""
    joined = text[_end_of_first(match) : match.start("digits2")]
    if "and" in joined and not BETWEEN.search(text[: match.start()]):
        return False
    if match["percent1"] and not match["percent2"]:
        return False
    if match["sign2"]:
        return False
    one, two = _currency(match, 1), _currency(match, 2)
    if one and two and one != two:
        return False
    percent, money = bool(match["percent2"]), bool(one or match["scale1"] or two or match["scale2"])
    if percent and (one or match["scale1"] or two):
        return False
    return (percent or money or _is_amount(match, 1)) and _value(match, 1, match) <= _value(match, 2, None)


def _range(match: re.Match[str]) -> list[Figure]:
    unit: Unit = "percent" if match["percent2"] else "money"
    currency = "" if unit == "percent" else _currency(match, 1) or _currency(match, 2)
    low, high = _value(match, 1, match), _value(match, 2, None)
    return [Figure(low, high, unit, currency, match.start(), match.end(), bool(match["open2"]))]


def _single(match: re.Match[str], n: int) -> list[Figure]:
    if not _is_amount(match, n):
        return []
    value = _value(match, n, None)
    unit: Unit = "percent" if match[f"percent{n}"] else "money"
    currency = "" if unit == "percent" else _currency(match, n)
    return [
        Figure(value, value, unit, currency, match.start(), _end_of_first(match), bool(match[f"open{n}"]))
    ]


def _is_amount(match: re.Match[str], n: int) -> bool:
    """Money has a mark, a scale or thousands that are set apart; a percentage has its sign."""
    marked = bool(match[f"percent{n}"] or _currency(match, n) or match[f"scale{n}"])
    return marked or "," in match[f"digits{n}"]


def _currency(match: re.Match[str], n: int) -> str:
    mark = (match[f"mark{n}"] or "").lower()
    return MARKS.get(mark, "") or BEHIND.get((match[f"behind{n}"] or "").lower(), "")


def _value(match: re.Match[str], n: int, of_range: re.Match[str] | None) -> Decimal:
    """A figure's exact value; the first of `20-30K` takes the scale of the second."""
    scale = match[f"scale{n}"]
    value = Decimal(match[f"digits{n}"].replace(",", ""))
    if scale is None and of_range is not None and of_range["scale2"] and value < 1000:
        scale = of_range["scale2"]
    if scale is not None:
        value *= Decimal(10) ** SCALES[scale.lower()]
    return -value if match[f"sign{n}"] else value
