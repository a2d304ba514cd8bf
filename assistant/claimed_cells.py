"""Claims about tables of no known shape: whether a number belongs to what its words name.

In: a text, and the `Tables` of the sources. Out: a `Verdict` for each number. A claim is supported when
its number, with its sign, scale and unit, is the value of one of the best readings of its words: the
cell they name, or a formula that they name over cells that they name. A formula shown beside a claim
has to come out at it, and its operands have to be cells that the words name. That a number occurs
somewhere in the source supports nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal

from assistant.claim_accounts import as_reckoned
from assistant.claim_arithmetic import worth
from assistant.claim_formulas import assignments, is_constant
from assistant.claim_grids import cells_named
from assistant.claim_maturities import by_maturity
from assistant.claim_readings import Reading, counted, extremes, kind_of, readings
from assistant.claim_series import CLOSE, Tables
from assistant.claim_shapes import may_be, of_their_sum, shape_of, without_divisors
from assistant.claim_stems import stem, stems, without_label
from assistant.claim_words import (
    CENTS,
    HOW_MANY,
    LARGEST,
    Formula,
    Number,
    Operation,
    Parted,
    Stated,
    Times,
    operations_of,
    part,
    times_in,
)
from assistant.grounding import Verdict
from assistant.worked_out import Derivation
from corpus.any_tables import Figure
from corpus.passages import Passage
from corpus.printed import NUMBER
from corpus.regexes import regex

PassageAt = Callable[[str, int], Passage | None]
_AVERAGE = stem("average")
_HUNDREDTH = Decimal("0.01")


def judge(text: str, tables: Tables, passage_at: PassageAt) -> list[Verdict]:
    """Give every number of a text its verdict, in order."""
    parted: Parted = part(text)
    out = [_named(n, words, tables) for n, words in parted.named]
    for claim in parted.stated:
        as_written = claim.words
        claim = replace(claim, words=tables.spelled(as_written))
        found = list(_judged(claim, tables, passage_at))
        if any(one.verdict == "unsupported" for one in found):
            found = _as_reckoned(claim, tables, passage_at) or found
            known = tables.spelled(as_written, known=True)
            for words in (known, tables.corrected(claim.words), _EFFECT.sub(r"\1", claim.words)):
                if any(one.verdict == "unsupported" for one in found) and words != claim.words:
                    again = list(_judged(replace(claim, words=words), tables, passage_at))
                    found = found if any(one.verdict == "unsupported" for one in again) else again
        out += found
    return sorted(out, key=lambda v: v.start)


def _named(n: Number, words: str, tables: Tables) -> Verdict:
    """A year, a date or a number of a question: it says what is meant and claims nothing."""
    if n.bare and re.fullmatch(r"(?:19|20)\d\d", n.text):
        return Verdict(n.text, n.start, n.end, "not_an_amount", "a year")
    return Verdict(n.text, n.start, n.end, "not_an_amount", "it says what is meant, and claims nothing")


def _judged(claim: Stated, tables: Tables, passage_at: PassageAt) -> Iterator[Verdict]:
    n = claim.number
    formula = claim.formula
    # A figure with a year of its own beside it is that year's, whatever the sentence makes of several.
    operations: tuple[Operation, ...] = (
        ("quote",) if claim.near else operations_of(claim.words, claim.answers)
    )
    times = claim.near or times_in(claim.words)
    if operations[0] == "which":
        many = HOW_MANY.search(claim.words) and not re.fullmatch(r"(?:19|20)\d\d", n.text)
        yield from _how_often(claim, tables, passage_at) if many else (_when_asked(claim, tables),)
        return
    if formula is not None:
        yield from _with_formula(claim, formula, times, tables, passage_at)
        return
    for reading in _all_readings(claim, times, operations, tables):
        if not agrees(claim, reading, tables):
            continue
        yield _supported(n, reading, passage_at)
        return
    for cell in cells_named(claim.words, times, tables):
        reading = Reading(cell.value, kind_of((cell,)), (cell,), "", either_sign=cell.value < 0)
        if agrees(claim, reading, tables) and _done_to((cell,), claim) <= ({"share"} if cell.percent else set()):
            yield _supported(n, reading, passage_at)
            return
    if not (claim.last or claim.answers) and _names_a_cell(n, claim.words, tables):
        yield Verdict(n.text, n.start, n.end, "not_an_amount", "it stands in the name of a row or column")
        return
    yield Verdict(n.text, n.start, n.end, "unsupported", "no cell that the words name has this value")


def _all_readings(
    claim: Stated, times: Times, operations: tuple[Operation, ...], tables: Tables
) -> Iterator[Reading]:
    for ways in _without_label_words(claim.words, operations, tables):
        yield from readings(claim.words, times, ways, tables, _unit_of(claim.number))
    yield from by_maturity(claim.words, operations, tables.ranked(claim.words), tables)


def _without_label_words(
    words: str, operations: tuple[Operation, ...], tables: Tables
) -> Iterator[tuple[Operation, ...]]:
    """The operations, and those that are left where "average" is what a row is called.

    "By how much did the weighted average rate change" takes no average.
    """
    yield operations
    rest = tuple(op for op in operations if op != "average")
    if "average" not in operations or not set(rest) - {"quote", "sum"}:
        return
    ranked = tables.ranked(words)
    near = [s for score, s in ranked[:8] if score >= ranked[0][0] - CLOSE]
    if any(_AVERAGE in s.row | s.column for s in near):
        yield rest


def _as_reckoned(claim: Stated, tables: Tables, passage_at: PassageAt) -> list[Verdict]:
    """The verdicts where what is claimed follows by the rules of accounts, and no row is called so."""
    for name, words in as_reckoned(claim.words):
        named = set(stems(name))
        # A "gross margin" in dollars is no margin in per cent.
        amounts = claim.number.percent and words.lower().find("ratio of") >= 0
        if not any(
            named <= s.row | s.group and not (amounts and not (s.cells[0].percent or s.cells[0].rate))
            for s in tables.series
            if not s.in_prose
        ):
            found = list(_judged(replace(claim, words=words), tables, passage_at))
            # It is worked out: a cell that happens to be near the words is not what they mean.
            if found[0].verdict == "derived" and all(one.verdict != "unsupported" for one in found):
                return found
    return []


def _names_a_cell(n: Number, words: str, tables: Tables) -> bool:
    """Whether a number is part of a label that the words name: "aged 65", "91–180 days"."""
    ranked = tables.ranked(words.replace("#", n.text))
    token = f"{abs(n.value):f}"
    return any(
        token in w.split("to") for score, s in ranked[:6] if score >= ranked[0][0] - CLOSE for w in s.all
    )


def _unit_of(n: Number) -> str:
    return "percent" if n.percent else "money" if n.marked or n.scale is not None else ""


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
    small = abs(value) < LARGEST
    shown = value.quantize(CENTS, ROUND_HALF_EVEN).normalize() if value and small else value
    return Derivation(
        shown, shown, "percent" if kind == "percent" else "money", None, formula,
        tuple(dict.fromkeys(p for p in passages if p is not None)),
    )  # fmt: skip


# -------------------------------------------------------------------------------------------- values


def agrees(claim: Stated, reading: Reading, tables: Tables) -> bool:
    """Whether a claim's number fits a reading, or lacks only the mark or scale that the source leaves out.

    A cell under a title "%" may be claimed as it is printed, if the words say that it is a percentage.
    """
    n = claim.number
    if fits(n, reading):
        return True
    if reading.kind == "percent" and not reading.formula and not (n.percent or n.scale is not None or n.marked):
        printed = not any("%" in c.text for c in reading.cells) and _SAYS_PERCENT.search(claim.words)
        return bool(printed) and _same(n, reading.value, reading.either_sign)
    unsaid = n.scale is not None and reading.kind == "money" and tables.may_be_in(n.scale, reading.cells)
    return unsaid and not n.percent and _same(n, reading.value, reading.either_sign)


def fits(n: Number, reading: Reading) -> bool:
    """Whether a number as written is a reading's value: sign, scale, unit, to the digits it shows."""
    value = reading.value
    if reading.kind == "percent":
        return n.percent and _same(n, value, reading.either_sign)
    if reading.kind == "ratio":
        if n.percent:
            return _same(n, value * 100, reading.either_sign)
        return n.scale is None and not n.marked and _same(n, value, reading.either_sign)
    if reading.kind == "rate" and n.scale is None and not n.marked:
        return _same(n, value, reading.either_sign)
    if n.percent:
        return False
    scales = {c.scale for c in reading.cells if not c.percent}
    return any(_scaled(n, value, scale, reading.either_sign) for scale in scales)


def _scaled(n: Number, value: Decimal, scale: Decimal | None, either: bool) -> bool:
    if n.scale is None:  # as it is printed, or written out
        return _same(n, value, either) or (scale is not None and _same(n, value * scale, either))
    return scale is not None and _same(n, value * scale / n.scale, either)


def _same(n: Number, value: Decimal, either: bool) -> bool:
    """Equal to the digits shown, or to two decimals of which the last zeros are left out.

    A figure in round numbers may be off by half a unit of its last digit, and by no more than half a
    per cent: 2 does not stand for 2.4, nor 0 for 0.2.
    """
    for one in (value, -value) if either else (value,):
        gap = abs(n.value - one)
        if gap <= _HUNDREDTH / 2 and (n.value or gap <= _HUNDREDTH / 10):
            return True
        if gap * 2 <= Decimal(1).scaleb(-n.digits) and (n.digits > 1 or gap * 200 <= abs(one)):
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


_COMPARED = regex(rf"\(?\s*({NUMBER.pattern})\s*[<>≤≥]=?\s*({NUMBER.pattern})\s*\)?")


def _how_often(claim: Stated, tables: Tables, passage_at: PassageAt) -> Iterator[Verdict]:
    """In how many years something was beyond a bound; a formula shown has to compare each of them with it."""
    n, formula = claim.number, claim.formula
    for reading, bound in counted(claim.words, times_in(claim.words), tables):
        if n.percent or n.scale is not None or n.marked or n.value != reading.value:
            continue
        if formula is not None:
            pairs = [tuple(Decimal(x.replace(",", "")) for x in pair) for pair in _COMPARED.findall(formula.text)]
            rest = _COMPARED.sub("", formula.text)
            shown = sorted(x for x, y in pairs if y == bound)
            if rest.strip(" +()") or shown != sorted(abs(c.value) for c in reading.cells) or len(pairs) != len(shown):
                continue
        yield _supported(n, reading, passage_at)
        return
    yield Verdict(n.text, n.start, n.end, "unsupported", "the cells that the words name say another number of times")


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
        meant = [r for r in _all_readings(claim, times, operations, tables) if agrees(claim, r, tables)]
        found = next((r for r in meant if _made_of(formula, value, r)), None)
        if found is not None:
            chosen = found.cells
            yield _supported(n, found, passage_at)
        else:
            verdict, chosen = _by_its_formula(claim, formula, value, times, tables, passage_at)
            another_way = (r for r in meant if verdict.verdict == "unsupported" and r.formula)
            for reading in another_way:
                if cells := _in_the_rows_of(formula, reading, tables):
                    chosen = cells
                    verdict = _supported(n, replace(reading, formula=formula.text, cells=cells), passage_at)
                    break
            yield verdict
    for operand in formula.numbers:
        yield _operand(operand, chosen)


def _made_of(formula: Formula, value: Decimal, reading: Reading) -> bool:
    """Whether a formula is a reading's: its operands are these cells, each used, none twice in a sum."""
    cells = reading.cells
    values = [abs(c.value) for c in cells]
    operands = [abs(o.value) for o in formula.numbers]
    if not all(v in operands or v == 0 for v in values):
        return False
    if not all(o in values or is_constant(o, operands, len(cells)) for o in operands):
        return False
    if reading.kind in ("money", "rate") or "/" not in reading.formula.replace(f"/ {len(cells)}", ""):
        most = Counter(v for v in values if v)
        return Counter(o for o in operands if o in most and o) == most or bool(
            set(operands) & {0, 1, len(cells)}
        )
    return True


def _in_the_rows_of(formula: Formula, reading: Reading, tables: Tables) -> tuple[Figure, ...]:
    """The operands as cells, where a formula comes to what the words mean in another way; else none.

    The change over two years may be the sum of the two changes that the row prints.
    """
    rows = {c.place[:2] for c in reading.cells if not c.in_prose}
    beside = [f for f in tables.figures if f.place[:2] in rows]
    operands = [abs(o.value) for o in formula.numbers]
    cells: dict[Decimal, Figure] = {}
    for operand in operands:
        cell = next((f for f in beside if abs(f.value) == operand), None)
        if cell is None and not is_constant(operand, operands, len(operands)):
            return ()
        if cell is not None:
            cells[operand] = cell
    # What is taken from itself, or added to itself, comes to what is meant by chance.
    once = len(cells) > 1 and all(operands.count(o) == 1 for o in cells)
    return tuple(cells.values()) if once and reading.value else ()


def _operand(operand: Number, chosen: Sequence[Figure]) -> Verdict:
    for cell in chosen:
        if abs(cell.value) == abs(operand.value):
            at = f"{cell.guide}:{cell.line}"
            return Verdict(
                operand.text, operand.start, operand.end, "quoted", f"stands in {at}", place=(cell.guide, cell.line)
            )  # fmt: skip
    if not chosen:
        return Verdict(
            operand.text, operand.start, operand.end, "unsupported", "the formula is not supported"
        )
    return Verdict(operand.text, operand.start, operand.end, "not_an_amount", "a number of the formula")


def _done_to(cells: Sequence[Figure], claim: Stated) -> set[Operation]:
    """What the words say was done to these cells, without the words that are only their names.

    "The sum of the weighted average shares and the increase in cash" takes no average and no change.
    """
    words = claim.words
    for label in dict.fromkeys(title for c in cells for title in (c.row, c.column)):
        words = without_label(words, label)
    return set(operations_of(words, claim.answers)) - {"quote"}


# "The effect of A on B" is A's.
_EFFECT = regex(
    r"\b(?:effect|impact|influence)\s+of\s+(.+?)\s+(?:up)?on\s+(?:[a-z-]+\s+){1,5}?"
    r"(?=(?:in|for|at|as|during|from)\b|[#?])",
    re.I,
)
_SAYS_PERCENT = regex(r"%|\bper\s?cent", re.I)
_PER_ONE = regex(r"\bper\s+(?!cent\b|annum\b|year\b|share\b)[a-z]", re.I)


def _is_per_one(n: Number, reading: Reading) -> bool:
    """Whether a ratio keeps the scale of what is divided: thousands per employee."""
    scales = {c.scale for c in reading.cells if not c.percent}
    apart = reading.kind == "ratio" and len(scales) == 2 and scales & {None, Decimal(1)}
    return bool(apart) and n.scale in scales - {None, Decimal(1)} and not n.percent and _same(n, reading.value, False)


def _in_hundredths(formula: Formula, at: Mapping[int, Figure]) -> bool:
    """Whether a quotient is multiplied by a hundred, which is no cell."""
    found = _TIMES_HUNDRED.search(formula.text)
    last = len(formula.numbers) - 1
    return bool(found) and last not in at and formula.numbers[last].value == 100


_TIMES_HUNDRED = regex(r"[*×x]\s*100\s*%?[\s)\]]*$")


def _by_its_formula(
    claim: Stated, formula: Formula, value: Decimal, times: Times, tables: Tables, passage_at: PassageAt
) -> tuple[Verdict, tuple[Figure, ...]]:
    """A formula whose operands tell which cells are meant: they have to be those that the words name.

    All have to be of one series, at the times named, or at one time, of series that the words name.
    """
    n = claim.number
    why = "the operands are not the cells that the words name"
    meant: list[frozenset[str]] = [
        frozenset(ways) - {"quote"}
        for ways in _without_label_words(claim.words, operations_of(claim.words, claim.answers), tables)
    ]
    if _PER_ONE.search(claim.words):  # "the average cost per employee", and then "the average cost per segment"
        meant = [ops - {"average"} | {"share"} for ops in meant if "growth" not in ops] + meant
    for operations in meant:
        for found in assignments(claim, formula, times, tables, operations):
            cells, at = found.cells, found.at
            shape = shape_of(formula, value, at) or shape_of(formula, value, without_divisors(formula, at))
            worked_out = value
            if shape and shape.ratio and _in_hundredths(formula, at):  # "(5 - 4) / 4 * 100"
                worked_out = value / 100
                shape = shape_of(formula, worked_out, at, 100)
            if shape is None or (found.kind == "block" and shape.ratio) or not (
                shape.ratio if found.kind == "growth"
                else of_their_sum(shape, cells) if found.kind == "part"
                else may_be(shape, frozenset({"sum"}) if found.kind == "net change" else operations, cells)
                or may_be(shape, _done_to(cells, claim), cells)
            ):
                why = "the formula is not what the words say was done"
                continue
            kind = "ratio" if shape.ratio else kind_of(cells)
            reading = Reading(worked_out, kind, cells, formula.text)
            if agrees(claim, reading, tables) or _is_per_one(n, reading):
                return _supported(n, reading, passage_at), cells
            why = "its scale or unit is not that of the cells"
    return Verdict(n.text, n.start, n.end, "unsupported", why), ()
