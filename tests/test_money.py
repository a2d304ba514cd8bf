"""Reading and writing amounts: every printed shape to its exact value, and refusal of what is ambiguous."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.money import Amount, amounts_in, format_amount, read_amount
from corpus.problem import Problem

K, M = 1000, 10**6

# text, low, high, currency, mark
READ: list[tuple[str, int, int | None, str | None, str]] = [
    ("$110K–$190K", 110 * K, 190 * K, "USD", "$"),
    ("$110K-$190K", 110 * K, 190 * K, "USD", "$"),
    ("$110K - $190K", 110 * K, 190 * K, "USD", "$"),
    ("$110K to $190K", 110 * K, 190 * K, "USD", "$"),
    ("$110K--$190K", 110 * K, 190 * K, "USD", "$"),
    ("$110K -$190K", 110 * K, 190 * K, "USD", "$"),
    ("$110,000–$190,000", 110 * K, 190 * K, "USD", "$"),
    ("UYU 1,100,000 - 2,900,000", 1_100_000, 2_900_000, "UYU", "UYU"),
    ("CNY 440K–CNY 1.15M", 440 * K, 1_150_000, "CNY", "CNY"),
    ("CNY 440K–1.15M", 440 * K, 1_150_000, "CNY", "CNY"),
    ("$440–500K", 440 * K, 500 * K, "USD", "$"),
    ("$440K–500K", 440 * K, 500 * K, "USD", "$"),
    ("25-35K", 25 * K, 35 * K, None, ""),
    ("$500–$2K", 500, 2 * K, "USD", "$"),
    ("170K–250K USD", 170 * K, 250 * K, "USD", "USD"),
    ("$2M+", 2 * M, None, "USD", "$"),
    ("$300K–$1.015M+", 300 * K, None, "USD", "$"),
    ("$7T+", 7 * 10**12, None, "USD", "$"),
    ("$330B+", 330 * 10**9, None, "USD", "$"),
    ("$20-50 billion", 20 * 10**9, 50 * 10**9, "USD", "$"),
    ("$1.3 million", 1_300_000, 1_300_000, "USD", "$"),
    ("70w", 700 * K, 700 * K, None, ""),
    ("70万", 700 * K, 700 * K, None, ""),
    ("70 万", 700 * K, 700 * K, None, ""),
    ("¥70w", 700 * K, 700 * K, "CNY", "¥"),
    ("70万元", 700 * K, 700 * K, "CNY", "元"),
    ("人民币70万", 700 * K, 700 * K, "CNY", "人民币"),
    ("RMB 70w", 700 * K, 700 * K, "CNY", "RMB"),
    ("14 lakh", 1_400_000, 1_400_000, None, ""),
    ("1.4 crore", 14 * M, 14 * M, None, ""),
    ("INR 14L", 1_400_000, 1_400_000, "INR", "INR"),
    ("INR 14L–INR 31L", 1_400_000, 3_100_000, "INR", "INR"),
    ("₹14,50,000", 1_450_000, 1_450_000, "INR", "₹"),
    ("₹1,45,000 – ₹9,00,000", 145 * K, 900 * K, "INR", "₹"),
    ("S$135K", 135 * K, 135 * K, "SGD", "S$"),
    ("SGD 135K–SGD 205K", 135 * K, 205 * K, "SGD", "SGD"),
    ("sgd 135k", 135 * K, 135 * K, "SGD", "sgd"),
    ("HK$60K", 60 * K, 60 * K, "HKD", "HK$"),
    ("C$118,000", 118 * K, 118 * K, "CAD", "C$"),
    ("A$212,000", 212 * K, 212 * K, "AUD", "A$"),
    ("R$290,000", 290 * K, 290 * K, "BRL", "R$"),
    ("NT$2.1M", 2_100_000, 2_100_000, "TWD", "NT$"),
    ("US$160K", 160 * K, 160 * K, "USD", "US$"),
    ("£85K", 85 * K, 85 * K, "GBP", "£"),
    ("GBP 72K", 72 * K, 72 * K, "GBP", "GBP"),
    ("€45,000–€75,000", 45 * K, 75 * K, "EUR", "€"),
    ("€ 145 000", 145 * K, 145 * K, "EUR", "€"),
    ("145 000 €", 145 * K, 145 * K, "EUR", "€"),
    ("€1.145.000", 1_145 * K, 1_145 * K, "EUR", "€"),
    ("₪380,000", 380 * K, 380 * K, "ILS", "₪"),
    ("CHF 145'000", 145 * K, 145 * K, "CHF", "CHF"),
    ("145k", 145 * K, 145 * K, None, ""),
    ("145 k", 145 * K, 145 * K, None, ""),
    ("230k USD", 230 * K, 230 * K, "USD", "USD"),
    ("$１４５Ｋ", 145 * K, 145 * K, "USD", "$"),  # full-width digits and letter
    ("-$15K", -15 * K, -15 * K, "USD", "$"),
]

PERCENT: list[tuple[str, str, str | None]] = [
    ("14–19%", "14", "19"),
    ("14-19%", "14", "19"),
    ("14% to 19%", "14", "19"),
    ("14%-19", "14", "19"),
    ("14%", "14", "14"),
    ("14 %", "14", "14"),
    ("14％", "14", "14"),
    ("14 percent", "14", "14"),
    ("0.1%", "0.1", "0.1"),
    ("35%+", "35", None),
    ("90-240%+", "90", None),
    ("−15%", "-15", "-15"),
]


@pytest.mark.parametrize(("text", "low", "high", "currency", "mark"), READ, ids=[row[0] for row in READ])
def test_an_amount_is_read_whole_and_exactly(
    text: str, low: int, high: int | None, currency: str | None, mark: str
) -> None:
    """A printed amount is one amount, with its value, its currency and the mark as printed."""
    amount = read_amount(text)
    assert (amount.low, amount.high) == (low, high)
    assert (amount.unit, amount.currency, amount.mark) == ("money", currency, mark)
    assert [found.text for found in amounts_in(f"They said {text} at first.")] == [text]


@pytest.mark.parametrize(("text", "low", "high"), PERCENT, ids=[row[0] for row in PERCENT])
def test_a_percentage_is_read_whole(text: str, low: str, high: str | None) -> None:
    """A percentage keeps both ends, and has no currency."""
    amount = read_amount(text)
    assert amount.low == Decimal(low)
    assert amount.high == (Decimal(high) if high else None)
    assert (amount.unit, amount.currency, amount.mark) == ("percent", None, "")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("$60K-$95K/year", "year"),
        ("$60K/yr", "year"),
        ("$60K / year", "year"),
        ("$60K a year", "year"),
        ("$60K per year", "year"),
        ("£60K annually", "year"),
        ("32 LPA", "year"),
        ("$60K/4yr", "4 years"),
        ("$60K over four years", "4 years"),
        ("$60K over 4 years", "4 years"),
        ("¥60K/month", "month"),
        ("$60K", None),
    ],
)
def test_a_period_is_read_where_it_is_said(text: str, period: str | None) -> None:
    """The period stands in the text or is not there."""
    assert amounts_in(text)[0].period == period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("$60K in ACME RSUs over four years", "4 years"),
        ("$60K equity over 4 years", "4 years"),
        ("$60K RSU (4-year)", "4 years"),
        ("$60K RSU/yr", "year"),
        ("$60K sign-on and RSUs over 4 years", None),
        ("$60K / annual review", None),
    ],
)
def test_the_period_of_equity_may_stand_behind_its_name(text: str, period: str | None) -> None:
    """ "RSUs over four years" dates the amount before it, but not another amount's neighbour."""
    assert amounts_in(text)[0].period == period


@pytest.mark.parametrize(
    "text",
    ["401k", "my 401(k)", "E5", "L4-L6", "IC3/IC4", "P6–P8", "ICT4", "12L", "2w", "2-1 to 3-1", "2-1", "3D",
     "a16z", "GPT-4", "$[X]K", "[Z]% bonus", "$[Y+110K]", "$[X+20-30]K", "as shown [1]", "[2, 3]", "E[5/6]",
     "2026-06-18", "https://example.org/a/120000", "1. first\n2. second"],
)  # fmt: skip
def test_what_is_no_amount_gives_nothing(text: str) -> None:
    """Identifiers, placeholders, citation marks, dates and list numerals are not amounts."""
    assert amounts_in(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("230", 230, 230),
        ("24-48h", 24, 48),
        ("2024-2025", 2024, 2025),
        ("Q4 2024", 2024, 2024),
        ("63-64", 63, 64),
    ],
)
def test_a_bare_number_is_a_count(text: str, low: int, high: int) -> None:
    """A number with neither mark nor scale is no money."""
    (amount,) = amounts_in(text)
    assert (amount.unit, amount.currency, amount.scaled) == ("count", None, False)
    assert (amount.low, amount.high) == (low, high)


@pytest.mark.parametrize(
    "text", ["12,000 – 30,000 options", "1.5B+ users", "20M+ monthly active users", "40 billion"]
)
def test_a_number_of_things_is_no_money(text: str) -> None:
    """However large, a number of options or users has no currency and is a count."""
    (amount,) = amounts_in(text)
    assert (amount.unit, amount.scaled) == ("count", True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("$12B — 2021", ["$12B", "2021"]),
        ("$200K–$150K", ["$200K", "$150K"]),
        ("$200K–£250K", ["$200K", "£250K"]),
        ("Lever 5 - $10K", ["5", "$10K"]),
        ("$200K and 15%", ["$200K", "15%"]),
        ("$200K+$30K", ["$200K", "$30K"]),
        ("base -$15K, bonus −5%", ["-$15K", "−5%"]),
        ("between $150K and $180K", ["$150K and $180K"]),
        ("CNY 440K CNY 1.15M", ["CNY 440K", "CNY 1.15M"]),
        ("L6/520K", ["520K"]),
        ("+15-25%", ["15-25%"]),
        ("about $550K.", ["$550K"]),
        ("$550Kish", ["$550K"]),
        ("$30/user/month", ["$30"]),
    ],
)
def test_amounts_in_a_sentence_are_parted_and_joined_rightly(text: str, found: list[str]) -> None:
    """Only two ends of one range are one amount."""
    assert [amount.text for amount in amounts_in(text)] == found


def test_an_open_range_keeps_where_it_opens() -> None:
    """`$300K–$1.015M+` has no high end, and still tells that 1.015M was printed."""
    assert read_amount("$300K–$1.015M+").open_from == Decimal(1_015_000)


def test_a_bare_dollar_takes_the_given_country() -> None:
    """Under a header that says CAD, `$90K` is Canadian; `S$` never changes."""
    assert [a.currency for a in amounts_in("$90K, S$90K, US$90K", bare_dollar="CAD")] == ["CAD", "SGD", "USD"]


def test_a_dollar_of_an_unknown_country_is_not_american() -> None:
    """An unknown mark keeps its letters and has no currency."""
    assert [(a.mark, a.currency) for a in amounts_in("XX$90K")] == [("XX$", None)]


@pytest.mark.parametrize(
    ("text", "currency", "message"),
    [
        ("1.050", "EUR", "'1.050' could be 1,050 or 1.05"),
        ("€185.000", None, "'€185.000' could be 185,000 or 185"),
        ("1.050K", None, "'1.050K' could be 1,050,000 or 1,050"),
        ("1,5", "USD", "'1,5' could be 1.5 or 15"),
        ("12,34", "USD", "'12,34' could be 12.34 or 1,234"),
        ("¥800", None, "'¥800' could be 800 CNY or 800 JPY"),
        ("$145K", "SGD", "'$145K' could be 145,000 USD or 145,000 SGD"),
        ("$660-1M", None, "'$660-1M' could begin at 660 or at 660 times the unit of 1M"),
        ("12L", None, "'12L' could be 12 lakh rupees or a name such as a level"),
        ("$200K–$150K", None, "'$200K–$150K' is no range: $200K is above $150K"),
        ("a lot", None, "'a lot' is no amount"),
        ("$90K base", None, "'$90K base' is not one amount"),
    ],
)
def test_what_could_mean_two_things_is_refused(text: str, currency: str | None, message: str) -> None:
    """The sentence gives both readings, and never a guess."""
    with pytest.raises(Problem) as caught:
        read_amount(text, currency)
    assert caught.value.message == message
    assert caught.value.remedy


def test_the_given_currency_is_used_only_where_no_mark_stands() -> None:
    """`80w` in an offer in CNY is CNY; `€80K` in the same offer is not."""
    assert read_amount("80w", "CNY").currency == "CNY"
    assert read_amount("12L", "INR").low == 1_200_000
    assert read_amount("¥800", "JPY").currency == "JPY"
    assert read_amount("€80K", "CNY").currency == "EUR"
    assert (read_amount("185000", "USD").unit, read_amount("185000").unit) == ("money", "count")


@pytest.mark.parametrize(
    ("value", "currency", "mark", "text"),
    [
        ("170000", "USD", "$", "$170K"),
        ("1050000", "CNY", "", "CNY 1.05M"),
        ("387500", "USD", "$", "$387,500"),
        ("1015000", "USD", "$", "$1,015,000"),
        ("225000000000", "USD", "$", "$225B"),
        ("999", "GBP", "£", "£999"),
        ("79500.5", "USD", "$", "$79,500.50"),
        ("-15000", "SGD", "S$", "-S$15K"),
        ("0", "USD", "$", "$0"),
        ("185000", None, "", "185K"),
    ],
)
def test_an_amount_is_written_as_guides_print_it(
    value: str, currency: str | None, mark: str, text: str
) -> None:
    """K for whole thousands, M for two decimals, else every digit."""
    assert format_amount(Decimal(value), currency, mark) == text


MARKS = st.sampled_from(
    [
        ("USD", "$"),
        ("SGD", "S$"),
        ("CNY", "CNY"),
        ("CNY", ""),
        ("GBP", "£"),
        ("INR", "₹"),
        ("CHF", ""),
        ("BRL", "R$"),
    ]
)
MONEY = st.decimals(min_value=0, max_value=10**13, places=2) | st.integers(0, 10**7).map(
    lambda n: Decimal(n * 500)
)


@given(MONEY, MARKS)
def test_what_is_written_is_read_back(value: Decimal, money: tuple[str, str]) -> None:
    """Formatting then reading gives the same value, mark and currency."""
    currency, mark = money
    amount = read_amount(format_amount(value, currency, mark))
    assert (amount.low, amount.high, amount.currency) == (value, value, currency)
    assert amount.mark == (mark or currency)


# From 1,000 on, an end that is written without K has its separators, so that it cannot take the other's K.
PAY = st.integers(2, 10**7).map(lambda n: Decimal(n * 500))


@given(PAY, PAY, MARKS, st.sampled_from(["–", "-", " - ", " to ", "--", "~"]))
def test_ranges_keep_their_order(first: Decimal, second: Decimal, money: tuple[str, str], dash: str) -> None:
    """Two ends of a range are read as one amount, low end first."""
    low, high = sorted((first, second))
    amount = read_amount(f"{format_amount(low, *money)}{dash}{format_amount(high, *money)}")
    assert (amount.low, amount.high, amount.currency) == (low, high, money[0])


@given(
    st.lists(st.tuples(MONEY, MARKS), min_size=1, max_size=5), st.sampled_from([", ", " and ", "; ", " vs "])
)
def test_every_digit_of_printed_amounts_is_read(
    values: list[tuple[Decimal, tuple[str, str]]], between: str
) -> None:
    """No digit stands outside an amount, and each amount comes back at its place, in order."""
    text = between.join(format_amount(value, *money) for value, money in values)
    found = amounts_in(text)
    assert [amount.low for amount in found] == [value for value, _ in values]
    assert all(text[amount.start : amount.end] == amount.text for amount in found)
    covered = {place for amount in found for place in range(amount.start, amount.end)}
    assert all(place in covered for place, letter in enumerate(text) if letter.isdigit())


@given(st.text(alphabet="0123456789$€¥,.%+-–KMw万L []/aE", max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Any text gives amounts in order, apart from each other, with low ≤ high."""
    found: list[Amount] = amounts_in(text)
    for amount in found:
        assert amount.text == text[amount.start : amount.end]
        assert amount.high is None or amount.low <= amount.high
    assert all(a.end <= b.start for a, b in pairwise(found))
