"""What a question is most like, where its words do not say: the nearest of short descriptions.

In: a question's vector. Out: the kind of the description it is nearest to, with the cosine and the lead
over the other kinds. The descriptions are encoded once in each generation of an index, by the first
question that no word decides. It knows no guide, and decides nothing by itself: `compose.kind` and
`assistant.answer` ask it where a question's structure leaves a choice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.encoder import Encoder
from index.library import Library

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# From this cosine on, and with this lead, a question is taken for one of a kind.
LIKE = 0.43
LEAD = 0.03

# Several ways of asking for each kind, in other words than `wants.toml` and `aliases.toml` hold.
DESCRIPTIONS: dict[str, tuple[str, ...]] = {
    "cells": (
        "what is the base salary in this city",
        "how much stock does the company pay in that office",
        "is there a bonus at this company, and how high is it",
        "does this office pay more total compensation than the other",
        "the range of the stock grant at this company",
        "is the base higher than in the other city",
        "do they pay a bonus of more than ten percent",
    ),
    "move": (
        "is the base salary negotiable",
        "can the stock part be increased",
        "which part of the offer is easiest to change",
        "is there room for a bigger sign-on bonus",
    ),
    "raise": (
        "how much more stock does the prepared counter ask for",
        "the sign-on amount written in the ready-made reply",
        "by how much does the sample message lift the base",
    ),
    "first_day": (
        "do I lose shares when I start a month later",
        "does another start date change what I am paid",
    ),
    "level": (
        "does the level decide how much stock one gets",
        "which level gives which salary",
    ),
    "refresher": (
        "does the company hand out new shares every year after the first grant",
        "is there another stock award each following year or only the one at the start",
        "do I get topped up with more stock in later years",
        "are more RSUs given in year two and three, or just once",
    ),
    "vesting": (
        "how does the stock vest, every month or once a year",
        "when do the shares unlock, and do I have to wait the first year",
    ),
    "clawback": (
        "do I have to hand the sign-on bonus back if I go after a few months",
        "will they want the joining money returned when I resign early",
    ),
    "tax": (
        "how much of my salary is left after the state took its part",
        "what is deducted from my stock when it is paid out",
    ),
    "stock_price": (
        "will the shares go up or down",
        "what is one share of the company worth today",
    ),
    "benefits": (
        "how many weeks of leave do parents get",
        "does the company pay for health care, meals or a pension",
    ),
}
# Kinds that are topics guides often lack, by their names in `aliases.toml`.
TOPICS = frozenset({"refresher", "vesting", "clawback", "tax", "stock_price", "benefits"})


@dataclass(frozen=True, slots=True)
class Likeness:
    """The kind of the nearest description."""

    kind: str
    cosine: float
    lead: float  # over the nearest description of another kind

    @property
    def plain(self) -> bool:
        """Near enough, and plainly nearer than any other kind."""
        return self.cosine >= LIKE and self.lead >= LEAD


def likeness_of(library: Library, encoder: Encoder, vector: NDArray[np.float32]) -> Likeness:
    """What the question of this vector is most like."""

    def make() -> NDArray[np.float32]:
        return encoder.encode([line for lines in DESCRIPTIONS.values() for line in lines])

    cosines = iter(library.once(("likeness", encoder.id), make) @ vector)
    best = {kind: max(float(next(cosines)) for _ in lines) for kind, lines in DESCRIPTIONS.items()}
    first, second = sorted(best, key=lambda kind: -best[kind])[:2]
    return Likeness(first, best[first], best[first] - best[second])
