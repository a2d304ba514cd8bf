"""Offers lie side by side year by year: parts apart, currencies apart, every worked-out figure with its formula."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.counter.compare import Comparison, compare_offers, names_of, rates_of
from assistant.counter.compared import Compared
from assistant.counter.offer import Equity, Money, Offer, Percent


def money(value: int | str, currency: str | None = "USD", mark: str = "") -> Money:
    return Money(Decimal(value), currency, str(value), mark)


def grant(value: int, years: int | str | None = 4, currency: str | None = "USD", **more: Any) -> Equity:
    return Equity(money(value, currency), None if years is None else Decimal(years), **more)


def percents(*values: int) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, values))


FULL = Offer(
    "Umbra",
    region="Lisbon",
    level="U3",
    currency="USD",
    base=money(210_000),
    equity=grant(300_000),
    vesting=percents(5, 15, 40, 40),
    bonus=Percent(Decimal(15), "15%"),
    sign_on=(money(40_000), money(10_000)),
)


def only(offer: Offer) -> Compared:
    return compare_offers([offer]).offers[0]


def row(side: Compared, name: str) -> list[Decimal | None]:
    return [getattr(year, name) for year in side.years]


def value_of(formula: str) -> Fraction:
    """A reader of formulas of its own: sums of products, from left to right."""
    total = Fraction(0)
    for term in formula.split(" + "):
        words = term.split()
        value = Fraction(words[0])
        for sign, number in zip(words[1::2], words[2::2], strict=True):
            value = value * Fraction(number) if sign == "*" else value / Fraction(number)
        total += value
    return total


def test_a_full_offer_year_by_year() -> None:
    """The person's percentages, the sign-on in its years, the bonus as a share of the base."""
    side = only(FULL)
    assert row(side, "base") == [210_000] * 4
    assert row(side, "sign_on") == [40_000, 10_000, 0, 0]
    assert row(side, "bonus") == [31_500] * 4
    assert row(side, "equity") == [15_000, 45_000, 120_000, 120_000]
    assert row(side, "guaranteed") == [250_000, 220_000, 210_000, 210_000]
    assert row(side, "total") == [296_500, 296_500, 361_500, 361_500]
    assert [side.together.equity, side.together.total] == [300_000, 1_316_000]
    assert (side.currency, side.no_total) == ("USD", "")


def test_it_is_the_object_of_the_contract() -> None:
    """The names of the contract, whole numbers as whole numbers, and JSON that can be written."""
    told = compare_offers([FULL, Offer("Acme")]).as_dict()
    assert set(told) == {"offers", "not_comparable", "flags"}
    first = told["offers"][0]
    assert {"name", "currency", "years", "questions"} <= set(first)
    year = {key: first["years"][0][key] for key in ("year", "base", "bonus", "equity", "sign_on", "total")}
    assert json.dumps(year) == (
        '{"year": 1, "base": 210000, "bonus": 31500, "equity": 15000, "sign_on": 40000, "total": 296500}'
    )
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_formulas_are_of_the_persons_figures() -> None:
    """A total names its parts, and each worked-out figure is there once."""
    side = only(FULL)
    formulas = {one.figure: one.derivation.formula for one in side.worked}
    assert formulas["years[0].equity"] == "300000 * 5 / 100"
    assert formulas["years[0].total"] == "210000 + 40000 + 210000 * 15 / 100 + 300000 * 5 / 100"
    assert formulas["together.base"] == "210000 * 4"
    assert "years[0].base" not in formulas, "what was entered is not worked out"
    assert len(formulas) == len(side.worked)


def test_even_vesting_is_an_assumption_that_is_said() -> None:
    """Without a schedule the grant is split evenly, and that is said, flagged and asked."""
    result = compare_offers([Offer("Acme", currency="USD", base=money(100_000), equity=grant(400_000))])
    side = result.offers[0]
    assert row(side, "equity") == [100_000] * 4
    assert "The equity vests evenly over 4 years; no schedule was entered." in side.assumptions
    assert "even_vesting" in {flag.code for flag in result.flags}
    assert any("vesting schedule" in question for question in side.questions)
    assert not any("evenly" in said for said in only(FULL).assumptions)


@pytest.mark.parametrize(
    ("equity", "vesting", "expected"),
    [
        (grant(300_000, 3), (), [100_000, 100_000, 100_000, 0]),
        (grant(100_000, 3), (), ["33333.33"] * 3 + [0]),
        (grant(500_000, 5), (), [100_000] * 5),
        (grant(250_000, "2.5"), (), [100_000, 100_000, 50_000, 0]),
        (grant(110_000, 1, per_year=True), (), [110_000] * 4),
        (grant(110_000, 1), (), [110_000, 0, 0, 0]),
        (grant(110_000, 1, per_year=True), percents(10, 20, 30, 40), [44_000, 88_000, 132_000, 176_000]),
        (grant(90_000, 3), percents(33, 33, 34), [29_700, 29_700, 30_600, 0]),
        (grant(100_000, 5), percents(20, 20, 20, 20, 20), [20_000] * 5),
        (grant(400_000, None), (), [100_000] * 4),
        (grant(400_000, 0), (), [None] * 4),
    ],
)
def test_equity_lies_in_its_own_years(
    equity: Equity, vesting: tuple[Decimal, ...], expected: list[Any]
) -> None:
    """N years are spread over N years; an amount for each year stays one."""
    side = only(Offer("Acme", base=money(100_000), equity=equity, vesting=vesting))
    assert row(side, "equity") == [None if e is None else Decimal(e) for e in expected]
    if None not in expected and "33333.33" not in expected:
        whole = equity.amount.value * (4 if equity.per_year else 1)
        assert side.together.equity == whole


def test_a_third_loses_no_cent_over_all_years() -> None:
    """Years are rounded for reading; the sum is one of exact parts."""
    side = only(Offer("Acme", base=money(100_000), equity=grant(100_000, 3)))
    assert [side.together.equity, side.together.total] == [100_000, 500_000]


def test_shares_that_do_not_add_up_are_told() -> None:
    """The person's percentages are used as they are, and the sum is flagged."""
    result = compare_offers([Offer("Acme", base=money(1_000), equity=grant(1_000), vesting=percents(25, 25))])
    assert row(result.offers[0], "equity") == [250, 250, 0, 0]
    codes = {flag.code: flag.message for flag in result.flags}
    assert codes["vesting_not_100"] == "Acme: the vesting percentages add up to 50, not to 100."
    assert "vesting_years" in codes


def test_what_was_not_entered_is_null_and_asked() -> None:
    """Nothing is filled in; without base or equity there is no total, and the offer says why."""
    result = compare_offers([Offer("Acme", equity=grant(400_000)), Offer()])
    first, second = result.offers
    assert row(first, "base") == row(first, "bonus") == row(first, "sign_on") == [None] * 4
    assert (row(first, "total"), row(first, "guaranteed")) == ([None] * 4, [None] * 4)
    assert first.no_total == "There is no total: base not entered."
    asked = " ".join(first.questions)
    for word in ("base", "sign-on", "bonus", "cliff", "price", "refreshers", "level"):
        assert word in asked, word
    assert (second.name, second.currency, second.together.total) == ("Offer 2", None, None)
    assert any("Acme" in sentence for sentence in result.not_comparable)


def test_a_total_without_bonus_or_sign_on_says_so() -> None:
    """An absent sign-on counts as nothing, and the total is said to be without it."""
    side = only(Offer("Acme", base=money(100_000), equity=grant(400_000)))
    assert row(side, "total") == [200_000] * 4
    assert "The total is without bonus and sign-on, which you did not enter." in side.assumptions


def test_a_bonus_without_its_base_is_not_worked_out() -> None:
    """A percentage of an unknown base is nothing that could be shown."""
    side = only(Offer("Acme", bonus=Percent(Decimal(20), "20%")))
    assert row(side, "bonus") == [None] * 4
    assert any("20%" in sentence for sentence in side.assumptions)


def test_currencies_of_one_offer_are_never_added() -> None:
    """An offer in two currencies has no total, but the cash that is of one currency has a sum."""
    offer = Offer("Acme", base=money(80_000, "GBP"), equity=grant(200_000), sign_on=(money(5_000, "GBP"),))
    result = compare_offers([offer])
    side = result.offers[0]
    assert (row(side, "total"), side.currency) == ([None] * 4, None)
    assert row(side, "guaranteed") == [85_000, 80_000, 80_000, 80_000]
    assert side.no_total == "There is no total: the parts are in GBP and USD, and are not added."
    assert "mixed_currency" in {flag.code for flag in result.flags}
    apart = Offer("Acme", base=money(80_000, "GBP"), sign_on=(money(5_000, "USD"),))
    assert row(only(apart), "guaranteed") == [None] * 4
    parts = Offer("Acme", base=money(80_000, "GBP"), sign_on=(money(5_000, "USD"), money(5_000, "GBP")))
    assert row(only(parts), "sign_on") == [None] * 4


def test_offers_in_two_currencies_are_not_set_against_each_other() -> None:
    """Without a rate there is no second view, and the rate that is needed is asked for."""
    result = compare_offers([FULL, Offer("Acme", base=money(900_000, "CNY"), equity=grant(1, 4, "CNY"))])
    assert all(side.converted is None for side in result.offers)
    assert result.not_comparable == (
        "Amounts in different currencies are not set against each other: Umbra (USD); Acme (CNY).",
    )
    needed = [flag.message for flag in result.flags if flag.code == "fx_needed"]
    assert needed == ["To see Acme in USD, enter an exchange rate (exchange_rates); none is assumed."]


@pytest.mark.parametrize(
    ("pair", "rate", "formula", "value"),
    [("USD/CNY", "7.5", "900000 / 7.5", 120_000), ("CNY/USD", "0.125", "900000 * 0.125", 112_500)],
)
def test_a_rate_of_the_persons_gives_a_second_view(pair: str, rate: str, formula: str, value: int) -> None:
    """Either way of writing the rate; the first view stays as it was."""
    acme = Offer("Acme", base=money(900_000, "CNY"), exchange_rates={pair: Decimal(rate)})
    result = compare_offers([FULL, acme])
    side = result.offers[1]
    assert side.years[0].base == 900_000
    assert side.converted
    assert side.converted.currency == "USD"
    assert side.converted.years[0].base == value
    assert side.converted.worked[0].derivation.formula == formula
    assert result.offers[0].converted is None, "what is in that currency needs no second view"


def test_two_rates_for_one_pair_are_not_chosen_between() -> None:
    """Neither is used, and the person is told."""
    one = Offer("Acme", base=money(900_000, "CNY"), exchange_rates={"USD/CNY": Decimal("7.1")})
    two = Offer("Umbra", base=money(1), exchange_rates={"usd/cny": Decimal("7.2"), "nonsense": Decimal(1)})
    assert rates_of([one, two]) == ({}, ["USD/CNY"])
    result = compare_offers([two, one])
    assert result.offers[1].converted is None
    assert "fx_conflict" in {flag.code for flag in result.flags}


@pytest.mark.parametrize(
    ("kind", "liquid"),
    [
        ("stock options", False), ("private RSUs", False), ("PPU", False), ("RSU (pre-IPO)", False),
        ("ISO", False), ("RSUs of a listed company", True), ("public RSU", True), ("RSU", None), (None, None),
        ("not liquid", False), ("double-trigger RSU", False), ("unlisted", False),
    ],
)  # fmt: skip
def test_equity_that_cannot_be_sold_is_marked(kind: str | None, liquid: bool | None) -> None:
    """It counts in no cash figure; a kind that does not tell is asked."""
    offer = Offer("Acme", base=money(100_000), equity=grant(400_000), equity_kind=kind)
    result = compare_offers([offer])
    side = result.offers[0]
    assert side.liquid is liquid
    assert ("equity_value_unknown" in {flag.code for flag in result.flags}) is (liquid is False)
    assert any("listed company" in question for question in side.questions) is (liquid is None)
    assert row(side, "guaranteed") == [100_000] * 4


def test_two_offers_of_one_company_are_told_apart() -> None:
    """By what differs, and by a number where nothing does."""
    assert names_of([Offer("Acme", region="Rome"), Offer("acme", region="Oslo")]) == (
        "Acme, Rome",
        "acme, Oslo",
    )
    assert names_of([Offer("Acme")] * 3) == ("Acme (1)", "Acme (2)", "Acme (3)")
    assert names_of([Offer("Acme"), Offer("Acme", level="L5"), Offer("Acme (1)")])[:2] == ("Acme", "Acme, L5")


def test_one_currency_is_written_one_way() -> None:
    """A part that was entered without a mark takes that of its neighbours."""
    pay = Offer("Acme", currency="GBP", base=money(90_000, "GBP", "£"), equity=grant(40_000, 4, "GBP"))
    side = only(pay)
    assert side.shown("equity", Decimal(40_000)) == side.shown("total", Decimal(40_000)) == "£40K"


def test_there_is_no_verdict() -> None:
    """No sentence ranks offers."""
    told = json.dumps(compare_offers([FULL, Offer("Acme", base=money(500_000))]).as_dict()).casefold()
    for word in ("better", "best", "winner", "rank", "recommend", "worse"):
        assert word not in told


# ---- what always holds

CODES = st.sampled_from([None, "USD", "CNY", "GBP", "JPY"])
VALUES = st.one_of(
    st.integers(0, 10**7).map(Decimal),
    st.decimals(0, 10**30, places=2, allow_nan=False, allow_infinity=False),
)
MONEY = st.builds(Money, VALUES, CODES, st.just("?"), st.sampled_from(["", "$", "S$"]))
PERCENTS = st.builds(Percent, st.decimals(0, 400, places=3), st.just("?%"))
EQUITY = st.builds(
    Equity, MONEY, st.none() | st.sampled_from([*map(Decimal, ("0", "0.5", "1", "3", "4", "5", "7.25", "99"))]),
    st.booleans(),
)  # fmt: skip
WORDS = st.none() | st.text(max_size=30)
OFFERS = st.builds(
    Offer,
    company=st.none() | st.sampled_from(["Acme", "acme", "Umbra"]) | st.text(max_size=60),
    region=WORDS,
    level=WORDS,
    currency=CODES,
    base=st.none() | MONEY,
    equity=st.none() | EQUITY,
    vesting=st.lists(st.decimals(0, 100, places=2), max_size=12).map(tuple),
    equity_kind=WORDS | st.sampled_from(["options", "public RSU"]),
    bonus=st.none() | PERCENTS | MONEY,
    sign_on=st.lists(MONEY, max_size=12).map(tuple),
    exchange_rates=st.dictionaries(
        st.sampled_from(["USD/CNY", "gbp/usd", "JPY / USD", "x", "", "USD/USD"]),
        st.decimals(-1, 200, places=4),
        max_size=3,
    ),
)


def checked(result: Comparison) -> None:
    for side in result.offers:
        groups = [(side.years, side.together, side.worked)]
        if side.converted:
            groups.append((side.converted.years, side.converted.together, side.converted.worked))
        for years, together, worked in groups:
            pays = {**{f"years[{n}]": year for n, year in enumerate(years)}, "together": together}
            assert len({one.figure for one in worked}) == len(worked)
            for one in worked:
                place, _, name = one.figure.partition(".")
                name = "guaranteed" if name == "guaranteed_cash" else name
                assert getattr(pays[place], name) == one.derivation.value
                gap = abs(value_of(one.derivation.formula) - Fraction(one.derivation.value))
                assert gap <= Fraction(1, 200), one
        assert 4 <= len(side.years) <= 10
        if len(set(side.currencies.values())) > 1:
            assert all(year.total is None for year in side.years)
            assert side.no_total


@settings(max_examples=150, deadline=None)
@given(st.lists(OFFERS, max_size=4))
def test_any_offers_can_be_laid_side_by_side(offers: list[Offer]) -> None:
    """No offer raises; every formula recomputes; names differ; what is in two currencies has no total."""
    result = compare_offers(offers)
    assert len(result.offers) == len(offers)
    names = [side.name.casefold() for side in result.offers]
    assert len(set(names)) == len(names)
    checked(result)
    json.dumps(result.as_dict(), allow_nan=False)
