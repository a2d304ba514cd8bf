"""The names of a sentence: companies, places and parts of pay, those that speak together as one.

In: a sentence, its `Number`s, the mentions of a `Lexicon`. Out: the `Name`s by kind ("Berlin / Hamburg" is one),
without those that it denies, adds up, leaves behind or only says a ladder with. Whose a number is, is for
`assistant.readings`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.numbers import Number
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
    ("total", regex(r"\bcomp(?=\s+(?:band|range)\b)", _I)),
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
            r"(?<=[%％])\s+(?:variable|target)\b(?!\s+bonus)|\btarget(?=\s*[:=]?\s*\d+(?:[–-]\d+)?\s?[%％])"
            r"|\bvariable(?:\s+(?:part|pay|component))?\s*(?:[:=]|\bis\b|\bof\b|\bat\b)(?=\s*\d)",
            _I,
        ),
    ),
    ("sign_on", regex(r"(?<=\d[KkMm])\s+(?:to|for|at|on|upon)\s+sign(?:ing)?\b|\bfor\s+signing\b", _I)),
    ("equity", regex(r"(?<=\d[KkMm])\s+vest(?:s|ing)(?=\s+(?:each|every|a|per|over|across)\b)", _I)),
)
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
_PERCENTAGE = regex(r"\s+(?:percentage|percent|per\s?cent)\b", _I)
_CORRECTED = regex(r"[\s,:(–—-]*(?:but|it['’]s|it\s+is|rather)\b", _I)
_TOPIC = regex(
    r"\W*(?:(?:on|for|as\s+(?:for|to)|regarding|concerning|about|in\s+terms\s+of|when\s+it\s+comes\s+to|with\s+regard\s+to)\s+)"
    r"(?:the\s+|its\s+)?",
    _I,
)
_PRONOUN = regex(
    r"\b(?:they|it|these|those|which|that)\s+(?:(?!(?:your|my|our|their|its|the|an?|new|this)\b)\w+\s+)?$", _I
)
PAYS_WORDS = regex(
    r"(?:grants?|granted|granting|bases?|awards?|pays?|earns?)|totall?(?:s|ed|ing)|in\s+total|total", _I
)
_ORDINAL = regex(r"first|former|second|latter|\bother\b|\bone\b|\btwo\b", _I)
# "In the first … and in the second": two names by their order.
_IN_ORDER = regex(
    r"\b(?:in|at|for|with|by)\s+(?:the\s+(?:second|latter|other(?=\s*[.,;]))|(?P<first>the\s+(?:first|former)|one(?=\s+and\b|,)))\b"
    r"(?:\s+(?:one|place|city|company|office|location|row|case|of\s+(?:the\s+)?(?:two|these|them)))?(?!\s+(?:years?|figure|number|value|quarter|half|end|two)\b)",
    _I,
)
# "Oslo's floor exceeds Bergen's, and its ceiling …"
_AND_ITS = regex(r"(?:[,;]|\band)\s+(?:and\s+|but\s+|while\s+|so\s+(?:does|is)\s+)?(?P<its>its)\b", _I)
# "Whoever picks Oslo over Bergen trades $1 for $2", "… sees the floor fall from $1 to $2"
_TAKES = regex(r"\b(?:tak|choos|pick|prefer|select|opt|go|join|accept|sign|mov|switch)\w*\b[^.;]*$", _I)
_IN_ITS_PLACE = regex(
    r"(?:['’]s)?(?:\s+\w+){0,2}\s+(?:over|instead\s+of|rather\s+than|in\s+place\s+of)\s+"
    r"(?:the\s+|its\s+)?(?:\w+['’]s\s+)?",
    _I,
)
_MOVES = regex(
    r"[^.;]*?(?:\bfrom\b[^\d.;,]*\d[^;]*?(?:\bto\b|→|->)"
    r"|\b(?:trad|swap|exchang)\w*\b[^\d.;,]*\d[^;]*?\bfor\b)[^\d.;,]*\d",
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
            and len({o.name for o in places if p.name in around[o.name]}) < 2  # "two US offices, Oslo's and Bergen's"
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
    if numbers and not any(n.amount.unit == "percent" for n in numbers):  # "the same bonus percentage": no amount
        kept["component"] = [m for m in kept["component"] if not _PERCENTAGE.match(text[m.end :])]
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


def with_its(text: str, units: Sequence[Name]) -> list[list[Name]]:
    """The names of a kind where "…, and its" stands for one of two that a sentence compares: either of them."""
    named = list(dict.fromkeys(u.names for u in units))
    its = [m.span("its") for m in _AND_ITS.finditer(text) if len(named) == 2 and m.start() >= units[1].end]
    if not its:
        return [list(units)]
    return [sorted([*units, *(Name(names, *at) for at in its)], key=lambda u: u.start) for names in named]


def as_exchanged(text: str, units: Sequence[Name]) -> list[Name]:
    """The names of a kind in the order of the figures where one is taken over the other: the one left comes first.

    "Whoever picks Oslo over Bergen trades $1 for $2": $1 is Bergen's.
    """
    if len(units) != 2 or not is_exchange(text, units[0].start, units[0].end, units[1].start, units[1].end):
        return list(units)
    one, other = units
    return [Name(other.names, one.start, one.end), Name(one.names, other.start, other.end)]


def is_exchange(text: str, start: int, end: int, other_start: int, other_end: int) -> bool:
    """Whether the first of two names is taken in the other's place, and figures move from the one to the other."""
    return bool(
        _IN_ITS_PLACE.fullmatch(text[end:other_start])
        and _TAKES.search(text[:start])
        and _MOVES.match(text[other_end:])
    )


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
    words = ("total", "totals", "altogether", "all together", "all told", "一共", "总共", "合计", "共计")
    return m.text.lower() in words and bool(
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
            in_its_place = left is not None and is_exchange(text, left.start, left.end, m.start, m.end)
            if (beside_left or beside_right) and others and not owns and not in_its_place:
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
        if PAYS_WORDS.fullmatch(m.text) and m.text.lower() != "base" and _PRONOUN.search(text[: m.start])
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
    return topics if all(PAYS_WORDS.fullmatch(m.text) for m in rest) else list(found)


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
