"""An index's file as its readers have it open: a connection for each thread, a generation at a time.

In: the folder of an index. Out: rows, and values that are computed once in each generation. It knows
no table but the one that counts the generations.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from index.tables import FILE, connect, told

# Answers of each kind that a generation keeps, and the most in one: a question asks for its rows several times.
HELD_ANSWERS = 500

T = TypeVar("T")


class Connections:
    """Safe to share between threads: each call reads on a connection of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._local = threading.local()
        self._lock = threading.Lock()
        self._idle: list[tuple[sqlite3.Connection, tuple[int, int]]] = []
        self._kept: tuple[int, dict[object, Any]] = (-1, {})

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """All that this thread reads inside sees one generation, whatever another process commits.

        sqlite3's errors leave it untranslated; `rows` translates them.
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

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """What a statement finds; Problem where the file cannot be read."""
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

    def held(self, what: str, key: object, make: Callable[[], list[T]]) -> list[T]:
        """The same for what is asked for in many ways: short answers are kept, as long as they are not many."""
        if not self._reads():
            with self.reading():
                return self.held(what, key, make)
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
            known = int(self.rows("SELECT value FROM meta WHERE key = 'generation'")[0][0])
            self._local.generation = known
        return known

    def close(self) -> None:
        """Close every thread's connection."""
        with self._lock:
            for connection, _ in self._idle:
                connection.close()
            self._idle.clear()
