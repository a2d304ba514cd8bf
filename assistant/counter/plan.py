"""Which amounts are asked for: every one by a rule, with its formula, its source and its place.

In: an `Offer`, its `Check`, the library, the lexicon. Out: a `Plan`. The rules are the contract's:
the guide's increment is added to the right number or asked outright; both ends stop at the row's top
unless the guide speaks of going above the band and another offer is at hand; nothing crosses
currencies without the person's rate; what has no increment gets an amount from the person's target
or the row's floor. In a negotiation under way the person's own earlier ask is a ceiling, and a part that
was refused comes last. Nothing about the person but their figures, priorities and target comes in here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from assistant.compose.wording import digits, label, period_words, shown
from assistant.counter.beside import ladder_of, note_aims, note_leverage, questions_about
from assistant.counter.kinds import columns_for, is_other_kind, kind_of_guide, name_of
from assistant.counter.notes import Notes
from assistant.counter.offer import Money, Offer, Percent
from assistant.counter.placing import HUNDREDTH
from assistant.counter.priorities import order_of, parts_of_priority
from assistant.counter.rates import rate_of, whole
from assistant.counter.result import Ask, Before, Check, Plan
from assistant.worked_out import Derivation
from corpus.bands import Fact
from corpus.money import format_amount
from corpus.passages import Passage
from corpus.regexes import regex
from index.library import Library
from index.resolve import Lexicon

MOST_IN_LETTER = 3
Unit = Literal["money", "percent"]

# "Above the band", said of what can be had: authority, approval, an exception.
_ABOVE = regex(
    r"\b(?:above|over|beyond|outside|exceed\w*|past)[\s-]+(?:of\s+)?(?:the\s+|its\s+|standard\s+)?(?:top\s+of\s+"
    r"the\s+)?(?:pay\s+|salary\s+)?(?:bands?|ranges?)\b|\bout-of-(?:band|range)\b",
    re.IGNORECASE,
)
_MAY = regex(r"\bauthori\w+|\bmay\b|\bcan\b|\bable\b|\bpossible|\ballow\w*|\bapprov\w+|\bexception", re.I)
_NEVER = regex(r"\bnot\b|n['’]t\b|\bnever\b|\bno\s|\brarely\b|\bunable\b|\bwithout\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Part:
    """A component of the offer as the rules see it: what is there now, and the row's cell."""

    name: str
    called: str  # in a sentence: "equity (RSUs)"
    current: Decimal | None
    unit: Unit
    currency: str | None
    mark: str
    cell: Fact | None
    increment: Fact | None
    passages: tuple[Passage, ...]  # of the increment and of the cell
    other: bool = False  # equity of another kind than the guide's


def plan_asks(
    offer: Offer, check: Check, library: Library, lexicon: Lexicon, before: Before | None = None
) -> Plan:
    """Choose every amount. `before`: what earlier rounds leave, where this continues a negotiation."""
    notes, before = Notes(), before or Before()
    above = any(c.is_offer for c in offer.competing) and _may_go_above(check, library)
    asks: list[Ask] = []
    for part in _parts(offer, check, library):
        ask = _ask(part, offer, check, above, notes)
        if ask := _as_before(ask, part, offer, above, before, notes):
            asks.append(ask)
    refused = before.refused & {a.component for a in asks}
    asks += _in_words(offer, asks, check.covered, every_refused=refused == {a.component for a in asks})
    closed = refused - offer.target.keys()  # a target says that it is wanted all the same
    order = order_of(offer.priorities)
    asks.sort(key=lambda a: (a.component in closed, a.component in refused, order.index(a.component)))
    if asks:
        asks[0] = replace(asks[0], lead=True)
    _note_refusals(refused, closed, notes)
    note_leverage(offer, check, asks, notes)
    note_aims(offer, asks, notes)
    most = MOST_IN_LETTER if offer.max_asks is None else min(offer.max_asks, MOST_IN_LETTER)
    return Plan(
        tuple(asks),
        min(most, len(asks) - len(closed)) if closed else most,
        ladder_of(offer, asks),
        notes.flags,
        tuple(questions_about(offer, check, asks)),
    )


# ------------------------------------------------------------------------------------------ the parts


def _parts(offer: Offer, check: Check, library: Library) -> list[_Part]:
    row_guide = check.row[0].guide if check.row else None
    increments = (
        [f for f in library.facts(company=check.company, kind="increment") if f.guide == row_guide]
        if check.covered
        else []
    )
    home = offer.currency or next((m.currency for m in offer.money if m.currency), None)
    known = [p for p in check.assessment if p.unit == "money"]
    if home is None and all(p.currency for p in known):
        home = next((f.currency for f in check.row if f.currency), None)
    out = []
    for name in ("equity", "sign_on", "base", "bonus"):
        placed = check.placed(name)
        names = columns_for(name, offer.equity_kind)
        cells = [check.cell(n) for n in names] if check.covered else []
        cell = next(filter(None, cells), None)
        said = [f for n in names for f in increments if f.component == n and f.low is not None]
        increment = next(iter(said), None)
        other = name == "equity" and any(is_other_kind(offer.equity_kind, f) for f in (cell, increment))
        cell = None if other else cell
        unit: Unit = "percent" if name == "bonus" else "money"
        current, currency, mark = None, home, ""
        if placed is not None:
            current, currency = placed.entered or (placed.offered, placed.currency)
            unit = placed.unit
            if name == "equity" and offer.equity:
                current = offer.equity.over_four_years
        elif name == "sign_on" and not offer.sign_on:
            current = Decimal(0)  # an absent sign-on counts as nothing
        mark = _mark(name, offer, currency, cell)
        passages = tuple(
            p for f in (increment, cell) if f is not None and (p := library.passage_at(f.guide, f.line))
        )
        called = label(name)
        if name == "equity" and name_of(offer.equity_kind) not in ("equity", "RSUs"):
            called = name_of(offer.equity_kind)
        out.append(_Part(name, called, current, unit, currency, mark, cell, increment, passages, other))
    return out


def _mark(name: str, offer: Offer, currency: str | None, cell: Fact | None) -> str:
    """How amounts of a component are marked: as the person does, else as the row does."""
    own = {
        "base": (offer.base,) if offer.base else (),
        "equity": (offer.equity.amount,) if offer.equity else (),
        "sign_on": offer.sign_on,
    }.get(name, ())
    for money in (*own, *offer.money):
        if money.mark and money.currency == currency:
            return money.mark
    if cell is not None and cell.currency == currency and cell.mark:
        return cell.mark
    return "$" if currency == "USD" else ""


# ------------------------------------------------------------------------------------------- the rules


def _ask(part: _Part, offer: Offer, check: Check, above: bool, notes: Notes) -> Ask | None:
    """One component's ask by the rules, or None where there is nothing to ask."""
    grant = offer.equity if part.name == "equity" else None
    open_years = grant is not None and grant.years is None
    floor, top = (None, None) if open_years else _bounds(part, offer)
    if part.current is not None and top is not None and part.current >= top:
        return None
    as_it_is = open_years or part.other
    wanted, stated = (None, part.increment) if as_it_is else _from_increment(part, offer, notes)
    if wanted is None and not open_years:
        wanted = _from_target(part, offer, notes) or _from_floor(part, floor)
    if wanted is None:
        if stated is None or part.current is None:
            return None
        return Ask(
            part.name,
            part.current,
            None,
            None,
            part.unit,
            part.currency,
            f"The guide's script {_says(stated, part)}. {_why_no_amount(stated, part, open_years)}",
            part.passages,
            origin=_origin(stated),
            stated=stated,
            band=part.cell,
        )
    return _capped(part, wanted, stated, (floor, top), above, notes, _of(part, offer))


def _of(part: _Part, offer: Offer) -> str:
    """What a planned amount may be said of: options and units go by many names, so of anything."""
    return "" if part.name == "equity" and offer.equity_kind else part.name


def _why_no_amount(stated: Fact, part: _Part, open_years: bool) -> str:
    if part.other:
        theirs = kind_of_guide(part.cell or stated)
        return f"Those are {theirs}, and you are offered {part.called}, so no amount is computed."
    if open_years:
        return "Over how many years your equity is was not told, so no amount is computed."
    return (
        f"That is in {stated.currency}, your {part.called} in {part.currency or 'a currency that was not told'}, so "
        f"no amount is computed without {'an exchange rate' if part.currency else 'the currency'}."
    )


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An amount before the cap."""

    low: Decimal
    high: Decimal
    formula: str
    why: str
    origin: Literal["increment", "absolute", "target", "floor", "earlier", "words"]
    inputs: tuple[Passage | Literal["input"], ...]


def _origin(stated: Fact) -> Literal["increment", "absolute"]:
    return "absolute" if stated.basis == "absolute" else "increment"


def _says(stated: Fact, part: _Part) -> str:
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


def _from_increment(part: _Part, offer: Offer, notes: Notes) -> tuple[_Wanted | None, Fact | None]:
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
        return _Wanted(values[0], values[1], _range(text), why, "increment", inputs), fact
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
        why = f"{check_name(fact)}'s script asks for a {label(part.name)} of {_amount(fact)} outright"
        own = inputs if text != [digits(v) for v in ends] else inputs[:-1]
        return _Wanted(*ends, _range(text), why, "absolute", own), fact
    text = [f"{start} + {t}" for t in text]
    return _Wanted(
        part.current + ends[0], part.current + ends[1], _range(text), why, "increment", inputs
    ), fact


def _need_rate(own: str | None, other: str | None, notes: Notes) -> None:
    notes.flag("fx_needed", f'To turn {own} into {other}, enter exchange_rates with "{own}/{other}".')


def check_name(fact: Fact) -> str:
    """Whose script a figure is of: "Meta", or "the guide"."""
    return fact.company or "the guide"


def _added_words(part: _Part, fact: Fact) -> str:
    return f"{check_name(fact)}'s script adds {_amount(fact)} to the {label(part.name)} offered"


def _range(text: Sequence[str]) -> str:
    return text[0] if text[0] == text[1] else f"{text[0]} to {text[1]}"


def _from_target(part: _Part, offer: Offer, notes: Notes) -> _Wanted | None:
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
    return _Wanted(value, value, text, f"it is your own target for the {part.called}", "target", ("input",))


def _from_floor(part: _Part, floor: Decimal | None) -> _Wanted | None:
    cell = part.cell
    if cell is None or floor is None or part.current is None or part.current >= floor:
        return None
    why = f"your {part.called} is under the floor of the row, {shown(cell)}{period_words(cell)}"
    return _Wanted(floor, floor, digits(floor), why, "floor", part.passages[-1:])


def _bounds(part: _Part, offer: Offer) -> tuple[Decimal | None, Decimal | None]:
    """The row's floor and top in the offer's own currency and period; None where one is open or cannot be had."""
    cell = part.cell
    if cell is None or cell.unit != part.unit:
        return None, None
    if part.name == "equity" and cell.period not in ("4 years", "year"):
        return None, None
    times = Decimal(4) if part.name == "equity" and cell.period == "year" else Decimal(1)
    low, high = (None if end is None else end * times for end in (cell.low, cell.high))
    if cell.unit == "percent" or part.currency == cell.currency:
        return low, high
    rate = rate_of(cell.currency, part.currency, offer)
    if rate is None:
        return None, None
    return low and rate.turn(low), high and rate.turn(high)


_BY = {"target": "your target", "earlier": "your earlier ask"}


def _capped(
    part: _Part,
    wanted: _Wanted,
    stated: Fact | None,
    bounds: tuple[Decimal | None, Decimal | None],
    above: bool,
    notes: Notes,
    of: str,
) -> Ask:
    """The ask with both ends at most at the row's top, unless going above it is open."""
    floor, top = bounds
    low, high, formula = wanted.low, wanted.high, wanted.formula
    cell = part.cell
    over = top is not None and high > top
    reason = f"{wanted.why[:1].upper()}{wanted.why[1:]}"
    value = _said(part, low, high)
    name = part.called
    if over and cell is not None and top is not None:
        beyond = f"{value}, past the top of the row, {shown(cell)}{period_words(cell)}"
        if above:
            notes.flag(
                "ask_above_band_top",
                f"The {name} asked for, {value}, is above the row's top; the guide speaks of going above the "
                "band for people with competing offers.",
            )
            reason += f": {beyond}. The guide says that this is possible with a competing offer."
        else:
            notes.flag(
                "ask_above_band_top",
                f"By {_BY.get(wanted.origin, 'the guide’s increment')} the {name} would "
                f"come to {value}, above the row's top; the ask stops at the top.",
            )
            low, high = min(low, top), min(high, top)
            first, last = wanted.formula.split(" to ") if " to " in wanted.formula else (wanted.formula,) * 2
            formula = _range([first if low < top else digits(top), last if high < top else digits(top)])
            reason += f": that would be {beyond}, so the ask stops there, at {_said(part, low, high)}."
    elif wanted.origin == "floor":
        reason += "."
    elif wanted.origin in ("target", "earlier", "absolute"):
        reason += "." if wanted.origin == "absolute" else f": {value}."
    else:
        now = _said(part, part.current, part.current) if part.current is not None else ""
        reason += f": with your {now}, that is {value}." if part.current else f": {value}."
    if part.name == "equity" and wanted.origin != "floor":
        reason = f"{reason[:-1]}, over four years." if "over four years" not in reason else reason
    currency = part.currency
    uncapped: Derivation | None = None
    if over:
        uncapped = Derivation(wanted.low, wanted.high, part.unit, currency, wanted.formula, wanted.inputs, of)
    inputs = tuple(dict.fromkeys((*wanted.inputs, *part.passages[-1:]))) if over else wanted.inputs
    derivation = Derivation(low, high, part.unit, currency, formula, inputs, of)
    return Ask(
        part.name,
        part.current,
        low,
        high,
        part.unit,
        currency,
        reason,
        part.passages if wanted.origin in ("increment", "absolute") else part.passages[-1:] if cell else (),
        above_band=over and above,
        derivation=derivation,
        uncapped=uncapped,
        origin=wanted.origin,
        stated=stated,
        band=cell,
        floor=floor,
        top=top,
    )


def _said(part: _Part, low: Decimal | None, high: Decimal | None) -> str:
    ends = [e for e in (low, high) if e is not None]
    if part.unit == "percent":
        return "–".join(dict.fromkeys(f"{digits(e)}%" for e in ends))
    return "–".join(dict.fromkeys(format_amount(e, part.currency, part.mark) for e in ends))


def _may_go_above(check: Check, library: Library) -> bool:
    """Whether the offer's own guide says that more than the band can be had."""
    if not check.row:
        return False
    guide = check.row[0].guide

    def says() -> bool:
        for passage in library.passages(guide=guide):
            for sentence in re.split(r"(?<=[.!?;])\s+|\n", passage.quote):
                if (m := _ABOVE.search(sentence)) and _MAY.search(sentence):
                    behind = sentence[m.end() :]
                    compared = re.match(r"[^.;]{0,30}\bstandard\b", behind)
                    if not _NEVER.search(sentence) and not compared:
                        return True
        return False

    return library.once(("above band", guide), says)


# ------------------------------------------------------------------------------------- earlier rounds


def _as_before(
    ask: Ask | None, part: _Part, offer: Offer, above: bool, before: Before, notes: Notes
) -> Ask | None:
    """An ask beside what the person asked for before: never more than that, unless their target says so."""
    if part.name not in before.asked or part.unit != "money" or part.current is None:
        return ask
    low, high = before.asked[part.name]
    target = _from_target(part, offer, notes)
    if target is not None and target.high > high:  # the person says so themselves
        if ask is None or ask.high is None or ask.high <= target.high:
            more = ask is not None and ask.high is not None and ask.high > high
            if more:
                notes.flag(
                    "asked_more_than_before",
                    f"For the {part.called} this asks for more than you asked for in an earlier round, because your "
                    "target is higher; that is hard to explain.",
                )
            return ask
        return _capped(part, target, ask.stated, _bounds(part, offer), above, notes, _of(part, offer))
    if high <= part.current:
        return None  # they met it
    if ask is not None and ask.high is not None and ask.high <= high:
        return ask
    floor, top = _bounds(part, offer)
    if top is not None and part.current >= top:
        return None
    low = high if low <= part.current else low
    text = _range([digits(low), digits(high)])
    why = "it is what you asked for in an earlier round, and no more"
    wanted = _Wanted(low, high, text, why, "earlier", ("input",))
    return _capped(part, wanted, ask.stated if ask else None, (floor, top), above, notes, _of(part, offer))


def _note_refusals(refused: frozenset[str], closed: frozenset[str], notes: Notes) -> None:
    """What they said no to: left out of the letter, or asked again because the person's target says so."""
    if closed:
        names = " and ".join(label(p) for p in order_of(()) if p in closed)
        notes.flag(
            "refused_before",
            f"In an earlier round they said no about the {names}, so the letter does not ask for that again. If you "
            "have a new reason, enter your own target for it.",
        )
    if again := refused - closed:
        names = " and ".join(label(p) for p in order_of(()) if p in again)
        notes.flag(
            "refused_before",
            f"In an earlier round they said no about the {names}. It is asked for again, and not first, because you "
            "entered a target for it: give them your new reason.",
        )


# ------------------------------------------------------------------------------------ asks in words


def _in_words(offer: Offer, asks: Sequence[Ask], covered: bool, every_refused: bool) -> list[Ask]:
    """Asks that are no amounts: level and start date, where the person wants them or nothing else is left."""
    prior = [part for words in offer.priorities for part in parts_of_priority(words)]
    nothing_left = (not asks and covered) or (bool(asks) and every_refused)
    out = []
    for name, reason in (
        ("level", "A higher level moves every part of the offer."),
        ("start_date", "A start date costs the company little, and can matter for vesting."),
    ):
        wanted = offer.target_words.get(name, "")
        if wanted or name in prior or (name == "level" and nothing_left and offer.money):
            out.append(Ask(name, None, None, None, "money", None, reason, origin="words", wanted=wanted))
    return out
