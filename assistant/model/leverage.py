"""Offers, papers, deadlines, promises: what only the person or a guide can have told of.

In: a sentence, `Material`. Out: a reason for each kind of leverage that stands nowhere in the data, or
that is said of the person, who did not tell of it. It judges no advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.model.counsel import enquires
from assistant.model.references import Material, Rendered
from assistant.model.weighing import Doubt
from assistant.model.words import quotes
from corpus.regexes import regex

IX = re.IGNORECASE | re.VERBOSE

_CLASSES = {
    "another offer": regex(
        r"""\b(?:competing|standing|competitive\s+offers?|rival|counter|another|other|second|outside|alternative|existing|better|higher|stronger|external|matching|third|multiple|several|two)[\s-]+(?:\w+[\s-]+){0,2}offers?\b
        |\boffers?\s+(?:\w+\s+){0,2}(?:from|elsewhere|in\s+hand)\b|(?<!\broom\s)(?<!\bmovement\s)(?<!\bflexibility\s)(?<!\bgive\s)(?<!\baim\s)(?<!\bask\s)\belsewhere\b(?!\s+in\s+the)|\b(?:bidding|competitors?|batna)\b
        |\b(?:in\s+talks|interviewing|(?:other|another|final[\s-]round|late[\s-]stage)\s+(?:\w+\s+)?(?:process\w*|interviews?|compan\w+|employers?)|recruited\s+by)\b
        |我们?(?:手上|手里)?(?:还|也|另|已|已经)?(?:有|拿到|持有|收到|得到)了?(?:一)?(?:份|个)?(?:书面|口头|正式)?的?\s*(?:offer|录用|报价|聘书|邀请)
        |(?:其他|另一|别的|竞争|对手|另外).{0,6}(?:offer|录用|报价|公司|机会|邀约)|面试""",
        IX,
    ),
    "a paper or distinction": regex(
        r"""(?:(?<!\bon\s)(?<!\bthan\s)\bpapers?\b(?!\s+(?:value|worth|wealth|number|figure|gains?|money|trail)\b)|\bpublications?|publish\w*|co-?author\w*|citations?\b(?=\s+(?:count|of\s+your))|neurips|nips|icml|iclr|cvpr|emnlp|aaai|kdd|patents?|ph\.?d|doctorate|thesis|awards?|keynote|h-index)\b|论文|发表|专利|博士|获奖""",
        IX,
    ),
    "a deadline": regex(
        r"""\b(?:deadlines?|expir\w+|exploding|lapses?|time[\s-]limit|clos(?:es|ing|ed)\s+(?:soon|on|by|at|today|tomorrow|shortly)|time\s+is\s+(?:short|up|running|scarce|tight)|last\s+(?:chance|moment|week|day)
        |due\s+(?:on|by|date)|no\s+later\s+than|last\s+day|urgent(?:ly)?|running\s+out|before\s+it\s+is\s+too\s+late)\b
        |\b(?:by|until|before|within)\s+(?:the\s+)?(?:end\s+of|close\s+of|(?:this|next)\s+(?:\w+\s+)?(?:week|month|mon(?!e)|tues|wednes|thurs|fri|satur|sun|quarter|year|afternoon|evening|morning)|tomorrow|tonight|today|noon|midnight|mon(?!e)|tues|wednes|thurs|fri|satur|sun)\w*|截止|到期|过期|之前(?:必须|答复)""",
        IX,
    ),
    "what is left behind": regex(
        r"\b(?:unvested|forfeit\w*|clawback|pay(?:ing|s)?\s+(?:\w+\s+){1,3}back"
        r"|walk(?:ing)?\s+away\s+from)\b|未归属|放弃的",
        IX,
    ),
    "what is earned now": regex(
        r"\b(?:current|present|existing)\s+(?:\w+\s+)?(?:pay|salary|comp\w*|employer"
        r"|package)\b|\byou\s+(?:now\s+)?(?:earn"
        r"|make)\s+(?:now|today|∎)|目前的?(?:薪|工资)",
        IX,
    ),
    "a promise": regex(
        r"\b(?:(?<!\bany\s)promis\w+|guarantee\w*|assured|committed\s+to(?!\s+(?:making|finding|this\s+(?:role|team)))|will\s+(?:match|beat|exceed|raise|increase|double|agree|accept|pay\s+you|say\s+yes)"
        r"|approved|pre-?approved|always\s+(?:agree|match|pay|accept)s?|confirmed\s+by|insiders?|sources?\s+(?:say"
        r"|tell)|rumou?r\w*|leaked)\b|保证|承诺|答应",
        IX,
    ),
    "a raise to come": regex(
        r"\b(?:an?|the|another|your|next|yearly|annual|first|regular)\s+(?:\w+\s+)?(?:raises?|pay\s+rises?|refreshe?s?|promotions?)\b",
        re.IGNORECASE,
    ),
    "what others get": regex(
        r"(?<!\blook\s)(?<!\blooked\s)(?<!\blooking\s)\b(?:above|below|over|under|at|beats?|than|beyond)\s+(?:the\s+)?(?:going\s+rate|market|industry|average)\b"
        r"|\baverage\s+(?:\w+\s+)?(?:engineers?|persons?|hires?|candidates?|offers?|pay|salary)\b|"
        r"\bthan\s+(?:what\s+)?(?:the\s+)?(?:last|previous|others|anyone|anybody|everyone|everybody|most|rest)\b",
        re.IGNORECASE,
    ),
    "what is their last word": regex(
        r"\b(?:their|your|our|his|her|the\s+company['’]s)\s+(?:very\s+)?(?:best|final|last|highest)\b",
        re.IGNORECASE,
    ),
    "a moment": regex(
        r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:tomorrow|tonight|next\s+(?:week|month)|this\s+(?:week"
        r"|month)|end\s+of\s+(?:the\s+)?(?:week|month|quarter|year))\b|(?:明天|后天|下周|本周|周[一二三四五六日]|星期)",
        IX,
    ),
    "tax, law or visa": regex(
        r"\b(?:tax\w*|visas?|green\s+card|lawyer|legal(?:ly)?|lawsuit|sue|immigration|H-?1B)\b|签证|税", IX
    ),
    "vesting": regex(r"\b(?:vest(?:s|ing|ed)|cliff|refreshers?)\b|归属期|悬崖", IX),
}
_ASKED_ABOUT = ("tax, law or visa", "vesting", "a raise to come")  # what a recruiter may be asked about
_LAST_PART = regex(r"[;:.]\s+|,\s+(?:so|and|but)\s+")
_OF_THE_PERSON = regex(
    r"""\byou(?:['’]ve|\s+(?:have|already\s+have|hold|got|received|also\s+have|published|authored|wrote|were|are|did|must|need\s+to|only\s+have))\b|\byou['’]re\b
    |\byour\s+(?:[\w-]+\s+){0,3}?(?:offers?|papers?|publications?|deadlines?|ph\.?d|patents?|awards?|thesis|process|interviews?
      |unvested|current|employer|visa)\b|\bthey\s+(?:gave|have\s+given|set|want)\b|\bthe\s+offer\b|\bi\b(?!['’]d\b|\s+would(?:n['’]t)?\b)|\bi['’](?:ve|m)\b|\bmy\b|你|我""",
    IX,
)
_SUPPOSED = regex(
    r"\b(?:if|when|whether|unless|in\s+case|suppose|once|should\s+you|assum(?:e|es|ing)|suppos(?:e|es|ing)|presum(?:e|es|ing)|without|no|not|never|even\s+with"
    r"|where)\b|n['’]t\b|如果|若|没有|不",
    re.IGNORECASE,
)
_IF_THEY_DO = regex(
    r"\b(?:if|unless|where|when)\s+(?:you\s+(?:\w+\s+)?(?:have|hold|do|got|get)|there\s+is)\b(?!\s+(?:none|no|nothing|not)\b)|\bif\s+any\b",
    re.IGNORECASE,
)
_ADVISED = regex(
    r"^\W*(?:ask|mention|say|tell|bring|use|share|do|be|let|make|get|consider|avoid|keep|name|give|try"
    r"|remember|the\s+guides?|one\s+guide|it\s+(?:helps|is))\b|\b(?:guides?|advice|advises?|suggests?|recommends?)\b"
    r"|建议|指南",
    re.IGNORECASE,
)


# A question that tells what the person has, and one that tells what they have not.
_TOLD = regex(
    r"\b(?:i|we)(?:['’](?:ve|m|d))?\s+(?:\w+\s+){0,2}?(?:have|had|am|was|got|get|hold|holding|received"
    r"|published|wrote|lose|losing|leave|earn|make)\b"
    r"|\bi['’](?:ve|m)\b|\bmy\b|\b(?:they|he|she|recruiter|hr)\s+(?:\w+\s+)?(?:gave|give|gives|want|wants"
    r"|set|said|say|says|expect|expects|need|needs)\b"
    r"|\boffered\s+me\b|\bthe\s+(?:other|second|competing)\s+offers?\b|\bdeadline\s+is\b|我|他们",
    re.IGNORECASE,
)
_LACKS = regex(
    r"\b(?:no|without|lack|lacking|(?:do|have)n['’]?t\s+(?:have|got|received)|not\s+have|(?:do|have)nt|bluff"
    r"|pretend|my\s+only\s+offer|only\s+(?:have\s+)?(?:1|one)\s+offer)\b|没有",
    re.IGNORECASE,
)
# What is left behind is spoken of in advice of every kind; whether it is made up is told by the whole sentence.
_DOUBTED = ("what is left behind", "vesting")
# What may be spoken of in advice although nobody told of it, unless it is said to be the person's.
_DOUBTED_OF_NOBODY = ("a paper or distinction", "tax, law or visa", "a raise to come", "what is their last word")
# What may be said not to be there without having been told of: a denial that names nobody's.
_DENIABLE = ("another offer", "a promise")
_DENIED_AHEAD = regex(
    r"\b(?:no|lack(?:s|ing)?|without|never|nor|not|isn['’]t|aren['’]t|(?:do|does|have|has)n['’]t(?:\s+(?:have|got|hold))?)\s+"
    r"(?:as\s+)?(?:an?\s+|any\s+)?(?:\w+\s+)?$",
    re.I,
)
_NONE_BEHIND = regex(
    r"\b(?:since|as|because|while|but|and|when)\s+you\s+(?:have|hold|['’]ve\s+got)\s+(?:none|no\s+such)\b",
    re.I,
)


# "Nobody can promise you this", "not an amount that the company has promised".
_PROMISED_BY_NOBODY = regex(
    r"\b(?:nobody|no\s+one|none|not(?!\s+(?:only|just))(?:\s+[\w’'-]+){1,3}?(?:\s+(?:either|any|the|this|that|neither)\s+[\w’'-]+)?\s+(?:has|have)|nor\s+(?:has|have)"
    r"|can(?:not|['’]t)|(?:does|do|did|has|have|is|are)(?:\s+not|n['’]t))(?:\s+(?:can|will|has|have|ever|yet|been|actually))*\s*$",
    re.I,
)


def _is_denied(name: str, text: str, start: int, end: int) -> bool:
    """Whether what stands at a place is said not to be there: "you lack one", "since you have none"."""
    ahead = text[:start]
    by_nobody = name == "a promise" and _PROMISED_BY_NOBODY.search(ahead)
    return bool(_DENIED_AHEAD.search(ahead) or _NONE_BEHIND.search(text[end:]) or by_nobody)


# "you hold an Acme offer": of another company than the guides that are quoted.
_HOLDS = regex(
    r"\byou(?:['’]ve)?\s+(?:\w+\s+)?(?:hold|have|got|received)\s+(?:an?|the|another)\s+(?:\w+\s+){0,2}?(?P<whose>[A-Z][\w&.-]+)"
    r"(?:\s+[A-Z][\w&.-]+)?\s+offer\b"
)
_YOUR_OTHER = regex(
    r"\byour\s+(?:competing|rival|other|second|outside|standing)\s+(?:\w+\s+){0,2}offers?\b", re.I
)
# In a letter: words to the candidate, and what the recruiter would have.
_TO_THE_CANDIDATE = regex(
    r"\b(?:tell|mention|remind|show)\s+(?:it\s+to\s+)?(?:them|him|her|the\s+recruiter)\b|\byou(?:['’]re"
    r"|['’]ve|\s+are|\s+have)?\s+(?:also\s+|now\s+)?(?:hold\w*|have|got|received)\s+(?:\w+\s+){0,2}offers?\b"
    r"|\bus(?:e|ing)\s+(?:it|that|this)\s+as\s+leverage\b|\byour\s+(?:\w+\s+)?(?:competing|other)\s+offers?\b"
    r"|\bso\s+use\s+it\b",
    re.I,
)


def _was_told(name: str, told: str) -> bool:
    """Whether the person told of leverage of a kind: a thing that they lack is none that they have."""
    pattern = _CLASSES[name]
    if not (pattern.search(told) and _TOLD.search(told)):
        return False
    if name == "another offer":  # "an interview, and no offer"
        return not _LACKS.search(told)
    return any(pattern.search(part) and not _LACKS.search(part) for part in _CLAUSES.split(told))


_CLAUSES = regex(r"[,.;!?]\s+|\b(?:but|and)\b", re.I)


def leverage_problems(rendered: Rendered, material: Material, of_the_person: bool = True) -> Iterable[str]:
    """Offers, papers, deadlines and the like that nobody told of, or that are said of the person without
    the person's having said so."""
    text = rendered.bare
    if not of_the_person and _TO_THE_CANDIDATE.search(text):
        yield "it is not said to the recruiter"
        return
    told = material.question if material.trusted_question else ""
    held = _HOLDS.search(text) if of_the_person else None
    if held and not _SUPPOSED.search(text[: held.start()]):
        theirs = {p.company for p in material.passages.values()}
        named = held["whose"].lower() in told.lower() and _TOLD.search(told) and not _LACKS.search(told)
        if held["whose"] not in theirs and not named:
            yield "another offer is said of the person, who did not tell of it"
            return
    yours = _YOUR_OTHER.search(text) if of_the_person else None
    if yours and _LACKS.search(told) and not _SUPPOSED.search(text[: yours.start()]):
        yield "another offer is said of the person, who told that there is none"
        return
    for name, pattern in _CLASSES.items():
        m = pattern.search(text)
        if m is None:
            continue
        if name in _ASKED_ABOUT and enquires(_LAST_PART.split(text[: m.start()])[-1] + text[m.start() :]):
            continue
        if name in _DENIABLE and _is_denied(name, text, m.start(), m.end()) and not _was_told(name, told):
            continue  # "you lack a second offer", "an example and not a promise"
        if not pattern.search(material.known):
            reason = f"{name} is not in the data"
            open_one = name in _DOUBTED_OF_NOBODY and of_the_person and not _OF_THE_PERSON.search(text)
            yield Doubt("left behind", reason) if name in _DOUBTED or open_one else reason
        elif name in ("tax, law or visa", "vesting") or not of_the_person:
            continue
        elif (
            _OF_THE_PERSON.search(text)
            and not _SUPPOSED.search(text[: m.start()])
            and not _IF_THEY_DO.search(text[m.end() :])
            and not _ADVISED.search(text)
            and not _was_told(name, told)
            and not pattern.search(" ".join(s.text for s in material.sentences if not s.passages))
            and not quotes(text, material)
        ):
            yield f"{name} is said of the person, who did not tell of it"
