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
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.problem import Problem
from evals.bench import peak_memory
from evals.made_guides import MadeGuide, MadeQuestion, Truth, made_guides, made_questions, write_guides
from evals.product import commit, quantile
from evals.questions import columns
from evals.quickstart import K, require_packages

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant.result import Answer
    from index.encoder import Encoder

# Companies have as many guides as in the largest real collection known, from this size on.
ROLES = 14
SEVERAL_ROLES = 1_000
SEED = 7
# From this size on only facts and full text are measured: embedding would take hours on two cores.
WITHOUT_VECTORS = 10_000
# The quick start embeds at the same pace whatever the number, so a large collection is begun, not
# finished, unless --whole is said; rates are then given for the part, and rows are not looked for.
PART = 300
COLD_RUNS = 5

TARGETS = (
    "to reach: rate at least the quick start's; cold 1.5 s; warm p50 40 ms, p99 150 ms; refresh 3 s; 1.5 GB"
)


class NoMeaning:
    """An encoder that tells nothing apart, for facts and full text alone."""

    id = "no-meaning@1"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        return np.ones((len(texts), 1), dtype=np.float32)

    def is_word(self, word: str) -> bool:
        return False


class Bench:
    """One size: its guides and questions, and what was measured so far, kept in a folder."""

    def __init__(self, folder: Path, size: int, questions: int, whole: bool) -> None:
        self.size = size
        self.whole = whole or size <= PART
        self.vectors = size < WITHOUT_VECTORS
        self.home = folder / str(size)
        self.guides_folder = self.home / "guides"
        self.part_folder = self.guides_folder if self.whole else self.home / "part"
        self.index = self.home / "index"
        self.quick = self.home / "quick"
        self._results = self.home / "results.json"
        self._made: list[MadeGuide] | None = None
        self._asked = questions

    @property
    def guides(self) -> list[MadeGuide]:
        if self._made is None:
            roles = ROLES if self.size >= SEVERAL_ROLES else 1
            self._made = list(made_guides(self.size, roles, SEED))
        return self._made

    @property
    def questions(self) -> list[MadeQuestion]:
        return made_questions(self.guides, self._asked, SEED)

    def write(self) -> None:
        """Put the guides there, the same bytes as ever; an edit that a stopped run left is undone."""
        self.home.mkdir(parents=True, exist_ok=True)
        if not self.whole:
            write_guides(self.part_folder, self.guides[:PART])
        write_guides(self.guides_folder, self.guides)

    def results(self) -> dict[str, Any]:
        """What was measured so far, by step."""
        try:
            read: dict[str, Any] = json.loads(self._results.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return read

    def keep(self, step: str, values: dict[str, Any]) -> None:
        """Write a step's values down, with the commit."""
        scratch = self._results.with_suffix(".new")
        kept = self.results() | {step: {**values, "commit": commit()}}
        scratch.write_text(json.dumps(kept, indent=1), "utf-8")
        scratch.replace(self._results)


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
        rows = _rows(bench.guides)

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


class Asked:
    """What one question brought: the place of the asked row among the first, and whose figures."""

    def __init__(self, rank: int | None, other_guide_first: bool, stated: bool = False, other: bool = False):
        self.rank = rank
        self.other_guide_first = other_guide_first
        self.stated = stated
        self.other = other

    @classmethod
    def of(cls, answer: Answer, truth: Truth, rows: dict[tuple[Any, ...], set[tuple[Any, ...]]]) -> Asked:
        """Of an answer: its passages, and the bands whose figures it states."""
        passages = [found.passage for found in answer.retrieved]
        rank = _rank([(one.guide, one.first, one.last) for one in passages], truth)
        bands = [n.fact for n in answer.numbers if n.source == "quoted" and n.fact and n.fact.kind == "band"]
        figures = {(fact.guide, fact.component, fact.low, fact.high) for fact in bands}
        asked = (truth.guide, truth.component, *_figure(truth))
        elsewhere = bool(passages) and passages[0].guide != truth.guide
        own = rows[truth.guide, truth.region, truth.level]
        return cls(rank, elsewhere, asked in figures, bool(figures - own))


def _rank(places: Sequence[tuple[str, int, int]], truth: Truth) -> int | None:
    hits = (
        n
        for n, (guide, first, last) in enumerate(places, 1)
        if guide == truth.guide and first <= truth.line <= last
    )
    return next(hits, None)


def _figure(truth: Truth) -> tuple[Decimal, Decimal | None]:
    return Decimal(truth.low), None if truth.high is None else Decimal(truth.high)


def _rows(guides: Sequence[MadeGuide]) -> dict[tuple[Any, ...], set[tuple[Any, ...]]]:
    """The figures of each row: of one guide, place and level."""
    rows: dict[tuple[Any, ...], set[tuple[Any, ...]]] = {}
    for guide in guides:
        for truth in guide.truths:
            key = (truth.guide, truth.region, truth.level)
            rows.setdefault(key, set()).add((truth.guide, truth.component, *_figure(truth)))
    return rows


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
            found = Asked(_rank(found, question.truth), bool(found) and found[0][0] != question.truth.guide)
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


def table(benches: Sequence[Bench]) -> str:
    """What was measured, a column for each size, with the quick start's in brackets."""
    results = [bench.results() for bench in benches]

    def line(
        name: str, step: str, show: Callable[[dict[str, Any]], str], quick: str | None = None
    ) -> list[str]:
        cells = []
        for kept in results:
            ours, theirs = _shown(kept.get(step), show), _shown(kept.get(quick or ""), show)
            cells.append(f"{ours} ({theirs})" if theirs != "–" else ours)
        return [name, *cells]

    def rate(v: dict[str, Any]) -> str:
        return f"{v['bytes'] / v['seconds'] / 1000:.1f} KB/s"

    def share(name: str) -> Callable[[dict[str, Any]], str]:
        return lambda v: f"{v[name]:.1%}"

    def milliseconds(name: str) -> Callable[[dict[str, Any]], str]:
        return lambda v: f"{v[name] * 1000:.0f} ms"

    rows = [
        ["guides", *(f"{bench.size:,}" + ("" if bench.vectors else ", no vectors") for bench in benches)],
        line("bytes of guide", "build", lambda v: f"{v['bytes'] / 1e6:.1f} MB"),
        line("passages", "build", lambda v: f"{v['passages']:,}"),
        line("facts", "build", lambda v: f"{v['facts']:,}"),
        line("made searchable", "build", rate, "quick_build"),
        line(
            "… for each second of processor",
            "build",
            lambda v: f"{v['bytes'] / v['processor'] / 1000:.1f} KB",
            "quick_build",
        ),
        line("disk for a byte of guide", "build", lambda v: f"{v['disk'] / v['bytes']:.1f}", "quick_build"),
        line("peak memory, building", "build", lambda v: f"{v['memory'] / 1e6:.0f} MB", "quick_build"),
        line("one edit taken in", "refresh", lambda v: f"{v['seconds']:.1f} s"),
        line("… processor", "refresh", lambda v: f"{v['processor']:.1f} s"),
        line("cold question", "cold", lambda v: f"{v['seconds']:.2f} s", "quick_cold"),
        line("… processor", "cold", lambda v: f"{v['processor']:.2f} s", "quick_cold"),
        line("warm question, p50", "warm", milliseconds("p50"), "quick_build"),
        line("warm question, p99", "warm", milliseconds("p99"), "quick_build"),
        line("… processor, p50", "warm", milliseconds("processor_p50"), "quick_build"),
        line("… processor, p99", "warm", milliseconds("processor_p99"), "quick_build"),
        line("peak memory, answering", "warm", lambda v: f"{v['memory'] / 1e6:.0f} MB"),
        line("asked row first", "warm", share("row_first"), "quick_build"),
        line("asked row among four", "warm", share("row_of_four"), "quick_build"),
        line("another guide first", "warm", share("other_guide_first"), "quick_build"),
        line("asked figure stated", "warm", share("figure_stated")),
        line("another row's figure stated", "warm", share("other_row_stated")),
    ]
    commits = sorted({value["commit"] for kept in results for value in kept.values()})
    part = [bench for bench in benches if not bench.whole and bench.vectors]
    note = f" Of {part[0].size:,} guides the quick start embedded the first {PART}." if part else ""
    return "\n".join(
        [*columns(rows), f"commit {', '.join(commits)}; in brackets LangChain's quick start.{note}", TARGETS]
    )


def _shown(values: dict[str, Any] | None, show: Callable[[dict[str, Any]], str]) -> str:
    if values is None:
        return "–"
    try:
        return show(values)
    except (KeyError, TypeError, ZeroDivisionError):
        return "–"


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
