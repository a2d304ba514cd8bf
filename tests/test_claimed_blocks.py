"""Claims over cells that belong together without being named one by one, and by the names of accounts."""

from __future__ import annotations

import pytest
from test_any_tables import is_supported

FERRIES = """\
| (in thousands) | 2031 | 2030 | 2029 |
|---|---|---|---|
| Harbour - Pilotage | 410 | 380 | 350 |
| Harbour - Towage | 95 | 70 | 66 |
| Ferry sales | 1,200 | 1,150 | 990 |
| Total operating revenue earned | 1,705 | 1,600 | 1,406 |
| Less: rebates | (35) | (28) | (31) |
"""
CREW = """\
| Name | Age |
|---|---|
| A. Holm | 61 |
| B. Lund | 34 |
| C. Vik | 47 |
"""
FUND = """\
| (in millions) | Crews | Quays | Total |
|---|---|---|---|
| Balance at June 30, 2030 | 40 | 60 | 100 |
| Paid | (12) | (9) | (21) |
| Balance at June 30, 2031 | 28 | 51 | 79 |
"""
ACCOUNTS = """\
| (in thousands) | 2031 | 2030 |
|---|---|---|
| Revenue | 5,000 | 4,000 |
| Operating income | 650 | 500 |
| Total current assets | 900 | 850 |
| Total assets | 2,400 | 2,100 |
| Total current liabilities | 700 | 600 |
| Selling, general and administrative expense | 480 | 410 |
"""
ROLL = """\
| (in thousands) | 2031 | 2030 |
|---|---|---|
| Balance at beginning of year | 84 | 70 |
| Additions | 16 | 20 |
| Releases | (5) | (6) |
| Balance at end of year | 95 | 84 |
"""
CHANGES = """\
| (in thousands) | 2031 | 2030 | 2029 | 2031 over 2030 | 2030 over 2029 |
|---|---|---|---|---|---|
| Quays | 730 | 600 | 640 | 130 | (40) |
| Barges | 510 | 420 | 400 | 90 | 20 |
"""


@pytest.mark.parametrize(
    ("claim", "source", "right"),
    [
        ("What is the total harbour revenue in 2031? 505 thousand = 410 + 95.", FERRIES, True),
        ("What is the total harbour revenue in 2031? 1295 thousand = 95 + 1,200.", FERRIES, False),
        ("What percentage of total revenue is from the harbour in 2031? 29.62% = (410 + 95)/1,705.", FERRIES, True),
        ("What percentage of total revenue is from the harbour in 2031? 94.43% = (410 + 1,200)/1,705.", FERRIES, False),
        ("What were the total ferry sales between 2029 and 2031? 3340 thousand = 1,200 + 1,150 + 990.", FERRIES, True),
        ("What were the total ferry sales between 2029 and 2031? 2350 thousand = 1,200 + 1,150.", FERRIES, False),
        ("What is the total revenue excluding ferry sales in 2030? 450 thousand = 380 + 70.", FERRIES, True),
        ("What is the total revenue excluding ferry sales in 2030? 1220 thousand = 70 + 1,150.", FERRIES, False),
        ("What is the difference in age between the oldest and the youngest? 27 = 61 - 34.", CREW, True),
        ("What is the difference in age between the oldest and the youngest? 14 = 61 - 47.", CREW, False),
        ("What percentage of the fund was for quays as at June 30, 2031? 64.56% = 51/79.", FUND, True),
        ("What percentage of the fund was for quays as at June 30, 2031? 51% = 51/100.", FUND, False),
        ("What was the operating margin in 2031? 13% = 650/5,000.", ACCOUNTS, True),
        ("What was the operating margin in 2031? 16.25% = 650/4,000.", ACCOUNTS, False),
        ("What was the working capital in 2030? 250 thousand = 850 - 600.", ACCOUNTS, True),
        ("What was the working capital in 2030? 150 thousand = 850 - 700.", ACCOUNTS, False),
        ("What are total non-current assets in 2031? 1500 thousand = 2,400 - 900.", ACCOUNTS, True),
        ("What are total non-current assets in 2031? 1700 thousand = 2,400 - 700.", ACCOUNTS, False),
        ("What is SG&A as a percentage of revenue in 2030? 10.25% = 410/4,000.", ACCOUNTS, True),
        ("What is SG&A as a percentage of revenue in 2030? 12.5% = 500/4,000.", ACCOUNTS, False),
        ("What is the net change in the disputed claims during 2031? 11 thousand = 95 - 84.", ROLL, True),
        ("What is the net change in the disputed claims during 2031? 12 thousand = 16 - 4.", ROLL, False),
        ("What is the change in quays from 2029 to 2031? 90 thousand = 130 - 40.", CHANGES, True),
        ("What is the change in quays from 2029 to 2031? 110 thousand = 130 - 20.", CHANGES, False),
    ],
)
def test_cells_that_belong_together(claim: str, source: str, right: bool) -> None:
    """A formula over them holds if none of them is missing and none is another's."""
    assert is_supported(claim, source) is right
