"""What a model's sentence claims beside its figures, each right one with its wrong twin.

The twin has the same words and says what is not so. With the real encoder, since words that no list holds
are weighed by their meaning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from assistant.model import weighing
from assistant.model.judging import Held, Judge
from assistant.model.vocabulary import forms_of, strange_words
from assistant.model.weighing import Doubt, said_score
from assistant.settings import packaged_guides
from evals.inventions import inventions
from evals.paraphrases import answer_judge
from evals.product import Product, opened

# A question, what may be said, and its twin.
TWINS = [
    (
        "do i ask equity or base first",
        "Equity has the most room of all, so start there.",
        "Equity has the least room of all, so start elsewhere in the offer.",
    ),
    (
        "do i ask equity or base first",
        "Medium is the flexibility one guide gives base, High the one it gives equity.",
        "High is the flexibility one guide gives base, Medium the one it gives equity.",
    ),
    (
        "which levers does the meta guide give",
        "The fourth lever is about startup equity that you would give up.",
        "The third lever is about startup equity that you would give up.",
    ),
    (
        "which levers does the meta guide give",
        "There are four levers in Meta's guide.",
        "There are five levers in Meta's guide.",
    ),
    (
        "can i still negotiate after accepting verbally",
        "The guide lists negotiating after accepting among the don'ts.",
        "The guide recommends negotiating after accepting.",
    ),
    (
        "no other offers. do i have any leverage at all with bytedance",
        "You lack a second offer, which would be the strongest leverage.",
        "You have a second offer, which is the strongest leverage.",
    ),
    (
        "is this meta data for 2026 or old",
        "The Meta guide's sources are dated 2024-2025, and it names no 2026 source.",
        "The Meta guide's sources are dated 2026, and it names no 2025 source.",
    ),
    (
        "bytedance nyc 200 base 300 rsu. thoughts",
        "Your $300K in RSUs is near the top of New York's range. [P1]",
        "Your $200K in base is near the top of New York's range. [P1]",
    ),
    (
        "total at L5 in the example?",
        "The pieces, {F1}, {F2}/year, {F3} and {F5}, sum to ~{F6}.",
        "The pieces, {F1}, {F2}/year, {F3} and {F5}, sum to a base of ~{F6}.",
    ),
    (
        "total at L5 in the example?",
        "{F1}, {F2}, {F3}, {F5} (base, yearly equity, bonus, benefits), and the example arrives at ~{F6}.",
        "{F2}, {F1}, {F3}, {F5} (base, yearly equity, bonus, benefits), and the example arrives at ~{F6}.",
    ),
    (
        "hi, recruter of meta told me range is competitive. can u tell me the real one for berlin",
        "It tells you little, so here is something firmer to hold: {F1} as base in Berlin.",
        "They approved a visa for you, so here is something firmer to hold: {F1} as base in Berlin.",
    ),
    (
        "what must be in the letter before i quit",
        "No resignation before every component is in the letter.",
        "Your resignation is agreed with them already.",
    ),
]


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with opened(packaged_guides(), tmp_path_factory.mktemp("index")) as product:
        yield product


def _passes(judge: Judge, sentence: str) -> bool:
    """Whether a sentence passes with some passage of its answer as its mark."""
    marks = [""] if "[P" in sentence else [f" [{p}]" for p in judge.material.passages]
    return any(not isinstance(judge.judge(sentence + mark), Held) for mark in marks)


@pytest.mark.heavy
@pytest.mark.parametrize(("question", "right", "wrong"), TWINS)
def test_what_is_right_passes_and_its_twin_is_held(
    product: Product, question: str, right: str, wrong: str
) -> None:
    judge = answer_judge(question, product)
    assert _passes(judge, right)
    assert not _passes(judge, wrong)


@pytest.mark.heavy
def test_nothing_invented_by_hand_passes_for_its_meaning(product: Product) -> None:
    """What the encoder calls harmless lets through no invention that the lists alone would hold."""
    weighed = answer_judge("do i ask equity or base first", product)
    lists_alone = replace(weighed, material=replace(weighed.material, encoder=None))
    said = [s for sentences in inventions().values() for s in sentences if "{" not in s]
    let = [s for s in said if _passes(weighed, s) and not _passes(lists_alone, s)]
    assert len(said) > 200
    assert let == []


class Layers:
    """An encoder whose middle layers hold one number for each word: what is given for it, or nothing."""

    id = "layers"

    def __init__(self, **values: float) -> None:
        self.values = values

    @property
    def states(self) -> Layers:
        return self

    def ready(self) -> bool:
        return True

    def of(self, words: list[str]) -> tuple[np.ndarray, list[int]]:
        return np.array([[self.values.get(w, 0.0)] for w in words], dtype=np.float32), list(range(len(words)))


def _one_reader(words: np.ndarray) -> weighing.Readers:
    """A reader of one hidden unit and one look, that says what the most telling word holds."""
    one = np.ones((1, 1, 1), dtype=np.float32)
    none = np.zeros((1, 1), dtype=np.float32)
    inward = np.array([[1.0], [0.0], [0.5], [0.25]], dtype=np.float32)  # a word that stands nowhere says more
    marks = np.array([0.5, 1.0, *(0.0 for _ in weighing.KINDS[1:])], dtype=np.float32)
    zero = np.zeros(1, dtype=np.float32)
    return weighing.Readers("layers", inward, zero, 8 * one, none, one, none, zero, marks, words)


def test_a_sentence_is_weighed_by_its_words_where_they_stand_and_what_is_doubted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = np.zeros(weighing.BUCKETS, dtype=np.float32)
    none = frozenset[str]()
    for place, value in weighing.hashed_words("never", none, none):
        words[place] = np.sign(value)
    weights = _one_reader(words)
    monkeypatch.setattr(weighing, "readers", lambda: weights)
    encoder = Layers(lie=4.0)

    def score(text: str, known: frozenset[str] = none, doubts: tuple[Doubt, ...] = ()) -> float:
        found = said_score(text, known, none, doubts, encoder)  # type: ignore[arg-type]
        assert found is not None
        return found

    everything = frozenset(("ask", "lie", "never"))
    assert score("ask", everything) == pytest.approx(0.5)
    assert score("ask ask lie ask", everything) == pytest.approx(4.5, abs=0.05)  # one word is enough
    assert score("ask") > score("ask", everything)  # it stands nowhere in the data
    doubted = score("ask", everything, (Doubt("said", "…"),))
    assert doubted == pytest.approx(0.5 + np.log(2))
    assert score("never") > score("never", everything) > 0.5
    assert said_score("ask", none, none, (), None) is None
    other = Layers()
    other.id = "another's"
    assert said_score("ask", none, none, (), other) is None  # type: ignore[arg-type]


def test_a_word_of_the_same_family_stands_for_it() -> None:
    known = forms_of("Never negotiate after accepting or resigning.")
    assert strange_words("Before acceptance and resignation.", known) == []
    assert strange_words("Before expatriation.", known) == ["expatriation"]
