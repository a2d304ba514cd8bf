"""Claims that say in other words what is done to the cells, and which cells they are."""

from __future__ import annotations

import pytest
from test_any_tables import is_supported

YARDS = """\
|  | Fiscal 2031 | Fiscal 2030 | Fiscal 2029 |
|---|---|---|---|
| Yards at beginning of year | 418 | 431 | 426 |
| Opened | 37 | 9 | 14 |
| Closed | (17) | (22) | (9) |
| Yards at end of year | 438 | 418 | 431 |
| Sales per yard ($ thousands) | 2,904 | 2,766 | 2,515 |
| Repair costs | 61.0 | 57.0 | 64.0 |
| General and administrative | 140.0 | 118.0 | 121.0 |
"""
DEBT = """\
|  | 31 July 2031 | 31 July 2030 |
|---|---|---|
|  | £m | £m |
| Borrowings | 521.0 | 538.7 |
| Cash and bank balances | 78.6 | 94.0 |
| Pension deficit | 31.4 | 36.2 |
| Opening net debt | (444.7) | (512.3) |
| Closing net debt | (442.4) | (444.7) |
"""
CLAIMED = """\
|  | 2031 | 2030 | 2029 |
|---|---|---|---|
| Accruals for new ships | 5,388 | 5,516 | 4,702 |
| Claims paid | (4,070) | (3,908) | (4,207) |
| Net loss on tugs | (120) | (84) | (231) |
| Provision utilised | (33) | (41) | (52) |
"""
TAXED = """\
| Fiscal years ended | January 29, 2032 | January 30, 2031 | February 1, 2030 |
|---|---|---|---|
| Federal statutory rate | 21.0% | 21.0% | 21.0% |
| State income taxes, net of federal benefit | 3.9 | 4.4 | 3.6 |
| Foreign rate differential | (0.8) | 1.7 | (0.5) |
| Effective income tax rate | 24.1% | 27.1% | 24.1% |
"""
PRICE = """\
|  | Preliminary at June 1, 2031 | Adjustments | Final |
|---|---|---|---|
| Inventory | $ 18,420 | (1,130) | $ 17,290 |
| Property and equipment | 26,535 | 2,410 | 28,945 |
| Goodwill | 57,316 | 2,145 | 59,461 |
"""


@pytest.mark.parametrize(
    ("claim", "source", "right"),
    [
        # "Avg", "went up", "how many percent higher", "how far above".
        ("avg repair costs, 2030 and 2031 59 = (61.0 + 57.0) / 2.", YARDS, True),
        ("avg repair costs, 2030 and 2031 62.5 = (61.0 + 64.0) / 2.", YARDS, False),
        ("By what % did repair costs go up from 2030 to 2031? 7.02% = (61.0-57.0)/57.0.", YARDS, True),
        ("By what % did repair costs go up from 2030 to 2031? -4.69% = (61.0-64.0)/64.0.", YARDS, False),
        ("How much, in percent, did repair costs go up in 2031 from 2030? 7.02% = (61.0-57.0)/57.0.", YARDS, True),
        ("How many percent lower were repair costs in 2030 than in 2029? -10.94% = (57.0-64.0)/64.0.", YARDS, True),
        ("How many percent lower were repair costs in 2030 than in 2029? 7.02% = (61.0-57.0)/57.0.", YARDS, False),
        ("How far were the repair costs of 2031 above those of 2030? 4 = 61.0 - 57.0.", YARDS, True),
        ("How far were the repair costs of 2031 above those of 2030? -3 = 61.0 - 64.0.", YARDS, False),
        ("By how much have repair costs come down from 2029 to 2030? 7 = 64.0 - 57.0.", YARDS, True),
        # What was opened is no opening balance, what was closed no closing one.
        ("How many yards were there at the end of fiscal 2030? 418.", YARDS, True),
        ("How many yards were there at the end of fiscal 2030? 431.", YARDS, False),
        ("number of yard closures FY2031 (17).", YARDS, True),
        ("Average number of yards opened per year in fiscal 2029 to 2031 20 = (37 + 9 + 14) / 3.", YARDS, True),
        ("Average number of yards opened per year in fiscal 2029 to 2031 429 = (438 + 418 + 431) / 3.", YARDS, False),
        ("yards opened and closed in fiscal 2031, net 20 = 37 - 17.", YARDS, True),
        ("In which fiscal year were the most yards opened? 2031.", YARDS, True),
        ("In which fiscal year were the most yards opened? 2029.", YARDS, False),
        ("In which of the years were repair costs highest? 2029.", YARDS, True),
        ("In which of the years were repair costs highest? 2030.", YARDS, False),
        ("In which of the three years were repair costs lowest? 2030.", YARDS, True),
        ("net debt at the end of July 2031? (442.4) million.", DEBT, True),
        ("net debt at the end of July 2031? (444.7) million.", DEBT, False),
        # A growth has one direction, per yard or not.
        ("percentage growth of sales per yard, fiscal 2030 to 2031 4.99% = (2,904 - 2,766) / 2,766.", YARDS, True),
        ("percentage growth of sales per yard, fiscal 2030 to 2031 -4.75% = (2,766 - 2,904) / 2,904.", YARDS, False),
        # Letters in lower case.
        ("g&a change, 2030 to 2031? 22 = 140.0 - 118.0.", YARDS, True),
        ("g&a in 2030? 118.0.", YARDS, True),
        ("g&a in 2030? 140.0.", YARDS, False),
        # "A less B", "A minus B".
        ("Borrowings less cash at 31 July 2030? 444.7 million = 538.7-94.0.", DEBT, True),
        ("Borrowings less cash at 31 July 2030? 502.5 million = 538.7-36.2.", DEBT, False),
        ("Borrowings minus cash at 31 July 2031? 442.4 million = 521.0 - 78.6.", DEBT, True),
        ("Borrowings after deducting cash at 31 July 2031? 442.4 million = 521.0 - 78.6.", DEBT, True),
        ("Borrowings less than 530 million at 31 July 2031? 521.0 million.", DEBT, True),
        # The least of what is paid out is the smallest sum.
        ("In which year were the fewest claims paid? 2030.", CLAIMED, True),
        ("In which year were the fewest claims paid? 2029.", CLAIMED, False),
        ("In which year were the most claims paid? 2029.", CLAIMED, True),
        ("In which year was the net loss on tugs smallest? 2030.", CLAIMED, True),
        ("In which year was the net loss on tugs smallest? 2029.", CLAIMED, False),
        ("What part of the provision was used in 2030? (41).", CLAIMED, True),
        # The effect of something on something else is the first.
        ("What was the effect of state income taxes on the tax rate in the year ended January 30, 2031? 4.4%.",
         TAXED, True),
        ("What was the effect of state income taxes on the tax rate in the year ended January 30, 2031? 3.9%.",
         TAXED, False),
        ("What was the effect of state income taxes on the tax rate in the year ended January 30, 2031? 1.7%.",
         TAXED, False),
        ("For the year ended on which date was the effective income tax rate highest? January 30, 2031.", TAXED, True),
        ("For the year ended on which date was the effective income tax rate highest? February 1, 2030.",
         TAXED, False),
        # From one column to another that is of no other time.
        ("Percentage change in property from the preliminary to the final figure? 9.08% = (28,945 - 26,535) / 26,535.",
         PRICE, True),
        ("Percentage change in property from the preliminary to the final figure? 3.74% = (59,461 - 57,316) / 57,316.",
         PRICE, False),
    ],
)  # fmt: skip
def test_claims_in_other_words(claim: str, source: str, right: bool) -> None:
    """Right claims pass, and the same with another cell, time or direction do not."""
    assert is_supported(claim, source) is right
