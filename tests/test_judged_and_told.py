"""Sums beside advice, figures nobody can judge alone, what counts beside pay, what to tell, where guides differ.

None of these questions is among the cases that the weights are made from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from asking import checked, figures
from conftest import TinyEncoder

from assistant.answer import answer_question
from assistant.compose.advice import sets_pay_aside, wants_time
from assistant.result import Answer
from assistant.settings import packaged_guides
from evals.product import opened
from index.build import build
from index.library import open_library
from index.resolve import lexicon_of

pytestmark = pytest.mark.heavy
Ask = Callable[[str], Answer]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    guides = packaged_guides()
    with opened(guides, tmp_path_factory.mktemp("index")) as product:
        yield lambda text: checked(
            answer_question(text, product.library, product.encoder, product.lexicon), guides
        )


@pytest.mark.parametrize(
    ("question", "derived", "advised"),
    [
        ("3500 options, strike 3 dollars, they trade at 13. paper profit?", ["$35K"], False),
        ("i hold 1,500 options at a strike of $6 and the last price is $26, what is that on paper", ["$30K"], False),
        ("it went from 160k to 172k, is it rude to push once more, and what percent was that", ["12K", "7.5%"], True),
        ("900 RSUs at a price of 50 dollars, what's it worth. and should i ask for more?", ["$45K"], True),
        ("how do i ask for 18k more on 150k, and how many percent is that", ["12%", "168K"], True),
    ],
)
def test_a_sum_comes_whatever_advice_is_asked_beside_it(
    ask: Ask, question: str, derived: list[str], advised: bool
) -> None:
    """Where all operands are there and a number is asked for; the advice comes as well, if it is asked for."""
    answer = ask(question)
    assert answer.status == "answered"
    assert set(derived) <= set(figures(answer, "derived"))
    assert ("Also in the guides:" in answer.text) == advised


@pytest.mark.parametrize(
    "question",
    [
        "They put 640K before me. Glad?",
        "offered 380k total, should i be content",
        "we got 190k and 250k rsu, thoughts?",
        "they said 240",
        "base 175k. should i be disappointed?",
    ],
)
def test_a_figure_that_stands_alone_is_asked_back(ask: Ask, question: str) -> None:
    """Nobody can judge a figure of no company and no place."""
    answer = ask(question)
    assert answer.status == "needs_detail"
    assert "which company" in answer.questions[0]


@pytest.mark.parametrize(
    "question",
    ["apart from the paycheck, by what should one choose in the end", "money set aside, what matters when i pick",
     "leaving the salary out of it, how do i decide", "what else than pay should weigh in my decision"],
)  # fmt: skip
def test_what_counts_beside_pay_is_in_the_guides(ask: Ask, question: str) -> None:
    """The list of the final decision, however pay is set aside."""
    assert "How good the team is" in ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        "they gave me till wednesday, how do i win more days",
        "must answer by tomorrow noon, can i stretch it",
        "how do i get an extension",
        "recruiter wants my decision on monday, can i wait a week more",
    ],
)
def test_time_to_decide_is_in_the_guides(ask: Ask, question: str) -> None:
    """To ask for time is in every guide of negotiation, whatever the time is called."""
    answer = ask(question)
    assert answer.status == "answered"
    assert "time" in answer.text.lower()
    assert answer.not_covered == ()


def test_a_start_date_is_no_time_to_decide_and_a_benefit_is_nothing_set_aside() -> None:
    """What is put off or counted is something else."""
    assert not wants_time("can i postpone my start date by two weeks")
    assert not wants_time("how long is the notice period")
    assert not sets_pay_aside("besides base, what do they pay in london")


@pytest.mark.parametrize(
    "question",
    [
        "should i tell the recruiter that i have three kids",
        "do i mention to hr that i am pregnant",
        "must i say that i am 51",
        "they ask whether i am divorced, do i have to answer",
        "is it wise to tell them i have a mortgage",
    ],
)
def test_what_the_guides_do_not_speak_of_is_not_answered_with_a_script(ask: Ask, question: str) -> None:
    """No script and no lever stands for what somebody might tell of themselves."""
    answer = ask(question)
    assert answer.status == "not_covered"
    assert "script" not in answer.text
    assert not answer.citations


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("should i tell them that i have another offer", "other"),
        ("do i have to tell them my current salary", "range"),
        ("should i say i have no other offer", "leverage"),
    ],
)
def test_what_they_do_speak_of_is(ask: Ask, question: str, says: str) -> None:
    """Another offer, a number, nerves: the guides have something on each."""
    answer = ask(question)
    assert answer.status == "answered"
    assert says in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "what do the two general guides disagree on",
        "where do your guides contradict each other",
        "list the points where the guides differ",
        "两份指南有矛盾吗",
    ],
)
def test_where_the_guides_differ_is_told_part_by_part(ask: Ask, question: str) -> None:
    """Each part that their tables rate otherwise is a conflict of two sides; what they rate alike is said too."""
    answer = ask(question)
    assert [c.about for c in answer.conflicts] == ["how flexible the base salary is", "how flexible the level is"]
    assert all(len({s.citation for s in c.sides}) == 2 for c in answer.conflicts)
    assert "equity (RSUs) and sign-on bonus alike" in answer.text


def test_rows_that_two_guides_give_otherwise_are_told(tmp_path: Path) -> None:
    """A row in two guides with two bases is a difference of the guides; an equal cell is none."""
    for name, low in (("one", 120), ("two", 125)):
        text = (
            f"---\ntitle: {name}\ncompany: Globex\nrole: ML Engineer\n---\n\n# {name}\n\n## Pay by region\n\n"
            f"| Region | Base | Bonus |\n|---|---|---|\n| Oslo | ${low}K–$180K | 10% |\n"
        )
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    folder = tmp_path / "index"
    encoder = TinyEncoder()
    build(tmp_path, folder, encoder=encoder, chroma=False)
    with open_library(folder) as library:
        asked = "where do the guides contradict each other"
        answer = checked(answer_question(asked, library, encoder, lexicon_of(library)), tmp_path)
    assert [c.about for c in answer.conflicts] == ["The base salary for Globex in Oslo"]
    assert [s.says for s in answer.conflicts[0].sides] == ["$120K–$180K", "$125K–$180K"]
    assert "bonus" not in answer.text
