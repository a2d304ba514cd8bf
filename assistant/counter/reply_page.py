"""What a person is shown of a reply: what their message was read as, the answer to copy, what changes.

In: a `Reply`. Out: `Block`s. The answer stands alone between two lines, so that it can be copied as it is.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.counter.pages import NAMES, sources, watched
from assistant.drawing import Block, Items, Title, Verbatim
from assistant.render import said
from corpus.money import format_amount

if TYPE_CHECKING:
    from assistant.counter.changes import Change
    from assistant.counter.reply import Reply

HEARD = {
    "rescind": "they take the offer back",
    "on_hold": "they put the role on hold",
    "trade": "they give something only if you let something go",
    "acceptance": "they agree",
    "partial_yes": "they moved a part of the way",
    "asks_for_proof": "they ask for proof of another offer",
    "asks_current_salary": "they ask what you earn now",
    "asks_expectation": "they ask what you expect",
    "only_sign_on_moves": "only the sign-on can move",
    "band_limit": "they are at the limit of the band",
    "no_negotiation": "they do not negotiate",
    "internal_equity": "they point to the pay of others in the team",
    "budget": "there is no more budget",
    "final_offer": "they call it their final offer",
    "rejection": "they say no to what you asked for",
    "counter_question": "they ask what it takes for you to sign",
    "exploding_deadline": "they set a short deadline",
    "more_time": "they need more time",
    "unclear": "it is not clear what it says about your offer",
}


def reply_page(reply: Reply) -> list[Block]:
    """What the message was read as, what to answer, why, what changes in the offer, the sources."""
    page: list[Block] = []
    if reply.recognised:
        read = [HEARD.get(kind, kind.replace("_", " ")) for kind in reply.recognised]
        page += [
            Title("How I read their message"),
            Items(tuple(f"{one[:1].upper()}{one[1:]}." for one in read)),
        ]
    if reply.message:
        page += [
            Title("Your answer (copy what is between the lines)"),
            Verbatim(reply.message, framed=True),
        ]
    if reply.why:
        page += [Title("Why"), Items((reply.why_annotated or reply.why,))]
    if reply.changes:
        page += [Title("What changes in your offer"), Items(tuple(map(_change, reply.changes)))]
    page += watched("Good to know", reply.flags, reply.withheld)
    if reply.questions:
        needed = reply.status == "needs_detail"
        page += [Title("To go on, I need to know" if needed else "Still to find out"), Items(reply.questions)]
    if reply.annotated and reply.annotated != reply.message:
        page += [Title("Your answer with its sources"), Verbatim(reply.annotated)]
    return page + sources(reply.citations)


def _change(change: Change) -> str:
    """`base salary: $230K → $245K (“245”)`."""

    def written(value: Decimal | str | None) -> str:
        if value is None:
            return "nothing so far"
        if isinstance(value, str):
            return value
        if change.field == "bonus_percent":
            return f"{value.normalize():f}%"
        if change.field == "equity_years":
            return f"{value.normalize():f}"
        return format_amount(value, change.currency, change.mark or ("$" if change.currency == "USD" else ""))

    name = NAMES.get(change.component, said(change.component))
    return f"{name}: {written(change.old)} → {written(change.new)} (they wrote “{change.words}”)"
