"""Which rows are printed in which currency; the rows are named, and no amount."""

from __future__ import annotations

import pytest
from asking import Ask, figures


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("which rows are in SGD?", ["ByteDance", "Alibaba", "in SGD: Singapore"], ["Meta"]),
        ("which alibaba rows are in yuan", ["in CNY: Hangzhou", "Beijing"], ["ByteDance"]),
        ("which meta rows pay in pounds", ["No row of Meta's is in GBP", "London"], ["ByteDance"]),
        ("does any company pay in euro?", ["No row of Meta's is in EUR", "No row of Alibaba's is in EUR"], []),
        ("哪些地方用人民币?", ["Beijing", "Shanghai", "Hangzhou"], ["Singapore"]),
    ],
)
def test_rows_are_named_by_their_currency(ask: Ask, question: str, said: list[str], unsaid: list[str]) -> None:
    answer = ask(question)
    assert answer.status == "answered"
    assert all(words in answer.text for words in said)
    assert not any(words in answer.text for words in unsaid)
    assert figures(answer, "quoted") == []


@pytest.mark.parametrize(
    "question", ["which company pays the highest base in SGD?", "what is the base of ByteDance in SGD?"]
)
def test_a_rank_or_a_cell_is_no_question_of_currencies(ask: Ask, question: str) -> None:
    assert figures(ask(question), "quoted")
