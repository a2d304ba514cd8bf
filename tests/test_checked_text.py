"""What a text says of a figure outside the figure's own clause: words behind it, headings, the sentence before."""

from __future__ import annotations

import pytest
from test_grounding import EVIDENCE, LEXICON

from assistant.grounding import check

TABLE = "\n\n| Base | Stock, 4 yr | Bonus |\n|---|---|---|\n| $142K–$218K | $188K–$436K | 15% |"
# kind, a right text, and the same text made wrong
PAIRS = [
    (
        "a word behind each figure",
        "so norwell dublin base is 142k min n 218k max",
        "so norwell dublin base is 218k min n 142k max",
    ),
    (
        "a word behind each figure",
        "norwell dublin rsu 188k low end 436k high end 4yr",
        "norwell dublin rsu 188k low end 188k high end 4yr",
    ),
    (
        "a word behind each figure",
        "Norwell Dublin total $260K on the low side & $402K on the high side",
        "Norwell Dublin total $260K on the low side & $260K on the high side",
    ),
    (
        "the sentence before says which end",
        "Norwell's base goes up to $218K in Dublin. In Austin it's $264K.",
        "Norwell's base goes up to $218K in Dublin. In Austin it's $176K.",
    ),
    (
        "the sentence before names the script",
        "The smallest base bump in Norwell's script: $15K. Largest: $25K.",
        "The smallest base bump in Norwell's script: $15K. Largest: $35K.",
    ),
    ("a heading above a table", f"**Dublin** (Norwell){TABLE}", f"**Austin** (Norwell){TABLE}"),
    ("a heading above a table", f"**Dublin** (Norwell){TABLE}", f"**Dublin** (Kestrel){TABLE}"),
    (
        "a table of another company than the text above it",
        "So much for Norwell in Dublin.\n\n| Company | Bonus |\n|---|---|\n| Kestrel (Singapore) | 10–20% |",
        "So much for Norwell in Dublin.\n\n| Company | Bonus |\n|---|---|\n| Kestrel (Singapore) | 15–35% |",
    ),
    (
        "a year's share",
        "Norwell's Dublin stock, $188K–$436K, is for 4 years. "
        "Per year that makes $47,000 at the bottom and $109,000 at the top.",
        "Norwell's Dublin stock, $188K–$436K, is for 4 years. "
        "Per year that makes $47,000 at the bottom and $119,000 at the top.",
    ),
    (
        "a year's share",
        "Annual value of Norwell's Dublin RSUs: $188K–$436K ÷ 4 = $47K–$109K.",
        "Annual value of Norwell's Dublin RSUs: $188K–$426K ÷ 4 = $47K–$106.5K.",
    ),
    (
        "a grant is no year's",
        "Each year a quarter vests: at Norwell Dublin, with $188K–$436K of RSUs, that's $47K–$109K.",
        "Each year a grant vests: at Norwell Dublin, RSUs of $188K–$436K.",
    ),
    (
        "what a blank adds",
        'Kestrel\'s script: "RSUs at $[Y+95K] and a $65K sign-on."',
        'Kestrel\'s script: "RSUs at $[Y+105K] and a $65K sign-on."',
    ),
    (
        "a formula",
        "Norwell vs Kestrel in Austin, base floors: $176K − $163K = $13K.",
        "Norwell vs Kestrel in Austin, base floors: $176K − $163K = $23K.",
    ),
    (
        "the parts of the example",
        "Add $190K base, $280K equity, $38K bonus and $22K benefits in the E5 example and you reach $530K.",
        "Add $190K base, $280K equity, $38K bonus and $22K benefits in the E5 example and you reach $540K.",
    ),
    (
        "another part of pay",
        "Norwell's Dublin base is $142K–$218K; equity is another $188K–$436K over four years.",
        "Norwell's Dublin base is $142K–$218K; equity is another $142K–$218K over four years.",
    ),
    (
        "a middle is of its own component",
        "Between SGD 126K and SGD 197K, the midpoint of Kestrel's Singapore base is SGD 161.5K.",
        "Between SGD 126K and SGD 197K, the midpoint of Kestrel's Singapore equity is SGD 161.5K.",
    ),
    (
        "a currency before a percentage",
        "norwell dublin base 142-218k usd 15% bonus",
        "norwell dublin base 142-218k usd 25% bonus",
    ),
    (
        "nobody gets it",
        "Nobody at Norwell Dublin is promised $300K of base: the band closes at $218K.",
        "Nobody at Norwell Dublin is promised $300K of base: the band closes at $204K.",
    ),
    (
        "an aside on somebody else's bonus",
        "Kestrel's Austin bonus isn't 15–35% – that's for China; in Austin it's 15–20%.",
        "Kestrel's Austin bonus isn't 15–35% – that's for China; in Austin it's 15–25%.",
    ),
]


def flagged(text: str) -> list[str]:
    """The figures of a text that are supported by nothing."""
    return [v.text for v in check(text, EVIDENCE, LEXICON) if v.verdict == "unsupported"]


@pytest.mark.parametrize(("kind", "right", "wrong"), PAIRS)
def test_what_stands_around_a_clause_is_held_against_its_figures(kind: str, right: str, wrong: str) -> None:
    """Of two texts that differ in one thing, the true one passes and the false one is flagged."""
    assert flagged(right) == [], kind
    assert flagged(wrong), kind


def test_a_reading_time_is_no_claim() -> None:
    """ "A 7 min read" says how long the text is; minutes of anything else are a figure like any other."""
    assert flagged("The general guide is a 7 min read.") == []
    assert flagged("Norwell answers within 7 min.")
