"""What one new figure changes in an offer.

In: a figure, the part of the offer that it is of, the sentence it stands in, the `Offer`. Out: a `Change`
with its formula; or a question, where the figure could mean two things, is of another currency or period,
or comes in parts. A mixed notation ("245" beside 230,000) is read by what it stands beside. Which part a
figure is of, and whether it is meant, it does not ask.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from assistant.compose.wording import digits
from assistant.counter.offer import Money, Offer, Percent
from assistant.counter.terms import written
from assistant.result import plain
from assistant.worked_out import Derivation
from corpus.money import Amount
from corpus.regexes import regex

FIELDS = ("base", "equity_total", "equity_per_year", "bonus_percent", "bonus", "sign_on", "level", "deadline")
NAMES = {"base": "base", "equity": "equity", "bonus": "bonus", "sign_on": "sign-on"}

BREAK = regex(r"[,;:()]|\b(?:and|but|while|plus|with|however)\b|\s[–—-]+\s", re.IGNORECASE)
CUT = regex(
    r"\b(?:lower(?:s|ed|ing)?|reduc\w+|cut(?:s|ting)?|decreas\w+|trim\w*|shav\w+|drop(?:s|ped|ping)?"
    r"|(?:bring|brought|take|took|bringing|taking|go|goes|going|come|comes|move|moving)\s+(?:\w+\s+){0,4}?down|down\s+to"
    r"|give\s+up|remov\w+|without\s+the)\b",
    re.IGNORECASE,
)
_IN_PARTS = regex(
    r"\b(?:split|spread|halves|half|instal?lments?|tranches|parts|each\s+year|over\s+(?:the\s+)?(?:first\s+)?"
    r"(?:\d|two|three|four)\s+(?:years?|months?)|(?:first|second|next)\s+(?:year|anniversary)|year\s+(?:one|two|\d))\b",
    re.IGNORECASE,
)
_ON_TOP_OF = regex(
    r"^\s*(?:more\s+)?(?:to|onto|on\s+top\s+of)\s+(?:the|your)?\s*(?:\w+\s+)?(?:base|salary|equity|rsus?|stock|grant"
    r"|sign|bonus)",
    re.IGNORECASE,
)
_MORE_BEFORE = regex(
    r"(?:\b(?:by|another|an?\s+(?:additional|extra|further)|additional|extra|(?:bump|increase|"
    r"raise|uplift|top[\s-]up)\s+of)\s+(?:of\s+|up\s+to\s+)?|[+＋]\s?)"
    r"(?:(?:an?|about|around|roughly|the)\s+)?$",
    re.IGNORECASE,
)
_MORE_BEHIND = regex(
    r"^\s?(?:(?!and\b|or\b|but\b|plus\b)\w+\s+){0,2}?(?:more|extra|on\s+top|bump|increase|"
    r"raise|uplift|additional)\b",
    re.IGNORECASE,
)
_TO = regex(
    r"(?:\b(?:to|at|=|is|are|of\s+up\s+to|totals?|totall?ing)|->|→|=>)\s*(?:(?:about|around|the)\s+)?$",
    re.IGNORECASE,
)
_ADDS = regex(r"\b(?:add(?:ed|ing)?|throw\s+in|plus|top\s+up)\b", re.IGNORECASE)
FROM = regex(r"\bfrom\s*$", re.IGNORECASE)
A_YEAR = regex(
    r"^.{0,24}?(?:/\s?(?:yr|year|y)\b|\bper\s+(?:year|annum)|\b(?:a|each|every)\s+year|"
    r"\bannual(?:ly)?|\byearly|\bp\.?a\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Change:
    """One field of the offer that a message changes. `component` is what it is a part of."""

    field: str
    component: str
    old: Decimal | str | None
    new: Decimal | str
    words: str
    currency: str | None = None
    mark: str = ""
    derivation: Derivation | None = None  # where the new value was worked out: 230000 + 15000

    @property
    def better(self) -> bool:
        """Whether it is more than before."""
        if isinstance(self.new, str):
            return self.field == "level"
        return self.new > (self.old if isinstance(self.old, Decimal) else 0)

    def as_dict(self) -> dict[str, Any]:
        """One entry of the contract's `offer_changes`."""
        old = plain(self.old) if isinstance(self.old, Decimal) else self.old
        new = plain(self.new) if isinstance(self.new, Decimal) else self.new
        return {"field": self.field, "old": old, "new": new, "words": self.words, "currency": self.currency}


@dataclass(slots=True)
class Found:
    """What was read of a message so far."""

    changes: dict[str, Change] = field(default_factory=dict)
    supposed: dict[str, Change] = field(default_factory=dict)
    questions: dict[str, None] = field(default_factory=dict)
    tied: dict[str, Change] = field(default_factory=dict)
    traded: dict[str, Change] = field(default_factory=dict)
    same: set[str] = field(default_factory=set)
    cut: set[str] = field(default_factory=set)
    split: bool = False
    unchanged: set[str] = field(default_factory=set)

    @property
    def marks(self) -> int:
        """How much was read: a sentence that adds nothing to it only repeats."""
        return sum(len(of) for of in (self.changes, self.supposed, self.tied, self.traded)) + len(
            self.questions
        )


def clause_of(sentence: str, amount: Amount) -> str:
    """The clause an amount stands in."""
    start = max((m.end() for m in BREAK.finditer(sentence, 0, amount.start)), default=0)
    stop = BREAK.search(sentence, amount.end)
    return sentence[start : stop.start() if stop else len(sentence)]


def present(name: str, offer: Offer) -> Money | None:
    """What the offer has of a part now, where it has an amount of it."""
    if name == "base":
        return offer.base
    if name == "equity":
        return offer.equity.amount if offer.equity else None
    if name == "sign_on" and offer.sign_on:
        return replace(offer.sign_on[0], value=offer.sign_on_total)
    return offer.bonus if name == "bonus" and isinstance(offer.bonus, Money) else None


def _field(name: str, offer: Offer, percent: bool) -> str:
    if name == "equity":
        return "equity_per_year" if offer.equity and offer.equity.per_year else "equity_total"
    return "bonus_percent" if name == "bonus" and percent else name


def change_of(
    name: str, amount: Amount, sentence: str, offer: Offer, home: str | None, found: Found
) -> Change | None:
    """The change that a figure makes to a part; None where it makes none, or asks a question."""
    ahead, behind = sentence[: amount.start], sentence[amount.end :]
    if (
        amount.low != amount.high
        and amount.high is not None
        and (FROM.search(ahead) or _is_old(name, amount, offer))
    ):
        amount = replace(amount, low=amount.high)  # "from 15% to 20%"
    if amount.high is None or amount.low != amount.high or amount.doubt:
        found.questions[f"Which amount exactly is meant by “{amount.text}” for the {NAMES[name]}?"] = None
        return None
    old = present(name, offer)
    adds = bool(_ADDS.search(ahead)) and not _TO.search(ahead)
    small = name in ("base", "equity") and amount.unit != "percent" and old is not None and old.value > 0
    small = (
        small and old is not None and (value_of(amount, None, True) or old.value) < old.value * Decimal("0.4")
    )
    more = bool(
        _MORE_BEFORE.search(ahead)
        or (_MORE_BEHIND.match(behind) and not _TO.search(ahead))
        or (adds and (small or _ON_TOP_OF.match(behind)))
    )
    less = bool(CUT.search(clause_of(sentence, amount)))
    if amount.unit == "percent":
        return _percent(name, amount, sentence, offer, home, more, less, found)
    currency = (old.currency if old else None) or home
    if amount.currency and currency and amount.currency != currency:
        theirs = f"“{amount.text}” for the {NAMES[name]} is in {amount.currency}"
        found.questions[f"{theirs}, your offer in {currency}: in which currency is it paid?"] = None
        return None
    currency = currency or amount.currency
    value = value_of(amount, old.value if old else None, more)
    a_year = name == "equity" and (amount.period == "year" or bool(A_YEAR.match(behind)))
    if value is None or (name == "bonus" and old is None and isinstance(offer.bonus, Percent)):
        found.questions[_two_readings(name, amount)] = None
        return None
    mark = old.mark if old else amount.mark
    if name == "sign_on" and _IN_PARTS.search(behind):
        found.split = True
        found.questions[f"How much of the sign-on of “{amount.text}” is paid in each year?"] = None
        return None
    if name == "sign_on" and not more and old and old.value and _ADDS.search(ahead) and not _TO.search(ahead):
        now = written(old.value, currency, mark)
        found.questions[
            f"Is the sign-on of “{amount.text}” on top of the {now} you have, or instead of it?"
        ] = None
        return None
    return _made(name, amount, value, old, offer, currency, mark, more, less, a_year, found)


def _made(
    name: str,
    amount: Amount,
    value: Decimal,
    old: Money | None,
    offer: Offer,
    currency: str | None,
    mark: str,
    more: bool,
    less: bool,
    a_year: bool,
    found: Found,
) -> Change | None:
    """The change that a figure with a sure reading makes."""
    formula = ""
    grant = offer.equity
    if name == "equity" and a_year and grant and not grant.per_year:
        years = grant.years or Decimal(4)
        formula = f"{digits(value)} * {digits(years)}"
        value *= years
    elif name == "equity" and grant and grant.per_year and not a_year and not more:
        if amount.period == "4 years":
            formula = f"{digits(value)} / 4"
            value /= 4
        elif value > 2 * grant.amount.value:
            found.questions[f"Is the equity of “{amount.text}” for each year, or for all years together?"] = (
                None
            )
            return None
    elif (
        name == "equity"
        and grant
        and not a_year
        and not more
        and amount.period is None
        and value < grant.amount.value * Decimal("0.45")
    ):
        found.questions[f"Is the equity of “{amount.text}” for each year, or for all years together?"] = None
        return None
    base = old.value if old else Decimal(0)
    if more and base:
        formula = f"{digits(base)} {'-' if less else '+'} {formula or digits(value)}"
        value = base - value if less else base + value
    if value == base:
        found.same.add(name)
        return None
    derivation = Derivation(value, value, "money", currency, formula, ("input",)) if formula else None
    return Change(
        _field(name, offer, False),
        name,
        old.value if old else None,
        value,
        amount.text,
        currency,
        mark,
        derivation,
    )


def _percent(
    name: str,
    amount: Amount,
    sentence: str,
    offer: Offer,
    home: str | None,
    more: bool,
    less: bool,
    found: Found,
) -> Change | None:
    if name == "bonus":
        old = offer.bonus.value if isinstance(offer.bonus, Percent) else None
        if isinstance(offer.bonus, Money):
            found.questions[f"Your bonus is an amount, and they write “{amount.text}”: of which base?"] = None
            return None
        if old == amount.low:
            found.same.add(name)
            return None
        return Change("bonus_percent", "bonus", old, amount.low, amount.text)
    money = present(name, offer)
    raised = more or re.search(
        r"\b(?:bump|increase|raise|uplift|more|up)\b", clause_of(sentence, amount), re.IGNORECASE
    )
    if money is None or not (raised or less):
        found.questions[f"What does “{amount.text}” come to for the {NAMES[name]}, in money?"] = None
        return None
    sign = "-" if less else "+"
    value = money.value * (100 - amount.low if less else 100 + amount.low) / 100
    formula = f"{digits(money.value)} * (100 {sign} {digits(amount.low)}) / 100"
    currency = money.currency or home
    derivation = Derivation(value, value, "money", currency, formula, ("input",))
    return Change(
        _field(name, offer, False), name, money.value, value, amount.text, currency, money.mark, derivation
    )


def _is_old(name: str, amount: Amount, offer: Offer) -> bool:
    """Whether the low end of "230 to 245" is what the offer has now."""
    if amount.unit == "percent":
        return isinstance(offer.bonus, Percent) and offer.bonus.value == amount.low
    old = present(name, offer)
    return old is not None and old.value in (amount.low, amount.low * 1000)


def value_of(amount: Amount, old: Decimal | None, more: bool) -> Decimal | None:
    """The whole amount that a figure means, beside what it replaces or is added to; None where two fit."""
    if amount.scaled or amount.low >= 10_000:
        return amount.low
    if not old:
        return amount.low if amount.low >= 1000 else None
    lowest, highest = (Decimal("0.005"), Decimal(1)) if more else (Decimal("0.4"), Decimal("2.5"))
    fits = [v for v in (amount.low, amount.low * 1000) if lowest <= v / old <= highest]
    return fits[0] if len(fits) == 1 else None


def _two_readings(name: str, amount: Amount) -> str:
    value = digits(amount.low)
    return f"Does “{amount.text}” for the {NAMES[name]} mean {value} or {value}k?"
