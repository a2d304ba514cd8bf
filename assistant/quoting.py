"""The fact that a number quotes: looked up by its value, and held against what the sentence says of it.

In: the described numbers of a sentence, one reading of whose they are (`Claim`s), `Evidence`. Out: for
each number its fact, or the reason why it has none. It chooses no reading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from assistant.agreement import Claim, disagreement, is_of_place
from assistant.evidence import Evidence
from assistant.numbers import Number
from assistant.rounding import is_past, is_rounded, rounds
from corpus.bands import Fact
from corpus.regexes import regex
from index.resolve import Lexicon

_IN_FIGURES = regex(r"\b(?:five|six|seven|eight)[\s-]figures?\b", re.IGNORECASE)
_NOBODY_GETS = regex(
    r"\b(?:neither|nor|no|none|nobody|never|not)\b[^.;]*\b(?:over|above|reach\w*|exceed\w*|beyond|past)\s+(?:five|six|seven|eight)\b",
    re.IGNORECASE,
)
# "Acme everywhere 15%", "15% in all rows": but not "everywhere in Bergen", "everywhere but in Oslo".
_EVERYWHERE = (
    r"(?:everywhere(?!\s+(?:else|but|except|outside|in\s+(?!the\s+(?:table|guide)\b)|at|on)\b)"
    r"|(?:in|at|for|across)\s+(?:every|all(?:\s+(?:its|the|of\s+its|of\s+the))?)\s+"
    r"(?:rows?|regions?|places?|offices?|locations?|sites?)\b(?!\s+(?:but|except|outside|(?:in|of)\s+(?!the\s+(?:table|guide)\b))\b))"
)
_EVERYWHERE_AHEAD = regex(
    rf"\b{_EVERYWHERE}(?:[\s:*_–—-]|\b(?:is|at|pays?|has|a|the|same|bonus|of|it|target)\b)*$", re.IGNORECASE
)
_EVERYWHERE_BEHIND = regex(
    rf"(?:\s+(?!and\b|but\b|while\b)(?-i:[a-z-]+)){{0,4}}?\s+{_EVERYWHERE}(?!\W*\d)", re.IGNORECASE
)
END_OF = "an end of"
_WELL_ABOVE = Decimal("1.2")  # "well above $500K, $560K to be exact"
_NEAR = Decimal("0.03")  # how far "about $1" may be from the exact figure that the sentence gives beside it


Judged = tuple[Number, Fact | None, str]


def judge(
    numbers: list[Number],
    claims: Sequence[Claim],
    text: str,
    evidence: Evidence,
    lexicon: Lexicon,
    memory: dict[tuple[int, Claim], tuple[Fact | None, str]],
) -> list[Judged]:
    """The fact that each number quotes under its claim. A range of two numbers is one cell's two ends."""
    out: list[Judged] = []
    apart = bool(evidence.inputs or evidence.derived)  # "from your 230K to 250K" is no cell
    for i, (n, claim) in enumerate(zip(numbers, claims, strict=True)):
        if (i, claim) not in memory:
            memory[i, claim] = _fact_for(_whole(numbers, i), claim, text, evidence, lexicon)
        fact, reason = memory[i, claim]
        if fact is not None and is_everywhere(n) and not _in_every_row(n, fact, evidence):
            out.append((n, None, f"the rows of {fact.company} differ"))
            continue
        if fact is None and (pair := _pair(numbers, claims, i)) is not None:
            fact, reason = _fact_for(pair, claim, text, evidence, lexicon)
        if n.closes_range and i:
            opener, opened, why = out[-1]
            if opened is not None and opener.range_end == i:
                fact, reason = opened, why
            elif not apart or fact is None:
                fact, reason = None, why if not apart else reason
        elif fact is None and n.range_end is not None and apart:
            fact, reason = _fact_for(replace(n, range_end=None), claim, text, evidence, lexicon)
        out.append((n, fact, reason))
    return out


def is_everywhere(n: Number) -> bool:
    """Whether a figure is said of all rows of its company: "15% everywhere"."""
    return bool(_EVERYWHERE_AHEAD.search(n.before) or _EVERYWHERE_BEHIND.match(n.behind))


def _in_every_row(n: Number, fact: Fact, evidence: Evidence) -> bool:
    """Whether every row of a fact's company has the same figure for its part of pay."""
    rows = [f for f in evidence.facts if f.kind == fact.kind == "band"]
    mates = [f for f in rows if (f.company, f.component) == (fact.company, fact.component)]
    if n.bound and not n.ends:
        return len({f.low if n.bound == "low" else f.high for f in mates}) < 2
    return len({(f.low, f.high) for f in mates}) < 2


def _pair(numbers: Sequence[Number], claims: Sequence[Claim], i: int) -> Number | None:
    """ "Opens with $1 and is done at $2": a number and its neighbour as the two ends of one cell.

    Whatever words say which end each is, unless they say it the wrong way round.
    """
    n = numbers[i]
    for j in (i - 1, i + 1):
        if not 0 <= j < len(numbers) or claims[j] != claims[i]:
            continue
        a, b = numbers[min(i, j)], numbers[max(i, j)]
        if any(
            x.ends or x.is_change or x.negative or x.torn or x.amount.high != x.amount.low or x.denied
            for x in (a, b)
        ):
            continue
        turned = (a.bound_is_own and a.bound == "high") or (b.bound_is_own and b.bound == "low")
        turned = turned or not re.search(r"\w", a.behind)
        if a.amount.unit == b.amount.unit and a.amount.low < b.amount.low and not turned:
            currency = a.amount.currency or b.amount.currency
            if a.amount.currency and b.amount.currency and a.amount.currency != b.amount.currency:
                continue
            amount = replace(n.amount, low=a.amount.low, high=b.amount.low, currency=currency)
            return replace(n, amount=amount, is_range=True, bound="")
    return None


def _whole(numbers: Sequence[Number], i: int) -> Number:
    n = numbers[i]
    if n.range_end is None:
        return replace(n, closes_range=False)
    other = numbers[n.range_end]
    unit = other.amount.unit if n.amount.unit == "count" else n.amount.unit
    amount = replace(
        n.amount,
        high=other.amount.high,
        unit=unit,
        currency=n.amount.currency or other.amount.currency,
        mark=n.amount.mark or other.amount.mark,
    )
    mixed = n.amount.currency and other.amount.currency and n.amount.currency != other.amount.currency
    return replace(
        n,
        amount=amount,
        bound="",
        negative=n.negative or other.negative,
        behind=other.behind,
        torn=n.torn or bool(mixed),
        period=n.period or other.period,
    )


def _fact_for(
    n: Number, claim: Claim, text: str, evidence: Evidence, lexicon: Lexicon
) -> tuple[Fact | None, str]:
    """The fact that a number quotes under a claim, or None and the reason."""
    reason = "no guide states this figure"
    if n.negative:
        return None, "no guide states a negative figure"
    if n.torn:
        return None, "its ends are not in one unit"
    for fact in evidence.by_value.get((n.amount.unit, n.amount.low), ()):
        problem: str | None = "the figure does not stand in the cited lines"
        if evidence.may_quote(fact.guide, fact.line):
            problem = disagreement(n, n.amount.low, n.amount.high, fact, claim, text, lexicon)
        if problem is None and fact.kind == "stage" and not _holds_there(fact, claim, evidence, lexicon):
            problem = f"{fact.location} names it for no place, or for others"
        if problem is None:
            return fact, f"stands in {fact.location}"
        if fact.kind == "band" or reason == "no guide states this figure":
            reason = problem
    if _IN_FIGURES.search(n.amount.text):  # "six figures": any end of as many digits
        for fact in (f for f in evidence.facts if f.unit == "money" and f.kind == "band"):
            for value in (fact.low, fact.high):
                within = value is not None and n.amount.low <= value <= (n.amount.high or value)
                beneath = value is not None and value == fact.high and value < n.amount.low
                if value is None or not (beneath if _NOBODY_GETS.search(text) else within):
                    continue
                one = replace(n, amount=replace(n.amount, low=value, high=value), is_range=False)
                if evidence.may_quote(fact.guide, fact.line) and not disagreement(
                    one, value, value, fact, claim, text, lexicon
                ):
                    return fact, f"has as many digits as {fact.location}"
    if n.amount.unit == "money" and is_rounded(n):
        for fact in evidence.facts:
            of_pay = fact.kind == "band" or fact.company is None  # or a general guide's example
            if fact.unit == "money" and of_pay and evidence.may_quote(fact.guide, fact.line):
                ends = _rounded_from(n, fact)
                if ends and disagreement(n, *ends, fact, claim, text, lexicon) is None:
                    return fact, f"rounds a figure of {fact.location}"
    return None, reason


def _holds_there(fact: Fact, claim: Claim, evidence: Evidence, lexicon: Lexicon) -> bool:
    """Whether a stage's figure that its text names for no place may be said of the places of a claim: the company
    pays in its currency there, and names no other figure for them."""
    if fact.region or not (claim.places and claim.place_is_own):
        return True
    own = [
        f
        for f in evidence.facts
        if f.company == fact.company and f.region and is_of_place(f, claim.places, lexicon, False)
    ]
    named = any((f.kind, f.stage, f.component) == ("stage", fact.stage, fact.component) for f in own)
    return not named and any(f.kind == "band" and f.currency == fact.currency for f in own)


def _rounded_from(n: Number, fact: Fact) -> tuple[Decimal, Decimal] | None:
    """The fact's ends that rounded figures stand for."""
    if fact.low is None or fact.high is None or n.amount.high is None:
        return None
    if n.ends:
        both = rounds(n.amount.low, fact.low, n) and rounds(n.amount.high, fact.high, n)
        return (fact.low, fact.high) if both else None
    for value in (fact.low, fact.high):
        if value != n.amount.low and rounds(n.amount.low, value, n):
            return value, value
    return None


def near_the_exact(
    judged: Sequence[Judged], claims: Sequence[Claim], text: str, lexicon: Lexicon
) -> list[Judged]:
    """ "Near $190K, exactly $185K": what is said to be about right stands beside the exact figure."""
    out: list[Judged] = []
    for (n, fact, reason), claim in zip(judged, claims, strict=True):
        single = not n.ends and not n.negative and n.amount.high is not None
        if fact is None and single and (is_rounded(n) or is_past(n)):
            for other, exact, _ in judged:
                value = other.amount.low
                if exact is None or other.ends or exact.unit != n.amount.unit or is_rounded(other):
                    continue
                close = abs(n.amount.low - value) <= value * _NEAR or (
                    is_past(n)
                    and (rounds(n.amount.low, value, n) or n.amount.low < value <= n.amount.low * _WELL_ABOVE)
                )
                if close and not disagreement(n, value, value, exact, claim, text, lexicon):
                    fact, reason = exact, f"rounds a figure of {exact.location}"
                    break
        out.append((n, fact, reason))
    return out


def shares_of_an_end(
    judged: Sequence[Judged], claims: Sequence[Claim], text: str, evidence: Evidence, lexicon: Lexicon
) -> list[Judged]:
    """ "A 20% bonus on a base of $200K is $40K": one end of the bonus, on that end of the base, worked out."""
    out = list(judged)
    for i, ((n, fact, _), claim) in enumerate(zip(judged, claims, strict=True)):
        if fact is not None or n.amount.unit != "percent" or n.ends or n.negative or n.denied:
            continue
        for other, base, _ in judged[i + 1 :]:
            if base is None or base.component != "base" or other.ends or base.kind != "band":
                continue
            result = n.amount.low * other.amount.low / 100
            if not any(m.amount.low == result and m.amount.unit == "money" for m, _, _ in judged):
                continue
            for bonus in evidence.by_value.get(("percent", n.amount.low), ()):
                end: Literal["low", "high"] = "low" if bonus.low == n.amount.low else "high"
                same_end = other.amount.low == (base.low if end == "low" else base.high)
                if (bonus.guide, bonus.line) != (base.guide, base.line) or not same_end:
                    continue
                own = replace(claim, components=("bonus",))
                told = replace(n, bound=end, is_change=False, way="")
                if evidence.may_quote(bonus.guide, bonus.line) and not disagreement(
                    told, n.amount.low, n.amount.high, bonus, own, text, lexicon
                ):
                    out[i] = (n, bonus, f"{END_OF} {bonus.location}")
    return out
