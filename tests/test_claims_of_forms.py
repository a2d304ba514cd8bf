"""Claims about tables in other forms: scales by the currency, units beside rows, days, shares beside amounts."""

from __future__ import annotations

import pytest
from test_any_tables import is_supported

LOANS = """\
|  | 2031 |  | 2030 |  |
|---|---|---|---|---|
|  | Gross | Reserve | Gross | Reserve |
|  | AED’000 | AED’000 | AED’000 | AED’000 |
| Not due | 18,415 | 142 | 17,930 | 128 |
| Due 1–30 days | 4,270 | 94 | 5,608 | 152 |
|  | 22,685 | 236 | 23,538 | 280 |
"""
RINGGIT = """\
|  | 2031 RM'000 | 2030 RM'000 |
|---|---|---|
| Ferries | 8,120 | 7,455 |
| Tugs | 1,904 | 2,260 |
"""
CUSTOMERS = """\
|  | 2031 | % of total | 2030 | % of total | 2029 | % of total |
|---|---|---|---|---|---|---|
| Norway | 61.2 | 34% | 57.8 | 36% | 50.3 | 37% |
| Chile | 118.8 | 66% | 102.7 | 64% | 85.7 | 63% |
| Total | 180.0 | 100% | 160.5 | 100% | 136.0 | 100% |

Revenue by place of the customer, in EUR million
"""
FEES = """\
|  | 2031 | Share of all fees | 2030 | Share of all fees |
|---|---|---|---|---|
| Pilots | £ 184,200 | 84.9% | £ 170,550 | 81.0% |
| Tugs | 32,800 | 15.1% | 40,000 | 19.0% |
"""
MINE = """\
|  | Unit | 2031 | 2030 |
|---|---|---|---|
| Ore hauled | kt | 5,216 | 5,038 |
| Grade | % Zn | 4.86 | 4.91 |
| Zinc made | t | 39,870 | 41,445 |
| Cost | US$/lb | 1.31 | 1.08 |
| Zinc sales | US$ million | 164.8 | 107.3 |
"""
BUYING = """\
| Period | Total number of shares bought | Average price paid per share | Value left (in thousands) |
|---|---|---|---|
| April 1–30, 2031 | 31,200 | $ 42.14 | $ 61,390 |
| May 1–31, 2031 | 98,650 | $ 38.77 | $ 54,417 |
| June 1–30, 2031 | 75,310 | $ 35.02 | $ 49,460 |
| Total | 205,160 | $ 37.91 |  |

In January 2031 the Board allowed purchases of up to $90 million.
"""
AWARDS = """\
|  | Units |  | Rights |  |
|---|---|---|---|---|
|  | Number | Grant-date fair value | Number | Grant-date fair value |
| Unvested at July 1, 2030 | 541,208 | $ 34.17 | 142,730 | $ 37.92 |
| Granted | 188,540 | 42.36 | 50,115 | 45.08 |
| Vested | (154,917) | 32.85 | (38,306) | 33.60 |
| Unvested at June 30, 2031 | 574,831 | $ 37.21 | 154,539 | $ 41.31 |

The fair value of units vested in fiscal 2031 was $13.1 million.
"""
EARNED = """\
| (in thousands, except per share data) | 2031 | 2030 |
|---|---|---|
| Net income | $ 38,216 | $ 21,905 |
| Earnings per share: |  |  |
| Basic | $ 3.12 | $ 2.39 |
| Diluted | $ 3.09 | $ 2.38 |
"""
INTANGIBLES = """\
|  | Average life | Gross | Net |
|---|---|---|---|
| Brands | 11.4 years | $ 86,300 | $ 54,842 |
| Licences | 3.5 years | 2,180 | 386 |
"""
QUARTERS = """\
|  | First Quarter | Second Quarter | Third Quarter | Fourth Quarter |
|---|---|---|---|---|
|  | (in thousands) |  |  |  |
| 2031 |  |  |  |  |
| Net sales | $ 18,915 | $ 23,207 | $ 27,642 | $ 31,380 |
| Gross profit | 9,077 | 11,815 | 13,921 | 15,265 |
| 2030 |  |  |  |  |
| Net sales | $ 11,230 | $ 14,786 | $ 16,059 | $ 20,114 |
| Gross profit | 5,667 | 7,466 | 8,885 | 9,248 |
"""


@pytest.mark.parametrize(
    ("claim", "source", "right"),
    [
        # A currency of three letters, or two, before its thousands.
        ("What was the reserve for amounts not due in 2030? 128 thousand.", LOANS, True),
        ("What was the reserve for amounts not due in 2030? 142 thousand.", LOANS, False),
        ("What was the reserve for amounts not due in 2030? 128 million.", LOANS, False),
        ("Total gross loans in 2031? 22,685 thousand.", LOANS, True),
        ("What did the ferries bring in 2030? 7,455 thousand.", RINGGIT, True),
        ("What did the ferries bring in 2030? 7,455 million.", RINGGIT, False),
        ("What did the ferries bring in 2030? RM 7,455 thousand.", RINGGIT, True),
        # "In EUR million", said below the table.
        ("Revenue in Norway in 2030? 57.8 million.", CUSTOMERS, True),
        ("Revenue in Norway in 2030? 57.8 thousand.", CUSTOMERS, False),
        ("By how much did revenue in Chile rise from 2029 to 2031? 33.1 million = 118.8 - 85.7.", CUSTOMERS, True),
        # The share beside a year's amounts is that year's.
        ("What percentage of the total came from Norway in 2029? 37%.", CUSTOMERS, True),
        ("What percentage of the total came from Norway in 2029? 34%.", CUSTOMERS, False),
        ("What was the share of tugs in all fees in 2030? 19.0%.", FEES, True),
        ("What was the share of tugs in all fees in 2030? 15.1%.", FEES, False),
        # A column of units.
        ("Zinc sales in 2030? 107.3 million.", MINE, True),
        ("Zinc sales in 2030? 107.3 thousand.", MINE, False),
        ("What was the grade in 2030 (% Zn)? 4.91%.", MINE, True),
        ("What was the grade in 2030 (% Zn)? 4.86%.", MINE, False),
        ("How many tonnes of zinc were made in 2031? 39,870.", MINE, True),
        ("How many tonnes of zinc were made in 2031? 41,445.", MINE, False),
        ("Change in zinc sales from 2030 to 2031? 57.5 million = 164.8 - 107.3.", MINE, True),
        # Months as rows: "April 1–30, 2031".
        ("How many shares were bought in May 2031? 98,650.", BUYING, True),
        ("How many shares were bought in May 2031? 75,310.", BUYING, False),
        ("How many shares were bought in May 2031? 98,650 thousand.", BUYING, False),
        ("By how much did the average price drop from April to June 2031? 7.12 = 42.14 - 35.02.", BUYING, True),
        ("By how much did the average price drop from April to June 2031? 3.75 = 38.77 - 35.02.", BUYING, False),
        ("What percent of all shares were bought in June 2031? 36.71% = 75,310 / 205,160.", BUYING, True),
        ("What percent of all shares were bought in June 2031? 48.08% = 98,650 / 205,160.", BUYING, False),
        # Counts and prices are in no thousands, whatever the amounts of the source are in.
        ("How many units were granted in the year ended June 30, 2031? 188,540.", AWARDS, True),
        ("How many units were granted in the year ended June 30, 2031? 188,540 thousand.", AWARDS, False),
        ("Grant date fair value of the rights vested? $33.60.", AWARDS, True),
        ("Grant date fair value of the rights vested? 33.60 thousand.", AWARDS, False),
        ("What was the diluted EPS in 2030? $2.38.", EARNED, True),
        ("What was the diluted EPS in 2030? $2.38 thousand.", EARNED, False),
        ("What was the net income in 2030? $21,905 thousand.", EARNED, True),
        # A cell with its unit in it.
        ("Average life of licences in years? 3.5.", INTANGIBLES, True),
        ("Average life of licences in years? 11.4.", INTANGIBLES, False),
        # What says which quarter, which day and which unit claims nothing.
        ("gross profit 4th quarter of 2030 $ 9,248 thousand.", QUARTERS, True),
        ("gross profit 4th quarter of 2030 $ 8,885 thousand.", QUARTERS, False),
        ("Zinc sales in 2030, in US$000 (not US$ million) 107.3 million.", MINE, True),
        ("tugs, change from 2030 to 2031, in RM'000 -356 thousand = 1,904 - 2,260.", RINGGIT, True),
        ("unvested units, number at 7/1/2030 (July 1, 2030) 541,208.", AWARDS, True),
    ],
)
def test_claims_of_other_forms(claim: str, source: str, right: bool) -> None:
    """Right claims pass, and the same with another cell, time or scale do not."""
    assert is_supported(claim, source) is right
