"""What people leave out or put loosely: a K, a currency's place, whose a place is, what is taken back."""

from __future__ import annotations

import pytest

from tests.test_grounding import flagged

# What is told, a true text, and a false one that differs from it in one thing.
PAIRS = (
    (
        "a period written together with its amount",
        "Norwell Hamburg, equity: $172K–$396Kover four years",
        "Norwell Hamburg, equity: $172K–$396Keach year",
    ),
    (
        "a period before another question",
        '"Top stock at Kestrel Austin?" "283 over four years." "k?" "yes k, dollars, 4yrs"',
        '"Top stock at Kestrel Austin?" "283 a year." "k?" "yes k, dollars, 4yrs"',
    ),
    (
        "a period in a sentence of its own",
        "Look. $588K in stock at the top for Norwell Austin. Over four years, fine.",
        "Look. $588K in stock at the top for Norwell Austin. Per year, fine.",
    ),
    (
        "what follows from a denial",
        "No rate is in the guides, so SGD 174K and SGD 306K as ends of Kestrel's total in Singapore stay apart.",
        "No rate is in the guides, so SGD 194K and SGD 306K as ends of Kestrel's total in Singapore stay apart.",
    ),
    (
        "two scripts in one sentence",
        "To the RSU figure you add $95K when it's Kestrel and at least $105K when it's Norwell.",
        "To the RSU figure you add $95K when it's Kestrel and at least $95K when it's Norwell.",
    ),
    (
        "two parts of one script",
        "The guide's ask of $35-55K on top concerns the signing bonus, whereas $105-165K concerns RSUs.",
        "The guide's ask of $35-55K on top concerns the signing bonus, whereas $65K concerns RSUs.",
    ),
    (
        "one script's ends",
        "The template raises RSUs by $105K at the least and $165K at the most.",
        "The template raises RSUs by $95K at the least and $165K at the most.",
    ),
    (
        "a share without its sign",
        "Dublin or Austin, you asked. Norwell's bonus percentage in both cases 15.",
        "Dublin or Austin, you asked. Norwell's bonus percentage in both cases 12.",
    ),
    (
        "a sign behind an amount in words",
        "Base floor for Kestrel Shenzhen: four hundred sixty-five thousand yuan.",
        "Base floor for Kestrel Shenzhen: four hundred sixty-five thousand €.",
    ),
    (
        "whose it is, in an aside with a year",
        "Fwd: stock $172K–$396K, total $238K–$371K. (Hamburg, from the Norwell guide, 2024-2026)",
        "Fwd: stock $172K–$396K, total $238K–$371K. (Dublin, from the Norwell guide, 2024-2026)",
    ),
    (
        "thousands as they are said",
        "Minimum Dublin total at Norwell: two sixty.",
        "Minimum Dublin base at Norwell: two sixty.",
    ),
    (
        "a range as it is said",
        "btw kestrel austin rsu's ninety-seven to two-eighty-three k",
        "btw kestrel austin total compensation's ninety-seven to two-eighty-three k",
    ),
    (
        "a difference without a K",
        "Same city: Austin base floor 176 at Norwell, 163 at Kestrel. Difference 13.",
        "Same city: Austin base floor 176 at Norwell, 163 at Kestrel. Difference 15.",
    ),
    (
        "a year of another part",
        "Stock per year, Norwell Dublin, low and high: $47K and $109K, since the grant is $188K to $436K over four.",
        "Base pay per year, Norwell Dublin, low and high: $47K and $109K, since the grant is $188K to $436K over four.",
    ),
    (
        "a no behind its figure",
        "Top RSU in Hamburg at Norwell: $436K no, $396K yes.",
        "Top RSU in Hamburg at Norwell: $396K no, $436K yes.",
    ),
    (
        "a wrong behind a claim",
        "A recruiter claimed Norwell Dublin base stops at $264K. Wrong, the band stops at $218K.",
        "A recruiter claimed Norwell Dublin base stops at $218K. Wrong, the band stops at $264K.",
    ),
    (
        "what is said to be so is not denied",
        "$529K isn't Norwell's top total in Dublin, $402K is.",
        "$402K isn't Norwell's top total in Dublin, $529K is.",
    ),
    (
        "a ratio of the ends named before it",
        "Ratio of stock ceiling to floor in Dublin at Norwell: 436/188 ≈ 2.3",
        "Ratio of stock ceiling to floor in Dublin at Norwell: 436/188 ≈ 2.6",
    ),
    (
        "a share of the floor",
        "Width in percent of the floor, Norwell Dublin base: (218-142)/142 = 54%.",
        "Width in percent of the floor, Norwell Dublin base: (218-142)/142 = 45%.",
    ),
    (
        "a step and what it makes",
        "With +$105K Norwell Hamburg's RSU floor of $172K goes to $277K; with +$165K it goes to $337K.",
        "With +$95K Norwell Hamburg's RSU floor of $172K goes to $267K; with +$165K it goes to $337K.",
    ),
    (
        "another row beside the company's own",
        "Dublin's stock floor of $188K is 1.9 times Kestrel Austin's $97K.",
        "Dublin's stock floor of $188K is 2.9 times Kestrel Austin's $97K.",
    ),
    (
        "points between two bonuses",
        "The bonus at Kestrel Shenzhen can be 15 points fatter than at Kestrel Austin: 35% and 20%.",
        "The bonus at Kestrel Shenzhen can be 10 points fatter than at Kestrel Austin: 35% and 20%.",
    ),
    (
        "months of four years",
        "If $436K in Dublin at Norwell is spread on 48 equal months it gives $9,083 monthly, rounded.",
        "If $436K in Dublin at Norwell is spread on 48 equal months it gives $9,803 monthly, rounded.",
    ),
    (
        "the exact figure in an aside",
        "Norwell Dublin: around four hundred thousand in total at the top (402 exactly).",
        "Norwell Dublin: around four hundred thousand in total at the top (412 exactly).",
    ),
    (
        "points for thousands",
        "For Dublin Norwell writes base 142.000–218.000 $.",
        "For Dublin Norwell writes base 142.000–228.000 $.",
    ),
    (
        "blanks for thousands",
        "Kestrel, Shenzhen, all yuan: base 465 000 – 910 000; total 735 000 – 1 450 000.",
        "Kestrel, Shenzhen, all yuan: base 465 000 – 920 000; total 735 000 – 1 450 000.",
    ),
    (
        "a sign-on as a share of a total",
        "A $65,000 sign-on is 26.1% of the $249,000 lowest Austin total at Kestrel.",
        "A $65,000 sign-on is 36.1% of the $249,000 lowest Austin total at Kestrel.",
    ),
    (
        "a fall in percent",
        "Going from Norwell's Austin base floor of $176K to Dublin's of $142K drops 19%.",
        "Going from Norwell's Dublin base floor of $142K to Austin's of $176K drops 19%.",
    ),
    (
        "parts in turn, rows in order",
        "Norwell's base goes $142K–$218K in Dublin and $176K–$264K in Austin with stock of $188K–$436K and "
        "$252K–$588K respectively.",
        "Norwell's base goes $142K–$218K in Dublin and $176K–$264K in Austin with stock of $252K–$588K and "
        "$188K–$436K respectively.",
    ),
    (
        "what the guide prints beside a sum",
        "Norwell Dublin: $142K + $188K/4 + 15% of base ($21.3K) = $210.3K, and the guide prints $260K.",
        "Norwell Dublin: $142K + $188K/4 + 15% of base ($21.3K) = $210.3K, and the guide prints $280K.",
    ),
    (
        "a row of bare ranges",
        "While it rains: Norwell Dublin → 142-218, 188-436, 15%, 260-402.",
        "While it rains: Norwell Dublin → 142-218, 188-446, 15%, 260-402.",
    ),
)

# What looks like the above and says no figure of pay.
NO_FIGURES = (
    "Norwell wants one thirty-minute call and two ninety-minute interviews.",
    "The difference between E5 and E6 at Norwell is 1 level.",
    "Norwell has a page about two twenty-page documents.",
)


@pytest.mark.parametrize(("what", "right", "wrong"), PAIRS, ids=[what for what, _, _ in PAIRS])
def test_the_true_one_of_two_passes_and_the_false_one_does_not(what: str, right: str, wrong: str) -> None:
    """Of two texts that differ in one thing, the true one passes and the false one is flagged."""
    assert flagged(right) == [], what
    assert flagged(wrong), what


@pytest.mark.parametrize("text", NO_FIGURES)
def test_what_counts_something_is_no_figure(text: str) -> None:
    """Number words that count minutes, levels or pages are language."""
    assert flagged(text) == []
