"""Over how many years a grant vests, in which shares, and what it is made of, in a letter's own words.

In: the sentences that speak of equity. Out: `Read`s for equity_years, vesting and equity_kind. An even
split is read only where the letter says it; it is never assumed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.counter.letter_money import Figure
from assistant.counter.letter_text import Sentence
from assistant.counter.letter_words import EXAMPLE, KINDS, NUMBERS, OVER_ONLY, VESTS, YEARS
from assistant.counter.proposal import Read
from corpus.regexes import regex

_LIST = regex(
    r"(?<![\d.])\d{1,2}(?:\.\d+)?\s?%?(?:\s*[/,–-]\s*\d{1,2}(?:\.\d+)?\s?%?){1,5}(?![\d.]|\s?[kK]\b)"
)
_PERCENT = regex(r"(\d{1,2}(?:\.\d+)?)\s?%")
_EACH_YEAR = regex(
    r"(\d{1,2})\s?%\s+(?:each|every|per|a)\s+year|(\d{1,2})\s?%\s+(?:annually|yearly)", re.IGNORECASE
)
_STEP = regex(
    r"(?P<share>\d{1,2}(?:\.\d+)?)\s?%[^.;%]{0,40}?\b(?:(?:each|every|per|a)\s+(?P<unit>quarter|month)"
    r"|(?P<adverb>quarterly|monthly))\b",
    re.IGNORECASE,
)
_YEAR_THEN_MONTHS = regex(
    r"25\s?%[^.;]{0,60}?\b(?:one|1|first|12)[\s-]*(?:years?|months|anniversary)\b[^.;]{0,80}?"
    r"\b(?:next|following|remaining|subsequent)\s+(?P<months>\d\d)\s+months",
    re.IGNORECASE,
)
_QUARTER_FIRST = regex(
    r"(?:25\s?%|one[\s-](?:quarter|fourth)"
    r"|1/4(?:th)?)(?P<first>.{0,90}?(?:first\s+anniversary|one\s+year|12\s+months"
    r"|first\s+year|1\s+year|cliff|anniversary))"
    r"(?P<rest>.{0,160}?(?:1/48|1/16|6\.25\s?%|equal|thereafter|remaining|quarterly|monthly"
    r"|following\s+(?:three|3)))",
    re.IGNORECASE | re.DOTALL,
)


def kind_in(sentences: Sequence[Sentence]) -> Read | None:
    """What the grant is made of; none where the letter names two kinds."""
    found: dict[str, Read] = {}
    for sentence in sentences:
        for pattern, kind in KINDS:
            match = pattern.search(sentence.text)
            if match and kind not in found:
                start = sentence.start + match.start()
                found[kind] = Read("equity_kind", kind, match[0], start, start + len(match[0]), "as named")
    return next(iter(found.values())) if len(found) == 1 else None


def years_in(grant: Figure, about: Sequence[Sentence]) -> Read | None:
    """For how many years the grant is; sought beside the amount first, then where vesting is spoken of."""
    others = [s for s in about if s != grant.sentence]
    ordered = [grant.sentence, *sorted(others, key=lambda s: not VESTS.search(s.text))]
    for sentence in ordered:
        if EXAMPLE.search(sentence.text):
            continue
        here = sentence == grant.sentence
        start = max(0, grant.start - sentence.start - 70) if here else 0
        found = _years(sentence, start) or (_years(sentence, 0) if here else None)
        if found:
            return found
    if grant.amount.period == "4 years":  # "$260k/4y"
        return Read("equity_years", 4, grant.amount.text, grant.start, grant.end, "named with the amount")
    return None


def years_reckoned(about: Sequence[Sentence]) -> list[tuple[str, int]]:
    """How many years the steps of a vesting make, where they say it without naming years: for a yes.

    "6.25% each quarter" makes sixteen quarters; "25% after one year and then monthly over the next 36
    months" makes forty-eight months.
    """
    for sentence in about:
        if EXAMPLE.search(sentence.text):
            continue
        step = _STEP.search(sentence.text)
        if step:
            number, unit = Decimal(step["share"]), (step["unit"] or step["adverb"]).casefold()
            a_year, name = (4, "quarters") if unit.startswith("quarter") else (12, "months")
            if number and 100 % number == 0 and (100 / number) % a_year == 0:
                steps = int(100 / number)
                return [(f"{steps} {name} of {number}%: {steps // a_year} years", steps // a_year)]
        then = _YEAR_THEN_MONTHS.search(sentence.text)
        if then and int(then["months"]) % 12 == 0:
            months = int(then["months"]) + 12
            return [(f"a year and {then['months']} months: {months // 12} years", months // 12)]
    return []


def _years(sentence: Sentence, start: int) -> Read | None:
    text = sentence.text
    for match in [*YEARS.finditer(text, start), *OVER_ONLY.finditer(text, start)]:
        groups = match.groupdict()
        said = (groups.get("number") or groups.get("number2") or "").casefold()
        if not said:
            continue
        number = Decimal(NUMBERS[said]) if said in NUMBERS else Decimal(said)
        unit = (groups.get("unit") or "years").casefold()
        if unit.startswith(("month", "mo")):
            if number % 12 or number < 24:
                continue
            number /= 12
        behind = text[match.end() : match.end() + 14]
        if not 1 <= number <= 10 or re.match(r"\s*(?:cliff|experience|of\s+experience|old)", behind, re.I):
            continue
        if number == 1:
            continue
        around = text[max(0, match.start() - 60) : match.end() + 30]
        if not re.search(
            r"over|vest|period|grant|RSU|equity|stock|PPU|分|award|[(,]\s*$|total|value", around, re.I
        ):
            continue
        value = int(number) if number == int(number) else float(number)
        at = sentence.start + match.start()
        words = match[0].strip(" (（,，")
        at += match[0].find(words)
        return Read("equity_years", value, words, at, at + len(words), "named beside the grant")
    return None


def vesting_in(about: Sequence[Sentence], years: int | float | None) -> Read | None:
    """Percent for each year, where the letter lists them, or says what each year brings."""
    spoken = [s for s in about if not EXAMPLE.search(s.text)]
    for sentence in spoken:
        if not (VESTS.search(sentence.text) or re.search(r"RSU|equity|stock|grant", sentence.text, re.I)):
            continue
        for match in _LIST.finditer(sentence.text):
            shares = [Decimal(n) for n in re.findall(r"\d{1,2}(?:\.\d+)?", match[0])]
            if 2 <= len(shares) <= 6 and sum(shares) == 100:
                return _vesting(shares, sentence, match.start(), match.end())
    for sentence in spoken:
        if not VESTS.search(sentence.text):
            continue
        each = _EACH_YEAR.search(sentence.text)
        if each:
            share = Decimal(each[1] or each[2])
            if share and 100 % share == 0:
                return _vesting([share] * int(100 / share), sentence, each.start(), each.end())
        found = list(_PERCENT.finditer(sentence.text))
        shares = [Decimal(m[1]) for m in found]
        if 2 <= len(shares) <= 6 and sum(shares) == 100:
            return _vesting(shares, sentence, found[0].start(), found[-1].end())
        quarter = _QUARTER_FIRST.search(sentence.text)
        if quarter and years == 4:
            return _vesting([Decimal(25)] * 4, sentence, quarter.start(), quarter.end())
    return None


def _vesting(shares: Sequence[Decimal], sentence: Sentence, first: int, last: int) -> Read:
    value = [int(s) if s == int(s) else float(s) for s in shares]
    words = sentence.text[first:last]
    return Read(
        "vesting", value, words, sentence.start + first, sentence.start + last, "percent for each year"
    )
