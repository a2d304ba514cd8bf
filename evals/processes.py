"""The chosen cases are run by several processes.

In: ids by suite, the place of guides and index, how many processes. Out: outcomes in the order of the cases,
however the processes came out; and, of several runs, the cases that came out in different ways.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from typing import TYPE_CHECKING

from evals import guide_mutations, suites
from evals.outcomes import FLOORS, Outcome
from evals.since import Ids
from evals.suites import Place, Task

if TYPE_CHECKING:
    from assistant.cli_maintaining import EvalOptions
    from assistant.screen import Screen

PIECE = {"questions": 60, "generated": 60, "numbers": 60, "offers": 6, "guides": 1}
FEW = 250  # so many cases are done sooner by this process alone
DRAFTS = 20  # an offer is drafted several times, which takes as long as so many questions


def outcomes_of(
    options: EvalOptions, ids: Ids, place: Place, screen: Screen
) -> tuple[list[Outcome], tuple[str, ...] | None]:
    """Everything that was chosen, once or as often as asked."""
    tasks = [
        Task(suite, tuple(names[i : i + PIECE[suite]]))
        for suite, names in ids.items()
        for i in range(0, len(names), PIECE[suite])
    ]
    # The long ones first, so that nobody waits for a last one.
    tasks.sort(
        key=lambda t: (t.suite != "guides" or t.ids[0] not in guide_mutations.AT_ONCE, t.suite != "offers")
    )
    runs = []
    for _ in range(max(1, options.repeat)):
        with screen.progress(f"Running {sum(map(len, ids.values()))} cases") as progress:
            runs.append(_ordered(_done(tasks, place, options.jobs, progress), ids))
    if len(runs) == 1:
        return runs[0], None
    pairs = [pair for other in runs[1:] for pair in zip(runs[0], other, strict=True)]
    return runs[0], tuple(sorted({a.id for a, b in pairs if _result(a) != _result(b)}))


def _result(one: Outcome) -> Outcome:
    return replace(one, seconds=None)


def _ordered(done: Iterable[Outcome], ids: Ids) -> list[Outcome]:
    """By suite and in the order of the cases, however the processes came out."""
    order = {suite: number for number, suite in enumerate(FLOORS)}
    places = {(suite, name): i for suite, names in ids.items() for i, name in enumerate(names)}
    return sorted(done, key=lambda one: (order[one.suite], places.get((one.suite, one.id), 0), one.id))


def _done(
    tasks: Sequence[Task], place: Place, jobs: int | None, progress: Callable[[int, int], None]
) -> list[Outcome]:
    cases = sum(len(task.ids) * (DRAFTS if task.suite == "offers" else 1) for task in tasks)
    workers = jobs or min(os.cpu_count() or 1, 4)
    found: list[Outcome] = []
    few = cases <= FEW and not any(task.suite == "guides" for task in tasks)
    if workers < 2 or len(tasks) < 2 or (few and jobs is None):
        for number, task in enumerate(tasks, 1):
            found += suites.do(task)
            progress(number, len(tasks))
        return found
    suites.prepare(tasks)  # with all cores, before each process has one
    # A process of its own shares no open database and no thread of the encoder.
    with ProcessPoolExecutor(workers, get_context("spawn"), suites.start_beside, (place,)) as pool:
        for number, outcomes in enumerate(pool.map(suites.do, tasks), 1):
            found += outcomes
            progress(number, len(tasks))
    return found
