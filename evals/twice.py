"""Two runs of the evals are the same to the byte apart from times, in every form of the report.

In: the words for `counteroffer eval`. Out: which forms of the report differ, and where first. The two
runs are processes of their own, with another seed of Python's hashes, another number of processes and a
new index, so that no order and nothing that was kept can make them alike.

    python -m evals.twice            # everything
    python -m evals.twice --kind lookup
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from corpus.problem import Problem

FORMS = {"--markdown": "report.md", "--html": "report.html", "--junit": "report.xml"}
JSON = "report.json"
RUNS = (("1", "1"), ("2", "2"))  # the seed of the hashes, the number of processes
RAN = (0, 4)  # a run below its floor is a run


def run(words: Sequence[str], folder: Path, seed: str, jobs: str) -> dict[str, str]:
    """The reports of one run by their file names; what tells of times is left out of the JSON.

    Raises Problem with what the run said where there is no report.
    """
    folder.mkdir(parents=True)
    asked = [
        sys.executable,
        "-m",
        "assistant",
        "eval",
        "--json",
        "--jobs",
        jobs,
        "--index",
        str(folder / "index"),
    ]
    for option, name in FORMS.items():
        asked += [option, str(folder / name)]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    ran = subprocess.run([*asked, *words], capture_output=True, text=True, env=environment, check=False)
    if ran.returncode not in RAN:
        said = (ran.stdout + ran.stderr)[-2000:].strip()
        raise Problem(f"the run ended with {ran.returncode}: {said}", " ".join(words))
    value = json.loads(ran.stdout)
    value.pop("times")
    found = {name: (folder / name).read_text("utf-8") for name in FORMS.values()}
    return {**found, JSON: json.dumps(value, ensure_ascii=False, indent=1)}


def unlike(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """The forms that differ, each with the first line that does."""
    found = []
    for name in sorted({*one, *other}):
        a, b = one.get(name, "").splitlines(), other.get(name, "").splitlines()
        if one.get(name) != other.get(name):
            line = next(
                (n for n, (x, y) in enumerate(zip(a, b, strict=False), 1) if x != y), min(len(a), len(b)) + 1
            )
            found.append(f"{name}:{line}")
    return found


def main(words: Sequence[str] | None = None) -> int:
    """Exit 0 when the two are the same; 4 when they are not; 1 when there was no run."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.twice",
        description="Two runs of the evals, compared to the byte.",
        usage="%(prog)s [-h] [any words of `counteroffer eval`]",
        allow_abbrev=False,
    )
    _, given = parser.parse_known_args(words)
    try:
        with tempfile.TemporaryDirectory() as scratch:
            one, other = (run(given, Path(scratch) / seed, seed, jobs) for seed, jobs in RUNS)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    found = unlike(one, other)
    cases = len(one["report.xml"].split("<testcase ")) - 1
    said = f"differ: {', '.join(found)}" if found else "are the same"
    print(f"{len(one)} forms of the report over {cases} cases {said}")
    return 4 if found else 0


if __name__ == "__main__":
    sys.exit(main())
