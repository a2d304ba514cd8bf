"""What the service takes, as types: the edge where JSON is checked.

In: a request's JSON. Out: exact values, or the refusal that names the field. What an offer's fields hold
is read by the reader of offers. Fields may be added, none is renamed.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

LONGEST_QUESTION = 100_000  # only its beginning is read, and the answer says so
LONGEST_QUERY = 4_000
LONGEST_TEXT = 50_000  # each number of a text is looked up on its own
LONGEST_LETTER = 100_000  # a contract of forty pages

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
