"""Questions that follow one another: what was named stays in play, and each answer stands on the guides.

In: a question and the `Conversation` so far, with the library, encoder and lexicon that answer. Out: an
`Answer` and the `Conversation` after it. A follow-up is completed into a whole question
(`assistant.following`) and answered like any other; with an offer in play, questions about the offer go
to `assistant.counter`. Nothing that was answered is ever read again: what is carried over is names and
the person's own figures. Values only; nothing is stored here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, get_args

from assistant.following import Standing, follow
from assistant.in_play import InPlay, Mine, Post, post
from assistant.result import Answer, Warning_
from assistant.standing import Kind
from corpus.money import amounts_in
from corpus.problem import Problem
from corpus.regexes import regex
from index.resolve import Lexicon

if TYPE_CHECKING:
    from collections.abc import Callable

    from langchain_core.language_models import BaseChatModel

    from assistant.counter.offer import Offer
    from assistant.model.speaking import Event
    from index.encoder import Encoder
    from index.library import Library

MOST_TURNS = 12
MOST_CHARACTERS = 4_000  # of a message; as for a single question
LONGEST_NAME = 80  # characters of a name that is taken over from outside
MOST_NAMES = 8
FIELDS = ("company", "role", "region", "level", "component", "base", "equity", "bonus", "sign_on", "total")
_FIGURES = FIELDS[5:]
_ALSO = {
    "place": "region",
    "city": "region",
    "location": "region",
    "rsu": "equity",
    "signon": "sign_on",
    "tc": "total",
}
_CJK = regex(r"[\u3400-\u9fff]")
_THANKS = regex(r"\b(?:thanks?|thx|ty|thank|great|perfect|got\s+it|bye)\b|谢", re.I)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question as it was typed, how it was understood ("" where as typed), and what came of it."""

    question: str
    understood: str = ""
    status: str = ""
    text: str = ""

    def as_dict(self) -> dict[str, str]:
        return {
            "question": self.question,
            "understood": self.understood,
            "status": self.status,
            "text": self.text,
        }


@dataclass(frozen=True, slots=True)
class Conversation:
    """The last turns, the latest last, and what is in play."""

    turns: tuple[Turn, ...] = ()
    in_play: InPlay = field(default_factory=InPlay)
    offer: Offer | None = None

    @property
    def company(self) -> tuple[str, ...]:
        return self.in_play.companies

    @property
    def role(self) -> tuple[str, ...]:
        return self.in_play.roles

    @property
    def region(self) -> tuple[str, ...]:
        return self.in_play.places

    @property
    def level(self) -> tuple[str, ...]:
        return self.in_play.levels

    @property
    def component(self) -> tuple[str, ...]:
        return self.in_play.components

    @property
    def understood(self) -> str:
        """How the last question was understood; "" where as it was typed."""
        return self.turns[-1].understood if self.turns else ""

    def as_dict(self) -> dict[str, Any]:
        """For programs; `read_conversation` reads it back. The offer is not in it."""
        play = self.in_play
        return {
            "turns": [turn.as_dict() for turn in self.turns],
            "in_play": {
                **play.as_dict(),
                "posts": [{"company": p.company, "region": p.place} for p in play.posts],
                "asked": play.kind,
            },
        }

    def _after(self, turn: Turn, in_play: InPlay) -> Conversation:
        return replace(self, turns=(*self.turns, turn)[-MOST_TURNS:], in_play=in_play)


# ---- one turn


def converse(
    question: str,
    conversation: Conversation,
    library: Library,
    encoder: Encoder,
    lexicon: Lexicon,
    model: BaseChatModel | None = None,
    *,
    seconds: float | None = None,
    on_event: Callable[[Event], None] | None = None,
) -> tuple[Answer, Conversation]:
    """Answer a question in the light of those before it.

    `seconds` is for all that a model is asked; `on_event` hears an answer as it comes.
    """
    text = question.encode("utf-8", "replace").decode("utf-8").strip()[:MOST_CHARACTERS]
    if conversation.offer is not None:
        from assistant.offer_turns import answer_about_offer

        about = answer_about_offer(text, conversation.offer, library, encoder, lexicon, model, seconds)
        if about is not None:
            answer, understood = about
            turn = Turn(text, understood, answer.status, answer.text)
            return _told(answer, library, lexicon, seconds, on_event), conversation._after(
                turn, conversation.in_play
            )
    standing = follow(text, conversation.in_play, lexicon)
    if conversation.offer is None:
        told = _from_what_was_told(text, standing, library, encoder, lexicon, model, seconds)
        if told is not None:
            answer, understood = told
            turn = Turn(text, understood, answer.status, answer.text)
            return _told(answer, library, lexicon, seconds, on_event), conversation._after(
                turn, standing.in_play
            )
    answer = _answered(text, standing, conversation, library, encoder, lexicon)
    if model is not None and not standing.ask_back and answer.status in ("answered", "partial"):
        from assistant.model.opening import SECONDS
        from assistant.model.speaking import word_answer
        from assistant.model.words import language_of

        # The person's own words go along, for their language.
        foreign = _CJK.search(text) or language_of(text) not in ("en", "")
        asked = f"{text} ({standing.text})" if foreign and text != standing.text else standing.text
        limit = SECONDS if seconds is None else seconds
        answer = word_answer(asked, answer, library, lexicon, model, on_event, seconds=limit, encoder=encoder)
    else:
        answer = _told(answer, library, lexicon, seconds, on_event)
    turn = Turn(text, standing.understood, answer.status, answer.text)
    return answer, conversation._after(turn, standing.in_play)


def _from_what_was_told(
    text: str,
    standing: Standing,
    library: Library,
    encoder: Encoder,
    lexicon: Lexicon,
    model: BaseChatModel | None,
    seconds: float | None,
) -> tuple[Answer, str] | None:
    """The letter or the call for the figures that the person told in this talk; None where it asks for neither."""
    from assistant.offer_told import offer_told
    from assistant.offer_turns import answer_about_offer, intent_of

    if standing.ask_back or intent_of(text) not in ("letter", "call"):
        return None
    told = offer_told(standing.in_play)
    about = told and answer_about_offer(text, told[0], library, encoder, lexicon, model, seconds, told=True)
    if not told or not about:
        return None
    answer, understood = about
    said = (
        f"It is made from what you said in this talk: {told[1]}. What you did not say is missing in it; an offer "
        "of your own, loaded or sent along, takes its place."
    )
    warnings = (Warning_("offer_as_told", said), *answer.warnings)
    return replace(answer, warnings=warnings), understood.replace("your offer", "what you told of your offer")


def _answered(
    text: str,
    standing: Standing,
    conversation: Conversation,
    library: Library,
    encoder: Encoder,
    lexicon: Lexicon,
) -> Answer:
    from assistant.answer import answer_question

    if standing.ask_back:
        said = "To answer this, one thing is needed."
        answer = Answer("needs_detail", said, questions=(standing.ask_back,))
    elif _is_small_talk(text):
        said = "You are welcome." if _THANKS.search(text) else "Good to hear from you."
        answer = Answer("needs_detail", said, questions=("What would you like to know next?",))
    else:
        answer = answer_question(standing.text, library, encoder, lexicon)
    notes = tuple(Warning_("understood", note) for note in standing.notes)
    if conversation.offer is None and _wants_own_letter(text) and answer.status in ("answered", "partial"):
        notes += (
            Warning_(
                "no_offer",
                "This is general: no offer is known yet. Tell the company, the place and the figures here (“Acme in "
                "Paris offers me a base of 200k”), or load an offer, and it is written from them.",
            ),
        )
    return replace(answer, warnings=(*notes, *answer.warnings)) if notes else answer


def _is_small_talk(text: str) -> bool:
    from assistant.following import THANKS

    return bool(text) and bool(THANKS.fullmatch(text))


def _wants_own_letter(text: str) -> bool:
    from assistant.offer_turns import intent_of

    return intent_of(text) in ("letter", "check")


def _told(
    answer: Answer,
    library: Library,
    lexicon: Lexicon,
    seconds: float | None,
    on_event: Callable[[Event], None] | None,
) -> Answer:
    """An answer that no model words, as events where somebody listens."""
    if on_event is not None:
        from assistant.model.speaking import answer_stream

        for event in answer_stream("", answer, library, lexicon, None):
            on_event(event)
    return answer


def heard(question: str, conversation: Conversation, lexicon: Lexicon) -> Conversation:
    """The conversation after a question that is not answered again: earlier turns told by somebody else."""
    text = question.strip()[:MOST_CHARACTERS]
    standing = follow(text, conversation.in_play, lexicon)
    return conversation._after(Turn(text, standing.understood), standing.in_play)


# ---- what the person changes


def forget(conversation: Conversation) -> Conversation:
    """A conversation with nothing in play and no turns; the offer goes too."""
    return Conversation()


def with_offer(conversation: Conversation, offer: Offer, lexicon: Lexicon) -> Conversation:
    """The conversation with an offer in play: its company, place, role, level and figures.

    Where something is in play already it stays, and only figures that are missing come from the offer: a
    program sends the offer along with each question.
    """
    from assistant.counter.offer import Percent

    named = lexicon.mentions(
        " ".join(filter(None, (offer.role, f"at {offer.company}" if offer.company else None)))
    )
    place = lexicon.mentions(f"in {offer.region}") if offer.region else []
    company = next((m.name for m in named if m.kind == "company"), offer.company)
    region = next((m.name for m in place if m.kind == "place"), offer.region)
    role = next((m.name for m in named if m.kind == "role"), None)
    mine: list[Mine] = []
    for component, money in (("base", offer.base), ("bonus", offer.bonus)):
        if isinstance(money, Percent):
            mine.append(Mine(component, f"{money.value.normalize():f}%"))
        elif money is not None:
            mine.append(Mine(component, _with_currency(money.words, money.currency, offer.currency)))
    if offer.equity is not None and (offer.equity.per_year or offer.equity.years in (None, 4)):
        words = _with_currency(offer.equity.amount.words, offer.equity.amount.currency, offer.currency)
        period = " a year" if offer.equity.per_year else " over 4 years" if offer.equity.years else ""
        mine.append(Mine("equity", words + period))
    if len(offer.sign_on) == 1:
        mine.append(
            Mine("sign_on", _with_currency(offer.sign_on[0].words, offer.sign_on[0].currency, offer.currency))
        )
    before = conversation.in_play
    if before.posts:
        own = {m.component for m in before.mine}
        play = replace(before, mine=(*before.mine, *(m for m in mine if m.component not in own)))
    else:
        play = InPlay(
            posts=(post(company, region, lexicon),) if company or region else (),
            roles=(role,) if role in lexicon.roles else (),
            levels=(offer.level,) if offer.level else (),
            mine=tuple(mine),
            earlier=before.earlier,
        )
    return replace(conversation, in_play=play, offer=offer)


def _with_currency(words: str, own: str | None, of_offer: str | None) -> str:
    """An amount as entered; the offer's currency is said where the amount names none.

    >>> _with_currency("230k", "GBP", "GBP"), _with_currency("$230k", "USD", "USD")
    ('GBP 230k', '$230k')
    """
    currency = own or of_offer
    return (
        f"{currency} {words}"
        if currency and re.match(r"\s*\d", words) and not re.search(r"[A-Z]{3}", words)
        else words
    )


def with_field(conversation: Conversation, name: str, value: str, lexicon: Lexicon) -> Conversation:
    """The conversation with one thing in play set, or with nothing there where the value is empty.

    Raises Problem for a field or a name that is not known.
    """
    wanted = name.strip().lower().replace("-", "_").replace(" ", "_")
    wanted = _ALSO.get(wanted, wanted)
    value = value.strip()[:LONGEST_NAME]
    if wanted not in FIELDS:
        raise Problem(f"there is no field {name.strip()!r}", "/set", f"the fields are {', '.join(FIELDS)}")
    play = conversation.in_play
    if wanted in _FIGURES:
        if value and len(amounts_in(value)) != 1:
            raise Problem(
                f"{value!r} is no amount", "/set", f"write it as /set {wanted}=230k, or 15% of a bonus"
            )
        kept = tuple(m for m in play.mine if m.component != wanted)
        return replace(
            conversation, in_play=replace(play, mine=(*kept, Mine(wanted, value)) if value else kept)
        )
    names = _names(wanted, value, lexicon)
    if wanted == "company":
        places = play.places or (None,)
        posts = tuple(Post(n, p) for n in names or (None,) for p in places)
        play = replace(play, posts=posts, levels=play.levels if names == play.companies else ())
    elif wanted == "region":
        posts = tuple(Post(c, n) for c in play.companies or (None,) for n in names or (None,))
        play = replace(play, posts=posts)
    elif wanted == "role":
        play = replace(play, roles=names)
    elif wanted == "level":
        play = replace(play, levels=names)
    else:
        play = replace(play, components=names)
    return replace(
        conversation, in_play=replace(play, posts=tuple(p for p in play.posts if p.company or p.place))
    )


def _names(wanted: str, value: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The canonical names of what was typed. Raises Problem."""
    if not value:
        return ()
    kind = "place" if wanted == "region" else wanted
    spoken = {"company": f"at {value}", "region": f"in {value}"}.get(wanted, value)
    found = tuple(dict.fromkeys(m.name for m in lexicon.mentions(spoken) if m.kind == kind))
    if found:
        return found
    known = {
        "company": lexicon.companies,
        "region": tuple(dict.fromkeys(row.region for row in lexicon.rows if row.region)),
        "role": lexicon.roles,
        "level": ("E5", "P7", "2-2"),
        "component": FIELDS[5:],
    }[wanted]
    raise Problem(
        f"no {wanted} called {value!r} is known", "/set", f"name one such as {', '.join(known[:MOST_NAMES])}"
    )


# ---- from outside


def read_conversation(value: Any, lexicon: Lexicon) -> Conversation:
    """A conversation as `as_dict` gives it, or a list of earlier questions. Raises Problem.

    Earlier answers in it are kept for showing and are never read for figures.
    """
    if value is None:
        return Conversation()
    if isinstance(value, list):
        value = {"turns": value}
    if not isinstance(value, Mapping):
        raise _unread("the conversation is no object", "")
    turns = value.get("turns") or []
    if not isinstance(turns, list):
        raise _unread("turns is no list", ".turns")
    conversation = Conversation()
    for i, one in enumerate(turns[-MOST_TURNS:]):
        question = one if isinstance(one, str) else one.get("question") if isinstance(one, Mapping) else None
        if not isinstance(question, str):
            raise _unread("a turn has no question", f".turns[{i}]")
        conversation = heard(question, conversation, lexicon)
    play = value.get("in_play")
    if play is None:
        return conversation
    if not isinstance(play, Mapping):
        raise _unread("in_play is no object", ".in_play")
    return replace(conversation, in_play=_read_play(play, conversation.in_play, lexicon))


def _read_play(value: Mapping[str, Any], known: InPlay, lexicon: Lexicon) -> InPlay:
    posts = value.get("posts")
    if posts is None:
        companies, places = _texts(value, "company") or (None,), _texts(value, "region") or (None,)
        made = [post(c, p, lexicon) for c in companies for p in places]
    else:
        if not isinstance(posts, list) or not all(isinstance(p, Mapping) for p in posts):
            raise _unread("posts is no list of objects", ".in_play.posts")
        made = [
            post(_text(p.get("company"), "company"), _text(p.get("region"), "region"), lexicon)
            for p in posts[:MOST_NAMES]
        ]
    yours = value.get("yours") or []
    if not isinstance(yours, list) or not all(isinstance(m, Mapping) for m in yours):
        raise _unread("yours is no list of objects", ".in_play.yours")
    mine = tuple(
        Mine(_text(m.get("component"), "component") or "", _text(m.get("text"), "text") or "")
        for m in yours[:MOST_NAMES]
    )
    kind = value.get("asked", "band")
    return InPlay(
        posts=tuple(p for p in dict.fromkeys(made) if p.company or p.place)[:MOST_NAMES],
        roles=_texts(value, "role"),
        levels=_texts(value, "level"),
        components=_texts(value, "component"),
        mine=tuple(m for m in mine if m.words),
        kind=kind if kind in get_args(Kind) else "band",
        earlier=known.earlier,
    )


def _texts(value: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = value.get(name)
    found = [] if found is None else [found] if isinstance(found, str) else found
    if not isinstance(found, list):
        raise _unread(f"{name} is no list", f".in_play.{name}")
    texts = [_text(one, name) for one in found[:MOST_NAMES]]
    return tuple(t for t in texts if t)


def _text(value: Any, name: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise _unread(f"{name} is no text", f".in_play.{name}")
    return " ".join(value.split())[:LONGEST_NAME] or None


def _unread(what: str, where: str) -> Problem:
    return Problem(
        what, f"conversation{where}", 'give it as it was handed out: {"turns": […], "in_play": {…}}'
    )
