"""A question becomes ranked passages: full text and vectors, fused, inside what was resolved.

In: the question, the library, the encoder, and the companies it was found to be about. Out: hits,
best first. It does not know what a question means; which companies it is about is passed in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.passages import Passage
from corpus.regexes import regex
from index.encoder import Encoder
from index.library import Library
from index.resolve import Resolved, lexicon_of, resolve

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Candidates that each way of searching hands to the fusion, at the least.
CANDIDATES = 60

# Reciprocal rank fusion's constant (Cormack, Clarke, Büttcher 2009): what two ways rank well beats
# what one way ranks first.
RANK_CONSTANT = 60

# The shares of the words and of the question's own vector, beside the vector that is sought.
WORDS, MEANING = 0.25, 0.1

# Words that hold a sentence together. Whatever can name something in a guide is not among them.
STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        a about am an and any are as at be been but by can could did do does doing for from get
        give got had has have having he hello her here hi him his how i if in into is it its
        just kindly let like may me might my no not now of off on or our out please shall she
        should so some tell than thanks that the their them then there these they this those to
        too up us very want was we were what when where which who whom whose why will with would
        you your
        """,
    )
)

# A word with its inner hyphens, slashes and points: `2-1`, `ML/AI`, `401k`, `E5`.
TERM = regex(r"\w+(?:[-/.'\u2019]\w+)*")

# Where a compound comes apart, to be searched as a phrase and by its longer parts.
JOINT = regex(r"[-/.'\u2019]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with its score: 1 is first in every way of searching, 0 is not found."""

    passage: Passage
    score: float


def search(
    question: str,
    library: Library,
    encoder: Encoder,
    companies: Sequence[str] | None = None,
    k: int = 8,
    *,
    kinds: Mapping[str, float] | None = None,
    own: float = 1.0,
    places: Collection[tuple[str, int]] = (),
    vector: NDArray[np.float32] | None = None,
    sought: NDArray[np.float32] | None = None,
) -> list[Hit]:
    """The `k` best passages for a question.

    Inside `companies` (as the guides write them) and all general guides; None searches everything,
    an empty list the general guides alone. `kinds` multiplies the score of a kind of passage, `own`
    that of passages of the companies themselves;
    passages that hold one of `places` (guide, line), where something is known to stand, come first.
    `vector` is the question's own, where the caller has it already; `sought` is another to search with besides, near
    which its answer is taken to lie.
    """
    with library.reading():
        words = terms(question, leave_out=companies or ())
        near = max(CANDIDATES, 4 * k)
        if companies:
            by_words = _with_general(*library.full_text_and_general(words, near, companies))
        else:
            by_words = _with_general(library.full_text(words, near, companies), [])
        if vector is None:
            vector = encoder.encode([question])[0]
        rankings = [(WORDS if sought is not None else 0.5, by_words)]
        for share, one in ((MEANING if sought is not None else 0.5, vector), (1 - WORDS - MEANING, sought)):
            if one is not None:
                inside = library.nearest(one, near, companies)
                rankings.append((share, _with_general(inside, library.nearest(one, near, ()) if companies else [])))
        known = {
            (passage.guide, passage.first): passage
            for guide, line in places
            if (passage := library.passage_at(guide, line)) is not None
        }
    fused = fuse(rankings, kinds or {}, own)
    first = [hit for hit in fused if (hit.passage.guide, hit.passage.first) in known]
    found = {(hit.passage.guide, hit.passage.first) for hit in first}
    first += [Hit(passage, 0.0) for place, passage in known.items() if place not in found]
    rest = [hit for hit in fused if (hit.passage.guide, hit.passage.first) not in known]
    return [*first, *rest][:k]


def search_resolved(
    question: str, library: Library, encoder: Encoder, k: int = 8
) -> tuple[list[Hit], Resolved]:
    """The `k` best passages for a question inside what it resolves to, its very rows first."""
    lexicon = lexicon_of(library, encoder.is_word)
    resolved = resolve(question, lexicon)
    rows = [t.row for t in resolved.targets if t.asked]
    places = dict.fromkeys(
        (fact.guide, fact.line)
        for row in rows
        for fact in library.facts(company=row.company, role=row.role, region=row.region, kind="band")
    )
    companies = list(resolved.companies) or None
    hits = search(lexicon.widened(question), library, encoder, companies, k, places=list(places))
    return hits, resolved


def terms(question: str, leave_out: Iterable[str] = ()) -> list[str]:
    """The words of a question worth looking for; `leave_out` are names that all of the scope shares.

    >>> terms("What is the sign-on for L5 at Acme?", ["Acme"])
    ['sign-on', 'sign', 'L5']
    """
    shared = {word.lower() for name in leave_out for word in TERM.findall(name)}
    found: list[str] = []
    for term in TERM.findall(question):
        bare = re.sub(r"['\u2019]s$", "", term)
        if bare.lower() in STOP_WORDS or bare.lower() in shared:
            continue
        parts = JOINT.split(bare)
        found.append(bare)
        if len(parts) > 1:
            found += [part for part in parts if len(part) > 2 and part.lower() not in STOP_WORDS | shared]
    return list(dict.fromkeys(found))


def fuse(
    rankings: Sequence[tuple[float, Sequence[Passage]]], kinds: Mapping[str, float], own: float = 1.0
) -> list[Hit]:
    """Reciprocal rank fusion of rankings, each with its share; equal scores in the order of the guides."""
    scores: dict[tuple[str, int, int, str], float] = {}
    passages: dict[tuple[str, int, int, str], Passage] = {}
    for share, ranking in rankings:
        for rank, passage in enumerate(ranking, start=1):
            key = (passage.guide, passage.first, passage.last, passage.text)
            passages[key] = passage
            scores[key] = scores.get(key, 0.0) + (1 + RANK_CONSTANT) / (rank + RANK_CONSTANT) * share
    hits = [
        Hit(passage, scores[key] * kinds.get(passage.kind, 1.0) * (own if passage.company else 1.0))
        for key, passage in passages.items()
    ]
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage.guide, hit.passage.first, hit.passage.last))


def _with_general(
    inside: Sequence[tuple[Passage, float]], general: Sequence[tuple[Passage, float]]
) -> list[Passage]:
    """One ranking of both: a company with many passages does not crowd the general guides out of it."""
    best: dict[tuple[str, int, int, str], tuple[Passage, float]] = {}
    for passage, score in (*inside, *general):
        best.setdefault((passage.guide, passage.first, passage.last, passage.text), (passage, score))
    ranked = sorted(best.values(), key=lambda one: -one[1])  # stable: equal ones keep their order
    return [passage for passage, _ in ranked]
