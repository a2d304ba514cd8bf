"""Does the check let through what is right? Free paraphrases, written by hand without sight of it.

In: the files `cases/paraphrases*.txt` and a folder of guides. Out: by kind, how many sentences pass
unrepaired, and those that do not, with the reasons. A question (or an offer, as JSON) whose composed text
has other figures than the case says is not measured.

Those of `withheld_paraphrases.txt` are right as well and known to be withheld, those of
`passing_paraphrases.txt` are wrong and known to pass: they are counted apart.

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
from typing import TYPE_CHECKING, Any

from evals.product import Product, opened

if TYPE_CHECKING:
    from assistant.model.judging import Judge

CASES = Path(__file__).parent / "cases"
GUIDES = Path(__file__).parent.parent / "corpus" / "guides"
WITHHELD = CASES / "withheld_paraphrases.txt"
PASSING = CASES / "passing_paraphrases.txt"
FLOOR = 0.99


@dataclass(frozen=True, slots=True)
class Case:
    """A question, the figures its composed answer is expected to have, and right sentences for it."""

    question: str
    figures: dict[str, str]
    sentences: tuple[str, ...]
    kind: str = "answer"
    wrong: tuple[str, ...] = ()  # sentences that must be held


@dataclass(frozen=True, slots=True)
class Result:
    """One sentence: None as `passed` where it was not measured."""

    question: str
    sentence: str
    passed: bool | None
    why: str = ""
    kind: str = "answer"
    right: bool = True  # whether the sentence is one that ought to pass


def read_cases(text: str) -> list[Case]:
    """The cases of a file.

    >>> read_cases("? base in Oslo?\\n~ band\\n= F1 $10K; F2 15%\\n- It is {F1}. [P1]\\n")[0].figures
    {'F1': '$10K', 'F2': '15%'}
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
            Case(
                question.strip(),
                figures,
                tuple(line[2:] for line in lines if line.startswith("- ")),
                next((line[2:].strip() for line in lines if line.startswith("~ ")), "answer"),
                tuple(line[2:] for line in lines if line.startswith("! ")),
            )
        )
    return out


def measured(cases: Sequence[Case], product: Product) -> Iterator[Result]:
    """Each sentence by itself, as the first of its answer or letter."""
    from assistant.model.judging import Held

    for case in cases:
        judge = (
            letter_judge(case.question, product)
            if case.question.startswith("{")
            else answer_judge(case.question, product)
        )
        here = {f.id: f.text for f in judge.material.figures.values()}
        for sentence in (*case.sentences, *case.wrong):
            if any(here.get(name) != text for name, text in case.figures.items()):
                yield Result(case.question, sentence, None, f"the composed text has {here}", case.kind)
                continue
            one = judge.judge(sentence)
            reasons = "; ".join(one.reasons) if isinstance(one, Held) else ""
            is_right = sentence in case.sentences
            yield Result(case.question, sentence, not isinstance(one, Held), reasons, case.kind, is_right)


def answer_judge(question: str, product: Product) -> Judge:
    """What judges the sentences of an answer."""
    from assistant.answer import answer_question
    from assistant.model.judging import Judge
    from assistant.model.prompts import load_prompt
    from assistant.model.references import material_of
    from assistant.model.words import language_of

    answer = answer_question(question, product.library, product.encoder, product.lexicon)
    language = language_of(question) or "en"
    material = material_of(question, answer, product.library, product.lexicon, language, product.encoder)
    return Judge(material, load_prompt("answer").system)


def letter_judge(values: str, product: Product) -> Judge:
    """What judges the sentences of an offer's letter, or of the reply to what the recruiter "said"."""
    from assistant.counter.draft import draft_counter
    from assistant.counter.reading import offer_from
    from assistant.counter.reply import reply_to
    from assistant.model.letters import judge_of, judge_of_reply

    given = json.loads(values)
    said = given.pop("said", None)
    offer = offer_from(given, lambda path: path)
    if said:
        reply = reply_to(offer, said, product.library, product.encoder, product.lexicon)
        return judge_of_reply(reply, offer, product.library, product.lexicon)
    draft = draft_counter(offer, product.library, product.encoder, product.lexicon)
    return judge_of(draft, offer, product.library, product.lexicon)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the shares and what was held; 4 below the floor."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--guides", type=Path, default=GUIDES)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--cases", type=Path, nargs="+", default=sorted(CASES.glob("paraphrases*.txt")))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    cases = [case for file in options.cases for case in read_cases(file.read_text("utf-8"))]
    withheld = read_cases(WITHHELD.read_text("utf-8"))
    passing = read_cases(PASSING.read_text("utf-8"))
    with opened(options.guides, options.index) as product:
        results = list(measured(cases, product))
        open_ones = [r for r in measured(withheld, product) if r.passed is not None]
        let_ones = [r for r in measured(passing, product) if r.passed is not None]
    right = [r for r in results if r.passed is not None and r.right]
    wrong = [r for r in results if r.passed is not None and not r.right]
    share = sum(bool(r.passed) for r in right) / len(right) if right else 0.0
    report: dict[str, Any] = {
        "sentences": len(results),
        "measured": len(right),
        "passed": sum(bool(r.passed) for r in right),
        "share": round(share, 4),
        "known to be withheld": len(open_ones),
        "of them pass": sum(bool(r.passed) for r in open_ones),
        "known to be wrong and pass": len(let_ones),
        "of them held": sum(not r.passed for r in let_ones),
        "wrong": len(wrong),
        "wrong that pass": [{"question": r.question, "sentence": r.sentence} for r in wrong if r.passed],
        "kinds": {
            kind: [sum(bool(r.passed) for r in right if r.kind == kind), sum(r.kind == kind for r in right)]
            for kind in dict.fromkeys(r.kind for r in right)
        },
        "held": [
            {"question": r.question, "sentence": r.sentence, "why": r.why} for r in right if not r.passed
        ],
    }
    if options.json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        print(
            f"{report['passed']} of {report['measured']} right sentences pass unrepaired ({share:.1%});"
            f" {len(results) - len(right) - len(wrong)} not measured"
        )
        print(
            f"{sum(bool(r.passed) for r in open_ones)} of {len(open_ones)} that are right and known to be"
            " withheld pass"
        )
        print(
            f"{sum(bool(r.passed) for r in let_ones)} of {len(let_ones)} that are wrong and known to pass pass"
        )
        print(f"{sum(bool(r.passed) for r in wrong)} of {len(wrong)} wrong sentences pass")
        for let in report["wrong that pass"]:
            print(f"  {let['sentence']}")
        for kind, (passed, of) in report["kinds"].items():
            print(f"  {kind}: {passed} of {of}")
        for held in report["held"]:
            print(f"  {held['sentence']}\n      {held['why']}")
        for note in dict.fromkeys(f"{r.question}: {r.why}" for r in results if r.passed is None):
            print(f"  not measured: {note}")
    return 0 if share >= FLOOR and right and not report["wrong that pass"] else 4


if __name__ == "__main__":
    sys.exit(main())
