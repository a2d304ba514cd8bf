"""Which names in a guide are companies or places: its own company, others set beside it, places known.

In: words and a Guide. Out: whether they name the guide's company, another or a place. Other companies
are those that the guide sets its levels against, those that its sentences have offers from, and those
of `aliases.toml`; places are those of `aliases.toml`. A name that none of these has is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from corpus.aliases import place_words, read_aliases
from corpus.columns import column_kind, component_of, is_level, place_of
from corpus.guide import Guide
from corpus.levels import level_maps_in
from corpus.regexes import regex
from corpus.shapes import LONGEST_SHAPE

# "an offer from Globex", "interviewing with Globex and Initech"
_OFFER_FROM = regex(
    r"\b(?:offers?|loops?|onsites?|packages?|interview(?:s|ing)?|final rounds?)\s+(?:from|at|with)\s+\[?"
    r"(?P<names>[A-Z][\w.&'’-]*(?:(?:\s*/\s*|,\s+(?:and\s+|or\s+)?|\s+(?:and|or)\s+|\s+)[A-Z][\w.&'’-]*)*)"
)
_TOWN_AND_STATE = regex(r"^[A-Z][\w.'’ -]+, [A-Z]{2}\b")
_WORD = regex(r"[^\W_]+(?:[.'’-][^\W_]+)*")
# "Pay outside London", "London vs. the market": the place that is named is not the one that is meant.
_NOT_THERE = regex(
    r"\b(?:outside|except|excluding|excl|not|non|vs|versus|compared|relative|besides|beyond|and|or|than)\b|[&/+]",
    re.IGNORECASE,
)
_PHRASES = regex(r"\s*[,;:|()]\s*|\s+[\u2013—-]\s+")
_MONEY_BEHIND = regex(r"\s*(?:dollars?|\$)", re.IGNORECASE)
_PART_OF_PLACE = regex(r"(?:remote|greater|other|central|north|south|east|west)", re.IGNORECASE)
_BETWEEN = regex(r"\s*/\s*|,\s+(?:and\s+|or\s+)?|\s+(?:and|or)\s+")


def names_company(words: str, guide: Guide) -> bool:
    """Whether words hold the name of the guide's own company."""
    return guide.company is not None and _holds(words, guide.company)


def names_other_company(words: str, guide: Guide) -> bool:
    """Whether words hold the name of another company than the guide's."""
    return any(name != guide.company and _holds(words, name) for name in other_companies(guide))


@lru_cache(maxsize=8)  # a guide's tables are read one after another
def other_companies(guide: Guide) -> frozenset[str]:
    """The companies that a guide sets its levels against or has offers from, and those known to all."""
    names = {found.other_company for found in level_maps_in(guide)} | _known()
    for line in guide.lines:
        for said in _OFFER_FROM.finditer(line[:LONGEST_SHAPE]):
            names |= {name.strip() for name in _BETWEEN.split(said["names"])}
    return frozenset(name for name in names if len(name) > 1)


def _holds(words: str, name: str) -> bool:
    return name in words and bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words))


def is_known_place(words: str) -> bool:
    """Whether words are a place that `aliases.toml` names.

    >>> is_known_place("London"), is_known_place("Oregon"), is_known_place("Snapshot")
    (True, True, False)
    """
    return words.casefold() in place_words()


def names_place(words: str) -> bool:
    """Whether a place that `aliases.toml` names stands somewhere in words.

    >>> names_place("Other US"), names_place("SF/NYC"), names_place("Discretionary"), names_place("in us")
    (True, True, False, False)
    """
    if _TOWN_AND_STATE.search(words):
        return True
    parts = _WORD.findall(words)
    spans = (parts[i : i + n] for n in (1, 2, 3) for i in range(len(parts) - n + 1))
    return is_known_place(words) or any(
        span[0][0].isupper() and " ".join(span).casefold() in place_words() for span in spans
    )


@lru_cache(maxsize=8)
def places_of_tables(guide: Guide) -> frozenset[str]:
    """The places that the tables of a guide are for, by the columns of places and the headers with currencies."""
    found: set[str] = set()
    for table in guide.tables:
        labels: list[str] = []
        for i, header in enumerate(table.header):
            if column_kind(header) == "region":
                labels += [row.cells[i] for row in table.rows if i < len(row.cells)]
            elif i and place_of(header).note.currency and component_of(header) is None:
                labels.append(header)
        found |= {place_of(label).name for label in labels}
    return frozenset(
        name
        for name in found
        if name[:1].isupper() and not re.search(r"\d", name) and not is_level(name) and component_of(name) is None
    )


def one_place_in(words: str, guide: Guide) -> str:
    """The one place that a heading names, as it writes it: known to all, or by the guide's tables; else "".

    "Remote US" is more than "US": a word that says which part of a place is meant belongs to its name.
    """
    for phrase in _PHRASES.split(words):
        listed = _BETWEEN.split(phrase.strip().replace("&", "and"))
        if len(listed) > 1 and all(map(is_known_place, listed)):
            return phrase.strip()  # "Oslo and Bergen"
    if _NOT_THERE.search(words):
        return ""
    parts = list(_WORD.finditer(words))
    own = {name.casefold() for name in places_of_tables(guide)}
    found: list[str] = []
    at = 0
    while at < len(parts):
        for size in (4, 3, 2, 1):
            if at + size > len(parts):
                continue
            name = words[parts[at].start() : parts[at + size - 1].end()]
            money = _MONEY_BEHIND.match(words, parts[at + size - 1].end())  # "US dollars"
            known = is_known_place(name) and name[0].isupper() and not money
            if known or name.casefold() in own:
                first = at - 1 if at and _PART_OF_PLACE.fullmatch(parts[at - 1][0]) else at
                found.append(words[parts[first].start() : parts[at + size - 1].end()])
                at += size - 1
                break
        at += 1
    return found[0] if len(found) == 1 else ""


def places_in(text: str, own: bool = False) -> frozenset[str]:
    """The known places that a text names, by their usual names, and what they lie in (not with `own`).

    >>> sorted(places_in("Remote US", own=True)), "Ireland" in places_in("Dublin")
    (['US'], True)
    """
    parts = _WORD.findall(text)
    spans = (" ".join(parts[i : i + n]) for n in (1, 2, 3) for i in range(len(parts) - n + 1))
    named = {_canonical()[s.casefold()] for s in spans if not s[0].islower() and s.casefold() in _canonical()}
    named -= {"Remote"}
    return frozenset(named if own else {at for name in named for at in _around(name)})


def _around(name: str) -> list[str]:
    """A place and what it lies in, outwards."""
    places, found = read_aliases().places, [name]
    while (place := places.get(found[-1])) and place.within and place.within not in found:
        found.append(place.within)
    return found


@lru_cache(maxsize=1)
def _canonical() -> dict[str, str]:
    names = read_aliases().place_names
    return {each.casefold(): name for name, others in names.items() for each in (*others, name)}


# The countries whose currencies share a mark with another's: "¥", "kr".
_LOCAL = {
    "Japan": "JPY", "China": "CNY", "Sweden": "SEK", "Norway": "NOK", "Denmark": "DKK",
}  # fmt: skip
_FLAGS = {"JP": "JPY", "CN": "CNY", "SE": "SEK", "NO": "NOK", "DK": "DKK"}
_FLAG = regex(r"[\U0001f1e6-\U0001f1ff]{2}")


def local_currencies(texts: Iterable[str]) -> frozenset[str]:
    """The currencies with a shared mark that are paid in the places that texts name, by name or flag.

    >>> sorted(local_currencies(["Tokyo & Osaka"])), sorted(local_currencies(["Oslo or Stockholm", "Berlin"]))
    (['JPY'], ['NOK', 'SEK'])
    """
    found: set[str] = set()
    for text in texts:
        for flag in _FLAG.findall(text):
            letters = "".join(chr(ord(letter) - 0x1F1E6 + ord("A")) for letter in flag)
            found |= {_FLAGS[letters]} if letters in _FLAGS else set()
        parts = _WORD.findall(text)
        spans = (parts[i : i + n] for n in (1, 2) for i in range(len(parts) - n + 1))
        named = (span for span in spans if not span[0][0].islower())
        found |= {code for span in named if (code := _paid_in().get(" ".join(span).casefold()))}
    return frozenset(found)


@lru_cache(maxsize=1)
def _paid_in() -> dict[str, str]:
    """The currency with a shared mark of each place that has one, by every name of the place."""
    aliases = read_aliases()
    paid: dict[str, str] = {}
    for name, others in aliases.place_names.items():
        code = next((_LOCAL[at] for at in _around(name) if at in _LOCAL), None)
        if code:
            paid |= {each.casefold(): code for each in (name, *others)}
    return paid


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    aliases = read_aliases()
    return frozenset(name for name in aliases.companies if name.casefold() not in aliases.ordinary)
