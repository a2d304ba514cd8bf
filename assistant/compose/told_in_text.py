"""What a company's guide says of pay outside its tables: sentences that name a part or a level beside a figure.

In: a company, and the names looked for. Out: the sentences, word for word, each with its passage. They are
quoted and never read as a row's figures.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.numbers import sentences
from assistant.page import Page, flat
from corpus.money import amounts_in
from corpus.passages import Passage
from corpus.pieces import PassageKind

_OF_TEXT: frozenset[PassageKind] = frozenset({"text", "list", "faq", "formula"})
MOST_SENTENCES = 3


def told_in_text(page: Page, company: str, names: Sequence[str]) -> list[tuple[str, Passage]]:
    """Sentences that give a figure beside one of some names of parts of pay or levels, and name no other company."""
    out: list[tuple[str, Passage]] = []
    for passage in page.library.passages(company=company) if names else ():
        if passage.kind not in _OF_TEXT:
            continue
        for _, sentence in sentences(flat(passage.quote)):
            if not (amounts_in(sentence) or "%" in sentence):
                continue
            mentions = page.lexicon.mentions(sentence, correct=False)
            others = any(m.kind == "company" and m.name != company for m in mentions)  # a rival's pay
            if not others and any(m.name in names for m in mentions if m.kind in ("component", "level")):
                out.append((sentence.strip(), passage))
    return out[:MOST_SENTENCES]


def write_told_in_text(page: Page, lead: str, told: Sequence[tuple[str, Passage]]) -> None:
    """Quote them under a line that says what the tables lack."""
    page.say(f"{lead} the text of the guide says:", style="lead", required=False)
    for sentence, passage in told:
        page.say(f"“{sentence}”", passage, style="bullet")
