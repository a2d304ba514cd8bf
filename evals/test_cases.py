"""The same cases under pytest, a test for each: `pytest evals`, `pytest evals -k Q8-B021`, `-n 2`.

What `counteroffer eval` counts as a share is here red or green by the case: a case that fails in the
committed baseline too is expected to fail. Scores, floors and reports are the command's.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from evals import facts_lock, guide_mutations, since, suites
from evals.accepting import PACKAGED
from evals.cells import read_guides
from evals.choosing import SAMPLE
from evals.outcomes import RANKS
from evals.suites import Place, Task


def _cases() -> Iterator[tuple[str, str]]:
    guides = read_guides(PACKAGED)
    yield from (("questions", name) for name in suites.question_ids())
    yield from (("generated", name) for name in suites.generated_ids(PACKAGED))
    sentences = list(suites.sentences_of(guides))[:: SAMPLE["numbers"]]
    yield from (("numbers", name) for name in sentences)
    yield from (("guides", name) for name in (*(f.path for f in guides.files), *guide_mutations.AT_ONCE))
    yield from (("offers", name) for name in suites.offer_cases())


@pytest.fixture(scope="session")
def known() -> Iterator[frozenset[str]]:
    """Opens the index of the packaged guides; gives the cases that fail in the baseline too."""
    from index.build import default_index_folder

    suites.start(Place(PACKAGED, default_index_folder(PACKAGED)))
    yield frozenset((since.baseline() or {}).get("failed", ()))
    suites.close()


def test_the_facts_are_as_accepted() -> None:
    """No cell differs from `facts.lock`."""
    found = facts_lock.differences(facts_lock.read_lock(), facts_lock.stated_in(PACKAGED))
    assert [str(one) for one in found] == []


@pytest.mark.parametrize(("suite", "name"), [pytest.param(*case, id="-".join(case)) for case in _cases()])
def test_case(suite: str, name: str, known: frozenset[str]) -> None:
    """Every criterion of the case is met."""
    outcomes = suites.do(Task(suite, (name,)))
    assert outcomes
    failed = [one for one in outcomes if not one.passed]
    said = [
        f"{one.id}: {m.criterion}: {m.why or 'not met'}"
        for one in failed
        for m in one.marks
        if not m.passed and m.criterion not in RANKS
    ]
    if failed and all(one.id in known for one in failed):
        pytest.xfail("; ".join(said))
    assert not said, "\n".join(said)
