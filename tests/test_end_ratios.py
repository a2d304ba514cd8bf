"""Claims of a row's ends: their ratio, how far two percentages are apart, a range of two currencies."""

from __future__ import annotations

import pytest
from test_grounding import EVIDENCE, LEXICON, flagged

from assistant.grounding import check

# A right sentence, and the same made wrong in the one figure.
RATIOS = [
    (
        "For Norwell in Dublin the base is wide: its top is 1.5 times its floor.",
        "For Norwell in Dublin the base is wide: its top is 3 times its floor.",
    ),
    (
        "The ceiling of Kestrel's base in Shenzhen is about 2 times the floor.",
        "The ceiling of Kestrel's base in Shenzhen is about 4 times the floor.",
    ),
    (
        "At Norwell in Austin the equity tops out at more than 2x its floor.",
        "At Norwell in Austin the equity tops out at more than 3x its floor.",
    ),
    (
        "The floor of Norwell's base in Austin is 0.67 times its top.",
        "The floor of Norwell's base in Austin is 0.27 times its top.",
    ),
    (
        "Kestrel pays CNY 465K–CNY 910K of base in Shenzhen. Its top is almost 2 times its floor.",
        "Kestrel pays CNY 465K–CNY 910K of base in Shenzhen. Its top is almost 5 times its floor.",
    ),
]
POINTS = [
    (
        "Kestrel's bonus in Shenzhen reaches 35%, 20 percentage points above the 15% of Norwell in Dublin.",
        "Kestrel's bonus in Shenzhen reaches 35%, 12 percentage points above the 15% of Norwell in Dublin.",
    ),
    (
        "Norwell's Dublin bonus is 15%, 20 percentage points less than the 35% at the top of Kestrel in Shenzhen.",
        "Norwell's Dublin bonus is 15%, 20 percentage points more than the 35% at the top of Kestrel in Shenzhen.",
    ),
    (
        "The bonus of Kestrel in Singapore is 10–20%, which is 10 percentage points wide.",
        "The bonus of Kestrel in Singapore is 10–20%, which is 7 percentage points wide.",
    ),
]
RANGES = [
    (
        "For Kestrel in Singapore the base is SGD 126K to SGD 197K.",
        "For Kestrel in Singapore the base is SGD 126K to $197K.",
    ),
    ("For Kestrel in Singapore the base is S$126K–$197K.", "For Kestrel in Singapore the base is $126K–SGD 197K."),
]


@pytest.mark.parametrize(("right", "wrong"), [*RATIOS, *POINTS, *RANGES])
def test_what_is_claimed_of_a_rows_ends_is_worked_out_again(right: str, wrong: str) -> None:
    """The right one passes, and one figure off it does not."""
    assert flagged(right) == []
    assert flagged(wrong)


def test_a_ratio_is_shown_with_the_ends_it_is_of() -> None:
    """The formula of a ratio has the row's own ends, though the sentence has no amount."""
    verdict = check(RATIOS[0][0], EVIDENCE, LEXICON)[0]
    assert verdict.verdict == "derived"
    assert verdict.derivation is not None
    assert verdict.derivation.formula == "218000 / 142000"


@pytest.mark.parametrize(
    "text",
    ["Read it 3 times before you answer.", "Its top is 3 times its floor.", "Ask 2 times, at the top of your voice."],
)
def test_what_is_no_ratio_of_a_row_is_left(text: str) -> None:
    """How often something is done is no ratio, and one of no row can be held against none."""
    assert flagged(text) == []
