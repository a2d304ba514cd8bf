"""Offers side by side, year by year, each part in its own currency and apart from the others.

In: offers. Out: a `Comparison`: each offer's years, what cannot be set against each other, and, where the
person gave rates, a second view in one currency beside the first.

It does not know tax, refreshers, raises, share prices or what a place costs, and it never says which
offer is the better one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from functools import partial

from assistant.compose.wording import digits
from assistant.counter.compared import PARTS, Compared, Comparison, Converted, Part
from assistant.counter.offer import Offer
from assistant.counter.year_by_year import (
    LEAST_YEARS,
    MOST_YEARS,
    Book,
    Notes,
    Row,
    Term,
    add_up,
    as_entered,
    lay_out,
    why_no_total,
)
from corpus.regexes import regex

__all__ = ["Comparison", "compare_offers"]

# Amounts come from people, who type any number of digits: none of them may run out of places.
PLACES = 200
_RATE = regex(r"\s*([A-Za-z]{3})\s*/\s*([A-Za-z]{3})\s*")


def compare_offers(offers: Sequence[Offer]) -> Comparison:
    """Lay offers side by side over four years, or over the longest schedule that was entered."""
    with localcontext() as context:
        context.prec = PLACES
        names = names_of(offers)
        years = years_of(offers)
        notes = Notes()
        sides = [lay_out(offer, name, years, notes) for offer, name in zip(offers, names, strict=True)]
        return _together(sides, offers, notes)


def names_of(offers: Sequence[Offer]) -> tuple[str, ...]:
    """What each offer is called: its company, and as much more as tells two of one company apart.

    >>> names_of([Offer("Umbra", level="E5"), Offer("Umbra", level="E6"), Offer("Acme"), Offer()])
    ('Umbra, E5', 'Umbra, E6', 'Acme', 'Offer 4')
    """
    names = [" ".join((o.company or "").split()) or f"Offer {n}" for n, o in enumerate(offers, 1)]
    tells: tuple[Callable[[Offer], str | None], ...] = (
        lambda o: o.region,
        lambda o: o.level,
        lambda o: o.role,
        lambda o: o.start_date,
    )
    for tell in tells:
        twice = Counter(name.casefold() for name in names)
        for group in [key for key, count in twice.items() if count > 1]:
            same = [n for n, name in enumerate(names) if name.casefold() == group]
            words = [" ".join((tell(offers[n]) or "").split()) for n in same]
            if len({word.casefold() for word in words}) > 1:
                for n, word in zip(same, words, strict=True):
                    names[n] += f", {word}" if word else ""
    while len({name.casefold() for name in names}) < len(names):
        twice = Counter(name.casefold() for name in names)
        seen: Counter[str] = Counter()
        for n, name in enumerate(names):
            if twice[name.casefold()] > 1:
                seen[name.casefold()] += 1
                names[n] = f"{name} ({seen[name.casefold()]})"
    return tuple(names)


def years_of(offers: Sequence[Offer]) -> int:
    """How many years are shown: four, or those of the longest schedule, but never more than ten."""
    longest = [LEAST_YEARS]
    for offer in offers:
        longest += [len(offer.vesting), len(offer.sign_on)]
        if offer.equity and offer.equity.years and not offer.vesting:
            longest.append(min(MOST_YEARS, int(offer.equity.years.to_integral_value("ROUND_CEILING"))))
    return min(MOST_YEARS, max(longest))


def _together(sides: Sequence[Compared], offers: Sequence[Offer], notes: Notes) -> Comparison:
    apart: list[str] = [f"{side.name}: {side.no_total}" for side in sides if side.no_total]
    codes = list(dict.fromkeys(code for side in sides for code in side.currencies.values()))
    done = list(sides)
    if len(codes) > 1:
        rates, clashes = rates_of(offers)
        for clash in clashes:
            notes.flag("fx_conflict", f"You entered two rates for {clash}; neither was used.")
        goal = next((code for side in sides for code in side.currencies.values() if code), None)
        done = [_converted(side, goal, rates) for side in sides]
        if len(sides) > 1:
            names = "; ".join(f"{side.name} ({_in_words(side)})" for side in sides if side.currencies)
            apart.append(f"Amounts in different currencies are not set against each other: {names}.")
        lacking = [
            side.name
            for side in done
            if side.converted is None and side.currencies and set(side.currencies.values()) != {goal}
        ]
        if lacking and None not in codes:
            notes.flag(
                "fx_needed",
                f"To see {', '.join(lacking)} in {goal}, enter an exchange rate (exchange_rates); none is assumed.",
            )
        if any(side.converted for side in done):
            notes.flag("fx_used", "The converted view uses the exchange rates that you entered.")
    return Comparison(tuple(done), tuple(apart), notes.done())


def _in_words(side: Compared) -> str:
    codes = list(dict.fromkeys(side.currencies.values()))
    return " and ".join(code or "a currency that was not told" for code in codes)


def rates_of(offers: Sequence[Offer]) -> tuple[dict[tuple[str, str], Decimal], list[str]]:
    """The person's rates by pair, and the pairs for which two different rates were entered.

    >>> rates_of([Offer(exchange_rates={"USD/CNY": Decimal("7.1")})])
    ({('USD', 'CNY'): Decimal('7.1')}, [])
    """
    rates: dict[tuple[str, str], Decimal] = {}
    clashes: dict[tuple[str, str], None] = {}
    for offer in offers:
        for pair, rate in offer.exchange_rates.items():
            read = _RATE.fullmatch(pair)
            if read is None or not rate.is_finite() or rate <= 0:
                continue
            key = read[1].upper(), read[2].upper()
            if rates.setdefault(key, rate) != rate:
                clashes[key] = None
    for key in clashes:
        del rates[key]
    return rates, [f"{one}/{other}" for one, other in clashes]


def _converted(side: Compared, goal: str | None, rates: Mapping[tuple[str, str], Decimal]) -> Compared:
    """The offer with its years in `goal` as well, where the person's rates reach."""
    codes = list(dict.fromkeys(side.currencies.values()))
    if goal is None or not codes or codes == [goal]:
        return side
    said: list[str] = []
    exchange: dict[str | None, Callable[[Term], Term]] = {goal: lambda term: term}
    for code in codes:
        if code is None:
            return side
        if code == goal:
            continue
        if (rate := rates.get((code, goal))) is not None:
            exchange[code] = partial(_multiplied, rate)
            said.append(f"1 {code} = {digits(rate)} {goal}")
        elif (rate := rates.get((goal, code))) is not None:
            exchange[code] = partial(_divided, rate)
            said.append(f"1 {goal} = {digits(rate)} {code}")
        else:
            return side
    rows: dict[Part, Row] = {}
    for part in PARTS:
        change = exchange[side.currencies.get(part, goal)]
        values = [year.part(part) for year in side.years]
        rows[part] = tuple(None if value is None else change(as_entered(value)) for value in values)
    book = Book(Offer(), side.name, len(side.years), Notes(), currencies=dict.fromkeys(side.currencies, goal))
    # Parts in several currencies have a total here, once they are in one.
    no_total = why_no_total(book) if len(codes) > 1 else side.no_total
    years, together = add_up(book, rows, no_total)
    return replace(side, converted=Converted(goal, tuple(said), years, together, tuple(book.worked)))


def _multiplied(rate: Decimal, term: Term) -> Term:
    return Term(term.value * rate, f"{term.formula} * {digits(rate)}") if term.value else term


def _divided(rate: Decimal, term: Term) -> Term:
    return Term(term.value / rate, f"{term.formula} / {digits(rate)}") if term.value else term
