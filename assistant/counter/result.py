"""What a counter-offer consists of: where the offer lies, what is asked, the words, and what to watch.

Values only. Whoever composes gives `Said` sentences with the passages they rest on; marks, citation
numbers and the check of every figure are `assistant.counter.draft`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from assistant.result import Citation, Number, plain
from assistant.worked_out import Derivation
from corpus.bands import Fact
from corpus.passages import Passage

Place = Literal["below", "inside", "above", "no_band", "not_comparable"]
DraftStatus = Literal["drafted", "needs_detail", "not_covered", "declined"]
Component = Literal["base", "equity", "sign_on", "bonus"]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and the passages it rests on."""

    text: str
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A text in paragraphs of sentences: plain as it can be sent, annotated with its [n] marks."""

    paragraphs: tuple[tuple[Said, ...], ...] = ()

    @property
    def plain(self) -> str:
        return "\n\n".join(" ".join(s.text for s in paragraph) for paragraph in self.paragraphs)

    def annotated(self, ids: dict[Passage, int]) -> str:
        """The same with the marks of its citations."""

        def marked(said: Said) -> str:
            marks = "".join(f"[{ids[p]}]" for p in said.passages)
            return f"{said.text} {marks}" if marks else said.text

        return "\n\n".join(" ".join(map(marked, paragraph)) for paragraph in self.paragraphs)

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(dict.fromkeys(p for ps in self.paragraphs for s in ps for p in s.passages))


def words(*paragraphs: Iterable[Said | str | None]) -> Words:
    """Words from paragraphs of sentences; empty ones are left out."""
    made = [tuple(Said(s) if isinstance(s, str) else s for s in paragraph if s) for paragraph in paragraphs]
    return Words(tuple(p for p in made if p))


@dataclass(frozen=True, slots=True)
class Flag:
    """Something the person must know: a code for programs, a sentence for people."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Placed:
    """One component of the offer against its own cell."""

    component: str
    offered: Decimal | None  # equity: over four years; in the row's currency where the person gave a rate
    unit: Literal["money", "percent"]
    currency: str | None  # of `offered`
    place: Place
    fact: Fact | None = None  # the cell; shown even where it cannot be compared
    passage: Passage | None = None
    position: Decimal | None = None  # (offered - low) / (high - low), two decimals
    derivation: Derivation | None = None  # of `offered`, where it was normalised
    why: str = ""  # why there is no place: "the offer is in GBP, the row in USD"
    entered: tuple[Decimal, str | None] | None = None  # `offered` before it was turned, and its currency
    before_rate: Derivation | None = None  # of `entered`, where that was normalised before it was turned

    @property
    def derivations(self) -> tuple[Derivation, ...]:
        """Everything that was computed to place the part."""
        return tuple(d for d in (self.before_rate, self.derivation) if d)

    def as_dict(self, ids: dict[Passage, int]) -> dict[str, Any]:
        """One entry of the contract's `assessment`."""
        band = self.fact
        return {
            "component": self.component,
            "offered": plain(self.offered),
            "low": plain(band.low) if band else None,
            "high": plain(band.high) if band else None,
            "unit": self.unit,
            "currency": self.currency,
            "position": None if self.position is None else float(self.position),
            "place": self.place,
            "citation": ids.get(self.passage) if self.passage else None,
            "band_currency": band.currency if band else None,
            "cell": band.cell if band else None,
            "as_of": band.as_of if band else None,
            "why": self.why,
            "derivation": self.derivation.as_dict(ids.get) if self.derivation else None,
        }


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing asked for. `low` None: there is no amount, and `stated` is the guide's own increment."""

    component: str
    current: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: Literal["money", "percent"]
    currency: str | None
    reason: str
    passages: tuple[Passage, ...] = ()
    lead: bool = False
    above_band: bool = False
    derivation: Derivation | None = None
    uncapped: Derivation | None = None  # what it would be without the row's top
    origin: Literal["increment", "absolute", "target", "floor", "earlier", "words"] = "increment"
    stated: Fact | None = None  # the guide's increment
    band: Fact | None = None  # the cell it lies in
    floor: Decimal | None = None  # the cell's ends in the ask's own currency and years, where they can be had
    top: Decimal | None = None
    wanted: str = ""  # for level and start_date: what is asked for, in words
    closed: bool = False  # they said no to it: not asked for again

    def as_dict(self, ids: dict[Passage, int]) -> dict[str, Any]:
        """One entry of the contract's `asks`."""
        amount = None if self.low is None or self.high is None else [plain(self.low), plain(self.high)]
        return {
            "component": self.component,
            "current": plain(self.current),
            "ask": amount,
            "lead": self.lead,
            "unit": self.unit,
            "currency": self.currency,
            "reason": self.reason,
            "above_band": self.above_band,
            "citations": [ids[p] for p in self.passages if p in ids],
            "derivation": self.derivation.as_dict(ids.get) if self.derivation else None,
            "origin": self.origin,
            "wanted": self.wanted or None,
            "closed": self.closed,
        }


@dataclass(frozen=True, slots=True)
class Check:
    """Where an offer lies (`counteroffer check`), and which row of which guide that was read from.

    `company`, `role` and `region` are the guides' own names where they are covered, else as entered.
    """

    status: Literal["done", "needs_detail", "not_covered"]
    company: str | None = None
    role: str | None = None
    region: str | None = None
    assessment: tuple[Placed, ...] = ()
    flags: tuple[Flag, ...] = ()
    questions: tuple[str, ...] = ()
    row: tuple[Fact, ...] = ()  # every cell of the offer's row
    notes: tuple[Said, ...] = ()  # the printed total, what is not covered and what is, dates
    covered: bool = False  # company, role and region have a row
    place: str | None = None  # the place in English, where it was entered in another language or script

    def placed(self, component: str) -> Placed | None:
        """The component's place, where the offer has it."""
        return next((p for p in self.assessment if p.component == component), None)

    def cell(self, component: str) -> Fact | None:
        """The row's cell for a component."""
        return next((f for f in self.row if f.component == component), None)


@dataclass(frozen=True, slots=True)
class Ladder:
    """What is opened with (from the asks), and the person's own target and walk-away."""

    opening: dict[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    target: dict[str, Decimal] = field(default_factory=dict)
    walk_away: dict[str, Decimal] = field(default_factory=dict)
    currencies: dict[str, str] = field(default_factory=dict)  # of target and walk-away

    def as_dict(self) -> dict[str, Any]:
        return {
            "currencies": self.currencies or None,
            "opening": {k: [plain(a), plain(b)] for k, (a, b) in self.opening.items()} or None,
            "target": {k: plain(v) for k, v in self.target.items()} or None,
            "walk_away": {k: plain(v) for k, v in self.walk_away.items()} or None,
        }


@dataclass(frozen=True, slots=True)
class Before:
    """What earlier rounds leave for the next counter: the person's own asks, and what they were refused."""

    asked: Mapping[str, tuple[Decimal, Decimal]] = field(default_factory=dict)  # the latest, by component
    refused: frozenset[str] = frozenset()
    final: bool = False  # their last message calls the offer final


@dataclass(frozen=True, slots=True)
class Plan:
    """All asks in order, the first of them the lead; `in_letter` of them are written to the recruiter."""

    asks: tuple[Ask, ...] = ()
    in_letter: int = 3
    ladder: Ladder | None = None
    flags: tuple[Flag, ...] = ()
    questions: tuple[str, ...] = ()
    year: Derivation | None = None  # of the offer, where it is held against a limit of the person's


@dataclass(frozen=True, slots=True)
class Letter:
    """What can be sent as it stands."""

    subject: str
    body: Words


@dataclass(frozen=True, slots=True)
class Answering:
    """What to say when they say something."""

    when: str
    say: Words


@dataclass(frozen=True, slots=True)
class Draft:
    """A counter-offer, checked. Texts are final; `citations` number the passages of all of them."""

    status: DraftStatus
    check: Check
    plan: Plan = field(default_factory=Plan)
    letter: Letter | None = None
    call_script: Words | None = None
    replies: tuple[Answering, ...] = ()
    recap: Words | None = None
    flags: tuple[Flag, ...] = ()
    questions: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    numbers: tuple[Number, ...] = ()
    model: str | None = None
    withheld: int = 0
    usage: dict[str, Any] | None = None  # what a model's words cost; None where none was asked

    @property
    def ids(self) -> dict[Passage, int]:
        return {c.passage: c.id for c in self.citations}

    def as_dict(self) -> dict[str, Any]:
        """The Draft object of the contract."""
        ids = self.ids
        letter = self.letter
        return {
            "status": self.status,
            "assessment": [p.as_dict(ids) for p in self.check.assessment],
            "asks": [a.as_dict(ids) for a in self.plan.asks],
            "ladder": self.plan.ladder.as_dict() if self.plan.ladder else None,
            "letter": {
                "subject": letter.subject,
                "body": letter.body.plain,
                "annotated": letter.body.annotated(ids),
            }
            if letter
            else None,
            "call_script": self.call_script.plain if self.call_script else "",
            "replies": [
                {
                    "when": r.when,
                    "say": r.say.plain,
                    "citations": [ids[p] for p in r.say.passages if p in ids],
                }
                for r in self.replies
            ],
            "recap": self.recap.plain if self.recap else "",
            "flags": [{"code": f.code, "message": f.message} for f in self.flags],
            "questions": list(self.questions),
            "notes": [said.text for said in self.check.notes],
            "citations": [c.as_dict() for c in self.citations],
            "numbers": [n.as_dict() for n in self.numbers],
            "model": self.model,
            "withheld": self.withheld,
            **({} if self.usage is None else {"usage": self.usage}),
        }


def flagged(flags: Sequence[Flag], code: str) -> bool:
    """Whether a code is among flags."""
    return any(f.code == code for f in flags)
