"""A composed answer in a model's words: checked sentence by sentence while it streams.

In: a question, the composed `Answer`, the library and its names, a chat model. Out: events, and an
`Answer` whose status, gaps, conflicts and warnings are the composed one's. A sentence that fails is
held, repaired once with the reasons, and else the composed sentence for the same facts stands in its
place, or it is withheld. No figure of the composed answer is lost. When the model is down, slow or
talks nonsense, the composed answer is given with one sentence why.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from assistant.model.calling import Call, ModelFailed, Usage
from assistant.model.foreign import CHECKED, languages
from assistant.model.judging import Held, Judge, Spoken, same_amount
from assistant.model.opening import SECONDS, name_of
from assistant.model.prompts import load_prompt
from assistant.model.references import Material, Sentence, derivation_of, material_of
from assistant.model.splitting import Splitter, split
from assistant.model.words import language_of, stems
from assistant.page import Page
from assistant.result import Answer, Citation, Number, Warning_
from corpus.passages import Passage
from corpus.regexes import regex

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import RunnableConfig

    from index.encoder import Encoder
    from index.library import Library
    from index.resolve import Lexicon

MOST_SENTENCES = 24
MOST_HELD = 12

EventName = Literal["search", "sentence", "answer", "error", "done"]


@dataclass(frozen=True, slots=True)
class Event:
    """What happens while an answer is made; `data` of `answer` is the Answer, else a plain object."""

    name: EventName
    data: Any


def word_answer(
    question: str,
    answer: Answer,
    library: Library,
    lexicon: Lexicon,
    model: BaseChatModel | None,
    on_event: Callable[[Event], None] | None = None,
    *,
    seconds: float = SECONDS,
    config: RunnableConfig | None = None,
    encoder: Encoder | None = None,
) -> Answer:
    """The answer in the model's words, as far as they pass; the composed one where none do."""
    worded = answer
    for event in answer_stream(
        question, answer, library, lexicon, model, seconds=seconds, config=config, encoder=encoder
    ):
        if on_event is not None:
            on_event(event)
        if event.name == "answer":
            worded = event.data
    return worded


def answer_stream(
    question: str,
    answer: Answer,
    library: Library,
    lexicon: Lexicon,
    model: BaseChatModel | None,
    *,
    seconds: float = SECONDS,
    config: RunnableConfig | None = None,
    encoder: Encoder | None = None,
) -> Iterator[Event]:
    """The same as it comes: search, each sentence once it has passed, the answer, done."""
    yield Event("search", {"resolved": answer.resolved, "retrieved": [r.as_dict() for r in answer.retrieved]})
    language = language_of(question) or "en"
    if model is None or answer.status not in ("answered", "partial") or not answer.citations:
        yield from _composed(answer, library, lexicon)
    elif not _can_be_worded(answer, language):
        note = f"The answer is in English: in {name_in_english(language)}, a model's words for it cannot be checked."
        yield from _composed(with_warning(answer, "language_english", note), library, lexicon)
    else:
        material = material_of(question, answer, library, lexicon, language, encoder)
        yield from _Speaking(answer, material, model, seconds, config).events()
    yield Event("done", {})


def name_in_english(language: str) -> str:
    """What a language is called.

    >>> name_in_english("de"), name_in_english("hi")
    ('German', 'that language')
    """
    if language == "en":
        return "English"
    return languages()[language].name if language in languages() else "that language"


def _can_be_worded(answer: Answer, language: str) -> bool:
    """Whether anything of an answer can be said in a language: outside English and Chinese, only figures."""
    return language in CHECKED or (language in languages() and bool(answer.numbers))


def with_warning(answer: Answer, code: str, message: str) -> Answer:
    """The answer with one more thing to watch."""
    return replace(answer, warnings=(*answer.warnings, Warning_(code, message)))


def _composed(answer: Answer, library: Library, lexicon: Lexicon) -> Iterator[Event]:
    """A composed answer as events."""
    material = material_of("", answer, library, lexicon, "en")
    floor = _Floor(answer)
    for s in material.sentences:
        yield floor.say(spoken_of(s, answer, material))
    yield Event("answer", answer)


def spoken_of(s: Sentence, answer: Answer | None, material: Material) -> Spoken:
    """A composed sentence as one that may be said."""
    numbers: list[tuple[Number, tuple[Passage, ...]]] = []
    for start, end, name in s.numbers:
        f = material.figures[name]
        shown = f.derivation.as_dict(lambda p: None) if f.derivation else None
        numbers.append((Number(s.text[start:end], start, end, f.source, None, f.fact, shown), f.passages))
    return Spoken(s.text, s.passages, s.style, frozenset(s.figures), tuple(numbers), by_model=False)


@dataclass
class _Floor:
    """The sentences that were said, and the numbers of their citations in the order of use."""

    answer: Answer
    said: list[Spoken] = field(default_factory=list)
    order: dict[Passage, int] = field(default_factory=dict)

    def say(self, spoken: Spoken) -> Event:
        self.said.append(spoken)
        ids = [self.order.setdefault(p, len(self.order) + 1) for p in spoken.passages]
        marks = "".join(f"[{i}]" for i in ids)
        by_passage = dict(self.order)
        bullet = "- " if spoken.style == "bullet" else ""
        numbers = []
        for n, home in spoken.numbers:
            derivation = n.derivation
            if derivation is not None:
                derivation = {**derivation, "inputs": [by_passage[p] for p in home if p in by_passage]}
            cited = by_passage.get(home[0]) if home and n.source == "quoted" else None
            shifted = replace(
                n, start=n.start + len(bullet), end=n.end + len(bullet), citation=cited, derivation=derivation
            )
            numbers.append(shifted.as_dict())
        citations = [
            {"id": i, "guide": p.guide, "lines": [p.first, p.last]}
            for i, p in zip(ids, spoken.passages, strict=True)
        ]
        text = f"{bullet}{spoken.text}{f' {marks}' if marks else ''}"
        return Event("sentence", {"text": text, "citations": citations, "numbers": numbers})


@dataclass
class _Speaking:
    """One answer on its way through the model."""

    answer: Answer
    material: Material
    model: BaseChatModel
    seconds: float
    config: RunnableConfig | None
    usage: Usage = field(default_factory=Usage)
    failed: str = ""  # a sentence: why the model could not be used, or not to its end
    withheld: int = 0

    def events(self) -> Iterator[Event]:
        prompt = load_prompt("answer")
        shown = self.material.shown()
        system, user = prompt.fill(language=name_in_english(self.material.language), evidence=shown)
        judge = Judge(self.material, system)
        floor = _Floor(self.answer)
        waiting: list[Spoken | Held] = []
        for one in self._sentences(system, user, judge, floor, waiting):
            if one is None:
                continue
            yield floor.say(one)
        for event in self._settle(waiting, judge, shown, floor):
            yield event
        if not any(s.by_model for s in floor.said):
            yield from self._fall_back(floor)
            return
        for event in self._complete(floor):
            yield event
        yield Event("answer", self._final(floor))

    # ---- the model's sentences

    def _left(self) -> float:
        return self.seconds - (time.monotonic() - self.usage.started)

    def _sentences(
        self, system: str, user: str, judge: Judge, floor: _Floor, waiting: list[Spoken | Held]
    ) -> Iterator[Spoken | None]:
        """Sentences that pass, as they come; once one is held, the rest wait behind it in `waiting`."""
        splitter = Splitter()
        call = Call(self.model, [("system", system), ("human", user)], self._left(), self.usage, self.config)
        call.meanwhile = judge.prepare
        held = count = 0

        def take(raw: str) -> Spoken | None:
            nonlocal held, count
            count += 1
            before = [*floor.said, *(w for w in waiting if isinstance(w, Spoken))]
            one = judge.judge(raw, before)
            if isinstance(one, Spoken) and any(_alike(one.text, s.text) for s in before):
                return None
            if isinstance(one, Held):
                held += 1
            if waiting or isinstance(one, Held):
                waiting.append(one)
                return None
            return one

        try:
            for piece in call:
                for raw in splitter.feed(piece) if piece else splitter.idle():
                    yield take(raw)
                    if held >= MOST_HELD or count >= MOST_SENTENCES:
                        return
            rest = splitter.rest()
            if rest and not call.stopped:
                yield take(rest)
            if call.stopped:
                self.failed = f"The model's words were cut off: {call.stopped}."
            elif not count:
                self.failed = "The model gave no words."
        except ModelFailed as error:
            self.failed = str(error)

    def _settle(
        self, waiting: list[Spoken | Held], judge: Judge, shown: str, floor: _Floor
    ) -> Iterator[Event]:
        """Repair once what was held, and say the rest in its order."""
        bad = [w for w in waiting if isinstance(w, Held)]
        mended = self._repaired(bad, judge, shown, floor) if bad else {}
        for one in waiting:
            if isinstance(one, Spoken):
                if not any(_alike(one.text, s.text) for s in floor.said):
                    yield floor.say(one)
                continue
            again: list[Spoken] = []
            for raw in mended.get(id(one), ()):
                now = judge.judge(raw, [*floor.said, *again])
                if isinstance(now, Held):
                    again = []
                    break
                again.append(now)
            if again:
                self.usage.repaired += 1
                for spoken in again:
                    if not any(_alike(spoken.text, s.text) for s in floor.said):
                        yield floor.say(spoken)
                continue
            instead = self._instead(one, floor)
            if instead is not None:
                self.usage.replaced += 1
                yield floor.say(instead)
            else:
                self.withheld += 1

    def _repaired(self, bad: Sequence[Held], judge: Judge, shown: str, floor: _Floor) -> dict[int, list[str]]:
        """What the model makes of the held sentences when it is told the reasons."""
        unusable = len(bad) >= MOST_HELD and not floor.said  # nonsense is not asked for again
        if self.failed or unusable or self._left() < 0.5:
            return {}
        held = [
            {"n": i, "sentence": h.raw[:600], "reasons": list(h.reasons)[:4]} for i, h in enumerate(bad, 1)
        ]
        language = name_in_english(self.material.language)
        system, user = load_prompt("repair").fill(
            language=language, evidence=shown, held=json.dumps(held, ensure_ascii=False, indent=1)
        )
        call = Call(self.model, [("system", system), ("human", user)], self._left(), self.usage, self.config)
        try:
            text = "".join(call)
        except ModelFailed as error:
            self.failed = str(error)
            return {}
        return repairs_in(text, bad)

    def _instead(self, held: Held, floor: _Floor) -> Spoken | None:
        """The composed sentence for the facts of a held one, unless these are said already."""
        done = figures_said(floor.said, self.material)
        told = {s.text for s in floor.said}
        words = stems(held.raw)
        best: tuple[int, Sentence] | None = None
        for s in self.material.sentences:
            if (
                not s.passages
                or s.style == "lead"
                or s.text in told
                or (s.figures and set(s.figures) <= done)
            ):
                continue
            score = 10 * len(set(s.figures) & held.figures) + len(stems(s.text) & words)
            score += 3 * any(self.material.ids[p] in held.cited for p in s.passages)
            if score >= 3 and (best is None or score > best[0]):
                best = score, s
        return spoken_of(best[1], self.answer, self.material) if best else None

    # ---- what code adds

    def _complete(self, floor: _Floor) -> Iterator[Event]:
        """The composed sentences whose figures are not said yet, and those that cite nothing: refusals."""
        for s in self.material.sentences:
            told = {said.text for said in floor.said}
            if s.text in told:
                continue
            asked = {f for f in s.figures if self.material.figures[f].source != "input"}
            if (asked and not asked <= figures_said(floor.said, self.material)) or (
                not s.passages and s.style != "lead"
            ):
                yield floor.say(spoken_of(s, self.answer, self.material))

    def _fall_back(self, floor: _Floor) -> Iterator[Event]:
        """The composed answer as it is, and why."""
        code = (
            "model_unavailable"
            if self.failed and self.usage.calls <= 2 and not self.withheld + self.usage.replaced
            else "model_unusable"
        )
        if self.failed in ("The model gave no words.",) or self.failed.startswith(
            "The model's words were cut"
        ):
            code = "model_unusable"
        why = self.failed or "None of the model's sentences passed the check."
        answer = with_warning(self.answer, code, f"{why} The answer is composed by code.")
        answer = replace(answer, usage=self.usage.as_dict())
        said = {s.text for s in floor.said}
        for s in self.material.sentences:
            if s.text not in said:
                yield floor.say(spoken_of(s, self.answer, self.material))
        if self.failed:
            yield Event("error", {"code": code, "message": self.failed})
        yield Event("answer", answer)

    def _final(self, floor: _Floor) -> Answer:
        """The answer of what was said, checked once more as a whole."""
        old = self.answer
        passages = {c.id: c.passage for c in old.citations}
        page = Page(self.material.library, self.material.lexicon)
        if self.material.language not in CHECKED:
            page = _JudgedPage(self.material.library, self.material.lexicon)
            page.spoken = {s.text: s for s in floor.said}
        page.derived = [d for n in old.numbers if (d := derivation_of(n, passages)) is not None]
        page.given = list(self.material.evidence.inputs)
        page.not_covered, page.questions = list(old.not_covered), list(old.questions)
        page.conflicts = [
            (c.about, tuple((s.says, passages[s.citation]) for s in c.sides)) for c in old.conflicts
        ]
        for s in floor.said:
            page.say(s.text, *s.passages, style=s.style)
        made = page.answer(old.resolved, old.retrieved, name_of(self.model))
        kept = {s.text for s in page.said}
        if any(not s.by_model and s.text not in kept and s.style != "lead" for s in floor.said):
            plain = with_warning(
                old,
                "model_unusable",
                "The model's words did not fit together. The answer is composed by code.",
            )
            return replace(plain, usage=self.usage.as_dict())
        self.withheld += made.withheld
        made = replace(
            made,
            status=old.status,
            not_covered=old.not_covered,
            warnings=old.warnings,
            withheld=old.withheld + self.withheld,
            usage=self.usage.as_dict(),
        )
        if self.failed:
            broken = (
                ""
                if self.failed.startswith("The model's words")
                else " Its words are used as far as they came."
            )
            made = with_warning(
                made, "model_unavailable" if broken else "model_unusable", f"{self.failed}{broken}"
            )
        return made


@dataclass
class _JudgedPage(Page):
    """A page in a language that the check does not read: its figures are those that were placed by id."""

    spoken: dict[str, Spoken] = field(default_factory=dict)

    def _judge(
        self, text: str, spans: Sequence[tuple[int, int, Any]], citations: Sequence[Citation]
    ) -> tuple[set[int], list[Number]]:
        ids = {c.passage: c.id for c in citations}
        numbers: list[Number] = []
        for start, _, said in spans:
            begin = start + (2 if said.style == "bullet" else 0)
            for n, home in self.spoken[said.text].numbers:
                derivation = n.derivation
                if derivation is not None:
                    derivation = {**derivation, "inputs": [ids[p] for p in home if p in ids]}
                cited = ids.get(home[0]) if home and n.source == "quoted" else None
                placed = replace(
                    n, start=n.start + begin, end=n.end + begin, citation=cited, derivation=derivation
                )
                numbers.append(placed)
        return set(), numbers


def figures_said(said: Sequence[Spoken], material: Material) -> set[str]:
    """The ids of the figures that stand in some sentences as a whole, typed or placed."""
    texts = [n.text for s in said for n, _ in s.numbers]
    out = {f for s in said if not s.by_model for f in s.figures}
    for figure in material.figures.values():
        ends = [figure.written("low"), figure.written("high")]
        whole = any(t == figure.text or same_amount(t, figure.text) for t in texts)
        if whole or (all(ends) and all(any(t == e for t in texts) for e in ends)):
            out.add(figure.id)
    return out


_LINE = regex(r"^\s*(?:[-*]\s*)?(\d{1,2})\s*[:.)]\s*(.*\S)\s*$")


def repairs_in(text: str, bad: Sequence[Held]) -> dict[int, list[str]]:
    """The repaired sentences by the identity of the held one."""
    out: dict[int, list[str]] = {}
    for line in text.splitlines():
        m = _LINE.match(line)
        if m and 1 <= int(m[1]) <= len(bad):
            out.setdefault(id(bad[int(m[1]) - 1]), split(m[2]))
    return out


def _alike(one: str, other: str) -> bool:
    return one == other or " ".join(one.lower().split()) == " ".join(other.lower().split())
