"""Rows of guides that have several tables for one place: asked for by level, title, years, and a part's own name.

Two invented companies; none of these questions is among the cases in `evals/cases`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from asking import checked
from conftest import TinyEncoder

from assistant.answer import answer_question
from assistant.result import Answer
from index.build import build
from index.library import open_library
from index.resolve import lexicon_of

Ask = Callable[[str], Answer]

ORRIN = """---
company: Orrin Mills
role: Data Engineer
---

# Orrin Mills Data Engineer Offer Guide

## Pay by office

| Office | Base | On-call allowance | Joining bonus | Total |
|---|---|---|---|---|
| Tampere | €52,000 – €68,000 | €450/month | — | €60,000 – €77,000 |
| Leeds | £48,000 – £63,000 | £400/month | £3,000 | £55,000 – £71,000 |

## Tampere, by step (base, € thousand)

| Step | Title | P25 | P50 | P75 |
|---|---|---|---|---|
| OM1 | Associate Weaver | 50 | 54 | 58 |
| OM2 | Head of Looms | 61 | 66 | 71 |

## Rotation

| Tier | Pager weeks / quarter | Response time |
|---|---|---|
| Gold | 3 | 5 min |
| Silver | 2 | 15 min |

## Grants (number of options)

| Step | Options | Strike |
|---|---|---|
| OM1 | 4,000 | $1.12 |
| OM2 | 9,000 | $1.12 |
"""
TULLOCH = """---
company: Tulloch
role: Product Designer
---

# Tulloch Product Designer Offer Guide

## Pay by experience

| Experience | Base | Bonus % | Clearance premium |
|---|---|---|---|
| 0–2 years | $71,000 – $79,000 | 5 | $2,000 |
| 3–5 years | $82,000 – $93,000 | 8 | $4,000 |
| 6+ years | $99,000+ | 12 | $6,000 |
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    guides, folder = tmp_path_factory.mktemp("guides"), tmp_path_factory.mktemp("index")
    (guides / "orrin.md").write_text(ORRIN, encoding="utf-8")
    (guides / "tulloch.md").write_text(TULLOCH, encoding="utf-8")
    encoder = TinyEncoder()
    build(guides, folder, encoder=encoder, chroma=False)
    with open_library(folder) as library:
        lexicon = lexicon_of(library, encoder.is_word)
        yield lambda question: checked(answer_question(question, library, encoder, lexicon), guides)


@pytest.mark.parametrize(
    ("question", "line", "has", "lacks"),
    [
        # At no level what the office's table gives; at a level what the ladder gives.
        ("orrin mills tampere base", 12, "€52,000 – €68,000", "54"),
        ("Orrin Mills Tampere total", 12, "€60,000 – €77,000", "71"),
        ("Orrin Mills OM2 Tampere median base", 20, "66", "54"),
        ("75th of the base for OM1 at Orrin Mills in Tampere", 19, "58", "71"),
        # A title beside the level names its row.
        ("head of looms at orrin mills, median base", 20, "66", "54"),
        # A part under its own name, by the words that people say of it.
        ("On-call money at Orrin Mills in Leeds?", 13, "£400/month", "£3,000"),
        ("orrin mills leeds joining bonus", 13, "£3,000", "£400"),
        ("clearance at Tulloch with 4 yrs", 13, "$4,000", "$6,000"),
        # Years of experience find their rung; what a header says of its numbers is said.
        ("Tulloch base, I have seven years", 14, "$99,000+", "$82,000"),
        ("tulloch bonus with 4 years of experience", 13, "8%", "12%"),
        # A row that is no pay is quoted by its own words.
        ("How many pager weeks has the gold tier at Orrin Mills?", 26, "“3”", "“2”"),
    ],
)
def test_the_row_that_is_named_is_cited(ask: Ask, question: str, line: int, has: str, lacks: str) -> None:
    """Its figures are in the answer, and no neighbour's."""
    answer = ask(question)
    assert any(c.passage.first <= line <= c.passage.last for c in answer.citations), answer.text
    assert has in answer.text
    assert lacks not in answer.text.replace("[1]", "")
    assert answer.status in ("answered", "partial")


def test_a_dash_is_cited_where_no_figure_is(ask: Ask) -> None:
    """The row whose cell is a dash has no such part, and is the one cited."""
    answer = ask("joining bonus at Orrin Mills in Tampere")
    assert answer.status == "not_covered"
    assert [c.passage.first for c in answer.citations] == [12]
    assert "£3,000" not in answer.text


def test_years_of_a_grant_are_no_experience(ask: Ask) -> None:
    """ "Over 4 years" names no rung of a ladder of years."""
    assert ask("Tulloch base over 4 years").resolved["level"] == []


def test_a_company_is_called_by_a_word_of_its_name_beside_its_own_row(ask: Ask) -> None:
    """ "orrin" beside a level of its ladder is the company; behind an article it is not."""
    assert ask("orrin OM2 median base").resolved["company"] == ["Orrin Mills"]


def test_a_role_in_another_script_is_no_level(ask: Ask) -> None:
    """A role named in Chinese is asked for as a role, whatever a company's levels are called."""
    assert ask("Tulloch 产品经理 薪资多少").not_covered
