"""The components of an offer as the rules of asking see them.

In: an `Offer`, its `Check`, the library. Out: `Part`s: what is offered now, in which currency and with which
mark, the row's cell, its floor and top in the offer's own currency and period, the increment of the guide's
script, and the passages of both. It asks for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.compose.wording import label
from assistant.counter.kinds import columns_for, is_other_kind, name_of
from assistant.counter.offer import Offer
from assistant.counter.rates import rate_of
from assistant.counter.result import Check
from corpus.bands import Fact
from corpus.passages import Passage
from index.library import Library

Unit = Literal["money", "percent"]


@dataclass(frozen=True, slots=True)
class Part:
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


def parts_of(offer: Offer, check: Check, library: Library) -> list[Part]:
    """The components that can be asked for in money or percent: equity, sign-on, base, bonus."""
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
        out.append(Part(name, called, current, unit, currency, mark, cell, increment, passages, other))
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


def bounds_of(part: Part, offer: Offer) -> tuple[Decimal | None, Decimal | None]:
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
