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
from typing import TYPE_CHECKING, Literal

from corpus.aliases import read_aliases
from corpus.publishers import publishers_of
from corpus.regexes import regex
from index.ladder import bare_numbers, covers
from index.lexicon import Lexicon
from index.names import WORD, Mention, MentionKind, places_in_region, words_of
from index.places import How, RowKey
from index.told import is_former, is_origin, meant, without_story

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


# A role by name that is a stage of a career: a level says the same and more.
STAGE = "New Graduate"

@dataclass(frozen=True, slots=True)
class Target:
    """A row that a question is about, and how its place was understood."""

    row: RowKey
    asked: str  # the place as asked, "" where none was named
    how: How
    corrected: bool = False
    guide: str = ""  # the guide's path, where several guides have this row
    level: str = ""  # its level's label, where the company has several for this role and place
    of_role: bool = False  # the company has rows for several roles, so this one's is said


@dataclass(frozen=True, slots=True)
class Uncovered:
    """Something asked for that no guide covers, with what is covered nearby."""

    kind: Literal["company", "place", "role", "level"]
    name: str
    company: str | None = None
    nearby: tuple[str, ...] = ()


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
            _publishers(library),
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
    named_all = mentions
    mentions = without_story(text, meant(text, mentions, (*lexicon.companies, *lexicon.roles)))
    left_out = {m.name for m in named_all if m.kind == "place"} - {m.name for m in mentions}
    mentions.sort(key=lambda m: m.start)
    named = [m for m in mentions if m.kind == "company"]
    companies = list(dict.fromkeys(m.name for m in named if m.name in lexicon.companies))
    others = list(dict.fromkeys(m.name for m in named if m.name not in lexicon.companies))
    if not any(m.kind == "place" for m in named_all):
        mentions += lexicon.own_places(text, companies, mentions)
        mentions.sort(key=lambda m: m.start)
    places = _places(mentions)
    if context is not None:
        if not companies and (not others or _THEIRS.search(text)):
            companies = list(context.companies)
        if not places and not (companies and companies != list(context.companies)):
            places = [Mention("place", p, p, 0, 0) for p in context.places]
    mentions = _with_printed_levels(text, lexicon, mentions, companies)
    mentions += _numbered_levels(text, lexicon, mentions, companies)
    mentions = _without_stages(mentions, lexicon)
    roles = list(dict.fromkeys(m.name for m in mentions if m.kind == "role"))
    targets, uncovered = _targets(lexicon, mentions, companies, others, places)
    if any(t.asked for t in targets) and companies:
        # "Priya from Graz, for the post in Bern": where somebody is from is not asked about.
        uncovered = [u for u in uncovered if u.kind != "place" or not is_origin(text, mentions, u.name)]
    labels = [label for c in companies for label in lexicon.levels_at.get(c, ())]
    levels = tuple(dict.fromkeys(m.name for m in mentions if m.kind == "level"))
    shunned = {m.name for m in named_all if m.kind == "company"} - {m.name for m in mentions}
    targets = [t for t in targets if t.row.company not in shunned] or targets
    kept = [t for t in targets if not any(_is_at(lexicon, t.row, place) for place in left_out)]
    targets = kept or targets
    asked_roles = _roles_asked(mentions, bool(_COMPARED.search(text)))
    targets, missing = _of_roles(text, lexicon, targets, roles, asked_roles, companies)
    uncovered += missing
    if companies and not roles and (unknown := _unknown_role(text, mentions, lexicon.companies)):
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


def _without_stages(mentions: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """Without words that only say how early somebody is, where the level is named: "new grad L3"."""
    if not any(m.kind == "level" for m in mentions):
        return mentions
    return [m for m in mentions if m.kind != "role" or m.name != STAGE or m.name in lexicon.roles]


def _is_at(lexicon: Lexicon, row: RowKey, place: str) -> bool:
    found, how = lexicon.rows_at([row], place)
    return bool(found) and how != "metro"


def _roles_asked(mentions: Sequence[Mention], compared: bool) -> list[str]:
    """The roles asked about; "ML" right before another role only says of which kind it is."""
    roles = [m for m in mentions if m.kind == "role"]
    kept = [
        m
        for m in roles
        if not any(o.name != m.name and 0 <= o.start - m.end <= 1 and len(m.text) <= 3 for o in roles)
    ]
    names = list(dict.fromkeys(m.name for m in kept))
    # "Research scientists … than ML engineers" compares; "for ML, and for a PM" asks for both.
    return [] if len(names) > 1 and compared else names


def _of_roles(
    text: str,
    lexicon: Lexicon,
    targets: list[Target],
    named: Sequence[str],
    asked: Sequence[str],
    companies: Sequence[str],
) -> tuple[list[Target], list[Uncovered]]:
    """The rows of the roles that are named, and the roles that a company has no rows for.

    Where a company has rows for several roles, its rows say for which they are.
    """
    missing: list[Uncovered] = []
    kept: list[Target] = []
    own = list(companies) or list(dict.fromkeys(t.row.company for t in targets))
    for company in own:
        mine = [t for t in targets if t.row.company == company]
        has = lexicon.roles_at(company)
        fullest = _fullest_role(text, has, bool(named)) if len(has) > 1 else ""
        beside = _numbered_roles(text, has) if named and not fullest else ()
        meant = [
            t
            for t in mine
            if (
                t.row.role == fullest
                if fullest
                else any(lexicon.means_role(n, t.row.role) for n in named) or t.row.role in beside
            )
        ]
        if meant:
            mine = meant
        elif named and has and any(name in lexicon.roles for name in asked or named):
            # Another company has a guide for this role; this one's other roles are not meant.
            mine = []
        several = len(has) > 1
        kept += [replace(t, of_role=True) if several and t.row.role else t for t in mine]
        for role in asked:
            if has and companies and not any(lexicon.means_role(role, one) for one in has):
                missing.append(Uncovered("role", role, company, has))
    if not companies:
        for role in asked:
            if lexicon.roles and not any(lexicon.means_role(role, one) for one in lexicon.roles):
                missing.append(Uncovered("role", role, nearby=lexicon.roles))
    return kept, missing


_ROLE_NOUN = regex(
    r"(?P<name>(?:[A-Za-z][\w/&-]*\s+){1,2}(?:managers?|analysts?|associates?|traders?|accountants?|lawyers?|counsels?|consultants?"
    r"|directors?|writers?|specialists?|coordinators?|administrators?|architects?|designers?|scientists?|technicians?))\b",
    re.IGNORECASE,
)
_NO_ROLE = frozenset(
    "hiring my your our the a an line their his her this that senior junior staff lead new talent account i for "
    "ex former previous old own last current direct next as from with is are do does of at in what which how to by "
    "and or whole all any".split()
)


def _unknown_role(text: str, mentions: Sequence[Mention], covered: Sequence[str]) -> str:
    """A role that no guide and no alias knows: "customer success manager"."""
    for m in _ROLE_NOUN.finditer(text):
        words = m["name"].split()
        while len(words) > 1 and (words[0].lower() in _NO_ROLE or words[0].isdigit()):
            words = words[1:]
        start = m.end() - len(" ".join(words))
        name = " ".join(words)
        told = is_former(text, Mention("role", name, name, start, m.end()), mentions, covered)
        if len(words) > 1 and not told and not any(k.start < m.end() and start < k.end for k in mentions):
            return name.lower()
    return ""


def _fullest_role(text: str, roles: Sequence[str], named: bool) -> str:
    """The one role of a company that a text names with more words than any other: "4D gen AI engineer".

    Where no role is named in full, a word that is no English one and that only one role has names it.
    """
    said = words_of(text)

    def is_said(word: str) -> bool:
        return any(w == word or (len(w) > 2 and word.startswith(w)) for w in said)

    whole = sorted(
        (r for r in roles if all(is_said(w) for w in words_of(r))), key=lambda r: -len(words_of(r))
    )
    if whole and (len(whole) == 1 or len(words_of(whole[0])) > len(words_of(whole[1]))):
        return whole[0] if len(words_of(whole[0])) > 2 else ""
    telling = _numbered_roles(text, roles)
    return telling[0] if len(telling) == 1 and not named else ""


def _numbered_roles(text: str, roles: Sequence[str]) -> tuple[str, ...]:
    """Roles that a text names by a word with a digit that no other role has: "the 4D one"."""
    said = words_of(text)
    owners = {w: [r for r in roles if w in words_of(r)] for r in roles for w in words_of(r)}
    found = [rs[0] for w, rs in owners.items() if len(rs) == 1 and w in said and any(c.isdigit() for c in w)]
    return tuple(dict.fromkeys(found))


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
    kept = [m for m in mentions if m.kind != "level" or not any(s < m.end and m.start < e for s, e in spans)]
    return sorted([*kept, *found], key=lambda m: (m.start, -m.end))


@lru_cache(maxsize=4096)
def _printed(label: str) -> re.Pattern[str]:
    """A label as a question may have it: without what stands in brackets, its digits apart or not."""
    names = [_name_of_level(name) for name in re.sub(r"\([^()]*\)", " ", label).split("/")]
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
        if not taken and all(any(a <= n and (b is None or n <= b + _RUNGS_ABOVE) for a, b in steps) for n in ends):
            found.append(Mention("level", "-".join(map(str, ends)), m.group(), m.start(), m.end()))
    return found


def _places(mentions: Sequence[Mention]) -> list[Mention]:
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
    return [m for m in out if not any(m.name in lexicon_around[o.name] and o.name != m.name for o in out)]


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
            out.append(Mention("company", word, word, m.start(), m.end()))
    return out


def _can_be_name(name: str) -> bool:
    words = name.lower().split()
    common = all(w in _NOT_NAMES for w in words)
    return not common and not re.fullmatch(r"[A-Z]{1,4}\d*", name) and "[" not in name


def _targets(
    lexicon: Lexicon,
    mentions: Sequence[Mention],
    companies: Sequence[str],
    others: Sequence[str],
    places: Sequence[Mention],
) -> tuple[list[Target], list[Uncovered]]:
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
            _is_at(lexicon, r, other.name)
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
