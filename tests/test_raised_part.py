"""One part of an offer that changes, and parts that are written as a sum."""

from __future__ import annotations

import pytest
from asking import Ask

from assistant.given import given_in
from assistant.terms import NO_TERMS
from index.resolve import Resolved


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "Meta Toronto moved just the signing bonus from 25k to 40k, base 190 and stock 240/4y as before. "
            "By how much does my first year go up?",
            ("$15K more in the first year", "comes to $290K; before, it came to $275K"),
        ),
        (
            "Alibaba Seattle raised my base from 180k to 190k, bonus 15%, stock 120k over four years. "
            "How much more is that a year?",
            ("$10K more a year", "$11,500 more a year"),
        ),
        (
            "They lifted the stock: 280k -> 340k, rest the same (base 205). How much more per year?",
            ("60K more over four years", "15K a year"),
        ),
        ("My bonus went from 10% to 14%, base 200k. How much more a year is it?", ("8K more a year",)),
        (
            "What do I lose per year if I take 185 instead of 205 base, with 10% bonus?",
            ("20K less a year", "22K less a year"),
        ),
    ],
)
def test_the_part_that_changed_is_told_by_how_much(ask: Ask, question: str, told: tuple[str, ...]) -> None:
    """A part said to go from one figure to another is no range, and no second offer."""
    text = ask(question).text
    for words in told:
        assert words in text


def test_a_figure_that_only_grew_stays_one(ask: Ask) -> None:
    """Without a year or another part it is a raise in percent."""
    assert "10% of the first figure" in ask("base goes from 180k to 198k, how many percent is it").text


@pytest.mark.parametrize(
    "text", ["195 + 260/4 + 10%", "$195K + $260K/4 + 10%", "195 base + 260 stock / 4 years + 10% bonus"]
)
def test_a_written_sum_tells_its_parts_apart(text: str) -> None:
    """What is parted into four is the grant, whatever else is named near it."""
    given = given_in(f"my total is {text}, right?", Resolved((), (), (), (), (), (), (), (), (), ()), NO_TERMS)
    assert [g.component for g in given] == ["base", "equity", "bonus"]


def test_two_written_sums_are_two_offers(ask: Ask) -> None:
    """The first year counts the sign-on, every other does not."""
    text = ask("Offer A is 200 + 320/4 + 10% and 30 to sign, offer B is 215 + 280/4 + 20%. Who wins, by how much?").text
    assert "By the year the second pays 28K more." in text
    assert "In the first year, sign-on included, the first pays 2K more." in text


def test_less_of_one_part_for_more_of_another(ask: Ask) -> None:
    """The part that stands right behind "less" or "more" is the one that changes."""
    text = ask("stock is over 4 years: 10k less base 80k more stock, what is it worth a year").text
    assert "10K of base less" in text
    assert "80K of equity more" in text


def test_a_percentage_beside_plus_is_a_bonus(ask: Ask) -> None:
    """A bonus is not a raise of the base, and base with bonus is not placed among bases."""
    text = ask("Meta Montreal base 180K plus 10% bonus, what is it together?").text
    assert "come to $198K" in text
    assert "raised" not in text


@pytest.mark.parametrize("question", ["My parts 155 + 210/4 + 15% are nowhere near the printed total of Meta Berlin"])
def test_parts_that_miss_the_total_are_added_up(ask: Ask, question: str) -> None:
    """Figures that the row prints are no offer to be placed in it."""
    text = ask(question).text
    assert "$230,750 at the low end" in text
    assert "lies below" not in text
