"""A model's replies, recorded once and replayed at no cost; with --live the model itself is asked.

In: the name of a model, a sample of the hand-written questions, the open index. Out: `Outcome`s of the
suite "model", and what it used in tokens. A reply is found by what was asked, word for word: another
prompt, another passage or another figure is another question, so nothing old is replayed for something
new. What was never recorded is not measured, and so not passed.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from corpus.problem import Problem
from evals.cases import Question
from evals.cells import Guides
from evals.judge import judge, seen, unmeasured
from evals.outcomes import Mark, Outcome
from evals.product import Product
from evals.reader import figures_in

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.result import Answer

RECORDINGS = Path(__file__).parent / "recordings"
SECONDS = 120.0  # for one answer; a slow model is a score, not an error


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a reply, as a chat model gives it."""

    content: str
    usage_metadata: dict[str, int] | None = None


class NotRecorded(Exception):
    """Nobody asked the model this while its replies were recorded."""


@dataclass
class Recorded:
    """A chat model that says what was recorded of it. `asked`: the model itself, for what was not."""

    model_name: str
    file: Path
    asked: BaseChatModel | None = None
    missing: int = 0
    tokens: dict[str, int] = field(default_factory=lambda: {"input_tokens": 0, "output_tokens": 0})

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, dict[str, Any]] = {}
        if self.file.is_file():
            for number, line in enumerate(self.file.read_text("utf-8").splitlines(), 1):
                try:
                    value = json.loads(line)
                    self._known[value["asked"]] = {"text": value["text"], "used": dict(value["used"])}
                except (ValueError, KeyError, TypeError) as error:
                    where = f"{self.file.name}:{number}"
                    raise Problem("the line is no recorded reply", where, "take it out") from error

    def stream(self, messages: Sequence[tuple[str, str]], config: object = None) -> Iterator[Piece]:
        """The reply to these messages, in one piece."""
        asked = hashlib.sha256(json.dumps([list(m) for m in messages]).encode()).hexdigest()[:32]
        reply = self._known.get(asked) or self._ask(asked, messages)
        for name in self.tokens:
            self.tokens[name] += reply["used"].get(name, 0)
        yield Piece(reply["text"], reply["used"])

    def _ask(self, asked: str, messages: Sequence[tuple[str, str]]) -> dict[str, Any]:
        if self.asked is None:
            self.missing += 1
            raise NotRecorded
        from assistant.model.calling import text_of

        text, used = "", {"input_tokens": 0, "output_tokens": 0}
        for chunk in self.asked.stream(list(messages)):
            text += text_of(chunk)
            for name in used:
                used[name] += int((getattr(chunk, "usage_metadata", None) or {}).get(name) or 0)
        reply = {"text": text, "used": used}
        with self._lock:
            self._known[asked] = reply
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with self.file.open("a", encoding="utf-8") as out:
                out.write(json.dumps({"asked": asked, **reply}, ensure_ascii=False) + "\n")
        return reply


def file_of(model: str, folder: Path = RECORDINGS) -> Path:
    """Where a model's replies are kept.

    >>> file_of("openai:gpt-x/1").name
    'openai-gpt-x-1.jsonl'
    """
    return folder / (re.sub(r"[^\w.-]+", "-", model).strip("-") + ".jsonl")


def worded(questions: Sequence[Question], product: Product, guides: Guides, model: Recorded) -> list[Outcome]:
    """Each question answered in the model's words, and judged as the composed answers are."""
    return [_worded(question, product, guides, model) for question in questions]


def _worded(q: Question, product: Product, guides: Guides, model: Recorded) -> Outcome:
    from assistant.answer import answer_question
    from assistant.model.speaking import word_answer

    missing, started = model.missing, time.perf_counter()
    composed = answer_question(q.question, product.library, product.encoder, product.lexicon)
    answer = word_answer(
        q.question,
        composed,
        product.library,
        product.lexicon,
        cast("BaseChatModel", model),
        seconds=SECONDS,
        encoder=product.encoder,
    )
    seconds = time.perf_counter() - started
    name = f"L-{q.id}"
    if model.missing > missing:
        why = "its reply was never recorded; --live asks the model"
        marks = tuple(Mark(s.criterion, None, why) for s in unmeasured(q, guides, why))
        return Outcome("model", name, q.kind, q.question, (*marks, Mark("nothing invented", None, why)))
    shown = seen(answer)
    marks = tuple(
        Mark(s.criterion, None if s.passed is None else float(s.passed), s.why)
        for s in judge(q, shown, guides)
        if s.criterion != "passage"  # what is retrieved is the same with any model
    )
    marks += (_nothing_invented(answer, composed),)
    return Outcome("model", name, q.kind, q.question, marks, (), "", shown.status, shown.text, (), seconds)


def _nothing_invented(answer: Answer, composed: Answer) -> Mark:
    """Whether each figure in the model's words is one that the composed answer states."""
    known = {v for f in figures_in(composed.text) for v in (f.low, f.high)}
    new = [f for f in figures_in(answer.text) if not {f.low, f.high} <= known]
    said = ", ".join(answer.text[f.start : f.end] for f in new)
    return Mark("nothing invented", float(not new), f"not in the composed answer: {said}" if new else "")
