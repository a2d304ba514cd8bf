"""A thousand drafts: `draft --batch` beside one process that drafts them in a plain loop, in one run.

In: a folder of guides. Out: the seconds of both sides, the milliseconds for each draft, and their ratio.
The offers are all different, made from the guides' own rows by a fixed seed, and none is drafted before.
The machine is not named: only the ratio and whether the bound is kept travel.

    python -m evals.bench_drafts --guides FOLDER --count 1000
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.problem import Problem
from evals.bench import peak_memory
from evals.cells import Cell, Guides, Row, read_guides
from evals.offers import drafter_for
from evals.product import Product, commit, opened
from evals.questions import GUIDES, columns
from evals.sentences import places_in_label

COUNT = 1_000
SECONDS_TARGET = 60.0

NAMES = ("Ines", "Wei Zhang", "Olu Adeyemi", "Sofia Lindqvist", "Ravi", "")
STRENGTHS = ("I built a ranking system that serves two teams.", "I have led on-call for a training cluster.")
PRIORITIES = ("more stock", "cash", "base salary", "signing bonus")
OTHERS = ("Nimbus Labs", "Delta Works", "Harbour AI")


def offers(guides: Guides, count: int) -> list[dict[str, Any]]:
    """Different offers made from the rows, always the same ones."""
    if not guides.rows:
        raise Problem("the guides have no row of pay", None, "name other guides")
    chance = random.Random(1)
    made: dict[str, dict[str, Any]] = {}
    while len(made) < count:
        offer = _offer(chance.choice(guides.rows), chance)
        made.setdefault(json.dumps(offer, sort_keys=True), offer)
    return [{"id": number, **offer} for number, offer in enumerate(made.values(), 1)]


def _offer(row: Row, chance: random.Random) -> dict[str, Any]:
    base, equity, bonus = (row.cell(name) for name in ("base", "equity", "bonus"))
    currency = next((cell.currency for cell in row.cells if cell.currency), "USD")
    offer: dict[str, Any] = {
        "company": row.company,
        "role": "ML engineer",
        "region": chance.choice([row.region, places_in_label(row.region)[-1]]),
        "level": chance.choice(["E5", "2-2", "P7"]),
        "currency": currency,
    }
    if base:
        offer["base"] = _near(base, chance)
    if equity:
        years = chance.choice([4, 4, 4, 3, 5, 1])
        total = _near(equity, chance) * years // 4
        offer.update(
            {"equity_per_year": total} if years == 1 else {"equity_total": total, "equity_years": years}
        )
    if bonus and bonus.unit == "percent":
        offer["bonus_percent"] = int(bonus.low) + chance.choice([-5, 0, 0, 2])
    if chance.random() < 0.6:
        offer["sign_on"] = chance.choice([10_000, 25_000, 80_000, [20_000, 10_000]])
    if chance.random() < 0.5:
        offer["competing_offers"] = [
            {"company": chance.choice(OTHERS), "status": chance.choice(["written", "verbal", "in_process"]),
             "tc": f"{currency} {chance.randrange(200, 900)}K", "may_name": chance.random() < 0.7}
        ]  # fmt: skip
    if chance.random() < 0.3:
        offer["target"] = {"base": int(offer.get("base", 100_000) * 1.1)}
    if chance.random() < 0.3:
        offer["unvested_forfeited"] = f"{currency} {chance.randrange(20, 300)}K"
    if chance.random() < 0.2:
        offer["deadline"] = f"2031-03-{chance.randrange(1, 29):02}"
    offer["priorities"] = chance.sample(PRIORITIES, chance.randrange(3))
    offer["strengths"] = chance.sample(STRENGTHS, chance.randrange(3))
    offer["tone"] = chance.choice(["neutral", "warmer", "firmer", "shorter", "plainer"])
    offer["candidate"] = chance.choice(NAMES)
    return {name: value for name, value in offer.items() if value not in ("", [])}


def _near(cell: Cell, chance: random.Random) -> int:
    low, high = int(cell.low), int(cell.high)
    return chance.randrange(int(low * 0.85), int(high * 1.1)) // 1_000 * 1_000


def compare(guides: Path, count: int) -> str:
    """Both sides as processes of their own over the same file; the index is made before."""
    with tempfile.TemporaryDirectory() as scratch:
        file, index = Path(scratch) / "offers.jsonl", Path(scratch) / "index"
        made = offers(read_guides(guides), count)
        file.write_text("".join(json.dumps(offer) + "\n" for offer in made), "utf-8")
        with opened(guides, index):
            pass
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("COUNTEROFFER_")},
            "COUNTEROFFER_GUIDES": str(guides),
            "COUNTEROFFER_INDEX": str(index),
            "HF_HUB_OFFLINE": "1",
            "ANONYMIZED_TELEMETRY": "False",
        }
        sides = {
            "draft --batch": [sys.executable, "-m", "assistant", "draft", "--batch", str(file)],
            "plain loop": [sys.executable, "-m", "evals.bench_drafts", "--loop", str(file), "--index", str(index)],
        }  # fmt: skip
        ran = {name: _timed(name, command, environment, made) for name, command in sides.items()}
    seconds = {name: took for name, (took, _) in ran.items()}
    differ = sum(one != other for one, other in zip(*(lines for _, lines in ran.values()), strict=True))
    if differ:
        raise Problem(f"{differ} of {count} drafts are not the same on both sides")
    rows = [[f"{count} drafts", "seconds", "ms each"]]
    rows += [[name, f"{s:.1f}", f"{s / count * 1000:.1f}"] for name, s in seconds.items()]
    batch, loop = seconds.values()
    lines = [*columns(rows), f"Ratio: {loop / batch:.2f} (plain loop over batch)."]
    if count == COUNT:
        kept = "kept" if batch < SECONDS_TARGET else "not kept"
        lines.append(f"To reach: {SECONDS_TARGET:.0f} s for {COUNT:,} on two cores; {kept} here.")
    return "\n".join(lines)


def _timed(
    name: str, command: Sequence[str], environment: dict[str, str], made: Sequence[dict[str, Any]]
) -> tuple[float, list[dict[str, Any]]]:
    """The seconds and the drafts of a side that wrote one for every offer, in order."""
    started = time.perf_counter()
    ran = subprocess.run(
        command,
        env=environment,
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    seconds = time.perf_counter() - started
    lines = [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("{")]
    wrong = [line for line in lines if "error" in line or line.get("status") != "drafted"]
    if ran.returncode or wrong or [line.get("id") for line in lines] != [offer["id"] for offer in made]:
        first = json.dumps(wrong[0])[:300] if wrong else ran.stderr.strip()[-300:]
        raise Problem(
            f"{name} ended with {ran.returncode}, {len(lines)} lines, {len(wrong)} without a draft: {first}"
        )
    return seconds, lines


def loop(file: Path, index: Path) -> None:
    """One offer after the other in this process, a line for each."""
    from index.encoder import open_encoder
    from index.library import open_library
    from index.resolve import lexicon_of

    with open_library(index) as library:
        draft = drafter_for(Product(library, open_encoder(index), lexicon_of(library)))
        for line in file.read_text("utf-8").splitlines():
            offer = json.loads(line)
            identity = offer.pop("id")
            print(json.dumps({"id": identity, **draft(offer)}, ensure_ascii=False))
    memory = peak_memory()
    if memory:
        print(f"peak memory {memory / 1e6:.0f} MB", file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 0; 1 for a problem."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.bench_drafts", description="A thousand counter-offers."
    )
    parser.add_argument(
        "--guides", type=Path, default=GUIDES, help="folder of guides (default: the packaged ones)"
    )
    parser.add_argument("--count", type=int, default=COUNT, help="how many offers")
    parser.add_argument("--loop", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--index", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    guides = options.guides.resolve()
    try:
        if options.loop:
            loop(options.loop, options.index)
            return 0
        print(f"commit {commit()} · guides {guides.name} {read_guides(guides).digest}\n")
        print(compare(guides, options.count))
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
