"""What a PDF draws becomes parts by where it stands: lines, headings by their size, ruled tables.

In: pieces of text and lines with their places, as pypdf calls them out. Out: `Part`s with their pages.
Units are points; y grows upwards. It does not know what its maker meant; `corpus.formats.tagged` does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from corpus.formats.document import BOLD, Cell, Part, has_amount, raised, table_of, tidy
from corpus.regexes import regex

NEAR = 2.5  # points between two lines that are drawn as one, or between a rule's end and the next one
MOST_RULES = 4_000  # of a page; a drawing has more, a table never
MOST_SIDE = 200  # rows or columns of a ruled table
ALIGNED = 1.5  # points by which words of one column may begin apart
LARGER = 1.15  # how much larger than most of the text a heading is
LONGEST_HEADING = 18  # words

# What symbol fonts draw for a bullet comes as a character of no meaning.
_BULLET = regex(r"^[\uf000-\uf8ff\x00-\x1f\x7f●▪■□◆➢✓]\s*(?=\S)")
_SHOWS = frozenset((b"Tj", b"TJ", b"'", b'"'))
_STROKES = frozenset((b"S", b"s", b"B", b"B*", b"b", b"b*"))
_FILLS = frozenset((b"f", b"F", b"f*"))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A piece of text as it was drawn at once."""

    text: str  # with the space that parts it from the piece before
    x: float
    y: float
    size: float
    bold: bool = False
    mark: int | None = None  # the piece's number in the structure of a tagged PDF
    artifact: bool = False  # page furniture, says the file: a running head, a page number
    starts: tuple[tuple[float, float], ...] = ()  # where each stroke of it begins
    loose: bool = False  # its place or its mark is not sure


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, across or down."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_across(self) -> bool:
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(slots=True)
class Pen:
    """What pypdf calls while it goes through a page's content."""

    properties: Any = None  # the page's named marks
    drawn: list[Drawn] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    forms: bool = False  # something was drawn whose place on the page is not told
    _marks: list[tuple[int | None, bool]] = field(default_factory=list)
    _starts: list[tuple[float, float]] = field(default_factory=list)
    _path: list[tuple[float, float, float, float]] = field(default_factory=list)
    _boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    _at: tuple[float, float] = (0.0, 0.0)
    _writing: bool = False
    _shifted: bool = False

    def before(self, operator: bytes, operands: Any, cm: Sequence[float], tm: Sequence[float]) -> None:
        """pypdf's `visitor_operand_before`."""
        if operator in (b"BDC", b"BMC"):
            self._shifted |= self._writing
            self._marks.append(self._mark_of(operands))
        elif operator == b"EMC":
            self._shifted |= self._writing
            if self._marks:
                self._marks.pop()
        elif operator == b"BT":
            self._writing, self._shifted, self._starts = True, False, []
        elif operator == b"ET":
            self._writing = False
        elif operator in _SHOWS:
            self._starts.append(_placed(tm[4], tm[5], cm))
        elif operator == b"Do":
            self.forms = True
        else:
            self._draw(operator, operands, cm)

    def text(self, text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float) -> None:
        """pypdf's `visitor_text`."""
        if not text:
            return
        across = tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3]
        height = (abs(tm[2] * cm[0] + tm[3] * cm[2]) ** 2 + abs(tm[2] * cm[1] + tm[3] * cm[3]) ** 2) ** 0.5
        turned = abs(across[1]) > abs(across[0]) * 0.05
        starts, self._starts = tuple(self._starts), []
        x, y = starts[0] if starts else _placed(tm[4], tm[5], cm)
        number, artifact = self._mark()
        name = str(font.get("/BaseFont", "")) if font is not None else ""
        words, height = text.replace(BOLD, ""), round(abs(size) * height, 2) or 1.0
        bold, loose = "bold" in name.lower(), turned or self._shifted
        self.drawn.append(Drawn(words, x, y, height, bold, number, artifact, starts, loose))

    def _mark_of(self, operands: Any) -> tuple[int | None, bool]:
        artifact = bool(operands) and str(operands[0]) == "/Artifact"
        given = operands[1] if len(operands) > 1 else None
        if isinstance(given, str) and self.properties is not None:
            given = self.properties.get(given)
            given = given.get_object() if hasattr(given, "get_object") else given
        number = given.get("/MCID") if isinstance(given, dict) else None
        return (int(number) if isinstance(number, int) else None), artifact

    def _mark(self) -> tuple[int | None, bool]:
        number = next((number for number, _ in reversed(self._marks) if number is not None), None)
        return number, any(artifact for _, artifact in self._marks)

    def _draw(self, operator: bytes, operands: Any, cm: Sequence[float]) -> None:
        if operator in (b"m", b"l", b"re") and all(isinstance(one, int | float) for one in operands):
            numbers = [float(one) for one in operands]
            if operator == b"re" and len(numbers) == 4:
                x, y, wide, high = numbers
                (x0, y0), (x1, y1) = _placed(x, y, cm), _placed(x + wide, y + high, cm)
                self._boxes.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
            elif len(numbers) == 2:
                to = _placed(numbers[0], numbers[1], cm)
                if operator == b"l":
                    (x0, y0), (x1, y1) = self._at, to
                    self._path.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
                self._at = to
        elif operator in _STROKES or operator in _FILLS:
            for x0, y0, x1, y1 in self._boxes:
                if min(x1 - x0, y1 - y0) < NEAR:
                    self.rules.append(Rule(x0, y0, x1, y1))
                elif operator in _STROKES:
                    self.rules += [
                        Rule(x0, y0, x1, y0),
                        Rule(x0, y1, x1, y1),
                        Rule(x0, y0, x0, y1),
                        Rule(x1, y0, x1, y1),
                    ]
            if operator in _STROKES:
                self.rules += [
                    Rule(*ends) for ends in self._path if min(ends[2] - ends[0], ends[3] - ends[1]) < NEAR
                ]
            self._path, self._boxes = [], []
        elif operator == b"n":
            self._path, self._boxes = [], []


def _placed(x: float, y: float, cm: Sequence[float]) -> tuple[float, float]:
    return x * cm[0] + y * cm[2] + cm[4], x * cm[1] + y * cm[3] + cm[5]


# ------------------------------------------------------------------------------- lines of a page


def words_of(pieces: Iterable[Drawn], breaks: str = " ") -> str:
    r"""The words of pieces that belong together; a small raised figure is a footnote's mark.

    >>> words_of([Drawn("$250K", 0, 700, 12), Drawn("1", 40, 704, 8), Drawn("a year", 0, 686, 12)])
    '$250K¹ a year'
    """
    out = ""
    last: Drawn | None = None
    for piece in pieces:
        text = piece.text.replace("\n", " ")
        if last is not None:
            lift = piece.y - last.y
            if piece.size < last.size * 0.9 and abs(lift) < last.size * 0.8 and out[-1:].strip():
                out += raised(text)
                continue
            if abs(lift) > last.size * 0.5 and out.strip() and text.strip():
                out = out.rstrip() + breaks
                text = text.lstrip()
        out += f"{BOLD}{text}{BOLD}" if piece.bold and text.strip() else text
        last = piece if text.strip() else last
    return _BULLET.sub("• ", tidy(out))


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
        grids = [] if drawn_rules is None else list(_ruled(drawn_rules))
        owner, filled = _in_grids(page, grids)
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
    """Lines as headings, tables by their columns, and paragraphs."""
    lines = list(_lines(pieces))
    paragraph: list[str] = []
    before: list[Drawn] = []

    def closed() -> Iterator[Part]:
        if paragraph:
            yield Part("text", "\n".join(paragraph), page=page)
            paragraph.clear()

    at = 0
    while at < len(lines):
        end = _columns_end(lines, at) if placed else at
        if end > at:
            yield from closed()
            rows = [
                [Cell(words_of([piece]).replace(BOLD, ""), page=page) for piece in line]
                for line in lines[at:end]
            ]
            yield from map(_sure, table_of(rows))
            at, before = end, []
            continue
        line = lines[at]
        at += 1
        words = words_of(line)
        if not words:
            continue
        size = _size(line)
        if size in larger and len(words.split()) <= LONGEST_HEADING:
            yield from closed()
            while at < len(lines) and _wraps(lines[at - 1], lines[at], size):
                words += " " + words_of(lines[at])
                at += 1
            yield Part("heading", words.replace(BOLD, ""), rank=min(larger.index(size) + 1, 6), page=page)
            before = []
            continue
        gap = before[0].y - line[0].y if before else 0.0
        if before and not 0 <= gap <= before[0].size * 1.75:
            yield from closed()
        paragraph.append(words)
        before = line
    yield from closed()


def _wraps(line: list[Drawn], following: list[Drawn], size: float) -> bool:
    return (
        _size(following) == size
        and 0 < line[0].y - following[0].y <= size * 1.4
        and abs(line[0].x - following[0].x) < NEAR
    )


def _columns_end(lines: Sequence[list[Drawn]], at: int) -> int:
    """The end of a run of lines whose pieces all begin at the same three or more places; `at` if none."""
    first = lines[at]
    starts = [piece.x for piece in first]
    if (
        len(first) < 3
        or starts != sorted(starts)
        or min(b - a for a, b in pairwise(starts)) < 15
    ):
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


# ------------------------------------------------------------------------------------ ruled tables


@dataclass(frozen=True, slots=True)
class _Ruled:
    """A grid of lines: its borders from left to right and from top to bottom, its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: dict[tuple[int, int], tuple[int, int, int, int]]  # place → first column and row, across, down


def _ruled(rules: Sequence[Rule]) -> Iterator[_Ruled]:
    if not 6 <= len(rules) <= MOST_RULES:
        return
    for group in _touching(rules):
        xs = _distinct(x for rule in group if not rule.is_across for x in ((rule.x0 + rule.x1) / 2,))
        ys = _distinct(y for rule in group if rule.is_across for y in ((rule.y0 + rule.y1) / 2,))
        if 3 <= len(xs) <= MOST_SIDE and 3 <= len(ys) <= MOST_SIDE:
            cells = _cells_of(group, xs, ys)
            if cells is not None:
                yield _Ruled(tuple(xs), tuple(sorted(ys, reverse=True)), cells)


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules by the drawing they are part of: each touches another of its own."""
    parent = list(range(len(rules)))

    def top(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    order = sorted(range(len(rules)), key=lambda i: rules[i].x0)
    reach: list[int] = []
    for i in order:
        one = rules[i]
        reach = [j for j in reach if rules[j].x1 + NEAR >= one.x0]
        for j in reach:
            if rules[j].y0 - NEAR <= one.y1 and one.y0 <= rules[j].y1 + NEAR:
                parent[top(i)] = top(j)
        reach.append(i)
    groups: dict[int, list[Rule]] = {}
    for i in range(len(rules)):
        groups.setdefault(top(i), []).append(rules[i])
    return list(groups.values())


def _distinct(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def _cells_of(
    rules: Sequence[Rule], xs: list[float], ys: list[float]
) -> dict[tuple[int, int], tuple[int, int, int, int]] | None:
    """The cells of a grid, row 0 at the top; None where a cell is not closed or not a rectangle."""
    down = ys[::-1]
    across_at: dict[int, list[tuple[float, float]]] = {}
    down_at: dict[int, list[tuple[float, float]]] = {}
    for rule in rules:
        if rule.is_across:
            y = min(range(len(down)), key=lambda i: abs(down[i] - (rule.y0 + rule.y1) / 2))
            across_at.setdefault(y, []).append((rule.x0, rule.x1))
        else:
            x = min(range(len(xs)), key=lambda i: abs(xs[i] - (rule.x0 + rule.x1) / 2))
            down_at.setdefault(x, []).append((rule.y0, rule.y1))
    rows, columns = len(down) - 1, len(xs) - 1
    over = [
        [_covered(across_at.get(r, []), xs[c], xs[c + 1]) for c in range(columns)] for r in range(rows + 1)
    ]
    left = [
        [_covered(down_at.get(c, []), down[r + 1], down[r]) for c in range(columns + 1)] for r in range(rows)
    ]
    if not all(over[0]) or not all(over[rows]) or not all(row[0] and row[columns] for row in left):
        return None
    cells: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    for r in range(rows):
        for c in range(columns):
            if (r, c) in cells:
                continue
            wide, high = 1, 1
            while c + wide < columns and not left[r][c + wide]:
                wide += 1
            while r + high < rows and not over[r + high][c]:
                high += 1
            inside = [(y, x) for y in range(r, r + high) for x in range(c, c + wide)]
            closed = all(over[r][x] and over[r + high][x] for x in range(c, c + wide)) and all(
                left[y][c] and left[y][c + wide] for y in range(r, r + high)
            )
            bare = not any(left[y][x] for y, x in inside if x > c) and not any(
                over[y][x] for y, x in inside if y > r
            )
            if not closed or not bare or any(place in cells for place in inside):
                return None
            for place in inside:
                cells[place] = (r, c, wide, high)
    return cells


def _covered(pieces: list[tuple[float, float]], first: float, last: float) -> bool:
    at = first
    for start, end in sorted(pieces):
        if start > at + NEAR:
            break
        at = max(at, end)
    return at >= last - NEAR


def _in_grids(
    page: Sequence[Drawn], grids: Sequence[_Ruled]
) -> tuple[dict[int, int], dict[int, list[list[Cell]]]]:
    """Which piece is of which grid, and the grids' rows; a grid with a piece over two cells is none."""
    owner: dict[int, int] = {}
    filled: dict[int, list[list[Cell]]] = {}
    for g, grid in enumerate(grids):
        held: dict[tuple[int, int], list[Drawn]] = {}
        mine: list[int] = []
        sure = True
        for i, piece in enumerate(page):
            if not piece.text.strip() or i in owner:
                continue
            places = {_place(grid, x, y) for x, y in piece.starts or ((piece.x, piece.y),)}
            if places == {None}:
                continue
            sure = sure and len(places) == 1 and not piece.loose
            mine.append(i)
            for place in places:
                if place is not None:
                    held.setdefault(place, []).append(piece)
        if not sure or not mine:
            continue
        owner |= dict.fromkeys(mine, g)
        rows = []
        for r in range(len(grid.ys) - 1):
            begun = [(c, grid.cells[r, c]) for c in range(len(grid.xs) - 1) if grid.cells[r, c][:2] == (r, c)]
            rows.append([Cell(words_of(held.get((r, c), [])), wide, high) for c, (_, _, wide, high) in begun])
        filled[g] = rows
    return owner, filled


def _place(grid: _Ruled, x: float, y: float) -> tuple[int, int] | None:
    c = bisect_right(grid.xs, x + 0.5) - 1
    r = len(grid.ys) - 1 - bisect_right(grid.ys[::-1], y)
    if not (0 <= c < len(grid.xs) - 1 and 0 <= r < len(grid.ys) - 1):
        return None
    return grid.cells[r, c][:2]
