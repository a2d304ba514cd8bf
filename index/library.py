"""The index as the rest of the program reads it: facts, passages, levels, full text, nearest vectors.

In: the folder of an index. Out: the corpus's own dataclasses. It writes nothing, knows no question
and no encoder; a vector comes in as numbers. Opening is cheap: numpy and Chroma are imported only by
the call that needs them. A build by another process is seen at the next call.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
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
from index.connections import Connections
from index.nearest import Nearest
from index.tables import (
    FACT_COLUMNS,
    FILE,
    LEVEL_COLUMNS,
    PASSAGE_COLUMNS,
    SCHEMA,
    FileStamp,
    NoIndex,
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

# Passages that are held as they were read, of one generation.
HELD = 5_000

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
    title: str | None = None


class Library:
    """An open index. Safe to share between threads: each call reads on a connection of its own."""

    def __init__(
        self, folder: Path, chroma_url: str | None = None, say: Callable[[str], None] | None = None
    ) -> None:
        self.folder = folder
        self._open = Connections(folder)
        self._nearest = Nearest(self._open, chroma_url, say or (lambda sentence: None))
        self._matched = threading.local()
        try:
            self._check()
        except BaseException:
            self.close()
            raise

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

    # ---- generations

    def reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """All that this thread reads inside sees one generation, whatever another process commits."""
        return self._open.reading()

    def once(self, key: object, make: Callable[[], T]) -> T:
        """The value of `make`, computed once in each generation."""
        return self._open.once(key, make)

    @property
    def generation(self) -> int:
        """Counts the builds that changed something; read anew at each call that is not inside `reading`."""
        return self._open.generation

    def meta(self) -> dict[str, str]:
        """What the index says of itself: schema, library, generation, encoder, guides, reader."""
        return dict(self._open.rows("SELECT key, value FROM meta"))

    @property
    def encoder_id(self) -> str:
        """The encoder whose vectors are live."""
        return str(self.meta()["encoder"])

    def close(self) -> None:
        """Close every thread's connection and the vector store."""
        self._open.close()
        self._nearest.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- guides

    def guides(self) -> list[GuideEntry]:
        """Every guide, in order of path."""
        rows = self._open.rows("SELECT path, title, company, role, as_of, sources FROM guides ORDER BY path")
        return [GuideEntry(*_known(row)) for row in rows]

    def guide(self, path: str) -> GuideText | None:
        """One guide with its lines, or None."""
        rows = self._open.rows(
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
            rows = self._open.rows(
                f"SELECT region FROM facts {where} AND region IS NOT NULL GROUP BY region ORDER BY MIN(id)",
                values,
            )
            return [row[0] for row in rows]

        return list(self.once(("regions", company), make))

    def _distinct(self, table: str, column: str) -> list[str]:
        rows = self._open.rows(
            f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY {column}"
        )
        return [row[0] for row in rows]

    def stamps(self) -> dict[str, FileStamp]:
        """What each indexed file looked like, by path; also files that could not be read."""
        rows = self._open.rows("SELECT path, sha256, size, mtime_ns, ctime_ns FROM files")
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
            rows = self._open.rows(
                f"SELECT {FACT_COLUMNS} FROM facts {where} ORDER BY guide, line, id", values
            )
            return [fact_from(row) for row in rows]

        return self._open.held("facts", (where, values), make)

    def band_names(self) -> list[BandNames]:
        """What the bands are about, each once, in the order of the guides: no figures are read."""
        names = "company, role, region, level, component, title"
        rows = self._open.rows(
            f"SELECT {names} FROM facts WHERE kind = 'band' GROUP BY {names} ORDER BY MIN(id)"
        )
        return [BandNames(*row) for row in rows]

    def level_maps(self, company: str | Unset = ANY) -> list[LevelMap]:
        """Level maps of one company's guides, or all."""
        return list(self.once(("level maps", company), lambda: self._level_maps(company)))

    def _level_maps(self, company: str | Unset) -> list[LevelMap]:
        where, values = _where(company=company)
        rows = self._open.rows(
            f"SELECT {LEVEL_COLUMNS} FROM level_maps {where} ORDER BY guide, line, id", values
        )
        return [level_map_from(row) for row in rows]

    def unread(self, guide: str | Unset = ANY) -> list[Unread]:
        """Places that were not understood."""
        where, values = _where(guide=guide)
        rows = self._open.rows(f"SELECT guide, line, reason FROM unread {where} ORDER BY guide, line", values)
        return [Unread(*row) for row in rows]

    def set_aside(self, guide: str | Unset = ANY) -> list[tuple[str, SetAside]]:
        """Lines kept out of retrieval, each with the path of its guide."""
        where, values = _where(guide=guide)
        rows = self._open.rows(
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
        rows = self._open.rows(
            f"SELECT {PASSAGE_COLUMNS} FROM passages {where} ORDER BY guide, first, id", values
        )
        return [passage_from(row) for row in rows]

    def passage_at(self, guide: str, line: int) -> Passage | None:
        """The passage that holds a line, or None for a line that belongs to none.

        Raises NoIndex where a fact stands in the line: the index is damaged then.
        """

        def make() -> list[Passage]:
            rows = self._open.rows(
                f"SELECT {PASSAGE_COLUMNS} FROM passages WHERE guide = ? AND first <= ? AND last >= ?"
                " ORDER BY last - first, id LIMIT 1",
                (guide, line, line),
            )
            return [passage_from(row) for row in rows]

        if found := self._open.held("passages at", (guide, line), make):
            return found[0]
        # A fact stands in a passage: one without it means that SQLite's own index of them is harmed.
        if self._open.rows("SELECT 1 FROM facts WHERE guide = ? AND line = ? LIMIT 1", (guide, line)):
            raise NoIndex("damaged", self.folder)
        return None

    def passage_count(self) -> int:
        """How many passages there are."""
        return self.once("count", lambda: int(self._open.rows("SELECT COUNT(*) FROM passages")[0][0]))

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
        hits = self._open.rows(
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
            kept = getattr(self._matched, "last", None)
            if kept is None or kept[0] != asked:
                hits = self._open.rows(
                    "SELECT words.rowid, -bm25(words, 1.0, 0.0) AS score, passages.company IS NULL FROM words"
                    " CROSS JOIN passages ON passages.id = words.rowid"
                    " WHERE words MATCH ? ORDER BY score DESC, words.rowid",
                    (within_scope(expression, companies),),
                )
                inside = [(int(row), float(score)) for row, score, _ in hits[:k]]
                general = [(int(row), float(score)) for row, score, shared in hits if shared][:k]
                kept = self._matched.last = (asked, self._scored(inside), self._scored(general))
            return list(kept[1]), list(kept[2])

    def nearest(
        self, vector: NDArray[np.float32], k: int, companies: Sequence[str] | None = None
    ) -> list[tuple[Passage, float]]:
        """The `k` passages nearest to a normalised vector, with the cosine (1 is the same).

        `companies` as in `full_text`.
        """
        with self.reading():
            return self._scored(self._nearest.to(vector, k, companies))

    @property
    def away(self) -> str | None:
        """Why the vector store is not asked just now, if it is not."""
        return self._nearest.away

    def look_for_store(self) -> None:
        """Whether a store that was away is back; nothing is asked of one that is there."""
        self._nearest.look_for_store()

    def _scored(self, hits: list[tuple[int, float]]) -> list[tuple[Passage, float]]:
        """The passages of these numbers; each is read once in a generation, as long as they are not many."""
        with self.reading():
            held: dict[int, Passage] = self.once("passages", dict)
            passages = {number: held[number] for number, _ in hits if number in held}
            missing = [number for number, _ in hits if number not in passages]
            if missing:
                rows = self._open.rows(
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


def open_library(
    folder: Path, chroma_url: str | None = None, say: Callable[[str], None] | None = None
) -> Library:
    """Open the index in `folder`. Raises `NoIndex`, a Problem, when there is none that can be read.

    `say` is told, in one line, what the reader should know: a vector store that is away or was filled
    again.
    """
    return Library(folder, chroma_url, say)
