"""What belongs together in a guide, said of another: a level, a reply to pushback, a cell of a table.

In: an English sentence of an answer, `Material`. Out: a reason where it equates two levels that stand in
different lines of the level maps, gives to one objection the reply that the guides give to another, or fills
a named column of one part of pay with what another part has there. Figures are not its business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.model.entailing import head_of, parts_in
from assistant.model.references import Material, Rendered
from assistant.model.vocabulary import base_forms, words_in
from assistant.model.words import ADVISING, STOP, quotes, stems
from corpus.levels import LevelMap
from corpus.regexes import regex
from index.resolve import Lexicon

IX = re.IGNORECASE | re.VERBOSE


def belonging_problems(rendered: Rendered, material: Material) -> Iterable[str]:
    """Why a sentence puts together what stands apart in the guides."""
    text = rendered.text
    if quotes(text, material):
        return
    if _LEVEL.search(text) and any(_is_unmapped(clause, material) for clause in _CLAUSE.split(text)):
        yield "the level maps set these levels against others"
    elif _REPLY.search(text) and _is_of_another_objection(rendered, material):
        yield "the guides give that reply to something else"
    elif _QUESTION_OR_LEVER.search(text) and _is_of_another_row(text, material):
        yield "the table has that of another part of the offer"


# ---- levels

_CODE = r"[A-Z]{1,3}\d{1,2}(?:\s?[-–]\s?[A-Z]{0,3}\d{1,2})?|\d-\d(?:\s+to\s+\d-\d)?"
_LEVEL = regex(rf"\b(?:{_CODE})\b|\b(?:Senior|Staff)\b")
_CLAUSE = regex(
    r"[;:]\s+|,\s+(?:(?:and|but|so)\s+)?|\s[–—]\s|\s+(?=(?:but|while|whereas|although|though|because|since|so)\s)",
    re.I,
)
_EQUATED = regex(
    r"\b(?:is|are|be|equals?|equal|equivalents?|same|maps?|mapped|match\w*|correspond\w*|counterparts?|sits?|stands?|counts?|lines?|lined|meets?|set|puts?|places?|ranks?|pairs?|paired|goes|reads?)\b|=",
    re.I,
)
_APART = regex(
    r"\b(?:not|no|never|neither|nor|above|below|under|over|between|than|rather|next(?!\s+to)|steps?|higher|lower|up|down|if|whether|would(?!\s+(?:be|count|map|match|sit|stand|correspond)\b)|could|or|may|might"
    r"|become|from|until|after|before|away)\b|n['’]t\b|\?|[$%]",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Named:
    """A level that a text names: the lines of the maps that it may be of, and whether it is the guide's own."""

    lines: frozenset[tuple[str, str]]
    own: bool


def _is_unmapped(clause: str, material: Material) -> bool:
    """Whether a clause equates levels of which no line of the maps has both."""
    if not _EQUATED.search(clause) or _APART.search(_CLOSED_UP.sub("-", clause)):
        return False
    halves = [h for h in re.split(r"\s+and\s+", clause) if _EQUATED.search(h)]
    several = len(halves) > 1 and all(len(_levels_in(h, material)) > 1 for h in halves)
    return any(_stand_apart(_levels_in(h, material)) for h in (halves if several else [clause]))


_CLOSED_UP = regex(r"(?<=\d)\s+to\s+(?=\d)")


def _stand_apart(named: Sequence[_Named]) -> bool:
    own, others = [n for n in named if n.own], [n for n in named if not n.own]
    if len(named) < 2 or not (others or own):
        return False
    if len(own) < 2:
        return not frozenset.intersection(*(n.lines for n in named))
    if len(others) == 1:
        return any(not n.lines & others[0].lines for n in own)
    pairs = zip(own, others, strict=True) if len(own) == len(others) else ()
    return any(not a.lines & b.lines for a, b in pairs)


def _levels_in(text: str, material: Material) -> list[_Named]:
    """The levels that a text names and the level maps of the given guides have, in order."""
    guides = {p.guide for p in material.passages.values()}
    maps = [m for m in material.library.level_maps() if m.guide in guides]
    companies = [m for m in material.lexicon.mentions(text, correct=False) if m.kind == "company"]
    found: list[_Named] = []
    for m in _LEVEL.finditer(text):
        near = [c.name for c in companies if _IS_BESIDE.fullmatch(text[c.end : m.start()])]
        near = near or [c.name for c in companies if _IS_AT.fullmatch(text[m.end() : c.start])]
        code = _CLOSED_UP.sub(" to ", re.sub(r"\s?–\s?", "-", m[0]))
        own = {(x.guide, x.level) for x in maps if _is_own(code, x) and (not near or near[0] == x.company)}
        other = {
            (x.guide, x.level)
            for x in maps
            if _is_in(code, x.other_level) and (not near or x.other_company.split()[0] == near[0].split()[0])
        }
        mapped = near and any(x.other_company.split()[0] == near[0].split()[0] for x in maps)
        if own or other or mapped:  # of a company that is mapped, a level that is not
            found.append(_Named(frozenset(own or other), bool(own)))
    return found


_IS_BESIDE = regex(r"(?:['’]s?)?(?:\s+(?:own|level|Brain|FAIR|ML|Engineer)){0,3}\s+", re.I)
_IS_AT = regex(r"(?:\s+(?:ML|[A-Z]\w+\s+Scientist|Engineer|level|position|role)){0,2}\s+(?:at|with|in|of)\s+")
_TOKEN = regex(r"([A-Z]*)(\d+)(?:-(\d+))?")


def _is_own(code: str, line: LevelMap) -> bool:
    return _is_in(code, line.level) or code.lower() == line.title.partition(" ")[0].lower()


def _is_in(code: str, printed: str) -> bool:
    """Whether a level is the printed one, or one inside a printed range.

    >>> _is_in("L5", "L4-L6"), _is_in("L7", "L4-L6"), _is_in("L6", "L6 Applied Scientist"), _is_in("L4-L5", "L4-L6")
    (True, False, True, False)
    """
    tokens = re.findall(r"[A-Z]+\d+|\d-\d", printed)
    if not tokens:
        return False
    ends = re.findall(r"[A-Z]+\d+|\d-\d", code)
    if len(ends) != 1 or len(tokens) != 2:
        return ends == tokens
    low, high, here = (_rank(t) for t in (*tokens, ends[0]))
    return low[0] == high[0] == here[0] and low[1] <= here[1] <= high[1]


def _rank(code: str) -> tuple[str, tuple[int, int]]:
    m = _TOKEN.fullmatch(code)
    return (m[1], (int(m[2]), int(m[3] or 0))) if m else (code, (0, 0))


# ---- replies to pushback, and cells of a table

_ANY_OFFER = frozenset(("offer",))
_REPLY = regex(r"\b(?:repl(?:y|ies)|answers?|responses?|comebacks?|rejoinders?)\b", re.I)
_A_GUIDE = regex(r"\bguides?\b", re.I)
_NOT = regex(r"\b(?:not|no|never|neither|nor|rather\s+than|instead\s+of)\b|n['’]t\b", re.I)


def _content(text: str, lexicon: Lexicon) -> frozenset[str]:
    """What a text is about: the forms of its words, and the parts of an offer that it names."""
    words = (w for w in words_in(text) if len(w) > _SHORT and w not in STOP and w[:5] not in ADVISING)
    return frozenset[str]().union(*map(base_forms, words)) | {name for name, _, _ in parts_in(text, lexicon)}


_SHORT = 2  # letters of a word that says nothing


def _is_of_another_objection(rendered: Rendered, material: Material) -> bool:
    """Whether a sentence names one objection, or cites it, and as its reply gives what the guides reply to another."""
    text = rendered.text
    if _NOT.search(text):
        return False
    lexicon = material.lexicon

    def read() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
        pairs = [dict(p.parts) for p in material.library.passages(kind="pushback", company=None)]
        return tuple(
            (stems(p.get("when", "")) - _ANY_OFFER, _content(p.get("say", ""), lexicon)) for p in pairs
        )

    pairs = material.library.once("objections and replies", read)
    own = _content(text, lexicon)
    raised = [i for i, (when, _) in enumerate(pairs) if stems(text) & when]
    if not raised and _A_GUIDE.search(text):
        cited = (material.passages[name] for name in rendered.cited)
        shown = " ".join(p.quote for p in cited if p.kind == "pushback")
        raised = [i for i, (when, _) in enumerate(pairs) if shown and when <= stems(shown)]
    if len(raised) != 1:
        return False
    mine = pairs[raised[0]]
    others = frozenset[str]().union(*(say for i, (_, say) in enumerate(pairs) if i != raised[0]))
    return not own & mine[1] and bool(own & (others - mine[0]))


_QUESTION_OR_LEVER = regex(r"\bkey\s+questions?\b|\bbest\s+levers?\s+for\b", re.I)
_CONTENT = regex(r"\b(?:is|are|would\s+be)\b|:", re.I)


def _is_of_another_row(text: str, material: Material) -> bool:
    """Whether a named column of one part's row is filled with what stands there in another part's."""
    label = _QUESTION_OR_LEVER.search(text)
    if label is None or _NOT.search(text):
        return False
    lexicon = material.lexicon
    filled = _CONTENT.search(text, label.end())
    named = {name for name, _, _ in parts_in(text[: filled.start()] if filled else "", lexicon)}
    what = text[filled.end() :] if filled and named else text[: label.start()] + text[label.end() :]
    named = named or {name for name, _, _ in parts_in(text, lexicon)}
    if len(named) != 1:
        return False
    rows = [
        ({name for name, _, _ in parts_in(head_of(p), lexicon)}, " ".join(cell for _, cell in p.parts[1:]))
        for p in material.library.passages(kind="row", company=None)
        if any(label[0].lower().removesuffix("s").split()[:2] == c.lower().split()[:2] for c, _ in p.parts)
    ]
    own = _content(what, lexicon) - named
    mine = [_content(cell, lexicon) for head, cell in rows if head == named]
    others = [_content(cell, lexicon) for head, cell in rows if head != named]
    return bool(mine) and not any(own & cell for cell in mine) and any(own & cell for cell in others)
