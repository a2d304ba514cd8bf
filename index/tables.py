"""The tables of the index: one SQLite file, how a value becomes a row and comes back.

In: dataclasses of the corpus. Out: rows, and the dataclasses again. It does not know which guides
exist or what is searched for; `index.build` writes through it and `index.library` reads through it.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import IO, Any

from corpus.bands import Fact
from corpus.guide import Guide, Unread
from corpus.levels import LevelMap
from corpus.passages import Passage
from corpus.problem import Problem
from corpus.regexes import regex

FILE = "library.sqlite3"

# Raised by hand when a table changes; the fields of the dataclasses are part of the version anyway.
LAYOUT = 2

# Scripts written without spaces: Han, kana, Hangul. Each character becomes a word of its own, since
# FTS5's unicode61 would take a whole sentence for one word.
CJK = regex(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")

# One searchable token of a question: a word with its inner hyphens and points (`2-1`, `node.js`).
# What FTS5 takes for a word ends at anything that is neither a letter nor a digit.
WORD = regex(r"\w+")


class NoIndex(Problem):
    """There is no index that can be read; `reason` says which of the three cases it is."""

    def __init__(self, reason: str, folder: Path) -> None:
        sentences = {
            "missing": "there is no index yet",
            "version": "the index was made by another version of this program",
            "damaged": "the index is damaged",
        }
        super().__init__(sentences[reason], str(folder), "run `counteroffer index`")
        self.reason = reason


def told(error: sqlite3.DatabaseError, folder: Path) -> Exception:
    """The Problem behind an error of SQLite's, or the error itself when it is a bug of ours."""
    name = getattr(error, "sqlite_errorname", "")
    unreadable = str(error).startswith("Could not decode to UTF-8")  # sqlite3's own, without a name
    if unreadable or name in ("SQLITE_NOTADB", "SQLITE_FORMAT") or name.startswith("SQLITE_CORRUPT"):
        return NoIndex("damaged", folder)
    if name == "SQLITE_FULL":
        return Problem("the disk is full", str(folder), "make room and run `counteroffer index` again")
    if name.startswith("SQLITE_READONLY"):
        return Problem("the index folder cannot be written", str(folder), "choose another with --index")
    if name.startswith("SQLITE_CANTOPEN"):
        return Problem("the index cannot be opened", str(folder), "choose another folder with --index")
    if name.startswith("SQLITE_BUSY"):
        return Problem("another process is writing the index", str(folder), "try again in a moment")
    if name.startswith("SQLITE_IOERR"):
        return Problem("the disk does not give or take the index", str(folder), "see that it has room")
    return error


@dataclass(frozen=True, slots=True)
class GuideContent:
    """All that one file says. `guide` is None for a file that could not be read at all."""

    guide: Guide | None
    passages: tuple[Passage, ...] = ()
    facts: tuple[Fact, ...] = ()
    level_maps: tuple[LevelMap, ...] = ()
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What a file looked like when it was indexed. Times are nanoseconds."""

    path: str  # relative to the guides folder, with "/"
    sha256: str
    size: int
    mtime_ns: int
    ctime_ns: int


def columns(kind: type) -> tuple[str, ...]:
    """The column names of a dataclass's table, which are its fields."""
    return tuple(field.name for field in fields(kind))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)  # "column" is a word of SQL


FACT_COLUMNS = _listed(columns(Fact))
PASSAGE_COLUMNS = _listed(columns(Passage))
LEVEL_COLUMNS = _listed(columns(LevelMap))

TABLES = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
                    mtime_ns INTEGER NOT NULL, ctime_ns INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE guides (path TEXT PRIMARY KEY, title TEXT NOT NULL, company TEXT, role TEXT, as_of TEXT,
                     sources TEXT NOT NULL, lines TEXT NOT NULL);
CREATE TABLE passages (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, text_hash TEXT NOT NULL,
                       {PASSAGE_COLUMNS});
CREATE INDEX passages_by_place ON passages (guide, first);
CREATE INDEX passages_by_company ON passages (company, kind);
CREATE TABLE facts (id INTEGER PRIMARY KEY, {FACT_COLUMNS});
CREATE INDEX facts_by_place ON facts (guide, line);
CREATE INDEX facts_by_key ON facts (company, region, component);
CREATE INDEX facts_by_name ON facts (kind, company, role, region, level, component);
CREATE TABLE level_maps (id INTEGER PRIMARY KEY, {LEVEL_COLUMNS});
CREATE INDEX level_maps_by_company ON level_maps (company);
CREATE INDEX level_maps_by_guide ON level_maps (guide);
CREATE TABLE unread (guide TEXT NOT NULL, line INTEGER NOT NULL, reason TEXT NOT NULL);
CREATE TABLE set_aside (guide TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
                        text TEXT NOT NULL, reason TEXT NOT NULL);
CREATE INDEX unread_by_guide ON unread (guide);
CREATE INDEX set_aside_by_guide ON set_aside (guide);
CREATE TABLE vectors (encoder TEXT NOT NULL, text_hash TEXT NOT NULL, vector BLOB NOT NULL,
                      UNIQUE (encoder, text_hash));
CREATE TABLE stores (store TEXT PRIMARY KEY, mark TEXT NOT NULL, generation INTEGER NOT NULL);
CREATE TABLE held (store TEXT NOT NULL, key TEXT NOT NULL, text_hash TEXT NOT NULL,
                   PRIMARY KEY (store, key)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (text, scope, tokenize = 'porter unicode61 remove_diacritics 2');
"""

SCHEMA = f"{LAYOUT}-" + hashlib.sha256(TABLES.encode()).hexdigest()[:12]


def connect(folder: Path, *, write: bool = False) -> sqlite3.Connection:
    """Open the file of an index; reading never creates it. sqlite3's errors come as they are."""
    path = (folder / FILE).absolute()
    mode = "rwc" if write else "ro"
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode={mode}", uri=True, timeout=30, isolation_level=None, check_same_thread=False
    )
    try:
        if write:
            # Of a new file only: a page then holds five vectors with nothing left over.
            connection.execute("PRAGMA page_size = 8192")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
        else:
            try:
                connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
            except sqlite3.OperationalError:
                # In a folder that may not be written SQLite cannot make the shared memory of a WAL
                # file. With nothing in the log the file itself is whole, and nobody can be writing it.
                log = folder / f"{FILE}-wal"
                if log.exists() and log.stat().st_size:
                    raise
                connection.close()
                connection = sqlite3.connect(
                    f"{path.as_uri()}?mode=ro&immutable=1",
                    uri=True,
                    isolation_level=None,
                    check_same_thread=False,
                )
                connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except UnicodeDecodeError as error:  # SQLite's words about a damaged table quote its bytes
        connection.close()
        raise NoIndex("damaged", folder) from error
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def writing_lock(folder: Path, *, wait: bool, say: Callable[[str], None]) -> Iterator[bool]:
    """Hold the right to write this index; the system takes it back from a process that dies.

    Gives False, without the lock, when another holds it and `wait` is False.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / "build.lock").open("a+b")
    except OSError as error:
        raise Problem(
            f"the index folder cannot be written: {error.strerror or error}",
            str(folder),
            "choose another with --index or COUNTEROFFER_INDEX",
        ) from error
    with file:
        held = _lock(file, wait=False)
        if not held and wait:
            say("another process is building this index; waiting for it")
            held = _lock(file, wait=True)
        yield held


if sys.platform == "win32":

    def _lock(file: IO[bytes], *, wait: bool) -> bool:
        import msvcrt

        file.seek(0)
        while True:  # msvcrt's own waiting gives up after ten seconds
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError:
                if not wait:
                    return False
            else:
                return True

else:

    def _lock(file: IO[bytes], *, wait: bool) -> bool:
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True


def create_tables(connection: sqlite3.Connection, library_id: str) -> None:
    """Make the tables of an empty file, in one transaction."""
    connection.executescript(
        f"BEGIN; {TABLES}"
        f"INSERT INTO meta VALUES ('schema', '{SCHEMA}'), ('library', '{library_id}'), ('generation', '0');"
        "COMMIT;"
    )


def meta_of(connection: sqlite3.Connection) -> dict[str, str]:
    """What the index says of itself: schema, library, generation, encoder, guides, reader."""
    return dict(connection.execute("SELECT key, value FROM meta"))


def set_meta(connection: sqlite3.Connection, **values: str) -> None:
    """Write entries of `meta`, inside the caller's transaction."""
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())


def meaning_of(passage: Passage) -> str:
    """The text that a passage's vector is made from: its own words under their headings.

    The company and the role, which all passages of a guide begin with, are left out: they would only
    make the passages of a guide alike, and names are found by the resolver and by full text. So the
    same words in two guides are embedded once.
    """
    about = " · ".join(part for part in (passage.company, passage.role) if part)
    head, line_end, body = passage.text.partition("\n")
    if not passage.company or not line_end or not head.startswith(about):
        return passage.text
    rest = head[len(about) :].removeprefix(" · ")
    return f"{rest}\n{body}" if rest else body


def text_hash(text: str) -> str:
    """The name under which a text's vector is kept."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def searchable(text: str) -> str:
    """Text as full text search stores it: characters of unspaced scripts stand apart.

    >>> searchable("杭州 base 80w")
    ' 杭  州  base 80w'
    """
    return CJK.sub(lambda match: f" {match[0]} ", text)


def match_expression(words: Iterable[str]) -> str:
    """An FTS5 expression for any of the words, each quoted, so that nothing in it is syntax.

    A run of characters from an unspaced script becomes its pairs, each a phrase.

    >>> match_expression(["RSU", "2-1", 'say "no"'])
    '"RSU" OR "2 1" OR "say no"'
    >>> match_expression(["阿里巴巴"])
    '"阿 里" OR "里 巴" OR "巴 巴"'
    """
    phrases: list[str] = []
    for word in words:
        tokens = WORD.findall(searchable(word).replace("_", " "))
        if len(tokens) > 2 and all(CJK.fullmatch(token) for token in tokens):
            phrases += [f"{one} {two}" for one, two in pairwise(tokens)]
        elif tokens:
            phrases.append(" ".join(tokens))
    return " OR ".join(f'"{phrase}"' for phrase in dict.fromkeys(phrases))


def scope_of(company: str | None) -> str:
    """The one word under which full text finds a company's passages, or the general ones.

    >>> scope_of(None)
    'general'
    """
    return "general" if company is None else "of" + text_hash(company)[:12]


def within_scope(expression: str, companies: Sequence[str] | None) -> str:
    """A match expression narrowed to the companies and the general guides; None narrows to nothing.

    Said inside the expression, so that full text passes over all other passages without weighing them.

    >>> within_scope('"RSU"', [])
    '{text} : ("RSU") AND {scope} : ("general")'
    """
    if companies is None:
        return f"{{text}} : ({expression})"
    scopes = " OR ".join(f'"{scope_of(company)}"' for company in (None, *companies))
    return f"{{text}} : ({expression}) AND {{scope}} : ({scopes})"


def row_of(value: Fact | Passage | LevelMap) -> tuple[Any, ...]:
    """The columns of a value: exact amounts as text, nested tuples as JSON."""
    return tuple(_stored(getattr(value, name)) for name in columns(type(value)))


def _stored(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    return value


BOUNDS = tuple(columns(Fact).index(name) for name in ("low", "high", "open_from"))
PARTS = columns(Passage).index("parts")
EXACT = columns(LevelMap).index("exact")


def fact_from(row: tuple[Any, ...]) -> Fact:
    """A Fact from the columns of its row."""
    cells = list(row)
    for bound in BOUNDS:
        cells[bound] = None if cells[bound] is None else Decimal(cells[bound])
    return Fact(*cells)


def passage_from(row: tuple[Any, ...]) -> Passage:
    """A Passage from the columns of its row."""
    cells = list(row)
    cells[PARTS] = tuple((name, value) for name, value in json.loads(cells[PARTS]))
    return Passage(*cells)


def level_map_from(row: tuple[Any, ...]) -> LevelMap:
    """A LevelMap from the columns of its row."""
    cells = list(row)
    cells[EXACT] = bool(cells[EXACT])
    return LevelMap(*cells)


def keys_of(passages: Iterable[Passage]) -> list[str]:
    """The key of each passage: its place. Two at one place (a table run together) are numbered."""
    seen: dict[str, int] = {}
    keys = []
    for passage in passages:
        place = f"{passage.guide}:{passage.first}-{passage.last}"
        seen[place] = seen.get(place, 0) + 1
        keys.append(place if seen[place] == 1 else f"{place}#{seen[place]}")
    return keys


def drop_guide(connection: sqlite3.Connection, path: str) -> None:
    """Forget all that one file said; its vectors stay, for a text that comes back."""
    connection.execute("DELETE FROM words WHERE rowid IN (SELECT id FROM passages WHERE guide = ?)", (path,))
    for table in ("passages", "facts", "level_maps", "unread", "set_aside"):
        connection.execute(f"DELETE FROM {table} WHERE guide = ?", (path,))
    connection.execute("DELETE FROM guides WHERE path = ?", (path,))
    connection.execute("DELETE FROM files WHERE path = ?", (path,))


def put_guide(connection: sqlite3.Connection, stamp: FileStamp, content: GuideContent) -> None:
    """Store all that one file says; what it said before has been dropped."""
    put_stamp(connection, stamp)
    connection.executemany(
        "INSERT INTO unread VALUES (?, ?, ?)", [(one.guide, one.line, one.reason) for one in content.unread]
    )
    guide = content.guide
    if guide is None:
        return
    connection.execute(
        "INSERT INTO guides VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            guide.path,
            guide.title,
            guide.company,
            guide.role,
            guide.as_of,
            json.dumps(guide.sources, ensure_ascii=False),
            json.dumps(guide.lines, ensure_ascii=False),
        ),
    )
    last = connection.execute("SELECT COALESCE(MAX(id), 0) FROM passages").fetchone()[0]
    numbered = list(enumerate(zip(keys_of(content.passages), content.passages, strict=True), start=last + 1))
    connection.executemany(
        f"INSERT INTO passages (id, key, text_hash, {PASSAGE_COLUMNS})"
        f" VALUES ({', '.join('?' * (3 + len(columns(Passage))))})",
        [
            (number, key, text_hash(meaning_of(passage)), *row_of(passage))
            for number, (key, passage) in numbered
        ],
    )
    connection.executemany(
        "INSERT INTO words (rowid, text, scope) VALUES (?, ?, ?)",
        [(number, searchable(one.text), scope_of(one.company)) for number, (_, one) in numbered],
    )
    connection.executemany(
        f"INSERT INTO facts ({FACT_COLUMNS}) VALUES ({', '.join('?' * len(columns(Fact)))})",
        [row_of(fact) for fact in content.facts],
    )
    connection.executemany(
        f"INSERT INTO level_maps ({LEVEL_COLUMNS}) VALUES ({', '.join('?' * len(columns(LevelMap)))})",
        [row_of(one) for one in content.level_maps],
    )
    connection.executemany(
        "INSERT INTO set_aside VALUES (?, ?, ?, ?, ?)",
        [(guide.path, one.first, one.last, one.text, one.reason) for one in guide.set_aside],
    )


def put_stamp(connection: sqlite3.Connection, stamp: FileStamp) -> None:
    """Store what a file looks like, without touching what it says."""
    connection.execute(
        "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)",
        (stamp.path, stamp.sha256, stamp.size, stamp.mtime_ns, stamp.ctime_ns),
    )
