"""Parts of an offer that a row has no column for, or that stand unnamed beside named ones.

An amount that is to be judged is placed in the row, whatever is joined to it; a sign-on, for which no table
has a column, is set beside the script. None of these questions is among the cases in `evals/cases`.
"""

from __future__ import annotations

import pytest
from asking import Ask


@pytest.mark.parametrize(
    "question",
    [
        "Alibaba wants to give me 195k in Sunnyvale plus 30k signing, is that weak?",
        "195k and a 30k sign-on from Alibaba in Sunnyvale. low?",
        "alibaba sunnyvale, 195k + 30k sign on, is it ok",
    ],
)
def test_what_is_to_be_judged_is_placed_and_not_added_up(ask: Ask, question: str) -> None:
    text = ask(question).text
    assert "$170K–$240K" in text
    assert "Read as base salary" in text
    assert "$225K" not in text


def test_a_sum_that_is_asked_for_is_still_made(ask: Ask) -> None:
    assert "$225K" in ask("195k + 30k signing at Alibaba in Sunnyvale, how much is that in total?").text


@pytest.mark.parametrize(
    ("question", "after"),
    [
        ("meta london: 200 base, 350 stock, 20 sign. thoughts?", "$60K–$80K"),
        ("meta toronto 205 base / 420 rsu / 30 signon", "$70K–$90K"),
        ("bytedance nyc 190 base and 40k to sign, low?", "$35K"),
    ],
)
def test_a_sign_on_is_set_beside_the_script_as_no_row_has_a_column_for_it(
    ask: Ask, question: str, after: str
) -> None:
    text = ask(question).text
    assert "The table has no sign-on bonus." in text
    assert after in text


def test_a_sign_on_in_another_currency_than_the_script_is_not_set_against_it(ask: Ask) -> None:
    text = ask("alibaba hangzhou 800k base, 100k signing, ok?").text
    assert "the currencies differ" in text
    assert "meets what the script asks" not in text


def test_to_sign_is_no_sign_on_without_an_amount_of_its_own(ask: Ask) -> None:
    assert "sign-on bonus of" not in ask("Meta London 200 base, should I sign?").text


@pytest.mark.parametrize(
    "question",
    [
        "Meta NYC: base 250, RSU 480 over 4 years, bonus 15%. what is that a year?",
        "Base 230 and stock 350 from Meta NYC. Apply the guide's bumps to both.",
    ],
)
def test_the_row_stands_beside_what_was_reckoned_from_an_offer(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert "For comparison, the row for Meta in US (Menlo Park / NYC) gives" in answer.text
    assert "$210K–$300K" in answer.text


def test_a_scripts_amount_that_is_also_an_end_of_a_sum_is_quoted(ask: Ask) -> None:
    answer = ask("Seattle base 245/420/15/40 how wide is the band what does the script ask for")
    first = next(n for n in answer.numbers if n.text == "$80K")
    assert (first.source, first.fact is not None and first.fact.company) == ("quoted", "Alibaba")


def test_a_range_that_was_told_is_raised_at_both_ends(ask: Ask) -> None:
    answer = ask("Meta Menlo Park offers 205 to 228 base. apply the script")
    assert "$225K–$258K" in answer.text


def test_a_cell_beside_what_the_script_asks_for(ask: Ask) -> None:
    text = ask("base for bytedance seattle, and the sign-on figure from the bytedance script").text
    assert "$75K" in text
    assert "$180K–$255K" in text


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("Meta Austin: 210 base and 310 shares, fair?", "310 shares"),
        ("meta seattle 210k base, equity 1500 units, is this ok", "1500 units"),
        ("ByteDance Beijing, base CNY 700k with 4,200 options. good?", "4,200 options"),
        ("Alibaba Seattle 180k + 2400 RSUs, low or ok?", "2400 RSUs"),
    ],
)
def test_a_number_of_shares_without_a_price_is_no_amount(ask: Ask, question: str, count: str) -> None:
    answer = ask(question)
    assert [count in w.message for w in answer.warnings if w.code == "equity_value_unknown"] == [True]
    assert "equity (RSUs) range" not in answer.text  # nothing is placed


@pytest.mark.parametrize(
    "question",
    ["Meta Seattle: 210 base and 320 RSUs, fair?", "I have 2 options at Meta Seattle, base 210k or 220k. which?"],
)
def test_an_amount_in_thousands_and_a_choice_are_no_number_of_shares(ask: Ask, question: str) -> None:
    assert "equity_value_unknown" not in {w.code for w in ask(question).warnings}
