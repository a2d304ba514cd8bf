"""One question in many people's words: sums, whole rows, claims about a band, percentiles, widths, scripts.

None of these questions is among the cases in `evals/cases`.
"""

from __future__ import annotations

import pytest
from asking import Ask


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("Meta Seattle: 210 base, 320 RSU over four years, 15% bonus. A year = ?", "$321,500"),
        ("base 210, rsu 320 over four, 15 % bonus at Meta Seattle, all in?", "$321,500"),
        ("please tot it up: 210 base, 320 stock, 15% bonus, Meta Austin", "$321,500"),
        ("Meta Seattle 210k plus 320k rsu plus 15%: so a year is?", "$321,500"),
        ("what lands in my pocket in a year with 210 base, 320 rsu, 15% at Meta Seattle", "$321,500"),
        ("210k + 15% + 320k/4 at Meta Seattle, what is the yearly worth", "$321,500"),
        ("what do I end up with yearly: 210 fixed, 320 stock over 4, 15 percent, Meta Seattle", "$321,500"),
        ("a 320k grant over 4 years plus 210 base plus 15% — annual?", "321,500"),
    ],
)
def test_parts_of_an_offer_are_added_up_whatever_adding_is_called(ask: Ask, question: str, year: str) -> None:
    assert f"Your yearly total is {year}" in ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        "Meta Toronto, base right through to the total",
        "Meta Toronto: please list base, shares, bonus and the total, I know little of money",
        "show me the complete salary table entry of Meta Toronto",
        "the whole package at Meta Toronto, not just the salary",
        "all parts of the package at Meta in Toronto",
        "Meta, Toronto, alle Zahlen bitte",
        "Meta Toronto, every piece of it: fixed, equity, variable, sum",
    ],
)
def test_a_row_is_asked_for_by_names_of_all_its_parts(ask: Ask, question: str) -> None:
    text = ask(question).text
    for cell in ("$165K–$240K", "$225K–$530K", "15%", "$295K–$490K"):
        assert cell in text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("recruiter says the band is 180 to 240, alibaba seattle base, true?", "starts at $165K, where you name $180K"),
        ("HR said Alibaba Seattle pays between 165 and 240 base. Correct?", "it starts at $165K, as you name it"),
        ("they told me Alibaba Seattle base goes 165k–235k, is that right", "agrees with the row"),
        ("the guide says alibaba seattle base starts at 235k, no?", "it starts at $165K, where you name $235K"),
        ("the guide says alibaba seattle base starts at 165k, right?", "agrees with the row, its floor"),
        ("the alibaba seattle base begins at 130, is it true?", "it starts at $165K, where you name $130K"),
        ("wasn't alibaba seattle base 160 to 230?", "it ends at $235K, where you name $230K"),
        ("they say alibaba seattle base caps at 220, correct?", "it ends at $235K, where you name $220K"),
        ("I read the alibaba seattle base tops out at 300k. Accurate?", "it ends at $235K, where you name $300K"),
    ],
)  # fmt: skip
def test_a_claim_about_a_band_is_judged_end_by_end(ask: Ask, question: str, said: str) -> None:
    text = ask(question).text
    assert "$165K–$235K" in text
    assert said in text
    assert "script" not in text


@pytest.mark.parametrize(
    ("question", "point"),
    [
        ("75th percentile of the base band, Meta Toronto?", "$221,250"),
        ("p90 of stock at Meta Toronto", "$499,500"),
        ("where does the top quartile of base start at Meta Toronto", "$221,250"),
        ("bottom decile of base at Meta Toronto", "$172,500"),
    ],
)
def test_a_percentile_is_a_point_of_the_printed_range_and_no_more(ask: Ask, question: str, point: str) -> None:
    text = ask(question).text
    assert point in text
    assert "no percentile of people" in text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("which company has the widest base band in the US", "The widest range of base salary is that of Meta"),
        ("who has the narrowest base band in China", "The narrowest range of base salary"),
        ("of all companies in the US, whose RSU range has the biggest spread", "$400K from floor to top"),
    ],
)
def test_rows_are_ranked_by_how_wide_they_are(ask: Ask, question: str, said: str) -> None:
    assert said in ask(question).text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("RSU to base ratio at Meta Toronto at the top", "four years is 220.8% of the top of the base salary"),
        ("how many times base is the stock at Meta Toronto, top", "four years is 220.8% of the top of the base"),
        ("ratio of base to rsu at Meta Toronto, top", "is 45.3% of the top of the equity (RSUs) range"),
    ],
)  # fmt: skip
def test_a_ratio_is_set_as_it_is_asked(ask: Ask, question: str, said: str) -> None:
    assert said in ask(question).text


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("If I follow that ByteDance paragraph and they gave 150K stock, I'd be asking for…?", "$260K"),
        ("current: 215 base and 30 signing bonus from Meta. New ask following the guide = ?", "$70K–$90K"),
        ("Meta, 230 base, 450 rsu, 50 sign on. Give me the three numbers to ask", "$570K–$630K"),
        ("tiktok offers 150 in stock; which figure goes in the counter?", "$260K"),
        ("how do the alibaba and bytedance sign-on demands compare", "there is $15K"),
        ("After Meta's text: 200 base, 400 stock, 10 sign-on becomes?", "$520K–$580K"),
        ("ask for alibaba when they gave 120 stock and 20 sign-on", "$200K"),
        ("sign-on ask: 75? 60? or 40 to 60 more? I saw all three", "adds $40K–$60K to the offered sign-on"),
        ("does the plus-80K thing of Alibaba hold for a CNY offer in Hangzhou", "gives no amount in it"),
    ],
)
def test_what_a_script_asks_for_is_found_by_other_words(ask: Ask, question: str, shown: str) -> None:
    assert shown in ask(question).text


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("my base is one eighty at Meta Toronto, fine?", "Your $180K"),
        ("a hundred and ninety-five base at Meta Toronto, low?", "Your $195K"),
        ("base went from 200k to 215k, what raise % is it? and if it were 220k?", "10% of the first figure"),
        ("convert 95 an hour into yearly", "197,600"),
        ("three months of base at 180k, how much", "45K"),
        ("meta toronto base 165 to 240, what's the middle", "$202,500"),
        ("what must my base at meta toronto be to sit at a quarter of the band", "$183,750"),
        ("a grant at Meta Toronto: the half-way point, then divided on 4 years", "$94,375"),
        ("rebuild the lowest total at Meta Toronto from base, a quarter of the stock and the bonus", "$246K"),
        ("every base from Menlo Park to Bangalore at Meta, in a list", "Germany (Berlin / Hamburg): base salary"),
        ("Compare floors: all US rows, base", "The highest floor of the base salary"),
        ("how much bigger is the top RSU of Meta London than of Meta Berlin, percent please", "12% more"),
        ("<b>meta</b> toronto bonus", "15%"),
    ],
)
def test_figures_are_read_and_reckoned_as_they_are_said(ask: Ask, question: str, shown: str) -> None:
    assert shown in ask(question).text


@pytest.mark.parametrize(
    ("question", "shown", "not_shown"),
    [
        ("if I want at least 500k total in the US, which rows can reach it", "$360K–$590K", "None of"),
        ("do you have anything under 100k base", "these begin below it", "London"),
        ("does any meta office start below 70k base", "These rows begin below your $70K", "London"),
        ("who has the higher RSU in singapore dollars", "SGD 85K–SGD 210K", "CNY"),
        ("meta seattle tc, and the same for sunnyvale ali", "$250K–$400K", "$380K"),
        ("Top of stock, Meta, each city, sorted high to low", "$90K–$250K", "total compensation"),
    ],
)
def test_rows_are_chosen_by_what_is_said_of_them(ask: Ask, question: str, shown: str, not_shown: str) -> None:
    text = ask(question).text
    assert shown in text
    assert not_shown not in text


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("if the bonus is 15% and it's 31,500, which base is that", "210K"),
        ("add 30k to the floor of Meta Toronto base, where does it land", "$195K"),
        ("share of stock in a 400 tc if stock is 100 a year", "25%"),
        ("how much base would i need to get 400 a year if stock is 320/4 and bonus 15", "278,260.87"),
        ("quarter point and three quarter point of base at Meta Toronto", "$221,250"),
        ("combine the floors of base of Meta London and Meta Berlin", "$325K"),
        ("percent between base floor and base ceiling at Meta Toronto", "45.5% more"),
        ("texted: 'we can do 240 base, 380 rsu' Meta Austin. total per year w/ 15%?", "$371K"),
    ],
)
def test_what_is_worked_out_backwards_or_in_steps(ask: Ask, question: str, shown: str) -> None:
    assert shown in ask(question).text


def test_headquarters_are_those_of_the_company_that_is_asked_about(ask: Ask) -> None:
    assert "CNY 500K–CNY 950K" in ask("Alibaba's home city, which base?").text
    assert "CNY" not in ask("I live in Amazon's hometown, Seattle. Which base does Alibaba pay there?").text


def test_what_counts_things_is_no_pay(ask: Ask) -> None:
    answer = ask("I trained a 70B model on 4k GPUs, is there a lever for that in the Meta guide?")
    assert "69,999" not in answer.text
    assert "AI Infrastructure" in answer.text or "GPU" in answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("how far above SWE bands are those for ML at Meta", "20-30%"),
        ("does alibaba pay like FAANG", "FAANG"),
    ],
)
def test_others_without_rows_are_told_of_in_the_words_of_the_guide(ask: Ask, question: str, said: str) -> None:
    answer = ask(question)
    assert said in answer.text
    assert "row by row" not in answer.text


def test_a_german_half_that_is_not_read_is_said_to_be_unread(ask: Ask) -> None:
    answer = ask("Was zahlt Meta in Berlin als Grundgehalt, und wie antworte ich auf das letzte Angebot?")
    assert "$155K–$230K" in answer.text
    assert answer.status == "partial"


@pytest.mark.parametrize(
    "question",
    ["base of ByteDance row by row", "ByteDance base in all of its regions"],
)
def test_rows_asked_for_one_by_one_are_a_list(ask: Ask, question: str) -> None:
    """Each row of the company is shown."""
    answer = ask(question)
    for cell in ("$185K–$260K", "$180K–$255K", "CNY 560K–CNY 1.05M", "CNY 530K–CNY 1M", "SGD 145K–SGD 225K"):
        assert cell in answer.text
