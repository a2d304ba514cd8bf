"""What a text only tells, beside what it asks about: where somebody comes from, who said what.

In: a text and the names found in it. Out: the names that the question is about: without what it excludes,
without the story before it, and without the employer, town or trade of somebody who only stands by. It
knows no guide.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from corpus.aliases import read_aliases
from corpus.regexes import regex
from index.names import Mention, words_of

# What stands before a name that is not what is asked about: "not Beijing", "moving from Seattle to …".
_SET_ASIDE = regex(
    r"""(?:\b(?:not|(?<!why\s)(?<!there\s)(?<!is\s)(?<!are\s)(?<!have\s)(?<!got\s)no|except|excluding|without|other\s+than|besides|leav(?:e|ing)\s+out|apart\s+from|aside\s+from|ignoring)\s+(?:(?:in|for|at|the|from)\s+)*
    |不是|不要|除了)$""",
    re.IGNORECASE | re.VERBOSE,
)
# Somebody who stands by: not whose pay is asked for, and not the trade asked about.
_PEOPLE = (
    r"(?:friends?|wife|husband|spouse|partner|girlfriend|boyfriend|fianc[eé]e?|brother|sister|cousin|uncle|aunt|nephew|niece"
    r"|father|mother|dad|mom|mum|son|daughter|parents|in-law|colleague|co-?worker|team-?mate|class-?mate|room-?mate|flat-?mate"
    r"|neighbou?r|buddy|mate|pal|mentor|coach|professor|supervisor|boss|manager|recruiter|headhunter|guy|girl|lady|woman|man"
    r"|someone|somebody|acquaintance|peer|ex)"
)
_BACKGROUND = regex(
    r"""(?:\b(?:(?:mov\w+|relocat\w*|com(?:e|es|ing)|call(?:s|ed|ing)?(?:\s+me)?|transfer\w*|switch\w*
    |go(?:ing)?)\s+from|leaving|left|turn(?:ed|ing)\s+down|reject(?:ed|ing)|declin(?:ed|ing)|refus(?:ed
    |ing)|liv(?:e|es|ed|ing)\s+in|resid(?:e|ing)\s+in|currently\s+(?:in|at)|now\s+(?:in|at)
    |today\s+(?:in|at)|based\s+in|(?:born|raised|grew\s+up|brought\s+up|studied|studying|graduated|interned|postdoc\w*(?:['’]d)?)\s+(?:in|at|from)
    |(?:ph\.?d|doctorate|master['’]?s|msc|mba|bachelor['’]?s|degree|sabbatical|holidays?|vacation|gap\s+year|honeymoon|maternity\s+leave|bootcamp|studies|school|university|postdoc|internship|parents|family|spent\s+(?:\w+\s+){1,3}?(?:years?|months|winters|summers))\s+(?:\w+\s+){0,2}?(?:in|at)
    |(?:friend|wife|husband|brother|sister|colleague|cousin)\s+(?:is\s+|works?\s+|sits?\s+)?(?:in|at)
    |(?<!over\s)(?<!across\s)(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|several|some|few)\+?\s+(?:years?|yrs?|months)\s+(?:at|with)(?:\s+an?\s+(?:\w+\s+){1,2}?in)?
    |laid\s+off\s+(?:by|from|at)|fired\s+(?:by|from)|quit(?:ting)?|resign\w*\s+from|used\s+to\s+(?:be|work|live)\s+(?:in|at)|work(?:ed
    |ing)?\s+(?:now\s+)?(?:in|at)|south\s+of|north\s+of|east\s+of|west\s+of|near|outside)\s+(?:the\s+)?
    |\bex[\s-]|(?:现在|目前|人)(?:人)?在|来自|从)$""",
    re.IGNORECASE | re.VERBOSE,
)
_NO = regex(r"(?<!not\s)\bno\s+$", re.I)
# What is weighed against something else keeps both: "would I lose if it is Bern and not Graz".
_WEIGHED = regex(
    r"""\b(?:loo?s(?:e|es|ing)|gain(?:s|ed|ing)?|instead\s+of|rather\s+than|cost(?:s|ing)?\s+me|haircut|better\s+off|worse\s+off|giv(?:e|ing)\s+up|drops?|falls?|rises?
    |leav(?:e|ing)\s+on\s+the\s+table|for(?:e)?go(?:ing)?|miss(?:ing)?\s+out|what\s+changes|how\s+much\s+(?:more|less|higher|lower)|raise|pay\s+cut|differ\w*|gap|compared?)\b|差""",
    re.IGNORECASE | re.VERBOSE,
)
# "Does he get more than me": where each of the two is, is asked about.
_BESIDE_ME = regex(
    r"\b(?:more|less|higher|lower|better|worse|bigger|smaller|larger)\b(?:\W+\w+){0,5}?\W+than\s+(?:me|i|mine|my\s+own|him|her|his|hers|them|theirs|us)\b",
    re.I,
)
# A sentence of no more words than this only names what the next one asks about: "Graz. Which base?"
MOST_NAMING = 4


_ORIGIN = regex(
    r"\b(?:from|born\s+in|grew\s+up\s+in|(?:am|is|are|live|lives|living|sitting|based|stay|staying)\s+(?:in|at))\s+$",
    re.I,
)


def is_origin(text: str, mentions: Sequence[Mention], place: str) -> bool:
    """Whether each mention of a place says where somebody comes from or is, not where the post is."""
    befores = [text[: m.start] for m in mentions if m.kind == "place" and m.name == place]
    return bool(befores) and all(_ORIGIN.search(before) for before in befores)


# What somebody says of themselves: "I have interviews with two of them", "after the layoff I applied".
_OWN = (
    r"\s+(?:(?:the|my|our|this|that|an?|had|have|got|done|did|passed|two|three|several|some|final|first|last|recent)"
    r"\s+){0,3}$"
)
_HAD = regex(r"\b(?:(?:i|we)(?:['’]?ve)?|have|had|got|did|passed|finished)" + _OWN, re.I)
_SINCE = regex(r"\b(?:after|since|before|during|due\s+to|because\s+of)" + _OWN, re.I)


def _is_told(text: str, m: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a topic is only told of: in a clause of somebody's story that asks nothing.

    What somebody has may be asked about behind it ("… with Globex, what do they ask"), unless a part of pay
    is named, or a place alone.
    """
    if m.kind != "topic":
        return False
    kinds = {o.kind for o in mentions}
    rows = "component" in kinds or ("place" in kinds and "company" not in kinds)
    before = text[: m.start]
    said = bool(_SINCE.search(before)) or (rows and bool(_HAD.search(before)))
    if not (said or ("component" in kinds and _WHEN.search(text))):
        return False
    first = max((e.end() for e in _CLAUSE_END.finditer(text, 0, m.start)), default=0)
    last = next((e.start() for e in _CLAUSE_END.finditer(text, m.end)), len(text))
    clause = text[first : last + 1]
    here = any(o.kind == "component" and first <= o.start < last for o in mentions)
    if not (said or (_WHEN.search(clause) and not here)):
        return False
    return (first > 0 or last < len(text)) and not _ASKING_WORD.search(clause)


# "Interview with Globex on Tuesday": a day makes it an event of somebody's story.
_WHEN = regex(
    r"\b(?:(?:on|next|this|last|by|until)\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|yesterday|today|tonight|next\s+(?:week|month)"
    r"|last\s+(?:week|month)|this\s+(?:week|morning|afternoon|evening)|in\s+(?:\w+\s+)?(?:days?|hours?|weeks?)|coming\s+up|soon)\b",
    re.I,
)


_CLAUSE_END = regex(r"[.!?;,](?=\s)|[。！？；，]|\n|\s(?=(?:so|but|and|now)\s)")


# "My neighbour who is at Initech", "a recruiter from Globex".
_SOMEBODYS = regex(
    rf"\b{_PEOPLE},?\s+(?:(?:who|that)(?:['’]s)?\s+|(?:is|was|works?|worked|working|sits?|sitting|employed|now|currently"
    r"|over|back|still)\s+){0,4}(?:in|at|from|of)\s+(?:the\s+)?$",
    re.I,
)
_OF_THEM = regex(r"\b(?:she|he|her|his|hers|they|their|them|him)\b", re.I)
# "The least stock outside India": the others are ranked.
_OUTSIDE = regex(r"\boutside(?:\s+of)?\s+(?:the\s+)?$", re.I)
_RANKED = regex(r"\b(?:least|most|high\w*|low\w*|best|worst|cheap\w*|rank\w*|which|where|all|every|list)\b", re.I)
# "Oslo instead of Bern: what is the base there"; "how much less is Oslo instead of Bern" asks of both.
_INSTEAD = regex(r"\b(?:instead\s+of|rather\s+than)\s+(?:in\s+|the\s+)*$", re.I)
_SET_AGAINST = regex(
    r"\b(?:how\s+much\s+(?:more|less|better|worse|higher|lower)|differ\w*|los(?:e|es|ing)|gain\w*|more|less|better|worse|compar\w*|higher|lower|cut|giv(?:e|ing)\s+up|sacrific\w*|forgo\w*|forfeit\w*|cost\w*|miss|drops?|dropp\w+|falls?|shrinks?|suffers?|sinks?|rises?|jumps?|grows?|chang\w+|affects?|matters?|worth|a\s+(?:big|large|huge)\s+(?:hit|step))\b",
    re.I,
)
# "Google pays me 200", "Netflix rejected me": said of the person, beside the company that is asked about.
_OF_ME = regex(
    r"\s+(?:has\s+|had\s+|just\s+|already\s+)*(?:gave|gives|offered|offers|rejected|ghosted|pays?|paid|countered|promised|fired|declined)\s+me\b(?!\s+(?:more|less|better|enough))"
    r"|\s+(?:rejected|ghosted|fired|laid)\b",
    re.I,
)
_ASKS_OF = regex(r"\b(?:does|do|did|would|will|can|could|if)\s+$", re.I)
_IN_IT = regex(r"(?:\s+in)?\s+$", re.I)
# "Ex-quant here", "I was a data scientist", "my husband is a designer": a trade that is told of.
_FORMER = regex(
    r"""(?:\b(?:ex|former(?:ly)?|previous(?:ly)?|one-?time|recovering|retired)[\s-]+(?:an?\s+)?(?:\w+\s+)?
    |\b(?:i|we)\s+(?:was|were|used\s+to\s+be|used\s+to\s+work\s+as|had\s+been)\s+(?:an?\s+(?:\w+\s+){0,2}?|(?:senior|junior|lead|staff)\s+)?
    |\b(?:left|quit|tired\s+of(?:\s+being)?|done\s+with|grew\s+up\s+as|trained\s+as|started\s+(?:out\s+)?as)\s+(?:my\s+|an?\s+|the\s+)?(?:\w+\s+)?)$""",
    re.IGNORECASE | re.VERBOSE,
)
_OTHERS_TRADE = regex(
    rf"\bmy\s+(?:\w+\s+){{0,2}}?{_PEOPLE},?\s+(?:\w+,\s+)?(?:is|was|works?\s+as|worked\s+as)\s+(?:an?\s+)?(?:\w+\s+)?$",
    re.I,
)
_OF_A_FAMILY = regex(r"['’]s\s+(?:son|daughter|child|kid|wife|husband|partner|family|household)\b", re.I)
_WAS_FORMER = regex(
    r"\s*(?:[,(]\s*)?(?:by\s+(?:training|trade|education|profession)|turned\b|in\s+(?:a|my)\s+(?:former|past|previous|earlier)\s+(?:life|job)"
    r"|before\s+(?:this|that|i\b)|->|→)",
    re.I,
)
_YEARS_AS = regex(r"\b(?:years?|yrs?|yoe|experience)\s+(?:as|of|in|doing)\s+(?:an?\s+)?(?:\w+\s+)?$", re.I)
_AT = regex(r"s?\s+(?:(?:now|today|currently)\s+)?(?:at|from|with|of|by)\s+(?:the\s+)?", re.I)
_SIDE_BY_SIDE = regex(r"\b(?:vs\.?|versus|than|compare\w*|or)\b", re.I)


def is_former(text: str, m: Mention, mentions: Sequence[Mention], covered: Collection[str]) -> bool:
    """Whether a role is somebody's own past, another person's, or what one is at a company without a guide
    while another one with a guide is asked about."""
    if _OF_A_FAMILY.match(text[m.end :]):
        return True  # "I am a nurse's son"
    if _OTHERS_TRADE.search(text[: m.start]):
        return not _OF_THEM.search(text[m.end :])  # "my girlfriend is a designer there, what does she get"
    if m.name not in covered and stands_beside(text, m, mentions):
        return True
    if _FORMER.search(text[: m.start]) or _WAS_FORMER.match(text[m.end :]):
        return True
    if _YEARS_AS.search(text[: m.start]) and any(o.kind == "role" and o.name in covered for o in mentions):
        return True  # "five years as a data engineer, now for the ML team"
    if _SIDE_BY_SIDE.search(text) or not any(o.kind == "company" and o.name in covered for o in mentions):
        return False
    return any(
        o.kind == "company" and o.name not in covered and _AT.fullmatch(text[m.end : o.start])
        for o in mentions if o.start > m.end
    )  # fmt: skip


# "My father who was a teacher", "a friend (lawyer)", "my aunt the nurse": a trade said of somebody who stands by.
_SAID_OF_SOMEBODY = regex(
    rf"\b{_PEOPLE}(?:[\s-]in[\s-]law)?\s*(?:[,(–—-]\s*|\s(?=(?:an?|the|who|that)\s))"
    rf"(?:(?:who|that)(?:['’]s)?\s+)?(?:(?:is|was|has\s+been|works?|worked)\s+)?(?:(?:an?|the|as|himself|herself|retired|former)\s+)*$",
    re.I,
)
# "An accountant friend", "a designer I met", "my lawyer says".
_WORKS_AS = regex(rf"\b{_PEOPLE}\s+(?:\w+\s+){{1,3}}as\s+(?:an?\s+)?$", re.I)
_IS_SOMEBODY = regex(
    rf"\s+(?:{_PEOPLE}\b|(?:(?:who|that|whom)\s+)?(?:i|we)\s+(?:\w+\s+)?(?:met|know|knew|talked|spoke|sat|asked|work\w*|live\w*|dat\w+)\b)",
    re.I,
)
_MINE = regex(r"\bmy\s+(?:\w+\s+)?$", re.I)
_SPEAKS = regex(
    r"\s+(?:\w+ly\s+)?(?:asks?|asked|says?|said|thinks?|thought|wants?|wanted|tells?|told|needs?|claims?|insists?|wonders?|laugh\w*|is\s+asking|keeps?)\b",
    re.I,
)
# "Developer mode", "marketing talk": a word that only says of what kind another thing is.
_OF_A_THING = regex(
    r"\s+(?:override|mode|access|console|commands?|key|token|codes?|menu|settings?|instructions?|prompt|messages?|tools?"
    r"|talk|speak|hype|fluff|claims?|blurb|stunt|trick|slogans?|material|department|pitch|nonsense|language|speech|bla)\b",
    re.I,
)
# A field of work with no word for who works in it is a trade only where a post stands with it.
_FIELD = regex(r"(?:marketing|sales|recruiting|legal|finance|design)", re.I)
_NEXT_TO = regex(r"(?:['’]s)?[\s,/-]*", re.I)
_POST_BEFORE = regex(
    r"(?:^|[,;:.?!]\s*|\b(?:for|in|as|an?|senior|junior|head\s+of|director\s+of|vp\s+of|do|does|who|work\w*)\s+)$", re.I
)
_POST_BEHIND = regex(
    r"\s*(?:(?:at|in|with|for|base|pay|salar\w+|bonus|stock|rsus?|total|tc|comp|roles?|jobs?|posts?|positions?|managers?|people|folks|team|leads?|offers?)\b)",
    re.I,
)  # fmt: skip


# Some who are asked about the topic of their trade.
_TRADE = regex(r"\b(?:lawyers?|accountants?|attorneys?|advis[eo]rs?|agents?|doctors?)$", re.I)


def stands_beside(text: str, m: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a trade that no guide is for is only met on the way: another person's, or a word of another thing."""
    before, behind = text[: m.start], text[m.end :]
    if _OF_A_THING.match(behind):
        return True
    if _FIELD.fullmatch(m.text):
        named = any(o is not m and _NEXT_TO.fullmatch(text[o.end : m.start]) for o in mentions if o.end <= m.start)
        return not (named or _POST_BEFORE.search(before) or _POST_BEHIND.match(behind))
    somebody = _SAID_OF_SOMEBODY.search(before) or _WORKS_AS.search(before) or _IS_SOMEBODY.match(behind)
    somebody = somebody or (_MINE.search(before) and _SPEAKS.match(behind))
    return bool(somebody) and not _ASKED_OF_THEM.search(behind)


# "… and what does she get": their pay is what is asked for.
_ASKED_OF_THEM = regex(
    r"\b(?:does|do|will|would|can|could|should|is|are)\s+(?:she|he|they)\s+(?!(?:right|wrong|serious|joking|lying|exaggerat\w+)\b)|\b(?:her|his|their)\s+(?:\w+\s+)?(?:base|pay|salary|bonus|stock|rsus?|total|tc|comp|package|offer)\b",
    re.I,
)


def _stands_by(text: str, m: Mention, mentions: Sequence[Mention], covered: Collection[str]) -> bool:
    """Whether the only company of a text, one without a guide, is that of a person in a sentence of its own,
    where another sentence asks about a place or a part of pay: "My mentor at Initech laughed."."""
    if m.kind != "company" or m.name in covered or not _STANDER.search(text[: m.start]):
        return False
    first = max((e.end() for e in _SENTENCE_END.finditer(text, 0, m.start)), default=0)
    last = next((e.start() for e in _SENTENCE_END.finditer(text, m.end)), len(text))
    inside = {o.kind for o in mentions if first <= o.start < last}
    outside = {o.kind for o in mentions if not first <= o.start < last}
    return not inside & {"place", "component", "level"} and "place" in outside


# "The salary before stock and bonus": what comes on top is not asked about, unless it is one's turn that is.
_BEFORE = regex(
    r"\b(?:before|without|excluding|excl\.?|apart\s+from|not\s+counting|leaving\s+out|ignoring)\s+(?:the\s+|any\s+)?$",
    re.I,
)
_TURNS = regex(
    r"\b(?:ask|negotiat|push|rais|discuss|talk|bring|settl|agree|subtract|deduct)\w*\b|\b(?:minus|less)\b", re.I
)
_AND = regex(r"\s*(?:,|/|and|or|&|\+|,\s*and)\s*(?:the\s+|any\s+)?", re.I)


def _is_left_out(text: str, m: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a part of pay stands in a list of what comes on top of the one asked about."""
    if _TURNS.search(text):
        return False
    if _BEFORE.search(text[: m.start]):
        others = (o for o in mentions if o.kind == "component" and o.name != m.name)
        return any(not _BEFORE.search(text[: o.start]) for o in others)
    parts = (o for o in mentions if o.kind == "component" and o.end < m.start)
    prior = next((o for o in parts if _AND.fullmatch(text[o.end : m.start])), None)
    return prior is not None and _is_left_out(text, prior, mentions)


def _is_of_topic(text: str, m: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a part of pay only says of what a topic is that is a part of its own: "refresher grants"."""
    return any(
        o.kind == "topic" and read_aliases().topics[o.name].part
        and not text[min(o.end, m.end) : max(o.start, m.start)].strip(" -")
        for o in mentions
    )  # fmt: skip


_STANDER = regex(rf"\b{_PEOPLE}\b[^.?!;]{{0,40}}$", re.I)


def _is_whose_topic(text: str, place: Mention, mentions: Sequence[Mention]) -> bool:
    """ "The base in Bern and my net after Ontario tax": a place that only says whose tax it is, beside another."""
    if not any(o.kind == "place" and o.name != place.name for o in mentions):
        return False
    return any(
        o.kind == "topic" and o.start >= place.end and not text[place.end : o.start].strip() for o in mentions
    )


def meant(text: str, mentions: list[Mention], covered: Collection[str] = ()) -> list[Mention]:
    """The mentions that a question is about: not what it excludes, and not where somebody comes from
    when it also says where they go. `covered` are the companies and roles with a guide."""
    out = []
    beside_me, weighs = bool(_BESIDE_ME.search(text)), bool(_WEIGHED.search(text))
    for m in mentions:
        if _is_told(text, m, mentions) or _stands_by(text, m, mentions, covered):
            continue
        if m.kind == "component" and _is_of_topic(text, m, mentions):
            continue
        if m.kind == "place" and _is_whose_topic(text, m, mentions):
            continue
        if m.kind == "role" and len(mentions) > 1 and is_former(text, m, mentions, covered):
            continue
        if m.kind == "topic" and len(mentions) > 1 and _TRADE.search(m.text) and stands_beside(text, m, mentions):
            continue
        before = text[: m.start]
        for other in mentions:
            # "my friend sits at ByteDance Shanghai": what is said of the company is said of its city.
            if (
                other is not m
                and {other.kind, m.kind} == {"company", "place"}
                and other.end == len(_IN_IT.sub("", before))
            ):
                before = text[: other.start]
        beside = m.kind != "component" or any(o.kind == "component" and o.name != m.name for o in mentions)
        weighed = m.kind in ("company", "place") and weighs
        # "Quanto paga no Globex": "no" is "at" in Portuguese where the one company of a text stands behind it.
        subject = next((o for o in mentions if o.kind == "company" and o.start == len(before)), None)
        at = _NO.search(before) and subject and not any(
            o.kind == "company" and o.name != subject.name for o in mentions
        )  # fmt: skip
        outside = m.kind == "place" and _OUTSIDE.search(before) and _RANKED.search(text)
        if m.kind == "place" and _INSTEAD.search(before) and not _SET_AGAINST.search(text):
            continue
        aside = outside or _SET_ASIDE.search(before) or (m.kind == "component" and _is_left_out(text, m, mentions))
        if not at and m.kind in ("company", "place", "component", "role") and beside and aside:
            if weighed and re.search(r"\bnot\s+(?:in|at|for|the|from|\s)*$", before, re.I):
                out.append(m)
            continue
        moved = re.search(r"\b(?:from|leaving)\s+(?:the\s+)?$", before, re.I)
        theirs = m.name not in covered and (
            (m.kind in ("company", "place") and _SOMEBODYS.search(before) is not None)
            or (m.kind == "company" and _OF_ME.match(text[m.end :]) is not None and not _ASKS_OF.search(before))
        )
        told = theirs or _BACKGROUND.search(_before_stations(text, m, mentions) or before)
        if m.kind in ("company", "place") and told and not (beside_me or (weighed and moved)):
            others = [
                o
                for o in mentions
                if o.kind == m.kind
                and o.name != m.name
                and not _BACKGROUND.search(text[: o.start])
                and (not theirs or o.name in covered or o.kind == "place")
            ]
            # "Living in Bern or in Graz": a choice is no background.
            choice = any(
                re.fullmatch(r"\W*(?:or|vs\.?|versus)\s+(?:(?:in|at|the)\s+)*", text[m.end : o.start], re.I)
                for o in mentions
                if o.start > m.end
            )
            if others and not choice:
                continue
        out.append(m)
    return out


# "A postdoc in Bern, then Graz": the next station of the same story.
_NEXT_STATION = regex(r"\s*,?\s*(?:(?:and|&)\s+)?(?:then|later|afterwards|after\s+that)\s+(?:in\s+|at\s+)?", re.I)


def _before_stations(text: str, m: Mention, mentions: Sequence[Mention]) -> str:
    """What stands before the first of a chain of places that ends with this one; nothing where it is no chain."""
    before = ""
    start = m.start
    for o in sorted(mentions, key=lambda o: -o.start):
        if o.kind == "place" and o.end < start and _NEXT_STATION.fullmatch(text[o.end : start]):
            start = o.start
            before = text[:start]
    return before


_SENTENCE_END = regex(r"[.!?;](?=\s)|[。！？；]|\n")
_ASKING_WORD = regex(
    r"[?？]|\b(?:what|which|how|whats|tell|give|show|list|compare|where|is|are|does|can|could|would)\b|吗|多少|哪",
    re.I,
)


# Where somebody will keep the answer is no employer: "I will copy it into Globex".
_KEPT_IN = regex(
    r"\b(?:copy|copies|copying|paste|pasting|put|putting|write|writing|type|typing|enter|entering|save|saving|export|exporting|log|logging|drop|add)"
    r"\s+(?:(?:it|this|that|them|these|those|all|everything|the\s+\w+|your\s+\w+)\s+){1,2}(?:in|into|to|on)\s+(?:my\s+|our\s+|a\s+|the\s+)?$",
    re.I,
)


def without_keeping(text: str, mentions: list[Mention]) -> list[Mention]:
    """Without names of what the answer is to be kept in."""
    return [m for m in mentions if m.kind != "company" or not _KEPT_IN.search(text[: m.start])]


def without_story(text: str, mentions: list[Mention]) -> list[Mention]:
    """Without places of sentences that name no company and ask nothing, where another sentence has one.

    "We moved from Bern to Graz. Now someone of Globex in Oslo called. What do they pay there?"
    """
    ends = [m.end() for m in _SENTENCE_END.finditer(text)]
    if not ends:
        return mentions

    def sentence(at: int) -> int:
        return sum(end <= at for end in ends)

    starts = [0, *ends]
    spans = [text[a:b] for a, b in zip(starts, [*ends, len(text)], strict=True)]
    telling = {
        i for i, span in enumerate(spans)
        if not _ASKING_WORD.search(span) and len(words_of(span)) > MOST_NAMING
        and not any(m.kind in ("company", "component") and sentence(m.start) == i for m in mentions)
    }  # fmt: skip
    told = [m for m in mentions if m.kind == "place" and sentence(m.start) in telling]
    if not told or all(m in told for m in mentions if m.kind == "place"):
        return mentions
    return [m for m in mentions if m not in told]
