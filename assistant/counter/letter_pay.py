"""The figures of a letter become the money fields of an offer, or questions where they could be two things.

In: the letter's sentences and places. Out: `Read`s and `Doubt`s for base, equity, bonus, sign-on and
currency. Nothing is multiplied or added up without a yes: a month's pay, a thirteenth month, hundreds
that may be thousands, a number of shares are asked. It does not know companies or dates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from assistant.counter.letter_money import FIRM, HEADED, SAYS, Figure, figures_in
from assistant.counter.letter_text import Sentence
from assistant.counter.letter_vesting import kind_in, vesting_in, years_in
from assistant.counter.letter_words import (
    FIXED_PAY,
    INSTALMENTS,
    MONTHS,
    PART_OF_SIGN_ON,
    REPAID,
    TOTAL_CTC,
    VESTS,
)
from assistant.counter.proposal import Doubt, Read, Reading
from corpus.currencies import CURRENCY_CODES, CURRENCY_WORDS, DOLLAR_CURRENCIES, currency_named, currency_of
from corpus.regexes import regex

# Below this a year's base is so little that it is a month's, or in thousands: by currency.
LEAST_YEARLY = {
    "JPY": 2_500_000,
    "KRW": 20_000_000,
    "INR": 300_000,
    "CNY": 150_000,
    "HKD": 150_000,
    "TWD": 400_000,
}
_LEAST = 20_000
# Where a plain "$" may be another country's dollar.
_DOLLAR_PLACES = {
    "Singapore": "SGD", "Canada": "CAD", "Australia": "AUD", "Hong Kong": "HKD", "New Zealand": "NZD",
    "Taiwan": "TWD", "Mexico": "MXN",
}  # fmt: skip
_CURRENCY_SAID = regex(
    r"\((?P<code>[A-Z]{3})\)|\b(?:in|are|is|currency:?)\s+(?P<in>[A-Z]{3})\b"
    r"|\b(?P<bare>[A-Z]{3}|sgd|usd|eur|gbp|cny|rmb|inr)\b"
    rf"|\b(?P<words>(?i:{CURRENCY_WORDS}))\b",
)
# Names that more than one currency goes by.
_PLAIN = frozenset({"dollar", "buck", "pound", "franc"})
_VESTING = regex(r"\bvest|\bcliff|归属", re.IGNORECASE)
_PACKAGE = regex(
    r"\btotal\s+(?:annual\s+|fixed\s+|target\s+)*(?:remuneration|compensation|package|cash"
    r"|employment\s+cost)(?:\s+package)?\b|\bOTE\b|总包|年包",
    re.IGNORECASE,
)
_LAKHS = regex(r"\d\s*(?:lakhs?|lacs?|crores?|cr|lpa)\b", re.IGNORECASE)
_BONUS_MONTHS = regex(
    r"\b(?:\d(?:\.\d)?|one|two|three)(?:\s*(?:-"
    r"|to)\s*\d)?\s*months?['’]?\s+(?:of\s+)?(?:base\s+)?(?:salary\s+"
    r"|pay\s+)?(?:as\s+(?:a\s+)?)?bonus",
    re.IGNORECASE,
)
_BARE_PERCENT = regex(
    r"(?:^|[,;+/&]|\band\b)\s*(?P<words>(?P<number>\d{1,2}(?:\.\d)?)\s*%)\s*(?=$|[,;+/&]"
    r"|\band\b|[.!](?:\s|$))"
)
_SHARE_COUNT = regex(
    r"(?<![\w$£€₹.,])(?P<words>(?P<number>\d{1,3}(?:[,.]\d{3})+|\d{2,7})\s+(?:(?:virtual"
    r"|restricted|stock|share|common|ordinary|EMI|"
    r"incentive|phantom|new|company)\s+)*(?:RSUs?|PPUs?|units|options|shares|ESOPs?"
    r"|VSOPs?))\b|(?P<percent>\d\.\d{1,3}\s*%)\s+(?:of\s+the\s+(?:fully|company)|equity|stake)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Pay:
    """What was read so far."""

    fields: list[Read] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    currency: str | None = None

    def has(self, name: str) -> bool:
        return any(f.field == name for f in self.fields)

    def asked(self, name: str) -> bool:
        return any(d.field == name or name in d.also for d in self.doubts)


def pay_in(text: str, sentences: Sequence[Sentence], countries: Sequence[str]) -> Pay:
    """Base, equity, bonus, sign-on and currency of a letter. `countries` are those that it names."""
    figures = _certain(figures_in(sentences))
    pay = Pay()
    _currency(text, figures, countries, pay)
    short = [f for f in figures if f.bare and f.part in ("base", "equity", "sign_on")]
    if any(f.part == "base" for f in short) and not any(f.part == "base" and not f.bare for f in figures):
        _in_thousands(short, pay)
    figures = [f for f in figures if not (f.bare and f.amount.unit == "count")]
    _base(text, figures, pay)
    _equity(sentences, figures, pay)
    _bonus(sentences, figures, pay)
    _sign_on(text, figures, pay)
    pay.fields.sort(key=lambda read: read.start)
    return pay


def _certain(figures: list[Figure]) -> list[Figure]:
    """For each part, the figures that are named most firmly, where any is firm."""
    out = []
    for figure in figures:
        # A month's pay beside its name says nothing of how firmly the year's is named.
        alike = [
            f
            for f in figures
            if (f.part, f.amount.unit, f.period) == (figure.part, figure.amount.unit, figure.period)
        ]
        best = max(f.firmness for f in alike if not f.shares) if any(not f.shares for f in alike) else 0
        # Parts of one sign-on stand in one sentence, only the first beside the name.
        beside = figure.part == "sign_on" and any(
            f.firmness == FIRM and f.sentence == figure.sentence for f in alike
        )
        if figure.firmness >= best or beside or figure.shares:
            out.append(figure)
    return out


def _value(amount: Decimal, figure: Figure, pay: Pay) -> Any:
    """An amount for the offer: whole units, with its currency where that is not the offer's."""
    value: Any = int(amount) if amount == amount.to_integral_value() else f"{amount:f}"
    own = figure.amount.currency
    plain_dollar = figure.amount.mark == "$" and pay.currency in DOLLAR_CURRENCIES
    if own and own != pay.currency and pay.currency is not None and not plain_dollar:
        return f"{own} {value}"
    return value


def _read(name: str, value: Any, figure: Figure, note: str = "") -> Read:
    words = figure.words
    place = figure.sentence.text.find(words)
    start = figure.sentence.start + place if place >= 0 else figure.start
    return Read(name, value, words, start, start + len(words), note or SAYS[figure.firmness])


def _doubt(
    name: str, ask: str, figure: Figure, readings: Sequence[Reading] = (), also: Sequence[str] = ()
) -> Doubt:
    read = _read(name, None, figure)
    return Doubt(name, ask, read.words, read.start, read.end, tuple(readings), tuple(also))


# ------------------------------------------------------------------------------------- currency


def _currency(text: str, figures: Sequence[Figure], countries: Sequence[str], pay: Pay) -> None:
    money = [f for f in figures if f.amount.unit != "percent" and not f.shares]
    money.sort(key=lambda f: f.part != "base")
    said = _said_currency(text)
    if not money and len(said) != 1:
        return
    home = next((_DOLLAR_PLACES[c] for c in countries if c in _DOLLAR_PLACES), None)
    for figure in money:
        code, mark = figure.amount.currency, figure.amount.mark
        if code and (mark != "$" or home is None or home in said):
            if mark == "$":
                others = [c for c in said if c in DOLLAR_CURRENCIES and c != "USD"]
                code = others[0] if len(others) == 1 and "USD" not in said else code
            note = (
                "a plain $, taken for US dollars"
                if mark == "$" and code == "USD" and "USD" not in said
                else "as marked"
            )
            pay.currency = code
            shown = mark or figure.amount.text
            start = figure.start + max(figure.amount.text.find(shown), 0)
            pay.fields.append(
                Read("currency", code, text[start : start + len(shown)], start, start + len(shown), note)
            )
            return
        if code and mark == "$" and home:
            readings = [Reading(c, {"currency": c}) for c in ("USD", home)]
            pay.doubts.append(
                _doubt("currency", f"Are the amounts with a plain $ in {home} or in USD?", figure, readings)
            )
            return
    codes = list(said)
    if len(codes) == 1:
        start, end = said[codes[0]]
        pay.currency = codes[0]
        pay.fields.append(
            Read("currency", codes[0], text[start:end], start, end, "the one that the letter names")
        )
        return
    rupees = next((f for f in money if _LAKHS.search(f.amount.text)), None)
    if rupees is not None and not codes:
        pay.currency = "INR"
        note = "lakh and crore are counted in rupees"
        pay.fields.append(Read("currency", "INR", rupees.amount.text, rupees.start, rupees.end, note))
        return
    if not money:
        return
    ask = "In which currency are the amounts? The letter does not say"
    pay.doubts.append(_doubt("currency", f"{ask}.", money[0]))


def _said_currency(text: str) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for match in _CURRENCY_SAID.finditer(text):
        code: str | None
        if match["words"]:
            words = match["words"].casefold()
            named = None if words.rstrip("s") in _PLAIN else currency_named(words)
            code = named[0] if named else None
        else:
            name = (match["code"] or match["in"] or match["bare"]).upper()
            code = (
                currency_of(name)
                if name in CURRENCY_CODES and name not in ("TRY", "PEN", "COP", "ALL")
                else None
            )
        if code:
            found.setdefault(code, match.span())
    return found


# ------------------------------------------------------------------------------ in thousands


def _in_thousands(figures: Sequence[Figure], pay: Pay) -> None:
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
    pay.doubts.append(_doubt("base", f"Are these thousands: {said}?", base, readings, also))


# ----------------------------------------------------------------------------------------- base


def _base(text: str, figures: Sequence[Figure], pay: Pay) -> None:
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
        least = LEAST_YEARLY.get(pay.currency or "", _LEAST)
        if len({f.value for f in said}) == 1 and all(f.value < least for f in yearly if f not in said):
            yearly, values = said, [said[0].value]
    if len(values) > 1:
        parts = " and ".join(f"“{f.words}”" for f in _distinct(yearly)[:4])
        readings = [
            Reading(f"{f.amount.text}", {"base": _value(f.value, f, pay)}) for f in _distinct(yearly)[:4]
        ]
        pay.doubts.append(
            _doubt("base", f"The letter names more than one base: {parts}. Which is it?", yearly[0], readings)
        )
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
            _doubt("base", f"“{ranges[0].amount.text}” is a range: which base was offered?", ranges[0])
        )
        return
    if named:
        said_for = {"hour": "an hour"}.get(named[0].period, "less than a year")
        ask = f"“{named[0].amount.text}” is for {said_for}: how much is the base for a year?"
        pay.doubts.append(_doubt("base", ask, named[0]))
        return
    total = TOTAL_CTC.search(text) or _PACKAGE.search(text)
    if total:
        ask = f"The letter names “{total[0]}”, which holds more than the base: how much of it is the base?"
        pay.doubts.append(Doubt("base", ask, total[0], total.start(), total.end()))


def _distinct(figures: Sequence[Figure]) -> list[Figure]:
    return list({f.value: f for f in reversed(figures)}.values())[::-1]


def _one_base(text: str, figure: Figure, pay: Pay) -> None:
    least = LEAST_YEARLY.get(pay.currency or "", _LEAST)
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
                _doubt("base", f"How much is “{figure.amount.text}” for a year? {said}", figure)
            )
            return
        _by_the_month(text, figure, pay, sure=False)
        return
    pay.fields.append(_read("base", _value(value, figure, pay), figure, note))
    if months and months["c"] is None and months["b"] is None and not figure.yearly:
        pay.fields.pop()
        _by_the_month(text, figure, pay, sure=False)
    elif months:
        ask = f"Is the {months[0]} inside the base of {figure.amount.text}, or paid on top?"
        inside = Reading(f"inside it: the base is {value:,f}", {"base": _value(value, figure, pay)})
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
        Reading(f"{n} months: {value * n:,f} a year", {"base": _value(value * n, figure, pay)})
        for n in counts
    ]
    if not sure:
        readings.append(Reading(f"{value:,f} is for a year", {"base": _value(value, figure, pay)}))
    what = "is for a month" if sure else "may be for a month"
    more = f", and the letter says “{found[0]}”" if found and not figure.times else ""
    ask = f"“{figure.words}” {what}{more}. How much is the base for a year?"
    pay.doubts.append(_doubt("base", ask, figure, readings))


# --------------------------------------------------------------------------------------- equity


def _equity(sentences: Sequence[Sentence], figures: Sequence[Figure], pay: Pay) -> None:
    grants = [f for f in figures if f.part == "equity" and f.amount.unit != "percent"]
    worth = [f for f in grants if not f.shares and not f.range and not f.at_most]
    about = [
        s
        for s in sentences
        if any(f.sentence == s for f in grants) or VESTS.search(s.text) or _names_equity(s)
    ]
    kind = kind_in(about)
    if kind:
        pay.fields.append(kind)
    if pay.asked("equity_total"):
        _vesting(about, pay)
        return
    values = list(dict.fromkeys((f.value, f.amount.currency) for f in worth))
    yearly = [f for f in worth if _each_year(f)]
    if len(values) > 1:
        parts = " and ".join(f"“{f.words}”" for f in _distinct(worth)[:4])
        pay.doubts.append(
            _doubt("equity_total", f"The letter names more than one grant: {parts}. Which counts?", worth[0])
        )
        return
    if yearly:
        pay.fields.append(_read("equity_per_year", _value(yearly[0].value, yearly[0], pay), yearly[0]))
        return
    if worth:
        grant = worth[0]
        pay.fields.append(_read("equity_total", _value(grant.value, grant, pay), grant))
        years = years_in(grant, about)
        if years:
            pay.fields.append(years)
        else:
            pay.doubts.append(
                _doubt("equity_years", f"Over how many years is the equity of {grant.amount.text}?", grant)
            )
        _vesting(about, pay)
        return
    ranges = [f for f in grants if f.range or f.at_most]
    if ranges:
        said = f"“{ranges[0].amount.text}” is no single amount: which equity was offered?"
        pay.doubts.append(_doubt("equity_total", said, ranges[0]))
        return
    for sentence in sentences:
        counted = _SHARE_COUNT.search(sentence.text)
        if counted and not REPAID.search(sentence.text[: counted.start()]):
            words = counted["words"] or counted["percent"]
            start = sentence.start + sentence.text.find(words)
            ask = f"“{words}” is a number or share of them, not money: what does the company say they are worth?"
            pay.doubts.append(Doubt("equity_total", ask, words, start, start + len(words)))
            return


def _names_equity(sentence: Sentence) -> bool:
    from assistant.counter.letter_words import KEYWORDS

    return any(m.lastgroup == "equity" for m in KEYWORDS.finditer(sentence.text))


def _each_year(figure: Figure) -> bool:
    behind = figure.sentence.text[figure.end - figure.sentence.start :]
    named = figure.amount.period == "year" or re.match(
        r"\s*(?:(?:in|of|worth\s+of)\s+)?(?:RSUs?|stock|equity|PPUs?)?\s*(?:per\s+year|a\s+year"
        r"|/\s?y(?:ea)?r|annually|each\s+year|p\.a)",
        behind,
        re.IGNORECASE,
    )
    return bool(named)


def _vesting(about: Sequence[Sentence], pay: Pay) -> None:
    years = next((f.value for f in pay.fields if f.field == "equity_years"), None)
    found = vesting_in(about, years)
    if found and (years is None or years == len(found.value)):
        pay.fields.append(found)


# ---------------------------------------------------------------------------------------- bonus


def _bonus(sentences: Sequence[Sentence], figures: Sequence[Figure], pay: Pay) -> None:
    named = [f for f in figures if f.part == "bonus"]
    percents = [f for f in named if f.amount.unit == "percent" and 0 < f.value < 100]
    amounts = [f for f in named if f.amount.unit != "percent" and f.value >= 1000 and f.firmness > HEADED]
    asked = [f for f in percents if f.range or f.at_most]
    clear = [f for f in percents if not f.range and not f.at_most]
    values = list(dict.fromkeys(f.value for f in clear))
    if len(values) == 1:
        value = values[0]
        pay.fields.append(
            _read("bonus_percent", int(value) if value == int(value) else float(value), clear[0])
        )
        return
    if len(values) > 1:
        parts = " and ".join(f"“{f.words}”" for f in _distinct(clear)[:4])
        pay.doubts.append(
            _doubt("bonus_percent", f"The letter names more than one bonus: {parts}. Which counts?", clear[0])
        )
        return
    if asked:
        words = asked[0].sentence.text[: asked[0].end - asked[0].sentence.start][
            -len(asked[0].amount.text) - 7 :
        ]
        said = "the most" if asked[0].at_most else "a range"
        ask = f"“{words.strip()}” is {said}: what is the target of the bonus?"
        pay.doubts.append(_doubt("bonus_percent", ask, asked[0]))
        return
    sums = list(dict.fromkeys(f.value for f in amounts if not f.range and not f.at_most))
    if len(sums) == 1:
        first = next(f for f in amounts if f.value == sums[0])
        pay.fields.append(_read("bonus", _value(sums[0], first, pay), first))
        return
    if amounts:
        pay.doubts.append(
            _doubt("bonus", f"“{amounts[0].words}”: how much is the target of the bonus?", amounts[0])
        )
        return
    for sentence in sentences:
        months = _BONUS_MONTHS.search(sentence.text)
        if months:
            start = sentence.start + months.start()
            ask = f"“{months[0]}”: how much is the bonus, in percent of the base or in money?"
            pay.doubts.append(Doubt("bonus_percent", ask, months[0], start, start + len(months[0])))
            return
    _bare_percent(sentences, figures, pay)


def _bare_percent(sentences: Sequence[Sentence], figures: Sequence[Figure], pay: Pay) -> None:
    """`214k base, 360k RSU, 15%`: among the parts of an offer a percentage alone is its bonus."""
    for sentence in sentences:
        parts = {f.part for f in figures if f.sentence == sentence} | {
            d.field for d in pay.doubts if sentence.start <= d.start < sentence.end
        }
        found = list(_BARE_PERCENT.finditer(sentence.text))
        if "base" in parts and len(found) == 1 and not _VESTING.search(sentence.text):
            number = Decimal(found[0]["number"])
            start = sentence.start + found[0].start("words")
            note = "a percentage alone among the parts of the offer: is it the bonus?"
            value = int(number) if number == int(number) else float(number)
            words = found[0]["words"]
            pay.fields.append(Read("bonus_percent", value, words, start, start + len(words), note))
            return


# -------------------------------------------------------------------------------------- sign-on


def _sign_on(text: str, figures: Sequence[Figure], pay: Pay) -> None:
    if pay.asked("sign_on"):
        return
    named = [f for f in figures if f.part == "sign_on" and f.amount.unit != "percent" and not f.shares]
    clear = [f for f in named if not f.range and not f.at_most and f.value >= 1000]
    if not clear:
        if named and named[0].value >= 1000:
            said = f"“{named[0].amount.text}” is no single amount: which sign-on was offered?"
            pay.doubts.append(_doubt("sign_on", said, named[0]))
        return
    values = [f.value for f in clear]
    whole = next((f for f in clear if len(clear) > 2 and sum(values, Decimal(0)) == 2 * f.value), None)
    parts = [f for f in clear if f is not whole]
    timed = [f for f in parts if PART_OF_SIGN_ON.search(_clause(f, figures))]
    if len(parts) > 1 and (whole or (len(timed) == len(parts) and len(parts) == 2)):
        listed = [_value(f.value, f, pay) for f in parts]
        first, last = parts[0], parts[-1]
        words = text[first.start : last.end]
        pay.fields.append(
            Read("sign_on", listed, words, first.start, last.end, "in parts, as the letter has them")
        )
        return
    if len(set(values)) > 1:
        said = " and ".join(f"“{f.amount.text}”" for f in _distinct(clear)[:4])
        pay.doubts.append(
            _doubt("sign_on", f"The letter names more than one sign-on: {said}. Which counts?", clear[0])
        )
        return
    split = INSTALMENTS.search(clear[0].sentence.text)
    if split:
        value = clear[0].value
        readings = [
            Reading(f"{value:,f} in all, how it is split is open", {"sign_on": _value(value, clear[0], pay)})
        ]
        if value % 2 == 0:
            half = _value(value / 2, clear[0], pay)
            readings.insert(0, Reading(f"{value / 2:,f} and {value / 2:,f}", {"sign_on": [half, half]}))
        ask = f"The sign-on of {clear[0].amount.text} comes in parts (“{split[0]}”): how much is each?"
        pay.doubts.append(_doubt("sign_on", ask, clear[0], readings))
        return
    pay.fields.append(_read("sign_on", _value(values[0], clear[0], pay), clear[0]))


def _clause(figure: Figure, figures: Sequence[Figure]) -> str:
    """The words around an amount that may say when it is paid: none of those beyond another amount."""
    alike = [f for f in figures if f.sentence == figure.sentence]
    first = max((f.end for f in alike if f.end <= figure.start), default=figure.sentence.start)
    last = min((f.start for f in alike if f.start >= figure.end), default=figure.sentence.end)
    text, shift = figure.sentence.text, figure.sentence.start
    return text[max(first - shift, figure.start - shift - 90) : min(last - shift, figure.end - shift + 60)]
