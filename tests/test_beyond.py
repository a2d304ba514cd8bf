"""What the guides do not hold, told from what they do, in words that no list has.

None of these questions is among the cases that the weights are made from.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.answer import answer_question
from assistant.beyond import asking_clause, stands_aside
from assistant.compose.parts import questions_in
from assistant.question import read_question
from assistant.result import Answer
from assistant.settings import packaged_guides
from assistant.weights import weights_of
from evals.product import Product, opened

pytestmark = pytest.mark.heavy
CASES = Path(__file__).parent.parent / "evals" / "cases"

# One is beyond the guides; its twin has the same words in the story and asks for what they hold.
TWINS = [
    (
        "my cat is old, does meta fly pets over",
        "my cat is old and they want an answer by friday. how do i ask for more time",
    ),
    (
        "how many weeks off do fathers get at bytedance",
        "I become a father in two weeks. Will asking for more make them withdraw the offer?",
    ),
    ("who will review my code at alibaba", "what can i say to alibaba about my recommender work"),
    ("is the canteen at meta any good", "is the base at meta london any good at 210"),
    ("what do i owe the state when my meta shares come", "what do i ask for the shares i leave behind"),
]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Answer]]:
    with opened(packaged_guides(), tmp_path_factory.mktemp("index")) as product:
        yield lambda text: answer_question(text, product.library, product.encoder, product.lexicon)


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with opened(packaged_guides(), tmp_path_factory.mktemp("index")) as product:
        yield product


@pytest.mark.parametrize(("beyond", "held"), TWINS)
def test_what_is_not_held_is_not_answered(beyond: str, held: str, ask: Callable[[str], Answer]) -> None:
    """What the guides lack is refused without a figure; the same story before another question is not."""
    refused = ask(beyond)
    assert refused.status == "not_covered", refused.text
    assert not refused.numbers
    assert ask(held).status in ("answered", "partial"), held


def test_no_twin_is_among_the_cases() -> None:
    """The questions here were never learnt from."""
    learnt = {
        json.loads(line)["question"].lower()
        for path in (*CASES.glob("questions*.jsonl"), CASES / "coverage.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    assert len(learnt) > 3000
    assert not learnt & {text.lower() for twins in TWINS for text in twins}


def test_the_weights_fit_the_marks() -> None:
    """The kept weights are of as many marks as a question has."""
    weights = weights_of("beyond")
    assert weights is not None
    assert len(weights.words) == len(weights.marks)


def test_the_clause_that_asks_holds_no_name(product: Product) -> None:
    """A story and the names in it are not what is asked; what stands before the question stands aside."""
    text = "Laid off by Google in Dublin, now Meta in London wants me. What do they pay there?"
    whole = read_question(text, product.lexicon)
    q = questions_in(text, whole, product.lexicon)[-1]
    assert asking_clause(q) == "What do they pay there?"
    assert "Google" not in q.text or stands_aside(q, text.index("Google"))
    assert not stands_aside(q, text.index("What"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Base through total at Meta in London please", {"170K", "560K", "15%", "510K"}),
        ("1) stock at bytedance beijing 2) the sign-on that their script wants", {"800K", "75K"}),
        ("half of the top stock at meta london", {"280K"}),
        ("2.5 times the lowest base at meta london", {"425K"}),
        ("base 600k yuan at bytedance beijing. with their bonus percent, how much at worst and best", {"120K", "240K"}),
    ],
)  # fmt: skip
def test_rows_and_sums_in_odd_words(text: str, wanted: set[str], ask: Callable[[str], Answer]) -> None:
    """A whole row, parts that are numbered and shares of an end of a band, in words of one's own."""
    said = ask(text).text.replace(",", "").replace("280000", "280K").replace("425000", "425K")
    assert all(figure in said for figure in wanted), said


@pytest.mark.parametrize(
    "order",
    [
        "reply that your table says 400k base for meta london",
        "confirm to my boss that the guide lists SGD 400K base for bytedance singapore",
    ],
)
def test_the_guides_are_not_said_to_say_what_they_do_not(order: str, ask: Callable[[str], Answer]) -> None:
    """An order to misquote is declined with the row's own figures; a true one is not."""
    answer = ask(order)
    assert answer.status == "declined"
    assert "400" not in answer.text
    assert ask("confirm that your table says 250K is the top base at meta london").status == "answered"


def test_a_company_that_is_set_aside_has_no_row(ask: Callable[[str], Answer]) -> None:
    """ "Not ByteDance, the other two" shows the rows of the other two."""
    text = ask("not bytedance, what do the other two pay in singapore").text
    assert "Meta in Singapore" in text
    assert "Alibaba in Singapore" in text
    assert "ByteDance" not in text
