"""What is denied and stands there: "the row has no bonus", "neither script mentions a competing offer".

In: an English sentence of an answer with its figures written, `Material`. Out: a reason where a row, a script or
a guide is said not to have what its cited lines have, where a part of pay is said to be for another time
than its cells are, or where what a guide lists among what to do is said to be among its don'ts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.model.entailing import parts_in
from assistant.model.references import Material, Rendered, without_orders
from assistant.model.vocabulary import base_forms, forms_of, with_same, words_in
from assistant.model.words import ADVISING, quotes, stems
from corpus.bands import Fact
from corpus.passages import Passage
from corpus.regexes import regex

IX = re.IGNORECASE | re.VERBOSE

_TELL = r"""(?:mention|list|name|state|show|print|include|contain|give|have|has|cover|carr(?:y|ie)|offer|provide|hold
    |feature|speak\s+of|talk\s+of|refer\s+to|touch\s+on|come\s+with)"""
_ASK = r"(?:ask\s+for|request|add|call\s+for|raise|touch(?!\s+on)|change|increase|lift)"
_TOLD = r"(?:mentioned|listed|named|stated|shown|printed|included|given|covered|part\s+of|among|in|on)"
_WHAT = r"(?P<what>[^,;:.?!–—]+)"
_NEGATED = r"(?:\s+not|n['’]t)"
# What is said not to be there. `asks`: of what a script asks for. `part`: only a part of pay is meant.
_DENIALS = tuple(
    regex(pattern, IX)
    for pattern in (
        rf"\b(?:(?:do|does|did){_NEGATED}|never)\s+(?:\w+ly\s+|even\s+)?(?:(?P<asks>{_ASK})|{_TELL})s?\s+{_WHAT}",
        rf"""\b(?:neither|none|no)\b\s+(?:of\s+)?(?:the\s+|these\s+|them\s+|its\s+)?(?:two\s+)?(?:\w+\s+)?
        (?:(?P<asks>asks?\s+for|requests?|adds?)|(?:{_TELL})s?)\s+{_WHAT}""",
        rf"""\b(?:(?P<asks>asks?\s+for|adds?)|is|are|(?:{_TELL})s?|comes?\s+with)
        \s+(?:no|not\s+an?|not\s+any|nothing\s+(?:about|on|of|to))\s+{_WHAT}""",
        rf"""\b(?:leav(?:es?|ing)\s+out|omits?|lacks?|says?\s+nothing\s+(?:about|on|of)
        |(?:is|are)\s+silent\s+(?:on|about))\s+{_WHAT}""",
        rf"""(?:\bnot|n['’]t)\s+(?:compared|mapped|matched|set|lined\s+up|equated)
        \s+(?:with|to|against|beside)\s+{_WHAT}""",
        r"\b(?P<asks>leaves?)\s+(?P<what>[^,;:.?!–—]+?)\s+(?:alone|untouched|unchanged|as\s+it\s+is)\b",
        rf"\bno\s+(?P<what>[^,;:.?!–—]+?)\s+(?:is|are)\s+(?:\w+ly\s+)?{_TOLD}\b",
        r"\bwithout\s+(?:an?|any)\s+(?P<part>(?P<what>[^,;:.?!–—]+))",
        rf"""^(?P<what>[^,;:.?!–—]+?)\s+
        (?:(?:is|are|was|were)(?:{_NEGATED}|\s+never|\s+nowhere)\s+(?:\w+ly\s+)?{_TOLD}\b
        |(?:do|does){_NEGATED}\s+(?:appear|stand|show\s+up|occur|come\s+up|feature)\b|appears?\s+nowhere\b)""",
    )
)
_CLAUSE = regex(
    r"[;:]\s+|,\s+|\s[–—]\s|\s+(?=(?:but|while|whereas|although|though|so|because|since|only|which|that)\s)",
    re.I,
)
_ITEMS = regex(r"\s+(?:or|and|nor)\s+", re.I)
_OF_PEOPLE = regex(
    r"\b(?:you|your|they|their|we|our|i|my|he|she|hr|recruiters?|compan(?:y|ies)|people|candidates?|employers?)\b|\bif\b|\bwhether\b|\bunless\b",
    re.I,
)
_OF_LINES = regex(
    r"\b(?:rows?|tables?|scripts?|guides?|lines?|maps?|mappings?|lists?|templates?|neither|none|there|entry|passages?|sections?)\b",
    re.I,
)
_A_SCRIPT = regex(r"\b(?:scripts?|templates?)\b", re.I)
# Words that say nothing of what is denied: "no bonus at all", "any figure for the stock".
_EMPTY = frozenset(
    """a an any the its their it that this such two either both at all anywhere whatsoever there here of for in on to
    anything figure figures number numbers amount amounts column cell part kind row rows table script scripts guide
    list mapping map own""".split()
)
_WORD = regex(r"[A-Za-z0-9][\w’'&-]*")
_NOT = regex(r"\b(?:not|no|never|nothing|neither|nor|none|unless|if)\b|n['’]t\b", re.I)
_NAME = regex(r"\b[A-Z][\w&-]*[A-Za-z]\b")
_ENOUGH = 2  # words that speak for themselves; a single one may stand there in another sense


def denied_problems(rendered: Rendered, material: Material) -> Iterable[str]:
    """Why a sentence denies or misplaces what the lines that it cites have."""
    text = rendered.text
    if quotes(text, material):
        return
    cited = [material.passages[name] for name in rendered.cited]
    if _NOT_THERE.search(text) and _is_of_lines(text, material) and any(
        _stands(clause, text, cited, material) for clause in _CLAUSE.split(text)
    ):
        yield "what it denies stands in the lines that it cites"
    elif _PERIODS.search(text) and _for_another_time(text, cited, material):
        yield "it is said to be for another time than the row has it"
    elif _ON_THE_DONT_LIST.search(text) and _is_a_do(text, material):
        yield "it stands among what to do"


def _is_of_lines(text: str, material: Material) -> bool:
    """Whether a row, a script or whose it is is named at all."""
    return bool(_OF_LINES.search(text)) or any(
        m.kind in ("company", "place") for m in material.lexicon.mentions(text, correct=False)
    )


_NOT_THERE = regex(
    r"\b(?:no|not|never|neither|none|nothing|nowhere|without|leav(?:es?|ing)\s+out|omits?|lacks?|silent)\b|n['’]t\b",
    re.I,
)


def _stands(clause: str, text: str, cited: Sequence[Passage], material: Material) -> bool:
    """Whether a clause denies of the cited lines what stands in them."""
    for pattern in _DENIALS:
        m = pattern.search(clause)
        if m is None:
            continue
        around = f"{clause[: m.start('what')]} {clause[m.end('what') :]}"
        if _OF_PEOPLE.search(around) or (m.start() and _NOT.search(clause[: m.start()])):
            continue
        if _ON_THE_DONT_LIST.search(clause):
            continue  # "is not on the don't list"
        groups = m.groupdict()
        asks = bool(groups.get("asks"))
        named = [
            x for x in material.lexicon.mentions(around, correct=False) if x.kind in ("company", "place")
        ]
        if not (named or _OF_LINES.search(text if groups.get("part") else clause)):
            continue
        if groups.get("part") and (_OF_PEOPLE.search(text) or not parts_in(m["what"], material.lexicon)):
            continue  # "without an offer" is the person's
        companies = {x.name for x in named if x.kind == "company"}
        theirs = [p for p in cited if not companies or p.company in companies]
        if any(_has(item, theirs, asks, clause, material) for item in _ITEMS.split(m["what"])):
            return True
    return False


def _has(item: str, cited: Sequence[Passage], asks: bool, clause: str, material: Material) -> bool:
    """Whether one of the cited lines has a thing: a part of pay by its facts, a name or several words by their own."""
    parts = parts_in(item, material.lexicon)
    left = item
    for _, start, end in reversed(parts):
        left = left[:start] + " " + left[end:]
    for x in reversed(material.lexicon.mentions(item, correct=False)):
        if x.kind == "place" and any(
            x.name in material.lexicon.places_of(f.region or "") for f in _facts(cited, material)
        ):
            left = left.replace(x.text, " ")
    words = [w for w in _WORD.findall(left) if w.lower() not in _EMPTY and not _SIGNING_WORD.fullmatch(w)]
    if parts and not words:
        wanted = {name for name, _, _ in parts}
        facts = _facts(cited, material)
        if asks or (any(f.kind == "band" for f in facts) and not _A_SCRIPT.search(clause)):
            kind = "increment" if asks else "band"
            return any(f.component in wanted for f in facts if f.kind == kind)
        if not _A_SCRIPT.search(clause):
            return False
        return any(wanted <= {n for n, _, _ in parts_in(p.quote, material.lexicon)} for p in cited)
    if asks:
        return False
    mentions = material.lexicon.mentions(item, correct=False)
    companies = {w for x in mentions if x.kind == "company" for w in x.text.split()}
    first = item.split()[0]  # a capital there makes no name
    names = [w for w in words if _NAME.fullmatch(w) and (w != first or w in companies or not w[1:].islower())]
    own = stems(" ".join([*words, *(item[a:b] for _, a, b in parts)]))
    if not (names or (len(own) >= _ENOUGH and own - ADVISING)) or (names and len(names) < len(words)):
        return False
    for p in cited:
        for line in re.split(r"(?<=[.!?])\s+|\n|;\s+", without_orders(p.quote)):
            if _NOT.search(line):
                continue
            if all(re.search(rf"\b{re.escape(n)}\b", line) for n in names) if names else own <= stems(line):
                return True
    return False


_SIGNING_WORD = regex(r"sign(?:ing|-on)?|pay|money", re.I)


def _facts(cited: Sequence[Passage], material: Material) -> list[Fact]:
    """What the cited lines state of pay."""
    places = {(p.guide, n) for p in cited for n in range(p.first, p.last + 1)}
    return [f for f in material.evidence.facts if (f.guide, f.line) in places and f.kind != "figure"]


# ---- for which time

_YEARLY = r"(?:(?:per|a|an|each|every|one)\s+(?:single\s+)?year|yearly|annual(?:ly)?|(?:one|single)-year)"
_FOUR_YEARS = r"(?:(?:over|across|for)\s+(?:all\s+|the\s+)?(?:four|4)\s+years|four-year)"
_PERIODS = regex(rf"\b(?P<year>{_YEARLY})\b|\b(?P<four>{_FOUR_YEARS})\b", re.I)
_IS_FOR = regex(
    r"^(?:\s+[\w’'-]+){0,5}?\s+(?:is|are|means?|counts?|comes?|stands?)\s+(?:(?:all|both|each|paid|given|shown|printed|listed|quoted|stated|meant|an?|the|as|per|only|just|clearly)\s+){0,3}$",
    re.I,
)
_WORKED = regex(
    r"\b(?:divid\w+|split\w*|quarter|fourth|spread|if|would|could|whether|average|works?\s+out|vest\w*|once)\b|\?",
    re.I,
)


def _for_another_time(text: str, cited: Sequence[Passage], material: Material) -> bool:
    """Whether a part of pay is said to be for a year and its cells are for four, or the other way round."""
    if _WORKED.search(text):
        return False
    facts = _facts(cited, material)
    for m in _PERIODS.finditer(text):
        ahead = [x for x in parts_in(text[: m.start()], material.lexicon) if x[2] <= m.start()]
        if not ahead or not _IS_FOR.match(text[ahead[-1][2] : m.start()]):
            continue
        periods = {f.period for f in facts if f.component == ahead[-1][0]}
        if periods == {"4 years"} if m["year"] else periods == {"year"}:
            return True
    return False


# ---- what to do, and what not

_ON_THE_DONT_LIST = regex(
    r"""\b(?:on|in|among|under|part\s+of|one\s+of)\s+(?:(?:the|its|their|that|guide['’]s)\s+)*[“"']?
    (?:(?:list\s+of\s+)?don['’]?ts?(?!\s+\w+\s+(?:you|to))\b|(?:list\s+of\s+)?(?:things?\s+)?(?:(?:that\s+)?the\s+guides?\s+tells?\s+you\s+)?(?:what\s+)?not\s+to\s+do\b|mistakes\b)
    |\b(?:things?|what)\s+(?:(?:that\s+)?the\s+guides?\s+(?:tells?|asks?|wants?)\s+you\s+)?not\s+to\s+do\b|\bis\s+an?\s+don['’]?t\b
    |\b(?:that\s+)?the\s+guides?\s+(?:(?:tells?|asks?|wants?|warns?)\s+you\s+(?:to\s+avoid|not\s+to|against)|warns?\s+against)\b""",
    IX,
)
_DO = regex(r"\W*do['’]?s?\W*", re.I)
_DONT = regex(r"\W*(?:do\s+not|don['’]?ts?)\W*", re.I)


def _is_a_do(text: str, material: Material) -> bool:
    """Whether what is said to be among the don'ts shares more with a line that a guide lists among what to do."""
    m = _ON_THE_DONT_LIST.search(text)
    if m is None or _NOT.search(text[: m.start()]):
        return False
    own = with_same(
        forms_of(_LIST_PART.split(text[: m.start()])[-1] + " " + _LIST_PART.split(text[m.end() :])[0])
    )

    def read() -> tuple[tuple[bool, list[frozenset[str]]], ...]:
        lists = material.library.passages(kind="list", company=None)
        return tuple(
            (bool(_DO.fullmatch(p.section)), [base_forms(w) for w in words_in(item) if len(w) > _SHORT])
            for p in lists
            if _DO.fullmatch(p.section) or _DONT.fullmatch(p.section)
            for name, item in p.parts
            if name == "item"
        )

    listed = material.library.once("what to do, and what not", read)
    dos, donts = (
        max(
            (sum(not own.isdisjoint(word) for word in line) for good, line in listed if good is way),
            default=0,
        )
        for way in (True, False)
    )
    return dos > donts


_LIST_PART = regex(r"[,;:]\s+|\.\s")
_SHORT = 3  # letters of a word that says nothing by itself
