"""Each amount of a letter goes to the part of the offer that its own words name, or to none.

In: the sentences of a letter. Out: `Figure`s: an amount, the part it is said to be, how firmly. A name
right beside an amount is firm; a name elsewhere in its sentence, or the heading it stands under, is
not. What is an example, a repayment, an old figure or another person's is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from assistant.counter.letter_text import Sentence
from assistant.counter.letter_words import (
    AFTER,
    AT_MOST,
    BEFORE,
    EXAMPLE,
    HOURLY_NAME,
    KEYWORDS,
    MONTHLY_NAME,
    OLD,
    PERIODIC,
    RAISED,
    REPAID,
    SHARES,
    SHORTER_NAME,
    THEIR_OFFER,
    YEARLY,
)
from corpus.money import Amount, amounts_in
from corpus.regexes import regex

MOST_AMOUNTS = 60  # in one sentence; a longer list of numbers states no offer
FIRM, NEAR, HEADED = 3, 2, 1  # right beside its name; in the same sentence; under its heading
SAYS = {
    FIRM: "named right beside it",
    NEAR: "named in the same sentence",
    HEADED: "named by what it stands under",
}
_CELL = regex(r"[^|\t]+")
_KIND_OF_RUNNING = ("base", "equity", "bonus", "sign_on")


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount and the part of the offer that it is said to be."""

    part: str
    amount: Amount
    value: Decimal
    start: int  # in the letter
    end: int
    sentence: Sentence
    firmness: int
    name: str = ""  # the words that named it
    period: str = ""  # "month", "hour", "other": what it is paid for, where that is no year
    times: int = 0  # "x 13"
    yearly: bool = False  # the letter says that it is for a year
    shares: bool = False  # a number of shares, not their worth
    bare: bool = False  # a number under 1,000 without a mark: 230
    at_most: bool = False
    range: bool = False

    @property
    def words(self) -> str:
        """The letter's words from the name to the amount, or the other way round."""
        text, at = self.sentence.text, self.start - self.sentence.start
        to = self.end - self.sentence.start
        place = text.find(self.name) if self.name else -1
        if place < 0 or abs(place - at) > 120:
            return text[at:to]
        return text[min(place, at) : max(place + len(self.name), to)]


@dataclass(frozen=True, slots=True)
class _Name:
    part: str
    words: str
    start: int
    end: int


def figures_in(sentences: Sequence[Sentence]) -> list[Figure]:
    """Every amount that its own words make a part of an offer, in the order of the letter."""
    found: list[Figure] = []
    headers: list[str] = []
    carried = ""
    block = -1
    for sentence in sentences:
        if sentence.block != block:
            block, carried = sentence.block, ""
        cells = _cells(sentence.text)
        if cells and len(cells) >= 2 and not any(re.search(r"\d{2}", c) for c in cells):
            headers = cells if re.search(r"\w", sentence.text) else headers
        elif not cells:
            headers = []
        names = list(_names(sentence.text))
        if EXAMPLE.search(sentence.text):
            continue
        columns = headers if cells and len(headers) == len(cells) else []
        for figure in _figures(sentence, names, columns, carried):
            found.append(figure)
        own = [n.part for n in names if n.part in _KIND_OF_RUNNING]
        carried = own[-1] if own else carried
    return found


def _cells(text: str) -> list[str]:
    if "|" not in text and "\t" not in text:
        return []
    return [cell.strip() for cell in re.split(r"[|\t]", text.strip().strip("|"))]


@lru_cache(maxsize=1024)
def _names(text: str) -> tuple[_Name, ...]:
    """The names in a text; kept, because a heading is looked at for every amount below it."""
    return tuple(_Name(m.lastgroup or "", m[0], m.start(), m.end()) for m in KEYWORDS.finditer(text))


def _figures(sentence: Sentence, names: list[_Name], columns: list[str], carried: str) -> Iterator[Figure]:
    text = sentence.text
    every = amounts_in(text)
    if len(every) > MOST_AMOUNTS:
        return
    amounts = [a for a in every if not _is_no_figure(a, text)]
    repaid = REPAID.search(text)
    theirs = THEIR_OFFER.search(text)
    before_names = bool(names and amounts and names[0].start < amounts[0].start)
    for n, amount in enumerate(amounts):
        before = text[: amount.start]
        behind = text[amount.end :]
        if theirs and amount.start > theirs.start():
            continue
        low_high = amount.high is None or amount.low != amount.high
        value = _whole(amount)
        if (
            low_high
            and amount.high is not None
            and RAISED.search(before)
            and re.search(r"\bfrom\s*$", before, re.I)
        ):
            value, low_high = amount.high, False
        elif (OLD.search(before) and not re.search(r"\bfrom\s*$", before[-40:], re.I)) or (
            re.search(r"\bfrom\s*$", before, re.I) and re.search(r"\bto\b", behind[:30])
        ):
            continue
        around = _window(text, amounts, n)
        name, firmness = _nearest(text, amount, names, around, before_names, columns, sentence, carried)
        if name is None or name.part == "other":
            continue
        if repaid and amount.start > repaid.start() and (firmness < FIRM or name.part == "sign_on"):
            continue
        figure = Figure(
            name.part, amount, value, sentence.start + amount.start, sentence.start + amount.end, sentence,
            firmness, name.words if name.start >= 0 else "", range=low_high, at_most=bool(AT_MOST.search(before)),
        )  # fmt: skip
        figure = _with_period(figure, name, text, before, behind)
        column = _column(text, amount, columns)
        if MONTHLY_NAME.search(column) and not figure.period:
            figure = replace(figure, period="month", yearly=False)
        elif YEARLY.search(column):
            figure = replace(figure, yearly=True)
        counted = amount.unit == "count" and name.part == "equity" and bool(SHARES.match(behind))
        scaled = amount.text.rstrip()[-1:].isalpha() and not re.search(r"option|share", behind[:40], re.I)
        figure = replace(
            figure,
            shares=counted and not scaled,
            bare=amount.unit == "count" and not amount.scaled and value < 1000,
        )
        if amount.unit == "count" and not figure.shares and value < 10:
            continue
        yield figure


def _whole(amount: Amount) -> Decimal:
    """The value of an amount; a point before three digits stands between thousands: no offer has "7.5 euros".

    The reading is the one that `letter_base` names beside a base; a base or sign-on of less than a
    thousand is none.
    """
    if not amount.doubt or amount.unit == "percent" or amount.low != amount.high:
        return amount.low
    readings = sorted(Decimal(part.replace(",", "")) for part in amount.doubt.split(" or "))
    return readings[-1] if len(readings) == 2 and readings[0] < 1000 <= readings[-1] else amount.low


def _is_no_figure(amount: Amount, text: str) -> bool:
    """A bare number that counts something else: days, years, a date, a page."""
    if re.search(r"[A-Za-z]-$", text[: amount.start]):  # H-1B
        return True
    if amount.unit != "count":
        return False
    behind = text[amount.end : amount.end + 18]
    before = text[max(0, amount.start - 14) : amount.start]
    if re.match(
        r"\s?(?:-\s?)?(?:days?|weeks?|months?|years?|yrs?|hours?|h\b|th\b|st\b|nd\b|rd\b|am\b"
        r"|pm\b|%|x\b|mos?\b|薪|天|年|个|月|日"
        r"|Tage|Monate|Jahre|people|interns|:\d|/\d|bonus months)",
        behind,
        re.I,
    ):
        return True
    if re.search(
        r"(?:section|article|page|week|day|level|grade|year|over|form|§|no\.|nr\.|in|x|×|\*|band)\s*$",
        before,
        re.I,
    ):
        return True
    if re.search(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s*$", before, re.I):
        return True
    if re.match(r"[.,]?\s?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mär|Mai|Okt|Dez)", behind):
        return True
    year = 1990 <= amount.low <= 2100 and not amount.scaled
    return year and not re.search(r"base|salary|bonus|sign", before, re.I)


def _window(text: str, amounts: Sequence[Amount], n: int) -> tuple[int, int]:
    """From the amount before to the amount after: the words that may name this one."""
    first = amounts[n - 1].end if n else 0
    last = amounts[n + 1].start if n + 1 < len(amounts) else len(text)
    return first, last


def _nearest(
    text: str,
    amount: Amount,
    names: list[_Name],
    around: tuple[int, int],
    names_first: bool,
    columns: list[str],
    sentence: Sentence,
    carried: str,
) -> tuple[_Name | None, int]:
    """The name that an amount belongs to, and how firmly."""
    fitting = [n for n in names if _fits(n, amount)]
    if columns:
        head = next((n for n in _names(_column(text, amount, columns)) if _fits(n, amount)), None)
        if head is not None:
            return replace_name(head), FIRM
        label = re.search(r"[|\t]", text.lstrip(" |"))
        first = [n for n in fitting if n.end <= amount.start]
        if label and first and first[0].end <= label.start() + 4:
            return first[0], FIRM
    left = [n for n in fitting if n.end <= amount.start and BEFORE.fullmatch(text, n.end, amount.start)]
    right = [n for n in fitting if n.start >= amount.end and AFTER.fullmatch(text, amount.end, n.start)]
    if left and right:
        return (left[-1] if names_first else right[0]), FIRM
    if left or right:
        return (left[-1] if left else right[0]), FIRM
    inside = [n for n in fitting if around[0] <= n.start and n.end <= around[1]]
    # What is no part of the offer takes the amounts around it, wherever in the words between it stands.
    others = [n for n in inside if n.part == "other" and (n.end <= amount.start or _close(text, amount, n))]
    if others and amount.unit != "percent":
        return others[0], NEAR
    if others and any(_distance(n, amount) < 60 for n in others):
        return others[0], NEAR
    before = [n for n in fitting if n.end <= amount.start]
    after = [n for n in inside if n.start >= amount.end]
    if before:
        return before[-1], NEAR
    if after and not re.search(r"[;,]", text[amount.end : after[0].start]):
        return after[0], NEAR
    if names and any(n.part != "other" for n in names) and amount.unit != "percent":
        return None, 0
    for heading in sentence.under:
        headed = [n for n in _names(heading) if _fits(n, amount)]
        if headed:
            return replace_name(headed[0]), HEADED
    if carried and _fits(_Name(carried, "", -1, -1), amount) and not others:
        return _Name(carried, "", -1, -1), HEADED
    return None, 0


def _column(text: str, amount: Amount, columns: list[str]) -> str:
    """What stands at the head of the column that an amount is in."""
    if not columns:
        return ""
    row = text.strip().strip("|")
    place = len(re.findall(r"[|\t]", row[: max(amount.start - text.find(row), 0)]))
    return columns[place] if place < len(columns) else ""


def replace_name(name: _Name) -> _Name:
    """A name that stands elsewhere than in the sentence."""
    return _Name(name.part, name.words, -1, -1)


def _close(text: str, amount: Amount, name: _Name) -> bool:
    """Whether a name behind an amount is said of it: no pause and few words between."""
    between = text[amount.end : name.start]
    return len(between) < 25 and not re.search(r"[,;.]", between)


def _distance(name: _Name, amount: Amount) -> int:
    return min(abs(name.start - amount.end), abs(amount.start - name.end))


def _fits(name: _Name, amount: Amount) -> bool:
    """A percentage is a bonus or something else, never a base; base beside it says of what it is."""
    if amount.unit == "percent":
        return name.part in ("bonus", "other")
    return True


def _with_period(figure: Figure, name: _Name, text: str, before: str, behind: str) -> Figure:
    beside = PERIODIC.match(behind)
    label = f"{name.words} {before[-25:]}"
    if figure.amount.period == "month" or (
        beside and (beside["unit"] or "").lower() in ("month", "mo", "mth")
    ):
        figure = replace(figure, period="month")
    elif beside and beside["times"]:
        figure = replace(figure, period="month", times=int(beside["times"]))
    elif beside:
        said = (beside["unit"] or beside["adverb"] or beside["basis"] or "").lower()
        monthly = said in ("monthly", "pcm", "/月", "每月", "monatlich", "pro monat", "im monat")
        hourly = said in ("hour", "hr", "hourly")
        figure = replace(figure, period="month" if monthly else "hour" if hourly else "other")
    elif MONTHLY_NAME.search(label) and not re.search(
        r"(?:paid|payable|instal+ments?)\W+(?:\w+\W+){0,4}monthly", label, re.I
    ):
        figure = replace(figure, period="month")
    elif SHORTER_NAME.search(label):
        figure = replace(figure, period="other")
    elif HOURLY_NAME.search(label):
        figure = replace(figure, period="hour")
    times = re.match(
        r"\s*(?:/月)?\s*[x×*,，]\s*(1[2-9]|2[0-4])(?:\s*(?:薪|months?|mths?|个月))?", behind, re.I
    )
    if times:
        figure = replace(figure, period="month", times=int(times[1]))
    said_yearly = figure.amount.period == "year" or YEARLY.search(behind[:25]) or YEARLY.search(label)
    return replace(figure, yearly=bool(said_yearly) and not figure.period)
