"""Figures in letters, scripts and replies: the person's own pass as theirs, and only as theirs."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Literal

import pytest
from test_grounding import EVIDENCE, LEXICON

from assistant.grounding import Derivation, Evidence, Given, check
from corpus.money import Amount

# What the person entered: an offer from Norwell in Dublin, another one from Quillon, and what is left behind.
OFFER = {
    "base": (170_000, "money"),
    "equity": (300_000, "money"),
    "sign_on": (30_000, "money"),
    "bonus": (12, "percent"),
}


def planned(low: int, high: int, formula: str, component: str) -> Derivation:
    """An amount that was planned before any wording."""
    return Derivation(Decimal(low), Decimal(high), "money", "USD", formula, ("input",), component)


PLANNED = (
    planned(405_000, 436_000, "300000 + 105000 to 436000", "equity"),
    planned(185_000, 195_000, "170000 + 15000 to 170000 + 25000", "base"),
    planned(65_000, 85_000, "30000 + 35000 to 30000 + 55000", "sign_on"),
    planned(265_400, 265_400, "170000 + 300000/4 + 0.12*170000", "total"),
)


def amount(value: int, unit: Literal["money", "percent"] = "money") -> Amount:
    """A figure as the person entered it."""
    money = unit == "money"
    return Amount(
        Decimal(value), Decimal(value), unit, "USD" if money else None, "$" if money else "", None, "", 0, 0
    )


GIVEN = (
    *(Given(amount(value, unit), part) for part, (value, unit) in OFFER.items()),  # type: ignore[arg-type]
    Given(amount(720_000), "total", "OpenAI"),
    Given(amount(115_000)),  # unvested
)
WITH_PARTS = replace(EVIDENCE, given=GIVEN, derived=PLANNED)
WITHOUT_PARTS = replace(EVIDENCE, inputs=tuple(g.amount for g in GIVEN), derived=PLANNED)

TRUE = [
    "Thank you for the offer of $170K base and $300K in RSUs you sent me.",
    "Thank you for the offer of $170K base, $300K in RSUs over four years, a 12% bonus and a $30K sign-on.",
    "I would like to propose moving the RSUs to $405K–$436K over four years.",
    "Could we move the base to $185K–$195K and the sign-on to $65K–$85K?",
    "I have a written offer from OpenAI at $720K.",
    "A written offer from OpenAI at $720K in total is on the table.",
    "I would leave about $115K unvested.",
    "By joining I forfeit $115K of unvested equity.",
    "The base of $170K sits inside Norwell's range of $142K–$218K for Dublin.",
    "Norwell's guide puts base in Dublin at $142K–$218K, and your offer is at $170K.",
    "You offered me a base of $170K; Norwell's band for Dublin goes up to $218K.",
    "The offer stands at $170K base, $300K RSUs and a $30K signing bonus.",
    "Dear Sam,\n\nthank you for the offer: $170K base, $300K of RSUs and 12% bonus.\n\nKind regards",
    "My current offer has $300K in equity. I am asking for $405K–$436K.",
    "As it stands, the offer comes to $265,400 a year.",
    "I'd be ready to sign at a base of $185K.",
    "The RSUs you offered, $300K over four years, are what I would most like to talk about.",
    "Would $405K be possible on the equity?",
    "If the base stays at $170K, could the sign-on go to $85K?",
    "To offset the $115K I forfeit, I ask for a sign-on of $65K–$85K.",
    "Your recruiter told me $170K base, and the written offer says $300K in RSUs.",
    "Norwell tops out at $436K in RSUs for Dublin, and I was offered $300K.",
    "My other offer, from OpenAI, is $720K in total.",
    "We are at $170K on base today. I am looking for $185K–$195K.",
]
FALSE = [
    ("wrong amount", "Thank you for the offer of $175K base and $300K in RSUs you sent me."),
    ("wrong amount", "Thank you for the offer of $170K base and $310K in RSUs you sent me."),
    ("a cell's figure as the offer", "Thank you for the offer of $218K base you sent me."),
    ("a cell's figure as the offer", "You offered me $436K in RSUs over four years."),
    ("a cell's figure as the offer", "I was offered a base of $142K in Dublin."),
    ("wrong ask", "I would like to propose moving the RSUs to $405K–$456K over four years."),
    ("wrong ask", "Could we move the base to $185K–$205K?"),
    ("wrong rival", "I have a written offer from OpenAI at $750K."),
    ("wrong unvested", "I would leave about $125K unvested."),
    ("input as a band", "Norwell's band for base is $170K."),
    ("input as a band", "Norwell's band for base in Dublin is $170K–$300K."),
    ("input as a band", "Norwell pays $170K base in Dublin."),
    ("input as a band", "I know that Norwell pays $170K base in Dublin."),
    ("input as a band", "Your band for RSUs ends at $300K."),
    ("input as a band", "I see that the guide lists $170K as the base in Dublin."),
    ("input as a band", "For Dublin, Norwell's table shows RSUs of $300K."),
    ("input as a band", "Your offer is fair, since Norwell's range for base tops out at $170K."),
    ("input as a band", "In Dublin the row for RSUs ends at $300K, as you know."),
    ("ask as a band", "Norwell's band for RSUs is $405K–$436K."),
    ("ask as a band", "Your range for base in Dublin goes from $185K to $195K."),
    ("ask as a band", "The guide lists $185K–$195K of base for Dublin."),
    ("negative", "Thank you for the offer of -$170K base."),
    ("currency", "Thank you for the offer of SGD 170K base."),
]
SWAPPED = [
    "Thank you for the offer of $300K base and $170K in RSUs you sent me.",
    "Your base offer of $30K is below what I hoped for.",
    "I propose a base of $405K–$436K.",
    "Could we move the sign-on to $185K–$195K?",
    "I have a written offer from OpenAI with a base of $720K.",
    "My written offer from Google is $720K in total.",
]  # fmt: skip


def flagged(text: str, evidence: Evidence) -> list[str]:
    """The figures that are supported by nothing."""
    return [v.text for v in check(text, evidence, LEXICON) if v.verdict == "unsupported"]


@pytest.mark.parametrize("evidence", [WITH_PARTS, WITHOUT_PARTS], ids=["parts", "amounts"])
@pytest.mark.parametrize("text", TRUE)
def test_what_the_person_gave_may_be_said_as_theirs(text: str, evidence: Evidence) -> None:
    """A letter states the offer, the asks and what else the person entered."""
    assert flagged(text, evidence) == []


@pytest.mark.parametrize("evidence", [WITH_PARTS, WITHOUT_PARTS], ids=["parts", "amounts"])
@pytest.mark.parametrize(("kind", "text"), FALSE)
def test_what_was_not_given_or_is_not_a_bands_is_caught(kind: str, text: str, evidence: Evidence) -> None:
    """A planted amount, a guide's figure as the offer's, and the person's figure as a band's are flagged."""
    assert flagged(text, evidence), kind


@pytest.mark.parametrize("text", SWAPPED)
def test_another_parts_amount_is_caught(text: str) -> None:
    """Where it is known what a figure is of, it may not be said of another part or another company."""
    assert flagged(text, WITH_PARTS)
