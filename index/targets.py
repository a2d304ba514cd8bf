"""The rows that a question's companies and places name, and what they name that no guide covers.

In: a `Lexicon`, the mentions of a text. Out: `Target`s, each with the place as it was asked for and how that
was understood, and `Uncovered`s with what is covered nearby. "Meta London vs ByteDance Singapore" is two
rows, not four. It does not know roles or levels.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.aliases import read_aliases
from index.lexicon import Lexicon
from index.names import Mention
from index.places import How, RowKey


@dataclass(frozen=True, slots=True)
class Target:
    """A row that a question is about, and how its place was understood."""

    row: RowKey
    asked: str  # the place as asked, "" where none was named
    how: How
    corrected: bool = False
    guide: str = ""  # the guide's path, where several guides have this row
    level: str = ""  # its level's label, where the company has several for this role and place
    unlevelled: bool = False  # what the company gives for this role and place at no level, beside its levels
    of_role: bool = False  # the company has rows for several roles, so this one's is said


@dataclass(frozen=True, slots=True)
class Uncovered:
    """Something asked for that no guide covers, with what is covered nearby."""

    kind: Literal["company", "place", "role", "level"]
    name: str
    company: str | None = None
    nearby: tuple[str, ...] = ()


def is_at(lexicon: Lexicon, row: RowKey, place: str) -> bool:
    """Whether a row answers for a place, and not only for one in the same metro area."""
    found, how = lexicon.rows_at([row], place)
    return bool(found) and how != "metro"


def places_meant(mentions: Sequence[Mention]) -> list[Mention]:
    """The places meant: "US" beside "Seattle" only says where Seattle is."""
    aliases = read_aliases()
    out = [m for m in mentions if m.kind == "place"]
    lexicon_around: dict[str, set[str]] = {}
    for m in out:
        around: set[str] = set()
        name = m.name
        while (
            name in aliases.places
            and aliases.places[name].within
            and aliases.places[name].within not in around
        ):
            name = aliases.places[name].within
            around.add(name)
        lexicon_around[m.name] = around
    companies = [m for m in mentions if m.kind == "company"]
    several = len({m.name for m in companies}) > 1

    def apart(one: Mention, other: Mention) -> bool:
        """ "Acme Gotham; Initech Metropolis Area": each is its own company's."""
        first, last = sorted((one.start, other.start))
        return several and any(first < c.start < last for c in companies)

    def holds(wide: Mention, place: Mention) -> bool:
        return wide.name in lexicon_around[place.name] and place.name != wide.name and not apart(wide, place)

    return [m for m in out if not any(holds(m, o) for o in out)]


def targets_of(
    lexicon: Lexicon,
    mentions: Sequence[Mention],
    companies: Sequence[str],
    others: Sequence[str],
    places: Sequence[Mention],
) -> tuple[list[Target], list[Uncovered]]:
    """The rows of the companies and places, and what of either no guide covers."""
    targets: list[Target] = []
    uncovered: list[Uncovered] = [Uncovered("company", o, nearby=lexicon.companies) for o in others]
    if not companies and others:
        return targets, uncovered
    asked_of = companies or lexicon.companies
    places = _without_lands(lexicon, asked_of, places)
    for company, place in _pairs(mentions, asked_of, places, bool(companies)):
        rows = lexicon.rows_of(company)
        if place is None or (companies and rows and not any(row.region for row in rows)):
            targets += [Target(row, "", "all") for row in rows]
            continue
        if place.name == "HQ" and any(
            is_at(lexicon, r, other.name)
            for r in rows
            for other in places
            if other.name != "HQ"
            and not (lexicon.place(other.name).country or lexicon.place(other.name).wide)
            and (
                "HQ" in lexicon.places_of(r.region or "")
                or not any("HQ" in lexicon.places_of(each.region or "") for each in rows)
            )
        ):
            continue  # "the headquarters in Bern": Bern says it
        if place.name == "HQ":
            found: list[RowKey] = [row for row in rows if "HQ" in lexicon.places_of(row.region or "")]
            how: How = "named"
        else:
            found, how = lexicon.rows_at(rows, place.name)
        if found:
            targets += [Target(row, place.text or place.name, how, place.corrected) for row in found]
        elif companies:
            near = tuple(dict.fromkeys(row.region for row in rows if row.region))
            uncovered.append(Uncovered("place", place.name, company, near))
    if not companies:
        # A town that some row names is that row's; a wider row of another company is not meant.
        for place in places:
            if not (
                lexicon.place(place.name).metro
                or lexicon.place(place.name).country
                or lexicon.place(place.name).wide
            ):
                mine = [t for t in targets if t.asked == (place.text or place.name)]
                if any(t.how == "named" for t in mine):
                    targets = [t for t in targets if t not in mine or t.how == "named"]
        for place in places:
            if not any(t.asked == (place.text or place.name) for t in targets):
                near = tuple(dict.fromkeys(row.region for row in lexicon.rows if row.region))
                uncovered.append(Uncovered("place", place.name, None, near))
    return _remote_there(lexicon, list(dict.fromkeys(targets))), uncovered


def _without_lands(lexicon: Lexicon, companies: Sequence[str], places: Sequence[Mention]) -> list[Mention]:
    """ "The head office in China": the country only says where the headquarters are."""
    head = [
        r for c in companies for r in lexicon.rows_of(c) if "HQ" in lexicon.places_of(r.region or "")
    ] if any(p.name == "HQ" for p in places) else []  # fmt: skip

    def holds(place: Mention) -> bool:
        wide = lexicon.place(place.name).country or lexicon.place(place.name).wide
        return wide and any(lexicon.is_in(r.region or "", place.name) for r in head)

    return [p for p in places if not holds(p)]


def _remote_there(lexicon: Lexicon, targets: list[Target]) -> list[Target]:
    """ "Remote in Canada" is the row that is both, where a company has one."""
    places = {t.asked: t for t in targets}
    if len(places) < 2:
        return targets
    out: list[Target] = []
    for company in dict.fromkeys(t.row.company for t in targets):
        mine = [t for t in targets if t.row.company == company]
        rows = [t.row for t in mine]
        both = [
            t for t in mine if "Remote" in lexicon.places_of(t.row.region or "") and rows.count(t.row) > 1
        ]
        out += list({t.row: t for t in both}.values()) or mine
    return out


def _pairs(
    mentions: Sequence[Mention], companies: Sequence[str], places: Sequence[Mention], named: bool
) -> list[tuple[str, Mention | None]]:
    """Which company goes with which place: "Meta London vs ByteDance Singapore" is two rows, not four.

    A place that stands with a company without a guide is that company's, never a covered one's.
    """
    if not places:
        return [(c, None) for c in companies] if named else []
    order = [m for m in mentions if m.kind == "company" or m in places]
    several = len({m.name for m in order if m.kind == "company"}) > 1
    if several and len(places) > 1 and named:
        kinds = "".join("C" if m.kind == "company" else "P" for m in order)
        bound: list[tuple[str, Mention | None]] = []
        if re.fullmatch(r"(CP+){2,}", kinds):
            bound = _bind(order)
        elif re.fullmatch(r"(P+C){2,}", kinds):
            bound = _bind(order[::-1])
        elif re.fullmatch(r"(?:CP|PC)+", kinds) and all(m.name in companies for m in order if m.kind == "company"):
            # "Globex Oslo, and the same for Bergen Initech"
            pairs = [sorted(order[i : i + 2], key=lambda m: m.kind) for i in range(0, len(order), 2)]
            bound = [(company.name, place) for company, place in pairs]
        if bound:
            return [(company, place) for company, place in bound if company in companies]
    return [(c, p) for p in places for c in companies]


def _bind(order: Sequence[Mention]) -> list[tuple[str, Mention | None]]:
    out: list[tuple[str, Mention | None]] = []
    company = ""
    for m in order:
        if m.kind == "company":
            company = m.name
        else:
            out.append((company, m))
    return out
