"""What a comparison of offers consists of: for each offer its years, and how each figure came about.

Values only, each with `as_dict` for the contract's JSON. `assistant.counter.compare` makes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from assistant.counter.result import Flag
from assistant.result import plain
from assistant.worked_out import Derivation
from corpus.money import format_amount

Part = Literal["base", "bonus", "equity", "sign_on"]
PARTS: tuple[Part, ...] = ("base", "sign_on", "bonus", "equity")
NAMES: dict[str, str] = {"base": "base", "sign_on": "sign-on", "bonus": "bonus", "equity": "equity"}
MARKS = {"USD": "$"}  # a plain "$" of the person's is USD, and dollars are written the way people write them


@dataclass(frozen=True, slots=True)
class YearPay:
    """What one year brings. None: it was not entered, or cannot be worked out (the offer says why)."""

    year: int  # 0: all years that are shown, together
    base: Decimal | None = None
    bonus: Decimal | None = None  # the target, which nobody guarantees
    equity: Decimal | None = None
    sign_on: Decimal | None = None
    guaranteed: Decimal | None = None  # base and sign-on
    total: Decimal | None = None

    def part(self, name: Part) -> Decimal | None:
        """One of the four parts."""
        return {"base": self.base, "bonus": self.bonus, "equity": self.equity, "sign_on": self.sign_on}[name]

    def as_dict(self) -> dict[str, Any]:
        """One entry of the contract's `years`, with the guaranteed cash."""
        return {
            "year": self.year,
            "base": plain(self.base),
            "bonus": plain(self.bonus),
            "equity": plain(self.equity),
            "sign_on": plain(self.sign_on),
            "total": plain(self.total),
            "guaranteed_cash": plain(self.guaranteed),
        }


@dataclass(frozen=True, slots=True)
class Worked:
    """How one figure came about: where it stands (`years[0].equity`), and its formula."""

    figure: str
    derivation: Derivation

    def as_dict(self) -> dict[str, Any]:
        derivation = self.derivation
        return {
            "figure": self.figure,
            **derivation.as_dict(lambda passage: None),
            "unit": derivation.unit,
            "currency": derivation.currency,
        }


@dataclass(frozen=True, slots=True)
class Converted:
    """One offer's years in another currency, at a rate that the person gave."""

    currency: str
    rates: tuple[str, ...]  # "1 USD = 7.1 CNY"
    years: tuple[YearPay, ...]
    together: YearPay
    worked: tuple[Worked, ...]

    def as_dict(self) -> dict[str, Any]:
        return {
            "currency": self.currency,
            "rates": list(self.rates),
            "years": [year.as_dict() for year in self.years],
            "together": _without_year(self.together),
            "formulas": [one.as_dict() for one in self.worked],
        }


@dataclass(frozen=True, slots=True)
class Compared:
    """One offer, year by year."""

    name: str
    currency: str | None  # of every part; None where it was not told, or where parts differ
    years: tuple[YearPay, ...]
    together: YearPay  # all years shown; its `year` is 0
    currencies: Mapping[str, str | None] = field(default_factory=dict)  # of each part that was entered
    marks: Mapping[str, str] = field(default_factory=dict)  # as entered: "$", "S$"
    liquid: bool | None = None  # whether vested equity can be sold; None: not told
    equity_kind: str | None = None
    no_total: str = ""  # why there is no total
    questions: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    worked: tuple[Worked, ...] = ()
    converted: Converted | None = None

    def shown(self, part: str, value: Decimal | None) -> str:
        """An amount of a part as people read it; a dash where there is none."""
        if value is None:
            return "—"
        if part in ("total", "guaranteed"):
            part = next(iter(self.currencies), part)
        return format_amount(value, self.currencies.get(part), self.marks.get(part, ""))

    def as_dict(self) -> dict[str, Any]:
        """One entry of the contract's `offers`, with how it was worked out."""
        return {
            "name": self.name,
            "currency": self.currency,
            "years": [year.as_dict() for year in self.years],
            "questions": list(self.questions),
            "together": _without_year(self.together),
            "currencies": dict(self.currencies),
            "equity_kind": self.equity_kind,
            "equity_liquid": self.liquid,
            "no_total": self.no_total or None,
            "assumptions": list(self.assumptions),
            "formulas": [one.as_dict() for one in self.worked],
            "converted": self.converted.as_dict() if self.converted else None,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """Offers side by side (`counteroffer compare`), in the order in which they were given."""

    offers: tuple[Compared, ...] = ()
    not_comparable: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The `compare` object of the contract."""
        return {
            "offers": [offer.as_dict() for offer in self.offers],
            "not_comparable": list(self.not_comparable),
            "flags": [{"code": flag.code, "message": flag.message} for flag in self.flags],
        }


def _without_year(pay: YearPay) -> dict[str, Any]:
    return {key: value for key, value in pay.as_dict().items() if key != "year"}
