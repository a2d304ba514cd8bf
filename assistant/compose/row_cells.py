"""The cells of one row as operands: which part of pay a question means, and which ends of it.

In: a `Question`, one row with its facts. Out: `Row`, which says and reckons. It computes nothing itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.compose.arithmetic import Worked, tell
from assistant.compose.figures import Figures
from assistant.compose.wording import digits
from assistant.page import Page
from assistant.question import HIGH_WORD, LOW_WORD, Question
from corpus.bands import Fact
from corpus.regexes import regex
from index.resolve import Target

End = Literal["low", "high"]
# A percentage of an end of "the band" is one of the base's.
OF_AN_END = regex(
    r"\b(?:on|of|above|below|under|over|than)\s+(?:the\s+|its\s+|their\s+|meta['’]s\s+)?(?:\w+\s+){0,5}?(?:tops?|floor|max\w*|min\w*|band|range|upper|lower|bottom|middle|mid-?point|ceiling|cap|lowest|highest)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells by component, and the ends of them that a question is about."""

    page: Page
    q: Question
    target: Target
    by: dict[str, Fact]
    ends: tuple[End, ...]
    figures: Figures

    def cell(self, component: str, end: End) -> Worked:
        """An end of a cell, to reckon with."""
        fact = self.by[component]
        value = fact.low if end == "low" else fact.high
        value = value if value is not None else fact.low or Decimal(0)
        source = self.page.passage_of(fact)
        return Worked(value, digits(value), (source,), fact.unit, fact.currency, fact.mark)

    def whole(self, component: str) -> bool:
        """Whether a cell has both ends."""
        fact = self.by.get(component)
        return fact is not None and fact.low is not None and fact.high is not None

    def at(self) -> str:
        """Which end is spoken of."""
        return {"low": " at the low end", "high": " at the top", "": ""}[self.q.bound]

    def say(self, text: str, *components: str) -> bool:
        """A sentence that rests on the row."""
        self.page.say(text, *(self.page.passage_of(self.by[c]) for c in components))
        return True


def money_cell(row: Row) -> str | None:
    """The part of pay that a percentage or a point of the band is taken of: the one named, else base."""
    named = [c for c in row.q.resolved.components if c != "bonus" or len(row.q.resolved.components) == 1]
    name = named[0] if len(named) == 1 else "base" if not named or "base" in named else None
    fact = row.by.get(name) if name else None
    return name if fact is not None and fact.unit == "money" and row.whole(name or "") else None


_A_YEAR = regex(r"\b(?:per|a|each|every)\s+(?:year|yr|annum)\b|\byearly\b|\bannual\w*|/\s?(?:yr|year)\b|每年", re.I)


def by_year(row: Row, name: str, value: Worked) -> str:
    """What a part of a whole grant is for, and what it is a year where that is asked."""
    if row.by[name].period != "4 years":
        return ""
    if not _A_YEAR.search(row.q.text):
        return " over four years"
    return f" over four years, or {tell(row.page, value.over(4))} a year if spread evenly, which is an assumption"


# Nothing but words for ends.
_ENDS_ALONE = regex(
    rf"(?:{LOW_WORD.pattern}|{HIGH_WORD.pattern}|\b(?:and|or|of|to|the|its|their|possible|end)\b|[\s/,-])+", re.I | re.X
)


def ends_of(q: Question, component: str) -> list[End]:
    """The ends of a part of pay that a question speaks of: the words for an end stand beside the part's name."""
    told = {g.component for g in q.given}
    parts = [m for m in q.resolved.mentions if m.kind == "component"]
    names = [(m.start, m.name) for m in parts if m.name == component or m.name not in told]
    names += [
        (m.start(), "bonus") for m in re.finditer(r"\b(?:percent\w*|rate|target)\b|(?<!\d)%", q.text, re.I)
    ]
    cues: list[tuple[int, End]] = [(m.start(), "low") for m in LOW_WORD.finditer(q.text)]
    cues += [(m.start(), "high") for m in HIGH_WORD.finditer(q.text)]

    def of(at: int) -> str:
        behind = min((n for n in names if n[0] > at), default=None)
        if behind and _ENDS_ALONE.fullmatch(q.text[at : behind[0]]):
            return behind[1]  # "the base, then its lowest and highest bonus"
        return min(names, key=lambda n: abs(n[0] - at))[1]

    own: set[End] = {end for at, end in cues if names and of(at) == component}
    if not own:
        return [q.bound] if q.bound else ["low", "high"]
    return [end for end in ("low", "high") if end in own]
