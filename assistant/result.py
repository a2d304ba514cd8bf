"""What the program hands out: an Answer with its citations, numbers, conflicts and warnings.

Values only, each with `as_dict` for the contract's JSON.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from corpus.bands import Fact
from corpus.passages import Passage

Status = Literal["answered", "partial", "not_covered", "needs_detail", "declined"]


def plain(value: Decimal | None) -> int | float | None:
    """A figure for JSON: whole numbers as integers."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def fact_as_dict(fact: Fact) -> dict[str, Any]:
    """The `fact` object of the contract."""
    return {
        "company": fact.company,
        "role": fact.role,
        "level": fact.level,
        "region": fact.region,
        "component": fact.component,
        "kind": fact.kind,
        "low": plain(fact.low),
        "high": plain(fact.high),
        "unit": fact.unit,
        "currency": fact.currency,
        "period": fact.period,
    }


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage that a sentence rests on, numbered in the order of use."""

    id: int
    passage: Passage

    def as_dict(self) -> dict[str, Any]:
        p = self.passage
        return {
            "id": self.id,
            "guide": p.guide,
            "title": p.title,
            "section": p.section,
            "lines": [p.first, p.last],
            "page": p.page,
            "quote": p.quote,
            "as_of": p.as_of,
        }


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a text that reached the reader, with where it comes from."""

    text: str
    start: int
    end: int
    source: Literal["quoted", "input", "derived"]
    citation: int | None = None
    fact: Fact | None = None
    derivation: dict[str, Any] | None = None  # formula, inputs, value
    field: str = "text"

    def as_dict(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "field": self.field,
            "span": [self.start, self.end],
            "source": self.source,
            "citation": self.citation,
            "fact": fact_as_dict(self.fact) if self.fact else None,
            "derivation": self.derivation,
        }


@dataclass(frozen=True, slots=True)
class Side:
    """What one guide says where guides differ."""

    says: str
    citation: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two guides that do not say the same."""

    about: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Warning_:
    """Something to watch: a code for programs, a sentence for people."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A passage that the search found, with its score."""

    passage: Passage
    score: float

    def as_dict(self) -> dict[str, Any]:
        p = self.passage
        return {
            "guide": p.guide,
            "title": p.title,
            "section": p.section,
            "lines": [p.first, p.last],
            "score": round(self.score, 6),
            "text": p.quote,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person gets. `text` is Markdown with [n] marks that only code writes."""

    status: Status
    text: str
    citations: tuple[Citation, ...] = ()
    numbers: tuple[Number, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    warnings: tuple[Warning_, ...] = ()
    not_covered: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    resolved: dict[str, list[str]] = field(default_factory=dict)
    retrieved: tuple[Retrieved, ...] = ()
    model: str | None = None
    withheld: int = 0
    usage: dict[str, Any] | None = None  # what a model's words cost; None where none was asked

    def as_dict(self) -> dict[str, Any]:
        """The Answer object of the contract."""
        used = {} if self.usage is None else {"usage": self.usage}
        return {
            "status": self.status,
            "text": self.text,
            "citations": [c.as_dict() for c in self.citations],
            "numbers": [n.as_dict() for n in self.numbers],
            "conflicts": [
                {"about": c.about, "sides": [{"says": s.says, "citation": s.citation} for s in c.sides]}
                for c in self.conflicts
            ],
            "warnings": [{"code": w.code, "message": w.message} for w in self.warnings],
            "not_covered": list(self.not_covered),
            "questions": list(self.questions),
            "resolved": self.resolved,
            "retrieved": [r.as_dict() for r in self.retrieved],
            "model": self.model,
            "withheld": self.withheld,
            **used,
        }
