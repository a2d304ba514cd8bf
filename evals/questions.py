"""Run the questions through the product and print how many are answered rightly, by kind and by origin.

In: `cases/questions*.jsonl`, or a file of somebody else's, and a folder of guides. Out: tables and the
failing cases, or one JSON object. What the makers developed on is never pooled with what was held out. A
question that could not be answered or judged counts as not passed, and is counted apart as well.

    python -m evals.questions --guides FOLDER --cases FILE --origin held-out --kind lookup --id P01 --json
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.problem import Problem
from evals.cases import KINDS, ORIGINS, Question, case_files, read_questions
from evals.cells import Guides, read_guides
from evals.judge import CRITERIA, Criterion, Score, Seen, judge, seen, unmeasured
from evals.product import Product, commit, opened, quantile

GUIDES = Path(__file__).parent.parent / "corpus" / "guides"
FLOORS: dict[Criterion, float] = {
    "figures": 0.97,
    "other rows": 0.995,
    "passage": 0.97,
    "refused": 0.97,
    "not refused": 0.98,
}


@dataclass(frozen=True, slots=True)
class Result:
    """One question with its scores, what was shown and how long it took (None: no answer came)."""

    question: Question
    scores: tuple[Score, ...]
    shown: Seen | None
    seconds: float | None

    @property
    def passed(self) -> bool:
        return all(score.passed for score in self.scores)


def run(questions: Iterable[Question], product: Product, guides: Guides) -> list[Result]:
    """Answer and judge each question. An answer that raises is a result too: nothing of it passed."""
    from assistant.answer import answer_question

    results = []
    for question in questions:
        started = time.perf_counter()
        try:
            answer = answer_question(question.question, product.library, product.encoder, product.lexicon)
        except Exception as error:
            # A bug of the product, whatever it is, fails this case and not the run.
            where = traceback.extract_tb(error.__traceback__)[-1]
            why = f"{type(error).__name__} in {Path(where.filename).name}:{where.lineno}"
            results.append(Result(question, tuple(unmeasured(question, guides, why)), None, None))
            continue
        seconds = time.perf_counter() - started
        shown = seen(answer)
        results.append(Result(question, tuple(judge(question, shown, guides)), shown, seconds))
    return results


def tally(results: Sequence[Result], criterion: Criterion) -> tuple[int, int, int]:
    """How many passed, of how many asked, and how many of those were not measured."""
    scores = [s for r in results for s in r.scores if s.criterion == criterion]
    return sum(s.passed is True for s in scores), len(scores), sum(s.passed is None for s in scores)


def below_floor(results: Sequence[Result]) -> list[Criterion]:
    """Criteria whose share is under their floor."""
    tallies = {name: tally(results, name) for name in FLOORS}
    return [name for name, (passed, of, _) in tallies.items() if of and passed < FLOORS[name] * of]


def report(results: Sequence[Result], guides: Guides) -> str:
    """The tables, one for each origin, and the failing cases."""
    lines: list[str] = []
    for origin in ORIGINS:
        group = [r for r in results if r.question.origin == origin]
        if group:
            lines += [f"{origin}: {len(group)} questions", *_table(group), ""]
    failed = [r for r in results if not r.passed]
    if failed:
        lines.append(f"Not passed: {len(failed)}")
    for result in failed:
        q = result.question
        lines.append(f"  {q.id} {q.kind} ({q.origin}): {q.question}")
        for score in result.scores:
            if not score.passed:
                state = "not measured: " if score.passed is None else ""
                lines.append(f"      {score.criterion}: {state}{score.why}")
    return "\n".join(lines)


def _table(group: Sequence[Result]) -> list[str]:
    head = ["kind", "asked", "passed", *CRITERIA]
    rows = [head]
    for kind in [*KINDS, ""]:
        of_kind = [r for r in group if kind in ("", r.question.kind)]
        if of_kind:
            cells = [_share(*tally(of_kind, c)) for c in CRITERIA]
            rows.append([kind or "all", str(len(of_kind)), str(sum(r.passed for r in of_kind)), *cells])
    rows.append(["floor", "", "", *(f"{FLOORS[c]:.1%}" if c in FLOORS else "" for c in CRITERIA)])
    rates = [tally(group, c) for c in CRITERIA]
    rows.append(["share", "", "", *(f"{p / of:.1%}" if of else "–" for p, of, _ in rates)])
    rows.append(["not measured", "", "", *(str(missing) for _, _, missing in rates)])
    seconds = [r.seconds for r in group if r.seconds is not None]
    lines = columns(rows)
    if seconds:
        p50, p95 = (quantile(seconds, part) * 1000 for part in (0.5, 0.95))
        lines.append(f"Time: p50 {p50:.1f} ms, p95 {p95:.1f} ms.")
    withheld = sum(bool(r.shown and r.shown.withheld) for r in group)
    if withheld:
        lines.append(f"Answers with a withheld sentence: {withheld}.")
    if under := below_floor(group):
        lines.append(f"Below the floor: {', '.join(under)}.")
    return lines


def _share(passed: int, of: int, _: int) -> str:
    return f"{passed}/{of}" if of else "–"


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of cells in columns: words to the left, figures to the right.

    >>> columns([["kind", "n"], ["row", "12"]])
    ['kind   n', 'row   12']
    """
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  ".join(
            c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def as_dict(results: Sequence[Result], guides: Guides, version: str) -> dict[str, Any]:
    """The whole as one value for JSON, each origin apart."""
    scores = []
    for origin in ORIGINS:
        for kind in ("", *KINDS):
            group = [r for r in results if r.question.origin == origin and kind in ("", r.question.kind)]
            for name in CRITERIA:
                passed, of, missing = tally(group, name)
                if of:
                    floor = None if kind else FLOORS.get(name)
                    scores.append(
                        {"name": name, "origin": origin, "kind": kind or "all", "value": passed / of,
                         "floor": floor, "measured": of - missing, "unmeasured": missing}
                    )  # fmt: skip
    failures = [
        {"id": r.question.id, "kind": r.question.kind, "origin": r.question.origin,
         "question": r.question.question, "status": r.shown.status if r.shown else None,
         "text": r.shown.text if r.shown else None,
         "why": {s.criterion: s.why for s in r.scores if not s.passed}}
        for r in results if not r.passed
    ]  # fmt: skip
    passed_all = not any(below_floor([r for r in results if r.question.origin == o]) for o in ORIGINS)
    return {
        "passed": passed_all,
        "scores": scores,
        "failures": failures,
        "commit": version,
        "corpus": guides.digest,
    }


def chosen(
    questions: Iterable[Question], origin: str | None, kind: str | None, identity: str | None
) -> list[Question]:
    """The questions that fit. Raises Problem when none does."""
    found = [
        q
        for q in questions
        if origin in (None, q.origin) and kind in (None, q.kind) and identity in (None, q.id)
    ]
    if not found:
        raise Problem("no question fits", None, "take away --origin, --kind or --id")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 0; 1 for a problem; 4 when a share is below its floor."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.questions", description="Questions against the product."
    )
    parser.add_argument(
        "--guides", type=Path, default=GUIDES, help="folder of guides (default: the packaged ones)"
    )
    parser.add_argument("--index", type=Path, help="folder of the index (default: in the user's cache)")
    parser.add_argument("--cases", type=Path, nargs="+", help="files of cases (default: the repository's)")
    parser.add_argument("--origin", choices=ORIGINS)
    parser.add_argument("--kind", choices=KINDS)
    parser.add_argument("--id", dest="identity")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    try:
        questions = read_questions(options.cases or case_files("questions"))
        questions = chosen(questions, options.origin, options.kind, options.identity)
        guides = read_guides(options.guides)
        with opened(options.guides, options.index) as product:
            results = run(questions, product, guides)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    value = as_dict(results, guides, commit())
    if options.json:
        print(json.dumps(value, ensure_ascii=False, indent=1))
    else:
        print(f"commit {value['commit']} · guides {options.guides.name} {guides.digest}\n")
        print(report(results, guides))
        if options.identity and results[0].shown:
            print(f"\n{results[0].shown.status}\n{results[0].shown.text}\n{results[0].shown.beside}")
    return 0 if value["passed"] else 4


if __name__ == "__main__":
    sys.exit(main())
