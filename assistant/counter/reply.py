"""The next message of a negotiation: what the recruiter wrote, read as data, and what to answer.

In: an `Offer` with its rounds, the message, the library, an encoder, the lexicon. Out: a `Reply`: what
was recognised, the new figures (to be taken over only if the person agrees), a message of two to five
sentences and why. What was refused is not asked for again, what was asked for is not raised, thanks are
not said twice, nothing is accepted on the spot, current pay is not told, and an order to a program in
the message is left out and flagged. A sentence whose figure or claim has no source is withheld.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from assistant.counter.answers import (
    Scene,
    untold,
)
from assistant.counter.changes import NAMES, Change
from assistant.counter.checking import Checker, evidence_of_row, given_in, inputs_of
from assistant.counter.claims import usable
from assistant.counter.counsel import Counsel, counsel_of
from assistant.counter.heard import KINDS, Heard, Message, hear, parts_in, sentences_of
from assistant.counter.moves import Moves, moves_in
from assistant.counter.offer import Offer
from assistant.counter.placing import place_offer
from assistant.counter.plan import plan_asks
from assistant.counter.reply_message import greeted, sentences_for
from assistant.counter.result import Ask, Check, Flag, Plan, Said, Words
from assistant.counter.rounds import (
    WISHES,
    all_refused,
    changed,
    open_asks,
    refused_before,
    turned_to,
)
from assistant.counter.terms import home_currency, listed
from assistant.grounding import Evidence
from assistant.result import Citation, Number
from corpus.money import Amount, amounts_in
from corpus.passages import Passage
from corpus.regexes import regex
from index.library import Library
from index.resolve import Lexicon

if TYPE_CHECKING:
    from index.encoder import Encoder

ReplyStatus = Literal["done", "needs_detail", "declined"]
LONGEST_MESSAGE = 20_000
_MAY_TELL = regex(
    r"^(?!.*\b(?:not|never|no|n['’]t|without)\b).*\b(?:may|can|ok(?:ay)?|happy|fine|please|allowed)\b.*\b(?:tell|share|disclose|name|give|say)\b"
    r".*\b(?:current|present)\s+(?:pay|salary|comp\w*)",
    re.IGNORECASE,
)
_WHY = {
    "rescind": "They take the offer back; a calm answer keeps the door open.",
    "on_hold": "They put the role on hold and do not take the offer back; you ask what becomes of the offer.",
    "trade": "They give something only if you let something go; the answer neither takes that nor refuses it.",
    "acceptance": "They agree; nothing is settled until it stands in the letter, so you ask for that first.",
    "partial_yes": "They moved; you thank them for it and keep to one thing that is still open.",
    "asks_for_proof": "They ask for proof; you say exactly what there is and no more.",
    "asks_current_salary": "They ask what you earn; your answer points to the role, and your pay stays yours to tell.",
    "only_sign_on_moves": "They say where there is room, so the answer asks there.",
    "band_limit": "They name the band as the limit; the level decides the band, so that is what you ask about.",
    "no_negotiation": "They do not negotiate; a question about how the equity grows is still open to you.",
    "internal_equity": "They point to others on the team; a one-time payment leaves salaries as they are.",
    "budget": "They point to the budget; what is paid once, or later, is the easier thing to find.",
    "final_offer": "They call it final; you do not argue, and ask for the one thing that moves most easily.",
    "rejection": "They said no to what you asked; it is not asked for again, and another part is.",
    "counter_question": "They ask what you would say yes to; you name one thing and do not say yes on the spot.",
    "asks_expectation": "They ask for your number; you name what you have asked for, or ask for their range first.",
    "exploding_deadline": "They set a time; asking politely for a few more days is normal.",
    "more_time": "They need time; you give it, and ask when to expect an answer.",
    "asks_other_offers": "They ask about others; you say exactly what you entered, or keep to this role.",
    "start_question": "They ask for a start; the offer comes first, so the answer names no more than you have.",
    "checking_in": "They wait for you; you stay friendly and keep to the one thing that is open.",
    "gives_time": "They give you time; you thank them and take it.",
    "tied": "They tie a step to your signature; you welcome it, and ask for it without the pressure.",
    "unclear": "It is not clear what they say about the offer, so the answer stays friendly and gives nothing away.",
}
# The same where the answer asks for no part of the offer: there was nothing left to ask for.
_WHY_NOTHING = {
    "partial_yes": "They moved; you thank them for it, and have it put in writing.",
    "only_sign_on_moves": "They say where there is room; you have asked there already, so the answer asks for nothing.",
    "internal_equity": "They point to others on the team; the answer asks for nothing that would set you apart.",
    "budget": "They point to the budget; the answer asks for nothing that it would have to pay.",
    "final_offer": "They call it final; you do not argue, and ask for no more pay.",
    "rejection": "They said no to what you asked; it is not asked for again, and nothing else is.",
}
# Which advice of the guides the reason for an answer rests on.
_ADVICE = {
    "rescind": ("rescind",),
    "acceptance": ("in_writing",),
    "partial_yes": ("in_writing",),
    "asks_for_proof": ("honest",),
    "asks_current_salary": ("number_first",),
    "only_sign_on_moves": ("gap",),
    "band_limit": ("level",),
    "no_negotiation": ("growth",),
    "internal_equity": ("gap",),
    "budget": ("gap",),
    "final_offer": ("gap",),
    "rejection": ("together",),
    "counter_question": ("time",),
    "asks_expectation": ("number_first",),
    "exploding_deadline": ("time",),
    "asks_other_offers": ("honest",),
    "start_question": ("in_writing",),
    "gives_time": ("time",),
    "tied": ("time",),
    "trade": ("together",),
    "on_hold": ("in_writing",),
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What to answer, checked. `offer` is the offer as it would be with the changes."""

    status: ReplyStatus
    recognised: tuple[str, ...] = ()
    message: str = ""
    why: str = ""
    changes: tuple[Change, ...] = ()
    flags: tuple[Flag, ...] = ()
    questions: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    numbers: tuple[Number, ...] = ()
    annotated: str = ""  # the message with its [n] marks
    offer: Offer | None = None
    withheld: int = 0
    why_annotated: str = ""  # the reason with its marks
    model: str | None = None
    usage: dict[str, Any] | None = None  # what a model's words cost; None where none was asked

    def as_dict(self) -> dict[str, Any]:
        """The `reply` object of the contract."""
        return {
            "status": self.status,
            "recognised": list(self.recognised),
            "message": self.message,
            "annotated": self.annotated,
            "why": self.why,
            "offer_changes": [c.as_dict() for c in self.changes],
            "flags": [{"code": f.code, "message": f.message} for f in self.flags],
            "questions": list(self.questions),
            "citations": [c.as_dict() for c in self.citations],
            "numbers": [n.as_dict() for n in self.numbers],
            "model": self.model,
            "withheld": self.withheld,
            **({} if self.usage is None else {"usage": self.usage}),
        }


def reply_to(
    offer: Offer, message: str, library: Library, encoder: Encoder | None, lexicon: Lexicon
) -> Reply:
    """Answer what the recruiter wrote. The encoder is asked only where no cue fits."""
    heard = hear(message[:LONGEST_MESSAGE])
    flags: dict[str, str] = {}
    if heard.orders:
        flags["injection"] = (
            "Part of the message is an order to a program and not a word to you. It was not followed and not "
            "answered."
        )
    if not heard.text.strip():
        status: ReplyStatus = "declined" if heard.orders else "needs_detail"
        nothing = "There is nothing in it to answer." if heard.orders else "The message is empty."
        return Reply(
            status,
            why=nothing,
            flags=_flags(flags),
            questions=("What did the recruiter write?",),
            offer=offer,
        )
    placed = place_offer(offer, library, lexicon)
    home = home_currency(offer, placed)
    moves = moves_in(heard, offer, home)
    heard = _with_moves(heard, moves)
    if (
        encoder is not None
        and not heard.kinds
        and not (moves.changes or moves.tied or moves.cut or moves.same)
    ):
        heard = _by_likeness(heard, library, encoder, flags)
    after = changed(offer, moves, heard.text)
    placed_after = place_offer(after, library, lexicon)
    plans = (plan_asks(offer, placed, library), plan_asks(after, placed_after, library))
    refused = heard.refused | refused_before(offer) | all_refused(heard, offer)
    counsel = counsel_of(library, placed.row[0].guide if placed.row else None)
    still = open_asks(offer, after, plans, heard, moves, refused)
    dropped = _dropped(heard, moves, still)
    asks = tuple(a for a in still if a.component not in heard.dropped)
    scene = Scene(
        after,
        placed_after,
        asks,
        counsel,
        library,
        refused,
        turned_to(offer),
        heard.back_by,
        heard.when,
        plans[0].in_letter,
    )
    _note(flags, heard, moves, offer)
    asked_of_me = _to_ask(heard, offer)
    checks = (placed_after, placed)
    checker = _checker(offer, after, checks, library, lexicon, heard.text, plans, moves, asks)
    body = checker.words(_paragraph(greeted(sentences_for(heard, moves, scene), offer)), "message")
    kind = next(iter(heard.kinds), "unclear")
    kind = "tied" if moves.tied and not moves.better and not heard.dropped else kind
    because = Said(_WHY[kind], _advice(kind, counsel))
    if kind in _WHY_NOTHING and not _asks_for_a_part(body.plain, kind):
        because = Said(_WHY_NOTHING[kind])
    why = checker.words(_paragraph([because, *_also(heard, kind)]), "why", claims=False)
    unclear = not heard.kinds and not (moves.changes or moves.cut)
    questions = [*moves.questions, *asked_of_me]
    if dropped:
        questions.append(
            f"Would you let go of your ask for the {dropped} to have what they give for it? The message says neither "
            "yes nor no, and does not ask for it again."
        )
    if unclear:
        questions.append(
            "What do they say about the offer: is it a no, a new figure, a question, a deadline?"
        )
    ids = checker.order
    return Reply(
        "needs_detail" if unclear else "done",
        heard.kinds or ("unclear",),
        body.plain,
        why.plain,
        moves.changes,
        _flags(flags),
        tuple(dict.fromkeys(questions)),
        tuple(Citation(i, p) for p, i in ids.items()),
        tuple(checker.numbers),
        body.annotated(ids),
        after,
        checker.withheld,
        why.annotated(ids),
    )


def _paragraph(sentences: Sequence[Said]) -> Words:
    return Words((tuple(sentences),) if sentences else ())


def _flags(flags: dict[str, str]) -> tuple[Flag, ...]:
    return tuple(Flag(code, text) for code, text in flags.items())


def _by_likeness(heard: Message, library: Library, encoder: Encoder, flags: dict[str, str]) -> Message:
    """What no cue fits is read as what it is most like, and the person is told so."""
    from assistant.counter.likeness import likely_kind

    kind = likely_kind(heard.text, library, encoder)
    if kind is None:
        return heard
    flags["read_by_likeness"] = (
        f"No plain word says it, but the message is most like “{kind.replace('_', ' ')}”; check whether that "
        "is what they mean."
    )
    return replace(heard, heard=(Heard(kind, heard.text, 1),))


def _with_moves(heard: Message, moves: Moves) -> Message:
    """A figure that is better than before is a partial yes, whatever the words around it; a lower one is none."""
    yes = next((h for h in heard.heard if h.kind == "partial_yes"), None)
    lowered = (moves.worse or moves.cut) and not moves.better
    # A figure that is what it was, that is only lower, or that hangs on a signature or a trade, is no step.
    if (
        yes
        and (lowered or moves.tied or heard.dropped or yes.sentence in moves.unchanged)
        and not moves.better
    ):
        heard = replace(heard, heard=tuple(h for h in heard.heard if h.kind != "partial_yes"))
    if moves.tied and not heard.says("exploding_deadline", "counter_question"):
        first = Heard("counter_question", moves.tied[0].words, 3)
        told = sorted((*heard.heard, first), key=lambda h: KINDS.index(h.kind))
        heard = replace(heard, heard=tuple(told))
    if not moves.better or heard.says("partial_yes", "acceptance", "rescind"):
        return heard
    first = Heard("partial_yes", moves.better[0].words, 3)
    place = next(
        (i for i, h in enumerate(heard.heard) if h.kind not in ("rescind", "acceptance")), len(heard.heard)
    )
    return replace(heard, heard=(*heard.heard[:place], first, *heard.heard[place:]))


# ------------------------------------------------------------------------------------ why and what to watch


def _asks_for_a_part(message: str, kind: str) -> bool:
    """Whether an answer asks for a part of the offer; beside a step of theirs, an early review counts as one."""
    asking = [s for s in sentences_of(message) if s.endswith("?") or WISHES.search(s)]
    return any(parts_in(s) for s in asking) or (kind == "partial_yes" and "review" in message)


def _advice(kind: str, counsel: Counsel) -> tuple[Passage, ...]:
    pair = counsel.on(kind)
    return (pair.passage,) if pair else counsel.cited(*_ADVICE.get(kind, ()))


def _also(heard: Message, kind: str) -> list[Said]:
    """A second sentence on what else was heard and weighs on the answer."""
    if (
        kind != "exploding_deadline"
        and heard.says("exploding_deadline")
        and heard.when
        and usable(heard.when)
    ):
        return [Said("They also set a time for your answer, so the message asks for a little more of it.")]
    if heard.refused and kind in ("partial_yes", "asks_for_proof", "exploding_deadline", "more_time"):
        firm = [name for part, name in NAMES.items() if part in heard.refused - heard.kept]
        kept = [name for part, name in NAMES.items() if part in heard.kept]
        out = []
        if firm:
            out.append(f"The {listed(firm)} cannot move, they say, so the message does not ask for it again.")
        if kept:
            stay = "stays as it is" if len(kept) == 1 else "stay as they are"
            out.append(f"The {listed(kept)} {stay}, so the message keeps to the rest.")
        return [Said(text) for text in out]
    return []


def _dropped(heard: Message, moves: Moves, still: Sequence[Ask]) -> str:
    """The names of what is to be let go of: of the open asks, where it is among them."""
    parts = heard.dropped - {c.component for c in moves.traded}
    asked = [a.component for a in still if a.component in parts]
    names = {**NAMES, "level": "level", "start_date": "start date"}
    return listed([names[p] for p in names if p in (asked or parts)]) if heard.dropped else ""


def _to_ask(heard: Message, offer: Offer) -> list[str]:
    """What only the person can tell before the answer goes out."""
    out = []
    if heard.says("asks_for_proof", "asks_other_offers"):
        out += [
            f"Is what you have from {usable(c.company or '') or 'the other company'} a written offer, a verbal one, or "
            "still in process? Until you say so, the message neither claims it nor denies it."
            for c in untold(offer)
        ]
        if not offer.competing:
            out.append("Do you have another offer or process? You entered none, so the message claims none.")
    if heard.says("asks_for_proof"):
        out += [
            f"May the letter of {usable(c.company or '') or 'the other company'} be shown? Check what it says about "
            "confidentiality first; the message leaves it open."
            for c in offer.competing
            if c.status == "written"
        ]
    if heard.says("start_question"):
        out.append("When could you start? The message names no date that you did not enter.")
    if heard.says("gives_time") and heard.when and not heard.says("exploding_deadline"):
        out.append(f"They propose “{heard.when}” for your answer: does that suit you?")
    return out


def _note(flags: dict[str, str], heard: Message, moves: Moves, offer: Offer) -> None:
    """What the person must know of the message and of the answer."""
    if heard.says("asks_current_salary"):
        allowed = any(_MAY_TELL.search(text) for text in (*offer.constraints, offer.notes or ""))
        flags["current_pay"] = (
            "You allowed it to be told, so you can add what you earn today; the message leaves it to you."
            if allowed
            else "What you earn today is not in the message. Whether you tell it is yours to decide."
        )
    if heard.says("asks_for_proof"):
        if any(c.is_offer for c in offer.competing):
            flags["competing_offer_present"] = (
                "Your other offer is told exactly as you entered it; whether you show its letter is yours to decide."
            )
        elif any(c.status == "in_process" for c in offer.competing):
            flags["process_not_offer"] = "You entered a process and no offer, so no letter is promised."
        elif not offer.competing:
            flags["no_competing_offer"] = "You entered no other offer, so the message claims none."
    if heard.says("asks_for_proof", "asks_other_offers") and untold(offer):
        flags["other_offer_unclear"] = (
            "You did not say whether your other offer is written, verbal or in process; the message leaves it open."
        )
    if moves.tied:
        flags["conditional"] = (
            "What they add holds only if you sign as they say; it is not taken into your offer, and the message "
            "asks for it without the time pressure."
        )
    if heard.dropped:
        flags["conditional"] = (
            "What they add holds only if you let go of something you asked for; it is not taken into your offer, and "
            "the message neither takes the trade nor refuses it."
        )
    timed = any(c.field == "deadline" for c in moves.changes)
    if heard.when and heard.says("exploding_deadline") and (timed or not moves.tied):
        flags["deadline"] = "They set a time for your answer; have a reply out before it."
    if moves.worse or moves.cut:
        lower = {c.component for c in moves.worse} | moves.cut
        names = listed([name for part, name in NAMES.items() if part in lower])
        flags["offer_lowered"] = f"They put the {names} lower than in your offer; ask whether that is meant."
    if moves.supposed:
        flags["not_offered_yet"] = (
            "They speak of a figure as a possibility; it is not taken into your offer before they confirm it."
        )
    if heard.says("on_hold"):
        flags["offer_on_hold"] = (
            "They put the role on hold: ask whether the offer stands, and do not give up other talks for it."
        )
    if heard.says("rescind"):
        flags["offer_withdrawn"] = (
            "They say that the offer no longer stands; do not rely on it in any other talk."
        )


# -------------------------------------------------------------------------------------------- checking


def _checker(
    offer: Offer,
    after: Offer,
    placed: Sequence[Check],
    library: Library,
    lexicon: Lexicon,
    message: str,
    plans: Sequence[Plan],
    moves: Moves,
    asks: Sequence[Ask],
) -> Checker:
    """What figures of a reply may come from: the row, the guides, the person, the recruiter, the plans."""
    facts, counts = evidence_of_row(library, placed[0].row)
    derived = [a.derivation for plan in plans for a in plan.asks] + [a.derivation for a in asks]
    derived += [d for check in placed for p in check.assessment for d in p.derivations]
    derived += [c.derivation for c in (*moves.changes, *moves.supposed, *moves.tied, *moves.traded)]
    inputs = [*inputs_of(offer), *inputs_of(after), *amounts_in(message), *_given(moves)]
    given = [*given_in(offer, lexicon), *given_in(after, lexicon)]
    evidence = Evidence(facts, counts, tuple(inputs), tuple(d for d in derived if d), given=tuple(given))
    return Checker(after, evidence, library, lexicon)


def _given(moves: Moves) -> list[Amount]:
    """The figures of the message as they were read: theirs, so they may be said back to them."""
    out = []
    for change in (*moves.changes, *moves.supposed, *moves.tied, *moves.traded):
        if isinstance(change.new, Decimal):
            unit: Literal["money", "percent"] = "percent" if change.field == "bonus_percent" else "money"
            out.append(
                Amount(change.new, change.new, unit, change.currency, change.mark, None, change.words, 0, 0)
            )
    return out
