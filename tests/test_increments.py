"""What a negotiate-up script adds to an offer, or asks for outright."""

from __future__ import annotations

import pytest

from corpus.bands import Fact
from corpus.guide import parse_guide
from corpus.scripts import increments_in

TITLE = "### Data Engineer | Acme Global Negotiation Guide\n\n"
TABLE = "| Region | Base | Stock (RSU/4yr) |\n|---|---|---|\n| Oslo | $90K | $40K |\n\n"


def increments(script: str, table: str = TABLE) -> list[Fact]:
    return increments_in(parse_guide(TITLE + table + script + "\n", "acme.md"))


def short(fact: Fact) -> tuple[str, int, int, str, str | None, str | None, str]:
    assert fact.low is not None
    assert fact.high is not None
    return fact.component, int(fact.low), int(fact.high), fact.unit, fact.currency, fact.period, fact.basis


def test_placeholders_mean_what_the_opening_calls_them() -> None:
    """Three sums with three meanings, each with its words, its line and its period."""
    script = (
        '> **Negotiate Up:** "Thanks for $[X]K base, $[Y]K RSUs, and a $[Z]K signing bonus. '
        "I hold an offer at $[W]K TC. I propose a base of $[X+10-20]K, RSUs of $[Y+80-90]K over four years, "
        "and a signing bonus of $[Z+5-8]K. "
        'It is fair."'
    )
    facts = increments(script)
    assert [short(fact) for fact in facts] == [
        ("base", 10_000, 20_000, "money", "USD", "year", "added"),
        ("equity", 80_000, 90_000, "money", "USD", "4 years", "added"),
        ("sign_on", 5_000, 8_000, "money", "USD", "once", "added"),
    ]
    assert [fact.cell for fact in facts] == [
        "I propose a base of $[X+10-20]K",
        "RSUs of $[Y+80-90]K over four years",
        "a signing bonus of $[Z+5-8]K",
    ]
    assert {(fact.line, fact.kind, fact.company, fact.mark) for fact in facts} == {
        (7, "increment", "Acme", "$")
    }


def test_the_same_letter_means_another_thing_in_another_script() -> None:
    """`[Z]` is the bonus where the opening says so, and equity takes the period of its column."""
    script = (
        '> "Thanks for $[X]K base, $[Y]K RSUs, and [Z]% bonus. '
        'I need RSUs at $[Y+70K], a bonus of [Z+5]% and a $25K sign-on."'
    )
    assert [short(fact) for fact in increments(script)] == [
        ("equity", 70_000, 70_000, "money", "USD", "4 years", "added"),
        ("bonus", 5, 5, "percent", None, "year", "added"),
        ("sign_on", 25_000, 25_000, "money", "USD", "once", "absolute"),
    ]


@pytest.mark.parametrize(
    ("sum_", "ends"),
    [
        ("$[Y+15%]", (15, 15)),
        ("$[Y+15-25%]", (15, 25)),
        ("$[Y+15%-25%]K", (15, 25)),
        ("$[Y+15–25]%", (15, 25)),
        ("SGD [Y+15-25%]", (15, 25)),
    ],
)
def test_a_mark_before_a_percentage_is_the_placeholders(sum_: str, ends: tuple[int, int]) -> None:
    """`$[Y+15-25%]` adds a share of the grant, and no dollars."""
    facts = increments(f'> "Thanks for $[X]K base and $[Y]K RSUs. I would like RSUs at {sum_}."')
    assert [(f.component, f.low, f.high, f.unit, f.currency, f.basis) for f in facts] == [
        ("equity", *ends, "percent", None, "added")
    ]


def test_equity_without_a_column_has_no_invented_period() -> None:
    """Where neither the script nor a table says it, the period is not known."""
    assert [
        fact.period for fact in increments('> "Thanks for $[Y]K RSUs. I want RSUs at $[Y+70K]."', table="")
    ] == [None]


def test_a_script_may_run_over_several_lines() -> None:
    """A wrapped quotation is one text, and each fact names the line where its amount begins."""
    script = (
        '> "Thanks for SGD [X]K base and SGD [Y]K\n'
        "> RSUs. I would like a base of SGD [X+10]K and\n"
        '> a SGD 15K sign-on."'
    )
    assert [(fact.line, fact.component, fact.currency, fact.low) for fact in increments(script)] == [
        (8, "base", "SGD", 10_000),
        (9, "sign_on", "SGD", 15_000),
    ]


@pytest.mark.parametrize(
    "script",
    [
        '> "I have an offer at $[X] TC."',
        '> "I ask for a base of $[X]K, RSUs of $[Y]K and a signing bonus of $[Z]K."',
        "> Open at $200,000 base with $165,000 in RSUs over 4 years. Accept at $190K+ base.",
        '> "I see [X+2 years] of work here."',
        "Revenue of $4B+ is not pay.",
    ],
)
def test_other_scripts_hold_no_increment(script: str) -> None:
    """Without a sum on a named part of pay nothing is added."""
    assert increments(script) == []


def test_what_the_opening_repeats_is_not_asked_for() -> None:
    """An amount in the opening, or of a rival, is no request."""
    script = '> "Thanks for $[Y]K RSUs and a $30K sign-on. Zeta offers $90K base. I need RSUs at $[Y+70K]."'
    assert [fact.component for fact in increments(script)] == ["equity"]
