"""Does the check let through what is right? Free paraphrases, written by hand without sight of it.

In: `cases/paraphrases.txt` and a folder of guides. Out: by question, how many sentences pass unrepaired,
and those that do not, with the reasons. A question whose composed answer has other figures than the case
says is not measured.

    python -m evals.paraphrases --json
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.product import Product, opened

CASES = Path(__file__).parent / "cases" / "paraphrases.txt"
GUIDES = Path(__file__).parent.parent / "corpus" / "guides"
FLOOR = 0.99


@dataclass(frozen=True, slots=True)
class Case:
    """A question, the figures its composed answer is expected to have, and right sentences for it."""

    question: str
    figures: dict[str, str]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One sentence: None as `passed` where it was not measured."""

    question: str
    sentence: str
    passed: bool | None
    why: str = ""


def read_cases(text: str) -> list[Case]:
    """The cases of a file.

    >>> read_cases("? base in Oslo?\\n= F1 $10K; F2 15%\\n- It is {F1}. [P1]\\n")
    [Case(question='base in Oslo?', figures={'F1': '$10K', 'F2': '15%'}, sentences=('It is {F1}. [P1]',))]
    """
    out: list[Case] = []
    for block in re.split(r"(?m)^\? ", text)[1:]:
        question, *lines = block.splitlines()
        figures = dict(
            p.strip().split(" ", 1)
            for line in lines
            if line.startswith("= ")
            for p in line[2:].split(";")
            if p.strip()
        )
        out.append(
            Case(question.strip(), figures, tuple(line[2:] for line in lines if line.startswith("- ")))
        )
    return out


def measured(cases: Sequence[Case], product: Product) -> Iterator[Result]:
    """Each sentence by itself, as the first of its answer."""
    from assistant.answer import answer_question
    from assistant.model.judging import Held, Judge
    from assistant.model.prompts import load_prompt
    from assistant.model.references import material_of
    from assistant.model.words import language_of

    instructions = load_prompt("answer").system
    for case in cases:
        answer = answer_question(case.question, product.library, product.encoder, product.lexicon)
        material = material_of(
            case.question, answer, product.library, product.lexicon, language_of(case.question) or "en"
        )
        here = {f.id: f.text for f in material.figures.values()}
        if any(here.get(name) != text for name, text in case.figures.items()):
            for sentence in case.sentences:
                yield Result(case.question, sentence, None, f"the composed answer has {here}")
            continue
        judge = Judge(material, instructions)
        for sentence in case.sentences:
            one = judge.judge(sentence)
            reasons = "; ".join(one.reasons) if isinstance(one, Held) else ""
            yield Result(case.question, sentence, not isinstance(one, Held), reasons)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the shares and what was held; 4 below the floor."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--guides", type=Path, default=GUIDES)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--cases", type=Path, default=CASES)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    cases = read_cases(options.cases.read_text("utf-8"))
    with opened(options.guides, options.index) as product:
        results = list(measured(cases, product))
    right = [r for r in results if r.passed is not None]
    share = sum(bool(r.passed) for r in right) / len(right) if right else 0.0
    report: dict[str, Any] = {
        "sentences": len(results),
        "measured": len(right),
        "passed": sum(bool(r.passed) for r in right),
        "share": round(share, 4),
        "held": [
            {"question": r.question, "sentence": r.sentence, "why": r.why} for r in right if not r.passed
        ],
    }
    if options.json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        print(
            f"{report['passed']} of {report['measured']} right sentences pass unrepaired ({share:.1%});"
            f" {len(results) - len(right)} not measured"
        )
        for held in report["held"]:
            print(f"  {held['sentence']}\n      {held['why']}")
        for note in dict.fromkeys(f"{r.question}: {r.why}" for r in results if r.passed is None):
            print(f"  not measured: {note}")
    return 0 if share >= FLOOR and right else 4


if __name__ == "__main__":
    sys.exit(main())
