"""A message of sentences that fits a number of words.

In: sentences with a rank and, for some, a shorter form. Out: `Words` of at most so many words, if that
can be done. It knows nothing of offers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.counter.result import Said, Words, words
from corpus.passages import Passage

AIM = 138  # beyond this, extras go
EXTRA = 3  # from this rank on a piece is an extra


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence with how well the letter can do without it: 0 is needed, the highest goes first.

    `brief` says the same in fewer words, for a letter that would be too long.
    """

    text: str
    rank: int = 0
    passages: tuple[Passage, ...] = ()
    brief: str = ""

    @property
    def spare(self) -> int:
        """How many words the brief form saves."""
        return len(self.text.split()) - len(self.brief.split()) if self.brief else 0


@dataclass
class Message:
    """Paragraphs of pieces that are made to fit a number of words."""

    paragraphs: list[list[Piece]] = field(default_factory=list)

    def add(self, *pieces: Piece | None) -> None:
        self.paragraphs.append([p for p in pieces if p is not None and p.text])

    def fitted(self, limit: int) -> Words:
        """The message, shortened until it fits: extras go, then wordings shrink, then strengths go."""
        kept = [list(p) for p in self.paragraphs]
        while _length(kept) > min(limit, AIM) and _drop(kept, EXTRA):
            pass
        while _length(kept) > limit and _shorten(kept):
            pass
        while _length(kept) > limit and _drop(kept, 1):
            pass
        return words(*([Said(piece.text, piece.passages) for piece in p] for p in kept))


def _drop(paragraphs: list[list[Piece]], least: int) -> bool:
    """Leave out the last of the least needed pieces, if any has that rank or a higher one."""
    worst = max((piece.rank for p in paragraphs for piece in p), default=0)
    if worst < least:
        return False
    paragraph = next(p for p in reversed(paragraphs) if any(piece.rank == worst for piece in p))
    paragraph.remove(next(piece for piece in reversed(paragraph) if piece.rank == worst))
    return True


def _shorten(paragraphs: list[list[Piece]]) -> bool:
    """Take the brief form of the last piece that has one: the opening keeps its warmth longest."""
    for p in reversed(paragraphs):
        for i, piece in reversed(list(enumerate(p))):
            if piece.spare > 0:
                p[i] = Piece(piece.brief, piece.rank, piece.passages)
                return True
    return False


def _length(paragraphs: Sequence[Sequence[Piece]]) -> int:
    return sum(len(piece.text.split()) for p in paragraphs for piece in p)
