"""Level maps: what is set against what, in the forms that guides print."""

from __future__ import annotations

import pytest

from corpus.guide import parse_guide
from corpus.levels import LevelMap, level_maps_in

TITLE = "### Data Engineer | Globex Global Negotiation Guide\n\n"


def maps_of(text: str) -> list[LevelMap]:
    return level_maps_in(parse_guide(TITLE + text, "globex.md"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "**Level Mapping:** G5 (Senior) maps to Initech L5 / Hooli L6 Applied Scientist; "
            "G6 (Staff) maps to Stark ML Engineer ICT5. Researchers have a track of their own.",
            [
                ("G5", "Senior", "Initech", "L5", True),
                ("G5", "Senior", "Hooli", "L6 Applied Scientist", True),
                ("G6", "Staff", "Stark", "ML Engineer ICT5", True),
            ],
        ),
        (
            "**Level Mapping:** Data Engineer at Globex (2-1 to 3-1) = L4-L6 at Initech Labs, "
            "Research Engineer at Hooli/Stark",
            [
                ("2-1 to 3-1", "", "Initech Labs", "L4-L6", False),
                ("2-1 to 3-1", "", "Hooli", "Research Engineer", False),
                ("2-1 to 3-1", "", "Stark", "Research Engineer", False),
            ],
        ),
        (
            "**Level Mapping:**\n- Globex L4 SDE I = Initech L3 = Hooli E3\n- Globex data teams are large",
            [("L4", "SDE I", "Initech", "L3", True), ("L4", "SDE I", "Hooli", "E3", True)],
        ),
        (
            "**Level Mapping:** Globex IC3/IC4 (ML) ~ Initech L5/L6 MLE | Stark 63/64 AI",
            [("IC3/IC4", "ML", "Initech", "L5/L6 MLE", False), ("IC3/IC4", "ML", "Stark", "63/64 AI", False)],
        ),
        (
            "**Level Mapping:** Globex Data Engineer = F5 ML Engineer (L4-L5) = Initech.com ML Engineer",
            [
                ("Data Engineer", "", "F5", "ML Engineer L4-L5", False),
                ("Data Engineer", "", "Initech.com", "ML Engineer", False),
            ],
        ),
        ("**Level Mapping:** Data Engineer at Globex maps to L5/L6 across the industry.", []),
        ("Year 1 pay = base + bonus. L5 is a good level, and G5 = 25% more.", []),
    ],
)
def test_lines(text: str, expected: list[tuple[str, str, str, str, bool]]) -> None:
    """Each form gives its pairs; ranges are not exact; a line without a company gives none."""
    found = [
        (each.level, each.title, each.other_company, each.other_level, each.exact) for each in maps_of(text)
    ]
    assert found == expected
    assert {each.company for each in maps_of(text)} <= {"Globex"}


def test_table_of_companies() -> None:
    """A column is a company; years, titles and empty cells are not levels elsewhere."""
    maps = maps_of(
        "## Level Mapping\n\n| Globex Level | Equivalent @ Initech | Hooli Equivalent | Typical YoE |\n"
        "|---|---|---|---|\n"
        "| 61 (Senior) | L5 | E5/E6 | 4-7 |\n| 65 (Partner) | L7 | N/A | 15+ |\n"
    )
    assert [
        (each.line, each.level, each.title, each.other_company, each.other_level, each.exact) for each in maps
    ] == [
        (7, "61", "Senior", "Initech", "L5", True),
        (7, "61", "Senior", "Hooli", "E5/E6", False),
        (8, "65", "Partner", "Initech", "L7", True),
    ]


def test_table_of_internal_titles_is_no_map() -> None:
    """A guide's own titles beside its own levels are set against nobody's."""
    assert (
        maps_of(
            "## Globex Level Mapping\n\n| External Title | Internal Level |\n|---|---|\n| Senior | G5 |\n"
        )
        == []
    )
