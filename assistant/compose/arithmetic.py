"""Values that carry the formula that makes them, and what a question's words make of them.

In: operands (a cell's end, a figure of the person's, a line of a worked example) that somebody else
chose, and a `Question`. Out: `Worked` values, and sentences with them. Which operation is meant is read
from the question's wants alone; an operand knows how it is said and where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from assistant.compose.wording import digits
from assistant.page import Page
from assistant.question import Question
from corpus.passages import Passage
from corpus.regexes import regex

Source = Passage | Literal["input"] | None

_TENTH = Decimal("0.1")
_CENT = Decimal("0.01")
_COMMA = ","


@dataclass(frozen=True, slots=True)
class Worked:
    """A value, the formula that makes it, and where its operands stand.

    >>> base = Worked(Decimal(200000), "200000", ("input",))
    >>> (base + base.percent(Decimal(15))).formula
    '200000 + 200000 * 15 / 100'
    >>> (base + base).over(4).formula
    '(200000 + 200000) / 4'
    """

    value: Decimal
    formula: str
    sources: tuple[Source, ...] = ()
    unit: Literal["money", "percent"] = "money"
    currency: str | None = None
    mark: str = ""

    def __add__(self, other: Worked) -> Worked:
        return self._with(other, self.value + other.value, f"{self.formula} + {other.formula}")

    def __sub__(self, other: Worked) -> Worked:
        taken = other.formula if re.fullmatch(r"[\d.*/ ]+", other.formula) else f"({other.formula})"
        return self._with(other, self.value - other.value, f"{self.formula} - {taken}")

    def times(self, factor: Decimal | int) -> Worked:
        """So many times."""
        factor = Decimal(factor)
        if factor == 1:
            return self
        return replace(
            self, value=self.value * factor, formula=f"{_bracketed(self.formula)} * {digits(factor)}"
        )

    def over(self, parts: Decimal | int) -> Worked:
        """One of so many even parts."""
        parts = Decimal(parts)
        if parts == 1:
            return self
        return replace(
            self, value=self.value / parts, formula=f"{_bracketed(self.formula)} / {digits(parts)}"
        )

    def percent(self, rate: Decimal) -> Worked:
        """So many percent of it."""
        formula = f"{_bracketed(self.formula)} * {digits(rate)} / 100"
        return replace(self, value=self.value * rate / 100, formula=formula)

    def share_of(self, whole: Worked) -> Worked:
        """What share of another it is, in percent, to a tenth."""
        value = (self.value / whole.value * 100).quantize(_TENTH, ROUND_HALF_UP).normalize()
        formula = f"{_bracketed(self.formula)} / {_bracketed(whole.formula)} * 100"
        return Worked(value, formula, (*self.sources, *whole.sources), "percent")

    def _with(self, other: Worked, value: Decimal, formula: str) -> Worked:
        sources = tuple(dict.fromkeys((*self.sources, *other.sources)))
        currency = self.currency or other.currency
        return replace(
            self,
            value=value,
            formula=formula,
            sources=sources,
            currency=currency,
            mark=self.mark or other.mark,
        )


# Beyond it arithmetic keeps no cents.
_LARGEST = Decimal(10) ** 24


def tell(page: Page, low: Worked, high: Worked | None = None) -> str:
    """Register a value, or the range between two, and return it as it is written."""
    first = rounded(low)
    last = rounded(high) if high is not None else first
    formula = (
        low.formula if high is None or high.formula == low.formula else f"{low.formula} to {high.formula}"
    )
    sources = [*low.sources, *(high.sources if high else ())]
    return page.derive(first, formula, sources, low.currency, low.mark, unit=low.unit, high=last)


def rounded(worked: Worked) -> Decimal:
    """A value as it is told: amounts to cents, percentages to tenths, halves up; one with more digits as it is."""
    if abs(worked.value) >= _LARGEST:
        return worked.value
    return worked.value.quantize(_TENTH if worked.unit == "percent" else _CENT, ROUND_HALF_UP).normalize()


def place_in(value: Decimal, low: Decimal, high: Decimal) -> Decimal:
    """How far from floor to top of a band a value lies, in whole percents, halves up.

    >>> place_in(Decimal(195), Decimal(145), Decimal(225))
    Decimal('63')
    """
    return ((value - low) / (high - low) * 100).quantize(Decimal(1), ROUND_HALF_UP)


def _bracketed(formula: str) -> str:
    return formula if re.fullmatch(r"[\d.]+", formula) else f"({formula})"


@dataclass(frozen=True, slots=True)
class Operand:
    """One value of a sum: how it is said, how a formula writes it, where it stands."""

    value: Decimal
    said: str  # "the base salary of $200K"
    formula: str  # "200000", "560000 / 4"
    source: Source
    unit: Literal["money", "percent"] = "money"
    currency: str | None = None
    mark: str = ""

    @property
    def worked(self) -> Worked:
        """The operand as a value to reckon with."""
        return Worked(self.value, self.formula, (self.source,), self.unit, self.currency, self.mark)

    @property
    def passage(self) -> Passage | None:
        """The passage to cite, if it stands in one."""
        return self.source if isinstance(self.source, Passage) else None


def relates(q: Question) -> bool:
    """Whether a question asks how two values stand to each other."""
    return q.has("difference", "share", "ratio", "change")


def say_relation(
    page: Page, q: Question, a: Operand, b: Operand, usual: bool = False, ordered: bool = False
) -> bool:
    """How `a` stands to `b`: by how much, by how many percent, which share or how many times.

    `usual` says the difference even where no word asks for it; `ordered` that it is `a` that is set against
    `b`, whichever is larger. False where the two cannot be set against each other.
    """
    if a.unit != b.unit or a.currency != b.currency or not (a.value and b.value):
        return False
    big, small = (a, b) if a.value >= b.value else (b, a)
    passages = (a.passage, b.passage)
    done = False
    if q.has("ratio") or (q.has("share") and not q.has("change")):
        part, whole = (a, b) if ordered else _part_and_whole(q, a, b)
        share = tell(page, part.worked.share_of(whole.worked))
        page.say(_capital(f"{part.said} is {share} of {whole.said.rstrip(_COMMA)}."), *passages)
        done = True
    if big.value == small.value:
        page.say(_capital(f"{a.said} and {b.said} are the same."), *passages)
        return True
    gap = big.worked - small.worked
    if q.has("change"):
        up, down = tell(page, gap.share_of(small.worked)), tell(page, gap.share_of(big.worked))
        than = small.said.rstrip(_COMMA)
        page.say(
            _capital(f"{big.said} is {up} more than {than}; the other way round that is {down} less."),
            *passages,
        )
        done = True
    if q.has("difference") or (usual and not done) or (q.has("change") and usual):
        said = tell(page, gap)
        said = f"{said[:-1]} percentage points" if said.endswith("%") else said
        if q.has("threshold") and ordered:
            way = "above" if a.value > b.value else "below"
            page.say(_capital(f"{a.said} lies {said} {way} {b.said.rstrip(_COMMA)}."), *passages)
        else:
            page.say(_capital(f"Between {small.said} and {big.said} there is {said}."), *passages)
        done = True
    return done


def say_sum(page: Page, operands: Sequence[Operand], where: str = "") -> bool:
    """Operands added up."""
    if len(operands) < 2 or len({(o.unit, o.currency) for o in operands}) > 1:
        return False
    whole = operands[0].worked
    for o in operands[1:]:
        whole += o.worked
    total = tell(page, whole)
    names = [o.said for o in operands]
    listed = f"{', '.join(names[:-1])} and {names[-1]}"
    page.say(_capital(f"{listed} come to {total}{where}."), *(o.passage for o in operands))
    return True


def say_scaled(page: Page, operand: Operand, text: str, period: str = "", months: int = 12) -> bool:
    """An operand halved, by the month or the week, or over several years, as a question's words say.

    `period` is what the operand is for: a "month" is taken `months` times where a year is asked for.
    """
    scale = _scale_in(text, period, operand, months)
    if scale is None:
        return False
    name, result = scale
    page.say(_capital(f"{name} {operand.said} is {tell(page, result)}."), operand.passage)
    return True


_COUNTED = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "eighteen": 18, "a": 1, "half": 2,
}  # fmt: skip
_NUMBER = r"(?P<n>\d{1,2}|two|three|four|five|six|ten|twelve)"
_DIVIDED = regex(
    rf"\b(?:divid\w*|split\w*|spread|paid|pays?|halves|cut|in\s+(?:even|equal)\s+parts)\b.{{0,30}}?\b(?:by|over|into|in|across|among|between)\s+(?:the\s+)?(?:first\s+|next\s+|coming\s+)?{_NUMBER}\b|/\s?(?P<m>\d{{1,2}})(?!\d|\s?(?:year|y))",
    re.I,
)
# "200K in 13 payments": even parts, whatever each is called.
_PAYMENTS = regex(
    r"\bin\s+(?P<n>\d{1,2}|two|three|four|five|six|ten|twelve|thirteen|fourteen)\s+(?:equal\s+|even\s+|monthly\s+)?"
    r"(?:payments?|instal\w+|tranches|che(?:ck|que)s|pay\s?checks|salaries)\b",
    re.I,
)
# "300K over 36 months": a month's part, whatever a year has.
_OVER_MONTHS = regex(
    r"\b(?:over|across|into)\s+(?:(?:the|my|first|next)\s+){0,2}(?P<n>\d{1,2}|two|three|four|five|six|ten|twelve|eighteen)\s+months\b",
    re.I,
)
_FORWARD = regex(r"\b(?:per|a|each|every)\s+(?:year|week|hour|day)\b|\byearly\b|\bweekly\b", re.I)
# "1.2x my 185K"
_FACTOR = regex(r"(?<![\w.,$€£¥])(?P<n>\d(?:\.\d{1,2})?)\s?[x×]\s+(?:(?:of|my|the|a|your)\s+){1,2}", re.I)
_OVER_YEARS = regex(
    rf"\b(?:over|across|for|in|after|during)\s+(?:all\s+)?(?:the\s+)?{_NUMBER}\s+(?:years|yrs)\b|\b(?P<m>[2-9]|two|three|four|five)[\s-]years?\b",
    re.I,
)
_SPREAD = regex(r"\b(?:over|across)\s+(?:all\s+)?(?:the\s+|my\s+)?\S+\s+(?:years|yrs)\b", re.I)
_TIMES = regex(
    rf"(?:\b(?:times|multiplied\s+by|x)\s+{_NUMBER}|[x×*]\s?(?P<m>\d{{1,2}}))\b(?![.,]\d|\s?[kKmM]\b)", re.I
)
_HOURS = regex(r"(?P<n>\d[\d,]{2,4})\s*(?:working\s+)?(?:hours|hrs|h)\b", re.I)
# What a year holds of each, and how a part of it is called.
_PER: tuple[tuple[re.Pattern[str], int, str], ...] = (
    (
        regex(
            r"\b(?:per|a|an|each|every|in\s+one)\s+month\b|\bmonthly\b|\ba\s+twelfth\b"
            r"|\bmonth(?:['’]s)?\s+(?:pay|salary)|每个?月|月薪|一个月", re.I,
        ), 12, "a twelfth of",
    ),
    (
        regex(
            r"\b(?:every|each|per)\s+(?:two|2|other)\s+weeks?\b|\bbi-?weekly\b|\bfortnight\w*"
            r"|\bpay\s?che(?:ck|que)\b", re.I,
        ), 26, "one of twenty-six fortnights of",
    ),
    (regex(r"\b(?:per|a|each|every)\s+(?:week|wk)\b|\bweekly\b|每周|每个星期", re.I), 52, "one of fifty-two weeks of"),
    (
        regex(r"\b(?:per|a|each|every)\s+(?:working\s+|work\s?)?day\b|\bdaily\b|\bday\s+rate\b|每天", re.I),
        260, "one working day of fifty-two five-day weeks of",
    ),
    (
        regex(r"\b(?:per|an?|each|every)\s+hour\b|\bhourly\b|/\s?h(?:our)?\b|每小时|时薪", re.I),
        2080, "one hour of fifty-two weeks of forty hours of",
    ),
    (regex(r"\b(?:quarterly|(?:per|each|every)\s+quarter)\b", re.I), 4, "a quarter of"),
)  # fmt: skip
_PARTS: tuple[tuple[re.Pattern[str], int, str], ...] = (
    (
        regex(
            r"\b(?:quarter|fourth|1/4)\s+of\b|/\s?4\b|\bdivided?\s+(?:\S+\s+)?by\s+(?:4|four)\b|四分之一", re.I
        ), 4, "a quarter of",
    ),
    (regex(r"\b(?:third|1/3)\s+of\b|三分之一", re.I), 3, "a third of"),
    *(
        (regex(rf"\b(?:(?:an?|one)\s+{name}|1/{parts})\s+of\b|{parts_han}分之一", re.I), parts, f"{article} {name} of")
        for article, name, parts, parts_han in (
            ("a", "fifth", 5, "五"), ("a", "sixth", 6, "六"), ("an", "eighth", 8, "八"), ("a", "tenth", 10, "十"),
            ("a", "twelfth", 12, "十二"), ("a", "sixteenth", 16, "十六"),
        )
    ),
    (
        regex(
            r"\b(?:each\s+half|half\s+(?:of|now|my|that|the|upfront|after|if|when|within|back)\b|half\W*$|1/2\s+of|halves?\b|halve\w*|halved)|一半",
            re.I,
        ), 2, "half of",
    ),
)  # fmt: skip
# How many of each make a year: fifty-two weeks of forty hours.
PER_YEAR = {"month": 12, "week": 52, "hour": 2080}


def per_year(period: str, months: int = 12) -> int:
    """How many of a period's pay make a year; a month's are twelve, or what a person says they are."""
    return months if period == "month" else PER_YEAR.get(period, 1)


def months_told(period: str, months: int) -> str:
    """That a year has more months' pay than months, to be said behind an amount by the month."""
    return f", {_word(months)} months' pay to the year," if period == "month" and months != 12 else ""


_PERIOD_NAMES = {
    "month": "twelve months a year",
    "week": "fifty-two weeks a year",
    "hour": "fifty-two weeks of forty hours a year",
}
_YEARLY = regex(
    r"\b(?:per|a|each|every|in\s+a|one)\s+(?:year|yr|annum)\b|\byearly\b|\bannual\w*|\bp\.?a\b|\byear\b|每年|一年|年薪",
    re.I,
)
_DOUBLED = regex(r"\b(?:doubl(?:e[sd]?|ing)|twice)\b|两倍", re.I)
# "2/3 of 360K": several parts of a whole.
_FRACTION = regex(r"(?<![\d/.,])(?P<many>\d{1,2})\s?/\s?(?P<parts>\d{1,2})(?:rds|ths)?\s+of\b", re.I)
_PART_NAMES = {3: "thirds", 4: "quarters", 5: "fifths", 6: "sixths", 8: "eighths", 10: "tenths"}


def is_scaled(text: str) -> bool:
    """Whether a text says beyond doubt into how many parts an amount goes, or how many times it is taken."""
    return bool(_DIVIDED.search(text) or _PAYMENTS.search(text) or _FACTOR.search(text))


def _scale_in(text: str, period: str, operand: Operand, months: int) -> tuple[str, Worked] | None:
    """What a question makes of one value: its name and the result."""
    whole = operand.worked
    if period in PER_YEAR:
        times, years = per_year(period, months), _count(_OVER_YEARS.search(text))
        name = _PERIOD_NAMES[period] if times == PER_YEAR[period] else f"{_word(times)} months' pay a year"
        if years:
            return f"{name} over {_word(years)} years,", whole.times(times).times(years)
        return (f"{name},", whole.times(times)) if _YEARLY.search(text) or months != 12 else None
    if months_of := _count(_MONTHS_OF.search(text)):
        return f"{_word(months_of)} months of", whole.over(12).times(months_of)
    if fraction := _FRACTION.search(text):
        many, parts = int(fraction["many"]), int(fraction["parts"])
        if 0 < many < parts and many > 1:
            name = f"{_word(many)} {_PART_NAMES[parts]} of" if parts in _PART_NAMES else ""
            return name or f"{_word(many)} of {_word(parts)} even parts of", whole.times(many).over(parts)
    for pattern, parts, name in _PARTS:
        if pattern.search(text):
            return name, whole.over(parts)
    months_over = _OVER_MONTHS.search(text)
    if months_over and not _FORWARD.search(text) and (number := _count(months_over)):
        return "by the month, over the months you name,", whole.over(number)
    if _ONCE.search(operand.said) and _PER[0][0].search(text) and (number := _count(_OVER_YEARS.search(text))):
        return f"by the month, over {_word(number)} years,", whole.over(12 * number)
    hours = _HOURS.search(text)
    for pattern, parts, name in _PER:
        if pattern.search(text):
            if parts == 2080 and hours:
                return "by the hour,", whole.over(Decimal(hours["n"].replace(",", "")))
            return name, whole.over(parts)
    if (factor := _FACTOR.search(text)) and Decimal(factor["n"]):
        return f"{factor['n']} times", whole.times(Decimal(factor["n"]))
    divided = _count(_DIVIDED.search(text)) or _count(_PAYMENTS.search(text))
    years = _count(_OVER_YEARS.search(text))
    # "400K over four years, what is it each year"; "8K more each year for five years" is one more of each.
    apart = _SPREAD.search(text) and _YEARLY.search(text)
    if divided or (years and (_ONCE.search(operand.said) or apart)):
        parts = divided or years
        return {2: "half of", 3: "a third of", 4: "a quarter of"}.get(
            parts, f"one of {_word(parts)} even parts of"
        ), whole.over(parts)
    if times := years or _count(_TIMES.search(text)) or (2 if _DOUBLED.search(text) else 0):
        return {2: "twice", 3: "three times"}.get(times, f"{_word(times)} times"), whole.times(times)
    return None


# "Three months of base at 180K": a part of a year's pay.
_MONTHS_OF = regex(
    rf"\b{_NUMBER}\s+months?(?:['’]s?)?\s+(?:(?:of|worth\s+of)\s+)?(?:my\s+|the\s+|that\s+)?"
    r"(?:base|salary|pay|wages?|total|comp)\b",
    re.I,
)
_ONCE = regex(r"of (?:sign-on|equity)$")


def _count(found: re.Match[str] | None) -> int:
    if found is None:
        return 0
    said = (found["n"] or found["m"] or "").lower() if "m" in found.re.groupindex else found["n"].lower()
    number = _COUNTED.get(said) or (int(said) if said.isdigit() else 0)
    return number if 1 < number <= 60 else 0


def _word(number: int) -> str:
    return next(
        (word for word, n in _COUNTED.items() if n == number and word not in ("a", "half")), str(number)
    )


def _part_and_whole(q: Question, a: Operand, b: Operand) -> tuple[Operand, Operand]:
    """ "What share of the total is base": what stands behind "of" is the whole; a total always is."""
    if q.has("ratio") and not q.has("share"):
        return (a, b) if a.value >= b.value else (b, a)
    return (a, b) if a.value <= b.value else (b, a)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
