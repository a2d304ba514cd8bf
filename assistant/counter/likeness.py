"""What a message says where no cue fits: the kind of the examples that it is most like.

In: a text, the library (which keeps the examples' vectors), an encoder. Out: a kind, or None where
nothing is near enough. The examples are data (`heard.toml`). It is asked only after
`assistant.counter.heard` found nothing, and whoever uses its answer says so.
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
MOST_SENTENCES = 8
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
    if best == NOTHING or votes[best] < ENOUGH or nearest[best] < NEAR:
        return None
    return best
