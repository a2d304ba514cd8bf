"""The same guide in other formats, made by the libraries that people make them with.

In: a guide in Markdown. Out: an HTML page (markdown-it), a Word document (python-docx), a ruled PDF
(reportlab) and, where Chromium is at hand, the tagged PDF that a browser prints. None of it goes through
the product's own reading.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def tokens_of(markdown: str) -> list[Any]:
    """The blocks of a Markdown text, without its front matter, by markdown-it."""
    markdown_it = pytest.importorskip("markdown_it", reason="markdown-it-py is not installed")
    body = re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL)
    tokens: list[Any] = markdown_it.MarkdownIt().enable("table").parse(body)
    return tokens


def html_of(markdown: str) -> bytes:
    """The guide as a web page."""
    from markdown_it import MarkdownIt

    body = MarkdownIt().enable("table").render(re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL))
    style = "<style>table{border-collapse:collapse}td,th{border:1px solid}</style>"
    return f"<!doctype html><html><head><meta charset=utf-8>{style}</head><body>{body}</body></html>".encode()


def tables_of(tokens: list[Any]) -> dict[int, tuple[int, list[list[str]]]]:
    """By the token that opens it: the token that closes a table, and its rows."""
    found: dict[int, tuple[int, list[list[str]]]] = {}
    start, rows = 0, []
    for i, token in enumerate(tokens):
        if token.type == "table_open":
            start, rows = i, []
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and token.level and rows and tokens[i - 1].type in ("th_open", "td_open"):
            rows[-1].append(plain(token))
        elif token.type == "table_close":
            found[start] = (i, rows)
            rows = []
    return found


def plain(token: Any) -> str:
    """The words of an inline token."""
    return "".join(
        "\n" if child.type in ("softbreak", "hardbreak") else child.content for child in token.children
    )


def runs(token: Any) -> list[tuple[str, bool]]:
    """The words of an inline token, each run with whether it is bold."""
    found, bold = [], 0
    for child in token.children:
        bold += {"strong_open": 1, "strong_close": -1}.get(child.type, 0)
        words = "\n" if child.type in ("softbreak", "hardbreak") else child.content
        if words:
            found.append((words, bold > 0))
    return found


def blocks_of(markdown: str) -> list[tuple[str, Any]]:
    """The guide as a flat list: headings ("h2"), "p", "bullet", "number", "quote" with runs, "table" with rows."""
    tokens = tokens_of(markdown)
    tables = tables_of(tokens)
    found: list[tuple[str, Any]] = []
    lists: list[str] = []
    quoted, at = 0, 0
    while at < len(tokens):
        token = tokens[at]
        if at in tables:
            end, rows = tables[at]
            found.append(("table", rows))
            at = end
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append("number" if token.type[0] == "o" else "bullet")
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type in ("blockquote_open", "blockquote_close"):
            quoted += 1 if token.type.endswith("open") else -1
        elif token.type in ("fence", "code_block"):
            found.append(("p", [(token.content.rstrip("\n"), False)]))
        elif token.type == "inline":
            opener = tokens[at - 1]
            kind = (
                opener.tag
                if opener.type == "heading_open"
                else lists[-1]
                if lists
                else "quote"
                if quoted
                else "p"
            )
            found.append((kind, runs(token)))
        at += 1
    return found


def docx_of(markdown: str) -> bytes:
    """The guide as a Word document."""
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    document = docx.Document()
    for kind, what in blocks_of(markdown):
        if kind == "table":
            table = document.add_table(rows=0, cols=len(what[0]))
            for row in what:
                for cell, words in zip(table.add_row().cells, row, strict=True):
                    cell.text = words
            continue
        if kind[0] == "h":
            paragraph = document.add_heading(level=int(kind[1]))
        else:
            styles = {"bullet": "List Bullet", "number": "List Number", "quote": "Quote", "p": "Normal"}
            paragraph = document.add_paragraph(style=styles[kind])
        for words, bold in what:
            paragraph.add_run(words).bold = bold or None
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def pdf_of(markdown: str) -> bytes:
    """The guide as a PDF whose tables are ruled, without structure."""
    pytest.importorskip("reportlab", reason="reportlab is not installed: it comes with the test extra")
    from reportlab.lib.colors import black
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    def marked(what: list[tuple[str, bool]]) -> str:
        words = (f"<b>{escape(text)}</b>" if bold else escape(text) for text, bold in what)
        return "".join(words).replace("\n", "<br/>")

    styles = getSampleStyleSheet()
    _font(styles)
    story: list[Any] = []
    for kind, what in blocks_of(markdown):
        if kind == "table":
            cells = [[Paragraph(escape(cell), styles["BodyText"]) for cell in row] for row in what]
            story.append(
                Table(cells, repeatRows=1, style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, black)]))
            )
        elif kind[0] == "h":
            story.append(Paragraph(marked(what), styles[f"Heading{kind[1]}"]))
        else:
            lead = {"bullet": "• ", "number": "• ", "quote": "&gt; "}.get(kind, "")
            story.append(Paragraph(lead + marked(what), styles["BodyText"]))
    held = io.BytesIO()
    SimpleDocTemplate(held, invariant=1).build(story)
    return held.getvalue()


def _font(styles: Any) -> None:
    """A font with the marks of all currencies, where the system has one."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    found = (
        next(Path("/usr/share/fonts").rglob("DejaVuSans.ttf"), None)
        if Path("/usr/share/fonts").is_dir()
        else None
    )
    if found is None:
        return
    pdfmetrics.registerFont(TTFont("Sans", str(found)))
    pdfmetrics.registerFontFamily("Sans", normal="Sans", bold="Sans", italic="Sans", boldItalic="Sans")
    for style in styles.byName.values():
        style.fontName = "Sans"


def printed(markdown: str, folder: Path) -> bytes:
    """The guide as a browser prints it: a tagged PDF."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: no PDF can be printed")
    page, out = folder / "printed.html", folder / "printed.pdf"
    page.write_bytes(html_of(markdown))
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        f"--print-to-pdf={out}",
    ]
    profile = f"--user-data-dir={folder / 'profile'}"
    subprocess.run([CHROMIUM, *options, profile, page.as_uri()], check=True, capture_output=True, timeout=120)
    return out.read_bytes()


def csv_of(markdown: str) -> bytes:
    """The guide's title and its first table, as a sheet."""
    held = io.StringIO()
    writer = csv.writer(held)
    blocks = blocks_of(markdown)
    writer.writerow(["".join(words for words, _ in next(what for kind, what in blocks if kind[0] == "h"))])
    writer.writerow([])
    writer.writerows(next(what for kind, what in blocks if kind == "table"))
    return held.getvalue().encode()
