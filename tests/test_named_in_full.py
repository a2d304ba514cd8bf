"""All that a question names is in its answer: both rows, both ends, a year of it, each of a list, what a script makes.

None of these questions is among the cases in `evals/cases`.
"""

from __future__ import annotations

import pytest
from asking import Ask


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("ByteDance Beijing RSU (yuan) vs ByteDance New York RSU (dollars)", ("CNY 310K–CNY 800K", "$125K–$360K")),
        ("Alibaba Beijing base (CNY) against Alibaba Seattle base ($)", ("CNY 480K–CNY 920K", "$165K–$235K")),
        ("is Alibaba Singapore's total (SGD) more than Alibaba Beijing's (CNY)?", ("SGD 180K–SGD 310K", "CNY 750K")),
    ],
)
def test_rows_in_two_currencies_are_both_shown(ask: Ask, question: str, shown: tuple[str, ...]) -> None:
    text = ask(question).text
    assert all(cell in text for cell in shown), text
    assert "no exchange rate" in text.replace("give no", "no")


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("Suppose I get the top RSU at Meta Austin. What would that be in one year?", "$165K"),
        ("Alibaba Hangzhou equity max. And how much is it over one year?", "CNY 162,500"),
        ("Say my ByteDance Shanghai grant is at the top of the band. What is that per year?", "CNY 190K"),
    ],
)
def test_a_year_of_the_end_named_before(ask: Ask, question: str, amount: str) -> None:
    assert f"{amount} for each of the four years" in ask(question).text


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("rsu ranges of (1) meta london (2) bytedance singapore", ("$240K–$560K", "SGD 85K–SGD 210K")),
        ("base for a) meta toronto b) alibaba beijing", ("$165K–$240K", "CNY 480K–CNY 920K")),
        ("stock of 1) alibaba seattle 2) meta berlin please", ("$90K–$250K", "$210K–$500K")),
    ],
)
def test_rows_listed_by_number_are_each_answered(ask: Ask, question: str, shown: tuple[str, ...]) -> None:
    text = ask(question).text
    assert all(cell in text for cell in shown), text


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("Bytedance NYC gave 250 stock. Updated stock number according to the strategy?", "$360K"),
        ("from alibaba bay area: base 200, rsu 150. My new numbers per your script?", "$230K"),
        ("Meta Berlin base 180 stock 250: apply the strategy, what comes out", "$370K–$430K"),
        ("my tiktok offer in Mountain View has 180k RSUs. run it through the script", "$290K"),
        ("ali seattle, 100k rsu on paper. following their text, where do i end?", "$180K"),
    ],
)
def test_a_script_followed_is_applied(ask: Ask, question: str, amount: str) -> None:
    assert f"that is {amount}." in ask(question).text


@pytest.mark.parametrize(
    ("question", "gap"),
    [
        ("does bytedance pay more base than alibaba in the US and by how much at the top", "$20K"),
        ("does meta pay more stock than bytedance in the US, and how much more at most", "$330K"),
        ("who pays more in the US, meta or alibaba, in RSUs and by how much at the floor", "$205K"),
    ],
)
def test_by_how_much_one_company_is_ahead(ask: Ask, question: str, gap: str) -> None:
    text = ask(question).text
    assert f"there is {gap}." in text, text


@pytest.mark.parametrize(
    "question",
    [
        "difference in TC floor menlo/nyc minus seattle/austin, at the ceiling as well",
        "TC gap menlo/nyc vs seattle/austin at both ends",
    ],
)
def test_places_joined_as_a_row_joins_them_are_that_row(ask: Ask, question: str) -> None:
    text = ask(question).text
    assert "$30K more at the top and $20K more at the bottom" in text
    assert "ByteDance" not in text
    assert "Alibaba" not in text


@pytest.mark.parametrize(
    "question",
    [
        "Show the stock in each of Meta's regions, one below the other",
        "Meta's stock in all regions, one per line",
        "stock at every Meta location, line by line",
    ],
)
def test_how_rows_should_stand_takes_none_away(ask: Ask, question: str) -> None:
    text = ask(question).text
    assert text.count("equity (RSUs) $") >= 7, text


def test_a_place_named_twice_is_one_row(ask: Ask) -> None:
    text = ask("I'd sit in Seattle or rather Bellevue for Alibaba, search ranking: show me the pay").text
    assert text.count("$245K–$390K") == 1
    assert "highest" not in text


@pytest.mark.parametrize(
    ("question", "middle"),
    [
        ("What is half the sum of 245K and 390K?", "317,500"),
        ("sum of CNY 600K and 900K, halved: the middle?", "750K"),
        ("half of the sum of 200k and 300k — what is the middle", "250K"),
    ],
)
def test_half_of_a_sum_is_the_middle(ask: Ask, question: str, middle: str) -> None:
    text = ask(question).text
    assert middle in text, text
    assert "come to" not in text, text


def test_an_ultimatum_by_its_usual_name_finds_the_list_against_it(ask: Ask) -> None:
    answer = ask("Would a take-it-or-leave-it be wise?")
    assert "ultimatums" in answer.text


def test_the_best_moment_ranks_no_rows(ask: Ask) -> None:
    text = ask("singapore meta base? and when is the best moment to bring up the level").text
    assert "tops out" not in text
