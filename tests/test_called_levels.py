"""Levels as people call them: by initials, by either numeral, by a code alone; and rows that are not theirs.

One invented company, and names made for the resolver alone; no question is among the cases in `evals/cases`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking import Ask, asking

from index.resolve import Lexicon, RowKey, resolve

GLOBEX = """---
company: Globex
role: Data Engineer
---

# Globex Data Engineer Offer Guide

## Pay

| Level | Region | Base | Equity (4 years) | Bonus | Sign-On | Total Comp |
|---|---|---|---|---|---|---|
| D2 Engineer | Graz | €61K-€80K | €20K-€31K | 5% | €2K-€4K | €70K-€92K |
| D3 Senior Engineer | Graz | €79K-€104K | €32K-€55K | 8% | €5K-€7K | €95K-€127K |
| D4 Staff Engineer | Oslo | €101K-€131K | €70K-€99K | 10% | €8K-€12K | €129K-€168K |
| Senior Member of Technical Staff | Oslo | €140K-€171K | €101K-€164K+ | 12% | €13K-€19K | €185K-€233K+ |

## Level Mapping and Titles

| External Title | Globex Internal Level | Typical Experience |
|---|---|---|
| Data Engineer | D2 | 2-5 years |
| Senior Data Engineer | D3 | 5-8 years |
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    guides, folder = tmp_path_factory.mktemp("guides"), tmp_path_factory.mktemp("index")
    (guides / "globex.md").write_text(GLOBEX, encoding="utf-8")
    with asking(folder, guides) as ask:
        yield ask


@pytest.mark.parametrize("level", ["staff", "D4"])
def test_a_level_that_has_a_row_elsewhere_is_no_other_rows(ask: Ask, level: str) -> None:
    """Oslo has the level; Graz has not, and a row of Graz that no title tells apart is not shown instead."""
    answer = ask(f"{level} engineer at Globex in Graz, what is the base?")
    assert answer.status == "not_covered"
    assert "€" not in answer.text
    assert "for Graz" in answer.text


def test_a_row_by_a_title_in_two_pieces_is_not_withheld(ask: Ask) -> None:
    """The words of its name between "senior" and "staff" leave it one level for the check as well."""
    answer = ask("Globex senior member of technical staff in Oslo, total comp?")
    assert (answer.status, answer.withheld) == ("answered", 0)
    assert "€185K-€233K+" in answer.text


def test_a_share_behind_an_amount_makes_it_the_base(ask: Ask) -> None:
    """ "90k, 8% bonus": both are placed, each in its own part of the row."""
    text = ask("my Globex offer, D3 in Graz: 90k, 8% bonus. comments?").text
    assert "€79K-€104K" in text
    assert "€90K" in text


def test_the_row_of_a_level_alone_stands_beside_what_an_offer_comes_to(ask: Ask) -> None:
    """No place has to be named where the level has one row."""
    text = ask("Globex D2: is 70k base, 24k rsu over 4 years and 3k sign on ok?").text
    assert "€61K-€80K" in text
    assert "€79K-€104K" not in text


def _ladder(*labels: str) -> Lexicon:
    """A company in two towns whose rows have these levels."""
    rows = tuple(RowKey("Globex", "Engineer", town) for town in ("Oslo", "Graz"))
    return Lexicon(rows, ("Globex",), ("Engineer",), levels_at={"Globex": labels})


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("Globex MTS 2 base", "Member of Technical Staff II"),
        ("globex mts ii base", "Member of Technical Staff II"),
        ("Globex member of technical staff 1 base", "Member of Technical Staff I"),
        ("senior mts at Globex, base", "Senior Member of Technical Staff"),
        ("globex smts base", "Senior Member of Technical Staff"),
    ],
)
def test_a_long_title_is_called_by_its_initials_and_either_numeral(said: str, level: str) -> None:
    """ "MTS 2" is the row "Member of Technical Staff II", and no other one."""
    ladder = _ladder(
        "Member of Technical Staff I", "Member of Technical Staff II", "Senior Member of Technical Staff"
    )
    assert resolve(said, ladder).levels == (level,)


@pytest.mark.parametrize(("said", "levels"), [("H3", ("H3",)), ("h4", ("h4",)), ("H6", ("H6",)), ("K3", ())])
def test_a_rung_is_called_by_its_code_alone(said: str, levels: tuple[str, ...]) -> None:
    """ "H3" of rows "H3 SWE II"; a rung that no row has is asked for as well, another ladder's code is none."""
    ladder = _ladder("H3 SWE II", "H4 SWE III")
    assert resolve(f"Globex {said} in Oslo, base", ladder).levels == levels


def test_a_title_in_two_pieces_is_one_name() -> None:
    """Of "Senior Member of Technical Staff" neither "senior" nor "staff" alone is said."""
    ladder = _ladder("Member of Technical Staff I", "Senior Member of Technical Staff")
    found = [m.name for m in ladder.mentions("a Senior Member of Technical Staff") if m.kind == "level"]
    assert found == ["Senior Member of Technical Staff"]


def test_a_town_of_three_words_is_called_by_its_initials() -> None:
    """ "PSK" is Port Saint Kilda's row; a small word beside a name joins no misspelling of another."""
    town = Lexicon((RowKey("Globex", "Engineer", "Port Saint Kilda"),), ("Globex",), ("Engineer",))
    assert resolve("globex base PSK", town).targets[0].row.region == "Port Saint Kilda"
    assert not [m for m in town.mentions("a 9k stipend in PSK") if m.kind == "component"]


def test_a_rows_key_names_no_column_of_another_table(ask: Ask) -> None:
    """ "Senior level" asks for pay, not for what a level table has under "Level"; what it has is told where asked."""
    text = ask("data engineer at globex in graz, senior level, what to expect").text
    assert "€79K-€104K" in text
    assert "8 years" not in text
    assert "5-8 years" in ask("Globex D3 typical experience?").text


@pytest.mark.parametrize(
    ("question", "shown"),
    [("what is the base of a D3?", "€79K-€104K"), ("is €90k good for D3?", "€79K-€104K"), ("D4 equity", "€70K-€99K")],
)
def test_a_rung_that_only_one_company_has_names_the_company(ask: Ask, question: str, shown: str) -> None:
    answer = ask(question)
    assert answer.status in ("answered", "partial")
    assert shown.replace("-", "–") in answer.text or shown in answer.text


def test_the_rung_of_who_asks_is_no_question_of_levels(ask: Ask) -> None:
    answer = ask('As a D3, how do I reply to "this is our final offer"?')
    assert "Internal Level" not in answer.text
    assert "2-5 years" not in answer.text
