"""Claims about others' tables as people ask for them: their own words, letters off, and what is said beside."""

from __future__ import annotations

import pytest
from test_any_tables import is_supported

from assistant.claim_words import times_in

LOANS = """\
|  | 2031 | 2030 | 2029 |
|---|---|---|---|
|  | £m | £m | £m |
| Opening balance 1 April | 812 | 640 | 705 |
| Repayments | (73) | (503) | (90) |
| Closing balance 31 March | 930 | 812 | 640 |
| Harbour dues | 44 | 57 | 61 |
| Pilotage fees | 166 | 178 | 150 |
"""
SYSTEMS = """\
|  |  | Years ended |  | Change |  |
|---|---|---|---|---|---|
| (in thousands) | 2031 | 2030 | 2029 | 2031 over 2030 | 2030 over 2029 |
| Cranes | $ 4,100 | $ 3,020 | $ 5,400 | $ 1,080 | $(2,380) |
| Winches | 1,603 | 1,742 | 2,134 | (139) | (392) |
"""
GRANTS = """\
|  | Number of shares | Price per share |
|---|---|---|
| Unvested at December 31, 2029 | 9,400 | $ 4.10 |
| Granted | 3,300 | 5.20 |
| Released | (2,100) | 3.90 |
| Unvested at December 31, 2030 | 10,600 | $ 4.40 |
| Granted | 4,250 | 6.05 |
| Released | (1,900) | 4.00 |
| Unvested at December 31, 2031 | 12,950 | $ 5.00 |

In March 2029, we granted 51,000 tug rights with certain towing targets.

In August 2031, we granted 64,500 tug rights with certain towing targets.
"""
SHARES = """\
|  | 2031 | 2030 |
|---|---|---|
| Sales | 100.0% | 100.0% |
| Cost of sales | 61.8 | 59.4 |
| Gross profit | 38.2 | 40.6 |
"""
TYPES = """\
|  | Years ended |  |  |  |
|---|---|---|---|---|
|  | June 30, 2031 |  | June 30, 2030 |  |
|  | $ | % | $ | % |
| Towing | 84,219 | 71.6% | 66,503 | 66.9% |
| Mooring | 33,457 | 28.4% | 32,836 | 33.1% |
|  | 117,676 | 100.0% | 99,339 | 100.0% |

The following table presents our revenue by type (in thousands):
"""
SEGMENTS = """\
|  | Rail | Marine | Total |
|---|---|---|---|
| Balance at December 31, 2030 | $ 418 | $ 96 | $ 514 |
| Acquisitions | 32 | 18 | 50 |
| Balance at December 31, 2031 | $ 450 | $ 114 | $ 564 |

Goodwill by segment, in millions:
"""
PAYABLES = """\
|  | December 31, 2031 | December 31, 2030 | January 1, 2030 |
|---|---|---|---|
| Trade payables | 5,206 | 7,318 | 6,100 |
| Other payables | 988 | 1,243 | 1,011 |
| Total | 6,194 | 8,561 | 7,111 |

7. Trade and other payables

Capital spending was 988 thousand in 2030 and 1,410 thousand in 2031.
"""
PAY = """\
| Name | Fees ($) | Share awards ($) | Other compensation ($) | Total ($) |
|---|---|---|---|---|
| M. Quay | 85,000 | 50,018 | 2,400 | 137,418 |
| T. Berth | 78,750 | 60,018 | 1,150 | 139,918 |
"""
BUYING = """\
| Period | Shares purchased | Average price paid per share | Value that may yet be purchased |
|---|---|---|---|
| October 2031 | 4,800 | $ 31.40 | $ 86,402 |
| November 2031 | 11,200 | $ 33.10 | $ 82,755 |
"""
TAXES = """\
|  | 2031 | 2030 |
|---|---|---|
| Current: |  |  |
| Federal | $ 2,317 | $ 1,906 |
| State | 611 | 538 |
| Deferred: |  |  |
| Federal | (128) | 402 |
| State | (21) | 63 |
| Income tax expense | $ 2,779 | $ 2,909 |

The effective tax rate was 31.0% (2030: 33.5%).
"""
RATES = """\
| Currency | 2031 | 2030 |
|---|---|---|
| USD | 68.00 | 65.00 |
| EUR | 80.00 | 76.00 |

Rates of one unit in rupees:
"""
FIRMS = """\
|  | 2031 | 2030 |
|---|---|---|
| Gross profit | 315 | 365 |
| Operating income from ferries | 54 | 171 |
| Income from ferries, net of tax | 41 | 147 |
| Finance result | (18) | 5 |
"""


@pytest.mark.parametrize(
    ("claim", "source", "right"),
    [
        # The average of a year is that of its two ends; what is averaged with itself is none.
        (
            "What is the change between 2030 and 2031 average harbour dues?"
            " -8.5 million = [(44+57)/2] - [(57+61)/2].",
            LOANS,
            True,
        ),
        (
            "What is the change between 2030 and 2031 average harbour dues?"
            " -6.5 million = [(44+57)/2] - [(57+57)/2].",
            LOANS,
            False,
        ),
        (
            "What is the difference between 2031 average pilotage fees and 2031 average harbour dues?"
            " 121.5 million = [(166+178)/2] - [(44+57)/2].",
            LOANS,
            True,
        ),
        (
            "What is the difference between the average closing balance and the average opening balance"
            " for 2030 and 2031? 145 million = [(930+812)/2] - [(812+640)/2].",
            LOANS,
            True,
        ),
        # A growth is from what is earlier, with its sign.
        ("What is the percentage change in repayments from 2030 to 2031? -589.04% = (73-503)/73.", LOANS, False),
        ("What was the closing balance at the end of 2031? £930m.", LOANS, True),
        ("What was the closing balance at the end of 2031? £812m.", LOANS, False),
        # What a row prints of its changes adds up from the first year to the last.
        ("What is the change in winches between 2029 and 2031? -531 thousand = -139 - 392.", SYSTEMS, True),
        ("What is the change in cranes between 2029 and 2031? -1300 thousand = 1,080 - 2,380.", SYSTEMS, True),
        ("What is the change in cranes between 2029 and 2031? 941 thousand = 1,080 - 139.", SYSTEMS, False),
        # The balances name what leads from one to the next.
        ("What is the number of unvested shares granted in 2031? 4,250.", GRANTS, True),
        ("What is the number of unvested shares granted in 2031? 3,300.", GRANTS, False),
        (
            "What is the difference in the tug rights granted between March 2029 and August 2031?"
            " 13500 = 64,500 - 51,000.",
            GRANTS,
            True,
        ),
        (
            "What is the difference in the tug rights granted between March 2029 and August 2031?"
            " 60250 = 64,500 - 4,250.",
            GRANTS,
            False,
        ),
        # A column of shares of its first row; amounts and their shares below one title.
        ("What was the change in gross profit as a percentage of sales between 2030 and 2031? -2.4% = 38.2 - 40.6.",
         SHARES, True),
        ("What was the gross profit in 2031? 40.6%.", SHARES, False),
        ("What was the percentage of mooring revenue in 2030? 33.1%.", TYPES, True),
        ("What was the percentage of mooring revenue in 2030? 28.4%.", TYPES, False),
        ("What is the percentage change in total revenue from 2030 to 2031? 18.46% = (117,676 - 99,339)/99,339.",
         TYPES, True),
        ("What is the percentage change in total revenue from 2030 to 2031? 26.64% = (84,219 - 66,503)/66,503.",
         TYPES, False),
        # The parts of a row, taken whole.
        ("What is the average goodwill per segment at December 31, 2030? 257 million = (418 + 96)/2.", SEGMENTS, True),
        ("What is the average goodwill per segment at December 31, 2030? 434 million = (418 + 450)/2.",
         SEGMENTS, False),
        # The title near a table is what its total is of; January 1 beside two ends of years is neither.
        ("What is the total trade and other payables for 2030 and 2031? 14755 = 6,194 + 8,561.", PAYABLES, True),
        ("What is the average trade payables for 2030 and 2031? 6262 = (5,206 + 7,318)/2.", PAYABLES, True),
        ("What is the average trade payables for 2030 and 2031? 5653 = (5,206 + 6,100)/2.", PAYABLES, False),
        # A sentence tells the figure though a cell of the same value stands in the table.
        ("What was capital spending as a percentage of trade payables in 2030? 13.5% = 988 / 7,318.", PAYABLES, True),
        # The total of a person is no other column of hers; what is subtracted from another column is no change.
        ("What is the total compensation of M. Quay? 137,418.", PAY, True),
        ("What is the total compensation of M. Quay? 2,400.", PAY, False),
        ("What is the difference in fees between M. Quay and T. Berth? 6250 = 85,000 - 78,750.", PAY, True),
        ("What is the difference in fees between M. Quay and T. Berth? 34982 = 85,000 - 50,018.", PAY, False),
        # A count is multiplied by what is paid for one.
        ("What is the total price paid for shares purchased in November 2031? 370720 = 11,200*33.10.", BUYING, True),
        ("What is the total price paid for shares purchased in November 2031? 926856000 = 11,200*82,755.",
         BUYING, False),
        # A row and the title above it, said in full, beside the name of the whole table.
        ("What was the change in federal deferred income tax expense between 2030 and 2031? -530 = -128 - 402.",
         TAXES, True),
        ("What was the change in federal deferred income tax expense between 2030 and 2031? -739 = -128 - 611.",
         TAXES, False),
        ("What is the USD-EUR exchange rate in 2031? 0.85 = 68.00/80.00.", RATES, True),
        ("What is the USD-EUR exchange rate in 2031? 0.89 = 68.00/76.00.", RATES, False),
        # A row that is named in full is an operand, or the formula is another's.
        ("By how much did gross profit exceed operating income from ferries in 2031? 261 = 315 - 54.", FIRMS, True),
        ("By how much did gross profit exceed operating income from ferries in 2031? 274 = 315 - 41.", FIRMS, False),
        (
            "What is the difference between the change in gross profit and the change in operating income from ferries"
            " from 2030 to 2031? 67 = (315 - 365) - (54 - 171).",
            FIRMS,
            True,
        ),
        (
            "What is the difference between the change in gross profit and the change in operating income from ferries"
            " from 2030 to 2031? 56 = (315 - 365) - (41 - 147).",
            FIRMS,
            False,
        ),
        # One row over several times less another; growths set against each other; a part of a sum; in hundredths.
        ("How much more was gross profit than operating income from ferries across 2030 and 2031?"
         " 455 = (365 + 315) - (171 + 54).", FIRMS, True),
        ("How much more was gross profit than operating income from ferries across 2030 and 2031?"
         " 572 = (365 + 315) - (54 + 54).", FIRMS, False),
        ("What is the difference in percentage change of pilotage fees and harbour dues from 2030 to 2031?"
         " 16.07% = (166 - 178)/178 - (44 - 57)/57.", LOANS, True),
        ("What is the difference in percentage change of pilotage fees and harbour dues from 2030 to 2031?"
         " 3.93% = (166 - 150)/150 - (61 - 57)/57.", LOANS, False),
        ("What are the pilotage fees as a percentage of the sum of pilotage fees and harbour dues in 2031?"
         " 79.05% = 166/(166 + 44).", LOANS, True),
        ("What are the pilotage fees as a percentage of the sum of pilotage fees and harbour dues in 2031?"
         " 77.21% = 166/(166 + 49).", LOANS, False),
        ("What is the percentage change in pilotage fees from 2030 to 2031? -6.74% = (166 - 178)/178 * 100.",
         LOANS, True),
        ("What is the percentage change in pilotage fees from 2030 to 2031? 10.67% = (166 - 150)/150 * 100.",
         LOANS, False),
        ("In which year was the finance result negative? 2031.", FIRMS, True),
        ("In which year was the finance result negative? 2030.", FIRMS, False),
        # What is named stands there, and in another unit.
        ("What was the harbour dues in 2031? 44%.", LOANS, False),
    ],
)  # fmt: skip
def test_what_is_asked_is_read_as_meant(claim: str, source: str, right: bool) -> None:
    """Right claims pass, and the same with another cell, time or sign do not."""
    assert is_supported(claim, source) is right


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("What were the harbuor dues in 2031? £44m.", "What were the harbuor dues in 2031? £57m."),
        ("What was the pilotge fees in 2030? £178m.", "What was the pilotge fees in 2030? £57m."),
        (
            "What is the averge pilotage fees for 2029,2030 and 2031? 164.67 million = (166+178+150)/3.",
            "What is the averge pilotage fees for 2029,2030 and 2031? 172 million = (166+178)/2.",
        ),
        (
            "What is the percnetage change in pilotage fees in 2031 from 2030? -6.74% = (166-178)/178.",
            "What is the percnetage change in pilotage fees in 2031 from 2030? 10.67% = (166-150)/150.",
        ),
        ("In fiscal 2030, what were the Pilotage fees? £178m.", "In fiscal 2030, what were the Pilotage fees? £166m."),
        (
            "What was the average pilotage fees in FY29-FY31? 164.67 million = (166+178+150)/3.",
            "What was the average pilotage fees in FY29-FY31? 172 million = (166+178)/2.",
        ),
    ],
)
def test_a_letter_off_is_read_and_loosens_nothing(right: str, wrong: str) -> None:
    """Misspelled words are read as the one word they are near, and a wrong number is still seen."""
    assert is_supported(right, LOANS)
    assert not is_supported(wrong, LOANS)


def test_years_are_told_in_many_ways() -> None:
    """Two digits behind FY, a range of such, and years with nothing but a comma between them."""
    assert times_in("FY29 to FY31").between == ((2029, 2031),)
    assert times_in("FY2030 and FY2031").years == (2030, 2031)
    assert times_in("in 2029,2030 and 2031").years == (2029, 2030, 2031)
    assert times_in("a base of 2,030,500").years == ()


def test_a_minus_behind_a_year_is_a_sign() -> None:
    """ "2031 -5" is a negative number behind a year, "2030-2031" a range."""
    assert is_supported("What is the change in harbour dues from 2030 to 2031 -13 million = 44 - 57.", LOANS)
    wrong = "What is the average of the harbour dues from 2030 to 2031 -50.5 million = (44+57)/2."
    assert not is_supported(wrong, LOANS)
