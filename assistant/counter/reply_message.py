"""The sentences that answer a recruiter's message.

In: what was heard, what it does to the figures, the `Scene` after it. Out: `Said` sentences, at most five:
an opening, what answers them, one concrete thing, a close. It answers what was said together: a step with a
limit, a cut, a condition; what answers each kind of pushback alone is `answers`'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.counter.answers import (
    LIMITS,
    QUESTIONS,
    Scene,
    answer,
    in_writing,
    is_about_me,
    opening,
    still_open,
    turn,
)
from assistant.counter.changes import NAMES, Change
from assistant.counter.claims import usable
from assistant.counter.heard import Message
from assistant.counter.moves import Moves
from assistant.counter.offer import Offer
from assistant.counter.result import Said
from assistant.counter.rounds import has_thanked
from assistant.counter.terms import listed, person_name, written

MOST_SENTENCES = 5


def sentences_for(heard: Message, moves: Moves, scene: Scene) -> list[Said]:
    """An opening, what answers them, one concrete thing, a close: at most five sentences."""
    kinds = heard.kinds
    first = kinds[0] if kinds else "unclear"
    thanked = has_thanked(scene.offer)
    said = {h.kind: h.sentence for h in heard.heard}
    about_me = first == "counter_question" and is_about_me(said[first])
    start = "asked" if about_me else first
    if moves.tied and not moves.better:
        start = "tied"
    elif (moves.worse or moves.cut) and not moves.better and first == "partial_yes":
        start = "unclear"
    out = [_step(moves, scene, thanked) or opening(start, thanked)]
    if first in ("rescind", "on_hold"):
        return out + answer(first, scene)
    if first == "acceptance":
        out.append(in_writing(scene, first))
        out.append(Said("I will then come back to you soon."))
        return out
    cut = _lower(moves, scene)
    out += cut
    if heard.says("trade"):
        late = answer("exploding_deadline", scene)[-1:] if heard.says("exploding_deadline") else []
        return [*out, *_trade(moves, scene), *late][:MOST_SENTENCES]
    if moves.tied:
        return [*out, *_untied(moves, scene)][:MOST_SENTENCES]
    if first == "unclear" and cut:
        return (
            out if len(out) > 2 else [*out, Said("I would be glad to understand how the parts fit together.")]
        )
    if first == "unclear":
        if not (moves.supposed or moves.questions):
            out.append(Said("I remain very interested in the role."))
            out.append(Said("Is there anything that you need from me at this point?"))
            return out
        if idea := _idea(moves, scene):
            out.append(idea)
        out.append(
            Said(
                "Could you send me the figures in writing, part by part, so that I read them right?",
                scene.counsel.cited("in_writing"),
            )
        )
        out.append(Said("I would then come back to you soon."))
        return out
    kinds = tuple(k for k in kinds if k != "checking_in") or kinds
    asked = [k for k in QUESTIONS if k in kinds]
    named = False
    for kind in asked:
        found = answer(kind, scene, said[kind])
        if kind == "counter_question" and moves.supposed and (idea := _idea(moves, scene)):
            found = [idea, *found]
        if named:
            found = [
                s for s in found if "What I have in mind" not in s.text and "What would make" not in s.text
            ]
        named = named or any("What I have in mind" in s.text or "What would make" in s.text for s in found)
        out += found[: 2 if len(asked) < 3 else 1]
    limit = next((k for k in kinds if k in LIMITS), None)
    stepped = "partial_yes" in kinds
    if not asked:
        found_turn = None
        moved = frozenset(c.component for c in moves.better)
        if moves.supposed and (idea := _idea(moves, scene)):
            out.append(idea)
        if cut:
            pass  # what they take away is the one thing to speak of
        elif stepped and limit:
            # They moved and say that there is no more: one light thing, and not what moved or is large.
            if found_turn := turn(limit, scene, moved | {"equity", "base"}):
                out.append(found_turn[1])
        elif stepped and (rest := still_open(scene, moved | ({"sign_on"} if moves.split else set()))):
            out.append(rest)
        elif limit and (found_turn := turn(limit, scene, _heavy(limit, scene))):
            if len(kinds) == 1 and limit in ("final_offer", "rejection"):
                out.append(Said("I would very much like to make this work."))
            out.append(found_turn[1])
    if "exploding_deadline" in kinds:
        late = answer("exploding_deadline", scene)
        out += late if len(kinds) == 1 else late[-1:]
    if "more_time" in kinds:
        wait = answer("more_time", scene)
        out += wait if len(kinds) == 1 else wait[-1:]
    for kind in ("gives_time", "checking_in"):
        if kind in kinds and "exploding_deadline" not in kinds:
            out += answer(kind, scene)
    if stepped and moves.split:
        out.append(Said("How would the sign-on bonus be split over the years?"))
    if stepped:
        out.append(in_writing(scene, "partial_yes"))
    elif limit and len(out) < 4 and "exploding_deadline" not in kinds and "more_time" not in kinds:
        out.append(_close(scene, limit))
    return [*out[: MOST_SENTENCES - 1], out[-1]] if len(out) > MOST_SENTENCES else out


def _heavy(limit: str, scene: Scene) -> frozenset[str]:
    """What is too much to ask for of those who say for the second time that there is no more."""
    return (
        frozenset({"equity", "base"}) if scene.used and limit in ("final_offer", "rejection") else frozenset()
    )


def _close(scene: Scene, limit: str) -> Said:
    if limit == "no_negotiation":
        return Said("That would help me to judge the package as a whole.")
    text = "If you could let me know in writing what is possible, I will come back to you soon."
    return Said(text, scene.counsel.cited("in_writing"))


def _step(moves: Moves, scene: Scene, thanked: bool) -> Said | None:
    """What moved, as theirs: "Thank you: your new base of $245K is a real step."."""
    better = [c for c in moves.better if isinstance(c.new, Decimal) or usable(c.new)]
    if not better or len(better) > 3:
        return None
    said = listed([f"your new {_called(c, scene.offer)}" for c in better])
    verb = "is" if len(better) == 1 else "are"
    thanks = "" if thanked else ", and I thank you for it"
    return Said(f"{said[:1].upper()}{said[1:]} {verb} a real step forward{thanks}.")


def _lower(moves: Moves, scene: Scene) -> list[Said]:
    """What they take away: named, and asked about; not agreed to."""
    also = ", though," if moves.better else ""
    lower = [c for c in moves.worse if isinstance(c.old, Decimal)]
    if lower and not moves.better:
        one = lower[0]
        now, was = _called(one, scene.offer), _called(replace(one, new=one.old or one.new), scene.offer)
        return [Said(f"Your {now} is below your earlier {was}: is that meant?")]
    if lower:
        each = [
            f"your {_called(c, scene.offer)} is below the {_amount(replace(c, new=c.old or c.new))} of before"
            for c in lower[:2]
        ]
        told = listed(each)
        stay = "it stay as it was" if len(lower) == 1 else "they stay as they were"
        return [Said(f"I see{also} that {told}: could {stay}?")]
    names = [n for part, n in NAMES.items() if part in moves.cut]
    if not names:
        return []
    stay = "could it stay as it is" if len(names) == 1 else "could they stay as they are"
    return [
        Said(f"I see{also} that the {listed(names)} would be lower: {stay}, or what would the figures be?")
    ]


def _untied(moves: Moves, scene: Scene) -> list[Said]:
    """What holds only if the person signs: welcome, and wanted without the pressure."""
    one = next((c for c in moves.tied if c.better and isinstance(c.new, Decimal)), None)
    out = [Said(f"Your {_called(one, scene.offer)} would be a real step forward.")] if one else []
    out.append(
        Said(
            "Could it stand without the time pressure, so that I can read everything with care?",
            scene.counsel.cited("time"),
        )
    )
    out.append(in_writing(scene, "partial_yes"))
    return out


def _trade(moves: Moves, scene: Scene) -> list[Said]:
    """What they give only for what is let go of: neither taken nor refused, and nothing of it asked for."""
    given = [c for c in moves.traded if c.better and isinstance(c.new, Decimal)][:2]
    verb = "would be a real step forward" if len(given) < 2 else "would be real steps forward"
    out = [Said(f"Your {listed([_called(c, scene.offer) for c in given])} {verb}.")] if given else []
    weigh = "I see that you tie it to what else I asked for, and I would like to weigh both sides with care."
    send = "Could you send me the offer in writing as it would then be, part by part?"
    return [*out, Said(weigh), Said(send, scene.counsel.cited("in_writing"))]


def _idea(moves: Moves, scene: Scene) -> Said | None:
    one = next((c for c in moves.supposed if isinstance(c.new, Decimal) and c.better), None)
    return Said(f"Your {_called(one, scene.offer)} would be a real step forward.") if one else None


def _called(change: Change, offer: Offer) -> str:
    """A new figure with the name of its part: "base of $245K", "equity of $480K over four years"."""
    if isinstance(change.new, str):
        return f"level of {change.new}"
    if change.field == "bonus_percent":
        return f"target bonus of {change.new.normalize():f}%"
    amount = _amount(change)
    if change.field == "equity_per_year":
        return f"equity of {amount} a year"
    if change.component == "equity":
        years = offer.equity.years if offer.equity else None
        return f"equity of {amount}" + (" over four years" if years == 4 else "")
    return {"base": "base", "sign_on": "sign-on bonus", "bonus": "bonus"}[change.component] + f" of {amount}"


def _amount(change: Change) -> str:
    if not isinstance(change.new, Decimal):
        return str(change.new)
    if change.field == "bonus_percent":
        return f"{change.new.normalize():f}%"
    return written(change.new, change.currency, change.mark, change.words)


def greeted(sentences: Sequence[Said], offer: Offer) -> list[Said]:
    """The recruiter's name before the first sentence, where it was entered."""
    name = person_name(offer.recruiter)
    if name is None or not sentences:
        return list(sentences)
    first = sentences[0]
    text = first.text if re.match(r"I\b|[A-Z]{2}", first.text) else first.text[:1].lower() + first.text[1:]
    return [replace(first, text=f"Hi {name}, {text}"), *sentences[1:]]
