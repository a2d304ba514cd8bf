"""Places as guides label their rows with them, and the rows that answer for a place.

In: rows, and the packaged `Aliases`. Out: what lies in what ("Columbia, MD", "US (Seattle / Austin)"), the
places that a label names, and the rows for a place: named by it, holding it, inside it or in its metro area.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from corpus.aliases import Aliases, Place, read_aliases
from corpus.currencies import CURRENCY_CODES
from corpus.regexes import regex
from index.names import TOWN_AND_STATE, Mention, MentionKind, places_in_region, words_of

How = Literal["all", "named", "inside", "wider", "metro"]

THE_REST = regex(r"(?:all\s+)?(?:others?|rest|elsewhere|remaining|remainder)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RowKey:
    """The key of a row of figures: what the guides are asked by."""

    company: str
    role: str | None
    region: str | None


class Places:
    """What a lexicon knows of places; the names themselves are the lexicon's."""

    rows: tuple[RowKey, ...]

    @cached_property
    def aliases(self) -> Aliases:
        return read_aliases()

    @property
    def phrases(self) -> dict[tuple[str, ...], tuple[tuple[MentionKind, str], ...]]:
        """Every phrase, with what it can stand for."""
        raise NotImplementedError

    def mentions(self, text: str, correct: bool = True) -> tuple[Mention, ...]:
        """Every name in a text."""
        raise NotImplementedError

    def place(self, name: str) -> Place:
        """What is known of a place; one that only the guides name lies where their labels say."""
        return self.aliases.places.get(name) or self._told_places.get(name) or Place(name, "")

    @cached_property
    def _told_places(self) -> dict[str, Place]:
        """Towns that only the guides name, with the state, country or continent of their label."""
        out: dict[str, Place] = {}
        for region in dict.fromkeys(row.region for row in self.rows if row.region):
            pieces = self.pieces(region)
            states = {
                m["town"].strip(): self.aliases.states[m["code"]]
                for m in TOWN_AND_STATE.finditer(region)
                if m["code"] in self.aliases.states
            }
            around = [
                name for piece in pieces if (name := self.place_named(piece)) and self._holds_others(name)
            ]
            for piece in pieces:
                if self.place_named(piece) or THE_REST.match(piece):
                    continue  # "US (Other Markets)" is for all of the US that has no row of its own
                within = states.get(piece) or (around[0] if len(set(around)) == 1 else "")
                if within:
                    out.setdefault(piece, Place(piece, within))
        return out

    def place_named(self, piece: str) -> str:
        """The canonical name of a place that the packaged aliases know."""
        return self._known_places.get(words_of(piece), "")

    @cached_property
    def _known_places(self) -> dict[tuple[str, ...], str]:
        names = self.aliases.place_names
        return {words_of(each): name for name, others in names.items() for each in (name, *others)}

    def _holds_others(self, name: str) -> bool:
        place = self.aliases.places[name]
        return place.country or place.wide

    @lru_cache(maxsize=4096)  # noqa: B019 - a lexicon lives as long as its process needs it
    def pieces(self, region: str) -> tuple[str, ...]:
        """The places that a label names, without what only explains them: a state's code, a currency.

        "Remote US" is Remote, and in the US.
        """
        out: list[str] = []

        def without_state(m: re.Match[str]) -> str:
            if m["code"] not in self.aliases.states:
                return m.group()
            return self.place_named(m.group()) or m["town"]

        for piece in places_in_region(TOWN_AND_STATE.sub(without_state, region)):
            if piece in self.aliases.states or piece.upper() in CURRENCY_CODES:
                continue
            remote = re.fullmatch(r"(?:remote|distributed)[\s\-–:]+(.+)|(.+?)[\s\-–:]+remote", piece, re.I)
            rest = next((g for g in remote.groups() if g), "") if remote else ""
            if rest and (self.place_named(rest) or rest.upper() == "US"):
                out += ["Remote", rest]
            else:
                out.append(piece)
        return tuple(dict.fromkeys(out))

    def around(self, name: str) -> tuple[str, ...]:
        """The places that a place lies in, nearest first."""
        out: list[str] = []
        place = self.place(name)
        while place.within and place.within not in out:
            out.append(place.within)
            place = self.place(place.within)
        return tuple(out)

    def rows_of(self, company: str) -> tuple[RowKey, ...]:
        """The rows of a company, in the order of its guide."""
        return self._rows_by_company.get(company, ())

    @cached_property
    def _rows_by_company(self) -> dict[str, tuple[RowKey, ...]]:
        out: dict[str, list[RowKey]] = {}
        for row in self.rows:
            out.setdefault(row.company, []).append(row)
        return {company: tuple(rows) for company, rows in out.items()}

    @lru_cache(maxsize=4096)  # noqa: B019 - a lexicon lives as long as its process needs it
    def places_of(self, region: str) -> tuple[str, ...]:
        """The canonical places of a region's label."""
        out: list[str] = []
        for piece in self.pieces(region):
            kinds = self.phrases.get(words_of(piece), ())
            names = [name for kind, name in kinds if kind == "place"]
            if not names:
                inner = [m.name for m in self.mentions(piece, correct=False) if m.kind == "place"]
                names = inner or [piece]
            out += names
        return tuple(dict.fromkeys(out))

    def rows_at(self, rows: Iterable[RowKey], place: str) -> tuple[list[RowKey], How]:
        """The rows that cover a place: named by it, holding it, inside it, or in its metro area.

        A country beside its cities ("Canada (Toronto / Montreal)") only says where they are: such a
        row answers for these cities and for the country as a whole, not for a third city.
        """
        candidates = [(row, self.places_of(row.region)) for row in rows if row.region]
        exact = [row for row, names in candidates if place in names and not self._qualifies(place, names)]
        area = self.place(place).country or self.place(place).wide
        if area:
            # "US" is all of its rows, unless one is for the country as such.
            exact = [row for row in exact if set(self.places_of(row.region or "")) - {"HQ"} == {place}]
        if exact:
            return exact, "named"
        around = self.around(place)
        for area_name in around:
            inside = [
                row
                for row, names in candidates
                if area_name in names and not self._qualifies(area_name, names) and "Remote" not in names
            ]
            if inside:
                return inside, "inside"
        wider = [
            row for row, names in candidates if place in names or any(place in self.around(n) for n in names)
        ]
        if wider:
            return wider, "wider"
        metros = [p for p in around if self.place(p).metro]
        metro = [row for row, names in candidates if any(set(metros) & set(self.around(n)) for n in names)]
        return metro, "metro"

    def is_in(self, region: str, area: str) -> bool:
        """Whether a place of a label is an area, or lies in it."""
        return any(area == name or area in self.around(name) for name in self.places_of(region))

    def _qualifies(self, name: str, names: Sequence[str]) -> bool:
        """True where a name only says in which country or wider area the other names lie."""
        return any(other != name and name in self.around(other) for other in names) and (
            self.place(name).country or self.place(name).wide or not self.place(name).metro
        )
