"""The file that a person keeps of an offer, taken forward: figures changed in place, a round added.

In: the file's text and name, what changes by field, the message it came from. Out: the new text, in
which comments and order stay as they are wherever that can be had; it is read again before it is
handed out, so it says what was meant or is written anew. It opens no file. `put` sets one field of an
offer's values, and is what typed fields go through too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from corpus.problem import Problem
from corpus.regexes import regex

if TYPE_CHECKING:
    from yaml.nodes import Node

RECRUITER, ME = "recruiter", "me"
STEP = regex(r"\[(\d{1,3})\]|([^.\[\]]+)")  # `competing_offers[0].tc` → competing_offers, 0, tc
# A field that says the same in another way: one that is entered takes the other's place.
INSTEAD = {
    "equity_total": ("equity_per_year",),
    "equity_per_year": ("equity_total",),
    "bonus": ("bonus_percent",),
    "bonus_percent": ("bonus",),
    "region": ("city",),
}
TOML_VALUE = r"""(?:"[^"\n]*"|'[^'\n]*'|\[[^\[\]\n]*\]|[\w.+-]+)"""


def put(values: dict[str, Any], path: str, value: Any, where: str) -> None:
    """Put a value where a path points to, with the mappings and lists on the way. Raises Problem.

    >>> values = {"base": 1}
    >>> put(values, "competing_offers[0].tc", "400k", "--set")
    >>> put(values, "competing_offers[0].status", "written", "--set")
    >>> values["competing_offers"]
    [{'tc': '400k', 'status': 'written'}]
    """
    steps: list[str | int] = [int(n) if n else name for n, name in STEP.findall(path)]
    if not steps or not isinstance(steps[0], str) or len(steps) > 8:
        raise Problem(f"{path!r} names no field", where, "write it as target.base=250k")
    place: Any = values
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        if isinstance(step, int):
            if not isinstance(place, list) or step > len(place):
                raise Problem(f"there is no place {step} in {path}", where, "the first is [0], then [1]")
            if step == len(place):
                place.append(None)
        elif not isinstance(place, dict):
            raise Problem(
                f"{path} does not lead to a field", where, "name the fields on the way, with a dot between"
            )
        if following is None:
            place[step] = value
            return
        inner = place[step] if isinstance(step, int) else place.get(step)
        if not isinstance(inner, dict | list):
            inner = [] if isinstance(following, int) else {}
            place[step] = inner
        place = inner


def taken_forward(
    text: str, name: str, changes: Sequence[Mapping[str, Any]], message: str, sender: str = RECRUITER
) -> tuple[str, bool]:
    """The file's text with the changes and the message as a round; whether its comments were kept.

    `changes` are the contract's `offer_changes`. Raises Problem where the file cannot be changed by a
    program.
    """
    from assistant.counter.fields import WANTED, WANTED_WORDS
    from assistant.counter.files import kind_of_file
    from assistant.counter.offer_file import offer_values, write_offer
    from assistant.counter.reading import offer_from, read_offer
    from assistant.counter.rounds import add_round, apply_changes

    values = apply_changes(offer_values(read_offer(text, name)), changes)
    new = {str(change["field"]): values[str(change["field"])] for change in changes}
    for other in [other for field in new for other in INSTEAD.get(field, ())]:
        values.pop(other, None)
    known = (*WANTED, *WANTED_WORDS, "equity_total")
    figures = {field: value for field, value in new.items() if field in known}
    values = add_round(values, sender, message.strip(), figures)
    wanted, heard = offer_values(offer_from(values, lambda path: name)), values["rounds"][-1]
    kind = kind_of_file(text, name)
    if kind == "json":
        return json.dumps(values, indent=2, ensure_ascii=False) + "\n", True
    edited = (_in_yaml if kind == "yaml" else _in_toml)(text, new, heard)
    with suppress(Problem):
        if edited is not None and offer_values(read_offer(edited, name)) == wanted:
            return edited, True
    if kind == "toml":
        remedy = f"write in {', '.join(f'{field} = {value}' for field, value in new.items())}"
        raise Problem(
            "this TOML file was not understood well enough to change it",
            name,
            remedy if new else "add the message under [[rounds]]",
        )
    return write_offer(values), "#" not in text


# ---- YAML

Edit = tuple[int, int, str]  # from, to, what stands there then


def _in_yaml(text: str, changes: Mapping[str, Any], heard: Mapping[str, Any]) -> str | None:
    """The changes as edits of the text; None where one of them is no plain edit."""
    import yaml
    from yaml.nodes import MappingNode, SequenceNode

    if not text.endswith("\n"):
        text += "\n"
    try:
        root = yaml.compose(text, yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if not isinstance(root, MappingNode) or root.flow_style:
        return None
    top = {key.value: value for key, value in root.value}
    instead = [top[other] for path in changes for other in INSTEAD.get(path, ()) if other in top]
    if not all(map(_is_empty, instead)):
        return None
    edits = [_edit(text, root, path, value) for path, value in changes.items()]
    rounds = top.get("rounds")
    if isinstance(rounds, SequenceNode) and rounds.value and not rounds.flow_style:
        place = _line_after(text, _last_leaf(rounds).end_mark.index)
        edits.append((place, place, _round(heard, " " * rounds.start_mark.column)))
    elif rounds is None:
        edits.append((len(text), len(text), "rounds:\n" + _round(heard, "  ")))
    elif _is_empty(rounds):
        key = next(key for key, value in root.value if value is rounds)
        place = _line_after(text, key.end_mark.index)
        edits.append((place, place, _round(heard, "  ")))
    else:
        return None
    done = [edit for edit in edits if edit is not None]
    if len(done) < len(edits):
        return None
    # From the end on, so that places stay true; at one place, what is indented stands first.
    for start, end, new in sorted(done, key=_last_first):
        text = text[:start] + new + text[end:]
    return text


def _last_first(edit: Edit) -> tuple[int, bool]:
    start, _, new = edit
    return -start, new[:1] in (" ", "-")


def _edit(text: str, mapping: Any, path: str, value: Any) -> Edit | None:
    """The edit that gives a field of a block mapping its value; None where there is no plain one."""
    from yaml.nodes import MappingNode, ScalarNode, SequenceNode

    name, _, rest = path.partition(".")
    if not re.fullmatch(r"\w+", name):
        return None
    column = mapping.start_mark.column
    pair = next(((key, node) for key, node in mapping.value if key.value == name), None)
    if pair is None:
        place = len(text) if column == 0 else _line_after(text, _last_leaf(mapping).end_mark.index)
        inner = f"{' ' * column}{name}:"
        return (
            place,
            place,
            f"{inner} {_scalar(value)}\n" if not rest else f"{inner}\n{_under(column, rest, value)}",
        )
    key, node = pair
    if rest:
        if isinstance(node, MappingNode) and node.value and not node.flow_style:
            return _edit(text, node, rest, value)
        place = _line_after(text, key.end_mark.index)
        return (place, place, _under(column, rest, value)) if _is_empty(node) else None
    if _is_empty(node):
        place = key.end_mark.index + 1
        return (place, place, f" {_scalar(value)}") if text[place - 1] == ":" else None
    if isinstance(node, SequenceNode) and node.value and not node.flow_style:
        # A list in lines of its own gives way to the one value behind the key.
        start, end = key.end_mark.index + 1, _last_leaf(node).end_mark.index
        return (start, end, f" {_scalar(value)}") if text[start - 1] == ":" else None
    if isinstance(node, SequenceNode) or (isinstance(node, ScalarNode) and node.style not in ("|", ">")):
        return node.start_mark.index, node.end_mark.index, _scalar(value)
    return None


def _under(column: int, name: str, value: Any) -> str:
    return f"{' ' * (column + 2)}{name}: {_scalar(value)}\n"


def _is_empty(node: Node) -> bool:
    """A key without a value, as in a template that is not filled in."""
    return bool(node.start_mark.index == node.end_mark.index)


def _line_after(text: str, place: int) -> int:
    """Where the line after a place begins; a place at a line's start is that itself."""
    if place and text[place - 1] == "\n":
        return place
    end = text.find("\n", place)
    return len(text) if end < 0 else end + 1


def _last_leaf(node: Node) -> Node:
    from yaml.nodes import MappingNode, SequenceNode

    if isinstance(node, SequenceNode) and node.value and not node.flow_style:
        return _last_leaf(node.value[-1])
    if isinstance(node, MappingNode) and node.value and not node.flow_style:
        key, value = node.value[-1]
        return _last_leaf(key if _is_empty(value) else value)
    return node


def _scalar(value: Any) -> str:
    return value if isinstance(value, str) and re.fullmatch(r"\d+[kKMw%]?", value) else _quoted(value)


def _quoted(value: Any) -> str:
    """A value as JSON, which YAML and TOML read too."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _round(heard: Mapping[str, Any], indent: str) -> str:
    lines = [f"from: {heard['from']}", f"text: {_quoted(heard['text'])}"]
    if heard.get("figures"):
        lines += ["figures:", *(f"  {path}: {_scalar(v)}" for path, v in heard["figures"].items())]
    return "".join(f"{indent}{'- ' if n == 0 else '  '}{line}\n" for n, line in enumerate(lines))


# ---- TOML


def _in_toml(text: str, changes: Mapping[str, Any], heard: Mapping[str, Any]) -> str | None:
    """The same for TOML: fields of the top are changed or put first, the round goes last."""
    top, table, rest = text, "", ""
    if found := re.search(r"^[ \t]*\[", text, re.MULTILINE):
        top, table, rest = text[: found.start()], found[0], text[found.end() :]
    added = ""
    for path, value in changes.items():
        if not re.fullmatch(r"\w+", path):
            return None
        line = re.compile(rf"^([ \t]*{path}[ \t]*=[ \t]*){TOML_VALUE}(?=[ \t]*(?:#.*)?\r?$)", re.MULTILINE)
        new = str(value) if isinstance(value, int) else _quoted(value)
        if line.search(top):
            top = line.sub(lambda found, new=new: found[1] + new, top, count=1)  # type: ignore[misc]
        else:
            added += f"{path} = {new}\n"
    lines = ["[[rounds]]", f'from = "{heard["from"]}"', f"text = {_quoted(heard['text'])}"]
    if heard.get("figures"):
        figures = ", ".join(f"{path} = {_quoted(v)}" for path, v in heard["figures"].items())
        lines.append(f"figures = {{ {figures} }}")
    whole = added + top + table + rest
    end = "" if whole.endswith("\n") else "\n"
    return whole + end + "\n" + "\n".join(lines) + "\n"
