"""The base of a letter: what it is for a year, or a question where that takes a guess.

In: a letter's text and figures, the `Pay` read so far. Out: the base, read or asked, in `Pay`. Nothing is
multiplied without a yes: a month's pay, a thirteenth month, hundreds that may be thousands are asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from assistant.counter.letter_money import SAYS, Figure
from assistant.counter.letter_reads import Pay, distinct, doubt_of, quoted, read_of, value_of
from assistant.counter.letter_words import FIXED_PAY, MONTHS, TOTAL_CTC
from assistant.counter.proposal import Doubt, Reading
from corpus.regexes import regex

# Below this a year's base is so little that it is a month's, or in thousands: by currency.
_LEAST_YEARLY = {
    "JPY": 2_500_000,
    "KRW": 20_000_000,
    "INR": 300_000,
    "CNY": 150_000,
    "HKD": 150_000,
    "TWD": 400_000,
}
_LEAST = 20_000
_PACKAGE = regex(
    r"\btotal\s+(?:annual\s+|fixed\s+|target\s+)*(?:remuneration|compensation|package|cash"
    r"|employment\s+cost)(?:\s+package)?\b|\bOTE\b|总包|年包",
    re.IGNORECASE,
)


def ask_thousands(figures: Sequence[Figure], pay: Pay) -> None:
    """`230 base, 40 sign on`: probably thousands, and asked; a number of RSUs may be one of shares."""
    base = next(f for f in figures if f.part == "base")
    values: dict[str, Any] = {}
    for figure in figures:
        name = {"base": "base", "equity": "equity_total", "sign_on": "sign_on"}[figure.part]
        values.setdefault(name, int(figure.value * 1000))
    shares = next((f for f in figures if f.part == "equity"), None)
    said = ", ".join(f"“{f.amount.text}”" for f in figures)
    readings = [Reading(f"thousands: {', '.join(f'{n} {v:,}' for n, v in values.items())}", values)]
    if shares is not None:
        less = {n: v for n, v in values.items() if n != "equity_total"}
        readings.append(Reading(f"thousands, but {shares.amount.text} is a number of shares", less))
    also = [name for name in values if name != "base"]
    pay.doubts.append(doubt_of("base", f"Are these thousands: {said}?", base, readings, also))


def read_base(text: str, figures: Sequence[Figure], pay: Pay) -> None:
    """Put the base into `pay`, or a question about it."""
    if pay.asked("base"):
        return
    named = [f for f in figures if f.part == "base" and not f.at_most and not f.shares]
    if any(TOTAL_CTC.search(text) and FIXED_PAY.search(f.name) for f in named):
        named = [f for f in named if FIXED_PAY.search(f.name)]
    yearly = [f for f in named if not f.period and not f.range]
    monthly = [f for f in named if f.period == "month"]
    values = list(dict.fromkeys(f.value for f in yearly))
    if len(values) > 1:
        said = [f for f in yearly if f.yearly]
        # A year's pay beside smaller amounts for less than a year: only it is the base.
        least = _LEAST_YEARLY.get(pay.currency or "", _LEAST)
        if len({f.value for f in said}) == 1 and all(f.value < least for f in yearly if f not in said):
            yearly, values = said, [said[0].value]
    if len(values) > 1:
        ask = f"The letter names more than one base: {quoted(yearly)}. Which is it?"
        readings = [
            Reading(f"{f.amount.text}", {"base": value_of(f.value, f, pay)}) for f in distinct(yearly)[:4]
        ]
        pay.doubts.append(doubt_of("base", ask, yearly[0], readings))
        return
    if yearly:
        _one_base(text, yearly[0], pay)
        return
    if monthly:
        _by_the_month(text, monthly[0], pay)
        return
    ranges = [f for f in named if f.range]
    if ranges:
        pay.doubts.append(
            doubt_of("base", f"“{ranges[0].amount.text}” is a range: which base was offered?", ranges[0])
        )
        return
    if named:
        said_for = {"hour": "an hour"}.get(named[0].period, "less than a year")
        ask = f"“{named[0].amount.text}” is for {said_for}: how much is the base for a year?"
        pay.doubts.append(doubt_of("base", ask, named[0]))
        return
    total = TOTAL_CTC.search(text) or _PACKAGE.search(text)
    if total:
        ask = f"The letter names “{total[0]}”, which holds more than the base: how much of it is the base?"
        pay.doubts.append(Doubt("base", ask, total[0], total.start(), total.end()))


def _one_base(text: str, figure: Figure, pay: Pay) -> None:
    least = _LEAST_YEARLY.get(pay.currency or "", _LEAST)
    months = MONTHS.search(text)
    value, note = figure.value, SAYS[figure.firmness]
    if figure.amount.doubt:
        readings = sorted(
            (Decimal(part.replace(",", "")) for part in figure.amount.doubt.split(" or ")), reverse=True
        )
        if len(readings) == 2 and readings[1] < 1000 <= readings[0]:
            value = readings[0]
            note = f"“{figure.amount.text}” read with a point between thousands"
    if value < least and not figure.yearly:
        if value < 1000:
            said = f"write it whole: {value:f} or {value * 1000:,f}"
            pay.doubts.append(
                doubt_of("base", f"How much is “{figure.amount.text}” for a year? {said}", figure)
            )
            return
        _by_the_month(text, figure, pay, sure=False)
        return
    pay.fields.append(read_of("base", value_of(value, figure, pay), figure, note))
    if months and months["c"] is None and months["b"] is None and not figure.yearly:
        pay.fields.pop()
        _by_the_month(text, figure, pay, sure=False)
    elif months:
        ask = f"Is the {months[0]} inside the base of {figure.amount.text}, or paid on top?"
        inside = Reading(f"inside it: the base is {value:,f}", {"base": value_of(value, figure, pay)})
        pay.doubts.append(Doubt("base", ask, months[0], months.start(), months.end(), (inside,)))


def _by_the_month(text: str, figure: Figure, pay: Pay, sure: bool = True) -> None:
    found = MONTHS.search(text)
    counts = [12]
    if figure.times:
        counts = [figure.times]
    elif found:
        counts = [12, int(found["a"] or found["x"] or 13)]
    value = figure.value
    readings = [
        Reading(f"{n} months: {value * n:,f} a year", {"base": value_of(value * n, figure, pay)})
        for n in counts
    ]
    if not sure:
        readings.append(Reading(f"{value:,f} is for a year", {"base": value_of(value, figure, pay)}))
    what = "is for a month" if sure else "may be for a month"
    more = f", and the letter says “{found[0]}”" if found and not figure.times else ""
    ask = f"“{figure.words}” {what}{more}. How much is the base for a year?"
    pay.doubts.append(doubt_of("base", ask, figure, readings))
