"""The passages nearest to a vector: exact over SQLite's vectors, or by Chroma's candidates.

In: an open index and a vector. Out: passages' numbers with cosines. SQLite's vectors score whatever
Chroma names, so that a stale or lost store costs time and no truth. numpy and Chroma are imported only
by the call that needs them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from corpus.problem import Problem
from index.connections import Connections

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.vectors import VectorStore

# Up to here all vectors are held in memory (30 MB) and compared exactly; above, Chroma answers what
# is not narrowed to companies.
EXACT_LIMIT = 20_000

# Decimal places to which cosines are compared.
PLACES = 6

# Rows of vectors read at a time when a collection is compared exactly without being held.
CHUNK = 4_096

# Candidates taken from Chroma beyond those asked for: passages with the very same text tie, and an
# approximate index may rank two that are close the other way round.
SPARE = 16

# Seconds before a vector store that was away is asked again.
AWAY_SECONDS = 5.0

T = TypeVar("T")


class Nearest:
    """The vectors of one open index."""

    def __init__(self, opened: Connections, chroma_url: str | None, say: Callable[[str], None]) -> None:
        self.chroma_url = chroma_url
        self.away: str | None = None  # why the vector store is not asked just now
        self._open = opened
        self._say = say
        self._store: VectorStore | None = None
        self._store_lock = threading.Lock()
        self._away_until = 0.0

    def close(self) -> None:
        """Close the vector store."""
        with self._store_lock:
            if self._store is not None:
                self._store.close()
                self._store = None

    def to(
        self, vector: NDArray[np.float32], k: int, companies: Sequence[str] | None = None
    ) -> list[tuple[int, float]]:
        """Numbers of the `k` passages nearest to a normalised vector, with the cosine (1 is the same).

        Exact inside companies and in collections of up to `EXACT_LIMIT` passages; otherwise Chroma's,
        and exact again, only slower, when Chroma is away. `companies` as in
        `Library.full_text`.
        """
        with self._open.reading():
            if companies is None:
                large = self._passages() > EXACT_LIMIT
                answer = self._from_store(vector, k) if large or self.chroma_url is not None else None
                if answer is not None:
                    return answer
                if large:
                    return self._best_streamed(vector, k, *_scope(None))
                ids, vectors = self._open.once("matrix", self._read_matrix)
                scores = vectors @ vector if len(ids) else vectors[:, 0]
                return [(int(ids[place]), float(scores[place])) for place in _top(scores, k)]
            best = self._in_general(vector, k)
            if companies:
                marks = ", ".join("?" * len(companies))
                own = self._best_streamed(vector, k, f"passages.company IN ({marks})", companies)
                best = _ranked([*best, *own])[:k]
            return best

    def _passages(self, within: str = "1") -> int:
        def count() -> int:
            return int(self._open.rows(f"SELECT COUNT(*) FROM passages WHERE {within}")[0][0])

        return self._open.once(("count", within), count)

    def _in_general(self, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        """The nearest in the general guides, whose vectors are held: nearly every question asks for them."""
        if self._passages(_scope(())[0]) > EXACT_LIMIT:
            return self._best_streamed(vector, k, *_scope(()))
        ids, vectors = self._open.once("general matrix", lambda: self._read_matrix(()))
        scores = vectors @ vector if len(ids) else vectors[:, 0]
        return _ranked([(int(ids[place]), float(scores[place])) for place in _top(scores, k)])

    def _from_store(self, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]] | None:
        """The nearest of Chroma's candidates, or None when it cannot be had just now (said once).

        Chroma names the candidates; the scores are exact, from SQLite's vectors, so that a vector it
        has kept too long changes no score.
        """
        keys = self._asked_store(lambda store: store.nearest(vector, k + SPARE))
        if keys is None:
            return None
        within = f"passages.key IN ({', '.join('?' * len(keys))})"
        return self._best_streamed(vector, k, within, keys)

    def _asked_store(self, ask: Callable[[VectorStore], T]) -> T | None:
        """What the store says, or None while it is away; it is tried again after some seconds."""
        from index.vectors import open_store

        if time.monotonic() < self._away_until:
            return None
        try:
            with self._store_lock:
                if time.monotonic() < self._away_until:  # who waited for the lock need not try again
                    return None
                self._store = self._store or open_store(self._open.folder, self.chroma_url)
                self._store.bring_up_to_date(self._say)
                said = ask(self._store)
                self.away = None
                return said
        except Problem as problem:
            self._away_until = time.monotonic() + AWAY_SECONDS
            self.away = sentence = f"{problem.message}; the search is exact instead"
            self._open.once(("said", sentence), lambda: self._say(sentence))
            return None

    def look_for_store(self) -> None:
        """Whether a store that was away is back; nothing is asked of one that is there."""
        if self.away is not None:
            self._asked_store(lambda store: None)

    def _vector_rows(self, within: str, values: Sequence[object]) -> tuple[str, tuple[object, ...]]:
        return (
            "SELECT passages.id, vectors.vector FROM passages JOIN vectors"
            " ON vectors.encoder = ? AND vectors.text_hash = passages.text_hash"
            f" WHERE {within} ORDER BY passages.id",
            (_encoder(self._open), *values),
        )

    def _read_matrix(
        self, companies: Sequence[str] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Ids and vectors of this generation: of all passages, or of those in a scope."""
        import numpy as np

        sql, values = self._vector_rows(*_scope(companies))
        rows = self._open.rows(sql, values)
        vectors = np.frombuffer(b"".join(row[1] for row in rows), dtype=np.float32)
        ids = np.array([row[0] for row in rows], dtype=np.int64)
        return ids, vectors.reshape(len(rows), -1) if rows else np.zeros((0, 1), dtype=np.float32)

    def _best_streamed(
        self, vector: NDArray[np.float32], k: int, within: str, values: Sequence[object]
    ) -> list[tuple[int, float]]:
        """Exact search without holding the vectors: a chunk at a time."""
        import numpy as np

        best: list[tuple[int, float]] = []
        sql, wanted = self._vector_rows(within, values)
        with self._open.reading() as connection:
            cursor = connection.execute(sql, wanted)
            while rows := cursor.fetchmany(CHUNK):
                vectors = np.frombuffer(b"".join(row[1] for row in rows), dtype=np.float32)
                scores = vectors.reshape(len(rows), -1) @ vector
                best += [(rows[place][0], float(scores[place])) for place in _top(scores, k)]
        return _ranked(best)[:k]


def _encoder(opened: Connections) -> str:
    return str(opened.rows("SELECT value FROM meta WHERE key = 'encoder'")[0][0])


def _scope(companies: Sequence[str] | None) -> tuple[str, tuple[object, ...]]:
    """A condition on passages: those of the companies and the general ones, or all."""
    if companies is None:
        return "1", ()
    if not companies:  # with an empty list to be in, SQLite would go through all passages
        return "passages.company IS NULL", ()
    marks = ", ".join("?" * len(companies))
    return f"(passages.company IS NULL OR passages.company IN ({marks}))", tuple(companies)


def _ranked(best: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """Numbers with cosines, the nearest first; equal ones in order."""
    return sorted(best, key=lambda one: (-round(one[1], PLACES), one[0]))


def _top(scores: NDArray[np.float32], k: int) -> list[int]:
    """Places of the `k` highest scores, highest first; equal ones in order of place.

    Two passages with the same text are equal, whatever the last bits of their products say: those
    depend on how many rows were multiplied at once.
    """
    import numpy as np

    return [int(place) for place in np.argsort(-np.round(scores, PLACES), kind="stable")[:k]]
