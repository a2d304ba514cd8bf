"""What to answer to each kind of pushback, in sentences that are true for this person.

In: a `Scene` (the offer, its check, the asks that are open, the guides' counsel, what was refused) and
a kind of pushback. Out: `Said` sentences with the passages they rest on: a warm opening, an answer, one
concrete thing, a close. Never an ultimatum, never a yes on the spot, nothing that was not entered.
Amounts are the asks' own; it computes and checks none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.counter.counsel import Counsel
from assistant.counter.levers import rival_sentence, rivals_of, room_in, unvested_clause
from assistant.counter.offer import Competing, Offer
from assistant.counter.result import Ask, Check, Said
from assistant.counter.terms import (
    amount_words,
    ask_words,
    day_in_capitals,
    deadline_words,
    kind_words,
    listed,
    part_name,
    wanted_words,
    written_out,
)
from corpus.passages import Passage
from corpus.regexes import regex
from index.library import Library

# Where each kind of pushback leaves room, the likeliest first; a guide's own reply goes before.
_ROOM = {
    "final_offer": ("sign_on", "equity", "start_date", "review"),
    "band_limit": ("level", "sign_on", "equity", "review"),
    "no_negotiation": ("growth", "start_date", "review"),
    "internal_equity": ("sign_on", "equity", "level", "review"),
    "budget": ("sign_on", "start_date", "review"),
    "only_sign_on_moves": ("sign_on", "review"),
    "rejection": ("sign_on", "equity", "base", "level", "review"),
}
LIMITS = tuple(_ROOM)
QUESTIONS = (
    "asks_for_proof",
    "asks_other_offers",
    "asks_current_salary",
    "counter_question",
    "asks_expectation",
    "start_question",
)

# The opening by kind: with thanks, and without where thanks were said before.
_OPENINGS = {
    "final_offer": (
        "Thank you for being open with me about that.",
        "I understand, and I value that you are open about it.",
    ),
    "band_limit": (
        "Thank you for explaining where the limit is; I do not want to argue with the band.",
        "I understand that the band sets a limit, and I do not want to argue with it.",
    ),
    "no_negotiation": (
        "I understand, and thank you for telling me so plainly.",
        "I understand, and it is good to know.",
    ),
    "internal_equity": (
        "I understand that it has to be fair to the people who are already on the team.",
        "I understand that it has to be fair to the people who are already on the team.",
    ),
    "budget": (
        "Thank you for being open about the budget.",
        "I understand that the budget for the role has its limits.",
    ),
    "only_sign_on_moves": (
        "Thank you for telling me where there is still room.",
        "It helps to know where there is still room.",
    ),
    "rejection": (
        "Thank you for looking into it for me.",
        "I understand, and I know that you tried.",
    ),
    "more_time": (
        "Thank you for taking this further; please take the time that you need.",
        "Of course, please take the time that you need.",
    ),
    "exploding_deadline": (
        "Thank you for telling me where things stand with the timing.",
        "I understand that you would like to close this soon.",
    ),
    "partial_yes": (
        "Thank you, that is a real step, and I appreciate the work behind it.",
        "That is a real step, and I can see the work behind it.",
    ),
    "acceptance": (
        "Thank you, that is wonderful news.",
        "That is wonderful news.",
    ),
    "rescind": (
        "I am sorry to hear that, and thank you for telling me directly.",
        "I am sorry to hear that.",
    ),
    "on_hold": (
        "I am sorry to hear that the role has to wait, and thank you for telling me.",
        "I am sorry to hear that the role has to wait.",
    ),
    "trade": (
        "Thank you for looking for a way.",
        "It is good to see that you look for a way.",
    ),
    "asks_for_proof": (
        "I understand that you need something to go by.",
        "I understand that you need something to go by.",
    ),
    "asks_current_salary": (
        "I understand why you ask.",
        "I understand why you ask.",
    ),
    "asks_expectation": (
        "Thank you for asking.",
        "I am glad that you ask.",
    ),
    "counter_question": (
        "I am glad that you would like to get this settled, and so would I.",
        "I am glad that you would like to get this settled, and so would I.",
    ),
    "asks_other_offers": (
        "Thank you for asking me so directly.",
        "I am glad that you ask so directly.",
    ),
    "start_question": (
        "Thank you, I am glad that you are already thinking of the start.",
        "I am glad that you are already thinking of the start.",
    ),
    "checking_in": (
        "Thank you for following up.",
        "It is good to hear from you.",
    ),
    "gives_time": (
        "Thank you for giving me the time.",
        "It helps me to have the time.",
    ),
    "tied": (
        "Thank you for telling me what would be possible.",
        "It helps to know what would be possible.",
    ),
    "asked": (
        "Thank you for asking me so directly.",
        "I am glad that you ask so directly.",
    ),
    "unclear": (
        "Thank you for your message.",
        "It is good to hear from you.",
    ),
}
_ELSEWHERE = regex(
    r"\b(?:talking|speaking|interviewing|in\s+process|other\s+(?:options|companies|offers|processes))\b",
    re.IGNORECASE,
)
_WEIGHS = regex(r"\b(?:which|what)\b.*\b(?:matters?|important|prefer|care|priorit)", re.IGNORECASE)
_WHY = regex(r"\bwhy\b|\bdriving\b|\bhow\s+did\s+you\b|\bmostly\s+about\b", re.IGNORECASE)
_IF_SIGN = regex(r"\bif\b", re.IGNORECASE)


@dataclass(frozen=True)
class Scene:
    """What an answer is made from. `asks` are those that are open: not refused, not met."""

    offer: Offer
    check: Check
    asks: tuple[Ask, ...]
    counsel: Counsel
    library: Library
    refused: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()  # what an earlier answer of the person's already turned to
    back_by: bool = False  # they have said when they will be back
    when: str | None = None  # the time they set, as written; else the offer's own deadline is spoken of
    most: int = 3  # asks that are spoken of in one message

    def ask(self, component: str) -> Ask | None:
        """The open ask for a component."""
        return next((a for a in self.asks if a.component == component), None)

    @property
    def spoken(self) -> tuple[Ask, ...]:
        """The open asks that a message speaks of, no more than the letter's: where the first has an amount, those
        that have one. A small part with an amount does not stand in for a lead without one."""
        asks = self.asks[: max(1, self.most)]
        return tuple(a for a in asks if a.low is not None) if self.has_amount else asks

    @property
    def has_amount(self) -> bool:
        """Whether the first open ask is for an amount."""
        return bool(self.asks) and self.asks[0].low is not None

    def room(self, component: str) -> tuple[Passage, ...]:
        """What says that there is room in a component."""
        return room_in(self.library).get(component, ())[:1]


def opening(kind: str, thanked: bool = False) -> Said:
    """The first sentence."""
    return Said(_OPENINGS[kind][1 if thanked else 0])


def answer(kind: str, scene: Scene, sentence: str = "") -> list[Said]:
    """What answers the thing said itself; limits are answered by `turn`."""
    make = {
        "asks_for_proof": _proof,
        "asks_current_salary": _current_pay,
        "asks_expectation": _expectation,
        "asks_other_offers": _elsewhere,
        "start_question": _start,
        "checking_in": _checking_in,
        "gives_time": _given_time,
        "counter_question": lambda s: _question(s, sentence),
        "exploding_deadline": _deadline,
        "more_time": _wait,
        "rescind": _gone,
        "on_hold": _on_hold,
    }.get(kind)
    return make(scene) if make else []


def passages_of(asks: Sequence[Ask]) -> tuple[Passage, ...]:
    return tuple(dict.fromkeys(p for ask in asks for p in ask.passages))


# ------------------------------------------------------------------------------------ turning elsewhere


def turn(kind: str, scene: Scene, without: frozenset[str] = frozenset()) -> tuple[str, Said] | None:
    """The one concrete thing to ask for after a limit was named, and the component it is about."""
    pair = scene.counsel.on(kind)
    told = [
        p for p in (pair.parts if pair else ()) if p in ("sign_on", "level", "equity", "base", "start_date")
    ]
    if kind == "no_negotiation":
        told = ["growth" if p == "equity" else p for p in told]
    for part in dict.fromkeys((*told, *_ROOM[kind])):
        if part in without or part in scene.refused or part in scene.used:
            continue
        text = _turn_to(part, kind, scene)
        if text is None:
            continue
        cited = (pair.passage,) if pair and part in told else ()
        ask = scene.ask(part)
        own = ask.passages if ask and ask.low is not None else ()
        advice = {"level": "level", "sign_on": "gap", "growth": "growth"}.get(part, "")
        more = () if cited else (scene.room(part) or scene.counsel.cited(advice))
        return part, Said(text, tuple(dict.fromkeys((*cited, *more, *own))))
    return None


def _turn_to(part: str, kind: str, scene: Scene) -> str | None:
    ask = scene.ask(part)
    if part == "sign_on":
        return _sign_on(kind, ask, scene)
    if part == "level":
        wanted = wanted_words(ask) if ask else ""
        scope = f"and at whether {wanted} fits the role" if wanted else "given the scope of the role"
        return f"Could we look once more at how my level was set, {scope}?"
    if part == "growth":
        return (
            "Could you help me to understand how the equity is expected to grow over the years, with refreshers "
            "and reviews?"
        )
    if part in ("equity", "base"):
        if ask is None or ask.low is None:
            return None
        return f"Could we still look at {ask_words(ask, scene.offer)}?"
    if part == "start_date":
        return f"Could we settle on {ask_words(ask, scene.offer)}?" if ask else None
    return "Could we agree in writing on an early review of my pay, with what it would depend on?"


def _sign_on(kind: str, ask: Ask | None, scene: Scene) -> str | None:
    if ask is None and (scene.offer.sign_on_total or scene.offer.target.get("sign_on")):
        return None  # it is there already, or as much as was wanted
    what = ask_words(ask, scene.offer) if ask else "a sign-on bonus"
    leave = unvested_clause(scene.offer, scene.check)
    because = f", since {leave}" if leave else ""
    if kind == "only_sign_on_moves":
        return f"What would help me is {what}{because}."
    if kind in ("internal_equity", "budget"):
        return f"Could {what} be possible, as a one-time payment that leaves the salary as it is{because}?"
    return f"Could {what} help to bridge what is left{because}?"


def second_way(kind: str, scene: Scene, first: str) -> Said | None:
    """What to ask for where the first thing has to stay as it is too."""
    if first != "level":
        return None
    found = turn(kind, scene, frozenset({first, "review"}))
    if found is None:
        return None
    text = found[1].text
    return Said(f"If the level has to stay, {text[:1].lower()}{text[1:]}", found[1].passages)


# ------------------------------------------------------------------------------------ answers by kind


def _wanted(scene: Scene, most: int = 2) -> tuple[str, tuple[Passage, ...]] | None:
    asks = scene.spoken[:most]
    return (listed([ask_words(a, scene.offer) for a in asks]), passages_of(asks)) if asks else None


def _proof(scene: Scene) -> list[Said]:
    """Proof of another offer: what there is, as entered, and no letter passed on without the person."""
    cited = scene.counsel.cited("honest")
    rivals = rivals_of(scene.offer)
    later = Said("Let me check what I can pass on, and I will come back to you on that point.", cited)
    grounds = "the role, its level and what I would bring to it"
    if not rivals:
        if untold(scene.offer):
            # Written, verbal or a process: until the person says it, nothing is claimed and nothing denied.
            return [later, Said(f"What I ask for is about {grounds}.", scene.counsel.cited("leverage"))]
        # Not denied either: what was not entered may still be there.
        text = f"My request does not rest on other offers, but on {grounds}."
        return [Said(text, (*cited, *scene.counsel.cited("leverage")))]
    told = rival_sentence(scene.offer, scene.check, 1, "What I have is")
    first = Said(told.sentence, cited) if told else Said("It is as I told you.", cited)
    if not rivals[0].is_offer:
        if untold(scene.offer):
            return [first, later]
        return [first, Said("As it has not come to an end, there is no letter that I could send.")]
    if rivals[0].status == "verbal":
        return [first, Said("As it was made verbally, there is no letter that I could send so far.")]
    return [
        first,
        Said("I am glad to confirm these terms, and will come back to you on the letter itself."),
    ]


def untold(offer: Offer) -> tuple[Competing, ...]:
    """The other offers of which the person did not say whether they are written, verbal or a process."""
    return tuple(c for c in offer.competing if c.status is None)


def _elsewhere(scene: Scene) -> list[Said]:
    """Whether there are others: what was entered, exactly; else neither a yes nor a no."""
    told = rival_sentence(scene.offer, scene.check)
    if told:
        return [Said(told.sentence, scene.counsel.cited("honest"))]
    rest = still_open(scene)
    here = Said("For now I would rather speak about this role, and about whether the offer fits.")
    return [here, rest] if rest else [here]


def _start(scene: Scene) -> list[Said]:
    """When the person could start: their own date where they gave one; a start is not a yes."""
    ask = scene.ask("start_date")
    if ask:
        return [
            Said(
                f"What I have in mind is {ask_words(ask, scene.offer)}, once the offer is settled.",
                ask.passages,
            )
        ]
    return [Said("I would like to settle the offer first, and then name a date that suits us both.")]


def _checking_in(scene: Scene) -> list[Said]:
    """They wait for the person: still interested, and the one thing that is open."""
    keen = Said("I am still very interested in the role, and I am going through the offer with care.")
    return [keen, still_open(scene) or Said("Is there anything that you need from me in the meantime?")]


def _given_time(scene: Scene) -> list[Said]:
    by = scene.when
    until = (
        f" by {_the(by)}"
        if by and not re.match(r"\d|a\s|one|two|three|this|next\s+(?:week|month)", by, re.I)
        else ""
    )
    return [Said(f"I will go through everything with care, and aim to come back to you{until or ' soon'}.")]


def _current_pay(scene: Scene) -> list[Said]:
    cited = scene.counsel.cited("number_first")
    out = [
        Said(
            "I would rather not go by my current pay, since this is about a different role and its level.",
            cited,
        )
    ]
    wanted = _wanted(scene)
    if wanted and scene.has_amount:
        out.append(Said(f"What I have in mind here is {wanted[0]}.", wanted[1]))
    else:
        out.append(Said("Could you tell me which range is budgeted for the level?", cited))
    return out


def _expectation(scene: Scene) -> list[Said]:
    wanted = _wanted(scene, 3)
    if wanted is None or not scene.has_amount:
        cited = scene.counsel.cited("number_first")
        return [
            Said("Before I name a figure, could you tell me which range is budgeted for the level?", cited)
        ]
    return [
        Said(f"What I have in mind is {wanted[0]}.", wanted[1]),
        Said(
            "I am open about the way there, and look at the package as a whole.",
            scene.counsel.cited("together"),
        ),
    ]


def _question(scene: Scene, sentence: str) -> list[Said]:
    """A question about the person's own mind: answered openly, without a yes."""
    lead = scene.asks[0] if scene.asks else None
    if _ELSEWHERE.search(sentence):
        return _elsewhere(scene)
    if _WEIGHS.search(sentence) and lead:
        out = [Said(f"Of all the parts, the {part_name(lead, scene.offer)} is what I look at first.")]
        if lead.low is not None:
            out.append(Said(f"What I have in mind there is {ask_words(lead, scene.offer)}.", lead.passages))
        return out
    if _WHY.search(sentence):
        bring = "It comes from the role and its level, and from what I would bring to it."
        return [Said(bring, scene.counsel.cited("leverage"))]
    wanted = _wanted(scene, 1)
    if wanted and not _IF_SIGN.search(sentence):
        easy = Said(f"What would make it an easy decision for me is {wanted[0]}.", wanted[1])
        return [easy, Said("With that in writing, I would read it through and give you a clear answer soon.")]
    sure = "If that can be put in writing, I will read it through at once and give you a clear answer."
    return [Said(sure, scene.counsel.cited("in_writing"))]


def is_about_me(sentence: str) -> bool:
    """Whether a question is about what the person weighs, and not about signing."""
    return bool(_ELSEWHERE.search(sentence) or _WEIGHS.search(sentence) or _WHY.search(sentence))


def _deadline(scene: Scene) -> list[Said]:
    cited = scene.counsel.cited("time")
    care = Said(
        "I want to give you an answer that I can stand behind, so I would like to read everything with care."
    )
    by = scene.when
    if (
        by
        and re.match(r"\d|a\s+few|one|two|three", by, re.IGNORECASE)
        and re.search(r"hour|hr|day|week", by, re.I)
    ):
        return [care, Said(f"Could I have a few days more than your {by}?", cited)]
    if by:
        return [care, Said(f"Would a few days beyond {_the(by)} be possible?", cited)]
    own = deadline_words(scene.offer)
    if own and own.startswith("by "):
        return [care, Said(f"Would a few days beyond {_the(own[3:])} be possible?", cited)]
    return [care, Said("Would a few more days be possible?", cited)]


def _the(moment: str) -> str:
    moment = day_in_capitals(written_out(moment))
    return (
        f"the {moment}"
        if re.match(r"end\b|close\b|\d{1,2}(?:st|nd|rd|th)\b", moment, re.IGNORECASE)
        else moment
    )


def _wait(scene: Scene) -> list[Said]:
    help_ = Said("If anything from my side would help you to make the case, please tell me.")
    own = deadline_words(scene.offer)
    if scene.back_by:
        return [help_, Said("I look forward to hearing from you then.")]
    if own:
        return [help_, Said(f"As you need my answer {own}, could that date move along if this takes longer?")]
    return [help_, Said("When may I expect to hear from you?")]


def _gone(scene: Scene) -> list[Said]:
    keen = "I asked because I was keen to make it work, and never meant to put the offer in question."
    return [
        Said(keen, scene.counsel.cited("rescind")),
        Said("If there is a way to look at it once more, I would be glad to talk."),
    ]


def _on_hold(scene: Scene) -> list[Said]:
    """The role waits: nothing is asked for now but what becomes of the offer, and when to hear."""
    return [
        Said("I remain very interested in it."),
        Said("Could you tell me what this means for the offer, and when I may expect to hear from you?"),
    ]


def in_writing(scene: Scene, kind: str) -> Said:
    """The close after something has moved: it is wanted in writing, and read before it is signed."""
    every = "with every part in it, " if kind == "acceptance" else ""
    return Said(
        f"Could you send me the updated offer in writing, {every}so that I can go through it with care?",
        scene.counsel.cited("in_writing"),
    )


def still_open(scene: Scene, moved: frozenset[str] = frozenset()) -> Said | None:
    """The first open ask after a step: one thing, with the amount that was asked for before.

    What has not moved yet comes before what has.
    """
    asks = sorted(scene.spoken, key=lambda a: a.component in moved)
    lead = asks[0] if asks else None
    if lead is None:
        return None
    name = kind_words(scene.offer) if lead.component == "equity" else part_name(lead, scene.offer)
    if lead.low is None:
        room = (
            "could we talk about it"
            if lead.component in ("level", "start_date")
            else "is there room for more"
        )
        return Said(f"What is still open for me is the {name}: {room}?", lead.passages)
    return Said(
        f"What is still open for me is the {name}: could it come to {_to(lead, scene.offer)}?", lead.passages
    )


def _to(ask: Ask, offer: Offer) -> str:
    amount = amount_words(ask, offer)
    return f"{amount} over four years" if ask.component == "equity" else amount
