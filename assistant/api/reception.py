"""How a request becomes work in a thread, and the result a response.

In: functions that may take a while. Out: their results, within a time, with no more of them waiting
than can be served. JSON is read strictly here: NaN, numbers without end, halves of characters and deep
nesting are refused or mended before a type sees them. It does not know what the work is.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.responses import StreamingResponse

from assistant.api.desk import Tell
from assistant.api.journal import Journal, fault
from assistant.api.problems import Refusal, of_problem, unexpected
from assistant.commands import read_object, whole
from assistant.screen import dumps
from corpus.problem import Problem

T = TypeVar("T")

KEEP_ALIVE = 10.0  # seconds between two signs of life on a stream
STILL_HERE = ": still here\n\n"  # a comment of an event stream


class _Gone(Exception):
    """Nobody listens any more."""


class Workshop:
    """Threads that answer, and a bounded line before them."""

    def __init__(self, journal: Journal, threads: int = 4, waiting: int = 256, seconds: float = 30.0) -> None:
        self.journal = journal
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="answer")
        self._room = threads + waiting
        self._inside = 0
        self.seconds = seconds

    async def run(self, work: Callable[[], T]) -> T:
        """The result of `work`, made by a thread. Raises Refusal when there is no room or no time."""
        self._enter()
        # Work that takes too long goes on in its thread and holds its place in the line until its end.
        future = self._pool.submit(work)
        loop = asyncio.get_running_loop()
        future.add_done_callback(lambda _: _quietly(loop, self._leave))
        try:
            async with asyncio.timeout(self.seconds):
                return await asyncio.wrap_future(future)
        except TimeoutError as error:
            future.cancel()
            raise self._too_long() from error

    async def stream(self, work: Callable[[Tell], T]) -> AsyncIterator[tuple[str, Any] | T | None]:
        """What `work` tells, as it comes, and its result at the end; None where nothing came for a while."""
        self._enter()
        loop = asyncio.get_running_loop()
        passed: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()
        gone = False

        def tell(name: str, data: Any) -> None:
            if gone:
                raise _Gone
            _quietly(loop, passed.put_nowait, ("told", (name, data)))

        def go() -> None:
            try:
                _quietly(loop, passed.put_nowait, ("made", work(tell)))
            except _Gone:
                return
            except Exception as error:
                _quietly(loop, passed.put_nowait, ("failed", error))

        future = self._pool.submit(go)
        future.add_done_callback(lambda _: _quietly(loop, self._leave))
        until = loop.time() + self.seconds
        try:
            while True:
                left = until - loop.time()
                if left <= 0:
                    raise self._too_long()
                try:
                    kind, one = await asyncio.wait_for(passed.get(), min(left, KEEP_ALIVE))
                except TimeoutError:
                    yield None
                    continue
                if kind == "failed":
                    raise one
                yield one
                if kind == "made":
                    return
        finally:
            gone = True
            future.cancel()

    def _too_long(self) -> Refusal:
        said = f"there was no answer within {self.seconds:g} s"
        return Refusal(503, "too_long", said, "try again, or ask for less")

    def _enter(self) -> None:
        if self._inside >= self._room:
            raise Refusal(
                503,
                "busy",
                "too many requests are waiting",
                "try again in a moment",
                headers=(("retry-after", "2"),),
            )
        self._inside += 1

    def _leave(self) -> None:
        self._inside -= 1

    def close(self) -> None:
        """Let what is being answered end; nothing new begins."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _quietly(loop: asyncio.AbstractEventLoop, call: Callable[..., object], *values: Any) -> None:
    """Call on the loop, unless it has ended before its threads did."""
    try:
        loop.call_soon_threadsafe(call, *values)
    except RuntimeError:
        return


# ---- JSON in


class StrictRequest(Request):
    """A request whose JSON is read strictly."""

    async def json(self) -> Any:
        if not hasattr(self, "_strict"):
            try:
                value = read_object(await self.body(), "the body", "send one JSON object")
            except Problem as problem:
                raise json.JSONDecodeError(
                    problem.message.replace("the line", "the body"), "", 0
                ) from problem
            self._strict = _mended(value)
        return self._strict


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, list):
        return [_mended(one) for one in value]
    if isinstance(value, dict):
        return {whole(key): _mended(one) for key, one in value.items()}
    return value


class StrictRoute(APIRoute):
    """A route that reads its JSON strictly, and refuses a parameter that it does not know."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        known = [one.alias for one in self.dependant.query_params]

        async def strictly(request: Request) -> Response:
            strange = next((name[:80] for name in request.query_params if name not in known), None)
            if strange is not None:
                remedy = f"the parameters are {', '.join(known)}" if known else "this address takes none"
                raise Refusal(422, "not_usable", f"there is no parameter {strange!r}", remedy, strange)
            return await handle(StrictRequest(request.scope, request.receive))

        return strictly


def refused_types(error: RequestValidationError) -> Refusal:
    """What a type says, as a problem; the value that was sent is not repeated."""
    errors = []
    for one in error.errors()[:20]:
        place = ".".join(str(part) for part in one["loc"] if part != "body")
        errors.append({"where": place or None, "message": str(one["msg"])})
        if one["type"] == "json_invalid":
            said = str(one.get("ctx", {}).get("error", "the body is no JSON"))
            return Refusal(400, "no_json", said, "send one JSON object", None)
    first = errors[0] if errors else {"where": None, "message": "the request cannot be read"}
    where, message = first["where"], str(first["message"])
    return Refusal(
        422,
        "wrong_shape",
        f"{where}: {message}" if where else message,
        "see /docs for what is taken",
        where,
        errors=tuple(errors),
    )


# ---- responses


def as_json(value: Mapping[str, Any], status: int = 200) -> Response:
    """An object of the contract."""
    return Response(dumps(value), status, media_type="application/json")


async def as_events(events: AsyncIterator[tuple[str, Any] | None], identity: str) -> AsyncIterator[str]:
    """Server-sent events; what goes wrong on the way is an `error` with a problem, and then `done`."""
    try:
        async for event in events:
            yield STILL_HERE if event is None else event_text(*event)
    except Exception as error:
        yield event_text("error", refusal_of(error, identity).as_dict(identity))
        yield event_text("done", {})


def refusal_of(error: Exception, identity: str) -> Refusal:
    """What a client is told of something that went wrong; a bug is logged, and told as one."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, Problem):
        return of_problem(error)
    fault(error, identity)
    return unexpected()


def event_text(name: str, data: Any) -> str:
    r"""One event as it goes over the line.

    >>> event_text("done", {})
    'event: done\ndata: {}\n\n'
    """
    return f"event: {name}\ndata: {dumps(data)}\n\n"


def streamed(text: AsyncIterator[str]) -> Response:
    """A stream of events; nothing on the way may hold it back."""
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(text, media_type="text/event-stream", headers=headers)
