"""The product as the evals meet it: an index of a guides folder, opened.

In: a guides folder, and where its index lies. Out: what `answer_question` and `check` take. Also what
a result has to be kept with: the commit and, from `cells`, the digest of the guides. The vectors of
many questions are made together, which costs less than making each alone, and kept beside the index.
"""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.states import HasStates

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.encoder import Encoder
    from index.library import Library
    from index.resolve import Lexicon
    from index.states import States


# Texts handed to the encoder at once: it batches so many by length, each core its own.
TOGETHER = 512
VECTORS = "evals-vectors.sqlite3"


@dataclass(frozen=True, slots=True)
class Product:
    """An open index with its encoder and names."""

    library: Library
    encoder: Encoder
    lexicon: Lexicon


class Prepared:
    """An encoder that is given most texts beforehand, many at a time, and no text twice.

    What it makes is kept in `folder` (none: nowhere) for the next run and the processes beside this one.
    """

    def __init__(self, encoder: Encoder, folder: Path | None = None) -> None:
        self._encoder = encoder
        self._kept = KeptVectors(folder, encoder.id) if folder else None
        self._known: dict[str, NDArray[np.float32]] = {}

    @property
    def id(self) -> str:
        return self._encoder.id

    @property
    def states(self) -> States:
        """The middle layers of an encoder that has them."""
        if not isinstance(self._encoder, HasStates):
            raise AttributeError("states")
        return self._encoder.states

    def is_word(self, word: str) -> bool:
        return self._encoder.is_word(word)

    def prepare(self, texts: Iterable[str]) -> None:
        """Make the vectors of these texts, those of like length together, unless they were ever made."""
        missing = {text for text in texts if text not in self._known}
        if not missing:
            return
        if self._kept:
            self._known.update(self._kept.read(missing))
        new = sorted(missing - self._known.keys(), key=lambda text: (len(text), text))
        for start in range(0, len(new), TOGETHER):
            some = new[start : start + TOGETHER]
            made = dict(zip(some, self._encoder.encode(some), strict=True))
            self._known.update(made)
            if self._kept:
                self._kept.write(made)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row for each text, as the encoder itself gives it."""
        import numpy as np

        if not texts:
            return self._encoder.encode(texts)
        self.prepare(texts)
        return np.stack([self._known[text] for text in texts])

    def close(self) -> None:
        """Let go of what is kept."""
        if self._kept:
            self._kept.close()


class KeptVectors:
    """The vectors that one encoder made of texts, in a file beside the index; of no other encoder.

    It only saves time: where the file cannot be read or written, nothing is kept.
    """

    def __init__(self, folder: Path, encoder: str) -> None:
        self._encoder = encoder
        self._file: sqlite3.Connection | None = None
        with self._trying():
            # Several processes write what each has made; who waits for another loses little.
            self._file = sqlite3.connect(folder / VECTORS, timeout=20, isolation_level=None)
            self._file.execute("PRAGMA synchronous = OFF")
            self._file.execute(
                "CREATE TABLE IF NOT EXISTS vectors (encoder, text, vector, UNIQUE (encoder, text))"
            )
            self._file.execute("DELETE FROM vectors WHERE encoder <> ?", (encoder,))

    @contextmanager
    def _trying(self) -> Iterator[None]:
        """One piece of work with the file; what fails there is the last that is tried."""
        try:
            yield
        except (sqlite3.Error, ValueError):
            self.close()

    def close(self) -> None:
        """Let go of the file; nothing is kept from here on."""
        if self._file:
            self._file.close()
        self._file = None

    def read(self, texts: Iterable[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors that are kept of these texts."""
        import numpy as np

        found: dict[str, NDArray[np.float32]] = {}
        asked = "SELECT vector FROM vectors WHERE encoder = ? AND text = ?"
        with self._trying():
            if self._file:
                for text in texts:
                    for (vector,) in self._file.execute(asked, (self._encoder, text)):
                        found[text] = np.frombuffer(vector, np.float32)
        return found

    def write(self, made: Mapping[str, NDArray[np.float32]]) -> None:
        """Keep these vectors."""
        rows = [(self._encoder, text, vector.tobytes()) for text, vector in made.items()]
        with self._trying():
            if self._file:
                self._file.execute("BEGIN IMMEDIATE")
                self._file.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?, ?)", rows)
                self._file.execute("COMMIT")


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
