"""Sums as people put them by the way: by the word ahead of an amount, by symbols, by a rate, in pairs.

`asking.checked` recomputes every formula; what is asserted here is that the right one was chosen.
"""

from __future__ import annotations

import pytest
from asking import Ask, figures

from assistant.given import given_in
from assistant.terms import terms_in
from index.resolve import Lexicon, resolve


def _parts(text: str) -> list[tuple[str, str | None]]:
    given = given_in(text, resolve(text, Lexicon((), (), ())), terms_in(text))
    return [(g.amount.text, g.component) for g in given]


@pytest.mark.parametrize(
    ("question", "derived"),
    [
        ("what is 8% over 250k", ["270K", "20K"]),
        ("300k less 5%, please", ["285K", "15K"]),
        ("tax is 30% and my base 220k, what remains?", ["154K", "66K"]),
        ("add 4.5% to 200,000", ["209K", "9K"]),
        ("170+55 or 160+80, which is more?", ["225K", "240K", "15K"]),
        ("i get 90% of my target bonus of 20% on 250k, how much", ["45K"]),
        ("160k x 1.25", ["200K"]),
        ("480k / 4", ["120K"]),
        ("180k / 240k in percent", ["75%"]),
        ("my base rises 24k from 160k, what percent is it", ["15%", "184K"]),
        ("if my base were 6k higher each year for 4 years?", ["24K"]),
        ("they took 10k off my base of 190k and added 50k of sign-on", ["40K"]),
        ("they cut 15K of base but give 40k more sign-on", ["25K", "20K"]),
        ("1st year cash: 170k base 10% bonus 25k sign on", ["187K", "212K"]),
        ("20% bonus 30k signing 210k base, first year", ["252K", "282K"]),
        ("divide 36k sign on over 12 months", ["3K"]),
        ("260k base in 13 payments", ["20K"]),
        ("1.3x my 150k", ["195K"]),
        ("150k over 30 months, how much a month", ["5K"]),
        ("480k of stock over four years, per month?", ["10K"]),
        ("if i give up 90k unvested and get 45k sign on how much short", ["45K", "50%"]),
    ],
)
def test_a_sum_is_read_from_the_words_beside_its_figures(ask: Ask, question: str, derived: list[str]) -> None:
    assert set(derived) <= set(figures(ask(question), "derived"))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("sign 25k, base 205k", [("25k", "sign_on"), ("205k", "base")]),
        ("total of 195k base and the rest", [("195k", "base")]),
        ("a total of 405k with 195k base", [("405k", "total"), ("195k", "base")]),
        ("package 410k, base 230k", [("410k", "total"), ("230k", "base")]),
        ("base 205k, rent 3k", [("205k", "base"), ("3k", None)]),
        ("240k over 4 years and 190k base", [("240k over 4 years", "equity"), ("190k", "base")]),
        ("i make 900k over 4 years", [("900k over 4 years", None)]),
        ("I'm 47, with 190k base", [("190k", "base")]),
        ("I'm 20 below your 210k", [("20", None), ("210k", None)]),
    ],
)
def test_an_amount_is_the_part_that_the_words_ahead_tell_of(text: str, parts: list[tuple[str, str | None]]) -> None:
    """Years of age are no amount, a bill is no part of an offer, and what is spread over years is a grant."""
    assert _parts(text) == parts


def test_what_is_left_behind_is_reckoned_before_it_is_made_up_for(ask: Ask) -> None:
    answer = ask("They cover 70% of the 80K I leave behind unvested, how much do I lose?")
    assert {"56K", "24K"} <= set(figures(answer, "derived"))
    assert answer.text.index("24K") < answer.text.index("sign")
    assert "Bluff" not in answer.text


@pytest.mark.parametrize(
    ("question", "derived"),
    [
        ("360k over 4 years and 180k base, total per year?", ["270K"]),
        ("what must my base be to earn 230k with 15% bonus?", ["200K"]),
        ("package 300k, base 180k, bonus 10%. rsu per year?", ["102K", "408K"]),
        ("my bonus target 20% pays out at 80%, base 250k", ["40K"]),
        ("480k stock over four years, what is it each year?", ["120K"]),
    ],
)
def test_what_is_asked_by_the_year_is_reckoned(ask: Ask, question: str, derived: list[str]) -> None:
    assert set(derived) <= set(figures(ask(question), "derived"))


@pytest.mark.parametrize(
    ("question", "derived"),
    [
        ("what is 2/3 of 330k", ["220K"]),
        ("what is 3/4 of 240k?", ["180K"]),
        ("5% raise each year for 2 years from 200k, what then?", ["220,500", "20,500"]),
        ("how much more per month is 240k than 216k", ["24K", "2K"]),
        ("rsu 310k vs sign on 50k + rsu 230k", ["280K", "30K"]),
        ("how much does a 12% bonus add over 4 years on 250k", ["30K", "120K"]),
        ("add 20k to the Meta Singapore base top", ["240K"]),
        ("my base 140k is how much under the Meta London base top?", ["110K", "30K"]),
    ],
)
def test_parts_raises_and_gaps_as_people_put_them(ask: Ask, question: str, derived: list[str]) -> None:
    assert set(derived) <= {f.removeprefix("$") for f in figures(ask(question), "derived")}


@pytest.mark.parametrize(
    ("question", "derived"),
    [
        ("which is more a year: 200k+15% vs 220k+5%", ["230K", "231K", "1K"]),
        ("my current tc 300, offer tc 345, up what percent?", ["15%", "45K"]),
        ("10% of 220k plus 5% of 220k", ["22K", "11K", "33K"]),
        ("after 40% tax what is 250k", ["150K"]),
    ],
)
def test_rates_are_of_the_offer_that_they_stand_by(ask: Ask, question: str, derived: list[str]) -> None:
    assert set(derived) <= set(figures(ask(question), "derived"))


def test_a_guides_bonus_is_put_on_a_base_that_is_told(ask: Ask) -> None:
    assert "$253K" in figures(ask("total of 220k base with meta's bonus in seattle"), "derived")
    assert "$253K" in figures(ask("what do i get with 220k base and Meta Seattle bonus"), "derived")
