"""Whether a text says only what the person entered: companies, offers, processes, deadlines, leverage.

In: a text (ours or a model's), the `Offer`, the `Lexicon`. Out: a sentence for each claim that does
not stand in the offer. Figures as such are `assistant.grounding`'s; here only those that a claim is
made of (another offer's, what is left unvested, current pay) are held against the offer. It reads
English; it judges no advice and no manners, and a claim in words that nobody thought of passes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from assistant.counter.entered_claims import Entered, entered_of, sentences_of
from assistant.counter.free_text import usable
from assistant.counter.offer import Offer
from assistant.counter.other_claims import company_claims, offer_claims, process_claims
from assistant.counter.own_claims import deadline_claims, given_up_claims, self_claims
from index.resolve import Lexicon

__all__ = ["false_claims", "usable"]

_Check = Callable[[str, Entered], Iterable[str]]
_CHECKS: tuple[_Check, ...] = (
    offer_claims,
    process_claims,
    company_claims,
    deadline_claims,
    self_claims,
    given_up_claims,
)


def false_claims(text: str, offer: Offer, lexicon: Lexicon) -> list[str]:
    """A sentence for each thing a text claims that does not stand in the offer; [] where all does."""
    entered = entered_of(offer, lexicon)
    out: list[str] = []
    for sentence in sentences_of(text):
        for find in _CHECKS:
            out += [f"{problem}: “{sentence}”" for problem in find(sentence, entered)]
    return list(dict.fromkeys(out))
