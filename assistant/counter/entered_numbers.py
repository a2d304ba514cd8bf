"""A number that a person entered becomes an exact one, or a Problem that names its place.

In: an `Entry`, and the currency of an offer where the entry names none. Out: money, percentages, years,
shares of a grant, rates, currencies. What could mean two things (230, 0.15, ¥) is refused with both
readings. It does not know which fields an offer has.
"""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.counter.entered import MOST, Entry, kind_of, number_words, short, text_at
from assistant.counter.offer import Money, Percent
from corpus.currencies import CURRENCY_CODES, CURRENCY_NAMES, currency_named, currency_of
from corpus.money import Amount, read_amount
from corpus.problem import Problem
from corpus.regexes import regex

AMOUNT_LIMIT = 80
LEAST = 1_000  # whole units; a smaller yearly amount has lost its K
WORTH = "write what the company says it is worth in money; the number or share of it goes into notes"
MOST_PERCENT = 200

_PERCENT = regex(r"(\d{1,9}(?:\.\d{1,9})?)\s*(?:%|per\s?cent|pct)?", re.IGNORECASE)
_PLAIN_NUMBER = regex(r"\d{1,15}(?:\.\d{1,15})?")
_YEARS = regex(r"(?:over\s+)?(\d{1,3}(?:\.\d{1,2})?)\s*-?(?:years?|yrs?|y)?", re.IGNORECASE)
_RUPEE_SCALE = regex(r"\d\s*(?:lakhs?|lacs?|crores?|cr|lpa)\b", re.IGNORECASE)
_WITH_LAKHS = frozenset(("INR", "PKR", "BDT", "LKR"))
# In a running text "401k" is a pension plan and "5w" are weeks; where an amount must stand they are amounts.
_PENSION = regex(r"401\s?[kK]")
_SHORT_WAN = regex(r"[1-9][wW]")
_SHARES = regex(r"share|unit|option|rsu|ppu|token|stock|股|%", re.IGNORECASE)
_BETWEEN_AMOUNTS = regex(r"\s*(?:[+;&/]|(?<!\d),|,(?!\d)|\band\b|\bthen\b)\s*", re.IGNORECASE)
_DIGIT = regex(r"\d")


def _amount_words(entry: Entry, example: str) -> str:
    value = entry.value
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return number_words(entry)
    if not isinstance(value, str):
        raise entry.problem(f"is to be one amount, and is {kind_of(value)}", f"write one, such as {example}")
    text = text_at(entry)
    if len(text) > AMOUNT_LIMIT:
        raise entry.problem("is a long text, not an amount", f"write one, such as {example}")
    return text


def _read(entry: Entry, words: str, currency: str | None) -> Amount:
    plain = words
    if _PENSION.fullmatch(words):
        plain = "401000"
    elif _SHORT_WAN.fullmatch(words):
        plain = f"{words[0]}万"
    try:
        return read_amount(plain, currency)
    except Problem as problem:
        remedy = problem.remedy
        if _is_equity(entry) and _SHARES.search(words):
            remedy = WORTH
        elif remedy and "one range" in remedy:
            remedy = "write one amount and nothing beside it, such as 185k"
        raise Problem(f"{entry.path}: {problem.message}", entry.where(entry.path), remedy) from problem


_MOST_OF_BASE = 100  # percent; a larger bonus has one digit too many, or is to be written as an amount

# A comma before two digits and a K is a decimal sign to some and a slip of the finger to others.
_DECIMAL_COMMA = regex(r"(?<![\d,.])(\d{1,3}),(\d\d)\s?(k)\b", re.IGNORECASE)


def money_at(
    entry: Entry,
    currency: str | None,
    *,
    may_be_small: bool = False,
    may_be_nothing: bool = False,
    period: str | None = "year",
) -> Money:
    """One amount in people's own notation. `currency` is that of the offer, where it names none.

    An amount under 1,000 has lost its K; `may_be_small` lets it pass where it names its currency,
    `may_be_nothing` lets 0 pass. `period` is the one that the field is for; None takes all but a month.

    >>> money_at(Entry("SGD 180,000", "base", str), "USD").currency
    'SGD'
    >>> money_at(Entry(230, "base", lambda path: "o.yaml:3"), "USD")
    Traceback (most recent call last):
    corpus.problem.Problem: base is 230: that could be 230 or 230,000 (o.yaml:3). To mend it: write 230k or 230000
    """
    words = _amount_words(entry, "185k")
    amount = _read(entry, words, currency)
    if amount.unit == "percent":
        remedy = WORTH if _is_equity(entry) else "write an amount, such as 185k"
        raise entry.problem(f"is {short(words)}, a percentage", remedy)
    if amount.high is None or amount.high != amount.low:
        raise entry.problem(f"is {short(words)}, a range", "write the one amount that was named")
    if amount.low < 0:
        raise entry.problem(f"is {words}, which is negative", "write it without the minus")
    if amount.low > MOST:
        raise entry.problem(f"is {short(words)}, which is too large", "check its digits and its unit")
    if amount.period == "month" or (amount.period and period and amount.period != period):
        raise _wrong_period(entry, words, amount.period)
    if (
        not amount.mark
        and currency is not None
        and currency not in _WITH_LAKHS
        and _RUPEE_SCALE.search(words)
    ):
        message = f"is {short(words)} in an offer in {currency}: that could be INR or {currency}"
        raise entry.problem(message, f"write INR {words} or {currency} {amount.low:,f}")
    if slip := _DECIMAL_COMMA.search(words):
        other = f"{slip[1]}{slip[2]}{slip[3]}"
        raise entry.problem(
            f"is {short(words)}: that could be {slip[1]}.{slip[2]}{slip[3]} or {other}",
            f"write {slip[1]}.{slip[2]}{slip[3]} or {other}, without a comma",
        )
    own = bool(amount.mark) or (amount.currency is not None and amount.currency != currency)
    if amount.low < LEAST and not (amount.low == 0 and may_be_nothing) and not (may_be_small and own):
        raise _too_small(entry, words, amount, currency, may_be_small)
    return Money(amount.low, amount.currency, words, amount.mark, own)


def _is_equity(entry: Entry) -> bool:
    return entry.path.rpartition(".")[2].startswith("equity")


def _wrong_period(entry: Entry, words: str, period: str) -> Problem:
    if period == "month":
        return entry.problem(f"is {short(words)}, for a month", "write what it is in a year")
    if _is_equity(entry) and period == "year":
        return entry.problem(f"is {short(words)}, for each year", f"write it as equity_per_year: {words}")
    if _is_equity(entry):
        return entry.problem(f"is {short(words)}, not for each year", f"write it as equity_total: {words}")
    said = {"year": "for each year", "4 years": "for four years", "once": "paid once"}[period]
    remedy = (
        "write one amount for each year: [50k, 30k]"
        if "sign_on" in entry.path
        else "write what it is in a year"
    )
    return entry.problem(f"is {short(words)}, {said}", remedy)


def _too_small(entry: Entry, words: str, amount: Amount, currency: str | None, may_be_small: bool) -> Problem:
    value = amount.low
    if amount.scaled or value == 0:
        remedy = "leave it out" if value == 0 else "write all its digits, such as 185000"
        return entry.problem(f"is {short(words)}, which is too little", remedy)
    money = amount.currency or currency
    mark = f"{amount.mark} " if amount.mark[-1:].isalpha() else amount.mark
    n = f"{value:f}"
    if money == "INR":
        readings, remedy = f"{n} or {n} lakh", f"write {mark}{n} lakh or {mark}{value * 100_000:f}"
    elif money == "CNY":
        readings = f"{value:,f}, {value * 1000:,f} or {value * 10_000:,f}"
        remedy = f"write {mark}{n}k or {mark}{n}w"
    else:
        readings, remedy = f"{value:,f} or {value * 1000:,f}", f"write {mark}{n}k or {mark}{value * 1000:f}"
    if may_be_small:
        remedy += f", or {currency or 'USD'} {n} if it is so little"
    return entry.problem(f"is {words}: that could be {readings}", remedy)


def sign_on_at(entry: Entry, currency: str | None) -> tuple[Money, ...]:
    """One amount, or one for each year; also as a text `50k + 30k`.

    >>> [str(m.value) for m in sign_on_at(Entry("50k, 30k", "sign_on", str), "USD")]
    ['50000', '30000']
    """
    if isinstance(entry.value, list | tuple):
        if len(entry.value) > 10:
            raise entry.problem(f"has {len(entry.value)} years", "write at most ten")
        return tuple(
            money_at(item, currency, may_be_small=True, may_be_nothing=True, period="once")
            for item in entry.items
        )
    if entry.is_text:
        parts = [part for part in _BETWEEN_AMOUNTS.split(entry.value.strip()) if part]
        readable = all(_DIGIT.search(part) and (len(part) > 3 or not part.isdigit()) for part in parts)
        if 1 < len(parts) <= 10 and readable:
            several = [Entry(part, entry.path, entry.where) for part in parts]
            return tuple(
                money_at(part, currency, may_be_small=True, may_be_nothing=True, period="once")
                for part in several
            )
    return (money_at(entry, currency, may_be_small=True, may_be_nothing=True, period="once"),)


def percent_at(entry: Entry) -> Percent:
    """A share of the base: 15, "15" and "15%" are 15 %.

    >>> percent_at(Entry(15, "bonus_percent", str))
    Percent(value=Decimal('15'), words='15%')
    >>> percent_at(Entry(0.15, "bonus_percent", lambda path: "o.yaml:3"))
    Traceback (most recent call last):
    corpus.problem.Problem: bonus_percent is 0.15: that could be 0.15% or 15% (o.yaml:3). To mend it: write 15
    """
    words = _amount_words(entry, "15")
    plain = _PERCENT.fullmatch(words)
    if plain:
        value = Decimal(plain[1])
    else:
        amount = _read(entry, words, None)
        if amount.unit == "money":
            name = entry.path.rpartition(".")[2]
            remedy = f"write it as bonus: {words}" if name == "bonus_percent" else "write a percentage"
            raise entry.problem(f"is {short(words)}, an amount of money", remedy)
        if amount.high is None or amount.high != amount.low:
            raise entry.problem(f"is {short(words)}, a range", "write the one percentage that you were told")
        value = amount.low
    if value < 0:
        raise entry.problem(f"is {words}, which is negative", "write it without the minus")
    if 0 < value < 1:
        hundredfold = f"{(value * 100).normalize():f}"
        message = f"is {words}: that could be {f'{value:f}'.rstrip('0')}% or {hundredfold}%"
        raise entry.problem(message, f"write {hundredfold}")
    if value > MOST_PERCENT:
        raise entry.problem(
            f"is {words}, which is too large for a percentage of the base", "write 15 for 15 %"
        )
    if value > _MOST_OF_BASE:
        lesser = f"{(value / 10).normalize():f}"
        message = f"is {words}: that is more than the base, and could be {value:f}% or {lesser}%"
        raise entry.problem(message, f"write {lesser}, or the bonus as an amount")
    return Percent(value, words if plain is None or not words.endswith(plain[1]) else f"{words}%")


def bonus_at(entry: Entry, currency: str | None) -> Percent | Money:
    """A bonus as money or as "15%"; a bare small number could be either and is refused."""
    words = _amount_words(entry, '"15%" or 30k')
    if "%" in words or re.search(r"per\s?cent|pct", words, re.IGNORECASE):
        return percent_at(entry)
    if _PLAIN_NUMBER.fullmatch(words) and 0 < Decimal(words) < LEAST:
        message = f"is {words}: that could be {words}% of the base or {words}k in money"
        raise entry.problem(message, f'write "{words}%" or {words}k')
    return money_at(entry, currency, may_be_small=True, may_be_nothing=True)


def years_at(entry: Entry) -> Decimal:
    """A number of years: 4, "4 years", 3.5."""
    words = _amount_words(entry, "4")
    plain = _YEARS.fullmatch(words)
    value = Decimal(plain[1]) if plain else Decimal(0)
    if not 0 < value <= 15:
        raise entry.problem(f"is {short(words)}, not a number of years", "write 4, or what you were told")
    return value


def vesting_at(entry: Entry) -> tuple[Decimal, ...]:
    """Percent for each year, adding up to 100: [5, 15, 40, 40] or "25/25/25/25".

    >>> [str(v) for v in vesting_at(Entry("5-15-40-40", "vesting", str))]
    ['5', '15', '40', '40']
    """
    if isinstance(entry.value, list | tuple):
        parts = entry.items
    else:
        text = text_at(entry)
        parts = [Entry(p, entry.path, entry.where) for p in re.split(r"\s*[/,;|–-]\s*|\s+", text) if p]
    years = []
    for part in parts:
        words = _amount_words(part, "25")
        share = _PERCENT.fullmatch(words)
        if share is None:
            raise part.problem(
                f"holds {short(words)}, not a percentage", "write one for each year: 25/25/25/25"
            )
        years.append(Decimal(share[1]))
    whole = sum(years, Decimal(0))
    if whole != 100:
        remedy = "write the percentage of each year, such as [25, 25, 25, 25]"
        raise entry.problem(f"adds up to {whole:f}, not to 100", remedy)
    if len(years) > 15:
        raise entry.problem(f"has {len(years)} years", "write one percentage for each year, at most fifteen")
    return tuple(years)


def whole_number_at(entry: Entry, least: int, most: int) -> int:
    """A small whole number."""
    words = _amount_words(entry, str(least))
    if not re.fullmatch(r"\d{1,4}", words) or not least <= int(words) <= most:
        remedy = f"write a whole number from {least} to {most}"
        raise entry.problem(f"is {short(words)}", remedy)
    return int(words)


def currency_at(entry: Entry) -> str:
    """The code of a currency, from its code, its mark or its name.

    >>> [currency_at(Entry(word, "currency", str)) for word in ("usd", "RMB", "S$", "rupees", "$")]
    ['USD', 'CNY', 'SGD', 'INR', 'USD']
    """
    words = text_at(entry)
    if words in ("¥", "￥"):
        raise entry.problem("is ¥: that could be CNY or JPY", "write CNY or JPY")
    code = _currency(words)
    if code is None:
        from difflib import get_close_matches

        spellings = {code: code for code in sorted(CURRENCY_CODES)}
        spellings |= {name.upper(): code for code, names in CURRENCY_NAMES.items() for name in names}
        near = get_close_matches(words.upper()[:20], spellings, 1, 0.6)
        remedy = f"write {spellings[near[0]]}" if near else "write one code, such as USD, CNY or INR"
        remedy += "; an amount in another currency names its own, such as SGD 50k"
        raise entry.problem(f"is {short(words)}, which is no currency known here", remedy)
    return code


def _currency(words: str) -> str | None:
    name = " ".join(words.split())
    if name.upper() in CURRENCY_CODES:
        return currency_of(name.upper())
    if named := currency_named(name):
        return named[0]
    if re.fullmatch(r"[A-Za-z]{3,4}", name) and currency_of(name) not in ("JPY", "EUR", "CNY"):
        return None  # "USDT" begins with a code and is none
    marked = name.upper() if "$" in name else name
    return currency_of(marked) if len(name) <= 3 or "$" in name or name.isalpha() else None


def rate_at(entry: Entry) -> Decimal:
    """How many of one currency another one buys: a positive plain number, 7.1."""
    words = _amount_words(entry, "7.1")
    if not _PLAIN_NUMBER.fullmatch(words) or Decimal(words) == 0:
        remedy = 'write a number with a point: "USD/CNY": 7.1 means that 1 USD is 7.1 CNY'
        raise entry.problem(f"is {short(words)}, not a rate", remedy)
    return Decimal(words)
