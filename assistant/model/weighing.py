"""Whether an English sentence says what the data says: learnt from right sentences and lies of many authors.

In: a sentence without its figures and names, the words of the data and of the question, what the rules doubt,
an encoder. Out: a score, the higher the more like a lie. Its weights (`assistant/said.json`) are made by
`python -m evals.weights` and count for vectors of their own encoder only: with another, or with none, the
rules decide alone. What the rules forbid outright is never let through here: figures, names, offers, papers,
deadlines and promises are told by their words before.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.model.vocabulary import base_forms
from assistant.weights import weighs, weights_of
from corpus.regexes import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.encoder import Encoder

HEAD = "said"
# A sentence that the rules doubt has to lie below the first, one that they do not below the second.
DOUBTED = -1.0
UNDOUBTED = 1.1
BUCKETS = 8192  # of words and pairs of words; which fall together is chance
# What the two parts are multiplied by, so that each counts about as much as the marks.
WORDS_SCALE = 5.0
VECTOR_SCALE = 3.0
MOST_MARKS = 3  # of one kind
LONG = 3  # a word of fewer letters is in all data

KINDS = ("said", "of them", "of the person", "of somebody", "speaks", "about")


class Doubt(str):
    """A reason against a sentence that its score may overrule; `kind` is one of `KINDS`."""

    __slots__ = ("kind",)
    kind: str

    def __new__(cls, kind: str, reason: str) -> Doubt:
        one = super().__new__(cls, reason)
        one.kind = kind
        return one


_FIGURES = regex(r"∎|·+|[$€£¥₹]?\d[\d.,]*%?[KkMm]?")
_TOKEN = regex(r"[a-z]+(?:'[a-z]+)?|[#?!:]")
_ENDINGS = ("ingly", "ing", "edly", "ed", "ies", "es", "ly", "s")
_SHORTEST = 4


def said_score(
    text: str, known: frozenset[str], asked: frozenset[str], doubts: Sequence[Doubt], encoder: Encoder | None
) -> float | None:
    """How much a sentence is like a lie; None where this cannot be told."""
    if encoder is None or not weighs(HEAD, encoder.id):
        return None
    weights = weights_of(HEAD)
    assert weights is not None  # `weighs` has looked
    size = len(weights.vector) - BUCKETS
    score = float(sum(w * m for w, m in zip(weights.marks, marks_of(doubts), strict=True)))
    score += float(encoder.encode([plain_text(text)])[0] @ weights.vector[:size])
    words = weights.vector[size:]
    return score + float(sum(value * words[place] for place, value in hashed_words(text, known, asked)))


def marks_of(doubts: Sequence[Doubt]) -> list[float]:
    """One that is always there, and how many doubts there are of each kind."""
    return [1.0, *(float(min(MOST_MARKS, sum(d.kind == k for d in doubts))) for k in KINDS)]


def plain_text(text: str) -> str:
    """A sentence as its vector is made: without its figures and names.

    >>> plain_text("··· pays ∎, which is firmer ground than $10K.")
    'pays , which is firmer ground than .'
    """
    return " ".join(_FIGURES.sub(" ", text).split()) or "."


def hashed_words(text: str, known: frozenset[str], asked: frozenset[str]) -> list[tuple[int, float]]:
    """Where the stems of a sentence, their pairs, and those that the data has not fall, and what each counts."""
    words = _TOKEN.findall(_FIGURES.sub(" # ", text).lower().replace("’", "'"))
    found = set[str]()
    before = ""
    for word in words:
        stem = _stem(word)
        found.add(f"u{stem}")
        if before:
            found.add(f"b{before} {stem}")
        if len(word) >= LONG and (forms := base_forms(word)).isdisjoint(known):
            found.add(f"{'n' if forms.isdisjoint(asked) else 'q'}{stem}")
        before = stem
    each = WORDS_SCALE / max(1.0, len(found) ** 0.5)
    return [_bucket(one, each) for one in sorted(found)]


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    return next(
        (word[: -len(e)] for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _SHORTEST), word
    )


def _bucket(one: str, each: float) -> tuple[int, float]:
    number = zlib.crc32(one.encode())
    return number % BUCKETS, each if number & (1 << 31) else -each


def row_of(text: str, known: frozenset[str], asked: frozenset[str]) -> NDArray[np.float32]:
    """The words of a sentence as one row, as weights are made of it."""
    import numpy as np

    row = np.zeros(BUCKETS, dtype=np.float32)
    for place, value in hashed_words(text, known, asked):
        row[place] += value
    return row
