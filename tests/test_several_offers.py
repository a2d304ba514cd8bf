"""Figures in their own row and of their own kind: several offers, superlatives, percentages, claims of others.

None of these questions is among the cases in `evals/cases`; each class has neighbours that must stay apart.
"""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from asking import Ask

from assistant.compose.arithmetic import place_in
from assistant.result import Answer

_PLACED = re.compile(
    r"Your (\S+(?: \d\S*)?) (?:is|lies) .*? (?:range|gives) for (\w+) in ([\w ]+?)(?: [(/]|,)"
)


def placed(answer: Answer) -> list[tuple[str, str, str]]:
    """Each amount of the person's with the row that it is said to lie in, in order."""
    return [(m[1], m[2], m[3]) for m in _PLACED.finditer(answer.text)]


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        (
            "Meta London 200k, ByteDance NYC 210k, Alibaba Seattle 190k: is each base inside its band?",
            [
                ("$200K", "Meta", "London"),
                ("$210K", "ByteDance", "New York City"),
                ("$190K", "Alibaba", "Seattle"),
            ],
        ),
        (
            "180k base from alibaba singapore and 240k base from bytedance mountain view, fine?",
            [("SGD 180K", "Alibaba", "Singapore"), ("$240K", "ByteDance", "Bay Area")],
        ),
        (
            "Meta pays me 210k base in Seattle and Alibaba 180k base in Singapore, are those in range?",
            [("$210K", "Meta", "US"), ("SGD 180K", "Alibaba", "Singapore")],
        ),
        (
            "ByteDance Singapore base 200k, rsu 250k, Meta Seattle base 240k, rsu 500k. where do they lie?",
            [
                ("SGD 200K", "ByteDance", "Singapore"),
                ("SGD 250K", "ByteDance", "Singapore"),
                ("$240K", "Meta", "US"),
                ("$500K", "Meta", "US"),
            ],
        ),
        (
            "got 200k base from meta london and bytedance nyc gives 210k base, in band?",
            [("$200K", "Meta", "London"), ("$210K", "ByteDance", "New York City")],
        ),
        (
            "Meta: London 200k, Berlin 190k base; where does each lie",
            [("$200K", "Meta", "London"), ("$190K", "Meta", "Germany")],
        ),
        (
            "I make 180k now. Meta London 200k base, ByteDance NYC 210k base: in range?",
            [("$200K", "Meta", "London"), ("$210K", "ByteDance", "New York City")],
        ),
        (
            "meta london and meta berlin, 200k and 190k base respectively",
            [("$200K", "Meta", "London"), ("$190K", "Meta", "Germany")],
        ),
        # One amount for two rows, and two amounts for the same two rows, are placed in each.
        (
            "is 220k base good at meta london and at alibaba seattle?",
            [("$220K", "Meta", "London"), ("$220K", "Alibaba", "Seattle")],
        ),
        (
            "200k or 220k base, meta london and meta berlin: ok?",
            [
                ("$200K", "Meta", "London"),
                ("$200K", "Meta", "Germany"),
                ("$220K", "Meta", "London"),
                ("$220K", "Meta", "Germany"),
            ],
        ),
    ],
)
def test_each_amount_is_placed_in_its_own_row(
    ask: Ask, question: str, rows: list[tuple[str, str, str]]
) -> None:
    assert placed(ask(question)) == rows


def test_an_amount_of_a_place_without_a_row_is_placed_in_none(ask: Ask) -> None:
    assert placed(ask("base 175k meta dublin vs base 165k meta berlin")) == [("$165K", "Meta", "Germany")]


@pytest.mark.parametrize(
    ("question", "order"),
    [
        (
            "Meta London 200k, ByteDance NYC 210k, Alibaba Seattle 190k. which base is best placed?",
            ["40%", "38%", "36%"],
        ),
        (
            "Meta London offers me 200k, Meta Berlin offers me 190k. which is higher in its band?",
            ["47%", "38%"],
        ),
        ("compare 195k base bytedance singapore and 140k base alibaba singapore", ["63%", "14%"]),
        (
            "which sits higher, 250k base at alibaba singapore or 120k at bytedance singapore",
            ["above the top", "below the floor"],
        ),
        ("in which band does 210k base sit higher, alibaba sunnyvale or bytedance seattle?", ["57%", "40%"]),
    ],
)
def test_the_best_placed_is_told_by_the_places_in_the_bands(
    ask: Ask, question: str, order: list[str]
) -> None:
    told = next(s for s in re.split(r"(?<=\])\s", ask(question).text) if "in its own band" in s)
    assert re.findall(r"\d+%|above the top|below the floor", told) == order


def test_amounts_as_high_in_their_bands_are_said_to_be(ask: Ask) -> None:
    text = ask("meta london 210k base, meta seattle 242500 base, which is higher in the band").text
    assert "lie equally high" in text


def test_a_place_in_a_band_is_rounded_in_one_way(ask: Ask) -> None:
    assert place_in(Decimal(195), Decimal(145), Decimal(225)) == 63
    assert "63% of the way" in ask("is 195k sgd base ok for bytedance singapore?").text
    assert "73% of the way" in ask("228K base at Meta London?").text
    assert "the high end 63% of the way" in ask("base 150-195k sgd at bytedance singapore, ok?").text


@pytest.mark.parametrize(
    "question",
    [
        "my offer 240k base Meta Menlo Park, i want 10% more, is that still in the band?",
        "if tax is 30% what do I have from 200k base meta nyc",
        "stock fell 20% since my 400k grant at meta menlo park",
        "inflation is 4%, is 200k base at meta seattle enough",
        "they pay 401k match 50%, base 210k meta menlo park",
        "my rent is 40% of the 200k base at meta london, is the base ok",
        "i own 2% of my startup; meta london offers 210k base, in band?",
        "20% of my team was laid off, meta seattle base 220k ok?",
        "with a 10 percent counter on my 250k at meta nyc where am I?",
        "meta nyc 250k base with a 3% cost of living rise, good?",
        "ByteDance gives 5% signing bonus on 200k base in nyc, fine?",
    ],
)
def test_a_percentage_of_something_else_is_no_bonus(ask: Ask, question: str) -> None:
    text = ask(question).text
    assert not re.search(r"Your \d+% (?:is|lies)", text)
    assert "bonus together" not in text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("base 200k bonus 12% meta london?", "Your 12% is below the bonus"),
        ("meta london 200k base, 12%", "Your 12% is below the bonus"),
        ("220k base + 400k rsu + 15% at meta seattle, where does each lie?", "Your 15% is exactly the bonus"),
        ("is 15% ok at meta london?", "Your 15% is exactly the bonus"),
        (
            "meta nyc 240k base and a 15% yearly bonus, what is it in money",
            "your base and bonus together come to $276K",
        ),
    ],
)
def test_a_percentage_in_words_or_in_a_row_of_parts_is_a_bonus(ask: Ask, question: str, said: str) -> None:
    assert said in ask(question).text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "at meta seattle I have 230k base, recruiter says maximum raise is 5%. is it inside range?",
            "raised by your 5% is $241,500",
        ),
        (
            "Meta London: they offer 10% below my ask of 250k base, is this in the range",
            "in the upper third: 69% of the way",
        ),
        (
            "ByteDance gives 5% signing bonus on 200k base in nyc",
            "5% of your $200K of base is $10K, paid once",
        ),
        ("my base is 205k at alibaba sunnyvale, they add 10% sign on, is this ok", "is $20,500, paid once"),
        ("sign-on of 10% of my 200k base at meta london, how much?", "is $20K, paid once"),
    ],
)
def test_a_raise_a_cut_and_a_sign_on_in_percent_are_reckoned_as_what_they_are(
    ask: Ask, question: str, said: str
) -> None:
    assert said in ask(question).text


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        (
            "what is the lowest total at bytedance in the US and the highest bonus in China",
            [
                "lowest total compensation as printed is that of ByteDance in New York City",
                "highest bonus is the same in 2 rows, ByteDance in Beijing",
            ],
            "highest total",
        ),
        (
            "what is the lowest base at meta and the highest bonus at bytedance",
            ["lowest base salary is that of Meta in India", "highest bonus is the same in 2 rows, ByteDance"],
            "base salary among",
        ),
        (
            "smallest RSU in US at bytedance and best total in China",
            [
                "lowest equity (RSUs) is that of ByteDance in New York City",
                "highest total compensation as printed is that of ByteDance in Beijing",
            ],
            "highest equity",
        ),
        (
            "which region has lowest RSU and which the highest base at meta",
            ["lowest equity (RSUs) is that of Meta in India", "highest base salary is that of Meta in US"],
            "Alibaba",
        ),
        (
            "largest equity at meta, smallest bonus at alibaba",
            ["highest equity (RSUs) is that of Meta in US", "lowest bonus is the same in 3 rows, Alibaba"],
            "lowest equity",
        ),
        (
            "highest and lowest base at meta",
            ["highest base salary is that of Meta in US", "lowest base salary is that of Meta in India"],
            "equity",
        ),
    ],
)
def test_each_superlative_has_its_own_part_company_and_direction(
    ask: Ask, question: str, said: list[str], unsaid: str
) -> None:
    text = ask(question).text
    assert [s for s in said if s not in text] == []
    assert unsaid not in text


def test_two_superlatives_set_against_each_other_stay_one_question(ask: Ask) -> None:
    assert "there is $190K" in ask("difference between the highest and the lowest base at meta").text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("what is 20% of the top RSU at meta seattle per year", "$132K over four years, or $33K a year"),
        (
            "10% of the floor equity at bytedance shanghai each year",
            "CNY 29K over four years, or CNY 7,250 a year",
        ),
        ("half of the top rsu at meta london a year?", "$280K over four years, or $70K a year"),
        ("top RSU at meta london plus 10%, per year", "$616K over four years, or $154K a year"),
        ("30% of the top RSU at meta london", "is $168K over four years."),
        ("what is 25% of the top base at meta seattle per year", "is $71,250."),
    ],
)
def test_a_part_of_a_grant_says_for_how_long_it_is_and_what_it_is_a_year(
    ask: Ask, question: str, said: str
) -> None:
    assert said in ask(question).text


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        (
            "recruiter told me the base band at meta seattle is 200-220k, is it so?",
            "The $200K–$220K that you name is not what the row says.",
        ),
        (
            "I heard meta berlin RSU goes up to 900k, true?",
            "The $900K that you name is not what the row says.",
        ),
        (
            "I heard meta berlin RSU goes up to 500k, true?",
            "The $500K that you name agrees with the row, its top.",
        ),
    ],
)
def test_a_claim_about_a_row_is_set_beside_the_row(ask: Ask, question: str, claim: str) -> None:
    text = ask(question).text
    assert claim in text
    assert "For Meta in " in text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("my friend got 210K base at meta london, is that in the band?", ["$210K"]),
        ("my colleague earns 250k base at bytedance seattle, where is he in the band", ["$250K"]),
        ("levels.fyi says 300k base for meta nyc, is this inside?", ["$300K"]),
        ("at Amazon I get 190k base, what does meta seattle pay as base?", ["$190K"]),
        ("my base is 210k at meta london, in band?", []),
        ("my friend works there too; meta london offers me 210k base, in band?", []),
        ("my offer at meta london tops out at 240k base, is that ok", []),
    ],
)
def test_a_figure_of_somebody_else_is_not_called_the_askers(ask: Ask, question: str, told: list[str]) -> None:
    text = ask(question).text
    assert re.findall(r"The (\S+) that you tell of", text) == told
    assert bool(re.search(r"Your \$", text)) is not bool(told)


def test_rows_that_reach_an_amount_are_not_ranked_by_it(ask: Ask) -> None:
    assert "in its own band" not in ask("which meta regions have a base that tops out at 250k?").text


def test_a_place_is_said_to_be_read_from_all_its_rows(ask: Ask) -> None:
    warned = [
        w.message
        for w in ask("which company pays the highest base in new york?").warnings
        if w.code == "region_mapped"
    ]
    assert len(warned) == 1
    assert all(row in warned[0] for row in ("New York City / Seattle (US)", "US (Menlo Park / NYC)"))
    one = [w.message for w in ask("meta seattle base?").warnings if w.code == "region_mapped"]
    assert one == ["seattle is read from the guide's row “US (Seattle / Austin)”."]


@pytest.mark.parametrize(
    ("question", "firm"),
    [
        ("which of them has the weakest bonus in china", "Alibaba"),
        ("weakest base in Seattle, which company", "Alibaba"),
        ("the puniest stock in beijing: who", "Alibaba"),
        ("which firm has the strongest stock in seattle", "Meta"),
    ],
)
def test_the_weakest_and_the_strongest_are_ends_of_an_order(ask: Ask, question: str, firm: str) -> None:
    first = ask(question).text.split("\n")[0]
    assert firm in first
    assert [n for n in ("Alibaba", "ByteDance", "Meta") if n in first] == [firm]
    assert "highest floor" not in first


def test_the_strongest_argument_ranks_no_rows(ask: Ask) -> None:
    assert "The highest" not in ask("strongest argument for base at meta?").text
