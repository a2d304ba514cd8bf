"""Amounts without their K, formulas that a sentence writes out, and what words work out of its figures."""

from __future__ import annotations

from decimal import Decimal

import pytest
from test_grounding import EVIDENCE, LEXICON, flagged

from assistant.describing import described
from assistant.grounding import check
from assistant.written_formulas import formulas_in

# A right sentence and a wrong one made of it.
PAIRS = [
    # without a K, without a mark
    ("norwell dublin base 142-218", "norwell dublin base 142-219"),
    ("norwell dublin base 142-218", "norwell munich base 142-218"),
    ("Norwell in Dublin: base 142 to 218, stock 188 to 436", "Norwell in Dublin: base 188 to 436, stock 142 to 218"),
    ("Base at Norwell in Austin runs 176,000 to 264,000.", "Base at Norwell in Austin runs 176,000 to 246,000."),
    ("Norwell's Dublin floor of 142 is 11K above Munich's 131, base, $K.",
     "Norwell's Dublin floor of 142 is 13K above Munich's 131, base, $K."),
    # formulas
    ("midpoint of dublin base, norwell: (142+218)/2 = 180k", "midpoint of dublin base, norwell: (142+218)/2 = 190k"),
    ("The middle of Norwell's Dublin base $142K–$218K is $180K, (142+218)/2.",
     "The middle of Norwell's Dublin base $142K–$218K is $180K, (142+264)/2."),
    ("Austin at Norwell: 264 − 176 = 88 (K USD, base).", "Austin at Norwell: 264 − 176 = 98 (K USD, base)."),
    ("So Dublin stock at Norwell: 188/4 is 47 and 436/4 is 109, thousand a year.",
     "So Dublin stock at Norwell: 188/4 is 47 and 436/4 is 190, thousand a year."),
    ("Norwell, Dublin? $142K × 15% = $21.3K of bonus.", "Norwell, Dublin? $142K × 15% = $22.3K of bonus."),
    ("Norwell's Dublin base: 218 over 142, a factor of 1.54.",
     "Norwell's Dublin base: 218 over 142, a factor of 1.64."),
    ("Kestrel's ask of 160K in total (95 + 65) is what the script has.",
     "Kestrel's ask of 160K in total (85 + 75) is what the script has."),
    ("$190K + $280K + $38K + $22K = $530K in the general example.",
     "$190K + $280K + $38K + $22K = CNY 530K in the general example."),
    # words
    ("Norwell's Austin base floor is $176K, and with the script's +$15–25K it becomes $191K–$201K.",
     "Norwell's Austin base floor is $176K, and with the script's +$15–25K it becomes $191K–$211K."),
    ("The top base at Norwell in Munich, $204K, is $17K a month when divided by twelve.",
     "The top base at Norwell in Munich, $204K, is $18K a month when divided by twelve."),
    ("A bonus of 15% on Norwell's Austin base of $176K is $26,400.",
     "A bonus of 15% on Norwell's Austin base of $176K is $25,400."),
    ("Kestrel, Austin: on the top base of $246K the bonus is $36,900 to $49,200 (15–20%).",
     "Kestrel, Austin: on the top base of $246K the bonus is $36,900 to $49,900 (15–20%)."),
    ("The floors of base at Norwell average about $150K: Dublin $142K, Munich $131K, Austin $176K.",
     "The floors of base at Norwell average about $160K: Dublin $142K, Munich $131K, Austin $176K."),
    # whose it is
    ("Dublin or Munich with Norwell? On base, $142K–$218K in Dublin wins over $131K–$204K.",
     "Dublin or Munich with Norwell? On base, $142K–$218K in Dublin wins over $131K–$218K."),
    ("Norwell base, Dublin over Munich: $142K against $131K at the low end and $218K against $204K at the high end.",
     "Norwell base, Dublin over Munich: $142K against $131K at the high end and $218K against $204K at the low end."),
    # in a mail or a chat
    ("1) Dublin base $142K–$218K 2) Munich base $131K–$204K 3) both Norwell",
     "1) Dublin base $142K–$218K 2) Munich base $131K–$218K 3) both Norwell"),
    ("Recruiter, 10:42: our Dublin base at Norwell is $142K to $218K.",
     "Recruiter, 10:42: our Dublin base at Norwell is $142K to $242K."),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong"), PAIRS)
def test_what_is_worked_out_passes_and_what_is_not_so_does_not(right: str, wrong: str) -> None:
    """A right sentence has no figure without a source; the same sentence with one false figure has."""
    assert flagged(right) == []
    assert flagged(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "At Norwell 142 people in Dublin are on base pay.",  # a count is no amount
        "Norwell's base in Dublin is 560–1.05M.",  # two ends in two units
        "Norwell's Dublin equity goes from $188K to minus $436K.",  # a minus is no formula's
        "norwell dublin rsu min minus 188k max 436k (4 yr)",
        "Middle of Norwell's Dublin total: ($142K + $218K) / 2 = $180K.",  # of base, and not of the total
        "Norwell in Dublin, total floors: $142K − $131K = $11K.",
        "Dublin, Norwell? $188K × 15% = $28.2K.",  # a bonus is no share of a grant
        "The top grant at Norwell in Dublin is $436K over four years ($188K ÷ 4 = $47K a year).",
        "Norwell, base floors of Dublin and Austin: 142 − 176 = 34, $K.",  # turned round
        "Not Kestrel's but Norwell's Shenzhen base is CNY 465K–CNY 910K.",  # the place does not choose
    ],
)
def test_what_merely_resembles_it_is_flagged(text: str) -> None:
    """Neither a count, nor a sign, nor another part of pay becomes right by a formula."""
    assert flagged(text)


def test_a_formula_is_shown_with_its_operands() -> None:
    """What a written formula gives is derived, and the formula is the one that was recomputed."""
    found = {v.text: v for v in check("dublin base, norwell: (142+218)/2 = 180k", EVIDENCE, LEXICON)}
    assert found["180k"].verdict == "derived"
    assert found["180k"].derivation is not None
    assert found["180k"].derivation.formula == "(142000 + 218000) / 2"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("(170+250)/2 = 210", [Decimal(210)]),
        ("300 less 210 and $95K/4", [Decimal(90), Decimal(23750)]),
        ("210 + 75 (from 300 over 4) + 31.5", [Decimal("316.5"), Decimal(75)]),
        ("from 56 to minus 105", []),
        ("min 225 max 530", []),
        ("170 to 250 over 4 years", []),
        ("base (170) and stock (240)", []),
    ],
)
def test_formulas_of_a_sentence(text: str, values: list[Decimal]) -> None:
    """Signs join operands where nothing but a word of pay stands between, and only there."""
    numbers, _ = described(text, 0, ())
    found = formulas_in(text, 0, numbers)
    assert [f.value(lambda i: numbers[i].amount.low) for f in found] == values
