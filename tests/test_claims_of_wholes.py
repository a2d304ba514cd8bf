"""Claims of wholes: gross and net, the total due, rows that stand under a title said with "not"."""

from __future__ import annotations

import pytest
from test_any_tables import is_supported

BOATS = """\
|  | As of |  |
|---|---|---|
| (in thousands) | June 28, 2031 | June 29, 2030 |
| Hulls | $ 9,214 | $ 8,870 |
| Sails | 3,530 | 2,876 |
| Rigging | 1,187 | 1,395 |
|  | 13,931 | 13,141 |
| Reserve for slow-moving stock | (690) | (515) |
| Stock, net | $ 13,241 | $ 12,626 |

Stock of the boatyard consisted of the following:
"""
DUES = """\
|  |  | Payments due by fiscal year |  |  |
|---|---|---|---|---|
|  | 2032 | 2033-2034 | After 2034 | Total |
| Mortgage | $4,000 | $8,000 | $21,000 | $33,000 |
| Crane hire | 1,946 | 2,211 | 877 | 5,034 |
| Total | $5,946 | $10,211 | $21,877 | $38,034 |

The following table (in thousands) gives our obligations as of October 3, 2031.
"""
RIGHTS = """\
| (Dollars in thousands) | Gross carrying amount | Accumulated amortization | Net |
|---|---|---|---|
| Mooring rights | $24,300 | $(8,718) | $15,582 |
| Brands | 6,100 | (1,630) | 4,470 |
| Software | 2,750 | (2,604) | 146 |
"""
SWAPS = """\
|  | Notional amount |  |
|---|---|---|
|  | 2031 | 2030 |
| Designated as hedges |  |  |
| Interest rate swaps | $ 150.0 | $ 160.0 |
| Fuel futures | 42.4 | 38.9 |
| Not designated |  |  |
| Currency forwards | 88.7 | 90.2 |
| Total return swaps | 10.5 | 19.0 |

Amounts in millions of dollars.
"""
PILOTS = """\
|  | 2031 | 2030 |
|---|---|---|
| (in millions) |  |  |
| Pilots: |  |  |
| Inbound | 28.3 | 31.0 |
| Outbound | 25.5 | 27.3 |
| Total pilots | 53.8 | 58.3 |
| Quays | 112.6 | 108.1 |
| Total revenue | $ 166.4 | $ 166.4 |

Note 7. Revenue by activity
"""


@pytest.mark.parametrize(
    ("claim", "source", "right"),
    [
        ("Sails as percent of the gross stock in 2031? 25.34% = 3,530/13,931.", BOATS, True),
        ("Sails as percent of the gross stock in 2031? 26.66% = 3,530/13,241.", BOATS, False),
        ("Sails as percent of the net stock in 2031? 26.66% = 3,530/13,241.", BOATS, True),
        ("What was the gross stock in 2030? 13,141 thousand.", BOATS, True),
        ("What was the gross stock in 2030? 12,626 thousand.", BOATS, False),
        ("What part of the gross stock was reserved in 2031? 4.95% = 690/13,931.", BOATS, True),
        ("What share of the total obligations is due in fiscal 2032? 15.63% = 5,946/38,034.", DUES, True),
        ("What share of the total obligations is due in fiscal 2032? 26.85% = 10,211/38,034.", DUES, False),
        ("What share of the total obligations is due in fiscal 2032? 11.79% = 4,000/33,000.", DUES, False),
        ("What percentage of crane hire is due in 2032? 38.66% = 1,946/5,034.", DUES, True),
        ("What percentage of crane hire is due in 2032? 12.12% = 4,000/33,000.", DUES, False),
        ("What is the difference in net carrying value between mooring rights and brands?"
         " 11112 thousand = 15,582-4,470.",
         RIGHTS, True),
        ("What is the difference in gross carrying value between mooring rights and brands?"
         " 11112 thousand = 15,582-4,470.",
         RIGHTS, False),
        ("What is the difference in gross carrying value between mooring rights and brands?"
         " 18200 thousand = 24,300-6,100.",
         RIGHTS, True),
        ("Total notional of instruments not designated as hedges in 2031? 99.2 million = 88.7+10.5.",
         SWAPS, True),
        ("Total notional of instruments not designated as hedges in 2031? 192.4 million = 150.0+42.4.",
         SWAPS, False),
        ("Total notional of instruments not designated as hedges in 2031? 109.2 million = 90.2+19.0.",
         SWAPS, False),
        ("What was the notional of total return swaps in 2030? 19.0 million.", SWAPS, True),
        ("In 2031, what part of total pilots revenue was inbound? 52.6% = 28.3/53.8.", PILOTS, True),
        ("In 2031, what part of total revenue was inbound? 17.01% = 28.3/166.4.", PILOTS, True),
        ("In 2031, what part of total revenue was inbound? 52.6% = 28.3/53.8.", PILOTS, False),
    ],
)  # fmt: skip
def test_claims_of_wholes(claim: str, source: str, right: bool) -> None:
    """Right claims pass, and the same with another whole, column or part do not."""
    assert is_supported(claim, source) is right
