"""Patterns are compiled at first use, so one that cannot be compiled would only be met by a person.

What a command keeps of them must be the very pattern again.
"""

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import regexes
from corpus.regexes import Later, kept_in, regex

ROOT = Path(__file__).parent.parent
MODULES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for room in ("corpus", "index", "assistant")
    for path in sorted((ROOT / room).rglob("*.py"))
    if "from corpus.regexes import regex" in path.read_text(encoding="utf-8")
]


def patterns(value: object) -> Iterator[Later]:
    """Every put-off pattern in a value, containers included."""
    if isinstance(value, Later):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from patterns(part)
    elif isinstance(value, list | tuple | set | frozenset):
        for part in value:
            yield from patterns(part)


@pytest.mark.parametrize("module", MODULES)
def test_every_pattern_of_a_module_compiles(module: str) -> None:
    if module.startswith("assistant.api."):
        pytest.importorskip("fastapi")
    found = [one for value in vars(importlib.import_module(module)).values() for one in patterns(value)]
    assert found
    for one in found:
        compiled = re.compile(one.pattern, one.given)
        # Patterns are equal when their flags and the engine's code are.
        assert regexes._loaded(one.pattern, regexes._program(one.pattern, one.given)) == compiled


def test_a_broken_pattern_says_so_when_it_is_used() -> None:
    broken = regex("(")
    with pytest.raises(re.error):
        broken.search("x")


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is compiled from its text while a test runs."""
    texts: list[str] = []
    program = regexes._program

    def noted(text: str, flags: int) -> regexes.Program:
        texts.append(text)
        return program(text, flags)

    monkeypatch.setattr(regexes, "_program", noted)
    monkeypatch.setattr(regexes, "_kept", {})
    return texts


def test_a_kept_pattern_is_not_compiled_again(tmp_path: Path, compiled: list[str]) -> None:
    text = r"(?P<low>\d+)(?:–(?P<high>\d+))?\s*(k|万)"
    for _ in range(2):
        with kept_in(tmp_path):
            found = regex(text, re.IGNORECASE).search("it pays 20–30 K")
        assert found is not None
        assert (found["low"], found["high"], found[3]) == ("20", "30", "K")
        regexes._kept.clear()
    assert compiled == [text]


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\xe9\x01\x00\x00\x00"])
def test_a_damaged_file_of_patterns_costs_time_alone(tmp_path: Path, compiled: list[str], damage: bytes) -> None:
    (tmp_path / f"patterns.{sys.implementation.cache_tag}").write_bytes(damage)
    with kept_in(tmp_path):
        assert regex("a+").findall("caab") == ["aa"]
    assert compiled == ["a+"]


def test_a_program_that_the_engine_refuses_is_compiled_again(tmp_path: Path, compiled: list[str]) -> None:
    with kept_in(tmp_path):
        regexes._kept["a+", 0] = (32, b"\xff\xff\xff\xff" * 3, 0, {}, (None,))
        assert regex("a+").findall("caab") == ["aa"]
    assert compiled == ["a+"]


def test_nothing_is_kept_where_there_is_no_folder(tmp_path: Path, compiled: list[str]) -> None:
    with kept_in(tmp_path / "none"):
        assert regex("a+").findall("caab") == ["aa"]
    assert not (tmp_path / "none").exists()
