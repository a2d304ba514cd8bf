"""Sums that a question writes out itself: whatever their order, read whole or not at all."""

from __future__ import annotations

import pytest
from asking import Ask


@pytest.mark.parametrize(
    ("question", "result"),
    [
        ("meta toronto: top base minus its floor, divided by 3", "$25K"),
        ("bytedance singapore low base x 1.2", "SGD 174K"),
        ("0.1 * the highest base at alibaba seattle = ?", "$23,500"),
        ("(max base + max rsu / 4) x 1.1 at meta berlin", "$390,500"),
        ("rsu top / base top at meta toronto", "220.8%"),
        ("meta toronto base midpoint plus 20%", "$243K"),
        ("meta london base max + bonus max, then divide by 12", "$23,958.33"),
        ("two years of rsu at the top at meta toronto", "$265K"),
        ("meta menlo park: top rsu per year plus top base", "$475K"),
        ("meta singapore: total low minus base low", "$110K"),
        ("what is the max base at meta london minus 213?", "$37K"),
        ("my 180 base + 10% of it + 220/4", "253K"),
        ("(180 + 220/4) * 1.1", "258,500"),
    ],
)
def test_a_written_sum_is_worked_out_as_it_is_written(ask: Ask, question: str, result: str) -> None:
    answer = ask(question)
    assert (answer.status, f"is {result}." in answer.text or f", is {result}." in answer.text) == ("answered", True)


@pytest.mark.parametrize(
    ("question", "never"),
    [
        ("max base at meta london minus my 230k divided by my 230k", "249,900"),
        ("meta berlin: base top minus rsu top", "minus"),
        ("I have 200k + 300k/4 + 15%, yearly?", "316,250"),
        ("base/rsu/bonus at meta london?", "divided"),
    ],
)
def test_what_is_not_read_whole_is_no_sum(ask: Ask, question: str, never: str) -> None:
    assert never not in ask(question).text


def test_a_bonus_behind_two_parts_is_of_the_base(ask: Ask) -> None:
    assert "305K" in ask("I have 200k + 300k/4 + 15%, yearly?").text
