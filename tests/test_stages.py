"""The figures of a negotiation's stages: which a guide's words are read as, how they are asked for, and what may
be said of them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import Ask, asking, figures

from assistant.grounding import check
from assistant.verifying import evidence_in
from corpus.guide import parse_guide
from corpus.passages import passages_in
from corpus.stages import stages_in

MASTHEAD = """\
# ML Engineer | Masthead Negotiation Guide

| Region | Base Salary | RSU/4yr | Sign-On | Total Comp |
|---|---|---|---|---|
| Boston | $150K - $215K | $120K - $310K | $15K - $45K | $205K - $330K |
| Denver | $140K - $205K | $115K - $295K | $15K - $45K | $195K - $310K |
| London | £95K - £140K | £60K - £160K | £8K - £20K | £120K - £195K |

> **Negotiate Up Strategy:** Open at $211,000 base (Boston) / $203,000 (Denver) / £137,000 (London) with a request
> for $290,000 in RSUs (NYSE: MAST) over 4 years and a $41,000 signing bonus. Reference offers from Umbra at
> $223,000 base plus $300,000 equity. If they open at $160,000 base, hold. Your accept-at floor should be $176,000
> base with $185,000 RSUs and a $22,000 sign-on — below this, walk to the other offer.
"""
KEEL = """\
# ML Engineer | Keel Negotiation Guide

| Level | Base | Options (4yr) |
|---|---|---|
| IC4 | $130K - $175K | $80K - $200K |
| IC5 | $165K - $230K | $120K - $310K |

**Negotiate Up Strategy:** "I'm targeting $224K base and $296K options over 4 years. Engineers at Umbra start at
$240K base." Accept-at floor: $151K base / $143K options for IC4; $193K base / $218K options for IC5.
Walk away below $149K base unless the grant is doubled.
"""
SPAR = """\
# ML Engineer | Spar Negotiation Guide

| Level | Base | RSU (4 years) | Signing |
|---|---|---|---|
| 40-41 | $120K - $180K | $90K - $260K | $10K - $40K |

## Scenario: L41 Offer

| Component | Initial | Target (+$41K) | Stretch (+$77K) |
|---|---|---|---|
| Base | $138K | $157K | $171K |
| RSU/Year | $31K | $48K | $63K |
| Signing (Yr1) | $12K | $23K | $29K |
"""
GUIDES = {"masthead.md": MASTHEAD, "keel.md": KEEL, "spar.md": SPAR}


def _read(text: str) -> set[tuple[str, str, int, str | None]]:
    facts = stages_in(parse_guide(text, "guide.md"))
    return {(f.stage, f.component, int(f.low or 0), f.region or f.level) for f in facts}


def test_each_stage_is_read_with_its_part_and_place() -> None:
    assert _read(MASTHEAD) == {
        ("opening", "base", 211_000, "Boston"),
        ("opening", "base", 203_000, "Denver"),
        ("opening", "base", 137_000, "London"),
        ("opening", "equity", 290_000, None),
        ("opening", "sign_on", 41_000, None),
        ("floor", "base", 176_000, None),
        ("floor", "equity", 185_000, None),
        ("floor", "sign_on", 22_000, None),
    }


def test_floors_for_two_levels_are_told_apart() -> None:
    assert _read(KEEL) == {
        ("target", "base", 224_000, None),
        ("target", "options", 296_000, None),
        ("floor", "base", 151_000, "IC4"),
        ("floor", "options", 143_000, "IC4"),
        ("floor", "base", 193_000, "IC5"),
        ("floor", "options", 218_000, "IC5"),
    }


def test_columns_that_are_stages_are_read_for_the_level_of_their_heading() -> None:
    facts = stages_in(parse_guide(SPAR, "guide.md"))
    assert {(f.stage, f.component, f.period, f.level) for f in facts if f.low == Decimal(48_000)} == {
        ("target", "equity", "year", "L41")
    }
    assert len(facts) == 9


@pytest.mark.parametrize(
    "sentence",
    [
        "Engineers elsewhere start at $150K base.",
        "If they open at $150K base, hold.",
        "Do not open at $150K base.",
        "Open at $150K.",
        "The market opens at $5M of revenue.",
        "Accept at $150K base if the RSUs are doubled.",
        "Our annual target is $150M of revenue.",
        'Say: "the base should be $[X+20]K." Open at $150K base.',
    ],
)
def test_what_is_not_plain_is_not_read(sentence: str) -> None:
    assert not stages_in(parse_guide(f"# ML Engineer | Mast Negotiation Guide\n\n{sentence}\n", "mast.md"))


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        (
            "In Oslo, start at NOK 900,000 base. Accept no lower than NOK 810,000 base.",
            {("opening", "Oslo"), ("floor", "Oslo")},
        ),
        ("Target London £90K base, Oslo NOK 850,000 base.", {("target", "London"), ("target", "Oslo")}),
        ("Anchor your initial ask at **$150K base** in any case.", {("opening", None)}),
        ("To close, request base at $150,000, RSUs at $200,000 over four years.", {("close", None)}),
        ("Mast will counter at $120K-$130K RSUs.", {("counter", None)}),
        ("Never accept less than $150K base.", {("floor", None)}),
        ("Walk away below $150K base or if the title is lower.", {("walk_away", None)}),
    ],
)
def test_other_ways_to_name_a_stage(sentence: str, read: set[tuple[str, str | None]]) -> None:
    facts = stages_in(parse_guide(f"# ML Engineer | Mast Negotiation Guide\n\n{sentence}\n", "mast.md"))
    assert {(f.stage, f.region) for f in facts} == read


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    guides, folder = tmp_path_factory.mktemp("guides"), tmp_path_factory.mktemp("index")
    for name, text in GUIDES.items():
        (guides / name).write_text(text, encoding="utf-8")
    with asking(folder, guides) as ask:
        yield ask


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What do I open with at Masthead in Denver, base?", ["$203,000"]),
        ("masthead london opening base", ["£137,000"]),
        ("the accept floor at Masthead: RSU and signing", ["$185,000", "$22,000"]),
        ("Where does Keel's strategy put the lowest I accept, base at IC4?", ["$151K"]),
        ("Which base do I target at Keel?", ["$224K"]),
        ("the stretch base in Spar's L41 scenario?", ["$171K"]),
        ("spar target RSU per year, L41?", ["$48K"]),
    ],
)
def test_a_stage_is_quoted(ask: Ask, question: str, said: list[str]) -> None:
    assert figures(ask(question)) == said


@pytest.mark.parametrize(
    ("question", "apart"),
    [
        ("how far apart are masthead's opening ask and accept floor, rsu and signing each", ["$105K", "$19K"]),
        ("masthead denver: from the opening base to the least I accept, what is the gap?", ["$27K"]),
        ("Keel floor: how much more base and how much more options should a IC5 take than a IC4?", ["$42K", "$75K"]),
        ("spar: from target up to stretch, how much base and how much signing is in between?", ["$14K", "$6K"]),
        ("they start with 170 base at Keel, how far is that from what the guide says to target?", ["$54K"]),
        ("keel: target vs accept for IC5, base only", ["$31K"]),
        ("how much do I give up in RSU from opening to accept at Masthead", ["$105K"]),
        ("masthead: the base I open with in Boston and in Denver, what is the difference?", ["$8K"]),
        ("Spar L41 base, initial offer and target: how many percent more is the target?", ["13.8%", "12.1%", "$19K"]),
    ],
)
def test_the_distance_is_worked_out(ask: Ask, question: str, apart: list[str]) -> None:
    assert [n.text for n in ask(question).numbers if n.source == "derived"] == apart


def test_what_is_in_no_figure_is_shown_in_the_guides_words(ask: Ask) -> None:
    text = ask("Keel: the base to walk away below and the base to accept at IC4?").text
    assert "Walk away below $149K base unless the grant is doubled." in text
    assert "accept no less than a base salary of $151K" in text


def test_the_company_of_one_part_is_that_of_the_stages_in_another(ask: Ask) -> None:
    said = figures(ask("what do I open with on base and what's the base band at Masthead in Denver"))
    assert said == ["$203,000", "$140K - $205K"]


@pytest.mark.parametrize(
    "question", ["what should I open with?", "what do I open with, and which base do I accept at least?"]
)
def test_no_companys_stages_answer_for_everybody(ask: Ask, question: str) -> None:
    assert ask(question).status == "needs_detail"


@pytest.mark.parametrize(
    "question",
    [
        "What is the floor of the base range at Masthead in Denver?",
        "base floor in Denver at Masthead",
        "how long do I have to accept at Masthead?",
        "Is there an opening at Masthead right now?",
        "How do I open the conversation with Masthead?",
        "what is the base at Masthead in Denver?",
    ],
)
def test_other_questions_are_not_of_a_stage(ask: Ask, question: str) -> None:
    text = ask(question).text
    assert "says to open with" not in text
    assert "says to accept" not in text


@pytest.mark.parametrize(
    ("text", "supported"),
    [
        ("Masthead's guide says to open with a base of $203,000 in Denver.", True),
        ("Masthead's guide says to open with a base of $211,000 in Denver.", False),
        ("Masthead's guide says to accept a base of $203,000 in Denver.", False),
        ("Masthead's guide says to open with RSUs of $41,000.", False),
        ("The accept floor of Masthead in Denver is a base of $176,000.", True),
        ("The accept floor of Masthead in London is a base of $176,000.", False),
        ("The base at Masthead is $176,000.", False),
        ("Keel: accept no less than $151K base for IC4.", True),
        ("Keel: accept no less than $151K base for IC5.", False),
        ("Masthead: between the opening sign-on of $41,000 and the accept floor of $22,000 there is $19,000.", True),
        ("Masthead: between the opening sign-on of $41,000 and the accept floor of $22,000 there is $29,000.", False),
    ],
)
def test_a_figure_is_its_own_stages_alone(text: str, supported: bool) -> None:
    guides = [parse_guide(body, name) for name, body in GUIDES.items()]
    evidence, lexicon = evidence_in(guides, [p for guide in guides for p in passages_in(guide)])
    amounts = [v for v in check(text, evidence, lexicon) if v.verdict != "not_an_amount"]
    assert all(v.verdict != "unsupported" for v in amounts) == supported
