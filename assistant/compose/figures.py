"""The person's own figures as operands: each with what it is of, in the row's currency where it names none.

In: a `Question`, the rows it is about. Out: `Figures`, which say and reckon; every figure taken from
them is registered as the person's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from assistant.compose.arithmetic import PER_YEAR, Operand, Worked, per_year
from assistant.compose.hearsay import is_somebodys
from assistant.compose.rows import facts_of
from assistant.compose.wording import digits
from assistant.given import Given
from assistant.page import Page
from assistant.percentages import RATE
from assistant.question import Question
from corpus.money import Amount
from corpus.regexes import regex
from index.names import Mention
from index.resolve import Target

# What a part of an offer is called beside its figure.
NAMES = {"base": "base", "equity": "equity", "bonus": "bonus", "sign_on": "sign-on", "total": "total"}
_YEARS = regex(
    r"\b(?:over|across|for|in|after|within|during|next|first|all|by|stay(?:ing)?(?:\s+(?:there|here|for|about|maybe|around))*)\s+(?:\w+\s+)?(?P<n>\d{1,2}|two|three|four|five|ten)\s+(?:full\s+)?years?\b"
    r"|\b(?P<full>\d|two|three|four|five|ten)\s+(?:full|whole|entire)\s+years?\b|\b(?P<m>\d{1,2}|two|three|four|five|ten)[\s-](?:years?|yrs?)\s+(?:total|sum|at|of|package|value|altogether|together|combined|in\s+(?:all|total))\b|(?P<zh>[二两三四五])年",
    re.I,
)
# "15% of …": a part of what follows.
PART_OF = regex(r"(?:%|percent|pct)\s*(?:\w+\s+){0,3}?(?:of|(?<!sign\s)(?<!signing\s)on|from)\b", re.I)
_NUMBERS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "ten": 10,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
}


def years_in(text: str) -> int:
    """The number of years a question speaks of; 0 where it names none.

    >>> years_in("total over 3 years"), years_in("two years at 230k"), years_in("each year")
    (3, 2, 0)
    """
    found = _YEARS.search(text)
    if found is None:
        return 0
    said = (found["n"] or found["full"] or found["m"] or found["zh"]).lower()
    return _NUMBERS.get(said) or (int(said) if said.isdigit() else 0)


_TIMES = {2: "twice", 3: "three times", 4: "four times", 5: "five times", 6: "six times"}


@dataclass(frozen=True, slots=True)
class Figures:
    """The amounts and percentages of a question, by what they are of."""

    page: Page
    q: Question
    currency: str | None
    mark: str
    money: tuple[Given, ...]  # amounts, each one value
    rates: tuple[Given, ...]  # percentages
    by: dict[str, Given]  # the first of each part of an offer
    sides: dict[int, tuple[str | None, str]]  # by where a figure begins: the currency of its own offer

    def worked(self, given: Given) -> Worked:
        """A figure of the person's, to reckon with."""
        a = self.amount(given)
        unit: Literal["money", "percent"] = "percent" if a.unit == "percent" else "money"
        one = Worked(a.low, digits(a.low), ("input",), unit, a.currency, a.mark)
        return one.times(given.times) if given.times > 1 else one

    def yearly(self, given: Given) -> Worked:
        """What a part of an offer is in one year: its even part of a grant, twelve times a month's pay."""
        w = self.worked(given)
        if given.period in PER_YEAR:
            return w.times(per_year(given.period, given.months))
        return w.over(given.years) if given.component == "equity" and given.period != "year" else w

    def amount(self, given: Given) -> Amount:
        """A figure in the currency of the question where it names none itself."""
        a = given.amount
        if a.currency or a.unit == "percent":
            return a
        currency, mark = self.sides.get(a.start, (self.currency, self.mark))
        return replace(a, currency=currency, mark=mark)

    def give(self, given: Given) -> str:
        """A figure as it is written, registered as the person's."""
        return self.page.give(self.amount(given))

    def said(self, given: Given) -> str:
        """A figure with what it is of: "your $200K of base"; a friend's is "the $200K of base that you tell of"."""
        name = NAMES.get(given.component or "", "") if given.amount.unit == "money" else ""
        said = self.give(given) + (f" of {name}" if name else "")
        if given.times > 1:
            return f"{_TIMES[given.times]} your {said}"
        return f"the {said} that you tell of" if is_somebodys(self.q, given) else f"your {said}"

    def operand(self, given: Given) -> Operand:
        """A figure as one side of a comparison."""
        w = self.worked(given)
        return Operand(w.value, self.said(given), w.formula, "input", w.unit, w.currency, w.mark)


def figures_of(page: Page, q: Question, targets: Sequence[Target] = ()) -> Figures:
    """The figures of a question; the rows it is about tell the currency where it does not."""
    by: dict[str, Given] = {}
    for g in q.given:
        if g.component:
            by.setdefault(g.component, g)
    currency, mark = _currency(page, q, targets)
    points = [g for g in q.given if g.amount.unit == "money" and g.amount.low == g.amount.high]
    rates = [g for g in q.given if g.amount.unit == "percent"]
    return Figures(page, q, currency, mark, tuple(points), tuple(rates), by, _sides(page, q))


# "200 flat", "no bonus": an offer said to have nothing beside its base.
_WITHOUT_MORE = regex(
    r"\bw/o\b|\bwithout\s*(?:$|[?.,])|\b(?:flat|no\s+(?:bonus|rsus?|equity|stock)|without\s+(?:an?\s+)?(?:bonus|rsus?|equity|stock|sign\w*)|only\s+base|base\s+only|nothing\s+else)\b",
    re.I,
)


def packages_in(q: Question) -> list[dict[str, Given]]:
    """ "A 200 base 260 rsu, B 220 base 200 rsu": a part named again begins the next offer."""
    offers: list[dict[str, Given]] = [{}]
    for g in q.given:
        name = g.component
        if len(PART_OF.findall(q.text)) > 1:
            return []
        if name is None and g.amount.unit == "money" and any(o.amount.unit == "percent" for o in q.given):
            name = "base"  # "180 + 20% against 215 + 15%"
        if name == RATE and len(q.given) > 2 and q.text[: g.amount.start].rstrip().endswith("+"):
            name = "bonus"  # "210k+15% against 225k+10%"
        if name is None and g.amount.unit == "money" and "base" in offers[-1] and len(offers[-1]) > 1:
            name = "base"  # "200 base 300 rsu or 210 and 150 rsu"
        if name is None or name in ("unvested", "total", "today"):
            continue
        if name in offers[-1]:
            offers.append({})
        offers[-1][name] = replace(g, component=name)
    flat = [o for o in offers if set(o) == {"base"}]
    if len(offers) == 2 and len(flat) == 1 and _WITHOUT_MORE.search(q.text):
        return offers if all("base" in o for o in offers) else []  # "180 and 10%, or 200 flat"
    whole = [o for o in offers if "base" in o and len(o) > 1]
    return whole if len(whole) == len(offers) and len({frozenset(o) for o in whole}) <= 2 else []


def _currency(page: Page, q: Question, targets: Sequence[Target]) -> tuple[str | None, str]:
    for g in q.given:
        if g.amount.currency and g.amount.low:  # "£0 sign-on" says of nothing in what it is paid
            return g.amount.currency, g.amount.mark
    bases = [f for t in targets for f in facts_of(page, t, ["base"])]
    if len({f.currency for f in bases}) == 1:
        return bases[0].currency, bases[0].mark
    return None, ""


def _sides(page: Page, q: Question) -> dict[int, tuple[str | None, str]]:
    """The currency of figures that name none, where a question sets offers of several companies or places
    side by side: what one is paid in tells nothing of the other.

    An offer is what stands between its company or place and the next one's.
    """
    named = [m for m in q.resolved.mentions if m.kind in ("company", "place")]
    money = [g.amount for g in q.given if g.amount.unit == "money"]
    plain = {a.currency for a in money if a.currency} <= {"USD"}
    offers: list[tuple[int, int, list[Mention]]] = []
    for m in named:
        parted = bool(offers) and any(offers[-1][1] <= a.start < m.start for a in money)
        if offers and not parted:
            offers[-1] = (offers[-1][0], m.end, [*offers[-1][2], m])
        else:
            offers.append((m.start, m.end, [m]))
    if len(offers) < 2 or plain:
        return {}
    found: dict[int, tuple[str | None, str]] = {}
    for number, (start, _, names) in enumerate(offers):
        end = offers[number + 1][0] if number + 1 < len(offers) else len(q.text)
        own = [a for a in money if (start if number else 0) <= a.start < end]
        said: tuple[str | None, str] = (None, "")
        companies = {m.name for m in names if m.kind == "company"}
        rows = [t for t in q.resolved.targets if not companies or t.row.company in companies]
        facts = [f for t in rows for f in facts_of(page, t, ["base"])]
        if marked := [a for a in own if a.currency]:
            said = marked[0].currency, marked[0].mark
        elif companies and len({f.currency for f in facts}) == 1:
            said = facts[0].currency, facts[0].mark
        found |= {a.start: said for a in own if not a.currency}
    return found


def once(given: Given | None) -> Decimal:
    """What is paid once, and nothing where it is not given."""
    return given.amount.low if given and given.amount.unit == "money" else Decimal(0)


def joined(items: Sequence[str]) -> str:
    """Items in a row: "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def upper_first(text: str) -> str:
    """A sentence's first letter as it is written."""
    return text[0].upper() + text[1:]
