"""A second clause that points back to the first, verbs of raising, parts at their own ends, and who wrote a guide."""

from __future__ import annotations

import pytest
from asking import Ask


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("my base 160k rises by 12.5%, new base?", "is 180K a year"),
        ("base 160k rises by 10k, new base?", "is 6.3% of it, and makes it 170K"),
        ("two offers: 200k base + 300k RSU vs 210k + 150k RSU. which one is higher?", "the first pays 27,500 more"),
        ("If I take the bottom of Meta's Menlo Park base and the top of the RSU a year, how much do I get yearly?",
         "come to $385K a year"),
        ("Meta London base plus stock per year in total", "come to $230K–$390K a year"),
        ("what do I lose at Alibaba singapore with the minimum instead of the maximum base?", "spans SGD 70K"),
        ("alibaba hangzhou base 80wan, rsu 40 wan. ok?", "Your CNY 800K is inside the base salary range"),
        ("what is the guide's total for Alibaba Beijing, and is 700k in it?", "CNY 50K under the floor"),
        ("Which base does Alibaba give in Sunnyvale, and is it the same as Seattle?", "$165K–$235K"),
        ("I have 3 years experience, how much base for Alibaba?", "CNY 480K–CNY 920K"),
        ("Is a 60k sign-on ok at Meta?", "no range that a sign-on bonus could be placed in"),
        ("Are the numbers in the Meta guide from 2023?", "dated 2024-2025"),
        ("Who wrote these guides?", "Alibaba: the guide is dated"),
    ],
)  # fmt: skip
def test_what_is_meant_is_answered(ask: Ask, question: str, said: str) -> None:
    answer = ask(question)
    assert answer.status == "answered"
    assert said in answer.text


@pytest.mark.parametrize(
    ("question", "not_said"),
    [
        ("Meta London base 220k: how much above the floor, and how much below the ceiling?", "Also in the guides"),
        ("Is 15% bonus at Meta Singapore more or less than ByteDance Singapore?", "None of these rows"),
        ("Is a 60k sign-on ok at Meta?", "$100K"),
        ("Which base does Alibaba give in Sunnyvale, and is it the same as Seattle?", "P6"),
        ("I have 3 years experience, how much base for Alibaba?", "script"),
    ],
)
def test_nothing_else_is_told_beside_it(ask: Ask, question: str, not_said: str) -> None:
    assert not_said not in ask(question).text


def test_a_refreshed_grant_is_a_refresher(ask: Ask) -> None:
    assert ask("what about an equity refresh each year?").status == "not_covered"


def test_offers_in_two_currencies_are_each_told_and_not_ranked(ask: Ask) -> None:
    text = ask(
        "I have 2 offers: meta london 200k base + 300k RSU vs bytedance SG 210k SGD + 150k SGD RSU. which is higher?"
    ).text
    assert "$275K" in text
    assert "SGD 247,500" in text
    assert "not in one currency" in text


@pytest.mark.parametrize("question", ["is it bad to ask twice", "is it too much to ask for both"])
def test_conduct_without_a_name_is_no_figure_left_out(ask: Ask, question: str) -> None:
    assert ask(question).status == "answered"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What would a machine learning engineer get at Meta in Toronto, component by component?", "$225K–$530K"),
        ("I got 200 base, 240 stock for 4 yrs, bonus 18% at bytedance seattle. what's a normal year worth?", "$296K"),
        ("If I take the upper ends of menlo park meta (base, a fourth of stock, bonus), do I reach the printed total?",
         "come to $520K a year at the top"),
        ("Alibaba Singapore, lowest of base + one fourth of stock + bonus, what sum, and what does the table print?",
         "The guide prints a total of SGD 180K–SGD 310K"),
        ("I forfeit $90k unvested and they put $60k sign on. how much is still missing?", "$30K would remain"),
        ("2,000 RSUs, price $85. Value of the grant, and of one of four equal years?", "$42,500 a year"),
        ("meta bangalore $80k base with the bonus they list, cash per year without stock?", "come to $92K"),
        ("meta london midpoint base plus midpoint of a year of stock", "The middle of that is $310K"),
        ("from 195k to 230k base, how many percent, and in dollars per month?", "2,916.67 a month"),
        ("what is one eighth of 480k rsu", "is 60K"),
        ("my 300k RSU over 4 years gets a 10% bump; how much more per year?", "a year has 7,500 of it"),
        ("which pays more in first year: 200k base w/ 50k sign on or 230k base w/o", "the first pays 20K more"),
        ("the meta script: min and max of all three asks added", "$180K–$270K"),
        ("bonus: offered 12% at Alibaba Singapore, how much less than guide?", "15%, by 3 percentage points"),
        ("my number is 160k SGD, is it bottom at ByteDance and what about Alibaba?", "SGD 30K above the floor"),
        ("is 200k low at Meta", "Read as base salary: Your $200K"),
        ("meta offers me 205/360/35 (base, stock, signing). the script's new three numbers?", "that is $75K–$95K"),
        ("ByteDance NY offer 200k base 200k RSU 15%. Give me the asks", "that is $310K"),
        ("who gives the most RSU in Seattle and by what margin over the next", "there is $300K"),
        ("who gives the most RSU in Seattle and what's the difference to the next?", "there is $300K"),
        ("how much total do I leave on the table if I take Alibaba Seattle top and not Meta Seattle top", "$200K more"),
        ("count the Meta regions", "Canada (Toronto / Montreal)"),
        ("on what does bytedance's pay table rest, which sites and years", "Its named sources"),
    ],
)  # fmt: skip
def test_sums_and_sources_by_other_words(ask: Ask, question: str, said: str) -> None:
    answer = ask(question)
    assert answer.status == "answered"
    assert said in answer.text


def test_what_goes_off_a_salary_is_not_the_salary(ask: Ask) -> None:
    answer = ask("how much pension must I pay in Singapore on a bytedance salary")
    assert answer.status == "not_covered"
    assert not answer.numbers
