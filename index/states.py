"""What the middle layers of the embedding model say of each word of a text.

In: the words of one text. Out: a row for each of its tokens, and which word each token is of. A sentence's
one vector forgets which word was said of which; the layers below it still know. It is a second export of
the same model, as far as its fourth layer and with weights of eight bits: 20 MB beside the index, made
once, when a model's words are first to be checked. Who asks without a model never loads or makes it.
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
BLANK = "[MASK]"  # the word that stands for a figure


@runtime_checkable
class HasStates(Protocol):
    """An encoder that can say what its middle layers hold."""

    @property
    def states(self) -> States: ...


class States:
    """The middle layers of one model; `key` names its weights. Loads at the first text."""

    def __init__(
        self,
        folder: Path | None,
        key: str,
        load: Callable[[], SentenceTransformer],
        tokenizer: Callable[[], Any],
    ) -> None:
        self._folder, self._key, self._load, self._words = folder, key, load, tokenizer
        self._lock = threading.Lock()
        self._session: Any = None
        self._failed = False

    def ready(self) -> bool:
        """Whether texts can be read; what is missing for it is made, which takes some seconds once."""
        with self._lock:
            if self._session is None and not self._failed:
                try:
                    self._session = self._opened()
                except Exception:
                    # torch and onnxruntime raise errors of every kind for a model that they cannot express.
                    self._failed = True
            return self._session is not None

    def of(self, words: Sequence[str]) -> tuple[NDArray[np.float32], list[int]]:
        """The rows of a text's tokens, and the place of the word that each is of; -1 for its two ends."""
        import numpy as np

        if not self.ready():
            raise RuntimeError("there are no states to be had: ask `ready` first")
        encoding = self._words().encode(list(words), is_pretokenized=True)
        read = sum(encoding.attention_mask)  # a tokenizer may pad
        ids = encoding.ids[:read]
        places = [-1 if place is None else place for place in encoding.word_ids[:read]]
        if len(ids) > LONGEST:
            ids, places = [*ids[: LONGEST - 1], ids[-1]], [*places[: LONGEST - 1], -1]
        row = np.array([ids], dtype=np.int64)
        found = self._session.run(None, {"input_ids": row, "attention_mask": np.ones_like(row)})[0][0]
        return found, places

    def _opened(self) -> Any:
        name = f"states-{self._key.rpartition('@')[2]}.onnx"
        if self._folder is not None and (self._folder / name).is_file():
            return _session(self._folder / name)
        try:
            return self._made(self._folder, name)
        except OSError:  # a folder that cannot be written: it is made for this process alone
            return self._made(None, name)

    def _made(self, folder: Path | None, name: str) -> Any:
        import tempfile

        from index.onnx_export import write_states

        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix="new-") as scratch:
            made = Path(scratch) / name
            write_states(self._load(), made, LAYERS)
            session = _session(made)
            if folder is not None:
                os.replace(made, folder / name)
        return session


def _session(path: Path) -> Any:
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    # One short text at a time: a second thread would cost more than it saves.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
