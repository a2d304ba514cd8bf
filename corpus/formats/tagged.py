"""The structure that a tagged PDF carries becomes parts: what its maker called a heading, a list, a table.

In: pypdf's reader and the pieces of each page, with the marks that tie them to the structure. Out: `Part`s,
or None where the PDF is not tagged or its structure does not hold every word that is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from corpus.formats.document import BOLD, Cell, Part, table_of
from corpus.formats.drawn import Drawn, words_of
from corpus.regexes import regex

MOST_ELEMENTS = 100_000
DEEPEST = 80

_HEADING = regex(r"H([1-6])$")
_LABEL = regex(r"\(?(\w{1,3})[.)]$")
_INLINE = frozenset("Span Link Em Strong Quote Reference Annot Lbl NonStruct Code Sub Note Ruby RB".split())


def parts_of_structure(reader: Any, pages: Sequence[Sequence[Drawn]]) -> list[Part] | None:
    """The parts that the structure names, in its order; None where it cannot be relied on."""
    try:
        root = reader.trailer["/Root"]["/StructTreeRoot"]
    except KeyError:
        return None
    tree = _Tree(reader, root, pages)
    if not tree.pieces:
        return None
    tree.walk(root.get("/K"), None, 0)
    tree.flush()
    drawn = sum(len(one.text.strip()) for page in pages for one in page if not one.artifact)
    told = sum(len(one.text.strip()) for key in tree.used for one in tree.pieces.get(key, ()))
    return tree.parts if told >= drawn and not tree.broken else None


class _Tree:
    def __init__(self, reader: Any, root: Any, pages: Sequence[Sequence[Drawn]]) -> None:
        self.number = {
            page.indirect_reference.idnum: n
            for n, page in enumerate(reader.pages, 1)
            if page.indirect_reference is not None
        }
        self.roles = _roles(root)
        self.pieces: dict[tuple[int, int], list[Drawn]] = {}
        self.broken = False
        for n, page in enumerate(pages, 1):
            for piece in page:
                if piece.mark is not None and not piece.artifact:
                    self.pieces.setdefault((n, piece.mark), []).append(piece)
                    self.broken |= piece.loose and bool(piece.text.strip())
        self.parts: list[Part] = []
        self.used: set[tuple[int, int]] = set()
        self.waiting: list[tuple[int, Drawn]] = []
        self.rank = 0  # of the heading that the waiting words are
        self.depth = -1  # of the list
        self.mark: str | None = None  # of the item
        self.quoted = False
        self.seen: set[int] = set()

    def flush(self) -> None:
        waiting, self.waiting = self.waiting, []
        words = words_of(piece for _, piece in waiting)
        if not words:
            return
        page = waiting[0][0]
        if self.rank:
            self.parts.append(Part("heading", words.replace(BOLD, ""), rank=self.rank, page=page))
        elif self.mark is not None:
            depth = max(self.depth, 0)
            self.parts.append(Part("item", words, rank=depth, mark=self.mark, quoted=self.quoted, page=page))
            self.mark = ""
        else:
            self.parts.append(Part("text", words, quoted=self.quoted, page=page))

    def walk(self, kid: Any, page: int | None, depth: int) -> None:
        """An element, a list of them, or the number of a piece."""
        for element, on in self.kids(kid, page, depth):
            if isinstance(element, tuple):
                self.used.add(element)
                self.waiting += [(element[0], piece) for piece in self.pieces.get(element, ())]
            else:
                self.element(element, on, depth + 1)

    def kids(self, kid: Any, page: int | None, depth: int) -> Iterator[tuple[Any, int | None]]:
        """What an element holds: (page, mark) of a piece, or an element, with the page they are on."""
        kid = kid.get_object() if hasattr(kid, "get_object") else kid
        if depth > DEEPEST or len(self.seen) > MOST_ELEMENTS:
            self.broken = True
        elif isinstance(kid, list):
            for one in kid:
                yield from self.kids(one, page, depth + 1)
        elif isinstance(kid, int) and page is not None:
            yield (page, int(kid)), page
        elif isinstance(kid, dict):
            on = self.page_of(kid, page)
            if "/MCID" in kid and "/S" not in kid:
                if on is not None:
                    yield (on, int(kid["/MCID"])), on
            elif "/S" in kid and id(kid) not in self.seen:
                self.seen.add(id(kid))
                yield kid, on

    def page_of(self, element: Any, page: int | None) -> int | None:
        try:
            return self.number.get(element.raw_get("/Pg").idnum, page)
        except (KeyError, AttributeError):
            return page

    def role(self, element: Any) -> str:
        name = str(element["/S"])[1:]
        for _ in range(5):
            if name not in self.roles:
                break
            name = self.roles[name]
        return name

    def element(self, element: Any, page: int | None, depth: int) -> None:
        role = self.role(element)
        if role == "Table":
            self.flush()
            self.table(element, page, depth)
            return
        if role in _INLINE:
            self.walk(element.get("/K"), page, depth)
            return
        heading = _HEADING.match(role)
        self.flush()
        kept = self.rank, self.mark, self.quoted
        if heading or role in ("H", "Title"):
            self.rank = int(heading[1]) if heading else 1
        elif role == "BlockQuote":
            self.quoted = True
        elif role == "L":
            self.depth += 1
        elif role == "LI":
            self.item(element, page, depth)
            self.mark = kept[1]
            return
        self.walk(element.get("/K"), page, depth)
        self.flush()
        self.rank, self.mark, self.quoted = kept
        self.depth -= role == "L"

    def item(self, element: Any, page: int | None, depth: int) -> None:
        self.mark = "-"
        for kid, on in self.kids(element.get("/K"), page, depth):
            if not isinstance(kid, tuple) and self.role(kid) == "Lbl":
                label = _LABEL.match(words_of(self.words(kid, on, depth)).replace(BOLD, "").strip())
                self.mark = f"{label[1]}." if label else "-"
            elif isinstance(kid, tuple):
                self.used.add(kid)
                self.waiting += [(kid[0], piece) for piece in self.pieces.get(kid, ())]
            elif self.role(kid) == "LBody":
                self.walk(kid.get("/K"), on, depth)
            else:
                self.element(kid, on, depth)
        self.flush()

    def words(self, element: Any, page: int | None, depth: int) -> list[Drawn]:
        """All pieces within an element, in order."""
        found: list[Drawn] = []
        for kid, on in self.kids(element.get("/K"), page, depth):
            if isinstance(kid, tuple):
                self.used.add(kid)
                found += self.pieces.get(kid, ())
            else:
                found += self.words(kid, on, depth + 1)
        return found

    def table(self, element: Any, page: int | None, depth: int) -> None:
        rows: list[list[Cell]] = []
        heads = 0
        for row, on in self.rows(element, page, depth):
            cells = []
            for kid, at in self.kids(row.get("/K"), on, depth):
                if isinstance(kid, tuple) or self.role(kid) not in ("TD", "TH"):
                    continue
                before = set(self.used)
                words = words_of(self.words(kid, at, depth))
                marks = self.used - before
                number = min((mark[0] for mark in marks), default=at)
                across, down = _span(kid, "/ColSpan"), _span(kid, "/RowSpan")
                cells.append(Cell(words, across, down, self.role(kid) == "TH", number))
            if cells:
                heads += all(cell.heading for cell in cells) and heads == len(rows)
                rows.append(cells)
        self.parts += table_of(rows, heads)

    def rows(self, element: Any, page: int | None, depth: int) -> Iterator[tuple[Any, int | None]]:
        for kid, on in self.kids(element.get("/K"), page, depth):
            if isinstance(kid, tuple):
                continue
            role = self.role(kid)
            if role == "TR":
                yield kid, on
            elif role == "Caption":
                self.element(kid, on, depth)
            elif role in ("THead", "TBody", "TFoot", "NonStruct", "Div"):
                yield from self.rows(kid, on, depth + 1)


def _roles(root: Any) -> dict[str, str]:
    roles = root.get("/RoleMap")
    roles = roles.get_object() if hasattr(roles, "get_object") else roles
    return {str(key)[1:]: str(value)[1:] for key, value in roles.items()} if isinstance(roles, dict) else {}


def _span(element: Any, name: str) -> int:
    """`/ColSpan` or `/RowSpan` of a cell, among its attributes."""
    given = element.get("/A")
    given = given.get_object() if hasattr(given, "get_object") else given
    for one in given if isinstance(given, list) else [given]:
        one = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(one, dict) and isinstance(one.get(name), int):
            return max(1, int(one[name]))
    return 1
