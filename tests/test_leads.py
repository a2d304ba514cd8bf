"""What a heading names governs the figures beneath it: a wrong heading is held against right figures."""

from __future__ import annotations

import pytest
from test_grounding import EVIDENCE, LEXICON, flagged

from assistant.grounding import check
from assistant.leads import leads_over, rows_of_tables

# A right text, and words of it with what makes it wrong.
TEXTS = [
    ("base bands:\n1. Norwell Dublin: $142K–$218K\n2. Norwell Austin: $176K–$264K", "base > total comp"),
    ("base bands:\n1. Norwell Dublin: $142K–$218K\n2. Norwell Austin: $176K–$264K", "$264K > $246K"),
    ("Here are the stock ranges you wanted\n- Kestrel Shenzhen: CNY 205K–CNY 585K", "stock > base"),
    ("base, as printed\nNorwell Dublin: $142K–$218K\nNorwell Hamburg: $131K–$204K", "base > bonus"),
    ("## Norwell\n\nBase by city:\n\n**Dublin**\n- $142K–$218K\n\n**Austin**\n- $176K–$264K", "Norwell > Kestrel"),
    ("## Norwell\n\nBase by city:\n\n**Dublin**\n- $142K–$218K\n\n**Austin**\n- $176K–$264K", "Austin > Hamburg"),
    ("## Norwell\n\nBase by city:\n\n**Dublin**\n- $142K–$218K\n\n**Austin**\n- $176K–$264K", "Base > Equity"),
    ("Base (Norwell)\n-----\nDublin: $142K–$218K\nAustin: $176K–$264K", "Base > Total"),
    ("Austin, base:\n- Norwell: $176K–$264K\n- Kestrel: $163K–$246K", "Austin > Dublin"),
    ("Kestrel, all base, in CNY:\n- Shenzhen: 465K–910K", "CNY > SGD"),
    ("Stock over four years:\n- Norwell Dublin: $188K–$436K", "over four years > per year"),
    ("Floors for base at Norwell:\n- Dublin: $142K\n- Austin: $176K", "Floors > Ceilings"),
    ("Base:\n- Norwell Dublin: $142K–$218K (15% bonus)\n- Norwell Austin: $176K–$264K, 15%", "Base > Total"),
    ("1. Base\n- Norwell Dublin: $142K–$218K\n2. Total\n- Norwell Dublin: $260K–$402K", "Total > Stock"),
    ("- Base\n    - Norwell, Dublin: $142K–$218K\n- Total\n    - Norwell, Dublin: $260K–$402K", "Total > Stock"),
    ("### Total\n\n| | Norwell |\n|---|---|\n| Dublin | $260K–$402K |", "Total > Base"),
    ("Place | Norwell base\n--- | ---\nDublin | $142K–$218K\nAustin | $176K–$264K", "base > bonus"),
    ("| City | Kestrel base (CNY) |\n|---|---|\n| Shenzhen | 465K–910K |", "CNY > USD"),
    ("- **Base:** $142K–$218K\n- **Total:** $260K–$402K\n\nAll from Norwell's Dublin row.", "Dublin > Austin"),
    ("What Norwell's script adds\n1. to base: $15–25K\n2. to RSUs: $105–165K", "base > sign-on"),
    ("Differences of base ceilings at Norwell:\n- Austin $264K, Dublin $218K: $46K", "$46K > $36K"),
    ("**Example (L5, Big Tech)**\n\n| Part | Amount |\n|---|---|\n| Base | $190K |", "$190K > $280K"),
]


@pytest.mark.parametrize(("text", "change"), TEXTS)
def test_a_heading_governs_what_is_beneath_it(text: str, change: str) -> None:
    """The right text passes, and the same with one word of its heading or items made wrong does not."""
    old, new = change.split(" > ")
    assert old in text
    assert not flagged(text)
    assert flagged(text.replace(old, new))


@pytest.mark.parametrize(
    "text",
    [
        "Base:\n- Norwell Dublin: $142K–$218K\n- its stock: $188K–$436K over four years",
        "## Base\n\nNorwell pays $142K–$218K in Dublin. In total that is $260K–$402K.\n\nThe bonus is 15%.",
        "**Norwell**\n- Dublin base: $142K–$218K\n\n**Kestrel**\n- Austin base: $163K–$246K",
        "Base:\n- Norwell Dublin: $142K–$218K\n\nIn Austin, Norwell's total is $333K–$529K.",
    ],
)
def test_what_a_line_says_itself_goes_before_its_heading(text: str) -> None:
    """Another part of pay, another company, a paragraph after the list: the heading is not held against it."""
    assert not flagged(text)


def test_a_row_told_in_order_needs_no_name_for_each_figure() -> None:
    """The bands between those that are named go without a name, and one that is named has to be right."""
    row = "Norwell Dublin: $142K–$218K, then $188K–$436K of RSUs, 15%, and $260K–$402K in total."
    assert not flagged(row)
    assert flagged(row.replace("of RSUs", "of bonus"))
    assert flagged(row.replace("$142K", "$143K"))


def test_every_heading_is_given_its_names_once_for_long_texts() -> None:
    """A text of many lines and of deep lists is read in time that grows with its length."""
    deep = "\n".join(" " * i + "- Base" for i in range(400))
    asked: list[str] = []

    def names_of(title: str) -> dict[str, tuple[str, ...]]:
        asked.append(title)
        return {}

    assert len(leads_over(deep + "\n" * 2000 + "- $5", names_of, lambda title: False)) == 2400
    assert len(asked) <= 400


def test_a_text_of_one_line_is_governed_by_nothing() -> None:
    """Nothing is looked up for it."""
    assert len(leads_over("Base: $5", lambda title: pytest.fail(title), lambda title: False)) == 1


def test_only_rows_of_a_table_are_rows() -> None:
    """A line with a bar in it is no table without the line of dashes under its header."""
    assert rows_of_tables(["either | or", "Base $5"]) == [False, False]


def test_the_mark_of_an_item_ends_no_sentence() -> None:
    """Each figure of a numbered list is read with its own line."""
    text = "base:\n1. Norwell Dublin: $142K–$218K"
    found = {v.text: v.verdict for v in check(text, EVIDENCE, LEXICON)}
    assert found == {"1": "not_an_amount", "$142K–$218K": "quoted"}
