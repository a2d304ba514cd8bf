"""The verdicts that a sentence's own formulas settle: their operands, their constants and what they come to.

In: the verdicts of a sentence so far, its numbers, the values that its paragraph quotes. Out: the verdicts, where
a formula whose operands all passed explains a number that had no source.
It finds no figures: an operand that is quoted nowhere leaves its formula without a value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from assistant.directions import Operand
from assistant.evidence import Verdict
from assistant.numbers import Number
from assistant.rounding import is_rounded, rounds
from assistant.worked_out import Derivation
from assistant.written_formulas import Formula, formulas_in
from corpus.regexes import regex

_PASSED = ("quoted", "derived", "input")
_THOUSAND = 1000
_SO = regex(
    r"(?:\b(?:so|hence|thus|together|in\s+all|altogether|makes?|making|gives?|is|comes?\s+to)|=)[\s:]+$",
    re.IGNORECASE,
)
# "exceeds $6 by $3", "minus $6 leaves $3"
_BY = regex(r"\bby\s+$|\b(?:leaves?|leaving|makes?|is)\s+$|=\s*$", re.IGNORECASE)
_EXCEEDS = regex(
    r"\b(?:exceeds?|beats?|tops|outdo(?:es)?|minus|less(?!\s+than)|(?:is|are|lies?|stands?)\s+(?:above|over))\b",
    re.IGNORECASE,
)
_FALLS_SHORT = regex(
    r"\b(?:trails?|falls?\s+short|misses|(?:is|are|lies?|stands?|falls?)\s+(?:below|under))\b", re.IGNORECASE
)


def with_formulas(
    verdicts: list[Verdict], numbers: Sequence[Number], text: str, base: int, quoted: Sequence[Operand]
) -> list[Verdict]:
    """Settle what the formulas of the sentence settle, until nothing is left that they explain."""
    formulas = formulas_in(text, base, numbers) if any(n.is_operand for n in numbers) else []
    if not formulas and not any(v.verdict == "derived" for v in verdicts):
        return verdicts
    out = list(verdicts)
    for formula in formulas:
        for i in formula.operands:
            if out[i].verdict not in _PASSED and (said := _said_before(numbers[i], quoted)) is not None:
                place = (said.fact.guide, said.fact.line)
                reason = f"stands in {said.fact.location}"
                out[i] = replace(out[i], verdict="quoted", reason=reason, fact=said.fact, place=place)
    settled = True
    while settled:
        settled = False
        for formula in formulas:
            settled |= _settle(formula, out, numbers, quoted)
    for i, n in enumerate(numbers):
        if out[i].verdict == "not_an_amount" and _is_wrong_ratio(n, formulas, out, numbers):
            out[i] = replace(out[i], verdict="unsupported", reason="no formula beside it has this ratio")
        if out[i].verdict != "unsupported":
            continue
        shown = _total_of(i, n, out, numbers) or _difference_of(i, n, out, numbers, text, base)
        if shown is not None:
            d = Derivation(n.amount.low, n.amount.low, "money", n.amount.currency, shown)
            out[i] = replace(out[i], verdict="derived", reason=shown, derivation=d)
    return out


def _is_wrong_ratio(
    n: Number, formulas: Sequence[Formula], verdicts: Sequence[Verdict], numbers: Sequence[Number]
) -> bool:
    """Whether a number with a fraction is none of the ratios that its sentence writes out: nothing is counted so."""
    low = n.amount.low
    if n.is_operand or n.amount.unit != "count" or low == low.to_integral_value():
        return False
    money = {i for i, v in enumerate(verdicts) if v.verdict in _PASSED and v.fact and v.fact.unit == "money"}
    ratios = [
        numbers[a].amount.low / numbers[b].amount.low
        for f in formulas
        if len(f.tokens) == 3 and f.tokens[1] == "/" and set(f.operands) <= money
        for a, b in [f.operands]
    ]
    places = max(0, -int(low.normalize().as_tuple().exponent))
    return bool(ratios) and not any(round(r, places) == low for r in ratios)


def _total_of(i: int, n: Number, verdicts: Sequence[Verdict], numbers: Sequence[Number]) -> str | None:
    """ "$3 and $2 ($8/4), so $5": the sum of the figures right before a number, one of which a formula gave."""
    if n.negative or n.amount.high != n.amount.low or n.amount.unit == "percent" or not _SO.search(n.before):
        return None
    parts: list[int] = []
    for k in range(i - 1, -1, -1):
        if numbers[k].is_operand or numbers[k].amount.unit == "percent":
            continue
        if verdicts[k].verdict not in _PASSED or numbers[k].is_range:
            return None
        parts.append(k)
        total = sum((numbers[p].amount.low for p in parts), Decimal(0))
        derived = any(verdicts[p].verdict == "derived" for p in parts)
        if len(parts) > 1 and derived and total == n.amount.low:
            return " + ".join(f"{numbers[p].amount.low:f}" for p in reversed(parts))
    return None


def _difference_of(
    i: int, n: Number, verdicts: Sequence[Verdict], numbers: Sequence[Number], text: str, base: int
) -> str | None:
    """ "$9 ($5 + $4) exceeds $6 by $3": how far the two figures before a number are apart, one of them worked out."""
    if n.negative or n.amount.high != n.amount.low or n.amount.unit == "percent" or not _BY.search(n.before):
        return None
    two = [k for k in range(i) if not numbers[k].is_operand and numbers[k].amount.unit != "percent"][-2:]
    if len(two) < 2 or any(verdicts[k].verdict not in _PASSED or numbers[k].is_range for k in two):
        return None
    if all(verdicts[k].verdict != "derived" for k in two):
        return None
    a, b = (numbers[k] for k in two)
    if len({m.amount.currency for m in (a, b, n)} - {None}) > 1:
        return None
    between = text[a.end - base : b.start - base]
    more, less = _EXCEEDS.search(between), _FALLS_SHORT.search(between)
    larger, smaller = (a, b) if more else (b, a)
    if bool(more) == bool(less) or larger.amount.low - smaller.amount.low != n.amount.low:
        return None
    return f"{larger.amount.low:f} - {smaller.amount.low:f}"


def _settle(
    formula: Formula,
    out: list[Verdict],
    numbers: Sequence[Number],
    quoted: Sequence[Operand],
) -> bool:
    """Use one formula; whether a verdict changed."""
    constants = formula.constants(numbers)

    def known(i: int) -> Decimal | None:
        n, low = numbers[i], numbers[i].amount.low
        if i in constants and out[i].verdict not in _PASSED:
            return low
        if out[i].verdict not in _PASSED or n.amount.high != low or n.denied:
            return None
        if n.amount.unit == "percent":
            return low / 100
        bare = n.amount.unit == "count" and not n.amount.scaled
        return low * _THOUSAND if bare and (f := out[i].fact) and f.unit == "money" else low

    value = formula.value(known)
    if value is None or set(formula.operands) <= constants or _is_share_of_other_pay(formula, numbers, out):
        return False
    changed = False
    for i in constants:
        if out[i].verdict == "unsupported":
            out[i] = replace(out[i], verdict="not_an_amount", reason="a factor of the formula beside it")
            changed = True
    for i, n in enumerate(numbers):
        if i in formula.operands:
            continue
        own = n.amount.currency in (None, *(f.currency for k in formula.operands if (f := out[k].fact)))
        if out[i].verdict == "unsupported" and own and _is_result(n, value, formula, numbers, quoted):
            shown = formula.shown(known)
            unit: Literal["money", "percent"] = "percent" if n.amount.unit == "percent" else "money"
            d = Derivation(n.amount.low, n.amount.low, unit, n.amount.currency, shown)
            out[i] = replace(out[i], verdict="derived", reason=shown, derivation=d)
            changed = True
    return changed


def _is_share_of_other_pay(formula: Formula, numbers: Sequence[Number], verdicts: Sequence[Verdict]) -> bool:
    """ "15% × $240K" of a grant: a bonus is a share of the base."""
    if not any(numbers[i].amount.unit == "percent" for i in formula.operands):
        return False
    facts = [
        f for i in formula.operands if (f := verdicts[i].fact) and f.unit == "money" and f.kind == "band"
    ]
    return bool(facts) and not any(f.component == "base" for f in facts)


def _is_result(
    n: Number, value: Decimal, formula: Formula, numbers: Sequence[Number], quoted: Sequence[Operand]
) -> bool:
    """Whether a number is what a formula comes to, as exactly as it is said."""
    amount = n.amount
    if amount.high != amount.low or (value < 0) != (n.negative or amount.low < 0):
        return False  # "$1 − $3 = $2" is turned round
    if _is_over_other_years(n, formula, numbers, quoted):
        return False
    bare = amount.unit == "count" and not amount.scaled
    if amount.unit == "percent" or (bare and abs(value) < _THOUSAND):
        shown = amount.low / 100 if amount.unit == "percent" else amount.low
        digits = len(str(amount.low.normalize()).partition(".")[2]) + (2 if amount.unit == "percent" else 0)
        return abs(round(value, digits)) == shown
    said = amount.low * _THOUSAND if bare else amount.low
    return said == abs(value) or (is_rounded(n) and rounds(said, abs(value), n))


def _is_over_other_years(
    n: Number, formula: Formula, numbers: Sequence[Number], quoted: Sequence[Operand]
) -> bool:
    """Whether a result is said to be a year's where what it is made of is four years', and nothing divides it."""
    if n.period != "year":
        return False
    values = {o.value for o in quoted if o.fact.period == "4 years"}
    yearly = {o.value for o in quoted if o.fact.period != "4 years"}
    divided = any(numbers[i].amount.low == 4 for i in formula.constants(numbers))
    return not divided and any(numbers[i].amount.low in values - yearly for i in formula.operands)


def _said_before(n: Number, quoted: Sequence[Operand]) -> Operand | None:
    """The value of the paragraph that an operand says again, perhaps without its K: "$145K–$225K, (145+225)/2"."""
    amount = n.amount
    if amount.high != amount.low or amount.unit == "percent" or n.denied:
        return None
    bare = amount.unit == "count" and not amount.scaled
    for o in quoted:
        same = o.value == (amount.low * _THOUSAND if bare else amount.low)
        if same and o.fact.unit == "money" and amount.currency in (None, o.fact.currency):
            return o
    return None
