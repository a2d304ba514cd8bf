"""The product as the evals meet it: an index of a guides folder, opened.

In: a guides folder, and where its index lies. Out: what `answer_question` and `check` take. Also what
a result has to be kept with: the commit and, from `cells`, the digest of the guides. The vectors of
many questions are made together, which costs half of making each alone.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.encoder import Encoder
    from index.library import Library
    from index.resolve import Lexicon


TOGETHER = 12  # texts of like length; more at once costs more for each


@dataclass(frozen=True, slots=True)
class Product:
    """An open index with its encoder and names."""

    library: Library
    encoder: Encoder
    lexicon: Lexicon


class Prepared:
    """An encoder that is given most texts beforehand, many at a time, and no text twice."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float32]] = {}

    @property
    def id(self) -> str:
        return self._encoder.id

    def is_word(self, word: str) -> bool:
        return self._encoder.is_word(word)

    def prepare(self, texts: Iterable[str]) -> None:
        """Make the vectors of these texts, those of like length together."""
        new = sorted({text for text in texts if text not in self._known}, key=lambda text: (len(text), text))
        for start in range(0, len(new), TOGETHER):
            some = new[start : start + TOGETHER]
            self._known.update(zip(some, self._encoder.encode(some), strict=True))

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row for each text, as the encoder itself gives it."""
        import numpy as np

        if not texts:
            return self._encoder.encode(texts)
        self.prepare(texts)
        return np.stack([self._known[text] for text in texts])


@contextmanager
def opened(guides: Path, index: Path | None = None) -> Iterator[Product]:
    """The index of a guides folder, brought up to date first."""
    from index.build import build, default_index_folder
    from index.encoder import open_encoder
    from index.library import open_library
    from index.resolve import lexicon_of

    folder = index or default_index_folder(guides)
    build(guides, folder)
    with open_library(folder) as library:
        encoder = open_encoder(folder)
        yield Product(library, encoder, lexicon_of(library, encoder.is_word))


def commit() -> str:
    """The commit of this checkout, with a mark when files differ from it; "no checkout" elsewhere."""
    here = Path(__file__).parent

    def git(*words: str) -> str:
        ran = subprocess.run(["git", "-C", str(here), *words], capture_output=True, text=True, check=True)
        return ran.stdout.strip()

    try:
        changed = git("status", "--porcelain")
        return git("rev-parse", "--short", "HEAD") + (" with changes" if changed else "")
    except (OSError, subprocess.CalledProcessError):
        return "no checkout"


def quantile(values: list[float], part: float) -> float:
    """The value below which a part of the values lie (nearest rank).

    >>> quantile([5.0, 1.0, 3.0, 2.0, 4.0], 0.5), quantile([5.0, 1.0], 0.95)
    (3.0, 5.0)
    """
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-round(len(ordered) * part * 100) // 100) - 1))]
