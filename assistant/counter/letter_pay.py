"""The figures of a letter become the money fields of an offer, or questions where they could be two things.

In: the letter's sentences and places. Out: `Read`s and `Doubt`s for base, equity, bonus, sign-on and
currency. Nothing is multiplied or added up without a yes: a month's pay, a thirteenth month, hundreds
that may be thousands, a number of shares are asked. It does not know companies or dates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.counter.letter_base import ask_thousands, read_base
from assistant.counter.letter_currency import read_currency
from assistant.counter.letter_money import FIRM, HEADED, Figure, figures_in
from assistant.counter.letter_reads import Pay, distinct, doubt_of, quoted, read_of, value_of
from assistant.counter.letter_text import Sentence
from assistant.counter.letter_vesting import kind_in, vesting_in, years_in, years_reckoned
from assistant.counter.letter_words import (
    EXAMPLE,
    INSTALMENTS,
    KEYWORDS,
    PART_OF_SIGN_ON,
    REPAID,
    THEIR_OFFER,
    VESTS,
)
from assistant.counter.proposal import Doubt, Read, Reading
from corpus.regexes import regex

_VESTING = regex(r"\bvest|\bcliff|归属", re.IGNORECASE)
_BONUS_MONTHS = regex(
    r"\b(?:\d(?:\.\d)?|one|two|three)(?:\s*(?:-"
    r"|to)\s*\d)?\s*months?['’]?\s+(?:of\s+)?(?:base\s+)?(?:salary\s+"
    r"|pay\s+)?(?:as\s+(?:a\s+)?)?bonus",
    re.IGNORECASE,
)
_PAY_MONTHS = regex(
    r"(?:\btarget\s+(?:of\s+)?)?\b(?:\d{1,2}(?:\.\d)?|one|two|three)(?:\s*(?:-|–|to)\s*\d{1,2})?\s*"
    r"(?:months?['’]?|个月)(?:\s+(?:of\s+)?(?:your\s+)?(?:basic|base|gross|monthly|fixed)?\s*(?:salary|salaries|pay)\b"
    r"|(?=\s*(?:[,.;)]|$)))",
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
    r"|VSOPs?|Stück))\b|(?P<percent>\d\.\d{1,3}\s*%)\s+(?:of\s+the\s+(?:fully|company)|equity|stake)",
    re.IGNORECASE,
)


def pay_in(text: str, sentences: Sequence[Sentence], countries: Sequence[str]) -> Pay:
    """Base, equity, bonus, sign-on and currency of a letter. `countries` are those that it names."""
    figures = _certain(figures_in(sentences))
    pay = Pay()
    read_currency(text, figures, countries, pay)
    short = [f for f in figures if f.bare and f.part in ("base", "equity", "sign_on")]
    if any(f.part == "base" for f in short) and not any(f.part == "base" and not f.bare for f in figures):
        ask_thousands(short, pay)
    figures = [f for f in figures if not (f.bare and f.amount.unit == "count")]
    read_base(text, figures, pay)
    _equity(sentences, figures, pay)
    _bonus(sentences, figures, pay)
    _sign_on(text, figures, pay)
    _ask_unread(sentences, pay)
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
        # "up to 20%, on-target 15%": the most that is possible does not outdo what is meant.
        best = max((f.firmness for f in alike if not f.shares and not f.at_most), default=0)
        # Parts of one sign-on stand in one sentence, only the first beside the name.
        beside = figure.part == "sign_on" and any(
            f.firmness == FIRM and f.sentence == figure.sentence for f in alike
        )
        if figure.firmness >= best or beside or figure.shares:
            out.append(figure)
    return out


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
        ask = f"The letter names more than one grant: {quoted(worth)}. Which counts?"
        pay.doubts.append(doubt_of("equity_total", ask, worth[0]))
        return
    if yearly:
        pay.fields.append(read_of("equity_per_year", value_of(yearly[0].value, yearly[0], pay), yearly[0]))
        return
    if worth:
        grant = worth[0]
        pay.fields.append(read_of("equity_total", value_of(grant.value, grant, pay), grant))
        years = years_in(grant, about)
        if years:
            pay.fields.append(years)
        else:
            ask = f"Over how many years is the equity of {grant.amount.text}?"
            readings = [Reading(says, {"equity_years": n}) for says, n in years_reckoned(about)]
            pay.doubts.append(doubt_of("equity_years", ask, grant, readings))
        _vesting(about, pay)
        return
    ranges = [f for f in grants if f.range or f.at_most]
    if ranges:
        said = f"“{ranges[0].amount.text}” is no single amount: which equity was offered?"
        pay.doubts.append(doubt_of("equity_total", said, ranges[0]))
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
            read_of("bonus_percent", int(value) if value == int(value) else float(value), clear[0])
        )
        return
    if len(values) > 1:
        ask = f"The letter names more than one bonus: {quoted(clear)}. Which counts?"
        pay.doubts.append(doubt_of("bonus_percent", ask, clear[0]))
        return
    if asked:
        words = asked[0].sentence.text[: asked[0].end - asked[0].sentence.start][
            -len(asked[0].amount.text) - 7 :
        ]
        said = "the most" if asked[0].at_most else "a range"
        ask = f"“{words.strip()}” is {said}: what is the target of the bonus?"
        pay.doubts.append(doubt_of("bonus_percent", ask, asked[0]))
        return
    sums = list(dict.fromkeys(f.value for f in amounts if not f.range and not f.at_most))
    if len(sums) == 1:
        first = next(f for f in amounts if f.value == sums[0])
        pay.fields.append(read_of("bonus", value_of(sums[0], first, pay), first))
        return
    if amounts:
        pay.doubts.append(
            doubt_of("bonus", f"“{amounts[0].words}”: how much is the target of the bonus?", amounts[0])
        )
        return
    for sentence in sentences:
        months = _BONUS_MONTHS.search(sentence.text)
        parts = {m.lastgroup for m in KEYWORDS.finditer(sentence.text)}
        if months is None and "bonus" in parts and not parts & {"sign_on", "equity"}:
            months = _PAY_MONTHS.search(sentence.text)
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
            pay.doubts.append(doubt_of("sign_on", said, named[0]))
        return
    values = [f.value for f in clear]
    whole = next((f for f in clear if len(clear) > 2 and sum(values, Decimal(0)) == 2 * f.value), None)
    parts = [f for f in clear if f is not whole]
    timed = [f for f in parts if PART_OF_SIGN_ON.search(_clause(f, figures))]
    if len(parts) > 1 and (whole or (len(timed) == len(parts) and len(parts) == 2)):
        listed = [value_of(f.value, f, pay) for f in parts]
        first, last = parts[0], parts[-1]
        words = text[first.start : last.end]
        pay.fields.append(
            Read("sign_on", listed, words, first.start, last.end, "in parts, as the letter has them")
        )
        return
    if len(set(values)) > 1:
        said = " and ".join(f"“{f.amount.text}”" for f in distinct(clear)[:4])
        pay.doubts.append(
            doubt_of("sign_on", f"The letter names more than one sign-on: {said}. Which counts?", clear[0])
        )
        return
    split = INSTALMENTS.search(clear[0].sentence.text)
    if split:
        value = clear[0].value
        readings = [
            Reading(
                f"{value:,f} in all, how it is split is open", {"sign_on": value_of(value, clear[0], pay)}
            )
        ]
        percents = [Decimal(split["first"] or 50), Decimal(split["second"] or 50)]
        shares = [value * percent / 100 for percent in percents]
        if sum(percents) == 100 and all(share == share.to_integral_value() for share in shares):
            says = f"{shares[0].to_integral_value():,f} and {shares[1].to_integral_value():,f}"
            listed = [value_of(share, clear[0], pay) for share in shares]
            readings.insert(0, Reading(says, {"sign_on": listed}))
        ask = f"The sign-on of {clear[0].amount.text} comes in parts (“{split[0]}”): how much is each?"
        pay.doubts.append(doubt_of("sign_on", ask, clear[0], readings))
        return
    pay.fields.append(read_of("sign_on", value_of(values[0], clear[0], pay), clear[0]))


_FIELDS = {
    "base": ("base",),
    "equity": ("equity_total", "equity_per_year"),
    "bonus": ("bonus_percent", "bonus"),
    "sign_on": ("sign_on",),
}
_AN_AMOUNT = regex(r"[$£€₹¥]\s?\d|\d{1,3}[.,]\d{3}|\d{4,}|\d\s?[kK]\b|\d\s?(?:万|Stück)")
_CALLED = {"base": "base", "equity": "equity", "bonus": "bonus", "sign_on": "sign-on"}


def _ask_unread(sentences: Sequence[Sentence], pay: Pay) -> None:
    """Ask for a part that a sentence names beside an amount, where neither a field nor a question came of it."""
    known = {read.field for read in pay.fields} | {d.field for d in pay.doubts}
    known |= {name for doubt in pay.doubts for name in doubt.also}
    for sentence in sentences:
        if REPAID.search(sentence.text) or EXAMPLE.search(sentence.text) or THEIR_OFFER.search(sentence.text):
            continue
        named = list(dict.fromkeys(m.lastgroup or "" for m in KEYWORDS.finditer(sentence.text)))
        if len(named) != 1 or named[0] not in _FIELDS or not _AN_AMOUNT.search(sentence.text):
            continue
        fields = _FIELDS[named[0]]
        if known & set(fields):
            continue
        words = sentence.text[:160].rstrip()
        ask = f"The letter speaks of the {_CALLED[named[0]]}, and no amount of it was understood: how much is it?"
        pay.doubts.append(Doubt(fields[0], ask, words, sentence.start, sentence.start + len(words)))
        known.add(fields[0])


def _clause(figure: Figure, figures: Sequence[Figure]) -> str:
    """The words around an amount that may say when it is paid: none of those beyond another amount."""
    alike = [f for f in figures if f.sentence == figure.sentence]
    first = max((f.end for f in alike if f.end <= figure.start), default=figure.sentence.start)
    last = min((f.start for f in alike if f.start >= figure.end), default=figure.sentence.end)
    text, shift = figure.sentence.text, figure.sentence.start
    return text[max(first - shift, figure.start - shift - 90) : min(last - shift, figure.end - shift + 60)]
