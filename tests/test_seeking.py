"""The map that moves a question's vector: only for the encoder it was made with, and of the length of a vector."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from conftest import TinyEncoder

from assistant import seeking
from assistant.compose.own_words import passages_for
from assistant.question import read_question
from index.build import build
from index.library import open_library
from index.resolve import lexicon_of


def test_a_vector_of_another_encoder_is_its_own() -> None:
    vector = np.ones(384, dtype=np.float32)
    assert seeking.sought(vector, "another@0") is vector
    assert not seeking.seeks("another@0")


def test_a_vector_is_moved_and_keeps_its_length() -> None:
    kept = seeking._map()
    assert kept is not None
    vector = np.zeros(384, dtype=np.float32)
    vector[0] = 1
    moved = seeking.sought(vector, kept[0])
    assert abs(float(np.linalg.norm(moved)) - 1) < 1e-5
    assert float(vector @ moved) < 0.999


def test_passages_near_what_is_sought_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A map that takes one word's vector to another's makes the passage with the other word the first."""
    guides = tmp_path / "guides"
    guides.mkdir()
    (guides / "tips.md").write_text(
        "# Tips for offers\n\n## Letters\n\nAlways write a polite letter.\n\n## Blunders\n\nNever shout at them.\n",
        "utf-8",
    )
    encoder = TinyEncoder()
    build(guides, tmp_path / "index", encoder=encoder, chroma=False)
    asked = "zebra"
    a, b = encoder.encode([asked])[0], encoder.encode(["Never shout at them."])[0]
    into, out = a[:, None] / float(a @ a), (b * 40)[None, :]
    with open_library(tmp_path / "index") as library:
        lexicon = lexicon_of(library, encoder.is_word)
        q = read_question(asked, lexicon)

        def first() -> str:
            hits = passages_for(q, asked, a, library, encoder)
            return hits[0].passage.quote if hits else ""

        monkeypatch.setattr(seeking, "_map", lambda: (encoder.id, into, out))
        assert "shout" in first()
        monkeypatch.setattr(
            seeking,
            "_map",
            lambda: (encoder.id, into, encoder.encode(["Always write a polite letter."]) * 40),
        )
        assert "polite" in first()
