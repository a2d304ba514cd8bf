"""Names beside what is asked: an owner, where somebody remote lives, a second role, a range's middle, a currency."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking import Ask, asking

SKIFF = """\
# ML/AI Engineer | Skiff Negotiation Guide

**Negotiation DNA**: Skiff is a part of IBM. IBM pays its shares out each quarter.

| Region | Base Salary | RSU | Total Comp |
|---|---|---|---|
| Denver | $150K - $210K | $70,000 - $120,000/yr vesting | $205K - $330K |
| Remote US | $140K - $200K | $60,000 - $100,000/yr vesting | $195K - $310K |
| London | £95K - £140K | $50,000 - $90,000/yr vesting | £120K - £195K |

**Negotiate Up Strategy:** Open at $205K base. Accept-at floor: $223K total comp.
"""
SKIFF_4D = """\
# 4D Generative AI Engineer | Skiff Negotiation Guide

| Region | Base Salary | Total Comp | w/ 20% Field Premium |
|---|---|---|---|
| Denver | $190K - $250K | $265K - $390K | $318K - $468K |
| Remote US | $180K - $240K | $255K - $370K | $306K - $444K |
"""
HULL = """\
# ML/AI Engineer | Hull Negotiation Guide

| Level | Denver (USD) | Austin (USD) |
|---|---|---|
| Mid (L3-L4) | $151,000–$207,000 | $136,000–$193,000 |
| Senior (L5) | $205,000–$270,000 | $190,000–$253,000 |
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("beside")
    for name, text in {"skiff.md": SKIFF, "skiff-4d.md": SKIFF_4D, "hull.md": HULL}.items():
        (folder / name).write_text(text, encoding="utf-8")
    with asking(tmp_path_factory.mktemp("index"), folder) as asked:
        yield asked


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Skiff/IBM ML engineer in Denver, base please", "$150K - $210K"),
        ("how does Skiff (so IBM now) pay an ML engineer in Denver, base?", "$150K - $210K"),
        ("Skiff ML engineer remote, I'm in Boise: base?", "$140K - $200K"),
        ("what is the skiff floor, total comp", "$223K"),
        ("skiff: which walk-away total does the guide say?", "$223K"),
        ("what should i not go under in total at Skiff?", "$223K"),
        ("skiff: what is the lowest total I should go for", "$223K"),
        ("4d gen ai skiff denver base", "$190K - $250K"),
        ("4D generative AI engineer skiff denver: total once the 20% field premium is on top", "$318K - $468K"),
        ("skiff ml engineer (not the 4d one!!) denver base", "$150K - $210K"),
        ("hull austin, middle level, what is the pay?", "$136,000–$193,000"),
        ("Skiff ML engineer in London: is the stock in pounds?? and how much", "$50,000 - $90,000"),
        ("Skiff ML engineer Denver: is the stock 70–120k per year or for four years?", "$70,000 - $120,000/yr"),
        ("ML engineer at Skiff in Denver, base 180k, hmm is that mid?", "exactly the midpoint"),
        ("ML engineer Skiff Denver 162k base. is it low? what position", "20% of the way"),
    ],
)  # fmt: skip
def test_the_row_or_figure_meant_is_told_whole(ask: Ask, question: str, said: str) -> None:
    answer = ask(question)
    assert said in answer.text
    assert answer.status == "answered"


def test_two_roles_named_in_full_are_both_told(ask: Ask) -> None:
    text = ask("base in Denver at Skiff: ML/AI engineer vs 4D generative AI engineer").text
    assert "$150K - $210K" in text
    assert "$190K - $250K" in text


def test_a_role_that_is_left_out_is_not_told(ask: Ask) -> None:
    assert "$190K" not in ask("skiff ml engineer (not the 4d one!!) denver base").text


def test_a_role_named_by_its_own_words_is_no_other(ask: Ask) -> None:
    assert "$150K - $210K" not in ask("4d gen ai skiff denver base").text


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Skiff or IBM, which pays more base in Denver?", "IBM"),
        ("Skiff ML engineer in Boise: base?", "Boise"),
        ("Hull/IBM senior in Denver", "IBM"),  # Hull's guide does not speak of it
    ],
)
def test_what_is_asked_for_and_missing_is_said(ask: Ask, question: str, missing: str) -> None:
    answer = ask(question)
    assert missing in answer.text
    assert answer.status in ("partial", "not_covered")


def test_a_packages_worth_is_no_valuation(ask: Ask) -> None:
    answer = ask("Hull Denver L5, what is the package worth")
    assert answer.status == "answered"
    assert "valuation" not in answer.text
