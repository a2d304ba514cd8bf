"""Whether a question asks how to negotiate, and whether it leaves unsaid what it is about.

In: a part of a question, the passages found for it, how near the nearest of them is, and the question's
vector. Out: two scores. One is above zero where a question is to be answered in the guides' own words (what
to say, to do, to leave, what a term means), whatever company, place or amount is named in it, and below zero
where a cell, a level, a sum or a source is asked for, or nothing of the guides. The other is above zero where
only an earlier turn could say what is meant ("and the other one?"). Marks and meaning are weighed together, as
in `beyond`; the weights are made from labelled questions by `python -m evals.weights`. It knows no guide.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.beyond import question_marks
from assistant.question import Question
from assistant.weights import weighs, weights_of
from index.search import Hit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def advice_score(
    q: Question, widened: str, hits: Sequence[Hit], cosine: float, vector: NDArray[np.float32], encoder: str
) -> float:
    """How plainly a question asks for advice; zero where the weights are not of this encoder.

    `widened` is the question with the guides' words for what it says, `vector` that of `widened`.
    """
    return _weighed("advice", 0.0, q, widened, hits, cosine, vector, encoder)


def unsaid_score(
    q: Question, widened: str, hits: Sequence[Hit], cosine: float, vector: NDArray[np.float32], encoder: str
) -> float:
    """How plainly a question leaves unsaid what it is about; below zero where the weights are not of this encoder."""
    return _weighed("unsaid", -1.0, q, widened, hits, cosine, vector, encoder)


def _weighed(
    head: str, unknown: float,
    q: Question, widened: str, hits: Sequence[Hit], cosine: float, vector: NDArray[np.float32], encoder: str,
) -> float:  # fmt: skip
    weights = weights_of(head)
    if weights is None or not weighs(head, encoder):
        return unknown
    marks = (1.0, *question_marks(q, widened, hits, cosine))
    return sum(w * m for w, m in zip(weights.marks, marks, strict=True)) + float(weights.vector @ vector)
