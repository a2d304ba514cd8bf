"""The library gives back what the guides said, exactly, and sees what other processes commit."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from conftest import TinyEncoder
from stub_reader import read_stub

from index.build import build
from index.library import Library, open_library
from index.tables import FILE, NoIndex

ACME = """company: Acme
role: Data Engineer
row: London | base=100-200 | equity=300-400
row: Zürich | base=110-210 | equity=310-410
Ask for a signing bonus when the equity is fixed.
aside: Subscribe now
map: D4 = Globex G7 Principal
??? a cell that ran together
杭州的算法工程师可以先谈股票。
"""
GLOBEX = """company: Globex
role: Data Engineer
row: London | base=500-600
The recruiter at Globex answers within a week.
"""
GENERAL = """Thank them first and ask for time to decide.
Equity is easier to move than base pay.
"""


@pytest.fixture
def guides(tmp_path: Path) -> Path:
    folder = tmp_path / "guides"
    (folder / "big").mkdir(parents=True)
    (folder / "acme.md").write_text(ACME, "utf-8")
    (folder / "big" / "globex.md").write_text(GLOBEX, "utf-8")
    (folder / "general.md").write_text(GENERAL, "utf-8")
    return folder


@pytest.fixture
def index(guides: Path, tmp_path: Path, tiny_encoder: TinyEncoder) -> Path:
    build(guides, tmp_path / "index", encoder=tiny_encoder, read=read_stub, chroma=False)
    return tmp_path / "index"


@pytest.fixture
def library(index: Path) -> Iterator[Library]:
    with open_library(index) as opened:
        yield opened


def test_facts_come_back_as_they_went_in(library: Library, guides: Path) -> None:
    """Every field of every fact, passage and level map survives, amounts exactly."""
    for path in ("acme.md", "big/globex.md", "general.md"):
        content = read_stub(guides, path)
        assert library.facts(guide=path) == list(content.facts)
        assert library.passages(guide=path) == list(content.passages)
        assert library.unread(path) == list(content.unread)
        assert [aside for _, aside in library.set_aside(path)] == list(content.guide.set_aside)
    assert library.level_maps() == list(read_stub(guides, "acme.md").level_maps)
    assert library.level_maps("Globex") == []


def test_facts_are_found_by_their_exact_fields(library: Library) -> None:
    """A region of one company gives that company's figure and nobody else's."""
    (fact,) = library.facts(company="Globex", region="London", component="base")
    assert (fact.low, fact.high, fact.location) == (Decimal(500), Decimal(600), "big/globex.md:3")
    assert len(library.facts(region="London")) == 3
    assert library.facts(company="globex") == []
    assert library.facts(company=None) == []
    assert len(library.facts(guide="acme.md", line=3)) == 2


def test_names_are_listed(library: Library) -> None:
    """Companies, roles and regions are listed as the guides write them."""
    assert library.companies() == ["Acme", "Globex"]
    assert library.roles() == ["Data Engineer"]
    assert library.regions("Acme") == ["London", "Zürich"]
    assert [guide.path for guide in library.guides()] == ["acme.md", "big/globex.md", "general.md"]


def test_any_line_can_be_quoted(library: Library) -> None:
    """A guide's lines are kept whole, those of no passage too."""
    guide = library.guide("acme.md")
    assert guide is not None
    assert guide.quote(6, 7) == "aside: Subscribe now\nmap: D4 = Globex G7 Principal"
    assert guide.sources == ("a survey",)
    assert library.guide("nowhere.md") is None


def test_a_line_finds_its_passage(library: Library) -> None:
    """A place in a guide leads to the passage that holds it, set-aside lines to none."""
    passage = library.passage_at("acme.md", 4)
    assert passage is not None
    assert passage.location == "acme.md:4"
    assert library.passage_at("acme.md", 6) is None


def test_general_passages_have_no_company(library: Library) -> None:
    """None is a value: it asks for the general guides, not for everything."""
    assert {passage.guide for passage in library.passages(company=None)} == {"general.md"}
    assert {passage.company for passage in library.passages(kind="row")} == {"Acme", "Globex"}


@pytest.mark.parametrize(
    ("words", "guide"),
    [
        (["zurich"], "acme.md"),
        (["杭州"], "acme.md"),
        (["算法工程师"], "acme.md"),
        (['"recruiter" (*'], "big/globex.md"),
        (["deciding"], "general.md"),
    ],
)
def test_full_text_finds_words(library: Library, words: list[str], guide: str) -> None:
    """Accents, Chinese, other endings and the signs of FTS5's own syntax do not stand in the way."""
    hits = library.full_text(words, 5)
    assert hits[0][0].guide == guide
    assert all(score > 0 for _, score in hits)


@pytest.mark.parametrize("words", [[], [""], ['"'], ["*"], ["(("], ["-"]])
def test_full_text_of_nothing_is_nothing(library: Library, words: list[str]) -> None:
    """What holds no word finds nothing and raises nothing."""
    assert library.full_text(words, 5) == []


def test_a_scope_holds_its_companies_and_the_general_guides(
    library: Library, tiny_encoder: TinyEncoder
) -> None:
    """Another company's passage is never in a search that was narrowed."""
    vector = tiny_encoder.encode(["London base equity"])[0]
    for hits in (
        library.nearest(vector, 20, ["Acme"]),
        library.full_text(["London", "equity"], 20, ["Acme"]),
    ):
        assert {passage.company for passage, _ in hits} == {"Acme", None}
    assert {passage.company for passage, _ in library.nearest(vector, 20, [])} == {None}
    assert {passage.company for passage, _ in library.nearest(vector, 20)} == {"Acme", "Globex", None}


def test_nearest_is_exact(library: Library, tiny_encoder: TinyEncoder) -> None:
    """A passage's own text finds it first, with a cosine of 1."""
    for passage in library.passages():
        found, score = library.nearest(tiny_encoder.encode([passage.text])[0], 1)[0]
        assert found.text == passage.text
        assert score == pytest.approx(1, abs=1e-6)


def test_held_and_streamed_vectors_rank_alike(
    library: Library, tiny_encoder: TinyEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything at once, and every company a chunk at a time, give the same ranking."""
    vector = tiny_encoder.encode(["ask for equity in London"])[0]
    held = library.nearest(vector, 8)
    monkeypatch.setattr("index.nearest.CHUNK", 2)
    streamed = library.nearest(vector, 8, ["Acme", "Globex"])
    assert [passage for passage, _ in held] == [passage for passage, _ in streamed]
    assert np.allclose([score for _, score in held], [score for _, score in streamed])


def test_another_process_s_build_is_seen(
    library: Library, guides: Path, index: Path, tiny_encoder: TinyEncoder
) -> None:
    """A library that is open answers from the new generation at its next call."""
    before = library.generation
    assert library.companies() == ["Acme", "Globex"]
    vector = tiny_encoder.encode(["Hooli"])[0]
    library.nearest(vector, 1)
    (guides / "hooli.md").write_text("company: Hooli\nHooli pays late.\n", "utf-8")
    build(guides, index, encoder=tiny_encoder, read=read_stub, chroma=False)
    assert library.generation == before + 1
    assert library.companies() == ["Acme", "Globex", "Hooli"]
    assert library.nearest(vector, 1)[0][0].guide == "hooli.md"


def test_one_reading_sees_one_generation(
    library: Library, guides: Path, index: Path, tiny_encoder: TinyEncoder
) -> None:
    """What is read together fits together, though a build commits in between."""
    with library.reading():
        before = library.facts()
        (guides / "acme.md").write_text(ACME.replace("100-200", "150-250"), "utf-8")
        build(guides, index, encoder=tiny_encoder, read=read_stub, chroma=False)
        assert library.facts() == before
    assert library.facts() != before


def test_an_index_made_anew_is_another_file(
    library: Library, guides: Path, index: Path, tiny_encoder: TinyEncoder
) -> None:
    """A library that is open goes over to an index that was deleted and made again."""
    (guides / "general.md").unlink()
    for file in index.glob(f"{FILE}*"):
        file.unlink()
    assert len(library.guides()) == 3  # what is open still answers
    build(guides, index, encoder=tiny_encoder, read=read_stub, chroma=False)
    assert len(library.guides()) == 2


def test_threads_share_a_library(library: Library, tiny_encoder: TinyEncoder) -> None:
    """Many threads read at once without an error and without keeping a connection each."""
    vector = tiny_encoder.encode(["equity"])[0]
    failures: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(20):
                assert len(library.facts()) == 5
                assert library.nearest(vector, 3)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_no_index_is_said(tmp_path: Path) -> None:
    """A folder without an index, of another version, or damaged: each has its sentence."""
    with pytest.raises(NoIndex, match="there is no index yet"):
        open_library(tmp_path)
    (tmp_path / FILE).write_bytes(b"this is no database, and long enough to be looked at" * 100)
    with pytest.raises(NoIndex, match="the index is damaged"):
        open_library(tmp_path)


def test_another_version_is_said(index: Path) -> None:
    """Tables of another layout are not read."""
    with sqlite3.connect(index / FILE) as connection:
        connection.execute("UPDATE meta SET value = 'older' WHERE key = 'schema'")
    connection.close()
    with pytest.raises(NoIndex, match="another version"):
        open_library(index)


def test_opening_imports_nothing_heavy(index: Path) -> None:
    """Looking up a fact needs neither numpy nor Chroma nor a model."""
    code = (
        "import sys; from pathlib import Path; from index.library import open_library;"
        "assert open_library(Path(sys.argv[1])).facts();"
        "print([name for name in ('numpy', 'chromadb', 'torch', 'onnxruntime') if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(index)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent.parent,
        check=True,
    )
    assert ran.stdout.strip() == "[]"
