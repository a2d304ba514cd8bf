"""What belongs to what: parts of a whole, ends told in order, names in brackets, an example beside a company."""

from __future__ import annotations

import pytest

from tests.test_grounding import flagged

# What is told, a true text, and a false one that differs from it in one thing.
PAIRS = (
    (
        "figures before the one name go without it",
        "Norwell's Dublin band is this: $142K to start, $218K at most, with stock no higher than $436K.",
        "Norwell's Dublin band is this: $142K to start, $218K at most, with stock no higher than $463K.",
    ),
    (
        "what goes on about the part named before",
        "The Kestrel script wants more stock. It adds $95K and then a $65K sign-on.",
        "The Kestrel script wants more stock. It adds $59K and then a $65K sign-on.",
    ),
    (
        "another place in the second clause",
        "In Shenzhen Kestrel's bonus goes wide. It spans 15% to 35%, whereas in Austin it goes from 15% to 20%.",
        "In Shenzhen Kestrel's bonus goes wide. It spans 15% to 30%, whereas in Austin it goes from 15% to 20%.",
    ),
    (
        "a part of the example's whole",
        "In the general guide's example, $280K of the $530K total is equity.",
        "In the general guide's example, $190K of the $530K total is equity.",
    ),
    (
        "a part of a whole that goes without its name",
        "Only $190K of the general guide's roughly $530K example is salary.",
        "Only $280K of the general guide's roughly $530K example is salary.",
    ),
    (
        "of a whole, a part",
        "Of the general guide's $530K sample package, $190K is base.",
        "Of the general guide's $530K sample package, $280K is base.",
    ),
    (
        "a percentage is the bonus of the parts named",
        "Take the general guide's sample: bonus $38K on base $190K, which is why it says 20%.",
        "Take the general guide's sample: bonus $38K on base $190K, which is why it says 30%.",
    ),
    (
        "the example beside a company",
        "The example's equity of $280K is per year, unlike Norwell's Austin $252K–$588K, which covers four years.",
        "The example's equity of $252K is per year, unlike Norwell's Austin $252K–$588K, which covers four years.",
    ),
    (
        "a target on its base",
        "In the general guide's example the bonus of $38K is a 20% target on $190K.",
        "In the general guide's example the bonus of $38K is a 20% target on $280K.",
    ),
    (
        "a share of a floor",
        "With 15% on the $176K floor, a Norwell Austin bonus would be $26.4K.",
        "With 15% on the $142K floor, a Norwell Austin bonus would be $26.4K.",
    ),
    (
        "the smallest and the largest in one order",
        "The minimum and maximum of Norwell's base in Austin are $176K and $264K.",
        "The maximum and minimum of Norwell's base in Austin are $176K and $264K.",
    ),
    (
        "two figures before their ends",
        "$176K and $264K are the minimum and the maximum of Norwell's base in Austin.",
        "$264K and $176K are the minimum and the maximum of Norwell's base in Austin.",
    ),
    (
        "two ends with a stroke",
        "Min/max for Norwell's base in Austin: $176K/$264K.",
        "Max/min for Norwell's base in Austin: $176K/$264K.",
    ),
    (
        "every figure with its place in brackets",
        "Base at Norwell's two European and US sites: $142K–$218K (Dublin) and $176K–$264K (Austin).",
        "Base at Norwell's two European and US sites: $142K–$218K (Dublin) and $142K–$218K (Austin).",
    ),
    (
        "what an end is denied to be",
        "Kestrel's Singapore bonus does not start at 15% but at 10%.",
        "Kestrel's Singapore bonus does not start at 15% but at 20%.",
    ),
    (
        "an end asked for and denied",
        "Does Kestrel's base in Shenzhen reach CNY 990K? It does not; CNY 910K is where it stops.",
        "Does Kestrel's base in Shenzhen reach CNY 990K? It does not; CNY 930K is where it stops.",
    ),
    (
        "hearsay set right by the guide",
        "Someone claimed a 20% bonus at Norwell in Austin; the guide says 15%.",
        "Someone claimed a 20% bonus at Norwell in Austin; the guide says 25%.",
    ),
    (
        "what is often claimed",
        "It is often claimed that Norwell's bonus is 20%. In fact it is 15% in Austin.",
        "It is often claimed that Norwell's bonus is 20%. In fact it is 25% in Austin.",
    ),
    (
        "a width that is asked for",
        "How wide is the Dublin base band at Norwell? $76K, since it goes from $142K to $218K.",
        "How wide is the Dublin base band at Norwell? $67K, since it goes from $142K to $218K.",
    ),
    (
        "room that follows from both ends",
        "How much room does Norwell's Dublin base leave? From $142K to $218K, hence $76K.",
        "How much room does Norwell's Dublin base leave? From $142K to $218K, hence $67K.",
    ),
    (
        "ends as a noun",
        "The gap between the ends of Norwell's Dublin base, $142K and $218K, is $76K.",
        "The gap between the ends of Norwell's Dublin base, $142K and $218K, is $67K.",
    ),
    (
        "what a band centres on",
        "Norwell's Dublin base, $142K to $218K, centres on $180K.",
        "Norwell's Dublin base, $142K to $218K, centres on $190K.",
    ),
    (
        "moves that rise by",
        "For Norwell, plan on these moves. Base rises by $15K–$25K, equity by $105K–$165K, and sign-on by $35K–$55K.",
        "For Norwell, plan on these moves. Base rises by $35K–$55K, equity by $105K–$165K, and sign-on by $35K–$55K.",
    ),
    (
        "base is a part of pay behind a verb",
        "Your Norwell script is the only one that touches base: $15K–$25K more.",
        "Your Norwell script is the only one that touches base: $35K–$55K more.",
    ),
    (
        "a line of a document",
        "$65K is the sign-on in Kestrel's script [B, line 34].",
        "$56K is the sign-on in Kestrel's script [B, line 34].",
    ),
    (
        "over how many years the whole is",
        "Kestrel's Singapore stock floor, SGD 58K over 4 years, comes to SGD 14.5K a year.",
        "Kestrel's Singapore stock floor, SGD 58K over 1 year, comes to SGD 14.5K a year.",
    ),
    (
        "two ends that are one",
        "In round numbers, Kestrel's Shenzhen base goes from about CNY 465K to exactly CNY 0.91M.",
        "In round numbers, Kestrel's Shenzhen base goes from about CNY 465K to exactly CNY 0.465M.",
    ),
    (
        "neither under nor past",
        "With Kestrel in Shenzhen the bonus can't drop under 15% or climb past 35%.",
        "With Kestrel in Shenzhen the bonus can't drop under 15% or climb past 15%.",
    ),
    (
        "no sign before a name",
        "The general guide counts $22K of benefits (health, 401k match) into its sample.",
        "The general guide counts $22K of benefits (health, -401k match) into its sample.",
    ),
    (
        "all of them in thousands",
        "Norwell in Dublin, in thousands of dollars: base 142–218, stock 188–436.",
        "Norwell in Dublin, in thousands of yuan: base 142–218, stock 188–436.",
    ),
    (
        "in thousands by a letter",
        "Figures in $K, Norwell in Dublin: base 142–218, stock 188–436.",
        "Figures in $K, Norwell in Dublin: base 142–228, stock 188–436.",
    ),
    (
        "what a person opens with is no end",
        "I'd open at $218K, Norwell's ceiling for base in Dublin.",
        "I'd open at $142K, Norwell's ceiling for base in Dublin.",
    ),
    (
        "the lower of the two",
        "The lower of the two numbers in Norwell's Dublin base cell is $142K, the higher one $218K.",
        "The lower of the two numbers in Norwell's Dublin base cell is $218K, the higher one $218K.",
    ),
    (
        "floors and ceilings add up to nothing",
        "| | Floor | Ceiling |\n|---|---|---|\n| Norwell Dublin base | $142K | $218K |\n"
        "| Norwell Dublin equity | $188K | $436K |",
        "| | Floor | Ceiling |\n|---|---|---|\n| Norwell Dublin base | $142K | $218K |\n"
        "| Norwell Dublin equity | $188K | $548K |",
    ),
    (
        "how it boils down is no end",
        "$109K a year is what $436K of Norwell's Dublin stock (over four years) boils down to.",
        "$109K a year is what $188K of Norwell's Dublin stock (over four years) boils down to.",
    ),
)


@pytest.mark.parametrize(("what", "right", "wrong"), PAIRS, ids=[what for what, _, _ in PAIRS])
def test_the_true_one_of_two_passes_and_the_false_one_does_not(what: str, right: str, wrong: str) -> None:
    """Of two texts that differ in one thing, the true one passes and the false one is flagged."""
    assert flagged(right) == [], what
    assert flagged(wrong), what
