"""Which company, place, role, level and component a question means.

In: a text and a `Lexicon`. Out: `Resolved`: the rows of the guides it is about and what it asks for that
no guide covers. Resolving comes before searching, so nobody gets another row's figure. It does not read
amounts and does not judge what is wanted of a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.aliases import read_aliases
from corpus.columns import component_of
from corpus.publishers import publishers_of
from corpus.regexes import regex
from index.ladder import bare_numbers, covers
from index.lexicon import Lexicon
from index.names import WORD, Mention, MentionKind, is_aspect_of, places_in_region, telling_words, words_of
from index.places import How, RowKey
from index.roles import roles_asked, rows_of_roles, unknown_role, without_stages
from index.targets import Target, Uncovered, is_at, places_meant, targets_of
from index.told import is_origin, meant, without_story

if TYPE_CHECKING:
    from index.library import Library

__all__ = [
    "How", "Lexicon", "Mention", "MentionKind", "Resolved", "RowKey", "Target", "Uncovered", "lexicon_of",
    "places_in_region", "resolve", "words_of",
]  # fmt: skip

_NEW_NAME = regex(
    r"\b(?P<before>at|from|join|joining|in|for|by|near|around|based in|living in|moving to|relocating to)\s+"
    r"(?P<name>[A-Z][\w&'’.-]*(?:\s+(?:[A-Z][\w&'’.-]*|de|la|AI))*)"
)
_THEIRS = regex(r"\b(?:their|theirs|its|they|them|same\s+company)\b", re.I)
_COMPARED = regex(r"\b(?:than|vs|versus|compared|against|normal|standard|above|below|over)\b", re.I)
_NOT_NAMES = frozenset(
    "i i'm i've i'd im ai ml llm us uk hr ceo cto faang maang tc rsu rsus hi hello what how is do does can should my "
    "the a an you monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december q1 q2 q3 q4 big tech seriesa series base band salary pay bonus "
    "equity typical average expected usual current normal where when who which why tell give show list compare "
    "please pls thanks dear and or but for this that these those from with about much many guide guides both "
    "general".split()
)


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
    mentions += _new_names(text, lexicon, mentions)
    mentions += _fixed_parts(text, mentions)
    mentions = [m for m in mentions if not (m.kind == "level" and _is_percentile(m, lexicon))]
    mentions = [m for m in mentions if not (m.name == "HQ" and _is_somebodys_home(text, m, mentions, lexicon))]
    named_all = mentions
    mentions = without_story(text, meant(text, mentions, (*lexicon.companies, *lexicon.roles)))
    left_out = {m.name for m in named_all if m.kind == "place"} - {m.name for m in mentions}
    mentions.sort(key=lambda m: m.start)
    named = [m for m in mentions if m.kind == "company"]
    companies = list(dict.fromkeys(m.name for m in named if m.name in lexicon.companies))
    others = list(dict.fromkeys(m.name for m in named if m.name not in lexicon.companies))
    if not (companies or others) and (called := _called_by_a_word(text, lexicon, mentions)):
        mentions.append(called)
        companies = [called.name]
    mentions = _with_capitals(text, lexicon, mentions, companies)
    if not any(m.kind == "place" for m in named_all):
        mentions += lexicon.own_places(text, companies, mentions)
        mentions.sort(key=lambda m: m.start)
    places = places_meant(mentions)
    if context is not None:
        if not companies and (not others or _THEIRS.search(text)):
            companies = list(context.companies)
        # "Oslo, please. It's Globex.": the place that named no company is that of the one named behind it.
        if not places and (not companies or not context.companies or companies == list(context.companies)):
            places = [Mention("place", p, p, 0, 0) for p in context.places]
    mentions = _with_printed_levels(text, lexicon, mentions, companies)
    mentions = _roles_as_levels(mentions, lexicon, companies)
    mentions += _numbered_levels(text, lexicon, mentions, companies)
    mentions += _parts_by_family(text, lexicon, mentions)
    mentions += _own_parts(text, lexicon, mentions, companies)
    mentions += _levels_by_years(text, lexicon, mentions, companies)
    mentions = _with_points(mentions, lexicon)
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
    targets, missing = rows_of_roles(text, lexicon, targets, roles, asked_roles, companies)
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


_NAME_BESIDE = regex(r"(?:['’]s)?[\s,/:–-]*(?:(?:at|in|for)\s+)?")
_NO_NAME_BEHIND = regex(r"\b(?:an?|the|my|your|our|their|this|that|some|any|no)\s+$", re.I)


def _called_by_a_word(text: str, lexicon: Lexicon, mentions: Sequence[Mention]) -> Mention | None:
    """A company called by an ordinary word of its name, beside a place or a level that only its rows have."""
    places = [m for m in mentions if m.kind == "place"]
    said = {m.group().lower(): m for m in reversed(list(WORD.finditer(text)))}
    found: list[Mention] = []
    for words, company in lexicon.shortened.items():
        m = said.get(words[0]) if len(words) == 1 else None
        if m is None or any(k.start < m.end() and m.start() < k.end for k in mentions):
            continue
        named = _with_printed_levels(text, lexicon, list(mentions), [company])
        beside = any(
            _NAME_BESIDE.fullmatch(text[m.end() : k.start] if k.start >= m.end() else text[k.end : m.start()])
            for k in named
            if k.kind in ("place", "level", "component", "role")
        )
        if not beside or _NO_NAME_BEHIND.search(text[: m.start()]):
            continue
        rows = lexicon.rows_of(company)
        labels = {words_of(label) for label in lexicon.levels_at.get(company, ())}
        level = any(k.kind == "level" and (words_of(k.text) in labels or k not in mentions) for k in named)
        if level or any(lexicon.rows_at(rows, place.name)[0] for place in places):
            found.append(Mention("company", company, m.group(), m.start(), m.end()))
    return found[0] if len({k.name for k in found}) == 1 else None


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
        land = land or next((k for k in lands if k.start > end and _OF_LAND.fullmatch(text[end : k.start])), None)
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


_NUMBERED = regex(
    r"(?<![\w$£€¥₹.,-])(?:(?:levels?|lvl|bands?|grades?|l)[\s-]?)?(?P<low>\d{2})(?:\s?[-–/]\s?(?P<high>\d{2}))?"
    r"(?![\w%.,]*\d)(?!\s?(?:%|percent|k\b|years?|hours?|days?|weeks?|months?))(?![\w%])",
    re.IGNORECASE,
)


# A company's ladder goes on above the rungs that its guide has: "Initech 67" with rows up to 64 asks for
# one that is not covered, and is told so. A number further off is something else: an age, a count of people.
_RUNGS_ABOVE = 5


def _with_printed_levels(
    text: str, lexicon: Lexicon, mentions: list[Mention], companies: Sequence[str]
) -> list[Mention]:
    """With the levels that a question calls as the company's own rows do: "O3", "SWE 2", "Graduate QR"."""
    labels = {label for c in companies for label in lexicon.levels_at.get(c, ())}
    # The title of a row calls its level, unless it is what the role is called.
    roles = {words_of(m.name) for m in mentions if m.kind == "role"} | {words_of(role) for role in lexicon.roles}
    titles = {title for c in companies for title in lexicon.titles_at.get(c, ())}
    labels |= {title for title in titles if words_of(title) not in roles}
    found: list[Mention] = []
    for label in sorted(labels, key=lambda one: (-len(one), one)):
        for m in _printed(label).finditer(text) if len(labels) > 1 else ():
            inside = [k for k in mentions if k.start < m.end() and m.start() < k.end]
            plain = not re.search(r"[\d\s]", m.group())
            if any(k.start < m.end() and m.start() < k.end for k in found) or (plain and inside):
                continue
            if not any(k.kind != "level" and not (m.start() <= k.start and k.end <= m.end()) for k in inside):
                found.append(Mention("level", label, m.group(), m.start(), m.end()))
    spans = [(m.start, m.end) for m in found]
    own_roles = {role for c in companies for role in lexicon.roles_at(c)}
    kept = [
        m
        for m in mentions
        if m.kind not in ("level", "role")
        or (m.kind == "role" and m.name in own_roles)
        or not any(s < m.end and m.start < e for s, e in spans)
    ]
    return sorted([*kept, *found], key=lambda m: (m.start, -m.end))


@lru_cache(maxsize=4096)
def _printed(label: str) -> re.Pattern[str]:
    """A label as a question may have it: without what stands in brackets, its digits apart or not."""
    names = [_name_of_level(name) for name in re.sub(r"\([^()]*\)", " ", label).split("/")]
    # "Senior DS (G8)" is called by its code as well.
    names += [_name_of_level(code) for code in re.findall(r"\(\s*([A-Z]{1,4}[ -]?\d{1,2})\s*\)", label)]
    words = "|".join(name for name in names if name)
    return regex(rf"(?<!\w)(?:{words})(?![\w+])" if words else "(?!)", re.IGNORECASE)


def _name_of_level(name: str) -> str:
    """The pattern of one name of a level; "" for a number alone, which `_numbered_levels` tells, or a time."""
    parts = re.findall(r"[^\W\d_]+|\d+", name)
    words = r"[\s-]?".join(map(re.escape, parts))
    if len(words) == 1 and words.isalpha():
        return rf"(?:band|level|grade|tier|class|step)\s+{words}"
    return words if parts and not parts[0].isdigit() else ""


def _numbered_levels(
    text: str, lexicon: Lexicon, mentions: Sequence[Mention], companies: Sequence[str]
) -> list[Mention]:
    """Levels that are bare numbers, of a company that has such: "Initech 64, which base?"."""
    steps = [s for c in companies for label in lexicon.levels_at.get(c, ()) for s in bare_numbers(label)]
    if not steps:
        return []
    found = []
    for m in _NUMBERED.finditer(text):
        taken = any(k.start < m.end() and m.start() < k.end for k in mentions)
        ends = [int(g) for g in (m["low"], m["high"]) if g]
        if not taken and all(
            any(a <= n and (b is None or n <= b + _RUNGS_ABOVE) for a, b in steps) for n in ends
        ):
            found.append(Mention("level", "-".join(map(str, ends)), m.group(), m.start(), m.end()))
    return found


_RUNG_OF_YEARS = regex(r"\D{0,5}(?P<low>\d{1,2})\s?(?:[-–—]\s?(?P<high>\d{1,2})|\+)\s?(?:y|yrs?|years?|yoe)?\b.*", re.I)
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_YEARS_BEHIND_ONE = regex(
    rf"(?<![\w$£€.,-])(?:(?P<years>\d{{1,2}})\+?|(?P<word>{'|'.join(_COUNTS)}))\s?"
    r"(?:yoe\b|(?:y|yr|yrs|year|years)\b(?!\s+(?:vest|grant|cliff|schedule|total)|-))",
    re.I,
)


def _roles_as_levels(mentions: list[Mention], lexicon: Lexicon, companies: Sequence[str]) -> list[Mention]:
    """Names that a company's rows have for levels, and no role of its: "Intern", "Researcher"."""
    own = {words_of(role) for c in companies for role in lexicon.roles_at(c)}
    labels = {words_of(label): label for c in companies for label in lexicon.levels_at.get(c, ())}
    in_labels = {word for words in labels for word in words}
    levelled = any(m.kind == "level" for m in mentions)
    out: list[Mention] = []
    for m in mentions:
        said = (words_of(m.text), words_of(m.name))
        label = next((labels[words] for words in said if words in labels), "")
        if m.kind != "role" or said[1] in own or not (label or (said[0] and set(said[0]) <= in_labels)):
            out.append(m)
        elif label and not levelled:
            out.append(replace(m, kind="level", name=label))
    return out


SHORTEST_FOREIGN = 5
_USUAL_PARTS = frozenset({"base", "bonus", "equity", "sign_on", "total"})
_SPREAD_OVER = regex(r"\b(?:over|across|after|within|next|in|every|per|the)\s+$", re.I)


def _levels_by_years(
    text: str, lexicon: Lexicon, mentions: Sequence[Mention], companies: Sequence[str]
) -> list[Mention]:
    """The rung of a company whose levels are years of experience: "with 4 yrs" is "3–5 yrs"."""
    labels = [label for c in companies for label in lexicon.levels_at.get(c, ())]
    rungs = [(label, found) for label in labels if (found := _RUNG_OF_YEARS.fullmatch(label))]
    if not rungs or any(m.kind == "level" for m in mentions):
        return []
    for said in _YEARS_BEHIND_ONE.finditer(text):
        if _SPREAD_OVER.search(text[: said.start()]):
            continue
        years = int(said["years"]) if said["years"] else _COUNTS.index(said["word"].lower()) + 1
        inside = [
            label
            for label, rung in rungs
            if int(rung["low"]) <= years and (rung["high"] is None or years <= int(rung["high"]))
        ]
        if len(inside) == 1 and not any(m.start < said.end() and said.start() < m.end for m in mentions):
            return [Mention("level", inside[0], said.group(), said.start(), said.end())]
    return []


def _parts_by_family(text: str, lexicon: Lexicon, mentions: Sequence[Mention]) -> list[Mention]:
    """Parts of pay by words of other languages that name them in a table as well: "grundlön", "Zielbonus"."""
    if any(m.kind == "component" for m in mentions):
        return []
    out: list[Mention] = []
    for m in WORD.finditer(text):
        taken = any(k.start < m.end() and m.start() < k.end for k in mentions)
        if taken or len(m.group()) < SHORTEST_FOREIGN or lexicon.is_word(m.group().lower()):
            continue
        if (part := component_of(m.group().lower())) in _USUAL_PARTS:
            out.append(Mention("component", part or "", m.group(), m.start(), m.end()))
    return out


def _own_parts(
    text: str, lexicon: Lexicon, mentions: Sequence[Mention], companies: Sequence[str]
) -> list[Mention]:
    """A company's part of pay by some of the words of its own name: "TS/SCI" of "active TS/SCI clearance"."""
    if any(m.kind == "component" for m in mentions):
        return []
    tokens = [m for m in WORD.finditer(text) if not any(k.start < m.end() and m.start() < k.end for k in mentions)]
    best: dict[str, list[re.Match[str]]] = {}
    for slug in dict.fromkeys(c for company in companies for c in lexicon.components_at.get(company, ())):
        own = telling_words(slug)
        said = [t for t in tokens if any(_calls(t.group().lower(), word, lexicon) for word in own)]
        words = {t.group().lower() for t in said}
        if said and (2 * len(words) >= len(own) or any(len(w) >= SHORTEST_FOREIGN for w in words)):
            best[slug] = said
    most = max((len(said) for said in best.values()), default=0)
    return [
        Mention("component", slug, said[0].group(), said[0].start(), said[0].end())
        for slug, said in best.items()
        if len(said) == most
    ]


def _calls(said: str, word: str, lexicon: Lexicon) -> bool:
    """Whether a word calls a part of pay by its own word or the beginning of it: "super" of "superannuation"."""
    if said in _NOT_NAMES:
        return False
    return said == word or (len(said) >= SHORTEST_FOREIGN and word.startswith(said) and not lexicon.is_word(word))


def _with_points(mentions: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """ "Median TC": a point of a range that is said beside a part of pay is that part's."""
    parts = [m for m in mentions if m.kind == "component"]
    whole = [m for m in parts if m.name in ("base", "bonus", "equity", "total", "options")]
    found = list(mentions)
    for m in parts:
        of, _, point = m.name.partition("_")
        bare = of in ("base", "bonus", "equity", "total") and point and of not in words_of(m.text)
        beside = [
            w
            for w in whole
            if abs(w.start - m.end) <= 1 or abs(m.start - w.end) <= 1 or len(whole) == 1
        ]
        if bare and len(beside) == 1 and is_aspect_of(of, m.name):
            found = [k for k in found if k is not beside[0]]
            found[found.index(m)] = replace(m, name=f"{beside[0].name}_{point}")
    return found


def _new_names(text: str, lexicon: Lexicon, mentions: Sequence[Mention]) -> list[Mention]:
    """Names nobody has told us of: a capitalised word behind "at" or "in" that nothing else explains, or
    a word that is no English one beside a place, in a question that names no other company."""
    out: list[Mention] = []
    shouted = text.isupper() or (text.istitle() and len(text.split()) > 3)
    for m in _NEW_NAME.finditer(text):
        if shouted or m.group("before") == "for":
            continue
        if m.group("before") == "from" and re.search(
            r"\b(?:am|is|are|come|comes|came)\s+$", text[: m.start()], re.I
        ):
            continue  # where somebody comes from
        if m.group("before") == "at" and re.search(r"\b(?:[A-Z][a-z]+|ML|AI)\s$", text[: m.start()]):
            continue  # "Machine Learning at Scale" is one name
        start = m.start("name")
        # "at Globex London": the name ends where a known one begins.
        end = min([k.start for k in mentions if start <= k.start < m.end("name")], default=m.end("name"))
        # A name ends with its sentence: "by June. What …".
        name = re.split(r"\.\s", text[start:end])[0].rstrip(" .'’-,")
        if not name or not _can_be_name(name) or any(k.start < end and start < k.end for k in mentions):
            continue
        company = m.group("before") in ("at", "from", "join", "joining", "by")
        out.append(Mention("company" if company else "place", name, name, start, start + len(name)))
    named = any(m.kind == "company" for m in (*mentions, *out))
    if named and not any(m.kind == "place" for m in (*mentions, *out)):
        out += _new_towns(text, lexicon, [*mentions, *out])
    if named or not any(m.kind in ("place", "component") for m in mentions):
        return out
    for m in WORD.finditer(text):
        word, before, behind = m.group(), text[: m.start()], text[m.end() :]
        taken = any(k.start < m.end() and m.start() < k.end for k in (*mentions, *out))
        if taken or len(word) < 3 or not word.isalpha() or not _can_be_name(word) or lexicon.is_word(word):
            continue
        capital = word[0].isupper() and not shouted
        beside = any(
            re.fullmatch(r"(?:['’]s)?[\s,]*", text[m.end() : k.start])
            for k in mentions
            if k.kind == "place" and k.start >= m.end()
        )
        beside = beside or bool(re.match(r"\s+(?:pays?|offers?|gives?)\b", behind))
        subject = bool(re.search(r"\b(?:does|do|did|will|would|at|from|by|join)\s+$", before))
        if (capital and (beside or subject)) or (subject and beside):
            more = _MORE_OF_A_NAME.match(text, m.end()) if capital else None
            end = min([more.end() if more else m.end(), *(k.start for k in mentions if k.start >= m.end())])
            name = text[m.start() : end].rstrip()
            out.append(Mention("company", name, name, m.start(), m.start() + len(name)))
    if not shouted and not any(m.kind == "company" for m in out):
        out += _new_companies(text, lexicon, [*mentions, *out])
    return out


_MORE_OF_A_NAME = regex(r"(?:\s+(?:&\s+)?[A-Z][A-Za-z0-9’'&-]*)+")
_NAME_RUN = regex(r"(?<![\w’'])[A-Z][A-Za-z0-9’'&-]+(?:\s+(?:&\s+)?[A-Z][A-Za-z0-9’'&-]*){0,3}")
# What a name stands behind, where it does not begin the question.
_BEFORE_A_COMPANY = regex(
    r"(?:^|[:;.?!,–—-]\s*|\b(?:the|for|about|of|is|are|what['’]?s|and|vs|my|with|on|re)\s+)$", re.I
)


def _new_companies(text: str, lexicon: Lexicon, mentions: Sequence[Mention]) -> list[Mention]:
    """A company nobody has told us of, before what is asked of it: "Globex base Oslo", "Pine Harbor Oslo RSU"."""
    for m in _NAME_RUN.finditer(text):
        end = min([m.end(), *(k.start for k in mentions if m.start() <= k.start < m.end())])
        name = text[m.start() : end].rstrip()
        words = [w for w in name.split() if w != "&"]
        if not words or any(k.start < end and m.start() < k.end for k in mentions):
            continue
        asked = _named_behind(text, m.start() + len(name), mentions)
        if not (asked & {"place", "component"}) or not _BEFORE_A_COMPANY.search(text[: m.start()]):
            continue
        if not _can_be_name(name) or any(w.lower() in _NOT_NAMES or w.lower() in _KNOWN_INITIALS for w in words):
            continue
        strange = any(len(w) > 2 and w.isalpha() and not lexicon.is_word(w.lower()) for w in words)
        several = len(words) > 1 and not all(map(lexicon.is_told, words))
        if several or (strange and not any(map(lexicon.is_told, words))):
            return [Mention("company", name, name, m.start(), m.start() + len(name))]
    return []


def _named_behind(text: str, end: int, mentions: Sequence[Mention]) -> set[str]:
    """The kinds of the names that stand one behind another from a place in a text on."""
    kinds: set[str] = set()
    for k in sorted(mentions, key=lambda one: one.start):
        if k.start >= end:
            if not re.fullmatch(r"(?:['’]s)?[\s,/-]*(?:(?:in|at|for|the)\s+)*", text[end : k.start]):
                break
            kinds.add(k.kind)
            end = k.end
    return kinds


# What a company's name may be parted from its town by, and what may stand behind the town.
_BESIDE_COMPANY = regex(r"(?:['’]s)?\s+")
_BEHIND_TOWN = regex(
    r"\s*(?:$|[?!.,;:()/])|\s+(?:office|site|offer|pay|pays|salary|range|band|row|comp|numbers|figures|what|how|is|for)\b",
    re.I,
)
# A shorter word in small letters is seldom a town.
SHORTEST_NEW_TOWN = 6
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_KNOWN_INITIALS = frozenset(
    "ai ml llm nlp cv rl dl gpu tpu swe sde mle ic em pm tpm hr tc rsu rsus yoe ote ipo usd cny rmb sgd "
    "gbp eur inr cad ok asap fyi btw lol us uk eu ceo cto vp phd msc bs ms faq ppu espp iso nso avg max "
    "min base bonus total all pls plz q".split()
)


def _new_towns(text: str, lexicon: Lexicon, mentions: Sequence[Mention]) -> list[Mention]:
    """A town nobody has told us of: a word right behind a company, before a part of pay or the end.

    It is written as a name is, or is no English word and like none; a name of the guides' own is none either.
    """
    shouted = text.isupper()
    for company in mentions:
        gap = _BESIDE_COMPANY.match(text, company.end) if company.kind == "company" else None
        found = WORD.match(text, gap.end()) if gap and company.name in lexicon.companies else None
        if found is None or any(k.start < found.end() and found.start() < k.end for k in mentions):
            continue
        word, low = found.group(), found.group().lower()
        behind = text[found.end() :]
        named_behind = any(
            k.kind in ("component", "role", "level")
            and k.start >= found.end()
            and not text[found.end() : k.start].strip()
            for k in mentions
        )
        if not (named_behind or _BEHIND_TOWN.match(behind)) or not word.isascii() or not word.isalpha():
            continue
        if low in _NOT_NAMES or low in _KNOWN_INITIALS or lexicon.is_told(word):
            continue
        initials = word.isupper() and 2 <= len(word) <= 4 and not shouted
        capital = word[0].isupper() and word[1:].islower() and not text.istitle()
        strange = len(word) >= SHORTEST_NEW_TOWN and word[1:].islower() and not _like_a_word(low, lexicon)
        if initials or (not lexicon.is_word(low) and (strange or (capital and len(word) > 3))):
            return [Mention("place", word, word, found.start(), found.end())]
    return []


def _like_a_word(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is one letter from an English one: likelier a slip than a town."""
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    near = (
        {a + b[1:] for a, b in cuts if b}
        | {a + c + b for a, b in cuts for c in _ALPHABET}
        | {a + c + b[1:] for a, b in cuts if b for c in _ALPHABET}
        | {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    )
    return any(map(lexicon.is_word, near))


def _can_be_name(name: str) -> bool:
    words = name.lower().split()
    common = all(w in _NOT_NAMES for w in words)
    return not common and not re.fullmatch(r"[A-Z]{1,4}\d*", name) and "[" not in name
