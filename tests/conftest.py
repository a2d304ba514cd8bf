"""What every test stands on: a clean environment, a user folder of its own, no way out, a tiny encoder."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.typing import NDArray

if TYPE_CHECKING:
    from asking import Ask

    from evals.product import Product

KEYS_OF_PROVIDERS = re.compile(
    r"^(OPENAI|ANTHROPIC|AZURE|GOOGLE|GEMINI|MISTRAL|GROQ|COHERE|OLLAMA|DEEPSEEK|TOGETHER|FIREWORKS|XAI"
    r"|OPENROUTER|AWS|BEDROCK|HUGGINGFACE|LANGSMITH|LANGCHAIN|LANGGRAPH|CHROMA)_"
)
OTHERS = {
    "HF_TOKEN",
    "HF_HOME",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_COLOR",
    "FORCE_COLOR",
    "COLUMNS",
}

LOOPBACK = re.compile(r"^(127\.\d+\.\d+\.\d+|::1|localhost|::ffff:127\.\d+\.\d+\.\d+)$")


@pytest.fixture(autouse=True, scope="session")
def interrupts_arrive() -> None:
    """A run in the background of a shell ignores Ctrl-C, and so would every command that a test starts."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """No settings and no keys of whoever runs the tests; an empty user folder, which is returned."""
    for name in list(os.environ):
        if name.startswith("COUNTEROFFER_") or KEYS_OF_PROVIDERS.match(name) or name.upper() in OTHERS:
            monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setenv("LOCALAPPDATA", str(home / "AppData"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / ".cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    # A model is a folder here; a library that would ask its hub for a newer one fails at once.
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("TOKENIZERS_PARALLELISM", "false")
    return home


@pytest.fixture(autouse=True)
def no_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sockets reach this machine and no other."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def refuse(address: object) -> None:
        if isinstance(address, tuple) and not LOOPBACK.match(str(address[0])):
            raise ConnectionRefusedError(f"a test tried to reach {address[0]}")

    def guarded(self: socket.socket, address: object) -> None:
        refuse(address)
        connect(self, address)  # type: ignore[arg-type]

    def guarded_ex(self: socket.socket, address: object) -> int:
        refuse(address)
        return connect_ex(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_ex)


class TinyEncoder:
    """The same text gives the same vector, and texts that share words are near. Keeps its texts."""

    def __init__(self, name: str = "tiny") -> None:
        self.id = name
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += texts
        vectors = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row] = 0.1 * self._of(text)  # no two texts are quite alike
            for word in re.findall(r"\w+", text.lower()):
                vectors[row] += self._of(word)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def is_word(self, word: str) -> bool:
        return False

    def _of(self, text: str) -> NDArray[np.float32]:
        seed = int.from_bytes(hashlib.sha256((self.id + text).encode()).digest()[:8], "big")
        return np.random.default_rng(seed).standard_normal(64, dtype=np.float32)


@pytest.fixture
def tiny_encoder() -> TinyEncoder:
    """An encoder that needs no model."""
    return TinyEncoder()


@pytest.fixture(scope="session")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Answers over the packaged guides, by an encoder that needs no model."""
    from asking import asking

    with asking(tmp_path_factory.mktemp("packaged")) as asked:
        yield asked


@pytest.fixture(scope="session")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The packaged guides, indexed by an encoder that needs no model."""
    from assistant.settings import packaged_guides
    from evals.product import Product
    from index.build import build
    from index.library import open_library
    from index.resolve import lexicon_of

    at = tmp_path_factory.mktemp("packaged")
    build(packaged_guides(), at, encoder=TinyEncoder(), chroma=False)
    with open_library(at) as library:
        yield Product(library, TinyEncoder(), lexicon_of(library, TinyEncoder().is_word))
