"""What changed between two states of a guide or a folder, as facts.

In: the facts before and after. Out: those added, moved and removed. It reads no file and no index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from corpus.bands import Fact


def _key(fact: Fact) -> tuple[object, ...]:
    place = (fact.guide, fact.company, fact.role, fact.level, fact.region, fact.component)
    return (*place, fact.kind, fact.column, fact.basis)


def _figure(fact: Fact) -> tuple[object, ...]:
    return (fact.low, fact.high, fact.unit, fact.currency, fact.period)


def differences(
    before: Iterable[Fact], after: Iterable[Fact]
) -> tuple[list[Fact], list[tuple[Fact, Fact]], list[Fact]]:
    """Facts added, moved (same key, another figure) and removed. A mere change of line is none.

    Several facts may share a key (figures of the prose do): equal figures are matched first, then
    those under one heading in the order of the text; what is left came or went.
    """
    old, new = list(before), list(after)
    moved: list[tuple[Fact, Fact]] = []

    def match(key: Callable[[Fact], tuple[object, ...]], *, same: bool) -> None:
        waiting: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
        for fact in old:
            waiting[key(fact)].append(fact)
        left = []
        for fact in new:
            if waiting[key(fact)]:
                former = waiting[key(fact)].pop(0)
                if not same:
                    moved.append((former, fact))
            else:
                left.append(fact)
        old[:] = [fact for group in waiting.values() for fact in group]
        new[:] = left

    match(lambda fact: (_key(fact), _figure(fact)), same=True)
    match(lambda fact: (_key(fact), fact.section), same=False)
    # A heading that was reworded moves no row; loose figures of the prose have no other name.
    match(lambda fact: (_key(fact), fact if fact.kind == "figure" else None), same=False)
    return sorted(new, key=_place), moved, sorted(old, key=_place)


def _place(fact: Fact) -> tuple[str, int]:
    return fact.guide, fact.line
