"""What the figures of a cell of pay are: amounts with their currencies, shares, and what is not read.

In: the text of a cell, its component, the currencies said beside it. Out: `Figure`s, each an amount and
its currency ("" for a percentage), and reasons for what is not understood (never a guess). It does not
know whose cell it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from corpus.columns import MoneyNote, says_years
from corpus.currencies import DOLLAR_CURRENCIES, SHARED_MARKS
from corpus.labels import bare
from corpus.money import Amount, amounts_in
from corpus.regexes import regex
from corpus.shapes import INVISIBLE

_DIGIT = regex(r"\d")
_MONTH = "by the month"
_HOUR = "by the hour"
_DAY = "by the day"
_WEEK = "by the week"
_MONTHLY = (
    r"\bmonthly\b|\b(?:per|a|each|every) month\b|/\s?mo(?:nth|s)?\b|/\s?(?:m[eê]s|mois|monat|mies|m[åa]n|mth)\b|"
    r"月薪|月給|\b(?:mensal|mensuale?s?|mensuel\w*|mensil[ei]|monatlich\w*|miesięczni\w*|månadsl[öo]n|månedsl[øo]nn|mtl|mntl|"
    r"monatsgehalt)\b"
)
_HOURLY = r"\bhour(?:ly)?\b|/\s?hr?s?\b|\bper hr\b|\bstundenlohn\b"
_DAILY = r"\bdaily\b|\bday rate\b|(?:/\s?|\b(?:per|a) )day\b"
_WEEKLY = r"\bweekly\b|(?:/\s?|\b(?:per|a) )(?:week|wk)\b"
_OTHER_TIMES = (
    (regex(rf"{_MONTHLY}|\bmonths?\b(?!\s?\d)|月|\bmånad\w*", re.IGNORECASE), _MONTH),
    (regex(_HOURLY, re.IGNORECASE), _HOUR),
    (regex(_DAILY, re.IGNORECASE), _DAY),
    (regex(_WEEKLY, re.IGNORECASE), _WEEK),
    (regex(r"\bquarterly\b|(?:/\s?|\b(?:per|a) )quarter\b", re.IGNORECASE), "by the quarter"),
)
# The times whose amounts are pay under a name of its own, "base per month": a rate, not a number of months.
_RATES = {
    paid: regex(words, re.IGNORECASE)
    for paid, words in ((_MONTH, _MONTHLY), (_HOUR, _HOURLY), (_DAY, _DAILY), (_WEEK, _WEEKLY))
}
_CALLED = {_MONTH: "per_month", _HOUR: "per_hour", _DAY: "per_day", _WEEK: "per_week"}
# What pays out by the month may be a bonus: only of these does the time tell what the amount is for.
_SCHEDULED = regex(r"\b(?:paid|vest\w*|payout)\b", re.IGNORECASE)
_MULTIPLIED = regex(r"[0-9] ?[KkWw万]? ?[x×*] ?[0-9]")  # 60K × 16: months of pay
_COUNTED = regex(r"\b(?:options?|shares?|units?|RSUs?|PPUs?|stock|points)\b", re.IGNORECASE)
_COUNTS = regex(r"\b(?:options?|shares|units)\b", re.IGNORECASE)
# In the languages of Europe as well; what is a word of English only right before its amount.
_UP_TO = regex(
    r"(?:\bup to|\bmax(?:imum)?\.?(?: of)?|\bat most|\bno more than|\bcapped at|≤|<=|<|最高|最多|\bbis(?: zu)?|\bhasta|"
    r"\bat[ée]|\bjusqu['’][àa]|\bfino a|\btot|\bupp till|\bopptil|(?:^|[\s(])do)\s*$",
    re.IGNORECASE,
)
_AND_NO_MORE = regex(r"^\s*\(?(?:max(?:imum)?\b|cap\b|at most\b)", re.IGNORECASE)
_FROM = regex(
    r"(?:\bfrom|\bat least|\bmin(?:imum)?\.?(?: of)?|\bstarting(?: at)?|\bover|\babove|≥|>=|>|\bab|\bmindestens|"
    r"\bfr[åa]n?|\bdesde|\b[àa] partir de|\bvanaf|(?:^|[\s(])od)\s*$",
    re.IGNORECASE,
)
_AND_MORE = regex(
    r"^\s*(?:or (?:more|above|higher)\b|and (?:up|above|more|over)\b|min(?:imum)?\b|aufw[äa]rts\b|et plus\b|y m[áa]s\b|"
    r"(?:e|ou) mais\b|en meer\b|och upp[åa]t\b)", re.IGNORECASE
)
_MIDDLE = regex(
    r"\b(?:median|avg\.?|average|mean|typical(?:ly)?|mid-?point|mid|p50|usually)\b[\s:]*~?$", re.IGNORECASE
)
_ADDED = regex(r"(?:^|[\s(])\+\s?$")
_YEARS = regex(r"[ -]?(?:yr|year|y\b)", re.IGNORECASE)
_SPACED = regex(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,])")
_POINTED = regex(r"[0-9]{1,3}\.[0-9]{3}")
_BECAME = regex(r"→|->|⇒|=>")
_GLUED = regex(r"(?!ish\b)[A-Za-z]+")
_DASH = regex(r"\s*[-–—~]\s*|\s+to\s+")
_WORD = regex(r"[^\W\d_]+")
# Words between an amount and the same amount in another currency.
_SAME_IN = regex(
    r"\b(?:or|about|approx(?:imately)?|roughly|ca?|circa|equiv(?:alent)?|equals?|in|to|i\.?e|base|per|year|yr|annual)\b",
    re.IGNORECASE,
)
# Words beside a bare number that leave it an amount.
_OTHER_WORD = regex(
    r"(?!\b(?:up|to|from|at|least|about|approx|max|min|target|gross|base|per|year|annum|annually|yr|p\.?a|or|more|and|"
    r"median|average|avg|typical|starting|over|under|above|plus|k)\b)\b[^\W\d_]+",
    re.IGNORECASE,
)
_YEARLY = frozenset({"base", "total", "pay"})
_LEAST = 1000  # below it, a year's pay lacks its thousands in every currency
# Below it, an amount that is not said to be a year's is a month's in these.
_LEAST_OF_STRONG = 10_000
_STRONG = frozenset({"USD", "EUR", "GBP", "CHF", "CAD", "AUD", "SGD", "NZD"})
# Where a point parts thousands and no amount is printed to three places.
_POINTS = frozenset({"EUR", "DKK", "NOK", "SEK", "PLN", "CZK", "CHF", "HUF", "RON", "BRL", "ISK", "TRY"})
_OWN_SCALE = regex(r"[0-9] ?(?:[KkMmBbLWw万亿]|lakh|crore|thousand)")
# To what stands under a name of its own, a premium, "+$5,000" is no addition but all of it.
_WHOLE_PARTS = frozenset({"base", "total", "pay", "bonus", "equity", "options", "sign_on", "package"})
_SHARE_OF_PAY = frozenset({"base", "total", "pay", "sign_on", "equity", "options"})


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount of a cell and its currency, "" for a percentage; `up to $50K` has no floor."""

    amount: Amount
    currency: str
    floor: bool = True
    time: str = ""  # "per_month", "per_hour" where it is for neither a year nor four


def figures_of(
    text: str,
    component: str,
    labels: Sequence[str],
    notes: Sequence[MoneyNote],
    pointed: bool = False,
    local: frozenset[str] = frozenset(),
) -> tuple[list[Figure], list[str]]:
    """The figures of one cell, and the reasons why something in it was not read.

    `pointed`: all down its column the points are thousands (70.000 €). `local`: the currencies of the
    places that it is for, by which a mark of several currencies is told.
    """
    read, reasons = _figures(text, component, tuple(labels), tuple(notes), pointed, local)
    return list(read), [reason.replace("\\xa0", " ") for reason in reasons]


@lru_cache(maxsize=4096)
def _figures(
    text: str,
    component: str,
    labels: tuple[str, ...],
    notes: tuple[MoneyNote, ...],
    pointed: bool,
    local: frozenset[str],
) -> tuple[list[Figure], list[str]]:
    """Remembered: many rows say the same under the same heads."""
    if not _DIGIT.search(text):
        return [], []  # "—", "None", "Discretionary": there is no figure, and nothing is missing
    if INVISIBLE.search(text):
        return [], [f"an invisible character stands in {text!r}"]
    currency = next((note.currency for note in notes if note.currency), None)
    factor = next((note.factor for note in notes if note.factor != 1), 1)
    # "250 000 – 310 000 zł": one gap is as good as another that does not break.
    shown, words = text, _SPACED.sub(lambda number: number[0].replace(" ", "\u00a0"), bare(text))
    in_percent = any("%" in label for label in labels)
    dollar = currency if currency in DOLLAR_CURRENCIES else "USD"
    amounts = amounts_in(words, bare_dollar=dollar)
    if pointed and factor == 1:
        amounts = [_as_thousands(amount) for amount in amounts]
    if len(amounts) == 2 and _BECAME.fullmatch(words[amounts[0].end : amounts[1].start].strip()):
        amounts = amounts[1:]  # "$90K → $99K" by the years of its header: what was and what is
    # What a heading says of the time is of money: a share is a share of any time.
    shares = bool(amounts) and all(amount.unit == "percent" for amount in amounts)
    paid = _other_time(words, labels[:2] if shares else labels, amounts)
    rate = _CALLED[paid] if paid in _CALLED and _is_rate(paid, words, labels, amounts) else ""
    if paid and not (rate and all(_is_money(amount, currency) for amount in amounts)):
        return [], [f"{shown!r} is paid {paid}"]
    if factor == 1 and not paid:
        if component in _YEARLY:
            amounts = [_as_a_year(amount, currency) for amount in amounts]
        elif component in _WHOLE_PARTS:
            amounts = [_as_whole(amount) for amount in amounts]
    doubtful = [amount for amount in amounts if amount.doubt]
    if doubtful:
        return [], [f"{amount.text!r} could be {amount.doubt}" for amount in doubtful]
    if strange := _not_as_printed(words, amounts):
        return [], [strange]
    read: list[Figure] = []
    reasons: list[str] = []
    for amount in amounts:
        if amount.unit == "count" and _YEARS.match(words, amount.end):
            continue  # "RSU (4yr): $60K"
        if in_percent and amount.unit == "count" and not amount.scaled:
            amount = replace(amount, unit="percent")  # a plain 10 under "Bonus (%)"
        amount, floor = _with_open_ends(words, amount)
        if amount.unit == "money" and _MIDDLE.search(words[: amount.start]) and len(amounts) > 1:
            continue  # "(median $101K)" beside the range
        if amount.unit == "money" and _ADDED.search(words[: amount.start]) and component in _WHOLE_PARTS:
            return [], [f"{amount.text!r} is an addition, not an amount of pay"]
        if amount.unit == "percent" and component in _YEARLY and len(amounts) == 1:
            reasons.append(f"{amount.text!r} is a share, not an amount")
        elif amount.unit == "percent":
            read.append(Figure(amount, "", floor))
        elif not amount.mark and _counted(words, amount, labels, currency):
            reasons.append(f"{amount.text!r} counts shares or options, it is not money")
        elif amount.unit == "count" and not amount.scaled and _OTHER_WORD.search(words):
            reasons.append(f"the number of {shown!r} is not understood")  # "See note 1", "1x base"
        elif (code := _currency(amount, currency, local)) is None:
            if amount.unit == "money" or amount.scaled or len(amounts) == 1:
                reasons.append(f"{amount.text!r} has no currency")
        elif component in _YEARLY and not rate and _too_little(amount, code, factor, words, labels):
            reasons.append(f"{amount.text!r} lacks its unit, or is not for a year")
        elif amount.unit == "money" or amount.scaled or factor != 1 or len(amounts) == 1:
            read.append(Figure(amount, code, floor, rate))
    if any(reason.endswith("has no currency") for reason in reasons):
        return [], reasons
    money = [figure.currency for figure in read if figure.currency]
    if len(money) != len(set(money)):
        return [], [f"there are several amounts in {shown!r}"]
    if money and component in _SHARE_OF_PAY:
        read = [figure for figure in read if figure.currency]  # "$90K (+10% for a PhD)"
    if sum(not figure.currency for figure in read) > 1:
        return [], [f"there are several percentages in {shown!r}"]
    if not read and not reasons:
        return [], [
            f"{shown!r} holds no amount" if not amounts else f"the numbers of {shown!r} are not understood"
        ]
    return read, reasons


def _is_money(amount: Amount, currency: str | None) -> bool:
    return amount.unit == "money" or (amount.unit == "count" and currency is not None)


def _currency(amount: Amount, said: str | None, local: frozenset[str]) -> str | None:
    """The currency of an amount: its own, or what is said beside it; of a shared mark the place tells."""
    if amount.currency or not amount.mark:
        return amount.currency or said
    may_be = SHARED_MARKS.get(amount.mark, frozenset())
    if said in may_be:
        return said
    here = may_be & local
    return next(iter(here)) if len(here) == 1 else None


def _too_little(amount: Amount, code: str, factor: int, words: str, labels: Sequence[str]) -> bool:
    """Whether an amount is too little for a year's pay: it lacks its thousands, or is of another time."""
    # "Base ($K)" makes thousands of 90; an amount with its own K keeps it.
    if _OWN_SCALE.search(amount.text):
        return 0 < amount.low < _LEAST
    strong = code in _STRONG and not any(map(says_years, (words, *labels)))
    return 0 < amount.low * factor < (_LEAST_OF_STRONG if strong else _LEAST)


def _is_rate(paid: str, words: str, labels: Sequence[str], amounts: Sequence[Amount]) -> bool:
    said = any(_RATES[paid].search(one) for one in (words, *labels))
    said = said or (paid == _MONTH and any(amount.period == "month" for amount in amounts))
    return said and not _MULTIPLIED.search(words)


def _not_as_printed(words: str, amounts: Sequence[Amount]) -> str:
    """What would be misread if the amounts were taken as they come; "" where nothing would."""
    for amount in amounts:
        glued = _GLUED.match(words, amount.end)
        if glued and amount.unit == "money":
            return f"{glued[0]!r} behind {amount.text!r} is no unit that is known"
    money = [amount for amount in amounts if amount.unit == "money"]
    for one, other in pairwise(money):
        between = words[one.end : other.start]
        if one.currency != other.currency and _DASH.fullmatch(between):
            return f"{one.text!r} and {other.text!r} are in two currencies"
        if one.currency != other.currency and _WORD.sub("", _SAME_IN.sub("", between)) != _SAME_IN.sub(
            "", between
        ):
            return f"{other.text!r} stands beside {one.text!r} for something else"
    return ""


def is_pointed(cells: Sequence[str]) -> bool:
    """Whether a column prints thousands with points: two or more amounts, all like 70.000 €."""
    amounts = [amount for cell in cells for amount in amounts_in(bare(cell)) if amount.unit != "percent"]
    if any(amount.scaled and amount.doubt for amount in amounts):
        return False  # 1.050K
    amounts = [amount for amount in amounts if not _OWN_SCALE.search(amount.text)]
    ends = [end for amount in amounts for end in re.findall(r"[0-9][0-9.,'’]*", amount.text)]
    return len(ends) > 1 and all(_POINTED.fullmatch(end) for end in ends)


def _as_thousands(amount: Amount) -> Amount:
    if not amount.doubt or amount.unit == "percent":
        return amount
    high = None if amount.high is None else amount.high * 1000
    return replace(amount, low=amount.low * 1000, high=high, doubt="", scaled=True)


def _as_a_year(amount: Amount, said: str | None) -> Amount:
    """A year's pay printed as 640.000: nobody is paid 640 a year, nor is money printed to three places."""
    whole = _as_thousands(amount) if amount.currency or said else amount
    ends = re.findall(r"[0-9][0-9.,'’]*", amount.text)
    plain = all(_POINTED.fullmatch(end) for end in ends) and not _OWN_SCALE.search(amount.text)
    return whole if plain and whole.low >= _LEAST_OF_STRONG else amount


def _as_whole(amount: Amount) -> Amount:
    """An amount in a currency of Europe's continent printed as 7.500 €: its point parts the thousands."""
    ends = re.findall(r"[0-9][0-9.,'’]*", amount.text)
    plain = all(_POINTED.fullmatch(end) for end in ends) and not _OWN_SCALE.search(amount.text)
    return _as_thousands(amount) if plain and amount.currency in _POINTS else amount


def _other_time(words: str, labels: Sequence[str], amounts: Sequence[Amount]) -> str:
    """The time an amount is for where it is neither a year nor four: "by the month"."""
    if _MULTIPLIED.search(words) or any(amount.period == "month" for amount in amounts):
        return "by the month"
    for said in (words, *labels):
        if _SCHEDULED.search(said):
            continue
        for pattern, paid in _OTHER_TIMES:
            if pattern.search(said):
                return paid
        if says_years(said):
            return ""  # what is said further off is of the others
    return ""


def _counted(text: str, amount: Amount, labels: Sequence[str], currency: str | None) -> bool:
    if _COUNTED.match(text[amount.end :].lstrip(" +")) or _COUNTED.search(text[: amount.start]):
        return True
    # A bare number under "Stock Options" counts them, unless a currency was said for its column.
    return currency is None and any(map(_COUNTS.search, labels))


def _with_open_ends(text: str, amount: Amount) -> tuple[Amount, bool]:
    """An amount with its top taken off (`from $50K`), and whether it has a floor (`up to $50K` has none)."""
    if amount.low != amount.high:
        return amount, True
    before, behind = text[: amount.start], text[amount.end :]
    if _UP_TO.search(before) or _AND_NO_MORE.match(behind):
        return amount, False
    if _FROM.search(before) or _AND_MORE.match(behind):
        return replace(amount, high=None), True
    return amount, True
