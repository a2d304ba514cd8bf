"""Figures of a company's business: quoted from its prose, and no pay."""

from __future__ import annotations

import pytest
from asking import Ask


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("what valuation does the ByteDance guide quote", "$225B"),
        ("the market capitalisation of Alibaba as you have it, please, which number", "$200B"),
        ("what does the Meta guide say about its revenue each year", "$130B"),
        ("what is Alibaba worth on the stock market", "$200B"),
        ("I heard Meta pours billions into AI infrastructure. What figure does the guide say?", "$30-40 billion"),
        ("how many people use ByteDance's products", "1.5B"),
        ("how much gross merchandise value has Alibaba", "$1T"),
    ],
)
def test_the_guides_own_sentence_is_quoted(ask: Ask, question: str, figure: str) -> None:
    """Neither the script's increments nor the list of what is covered answers it."""
    answer = ask(question)
    assert figure in answer.text
    assert "script" not in answer.text
    assert answer.status == "answered"


def test_a_figure_that_a_guide_has_not_is_said_to_be_missing(ask: Ask) -> None:
    """Another company's figure is no answer."""
    answer = ask("how many users does Alibaba have")
    assert answer.status == "not_covered"
    assert not answer.numbers


def test_beside_a_row_both_are_told(ask: Ask) -> None:
    """A row and a figure of the business in one question."""
    text = ask("Meta's base in Toronto and its revenue a year").text
    assert "$165K–$240K" in text
    assert "$130B" in text


@pytest.mark.parametrize("question", ["is it worth joining Meta", "what stock does Alibaba give in Seattle"])
def test_other_questions_are_none(ask: Ask, question: str) -> None:
    """ "Worth" and "stock" ask for more than a company's price."""
    text = ask(question).text
    assert "market cap" not in text
    assert "$225B" not in text
