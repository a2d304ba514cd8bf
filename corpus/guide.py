"""A file becomes a Guide: its lines, sections, tables and blocks, each with line numbers.

In: a text and its name. Out: `Guide`. Banners and boilerplate are set aside and listed, never dropped
in silence. Pure: `corpus.files` reads files. It does not know what a number means; `corpus.bands` does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath

from corpus.adverts import adverts_in
from corpus.blocks import BlockKind, drawing_at, fences_in, quotation_at, runs_in
from corpus.headings import Heading, headings_in
from corpus.origin import (
    SOURCES_TITLE,
    as_of_from,
    named_in_title,
    read_front_matter,
    source_named,
)
from corpus.paths import fuller_name, is_spelt_out, named_in_path, named_in_plain_title
from corpus.regexes import regex
from corpus.shapes import LONGEST_SHAPE, kind_of, plain, shape_of, visible
from corpus.tables import grids_in

_AN_AMOUNT = regex(r"[$€£¥₹]\s?\d|\d\s?[kK]\b")

LINE_END = regex(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all lines under it, to the next heading of its rank or above."""

    title: str  # without its marks; "" for what stands before the first heading
    path: tuple[str, ...]  # titles from the outermost heading to this one
    first: int  # line numbers count from 1; both ends belong to the section
    last: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells as printed (marks of emphasis removed) and its line."""

    cells: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its header; `flattened` when its cells ran together and were split again."""

    header: tuple[str, ...]
    header_line: int
    rows: tuple[Row, ...]
    section: tuple[str, ...]  # the path of titles it stands under
    flattened: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """The smallest stretch of lines that belongs together."""

    kind: BlockKind
    first: int
    last: int
    section: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetAside:
    """Lines kept out of retrieval, with the reason (a banner, a call to subscribe …)."""

    first: int
    last: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Guide:
    """One document, read."""

    path: str  # relative to the guides folder, with "/"
    title: str
    company: str | None  # None for a general guide
    role: str | None
    as_of: str | None  # "2024-2025", "2026-06-18", or None where the guide names no date
    sources: tuple[str, ...]  # the named sources of its data, as written
    lines: tuple[
        str, ...
    ]  # the text, line 1 first, without line ends; of a PDF, DOCX or HTML file what was read of it
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    blocks: tuple[Block, ...]
    set_aside: tuple[SetAside, ...]
    notes: tuple[Unread, ...] = ()  # lines that were read, with what a reader should know of them
    pages: tuple[int, ...] = ()  # the page of each line; () where the file has none
    kept_as_text: tuple[Unread, ...] = ()  # rows of its file's tables that are lines of text here, and why

    def page_of(self, line: int) -> int | None:
        """The page that a line stands on, from 1; None where the file has none."""
        return self.pages[line - 1] if 0 < line <= len(self.pages) else None


@dataclass(frozen=True, slots=True)
class Unread:
    """A place that could not be understood, with the reason; it stays searchable as text."""

    guide: str
    line: int
    reason: str


def parse_guide(text: str, name: str) -> Guide:
    """Read one guide from its text. `name` is its path below the guides folder.

    >>> guide = parse_guide("# Data Engineer | Acme Negotiation Guide\\n\\n- ask early\\n", "acme.md")
    >>> guide.company, guide.role, [(block.kind, block.first, block.last) for block in guide.blocks]
    ('Acme', 'Data Engineer', [('heading', 1, 1), ('list', 3, 3)])
    """
    lines = lines_of(text)
    seen = [shape_of(line) for line in lines]
    front = read_front_matter(seen)
    closed = set(range(1, front.last + 1))
    fences = fences_in(seen, closed)
    fenced = {n for first, last in fences for n in range(first, last + 1)}
    adverts = dict(adverts_in(seen, range(front.last + 1, len(lines) + 1), closed | fenced))
    closed |= fenced | set(adverts)
    # Cells come from the lines as they are: an invisible character inside a figure must stay in it.
    long = {n for n, line in enumerate(lines, 1) if len(line) > LONGEST_SHAPE}
    grids = grids_in(lines, closed | long)
    pieces: list[tuple[BlockKind, int, int]] = [("paragraph", first, last) for first, last in fences]
    pieces += [("table", grid.first, grid.last) for grid in grids]
    closed |= {n for grid in grids for n in range(grid.first, grid.last + 1)}
    finders: tuple[tuple[BlockKind, Callable[[list[str], int, set[int]], int | None]], ...] = (
        ("drawing", drawing_at),
        ("quote", quotation_at),
    )
    for kind, find in finders:
        for n in range(front.last + 1, len(lines) + 1):
            if n not in closed and (last := find(seen, n, closed)):
                pieces.append((kind, n, last))
                closed |= set(range(n, last + 1))
    open_lines = [n for n in range(1, len(lines) + 1) if n not in closed]
    content = [n for n in range(front.last + 1, len(lines) + 1) if seen[n - 1].strip() and n not in adverts]
    headings = headings_in(seen, content, [n for n in open_lines if seen[n - 1].strip()])
    pieces += [("heading", heading.line, heading.last or heading.line) for heading in headings]
    under = {n for heading in headings for n in range(heading.line, (heading.last or heading.line) + 1)}
    pieces += runs_in(seen, [n for n in open_lines if n not in under])
    pieces.sort(key=lambda piece: piece[1])

    title = front.title or next((heading.title for heading in headings), None) or PurePosixPath(name).stem
    in_title = next(
        (found for heading in headings[:3] if (found := named_in_title(heading.title))[0]), (None, None)
    )
    if in_title[0] and headings and named_in_title(headings[0].title)[0]:
        # A title that names the company stands over everything, whatever its rank.
        headings[0] = Heading(headings[0].line, headings[0].title, 0, headings[0].marked, headings[0].last)
    if in_title[0]:
        over = next(heading.title for heading in headings[:3] if named_in_title(heading.title)[0])
        in_title = fuller_name(in_title[0], name, over), in_title[1]
    sections = _sections(seen, headings, pieces, set(adverts))
    path_at = _paths(sections, len(lines))
    in_path = (None, None) if front.names_company else named_in_path(name, text, bool(grids))
    # A guide whose tables cannot be read is still one company's, and no general guide.
    whole = named_in_plain_title(title.partition("(")[0], text)[0] if in_path[0] else None
    if in_path[0] and whole and is_spelt_out(in_path[0], whole):
        in_path = whole, in_path[1]
    if (grids or _AN_AMOUNT.search(text)) and not (front.names_company or in_title[0] or in_path[0]):
        in_path = named_in_plain_title(title, text)
    blocks = tuple(Block(kind, first, last, path_at[first]) for kind, first, last in pieces)
    tables = tuple(
        Table(
            grid.header,
            grid.header_line,
            tuple(Row(cells, n) for n, cells in grid.rows),
            path_at[grid.first],
            grid.flattened,
        )
        for grid in grids
    )
    sources = front.sources or _sources(seen, blocks)
    dated = sorted({*content[:8], *content[-5:], *adverts})
    as_of = front.as_of or as_of_from(
        (title for table in tables for title in table.section), sources, (seen[n - 1] for n in dated)
    )
    return Guide(
        path=name,
        title=title,
        company=front.company or (None if front.names_company else in_title[0] or in_path[0]),
        role=front.role or in_title[1] or (in_path[1] if in_path[0] else None),
        as_of=as_of,
        sources=sources,
        lines=tuple(lines),
        sections=tuple(sections),
        tables=tables,
        blocks=blocks,
        set_aside=_joined(adverts, lines),
        notes=tuple(
            Unread(name, n, "holds characters that cannot be seen; it is quoted as it stands")
            for n, line in enumerate(lines, 1)
            if line != visible(line)
        ),
    )


def lines_of(text: str) -> list[str]:
    r"""Cut a text into lines where an editor would, and nowhere else.

    >>> lines_of("one\r\ntwo\x0cstill two\n")
    ['one', 'two\x0cstill two']
    """
    lines = LINE_END.split(text.removeprefix("\ufeff"))
    return lines[:-1] if lines[-1] == "" else lines


def _sections(
    seen: list[str], headings: list[Heading], pieces: list[tuple[BlockKind, int, int]], aside: set[int]
) -> list[Section]:
    def trimmed(last: int, first: int) -> int:
        while last > first and (last in aside or kind_of(seen[last - 1]) in ("blank", "rule")):
            last -= 1
        return last

    sections: list[Section] = []
    first_heading = headings[0].line if headings else len(seen) + 1
    before = [piece for piece in pieces if piece[1] < first_heading]
    if before:
        sections.append(Section("", (), before[0][1], max(last for _, _, last in before)))
    open_headings: list[Heading] = []
    for i, heading in enumerate(headings):
        while open_headings and open_headings[-1].rank >= heading.rank:
            open_headings.pop()
        open_headings.append(heading)
        later = islice(headings, i + 1, None)
        after = next((other.line for other in later if other.rank <= heading.rank), len(seen) + 1)
        path = tuple(other.title for other in open_headings)
        sections.append(Section(heading.title, path, heading.line, trimmed(after - 1, heading.line)))
    return sections


def _paths(sections: list[Section], count: int) -> list[tuple[str, ...]]:
    """The path of titles over each line; place 0 is not used."""
    paths: list[tuple[str, ...]] = [()] * (count + 1)
    ends = [section.first for section in sections[1:]] + [count + 1]
    for section, end in zip(sections, ends, strict=True) if sections else ():
        for n in range(section.first, end):
            paths[n] = section.path
    return paths


def _sources(seen: list[str], blocks: tuple[Block, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for block in blocks:
        titled = any(SOURCES_TITLE.match(title) for title in block.section)
        led = SOURCES_TITLE.match(plain(seen[block.first - 1]).strip(" :")) and block.kind == "list"
        if block.kind in ("list", "paragraph") and (titled or led):
            found += [
                source_named(line)
                for line in seen[block.first - 1 : block.last]
                if line.strip() and (block.kind == "paragraph" or kind_of(line) == "item")
            ]
    return tuple(found)


def _joined(adverts: dict[int, str], lines: list[str]) -> tuple[SetAside, ...]:
    """Neighbouring lines with the same reason are one entry."""
    groups: list[list[int]] = []
    for n in sorted(adverts):
        if groups and groups[-1][-1] == n - 1 and adverts[groups[-1][-1]] == adverts[n]:
            groups[-1].append(n)
        else:
            groups.append([n])
    return tuple(
        SetAside(group[0], group[-1], "\n".join(lines[n - 1] for n in group), adverts[group[0]])
        for group in groups
    )


def section_at(guide: Guide, line: int) -> str:
    """The title of the innermost section that holds a line."""
    begun = bisect_right(guide.sections, line, key=lambda section: section.first)
    return next((one.title for one in reversed(guide.sections[:begun]) if line <= one.last), "")
