"""Texts become guides: headings, tables, blocks, dates, what is set aside, and what cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_guides import GUIDES, LINES, aside, guide_from

from corpus.files import read_guides
from corpus.guide import Guide, parse_guide
from corpus.problem import Problem

# Read at import: fixtures clean the environment before a test runs.
GIVEN = os.environ.get("COUNTEROFFER_TEST_GUIDES")


def paths_of(guide: Guide) -> list[tuple[str, ...]]:
    return [section.path for section in guide.sections]


def test_there_are_guides_to_test() -> None:
    """The folder of small guides is not empty."""
    assert len(list(GUIDES.iterdir())) >= 4


def test_company_role_and_span_come_from_title_and_sources() -> None:
    """The title names company and role; the pay sources name the years, other sources do not count."""
    guide = guide_from("marked.txt")
    assert (guide.company, guide.role, guide.as_of) == ("Globex", "Data Engineer", "2029-2031")
    assert guide.sources[0] == "Levels.fyi Globex data compensation (2029-2031)"
    assert len(guide.sources) == 3


@pytest.mark.parametrize(
    ("title", "company", "role"),
    [
        ("### Data Engineer — Globex Salary Negotiation Guide", "Globex", "Data Engineer"),
        ("# Data Engineer - Globex Negotiation Guide", "Globex", "Data Engineer"),
        ("### Data Engineer (II-III) | Globex Global Negotiation Guide", "Globex", "Data Engineer"),
        ("### Data Engineer — Globex (Stark Group) Salary Negotiation Guide", "Globex", "Data Engineer"),
        ("# Data Engineer at Globex: a negotiation guide", "Globex", "Data Engineer"),
        ("# How to negotiate: the complete guide", None, None),
        ("# Salary Negotiation Guide", None, None),
    ],
)
def test_titles(title: str, company: str | None, role: str | None) -> None:
    """A title of the family names role and company; a general one names neither."""
    guide = parse_guide(f"{title}\n\nSome words.\n", "a.md")
    assert (guide.company, guide.role) == (company, role)


def test_labelled_paragraph_is_no_heading() -> None:
    """`**Label:** words` is a paragraph, `**Label**` alone is a heading of the same name."""
    guide = guide_from("marked.txt")
    kinds = {block.first: block.kind for block in guide.blocks}
    assert (kinds[3], kinds[10], kinds[14]) == ("paragraph", "heading", "paragraph")
    assert [section.title for section in guide.sections].count("Negotiation DNA") == 1


def test_numbered_items_with_blank_lines_are_one_list() -> None:
    """A blank line between numbered items does not end their list."""
    lists = [block for block in guide_from("marked.txt").blocks if block.kind == "list"]
    assert [(block.first, block.last) for block in lists] == [(18, 21), (26, 28)]


def test_headings_without_marks_or_blank_lines() -> None:
    """A heading followed at once by another is its parent, until the next such pair."""
    guide = guide_from("dense.txt")
    assert paths_of(guide) == [
        ("Opening Words",),
        ("How Pay Is Built",),
        ("How Pay Is Built", "The Parts"),
        ("How Pay Is Built", "Level First"),
        ("When to Ask",),
        ("When to Ask", "Ask Each Time"),
        ("When to Ask", "The Right Moment"),
        ("The Reply",),
        ("The Reply", "Wording"),
        ("The Reply", "What Moves"),
        ("Good Manners",),
        ("Good Manners", "Do"),
        ("Good Manners", "Don't"),
        ("Good Manners", "Meeting Pushback"),
        ("Odd Cases",),
        ("Odd Cases", "Moving House"),
        ("Odd Cases", "Last Look"),
    ]


def test_blocks_without_blank_lines() -> None:
    """Lists keep their lead-in; a drawing, a long quotation and a table are one block each."""
    blocks = {(block.first, block.last): block.kind for block in guide_from("dense.txt").blocks}
    assert blocks[(12, 14)] == "list"
    assert blocks[(20, 22)] == "drawing"
    assert blocks[(25, 29)] == "quote"
    assert blocks[(31, 34)] == "table"
    assert blocks[(43, 46)] == "quote"


def test_headings_without_marks_between_blank_lines() -> None:
    """A title stands over all; where children are in sentence case, a title-case heading is above again."""
    title = "How do you ask for more as a data engineer or an analytics engineer?"
    guide = guide_from("spaced.txt")
    assert guide.title == title
    assert [path[1:] for path in paths_of(guide)] == [
        (),
        ("TL;DR",),
        ("Learn How the Offer Is Made",),
        ("Learn How the Offer Is Made", "The parts and where the room is"),
        ("Learn How the Offer Is Made", "Read shares slowly, above all at small firms"),
        ("Find and Use Your Strength",),
        ("Find and Use Your Strength", "Another offer is the plainest strength"),
        ("The Parts of an Offer: Room and Remarks",),
        ("Who should read this",),
        ("Who should read this", "Newcomer who fears that the offer will vanish"),
        ("Who should read this", "Person with two offers and no plan for them"),
        ("FAQ",),
    ]


def test_cells_that_ran_together() -> None:
    """A flattened table is split at its joints, and its raw lines stay for citation."""
    guide = guide_from("spaced.txt")
    (table,) = guide.tables
    assert table.flattened
    assert table.header == ("Part", "Usual Room", "Best For", "What to Ask")
    assert table.rows[1].cells == ("Shares", "Often much", "Believers", "Count, price, plan?")
    assert guide.lines[table.rows[1].line - 1] == "SharesOften muchBelieversCount, price, plan?"


def test_prose_with_a_camel_case_name_is_no_table() -> None:
    """Names such as LinkedIn do not make a table of the sentences that hold them."""
    text = "Ask on LinkedIn and GitHub.\nAsk on LinkedIn or YouTube.\nAsk on OpenTable and PayPal.\n"
    assert parse_guide(text, "a.txt").tables == ()


def test_pipe_table_without_outer_pipes() -> None:
    """Cells lose emphasis, an escaped pipe stays in its cell, a dash stays a cell."""
    (table,) = guide_from("front.md").tables
    assert table.rows[0].cells == ("Ogdenville", "$101K-$151K", "$7K | $9K")
    assert table.rows[1].cells[2] == "—"
    assert [row.line for row in table.rows] == [15, 16]


def test_pipe_table_without_dashes_and_tabbed_table() -> None:
    """Pipes alone make a table, and so do tabs."""
    piped = parse_guide("Pay\n\n| Place | Base |\n| Ogdenville | $1K |\n", "a.md")
    assert [table.rows[0].cells for table in piped.tables] == [("Ogdenville", "$1K")]
    tabbed = parse_guide("Place\tBase\tBonus\nOgdenville\t$1K\t3%\n", "a.txt")
    assert [table.rows[0].cells for table in tabbed.tables] == [("Ogdenville", "$1K", "3%")]


def test_front_matter_is_counted_in_lines() -> None:
    """Company, role, date and sources come from the front matter, and line numbers count it."""
    guide = guide_from("front.md")
    assert (guide.company, guide.role, guide.as_of) == ("Initech", "Data Engineer", "2030-2031")
    assert guide.sources == ("Pay survey of Ogdenville, 2031", "Threads of engineers")
    assert guide.sections[0].first == 9


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        ("#### Compensation Benchmarks (2031)\n\n| a | b |\n|---|---|\n| c | d |\n", "2031"),
        ("# Pay\n\nLast updated: 2031-02-03\n\nWords.\n", "2031-02-03"),
        ("# Pay\n\nWords.\n\n*Last updated: 2031. All else varies.*\n", "2031"),
        ("# Pay\n\nIt cost $2031 in 2030.\n", None),
        ("## Sources\n- Patents, 2025\n- Glassdoor, 2029–2031\n", "2029-2031"),
        ("---\nas_of: 2031\n---\n# Pay\n", "2031"),
    ],
)
def test_as_of(text: str, as_of: str | None) -> None:
    """A heading over pay, a span of pay sources or an update date says when the figures are from."""
    assert parse_guide(text, "a.md").as_of == as_of


def test_set_aside_lines_are_listed_with_a_reason() -> None:
    """Banner, byline and closing advertisement are kept out, whole and with a reason."""
    guide = guide_from("spaced.txt")
    assert [(piece.first, piece.reason.split(":")[0]) for piece in guide.set_aside] == [
        (1, "advertising"),
        (5, "a byline"),
        (62, "advertising"),
        (64, "advertising"),
    ]
    assert guide.as_of == "2031-03-04"
    assert [piece.first for piece in guide_from("dense.txt").set_aside] == [55]


@pytest.mark.parametrize(
    "line",
    [
        "- Subscribe to a pay survey",
        "Ask for more. Explore what the band allows.",
        "Join calls early, and ask.",
    ],
)
def test_advice_is_not_set_aside(line: str) -> None:
    """Advice that shares a verb with advertisements stays, and so does a list item."""
    assert parse_guide(f"# Pay\n\nSome words.\n\n{line}\n", "a.md").set_aside == ()


def test_invisible_characters_are_kept_and_noted() -> None:
    """What nobody sees stays in the line, does not hide a heading, and is noted."""
    guide = parse_guide("\u200b# Pay\n\nAsk for \u202e$1K.\n", "a.md")
    assert guide.title == "Pay"
    assert guide.lines[2] == "Ask for \u202e$1K."
    assert [note.line for note in guide.notes] == [1, 3]


def test_company_from_the_path_only_where_the_text_says_it() -> None:
    """`globex/data-engineer.md` names a company if the text does too."""
    assert parse_guide("# Pay\n\nWhat Globex pays.\n", "globex/data-engineer.md").company == "Globex"
    assert parse_guide("# Pay\n\nWhat firms pay.\n", "globex/data-engineer.md").company is None
    assert parse_guide("# Pay\n\nGlobex pays.\n", "globex/how-to-ask.md").company is None


def test_read_guides(tmp_path: Path) -> None:
    """Good files are read in order, bad ones are named with a reason, and a README is not read."""
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "old.txt").write_bytes("Pay – so\n".encode("cp1252"))
    (tmp_path / "a.md").write_text("# Pay\n", encoding="utf-8-sig")
    (tmp_path / "c.md").write_text("# Löhne\n", encoding="utf-16")
    (tmp_path / "d.md").write_bytes(b"\x00\x01\x02")
    (tmp_path / "e.md").write_text(" \n", encoding="utf-8")
    (tmp_path / "f.md").write_text("x" * 1_000_001, encoding="utf-8")
    (tmp_path / "g.md").write_bytes(b"x" * 5_000_001)
    (tmp_path / "README.md").write_text("# Read me\n", encoding="utf-8")
    (tmp_path / "h.pdf").write_bytes(b"%PDF")
    (tmp_path / "i.odt").write_bytes(b"PK")
    read = list(read_guides(tmp_path))
    assert [guide.path for guide, _ in read if guide] == ["a.md", "b/old.txt", "c.md"]
    assert [guide.title for guide, _ in read if guide][2] == "Löhne"
    reasons = {unread.guide: unread.reason for _, unread in read if unread}
    assert reasons == {
        "b/old.txt": "the file is not UTF-8 (line 1); it was read as Windows-1252",
        "d.md": "the file is binary, not text",
        "e.md": "the file is empty",
        "f.md": "the line is longer than 1 MB; this is no text for people",
        "g.md": "the file is larger than 5 MB; a guide is a few pages",
        "h.pdf": "the file is called PDF and is none; save it anew",
        "i.odt": ".odt files are not read; save it as one of .md, .txt, .html, .pdf, .docx and .csv",
    }


def test_folders_without_guides_are_problems(tmp_path: Path) -> None:
    """No folder, a file, and a folder without a guide: each is said plainly, and at once."""
    with pytest.raises(Problem, match="the guides folder does not exist"):
        read_guides(tmp_path / "none")
    (tmp_path / "README.md").write_text("# Read me\n", encoding="utf-8")
    with pytest.raises(Problem, match="the folder holds no guide"):
        read_guides(tmp_path)
    with pytest.raises(Problem, match="this is a file"):
        read_guides(tmp_path / "README.md")


@given(st.lists(LINES, max_size=25))
@settings(max_examples=150, deadline=None)
def test_any_text_is_cut_into_blocks_that_do_not_overlap(lines: list[str]) -> None:
    """Blocks come in order, hold no line twice and no set-aside line, and no line is lost."""
    guide = parse_guide("\n".join(lines), "a.md")
    covered: list[int] = []
    for block in guide.blocks:
        assert 1 <= block.first <= block.last <= len(guide.lines)
        covered += range(block.first, block.last + 1)
    assert covered == sorted(set(covered))
    assert not set(covered) & aside(guide)


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_lines_are_the_text(text: str) -> None:
    """The lines, joined again, are the text but for its line ends and byte order mark."""
    joined = "\n".join(parse_guide(text, "a.md").lines)
    assert joined == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")


@pytest.mark.skipif(not GIVEN, reason="COUNTEROFFER_TEST_GUIDES names no folder")
def test_given_guides() -> None:
    """The five documents: 17 rows of pay, two flexibility tables of five rows, the banner set aside."""
    guides = [guide for guide, _ in read_guides(Path(GIVEN or "")) if guide]
    named = [guide for guide in guides if guide.company]
    general = [guide for guide in guides if not guide.company]
    assert sum(len(table.rows) for guide in named for table in guide.tables) == 17
    assert [len(table.rows) for guide in general for table in guide.tables] == [5, 5]
    assert sorted(guide.as_of or "" for guide in guides) == [
        "",
        "2024-2025",
        "2024-2026",
        "2024-2026",
        "2026-06-18",
    ]
    assert {guide.role for guide in named} == {"ML/AI Engineer"}
    assert not any(guide.notes for guide in guides)
