"""The number check on right and on corrupted sentences: how many are caught, how many false alarms.

In: `cases/right_sentences*.jsonl` (people's manner), sentences made by templates, and what `corruptor`
makes of both, over a folder of guides; with `--held-out` the people's of `held_out_sentences.jsonl`
alone, with `--cases` those of a file alone. Out: tables by kind, the people's sentences and the
templates' apart. The same seed gives the same sentences.

    python -m evals.numbers --guides FOLDER --cases FILE --seed 7 --misses 20 --json
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.problem import Problem
from evals.cases import Sentence, case_files, read_sentences
from evals.cells import Guides, read_guides
from evals.corruptor import KINDS, Wrong, corrupt
from evals.product import commit, opened
from evals.questions import GUIDES, columns
from evals.sentences import sentences

CAUGHT_FLOOR = 0.995
FALSE_ALARM_CEILING = 0.005
MAKERS = ("people's manner", "templates")

# The texts of the numbers that a check does not support, with the reasons; empty for a clean text.
Checker = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One sentence, right or wrong, with what the check said against it."""

    maker: str
    kind: str
    text: str
    against: tuple[str, ...]
    changed: tuple[str, str] | None = None

    @property
    def good(self) -> bool:
        """A right sentence passed, or a wrong one was caught."""
        return bool(self.against) == (self.changed is not None)


def material(
    guides: Guides, seed: int, files: Sequence[Path] = ()
) -> tuple[list[tuple[str, Sentence]], list[tuple[str, Wrong]]]:
    """Right sentences with their maker, and the wrong ones made from them; no text twice.

    With `files` those of these files, and no others.
    """
    people = read_sentences(files or case_files("right_sentences"))
    made = [] if files else sentences(guides)
    right = [(MAKERS[0], s) for s in people] + [(MAKERS[1], s) for s in made]
    seen = {sentence.text for _, sentence in right}
    wrong = []
    for maker, sentence in right:
        # Seeded by the sentence, so that one more case leaves the others as they were.
        for one in corrupt(sentence, guides, random.Random(f"{seed} {sentence.id}")):
            if one.text not in seen:
                seen.add(one.text)
                wrong.append((maker, one))
    return right, wrong


def run(
    right: Iterable[tuple[str, Sentence]], wrong: Iterable[tuple[str, Wrong]], checker: Checker
) -> tuple[list[Outcome], list[Outcome]]:
    """Check every sentence."""
    passed = [Outcome(maker, s.kind, s.text, tuple(checker(s.text))) for maker, s in right]
    caught = [Outcome(maker, w.kind, w.text, tuple(checker(w.text)), (w.old, w.new)) for maker, w in wrong]
    return passed, caught


def checker_for(guides: Path, index: Path | None) -> Checker:
    """The product's check against everything that the guides state."""
    from assistant.answer import evidence_of
    from assistant.grounding import check

    with opened(guides, index) as product:
        evidence, lexicon = evidence_of(product.library), product.lexicon

    def against(text: str) -> list[str]:
        verdicts = check(text, evidence, lexicon)
        return [f"{v.text}: {v.reason}" for v in verdicts if v.verdict == "unsupported"]

    return against


def table(outcomes: Sequence[Outcome], kinds: Sequence[str], word: str) -> list[str]:
    """Kinds across makers: `word` of all."""
    rows = [["kind", *(f"{maker}: {word}" for maker in MAKERS), "share"]]
    for kind in [*kinds, ""]:
        group = [o for o in outcomes if kind in ("", o.kind)]
        if not group:
            continue
        cells = []
        for maker in MAKERS:
            own = [o for o in group if o.maker == maker]
            cells.append(f"{_count(own)}/{len(own)}" if own else "–")
        rows.append([kind or "all", *cells, f"{_count(group) / len(group):.2%}"])
    return columns(rows)


def _count(outcomes: Sequence[Outcome]) -> int:
    """How many the check spoke against."""
    return sum(bool(o.against) for o in outcomes)


def as_dict(
    right: Sequence[Outcome],
    wrong: Sequence[Outcome],
    guides: Guides,
    version: str,
    makers: Sequence[str] = MAKERS,
) -> dict[str, Any]:
    """The whole as one value for JSON."""
    scores = []
    for maker in MAKERS:
        for name, outcomes, floor in (
            ("caught", wrong, CAUGHT_FLOOR),
            ("false alarms", right, FALSE_ALARM_CEILING),
        ):
            own = [o for o in outcomes if o.maker == maker]
            for kind in ("", *dict.fromkeys(o.kind for o in own)):
                group = [o for o in own if kind in ("", o.kind)]
                if group:
                    scores.append(
                        {"name": name, "origin": maker, "kind": kind or "all",
                         "value": _count(group) / len(group), "floor": None if kind else floor,
                         "measured": len(group), "unmeasured": 0}
                    )  # fmt: skip
    failures = [{"kind": o.kind, "text": o.text, "changed": o.changed, "against": o.against}
                for o in [*right, *wrong] if not o.good]  # fmt: skip
    return {
        "passed": holds(right, wrong, makers),
        "scores": scores,
        "failures": failures,
        "commit": version,
        "corpus": guides.digest,
    }


def holds(right: Sequence[Outcome], wrong: Sequence[Outcome], makers: Sequence[str] = MAKERS) -> bool:
    """Whether enough is caught and false alarms are few, for each maker by itself."""
    for maker in makers:
        good, bad = [o for o in right if o.maker == maker], [o for o in wrong if o.maker == maker]
        if not good or not bad:
            return False
        if _count(bad) < CAUGHT_FLOOR * len(bad) or _count(good) > FALSE_ALARM_CEILING * len(good):
            return False
    return True


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 0; 1 for a problem; 4 when too little is caught or too many are false alarms."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.numbers", description="The check of numbers, measured."
    )
    parser.add_argument(
        "--guides", type=Path, default=GUIDES, help="folder of guides (default: the packaged ones)"
    )
    parser.add_argument("--index", type=Path, help="folder of the index (default: in the user's cache)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", type=int, default=10, help="how many failures of each sort to print")
    parser.add_argument("--held-out", action="store_true", help="only sentences that nobody developed on")
    parser.add_argument("--cases", type=Path, nargs="+", help="only the sentences of these files")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    try:
        guides = read_guides(options.guides)
        files = case_files("held_out_sentences") if options.held_out else options.cases or []
        right_ones, wrong_ones = material(guides, options.seed, files)
        checker = checker_for(options.guides, options.index)
        started = time.perf_counter()
        right, wrong = run(right_ones, wrong_ones, checker)
        seconds = time.perf_counter() - started
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    makers = MAKERS[:1] if files else MAKERS
    value = as_dict(right, wrong, guides, commit(), makers)
    if options.json:
        print(json.dumps(value, ensure_ascii=False, indent=1))
        return 0 if value["passed"] else 4
    print(f"commit {value['commit']} · guides {options.guides.name} {guides.digest} · seed {options.seed}\n")
    print(f"Wrong sentences, by kind of corruption (floor {CAUGHT_FLOOR:.1%} caught):")
    print("\n".join(table(wrong, tuple(KINDS), "caught")), end="\n\n")
    print(f"Right sentences, by kind (ceiling {FALSE_ALARM_CEILING:.1%} false alarms):")
    print("\n".join(table(right, tuple(dict.fromkeys(o.kind for o in right)), "false alarms")), end="\n\n")
    for title, outcomes in (("Missed", wrong), ("False alarms", right)):
        failed = [o for o in outcomes if not o.good]
        chosen = random.Random(options.seed).sample(failed, min(options.misses, len(failed)))
        if chosen:
            print(f"{title}: {len(failed)}, of which")
        for o in chosen:
            note = f"{o.changed[0]} → {o.changed[1]}" if o.changed else "; ".join(o.against)
            print(f"  {o.kind}: {o.text!r} ({note})")
    print(f"{seconds / (len(right) + len(wrong)) * 1000:.2f} ms for each sentence.")
    return 0 if value["passed"] else 4


if __name__ == "__main__":
    sys.exit(main())
