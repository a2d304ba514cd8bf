"""Claims with a neighbour's cell: another row's word, another column's operand, a longer name, a total not said."""

from __future__ import annotations

import pytest
from test_any_tables import is_supported

DEBT = """\
| (in millions) | Rate | 2031 | 2030 |
|---|---|---|---|
| Senior notes | 5.125% | $ 600.0 | $ 600.0 |
| Term loan B | 4.25% | 312.5 | 337.5 |
| Total debt |  | 912.5 | 937.5 |
| Less: current maturities |  | (35.0) | (35.0) |
| Long-term debt |  | $ 877.5 | $ 902.5 |
"""
RESULTS = """\
|  | 2031 £m | 2030 £m |
|---|---|---|
| Revenue | 518.6 | 662.9 |
| Cost of sales | (359.4) | (431.5) |
| Gross profit | 159.2 | 231.4 |
| (Loss)/profit for the period | (23.6) | 19.1 |
"""
LEVELS = """\
|  | Level 1 | Level 2 | Level 3 | Total |
|---|---|---|---|---|
| December 31, 2031 |  |  |  |  |
| Funds | $ 96,410 | $ — | $ 4,000 | $ 100,410 |
| Bonds | 40,275 | 128,632 | — | 168,907 |
| Total assets | $ 136,685 | $ 128,632 | $ 4,000 | $ 269,317 |
"""
CARRIED = """\
| (in thousands) | Life (years) | Gross carrying amount | Depletion | Net carrying amount |
|---|---|---|---|---|
| Quarries | 11.5 | $ 84,300 | $ (29,814) | $ 54,486 |
| Licences | 6.0 | 48,650 | (22,107) | 26,543 |
| Total |  | $ 132,950 | $ (51,921) | $ 81,029 |
"""
DUE = """\
| (in millions) | Total | Less than 1 year | 1-3 years | More than 3 years |
|---|---|---|---|---|
| Long-term debt | $ 1,250.0 | $ 85.0 | $ 415.0 | $ 750.0 |
| Interest on long-term debt | 309.5 | 66.4 | 144.2 | 98.9 |
| Leases | 131.2 | 38.9 | 57.3 | 35.0 |
"""
TIMING = """\
|  | 2031 |  |  | 2030 |  |  |
|---|---|---|---|---|---|---|
| (in thousands) | Pumps | Repairs | Total | Pumps | Repairs | Total |
| Point in time | $ 41,904 | $ 2,260 | $ 44,164 | $ 36,318 | $ 3,045 | $ 39,363 |
| Over time | 3,415 | 28,733 | 32,148 | 4,907 | 24,862 | 29,769 |
| Total revenue | $ 45,319 | $ 30,993 | $ 76,312 | $ 41,225 | $ 27,907 | $ 69,132 |
"""
SHEET = """\
|  | 2031 | 2030 |
|---|---|---|
| Inventories | 38,914 | 32,360 |
| Cash | 16,290 | 22,843 |
| Total current assets | 55,204 | 55,203 |
| Plant | 99,700 | 101,900 |
| Total assets | 154,904 | 157,103 |
| Total current liabilities | 45,879 | 39,429 |
"""
OPTIONS = """\
|  | Number of options |
|---|---|
| Outstanding at January 1, 2031 | 3,418,300 |
| Granted | 512,000 |
| Exercised | (386,150) |
| Outstanding at December 31, 2031 | 3,544,150 |
| Exercisable at December 31, 2031 | 2,506,420 |
"""
TAXES = """\
| (in millions) | 2031 | 2030 |
|---|---|---|
| Current taxes: |  |  |
| Federal | $ 27.8 | $ 28.4 |
| State | 4.1 | 3.7 |
| Deferred taxes: |  |  |
| Federal | 9.6 | 1.5 |
| State | 0.4 | 0.2 |
"""
PORTS = """\
|  | 2031 | 2030 |
|---|---|---|
| Revenues: |  |  |
| Berths | $ 88,410 | $ 71,225 |
| Tolls | 30,166 | 33,904 |
| Total revenues | $ 118,576 | $ 105,129 |
| Cost of revenues: |  |  |
| Berths | $ 19,040 | $ 16,338 |
| Tolls | 24,716 | 26,410 |
| Total cost of revenues | $ 43,756 | $ 42,748 |
"""
LOANS = """\
| December 31, 2031 | Current | Past due | Total loans |
|---|---|---|---|
| Farms | $ 204,715 | $ 3,860 | $ 208,575 |
| Homes | 86,390 | 2,215 | 88,605 |
| Cars | 41,873 | 297 | 42,170 |
| Total | $ 332,978 | $ 6,372 | $ 339,350 |
"""
GOODWILL = """\
|  | Paints | Glue | Total |
|---|---|---|---|
| Balance at January 1, 2031 | 304.6 | 148.3 | 452.9 |
| Currency translation | (6.2) | (5.3) | (11.5) |
| Balance at December 31, 2031 | 298.4 | 143.0 | 441.4 |

Goodwill
"""
AWARDS = """\
|  | RSUs |  | PSUs |  |
|---|---|---|---|---|
|  | Units | Grant date fair value | Units | Grant date fair value |
| Unvested, July 1, 2030 | 748,120 | $48.15 | 310,400 | $51.60 |
| Granted | 291,775 | 62.07 | 94,900 | 65.32 |
| Vested | (267,340) | 46.48 | (81,250) | 47.91 |
| Unvested, June 30, 2031 | 772,555 | $54.99 | 324,050 | $58.09 |
"""


@pytest.mark.parametrize(
    ("claim", "source", "right"),
    [
        # A word that is said once is of the row that is named in full.
        ("Term loan B as % of the total debt in 2030? 36% = 337.5/937.5.", DEBT, True),
        ("Term loan B as % of the total debt in 2030? 37.4% = 337.5/902.5.", DEBT, False),
        ("Gross margin for 2030? 34.91% = 231.4/662.9.", RESULTS, True),
        ("Gross margin for 2030? 1211.52% = 231.4/19.1.", RESULTS, False),
        # Of two columns that are set against each other each is named.
        ("Which percentage of the total assets was Level 2 at December 31, 2031? 47.76% = 128,632/269,317.",
         LEVELS, True),
        ("Which percentage of the total assets was Level 2 at December 31, 2031? 94.11% = 128,632/136,685.",
         LEVELS, False),
        ("What percentage of the total net carrying amount is made up of licences? 32.76% = 26,543/81,029.",
         CARRIED, True),
        ("What percentage of the total net carrying amount is made up of licences? 36.59% = 48,650/132,950.",
         CARRIED, False),
        # "All together" is the total.
        ("What is the ratio of the net to the gross carrying amount, for all together? 0.61 = 81,029/132,950.",
         CARRIED, True),
        ("What is the ratio of the net to the gross carrying amount, for all together? 0.65 = 54,486/84,300.",
         CARRIED, False),
        # Rows alike, in the column that is named.
        ("Debt and interest in the 1-3 years bucket, together? 559.2 million = 415.0+144.2.", DUE, True),
        ("Debt and interest in the 1-3 years bucket, together? 151.4 million = 85.0+66.4.", DUE, False),
        # A total is not meant where none is said and a part is named.
        ("What was repairs revenue recognized over time in 2030? $ 24,862 thousand.", TIMING, True),
        ("What was repairs revenue recognized over time in 2030? $ 27,907 thousand.", TIMING, False),
        ("What was the total revenue from repairs in 2030? $ 27,907 thousand.", TIMING, True),
        # The longer name is the one that is said.
        ("What is the ratio of total current assets to total current liabilities in 2031? 1.2 = 55,204/45,879.",
         SHEET, True),
        ("What is the current ratio in 2031? 1.2 = 55,204/45,879.", SHEET, True),
        ("What is the current ratio in 2031? 3.38 = 154,904/45,879.", SHEET, False),
        ("What share of total assets were current assets in 2031? 35.64% = 55,204/154,904.", SHEET, True),
        # One end of a year is no share of the other where no second time is named.
        ("What percentage of the options outstanding at the end of 2031 were exercisable?"
         " 70.72% = 2,506,420/3,544,150.",
         OPTIONS, True),
        ("What percentage of the options outstanding at the end of 2031 were exercisable?"
         " 96.45% = 3,418,300/3,544,150.",
         OPTIONS, False),
        # The title above the rows is said.
        ("sum of current taxes federal and state in 2030 32.1 million = 28.4 + 3.7.", TAXES, True),
        ("sum of current taxes federal and state in 2030 5.2 million = 1.5 + 3.7.", TAXES, False),
        ("sum of federal current and deferred taxes in 2030 29.9 million = 28.4 + 1.5.", TAXES, True),
        # A title that is said only within a longer one.
        ("What was tolls revenue in 2030? 33,904.", PORTS, True),
        ("What was tolls revenue in 2030? 26,410.", PORTS, False),
        ("What was the tolls cost of revenue in 2030? 26,410.", PORTS, True),
        ("Total cost of revenues in 2031? 43,756.", PORTS, True),
        ("Total cost of revenues in 2031? 118,576.", PORTS, False),
        ("Total revenues in 2031? 118,576.", PORTS, True),
        # One row of a column is not all of it.
        ("What were total car loans at December 31, 2031? $ 42,170.", LOANS, True),
        ("What were total car loans at December 31, 2031? $ 339,350.", LOANS, False),
        # At a point of time it is the balance.
        ("At December 31, 2031, glue accounted for what percentage of total goodwill? 32.4% = 143.0/441.4.",
         GOODWILL, True),
        ("At December 31, 2031, glue accounted for what percentage of total goodwill? 46.09% = 5.3/11.5.",
         GOODWILL, False),
        ("Fair value at grant of the PSUs unvested at June 30, 2031? 58.09.", AWARDS, True),
        ("Fair value at grant of the PSUs unvested at June 30, 2031? 65.32.", AWARDS, False),
        ("Fair value at grant of the PSUs granted in the year to June 30, 2031? 65.32.", AWARDS, True),
    ],
)  # fmt: skip
def test_claims_with_a_neighbours_cell(claim: str, source: str, right: bool) -> None:
    """Right claims pass, and the same with a neighbour's cell do not."""
    assert is_supported(claim, source) is right
