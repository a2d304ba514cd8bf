"""The roles that a question means, the rows that are theirs, and the roles that no guide covers.

In: a text, its mentions, the `Target`s that its companies and places name. Out: those of the roles meant,
and `Uncovered`s. Where a company has rows for several roles, its rows say for which they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.regexes import regex
from index.lexicon import Lexicon
from index.names import Mention, words_of
from index.targets import Target, Uncovered
from index.told import is_former

# A role by name that is a stage of a career: a level says the same and more.
STAGE = "New Graduate"


def without_stages(mentions: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """Without words that only say how early somebody is, where the level is named: "new grad L3"."""
    if not any(m.kind == "level" for m in mentions):
        return mentions
    return [m for m in mentions if m.kind != "role" or m.name != STAGE or m.name in lexicon.roles]


def roles_asked(mentions: Sequence[Mention], compared: bool) -> list[str]:
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


def rows_of_roles(
    text: str,
    lexicon: Lexicon,
    targets: list[Target],
    mentions: Sequence[Mention],
    asked: Sequence[str],
    companies: Sequence[str],
) -> tuple[list[Target], list[Uncovered]]:
    """The rows of the roles that are named, and the roles that a company has no rows for.

    Where a company has rows for several roles, its rows say for which they are.
    """
    named = list(dict.fromkeys(m.name for m in mentions if m.kind == "role"))
    missing: list[Uncovered] = []
    kept: list[Target] = []
    own = list(companies) or list(dict.fromkeys(t.row.company for t in targets))
    for company in own:
        mine = [t for t in targets if t.row.company == company]
        has = lexicon.roles_at(company)
        fullest = _fullest_role(text, has, mentions) if len(has) > 1 else ""
        beside = _numbered_roles(text, has) if named and not fullest else _said_apart(text, has, fullest)
        meant = [
            t
            for t in mine
            if (
                t.row.role in (fullest, *beside)
                if fullest
                else any(lexicon.means_role(n, t.row.role, has) for n in named) or t.row.role in beside
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
            if has and companies and not any(lexicon.means_role(role, one, has) for one in has):
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
    "and or whole all any who whose that once".split()
)


# How one is employed, in whatever role.
_EMPLOYED_SO = frozenset("contractor contractors freelancer freelancers consultant employee employees".split())


# A trade by how it is called, one word or with one before it: "copywriter", "hr partner", "tax lawyers".
_TRADE = (
    r"(?P<name>(?:(?!(?:an?|the|its|their|they|you|i|we|to|for|in|at|of|per|less|more|my|our|your|all|any|this|that|these|those)\b)[a-z][\w/&-]*\s+)?"
    r"(?:[a-z]{3,}(?:[^aeiou\W]er|[^aeiou\W]or|ist|(?:ic|ar)ian|yst|eer)s?|managers?|partners?|hr|human\s+resources|lawyers?|buyers?|clerks?|cooks?|nurses?|guards?|counsels?|staffers?|secretar(?:y|ies)))\b"
)
_A = r"(?:an?\s+|the\s+|its\s+|their\s+|your\s+|typical\s+|average\s+)*"
_EARNS = r"(?:(?:earn|make|get\s+paid|paid)s?\b|(?:is|are)\s+paid\b)"
_AT = r"(?:\s+(?:at|in|of|from|with|over\s+at|based\s+in)\s+(?:\S+\s+){1,5}?)?\s*"
# Where somebody who is paid is named: "what does X earn", "X make how much", "the salary of X", "pays its X".
_PAID_ONE = tuple(
    regex(pattern, re.I)
    for pattern in (
        rf"\b(?:do|does|would|will|can|could|might)\s+(?:\S+\s+)??{_A}{_TRADE}{_AT}\s*{_EARNS}",
        rf"(?:^|[.;:,]\s+){_A}{_TRADE}{_AT}\s*(?:earns?|makes?|gets?)\s+(?:how\s+much|what)\b",
        rf"\b(?:pay|salary|base|comp|compensation|band|range|money|rsus?|stock|bonus)\s+(?:of|for)\s+{_A}{_TRADE}",
        rf"\b(?:pays?|paying|give|gives)\s+(?:to\s+)?(?:(?:\S+\s+){{1,2}}?(?=an?\s))?{_A}(?!hiring\b){_TRADE}(?=\s*(?:$|[?.,;!]|(?:in|at|there|as|with|from|for|these|now|working)\b))",
        rf"\b(?:i\s+am|i['’]?m|hired\s+as|work\s+as|job\s+as|offer\s+as|role\s+as)\s+(?:an?\s+)?{_TRADE}(?=\s*(?:[,.;]|$|myself|in|at))",
    )
)  # fmt: skip
# Whoever is paid by any guide, and words that are no trade.
_ANYBODY = regex(
    r"(?:\w+\s+)?(?:engineers?|beginners?|newcomers?|starters?|joiners?|workers?|insiders?|outsiders?|foreigners?|employers?|negotiators?"
    r"|leaders?|founders?|practitioners?|performers?|earners?|members?|experts?|others?|another|offers?|numbers?|orders?|papers?|answers?"
    r"|quarters?|centers?|centres?|juniors?|seniors?|higher|lower|upper|better|bigger|either|neither|counters?|newer|older|younger|former|over"
    r"|under|after|ever|never|letters?|matters?|transfers?|winners?|losers?|seekers?|holders?|players?|users?|dollars?|master|doctor|levers?|tiers?"
    r"|per|for|super|together|altogether|rather|whether|floors?|major|minor|sector|factor|error|mirror|prior|exist\w*|list|resist|insist|persist|assist"
    r"|christ|employees?|candidates?|career|peer|staff\s+\w+"
    r"|principal\s+\w+|senior\s+\w+|junior\s+\w+|(?:bare|so|how|as|first|last|next|one|two|three|four)\s+\w+)",
    re.I,
)


def unknown_role(text: str, mentions: Sequence[Mention], covered: Sequence[str]) -> str:
    """A role that no guide and no alias knows: "customer success manager", "what does a copywriter earn"."""
    for m in _ROLE_NOUN.finditer(text):
        words = m["name"].split()
        while len(words) > 1 and (words[0].lower() in _NO_ROLE or words[0].isdigit()):
            words = words[1:]
        start = m.end() - len(" ".join(words))
        name = " ".join(words)
        told = is_former(text, Mention("role", name, name, start, m.end()), mentions, covered)
        if words[-1].lower() in _EMPLOYED_SO or "hiring" in map(str.lower, words):
            continue  # "one very rude hiring manager" is somebody of the other side
        if len(words) > 1 and not told and not any(k.start < m.end() and start < k.end for k in mentions):
            return name.lower()
    for pattern in _PAID_ONE:
        for m in pattern.finditer(text):
            start, end = m.span("name")
            known = any(k.start < end and start < k.end for k in mentions)
            if not known and not _ANYBODY.fullmatch(m["name"]):
                return m["name"].lower()
    return ""


def _said_apart(text: str, roles: Sequence[str], fullest: str) -> tuple[str, ...]:
    """Other roles that a text names in full, word by word, beside the one it names with the most words."""
    if not fullest:
        return ()
    rest = _run(fullest).sub(" ", text)
    return tuple(r for r in roles if r != fullest and len(words_of(r)) > 1 and _run(r).search(rest))


def _run(role: str) -> re.Pattern[str]:
    return regex(r"\b" + r"\W+".join(map(re.escape, words_of(role))) + r"s?\b", re.IGNORECASE)


def _fullest_role(text: str, roles: Sequence[str], mentions: Sequence[Mention]) -> str:
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
    if len(telling) != 1:
        return ""
    # "4D gen AI": the name found in it is of its own words.
    own = set(words_of(telling[0]))
    return telling[0] if all(set(words_of(m.text)) <= own for m in mentions if m.kind == "role") else ""


# "Not the 4D one": the role is left out.
_NOT_THE = regex(r"\b(?:not|except|excluding|without|other\s+than)\s+(?:(?:the|a|for)\s+)*(?P<word>\w*\d\w*)", re.I)


def _numbered_roles(text: str, roles: Sequence[str]) -> tuple[str, ...]:
    """Roles that a text names by a word with a digit that no other role has: "the 4D one"."""
    said = words_of(text)
    owners = {w: [r for r in roles if w in words_of(r)] for r in roles for w in words_of(r)}
    found = [rs[0] for w, rs in owners.items() if len(rs) == 1 and w in said and any(c.isdigit() for c in w)]
    left_out = {w.lower() for m in _NOT_THE.finditer(text) for w in words_of(m["word"])}
    found = [r for r in found if not left_out & set(words_of(r))]
    return tuple(dict.fromkeys(found))
