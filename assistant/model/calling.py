"""A call to a model that ends in time, whatever the model does.

In: a chat model, messages, a time limit. Out: pieces of text as they come, and what the call used. The
model runs in a thread of its own: one that hangs, drips or never stops is left behind when the time or
the size is used up. What went wrong is told in a sentence without the provider's words, which may hold
a key or a text of anybody's.
"""

from __future__ import annotations

import contextvars
import math
import queue
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import RunnableConfig

MOST_CHARACTERS = 12_000  # of one call; a model that goes on is not listened to any more
IDLE = 0.02  # seconds without a piece, after which a sentence that could be whole is taken for one
_END = object()


class ModelFailed(Exception):
    """A model that could not be reached, refused or broke off; the sentence is for a person."""


@dataclass
class Usage:
    """What the calls for one result used."""

    input_tokens: int = 0
    output_tokens: int = 0
    started: float = field(default_factory=time.monotonic)
    repaired: int = 0
    replaced: int = 0
    calls: int = 0
    cost: float | None = None  # what the provider says that it asks for the calls, in its own currency

    def as_dict(self) -> dict[str, Any]:
        """The `usage` of a result."""
        return {
            "input_tokens": self.input_tokens,
            "output_tokens": self.output_tokens,
            "seconds": round(time.monotonic() - self.started, 3),
            "repaired": self.repaired,
            "replaced": self.replaced,
            **({} if self.cost is None else {"cost": round(self.cost, 6)}),
        }


@dataclass
class Call:
    """One call: iterate it once for its text; "" says that nothing comes at the moment.

    `stopped` says why the end is not the model's own.
    """

    model: BaseChatModel
    messages: Sequence[tuple[str, str]]
    seconds: float  # until when, from now
    usage: Usage
    config: RunnableConfig | None = None
    stopped: str = ""
    meanwhile: Callable[[], None] | None = None  # what is to be done while the model begins

    def __iter__(self) -> Iterator[str]:
        until = time.monotonic() + self.seconds
        passed: queue.Queue[Any] = queue.Queue(maxsize=1000)
        enough = threading.Event()
        self.usage.calls += 1

        def put(one: Any) -> None:
            while not enough.is_set():
                try:
                    passed.put(one, timeout=0.2)
                    return
                except queue.Full:
                    continue

        def work() -> None:
            try:
                for chunk in self.model.stream(list(self.messages), self.config):
                    put(chunk)
                    if enough.is_set():
                        return
                put(_END)
            except BaseException as error:
                put(error)

        context = contextvars.copy_context()
        threading.Thread(target=context.run, args=(work,), daemon=True, name="model").start()
        if self.meanwhile is not None:
            self.meanwhile()
        length = 0
        quiet = True  # whether it has been said that nothing comes at the moment
        try:
            while True:
                left = until - time.monotonic()
                if left <= 0:
                    raise ModelFailed(_late(self.seconds))
                try:
                    one = passed.get(timeout=left if quiet else min(left, IDLE))
                except queue.Empty as error:
                    if quiet or left <= IDLE:
                        raise ModelFailed(_late(self.seconds)) from error
                    quiet = True
                    yield ""
                    continue
                quiet = False
                if one is _END:
                    return
                if isinstance(one, BaseException):
                    raise ModelFailed(told(one)) from one
                self._count(one)
                text = text_of(one)
                length += len(text)
                if text:
                    yield text
                if length > MOST_CHARACTERS:
                    self.stopped = "it did not come to an end"
                    return
        finally:
            enough.set()

    def _count(self, chunk: Any) -> None:
        used = getattr(chunk, "usage_metadata", None)
        if isinstance(used, dict):
            self.usage.input_tokens += _whole(used.get("input_tokens"))
            self.usage.output_tokens += _whole(used.get("output_tokens"))
        meta = getattr(chunk, "response_metadata", None)
        reported = (meta or {}).get("token_usage")
        cost = reported.get("cost") if isinstance(reported, dict) else None
        if isinstance(cost, int | float) and not isinstance(cost, bool) and 0 <= cost < math.inf:
            self.usage.cost = (self.usage.cost or 0.0) + cost
        reason = str((meta or {}).get("finish_reason") or (meta or {}).get("stop_reason") or "").lower()
        if reason in ("length", "max_tokens"):
            self.stopped = "it ran out of tokens"
        elif reason in ("content_filter", "refusal", "safety"):
            self.stopped = "its provider held it back"


def _whole(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def text_of(chunk: Any) -> str:
    """The text of a message or a piece of one; blocks of another kind (tools, reasoning) are no text."""
    content = getattr(chunk, "content", "")
    if isinstance(content, str):
        return content
    pieces = []
    for block in content if isinstance(content, list) else []:
        if isinstance(block, str):
            pieces.append(block)
        elif isinstance(block, dict) and block.get("type") in ("text", "output_text"):
            pieces.append(str(block.get("text") or ""))
    return "".join(pieces)


def _late(seconds: float) -> str:
    return f"The model did not finish within {seconds:.3g} seconds."


_STATUS = {
    400: "The model's server did not take the request (400).",
    401: "The model's server refused the key (401).",
    402: "The model's account is out of credit (402).",
    403: "The model's server does not allow this (403).",
    404: "The model's server does not know this model (404).",
    408: "The model's server took too long (408).",
    413: "The request was too large for the model (413).",
    429: "The model's quota is used up, or it asks to wait (429).",
}


def told(error: BaseException) -> str:
    """What went wrong with a model, in a sentence.

    >>> told(TimeoutError()), told(ValueError("secret"))
    ('The model did not answer in time.', 'The model failed (ValueError).')
    """
    chain: list[BaseException] = []
    seen: BaseException | None = error
    while seen is not None and len(chain) < 10:
        chain.append(seen)
        seen = seen.__cause__ or seen.__context__
    if any(
        re.search(r"RemoteProtocol|IncompleteRead|ChunkedEncoding|ReadError", type(e).__name__) for e in chain
    ):
        return "The connection to the model broke off."
    for seen in chain:
        status = getattr(seen, "status_code", None) or getattr(seen, "code", None)
        if isinstance(status, int) and 400 <= status < 600:
            return _STATUS.get(status, f"The model's server failed ({status}).")
        name = type(seen).__name__
        if isinstance(seen, TimeoutError) or re.search(r"Timeout", name):
            return "The model did not answer in time."
        if isinstance(seen, ConnectionError) or re.search(r"Connect(?:ion)?Error", name):
            return "The model cannot be reached."
    return f"The model failed ({type(error).__name__})."
