"""An `Offer` becomes an offer file again.

In: an `Offer`. Out: its fields as a person would enter them, which `offer_from` reads as the same offer,
and the YAML that holds them; or the commented file to fill in.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from assistant.counter.fields import COMPETING_FIELDS, OFFER_FIELDS
from assistant.counter.files import yaml_of
from assistant.counter.offer import Competing, Equity, Money, Offer, Percent, Round

_LEADING_WORDS = "# An offer for counteroffer. “counteroffer offer-template” shows every field.\n"


def template() -> str:
    """A commented offer file to fill in."""
    from importlib.resources import files

    return files("assistant.counter").joinpath("template.yaml").read_text("utf-8")


def offer_values(offer: Offer) -> dict[str, Any]:
    """The fields of an offer as a person would enter them; `offer_from` makes the same offer of them."""
    values: dict[str, Any] = {"company": offer.company, **_part_values(offer)}
    values["competing_offers"] = [_competing_values(c) for c in offer.competing]
    values["unvested_forfeited"] = _money_value(offer.unvested)
    values["priorities"] = list(offer.priorities)
    values["strengths"] = list(offer.strengths)
    values["target"] = {**_amount_values(offer.target, offer.target_equity), **offer.target_words}
    away = _amount_values(offer.walk_away, offer.walk_away_equity)
    values["walk_away"] = away["total"] if set(away) == {"total"} else away
    values["max_asks"] = offer.max_asks
    values["current_pay"] = offer.current_pay
    values["start_date"], values["deadline"] = offer.start_date, offer.deadline
    values["constraints"] = list(offer.constraints)
    values["candidate"], values["recruiter"] = offer.candidate, offer.recruiter
    values["tone"] = offer.tone_words or (offer.tone if offer.tone != "neutral" else None)
    values["channel"] = offer.channel if offer.channel != "mail" else None
    values["language"] = offer.language
    values["exchange_rates"] = {pair: _plain(rate) for pair, rate in offer.exchange_rates.items()}
    values["rounds"] = [_round_values(r) for r in offer.rounds]
    return {name: values[name] for name in OFFER_FIELDS if not _says_nothing(values.get(name))}


def write_offer(values: Mapping[str, Any]) -> str:
    """A YAML file of an offer's fields; `read_offer` reads the same offer from it."""
    return _LEADING_WORDS + yaml_of(values)


def _says_nothing(value: Any) -> bool:
    return value is None or (isinstance(value, str | list | dict) and not value)


def _part_values(offer: Offer) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in ("role", "region", "level", "currency", "equity_kind", "start_date", "deadline", "notes"):
        values[name] = getattr(offer, name)
    values["base"] = _money_value(offer.base)
    values |= _equity_values(offer.equity, "equity_total")
    values["vesting"] = [_plain(share) for share in offer.vesting]
    values |= _bonus_values(offer.bonus)
    sign_on = [_money_value(part) for part in offer.sign_on]
    values["sign_on"] = sign_on[0] if len(sign_on) == 1 else sign_on
    return values


def _competing_values(competing: Competing) -> dict[str, Any]:
    values: dict[str, Any] = {
        "company": competing.company,
        "status": competing.status,
        "may_name": None if competing.may_name else False,
        "tc": _money_value(competing.tc),
    }
    if competing.parts is not None:
        values |= _part_values(competing.parts)
    return {name: values[name] for name in COMPETING_FIELDS if not _says_nothing(values.get(name))}


def _round_values(one: Round) -> dict[str, Any]:
    values = {"date": one.date, "from": one.sender, "text": one.text, "figures": dict(one.figures)}
    return {name: value for name, value in values.items() if not _says_nothing(value)}


def _amount_values(amounts: Mapping[str, Money | Percent], equity: Equity | None) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, amount in amounts.items():
        if name == "equity" and equity is not None:
            values |= _equity_values(equity, "equity")
        elif name == "bonus":
            values |= _bonus_values(amount)
        elif isinstance(amount, Money):
            values[name] = _money_value(amount)
    return values


def _equity_values(equity: Equity | None, total: str) -> dict[str, Any]:
    if equity is None:
        return {}
    key, years = ("equity_per_year", equity.lasts) if equity.per_year else (total, equity.years)
    values: dict[str, Any] = {key: _money_value(equity.amount)}
    if years is not None:
        values["equity_years"] = _plain(years)
    return values


def _bonus_values(bonus: Percent | Money | None) -> dict[str, Any]:
    if isinstance(bonus, Percent):
        number = _plain(bonus.value)
        return {"bonus_percent": number if bonus.words == f"{number}%" else bonus.words}
    return {} if bonus is None else {"bonus": _money_value(bonus)}


def _money_value(money: Money | None) -> int | str | None:
    """An amount as entered; digits alone are a number."""
    if money is None:
        return None
    return int(money.words) if money.words.isdigit() and money.words == str(int(money.words)) else money.words


def _plain(number: Decimal) -> int | float | str:
    """A number for a file: whole, or a float that writes the same digits, or those digits as text."""
    if number == number.to_integral_value():
        return int(number)
    near = float(number)
    return near if str(near) == f"{number:f}" else f"{number:f}"
