"""What the service gives, as types: what OpenAPI shows.

Responses are made by the program's own dataclasses; these say what they look like, and a test holds the
two together. Fields may be added, none is renamed.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Figure = int | float | None
Span = Annotated[list[int], Field(min_length=2, max_length=2)]
Lines = Annotated[list[int], Field(min_length=2, max_length=2)]


class Gives(BaseModel):
    """A response."""

    model_config = ConfigDict(extra="allow")


class Fact(Gives):
    company: str | None
    role: str | None
    level: str | None
    region: str | None
    component: str
    kind: Literal["band", "increment", "stage", "figure"]
    low: Figure
    high: Figure
    unit: Literal["money", "percent"]
    currency: str | None
    period: str | None


class BandFact(Fact):
    guide: str
    lines: Lines
    cell: str
    as_of: str | None


class Cited(Gives):
    id: int
    guide: str
    title: str
    section: str
    lines: Lines
    page: int | None
    quote: str
    as_of: str | None


class Derived(Gives):
    formula: str
    inputs: list[int | str | None]
    value: Figure


class Numbered(Gives):
    text: str
    field: str
    span: Span
    source: Literal["quoted", "input", "derived"]
    citation: int | None
    fact: Fact | None
    derivation: Derived | None


class Side(Gives):
    says: str
    citation: int


class Conflicting(Gives):
    about: str
    sides: list[Side]


class Coded(Gives):
    code: str
    message: str


class Passage(Gives):
    guide: str
    title: str
    section: str
    lines: Lines
    score: float
    text: str


class About(Gives):
    company: list[str]
    role: list[str]
    level: list[str]
    region: list[str]
    component: list[str]


class AnswerObject(Gives):
    """The Answer. `text` is Markdown with [n] marks that only code writes."""

    status: Literal["answered", "partial", "not_covered", "needs_detail", "declined"]
    text: str
    citations: list[Cited]
    numbers: list[Numbered]
    conflicts: list[Conflicting]
    warnings: list[Coded]
    not_covered: list[str]
    questions: list[str]
    resolved: dict[str, list[str]]
    retrieved: list[Passage]
    model: str | None
    withheld: int


class SearchObject(Gives):
    results: list[Passage]
    resolved: About


class PlacedPart(Gives):
    component: str
    offered: Figure
    low: Figure
    high: Figure
    unit: str
    currency: str | None
    position: float | None
    place: Literal["below", "inside", "above", "no_band", "not_comparable"]
    citation: int | None


class CheckObject(Gives):
    status: Literal["done", "needs_detail", "not_covered"]
    assessment: list[PlacedPart]
    flags: list[Coded]
    questions: list[str]
    citations: list[Cited]
    numbers: list[Numbered]


class AskedFor(Gives):
    component: str
    current: Figure
    ask: list[Figure] | None
    lead: bool
    currency: str | None
    reason: str
    above_band: bool
    citations: list[int]
    derivation: Derived | None


class LetterObject(Gives):
    subject: str
    body: str
    annotated: str


class PreparedReply(Gives):
    when: str
    say: str
    citations: list[int]


class DraftObject(Gives):
    """The Draft. `letter.body` can be sent as it stands."""

    status: Literal["drafted", "needs_detail", "not_covered", "declined"]
    assessment: list[PlacedPart]
    asks: list[AskedFor]
    ladder: dict[str, Any] | None
    letter: LetterObject | None
    call_script: str
    replies: list[PreparedReply]
    recap: str
    flags: list[Coded]
    questions: list[str]
    citations: list[Cited]
    numbers: list[Numbered]
    model: str | None
    withheld: int


class Changed(Gives):
    field: str
    old: Any
    new: Any
    words: str


class ReplyObject(Gives):
    status: Literal["done", "needs_detail", "declined"]
    recognised: list[str]
    message: str
    why: str
    offer_changes: list[Changed]
    flags: list[Coded]
    questions: list[str]
    citations: list[Cited]
    numbers: list[Numbered]


class ReadField(Gives):
    """What was read for one field; `words` stand in the letter at `span`."""

    value: Any
    words: str
    span: Span
    note: str


class ReadingObject(Gives):
    says: str
    values: dict[str, Any]


class LetterQuestion(Gives):
    """Words that could mean two things, or say too little: `readings` are what they could mean."""

    field: str
    also: list[str]
    ask: str
    words: str
    span: Span
    readings: list[ReadingObject]


class LeftOutObject(Gives):
    words: str
    span: Span
    why: str


class BesideObject(Gives):
    """A sentence of the letter on a subject that is no field of an offer."""

    subject: str
    words: str
    span: Span


class ProposalObject(Gives):
    """What a letter seems to offer: `values` are fields of an offer, for the person to confirm. Orders in a
    letter are in `left_out`; they are not followed."""

    values: dict[str, Any]
    fields: dict[str, ReadField]
    questions: list[LetterQuestion]
    left_out: list[LeftOutObject]
    notes: list[str]
    beside: list[BesideObject]


class Year(Gives):
    year: int
    base: Figure
    bonus: Figure
    equity: Figure
    sign_on: Figure
    total: Figure


class SideBySide(Gives):
    name: str
    currency: str | None
    years: list[Year]
    questions: list[str]


class CompareObject(Gives):
    offers: list[SideBySide]
    not_comparable: list[str]
    flags: list[Coded]


class Judged(Gives):
    text: str
    span: Span
    verdict: Literal["quoted", "input", "derived", "unsupported", "not_an_amount"]
    reason: str | None
    fact: Fact | None
    citation: int | None
    derivation: Derived | None


class VerifyObject(Gives):
    status: Literal["supported", "unsupported"]
    numbers: list[Judged]
    citations: list[Cited]


class BandsObject(Gives):
    facts: list[BandFact]
    resolved: About
    notes: list[str]
    not_covered: list[str]


class GuideObject(Gives):
    path: str
    title: str
    company: str | None
    role: str | None
    as_of: str | None
    sources: list[str]


class GuidesObject(Gives):
    guides: list[GuideObject]


class GuideTextObject(GuideObject):
    lines: list[str]
    facts: list[BandFact]


class HealthObject(Gives):
    status: Literal["ok"]


class ReadyObject(Gives):
    status: Literal["ready"]
    guides: int
    passages: int
    generation: int
    model: str | None
    behind: str | None
    away: str | None


class ModelObject(Gives):
    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class ModelsObject(Gives):
    object: Literal["list"]
    data: list[ModelObject]


class ChatUsage(Gives):
    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class ChatSaid(Gives):
    role: Literal["assistant"]
    content: str


class ChatChoice(Gives):
    index: int
    message: ChatSaid
    finish_reason: Literal["stop"]


class ChatObject(Gives):
    """OpenAI's response; `counteroffer` holds the Answer that the text was made from."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[ChatChoice]
    usage: ChatUsage
    counteroffer: AnswerObject


class ProblemObject(Gives):
    """A problem of RFC 9457; `remedy` says how to mend it, `error` repeats it in OpenAI's shape."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    where: str | None
    remedy: str | None
    request_id: str | None
