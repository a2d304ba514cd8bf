"""A folder of guides becomes an index, again and again, reading only what changed.

In: the guides folder, the index folder, an encoder. Out: a BuildReport. Vectors are committed as
they are made, so that a build that was stopped goes on where it was; all else is committed at once,
so that readers have the old index or the new one. It does not know how a guide is read (`read` is
passed in) nor what is asked.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sqlite3
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.bands import Fact
from corpus.guide import Unread
from corpus.problem import Problem
from index.changes import (
    Changes,
    ListGuides,
    ReadGuide,
    changes,
    compare,
    guide_files,
    read_content,
    reader_of,
)
from index.differences import differences
from index.encoder import Encoder, make_encoder
from index.library import open_library
from index.tables import (
    FACT_COLUMNS,
    FILE,
    PASSAGE_COLUMNS,
    SCHEMA,
    FileStamp,
    GuideContent,
    NoIndex,
    connect,
    create_tables,
    drop_guide,
    fact_from,
    meaning_of,
    meta_of,
    passage_from,
    put_guide,
    put_stamp,
    set_meta,
    text_hash,
    told,
    writing_lock,
)

__all__ = [
    "BuildReport",
    "Changes",
    "Refreshed",
    "build",
    "changes",
    "default_index_folder",
    "guide_files",
    "read_content",
    "refresh",
]

Say = Callable[[str], None]

# Texts embedded between two commits: a few seconds of work are lost to a kill, not the whole.
BATCH = 512

# Hashes asked for in one statement; SQLite takes some thirty thousand.
ASKED = 5_000

# Bytes of what was read that are kept in memory until it is written; beyond, it waits in a file.
SPOOLED = 50_000_000

# Up to so many changed files a question waits for the refresh; more are left to `index`.
REFRESH_LIMIT = 50

# Below this size a whole check of the file costs less than reading one guide.
CHECKED_WHOLE = 50_000_000


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build found and did. `moved` are facts with the same key and another figure."""

    guides: int
    passages: int
    facts: int
    added: tuple[Fact, ...]
    moved: tuple[tuple[Fact, Fact], ...]
    removed: tuple[Fact, ...]
    unread: tuple[Unread, ...]
    changes: Changes
    embedded: int
    seconds: float
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What looking for changes before a question led to: a report, a note, or neither."""

    report: BuildReport | None = None
    note: str | None = None


# ---- where an index lies


def default_index_folder(guides: Path, encoder: str | None = None) -> Path:
    """The index of a guides folder in the user's cache, keyed by that folder and the encoder."""
    key = hashlib.sha256(f"{guides.expanduser().resolve()}\0{encoder or ''}".encode()).hexdigest()[:16]
    return _cache_folder() / "counteroffer" / key


def _cache_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    named = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(named):  # a relative one is to be ignored, says the XDG specification
        return Path(named)
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")


# ---- building


@dataclass(frozen=True, slots=True)
class _Work:
    """What a build works on and with."""

    guides: Path
    index: Path
    encoder: Encoder
    read: ReadGuide
    files: ListGuides
    progress: Callable[[int, int], None]


def build(
    guides_folder: Path,
    index_folder: Path,
    encoder_name: str | None = None,
    chroma_url: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    *,
    encoder: Encoder | None = None,
    read: ReadGuide = read_content,
    files: ListGuides = guide_files,
    chroma: bool = True,
    say: Say | None = None,
) -> BuildReport:
    """Bring the index up to date with the guides, and say what changed.

    `progress` is called with guides read and guides to read, then with texts embedded and texts to
    embed. `encoder` takes the place of the one that `encoder_name` names. With `chroma` False the vector
    store is left for the first search that needs it. A second build of the same index waits for the
    first and finds nothing to do.
    """
    files(guides_folder)  # a folder that is not there is said before anything is made
    if chroma_url is not None:
        from index.vectors import open_store

        open_store(index_folder, chroma_url).close()  # and so is a server that is away
    with writing_lock(index_folder, wait=True, say=say or _silent):
        started = time.monotonic()
        encoder = encoder or make_encoder(index_folder, encoder_name)
        work = _Work(guides_folder, index_folder, encoder, read, files, progress or _silent)
        return _build_alone(work, chroma, chroma_url, started)


def refresh(
    guides_folder: Path,
    index_folder: Path,
    encoder: Encoder,
    *,
    read: ReadGuide = read_content,
    files: ListGuides = guide_files,
    say: Say | None = None,
) -> Refreshed:
    """What a question does first: makes a missing index, takes in a few changes, notes many.

    Another process that is building is not waited for, as long as there is an index to answer from.
    """
    found: Changes | None = None
    try:
        with open_library(index_folder) as library:
            if library.encoder_id == encoder.id:
                found = changes(guides_folder, library, read=read, files=files)
    except NoIndex:
        files(guides_folder)
    if found is not None and not found:
        return Refreshed()
    if found is not None and len(found) > REFRESH_LIMIT:
        return Refreshed(
            note=f"{len(found)} guides have changed since the index was made; run `counteroffer index`"
        )
    try:
        with writing_lock(index_folder, wait=found is None, say=say or _silent) as alone:
            if not alone:
                return Refreshed(note="the guides are being indexed just now; this answer is from before")
            work = _Work(guides_folder, index_folder, encoder, read, files, _silent)
            # Chroma, whose import alone takes 0.8 s, is brought up to date by the first search that
            # needs it.
            return Refreshed(_build_alone(work, chroma=False, chroma_url=None, started=time.monotonic()))
    except Problem as problem:
        if found is None:
            raise
        return Refreshed(note=f"{len(found)} guides have changed, and {problem.message}")


def _silent(*_: object) -> None:
    """Nothing shown."""


def _build_alone(work: _Work, chroma: bool, chroma_url: str | None, started: float) -> BuildReport:
    """A build by whoever holds the lock since `started`; a damaged index is thrown away and made anew, once."""
    notes: list[str] = []
    try:
        report = _build_once(work, notes)
    except NoIndex:
        _discard(work.index)
        notes.append("the index was damaged and is made anew")
        report = _build_once(work, notes)
    if chroma:
        from index.vectors import open_store

        store = open_store(work.index, chroma_url)
        try:
            store.fill(notes.append)
        finally:
            store.close()
    return replace(report, seconds=time.monotonic() - started, notes=tuple(notes))


def _build_once(work: _Work, notes: list[str]) -> BuildReport:
    try:
        with closing(_open_for_writing(work.index, notes)) as connection:
            return _bring_up_to_date(connection, work, notes)
    except sqlite3.DatabaseError as error:
        raise told(error, work.index) from error


def _open_for_writing(folder: Path, notes: list[str]) -> sqlite3.Connection:
    """A connection to tables of this version; another version's index is thrown away."""
    file = folder / FILE
    connection = connect(folder, write=True)
    try:
        if file.stat().st_size < CHECKED_WHOLE:
            verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if verdict != "ok":
                raise _damaged(verdict)
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        schema = None
        with suppress(sqlite3.OperationalError):  # a table of that name that is not ours
            schema = meta_of(connection).get("schema") if "meta" in tables else None
        if tables and schema != SCHEMA:
            connection.close()
            _discard(folder)
            notes.append("the index was of another version and is made anew")
            connection = connect(folder, write=True)
            tables = set()
        if not tables:
            create_tables(connection, uuid.uuid4().hex)
    except UnicodeDecodeError as error:  # as in `connect`
        connection.close()
        raise NoIndex("damaged", folder) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _damaged(verdict: str) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(verdict)
    error.sqlite_errorname = "SQLITE_CORRUPT"
    return error


def _discard(folder: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        (folder / f"{FILE}{ending}").unlink(missing_ok=True)


def _bring_up_to_date(connection: sqlite3.Connection, work: _Work, notes: list[str]) -> BuildReport:
    meta = meta_of(connection)
    rows = connection.execute("SELECT path, sha256, size, mtime_ns, ctime_ns FROM files")
    known = {row[0]: FileStamp(*row) for row in rows}
    found, now = compare(work.guides, known, work.files, trust=False)
    reader = reader_of(work.read)
    again = {*found.added, *found.edited}
    if meta.get("reader", reader) != reader:
        notes.append("guides are read in another way than when the index was made; all are read again")
        again = set(now)
    encoder = work.encoder
    if meta.get("encoder", encoder.id) != encoder.id:
        notes.append(f"the index was made with {meta['encoder']}; its texts are embedded with {encoder.id}")

    with _Spool(work.index) as spool:
        paths = [path for path in now if path in again]
        leaving = {*paths, *found.removed}
        missing = _Missing(connection, encoder.id)
        if meta.get("encoder") != encoder.id:
            missing.look_through(leaving)
        after: list[Fact] = []
        for number, path in enumerate(paths):
            work.progress(number, len(paths))
            content = work.read(work.guides, path)
            spool.put(path, content)
            missing.add(content)
            after += content.facts
        embedded = _embed(connection, encoder, missing.texts, work.progress)

        before = _facts_of(connection, [path for path in leaving if path in known])
        added, moved, removed = differences(before, after)

        generation = int(meta["generation"])
        if generation == 0 or leaving or meta.get("encoder") != encoder.id:
            generation += 1
        connection.execute("BEGIN IMMEDIATE")
        try:
            for path in leaving & known.keys():
                drop_guide(connection, path)
            for path, content in spool:
                put_guide(connection, now[path], content)
            for path, stamp in now.items():
                if path not in again and stamp != known[path]:
                    put_stamp(connection, stamp)
            set_meta(
                connection,
                generation=str(generation),
                encoder=encoder.id,
                reader=reader,
                guides=str(work.guides.resolve()),
            )
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    # Leaves nothing in the log, so that the file alone can be read where nothing may be written.
    # A reader in the middle of something is not waited for; the next build does it.
    connection.execute("PRAGMA busy_timeout = 0")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    guides, passages, facts = (
        int(connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])
        for table in ("guides", "passages", "facts")
    )
    unread = tuple(
        Unread(*row)
        for row in connection.execute("SELECT guide, line, reason FROM unread ORDER BY guide, line")
    )
    return BuildReport(
        guides,
        passages,
        facts,
        tuple(added),
        tuple(moved),
        tuple(removed),
        unread,
        changes=found,
        embedded=embedded,
        seconds=0.0,
        notes=(),
    )


class _Spool:
    """What was read, in order, out of memory until it is written: a collection may be larger than that.

    The file has no name, so nothing is left of it when the process dies.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = tempfile.SpooledTemporaryFile(SPOOLED, dir=str(folder))  # noqa: SIM115 closed in __exit__

    def __enter__(self) -> _Spool:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def put(self, path: str, content: GuideContent) -> None:
        try:
            pickle.dump((path, content), self._file, pickle.HIGHEST_PROTOCOL)
        except OSError as error:
            raise Problem(
                f"the index folder does not take what was read: {error.strerror or error}",
                str(self._folder),
                "make room and run `counteroffer index` again",
            ) from error

    def __iter__(self) -> Iterator[tuple[str, GuideContent]]:
        self._file.seek(0)
        with suppress(EOFError):
            while True:
                yield pickle.load(self._file)


class _Missing:
    """Texts that have no vector of an encoder yet, each distinct one once, by their hash."""

    def __init__(self, connection: sqlite3.Connection, encoder: str) -> None:
        self.texts: dict[str, str] = {}
        self._connection = connection
        self._encoder = encoder

    def add(self, content: GuideContent) -> None:
        """Those of a guide's passages."""
        texts = {text_hash(text): text for text in map(meaning_of, content.passages)}
        new = [digest for digest in texts if digest not in self.texts]
        have: set[str] = set()
        for start in range(0, len(new), ASKED):
            some = new[start : start + ASKED]
            rows = self._connection.execute(
                "SELECT text_hash FROM vectors WHERE encoder = ? AND text_hash IN"
                f" ({', '.join('?' * len(some))})",
                (self._encoder, *some),
            )
            have.update(row[0] for row in rows)
        self.texts.update((digest, texts[digest]) for digest in new if digest not in have)

    def look_through(self, leaving: Container[str]) -> None:
        """Those of the passages that the index has already, but for the guides that are leaving."""
        rows = self._connection.execute(
            f"SELECT passages.text_hash, {PASSAGE_COLUMNS} FROM passages LEFT JOIN vectors ON encoder = ?"
            " AND vectors.text_hash = passages.text_hash WHERE vector IS NULL",
            (self._encoder,),
        )
        for digest, *columns in rows:
            passage = passage_from(tuple(columns))
            if passage.guide not in leaving:
                self.texts[digest] = meaning_of(passage)


def _embed(
    connection: sqlite3.Connection,
    encoder: Encoder,
    missing: Mapping[str, str],
    progress: Callable[[int, int], None],
) -> int:
    """Embed texts, committing on the way, so that a build that was stopped goes on from there."""
    texts = list(missing.items())
    for start in range(0, len(texts), BATCH):
        progress(start, len(texts))
        batch = texts[start : start + BATCH]
        vectors = encoder.encode([text for _, text in batch])
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "INSERT OR IGNORE INTO vectors VALUES (?, ?, ?)",
            [
                (encoder.id, digest, vector.tobytes())
                for (digest, _), vector in zip(batch, vectors, strict=True)
            ],
        )
        connection.execute("COMMIT")
    if texts:
        progress(len(texts), len(texts))
    return len(texts)


def _facts_of(connection: sqlite3.Connection, paths: Sequence[str]) -> list[Fact]:
    facts: list[Fact] = []
    for path in paths:
        rows = connection.execute(f"SELECT {FACT_COLUMNS} FROM facts WHERE guide = ? ORDER BY id", (path,))
        facts += [fact_from(row) for row in rows]
    return facts
