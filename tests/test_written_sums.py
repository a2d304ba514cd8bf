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


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("the band is 130k to 370k, where does 250k lie?", "50% of the way from floor to top, 120K under the top"),
        ("my range is 180-240 and I am at 204. which percent is it?", "40% of the way"),
        ("HR says the range is 150k-190k. is 195k inside?", "5K over the top"),
        ("is 204k in a 180-240 band low?", "40% of the way"),
    ],
)
def test_a_figure_is_placed_in_a_range_that_the_person_tells(ask: Ask, question: str, said: str) -> None:
    assert said in ask(question).text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("how many years until 25k more base beats a 60k signing bonus", "ahead from the third year on"),
        ("20k more base or 40k signing, when does the base pay off", "comes to as much as"),
        ("50k sign on against 60k base: break even?", "in the first year already"),
    ],
)
def test_when_more_base_has_come_to_more_than_a_sign_on(ask: Ask, question: str, said: str) -> None:
    assert said in ask(question).text


def test_a_number_of_a_figure_with_a_point_is_no_factor(ask: Ask) -> None:
    assert "ifteen" not in ask("12 months x 15.5k, then yearly?").text


def test_a_small_result_without_a_currency_is_shown(ask: Ask) -> None:
    assert "96.15" in ask("hourly rate if base is 200k and 2080 hours").text


def test_what_is_made_in_a_year_of_the_parts_that_are_named(ask: Ask) -> None:
    bottom = ask("with the very bottom of base and stock at ByteDance Singapore, what do I make a year")
    assert "SGD 166,250" in bottom.text
    assert "$253K" in ask("yearly cash (base and bonus) at most at meta singapore").text


def test_a_rate_before_bonus_is_of_the_base(ask: Ask) -> None:
    assert "is $396K" in ask("bytedance nyc top end: base + 1/4 of rsu + 20% bonus equals?").text


def test_a_bonus_of_a_told_rate_behind_its_name(ask: Ask) -> None:
    question = "upper ends at meta seattle: base plus RSU/4 plus bonus 15% of base, what comes out vs the total"
    text = ask(question).text
    assert "is $492,750" in text


def test_years_altogether_and_what_is_left_behind(ask: Ask) -> None:
    told = "Four years altogether: 220k base each year, 15% bonus each year, 350k RSU once. sum?"
    assert "1.36M" in ask(told).text or "1,362" in ask(told).text
    assert "30K would remain" in ask("Sign-on 60k, I leave 90k unvested behind. How much am I short?").text
