"""The pay that was read of a letter so far: fields and doubts, each with the words it was read from.

In: a `Figure` of a letter. Out: a `Read` or a `Doubt` of a field, its value in whole units, with its currency
where that is not the offer's. What a figure is of is for others to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from assistant.counter.letter_money import SAYS, Figure
from assistant.counter.proposal import Doubt, Read, Reading
from corpus.currencies import DOLLAR_CURRENCIES


@dataclass(slots=True)
class Pay:
    """What was read so far."""

    fields: list[Read] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    currency: str | None = None

    def asked(self, name: str) -> bool:
        """Whether there is a question about a field."""
        return any(d.field == name or name in d.also for d in self.doubts)


def value_of(amount: Decimal, figure: Figure, pay: Pay) -> Any:
    """An amount for the offer: whole units, with its currency where that is not the offer's."""
    value: Any = int(amount) if amount == amount.to_integral_value() else f"{amount:f}"
    own = figure.amount.currency
    plain_dollar = figure.amount.mark == "$" and pay.currency in DOLLAR_CURRENCIES
    if own and own != pay.currency and pay.currency is not None and not plain_dollar:
        return f"{own} {value}"
    return value


def read_of(name: str, value: Any, figure: Figure, note: str = "") -> Read:
    """A field read from a figure's words; how firmly it is named is its note, unless another is given."""
    words = figure.words
    place = figure.sentence.text.find(words)
    start = figure.sentence.start + place if place >= 0 else figure.start
    return Read(name, value, words, start, start + len(words), note or SAYS[figure.firmness])


def doubt_of(
    name: str, ask: str, figure: Figure, readings: Sequence[Reading] = (), also: Sequence[str] = ()
) -> Doubt:
    """A question about a figure's words, with what they could mean."""
    read = read_of(name, None, figure)
    return Doubt(name, ask, read.words, read.start, read.end, tuple(readings), tuple(also))


def distinct(figures: Sequence[Figure]) -> list[Figure]:
    """The first figure of each value."""
    return list({f.value: f for f in reversed(figures)}.values())[::-1]


def quoted(figures: Sequence[Figure]) -> str:
    """The words of figures of different values: “base of $200K” and “base of $210K”."""
    return " and ".join(f"“{figure.words}”" for figure in distinct(figures)[:4])
