"""The whole way as a LangChain Runnable: a question in, an `Answer` out.

Retrieval, prompt, model, check, repair and answer are one chain that LangChain users can invoke, batch,
stream and trace. `stream` gives the events of an answer as they happen; the model's own run hangs below
the chain's in a trace. langchain_core is imported here, and this module only by who uses LangChain.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from langchain_core.callbacks import CallbackManagerForChainRun
from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.runnables.config import patch_config

from assistant.answer import answer_question
from assistant.model.opening import SECONDS
from assistant.model.speaking import Event, answer_stream
from assistant.result import Answer
from index.encoder import Encoder
from index.library import Library
from index.resolve import Lexicon, lexicon_of


class GuideChain(Runnable[str, Answer]):
    """Answers questions from the guides, in a model's words where one is given.

    Its input is a question, or a mapping with `question`.
    """

    def __init__(
        self,
        library: Library,
        encoder: Encoder,
        model: BaseChatModel | None = None,
        *,
        lexicon: Lexicon | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self.library, self.encoder, self.model, self.seconds = library, encoder, model, seconds
        self.lexicon = lexicon or lexicon_of(library, encoder.is_word)

    def invoke(self, input: Any, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:
        """The answer to one question."""

        def run(question: Any, run_manager: CallbackManagerForChainRun, config: RunnableConfig) -> Answer:
            inner = patch_config(config, callbacks=run_manager.get_child())
            answers = [e.data for e in self._events(question, inner) if e.name == "answer"]
            answer: Answer = answers[-1]
            return answer

        return self._call_with_config(run, input, config)

    def stream(self, input: Any, config: RunnableConfig | None = None, **kwargs: Any) -> Iterator[Event]:  # type: ignore[override]
        """The events of one answer: search, each sentence once it has passed, the answer, done."""

        def run(
            inputs: Iterator[Any], run_manager: CallbackManagerForChainRun, config: RunnableConfig
        ) -> Iterator[Event]:
            inner = patch_config(config, callbacks=run_manager.get_child())
            for question in inputs:
                yield from self._events(question, inner)

        # What it streams are events and not pieces of an Answer, so the types of the base do not hold.
        events: Any = self._transform_stream_with_config(iter([input]), run, config)  # type: ignore[arg-type]
        yield from events

    def _events(self, input: Any, config: RunnableConfig) -> Iterator[Event]:
        question = str(input["question"] if isinstance(input, dict) else input)
        answer = answer_question(question, self.library, self.encoder, self.lexicon)
        return answer_stream(
            question,
            answer,
            self.library,
            self.lexicon,
            self.model,
            seconds=self.seconds,
            config=config,
            encoder=self.encoder,
        )
