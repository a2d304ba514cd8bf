"""A grant over another number of years than the guides' four is set against them year by year."""

from __future__ import annotations

from decimal import Decimal

import pytest
from asking import Ask

from assistant.compose.arithmetic import Worked, rounded


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("my rsu is 420k over 3 years at meta menlo park, is it below the band",
         "Your $420K over three years is $560K over four years at the same rate"),
        ("300k rsu over 5 years at meta london ok?", "Your $300K over five years is $240K over four years"),
        ("meta singapore, 180k of stock vesting in two years. fair?",
         "Your $180K over two years is $360K over four years"),
        ("I was offered $150K in RSUs across three years by Meta in Berlin. Low?",
         "Your $150K over three years is $200K over four years"),
        ("my rsu is 450k over 9 years at meta london ok", "Your $450K over nine years is $200K over four years"),
        ("base 190k and 240k stock over 3 years, what's my total a year", "Your yearly total is 270K"),
        ("what is 300k rsu over 3 years per year", "over three years is 100K a year"),
        ("rsu of 200k over 2 years or 300k over 4 years, which is more", "25K"),
    ],
)
def test_a_grant_over_other_years_is_spread_over_them(ask: Ask, question: str, said: str) -> None:
    answer = ask(question)
    assert answer.status == "answered"
    assert said in answer.text
    assert not any("Is the equity the total over four years" in q for q in answer.questions)


@pytest.mark.parametrize(
    "question",
    ["my rsu is 400k over 4 years in menlo park at meta, is it in the band",
     "rsu 400k at meta menlo park, I have 3 years of experience, is it in the band",
     "400k rsu meta menlo park, in 3 years I may leave. where does it lie?"],
)  # fmt: skip
def test_years_of_something_else_spread_no_grant(ask: Ask, question: str) -> None:
    assert "over three years" not in ask(question).text


def test_a_part_that_no_number_of_years_makes_whole_is_rounded_to_cents(ask: Ask) -> None:
    answer = ask("my rsu is 400k over 3 years at meta in menlo park, how far below the top is it")
    assert "$533,333.33" in answer.text
    assert "$166,666.67" in answer.text


def test_more_digits_than_arithmetic_keeps_are_told_as_they_are() -> None:
    assert rounded(Worked(Decimal(10) ** 40, "", (), "money", "USD", "$")) == Decimal(10) ** 40
    assert rounded(Worked(Decimal("2") / 3, "", (), "money", "USD", "$")) == Decimal("0.67")
