"""Right sentences made from the evals' own table by templates, with what each claims and where.

In: `Guides`. Out: `Sentence`s. They are the easy half of the number check's material and are counted
apart; the other half is in `cases/right_sentences*.jsonl`, in people's manner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import cycle
from string import Formatter

from evals.cases import Claim, Sentence
from evals.cells import Cell, Guides, Increment, Row
from evals.reader import Unit

WORDS = {
    "base": ("base salary", "base pay"),
    "equity": ("equity", "stock"),
    "bonus": ("bonus",),
    "total": ("total compensation", "total comp"),
    "sign_on": ("sign-on",),
}
# {range} is the whole cell, {low} and {high} are one end of it each.
OF_A_CELL = (
    "{company} pays {range} in {component} in {place}.",
    "In {place}, the {component} band at {company} is {range}.",
    "{place}: {company} states {range} as {component}.",
    "The guide on {company} gives {range} for {component} in the row of {place}.",
    "For an ML engineer in {place}, {component} at {company} lies in the range {range}.",
)
OF_ENDS = (
    "At {company}, {component} in {place} starts at {low} and tops out at {high}.",
    "For {company} in {place}, {component} goes from {low} to {high}.",
    "{company} ({place}) has {component} between {low} and {high}.",
    "In {place} {company} goes up to {high} in {component}.",
    "The lowest {component} that {company} states for {place} is {low}.",
    "No more than {high} in {component} is stated by {company} for {place}.",
)
IN_DIGITS = "{company}, {place}, {component}: {range}."
A_ROW = "{company} in {place}: base {base}, RSUs {equity} over four years, bonus {bonus}, total {total}."
YEARLY = "{company} states equity of {range} over four years in {place}, which is {derived} a year."
MIDDLE = "The {component} band of {company} in {place} is {range}, and its midpoint is {derived}."
ADDED = (
    "The script for {company} adds {increment} to the {component}.",
    "With {company}, the script asks for {increment} more in {component}.",
)
ABSOLUTE = ("The script for {company} asks for a {increment} {component}.",)


def sentences(guides: Guides) -> Iterator[Sentence]:
    """All sentences of all templates, in a fixed order."""
    for number, (kind, text, claims) in enumerate(_all(guides), 1):
        yield Sentence(f"T{number:04}", text, kind, claims)


def places_in_label(region: str) -> list[str]:
    """Ways to name a row, from its label.

    >>> places_in_label("Norway (Oslo / Bergen)")
    ['Norway (Oslo / Bergen)', 'Oslo / Bergen', 'Norway', 'Oslo', 'Bergen']
    """
    ways = [region]
    inner = re.search(r"\(([^)]*)\)", region)
    outer = re.sub(r"\s*\([^)]*\)", "", region).strip()
    for part in ([inner[1]] if inner else []) + [outer]:
        ways += [part] if " / " in part else []
    for part in (outer, inner[1] if inner else ""):
        ways += [name.strip() for name in part.split("/") if name.strip()]
    # A country in short, or "HQ", does not name one row.
    kept = [w for w in ways if not re.fullmatch(r"US|UK|HQ|US R&D", w)]
    return list(dict.fromkeys(kept))


def written(value: Decimal, currency: str, digits: bool = False) -> str:
    """An amount as a guide writes it, or in full.

    >>> written(Decimal(1050000), "CNY"), written(Decimal(62500), "USD", digits=True)
    ('CNY 1.05M', '$62,500')
    """
    mark = "$" if currency == "USD" else f"{currency} "
    if digits:
        return f"{mark}{value.normalize():,f}"
    scaled, letter = (value / 1_000_000, "M") if value >= 1_000_000 else (value / 1000, "K")
    return f"{mark}{scaled.normalize():f}{letter}"


def of_cell(low: Decimal, high: Decimal, unit: Unit, currency: str, digits: bool = False) -> str:
    """A cell as a guide writes it."""
    if unit == "percent":
        return f"{low}%" if low == high else f"{low}–{high}%"
    ends = (written(low, currency, digits), written(high, currency, digits))
    return ends[0] if low == high else "–".join(ends)


def _all(guides: Guides) -> Iterator[tuple[str, str, tuple[Claim, ...]]]:
    for number, row in enumerate(guides.rows):
        places = cycle(places_in_label(row.region))
        for cell in row.cells:
            words = WORDS[cell.component]
            name = {"company": row.company, "component": words[number % len(words)]}
            for template in OF_A_CELL:
                yield "cell", *fill(template, {**name, "place": next(places)}, {"range": claim(row, cell)})
            if cell.low != cell.high:
                for template in OF_ENDS:
                    yield "ends", *fill(template, {**name, "place": next(places)}, _ends(row, cell))
            if cell.unit == "money":
                inside = {**name, "place": next(places)}
                yield "digits", *fill(IN_DIGITS, inside, {"range": claim(row, cell, digits=True)})
                middle = derived(row, cell, (cell.low + cell.high) / 2, None, "(low + high) / 2")
                yield "midpoint", *fill(MIDDLE, inside, {"range": claim(row, cell), "derived": middle})
        yield _row(row)
        if equity := row.cell("equity"):
            per_year = derived(row, equity, equity.low / 4, equity.high / 4, "equity / 4")
            slots = {"range": claim(row, equity), "derived": per_year}
            yield "yearly", *fill(YEARLY, {"company": row.company, "place": next(places)}, slots)
    for increment in guides.increments:
        for template in ABSOLUTE if increment.absolute else ADDED:
            name = {"company": increment.company, "component": WORDS[increment.component][0]}
            yield "increment", *fill(template, name, {"increment": of_script(increment)})


def _row(row: Row) -> tuple[str, str, tuple[Claim, ...]]:
    slots = {cell.component: claim(row, cell) for cell in row.cells}
    return "row", *fill(A_ROW, {"company": row.company, "place": places_in_label(row.region)[0]}, slots)


def _ends(row: Row, cell: Cell) -> dict[str, Claim]:
    low = replace(claim(row, cell), text=of_cell(cell.low, cell.low, cell.unit, cell.currency), high=None)
    high = replace(claim(row, cell), text=of_cell(cell.high, cell.high, cell.unit, cell.currency), low=None)
    return {"low": low, "high": high}


def claim(row: Row, cell: Cell, digits: bool = False) -> Claim:
    """The claim that a whole cell stands in its row."""
    text = of_cell(cell.low, cell.high, cell.unit, cell.currency, digits)
    return Claim(
        text, 0, row.company, row.region, cell.component, cell.low, cell.high, cell.unit, cell.currency
    )


def derived(row: Row, cell: Cell, low: Decimal, high: Decimal | None, formula: str) -> Claim:
    """The claim of a computed value; `high` None for a single one."""
    end = low if high is None else high
    text = of_cell(low, end, cell.unit, cell.currency).replace("–", " to ")
    return Claim(text, 0, row.company, None, "derived", low, end, cell.unit, cell.currency, formula=formula)


def of_script(increment: Increment) -> Claim:
    """The claim of what a script adds or asks for."""
    text = of_cell(increment.low, increment.high, "money", "USD")
    component = "sign_on" if increment.absolute else "increment"
    return Claim(
        text,
        0,
        increment.company,
        None,
        component,
        increment.low,
        increment.high,
        "money",
        "USD",
        increment.component,
    )


def fill(
    template: str, names: Mapping[str, str], claims: Mapping[str, Claim]
) -> tuple[str, tuple[Claim, ...]]:
    """A template's text with its claims at their places."""
    text = ""
    placed = []
    for literal, slot, _, _ in Formatter().parse(template):
        text += literal
        if slot is None:
            continue
        if slot in claims:
            placed.append(replace(claims[slot], at=len(text)))
            text += claims[slot].text
        else:
            text += names[slot]
    return text, tuple(placed)
