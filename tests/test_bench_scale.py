"""The benchmark measures what it says: rows found, figures of other rows, and it goes on where it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.result import Answer, Number, Retrieved
from evals import bench_scale, scale_size
from evals.asked_rows import Asked, rows_of
from evals.scale_size import Bench
from evals.scale_table import table
from index.library import Library, open_library


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setattr(scale_size, "WITHOUT_VECTORS", 1)
    monkeypatch.setattr("index.nearest.EXACT_LIMIT", 20_000)  # put back, since a step raises it
    made = Bench(tmp_path, 6, 20, whole=False)
    made.write()
    made.keep("build", bench_scale.build(made))
    return made


def test_steps_are_kept_and_shown(bench: Bench) -> None:
    """What a step found is there for another process, with its commit, and stands in the table."""
    bench.keep("warm", bench_scale.warm(bench))
    kept = Bench(bench.home.parent, 6, 20, whole=False).results()
    assert kept["build"]["guides"] == 6
    assert kept["build"]["bytes"] == sum(len(guide.text.encode()) for guide in bench.guides)
    assert kept["warm"]["questions"] == 20
    assert kept["warm"]["row_first"] > 0.9
    shown = table([bench])
    assert kept["build"]["commit"] in shown
    assert f"{kept['build']['facts']:,}" in shown


def test_another_row_s_figure_is_counted(bench: Bench) -> None:
    """An answer with the asked row and its figure is right; with a neighbour's figure too, it is not."""
    truth = next(one for guide in bench.guides for one in guide.truths)
    rows = rows_of(bench.guides)
    with open_library(bench.index) as library:
        own, other = _answer(library, truth.guide, truth.line), _other_row(library, bench)
    right = Asked.of(own, truth, rows)
    assert (right.rank, right.stated, right.other) == (1, True, False)
    wrong = Asked.of(replace(own, numbers=(*own.numbers, *other.numbers)), truth, rows)
    assert (wrong.rank, wrong.stated, wrong.other) == (1, True, True)
    missed = Asked.of(other, truth, rows)
    assert (missed.rank, missed.stated, missed.other_guide_first) == (None, False, True)


def _other_row(library: Library, bench: Bench) -> Answer:
    truth = bench.guides[-1].truths[0]
    return _answer(library, truth.guide, truth.line)


def _answer(library: Library, guide: str, line: int) -> Answer:
    passage = library.passage_at(guide, line)
    assert passage is not None
    (fact, *_) = library.facts(guide=guide, line=line, kind="band")
    number = Number(fact.cell, 0, len(fact.cell), "quoted", 1, fact)
    return Answer("answered", fact.cell, numbers=(number,), retrieved=(Retrieved(passage, 1.0),))
