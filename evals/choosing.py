"""Which cases a run is of: all of them, a fixed sample, those that are named.

In: the options of `counteroffer eval`, the ids of every suite. Out: the ids to run, by suite, and what is
only a sample. It runs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evals import guide_mutations, suites
from evals.cells import Guides
from evals.outcomes import Outcome
from evals.since import Ids
from evals.suites import Place

if TYPE_CHECKING:
    from assistant.cli_maintaining import EvalOptions

# Of the largest sets one in so many is run unless all are asked for, so that a run takes less than a minute.
SAMPLE = {"numbers": 48, "questions": 3}
WORDED = 20  # of the hand-written questions one in so many is put to a model, unless all are asked for


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases by suite, as far as choosing among them needs them."""

    questions: dict[str, Any]
    generated: dict[str, Any]


def ids_of_suites(
    place: Place, guides: Guides, options: EvalOptions, whole: bool
) -> tuple[Ids, dict[str, str], Cases]:
    """The ids of every suite, and what is only a sample. Who names a kind gets all its questions."""
    questions, generated = suites.question_ids(), suites.generated_ids(place.guides)
    ids: Ids = {"questions": list(questions), "numbers": list(suites.sentences_of(guides))}
    samples = {}
    for suite, every in SAMPLE.items():
        if whole or (suite == "questions" and options.kinds):
            continue
        kept = ids[suite][::every]
        samples[suite] = f"{len(kept)} of {len(ids[suite])} (one in {every})"
        ids[suite] = kept
    if "numbers" in samples:
        samples["numbers"] += " right sentences, with all wrong ones made from each"
    if "questions" in samples:
        samples["questions"] += " hand-written ones"
    mutated = [*(file.path for file in guides.files), *guide_mutations.AT_ONCE]
    ids |= {"guides": mutated, "offers": list(suites.offer_cases()), "generated": list(generated)}
    return ids, samples, Cases(questions, generated)


def kinds_there(ids: Ids, cases: Cases) -> list[str]:
    """What --kind can name: the suites, and the kinds of their cases."""
    known = [*cases.questions.values(), *cases.generated.values()]
    return sorted({"facts", *ids, *(_kind_of(case) for case in known)})


def narrowed(ids: Ids, options: EvalOptions, cases: Cases) -> Ids:
    """Only what --kind and --case name; a kind is a suite or a kind of cases."""
    if options.kinds:
        whole = set(options.kinds)
        kept: Ids = {}
        for suite, names in ids.items():
            if suite in whole:
                kept[suite] = names
            elif suite in ("questions", "generated"):
                known = cases.questions if suite == "questions" else cases.generated
                kept[suite] = [n for n in names if _kind_of(known[n]) in whole]
            elif suite == "guides" and whole & {"cell changed", "cell moved", "cells swapped", "row moved"}:
                kept[suite] = names
            else:
                kept[suite] = []
        ids = kept
    if options.cases:
        wanted = set(options.cases)
        numbers = [n for n in ids.get("numbers", []) if any(f"{w}-".startswith(f"N-{n}-") for w in wanted)]
        mutants = ids.get("guides", []) if any(w.startswith("M-") for w in wanted) else []
        ids = {s: [n for n in names if n in wanted] for s, names in ids.items()} | {
            "numbers": numbers, "guides": mutants,
        }  # fmt: skip
    return ids


def _kind_of(case: Any) -> str:
    return str(case.question.kind if hasattr(case.question, "kind") else case.kind)


def fits(one: Outcome, options: EvalOptions) -> bool:
    """Whether an outcome is of what --kind and --case name."""
    if options.cases and one.id not in options.cases:
        return False
    return not options.kinds or one.suite in options.kinds or one.kind in options.kinds


def questions_to_word(options: EvalOptions, names: Sequence[str]) -> list[str]:
    """The questions that are put to a model: a sample, unless all or some are named."""
    if options.cases:
        return [name for name in names if f"L-{name}" in options.cases]
    if options.kinds and "model" not in options.kinds:
        return []
    return list(names if options.everything else names[::WORDED])
