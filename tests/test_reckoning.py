"""Sums a question asks for: which operation its figures and words mean, and the value, with its formula.

`asking.checked` recomputes every formula; what is asserted here is that the right one was chosen.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from asking import Ask, codes, figures, value_of
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.compose.arithmetic import Worked
from assistant.terms import terms_in


@pytest.mark.parametrize(
    ("question", "derived"),
    [
        ("a grant of 320k vests 10/20/30/40, how much is it by year", ["32K", "64K", "96K", "128K"]),
        ("my stock is 500k and vests 40 30 20 10. what do i have after two years", ["200K", "350K"]),
        ("base 200, stock 400k, 15% bonus, vesting 25/25/25/25. each year?", ["100K", "330K"]),
        ("what are 600 shares at $210 each", ["$126K"]),
        ("4000 options, strike 2 dollars, fmv is 12. worth on paper?", ["$40K"]),
        ("if 1 usd = 7.2 cny, what is a base of 720k cny in usd", ["USD 100K"]),
        ("how many sgd is 150k usd at 1.35 sgd per usd", ["SGD 202,500"]),
    ],
)
def test_terms_of_the_persons_own_are_reckoned_with(ask: Ask, question: str, derived: list[str]) -> None:
    """The guides give no schedule, no share price and no rate; the person's own are used."""
    assert set(derived) <= set(figures(ask(question), "derived"))


@pytest.mark.parametrize(
    ("question", "derived"),
    [
        ("what is 15% of 205k", ["30,750"]),
        ("now 170 base, i want 15% more, which number is that", ["195,500"]),
        ("my grant was 200k and the stock fell 30%. what is it now", ["140K"]),
        ("what is the difference between 20 and 40 percent bonus on 800k", ["160K"]),
        ("what's bigger, 15% of 250k or 20% of 200k", ["37,500", "40K", "2,500"]),
        ("they moved my base from 160k to 176k, what % is that", ["10%"]),
        ("a sign-on of 50k covers what percent of 80k i forfeit", ["62.5%", "30K"]),
    ],
)
def test_a_percentage_is_a_raise_a_cut_or_a_part(ask: Ask, question: str, derived: list[str]) -> None:
    """Which one the words beside it say; without any it is a part."""
    assert set(derived) <= set(figures(ask(question), "derived"))


@pytest.mark.parametrize(
    ("question", "derived"),
    [
        ("I get 20% less than 240k base at Meta Seattle. how much is mine?", ["$192K", "$48K"]),
        ("my cousin makes 210k base in Toronto at Meta and I get 10% less. what is that?", ["$189K", "$21K"]),
        ("they want to add 15% less than the 200k grant. how much is it", ["170K", "30K"]),
        ("I was promised 300k stock and get 25% fewer RSUs, how many dollars is it?", ["225K", "75K"]),
        ("I took a 20% pay cut on my 250k base, how much is it now?", ["200K", "50K"]),
        ("I get 10% below the top of base at Meta Seattle, how much?", ["$256,500", "$28,500"]),
        ("I get 20% more than 200k base. how much is mine?", ["240K", "40K"]),
        ("after the cut by HR I get 10% more than 200k, how much is it?", ["220K", "20K"]),
    ],
)
def test_what_somebody_gets_less_is_a_cut(ask: Ask, question: str, derived: list[str]) -> None:
    """The words behind a percentage decide before a "get" or an "add" ahead of it."""
    found = [text for text in figures(ask(question), "derived") if not text.endswith("%")]
    assert found[:2] == derived


@pytest.mark.parametrize(
    ("question", "derived"),
    [
        ("my colleague has 300k base, 20% more than me. how much do I have?", "250K"),
        ("they offer 180k, 10% below what I have today. how much do I have today?", "200K"),
        ("an offer of 230k which is 15% above mine. how much is mine?", "200K"),
        ("my base is 200k. my colleague has 20% more than me. how much is that?", "240K"),
        ("my base is 200k, 15% more than that is how much?", "230K"),
        ("I have 200k and want 10% more than now. how much?", "220K"),
    ],
)
def test_an_amount_that_is_so_much_more_than_another(ask: Ask, question: str, derived: str) -> None:
    """Where the amount told is the one that is more, it is the other that is reckoned."""
    assert figures(ask(question), "derived")[0] == derived


def test_a_friends_figure_is_not_called_the_askers(ask: Ask) -> None:
    answer = ask("my friend has 250k base at Meta Seattle and I get 20% less. how much is mine?")
    assert "The $250K of base that you tell of" in answer.text
    assert "Your 200K" in ask("my friend gets 20% more than my 200k. how much does he get?").text


@pytest.mark.parametrize(
    ("question", "derived"),
    [
        ("180 base, 200 rsu, 10% bonus, 20 sign on: year 1 and year 2?", ["248K", "268K"]),
        ("total over 3 years of 150k base with 10% bonus", ["495K"]),
        (
            "i want a TC of 400k. base is 220, bonus 15%. how much rsu over 4 years do i need",
            ["147K", "588K"],
        ),
        ("TC of 300k, stock 50k a year, bonus 25%: which base is that", ["200K"]),
        ("my target total is 450k; offer: 230 base, 400 rsu/4y, 15%. how far off is it", ["85,500"]),
        (
            "offer A 200 base 40k bonus, offer B 220 base 10k bonus, which total is more",
            ["240K", "230K", "10K"],
        ),
    ],
)
def test_parts_of_an_offer_make_a_total_and_a_total_a_part(
    ask: Ask, question: str, derived: list[str]
) -> None:
    """Forward and back, over one year or several, for one offer or two."""
    assert set(derived) <= set(figures(ask(question), "derived"))


@pytest.mark.parametrize(
    ("question", "derived"),
    [
        ("base 240k, what is that a month", ["20K"]),
        ("what is $260k base per week", ["$5K"]),
        ("i earn 14k a month now. what is it per year", ["168K"]),
        ("$95 an hour is what per year", ["$197,600"]),
        ("divide a 75k sign on over two years", ["37,500"]),
        ("average of 200k and 240k", ["220K"]),
    ],
)
def test_one_figure_is_scaled_to_the_time_that_is_asked_for(
    ask: Ask, question: str, derived: list[str]
) -> None:
    """A grant and a sign-on are divided over years, a salary is not."""
    assert set(derived) <= set(figures(ask(question), "derived"))


@pytest.mark.parametrize(
    ("question", "derived"),
    [
        ("what is 5% above the top of alibaba seattle base", ["$246,750"]),
        ("which number is at 60% of the band, meta berlin base", ["$200K"]),
        ("how much is 3/4 up the meta seattle base band", ["$263,750"]),
        ("i am at 230 in meta menlo park base, what raise in percent to hit the top", ["$70K", "30.4%"]),
        ("meta london top base plus its 15% bonus, sum in dollars", ["$37,500", "$287,500"]),
        ("average of the meta london and meta berlin base tops", ["$240K"]),
        ("how much is the lowest total less the lowest base for london at meta", ["$140K"]),
    ],
)
def test_a_rows_cells_are_reckoned_with(ask: Ask, question: str, derived: list[str]) -> None:
    """A point of a band, a percentage beyond its end, an end against another."""
    assert set(derived) <= set(figures(ask(question), "derived"))


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("second highest base at meta", "US (Seattle / Austin)"),
        ("what comes right below london at meta for total comp", "Canada"),
        ("penultimate meta region for total comp", "Singapore"),
        ("lowest meta base after india", "Singapore"),
        ("meta number 4 for total comp", "Canada"),
        ("list the meta places from lowest to highest base", "India"),
    ],
)
def test_a_place_in_the_order_of_rows_is_found(ask: Ask, question: str, first: str) -> None:
    """Counted from the end that is named, or from the row beside which it stands."""
    assert first in ask(question).text.split(". ")[0]


def test_rows_between_two_amounts_are_those_whose_end_lies_there(ask: Ask) -> None:
    """A range beside all the rows of a company is a condition and no offer."""
    text = ask("meta rows with a base floor between 160k and 200k").text
    assert "Canada" in text
    assert "India" not in text


@pytest.mark.parametrize(
    "question", ["anything about hyderabad", "whats there for hyderabad", "hyderabad overview"]
)
def test_all_that_is_known_of_a_place_is_its_row(ask: Ask, question: str) -> None:
    """No part of pay needs a name where everything is asked for."""
    assert {"$65K–$110K", "$90K–$250K", "15%", "$120K–$235K"} <= set(figures(ask(question)))


@pytest.mark.parametrize(
    "question",
    [
        "recruiter offered 180 base and 10% bonus, what do i reply",
        "how much tax is on 400k",
        "is 20% more ok to ask",
    ],
)
def test_figures_beside_a_request_for_words_are_not_reckoned_with(ask: Ask, question: str) -> None:
    """An amount that is only told asks for no sum."""
    assert figures(ask(question), "derived") == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("vests 25/25/25/25", [25, 25, 25, 25]),
        ("the shares come 10, 20, 30 and then 40 percent", [10, 20, 30, 40]),
        ("50% of the grant first year, then 25 and 25", []),
        ("the grant: 50% first year, then 25 and 25", [50, 25, 25]),
        ("base 45, stock 55", []),
        ("245/420/15/40", []),
    ],
)
def test_a_schedule_is_a_run_of_numbers_that_make_the_whole(text: str, parts: list[int]) -> None:
    """Only year words may stand between them."""
    assert [int(p) for p in terms_in(text).schedule] == parts


@settings(deadline=None)
@given(st.integers(1, 10**7), st.integers(1, 10**7), st.integers(1, 99), st.integers(2, 12))
def test_every_formula_makes_its_value(a: int, b: int, rate: int, parts: int) -> None:
    """Whatever is composed, the formula written is the value kept."""
    one, two = Worked(Decimal(a), str(a)), Worked(Decimal(b), str(b))
    for worked in (
        one + two.percent(Decimal(rate)),
        one - (two - one),
        (one - two).times(parts),
        (one + two).over(parts),
        one.over(parts) - two.over(4),
        one - two.percent(Decimal(rate)),
    ):
        assert abs(value_of(worked.formula) - Fraction(worked.value)) < Fraction(1, 10**6)


@pytest.mark.parametrize(
    ("question", "derived", "apart"),
    [
        (
            "Meta London 210k base 280k rsu, ByteDance Singapore SGD 180k base SGD 120k rsu. which is better",
            ["$280K", "SGD 210K"],
            True,
        ),
        (
            "Alibaba Singapore: SGD 150k base, SGD 80k rsu; Meta Toronto: 200k base 240k rsu; sum each",
            ["SGD 170K", "$260K"],
            True,
        ),
        (
            "Meta Berlin €150k base and 200k rsu or Stripe 170k base 100k rsu, which pays more per year",
            ["€200K", "195K"],
            True,
        ),
        (
            "offer A €100k base 50k rsu, offer B 110k base 20k rsu. which is more a year",
            ["€112,500", "€115K", "€2,500"],
            False,
        ),
        (
            "Meta NYC $230k base 400k rsu vs ByteDance Seattle 220k base 300k rsu: total per year each",
            ["$330K", "$295K", "$35K"],
            False,
        ),
    ],
)
def test_one_offers_currency_is_not_lent_to_anothers(
    ask: Ask, question: str, derived: list[str], apart: bool
) -> None:
    """A bare figure beside Meta in London is not in the dollars of Singapore that the next offer is in."""
    answer = ask(question)
    assert set(derived) <= set(figures(answer, "derived"))
    assert ("not in one currency" in answer.text) is apart
    assert ("more." in answer.text) is not apart


def test_a_grants_period_ends_with_its_clause(ask: Ask) -> None:
    answer = ask("my rsu are 300k and base 220k: total per year?")
    assert "$300K a year" not in answer.text
    assert "295K" in figures(answer, "derived")


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("ByteDance Beijing: 60k a month, 13 months of pay. ok?", "thirteen months' pay to the year, is CNY 780K"),
        ("字节北京 月薪6w 15薪 合理吗", "CNY 900K a year"),
        ("alibaba hangzhou 5.5w*16薪 base ok吗", "CNY 880K a year"),
        ("SGD 12k a month plus 13th month at bytedance singapore, inside the band?", "SGD 156K a year"),
        ("12k a month with 14 monthly salaries, what is that per year?", "168K"),
        ("base 50k a month, 15薪, bonus 20%, rsu 400k: total per year?", "1M"),
        ("Alibaba Beijing, base 40k a month, ok?", "CNY 480K a year"),
        ("i start in 14 months; is a base of 600k ok at Alibaba Beijing", "Your CNY 600K is inside"),
    ],
)  # fmt: skip
def test_a_year_of_more_salaries_than_months(ask: Ask, question: str, shown: str) -> None:
    assert shown in ask(question).text


@pytest.mark.parametrize(
    ("question", "derived"),
    [
        ("I could take 190k base instead of 215k at ByteDance NYC with a 20% bonus: what do I lose over 4 years?",
         ["$25K", "$30K", "$120K"]),
        ("what is the difference between 210k and 180k base over three years", ["30K", "90K"]),
        ("240k base vs 230k base, how much more in two years?", ["10K", "20K"]),
        ("my base is 180k, they offer 204k: how much more is that a month?", ["24K", "2K"]),
        ("difference between 230k and 200k base with a 10% bonus", ["30K", "33K"]),
        ("180k base or 200k base, how much is between?", ["20K"]),
    ],
)  # fmt: skip
def test_one_base_instead_of_another(ask: Ask, question: str, derived: list[str]) -> None:
    """What lies between two bases counts each year, and a bonus in percent of it comes with it."""
    assert figures(ask(question), "derived") == derived


def test_a_total_that_would_be(ask: Ask) -> None:
    answer = ask("my total comp would be 320k at Meta Toronto with base 200k and bonus 15%. how much stock a year?")
    assert figures(answer, "derived")[:2] == ["$90K", "$360K"]


@pytest.mark.parametrize(
    ("question", "derived"),
    [
        ("how much is my 320k RSU a year?", ["80K"]),
        ("what is 240k of stock per year at Meta London", ["$60K"]),
        ("my RSU is 90k a year, how much is it over 4 years?", ["360K"]),
        ("my RSUs of 90k a year at Meta London: how much over four years?", ["$360K"]),
    ],
)
def test_the_year_that_is_asked_for_is_not_the_year_that_is_told(ask: Ask, question: str, derived: list[str]) -> None:
    """ "How much is my RSU a year" asks for a year's part; "90k a year" tells of one."""
    assert figures(ask(question), "derived") == derived


def test_what_is_reckoned_in_a_plain_dollar_abroad_says_so(ask: Ask) -> None:
    answer = ask("how much is my 320k RSU a year at Meta London?")
    assert "dollar_as_printed" in codes(answer)
    assert "dollar_as_printed" not in codes(ask("how much is my £320k RSU a year at Meta London?"))


def test_a_total_without_a_bonus_says_that_there_is_none(ask: Ask) -> None:
    assert "No bonus is in it" in ask("base 200k, rsu 300k: what is my total per year?").text
    assert "No bonus is in it" not in ask("base 200k, rsu 300k, bonus 10%: what is my total per year?").text


@pytest.mark.parametrize(
    ("question", "total", "formula"),
    [
        ("I lose two tranches of 31k each plus a 12k bonus. what is it in total, just add", "74K", "31000 * 2"),
        ("I lose three vests of 22k apiece plus a 14k bonus. the total, just add it", "80K", "22000 * 3"),
    ],
)
def test_so_many_of_an_amount_are_counted_each(ask: Ask, question: str, total: str, formula: str) -> None:
    answer = ask(question)
    derived = {n.text: n.derivation["formula"] for n in answer.numbers if n.derivation}
    assert formula in derived[total]


def test_the_third_of_three_parts_is_a_sign_on_where_it_is_called_so(ask: Ask) -> None:
    text = ask("Meta Austin: 220/360/25 signing. add your guide's increments").text
    assert "Added to your sign-on bonus of $25K" in text
    assert "bonus of 15%" not in text
