"""Two right figures set against each other: what is said to be more has to be more."""

from __future__ import annotations

import pytest

from tests.test_grounding import flagged

# A true text, and the same with the two figures said to lie the other way round.
PAIRS = (
    (
        "At Norwell, Austin's base floor ($176K) is above Dublin's ($142K).",
        "At Norwell, Austin's base floor ($176K) is below Dublin's ($142K).",
    ),
    (
        "At Norwell, Dublin's base floor ($142K) is below Austin's ($176K).",
        "At Norwell, Dublin's base floor ($142K) is above Austin's ($176K).",
    ),
    (
        "Norwell's Austin base tops out at $264K, higher than Dublin's $218K.",
        "Norwell's Austin base tops out at $264K, lower than Dublin's $218K.",
    ),
    (
        "Norwell pays $176K–$264K base in Austin, more than the $142K–$218K in Dublin.",
        "Norwell pays $176K–$264K base in Austin, less than the $142K–$218K in Dublin.",
    ),
    (
        "Norwell's base in Austin, $176K–$264K, beats Dublin's $142K–$218K.",
        "Norwell's base in Austin, $176K–$264K, trails Dublin's $142K–$218K.",
    ),
)


@pytest.mark.parametrize(("right", "wrong"), PAIRS)
def test_what_is_said_to_be_more_is_more(right: str, wrong: str) -> None:
    assert flagged(right) == []
    assert flagged(wrong)


@pytest.mark.parametrize(
    "text",
    ["If Dublin's base floor at Norwell ($142K) were above Austin's ($176K), nobody would mind.",
     "Is Norwell's base floor in Dublin ($142K) above Austin's ($176K)?"],
)  # fmt: skip
def test_what_may_be_is_no_statement(text: str) -> None:
    assert flagged(text) == []
