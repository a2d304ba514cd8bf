"""Claims over tables whose columns differ by a number, or by words that all of the table is about."""

from __future__ import annotations

import pytest
from test_any_tables import is_supported

TIERS = """\
|  | Tranche 1 | Tranche 2 | Tranche 3 | Total |
|---|---|---|---|---|
| Loans |  |  |  |  |
| Harbour loans | $ 205 | $ — | $ — | $ 205 |
| Ferry loans | 96 | — | — | 96 |
| Crane leases | — | 318 | — | 318 |
| Dredger notes | — | — | 41 | 41 |
| Total loans | $ 301 | $ 318 | $ 41 | $ 660 |

Loans by tranche at December 31, 2031 (in millions)
"""
GRANTS = """\
|  | Number of units | Weighted average grant price | Aggregate market value |
|---|---|---|---|
| Outstanding at January 1, 2031 | 218,400 | $14.20 | $3,310 |
| Granted | 61,500 | 18.05 |  |
| Forfeited | (12,350) | 15.11 |  |
| Lapsed | (4,120) | 16.90 |  |
| Outstanding at December 31, 2031 | 263,430 | $15.03 | $4,705 |
| Vested at December 31, 2031 | 140,260 | $13.77 | $2,488 |

Unit activity of Gullholm Ferries (aggregate market value in thousands)
"""
STAFF = """\
|  | 2031 | 2030 |
|---|---|---|
|  | CHF 1,000 | CHF 1,000 |
| Wages | 61,402 | 58,115 |
| Pilotage | 4,870 | 5,233 |
"""
BOARD = """\
|  | Fee | Bonus | Total 2031 |
|---|---|---|---|
| Director | £000 | £000 | £000 |
| T. Ardmore (Chair) | 231 | – | 231 |
| L. Quill | 418 | 296 | 714 |
"""
QUARTERS = """\
| Operating data | 4Q31 | 3Q31 | 2Q31 | 1Q31 |
|---|---|---|---|---|
| Passages | 6,214 | 6,087 | 6,011 | 5,902 |
| Fare (NOK) | 48.3 | 47.1 | 46.8 | 45.9 |
"""


@pytest.mark.parametrize(
    ("claim", "source", "right"),
    [
        ("What were the total loans in Tranche 1? $301 million.", TIERS, True),
        ("What were the total loans in Tranche 1? $41 million.", TIERS, False),
        ("Total loans within Tranche 2? $41 million.", TIERS, False),
        ("What part of total loans is in Tranche 2, in percent? 48.18% = 318/660.", TIERS, True),
        ("What part of total loans is in Tranche 2, in percent? 6.21% = 41/660.", TIERS, False),
        ("What part of total loans is in Tranche 3, in percent? 6.21% = 41/660.", TIERS, True),
        ("What was the aggregate market value of units vested at December 31, 2031? $2,488 thousand.", GRANTS, True),
        ("What was the aggregate market value of units vested at December 31, 2031? 140,260 thousand.", GRANTS, False),
        ("How many units were vested at December 31, 2031? 140,260.", GRANTS, True),
        ("How many units dropped out by forfeiture and lapse together? 16470 = 12,350 + 4,120.", GRANTS, True),
        ("How many units dropped out by forfeiture and lapse together? 8230 = 12,350 - 4,120.", GRANTS, False),
        ("How many units dropped out by forfeiture and lapse together? 73850 = 61,500 + 12,350.", GRANTS, False),
        # What a row of units says all below is in.
        ("What was pilotage in 2030? 5,233 thousand.", STAFF, True),
        ("What was pilotage in 2030? 5,233 million.", STAFF, False),
        ("What was pilotage in 2030? 4,870 thousand.", STAFF, False),
        ("What was the bonus of L. Quill? 296 thousand.", BOARD, True),
        ("What was the bonus of L. Quill? 418 thousand.", BOARD, False),
        # Quarters by their number first.
        ("The fare in NOK for 4Q31 48.3.", QUARTERS, True),
        ("The fare in NOK for 3Q31 48.3.", QUARTERS, False),
        ("How many passages were there in 1Q31? 5,902.", QUARTERS, True),
        ("How many passages were there in 2Q31? 5,902.", QUARTERS, False),
    ],
)
def test_claims_of_columns(claim: str, source: str, right: bool) -> None:
    """Right claims pass, and the same of another column, or of other rows, do not."""
    assert is_supported(claim, source) is right
