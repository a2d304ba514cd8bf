"""What the person was offered, wants and can truthfully say: the nouns of a counter-offer.

Values only, exact and as entered. `assistant.counter.reading` makes them from a file, flags or a
request; nothing here guesses what was left out. Text fields are data: they are shown or left out,
never followed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

OfferStatus = Literal["written", "verbal", "in_process"]
Tone = Literal["neutral", "warmer", "firmer", "shorter", "plainer"]
Channel = Literal["mail", "call"]
# The parts of an offer that can be asked for, in the order in which they are asked.
ASKABLE = ("equity", "sign_on", "base", "bonus", "level", "start_date")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of the person's. `currency` is its own, else the offer's, else None; `words` as entered."""

    value: Decimal
    currency: str | None
    words: str
    mark: str = ""  # as entered: "$", "CNY", "" …
    own_currency: bool = True  # False: it named none, and the offer's stands in


@dataclass(frozen=True, slots=True)
class Percent:
    """A share of the base: 15 % is Decimal(15)."""

    value: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class Equity:
    """A grant: `amount` is for `years` years. `years` None: the person did not say for how many."""

    amount: Money
    years: Decimal | None
    per_year: bool = False  # it was entered as an amount for each year (`years` is then 1)
    lasts: Decimal | None = None  # for how many years an amount for each year is paid, where entered

    @property
    def over_four_years(self) -> Decimal:
        """The grant over four years, to the unit; years not told are read as four (`plan` says so aloud)."""
        if self.years is None or self.years == 4:
            return self.amount.value
        return (self.amount.value * 4 / self.years).quantize(Decimal(1), ROUND_HALF_UP)

    @property
    def formula(self) -> str:
        """How `over_four_years` comes about: `120000 * 4`, `300000 / 3 * 4`, `400000`."""
        value = f"{self.amount.value.normalize():f}"
        if self.years is None or self.years == 4:
            return value
        years = f"{self.years.normalize():f}"
        return f"{value} * 4" if years == "1" else f"{value} / {years} * 4"


@dataclass(frozen=True, slots=True)
class Competing:
    """Another offer or process, with exactly what the person entered of it."""

    company: str | None
    status: OfferStatus | None  # None: the person did not say; then it is asked, and not used
    may_name: bool = True
    tc: Money | None = None
    parts: Offer | None = None  # base, equity … where they were entered

    @property
    def is_offer(self) -> bool:
        """A written or verbal offer; a process is none."""
        return self.status in ("written", "verbal")


@dataclass(frozen=True, slots=True)
class Round:
    """One message of a negotiation that is under way."""

    date: str | None
    sender: str  # who wrote: "me", "recruiter", as entered in `from`
    text: str
    figures: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer with all that the contract lets a person enter; what was left out is None or empty."""

    company: str | None = None
    role: str | None = None
    region: str | None = None
    level: str | None = None
    currency: str | None = None
    base: Money | None = None
    equity: Equity | None = None
    vesting: tuple[Decimal, ...] = ()  # percent for each year
    equity_kind: str | None = None
    bonus: Percent | Money | None = None
    sign_on: tuple[Money, ...] = ()  # one for each year
    competing: tuple[Competing, ...] = ()
    unvested: Money | None = None
    priorities: tuple[str, ...] = ()  # as entered
    strengths: tuple[str, ...] = ()
    target: Mapping[str, Money | Percent] = field(
        default_factory=dict
    )  # by component; equity over four years
    target_words: Mapping[str, str] = field(default_factory=dict)  # level, start_date: text
    target_equity: Equity | None = None  # as entered, before `target["equity"]` was put at four years
    walk_away: Mapping[str, Money | Percent] = field(default_factory=dict)  # by component, or "total"
    walk_away_equity: Equity | None = None  # as entered
    max_asks: int | None = None
    current_pay: str | None = None
    start_date: str | None = None
    deadline: str | None = None
    constraints: tuple[str, ...] = ()
    candidate: str | None = None
    recruiter: str | None = None
    tone: Tone = "neutral"
    tone_words: str | None = None  # as entered, where that is more than the tone's own name
    channel: Channel = "mail"
    language: str | None = None
    exchange_rates: Mapping[str, Decimal] = field(default_factory=dict)  # "USD/CNY": 7.1
    rounds: tuple[Round, ...] = ()
    notes: str | None = None

    @property
    def sign_on_total(self) -> Decimal:
        """All parts of the sign-on together; 0 where there is none."""
        return sum((part.value for part in self.sign_on), Decimal(0))

    @property
    def money(self) -> tuple[Money, ...]:
        """Every amount of money of the offer itself (not of other offers, targets or walk-away)."""
        bonus = (self.bonus,) if isinstance(self.bonus, Money) else ()
        equity = (self.equity.amount,) if self.equity else ()
        base = (self.base,) if self.base else ()
        return (*base, *equity, *bonus, *self.sign_on)
