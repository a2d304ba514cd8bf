"""What must hold with many guides, many readers, and processes that die."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from chroma_server import chroma_running, free_port
from numpy.typing import NDArray

from evals import kills
from evals.kills import HashEncoder, kill_builds
from evals.made_guides import made_guides, write_guides
from index import build as build_module
from index import nearest
from index.build import build
from index.library import Library, open_library
from index.tables import NoIndex, meaning_of


@pytest.fixture
def guides(tmp_path: Path) -> Path:
    folder = tmp_path / "guides"
    write_guides(folder, list(made_guides(8, roles=2, seed=3)))
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_builds_killed_at_random_leave_the_old_or_the_new_index() -> None:
    """Ten builds here; `python -m evals.kills --kills 100` for more."""
    found = kill_builds(10, seed=2)
    assert found.faults == []
    assert sum(found.states.values()) == found.rounds == 10
    assert found.kills > 0
    assert len(found.states) > 1, "the kills should fall before and after the commit"


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_build_that_raised_or_had_ended_is_no_kill(
    guides: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a build raised is a fault with its words; only one that the signal ended counts as killed."""

    def full(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(kills, "build", full)
    process = kills._forked(guides, index, chroma=False)
    assert "OSError: the disk is full" in process.ended()
    assert not process.killed
    assert any("the disk is full" in fault for fault in kill_builds(1, seed=1).faults)
    monkeypatch.setattr(kills, "build", lambda *_, **__: time.sleep(0))
    process = kills._forked(guides, index, chroma=False)
    assert (process.ended(), process.killed) == ("", False)
    monkeypatch.setattr(kills, "build", lambda *_, **__: time.sleep(60))
    process = kills._forked(guides, index, chroma=False)
    os.kill(process.id, signal.SIGKILL)
    assert (process.ended(), process.killed) == ("", True)


def test_the_same_words_in_two_guides_are_embedded_once(tmp_path: Path, index: Path) -> None:
    """Names of company and role, which a passage begins with, are no part of what is embedded."""
    folder = tmp_path / "two"
    folder.mkdir()
    body = "## How pay is settled\n\nManagers decide twice a year, and a panel signs what they propose.\n"
    for company, role in (("Ember", "Data Scientist"), ("Quarry", "Product Designer")):
        front = f"---\ncompany: {company}\nrole: {role}\n---\n"
        (folder / f"{company}.md").write_text(f"{front}# {role} at {company}\n\n{body}", "utf-8")
    report = build(folder, index, encoder=HashEncoder(), chroma=False)
    with open_library(index) as library:
        settled = [one for one in library.passages() if "twice a year" in one.text]
        assert {one.company for one in settled} == {"Ember", "Quarry"}
        assert len({one.text for one in settled}) == 2
        assert len({meaning_of(one) for one in settled}) == 1
        assert meaning_of(settled[0]).startswith("How pay is settled")
        assert report.embedded == len({meaning_of(one) for one in library.passages()})
        vector = HashEncoder().encode([meaning_of(settled[0])])[0]
        assert {one.company for one, score in library.nearest(vector, 9) if score > 0.99} == {
            "Ember",
            "Quarry",
        }


def test_a_build_that_was_stopped_goes_on_where_it_was(
    guides: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Vectors made before the stop are not made again, and progress tells of guides, then of texts."""

    class Stopped(HashEncoder):
        calls = 0

        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            self.calls += 1
            if self.calls > 3:
                raise KeyboardInterrupt
            return super().encode(texts)

    monkeypatch.setattr(build_module, "BATCH", 16)
    told: list[tuple[int, int]] = []
    with pytest.raises(KeyboardInterrupt):
        build(guides, index, progress=lambda *done: told.append(done), encoder=Stopped(), chroma=False)
    texts = told[-1][1]
    assert told == [*((number, 8) for number in range(8)), *((done, texts) for done in (0, 16, 32, 48))]
    with pytest.raises(NoIndex, match="no index yet"):
        open_library(index)
    assert build(guides, index, encoder=HashEncoder(), chroma=False).embedded == texts - 48


def test_readers_see_one_generation_while_another_builds(guides: Path, index: Path) -> None:
    """Four readers and six builds: each look at the index is wholly one build's, and no look fails."""
    file = guides / sorted(path.relative_to(guides).as_posix() for path in guides.rglob("*.md"))[0]
    text = file.read_text("utf-8")

    def edit(number: int) -> None:
        file.write_text(f"{text}\nBuild number {number} said this.\n", "utf-8")
        build(guides, index, encoder=HashEncoder(), chroma=False)

    edit(0)
    over, seen, problems = threading.Event(), set[int](), list[BaseException]()

    def read() -> None:
        try:
            with open_library(index) as library:
                while not over.is_set():
                    seen.add(_number_said(library, file.relative_to(guides).as_posix()))
        except BaseException as problem:
            problems.append(problem)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    try:
        for number in range(1, 7):
            edit(number)
    finally:
        time.sleep(0.2)
        over.set()
        for reader in readers:
            reader.join()
    assert problems == []
    assert 6 in seen
    assert seen <= set(range(7))


def _number_said(library: Library, path: str) -> int:
    """The build whose words a reader finds, the same wherever it looks in one reading."""
    with library.reading():
        guide = library.guide(path)
        assert guide is not None
        last = guide.lines[-1]
        (passage,) = [
            one for one in library.passages(guide=path) if one.first <= len(guide.lines) <= one.last
        ]
        assert last in passage.quote
        vector = HashEncoder().encode([f"{passage.section}\n{last}"])[0]
        assert len(library.nearest(vector, 1_000)) == library.passage_count()
        found = [
            one for one, _ in library.full_text(["said", "this", "build"], 5, companies=[str(guide.company)])
        ]
        assert passage in found
        return int(last.split()[2])


@pytest.mark.heavy
def test_a_chroma_server_restarted_between_questions_is_used_again(
    guides: Path, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Questions go on while the server is ended and started anew: each gets the exact answer."""
    monkeypatch.setattr(nearest, "AWAY_SECONDS", 0.5)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    vector = HashEncoder().encode(["equity in London"])[0]
    problems, answers, over = list[BaseException](), list[list[str]](), threading.Event()
    with chroma_running(tmp_path / "server", port):
        build(guides, index, chroma_url=url, encoder=HashEncoder())
        with open_library(index) as library:
            expected = [one.location for one, _ in library.nearest(vector, 8)]
        library = open_library(index, url)
        assert [one.location for one, _ in library.nearest(vector, 8)] == expected

        def ask() -> None:
            try:
                while not over.is_set():
                    answers.append([one.location for one, _ in library.nearest(vector, 8)])
            except BaseException as problem:
                problems.append(problem)

        asking = threading.Thread(target=ask)
        asking.start()
        time.sleep(0.3)
    before = len(answers)  # the server has been ended
    try:
        with chroma_running(tmp_path / "server", port):
            until = time.monotonic() + 30
            while (library.away or len(answers) == before) and time.monotonic() < until:
                time.sleep(0.1)
            library.nearest(vector, 8)
            assert library.away is None
    finally:
        over.set()
        asking.join()
        library.close()
    assert problems == []
    assert len(answers) > before > 0
    assert all(one == expected for one in answers)
