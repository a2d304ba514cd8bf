"""Tables of no known shape, and claims about them: what names a cell, and what is said of it."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import Any

import pytest

from assistant import verifying
from assistant.claim_arithmetic import worth
from assistant.claim_words import operations_of, part, times_in
from assistant.screen import Screen
from assistant.verifying import Sources, judged_against
from corpus.any_tables import Figure, figures_of
from corpus.guide import parse_guide
from corpus.printed import read_number

HARBOUR = """\
# Harbour Bakeries

|  |  | Years ended June 30, |  | Change |
|---|---|---|---|---|
|  | 2031 | 2030 | 2029 | % |
|  |  | (in thousands) |  |  |
| Revenue: |  |  |  |  |
| Bread (1) | $ 4,120 | $ 3,900 | $ 3,655 | 5.6 |
| Cakes and pastry | 1,260 | 1,410 | 1,300 | (10.6) |
| Total revenue | 5,380 | 5,310 | 4,955 | 1.3 |
| Costs: |  |  |  |  |
| Bread | 2,050 | 1,980 | 1,900 | 3.5 |
| Cakes and pastry | 730 | 802 | 777 | (9.0) |
| Gain (loss) on ovens sold | (84) | 12 | — | nm |
| Operating margin | 8.4% | 9.1% | 7.7% |  |
| Basic earnings per share | $0.42 | $0.47 | $0.35 |  |

(1) Rolls are counted as bread.

We leased 38 shops at a cost of $6.4 million in 2031 and $5.9 million in 2030.
"""

SHARES = """\
| Awards | Number | Price |
|---|---|---|
| Outstanding at March 31, 2030 | 5,100 | $4.00 |
| Granted | 900 | 4.40 |
| Forfeited | (150) | 4.10 |
| Outstanding at March 31, 2031 | 5,850 | $4.06 |
| Granted | 1,250 | 5.00 |
| Outstanding at March 31, 2032 | 7,100 | $4.22 |
"""

REGIONS = """\
The following table shows sales by region (in millions of euros):

|  | Northern |  | Southern |  |
|---|---|---|---|---|
|  | 2031 | 2030 | 2031 | 2030 |
| Shops | 61.5 | 58.0 | 22.4 | 25.1 |
| Markets | 7.9 | 8.8 | 3.1 | – |
|  | 69.4 | 66.8 | 25.5 | 25.1 |
"""

PAY = """\
---
company: Acme
---
# Acme

| Place | Base | Equity | Bonus |
|---|---|---|---|
| Lisbon | $111K–$222K | $10K–$20K | 10% |
"""


def cell(figures: tuple[Figure, ...], text: str) -> Figure:
    """The one figure printed so."""
    found = [one for one in figures if one.text == text and not one.in_prose]
    assert len(found) == 1, text
    return found[0]


def figures(text: str) -> tuple[Figure, ...]:
    return figures_of(parse_guide(text, "source.md"))


def verdicts(claim: str, *sources: str) -> list[tuple[str, str]]:
    """The numbers that a claim states, with their verdicts."""
    made = Sources([(f"s{i}.md", text) for i, text in enumerate(sources)])
    return [(v.text, v.verdict) for v in made.verdicts(claim) if v.verdict != "not_an_amount"]


def is_supported(claim: str, *sources: str) -> bool:
    """Whether every number of a claim is; a claim without one would prove nothing."""
    found = verdicts(claim, *sources)
    assert found, claim
    return all(verdict != "unsupported" for _, verdict in found)


# ---- reading


@pytest.mark.parametrize(
    ("printed", "value", "percent"),
    [
        ("$ (1,204.5)", "-1204.5", False),
        ("(14.1%)", "-14.1", True),
        ("2,806 (3)", "2806", False),
        ("−298", "-298", False),
        ("12 %", "12", True),
        ("€7.25", "7.25", False),
        ("RMB 99", "99", False),
    ],
)
def test_a_printed_number_is_read_with_its_sign(printed: str, value: str, percent: bool) -> None:
    """Brackets and minus signs are negative, notes and marks are no digits."""
    assert read_number(printed) == (Decimal(value), percent)


@pytest.mark.parametrize("printed", ["n/a", "Indefinite", "3 to 5", "", "note 7b"])
def test_words_are_no_number(printed: str) -> None:
    assert read_number(printed) is None


def test_a_cell_knows_its_row_group_column_time_and_scale() -> None:
    """Several header rows, a unit among them, groups by title rows, footnote marks, a change column."""
    read = figures(HARBOUR)
    bread = cell(read, "$ 3,900")
    assert (bread.value, bread.scale, bread.period.years, bread.group) == (3900, 1000, (2030,), "Revenue:")
    costs = cell(read, "2,050")
    assert (costs.row, costs.group, costs.period.month) == ("Bread", "Costs:", "jun")
    change = cell(read, "(10.6)")
    assert (change.period.years, change.percent, change.value) == ((), True, Decimal("-10.6"))
    assert cell(read, "(84)").value == -84
    assert cell(read, "—").value == 0
    assert cell(read, "8.4%").percent
    per_share = cell(read, "$0.42")
    assert (per_share.scale, per_share.per_one) == (1, True)


def test_a_title_over_the_middle_of_its_columns_spans_them() -> None:
    """ "Northern" and "Southern" each stand over two years; the scale is told by the sentence before."""
    read = figures(REGIONS)
    assert (cell(read, "22.4").column, cell(read, "22.4").period.years) == ("Southern", (2031,))
    assert (cell(read, "58.0").column, cell(read, "58.0").scale) == ("Northern", 1_000_000)


def test_what_stands_between_two_balances_is_of_the_later_one() -> None:
    """A roll-forward: grants after March 2031 lead to the balance of March 2032."""
    read = figures(SHARES)
    assert cell(read, "900").period.years == (2031,)
    assert cell(read, "1,250").period.years == (2032,)


def test_amounts_in_sentences_have_their_year_and_scale() -> None:
    told = [one for one in figures(HARBOUR) if one.in_prose and one.text.startswith("$")]
    assert [(one.value, one.scale, one.period.years) for one in told] == [
        (Decimal("6.4"), 1_000_000, (2031,)),
        (Decimal("5.9"), 1_000_000, (2030,)),
    ]


# ---- taking a claim apart


@pytest.mark.parametrize(
    "text",
    [
        "What was it? -12.6 million = 44.1-56.7.",
        "Q: What was it?\nA: -12.6 million\nDerivation: 44.1-56.7",
        "What was it? -12.6 million (44.1-56.7)",
        "What was it? 44.1 - 56.7 = -12.6 million",
    ],
)
def test_the_formula_of_a_claim_is_found_where_it_stands(text: str) -> None:
    (claim,) = part(text).stated
    assert (claim.number.value, claim.number.scale) == (Decimal("-12.6"), 1_000_000)
    assert claim.formula is not None
    assert worth(claim.formula.text) == Decimal("-12.6")
    assert text[claim.formula.start : claim.formula.end] == claim.formula.text


@pytest.mark.parametrize("formula", ["5 / 0", "(3 + 4", "3 + ", "3 4", ""])
def test_arithmetic_that_cannot_be_read_has_no_value(formula: str) -> None:
    assert worth(formula) is None


def test_the_numbers_of_a_question_claim_nothing() -> None:
    """Only what answers it is claimed."""
    parted = part("In which year was it less than 20,000, of the 3 years from 2029 to 2031? 2030.")
    assert [claim.number.text for claim in parted.stated] == ["2030"]
    assert [number.text for number, _ in parted.named] == ["20,000", "3", "2029", "2031"]


def test_times_and_operations_are_read_from_the_words() -> None:
    assert times_in("the average from 2029 to 2031").between == ((2029, 2031),)
    assert times_in("between FY29 and FY31").years == (2029, 2031)
    assert operations_of("the percentage change in the average price", True)[:2] == ("growth", "average")
    assert operations_of("the average total revenue", True) == ("average", "quote")


# ---- claims about cells

RIGHT = [
    "What was the revenue from bread in 2031? $4,120 thousand.",
    "What was the revenue from bread in 2031? 4.12 million.",
    "What were the costs of cakes and pastry in 2030? 802 thousand.",
    "What was the operating margin in 2029? 7.7%.",
    "What were the basic earnings per share in 2031? $0.42.",
    "How much did the leased shops cost in 2030? $5.9 million.",
    "In which year was total revenue the largest? 2031.",
    "In which year was the operating margin less than 8%? 2029.",
    "What was the change in total revenue from 2030 to 2031? 70 thousand.",
    "What was the percentage change in total revenue between 2030 and 2031? 1.32%.",
    "What was the average revenue from cakes and pastry from 2029 to 2031? 1,323.33 thousand.",
    "What was the total revenue in 2030 and 2031 altogether? 10.69 million.",
    "What is the revenue from bread as a percentage of total revenue in 2031? 76.58%.",
    "What is the ratio of revenue from bread to total revenue in 2031? 0.77.",
    "What was the difference in the operating margin between 2031 and 2030? -0.7%.",
]
WRONG = {
    "another year": "What was the revenue from bread in 2031? $3,900 thousand.",
    "another row": "What was the revenue from bread in 2031? $5,380 thousand.",
    "another group": "What was the revenue from bread in 2031? $2,050 thousand.",
    "another scale": "What was the revenue from bread in 2031? $4,120 million.",
    "a digit": "What was the revenue from bread in 2031? $4,130 thousand.",
    "a percentage of an amount": "What was the revenue from bread in 2031? 4,120%.",
    "an amount of a percentage": "What was the operating margin in 2029? $7.7 thousand.",
    "another largest year": "In which year was total revenue the largest? 2030.",
    "an amount for a year": "In which year was total revenue the largest? $5,380 thousand.",
    "a sign": "What was the change in total revenue from 2030 to 2031? -70 thousand.",
    "a change of another year": "What was the change in total revenue from 2030 to 2031? 425 thousand.",
    "a change of another row": "What was the change in total revenue from 2030 to 2031? 220 thousand.",
    "no percentage": "What was the percentage change in total revenue between 2030 and 2031? 1.32.",
    "an average of two": "What was the average revenue from cakes and pastry from 2029 to 2031? 1,335 thousand.",
    "half of a sum": "What was the total revenue in 2030 and 2031 altogether? 5,310 thousand.",
    "the other way round": "What is the revenue from bread as a percentage of total revenue in 2031? 130.58%.",
    "a year that is not there": "What was the revenue from bread in 2034? $4,120 thousand.",
    "words of nothing": "What was the goodwill of the acquired mill in 2031? $4,120 thousand.",
    "a rounded zero": "What was the change in the operating margin from 2030 to 2031? 0%.",
    "another sentence": "How much did the leased shops cost in 2030? $6.4 million.",
}


@pytest.mark.parametrize("claim", RIGHT)
def test_a_right_claim_is_supported(claim: str) -> None:
    assert is_supported(claim, HARBOUR)


@pytest.mark.parametrize("claim", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_claim_is_not(claim: str) -> None:
    """That its number stands somewhere in the source supports nothing."""
    assert not is_supported(claim, HARBOUR)


@pytest.mark.parametrize(
    "manner",
    [
        "{q}? {v}.",
        "Q: {q}?\nA: {v}",
        "{q}?\n\n{v}",
        'The answer to "{q}?" is {v}.',
        "{q}: {v}",
    ],
)
def test_the_manner_of_a_claim_changes_nothing(manner: str) -> None:
    """Right and wrong claims, in several manners."""
    for claim in RIGHT:
        question, value = claim.rstrip(".").split("? ")
        assert is_supported(manner.format(q=question, v=value), HARBOUR), claim
    for claim in WRONG.values():
        question, value = claim.rstrip(".").split("? ")
        assert not is_supported(manner.format(q=question, v=value), HARBOUR), claim


def test_plain_statements_are_judged_figure_by_figure() -> None:
    """Each figure has the year beside it."""
    right = "Total revenue rose from $5,310 thousand in 2030 to $5,380 thousand in 2031."
    assert verdicts(right, HARBOUR) == [("$5,310 thousand", "quoted"), ("$5,380 thousand", "quoted")]
    turned = "Total revenue rose from $5,380 thousand in 2030 to $5,310 thousand in 2031."
    assert not is_supported(turned, HARBOUR)


def test_columns_under_a_spanning_title_are_told_apart() -> None:
    assert is_supported("What were the southern sales of shops in 2030? 25.1 million.", REGIONS)
    assert not is_supported("What were the northern sales of shops in 2030? 25.1 million.", REGIONS)
    assert is_supported("What were the total northern sales in 2031? 69.4 million.", REGIONS)


def test_rows_of_a_roll_forward_are_told_apart_by_their_time() -> None:
    assert is_supported("What is the number of awards granted in 2032? 1,250.", SHARES)
    assert not is_supported("What is the number of awards granted in 2032? 900.", SHARES)


def test_a_table_without_a_scale_supports_no_scaled_claim() -> None:
    """Without the table naming it, a number is unsupported."""
    assert is_supported("What is the number of awards granted in 2031? 900.", SHARES)
    assert not is_supported("What is the number of awards granted in 2031? 900 million.", SHARES)


# ---- formulas beside a claim

CHANGE = "What was the change in total revenue from 2030 to 2031? "


@pytest.mark.parametrize(
    ("claim", "right"),
    [
        (CHANGE + "70 thousand = 5,380 - 5,310.", True),
        (CHANGE + "71 thousand = 5,380 - 5,310.", False),  # it does not come out
        (CHANGE + "425 thousand = 5,380 - 4,955.", False),  # a cell of another year
        (CHANGE + "1,480 thousand = 5,380 - 3,900.", False),  # a cell of another row
        (CHANGE + "0 thousand = 5,310 - 5,310.", False),  # a cell taken from itself
        (CHANGE + "3,349 thousand = 5,380 - 2031.", False),  # a year is no cell
        (CHANGE + "70 million = 5,380 - 5,310.", False),
        ("What was the average total revenue in 2030 and 2031? 5,345 thousand = (5,380 + 5,310) / 2.", True),
        ("What was the average total revenue in 2030 and 2031? 5,380 thousand = (5,380 + 5,380) / 2.", False),
        (
            "What was the average total revenue in 2030 and 2031? 10,690 thousand = (5,380 + 5,310) / 1.",
            False,
        ),
    ],
)
def test_a_formula_has_to_come_out_and_to_be_of_the_cells_named(claim: str, right: bool) -> None:
    assert is_supported(claim, HARBOUR) is right


# ---- the product


def test_the_verify_object_cites_the_line_and_shows_the_formula() -> None:
    """A quoted cell has the citation of its row, a derived value its formula and operands' citations."""
    text = "What was the revenue from bread in 2031? $4,120 thousand.\n\n" + CHANGE + "70 thousand."
    result, citations = judged_against(text, [("harbour.md", HARBOUR)])
    assert result["status"] == "supported"
    quoted, derived = [n for n in result["numbers"] if n["verdict"] in ("quoted", "derived")]
    for number in result["numbers"]:
        start, end = number["span"]
        assert text[start:end] == number["text"]
    cited = {c["id"]: c for c in result["citations"]}
    assert "Bread" in cited[quoted["citation"]]["quote"]
    assert derived["derivation"]["formula"] == "5380 - 5310"
    assert derived["derivation"]["value"] == 70
    assert all("Total revenue" in cited[i]["quote"] for i in derived["derivation"]["inputs"])
    assert len(citations) == len(cited)


def test_verify_exits_with_four_for_an_unsupported_claim() -> None:
    shown = io.StringIO()
    screen = Screen(shown, io.StringIO(), json=True)
    assert verifying.verify_against(WRONG["another year"], [("harbour.md", HARBOUR)], screen) == 4
    value: dict[str, Any] = json.loads(shown.getvalue())
    assert [n["verdict"] for n in value["numbers"] if n["text"] != "2031"] == ["unsupported"]


def test_a_table_of_pay_is_read_strictly_also_beside_another_table() -> None:
    """What the strict reading refuses of a pay table, the reading of other tables does not let in."""
    assert is_supported("At Acme in Lisbon the base is $111K–$222K.", PAY, HARBOUR)
    assert not is_supported("At Acme in Lisbon the base is $10K–$20K.", PAY, HARBOUR)
    assert not is_supported("What is the base at Acme in Lisbon? $20K.", PAY, HARBOUR)
    assert is_supported("What was the revenue from bread in 2031? $4,120 thousand.", PAY, HARBOUR)
    assert not is_supported("What was the revenue from bread in 2030? $4,120 thousand.", PAY, HARBOUR)


def test_tables_of_several_sources_are_kept_apart() -> None:
    """A column of one source is no column of the next."""
    assert is_supported("What were the southern sales of shops in 2030? 25.1 million.", HARBOUR, REGIONS)
    assert not is_supported("What was the revenue from bread in 2030? 25.1 million.", HARBOUR, REGIONS)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 3000 + "1" + ")" * 3000,
        "What was it? 5 = " + "(" * 900 + "3 - 2",
        "What was the change in total revenue from 2030 to 2031? "
        + "9" * 400
        + " thousand = "
        + "9" * 400
        + " - 1.",
        "1 " * 200,
        "1, " * 200 + "= 4",
        "What? " * 100 + "7",
        "= - ( ) . ? : \n\n A: \n Q: ? 2031",
    ],
)
def test_odd_texts_are_judged_all_the_same(text: str) -> None:
    """No text makes the check fall over, and each number keeps its place."""
    for verdict in Sources([("s.md", HARBOUR)]).verdicts(text):
        assert text[verdict.start : verdict.end] == verdict.text


def test_a_table_of_odd_shape_is_read_all_the_same() -> None:
    """Ragged rows, a table of titles alone, one without rows of words."""
    odd = "| | |\n|---|---|\n| 1 |\n| | 2 | 3 | 4 |\n| a | | |\n\n| x | y |\n|---|---|\n| z | |\n"
    assert not is_supported("What is a? 77.", odd)


# ---- how the parts of a table belong together

QUARRY = """# Quarry Stone

|  | 2031 | 2030 | Change |
|---|---|---|---|
| (in millions, shares in thousands) |  |  |  |
| Marble | 52.4 | 48.0 | 4.4 |
| Slate | 31.0 | 35.5 | (4.5) |
| Long leases of slate | 7.0 | 6.0 | 1.0 |
| Long leases of marble | 9.0 | 5.0 | 4.0 |
| Total assets | 240 | 220 | 20 |
| Total liabilities | 90 | 85 | 5 |
| Average shares | 8,150 | 8,090 | 60 |
| Output of the north: |  |  |  |
| Blocks | 12 | 10 | 2 |
| Slabs | 8 | 7 | 1 |
|  | 20 | 17 | 3 |

We paid $2.5 million and $3.1 million for the railway in 2031 and 2030, respectively.
"""
PITS = """# Pits

| Name of the pit | Depth |
|---|---|
| Upper | 40 |
| Lower | 70 |
| Old | 55 |
"""
BUYING = """# Shares bought

| Period | Price paid |
|---|---|
| January 3, 2031 - January 30, 2031 | $ 14.10 |
| February 1, 2031 - February 27, 2031 | $ 15.30 |
| March 1, 2031 - March 28, 2031 | $ 13.90 |
"""
RATES = """# Tax

| Years ended | 2031 | 2030 |
|---|---|---|
| Rate by law | 24.0% | 25.0% |
| Foreign income | (2.5) | 0.5 |
| Rate in effect | 21.5% | 25.5% |
"""
OVERDUE = """# Overdue

| Days overdue (in thousands) | 1-30 | 31-60 | Total |
|---|---|---|---|
| Shops | 120 | 45 | 165 |
| Hotels | 310 | 90 | 400 |
"""
LOSSES = """# Losses carried forward

| (in thousands) | Last year of use | Amount |
|---|---|---|
| Home | 2039 | 5,120 |
"""
GROWTH = """# Sales

| (in millions) | Sales | % Increase |
|---|---|---|
| North | 52 | 8% |
"""
LEASES = """# Leases

| (in thousands) | 2031 | 2032-2033 | 2034-2035 |
|---|---|---|---|
| Trucks | 400 | 700 | 300 |
"""


@pytest.mark.parametrize(
    ("table", "claim", "right"),
    [
        # A printed change set against what it is from, in its own row.
        (QUARRY, "By what percentage did marble increase? 9.17% = 4.4 / 48.0.", True),
        (QUARRY, "By what percentage did marble increase? -9.38% = -4.5 / 48.0.", False),
        # Several rows at two times.
        (QUARRY, "What was the percentage change of marble and slate together from 2030 to 2031?"
                 " -0.12% = ((52.4 + 31.0) - (48.0 + 35.5)) / (48.0 + 35.5).", True),
        (QUARRY, "What was the percentage change of marble and slate together from 2030 to 2031?"
                 " 6.87% = ((52.4 + 31.0) - (48.0 + 31.0)) / (48.0 + 35.5).", False),
        # Every operand has a word of its own.
        (QUARRY, "What were long leases of slate as a percentage of slate in 2031? 22.58% = 7.0 / 31.0.", True),
        (QUARRY, "What were long leases of slate as a percentage of slate in 2031? 29.03% = 9.0 / 31.0.", False),
        # Two rows are taken at the same times.
        (QUARRY, "What was the average difference between marble and slate in 2030 and 2031?"
                 " 16.95 million = ((52.4 - 31.0) + (48.0 - 35.5)) / 2.", True),
        (QUARRY, "What was the average difference between marble and slate in 2030 and 2031?"
                 " 19.15 million = ((52.4 - 31.0) + (52.4 - 35.5)) / 2.", False),
        # A row without a label is the total of the title above it; a part is a share of it.
        (QUARRY, "What was the output of the north in 2031? 20 million.", True),
        (QUARRY, "What was the output of the north in 2031? 17 million.", False),
        # By the rules of accounts.
        (QUARRY, "What was the total equity in 2031? 150 million = 240 - 90.", True),
        (QUARRY, "What was the total equity in 2031? 155 million = 240 - 85.", False),
        # Shares in a scale of their own.
        (QUARRY, "What were the average shares in 2031? 8,150 thousand.", True),
        (QUARRY, "What were the average shares in 2031? 8,150 million.", False),
        # Amounts that one sentence tells.
        (QUARRY, "What was paid for the railway on average in 2030 and 2031? 2.8 million = (2.5 + 3.1) / 2.", True),
        (QUARRY, "What was paid for the railway on average in 2030 and 2031? 4.75 million = (2.5 + 7.0) / 2.", False),
        # A whole column.
        (PITS, "What is the average depth of the pits? 55 = (40 + 70 + 55) / 3.", True),
        (PITS, "What is the average depth of the pits? 47.5 = (40 + 55) / 2.", False),
        # Periods that are counted.
        (BUYING, "What was the change of the price paid from the first to the second month? $1.20.", True),
        (BUYING, "What was the change of the price paid from the first to the second month? -$0.20.", False),
        (BUYING, "What was the price paid in the third month? $13.90.", True),
        (BUYING, "What was the price paid in the third month? $15.30.", False),
        # A column whose first and last figures carry the mark is in per cent throughout.
        (RATES, "What was foreign income in 2031? -2.5%.", True),
        (RATES, "What was foreign income in 2031? -2.5 million.", False),
        # Where the words name no column, the row's total is meant.
        (OVERDUE, "What is overdue from hotels? 400 thousand.", True),
        (OVERDUE, "What is overdue from hotels? 310 thousand.", False),
        (OVERDUE, "What is overdue from hotels for 31-60 days? 90 thousand.", True),
        # A year in a cell is no amount.
        (LOSSES, "What is carried forward at home? 5,120 thousand.", True),
        (LOSSES, "What is carried forward at home? 2039 thousand.", False),
        # By how much something has grown is not what it is.
        (GROWTH, "By what percentage did sales in the north increase? 8%.", True),
        (GROWTH, "What were the sales in the north? 8%.", False),
        # A year's share of periods that span several.
        (LEASES, "What are trucks a year on average in 2031-2035? 280 thousand = (400 + 700 + 300) / 5.", True),
        (LEASES, "What are trucks a year on average in 2031-2035? 350 thousand = (400 + 700 + 300) / 4.", False),
    ],
)  # fmt: skip
def test_what_belongs_together_in_a_table_is_told_from_what_does_not(table: str, claim: str, right: bool) -> None:
    """Cells of one row, one column, one sentence, at the times that are meant."""
    verdicts = Sources([("table.md", table)]).verdicts(claim)
    assert any(v.verdict != "not_an_amount" for v in verdicts)
    assert all(v.verdict != "unsupported" for v in verdicts) is right


def test_a_rate_in_the_name_of_a_note_is_no_unit() -> None:
    """"5.25% notes" are amounts; "Margin %" is a percentage."""
    table = "| (in millions) | 2031 |\n|---|---|\n| 5.25% notes due 2034 | 300 |\n| Margin % | 12 |\n"
    notes, margin = figures_of(parse_guide(table, "t.md"))
    assert (notes.percent, notes.scale) == (False, Decimal(1_000_000))
    assert margin.percent


@pytest.mark.parametrize("said", ["(in 000’s)", "(in 000s)", "(in '000)"])
def test_a_scale_in_noughts_is_read_from_the_words_beside(said: str) -> None:
    """Where the table itself names none."""
    table = f"Sales {said}\n\n|  | 2031 |\n|---|---|\n| Bread | 4,120 |\n"
    assert [f.scale for f in figures_of(parse_guide(table, "t.md")) if not f.in_prose] == [Decimal(1000)]


QUAYS = "| Quay | 2031 | 2032 |\n|---|---|---|\n"
QUAYS += "| North quay | 0 | 12 |\n| South quay | 30 | 41 |\n| East quay | 8 | 9 |\n"


@pytest.mark.parametrize(
    ("claim", "result"),
    [
        ("What is the change of the North and South quay together from 2031 to 2032? 23 = (12 + 41) - (0 + 30).", "23"),
        ("What is the change of the South and North quay together from 2031 to 2032? 23 = 41 - 30 + 12 - 0.", "23"),
        ("What is the change of the North and South quay together from 2031 to 2032? 83 = (12 + 41) + (0 + 30).", ""),
    ],
)  # fmt: skip
def test_a_cell_of_nought_has_its_sign_in_a_sum(claim: str, result: str) -> None:
    """Its place in a formula is found though no multiple of it tells it apart."""
    verdicts = Sources([("quays.md", f"# Cargo\n\n{QUAYS}")]).verdicts(claim)
    assert {v.text for v in verdicts if v.verdict == "derived"} == ({result} if result else set())
