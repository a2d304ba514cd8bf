"""Figures of the person's that move: on top of another, from one to the next, an end of a band and a step from it,
a range of two ends, an amount at their own rate.

`asking.checked` recomputes every formula; what is asserted here is that the right one was chosen.
"""

from __future__ import annotations

import pytest
from asking import Ask, figures, formulas

from assistant.terms import terms_in


@pytest.mark.parametrize(
    ("question", "derived"),
    [
        ("they add 12k to my 160k. how many percent is it", ["7.5%", "172K"]),
        ("a raise of 9k on 150k, percentage?", ["6%", "159K"]),
        ("my 200k with 16k less, what percent is that", ["8%", "184K"]),
        ("from 150k to 141k, what percent did they cut", ["6%", "9K"]),
        ("base was 140k, now 161k, percent?", ["15%", "21K"]),
        ("is 231k 5% more than 210k", ["10%"]),
        ("which base do i need so that a 20% bonus is 44k", ["220K"]),
        ("12k less base and 50k more sign-on: over 4 years up or down", ["38K", "2K"]),
        ("15k more base but 50k less sign-on. after 3 years?", ["35K", "5K"]),
        ("A 150k and 20%, B 190k flat: which is more per year", ["180K", "10K"]),
        ("250 rsus at 400 each and a base of 150k, total a year", ["175K"]),
        ("a mortgage of 3k a month, base of 192k: how much is it a month", ["16K"]),
        ("i get 14k a month, the offer is a base of 180k. how much more is that", ["12K"]),
        ("she 180k, me 165k. together?", ["345K"]),
    ],
)
def test_a_figure_that_moves_is_reckoned_as_it_moves(ask: Ask, question: str, derived: list[str]) -> None:
    """What comes on top is set against what it comes on, and never the other way round."""
    assert set(derived) <= set(figures(ask(question), "derived"))


@pytest.mark.parametrize(
    ("question", "value", "formula"),
    [
        ("the floor of meta berlin base plus 12k?", "$167K", "155000 + 12000"),
        ("meta london base: top minus 20k, what is it", "$230K", "250000 - 20000"),
        ("i am 15k above the floor of alibaba seattle base, what do i get", "$180K", "165000 + 15000"),
        ("10% below the top of the meta london base", "$225K", "250000 - 250000 * 10 / 100"),
        ("15% under the maximum of meta menlo park rsu", "$595K", "700000 - 700000 * 15 / 100"),
        ("4% under the midpoint of the meta london base", "$201,600",
         "(170000 + 250000) / 2 - (((170000 + 250000) / 2) * 4 / 100)"),
        ("1/3 of the top of the meta berlin rsu", "$166,666.67", "500000 / 3"),
        ("how far is 240k from the midpoint of the meta london base", "$30K", "240000 - (170000 + 250000) / 2"),
        ("how far is 190k from the midpoint of the meta london base", "$20K", "(170000 + 250000) / 2 - 190000"),
    ],
)  # fmt: skip
def test_an_end_of_a_band_and_a_step_from_it(ask: Ask, question: str, value: str, formula: str) -> None:
    """The end that is named, moved by the person's amount or percentage; a percentage named so is no bonus."""
    answer = ask(question)
    assert formulas(answer)[value] == formula
    assert "bonus" not in answer.text


@pytest.mark.parametrize(
    ("question", "value", "formula"),
    [
        ("sum of the base floors of meta london and meta berlin", "$325K", "170000 + 155000"),
        ("tops of the rsu at meta london and meta berlin added up", "$1.06M", "560000 + 500000"),
        ("alibaba hangzhou and alibaba beijing base combined", "CNY 980K–CNY 1.87M", "500000 + 480000"),
    ],
)
def test_the_same_cells_of_several_rows_are_added_up(ask: Ask, question: str, value: str, formula: str) -> None:
    """At the end that is named, or at both."""
    assert formulas(ask(question))[value] == formula


@pytest.mark.parametrize(
    "question", ["meta london and bytedance singapore base combined", "meta london and alibaba seattle base combined"]
)
def test_what_is_not_of_one_kind_is_not_added_up(ask: Ask, question: str) -> None:
    """Nor are two currencies, or a plain dollar abroad and one at home."""
    assert figures(ask(question), "derived") == []


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("they said 190-230 base at meta london", "the low end is 25% of the way from floor to top, the high end 75%"),
        ("base between 160k and 200k, meta london, ok?", "the low end is $10K under the floor, the high end 38%"),
        ("meta london base 240k to 260k, fair?", "the high end $10K over the top"),
        ("bonus 10-20% meta london low?", "the low end is 5 percentage points under it"),
        ("meta london base 14k-15k a month ok?", "$168K–$180K a year"),
    ],
)
def test_both_ends_of_a_range_are_placed(ask: Ask, question: str, says: str) -> None:
    """A range lies where its two ends lie, not where its low end does."""
    assert says in ask(question).text


@pytest.mark.parametrize(
    ("question", "value", "formula"),
    [
        ("alibaba hangzhou base in usd at 7.1", "USD 70,422.54–USD 133,802.82", "500000 / 7.1"),
        ("meta london base in pounds, use 0.8", "GBP 136K–GBP 200K", "170000 * 0.8"),
        ("bytedance singapore base in cny, rate 5", "CNY 725K–CNY 1,125,000", "145000 * 5"),
        ("20 lakh in dollars, rate 80", "USD 25K", "2000000 / 80"),
    ],
)
def test_a_row_is_turned_into_another_currency_at_the_persons_rate(
    ask: Ask, question: str, value: str, formula: str
) -> None:
    """The row tells the other currency of a rate that names only one."""
    answer = ask(question)
    assert formulas(answer)[value] == formula
    assert "At your rate" in answer.text


@pytest.mark.parametrize("question", ["alibaba hangzhou base in usd", "alibaba base in usd at 7.1"])
def test_without_a_rate_or_with_rows_of_two_currencies_nothing_is_turned(ask: Ask, question: str) -> None:
    """A rate of 7.1 is not that of the Singapore row as well."""
    answer = ask(question)
    assert "USD" not in answer.text
    assert answer.not_covered == ("an exchange rate",)


def test_a_number_that_is_no_rate_is_none() -> None:
    """Years, thousands and percentages behind "at" or "use" are not what a currency is worth."""
    for text in ("in usd, i start at 9", "in usd use 5 years", "in usd at 90k", "in usd take 10%"):
        assert terms_in(text).rate_alone is None, text
    assert terms_in("in usd at 7.25").rate_alone is not None
