"""Facts narrowed by company, role, region, level and component, as people name them.

In: facts, the words of each filter, a `Lexicon`. Out: the facts that pass, how each word was
understood, and what no guide covers. A word that fits nothing is said, never passed over. It reads
no amounts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from corpus.bands import Fact
from corpus.regexes import regex
from index.names import is_same_title
from index.resolve import Lexicon, MentionKind, RowKey, words_of

FILTERS = ("company", "role", "region", "level", "component")

# E5, L4, ICT4, P6 and their ranges E5–E6, L4-5; 2-1 and 2-1 to 3-1.
LEVEL = regex(
    r"(?P<mark>[A-Za-z]+)\s?-?(?P<low>\d{1,2})(?:\s?(?:-|–|—|/|to)\s?(?:(?P=mark)\s?)?(?P<high>\d{1,2}))?"
)
PAIR = regex(r"(?<!\d)([1-4])-([12])(?!\d)(?:\s?(?:-|–|—|to)\s?([1-4])-([12])(?!\d))?")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The facts that pass, and what there is to say of the filters."""

    facts: tuple[Fact, ...]
    resolved: dict[str, list[str]]
    notes: tuple[str, ...]
    not_covered: tuple[str, ...]


def narrow(facts: Sequence[Fact], filters: Mapping[str, Sequence[str]], lexicon: Lexicon) -> Narrowed:
    """Keep the facts that pass every filter; several words for one filter are alternatives."""
    kept = list(facts)
    resolved: dict[str, list[str]] = {name: [] for name in FILTERS}
    notes: list[str] = []
    missing: list[str] = []
    for name in FILTERS:
        wanted = [word for word in filters.get(name, ()) if word.strip()]
        if not wanted:
            continue
        passing: set[int] = set()
        for word in wanted:
            found, said = _READERS[name](word, kept, lexicon)
            notes += [said] if said else []
            resolved[name] += [one for one in found if one not in resolved[name]]
            hits = {place for place, fact in enumerate(kept) if _value(fact, name) in found}
            if not hits:
                missing.append(_not_covered(name, word, kept or facts))
            passing |= hits
        kept = [fact for place, fact in enumerate(kept) if place in passing]
    return Narrowed(tuple(kept), resolved, tuple(notes), tuple(missing))


def _value(fact: Fact, name: str) -> str:
    value: str | None = getattr(fact, name)
    return value or ""


def _values(facts: Sequence[Fact], name: str) -> list[str]:
    return list(dict.fromkeys(value for fact in facts if (value := _value(fact, name))))


def _not_covered(name: str, word: str, facts: Sequence[Fact]) -> str:
    have = _values(facts, name)
    listed = f"; they have {', '.join(have[:12])}" + (" …" if len(have) > 12 else "") if have else ""
    return f"The guides have no pay row for the {name} {word!r}{listed}."


Found = tuple[list[str], str]  # values as the guides write them, and a note on how the word was read


def _exact(word: str, values: Sequence[str]) -> list[str]:
    return [value for value in values if value.casefold() == word.strip().casefold()] or [
        value for value in values if words_of(word) and words_of(value) == words_of(word)
    ]


def _named(kind: MentionKind, word: str, lexicon: Lexicon) -> tuple[list[str], str]:
    """The names of a kind that a word holds, and a note where its spelling was mended."""
    mentions = [mention for mention in lexicon.mentions(word) if mention.kind == kind]
    mended = [f"{mention.text!r} is read as {mention.name}." for mention in mentions if mention.corrected]
    return list(dict.fromkeys(mention.name for mention in mentions)), " ".join(mended)


def _by_name(name: str, kind: MentionKind) -> Callable[[str, Sequence[Fact], Lexicon], Found]:
    def read(word: str, facts: Sequence[Fact], lexicon: Lexicon) -> Found:
        values = _values(facts, name)
        exact = _exact(word, values)
        if exact:
            return exact, ""
        names, note = _named(kind, word, lexicon)
        found = [value for one in names for value in _exact(one, values)]
        if kind == "role" and not found:
            found = [value for value in values if any(is_same_title(one, value) for one in (word, *names))]
        return found, note if found else ""

    return read


def _regions(word: str, facts: Sequence[Fact], lexicon: Lexicon) -> Found:
    values = _values(facts, "region")
    exact = _exact(word, values)
    if exact:
        return exact, ""
    names, note = _named("place", word, lexicon)
    rows = dict.fromkeys(RowKey(fact.company or "", fact.role, fact.region) for fact in facts if fact.region)
    found: list[str] = []
    for name in names or [word.strip()]:
        if name.casefold() == "hq":
            covering = [row for row in rows if "HQ" in lexicon.places_of(row.region or "")]
        else:
            covering, _ = lexicon.rows_at(rows, name)
        found += [row.region for row in covering if row.region]
    found = list(dict.fromkeys(found))
    if not found:
        return [], ""
    mapped = f"{word.strip()!r} is in {' and '.join(found)}."
    return found, f"{note} {mapped}".strip() if note or len(found) > 1 else mapped


def _levels(word: str, facts: Sequence[Fact], lexicon: Lexicon) -> Found:
    values = _values(facts, "level")
    return _exact(word, values) or [value for value in values if level_within(word, value)], ""


def level_within(asked: str, row: str) -> bool:
    """Whether a level is one of those that a row stands for.

    >>> level_within("E5", "E5–E6"), level_within("e7", "E5–E6"), level_within("2-2", "2-1 to 3-1")
    (True, False, True)
    """
    wanted, held = _spans(asked), _spans(row)
    return any(
        mark == own and low <= first and last <= high
        for mark, first, last in wanted
        for own, low, high in held
    )


def _spans(text: str) -> list[tuple[str, int, int]]:
    pairs = [
        ("", int(m[1]) * 10 + int(m[2]), int(m[3] or m[1]) * 10 + int(m[4] or m[2]))
        for m in PAIR.finditer(text)
    ]
    return pairs or [
        (m["mark"].upper(), int(m["low"]), int(m["high"] or m["low"])) for m in LEVEL.finditer(text)
    ]


_READERS: dict[str, Callable[[str, Sequence[Fact], Lexicon], Found]] = {
    "company": _by_name("company", "company"),
    "role": _by_name("role", "role"),
    "region": _regions,
    "level": _levels,
    "component": _by_name("component", "component"),
}
