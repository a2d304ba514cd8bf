"""The page at `/docs`: the service's own OpenAPI as plain HTML, with nothing to load from elsewhere.

In: the OpenAPI object. Out: HTML and its style sheet. It has no script: every operation can be read and
copied as a `curl` line, none is run from here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

STYLE = """\
:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
pre { overflow-x: auto; padding: .75rem; border: 1px solid #8888; border-radius: .4rem; font-size: .85rem; }
details { border: 1px solid #8888; border-radius: .4rem; padding: .5rem .75rem; margin: .5rem 0; }
summary { cursor: pointer; overflow-wrap: anywhere; } summary span { opacity: .75; margin-left: .5rem; }
th { white-space: nowrap; } a { color: LinkText; }
table { border-collapse: collapse; } td, th { text-align: left; padding: .2rem .8rem .2rem 0; vertical-align: top; }
"""


def page(openapi: Mapping[str, Any]) -> str:
    """The page."""
    info = openapi["info"]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(info["title"])}: HTTP</title><link rel="stylesheet" href="/docs/style.css"></head>'
        f"<body><main><h1>{escape(info['title'])} {escape(info['version'])}</h1>"
        f"<p>{escape(info.get('description', ''))}</p>"
        '<p>The same for programs: <a href="/openapi.json">/openapi.json</a>. <a href="/">The page</a>.</p>'
        f"{''.join(_operations(openapi))}<h2>Objects</h2>{''.join(_objects(openapi))}</main></body></html>"
    )


def _operations(openapi: Mapping[str, Any]) -> Iterator[str]:
    last = None
    for path, methods in openapi["paths"].items():
        for method, one in methods.items():
            group = (one.get("tags") or ["the service"])[0]
            if group != last:
                yield f"<h2>{escape(group.capitalize() if group.islower() else group)}</h2>"
                last = group
            yield _operation(openapi, path, method, one)


def _operation(openapi: Mapping[str, Any], path: str, method: str, one: Mapping[str, Any]) -> str:
    sent = _schema(one.get("requestBody", {}))
    rows = "".join(
        f"<tr><th>{escape(p['name'])}</th><td>{escape(p['in'])}</td></tr>" for p in one.get("parameters", ())
    )
    answers = [
        f"<tr><th>{escape(status)}</th><td>{escape(answer.get('description', ''))}"
        f"{_link(_schema(answer))}</td></tr>"
        for status, answer in one.get("responses", {}).items()
    ]
    good, refused = answers[:1], answers[1:]
    example = _example(openapi, sent)
    lines = [f"curl -s http://127.0.0.1:8000{path}"]
    if example is not None:
        lines = [
            f"curl -s http://127.0.0.1:8000{path} \\",
            "  -H 'content-type: application/json' \\",
            f"  -d {_quoted(json.dumps(example, ensure_ascii=False))}",
        ]
    return (
        f"<details><summary><code>{method.upper()} {escape(path)}</code> <span>{escape(_first(one))}</span></summary>"
        f"<p>{escape(one.get('description', ''))}</p>"
        f"{f'<p>Takes {_link(sent).strip()}</p>' if sent else ''}"
        f"{f'<table>{rows}</table>' if rows else ''}"
        f"<pre><code>{escape(chr(10).join(lines))}</code></pre><table>{''.join(good)}</table>"
        f"{_folded('When it is refused', refused)}"
        "</details>"
    )


def _folded(title: str, rows: list[str]) -> str:
    return f"<details><summary>{title}</summary><table>{''.join(rows)}</table></details>" if rows else ""


def _first(one: Mapping[str, Any]) -> str:
    """The first sentence of what an operation does."""
    return " ".join(str(one.get("description", "")).split()).partition(". ")[0].rstrip(".")


def _schema(holder: Mapping[str, Any]) -> str:
    """The name of the object that a body holds, "" where it is none of ours."""
    schema = holder.get("content", {}).get("application/json", {}).get("schema", {})
    return str(schema.get("$ref", "")).rpartition("/")[2]


def _link(name: str) -> str:
    return f' <a href="#{escape(name)}">{escape(name)}</a>' if name else ""


def _example(openapi: Mapping[str, Any], name: str) -> Any:
    schema = openapi.get("components", {}).get("schemas", {}).get(name)
    if not schema:
        return None
    if schema.get("examples"):
        return schema["examples"][0]
    made: dict[str, Any] = {}
    for field in schema.get("required", ()):
        part = schema["properties"][field]
        inner = str(part.get("$ref", part.get("items", {}).get("$ref", ""))).rpartition("/")[2]
        value = part["examples"][0] if part.get("examples") else _example(openapi, inner) if inner else "…"
        made[field] = [value] * int(part.get("minItems", 1)) if part.get("type") == "array" else value
    return made


def _quoted(text: str) -> str:
    r"""A text between single quotes, as a shell reads it.

    >>> print(_quoted("it's $2"))
    'it'\''s $2'
    """
    return "'" + text.replace("'", "'\\''") + "'"


def _objects(openapi: Mapping[str, Any]) -> Iterator[str]:
    for name, schema in openapi.get("components", {}).get("schemas", {}).items():
        needed = schema.get("required", ())
        rows = "".join(
            f"<tr><th>{escape(field)}</th><td>{_kind(part)}{'' if field in needed else ', may be left out'}"
            f"{_says(part)}</td></tr>"
            for field, part in schema.get("properties", {}).items()
        )
        example = schema.get("examples", [None])[0]
        shown = json.dumps(example, indent=2, ensure_ascii=False) if example is not None else ""
        yield (
            f'<details id="{escape(name)}"><summary><code>{escape(name)}</code></summary>'
            f"<p>{escape(schema.get('description', ''))}</p>{f'<table>{rows}</table>' if rows else ''}"
            f"{f'<pre>{escape(shown)}</pre>' if shown else ''}</details>"
        )


def _kind(part: Mapping[str, Any]) -> str:
    """What a field holds, in HTML, with links to the objects.

    >>> _kind({"type": "array", "items": {"$ref": "#/components/schemas/Cited"}})
    'list of <a href="#Cited">Cited</a>'
    >>> _kind({"anyOf": [{"type": "integer"}, {"type": "null"}]}), _kind({"enum": ["a", "b"]})
    ('integer or null', '“a”, “b”')
    """
    if "$ref" in part:
        return _link(str(part["$ref"]).rpartition("/")[2]).strip()
    if "anyOf" in part:
        return " or ".join(dict.fromkeys(_kind(one) for one in part["anyOf"]))
    if "enum" in part or "const" in part:
        return ", ".join(f"“{escape(str(one))}”" for one in part.get("enum", [part.get("const")]))
    if part.get("type") == "array":
        return f"list of {_kind(part.get('items', {}))}"
    kinds = part.get("type", "any value")
    return escape(" or ".join(kinds) if isinstance(kinds, list) else str(kinds))


def _says(part: Mapping[str, Any]) -> str:
    """The limits and the example of a field."""
    named = {"minLength": "at least {} characters", "maxLength": "at most {} characters", "minItems": "at least {}",
             "maxItems": "at most {}", "minimum": "from {}", "maximum": "to {}"}  # fmt: skip
    said = [words.format(f"{part[name]:,}") for name, words in named.items() if name in part]
    said += [f"such as {json.dumps(one, ensure_ascii=False)}" for one in part.get("examples", ())[:1]]
    return escape("".join(f"; {one}" for one in said))
