"""Claims about others' tables: the cells of a formula stand in a grid, and no neighbour is named better."""

from __future__ import annotations

import pytest
from test_any_tables import figures, is_supported

from assistant.claim_arithmetic import worth
from assistant.claim_stems import stems, without_label

QUARTERS = """\
|  |  | Three Months Ended |  |
|---|---|---|---|
|  | March 31, 2031 | June 30, 2031 | December 31, 2031 |
|  | (in thousands, except per share data) |  |  |
| Net revenue | $ 21,114 | $ 23,560 | $ 26,412 |
| Gross profit | 9,105 | 10,332 | 11,750 |
"""
COSTS = """\
|  | Year ended March 31, |  |  | % Change |  |
|---|---|---|---|---|---|
|  | 2031 | 2030 | 2029 | 2031 vs. 2030 | 2030 vs. 2029 |
| Sales and marketing | $ 44,120 | $ 39,008 | $ 31,444 | 13% | 24% |
| As a percentage of revenue | 22% | 23% | 24% |  |  |
| Research and development | 61,905 | 50,112 | 40,690 | 24% | 23% |
| As a percentage of revenue | 31% | 30% | 31% |  |  |
| General and administrative | 19,330 | 17,640 | 15,201 | 10% | 16% |

Operating expenses (dollars in thousands)
"""
GOODWILL = """\
|  | Domestic | Foreign | Total |
|---|---|---|---|
| Balance at December 31, 2030 | $ 1,520 | $ 404 | $ 1,924 |
| Impairment | (95) | — | (95) |
| Balance at December 31, 2031 | $ 1,425 | $ 404 | $ 1,829 |

Goodwill by segment, in millions:
"""
PENSIONS = """\
|  | Pension benefits |  | Other postretirement benefits |  |
|---|---|---|---|---|
|  | 2031 | 2030 | 2031 | 2030 |
| Service cost | $ 14 | $ 13 | $ 2 | $ 3 |
| Interest cost | 41 | 38 | 6 | 5 |
| Weighted average rate increase | 3 | 4 | 1 | 7 |

(Dollars in millions)
"""
STOCK = """\
| $ million | Note | 2031 | 2030 |
|---|---|---|---|
| Raw materials | 3 | 12 | 10 |
| Work in progress | 4 | 31 | 28 |
| Finished goods | 5 | 20 | 23 |
|  |  | 63 | 61 |

Inventories held

We had 412 employees at the end of 2031.
"""
PAY = """\
| Name | Base salary ($) | Bonus ($) | Total ($) |
|---|---|---|---|
| J. Marsh | 240,000 | 30,000 | 270,000 |
| L. Brandt | 410,000 | 155,000 | 565,000 |
"""
LEASES = """\
| Years ending December 31, | Operating leases |
|---|---|
| 2032 | $ 5,210 |
| 2033 | 4,880 |
| Thereafter | 7,700 |
| Total operating lease payments | $17,790 |
"""
OPTIONS = """\
|  | Number of options | Exercise price |
|---|---|---|
| Granted in 2031 | 280,000 | $14.60 |
| Forfeited in 2031 | 22,800 | $12.75 |
"""
UNSAID = """\
|  | 2031 | 2030 |
|---|---|---|
| Dredging | $14,120 | $11,080 |
| Pilotage | $9,310 | $8,870 |

We have spent $41.9 million on dredging and pilotage since the harbour was opened.
"""
SHARE = """\
|  | 2031 | 2030 |
|---|---|---|
| Gross margin (%) | 73.2 | 72.2 |
| Margin in print | 12.5% | 11.5% |
"""
DUE = """\
| (in millions) | 1 to 3 years | 3 to 5 years |
|---|---|---|
| Notes | 60 | 725 |
"""
UNITED = """\
|  | 2031 | 2030 |
|---|---|---|
| United States | $58 | $61 |
| Opening balance | 4 | 9 |
| Closing balance | 11 | 4 |
"""


@pytest.mark.parametrize(
    ("claim", "source", "right"),
    [
        ("What was the net revenue for the three months ended June 30, 2031? $23,560 thousand.", QUARTERS, True),
        ("What was the net revenue for the three months ended June 30, 2031? $23,560 million.", QUARTERS, False),
        ("What was the net revenue for the three months ended June 30, 2031? $21,114 thousand.", QUARTERS, False),
        ("What was research and development as a percentage of revenue in 2030? 30%.", COSTS, True),
        ("What was research and development as a percentage of revenue in 2030? 23%.", COSTS, False),
        ("What was the percentage change in research and development from 2030 to 2031? 24%.", COSTS, True),
        ("What was the percentage change in research and development from 2030 to 2031? 23%.", COSTS, False),
        ("What was the total operating expenses in 2030? 106760 thousand = 39,008 + 50,112 + 17,640.", COSTS, True),
        ("What was the total operating expenses in 2030? 118553 thousand = 39,008 + 61,905 + 17,640.", COSTS, False),
        ("What was the total operating expenses in 2030? 89120 thousand = 39,008 + 50,112.", COSTS, False),
        ("What is R&D less G&A, the difference, in 2029? 25489 thousand = 40,690 - 15,201.", COSTS, True),
        ("What is R&D less G&A, the difference, in 2029? 9246 thousand = 40,690 - 31,444.", COSTS, False),
        (
            "What is the difference between domestic and foreign goodwill as at December 31, 2031?"
            " 1021 million = 1,425 - 404.",
            GOODWILL,
            True,
        ),
        (
            "What is the difference between domestic and foreign goodwill as at December 31, 2031?"
            " 1116 million = 1,520 - 404.",
            GOODWILL,
            False,
        ),
        ("What share of goodwill was domestic at December 31, 2030? 79% = 1,520/1,924.", GOODWILL, True),
        ("What share of goodwill was domestic at December 31, 2030? 77.91% = 1,425/1,829.", GOODWILL, False),
        ("What was the change in pension interest cost between 2030 and 2031? 3 million = 41 - 38.", PENSIONS, True),
        ("What was the change in pension interest cost between 2030 and 2031? 1 million = 6 - 5.", PENSIONS, False),
        (
            "What is the sum of the weighted average rate increase and the service cost of pensions in 2031?"
            " 17 million = 3 + 14.",
            PENSIONS,
            True,
        ),
        (
            "What is the sum of the weighted average rate increase and the service cost of pensions in 2031?"
            " 44 million = 3 + 41.",
            PENSIONS,
            False,
        ),
        ("What was the WIP in 2031? 31 million.", STOCK, True),
        ("What was the WIP in 2031? 4 million.", STOCK, False),
        ("What were the total inventories held in 2030? 61 million.", STOCK, True),
        ("What were the finished goods per employee in 2031? 0.05 million = 20/412.", STOCK, True),
        ("What were the finished goods per employee in 2031? 0.05 thousand = 20/412.", STOCK, False),
        ("What were the finished goods per employee in 2031? 0.03 million = 12/412.", STOCK, False),
        ("What is the gap in base salary of L. Brandt and J. Marsh? 170000 = 410,000 - 240,000.", PAY, True),
        ("What is the gap in base salary of L. Brandt and J. Marsh? 125000 = 155,000 - 30,000.", PAY, False),
        ("What is the operating lease payment due in 2033? $4,880.", LEASES, True),
        ("What is the operating lease payment due in 2033? $17,790.", LEASES, False),
        ("What was the total value of options granted in 2031? 4088000 = 280,000 * 14.60.", OPTIONS, True),
        ("What was the total value of options granted in 2031? 332880 = 22,800 * 14.60.", OPTIONS, False),
        ("What was the change in dredging from 2030 to 2031? 3040 thousand = 14,120 - 11,080.", UNSAID, True),
        ("What was the change in dredging from 2030 to 2031? 3040 million = 14,120 - 11,080.", UNSAID, False),
        ("What was the gross margin (%) in 2031? 73.2.", SHARE, True),
        ("What was the margin in print (%) in 2031? 12.5.", SHARE, False),
        ("What are the notes due in 3 to 5 years? 725 million.", DUE, True),
        ("What are the notes due in 3 to 5 years? 60 million.", DUE, False),
        ("What was the US amount in 2030? $61.", UNITED, True),
        ("What was the balance at the end of the year in 2031? 11.", UNITED, True),
        ("What was the balance at the end of the year in 2031? 4.", UNITED, False),
    ],
)
def test_a_claim_is_of_the_cells_that_no_neighbour_is_named_better_than(
    claim: str, source: str, right: bool
) -> None:
    """Each right claim stands beside one with a cell of another time, row or column, or another scale."""
    assert is_supported(claim, source) is right


def test_the_numbers_of_notes_are_no_figures() -> None:
    assert {f.text for f in figures(STOCK) if not f.in_prose} == {"12", "10", "31", "28", "20", "23", "63", "61"}


def test_a_label_is_taken_out_of_words_once() -> None:
    words = without_label("the change in the change in working capital", "Change in working capital")
    assert "change" in words
    assert "working" not in words


def test_a_percentage_of_a_product_is_a_part_of_a_hundred() -> None:
    assert worth("28% * 190.0") == worth("53.2")
    assert worth("4.1% + 4.6%") == worth("8.7")


def test_the_two_ends_of_a_time_are_told_in_many_ways() -> None:
    assert stems("Balance at the beginning of the year") == stems("Balance at start of period")
    assert stems("Balance at the end of the year") != stems("Balance at start of period")
