"""What a model's sentence compares, denies or puts together, held against the figures and lines of the guides.

Each right sentence stands beside lies of the same shape. The weights have no part in it: what the rules say
alone is asked.
"""

from __future__ import annotations

import pytest
from asking import judge_of

from assistant.model.belonging import belonging_problems
from assistant.model.comparing import comparison_problem
from assistant.model.denying import denied_problems
from assistant.model.entailing import turned_round
from assistant.model.judging import Held
from assistant.model.places import place_problems
from assistant.model.references import Material, render
from evals.product import Product

SINGAPORE = "which pays more base in singapore, bytedance or alibaba"
US_ROWS = "bytedance pay in mountain view and in new york"
SCRIPTS = "what do the scripts of alibaba and bytedance ask for in rsus and sign-on"
BERLIN = "what does meta pay in berlin"
LEVELS = "which level at google and apple is meta's E6"
MAPPING = "alibaba P7, what is that at google brain"
DOS = "what should i do and not do in a negotiation"
BAND = "they say the band doesn't allow higher"


def reasons(sentence: str, material: Material) -> list[str]:
    """What the rules that know the guides' own figures and lines say against a sentence that cites all of them."""
    marks = "" if "[P" in sentence else "".join(f"[{p}]" for p in material.passages)
    rendered = render(f"{sentence} {marks}", material)
    compared = comparison_problem(rendered, material)
    return [
        *([compared] if compared else []),
        *denied_problems(rendered, material),
        *belonging_problems(rendered, material),
        *turned_round(rendered, material),
        *place_problems(rendered, material),
    ]


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        (
            SINGAPORE,
            [
                "ByteDance's stock range there is the bigger of the two.",
                "Alibaba gives less in total.",
                "The two do not start at the same base.",
                "The bands overlap, so a strong Alibaba offer can still beat a weak ByteDance one.",
                "ByteDance has the wider base band.",
                "Compared with ByteDance, Alibaba has the lower ceiling on base.",
            ],
            [
                "Alibaba's stock range there is the bigger of the two.",
                "ByteDance gives less in total.",
                "Both start at the same base.",
                "Alibaba matches ByteDance on base.",
                "There is no difference in stock between the two.",
                "ByteDance has the narrower stock band.",
                "Compared with Alibaba, ByteDance has the lower ceiling on base.",
            ],
        ),
        (
            US_ROWS,
            [
                "The bonus is the same in both rows.",
                "Between Mountain View and New York, Mountain View has the higher total.",
                "New York's base is a little lower than Mountain View's.",
            ],
            [
                "The stock is the same in both rows.",
                "Between Mountain View and New York, New York has the higher total.",
                "Mountain View's bonus is the higher one.",
                "Mountain View's stock ends at the same as base.",
            ],
        ),
        (
            SCRIPTS,
            ["ByteDance's script asks for the larger sign-on.", "Both scripts ask for a sign-on."],
            [
                "Alibaba's script asks for the larger sign-on.",
                "Both scripts ask for the same increase in RSUs.",
            ],
        ),
        (
            BERLIN,
            ["Berlin has the lowest base of the rows in Europe."],
            ["Berlin has the highest base in Meta's table.", "Berlin is the lowest row in Meta's table."],
        ),
    ],
)
def test_a_comparison_is_what_the_figures_compare(
    question: str, right: list[str], wrong: list[str], packaged: Product
) -> None:
    material = judge_of(question, packaged).material
    assert [s for s in right if reasons(s, material)] == []
    assert [s for s in wrong if not reasons(s, material)] == []


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        (
            BERLIN,
            [
                "The Berlin row has no sign-on.",
                "The row gives no total for one level.",
                "The row does not say how the stock vests.",
                "You have no bonus yet.",
            ],
            [
                "The Berlin row has no bonus.",
                "The row leaves out the stock.",
                "No bonus is printed for Berlin.",
                "A bonus is not part of the Berlin row.",
                "The row stops at base and stock, without a bonus.",
            ],
        ),
        (
            SCRIPTS,
            [
                "Neither of the two scripts asks for a higher base. [P1][P2]",
                "Leave that line out if you have no competing offer.",
            ],
            ["No script mentions a competing offer.", "Alibaba's script does not ask for a sign-on."],
        ),
        (
            MAPPING,
            ["Amazon does not appear in the mapping.", "The mapping does not say which single level P7 meets."],
            ["OpenAI does not appear in the mapping.", "The map leaves out Meta FAIR.",
             "Alibaba's levels are not compared with OpenAI or Anthropic in it."],
        ),
        (
            BERLIN,
            [
                "Base is per year while the stock is over four years.",
                "The stock is not an annual figure.",
                "Split by four, the stock is a yearly figure.",
            ],
            ["The stock is per year, not over four years.", "The stock is an annual figure.",
             "The base is over four years."],
        ),
        (
            DOS,
            ["Starting in writing is on the do list.", "Starting in writing is not on the don't list.",
             "An ultimatum is one of the don'ts; a calm request serves you better."],
            ["Starting in writing is on the don't list.", "Asking for specific things is among what not to do."],
        ),
    ],
)  # fmt: skip
def test_what_stands_in_the_cited_lines_is_not_denied(
    question: str, right: list[str], wrong: list[str], packaged: Product
) -> None:
    material = judge_of(question, packaged).material
    assert [s for s in right if reasons(s, material)] == []
    assert [s for s in wrong if not reasons(s, material)] == []


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        (
            LEVELS,
            [
                "Staff ML at Meta is the same as Google L6.",
                "E5 is Google L5 and E6 is Google L6.",
                "E6 is one step above Google L5.",
                "E6 is not the same as Google L5.",
                "Amazon's match for E6 is L7 Principal Scientist, so its number runs one higher.",
            ],
            [
                "Staff ML at Meta is the same as Google L5.",
                "Google L6 sits with Meta E5.",
                "An L6 at Amazon would be an E6 at Meta.",
                "E5 and E6 are both Google L6.",
                "Apple's ICT5 corresponds to Google L5.",
            ],
        ),
        (MAPPING, ["P6-P8 is set against L4-L5 at Google Brain."], ["P8 is mapped to IC6 at Meta FAIR."]),
        (
            BAND,
            ["When the band is the issue, the guide's reply is to look once more at the level."],
            [
                "When the band is the issue, the guide's reply is to ask how the equity is expected to grow.",
                "The guide's answer is to ask whether the signing bonus could make up for it.",
            ],
        ),
        (
            "can i negotiate the target bonus",
            ["The key question on the target bonus is what was paid in the past."],
            ["The key question on the target bonus is whether it could cover the difference."],
        ),
        (
            "is base more flexible than equity",
            ["Equity moves more easily than base.", "Relocation is not the only thing to ask for."],
            ["Base moves more easily than equity.", "Relocation is not up for negotiation."],
        ),
        (
            "what do i say when they press me for a number",
            ["If they press you, do not give one low figure."],
            ["If they press you, give one low number to show you are flexible.",
             "A single low figure is the way to go."],
        ),
    ],
)  # fmt: skip
def test_what_belongs_together_is_not_swapped(
    question: str, right: list[str], wrong: list[str], packaged: Product
) -> None:
    material = judge_of(question, packaged).material
    assert [s for s in right if reasons(s, material)] == []
    assert [s for s in wrong if not reasons(s, material)] == []


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        (
            "ByteDance lists the larger stock, SGD 85K–SGD 210K versus SGD 60K–SGD 160K over four years. [P1][P2]",
            True,
        ),
        (
            "ByteDance lists the larger stock, SGD 85K–SGD 210K versus SGD 130K–SGD 200K over four years. [P1][P2]",
            False,
        ),
        (
            "Alibaba lists the larger stock, SGD 60K–SGD 160K versus SGD 85K–SGD 210K over four years. [P1][P2]",
            False,
        ),
        ("ByteDance's stock is SGD 85K–SGD 210K compared with SGD 60K–SGD 160K a year. [P1][P2]", False),
        ("ByteDance's stock is SGD 85K–SGD 210K versus SGD 60K–SGD 160K over four years. [P1]", False),
    ],
)
def test_a_figure_set_against_the_other_row_is_its_own(text: str, passes: bool, packaged: Product) -> None:
    assert isinstance(judge_of(SINGAPORE, packaged).judge(text), Held) is not passes


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("The base in Beijing stops at CNY 1.05M, so {F1} is above it. [P1]", True),
        ("The base in Beijing stops at CNY 1.05M, so {F1} is below it. [P1]", False),
        ("The base in Beijing stops at CNY 1.05M, so {F1} is inside the range. [P1]", False),
    ],
)
def test_what_lies_above_it_is_reckoned(text: str, passes: bool, packaged: Product) -> None:
    judge = judge_of("bytedance beijing offers me CNY 1.1M base, is that in the band", packaged)
    assert judge.material.figures["F1"].text == "CNY 1.1M"
    assert isinstance(judge.judge(text), Held) is not passes
