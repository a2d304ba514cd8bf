"""Did a question of the benchmark of scale bring the asked row, and no other row's figure?

In: an answer, or the places that were found for a question; the truth of made guides. Out: `Asked`: the
place of the asked row among the first, and whose figures were stated.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from evals.made_guides import MadeGuide, Truth

if TYPE_CHECKING:
    from assistant.result import Answer


class Asked:
    """What one question brought: the place of the asked row among the first, and whose figures."""

    def __init__(self, rank: int | None, other_guide_first: bool, stated: bool = False, other: bool = False):
        self.rank = rank
        self.other_guide_first = other_guide_first
        self.stated = stated
        self.other = other

    @classmethod
    def of(cls, answer: Answer, truth: Truth, rows: dict[tuple[Any, ...], set[tuple[Any, ...]]]) -> Asked:
        """Of an answer: its passages, and the bands whose figures it states."""
        passages = [found.passage for found in answer.retrieved]
        rank = rank_of([(one.guide, one.first, one.last) for one in passages], truth)
        bands = [n.fact for n in answer.numbers if n.source == "quoted" and n.fact and n.fact.kind == "band"]
        figures = {(fact.guide, fact.component, fact.low, fact.high) for fact in bands}
        asked = (truth.guide, truth.component, *_figure(truth))
        elsewhere = bool(passages) and passages[0].guide != truth.guide
        own = rows[truth.guide, truth.region, truth.level]
        return cls(rank, elsewhere, asked in figures, bool(figures - own))


def rank_of(places: Sequence[tuple[str, int, int]], truth: Truth) -> int | None:
    """The number of the first of these places (guide, first and last line) that holds the truth."""
    hits = (
        n
        for n, (guide, first, last) in enumerate(places, 1)
        if guide == truth.guide and first <= truth.line <= last
    )
    return next(hits, None)


def _figure(truth: Truth) -> tuple[Decimal, Decimal | None]:
    return Decimal(truth.low), None if truth.high is None else Decimal(truth.high)


def rows_of(guides: Sequence[MadeGuide]) -> dict[tuple[Any, ...], set[tuple[Any, ...]]]:
    """The figures of each row: of one guide, place and level."""
    rows: dict[tuple[Any, ...], set[tuple[Any, ...]]] = {}
    for guide in guides:
        for truth in guide.truths:
            key = (truth.guide, truth.region, truth.level)
            rows.setdefault(key, set()).add((truth.guide, truth.component, *_figure(truth)))
    return rows
