"""An offer becomes a checked counter-offer: placed, planned, worded, every figure and claim checked.

In: an `Offer`, a `Library`, an encoder, the `Lexicon`. Out: a `Draft` in which every number of every
text is quoted, the person's own or derived, and every claim stands in the offer. The commands, the
service and the batch mode enter here. A sentence that does not pass is withheld and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from assistant.counter.call import write_call, write_recap
from assistant.counter.checking import (
    SHOWN_TEXTS,
    Checker,
    evidence_of_row,
    given_in,
    inputs_of,
    texts_of,
)
from assistant.counter.claims import false_claims, usable
from assistant.counter.letter import write_letter
from assistant.counter.levers import strengths_of
from assistant.counter.offer import Offer, Tone
from assistant.counter.orders import is_order, is_threat
from assistant.counter.placing import place_offer
from assistant.counter.plan import plan_asks
from assistant.counter.replies import write_replies
from assistant.counter.result import Answering, Ask, Check, Draft, DraftStatus, Flag, Letter, Plan, Words
from assistant.counter.rounds import before, is_mine, last_word_was_no
from assistant.counter.terms import NOT_TOLD, deadline_words, person_name
from assistant.grounding import Evidence
from assistant.result import Citation
from corpus.regexes import regex
from index.library import Library
from index.resolve import Lexicon

if TYPE_CHECKING:
    from index.encoder import Encoder

__all__ = ["check_offer", "draft_counter", "evidence_for", "evidence_of_draft"]


def check_offer(offer: Offer, library: Library, lexicon: Lexicon) -> tuple[Check, Draft]:
    """Where an offer lies; the Draft carries the citations and numbers of the check alone."""
    placed = place_offer(offer, library, lexicon)
    plan = Plan()
    status: DraftStatus = "drafted" if placed.status == "done" else placed.status
    draft = Draft(
        status, placed, plan, flags=_flags(offer, placed, plan, lexicon), questions=placed.questions
    )
    draft = _finished(draft, _checker(offer, placed, plan, library, lexicon))
    return draft.check, draft


def draft_counter(offer: Offer, library: Library, encoder: Encoder | None, lexicon: Lexicon) -> Draft:
    """Draft a counter-offer."""
    placed = place_offer(offer, library, lexicon)
    entered, offer = offer, _without_orders(offer)
    plan = plan_asks(offer, placed, library, before(offer))
    checker = _checker(offer, placed, plan, library, lexicon)
    draft = Draft(
        _status(placed, plan),
        placed,
        _checked_plan(plan, checker),
        flags=(*_flags(entered, placed, plan, lexicon), *_rounds_noted(offer)),
        questions=tuple(dict.fromkeys((*placed.questions, *plan.questions))),
    )
    if draft.status != "drafted":
        return _finished(draft, checker)
    letter = write_letter(offer, placed, plan, library)
    letter = Letter(letter.subject, checker.words(letter.body, "letter.body"))
    prepared = write_replies(offer, placed, plan, library)
    call = checker.words(write_call(offer, placed, plan, library, prepared), "call_script")
    replies = [Answering(r.when, checker.words(r.say, f"replies[{i}].say")) for i, r in enumerate(prepared)]
    recap = checker.words(write_recap(offer, placed, plan), "recap")
    draft = replace(draft, letter=letter, call_script=call, replies=tuple(replies), recap=recap)
    return _finished(draft, checker)


def _status(placed: Check, plan: Plan) -> DraftStatus:
    """Drafted where a row, or the person's own target, gives something to ask for."""
    if placed.status == "done" or any(a.origin == "target" for a in plan.asks):
        return "drafted"
    return "needs_detail"


# --------------------------------------------------------------------------------- text that is data

_LEVEL = regex(r"[A-Za-z0-9\u3400-\u9fff][\w .,/()+&\u2013-]*", re.UNICODE)
_RANK = regex(
    r"\d|[\u3400-\u9fff]|\b(?:junior|mid|senior|sr|staff|principal|lead|distinguished|fellow|entry|associate|"
    r"new\s+grad|graduate|intern|manager|director|architect|expert|head|vp|[ivx]{1,3})\b",
    re.IGNORECASE,
)
_DAY = regex(
    r"""\d{1,4}[-./]\d|\d\s*(?:st|nd|rd|th|h|hours?|days?|weeks?|月|日|号)\b|\d+\s*(?:月|日|号|天|周)
    |\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct
    |nov|dec)[a-z]*\b|\b(?:days?|weeks?|months?|quarters?|today|tomorrow|tonight|noon|eod|eow|eob|asap|spring|summer
    |autumn|fall|winter|new\s+year|christmas|immediately|flexible|(?:19|20)\d\d)\b|周|星期|月底|明天|下周""",
    re.IGNORECASE | re.VERBOSE,
)


def _rounds_noted(offer: Offer) -> Iterator[Flag]:
    """Whether their last word asks for an answer before a new counter."""
    if last_word_was_no(offer):
        yield Flag(
            "last_word_was_no",
            "Their last message says no, calls it final, or takes the offer back: answer that message "
            "(counteroffer reply) before you send a new counter.",
        )


def _without_orders(offer: Offer) -> Offer:
    """The offer without the texts that may not be shown: orders, placeholders, claims not entered."""
    changes = {
        name: None
        for name in SHOWN_TEXTS
        if (text := getattr(offer, name)) and not (_may_stand(text) and _has_shape(name, text))
    }
    strengths = tuple(s for s in offer.strengths if _may_stand(s))
    unvested = offer.unvested if offer.unvested and offer.unvested.value else None
    wanted = {
        name: text for name, text in offer.target_words.items() if _may_stand(text) and _has_shape(name, text)
    }
    changes["target_words"] = wanted  # type: ignore[assignment]
    priorities = tuple(p for p in offer.priorities if _may_stand(p))
    return replace(offer, strengths=strengths, priorities=priorities, unvested=unvested, **changes)  # type: ignore[arg-type]


def _not_read(name: str, offer: Offer) -> str:
    """That a day or a tone was not understood, and how it can be written."""
    if name == "tone":
        known = ", ".join(get_args(Tone))
        return f"The tone “{offer.tone_words}” is not known, so the letter is neutral. Known are {known}."
    called = "deadline" if name == "deadline" else "start date"
    return (
        f"The {called} “{getattr(offer, name)}” names no day that could be read, so the letter leaves it out. "
        "Write it like Friday or 4 December 2026."
    )


def _may_stand(text: str) -> bool:
    """Whether a text of the person's may come into a letter: no order, threat, claim or blank."""
    return usable(text) is not None and not is_threat(text) and "__" not in text


def _has_shape(name: str, text: str) -> bool:
    """Whether a text can be what its field is for: a level's code or title, a day."""
    if name == "level":
        short = len(text) <= 40 and len(text.split()) <= 5
        return short and bool(_LEVEL.fullmatch(text.strip()) and _RANK.search(text))
    if name in ("deadline", "start_date"):
        return len(text) <= 80 and bool(_DAY.search(text))
    return True


def _claiming(offer: Offer, lexicon: Lexicon) -> list[str]:
    """The texts of the person's own that claim what was not entered."""
    texts = [("notes", offer.notes or "")]
    texts += [(n, t) for n in ("strengths", "constraints", "priorities") for t in getattr(offer, n)]
    texts += [("rounds", one.text) for one in offer.rounds if is_mine(one, offer)]
    return list(dict.fromkeys(name for name, text in texts if text and false_claims(text, offer, lexicon)))


def _flags(offer: Offer, placed: Check, plan: Plan, lexicon: Lexicon) -> tuple[Flag, ...]:
    """All flags, one of each code; texts that hold orders add theirs."""
    out: dict[str, str] = {}
    for flag in (*placed.flags, *plan.flags):
        known = out.get(flag.code)
        more = known is None or flag.message in known
        out[flag.code] = flag.message if more else f"{known} {flag.message}"
    ordering = list(dict.fromkeys(name for name, text in texts_of(offer) if is_order(text)))
    if ordering:
        out["injection"] = (
            f"What stands in {' and '.join(ordering)} reads as an order to the program or asks for a claim "
            "that you did not enter. It was not followed and is not in the letter; if it is true, enter it "
            "in its own field."
        )
    odd = [
        n
        for n in ("level", "deadline", "start_date")
        if (t := getattr(offer, n)) and not _has_shape(n, t) and not (n == "level" and NOT_TOLD.search(t))
    ]
    for name in ("candidate", "recruiter"):
        text = getattr(offer, name)
        odd += [name] if text and person_name(text) is None else []
    if offer.deadline and "deadline" not in odd and deadline_words(offer) is None:
        odd.append("deadline")
    odd += [
        f"target.{name}"
        for name, text in offer.target_words.items()
        if not (_may_stand(text) and _has_shape(name, text))
    ]
    odd += ["strengths"] if len(strengths_of(offer)) < len(offer.strengths) else []
    odd += ["tone"] if offer.tone_words and offer.tone == "neutral" else []
    left_out = []
    for name in [name for name in odd if name in ("deadline", "start_date", "tone")]:
        odd.remove(name)
        left_out.append(_not_read(name, offer))
    if odd:
        left_out.append(
            f"What stands in {' and '.join(odd)} is not used, or only in part: it could not be read as what the "
            "field is for, or it claims something that is not entered in its own field."
        )
    if claiming := [name for name in _claiming(offer, lexicon) if name not in (*ordering, *odd)]:
        left_out.append(
            f"What stands in {' and '.join(claiming)} speaks of an offer, a process, a company, a deadline or pay "
            "that is not entered in its own field. It is not in the letter; if it is true, enter it there."
        )
    if left_out:
        out["left_out"] = " ".join(left_out)
    if offer.language and not offer.language.lower().startswith("en"):
        out["language_english"] = "Without a language model the texts are written in English."
    return tuple(Flag(code, message) for code, message in out.items())


# ------------------------------------------------------------------------------------------- checking


def evidence_for(offer: Offer, placed: Check, plan: Plan, library: Library, lexicon: Lexicon) -> Evidence:
    """What figures may come from: the offer's row, the guides beside their rows, the person, the plan."""
    facts, counts = evidence_of_row(library, placed.row)
    derived = [d for a in plan.asks for d in (a.derivation, a.uncapped) if d]
    derived += [d for p in placed.assessment for d in p.derivations]
    derived += [plan.year] if plan.year else []
    inputs, given = tuple(inputs_of(offer)), tuple(given_in(offer, lexicon))
    return Evidence(facts, counts, inputs, tuple(derived), given=given)


def evidence_of_draft(offer: Offer, library: Library, lexicon: Lexicon) -> Evidence:
    """What the figures of a letter about an offer may come from: all that a draft of it could say."""
    placed, offer = place_offer(offer, library, lexicon), _without_orders(offer)
    plan = plan_asks(offer, placed, library, before(offer))
    return evidence_for(offer, placed, plan, library, lexicon)


def _checker(offer: Offer, placed: Check, plan: Plan, library: Library, lexicon: Lexicon) -> Checker:
    return Checker(offer, evidence_for(offer, placed, plan, library, lexicon), library, lexicon)


def _finished(draft: Draft, checker: Checker) -> Draft:
    """The draft with its citations numbered and its numbers."""
    for placed in draft.check.assessment:
        if placed.passage:
            checker.cite(placed.passage)
    notes = [
        checker.words(Words(((said,),)), f"notes[{i}]", claims=False)
        for i, said in enumerate(draft.check.notes)
    ]
    kept = tuple(said for note in notes for paragraph in note.paragraphs for said in paragraph)
    flags = tuple(
        Flag(f.code, checker.message(f.message, f"flags[{i}].message")) for i, f in enumerate(draft.flags)
    )
    return replace(
        draft,
        check=replace(draft.check, notes=kept),
        flags=flags,
        citations=tuple(Citation(i, p) for p, i in checker.order.items()),
        numbers=tuple(checker.numbers),
        withheld=checker.withheld,
    )


def _checked_plan(plan: Plan, checker: Checker) -> Plan:
    asks: list[Ask] = []
    for i, ask in enumerate(plan.asks):
        for passage in ask.passages:
            checker.cite(passage)
        asks.append(replace(ask, reason=checker.message(ask.reason, f"asks[{i}].reason")))
    return replace(plan, asks=tuple(asks))
