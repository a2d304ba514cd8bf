"""The text of an offer file becomes values with the line of every key, and values become a file.

In: the text of a YAML, JSON or TOML file and its name. Out: plain values, and where each key stands. What
would be read differently from how it looks is refused: a key named twice, YAML's aliases and tags,
deep nesting, NaN. Of YAML only what people write in such a file is taken: `NO` is a text, and so is
a date. It does not know the fields of an offer.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NoReturn

import yaml

from assistant.counter.entered import short
from assistant.counter.key_lines import (
    DEPTH_LIMIT,
    VALUE_LIMIT,
    json_lines,
    once,
    refuse_deep_toml,
    toml_lines,
    too_deep,
)
from corpus.problem import Problem
from corpus.regexes import regex

SIZE_LIMIT = 1_000_000  # bytes
EMPTY = "write company: and base: into it; “counteroffer offer-template” shows every field"

IN_ITS_PLACE = "begin every field at the start of its line, and indent what belongs to it by two spaces"
_COLONS = regex(r":(?=\s|$)")  # those that YAML takes for the end of a key
_INTEGER = regex(r"[-+]?(?:0|[1-9][0-9]{0,2}(?:_[0-9]{3})+|[1-9][0-9]*)")
_FRACTION = regex(r"[-+]?[0-9]{1,40}\.[0-9]{1,40}")
_THREE_DIGITS = regex(r"[0-9]{3}")
_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_TOML_SHAPE = regex(r"(?:\s*(?:#.*)?\n)*\s*(?:\[\[?\w[\w.-]*\]\]?\s*(?:#.*)?$|[\w\"'.-]+\s*=)", re.MULTILINE)
_TOML_PLACE = regex(r"\s*\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_GLUED = regex(r"[a-z_]{2,30}:[^\s/:]")
_TYPOGRAPHY = {
    "：": "write the plain colon “:” followed by a space instead of “：”",
    "\u00a0": "write plain spaces instead of the no-break space in this line",
    "\u3000": "write plain spaces instead of the wide space in this line",
    "“": 'write plain quotes " instead of “ and ”',
    "”": 'write plain quotes " instead of “ and ”',
}


@dataclass(frozen=True, slots=True)
class Written:
    """What a file says: plain values, and the line of each key path."""

    name: str
    values: dict[str, Any]
    lines: dict[str, int] = field(default_factory=dict)

    def where(self, path: str) -> str:
        """`offer.yaml:12`: the line of a key, or of the nearest thing around it.

        >>> Written("a.yaml", {}, {"competing_offers": 4}).where("competing_offers[0].tc")
        'a.yaml:4'
        """
        while path:
            if path in self.lines:
                return f"{self.name}:{self.lines[path]}"
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.name


def read_values(text: str, name: str) -> Written:
    """Read a file of fields: by its name's ending, else by its shape. Raises Problem.

    >>> read_values("base: 230k\\ntarget:\\n  base: 250k\\n", "o.yaml").lines
    {'base': 1, 'target': 2, 'target.base': 3}
    """
    if len(text) > SIZE_LIMIT or len(text.encode("utf-8", "surrogatepass")) > SIZE_LIMIT:
        raise Problem("the file is larger than 1 MB", name, "an offer fits on a page: name another file")
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise Problem("the file is empty", name, EMPTY)
    values, lines = _READERS[kind_of_file(text, name)](text, name)
    if values is None:
        raise Problem("the file says nothing yet", name, EMPTY)
    if isinstance(values, list):
        remedy = "write the fields of one offer at the top; many offers go with --batch, one in each line"
        raise Problem("the file holds a list, not one offer", f"{name}:{_first_line(text)}", remedy)
    if not isinstance(values, dict):
        remedy = _typography(text) or (
            "write fields such as company: Meta, one in each line; a pasted offer letter goes with --letter"
        )
        raise Problem("the file holds a text, not fields", f"{name}:{_first_line(text)}", remedy)
    return Written(name, values, lines)


def kind_of_file(text: str, name: str) -> str:
    """yaml, json or toml.

    >>> [kind_of_file(text, "-") for text in ('{"base": 1}', 'base = "230k"', "base: 230k", "[target]")]
    ['json', 'toml', 'yaml', 'toml']
    """
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    known = {"yaml": "yaml", "yml": "yaml", "json": "json", "jsonl": "json", "toml": "toml"}
    if ending in known:
        return known[ending]
    if _TOML_SHAPE.match(text):
        return "toml"
    return "json" if text.lstrip()[:1] in ("{", "[") else "yaml"


def yaml_of(values: Mapping[str, Any]) -> str:
    """Values as YAML that `read_values` reads back as they are.

    >>> print(yaml_of({"company": "Meta", "region": "NO", "base": 230000}), end="")
    company: Meta
    region: 'NO'
    base: 230000
    """
    return yaml.safe_dump(dict(values), allow_unicode=True, sort_keys=False, width=100)


# ---------------------------------------------------------------------------------------- YAML


def _read_yaml(text: str, name: str) -> tuple[Any, dict[str, int]]:
    lines: dict[str, int] = {}
    try:
        events = _counted(yaml.parse(text, Loader=yaml.SafeLoader), name)
        value: Any = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    where = f"{name}:{_line(event)}"
                    raise Problem("the file holds two documents", where, "take out the line “---”")
                value = _yaml_value(next(events), events, name, "", lines, 0)
        return value, lines
    except yaml.MarkedYAMLError as error:
        raise _not_yaml(text, name, error) from error
    except yaml.reader.ReaderError as error:
        place = error.position if isinstance(error.position, int) else 0
        line = text.count("\n", 0, place) + 1
        code = error.character if isinstance(error.character, int) else 0
        message = f"a character in the file is no text (U+{code:04X})"
        raise Problem(message, f"{name}:{line}", "take it out") from error


def _counted(events: Iterator[Any], name: str) -> Iterator[Any]:
    for n, event in enumerate(events):
        if n > VALUE_LIMIT:
            where = f"{name}:{_line(event)}"
            raise Problem(
                f"the file holds more than {VALUE_LIMIT:,} values", where, "keep one offer in a file"
            )
        yield event


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _yaml_value(
    event: Any, events: Iterator[Any], name: str, path: str, lines: dict[str, int], depth: int
) -> Any:
    where = f"{name}:{_line(event)}"
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
        remedy = f"write the value itself; a text that begins with {sign} goes in quotes"
        raise Problem(
            f"“{sign}{short(event.anchor)[1:-1]}” is a YAML alias, which is not read here", where, remedy
        )
    if getattr(event, "tag", None):
        remedy = "take it out; a text that begins with ! goes in quotes"
        tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
        raise Problem(f"{short(tag)} is a YAML tag, which is not read here", where, remedy)
    if depth > DEPTH_LIMIT:
        raise too_deep(where)
    if isinstance(event, yaml.ScalarEvent):
        return event.value if event.style else plain_value(event.value)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            inner = f"{path}[{len(items)}]"
            lines[inner] = _line(event)
            items.append(_yaml_value(event, events, name, inner, lines, depth + 1))
        return items
    found: dict[str, Any] = {}
    in_braces = bool(event.flow_style)
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        line = _line(event)
        if (
            in_braces
            and found
            and isinstance(event, yaml.ScalarEvent)
            and _THREE_DIGITS.fullmatch(event.value)
        ):
            said = f"{next(reversed(found.values()))},{event.value}"
            message = f"a comma inside {{ }} ends a value, so “{said}…” is read as two"
            raise Problem(message, f"{name}:{line}", "write the amount in quotes, or without commas")
        if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
            remedy = "write a plain name and a colon; what begins with {, [, &, * or ! goes in quotes"
            raise Problem("this key is no name", f"{name}:{line}", remedy)
        inner = f"{path}.{event.value}" if path else event.value
        once(event.value, found, inner, lines, name, line)
        found[event.value] = _yaml_value(next(events), events, name, inner, lines, depth + 1)
    return found


def plain_value(text: str) -> Any:
    """What an unquoted text of a YAML file says: a number, yes or no, nothing, or the text.

    YAML 1.1 would read `NO` as false, `12:30` as 750 and `010` as 8.

    >>> plain_value("230_000"), plain_value("230.000"), plain_value("NO"), plain_value("2026-12-04")
    (230000, Decimal('230.000'), 'NO', '2026-12-04')
    """
    if text in _NOTHING:
        return None
    if text in _TRUTH:
        return _TRUTH[text]
    if len(text) < 40 and _INTEGER.fullmatch(text):
        return int(text)
    if _FRACTION.fullmatch(text):
        return Decimal(text)
    return text


def _not_yaml(text: str, name: str, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    number = mark.line + 1 if mark else 1
    line = (text.splitlines() or [""])[min(number, len(text.splitlines())) - 1]
    where = f"{name}:{number}"
    if re.match(r" *\t", line):
        return Problem("the line is indented with a tab", where, "indent with spaces")
    glued = next((n for n, said in enumerate(text.splitlines(), 1) if _GLUED.match(said)), None)
    if glued is not None and glued <= number:
        return Problem("there is no space behind the colon", f"{name}:{glued}", "write field: value")
    said = error.problem or "it cannot be read"
    remedy = _typography(line)
    opened = f"{name}:{error.context_mark.line + 1}" if error.context_mark else where
    if not remedy and "mapping values are not allowed" in said and len(_COLONS.findall(line.partition(" #")[0])) < 2:
        said, remedy = "the line stands too far right, under a line that it does not belong to", IN_ITS_PLACE
    elif not remedy and "mapping values are not allowed" in said:
        said, remedy = "a second colon in the line", 'put the text in quotes: notes: "he said: yes"'
    elif not remedy and "could not find expected ':'" in said:
        said = "there is a line without “field: value”"
        remedy = "write it as field: value; a text of several lines goes in quotes"
    elif not remedy and ("cannot start any token" in said or "alphabetic or numeric" in said):
        said = "a value begins with a sign that means something else in YAML"
        remedy = "put the value in quotes"
    elif not remedy and "found unexpected end of stream" in said:
        said, remedy, where = "a quote is opened and not closed", "close it", opened
    elif not remedy and ("',' or ']'" in said or "',' or '}'" in said or "flow" in said):
        said, remedy = "a bracket is opened and not closed", "close it, or put the text in quotes"
        where = opened
    elif not remedy and "block" in f"{error.context} {said}":
        said, remedy = "the line stands too far left or right, or follows something unfinished", IN_ITS_PLACE
    return Problem(f"this is no YAML: {said}", where, remedy or "see “counteroffer offer-template”")


# ---------------------------------------------------------------------------------------- JSON


def _read_json(text: str, name: str) -> tuple[Any, dict[str, int]]:
    lines = json_lines(text, name)

    def refuse(word: str) -> NoReturn:
        line = text.count("\n", 0, text.find(word)) + 1
        raise Problem(
            f"{word} is no number", f"{name}:{line}", "write the amount, or null where none was told"
        )

    def integer(digits: str) -> Any:
        return int(digits) if len(digits) < 40 else Decimal(digits)

    try:
        return json.loads(text, parse_float=Decimal, parse_int=integer, parse_constant=refuse), lines
    except json.JSONDecodeError as error:
        line = text.splitlines()[error.lineno - 1] if error.lineno <= len(text.splitlines()) else ""
        said = error.msg[:1].lower() + error.msg[1:]
        remedy = _typography(line) or (
            "names and texts stand in double quotes, and a comma between two fields, none after the last"
        )
        raise Problem(f"this is no JSON: {said}", f"{name}:{error.lineno}:{error.colno}", remedy) from error


# ---------------------------------------------------------------------------------------- TOML


def _read_toml(text: str, name: str) -> tuple[Any, dict[str, int]]:
    refuse_deep_toml(text, name)
    try:
        values = tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = _TOML_PLACE.search(str(error))
        at_end = f"{name}:{len(text.splitlines())}"
        where = f"{name}:{place['line']}:{place['column']}" if place and place["line"] else at_end
        said = _TOML_PLACE.sub("", str(error))
        line = text.splitlines()[int(place["line"]) - 1] if place and place["line"] else ""
        remedy = _typography(line) or 'write lines like company = "Meta", and texts in quotes'
        if "overwrite" in said:
            said = "a field stands twice"
            remedy = "keep one of them"
        raise Problem(f"this is no TOML: {said[:1].lower()}{said[1:]}", where, remedy) from error
    except (ValueError, ArithmeticError) as error:  # an integer of thousands of digits
        raise Problem("a number in the file is too large", name, "check its digits") from error
    return values, toml_lines(text)


# --------------------------------------------------------------------------------- what all share


def _first_line(text: str) -> int:
    """The first line that says something."""
    return next(
        (n for n, line in enumerate(text.splitlines(), 1) if line.strip() and line.lstrip()[0] != "#"), 1
    )


def _typography(line: str) -> str | None:
    found = next((remedy for char, remedy in _TYPOGRAPHY.items() if char in line), None)
    return found or ("write a space behind the colon: field: value" if _GLUED.match(line) else None)


_READERS: dict[str, Callable[[str, str], tuple[Any, dict[str, int]]]] = {
    "yaml": _read_yaml,
    "json": _read_json,
    "toml": _read_toml,
}
