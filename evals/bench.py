"""Time, memory and retrieval beside LangChain's quick start, both in one run.

In: a folder of guides. Out: the medians of cold asks of both sides in turn and their ratio; the warm
times of 500 distinct questions and the peak of memory; how often the right passage is among the first
four. The machine is not named: only ratios travel.

    python -m evals.bench --guides FOLDER --runs 5 --part cold
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product as pairs
from pathlib import Path

from corpus.problem import Problem
from evals.cases import Question, case_files, read_questions
from evals.cells import Guides, Row, read_guides
from evals.judge import Found, Seen, judge, seen
from evals.product import Product, commit, opened, quantile
from evals.questions import GUIDES, columns
from evals.quickstart import require_packages, searcher
from evals.sentences import places_in_label

PARTS = ("cold", "warm", "retrieval")
QUESTION = "what is the RSU band for Meta in Singapore?"
WARM = 500
ASK_TARGET, RATIO_TARGET, WARM_TARGET = 1.0, 8.0, 0.015

ABOUT_A_PART = (
    "what is the {part} band for {company} in {place}?",
    "{company} {place} {part}",
    "is {amount} {part} ok at {company} {place}",
    "how much {part} does {company} pay in {place}",
    "what's the most {part} i can get at {company} in {place}?",
    "hi, i have an offer from {company} {place}, is the {part} range known?",
    "{place} {part} range {company} ml engineer",
)
ABOUT_A_ROW = (
    "everything about pay at {company} in {place}",
    "how do i negotiate my offer at {company} in {place}?",
    "{company} {place}: base, rsu and bonus please",
)
PART_WORDS = {
    "base": ("base", "base salary"),
    "equity": ("rsu", "stock"),
    "bonus": ("bonus",),
    "total": ("total comp", "TC"),
}


def warm_questions(guides: Guides, count: int) -> list[str]:
    """Distinct questions made from the rows, always the same ones."""
    asked = list(dict.fromkeys(q for row in guides.rows for q in _about(row)))
    random.Random(1).shuffle(asked)
    if len(asked) < count:
        raise Problem(
            f"the guides give {len(asked)} distinct questions of {count}", None, "name other guides"
        )
    return asked[:count]


def _about(row: Row) -> Iterator[str]:
    for place in places_in_label(row.region):
        names = {"company": row.company, "place": place}
        yield from (template.format(**names) for template in ABOUT_A_ROW)
        for cell, template in pairs(row.cells, ABOUT_A_PART):
            middle = (cell.low + cell.high) / 2
            amount = f"{middle:.0f}%" if cell.unit == "percent" else f"{middle / 1000:.0f}k"
            for part in PART_WORDS[cell.component]:
                yield template.format(**names, part=part, amount=amount)


def cold(guides: Path, runs: int) -> str:
    """Both sides as commands, in turn; the first of each warms the disk and is not counted."""
    require_packages()
    with tempfile.TemporaryDirectory() as scratch:
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("COUNTEROFFER_")},
            "COUNTEROFFER_GUIDES": str(guides),
            "COUNTEROFFER_INDEX": str(Path(scratch) / "index"),
            "HF_HUB_OFFLINE": "1",
            "ANONYMIZED_TELEMETRY": "False",
        }
        sides = {
            "ask": [sys.executable, "-m", "assistant", "ask", QUESTION],
            "quick start": [sys.executable, "-m", "evals.quickstart", str(guides), QUESTION],
        }
        _timed([sys.executable, "-m", "assistant", "index"], environment)
        times: dict[str, list[float]] = {name: [] for name in sides}
        for number in range(runs + 1):
            for name, command in sides.items():
                seconds = _timed(command, environment)
                if number:
                    times[name].append(seconds)
    ours, theirs = (statistics.median(times[name]) for name in sides)
    rows = [["cold", "median", "least", "most"]]
    for name, values in times.items():
        rows.append([name, *(f"{v:.2f} s" for v in (statistics.median(values), min(values), max(values)))])
    ratio = theirs / ours
    return "\n".join(
        [*columns(rows), f"Ratio: {ratio:.1f} (to reach: {RATIO_TARGET:.0f}; ask: {ASK_TARGET:.1f} s)."]
    )


def _timed(command: Sequence[str], environment: dict[str, str]) -> float:
    started = time.perf_counter()
    ran = subprocess.run(
        command,
        env=environment,
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - started
    if ran.returncode:
        raise Problem(f"{' '.join(command[1:4])} ended with {ran.returncode}: {ran.stderr.strip()[-300:]}")
    return seconds


def warm(guides: Path) -> str:
    """500 distinct questions in a process of their own, which reports its times and memory."""
    with tempfile.TemporaryDirectory() as scratch:
        index = Path(scratch) / "index"
        with opened(guides, index):
            pass  # built here, so that the memory measured is that of answering alone
        command = [
            sys.executable,
            "-m",
            "evals.bench",
            "--answer-warm",
            "--guides",
            str(guides),
            "--index",
            str(index),
        ]
        ran = subprocess.run(
            command, cwd=Path(__file__).parent.parent, capture_output=True, text=True, check=False
        )
    if ran.returncode:
        raise Problem(f"the warm run ended with {ran.returncode}: {ran.stderr.strip()[-300:]}")
    value = json.loads(ran.stdout)
    times = value["seconds"]
    p50, p95, p99 = (f"{quantile(times, part) * 1000:.1f} ms" for part in (0.5, 0.95, 0.99))
    memory = f"{value['memory'] / 1e6:.0f} MB" if value["memory"] else "not measured here"
    rows = [["warm", "p50", "p95", "p99", "peak memory"], [f"{len(times)} questions", p50, p95, p99, memory]]
    return "\n".join([*columns(rows), f"To reach: p50 {WARM_TARGET * 1000:.0f} ms."])


def answer_warm(guides: Path, index: Path) -> dict[str, object]:
    """Times of every question after one that is not counted, and the peak of memory in bytes."""
    from assistant.answer import answer_question
    from index.encoder import open_encoder
    from index.library import open_library
    from index.resolve import lexicon_of

    questions = warm_questions(read_guides(guides), WARM)
    times = []
    with open_library(index) as library:
        encoder, lexicon = open_encoder(index), lexicon_of(library)
        answer_question(QUESTION, library, encoder, lexicon)
        for question in questions:
            started = time.perf_counter()
            answer_question(question, library, encoder, lexicon)
            times.append(time.perf_counter() - started)
    return {"seconds": times, "memory": peak_memory()}


def peak_memory() -> int | None:
    """The most memory that this process has held, in bytes; None where the system does not tell."""
    status = Path("/proc/self/status")
    if status.exists():
        # On Linux getrusage also counts what the parent held before it started this program.
        held_by_this = re.search(r"VmHWM:\s*(\d+) kB", status.read_text())
        if held_by_this:
            return int(held_by_this[1]) * 1024
    try:
        import resource
    except ImportError:
        return None
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held if sys.platform == "darwin" else held * 1024


def retrieval(folder: Path) -> str:
    """The right passage among the first four, for both sides, on the questions developed on."""
    from assistant.answer import answer_question

    require_packages()
    os.environ["HF_HUB_OFFLINE"] = "1"
    guides = read_guides(folder)
    questions = [q for q in read_questions(case_files("questions")) if q.origin == "developed-on" and q.cite]
    with tempfile.TemporaryDirectory() as scratch, opened(folder, Path(scratch) / "index") as product:
        ours = [_hit(q, _ours(q, product, answer_question), guides) for q in questions]
    nearest = searcher(folder)
    lines = {file.path: (folder / file.path).read_text("utf-8") for file in guides.files}
    theirs = []
    for question in questions:
        chunks = [
            _found(d.metadata["source"], d.metadata["start_index"], d.page_content, lines)
            for d in nearest(question.question)
        ]
        theirs.append(_hit(question, chunks, guides))
    rows = [["right passage among the first four", "of", "found", "share"]]
    for name, hits in (("ask", ours), ("quick start", theirs)):
        asked = [hit for hit in hits if hit is not None]
        rows.append([name, str(len(asked)), str(sum(asked)), f"{sum(asked) / max(1, len(asked)):.1%}"])
    return "\n".join(columns(rows))


def _ours(question: Question, product: Product, answer_question: object) -> list[Found]:
    assert callable(answer_question)
    answer = answer_question(question.question, product.library, product.encoder, product.lexicon)
    return list(seen(answer).retrieved)


def _hit(question: Question, found: Sequence[Found], guides: Guides) -> bool | None:
    """Whether a cited passage was found; None where the case has none in this folder."""
    only_passages = replace(question, figures=(), says=(), never=())
    scores = judge(only_passages, Seen("answered", "", retrieved=tuple(found)), guides)
    return next((s.passed is True for s in scores if s.criterion == "passage"), None)


def _found(source: str, start: int, chunk: str, texts: dict[str, str]) -> Found:
    """The lines of a chunk, by where it begins in its file."""
    first = texts[source].count("\n", 0, start) + 1
    return Found(source, first, first + chunk.count("\n"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 0; 1 for a problem."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.bench", description="Beside LangChain's quick start."
    )
    parser.add_argument(
        "--guides", type=Path, default=GUIDES, help="folder of guides (default: the packaged ones)"
    )
    parser.add_argument("--runs", type=int, default=5, help="cold runs of each side")
    parser.add_argument("--part", choices=PARTS, action="append", help="only this part (default: all)")
    parser.add_argument("--answer-warm", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--index", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    guides = options.guides.resolve()
    try:
        if options.answer_warm:
            print(json.dumps(answer_warm(guides, options.index)))
            return 0
        print(f"commit {commit()} · guides {guides.name} {read_guides(guides).digest}")
        parts = options.part or PARTS
        if "cold" in parts:
            print(f"\n{cold(guides, options.runs)}", flush=True)
        if "warm" in parts:
            print(f"\n{warm(guides)}", flush=True)
        if "retrieval" in parts:
            print(f"\n{retrieval(guides)}", flush=True)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
