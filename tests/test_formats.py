"""Guides in HTML, PDF, DOCX and CSV say what the same guide in Markdown says, and hostile files a sentence."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from conftest import TinyEncoder
from made_formats import csv_of, docx_of, html_of, pdf_of, printed

from corpus.bands import Fact
from corpus.files import read_guide, read_guides
from corpus.formats.document import Cell, as_guide, table_of
from corpus.formats.page import parts_of_markup
from corpus.formats.reading import guide_text
from corpus.lint import lint, unread_files
from corpus.problem import Problem
from index.build import build
from index.changes import read_content

# Written for these tests: a guide with two tables, of different shapes, and what stands around them.
GUIDE = """# ML Engineer | Acme Negotiation Guide

Updated March 2031. What Acme pays an ML Engineer, and how to ask for more of it.

**Level mapping:**
- Acme ML Engineer (E5–E6) = Globex L5–L6
- Globex pays by the city, and says so only when it is asked about it in so many words

## Pay by place

| Place | Base Salary | RSU (4-Year) | Annual Bonus | Signing Bonus |
|---|---|---|---|---|
| London (GBP £) | £120,000 – £150,000 | £90K – £160K | 10–15% | £20K |
| Berlin (EUR €) | €95,000 – €118,000 | €60K – €110K | 10% | — |
| Toronto (CAD C$) | C$140K – C$175K | C$80K – C$150K | 12% | C$15K |

All grants vest over four years.

## Pay by level

| Level | Base Salary | Total Comp |
|---|---|---|
| L5 | $190K | $310K |
| L6 | $230K | $420K |

## What to say

> "I have compared the base with what others pay, and £140,000 would let me sign today."

1. Ask for the base first.
2. Then ask for the grant, which moved by £30K for most people who asked.
"""
FORMATS = ("html", "docx", "pdf", "tagged")


def made(kind: str, markdown: str, folder: Path) -> bytes:
    if kind == "tagged":
        return printed(markdown, folder)
    return {"html": html_of, "docx": docx_of, "pdf": pdf_of, "csv": csv_of}[kind](markdown)


def stated(facts: tuple[Fact, ...], *kinds: str) -> Counter[tuple[object, ...]]:
    """What facts say, without where they say it."""
    return Counter(
        (
            f.company,
            f.role,
            f.level,
            f.region,
            f.component,
            f.kind,
            f.low,
            f.high,
            f.unit,
            f.currency,
            f.period,
            f.as_of,
        )
        for f in facts
        if f.kind in kinds
    )


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_guide_in_another_format_gives_the_same_facts(kind: str, tmp_path: Path) -> None:
    """Every band, every figure of the prose, company, role, date, level: as in Markdown."""
    if kind in ("html", "tagged"):
        pytest.importorskip("lxml", reason="lxml is not installed")
    (tmp_path / "text.md").write_text(GUIDE, "utf-8")
    name = f"acme.{'pdf' if kind == 'tagged' else kind}"
    (tmp_path / name).write_bytes(made(kind, GUIDE, tmp_path))
    expected, got = read_content(tmp_path, "text.md"), read_content(tmp_path, name)
    assert len(stated(expected.facts, "band")) == 15
    assert stated(got.facts, "band", "increment", "figure") == stated(
        expected.facts, "band", "increment", "figure"
    )
    assert got.guide is not None
    assert expected.guide is not None
    assert (got.guide.company, got.guide.role, got.guide.as_of) == ("Acme", "ML Engineer", "2031-03")
    assert [section.title for section in got.guide.sections] == [s.title for s in expected.guide.sections]
    assert Counter(p.kind for p in got.passages) == Counter(p.kind for p in expected.passages)
    assert not got.unread


@pytest.mark.parametrize("kind", [*FORMATS, "csv"])
def test_every_fact_stands_in_the_line_and_on_the_page_that_it_names(kind: str, tmp_path: Path) -> None:
    """A fact's cell is in its line, its passage quotes that line, and only a PDF has pages."""
    if kind in ("html", "tagged"):
        pytest.importorskip("lxml", reason="lxml is not installed")
    name = f"acme.{'pdf' if kind == 'tagged' else kind}"
    (tmp_path / name).write_bytes(made(kind, GUIDE, tmp_path))
    content = read_content(tmp_path, name)
    assert content.guide is not None
    bands = [fact for fact in content.facts if fact.kind == "band"]
    assert bands
    for fact in bands:
        assert fact.cell in content.guide.lines[fact.line - 1].replace("\\|", "|")
        assert any(p.first <= fact.line <= p.last and fact.cell in p.quote for p in content.passages)
    pages = {fact.page for fact in content.facts} | {passage.page for passage in content.passages}
    assert pages == ({1} if name.endswith(".pdf") else {None})
    assert bands[0].location.endswith(" (page 1)") == name.endswith(".pdf")


def test_a_sheet_gives_the_facts_of_its_table_at_the_lines_of_the_file(tmp_path: Path) -> None:
    """A sheet's line is the file's own line, also behind a cell that takes several."""
    (tmp_path / "acme.csv").write_bytes(csv_of(GUIDE))
    (tmp_path / "text.md").write_text(GUIDE, "utf-8")
    sheet, text = read_content(tmp_path, "acme.csv"), read_content(tmp_path, "text.md")

    def by_place(facts: tuple[Fact, ...]) -> set[tuple[object, ...]]:
        found = [f for f in facts if f.kind == "band" and f.region]
        return {
            (f.company, f.role, f.region, f.component, f.low, f.high, f.currency, f.period) for f in found
        }

    assert len(by_place(sheet.facts)) == 11
    assert by_place(sheet.facts) == by_place(text.facts)
    raw = (tmp_path / "acme.csv").read_text("utf-8").splitlines()
    assert all(fact.cell in raw[fact.line - 1] for fact in sheet.facts if fact.kind == "band")
    (tmp_path / "b.csv").write_text('Level,Base Salary,RSU\nL5,"$1\n90K",$80K\nL6,$230K,$90K\n', "utf-8")
    found = {(f.line, str(f.low)) for f in read_content(tmp_path, "b.csv").facts if f.level == "L6"}
    assert found == {(4, "230000"), (4, "90000")}


def test_pages_of_a_pdf_are_counted(tmp_path: Path) -> None:
    """A table that goes on over a page's end is one table, and each row is on its own page."""
    rows = "".join(f"| L{n} | ${150 + n}K | ${90 + n}K |\n" for n in range(3, 90))
    text = f"# ML Engineer | Acme Negotiation Guide\n\n## Pay\n\n| Level | Base Salary | RSU |\n|---|---|---|\n{rows}"
    (tmp_path / "acme.pdf").write_bytes(pdf_of(text))
    content = read_content(tmp_path, "acme.pdf")
    bands = [fact for fact in content.facts if fact.kind == "band"]
    assert len(bands) == 174
    assert {f.level: int(f.low or 0) for f in bands if f.component == "base"} == {
        f"L{n}": (150 + n) * 1000 for n in range(3, 90)
    }
    assert [f.page for f in bands] == sorted(f.page or 0 for f in bands)
    assert {f.page for f in bands} == {1, 2, 3}


# --------------------------------------------------------------------------- what is not sure is text


def facts_of(markup: str, tmp_path: Path) -> list[tuple[str | None, str, str]]:
    """Region, component and cell of every band in a page's table."""
    page = f"<h1>ML Engineer | Acme Negotiation Guide</h1>{markup}"
    (tmp_path / "a.html").write_text(page, "utf-8")
    content = read_content(tmp_path, "a.html")
    return [(f.region, f.component, f.cell) for f in content.facts if f.kind == "band"]


HEAD = "<tr><th>City<th>Base Salary<th>Annual Bonus"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param(
            f"{HEAD}<tr><td>Bonn<td>€90K<td rowspan=2>10%<tr><td>Oslo<td>€95K",
            [
                ("Bonn", "base", "€90K"),
                ("Bonn", "bonus", "10%"),
                ("Oslo", "base", "€95K"),
                ("Oslo", "bonus", "10%"),
            ],
            id="a cell over two rows is of both",
        ),
        pytest.param(
            f"{HEAD}<tr><td>Bonn<td colspan=2>€90K<tr><td>Oslo<td>€95K<td>12%",
            [("Oslo", "base", "€95K"), ("Oslo", "bonus", "12%")],
            id="a figure over two columns is of neither",
        ),
        pytest.param(
            "<tr><th>City<th colspan=2>Base Salary<tr><td>Bonn<td>€90K<td>€110K",
            [],
            id="a heading over two columns of figures names neither",
        ),
        pytest.param(
            "<thead><tr><th rowspan=2>City<th colspan=2>Pay<tr><th>Base Salary<th>Annual Bonus</thead>"
            "<tr><td>Bonn<td>€90K<td>10%",
            [("Bonn", "base", "€90K"), ("Bonn", "bonus", "10%")],
            id="a header of two rows is one",
        ),
        pytest.param(
            f"<tr><th colspan=3>Pay in euros{HEAD}<tr><td>Bonn<td>€90K<td>10%",
            [("Bonn", "base", "€90K"), ("Bonn", "bonus", "10%")],
            id="a row over the whole width is a caption",
        ),
        pytest.param(
            f"{HEAD}<tr><td>Bonn<td>€90K<td><span style='display:none'>9</span>10%<tr hidden><td>Oslo<td>€1<td>1%",
            [("Bonn", "base", "€90K"), ("Bonn", "bonus", "10%")],
            id="what is hidden is not there",
        ),
    ],
)
def test_a_cell_is_of_the_headings_it_stands_under(
    table: str, expected: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    pytest.importorskip("lxml", reason="lxml is not installed")
    assert facts_of(f"<table>{table}</table>", tmp_path) == expected


def test_a_row_that_is_no_row_is_listed_with_its_line(tmp_path: Path) -> None:
    """`index` and `lint` name the line and the reason; the words stay to be found."""
    pytest.importorskip("lxml", reason="lxml is not installed")
    row = "<tr><td>Bonn<td colspan=2>€90K<tr><td>Oslo<td>€95K<td>12%"
    (tmp_path / "a.html").write_text(f"<h1>Pay</h1><table>{HEAD}{row}</table>", "utf-8")
    content = read_content(tmp_path, "a.html")
    assert content.guide is not None
    (unread,) = content.unread
    assert unread.reason == "a cell stands under several headings: the row is kept as text"
    assert content.guide.lines[unread.line - 1] == "Bonn | €90K"
    found = lint([content.guide])
    assert [(f.line, f.severity) for f in found if f.code == "kept_as_text"] == [(unread.line, "warning")]
    assert any("€90K" in passage.text for passage in content.passages)


def test_a_footnotes_mark_is_no_digit_of_the_figure_before_it(tmp_path: Path) -> None:
    """In a page, a Word document and a PDF a raised figure stays raised."""
    pytest.importorskip("lxml", reason="lxml is not installed")
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    pytest.importorskip("reportlab", reason="reportlab is not installed: it comes with the test extra")
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    document, held = docx.Document(), io.BytesIO()
    paragraph = document.add_paragraph("Base $250")
    paragraph.add_run("1").font.superscript = True
    document.save(held)
    drawn = io.BytesIO()
    SimpleDocTemplate(drawn).build(
        [Paragraph("Base $250<super>1</super>", getSampleStyleSheet()["BodyText"])]
    )
    for content, name in (
        (b"<p>Base $250<sup>1</sup>", "a.html"), (held.getvalue(), "a.docx"), (drawn.getvalue(), "a.pdf"),
    ):  # fmt: skip
        assert guide_text(content, name)[0].text == "Base $250¹\n", name


def test_words_that_were_deleted_are_not_read_and_inserted_ones_are() -> None:
    """A document with changes under review says what it says when they are accepted."""
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document, held = docx.Document(), io.BytesIO()
    paragraph = document.add_paragraph("Base $2")
    for xml in (
        "<w:del {}><w:r><w:delText>0</w:delText></w:r></w:del>",
        "<w:ins {}><w:r><w:t>5</w:t></w:r></w:ins>",
    ):
        paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))
    paragraph.add_run("0K")
    document.save(held)
    assert guide_text(held.getvalue(), "a.docx")[0].text == "Base $250K\n"


def test_a_table_without_lines_or_structure_is_a_table_only_where_its_columns_are_plain(
    tmp_path: Path,
) -> None:
    """Rows whose cells all begin at the same places are one; with a gap in a row nothing is a row."""
    pytest.importorskip("reportlab", reason="reportlab is not installed: it comes with the test extra")
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    def bands(rows: list[list[str]]) -> list[tuple[str | None, str, str]]:
        title = Paragraph("ML Engineer | Acme Negotiation Guide", getSampleStyleSheet()["Title"])
        body = Paragraph("What is paid, and how to ask for more of it.", getSampleStyleSheet()["BodyText"])
        SimpleDocTemplate(str(tmp_path / "a.pdf")).build([title, body, Table(rows)])
        content = read_content(tmp_path, "a.pdf")
        assert all(
            cell in "\n".join(content.guide.lines if content.guide else ()) for row in rows for cell in row
        )
        return [(f.region, f.component, f.cell) for f in content.facts if f.kind == "band"]

    header, bonn, oslo = (
        ["City", "Base Salary", "Annual Bonus"],
        ["Bonn", "EUR 90K", "10%"],
        ["Oslo", "EUR 95K", "12%"],
    )
    assert bands([header, bonn, oslo]) == [
        ("Bonn", "base", "EUR 90K"), ("Bonn", "bonus", "10%"), ("Oslo", "base", "EUR 95K"), ("Oslo", "bonus", "12%"),
    ]  # fmt: skip
    assert bands([header, ["Bonn", "", "10%"], oslo]) == []
    assert bands([bonn, oslo, ["Rome", "EUR 80K", "11%"]]) == []


@pytest.mark.parametrize(
    ("text", "line", "reason", "left"),
    [
        (
            "City,Base Salary\nBonn,$90,000\n{more}",
            2,
            "'$90,000' may be one figure cut at its comma",
            "Bonn,$90,000",
        ),
        ("City,Base,RSU\nBonn,90,000,5\n", 2, "'90,000' may be one figure cut at its comma", "Bonn,90,000,5"),
        ("City,Base Salary\nBonn,$9K,$8K\n{more}", 2, "the row has 3 cells, its header 2", "Bonn,$9K,$8K"),
        ("Bonn,€90K,€80K\nOslo,€95K,€70K\n", 1, "the table has no header", "Oslo,€95K,€70K"),
    ],
)
def test_a_row_of_a_sheet_that_is_not_sure_is_text(
    text: str, line: int, reason: str, left: str, tmp_path: Path
) -> None:
    """A figure cut at its comma is never half a figure in a cell of its own."""
    text = text.replace("{more}", "Oslo,$95K\nParis,$85K\nLondon,$99K\n")
    (tmp_path / "a.csv").write_text(f"ML Engineer | Acme Negotiation Guide\n\n{text}", "utf-8")
    content = read_content(tmp_path, "a.csv")
    assert content.guide is not None
    assert any(one.line == line + 2 and one.reason.startswith(reason) for one in content.unread)
    assert left in "\n".join(content.guide.lines)
    # A row of text may make the table too doubtful to be read at all; what is read of it is right.
    bands = {(f.region, f.cell) for f in content.facts if f.kind == "band"}
    assert bands <= {("Oslo", "$95K"), ("Paris", "$85K"), ("London", "$99K")}


def test_sheets_of_other_countries_and_programs_are_read() -> None:
    """Semicolons, tabs, Excel's own first line, a mark of the encoding."""
    for raw, name in (
        ("City;Base;RSU\r\nBonn;90.000;5\r\n".encode("utf-8-sig"), "a.csv"),
        ("sep=;\nCity;Base;RSU\nBonn;90.000;5\n".encode("cp1252"), "a.csv"),
        ("City\tBase\tRSU\nBonn\t90.000\t5\n".encode("utf-16"), "a.tsv"),
    ):
        text = guide_text(raw, name)[0].text
        assert text.strip() == "| City | Base | RSU |\n| Bonn | 90.000 | 5 |"


# ------------------------------------------------------------------------------------ hostile files


def zipped(**parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/") + ".xml", content)
    return held.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HOSTILE = {
    "bomb.docx": (lambda: zipped(word__document=b"<w/>", word__a=b"0" * 30_000_000), "unpacks to far more"),
    "entity.docx": (
        lambda: zipped(word__document=b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'),
        "declares entities",
    ),
    "other.docx": (lambda: zipped(a=b"x"), "without a Word document"),
    "broken.docx": (lambda: zipped(word__document=f"<w:document {W}/>".encode()), "damaged"),
    "old.docx": (lambda: b"\xd0\xcf\x11\xe0" + b"x" * 100, "locked with a password or is an old Word file"),
    "none.pdf": (lambda: b"hello", "is called PDF and is none"),
    "broken.pdf": (lambda: b"%PDF-1.7 nothing", "the PDF cannot be read"),
    "deep.html": (lambda: b"<div>" * 100_000 + b"Base $1", "deep in one another"),
    "deep-tables.html": (lambda: b"<table><tr><td>" * 5_000 + b"Base $1", "deep in one another"),
    "empty.html": (lambda: b"<html><script>Base = 1</script></html>", "the file is empty"),
    "long.csv": (lambda: b'City,Base\n"' + b"x" * 1_000_000, "begins at line 2 and does not end"),
    "long.md": (lambda: b"x" * 1_000_001, "longer than 1 MB"),
    "large.html": (lambda: b"x" * 5_000_001, "larger than 5 MB"),
    "large.pdf": (lambda: b"%PDF-" + b"x" * 20_000_000, "larger than 20 MB"),
    "picture.txt": (lambda: b"\x89PNG\r\n\x1a\n0000", "a picture"),
    "rich.txt": (lambda: b"{\\rtf1 Base $1}", "RTF"),
    "old.xls": (lambda: b"x", ".xls files are not read"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_a_sentence(name: str, tmp_path: Path) -> None:
    """It is named as unread, with a reason; nothing of it becomes a fact."""
    if name.endswith((".docx", ".pdf", ".html")):
        pytest.importorskip("lxml", reason="lxml is not installed")
        pytest.importorskip("pypdf", reason="pypdf is not installed")
    content, reason = HOSTILE[name]
    (tmp_path / name).write_bytes(content())
    guide, unread = read_guide(tmp_path / name, name)
    assert guide is None
    assert unread is not None
    assert reason in unread.reason


def test_a_scan_and_a_locked_pdf_get_a_sentence(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(600, 800)
    writer.write(tmp_path / "scan.pdf")
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    for name, reason in (
        ("scan.pdf", "no text in the file; it may be a scan"),
        ("locked.pdf", "locked with a password"),
    ):
        guide, unread = read_guide(tmp_path / name, name)
        assert guide is None
        assert unread is not None
        assert reason in unread.reason


def test_a_pdf_that_unfolds_is_refused() -> None:
    """A stream of megabytes, marks within marks: the limit is met before the time is spent."""
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    from pypdf.generic import NameObject, StreamObject

    for drawn, most in ((b"q Q " * 2_000_000, 20), (b"/P <</MCID 1>> BDC " * 100_000, 20)):
        writer = pypdf.PdfWriter()
        page = writer.add_blank_page(600, 800)
        stream = StreamObject()
        stream.set_data(drawn)
        page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
        held = io.BytesIO()
        writer.write(held)
        before = time.process_time()
        with pytest.raises(Problem, match=r"too large inside|no text"):
            guide_text(held.getvalue(), "a.pdf")
        assert time.process_time() - before < most


def test_a_page_that_unfolds_is_read_in_bounded_time_and_size() -> None:
    """Spans over every row and column, entities, open comments: no more than the page holds."""
    pytest.importorskip("lxml", reason="lxml is not installed")
    spans = "<table>" + "<tr><td colspan=1000 rowspan=65534>a<td>b2" * 2_000
    assert len(as_guide(parts_of_markup(spans, "a.html")).text) < 20 * 2_000
    assert parts_of_markup("<!--" * 500_000, "a.html") == []
    doctype = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    assert "root:" not in as_guide(parts_of_markup(f"{doctype}<p>&b;&c;</p>", "a.html")).text
    with pytest.raises(Problem, match="more than 20,000 paragraphs"):
        parts_of_markup("<p>a" * 20_001, "a.html")


def test_a_table_too_large_to_lay_out_is_text() -> None:
    row = [Cell(str(n)) for n in range(80)]
    (part,) = table_of([row])
    assert part.kind == "text"
    assert part.note == "a table as large as this is kept as text"


# --------------------------------------------------------------------------------- folders and paths


def test_hidden_files_links_and_folders_that_are_closed(tmp_path: Path) -> None:
    """Links to files are read, links to folders and links to nothing are named, what is hidden is left."""
    guides, elsewhere = tmp_path / "guides", tmp_path / "elsewhere"
    (guides / "acme").mkdir(parents=True)
    (guides / ".git").mkdir()
    elsewhere.mkdir()
    for file in (
        guides / "acme" / "a.md",
        guides / ".hidden.md",
        guides / ".git" / "b.md",
        elsewhere / "c.md",
    ):
        file.write_text("# Pay\n", "utf-8")
    (guides / "link.md").symlink_to(elsewhere / "c.md")
    (guides / "others").symlink_to(elsewhere)
    (guides / "loop").symlink_to(guides)
    (guides / "lost.md").symlink_to(tmp_path / "nowhere.md")
    read = list(read_guides(guides))
    assert [guide.path for guide, _ in read if guide] == ["acme/a.md", "link.md"]
    reasons = {unread.guide: unread.reason for _, unread in read if unread}
    folder = "links to folders are not followed; put the folder itself here"
    assert reasons == {
        "loop": folder,
        "others": folder,
        "lost.md": "the file cannot be opened: No such file or directory",
    }


def test_a_guide_that_lies_there_in_two_formats_is_read_once(
    tmp_path: Path, tiny_encoder: TinyEncoder
) -> None:
    """The one that is not read is named; when it says something else, or is alone, it is read."""
    folder, index = tmp_path / "guides", tmp_path / "index"
    folder.mkdir()
    (folder / "acme.md").write_text(GUIDE, "utf-8")
    (folder / "acme.csv").write_bytes(csv_of(GUIDE))
    report = build(folder, index, encoder=tiny_encoder, chroma=False)
    assert report.guides == 1
    assert [(one.guide, one.reason) for one in report.unread] == [
        ("acme.csv", "it says what acme.md says, which is read in its place")
    ]
    assert [(one.code, one.severity) for one in unread_files(report.unread)] == [("read_once", "note")]
    (folder / "acme.md").write_text(GUIDE.replace("£150,000", "£160,000"), "utf-8")
    assert build(folder, index, encoder=tiny_encoder, chroma=False).guides == 2
    (folder / "acme.md").unlink()
    last = build(folder, index, encoder=tiny_encoder, chroma=False)
    assert (last.guides, last.unread) == (1, ())


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("acme/ml-engineer.csv", "Level,Base\nL5,$1K\n", ("Acme", "ML Engineer")),
        (
            "hedge-funds/acme-labs/2031/data-engineer.csv",
            "Level,Base\nL5,$1K\n",
            ("Acme Labs", "Data Engineer"),
        ),
        ("ml-engineer/acme.csv", "Level,Base\nL5,$1K\n", ("Acme", "ML Engineer")),
        ("Acme - ML Engineer.csv", "Level,Base\nL5,$1K\n", ("Acme", "ML Engineer")),
        ("openai/sre.csv", "Level,Base\nL5,$1K\n", ("OpenAI", "SRE")),
        ("guides/ml-engineer.csv", "Level,Base\nL5,$1K\n", (None, None)),
        ("berlin/ml-engineer.csv", "Level,Base\nL5,$1K\n", (None, None)),
        ("engineering/data-engineer.csv", "Level,Base\nL5,$1K\n", (None, None)),
        ("acme/pay.csv", "Level,Base\nL5,$1K\n", (None, None)),
        ("acme/ml-engineer.md", "How to ask for more.\n", (None, None)),
        (
            "mentors/ml-engineer.md",
            "Ask mentors.\n\n| Level | Base |\n|---|---|\n| L5 | $1K |\n",
            (None, None),
        ),
        ("acme/ml-engineer.md", "# Data Engineer | Globex Negotiation Guide\n", ("Globex", "Data Engineer")),
        (
            "acme/ml-engineer.md",
            "---\ncompany: none\n---\n| Level | Base |\n|---|---|\n| L5 | $1K |\n",
            (None, None),
        ),
    ],
)
def test_a_path_says_whose_guide_it_is_where_its_text_does_not(
    path: str, text: str, expected: tuple[str | None, str | None], tmp_path: Path
) -> None:
    """A text that names a company, or says that there is none, goes before the path."""
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    guide, _ = read_guide(file, path)
    assert guide is not None
    assert (guide.company, guide.role) == expected


@pytest.mark.parametrize(
    ("content", "text", "note"),
    [
        ("基本工资：¥50万，年终奖 3 个月".encode("gb18030"), "¥50万", "GB18030"),
        (
            "Grundgehalt: 90.000 € für Köln – Zürich".encode("cp1252"),
            "90.000 € für Köln – Zürich",
            "Windows-1252",
        ),
        (
            "Salaire : 90 000 £ à Genève, où l'été".encode("latin-1"),
            "90 000 £ à Genève, où l'été",
            "Windows-1252",
        ),
        ("Base £90K\n".encode("utf-16-le"), "Base £90K", "UTF-16"),
        ("Base £90K\n".encode("utf-16-be"), "Base £90K", "UTF-16"),
        ("Base £90K".encode("utf-16"), "Base £90K", ""),
        ("Base £90K".encode("utf-8-sig"), "Base £90K", ""),
    ],
)
def test_encodings_are_told_apart(content: bytes, text: str, note: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    guide, unread = read_guide(tmp_path / "a.txt", "a.txt")
    assert guide is not None
    assert text in guide.lines[0]
    assert (note in unread.reason) if unread else not note


def test_a_page_is_read_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    pytest.importorskip("lxml", reason="lxml is not installed")
    for called in ("gb2312", "shift_jis", "iso-8859-1"):
        words = {"gb2312": "年薪 50万", "shift_jis": "年収 900万円", "iso-8859-1": "90K £"}[called]
        page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={called}"><body><p>{words}'
        assert guide_text(page.encode(called), "a.html")[0].text == f"{words}\n"


# ---------------------------------------------------------------------------------------- the command


def test_a_question_imports_no_reader_of_files() -> None:
    """What answers has no need of lxml, python-docx, pypdf or csv tables until such a file is read."""
    code = (
        "import sys, json, index.changes, assistant.answer, corpus.files, corpus.formats.reading\n"
        "from pathlib import Path\n"
        "from index.changes import guide_files, read_content\n"
        "import corpus\n"
        "folder = Path(corpus.__path__[0]) / 'guides'\n"
        "[read_content(folder, path) for path in guide_files(folder)]\n"
        "print(json.dumps([m for m in ('lxml', 'docx', 'pypdf', 'html.parser', 'csv') if m in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert json.loads(done.stdout) == []
