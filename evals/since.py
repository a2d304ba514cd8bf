"""What changed since the last green run, and which cases therefore have to run again.

In: the guides as they are, what the last green run of the same code saw. Out: the ids of the cases
that depend on what differs. A run is remembered beside the index, where `index` finds it too and says
that evals are due; in a checkout where none has run yet, the committed baseline stands for it.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from assistant.maintaining import LAST_GREEN
from evals import affected, suites
from evals.cells import Guides, tables_in, text_of
from evals.facts_lock import MARKED_HEADING, Difference, Stated
from evals.generated import Case
from evals.outcomes import Outcome

ROOT = Path(__file__).parent.parent
BASELINE = Path(__file__).parent / "results" / "baseline.json"
MOST_SENTENCES = 30  # of those that depend on a change
MOST_BESIDE = 60  # of the cases about a guide of which only a date was changed
T = TypeVar("T")

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


def not_asked(kept: Mapping[str, Any] | None, outcomes: Iterable[Outcome]) -> list[str]:
    """The questions that failed in the committed scores and were not asked now: they are still known to fail."""
    failed = set((kept or {}).get("failed", ())) & suites.question_ids().keys()
    return sorted(failed - {one.id for one in outcomes})


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
    """What the prose of each section is, its tables left out: a changed cell leaves the prose as it was."""
    return {name: digest for sections in _sections(folder, guides).values() for name, digest, _ in sections}


def _sections(folder: Path, guides: Guides) -> dict[str, list[tuple[str, str, frozenset[int]]]]:
    """The sections of each guide: a name, a digest of the prose, the lines. The front matter is one."""
    found = {}
    for file in guides.files:
        text = text_of(folder, file.path)
        inside = {line for table in tables_in(text) for line, _ in table}
        lines = text.splitlines()
        heads = [n for n, line in enumerate(lines, 1) if MARKED_HEADING.match(line)]
        named: dict[str, int] = {}
        sections = []
        for first, after in itertools.pairwise([1, *(n for n in heads if n > 1), len(lines) + 1]):
            title = lines[first - 1] if first in heads else ""
            named[title] = named.get(title, 0) + 1
            prose = "\n".join(lines[n - 1] for n in range(first, after) if n not in inside)
            digest = hashlib.sha256(prose.encode()).hexdigest()[:16]
            name = f"{file.path} {title} ({named[title]})"
            sections.append((name, digest, frozenset(range(first, after)) - inside))
        found[file.path] = sections
    return found


def reworded(folder: Path, guides: Guides, basis: Basis) -> dict[str, frozenset[int]]:
    """The lines of the sections whose prose is not as the last green run saw it, for each guide edited.

    A guide in which a section is gone is in it too, if only without a line.
    """
    if not basis.prose:
        return {}
    now = _sections(folder, guides)
    known = {name for sections in now.values() for name, _, _ in sections}
    gone = [name for name in basis.prose if name not in known]
    found = {}
    for path, sections in now.items():
        changed = [lines for name, digest, lines in sections if basis.prose.get(name) != digest]
        if changed or any(name.startswith(f"{path} ") for name in gone):
            found[path] = frozenset().union(*changed)
    return found


def depending(
    guides: Guides,
    generated: Mapping[str, Case],
    since: Sequence[Difference],
    prose: Mapping[str, frozenset[int]],
    basis: Basis,
) -> tuple[Ids, tuple[str, ...], list[str]]:
    """The cases that depend on what differs, by suite, their names in reports, and why they are so many.

    `prose`: what `reworded` found. Of the sentences a fixed part is run, and of the cases in which a date
    only stands beside the answer. The mutated guides are left out: what would be caught does
    not hang on one cell.
    """
    cells = affected.cells_of(since)
    right = [sentence for _, sentence in suites.sentences_of(guides).values()]
    numbers = sorted(affected.affected_sentences(right, guides, cells))
    questions = suites.question_ids()
    chosen: Ids = {
        "questions": affected.affected_questions(questions.values(), guides, since, prose),
        "generated": affected.affected_cases(generated.values(), cells),
        "numbers": _part(numbers, MOST_SENTENCES),
        "guides": [],
        "offers": affected.affected_offers(suites.offer_cases().values(), guides, cells),
    }
    why = affected.reasons(since)
    beside = affected.labels_of(since)
    if beside:
        of_labels = [case for case in generated.values() if case.question.kind in affected.OF_LABELS]
        chosen["generated"] += affected.affected_cases(of_labels, set(beside))
        known = {suite: set(names) for suite, names in chosen.items()}
        about = [
            (suite, name)
            for suite, names in (
                ("questions", affected.citing(questions.values(), guides, set(beside))),
                ("generated", affected.affected_cases(generated.values(), set(beside))),
            )
            for name in names
            if name not in known[suite]
        ]
        kept = _part(about, MOST_BESIDE)
        for suite, name in kept:
            chosen[suite].append(name)
        if about:
            labels = "; ".join(f"{key} of {guide}" for guide, keys in beside.items() for key in keys)
            why.append(
                f"{labels} stands beside every answer from there: of {len(about)} cases that hold no date, "
                f"{len(kept)} are run"
            )
    named = [name for suite in ("questions", "generated", "offers") for name in chosen[suite]]
    return chosen, (*named, *(f"N-{name}" for name in chosen["numbers"])), why


def _part(names: list[T], most: int) -> list[T]:
    """A fixed part of what is too much to be run at every edit."""
    return names[:: -(-len(names) // most) or 1]
