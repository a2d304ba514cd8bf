"""What the service takes and gives, as types: the edge where JSON is checked, and what OpenAPI shows.

Requests are checked against these. Responses are made by the program's own dataclasses; these say what
they look like, and a test holds the two together. Fields may be added, none is renamed.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

LONGEST_QUESTION = 100_000  # only its beginning is read, and the answer says so
LONGEST_QUERY = 4_000
LONGEST_TEXT = 50_000  # each number of a text is looked up on its own
LONGEST_LETTER = 100_000  # a contract of forty pages

Number = int | float
Figure = Number | None
Span = Annotated[list[int], Field(min_length=2, max_length=2)]
Lines = Annotated[list[int], Field(min_length=2, max_length=2)]

# What these hold is read, with a better sentence than a type can give, by the reader of offers.
Amount = Annotated[Any, WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string"}]})]
Words = Annotated[Any, WithJsonSchema({"type": "string"})]
Percents = Annotated[
    Any, WithJsonSchema({"anyOf": [{"type": "array", "items": {"type": "number"}}, {"type": "string"}]})
]
Amounts = Annotated[
    Any,
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer"},
                {"type": "string"},
                {"type": "array", "items": {"anyOf": [{"type": "integer"}, {"type": "string"}]}},
            ]
        }
    ),
]
Texts = Annotated[Any, WithJsonSchema({"type": "array", "items": {"type": "string"}})]
Whole = Annotated[Any, WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string"}]})]
Named = Annotated[
    Any, WithJsonSchema({"type": "object", "additionalProperties": {"type": ["integer", "string"]}})
]
Rates = Annotated[
    Any, WithJsonSchema({"type": "object", "additionalProperties": {"type": ["number", "string"]}})
]
Objects = Annotated[Any, WithJsonSchema({"type": "array", "items": {"type": "object"}})]


class Given(BaseModel):
    """A request. What is not known is refused, so that a misspelt field is not passed over."""

    model_config = ConfigDict(extra="forbid", strict=True)


class OfferFields(BaseModel):
    """An offer as its file has it: amounts are whole units or text (`185k`, `CNY 1.05M`, `80w`)."""

    # Which fields there are, and what was meant by others, is said by the reader of offers.
    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [
                {
                    "company": "Meta",
                    "region": "London",
                    "level": "E5",
                    "currency": "USD",
                    "base": "230k",
                    "equity_total": "400k",
                    "equity_years": 4,
                    "bonus_percent": 15,
                    "priorities": ["equity"],
                }
            ]
        },
    )

    company: Words = None
    role: Words = None
    region: Words = None
    level: Words = None
    currency: Words = None
    base: Amount = None
    equity_total: Amount = None
    equity_years: Whole = None
    equity_per_year: Amount = None
    vesting: Percents = None
    equity_kind: Words = None
    bonus_percent: Amount = None
    bonus: Amount = None
    sign_on: Amounts = None
    competing_offers: Objects = None
    unvested_forfeited: Amount = None
    priorities: Texts = None
    strengths: Texts = None
    target: Named = None
    walk_away: Annotated[Any, WithJsonSchema({"type": ["integer", "string", "object"]})] = None
    max_asks: Whole = None
    current_pay: Amount = None
    start_date: Words = None
    deadline: Words = None
    constraints: Texts = None
    candidate: Words = None
    recruiter: Words = None
    tone: Words = None
    channel: Words = None
    language: Words = None
    exchange_rates: Rates = None
    rounds: Objects = None
    notes: Words = None

    def entered(self) -> dict[str, Any]:
        """What was sent, and nothing else."""
        return self.model_dump(exclude_unset=True)


class Turn(BaseModel):
    """An earlier turn: the question in it. What was answered is taken as no source of anything."""

    model_config = ConfigDict(extra="allow")
    question: str | None = Field(default=None, max_length=LONGEST_TEXT)
    role: str | None = Field(default=None, max_length=40)
    content: str | None = Field(default=None, max_length=LONGEST_TEXT)

    @property
    def asked(self) -> str | None:
        """What the person asked in it, if it is the person's."""
        if self.question is not None:
            return self.question
        return self.content if self.role in (None, "user") else None


class Talk(BaseModel):
    """A conversation as the last answer gave it in `conversation`."""

    model_config = ConfigDict(extra="allow")
    turns: list[Turn | str] = Field(default_factory=list, max_length=200)
    in_play: dict[str, Any] | None = None


class Asking(Given):
    """A question. `conversation` (as the last answer gave it, or a list of earlier questions, the oldest
    first) and `offer` say what it is about, where it does not itself."""

    question: str = Field(
        min_length=1, max_length=LONGEST_QUESTION, examples=["is 230 base ok for meta london?"]
    )
    conversation: Talk | Annotated[list[Turn | str], Field(max_length=200)] | None = None
    offer: OfferFields | None = None

    @property
    def earlier(self) -> dict[str, Any] | list[str] | None:
        """The conversation as it is read, without what was answered in it."""
        if self.conversation is None:
            return None
        talk = self.conversation if isinstance(self.conversation, Talk) else None
        turns = self.conversation if isinstance(self.conversation, list) else self.conversation.turns
        asked = [said for turn in turns if (said := turn if isinstance(turn, str) else turn.asked)]
        if talk is not None and talk.in_play is not None:
            return {"turns": asked, "in_play": talk.in_play}
        return asked


class Searching(Given):
    """Words to look for, and how many passages to give."""

    query: str = Field(min_length=1, max_length=LONGEST_QUERY, examples=["how firm is the level"])
    k: int = Field(default=8, ge=1, le=100)


class Replying(Given):
    """An offer and what the recruiter wrote."""

    offer: OfferFields
    message: str = Field(
        min_length=1, max_length=LONGEST_TEXT, examples=["we can do 240k base, this is our final offer"]
    )


class Comparing(Given):
    """Offers to lay side by side."""

    offers: list[OfferFields] = Field(min_length=2, max_length=12)


class Pasting(Given):
    """A letter, mail or chat with an offer, as it was pasted."""

    text: str = Field(
        min_length=1,
        max_length=LONGEST_LETTER,
        examples=[
            "Dear Ana, we are pleased to offer you the role of ML Engineer at Meta in London: a base salary of "
            "$230,000, a bonus of 15% and RSUs of $400,000 over four years."
        ],
    )


class SourceText(Given):
    """A text to check against; its name is what citations call it."""

    name: str = Field(min_length=1, max_length=200, examples=["my-notes.md"])
    text: str = Field(max_length=LONGEST_TEXT)


class Verifying(Given):
    """A text; with `sources`, it is checked against these alone."""

    text: str = Field(
        max_length=LONGEST_TEXT, examples=["Meta pays $170K–$250K base for ML engineers in London."]
    )
    sources: list[SourceText] = Field(default_factory=list, max_length=50)


class ChatPart(BaseModel):
    """A part of a message; only text is read."""

    model_config = ConfigDict(extra="allow")
    type: str = "text"
    text: str | None = None


class ChatMessage(BaseModel):
    """A message in OpenAI's shape."""

    model_config = ConfigDict(extra="allow")
    role: str = Field(max_length=40)
    content: str | list[ChatPart] | None = None

    @property
    def words(self) -> str:
        """What it says."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text" and part.text)
        return self.content or ""


class ChatOptions(BaseModel):
    """`include_usage` asks for one more chunk with the tokens that were used."""

    model_config = ConfigDict(extra="allow")
    include_usage: bool | None = None


class Chatting(BaseModel):
    """OpenAI's request; the last message of the user is the question. What it does not name is ignored."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [
                {
                    "model": "counteroffer",
                    "messages": [{"role": "user", "content": "what is the RSU band for Meta in Singapore?"}],
                }
            ]
        },
    )
    model: str = Field(default="counteroffer", max_length=200)
    messages: list[ChatMessage] = Field(min_length=1, max_length=1000)
    stream: bool | None = None
    stream_options: ChatOptions | None = None
    n: int | None = Field(default=None, ge=1, le=1)


# ---- what comes back


class Gives(BaseModel):
    """A response."""

    model_config = ConfigDict(extra="allow")


class Fact(Gives):
    company: str | None
    role: str | None
    level: str | None
    region: str | None
    component: str
    kind: Literal["band", "increment", "figure"]
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


class ProposalObject(Gives):
    """What a letter seems to offer: `values` are fields of an offer, for the person to confirm. Orders in a
    letter are in `left_out`; they are not followed."""

    values: dict[str, Any]
    fields: dict[str, ReadField]
    questions: list[LetterQuestion]
    left_out: list[LeftOutObject]
    notes: list[str]


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
