"""Tables as people write them: each shape becomes facts with their own keys, or is listed with a reason.

The shapes are in `data/tables`, by kind: a name, the text below a title, `--`, and what is expected:
`role | level (title) @ region: component low-high unit period` (`-` for none, `..high` without a floor,
`low+` without a top, `?` for a period that is not said) or `! words of the reason`. All figures, places
of pay and companies are invented.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from assistant.compose.wording import shown as shown_in_a_sentence
from corpus.bands import Fact, bands_in
from corpus.guide import parse_guide

TABLES = Path(__file__).parent / "data" / "tables"
TITLE = "### Data Engineer | Acme Global Negotiation Guide\n\n"


def shapes() -> list[tuple[str, str, list[str]]]:
    """Every shape: its file and name, its text, the lines expected."""
    found = []
    for path in sorted(TABLES.glob("*.txt")):
        for part in path.read_text(encoding="utf-8").split("=== ")[1:]:
            name, _, rest = part.partition("\n")
            text, _, expected = rest.rpartition("\n--")
            found.append((f"{path.stem}: {name}", text, expected.split("\n")[1:]))
    return found


SHAPES = shapes()


def shown(fact: Fact) -> str:
    """A fact as the files write it."""

    def digits(value: Decimal | None) -> str:
        return "" if value is None else f"{value.normalize():f}"

    amount = digits(fact.low)
    if fact.low is None:
        amount = f"..{digits(fact.high)}"
    elif fact.high is None:
        amount += f"-{digits(fact.open_from)}+" if fact.open_from else "+"
    elif fact.high != fact.low:
        amount += f"-{digits(fact.high)}"
    role = f"{fact.role} | " if fact.role != "Data Engineer" else ""
    title = f" ({fact.title})" if fact.title else ""
    unit = "%" if fact.unit == "percent" else f"{fact.currency} {fact.period or '?'}"
    if fact.unit == "percent" and fact.period is None:
        unit += " ?"
    return f"{role}{fact.level or '-'}{title} @ {fact.region or '-'}: {fact.component} {amount} {unit}"


# Places with words in them that are also words of pay, of levels, of statistics.
PLACES = """
Bay Area|New York City / Seattle|Remote (US)|Remote (Tier 2)|Fully Remote|Hybrid (NYC)|US East|Mid-Atlantic
Great Lakes|Other US Markets|Rest of World|International|High-Cost US|Low COL|Top Tier Metro|Lower Manhattan
High Wycombe|Hong Kong SAR|Menlo Park (HQ)|Main Office|Everywhere else|Global|All Locations|Tier 1 Cities
Zone 1|Leeds|Basel|Stockton|Cary NC|Reading|Bondi|Columbia MD|McLean VA|UK & Ireland|Be'er Sheva|São Paulo
Hsinchu|In-Office NYC|St. Louis|Raleigh-Durham|Mountain View / Bay Area
""".replace("\n", "|").strip("|")


@pytest.mark.parametrize("place", PLACES.split("|"))
def test_a_place_is_a_place_in_every_header(place: str) -> None:
    """Down or across, beside levels or parts of pay, with its currency or without."""
    for table in (
        f"| Level | {place} (USD) |\n|---|---|\n| L4 | $90K |",
        f"| Level | {place} |\n|---|---|\n| L4 | $90K |",
        f"| Component | {place} (USD) |\n|---|---|\n| Base | $90K |",
        f"| Region | Base |\n|---|---|\n| {place} | $90K |",
    ):
        facts, unread = bands_in(parse_guide(TITLE + table + "\n", "acme.md"))
        assert ([fact.region for fact in facts], unread) == ([place], [])


def test_there_are_shapes_of_every_kind() -> None:
    """The files are there, and no shape has the name of another."""
    assert len(SHAPES) >= 250
    assert len({name for name, _, _ in SHAPES}) == len(SHAPES)


@pytest.mark.parametrize(("text", "expected"), [s[1:] for s in SHAPES], ids=[s[0] for s in SHAPES])
def test_a_shape_is_read(text: str, expected: list[str]) -> None:
    """Its facts are those expected, no more, and what is not read is listed for the reason expected."""
    guide = parse_guide(TITLE + text + "\n", "acme.md")
    facts, unread = bands_in(guide)
    lines = [line for line in expected if line]
    # Another role's rows are told by their role; all facts are of the guide's company.
    wanted = sorted(line for line in lines if not line.startswith("!"))
    assert sorted(shown(fact) for fact in facts) == wanted
    reasons = [line[1:].strip() for line in lines if line.startswith("!")]
    said = [item.reason for item in unread]
    assert len(said) == len(reasons), said
    assert all(any(words in reason for reason in said) for words in reasons), said
    assert {fact.company for fact in facts} <= {"Acme"}
    assert all(item.line for item in unread)


def test_the_ends_of_a_range_in_two_cells_are_said_with_a_dash() -> None:
    """The cell is the words of the line from the one to the other, and a sentence has both ends."""
    text = "| Level | Base Low | Mid | Base High |\n|---|---|---|---|\n| L4 | $90K | $95K | $99K |\n"
    facts, _ = bands_in(parse_guide(TITLE + text, "acme.md"))
    (base,) = (fact for fact in facts if fact.component == "base")
    assert (base.cell, base.column) == ("$90K | $95K | $99K", "Base Low | Base High")
    assert shown_in_a_sentence(base) == "$90K–$99K"
