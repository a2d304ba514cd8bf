"""The person's exchange rates: how an amount is turned into another currency, and the formula of it.

In: two currencies, an `Offer`. Out: a `Rate`, or None where the person entered none. There are no others.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assistant.compose.wording import digits
from assistant.counter.offer import Offer


def whole(value: Decimal) -> Decimal:
    """To the unit, halves up."""
    return value.quantize(Decimal(1), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Rate:
    """The person's exchange rate, the way round that is needed."""

    value: Decimal
    divides: bool = False

    def turn(self, amount: Decimal) -> Decimal:
        """An amount in the other currency, to the unit."""
        return whole(amount / self.value if self.divides else amount * self.value)

    def formula(self, amount: Decimal | str) -> str:
        """How `turn` comes about; a sum keeps its brackets.

        >>> Rate(Decimal("7.1")).formula(Decimal(1000)), Rate(Decimal(2), True).formula("10 + 4")
        ('1000 * 7.1', '(10 + 4) / 2')
        """
        text = amount if isinstance(amount, str) else digits(amount)
        text = f"({text})" if "+" in text else text
        return f"{text} {'/' if self.divides else '*'} {digits(self.value)}"


def rate_of(own: str | None, other: str | None, offer: Offer) -> Rate | None:
    """How the person turns `own` into `other`; `"USD/CNY": 7.1` means 1 USD = 7.1 CNY."""
    for pair, rate in offer.exchange_rates.items():
        first, _, second = pair.partition("/")
        if (first, second) == (own, other):
            return Rate(rate)
        if (second, first) == (own, other):
            return Rate(rate, divides=True)
    return None
