"""The letter: what can be sent today, with one lead ask, at most two more, and a reason for each.

In: an `Offer`, its `Check`, its `Plan`, the library. Out: a `Letter`: a subject and `Words` without
placeholder, ultimatum or anything that the person did not enter. Sentences have a rank; the least
needed ones go until the letter is short enough. Which wording is taken depends on the offer's figures
and the tone, never on who the person is. It computes no amount and checks none.
"""

from __future__ import annotations

from assistant.counter.levers import unvested_clause
from assistant.counter.message import EXTRA, Message, Piece
from assistant.counter.offer import Offer
from assistant.counter.phrases import (
    say_close,
    say_final,
    say_more,
    say_request,
    say_rival,
    say_signature,
    say_strength,
    say_thanks,
    say_why,
)
from assistant.counter.result import Check, Letter, Plan, Words
from assistant.counter.terms import (
    deadline_words,
    greeting,
    level_words,
    listed,
    part_name,
    parts_words,
    role_words,
)
from assistant.counter.writer import Writer, rest_words
from index.library import Library

LIMIT = 150  # words of a letter
SHORT_LIMIT = 90
NOTE_LIMIT = 110
ALSO_OPEN = (
    "I would also like to know when my pay would first be reviewed, and whether the start date is flexible."
)


def write_letter(offer: Offer, check: Check, plan: Plan, library: Library) -> Letter:
    """Write the letter (or, for a call, the note that proposes it)."""
    writer = Writer(offer, check, plan, library)
    if offer.channel == "call":
        return Letter(
            _subject(writer), _note(writer).fitted(SHORT_LIMIT if offer.tone == "shorter" else NOTE_LIMIT)
        )
    limit = SHORT_LIMIT if offer.tone == "shorter" else LIMIT
    tries = (_brief,) if offer.tone == "shorter" else (_full, _full_with_one_rival, _brief)
    bodies = []
    for write in tries:
        bodies.append(write(writer).fitted(limit))
        if _count(bodies[-1]) <= limit:
            return Letter(_subject(writer), bodies[-1])
    return Letter(_subject(writer), min(bodies, key=_count))


def _count(body: Words) -> int:
    return len(body.plain.split())


def _subject(writer: Writer) -> str:
    role, company = role_words(writer.offer, writer.check), writer.company
    what = f"{role.removeprefix('the ').removesuffix(' role')} offer" if role else "Offer"
    what = what[:1].upper() + what[1:] + (f" from {company}" if company else "")
    if writer.offer.channel == "call":
        return f"{what}: a short call?"
    names = [part_name(a, writer.offer) for a in writer.asks]
    if not names:
        return f"{what}: some questions"
    about = listed(list(dict.fromkeys(names[:2])))
    return writer.pick("subject", f"{what}: {about}", f"{what}: a question about the {about}")


# ------------------------------------------------------------------------------------- whole letters


def _full_with_one_rival(writer: Writer) -> Message:
    return _full(writer, 1)


def _full(writer: Writer, rivals: int = 2) -> Message:
    message = Message()
    message.add(Piece(greeting(writer.offer)))
    message.add(*say_thanks(writer), say_final(writer))
    used: set[str] = set()
    if not writer.asks:
        _without_asks(writer, message)
    else:
        lead = writer.asks[0]
        others = say_rival(writer, rivals)
        strength = say_strength(writer, 2, 1)
        if others:
            used.add("rival")
        if strength:
            used.add("strength")
        request = say_request(writer, lead, others is not None)
        why = say_why(writer, lead, used)
        leave = None
        if writer.offer.unvested and not any(a.component == "sign_on" for a in writer.asks):
            leave = Piece(f"Please also consider that {unvested_clause(writer.offer, writer.check)}.")
            used.add("unvested")
        message.add(others, strength, request, *why, leave)
        more = say_more(writer, used)
        if not more and lead.component == "level":
            more = [Piece(ALSO_OPEN, 2)]
        message.add(*more, _years_open(writer))
    message.add(*say_close(writer))
    message.add(say_signature(writer))
    return message


def _years_open(writer: Writer) -> Piece | None:
    """What has to be asked of a grant whose years were not told."""
    grant = writer.offer.equity
    if grant is None or grant.years is not None:
        return None
    return Piece("Could you also tell me over how many years the equity is granted?", 1)


def _without_asks(writer: Writer, message: Message) -> None:
    """Nothing to ask in amounts: the questions that are always open."""
    rival = say_rival(writer)
    unsaid = unvested_clause(writer.offer, writer.check)
    closed = any(a.closed and a.component == "sign_on" for a in writer.plan.asks)
    message.add(
        rival,
        say_strength(writer, 2, 2),
        Piece("Before I decide, I would like to understand how the package can develop."),
        Piece("Could you tell me how the level was decided, and when my pay would first be reviewed?"),
        Piece(
            "I would also like to know whether there is some flexibility in the start date"
            + ("" if closed or writer.offer.sign_on_total else " or whether a sign-on bonus is possible")
            + (f", because {unsaid}." if unsaid else ".")
        ),
    )


def _brief(writer: Writer) -> Message:
    """All that is needed, in few words."""
    offer = writer.offer
    message = Message()
    message.add(Piece(greeting(offer)))
    parts = parts_words(offer, writer.home, brief=True)
    level = level_words(offer)
    company = f" from {writer.company}" if writer.company else ""
    thanks = f"Thank you for the offer{company}{f' ({level})' if level else ''}"
    message.add(Piece(f"{thanks}: {listed(parts)}." if parts else f"{thanks}.", brief=f"{thanks}."))
    message.add(say_final(writer))
    if not writer.asks:
        message.add(
            say_rival(writer, 1),
            Piece(
                "Could you tell me how the level was decided, when my pay would first be reviewed, and whether "
                "the start date is flexible?"
            ),
        )
    else:
        lead = writer.asks[0]
        text = f"My main request is {writer.wanted(lead)}."
        request = Piece(text, 0, lead.passages)
        used: set[str] = set()
        rival = say_rival(writer, 1)
        if rival:
            used.add("rival")
        strength = say_strength(writer, 1, 2)
        if strength:
            used.add("strength")
        message.add(rival, strength, request, *say_why(writer, lead, used)[:1])
        message.add(*_rest_in_one(writer))
    message.add(*say_close(writer, short=True))
    message.add(say_signature(writer))
    return message


def _rest_in_one(writer: Writer) -> list[Piece]:
    """The asks after the lead in one sentence, with the one reason that carries them."""
    rest = writer.asks[1:]
    leave = unvested_clause(writer.offer, writer.check)
    carried = any(a.component == "sign_on" for a in writer.asks[:1])  # then it is the lead's reason
    because = f", because {leave}" if leave and not carried else ""
    if not rest:
        return [Piece(f"Please also consider that {leave}.")] if because else []
    wanted = rest_words(writer, rest, f" because {leave}" if because else "")
    above = ", as an exception above the usual range" if any(a.above_band for a in rest) else ""
    if because and not any(a.component == "sign_on" for a in rest):
        above += because
    passages = tuple(dict.fromkeys(p for a in rest for p in a.passages))
    out = [Piece(f"I would also like {wanted}{above}.", 0, passages)]
    if not because:
        out.append(Piece("That would bring the package closer to what I hope for.", EXTRA))
    return out


def _note(writer: Writer) -> Message:
    """A short note that proposes a call, with the asks in one line."""
    offer = writer.offer
    message = Message()
    message.add(Piece(greeting(offer)))
    parts = parts_words(offer, writer.home)
    short = listed(parts_words(offer, writer.home, brief=True)) if parts else ""
    message.add(
        Piece(f"Thank you for the offer for {writer.job()}.", brief="Thank you for the offer."),
        Piece(f"As I understand it, your offer is {listed(parts)}.", brief=f"You offer me {short}.")
        if parts
        else None,
    )
    if writer.asks:
        passages = tuple(dict.fromkeys(p for a in writer.asks for p in a.passages))
        wanted = rest_words(writer, writer.asks)
        message.add(
            Piece("I would like to go through it with you on a short call."),
            Piece(
                f"I would like to talk about {wanted}, and tell you my reasons.",
                0,
                passages,
                f"It is about {wanted}.",
            ),
        )
    else:
        message.add(
            Piece(
                "I would like to go through the level, the first review and the start date with you on a short "
                "call."
            )
        )
    by = deadline_words(offer)
    message.add(
        Piece(
            f"You need my answer {by}, so a time before then would be best. When would suit you?"
            if by
            else "When would suit you? I am glad to adapt to your calendar."
        )
    )
    message.add(say_signature(writer))
    return message
