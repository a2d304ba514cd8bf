"""Answers in OpenAI's shape, so that chat programs and OpenAI's own client can ask.

In: a chat request, an Answer. Out: a completion or its chunks. The text is the Answer's, with its sources
below, since the marks in it would name nothing otherwise. Tokens are those of a language model, and none
where code composed the answer.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from typing import Any

from assistant.api.problems import Refusal
from assistant.api.requests import Chatting
from assistant.result import Answer, Citation
from corpus.regexes import regex

MODEL = "counteroffer"
_PIECE = regex(r".+?(?:(?<=[.!?\]])\s+|\n+|$)", re.DOTALL)


def question_of(chat: Chatting) -> tuple[str, list[str]]:
    """The question, and the person's questions before it. Raises Refusal where nobody asks anything.

    Other roles are left out: an order to the program is not followed, whoever gives it, and what an
    assistant said is no source.
    """
    said = [message.words for message in chat.messages if message.role == "user"]
    asked = [words for words in said if words.strip()]
    if not asked:
        raise Refusal(422, "no_question", "no message of the user has any text", "send one", "messages")
    return asked[-1], asked[:-1]


def with_sources(answer: Answer) -> str:
    """The text of an answer with what a chat program would not show otherwise."""
    parts = [answer.text]
    notes = [warning.message for warning in answer.warnings] + [
        f"The guides differ: {conflict.about}: {'; '.join(f'{side.says} [{side.citation}]' for side in conflict.sides)}"
        for conflict in answer.conflicts
    ]
    parts += ["\n".join(f"- {note}" for note in notes)] if notes else []
    parts += ["\n".join(f"- {question}" for question in answer.questions)] if answer.questions else []
    parts += [sources(answer.citations)] if answer.citations else []
    return "\n\n".join(part for part in parts if part)


def sources(citations: Sequence[Citation]) -> str:
    """The list of sources, each with its place."""
    return "Sources:\n" + "\n".join(_source(citation) for citation in citations)


def _source(citation: Citation) -> str:
    passage = citation.passage
    lines = f"{passage.first}" if passage.first == passage.last else f"{passage.first}-{passage.last}"
    dated = f" (data of {passage.as_of})" if passage.as_of else ""
    return f"[{citation.id}] {passage.title}, {passage.guide}:{lines}{dated}"


def completion(identity: str, answer: Answer) -> dict[str, Any]:
    """The whole response."""
    return {
        "id": f"chatcmpl-{identity}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": MODEL,
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": with_sources(answer)},
                "finish_reason": "stop",
            }
        ],
        "usage": usage_of(answer),
        "counteroffer": answer.as_dict(),
    }


def usage_of(answer: Answer) -> dict[str, int]:
    """Tokens of the language model that worded the answer."""
    used = answer.usage or {}
    sent, got = int(used.get("input_tokens") or 0), int(used.get("output_tokens") or 0)
    return {"prompt_tokens": sent, "completion_tokens": got, "total_tokens": sent + got}


def pieces(text: str) -> list[str]:
    r"""A text in sentences and lines; together they are the text again.

    >>> pieces("One. [1] Two.\n\n- three")
    ['One. ', '[1] ', 'Two.\n\n', '- three']
    """
    return _PIECE.findall(text)


class Chunks:
    """The chunks of one streamed response."""

    def __init__(self, identity: str, wants_usage: bool) -> None:
        self._head = {
            "id": f"chatcmpl-{identity}",
            "object": "chat.completion.chunk",
            "created": int(time.time()),
            "model": MODEL,
        }
        self._wants_usage = wants_usage

    def said(self, text: str) -> dict[str, Any]:
        """A chunk with a piece of text."""
        return self._chunk({"content": text}, None)

    def first(self) -> dict[str, Any]:
        """The chunk that says who speaks."""
        return self._chunk({"role": "assistant", "content": ""}, None)

    def last(self, answer: Answer | None) -> Iterator[dict[str, Any]]:
        """The end, and the usage where it was asked for."""
        yield self._chunk({}, "stop")
        if self._wants_usage and answer is not None:
            yield {**self._head, "choices": [], "usage": usage_of(answer)}

    def _chunk(self, delta: dict[str, Any], reason: str | None) -> dict[str, Any]:
        return {**self._head, "choices": [{"index": 0, "delta": delta, "finish_reason": reason}]}


def models() -> dict[str, Any]:
    """What can be chosen: the program itself; which language model words its answers is not a client's choice."""
    return {
        "object": "list",
        "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": "counteroffer"}],
    }
