"""Cases of counter-offers, one JSON object a line, read strictly.

In: files of lines. Out: `OfferCase`s: an offer as a person enters it, and what any right draft of it
must and must not hold. It knows the contract's words, not the program's; the offer itself is read by
the program alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from corpus.problem import Problem
from evals.cases import ORIGINS, cases_in, check_keys, check_words

STATUSES = ("drafted", "needs_detail", "not_covered", "declined")
ASKABLE = ("base", "equity", "sign_on", "bonus", "level", "start_date")
PLACED = ("base", "equity", "sign_on", "bonus")
PLACES = ("below", "inside", "above", "no_band", "not_comparable")
FLAGS = (
    "no_competing_offer", "competing_offer_present", "process_not_offer", "offer_below_band_floor",
    "offer_at_band_floor", "at_band_top", "offer_above_band_top", "bonus_below_row", "ask_above_band_top",
    "currency_mismatch", "fx_needed", "mixed_currency", "dollar_as_printed", "tc_not_reconciled",
    "annual_vs_4yr", "equity_years_normalised", "equity_value_unknown", "region_mapped", "region_fuzzy",
    "region_not_covered", "role_not_covered", "company_not_covered", "unvested_used", "deadline",
    "missing_fields", "injection",
)  # fmt: skip

Range = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class ExpectedAsk:
    """An ask that must be there. `ranges`: every right [low, high]; None among them: no amount.

    `asks_current` False: the case leaves open how what is offered now is put.
    """

    component: str
    current: Decimal | None
    ranges: tuple[Range | None, ...]
    above_band: bool
    asks_current: bool = True


@dataclass(frozen=True, slots=True)
class ExpectedPlace:
    """Where a component lies. `bounds` None: the case leaves the band open; (None, None): no band."""

    component: str
    places: frozenset[str]
    bounds: tuple[Decimal | None, Decimal | None] | None


@dataclass(frozen=True, slots=True)
class OfferCase:
    """An offer, what any right draft holds, where it comes from and who wrote it."""

    id: str
    offer: Mapping[str, Any]
    status: frozenset[str]
    asks: tuple[ExpectedAsk, ...]
    no_asks: frozenset[str]
    lead: frozenset[str]
    assessment: tuple[ExpectedPlace, ...]
    flags: frozenset[str]
    no_flags: frozenset[str]
    letter_must: tuple[re.Pattern[str], ...]
    letter_must_not: tuple[re.Pattern[str], ...]
    why: str
    origin: str
    by: str


def read_offer_cases(files: Iterable[Path]) -> list[OfferCase]:
    """The offers of these files. Raises Problem."""
    return cases_in(files, _case, lambda case: case.id)


KEYS = frozenset(
    "id offer status asks no_asks lead assessment flags no_flags letter_must letter_must_not why origin "
    "by".split()
)


def _case(value: Mapping[str, Any], where: str) -> OfferCase:
    check_keys(value, KEYS, frozenset(), where)
    for key in ("id", "why", "origin", "by"):
        if not isinstance(value[key], str) or not value[key].strip():
            raise Problem(f"{key} is to be a text", where, "mend the line")
    if not isinstance(value["offer"], dict) or not value["offer"]:
        raise Problem("offer is to be an object with something in it", where, "mend the line")
    check_words("origin", [value["origin"]], ORIGINS, where)
    check_words("status", value["status"], STATUSES, where)
    return OfferCase(
        value["id"],
        value["offer"],
        frozenset(value["status"]),
        tuple(_ask(ask, where) for ask in value["asks"]),
        _words("no_asks", value["no_asks"], ASKABLE, where),
        _words("lead", value["lead"], ASKABLE, where),
        tuple(_place(place, where) for place in value["assessment"]),
        _words("flags", value["flags"], FLAGS, where),
        _words("no_flags", value["no_flags"], FLAGS, where),
        _patterns("letter_must", value["letter_must"], where),
        _patterns("letter_must_not", value["letter_must_not"], where),
        value["why"],
        value["origin"],
        value["by"],
    )


def _words(name: str, values: Any, known: Iterable[str], where: str) -> frozenset[str]:
    if values != []:
        check_words(name, values, known, where)
    return frozenset(values)


def _patterns(name: str, values: Any, where: str) -> tuple[re.Pattern[str], ...]:
    try:
        return tuple(re.compile(value, re.IGNORECASE) for value in values)
    except (re.error, TypeError) as error:
        raise Problem(f"{name} holds no pattern: {error}", where, "mend the pattern") from error


def _ask(value: Mapping[str, Any], where: str) -> ExpectedAsk:
    check_keys(value, frozenset({"component", "current", "ask", "above_band"}), frozenset({"current"}), where)
    check_words("component", [value["component"]], ASKABLE, where)
    if not isinstance(value["ask"], list) or not value["ask"]:
        raise Problem("ask is to be the list of the amounts that are right", where, "mend the line")
    ranges = tuple(None if r is None else _range(r, where) for r in value["ask"])
    if not isinstance(value["above_band"], bool):
        raise Problem("above_band is to be true or false", where, "mend the line")
    return ExpectedAsk(
        value["component"],
        _number("current", value.get("current"), where),
        ranges,
        value["above_band"],
        "current" in value,
    )


def _range(value: Any, where: str) -> Range:
    ends = [_number("ask", end, where) for end in value] if isinstance(value, list) else []
    if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0] > ends[1]:
        raise Problem(f"{value!r} is no [low, high]", where, "mend the line")
    return ends[0], ends[1]


def _place(value: Mapping[str, Any], where: str) -> ExpectedPlace:
    known = frozenset({"component", "place", "low", "high"})
    check_keys(value, known, frozenset({"low", "high"}), where)
    check_words("component", [value["component"]], PLACED, where)
    check_words("place", value["place"], PLACES, where)
    bounds = None
    if ("low" in value) != ("high" in value):
        raise Problem("low and high go together", where, "write both or neither")
    if "low" in value:
        bounds = _number("low", value["low"], where), _number("high", value["high"], where)
    return ExpectedPlace(value["component"], frozenset(value["place"]), bounds)


def _number(name: str, value: Any, where: str) -> Decimal | None:
    """A whole number as typed; a figure in words or with a fraction is no expectation to the unit."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise Problem(f"{name} is to be a whole number, not {value!r}", where, "write it in units")
    return Decimal(value)
