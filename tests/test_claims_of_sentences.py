"""Claims about what sentences tell beside a table: what no label names, of a year before, in its scale."""

from __future__ import annotations

import pytest
from test_any_tables import is_supported

UNITS = """\
| (in thousands of shares) | 2031 | 2030 |
|---|---|---|
| Unvested at beginning of year | 1,846 | 1,702 |
| Granted | 928 | 815 |
| Vested | (655) | (548) |

The weighted average grant date fair value of the units granted in 2031 was $27.44 (2030: $31.06).
"""
CREW = """\
|  | At December 31, |  |
|---|---|---|
|  | 2031 | 2030 |
| Deck | 1,920 | 1,744 |
| Engine | 655 | 681 |
| Total crew | 2,575 | 2,425 |

We also hired 311 seasonal crew in 2031, compared with 474 a year earlier. Seasonal wages came to $2.4 million in 2031 \
and $3.1 million in the prior year.
"""
LEVELS = """\
|  | Level 1 | Level 3 | Total |
|---|---|---|---|
| Money market funds | $87.3 | $— | $87.3 |
| Contingent consideration | — | 13.8 | 13.8 |

Amounts in millions. The contingent consideration is measured with a volatility of 31% and a discount rate of 5.8%.
"""
RIGHTS = """\
|  | Gross | Accumulated amortization | Net |
|---|---|---|---|
| Mooring rights | $ 96,400 | $ (41,375) | $ 55,025 |
| Brands | 17,200 | (6,020) | 11,180 |

Intangible assets as of May 31, 2031 (in thousands)

Amortization expense was $6,840, $5,975 and $4,310 for fiscal years 2031, 2030 and 2029, respectively.
"""
WRITTEN_OUT = RIGHTS + "\nThe sale of the ferry licence brought $1,250,000 in fiscal 2031.\n"
OVERDUE = """\
| Days past due | 30 June 2031 |  | 30 June 2030 |  |
|---|---|---|---|---|
|  | Gross $'000 | Allowance $'000 | Gross $'000 | Allowance $'000 |
| Not past due | 4,862 | 74 | 3,905 | 56 |
| 31–60 | 818 | 89 | 964 | 58 |
| Over 60 | 383 | 251 | 292 | 143 |
"""
CAPITAL = """\
|  | Actual |  | Required |  |
|---|---|---|---|---|
|  | Amount | Ratio | Amount | Ratio |
| Common equity tier 1 capital | $ 612,480 | 12.1% | $ 329,015 | 6.5% |
| Tier 1 capital | 672,480 | 13.3% | 404,942 | 8.0% |

Capital of the bank at December 31, 2031 (dollars in thousands)
"""


@pytest.mark.parametrize(
    ("claim", "source", "right"),
    [
        ("What was the weighted average grant date fair value of units granted in 2030? $31.06.", UNITS, True),
        ("What was the weighted average grant date fair value of units granted in 2030? $27.44.", UNITS, False),
        ("How many units were granted in 2030? 815 thousand.", UNITS, True),
        ("How many units were granted in 2030? 928 thousand.", UNITS, False),
        ("How many seasonal crew were hired in 2030? 474.", CREW, True),
        ("How many seasonal crew were hired in 2031? 474.", CREW, False),
        ("What were seasonal wages in 2030? $3.1 million.", CREW, True),
        ("What were seasonal wages in 2031? $3.1 million.", CREW, False),
        ("How many crew were there in total in 2030? 474.", CREW, False),
        ("What volatility was used in measuring the contingent consideration? 31%.", LEVELS, True),
        ("What volatility was used in measuring the contingent consideration? 5.8%.", LEVELS, False),
        ("What discount rate was used for the contingent consideration? 31%.", LEVELS, False),
        # In what the table is in, unless a sentence writes its amounts out.
        ("How much more amortization expense was there in 2031 than in 2030? 865 thousand = 6,840-5,975.",
         RIGHTS, True),
        ("How much more amortization expense was there in 2031 than in 2030? 865 million = 6,840-5,975.",
         RIGHTS, False),
        ("How much more amortization expense was there in 2031 than in 2030? 865 thousand = 6,840-5,975.",
         WRITTEN_OUT, False),
        # The two amounts of a row.
        ("What percentage of the over-60-days receivables was provided for at 30 June 2031? 65.54% = 251/383.",
         OVERDUE, True),
        ("What percentage of the over-60-days receivables was provided for at 30 June 2031? 48.97% = 143/292.",
         OVERDUE, False),
        ("What percentage of the over-60-days receivables was provided for at 30 June 2031? 10.88% = 89/818.",
         OVERDUE, False),
        ("What percentage of the over-60-days receivables was provided for at 30 June 2031? 152.59% = 383/251.",
         OVERDUE, False),
        ("CET1 capital amount (actual)? $ 612,480 thousand.", CAPITAL, True),
        ("CET1 capital amount (actual)? $ 672,480 thousand.", CAPITAL, False),
        ("CET1 capital amount (actual)? $ 329,015 thousand.", CAPITAL, False),
    ],
)  # fmt: skip
def test_claims_of_sentences(claim: str, source: str, right: bool) -> None:
    """Right claims pass, and the same with another figure, year or scale do not."""
    assert is_supported(claim, source) is right
