"""Which amounts are asked for: the contract's six rules, each by hand, to the unit.

The packaged guides give the rows and scripts of three companies; guides with scripts of other shapes
(percentages, yearly equity, a row for each level) are written into a folder, with invented figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import TinyEncoder

from assistant.counter.placing import place_offer
from assistant.counter.plan import plan_asks
from assistant.counter.priorities import parts_of_priority
from assistant.counter.reading import offer_from
from assistant.counter.result import Ask, Check, Plan
from assistant.settings import packaged_guides
from evals.judge import computed
from index.build import build
from index.library import Library, open_library
from index.resolve import Lexicon, lexicon_of

ACME = """---
company: Acme
role: Data Engineer
as_of: "2031"
---

# Acme: what a Data Engineer is paid

| Region | Base Salary | Stock (RSU/4yr) | Bonus | Total Comp |
|---|---|---|---|---|
| Oslo (Norway) | $100K–$140K | $200K–$320K | 10–14% | $170K–$260K |
| Lima | CNY 400K–CNY 1.1M | CNY 200K–CNY 600K | 15% | CNY 600K–CNY 1.7M |

Recruiters cannot go above the band, whatever is said.

> "Thank you for $[X]K base, $[Y]K RSUs and a [Z]% bonus. I would like a base of $[X+10%],
> RSUs at $[Y+25%], a bonus of [Z+3]% and a $25-35K sign-on."
"""
BOLT = """---
company: Bolt
role: Data Engineer
---

# Bolt: what a Data Engineer is paid

Exceptions above the band are possible when a competing offer is shown.

| Region | Base Salary | Equity (annual) | Bonus |
|---|---|---|---|
| Oslo | $100K–$140K | $50K–$80K | $10K–$20K |

> "Thank you for $[X]K base and $[Y]K RSUs. I would like RSUs of $[Y+10-20]K."
"""
CORD = """---
company: Cord
role: Data Engineer
---

# Cord: what a Data Engineer is paid

| Level | Base Salary | Stock (RSU/4yr) | Bonus |
|---|---|---|---|
| D4 | $100K–$140K | $200K–$320K | 10% |
| D5 | $150K–$190K | $330K–$500K | 15%+ |

> "Thanks for SGD [X]K base and SGD [Y]K RSUs. I propose a base of SGD [X+6]K."
"""
GENERAL = "# Offers in general\n\nThank the recruiter, and ask for the offer in writing.\n"

Range = tuple[int, int]
WRITTEN = {"company": "Delta Works", "tc": 900_000, "status": "written"}


@dataclass(frozen=True)
class Desk:
    """Guides that are open, and what the program plans with them."""

    library: Library
    lexicon: Lexicon

    def planned(self, values: Mapping[str, Any]) -> tuple[Check, Plan]:
        offer = offer_from(values, lambda key: key)
        check = place_offer(offer, self.library, self.lexicon)
        return check, plan_asks(offer, check, self.library)


Planner = Callable[..., Plan]


def opened(guides: Path, index: Path) -> Iterator[Desk]:
    build(guides, index, encoder=TinyEncoder(), chroma=False)
    with open_library(index) as library:
        yield Desk(library, lexicon_of(library))


@pytest.fixture(scope="module")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The guides that come with the program."""
    yield from opened(packaged_guides(), tmp_path_factory.mktemp("packaged"))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Guides of other shapes."""
    folder = tmp_path_factory.mktemp("guides")
    for name, text in (("acme", ACME), ("bolt", BOLT), ("cord", CORD), ("general", GENERAL)):
        (folder / f"{name}.md").write_text(text, "utf-8")
    yield from opened(folder, tmp_path_factory.mktemp("index"))


META = {
    "company": "Meta", "role": "ML engineer", "region": "Menlo Park", "level": "E5", "currency": "USD",
    "base": 230_000, "equity_total": 400_000, "equity_years": 4, "bonus_percent": 15,
}  # fmt: skip
BYTEDANCE = {**META, "company": "ByteDance", "region": "New York City", "level": "2-2", "base": 200_000,
             "equity_total": 150_000, "bonus_percent": 17}  # fmt: skip
ALIBABA = {**META, "company": "Alibaba", "region": "Seattle", "level": "P7", "base": 180_000,
           "equity_total": 120_000}  # fmt: skip
BEIJING = {**BYTEDANCE, "region": "Beijing", "currency": "CNY", "base": 700_000, "equity_total": 400_000,
           "bonus_percent": 30}  # fmt: skip
ZURICH = {**META, "region": "Zurich", "currency": "CHF", "base": 190_000, "equity_total": 300_000}
OSLO = {**META, "company": "Acme", "role": "Data Engineer", "region": "Oslo", "base": 110_000,
        "equity_total": 210_000, "bonus_percent": 9}  # fmt: skip
BOLT_OSLO = {**OSLO, "company": "Bolt", "equity_total": 240_000}
CORD_D4 = {**OSLO, "company": "Cord", "region": None, "level": "D4", "currency": "SGD", "base": 120_000,
           "bonus_percent": 10}  # fmt: skip


def entered(offer: Mapping[str, Any], **changes: Any) -> dict[str, Any]:
    """An offer with some fields changed; None takes one away."""
    return {key: value for key, value in {**offer, **changes}.items() if value is not None}


def amounts(plan: Plan) -> dict[str, Range | None]:
    """What is asked for each component, in order: [low, high], or None for no amount."""
    return {ask.component: ends(ask) for ask in plan.asks}


def ends(ask: Ask) -> Range | None:
    if ask.low is None or ask.high is None:
        return None
    assert (ask.low % 1, ask.high % 1) == (0, 0), f"{ask.component} is not in whole units: {ask.low}"
    return int(ask.low), int(ask.high)


def of(plan: Plan, component: str) -> Ask:
    return next(ask for ask in plan.asks if ask.component == component)


def codes(plan: Plan) -> set[str]:
    return {flag.code for flag in plan.flags}


# ---- rule 1: current plus the guide's increment, or the amount that it asks for outright


AT_META = {"equity": (520_000, 580_000), "base": (250_000, 260_000)}


@pytest.mark.parametrize(
    ("offer", "asked"),
    [
        # Meta adds 20–30K, 120–180K and 40–60K; what is not there counts as nothing for the sign-on.
        (META, {**AT_META, "sign_on": (40_000, 60_000)}),
        ({**META, "sign_on": 25_000}, {**AT_META, "sign_on": (65_000, 85_000)}),
        ({**META, "sign_on": [30_000, 20_000]}, {**AT_META, "sign_on": (90_000, 110_000)}),
        # ByteDance adds 110K to the RSUs and asks for a sign-on of 75K outright; Alibaba 80K and 60K.
        (BYTEDANCE, {"equity": (260_000, 260_000), "sign_on": (75_000, 75_000)}),
        ({**BYTEDANCE, "sign_on": 20_000}, {"equity": (260_000, 260_000), "sign_on": (75_000, 75_000)}),
        ({**BYTEDANCE, "sign_on": 74_999}, {"equity": (260_000, 260_000), "sign_on": (75_000, 75_000)}),
        ({**BYTEDANCE, "sign_on": 75_000}, {"equity": (260_000, 260_000)}),
        ({**BYTEDANCE, "sign_on": [45_000, 40_000]}, {"equity": (260_000, 260_000)}),
        (ALIBABA, {"equity": (200_000, 200_000), "sign_on": (60_000, 60_000)}),
        ({**ALIBABA, "sign_on": 60_001}, {"equity": (200_000, 200_000)}),
    ],
)  # fmt: skip
def test_the_guides_increments_are_added_or_asked_outright(
    packaged: Desk, offer: Mapping[str, Any], asked: Mapping[str, Range]
) -> None:
    """An added amount goes on top of what is there; an absolute one is asked as it is, unless met."""
    assert amounts(packaged.planned(offer)[1]) == asked


@pytest.mark.parametrize(
    ("equity", "current", "asked"),
    [
        ({"equity_per_year": 100_000}, 400_000, (520_000, 580_000)),
        ({"equity_total": 300_000, "equity_years": 3}, 400_000, (520_000, 580_000)),
        ({"equity_total": 450_000, "equity_years": 5}, 360_000, (480_000, 540_000)),
        ({"equity_total": 200_000, "equity_years": 2}, 400_000, (520_000, 580_000)),
        # 333,333.33… is put at the unit once, and everything else follows from that.
        ({"equity_total": 250_000, "equity_years": 3}, 333_333, (453_333, 513_333)),
    ],
)
def test_equity_is_put_at_four_years_first(
    packaged: Desk, equity: Mapping[str, Any], current: int, asked: Range
) -> None:
    """A grant per year, or over three or five years, is the guide's four years before anything is added."""
    offer = entered({**META, "equity_total": None, "equity_years": None}, **equity)
    ask = of(packaged.planned(offer)[1], "equity")
    assert (ask.current, ends(ask)) == (current, asked)


@pytest.mark.parametrize(
    ("missing", "asked"),
    [
        (("base",), {"equity", "sign_on"}),
        (("equity_total", "equity_years"), {"sign_on", "base"}),
        (("bonus_percent",), {"equity", "sign_on", "base"}),
    ],
)
def test_nothing_is_added_to_what_was_not_entered(
    packaged: Desk, missing: tuple[str, ...], asked: set[str]
) -> None:
    """A missing base or grant has no ask: only an absent sign-on counts as nothing."""
    offer = entered(META, **dict.fromkeys(missing))
    assert set(amounts(packaged.planned(offer)[1])) == asked


@pytest.mark.parametrize(
    ("base", "far"), [("19.5M", True), ("21k", True), ("320k", False), ("150k", False), ("1.3M", True)]
)
def test_an_amount_very_far_from_its_row_may_be_a_slip(packaged: Desk, base: str, far: bool) -> None:
    check, _ = packaged.planned(entered(META, base=base))
    assert ("far_from_row" in {flag.code for flag in check.flags}) is far


@pytest.mark.parametrize(("equity", "asked"), [("700k", False), ("1.2M", False), ("500k", True)])
def test_a_grant_of_open_years_that_is_past_the_top_either_way_is_not_asked_for(
    packaged: Desk, equity: str, asked: bool
) -> None:
    """A whole grant or one year's part: a letter that asks for "the upper part of the range" would ask for less."""
    _, plan = packaged.planned(entered(META, equity_total=equity, equity_years=None))
    assert ("equity" in amounts(plan)) is asked


def test_percentages_are_added_to_the_amount_and_points_to_a_percentage(written: Desk) -> None:
    """Ten per cent on a base, 25 per cent on a grant, three points on a bonus, a sign-on of 25–35K."""
    assert amounts(written.planned(OSLO)[1]) == {
        "equity": (262_500, 262_500),
        "sign_on": (25_000, 35_000),
        "base": (121_000, 121_000),
        "bonus": (12, 12),
    }


def test_a_percentage_of_an_amount_is_rounded_to_the_unit(written: Desk) -> None:
    """110,001 and ten per cent is 121,001.10: an offer has whole units."""
    assert amounts(written.planned({**OSLO, "base": 110_001})[1])["base"] == (121_001, 121_001)


def test_a_yearly_increment_counts_four_times(written: Desk) -> None:
    """Where the guide's equity is for each year, so is what its script adds."""
    plan = written.planned({**BOLT_OSLO, "equity_total": 208_000})[1]
    ask = of(plan, "equity")
    assert (ask.current, ends(ask)) == (208_000, (248_000, 288_000))


def test_parts_of_a_sign_on_in_two_currencies_are_not_added(packaged: Desk) -> None:
    """USD 20k and SGD 10k are no 30k of anything."""
    plan = packaged.planned({**META, "sign_on": ["USD 20k", "SGD 10k"]})[1]
    assert amounts(plan).get("sign_on") is None
    assert all(ask.current != 30_000 for ask in plan.asks)


# ---- rule 2: both ends stop at the row's top


@pytest.mark.parametrize(
    ("offer", "component", "asked", "uncapped"),
    [
        ({**META, "equity_total": 520_001}, "equity", (640_001, 700_000), "700,001"),
        ({**META, "equity_total": 550_000}, "equity", (670_000, 700_000), "730K"),
        ({**META, "equity_total": 600_000}, "equity", (700_000, 700_000), "780K"),
        ({**META, "equity_total": 699_999}, "equity", (700_000, 700_000), "879,999"),
        ({**META, "base": 275_000}, "base", (295_000, 300_000), "305K"),
        ({**BYTEDANCE, "equity_total": 300_000}, "equity", (360_000, 360_000), "410K"),
        ({**ALIBABA, "equity_total": 200_000}, "equity", (250_000, 250_000), "280K"),
        ({**META, "region": "Toronto"}, "equity", (520_000, 530_000), "580K"),
    ],
)  # fmt: skip
def test_both_ends_stop_at_the_top(
    packaged: Desk, offer: Mapping[str, Any], component: str, asked: Range, uncapped: str
) -> None:
    """Without another offer the ask ends at the row's top; the reason says what it would have been."""
    plan = packaged.planned(offer)[1]
    ask = of(plan, component)
    assert (ends(ask), ask.above_band) == (asked, False)
    assert uncapped in ask.reason
    assert "ask_above_band_top" in codes(plan)


def test_an_ask_that_ends_at_the_top_is_not_flagged(packaged: Desk) -> None:
    """260K and 110K is Mountain View's top to the unit: nothing is past it."""
    plan = packaged.planned({**BYTEDANCE, "region": "Mountain View", "equity_total": 260_000})[1]
    assert ends(of(plan, "equity")) == (370_000, 370_000)
    assert "ask_above_band_top" not in codes(plan)


@pytest.mark.parametrize("status", ["written", "verbal"])
def test_above_the_band_with_another_offer_where_the_guide_says_so(packaged: Desk, status: str) -> None:
    """Meta's guide speaks of going above the band; the offer at hand makes it open."""
    offer = {**META, "equity_total": 600_000, "competing_offers": [{**WRITTEN, "status": status}]}
    plan = packaged.planned(offer)[1]
    ask = of(plan, "equity")
    assert (ends(ask), ask.above_band) == ((720_000, 780_000), True)
    assert "ask_above_band_top" in codes(plan)
    assert not of(plan, "base").above_band


@pytest.mark.parametrize(
    ("offer", "others", "asked"),
    [
        # A process is no offer, and one without a status is not used.
        ({**META, "equity_total": 600_000}, {"company": "Delta Works", "status": "in_process"}, (700_000, 700_000)),
        ({**META, "equity_total": 600_000}, {"company": "Delta Works", "tc": 900_000}, (700_000, 700_000)),
        # These two guides speak of beating or matching offers, not of going above the band.
        ({**BYTEDANCE, "equity_total": 300_000}, WRITTEN, (360_000, 360_000)),
        ({**ALIBABA, "equity_total": 200_000}, WRITTEN, (250_000, 250_000)),
    ],
)  # fmt: skip
def test_the_top_holds_without_an_offer_and_without_the_guides_word(
    packaged: Desk, offer: Mapping[str, Any], others: Mapping[str, Any], asked: Range
) -> None:
    """Both are needed: an offer, written or verbal, and a guide that says above-band is possible."""
    ask = of(packaged.planned({**offer, "competing_offers": [others]})[1], "equity")
    assert (ends(ask), ask.above_band) == (asked, False)


def test_a_guide_that_denies_it_does_not_open_the_top(written: Desk) -> None:
    """“Cannot go above the band” is no permission; “exceptions … are possible” is."""
    at_acme = of(written.planned({**OSLO, "base": 130_000, "competing_offers": [WRITTEN]})[1], "base")
    assert (ends(at_acme), at_acme.above_band) == ((140_000, 140_000), False)
    bolt = {**BOLT_OSLO, "equity_total": 300_000, "competing_offers": [WRITTEN]}
    at_bolt = of(written.planned(bolt)[1], "equity")
    assert (ends(at_bolt), at_bolt.above_band) == ((340_000, 380_000), True)


@pytest.mark.parametrize("others", [[], [WRITTEN]])
@pytest.mark.parametrize(("base", "equity"), [(300_000, 700_000), (310_000, 800_000)])
def test_at_or_above_the_top_nothing_is_asked(
    packaged: Desk, base: int, equity: int, others: list[Mapping[str, Any]]
) -> None:
    """What is at its top already is left alone, whatever else is held or wanted."""
    offer = {**META, "base": base, "equity_total": equity, "competing_offers": others,
             "target": {"base": 400_000, "equity": 900_000}}  # fmt: skip
    assert amounts(packaged.planned(offer)[1]) == {"sign_on": (40_000, 60_000)}


def test_a_target_stops_at_the_top_too(packaged: Desk) -> None:
    """ByteDance's base comes from the target, and no further than the row goes."""
    plan = packaged.planned({**BYTEDANCE, "target": {"base": 290_000}})[1]
    assert ends(of(plan, "base")) == (255_000, 255_000)
    assert "ask_above_band_top" in codes(plan)


# ---- rule 3: nothing crosses currencies without the person's rate


def test_amounts_without_a_currency_are_read_in_the_rows_and_that_is_said(packaged: Desk) -> None:
    """As a question does; abroad, where a plain dollar may be another, it is said as loudly as can be."""
    given = {"company": "Meta", "region": "London", "base": "230k", "equity_total": "400k", "equity_years": 4}
    check, plan = packaged.planned(given)
    assert [(p.component, p.place, p.position) for p in check.assessment] == [
        ("base", "inside", Decimal("0.75")),
        ("equity", "inside", Decimal("0.50")),
    ]
    assert "currency_as_row" in {flag.code for flag in check.flags}
    assert amounts(plan)["equity"] == (520_000, 560_000)
    in_pounds, _ = packaged.planned({**given, "currency": "GBP"})
    assert {p.place for p in in_pounds.assessment} == {"not_comparable"}
    assert "currency_as_row" not in {flag.code for flag in in_pounds.flags}
    at_home, _ = packaged.planned({**given, "region": "Menlo Park"})
    assert "currency_as_row" not in {flag.code for flag in at_home.flags}
    in_lakhs, _ = packaged.planned({**given, "region": "Bangalore", "base": "45 lakh"})
    assert "currency_as_row" not in {flag.code for flag in in_lakhs.flags}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"region": None}, "the place is missing"),
        ({"region": "Zurich"}, "no row for the place"),
        ({"company": "Globex"}, "do not cover the company"),
        ({"company": None}, "the company is missing"),
        ({"role": "Product Manager"}, "do not cover the role"),
    ],
)
def test_a_part_without_a_band_says_what_is_missing(
    packaged: Desk, changes: dict[str, Any], why: str
) -> None:
    """A row that only waits for a place is not called missing."""
    given = {"company": "Meta", "region": "London", "currency": "USD", "base": "230k"} | changes
    check, _ = packaged.planned({name: value for name, value in given.items() if value})
    assert why in check.assessment[0].why


def test_dollars_are_not_added_to_another_currency(packaged: Desk) -> None:
    """The increment is shown as the guide states it, and the rate is asked for."""
    check, plan = packaged.planned(BEIJING)
    assert amounts(plan) == {"equity": None, "sign_on": None}
    assert [str(ask.stated.low) for ask in plan.asks if ask.stated] == ["110000", "75000"]
    assert "$110K" in of(plan, "equity").reason
    assert {"currency_mismatch", "fx_needed"} <= codes(plan) | {flag.code for flag in check.flags}


@pytest.mark.parametrize(
    ("rates", "equity", "sign_on"),
    [
        # 1 USD = 7.1 CNY: 400,000 + 781,000 stops at 800,000, and 75,000 is 532,500.
        ({"USD/CNY": 7.1}, (800_000, 800_000), (532_500, 532_500)),
        ({"USD/CNY": 2}, (620_000, 620_000), (150_000, 150_000)),
        ({"CNY/USD": 0.5}, (620_000, 620_000), (150_000, 150_000)),
        ({"CNY/USD": 0.32}, (743_750, 743_750), (234_375, 234_375)),
        # 110,000 / 0.7 = 157,142.857…, 75,000 / 0.7 = 107,142.857…: rounded to the unit.
        ({"CNY/USD": 0.7}, (557_143, 557_143), (107_143, 107_143)),
        # 110,000 / 9600 = 11.458…, 75,000 / 9600 = 7.8125.
        ({"CNY/USD": 9600}, (400_011, 400_011), (8, 8)),
        ({"USD/SGD": 1.35}, None, None),
    ],
)
def test_a_rate_of_the_persons_is_used_in_either_direction(
    packaged: Desk, rates: Mapping[str, float], equity: Range | None, sign_on: Range | None
) -> None:
    """A rate "USD/CNY": 7.1 means that 1 USD is 7.1 CNY; a pair of other currencies helps nothing."""
    plan = packaged.planned({**BEIJING, "exchange_rates": rates})[1]
    assert amounts(plan) == {"equity": equity, "sign_on": sign_on}
    assert ("fx_needed" in codes(plan)) is (equity is None)


LONDON = {**META, "region": "London", "currency": "GBP", "base": 150_000, "equity_total": 260_000}


@pytest.mark.parametrize(
    ("rates", "offer", "placed"),
    [
        # The row prints $170K–$250K of base and $240K–$560K of equity.
        ({"GBP/USD": 1.3}, LONDON,
         {"base": (195_000, "inside", "0.31", "150000 * 1.3"), "equity": (338_000, "inside", "0.31", "260000 * 1.3")}),
        ({"USD/GBP": 0.75}, LONDON,
         {"base": (200_000, "inside", "0.38", "150000 / 0.75"),
          "equity": (346_667, "inside", "0.33", "260000 / 0.75")}),
        ({"GBP/USD": 1.1}, LONDON,
         {"base": (165_000, "below", "-0.06", "150000 * 1.1"), "equity": (286_000, "inside", "0.14", "260000 * 1.1")}),
        ({"GBP/USD": 2.2}, {**LONDON, "equity_total": 100_000, "equity_years": 3},
         {"base": (330_000, "above", "2.00", "150000 * 2.2"),
          "equity": (293_333, "inside", "0.17", "100000 / 3 * 4 * 2.2")}),
        ({"EUR/USD": 1.1}, LONDON,
         {"base": (150_000, "not_comparable", None, None), "equity": (260_000, "not_comparable", None, None)}),
    ],
)  # fmt: skip
def test_the_persons_rate_places_a_part_in_its_row(
    packaged: Desk, rates: Mapping[str, float], offer: Mapping[str, Any], placed: Mapping[str, Any]
) -> None:
    """In the row's currency, with its formula, and said aloud; a rate of other currencies places nothing."""
    check, plan = packaged.planned({**offer, "exchange_rates": rates})
    for part, (value, place, position, formula) in placed.items():
        one = check.placed(part)
        assert one is not None
        assert (one.offered, one.place) == (value, place)
        assert one.position == (None if position is None else Decimal(position))
        shown = one.as_dict({})
        assert (shown["derivation"] or {}).get("formula") == formula
        assert one.currency == ("USD" if formula else "GBP")
    assert "currency_mismatch" in {flag.code for flag in check.flags}
    # The asks stay in the offer's own currency.
    assert {ask.currency for ask in plan.asks} == {"GBP"}
    assert of(plan, "equity").current in (260_000, 133_333)


def test_an_offer_below_its_row_at_the_rate_is_asked_up_to_the_floor(packaged: Desk) -> None:
    """ByteDance's script adds nothing to the base: CNY 560K is the row's floor, 80,000 dollars at 7."""
    offer = {**BEIJING, "currency": "USD", "base": 75_000, "equity_total": 60_000, "exchange_rates": {"USD/CNY": 7}}
    assert amounts(packaged.planned(offer)[1])["base"] == (80_000, 80_000)


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        ("stock options", "not_comparable"), ("ISO", "not_comparable"), ("ESOPs", "not_comparable"),
        ("PPUs", "not_comparable"), ("phantom shares", "not_comparable"), ("RSUs and options", "not_comparable"),
        ("RSU", "inside"), ("restricted stock units, private", "inside"), ("shares", "inside"), ("", "inside"),
    ],
)  # fmt: skip
def test_options_are_not_placed_among_units(packaged: Desk, kind: str, place: str) -> None:
    """Nor is the guide's increment of RSUs added to them; a target of the person's still holds."""
    check, plan = packaged.planned({**META, "equity_kind": kind or None})
    equity = check.placed("equity")
    assert equity is not None
    assert equity.place == place
    other = place == "not_comparable"
    assert ends(of(plan, "equity")) == (None if other else (520_000, 580_000))
    assert ("equity_value_unknown" in {f.code for f in check.flags}) is (other or "private" in kind)
    aimed = packaged.planned({**META, "equity_kind": kind or None, "target": {"equity": 900_000}})[1]
    assert ends(of(aimed, "equity")) == ((900_000, 900_000) if other else (520_000, 580_000))


def test_a_guide_of_options_places_options(tmp_path: Path) -> None:
    """Where the guide's own words are of options, options are compared and units are not."""
    guide = BOLT.replace("Equity (annual)", "Equity (Options/4yr)").replace("[Y]K RSUs", "[Y]K options")
    (tmp_path / "bolt.md").write_text(guide.replace("like RSUs of", "like options of"), "utf-8")
    for desk in opened(tmp_path, tmp_path / "index"):
        offer = {**BOLT_OSLO, "equity_total": 60_000}
        for kind, place, asked in (("options", "inside", (70_000, 80_000)), ("RSUs", "not_comparable", None)):
            check, plan = desk.planned({**offer, "equity_kind": kind})
            equity = check.placed("equity")
            assert equity is not None
            assert (equity.place, amounts(plan).get("equity")) == (place, asked)


def test_an_upper_end_alone_is_the_rows_and_is_not_compared(tmp_path: Path) -> None:
    """ "Up to 12%" is no missing cell: the row has a bonus, and says nothing of how little it can be."""
    table = "| Region | Base | Bonus |\n|---|---|---|\n| Bergen | €70K–€95K | up to 12% |\n"
    front = "---\ncompany: Acme\nrole: ML Engineer\n---\n\n# Acme: pay\n\n"
    (tmp_path / "acme.md").write_text(front + table, "utf-8")
    for desk in opened(tmp_path, tmp_path / "index"):
        offer = {"company": "Acme", "region": "Bergen", "currency": "EUR", "base": 80_000, "bonus_percent": 10}
        check, plan = desk.planned(offer)
        bonus = check.placed("bonus")
        assert bonus is not None
        assert bonus.fact is not None
        assert (bonus.place, bonus.fact.cell) == ("not_comparable", "up to 12%")
        assert "no bonus" not in bonus.why
        assert amounts(plan).get("bonus") is None


@pytest.mark.parametrize("level", ["not told", "they did not say yet", "unknown", "TBD", None])
def test_a_level_that_was_not_told_is_missing(packaged: Desk, level: str | None) -> None:
    check, _ = packaged.planned(entered(META, level=level))
    assert "Which level is the offer for?" in check.questions
    assert "missing_fields" in {f.code for f in check.flags}


@pytest.mark.parametrize(
    ("region", "fuzzy"),
    [("Menlo Prak", True), ("Londn", True), ("Menlo Park", False), ("Menlo Park, California", False), ("NYC", False)],
)
def test_a_region_that_is_spelt_wrongly_is_to_be_confirmed(packaged: Desk, region: str, fuzzy: bool) -> None:
    check, _ = packaged.planned({**META, "region": region})
    assert check.covered
    assert ("region_fuzzy" in {f.code for f in check.flags}) is fuzzy


def test_a_half_is_rounded_the_same_in_both_directions(written: Desk) -> None:
    """25,000 / 10,000 is 2.5 and 35,000 / 10,000 is 3.5, however the rate was entered."""
    lima = {**OSLO, "region": "Lima", "currency": "CNY", "base": 500_000, "equity_total": 300_000}
    one = of(written.planned({**lima, "exchange_rates": {"USD/CNY": 0.0001}})[1], "sign_on")
    other = of(written.planned({**lima, "exchange_rates": {"CNY/USD": 10_000}})[1], "sign_on")
    assert ends(one) == ends(other) == (3, 4)
    # 35,000 / 1,400 and 25,000 / 6 have no finite inverse of their rate.
    third = of(written.planned({**lima, "exchange_rates": {"CNY/USD": 1_400}})[1], "sign_on")
    assert ends(third) == (18, 25)


def test_an_amount_in_another_currency_takes_its_own_way(packaged: Desk) -> None:
    """A base in SGD beside a grant in USD: the grant and the sign-on are asked, the base is only stated."""
    offer = {**META, "region": "Singapore", "base": "SGD 210,000", "equity_total": "USD 300,000"}
    assert amounts(packaged.planned(offer)[1]) == {
        "equity": (420_000, 480_000),
        "sign_on": (40_000, 60_000),
        "base": None,
    }


def test_an_increment_in_the_offers_currency_meets_a_row_in_another(written: Desk) -> None:
    """Cord's script is in SGD and its row in dollars: the increment is added, the row is no bound."""
    assert amounts(written.planned({**CORD_D4, "region": None})[1]) == {"base": (126_000, 126_000)}


def test_the_floor_and_the_target_need_no_rate(packaged: Desk) -> None:
    """An amount may still come from the row's own floor or from the person's target."""
    offer = {**BEIJING, "base": 500_000, "target": {"equity": 600_000}}
    assert amounts(packaged.planned(offer)[1]) == {
        "equity": (600_000, 600_000),
        "sign_on": None,
        "base": (560_000, 560_000),
    }


def test_the_floor_gives_the_amount_where_the_increment_cannot(packaged: Desk) -> None:
    """Equity below its row in CNY is asked at the floor, not at the floor plus dollars."""
    assert amounts(packaged.planned({**BEIJING, "equity_total": 250_000})[1])["equity"] == (310_000, 310_000)


# ---- rule 4: without an increment, only the target or the floor


@pytest.mark.parametrize(
    ("changes", "base"),
    [
        ({}, None),
        ({"base": 180_000}, None),  # exactly at the floor
        ({"base": 179_999}, (180_000, 180_000)),
        ({"target": {"base": 220_000}}, (220_000, 220_000)),
        ({"target": {"base": 200_000}}, None),
        ({"target": {"base": 190_000}}, None),
        ({"base": 170_000, "target": {"base": 200_000}}, (200_000, 200_000)),
    ],
)
def test_a_base_without_an_increment(packaged: Desk, changes: Mapping[str, Any], base: Range | None) -> None:
    """ByteDance's script adds nothing to the base: it is the target's or the floor's, or not asked."""
    assert amounts(packaged.planned({**BYTEDANCE, **changes})[1]).get("base") == base


@pytest.mark.parametrize(
    ("changes", "bonus"),
    [
        ({"bonus_percent": 10}, (15, 15)),
        ({"bonus_percent": 15}, None),
        ({"bonus_percent": 16, "target": {"bonus_percent": 20}}, (20, 20)),
        ({"bonus_percent": 16, "target": {"bonus": "25%"}}, (20, 20)),
        ({"bonus_percent": 25}, None),
        # 20,000 of a base of 200,000 is ten per cent, which is what the row is in.
        ({"bonus_percent": None, "bonus": 20_000}, (15, 15)),
        ({"bonus_percent": None, "bonus": 32_000}, None),
        ({"bonus_percent": None}, None),
    ],
)
def test_a_bonus_in_percent_and_in_money(
    packaged: Desk, changes: Mapping[str, Any], bonus: Range | None
) -> None:
    """The row is 15–20 %: below it the floor, from a target the target, at most the top."""
    offer = entered(BYTEDANCE, **changes)
    assert amounts(packaged.planned(offer)[1]).get("bonus") == bonus


@pytest.mark.parametrize(
    ("bonus", "asked"),
    [
        ({"bonus": 8_000}, (10_000, 10_000)),
        ({"bonus": 10_000}, None),
        ({"bonus_percent": 5}, (10_000, 10_000)),
    ],
)
def test_a_bonus_of_a_row_in_money(written: Desk, bonus: Mapping[str, Any], asked: Range | None) -> None:
    """A percentage of the base is compared as the money that it is."""
    offer = entered({**BOLT_OSLO, "bonus_percent": None}, **bonus)
    assert amounts(written.planned(offer)[1]).get("bonus") == asked


def test_the_level_picks_its_own_row(written: Desk) -> None:
    """D5's floor is not D4's; a row that is open at the top has none to stop at."""
    dollars = {**CORD_D4, "currency": "USD", "equity_total": 300_000, "bonus_percent": 20}
    assert "equity" not in amounts(written.planned(dollars)[1])
    d5 = written.planned({**dollars, "level": "D5", "target": {"bonus_percent": 40}})[1]
    assert amounts(d5)["equity"] == (330_000, 330_000)
    assert amounts(d5)["bonus"] == (40, 40)


def test_an_increment_goes_before_a_target(packaged: Desk) -> None:
    """Where the guide has an increment, it decides; the target stands in the ladder."""
    plan = packaged.planned({**META, "target": {"equity": 450_000}, "walk_away": 350_000})[1]
    assert ends(of(plan, "equity")) == (520_000, 580_000)
    assert plan.ladder is not None
    assert plan.ladder.as_dict() == {
        "currencies": {"equity": "USD", "total": "USD"},
        "opening": {"equity": [520_000, 580_000], "sign_on": [40_000, 60_000], "base": [250_000, 260_000]},
        "target": {"equity": 450_000},
        "walk_away": {"total": 350_000},
    }


def test_a_target_per_year_is_four_years_of_it(packaged: Desk) -> None:
    """In CNY without a rate the grant is asked at the target: 150,000 a year is 600,000."""
    plan = packaged.planned({**BEIJING, "target": {"equity_per_year": 150_000}})[1]
    assert ends(of(plan, "equity")) == (600_000, 600_000)


@pytest.mark.parametrize(
    ("target", "rates", "base"),
    [
        ("USD 250,000", {"USD/CHF": 0.8}, (200_000, 200_000)),
        ("USD 250,000", {"CHF/USD": 1.25}, (200_000, 200_000)),
        ("USD 220,000", {"USD/CHF": 0.8}, None),  # 176,000 is less than is offered
        ("USD 250,000", {}, None),
        ("CHF 210,000", {}, (210_000, 210_000)),
    ],
)
def test_a_target_in_another_currency_needs_the_rate_as_well(
    packaged: Desk, target: str, rates: Mapping[str, float], base: Range | None
) -> None:
    """Zurich has no row: the base is the target's, in the offer's own currency, or nothing."""
    offer = {**ZURICH, "target": {"base": target}, "exchange_rates": rates}
    plan = packaged.planned(offer)[1]
    assert amounts(plan).get("base") == base
    assert ("fx_needed" in codes(plan)) is (target.startswith("USD") and not rates)


@pytest.mark.parametrize(
    ("offered", "target", "asked"),
    [
        # A bonus in money beside a row in percent is compared as its share of the base of 200,000.
        ({"bonus": 32_000}, {"bonus": 36_000}, (18, 18)),
        ({"bonus": 32_000}, {"bonus_percent": 18}, (18, 18)),
        ({"bonus_percent": 16}, {"bonus": 36_000}, (18, 18)),
        ({"bonus_percent": 16}, {"bonus": 50_000}, (20, 20)),
        ({"bonus_percent": 16}, {"bonus": 30_000}, None),
    ],
)
def test_a_target_bonus_in_the_other_unit(
    packaged: Desk, offered: Mapping[str, Any], target: Mapping[str, Any], asked: Range | None
) -> None:
    """Money and percent meet through the base."""
    offer = entered({**BYTEDANCE, "bonus_percent": None, "target": target}, **offered)
    assert amounts(packaged.planned(offer)[1]).get("bonus") == asked


# ---- rule 5: the order, the lead and how many


@pytest.mark.parametrize(
    ("priorities", "order"),
    [
        ([], ["equity", "sign_on", "base"]),
        (["base"], ["base", "equity", "sign_on"]),
        (["signing bonus"], ["sign_on", "equity", "base"]),
        (["cash in hand first", "then more stock"], ["sign_on", "base", "equity"]),
        (["more stock"], ["equity", "sign_on", "base"]),
        (["salary", "RSUs", "sign on"], ["base", "equity", "sign_on"]),
        (["a good team", "base pay"], ["base", "equity", "sign_on"]),
    ],
)
def test_priorities_decide_the_order_and_the_first_leads(
    packaged: Desk, priorities: list[str], order: list[str]
) -> None:
    """As the person ranks them, however loosely; then equity, sign-on, base."""
    plan = packaged.planned({**META, "priorities": priorities})[1]
    assert [ask.component for ask in plan.asks] == order
    assert [ask.lead for ask in plan.asks] == [True, False, False]


def test_priorities_change_no_amount(packaged: Desk) -> None:
    """They choose what leads, never how much."""
    plain = packaged.planned(META)[1]
    ranked = packaged.planned({**META, "priorities": ["cash"]})[1]
    assert amounts(plain) == dict(
        sorted(amounts(ranked).items(), key=lambda a: list(amounts(plain)).index(a[0]))
    )


@pytest.mark.parametrize(("most", "written_down"), [(None, 3), (1, 1), (2, 2), (3, 3)])
def test_at_most_so_many_are_in_the_letter(packaged: Desk, most: int | None, written_down: int) -> None:
    """`asks` lists all, whatever the letter holds."""
    plan = packaged.planned(entered(META, max_asks=most))[1]
    assert (plan.in_letter, len(plan.asks)) == (written_down, 3)


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("equity", ("equity",)), ("more RSUs please", ("equity",)), ("upfront money", ("sign_on",)),
        ("joining bonus", ("sign_on",)), ("annual bonus", ("bonus",)), ("fixed pay", ("base",)),
        ("liquid", ("sign_on", "base")), ("股票", ("equity",)), ("title", ("level",)), ("visa", ()),
    ],
)  # fmt: skip
def test_loose_names_of_the_parts(words: str, parts: tuple[str, ...]) -> None:
    """What people call the parts of an offer when they say what matters."""
    assert parts_of_priority(words) == parts


# ---- rule 6: what is not covered


@pytest.mark.parametrize(
    "elsewhere",
    [{"region": "Zurich"}, {"company": "Delta Works"}, {"role": "Product Manager"}],
    ids=["region", "company", "role"],
)
def test_what_is_not_covered_has_the_persons_target_and_nothing_else(
    packaged: Desk, elsewhere: Mapping[str, Any]
) -> None:
    """No band, no increment, nobody else's row: the target, or no amount at all."""
    check, plan = packaged.planned({**META, **elsewhere, "base": 100_000})
    assert (check.row, check.covered) == ((), False)
    assert all(placed.place == "no_band" and placed.fact is None for placed in check.assessment)
    assert all(value is None for value in amounts(plan).values())
    plan = packaged.planned(
        {**META, **elsewhere, "base": 100_000, "target": {"base": 120_000, "sign_on": 9_000}}
    )[1]
    assert {c: r for c, r in amounts(plan).items() if r} == {
        "sign_on": (9_000, 9_000),
        "base": (120_000, 120_000),
    }


def test_a_target_below_the_offer_is_no_ask(packaged: Desk) -> None:
    """Nobody asks for less than is offered."""
    assert "base" not in amounts(packaged.planned({**ZURICH, "target": {"base": 180_000}})[1])


# ---- what each ask carries


@pytest.mark.parametrize(
    "offer",
    [
        META,
        {**META, "equity_total": 600_000},
        {**META, "equity_total": 300_000, "equity_years": 3, "sign_on": [10_000, 5_000]},
        {**BYTEDANCE, "base": 170_000, "bonus_percent": 10, "target": {"base": 200_000}},
        {**BEIJING, "exchange_rates": {"USD/CNY": 7.1}},
        {**BEIJING, "exchange_rates": {"CNY/USD": 0.7}},
    ],
)
def test_every_amount_has_a_formula_that_gives_it(packaged: Desk, offer: Mapping[str, Any]) -> None:
    """Arithmetic over plain numbers, recomputed here by another reader, to the unit."""
    for ask in packaged.planned(offer)[1].asks:
        assert ask.derivation is not None
        shown = ask.derivation.as_dict(lambda passage: 1)
        for worked in [shown, *([shown["high"]] if "high" in shown else [])]:
            value = computed(worked["formula"])
            assert value is not None, worked["formula"]
            assert abs(value - Decimal(str(worked["value"]))) <= Decimal("0.5"), worked
        assert (ask.derivation.value, ask.derivation.high) == (ask.low, ask.high)
        assert shown["inputs"]


def test_every_ask_cites_the_script_and_the_row(packaged: Desk) -> None:
    """The lines are the increment's and the row's own."""
    for ask in packaged.planned(META)[1].asks:
        quotes = " ".join(passage.quote for passage in ask.passages)
        assert "signing bonus" in quotes
        if ask.component != "sign_on":
            assert "Menlo Park" in quotes
