"""Short questions: a heading of a guide, a script word for word, ends of two parts added, levels side by side.

In: questions over the packaged guides. The words are new; none is a case of the evals.
"""

from __future__ import annotations

import pytest
from asking import Ask, figures

from assistant.answer import answer_question
from assistant.result import Answer
from evals.product import Product


def _asked(packaged: Product, question: str) -> Answer:
    return answer_question(question, packaged.library, packaged.encoder, packaged.lexicon)


@pytest.mark.parametrize("question", ["what is the timeline", "show timeline", "the timeline section please"])
def test_a_kind_of_passage_is_asked_for_by_its_name(packaged: Product, question: str) -> None:
    answer = _asked(packaged, question)
    assert answer.status == "answered"
    assert answer.text.index("Offer received") < answer.text.index("Counter")


def test_every_heading_finds_what_stands_under_it(packaged: Product) -> None:
    headings = {
        p.section
        for p in packaged.library.passages(company=None)
        if p.kind in ("list", "timeline") and not any(c.isdigit() for c in p.section) and len(p.section) > 6
    }
    assert len(headings) > 5
    for heading in sorted(headings):
        answer = _asked(packaged, f"{heading.lower()} section")
        assert answer.status == "answered", heading
        assert answer.retrieved[0].passage.section == heading


def test_a_script_word_for_word_is_quoted_with_its_blanks(packaged: Product) -> None:
    answer = _asked(packaged, "the Meta script word for word please")
    assert "[X" in answer.text or "[Y" in answer.text
    assert "[" not in _asked(packaged, "how much does the Meta script add to base?").text.split("[1]")[0]


@pytest.mark.parametrize(
    ("question", "derived"),
    [
        ("ByteDance Singapore top base plus bottom RSU", "246250"),
        ("Meta London: lowest base plus highest RSU per year", "310000"),
        ("14 month salary at 50k per month", "700000"),
    ],
)
def test_two_ends_are_added_and_months_of_pay_make_a_year(ask: Ask, question: str, derived: str) -> None:
    assert any(derived in f.replace(",", "").replace("K", "000") for f in figures(ask(question), "derived"))


def test_levels_of_one_company_are_not_ranked_by_its_rows(packaged: Product) -> None:
    answer = _asked(packaged, "how much more base is E6 than E5 at Meta?")
    assert "highest" not in answer.text.split("\n")[0]
    assert "does not split" in answer.text


def test_two_companies_are_mapped_both_ways(packaged: Product) -> None:
    answer = _asked(packaged, "E6 at Meta = what at Alibaba?")
    assert "P6-P8" in answer.text or "P6–P8" in answer.text


def test_a_user_base_is_no_salary(packaged: Product) -> None:
    answer = _asked(packaged, "how big is the user base of TikTok according to the guide?")
    assert answer.status == "answered"
    assert "users" in answer.text
    assert "salary" not in answer.text


def test_words_for_a_lever_are_no_amounts(packaged: Product) -> None:
    answer = _asked(packaged, "script for the papers lever at Alibaba")
    assert "Publication" in answer.text.split("\n")[0]
    assert "script adds" not in answer.text


@pytest.mark.parametrize(
    ("question", "row", "printed"),
    [
        ("which ByteDance office has 145k as its floor for base?", "Singapore", "145K"),
        ("whose total tops out at 465k", "Germany", "465K"),
        ("is 285k the max of base anywhere?", "Seattle", "285K"),
    ],
)
def test_the_row_that_prints_an_amount_is_found(packaged: Product, question: str, row: str, printed: str) -> None:
    answer = _asked(packaged, question)
    assert answer.status == "answered"
    assert row in answer.text
    assert printed in answer.text


def test_no_row_is_named_for_an_amount_that_none_prints(packaged: Product) -> None:
    assert "with that figure" not in _asked(packaged, "whose total tops out at 466k").text


@pytest.mark.parametrize(
    ("question", "derived"),
    [
        ("sign-on of 60k, half now and half next year, base 210k: what is year one?", "240000"),
        ("base 190k and a sign-on in two halves of 20k, total of year one?", "210000"),
        ("is 180k to 153k more than 10%?", "15%"),
    ],
)
def test_a_sign_on_in_halves_and_a_gap_against_a_rate(ask: Ask, question: str, derived: str) -> None:
    assert any(derived in f.replace(",", "").replace("K", "000") for f in figures(ask(question), "derived"))


def test_a_sign_on_that_no_row_has_is_said_to_be_the_scripts(packaged: Product) -> None:
    answer = _asked(packaged, "Meta sign-on range?")
    assert "no sign-on bonus" in answer.text
    assert "script" in answer.text


@pytest.mark.parametrize(
    ("question", "named", "others"),
    [
        ("which company is in Shanghai", {"ByteDance"}, {"Meta", "Alibaba"}),
        ("who has offices in Beijing?", {"ByteDance", "Alibaba"}, {"Meta"}),
    ],
)
def test_who_is_at_a_place_is_told_by_name(
    packaged: Product, question: str, named: set[str], others: set[str]
) -> None:
    text = _asked(packaged, question).text
    assert all(name in text for name in named)
    assert not any(name in text for name in others)
    assert "highest" not in text


def test_the_lowest_in_a_currency_is_of_its_rows_alone(packaged: Product) -> None:
    text = _asked(packaged, "lowest base of all guides in SGD").text
    assert "SGD 130K" in text
    assert "CNY" not in text


@pytest.mark.parametrize(
    ("question", "derived"),
    [
        ("Meta Menlo Park: base top + 20% of RSU top", "440000"),
        ("Alibaba Seattle floor of base plus 20% of the RSU floor", "183000"),
    ],
)
def test_an_end_and_a_share_of_anothers_are_added(ask: Ask, question: str, derived: str) -> None:
    assert any(derived in f.replace(",", "").replace("K", "000") for f in figures(ask(question), "derived"))


def test_what_a_level_earns_is_its_row(packaged: Product) -> None:
    answer = _asked(packaged, "what does level P7 earn in Hangzhou?")
    assert "CNY 500K" in answer.text


@pytest.mark.parametrize("question", ["how to ask for a level bump from E5 to E6", "can I ask for 2-2 instead of 2-1?"])
def test_how_to_get_a_higher_level_is_advice_on_levels(packaged: Product, question: str) -> None:
    answer = _asked(packaged, question)
    assert answer.status == "answered"
    assert "level" in answer.text.split("\n")[0].lower()
    assert "Google" not in answer.text.split("\n")[0]
    assert "script adds" not in answer.text


@pytest.mark.parametrize(("question", "first"), [("有什么不能做的", "Don't"), ("what are the do's", "Do:")])
def test_the_list_that_is_asked_for_is_the_one_shown(packaged: Product, question: str, first: str) -> None:
    assert _asked(packaged, question).text.startswith(first)


@pytest.mark.parametrize(
    ("question", "derived"),
    [
        ("upper half of ByteDance Singapore base", "SGD 185K"),
        ("top 10 percent of Meta London base starts at", "$242K"),
        ("if I meet in the middle between 180 and 200", "190K"),
        ("half the difference between 220k and 250k", "15K"),
    ],
)
def test_parts_of_a_band_and_of_ones_own_range(ask: Ask, question: str, derived: str) -> None:
    assert derived in " ".join(figures(ask(question), "derived"))


def test_a_source_that_is_named_is_found_among_the_guides_sources(packaged: Product) -> None:
    text = _asked(packaged, "is Glassdoor used?").text
    assert "Glassdoor" in text
    assert "sources" in text
    assert "among its sources" not in _asked(packaged, "is it a blind guess to ask for more?").text


@pytest.mark.parametrize("question", ["which levers does the meta guide give", "negotiation levers section of meta"])
def test_every_lever_is_shown_where_levers_are_asked_for(packaged: Product, question: str) -> None:
    levers = packaged.library.passages(kind="lever", company="Meta")
    assert len(levers) > 2
    shown = _asked(packaged, question).text
    assert [p.parts[0][1] for p in levers if p.parts[0][1] not in shown] == []
