"""Patterns are compiled at first use, so one that cannot be compiled would only be met by a person."""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.regexes import Later, regex

ROOT = Path(__file__).parent.parent
MODULES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for room in ("corpus", "index", "assistant")
    for path in sorted((ROOT / room).rglob("*.py"))
    if "corpus.regexes" in path.read_text(encoding="utf-8") and path.name != "regexes.py"
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
        re.compile(one.pattern, one.given)


def test_a_broken_pattern_says_so_when_it_is_used() -> None:
    broken = regex("(")
    with pytest.raises(re.error):
        broken.search("x")
