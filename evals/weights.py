"""Makes the weights by which questions are told apart, and says how good they are.

    python -m evals.weights [--write] [--of untruth|beyond|advice|unsaid|said|sought]

Of questions four things are told: whether one asks for an untruth, whether it asks for what the guides do not
hold, whether it asks for advice, and whether it leaves unsaid what it is about. Of a model's words as well:
whether a sentence is a lie, from the right and the wrong paraphrases and the inventions
(`evals/claim_weights.py`). Of a question, last, where the passages lie that answer it
(`evals/seek_weights.py`). In: the labelled questions in `evals/cases` (`questions*.jsonl`, with pairs of an
untruth and its honest twin in `untruths.jsonl`, what is covered and what is not in `coverage.jsonl`, advice
with its neighbours in `advice.jsonl`, and what leans on an earlier turn in `unsaid.jsonl`), and the packaged
guides.
Out: `assistant/untruth.json` and its like, and tables of how many are told right, each author's questions
judged by weights that were made without that author. The same cases give the same files.
"""

from __future__ import annotations

import argparse
import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant import seeking
from assistant.beyond import asking_clause, found_for, question_marks
from assistant.compose.own_words import passages_for
from assistant.model.weighing import HEAD
from assistant.question import read_question
from assistant.settings import packaged_guides
from assistant.untruth import is_worded_so, untruth_marks
from evals import claim_weights, seek_weights
from evals.product import Product, opened

if TYPE_CHECKING:
    from numpy.typing import NDArray

CASES = Path(__file__).parent / "cases"
WEIGHTS = Path(__file__).parents[1] / "assistant"
HEADS = ("untruth", "beyond", "advice", "unsaid", HEAD, seeking.HEAD)
# One weight's room: the smaller, the nearer the weights stay to nothing.
ROOM = 1.0
# What the vector's coordinates are multiplied by, so that they count about as much as marks.
VECTOR_SCALE = 3.0
FOLDS = 5
# Authors whose questions teach what no other author has: they are judged in parts.
IN_PARTS = ("pairs",)
MOST_STEPS = 60


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question, whether it is of the kind that is told, and who wrote it."""

    text: str
    is_one: bool
    by: str


@dataclass(frozen=True, slots=True)
class Examples:
    """Labelled questions as numbers; `unnamed` are the marks without the plain words' own mark, if it has one."""

    marks: NDArray[np.float64]
    unnamed: NDArray[np.float64] | None
    vectors: NDArray[np.float64]
    is_one: NDArray[np.bool_]
    by: NDArray[np.str_]


def labelled_untruths(folder: Path = CASES) -> list[Labelled]:
    """The questions whose label is plain: what may be answered or declined teaches nothing of untruths."""
    out = []
    for path in sorted(folder.glob("questions*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            declined = "declined" in case["status"]
            if declined and ("answered" in case["status"] or case["kind"] not in ("fabricate", "chinese")):
                continue
            out.append(Labelled(case["question"], declined, case["by"]))
    for line in (folder / "untruths.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        out.append(Labelled(case["question"], case["untrue"], case["by"]))
    return list({case.text: case for case in out}.values())


def untruths(cases: Sequence[Labelled], product: Product) -> Examples:
    """The marks and the vector of each question."""
    marks, unnamed = [], []
    for case in cases:
        q = read_question(case.text, product.lexicon)
        missing, ordered = bool(q.resolved.uncovered or q.resolved.topics), q.has("injection")
        values, _ = untruth_marks(case.text, missing, ordered, is_worded_so(case.text))
        marks.append([1.0, *values])
        unnamed.append([1.0, *untruth_marks(case.text, missing, ordered, False)[0]])
    vectors = product.encoder.encode([case.text for case in cases]).astype(np.float64)
    return Examples(
        np.array(marks), np.array(unnamed), vectors,
        np.array([c.is_one for c in cases]), np.array([c.by for c in cases]),
    )  # fmt: skip


def labelled_coverage(product: Product, folder: Path = CASES) -> list[Labelled]:
    """The questions that the guides cover and those they do not, whatever company or place is named."""
    out = []
    for path in sorted(folder.glob("questions*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            status = set(case["status"])
            if case["kind"] in ("fabricate", "injection"):
                continue
            if case["kind"] == "uncovered" and "answered" not in status:
                if not read_question(case["question"], product.lexicon).resolved.uncovered:
                    out.append(Labelled(case["question"], True, case["by"]))
            elif status <= {"answered", "partial", "needs_detail"} and status != {"partial"}:
                out.append(Labelled(case["question"], False, case["by"]))
    for line in (folder / "coverage.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        out.append(Labelled(case["question"], not case["covered"], case["by"]))
    return list({case.text: case for case in out}.values())


def coverage(cases: Sequence[Labelled], product: Product) -> Examples:
    """The marks of each question, and the vector of what it asks."""
    questions = [read_question(case.text, product.lexicon) for case in cases]
    vectors = product.encoder.encode([asking_clause(q) for q in questions])
    marks = []
    for q, vector in zip(questions, vectors, strict=True):
        widened = product.lexicon.widened(q.text)
        hits, cosine = found_for(q, widened, vector, product.library, product.encoder)
        marks.append([1.0, *question_marks(q, widened, hits, cosine)])
    return Examples(
        np.array(marks), None, vectors.astype(np.float64), np.array([c.is_one for c in cases]),
        np.array([c.by for c in cases]),
    )  # fmt: skip


# What the guides answer in their own words, and what they answer from cells, maps and lists of sources.
ADVICE = ("tactics", "pushback", "do_dont")
FACTS = (
    "lookup", "row", "comparison", "arithmetic", "position", "levels", "increment", "source_date", "uncovered",
)  # fmt: skip


def labelled_advice(folder: Path = CASES) -> list[Labelled]:
    """Questions of advice and questions of something else; what may be either teaches nothing."""
    out = []
    for path in sorted(folder.glob("questions*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            kind, status, figures = case["kind"], case["status"], case["figures"]
            advises = kind in ADVICE or (kind == "conflict" and not figures)
            prose = (kind == "lookup" and not figures) or (kind == "uncovered" and "answered" in status)
            if advises or (kind in FACTS and not prose):
                out.append(Labelled(case["question"], advises, case["by"]))
    for line in (folder / "advice.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        out.append(Labelled(case["question"], case["advises"], case["by"]))
    return list({case.text: case for case in out}.values())


def labelled_unsaid(folder: Path = CASES) -> list[Labelled]:
    """Questions that nobody can answer without an earlier turn, and those that say what they are about."""
    out = []
    for path in sorted(folder.glob("questions*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            unsaid = case["kind"] == "ambiguous" and "answered" not in case["status"]
            if unsaid or "needs_detail" not in case["status"]:
                out.append(Labelled(case["question"], unsaid, case["by"]))
    for line in (folder / "unsaid.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        out.append(Labelled(case["question"], case["unsaid"], case["by"]))
    return list({case.text: case for case in out}.values())


def advice(cases: Sequence[Labelled], product: Product) -> Examples:
    """The marks of each question, and its vector, both with the guides' words for what it says."""
    widened = [product.lexicon.widened(case.text) for case in cases]
    vectors = product.encoder.encode(widened)
    marks = []
    for case, wide, vector in zip(cases, widened, vectors, strict=True):
        q = read_question(case.text, product.lexicon)
        hits = passages_for(q, wide, vector, product.library, product.encoder)
        near = product.library.nearest(vector, 1, list(q.resolved.companies) or None)
        marks.append([1.0, *question_marks(q, wide, hits, near[0][1] if near else 0.0)])
    return Examples(
        np.array(marks), None, vectors.astype(np.float64), np.array([c.is_one for c in cases]),
        np.array([c.by for c in cases]),
    )  # fmt: skip


def fitted(of: Examples, which: NDArray[np.bool_], with_vector: bool) -> NDArray[np.float64]:
    """Weights by logistic regression, both labels of the same weight, the first of them free."""
    x = _rows(of, of.marks, with_vector)[which]
    y = of.is_one[which].astype(float)
    if of.unnamed is not None:
        # The plain words were written for many of these very cases; half of what is learnt is without them.
        again = which & of.is_one
        x = np.vstack([x, _rows(of, of.unnamed, with_vector)[again]])
        y = np.concatenate([y, np.ones(int(again.sum()))])
    share = np.where(y > 0, len(y) / (2 * y.sum()), len(y) / (2 * (len(y) - y.sum())))
    held = np.full(x.shape[1], 1 / ROOM)
    held[0] = 1e-6
    weights = np.zeros(x.shape[1])
    for _ in range(MOST_STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (share * (p - y)) + held * weights
        curve = (x * (share * p * (1 - p))[:, None]).T @ x + np.diag(held)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def _rows(of: Examples, marks: NDArray[np.float64], with_vector: bool) -> NDArray[np.float64]:
    return np.hstack([marks, of.vectors * VECTOR_SCALE]) if with_vector else marks


def scores(of: Examples, weights: NDArray[np.float64], with_vector: bool) -> NDArray[np.float64]:
    """What the weights say of each question."""
    found: NDArray[np.float64] = _rows(of, of.marks, with_vector) @ weights
    return found


def table(of: Examples, with_vector: bool) -> str:
    """How many of each label are taken for it, by author, judged by the others' weights."""
    lines = []
    total = np.zeros(4, dtype=int)
    for author in sorted(set(of.by)):
        own = of.by == author
        said = np.zeros(len(own))
        parts = np.arange(len(own)) % FOLDS if author in IN_PARTS else np.zeros(len(own), dtype=int)
        for part in sorted(set(parts)):
            held_out = own & (parts == part)
            said[held_out] = scores(of, fitted(of, ~held_out, with_vector), with_vector)[held_out]
        counted = np.array([
            (said[own & of.is_one] > 0).sum(), (own & of.is_one).sum(),
            (said[own & ~of.is_one] > 0).sum(), (own & ~of.is_one).sum(),
        ])  # fmt: skip
        total += counted
        lines.append(_line(author, counted))
    return "\n".join([*lines, _line("all", total)])


def _line(name: str, n: Sequence[int] | NDArray[np.int_]) -> str:
    return f"{name:16} {n[0]}/{n[1]} of them, {n[2]}/{n[3]} of the others"


def written(of: Examples, encoder: str) -> str:
    """The weights made from all questions, as the file holds them."""
    everything = np.ones(len(of.by), dtype=bool)
    both = fitted(of, everything, True)
    size = of.marks.shape[1]
    vector = both[size:] * VECTOR_SCALE
    step = float(np.abs(vector).max() / 127)
    alone = fitted(of, everything, False)
    kept = {
        "made_by": "python -m evals.weights --write",
        "encoder": encoder,
        "words": [round(float(w), 3) for w in alone],
        "marks": [round(float(w), 3) for w in both[:size]],
        "vector": {
            "step": round(step, 6),
            "steps": base64.b64encode(np.rint(vector / step).astype(np.int8).tobytes()).decode(),
        },
    }
    return json.dumps(kept, indent=1) + "\n"


def _examples(head: str, product: Product) -> Examples:
    if head == "untruth":
        return untruths(labelled_untruths(), product)
    if head == "beyond":
        return coverage(labelled_coverage(product), product)
    return advice(labelled_unsaid() if head == "unsaid" else labelled_advice(), product)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print how good the weights are; with `--write`, keep them."""
    parser = argparse.ArgumentParser(prog="python -m evals.weights", description=main.__doc__)
    parser.add_argument(
        "--write", action="store_true", help="keep the weights that are made of all questions"
    )
    parser.add_argument("--quick", action="store_true", help="with --write: do not print how good they are")
    parser.add_argument("--of", choices=HEADS, help="only these")
    options = parser.parse_args(arguments)
    if options.quick and not options.write:
        parser.error("--quick alone would do nothing: add --write")
    with opened(packaged_guides()) as product:
        for head in (options.of,) if options.of else HEADS:
            if head == HEAD:
                said = claim_weights.said_by_authors(product)
                x = claim_weights.rows(said, product)
                if not options.quick:
                    scores = claim_weights.scores_by_others(said, x)
                    print(f"{head}:", claim_weights.table(said, scores), sep="\n")
                if options.write:
                    (WEIGHTS / f"{head}.npz").write_bytes(claim_weights.made(said, x, product.encoder.id))
                continue
            if head == seeking.HEAD:
                pairs = seek_weights.sought_of(product, sorted(CASES.glob("questions*.jsonl")), packaged_guides())
                if not options.quick:
                    print(f"{head}:", seek_weights.table(pairs), sep="\n")
                if options.write:
                    (WEIGHTS / f"{head}.npz").write_bytes(seek_weights.made(pairs, product.encoder.id))
                continue
            of = _examples(head, product)
            if not options.quick:
                print(f"{head}, marks and vector:", table(of, True), sep="\n")
                print(f"{head}, marks alone:", table(of, False), sep="\n")
            if options.write:
                (WEIGHTS / f"{head}.json").write_text(written(of, product.encoder.id), encoding="utf-8")


if __name__ == "__main__":
    main()
