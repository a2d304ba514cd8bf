"""Which line each key of a JSON or TOML text stands in; their own readers keep none.

In: a text, and its name for messages. Out: key path (`competing_offers[0].tc`) → line. A key named twice,
deep nesting and too many values are refused on the way, before anything recurses. Whether the text
is valid is for the readers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from assistant.counter.entered import short
from corpus.problem import Problem
from corpus.regexes import regex

DEPTH_LIMIT = 12
VALUE_LIMIT = 20_000

_JSON_TOKEN = regex(r'"(?:[^"\\]|\\.)*"?|[{}\[\]:,]|[^\s{}\[\]:,"]+|\n', re.DOTALL)


_TOML_TOKEN = regex(
    r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|\[\[|\]\]|[\[\]{}=,\n]'
    r"|[^\s\[\]{}=,#\"']+",
    re.DOTALL,
)


def json_lines(text: str, name: str) -> dict[str, int]:
    """The line of each key path; a key named twice and deep nesting are refused."""
    lines: dict[str, int] = {}
    stack: list[tuple[str, dict[str, Any] | None, int]] = []  # path, keys so far (None: a list), entries
    line, path, key, count = 1, "", "", 0
    for token in _JSON_TOKEN.finditer(text):
        word = token[0]
        if word == "\n":
            line += 1
            continue
        count += 1
        if count > 4 * VALUE_LIMIT:
            raise Problem(
                f"the file holds more than {VALUE_LIMIT:,} values",
                f"{name}:{line}",
                "keep one offer in a file",
            )
        if word not in "}],:" and stack and stack[-1][1] is None:
            lines[path] = line
        if word in "{[":
            stack.append((path, {} if word == "{" else None, 0))
            if len(stack) > DEPTH_LIMIT:
                raise too_deep(f"{name}:{line}")
            if word == "[":
                path = f"{path}[0]"
        elif word in "}]" and stack:
            path = stack.pop()[0]
        elif word == "," and stack:
            outer, keys, entries = stack[-1]
            if keys is None:
                stack[-1] = (outer, None, entries + 1)
                path = f"{outer}[{entries + 1}]"
        elif word == ":" and stack and stack[-1][1] is not None:
            outer, keys, _ = stack[-1]
            path = f"{outer}.{key}" if outer else key
            assert keys is not None
            once(key, keys, path, lines, name, line)
            keys[key] = None
        elif word[0] == '"':
            try:
                key = str(json.loads(word))
            except ValueError:
                key = word.strip('"')
            line += word.count("\n")
    return lines


def refuse_deep_toml(text: str, name: str) -> None:
    depth, line = 0, 1
    for token in _TOML_TOKEN.finditer(text):
        word = token[0]
        depth += {"[": 1, "[[": 2, "{": 1, "]": -1, "]]": -2, "}": -1}.get(word, 0)
        line += word.count("\n")
        if depth > DEPTH_LIMIT or (word.count(".") > DEPTH_LIMIT and word[0] not in "\"'#"):
            raise too_deep(f"{name}:{line}")


def toml_lines(text: str) -> dict[str, int]:
    """The line of each key path of a text that tomllib has read."""
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}  # [[rounds]] → how many so far
    table = ""  # the header that is in force
    stack: list[tuple[str, str, int]] = []  # the brackets that are open: sign, path, entries
    path, key, line, header = "", "", 1, ""
    fresh = True  # at the start of a statement
    for token in _TOML_TOKEN.finditer(text):
        word = token[0]
        if word == "\n":
            line += 1
            if not stack and not header:
                fresh, key = True, ""
            continue
        if word[0] == "#":
            continue
        if header:  # inside [a.b] or [[a.b]]
            if word in ("]", "]]"):
                if header == "[[":
                    counts[key] = counts.get(key, -1) + 1
                table = _indexed(key, counts)
                lines.setdefault(key, line)
                lines.setdefault(table, line)
                header, key = "", ""
            else:
                key += _bare(word)
        elif fresh and word in ("[", "[["):
            header, fresh = word, False
        elif word == "=":
            outer = stack[-1][1] if stack else table
            path = f"{outer}.{key}" if outer else key
            lines[path], key = line, ""
        elif word in ("[", "[[", "{"):
            for sign in word:
                if stack and stack[-1][0] == "[":
                    lines[path] = line
                stack.append((sign, path, 0))
                if sign == "[":
                    path = f"{path}[0]"
            key = ""
        elif word in ("]", "]]", "}"):
            for _ in word:
                if stack:
                    path = stack.pop()[1]
            key = ""
        elif word == "," and stack:
            sign, outer, entries = stack[-1]
            key = ""
            if sign == "[":
                stack[-1] = (sign, outer, entries + 1)
                path = f"{outer}[{entries + 1}]"
        else:
            if stack and stack[-1][0] == "[":
                lines[path] = line
            fresh = False
            key += _bare(word)
            line += word.count("\n")
    return lines


def _indexed(header: str, counts: Mapping[str, int]) -> str:
    """A header with the number of the entry that each list in it has come to.

    >>> _indexed("rounds.figures", {"rounds": 1})
    'rounds[1].figures'
    """
    parts, raw = [], ""
    for part in header.split("."):
        raw = f"{raw}.{part}" if raw else part
        parts.append(f"{part}[{counts[raw]}]" if raw in counts else part)
    return ".".join(parts)


def _bare(word: str) -> str:
    return word[1:-1] if word[:1] in "\"'" and len(word) > 1 else word


def once(key: str, found: Mapping[str, Any], path: str, lines: dict[str, int], name: str, line: int) -> None:
    if key in found:
        first = lines.get(path, line)
        remedy = "keep one of them" if first == line else f"keep one of them; the first is in line {first}"
        raise Problem(f"{short(key)} stands twice", f"{name}:{line}", remedy)
    lines[path] = line


def too_deep(where: str) -> Problem:
    return Problem(
        "the file is nested too deeply",
        where,
        "an offer needs three levels; see “counteroffer offer-template”",
    )
