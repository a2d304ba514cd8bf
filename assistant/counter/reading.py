"""What a person entered becomes an `Offer`.

In: a mapping (from a file, flags, a request, or questions and answers) and what tells where a key stands.
Out: an exact `Offer`, or a Problem with place and remedy. All ways in come through `offer_from`, so
the same entries give the same offer. What was not told stays None; nothing is guessed. It does not
know the guides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from assistant.counter.entered import (
    MESSAGE_LIMIT,
    Entry,
    Where,
    kind_of,
    pairs_at,
    short,
    text_at,
    texts_at,
    unknown,
    yes_or_no,
)
from assistant.counter.entered_numbers import (
    bonus_at,
    currency_at,
    money_at,
    percent_at,
    rate_at,
    sign_on_at,
    vesting_at,
    whole_number_at,
    years_at,
)
from assistant.counter.fields import (
    COMPETING_FIELDS,
    OFFER_FIELDS,
    PART_FIELDS,
    ROUND_FIELDS,
    WANTED,
    WANTED_WORDS,
    channel_of,
    component_of,
    status_of,
    tone_of,
)
from assistant.counter.files import read_values
from assistant.counter.offer import Competing, Equity, Money, Offer, Percent, Round
from corpus.problem import Problem
from corpus.regexes import regex

_TEXTS = ("company", "current_pay", "candidate", "recruiter", "language")
_LISTS = ("strengths", "constraints")
_FOUR_YEARS = regex(r"(?:4|four)[ -]?(?:years?|yrs?|y)\b", re.IGNORECASE)
_CURRENCY_PAIR = regex(r"\s*(?:1\s+)?([A-Za-z]{3})\s*(?:/|-|_|:|->|→|to|in)?\s*([A-Za-z]{3})\s*")


def offer_from(values: Mapping[str, Any], where: Where, *, others_ignored: bool = False) -> Offer:
    """An offer from a mapping of its fields, in people's own notation.

    `where` gives the place of a key path such as `competing_offers[0].tc`. `others_ignored` passes
    over unknown top-level keys, as in a line of a batch. Raises Problem.

    >>> offer_from({"company": "Acme", "base": "230k", "currency": "USD"}, str).base.value
    Decimal('230000')
    >>> offer_from({"salery": "230k"}, lambda path: "offer.yaml:2")
    Traceback (most recent call last):
    corpus.problem.Problem: there is no field 'salery' (offer.yaml:2). To mend it: write base
    """
    given = Entry(values, "", where).fields(OFFER_FIELDS, others_ignored=others_ignored)
    parts = _parts(given, None)
    currency: str | None = parts["currency"]
    found: dict[str, Any] = {name: text_at(given[name]) for name in _TEXTS if name in given}
    found |= {name: texts_at(given[name]) for name in _LISTS if name in given}
    if "priorities" in given:
        found["priorities"] = texts_at(given["priorities"], split=True)
    if "competing_offers" in given:
        found["competing"] = _competing(given["competing_offers"], currency)
    if "unvested_forfeited" in given:
        entry = given["unvested_forfeited"]
        found["unvested"] = money_at(entry, currency, may_be_small=True, may_be_nothing=True, period="once")
    if "target" in given:
        found |= _target(given["target"], currency, parts["equity"])
    if "walk_away" in given:
        found |= _walk_away(given["walk_away"], currency, parts["equity"])
    if "max_asks" in given:
        found["max_asks"] = whole_number_at(given["max_asks"], 1, 10)
    if "tone" in given:
        words = text_at(given["tone"])
        tone = tone_of(words) or "neutral"
        found |= {"tone": tone, "tone_words": None if words == tone else words}
    if "channel" in given:
        entry = given["channel"]
        channel = channel_of(text_at(entry))
        if channel is None:
            raise entry.problem(f"is {short(text_at(entry))}, and it is mail or call", "write mail or call")
        found["channel"] = channel
    if "exchange_rates" in given:
        found["exchange_rates"] = _exchange_rates(given["exchange_rates"])
    if "rounds" in given:
        found["rounds"] = tuple(_round(item, currency) for item in given["rounds"].items)
    return Offer(**parts, **found)


def read_offer(text: str, name: str) -> Offer:
    """An offer from the text of a YAML, JSON or TOML file; its name is for the format and for messages.

    >>> read_offer('company = "Acme"\\nbase = "SGD 180,000"', "offer.toml").base.currency
    'SGD'
    """
    written = read_values(text, name)
    return offer_from(written.values, written.where)


# ---------------------------------------------------------------------------------- parts of an offer


def _parts(given: Mapping[str, Entry], currency: str | None) -> dict[str, Any]:
    """What an offer and another company's have alike, as arguments of `Offer`."""
    own = currency_at(given["currency"]) if "currency" in given else None
    currency = own or currency
    found: dict[str, Any] = {"currency": own}
    for name in ("role", "region", "level", "equity_kind", "start_date", "deadline", "notes"):
        if name in given:
            found[name] = text_at(given[name])
    if "base" in given:
        found["base"] = money_at(given["base"], currency)
    vesting = vesting_at(given["vesting"]) if "vesting" in given else ()
    found["vesting"] = vesting
    found["equity"] = _equity(given, "equity_total", currency, vesting)
    bonus = _bonus(given, currency)
    if bonus is not None:
        found["bonus"] = bonus
    if "sign_on" in given:
        found["sign_on"] = sign_on_at(given["sign_on"], currency)
    return found


def _equity(
    given: Mapping[str, Entry], total: str, currency: str | None, vesting: tuple[Decimal, ...] = ()
) -> Equity | None:
    """A grant, from its total and years, or from what it is in a year."""
    years = years_at(given["equity_years"]) if "equity_years" in given else None
    if years is not None and vesting and years != len(vesting):
        message = f"is {years:f}, and vesting names {len(vesting)} years"
        raise given["equity_years"].problem(message, "make the two agree")
    if total in given:
        entry = given[total]
        amount, said = _grant(entry, currency)
        if said is not None and years is not None and said != years:
            raise entry.problem(
                f"is {short(amount.words)}, and equity_years is {years:f}", "keep one of the two"
            )
        # Percentages for each year of the grant say how many years it has.
        years = years or said or (Decimal(len(vesting)) if vesting else None)
        if "equity_per_year" in given:
            yearly = money_at(given["equity_per_year"], currency, may_be_nothing=True)
            if years is None or yearly.value * years != amount.value or yearly.currency != amount.currency:
                message = f"is {yearly.words}, and {total} is {amount.words}: only one of them is read"
                raise given["equity_per_year"].problem(message, f"keep one; {total} goes with equity_years")
        return Equity(amount, years)
    if "equity_per_year" in given:
        amount = money_at(given["equity_per_year"], currency, may_be_nothing=True)
        return Equity(amount, Decimal(1), per_year=True, lasts=years)
    return None


def _grant(entry: Entry, currency: str | None) -> tuple[Money, Decimal | None]:
    """A total of equity, and its years where the words say them: "400k over 4 years"."""
    amount = money_at(entry, currency, may_be_nothing=True, period="4 years")
    return amount, Decimal(4) if _FOUR_YEARS.search(amount.words) else None


def _bonus(given: Mapping[str, Entry], currency: str | None) -> Percent | Money | None:
    percent = percent_at(given["bonus_percent"]) if "bonus_percent" in given else None
    if "bonus" not in given:
        return percent
    bonus = bonus_at(given["bonus"], currency)
    if percent is not None and (not isinstance(bonus, Percent) or bonus.value != percent.value):
        message = f"is {bonus.words}, and bonus_percent is {percent.words}"
        raise given["bonus"].problem(message, "keep one of the two")
    return bonus


def _competing(entry: Entry, currency: str | None) -> tuple[Competing, ...]:
    if isinstance(entry.value, Mapping):
        remedy = "write them as a list: “- company: …”, and the other fields below it"
        raise entry.problem("is to be a list, and is a group of fields", remedy)
    found = []
    for item in entry.items if not entry.is_text else [entry]:
        given = pairs_at(item).fields(COMPETING_FIELDS)
        own = currency_at(given["currency"]) if "currency" in given else currency
        parts = Offer(**_parts(given, currency)) if any(name in given for name in PART_FIELDS) else None
        status = None
        if "status" in given:
            words = text_at(given["status"])
            status = status_of(words)
            if status is None:
                message = f"is {short(words)}, and it is written, verbal or in_process"
                remedy = "write the one that is true: in_process is an interview without an offer yet"
                raise given["status"].problem(message, remedy)
        one = Competing(
            company=text_at(given["company"]) if "company" in given else None,
            status=status,
            may_name=yes_or_no(given["may_name"]) if "may_name" in given else True,
            tc=money_at(given["tc"], own) if "tc" in given else None,
            parts=parts,
        )
        if one != Competing(None, None):
            found.append(one)
    return tuple(found)


# ---------------------------------------------------------------------------- target, walk-away, rates


def _wanted(entry: Entry, known: tuple[str, ...]) -> dict[str, Entry]:
    """The amounts of a target by the names of the contract; people's own names are understood."""
    pairs = pairs_at(entry)
    if not isinstance(pairs.value, Mapping):
        remedy = f"name the components: {entry.path}: {{base: 250k, equity: 500k}}"
        raise entry.problem(f"is to name components, and is {kind_of(entry.value)}", remedy)
    found: dict[str, Entry] = {}
    for key, value in pairs.value.items():
        one = Entry(value, f"{entry.path}.{key}", entry.where)
        name = component_of(str(key))
        if name not in known:
            raise unknown(one, str(key), known, entry.path)
        if one.is_blank:
            continue
        if name in found:
            raise one.problem(f"is named twice, here and as {found[name].path}", "keep one of them")
        found[name] = one
    return found


def _amounts(
    given: Mapping[str, Entry], currency: str | None, offered: Equity | None
) -> tuple[dict[str, Money | Percent], Equity | None]:
    """Amounts by component, equity over four years; and the equity as entered."""
    found: dict[str, Money | Percent] = {}
    if "base" in given:
        found["base"] = money_at(given["base"], currency)
    equity = _equity(given, "equity", currency)
    if equity is not None:
        if "equity" in given:
            _refuse_unclear_years(given["equity"], equity, offered)
        found["equity"] = _over_four_years(equity)
    bonus = _bonus(given, currency)
    if bonus is not None:
        found["bonus"] = bonus
    if "sign_on" in given:
        found["sign_on"] = money_at(
            given["sign_on"], currency, may_be_small=True, may_be_nothing=True, period="once"
        )
    if "total" in given:
        found["total"] = money_at(given["total"], currency)
    return found, equity


def _over_four_years(equity: Equity) -> Money:
    """What is wanted over four years; the words stay what was entered, with their years."""
    amount = equity.amount
    if equity.years is None or equity.years == 4:
        return amount
    said = "a year" if equity.per_year else f"over {equity.years.normalize():f} years"
    words = f"{amount.words} {said}"
    return Money(equity.over_four_years, amount.currency, words, amount.mark, amount.own_currency)


def _refuse_unclear_years(entry: Entry, wanted: Equity, offered: Equity | None) -> None:
    """A wish without years beside an offer over other years than four, and below it: which years?"""
    if wanted.years is not None or offered is None or offered.years in (None, Decimal(4)):
        return
    if wanted.amount.currency == offered.amount.currency and wanted.amount.value <= offered.over_four_years:
        own = "each year" if offered.years == 1 else f"{offered.years:f} years"
        message = f"is {wanted.amount.words}: that could be for four years or, as your offer, for {own}"
        key = "equity_per_year" if offered.years == 1 else "equity_years"
        raise entry.problem(message, f"say which, with {key} beside it")


def _target(entry: Entry, currency: str | None, offered: Equity | None) -> dict[str, Any]:
    given = _wanted(entry, (*WANTED, *WANTED_WORDS))
    amounts, equity = _amounts(given, currency, offered)
    said = {name: text_at(given[name]) for name in WANTED_WORDS if name in given}
    return {"target": amounts, "target_words": said, "target_equity": equity}


def _walk_away(entry: Entry, currency: str | None, offered: Equity | None) -> dict[str, Any]:
    if isinstance(pairs_at(entry).value, Mapping):
        amounts, equity = _amounts(_wanted(entry, WANTED), currency, offered)
        return {"walk_away": amounts, "walk_away_equity": equity}
    return {"walk_away": {"total": money_at(entry, currency)}}


def _exchange_rates(entry: Entry) -> dict[str, Decimal]:
    pairs = pairs_at(entry)
    if not isinstance(pairs.value, Mapping):
        message = f"is to name pairs of currencies, and is {kind_of(entry.value)}"
        raise entry.problem(message, 'write "USD/CNY": 7.1 below it')
    found: dict[str, Decimal] = {}
    for key, value in pairs.value.items():
        one = Entry(value, f"{entry.path}.{key}", entry.where)
        if one.is_blank:
            continue
        names = _CURRENCY_PAIR.fullmatch(str(key))
        if names is None:
            message = f"names {short(str(key))}, not two currencies"
            raise Problem(
                f"{entry.path} {message}", one.where(one.path), 'write a pair such as "USD/CNY": 7.1'
            )
        base, quote = (currency_at(Entry(name, one.path, entry.where)) for name in names.groups())
        if base == quote:
            raise one.problem(f"names {base} twice", 'write a pair such as "USD/CNY": 7.1')
        rate = rate_at(one)
        if f"{base}/{quote}" in found:
            raise one.problem("is given twice", "keep one of them")
        back = found.get(f"{quote}/{base}")
        if back is not None and not Decimal("0.95") < rate * back < Decimal("1.05"):
            message = f"is {rate:f}, which does not go with {quote}/{base} {back:f}"
            raise one.problem(message, "keep one of them")
        found[f"{base}/{quote}"] = rate
    return found


def _round(entry: Entry, currency: str | None) -> Round:
    given = entry.fields(ROUND_FIELDS)
    if "from" not in given:
        raise entry.problem("does not say who wrote", "add from: recruiter, or from: me")
    return Round(
        date=text_at(given["date"]) if "date" in given else None,
        sender=text_at(given["from"]),
        text=text_at(given["text"], MESSAGE_LIMIT) if "text" in given else "",
        figures=_figures(given["figures"], currency) if "figures" in given else {},
    )


def _figures(entry: Entry, currency: str | None) -> dict[str, str]:
    """The figures of a message, as entered; each must be one that can be read."""
    pairs = pairs_at(entry)
    if not isinstance(pairs.value, Mapping):
        raise entry.problem(
            f"is to name components, and is {kind_of(entry.value)}", "write base: 230k below it"
        )
    found: dict[str, str] = {}
    for key, value in pairs.value.items():
        one = Entry(value, f"{entry.path}.{key}", entry.where)
        name = component_of(str(key))
        if name is None and str(key) not in PART_FIELDS:
            known = tuple(dict.fromkeys((*WANTED, *WANTED_WORDS, "equity_total")))
            raise unknown(one, str(key), known, entry.path)
        if one.is_blank:
            continue
        if name == "sign_on":
            found[str(key)] = ", ".join(part.words for part in sign_on_at(one, currency))
            continue
        if name in ("base", "equity", "equity_per_year", "total"):
            money_at(one, currency, may_be_nothing=name != "base", period=None)
        elif name == "bonus":
            bonus_at(one, currency)
        elif name == "bonus_percent":
            percent_at(one)
        elif name == "equity_years":
            years_at(one)
        found[str(key)] = text_at(one)
    return found
