"""Whether a question asks for what the guides do not hold: a canteen, somebody's visa, the weather.

In: a part of a question, the passages found for it, how near the nearest of them is, and the vector of
the clause that asks, its names taken out. Out: a score, above zero where the guides do not cover what is
asked. What is asked is weighed by its meaning and by marks together: what the question names, what it
wants, how many of its words stand in what was found. The weights are made from labelled questions by
`python -m evals.weights`. It knows no guide and no topic; another company, place or role is not its
concern but `index.resolve`'s.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, get_args

from assistant.compose.advice import in_situation, of_the_field, own_terms, stems_of, terms_meant
from assistant.compose.kind import Kind, advice_asked, asks_yes_or_no, fact_kinds, signs_of, word_kinds
from assistant.question import Question, Want
from assistant.weights import weights_of
from corpus.regexes import regex
from index.encoder import Encoder
from index.library import Library
from index.search import Hit, search

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# So many passages are looked at for the question's own words.
MOST_LOOKED_AT = 5
# A clause of no more words than this asks nothing by itself; one of no more than that may ask about what was said.
BAREST = 3
MOST_POINTING = 7
_POINTS_BACK = regex(
    r"\b(?:is|are|was|does|do|can|should|would|will)\s+(?:this|that|it|these|those|everybody|everyone)\b"
    r"|\bof\s+(?:this|that|it)\b",
    re.I,
)
# What stands for a name: no company and no city is a matter of its own.
_STANDS_FOR = {"company": "the company", "place": "the city", "guide": "the guide"}
_SENTENCE = regex(r"(?<=[.!?;？。])\s+")
# "Laid off by …, now … wants me, what is the band": a story that holds a name or a topic is parted closer.
_CLAUSE = regex(
    r"(?<=[.!?;？。])\s+|(?<=[,:–—])\s+(?=(?:so\s+|and\s+|but\s+|then\s+)?"
    r"(?:what|whats|how|which|where|when|why|should|give|tell|show)\b)",
    re.I,
)
_ASKS = regex(
    r"[?？]|^\W*(?:(?:and|so|but|also|then|or|now)\W+)*(?:what|whats|how|which|who|whose|when|where|why|is|are|was|were|do|does|did|can|could|should"
    r"|will|would|may|give|tell|show|list|write|put|name)\b",
    re.I,
)
# "My pass, does the firm file it": what is asked stands behind a comma.
_ASKS_BEHIND = regex(
    r"[,;:–—]\s*(?:(?:and|so|but)\s+)?"
    r"(?:what|how|which|who|where|when|why|is|are|do|does|did|can|could|should|will|would|may)\b",
    re.I,
)
_TELLS = regex(r"\W*(?:and\s+|so\s+|well\s+)*(?:i|i['’]?m|i['’]?ve|we|my|our|he|she|they)\b", re.I)
_CHINESE = regex(r"[\u3400-\u9fff]")


def asking_clause(q: Question) -> str:
    """The sentence of a question that asks, without the names in it: what it is about.

    It is the last with a question mark or a question's first word, else the last; with the one before it where
    it is short and points back ("…must be paid back. Is this standard?").
    """
    text, last = q.text, len(q.text) + 1
    for m in sorted(q.resolved.mentions, key=lambda m: -m.start):
        if m.kind in _STANDS_FOR and m.end <= last:
            text, last = text[: m.start] + _STANDS_FOR[m.kind] + text[m.end :], m.start
    joint = _CLAUSE if q.resolved.topics or q.resolved.uncovered else _SENTENCE
    sentences = [s for s in joint.split(text) if s.strip()]
    if not sentences:
        return text
    at = _asking(sentences) % len(sentences)
    short = len(re.findall(r"\w+", sentences[at])) <= MOST_POINTING
    leans = at and short and _POINTS_BACK.search(sentences[at])
    return " ".join(sentences[at - 1 : at + 1]) if leans else sentences[at]


def question_marks(q: Question, widened: str, hits: Sequence[Hit], cosine: float) -> list[float]:
    """What a question names, wants and shares with the guides, as numbers: what is weighed beside its vector.

    `widened` is the question with the guides' words for what it says.
    """
    resolved, text = q.resolved, q.text
    kinds = {m.kind for m in resolved.mentions}
    own, meant = own_terms(q), terms_meant(q, widened)
    there = [stems_of(h.passage.text) for h in hits[:MOST_LOOKED_AT]]
    reached = max((len(own & stems) for stems in there), default=0)
    called = max((len(meant & stems) for stems in there), default=0)
    unknown = len(own - set().union(*there))
    size = max(len(own), 1)
    signs = signs_of(q, False)
    ways = {*fact_kinds(q, signs, False), *word_kinds(q, signs)}
    marks: list[float] = [
        bool(resolved.components), len(resolved.components) > 1, "place" in kinds, bool(resolved.companies),
        bool(resolved.levels), bool(q.given), len(q.given) > 1, bool(resolved.components) and "place" in kinds,
        cosine * 3, reached / size, min(reached, 4) / 2, unknown / size, min(unknown, 5) / 3, min(size, 12) / 6,
        of_the_field(text), in_situation(text), asks_yes_or_no(text), advice_asked(q),
        bool(_CHINESE.search(text)), "role" in kinds, called > 0, called > 1, min(len(meant), 4) / 4,
        not signs.rest, signs.pay_asked, signs.leaning == "pay", *(way in ways for way in get_args(Kind)),
    ]  # fmt: skip
    return [float(m) for m in (*marks, *(want in q.wants for want in get_args(Want)))]


def found_for(
    q: Question, widened: str, vector: NDArray[np.float32], library: Library, encoder: Encoder
) -> tuple[list[Hit], float]:
    """The passages nearest to what a question asks, and the cosine of the nearest."""
    companies = list(q.resolved.companies) or None
    hits = search(widened, library, encoder, companies, k=MOST_LOOKED_AT, vector=vector)
    near = library.nearest(vector, 1, companies)
    return hits, near[0][1] if near else 0.0


def beyond_score(
    q: Question, widened: str, hits: Sequence[Hit], cosine: float, vector: NDArray[np.float32]
) -> float:
    """How far a question asks for what the guides lack; above zero it does.

    `vector` is that of `asking_clause`, of the encoder that `weighs` says; `cosine` is that of the passage
    nearest to it.
    """
    weights = weights_of("beyond")
    if weights is None:
        return -1.0
    marks = (1.0, *question_marks(q, widened, hits, cosine))
    return sum(w * m for w, m in zip(weights.marks, marks, strict=True)) + float(weights.vector @ vector)


def stands_aside(q: Question, start: int) -> bool:
    """Whether a place of the text is outside the sentence that asks: in the story before it."""
    sentences = [m.end() for m in _CLAUSE.finditer(q.text)]
    mine = sum(end <= start for end in sentences)
    pieces = _CLAUSE.split(q.text)
    asking = _asking(pieces) % len(pieces)
    # "…, how big?" asks of what stands right before it.
    joints = [m.start() for m in _CLAUSE.finditer(q.text)]
    bare = (
        asking > 0
        and len(re.findall(r"\w+", pieces[asking])) <= BAREST
        and q.text[joints[asking - 1] - 1] in ",:–—"
    )
    return mine != asking and not (bare and mine == asking - 1)


def only_tells(q: Question) -> bool:
    """Whether a part of a question is about the person and asks nothing: "I have two kids and could move"."""
    asks = any(map(_ASKS.search, _CLAUSE.split(q.text))) or bool(_ASKS_BEHIND.search(q.text))
    return bool(_TELLS.match(q.text)) and not asks


def _asking(sentences: Sequence[str]) -> int:
    """Which of the sentences asks: the last that looks so, else the last."""
    return next((i for i in reversed(range(len(sentences))) if _ASKS.search(sentences[i])), -1)
