"""The check of numbers on tables in other people's formats: what is caught, by kind, and what is not.

In: a folder with `sources.jsonl` (`source`, `markdown`) and `claims.jsonl` (`source`, `question`,
`answer`, `scale`, `derivation`, `kind`, `faithful`). Out: a table by kind: wrong claims caught, right
ones flagged. Kinds are never pooled. Each claim is put to the product's own check as a sentence, with
its source as the only evidence, as `counteroffer verify --source` does. The data stay where they are.

    python -m evals.external ../shared/numcheck --every 5 --json
    python -m evals.external ../shared/numcheck --developed-on --markdown evals/results/external.md
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from corpus.problem import Problem
from evals.product import commit
from evals.questions import columns

# What is to be reached: wrong period and component, digit, sign and scale caught; right ones flagged.
CAUGHT, FLAGGED = 0.95, 0.05


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence about a table, and whether it is right."""

    source: int
    text: str
    kind: str
    faithful: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """Of how many claims of a kind the check spoke against how many, and how many it could not judge."""

    kind: str
    faithful: bool
    of: int
    against: int
    unmeasured: int

    @property
    def share(self) -> float:
        return self.against / self.of


def read_claims(folder: Path, formulas: bool = True) -> tuple[dict[int, str], list[Claim]]:
    """The sources and the claims of a folder, with the formulas that they show or without. Raises Problem."""
    try:
        sources = [json.loads(line) for line in (folder / "sources.jsonl").read_text("utf-8").splitlines()]
        claims = [json.loads(line) for line in (folder / "claims.jsonl").read_text("utf-8").splitlines()]
    except (OSError, ValueError) as error:
        raise Problem(
            f"the claims cannot be read: {error}", str(folder), "name the folder of the data"
        ) from error
    if not claims:
        raise Problem("the folder holds no claim", str(folder), "name the folder of the data")
    return {s["source"]: s["markdown"] for s in sources}, [
        Claim(
            c["source"],
            sentence(c["question"], c["answer"], c["scale"], c["derivation"] if formulas else ""),
            c["kind"],
            c["faithful"],
        )
        for c in claims
    ]


def sentence(question: str, answer: Any, scale: str, derivation: str) -> str:
    """A claim as somebody would write it.

    >>> sentence("What was the base in 2031?", "$1,204", "million", "")
    'What was the base in 2031? $1,204 million.'
    >>> sentence("How much did it grow?", 6.67, "percent", "(4.0 - 3.75)/3.75")
    'How much did it grow? 6.67% = (4.0 - 3.75)/3.75.'
    """
    shown = answer if isinstance(answer, str) else f"{Decimal(str(answer)).normalize():f}"
    unit = "%" if scale == "percent" else f" {scale}" if scale else ""
    if shown.endswith("%"):
        unit = ""
    formula = f" = {derivation.strip()}" if derivation.strip() else ""
    return f"{question.strip()} {shown}{unit}{formula}."


def checker(sources: dict[int, str]) -> Callable[[Claim], bool | None]:
    """The product's check: whether it speaks against a claim; None where it sees no number to judge."""
    from assistant.verifying import Sources

    made: dict[int, Sources] = {}

    def against(claim: Claim) -> bool | None:
        if claim.source not in made:
            made[claim.source] = Sources([("source.md", sources[claim.source])])
        verdicts = [v for v in made[claim.source].verdicts(claim.text) if v.verdict != "not_an_amount"]
        return any(v.verdict == "unsupported" for v in verdicts) if verdicts else None

    return against


def tallies(claims: Iterable[Claim], against: Callable[[Claim], bool | None]) -> list[Tally]:
    """By kind, right ones first. What could not be judged is not caught, and is counted apart."""
    groups: dict[tuple[bool, str], list[bool | None]] = {}
    for claim in claims:
        groups.setdefault((not claim.faithful, claim.kind), []).append(against(claim))
    return [
        Tally(
            kind, not wrong, len(found), sum(one is True for one in found), sum(one is None for one in found)
        )
        for (wrong, kind), found in sorted(groups.items())
    ]


def table(found: Sequence[Tally]) -> list[str]:
    """The kinds with what is to be reached."""
    return columns(_rows(found))


_DEVELOPED_ON = (
    "All of these claims were read while the check was developed: for claims that nobody has seen, expect more of"
    " the right ones to be spoken against."
)


def markdown(parts: dict[str, list[Tally]], every: int, developed_on: bool = False) -> str:
    """The tables of all parts as a page, with the commit, and whether the claims were developed on."""
    share = "all claims" if every == 1 else f"one claim in {every}"
    lines = ["# Claims about tables in other people's formats", "", f"Commit {commit()}, {share}.", ""]
    if developed_on:
        lines += [_DEVELOPED_ON, ""]
    for part, found in parts.items():
        head, *rows = _rows(found)
        lines += [f"## {part.capitalize()}", ""] if part else []
        lines += [f"| {' | '.join(head)} |", "|---|--:|--:|--:|--:|--:|"]
        lines += [*(f"| {' | '.join(row)} |" for row in rows), ""]
    return "\n".join(lines)


def _rows(found: Sequence[Tally]) -> list[list[str]]:
    rows = [["kind", "claims", "spoken against", "share", "to reach", "not judged"]]
    for one in found:
        goal = f"≤ {FLAGGED:.0%}" if one.faithful else f"≥ {CAUGHT:.0%}"
        name = f"{one.kind} (right)" if one.faithful else one.kind
        rows.append([name, str(one.of), str(one.against), f"{one.share:.1%}", goal, str(one.unmeasured)])
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 0; 1 for a problem; 4 when a kind is not what is to be reached."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.external", description="Claims about others' tables."
    )
    parser.add_argument("folder", type=Path, help="sources.jsonl and claims.jsonl")
    parser.add_argument("--every", type=int, default=1, help="only one claim in so many")
    parser.add_argument(
        "--held-out",
        type=int,
        default=0,
        metavar="N",
        help="set every Nth source (number modulo N = N - 1) apart and show its figures on their own",
    )
    parser.add_argument(
        "--developed-on", action="store_true", help="say in the page that the claims were developed on"
    )
    parser.add_argument("--without-formulas", action="store_true", help="claim the values alone")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables as Markdown")
    options = parser.parse_args(arguments)
    try:
        sources, claims = read_claims(options.folder, not options.without_formulas)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    claims = claims[:: max(1, options.every)]
    against = checker(sources)
    parts = {"": claims}
    if options.held_out > 1:
        last = options.held_out - 1
        parts = {
            "developed on": [c for c in claims if c.source % options.held_out != last],
            "held out": [c for c in claims if c.source % options.held_out == last],
        }
    found = {part: tallies(some, against) for part, some in parts.items()}
    held = all(
        one.share <= FLAGGED if one.faithful else one.share >= CAUGHT
        for some in found.values()
        for one in some
    )
    if options.markdown:
        options.markdown.write_text(
            markdown(found, max(1, options.every), options.developed_on), "utf-8"
        )
    if options.json:
        scores = [
            {"name": "flagged" if t.faithful else "caught", "kind": t.kind, "value": round(t.share, 4),
             "floor": FLAGGED if t.faithful else CAUGHT, "measured": t.of - t.unmeasured,
             "unmeasured": t.unmeasured, **({"part": part} if part else {})}
            for part, some in found.items() for t in some
        ]  # fmt: skip
        print(json.dumps({"passed": held, "scores": scores, "commit": commit()}, ensure_ascii=False))
    else:
        print(f"commit {commit()}, one claim in {options.every}")
        for part, some in found.items():
            print("\n".join(([f"\n{part}"] if part else []) + table(some)))
    return 0 if held else 4


if __name__ == "__main__":
    sys.exit(main())
