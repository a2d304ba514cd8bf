"""Builds killed at random moments: is there ever an index that is neither the last good one nor the new?

In: how many builds, a seed. Each time some invented guides are edited, added and removed, a process
begins to take that in, and is killed (SIGKILL) at a moment drawn from the time that a build takes.
After each, the index is opened as a reader would: its facts and passages must be those of the folder
as it was or as it is, every passage must have its vector, and SQLite must find nothing wrong. Out: how
many were killed before they had ended, how often the old and the new index was found, and every fault: an
index that is broken, a build that raised. Not for Windows, which cannot fork.

    python -m evals.kills --kills 100
    python -m evals.kills --kills 20 --chroma
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from evals.made_guides import made_guides, write_guides
from index.build import build, guide_files, read_content
from index.library import open_library
from index.tables import NoIndex, connect, meta_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

GUIDES = 12
PAUSE = 0.002  # seconds for each text embedded, so that kills fall into the embedding too
EVERY = 8  # after so many rounds a build is left to end


class HashEncoder:
    """Vectors from a text's hash: the same for the same text, and nothing to load."""

    id = "hash@1"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        time.sleep(PAUSE * len(texts))
        seeds = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") for text in texts]
        rows = [np.random.default_rng(seed).standard_normal(32, dtype=np.float32) for seed in seeds]
        vectors = np.stack(rows) if rows else np.zeros((0, 32), dtype=np.float32)
        normal: NDArray[np.float32] = vectors / np.maximum(
            np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9
        )
        return normal

    def is_word(self, word: str) -> bool:
        return False


@dataclass
class Found:
    """What came of some rounds, each a build and the attempt to kill it."""

    rounds: int = 0
    kills: int = 0  # builds that had not ended when the signal came
    states: Counter[str] = field(default_factory=Counter)  # the index found after each round
    faults: list[str] = field(default_factory=list)


def kill_builds(rounds: int, seed: int, *, chroma: bool = False) -> Found:
    """What was found after each round, and every fault."""
    rng = random.Random(seed)
    found = Found(rounds)
    with tempfile.TemporaryDirectory() as scratch:
        guides, index = Path(scratch) / "guides", Path(scratch) / "index"
        pool = list(made_guides(GUIDES * 2, seed=seed))
        write_guides(guides, pool[:GUIDES])
        started = time.monotonic()
        if fault := _forked(guides, Path(scratch) / "measured", chroma).ended():
            found.faults.append(f"the build that is measured: {fault}")
        longest = time.monotonic() - started
        old: str | None = None
        for number in range(1, rounds + 1):
            new = _said_by(guides)
            process = _forked(guides, index, chroma)
            # An update is shorter than a first build, so early moments are drawn more often.
            time.sleep(1.1 * longest * rng.random() ** 3)
            os.kill(process.id, signal.SIGKILL)  # one that has ended is still there until it is waited for
            fault = process.ended()
            found.kills += process.killed
            state, broken = _state(index, old, new)
            found.states[state] += 1
            found.faults += [f"round {number}: {said}" for said in (fault, broken) if said]
            if state == "the new":
                old = new
            if number % EVERY == 0:
                build(guides, index, encoder=HashEncoder(), chroma=False)
                old = _said_by(guides)
                _, broken = _state(index, None, old)
                if broken:
                    found.faults.append(f"the build after round {number}: {broken}")
                if chroma:
                    found.faults += _store_faults(index)
            _edit(guides, [guide.text for guide in pool], rng)
    return found


@dataclass
class _Process:
    """A build in a process of its own, and the end of a pipe through which it says what it raised."""

    id: int
    said: int
    killed: bool = False

    def ended(self) -> str:
        """Wait for its end; what it raised, "" where it was killed or did its work."""
        with os.fdopen(self.said, encoding="utf-8", errors="replace") as pipe:
            raised = pipe.read()
        _, status = os.waitpid(self.id, 0)
        self.killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        if raised or self.killed or status == 0:
            return raised
        return f"the build ended with status {status}"


def _forked(guides: Path, index: Path, chroma: bool) -> _Process:
    """A process of its own that builds; nothing has to be imported first, so kills fall into the build."""
    said, saying = os.pipe()
    process = os.fork()
    if process:
        os.close(saying)
        return _Process(process, said)
    status = 1
    try:
        from index import build as module

        module.BATCH = 16
        build(guides, index, encoder=HashEncoder(), chroma=chroma)
        status = 0
    except BaseException:
        os.write(saying, traceback.format_exc().encode("utf-8", "replace"))
    finally:
        os._exit(status)


def _edit(folder: Path, texts: Sequence[str], rng: random.Random) -> None:
    """Another text in some files, a file more, a file less."""
    files = [folder / path for path in guide_files(folder)]
    for file in rng.sample(files, min(4, len(files))):
        file.write_text(rng.choice(texts), "utf-8")
    if len(files) > GUIDES // 2:
        rng.choice(files).unlink()
    (folder / f"more-{rng.randrange(10**9)}.md").write_text(rng.choice(texts), "utf-8")


def _said_by(folder: Path) -> str:
    """A digest of all that the guides of a folder say, by reading them."""
    said = []
    for path in guide_files(folder):
        content = read_content(folder, path)
        said += [repr(fact) for fact in content.facts] + [repr(one) for one in content.passages]
    return _digest(said)


def _state(index: Path, old: str | None, new: str) -> tuple[str, str | None]:
    """Which index a reader finds, and what is wrong with it."""
    try:
        with open_library(index) as library:
            said = [repr(fact) for fact in library.facts()] + [repr(one) for one in library.passages()]
            digest = _digest(said)
        with closing(connect(index)) as connection:
            verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
            without = connection.execute(
                "SELECT COUNT(*) FROM passages LEFT JOIN vectors ON encoder = ?"
                " AND vectors.text_hash = passages.text_hash WHERE vector IS NULL",
                (meta_of(connection)["encoder"],),
            ).fetchone()[0]
            words = connection.execute("SELECT COUNT(*) FROM words").fetchone()[0]
            passages = connection.execute("SELECT COUNT(*) FROM passages").fetchone()[0]
    except NoIndex as error:
        return "none yet", None if error.reason == "missing" and old is None else str(error)
    if verdict != "ok":
        return "broken", f"SQLite says {verdict}"
    if without or words != passages:
        return "broken", f"{without} passages have no vector, {words} of {passages} are in full text"
    if digest == new:
        return "the new", None
    return ("the old", None) if digest == old else ("broken", "it says what no folder said")


def _store_faults(index: Path) -> list[str]:
    """Whether Chroma, brought up to date, holds each passage."""
    from index.vectors import open_store

    store, said = open_store(index), list[str]()
    try:
        store.bring_up_to_date(said.append)
        with closing(connect(index)) as connection:
            keys = {row[0] for row in connection.execute("SELECT key FROM passages")}
        vector = HashEncoder().encode(["anything"])[0]
        nearest = store.nearest(vector, len(keys))
    finally:
        store.close()
    return [] if set(nearest) <= keys and len(nearest) >= 0.9 * len(keys) else ["Chroma holds other passages"]


def _digest(said: list[str]) -> str:
    return hashlib.sha256("\n".join(sorted(said)).encode("utf-8", "surrogatepass")).hexdigest()


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 0; 4 when there was a fault."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.kills", description="Builds killed at random moments."
    )
    parser.add_argument("--kills", type=int, default=100, help="how often a build is begun and the signal sent")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--chroma", action="store_true", help="let the builds fill an embedded Chroma too")
    options = parser.parse_args(arguments)
    found = kill_builds(options.kills, options.seed, chroma=options.chroma)
    for fault in found.faults:
        print(fault)
    states = ", ".join(f"{count} times {state}" for state, count in found.states.most_common())
    print(
        f"{found.rounds} builds, {found.kills} of them killed before they had ended, "
        f"{len(found.faults)} faults; found: {states}"
    )
    return 4 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
