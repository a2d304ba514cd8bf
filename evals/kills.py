"""Builds killed at random moments: is there ever an index that is neither the last good one nor the new?

In: how many kills, a seed. Each time some invented guides are edited, added and removed, a process
begins to take that in, and is killed (SIGKILL) at a moment drawn from the time that a build takes.
After each, the index is opened as a reader would: its facts and passages must be those of the folder
as it was or as it is, every passage must have its vector, and SQLite must find nothing wrong. Out: how
often the old and the new one was found, and whatever was broken. Not for Windows, which cannot fork.

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
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
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
EVERY = 8  # after so many kills a build is left to end


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


def kill_builds(kills: int, seed: int, *, chroma: bool = False) -> tuple[Counter[str], list[str]]:
    """What was found after each kill, counted, and every fault."""
    rng = random.Random(seed)
    found: Counter[str] = Counter()
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        guides, index = Path(scratch) / "guides", Path(scratch) / "index"
        pool = list(made_guides(GUIDES * 2, seed=seed))
        write_guides(guides, pool[:GUIDES])
        longest = _whole_build(guides, Path(scratch) / "measured", chroma)
        old: str | None = None
        for number in range(kills):
            new = _said_by(guides)
            # An update is shorter than a first build, so early moments are drawn more often.
            _build_and_kill(guides, index, 1.1 * longest * rng.random() ** 3, chroma)
            state, fault = _state(index, old, new)
            found[state] += 1
            if fault:
                faults.append(f"kill {number + 1}: {fault}")
            if state == "the new":
                old = new
            if number % EVERY == EVERY - 1:
                build(guides, index, encoder=HashEncoder(), chroma=False)
                old = _said_by(guides)
                state, fault = _state(index, None, old)
                if fault:
                    faults.append(f"the build after kill {number + 1}: {fault}")
                if chroma:
                    faults += _store_faults(index)
            _edit(guides, [guide.text for guide in pool], rng)
    return found, faults


def _whole_build(guides: Path, index: Path, chroma: bool) -> float:
    started = time.monotonic()
    _wait(_forked(guides, index, chroma))
    return time.monotonic() - started


def _build_and_kill(guides: Path, index: Path, after: float, chroma: bool) -> None:
    process = _forked(guides, index, chroma)
    time.sleep(after)
    os.kill(process, signal.SIGKILL)  # one that has ended is still there until it is waited for
    _wait(process)


def _forked(guides: Path, index: Path, chroma: bool) -> int:
    """A process of its own that builds; nothing has to be imported first, so kills fall into the build."""
    process = os.fork()
    if process == 0:
        try:
            from index import build as module

            module.BATCH = 16
            build(guides, index, encoder=HashEncoder(), chroma=chroma)
        finally:
            os._exit(0)
    return process


def _wait(process: int) -> None:
    os.waitpid(process, 0)


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
    """Exit 0; 4 when an index was broken."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.kills", description="Builds killed at random moments."
    )
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--chroma", action="store_true", help="let the builds fill an embedded Chroma too")
    options = parser.parse_args(arguments)
    found, faults = kill_builds(options.kills, options.seed, chroma=options.chroma)
    for fault in faults:
        print(fault)
    states = ", ".join(f"{count} times {state}" for state, count in found.most_common())
    print(f"{options.kills} kills, {len(faults)} broken indexes; found: {states}")
    return 4 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
