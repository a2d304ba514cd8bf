"""What the guides say of what somebody leaves behind with their present employer."""

from __future__ import annotations

from dataclasses import replace

from assistant.compose.advice import stems_of, write_advice
from assistant.compose.increments import write_increments
from assistant.compose.own_words import is_prose, passages_for
from assistant.left_behind import MADE_UP_FOR, is_left_behind, speaks_of_left
from assistant.page import Page
from assistant.question import Question
from corpus.passages import Passage
from index.encoder import Encoder
from index.library import Library
from index.search import Hit

# So many passages that have the word are looked at beside what was found by meaning.
MOST_HOLDERS = 12


def write_left_behind(
    page: Page, q: Question, library: Library, encoder: Encoder, found: dict[Passage, float]
) -> bool:
    """What makes up for what is left behind with an employer, in the words of guides that speak of it."""
    resolved = q.resolved
    if not is_left_behind(q.text) or resolved.components or resolved.places or resolved.levels:
        return False
    told = f"{MADE_UP_FOR} {page.lexicon.widened(q.text)}"
    hits = passages_for(q, told, encoder.encode([MADE_UP_FOR])[0], library, encoder)
    held = library.full_text(["unvested"], MOST_HOLDERS, list(resolved.companies) or None)
    seen = {h.passage for h in hits}
    hits = [*hits, *(Hit(p, 0.0) for p, _ in held if p not in seen)]
    hits = [h for h in hits if is_prose(h.passage) and speaks_of_left(h.passage.quote)]
    # With no company named, one company's script is no answer for everybody.
    hits = [h for h in hits if resolved.companies or h.passage.company is None] or hits
    # Advice before what is to be said, and what speaks of all of it before what speaks of a part.
    words = stems_of(MADE_UP_FOR)
    hits.sort(key=lambda h: (h.passage.kind == "script", -len(words & stems_of(h.passage.quote))))
    found.update({h.passage: max(found.get(h.passage, 0.0), h.score) for h in hits})
    if not write_advice(page, replace(q, meant=MADE_UP_FOR), hits):
        return False
    sign_on = replace(q, resolved=replace(resolved, components=("sign_on",)))
    if resolved.companies and any(library.facts(company=c, kind="increment") for c in resolved.companies):
        write_increments(page, sign_on)
    return True
