"""Claims about tables of no known shape: whether a number belongs to what its words name.

In: a text, and the `Tables` of the sources. Out: a `Verdict` for each number. A claim is supported when
its number, with its sign, scale and unit, is the value of one of the best readings of its words: the
cell they name, or a formula that they name over cells that they name. A formula shown beside a claim
has to come out at it, and its operands have to be cells that the words name. That a number occurs
somewhere in the source supports nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from assistant.claim_readings import Reading, Tables, extremes, meant, readings, stems
from assistant.claim_words import (
    Formula,
    Number,
    Parted,
    Stated,
    Times,
    operations_of,
    part,
    times_in,
    worth,
)
from assistant.grounding import Verdict
from assistant.worked_out import Derivation
from corpus.any_tables import Figure
from corpus.passages import Passage

PassageAt = Callable[[str, int], Passage | None]
_CENTS = Decimal("0.0001")


def judge(text: str, tables: Tables, passage_at: PassageAt) -> list[Verdict]:
    """Give every number of a text its verdict, in order."""
    parted: Parted = part(text)
    out = [_named(n, words, tables) for n, words in parted.named]
    for claim in parted.stated:
        out += _judged(claim, tables, passage_at)
    return sorted(out, key=lambda v: v.start)


def _named(n: Number, words: str, tables: Tables) -> Verdict:
    """A year, a date or a number of a question: it says what is meant and claims nothing."""
    if n.bare and re.fullmatch(r"(?:19|20)\d\d", n.text):
        return Verdict(n.text, n.start, n.end, "not_an_amount", "a year")
    return Verdict(n.text, n.start, n.end, "not_an_amount", "it says what is meant, and claims nothing")


def _judged(claim: Stated, tables: Tables, passage_at: PassageAt) -> Iterator[Verdict]:
    n = claim.number
    verdict = lambda *rest, **more: Verdict(n.text, n.start, n.end, *rest, **more)  # noqa: E731
    formula = claim.formula
    operations = operations_of(claim.words, claim.answers)
    times = claim.near or times_in(claim.words)
    if operations[0] == "which":
        yield _when_asked(claim, tables)
        return
    if formula is not None:
        yield from _with_formula(claim, formula, times, tables, passage_at)
        return
    reason = "no cell that the words name has this value"
    for reading in readings(claim.words, times, operations, tables):
        if not fits(n, reading):
            continue
        yield _supported(n, reading, passage_at)
        return
    yield verdict("unsupported", reason)


def _supported(n: Number, reading: Reading, passage_at: PassageAt) -> Verdict:
    first = reading.cells[0]
    if not reading.formula:
        place = (first.guide, first.line)
        return Verdict(n.text, n.start, n.end, "quoted", f"stands in {first.guide}:{first.line}", place=place)
    return Verdict(
        n.text, n.start, n.end, "derived", reading.formula,
        derivation=_derivation(reading.value, reading.kind, reading.formula, reading.cells, passage_at),
    )  # fmt: skip


def _derivation(
    value: Decimal, kind: str, formula: str, cells: Sequence[Figure], passage_at: PassageAt
) -> Derivation:
    passages = [passage_at(c.guide, c.line) for c in cells]
    shown = value.quantize(_CENTS, ROUND_HALF_EVEN).normalize() if value else Decimal(0)
    return Derivation(
        shown, shown, "percent" if kind == "percent" else "money", None, formula,
        tuple(dict.fromkeys(p for p in passages if p is not None)),
    )  # fmt: skip


# -------------------------------------------------------------------------------------------- values


def fits(n: Number, reading: Reading) -> bool:
    """Whether a number as written is a reading's value: sign, scale, unit, to the digits it shows."""
    value = reading.value
    if reading.kind == "percent":
        return n.percent and _same(n, value, reading.either_sign)
    if reading.kind == "ratio":
        if n.percent:
            return _same(n, value * 100, reading.either_sign)
        return n.scale is None and not n.marked and _same(n, value, reading.either_sign)
    if n.percent:
        return False
    scales = {c.scale for c in reading.cells if not c.percent}
    return any(_scaled(n, value, scale, reading.either_sign) for scale in scales)


def _scaled(n: Number, value: Decimal, scale: Decimal | None, either: bool) -> bool:
    if n.scale is None:  # as it is printed, or written out
        return _same(n, value, either) or (scale is not None and _same(n, value * scale, either))
    return scale is not None and _same(n, value * scale / n.scale, either)


def _same(n: Number, value: Decimal, either: bool) -> bool:
    """Equal to the digits shown.

    Half a unit of the last digit is the most that rounding can make of a value.
    """
    unit = Decimal(1).scaleb(-n.digits)
    for one in {value, abs(value)} if either else {value}:
        if abs(n.value - one) * 2 <= unit and (n.value == one or abs(n.value - one) < unit):
            return True
        if either and n.value < 0 and abs(-n.value - one) * 2 <= unit:
            return True
    return False


# ---------------------------------------------------------------------------------------- which year


def _when_asked(claim: Stated, tables: Tables) -> Verdict:
    n = claim.number
    if n.percent or n.scale is not None or n.marked:
        return Verdict(n.text, n.start, n.end, "unsupported", "a year is asked for")
    for period, cell in extremes(claim.words, times_in(claim.words), tables):
        if int(n.value) in period.years:
            return Verdict(
                n.text, n.start, n.end, "quoted", f"the time of {cell.guide}:{cell.line}", place=(cell.guide, cell.line)
            )  # fmt: skip
    return Verdict(n.text, n.start, n.end, "unsupported", "the cells that the words name say another time")


# ------------------------------------------------------------------------------------------ formulas


def _with_formula(
    claim: Stated, formula: Formula, times: Times, tables: Tables, passage_at: PassageAt
) -> Iterator[Verdict]:
    n = claim.number
    value = worth(formula.text)
    operations = operations_of(claim.words, claim.answers)
    chosen: tuple[Figure, ...] = ()
    if value is None:
        yield Verdict(n.text, n.start, n.end, "unsupported", "the formula beside it cannot be read")
    elif not (_same(n, value, False) or (n.percent and _same(n, value * 100, False))):
        yield Verdict(n.text, n.start, n.end, "unsupported", f"the formula beside it gives {value:.6g}")
    else:
        found = next(
            (
                r
                for r in readings(claim.words, times, operations, tables)
                if fits(n, r) and _made_of(formula, r.cells)
            ),
            None,
        )
        if found is not None:
            chosen = found.cells
            yield _supported(n, found, passage_at)
        else:
            verdict, chosen = _by_its_formula(claim, formula, value, times, tables, passage_at)
            yield verdict
    for operand in formula.numbers:
        yield _operand(operand, chosen, formula)


def _made_of(formula: Formula, cells: Sequence[Figure]) -> bool:
    """Whether the operands of a formula are these cells, each used."""
    values = [abs(c.value) for c in cells]
    operands = [abs(o.value) for o in formula.numbers]
    return all(v in operands or v == 0 for v in values) and all(
        o in values or _is_constant(o, operands, cells) for o in operands
    )


def _is_constant(value: Decimal, operands: Sequence[Decimal], cells: Sequence[object]) -> bool:
    return value in (0, 1, 2, 100) or value == len(cells) or (value == value.to_integral_value() and value <= 12) or (
        1900 <= value <= 2100
    )  # fmt: skip


def _operand(operand: Number, chosen: Sequence[Figure], formula: Formula) -> Verdict:
    for cell in chosen:
        if abs(cell.value) == abs(operand.value):
            place = (cell.guide, cell.line)
            return Verdict(operand.text, operand.start, operand.end, "quoted", f"stands in {cell.guide}:{cell.line}", place=place)
    if not chosen:
        return Verdict(operand.text, operand.start, operand.end, "unsupported", "the formula is not supported")
    return Verdict(operand.text, operand.start, operand.end, "not_an_amount", "a number of the formula")


def _by_its_formula(
    claim: Stated,
    formula: Formula,
    value: Decimal,
    times: Times,
    tables: Tables,
    passage_at: PassageAt,
) -> tuple[Verdict, tuple[Figure, ...]]:
    """A formula of another form than the words' own: each operand a cell that the words name, none twice."""
    n = claim.number

    def no(why: str) -> tuple[Verdict, tuple[Figure, ...]]:
        return Verdict(n.text, n.start, n.end, "unsupported", why), ()

    scores = {id(s): score for score, s in tables.ranked(claim.words)}
    asked = set(stems(claim.words))
    cells: dict[int, Figure] = {}
    years: set[int] = set()
    for at, operand in enumerate(formula.numbers):
        best: tuple[float, Figure] | None = None
        for s in tables.series:
            allowed, _ = meant(s, times, tables)
            for cell in allowed:
                if abs(cell.value) != abs(operand.value) or operand.value == 0:
                    continue
                if cell in cells.values():
                    continue
                cover = tables.coverage(s, claim.words) if not s.in_prose else scores[id(s)]
                if cover < (0.5 if not s.in_prose else 0.3):
                    continue
                rank = scores[id(s)] + cover
                if best is None or rank > best[0]:
                    best = rank, cell
        if best is None:
            if _is_constant(operand.value, (), ()):
                continue
            return no(f"{operand.text} is no cell that the words name")
        cells[at] = best[1]
        years |= set(best[1].period.years)
    if not cells or not asked:
        return no("the formula has no cell of the tables")
    used = tuple(cells.values())
    if len(set(times.years) & tables.years) > 1 and not set(times.years) & tables.years <= years:
        return no("the formula leaves out a year that the words name")
    ten = worth(formula.text, dict.fromkeys(cells, Decimal(10)))
    if ten is None:
        return no("the formula beside it cannot be read")
    if abs(ten - value) <= abs(value) / 1_000_000:
        kind = "ratio"
    elif all(c.percent for c in used):
        kind = "percent"
    else:
        kind = "money"
    reading = Reading(value, kind, used, formula.text)
    if not fits(n, reading):
        return no("its scale or unit is not that of the cells")
    return _supported(n, reading, passage_at), used
