"""A Word document (DOCX) becomes parts: headings, paragraphs, lists and tables, as a reader sees them.

In: the bytes of the file. Out: `Part`s. python-docx opens the package, after its parts were looked at for
locks, bombs and entities. Hidden words and deleted ones are left out, inserted ones are read; headers,
footers, notes and text boxes are not. Nothing outside the file is opened.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from corpus.formats.document import BOLD, Cell, Part, counted, raised, table_of, tidy
from corpus.problem import Problem
from corpus.regexes import regex

ZIP_FILES = 2_000
ZIP_BYTES = 60_000_000  # all parts of a DOCX, decompressed
ZIP_RATIO = 200  # how many times larger a part of over a megabyte may become
DEEPEST = 12  # tables within tables
DEEPEST_ELEMENT = 120

_NO_TYPES = regex(r"<\s*!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = regex(r"heading ([1-9])$", re.IGNORECASE)
# What holds words of a paragraph besides its runs. Deleted and moved-away words are in none of them.
_HOLDERS = frozenset(
    _W + name
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "fldSimple", "sdt", "sdtContent", "customXml")
)
_WRAPPERS = frozenset(_W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


def parts_of_word(content: bytes, name: str) -> list[Part]:
    """What a DOCX shows. Raises Problem."""
    _check_zip(content, name)
    try:
        import docx
    except ImportError as exc:
        problem = Problem(
            "reading DOCX needs a package that is not installed", name, "pip install python-docx"
        )
        raise problem from exc
    try:
        document = docx.Document(io.BytesIO(content))
        return _Reader(document, name).parts
    except Problem:
        raise
    except Exception as exc:  # a broken DOCX makes the library raise anything
        raise Problem("the DOCX cannot be read: it is damaged", name, "save it anew") from exc


def _check_zip(content: bytes, name: str) -> None:
    """Refuse what is no DOCX, is locked, would blow up, or declares types and entities of its own."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise Problem("the file is locked with a password", name, "save an unlocked copy")
            if "word/document.xml" not in packed.namelist():
                raise Problem("the file is a ZIP without a Word document", name, "name the document itself")
            swollen = any(
                p.file_size > 1_000_000 and p.file_size > ZIP_RATIO * max(p.compress_size, 1) for p in parts
            )
            if swollen or len(parts) > ZIP_FILES or sum(p.file_size for p in parts) > ZIP_BYTES:
                raise Problem("the file unpacks to far more than a document", name, "save its text alone")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    # Declared sizes hold: zipfile reads no further, and the checksum then fails.
                    head = packed.read(part)
                    if b"\x00" in head[:200]:
                        head = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
                    if _NO_TYPES.search(head.decode("utf-8", "ignore")):
                        raise Problem(
                            "the file declares entities, which no document does", name, "save it anew"
                        )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as exc:
        raise Problem("the DOCX cannot be read: it is damaged", name, "save it anew") from exc


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says of the words in it, with what it inherits."""

    name: str
    rank: int = 0  # of a heading
    listed: Any = None  # its w:numPr
    hidden: bool = False


@dataclass(slots=True)
class _Counter:
    """How far the numbered lists of a document have come, by list and depth."""

    at: dict[tuple[str, int], int] = field(default_factory=dict)

    def next(self, number: str, depth: int) -> int:
        for key in [key for key in self.at if key[0] == number and key[1] > depth]:
            del self.at[key]
        self.at[number, depth] = self.at.get((number, depth), 0) + 1
        return self.at[number, depth]


class _Reader:
    def __init__(self, document: Any, name: str) -> None:
        self.name = name
        self.parts: list[Part] = []
        self.styles = _styles_of(document)
        self.numbered = _numbered_lists(document)
        self.counter = _Counter()
        self.titled = False
        self.body(document.element.body, 0)

    def put(self, *parts: Part) -> None:
        self.parts.extend(parts)
        counted(self.parts, self.name)

    def body(self, holder: Any, depth: int) -> None:
        if depth > DEEPEST_ELEMENT:
            raise Problem("its elements lie too deep in one another", self.name, "save the text alone")
        for block in holder:
            if block.tag == _W + "p":
                self.paragraph(block)
            elif block.tag == _W + "tbl":
                self.table(block, depth)
            elif block.tag in _WRAPPERS:
                self.body(block, depth + 1)

    def paragraph(self, element: Any) -> None:
        style = self.styles.get(_value(element, "pPr/pStyle"), _Style(""))
        text = "" if style.hidden else tidy(self.words(element, 0))
        if not text:
            return
        outline = _value(element, "pPr/outlineLvl")
        rank = int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else style.rank
        if style.name == "title":
            rank, self.titled = 1, True
        elif rank:
            rank += self.titled
        if rank:
            self.put(Part("heading", text.replace(BOLD, ""), rank=min(rank, 6)))
            return
        listed = element.find(f"{_W}pPr/{_W}numPr")
        listed = style.listed if listed is None else listed
        quoted = "quote" in style.name
        number = _value(listed, "numId") if listed is not None else ""
        if (number and number != "0") or style.name.startswith("list "):
            said = _value(listed, "ilvl") if listed is not None else ""
            level = min(int(said), 8) if said.isdecimal() else 0
            counts = (number, level) in self.numbered if number else "number" in style.name
            mark = f"{self.counter.next(number, level)}." if counts else "-"
            self.put(Part("item", text, rank=level, mark=mark, quoted=quoted))
            return
        self.put(Part("text", text, quoted=quoted))

    def words(self, holder: Any, depth: int) -> str:
        """The words of a paragraph that are shown."""
        if depth > DEEPEST_ELEMENT:
            raise Problem("its elements lie too deep in one another", self.name, "save the text alone")
        found = []
        for child in holder:
            if child.tag == _W + "r":
                found.append(self.run(child))
            elif child.tag in _HOLDERS:
                found.append(self.words(child, depth + 1))
        return "".join(found)

    def run(self, run: Any) -> str:
        style = self.styles.get(_value(run, "rPr/rStyle"), _Style(""))
        look = run.find(_W + "rPr")
        if style.hidden or (look is not None and (_is_on(look, "vanish") or _is_on(look, "webHidden"))):
            return ""
        text = "".join(_character(child) for child in run)
        if look is None or not text.strip():
            return text
        if _value(look, "vertAlign") == "superscript":
            text = raised(text)
        if _is_on(look, "strike") or _is_on(look, "dstrike"):
            text = f"~~{text}~~"
        return f"{BOLD}{text}{BOLD}" if _is_on(look, "b") else text

    def table(self, element: Any, depth: int) -> None:
        if depth > DEEPEST:
            raise Problem("its tables lie too deep in one another", self.name, "save the text alone")
        rows = list(_rows(element))
        inner = element.iter(_W + "tbl")
        next(inner)
        widest = max((len(list(_cells(row))) for row in rows), default=0)
        if next(inner, None) is None and len(rows) > 1 and widest > 1:
            self.put(*table_of(*self.laid_out(rows)))
            return
        for row in rows:
            cells = list(_cells(row))
            if all(len(cell.findall(_W + "p")) == 1 and cell.find(_W + "tbl") is None for cell in cells):
                line = " | ".join(filter(None, (self.cell(cell) for cell in cells)))
                self.put(*([Part("text", line)] if line else []))
            else:
                for cell in cells:
                    self.body(cell, depth + 1)

    def laid_out(self, rows: list[Any]) -> tuple[list[list[Cell]], int]:
        """A table's rows as cells with their spans, and how many rows are declared as its header."""
        found: list[list[list[Any]]] = []  # text, across, down
        above: dict[int, list[Any]] = {}  # by column, the cell that a merged one goes on from
        heads = 0
        for n, row in enumerate(rows):
            head = row.find(f"{_W}trPr/{_W}tblHeader")
            heads += head is not None and heads == n
            before = _value(row, "trPr/gridBefore")
            column = int(before) if before.isdecimal() else 0
            line: list[list[Any]] = [["", min(column, 999), 1]] if column else []
            for cell in _cells(row):
                merged = cell.find(f"{_W}tcPr/{_W}vMerge")
                said = _value(cell, "tcPr/gridSpan")
                across = min(int(said), 999) if said.isdecimal() and said != "0" else 1
                if (
                    merged is not None
                    and merged.get(_W + "val", "continue") == "continue"
                    and column in above
                ):
                    above[column][2] += 1
                else:
                    above[column] = [self.cell(cell), across, 1]
                    line.append(above[column])
                if merged is None:
                    above.pop(column)
                column += across
            found.append(line)
        return [[Cell(text, across, down) for text, across, down in line] for line in found], heads

    def cell(self, cell: Any) -> str:
        lines = []
        for paragraph in cell.iter(_W + "p"):
            style = self.styles.get(_value(paragraph, "pPr/pStyle"), _Style(""))
            lines.append("" if style.hidden else self.words(paragraph, 0))
        return tidy(" ".join(filter(None, lines))).replace(BOLD, "").replace("\n", " ")


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == _W + "tr":
            if child.find(f"{_W}trPr/{_W}del") is None:
                yield child
        elif child.tag in _WRAPPERS:
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == _W + "tc":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _cells(child)


def _character(child: Any) -> str:
    if child.tag == _W + "t":
        return (child.text or "").replace(BOLD, "")
    if child.tag == _W + "tab":
        return "\t"
    if child.tag in (_W + "br", _W + "cr"):
        return "\n"
    return "-" if child.tag == _W + "noBreakHyphen" else ""


def _value(element: Any, path: str) -> str:
    found = element.find("/".join(_W + step for step in path.split("/")))
    return "" if found is None else found.get(_W + "val", "")


def _is_on(look: Any, name: str) -> bool:
    found = look.find(_W + name)
    return found is not None and found.get(_W + "val", "1") not in ("0", "false", "off")


def _styles_of(document: Any) -> dict[str, _Style]:
    raw = {style.get(_W + "styleId"): style for style in document.styles.element.iter(_W + "style")}
    styles: dict[str, _Style] = {}
    for key, style in raw.items():
        rank, listed, hidden, seen = 0, None, False, set()
        name = _value(style, "name").lower()
        at: Any = style
        while at is not None and id(at) not in seen:
            seen.add(id(at))
            heading = _HEADING.match(_value(at, "name"))
            outline = _value(at, "pPr/outlineLvl")
            rank = rank or (int(heading[1]) if heading else 0)
            rank = rank or (int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else 0)
            listed = at.find(f"{_W}pPr/{_W}numPr") if listed is None else listed
            look = at.find(_W + "rPr")
            hidden = hidden or (look is not None and _is_on(look, "vanish"))
            at = raw.get(_value(at, "basedOn"))
        styles[key] = _Style(name, rank, listed, hidden)
    return styles


def _numbered_lists(document: Any) -> set[tuple[str, int]]:
    """The lists, by number and depth, whose items have a figure and not a bullet."""
    try:
        numbering = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return set()
    kinds = {
        (abstract.get(_W + "abstractNumId"), level.get(_W + "ilvl"))
        for abstract in numbering.iter(_W + "abstractNum")
        for level in abstract.iter(_W + "lvl")
        if _value(level, "numFmt") not in ("bullet", "none", "")
    }
    return {
        (number.get(_W + "numId"), int(depth))
        for number in numbering.iter(_W + "num")
        for abstract, depth in kinds
        if abstract == _value(number, "abstractNumId") and depth and depth.isdecimal()
    }
