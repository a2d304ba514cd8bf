"""What is asked for by other words than the field's: what a total is made of, which guide is older, a hurried answer.

In: questions over the packaged guides. The words are new; none is a case of the evals.
"""

from __future__ import annotations

import pytest

from assistant.answer import answer_question
from assistant.result import Answer
from evals.product import Product


def _asked(packaged: Product, question: str) -> Answer:
    return answer_question(question, packaged.library, packaged.encoder, packaged.lexicon)


@pytest.mark.parametrize("question", ["what is total comp made of", "what's in total comp?"])
def test_what_a_total_is_made_of_needs_no_row(packaged: Product, question: str) -> None:
    answer = _asked(packaged, question)
    assert answer.status == "answered"
    assert "bonus" in answer.text.lower()
    assert "equity" in answer.text.lower()


def test_which_guide_is_older_shows_the_dates_of_both(packaged: Product) -> None:
    answer = _asked(packaged, "is the ByteDance data older than Meta's?")
    assert answer.status == "answered"
    assert "2024-2026" in answer.text
    assert "2024-2025" in answer.text


def test_a_decision_wanted_by_tomorrow_is_about_time_and_no_pushback(packaged: Product) -> None:
    answer = _asked(packaged, "recruiter says decision needed by tomorrow")
    assert "time" in answer.text.split("\n")[0]
    assert "final offer" not in answer.text.split("\n")[0]


def test_what_a_guide_says_about_a_thing_is_not_what_its_script_asks(packaged: Product) -> None:
    assert "script adds" not in _asked(packaged, "Meta: what does the guide say about Llama?").text
    assert "script" in _asked(packaged, "Meta: what does the guide's script say?").text


def test_the_level_of_who_asks_is_no_advice(packaged: Product) -> None:
    answer = _asked(packaged, "how should an E5 ask for equity?")
    assert "ICT4" not in answer.text


@pytest.mark.parametrize("question", ["is the Meta stock going up?", "write me a cover letter"])
def test_what_no_guide_is_about_is_neither_answered_nor_declined(packaged: Product, question: str) -> None:
    assert _asked(packaged, question).status == "not_covered"


@pytest.mark.parametrize(
    "question", ["is ML base at Meta 20-30% above standard SWE?", "E6 base is 20-30% above normal SWE, true?"]
)
def test_a_percentage_above_another_role_is_looked_for_in_the_text(packaged: Product, question: str) -> None:
    answer = _asked(packaged, question)
    assert answer.status == "answered"
    assert "30%" in answer.text
    assert "$" not in answer.text
