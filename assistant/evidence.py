"""What the numbers of a text may come from, and what is said of one: `Evidence` and `Verdict`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Literal

from assistant.dates import A_DATE, dates_in
from assistant.numbers import noun_behind
from assistant.persons import Given
from assistant.worked_out import Derivation
from corpus.bands import Fact
from corpus.money import Amount, amounts_in
from corpus.passages import Passage

VerdictName = Literal["quoted", "input", "derived", "unsupported", "not_an_amount"]


@dataclass(frozen=True, slots=True)
class Count:
    """A number in a guide that is neither money nor a percentage: `24-48h`, `1.5B+ users`."""

    low: Decimal
    high: Decimal
    noun: str
    guide: str
    line: int
    company: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of one number of a text. `start` and `end` count code points."""

    text: str
    start: int
    end: int
    verdict: VerdictName
    reason: str
    fact: Fact | None = None
    place: tuple[str, int] | None = None  # guide and line it is quoted from
    derivation: Derivation | None = None


@dataclass(frozen=True)
class Evidence:
    """What numbers may come from. `cited` limits quoting to these lines (guide, line); None: no limit.

    A figure of the person's is in `inputs`, or in `given` where what it is of should be held too.
    """

    facts: tuple[Fact, ...]
    counts: tuple[Count, ...] = ()
    inputs: tuple[Amount, ...] = ()
    derived: tuple[Derivation, ...] = ()
    cited: frozenset[tuple[str, int]] | None = None
    given: tuple[Given, ...] = ()  # inputs of which it is known what they are of

    def may_quote(self, guide: str, line: int) -> bool:
        """Whether a line is among the cited ones, where these limit quoting."""
        return self.cited is None or (guide, line) in self.cited

    @cached_property
    def entered(self) -> tuple[Given, ...]:
        """All figures of the person's."""
        return (*(Given(amount) for amount in self.inputs), *self.given)

    @cached_property
    def by_value(self) -> dict[tuple[str, Decimal], tuple[Fact, ...]]:
        """The facts by unit and either end."""
        out: dict[tuple[str, Decimal], list[Fact]] = {}
        for fact in self.facts:
            for value in {fact.low, fact.high} - {None}:
                out.setdefault((fact.unit, value), []).append(fact)  # type: ignore[arg-type]
        return {key: tuple(facts) for key, facts in out.items()}


def counts_in(passages: Iterable[Passage]) -> tuple[Count, ...]:
    """The numbers in passages that are neither money nor percentages, with the noun behind them; dates too."""
    return tuple(dict.fromkeys(count for passage in passages for count in _counts_of(passage)))


# Few passages are cited again and again.
@lru_cache(maxsize=512)
def _counts_of(passage: Passage) -> tuple[Count, ...]:
    out: list[Count] = []
    for offset, line in enumerate(passage.quote.split("\n")):
        at = passage.first + offset
        for amount in amounts_in(line):
            if amount.unit != "count":
                continue
            noun = noun_behind(line, amount.end)
            if noun:
                high = amount.high if amount.high is not None else amount.low
                out.append(Count(amount.low, high, noun, passage.guide, at, passage.company))
        for low, high in dates_in(line):
            out.append(Count(low, high, A_DATE, passage.guide, at, passage.company))
    for low, high in dates_in(passage.as_of or ""):
        out.append(Count(low, high, A_DATE, passage.guide, passage.first, passage.company))
    return tuple(out)
