"""What to say on the phone, and the mail that puts it in writing afterwards.

In: an `Offer`, its `Check`, its `Plan`, the library, replies to pushback. Out: `Words`: a script with
its stage directions, and a recap without anything to fill in. Both hold the same asks as the letter.
They choose no amount and know no reply of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.counter.levers import (
    leads_with_band,
    range_words,
    rival_sentence,
    strength_words,
    strengths_of,
    unvested_clause,
)
from assistant.counter.offer import Offer
from assistant.counter.result import Answering, Ask, Check, Plan, Said, Words, words
from assistant.counter.terms import (
    deadline_words,
    greeting,
    listed,
    parts_words,
    person_name,
)
from assistant.counter.writer import Writer, rest_words
from corpus.passages import Passage
from index.library import Library

MOST_PUSHBACK = 3
MOST_SAID = 4  # sentences of one reply; a longer one cannot be remembered on the phone


def write_call(
    offer: Offer, check: Check, plan: Plan, library: Library, replies: Sequence[Answering] = ()
) -> Words:
    """The call, step by step: opening, numbers, the ask, silence, what may come back, close, next step."""
    writer = Writer(offer, check, plan, library)
    name = person_name(offer.recruiter)
    hello = f"Hi {name}, thank" if name else "Hello, thank"
    opening = Said(
        f"Opening: “{hello} you for taking the time. I am glad about the offer for {writer.job()}, and I "
        "would like to go through a few points with you.”"
    )
    parts = parts_words(offer, writer.home)
    numbers = Said(
        f"The numbers: “First, let me make sure that I have it right. Your offer is {listed(parts)}. Is that "
        "correct?”"
    )
    steps: list[list[Said]] = [[opening], [numbers] if parts else []]
    if writer.asks:
        steps += _asking(writer)
    else:
        steps.append(
            [
                Said(
                    "The question: “I would like to understand how the package can develop. How was the level "
                    "decided, when would my pay first be reviewed, and is the start date flexible?”"
                ),
                Said("(Then wait, and let them answer.)"),
            ]
        )
    for reply in replies[:MOST_PUSHBACK]:
        said = [s for paragraph in reply.say.paragraphs for s in paragraph][:MOST_SAID]
        if said:
            said[0] = replace(said[0], text=f"“{said[0].text}")
            said[-1] = replace(said[-1], text=f"{said[-1].text}”")
            steps.append([Said(f"If they say “{reply.when.strip(' .“”')}”:"), *said])
    by = deadline_words(offer)
    close = (
        f"I need to give you my answer {by}. Could we speak again before then?"
        if by
        else "When may I expect to hear from you?"
    )
    steps.append([Said(f"Close: “Thank you for listening, and for your help with this. {close}”")])
    steps.append(
        [
            Said("Next step: send the recap mail on the same day."),
            Said("Do not say yes or no on the phone; ask for a little time to look at it."),
        ]
    )
    return words(*steps)


def _passages(asks: Sequence[Ask]) -> tuple[Passage, ...]:
    return tuple(dict.fromkeys(p for ask in asks for p in ask.passages))


def _asking(writer: Writer) -> list[list[Said]]:
    """The lead with its reasons, silence, the other asks, and the two questions that may come back."""
    offer, check = writer.offer, writer.check
    lead, rest = writer.asks[0], writer.asks[1:]
    ask = [Said(f"The ask: “What I would most like to ask for is {writer.wanted(lead)}.”", lead.passages)]
    if rival := rival_sentence(offer, check):
        ask.append(Said(f"“{rival.sentence}”"))
    if strengths := strengths_of(offer)[:2]:
        ask.append(Said(f"“{strength_words(strengths)}”"))
    if lead.above_band:
        ask.append(
            Said("“I know that this is above the usual range, and I ask for it openly as an exception.”")
        )
    if leads_with_band(lead):
        ask.append(Said(f"“{range_words(lead, offer)}.”", lead.passages))
    reason = writer.reasons(lead)[0]
    if reason.sentence:
        ask.append(Said(f"“{reason.sentence}”", reason.passages))
    silence = [Said("(Now stop and wait. Let them speak first, however long the silence feels.)")]
    steps = [ask, silence]
    leave = unvested_clause(offer, check)
    carried = reason.kind == "unvested"
    if rest:
        signs = any(a.component == "sign_on" for a in rest)
        because = f" because {leave}" if leave and not carried else ""
        wanted = rest_words(writer, rest, because if signs else "") + ("" if signs else because)
        steps.append(
            [
                Said(
                    f"The rest: “If we can look at more than that, I would also like to ask for {wanted}.”",
                    _passages(rest),
                )
            ]
        )
    elif leave and not carried:
        steps.append([Said(f"One more thing: “Please also consider that {leave}.”")])
    every = rest_words(writer, writer.asks)
    steps.append(
        [
            Said(
                f"If they ask for a number: “I am thinking of {every}.”"
                if any(a.low is not None for a in writer.asks)
                else "If they ask for a number: “I would rather hear first where the range for this level ends.”",
                _passages(writer.asks),
            )
        ]
    )
    steps.append(
        [
            Said(
                "If they need to check: “Of course. What would help you to make the case for me? I can also "
                "put it in a short mail.”"
            )
        ]
    )
    return steps


def write_recap(offer: Offer, check: Check, plan: Plan) -> Words:
    """The mail after the call: what stands, what was asked, what comes next. Nothing is left to fill in."""
    writer = Writer(offer, check, plan, None)
    parts = parts_words(offer, writer.home)
    stands = [
        Said(f"As I understand it, your offer for {writer.job()} now stands at {listed(parts)}.")
        if parts
        else None
    ]
    asked = [
        Said(f"I asked for {rest_words(writer, writer.asks)}.", _passages(writer.asks))
        if writer.asks
        else None
    ]
    above = any(a.above_band for a in writer.asks)
    if above:
        asked.append(Said("I know that this goes above the usual range, and that it would be an exception."))
    by = deadline_words(offer)
    following = [
        Said("Please correct me if I understood anything differently."),
        Said(
            "Once we agree, could you send me the new offer letter with every part in it, so that I can "
            "read it before I sign?"
        ),
        Said(f"I remember that you need my answer {by}.") if by else None,
    ]
    name = person_name(offer.candidate)
    return words(
        [Said(greeting(offer))],
        [Said("Thank you for talking with me. Here is what I understood, so that we have the same picture.")],
        stands,
        asked,
        following,
        [Said(f"Best regards,\n{name}" if name else "Best regards")],
    )
