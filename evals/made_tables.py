"""Tables of pay in the shapes that people write, with invented figures and what each cell says.

In: a `random.Random`, a factor for the role. Out: a `MadeTable`: its lines, and for each cell of pay
the line it stands on and its truth. The truth comes from the figures themselves, not from reading
the text again. It knows no company and nothing of how the product reads tables.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its currency: what a row calls it, and words by which people ask for it."""

    label: str
    asked: tuple[str, ...]
    currency: str
    rate: float  # of a US salary, in this currency


PLACES = (
    Place("San Francisco", ("San Francisco",), "USD", 1.0),
    Place("New York", ("New York",), "USD", 0.97),
    Place("Seattle", ("Seattle",), "USD", 0.96),
    Place("Austin", ("Austin",), "USD", 0.87),
    Place("Boston", ("Boston",), "USD", 0.92),
    Place("Remote US", ("remote US",), "USD", 0.84),
    Place("San Jose / Bay Area", ("San Jose", "the Bay Area"), "USD", 1.0),
    Place("Chicago, IL", ("Chicago",), "USD", 0.88),
    Place("Denver (HQ)", ("Denver",), "USD", 0.85),
    Place("US (Seattle / Austin)", ("Seattle", "Austin"), "USD", 0.93),
    Place("EMEA (London/Amsterdam)", ("London", "Amsterdam"), "GBP", 0.54),
    Place("Germany (Berlin / Hamburg)", ("Berlin", "Hamburg"), "EUR", 0.49),
    Place("London", ("London",), "GBP", 0.55),
    Place("Manchester", ("Manchester",), "GBP", 0.42),
    Place("Berlin", ("Berlin",), "EUR", 0.5),
    Place("Munich", ("Munich",), "EUR", 0.53),
    Place("Paris", ("Paris",), "EUR", 0.46),
    Place("Amsterdam", ("Amsterdam",), "EUR", 0.52),
    Place("Dublin", ("Dublin",), "EUR", 0.5),
    Place("Zurich", ("Zurich",), "CHF", 0.9),
    Place("Toronto", ("Toronto",), "CAD", 0.85),
    Place("Sydney", ("Sydney",), "AUD", 0.95),
    Place("Singapore", ("Singapore",), "SGD", 0.8),
    Place("Tel Aviv", ("Tel Aviv",), "ILS", 2.2),
    Place("São Paulo", ("São Paulo", "Sao Paulo"), "BRL", 1.6),
    Place("Bangalore", ("Bangalore",), "INR", 20.0),
    Place("Hyderabad", ("Hyderabad",), "INR", 18.0),
    Place("Warsaw", ("Warsaw",), "PLN", 1.4),
    Place("Montevideo", ("Montevideo",), "UYU", 13.0),
)
FLAGS = {"USD": "🇺🇸", "GBP": "🇬🇧", "CAD": "🇨🇦", "AUD": "🇦🇺", "SGD": "🇸🇬", "INR": "🇮🇳", "BRL": "🇧🇷"}
SYMBOLS = {
    **{"USD": "$", "GBP": "£", "EUR": "€", "CAD": "C$", "AUD": "A$", "SGD": "S$", "ILS": "₪", "BRL": "R$"},
    **{"INR": "₹", "CHF": "CHF ", "PLN": "PLN ", "UYU": "UYU "},
}
Level = tuple[str, tuple[str, ...]]  # what a row calls it, and words by which people ask for it
LADDERS: tuple[tuple[Level, ...], ...] = (
    (
        ("Mid (L3-L4)", ("mid-level", "L4")),
        ("Senior (L5)", ("senior", "L5")),
        ("Staff+ (L6+)", ("staff", "L6")),
    ),
    (
        ("Mid (IC2)", ("mid-level", "IC2")),
        ("Senior (IC3)", ("senior", "IC3")),
        ("Staff+ (IC4+)", ("staff", "IC4")),
    ),
    (("P3", ("P3",)), ("P4", ("P4",)), ("P5", ("P5",)), ("P6", ("P6",))),
    (("E4", ("E4",)), ("E5", ("E5",)), ("E6", ("E6",))),
)
GROWTH = (1.0, 1.34, 1.75, 2.2)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of pay as it was meant. `line` counts from the table's first line, which is 0."""

    line: int
    region: str | None
    level: str | None
    component: str
    low: int
    high: int | None  # None: an open end
    unit: str  # money | percent
    currency: str | None
    text: str
    region_asked: tuple[str, ...] = ()
    level_asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeTable:
    """A table's lines and the truth of its cells."""

    shape: str
    lines: tuple[str, ...]
    cells: tuple[Cell, ...]
    names_parts: bool = True  # False: only the heading can say which part of pay the cells are


@dataclass(frozen=True, slots=True)
class Style:
    """How one guide writes amounts."""

    dash: str
    short: bool  # $150K
    codes: bool  # GBP 150K for £150K


@dataclass(frozen=True, slots=True)
class Pay:
    """What a row's figures are made from."""

    rng: random.Random
    style: Style
    base: float

    def amount(self, place: Place, share: float, *, spread: float = 1.4, open_end: bool = False) -> Cell:
        """A range of money that is `share` of a base salary in this place."""
        middle = self.base * place.rate * share * self.rng.uniform(0.93, 1.07)
        step = 5_000 if middle > 90_000 else 1_000
        if middle > 900_000:
            step = 100_000
        low = max(step, round(middle / spread**0.5 / step) * step)
        high = max(low + step, round(middle * spread**0.5 / step) * step)
        text = self.write(low, high, place.currency)
        if open_end:
            return _cell(low, None, "money", place.currency, self.one(low, place.currency) + "+")
        return _cell(low, high, "money", place.currency, text)

    def percent(self, low: int, high: int) -> Cell:
        """A bonus in percent."""
        text = f"{low}%" if low == high else f"{low}{self.style.dash.strip()}{high}%"
        return _cell(low, high, "percent", None, text)

    def write(self, low: int, high: int, currency: str) -> str:
        return f"{self.one(low, currency)}{self.style.dash}{self.one(high, currency)}"

    def one(self, amount: int, currency: str) -> str:
        if currency == "INR" and self.style.codes:
            return f"INR {amount / 100_000:g}L"
        symbol = f"{currency} " if self.style.codes and currency not in ("USD",) else SYMBOLS[currency]
        if currency == "INR":
            return symbol + _lakhs(amount)
        if self.style.short and amount < 1_000_000:
            return f"{symbol}{amount / 1000:g}K"
        if self.style.short and amount % 10_000 == 0:
            return f"{symbol}{amount / 1_000_000:g}M"
        return f"{symbol}{amount:,}"


def _cell(low: int, high: int | None, unit: str, currency: str | None, text: str) -> Cell:
    return Cell(0, None, None, "", low, high, unit, currency, text)


def _lakhs(amount: int) -> str:
    """Digits grouped as in India.

    >>> _lakhs(3200000), _lakhs(384000)
    ('32,00,000', '3,84,000')
    """
    digits = str(amount)
    head, tail = digits[:-3], digits[-3:]
    groups: list[str] = []
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    return ",".join([*groups, tail])


# ---- shapes


def _grid(header: Sequence[str], rows: Sequence[Sequence[str]], rng: random.Random) -> tuple[str, ...]:
    rule = rng.choice(("---", "-----", ":---"))
    lines = [f"| {' | '.join(header)} |", "|" + "|".join([rule] * len(header)) + "|"]
    return (*lines, *(f"| {' | '.join(row)} |" for row in rows))


def _placed(
    cell: Cell, row: int, component: str, place: Place | None, level: tuple[str, tuple[str, ...]] | None
) -> Cell:
    return replace(
        cell,
        line=2 + row,
        component=component,
        region=place.label if place else None,
        region_asked=place.asked if place else (),
        level=level[0] if level else None,
        level_asked=level[1] if level else (),
    )


def _places(rng: random.Random, count: int) -> list[Place]:
    """Places of one table, an American one first; no two can be asked for by the same words."""
    chosen = [rng.choice(PLACES[:9])]
    for place in rng.sample(PLACES, len(PLACES)):
        words = {word for one in chosen for word in (*one.asked, *_bay(one))}
        if len(chosen) < count and words.isdisjoint((*place.asked, *_bay(place))):
            chosen.append(place)
    return chosen


def _bay(place: Place) -> tuple[str, ...]:
    return ("the Bay Area",) if "San" in place.label else ()


EQUITY = (
    "Stock (RSU/4yr)",
    "RSU (4yr)",
    "Options (4yr)",
    "Equity (Private/4yr)",
    "Stock (Options or RSU/4yr)",
)


def _kind(header: str) -> str:
    """Options alone keep their own name; what may be shares is equity."""
    return "options" if "Options" in header and "RSU" not in header else "equity"


def regions_down(pay: Pay) -> MadeTable:
    """Region | base | equity | bonus | total, with or without flags, bold, a column less."""
    rng = pay.rng
    places = _places(rng, rng.randint(1, 6))
    with_bonus, with_sign_on = rng.random() < 0.75, rng.random() < 0.2
    flags, bold = rng.random() < 0.1, rng.random() < 0.15
    equity = rng.choice(EQUITY)
    header = ["Region", "Base Salary", equity]
    header += ["Bonus"] * with_bonus + ["Signing Bonus"] * with_sign_on + ["Total Comp"]
    rows, cells = [], []
    for number, place in enumerate(places):
        bonus = rng.choice((10, 12, 15))
        made = [("base", pay.amount(place, 1)), (_kind(equity), pay.amount(place, 1.3, spread=2))]
        made += [("bonus", pay.percent(bonus, bonus + rng.choice((0, 5))))] * with_bonus
        made += [("sign_on", pay.amount(place, 0.15, spread=1.9))] * with_sign_on
        made += [("total", pay.amount(place, 1.5, spread=1.45))]
        label = place.label
        if flags and place.currency in FLAGS:
            label = f"{FLAGS[place.currency]} {label} ({place.currency})"
        rows.append([f"**{label}**" if bold else label, *(cell.text for _, cell in made)])
        cells += [_placed(cell, number, name, place, None) for name, cell in made]
    return MadeTable("regions down", _grid(header, rows, rng), tuple(cells))


def levels_across_regions(pay: Pay) -> MadeTable:
    """Levels down, regions with their currency across: the whole package."""
    rng = pay.rng
    places, ladder = _places(rng, rng.randint(2, 3)), rng.choice(LADDERS)
    with_symbol = rng.random() < 0.4
    header = ["Level"]
    for place in places:
        symbol = SYMBOLS[place.currency].strip()
        bare = place.label.removesuffix(" (HQ)")
        extra = f" {symbol}" if with_symbol and symbol not in ("$", place.currency) else ""
        header.append(f"{bare} ({place.currency}{extra})")
    rows, cells = [], []
    for number, level in enumerate(ladder):
        made = [replace_base(pay, GROWTH[number]).amount(place, 1.25, spread=1.35) for place in places]
        rows.append([level[0], *(cell.text for cell in made)])
        cells += [
            _placed(cell, number, "total", replace(place, label=place.label.removesuffix(" (HQ)")), level)
            for place, cell in zip(places, made, strict=True)
        ]
    return MadeTable("levels down, regions across", _grid(header, rows, rng), tuple(cells), names_parts=False)


def components_down(pay: Pay) -> MadeTable:
    """Components as rows, regions across; a bonus may have its money in brackets."""
    rng = pay.rng
    places = [
        replace(place, label=place.label.removesuffix(" (HQ)")) for place in _places(rng, rng.randint(2, 3))
    ]
    target = rng.choice(("", " target"))
    equity = rng.choice(("RSU Grant (4-yr vest)", "Stock Options (4-year vest)", "RSU Grant (4-Year Vest)"))
    parts: list[tuple[str, str, float, float]] = [
        ("Base Salary", "base", 1, 1.35),
        (equity, _kind(equity), 1.2, 2),
        ("Signing Bonus", "sign_on", 0.15, 2),
        (rng.choice(("Total Comp (Year 1)", "Total Comp", "Total Year-1 Comp")), "total", 1.5, 1.4),
    ]
    rows, cells = [], []
    for name, component, share, spread in parts:
        made = [pay.amount(place, share, spread=spread) for place in places]
        rows.append([name, *(cell.text for cell in made)])
        cells += [
            _placed(cell, len(rows) - 1, component, place, None)
            for place, cell in zip(places, made, strict=True)
        ]
        if component == "base":
            low = rng.choice((8, 10, 12, 15))
            bonus = pay.percent(low, low + rng.choice((0, 3, 5)))
            rows.append(["Annual Bonus", *([bonus.text + target] * len(places))])
            cells += [
                _placed(replace(bonus, text=bonus.text + target), len(rows) - 1, "bonus", place, None)
                for place in places
            ]
    header = ["Component", *(f"{place.label} ({place.currency})" for place in places)]
    return MadeTable("components down", _grid(header, rows, rng), tuple(cells))


def levels_down(pay: Pay) -> MadeTable:
    """Level | title | base | equity | bonus | sign-on | total, with open ends at the top."""
    rng = pay.rng
    place, ladder = PLACES[0], rng.choice(LADDERS)
    titles = ("Associate", "Senior", "Principal", "Distinguished")
    with_title = rng.random() < 0.6
    header = [
        "Level",
        *(["Title"] * with_title),
        "Base Salary",
        "RSU (4-Year)",
        "Annual Bonus",
        "Signing Bonus",
    ]
    header.append("Total Comp (Annual)")
    rows, cells = [], []
    for number, level in enumerate(ladder):
        here = replace_base(pay, GROWTH[number])
        last = number == len(ladder) - 1 and rng.random() < 0.5
        bonus = 10 + 5 * number
        made = [
            ("base", here.amount(place, 0.8)),
            ("equity", here.amount(place, 1.1, spread=2)),
            ("bonus", here.percent(bonus, bonus)),
            ("sign_on", here.amount(place, 0.15, spread=2)),
            ("total", here.amount(place, 1.3, spread=1.5, open_end=last)),
        ]
        rows.append([level[0], *([titles[number]] * with_title), *(cell.text for _, cell in made)])
        cells += [_placed(cell, number, name, None, level) for name, cell in made]
    return MadeTable("levels down", _grid(header, rows, rng), tuple(cells))


def two_keys(pay: Pay) -> MadeTable:
    """Level and region both down the side."""
    rng = pay.rng
    places = [place for place in _places(rng, 5) if place.currency == "USD"] or [PLACES[0]]
    ladder = rng.choice(LADDERS)[:2]
    equity = rng.choice(EQUITY[:3])
    header = ["Level", "Region", "Base Salary", equity, "Signing Bonus", "Total Comp (Yr 1)"]
    rows: list[list[str]] = []
    cells: list[Cell] = []
    for number, level in enumerate(ladder):
        for place in places:
            here = replace_base(pay, GROWTH[number])
            made = [
                ("base", here.amount(place, 0.85)),
                (_kind(equity), here.amount(place, 1, spread=2.2)),
                ("sign_on", here.amount(place, 0.2, spread=1.9)),
                ("total", here.amount(place, 1.4)),
            ]
            cells += [_placed(cell, len(rows), name, place, level) for name, cell in made]
            rows.append([level[0], place.label, *(cell.text for _, cell in made)])
    return MadeTable("two key columns", _grid(header, rows, rng), tuple(cells))


def cash_bonus(pay: Pay) -> MadeTable:
    """Base and a bonus in money, as funds pay; equity has no column."""
    rng = pay.rng
    places = [place for place in _places(rng, 4) if place.currency in ("USD", "GBP", "SGD")] or [PLACES[1]]
    header = ["Region", "Base Salary", rng.choice(("Bonus", "Bonus (Annual)")), "Total Comp"]
    rows, cells = [], []
    for number, place in enumerate(places):
        made = [
            ("base", pay.amount(place, 1.4)),
            ("bonus", pay.amount(place, 1.2, spread=1.8)),
            ("total", pay.amount(place, 2.6)),
        ]
        rows.append([place.label, *(cell.text for _, cell in made)])
        cells += [_placed(cell, number, name, place, None) for name, cell in made]
    return MadeTable("cash bonus", _grid(header, rows, rng), tuple(cells))


def replace_base(pay: Pay, factor: float) -> Pay:
    """The same writing, other figures."""
    return replace(pay, base=pay.base * factor)


# As often as they were seen: a row for each region most of all.
SHAPES: tuple[Callable[[Pay], MadeTable], ...] = (
    *(regions_down, regions_down, regions_down, levels_across_regions, levels_across_regions),
    *(components_down, components_down, levels_down, two_keys, cash_bonus),
)


def made_table(rng: random.Random, role_factor: float) -> MadeTable:
    """A table of pay in one of the shapes."""
    style = Style(rng.choice(("–", "-", " – ", " - ")), rng.random() < 0.5, rng.random() < 0.3)
    base = role_factor * rng.uniform(150_000, 260_000)
    return rng.choice(SHAPES)(Pay(rng, style, base))


def equivalents(company: str, rivals: Sequence[str], rng: random.Random) -> tuple[str, ...]:
    """A table of level names at other companies: no pay, though it looks like it."""
    header = [f"{company} Level", *(f"{rival} Equivalent" for rival in rivals[:3]), "Typical YoE"]
    rows = [
        [
            f"{name} {number}",
            *(f"{rng.choice('LEPT')}{number + 2}" for _ in rivals[:3]),
            f"{3 * number}–{3 * number + 3} years",
        ]
        for number, name in enumerate(("Grade", "Grade", "Grade"), start=1)
    ]
    return _grid(header, rows, rng)
