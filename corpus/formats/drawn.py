"""What a PDF draws: pieces of text and straight lines, with their places.

In: what pypdf calls out while it goes through a page. Out: `Drawn` pieces and `Rule`s, in points, y growing
upwards; the words of pieces that belong together. It does not know what they make.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.formats.document import BOLD, raised, tidy
from corpus.regexes import regex

NEAR = 2.5  # points between two lines that are drawn as one, or between a rule's end and the next one

# A character that a font has no sign for is drawn as a box, and read as one of these.
_NOTHING = regex(rf"[\x00-\x08\x0b\x0e-\x1f{BOLD}]")
HYPHENED = regex(rf"\w[\u2010\u2011\u2013-]{BOLD}?$")  # a line that ends inside of a word or a range
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
    most_operators: int = 1_000_000
    operators: int = 0  # how many were gone through
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
        self.operators += 1
        if self.operators > self.most_operators:
            raise OverflowError("more is drawn than any text needs")
        if operator in (b"BDC", b"BMC", b"EMC"):
            before = self._mark()
            if operator != b"EMC":
                self._marks.append(self._mark_of(operands))
            elif self._marks:
                self._marks.pop()
            # Text comes when its object ends: one that is in two marks cannot be told apart.
            self._shifted |= self._writing and self._mark() != before
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
        words, height = _NOTHING.sub("", text), round(abs(size) * height, 2) or 1.0
        bold, loose = "bold" in name.lower(), turned or self._shifted
        self.drawn.append(Drawn(words, x, y, height, bold, number, artifact, starts, loose))

    def _mark_of(self, operands: Any) -> tuple[int | None, bool]:
        """The mark that holds from here on: an inner one goes before the outer, an artifact stays one."""
        number, artifact = self._mark()
        given = operands[1] if len(operands) > 1 else None
        if isinstance(given, str) and self.properties is not None:
            given = self.properties.get(given)
            given = given.get_object() if hasattr(given, "get_object") else given
        own = given.get("/MCID") if isinstance(given, dict) else None
        artifact = artifact or (bool(operands) and str(operands[0]) == "/Artifact")
        return (int(own) if isinstance(own, int) else number), artifact

    def _mark(self) -> tuple[int | None, bool]:
        return self._marks[-1] if self._marks else (None, False)

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


def words_of(pieces: Iterable[Drawn], breaks: str = " ") -> str:
    r"""The words of pieces that belong together; a small raised figure is a footnote's mark.

    >>> words_of([Drawn("$250K", 0, 700, 12), Drawn("1", 40, 704, 8), Drawn("a year", 0, 686, 12)])
    '$250K¹ a year'
    """
    out = ""
    last: Drawn | None = None
    for piece in pieces:
        text = piece.text.rstrip("\n").replace("\n", " ")
        if last is not None:
            lift = piece.y - last.y
            if piece.size < last.size * 0.9 and abs(lift) < last.size * 0.8 and out[-1:].strip():
                out += raised(text)
                continue
            if abs(lift) > last.size * 0.5 and out.strip() and text.strip():
                out = out.rstrip() + ("" if HYPHENED.search(out) else breaks)
                text = text.lstrip()
        out += f"{BOLD}{text}{BOLD}" if piece.bold and text.strip() else text
        last = piece if text.strip() else last
    return tidy(out)
