"""Whose the numbers of a sentence are: the ways in which its names can belong to them.

In: a sentence, its `Number`s, the mentions of a `Lexicon`. Out: the `Name`s that speak together
("Berlin / Hamburg"), and for each kind (companies, places, components) the ways to give them to the
numbers: by nearness, by what stands before, by what stands behind, in parallel lists. Which way is
meant is decided by `assistant.grounding`, which knows the facts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.numbers import ACROSS_A_NUMBER, RESPECTIVELY, Number, cost, parting
from corpus.regexes import regex
from index.resolve import Lexicon, Mention

_I = re.IGNORECASE | re.ASCII
# Names of the whole that no list of components has, because only a sentence makes them one.
_ALL_TOLD = regex(
    r"\b(?:everything(?:\s+(?:together|in))?|(?:the\s+)?(?:whole\s+(?:thing|lot|shebang)|lot)|(?:sum\s+of\s+)?(?:it\s+all|all\s+of\s+it)(?:\s+together)?)"
    r"(?=\s*(?:is|at|of|comes\s+to|makes|[:=(–-])?\s*(?:[A-Z]{0,3}[$£€¥₹]|[A-Z]{3}\s?\d|\d))"
    r"|\b(?:all\s+told|all\s+in\s+all|altogether|taken\s+together|in\s+sum|all\s+together|(?:everything|all)\s+(?:included|counted|combined|added|summed)(?:\s+(?:up|in|together))?|add(?:s|ing|ed)?\s+up(?:\s+[a-z]+){0,2}\s+to(?=\s+(?:about\s+|around\s+)?[$£€¥₹A-Z\d]|\s*[.,;)]|\s*$)|add(?:s|ing|ed)?\s+(?:up\s+)?to\s+(?:an?|the)\s+(?:printed|stated|listed)(?=\s+[$£€¥₹A-Z\d])|(?<=[\dKkMm])\s+all\s+up|(?:is|as|to)\s+the\s+(?:grand\s+)?sum\b(?!\s+(?:asked|offered|added))|(?<=[;,.]\s)sum(?=\s*[:=]?\s*[$£€¥₹A-Z\d])|(?:whole|full|entire|complete|overall|total)\s+package|(?<=[\dKkMm])\s+overall|package\s+as\s+a\s+whole|earns?(?=\s+(?:about\s+)?[$\d])|totall?(?:s|ing)(?=\s))\b|合计|总计|总共|一共|共计|加起来",
    _I,
)
# "Total = base + equity + bonus": what a formula adds up owns no figure behind it.
_ADDENDS = regex(r"[\s(]*[+&][\s(]*|\s+plus\s+|,\s*(?:and\s+)?|\s+and\s+", _I)
_EQUALS = regex(
    r"[\s(*_]*(?:=|equals|is\s+made\s+(?:up\s+)?of|consists\s+of|is\s+the\s+sum\s+of|:)\s*(?:the\s+)?", _I
)
# "$1 (that is Bergen)", "$1, which is Bergen": a name that speaks of the figure before it and of no other.
_APPOSED = regex(
    r"[\s*_]*(?:\(\s*|,\s*|[–—-]\s*)(?:(?:and\s+)?(?:that|which|this|it)(?:['’]s|\s+(?:is|are|belongs?\s+to|stands?|comes?)|\s+would\s+be)"
    r"|as\s+it\s+is|i\.e\.,?|namely)\s+(?:(?:only|the|for|in|from|what|row|figure|one|number|band|of|at)\s+)*$",
    _I,
)
# "I am from Acme, going to Norwell": the person's own place of work owns no figure here.
_WHERE_FROM = regex(
    r"\b(?:(?:i(?:['’]?m|\s+am|\s+was)?|we|you(?:['’]re|\s+are)?|she|he|they)\s+(?:\w+\s+)?(?:from|at|with|leav(?:e|ing)|left|work(?:s|ed|ing)?\s+(?:at|for))"
    r"|(?:coming|moving|switching)\s+from|currently\s+(?:at|with)|leaving|(?:now|today)\s+at)\s+$",
    _I,
)
# What only a sentence makes a component: (component, words).
_NOT_WHAT = regex(r"(?:\bnot|n['’]t)\s+what\b[^.;]*$", _I)  # "… isn't what its parts add up to"
_SAID_AS = (
    ("total", _ALL_TOLD),
    # written together with its figure: "base14.5万"
    ("base", regex(r"(?<![A-Za-z])(?:base|salary)(?=\d)", _I)),
    ("equity", regex(r"(?<![A-Za-z])(?:rsus?|stock|equity)(?=\d)", _I)),
    ("bonus", regex(r"(?<![A-Za-z])bonus(?=\d)", _I)),
    ("total", regex(r"(?<![A-Za-z])(?:total|tc)(?=\d)", _I)),
    (
        "base",
        regex(
            r"(?<=[\dKkMm万w])\s+(?:[A-Z]{3}\s+|dollars\s+)?fixed\b(?!\s+(?:sign|bonus|grant|rsu|equity|stock|amount|sum|fee))"
            r"|(?<!is\s)(?<!are\s)(?<!be\s)\bfixed(?:\s+(?:part|component))?\s*(?:[:=]|\bis\b|\bof\b|\bat\b)(?=\s*[$£€¥₹\dA-Z])(?!\s*[\d–-]+\s?%)"
            r"|固定(?:工资|部分|薪资)",
            _I,
        ),
    ),
    (
        "bonus",
        regex(
            r"(?<=[%％])\s+(?:variable|target)\b(?!\s+bonus)"
            r"|\bvariable(?:\s+(?:part|pay|component))?\s*(?:[:=]|\bis\b|\bof\b|\bat\b)(?=\s*\d)",
            _I,
        ),
    ),
    ("sign_on", regex(r"(?<=\d[KkMm])\s+(?:to|for|at|on|upon)\s+sign(?:ing)?\b|\bfor\s+signing\b", _I)),
    ("equity", regex(r"(?<=\d[KkMm])\s+vest(?:s|ing)(?=\s+(?:each|every|a|per|over|across)\b)", _I)),
)
_TOUCH = regex(
    r"(?:\s+(?:dollars?|yuan|USD|CNY|SGD))?(?:\s+(?:of|is|at|in|as|a|the|goes|runs|for))*(?:[\s:*_的]|[+](?!\s))*",
    _I,
)
# From a component on to its own figure: "equity 95K", "RSUs of $5K over four years".
_LEADS = regex(
    r"(?:\s+(?:of|is|are|at|in|as|the|max|maximum|top|goes|runs|from|about|up|to|best|around))*[\s:*_=+~(–-]*",
    _I,
)
_SMALL_WORDS = regex(r"(?:\b(?:a|an|the|then|next|finally|also|and|with|of|at)\b|[^A-Za-z])*", _I)
_CLAUSE_CLOSES = regex(r"[\s*_]*(?:[.,;)]|$)")
_CLAUSE_ENDS = regex(r"[;；]")
_THAN = regex(r"\bthan\b")
_IS_THE = regex(r"(?:\s+(?:is|as|for|of|in|target|a|the|its))*\s+", _I)
_LEVEL_TALK = regex(
    r"^\W{0,2}(?:\w+\s+){0,2}?(?:terms|levels?|ladder|scale|equivalent|grades?|speak|E\d|L\d|IC\d)\b", _I
)


# "Oslo, not Bergen, …", "not Bergen but Oslo": what is denied owns no figure.
_DENIED_NAME = regex(
    r"(?:\b(?:not|never|rather\s+than|instead\s+of|as\s+opposed\s+to)|n['’]t)\s+"
    r"(?:(?:in|at|for|the|its|about|of|by|an?|share|part)\s+)*$",
    _I,
)
# "Never quote $1 as base": what a figure is said not to be.
_NOT_TAKEN_AS = regex(
    r"(?:\b(?:never|not)|n['’]t)\s+(?:quote|read|take|mistake|treat|count|confuse|regard|call|report|label|book)\s+"
    r"(?:(?:the|that|those|this|these)\s+)?(?:[A-Z]{3}\s?)?[$£€¥₹]?\d[^.;!?,]{0,24}\b(?:as|for|with)\s+(?:[\w'’]+\s+){0,4}$",
    _I,
)
# "On top of that base comes 15%": what a percentage is added to.
_UPON = regex(r"\bon\s+top\s+of\s+(?:(?:the|that|this|your|its|their)\s+)?(?:(?:same|very|yearly|annual)\s+)?$", _I)
_CORRECTED = regex(r"[\s,:(–—-]*(?:but|it['’]s|it\s+is|rather)\b", _I)
_ADDED_TO = regex(
    r"\s+(?:more\s+|extra\s+)?(?:to|onto|on\s+top\s+of|on)\s+(?:(?:the|your|their|its|my|an?)\s+)?", _I
)
_TOPIC = regex(
    r"\W*(?:(?:on|for|as\s+(?:for|to)|regarding|concerning|about|in\s+terms\s+of|when\s+it\s+comes\s+to|with\s+regard\s+to)\s+)"
    r"(?:the\s+|its\s+)?",
    _I,
)
# "Of the $1 in all, $2 is equity": the whole is not what its part is.
_OUT_OF = regex(r"\W*(?:out\s+)?of\s+(?:(?:the|that|its|a|about|roughly|around|some)\s+)*", _I)
# "Bergen's ceiling of $1", "the $1 of Bergen": a figure and whose it is.
_OWNS = regex(r"['’]s\s+(?:[a-z-]+\s+){0,4}", _I)
# "… $1 (Bergen does)", "… $1, that's Bergen's"
_OWNED_BY = regex(
    r"\s+(?:of|from|in|at|for)\s+(?:the\s+)?|[^\d;.,(]{0,40}[(]\s*(?:only\s+)?"
    r"|[^\d;.,(]{0,40}[,(–—]\s*(?:for\s+)?(?:it|that|this|which|those|these|they)"
    r"(?:['’](?:s|re)|\s+(?:is|are|was|were|would\s+be|belongs?\s+to))\s+(?:(?:only|the|for|in|of|at|what)\s+)*",
    _I,
)
_OF_A_WHOLE = regex(r"\s+(?:of|on(?!\s+top\b(?!\s+of)))\b", _I)
_TARGET_ON = regex(r"\s+(?:target|rate)\s+on\b", _I)
_SHARE_OF = regex(r"\s+(?:of|(?:(?:target|rate)\s+)?on)\s+(?:(?:the|your|that|this|its|their|annual|yearly)\s+)*", _I)
_AS = regex(r"\bas\s+(?:(?:the|its|their|an?)\s+)?$", _I)
_IN_BRACKETS = regex(r"\s*[(（](?:\w+\s+){0,2}")
_CLOSES = regex(r"\s*[)）]")
_PRONOUN = regex(
    r"\b(?:they|it|these|those|which|that)\s+(?:(?!(?:your|my|our|their|its|the|an?|new|this)\b)\w+\s+)?$", _I
)
_PAYS = regex(
    r"(?:grants?|granted|granting|bases?|awards?|pays?|earns?)|totall?(?:s|ed|ing)|in\s+total|total", _I
)

_ORDINAL = regex(r"first|former|second|latter|\bone\b|\btwo\b", _I)
# "In the first … and in the second": two names by their order.
_IN_ORDER = regex(
    r"\b(?:in|at|for|with|by)\s+the\s+(?:(?P<first>first|former)|second|latter)\b"
    r"(?:\s+(?:one|place|city|company|office|location|row|case|of\s+(?:the\s+)?(?:two|these|them)))?(?!\s+(?:years?|figure|number|value|quarter|half|end|two)\b)",
    _I,
)
# "First one: $1.", "The latter: $2.": the same at the beginning of a sentence, each in its own.
_AS_LABEL = regex(
    r"(?:^|(?<=[.?!:;]\s))(?:(?:the|number|option)\s+)?(?:(?P<first>first|former|one)|second|latter|two)"
    r"(?:\s+(?:one|place|city|company|office|location|option))?(?=\s*[:,–—]\s)",
    _I,
)
# "The bonus is fixed at 15%" names no base.
_SET_FAST = regex(r"\b(?:is|are|be|was|were|stays?|remains?|being)\s+(?:fix|fixed)$", _I)
# "US dollars", "Singapore dollars": a currency, and no place.
_MONEY_OF = regex(r"(?:['’]s)?[\s-](?:own\s+)?(?:dollars?|money|currency)\b", _I)
_OF_MONEY = regex(r"\b(?:dollars?|money|currenc(?:y|ies))\s+(?:of|from|in)\s+(?:the\s+)?$", _I)
# People by their place: "Londoners", "New Yorker".
_PEOPLE = regex(r"\b(?:New\s+)?[A-Z][a-z]{3,}(?:er|ean|ian|ite)s?\b")
# A company without a guide that talks, or is talked on, pays nothing: "Reddit is wrong, …".
_SAYS = regex(
    r"\s+(?:(?:is|are|was|were)\s+(?:\w+\s+)?(?:wrong|mistaken|off|lying|outdated)|says?|said|claims?|claimed|has\s+it|posts?|threads?|users?|people)\b",
    _I,
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a sentence: one or more mentions that speak together ("Berlin / Hamburg")."""

    names: tuple[str, ...]
    start: int
    end: int


@lru_cache(maxsize=1024)
def _place_of_people(word: str, lexicon: Lexicon) -> str:
    """The place that a word for its people is made from: "Londoners", "Singaporean"; empty for none."""
    for ending in ("er", "an", "n", "ite"):
        stem = word.removesuffix("s").removesuffix(ending)
        if stem != word.removesuffix("s"):
            found = [m for m in lexicon.mentions(stem, correct=False) if m.kind == "place"]
            if len(found) == 1 and found[0].text == stem:
                return found[0].name
    return ""


def mentions_of(text: str, lexicon: Lexicon) -> tuple[Mention, ...]:
    """What a lexicon finds in a sentence, and the places whose people it names: "a Londoner"."""
    found = lexicon.mentions(text, correct=False)
    people = [
        Mention("place", name, m.group(), m.start(), m.end())
        for m in _PEOPLE.finditer(text)
        if not any(f.start < m.end() and m.start() < f.end for f in found)
        and (name := _place_of_people(m.group(), lexicon))
    ]
    return tuple(sorted((*found, *people), key=lambda m: m.start)) if people else found


def names_of(
    text: str,
    mentions: Sequence[Mention],
    numbers: Sequence[Number],
    base: int,
    lexicon: Lexicon,
    same_row: Callable[[str, str, bool], bool],
) -> dict[str, list[Name]]:
    """The names of a sentence by kind, those that speak together as one, those of ladders left out."""
    free = [m for m in mentions if not any(n.start - base <= m.start < n.end - base for n in numbers)]
    places = [m for m in free if m.kind == "place"]
    around = {p.name: lexicon.around(p.name) for p in places}
    kept = {
        "company": _without_ladders(text, [m for m in free if m.kind == "company"], free, lexicon),
        "place": [
            p
            for p in places
            if not _is_headquarters(p, places, text)
            and not _MONEY_OF.match(text[p.end :])
            and not _OF_MONEY.search(text[: p.start])
            and not any(p.name in around[o.name] and _beside_it(p, o, text) for o in places)
        ],
        "component": [
            m
            for m in (*(m for m in free if m.kind == "component"), *_said_as(text))
            if not _SET_FAST.search(text[: m.end]) and not (m.name == "total" and _is_over_years(m, text))
        ],
    }
    kept["company"] = [m for m in kept["company"] if not _is_left_behind(m, kept["company"], text, lexicon)]
    kept = {kind: _without_denied(text, found, numbers, base) for kind, found in kept.items()}
    if len({m.name for m in kept["component"]}) > 1:
        said = [m for m in kept["component"] if not _NOT_TAKEN_AS.search(text[max(0, m.start - 120) : m.start])]
        kept["component"] = said or kept["component"]
    if numbers and all(n.amount.unit == "percent" for n in numbers):
        kept["component"] = [
            m for m in kept["component"] if m.name != "base" or not _UPON.search(text[: m.start])
        ]
    kept["component"] = _without_sums(text, _without_addends(text, kept["component"]))
    kept["component"] = _under_topic(text, kept["component"])
    out: dict[str, list[Name]] = {}
    for kind, found in kept.items():
        units: list[Name] = []
        for m in sorted(found, key=lambda m: m.start):
            last = units[-1] if units else None
            if last:
                between = text[last.end : m.start]
                tight = bool(re.fullmatch(r"\s?[/(]\s?|\s?\)?\s?", between))
                loose = kind == "place" and bool(re.fullmatch(r"\s?[,&–-]\s?|\s+(?:and|or)\s+", between))
                mates = kind == "place" and any(same_row(m.name, other, tight) for other in last.names)
                if (tight and (mates or m.name in last.names)) or (loose and mates):
                    units[-1] = Name(tuple(dict.fromkeys((*last.names, m.name))), last.start, m.end)
                    continue
            units.append(Name((m.name,), m.start, m.end))
        out[kind] = units
    return out


def by_order(text: str, units: Sequence[Name], before: Sequence[tuple[str, ...]]) -> list[Name]:
    """The names of a kind where "in the first … in the second" stands for two of them.

    The two are those that the sentence names ahead of it, or the two that the one before named.
    """
    if not _ORDINAL.search(text):
        return list(units)
    found = list(_IN_ORDER.finditer(text))
    firsts = [m for m in found if m["first"]]
    if not firsts or len(firsts) == len(found):
        found = list(_AS_LABEL.finditer(text))
        firsts = [m for m in found if m["first"]]
        if not found:
            return list(units)
    ahead = list(dict.fromkeys(u.names for u in units if u.end <= found[0].start()))
    two = ahead if ahead else [] if units else list(before)
    if len(two) != 2:
        return list(units)
    kept = [u for u in units if u.start > found[0].start()]
    named = [Name(two[0 if m["first"] else 1], m.start(), m.end()) for m in found]
    return sorted([*kept, *named], key=lambda u: u.start)


def _is_headquarters(m: Mention, places: Sequence[Mention], text: str) -> bool:
    """Whether "HQ" only says what another place beside it is."""
    return m.text.lower() in ("hq", "headquarters") and any(
        o is not m and o.end <= m.start and not text[o.end : m.start].strip(" (") for o in places
    )


def _said_as(text: str) -> list[Mention]:
    """The components that a sentence names in words of its own: "65K fixed", "all told"."""
    return [
        Mention("component", name, m.group(), m.start(), m.end())
        for name, pattern in _SAID_AS
        for m in pattern.finditer(text)
        if not _NOT_WHAT.search(text[: m.start()])
    ]


def _is_left_behind(m: Mention, companies: Sequence[Mention], text: str, lexicon: Lexicon) -> bool:
    """Whether a company is only where the person comes from, or who said so, beside another one."""
    if not any(o.name != m.name for o in companies):
        return False
    if m.name not in lexicon.companies and _SAYS.match(text[m.end :]):
        return any(o.name in lexicon.companies for o in companies)
    return bool(_WHERE_FROM.search(text[max(0, m.start - 60) : m.start]))


def _without_addends(text: str, found: Sequence[Mention]) -> list[Mention]:
    """Leave out what a formula without figures adds up: "Total = Base + Equity + Bonus"."""
    ordered = sorted(found, key=lambda m: m.start)
    out: list[Mention] = []
    within = False
    for i, m in enumerate(ordered):
        between = text[ordered[i - 1].end : m.start] if i else ""
        if i and not within and _EQUALS.fullmatch(between) and i + 1 < len(ordered):
            within = bool(re.fullmatch(r"\s*[+]\s*", text[m.end : ordered[i + 1].start]))
        elif within:
            within = bool(_ADDENDS.fullmatch(between))
        if not within:
            out.append(m)
    return out


def _is_over_years(m: Mention, text: str) -> bool:
    """ "$1 (four-year total)" is a grant's whole, and not total pay."""
    return m.text.lower() in ("total", "totals", "一共", "总共", "合计", "共计") and bool(
        re.search(r"\b(?:four|4)[\s-]years?[\s-]+(?:grand\s+)?$|(?:四|4)\s?年$", text[: m.start], _I)
    )


def _beside_it(wider: Mention, place: Mention, text: str) -> bool:
    """Whether a country or area only says where a place beside it lies: "Oslo (Norway)"."""
    between = text[min(wider.end, place.end) : max(wider.start, place.start)]
    return len(between) < 25 and not re.search(r"\d", between)


def _without_denied(
    text: str, found: Sequence[Mention], numbers: Sequence[Number], base: int
) -> list[Mention]:
    """Leave out what a sentence says it is not about, where it says beside it what it is about.

    "Oslo, not Bergen" and "not Bergen but Oslo", with no figure between the two and none of its own
    behind the one denied.
    """
    ordered = sorted(found, key=lambda m: m.start)
    digits = [(n.start - base, n.end - base) for n in numbers]

    def parted(a: int, b: int) -> bool:
        return any(a <= s and e <= b for s, e in digits)

    out: list[Mention] = []
    dropped: Mention | None = None
    for i, m in enumerate(ordered):
        if dropped is not None and re.fullmatch(r"\s*[/(]\s*|\s+or\s+|\s*", text[dropped.end : m.start]):
            dropped = m  # "not Oslo / Bergen"
            continue
        dropped = None
        if _DENIED_NAME.search(text[max(0, m.start - 40) : m.start]):
            left = ordered[i - 1] if i else None
            right = ordered[i + 1] if i + 1 < len(ordered) else None
            beside_left = left is not None and m.start - left.end < 30 and not parted(left.end, m.start)
            beside_right = right is not None and bool(_CORRECTED.match(text[m.end : right.start]))
            beside_right = beside_right and right is not None and not parted(m.end, right.start)
            others = {o.name for o in (left, right) if o is not None} - {m.name}
            owns = any(0 <= s - m.end < 4 for s, _ in digits) or bool(re.match(r"['’]s?\b", text[m.end :]))
            if (beside_left or beside_right) and others and not owns:
                dropped = m
                continue
        out.append(m)
    return out


def _without_sums(text: str, found: Sequence[Mention]) -> list[Mention]:
    """ "$1 in total for the bonus": the whole of that component, and not total pay."""
    starts = {m.start for m in found}

    def is_sum(m: Mention) -> bool:
        if m.name != "total" or not re.search(r"\bin\s+$|\bin\s+total$", text[: m.end], _I):
            return False
        of = re.match(r"\s+(?:for|of|as)\s+(?:(?:the|an?|its|your|their)\s+)?", text[m.end :])
        return of is not None and m.end + of.end() in starts

    found = [m for m in found if not is_sum(m)]
    # "In Oslo they total $1": what was named before adds up to it
    verbs = [
        m
        for m in found
        if _PAYS.fullmatch(m.text) and m.text.lower() != "base" and _PRONOUN.search(text[: m.start])
    ]
    return found if len(verbs) < len(found) else []


def _under_topic(text: str, found: Sequence[Mention]) -> list[Mention]:
    """ "On base, Acme grants …": what a sentence opens with outweighs a verb, and "in total"."""
    objects = {m.start for m in found}
    found = [  # "what it grants in base": the verb names nothing where its object does
        m
        for m in found
        if not (
            re.fullmatch(r"grant(?:s|ed|ing)?", m.text, _I)
            and (behind := re.match(r"(?:\s+(?:you|them|people))?\s+(?:in|as)\s+(?:the\s+)?", text[m.end :]))
            and m.end + behind.end() in objects
        )
    ]
    topics = [m for m in found if _TOPIC.fullmatch(text[: m.start]) and re.match(r"\s*[,:–—]", text[m.end :])]
    if len(topics) != 1:
        return list(found)
    rest = [m for m in found if m is not topics[0]]
    return topics if all(_PAYS.fullmatch(m.text) for m in rest) else list(found)


def _without_ladders(
    text: str, companies: Sequence[Mention], mentions: Sequence[Mention], lexicon: Lexicon
) -> list[Mention]:
    """Leave out companies without a guide that only explain a level: "(L4–L6 in Google terms)"."""
    known = [c for c in companies if c.name in lexicon.companies]
    levels = [m for m in mentions if m.kind == "level"]
    if not known:
        return list(companies)
    return [
        c
        for c in companies
        if c in known
        or not (
            _LEVEL_TALK.match(text[c.end :])
            or any(len(text[m.end : c.start]) < 25 for m in levels if m.end <= c.start)
            or any(len(text[c.end : m.start]) < 12 for m in levels if m.start >= c.end)
        )
    ]


def bindings(
    numbers: Sequence[Number],
    names: Sequence[Name],
    text: str,
    base: int,
    adjacent: bool = False,
    named: bool = True,
) -> list[tuple[tuple[str, ...], ...]]:
    """The ways to give names of one kind to the numbers: one tuple of names for each number, each way.

    Ways that leave out a name which another way gives to a number are no readings of the sentence, nor
    (with `adjacent`) ways that pass over the one name that touches a number. With `named` the figures
    before the first name may be those of the sentence before.
    """
    if adjacent and len(names) > 1:
        names = [m for m in names if not _is_only_a_whole(m, numbers, text, base)] or names
    distinct = list(dict.fromkeys(n.names for n in names))
    if len(distinct) <= 1:
        only = distinct[0] if distinct else ()
        first = min((m.start for m in names), default=0)
        # "15% of the base": what a share is of is not what it is.
        shares = [
            adjacent
            and n.end - base <= first
            and (_is_share(n) or bool(_OUT_OF.fullmatch(n.before) and not _AS.search(text[:first])))
            for n in numbers
        ]
        taken_of = [adjacent and i > 0 and _is_base_of(numbers[i - 1], n) for i, n in enumerate(numbers)]
        # of the parts of pay a target is a share of the base
        target: tuple[str, ...] = ("base",) if only == ("bonus",) else ()
        way = tuple(
            target if of else () if share else only for share, of in zip(shares, taken_of, strict=True)
        )
        more = _unnamed_first(way, numbers, names, text, base, adjacent) if named else []
        if adjacent and (plain := _without_percents(way, numbers, names, text, base)) != way:
            more.append(plain)
        if adjacent:
            more += _each_its_own(numbers, names, text, base)
        return list(dict.fromkeys([way, *more]))
    apposed = {
        k: i
        for k, m in enumerate(names)
        if not adjacent and (i := _apposed_to(m, numbers, text, base)) is not None
    }
    near: list[tuple[str, ...]] = []
    before: list[tuple[str, ...]] = []
    behind: list[tuple[str, ...]] = []
    for n in numbers:
        start, end = n.start - base, n.end - base
        # "20% of the $200K base": what the share is of is not what it is
        share = _is_share(n)
        own = next((names[k] for k, i in apposed.items() if numbers[i] is n), None)
        free = [own] if own else [m for k, m in enumerate(names) if k not in apposed] or list(names)
        whole = next((m for m in free if m.start >= end), None) if share else None
        usable = [m for m in free if m is not whole]
        if not usable:
            if adjacent:
                near.append(())
                before.append(())
                behind.append(())
                continue
            usable = free
        ahead = [m for m in usable if m.end <= start]
        after = [m for m in usable if m.start >= end]

        def price(m: Name, start: int = start, end: int = end) -> float:
            lo, hi = (m.end, start) if m.end <= start else (end, m.start)
            crossed = sum(1 for o in numbers if lo <= o.start - base and o.end - base <= hi)
            return cost(text[lo:hi]) + crossed * ACROSS_A_NUMBER

        near.append(min(usable, key=price).names)
        before.append((ahead[-1:] or after[:1])[0].names)
        behind.append((after[:1] or ahead[-1:])[0].names)
    ways = [near, before, behind]
    if not adjacent and (apart := _denied_apart(numbers, names, text, base)):
        ways.append(apart)
    beside = [_beside(n, names, text, base) for n in numbers] if adjacent else []
    amounts = [i for i, n in enumerate(numbers) if not n.is_years] or list(range(len(numbers)))
    leaders = [i for i in amounts if not numbers[i].closes_range and not numbers[i].is_change]
    leaders = leaders or [i for i in amounts if not numbers[i].closes_range]
    in_order = bool(RESPECTIVELY.search(text))
    told = [i for i in leaders if not numbers[i].is_result]  # "A and B: $3 less $1 is $2" is two and a result
    if told != leaders and len(told) == len(names) and not apposed:
        given = iter(names)
        ways.append([next(given).names if i in told else () for i in range(len(numbers))])
    # "$1, $2 (Oslo), $3 (Bergen)": names in brackets are of the figure before them only
    asides = [
        (i, m)
        for m in names
        for i in amounts
        if _IN_BRACKETS.fullmatch(text[numbers[i].end - base : m.start])
    ]
    if not adjacent and len(asides) == len(names):
        own_aside = {i: m.names for i, m in reversed(asides)}
        ways.append([own_aside.get(i, near[i] if n.is_change else ()) for i, n in enumerate(numbers)])
    closed = {i: m.names for i, m in reversed(asides) if _CLOSES.match(text, m.end)}
    if not adjacent and len(leaders) > 1 and set(leaders) <= set(closed):  # nothing is left open
        own_way = [closed.get(i, ()) for i in range(len(numbers))]
        for i in leaders:
            if (closing := numbers[i].range_end) is not None:
                own_way[closing] = own_way[i]
        rest = [i for i in amounts if i not in closed and not numbers[i].closes_range]
        if not rest:
            return [tuple(own_way)]
    # "The same 15% in A as in B, though base differs: $1 and $2": the figures behind the last name, in its order
    last = [i for i in leaders if numbers[i].start - base >= names[-1].end]
    if len(last) == len(names) < len(leaders) and not apposed:
        ways.append([names[last.index(i)].names if i in last else near[i] for i in range(len(numbers))])
    if leaders and len(leaders) % len(names) == 0 and not apposed:
        turns = [near[i] if n.is_change and not adjacent else () for i, n in enumerate(numbers)]
        for k, i in enumerate(leaders):
            turns[i] = names[k % len(names)].names
            if numbers[i].range_end is not None:
                turns[i + 1] = turns[i]
        ways = [turns] if in_order else [*ways, turns]
    elif in_order and len(distinct) == len(leaders):
        ordered: list[tuple[str, ...]] = [()] * len(numbers)
        for k, i in enumerate(leaders):
            ordered[i] = distinct[k]
        ways = [ordered]
    # "$1, $2, $3 (base, RSU, bonus)": a list of figures and the list of what they are
    listed = len(leaders) == len(names) >= 3 and (
        numbers[amounts[-1]].end - base <= names[0].start or names[-1].end <= numbers[0].start - base
    )
    if not in_order and not listed:
        for each in ways:
            each[:] = [
                touching or given for touching, given in zip(beside or [()] * len(each), each, strict=True)
            ]
    leaders_only = [tuple(way[i] for i in leaders) for way in ways]
    given_names = [len(set(way) - {()}) for way in leaders_only]
    kept = [tuple(way) for way, k in zip(ways, given_names, strict=True) if k == max(given_names)]
    first_ones = [
        w for way in kept if named for w in _unnamed_first(way, numbers, names, text, base, adjacent)
    ]
    nouns = {m.names for m in names if not _PAYS.fullmatch(text[m.start : m.end])}
    hinted = [_by_period(way, numbers) for way in kept if adjacent and ("equity",) in nouns]
    each_own = _each_its_own(numbers, names, text, base) if adjacent and not in_order else []
    return list(dict.fromkeys([*kept, *first_ones, *hinted, *each_own]))


def _denied_apart(
    numbers: Sequence[Number], names: Sequence[Name], text: str, base: int
) -> list[tuple[str, ...]]:
    """ "In Oslo it isn't the $1 of Bergen; it's $2.": a name that touches a denied figure is of no other."""
    own: dict[int, Name] = {}
    for i, n in enumerate(numbers):
        for m in names if n.denied else ():
            if m.end <= n.start - base:
                touches = _OWNS.fullmatch(text[m.end : n.start - base])
            else:
                touches = _OWNED_BY.fullmatch(text[n.end - base : m.start])
            if touches:
                own[i] = m
    rest = [m for m in names if m not in own.values()]
    if not own or len({m.names for m in rest}) != 1:
        return []
    return [own[i].names if i in own else rest[0].names for i in range(len(numbers))]


def _each_its_own(
    numbers: Sequence[Number], names: Sequence[Name], text: str, base: int
) -> list[tuple[tuple[str, ...], ...]]:
    """ "$1–$2, then $3–$4 of stock, 15%": each name is of the figure that it touches, the rest of a row has none.

    Only whole bands and shares go without a name: an end of a band is said of something.
    """
    leaders = [i for i, n in enumerate(numbers) if not n.closes_range and not n.is_years]
    if not names or len(leaders) <= len(names):
        return []
    given: dict[int, tuple[str, ...]] = {}
    for m in names:
        touched = [i for i in leaders if _touches(m, numbers[i], numbers, text, base)]
        if len(touched) != 1 or touched[0] in given:
            return []
        given[touched[0]] = m.names
    unnamed = [i for i in leaders if i not in given]
    if any(not _stands_bare(numbers, i, first=i == leaders[0]) for i in unnamed):
        return []
    out = [given.get(i, ()) for i in range(len(numbers))]
    for i in leaders:
        if (end := numbers[i].range_end) is not None:
            out[end] = out[i]
    return [tuple(out)]


def _stands_bare(numbers: Sequence[Number], i: int, first: bool) -> bool:
    """Whether a figure is a whole band or a share with no word of its own: ", 15%," in a row told in order."""
    n = numbers[i]
    if not n.ends and n.amount.unit != "percent":
        return False
    last = n if n.range_end is None else numbers[n.range_end]
    ahead = "" if first else parting(n.before)[-1]
    return bool(_SMALL_WORDS.fullmatch(ahead) and _SMALL_WORDS.fullmatch(parting(last.behind)[0]))


def _touches(m: Name, n: Number, numbers: Sequence[Number], text: str, base: int) -> bool:
    """Whether nothing but small words parts a name from a figure; "total" stands in front, or ends its clause."""
    if m.end <= n.start - base:
        return bool(_TOUCH.fullmatch(text[m.end : n.start - base]))
    end = (n.end if n.range_end is None else numbers[n.range_end].end) - base
    if m.start < end or not _TOUCH.fullmatch(text[end : m.start]):
        return False
    return "total" not in m.names or bool(_CLAUSE_CLOSES.match(text, m.end))


def _by_period(way: tuple[tuple[str, ...], ...], numbers: Sequence[Number]) -> tuple[tuple[str, ...], ...]:
    """ "Stock before base: $1 over four years": of the parts named it is the one that is over four years."""
    return tuple(
        ("equity",) if n.period == "4 years" else given for n, given in zip(numbers, way, strict=True)
    )


def _unnamed_first(
    way: Sequence[tuple[str, ...]],
    numbers: Sequence[Number],
    names: Sequence[Name],
    text: str,
    base: int,
    adjacent: bool,
) -> list[tuple[tuple[str, ...], ...]]:
    """ "Acme pays $1, equity $2": a component in front of its own figure says nothing of the one before.

    The figures before the first name are then without one, if it touches a later figure and something
    parts it from them.
    """
    if not names:
        return []
    first = min(names, key=lambda m: m.start)
    earlier = [i for i, n in enumerate(numbers) if n.end - base <= first.start]
    if adjacent and len(earlier) > 1:  # "the end is $1, and 15% is the bonus"
        own, left = numbers[earlier[-1]], numbers[earlier[-2]]
        touches = _IS_THE.fullmatch(text[own.end - base : first.start])
        if (
            touches
            and own.amount.unit == "percent"
            and not own.closes_range
            and cost(text[left.end - base : own.start - base]) >= 2
        ):
            return [tuple(() if i in earlier[:-1] else given for i, given in enumerate(way))]
    later = [n for n in numbers if n.start - base >= first.end]
    if not earlier or not later:
        return []
    last = numbers[earlier[-1]]
    between = text[last.end - base : first.start]
    apart = cost(between) >= 2
    ahead = text[first.end : later[0].start - base]
    if adjacent and _CLAUSE_ENDS.search(between) and cost(ahead) < 1:
        return [tuple(() if i in earlier else given for i, given in enumerate(way))]
    if not apart or not (_LEADS.fullmatch(ahead) or cost(_THAN.sub(" ", ahead)) < 0.4):
        return []
    return [tuple(() if i in earlier else given for i, given in enumerate(way))]


def _without_percents(
    way: tuple[tuple[str, ...], ...], numbers: Sequence[Number], names: Sequence[Name], text: str, base: int
) -> tuple[tuple[str, ...], ...]:
    """ "$1 base, and 15% on top": a percentage apart from the one name, which has its own amount, has none."""
    owned = any(n.amount.unit == "money" for n in numbers)
    out = list(way)
    for i, n in enumerate(numbers):
        if not owned or n.amount.unit != "percent" or not i:
            continue
        start = n.start - base
        ahead = max((m.end for m in names if m.end <= start), default=None)
        behind = min((m.start for m in names if m.start >= n.end - base), default=None)
        far = ahead is None or cost(text[ahead:start]) >= 2
        if far and behind is None and numbers[i - 1].amount.unit == "money":
            out[i] = ()
    return tuple(out)


def _apposed_to(m: Name, numbers: Sequence[Number], text: str, base: int) -> int | None:
    """The number that a name in an aside speaks of: "$1 (that is Bergen)"; None for none."""
    before = [i for i, n in enumerate(numbers) if n.end - base <= m.start]
    if not before:
        return None
    return before[-1] if _APPOSED.fullmatch(text[numbers[before[-1]].end - base : m.start]) else None


def _is_only_a_whole(m: Name, numbers: Sequence[Number], text: str, base: int) -> bool:
    """ "The bonus, $1, is 20% of base": a name that a share is of, and no figure's own."""
    if m.names == ("bonus",):
        return False  # "15% of bonus"
    shares = (n for n in numbers if n.end - base <= m.start and _is_share(n))
    if not any(_SHARE_OF.fullmatch(text[n.end - base : m.start]) for n in shares):
        return False
    following = next((n for n in numbers if n.start - base >= m.end), None)
    return following is None or cost(text[m.end : following.start - base]) >= 2


def _is_share(n: Number) -> bool:
    return n.amount.unit == "percent" and bool(_OF_A_WHOLE.match(n.behind))


def _is_base_of(share: Number, n: Number) -> bool:
    """ "A bonus of 15% of $1": what a share is taken of is no bonus."""
    return (
        (_is_share(share) or bool(_TARGET_ON.match(share.behind)))
        and share.end < n.start
        and bool(_SHARE_OF.fullmatch(n.before))
    )


def _beside(n: Number, names: Sequence[Name], text: str, base: int) -> tuple[str, ...]:
    """The one name that touches a number ("base of $1", "$1 base"), or () for none and for two."""
    if re.search(r"\b(?:add|put|tack|pil|pour|throw)\w*\W+(?:\w+\W+){0,2}$", n.before, _I):
        for m in names:  # "adds $1 to the base" speaks of the base
            if m.start >= n.end - base and _ADDED_TO.fullmatch(text[n.end - base : m.start]):
                return m.names
    whole = next((m for m in names if m.start >= n.end - base), None) if _is_share(n) else None
    touching = [
        m
        for m in names
        if m is not whole
        and _TOUCH.fullmatch(
            text[m.end : n.start - base] if m.end <= n.start - base else text[n.end - base : m.start]
        )
        and not ("total" in m.names and m.start >= n.end - base)
    ]
    return touching[0].names if len(touching) == 1 else ()
