"""Guides become passages: each whole, each findable alone, no line in two of them."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_guides import LINES, aside, guide_from

from corpus.files import read_guides
from corpus.guide import Guide, parse_guide
from corpus.passages import Passage, passages_in

GIVEN = os.environ.get("COUNTEROFFER_TEST_GUIDES")


def of_kind(guide: Guide, kind: str) -> list[Passage]:
    return [passage for passage in passages_in(guide) if passage.kind == kind]


def passages_from(text: str) -> list[Passage]:
    return passages_in(parse_guide(text, "a.md"))


def test_row_is_one_line_with_its_header() -> None:
    """A row is cited by its line alone and read with its header."""
    row = of_kind(guide_from("marked.txt"), "row")[0]
    assert (row.first, row.last, row.location) == (7, 7, "marked.txt:7")
    assert dict(row.parts)["Stock (RSU/4yr)"] == "$71K–$193K"
    assert row.text.startswith("Globex · Data Engineer")
    assert "Base Salary: $111K–$163K" in row.text
    assert row.quote == guide_from("marked.txt").lines[6]


def test_levers_scripts_and_sources() -> None:
    """Each lever has a name and words; the script has a name; sources travel with their heading."""
    guide = guide_from("marked.txt")
    assert [lever.parts[0][1] for lever in of_kind(guide, "lever")] == [
        "Rival Offer",
        "Pipeline Skill",
        "Loss of Stock",
    ]
    assert (
        dict(of_kind(guide, "lever")[2].parts)["say"]
        == "A larger grant would make up for what I leave behind."
    )
    (script,) = of_kind(guide, "script")
    assert script.parts[0] == ("name", "Negotiate Up Strategy")
    (sources,) = of_kind(guide, "sources")
    assert (sources.first, sources.last, sources.parts[0]) == (25, 28, ("heading", "Evidence & Sources"))


def test_levels_are_their_own_passage() -> None:
    """The labelled level map is not mere text."""
    assert [passage.first for passage in of_kind(guide_from("marked.txt"), "levels")] == [14]


def test_do_and_dont_lists_keep_their_headings() -> None:
    """A bullet without its heading says the opposite, so the heading is in lines, parts and text."""
    do, dont = (p for p in of_kind(guide_from("dense.txt"), "list") if p.section in ("Do", "Don't"))
    assert do.quote.splitlines()[0] == "Do"
    assert dont.quote.splitlines()[0] == "Don't"
    assert dont.parts == (("heading", "Don't"), ("item", "Invent offers"), ("item", "Threaten anyone"))
    assert "Don't" in dont.text


def test_lead_in_stays_with_its_list() -> None:
    """The sentence that announces a list is in its passage."""
    (found,) = (p for p in of_kind(guide_from("dense.txt"), "list") if p.section == "Level First")
    assert found.parts[:2] == (("heading", "Level First"), ("lead-in", "Your level settles:"))


def test_pushback_pairs() -> None:
    """Quoted words and the quoted reply are a pair; a remark in brackets is not said."""
    pairs = [dict(passage.parts) for passage in of_kind(guide_from("dense.txt"), "pushback")]
    assert pairs[0] == {"when": "There is no more to give", "say": "I see. Could a sign-on help us meet?"}
    assert pairs[1]["say"] == "I understand. How do shares usually grow here?"
    assert pairs[1]["note"] == "Seldom true of large firms"


def test_pushback_in_bullets_and_under_a_heading() -> None:
    """An arrow, a colon or a quoted heading makes a pair too."""
    pairs = [dict(passage.parts) for passage in of_kind(guide_from("front.md"), "pushback")]
    assert [(pair["when"], pair["say"]) for pair in pairs] == [
        ("This is final.", "Could the start date move?"),
        ("No exceptions", "What would an exception need?"),
        ("We have a band", "Could we look at the level again?"),
    ]


def test_pushback_table() -> None:
    """A table of what they say and what you say gives pairs."""
    (pair,) = passages_from('# Pay\n\n| They say | You say |\n|---|---|\n| "No." | "Why?" |\n')
    assert (pair.kind, pair.parts) == ("pushback", (("when", "No."), ("say", "Why?")))


def test_timeline_and_formula() -> None:
    """A drawing gives steps with notes; a sum and its worked example are one passage."""
    guide = guide_from("dense.txt")
    (timeline,) = of_kind(guide, "timeline")
    assert timeline.parts[1] == ("2-3 days of thanks", "warmth")
    (formula,) = of_kind(guide, "formula")
    assert (formula.first, formula.last) == (5, 10)
    assert formula.parts[0] == ("formula", "Whole Pay = Salary + Shares + Extras")
    assert dict(formula.parts)["Extras"] == "$13K (11% target)"


def test_numbered_timeline_and_bold_sum() -> None:
    """The same two in Markdown: a numbered list under its heading, a sum in bold over a list."""
    text = "# Pay\n\n**All = Base + Bonus**\n\nAn example:\n\n- Base: $1K\n- Bonus: $2K\n"
    text += "\n## Timeline\n\n1. Letter: wait.\n2. Reply\n"
    formula, timeline = passages_from(text)
    assert (formula.kind, formula.first, formula.last) == ("formula", 3, 8)
    assert (timeline.kind, timeline.parts) == ("timeline", (("Letter", "wait."), ("Reply", "")))


def test_long_quotation_is_a_script() -> None:
    """A quotation over several lines, with numbered asks in it, stays whole."""
    (script,) = of_kind(guide_from("dense.txt"), "script")
    assert (script.first, script.last) == (25, 29)
    assert "1. Salary: I had $X in mind" in dict(script.parts)["say"]


def test_personas_and_questions() -> None:
    """A persona is its heading with three labelled lines; a question stands with its answer."""
    guide = guide_from("spaced.txt")
    first, second = of_kind(guide, "persona")
    assert [name for name, _ in first.parts] == ["name", "profile", "pain points", "strategy"]
    assert second.parts[0] == ("name", "Person with two offers and no plan for them")
    questions = [dict(passage.parts) for passage in of_kind(guide, "faq")]
    assert [question["question"] for question in questions] == [
        "Can asking cost me the offer?",
        "Which part moves most?",
    ]
    assert questions[1]["answer"].startswith("Shares and the sign-on.")


def test_levers_under_headings() -> None:
    """Advice under a lever's heading is kept apart from the words; a heading may hold the words itself."""
    first, second = of_kind(guide_from("front.md"), "lever")
    assert first.parts == (
        ("name", "Reach"),
        ("say", "My work reached [number] people."),
        ("advice", "Say what your work reached."),
    )
    assert second.parts == (("name", "Scarcity"), ("say", "Few people do what I do."))


def test_sources_of_front_matter_can_be_cited() -> None:
    """Sources that only the front matter names are a passage with its lines."""
    (sources,) = of_kind(guide_from("front.md"), "sources")
    assert (sources.first, sources.last) == (5, 7)


def test_long_list_is_cut_between_items() -> None:
    """A long list becomes several passages, each with heading and lead-in in its text."""
    items = "\n".join(f"- {n} {'word ' * 60}" for n in range(8))
    found = passages_from(f"# Pay\n\n## What to weigh\n\nWeigh these:\n\n{items}\n")
    assert len(found) > 1
    assert all("What to weigh" in passage.text and "Weigh these:" in passage.text for passage in found)
    assert sum(name == "item" for passage in found for name, _ in passage.parts) == 8


def test_heading_with_a_figure_is_not_lost() -> None:
    """A figure in a heading is in the passage under it."""
    (found,) = passages_from("# Pay\n\n## The $3M plan\n\nIt is large.\n")
    assert "$3M" in found.quote


@given(st.lists(LINES, max_size=25))
@settings(max_examples=200, deadline=None)
def test_any_text_is_cut_without_overlap(lines: list[str]) -> None:
    """No line is in two passages, no set-aside line in any, and each quotes its own lines."""
    guide = parse_guide("\n".join(lines), "globex/data-engineer.md")
    seen: Counter[int] = Counter()
    for passage in passages_in(guide):
        assert 1 <= passage.first <= passage.last <= len(guide.lines)
        assert passage.quote == "\n".join(guide.lines[passage.first - 1 : passage.last])
        seen.update(range(passage.first, passage.last + 1))
    assert not [n for n, times in seen.items() if times > 1]
    assert not set(seen) & aside(guide)


@given(st.lists(LINES, max_size=25))
@settings(max_examples=200, deadline=None)
def test_no_block_is_lost(lines: list[str]) -> None:
    """Every line of a block is in a passage, but for headings, tables' headers and code marks."""
    guide = parse_guide("\n".join(lines), "a.md")
    covered = {n for passage in passages_in(guide) for n in range(passage.first, passage.last + 1)}
    for block in guide.blocks:
        if block.kind in ("paragraph", "list", "quote", "drawing"):
            lost = [
                n
                for n in range(block.first, block.last + 1)
                if guide.lines[n - 1].strip() and n not in covered
            ]
            assert not lost
    rows = {row.line for table in guide.tables for row in table.rows}
    assert rows <= covered


@pytest.mark.skipif(not GIVEN, reason="COUNTEROFFER_TEST_GUIDES names no folder")
def test_given_guides() -> None:
    """The five documents, counted: every fact is in a passage of its kind."""
    guides = [guide for guide, _ in read_guides(Path(GIVEN or "")) if guide]
    found = [passage for guide in guides for passage in passages_in(guide)]
    kinds = Counter(passage.kind for passage in found)
    assert kinds["row"] == 17 + 10
    assert (kinds["lever"], kinds["pushback"], kinds["faq"], kinds["persona"]) == (12, 3, 3, 2)
    assert (kinds["levels"], kinds["timeline"], kinds["formula"]) == (3, 1, 1)
    lists = {p.section: sum(name == "item" for name, _ in p.parts) for p in found if p.kind == "list"}
    assert (lists["Do"], lists["Don't"]) == (5, 5)
    for guide in guides:
        covered = {n for p in found if p.guide == guide.path for n in range(p.first, p.last + 1)}
        assert not covered & aside(guide)
        headings = {
            n for block in guide.blocks if block.kind == "heading" for n in range(block.first, block.last + 1)
        }
        headers = {n for table in guide.tables for n in (table.header_line, table.header_line + 1)}
        said = {n for n, line in enumerate(guide.lines, 1) if line.strip()}
        assert said - covered - aside(guide) - headings - headers == set()
    assert max(len(passage.text) for passage in found) <= 1_100
