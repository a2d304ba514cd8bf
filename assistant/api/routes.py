"""The routes of the contract: what is asked, what answers it, what it looks like.

In: requests that passed the guard. Out: the contract's objects. Each route reads its types, hands the work
to a thread and gives what comes back; nothing is decided here.
"""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from assistant.api import compatible, requests, responses
from assistant.api.desk import OpenDesk, Source, Tell, Told, offer_of
from assistant.api.problems import MEDIA_TYPE, Refusal
from assistant.api.reception import (
    STILL_HERE,
    StrictRoute,
    Workshop,
    as_events,
    as_json,
    refusal_of,
    streamed,
)
from assistant.narrowing import FILTERS
from assistant.screen import dumps

Get = Callable[[], OpenDesk]
Count = Callable[[Told], None]
Events = AsyncIterator[tuple[str, Any] | Told | None]

_REFUSED: dict[int | str, dict[str, Any]] = {
    status: {"description": says, "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemObject"}}}}
    for status, says in {
        400: "no JSON object",
        401: "no key, or not one of ours",
        403: "a page of another site asks",
        404: "not there",
        405: "no such method",
        408: "the body came in too slowly",
        413: "the body is too large",
        415: "the body is no JSON",
        421: "asked by another name",
        422: "something in the request is to be mended; `where` and `remedy` say what",
        429: "too many requests",
        500: "a fault of the service",
        503: "not ready, or too busy",
    }.items()
}  # fmt: skip


def _gives(kind: type[responses.Gives], says: str, *more: str) -> dict[int | str, dict[str, Any]]:
    content: dict[str, Any] = {name: {"schema": {"type": "string"}} for name in more}
    return {200: {"model": kind, "description": says, "content": content}, **_REFUSED}


def contract_routes(desk: Get, workshop: Callable[[], Workshop]) -> APIRouter:
    """Everything under /v1."""
    router = APIRouter(prefix="/v1", route_class=StrictRoute)
    count = _counter(workshop)

    @router.post(
        "/ask",
        responses=_gives(responses.AnswerObject, "The Answer", "text/event-stream"),
        tags=["questions"],
    )
    async def ask(request: Request, asking: requests.Asking) -> Response:
        """Answer a question. With `Accept: text/event-stream`, as events: `search`, `sentence`s as they are
        checked (spans count in the sentence's own text), `answer`, `done`; `error` is a problem."""
        offer = offer_of(asking.offer.entered(), "offer") if asking.offer is not None else None
        earlier = asking.earlier

        def work(tell: Tell | None = None) -> Told:
            return desk().ask(asking.question, earlier, offer, tell)

        if _wants_events(request):
            events = _objects(_events(workshop(), work, count))
            return streamed(as_events(events, _identity(request)))
        told = await workshop().run(work)
        count(told)
        return as_json(told.as_dict())

    @router.post("/search", responses=_gives(responses.SearchObject, "Passages"), tags=["questions"])
    async def search(searching: requests.Searching) -> Response:
        """The passages that fit best."""
        return as_json(await workshop().run(lambda: desk().search(searching.query, searching.k)))

    @router.post("/checks", responses=_gives(responses.CheckObject, "The check"), tags=["offers"])
    async def check(fields: requests.OfferFields) -> Response:
        """Where each part of an offer lies in its own row. The body is the offer itself."""
        offer = offer_of(fields.entered())
        return as_json(await workshop().run(lambda: desk().check(offer)))

    @router.post("/drafts", responses=_gives(responses.DraftObject, "The Draft"), tags=["offers"])
    async def draft(fields: requests.OfferFields) -> Response:
        """A counter-offer: check, asks, letter, call script, replies. The body is the offer itself."""
        offer = offer_of(fields.entered())
        return as_json(await workshop().run(lambda: desk().draft(offer).as_dict()))

    @router.post("/replies", responses=_gives(responses.ReplyObject, "What to answer"), tags=["offers"])
    async def reply(replying: requests.Replying) -> Response:
        """What to answer to what the recruiter wrote."""
        if not replying.message.strip():
            raise Refusal(
                422, "not_usable", "the message is empty", "paste what the recruiter wrote", "message"
            )
        offer = offer_of(replying.offer.entered(), "offer")
        return as_json(await workshop().run(lambda: desk().reply(offer, replying.message).as_dict()))

    @router.post("/comparisons", responses=_gives(responses.CompareObject, "The offers"), tags=["offers"])
    async def compare(comparing: requests.Comparing) -> Response:
        """Offers side by side, year by year, each in its own currency."""
        offers = [offer_of(one.entered(), f"offers[{n}]") for n, one in enumerate(comparing.offers)]
        return as_json(await workshop().run(lambda: desk().compare(offers).as_dict()))

    @router.post("/letters", responses=_gives(responses.ProposalObject, "The proposal"), tags=["offers"])
    async def letter(pasting: requests.Pasting) -> Response:
        """What a pasted offer letter seems to say: fields with the exact words each came from, and questions
        where words could mean two things. Nothing is used before the person confirms it."""
        return as_json(await workshop().run(lambda: desk().letter(pasting.text).as_dict()))

    @router.post("/verifications", responses=_gives(responses.VerifyObject, "The verdicts"), tags=["texts"])
    async def verify(verifying: requests.Verifying) -> Response:
        """Every number of a text, with where it comes from or why it is not supported."""
        sources = [Source(one.name, one.text) for one in verifying.sources]
        if len({source.name for source in sources}) < len(sources):
            raise Refusal(422, "not_usable", "two sources have one name", "name each differently", "sources")

        return as_json(await workshop().run(lambda: desk().verify(verifying.text, sources)[0]))

    @router.get("/bands", responses=_gives(responses.BandsObject, "The facts"), tags=["guides"])
    async def bands(
        company: Annotated[list[str] | None, Query(max_length=20)] = None,
        role: Annotated[list[str] | None, Query(max_length=20)] = None,
        region: Annotated[list[str] | None, Query(max_length=20)] = None,
        level: Annotated[list[str] | None, Query(max_length=20)] = None,
        component: Annotated[list[str] | None, Query(max_length=20)] = None,
    ) -> Response:
        """What the guides state. Names are understood as in a question; a filter may be given again."""
        given = dict(zip(FILTERS, (company, role, region, level, component), strict=True))
        filters = {name: [word[:200] for word in words or ()] for name, words in given.items()}
        return as_json(await workshop().run(lambda: desk().bands(filters)))

    @router.get("/guides", responses=_gives(responses.GuidesObject, "The guides"), tags=["guides"])
    async def guides() -> Response:
        """Every guide, without its text."""
        return as_json({"guides": await workshop().run(lambda: desk().guides())})

    @router.get(
        "/guides/{path:path}", responses=_gives(responses.GuideTextObject, "A guide"), tags=["guides"]
    )
    async def guide(path: str) -> Response:
        """One guide with its lines and facts. The path is one that `/v1/guides` lists; it is looked up
        among them and opens no file."""
        found = await workshop().run(lambda: desk().guide(path))
        if found is None:
            raise Refusal(404, "no_guide", "there is no such guide", "/v1/guides lists them", "path")
        return as_json(found)

    @router.get("/models", responses=_gives(responses.ModelsObject, "OpenAI's list"), tags=["OpenAI's shape"])
    async def list_models() -> Response:
        """What can be chosen: this program."""
        return as_json(compatible.models())

    @router.post(
        "/chat/completions",
        responses=_gives(responses.ChatObject, "OpenAI's completion", "text/event-stream"),
        tags=["OpenAI's shape"],
    )
    async def chat(request: Request, chatting: requests.Chatting) -> Response:
        """The same answer as `/v1/ask`, in OpenAI's shape, whole or streamed."""
        question, earlier = compatible.question_of(chatting)
        identity = uuid.uuid4().hex

        def work(tell: Tell | None = None) -> Told:
            return desk().ask(question, earlier or None, None, tell)

        if chatting.stream:
            usage = bool(chatting.stream_options and chatting.stream_options.include_usage)
            chunks = compatible.Chunks(identity, usage)
            events = _events(workshop(), work, count)
            return streamed(_until_done(_chunks(events, chunks), _identity(request)))
        told = await workshop().run(work)
        count(told)
        return as_json(compatible.completion(identity, told.answer))

    return router


def _counter(workshop: Callable[[], Workshop]) -> Count:
    def count(told: Told) -> None:
        workshop().journal.add("counteroffer_answers_total", status=told.answer.status)

    return count


def _wants_events(request: Request) -> bool:
    return any(
        one.split(";")[0].strip().lower() == "text/event-stream"
        for one in request.headers.get("accept", "").split(",")
    )


def _identity(request: Request) -> str:
    return str(getattr(request.state, "request_id", ""))


async def _events(workshop: Workshop, work: Callable[[Tell], Told], count: Count) -> Events:
    """What happens while an answer is made, and the answer; None is a sign of life."""
    async for event in workshop.stream(work):
        if isinstance(event, Told):
            count(event)
        yield event


async def _objects(events: Events) -> AsyncIterator[tuple[str, Any] | None]:
    """The same as the contract's events."""
    async for event in events:
        if isinstance(event, Told):
            yield "answer", event.as_dict()
            yield "done", {}
        else:
            yield event


async def _chunks(events: Events, chunks: compatible.Chunks) -> AsyncIterator[str]:
    """OpenAI's chunks. The text comes when it is whole: its layout is known only then."""
    yield _line(chunks.first())
    async for event in events:
        if event is None:
            yield STILL_HERE
        elif isinstance(event, Told):
            for piece in compatible.pieces(compatible.with_sources(event.answer)):
                yield _line(chunks.said(piece))
            for last in chunks.last(event.answer):
                yield _line(last)


async def _until_done(chunks: AsyncIterator[str], identity: str) -> AsyncIterator[str]:
    """The chunks, what went wrong among them, and OpenAI's mark of the end."""
    try:
        async for chunk in chunks:
            yield chunk
    except Exception as error:
        yield _line(refusal_of(error, identity).as_dict(identity))
    yield "data: [DONE]\n\n"


def _line(value: Any) -> str:
    return f"data: {dumps(value)}\n\n"
