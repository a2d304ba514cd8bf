"""Where each part of an offer lies in its own row.

In: an `Offer`, the library, the lexicon. Out: a `Check`: its row (or why there is none, and what is
covered), a place for each component, flags, questions. An amount is compared with a cell of the same
component, currency and period, or not at all; a total computed from parts is never placed. Whoever the
person is does not come in here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from assistant.compose.arithmetic import place_in
from assistant.compose.compare import in_us
from assistant.compose.wording import digits, label, level_words, period_words, shown
from assistant.counter.kinds import columns_for, is_other_kind, kind_of_guide, name_of
from assistant.counter.notes import CheckNotes
from assistant.counter.offer import Equity, Money, Offer, Percent
from assistant.counter.offer_row import OfferRow, first_of, in_english, may_be_level, row_of
from assistant.counter.rates import Rate, rate_of
from assistant.counter.result import Check, Place, Placed, Said
from assistant.counter.terms import NOT_TOLD
from assistant.worked_out import Derivation
from corpus.bands import Fact
from corpus.money import format_amount
from corpus.regexes import regex
from index.ladder import read_label
from index.library import Library
from index.resolve import Lexicon

HUNDREDTH = Decimal("0.01")
PARTS = ("base", "equity", "bonus", "sign_on")
FAR = 4  # so many times past an end of the row, an amount is more likely a slip than an offer
# Units of India and China, in amounts whose currency was not told.
_UNIT_OF_A_PLACE = regex(r"lakh|lac|crore|lpa|\d\s*(?:cr|l)\b|\d\s*w\b|[万萬]", re.IGNORECASE)
_YEARS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def place_offer(offer: Offer, library: Library, lexicon: Lexicon) -> Check:
    """Place an offer in its row."""
    notes = CheckNotes()
    row = row_of(offer, library, lexicon, notes)
    currency = _currency(offer, row, notes)
    placed = [p for part in PARTS if (p := _place(part, offer, row, currency, library, notes))]
    _note_amounts(offer, notes)
    if row.facts:
        _note_row(row, library, notes)
    own_levels = {f.level for f in row.facts if f.level}
    if offer.level and own_levels and not any(may_be_level(offer.level, v) for v in own_levels):
        notes.flag(
            "level_not_in_row",
            f"The guide's row is for {first_of(sorted(own_levels))}; your level, {offer.level}, is not one of "
            "these, so the ranges may not fit it.",
        )
    if not offer.level or NOT_TOLD.search(offer.level):
        notes.missing.append("the level")
        notes.ask("Which level is the offer for?")
    notes.missing += [f"the {part}" for part in ("base", "equity") if getattr(offer, part) is None]
    if notes.missing:
        notes.flag("missing_fields", f"Not entered: {', '.join(notes.missing)}.")
    none = not offer.money and not offer.bonus
    if none:
        notes.ask("What are you offered: base, equity (and over how many years), bonus, sign-on?")
    status: Literal["done", "needs_detail", "not_covered"] = "done" if row.facts else "not_covered"
    if row.open or none:
        status = "needs_detail"
    return Check(
        status,
        row.company,
        row.role,
        row.region,
        tuple(placed),
        notes.flags,
        tuple(notes.questions),
        row.facts,
        tuple(notes.sentences),
        bool(row.facts),
        in_english(offer.region, lexicon) if row.facts else None,
    )


# -------------------------------------------------------------------------------------------- placing


def _currency(offer: Offer, row: OfferRow, notes: CheckNotes) -> str | None:
    """The currency of amounts that name none: the offer's, else the row's, which is said aloud."""
    if offer.currency:
        return offer.currency
    if all(m.currency for m in offer.money):
        return None
    notes.ask("In which currency is each amount paid?")
    cell = next((f for f in row.facts if f.currency), None)
    # Lakhs are not counted in dollars.
    elsewhere = any(_UNIT_OF_A_PLACE.search(m.words) for m in offer.money if not m.currency)
    if cell is None or elsewhere:
        notes.missing.append("the currency")
        return None
    notes.missing.append(f"the currency (read as {cell.currency}, the row's)")
    if cell.mark == "$" and not in_us(cell):
        # What is paid in London may be pounds: said as loudly as can be, and mended in one word.
        notes.flag(
            "currency_as_row",
            f"You named no currency, so your amounts were read as {cell.currency}, as the guide prints its row. If "
            f"they are in another, all that follows is wrong: say it with --currency, or currency: in the file.",
        )
    return cell.currency


def _place(
    part: str, offer: Offer, row: OfferRow, currency: str | None, library: Library, notes: CheckNotes
) -> Placed | None:
    names = columns_for(part, offer.equity_kind)
    fact = next((f for name in names for f in row.facts if f.component == name), None)
    value = _offered(part, offer, currency, fact)
    if value is None:
        return None
    amount, unit, money, derivation = value
    passage = library.passage_at(fact.guide, fact.line) if fact else None
    if fact is None:
        why = f"the row has no {label(part)}" if row.facts else row.without
        return Placed(part, amount, unit, money, "no_band", None, None, derivation=derivation, why=why)
    rate = rate_of(money, fact.currency, offer) if unit == fact.unit == "money" else None
    why = ""
    if fact.low is None:
        why = "the row gives an upper end alone"
    elif unit != fact.unit:
        why = f"the offer has {'a percentage' if unit == 'percent' else 'an amount'}, the row {shown(fact)}"
    elif part == "equity" and is_other_kind(offer.equity_kind, fact):
        theirs, own = kind_of_guide(fact), name_of(offer.equity_kind)
        own = "another kind of equity" if own == "equity" else own
        why = f"the offer has {own}, the row {theirs}"
        notes.flag(
            "equity_value_unknown",
            f"You are offered {own}; the guide's figures are for {theirs}. One says nothing about the other, so "
            "your equity is neither compared with the row nor added to.",
        )
    elif part == "equity" and offer.equity and offer.equity.years is None:
        why = "over how many years the equity is was not told"
    elif part == "equity" and fact.period not in ("4 years", "year"):
        why = "the guide does not say for how many years its equity is"
    elif unit == "money" and money != fact.currency and rate is None:
        why = f"the offer is in {money or 'a currency that was not told'}, the row in {fact.currency}"
        told = (
            "they are not compared without an exchange rate."
            if money
            else f"they are not compared. If your amounts are in {fact.currency}, say so: --currency {fact.currency}, "
            f"or currency: {fact.currency} in the file."
        )
        notes.flag(
            "currency_mismatch",
            f"Your {label(part)} is in {money or 'an unknown currency'}, the guide's row in {fact.currency}: {told}",
        )
    if why:
        return Placed(part, amount, unit, money, "not_comparable", fact, passage, None, derivation, why)
    entered = (amount, money)
    if part == "equity" and fact.period == "year":
        formula = f"{derivation.formula if derivation else digits(amount)} / 4"
        amount /= 4
        derivation = Derivation(amount, amount, "money", money, formula, ("input",), "equity")
    before_rate = derivation if rate is not None else None
    if rate is not None:
        amount, derivation = _turned(part, amount, rate, money, fact, derivation, notes)
        money = fact.currency
    place, position = _between(amount, fact)
    _flag_place(part, amount, place, fact, notes)
    return Placed(
        part, amount, unit, money, place, fact, passage, position, derivation, "", entered, before_rate
    )


def _turned(
    part: str,
    amount: Decimal,
    rate: Rate,
    money: str | None,
    fact: Fact,
    derivation: Derivation | None,
    notes: CheckNotes,
) -> tuple[Decimal, Derivation]:
    """An amount in the row's currency by the person's rate, which is said aloud."""
    formula = rate.formula(derivation.formula if derivation else amount)
    value = rate.turn(amount)
    of = derivation.component if derivation else part
    notes.flag(
        "currency_mismatch",
        f"Your {label(part)} is in {money}, the guide's row in {fact.currency}: it is compared at the exchange "
        f"rate that you entered, as {format_amount(value, fact.currency, fact.mark)}.",
    )
    return value, Derivation(value, value, "money", fact.currency, formula, ("input",), of)


_Offered = tuple[Decimal, Literal["money", "percent"], str | None, Derivation | None]


def _offered(part: str, offer: Offer, currency: str | None, fact: Fact | None) -> _Offered | None:
    """A component of the offer as it is compared: equity over four years, a bonus in the row's unit."""
    if part == "base" and offer.base:
        return offer.base.value, "money", offer.base.currency or currency, None
    if part == "equity" and offer.equity:
        grant = offer.equity
        value, money = grant.over_four_years, grant.amount.currency or currency
        normalised = None
        of = "" if offer.equity_kind else "equity"  # options and units go by many names
        if grant.formula != digits(grant.amount.value):
            normalised = Derivation(value, value, "money", money, grant.formula, ("input",), of)
        return value, "money", money, normalised
    if part == "sign_on" and offer.sign_on:
        money = offer.sign_on[0].currency or currency
        if len({s.currency or currency for s in offer.sign_on}) > 1:
            return None
        value = offer.sign_on_total
        added = None
        if len(offer.sign_on) > 1:
            formula = " + ".join(digits(s.value) for s in offer.sign_on)
            added = Derivation(value, value, "money", money, formula, ("input",), "sign_on")
        return value, "money", money, added
    if part == "bonus" and offer.bonus:
        return _bonus(offer, offer.bonus, currency, fact)
    return None


def _bonus(offer: Offer, bonus: Percent | Money, currency: str | None, fact: Fact | None) -> _Offered:
    base = offer.base
    if isinstance(bonus, Percent):
        if fact and fact.unit == "money" and base:
            value = base.value * bonus.value / 100
            formula = f"{digits(base.value)} * {digits(bonus.value)} / 100"
            money = base.currency or currency
            own = Derivation(value, value, "money", money, formula, ("input",), "bonus")
            return value, "money", money, own
        return bonus.value, "percent", None, None
    money = bonus.currency or currency
    if fact and fact.unit == "percent" and base and base.value and (base.currency or currency) == money:
        share = (bonus.value / base.value * 100).quantize(HUNDREDTH, ROUND_HALF_UP)
        formula = f"{digits(bonus.value)} / {digits(base.value)} * 100"
        return share, "percent", None, Derivation(share, share, "percent", None, formula, ("input",), "bonus")
    return bonus.value, "money", money, None


def _between(value: Decimal, fact: Fact) -> tuple[Place, Decimal | None]:
    low, high = fact.low, fact.high
    assert low is not None
    position = None
    if high is not None and high != low:
        position = (place_in(value, low, high) / 100).quantize(HUNDREDTH)
    if value < low:
        return "below", position
    return ("above" if high is not None and value > high else "inside"), position


def _flag_place(part: str, value: Decimal, place: Place, fact: Fact, notes: CheckNotes) -> None:
    name = label(part)
    band = f"the guide's {shown(fact)}{period_words(fact)}"
    if part == "bonus":
        if place == "below":
            notes.flag("bonus_below_row", f"Your bonus is below {band}.")
        return
    ends = [end for end in (fact.low, fact.high) if end]
    if ends and (value > FAR * max(ends) or value * FAR < min(ends)):
        notes.flag(
            "far_from_row",
            f"Your {name} is very far from {band}. Look at its digits, its currency, and whether it is for a year or "
            "a month, before you send anything.",
        )
    if place == "below":
        notes.flag("offer_below_band_floor", f"Your {name} is below {band}.")
    elif place == "above":
        notes.flag("offer_above_band_top", f"Your {name} is already above {band}.")
    elif value == fact.low and fact.low != fact.high:
        notes.flag("offer_at_band_floor", f"Your {name} is exactly at the floor of {band}.")
    elif value == fact.high and fact.low != fact.high:
        notes.flag("at_band_top", f"Your {name} is exactly at the top of {band}.")


# ---------------------------------------------------------------------------------------- what to say


def _note_amounts(offer: Offer, notes: CheckNotes) -> None:
    currencies = list(dict.fromkeys(m.currency for m in offer.money if m.currency))
    if len(currencies) > 1:
        notes.flag(
            "mixed_currency",
            f"Your offer has amounts in {' and '.join(currencies)}. They are never added or compared without "
            "an exchange rate from you.",
        )
    grant = offer.equity
    if grant is None:
        return
    if grant.years is None:
        notes.flag(
            "annual_vs_4yr",
            f"You entered equity of {grant.amount.words} without years. The guides have it over four years, so "
            "it is neither compared nor added to until you say whether it is the whole grant or one year's part.",
        )
        notes.missing.append("over how many years the equity is")
        notes.ask("Is the equity the total over four years, or an amount for each year?")
    elif grant.years != 4:
        notes.flag(
            "equity_years_normalised",
            f"Your equity, {_money(grant.amount.value, grant.amount)} {_span(grant)}, is "
            f"{_money(grant.over_four_years, grant.amount)} over four years, which is how the guides have it.",
        )
        if grant.per_year:
            notes.flag(
                "annual_vs_4yr", "Your equity is an amount for each year; the guides' is for four years."
            )
    kind = (offer.equity_kind or "").lower()
    if any(word in kind for word in ("option", "private", "ppu", "phantom", "profit", "token")):
        notes.flag(
            "equity_value_unknown",
            f"What {offer.equity_kind} will be worth cannot be known; the amount is the company's own value.",
        )
        notes.ask("At which price was the equity valued, and when and how can it be sold?")


def _money(value: Decimal, like: Money) -> str:
    return format_amount(value, like.currency, like.mark or ("$" if like.currency == "USD" else ""))


def _span(grant: Equity) -> str:
    if grant.per_year:
        return "a year"
    years = grant.years or Decimal(1)
    if years == 1:
        return "for one year"
    return f"over {_YEARS[int(years)] if years in range(len(_YEARS)) else digits(years)} years"


def _note_row(row: OfferRow, library: Library, notes: CheckNotes) -> None:
    abroad = [f for f in row.facts if f.mark == "$" and f.unit == "money" and not in_us(f)]
    if abroad:
        notes.flag(
            "dollar_as_printed",
            f"The guide prints a plain “$” for {row.region}, and does not say whether it is the local "
            "currency. It was read as USD.",
        )
        notes.ask("In which currency is each amount paid?")
    fact = next((f for f in row.facts if f.level), None)
    level = (fact and fact.level) or ""
    if fact and any(low != high for _, low, high in read_label(level).steps):
        passage = library.passage_at(fact.guide, fact.line)
        notes.sentences.append(
            Said(
                f"The guide has one row for {level_words(level)} together; it does not split the figures by level.",
                (passage,) if passage else (),
            )
        )
    total = next((f for f in row.facts if f.component == "total"), None)
    if total is None:
        return
    passage = library.passage_at(total.guide, total.line)
    notes.sentences.append(
        Said(
            f"For {row.company} in {row.region} the guide prints a total of {shown(total)}."
            if row.region
            else f"For {row.company} the guide prints a total of {shown(total)}.",
            (passage,) if passage else (),
        )
    )
    if not _adds_up(row.facts, total):
        notes.flag(
            "tc_not_reconciled",
            "The row's total is shown as printed: it is not the sum of its base, a quarter of its equity and "
            "its bonus. Your offer is placed part by part, never by its total.",
        )


def _adds_up(facts: Sequence[Fact], total: Fact) -> bool:
    cells = {f.component: f for f in facts}
    base, equity, bonus = (cells.get(c) for c in ("base", "equity", "bonus"))
    if not (base and equity and bonus) or bonus.unit != "percent" or equity.period != "4 years":
        return True  # it cannot be told
    for end in ("low", "high"):
        b, e, p, t = (getattr(f, end) for f in (base, equity, bonus, total))
        if None not in (b, e, p, t) and b + e / 4 + b * p / 100 != t:
            return False
    return True
