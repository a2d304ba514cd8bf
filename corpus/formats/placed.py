"""What a PDF draws becomes parts by where it stands: lines, headings by their size, tables.

In: the pieces of text of each page and its rules. Out: `Part`s with their pages. A table is one only where
lines are ruled around each cell, or where every row's words begin at the same three places or more; what is
not sure is text. It does not know what the maker meant; `corpus.formats.tagged` does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.formats.document import APART, BOLD, Cell, Part, has_amount, table_of, tidy
from corpus.formats.drawn import HYPHENED, NEAR, Drawn, Rule, words_of
from corpus.formats.ruled import cells_in, grids_of
from corpus.regexes import regex

ALIGNED = 1.5  # points by which words of one column may begin apart
LARGER = 1.15  # how much larger than most of the text a heading is
LONGEST_HEADING = 18  # words
LETTER = 0.5  # how wide a letter is, as a share of its size
FAR = 1.5  # so many sizes of letters between two words are no space of a sentence

# What symbol fonts draw for a bullet comes as a character of no meaning.
_BULLET = regex(rf"^({BOLD}?)[\uf000-\uf8ff\x7f●▪■□◆➢✓]\s*(?=\S)")
_ITEM = regex(rf"{BOLD}?(•|‣|◦|[*\u2013-]|\d{{1,2}}[.)])\s+(?=\S)")


def _size(line: Sequence[Drawn]) -> float:
    """The size of most of a line, to half a point."""
    sizes = Counter[float]()
    for piece in line:
        sizes[round(piece.size * 2) / 2] += len(piece.text.strip())
    return sizes.most_common(1)[0][0]


def _lines(pieces: Sequence[Drawn]) -> Iterator[list[Drawn]]:
    """Pieces, as they were drawn, by line."""
    line: list[Drawn] = []
    for piece in pieces:
        if not piece.text.strip():
            continue
        if line:
            lift = piece.y - line[0].y
            mark = piece.size < line[0].size * 0.9 and abs(lift) < line[0].size * 0.8
            if abs(lift) > line[0].size * 0.3 and not mark:
                yield line
                line = []
        line.append(piece)
    if line:
        yield line


def _words_of_line(line: Sequence[Drawn]) -> str:
    r"""The words of a line; those that were drawn on their own and far behind the others stand apart.

    >>> _words_of_line([Drawn("Level\n", 60, 700, 12), Drawn("L5\n", 220, 700, 12)]).split(APART)
    ['Level', 'L5']
    >>> _words_of_line([Drawn("Base\n", 60, 700, 12), Drawn("pay", 89, 700, 12)])
    'Base pay'
    """
    groups: list[list[Drawn]] = []
    gaps: list[str] = []
    for piece in line:
        last = groups[-1][-1] if groups else None
        # The library ends a piece with a line's end where the pen was set anew.
        anew = last is not None and last.text.endswith("\n") and abs(piece.y - last.y) < NEAR and piece.x > last.x
        if last is None or not anew:
            groups[-1].append(piece) if groups else groups.append([piece])
            continue
        behind = last.x + len(last.text.strip()) * last.size * LETTER
        gaps.append(APART if piece.x - behind > last.size * FAR else " ")
        groups.append([piece])
    said = [words_of(group) for group in groups]
    return said[0] + "".join(gap + words for gap, words in zip(gaps, said[1:], strict=True)) if said else ""


def parts_of_drawing(pages: Sequence[Sequence[Drawn]], rules: Sequence[Sequence[Rule] | None]) -> list[Part]:
    """All pages by place. `rules` of a page are None where places on it are not sure."""
    sizes = Counter[float]()
    for page in pages:
        for piece in page:
            sizes[round(piece.size * 2) / 2] += len(piece.text.strip())
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    larger = sorted({size for size in sizes if size >= body * LARGER}, reverse=True)
    parts: list[Part] = []
    columns: list[float] = []  # of the ruled table that ended the page before
    for number, (page, drawn_rules) in enumerate(zip(pages, rules, strict=True), 1):
        grids = [] if drawn_rules is None else list(grids_of(drawn_rules))
        owner, filled = cells_in(page, grids)
        at = 0
        first_on_page = True
        loose: list[Drawn] = []
        done: set[int] = set()
        for i, piece in enumerate(page):
            grid = owner.get(i)
            if grid is None:
                loose.append(piece)
                continue
            if grid in done:
                continue
            done.add(grid)
            parts += _text(loose, body, larger, number, drawn_rules is not None)
            first_on_page = first_on_page and not any(one.text.strip() for one in loose)
            loose = []
            made = table_of([[replace(cell, page=number) for cell in row] for row in filled[grid]])
            made = [_sure(part) for part in made]
            same = len(columns) == len(grids[grid].xs) and all(
                abs(a - b) < NEAR for a, b in zip(columns, grids[grid].xs, strict=True)
            )
            if same and first_on_page and made and _joined(parts, filled[grid], number):
                made = []
            parts += made
            columns = list(grids[grid].xs)
            at = len(parts)
        tail = list(_text(loose, body, larger, number, drawn_rules is not None))
        parts += tail
        if tail or at != len(parts):
            columns = []
    return parts


def _joined(parts: list[Part], rows: list[list[Cell]], page: int) -> bool:
    """Add rows to the table before the page's end, if they are its own: as many cells in each."""
    table = parts[-1] if parts else Part("text")
    width = len(table.rows[0]) if table.kind == "table" else 0
    if not width or any(len(row) != width or any(c.across + c.down > 2 for c in row) for row in rows):
        return False
    cells = [tuple(" ".join(cell.text.replace(BOLD, "").split()) for cell in row) for row in rows]
    cells = cells[1:] if cells[0] == table.rows[0] else cells
    pages = (*table.row_pages, *[page] * len(cells))
    parts[-1] = replace(table, rows=(*table.rows, *cells), row_pages=pages)
    return True


def _sure(part: Part) -> Part:
    """A table whose first row holds amounts has no header here: it is text."""
    if part.kind != "table" or not any(has_amount(cell) for cell in part.rows[0]):
        return part
    text = "\n".join(" | ".join(filter(None, row)) for row in part.rows)
    return Part("text", text, page=part.page, note="a table without a header is kept as text")


def _text(
    pieces: Sequence[Drawn], body: float, larger: Sequence[float], page: int, placed: bool
) -> Iterator[Part]:
    """Lines as headings, tables by their columns, items and paragraphs."""
    lines = list(_lines(pieces))
    full = max((len(_words_of_line(line)) for line in lines), default=0) * 0.7
    paragraph: list[str] = []
    before: list[Drawn] = []

    def closed() -> Iterator[Part]:
        if paragraph:
            yield _paragraph(paragraph, full, page)
            paragraph.clear()

    at = 0
    while at < len(lines):
        end = _columns_end(lines, at) if placed else at
        if end > at:
            yield from closed()
            rows = [[Cell(words_of([piece]), page=page) for piece in line] for line in lines[at:end]]
            yield from map(_sure, table_of(rows))
            at, before = end, []
            continue
        line = lines[at]
        at += 1
        words = _BULLET.sub(r"\1• ", _words_of_line(line))
        if not words:
            continue
        size = _size(line)
        if size in larger and len(words.split()) <= LONGEST_HEADING:
            yield from closed()
            while at < len(lines) and _wraps(lines[at - 1], lines[at], size):
                words += " " + words_of(lines[at])
                at += 1
            yield Part("heading", words, rank=min(larger.index(size) + 1, 6), page=page)
            before = []
            continue
        gap = before[0].y - line[0].y if before else 0.0
        if _ITEM.match(words) or (before and not 0 <= gap <= before[0].size * 1.75):
            yield from closed()
        paragraph.append(words)
        before = line
    yield from closed()


def _paragraph(lines: Sequence[str], full: float, page: int) -> Part:
    """Lines that belong together; one that fills the page's width goes on in the next.

    >>> _paragraph(["• Ask for the upper end, which is 90K-", "100K", "Now."], 20, 1).text
    'Ask for the upper end, which is 90K-100K\\nNow.'
    """
    item = _ITEM.match(lines[0])
    text = lines[0][item.end() :] if item else lines[0]
    last = lines[0]
    for line in lines[1:]:
        apart = APART in last or APART in line  # a label and what it labels: a line of its own
        if len(last) >= full and not apart and not last.rstrip(BOLD).endswith((":", "\uff1a")):
            text += line if HYPHENED.search(last) else f" {line}"
        else:
            text += f"\n{line}"
        last = line
    text = tidy(text)
    if item is None:
        return Part("text", text, page=page)
    return Part("item", text, mark=item[1] if item[1][0].isdigit() else "-", page=page)


def _wraps(line: list[Drawn], following: list[Drawn], size: float) -> bool:
    near = 0 < line[0].y - following[0].y <= size * 1.4 and abs(line[0].x - following[0].x) < NEAR
    return near and _size(following) == size


def _columns_end(lines: Sequence[list[Drawn]], at: int) -> int:
    """The end of a run of lines whose pieces all begin at the same three or more places; `at` if none."""
    first = lines[at]
    starts = [piece.x for piece in first]
    if len(first) < 3 or starts != sorted(starts) or min(b - a for a, b in pairwise(starts)) < 15:
        return at
    end = at
    while end < len(lines) and len(lines[end]) == len(first):
        line = lines[end]
        # Words drawn with more than one stroke may reach over two columns.
        if any(piece.loose or len({round(x) for x, _ in piece.starts}) > 1 for piece in line):
            break
        if any(abs(piece.x - start) > ALIGNED for piece, start in zip(line, starts, strict=True)):
            break
        end += 1
    # A last line that goes on in fewer columns belongs to the row before it: which cell it is of is not sure.
    if end < len(lines) and end - at >= 2:
        gap, step = lines[end - 1][0].y - lines[end][0].y, lines[at][0].y - lines[at + 1][0].y
        if 0 < gap <= step * 1.05 and any(abs(lines[end][0].x - start) < ALIGNED for start in starts):
            return at
    return end if end - at >= 3 else at
