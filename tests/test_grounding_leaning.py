"""Sentences that lean on one before them, deny, struck out or emphasised figures, figures in words."""

from __future__ import annotations

import pytest

from tests.test_grounding import flagged

# What is told, a true text, and a false one that differs from it in one thing.
PAIRS = (
    (
        "the top of that same band",
        "Equity at Norwell in Dublin starts at $188K over four years. The top of that same band is $436K.",
        "Equity at Norwell in Dublin starts at $188K over four years. The top of that same band is $188K.",
    ),
    (
        "the other end",
        "Base at Norwell in Dublin starts at $142K. The other end of this same band: $218K.",
        "Base at Norwell in Dublin starts at $142K. The other end of this same band: $142K.",
    ),
    (
        "its end",
        "Base at Norwell in Dublin opens at $142K. Its end is at $218K.",
        "Base at Norwell in Dublin opens at $142K. Its end is at $142K.",
    ),
    (
        "the end that a sentence without figures names",
        "Ask for the top of Norwell's base in Dublin. That would be $218K.",
        "Ask for the top of Norwell's base in Dublin. That would be $142K.",
    ),
    (
        "how it starts is no end",
        "Norwell's base in Austin starts high, at $176K.",
        "Norwell's base in Austin starts high, at $264K.",
    ),
    (
        "between, with and in both figures",
        "Norwell's equity in Dublin lies between one hundred and eighty-eight thousand dollars and four hundred and "
        "thirty-six thousand dollars over four years.",
        "Norwell's equity in Dublin lies between one hundred and eighty-eight thousand dollars and four hundred and "
        "forty-six thousand dollars over four years.",
    ),
    ("low lines", "Norwell in Dublin: base __$142K–$218K__", "Norwell in Dublin: base __$142K–$228K__"),
    (
        "on top as bonus",
        "Kestrel in Shenzhen pays CNY 465K–CNY 910K of base, plus 15–35% on top as bonus.",
        "Kestrel in Shenzhen pays CNY 465K–CNY 910K of base, plus 10–20% on top as bonus.",
    ),
    (
        "an average year",
        "Norwell's $188K–$436K of equity in Dublin (four years) means $47K–$109K in an average year.",
        "Norwell's $188K–$436K of equity in Dublin (four years) means $47K–$119K in an average year.",
    ),
    (
        "each of them",
        "Norwell's Dublin equity of $188K has four years to vest; in one of these, $47K would arrive.",
        "Norwell's Dublin equity of $188K has four years to vest; in one of these, $57K would arrive.",
    ),
    (
        "a width said first",
        "Norwell's Dublin base covers $76K: it opens at $142K and closes at $218K.",
        "Norwell's Dublin base covers $86K: it opens at $142K and closes at $218K.",
    ),
    (
        "earlier and later",
        "Norwell's base in Munich ends $14K earlier than in Dublin: at $204K, not at $218K.",
        "Norwell's base in Munich ends $14K later than in Dublin: at $204K, not at $218K.",
    ),
    (
        "up on another's",
        "Norwell's Austin base starts $13K up on Kestrel's, $176K versus $163K.",
        "Norwell's Austin base starts $13K down on Kestrel's, $176K versus $163K.",
    ),
    (
        "a denied figure of another row",
        "Kestrel's bonus in Singapore isn't the 15–35% of Shenzhen; it's 10–20%.",
        "Kestrel's bonus in Singapore isn't the 15–35% of Shenzhen; it's 15–35%.",
    ),
    (
        "whose a denied figure is",
        "Norwell doesn't pay $204K as top base in Dublin (Munich does); it pays $218K there.",
        "Norwell doesn't pay $204K as top base in Dublin (Munich does); it pays $204K there.",
    ),
    (
        "a denial that follows",
        "Base at Norwell in Dublin goes to $218K. You won't find $264K there.",
        "Base at Norwell in Dublin goes to $228K. You won't find $264K there.",
    ),
    (
        "a question answered by no",
        "Was it $300K in base at Norwell in Dublin? No, $218K at most.",
        "Was it $300K in base at Norwell in Dublin? No, $228K at most.",
    ),
    (
        "what somebody tells",
        "If somebody tells you $264K is the Dublin base ceiling at Norwell, that is false: it's $218K.",
        "If somebody tells you $264K is the Dublin base ceiling at Norwell, that is false: it's $228K.",
    ),
    (
        "struck out",
        "Base at Norwell in Dublin is ~~$152K~~ **$142K** to **$218K**.",
        "Base at Norwell in Dublin is **$152K** to **$218K**.",
    ),
    (
        "a band that is not left",
        "At no point does base at Norwell in Dublin leave the corridor that $142K opens and $218K closes.",
        "At no point does base at Norwell in Dublin leave the corridor that $152K opens and $218K closes.",
    ),
    (
        "below the band",
        "Less than $142K in base would fall below Norwell's band in Dublin.",
        "Less than $218K in base would fall below Norwell's band in Dublin.",
    ),
    (
        "a share of the base",
        "In the general guide's example the bonus, $38K, is 20% of base.",
        "In the general guide's example the bonus, $38K, is 30% of base.",
    ),
    (
        "bars without a table",
        "Norwell, tops of base: Dublin $218K | Munich $204K | Austin $264K",
        "Norwell, tops of base: Dublin $142K | Munich $204K | Austin $264K",
    ),
    (
        "labels behind figures",
        "The figures $142K–$218K, $188K–$436K and 15% are base, four-year RSUs and bonus, respectively, at Norwell in "
        "Dublin.",
        "The figures $188K–$436K, $142K–$218K and 15% are base, four-year RSUs and bonus, respectively, at Norwell in "
        "Dublin.",
    ),
    (
        "one currency for both ends",
        "Kestrel's base in Singapore is between SGD 126,000 and SGD 197,000.",
        "Kestrel's base in Singapore is between SGD 126,000 and $197,000.",
    ),
    (
        "in Chinese, a name behind its figure",
        "Kestrel的话术是 RSU 多要 9.5万美元,再要 $65K 的签约奖金。",
        "Kestrel的话术是 RSU 多要 9.5万美元,再要 $95K 的签约奖金。",
    ),
    (
        "put down is no way down",
        "Put down $142K–$218K as base for Norwell in Dublin.",
        "Put down $142K–$228K as base for Norwell in Dublin.",
    ),
    (
        "from one company to another",
        "Going from $264K (Norwell) to $246K (Kestrel) lowers the Austin base ceiling by $18K.",
        "Going from $264K (Norwell) to $246K (Kestrel) lowers the Austin base ceiling by $25K.",
    ),
)


@pytest.mark.parametrize(("what", "right", "wrong"), PAIRS, ids=[what for what, _, _ in PAIRS])
def test_the_true_one_of_two_passes_and_the_false_one_does_not(what: str, right: str, wrong: str) -> None:
    """Of two texts that differ in one thing, the true one passes and the false one is flagged."""
    assert flagged(right) == [], what
    assert flagged(wrong), what
