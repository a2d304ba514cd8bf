"""Rows of guides whose tables are of another make: levels without an end, yearly grants, parts that no table has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking import Ask, asking, figures

CAPSTAN = """\
# ML Engineer | Capstan Negotiation Guide

| Level | Base | RSU/Year | Signing |
|---|---|---|---|
| 30-31 | $112K - $151K | $22K - $47K | $8K - $21K |
| 32-33 | $141K - $192K | $38K - $83K | $14K - $33K |
| 34+ | $183K - $251K | $71K - $158K | $27K - $62K |
"""
BOLLARD = """\
# ML Engineer | Bollard Negotiation Guide

| Level | Base | RSU/4yr | w/ Reef Premium |
|---|---|---|---|
| L51-L52 | $131K - $188K | $92K - $207K | $161K - $243K |
| L53 | $169K - $238K | $148K - $316K | $212K - $301K |

### Level

- Moving from L51 to L52 adds $43K-$67K a year
- The L52-to-L53 jump brings a team and $88K+ of RSUs
"""
WINCH = """\
# ML Engineer | Winch Negotiation Guide

| Region | Base | Bonus | Total |
|---|---|---|---|
| Oslo | NOK 810K - NOK 1.1M | 10-15% | NOK 900K - NOK 1.3M |
| Boston | $151K - $222K | 10-15% | $168K - $256K |

> **Negotiate Up Strategy:** "I have another offer at $231K base." Push for a better title.
"""
SHEET = """\
# ML Engineer | Sheetbend Negotiation Guide

| Level | Boston (USD) | Oslo (NOK) |
|---|---|---|
| Mid (L3-L4) | $153,000–$209,000 | NOK 780,000–NOK 980,000 |
| Senior (L5) | $207,000–$268,000 | NOK 960,000–NOK 1,240,000 |

*Total compensation includes base salary ($131K-$196K) and RSU grants.*

> **Negotiate Up Strategy**: Name $191,000 base first, and do not budge.
"""
HAWSER = """\
# ML Engineer | Hawser Negotiation Guide

| Region | Base | RSU/4yr | Total |
|---|---|---|---|
| Boston | $149K - $217K | $101K - $244K | $181K - $291K |

> **Negotiate Up Strategy:** "I'm targeting $209K base with a $37K Retention Sign-on." Accept at $188K+ base with a
> $24K+ sign-on.
"""
GUIDES = {"bollard": BOLLARD, "capstan": CAPSTAN, "winch": WINCH, "hawser": HAWSER, "sheetbend": SHEET}


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    guides, folder = tmp_path_factory.mktemp("guides"), tmp_path_factory.mktemp("index")
    for name, text in GUIDES.items():
        (guides / f"{name}.md").write_text(text, encoding="utf-8")
    with asking(folder, guides) as ask:
        yield ask


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Capstan base from level 32 up", ["$141K - $192K", "$183K - $251K"]),
        ("capstan signing bonus level 33 and above", ["$14K - $33K once", "$27K - $62K once"]),
        ("all Capstan bases by level, from 31 upwards", ["$112K - $151K", "$141K - $192K", "$183K - $251K"]),
        ("Capstan base for 33 and below", ["$112K - $151K", "$141K - $192K"]),
        ("Capstan base at level 32", ["$141K - $192K"]),
    ],
)
def test_levels_without_an_end(ask: Ask, question: str, said: list[str]) -> None:
    assert figures(ask(question)) == said


@pytest.mark.parametrize(
    "question",
    ["Capstan 32-33: the yearly RSU over four years?", "what is Capstan's RSU at level 33 over 4 years"],
)
def test_a_yearly_grant_over_four_years(ask: Ask, question: str) -> None:
    assert [n.text for n in ask(question).numbers if n.source == "derived"] == ["$152K–$332K"]


def test_years_of_experience_multiply_nothing(ask: Ask) -> None:
    answer = ask("Capstan base at level 32, for 4 years of experience")
    assert not [n for n in answer.numbers if n.source == "derived"]


def test_a_script_that_does_not_speak_of_a_part_is_no_answer_for_it(ask: Ask) -> None:
    answer = ask("Does Winch have a sign-on for Boston?")
    assert answer.status == "not_covered"
    assert "another offer" not in answer.text


def test_a_part_that_no_table_has_is_told_by_its_stages(ask: Ask) -> None:
    assert figures(ask("hawser signing bonus in Boston?")) == ["$37K", "$24K+"]


@pytest.mark.parametrize(
    "question",
    [
        "how much signing bonus can i ask for??",
        "how much equity should I ask for",
        "175 base + 190 stock. tell me if this is low, i must answer tonight and i am shaking",
    ],
)
def test_without_a_general_guide_no_companys_words_answer_for_everybody(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status == "needs_detail"
    assert "which company" in answer.questions[0]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("how much does going from L51 to L52 add at Bollard?", ["$43K-$67K"]),
        ("what is the difference between L51 and L52 at Bollard?", ["$43K-$67K"]),
        ("Bollard: the L52 to L53 jump, what is it worth?", ["$88K+"]),
    ],
)
def test_what_a_step_between_levels_is_worth(ask: Ask, question: str, said: list[str]) -> None:
    assert figures(ask(question)) == said


def test_how_far_two_rows_are_apart_is_worked_out_of_the_rows(ask: Ask) -> None:
    text = ask("Bollard base: difference between L52 and L53?").text
    assert "$50K more at the top" in text
    assert "$88K" not in text


def test_a_premium_on_top_is_a_column_and_no_script(ask: Ask) -> None:
    assert "$212K - $301K" in figures(ask("bollard L53 with the reef premium on top"))


def test_what_the_guide_is_said_to_say_of_a_part_is_not_its_script(ask: Ask) -> None:
    answer = ask("does the guide say what base Sheetbend pays?")
    assert "includes base salary ($131K-$196K)" in answer.text
    assert "$191,000" not in answer.text


def test_what_to_ask_for_is_what_the_script_opens_with_or_targets(ask: Ask) -> None:
    text = ask("What should I ask for in base at Hawser?").text
    assert "says to target a base salary of $209K" in text
    assert "says to accept" not in text
