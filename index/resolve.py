"""Which company, place, role, level and component a question means.

In: a text and a `Lexicon`. Out: `Resolved`: the rows of the guides it is about and what it asks for that
no guide covers. Resolving comes before searching, so nobody gets another row's figure. It does not read
amounts and does not judge what is wanted of a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.aliases import read_aliases
from corpus.publishers import publishers_of
from corpus.regexes import regex
from index.ladder import covers
from index.lexicon import Lexicon
from index.names import Mention, MentionKind, places_in_region, words_of
from index.new_names import new_names
from index.places import How, RowKey
from index.printed_names import (
    called_by_a_level,
    called_by_a_word,
    coded_levels,
    levels_by_years,
    numbered_levels,
    own_parts,
    parts_by_family,
    roles_as_levels,
    with_points,
    with_printed_levels,
)
from index.roles import roles_asked, rows_of_roles, unknown_role, without_stages
from index.targets import Target, Uncovered, is_at, places_meant, targets_of
from index.told import is_origin, meant, without_keeping, without_story

if TYPE_CHECKING:
    from index.library import Library

__all__ = [
    "How", "Lexicon", "Mention", "MentionKind", "Resolved", "RowKey", "Target", "Uncovered", "lexicon_of",
    "places_in_region", "resolve", "words_of",
]  # fmt: skip
_THEIRS = regex(r"\b(?:their|theirs|its|they|them|same\s+company)\b", re.I)
_COMPARED = regex(r"\b(?:than|vs|versus|compared|against|normal|standard|above|below|over)\b", re.I)


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a question is about."""

    mentions: tuple[Mention, ...]
    companies: tuple[str, ...]  # covered, as the guides name them
    other_companies: tuple[str, ...]  # known or unknown names without a guide
    places: tuple[str, ...]
    roles: tuple[str, ...]
    levels: tuple[str, ...]
    components: tuple[str, ...]
    topics: tuple[str, ...]
    targets: tuple[Target, ...]
    uncovered: tuple[Uncovered, ...]
    row_levels: tuple[str, ...] = ()  # those of `levels` that rows of the companies are labelled with
    laddered: bool = False  # a company meant has rows for several levels
    placeless: tuple[tuple[str, str], ...] = ()  # company and place, where the company's rows name no place

    def as_dict(self) -> dict[str, list[str]]:
        """The `resolved` object of the contract."""
        regions = [t.row.region for t in self.targets if t.asked and t.row.region]
        return {
            "company": list(self.companies),
            "role": list(self.roles),
            "level": list(self.levels),
            "region": list(dict.fromkeys(regions)),
            "component": list(self.components),
        }


def lexicon_of(library: Library, is_word: Callable[[str], bool] | None = None) -> Lexicon:
    """The lexicon of an open library: the rows, companies and roles of its guides.

    Made once for each generation of the library.
    """

    def make() -> Lexicon:
        facts = library.band_names()
        rows = tuple(dict.fromkeys(RowKey(f.company, f.role, f.region) for f in facts if f.company))
        levels: dict[str, dict[str, None]] = {}
        for company, level in dict.fromkeys((f.company, f.level) for f in facts if f.company and f.level):
            levels.setdefault(company or "", {})[level or ""] = None
        titles: dict[str, dict[str, None]] = {}
        for fact in facts:
            if fact.company and fact.title and fact.title != fact.role:
                titles.setdefault(fact.company, {})[fact.title] = None
        parts: dict[str, dict[str, None]] = {}
        for fact in facts:
            parts.setdefault(fact.company or "", {})[fact.component] = None
        known = read_aliases().components
        guides = library.guides()
        companies = tuple(dict.fromkeys(g.company for g in guides if g.company))
        roles = tuple(dict.fromkeys(g.role for g in guides if g.role))
        return Lexicon(
            rows,
            companies,
            roles,
            is_word or (lambda word: False),
            {company: tuple(labels) for company, labels in levels.items()},
            tuple(dict.fromkeys(f.component for f in facts if f.component not in known)),
            {company: tuple(names) for company, names in parts.items()},
            {company: tuple(names) for company, names in titles.items()},
            _publishers(library),
            lambda word: bool(library.full_text([word], 1)),
        )

    return library.once(("lexicon", is_word is not None), make)


# With more general guides than this, their publishers are not looked up.
MOST_GENERAL = 50


def _publishers(library: Library) -> dict[str, str]:
    """Who published a general guide → the guide; no name that two guides give."""
    general = [g for g in library.guides() if not g.company]
    if len(general) > MOST_GENERAL:
        return {}
    holders: dict[str, list[str]] = {}
    for entry in general:
        guide = library.guide(entry.path)
        for name in publishers_of(entry.sources, guide.lines if guide else ()):
            holders.setdefault(name, []).append(entry.path)
    return {name: paths[0] for name, paths in holders.items() if len(paths) == 1}


def resolve(text: str, lexicon: Lexicon, context: Resolved | None = None) -> Resolved:
    """What a question is about; what it leaves out is taken from `context` (the part before it)."""
    mentions = list(lexicon.mentions(text))
    mentions += new_names(text, lexicon, mentions)
    mentions += _fixed_parts(text, mentions)
    mentions = [m for m in mentions if not (m.kind == "level" and _is_percentile(m, lexicon))]
    if any(m.kind == "topic" and m.name == "visa" for m in mentions):
        mentions = [m for m in mentions if not (m.kind == "level" and _VISA_CLASS.fullmatch(m.text))]
    mentions += _moving_amount(text, mentions)
    mentions += _overall(text, mentions)
    mentions = [
        m for m in mentions if not (m.name == "HQ" and _is_somebodys_home(text, m, mentions, lexicon))
    ]
    mentions = without_keeping(text, mentions)
    named_all = mentions
    mentions = without_story(text, meant(text, mentions, (*lexicon.companies, *lexicon.roles)))
    left_out = {m.name for m in named_all if m.kind == "place"} - {m.name for m in mentions}
    mentions.sort(key=lambda m: m.start)
    named = [m for m in mentions if m.kind == "company"]
    companies = list(dict.fromkeys(m.name for m in named if m.name in lexicon.companies))
    others = list(dict.fromkeys(m.name for m in named if m.name not in lexicon.companies))
    if not (companies or others) and (called := called_by_a_word(text, lexicon, mentions)):
        mentions.append(called)
        companies = [called.name]
    in_play = context is not None and (context.companies or context.other_companies)
    if not (companies or others or in_play) and (by_level := called_by_a_level(lexicon, mentions)):
        mentions.append(by_level)
        companies = [by_level.name]
    mentions = _with_capitals(text, lexicon, mentions, companies)
    if not any(m.kind == "place" for m in named_all):
        mentions += lexicon.own_places(text, companies, mentions)
        mentions.sort(key=lambda m: m.start)
    places = places_meant(mentions)
    if context is not None:
        if not companies and (not others or _THEIRS.search(text)):
            companies = list(context.companies)
        if not (companies or others or context.levels) and (context.places or context.components):
            # "What does Initech pay in Bern? And in Graz?": no other company's row answers for one without a guide.
            others = list(context.other_companies)
        # "Oslo, please. It's Globex.": the place that named no company is that of the one named behind it.
        if not places and (not companies or not context.companies or companies == list(context.companies)):
            places = [Mention("place", p, p, 0, 0) for p in context.places]
    mentions = with_printed_levels(text, lexicon, mentions, companies)
    mentions += coded_levels(text, lexicon, mentions, companies)
    mentions.sort(key=lambda m: (m.start, -m.end))
    mentions = roles_as_levels(mentions, lexicon, companies)
    mentions += numbered_levels(text, lexicon, mentions, companies)
    mentions += parts_by_family(text, lexicon, mentions)
    mentions += own_parts(text, lexicon, mentions, companies)
    mentions += levels_by_years(text, lexicon, mentions, companies)
    mentions = with_points(mentions, lexicon)
    mentions = without_stages(mentions, lexicon)
    # "On-call", "relocation": where a guide pays for it, that is asked for, and no topic that guides lack.
    parts = {(m.start, m.end) for m in mentions if m.kind == "component" and m.name in lexicon.components}
    if companies:
        mentions = [m for m in mentions if m.kind != "topic" or (m.start, m.end) not in parts]
    roles = list(dict.fromkeys(m.name for m in mentions if m.kind == "role"))
    targets, uncovered = targets_of(lexicon, mentions, companies, others, places)
    if any(t.asked for t in targets) and companies:
        # "Priya from Graz, for the post in Bern": where somebody is from is not asked about.
        uncovered = [u for u in uncovered if u.kind != "place" or not is_origin(text, mentions, u.name)]
    labels = [label for c in companies for label in lexicon.levels_at.get(c, ())]
    levels = tuple(dict.fromkeys(m.name for m in mentions if m.kind == "level"))
    shunned = {m.name for m in named_all if m.kind == "company"} - {m.name for m in mentions}
    targets = [t for t in targets if t.row.company not in shunned] or targets
    kept = [t for t in targets if not any(is_at(lexicon, t.row, place) for place in left_out)]
    targets = kept or targets
    asked_roles = roles_asked(mentions, bool(_COMPARED.search(text)))
    targets, missing = rows_of_roles(text, lexicon, targets, mentions, asked_roles, companies)
    uncovered += missing
    if companies and not roles and (unknown := unknown_role(text, mentions, lexicon.companies)):
        has = tuple(dict.fromkeys(r for c in companies for r in lexicon.roles_at(c)))
        uncovered.append(Uncovered("role", unknown, companies[0], has))
    return Resolved(
        mentions=tuple(mentions),
        companies=tuple(companies),
        other_companies=tuple(others),
        places=tuple(dict.fromkeys(p.name for p in places)),
        roles=tuple(roles),
        levels=levels,
        components=tuple(dict.fromkeys(m.name for m in mentions if m.kind == "component")),
        topics=tuple(dict.fromkeys(m.name for m in mentions if m.kind == "topic")),
        targets=tuple(targets),
        uncovered=tuple(uncovered),
        row_levels=tuple(level for level in levels if any(covers(label, level) for label in labels)),
        placeless=tuple(
            (c, p.name)
            for c in companies
            for p in places
            if (own := lexicon.rows_of(c)) and not any(row.region for row in own)
        ),
        laddered=any(len(lexicon.levels_at.get(c, ())) > 1 for c in companies),
    )


# "The capital", "China's capital", "the capital city of Germany"; no money and no company.
_CAPITAL = regex(
    r"(?:\b(?:the|its|their|each)\s+|['’]s\s+|\b)(?P<city>capital)(?:\s+city)?\b(?!\s+(?:gains?|one|markets?|expen\w+|group|partners|letters?|is\s+tied))|(?P<han>首都)",
    re.I,
)
# "Capital vs Oslo", "Oslo or capital".
_CHOICE_BEHIND = regex(r"\s+(?:vs\.?|versus|or|against)\s", re.I)
_CHOICE_BEFORE = regex(r"\s(?:vs\.?|versus|or|against)\s+$", re.I)
_OF_LAND = regex(r"\s+(?:city\s+)?(?:of|in)\s+(?:the\s+)?$", re.I)


def _with_capitals(
    text: str, lexicon: Lexicon, mentions: list[Mention], companies: Sequence[str]
) -> list[Mention]:
    """Mentions with the city that is only called the capital: of the land named with it, or the one capital in
    which the companies meant have a row."""
    out = list(mentions)
    for m in _CAPITAL.finditer(text):
        start, end = m.span(m.lastgroup or 0)
        if any(k.start < end and start < k.end for k in out):
            continue
        lands = [k for k in out if k.kind == "place" and lexicon.place(k.name).country]
        land = next((k for k in lands if re.fullmatch(r"(?:['’]s?)?\s*的?", text[k.end : start])), None)
        land = land or next(
            (k for k in lands if k.start > end and _OF_LAND.fullmatch(text[end : k.start])), None
        )
        named = m.group().lower().lstrip().startswith(("the", "its", "their")) or m["han"]
        named = named or _CHOICE_BEHIND.match(text[end:]) or _CHOICE_BEFORE.search(text[:start])
        if not (land or named):
            continue  # "venture capital"
        own = [r for c in companies or lexicon.companies for r in lexicon.rows_of(c)]
        cities = {p for r in own for p in lexicon.places_of(r.region or "") if lexicon.place(p).capital}
        if land:
            known = {p.name for p in read_aliases().places.values() if p.capital and p.within == land.name}
            cities = known
        if len(cities) == 1:
            out = [k for k in out if k is not land]
            out.append(Mention("place", cities.pop(), m.group().strip(), start, end))
    return sorted(out, key=lambda k: k.start)


# "p90 of the base": no ladder goes so far up, unless a guide's own does.
_PERCENTILE = regex(r"p\s?-?(?:25|50|75|80|85|90|95|99)", re.I)


def _is_percentile(m: Mention, lexicon: Lexicon) -> bool:
    labels = (label for own in lexicon.levels_at.values() for label in own)
    return bool(_PERCENTILE.fullmatch(m.text)) and not any(covers(label, m.name) for label in labels)


# "L1 or H-1B": beside a visa these are visas, and no levels.
_VISA_CLASS = regex(r"(?:L-?[12]|E-?[123]|O-?1|H-?[14]|F-?1|J-?1)", re.I)
# "What amount is usual for relocation", "how much is normal for moving to Oslo".
_MOVING_AMOUNT = regex(
    r"\b(?:how\s+much|how\s+(?:big|large|high)|(?:what|which)\s+(?:amount|sum|budget|number|figure)s?)\b[^.?!;,]{0,40}?"
    r"\b(?:for|of)\s+(?:the\s+|a\s+|my\s+|an?\s+)?(?P<moving>relocation|relocating|moving|move)\b(?!\s+(?:up|between\s+levels|a\s+level))",
    re.I,
)


# "Salary, stock, bonus and overall": in a list of parts it is the total.
_OVERALL = regex(
    r"(?:,|\band|\bplus|&|\+)\s*(?:the\s+)?(?P<total>overall|altogether|in\s+all)\b(?=\s*(?:[-–—,.;:?]|$))", re.I
)


def _overall(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    named = {m.name for m in mentions if m.kind == "component"}
    found = _OVERALL.search(text)
    if found is None or len(named) < 2 or "total" in named:
        return []
    return [Mention("component", "total", found["total"], *found.span("total"))]


def _moving_amount(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The amount of a relocation, asked for in other words than its name; not a part of pay somewhere else."""
    found = _MOVING_AMOUNT.search(text)
    if found is None or any(m.kind == "component" for m in mentions):
        return []
    start, end = found.span("moving")
    if any(m.kind == "topic" and m.start < end and start < m.end for m in mentions):
        return []
    return [Mention("topic", "relocation_amount", found["moving"], start, end)]


# "Fixed, variable, stock": in a list of parts the fixed one is the base.
_FIXED = regex(r"\bfixed\b(?=\s*(?:[,/+&?;:]|and\b|plus\b|part\b|$))", re.I)


def _fixed_parts(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    parts = {m.name for m in mentions if m.kind == "component"}
    if not parts or "base" in parts:
        return []
    found = (Mention("component", "base", m.group(), m.start(), m.end()) for m in _FIXED.finditer(text))
    return [f for f in found if not any(m.start < f.end and f.start < m.end for m in mentions)]


# "Its home city", "Globex's birthplace"; "my home town" and that of a company without a guide are not the headquarters.
_HOME = regex(r"(?:home|birth)\s?-?(?:city|town|place)", re.I)
_ITS = regex(r"(?:\b(?:its|their|the\s+company['’]s|the\s+firm['’]s)|(?P<of>['’]s?))\s+(?:own\s+)?$", re.I)


def _is_somebodys_home(text: str, m: Mention, mentions: Sequence[Mention], lexicon: Lexicon) -> bool:
    if not _HOME.fullmatch(m.text):
        return False
    owned = _ITS.search(text[: m.start])
    if owned is None:
        return True
    owners = [o for o in mentions if o.kind == "company" and o.end == owned.start("of")]
    return bool(owned["of"]) and not any(o.name in lexicon.companies for o in owners)
