"""What leans on an earlier turn is asked back; what says what it is about is not.

None of these questions is among the cases that the weights are made from.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.answer import answer_question
from assistant.result import Answer
from assistant.settings import packaged_guides
from assistant.weights import weights_of
from evals.product import opened
from evals.weights import CASES, labelled_unsaid

pytestmark = pytest.mark.heavy

# One needs an earlier turn; its twin has as few words and says what it is about.
TWINS = [
    ("and how about the remaining one?", "and how about a second counter?"),
    ("is that one any better", "is a written counter any better"),
    ("the same, but for the bigger city", "do I ask for stock or for base"),
    ("and which of those is bigger", "why is a competing offer so strong"),
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Answer]]:
    with opened(packaged_guides(), tmp_path_factory.mktemp("index")) as product:
        yield lambda text: answer_question(text, product.library, product.encoder, product.lexicon)


@pytest.mark.parametrize(("unsaid", "said"), TWINS)
def test_what_nobody_can_know_is_asked_back(unsaid: str, said: str, ask: Callable[[str], Answer]) -> None:
    back = ask(unsaid)
    assert back.status == "needs_detail", back.text
    assert back.questions
    assert not back.numbers
    assert ask(said).status in ("answered", "partial")


def test_a_name_is_explained_and_no_row_is_shown(ask: Callable[[str], Answer]) -> None:
    answer = ask("what's DAMO")
    assert "DAMO" in answer.text
    assert not any(c.passage.kind == "row" for c in answer.citations)
    rows = ask("what's DAMO paying in Hangzhou")
    assert any(c.passage.kind == "row" for c in rows.citations)


def test_a_percentage_that_no_guide_gives_is_said_to_be_missing(ask: Callable[[str], Answer]) -> None:
    answer = ask("how many per cent over the first offer can I ask for")
    assert "no percentage" in answer.text
    assert "no percentage" not in ask("how much over the first offer can I ask for").text


def test_what_guides_say_is_no_pushback(ask: Callable[[str], Answer]) -> None:
    assert "If they say" not in ask("do they say a competing offer is needed?").text
    assert "If they say" in ask("they say this is the final offer").text


def test_an_offer_of_nowhere_is_counselled_and_its_place_asked_for(ask: Callable[[str], Answer]) -> None:
    answer = ask("offered 180k, what do I say")
    assert answer.status == "answered"
    assert any("company" in q for q in answer.questions)
    assert not ask("what do I say to an offer").questions


def test_a_part_that_asks_for_an_untruth_is_declined_beside_one_that_is_answered(ask: Callable[[str], Answer]) -> None:
    answer = ask("what would be a plausible lie about what I earn now? and the base band of Meta in London?")
    assert answer.status == "declined"
    assert "$170K–$250K" in answer.text
    assert ask("No lies please: the base band of Meta in London?").status == "answered"


@pytest.mark.parametrize(
    "question", ["Darf ich mein Gehalt für mich behalten?", "¿puedo decir que no a la oferta por ahora?"]
)
def test_a_language_that_is_not_read_is_not_called_off_topic(question: str, ask: Callable[[str], Answer]) -> None:
    assert "not understood" in ask(question).text


def test_each_question_that_teaches_has_one_label() -> None:
    labels = {c.text: c.is_one for c in labelled_unsaid()}
    assert sum(labels.values()) > 100
    lines = [json.loads(x) for x in (Path(CASES) / "unsaid.jsonl").read_text(encoding="utf-8").splitlines()]
    assert all(labels[case["question"]] == case["unsaid"] for case in lines)
    assert not {q for pair in TWINS for q in pair} & labels.keys()
    assert weights_of("unsaid") is not None
