"""What is left behind with an employer: how it is made up for is asked, and no row of it."""

from __future__ import annotations

import pytest
from asking import Ask


@pytest.mark.parametrize(
    "question",
    [
        "can meta match my unvested 120k?",
        "what happens with my unvested google stock if i join meta",
        "how do i ask bytedance to make me whole",
        "how do i get my unvested options compensated",
        "I forfeit 90k of RSUs where I work now. What can compensate that?",
        "the shares I forfeit when I go, how can alibaba make up for them",
    ],
)
def test_what_makes_up_for_it_is_told_and_no_row(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status in ("answered", "partial")
    assert "when you leave unvested equity behind" in answer.text.split("\n")[0]
    assert not [n for n in answer.numbers if n.fact and n.fact.kind == "band"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("I leave 80k unvested behind. What is the stock band at meta london?", "$240K–$560K"),
        ("sign-on of 60k against 120k unvested that I lose, what share is covered", "50%"),
    ],
)
def test_a_row_or_a_sum_that_is_asked_beside_it_is_given(ask: Ask, question: str, said: str) -> None:
    assert said in ask(question).text
