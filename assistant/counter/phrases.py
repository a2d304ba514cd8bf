"""The sentences of a letter: thanks, other offers, the lead ask and its reasons, further asks, the close.

In: a `Writer`. Out: `Piece`s in the tone that the person wants, each true for this person. What a
letter is put together from, and in which order, is `assistant.counter.letter`'s.
"""

from __future__ import annotations

from assistant.counter.levers import (
    Reason,
    here,
    inside_words,
    is_by_range,
    leads_with_band,
    may_cite_cell,
    range_words,
    rival_sentence,
    strength_words,
    strengths_of,
)
from assistant.counter.message import EXTRA, Piece
from assistant.counter.result import Ask
from assistant.counter.rounds import is_mine, last_step
from assistant.counter.terms import (
    amount_words,
    ask_words,
    deadline_words,
    level_words,
    listed,
    part_name,
    parts_words,
    person_name,
    same_basis,
    wanted_words,
)
from assistant.counter.writer import Writer


def say_thanks(writer: Writer) -> list[Piece]:
    """Thanks, and the offer in the person's own figures."""
    tone = writer.offer.tone
    parts = parts_words(writer.offer, writer.home)
    thanks = {
        "warmer": writer.pick(
            "thanks",
            f"Thank you so much for the offer for {writer.job()}, and for all the time you have given me.",
            f"Thank you very much for the offer for {writer.job()}. I was very happy to receive it.",
        ),
        "plainer": f"Thank you for the offer for {writer.job()}.",
        "firmer": f"Thank you for the offer for {writer.job()}.",
    }.get(
        tone,
        writer.pick(
            "thanks",
            f"Thank you for the offer for {writer.job()}. I was glad to receive it.",
            f"Thank you very much for the offer for {writer.job()}.",
            f"Thank you for the offer for {writer.job()}, and for your help so far.",
        ),
    )
    again = any(not is_mine(one, writer.offer) for one in writer.offer.rounds)  # they have answered before
    if again:
        moved, _ = last_step(writer.offer)
        step = ", and for the step that you have made" if moved else ""
        thanks = f"Thank you for coming back to me about {writer.job()}{step}."
    level, company = level_words(writer.offer), writer.company
    brief = (
        "Thank you for the offer" + (f" from {company}" if company else "") + (f" ({level})" if level else "")
    )
    out = [Piece(thanks, brief=f"{brief}.")]
    if parts:
        terms = listed(parts)
        now = " now" if again else ""
        text = writer.pick(
            "terms",
            f"As I understand it, your offer is{now} {terms}.",
            f"To be sure I read it correctly: your offer is{now} {terms}.",
            f"If I read it correctly, your offer is{now} {terms}.",
        )
        brief = f"You{now} offer me {terms}."
        out.append(Piece(brief if tone in ("plainer", "shorter") else text, brief=brief))
    keen = {
        "warmer": "I would love to do this work, and I am looking forward to what we could build together.",
        "plainer": "I like the role. I want to find a good solution with you.",
        "firmer": "I am interested in the role and would like to settle the details with you.",
    }.get(
        tone,
        writer.pick(
            "keen",
            "The work appeals to me, and I would like to find a way to make this happen.",
            "I am very interested in the role and would like to make this work.",
            "I can see myself in this role, and I hope that we can settle the details together.",
        ),
    )
    out.append(Piece(keen, EXTRA + 1))
    return out


def say_final(writer: Writer) -> Piece | None:
    """That they called it final, where it was the last that they said: no ask passes over it."""
    if not last_step(writer.offer)[1]:
        return None
    one = ", so I come back to one point alone" if writer.asks else ""
    return Piece(f"I understand that this is your final offer{one}.")


def say_rival(writer: Writer, most: int = 2) -> Piece | None:
    """Other offers, or processes under way where there is none."""
    reason = rival_sentence(writer.offer, writer.check, most)
    if reason is None:
        return None
    tone = writer.offer.tone
    text = reason.sentence
    if reason.kind == "process":
        return Piece(
            text if tone in ("plainer", "firmer", "shorter") else f"To be open with you: {text}", brief=text
        )
    lead = {
        "warmer": "I would like to be open with you: ",
        "firmer": "",
        "plainer": "",
        "shorter": "",
    }.get(tone, writer.pick("open", "To be open with you, ", "So that you have the full picture: ", ""))
    return Piece(f"{lead}{text}", brief=text)


def say_strength(writer: Writer, most: int, rank: int) -> Piece | None:
    """What the person can truthfully claim, in their own words."""
    strengths = strengths_of(writer.offer)[:most]
    return Piece(strength_words(strengths), rank, brief=strength_words(strengths[:1])) if strengths else None


def say_request(writer: Writer, ask: Ask, after_rival: bool) -> Piece:
    """The lead ask."""
    text = _lead_words(writer, ask, after_rival)
    brief = f"My main request is {writer.wanted(ask)}."
    if leads_with_band(ask):
        level = level_words(writer.offer)
        at = f" at {'level ' if level[:1].isdigit() else ''}{level}" if level else ""
        brief = f"{brief[:-1]}{at}. {range_words(ask, writer.offer)}."
    return Piece(text, 0, ask.passages, brief)


def _lead_words(writer: Writer, ask: Ask, after_rival: bool) -> str:
    """The lead ask as a sentence or two."""
    offer, tone = writer.offer, writer.offer.tone
    part, wanted = part_name(ask, offer), ask_words(ask, offer)
    if ask.low is None:
        return _lead_without_amount(writer, ask, part)
    amount = amount_words(ask, offer)
    length = " over four years" if ask.component == "equity" else ""
    if tone == "firmer":
        return writer.pick("lead", f"My main request is {wanted}.", f"I am asking above all for {wanted}.")
    if tone == "plainer":
        return f"I have one main request. Could the {part} be {amount}{length}?"
    if tone == "warmer":
        return writer.pick(
            "lead",
            f"There is one thing I would love to talk about: would {wanted} be possible?",
            f"Would you be open to looking at the {part} with me? What I have in mind is {wanted}.",
        )
    if after_rival and writer.rival_carries:
        return writer.pick(
            "lead",
            f"With that in mind, I would like to ask above all for {wanted}.",
            f"My main question is about the {part}: would {amount}{length} be possible?",
        )
    return writer.pick(
        "lead",
        f"The point that I would most like to raise is the {part}: would {amount}{length} be possible?",
        f"My main request is about the {part}. I would like to ask for {amount}{length}.",
        f"What I would most like to ask for is {wanted}.",
    )


def _lead_without_amount(writer: Writer, ask: Ask, part: str) -> str:
    offer = writer.offer
    if ask.component == "level":
        wanted = wanted_words(ask)
        if wanted:
            return f"My main question is about the level: would {wanted} be possible?"
        return "My main question is about the level: could we look at it once more together?"
    if ask.component == "start_date":
        wanted = wanted_words(ask)
        return (
            f"My main question is about the start date: could I start {wanted}?"
            if wanted
            else "My main question is about the start date: is there some room in it?"
        )
    if ask.component == "sign_on":
        if not offer.sign_on_total:
            return "My main question is whether a sign-on bonus could be part of the offer."
        return "My main question is whether there is room for a higher sign-on bonus."
    if not is_by_range(ask):
        grant = ask.component == "equity"
        more = "a larger grant" if grant else ask_words(ask, offer)
        return {
            "warmer": f"Would you be open to looking at the {part} with me? I would be glad of {more}.",
            "firmer": f"My main request is {f'{more} of {part}' if grant else more}.",
            "plainer": f"I have one main request. Could I have {f'more {part}' if grant else more}?",
        }.get(offer.tone, f"My main request is about the {part}: is there room for {more}?")
    level = level_words(offer)
    at = f" at {'level ' if level[:1].isdigit() else ''}{level}" if level else ""
    where = here(offer, writer.check) + at
    it = "they" if part.endswith("s") else "it"
    opening = {
        "warmer": f"Would you be open to looking at the {part} with me? It would help me if {it} could move to",
        "firmer": f"My main request is that the {part} move to",
        "plainer": f"I have one main request. Could the {part} go up to",
    }.get(offer.tone, f"My main request is about the {part}: could {it} move toward")
    end = "." if offer.tone in ("warmer", "firmer") else "?"
    text = f"{opening} the {writer.range_part(ask)} of the range {where}{end}"
    if may_cite_cell(ask):
        text += f" {range_words(ask, offer)}."
    return text


# A reason that is said whenever it is there, however often its kind was used.
ALWAYS_SAID = ("unvested", "floor", "market", "exception")


def say_why(writer: Writer, ask: Ask, used: set[str]) -> list[Piece]:
    """Reasons for the lead, the needed one first."""
    out = []
    if ask.above_band:
        because = " because of the other offer" if writer.rival_carries else ""
        out.append(
            Piece(
                writer.pick(
                    "exception",
                    f"I know that this is above the usual range, and I ask for it openly as an exception{because}.",
                    f"This is above the usual range, so I am openly asking for an exception{because}.",
                ),
                brief="I ask for this as an exception above the usual range.",
            )
        )
        used.add("exception")
    if ask.component == "equity" and ask.low is not None and (basis := same_basis(writer.offer, writer.home)):
        out.append(Piece(basis, 2))
    said = len(out)
    reasons = [r for r in writer.reasons(ask) if r.kind not in used]
    enough = bool(used & {"rival", "process", "exception", "strength"}) or leads_with_band(ask)
    # "This is the figure …" would speak of the reason before it.
    reasons = reasons[:1] + [r for r in reasons[1:2] if r.kind in ("market", "priority", "room")]
    for i, reason in enumerate(reasons):
        if reason.kind == "hope" and (len(out) > said or enough):
            continue
        rank = 0 if i == 0 and (not enough or reason.kind in ("unvested", "floor")) else EXTRA
        brief = ""
        if reason.kind == "floor":
            to_floor = "This would only bring me to the start of the usual range."
            brief = (
                to_floor if ask.origin == "floor" else "Your offer is below the usual range for this role."
            )
        out.append(Piece(reason.sentence, rank, reason.passages, brief))
        used.add(reason.kind)
    return out


def say_more(writer: Writer, used: set[str]) -> list[Piece]:
    """The asks after the lead, each with its reason."""
    asks = writer.asks[1:]
    out = []
    market = False
    for i, ask in enumerate(asks):
        reasons = writer.reasons(ask)
        if ask.above_band:
            because = ", because of the other offer" if writer.rival_carries else ""
            reasons = [Reason("exception", "", f"as an exception above the usual range{because}")]
        fresh = [r for r in reasons if r.kind not in used or r.kind in ALWAYS_SAID]
        reason = (fresh or reasons[-1:])[0]
        if reason.kind == "market":
            inside = inside_words(ask)
            text = f"{inside} its usual range too" if market else f"{inside} the usual range for this role"
            market = True
            reason = Reason("market", f"This is {text}.", f"which is {text}", reason.passages)
        used.add(reason.kind)
        wanted = writer.wanted(ask)
        passages = tuple(dict.fromkeys((*ask.passages, *reason.passages)))
        start = "I would also like" if i == 0 else "Finally, I would like"
        brief = f"{start} {wanted}{_because(reason)}." if reason.because else ""
        out.append(Piece(_also(writer, wanted, reason, i, len(asks)), 0, passages, brief))
        if ask.component == "equity" and ask.low is not None:
            out.append(Piece(same_basis(writer.offer, writer.home), 2))
    return [piece for piece in out if piece.text]


def _because(reason: Reason) -> str:
    return f", {reason.because}" if reason.because else ""


def _also(writer: Writer, wanted: str, reason: Reason, i: int, many: int) -> str:
    tone = writer.offer.tone
    tail = "" if reason.because else f" {reason.sentence}"
    if tone == "plainer":
        first = "I also have a second request:" if many == 1 else ("Also,", "And one last point:")[min(i, 1)]
        return f"{first} could I have {wanted}? {_plain(reason)}"
    if tone == "firmer":
        start = "I am also asking for" if i == 0 else "Finally, I am asking for"
    elif i == 0:
        start = writer.pick(
            "also",
            "I would also like to ask for",
            "Besides this, I would like to ask for",
            "I would also be grateful for",
        )
    else:
        start = writer.pick(
            "last",
            "Finally, I would like to ask for",
            "Finally, I would appreciate",
            "And if there is room, I would be glad of",
        )
    return f"{start} {wanted}{_because(reason)}.{tail}"


def _plain(reason: Reason) -> str:
    """A reason in a short sentence."""
    return reason.sentence or f"I ask for this {reason.because}."


def say_close(writer: Writer, short: bool = False) -> list[Piece]:
    """The deadline, where there is one, and the next step."""
    offer, tone = writer.offer, writer.offer.tone
    out = []
    if by := deadline_words(offer):
        out.append(
            Piece(
                writer.pick(
                    "deadline",
                    f"You need my answer {by}, so I would be glad to talk before then.",
                    f"I know that you need my answer {by}, and I would be happy to talk before that.",
                )
                if not short
                else f"You need my answer {by}; could we talk before then?",
                brief=f"You need my answer {by}; could we talk before then?",
            )
        )
        if short:
            return out
    if short:
        return [
            Piece(
                writer.pick(
                    "close", "Could we talk it through briefly?", "I am happy to talk it through by phone."
                )
            )
        ]
    if out:  # the talk was spoken of with the deadline
        closing = {
            "warmer": "Thank you again for everything.",
            "firmer": "When could we speak?",
            "plainer": "Please tell me a good time for you.",
        }.get(tone, "Please tell me what you think is possible.")
        return [*out, Piece(closing, EXTRA)]
    closing = {
        "warmer": writer.pick(
            "close",
            "Thank you again for everything. I am happy to talk whenever it suits you.",
            "I would be happy to talk it through with you, and I thank you again for your help.",
        ),
        "firmer": "I would like to settle this together soon. When could we speak?",
        "plainer": "Can we talk about this on the phone? Please tell me a good time for you.",
    }.get(
        tone,
        writer.pick(
            "close",
            "Would a short call suit you, so that we can look at it together?",
            "I am happy to talk it through by phone whenever it suits you.",
            "Please tell me what you think is possible; I am happy to talk it through.",
        ),
    )
    return [Piece(closing, 0, brief="Could we talk about it by phone?")]


def say_signature(writer: Writer) -> Piece:
    """The end, with the person's name where it is known."""
    name = person_name(writer.offer.candidate)
    greeting_ = "Warm regards" if writer.offer.tone == "warmer" else "Best regards"
    return Piece(f"{greeting_},\n{name}" if name else greeting_)
