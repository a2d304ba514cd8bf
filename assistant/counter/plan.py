"""Which amounts are asked for: every one by a rule, with its formula, its source and its place.

In: an `Offer`, its `Check`, the library. Out: a `Plan`. The rules are the contract's:
the guide's increment is added to the right number or asked outright; both ends stop at the row's top
unless the guide speaks of going above the band and another offer is at hand; nothing crosses
currencies without the person's rate; what has no increment gets an amount from the person's target
or the row's floor. In a negotiation under way the person's own earlier ask is a ceiling, and a part that
was refused comes last. Nothing about the person but their figures, priorities and target comes in here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.compose.wording import digits, label, period_words, shown
from assistant.counter.beside import (
    ladder_of,
    note_aims,
    note_constraints,
    note_leverage,
    note_limits,
    questions_about,
)
from assistant.counter.kinds import kind_of_guide
from assistant.counter.levers import a_year_of
from assistant.counter.notes import Notes
from assistant.counter.offer import Offer
from assistant.counter.offer_parts import Part, bounds_of, parts_of
from assistant.counter.priorities import order_of, parts_of_priority
from assistant.counter.result import Ask, Before, Check, Plan
from assistant.counter.terms import home_currency
from assistant.counter.wanted import (
    Wanted,
    formula_of,
    from_floor,
    from_increment,
    from_target,
    origin_of,
    script_says,
)
from assistant.worked_out import Derivation
from corpus.bands import Fact
from corpus.money import format_amount
from corpus.regexes import regex
from index.library import Library

MOST_IN_LETTER = 3

# "Above the band", said of what can be had: authority, approval, an exception.
_ABOVE = regex(
    r"\b(?:above|over|beyond|outside|exceed\w*|past)[\s-]+(?:of\s+)?(?:the\s+|its\s+|standard\s+)?(?:top\s+of\s+"
    r"the\s+)?(?:pay\s+|salary\s+)?(?:bands?|ranges?)\b|\bout-of-(?:band|range)\b",
    re.IGNORECASE,
)
_MAY = regex(r"\bauthori\w+|\bmay\b|\bcan\b|\bable\b|\bpossible|\ballow\w*|\bapprov\w+|\bexception", re.I)
_NEVER = regex(r"\bnot\b|n['’]t\b|\bnever\b|\bno\s|\brarely\b|\bunable\b|\bwithout\b", re.IGNORECASE)


def plan_asks(offer: Offer, check: Check, library: Library, before: Before | None = None) -> Plan:
    """Choose every amount. `before`: what earlier rounds leave, where this continues a negotiation."""
    notes, before = Notes(), before or Before()
    above = any(c.is_offer for c in offer.competing) and _may_go_above(check, library)
    asks: list[Ask] = []
    for part in parts_of(offer, check, library):
        ask = _ask(part, offer, above, notes)
        if ask := _as_before(ask, part, offer, above, before, notes):
            asks.append(ask)
    refused = before.refused & {a.component for a in asks}
    asks += _in_words(offer, asks, check.covered, every_refused=refused == {a.component for a in asks})
    closed = refused - offer.target.keys()  # a target says that it is wanted all the same
    order = order_of(offer.priorities)
    asks.sort(key=lambda a: (a.component in closed, a.component in refused, order.index(a.component)))
    asks = [replace(a, closed=a.component in closed) for a in asks]
    if asks and not asks[0].closed:
        asks[0] = replace(asks[0], lead=True)
    _note_refusals(refused, closed, notes)
    if before.final:
        notes.flag(
            "called_final",
            "Their last message calls the offer final, so the letter says that you understood, and asks for one thing "
            "alone. A short answer to that message (counteroffer reply) may serve you better than a letter.",
        )
    note_leverage(offer, check, asks, notes)
    note_aims(offer, asks, notes)
    year = a_year_of(offer, home_currency(offer, check)) if "total" in offer.walk_away else None
    note_limits(offer, check, year, notes)
    note_constraints(offer, notes)
    most = MOST_IN_LETTER if offer.max_asks is None else min(offer.max_asks, MOST_IN_LETTER)
    most = min(most, 1) if before.final else most
    return Plan(
        tuple(asks),
        min(most, len(asks) - len(closed)) if closed else most,
        ladder_of(offer, asks),
        notes.flags,
        tuple(questions_about(offer, check, asks)),
        year,
    )


# ------------------------------------------------------------------------------------------- the rules


def _ask(part: Part, offer: Offer, above: bool, notes: Notes) -> Ask | None:
    """One component's ask by the rules, or None where there is nothing to ask."""
    grant = offer.equity if part.name == "equity" else None
    open_years = grant is not None and grant.years is None
    floor, top = bounds_of(part, offer)
    # Also where the years are open: the whole grant or one year's part, either is past the top.
    if part.current is not None and top is not None and part.current >= top:
        return None
    if open_years:
        floor, top = None, None
    as_it_is = open_years or part.other
    wanted, stated = (None, part.increment) if as_it_is else from_increment(part, offer, notes)
    if wanted is None and not open_years:
        wanted = from_target(part, offer, notes) or from_floor(part, floor)
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
            f"The guide's script {script_says(stated, part)}. {_why_no_amount(stated, part, open_years)}",
            part.passages,
            origin=origin_of(stated),
            stated=stated,
            band=part.cell,
            floor=floor,
            top=top,
        )
    return _capped(part, wanted, stated, (floor, top), above, notes, _of(part, offer))


def _of(part: Part, offer: Offer) -> str:
    """What a planned amount may be said of: options and units go by many names, so of anything."""
    return "" if part.name == "equity" and offer.equity_kind else part.name


def _why_no_amount(stated: Fact, part: Part, open_years: bool) -> str:
    if part.other:
        theirs = kind_of_guide(part.cell or stated)
        return f"Those are {theirs}, and you are offered {part.called}, so no amount is computed."
    if open_years:
        return "Over how many years your equity is was not told, so no amount is computed."
    return (
        f"That is in {stated.currency}, your {part.called} in {part.currency or 'a currency that was not told'}, so "
        f"no amount is computed without {'an exchange rate' if part.currency else 'the currency'}."
    )


_BY = {"target": "your target", "earlier": "your earlier ask"}


def _capped(
    part: Part,
    wanted: Wanted,
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
            formula = formula_of([first if low < top else digits(top), last if high < top else digits(top)])
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


def _said(part: Part, low: Decimal | None, high: Decimal | None) -> str:
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
    ask: Ask | None, part: Part, offer: Offer, above: bool, before: Before, notes: Notes
) -> Ask | None:
    """An ask beside what the person asked for before: never more than that, unless their target says so."""
    if part.name not in before.asked or part.unit != "money" or part.current is None:
        return ask
    low, high = before.asked[part.name]
    target = from_target(part, offer, notes)
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
        return _capped(part, target, ask.stated, bounds_of(part, offer), above, notes, _of(part, offer))
    if high <= part.current:
        return None  # they met it
    if ask is not None and ask.high is not None and ask.high <= high:
        return ask
    floor, top = bounds_of(part, offer)
    if top is not None and part.current >= top:
        return None
    low = high if low <= part.current else low
    text = formula_of([digits(low), digits(high)])
    why = "it is what you asked for in an earlier round, and no more"
    wanted = Wanted(low, high, text, why, "earlier", ("input",))
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
