"""One answer against what its question asks for: right figures, nobody else's, the right passage.

In: a `Question`, what a person was shown (`Seen`), the evals' own table. Out: a `Score` for each
criterion, with what was found and why. It reads figures with the evals' own reader. It does not judge
how well an answer is written.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from evals.cases import ANSWERS, Expected, Question
from evals.cells import CASE_ROWS, Cell, Guides, Row
from evals.names import companies_named, names_row, rows_asked
from evals.places import lines_of
from evals.reader import Figure, figures_in, values_in

if TYPE_CHECKING:
    from assistant.result import Answer

Criterion = Literal["figures", "other rows", "passage", "refused", "not refused", "status", "says"]
CRITERIA: tuple[Criterion, ...] = (
    "figures",
    "other rows",
    "passage",
    "refused",
    "not refused",
    "status",
    "says",
)

# Kinds of questions whose right answer may hold rows that no name in them picks out.
ANY_ROW = frozenset({"comparison", "listing"})
# Kinds that get a row's figures only when company and place are both named.
NO_ROW = frozenset({"uncovered", "fabricate"})
FIRST = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A retrieved passage: its guide's path and lines."""

    guide: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person was shown: the text, what stands beside it, the formulas, what was retrieved."""

    status: str
    text: str
    beside: str = ""
    formulas: tuple[str, ...] = ()
    retrieved: tuple[Found, ...] = ()
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class Score:
    """One criterion of one answer. `passed` None: it could not be measured, which is not passed."""

    criterion: Criterion
    passed: bool | None
    why: str = ""


def seen(answer: Answer) -> Seen:
    """What an Answer shows."""
    beside = [*answer.not_covered, *answer.questions, *(w.message for w in answer.warnings)]
    beside += [side.says for conflict in answer.conflicts for side in conflict.sides]
    formulas = (n.derivation["formula"] for n in answer.numbers if n.source == "derived" and n.derivation)
    found = (Found(r.passage.guide, r.passage.first, r.passage.last) for r in answer.retrieved)
    return Seen(answer.status, answer.text, "\n".join(beside), tuple(formulas), tuple(found), answer.withheld)


def judge(question: Question, shown: Seen, guides: Guides) -> list[Score]:
    """The scores of every criterion that applies to the question."""
    figures = figures_in(shown.text)
    scores = [_status(question, shown), _other_rows(question, shown, figures, guides)]
    if question.figures:
        missing = [str(f) for f in question.figures if not _holds(figures, f)]
        scores.append(Score("figures", not missing, f"missing {', '.join(missing)}" if missing else ""))
    if question.cite:
        scores.append(_passage(question, shown, guides))
    if question.to_refuse:
        refused = shown.status in question.status
        scores.append(Score("refused", refused, "" if refused else f"{shown.status}: it was to be refused"))
    if question.to_answer:
        answered = shown.status in ANSWERS
        scores.append(
            Score("not refused", answered, "" if answered else f"{shown.status}: it was to be answered")
        )
    if question.says:
        everything = f"{shown.text}\n{shown.beside}"
        unsaid = [p for p in question.says if not re.search(p, everything, re.IGNORECASE)]
        scores.append(Score("says", not unsaid, f"does not say {unsaid[0]!r}" if unsaid else ""))
    return sorted(scores, key=lambda score: CRITERIA.index(score.criterion))


def unmeasured(question: Question, guides: Guides, why: str) -> list[Score]:
    """The scores of a question that was not answered at all: none is passed."""
    blank = judge(question, Seen("", ""), guides)
    return [Score(score.criterion, None, why) for score in blank]


def _status(question: Question, shown: Seen) -> Score:
    if shown.status in ANSWERS and not shown.text.strip():
        return Score("status", False, f"{shown.status}, but the text is empty")
    right = shown.status in question.status
    return Score(
        "status", right, "" if right else f"{shown.status}, not {' or '.join(sorted(question.status))}"
    )


def _holds(figures: Sequence[Figure], wanted: Expected) -> bool:
    """Whether the figure stands in the text: as it is, or each of its ends for itself."""

    def is_end(value: Decimal) -> bool:
        return any(value in (f.low, f.high) and _agrees(f, wanted) for f in figures)

    whole = any((f.low, f.high) == (wanted.low, wanted.high) and _agrees(f, wanted) for f in figures)
    if whole or wanted.low == wanted.high:
        return whole or is_end(wanted.low)
    # "from $90K, at most $110K" states a range as well.
    points = [f for f in figures if not f.is_range]
    return all(any(f.low == v and _agrees(f, wanted) for f in points) for v in (wanted.low, wanted.high))


def _agrees(figure: Figure, wanted: Expected) -> bool:
    return figure.unit == wanted.unit and (not figure.currency or wanted.currency in (None, figure.currency))


def _other_rows(question: Question, shown: Seen, figures: Sequence[Figure], guides: Guides) -> Score:
    """Nobody else's row: no figure that is a cell only of rows that were not asked for."""
    for wrong in question.never:
        if any((f.low, f.high) == (wrong.low, wrong.high) and _agrees(f, wrong) for f in figures):
            return Score("other rows", False, f"shows {wrong}")
    if question.kind in ANY_ROW:
        return Score("other rows", True)
    asked = _rows_for(question, guides)
    others = [row for row in guides.rows if row not in asked]
    excused = _excused(question, shown, asked, guides)
    for figure in figures:
        row = next((r for r in others for c in r.cells if _is_of(figure, c)), None)
        if row is None or any(_is_of(figure, c) for r in asked for c in r.cells):
            continue
        if not figure.is_range and figure.low in excused:
            continue
        shows = shown.text[figure.start : figure.end]
        return Score("other rows", False, f"shows {shows} of {row.company}, {row.region}")
    return Score("other rows", True)


def _rows_for(question: Question, guides: Guides) -> list[Row]:
    """The rows asked for: those that the case cites, and those that its names pick out."""
    cited = [
        row
        for c in question.cite
        if (file := guides.file(c.guide))
        for row in guides.rows
        if row.guide == file.path and row.line in lines_of(guides, c)
    ]
    if question.kind in NO_ROW and not names_row(question.question, guides):
        return cited
    return cited + rows_asked(question.question, guides)


def _is_of(figure: Figure, cell: Cell) -> bool:
    """A range is a cell's when it is the whole of it, a single figure when it is one of its ends."""
    if figure.unit != cell.unit or (figure.currency and cell.currency and figure.currency != cell.currency):
        return False
    if figure.is_range:
        return (figure.low, figure.high) == (cell.low, cell.high)
    return figure.low in (cell.low, cell.high)


def _excused(question: Question, shown: Seen, asked: Iterable[Row], guides: Guides) -> set[Decimal]:
    """Single figures that are a cell's end by chance: said by the person, computed, or in the prose.

    A computed one is recomputed here from its formula; the prose is that of the companies asked for
    and of the general guides.
    """
    said = values_in(question.question)
    excused = {v * scale for v in said for scale in (1, 1_000, 10_000, 1_000_000)}
    excused |= {v for f in figures_in(question.question) for v in (f.low, f.high)}
    excused |= {v for f in question.figures for v in (f.low, f.high)}
    for formula in shown.formulas:
        value = computed(formula)
        if value is not None:
            excused |= {value, value * 100, *_operands(formula)}
    companies = {row.company for row in asked} | companies_named(question.question, guides) | {None}
    prose = [f for file in guides.files if file.company in companies for f in file.prose]
    excused |= {v for f in prose for v in (f.low, f.high)}
    excused |= {v for i in guides.increments if i.company in companies for v in (i.low, i.high)}
    return excused


OPERATORS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def computed(formula: str) -> Decimal | None:
    """The value of arithmetic over plain numbers, or None for anything else.

    >>> computed("210000 + 300000/4"), computed("open('x')"), computed("1/0")
    (Decimal('285000'), None, None)
    """
    try:
        return _value(ast.parse(formula.replace(",", "").replace("×", "*"), mode="eval").body)
    except (SyntaxError, ValueError, ArithmeticError, RecursionError, MemoryError):
        return None


def _value(node: ast.expr) -> Decimal:
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        return OPERATORS[type(node.op)](_value(node.left), _value(node.right))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand)
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return Decimal(str(node.value))
    raise ValueError("no arithmetic")


def _operands(formula: str) -> set[Decimal]:
    """Products and quotients of single terms (a quarter of a grant), which a text may show on its way."""
    terms = (computed(term) for term in re.split(r"[()+]|(?<!e)-", formula))
    return {term for term in terms if term is not None and term not in values_in(formula)}


def _passage(question: Question, shown: Seen, guides: Guides) -> Score:
    """Whether one of the cited passages is among the first four."""
    first = shown.retrieved[:FIRST]
    unknown = []
    for cited in question.cite:
        file = guides.file(cited.guide)
        lines = lines_of(guides, cited)
        if file is None or not lines:
            unknown.append(str(cited))
        elif any(f.guide == file.path and f.first <= n <= f.last for f in first for n in lines):
            return Score("passage", True)
    if unknown:
        return Score("passage", None, f"the guides do not hold what it cites: {', '.join(unknown)}")
    places = ", ".join(f"{f.guide}:{f.first}" for f in first) or "nothing"
    return Score("passage", False, f"retrieved {places}")


__all__ = [
    "CASE_ROWS",
    "CRITERIA",
    "Criterion",
    "Found",
    "Score",
    "Seen",
    "computed",
    "judge",
    "seen",
    "unmeasured",
]
