"""The rooms keep their order: corpus ← index ← assistant ← evals, and nothing heavy comes in unasked."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("corpus", "index", "assistant", "evals")
BELOW = {room: frozenset(ROOMS[:place]) for place, room in enumerate(ROOMS)}
HEAVY = frozenset(
    "torch sentence_transformers transformers chromadb onnxruntime onnx langchain langchain_core".split()
)
# The LangChain retriever and chain are of theirs: they are imported only by whoever uses LangChain.
ALLOWED = {"index/retriever.py": {"langchain_core"}, "assistant/model/chain.py": {"langchain_core"}}
EMPTY_NAMES = frozenset(
    "utils util common helpers helper manager managers service services factory factories".split()
)

FILES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> Iterator[tuple[str, bool, bool]]:
    """Each imported package's first name, whether at module level, and whether for types only."""

    def walk(node: ast.AST, outside: bool, types: bool) -> Iterator[tuple[str, bool, bool]]:
        for child in ast.iter_child_nodes(node):
            inner_types = types or (isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING")
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            if isinstance(child, ast.Import):
                for alias in child.names:
                    yield alias.name.partition(".")[0], outside, types
            elif isinstance(child, ast.ImportFrom):
                assert child.level == 0, f"{place(path)} imports from “.”"
                yield (child.module or "").partition(".")[0], outside, types
            else:
                yield from walk(child, outside and not inside, inner_types)

    yield from walk(ast.parse(path.read_text("utf-8")), True, False)


def test_there_is_something_to_hold() -> None:
    """Every room has files, so that the tests below say something."""
    assert {path.relative_to(ROOT).parts[0] for path in FILES} == set(ROOMS)


def test_the_reader_of_imports_sees_all_of_them(tmp_path: Path) -> None:
    """At the top, under a condition, in a class, in a function, for types."""
    file = tmp_path / "a.py"
    file.write_text(
        "import os.path\nfrom torch import x\ntry:\n    import onnx\nexcept ImportError: pass\n"
        "class A:\n    import chromadb\ndef f():\n    import torch\n"
        "if TYPE_CHECKING:\n    from transformers import y\n",
        "utf-8",
    )
    assert list(imported(file)) == [
        ("os", True, False),
        ("torch", True, False),
        ("onnx", True, False),
        ("chromadb", True, False),
        ("torch", False, False),
        ("transformers", True, True),
    ]


@pytest.mark.parametrize("path", FILES, ids=place)
def test_imports_go_one_way(path: Path) -> None:
    """A room imports itself and the rooms below; the command line alone reaches up, inside a command."""
    room = path.relative_to(ROOT).parts[0]
    for name, at_top, _ in imported(path):
        if name not in ROOMS or name == room:
            continue
        from_command = place(path) == "assistant/cli.py" and name == "evals" and not at_top
        assert name in BELOW[room] or from_command, f"{place(path)} imports {name}"


@pytest.mark.parametrize("path", [p for p in FILES if (ROOT / "evals") not in p.parents], ids=place)
def test_nothing_heavy_is_imported_at_module_level(path: Path) -> None:
    """On a question's way, heavy packages come in inside the one function that needs them."""
    heavy = {name for name, at_top, types in imported(path) if at_top and not types and name in HEAVY}
    assert heavy <= ALLOWED.get(place(path), set())


def test_no_module_is_named_after_nothing() -> None:
    """A name says what is inside; `utils` and the like say nothing."""
    named = {place(path) for path in FILES if EMPTY_NAMES & set(path.stem.split("_"))}
    folders = {f.name for room in ROOMS for f in (ROOT / room).rglob("*") if f.is_dir()} & EMPTY_NAMES
    assert (named, folders) == (set(), set())


@pytest.mark.parametrize(
    "path", [p for p in FILES if p.name not in ("__init__.py", "__main__.py")], ids=place
)
def test_every_module_says_what_it_does(path: Path) -> None:
    """A module begins with a docstring."""
    assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), place(path)


@pytest.mark.parametrize(
    "module",
    [
        "assistant.cli",
        "assistant.answer",
        "assistant.model.speaking",
        "assistant.model.letters",
        "index.search",
        "corpus.guide",
    ],
)
def test_importing_a_front_door_loads_nothing_heavy(module: str) -> None:
    """A process that only imports it has none of the heavy packages, and none of the evals."""
    program = f"import sys, {module}; print(*sorted({{m.partition('.')[0] for m in sys.modules}}))"
    ran = subprocess.run(
        [sys.executable, "-B", "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    loaded = set(ran.stdout.split())
    assert module.partition(".")[0] in loaded
    assert not loaded & (HEAVY | {"evals", "tokenizers", "huggingface_hub"})
