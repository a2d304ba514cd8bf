"""Words around a question that name no row, change no amount, or change one: raised parts, names first, full years."""

from __future__ import annotations

from dataclasses import replace

import pytest
from asking import Ask

from assistant.compose.kind import signs_of, word_kinds
from assistant.question import Question
from assistant.situations import SITUATIONS, WHAT_IS_VALUED
from index.resolve import Resolved


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("250k stock, 170k base and 15% bonus, they raise the stock to 330k. my yearly total goes from what to what?",
         "Your yearly total comes to 278K; before, it came to 258K."),
        ("base 180k, stock 240k and 10% bonus, they raise the base to 200k. what does my yearly total become?",
         "Your yearly total comes to 280K; before, it came to 258K."),
        ("Four full years please: salary 190k flat, bonus 15 percent every year, stock 240k, joining bonus 40k once.",
         "Over all four years together your parts come to 1,154,000."),
        ("bytedance NYC says 110k RSU PER YEAR for 4 years. inside the guide or over it?", "$440K over four years"),
        ("If somebody got the maximum RSU at Meta in London and it vested evenly, what is that a year", "$140K"),
        ("Meta London: fixed, RSU, bonus and the sum they print", "$310K–$510K"),
    ],
)  # fmt: skip
def test_amounts_are_read_as_they_are_told(ask: Ask, question: str, said: str) -> None:
    answer = ask(question)
    assert answer.status == "answered"
    assert said in answer.text


@pytest.mark.parametrize(
    "question",
    ["Alibaba in Beijing, base and bonus please, I will copy it into Notion",
     "meta london base, I paste it into Google"],
)  # fmt: skip
def test_where_an_answer_is_kept_is_no_employer(ask: Ask, question: str) -> None:
    assert ask(question).status == "answered"


def test_names_alone_lead_what_names_none(ask: Ask) -> None:
    answer = ask("bytedance or alibaba? in singapore, the base")
    assert answer.text.startswith("ByteDance in Singapore gives more base salary")


def test_another_companys_level_is_mapped_and_not_missed_in_the_row(ask: Ask) -> None:
    answer = ask("what does Google L5 equal at Meta, and the Menlo Park stock band")
    assert answer.status == "answered"
    assert "$300K–$700K" in answer.text


def test_a_vacant_post_is_no_opening_ask() -> None:
    from assistant.stage_words import stages_said

    assert not stages_said("Acme has an opening in Bern")
    assert not stages_said("a job opening at Acme")
    assert stages_said("the opening ask at Acme")


@pytest.mark.parametrize(
    "question",
    ["I want safety, mortgage and two kids. Which component do I push then?",
     "which component should I push if I value stability"],
)  # fmt: skip
def test_what_somebody_values_tells_the_part_to_push(question: str) -> None:
    """Of a question that tells what is valued the list of all parts by their room is no answer."""
    assert WHAT_IS_VALUED in SITUATIONS
    nothing = Resolved((), (), (), (), (), (), (), (), (), ())
    q = Question(question, nothing, frozenset({"advice"}), (), "", meant=WHAT_IS_VALUED)
    assert "flexibility" not in word_kinds(q, signs_of(q, False, 0.0))
    assert "flexibility" in word_kinds(replace(q, meant=""), signs_of(q, False, 0.0))
