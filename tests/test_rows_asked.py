"""Rows asked about in many words: multiplied, in a currency of the person's, at several levels, without figures.

Two invented companies; none of these questions is among the cases in `evals/cases`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking import Ask, asking, figures, formulas

TAMARIX = """---
company: Tamarix
role: Data Engineer
---

# Tamarix Data Engineer Offer Guide

## Pay

| City | Level | Base | Equity (4 years) | Bonus |
|---|---|---|---|---|
| Oslo | Junior | NOK 620K-710K | NOK 80K-120K | 5% |
| Oslo | Mid | NOK 720K-830K | NOK 150K-240K | 8% |
| Oslo | Senior | NOK 840K-980K | NOK 260K-400K | 10% |
| Oslo | Staff | NOK 990K-1.15M | NOK 420K-640K | 12% |
| Oslo | Principal | NOK 1.16M-1.4M | NOK 700K-900K | 15% |
| Bergen | Principal | NOK 1.1M-1.3M | NOK 650K-850K | 15% |
| Bergen | Staff | NOK 940K-1.09M | NOK 380K-590K | 12% |
| Bergen | Senior | NOK 790K-930K | NOK 230K-360K | 10% |
| Bergen | Mid | NOK 680K-780K | NOK 130K-210K | 8% |
| Bergen | Junior | NOK 590K-670K | NOK 70K-100K | 5% |
"""
VERDANO = """---
company: Verdano
role: Product Designer
---

# Verdano Product Designer Offer Guide

## Bands

| Location | Base Salary | Equity | Bonus | Total Compensation |
|---|---|---|---|---|
| Leeds (UK) | £64K-£88K | £40K-£72K | 10% | £80K-£115K |
| Valencia (Spain) | €48K-€66K | €20K-€44K | 8% | €55K-€80K |
| Denver (US) | $118K-$164K | $60K-$140K | 12% | $145K-$220K |
| Calgary (Canada) | CAD 96K-CAD 130K | CAD 40K-CAD 80K | 10% | CAD 115K-CAD 160K |
| Porto | Negotiable | Discretionary | Not offered | Ask |
| Lyon | €50K-€70K | Not granted | Discretionary | Ask |

## Level Mapping

| Verdano Level | Equivalent @ Initech |
|---|---|
| D3 | IC4 |
| D5+ | IC6+ |
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    guides, folder = tmp_path_factory.mktemp("guides"), tmp_path_factory.mktemp("index")
    (guides / "tamarix.md").write_text(TAMARIX, encoding="utf-8")
    (guides / "verdano.md").write_text(VERDANO, encoding="utf-8")
    with asking(folder, guides) as ask:
        yield ask


@pytest.mark.parametrize(
    ("question", "value", "formula"),
    [
        ("0.35 times the floor of base at Verdano in Leeds?", "£22,400", "64000 * 0.35"),
        ("What is 1.25 times the top of the base at Verdano in Valencia?", "€82,500", "66000 * 1.25"),
        ("What is twice the base top for Verdano in Denver?", "$328K", "164000 * 2"),
        ("the base floor at Verdano Calgary multiplied by 0.6", "CAD 57,600", "96000 * 0.6"),
        ("three times the lowest base for Verdano in Leeds", "£192K", "64000 * 3"),
        ("one and a half times the top of base, Verdano Leeds", "£132K", "88000 * 1.5"),
        ("Verdano Leeds base top, doubled?", "£176K", "88000 * 2"),
        ("triple the base ceiling at Verdano in Denver", "$492K", "164000 * 3"),
        ("0.85x the max total comp at Verdano in Denver", "$187K", "220000 * 0.85"),
        ("two thirds of the top of base at Verdano Valencia", "€44K", "(66000 * 2) / 3"),
        ("half the floor of the base at Verdano Leeds", "£32K", "64000 / 2"),
        ("top base for Verdano Denver; also half of it, for my notes", "$82K", "164000 / 2"),
        ("the floor of base at Verdano Leeds, 2.5 times that", "£160K", "64000 * 2.5"),
        (".75 times the top of the equity at Verdano in Leeds", "£54K", "72000 * 0.75"),
    ],
)
def test_an_end_is_multiplied_by_the_very_factor_that_is_named(
    ask: Ask, question: str, value: str, formula: str
) -> None:
    """The formula has the factor itself, whatever it is, and a number is shown as the person's."""
    answer = ask(question)
    assert (answer.withheld, formulas(answer)) == (0, {value: formula})
    numbers = ("0.35", "1.25", "0.6", "0.85", "2.5", "0.75")
    assert figures(answer, "input") == [n for n in numbers if f"* {n}" in formula]


@pytest.mark.parametrize(
    "question",
    [
        "Can you double-check the top of base at Verdano in Leeds?",
        "I asked three times already: what is the top of base at Verdano Leeds?",
        "I asked twice what the top of base at Verdano Leeds is",
        "Is pay reviewed twice a year at Verdano Leeds, and what is the top of base?",
        "How many times the floor is the top of the base at Verdano Leeds?",
        "is the top of base at Verdano Leeds more than twice the floor?",
    ],
)
def test_a_word_that_multiplies_no_end_makes_no_amount(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert "£88K" in answer.text
    assert not [text for text in figures(answer, "derived") if not text.endswith("%")]


@pytest.mark.parametrize(
    ("question", "own"),
    [
        ("My base is 70K in euros at Verdano in Leeds. Is it inside the band?", "€70K"),
        ("My base is 60K in GBP at Verdano in Valencia. Where does that sit?", "GBP 60K"),
        ("100K in CAD at Verdano in Denver, where is it in the base band", "CAD 100K"),
        ("I was offered 100K in US dollars as base at Verdano in Calgary. is it low?", "$100K"),
        ("paid in euros, my base at Verdano Leeds is 70K. good?", "€70K"),
        ("My base in euros is 70K at Verdano in Leeds, is that inside?", "€70K"),
        ("They offer me 700K a year in RMB as base at Verdano Denver. Good?", "CNY 700K"),
        ("70K in € as base at Verdano Leeds, inside?", "€70K"),
        ("900K in SEK at Tamarix in Oslo as senior, base ok?", "SEK 900K"),
        ("my base at verdano leeds is 70 in euros, is that inside the band", "€70K"),
    ],
)
def test_an_amount_is_in_the_currency_that_words_give_it(ask: Ask, question: str, own: str) -> None:
    """A currency behind "in" is the amount's own, and never the row's."""
    answer = ask(question)
    assert f"Your {own} cannot be placed" in answer.text
    assert "the currencies differ" in answer.text
    assert answer.not_covered == ()


@pytest.mark.parametrize(
    ("question", "own"),
    [
        ("My base is 70K in pounds sterling at Verdano in Leeds. Is it inside the band?", "£70K"),
        ("Is 60 thousand in euro a good base at Verdano Valencia?", "€60K"),
        ("base 150K in dollars at Verdano Denver, ok?", "$150K"),
        ("I was offered 100K in local currency as base at Verdano in Calgary. is it low?", "CAD 100K"),
        ("I get 100K in cash as base at Verdano in Calgary. is it low?", "CAD 100K"),
        ("I was offered 100K in Canada at Verdano. is base low?", "CAD 100K"),
        ("70K in base at Verdano Leeds, good?", "£70K"),
        ("Verdano Leeds: difference in pounds between my 70k base and the top", "£70K"),
        ("Is my base of 70K at Verdano Leeds in pounds or in euros? is it inside the band?", "£70K"),
        ("How much is my 70K base at Verdano Leeds in euros?", "£70K"),
        ("my base 70K at Verdano Leeds. convert it to euros", "£70K"),
    ],
)
def test_an_amount_is_in_the_rows_currency_where_no_words_give_it_another(
    ask: Ask, question: str, own: str
) -> None:
    """Nor is it in one that it is to be turned into, or that is asked about."""
    assert f"Your {own} is inside" in ask(question).text


def test_a_currency_beside_an_amount_that_has_one_is_asked_for(ask: Ask) -> None:
    answer = ask("1 gbp in usd today")
    assert (answer.status, answer.not_covered) == ("not_covered", ("exchange rates",))


LEVELS = ("Junior", "Mid", "Senior", "Staff", "Principal")


@pytest.mark.parametrize(
    ("question", "oslo", "bergen"),
    [
        ("Tamarix base from mid to staff", "Mid Senior Staff", "Mid Senior Staff"),
        ("Tamarix base in Bergen from mid to staff", "", "Mid Senior Staff"),
        ("Tamarix base from staff down to mid in Oslo", "Mid Senior Staff", ""),
        ("Tamarix base for junior and for senior to principal", *["Junior Senior Staff Principal"] * 2),
        ("Tamarix base in Oslo for junior, and senior to principal", "Junior Senior Staff Principal", ""),
        ("Tamarix base mid through senior", "Mid Senior", "Mid Senior"),
        ("Tamarix base for mid and staff", "Mid Staff", "Mid Staff"),
        ("Tamarix base from junior to mid and from staff to principal in Bergen", "", "Junior Mid Staff Principal"),
        ("Tamarix bonus from senior up to principal in Bergen", "", "Senior Staff Principal"),
        ("Tamarix base: everything from junior till senior, Oslo", "Junior Mid Senior", ""),
    ],
)  # fmt: skip
def test_all_levels_from_one_to_another_are_shown_and_no_others(
    ask: Ask, question: str, oslo: str, bergen: str
) -> None:
    """Each pair has its own ends, and a table may run from the top or from the bottom."""
    text = ask(question).text
    for city, levels in (("Oslo", oslo), ("Bergen", bergen)):
        assert " ".join(level for level in LEVELS if f"{city}, {level}" in text) == levels
    assert "together" not in text


def test_a_level_that_no_row_is_for_is_said_beside_one_that_has_a_row(ask: Ask) -> None:
    answer = ask("Tamarix base for mid and distinguished in Oslo")
    assert answer.not_covered == ("figures for distinguished at Tamarix",)
    assert "NOK 720K-830K" in answer.text
    assert "together" not in answer.text


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("What is the base for junior at Tamarix in Oslo, and for senior?", ["620K-710K", "840K-980K"]),
        ("What is the base for junior at Tamarix in Oslo? And senior?", ["620K-710K", "840K-980K"]),
        ("What is the base for junior at Tamarix in Oslo, and what about senior?", ["620K-710K", "840K-980K"]),
        ("What is the bonus for mid at Tamarix in Bergen? How about principal?", ["8%", "15%"]),
        ("Tamarix Oslo junior bonus? and which for senior", ["5%", "10%"]),
        ("What does junior get as base at Tamarix in Bergen, and what does senior get?", ["590K-670K", "790K-930K"]),
        ("What is the base for junior at Tamarix in Oslo, and for the staff level?", ["620K-710K", "990K-1.15M"]),
        ("Equity for staff at Tamarix in Oslo? and for principal in Bergen?", ["420K-640K", "650K-850K"]),
        ("What is the base for junior at Tamarix in Oslo? And how much equity for senior?", ["620K-710K", "260K-400K"]),
    ],
)  # fmt: skip
def test_a_level_alone_is_asked_of_the_same_part_of_pay(ask: Ask, question: str, shown: list[str]) -> None:
    """What follows names another row, by its level, and goes on about the part named before."""
    assert figures(ask(question)) == [f if f.endswith("%") else f"NOK {f}" for f in shown]


NO_FIGURES = {
    "Base Salary": "Negotiable", "Equity": "Discretionary", "Bonus": "Not offered", "Total Compensation": "Ask"
}  # fmt: skip


@pytest.mark.parametrize(
    ("question", "columns", "status"),
    [
        ("What does Verdano pay in Porto?", list(NO_FIGURES), "partial"),
        ("Base for Verdano in Porto?", ["Base Salary"], "partial"),
        ("What is the bonus for Verdano in Porto?", ["Bonus"], "answered"),
        ("Verdano Porto total comp and equity", ["Equity", "Total Compensation"], "partial"),
        ("Compare Verdano in Porto and Leeds", list(NO_FIGURES), "partial"),
        ("base for Verdano in Leeds and in Porto", ["Base Salary"], "partial"),
        ("my base is 50K at Verdano in Porto, ok?", ["Base Salary"], "partial"),
        ("Verdano Porto sign-on?", list(NO_FIGURES), "partial"),
    ],
)
def test_a_row_without_any_figure_is_told_by_its_cells(
    ask: Ask, question: str, columns: list[str], status: str
) -> None:
    """It is a row of the guide: what it reads is quoted, and that it has no figures is said."""
    answer = ask(question)
    assert answer.status == status
    assert "have no row" not in answer.text
    said = [name for name in NO_FIGURES if f"in Porto, the guide's “{name}” reads “{NO_FIGURES[name]}”" in answer.text]
    assert said == columns
    assert answer.not_covered == (() if status == "answered" else ("figures for Verdano in Porto",))


def test_a_place_without_a_row_has_none(ask: Ask) -> None:
    answer = ask("What does Verdano pay in Madrid?")
    assert answer.status == "not_covered"
    assert "have no row for Verdano in Madrid" in answer.text


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("What is the equity for Verdano in Lyon?", ()),
        ("What is the equity and the base for Verdano in Lyon?", ()),
        ("What is the bonus for Verdano in Lyon?", ("bonus for Verdano",)),
        ("What is the bonus and the base for Verdano in Lyon?", ("bonus for Verdano",)),
        ("bonus and equity at Verdano Lyon", ("bonus for Verdano",)),
        ("What does Verdano pay in Lyon?", ()),
    ],
)
def test_what_a_cell_without_a_figure_leaves_open_is_one_fact(
    ask: Ask, question: str, lacking: tuple[str, ...]
) -> None:
    """ "Not granted" answers, and "Discretionary" does not, whether the part is asked for alone or among others."""
    answer = ask(question)
    assert answer.not_covered == lacking
    assert answer.status == ("partial" if lacking else "answered")


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("the highest sterling base anywhere", ["£88K", "£64K-£88K"]),
        ("which Canadian dollar base is the highest overall", ["CAD 130K", "CAD 96K-CAD 130K"]),
        ("the lowest US dollar base anywhere", ["$118K", "$118K-$164K"]),
        ("highest euro base of all companies?", ["€50K-€70K", "€48K-€66K"]),
    ],
)
def test_rows_are_ranked_in_the_currency_that_is_named(ask: Ask, question: str, shown: list[str]) -> None:
    """By whatever name it goes."""
    assert figures(ask(question)) == shown


@pytest.mark.parametrize(
    ("question", "mapped"),
    [
        ("Which level is a Verdano D6 at Initech?", "sets Verdano D5+ against IC6+ at Initech"),
        ("Which level is a Verdano D3 at Initech?", "sets Verdano D3 against IC4 at Initech"),
    ],
)
def test_an_open_end_of_a_level_map_holds_what_lies_above_it(ask: Ask, question: str, mapped: str) -> None:
    answer = ask(question)
    assert (answer.status, mapped in answer.text) == ("answered", True), answer.text


def test_a_level_below_an_open_end_is_not_mapped(ask: Ask) -> None:
    assert "sets Verdano" not in ask("Which level is a Verdano D4 at Initech?").text
