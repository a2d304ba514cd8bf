"""The prompts: one file each, with the placeholders that it takes.

In: a name and a value for each placeholder. Out: the system's and the user's part of a prompt. A value
that is missing and one that the prompt does not take are both errors, and so is a file whose text and
declaration differ. Only `{{name}}` is a placeholder, so `$185,000`, `{F1}` and `{"x": 1}` are text, and
what a value holds is never looked at again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.regexes import regex

_PLACEHOLDER = regex(r"\{\{([a-z_]+)\}\}")
_PARTS = regex(r"^## (System|User)[ \t]*$", re.MULTILINE)


class BadPrompt(ValueError):
    """A prompt whose text and placeholders do not agree: a mistake of ours, not of a person's."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as its file has it."""

    name: str
    version: int
    placeholders: frozenset[str]
    system: str
    user: str

    def fill(self, **values: str) -> tuple[str, str]:
        """The system's and the user's text with the values in place.

        >>> prompt = parse_prompt("---\\nversion: 1\\nplaceholders: q\\n---\\n## System\\nBe {\\"x\\": 1}.\\n"
        ...                       "## User\\nOf $185,000: {{q}}\\n", "p")
        >>> prompt.fill(q="what is {{q}}?")
        ('Be {"x": 1}.', 'Of $185,000: what is {{q}}?')
        """
        missing, unknown = self.placeholders - set(values), set(values) - self.placeholders
        if missing or unknown:
            said = [
                f"{', '.join(sorted(names))} {what}"
                for names, what in ((missing, "missing"), (unknown, "unknown"))
                if names
            ]
            raise BadPrompt(f"prompt {self.name}: {'; '.join(said)}")
        return _filled(self.system, values), _filled(self.user, values)


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda m: values[m[1]], text)


def parse_prompt(text: str, name: str) -> Prompt:
    """A prompt from the text of its file. Raises BadPrompt."""
    head, begin, rest = text.partition("---\n")
    front, end, body = rest.partition("\n---\n")
    if head.strip() or not begin or not end:
        raise BadPrompt(f"prompt {name}: no front matter")
    fields = dict(line.split(":", 1) for line in front.splitlines() if ":" in line)
    try:
        version = int(fields["version"])
        declared = frozenset(filter(None, (p.strip() for p in fields["placeholders"].split(","))))
    except (KeyError, ValueError) as error:
        raise BadPrompt(f"prompt {name}: version or placeholders are not declared") from error
    pieces = _PARTS.split(body)
    parts = {pieces[i]: pieces[i + 1].strip() for i in range(1, len(pieces) - 1, 2)}
    if set(parts) != {"System", "User"}:
        raise BadPrompt(f"prompt {name}: its parts are to be ## System and ## User")
    used = frozenset(_PLACEHOLDER.findall(body))
    if used != declared:
        differing = ", ".join(sorted(used ^ declared))
        raise BadPrompt(f"prompt {name}: declared and used placeholders differ: {differing}")
    return Prompt(name, version, declared, parts["System"], parts["User"])


@lru_cache(maxsize=16)
def load_prompt(name: str) -> Prompt:
    """The prompt of a file in `prompts/`."""
    return parse_prompt((folder() / f"{name}.md").read_text("utf-8"), name)


def folder() -> Path:
    """Where the prompts lie."""
    from importlib.resources import files

    return Path(str(files("prompts")))
