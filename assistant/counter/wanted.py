"""The amount that a script's increment, the person's target or the row's floor leads to, before any cap.

In: a `Part`, the `Offer`. Out: `Wanted`: both ends with their formula, why, and what they rest on; or None,
where nothing leads to an amount. Nothing crosses currencies without the person's rate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from assistant.compose.wording import digits, label, period_words, shown
from assistant.counter.notes import Notes
from assistant.counter.offer import Money, Offer, Percent
from assistant.counter.offer_parts import Part
from assistant.counter.placing import HUNDREDTH
from assistant.counter.rates import rate_of, whole
from corpus.bands import Fact
from corpus.money import format_amount
from corpus.passages import Passage


@dataclass(frozen=True, slots=True)
class Wanted:
    """An amount before the cap."""

    low: Decimal
    high: Decimal
    formula: str
    why: str
    origin: Literal["increment", "absolute", "target", "floor", "earlier", "words"]
    inputs: tuple[Passage | Literal["input"], ...]


def origin_of(stated: Fact) -> Literal["increment", "absolute"]:
    """Whether a script's figure is added to what is offered, or asked for outright."""
    return "absolute" if stated.basis == "absolute" else "increment"


def script_says(stated: Fact, part: Part) -> str:
    """`adds $110K to the equity (RSUs)`, `asks for a sign-on bonus of $75K`."""
    name = label(part.name)
    if stated.basis == "absolute":
        return f"asks for {'' if part.name == 'equity' else 'a '}{name} of {_amount(stated)}"
    return f"adds {_amount(stated)} to the {name}"


def _amount(fact: Fact) -> str:
    """An increment as it is written: `$120K–$180K`."""
    assert fact.low is not None
    if fact.unit == "percent":
        ends = [f"{digits(e)}%" for e in (fact.low, fact.high) if e is not None]
    else:
        ends = [format_amount(e, fact.currency, fact.mark) for e in (fact.low, fact.high) if e is not None]
    return "–".join(dict.fromkeys(ends))


def from_increment(part: Part, offer: Offer, notes: Notes) -> tuple[Wanted | None, Fact | None]:
    """The amount that the guide's script leads to, and the script's own figure."""
    fact = part.increment
    if fact is None or fact.low is None or part.current is None:
        return None, None
    ends = (fact.low, fact.low if fact.high is None else fact.high)
    start = digits(part.current)
    inputs: tuple[Passage | Literal["input"], ...] = (*part.passages[:1], "input")
    why = _added_words(part, fact)
    if fact.unit == "percent" and part.unit == "money" and fact.basis == "added":
        values = [whole(part.current * (100 + p) / 100) for p in ends]
        text = [f"{start} * (100 + {digits(p)}) / 100" for p in ends]
        return Wanted(values[0], values[1], formula_of(text), why, "increment", inputs), fact
    if fact.unit != part.unit:
        return None, fact
    text = [digits(v) for v in ends]
    if part.name == "equity" and fact.period == "year":  # a grant is planned over four years
        ends, text = (ends[0] * 4, ends[1] * 4), [f"{t} * 4" for t in text]
    if fact.unit == "money" and part.currency is None:
        return None, fact
    if fact.unit == "money" and fact.currency != part.currency:
        rate = rate_of(fact.currency, part.currency, offer)
        notes.flag(
            "currency_mismatch",
            f"The guide's script states its {label(part.name)} in {fact.currency}, your offer is in "
            f"{part.currency}.",
        )
        if rate is None:
            _need_rate(fact.currency, part.currency, notes)
            return None, fact
        text = [rate.formula(v) for v in ends]
        ends = (rate.turn(ends[0]), rate.turn(ends[1]))
    if fact.basis == "absolute":
        if part.current >= ends[0]:
            return None, None  # already met
        why = f"{_whose(fact)}'s script asks for a {label(part.name)} of {_amount(fact)} outright"
        own = inputs if text != [digits(v) for v in ends] else inputs[:-1]
        return Wanted(*ends, formula_of(text), why, "absolute", own), fact
    text = [f"{start} + {t}" for t in text]
    return Wanted(
        part.current + ends[0], part.current + ends[1], formula_of(text), why, "increment", inputs
    ), fact


def _need_rate(own: str | None, other: str | None, notes: Notes) -> None:
    notes.flag("fx_needed", f'To turn {own} into {other}, enter exchange_rates with "{own}/{other}".')


def _whose(fact: Fact) -> str:
    """Whose script a figure is of: "Meta", or "the guide"."""
    return fact.company or "the guide"


def _added_words(part: Part, fact: Fact) -> str:
    return f"{_whose(fact)}'s script adds {_amount(fact)} to the {label(part.name)} offered"


def formula_of(text: Sequence[str]) -> str:
    """The formulas of both ends as one: `a to b`."""
    return text[0] if text[0] == text[1] else f"{text[0]} to {text[1]}"


def from_target(part: Part, offer: Offer, notes: Notes) -> Wanted | None:
    """The person's own target, in the unit and currency of the part."""
    target = offer.target.get(part.name)
    if target is None:
        return None
    value, text = target.value, digits(target.value)
    if isinstance(target, Money) and target.currency and part.currency not in (None, target.currency):
        rate = rate_of(target.currency, part.currency, offer)
        if rate is None:
            notes.flag(
                "currency_mismatch",
                f"Your target for the {part.called} is in {target.currency}, your offer in {part.currency}.",
            )
            _need_rate(target.currency, part.currency, notes)
            return None
        value, text = rate.turn(value), rate.formula(value)
    unit = "percent" if isinstance(target, Percent) else "money"
    if unit != part.unit:
        base = offer.base
        if base is None or not base.value or part.name != "bonus":
            return None
        if unit == "percent":
            value, text = whole(base.value * value / 100), f"{digits(base.value)} * {text} / 100"
        elif isinstance(target, Money) and target.currency in (None, base.currency):
            text = f"{text} / {digits(base.value)} * 100"
            value = (value / base.value * 100).quantize(HUNDREDTH, ROUND_HALF_UP)
        else:
            return None
    if part.current is not None and value <= part.current:
        return None
    return Wanted(value, value, text, f"it is your own target for the {part.called}", "target", ("input",))


def from_floor(part: Part, floor: Decimal | None) -> Wanted | None:
    """The row's floor, where what is offered is under it."""
    cell = part.cell
    if cell is None or floor is None or part.current is None or part.current >= floor:
        return None
    why = f"your {part.called} is under the floor of the row, {shown(cell)}{period_words(cell)}"
    return Wanted(floor, floor, digits(floor), why, "floor", part.passages[-1:])
