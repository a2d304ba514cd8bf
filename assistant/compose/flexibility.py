"""How far a component can be moved, from every guide that says it in a table; both where they differ."""

from __future__ import annotations

import re

from assistant.compose.advice import guides_named
from assistant.compose.wording import label
from assistant.page import Page, flat
from assistant.question import Question
from corpus.passages import Passage
from corpus.regexes import regex

_FLEXIBILITY = regex(r"flexib|negotiab", re.IGNORECASE)


_DEGREES = regex(r"\b(low|medium|moderate|high|none|situational|rare|never|often)\b", re.IGNORECASE)


# "Which of the pieces has the most room": all of them, side by side.
WHICH_PART = regex(
    r"""\b(?:which|what)\s+(?:\w+\s+){0,3}?(?:parts?|pieces?|components?|items?|elements?|bits?|terms?|lines?)\b(?!\s+of\s+(?:that|this|it)\b).{0,40}\b(?:most|easiest|best|biggest|more|room|air
    |flex\w*|mov\w+|push\w*|bend\w*|give|slack|negotiat\w*|soft\w*|hard\w*|fixed|rigid|waste|focus)\b
    |\b(?:flexible|negotiable|movable|flexibility|room)\s+(?:is\s+|are\s+|of\s+|for\s+|in\s+)?(?:each|every|all)\b|\b(?:each|every|all)\b.{0,30}\b(?:flexib\w*|negotiab\w*)
    |\b(?:list|enumerate|name)\b.{0,30}\b(?:things|parts|items|components|points|pieces)\b.{0,30}\bnegotia\w*
    |\b(?:what|which)\b.{0,25}\b(?:can|could|may)\s+(?:be\s+)?(?:moved?|negotiated|pushed|bent|changed)\b
    |\bwhat\s+(?:is|are)\s+(?:the\s+)?(?:most|least|easiest|hardest)\s+(?:\w+\s+){0,3}(?:negotiable|flexible|to\s+(?:move|negotiate|push|change))""",
    re.IGNORECASE | re.VERBOSE,
)


_INSTEAD = regex(r"\belse\b|\binstead\b|\bother\s+(?:parts?|things?|pieces?|items?)\b", re.I)
_PARTS = ("equity", "sign_on", "base", "bonus", "level", "start date")


def write_flexibility(page: Page, q: Question) -> bool:
    """How far a component can be moved, from every guide that says it in a table; both where they differ."""
    components = [c for c in q.resolved.components if c != "total"]
    text = q.text.lower()
    names: list[str] = list(components)
    if re.search(r"\blevel|\b(?:job|my)\s+title|\bgrade\b", text):
        names.append("level")
    if re.search(r"\bstart\s+date", text):
        names.append("start date")
    if components and _INSTEAD.search(text) and WHICH_PART.search(text):
        # "The base can't move, what else could be": the others.
        names = [n for n in _PARTS if n not in components]
    if not names and WHICH_PART.search(text):
        names = list(_PARTS)
    named = guides_named(q)
    rows = [
        p
        for p in page.library.passages(kind="row", company=None)
        if (not named or p.guide in named) and any(_FLEXIBILITY.search(k) for k, _ in p.parts)
    ]
    rows = [p for p in rows if names and any(_row_is_about(page, p, n) for n in names)]
    if not rows:
        return False
    by_name: dict[str, list[Passage]] = {}
    for p in rows:
        name = next(n for n in names if _row_is_about(page, p, n))
        by_name.setdefault(name, []).append(p)
    for name, passages in by_name.items():
        values = []
        for p in passages:
            cell = next(v for k, v in p.parts if _FLEXIBILITY.search(k))
            values.append((flat(cell), p))
        degrees = {
            frozenset(
                d.lower().replace("moderate", "medium")
                for d in _DEGREES.findall(re.split(r"\bbut\b|\(", v)[0])
            )
            - {"often"}
            for v, _ in values
        }
        differ = len(values) > 1 and len(degrees) > 1
        title = label(name) if name in ("base", "equity", "bonus", "sign_on") else name
        if differ:
            page.say(
                f"The guides do not say the same about how flexible the {title} is.", *(p for _, p in values)
            )
            page.differ(f"how flexible the {title} is", [(f"{v} ({p.title})", p) for v, p in values])
        for v, p in values:
            rest = "; ".join(
                f"{flat(k).lower()}: “{flat(x)}”" for k, x in p.parts[1:] if x and not _FLEXIBILITY.search(k)
            )
            page.say(
                f"{flat(p.parts[0][1])}: flexibility “{v}”"
                + (f"; {rest}" if rest else "")
                + f" (in “{p.title}”).",
                p,
                style="bullet" if differ or len(values) > 1 else "sentence",
            )
    return True


def _row_is_about(page: Page, passage: Passage, name: str) -> bool:
    if not passage.parts:
        return False
    head = passage.parts[0][1]
    if name in ("level", "start date"):
        return name in head.lower()
    return any(m.kind == "component" and m.name == name for m in page.lexicon.mentions(head, correct=False))
