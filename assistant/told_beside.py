"""Names told beside what is asked that ask for no row of their own: a company's owner, where somebody remote lives.

In: a question and the open library. Out: the question without them. "Linode/Akamai" is one employer if Linode's
guide speaks of Akamai; "Plaid remote, I'm in Boise" is the remote row.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.question import Question
from corpus.regexes import regex
from index.library import Library
from index.names import words_of

# What stands between a company and its owner: "HashiCorp (so IBM now)", "Linode/Akamai", "Akamai's Linode".
_OWNED = regex(
    r"['’]?s?[\s/(),-]*(?:(?:so|now|i\.?e\.?|aka|a\.k\.a\.|part|owned|bought|acquired|run|belongs?|belonging|by|of|to|an?|under"
    r"|which|is|was|today|formerly|company|group)\b[\s/(),-]*)*"
)
_LIVES = regex(
    r"\b(?:i\s+(?:live|am|sit|stay|work)|i['’]?m|living|based|located|home\s+is)\s+(?:\w+\s+)?(?:in|near|at)\s+$"
)
_REMOTE = "remote"


def without_names_beside(q: Question, library: Library) -> Question:
    """The question without an owner's name and without where somebody remote lives."""
    resolved = q.resolved
    if not resolved.uncovered or len(resolved.companies) != 1:
        return q
    company = resolved.companies[0]
    rows = [t for t in resolved.targets if t.asked]
    remote = bool(rows) and all(_REMOTE in words_of(t.row.region or "") for t in rows)
    dropped = set()
    for u in resolved.uncovered:
        at = q.text.lower().find(u.name.lower())
        if u.kind == "company" and _is_owner(q, library, company, u.name):
            dropped.add(u.name)
        if u.kind == "place" and remote and at >= 0 and _LIVES.search(q.text[:at].lower()):
            dropped.add(u.name)
    if not dropped:
        return q
    return replace(
        q,
        resolved=replace(
            resolved,
            uncovered=tuple(u for u in resolved.uncovered if u.name not in dropped),
            other_companies=tuple(c for c in resolved.other_companies if c not in dropped),
        ),
    )


def _is_owner(q: Question, library: Library, company: str, name: str) -> bool:
    """Whether the name stands right beside the company's, as one, and the company's guide speaks of it."""
    own = [m for m in q.resolved.mentions if m.kind == "company" and m.name == company]
    other = [m for m in q.resolved.mentions if m.kind == "company" and m.name == name]
    for a in own:
        for b in other:
            first, second = sorted((a, b), key=lambda m: m.start)
            if _OWNED.fullmatch(q.text[first.end : second.start].lower()):
                return any(p.company == company for p, _ in library.full_text(list(words_of(name)), 40))
    return False
