"""Chroma: every passage's vector under the passage's key, embedded or on a server.

In: the index's SQLite file, which holds the truth. Out: keys near a vector. What Chroma holds is
recorded in SQLite as it is written, so a store that is stale, deleted, half filled or another's is
noticed and filled again from there; nothing is embedded here, and no text or figure is kept.
chromadb is imported only when a store is opened.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sqlite3
import sys
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from corpus.problem import Problem
from corpus.regexes import regex
from index.tables import connect, meta_of, told, writing_lock

if TYPE_CHECKING:
    import numpy as np
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection
    from numpy.typing import NDArray

BATCH = 500

HOST = regex(r"[\w.:%-]+")  # names, and addresses with dots or colons

# How long a server may take to say that it is there, and to answer.
GREETING_SECONDS = 3.0
SERVER_SECONDS = 15.0

# A wider net than Chroma's defaults (100, 100): at 180,000 vectors the first eight are then the
# exact first eight almost always, for some ten milliseconds.
#
# What came since Chroma last wrote its graph down is put into it again by whoever opens the store, at a
# millisecond or two for each vector: a second and a half at Chroma's own limit of 1,000, and a build of
# 30,000 vectors takes no longer with this one.
HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "sync_threshold": 200}


@dataclass(frozen=True, slots=True)
class _Live:
    """What SQLite says is live, and what it says the store holds."""

    library: str
    encoder: str
    generation: int
    mark: str | None  # written into the collection when it was made; None: never made
    held_generation: int
    held: int  # keys that are surely there
    pending: int  # keys that were being written when a process died


class VectorStore:
    """One index's collection in Chroma. Safe between threads; opened anew when the index moved."""

    def __init__(self, folder: Path, url: str | None = None) -> None:
        self.folder = folder
        self.url = url
        self._lock = threading.RLock()
        self._client: ClientAPI | None = None
        self._collection: Collection | None = None
        self._generation = -1

    @property
    def place(self) -> str:
        """The name a person knows the store by."""
        return self.url or str(self.folder / "chroma")

    def close(self) -> None:
        """Let go of the client; an embedded one must be, to see what another process writes."""
        with self._lock:
            client, self._client, self._collection = self._client, None, None
            self._generation = -1
            if client is not None:
                client.close()  # type: ignore[attr-defined]  # the class has it, the interface has not
                for session in _sessions(client):  # chromadb leaves its connections to a server open
                    session.close()
            if self.url is None:
                self._forget_shared()

    def _forget_shared(self) -> None:
        """Have chromadb let go of what it keeps for this folder.

        Another client of this process would hand us its old view, and a client that failed to open
        would fail again.
        """
        shared = sys.modules.get("chromadb.api.shared_system_client")
        if shared and str(self.folder / "chroma") in shared.SharedSystemClient._identifier_to_system:
            shared.SharedSystemClient.clear_system_cache()

    def connect(self) -> ClientAPI:
        """The open client; Problem when a server does not answer."""
        with self._lock:
            if self._client is None:
                with self._translated():
                    self._client = _open_client(self.folder / "chroma", self.url)
                    for session in _sessions(self._client):
                        session.timeout = SERVER_SECONDS
            return self._client

    def nearest(self, vector: NDArray[np.float32], k: int) -> list[str]:
        """Keys of about the `k` nearest passages, nearest first."""
        with self._lock, self._translated():
            assert self._collection is not None, "bring_up_to_date comes first"
            found = self._collection.query(query_embeddings=vector[None], n_results=k, include=["distances"])
            return list(found["ids"][0])

    def bring_up_to_date(self, say: Callable[[str], None]) -> None:
        """Make sure that the store holds what SQLite says is live; costs nothing when it does.

        Problem when the server is away, or another process is just filling it.
        """
        with self._lock:
            live = self._live()
            if self._collection is not None and live.generation == self._generation:
                return
            self.close()
            if live.held_generation == live.generation and not live.pending:
                collection = self._existing(live)
                if collection is not None:
                    self._collection, self._generation = collection, live.generation
                    return
            with writing_lock(self.folder, wait=False, say=say) as alone:
                if not alone:
                    raise Problem("the vector store is being written by another process", self.place)
                self.fill(say)

    def fill(self, say: Callable[[str], None]) -> None:
        """Write the difference between SQLite and the store. The caller holds the writing lock."""
        with self._lock:
            try:
                with closing(connect(self.folder, write=True)) as connection:
                    self._fill(connection, say)
            except sqlite3.DatabaseError as error:
                raise told(error, self.folder) from error

    # ---- inside

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except Problem:
            raise
        except Exception as error:  # chromadb raises its own, httpx's, ValueError and Rust's panics' kin
            self._collection = None
            if self.url is not None:
                raise Problem(
                    "the Chroma server does not answer", self.url, "start it, or leave --chroma-url out"
                ) from error
            raise Problem(
                f"the vector store cannot be read: {error}", self.place, "delete this folder; it is made anew"
            ) from error

    def _store_name(self, encoder: str) -> str:
        return f"{self.url or 'embedded'} {encoder}"

    def _live(self) -> _Live:
        try:
            with closing(connect(self.folder)) as connection:
                return self._live_in(connection)
        except sqlite3.DatabaseError as error:
            raise told(error, self.folder) from error

    def _live_in(self, connection: sqlite3.Connection) -> _Live:
        meta = meta_of(connection)
        store = self._store_name(meta["encoder"])
        row = connection.execute("SELECT mark, generation FROM stores WHERE store = ?", (store,)).fetchone()
        held, pending = connection.execute(
            "SELECT COUNT(*) FILTER (WHERE text_hash != ''), COUNT(*) FILTER (WHERE text_hash = '')"
            " FROM held WHERE store = ?",
            (store,),
        ).fetchone()
        mark, generation = row or (None, -1)
        return _Live(
            meta["library"], meta["encoder"], int(meta["generation"]), mark, generation, held, pending
        )

    def _existing(self, live: _Live) -> Collection | None:
        """The collection, if it is the one that SQLite knows and holds as many as SQLite says.

        A folder of ours that Chroma cannot read is removed: all that was in it is in SQLite.
        """
        from chromadb.errors import NotFoundError

        try:
            client = self.connect()
            with self._translated(), suppress(NotFoundError):
                collection = client.get_collection(_collection_name(live), embedding_function=None)
                same = live.mark is not None and (collection.metadata or {}).get("mark") == live.mark
                if same and live.held <= collection.count() <= live.held + live.pending:
                    return collection
        except Problem:
            if self.url is not None:
                raise
            self.close()
            shutil.rmtree(self.folder / "chroma", ignore_errors=True)
        return None

    def _fill(self, connection: sqlite3.Connection, say: Callable[[str], None]) -> None:
        live = self._live_in(connection)
        store = self._store_name(live.encoder)
        collection = self._existing(live)
        if collection is None:
            if live.mark is not None:
                say("the vector store was not what the index had written; it is filled again")
            collection = self._new_collection(connection, live, store)

        # SQLite compares: of a large collection with one edit, the difference alone is held here.
        gone = [
            row[0]
            for row in connection.execute(
                "SELECT key FROM held WHERE store = ? AND key NOT IN (SELECT key FROM passages)", (store,)
            )
        ]
        for keys in _batches(gone):
            with self._translated():
                collection.delete(ids=list(keys))
            _forget(connection, store, keys)
        stale = {
            key: (state, guide, company, digest)
            for key, state, guide, company, digest in connection.execute(
                "SELECT passages.key, passages.text_hash || ' ' || COALESCE(company, '') AS state, guide,"
                " company, passages.text_hash FROM passages LEFT JOIN held"
                " ON held.store = ? AND held.key = passages.key"
                " WHERE held.text_hash IS NOT state ORDER BY passages.id",
                (store,),
            )
        }
        for keys in _batches(list(stale)):
            # Recorded before and after: a process killed between leaves keys that are written again.
            _record(connection, store, [(key, "") for key in keys])
            self._write(connection, collection, live.encoder, {key: stale[key] for key in keys})
            _record(connection, store, [(key, stale[key][0]) for key in keys])
        connection.execute("UPDATE stores SET generation = ? WHERE store = ?", (live.generation, store))
        self._collection, self._generation = collection, live.generation

    def _write(
        self,
        connection: sqlite3.Connection,
        collection: Collection,
        encoder: str,
        rows: dict[str, tuple[str, str, str | None, str]],
    ) -> None:
        import numpy as np

        vectors: dict[str, bytes] = dict(
            connection.execute(
                "SELECT text_hash, vector FROM vectors WHERE encoder = ? AND text_hash IN"
                f" ({', '.join('?' * len(rows))})",
                (encoder, *(digest for *_, digest in rows.values())),
            )
        )
        with self._translated():
            collection.upsert(
                ids=list(rows),
                embeddings=np.stack([np.frombuffer(vectors[row[3]], "f4") for row in rows.values()]),
                metadatas=[{"guide": row[1], "company": row[2] or ""} for row in rows.values()],
            )

    def _new_collection(self, connection: sqlite3.Connection, live: _Live, store: str) -> Collection:
        from chromadb.errors import NotFoundError

        client, name, mark = self.connect(), _collection_name(live), uuid.uuid4().hex
        with self._translated():
            with suppress(NotFoundError):
                client.delete_collection(name)
            configuration: Any = {"hnsw": HNSW}
            collection = client.create_collection(
                name,
                configuration=configuration,
                metadata={"mark": mark, "encoder": live.encoder},
                embedding_function=None,
            )
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM held WHERE store = ?", (store,))
        connection.execute("INSERT OR REPLACE INTO stores VALUES (?, ?, -1)", (store, mark))
        connection.execute("COMMIT")
        return collection


def open_store(folder: Path, url: str | None = None) -> VectorStore:
    """The vector store of an index: in its folder, or on the Chroma server at `url`.

    A server is asked at once whether it is there; Problem when it is not.
    """
    store = VectorStore(folder, url)
    if url is not None:
        store.connect()
    return store


def _open_client(folder: Path, url: str | None) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if url is None:
        folder.mkdir(parents=True, exist_ok=True)
        return chromadb.PersistentClient(str(folder), settings=settings)
    host, port, secure = server_at(url)
    _greet(host, port, secure)
    return chromadb.HttpClient(host, port, ssl=secure, settings=settings)


def _greet(host: str, port: int, secure: bool) -> None:
    """Hear from the server in time; chromadb itself would wait for one that hangs as long as it likes."""
    from http.client import HTTPConnection, HTTPSConnection

    kind = HTTPSConnection if secure else HTTPConnection
    with closing(kind(host, port, timeout=GREETING_SECONDS)) as connection:
        connection.request("GET", "/api/v2/heartbeat")
        connection.getresponse().read()


def _sessions(client: ClientAPI) -> Iterator[Any]:
    """The HTTP connections of a client of a server."""
    for part in (client, getattr(client, "_admin_client", None)):
        session = getattr(getattr(part, "_server", None), "_session", None)
        if session is not None:
            yield session


def server_at(url: str) -> tuple[str, int, bool]:
    """Host, port and whether it is https, of a Chroma server's address; Problem when it is none.

    >>> server_at("http://localhost"), server_at("https://vectors.example.org:9000")
    (('localhost', 8000, False), ('vectors.example.org', 9000, True))
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:  # "http://[::1", "http://x:99999"
        host, port = None, None
    if not host or parts.scheme not in ("http", "https") or not HOST.fullmatch(host):
        raise Problem("this is no address of a Chroma server", url, "write it as http://host:8000")
    secure = parts.scheme == "https"
    return host, port or (443 if secure else 8000), secure


def _collection_name(live: _Live) -> str:
    """One collection for each index and encoder; many indexes may share a server.

    >>> _collection_name(_Live("0f3a9b77c2d14e55", "all-MiniLM-L6-v2@53aa", 3, None, -1, 0, 0))
    'counteroffer-0f3a9b77c2d1-all-MiniLM-L6-v2-0c833a6d'
    """
    slug = re.sub(r"[^A-Za-z0-9._-]+", "-", live.encoder.partition("@")[0])[:40].strip("-._") or "encoder"
    digest = hashlib.sha256(live.encoder.encode()).hexdigest()[:8]
    return f"counteroffer-{live.library[:12]}-{slug}-{digest}"


def _batches(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]


def _record(connection: sqlite3.Connection, store: str, states: Sequence[tuple[str, str]]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(
        "INSERT OR REPLACE INTO held VALUES (?, ?, ?)", [(store, key, state) for key, state in states]
    )
    connection.execute("COMMIT")


def _forget(connection: sqlite3.Connection, store: str, keys: Sequence[str]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("DELETE FROM held WHERE store = ? AND key = ?", [(store, key) for key in keys])
    connection.execute("COMMIT")
