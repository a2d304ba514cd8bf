"""What is configured, and from where: flag over environment over file over default.

In: the flags of one command, the environment, the places where a `counteroffer.toml` may lie. Out:
`Settings`, each value with its origin. A key that is not known is refused with its line. It does not
know what the values are used for, and it opens nothing but those files.
"""

from __future__ import annotations

import os
import re
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.problem import Problem
from corpus.regexes import regex

FILE = "counteroffer.toml"

# key in the file → (flag, variable); a key without a flag has "".
KEYS = {
    "guides": ("--guides", "COUNTEROFFER_GUIDES"),
    "index": ("--index", "COUNTEROFFER_INDEX"),
    "model": ("--model", "COUNTEROFFER_MODEL"),
    "model_timeout": ("", "COUNTEROFFER_MODEL_TIMEOUT"),
    "embedder": ("", "COUNTEROFFER_EMBEDDER"),
    "chroma_url": ("--chroma-url", "COUNTEROFFER_CHROMA_URL"),
    "api_key": ("", "COUNTEROFFER_API_KEY"),
    "unanswered": ("", "COUNTEROFFER_UNANSWERED"),
}
FOLDERS = ("guides", "index", "embedder", "unanswered")  # and a file: what is found from where it is named
DEFAULT = "default"

TOML_PLACE = regex(r"\s*\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Setting:
    """One value and where it was said: a flag, a variable, `counteroffer.toml:3`, or "default"."""

    value: str | None
    origin: str = DEFAULT


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is configured. `embedder` None is the packaged model."""

    guides: Setting
    index: Setting
    model: Setting
    embedder: Setting
    chroma_url: Setting
    api_key: Setting
    model_timeout: Setting = Setting(None)  # seconds for all that one answer asks of its model
    unanswered: Setting = Setting(None)  # the file that questions without an answer are kept in

    @property
    def guides_folder(self) -> Path:
        """The folder that the guides are read from."""
        assert self.guides.value is not None
        return Path(self.guides.value)

    @property
    def index_folder(self) -> Path:
        """The folder of the index: the one named, or that of these guides and this encoder."""
        if self.index.value is not None:
            return Path(self.index.value)
        from index.build import default_index_folder

        return default_index_folder(self.guides_folder, self.embedder.value)


def packaged_guides() -> Path:
    """The folder of the guides that come with the program."""
    from importlib.resources import files

    return Path(str(files("corpus").joinpath("guides")))


def settings_files(environment: Mapping[str, str]) -> tuple[Path, ...]:
    """Where a settings file may lie, the nearest first: the current folder, the user's own."""
    if sys.platform == "win32":
        own = Path(environment.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    elif os.path.isabs(environment.get("XDG_CONFIG_HOME", "")):
        own = Path(environment["XDG_CONFIG_HOME"])
    else:
        own = Path.home() / ("Library/Application Support" if sys.platform == "darwin" else ".config")
    return Path(FILE), own / "counteroffer" / FILE


def read_settings(
    flags: Mapping[str, str | None], environment: Mapping[str, str], files: Sequence[Path]
) -> Settings:
    """Decide each value. `flags` are keyed as in the file; an empty variable counts as unset.

    Raises Problem for a file that cannot be read, an unknown key and a value that is no text.
    """
    written = [read_file(file) for file in files]
    found: dict[str, Setting] = {}
    for key, (flag, variable) in KEYS.items():
        places = [Setting(flags[key], flag)] if flags.get(key) is not None else []
        if environment.get(variable):
            places.append(Setting(environment[variable], variable))
        places += [values[key] for values in written if key in values]
        found[key] = _checked(key, places[0]) if places else Setting(None)
    if found["guides"].value is None:
        found["guides"] = Setting(str(packaged_guides()))
    if found["model"].value is None:
        found["model"] = Setting("none")
    return Settings(**found)


def read_file(file: Path) -> dict[str, Setting]:
    """The values that one settings file names; a file that is not there names none.

    A folder is meant from where the file lies.
    """
    try:
        text = file.read_text("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise Problem(
            f"the settings file cannot be read: {reason}", str(file), "mend it or take it away"
        ) from error
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _not_toml(file, str(error)) from error
    found = {}
    for key, value in values.items():
        where = f"{file}:{_line_of(text, key)}"
        if key not in KEYS:
            raise Problem(f"unknown key {key!r}", where, f"the known keys are {', '.join(KEYS)}")
        if key == "model_timeout" and isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str) or not value.strip():
            raise Problem(f"{key} is to be a text", where, f'write it as {key} = "…"')
        if key in FOLDERS:
            near = file.absolute().parent / Path(value).expanduser()
            # An embedder may also be the name of a model.
            value = str(near) if key != "embedder" or near.is_dir() else value
        found[key] = Setting(value, where)
    return found


def _checked(key: str, setting: Setting) -> Setting:
    value = setting.value or ""
    if not value.strip() or "\0" in value:
        raise Problem(
            f"{key} is empty" if not value.strip() else f"{key} is no name", setting.origin, "name one"
        )
    if key == "chroma_url":
        from index.vectors import server_at

        try:
            server_at(value)
        except Problem as problem:  # said at once, also where Chroma is not needed
            raise Problem(problem.message, f"{setting.origin}: {value}", problem.remedy) from problem
    if key in ("guides", "index", "unanswered"):
        try:
            return Setting(str(Path(value).expanduser()), setting.origin)
        except RuntimeError as error:  # "~somebody" whom this machine does not know
            raise Problem(
                f"there is no such user: {value}", setting.origin, "write the whole path"
            ) from error
    return setting


def _line_of(text: str, key: str) -> int:
    """The line that names a key at the top level; tomllib keeps no lines.

    >>> _line_of('# guides = "old"\\n"guides" = "new"\\n[more]\\n', "more")
    3
    >>> _line_of('# guides = "old"\\n"guides" = "new"\\n', "guides")
    2
    """
    named = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[.=\]]""")
    return next((n for n, line in enumerate(text.splitlines(), 1) if named.match(line)), 1)


def _not_toml(file: Path, words: str) -> Problem:
    place = TOML_PLACE.search(words)
    where = f"{file}:{place['line']}:{place['column']}" if place and place["line"] else str(file)
    said = TOML_PLACE.sub("", words)
    return Problem(
        f"the settings file is no TOML: {said[:1].lower()}{said[1:]}",
        where,
        'write lines like guides = "my-guides"',
    )
