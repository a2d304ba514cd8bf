"""Questions about cells of any folder of guides, each with the lines and figures that answer it.

In: a folder of guides, and lines of cases: those of a person (`rows`, `figures`, `never`) or those that
`evals.made_guides` writes beside its guides (one cell each). Out: how many were answered from the right
row, with the right figures, with another row's figures, and with a right status. Figures are read by a
reader of its own. The index, in `--index` or where the guides' own lies, is brought up to date first.

    python -m evals.wild_questions FOLDER --cases FILE [--index FOLDER] [--out FILE] [-v]
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.problem import Problem

if TYPE_CHECKING:
    from assistant.result import Answer
    from corpus.bands import Fact
    from evals.product import Product

_VALUE = re.compile(
    r"(?<![\w.,])(?P<digits>\d{1,3}(?:[,.'’ \u00a0]\d{2,3})+(?!\d)|\d+(?:\.\d+)?)"
    r"\s?(?P<scale>thousand|million|lakhs?|LPA\b|crore|mn|bn|[Tt]sd\b|k(?=kr)|[KkMBLw](?![^\W\d_])|Cr\b|万)?"
    r"(?P<percent>(?=(?:\s?[-–—]\s?\d+(?:\.\d+)?)?\s?%))?"
)
# "42–58 lakh": the scale of the upper end is the lower one's, where that is a small number without one.
_OF_UPPER_END = re.compile(
    r"(?<![\d.,]\d{3})[-–](?:[^\w\s]\s)?\d{1,3}(?:[.,]\d{1,2})?\s?(?P<scale>k(?=kr)|LPA\b|lakhs?\b|crore\b|[Tt]sd\b|[KkL](?![^\W\d_]))"
)
_SCALES = {
    "k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "b": 9, "bn": 9, "l": 5, "lakh": 5, "lakhs": 5,
    "lpa": 5, "tsd": 3,
    "crore": 7, "cr": 7, "w": 4, "万": 4,
}  # fmt: skip
ANSWERED = frozenset({"answered", "partial"})
CRITERIA = ("right row", "figures", "no other row", "status")


@dataclass(frozen=True, slots=True)
class Value:
    """A number as it counts: 82000 in "82K", and whether it is a percentage."""

    amount: Decimal
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure that an answer must, or must not, hold."""

    low: Decimal
    high: Decimal
    percent: bool | None = None  # None where the case does not say


@dataclass(frozen=True, slots=True)
class Case:
    """A question, the statuses that are right for it, and the lines and figures of its answer."""

    id: str
    question: str
    status: frozenset[str]
    places: tuple[tuple[str, int, int], ...] = ()
    figures: tuple[Wanted, ...] = ()
    never: tuple[Wanted, ...] = ()
    cell: Mapping[str, Any] = field(default_factory=dict)  # of a made question: the key of its one cell


@dataclass(frozen=True, slots=True)
class Result:
    """One answer judged: each criterion that applies with whether it was met."""

    case: Case
    marks: Mapping[str, bool]
    status: str
    text: str
    seconds: float


def values_in(text: str) -> list[Value]:
    """The numbers of a text as they count, in order; both ends of "15–20%" are percentages.

    >>> [int(v.amount) for v in values_in("GBP 82K–GBP 128K, INR 28L, ₹32,00,000, 15–20% of R$1.2M [2]")]
    [82000, 128000, 2800000, 3200000, 15, 20, 1200000, 2]
    >>> [int(v.amount) for v in values_in("15–20% of $30, for 7 or 8 %") if v.percent]
    [15, 20, 8]
    >>> [int(v.amount) for v in values_in("71.400 €, 1.234.567 zł, $1.2M")]
    [71400, 1234567, 1200000]
    >>> [int(v.amount) for v in values_in("$860K - $1.575M+")]
    [860000, 1575000]
    >>> [int(v.amount) for v in values_in("₹42–58 LPA, 540–720 kkr, €80–90K")]
    [4200000, 5800000, 540000, 720000, 80000, 90000]
    """
    out = []
    text = re.sub(r"(?<=[A-Za-z])(?=\d)|(?<=[$£€₹₪¥])(?=\d)", " ", text)
    for m in _VALUE.finditer(text):
        digits = m["digits"]
        dotted = not m["scale"] and re.fullmatch(r"\d{1,3}(?:\.\d{3})+", digits)  # "71.400 €", not "$1.575M"
        parts = re.split(r"[.,'’ \u00a0]" if dotted else r"[,'’ \u00a0]", digits)
        scale = m["scale"] or (_OF_UPPER_END.match(text, m.end()) or {"scale": ""})["scale"]
        value = Decimal("".join(parts)).scaleb(_SCALES.get(scale.lower(), 0))
        out.append(Value(value, m["percent"] is not None))
    return out


def holds(values: Sequence[Value], wanted: Wanted) -> bool:
    """Whether both ends of a figure stand beside each other, or its one value anywhere."""
    of_kind = [v.amount if wanted.percent in (None, v.percent) else None for v in values]
    if wanted.low == wanted.high:
        return wanted.low in of_kind
    return any(pair == (wanted.low, wanted.high) for pair in itertools.pairwise(of_kind))


def read_cases(file: Path) -> list[Case]:
    """The cases of a file, of either kind. Raises Problem for a line that is none."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Problem("the cases cannot be read", str(file), "name a file of JSON lines in UTF-8") from error
    found = []
    for number, line in enumerate(lines, start=1):
        try:
            found += [_case(json.loads(line))] if line.strip() else []
        except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as error:
            raise Problem(
                f"the line is no case: {error!r}",
                f"{file}:{number}",
                "give it `id`, `question` and `status`, or what `evals.made_guides` writes",
            ) from error
    return found


def _case(line: Mapping[str, Any]) -> Case:
    if "rows" in line or "status" in line:
        guides = line.get("guides") or ([line] if line.get("rows") else ())
        places = tuple((str(g["guide"]), int(first), int(last)) for g in guides for first, last in g["rows"])
        return Case(
            str(line["id"]), line["question"], frozenset(line["status"]), places,
            tuple(map(_wanted, line.get("figures") or ())), tuple(map(_wanted, line.get("never") or ())),
        )  # fmt: skip
    place = (line["guide"], line["line"], line["line"])
    return Case(str(line["id"]), line["question"], ANSWERED, (place,), (_wanted(line),), (), line)


def _wanted(figure: Mapping[str, Any]) -> Wanted:
    high, unit = figure.get("high"), figure.get("unit")
    percent = None if unit is None else unit == "percent"
    return Wanted(Decimal(str(figure["low"])), Decimal(str(figure["low"] if high is None else high)), percent)


def judge(case: Case, answer: Answer) -> dict[str, bool]:
    """Every criterion that applies to a case."""
    marks: dict[str, bool] = {"status": answer.status in case.status}
    values = values_in(answer.text)
    if case.places:
        marks["right row"] = all(
            any(
                guide == c.passage.guide and c.passage.first <= last and first <= c.passage.last
                for c in answer.citations
            )
            for guide, first, last in case.places
        )
    if case.figures:
        marks["figures"] = all(holds(values, figure) for figure in case.figures)
    others = any(holds(values, figure) for figure in case.never)
    if case.cell:
        others = any(_is_other(n.fact, case.cell) for n in answer.numbers if n.source == "quoted" and n.fact)
    if case.never or case.cell:
        marks["no other row"] = not others
    return marks


def _is_other(fact: Fact, cell: Mapping[str, Any]) -> bool:
    """A band of another company, role, place or level than the cell's."""
    if fact.kind != "band":
        return False
    if fact.guide != cell["guide"]:
        return True
    if fact.line == cell["line"]:  # regions may stand across: one line for several places
        return bool(fact.region and cell["region"] and fact.region != cell["region"]) and _differs(fact, cell)
    return _differs(fact, cell)


def _differs(fact: Fact, cell: Mapping[str, Any]) -> bool:
    def squash(text: object) -> str:
        return re.sub(r"\W", "", str(text or "")).lower()

    places = [squash(place) for place in (cell["region"], *cell["region_asked"])]
    levels = [squash(level) for level in (cell["level"], *cell["level_asked"])]
    if cell["region"] and fact.region and not any(p and p in squash(fact.region) for p in places):
        return True
    return bool(
        cell["level"]
        and fact.level
        and not any(one and (one in squash(fact.level) or squash(fact.level) in one) for one in levels)
    )


def run(cases: Sequence[Case], product: Product) -> list[Result]:
    """Ask and judge, one after the other; seconds are of the processor."""
    from assistant.answer import answer_question

    out = []
    for case in cases:
        start = time.process_time()
        answer = answer_question(case.question, product.library, product.encoder, product.lexicon)
        took = time.process_time() - start
        out.append(Result(case, judge(case, answer), answer.status, answer.text, took))
    return out


def report(results: Sequence[Result]) -> list[str]:
    """One line for each criterion, and the time of an answer."""
    lines = []
    for name in CRITERIA:
        marked = [r.marks[name] for r in results if name in r.marks]
        if marked:
            lines.append(f"{name:14} {sum(marked) / len(marked):7.1%}  {sum(marked)} of {len(marked)}")
    seconds = sorted(r.seconds for r in results)
    if seconds:
        middle, last = seconds[len(seconds) // 2], seconds[int(len(seconds) * 0.99)]
        lines.append(f"processor time {middle * 1000:.0f} ms in the middle, {last * 1000:.0f} ms at 99 %")
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask every case, print the scores; `-v` shows what failed. Exit 0; 1 where there is nothing to ask."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.wild_questions", description="Cells of any guides."
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cases", type=Path, required=True)
    parser.add_argument("--index", type=Path, help="where the index lies, or will")
    parser.add_argument("--out", type=Path, help="write each result there, one JSON object a line")
    parser.add_argument("-v", "--verbose", action="store_true", help="show what failed")
    options = parser.parse_args(arguments)
    from evals.product import opened

    try:
        cases = read_cases(options.cases)
        with opened(options.folder, options.index) as product:
            results = run(cases, product)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    if options.out:
        with options.out.open("w", encoding="utf-8") as file:
            for r in results:
                line = {
                    "id": r.case.id,
                    "question": r.case.question,
                    "status": r.status,
                    "marks": dict(r.marks),
                }
                file.write(json.dumps({**line, "text": r.text}, ensure_ascii=False) + "\n")
    for r in results:
        failed = [name for name, met in r.marks.items() if not met]
        if options.verbose and failed:
            print(
                f"## {r.case.id} {r.case.question}\n   {', '.join(failed)} [{r.status}]\n   {r.text[:400]!r}"
            )
    print("\n".join(report(results)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
