"""Language models that are told what to say by a script, as LangChain calls them.

In: the messages of a prompt, and a script (`evals.scripts` has them). Out: what the script says of the data
in the prompt, with the record of what was planted in it: sentences that must never reach a reader.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import ConfigDict, Field

DATA = re.compile(r"as JSON\. Everything in it is [^\n]*\n\n(\{.*?\n\})\n", re.S)


@dataclass(frozen=True)
class Shown:
    """What a prompt shows a model: its data, and the instructions."""

    sentences: tuple[str, ...]  # with ids in place of figures
    rests: tuple[tuple[str, ...], ...]  # the passages of each
    figures: dict[str, dict[str, Any]]
    passages: dict[str, dict[str, Any]]
    system: str
    repair: bool
    data: dict[str, Any]

    @property
    def marked(self) -> list[str]:
        """The sentences as an honest model gives them back: with their marks."""
        return [
            f"{text} {''.join(f'[{p}]' for p in rests)}".strip()
            for text, rests in zip(self.sentences, self.rests, strict=True)
        ]

    def written(self, text: str) -> str:
        """A sentence as the reader would see it: figures written, marks taken off."""
        for name, figure in self.figures.items():
            text = text.replace(f"{{{name}}}", figure["text"])
        return re.sub(r"\s*\[P\d+\]", "", text).strip()


def shown_in(messages: list[BaseMessage]) -> Shown:
    """The data of a prompt."""
    system, user = str(messages[0].content), str(messages[-1].content)
    found = DATA.search(user)
    data = json.loads(found[1]) if found else {}
    sentences, rests = [], []
    for one in data.get("sentences", []):
        sentences.append(one if isinstance(one, str) else one["says"])
        rests.append(() if isinstance(one, str) else tuple(one["rests on"]))
    return Shown(
        tuple(sentences),
        tuple(rests),
        data.get("figures", {}),
        data.get("passages", {}),
        system,
        "sentences that were held" in user,
        data,
    )


@dataclass
class Said:
    """What a model says, the sentences planted in it, and how it behaves on the wire."""

    text: str
    planted: list[str] = field(default_factory=list)  # as the reader would see them
    pause: float = 0.0  # seconds before each piece
    error: Exception | None = None
    error_after: int | None = None  # pieces


Script = Callable[[Shown, random.Random], Said]


class ScriptedModel(BaseChatModel):
    """A chat model that follows a script; it keeps what it planted."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    script: Any
    chance: Any
    planted: list[str] = Field(default_factory=list)
    calls: int = 0
    model_name: str = "scripted"

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _said(self, messages: list[BaseMessage]) -> Said:
        self.calls += 1
        said: Said = self.script(shown_in(messages), self.chance)
        self.planted = [*self.planted, *said.planted]
        return said

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        said = self._said(messages)
        if said.error is not None:
            raise said.error
        return ChatResult(generations=[ChatGeneration(message=AIMessage(said.text))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        said = self._said(messages)
        pieces = re.findall(r"\s*\S{1,12}|\s+", said.text, re.S)
        for i, piece in enumerate(pieces):
            if said.pause:
                time.sleep(said.pause)
            if said.error is not None and i >= (said.error_after or 0):
                raise said.error
            yield ChatGenerationChunk(message=AIMessageChunk(content=piece))
        if said.error is not None:
            raise said.error
        used = {"input_tokens": 100, "output_tokens": len(pieces), "total_tokens": 100 + len(pieces)}
        yield ChatGenerationChunk(message=AIMessageChunk(content="", usage_metadata=used))  # type: ignore[arg-type]
