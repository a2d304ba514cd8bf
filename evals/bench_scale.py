"""From five guides to twenty thousand, beside LangChain's quick start on the same encoder.

In: how many guides; a folder that keeps what was made and measured. Out: a table of how fast guides
are made searchable, how much disk and memory that takes, how long a first and any later question
takes, how often the asked row comes first or among the first four, and how often another row's figure
is stated. Guides, questions and truth are `made_guides`'. Each measurement is a process of its own and
is written down as it ends, so a run that was stopped goes on where it was. Seconds of the clock are
given with seconds of the processor: on a machine that does other things, only the latter mean much.

    python -m evals.bench_scale --folder WORK --size 300 --size 4500
    python -m evals.bench_scale --folder WORK --table
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.problem import Problem
from evals.asked_rows import Asked, rank_of, rows_of
from evals.bench import peak_memory
from evals.made_guides import MadeQuestion
from evals.product import quantile
from evals.quickstart import K, require_packages
from evals.scale_size import PART, Bench
from evals.scale_table import table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.encoder import Encoder

COLD_RUNS = 5


class NoMeaning:
    """An encoder that tells nothing apart, for facts and full text alone."""

    id = "no-meaning@1"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        return np.ones((len(texts), 1), dtype=np.float32)

    def is_word(self, word: str) -> bool:
        return False


# ---- steps, each in a process of its own


def build(bench: Bench) -> dict[str, Any]:
    """Our index, with Chroma filled. Seconds of an earlier run that was stopped are counted in."""
    from index.build import build as build_index

    spent = Spent(bench.home / "spent.json")
    with spent.counting() as note:
        report = build_index(
            bench.guides_folder,
            bench.index,
            progress=lambda done, of_all: note(),
            encoder=None if bench.vectors else NoMeaning(),
            chroma=bench.vectors,
        )
    size = sum(len(guide.text.encode()) for guide in bench.guides)
    counted = {"guides": report.guides, "passages": report.passages, "facts": report.facts}
    return {**counted, "bytes": size, **spent.read(), "disk": _disk(bench.index), "memory": peak_memory()}


def quick_build(bench: Bench) -> dict[str, Any]:
    """The quick start's store of the same guides, or of the first of them; then its warm questions."""
    from evals.quickstart import searcher

    started = _clock()
    nearest = searcher(bench.part_folder, bench.quick)
    values = _since(started)
    guides = bench.guides if bench.whole else bench.guides[:PART]
    size = sum(len(guide.text.encode()) for guide in guides)
    values |= {"bytes": size, "guides": len(guides), "disk": _disk(bench.quick)}
    if bench.whole:
        values |= _asked(bench, lambda question: _chunks(nearest(question.question), bench))
    return values | {"memory": peak_memory()}


def warm(bench: Bench) -> dict[str, Any]:
    """Every question in one process: times, rows found, figures of other rows."""
    from assistant.answer import answer_question
    from index import nearest
    from index.encoder import open_encoder
    from index.library import open_library
    from index.resolve import lexicon_of

    encoder: Encoder = open_encoder(bench.index) if bench.vectors else NoMeaning()
    if not bench.vectors:
        nearest.EXACT_LIMIT = sys.maxsize  # Chroma is not filled with vectors that say nothing
    with open_library(bench.index) as library:
        lexicon = lexicon_of(library, encoder.is_word)
        answer_question(bench.questions[0].question, library, encoder, lexicon)
        rows = rows_of(bench.guides)

        def ask(question: MadeQuestion) -> Asked:
            answer = answer_question(question.question, library, encoder, lexicon)
            return Asked.of(answer, question.truth, rows)

        return _asked(bench, ask) | {"memory": peak_memory()}


def cold(bench: Bench) -> dict[str, Any]:
    """A question as a command, several times; the first warms the disk and is not counted."""
    return _commands(bench, [sys.executable, "-m", "assistant", "ask", bench.questions[0].question])


def quick_cold(bench: Bench) -> dict[str, Any]:
    """The quick start's kept store, opened and asked once by a new process."""
    step = ["--step", "quick_ask", "--size", str(bench.size), "--folder", str(bench.home.parent)]
    return _commands(bench, [sys.executable, "-m", "evals.bench_scale", *step])


def quick_ask(bench: Bench) -> dict[str, Any]:
    """Open the quick start's store and search once."""
    from evals.quickstart import reopened

    found = reopened(bench.quick)("base salary in London")
    return {"found": len(found)}


def refresh(bench: Bench) -> dict[str, Any]:
    """One figure of one guide edited, and the index brought up to date by the command; then undone."""
    guide = bench.guides[len(bench.guides) // 2]
    truth = next(one for one in guide.truths if one.unit == "money")
    digits = str(truth.low // 1000) if truth.low % 1000 == 0 and "K" in truth.text else f"{truth.low:,}"
    other = "777" if len(digits) < 5 else f"{truth.low + 1_000:,}"
    file = bench.guides_folder / guide.path
    lines = guide.text.splitlines(keepends=True)
    lines[truth.line - 1] = lines[truth.line - 1].replace(digits, other, 1)
    command = [sys.executable, "-m", "assistant", "index", "--json"]
    seen = []
    try:
        for text in ("".join(lines), guide.text):
            file.write_text(text, "utf-8")
            seconds, processor, said = _timed(command, bench)
            report = json.loads(said)
            changed = sum(len(report[name]) for name in ("added", "moved", "removed"))
            seen.append({"seconds": seconds, "processor": processor, "changed": changed})
    finally:
        file.write_bytes(guide.text.encode("utf-8"))
    if not all(one["changed"] for one in seen):
        raise Problem("an edit was not seen", str(file))
    return {
        "seconds": max(one["seconds"] for one in seen),
        "processor": max(one["processor"] for one in seen),
    }


STEPS: dict[str, Callable[[Bench], dict[str, Any]]] = {
    "build": build,
    "quick_build": quick_build,
    "cold": cold,
    "quick_cold": quick_cold,
    "warm": warm,
    "refresh": refresh,
}
HIDDEN = {"quick_ask": quick_ask}


# ---- measuring


class Spent:
    """Seconds and processor seconds of a step, kept as they pass: a stopped run's are not lost."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> dict[str, float]:
        try:
            read: dict[str, float] = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            return {"seconds": 0.0, "processor": 0.0}
        return read

    @contextmanager
    def counting(self) -> Iterator[Callable[[], None]]:
        before, started = self.read(), _clock()

        def note() -> None:
            now = _since(started)
            scratch = self._file.with_suffix(".new")
            scratch.write_text(json.dumps({name: before[name] + now[name] for name in now}), "utf-8")
            scratch.replace(self._file)

        yield note
        note()


def _clock() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _since(started: tuple[float, float]) -> dict[str, float]:
    return {"seconds": time.perf_counter() - started[0], "processor": time.process_time() - started[1]}


def _disk(folder: Path) -> int:
    """Bytes of what was made of the guides; the model, which each index keeps exported, is not counted."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return sum(file.stat().st_size for file in files if file.relative_to(folder).parts[0] != "encoder")


def _chunks(found: Sequence[Any], bench: Bench) -> list[tuple[str, int, int]]:
    """The lines of the quick start's chunks."""
    places = []
    for document in found[:K]:
        source, start = document.metadata["source"], document.metadata["start_index"]
        first = (bench.guides_folder / source).read_text("utf-8").count("\n", 0, start) + 1
        places.append((source, first, first + document.page_content.count("\n")))
    return places


def _asked(bench: Bench, ask: Callable[[MadeQuestion], Any]) -> dict[str, Any]:
    times, processor, seen = [], [], []
    for question in bench.questions:
        started = _clock()
        found = ask(question)
        taken = _since(started)
        times.append(taken["seconds"])
        processor.append(taken["processor"])
        if not isinstance(found, Asked):
            found = Asked(rank_of(found, question.truth), bool(found) and found[0][0] != question.truth.guide)
        seen.append(found)
    count = len(seen)
    return {
        "questions": count,
        "p50": quantile(times, 0.5),
        "p99": quantile(times, 0.99),
        "processor_p50": quantile(processor, 0.5),
        "processor_p99": quantile(processor, 0.99),
        "row_first": sum(one.rank == 1 for one in seen) / count,
        "row_of_four": sum(one.rank is not None and one.rank <= K for one in seen) / count,
        "other_guide_first": sum(one.other_guide_first for one in seen) / count,
        "figure_stated": sum(one.stated for one in seen) / count,
        "other_row_stated": sum(one.other for one in seen) / count,
    }


def _commands(bench: Bench, command: Sequence[str]) -> dict[str, Any]:
    taken = [_timed(command, bench)[:2] for _ in range(COLD_RUNS + 1)][1:]
    seconds, processor = (quantile([one[n] for one in taken], 0.5) for n in (0, 1))
    return {"seconds": seconds, "processor": processor, "most": max(one[0] for one in taken)}


def _timed(command: Sequence[str], bench: Bench) -> tuple[float, float, str]:
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    ran = subprocess.run(
        command, env=_environment(bench), cwd=_checkout(), capture_output=True, text=True, check=False
    )
    seconds, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if ran.returncode not in (0, 3):
        raise Problem(f"{' '.join(command[1:4])} ended with {ran.returncode}: {ran.stderr.strip()[-300:]}")
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, processor, ran.stdout


def _environment(bench: Bench) -> dict[str, str]:
    return {
        **{k: v for k, v in os.environ.items() if not k.startswith("COUNTEROFFER_")},
        "COUNTEROFFER_GUIDES": str(bench.guides_folder),
        "COUNTEROFFER_INDEX": str(bench.index),
        "HF_HUB_OFFLINE": "1",
        "ANONYMIZED_TELEMETRY": "False",
    }


def _checkout() -> Path:
    return Path(__file__).parent.parent


# ---- the run and its table


def run(bench: Bench, steps: Sequence[str], options: Sequence[str], again: bool) -> None:
    """Every step that was not measured yet, each in a process of its own."""
    bench.write()
    for step in steps:
        if not bench.vectors and step in ("cold", "refresh", "quick_build", "quick_cold"):
            continue
        if step in bench.results() and not again:
            continue
        print(f"{bench.size} guides: {step} …", file=sys.stderr, flush=True)
        command = [
            sys.executable,
            "-m",
            "evals.bench_scale",
            "--step",
            step,
            "--size",
            str(bench.size),
            *options,
        ]
        ran = subprocess.run(
            command, env=_environment(bench), cwd=_checkout(), stdout=subprocess.PIPE, text=True, check=False
        )
        if ran.returncode:
            raise Problem(f"the step {step} of {bench.size} guides ended with {ran.returncode}")
        bench.keep(step, json.loads(ran.stdout.splitlines()[-1]))


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 0; 1 for a problem."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.bench_scale", description="From 5 guides to 20,000."
    )
    parser.add_argument("--folder", type=Path, required=True, help="keeps what was made and measured")
    parser.add_argument("--size", type=int, action="append", help="guides (default: 5, 300, 4500, 20000)")
    parser.add_argument("--part", choices=list(STEPS), action="append", help="only this step (default: all)")
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument(
        "--whole", action="store_true", help="let the quick start embed all of a large collection"
    )
    parser.add_argument("--again", action="store_true", help="measure also what was measured before")
    parser.add_argument("--table", action="store_true", help="only print what was measured")
    parser.add_argument("--step", choices=[*STEPS, *HIDDEN], help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    folder = options.folder.resolve()
    sizes = options.size or [5, 300, 4500, 20000]
    benches = [Bench(folder, size, options.questions, options.whole) for size in sizes]
    passed = ["--folder", str(folder), "--questions", str(options.questions), *(["--whole"] * options.whole)]
    try:
        if options.step:
            print(json.dumps((STEPS | HIDDEN)[options.step](benches[0])))
            return 0
        if not options.table:
            require_packages()
            for bench in benches:
                run(bench, options.part or list(STEPS), passed, options.again)
        print(table(benches))
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
