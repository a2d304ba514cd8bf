"""Numbers in words: what they are worth, and what is left alone."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numerals import currency_behind, spelt_amounts_in

ONE = [
    ("two hundred ten thousand dollars", 210_000, "money", "USD"),
    ("one million three hundred forty thousand yuan", 1_340_000, "money", "CNY"),
    ("a million yuan", 1_000_000, "money", "CNY"),
    ("half a million", 500_000, "money", None),
    ("a quarter of a million euros", 250_000, "money", "EUR"),
    ("two and a half million", 2_500_000, "money", None),
    ("one point two five million pounds", 1_250_000, "money", "GBP"),
    ("eighty-five thousand Singapore dollars", 85_000, "money", "SGD"),
    ("ninety thousand Canadian dollars", 90_000, "money", "CAD"),
    ("twelve lakh rupees", 1_200_000, "money", "INR"),
    ("a hundred and eighty thousand", 180_000, "money", None),
    ("three hundred grand", 300_000, "money", None),
    ("fifteen percent", 15, "percent", None),
    ("thirty-five per cent", 35, "percent", None),
    ("八十万", 800_000, "money", None),
    ("百分之十五", 15, "percent", None),
]
RANGES = [
    ("forty to sixty thousand dollars", 40_000, 60_000),
    ("between two hundred and two hundred fifty thousand dollars", 200_000, 250_000),
    ("nine hundred thousand to one point one million", 900_000, 1_100_000),
    ("twenty to thirty percent", 20, 30),
    ("six figures", 100_000, 999_999),
]
LANGUAGE = [
    "two companies, four years",
    "the first of three offers",
    "hundreds of thousands of users",
    "someone",
    "",
]


@pytest.mark.parametrize(("text", "value", "unit", "currency"), ONE)
def test_a_number_in_words_is_one_amount(text: str, value: int, unit: str, currency: str | None) -> None:
    """A number in words has its exact value, its unit and its currency."""
    (amount,) = spelt_amounts_in(text)
    assert (amount.low, amount.high, amount.unit, amount.currency) == (value, value, unit, currency)


@pytest.mark.parametrize(("text", "low", "high"), RANGES)
def test_two_numbers_in_words_are_one_range(text: str, low: int, high: int) -> None:
    """The low end of a range takes the scale of the high end where it has none."""
    (amount,) = spelt_amounts_in(text)
    assert (amount.low, amount.high) == (low, high)


@pytest.mark.parametrize("text", LANGUAGE)
def test_plain_words_are_no_amounts(text: str) -> None:
    """Small counts and vague crowds are language."""
    assert spelt_amounts_in(text) == []


def test_a_number_that_falls_is_no_range() -> None:
    """Two amounts of which the second is smaller stay two."""
    assert [a.low for a in spelt_amounts_in("sixty thousand to forty thousand")] == [60_000, 40_000]


def test_a_currency_is_read_behind_an_amount() -> None:
    """The words behind an amount name its currency; "dollar signs" of nowhere do not."""
    assert currency_behind("145K Singapore dollars", 4) == ("SGD", "SGD", 22)
    assert currency_behind("145K Singapore", 4) is None


UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def in_words(n: int) -> str:
    """A number below a billion in English."""
    units, tens = UNITS.split(), TENS.split()
    if n < 20:
        return units[n]
    if n < 100:
        return tens[n // 10 - 2] + (f"-{units[n % 10]}" if n % 10 else "")
    for size, name in ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        if n >= size:
            return f"{in_words(n // size)} {name}" + (f" {in_words(n % size)}" if n % size else "")
    raise AssertionError(n)


@given(st.integers(1_000, 999_999_999))
def test_what_is_written_in_words_is_read_back(n: int) -> None:
    """Every whole number written in English is read as itself."""
    (amount,) = spelt_amounts_in(f"It is {in_words(n)} dollars.")
    assert (amount.low, amount.high) == (Decimal(n), Decimal(n))


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    """Places lie inside the text, in order, and do not overlap."""
    amounts = spelt_amounts_in(text)
    assert all(text[a.start : a.end] == a.text for a in amounts)
    assert all(a.end <= b.start for a, b in pairwise(amounts))
