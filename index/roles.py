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


def unknown_role(text: str, mentions: Sequence[Mention], covered: Sequence[str]) -> str:
    """A role that no guide and no alias knows: "customer success manager"."""
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
