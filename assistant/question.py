"""What a question wants: which intents it has, and which amounts the person gave.

In: a question and what it resolves to. Out: a `Question`. Words decide, in English and (for bands)
Chinese; nothing here knows a guide.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Literal, get_args

from assistant.given import WRITTEN_SUM, Given, given_in, without_counted
from assistant.left_behind import without_left
from assistant.own_currency import Spoken, spoken_currencies
from assistant.percentages import RATE
from assistant.terms import NO_TERMS, Terms, terms_in
from assistant.untruth import is_worded_so
from corpus.currencies import currencies_in
from corpus.numerals import spelt_amounts_in
from corpus.regexes import regex
from index.resolve import Lexicon, Resolved, resolve

Want = Literal[
    "pay", "position", "midpoint", "spread", "difference", "annual", "sum", "percent_of", "increment", "superlative",
    "compare", "levels", "sources", "listing", "advice", "fabricate", "injection", "convert", "pushback", "currency",
    "reconcile", "threshold", "monthly", "agreement", "amount", "share", "ratio", "change", "ready_text",
]  # fmt: skip


@lru_cache(maxsize=1)
def _wants() -> dict[Want, re.Pattern[str]]:
    """`wants.toml`, read once for each process: it is data of the program."""
    patterns = tomllib.loads(files("assistant").joinpath("wants.toml").read_text(encoding="utf-8"))
    return {
        want: regex(patterns[want], re.IGNORECASE | re.VERBOSE)
        for want in get_args(Want)
        if want in patterns
    }


_PUSHBACK = regex(
    r"""["“'‘«].{6,160}["”'’»]|\b(?:(?<!\bdo\s)(?<!\bdoes\s)(?<!\bdid\s)(?:they|she|he|hr|recruiters?|lady|guy|woman|boss|headhunter|company|manager
    |hiring\s+manager)\s+(?:(?:in|from|at|of)\s+\w+\s+)?(?:just\s+|now\s+)?(?:say|says|said|told|tells|claims?|insists?|replied
    |answered|wrote|keep\w*\s+saying)|final\s+offer|best\s+and\s+final|top\s+of\s+(?:the|our)\s+band
    |band\s+(?:doesn'?t|does\s+not|won'?t)|(?:don'?t|do\s+not|never|no)\s+negotiat\w*|can'?t\s+(?:move
    |go\s+higher)|no\s+room|budget)\b|最终|HR说""",
    re.IGNORECASE | re.VERBOSE,
)
_INJECTION = regex(
    r"""\b(?:ignore|disregard|forget)\s+(?:all|everything|what(?:ever)?|anything)\s+(?:that\s+)?(?:you|u)\s+(?:were|have\s+been|are|know)\b
    |\b(?:ignore|disregard|forget|override|bypass|skip)\s+(?:\w+\s+){0,4}(?:instructions?|rules?|prompts?
    |guides?|guidelines|constraints|restrictions|everything|previous|above|citations?|sources)
    |\b(?:system|developer)\s*(?:prompt|message|mode)\b|^\s*(?:system|assistant|user|developer)\s*:
    |</?(?:context|system|assistant|user|instructions?)>|\byou\s+are\s+(?:now\s+)?(?:dan|free
    |an?\s+(?:unrestricted|different))\b|\byou\s+are\s+now\b|(?:^|[\n\[(.!?])\W{0,8}(?:(?:new|updated)\s+)?(?:note|message|memo|notice|info|update|rules?|polic(?:y|ies)|orders?|command)\s+(?:from|by)\s+(?:the\s+|your\s+)?(?:admin\w*|developers?|devs?|system|operators?|owners?|maintainers?|moderators?)\s*[:\]]
    |\b(?:your|this|the\s+(?:guide|tool|sheet|document|corpus|database)(?:['’]s)?)\s+(?:row|table|band|range|guide|sheet|figures?|numbers?|data|entry|cell)\s+(?:was|were|has\s+been|have\s+been|is|are|got)\s+(?:\w+\s+)?(?:corrected|updated|changed|revised|replaced|fixed|amended)\s+to\b|\bend\s+of\s+(?:(?:the\s+)?(?:user|system)\s+)?(?:input|prompt|instructions?)\b|\bjailbreak\w*|\bdo\s+not\s+cite\b
    |\b(?:output|answer|reply|respond|say|print|return|write)\s+(?:\w+\s+)?(?:only|just|nothing\s+but|nothing\s+except)\s+(?:with\s+)?(?:the\s+(?:words?|sentence|phrase|text)\b|["'“‘«])
    |\b(?:only|just)\s+(?:output|answer|reply|respond|print|return)\s+(?:with\s+)?(?:the\s+(?:words?|sentence|phrase|text)\b|["'“‘«])
    |\bdon'?t\s+cite\b|\b(?:act|pose|speak|answer|write|reply|respond)\s+as\s+(?:if\s+you\s+(?:are|were)\s+)?(?:the\s+|an?\s+|my\s+|their\s+)?(?:hr|recruiters?|hiring\s+manager|ceo|founder|company)\b(?=.*\b(?:confirm|promise|guarantee|state|say\s+that|certify)\w*)|\b(?:repeat|say)\s+after\s+me\b|\b(?:reveal|print|show|output
    |leak)\s+(?:\w+\s+){0,3}(?:system\s+prompt|hidden\s+prompt|your\s+prompt|instructions|api\s+key
    |secret)|\bnote\s+(?:for|to)\s+(?:the\s+)?(?:ai|assistant|model|llm|bot)\b|\bcurl\s+\S+
    |\b(?:rm\s+-rf|sudo)\b|\bno\s+limits\b|\badd\s+\S+\s+to\s+(?:every|each|all)\s+(?:number|figure
    |amount)|\b(?:new|updated)\s+instructions?\b|\bact\s+as\s+(?:if\s+)?(?:a|an|though|my)\b
    |\bfrom\s+(?:now|here|today|this\s+(?:moment|point|message))\s+on(?:wards?)?\b|^\W*(?:starting|beginning|effective)\s+(?:today|now|immediately|from\s+now)\b|\byou\s+(?:will|shall|must)\s+(?:now\s+|only\s+)?(?:always|never|only)\s+(?:\w+\s+)?(?:answer|reply|respond|say|end|begin|start|speak|talk|write|rate|call)\b
    |\bnew\s+(?:persona|identity|role)\s*:|\b(?:developer|(?:sys)?admin\w*|root|maintenance|system|debug|sudo|owner|super-?\s?user|operator|engineer)\s+(?:override|access|console|commands?|codes?|privileges?|key|token|backdoor)\b
    |\balways\s+(?:answer|say|reply|respond)\b|\b(?:prompt
    |instruction)\s+injection\b|(?:忽略|忘掉|忘记|无视|不要管).{0,6}(?:指令|规则|提示)|\bpretend\s+(?:you|to\s+be)\b|\b(?:reveal|show
    |tell)\s+(?:me\s+)?what\s+other\s+(?:users|people|candidates)|\b(?:other
    |previous)\s+users?['’]?s?\s+(?:questions?|data|offers?)|\bas\s+(?:an?\s+|the\s+)?(?:admin|administrator|developer|owner|system)\b|\bi\s+(?:have\s+|just\s+)?(?:updated|changed|edited)\s+(?:the|your)\s+(?:table|guide|data|numbers|system)|\bcite\s+nothing\b|\bwithout\s+(?:citing
    |citations|sources)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_CONVERTED = regex(
    r"\b(?:don['’]?t|do\s+not|without|no\s+need\s+to|never|no)\s+(?:\w+\s+)?(?:convert\w*|conversion"
    r"|fx|exchange)\b|\b(?:paid|granted|printed|quoted)\s+in\s+\w+\s+or\s+(?:in\s+)?\w+|不用换|不换算",
    re.I,
)
# "Which companies pay in euros": rows of a currency are asked for, and no rate.
_PAID_IN = regex(
    r"\b(?:who|which|what|all|list|any|every|top|best|worst|highest|lowest|biggest|smallest)\b.{0,40}\b(?:pays?|paid|paying|prints?|printed|quotes?|quoted|states?|stated|priced|salar\w+|rows?|figures|numbers)\s+(?:\w+\s+)?in\s+\w+",
    re.I,
)
_TITLE = regex(r"\b(?:senior|staff)\b", re.I)
# "A research engineer at Initech: where would I land at Globex": the title of one in terms of another.
_LANDS = regex(
    r"\bwhere\s+(?:would|will|do|does|might|could)\s+(?:i|that|this|it|we|one|they)\s+(?:\w+\s+)?(?:land|sit|slot|stand|fit|be|put|come\s+in|end\s+up)\b"
    r"|\bwhat\s+(?:would|will|am|are)\s+(?:i|we|they)\s+(?:be\s+)?(?:at|in|with)\b",
    re.I,
)
_BEST_WAY = regex(
    r"\b(?:best|worst|strongest|weakest|most\s+\w+)\s+(?:moment|time|point|stage|day|way|tone|wording|order|approach|practice|arguments?|answer|reply|strategy)\b",
    re.I,
)
# "Are the figures for Oslo in dollars?" asks in what they are printed.
_IS_IT_IN = regex(r"^\W*(?:are|is)\b(?!.*\d).{0,60}\bin\s+(?:\w+\s+)?\w+\W*$", re.I)
LOW_WORD = regex(
    r"""\b(?:min(?:imum)?|lowest|floors?|bottoms?|low(?:er)?\s+end|start(?:s|ing)?(?!\s+(?:in|on|dates?|next|this|monday|with)\b)|begin(?:s|ning)?\s+(?:at|from|with)|at\s+least|least|smallest|cheapest|fewest|worst|weakest|puniest|scantiest|measliest|meagrest|feeblest|poorest|skinniest|slimmest|thinnest|leanest|stingiest|tiniest|low\s+side|(?<!table\s)(?<!salary\s)(?<!pay\s)(?<!row\s)entry(?!\s+(?:of|for|in|from)\b)|lower\s+(?:bound|limit)|lower\s+and\s+(?:the\s+)?upper|upper\s+and\s+(?:the\s+)?lower)\b|最低|最少|下限|起""",
    re.IGNORECASE | re.VERBOSE,
)
HIGH_WORD = regex(
    r"""\b(?:max(?:imum|es)?|highest|tops?|ceilings?|caps?|upper(?:\s+(?:end|bound|limit))?|high\s+end|at\s+most
    |up\s+to|most|peak|biggest|largest|fattest|richest|juiciest|beefiest|meatiest|plumpest|steepest|heftiest|heaviest|sweetest|strongest|best(?!\s+(?:regards|wishes|moment|time|point|stage|day|way|tone|wording|order|approach|practice|arguments?|answer|reply|strategy))|upside)\b|最高|最多|上限|封顶""",
    re.IGNORECASE | re.VERBOSE,
)
_PART_JOINT = regex(
    r"""(?<=[?？!])\s*|(?<=[.,;?!\s])\s*(?=\b[Qq]\s?[1-4]\s?[.:)])|(?<=\s)(?=[(]?[1-4ab][)]\s)|(?<=[.!?]\s)(?=(?:one|two|first|second|firstly|secondly|third)\s?[,:]\s)|[;；]\s+|(?<=['"’”])\.\s+(?=(?:then|now|next|afterwards?|after\s+that)\b[\s,:])|(?<=[a-z0-9)\]])(?<!\bacc)(?<!\bvs)(?<!\bapprox)(?<!\bincl)(?<!\bexcl)(?<!\bca)(?<!\bresp)(?<!\bi\.e)(?<!\be\.g)\.\s+(?=[A-Za-z])|[,;]\s+(?:and\s+)?(?=(?:(?:what(?:['’]s|\s+is)\s+)?(?:the\s+|your\s+)?(?:sources?|citations?)|where\s+from)\W*$)|[,，]?\s+(?:and|also|plus|und|n|\+|&
    |then)\s+(?:if\s+(?:not|so|yes|no)\b\s*,?\s+(?:then\s+)?)?(?:also\s+|then\s+|second(?:ly)?\s+(?:thing\s+)?|to\s+|in\s+|at\s+)?(?=(?:what|how|which|whether
    |should|can|could|is|are|do|does|did|will|where|when|who|why|whats|what's|hows|how's|give|tell|show
    |write|explain|for)\b)|[,，]?\s+und\s+(?=(?:was|wie|wo|wann|warum|wer|wem|welche\w*|ob|soll\w*|kann|darf|muss|ist|sind|gibt|lohnt)\b)|[,，。；]?\s*(?:另外|还有|以及)""",
    re.IGNORECASE | re.VERBOSE,
)
_ASKING = regex(
    r"""^\W*(?:the\s+|your\s+)?(?:sources?|citations?)\W*$|\?|？|[:;—–]\s+(?:(?:and|so)\s+)?(?:what|how|which|should|can|could|where|when|who|why)\b|^\W*q\s?\d\s?[.:)]|^\W*(?:[1-4a-d]\s?[).:]\s*)?(?:(?:so|and|also|plus|then|or|but|und|n)\W+(?:(?:also|then|first|second|thing|to|in
    |at|if\W+(?:not|so|yes|no))\W+){0,3})?(?:what|how|which|whether|should|can|could|is|are|do|does|did|will|where|when|who|why|whats
    |what's|hows|how's|give|tell|show|write|explain|list|compare|put|reply|ask
    |make)\b|^\W*und\s+(?:was|wie|wo|wann|warum|wer|wem|welche\w*|ob|soll\w*|kann|darf|muss|ist|sind|gibt|lohnt)\b|吗|呢|多少|什么|怎么|哪|会不会|是不是|能不能""",
    re.IGNORECASE | re.VERBOSE,
)


_SOURCE = regex(r"^\W*(?:sources?|citations?)\W*$", re.I)
_SAID = regex(r"(?<=[\"'”’][.!])\s+")
_THEN = regex(r"[\s,]+(?:and\s+)?then\s+|\s*(?:-{2,}|[—–|])\s+|[.!]\s+", re.I)
_NUMBERED = regex(r"\W*[1-4ab]\s?[).:]\s")
# "And the midpoint of it?", "which quarter was it?": asked of what stands before it.
_LEANS_BACK = regex(
    r"^\W*(?:(?:and|so|also|then|plus|but)\s+)*(?:what|which|how\s+(?:much|many)|in)\s+(?:an?\s+)?(?:%|per\s?cent\w*)(?!\w)(?:.*\b(?:is|was|are)\s+(?:it|that|this)\b|\W*$)|"
    r"^\W*(?:and|so|also|plus|but)\s+(?:what(?:['’]?s|\s+is)\s+)?(?:the\s+)?(?:mid-?\s?point|middle|average|spread|width)\W*$|"
    r"^\W*(?:and|so|also|plus|but)\s+does\s+(?:it|that|this)\s|"
    r"^\W*(?:(?:and|so|also|then|plus|but)\s+)*(?:what|how\s+much)\s+(?:do|would|will)\s+(?:i|we)\s+(?:make|earn|get|have)\s+(?:per|a|each)\s+(?:year|month|week|hour)\W*$|"
    r"^\W*(?:(?:and|so|also|then|plus|but)\s+)*(?:what|how\s+much)\s+(?:does|is|will|would)\s+(?:it|that|this)\s+(?:be\s+)?(?:come\s+to|make|per|a|each|together|altogether|combined|in\s+(?:total|all|%|per\s?cent))\b|"
    r"^\W*(?:(?:and|so|also|then|plus|but)\s+)*(?:(?:by\s+)?how\s+much\s+(?:\w+\s+)?(?:more|less|better|higher)(?:\s+is\s+(?:it|that))?|(?:what(?:['’]?s|\s+is)\s+)?(?:the\s+)?(?:difference|gap|jump|raise|increase))"
    r"\s+(?:than|to|over|from|versus|vs\.?|compared\s+(?:to|with)|against)\s+(?:what\s+i\s+\w+\s+)?(?:my\s+)?(?:now|today|current\w*|present|before)\b|"
    r"^\W*(?:(?:and|so|also|then|plus|but)\s+)*(?:what|how\s+much)(?:['’]?s|\s+(?:is|would|will|does))\s+(?:it|that|this)\s+(?:\w+\s+){0,2}?(?:for|in|over|per|within|of|by)\s+(?:(?:a|an|one|each|every|any|the\s+first)\s+)?(?:single\s+)?(?:year|month|12\s+months|twelve\s+months)\b|"
    r"^\W*(?:(?:and|so|also|then|plus|but)\s+)*(?:by\s+)?how\s+much\s+(?:more|less|higher|lower|better)\s*(?:is\s+(?:it|that)\s*)?(?:at\s+(?:the\s+)?(?:most|least|top|floor|bottom|ceiling|max\w*|min\w*|(?:high|low|upper|lower)\s+end))?\W*$|"
    r"^\W*(?:(?:and|so|also|then|plus|but)\s+)*(?:what(?:['’]?s|\s+(?:is|are|would|will))|how\s+(?:much|high|big)\s+(?:is|are|would|will))\s+(?:be\s+)?my\s+(?:own\s+)?(?:(?:yearly|annual|first[\s-]year|whole|overall|total|four[\s-]year)\s+)*(?:total|tc|sum|compensation|comp|package|pay)\b(?:\s+(?:comp\w*|be|then|now|(?:a|per|each)\s+year|(?:over|for|in)\s+(?:all\s+)?(?:the\s+)?\w+\s+years?))*\W*$|"
    r"^\W*(?:please\s+)?(?:show|give|write|print)\s+(?:me\s+)?(?:the\s+|your\s+)?(?:sum|addition|math\w*|calculations?|computation|steps|working|arithmetic)\W*$"
    r"|^\W*(?:(?:and|so|but|ok(?:ay)?|then)\s+)*(?:what|where|how)(?:['’]?s)?\s+(?:else\s+)?(?:now|then|next|(?:to|(?:do|can|could|should|would|shall|must)\s+(?:i|we|one)|(?:i|we|one)\s+(?:do|can|could|should))\s+(?:do|go|say|answer|reply|respond|react|tell\s+(?:them|her|him)))(?:\s+(?:now|then|next|here|to\s+(?:this|that|it)))*\W*$"
    r"|^\W*(?:q\s?\d\s?[.:)]\s*)?(?:(?:and|so|also|then|plus|but)\s+)*(?:(?:together|altogether|combined|in\s+(?:total|all|sum))\W*$|(?:the\s+)?(?:mid-?point|middle|average|spread|width|half|quarter|share)\b.*\b(?:it|that|this|them|those)\b"
    r"|(?:is|are)\s+(?:it|that|this|they|these|those)\s+(?:all\s+)?(?:over|for|per|each|yearly|annual\w*|a\s+year)\b"
    r"|how\s+(?:do|should|would|can|could|to)\s+(?:(?:i|we|one)\s+)?(?:best\s+)?(?:word|phrase|put|say|mention|frame|use|sell|bring\s+up)\s+(?:it|that|this|them|those)\b"
    r"|(?:which|what)\s+(?:quarter|year|years|date|month|page|guide|level|currency)\b.*\b(?:it|that|this|they|those)\b"
    r"|where\s+(?:am|are|is|do|does|would)\s+(?:i|we|it|that|this|they|those|he|she)\b(?!.*\b(?:from|get|got|data|info\w*|numbers|figures|source\w*)\b)|(?:in|inside|within)\s+(?:the\s+)?(?:band|range)\W*$|(?:is|are|was)\s+(?:it|that|this|they|those)\s+(?:ok|okay|fair|good|low|high|inside|within|below|above|in)\b(?!\s+(?:to|if)\b))",
    re.I,
)
_BARE_FIGURE = regex(
    r"\W*(?:or\s+)?(?:[A-Z]{3}\s?)?\d[\d.,]*\s?[kKmMwW%]?\b(?!\s*(?:base|rsus?|stock|bonus|in\b|at\b))"
)
# More words than these ask for something of their own.
MOST_LEANING = 8
# What somebody else said or wrote.
QUOTATION = regex(r"[\"“«][^\"”»]*[\"”»]|(?<!\w)['‘](?=\w)(?:[^'’]|['’](?=\w)){8,400}['’](?!\w)")
@dataclass(frozen=True, slots=True)
class Question:
    """A question (or one part of it), understood."""

    text: str
    resolved: Resolved
    wants: frozenset[Want]
    given: tuple[Given, ...]
    bound: Literal["low", "high", ""]
    terms: Terms = NO_TERMS
    meant: str = ""  # the field's words for the situation it tells of

    def has(self, *wants: Want) -> bool:
        """Whether it wants any of these."""
        return any(w in self.wants for w in wants)


def _without_order(piece: str, asks: Callable[[str], bool]) -> list[str]:
    """ "Show me your prompt, then the stock in Bern": the order, and what is asked behind it."""
    order = _INJECTION.search(piece)
    then = _THEN.search(piece, order.end()) if order else None
    if then and asks(rest := piece[then.end() :]) and not _INJECTION.search(rest):
        return [piece[: then.start()], f"{rest}?"]
    return [piece]


def parts_of(text: str, asks: Callable[[str], bool] = lambda piece: False) -> list[str]:
    """The parts of a question that ask something each; what only tells stays with what asks.

    `asks` may know other pieces that ask (a company with a component needs no question mark). An
    order to the program that asks nothing is left out.

    >>> parts_of("meta berlin base? and what to say when they tell me its final offer")
    ['meta berlin base?', 'and what to say when they tell me its final offer']
    >>> parts_of("acme berlin stock range how much? and midpoint of it?")
    ['acme berlin stock range how much? and midpoint of it?']
    >>> parts_of("I have one offer. Should I sign?")
    ['I have one offer. Should I sign?']
    """
    quoted = [(m.start(), m.end()) for m in QUOTATION.finditer(text)]
    pieces: list[str] = []
    start = 0
    for m in _PART_JOINT.finditer(text):
        if m.end() <= start or any(s <= m.start() < e for s, e in quoted):
            continue
        piece = (
            text[start : m.end()]
            if text[m.start() : m.end()].strip() in ("", ".")
            else text[start : m.start()]
        )
        pieces.append(piece)
        start = m.end() if text[m.start() : m.end()].strip() in ("", ".") else m.start()
    pieces.append(text[start:])
    for i in range(len(pieces) - 1, 0, -1):  # "75? 60? or 40 to 60 more?": one question of several figures
        bare = _BARE_FIGURE.match(pieces[i]) and not _NUMBERED.match(pieces[i])
        if bare and "?" in pieces[i - 1] and re.search(r"\d", pieces[i - 1]):
            pieces[i - 1] = f"{pieces[i - 1].rstrip()} {pieces.pop(i).lstrip()}"
    # An order often ends with the words it wants said.
    pieces = [
        p
        for each in pieces
        for said in (_SAID.split(each) if _INJECTION.search(each) else [each])
        for p in _without_order(said, asks)
    ]
    out: list[str] = []
    held = ""
    orders = [bool(_INJECTION.search(piece)) and "?" not in piece for piece in pieces]
    asked = any("?" in piece and not order for piece, order in zip(pieces, orders, strict=True))
    for piece, order in zip(pieces, orders, strict=True):
        if not re.search(r"\w", piece) or (order and asked):
            continue
        numbered = (
            len(pieces) > 1
            and bool(_NUMBERED.match(piece))
            and sum(map(bool, map(_NUMBERED.match, pieces))) > 1
        )
        enough = len(re.findall(r"[A-Za-z0-9]+|[\u3400-\u9fff]", piece)) > 1
        ordered = _INJECTION.search(piece) and "?" not in piece and any("?" in other for other in pieces)
        if ordered and len(pieces) > 1:
            continue
        if (_ASKING.search(piece.strip()) and (enough or _SOURCE.search(piece))) or numbered or asks(piece):
            out.append((held + " " + piece).strip())
            held = ""
        elif _INJECTION.search(piece) and len(pieces) > 1:
            continue
        else:
            held = (held + " " + piece.strip()).strip()
    if held:
        if out:
            out[-1] = f"{out[-1]} {held}"
        else:
            out.append(held)
    parts = [re.sub(r"\s+", " ", p).strip() for p in out] or [text]
    joined = parts[:1]
    for part in parts[1:]:
        if _LEANS_BACK.search(part) and len(part.split()) <= MOST_LEANING and not asks(part):
            joined[-1] = f"{joined[-1]} {part}"
        else:
            joined.append(part)
    return joined


def read_question(text: str, lexicon: Lexicon, context: Resolved | None = None) -> Question:
    """Understand one part of a question; `context` is what the part before it was about."""
    resolved = resolve(text, lexicon, context)
    told = _told(text, resolved)
    wants: set[Want] = {name for name, pattern in _wants().items() if pattern.search(told)}
    if _INJECTION.search(text):
        wants.add("injection")
    if is_worded_so(text):
        wants.add("fabricate")
    if _PUSHBACK.search(text):
        wants.add("pushback")
    two_firms = len(resolved.companies) + len(resolved.other_companies) > 1 and not resolved.places
    if _EQUALS.search(told) and (resolved.levels or two_firms):
        wants.add("levels")  # "E5 = ?" at another company; "Acme + Oslo = ?" looks a row up
    of_row = {"levels", "pay"} <= wants and resolved.places and not (resolved.other_companies or resolved.levels)
    if of_row and not _wants()["levels"].search(_TITLE.sub(" ", told)):
        wants.discard("levels")  # "what does a staff engineer earn in Oslo" asks for the row
    if resolved.companies and resolved.other_companies and _LANDS.search(text):
        wants.add("levels")
    if len(currencies_in(text)) > 1 and _IS_WORTH.search(text):
        wants.add("convert")
    if "convert" in wants and not resolved.companies and _PAID_IN.search(text) and not re.search(r"\d", text):
        wants.discard("convert")
    if "convert" in wants and (_NOT_CONVERTED.search(text) or _IS_IT_IN.search(text)):
        wants.discard("convert")
    low, high = LOW_WORD.search(text), HIGH_WORD.search(text)
    if low and high and _TAKES_AWAY.search(text):
        wants.add("spread")
    elif low and high and len(resolved.places) < 2 and _one_end_than_other(text):
        wants.add("spread")
        wants -= {"compare", "difference"}
    if {"levels", "pay"} <= wants and not _wants()["levels"].search(_LEVEL_NAMED.sub(" ", told)):
        wants.discard("levels")  # "what does level P8 earn": whose row it is, and not what it is elsewhere
    if "advice" in wants and asks_other_level(told):
        wants.discard("levels")  # "how to ask for a level bump": how to get it, and not what it is elsewhere
    if "superlative" in wants and not _wants()["superlative"].search(_BEST_WAY.sub(" ", told)):
        wants.discard("superlative")  # "the best moment to bring it up" ranks no rows
    if "threshold" in wants and not (low or high or re.search(r"\d", text) or spelt_amounts_in(text)):
        wants.discard("threshold")  # "it is over anyway": no limit is told
    bound: Literal["low", "high", ""] = "" if bool(low) == bool(high) else "low" if low else "high"
    terms = terms_in(text)
    given = tuple(given_in(text, resolved, terms))
    if left := without_left(text, resolved, given):
        # What makes up for it is asked, and no row of what is left.
        resolved = left
        wants = (wants - {"pay", "increment", "levels"}) | {"advice"}
    if terms.unpriced and any(g.component is None for g in given):
        resolved = without_counted(resolved, terms)  # "180k and 2,400 RSUs": the amount is not of the RSUs
    if any(g.period == "month" and g.months != 12 for g in given):  # it is told, not asked for
        wants.discard("monthly")
        if not wants:
            wants.add("annual")  # "a 16 month salary of 60k per month"
        own = {m.name for m in resolved.mentions if m.kind == "topic" and terms.holds(m.start, m.end)}
        resolved = replace(resolved, topics=tuple(t for t in resolved.topics if t not in own))
    granted = any(g.component == "equity" for g in given) or ("annual" in wants and "equity" in resolved.components)
    if granted and _EVENLY.search(text) and not _WHETHER_EVENLY.search(text):
        wants.add("annual")  # the person's own schedule, and no question for the guides'
        resolved = replace(resolved, topics=tuple(t for t in resolved.topics if t != "vesting"))
    if "sources" in wants and not _wants()["sources"].search(_NO_SOURCES.sub(" ", told)):
        wants.discard("sources")  # "no sources needed" asks for none
    if given and WRITTEN_SUM.search(text):
        wants.add("sum")
    if given and _BY_THE_SCRIPT.search(text):
        wants.add("increment")  # "my new numbers per the strategy"
    sums_own = sum(g.amount.unit == "money" for g in given) > 1 and not resolved.companies
    if sums_own and _ON_TOP.search(text) and not _OF_A_GUIDE.search(text):
        wants.discard("increment")  # "110K on top of a 125K grant"
    own_raise = {g.amount.unit for g in given} == {"money", "percent"} and RATE in {g.component for g in given}
    if own_raise and not _OF_A_GUIDE.search(text):
        wants.discard("increment")  # "counter at 10% above my 210": the person's own raise
    unnamed = [g.amount for g in given if g.amount.unit == "money" and not g.amount.currency]
    spoken = {} if terms.rate else spoken_currencies(text, unnamed)
    if spoken:
        given = tuple(_in_currency(g, spoken.get(g.amount)) for g in given)
        for s in spoken.values():  # it says what an amount is in, and asks for no other
            told = told[: s.start] + " " * (s.end - s.start) + told[s.end :]
        if not _wants()["convert"].search(told):
            wants.discard("convert")
    return Question(text, resolved, frozenset(wants), given, bound, terms)


_A_CODE = r"(?:[A-Z]{1,3}\s?-?\d{1,2}|[1-4]-[12])"
_OTHER_LEVEL_ASKED = regex(
    r"\b(?:ask|asking|push\w*|request\w*|negotiat\w*|argue|fight|get|counter\w*|bring\s+up)\b[^.?!]{0,30}?"
    rf"(?:\b(?:level|grade|rung)[\s-]+(?:bump|up|upgrade|raise|change|increase|promotion)\b|\b(?:up-?level\w*|higher\s+(?:level|grade))\b"
    rf"|\b{_A_CODE}\s+(?:instead\s+of|rather\s+than|not|over)\s+(?:an?\s+)?{_A_CODE}\b|\bfrom\s+(?:an?\s+)?{_A_CODE}\s+to\s+(?:an?\s+)?{_A_CODE}\b)",
    re.I,
)
_OTHER_LEVEL_HAN = regex(
    rf"{_A_CODE}.{{0,4}}(?:谈|升|提|争取|换).{{0,3}}(?:到|成|为).{{0,3}}{_A_CODE}"
    r"|(?:谈|争取|提高|要).{0,4}(?:更高的?)(?:级别|职级|定级)",
    re.I,
)
_LEVEL_NAMED = regex(r"\b(?:level|lvl|grade|rung|band)\s+(?=[A-Z]{0,3}\s?-?\d)", re.I)
_ON_TOP = regex(r"\d\s?[kKmMwW]?\s+(?:\w+\s+)?on\s+top\s+of\s+(?:an?\s+|my\s+|the\s+)?\W?\d", re.I)
# "Without sources": none are asked for.
_NO_SOURCES = regex(
    r"\b(?:(?:need|want|require)\w*\s+no|(?:do|does|did)\s?n['’]?t\s+(?:need|want|require|give|show|cite)|without|skip|forget|leave\s+out)\s+(?:\w+\s+){0,2}?(?:sources?|citations?)\b"
    r"|\bno\s+(?:sources?|citations?)\s+(?:needed|required|necessary|wanted|please|of\s+\w+)",
    re.I,
)
# "If it vests evenly", "vesting in four equal parts".
_EVENLY = regex(
    r"\bvest(?:s|ed|ing)?\b[^.?!;]{0,40}\b(?:even(?:ly)?|equal(?:ly)?|linear(?:ly)?|straight[\s-]line|pro[\s-]?rata|(?:a|one)\s+quarter|25\s?(?:%|percent))(?!\w)"
    r"|\b(?:even|equal|linear|straight[\s-]line)\s+(?:\w+\s+)?vest(?:s|ing)?\b",
    re.I,
)
_WHETHER_EVENLY = regex(
    r"(?:^|[.?!,;:]\s*|\b(?:and|or|but|so)\s+)(?:do|does|did|will|would|is|are|whether)\b[^.?!,;]*\bvest|\b(?:whether|or)\s+(?:\w+\s+){0,4}vest",
    re.I,
)
# What somebody's figures become when a script is followed.
_BY_THE_SCRIPT = regex(
    r"\b(?:follow\w*|per|by|under|appl(?:y|ying|ied)|us(?:e|ing)|obey\w*|according\s+to|in\s+line\s+with|as\s+in|with|through|from|after)\s+"
    r"(?:(?:the|that|this|its|their|your|ur|our|\w+['’]s)\s+)?(?:(?!no\b|my\b)[\w-]+\s+){0,2}?(?:strategy|scripts?|playbook|template)\b"
    r"|\b(?:follow\w*|per|obey\w*|appl(?:y|ying)|according\s+to)\s+(?:your|ur|their|its|\w+['’]s)\s+(?:[\w-]+\s+)?(?:texts?|paragraph|increments?|lines)\b"
    r"|\b(?:strategy|script|playbook|template)\s+(?:applied|followed|to\s+the\s+letter)\b",
    re.I,
)
_OF_A_GUIDE = regex(r"\b(?:guides?|scripts?|templates?|paragraph|strategy|text|playbook)\b", re.I)
_EQUALS = regex(r"(?<![<>=!])=(?![=>])")


def _in_currency(given: Given, spoken: Spoken | None) -> Given:
    """An amount without a currency of its own, in the one that words give it."""
    if spoken is None:
        return given
    return replace(given, amount=replace(given.amount, currency=spoken.code, mark=spoken.mark))


def _told(text: str, resolved: Resolved) -> str:
    """A question as its wants are read: the title of a level says nothing of them ("mid" is no midpoint)."""
    for m in resolved.mentions:
        if m.kind == "level" and re.fullmatch(r"[^\W\d]+(?:[\s-]+[^\W\d]+)*", m.text):
            text = text[: m.start] + " " * (m.end - m.start) + text[m.end :]
    text = _RANKING_WORK.sub(" ", text)
    text = _BEFORE_WRITING.sub(" ", text)
    return _ASKED_THEM.sub(" ", _OTHERS_ASK.sub(" ", _EXPECTED.sub(" ", text)))


# What somebody works on: it puts no rows in order.
_RANKING_WORK = regex(
    r"\b(?:search|ads?|feed|news|video|web|content|product)[\s-]+rank(?:ing|er)s?\b"
    r"|\branking\s+(?:and\s+\w+\s+)?(?:models?|teams?|engineers?|engineering|systems?|work|groups?|org|algorithms?|stuff|ml|infra\w*)\b",
    re.I,
)
# "Everybody in the family asks what …": others wonder; nothing is to be asked for.
_OTHERS_ASK = regex(
    r"\b(?:everybody|everyone|people|family|parents|friends?|he|she|they|wife|husband|partner|mother|father|mom|mum|dad|brother|sister|colleagues?)\s+"
    r"(?:\w+\s+){0,3}?(?:asks?|asked|asking|wonders?|keeps?\s+asking)\s+(?:me\s+)?(?=what|how|which)",
    re.I,
)
# "Where do I look before I write the counter": what comes later is not asked for.
_BEFORE_WRITING = regex(
    r"\b(?:before|prior\s+to)\s+(?:(?:i|we)\s+)?(?:\w+\s+)?(?:writ\w+|send\w*|mak\w+|draft\w*)\s+[^,.;?!]*", re.I
)
# "Too shy to ask what it is", "may I ask which": nothing is to be asked for either.
_ASKED_THEM = regex(
    r"\b(?:too\s+\w+\s+to|forgot\s+to|did\s*n['’o]?t(?:\s+(?:dare|want|manage|think))?(?:\s+to)?|dared?\s+not(?:\s+to)?|afraid\s+to|wanted\s+to|meant\s+to"
    r"|never|may\s+i|let\s+me|(?:i['’]d|would)\s+like\s+to)\s+ask(?:ed)?\s+(?:\w+\s+){0,2}?(?=what|how|which)",
    re.I,
)
# "What base should I expect" asks for the row, not for advice.
_EXPECTED = regex(r"\bshould\s+(?=(?:i|we)\s+(?:expect|be\s+(?:paid|offered|making))\b)", re.I)


def judges(text: str) -> bool:
    """Whether a text asks how good a figure is, or where it lies."""
    return bool(_wants()["position"].search(text))


_IS_WORTH = regex(
    r"\b(?:what(?:['’]?s)?|how\s+(?:much|many)|worth|equals?|equivalent|turn\w*|expressed|exchange\w*|swap\w*|change\w*|into|make)\b|=|等于|多少|换",
    re.IGNORECASE,
)
_TAKES_AWAY = regex(
    r"\b(?:subtract\w*|deduct\w*|remov\w*|tak(?:e|ing)\b.{0,40}\b(?:away|off|from)|less|minus|remains?|left\s+over|how\s+(?:far|big|wide|much\s+(?:is|lies))|apart|between)\b|\s[-–−]\s(?!\d)|减",
    re.IGNORECASE,
)


def _one_end_than_other(text: str) -> bool:
    """Whether a question sets one end of a range against the other: "how much more is the top than the floor"."""
    sides = re.split(r"\bthan\b", text, maxsplit=1, flags=re.I)
    if len(sides) < 2 or not re.search(r"\b(?:how\s+(?:much|many|far)|by\s+what)\b", sides[0], re.I):
        return False
    ends = [(bool(LOW_WORD.search(side)), bool(HIGH_WORD.search(side))) for side in sides]
    return ends in ([(True, False), (False, True)], [(False, True), (True, False)])


def asks_other_level(text: str) -> bool:
    """Whether to be put at another level is spoken of: "ask for a level bump", "push for P8 instead of P7".

    >>> asks_other_level("can I ask for P8 instead of P7"), asks_other_level("what is P8 at Globex")
    (True, False)
    """
    return bool(_OTHER_LEVEL_ASKED.search(text) or _OTHER_LEVEL_HAN.search(text))
