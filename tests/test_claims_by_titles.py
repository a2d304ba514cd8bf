"""Claims about what no label names: tables by their titles, balances, totals of all, one column of a row."""

from __future__ import annotations

import pytest
from test_any_tables import is_supported

AHEAD = """\
| Fiscal year | Amount |
|---|---|
| 2034 | $ 27.9 |
| 2035 | 26.2 |
| 2036 | 22.8 |
| 2037 and thereafter | 31.3 |
| Total | $ 108.2 |

The estimated future depletion of the quarries held at October 28, 2033, assuming no purchases, is (in millions):

Depletion of $16.1 million in fiscal 2033 was charged to cost of sales.
"""
RESERVE = """\
| (in thousands) | Shops | Farms | Homes | Total |
|---|---|---|---|---|
| Balance at January 1, 2031 | $ 22,640 | $ 9,815 | $ 4,270 | $ 36,725 |
| Provision | 6,425 | 3,870 | 590 | 10,885 |
| Charge-offs | (1,180) | (2,945) | (215) | (4,340) |
| Currency effects | 95 | 61 | 48 | 204 |
| Balance at December 31, 2031 | $ 27,980 | $ 10,801 | $ 4,693 | $ 43,474 |
| Loans at December 31, 2031 | $ 1,402,300 | $ 688,150 | $ 517,420 | $ 2,607,870 |

Allowance for credit losses
"""
PLANT = """\
| (In thousands) | Severance | Leases | Total |
|---|---|---|---|
| Balance at September 30, 2030 | $ 2,960 | $ 3,415 | $ 6,375 |
| Charges | 6,704 | 1,188 | 7,892 |
| Cash payments | (5,233) | (1,642) | (6,875) |
| Balance at September 30, 2031 | $ 4,431 | $ 2,961 | $ 7,392 |

Closing of the plant
"""
DUE = """\
|  | Up to 1 year | 1 to 5 years | Total |
|---|---|---|---|
| Borrowings | 2,842.6 | 3,915.0 | 6,757.6 |
| Lease obligations | 264.9 | 520.3 | 785.2 |
| Other financial obligations | 608.7 | 196.2 | 804.9 |
| Total | 3,716.2 | 4,631.5 | 8,347.7 |

The table shows when financial obligations fall due (₹ in million).
"""
ORDERS = """\
| (in billions) | Funded | Unfunded | Total 2031 | Total 2030 |
|---|---|---|---|---|
| Aircraft | $ 8.4 | $ 6.1 | $ 14.5 | $ 12.8 |
| Ships | 10.6 | 14.3 | 24.9 | 22.5 |
| Orders in all | $ 19.0 | $ 20.4 | $ 39.4 | $ 35.3 |
"""
STAFF = """\
| For 2031 | Rail | Ferries | Group |
|---|---|---|---|
|  | €'000 | €'000 | €'000 |
| Revenue | 71,745 | 94,210 | 165,955 |
| Employees at year end | 477 | 612 | 1,089 |
"""
TARGETS = """\
|  | Target | Assets at December 31, |  |
|---|---|---|---|
|  | 2032 | 2031 | 2030 |
| Shares | 40% | 48% | 57% |
| Bonds | 55% | 47% | 39% |
| Cash | 5% | 5% | 4% |
"""
AWARDS = """\
|  | Restricted stock units | Performance stock units |
|---|---|---|
| Unvested at July 1, 2030 | 741,208 | 252,730 |
| Granted | 188,540 | 70,115 |
| Forfeited | (73,662) | (19,880) |
| Unvested at June 30, 2031 | 856,086 | 302,965 |
"""
DEFERRED = """\
|  | June 30, 2031 | June 30, 2030 |
|---|---|---|
| Receivables | $ 68,340 | $ 59,117 |
| Deferred revenue, current | 141,266 | 118,912 |
| Deferred revenue, non-current | 24,083 | 25,790 |
"""
AREAS = """\
| Area | 2031 Revenue | 2031 % | 2030 Revenue | 2030 % |
|---|---|---|---|---|
| Europe | $ 512.7 | 70.6% | $ 490.3 | 72.5% |
| Asia | 213.5 | 29.4% | 185.4 | 27.5% |
| Total | $ 726.2 | 100.0% | $ 675.7 | 100.0% |
"""
STOCK = """\
| (in thousands) | 2031 | 2030 |
|---|---|---|
| Planks | $ 17,205 | $ 15,118 |
| Beams | 36,204 | 33,738 |
|  | 53,409 | 48,856 |
| Less: reserve for rot | (1,911) | (1,204) |
| Timber stock, net | $ 51,498 | $ 47,652 |
"""
RENTS = """\
| (in millions) | Planks | Beams |
|---|---|---|
| 2032 | $ 46.0 | $ 43.2 |
| 2033 | 36.0 | 28.8 |
| Total rent | 82.0 | 72.0 |
"""
EXERCISED = """\
|  | Number of Options | Weighted-Average Exercise Price | Life (years) |
|---|---|---|---|
| Outstanding at December 31, 2030 | 3,416,300 | $27.42 | 6.1 |
| Granted | 485,000 | 36.80 |  |
| Exercised | (612,750) | 22.15 |  |
| Outstanding at December 31, 2031 | 3,288,550 | $30.14 | 6.4 |
"""
COSTS = """\
|  | 2031 | 2030 | 2029 |
|---|---|---|---|
| Haulage | 1,942 | 2,005 | 1,777 |
| Sorting | 516 | 538 | 551 |
| Group | 2,458 | 2,543 | 2,328 |

All figures in EUR thousands.
"""
# A title over the middle or the end of its columns, which are named alike under each title.
CREWS = """\
|  |  | 2031 |  | 2030 |
|---|---|---|---|---|
|  | Average crew | Wages £'000 | Average crew | Wages £'000 |
| Deck | 212 | 8,140 | 198 | 7,377 |
| Engine | 87 | 4,012 | 91 | 3,980 |
| Total | 299 | 12,152 | 289 | 11,357 |
"""
CLAIMED = """\
|  |  | 2031 |  |  | 2030 |  |
|---|---|---|---|---|---|---|
|  | Current | Non-current | Total | Current | Non-current | Total |
|  | €'000 | €'000 | €'000 | €'000 | €'000 | €'000 |
| Damage to quays | 640 | 1,215 | 1,855 | 906 | 870 | 1,776 |
| Late deliveries | 512 | 188 | 700 | 365 | 241 | 606 |
| Total provisions | 1,152 | 1,403 | 2,555 | 1,271 | 1,111 | 2,382 |
"""


@pytest.mark.parametrize(
    ("claim", "source", "right"),
    [
        # A table of years has no other name than its title.
        ("expected depletion fiscal 2036 22.8 million.", AHEAD, True),
        ("expected depletion fiscal 2036 26.2 million.", AHEAD, False),
        ("How much depletion is foreseen for the fiscal year 2034? $ 27.9 million.", AHEAD, True),
        ("How much depletion is foreseen for the fiscal year 2034? $ 31.3 million.", AHEAD, False),
        ("What was the depletion in fiscal 2033? $16.1 million.", AHEAD, True),
        ("What was the depletion in fiscal 2033? $27.9 million.", AHEAD, False),
        ("share of the total that will be depleted from 2037 on, percent 28.93% = 31.3/108.2.", AHEAD, True),
        ("share of the total that will be depleted from 2037 on, percent 21.07% = 22.8/108.2.", AHEAD, False),
        # A balance is of what the title says.
        ("What was the allowance for shops at December 31, 2031? $27,980 thousand.", RESERVE, True),
        ("What was the allowance for shops at December 31, 2031? $22,640 thousand.", RESERVE, False),
        ("What was the allowance for shops at December 31, 2031? $95 thousand.", RESERVE, False),
        ("What was the allowance for shops at December 31, 2031? $6,425 thousand.", RESERVE, False),
        ("How much did the farms allowance change over 2031? 986 thousand = 10,801 - 9,815.",
         RESERVE, True),
        ("How much did the farms allowance change over 2031? 423 thousand = 4,693 - 4,270.",
         RESERVE, False),
        ("What was the allowance as a percentage of loans, total, at December 31, 2031? 1.67% = 43,474 / 2,607,870.",
         RESERVE, True),
        ("What was the allowance as a percentage of loans, total, at December 31, 2031? 0.42% = 10,885 / 2,607,870.",
         RESERVE, False),
        # At a point of time it is the balance, not what led to it.
        ("How much was left for severance at September 30, 2031? 4,431 thousand.", PLANT, True),
        ("How much was left for severance at September 30, 2031? 6,704 thousand.", PLANT, False),
        ("How much was left for severance at September 30, 2031? (5,233) thousand.", PLANT, False),
        ("What were the charges for severance in the year to September 30, 2031? 6,704 thousand.", PLANT, True),
        # All of what the title names is the total.
        ("Total financial obligations 8,347.7 million.", DUE, True),
        ("What do all financial obligations come to in total? 8,347.7 million.", DUE, True),
        ("Total other financial obligations 804.9 million.", DUE, True),
        ("Total other financial obligations 8,347.7 million.", DUE, False),
        ("Total lease obligations 8,347.7 million.", DUE, False),
        # One column of a row as a share of the row's total.
        ("What share of the 2031 orders in all is funded? 48.22% = $19.0 / $39.4.", ORDERS, True),
        ("What share of the 2031 orders in all is funded? 53.82% = $19.0 / $35.3.", ORDERS, False),
        ("What share of the 2031 ships is unfunded? 57.43% = 14.3 / 24.9.", ORDERS, True),
        ("What share of the 2031 ships is unfunded? 42.07% = 6.1 / 14.5.", ORDERS, False),
        # What there is at the end of a year is divided by without that being said.
        ("Revenue per employee in rail, 2031 (thousand euro per head)? 150.41 thousand = 71,745/477.", STAFF, True),
        ("Revenue per employee in rail, 2031 (thousand euro per head)? 117.23 thousand = 71,745/612.", STAFF, False),
        # A year without a month beside a date.
        ("How far is the 2032 target for bonds above the actual at December 31, 2031? 8% = 55-47.", TARGETS, True),
        ("How far is the 2032 target for bonds above the actual at December 31, 2031? 16% = 55-39.", TARGETS, False),
        # Letters with an s.
        ("RSUs forfeited as a percentage of RSUs unvested at July 1, 2030 9.94% = 73,662 / 741,208.", AWARDS, True),
        ("RSUs forfeited as a percentage of RSUs unvested at July 1, 2030 8.6% = 73,662 / 856,086.", AWARDS, False),
        # A part of a family of rows, and the family.
        ("Non-current as a percentage of total deferred revenue, June 30, 2030 17.82% = 25,790/(118,912+25,790).",
         DEFERRED, True),
        ("Non-current as a percentage of total deferred revenue, June 30, 2030 82.18% = 118,912/(118,912+25,790).",
         DEFERRED, False),
        ("Non-current as a percentage of total deferred revenue, June 30, 2030 30.38% = 25,790/(59,117+25,790).",
         DEFERRED, False),
        ("Non-current as a percentage of total deferred revenue, June 30, 2030 21.69% = 25,790/118,912.",
         DEFERRED, False),
        # Amounts and, beside each, what share it is.
        ("What percent of 2031 revenue came from Asia? 29.4%.", AREAS, True),
        ("What percent of 2031 revenue came from Asia? 27.5%.", AREAS, False),
        ("Growth in Asia in 2031? 15.16% = (213.5-185.4)/185.4.", AREAS, True),
        ("Growth in Asia in 2031? 4.57% = (512.7-490.3)/490.3.", AREAS, False),
        # What stands unnamed above "Less" is the gross of what is left.
        ("What is the gross timber stock in 2031? 53,409 thousand.", STOCK, True),
        ("What is the gross timber stock in 2031? 51,498 thousand.", STOCK, False),
        ("Reserve as a percentage of the gross timber stock, 2030? 2.46% = 1,204/48,856.", STOCK, True),
        ("Reserve as a percentage of the gross timber stock, 2030? 2.53% = 1,204/47,652.", STOCK, False),
        ("Share of planks in the gross timber stock in 2031? 32.21% = 17,205/53,409.", STOCK, True),
        ("Timber stock, net, in 2031? 51,498 thousand.", STOCK, True),
        ("What percentage of total planks rent falls due in 2033? 43.9% = 36.0/82.0.", RENTS, True),
        ("What percentage of total planks rent falls due in 2033? 40% = 28.8/72.", RENTS, False),
        # What is paid for one is no count.
        ("What did holders pay on average per option exercised in 2031? 22.15.", EXERCISED, True),
        ("What did holders pay on average per option exercised in 2031? 36.80.", EXERCISED, False),
        ("How many options were exercised in 2031? 612,750.", EXERCISED, True),
        # How many years are beyond a bound.
        ("In how many of the three years did haulage exceed 1,900? 2.", COSTS, True),
        ("In how many of the three years did haulage exceed 1,900? 3.", COSTS, False),
        ("In how many of the years were sorting costs below 540 thousand? 2.", COSTS, True),
        ("In how many of the three years 2029 to 2031 did haulage exceed 1,900?"
         " 2 = (1,942>1,900)+(2,005>1,900)+(1,777>1,900).", COSTS, True),
        ("In how many of the three years 2029 to 2031 did haulage exceed 1,900?"
         " 3 = (1,942>1,900)+(2,005>1,900)+(2,328>1,900).", COSTS, False),
        ("In how many of the three years 2029 to 2031 did haulage exceed 1,900?"
         " 2 = (1,942>1,900)+(2,005>1,900).", COSTS, False),
        ("What was the average crew of the engine in 2030? 91.", CREWS, True),
        ("What was the average crew of the engine in 2031? 91.", CREWS, False),
        ("Change in the deck crew from 2030 to 2031? 14 = 212-198.", CREWS, True),
        ("Share of the engine in the total crew in 2031? 29.1% = 87/299.", CREWS, True),
        ("Share of the engine in the total crew in 2031? 30.1% = 87/289.", CREWS, False),
        ("Current provisions for damage to quays in 2030? 906 thousand.", CLAIMED, True),
        ("Current provisions for damage to quays in 2031? 906 thousand.", CLAIMED, False),
        ("Share of current provisions in total provisions in 2031? 45.09% = 1,152/2,555.", CLAIMED, True),
        ("Share of current provisions in total provisions in 2031? 49.75% = 1,271/2,555.", CLAIMED, False),
    ],
)  # fmt: skip
def test_claims_by_titles(claim: str, source: str, right: bool) -> None:
    """Right claims pass, and the same with another cell, time or part do not."""
    assert is_supported(claim, source) is right
