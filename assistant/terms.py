"""What a question gives beside amounts of pay: a vesting schedule, shares at a price, an exchange rate.

In: a text. Out: `Terms`, with the places of the numbers they are made of, so that nobody reads those as
pay. It knows numbers and the words beside them, no guide and no company.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from corpus.currencies import CURRENCY_ANYHOW, currencies_in, currency_called
from corpus.money import Amount, amounts_in
from corpus.regexes import regex

Span = tuple[int, int]

# Numbers that stand in a row: "5/15/40/40", "40 30 20 10", "10, 20, 30 and then 40 percent".
_NUMBER = regex(
    r"(?<![A-Za-z\d.$€£¥])\d{1,3}(?:\.\d+)?(?![A-Za-z\d])(?:\s?(?:%|percent\b|pct\b))?(?!\s?[kw万]\b|\s?万)"
)
_BETWEEN = regex(
    r"(?:[\s,;/:+-]|\b(?:the|first|second|third|fourth|last|final|years?|yrs?|one|two|three|four|then|and|in|for|next|on|of|after"
    r"|at|another|percent|pct|each)\b|%|第.年|然后|、|，){1,16}",
    re.I,
)
_SLASHES = regex(r"\s?[/:-]\s?")
_VESTING = regex(
    r"\bvest\w*|\bschedul\w*|\bgrants?\b|\b(?:rsus?|stocks?|shares?|equity)\b|\bunlock\w*|归属|兑现|股票",
    re.I,
)
_YEAR_NUMBER = regex(r"\b(?:years?|yrs?|y)\s*$", re.I)
_MOST_YEARS = 6

_SHARES = regex(
    rf"(?<![\w.$€£¥])(?P<n>\d[\d,]*(?:\.\d+)?(?P<k>k)?)\s+(?:(?!(?:in|of|for|worth|as)\b)(?!(?:{CURRENCY_ANYHOW})\s)\w+\s+)?(?P<what>rsus?|shares?|options?|units?|stock\s+units?)\b",
    re.I,
)
_FEWEST_RSUS, _MOST_RSUS = 1_000, 10_000  # "260 RSUs" and "80000 rsu" are amounts in thousands and in whole units
_FEWEST_SHARES = 10  # "2 options" are choices
_STRIKE = regex(r"\b(?:strike|exercise)\b[^\d,;]{0,20}$", re.I)
# What makes a number the price of a share: words before it, what stands between the shares and it, or words behind.
_PRICE_AHEAD = regex(
    r"\b(?:price\w*|worth|fmv|409a|trad(?:es?|ing)(?:\s+at)?|shares?\s+(?:is|are|now|today|at)(?:\s+at)?|one\s+is|each\s+is)\b[^\d,;]{0,14}$",
    re.I,
)
_PRICE_BESIDE = regex(r"\s*(?:(?:be|are|is|worth|now|valued|priced)\s+)*(?:at|@|x|×|\*|times)\s*\W?\s*", re.I)
_PRICE_BEHIND = regex(
    r"^\s*(?:dollars?|usd|bucks?)?\s*(?:each|apiece|a\s+(?:share|piece|unit)|per\s+(?:share|unit|rsu)|/\s?share)\b",
    re.I,
)
MOST_PRICE = 3000


# In China and elsewhere a year has more salaries than months: "16薪", "60k x 15", "a thirteenth month".
_MONTHS_OF_PAY = regex(
    r"(?<![\d.,])(?P<pay>1[2-9]|2[0-4])\s*(?:薪|个月(?:的)?(?:工资|薪\w?|月薪)|months?['’]?\s+(?:of\s+)?(?:pay|salary|salaries|base|wages?)\b"
    r"|(?:salary|pay)\s+months\b|(?:monthly\s+)?salaries\b|pay\s?checks\b|months\s+(?:a|per|each|every)\s+year\b)"
    r"|(?:(?<=[kKwW万])|(?<=\brmb)|(?<=\bcny)|(?<=yuan))\s?(?:[x×*])\s?(?P<times>1[2-9]|2[0-4])(?![\d.]|\s?[%kw万])"
    r"|\b(?:13th|thirteenth)[\s-]+(?:month|salary)\w*|十三薪",
    re.I,
)


def _side(side: str) -> str:
    """A group for the currency on one side of a rate."""
    return rf"(?P<{side}>{CURRENCY_ANYHOW})(?![a-z])"


# "1 USD = 7.2 CNY", "one dollar is 1.35 sgd"
_RATE = regex(
    rf"(?:\b(?:1|one|a)\s?{_side('a')}|(?<![\w$]){_side('c')}\s?1)\s*(?:=|:|is|are|to|buys|equals|gives|costs|makes|等于|兑|换)?\s*(?:about\s+|around\s+|ca\.?\s+)?"
    rf"(?P<rate>\d+(?:\.\d+)?)\s?{_side('b')}",
    re.I,
)
# "1.35 sgd per usd", "7.2 yuan to the dollar"
_RATE_PER = regex(
    rf"(?P<rate>\d+(?:\.\d+)?)\s?{_side('b')}\s*(?:/|per|for\s+(?:one|1|a|every)|to\s+(?:the|one|1|a)|a)\s*(?:1\s?)?{_side('a')}",
    re.I,
)
# "USD/CNY 7.2", "usdcny at 7.2"
_RATE_PAIR = regex(
    rf"\b{_side('a')[:-9]}\s?[/-]?\s?{_side('b')}\s*(?:rate\s*)?(?:=|:|is|at|of|@)?\s*(?P<rate>\d+\.\d+)",
    re.I,
)
# "the rate is 7.2", "at 7.0": between the two currencies that the text names
_RATE_ALONE = regex(
    r"(?:\brates?\b[^\d?!]{0,20}|\bat\s+|@\s?|汇率[^\d?!]{0,6})(?P<rate>\d{1,3}\.\d{1,4}|\d)(?![\d%kw]|\s?(?:%|percent|years?|yrs?|months?))",
    re.I,
)
# "use 7.1", "with 0.78": beside the one currency that something is to be turned into.
_RATE_MEANT = regex(
    r"(?:(?:\b(?:rates?|use|using|take|taking|assum\w+|say|divid\w+\s+by|multipl\w+\s+by)\b\s*(?:an?\s+|the\s+|of\s+|is\s+|it\s+|by\s+|rate\s+)*[=:]?\s*|@\s?|汇率[^\d?!]{0,6})"
    r"(?=\d)|\b(?:at|with|times)\s+(?=\d+\.)|按\s?(?=\d))"
    r"(?P<rate>\d{1,3}\.\d{1,5}|[1-9]\d?)(?![\d%kwKW]|[.,]\d|\s?(?:%|percent|years?|yrs?|months?|days?|weeks?|yoe))",
    re.I,
)

_PERCENT_PAIR = regex(
    r"(?<![\w.$/])(?P<first>\d{1,2}(?:\.\d+)?)\s+(?:and|or|to|vs\.?|versus|against|instead\s+of|rather\s+than)\s+\d{1,2}(?:\.\d+)?\s?(?:%|percent\b|pct\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Shares:
    """A number of shares, what one is worth, and what one costs to have (0 for what costs nothing)."""

    count: Decimal
    price: Decimal
    strike: Decimal
    currency: str | None
    mark: str
    name: str  # "RSUs", "options": as the person calls them


@dataclass(frozen=True, slots=True)
class Rate:
    """One unit of `of` is worth so many of `to`."""

    of: str
    to: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Terms:
    """What beside pay a question gives to reckon with; `spans` are the places of its numbers."""

    schedule: tuple[Decimal, ...] = ()
    shares: Shares | None = None
    rate: Rate | None = None
    percents: tuple[Span, ...] = ()  # bare numbers that a percentage behind them makes percentages
    spans: tuple[Span, ...] = ()
    rate_alone: Decimal | None = None  # a rate to the one currency that is named; the other is a row's
    months: int = 0  # how many months' pay make a year, where that is told: "15薪", "a 13th month"
    unpriced: tuple[str, ...] = ()  # numbers of shares whose worth is not told: "2,600 shares"

    def holds(self, start: int, end: int) -> bool:
        """Whether a piece of the text is one of these terms."""
        return any(a < end and start < b for a, b in self.spans)


NO_TERMS = Terms()


def terms_in(text: str) -> Terms:
    """Read the terms of a text.

    >>> [int(p) for p in terms_in("rsus of 500k vest 40 30 20 10").schedule]
    [40, 30, 20, 10]
    >>> terms_in("600 shares at $210 each").shares.price
    Decimal('210')
    >>> terms_in("1 usd = 7.2 cny").rate.value
    Decimal('7.2')
    >>> terms_in("6w*15薪").months, terms_in("12k a month, 13 months of pay").months, terms_in("in 14 months").months
    (15, 13, 0)
    >>> terms_in("205 base and 2,600 shares").unpriced, terms_in("205 base and 260 RSUs, 2 options").unpriced
    (('2,600 shares',), ())
    """
    schedule, spans = schedule_in(text)
    rate, of_rate = _rate_in(text)
    alone, of_alone = (None, ()) if rate or schedule else _rate_alone_in(text)
    shares, of_shares = (None, ()) if schedule else _shares_in(text)
    pairs = tuple(m.span("first") for m in _PERCENT_PAIR.finditer(text)) if not schedule else ()
    months, of_months = _months_in(text)
    counts = [] if shares else _unpriced_in(text)
    of_counts = (m.span() for m in counts)
    all_spans = (*spans, *of_rate, *of_alone, *of_shares, *of_months, *of_counts)
    return Terms(schedule, shares, rate, pairs, all_spans, alone, months, tuple(m.group() for m in counts))


def schedule_in(text: str) -> tuple[tuple[Decimal, ...], tuple[Span, ...]]:
    """The percentages of a vesting schedule, year by year, and where they stand; they make up the whole.

    >>> [int(p) for p in schedule_in("50% the first year, then 25 and 25, of the grant")[0]]
    [50, 25, 25]
    >>> schedule_in("base 40, bonus 60")[0]
    ()
    """
    numbers = [m for m in _NUMBER.finditer(text) if not _YEAR_NUMBER.search(text[: m.start()])]
    for run in _runs(text, numbers):
        for first in range(len(run) - 1):
            for last in range(first + 2, min(len(run), first + _MOST_YEARS) + 1):
                part = run[first:last]
                values = [Decimal(re.sub(r"[^\d.]", "", m.group())) for m in part]
                if sum(values) != 100 or 0 in values:
                    continue
                between = [text[a.end() : b.start()] for a, b in pairwise(part)]
                slashed = len(part) > 2 and all(_SLASHES.fullmatch(piece) for piece in between)
                plain = len(part) > 3 and all(re.fullmatch(r"[\s,/:-]+", piece) for piece in between)
                if slashed or plain or _VESTING.search(text):
                    return tuple(values), ((part[0].start(), part[-1].end()),)
    return (), ()


def _runs(text: str, numbers: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    run: list[re.Match[str]] = []
    for m in numbers:
        if run and not _BETWEEN.fullmatch(text[run[-1].end() : m.start()]):
            yield run
            run = []
        run.append(m)
    yield run


def _shares_in(text: str) -> tuple[Shares | None, tuple[Span, ...]]:
    found = _SHARES.search(text)
    if found is None:
        return None, ()
    count = Decimal(found["n"].replace(",", "").rstrip("kK")) * (1000 if found["k"] else 1)
    price: Amount | None = None
    strike: Amount | None = None
    for a in amounts_in(text):
        if (a.start < found.end() and found.start() < a.end) or a.high != a.low or a.unit == "percent":
            continue
        ahead, behind = text[: a.start], text[a.end :]
        if a.low > MOST_PRICE or (a.scaled and a.low >= 1000):
            continue
        if _STRIKE.search(ahead):
            strike = a
        elif (
            _PRICE_BEHIND.search(behind)
            or _PRICE_AHEAD.search(ahead)
            or _PRICE_BESIDE.fullmatch(text[found.end() : a.start])
        ):
            price = price or a
    if price is None or not count:
        return None, ()
    spans = [(a.start, a.end) for a in (price, strike) if a] + [found.span("n")]
    cost = strike.low if strike else Decimal(0)
    marked = next((a for a in (price, strike) if a and a.currency), price)
    return Shares(count, price.low, cost, marked.currency, marked.mark, found["what"]), tuple(spans)


def _unpriced_in(text: str) -> list[re.Match[str]]:
    """Numbers of shares that stand without a price; what may as well be an amount is none."""
    found = []
    for m in _SHARES.finditer(text):
        count = Decimal(m["n"].replace(",", "").rstrip("kK")) * (1000 if m["k"] else 1)
        rsus = m["what"].lower().startswith("rsu")
        if (_FEWEST_RSUS <= count < _MOST_RSUS and not m["k"]) if rsus else count >= _FEWEST_SHARES:
            found.append(m)
    return found


def _months_in(text: str) -> tuple[int, tuple[Span, ...]]:
    found = _MONTHS_OF_PAY.search(text)
    if found is None:
        return 0, ()
    number = next((name for name, value in found.groupdict().items() if value), "")
    return (int(found[number]), (found.span(number),)) if number else (13, (found.span(),))


def _rate_in(text: str) -> tuple[Rate | None, tuple[Span, ...]]:
    for pattern in (_RATE, _RATE_PER, _RATE_PAIR):
        m = pattern.search(text)
        if m is None:
            continue
        sides = m.groupdict()
        of = currency_called(sides.get("a") or sides.get("c") or "")
        to = currency_called(sides["b"])
        value = Decimal(m["rate"])
        if of and to and of != to and value:
            return Rate(of, to, value), (m.span(),)
    named = currencies_in(text)
    m = _RATE_ALONE.search(text)
    if m is not None and len(named) == 2 and (rate := rate_between(named, Decimal(m["rate"]))):
        return rate, (m.span("rate"),)
    return None, ()


def _rate_alone_in(text: str) -> tuple[Decimal | None, tuple[Span, ...]]:
    """A rate where only one of its two currencies is named."""
    m = _RATE_MEANT.search(text)
    if m is None or len(currencies_in(text)) != 1 or not Decimal(m["rate"]):
        return None, ()
    return Decimal(m["rate"]), (m.span("rate"),)


def rate_between(currencies: Collection[str], value: Decimal) -> Rate | None:
    """A rate between two currencies that does not say which of them it is of; None for rare ones.

    It is written so that it is more than one: so many of the lighter for one of the heavier.

    >>> rate_between({"USD", "CNY"}, Decimal("7.1")).of, rate_between({"USD", "GBP"}, Decimal("0.8")).of
    ('USD', 'USD')
    """
    if len(currencies) != 2 or not set(currencies) <= set(_LIGHTNESS) or value <= 0:
        return None
    heavy, light = sorted(currencies, key=_LIGHTNESS.index)
    return Rate(light, heavy, value) if value < 1 else Rate(heavy, light, value)


# The usual order of two currencies in a rate: one of the first for so many of the second.
_LIGHTNESS = ("GBP", "EUR", "CHF", "USD", "CAD", "SGD", "CNY", "HKD", "INR", "JPY")
