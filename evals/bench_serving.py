"""Load on the service: fifty clients, distinct questions, answers a second.

In: a folder of guides, seconds, clients, processes. Out: answers a second, the times of half and of 95 in
a hundred, errors, what the service took of CPU and of memory, and what the client itself took of a core.
It starts the service, stops by itself, and asks no question twice.

    python -m evals.bench_serving --seconds 60 --workers 2
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from corpus.problem import Problem
from evals.bench import warm_questions
from evals.cells import read_guides
from evals.product import quantile
from evals.questions import GUIDES

CLIENTS, SECONDS, QUESTIONS = 50, 60.0, 3_000
ANSWERS_TARGET, LATE_TARGET = 60.0, 1.5
# Ways in which a person goes on; they make more distinct questions of those that the rows give.
ENDINGS = (
    "",
    " thanks",
    " i have two days to answer",
    " i am moving there in {month}",
    " the offer came on day {n} of {month}",
    " asking for a friend, case {n}",
)
MONTHS = "January February March April May June July August September October November December".split()
START_SECONDS = 120.0


def distinct(folder: Path, count: int) -> list[str]:
    """So many questions, no two alike, always the same ones."""
    guides = read_guides(folder)
    base: list[str] = []
    for few in (500, 300, 200, 100, 50, 20):
        with suppress(Problem):
            base = warm_questions(guides, few)
            break
    if not base:
        raise Problem("the guides give too few questions", str(folder), "name other guides")
    made: dict[str, None] = {}
    for n in range(count * 4):
        ending = ENDINGS[(n // len(base)) % len(ENDINGS)].format(n=n % 28 + 1, month=MONTHS[(n // 7) % 12])
        made[f"{base[n % len(base)]}{ending}"] = None
        if len(made) == count:
            return list(made)
    return list(made)


@contextmanager
def service(folder: Path, workers: int) -> Iterator[tuple[int, int]]:
    """The service as a process: its port and its id."""
    with tempfile.TemporaryDirectory() as scratch:
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("COUNTEROFFER_")},
            "COUNTEROFFER_GUIDES": str(folder),
            "COUNTEROFFER_INDEX": str(Path(scratch) / "index"),
            "HF_HUB_OFFLINE": "1",
        }
        flags = ["serve", "--port", "0", "--workers", str(workers), "--json"]
        ran = subprocess.Popen(
            [sys.executable, "-m", "assistant", *flags],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            assert ran.stdout is not None
            said = ran.stdout.readline()
            if not said:
                raise Problem("the service did not start", None, "run counteroffer serve to see why")
            yield int(json.loads(said)["url"].rsplit(":", 1)[1].strip("/")), ran.pid
        finally:
            ran.terminate()
            try:
                ran.wait(20)
            except subprocess.TimeoutExpired:
                ran.kill()
                ran.wait()


async def asked(port: int, question: str, line: Line) -> tuple[int, float]:
    """The status and the seconds of one question on a connection that is kept open."""
    body = json.dumps({"question": question}).encode()
    head = f"POST /v1/ask HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\ncontent-type: application/json\r\n"
    started = time.perf_counter()
    line.writer.write(f"{head}content-length: {len(body)}\r\n\r\n".encode() + body)
    await line.writer.drain()
    answer = (await line.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    length = next(
        int(part.partition(":")[2])
        for part in answer.split("\r\n")
        if part.lower().startswith("content-length")
    )
    await line.reader.readexactly(length)
    return int(answer.split(" ", 2)[1]), time.perf_counter() - started


class Line:
    """One connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer


async def load(port: int, questions: Sequence[str], clients: int, seconds: float) -> list[tuple[int, float]]:
    """Each client asks the next question as soon as it has its answer; what is under way is waited for."""
    results: list[tuple[int, float]] = []
    left = iter(questions)
    until = time.perf_counter() + seconds

    async def client() -> None:
        line = Line(*await asyncio.open_connection("127.0.0.1", port))
        try:
            for question in left:
                if time.perf_counter() > until:
                    return
                try:
                    async with asyncio.timeout(30):
                        results.append(await asked(port, question, line))
                except (OSError, asyncio.IncompleteReadError, TimeoutError):
                    results.append((0, 30.0))
                    line.writer.close()
                    line = Line(*await asyncio.open_connection("127.0.0.1", port))
        finally:
            line.writer.close()

    await asyncio.gather(*(client() for _ in range(clients)))
    return results


async def ready(port: int) -> None:
    """Wait until it answers."""
    until = time.perf_counter() + START_SECONDS
    while time.perf_counter() < until:
        with suppress(OSError, asyncio.IncompleteReadError, TimeoutError):
            line = Line(*await asyncio.open_connection("127.0.0.1", port))
            status, _ = await asyncio.wait_for(asked(port, "what is the base?", line), 30)
            line.writer.close()
            if status == 200:
                return
        await asyncio.sleep(0.2)
    raise Problem("the service did not get ready", None, "run counteroffer serve to see why")


def taken_by(process: int) -> tuple[int, float] | None:
    """Bytes in memory and seconds of CPU of a process and those it started; None where /proc does not tell."""
    found: dict[int, tuple[int, float]] = {}
    children: dict[int, list[int]] = {}
    try:
        for folder in Path("/proc").iterdir():
            if folder.name.isdecimal():
                with suppress(OSError, IndexError):
                    parts = (folder / "stat").read_text().rpartition(")")[2].split()
                    ticks, pages = int(parts[11]) + int(parts[12]), int(parts[21])
                    children.setdefault(int(parts[1]), []).append(int(folder.name))
                    found[int(folder.name)] = (
                        pages * os.sysconf("SC_PAGE_SIZE"),
                        ticks / os.sysconf("SC_CLK_TCK"),
                    )
    except (OSError, ValueError):
        return None
    memory, cpu, waiting = 0, 0.0, [process]
    while waiting:
        one = waiting.pop()
        waiting += children.get(one, [])
        taken = found.get(one, (0, 0.0))
        memory, cpu = memory + taken[0], cpu + taken[1]
    return (memory, cpu) if memory else None


def measured(folder: Path, seconds: float, clients: int, workers: int, count: int) -> tuple[str, bool]:
    """The lines of the report, and whether all that is to be reached was."""
    questions = distinct(folder, count)
    with service(folder, workers) as (port, process):

        async def run() -> tuple[list[tuple[int, float]], float, float]:
            await ready(port)
            # The first questions of each process are slower, and are not what is measured.
            await load(port, [f"{q} hello" for q in questions[: 4 * clients]], clients, seconds)
            taken.append(taken_by(process))
            cpu, started = time.process_time(), time.perf_counter()
            results = await load(port, questions, clients, seconds)
            took = time.perf_counter() - started
            taken.append(taken_by(process))
            return results, took, (time.process_time() - cpu) / took

        taken: list[tuple[int, float] | None] = []
        results, took, own = asyncio.run(run())
    good = [t for status, t in results if status == 200]
    states = Counter(status for status, _ in results if status != 200)
    if not good:
        raise Problem("nothing was answered", None, "run counteroffer serve to see why")
    rate, late = len(good) / took, quantile(good, 0.95)
    lines = [
        f"{len(good)} distinct questions answered in {took:.1f} s by {workers} processes for {clients} clients",
        f"answers a second  {rate:.1f}  (to reach: {ANSWERS_TARGET:.0f})",
        f"p50, p95          {quantile(good, 0.5):.3f} s, {late:.3f} s  (p95 to reach: {LATE_TARGET} s)",
        f"errors            {sum(states.values())} {dict(states) or ''}".rstrip(),
        f"client's own CPU  {own:.0%} of a core",
    ]
    before, after = taken
    if before is not None and after is not None:
        lines.append(f"service's own CPU {(after[1] - before[1]) / len(good) * 1000:.1f} ms an answer")
        lines.append(f"memory            {before[0] / 1e6:.0f} MB before, {after[0] / 1e6:.0f} MB after")
    if len(results) >= len(questions) and took < seconds:
        lines.append(f"All questions were used up before {seconds:g} s: give more with --questions.")
    return "\n".join(lines), rate >= ANSWERS_TARGET and late <= LATE_TARGET and not states


def main() -> None:
    """Print the report; exit code 4 below what is to be reached."""
    reader = argparse.ArgumentParser(description="Load on the service.")
    reader.add_argument("--guides", type=Path, default=GUIDES)
    reader.add_argument("--seconds", type=float, default=SECONDS)
    reader.add_argument("--clients", type=int, default=CLIENTS)
    reader.add_argument("--workers", type=int, default=2)
    reader.add_argument(
        "--questions", type=int, default=0, help="0: as many as the time may need, 3,000 at least"
    )
    given = reader.parse_args()
    count = given.questions or max(QUESTIONS, int(given.seconds * 150))
    try:
        report, reached = measured(given.guides, given.seconds, given.clients, given.workers, count)
    except Problem as problem:
        sys.exit(str(problem))
    print(report)
    sys.exit(0 if reached else 4)


if __name__ == "__main__":
    main()
