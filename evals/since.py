"""What changed since the last green run, and which cases therefore have to run again.

In: the guides as they are, what the last green run of the same code saw. Out: the ids of the cases
that depend on what differs. A run is remembered beside the index, where `index` finds it too and says
that evals are due; in a checkout where none has run yet, the committed baseline stands for it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.maintaining import LAST_GREEN
from evals import affected, suites
from evals.cells import Guides, tables_in, text_of
from evals.facts_lock import Difference, Stated
from evals.generated import Case

ROOT = Path(__file__).parent.parent
BASELINE = Path(__file__).parent / "results" / "baseline.json"
MOST_SENTENCES = 30  # of those that depend on a change

Ids = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Basis:
    """What the last green run saw, and which cases failed in it all the same."""

    stated: list[Stated]
    prose: dict[str, str]
    failed: frozenset[str]


def code_digest() -> str:
    """What the answers depend on beside the guides: the program, its data and the cases."""
    digest = hashlib.sha256()
    for room in ("corpus", "index", "assistant", "evals", "prompts"):
        for path in sorted((ROOT / room).rglob("*")):
            if path.suffix in (".py", ".toml", ".jsonl") or (room == "prompts" and path.suffix == ".md"):
                digest.update(f"{path.relative_to(ROOT).as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def baseline() -> dict[str, Any] | None:
    """The committed scores, or None where there are none."""
    with suppress(OSError, ValueError):
        value: dict[str, Any] = json.loads(BASELINE.read_text("utf-8"))
        return value
    return None


def last_green(index: Path, code: str, locked: list[Stated]) -> Basis | None:
    """The last green run of this code: this machine's, else the committed one, which had the accepted facts."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        value = json.loads((index / LAST_GREEN).read_text("utf-8"))
        if value["code"] == code:
            stated = [Stated(**one) for one in value["stated"]]
            return Basis(stated, value["prose"], frozenset(value["failed"]))
    kept = baseline()
    if kept and kept["passed"] and kept["code"] == code and locked:
        return Basis(locked, kept.get("prose", {}), frozenset(kept["failed"]))
    return None


def remember(
    place: suites.Place,
    code: str,
    guides: Guides,
    now: Sequence[Stated],
    failed: Iterable[str],
    files: Mapping[str, str],
) -> None:
    """Keep what a green run saw. `files` is for `index`, which compares it with what it indexed then."""
    value = {
        "code": code,
        "corpus": guides.digest,
        "stated": [asdict(one) for one in now],
        "prose": prose_digests(place.guides, guides),
        "files": dict(files),
        "failed": sorted(failed),
    }
    with suppress(OSError):  # a run that cannot be remembered was still a run
        (place.index / LAST_GREEN).write_text(json.dumps(value, ensure_ascii=False), "utf-8")


def prose_digests(folder: Path, guides: Guides) -> dict[str, str]:
    """What the prose of each guide is, its tables left out: a changed cell leaves the prose as it was."""
    found = {}
    for file in guides.files:
        text = text_of(folder / file.path)
        inside = {line for table in tables_in(text) for line, _ in table}
        prose = [line for number, line in enumerate(text.splitlines(), 1) if number not in inside]
        found[file.path] = hashlib.sha256("\n".join(prose).encode()).hexdigest()[:16]
    return found


def depending(
    guides: Guides,
    generated: Mapping[str, Case],
    since: Sequence[Difference],
    prose: Mapping[str, str],
    basis: Basis,
) -> tuple[Ids, tuple[str, ...]]:
    """The cases that depend on what differs, by suite, and their names in reports.

    Of the sentences a fixed part is run. The mutated guides are left out: what would be caught does not
    hang on one cell.
    """
    cells = affected.cells_of(since)
    reworded = {path for path, digest in prose.items() if basis.prose and basis.prose.get(path) != digest}
    reworded |= {one.here.guide for one in since if one.here.kind != "cell"}
    right = [sentence for _, sentence in suites.sentences_of(guides).values()]
    numbers = sorted(affected.affected_sentences(right, guides, cells))
    every = -(-len(numbers) // MOST_SENTENCES) or 1
    chosen: Ids = {
        "questions": affected.affected_questions(suites.question_ids().values(), guides, since, reworded),
        "generated": affected.affected_cases(generated.values(), cells),
        "numbers": numbers[::every],
        "guides": [],
        "offers": affected.affected_offers(suites.offer_cases().values(), guides, cells),
    }
    named = [name for suite in ("questions", "generated", "offers") for name in chosen[suite]]
    return chosen, (*named, *(f"N-{name}" for name in chosen["numbers"]))
