"""Nothing leaves a page that is not quoted, the person's own, or worked out: sentences are checked whole."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import value_of
from conftest import TinyEncoder
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.page import Page
from assistant.result import Answer, Retrieved
from corpus.bands import Fact
from corpus.money import amounts_in
from corpus.passages import Passage
from index.build import build
from index.library import Library, open_library
from index.resolve import lexicon_of

UMBRA = """\
---
company: Umbra
role: ML/AI Engineer
as_of: "2031"
---

# Umbra: what is paid

## Pay by region

| Region | Base Salary | Stock (RSU/4yr) | Bonus | Total Comp |
|---|---|---|---|---|
| Lisbon (Portugal) | $111K–$222K | $310K–$620K | 12% | $230K–$410K |
| Gotham | $133K–$244K | $330K–$640K | 12–18% | $250K–$450K |

## On asking

Ask once, in writing, and give a reason of 41% or so.
"""

GENERAL = """\
# Offers in general

## Staying calm

Thank the recruiter, and take 3 days before you answer.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("page")
    (folder / "guides").mkdir()
    (folder / "guides" / "umbra.md").write_text(UMBRA, "utf-8")
    (folder / "guides" / "general.md").write_text(GENERAL, "utf-8")
    build(folder / "guides", folder / "index", encoder=TinyEncoder(), chroma=False)
    with open_library(folder / "index") as opened:
        yield opened


@pytest.fixture
def page(library: Library) -> Page:
    return Page(library, lexicon_of(library))


def cell(page: Page, component: str, region: str = "Lisbon (Portugal)") -> Fact:
    (fact,) = page.library.facts(company="Umbra", region=region, component=component, kind="band")
    return fact


def row(page: Page, region: str = "Lisbon (Portugal)") -> Passage:
    found = page.passage_of(cell(page, "base", region))
    assert found is not None
    return found


def finished(page: Page) -> Answer:
    """The answer, with what holds for every answer."""
    answer = page.answer({}, [])
    assert [c.id for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    for n in answer.numbers:
        assert answer.text[n.start : n.end] == n.text
        assert n.source in ("quoted", "input", "derived")
        assert (n.source == "quoted") == (n.citation is not None)
        assert (n.source == "derived") == (n.derivation is not None)
    assert [n.start for n in answer.numbers] == sorted(n.start for n in answer.numbers)
    return answer


# ---- quoted


def test_a_quoted_cell_carries_its_citation_and_fact(page: Page) -> None:
    """The number is the printed range, and its fact is that cell."""
    page.say("For Umbra in Lisbon (Portugal), the base salary is $111K–$222K a year.", row(page))
    answer = finished(page)
    assert answer.text == "For Umbra in Lisbon (Portugal), the base salary is $111K–$222K a year. [1]"
    (number,) = answer.numbers
    assert (number.text, number.source, number.citation) == ("$111K–$222K", "quoted", 1)
    assert number.fact == cell(page, "base")
    assert (answer.status, answer.withheld) == ("answered", 0)


def test_citations_are_numbered_in_the_order_of_use(page: Page) -> None:
    """Each passage has one number, given when it is first used."""
    gotham, lisbon = row(page, "Gotham"), row(page)
    page.say("For Umbra in Gotham, the base salary is $133K–$244K a year.", gotham)
    page.say("For Umbra in Lisbon (Portugal), the base salary is $111K–$222K a year.", lisbon)
    page.say("Once more, Umbra's base salary in Gotham is $133K–$244K a year.", gotham, lisbon, gotham)
    answer = finished(page)
    assert [c.passage for c in answer.citations] == [gotham, lisbon]
    assert [line[-6:] for line in answer.text.split(" Once")[1:]] == ["[1][2]"]
    assert [n.citation for n in answer.numbers] == [1, 2, 1]


def test_a_sentence_is_said_once(page: Page) -> None:
    """The same words with the same passages are not repeated."""
    for _ in range(3):
        page.say("The guide has a row for Lisbon.", row(page))
    assert finished(page).text == "The guide has a row for Lisbon. [1]"


@pytest.mark.parametrize(
    "sentence",
    [
        "For Umbra in Lisbon (Portugal), the base salary is $112K–$222K a year.",
        "For Umbra in Lisbon (Portugal), the base salary is $111K–$223K a year.",
        "For Umbra in Lisbon (Portugal), the base salary is $133K–$244K a year.",
        "For Umbra in Lisbon (Portugal), the equity is $111K–$222K over four years.",
        "For Umbra in Lisbon (Portugal), the base salary is SGD 111K–SGD 222K a year.",
        "For Umbra in Lisbon (Portugal), the base salary is $111M–$222M a year.",
        "For Umbra in Lisbon (Portugal), the bonus is 13%.",
        "For Umbra in Lisbon (Portugal), the base salary starts at $222K a year.",
        "For Umbra in Lisbon (Portugal), the base salary is about two hundred and fifty thousand.",
    ],
)
def test_a_sentence_with_a_figure_that_is_not_its_cells_own_is_withheld(page: Page, sentence: str) -> None:
    """Another digit, row, component, currency, scale or end: the sentence goes and is counted."""
    page.say(sentence, row(page), row(page, "Gotham"))
    answer = finished(page)
    assert sentence not in answer.text
    assert (answer.numbers, answer.citations, answer.withheld) == ((), (), 1)
    assert answer.status == "not_covered"
    assert "withheld" in answer.text
    assert [w.code for w in answer.warnings] == ["withheld"]
    assert answer.not_covered


def test_a_withheld_sentence_takes_its_citation_along(page: Page) -> None:
    """What is left is numbered anew; no mark stays without its passage, and none is lost."""
    page.say("For Umbra in Gotham, the base salary is $999K a year.", row(page, "Gotham"))
    page.say("For Umbra in Lisbon (Portugal), the bonus is 12%.", row(page))
    answer = finished(page)
    assert answer.text == "For Umbra in Lisbon (Portugal), the bonus is 12%. [1]"
    assert [c.passage for c in answer.citations] == [row(page)]
    assert (answer.withheld, answer.status) == (1, "answered")
    assert answer.warnings[0].message.startswith("One sentence was withheld")


def test_a_figure_is_not_quoted_from_a_guide_that_is_not_cited(page: Page) -> None:
    """A right figure beside another passage's mark is withheld."""
    (calm,) = page.library.passages(guide="general.md")[:1]
    page.say("For Umbra in Lisbon (Portugal), the base salary is $111K–$222K a year.", calm)
    assert finished(page).withheld == 1


def test_a_number_inside_a_quotation_is_that_passages(page: Page) -> None:
    """Words quoted one for one carry their figures with them; changed words do not."""
    asking = next(p for p in page.library.passages(guide="umbra.md") if "41%" in p.quote)
    page.say("“Ask once, in writing, and give a reason of 41% or so.”", asking)
    (number,) = finished(page).numbers
    assert (number.text, number.source, number.citation) == ("41%", "quoted", 1)


def test_an_altered_quotation_is_withheld(page: Page) -> None:
    """One digit off is no quotation."""
    asking = next(p for p in page.library.passages(guide="umbra.md") if "41%" in p.quote)
    page.say("“Ask once, in writing, and give a reason of 14% or so.”", asking)
    assert finished(page).withheld == 1


def test_a_heading_without_its_bullets_goes_too(page: Page) -> None:
    """A lead whose every bullet was withheld is not left standing alone."""
    page.say("What the guide gives:", style="lead", required=False)
    page.say("Umbra in Lisbon (Portugal): base salary $999K.", row(page), style="bullet")
    assert "What the guide gives" not in finished(page).text


def test_layout_of_leads_bullets_and_sentences(page: Page) -> None:
    """A list is set off by blank lines, and the spans stay true behind it."""
    page.say("First.", row(page))
    page.say("Then:", style="lead", required=False)
    page.say("Umbra in Lisbon (Portugal): bonus 12%.", row(page), style="bullet")
    page.say("Umbra in Gotham: bonus 12–18%.", row(page, "Gotham"), style="bullet")
    page.say("Last.", required=False)
    assert finished(page).text == (
        "First. [1]\n\nThen:\n- Umbra in Lisbon (Portugal): bonus 12%. [1]\n"
        "- Umbra in Gotham: bonus 12–18%. [2]\n\nLast."
    )


# ---- the person's own


def test_a_given_figure_is_input_when_it_is_said_as_theirs(page: Page) -> None:
    """ "Your" makes it the person's; it has neither citation nor fact."""
    (amount,) = amounts_in("$187K")
    page.say(f"Your {page.give(amount)} is an offer.")
    (number,) = finished(page).numbers
    assert (number.text, number.source, number.citation, number.fact) == ("$187K", "input", None, None)


@pytest.mark.parametrize(
    "sentence",
    [
        "For Umbra in Lisbon (Portugal), the base salary is $999K a year.",
        "The guide gives $999K.",
        "Umbra pays $999K in Gotham.",
    ],
)
def test_a_given_figure_never_becomes_the_guides(page: Page, sentence: str) -> None:
    """Said of a company or a guide it is withheld, although the person named it."""
    page.give(amounts_in("$999K")[0])
    page.say(sentence, row(page))
    assert finished(page).withheld == 1


def test_a_figure_nobody_gave_is_not_theirs(page: Page) -> None:
    """ "Your" alone makes no input."""
    page.say("Your $187K is an offer.")
    assert finished(page).withheld == 1


# ---- worked out


def test_a_derived_value_carries_formula_and_inputs(page: Page) -> None:
    """The formula gives the value, and its inputs are the citations that its operands stand in."""
    base = cell(page, "base")
    assert base.low is not None
    assert base.high is not None
    text = page.derive((base.low + base.high) / 2, "(111000 + 222000) / 2", [row(page)], "USD", "$")
    page.say(f"The midpoint of the base salary range for Umbra in Lisbon (Portugal) is {text}.", row(page))
    (number,) = finished(page).numbers
    assert (number.text, number.source) == ("$166,500", "derived")
    assert number.derivation == {"formula": "(111000 + 222000) / 2", "inputs": [1], "value": 166500}
    assert value_of(number.derivation["formula"]) == number.derivation["value"]


def test_a_value_from_given_figures_names_the_input(page: Page) -> None:
    """ "input" stands for the person's own operand, beside the citations."""
    own = page.give(amounts_in("$100K")[0])
    gap = page.derive(Decimal(11_000), "111000 - 100000", [row(page), "input"], "USD", "$")
    page.say(
        f"Your {own} lies below the base salary range of Umbra in Lisbon, $111K–$222K: {gap} less.", row(page)
    )
    numbers = {n.text: n for n in finished(page).numbers}
    assert numbers["$11K"].derivation == {
        "formula": "111000 - 100000",
        "inputs": [1, "input"],
        "value": 11000,
    }
    assert numbers["$100K"].source == "input"


def test_a_value_that_was_not_registered_is_withheld(page: Page) -> None:
    """That some formula would fit is no derivation."""
    page.say("The guide gives Umbra's people in Lisbon $9,250 for each month.", row(page))
    assert finished(page).withheld == 1


def test_a_derived_percentage_and_a_derived_range(page: Page) -> None:
    """They are written as such, and each end of the range has its own formula."""
    share = page.derive(Decimal(25), "25000 / 100000 * 100", ["input"], unit="percent")
    spread = page.derive(
        Decimal(77_500), "310000 / 4 to 620000 / 4", [row(page)], "USD", "$", high=Decimal(155_000)
    )
    assert (share, spread) == ("25%", "$77,500–$155K")
    page.say(f"Spread evenly, that is {spread} for each of the four years.", row(page))
    (number,) = finished(page).numbers
    assert number.derivation == {
        "formula": "310000 / 4",
        "inputs": [1],
        "value": 77500,
        "high": {"formula": "620000 / 4", "value": 155000},
    }


# ---- what it amounts to


def test_status_of_an_empty_page(page: Page) -> None:
    """Nothing said is nothing covered."""
    assert finished(page).status == "not_covered"


def test_status_rules(library: Library) -> None:
    """Answered; partial where something is missing too; else not covered, asked back or declined."""
    lexicon = lexicon_of(library)

    def status(said: bool, lack: bool = False, detail: bool = False, declined: bool = False) -> str:
        page = Page(library, lexicon)
        page.needs_detail, page.declined = detail, declined
        if said:
            page.say("The guide has a row for Lisbon.", row(page))
        page.say("Nobody has verified the figures.", required=False)
        if lack:
            page.lack("the weather")
        return page.answer({}, []).status

    assert status(True) == "answered"
    assert status(True, lack=True) == "partial"
    assert status(False, lack=True) == "not_covered"
    assert status(False) == "not_covered"
    assert status(False, detail=True) == "needs_detail"
    assert status(True, detail=True) == "answered"
    assert status(True, declined=True) == status(False, declined=True, lack=True) == "declined"


def test_gaps_questions_and_warnings_are_said_once(page: Page) -> None:
    """Repeating them changes nothing, and an empty question is none."""
    for _ in range(2):
        page.lack("tax")
        page.ask("Is it gross?")
        page.ask("")
        page.warn("a", "first")
        page.warn("a", "second")
    answer = finished(page)
    assert (answer.not_covered, answer.questions) == (("tax",), ("Is it gross?",))
    assert [(w.code, w.message) for w in answer.warnings] == [("a", "first")]


def test_both_sides_of_a_conflict_are_cited(page: Page) -> None:
    """Every side's number is that of its passage, also where no sentence cites it."""
    (calm,) = page.library.passages(guide="general.md")[:1]
    page.say("The guide has a row for Lisbon.", row(page))
    page.differ("how long to wait", [("not at all", row(page)), ("some days", calm)])
    answer = finished(page)
    assert [(s.says, s.citation) for s in answer.conflicts[0].sides] == [("not at all", 1), ("some days", 2)]
    assert answer.citations[1].passage == calm


def test_what_is_cited_leads_what_was_retrieved(page: Page) -> None:
    """At most eight, the cited ones first, none twice."""
    found = [Retrieved(p, 1 / (i + 1)) for i, p in enumerate(page.library.passages() * 3)]
    page.say("The guide has a row for Gotham.", row(page, "Gotham"))
    retrieved = page.answer({}, found).retrieved
    assert retrieved[0].passage == row(page, "Gotham")
    assert len(retrieved) == len({r.passage for r in retrieved}) <= 8


def test_taking_back_leaves_no_sentence_about_what_was_taken_back(page: Page) -> None:
    """Answers of another role go, with their figures and warnings."""
    page.say("For Umbra in Lisbon (Portugal), the bonus is 12%.", row(page))
    page.warn("a", "b")
    page.forget(0)
    answer = finished(page)
    assert (answer.text, answer.numbers, answer.warnings) == ("", (), ())


SENTENCES = st.sampled_from(
    [
        ("For Umbra in Lisbon (Portugal), the base salary is $111K–$222K a year.", True),
        ("For Umbra in Lisbon (Portugal), the bonus is 12%.", True),
        ("Umbra's equity in Lisbon (Portugal) is $310K–$620K over four years.", True),
        ("Thank them.", True),
        ("For Umbra in Lisbon (Portugal), the base salary is $444K a year.", False),
        ("Umbra pays a bonus of 55%.", False),
    ]
)


@given(st.lists(st.tuples(SENTENCES, st.sampled_from(["sentence", "bullet", "lead"])), max_size=6))
@settings(max_examples=60, deadline=None)
def test_only_true_sentences_remain_and_every_other_is_counted(
    library: Library, said: list[tuple[tuple[str, bool], str]]
) -> None:
    """In any mixture, each sentence stands or falls alone, and the spans of what stands are right."""
    page = Page(library, lexicon_of(library))
    for (sentence, _), style in said:
        page.say(sentence, row(page), style=style)  # type: ignore[arg-type]
    answer = finished(page)
    assert "$444K" not in answer.text
    assert "55%" not in answer.text
    kept = {(sentence, style) for (sentence, true), style in said if true and style != "lead"}
    assert all(sentence in answer.text for sentence, _ in kept)
    wrong = {(sentence, style) for (sentence, true), style in said if not true and style != "lead"}
    assert answer.withheld >= len(wrong)
