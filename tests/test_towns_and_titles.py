"""A town that no list has beside a company, and titles of the same words for one role."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking import Ask, asking, figures
from conftest import TinyEncoder

GUIDE = """---
title: "{company}: an offer for a {role}"
company: {company}
role: {role}
as_of: "2025"
---

# {company}: an offer for a {role}

The team called Tarvosk is the largest.

## Pay by region

| Region | Base | RSUs (4 years) | Bonus | Total |
|---|---|---|---|---|
| Oslo | ${low}K–${high}K | $100K–$200K | 10% | $160K–$250K |
"""
WORDS = frozenset("what does base the minimum average is a an for at in oslo total pay expected".split())


class WordedEncoder(TinyEncoder):
    """An encoder whose vocabulary has a few English words."""

    def is_word(self, word: str) -> bool:
        return word.lower() in WORDS



@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    guides = tmp_path_factory.mktemp("guides")
    for company, role, low, high in (
        ("Globex", "ML Engineer", 121, 181),
        ("Initech", "AI/ML Engineer", 132, 192),
        ("Hooli", "Machine Learning Engineer", 143, 203),
        ("Umbrella", "ML Engineer", 154, 214),
        ("Umbrella", "ML/AI Engineer", 165, 225),
    ):
        text = GUIDE.format(company=company, role=role, low=low, high=high)
        name = f"{company}-{role}".lower().replace("/", "").replace(" ", "-")
        (guides / f"{name}.md").write_text(text, encoding="utf-8")
    folder = tmp_path_factory.mktemp("index")
    with asking(folder, guides, WordedEncoder()) as ask:
        yield ask


@pytest.mark.parametrize(
    "question",
    [
        "globex Vexholm base",
        "globex vexholm base",
        "what does Globex Vexholm pay",
        "base at globex Vexholm?",
        "globex LA base",
        "globex la rsu",
        "globex NOLQ bonus",
    ],
)
def test_a_town_that_no_list_has_has_no_row(ask: Ask, question: str) -> None:
    """It is said that there is none, with the places that there are; no row is shown instead."""
    answer = ask(question)
    assert answer.status == "not_covered"
    assert answer.not_covered[0].startswith("figures for Globex in ")
    assert "Oslo" in answer.text
    assert not answer.numbers


@pytest.mark.parametrize(
    "question",
    [
        "globex Tarvosk base",
        "globex minimun base",
        "globex averrage base",
        "globex AI base",
        "cual es en globex la base",
        "Globex Base",
        "GLOBEX VEXHOLM BASE",
        "globex E5 base",
    ],
)
def test_what_is_no_town_leaves_the_row(ask: Ask, question: str) -> None:
    """A name of the guide's own, a misspelt word, initials of the trade, a text in capitals."""
    assert figures(ask(question))[0] == "$121K–$181K"


@pytest.mark.parametrize(
    "title", ["ML engineer", "machine learning engineer", "AI/ML engineer", "ml/ai engineer", "Machine Learning Eng"]
)
@pytest.mark.parametrize(
    ("company", "band"), [("Globex", "$121K–$181K"), ("Initech", "$132K–$192K"), ("Hooli", "$143K–$203K")]
)
def test_titles_of_the_same_words_are_one_role(ask: Ask, title: str, company: str, band: str) -> None:
    """What one company's guide calls its engineers is understood of another's."""
    answer = ask(f"base of an {title} at {company} in Oslo")
    assert figures(answer) == [band]
    assert answer.not_covered == ()


def test_titles_that_one_company_tells_apart_are_two_roles(ask: Ask) -> None:
    """A company with rows for both has one for each."""
    assert figures(ask("base of the ML engineer at Umbrella in Oslo")) == ["$154K–$214K"]
    assert figures(ask("base of the ML/AI engineer at Umbrella in Oslo")) == ["$165K–$225K"]


def test_another_role_stays_another(ask: Ask) -> None:
    """A manager or a scientist is no engineer."""
    for role in ("data scientist", "ml manager"):
        answer = ask(f"base of a {role} at Hooli in Oslo")
        assert answer.status == "not_covered"
        assert not answer.numbers


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Tavrik base Oslo", "Tavrik"),
        ("Pine Harbor base Oslo", "Pine Harbor"),
        ("Pine & Harbor RSU at Oslo", "Pine & Harbor"),
        ("What does Pine Harbor pay in Oslo", "Pine Harbor"),
        ("what is the Tavrik Oslo total", "Tavrik"),
    ],
)
def test_a_company_nobody_told_us_of_has_no_figures(ask: Ask, question: str, named: str) -> None:
    """A name before what is asked of it is a company's; another company's row is no answer."""
    answer = ask(question)
    assert answer.status == "not_covered"
    assert f"no figures for {named};" in answer.text
    assert not figures(answer)


@pytest.mark.parametrize("question", ["Base Oslo?", "Quick: base in Oslo", "Thanks. Base Oslo", "HR说base Oslo"])
def test_what_is_no_name_leaves_the_rows(ask: Ask, question: str) -> None:
    """A question without a company lists what the guides have, or asks back."""
    assert ask(question).status in ("answered", "partial", "needs_detail")
