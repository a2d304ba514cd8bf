"""What `draft --letter` does before the draft: read the letter, show what was read, wait for a yes.

In: the bytes of a letter, the fields that were typed as flags, what asks. Out: the offer as if a file had
it, with the proposal; or nothing and a result that waits for a yes. It drafts nothing itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.commands import DONE, open_desk
from assistant.counter.letter_text import ORDER
from assistant.counter.proposal import Proposal
from assistant.countering import Ask, Entered, Files, draft, lexicon_at
from assistant.drawing import Block, Items, Prose, Title, shown
from assistant.screen import Screen
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.counter.result import Draft
    from index.encoder import Encoder

SIZE_LIMIT = 5_000_000  # bytes of a letter's file
UNCONFIRMED = "Confirm what was read of the letter: run it on a terminal, or add --yes to use it as it is."


def draft_letter(
    content: bytes,
    name: str,
    fields: Mapping[str, tuple[Any, str]],
    settings: Settings,
    screen: Screen,
    export: str | None,
    files: Files,
    ask: Ask | None = None,
    yes: bool = False,
    encoder: Encoder | None = None,
) -> int:
    """Read a letter, have it confirmed, draft from it. Without a yes the proposal is the result."""
    proposal = read_pasted(content, name, settings, screen, encoder)
    offer = confirmed(proposal, name, fields, screen, ask, yes)
    if offer is None:
        waiting(proposal, screen)
        return DONE
    entered, proposal = offer
    return draft(entered, settings, screen, export, files, encoder=encoder, proposal=proposal)


def read_pasted(
    content: bytes, name: str, settings: Settings, screen: Screen, encoder: Encoder | None = None
) -> Proposal:
    """What a letter's file seems to offer. Raises Problem."""
    from assistant.counter.attachments import letter_text
    from assistant.counter.pasted import propose

    text = letter_text(content, name)
    with open_desk(settings, screen, encoder) as desk:
        return propose(text, desk.library, lexicon_at(desk))


def confirmed(
    proposal: Proposal,
    name: str,
    fields: Mapping[str, tuple[Any, str]],
    screen: Screen,
    ask: Ask | None,
    yes: bool = False,
) -> tuple[Entered, Proposal] | None:
    """The offer that the person confirmed, flags over it, and what is still open.

    None where nobody can be asked and none said yes.
    """
    from assistant.counter.files import yaml_of

    values = proposal.values
    if not yes:
        if ask is None:
            return None
        from assistant.counter.confirming import confirm

        asked = tuple(d for d in proposal.questions if d.field not in fields)
        values = confirm(replace(proposal, questions=asked), ask, screen.note)
    given = {*values, *fields}
    still = tuple(d for d in proposal.questions if d.field in proposal.values or d.field not in given)
    return Entered(name, yaml_of(values) if values else "{}", fields), replace(proposal, questions=still)


def with_letter(draft: Draft, proposal: Proposal) -> Draft:
    """The draft with what the letter left open, and a flag where it gave orders."""
    from assistant.counter.result import Flag
    from assistant.counter.terms import listed

    flags, known = list(draft.flags), {flag.code for flag in draft.flags}
    if "injection" not in known and any(left.why == ORDER for left in proposal.left_out):
        flags.append(Flag("injection", "The letter holds an order to a program. It was not followed."))
    subjects = list(dict.fromkeys(one.subject for one in proposal.beside))
    if subjects and draft.status == "drafted":
        said = f"The letter also speaks of {listed(subjects)}. That is not weighed here: read it before you sign."
        flags.append(Flag("letter_terms", said))
    asked = [doubt.ask for doubt in proposal.questions if doubt.ask not in draft.questions]
    if draft.status == "needs_detail" and draft.questions:  # the draft asks for the place in its own words
        asked = [doubt.ask for doubt in proposal.questions if doubt.field != "region"]
    return replace(draft, flags=tuple(flags), questions=(*draft.questions, *asked))


def waiting(proposal: Proposal, screen: Screen) -> None:
    """Show the proposal as a result that needs a yes."""
    from assistant.counter.result import Check, Draft

    empty = Draft("needs_detail", Check("needs_detail"))
    made = with_letter(empty, proposal)
    made = replace(made, questions=(UNCONFIRMED, *made.questions))
    screen.result({**made.as_dict(), "proposal": proposal.as_dict()}, lambda: proposal_page(proposal))


def proposal_page(proposal: Proposal) -> list[Block]:
    """What was read of a letter, as a page."""
    from assistant.counter.confirming import BESIDE, beside_lines, summary

    page: list[Block] = [
        Prose("**This is what the letter seems to offer.** Nothing was drafted: " + UNCONFIRMED)
    ]
    page += [Title("Read in the letter"), Items(tuple(_plain(line) for line in summary(proposal)))]
    if beside := beside_lines(proposal):
        page += [Title(BESIDE.rstrip(":")), Items(tuple(_plain(line) for line in beside))]
    if proposal.questions:
        page += [Title("To be answered"), Items(tuple(_plain(d.ask) for d in proposal.questions))]
    return page


def _plain(words: str) -> str:
    """Words of a letter as an item of a page: what marks something there is kept from doing so."""
    return shown(words.strip()).replace("**", "* *").replace("[", "(").replace("]", ")").replace("`", "'")
