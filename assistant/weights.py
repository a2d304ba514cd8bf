"""Weights that `python -m evals.weights` makes from labelled questions, and what they say of a vector.

In: a name, or a question's vector with the id of its encoder. Out: the weights of `<name>.json`, or a
score. They count for vectors of the encoder they were made with, and for no other's.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of marks alone, and of marks and vector together; the first mark is always there."""

    encoder: str
    words: tuple[float, ...]
    marks: tuple[float, ...]
    vector: NDArray[np.float32]


@lru_cache(maxsize=8)
def weights_of(name: str) -> Weights | None:
    """The weights of this name, read once for each process; None before they were ever made."""
    path = files("assistant").joinpath(f"{name}.json")
    if not path.is_file():
        return None
    import numpy as np

    kept = json.loads(path.read_text(encoding="utf-8"))
    steps = np.frombuffer(base64.b64decode(kept["vector"]["steps"]), dtype=np.int8)
    vector = steps.astype(np.float32) * np.float32(kept["vector"]["step"])
    return Weights(kept["encoder"], tuple(kept["words"]), tuple(kept["marks"]), vector)


def weighs(name: str, encoder: str) -> bool:
    """Whether these weights were made with this encoder, so that its vectors count."""
    weights = weights_of(name)
    return weights is not None and weights.encoder == encoder
