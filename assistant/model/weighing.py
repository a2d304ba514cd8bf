"""Whether a word that no list holds only judges or joins: "firmer", "a temptation", "the end of the road".

In: an English word, the piece of a sentence that asserts it, an encoder. Out: whether it may be said of
anything, like the words of `vocabulary.toml`. The word's own vector tells a word of feeling, order or
comparison from the name of something that can be had, granted or heard of; the vector of its piece tells
what an adviser says from what somebody invents. Both weights are made by `python -m evals.weights` from
the lists and from right and invented sentences, and count for vectors of their own encoder only: with
another, or with none, the lists decide. A figure, an offer or a promise is never let through here: what
names these is told by its word before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.model.vocabulary import base_forms
from assistant.weights import weighs, weights_of
from corpus.regexes import regex

if TYPE_CHECKING:
    from index.encoder import Encoder

# The scores of a word and of its piece together have to lie below this.
HARMLESS = -0.5
MOST = 2  # so many such words in one sentence

_FIGURES = regex(r"∎|·+|[$€£¥₹]?\d[\d.,]*%?[KkMm]?")


def weighed_text(piece: str) -> str:
    """A piece as it is weighed: without its figures and the names that others judge.

    >>> weighed_text("··· pays ∎, which is firmer ground than $10K.")
    'pays , which is firmer ground than .'
    """
    return re.sub(r"\s+", " ", _FIGURES.sub("", piece)).strip()


def is_harmless(word: str, piece: str, encoder: Encoder | None) -> bool:
    """Whether a word may be used in this piece although neither the data nor a list has it."""
    if encoder is None or not (weighs("words", encoder.id) and weighs("clauses", encoder.id)):
        return False
    forms = [word, *(form for form in base_forms(word) if form != word and encoder.is_word(form))]
    of_word = min(_score("words", form, encoder) for form in forms)
    return of_word + _score("clauses", weighed_text(piece), encoder) < HARMLESS


_scores: dict[tuple[str, str, str], float] = {}
_KEPT = 4096


def _score(name: str, text: str, encoder: Encoder) -> float:
    key = (encoder.id, name, text)
    if key not in _scores:
        if len(_scores) >= _KEPT:
            _scores.clear()
        weights = weights_of(name)
        assert weights is not None  # `weighs` has looked
        _scores[key] = float(weights.marks[0] + encoder.encode([text])[0] @ weights.vector)
    return _scores[key]
