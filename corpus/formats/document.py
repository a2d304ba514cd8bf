"""What a file that is no plain text says: headings, paragraphs, items, quotations, tables, in order.

In: cells with their spans, parts found by a reader of one format. Out: `Part`s, and a document's text in
two ways of writing: as a guide (Markdown, with the page of each line) and as a letter (plain words).
A table whose cells cannot each be set under one heading is not a table here but lines of text: what is
not sure is never a figure by a guess. It knows no format and no meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.problem import Problem
from corpus.regexes import regex

PartKind = Literal["heading", "text", "item", "table"]

# Marks a reader sets around bold words; letters and table cells do without. Not a character of any text.
BOLD = "\ue010"
# Between words of one line that stand far apart, as a label and what it labels do.
APART = "\u2003"
WIDEST = 60  # columns of a table
MOST_CELLS = 50_000  # of one table, with the repeated ones
MOST_PARTS = 20_000  # paragraphs, items and tables of a document

_BOLD_WORDS = regex(rf"{BOLD}(\s*)([^{BOLD}\n]*?)(\s*){BOLD}")
_SPACES = regex(r"[ \t\r\f\v\u00a0]+")
_AROUND_BREAK = regex(r"[ \t]*\n\s*")
_DIGIT = regex(r"\d")
_AMOUNT = regex(r"[$€£¥₹₪₩]\s?\d|\d\s?(?:[KkMwW万]|lakh|crore)(?!\w)|\d{1,3}[,.]\d{3}|\d{5,}")
_RAISED = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
_RAISED_FIGURE = regex(r"[0-9+\-() ,]+")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a document. `page` counts from 1; None where the format has no pages."""

    kind: PartKind
    text: str = ""  # may hold line breaks, and `BOLD` on both sides of bold words
    rank: int = 0  # of a heading, from 1; of an item, how deep it is nested, from 0
    mark: str = "-"  # before an item: "-" or "3."; "" where an item goes on
    quoted: bool = False
    rows: tuple[tuple[str, ...], ...] = ()  # of a table, its header first, all of one length
    page: int | None = None
    row_pages: tuple[int | None, ...] = ()
    note: str = ""  # what a reader should know of it


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, with how many columns and rows it takes."""

    text: str
    across: int = 1
    down: int = 1
    heading: bool = False
    page: int | None = None


@dataclass(frozen=True, slots=True)
class GuideText:
    """A document written as a guide: its text, the page of each line, and notes on lines."""

    text: str
    pages: tuple[int, ...]  # () where the format has none
    notes: tuple[tuple[int, str], ...]


def tidy(text: str) -> str:
    r"""Words as a reader sees them: one space between two, breaks kept, bold marks around words only.

    >>> tidy("Base\u00a0 Salary \n $1")
    'Base Salary\n$1'
    """
    text = _AROUND_BREAK.sub("\n", _SPACES.sub(" ", text.replace(BOLD * 2, ""))).strip()
    text = "\n".join(line.replace(BOLD, "") if line.count(BOLD) % 2 else line for line in text.split("\n"))
    return _BOLD_WORDS.sub(lambda m: f"{m[1]}{BOLD}{m[2]}{BOLD}{m[3]}" if m[2] else m[1] + m[3], text).strip()


def has_amount(cell: str) -> bool:
    """Whether a cell holds a figure of pay, which no header does.

    >>> [has_amount(cell) for cell in ("€90K", "CNY 1.05M", "170,000", "Equity (4 yr)", "L5", "FY2031")]
    [True, True, True, False, False, False]
    """
    return bool(_AMOUNT.search(cell))


def raised(text: str) -> str:
    """Raised words, such that a footnote's mark never becomes a digit of the figure before it.

    >>> "$250" + raised("1"), "10" + raised("th"), "$5" + raised("a, 2")
    ('$250¹', '10th', '$5 (a, 2)')
    """
    bare = text.strip()
    if not bare or not any(char.isdigit() for char in bare):
        return text
    return bare.translate(_RAISED) if _RAISED_FIGURE.fullmatch(bare) else f" ({bare})"


def table_of(rows: Sequence[Sequence[Cell]], heads: int = 0) -> list[Part]:
    """A table as parts: what stands over it, the table, and rows that have no place under its header.

    `heads` is how many rows the file declares as header; 0 where it declares none. A cell that takes
    several rows stands in each; a header of several rows becomes one; a pay cell that takes several
    columns belongs to none of them, and its row is text.

    >>> over = [[Cell("City", down=2), Cell("Pay", across=2)], [Cell("Base"), Cell("RSU")]]
    >>> table_of([*over, [Cell("Bonn"), Cell("€1"), Cell("€2")]], 2)[0].rows
    (('City', 'Pay Base', 'Pay RSU'), ('Bonn', '€1', '€2'))
    >>> under = [[Cell("City"), Cell("Base"), Cell("RSU")], [Cell("Bonn"), Cell("€1", across=2)]]
    >>> [part.text for part in table_of(under)]
    ['City | Base | RSU', 'Bonn | €1']
    """
    grid = _grid(rows)
    if grid is None:
        return _lines(rows, "a table as large as this is kept as text")
    pages = [next((cell.page for cell in row), None) for row in rows]
    width = len(grid[0]) if grid else 0
    parts: list[Part] = []
    first = 0
    while first < len(grid) and width > 1 and _is_whole(grid[first]):
        cell = grid[first][0]
        if cell and cell.text:
            parts.append(Part("text", tidy(cell.text), page=pages[first]))
        first += 1
    heads = max(heads - first, 0)
    if not heads:
        spans = first < len(grid) and _spans(grid[first])
        heads = 2 if spans and first + 1 < len(grid) and not _has_digit(grid[first + 1]) else 1
    body = range(first + heads, len(grid))
    if width < 2 or not body:
        return parts + _lines(rows[first:])
    if _spans(grid[first + heads - 1]):
        return parts + _lines(
            rows[first:], "a heading stands over several columns: the table is kept as text"
        )
    header = tuple(_heading(grid[first : first + heads], column) for column in range(width))
    kept, kept_pages, loose = [header], [pages[first]], []
    for n in body:
        row = grid[n]
        if _spans(row) and not _is_whole(row) and any(_over_several(row, i) for i in range(width)):
            loose += _lines([rows[n]], "a cell stands under several headings: the row is kept as text")
            continue
        kept.append(
            tuple(_in_row(cell.text) if cell and not _goes_on(row, i) else "" for i, cell in enumerate(row))
        )
        kept_pages.append(pages[n])
    if len(kept) < 2:
        return parts + _lines(rows[first:], loose[0].note if loose else "")
    table = Part("table", rows=tuple(kept), page=pages[first], row_pages=tuple(kept_pages))
    return [*parts, table, *loose]


def _grid(rows: Sequence[Sequence[Cell]]) -> list[list[Cell | None]] | None:
    """Cells at their places, in each place they take; None where that is too much. Columns in which no
    cell begins (a file that spans everywhere for its looks) are none."""
    placed: dict[tuple[int, int], Cell] = {}
    begins: set[int] = set()
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in placed:
                x += 1
            begins.add(x)
            across, down = max(1, min(cell.across, WIDEST + 1)), max(1, min(cell.down, len(rows) - y))
            for dy in range(down):
                for dx in range(across):
                    placed.setdefault((y + dy, x + dx), cell)
            x += across
            if x > WIDEST or len(placed) > MOST_CELLS:
                return None
    columns = sorted(begins)
    if len(columns) * len(rows) > MOST_CELLS:
        return None
    return [[placed.get((y, x)) for x in columns] for y in range(len(rows))]


def _goes_on(row: Sequence[Cell | None], column: int) -> bool:
    """Whether the cell at a place is the one before it, going on."""
    return column > 0 and row[column] is not None and row[column] is row[column - 1]


def _spans(row: Sequence[Cell | None]) -> bool:
    return any(_goes_on(row, column) for column in range(len(row)))


def _is_whole(row: Sequence[Cell | None]) -> bool:
    return row[0] is not None and all(cell is row[0] for cell in row) and len(row) > 1


def _over_several(row: Sequence[Cell | None], column: int) -> bool:
    cell = row[column]
    return _goes_on(row, column) and cell is not None and bool(_DIGIT.search(cell.text))


def _has_digit(row: Sequence[Cell | None]) -> bool:
    return any(cell is not None and _DIGIT.search(cell.text) for cell in row)


def _heading(rows: Sequence[Sequence[Cell | None]], column: int) -> str:
    cells = [row[column] for row in rows]
    distinct = [cell for i, cell in enumerate(cells) if cell and not (i and cell is cells[i - 1])]
    return _in_row(" ".join(dict.fromkeys(cell.text.strip() for cell in distinct if cell.text.strip())))


def _in_row(text: str) -> str:
    return " ".join(tidy(text).replace(BOLD, "").split())


def _lines(rows: Iterable[Sequence[Cell]], note: str = "") -> list[Part]:
    """Rows as lines of text."""
    parts: list[Part] = []
    for row in rows:
        words = [words for cell in row if (words := _in_row(cell.text))]
        if words:
            parts.append(Part("text", " | ".join(words), page=row[0].page, note="" if parts else note))
    return parts


def counted(parts: Sequence[Part], name: str) -> None:
    """Refuse a document of more parts than anyone would read. Raises Problem."""
    if len(parts) > MOST_PARTS:
        raise Problem(
            f"it has more than {MOST_PARTS:,} paragraphs and tables", name, "keep the pages that matter"
        )


def as_guide(parts: Sequence[Part]) -> GuideText:
    """The parts as Markdown: what `corpus.guide` reads, quotes and numbers the lines of."""
    lines: list[str] = []
    pages: list[int] = []
    notes: list[tuple[int, str]] = []
    paged = any(part.page for part in parts)
    page = 1

    def put(text: str, on: int | None) -> None:
        nonlocal page
        page = max(page, on or page)  # a page never goes back, however a file is drawn
        lines.append(text)
        pages.append(page)

    before: Part | None = None
    for part in parts:
        if before is not None and not _adjoins(before, part):
            put("", None)
        if part.note:
            notes.append((len(lines) + 1, part.note))
        if part.kind == "table":
            for cells, on in zip(part.rows, part.row_pages or (part.page,) * len(part.rows), strict=True):
                put("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |", on)
        else:
            for line in _marked(part):
                put(line, part.page)
        before = part
    return GuideText("\n".join(lines) + "\n" if lines else "", tuple(pages) if paged else (), tuple(notes))


def _adjoins(before: Part, part: Part) -> bool:
    """Whether no empty line is to part two: items of a list, and a list from the line that announces it."""
    if part.kind != "item" or before.quoted != part.quoted:
        return False
    announces = before.kind == "text" and before.text.rstrip(BOLD + " ").endswith((":", "\uff1a"))
    return before.kind == "item" or announces


def _marked(part: Part) -> list[str]:
    quote = "> " if part.quoted else ""
    if part.kind == "heading":
        plain = part.text.replace(BOLD, "").replace(APART, " ")
        return [f"{'#' * max(1, min(part.rank, 6))} {plain}".replace("\n", " ")]
    words = part.text.replace(BOLD, "**").replace(APART, " ").split("\n")
    if part.kind == "item":
        indent = "  " * part.rank
        first = f"{indent}{part.mark} " if part.mark else f"{indent}  "
        return [f"{quote}{first}{words[0]}", *(f"{quote}{indent}  {word}" for word in words[1:])]
    return [f"{quote}{word}" for word in words]


def as_letter(parts: Sequence[Part], gap: str = "\n\n") -> str:
    """The parts as plain words: a line for a row, with bars between its cells. `gap` parts paragraphs."""
    out: list[str] = []
    before: Part | None = None
    for part in parts:
        if before is not None:
            turned = part.page != before.page and part.page is not None
            out.append("\n\n" if turned else "\n" if before.kind == part.kind == "item" else gap)
        if part.kind == "table":
            out.append("\n".join(" | ".join(filter(None, row)) for row in part.rows))
        else:
            mark = f"{part.mark} " if part.kind == "item" and part.mark else ""
            out.append(mark + part.text.replace(BOLD, "").replace(APART, "   "))
        before = part
    return "".join(out)
