"""Figures ahead of a turn, the person's bare numbers, and rows that say the same."""

from __future__ import annotations

import pytest
from asking import judge_of

from assistant.model.judging import Held
from assistant.model.turns import before_turn
from assistant.model.typed import _quarters
from evals.product import Product


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("It is $1, and you could ask for stock too.", False),
        ("It is $1, so look at the stock next.", False),
        ("It is $1, which is the stock over four years.", True),
        ("It is $1, and that is stock.", True),
        ("It is $1, paid in shares.", True),
        ("It is $1, RSUs over four years.", True),
    ],
)
def test_what_only_adds_to_a_figure_is_no_turn(text: str, whole: bool) -> None:
    assert (before_turn(text, text.index("1") + 1) == text) is whole


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("With 350 you are inside $285K–$480K, Seattle's total at ByteDance. [P1]", True),
        ("ByteDance's total in Seattle starts at 350. [P1]", False),
        ("The top of the band in Seattle is 350. [P1]", False),
        ("350 is the floor of ByteDance's total in Seattle. [P1]", False),
        ("351 is inside $285K–$480K, Seattle's total at ByteDance. [P1]", False),
    ],
)
def test_a_bare_number_of_theirs_is_not_given_to_a_guide(text: str, passes: bool, packaged: Product) -> None:
    judge = judge_of("TC 350 at bytedance seattle good or lowball?", packaged)
    assert isinstance(judge.judge(text), Held) is not passes


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("No, {F1} stands in every row of Meta's table. [P7]", True),
        ("No, the stock is {F1} in every row of Meta's table. [P7]", False),
        ("No, 20% stands in every row of Meta's table. [P7]", False),
    ],
)
def test_rows_that_say_the_same_are_as_good(text: str, passes: bool, packaged: Product) -> None:
    judge = judge_of("is the meta bonus same everywhere?", packaged)
    assert judge.material.figures["F1"].text == "15%"
    spoken = judge.judge(text)
    assert isinstance(spoken, Held) is not passes
    if passes:
        assert judge.material.passages["P7"] in spoken.passages


def test_a_quarter_is_read_with_its_year() -> None:
    assert _quarters("the Q4 2024 call and the first quarter of 2025, not 2023 Q2") == {(4, 2024), (1, 2025), (2, 2023)}
    assert _quarters("a quarter of the grant, in 2024") == set()
