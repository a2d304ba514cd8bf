"""What a pasted letter seems to offer: a proposal that the person confirms, with the words behind it.

Nouns only. Every field names the words of the letter that it came from and where they stand; what
could mean two things is a `Doubt` with its readings, never a value. Nothing here reads a letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Read:
    """One field that was read: its value for the offer, and the letter's own words for it."""

    field: str
    value: Any
    words: str
    start: int  # code points of the letter's text
    end: int
    note: str  # why it was taken for this field, and how sure that is

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that doubtful words could mean, and the fields of the offer if they do."""

    says: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that could mean two things, or say less than an offer needs: asked, never guessed."""

    field: str
    ask: str
    words: str
    start: int
    end: int
    readings: tuple[Reading, ...] = ()
    also: tuple[str, ...] = ()  # the other fields that the answer settles


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of the letter that were not read, and why."""

    words: str
    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A sentence of the letter on a subject that is no field of an offer: relocation, notice, repayment."""

    subject: str
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was read of a letter. `values` is a mapping for `assistant.counter.reading.offer_from`."""

    text: str
    fields: tuple[Read, ...] = ()
    questions: tuple[Doubt, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = field(default=())
    beside: tuple[Beside, ...] = ()

    @property
    def values(self) -> dict[str, Any]:
        """The fields of the offer, as a file has them."""
        return {read.field: read.value for read in self.fields}

    def as_dict(self) -> dict[str, Any]:
        """The `proposal` object of a draft that waits for a yes."""
        return {
            "values": self.values,
            "fields": {
                read.field: {
                    "value": read.value,
                    "words": read.words,
                    "span": list(read.span),
                    "note": read.note,
                }
                for read in self.fields
            },
            "questions": [
                {
                    "field": doubt.field,
                    "also": list(doubt.also),
                    "ask": doubt.ask,
                    "words": doubt.words,
                    "span": [doubt.start, doubt.end],
                    "readings": [{"says": r.says, "values": dict(r.values)} for r in doubt.readings],
                }
                for doubt in self.questions
            ],
            "left_out": [
                {"words": left.words, "span": [left.start, left.end], "why": left.why}
                for left in self.left_out
            ],
            "notes": list(self.notes),
            "beside": [
                {"subject": one.subject, "words": one.words, "span": [one.start, one.end]}
                for one in self.beside
            ],
        }
