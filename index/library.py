"""The index as the rest of the program reads it: facts, passages, levels, full text, nearest vectors.

In: the folder of an index. Out: the corpus's own dataclasses. It writes nothing, knows no question
and no encoder; a vector comes in as numbers. Opening is cheap: numpy and Chroma are imported only by
the call that needs them. A build by another process is seen at the next call.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from corpus.bands import Fact, FactKind
from corpus.guide import SetAside, Unread
from corpus.levels import LevelMap
from corpus.passages import Passage
from corpus.pieces import PassageKind
from corpus.problem import Problem
from index.tables import (
    FACT_COLUMNS,
    FILE,
    LEVEL_COLUMNS,
    PASSAGE_COLUMNS,
    SCHEMA,
    FileStamp,
    NoIndex,
    connect,
    fact_from,
    level_map_from,
    match_expression,
    meta_of,
    passage_from,
    told,
    within_scope,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.vectors import VectorStore

# Up to here all vectors are held in memory (30 MB) and compared exactly; above, Chroma answers what
# is not narrowed to companies.
EXACT_LIMIT = 20_000

# Passages that are held as they were read, of one generation.
HELD = 5_000

# Decimal places to which cosines are compared.
PLACES = 6

# Answers of each kind that a generation keeps, and the most in one: a question asks for its rows several times.
HELD_ANSWERS = 500

# Rows of vectors read at a time when a collection is compared exactly without being held.
CHUNK = 4_096

# Candidates taken from Chroma beyond those asked for: passages with the very same text tie, and an
# approximate index may rank two that are close the other way round.
SPARE = 16

# Seconds before a vector store that was away is asked again.
AWAY_SECONDS = 5.0

T = TypeVar("T")


class Unset(Enum):
    """Tells "any value" from None, which is a value here: a general guide's company is None."""

    ANY = "any"


ANY: Final = Unset.ANY


@dataclass(frozen=True, slots=True)
class GuideEntry:
    """One guide of the collection, without its text."""

    path: str
    title: str
    company: str | None
    role: str | None
    as_of: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuideText(GuideEntry):
    """One guide with its lines, line 1 first."""

    lines: tuple[str, ...]

    def quote(self, first: int, last: int) -> str:
        """The verbatim text of lines `first` to `last`, both counted from 1 and both included."""
        return "\n".join(self.lines[first - 1 : last])


class BandNames(NamedTuple):
    """What a band is about, without its figures."""

    company: str | None
    role: str | None
    region: str | None
    level: str | None
    component: str


class Library:
    """An open index. Safe to share between threads: each call reads on a connection of its own."""

    def __init__(
        self, folder: Path, chroma_url: str | None = None, say: Callable[[str], None] | None = None
    ) -> None:
        self.folder = folder
        self.chroma_url = chroma_url
        self._say = say or (lambda sentence: None)
        self._local = threading.local()
        self._lock = threading.Lock()
        self._idle: list[tuple[sqlite3.Connection, tuple[int, int]]] = []
        self._kept: tuple[int, dict[object, Any]] = (-1, {})
        self._store: VectorStore | None = None
        self._store_lock = threading.Lock()
        self._away_until = 0.0
        self.away: str | None = None  # why the vector store is not asked just now
        try:
            self._check()
        except BaseException:
            self.close()
            raise

    # ---- connections and generations

    def _check(self) -> None:
        """Refuse at the door what cannot be read: no file, another layout, a damaged file."""
        try:
            there = (self.folder / FILE).is_file()
        except OSError as error:  # a name too long, or a folder on the way that may not be entered
            raise Problem(
                f"the index folder cannot be opened: {error.strerror or error}",
                str(self.folder),
                "choose another with --index or COUNTEROFFER_INDEX",
            ) from error
        if not there:
            raise NoIndex("missing", self.folder)
        try:
            with self.reading() as connection:
                meta = meta_of(connection)
        except sqlite3.DatabaseError as error:
            if "no such table" in str(error):  # a file made and not yet filled
                raise NoIndex("missing", self.folder) from error
            if "no such column" in str(error):  # tables that are not ours
                raise NoIndex("version", self.folder) from error
            raise told(error, self.folder) from error
        if meta.get("schema") != SCHEMA:
            raise NoIndex("version", self.folder)
        if meta.get("generation") == "0":
            raise NoIndex("missing", self.folder)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """All that this thread reads inside sees one generation, whatever another process commits.

        sqlite3's errors leave it untranslated; `_rows` translates them.
        """
        current: sqlite3.Connection | None = getattr(self._local, "current", None)
        if current is not None:
            yield current
            return
        identity = self._identity()
        connection = self._taken(identity)
        self._local.current, self._local.generation = connection, None
        try:
            connection.execute("BEGIN")
            yield connection
        finally:
            self._local.current = None
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            with self._lock:
                self._idle.append((connection, identity or (0, 0)))

    def _reads(self) -> bool:
        """Whether this thread is inside `reading`."""
        return getattr(self._local, "current", None) is not None

    def _identity(self) -> tuple[int, int] | None:
        """Which file stands there now: an index that was made anew is another file."""
        try:
            status = (self.folder / FILE).stat()
        except OSError:  # just being made anew: what is open still answers
            return None
        return status.st_dev, status.st_ino

    def _taken(self, identity: tuple[int, int] | None) -> sqlite3.Connection:
        while True:
            with self._lock:
                held = self._idle.pop() if self._idle else None
            if held is None:
                return connect(self.folder)
            if identity is None or held[1] == identity:
                return held[0]
            held[0].close()
            self._kept = (-1, {})

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        try:
            with self.reading() as connection:
                return connection.execute(sql, tuple(values)).fetchall()
        except sqlite3.DatabaseError as error:
            raise told(error, self.folder) from error

    def once(self, key: object, make: Callable[[], T]) -> T:
        """The value of `make`, computed once in each generation."""
        if not self._reads():
            with self.reading():
                return self.once(key, make)
        generation = self.generation
        kept_generation, kept = self._kept
        if kept_generation != generation:
            kept = {}
            with self._lock:
                self._kept = (generation, kept)
        if key not in kept:
            kept[key] = make()
        value: T = kept[key]
        return value

    def _held(self, what: str, key: object, make: Callable[[], list[T]]) -> list[T]:
        """The same for what is asked for in many ways: short answers are kept, as long as they are not many."""
        if not self._reads():
            with self.reading():
                return self._held(what, key, make)
        held: dict[object, list[T]] = self.once(what, dict)
        answer = held.get(key)
        if answer is None:
            answer = make()
            if len(held) >= HELD_ANSWERS:
                held.clear()
            if len(answer) <= HELD_ANSWERS:
                held[key] = answer
        return list(answer)

    @property
    def generation(self) -> int:
        """Counts the builds that changed something; read anew at each call that is not inside `reading`."""
        if not self._reads():
            with self.reading():
                return self.generation
        known: int | None = self._local.generation
        if known is None:
            known = int(self._rows("SELECT value FROM meta WHERE key = 'generation'")[0][0])
            self._local.generation = known
        return known

    def meta(self) -> dict[str, str]:
        """What the index says of itself: schema, library, generation, encoder, guides, reader."""
        return dict(self._rows("SELECT key, value FROM meta"))

    @property
    def encoder_id(self) -> str:
        """The encoder whose vectors are live."""
        return str(self.meta()["encoder"])

    def close(self) -> None:
        """Close every thread's connection and the vector store."""
        with self._lock:
            for connection, _ in self._idle:
                connection.close()
            self._idle.clear()
        with self._store_lock:
            if self._store is not None:
                self._store.close()
                self._store = None

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- guides

    def guides(self) -> list[GuideEntry]:
        """Every guide, in order of path."""
        rows = self._rows("SELECT path, title, company, role, as_of, sources FROM guides ORDER BY path")
        return [GuideEntry(*_known(row)) for row in rows]

    def guide(self, path: str) -> GuideText | None:
        """One guide with its lines, or None."""
        rows = self._rows(
            "SELECT path, title, company, role, as_of, sources, lines FROM guides WHERE path = ?", (path,)
        )
        return GuideText(*_known(rows[0]), tuple(json.loads(rows[0][6]))) if rows else None

    def companies(self) -> list[str]:
        """Companies as the guides write them, in alphabetical order."""
        return list(self.once("companies", lambda: self._distinct("guides", "company")))

    def roles(self) -> list[str]:
        """Roles as the guides write them, in alphabetical order."""
        return list(self.once("roles", lambda: self._distinct("guides", "role")))

    def regions(self, company: str | Unset = ANY) -> list[str]:
        """Regions of one company's rows (or of all rows), in the order of the guides."""

        def make() -> list[str]:
            where, values = _where(company=company, kind="band")
            rows = self._rows(
                f"SELECT region FROM facts {where} AND region IS NOT NULL GROUP BY region ORDER BY MIN(id)",
                values,
            )
            return [row[0] for row in rows]

        return list(self.once(("regions", company), make))

    def _distinct(self, table: str, column: str) -> list[str]:
        rows = self._rows(
            f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY {column}"
        )
        return [row[0] for row in rows]

    def stamps(self) -> dict[str, FileStamp]:
        """What each indexed file looked like, by path; also files that could not be read."""
        rows = self._rows("SELECT path, sha256, size, mtime_ns, ctime_ns FROM files")
        return {row[0]: FileStamp(*row) for row in rows}

    # ---- facts

    def facts(
        self,
        *,
        company: str | Unset | None = ANY,
        role: str | Unset | None = ANY,
        level: str | Unset | None = ANY,
        region: str | Unset | None = ANY,
        component: str | Unset = ANY,
        kind: FactKind | Unset = ANY,
        guide: str | Unset = ANY,
        line: int | Unset = ANY,
    ) -> list[Fact]:
        """Facts whose fields are exactly these, in the order of the guides. None is a value."""
        where, values = _where(
            company=company,
            role=role,
            level=level,
            region=region,
            component=component,
            kind=kind,
            guide=guide,
            line=line,
        )

        def make() -> list[Fact]:
            rows = self._rows(f"SELECT {FACT_COLUMNS} FROM facts {where} ORDER BY guide, line, id", values)
            return [fact_from(row) for row in rows]

        return self._held("facts", (where, values), make)

    def band_names(self) -> list[BandNames]:
        """What the bands are about, each once, in the order of the guides: no figures are read."""
        names = "company, role, region, level, component"
        rows = self._rows(f"SELECT {names} FROM facts WHERE kind = 'band' GROUP BY {names} ORDER BY MIN(id)")
        return [BandNames(*row) for row in rows]

    def level_maps(self, company: str | Unset = ANY) -> list[LevelMap]:
        """Level maps of one company's guides, or all."""
        return list(self.once(("level maps", company), lambda: self._level_maps(company)))

    def _level_maps(self, company: str | Unset) -> list[LevelMap]:
        where, values = _where(company=company)
        rows = self._rows(f"SELECT {LEVEL_COLUMNS} FROM level_maps {where} ORDER BY guide, line, id", values)
        return [level_map_from(row) for row in rows]

    def unread(self, guide: str | Unset = ANY) -> list[Unread]:
        """Places that were not understood."""
        where, values = _where(guide=guide)
        rows = self._rows(f"SELECT guide, line, reason FROM unread {where} ORDER BY guide, line", values)
        return [Unread(*row) for row in rows]

    def set_aside(self, guide: str | Unset = ANY) -> list[tuple[str, SetAside]]:
        """Lines kept out of retrieval, each with the path of its guide."""
        where, values = _where(guide=guide)
        rows = self._rows(
            f"SELECT guide, first, last, text, reason FROM set_aside {where} ORDER BY guide, first", values
        )
        return [(row[0], SetAside(*row[1:])) for row in rows]

    # ---- passages

    def passages(
        self,
        *,
        guide: str | Unset = ANY,
        kind: PassageKind | Unset = ANY,
        company: str | Unset | None = ANY,
        role: str | Unset | None = ANY,
    ) -> list[Passage]:
        """Passages of a guide, a kind, a company (None: the general guides), in order of the text."""
        where, values = _where(guide=guide, kind=kind, company=company, role=role)
        rows = self._rows(f"SELECT {PASSAGE_COLUMNS} FROM passages {where} ORDER BY guide, first, id", values)
        return [passage_from(row) for row in rows]

    def passage_at(self, guide: str, line: int) -> Passage | None:
        """The passage that holds a line, or None for a line that belongs to none.

        Raises NoIndex where a fact stands in the line: the index is damaged then.
        """

        def make() -> list[Passage]:
            rows = self._rows(
                f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE guide = ? AND first <= ? AND last >= ?"
                " ORDER BY last - first, id LIMIT 1",
                (guide, line, line),
            )
            return [passage_from(row) for row in rows]

        if found := self._held("passages at", (guide, line), make):
            return found[0]
        # A fact stands in a passage: one without it means that SQLite's own index of them is harmed.
        if self._rows("SELECT 1 FROM facts WHERE guide = ? AND line = ? LIMIT 1", (guide, line)):
            raise NoIndex("damaged", self.folder)
        return None

    def passage_count(self) -> int:
        """How many passages there are."""
        return self.once("count", lambda: int(self._rows("SELECT COUNT(*) FROM passages")[0][0]))

    # ---- searching

    def full_text(
        self, words: Sequence[str], k: int, companies: Sequence[str] | None = None
    ) -> list[tuple[Passage, float]]:
        """The `k` passages that match any of the words best, with bm25 (higher is better).

        `companies` None searches everything; a list searches those companies and the general guides;
        an empty list the general guides alone.
        """
        expression = match_expression(words)
        if not expression:
            return []
        hits = self._rows(
            "SELECT rowid, -bm25(words, 1.0, 0.0) AS score FROM words WHERE words MATCH ?"
            " ORDER BY score DESC, rowid LIMIT ?",
            (within_scope(expression, companies), k),
        )
        return self._scored([(int(row), float(score)) for row, score in hits])

    def full_text_and_general(
        self, words: Sequence[str], k: int, companies: Sequence[str]
    ) -> tuple[list[tuple[Passage, float]], list[tuple[Passage, float]]]:
        """The `k` best matches in some companies and the general guides, and the `k` best of the latter alone.

        Weighing the words goes through all passages that hold them, of whatever company, so it is done
        once for both; a thread that asks the same again is given what it was given.
        """
        expression = match_expression(words)
        if not expression:
            return [], []
        with self.reading():
            asked = (self.generation, expression, k, tuple(companies))
            kept = getattr(self._local, "matched", None)
            if kept is None or kept[0] != asked:
                hits = self._rows(
                    "SELECT words.rowid, -bm25(words, 1.0, 0.0) AS score, passages.company IS NULL FROM words"
                    " CROSS JOIN passages ON passages.id = words.rowid"
                    " WHERE words MATCH ? ORDER BY score DESC, words.rowid",
                    (within_scope(expression, companies),),
                )
                inside = [(int(row), float(score)) for row, score, _ in hits[:k]]
                general = [(int(row), float(score)) for row, score, shared in hits if shared][:k]
                kept = self._local.matched = (asked, self._scored(inside), self._scored(general))
            return list(kept[1]), list(kept[2])

    def nearest(
        self, vector: NDArray[np.float32], k: int, companies: Sequence[str] | None = None
    ) -> list[tuple[Passage, float]]:
        """The `k` passages nearest to a normalised vector, with the cosine (1 is the same).

        Exact inside companies and in collections of up to `EXACT_LIMIT` passages; otherwise Chroma's,
        and exact again, only slower, when Chroma is away. `companies` as in `full_text`.
        """
        with self.reading():
            if companies is None:
                large = self.passage_count() > EXACT_LIMIT
                answer = self._from_store(vector, k) if large or self.chroma_url is not None else None
                if answer is not None:
                    return answer
                if large:
                    return self._scored(self._best_streamed(vector, k, *_scope(None)))
                ids, vectors = self.once("matrix", self._read_matrix)
                scores = vectors @ vector if len(ids) else vectors[:, 0]
                return self._scored([(int(ids[place]), float(scores[place])) for place in _top(scores, k)])
            best = self._nearest_general(vector, k)
            if companies:
                marks = ", ".join("?" * len(companies))
                own = self._best_streamed(vector, k, f"passages.company IN ({marks})", companies)
                best = _ranked([*best, *own])[:k]
            return self._scored(best)

    def _nearest_general(self, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        """The nearest in the general guides, whose vectors are held: nearly every question asks for them."""

        def count() -> int:
            return int(self._rows("SELECT COUNT(*) FROM passages WHERE company IS NULL")[0][0])

        if self.once("general count", count) > EXACT_LIMIT:
            return self._best_streamed(vector, k, *_scope(()))
        ids, vectors = self.once("general matrix", lambda: self._read_matrix(()))
        scores = vectors @ vector if len(ids) else vectors[:, 0]
        return _ranked([(int(ids[place]), float(scores[place])) for place in _top(scores, k)])

    def _from_store(self, vector: NDArray[np.float32], k: int) -> list[tuple[Passage, float]] | None:
        """The nearest of Chroma's candidates, or None when it cannot be had just now (said once).

        Chroma names the candidates; the scores are exact, from SQLite's vectors, so that a vector it
        has kept too long changes no score.
        """
        keys = self._asked_store(lambda store: store.nearest(vector, k + SPARE))
        if keys is None:
            return None
        within = f"passages.key IN ({', '.join('?' * len(keys))})"
        return self._scored(self._best_streamed(vector, k, within, keys))

    def _asked_store(self, ask: Callable[[VectorStore], T]) -> T | None:
        """What the store says, or None while it is away; it is tried again after some seconds."""
        from index.vectors import open_store

        if time.monotonic() < self._away_until:
            return None
        try:
            with self._store_lock:
                if time.monotonic() < self._away_until:  # who waited for the lock need not try again
                    return None
                self._store = self._store or open_store(self.folder, self.chroma_url)
                self._store.bring_up_to_date(self._say)
                said = ask(self._store)
                self.away = None
                return said
        except Problem as problem:
            self._away_until = time.monotonic() + AWAY_SECONDS
            self.away = sentence = f"{problem.message}; the search is exact instead"
            self.once(("said", sentence), lambda: self._say(sentence))
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
            (self.encoder_id, *values),
        )

    def _read_matrix(
        self, companies: Sequence[str] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Ids and vectors of this generation: of all passages, or of those in a scope."""
        import numpy as np

        sql, values = self._vector_rows(*_scope(companies))
        rows = self._rows(sql, values)
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
        with self.reading() as connection:
            cursor = connection.execute(sql, wanted)
            while rows := cursor.fetchmany(CHUNK):
                vectors = np.frombuffer(b"".join(row[1] for row in rows), dtype=np.float32)
                scores = vectors.reshape(len(rows), -1) @ vector
                best += [(rows[place][0], float(scores[place])) for place in _top(scores, k)]
        return _ranked(best)[:k]

    def _scored(self, hits: list[tuple[int, float]]) -> list[tuple[Passage, float]]:
        """The passages of these numbers; each is read once in a generation, as long as they are not many."""
        with self.reading():
            held: dict[int, Passage] = self.once("passages", dict)
            passages = {number: held[number] for number, _ in hits if number in held}
            missing = [number for number, _ in hits if number not in passages]
            if missing:
                rows = self._rows(
                    f"SELECT id, {PASSAGE_COLUMNS} FROM passages WHERE id IN ({', '.join('?' * len(missing))})",
                    missing,
                )
                read = {row[0]: passage_from(row[1:]) for row in rows}
                passages |= read
                if len(held) + len(read) <= HELD:
                    held.update(read)
            return [(passages[number], score) for number, score in hits]


def _known(
    row: tuple[Any, ...],
) -> tuple[str, str, str | None, str | None, str | None, tuple[str, ...]]:
    path, title, company, role, as_of, sources = row[:6]
    return path, title, company, role, as_of, tuple(json.loads(sources))


def _where(**fields: object) -> tuple[str, tuple[object, ...]]:
    """A WHERE clause for the fields that are set; `IS` also compares None."""
    wanted = {name: value for name, value in fields.items() if value is not ANY}
    clause = " AND ".join(f'"{name}" IS ?' for name in wanted) or "1"
    return f"WHERE {clause}", tuple(wanted.values())


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


def open_library(
    folder: Path, chroma_url: str | None = None, say: Callable[[str], None] | None = None
) -> Library:
    """Open the index in `folder`. Raises `NoIndex`, a Problem, when there is none that can be read.

    `say` is told, in one line, what the reader should know: a vector store that is away or was filled
    again.
    """
    return Library(folder, chroma_url, say)
