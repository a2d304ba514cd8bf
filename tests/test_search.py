"""Search finds what was meant, inside what was resolved, and lets the general guides compete."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import TinyEncoder
from stub_reader import read_stub

from index.build import build
from index.library import Library, open_library
from index.search import search, terms


@pytest.fixture
def library(tmp_path: Path, tiny_encoder: TinyEncoder) -> Iterator[Library]:
    guides = tmp_path / "guides"
    guides.mkdir()
    (guides / "acme.md").write_text(
        "company: Acme\nrow: London | base=100-200\nrow: Paris | base=110-210\n"
        "A published paper is worth more equity.\n"
        + "".join(f"Acme people and Acme products, part {number}.\n" for number in range(80)),
        "utf-8",
    )
    (guides / "globex.md").write_text(
        "company: Globex\nrow: London | base=500-600\nA published paper is worth nothing here.\n", "utf-8"
    )
    (guides / "general.md").write_text(
        "Answer a final offer with a question about the signing bonus.\nThank them first.\n", "utf-8"
    )
    build(guides, tmp_path / "index", encoder=tiny_encoder, read=read_stub, chroma=False)
    with open_library(tmp_path / "index") as opened:
        yield opened


def test_the_row_that_is_meant_comes_first(library: Library, tiny_encoder: TinyEncoder) -> None:
    """A company and a place lead to that company's row."""
    hits = search("What is the base at Acme in London?", library, tiny_encoder, ["Acme"])
    assert hits[0].passage.location == "acme.md:2"
    assert len(hits) == 8
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_search_stays_in_its_scope(library: Library, tiny_encoder: TinyEncoder) -> None:
    """Another company's passage is not found, however well it fits."""
    hits = search("is a published paper worth nothing", library, tiny_encoder, ["Acme"], k=100)
    assert {hit.passage.company for hit in hits} == {"Acme", None}
    everywhere = search("is a published paper worth nothing", library, tiny_encoder)
    assert everywhere[0].passage.guide == "globex.md"


def test_general_guides_compete_with_a_long_one(library: Library, tiny_encoder: TinyEncoder) -> None:
    """Naming the company does not bury general advice under all that names it too."""
    hits = search("Acme says it is the final offer, what do I answer Acme?", library, tiny_encoder, ["Acme"])
    assert hits[0].passage.location == "general.md:1"


def test_known_places_come_first(library: Library, tiny_encoder: TinyEncoder) -> None:
    """Where a fact is known to stand is put first, whatever the ranking says."""
    hits = search("Thank them", library, tiny_encoder, ["Acme"], k=3, places=[("acme.md", 3)])
    assert [hit.passage.location for hit in hits][:2] == ["acme.md:3", "general.md:2"]


def test_a_kind_can_weigh_more(library: Library, tiny_encoder: TinyEncoder) -> None:
    """A question about pay may prefer rows, without leaving out the rest."""
    plain = search("a published paper in London", library, tiny_encoder, ["Acme"])
    rows = search("a published paper in London", library, tiny_encoder, ["Acme"], kinds={"row": 3.0})
    assert plain[0].passage.kind == "text"
    assert rows[0].passage.location == "acme.md:2"


@pytest.mark.parametrize("question", ["", "?", "what is the", '" OR (', "薪资", "x" * 5000])
def test_any_question_may_be_asked(library: Library, tiny_encoder: TinyEncoder, question: str) -> None:
    """Nothing in a question is syntax."""
    search(question, library, tiny_encoder)


def test_terms_keep_what_names_something() -> None:
    """Levels, figures and other scripts stay; a company shared by the whole scope goes."""
    assert terms("Is the 2-1 to 3-1 band at ByteDance for E5's?", ["ByteDance"]) == [
        "2-1",
        "3-1",
        "band",
        "E5",
    ]
    assert terms("杭州 base 80w") == ["杭州", "base", "80w"]


@pytest.mark.heavy
def test_langchain_retrieves_the_same(library: Library, tiny_encoder: TinyEncoder) -> None:
    """The retriever gives the verbatim lines, with their place."""
    from index.retriever import GuideRetriever

    retriever = GuideRetriever(library=library, encoder=tiny_encoder, companies=["Acme"], k=3)
    documents = retriever.invoke("base in London")
    assert documents[0].page_content == "row: London | base=100-200"
    assert documents[0].metadata["lines"] == [2, 2]
    assert documents[0].metadata["company"] == "Acme"
    assert [document.metadata["score"] for document in documents] == [
        hit.score for hit in search("base in London", library, tiny_encoder, ["Acme"], k=3)
    ]


@pytest.mark.heavy
def test_the_retriever_finds_the_very_row_first(library: Library, tiny_encoder: TinyEncoder) -> None:
    """Without companies given, the retriever resolves the question and puts the row it names first."""
    from index.retriever import GuideRetriever

    fact = next(f for f in library.facts(kind="band") if f.company and f.region)
    retriever = GuideRetriever(library=library, encoder=tiny_encoder, k=3)
    first = retriever.invoke(f"{fact.component} at {fact.company} in {fact.region}")[0]
    assert (first.metadata["guide"], first.metadata["lines"][0]) == (fact.guide, fact.line)
