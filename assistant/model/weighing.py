"""Whether an English sentence says what the data says: learnt from right sentences and lies of many authors.

In: a sentence without its figures and names, the words of the data and of the question, what the rules doubt,
an encoder. Out: a score, the higher the more like a lie. What is weighed is what the encoder's middle layers
hold of each word, and whether that word stands in the data, in the question alone or in neither: a few small
readers each look where in the sentence an invention or a turned advice shows, and their mean is taken.
The weights (`assistant/said.npz`) are made by `python -m evals.weights --of said` and count for the encoder
that they were made with: with another, or with none, the rules decide alone. What the rules forbid outright
is never let through here: figures, names, offers, papers, deadlines and promises are told by their words before.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from math import log1p
from typing import TYPE_CHECKING

from assistant.model.vocabulary import base_forms
from corpus.regexes import regex
from index.states import BLANK

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.encoder import Encoder
    from index.states import States

HEAD = "said"
NO_LAYERS = "the layers that weigh their words are not exported; `counteroffer index` does it"
# What a sentence has to lie below: one that the rules doubt, one that they do not, and one that they do not and
# whose figures they have read. Of authors whom the readers have not seen, some 4 % of the lies lie below
# (`python -m evals.weights --of said`).
DOUBTED = -1.0
UNDOUBTED = 0.5
FIGURED = 2.0
BUCKETS = 8192  # of words and pairs of words; which fall together is chance
WORDS_SCALE = 5.0  # what hashed words are multiplied by, so that they count about as much as the marks
SHARP = 2.0  # how much sharper a reader looks than its plain weights
BLOCK = 16  # tokens, and hidden units, that are multiplied at once
MOST_MARKS = 3  # of one kind
LONG = 3  # a word of fewer letters is in all data

KINDS = (
    "said", "of them", "of the person", "of somebody", "of others", "of what is to come", "happened", "speaks",
    "about", "absolute", "the guide's", "left behind",
)  # fmt: skip
# Where a word stands: in the data (or too short to tell), in neither, in the question alone.
IN_DATA, NOWHERE, ASKED = 0, 1, 2
PLACES = 3
NAME = "·"  # the word that stands for a name


class Doubt(str):
    """A reason against a sentence that its score may overrule; `kind` is one of `KINDS`."""

    __slots__ = ("kind",)
    kind: str

    def __new__(cls, kind: str, reason: str) -> Doubt:
        one = super().__new__(cls, reason)
        one.kind = kind
        return one


@dataclass(frozen=True)
class Readers:
    """The weights: of `eyes` readers, each with as many looks at what its hidden units make of a token."""

    encoder: str
    inward: NDArray[np.float32]  # states and places of a token to all readers' hidden units
    start: NDArray[np.float32]
    look: NDArray[np.float32]  # of each reader: hidden units to looks; what is looked at
    look_start: NDArray[np.float32]
    tell: NDArray[np.float32]  # of each reader: hidden units to what is said of it
    tell_start: NDArray[np.float32]
    mean: NDArray[np.float32]  # of the mean of all states
    marks: NDArray[np.float32]
    words: NDArray[np.float32]

    @cached_property
    def columns(self) -> NDArray[np.float32]:
        """What `inward` makes of states, some hidden units after others."""
        import numpy as np

        of_states = self.inward[:-PLACES]
        blocks = of_states.reshape(len(of_states), -1, min(BLOCK, of_states.shape[1]))
        return np.ascontiguousarray(blocks.transpose(1, 0, 2))


@lru_cache(maxsize=1)
def readers() -> Readers | None:
    """The weights, read once for each process; None before they were ever made."""
    path = files("assistant").joinpath(f"{HEAD}.npz")
    if not path.is_file():
        return None
    import numpy as np

    with path.open("rb") as file, np.load(file) as kept:
        arrays = {name: kept[name].astype(np.float32) for name in kept.files if name != "encoder"}
        return Readers(str(kept["encoder"]), **arrays)


def said_score(
    text: str, known: frozenset[str], asked: frozenset[str], doubts: Sequence[Doubt], encoder: Encoder | None
) -> float | None:
    """How much a sentence is like a lie; None where this cannot be told."""
    weights = readers()
    if encoder is None or weights is None or weights.encoder != encoder.id:
        return None
    middle: States | None = getattr(encoder, "states", None)
    if middle is None or not middle.ready():
        return None
    words = placed_words(text, known, asked)
    states, of = middle.of([word for word, _ in words])
    places = [words[at][1] if at >= 0 else IN_DATA for at in of]
    score = read_with(weights, states, places)
    score += float(sum(w * m for w, m in zip(weights.marks, marks_of(doubts), strict=True)))
    return score + float(sum(value * weights.words[at] for at, value in hashed_words(text, known, asked)))


def why_unweighed(encoder: Encoder) -> str:
    """Why a model's sentences are held against the rules alone with this encoder; "" where they are weighed."""
    weights = readers()
    if weights is None or weights.encoder != encoder.id:
        return f"their words are weighed with {weights.encoder.partition('@')[0] if weights else 'no model'} only"
    middle: States | None = getattr(encoder, "states", None)
    if middle is None or middle.path is None:
        return NO_LAYERS
    return ""


def is_like_a_lie(score: float, doubted: bool, figured: bool) -> bool:
    """Whether a sentence of this score is withheld.

    >>> [is_like_a_lie(-1.0, doubted, False) for doubted in (True, False)]
    [True, False]
    """
    return score >= (DOUBTED if doubted else FIGURED if figured else UNDOUBTED)


def read_with(weights: Readers, states: NDArray[np.float32], places: Sequence[int]) -> float:
    """What the readers say of the tokens of a sentence, on average."""
    import numpy as np

    # In blocks so small that the matrix library leaves them to this thread: to wake others costs far more.
    some = (states[at : at + BLOCK] @ weights.columns for at in range(0, len(states), BLOCK))
    inner = np.concatenate([block.transpose(1, 0, 2).reshape(block.shape[1], -1) for block in some])
    inner += weights.inward[-PLACES:][list(places)] + weights.start
    inner *= 0.5 * (1 + np.tanh(0.7978845608 * (inner + 0.044715 * inner * inner * inner)))  # GELU
    count, hidden, _ = weights.look.shape
    inner = inner.reshape(len(states), count, hidden).transpose(1, 0, 2)
    look = SHARP * (inner @ weights.look + weights.look_start[:, None])
    look = np.exp(look - look.max(1, keepdims=True))
    look /= look.sum(1, keepdims=True)
    told = (look * (inner @ weights.tell + weights.tell_start[:, None])).sum() / count
    return float(told + states.mean(0) @ weights.mean)


def marks_of(doubts: Sequence[Doubt]) -> list[float]:
    """One that is always there, and of each kind how many doubts there are, the first counting most."""
    return [1.0, *(log1p(min(MOST_MARKS, sum(d.kind == k for d in doubts))) for k in KINDS)]


_FIGURES = regex(r"∎|·+|[$€£¥₹]?\d[\d.,]*%?[KkMm]?")
_WORDS = regex(rf"{_FIGURES.pattern}|[A-Za-z]+(?:['’][A-Za-z]+)?|[^\sA-Za-z\d]")
_TOKEN = regex(r"[a-z]+(?:'[a-z]+)?|[#?!:]")
_ENDINGS = ("ingly", "ing", "edly", "ed", "ies", "es", "ly", "s")
_SHORTEST = 4


def placed_words(text: str, known: frozenset[str], asked: frozenset[str]) -> list[tuple[str, int]]:
    """The words of a sentence, each with where it stands; a figure or a name is a blank.

    >>> placed_words("It pays ∎ yearly.", frozenset(("pay",)), frozenset(("yearly",)))
    [('It', 0), ('pays', 0), ('[MASK]', 0), ('yearly', 2), ('.', 0)]
    """
    out = []
    for word in _WORDS.findall(text):
        if _FIGURES.fullmatch(word):
            out.append((NAME if word[0] == NAME else BLANK, IN_DATA))
        elif word[0].isalpha() and len(word) >= LONG:
            forms = base_forms(word.lower().replace("’", "'"))
            out.append((word, _place(forms, known, asked)))
        else:
            out.append((word, IN_DATA))
    return out or [(".", IN_DATA)]


def _place(forms: frozenset[str] | set[str], known: frozenset[str], asked: frozenset[str]) -> int:
    if not forms.isdisjoint(known):
        return IN_DATA
    return NOWHERE if forms.isdisjoint(asked) else ASKED


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
        if len(word) >= LONG and (place := _place(base_forms(word), known, asked)):
            found.add(f"{'n' if place == NOWHERE else 'q'}{stem}")
        before = stem
    each = WORDS_SCALE / max(1.0, len(found) ** 0.5)
    placed = (_bucket(one) for one in sorted(found))
    return [(place, each if up else -each) for place, up in placed]


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    return next(
        (word[: -len(e)] for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _SHORTEST), word
    )


@lru_cache(maxsize=1 << 15)
def _bucket(one: str) -> tuple[int, bool]:
    number = zlib.crc32(one.encode())
    return number % BUCKETS, bool(number & (1 << 31))
