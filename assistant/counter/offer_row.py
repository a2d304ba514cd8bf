"""The row of the guides that an offer is of.

In: an `Offer`, the library, the lexicon. Out: an `OfferRow`: the facts that company, role, region and level
name together; or none, with what is covered, or what to ask the person. A name that was mended, or a row
for more than the place that was named, is said aloud. It does not know amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from assistant.counter.notes import CheckNotes
from assistant.counter.offer import Offer
from assistant.narrowing import level_within
from corpus.bands import Fact
from index.library import Library
from index.resolve import Lexicon, Mention, RowKey, resolve, words_of

MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class OfferRow:
    """The names of a row, and its facts: none where the guides have no row, or it is open which."""

    company: str | None
    role: str | None
    region: str | None
    facts: tuple[Fact, ...] = ()
    open: bool = False  # something is missing or ambiguous, and the person can tell
    without: str = "there is no row for it in the guides"  # why there are no facts


def in_english(region: str | None, lexicon: Lexicon) -> str | None:
    """The name of a place that was entered in another script, or spelt as in another language.

    "北京" is Beijing and "Singapur" Singapore; "NYC" and "Bay Area" stay as they were entered.
    """
    places = [m for m in lexicon.mentions(region or "", correct=False) if m.kind == "place"]
    if region is None or len({m.name for m in places}) != 1:
        return None
    name, entered = places[0].name, places[0].text
    if not entered.isascii():
        return name
    near = SequenceMatcher(None, entered.lower(), name.lower()).ratio()
    return name if len(words_of(region)) == len(words_of(entered)) and 0.7 < near < 1 else None


def row_of(offer: Offer, library: Library, lexicon: Lexicon, notes: CheckNotes) -> OfferRow:
    """The row that an offer's company, role, region and level name."""
    company = _company(offer, lexicon, notes)
    role, role_fits = _role(offer, lexicon, notes)
    if company is None:
        without = "the guides do not cover the company" if offer.company else "the company is missing"
        return OfferRow(offer.company, role, offer.region, open=offer.company is None, without=without)
    rows, asks = _regions(offer, company, lexicon, notes)
    if role and (own := [r.role for r in rows if lexicon.means_role(role, r.role, lexicon.roles_at(company))]):
        role = own[0]  # "ML Engineer" where this company's guide says "ML/AI Engineer"
    rows = [r for r in rows if r.role in (None, role) or offer.role is None]
    if not rows or not role_fits:
        if not role_fits:
            without = "the guides do not cover the role"
        elif asks:
            without = "the place is missing, and the guide's rows are by place"
        else:
            without = "the guide has no row for the place"
        return OfferRow(company, role, offer.region, open=asks, without=without)
    regions = list(dict.fromkeys(r.region for r in rows))
    if len(regions) > 1:
        notes.ask(
            f"Which place is the offer for? {offer.region} could be {_either(r for r in regions if r)}."
        )
        without = "the place could be one of several rows"
        return OfferRow(company, role, offer.region, open=True, without=without)
    if offer.role is None:
        role = rows[0].role
        notes.missing.append(f"the role (read as {role}, which the guide is about)" if role else "the role")
    facts = [
        f
        for f in library.facts(company=company, region=regions[0], kind="band")
        if f.role in (None, role) or role is None
    ]
    return _level(offer, OfferRow(company, role, regions[0], tuple(facts)), notes)


def _either(names: Iterable[str]) -> str:
    return " or ".join(names)


def first_of(names: Sequence[str]) -> str:
    """Names in a row, the first dozen of many."""
    return ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")


def _company(offer: Offer, lexicon: Lexicon, notes: CheckNotes) -> str | None:
    if not offer.company:
        notes.missing.append("the company")
        notes.ask("Which company is the offer from?")
        return None
    exact = next((c for c in lexicon.companies if words_of(c) == words_of(offer.company)), None)
    named = [m for m in lexicon.mentions(offer.company) if m.kind == "company"]
    found = [m for m in named if m.name in lexicon.companies and _is_whole(m, offer.company)]
    if exact is None and found and len({m.name for m in named}) == 1:
        exact = found[0].name
        if found[0].corrected:
            notes.flag("name_corrected", f"“{offer.company}” was read as {exact}; please confirm.")
        elif not set(words_of(exact)) <= set(words_of(offer.company)):
            notes.flag(
                "company_mapped",
                f"{offer.company} is read from {exact}'s guide; if its pay differs from {exact}'s, these ranges are "
                "not yours.",
            )
    if exact is None:
        notes.flag(
            "company_not_covered",
            f"The guides do not cover {offer.company}. They cover {first_of(lexicon.companies)}; their "
            "figures are not used for your offer.",
        )
    return exact


def _is_whole(mention: Mention, text: str) -> bool:
    """The name takes most of what was entered: "Meta Platforms", not "Metamorph Labs (ex Meta)"."""
    rest = words_of(text[: mention.start] + " " + text[mention.end :])
    return len(rest) <= max(2, len(words_of(mention.text)))


def _role(offer: Offer, lexicon: Lexicon, notes: CheckNotes) -> tuple[str | None, bool]:
    if offer.role is None:
        return None, True
    exact = next((r for r in lexicon.roles if words_of(r) == words_of(offer.role)), None)
    if exact:
        return exact, True
    asked = resolve(offer.role, lexicon)
    others = [u.name for u in asked.uncovered if u.kind == "role"]
    covered = [r for r in asked.roles if r in lexicon.roles]
    # "Software Engineer, Machine Learning" is the title that an ML engineer has at some companies.
    if covered and set(others) <= {"Software Engineer"}:
        return covered[0], True
    notes.flag(
        "role_not_covered",
        f"The guides do not cover the role {offer.role}. They cover {first_of(lexicon.roles)}; those figures "
        "are not used for your offer.",
    )
    return offer.role, False


def _regions(offer: Offer, company: str, lexicon: Lexicon, notes: CheckNotes) -> tuple[list[RowKey], bool]:
    """The rows that the region names, and whether there is something to ask back."""
    rows = lexicon.rows_of(company)
    known = list(dict.fromkeys(r.region for r in rows if r.region))
    if not known:
        return list(rows), False  # a guide without regions has one row for all
    if not offer.region:
        notes.missing.append("the region")
        notes.ask(f"Where is the job? {company}'s guide has rows for {first_of(known)}.")
        return [], True
    exact = [r for r in rows if r.region and words_of(r.region) == words_of(offer.region)]
    if exact:
        return exact, False
    asked = resolve(f"{company}, {offer.region}", lexicon)
    targets = [t for t in asked.targets if t.row.company == company and t.asked]
    if not targets:
        notes.flag(
            "region_not_covered",
            f"{company}'s guide has no row for {offer.region}. It has {first_of(known)}; those figures are "
            "not used for your offer.",
        )
        return [], False
    first = targets[0]
    region = first.row.region or ""
    if first.corrected or _is_misspelt(offer.region, region, lexicon):
        notes.flag("region_fuzzy", f"“{offer.region}” was read as {region}; please confirm.")
    if len({t.row.region for t in targets}) == 1 and _is_wider(first.how, region, lexicon):
        beside = " It has no row of its own, but lies in the same metro area." if first.how == "metro" else ""
        notes.flag("region_mapped", f"{offer.region} is read from the guide's row “{region}”.{beside}")
    return list(dict.fromkeys(t.row for t in targets)), False


def _is_misspelt(entered: str, region: str, lexicon: Lexicon) -> bool:
    """Whether words beside the place that was read are near a word of the row: "Menlo Prak"."""
    places = [m for m in lexicon.mentions(entered, correct=False) if m.kind == "place"]
    known = {w for m in places for w in words_of(m.text)} | {w for m in places for w in words_of(m.name)}
    rest = [w for w in words_of(entered) if len(w) > 3 and w not in known]
    return any(get_close_matches(w, [r for r in words_of(region) if r != w], 1, 0.74) for w in rest)


def _is_wider(how: str, region: str, lexicon: Lexicon) -> bool:
    """The row is for more than the place that was named."""
    if how in ("inside", "metro", "wider"):
        return True
    names = [n for n in lexicon.places_of(region) if n != "HQ"]
    return len([n for n in names if not (lexicon.place(n).country or lexicon.place(n).wide)]) > 1


def _level(offer: Offer, row: OfferRow, notes: CheckNotes) -> OfferRow:
    """Where the guide has a row for each level, the row of the offer's level."""
    levels = list(dict.fromkeys(f.level for f in row.facts if f.level))
    if len(levels) < 2 or len({f.level for f in row.facts if f.component == "base"}) < 2:
        return row
    if offer.level:
        own = [v for v in levels if words_of(v) == words_of(offer.level)]
        own = own or [v for v in levels if level_within(offer.level, v)]
        facts = tuple(f for f in row.facts if f.level in own)
        if len(own) == 1:
            return OfferRow(row.company, row.role, row.region, facts)
    notes.ask(f"Which level is the offer for? The guide has {first_of(levels)}.")
    notes.flag(
        "missing_fields", "The guide has a row for each level, so nothing is placed without the level."
    )
    without = "the guide has a row for each level, and the level is missing or not one of them"
    return OfferRow(row.company, row.role, row.region, open=True, without=without)


def may_be_level(asked: str, row: str) -> bool:
    """Whether a level may be one of the row's: only codes of one kind, E7 and E5-E6, can tell."""
    own, other = re.findall(r"([A-Za-z]+)\s?-?\d", asked), re.findall(r"([A-Za-z]+)\s?-?\d", row)
    if not own or not other or own[0].upper() != other[0].upper():
        return True
    return level_within(asked, row)
