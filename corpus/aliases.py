"""What people call companies, places, roles, parts of pay and topics: `aliases.toml`, read once.

In: nothing. Out: `Aliases`, and every name of a place. It does not know which names a text holds: that is
for `corpus.known_names` and `index.lexicon`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """A place that people name, and what it lies in."""

    name: str
    within: str
    country: bool = False
    wide: bool = False  # a continent or wider
    metro: bool = False
    capital: bool = False  # of the country it lies in


@dataclass(frozen=True, slots=True)
class Topic:
    """Something people ask about and guides often lack."""

    name: str
    label: str
    words: tuple[str, ...]
    ask: str
    part: bool = False  # a part of pay of its own, not a question about another part


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
    unusual: dict[str, tuple[str, ...]]  # parts of pay that few guides have
    topics: dict[str, Topic]
    synonyms: dict[str, str]
    states: dict[str, str]  # "CA" → California


@lru_cache(maxsize=1)
def read_aliases() -> Aliases:
    """Read the packaged aliases (once for each process: they are data of the program)."""
    data: dict[str, Any] = tomllib.loads(files("corpus").joinpath("aliases.toml").read_text("utf-8"))
    places = {
        name: Place(name, p["within"], *(p.get(of, False) for of in ("country", "wide", "metro", "capital")))
        for name, p in data["places"].items()
    }
    names = {name: tuple(p["names"]) for name, p in data["places"].items()}
    taken = {each.casefold() for name, others in names.items() for each in (name, *others)}
    states: dict[str, str] = {}
    for country, codes in data["states"].items():
        for code, name in codes.items():
            states[code] = name
            places.setdefault(name, Place(name, country))
            names.setdefault(name, ()) if name.casefold() not in taken else None
    for around, towns in data["towns"].items():
        for name in towns:
            places.setdefault(name, Place(name, around))
            names.setdefault(name, ())
    return Aliases(
        ordinary=frozenset(data["ordinary"]),
        no_names=tuple(data["no_names"]),
        companies={name: tuple(names) for name, names in data["companies"].items()},
        places=places,
        place_names=names,
        roles={name: tuple(names) for name, names in data["roles"].items()},
        components={name: tuple(names) for name, names in data["components"].items()},
        unusual={name: tuple(names) for name, names in data["unusual"].items()},
        topics={
            name: Topic(name, t["label"], tuple(t["words"]), t["ask"], t.get("part", False))
            for name, t in data["topics"].items()
        },
        synonyms=dict(data["synonyms"]),
        states=states,
    )


@lru_cache(maxsize=1)
def place_words() -> frozenset[str]:
    """Every name of a place, without case.

    >>> "new york" in place_words(), "snapshot" in place_words()
    (True, False)
    """
    named = read_aliases().place_names
    return frozenset(each.casefold() for name, others in named.items() for each in (name, *others))
