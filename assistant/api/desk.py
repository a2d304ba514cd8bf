"""What all requests are answered from: one open library, one encoder, one model, kept up to date.

In: `Settings`, then questions, offers and texts. Out: the contract's objects. It is opened once in each
process and may be used by many threads; changed guides are taken in by `refresh`, which the service
calls every few seconds. Nothing of a question or an offer is kept. It does not know HTTP or MCP.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant.commands import Desk, open_desk
from assistant.screen import Screen
from assistant.settings import Settings
from corpus.problem import Problem

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.conversation import Conversation
    from assistant.counter.compared import Comparison
    from assistant.counter.offer import Offer
    from assistant.counter.proposal import Proposal
    from assistant.counter.reply import Reply
    from assistant.counter.result import Check, Draft
    from assistant.grounding import Evidence
    from assistant.model.speaking import Event
    from assistant.narrowing import Narrowed
    from assistant.result import Answer, Citation, Retrieved
    from index.encoder import Encoder
    from index.library import GuideEntry, Library
    from index.resolve import Lexicon, Resolved

NOT_READ = "the guides cannot be read just now"

Tell = Callable[[str, Any], None]  # an event's name and data


class Unusable(Problem):
    """Something in what was sent, which the sender can mend; any other Problem is the service's own."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message, problem.where, problem.remedy)


@dataclass(frozen=True, slots=True)
class Source:
    """A text that `verify` may check against, instead of the guides."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """An answer, and the conversation after it where there is one."""

    answer: Answer
    conversation: Conversation | None = None

    def as_dict(self) -> dict[str, Any]:
        """The Answer of the contract; with the conversation to send along with the next question."""
        value = self.answer.as_dict()
        if self.conversation is not None:
            value["conversation"] = self.conversation.as_dict()
            value["understood"] = self.conversation.understood
        return value


class OpenDesk:
    """One open library for all requests of a process. Close it, or use it with `with`."""

    def __init__(
        self,
        settings: Settings,
        screen: Screen | None = None,
        encoder: Encoder | None = None,
        model: BaseChatModel | None = None,
    ) -> None:
        """Open the index, making it if there is none. Raises Problem."""
        self.settings = settings
        self.model = model
        self._stack = ExitStack()
        self._screen = screen or Screen(sys.stderr, sys.stderr)
        desk: Desk = self._stack.enter_context(open_desk(settings, self._screen, encoder))
        self.library: Library = desk.library
        self.encoder: Encoder = desk.encoder
        self.behind = desk.behind

    def warm(self) -> None:
        """Do once what the first question would otherwise wait for."""
        self.encoder.encode(["which base?"])
        _ = self.lexicon, self._evidence

    def close(self) -> None:
        self._stack.close()

    def __enter__(self) -> OpenDesk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def refresh(self) -> bool:
        """Take in changed guides; whether anything changed. A refresh that fails leaves the last index."""
        from index.build import refresh

        settings = self.settings
        self.library.look_for_store()
        try:
            done = refresh(settings.guides_folder, settings.index_folder, self.encoder, say=self._screen.note)
        except Problem as problem:  # the guides folder was taken away: what is indexed still answers
            self.behind = f"{NOT_READ}: {problem.message}"
            return False
        self.behind = done.note
        return done.report is not None

    @property
    def lexicon(self) -> Lexicon:
        """The names of the guides, made anew when the index has moved."""
        from index.resolve import lexicon_of

        return lexicon_of(self.library, self.encoder.is_word)

    @property
    def model_name(self) -> str | None:
        """The language model that words the answers, or None."""
        return None if self.model is None else self.settings.model.value

    # ---- questions

    def ask(
        self, question: str, conversation: Any = None, offer: Offer | None = None, tell: Tell | None = None
    ) -> Told:
        """The answer to a question, and the conversation after it.

        `conversation` is one as it was handed out, or a list of earlier questions. `tell` hears `search`
        and each `sentence` as it is checked. Raises Unusable.
        """
        lexicon = self.lexicon
        if conversation is None and offer is None:
            return Told(self._with_notes(self._answered(question, lexicon, tell)))
        from assistant.conversation import converse, read_conversation, with_offer

        try:
            before = read_conversation(conversation, lexicon)
        except Problem as problem:
            raise Unusable(problem) from problem
        if offer is not None:
            before = with_offer(before, offer, lexicon)
        answer, after = converse(
            question,
            before,
            self.library,
            self.encoder,
            lexicon,
            self.model,
            seconds=self.model_seconds,
            on_event=None if tell is None else lambda event: _pass_on(event, tell),
        )
        return Told(self._with_notes(answer), after)

    def _answered(self, question: str, lexicon: Lexicon, tell: Tell | None) -> Answer:
        from assistant.answer import answer_question

        answer = answer_question(question, self.library, self.encoder, lexicon)
        if self.model is None and tell is None:
            return answer
        from assistant.model.speaking import answer_stream

        for event in answer_stream(
            question,
            answer,
            self.library,
            lexicon,
            self.model,
            seconds=self.model_seconds,
            encoder=self.encoder,
        ):
            if event.name == "answer":
                answer = event.data
            elif tell is not None:
                _pass_on(event, tell)
        return answer

    def _with_notes(self, answer: Answer) -> Answer:
        """The answer with what is to be said of the index that it came from."""
        away = self.library.away
        notes = {"index_behind": self.behind, "store_away": away and f"{away} (nothing is left out)"}
        if not any(notes.values()):
            return answer
        from assistant.result import Warning_

        said = [Warning_(code, words[:1].upper() + words[1:]) for code, words in notes.items() if words]
        return replace(answer, warnings=(*answer.warnings, *said))

    @property
    def model_seconds(self) -> float:
        """For how long one answer may wait for its model."""
        from assistant.model.opening import seconds_of

        return seconds_of(self.settings)

    def found(self, words: str, count: int) -> tuple[list[Retrieved], Resolved]:
        """The passages that fit best, and what the words were understood as."""
        from assistant.result import Retrieved
        from index.search import search_resolved

        hits, resolved = search_resolved(words, self.library, self.encoder, count)
        return [Retrieved(hit.passage, hit.score) for hit in hits], resolved

    def search(self, words: str, count: int) -> dict[str, Any]:
        """The same as the contract's object."""
        found, resolved = self.found(words, count)
        return {"results": [one.as_dict() for one in found], "resolved": resolved.as_dict()}

    # ---- offers

    def checked(self, offer: Offer) -> tuple[Check, Draft]:
        """Where each part of an offer lies, and the Draft with the check's citations and numbers."""
        from assistant.counter.draft import check_offer
        from assistant.countering import with_behind

        placed, draft = check_offer(offer, self.library, self.lexicon)
        return placed, with_behind(draft, self._as_desk())

    def check(self, offer: Offer) -> dict[str, Any]:
        """The same as the contract's object."""
        from assistant.countering import check_as_dict

        return check_as_dict(*self.checked(offer))

    def draft(self, offer: Offer) -> Draft:
        """A counter-offer."""
        from assistant.counter.draft import draft_counter
        from assistant.countering import with_behind

        lexicon = self.lexicon
        made = draft_counter(offer, self.library, self.encoder, lexicon)
        if self.model is not None:
            from assistant.model.letters import word_draft

            made = word_draft(made, offer, self.library, lexicon, self.model, seconds=self.model_seconds)
        return with_behind(made, self._as_desk())

    def reply(self, offer: Offer, message: str) -> Reply:
        """What to answer to what the recruiter wrote."""
        from assistant.counter.reply import reply_to

        lexicon = self.lexicon
        made = reply_to(offer, message, self.library, self.encoder, lexicon)
        if self.model is not None:
            from assistant.model.letters import word_reply

            made = word_reply(
                made, offer, message, self.library, lexicon, self.model, seconds=self.model_seconds
            )
        return made

    def compare(self, offers: Sequence[Offer]) -> Comparison:
        """Offers side by side."""
        from assistant.counter.compare import compare_offers

        return compare_offers(offers)

    def letter(self, text: str) -> Proposal:
        """What a pasted letter seems to offer, for the person to confirm. Raises Unusable."""
        from assistant.counter.pasted import propose

        try:
            return propose(text, self.library, self.lexicon)
        except Problem as problem:
            raise Unusable(problem) from problem

    def _as_desk(self) -> Desk:
        return Desk(self.library, self.encoder, self.behind)

    # ---- texts and guides

    def verify(self, text: str, sources: Sequence[Source] = ()) -> tuple[dict[str, Any], list[Citation]]:
        """Every number of a text, checked against the guides or against these sources alone."""
        from assistant.verifying import judged, judged_against

        if not sources:
            return judged(text, self._evidence, self.lexicon, self.library.passage_at)
        try:
            return judged_against(text, [(one.name, one.text) for one in sources])
        except Problem as problem:
            raise Unusable(problem) from problem

    @property
    def _evidence(self) -> Evidence:
        from assistant.answer import evidence_of

        return self.library.once("evidence", lambda: evidence_of(self.library))

    def narrowed(self, filters: Mapping[str, Sequence[str]]) -> Narrowed:
        """The facts that pass the filters."""
        from assistant.narrowing import narrow

        facts = [fact for fact in self.library.facts() if fact.kind != "figure"]
        return narrow(facts, filters, self.lexicon)

    def bands(self, filters: Mapping[str, Sequence[str]]) -> dict[str, Any]:
        """The same as the contract's object."""
        from assistant.render import band_as_dict

        narrowed = self.narrowed(filters)
        return {
            "facts": [band_as_dict(fact) for fact in narrowed.facts],
            "resolved": narrowed.resolved,
            "notes": list(narrowed.notes),
            "not_covered": list(narrowed.not_covered),
        }

    def guides(self) -> list[dict[str, Any]]:
        """Every guide, without its text."""
        return [_guide(one) for one in self.library.guides()]

    def guide(self, path: str) -> dict[str, Any] | None:
        """One guide with its lines and facts, or None. `path` is looked up in the index, never opened."""
        from assistant.render import band_as_dict

        found = self.library.guide(path)
        if found is None:
            return None
        facts = [band_as_dict(fact) for fact in self.library.facts(guide=path) if fact.kind != "figure"]
        return {**_guide(found), "lines": list(found.lines), "facts": facts}

    # ---- how it is

    def state(self) -> dict[str, Any]:
        """How it is: what is indexed, which model, whether the index is up to date. Raises Problem."""
        return {
            "guides": len(self.library.guides()),
            "passages": self.library.passage_count(),
            "generation": self.library.generation,
            "model": self.model_name,
            "behind": self.behind,
            "away": self.library.away,
        }


def _guide(one: GuideEntry) -> dict[str, Any]:
    return {
        "path": one.path,
        "title": one.title,
        "company": one.company,
        "role": one.role,
        "as_of": one.as_of,
        "sources": list(one.sources),
    }


def _pass_on(event: Event, tell: Tell) -> None:
    """Hand on what comes before the answer; that itself is given at the end, with what else is to be said."""
    if event.name in ("search", "sentence"):
        tell(event.name, event.data)


def offer_of(values: Mapping[str, Any], place: str = "") -> Offer:
    """An offer from a request, read as one from a file is. Raises Unusable with the field as its place."""
    from assistant.counter.reading import offer_from

    def where(path: str) -> str:
        return f"{place}.{path}" if place else path

    try:
        return offer_from(values, where)
    except Problem as problem:
        raise Unusable(problem) from problem
