"""Letters and replies in a model's words: the same content, the same figures, the same claims.

In: a composed `Draft` or `Reply` with its offer, a chat model. Out: the same with those texts in other
words whose every sentence passed. A letter is sent as a whole, so it is taken as a whole: where one
sentence fails twice, or a figure of the composed text is missing, the composed text stays. What may be
said in another language than English is `assistant.model.abroad`'s.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from assistant.counter.checking import given_in, inputs_of
from assistant.counter.claims import false_claims
from assistant.counter.offer import Offer
from assistant.counter.result import Answering, Draft, Flag, Letter, Said, Words
from assistant.grounding import Evidence
from assistant.model.calling import Call, ModelFailed, Usage
from assistant.model.judging import PERIOD, Held, Judge, Spoken
from assistant.model.opening import SECONDS, name_of
from assistant.model.prompts import load_prompt
from assistant.model.references import Material, Sentence, figures_of
from assistant.model.speaking import figures_said, name_in_english, repairs_in
from assistant.model.splitting import split
from assistant.numbers import sentences as sentences_in
from assistant.result import Number
from assistant.worked_out import Derivation
from corpus.bands import Fact
from corpus.passages import Passage
from corpus.regexes import regex

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import RunnableConfig

    from assistant.counter.reply import Reply
    from index.library import Library
    from index.resolve import Lexicon

LIMIT = 170  # words of a letter, however it is worded
SHORTER = {"shorter": 100}
MOST_SENTENCES = 30
TONES = {
    "neutral": "friendly and businesslike",
    "warmer": "warm and glad",
    "firmer": "polite and firm",
    "shorter": "friendly and as short as it can be",
    "plainer": "in plain words that are easy for a reader whose English is not good",
}
_CHINESE_NAME = regex(r"^\s*(?:zh\b|chinese|mandarin|cn\b|中|汉|普通话)", re.IGNORECASE)
_ENGLISH_NAME = regex(r"^\s*(?:en\b|english|英)", re.IGNORECASE)


_OTHER_NAMES = {
    "de": regex(r"^\s*(?:de\b|german|deutsch)", re.IGNORECASE),
    "fr": regex(r"^\s*(?:fr\b|french|fran[cç]ais)", re.IGNORECASE),
    "es": regex(r"^\s*(?:es\b|spanish|castellano|espa[nñ]ol)", re.IGNORECASE),
    "ja": regex(r"^\s*(?:ja\b|jp\b|japanese|日本)", re.IGNORECASE),
}


def language_for(offer: Offer) -> str | None:
    """The code of the language of an offer's texts, or None where nothing reads it."""
    name = offer.language or "en"
    if _CHINESE_NAME.match(name):
        return "zh"
    if _ENGLISH_NAME.match(name):
        return "en"
    return next((code for code, pattern in _OTHER_NAMES.items() if pattern.match(name)), None)


def word_draft(
    draft: Draft,
    offer: Offer,
    library: Library,
    lexicon: Lexicon,
    model: BaseChatModel | None,
    *,
    seconds: float = SECONDS,
    config: RunnableConfig | None = None,
    usage: Usage | None = None,
) -> Draft:
    """The draft with its letter and its replies to pushback in the model's words, as far as they pass."""
    language = language_for(offer)
    if model is None or draft.status != "drafted" or draft.letter is None or language is None:
        return draft
    wording = _wording_of(draft, offer, library, lexicon, model, seconds, config, language, usage or Usage())
    body = wording.words(draft.letter.body, "letter.body", "letter")
    made = draft
    numbers = list(draft.numbers)
    if body is not None:
        made = replace(made, letter=Letter(draft.letter.subject, body.words))
        numbers = [n for n in numbers if n.field != "letter.body"] + body.numbers
    replies: list[Answering] = []
    worded = body is not None
    for i, answering in enumerate(draft.replies):
        name = f"replies[{i}].say"
        again = wording.words(answering.say, name, "reply", answering.when) if not wording.failed else None
        if again is not None:
            worded = True
            answering = Answering(answering.when, again.words)
            numbers = [n for n in numbers if n.field != name] + again.numbers
        replies.append(answering)
    flags = list(made.flags)
    if body is not None and language != "en":
        flags = [f for f in flags if f.code != "language_english"]
    if wording.why:
        flags.append(Flag(*wording.why))
    return replace(
        made,
        replies=tuple(replies),
        numbers=tuple(numbers),
        flags=tuple(flags),
        model=name_of(model) if worded else None,
        usage=wording.usage.as_dict(),
    )


def _wording_of(
    draft: Draft,
    offer: Offer,
    library: Library,
    lexicon: Lexicon,
    model: BaseChatModel,
    seconds: float,
    config: RunnableConfig | None,
    language: str,
    usage: Usage,
) -> _Wording:
    """What the texts of a draft are worded from."""
    derived = [
        replace(d, component=a.component) for a in draft.plan.asks for d in (a.derivation, a.uncapped) if d
    ]
    derived += [replace(d, component=p.component) for p in draft.check.assessment for d in p.derivations]
    wording = _Wording(
        offer,
        library,
        lexicon,
        model,
        seconds,
        config,
        draft.ids,
        draft.numbers,
        tuple(derived),
        language,
        usage,
    )
    wording.facts = [*draft.check.row, *(f for a in draft.plan.asks for f in (a.stated, a.band) if f)]
    return wording


def judge_of(draft: Draft, offer: Offer, library: Library, lexicon: Lexicon) -> Judge:
    """The judge of the sentences of a draft's letter, without a model: for evals."""
    assert draft.letter is not None
    no_model: Any = None
    language = language_for(offer) or "en"
    wording = _wording_of(draft, offer, library, lexicon, no_model, SECONDS, None, language, Usage())
    return wording.judge(wording.material(draft.letter.body, "letter.body", ""), load_prompt("letter").system)


def word_reply(
    reply: Reply,
    offer: Offer,
    said_to_us: str,
    library: Library,
    lexicon: Lexicon,
    model: BaseChatModel | None,
    *,
    seconds: float = SECONDS,
    config: RunnableConfig | None = None,
    usage: Usage | None = None,
) -> Reply:
    """The message of a reply in the model's words, or as it was composed."""
    language = language_for(offer)
    if model is None or reply.status != "done" or not reply.message.strip() or language is None:
        return reply
    wording = _wording_of_reply(reply, offer, library, lexicon, model, seconds, config, language, usage or Usage())
    composed = _composed(reply)
    made = (
        wording.words(composed, "message", "reply", said_to_us) if composed.plain == reply.message else None
    )
    flags = (*reply.flags, Flag(*wording.why)) if wording.why else reply.flags
    used = wording.usage.as_dict() if wording.usage.calls else None
    if made is None:
        return replace(reply, flags=flags, usage=used)
    numbers = tuple(n for n in reply.numbers if n.field != "message") + tuple(made.numbers)
    return replace(
        reply,
        message=made.words.plain,
        annotated=made.words.annotated(wording.ids),
        numbers=numbers,
        flags=flags,
        model=name_of(model),
        usage=used,
    )


def _wording_of_reply(
    reply: Reply,
    offer: Offer,
    library: Library,
    lexicon: Lexicon,
    model: BaseChatModel,
    seconds: float,
    config: RunnableConfig | None,
    language: str,
    usage: Usage,
) -> _Wording:
    """What the message of a reply is worded from."""
    ids = {c.passage: c.id for c in reply.citations}
    after = reply.offer or offer
    return _Wording(
        after, library, lexicon, model, seconds, config, ids, reply.numbers, (), language, usage
    )


def _composed(reply: Reply) -> Words:
    """The message of a reply by its sentences, or by its paragraphs where it does not come back as it was."""
    paragraphs = [p for p in reply.message.split("\n\n") if p.strip()]
    composed = Words(
        tuple(tuple(Said(s.strip()) for _, s in sentences_in(p) if s.strip()) for p in paragraphs)
    )
    if composed.plain == reply.message:
        return composed
    return Words((tuple(Said(p) for p in reply.message.split("\n\n")),))


def judge_of_reply(reply: Reply, offer: Offer, library: Library, lexicon: Lexicon) -> Judge:
    """The judge of the sentences of a reply, without a model: for evals."""
    no_model: Any = None
    language = language_for(offer) or "en"
    wording = _wording_of_reply(reply, offer, library, lexicon, no_model, SECONDS, None, language, Usage())
    return wording.judge(wording.material(_composed(reply), "message", ""), load_prompt("reply").system)


@dataclass(frozen=True, slots=True)
class _Made:
    words: Words
    numbers: list[Number]


@dataclass
class _Wording:
    """The texts of one draft or reply on their way through the model."""

    offer: Offer
    library: Library
    lexicon: Lexicon
    model: BaseChatModel
    seconds: float
    config: RunnableConfig | None
    ids: dict[Passage, int]
    numbers: Sequence[Number]
    derived: tuple[Derivation, ...]
    language: str
    usage: Usage
    facts: list[Fact] = field(default_factory=list)
    failed: bool = False
    why: tuple[str, str] | None = None

    def words(self, composed: Words, name: str, kind: str, heard: str = "") -> _Made | None:
        """A text in the model's words, or None where the composed one stays."""
        left = self.seconds - (time.monotonic() - self.usage.started)
        if left < 0.2:
            self._tell("model_unavailable", f"The model did not finish within {self.seconds:.3g} seconds.")
            return None
        material = self.material(composed, name, heard)
        shown = material.shown()
        language = name_in_english(self.language)
        values = {"language": language, "tone": TONES[self.offer.tone], "evidence": shown}
        limit = SHORTER.get(self.offer.tone, LIMIT) if kind == "letter" else 120
        if kind == "letter":
            values["limit"] = str(limit - 20)
        system, user = load_prompt(kind).fill(**values)
        call = Call(self.model, [("system", system), ("human", user)], left, self.usage, self.config)
        try:
            text = "".join(call)
        except ModelFailed as error:
            self._tell("model_unavailable", str(error))
            return None
        if call.stopped or not text.strip():
            self._tell(
                "model_unusable",
                "The model gave no words."
                if not text.strip()
                else f"The model's words were cut off: {call.stopped}.",
            )
            return None
        judge = self.judge(material, system)
        paragraphs = self._judged(text, judge, shown)
        if isinstance(paragraphs, str):
            self._tell("model_unusable", paragraphs, stop=False)
            return None
        spoken = [s for p in paragraphs for s in p]
        problem = self._whole(spoken, material, limit)
        if problem:
            self._tell("model_unusable", problem, stop=False)
            return None
        return self._made(paragraphs, material, name)

    def _tell(self, code: str, why: str, stop: bool = True) -> None:
        self.failed = self.failed or stop
        if self.why is None:
            rest = "That text is composed by code." if not stop else "The texts are composed by code."
            self.why = code, f"{why} {rest}"

    def judge(self, material: Material, system: str) -> Judge:
        """The judge of a text's sentences."""
        claims = partial(false_claims, offer=self.offer, lexicon=self.lexicon)
        return Judge(material, system, claims=claims)

    def material(self, composed: Words, name: str, heard: str) -> Material:
        """What a composed text gives to word."""
        passages = {i: p for p, i in self.ids.items()}
        own = [
            _without_period(n)
            for n in sorted((n for n in self.numbers if n.field == name), key=lambda n: n.start)
        ]
        figures, at = figures_of(own, passages)
        sentences: list[Sentence] = []
        start = 0
        for paragraph in composed.paragraphs:
            for said in paragraph:
                end = start + len(said.text)
                spans = tuple(
                    (n.start - start, n.end - start, at[i])
                    for i, n in enumerate(own)
                    if start <= n.start and n.end <= end
                )
                sentences.append(Sentence(said.text, said.passages, "sentence", spans))
                start = end + 1
            start += 1
        facts = self.facts + [n.fact for n in own if n.fact is not None]
        known = {(d.value, d.high) for d in self.derived}
        more_derived = [
            self._of_part(f.derivation, f.id, sentences)
            for f in figures.values()
            if f.derivation and (f.derivation.value, f.derivation.high) not in known
        ]
        derived = (*self.derived, *more_derived)
        given = tuple(given_in(self.offer, self.lexicon))
        evidence = Evidence(
            tuple(dict.fromkeys(facts)), (), tuple(inputs_of(self.offer)), derived, given=given
        )
        more = tuple(
            filter(None, (self.offer.candidate, self.offer.recruiter, self.offer.company, self.offer.role))
        )
        if self.language != "en":
            more += (*self._own_words(composed.plain), *_single_names(self.offer))
        heard = heard if self.language == "en" else ""
        return Material(
            heard[:2000],
            tuple(sentences),
            figures,
            {},
            evidence,
            self.library,
            self.lexicon,
            self.language,
            more,
            trusted_question=False,
        )

    def _own_words(self, composed: str) -> tuple[str, ...]:
        """The person's own words that a composed text takes up, as they stand there: their strengths."""
        told = (regex(r"[.\s]+$").sub("", one) for one in self.offer.strengths)
        return tuple(one for one in told if len(one) > 3 and one.lower() in composed.lower())

    def _of_part(self, derivation: Derivation, figure: str, sentences: Sequence[Sentence]) -> Derivation:
        """The derivation bound to the part of pay that its sentence names, where that is only one."""
        homes = " ".join(s.text for s in sentences if figure in s.figures)
        parts = {m.name for m in self.lexicon.mentions(homes, correct=False) if m.kind == "component"}
        return replace(derivation, component=parts.pop()) if len(parts) == 1 else derivation

    def _judged(self, text: str, judge: Judge, shown: str) -> list[list[Spoken]] | str:
        """The paragraphs where every sentence passes, repaired once (not English: twice); else why not."""
        paragraphs = [_lines(p) for p in re.split(r"\n\s*\n", text.strip()) if p.strip()]
        raw = [(i, s) for i, p in enumerate(paragraphs) for s in p]
        if len(raw) > MOST_SENTENCES:
            return "The model's text was too long."
        judged: list[tuple[int, Spoken | Held]] = []
        for i, sentence in raw:
            before = [one for _, one in judged if isinstance(one, Spoken)]
            judged.append((i, judge.judge(sentence, before)))
        bad = [one for _, one in judged if isinstance(one, Held)]
        if bad:
            if len(bad) > max(2, len(raw) // 2):
                return "Most of the model's sentences did not pass the check."
            for last in (False, True) if self.language != "en" else (True,):
                failed = self._mended(judged, self._repaired(bad, shown), judge)
                bad = [one for _, one in judged if isinstance(one, Held)]
                if failed and (last or self.failed):
                    return failed
                if not bad:
                    break
        out: list[list[Spoken]] = [[] for _ in paragraphs]
        for i, one in judged:
            if isinstance(one, Spoken):
                out[i].append(one)
        return [p for p in out if p]

    def _mended(
        self, judged: list[tuple[int, Spoken | Held]], mended: dict[int, list[str]], judge: Judge
    ) -> str:
        """Put what was repaired and passes into its place; why the first of the others was held, "" for none."""
        failed = ""
        for k, (i, one) in enumerate(judged):
            if isinstance(one, Spoken):
                continue
            before = [o for _, o in judged[:k] if isinstance(o, Spoken)]
            pieces = mended.get(id(one), [])
            again = judge.judge(" ".join(pieces), before) if pieces else one
            if isinstance(again, Held):
                failed = failed or f"A sentence of the model's did not pass the check ({again.reasons[0]})."
            else:
                self.usage.repaired += 1
            judged[k] = (i, again)
        return failed

    def _repaired(self, bad: Sequence[Held], shown: str) -> dict[int, list[str]]:
        left = self.seconds - (time.monotonic() - self.usage.started)
        if left < 0.2:
            return {}
        held = [
            {"n": i, "sentence": h.raw[:600], "reasons": list(h.reasons)[:4]} for i, h in enumerate(bad, 1)
        ]
        language = name_in_english(self.language)
        system, user = load_prompt("repair").fill(
            language=language, evidence=shown, held=json.dumps(held, ensure_ascii=False)
        )
        try:
            text = "".join(
                Call(self.model, [("system", system), ("human", user)], left, self.usage, self.config)
            )
        except ModelFailed as error:
            self._tell("model_unavailable", str(error))
            return {}
        return repairs_in(text, bad)

    def _whole(self, spoken: Sequence[Spoken], material: Material, limit: int) -> str | None:
        """What is wrong with a text whose sentences all pass."""
        missing = {f for s in material.sentences for f in s.figures} - figures_said(spoken, material)
        if missing:
            lost = ", ".join(material.figures[f].text for f in sorted(missing))
            return f"The model left out {lost}."
        text = " ".join(s.text for s in spoken)
        if len(text.split()) > limit or len(text) > 2_400:
            return "The model's text was too long."
        name = self.offer.candidate
        if name and name in material.composed and name not in text:
            return "The model left out the name."
        if len(spoken) * 3 < len(material.sentences):
            return "The model left out much of the text."
        return None

    def _made(self, paragraphs: Iterable[Sequence[Spoken]], material: Material, name: str) -> _Made:
        """The words with the passages of their figures, and their numbers where they stand."""
        out: list[tuple[Said, ...]] = []
        numbers: list[Number] = []
        start = 0
        for paragraph in paragraphs:
            said: list[Said] = []
            for s in paragraph:
                homes = [p for f in material.sentences if set(f.figures) & s.figures for p in f.passages]
                for n, home in s.numbers:
                    derivation = n.derivation
                    if derivation is not None:
                        derivation = {**derivation, "inputs": self._inputs(n, material)}
                    cited = self._cited(n, home)
                    numbers.append(
                        replace(
                            n,
                            start=n.start + start,
                            end=n.end + start,
                            citation=cited,
                            derivation=derivation,
                            field=name,
                        )
                    )
                said.append(Said(s.text, tuple(dict.fromkeys(p for p in homes if p in self.ids))))
                start += len(s.text) + 1
            start += 1
            out.append(tuple(said))
        return _Made(Words(tuple(out)), numbers)

    def _cited(self, number: Number, home: Sequence[Passage]) -> int | None:
        if number.source != "quoted" or number.fact is None:
            return None
        passage = home[0] if home else self.library.passage_at(number.fact.guide, number.fact.line)
        return self.ids.get(passage) if passage else None

    def _inputs(self, number: Number, material: Material) -> list[int | str]:
        formula = (number.derivation or {}).get("formula")
        for d in material.evidence.derived:
            if d.formula.partition(" to ")[0] == formula:
                return [
                    one if isinstance(one, str) else self.ids[one]
                    for one in d.inputs
                    if isinstance(one, str) or one in self.ids
                ]
        return []


def _single_names(offer: Offer) -> Iterable[str]:
    """The names in those of the two people: another language leaves out "Ms."."""
    for name in filter(None, (offer.candidate, offer.recruiter)):
        yield from re.findall(r"\b[A-Z][\w’'-]+(?!\.)\b", name)


def _without_period(number: Number) -> Number:
    """A number of a text without the words of its period, which the sentence says."""
    text = PERIOD.sub("", number.text)
    return replace(number, text=text, end=number.start + len(text))


def _lines(paragraph: str) -> list[str]:
    """The sentences of a paragraph; a close and the name below it are one."""
    lines = [line.strip() for line in paragraph.split("\n") if line.strip()]
    if len(lines) == 2 and all(len(line.split()) <= 5 for line in lines):
        return ["\n".join(lines)]
    return [s for line in lines for s in split(line)]
