"""Run the offers through the product and print how many drafts hold what they must, by criterion.

In: `cases/offers*.jsonl` and a folder of guides. Out: tables and the failing cases, or one JSON object.
What the makers developed on is never pooled with what was held out. A draft that could not be made or
judged counts as not passed, and is counted apart as well.

    python -m evals.offers --guides FOLDER --cases FILE --origin held-out --id F01 --json
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.problem import Problem
from evals.cases import ORIGINS, case_files
from evals.cells import Guides, read_guides
from evals.offer_cases import OfferCase, read_offer_cases
from evals.offer_judge import CRITERIA, Criterion, Score, as_others, judge, unmeasured
from evals.product import Product, commit, opened, quantile
from evals.questions import GUIDES, columns

# Of all drafts that can be judged by it; the amounts and what must never be said have no room.
FLOORS: dict[Criterion, float] = {
    "asks": 1.0,
    "length": 1.0,
    "brackets": 1.0,
    "numbers": 1.0,
    "claims": 1.0,
    "other texts": 1.0,
    "same asks": 1.0,
}
PASSED_FLOOR = 0.95

# The Draft object of the contract for an offer's fields. Raises Problem for an offer that is refused.
Drafter = Callable[[Mapping[str, Any]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Result:
    """One offer with its scores, what was drafted and how long it took (None: no draft came)."""

    case: OfferCase
    scores: tuple[Score, ...]
    draft: dict[str, Any] | None
    seconds: float | None

    @property
    def passed(self) -> bool:
        return all(score.passed for score in self.scores)


def drafter_for(product: Product) -> Drafter:
    """The product's own way from an offer's fields to a draft."""
    from assistant.counter.draft import draft_counter
    from assistant.counter.reading import offer_from
    from index.resolve import lexicon_of

    # As the commands have it, which know what is a word and no misspelt name.
    lexicon = lexicon_of(product.library, product.encoder.is_word)

    def drafted(values: Mapping[str, Any]) -> dict[str, Any]:
        offer = offer_from(values, lambda key: key)
        return draft_counter(offer, product.library, product.encoder, lexicon).as_dict()

    return drafted


def run(cases: Iterable[OfferCase], drafter: Drafter, guides: Guides) -> list[Result]:
    """Draft and judge each offer. A draft that raises is a result too: nothing of it passed."""
    results = []
    for case in cases:
        started = time.perf_counter()
        try:
            draft = drafter(case.offer)
            seconds = time.perf_counter() - started
            scores = judge(case, draft, [drafter(other) for other in as_others(case.offer)], guides)
        except Problem as problem:
            scores = unmeasured(case, f"the offer is refused: {problem}")
            results.append(Result(case, tuple(scores), None, None))
        except Exception as error:
            # A bug of the product, whatever it is, fails this case and not the run.
            where = traceback.extract_tb(error.__traceback__)[-1]
            why = f"{type(error).__name__} in {Path(where.filename).name}:{where.lineno}: {error}"
            results.append(Result(case, tuple(unmeasured(case, why)), None, None))
        else:
            results.append(Result(case, tuple(scores), draft, seconds))
    return results


def tally(results: Sequence[Result], criterion: Criterion) -> tuple[int, int, int]:
    """How many passed, of how many judged by it, and how many of those were not measured."""
    scores = [s for r in results for s in r.scores if s.criterion == criterion]
    return sum(s.passed is True for s in scores), len(scores), sum(s.passed is None for s in scores)


def below_floor(results: Sequence[Result]) -> list[str]:
    """Criteria whose share is under their floor, and "passed" where too few pass all of them."""
    tallies = {name: tally(results, name) for name in FLOORS}
    under: list[str] = [name for name, (p, of, _) in tallies.items() if of and p < FLOORS[name] * of]
    if sum(r.passed for r in results) < PASSED_FLOOR * len(results):
        under.append("passed")
    return under


def report(results: Sequence[Result]) -> str:
    """The tables, one for each origin, and the failing cases."""
    lines: list[str] = []
    for origin in ORIGINS:
        group = [r for r in results if r.case.origin == origin]
        if group:
            lines += [f"{origin}: {len(group)} offers", *_table(group), ""]
    failed = [r for r in results if not r.passed]
    if failed:
        lines.append(f"Not passed: {len(failed)}")
    for result in failed:
        lines.append(f"  {result.case.id} ({result.case.origin}): {result.case.why}")
        whys: dict[str, list[str]] = {}
        for score in result.scores:
            if not score.passed:
                state = "not measured: " if score.passed is None else ""
                whys.setdefault(state + score.why, []).append(score.criterion)
        lines += [
            f"      {', '.join(names) if len(names) < 4 else 'all'}: {why}" for why, names in whys.items()
        ]
    return "\n".join(lines)


def _table(group: Sequence[Result]) -> list[str]:
    rows = [["criterion", "judged", "passed", "not measured", "share", "floor"]]
    passed = sum(r.passed for r in group)
    missing = sum(r.draft is None for r in group)
    shares = [("all of them", passed, len(group), missing, PASSED_FLOOR)]
    shares += [(name, *tally(group, name), FLOORS.get(name, 0.0)) for name in CRITERIA]
    for name, good, of, unknown, floor in shares:
        if of:
            bound = f"{floor:.0%}" if floor else ""
            rows.append([name, str(of), str(good), str(unknown), f"{good / of:.1%}", bound])
    lines = columns(rows)
    seconds = [r.seconds for r in group if r.seconds is not None]
    if seconds:
        p50, p95 = (quantile(seconds, part) * 1000 for part in (0.5, 0.95))
        lines.append(f"Time: p50 {p50:.1f} ms, p95 {p95:.1f} ms.")
    withheld = sum(bool(r.draft and r.draft["withheld"]) for r in group)
    if withheld:
        lines.append(f"Drafts with a withheld sentence: {withheld}.")
    if under := below_floor(group):
        lines.append(f"Below the floor: {', '.join(under)}.")
    return lines


def as_dict(results: Sequence[Result], guides: Guides, version: str) -> dict[str, Any]:
    """The whole as one value for JSON, each origin apart."""
    scores = []
    groups = {o: g for o in ORIGINS if (g := [r for r in results if r.case.origin == o])}
    for origin, group in groups.items():
        lost = sum(r.draft is None for r in group)
        scores.append(
            {"name": "passed", "origin": origin, "kind": "all", "floor": PASSED_FLOOR,
             "value": sum(r.passed for r in group) / len(group), "measured": len(group) - lost,
             "unmeasured": lost}
        )  # fmt: skip
        for name in CRITERIA:
            passed, of, missing = tally(group, name)
            if of:
                scores.append(
                    {"name": name, "origin": origin, "kind": "all", "value": passed / of,
                     "floor": FLOORS.get(name), "measured": of - missing, "unmeasured": missing}
                )  # fmt: skip
    failures = [
        {"id": r.case.id, "origin": r.case.origin, "offer": dict(r.case.offer),
         "status": r.draft["status"] if r.draft else None,
         "letter": r.draft["letter"] if r.draft else None,
         "asks": r.draft["asks"] if r.draft else None,
         "why": {s.criterion: s.why for s in r.scores if not s.passed}}
        for r in results if not r.passed
    ]  # fmt: skip
    return {
        "passed": not any(below_floor(group) for group in groups.values()),
        "scores": scores,
        "failures": failures,
        "commit": version,
        "corpus": guides.digest,
    }


def chosen(cases: Iterable[OfferCase], origin: str | None, identity: str | None) -> list[OfferCase]:
    """The offers that fit. Raises Problem when none does."""
    found = [c for c in cases if origin in (None, c.origin) and identity in (None, c.id)]
    if not found:
        raise Problem("no offer fits", None, "take away --origin or --id")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 0; 1 for a problem; 4 when a share is below its floor."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.offers", description="Counter-offers of the product, judged."
    )
    parser.add_argument(
        "--guides", type=Path, default=GUIDES, help="folder of guides (default: the packaged ones)"
    )
    parser.add_argument("--index", type=Path, help="folder of the index (default: in the user's cache)")
    parser.add_argument("--cases", type=Path, action="append", help="file of cases (default: all)")
    parser.add_argument("--origin", choices=ORIGINS)
    parser.add_argument("--id", dest="identity")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    try:
        cases = read_offer_cases(options.cases or case_files("offers"))
        cases = chosen(cases, options.origin, options.identity)
        guides = read_guides(options.guides)
        with opened(options.guides, options.index) as product:
            results = run(cases, drafter_for(product), guides)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    value = as_dict(results, guides, commit())
    if options.json:
        print(json.dumps(value, ensure_ascii=False, indent=1))
    else:
        print(f"commit {value['commit']} · guides {options.guides.name} {guides.digest}\n")
        print(report(results))
        if options.identity and results[0].draft:
            print(f"\n{_printed(results[0].draft)}")
    return 0 if value["passed"] else 4


def _printed(draft: Mapping[str, Any]) -> str:
    """A draft for whoever looks at one case."""
    letter = draft["letter"] or {"subject": "", "body": "(no letter)"}
    asks = [f"  {a['component']}: {a['ask']} — {a['reason']}" for a in draft["asks"]]
    flags = [f"  {f['code']}: {f['message']}" for f in draft["flags"]]
    return "\n".join([draft["status"], letter["subject"], "", letter["body"], "", *asks, *flags])


if __name__ == "__main__":
    sys.exit(main())
