"""What stands under a heading that is asked for by its own words: "final decision", "show me the timeline".

In: a question that says hardly more than a heading of a guide, or the name of a kind of its passages. Out: those
passages, first in what was found. It is no longer asked what somebody means by it.
"""

from __future__ import annotations

from assistant.compose.advice import stems_of
from assistant.compose.own_words import is_prose
from assistant.question import Question
from corpus.passages import Passage
from corpus.pieces import PassageKind
from corpus.regexes import regex
from index.library import Library
from index.resolve import words_of
from index.search import STOP_WORDS

# Kinds of passages by the names that people have for them.
_KINDS: tuple[tuple[str, PassageKind], ...] = (
    ("timeline timelines", "timeline"),
    ("faq faqs", "faq"),
    ("persona personas", "persona"),
    ("pushback pushbacks", "pushback"),
)
# What asks to see something, or says what it is part of, and names nothing.
_SHOWS = frozenset(
    "show see give list print read open look looks like what whats is are does do there which tell about"
    " contain contains inside stand stands says say section sections part chapter heading table guide guides page"
    " bit steps step entry under called in the for please pls me of".split()
)
_ASKS = frozenset("not never dont should can could would will how why when who where if i my we they he she".split())
_OTHERS = regex(r"\d|[%$€£¥]")
MOST_UNDER = 4
# A heading of more words is asked for in other words than its own.
MOST_WORDS = 9


def under_heading(q: Question, library: Library) -> list[Passage]:
    """The passages that a question asks for by a heading, or by the name of their kind; of one company, or general."""
    resolved = q.resolved
    if q.given or resolved.places or resolved.levels or _OTHERS.search(q.text):
        return []
    if q.has("injection", "fabricate"):
        return []
    names = {w for m in resolved.mentions if m.kind == "company" for w in words_of(m.text)}
    said = [w for w in words_of(q.text) if w not in names and w not in _SHOWS]
    kept = stems_of(" ".join(w for w in said if w not in STOP_WORDS))
    parts = stems_of(" ".join(m.text for m in resolved.mentions if m.kind == "component"))
    if not kept - parts or len(said) > MOST_WORDS or len(resolved.companies) > 1:
        return []
    company = resolved.companies[0] if resolved.companies else None
    own = [p for p in library.passages(company=company) if is_prose(p)]
    kind = next((kind for words, kind in _KINDS if len(said) == 1 and said[0] in words.split()), None)
    if kind:
        return [p for p in own if p.kind == kind][:MOST_UNDER]
    asks = _ASKS & set(said)  # "what should I not do when I negotiate" is not "what to negotiate"
    under = [p for p in own if kept == _of_heading(p.section) and asks <= set(words_of(p.section))]
    if any(p.kind == "lever" for p in under):
        return []  # every lever is shown where levers are asked for, and not what leads them in
    return under[:MOST_UNDER]


def _of_heading(section: str) -> frozenset[str]:
    return stems_of(" ".join(w for w in words_of(section) if w not in STOP_WORDS))
