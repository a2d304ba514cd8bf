"""The names that people use, and what is written in a guide's labels.

In: `corpus/aliases.toml` and the labels of guides. Out: `Aliases` (companies, places, roles, components,
topics and what people call them) and the bare words of a name, by which all names are compared.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from corpus.regexes import regex

WORD = regex(r"[A-Za-zÀ-ÖØ-öø-ÿ0-9]+")
CJK = regex(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SIDE = regex(r"[/,;()+]|\s&\s|\band\b|\bor\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A place that people name, and what it lies in."""

    name: str
    within: str
    country: bool = False
    wide: bool = False  # a continent or wider
    metro: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """Something people ask about and guides often lack."""

    name: str
    label: str
    words: tuple[str, ...]
    ask: str


@dataclass(frozen=True, slots=True)
class Aliases:
    """`corpus/aliases.toml`, read."""

    ordinary: frozenset[str]
    no_names: tuple[str, ...]
    companies: dict[str, tuple[str, ...]]
    places: dict[str, Place]
    place_names: dict[str, tuple[str, ...]]
    roles: dict[str, tuple[str, ...]]
    components: dict[str, tuple[str, ...]]
    topics: dict[str, Topic]
    synonyms: dict[str, str]


@lru_cache(maxsize=1)
def read_aliases() -> Aliases:
    """Read the packaged aliases (once for each process: they are data of the program)."""
    data: dict[str, Any] = tomllib.loads(files("corpus").joinpath("aliases.toml").read_text(encoding="utf-8"))
    places = {
        name: Place(name, p["within"], p.get("country", False), p.get("wide", False), p.get("metro", False))
        for name, p in data["places"].items()
    }
    return Aliases(
        ordinary=frozenset(data["ordinary"]),
        no_names=tuple(data["no_names"]),
        companies={name: tuple(names) for name, names in data["companies"].items()},
        places=places,
        place_names={name: tuple(p["names"]) for name, p in data["places"].items()},
        roles={name: tuple(names) for name, names in data["roles"].items()},
        components={name: tuple(names) for name, names in data["components"].items()},
        topics={
            name: Topic(name, t["label"], tuple(t["words"]), t["ask"]) for name, t in data["topics"].items()
        },
        synonyms=dict(data["synonyms"]),
    )


def words_of(text: str) -> tuple[str, ...]:
    """The bare words of a name, for comparing: `sign-on` and `Sign On` are the same two words.

    >>> words_of("D.E. Shaw")
    ('d', 'e', 'shaw')
    """
    return tuple(w.lower() for w in WORD.findall(text))


def places_in_region(region: str) -> tuple[str, ...]:
    """The places that a region's label names, the label's own words kept.

    >>> places_in_region("US (Menlo Park / NYC)")
    ('US', 'Menlo Park', 'NYC')
    >>> places_in_region("Bay Area / Mountain View (US)")
    ('Bay Area', 'Mountain View', 'US')
    """
    return tuple(piece.strip(" .:*") for piece in _SIDE.split(region) if piece.strip(" .:*"))
