"""What the index says is what the files say, whatever happens while it is made."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from chroma_server import chroma_running, free_port
from conftest import TinyEncoder
from stub_reader import read_stub

from corpus.files import read_guides
from corpus.problem import Problem
from index import changes as changes_module
from index.build import BuildReport, Refreshed, build, default_index_folder, refresh
from index.changes import Changes, changes
from index.differences import differences
from index.library import Library, open_library
from index.tables import FILE, writing_lock

TESTS = Path(__file__).parent
ACME = "company: Acme\nrow: London | base=100-200 | equity=300-400\nAcme pays on time.\n"


@pytest.fixture
def guides(tmp_path: Path) -> Path:
    folder = tmp_path / "guides"
    folder.mkdir()
    (folder / "acme.md").write_text(ACME, "utf-8")
    (folder / "general.md").write_text("Thank them first.\n", "utf-8")
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def make(guides: Path, index: Path, encoder: TinyEncoder) -> BuildReport:
    return build(guides, index, encoder=encoder, read=read_stub, chroma=False)


def test_a_first_build_reports_everything(guides: Path, index: Path, tiny_encoder: TinyEncoder) -> None:
    """All facts are added, all texts embedded."""
    report = make(guides, index, tiny_encoder)
    assert (report.guides, report.passages, report.facts, report.embedded) == (2, 3, 2, 3)
    assert [fact.component for fact in report.added] == ["base", "equity"]
    assert report.changes == Changes(added=("acme.md", "general.md"))
    assert report.notes == ()


def test_a_second_build_finds_nothing_to_do(guides: Path, index: Path, tiny_encoder: TinyEncoder) -> None:
    """Nothing is embedded again and the generation stays."""
    make(guides, index, tiny_encoder)
    report = make(guides, index, tiny_encoder)
    assert (report.embedded, report.added, report.moved, report.removed) == (0, (), (), ())
    assert not report.changes
    with open_library(index) as library:
        assert library.generation == 1


def test_a_moved_figure_is_told_from_to(guides: Path, index: Path, tiny_encoder: TinyEncoder) -> None:
    """Another figure in the same cell is moved; a cell on another line is not."""
    make(guides, index, tiny_encoder)
    (guides / "acme.md").write_text(
        "company: Acme\n\n" + ACME.split("\n", 1)[1].replace("200", "250"), "utf-8"
    )
    report = make(guides, index, tiny_encoder)
    ((old, new),) = report.moved
    assert (old.component, old.high, new.high, new.line) == ("base", Decimal(200), Decimal(250), 3)
    assert (report.added, report.removed) == ((), ())
    assert report.changes == Changes(edited=("acme.md",))
    with open_library(index) as library:
        assert [fact.high for fact in library.facts(component="base")] == [Decimal(250)]


def test_a_removed_guide_is_gone(guides: Path, index: Path, tiny_encoder: TinyEncoder) -> None:
    """Its facts, passages and words go; its vectors stay, so that its return costs nothing."""
    make(guides, index, tiny_encoder)
    (guides / "acme.md").unlink()
    report = make(guides, index, tiny_encoder)
    assert [fact.component for fact in report.removed] == ["base", "equity"]
    with open_library(index) as library:
        assert library.facts() == []
        assert library.full_text(["Acme"], 5) == []
        near = library.nearest(tiny_encoder.encode(["Acme"])[0], 9)
        assert {passage.guide for passage, _ in near} == {"general.md"}
    (guides / "acme.md").write_text(ACME, "utf-8")
    assert make(guides, index, tiny_encoder).embedded == 0


def test_figures_of_the_prose_are_matched_by_value_first(tmp_path: Path) -> None:
    """Of several figures with one key, the one that changed is moved and the others are left alone."""
    (tmp_path / "a.md").write_text("row: X | base=1-2 | base=3-4 | base=5-6\n", "utf-8")
    (tmp_path / "b.md").write_text("row: X | base=3-4 | base=5-7 | base=1-2 | base=8-9\n", "utf-8")
    before, after = (list(read_stub(tmp_path, name).facts) for name in ("a.md", "b.md"))
    after = [replace(fact, guide="a.md", cell="", column="base") for fact in after]
    added, moved, removed = differences(before, after)
    assert [(old.high, new.high) for old, new in moved] == [(Decimal(6), Decimal(7))]
    assert [fact.high for fact in added] == [Decimal(9)]
    assert removed == []


def test_a_file_that_cannot_be_read_is_listed(guides: Path, index: Path, tiny_encoder: TinyEncoder) -> None:
    """It is reported, is no change the next time, and is taken in once it is mended."""
    (guides / "broken.md").write_bytes(b"\xff\xfe\x00broken")
    report = make(guides, index, tiny_encoder)
    assert [(unread.guide, unread.reason) for unread in report.unread] == [("broken.md", "not UTF-8 text")]
    with open_library(index) as library:
        assert not changes(guides, library, read=read_stub)
        (guides / "broken.md").write_text("Now it reads.\n", "utf-8")
        assert make(guides, index, tiny_encoder).unread == ()
        assert library.guide("broken.md") is not None


def test_each_distinct_text_is_embedded_once(guides: Path, index: Path, tiny_encoder: TinyEncoder) -> None:
    """The same sentence in many guides costs one embedding."""
    for number in range(5):
        (guides / f"more-{number}.md").write_text("Thank them first.\n", "utf-8")
    assert make(guides, index, tiny_encoder).embedded == 3
    assert len(tiny_encoder.texts) == len(set(tiny_encoder.texts)) == 3


def test_an_edit_that_keeps_size_and_time_is_seen(
    guides: Path, index: Path, tiny_encoder: TinyEncoder
) -> None:
    """Contents are compared, so that a figure changed by a tool that resets the time is not missed."""
    make(guides, index, tiny_encoder)
    status = (guides / "acme.md").stat()
    (guides / "acme.md").write_text(ACME.replace("200", "900"), "utf-8")
    os.utime(guides / "acme.md", ns=(status.st_atime_ns, status.st_mtime_ns))
    with open_library(index) as library:
        assert changes(guides, library, read=read_stub) == Changes(edited=("acme.md",))


def test_a_large_folder_is_compared_by_its_times(
    guides: Path, index: Path, tiny_encoder: TinyEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above the limit, what has the same size and times is not read; what has not, is."""
    monkeypatch.setattr(changes_module, "COMPARE_CONTENTS", 0)
    monkeypatch.setattr(changes_module, "RACY_NS", 0)
    make(guides, index, tiny_encoder)
    with open_library(index) as library:
        assert not changes(guides, library, read=read_stub)
        (guides / "acme.md").write_text(ACME.replace("200", "900"), "utf-8")
        (guides / "new.md").write_text("New.\n", "utf-8")
        (guides / "general.md").unlink()
        found = changes(guides, library, read=read_stub)
    assert found == Changes(("new.md",), ("acme.md",), ("general.md",))


def test_a_touched_file_is_no_change(guides: Path, index: Path, tiny_encoder: TinyEncoder) -> None:
    """Another time with the same content leaves the generation where it was."""
    make(guides, index, tiny_encoder)
    os.utime(guides / "acme.md", (1, 1))
    make(guides, index, tiny_encoder)
    with open_library(index) as library:
        assert library.generation == 1
        assert library.stamps()["acme.md"].mtime_ns == 1_000_000_000


def test_what_is_hidden_or_no_guide_is_not_looked_at(tmp_path: Path) -> None:
    """The files are those that the corpus's own reader takes, neither more nor fewer."""
    for name in ("b.md", "a.TXT", "c.png", ".d.md", ".git/e.md", "sub/f.md", "README.md", "g.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Ask early.")
    read = [
        guide.path if guide else unread.guide for guide, unread in read_guides(tmp_path) if guide or unread
    ]
    assert changes_module.guide_files(tmp_path) == sorted(read)
    assert "sub/f.md" in read


def test_guides_are_read_by_the_corpus(tmp_path: Path, index: Path, tiny_encoder: TinyEncoder) -> None:
    """Without a stub: a guide's table is in the index as facts, its rows and advice as passages."""
    (tmp_path / "guides").mkdir()
    (tmp_path / "guides" / "acme.md").write_text(
        "# Data Engineer | Acme Negotiation Guide\n\n"
        "| Region | Base Salary | Bonus |\n|---|---|---|\n| Paris | $10K\u2013$20K | 5% |\n\n"
        "Ask for a call before the deadline.\n",
        "utf-8",
    )
    report = build(tmp_path / "guides", index, encoder=tiny_encoder, chroma=False)
    assert report.unread == ()
    with open_library(index) as library:
        assert [
            (fact.component, fact.low, fact.high) for fact in library.facts(region="Paris", kind="band")
        ] == [
            ("base", Decimal(10000), Decimal(20000)),
            ("bonus", Decimal(5), Decimal(5)),
        ]
        assert library.full_text(["deadline"], 1)[0][0].quote == "Ask for a call before the deadline."
        assert not changes(tmp_path / "guides", library)


# ---- refreshing before a question


def test_refresh_makes_a_missing_index(guides: Path, index: Path, tiny_encoder: TinyEncoder) -> None:
    """The first question needs no other command."""
    done = refresh(guides, index, tiny_encoder, read=read_stub)
    assert done.report is not None
    assert done.report.guides == 2
    assert refresh(guides, index, tiny_encoder, read=read_stub) == Refreshed()


def test_refresh_takes_in_a_few_changes(guides: Path, index: Path, tiny_encoder: TinyEncoder) -> None:
    """An edit is in the next answer."""
    make(guides, index, tiny_encoder)
    (guides / "acme.md").write_text(ACME.replace("200", "250"), "utf-8")
    done = refresh(guides, index, tiny_encoder, read=read_stub)
    assert done.report is not None
    assert len(done.report.moved) == 1


def test_refresh_leaves_many_changes(guides: Path, index: Path, tiny_encoder: TinyEncoder) -> None:
    """A question does not wait for a large build; it says so."""
    make(guides, index, tiny_encoder)
    for number in range(51):
        (guides / f"{number}.md").write_text(f"Guide {number}.\n", "utf-8")
    done = refresh(guides, index, tiny_encoder, read=read_stub)
    assert done.report is None
    assert done.note == "51 guides have changed since the index was made; run `counteroffer index`"


def test_refresh_does_not_wait_for_a_build(guides: Path, index: Path, tiny_encoder: TinyEncoder) -> None:
    """While another process builds, a question is answered from the last good index."""
    make(guides, index, tiny_encoder)
    (guides / "acme.md").unlink()
    with writing_lock(index, wait=True, say=print):
        done = refresh(guides, index, tiny_encoder, read=read_stub)
    assert done.note == "the guides are being indexed just now; this answer is from before"
    with open_library(index) as library:
        assert len(library.guides()) == 2


def test_refresh_in_a_folder_that_cannot_be_written(
    guides: Path, index: Path, tiny_encoder: TinyEncoder
) -> None:
    """The last good index answers, with a note; without one it is a problem."""
    make(guides, index, tiny_encoder)
    (guides / "acme.md").unlink()
    (index / "build.lock").unlink()
    (index / "build.lock").mkdir()
    note = refresh(guides, index, tiny_encoder, read=read_stub).note
    assert note is not None
    assert note.startswith("1 guides have changed, and the index folder cannot be written")
    (index / FILE).unlink()
    with pytest.raises(Problem, match="the index folder cannot be written"):
        refresh(guides, index, tiny_encoder, read=read_stub)


# ---- what goes wrong


def test_two_builds_at_once_take_turns(guides: Path, index: Path) -> None:
    """The second waits, says so, and finds nothing to do."""
    encoders = [TinyEncoder(), TinyEncoder()]
    said: list[str] = []
    reports: list[BuildReport] = []

    def work(encoder: TinyEncoder) -> None:
        reports.append(build(guides, index, encoder=encoder, read=read_stub, chroma=False, say=said.append))

    with writing_lock(index, wait=True, say=print):
        threads = [threading.Thread(target=work, args=(encoder,)) for encoder in encoders]
        for thread in threads:
            thread.start()
        while len(said) < 2:
            time.sleep(0.01)
    for thread in threads:
        thread.join()
    assert sorted(report.embedded for report in reports) == [0, 3]
    assert said == ["another process is building this index; waiting for it"] * 2


@pytest.mark.parametrize("harm", ["rubbish", "cut", "hole"])
def test_a_damaged_index_is_made_anew(
    guides: Path, index: Path, tiny_encoder: TinyEncoder, harm: str
) -> None:
    """Whatever happened to the file, one line says so and the answers are right again."""
    make(guides, index, tiny_encoder)
    file = index / FILE
    whole = file.read_bytes()
    if harm == "rubbish":
        file.write_bytes(b"rubbish" * 1000)
    elif harm == "cut":
        file.write_bytes(whole[: len(whole) // 2 // 4096 * 4096])
    else:
        file.write_bytes(whole[:8192] + b"\x55" * 8192 + whole[16384:])
    report = make(guides, index, tiny_encoder)
    assert report.notes == ("the index was damaged and is made anew",)
    with open_library(index) as library:
        assert len(library.facts()) == 2


def test_another_version_is_made_anew(guides: Path, index: Path, tiny_encoder: TinyEncoder) -> None:
    """An index of another layout is replaced, with one line."""
    make(guides, index, tiny_encoder)
    with sqlite3.connect(index / FILE) as connection:
        connection.execute("UPDATE meta SET value = 'older' WHERE key = 'schema'")
    connection.close()
    assert refresh(guides, index, tiny_encoder, read=read_stub).report is not None
    with open_library(index) as library:
        assert len(library.facts()) == 2


def test_another_encoder_embeds_again(guides: Path, index: Path, tiny_encoder: TinyEncoder) -> None:
    """Vectors of two encoders are never compared; going back costs nothing."""
    make(guides, index, tiny_encoder)
    other = TinyEncoder("other")
    report = make(guides, index, other)
    assert report.embedded == 3
    assert report.notes == ("the index was made with tiny; its texts are embedded with other",)
    with open_library(index) as library:
        ((_, score),) = library.nearest(other.encode(["Thank them first."])[0], 1)
    assert score == pytest.approx(1, abs=1e-6)
    assert make(guides, index, tiny_encoder).embedded == 0


def test_another_reader_reads_everything_again(guides: Path, index: Path, tiny_encoder: TinyEncoder) -> None:
    """A program that reads guides differently does not answer from what the old one read."""

    def other(folder: Path, path: str) -> object:
        return read_stub(folder, path)

    make(guides, index, tiny_encoder)
    with open_library(index) as library:
        assert len(changes(guides, library, read=other)) == 2  # type: ignore[arg-type]
    report = build(guides, index, encoder=tiny_encoder, read=other, chroma=False)  # type: ignore[arg-type]
    assert "read in another way" in report.notes[0]
    assert report.embedded == 0


def test_a_missing_folder_is_said(tmp_path: Path, index: Path, tiny_encoder: TinyEncoder) -> None:
    """No index is made for a folder that is not there."""
    with pytest.raises(Problem, match="the guides folder does not exist"):
        build(tmp_path / "nowhere", index, encoder=tiny_encoder)
    assert not index.exists()


def test_an_index_folder_that_cannot_be_is_said(
    guides: Path, tmp_path: Path, tiny_encoder: TinyEncoder
) -> None:
    """A file in the place of the folder is a problem with a sentence."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(Problem, match="the index folder cannot be written"):
        make(guides, tmp_path / "file" / "index", tiny_encoder)


@pytest.mark.skipif(sys.platform == "win32", reason="limits on file sizes are POSIX's")
def test_a_full_disk_leaves_the_last_good_index(guides: Path, index: Path, tiny_encoder: TinyEncoder) -> None:
    """Without room the build is a problem with a sentence, and the old index answers."""
    make(guides, index, tiny_encoder)
    (guides / "large.md").write_text("".join(f"line {number}\n" for number in range(5000)), "utf-8")
    code = (
        "import resource, signal, sys; from pathlib import Path;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000));"
        "from conftest import TinyEncoder; from stub_reader import read_stub; from index.build import build;"
        "from corpus.problem import Problem\n"
        "guides, index = Path(sys.argv[1]), Path(sys.argv[2])\n"
        "try: build(guides, index, encoder=TinyEncoder(), read=read_stub, chroma=False)\n"
        "except Problem as problem: print(problem)"
    )
    ran = run_python("-c", code, str(guides), str(index))
    assert "To mend it" in ran.stdout, ran.stderr
    with open_library(index) as library:
        assert len(library.guides()) == 2


def test_a_kill_at_any_moment_leaves_a_good_index(
    guides: Path, index: Path, tiny_encoder: TinyEncoder
) -> None:
    """Fifteen builds killed at random: old or new answers, never a mixture; a last build completes."""
    make(guides, index, tiny_encoder)
    dice = random.Random(7)
    old = new = 200
    seen = set()
    for number in range(15):
        new = old + 1
        (guides / "acme.md").write_text(ACME.replace("200", str(new)), "utf-8")
        (guides / "general.md").write_text(
            "".join(f"Sentence {number} {line} for {new}.\n" for line in range(8)), "utf-8"
        )
        process = subprocess.Popen(
            [sys.executable, str(TESTS / "stub_reader.py"), str(guides), str(index)],
            stdout=subprocess.PIPE,
            env=environment(),
        )
        assert process.stdout is not None
        process.stdout.readline()
        if number % 5 == 4:
            process.stdout.readline()  # after the commit, on a machine of any speed
        elif number % 5:
            time.sleep(dice.uniform(0, 0.2))
        process.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
        process.stdout.close()
        process.wait()
        with open_library(index) as library:
            high = int(consistent(library))
        assert high in (old, new)
        seen.add(high == new)
        old = high
    assert seen == {True, False}, "the kills should fall before and after the commit"
    (guides / "acme.md").write_text(ACME.replace("200", "999"), "utf-8")
    make(guides, index, tiny_encoder)
    with open_library(index) as library:
        assert consistent(library) == 999


def consistent(library: Library) -> Decimal:
    """The high end of the one base band, after holding all that is stored against it."""
    (base,) = library.facts(component="base")
    passage = library.passage_at(base.guide, base.line)
    guide = library.guide(base.guide)
    assert passage is not None
    assert guide is not None
    assert base.cell in passage.quote
    assert base.cell in guide.quote(base.line, base.line)
    vector = TinyEncoder().encode([passage.text])[0]
    assert library.nearest(vector, 1)[0][1] == pytest.approx(1, abs=1e-6)
    assert len(library.nearest(vector, 99)) == library.passage_count()
    assert passage in [found for found, _ in library.full_text(["London"], 3)]
    assert base.high is not None
    return base.high


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS.parent), str(TESTS)])}


def run_python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, env=environment(), check=False
    )


# ---- where an index lies


def test_the_index_lies_in_the_user_s_cache(clean_environment: Path, tmp_path: Path) -> None:
    """Keyed by the guides folder and the encoder, however the folder is written."""
    folder = default_index_folder(tmp_path / "guides")
    assert folder.parent == clean_environment / ".cache" / "counteroffer" or sys.platform != "linux"
    assert folder == default_index_folder(tmp_path / "x" / ".." / "guides")
    assert folder != default_index_folder(tmp_path / "guides", "another-model")
    assert folder != default_index_folder(tmp_path / "other")


# ---- Chroma


@pytest.fixture
def many(guides: Path) -> Path:
    dice = random.Random(3)
    words = ["base", "equity", "bonus", "level", "offer", "recruiter", "deadline", "London", "Paris", "vest"]
    for number in range(40):
        lines = [" ".join(dice.sample(words, 5)) + f" {number} {line}" for line in range(6)]
        (guides / f"{number:02}.md").write_text(f"company: C{number % 7}\n" + "\n".join(lines), "utf-8")
    return guides


QUESTIONS = ("equity in London", "a deadline", "refresh of the sign-on", "what does the recruiter offer")


def held_against_chroma(index: Path, url: str | None, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Compare the first eight of exact search and of Chroma; returns what was said."""
    encoder = TinyEncoder()
    said: list[str] = []
    vectors = [encoder.encode([question])[0] for question in QUESTIONS]
    with open_library(index) as library:
        exact = [library.nearest(vector, 8) for vector in vectors]
    with monkeypatch.context() as patch:
        patch.setattr("index.nearest.EXACT_LIMIT", 0)
        with open_library(index, url, said.append) as library:
            assert [library.nearest(vector, 8) for vector in vectors] == [
                [(passage, pytest.approx(score, abs=1e-5)) for passage, score in hits] for hits in exact
            ]
    return said


@pytest.mark.heavy
def test_embedded_chroma_and_exact_search_agree(
    many: Path, index: Path, tiny_encoder: TinyEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first eight are the same, after a build and after the guides changed."""
    build(many, index, encoder=tiny_encoder, read=read_stub)
    assert held_against_chroma(index, None, monkeypatch) == []
    (many / "01.md").unlink()
    (many / "02.md").write_text("company: C2\nequity in London with a deadline\n", "utf-8")
    build(many, index, encoder=tiny_encoder, read=read_stub)
    assert held_against_chroma(index, None, monkeypatch) == []


@pytest.mark.heavy
def test_a_stale_store_is_brought_up_to_date(
    many: Path, index: Path, tiny_encoder: TinyEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that left Chroma behind is made up for at the next search, without embedding."""
    build(many, index, encoder=tiny_encoder, read=read_stub)
    (many / "02.md").write_text("company: C2\nequity in London with a deadline\n", "utf-8")
    make(many, index, tiny_encoder)
    assert held_against_chroma(index, None, monkeypatch) == []


@pytest.mark.heavy
@pytest.mark.parametrize("harm", ["deleted", "damaged", "emptied", "foreign"])
def test_a_lost_store_is_filled_again(
    many: Path, index: Path, tiny_encoder: TinyEncoder, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    """Deleted, damaged, emptied or another index's: one line, the same first eight, nothing embedded."""
    from index.vectors import open_store

    build(many, index, encoder=tiny_encoder, read=read_stub)
    store = index / "chroma"
    if harm == "deleted":
        shutil.rmtree(store)
    elif harm == "damaged":
        (store / "chroma.sqlite3").write_bytes(b"rubbish" * 1000)
    elif harm == "emptied":
        opened = open_store(index)
        collection = opened.connect().list_collections()[0]
        collection.delete(ids=collection.get(limit=3)["ids"])
        opened.close()
    else:
        shutil.rmtree(store)
        other = index.parent / "other"
        build(many, other, encoder=tiny_encoder, read=read_stub)
        shutil.copytree(other / "chroma", store)
    before = len(tiny_encoder.texts)
    assert held_against_chroma(index, None, monkeypatch) == [
        "the vector store was not what the index had written; it is filled again"
    ]
    assert len(tiny_encoder.texts) == before


@pytest.mark.heavy
def test_an_open_library_sees_what_another_process_gave_chroma(
    many: Path, index: Path, tiny_encoder: TinyEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The client is opened anew when the generation moved."""
    build(many, index, encoder=tiny_encoder, read=read_stub)
    monkeypatch.setattr("index.nearest.EXACT_LIMIT", 0)
    said: list[str] = []
    vector = tiny_encoder.encode(["a very new sentence"])[0]
    with open_library(index, say=said.append) as library:
        assert library.nearest(vector, 1)[0][1] < 0.9
        (many / "new.md").write_text("a very new sentence\n", "utf-8")
        code = (
            "import sys; from pathlib import Path; from conftest import TinyEncoder;"
            "from stub_reader import read_stub; from index.build import build;"
            "build(Path(sys.argv[1]), Path(sys.argv[2]), encoder=TinyEncoder(), read=read_stub)"
        )
        ran = run_python("-c", code, str(many), str(index))
        assert ran.returncode == 0, ran.stderr
        assert library.nearest(vector, 1)[0][0].guide == "new.md"
    assert said == []


@pytest.mark.heavy
def test_a_kill_while_chroma_is_written(
    many: Path, index: Path, tiny_encoder: TinyEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A half filled store is completed, or filled again, at the next search."""
    dice = random.Random(11)
    code = (
        "import sys; from pathlib import Path; import chromadb; from index import vectors;"
        "from conftest import TinyEncoder; from stub_reader import read_stub; from index.build import build;"
        "vectors.BATCH = 5; print('building', flush=True);"
        "build(Path(sys.argv[1]), Path(sys.argv[2]), encoder=TinyEncoder(), read=read_stub)"
    )
    for number in range(3):
        (many / f"more-{number}.md").write_text(f"equity in London {number}\n", "utf-8")
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(many), str(index)], stdout=subprocess.PIPE, env=environment()
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(dice.uniform(0.05, 0.5))
        process.kill()
        process.stdout.close()
        process.wait()
        make(many, index, tiny_encoder)
        held_against_chroma(index, None, monkeypatch)


@pytest.fixture
def chroma_server(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    port = free_port()
    with chroma_running(tmp_path / "server", port) as process:
        yield f"http://127.0.0.1:{port}", process


@pytest.mark.heavy
def test_a_chroma_server_and_exact_search_agree(
    many: Path,
    index: Path,
    tiny_encoder: TinyEncoder,
    monkeypatch: pytest.MonkeyPatch,
    chroma_server: tuple[str, subprocess.Popen[bytes]],
) -> None:
    """On a real server too; when it goes away the search is exact and says so."""
    url, process = chroma_server
    build(many, index, chroma_url=url, encoder=tiny_encoder, read=read_stub)
    assert held_against_chroma(index, url, monkeypatch) == []
    said: list[str] = []
    vector = tiny_encoder.encode(["equity in London"])[0]
    monkeypatch.setattr("index.nearest.EXACT_LIMIT", 0)
    with open_library(index, url, said.append) as library:
        before = library.nearest(vector, 8)
        process.terminate()
        process.wait()
        assert library.nearest(vector, 8) == before
        assert library.nearest(vector, 8) == before
    assert said == ["the Chroma server does not answer; the search is exact instead"]


@pytest.mark.heavy
@pytest.mark.parametrize("limit", [0, 20_000])
def test_a_store_that_is_away_costs_no_passage(
    guides: Path, index: Path, tiny_encoder: TinyEncoder, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    """Every company's passages are searched, whether their vectors are held or too many for that."""
    (guides / "general.md").unlink()
    (guides / "globex.md").write_text("company: Globex\nGlobex answers late.\n", "utf-8")
    make(guides, index, tiny_encoder)
    monkeypatch.setattr("index.nearest.EXACT_LIMIT", limit)
    vector = tiny_encoder.encode(["Globex answers late"])[0]
    with open_library(index, "http://127.0.0.1:9") as library:
        found = [passage.guide for passage, _ in library.nearest(vector, 8)]
        assert library.away is not None
    assert found == ["globex.md", "acme.md", "acme.md"]


@pytest.mark.heavy
def test_a_chroma_server_that_is_away_is_said(guides: Path, index: Path, tiny_encoder: TinyEncoder) -> None:
    """`index` with a server that does not answer fails before it works for nothing."""
    with pytest.raises(Problem, match="the Chroma server does not answer"):
        build(guides, index, chroma_url="http://127.0.0.1:9", encoder=tiny_encoder, read=read_stub)
    with pytest.raises(Problem, match="this is no address of a Chroma server"):
        build(guides, index, chroma_url="localhost:8000", encoder=tiny_encoder, read=read_stub)
