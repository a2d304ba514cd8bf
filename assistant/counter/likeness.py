"""What a message says where no cue fits: the kind of the examples that it is most like.

In: a text, the library (which keeps the examples' vectors), an encoder. Out: a kind, or None where
nothing is near enough, a second kind is nearly as near, or the kind is one that must have been said. The
examples are data (`heard.toml`). It is asked only after `assistant.counter.heard` found nothing, and
whoever uses its answer says so.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING

from assistant.counter.heard import sentences_of

if TYPE_CHECKING:
    from index.encoder import Encoder
    from index.library import Library

NEIGHBOURS = 5
UNLIKE = 0.25  # a cosine up to which a text has nothing to do with an example
NEAR = 0.4  # the least cosine of the nearest example
ENOUGH = 0.2  # what the neighbours of one kind must come to together, above UNLIKE each
MARGIN = 1.3  # how many times the votes of the second kind the first must have
MOST_SENTENCES = 8
# A wrong guess of these would thank for a step, disclose something, or mourn an offer that stands.
MUST_BE_SAID = frozenset(
    {
        "rescind",
        "on_hold",
        "trade",
        "acceptance",
        "partial_yes",
        "asks_for_proof",
        "asks_other_offers",
        "asks_current_salary",
        "asks_expectation",
        "only_sign_on_moves",
        "exploding_deadline",
    }
)
NOTHING = "unclear"


def examples() -> tuple[tuple[str, str], ...]:
    """Kind and text of every example."""
    data = tomllib.loads(files("assistant.counter").joinpath("heard.toml").read_text(encoding="utf-8"))
    return tuple((kind, text) for kind, texts in data["examples"].items() for text in texts)


def likely_kind(text: str, library: Library, encoder: Encoder) -> str | None:
    """The kind whose examples are nearest to the text or to one of its sentences."""
    known = examples()
    vectors = library.once(
        ("examples of messages", encoder.id), lambda: encoder.encode([words for _, words in known])
    )
    sentences = sentences_of(text)[:MOST_SENTENCES]
    asked = list(dict.fromkeys([text[:600], *sentences]))
    votes: dict[str, float] = {}
    nearest: dict[str, float] = {}
    for row in encoder.encode(asked) @ vectors.T:
        own: dict[str, float] = {}
        for place in row.argsort()[::-1][:NEIGHBOURS]:
            kind, near = known[int(place)][0], float(row[place])
            own[kind] = own.get(kind, 0.0) + max(0.0, near - UNLIKE)
            nearest[kind] = max(nearest.get(kind, 0.0), near)
        for kind, vote in own.items():
            votes[kind] = max(votes.get(kind, 0.0), vote)
    best = max(votes, key=lambda kind: votes[kind], default=NOTHING)
    if best == NOTHING or best in MUST_BE_SAID or votes[best] < ENOUGH or nearest[best] < NEAR:
        return None
    second = max((vote for kind, vote in votes.items() if kind != best), default=0.0)
    if votes[best] < MARGIN * second:
        return None
    return best
