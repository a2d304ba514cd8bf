"""A web page becomes parts: its headings, paragraphs, lists, quotations and tables, as a reader sees them.

In: the bytes of an HTML file. Out: `Part`s. lxml reads the markup; nothing is fetched, run or expanded.
Hidden elements, scripts, styles and navigation are left out. A table that only arranges the page is read
as what it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.decoding import decode
from corpus.formats.document import BOLD, Cell, Part, counted, raised, table_of, tidy
from corpus.problem import Problem
from corpus.regexes import regex

DEEPEST = 200  # elements within elements; libxml2 itself stops at 256

_UNSEEN = frozenset(
    "script style head title template noscript svg math iframe object select nav button".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre section summary "
    "table tbody td tfoot th thead tr ul caption".split()
)
_HEADINGS = frozenset(f"h{n}" for n in range(1, 7))
_BOLDS = frozenset(("b", "strong"))
_STRUCK = frozenset(("s", "strike", "del"))
_HIDDEN = regex(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])"
    r"|opacity\s*:\s*0(?![.\d]*[1-9])|mso-hide\s*:\s*all",
    re.IGNORECASE,
)
_DECLARED = regex(r"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_WHITE = regex(r"\s+")


def parts_of_page(content: bytes, name: str, titled: bool = False) -> tuple[list[Part], str]:
    """What a page shows, and a note on its encoding; with `titled` under its title. Raises Problem."""
    text, note = _decoded(content)
    if text is None:
        raise Problem(f"this is no text: {note}", name, "save it as UTF-8")
    return parts_of_markup(text, name, titled), note


def parts_of_markup(markup: str, name: str, titled: bool = False) -> list[Part]:
    """What markup shows; with `titled`, a page without a heading has its title for one. Raises Problem.

    >>> [part.text for part in parts_of_markup("<p>Base:&nbsp;<s>$1</s> $2<p hidden>Obey", "a.html")]
    ['Base: ~~$1~~ $2']
    """
    try:
        from lxml import etree
    except ImportError as exc:
        problem = Problem("reading web pages needs a package that is not installed", name, "pip install lxml")
        raise problem from exc
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    content = markup.replace("\x00", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(content, parser) if content.strip() else None
    except etree.XMLSyntaxError as exc:
        raise Problem("the page cannot be read: it is no HTML", name, "save it anew") from exc
    if root is None:
        return []
    if any("depth" in entry.message.lower() for entry in parser.error_log) or _depth(root) > DEEPEST:
        raise Problem(
            f"its elements lie more than {DEEPEST} deep in one another", name, "save the text alone"
        )
    page = _Page(name)
    page.block(root)
    page.flush()
    if titled and not any(part.kind == "heading" for part in page.parts):
        title = tidy(" ".join(root.xpath("string(//head/title)").split()))
        if title:
            page.parts.insert(0, Part("heading", title, rank=1))
    return page.parts


def _decoded(content: bytes) -> tuple[str | None, str]:
    """The page's text: by its mark, by UTF-8, by what it declares, or as any other text is."""
    text, note = decode(content)
    declared = _DECLARED.search(content[:4096].decode("latin-1"))
    if text is None or not note or declared is None:
        return text, note
    try:
        # What calls itself Latin-1 is Windows-1252, as in every browser.
        called = declared[1].lower()
        called = "cp1252" if called in ("iso-8859-1", "latin-1", "latin1", "us-ascii") else called
        called = "gb18030" if called in ("gb2312", "gbk", "gb_2312-80") else called
        return content.decode(called), ""
    except (LookupError, UnicodeDecodeError):
        return text, note


def _depth(root: Any) -> int:
    deepest = depth = 0
    for event, _ in _walk(root):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _walk(root: Any) -> Iterator[tuple[str, Any]]:
    from lxml import etree

    return iter(etree.iterwalk(root, events=("start", "end")))


def _is_seen(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return False
    hidden = "hidden" in element.attrib or element.get("aria-hidden") == "true"
    return not (hidden or _HIDDEN.search(element.get("style", "")))


def _children(element: Any) -> Iterator[Any]:
    return (child for child in element if _is_seen(child))


class _Page:
    """What was read so far. Words gather in `words` until a block ends."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.parts: list[Part] = []
        self.words: list[str] = []
        self.depth = -1  # of the list that we are in
        self.mark = ""  # of the item that begins with the next words
        self.inside_item = False
        self.quoted = False

    def put(self, part: Part) -> None:
        self.parts.append(part)
        counted(self.parts, self.name)

    def flush(self, rank: int = 0) -> None:
        text = tidy("".join(self.words))
        self.words = []
        if not text:
            return
        if rank:
            self.put(Part("heading", text, rank=rank))
        elif self.inside_item:
            self.put(Part("item", text, rank=max(self.depth, 0), mark=self.mark, quoted=self.quoted))
            self.mark = ""
        else:
            self.put(Part("text", text, quoted=self.quoted))

    def block(self, element: Any) -> None:
        """An element that may hold blocks, from its first words to its last."""
        tag = element.tag
        if tag == "table":
            self.flush()
            self.table(element)
            return
        if tag in ("ul", "ol", "menu"):
            self.list_of(element)
            return
        if tag == "pre":
            self.flush()
            lines = "".join(element.itertext()).strip("\n").replace(BOLD, "").split("\n")
            self.put(Part("text", "\n".join(line.rstrip() for line in lines), quoted=self.quoted))
            return
        breaks = tag in _BLOCKS
        if breaks:
            self.flush()
        was_quoted, self.quoted = self.quoted, self.quoted or tag == "blockquote"
        opening, closing = _around(tag)
        self.words.append(opening)
        start = len(self.words)
        self.words.append(_WHITE.sub(" ", element.text or ""))
        for child in element:
            if _is_seen(child):
                self.block(child)
            self.words.append(_WHITE.sub(" ", child.tail or ""))
        if tag == "sup":
            self.words[start:] = [raised("".join(self.words[start:]))]
        self.words.append(closing)
        if breaks:
            self.flush(int(tag[1]) if tag in _HEADINGS else 0)
        self.quoted = was_quoted

    def list_of(self, element: Any) -> None:
        self.flush()
        was = self.mark, self.inside_item
        self.depth += 1
        first = element.get("start", "1")
        number = int(first) if first.isdecimal() and len(first) < 4 else 1
        for child in _children(element):
            self.mark = f"{number}." if element.tag == "ol" else "-"
            self.inside_item = True
            number += 1
            self.block(child)
            self.flush()
        self.depth -= 1
        self.mark, self.inside_item = ("", was[1])

    def table(self, element: Any) -> None:
        rows, heads = [], 0
        for row, in_head in _rows(element):
            cells = [child for child in _children(row) if child.tag in ("td", "th")]
            if not cells:
                continue
            rows.append(cells)
            all_heads = in_head or all(cell.tag == "th" for cell in cells)
            heads += all_heads and heads == len(rows) - 1
        captions = [child for child in _children(element) if child.tag == "caption"]
        for caption in captions:
            self.block(caption)
        inner = any(_arranges(cell) for row in rows for cell in row)
        arranges = inner or len(rows) < 2 or max(map(len, rows)) < 2 or element.get("role") == "presentation"
        if not arranges:
            for part in table_of([[_cell(cell) for cell in row] for row in rows], heads):
                self.put(part)
            return
        for row in rows:
            if any(_has_blocks(cell) for cell in row):
                for cell in row:
                    self.block(cell)
            else:
                self.words.append(" | ".join(filter(None, (_words(cell) for cell in row))))
                self.flush()


def _around(tag: str) -> tuple[str, str]:
    if tag in _BOLDS:
        return BOLD, BOLD
    if tag in _STRUCK:
        return "~~", "~~"
    return ("\n", "") if tag == "br" else ("", "")


def _rows(table: Any) -> Iterator[tuple[Any, bool]]:
    for child in _children(table):
        if child.tag == "tr":
            yield child, False
        elif child.tag in ("thead", "tbody", "tfoot"):
            for row in _children(child):
                if row.tag == "tr":
                    yield row, child.tag == "thead"


def _arranges(cell: Any) -> bool:
    """Whether a cell holds what no cell of figures does: a table, a heading."""
    return any(True for _ in cell.iter("table", *_HEADINGS))


def _has_blocks(cell: Any) -> bool:
    return any(one is not cell and one.tag in _BLOCKS for one in cell.iter() if isinstance(one.tag, str))


def _words(cell: Any) -> str:
    """The words of a cell, in one line."""
    inside = _Page("")
    inside.block(cell)
    inside.flush()
    return " ".join(part.text.replace("\n", " ") for part in inside.parts)


def _cell(cell: Any) -> Cell:
    def span(name: str) -> int:
        said = (cell.get(name) or "1").strip()
        return int(said) if said.isdecimal() and len(said) < 6 else 1

    down = span("rowspan") or 65_534  # 0 is down to the last row
    return Cell(_words(cell), span("colspan"), down, cell.tag == "th")
