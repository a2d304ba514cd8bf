"""What to say when they push back: prepared answers, before anything was said.

In: the offer, its check, the plan, the library. Out: `Answering`s: first for the pushbacks that the
guides know, then for those that are usual, each in the person's own voice and true for this person.
What a recruiter really wrote is `assistant.counter.reply`'s.
"""

from __future__ import annotations

from assistant.counter.answers import (
    LIMITS,
    Scene,
    answer,
    in_writing,
    opening,
    second_way,
    still_open,
    turn,
)
from assistant.counter.counsel import Paired, counsel_of
from assistant.counter.levers import rivals_of
from assistant.counter.offer import Offer
from assistant.counter.result import Answering, Ask, Check, Plan, Said, Words
from assistant.counter.terms import ask_words
from index.library import Library

MOST = 8
MOST_SENTENCES = 4
# What they may say, in our words; a guide's own wording of it goes before.
_WHEN = {
    "final_offer": "This is our final offer",
    "band_limit": "The band does not go higher",
    "no_negotiation": "We do not negotiate",
    "exploding_deadline": "We need your answer very soon",
    "asks_for_proof": "Can you show us the other offer?",
    "asks_current_salary": "What do you earn today?",
    "partial_yes": "We can move on some of it, but not on all",
    "counter_question": "What would it take for you to sign today?",
    "internal_equity": "It would not be fair to others on the team",
    "budget": "There is no budget for that",
    "more_time": "I need to check this with the team",
    "only_sign_on_moves": "Only the sign-on can move",
    "rejection": "We cannot do what you asked for",
    "rescind": "We are taking the offer back",
    "asks_other_offers": "Are you talking to other companies?",
    "start_question": "When can you start?",
}


def write_replies(offer: Offer, check: Check, plan: Plan, library: Library) -> tuple[Answering, ...]:
    """Five to eight answers for what is likely to come back."""
    counsel = counsel_of(library, check.row[0].guide if check.row else None)
    still = tuple(a for a in plan.asks if not a.closed)
    closed = frozenset(a.component for a in plan.asks if a.closed)
    scene = Scene(offer, check, still, counsel, library, closed, most=plan.in_letter)
    others = [
        Answering(p.when, Words((said,)))
        for p in counsel.pairs.get("", ())
        if p.when and (said := _like(p, scene))
    ]
    out = []
    for kind in _kinds(offer, counsel.pairs)[: MOST - min(2, len(others))]:
        pair = counsel.on(kind)
        when = pair.when if pair and pair.when and pair.passage.kind == "pushback" else _WHEN[kind]
        answers = prepared(kind, scene)
        if len(answers) > 1:
            out.append(Answering(when, Words((tuple(answers),))))
    return (*out, *others[: MOST - len(out)])


def _kinds(offer: Offer, known: object) -> list[str]:
    """Which pushbacks to prepare for, the likeliest first."""
    first = ["final_offer", "band_limit", "no_negotiation"]
    told = (
        [k for k in known if k in _WHEN and k not in (*first, "rescind")] if isinstance(known, dict) else []
    )
    usual = ["partial_yes", "exploding_deadline", "asks_current_salary", "counter_question"]
    usual.insert(2, "asks_for_proof" if rivals_of(offer) else "internal_equity")
    return list(dict.fromkeys((*first, *told, *usual)))


def prepared(kind: str, scene: Scene) -> list[Said]:
    """Two to four sentences for one kind of pushback."""
    out = [opening(kind)]
    if kind in LIMITS:
        if kind in ("final_offer", "rejection"):
            out.append(Said("I would very much like to make this work."))
        found = turn(kind, scene)
        if found:
            out.append(found[1])
            if kind == "no_negotiation":
                out.append(Said("That would help me to judge the package as a whole."))
            elif also := second_way(kind, scene, found[0]):
                out.append(also)
    elif kind == "partial_yes":
        rest = still_open(scene)
        out += [rest] if rest else []
        out.append(in_writing(scene, kind))
    else:
        out += answer(kind, scene)
    return out[:MOST_SENTENCES]


def _like(pair: Paired, scene: Scene) -> tuple[Said, ...]:
    """An answer to a remark that is of no usual kind: what the guide's reply turns to, in our words."""
    part = next((p for p in pair.parts if p in ("sign_on", "equity", "base", "level")), None)
    if part is None and not pair.asks:
        return ()
    ask: Ask | None = scene.ask(part) if part else None
    first = Said("I understand, and thank you for telling me.")
    if ask is not None and ask.low is not None:
        return (
            first,
            Said(f"Could we look at {ask_words(ask, scene.offer)}?", (pair.passage, *ask.passages)),
        )
    about = {"sign_on": "the sign-on bonus", "equity": "the equity", "base": "the base", "level": "the level"}
    return (
        first,
        Said(
            f"Could we talk about what is possible{f' with {about[part]}' if part else ''} instead?",
            (pair.passage,),
        ),
    )
