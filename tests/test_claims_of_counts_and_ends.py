"""Claims whose words call a column otherwise than its title, ask how many, name a bound, or what comes last."""

from __future__ import annotations

import pytest
from test_any_tables import is_supported

RATES = """\
| | Hi | High | Low | Avg | Period end |
|---|---|---|---|---|---|
| 2033 | 7 | 1.41 | 1.12 | 1.27 | 1.31 |
| 2034 | 8 | 1.39 | 1.07 | 1.22 | 1.17 |
"""
BUOYS = """\
| Month | Number | Average price paid per share | Total cost |
|---|---|---|---|
| October 2034 | 12,400 | $ 31.10 | 386 |
| November 2034 | 9,650 | 30.24 | 292 |
| Total | 22,050 | $ 30.72 | 678 |
"""
AWARDS = """\
| | Number of options | Weighted-average price | Weighted-average remaining term (years) |
|---|---|---|---|
| Outstanding at June 30, 2033 | 6,400 | $ 8.10 | 6.8 |
| Granted | 1,300 | 9.75 | |
| Outstanding at June 30, 2034 | 7,700 | $ 8.38 | 6.1 |
"""
LOSSES = """\
| (in thousands) | 2034 | 2033 |
|---|---|---|
| Dredging result | (5,721) | (1,591) |
| Towage result | (902) | 340 |
| Pilotage fees | 2,150 | 1,874 |
"""
LEASES = """\
| Years ending June 30, | Quays | Sheds | Total |
|---|---|---|---|
| 2035 | 618 | 94 | 712 |
| 2036 | 550 | 91 | 641 |
| Thereafter | 946 | 33 | 979 |
| Total lease payments | 2,114 | 218 | 2,332 |
"""
SHARES = """\
| | 2034 | 2033 | 2034 | 2033 |
|---|---|---|---|---|
| | Amount | | % of fees | |
| Towing | 7,833 | 6,420 | 81.2% | 77.9% |
| Mooring | 1,813 | 1,821 | 18.8% | 22.1% |
"""
RISKS = """\
| | Increase of 50 points | Decrease of 50 points |
|---|---|---|
| 2034 | | |
| Towing profit | (22) | 24 |
| 2033 | | |
| Towing profit | (31) | 33 |
"""
LEVELS = """\
| | Level 1 | Level 2 | Total |
|---|---|---|---|
| December 31, 2034 | | | |
| Total assets | 1,241 | 831 | 2,072 |
| December 31, 2033 | | | |
| Total assets | 987 | 620 | 1,607 |
"""
MARKETS = """\
| | 2034 | | 2033 | |
|---|---|---|---|---|
| | Sales | % of Total | Sales | % of Total |
| North | 533 | 38.6% | 480 | 40.0% |
| South | 848 | 61.4% | 720 | 60.0% |
| Total | 1,381 | | 1,200 | |
"""
PLANS = """\
| | Securities | Price |
|---|---|---|
| Plans approved by members | 1,920 | $ 17.30 |
| Plans not approved by members | 2,105 | 11.85 |
"""


@pytest.mark.parametrize(
    ("table", "question", "right", "wrong"),
    [
        (RATES, "What was the highest rate in 2033?", "1.41", "1.12"),
        (RATES, "What was the lowest rate in 2034?", "1.07", "1.39"),
        (RATES, "What was the mean rate in 2034?", "1.22", "1.07"),
        (RATES, "What was the year-end rate in 2034?", "1.17", "1.22"),
        (BUOYS, "What was the number of shares repurchased in November 2034?", "9,650", "30.24"),
        (BUOYS, "How many shares were bought in October 2034?", "12,400", "386"),
        (BUOYS, "What was the average price paid per share in October 2034?", "$31.10", "12,400"),
        (AWARDS, "How many options were outstanding at June 30, 2034?", "7,700", "8.38"),
        (AWARDS, "What was the remaining term of options outstanding at June 30, 2034?", "6.1", "6.8"),
        (LOSSES, "In which year was the dredging result less than 5,000?", "2033", "2034"),
        (LOSSES, "In which year was the dredging result more than 5,000?", "2034", "2033"),
        (LOSSES, "In which year was the dredging result less than -5,000?", "2034", "2033"),
        (LOSSES, "In which year was the towage result less than 300?", "2034", "2033"),
        (LOSSES, "In which year did pilotage fees exceed 2 million?", "2034", "2033"),
        (LEASES, "What do the quays cost after 2036?", "946", "550"),
        (LEASES, "What do the sheds cost in 2036?", "91", "33"),
        (LEASES, "What portion of total lease payments is past 2036?", "41.98% = 979 / 2,332", "40.58% = 946 / 2,332"),
        (LEASES, "How much falls due on the quays in 2036?", "550", "618"),
        (SHARES, "How did towing's % of fees change from 2033 to 2034?", "3.3% = 81.2 - 77.9", "59.1% = 81.2 - 22.1"),
        (RISKS, "What was the effect on towing profit of a decrease of 50 points in 2033?", "33", "24"),
        (RISKS, "What was the effect on towing profit of an increase of 50 points in 2034?", "(22)", "24"),
        (LEVELS, "How did total assets change from 2033 to 2034?", "465 = 2,072 - 1,607", "211 = 831 - 620"),
        (LEVELS, "How did Level 2 total assets change from 2033 to 2034?", "211 = 831 - 620", "465 = 2,072 - 1,607"),
        (MARKETS, "What was the change in North from 2033 to 2034?", "53 = 533 - 480", "128 = 848 - 720"),
        (PLANS, "What is the price under the plans approved by members?", "$17.30", "$11.85"),
        (PLANS, "What is the price under the plans not approved by members?", "$11.85", "$17.30"),
        (
            LOSSES, "By what percentage did the pilotage fees of the company rise in 2034 compared with 2033?",
            "14.73% = (2,150 - 1,874) / 1,874", "-12.84% = (1,874 - 2,150) / 2,150",
        ),
    ],
)  # fmt: skip
def test_a_cell_is_the_one_that_the_words_mean(table: str, question: str, right: str, wrong: str) -> None:
    """The cell beside it in the row, or of the other year, is not supported."""
    assert is_supported(f"{question} {right}.", table)
    assert not is_supported(f"{question} {wrong}.", table)


def test_thereafter_comes_behind_the_last_year_alone() -> None:
    """What falls due after an earlier year is more than the last row."""
    assert not is_supported("What do the sheds cost after 2035? 33.", LEASES)
