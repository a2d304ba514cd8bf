"""Patterns of a module, compiled when one is first used; a command keeps what compiling made of them.

Some eight hundred patterns stand at the top of modules. One question needs six hundred, and compiling those
takes a quarter of a cold answer's time. `re` has no way to keep a compiled pattern, but what its compiler
hands to its engine are plain numbers: those are kept in a file, as Python keeps the bytecode of a module,
and the engine checks each program that it is given.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from array import array
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")
MOST_KEPT = 4000  # several times what the program has: a file that outgrew it holds patterns long gone
# What the engine takes: flags, code, the number of groups, their names both ways.
Program = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
_kept: dict[tuple[str, int], Program] = {}
_fresh: dict[tuple[str, int], Program] = {}
_keeping = False


class Later:
    """Stands for a compiled pattern until something is asked of it."""

    def __init__(self, text: str, flags: int) -> None:
        self.pattern = text
        self.given = int(flags)

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # copying and pickling look for these before there is anything to compile
            raise AttributeError(name)
        compiled = _compiled(self.pattern, self.given)
        for method in _METHODS:  # the next call goes straight to the compiled pattern
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(text: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile`, put off until the first use.

    >>> digits = regex("[0-9]+")
    >>> digits.findall("2 of 15"), digits.pattern
    (['2', '15'], '[0-9]+')
    """
    return cast(re.Pattern[str], Later(text, flags))


@contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    """Take the compiled patterns from a folder meanwhile, and add to it those it did not have.

    The folder is one of a cache, for one user: a file in it is trusted as bytecode is. Where nothing can
    be kept, or what is kept is damaged, patterns are compiled as ever.
    """
    global _keeping
    file = folder / f"patterns.{sys.implementation.cache_tag}"
    _kept.update(_read(file))
    _fresh.clear()
    _keeping = sys.implementation.name == "cpython"
    try:
        yield
    finally:
        _keeping = False
        if _fresh and folder.is_dir():
            _write(file, {**(_kept if len(_kept) < MOST_KEPT else {}), **_fresh})


def _compiled(text: str, flags: int) -> re.Pattern[str]:
    if not _keeping:
        return re.compile(text, flags)
    program = _kept.get((text, flags))
    if program is not None:
        with suppress(Exception):  # no program of this engine's
            return _loaded(text, program)
    try:
        program = _fresh[text, flags] = _program(text, flags)
        return _loaded(text, program)
    except re.error:
        raise
    except Exception:  # an engine that takes something else: its own front door still opens
        _fresh.pop((text, flags), None)
        return re.compile(text, flags)


def _program(text: str, flags: int) -> Program:
    """What `re.compile` hands to its engine."""
    compiler: Any = import_module("re._compiler")
    parsed = import_module("re._parser").parse(text, flags)
    names: dict[str, int] = parsed.state.groupdict
    by_group: list[str | None] = [None] * parsed.state.groups
    for name, group in names.items():
        by_group[group] = name
    code = array("I", compiler._code(parsed, flags)).tobytes()
    return flags | parsed.state.flags, code, parsed.state.groups - 1, dict(names), tuple(by_group)


def _loaded(text: str, program: Program) -> re.Pattern[str]:
    flags, code, groups, names, by_group = program
    engine: Any = import_module("_sre")
    return cast(
        re.Pattern[str], engine.compile(text, flags, array("I", code).tolist(), groups, names, by_group)
    )


def _read(file: Path) -> dict[tuple[str, int], Program]:
    try:
        found = marshal.loads(file.read_bytes())
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(file: Path, programs: dict[tuple[str, int], Program]) -> None:
    """In one step: another process reads the old file or the new one."""
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):  # a folder that may not be written to: the next process compiles again
        beside.write_bytes(marshal.dumps(programs))
        beside.replace(file)
