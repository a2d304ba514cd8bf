"""Guides with names, places, titles and scripts of another make than the packaged ones, asked as people ask."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking import Ask, asking, figures

ORBIT = """\
# ML Engineer | Orbit72 Negotiation Guide

| Region | Base Salary | Bonus | Total Comp |
|---|---|---|---|
| **Hartford CT (HQ)** | $145K - $235K | $130K - $260K | $275K - $495K |
| Remote US | $125K - $215K | $120K - $240K | $245K - $455K |
| Lisbon | $85K - $135K | $20K - $40K | $105K - $175K |

## Level Mapping

| Orbit72 Level | Initech | Umbra |
|---|---|---|
| ML Eng I (L1) | ML Engineer | Analyst I |
| ML Eng II (L2) | Senior ML Engineer | Analyst II |
| ML Eng III (L3) | Staff ML Engineer | Lead Analyst |

## The Sage Title

The "Sage" title at Orbit72 carries 12-18% more total pay than the plain one, since sages are paid by what they earn.

> **Negotiate Up Strategy:** "I am targeting $215K base and a $45K sign-on for this role. My floor is $195K."
"""
HULL = """\
# ML Engineer | Hull Negotiation Guide

| Level | Denver (USD) | Remote US (USD) |
|---|---|---|
| Mid (L3-L4) | $150,000–$208,000 | $135,000–$193,000 |
| Senior (L5) | $205,000–$270,000 | $190,000–$253,000 |
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    guides, folder = tmp_path_factory.mktemp("guides"), tmp_path_factory.mktemp("index")
    (guides / "orbit72.md").write_text(ORBIT, encoding="utf-8")
    (guides / "hull.md").write_text(HULL, encoding="utf-8")
    with asking(folder, guides) as ask:
        yield ask


@pytest.mark.parametrize("name", ["orbit72", "orbit 72", "Orbit 72"])
def test_the_digits_of_a_name_are_no_amount(ask: Ask, name: str) -> None:
    assert figures(ask(f"what is the base at {name} in Hartford")) == ["$145K - $235K"]


def test_a_town_with_its_state_is_in_the_us(ask: Ask) -> None:
    assert "dollar_as_printed" not in {w.code for w in ask("Orbit72 Hartford base").warnings}
    assert "dollar_as_printed" in {w.code for w in ask("Orbit72 Lisbon base").warnings}


def test_remote_in_the_us_is_compared(ask: Ask) -> None:
    text = ask("base: orbit72 hartford or orbit72 remote us, which is more").text
    assert "$20K more" in text
    assert "cannot be ranked" not in text


@pytest.mark.parametrize("question", ["Orbit72 Lisbon base? is it euros", "orbit72 lisbon base. are these dollars"])
def test_the_currency_of_what_was_asked_before(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert figures(answer) == ["$85K - $135K"]
    assert "does not say whether it is US or local dollars" in answer.text
    assert "do not cover" not in answer.text


def test_a_title_of_another_company_has_its_own_level(ask: Ask) -> None:
    text = ask("at Orbit72, which level is equal to senior ML engineer at Initech?").text
    assert "Orbit72 L2" in text
    assert "Orbit72 L1" not in text
    assert "Orbit72 L3" not in text


def test_a_title_that_is_only_named_asks_for_no_level(ask: Ask) -> None:
    text = ask("what premium does the sage title bring at orbit72").text
    assert "12-18%" in text
    assert "Analyst" not in text.split("Also in the guides")[0]


@pytest.mark.parametrize("question", ["mid level at hull in denver", "hull mid-level, remote us"])
def test_mid_level_asks_for_no_midpoint(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert not [n for n in answer.numbers if n.source == "derived"]
    assert "150,000" in answer.text or "135,000" in answer.text


@pytest.mark.parametrize("question", ["what counter numbers does orbit72's guide use", "what should I ask orbit72 for"])
def test_a_script_with_amounts_of_its_own_is_quoted(ask: Ask, question: str) -> None:
    assert "$215K base and a $45K sign-on" in ask(question).text
