"""The map that takes a question's vector to where the passages lie that answer it.

In: the hand-written questions that cite prose, the packaged guides. Out: the weights of `assistant/sought.npz`;
for each author, how often a cited passage is among the first four by a map that was made without that author.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant.compose.own_words import is_prose
from evals.cases import read_questions
from evals.cells import read_guides
from evals.places import lines_of
from evals.product import Product

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

# The map's rank, and how much of what it adds is left out at random while it is made.
RANK = 64
DROPPED = 0.1
# How sharply passages are told apart; how many steps over so many questions.
SHARPNESS = 20.0
STEPS = 400
BATCH = 512
RATE, ROOM = 3e-3, 2.0
FIRST = 4


@dataclass(frozen=True, slots=True)
class Sought:
    """Questions, each with the passages of prose that answer it; all passages may be found for it."""

    by: NDArray[np.str_]
    plain: NDArray[np.float32]  # of the question
    widened: NDArray[np.float32]  # with the guides' words for its own
    passages: NDArray[np.float32]
    answers: NDArray[np.bool_]


def sought_of(product: Product, files: Sequence[Path], guides: Path) -> Sought:
    """What is taught: every question of the cases that cites prose of these guides."""
    read = read_guides(guides)
    passages = product.library.passages()
    prose = np.array([is_prose(p) for p in passages])
    by, texts, answers = [], [], []
    for q in read_questions(files):
        row = np.zeros(len(passages), dtype=bool)
        for cited in q.cite:
            file = read.file(cited.guide)
            lines = set(lines_of(read, cited)) if file else set()
            for i, p in enumerate(passages):
                row[i] |= bool(file and p.guide == file.path and lines & set(range(p.first, p.last + 1)))
        if (row & prose).any() and not (row & ~prose).any():
            by.append(q.by)
            texts.append(q.question)
            answers.append(row)
    encoder = product.encoder
    return Sought(
        np.array(by),
        encoder.encode(texts),
        encoder.encode([product.lexicon.widened(t) for t in texts]),
        encoder.encode([p.text for p in passages]),
        np.array(answers),
    )


def fitted(of: Sought, which: NDArray[np.bool_]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The two halves of a map taught by some of the questions; the same each time."""
    import torch
    from torch.nn.functional import dropout, normalize

    torch.set_num_threads(1)  # the same sums in the same order
    torch.manual_seed(0)
    asked = torch.from_numpy(np.concatenate([of.plain[which], of.widened[which]]))
    wrong = torch.from_numpy(~np.concatenate([of.answers[which]] * 2))
    passages = torch.from_numpy(of.passages)
    size = asked.shape[1]
    into = torch.nn.Parameter(torch.randn(size, RANK) * 0.02)
    out = torch.nn.Parameter(torch.zeros(RANK, size))
    steps = torch.optim.AdamW([into, out], lr=RATE, weight_decay=ROOM)
    for _ in range(STEPS):
        chosen = torch.randperm(len(asked))[:BATCH]
        x = asked[chosen]
        moved = normalize(x + dropout(x, DROPPED) @ into @ out, dim=1)
        told = (moved @ passages.T * SHARPNESS).log_softmax(1)
        loss = -torch.logsumexp(told.masked_fill(wrong[chosen], -1e9), 1).mean()
        steps.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call, unused-ignore]
        steps.step()
    return into.detach().numpy(), out.detach().numpy()


def made(of: Sought, encoder: str) -> bytes:
    """The map made of all questions, as `assistant/sought.npz` holds it."""
    into, out = fitted(of, np.ones(len(of.by), dtype=bool))
    kept = io.BytesIO()
    np.savez_compressed(kept, encoder=np.array(encoder), into=into.astype(np.float16), out=out.astype(np.float16))
    return kept.getvalue()


def table(of: Sought, parts: int = 5) -> str:
    """How often an answer is among the first four, by the vector alone and as moved without the author."""
    authors = sorted(set(of.by))
    lines, total = [], np.zeros(3, dtype=int)
    for part in range(parts):
        held = np.isin(of.by, authors[part::parts])
        into, out = fitted(of, ~held)
        moved = (of.plain[held] + of.plain[held] @ into @ out).astype(np.float32)
        counted = np.array([_found(of, held, of.plain[held]), _found(of, held, moved), held.sum()])
        total += counted
        lines.append(_line(", ".join(authors[part::parts]), counted))
    return "\n".join([*lines, _line("all", total)])


def _found(of: Sought, which: NDArray[np.bool_], vectors: NDArray[np.float32]) -> int:
    first = np.argsort(-(vectors @ of.passages.T), axis=1, kind="stable")[:, :FIRST]
    return int(np.take_along_axis(of.answers[which], first, axis=1).any(axis=1).sum())


def _line(name: str, n: NDArray[np.int_]) -> str:
    return f"{name}: {n[0]} of {n[2]} ({n[0] / n[2]:.1%}) as asked, {n[1]} ({n[1] / n[2]:.1%}) as moved"
