"""Makes the weights by which a model's sentence is told from a lie, and says how good the whole check is.

In: right sentences and wrong ones of many authors (`cases/*paraphrases*.txt`) and the inventions. Out: the
weights of `assistant/said.json`; for each author, how many of their right and of their wrong sentences pass
with weights that were made without them. The same cases give the same weights.
"""

from __future__ import annotations

import base64
import itertools
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.model.asserting import weighed_as
from assistant.model.judging import Held, Judge
from assistant.model.references import Rendered
from assistant.model.weighing import (
    BUCKETS,
    DOUBTED,
    UNDOUBTED,
    VECTOR_SCALE,
    Doubt,
    marks_of,
    plain_text,
    row_of,
)
from assistant.model.words import CHINESE
from evals.inventions import inventions
from evals.paraphrases import answer_judge, read_cases
from evals.product import Product

if TYPE_CHECKING:
    from numpy.typing import NDArray

CASES = Path(__file__).parent / "cases"
ROOM = 1.0  # one weight's room: the smaller, the nearer the weights stay to nothing
STEPS = 300
# What only the reading of figures finds teaches nothing of claims.
_FIGURE = re.compile(r"[\d{]")
_BLANK = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as it is weighed: what rules doubt, whether they forbid it, and whose it is."""

    text: str
    row: NDArray[np.float32]
    doubts: tuple[Doubt, ...]
    forbidden: bool
    weighable: bool
    teaches: bool
    figured: bool
    wrong: bool
    by: str


@dataclass(frozen=True)
class _Unweighed(Judge):
    """A judge that keeps what it would weigh, and lets all doubts pass."""

    seen: list[tuple[Rendered, list[str]]] = field(default_factory=list)

    def weighed(self, rendered: Rendered, reasons: list[str]) -> list[str]:
        self.seen.append((rendered, reasons))
        return [r for r in reasons if not isinstance(r, Doubt)]


def said_by_authors(product: Product, folder: Path = CASES) -> list[Said]:
    """All the sentences, with what the rules say of them."""
    out: list[Said] = []
    judges: dict[str, Judge] = {}
    for path in sorted(folder.glob("*paraphrases*.txt")):
        for case in read_cases(path.read_text(encoding="utf-8")):
            if case.kind == "letter" or case.question.startswith("{"):
                continue
            judge = judges.setdefault(case.question, answer_judge(case.question, product))
            here = {f.id: f.text for f in judge.material.figures.values()}
            if any(here.get(name) != text for name, text in case.figures.items()):
                continue
            by = case.kind if case.kind in AUTHORS else "earlier"
            out += [_said(s, s in case.wrong, by, judge) for s in (*case.sentences, *case.wrong)]
    whose = itertools.cycle(j for j in judges.values() if j.material.language == "en")
    for kind, sentences in inventions().items():
        for sentence, judge in zip(sentences, whose, strict=False):
            out.append(_said(_BLANK.sub("·", sentence) + " [P1]", True, kind, judge))
    return [s for s in out if s.weighable]


AUTHORS = ("fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh")


def _said(raw: str, wrong: bool, by: str, judge: Judge) -> Said:
    reader = _Unweighed(replace(judge.material, encoder=None), judge.instructions)
    held = isinstance(reader.judge(raw), Held)
    if not reader.seen:  # its very form is wrong
        return Said("", np.zeros(0, dtype=np.float32), (), True, False, False, False, wrong, by)
    rendered, reasons = reader.seen[0]
    text, known, asked = weighed_as(rendered, judge.material)
    doubts = tuple(r for r in reasons if isinstance(r, Doubt))
    english = not CHINESE.search(rendered.text) and judge.material.language in ("en", "zh")
    figured = any(c.isdigit() for c in rendered.text)
    of_figures = wrong and held and len(doubts) == len(reasons) and bool(_FIGURE.search(raw.split(" [P")[0]))
    return Said(
        plain_text(text),
        row_of(text, known, asked),
        doubts,
        held,
        english,
        not of_figures,
        figured,
        wrong,
        by,
    )


def rows(said: Sequence[Said], product: Product) -> NDArray[np.float32]:
    """The sentences as numbers: marks, vector, words."""
    marks = np.array([marks_of(s.doubts) for s in said], dtype=np.float32)
    vectors = product.encoder.encode([s.text for s in said]) * VECTOR_SCALE
    return np.hstack([marks, vectors, np.array([s.row for s in said])]).astype(np.float32)


def fitted(x: NDArray[np.float32], y: NDArray[np.float32]) -> NDArray[np.float32]:
    """Weights by logistic regression, both labels of the same weight, the first of them free."""
    share = np.where(y > 0, len(y) / (2 * y.sum()), len(y) / (2 * (len(y) - y.sum()))).astype(np.float32)
    held = np.full(x.shape[1], 1 / ROOM, dtype=np.float32)
    held[0] = 1e-3
    at = np.ones(x.shape[1], dtype=np.float32)
    for _ in range(20):
        at = x.T @ (x @ at)
        at /= np.linalg.norm(at)
    slope = 0.25 * float(share.max()) * float(np.linalg.norm(x @ at) ** 2) * 1.05 + 1.0
    weights = before = np.zeros(x.shape[1], dtype=np.float32)
    for step in range(STEPS):  # Nesterov's: each step from a little beyond where the last one came to
        beyond = weights + np.float32(step / (step + 3)) * (weights - before)
        p = 1 / (1 + np.exp(-np.clip(x @ beyond, -30, 30)))
        before = weights
        weights = (beyond - (x.T @ (share * (p - y)) + held * beyond) / slope).astype(np.float32)
    return weights


def passes(said: Said, score: float) -> bool:
    """Whether the check lets a sentence of this score pass."""
    most = DOUBTED if said.doubts else np.inf if said.figured else UNDOUBTED
    return not said.forbidden and score < most


def table(said: Sequence[Said], x: NDArray[np.float32]) -> str:
    """What passes of each author's, by weights that were made without that author."""
    y = np.array([s.wrong for s in said], dtype=np.float32)
    teaches = np.array([s.teaches for s in said])
    by = np.array([s.by for s in said])
    lines = []
    for author in (a for a in (*AUTHORS, "earlier") if a in by):
        own = by == author
        scores = x[own] @ fitted(x[teaches & ~own], y[teaches & ~own])
        theirs = [s for s in said if s.by == author]
        lines.append(
            f"{author:10} {_share(theirs, scores, False)} right, {_share(theirs, scores, True)} wrong pass"
        )
    return "\n".join(lines)


def _share(said: Sequence[Said], scores: NDArray[np.float32], wrong: bool) -> str:
    let = [passes(s, float(score)) for s, score in zip(said, scores, strict=True) if s.wrong == wrong]
    return f"{sum(let)}/{len(let)} ({sum(let) / max(1, len(let)):.1%})"


def made(said: Sequence[Said], x: NDArray[np.float32], encoder: str) -> str:
    """The weights made from all sentences, as the file holds them."""
    y = np.array([s.wrong for s in said], dtype=np.float32)
    teaches = np.array([s.teaches for s in said])
    weights = fitted(x[teaches], y[teaches])
    marks = len(weights) - BUCKETS - (x.shape[1] - BUCKETS - len(marks_of(())))
    vector = weights[marks:].copy()
    vector[: len(vector) - BUCKETS] *= VECTOR_SCALE
    step = float(np.abs(vector).max() / 127)
    kept = {
        "made_by": "python -m evals.weights --write",
        "encoder": encoder,
        "words": [],
        "marks": [round(float(w), 3) for w in weights[:marks]],
        "vector": {
            "step": round(step, 6),
            "steps": base64.b64encode(np.rint(vector / step).astype(np.int8).tobytes()).decode(),
        },
    }
    return json.dumps(kept, indent=1) + "\n"
