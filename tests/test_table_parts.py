"""Tables that start anew in their middle: a second row of titles takes the place of the first, as far as it says."""

from __future__ import annotations

import pytest
from test_any_tables import figures, is_supported

LEVELS = """\
| 31 December 2034 | Level 1 | Level 2 | Total |
|---|---|---|---|
| | £m | £m | £m |
| Barges | 41 | 12 | 53 |
| Buoys | 13 | 14 | 27 |
| 31 December 2033 | Level 1 | Level 2 | Total |
| | £m | £m | £m |
| Barges | 31 | 32 | 63 |
| Buoys | 33 | 35 | 68 |
"""
QUARTERS = """\
| | Q1 2034 | Q2 2034 | Q3 2034 |
|---|---|---|---|
| Tolls | 411 | 412 | 523 |
| | Q1 2033 | Q2 2033 | Q3 2033 |
| Tolls | 331 | 332 | 363 |
"""
SPANS = """\
| | Three months ended June 30, | |
|---|---|---|
| | 2034 | 2033 |
| Tolls | 411 | 412 |
| | Six months ended June 30, | |
| | 2034 | 2033 |
| Tolls | 831 | 832 |
"""
COUNTS = """\
| | 2034 | 2033 |
|---|---|---|
| Tolls | 411 | 412 |
| | Number | Price |
| Granted in 2034 | 631 | 32 |
| Exercised in 2033 | 733 | 34 |
"""
UNITS = """\
| (in millions) | 2034 | 2033 |
|---|---|---|
| Tolls | 411 | 412 |
| (in thousands) | 2034 | 2033 |
| Pilotage | 631 | 732 |
"""
SIDES = """\
| Assets | 2034 | 2033 |
|---|---|---|
| | $ | $ |
| Leases | 411 | 412 |
| Liabilities | 2034 | 2033 |
| Leases | 631 | 732 |
"""
YEARS_AHEAD = """\
| | Year ended December 31, | |
|---|---|---|
| | 2034 | 2033 |
| | (unaudited) | (restated) |
| Tolls | 411 | 412 |
| | 2032 | 2031 |
| Tolls | 631 | 732 |
"""


@pytest.mark.parametrize(
    ("table", "question", "right", "wrong"),
    [
        (LEVELS, "What were the Level 1 barges in 2033?", "£31 million", "£41 million"),
        (LEVELS, "What were total buoys as of December 31, 2034?", "£27 million", "£68 million"),
        (QUARTERS, "What were the tolls in Q2 2033?", "332", "412"),
        (QUARTERS, "What were tolls in the first quarter of 2034?", "411", "331"),
        (SPANS, "What were the tolls for the six months ended June 30, 2034?", "831", "411"),
        (SPANS, "What were the tolls for the three months ended June 30, 2033?", "412", "832"),
        (COUNTS, "What was the price of those exercised in 2033?", "34", "32"),
        (COUNTS, "What were the tolls in 2033?", "412", "733"),
        (UNITS, "What was the pilotage in 2033?", "732 thousand", "732 million"),
        (UNITS, "What were the tolls in 2033?", "412 million", "412 thousand"),
        (SIDES, "What were the leases under liabilities in 2033?", "732", "412"),
        (YEARS_AHEAD, "What were the tolls in 2031?", "732", "412"),
        (YEARS_AHEAD, "What were the tolls in 2034?", "411", "631"),
    ],
)
def test_a_second_row_of_titles_holds_for_what_stands_below_it(
    table: str, question: str, right: str, wrong: str
) -> None:
    """Times, names and units of the table's first part are not those of its second."""
    assert is_supported(f"{question} {right}.", table)
    assert not is_supported(f"{question} {wrong}.", table)


def test_a_unit_and_a_title_over_titles_still_hold() -> None:
    """Only what is said anew is replaced."""
    found = [one for one in figures(SPANS) if one.text == "832"]
    assert found[0].column == "Six months ended"
    assert found[0].period.years == (2033,)
    assert found[0].period.month == "jun"
    assert {one.scale for one in figures(LEVELS)} == {1_000_000}
