"""Rows set against each other and worked out: what is taken over what, the same two once more, written sums."""

from __future__ import annotations

import pytest

from tests.test_grounding import flagged

# What is told, a true text, and a false one that differs from it in one thing.
PAIRS = (
    (
        "a share of the base in a written sum",
        "Kestrel's low case in Shenzhen is CNY 465K + CNY 205K/4 + 15% of base, that is CNY 586K.",
        "Kestrel's low case in Shenzhen is CNY 465K + CNY 205K/4 + 15% of base, that is CNY 547K.",
    ),
    (
        "what is printed, in the sentence behind a sum",
        "Norwell Austin at the floor: $176K + $252K/4 + 15% of base = $265.4K. Printed: $333K.",
        "Norwell Austin at the floor: $176K + $252K/4 + 15% of base = $265.4K. Printed: $323K.",
    ),
    (
        "a year's part of what stands before it, beside other parts",
        "Kestrel Austin minimum: base $163K, stock $97K over four years, so $24,250 a year, bonus 15%.",
        "Kestrel Austin minimum: base $163K, stock $97K over four years, so $25,250 a year, bonus 15%.",
    ),
    (
        "what lies between two rows",
        "Between Norwell's Dublin and Hamburg rows there is just $11K at the bottom of base: $142K and $131K.",
        "Between Norwell's Dublin and Hamburg rows there is just $21K at the bottom of base: $142K and $131K.",
    ),
    (
        "the first of two once more",
        "Austin's base floor ($176K) exceeds Dublin's ($142K) at Norwell, and its ceiling ($264K) exceeds "
        "Dublin's too ($218K).",
        "Austin's base floor ($176K) exceeds Dublin's ($142K) at Norwell, and its ceiling ($218K) exceeds "
        "Dublin's too ($264K).",
    ),
    (
        "two companies, the first once more",
        "In Austin Norwell's base floor ($176K) is above Kestrel's ($163K), and its stock floor ($252K) is above "
        "Kestrel's ($97K) too.",
        "In Austin Norwell's base floor ($176K) is above Kestrel's ($163K), and its stock floor ($97K) is above "
        "Kestrel's ($252K) too.",
    ),
    (
        "so much above it, and so much above at the other end",
        "Norwell's Dublin base, $142K–$218K, is $11K above Hamburg's at the bottom and $14K above at the top "
        "($131K–$204K).",
        "Norwell's Dublin base, $142K–$218K, is $11K above Hamburg's at the bottom and $14K below at the top "
        "($131K–$204K).",
    ),
    (
        "one place traded for another",
        "Whoever picks Austin over Dublin at Norwell trades a $142K base floor for one of $176K.",
        "Whoever picks Austin over Dublin at Norwell trades a $176K base floor for one of $142K.",
    ),
    (
        "one place instead of another",
        "If you take Norwell's Hamburg office instead of Dublin, the top of base goes from $218K to $204K.",
        "If you take Norwell's Hamburg office instead of Dublin, the top of base goes from $204K to $218K.",
    ),
    (
        "one company over another",
        "Picking Norwell over Kestrel in Austin swaps a $163K base floor for $176K.",
        "Picking Norwell over Kestrel in Austin swaps a $176K base floor for $163K.",
    ),
    (
        "the smallest figure lifted from one place's to another's",
        "Choosing Dublin over Hamburg at Norwell lifts the smallest grant from $172K to $188K.",
        "Choosing Dublin over Hamburg at Norwell lifts the smallest grant from $188K to $172K.",
    ),
    (
        "a loss with its two figures by an arrow",
        "Moving from Dublin to Hamburg at Norwell you lose, on base, $11K at the bottom ($142K → $131K) and $14K at "
        "the top ($218K → $204K).",
        "Moving from Dublin to Hamburg at Norwell you lose, on base, $11K at the bottom ($131K → $142K) and $14K at "
        "the top ($204K → $218K).",
    ),
    (
        "the time that is asked for",
        "How much is Kestrel's $283K Austin grant per year? $70,750.",
        "How much is Kestrel's $283K Austin grant per year? $71,750.",
    ),
    (
        "a whole grant as the answer to what a year brings",
        "How much stock does Norwell pay in Dublin over four years? $188K at the least.",
        "How much stock does Norwell pay in Dublin per year? $188K at the least.",
    ),
    (
        "one place's share, and another company's everywhere",
        "Bonus targets: Kestrel Shenzhen 15–35%, Norwell everywhere 15%.",
        "Bonus targets: Norwell Dublin 15%, Kestrel everywhere 15–20%.",
    ),
    (
        "a share in all rows",
        "Target bonus at Norwell is 15% in every row of the table.",
        "Target bonus at Kestrel is 15–20% in every row of the table.",
    ),
    (
        "a whole and what of it is one part",
        "Norwell's Dublin row comes to $260K at the floor, and $142K of that is base.",
        "Norwell's Dublin stock comes to $260K at the floor, and $142K of that is base.",
    ),
    (
        "how far two sums of asks are apart",
        "Norwell's smallest total ask of 140K (105 + 35) falls short of Kestrel's 160K (95 + 65) by 20K.",
        "Norwell's smallest total ask of 140K (105 + 35) exceeds Kestrel's 160K (95 + 65) by 20K.",
    ),
    (
        "the smaller and the larger of a script's two",
        "Norwell's smaller sign-on raise is $35K and its larger RSU raise $165K.",
        "Norwell's smaller sign-on raise is $55K and its larger RSU raise $165K.",
    ),
)

# What looks like the above: a band and no movement, nothing taken in another's place.
AS_THEY_WERE = (
    ("I would take Dublin over Hamburg at Norwell: base there goes from $142K to $218K.", True),
    ("I would take Dublin over Hamburg at Norwell: base there goes from $131K to $204K.", False),
    ("In Dublin, not in Hamburg, Norwell's base goes from $142K to $218K.", True),
    ("Norwell's grant is over four years in every row, $188K–$436K in Dublin.", True),
    ("Is Norwell's Dublin stock floor $188K a year?", False),
    ("Norwell's script asks for a smaller base: $15K less.", False),
    ("Kestrel Shenzhen base: CNY 465–CNY 910K.", False),
    ("Kestrel's base in Singapore runs from SGD 126 to SGD 197K.", False),
)


@pytest.mark.parametrize(("what", "right", "wrong"), PAIRS, ids=[what for what, _, _ in PAIRS])
def test_the_true_one_of_two_passes_and_the_false_one_does_not(what: str, right: str, wrong: str) -> None:
    """Of two texts that differ in one thing, the true one passes and the false one is flagged."""
    assert flagged(right) == [], what
    assert flagged(wrong), what


@pytest.mark.parametrize(("text", "passes"), AS_THEY_WERE)
def test_what_only_looks_so_is_as_it_was(text: str, passes: bool) -> None:
    """A band is no movement, and a figure with a currency of its own needs its own K."""
    assert (flagged(text) == []) is passes
