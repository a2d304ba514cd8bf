"""Makes the weights by which a model's sentence is told from a lie, and says how good the whole check is.

In: right sentences and wrong ones of many authors (`cases/*paraphrases*.txt`) and the inventions. Out: the
weights of `assistant/said.npz`; for each author, how many of their right and of their wrong sentences pass
with weights that were made without them, and how many right ones would where so many wrong ones pass as may.
The same cases give the same weights.
"""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.model.asserting import weighed_as
from assistant.model.judging import Held, Judge
from assistant.model.references import Rendered
from assistant.model.splitting import split
from assistant.model.weighing import (
    BUCKETS,
    IN_DATA,
    PLACES,
    SHARP,
    Doubt,
    hashed_words,
    is_like_a_lie,
    marks_of,
    placed_words,
)
from assistant.model.words import CHINESE
from evals.inventions import inventions
from evals.paraphrases import answer_judge, read_cases
from evals.product import Product
from index.states import HasStates

if TYPE_CHECKING:
    from numpy.typing import NDArray

CASES = Path(__file__).parent / "cases"
AUTHORS = (
    "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
    "fourteenth",
)  # fmt: skip
MAY_PASS = (0.02, 0.05)  # shares of wrong sentences

# How the readers are made: as many as are worth their room, each from a start of its own.
EYES = 3
HIDDEN = 64
LOOKS = 8
ROUNDS = 8
BATCH = 32
RATE, WORDS_RATE = 1e-3, 1e-2
ROOM, WORDS_ROOM = 0.05, 0.3  # how fast weights shrink to nothing
# What only the reading of figures finds teaches nothing of claims.
_FIGURE = re.compile(r"[\d{]")
_BLANK = re.compile(r"\{\w+\}")
_MARKS = re.compile(r"\s*(?:\[P\d+\])+\s*$")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as it is weighed: what rules doubt, whether they forbid it, and whose it is."""

    words: tuple[tuple[str, int], ...]
    row: tuple[tuple[int, float], ...]
    doubts: tuple[Doubt, ...]
    forbidden: bool
    weighable: bool
    teaches: bool
    figured: bool
    wrong: bool
    by: str
    part: bool = False  # one of several sentences, which are judged one by one where a model writes them


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
            parts = (part for s in case.sentences for part in _parts(s))
            out += [replace(_said(part, False, by, judge), part=True) for part in parts]
    whose = itertools.cycle(j for j in judges.values() if j.material.language == "en")
    for kind, sentences in inventions().items():
        for sentence, judge in zip(sentences, whose, strict=False):
            out.append(_said(_BLANK.sub("·", sentence) + " [P1]", True, kind, judge))
    # In an order of their own, so that a sentence may move from file to file and teach the same.
    return sorted((s for s in out if s.weighable), key=lambda s: (s.words, s.wrong, s.by, s.part))


def _parts(raw: str) -> list[str]:
    """Its sentences, where they are several, each with all of its marks."""
    text = _MARKS.sub("", raw)
    parts = split(text)
    return [part + raw[len(text) :] for part in parts] if len(parts) > 1 else []


def _said(raw: str, wrong: bool, by: str, judge: Judge) -> Said:
    reader = _Unweighed(replace(judge.material, encoder=None), judge.instructions)
    held = isinstance(reader.judge(raw), Held)
    if not reader.seen:  # its very form is wrong
        return Said((), (), (), True, False, False, False, wrong, by)
    rendered, reasons = reader.seen[0]
    text, known, asked = weighed_as(rendered, judge.material)
    doubts = tuple(r for r in reasons if isinstance(r, Doubt))
    english = not CHINESE.search(rendered.text) and judge.material.language in ("en", "zh")
    of_figures = wrong and held and len(doubts) == len(reasons) and bool(_FIGURE.search(raw.split(" [P")[0]))
    words = tuple(placed_words(text, known, asked))
    row = tuple(hashed_words(text, known, asked))
    figured = any(c.isdigit() for c in rendered.text)
    return Said(words, row, doubts, held, english, not of_figures, figured, wrong, by)


@dataclass(frozen=True, slots=True)
class Rows:
    """Sentences as numbers: the states of their tokens, where each stands, marks and hashed words."""

    states: list[NDArray[np.float16]]
    places: list[list[int]]
    marks: NDArray[np.float32]
    words: NDArray[np.float32]

    def batch(self, which: Sequence[int]) -> tuple[Any, ...]:
        """Some sentences, padded to the longest."""
        import torch

        size = self.states[0].shape[1]
        longest = max(len(self.places[i]) for i in which)
        states = np.zeros((len(which), longest, size), dtype=np.float32)
        places = np.zeros((len(which), longest), dtype=np.int64)
        mask = np.zeros((len(which), longest), dtype=bool)
        for row, i in enumerate(which):
            count = len(self.places[i])
            states[row, :count], places[row, :count], mask[row, :count] = self.states[i], self.places[i], True
        chosen = list(which)
        return tuple(map(torch.from_numpy, (states, places, mask, self.marks[chosen], self.words[chosen])))


def rows(said: Sequence[Said], product: Product) -> Rows:
    """The sentences as numbers."""
    assert isinstance(product.encoder, HasStates)
    states, places = [], []
    words = np.zeros((len(said), BUCKETS), dtype=np.float32)
    for number, one in enumerate(said):
        found, of = product.encoder.states.of([word for word, _ in one.words])
        states.append(found.astype(np.float16))
        places.append([one.words[at][1] if at >= 0 else IN_DATA for at in of])
        for bucket, value in one.row:
            words[number, bucket] += value
    marks = np.array([marks_of(s.doubts) for s in said], dtype=np.float32)
    return Rows(states, places, marks, words)


@dataclass(frozen=True)
class Fitted:
    """Readers as they were taught."""

    eyes: list[Any]
    scale: tuple[NDArray[np.float32], NDArray[np.float32]]  # mean and spread of the states

    def scores(self, x: Rows, which: Sequence[int]) -> NDArray[np.float32]:
        """What they say of some sentences, on average."""
        import torch

        out = np.zeros(len(which), dtype=np.float32)
        order = sorted(range(len(which)), key=lambda at: len(x.places[which[at]]))
        with torch.no_grad():
            for start in range(0, len(order), BATCH):
                at = order[start : start + BATCH]
                batch = x.batch([which[i] for i in at])
                out[at] = sum(eye(*batch).numpy() for eye in self.eyes) / len(self.eyes)
        return out

    def arrays(self) -> dict[str, NDArray[np.float16]]:
        """The weights as `assistant/said.npz` holds them: what scales the states is worked into them."""
        mean, spread = self.scale
        of = [{n: p.detach().numpy() for n, p in eye.named_parameters()} for eye in self.eyes]
        size = len(mean)
        inward = np.concatenate([w["inward.weight"].T for w in of], 1)
        straight = np.mean([w["straight.weight"][0] for w in of], 0) / spread
        marks = np.mean([w["marks.weight"][0] for w in of], 0)
        marks[0] -= mean @ straight
        found = {
            "inward": np.concatenate([inward[:size] / spread[:, None], inward[size:]]),
            "start": np.concatenate([w["inward.bias"] for w in of]) - (mean / spread) @ inward[:size],
            "look": np.stack([w["look.weight"].T for w in of]),
            "look_start": np.stack([w["look.bias"] for w in of]),
            "tell": np.stack([w["tell.weight"].T for w in of]),
            "tell_start": np.stack([w["tell.bias"] for w in of]),
            "mean": straight,
            "marks": marks,
            "words": np.mean([w["words.weight"][0] for w in of], 0),
        }
        return {name: value.astype(np.float16) for name, value in found.items()}


def _eye(scale: tuple[NDArray[np.float32], NDArray[np.float32]], marks: int) -> Any:
    """One reader, untaught."""
    import torch
    from torch import nn

    size = len(scale[0])
    mean, spread = map(torch.from_numpy, scale)

    class Eye(nn.Module):  # type: ignore[misc, unused-ignore]
        def __init__(self) -> None:
            super().__init__()
            self.inward = nn.Linear(size + PLACES, HIDDEN)
            self.look, self.tell = nn.Linear(HIDDEN, LOOKS), nn.Linear(HIDDEN, LOOKS)
            self.straight = nn.Linear(size, 1, bias=False)
            self.marks = nn.Linear(marks, 1, bias=False)
            self.words = nn.Linear(BUCKETS, 1, bias=False)
            for plain in (self.straight, self.marks, self.words):
                nn.init.zeros_(plain.weight)
            self.of_states, self.of_hidden = nn.Dropout(0.2), nn.Dropout(0.3)

        def forward(self, states: Any, places: Any, mask: Any, marks: Any, words: Any) -> Any:
            states = (states - mean) / spread
            where = nn.functional.one_hot(places, PLACES).float()
            inner = self.inward(torch.cat([self.of_states(states), where], 2))
            inner = self.of_hidden(nn.functional.gelu(inner, approximate="tanh"))
            look = (self.look(inner) * SHARP).masked_fill(~mask[:, :, None], -1e4).softmax(1)
            told = (look * self.tell(inner)).sum((1, 2))
            there = mask[:, :, None].float()
            plain = self.straight((states * there).sum(1) / there.sum(1))
            return told + (plain + self.marks(marks) + self.words(words)).squeeze(1)

    return Eye()


@dataclass(frozen=True, slots=True)
class _Pace:
    """How long each step is: slowly begun, and shorter towards the end."""

    total: int

    def __call__(self, step: int) -> float:
        return min(1.0, (step + 1) / 40) * max(0.02, 1 - step / self.total)


def fitted(x: Rows, wrong: NDArray[np.bool_], which: NDArray[np.int_]) -> Fitted:
    """Readers taught by some of the sentences, both labels of the same weight; the same each time."""
    import torch

    torch.set_num_threads(1)  # the same sums in the same order
    some = np.concatenate([x.states[i].astype(np.float32) for i in which[::10]])
    scale = some.mean(0), some.std(0) + np.float32(1e-6)
    weight = np.where(wrong, (~wrong[which]).sum() / max(1, wrong[which].sum()), 1.0).astype(np.float32)
    lengths = np.array([len(places) for places in x.places])
    eyes = []
    for seed in range(EYES):
        torch.manual_seed(seed)
        rng = np.random.default_rng(seed)
        eye = _eye(scale, x.marks.shape[1])
        eyes.append(eye)
        plain = [p for n, p in eye.named_parameters() if n != "words.weight"]
        steps = torch.optim.AdamW([
            {"params": plain, "lr": RATE, "weight_decay": ROOM},
            {"params": [eye.words.weight], "lr": WORDS_RATE, "weight_decay": WORDS_ROOM},
        ])  # fmt: skip
        total = ROUNDS * len(which) // BATCH
        pace = torch.optim.lr_scheduler.LambdaLR(steps, _Pace(total))
        eye.train()
        for _ in range(ROUNDS):
            for chosen in _batches(rng.permutation(which), lengths, rng):
                target = torch.from_numpy(wrong[chosen].astype(np.float32))
                loss = torch.nn.functional.binary_cross_entropy_with_logits(
                    eye(*x.batch(chosen)), target, torch.from_numpy(weight[chosen])
                )
                steps.zero_grad()
                loss.backward()  # type: ignore[no-untyped-call, unused-ignore]
                steps.step()
                pace.step()
        eye.eval()
    return Fitted(eyes, scale)


def _batches(
    order: NDArray[np.int_], lengths: NDArray[np.int_], rng: np.random.Generator
) -> list[list[int]]:
    """Sentences of like length together, the batches in any order."""
    out: list[list[int]] = []
    for start in range(0, len(order), BATCH * 16):
        near = order[start : start + BATCH * 16]
        near = near[np.argsort(lengths[near], kind="stable")]
        out += [near[at : at + BATCH].tolist() for at in range(0, len(near), BATCH)]
    return [out[at] for at in rng.permutation(len(out))]


def scores_by_others(said: Sequence[Said], x: Rows) -> NDArray[np.float32]:
    """Of each author's sentences, what readers say that were taught by the others'."""
    wrong, teaches = np.array([s.wrong for s in said]), np.array([s.teaches for s in said])
    by = np.array([s.by for s in said])
    out = np.full(len(said), np.nan, dtype=np.float32)
    for author in (a for a in (*AUTHORS, "earlier") if a in by):
        own = np.flatnonzero(by == author)
        out[own] = fitted(x, wrong, np.flatnonzero(teaches & (by != author))).scores(x, own.tolist())
    return out


def table(said: Sequence[Said], scores: NDArray[np.float32]) -> str:
    """What passes of each author's, by weights that were made without that author."""
    wrong, by = np.array([s.wrong for s in said]), np.array([s.by for s in said])
    let = ~np.array([s.forbidden for s in said])
    known = ~np.isnan(scores) & ~np.array([s.part for s in said])
    like = [is_like_a_lie(float(n), bool(s.doubts), s.figured) for s, n in zip(said, scores, strict=True)]
    passing = let & ~np.array(like)
    lines = []
    for author in [*(a for a in (*AUTHORS, "earlier") if a in by), "all"]:
        own = known & ((by == author) if author != "all" else (by != "earlier"))
        right, lies = own & ~wrong, own & wrong
        shares = f"{_share(passing, right)} right, {_share(passing, lies)} wrong pass"
        for most in MAY_PASS:
            doubtful = np.sort(scores[lies & let])
            count = int(most * lies.sum())
            bound = doubtful[count] if count < len(doubtful) else np.inf
            shares += f"; {_share(let & (scores < bound), right)} right at {most:.0%} wrong ({bound:.2f})"
        lines.append(f"{author:10} {shares}")
    return "\n".join(lines)


def _share(let: NDArray[np.bool_], which: NDArray[np.bool_]) -> str:
    return f"{(let & which).sum()}/{which.sum()} ({(let & which).sum() / max(1, which.sum()):.1%})"


def made(said: Sequence[Said], x: Rows, encoder: str) -> bytes:
    """The weights made from all sentences, as the file holds them."""
    wrong, teaches = np.array([s.wrong for s in said]), np.array([s.teaches for s in said])
    file = io.BytesIO()
    arrays: dict[str, Any] = fitted(x, wrong, np.flatnonzero(teaches)).arrays()
    np.savez_compressed(file, encoder=np.array(encoder), **arrays)
    return file.getvalue()
