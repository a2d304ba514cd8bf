"""What the middle layers of the embedding model say of each word of a text.

In: the words of one text. Out: a row for each of its tokens, and which word each token is of. A sentence's
one vector forgets which word was said of which; the layers below it still know. It is a second export of
the same model, as far as its fourth layer and with weights of eight bits: 20 MB beside the index, made when
the first is. Who asks without a model never loads it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

LAYERS = (3, 4)  # whose states stand beside each other in a row
LONGEST = 64  # tokens of a text that are read
MOST_KEPT = 20_000  # words whose tokens are kept
BLANK = "[MASK]"  # the word that stands for a figure


@runtime_checkable
class HasStates(Protocol):
    """An encoder that can say what its middle layers hold."""

    @property
    def states(self) -> States: ...


class States:
    """The middle layers of one model, exported into a folder; `key` names its weights. Loads at the first text."""

    def __init__(self, folder: Path, key: str, tokenizer: Callable[[], Any]) -> None:
        weights = key.rpartition("@")[2]
        self._path = folder / f"layers-{weights}.onnx"
        self._before = folder / f"states-{weights}.onnx"  # an export of before, which takes a mask as well
        self._tokenizer = tokenizer
        self._lock = threading.Lock()
        self._tokens: dict[tuple[str, ...], list[int]] = {}
        self._session: Any = None
        self._masked = False
        self._damaged = False

    def ready(self) -> bool:
        """Whether texts can be read: the export is there and whole."""
        with self._lock:
            if self._session is None and not self._damaged and (path := self.path) is not None:
                try:
                    self._session = _session(path)
                    self._masked = path == self._before
                except Exception:  # onnxruntime's own; the next index makes it anew
                    self._damaged = True
                    path.unlink(missing_ok=True)
            return self._session is not None

    @property
    def path(self) -> Path | None:
        """Where the export is; None where there is none."""
        return next((path for path in (self._path, self._before) if path.is_file()), None)

    def of(self, words: Sequence[str]) -> tuple[NDArray[np.float32], list[int]]:
        """The rows of a text's tokens, and the place of the word that each is of; -1 for its two ends."""
        import numpy as np

        if not self.ready():
            raise RuntimeError("there are no states to be had: ask `ready` first")
        pieces = [self._pieces(word) for word in words]
        first, last = self._pieces()
        ids = [first, *(one for piece in pieces for one in piece), last]
        places = [-1, *(at for at, piece in enumerate(pieces) for _ in piece), -1]
        if len(ids) > LONGEST:
            ids, places = [*ids[: LONGEST - 1], ids[-1]], [*places[: LONGEST - 1], -1]
        row = np.array([ids], dtype=np.int64)
        given = {"input_ids": row}
        if self._masked:
            given["attention_mask"] = np.ones_like(row)
        return self._session.run(None, given)[0][0], places

    def _pieces(self, *words: str) -> list[int]:
        """The tokens of a word, which are the same in any text; of no word, those that begin and end a text."""
        found = self._tokens.get(words)
        if found is None:
            if len(self._tokens) >= MOST_KEPT:
                self._tokens.clear()
            told = self._tokenizer().encode(list(words), is_pretokenized=True, add_special_tokens=not words)
            found = self._tokens[words] = list(told.ids)
        return found

    def make(self, load: Callable[[], SentenceTransformer]) -> None:
        """Export the model's layers unless that is done; where it cannot be, there are none."""
        import tempfile

        from index.onnx_export import write_states

        if self._path.is_file():
            return
        try:
            with tempfile.TemporaryDirectory(dir=self._path.parent, prefix="new-") as scratch:
                made = Path(scratch) / self._path.name
                write_states(load(), made, LAYERS)
                _session(made)
                os.replace(made, self._path)
            self._before.unlink(missing_ok=True)
        except Exception:
            # torch and onnxruntime raise errors of every kind for a model that they cannot express, and a
            # folder may not be written. Sentences are then held against the rules alone.
            return


def _session(path: Path) -> Any:
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    # One short text at a time: a second thread would cost more than it saves.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    slow = ["SkipLayerNormFusion"]  # the fused step takes four times as long as its two parts
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=slow
    )
