"""Claims about others' tables: what falls due when, prior years in brackets, times over several groups."""

from __future__ import annotations

import pytest
from test_any_tables import figures, is_supported

DUE = """\
| (in thousands) | Up to 1 year | 1 to 3 years | 3-5 years | After five years | Total |
|---|---|---|---|---|---|
| Mooring leases | 410 | 730 | 260 | 190 | 1,590 |
| Purchase obligations | 2,050 | 640 | 85 | 30 | 2,805 |
"""
ASSETS = """\
|  | Gross | Net |
|---|---|---|
|  | (in millions) |  |
| June 30, 2031 |  |  |
| Wasting |  |  |
| Berth rights | 31 | 22 |
| Lasting |  |  |
| Berth rights | 12 | 11 |
| June 30, 2030 |  |  |
| Wasting |  |  |
| Berth rights | 29 | 24 |
| Lasting |  |  |
| Berth rights | 14 | 13 |
"""
SWAPS = """\
|  | 2031 | 2030 |
|---|---|---|
| Notional amount | 940 | 880 |
| Maturity date | 30/7/2033~ | 28/6/2032~ |
|  | 11/4/2036 | 8/12/2035 |
| Weighted average hedged rate | 2.10% | 1.60% |
"""
HOLDINGS = """\
|  | Crown held | Non-crown held |
|---|---|---|
| Quays | 640 | 75 |
"""
WEEKS = """\
|  | F31 | F30 (2) |  |
|---|---|---|---|
| $ MILLION | 53 WEEKS | 52 WEEKS | CHANGE |
| Ferry sales | 412 | 390 | 5.6% |
"""
SHARES = """\
|  | 2031 | 2030 |
|---|---|---|
| Net income | $6,120 | $5,940 |
| Weighted average common shares | 3,060 | 3,000 |
| Ferries | 7 | 6 |
"""
AGES = """\
| £m | 2031 | 2030 |
|---|---|---|
| Up to three months | 21 | 24 |
| Port dues | 39 | 35 |
"""
TOLD = """\
| £m | 2031 | 2030 |
|---|---|---|
| Wharfage | 9 | 8 |

Pilotage fees before rebates came to $4.5 million in total (2030: $3.6 million).
"""
ROSE = "Ferry sales were $412 million in 2031, an increase of 6% on 2030.\n"


@pytest.mark.parametrize(
    ("claim", "source", "right"),
    [
        ("What are the mooring leases due within 5 years? 1400 thousand = 410 + 730 + 260.", DUE, True),
        ("What are the mooring leases due within 3 years? 1140 thousand.", DUE, True),
        ("What are the mooring leases due within 3 years? 1400 thousand.", DUE, False),
        ("What are the mooring leases due within 5 years? 2775 thousand.", DUE, False),
        ("What are the mooring leases due after 3 years? 450 thousand = 260 + 190.", DUE, True),
        ("What are the mooring leases due within 4 years? 1400 thousand.", DUE, False),
        ("What proportion of the mooring leases is due in 3 years or less? 0.72 = (410 + 730)/1,590.", DUE, True),
        ("What proportion of the mooring leases is due in 3 years or less? 0.72 = (410 + 730)/2,805.", DUE, False),
        ("What are the net berth rights, wasting and lasting, on June 30, 2031? 33 million = 22 + 11.", ASSETS, True),
        ("What are the net berth rights, wasting and lasting, on June 30, 2031? 35 million = 22 + 13.", ASSETS, False),
        ("How many percent did the average hedged rate change by in 2031 from 2030? 0.5% = 2.10-1.60.", SWAPS, True),
        ("How many percent did the average hedged rate change by in 2031 from 2030? 60% = 940-880.", SWAPS, False),
        ("How much are the crown held quays? 640.", HOLDINGS, True),
        ("How much are the crown held quays? 75.", HOLDINGS, False),
        ("How much are the non-crown held quays? 75.", HOLDINGS, True),
        ("What is the average of ferry sales for F31 and F30? 401 million = (412 + 390)/2.", WEEKS, True),
        ("What is the average of ferry sales for F31 and F30? 208.8 million = (412 + 5.6)/2.", WEEKS, False),
        ("What is the basic net income per share in 2031? 2 = 6,120/3,060.", SHARES, True),
        ("What is the basic net income per share in 2031? 2.04 = 6,120/3,000.", SHARES, False),
        ("In which year are port dues of up to three months higher? 2030.", AGES, True),
        ("In which year are port dues of up to three months higher? 2031.", AGES, False),
        ("What was the percentage change in pilotage fees from 2030 to 2031? 25% = (4.5-3.6)/3.6.", TOLD, True),
        ("What were the pilotage fees before rebates in 2030? $4.5 million.", TOLD, False),
        ("What were ferry sales in 2030? 6%.", ROSE, False),
    ],
)  # fmt: skip
def test_what_the_words_mean_is_told_from_what_they_do_not(claim: str, source: str, right: bool) -> None:
    """Each right claim stands beside one with a cell of another time, row or column."""
    assert is_supported(claim, source) is right


def test_a_second_line_of_dates_is_no_header() -> None:
    """What stands beneath keeps the years of its columns."""
    assert [f.period.years for f in figures(SWAPS) if "hedged" in f.row] == [(2031,), (2030,)]
