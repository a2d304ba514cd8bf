"""What a person is shown of a comparison: a table for each offer, year by year.

In: a `Comparison`. Out: `Block`s: each offer's years (and again at the person's exchange rate), then what
cannot be compared, what was assumed, what to ask whom. It computes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.counter.pages import watched
from assistant.drawing import Block, Grid, Items, Prose, Title

if TYPE_CHECKING:
    from assistant.counter.compared import Compared, Comparison


def compare_page(comparison: Comparison) -> list[Block]:
    """A table for each offer, then what cannot be compared, what was assumed, what to ask whom."""
    page: list[Block] = []
    for offer in comparison.offers:
        page += [Title(_called(offer)), _years_of(offer)]
        if offer.no_total:
            page.append(Prose(offer.no_total))
        if offer.converted is not None:
            page.append(
                Prose(f"The same in {offer.converted.currency} ({', '.join(offer.converted.rates)}):")
            )
            page.append(_years_of(_in_other_money(offer)))
    if comparison.not_comparable:
        page += [Title("What cannot be compared"), Items(comparison.not_comparable)]
    page += watched("Good to know", comparison.flags)
    for offer in comparison.offers:
        if offer.assumptions:
            page += [Title(f"Assumed for {offer.name}"), Items(offer.assumptions)]
    for offer in comparison.offers:
        if offer.questions:
            page += [Title(f"Ask {offer.name}"), Items(offer.questions)]
    return page


def _called(offer: Compared) -> str:
    codes = list(dict.fromkeys(code for code in offer.currencies.values() if code))
    return f"{offer.name} ({' and '.join(codes)})" if codes else offer.name


def _in_other_money(offer: Compared) -> Compared:
    """The offer's second view as one of its own, so that it is drawn alike."""
    converted = offer.converted
    assert converted is not None
    return replace(
        offer,
        years=converted.years,
        together=converted.together,
        currencies=dict.fromkeys(offer.currencies, converted.currency),
        marks={},
    )


def _years_of(offer: Compared) -> Grid:
    """A line for each year: guaranteed cash first, then what is not, and all of it."""
    kind = "" if offer.liquid is not False else ", not liquid"
    header = ("year", "base", "sign-on", "guaranteed cash", "target bonus", f"equity{kind}", "total")
    parts = ("base", "sign_on", "guaranteed", "bonus", "equity", "total")
    rows = []
    for pay in (*offer.years, offer.together):
        values = (pay.base, pay.sign_on, pay.guaranteed, pay.bonus, pay.equity, pay.total)
        cells = [offer.shown(part, value) for part, value in zip(parts, values, strict=True)]
        rows.append((str(pay.year) if pay.year else "all", *cells))
    return Grid(header, tuple(rows))
