"""Claims about quarters, halves and months: each with its own year, and all of a year together."""

from __future__ import annotations

import pytest
from test_any_tables import is_supported

from assistant.claim_words import times_in
from corpus.printed import period_in

MINE = """\
|  | H1 2031 | H2 2030 | H1 2030 |
|---|---|---|---|
| Ore milled (kt) | 4,905 | 4,881 | 4,702 |
| Copper made (t) | 39,870 | 41,445 | 41,008 |
| Copper sales (US$ million) | 364.8 | 307.3 | 263.9 |
"""
PHONES = """\
| Key figures | Q4 2031 | Q3 2031 | Q2 2031 | Q1 2031 | Q4 2030 |
|---|---|---|---|---|---|
| Lines (thousands) | 1,864 | 1,851 | 1,829 | 1,817 | 1,802 |
| Service revenue (EUR million) | 236.5 | 239.2 | 235.9 | 230.7 | 231.1 |
| Capital expenditure (EUR million) | 68.3 | 47.6 | 51.0 | 39.4 | 65.9 |
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
PRICES = """\
|  | High | Low | Dividends declared |
|---|---|---|---|
| 2031 |  |  |  |
| First quarter | $ 51.75 | $ 44.20 | $ 0.38 |
| Second quarter | 54.06 | 48.91 | 0.38 |
| Third quarter | 57.33 | 52.15 | 0.40 |
| Fourth quarter | 59.80 | 53.62 | 0.40 |
| 2030 |  |  |  |
| First quarter | $ 49.54 | $ 45.07 | $ 0.35 |
| Second quarter | 50.18 | 46.66 | 0.35 |
| Third quarter | 48.92 | 41.40 | 0.38 |
| Fourth quarter | 47.49 | 42.85 | 0.38 |
"""
CLOSINGS = """\
|  |  | Quarter ended |  |  |
|---|---|---|---|---|
| 2031 | March 31 | June 30 | September 30 | December 31 |
| Ferry fares | $ 6,214 | $ 9,870 | $ 11,405 | $ 5,988 |
| Freight | 3,307 | 3,512 | 3,498 | 3,761 |

(In thousands)
"""
BERTHS = """\
|  | Berths let | Average rent |
|---|---|---|
| Let at January 1, 2030 | 1,412 | $ 310 |
| Taken up | 166 | 335 |
| Given up | (94) | 322 |
| Let at December 31, 2030 | 1,484 | $ 318 |
| Taken up | 203 | 351 |
| Given up | (77) | 314 |
| Let at December 31, 2031 | 1,610 | $ 327 |
"""


@pytest.mark.parametrize(
    ("claim", "source", "right"),
    [
        ("change in tonnes of copper made, H1 2031 compared with H2 2030? -1575 = 39870-41445.", MINE, True),
        ("change in tonnes of copper made, H1 2031 compared with H2 2030? -1138 = 39870-41008.", MINE, False),
        ("Copper sales in the first half of 2030? 263.9 million.", MINE, True),
        ("Copper sales in the first half of 2030? 307.3 million.", MINE, False),
        ("Copper sales in H2 2030? 307.3 million.", MINE, True),
        ("Copper sales in the whole of 2030, both halves? 571.2 million = 307.3 + 263.9.", MINE, True),
        ("Copper sales in the whole of 2030, both halves? 672.1 million = 364.8 + 307.3.", MINE, False),
        ("By what percent did service revenue grow from Q4 2030 to Q4 2031? 2.34% = (236.5-231.1)/231.1.",
         PHONES, True),
        ("By what percent did service revenue grow from Q4 2030 to Q4 2031? 2.51% = (236.5-230.7)/230.7.",
         PHONES, False),
        ("Capital expenditure in Q3 2031? 47.6 million.", PHONES, True),
        ("Capital expenditure in Q3 2031? 51.0 million.", PHONES, False),
        ("How much capital expenditure was there in the whole of 2031, Q1 to Q4?"
         " 206.3 million = 68.3 + 47.6 + 51.0 + 39.4.", PHONES, True),
        ("How much capital expenditure was there in the whole of 2031, Q1 to Q4?"
         " 232.8 million = 68.3 + 47.6 + 51.0 + 65.9.", PHONES, False),
        ("How much capital expenditure was there in full-year 2031? 166.9 million = 68.3 + 47.6 + 51.0.",
         PHONES, False),
        ("Full-year 2031 net sales, all four quarters added up? 101144 thousand = 18,915+23,207+27,642+31,380.",
         QUARTERS, True),
        ("Full-year 2031 net sales, all four quarters added up? 62189 thousand = 11,230+14,786+16,059+20,114.",
         QUARTERS, False),
        ("Full-year 2031 net sales, all four quarters added up? 50078 thousand = 9,077+11,815+13,921+15,265.",
         QUARTERS, False),
        ("What was the gross profit for the full year 2030? 31266 thousand = 5,667+7,466+8,885+9,248.", QUARTERS, True),
        ("What was the gross profit for the full year 2030? 22018 thousand = 5,667+7,466+8,885.", QUARTERS, False),
        ("What were the dividends declared per share for the whole of 2030? 1.46 = 0.35+0.35+0.38+0.38.", PRICES, True),
        ("What were the dividends declared per share for the whole of 2030? 1.56 = 0.38+0.38+0.40+0.40.",
         PRICES, False),
        ("How many percent higher was the high of the fourth quarter of 2031 than that of the fourth quarter 2030?"
         " 25.92% = (59.80-47.49)/47.49.", PRICES, True),
        ("How many percent higher was the high of the fourth quarter of 2031 than that of the fourth quarter 2030?"
         " 20.71% = (59.80-49.54)/49.54.", PRICES, False),
        # A quarter by the month that it ends in.
        ("What were ferry fares in the quarter ended June 30? 9,870 thousand.", CLOSINGS, True),
        ("What were ferry fares in the quarter ended June 30? 5,988 thousand.", CLOSINGS, False),
        ("Freight in the March quarter? 3,307 thousand.", CLOSINGS, True),
        ("Freight in the March quarter? 3,761 thousand.", CLOSINGS, False),
        ("Change in ferry fares from the March quarter to the June quarter? 3656 thousand = 9,870-6,214.",
         CLOSINGS, True),
        ("Change in ferry fares from the March quarter to the June quarter? 5191 thousand = 11,405-6,214.",
         CLOSINGS, False),
        ("By how much were ferry fares in the September 30 quarter above those of June 30?"
         " 1535 thousand = 11,405-9,870.",
         CLOSINGS, True),
        ("By how much were ferry fares in the September 30 quarter above those of June 30?"
         " 5191 thousand = 11,405-6,214.",
         CLOSINGS, False),
        ("By what percent was freight in the June 30 quarter above that of March 31? 6.2% = (3,512-3,307)/3,307.",
         CLOSINGS, True),
        ("By what percent was freight in the June 30 quarter above that of March 31? 106.2% = 3,512/3,307.",
         CLOSINGS, False),
        ("What was the rise in service revenue from Q2 to Q3? 3.3 million = 239.2-235.9.", PHONES, True),
        ("What was the rise in service revenue from Q2 to Q3? 5.4 million = 236.5-231.1.", PHONES, False),
        # A half by its quarters.
        ("What was the gross profit for the first half of 2031? 20892 thousand = 9,077+11,815.", QUARTERS, True),
        ("What was the gross profit for the first half of 2031? 29186 thousand = 13,921+15,265.", QUARTERS, False),
        ("What were net sales in H2 2030? 36173 thousand = 16,059+20,114.", QUARTERS, True),
        ("What were net sales in H2 2030? 20114 thousand.", QUARTERS, False),
        # One end of a year.
        ("Change in berths let from the start of 2030 to the end of 2031? 198 = 1,610-1,412.", BERTHS, True),
        ("Change in berths let from the start of 2030 to the end of 2031? 126 = 1,610-1,484.", BERTHS, False),
        ("Change in berths let from the end of 2030 to the end of 2031? 126 = 1,610-1,484.", BERTHS, True),
        ("Change in berths let from the end of 2030 to the end of 2031? 198 = 1,610-1,412.", BERTHS, False),
        ("How many berths were let at the beginning of 2030? 1,412.", BERTHS, True),
        ("How many berths were let at the beginning of 2030? 1,484.", BERTHS, False),
        ("How many berths were let at the end of 2030? 1,412.", BERTHS, False),
    ],
)  # fmt: skip
def test_claims_of_parts_of_a_year(claim: str, source: str, right: bool) -> None:
    """Right claims pass, and the same with another part, another year or a part missing do not."""
    assert is_supported(claim, source) is right


def test_a_part_of_a_year_is_read_with_its_year() -> None:
    """In titles and in words, by letters and in full."""
    assert period_in("Q3 2031") == period_in("Third quarter 2031")
    assert period_in("2H31").month == ""
    assert times_in("the fourth-quarter 2031 and H1 of 2030").dates == (("q4", 2031), ("h1", 2030))
    assert set(times_in("from Q1 to Q3 2031").months) == {"q1", "q2", "q3"}
    assert times_in("at June 30, 2031 and 30 June 2030").dates == (("jun", 2031), ("jun", 2030))
