"""Which pieces of a sentence counsel the person or speak of a figure, and assert nothing of the world.

In: an English sentence with its figures written. Out: its pieces, each with whether it is free: an
imperative, what the person may do, what such a request is like, a condition, a feeling about what was
read, what a range or a guide is like. A free piece may use any words but those of `claimed` in
`vocabulary.toml`, which name what can be had, granted, decided or heard of; any other piece asserts, and
has to keep to the words of the data. What nobody should be counselled to do is told here as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from assistant.model.vocabulary import is_claimed, is_imperative, words_in
from corpus.regexes import regex

IX = re.IGNORECASE | re.VERBOSE
SHORT = 6  # words of a remark without a verb: "Fair question!"

# Where a piece ends: at a mark, and before a word that opens a clause of its own.
_BREAK = regex(
    r"""[;:,–—()]+\s*|(?<=\w)\.\s+|\s+(?=(?:and|but|or|so|because|since|while|whereas|although|though|that|which
    |who|whose|when
    |whenever|if|unless|until|before|after|once|where|as|than|whether|how|what|why)\b)""",
    IX,
)
_LEAD = r"""^\W*(?:(?:and|but|so|then|yet|or|also|just|please|simply|instead|now|still|well|yes|no|first|next
    |finally|again|always
    |never|ever|even|only|perhaps|maybe|rather|above\s+all|in\s+short|if\s+anything|that\s+said|for\s+now
    |at\s+least|to|\w{3,}ly)\b[\s,]*)*"""
_AGENT = regex(
    r"""\b(?:i|we|they|he|she|others|people|everybody|everyone|somebody|someone|anybody|anyone|nobody|no\s+one|hr
    |recruiters?|managers?
    |teams?|compan(?:y|ies)|employers?|firms?|engineers?|candidates?|colleagues?|hires?|director|department|group
    |boss)
    (?:['’](?:s|ve|re|ll|d))?\s+(?!guides?\b|to\b|in\b|at\b|for\b|with\b|on\b|of\b|about\b|and\b|or\b|whether\b|what\b|how\b
    |if\b|that\b|which\b|why\b|you\b|your\b|why\b|politely\b)\w+""",
    IX,
)
_FINITE = regex(
    r"""\b(?:is|are|was|were|has|have|had|does|did|will|would|can|could|may|might|must|shall|should|isn|aren|wasn
    |weren|hasn|haven|doesn|didn
    |won|wouldn|cannot|ain)\b|['’](?:s\s+(?:a|an|the|not|no|\w+ing|\w+ed)|re|ll|ve|d)\b|\b(?:i|he|she|we|they|it
    |there)\s+\w+""",
    IX,
)
_CONDITION = regex(
    r"^\W*(?:and|but|so|or|even|only|just)?\s*(?:if|when|whenever|unless|until|before|once|however|whether|in\s+case)\b",
    re.I,
)
_ASKED = regex(r"^\W*(?:and|but|or|so)?\s*(?:why|how|what|whether)\b", re.I)
_SUPPOSES = regex(
    r"^\W*(?:and|but|so|or|even|only|just)?\s*(?:(?:if|unless|however|whether|in\s+case)\b"
    r"|(?:when|whenever|once|until|before)\s+you\b)",
    re.IGNORECASE,
)
_FACTIVE = regex(
    r"^\W*(?:because|since|as|while|whereas|although|though|given|who|whose|which|that|now)\b", re.I
)
# What the person may do; not what they will get, have or can count on.
_MAY = regex(
    _LEAD
    + r"""(?:you(?:['’]d)?\s+(?:(?:really|also|still|then|always|certainly|probably|at\s+least|\w+ly)\s+)*
      (?:can|could|should|may|might|need|needn['’]?t|ought|want|would|do(?:n['’]t|\s+not|es\s+not)|shouldn['’]t
      |can['’]t|be(?=\s+(?:wise|well|better|right)))
      \s+(?:not\s+|to\s+|have\s+to\s+|want\s+to\s+|need\s+(?:to\s+)?|owe\b|do\s+well\s+to\s+|be\s+(?:wise
      |better\s+off|right)\s+(?:to\s+)?|(?:\w+ly|also|even|always|still|then)\s+)*
      (?!have\b|get\b|receive\b|keep\s+(?:the|your|what)\b|earn\b|gain\b|rely\b|count\s+on\b|expect\b|be\b
      |make\s+(?:more|less)\b)
    |let['’]?s\b|let\s+me\b)""",
    IX,
)
_IT_IS = regex(
    _LEAD
    + r"""(?:it|that|this|which)\s+(?:can\s+|may\s+|might\s+)?(?:feels?|sounds?)\s|"""
    + _LEAD
    + r"""(?:it|that|this)(?:['’]s|\s+(?:is|would\s+be|may\s+be|can\s+be|might\s+be|could\s+be|feels?|seems?
    |sounds?|looks?|pays?|helps?|costs\s+nothing|makes\s+sense|hurts?|never\s+hurts|won['’]t\s+hurt
    |doesn['’]t\s+hurt))
      (?:\s+[\w’'-]+){0,4}?\s+(?:to|not\s+to)\s+\w+|"""
    + _LEAD
    + r"""it(?:['’]s|\s+is)\s+(?:\w+\s+){0,2}?worth\s+\w+ing|"""
    + _LEAD
    + r"""there(?:['’]s|\s+is|\s+are)\s+(?:absolutely\s+|really\s+)?(?:no|nothing|little)\s+""",
    IX,
)
# What is done in a negotiation, and what speaks for it: "A courteous counter comes across well."
_ACT = regex(
    _LEAD
    + r"""(?:(?:an?|any|your|this|that|the|one|such|every|some|a\s+little)\s+)?(?:[\w’'-]+,?\s+){0,3}?
    (?:counter(?:s|offers?|-offers?)?|requests?|asks?|questions?|repl(?:y|ies)|responses?|answers?|approach(?:es)?
    |tone|conversations?|discussions?|negotiations?
    |spots?|moments?|moves?|ways?|steps?|keys?|tricks?|rules?|ideas?|goals?|aims?|plans?|choices?|options?|bets?
    |strateg(?:y|ies)|tactics?|paths?|routes?|postures?|stances?|mistakes?
    |energy|efforts?|attention|focus|leverage|footing|priorities|patience|honesty|silence|courtesy|gratitude
    |preparation|research|politeness|confidence|enthusiasm|warmth|wording|phrasing|timing|pauses?)\s+\w+
    |\W*(?:(?:and|but|so|then)\s+)?an?\s+[\w-]+\s+one\s+\w+""",
    IX,
)
_DOING = regex(_LEAD + r"""(?P<doing>[a-z]{2,}ing)\s+(?!is\s+illegal)\w+""", IX)
_FEELING = regex(
    r"""\b(?:your|the|that|this|such)\s+(?:\w+\s+)?(?:worr(?:y|ies)|fears?|concerns?|nerves|instincts?|hesitation
    |question|anxiety|caution|doubts?|gut\s+feeling)
    \s+(?:is|are|makes?|seems?|sounds?)\s+""",
    IX,
)
# "You'll be glad to hear that …": how it may be taken, ahead of what there is to take.
_OPENING = regex(
    r"""^\W*(?:(?:and|but|so|well)\s+)?(?:you(?:['’](?:ll|d)|\s+(?:will|would|may|might|can
    |should))\s+(?:probably\s+|surely\s+|also\s+)?(?:be\s+|feel\s+|want\s+)?
      (?:(?:glad|pleased|happy|relieved|reassured|delighted|encouraged|interested|surprised
      |comforted)\s+)?(?:to\s+)?(?:hear|know|learn|see|note|notice|find)
    |it(?:['’]s|\s+is|\s+may\s+be|\s+might\s+be)\s+(?:\w+\s+)?(?:to\s+)(?:hear|know|learn|see
    |note))\b(?:\s+that)?\s+""",
    IX,
)
_OF_A_FIGURE = regex(
    _LEAD
    + r"""(?:(?:in|at|for|on|by|per|from|with|across|over|within|under|against|like|unlike|compared|measured
    |looking|going|according|considering|given)\s[^,]*?\s)?
    (?:(?:the|that|this|these|those|its|each|both|either|neither|one|any|two|a|an|[\w’'·-]+)\s+){0,4}?
    (?:ranges?|bands?|spreads?|floors?|ceilings?|figures?|numbers?|amounts?|gaps?|differences?|rows?
    |cells?|midpoints?|tops?|bottoms?|guides?|scripts?|tables?|these|those|both|two|it|[A-Z]\d(?:[-–][A-Z]?\d)?)
    (?:\s+[A-Z]\d(?:[-–][A-Z]?\d)?)?\s+(?:\w+ly\s+|also\s+|both\s+|just\s+|all\s+)*
    (?:(?:is|are|is(?:n['’]t)|aren['’]t|does(?:n['’]t|\s+not)|do(?:n['’]t|\s+not)|looks?|seems?|feels?|sounds?|leaves?|gives?|stretch(?:es)?|lines?
    |equates?|ties|speaks?|puts?|sets?|spells?|maps?|matches|corresponds?|overlaps?|differs?|means?|covers?|spans?|sits?|lies|lie|lands?)
    \s+(?!(?:\w+ly\s+)?\w+ed\b))""",
    IX,
)
_FIGURE = regex(r"[∎\d]")
# What a deal is made of, and who decides it: a claim about these is none about a way of asking.
_OF_THE_DEAL = regex(
    r"""\b(?:offers?|grants?|equity|base|bonus(?:es)?|sign-on|stock|shares|rsus?|salary|pay|levels?|tiers?|bands?|ranges?|budgets?|recruiters?
    |committees?|compan(?:y|ies)|employers?|teams?|managers?|hr|they|them|others)\b""",
    IX,
)

_DISHONEST = regex(
    r"""\b(?:bluff\w*|li(?:e|ed|es|ying)\s+(?:to|about(?!\s+(?:∎|\d|half|a\s+(?:third|quarter)|in\s)))|to\s+lie\b(?!\s+(?:in|at|near|within|between|inside
    |somewhere|around|above|below|just))|pretend\w*
    |fabricat\w*|invent(?:s|ed|ing)?|mak(?:e|ing)\s+up\s+(?:an?|another|other|some|any|offers?)\b|exaggerat\w*
    |fak(?:e|ed|ing)|mislead\w*|deceiv\w*|threaten\w*|misstat\w*|misrepresent\w*|inflat(?:e|ing)\s+(?:your|an?
    |the))\b""",
    IX,
)
_AGAINST_IT = regex(
    r"""\b(?:not|no|never|don['’]?t|doesn['’]?t|shouldn['’]?t|without|avoid\w*|rather\s+than|instead\s+of|resist\w*
    |backfir\w*|risk\w*|mistakes?|tempt\w*|dishonest\w*|against
    |warn\w*|caution\w*|hurt\w*|harm\w*|damag\w*|bad|worse|unwise|steer\s+clear|stay\s+away|refrain\w*|nothing|less
    |cannot|can['’]?t|burn\w*|sour\w*|destroy\w*|refus\w*|over|honest\w*|truth\w*|off|beware|costs?|isn['’]?t
    |need\w*n['’]?t|skip|undermin\w*|lose|losing|jeopardi\w*|fail\w*|than|wrong|don.?ts?\b|don.?t\s+list|keep\s+from|neither
    |nor|if|whether)\b|n['’]t\b""",
    IX,
)
_ENQUIRES = regex(
    _LEAD
    + r"""(?:ask|check|clarify|inquire|enquire|find\s+out)\s+(?:(?:the|your)\s+recruiter\s+|them\s+|her\s+|him\s+
    |hr\s+)?
    (?:about|how|what|whether|when|if|which|for\s+(?:the|a|its|their|your)\s+(?:\w+\s+){0,2}(?:schedule|details
    |terms|conditions|policy|rules))\b""",
    IX,
)
_POSSESSED = regex(r"\b(?:your|my|their|his|her|our)\s+(?P<what>[\w’'-]+(?:\s+[\w’'-]+)?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence, and whether it may use words that the data has not."""

    text: str
    free: bool
    directs: bool = False  # it tells the person to do something, and says nothing else


def without_opening(text: str) -> str:
    """A sentence without what is said of how it may be taken.

    >>> without_opening("You'll be glad to hear that there is room.")
    'there is room.'
    """
    return _OPENING.sub("", text, count=1)


@lru_cache(maxsize=256)  # a sentence and its clauses are asked about by several checks
def pieces_of(text: str) -> tuple[Piece, ...]:
    """The pieces of a sentence in order.

    >>> [p.free for p in pieces_of("Steer the chat elsewhere, because your landlord is waiting.")]
    [True, False]
    """
    cuts = [0, *(m.end() for m in _BREAK.finditer(text)), len(text)]
    parts = [text[a:b].strip() for a, b in pairwise(cuts)]
    parts = [p for p in parts if re.search(r"\w|∎", p)]
    kinds = [_kind(p) for p in parts]
    out: list[Piece] = []
    for i, (part, kind) in enumerate(zip(parts, kinds, strict=True)):
        told = i and (kinds[i - 1] == "asserts" or _FIGURE.search(parts[i - 1]))
        if kind == "directs" and told and _ASKED.match(part):
            kind = "asserts"  # "$1 is what the board decided"
        if not kind and _DOES.search(part):
            kind = "asserts"
        if not kind:  # it has no verb of its own: it goes with what stands before it, or else behind it
            near = [k for k in (*reversed(kinds[:i]), *kinds[i + 1 :]) if k]
            kind = near[0] if near else "free" if _is_short(part) else "asserts"
        behind = max((m.end() for m in _FIGURE.finditer(part)), default=0)
        if kind == "free" and behind and not _MAY.match(part):
            out.append(Piece(part[:behind], True))  # what it is called is free, what is said of it is not
            part, kind = part[behind:], "asserts"
        if part.strip():
            out.append(Piece(part, kind != "asserts", kind == "directs"))
    return tuple(out)


@lru_cache(maxsize=512)
def _kind(part: str) -> Literal["directs", "free", "asserts", ""]:
    """What a piece does; "" for one without a verb of its own."""
    if _CONDITION.match(part) and (_SUPPOSES.match(part) or not _OF_THE_DEAL.search(part)):
        return "free"
    if _AGENT.search(part):
        return "asserts"
    if _ASKED.match(part):
        return "directs"
    if part.rstrip().endswith("?"):
        return "free"
    if _IT_IS.match(part) or _FEELING.search(part):
        return "free"
    if _FACTIVE.match(part):
        if not _FINITE.search(part) and len(part.split()) <= SHORT:
            return ""  # "as orientation"
        return "free" if _OF_A_FIGURE.match(re.sub(r"^\W*\w+\s+", "", part)) else "asserts"
    if _MAY.match(part):
        return "free"
    finite = _FINITE.search(part)
    if not finite and _is_directive(part):
        return "directs"
    if _FIGURE.search(part) or _OF_A_FIGURE.match(part):
        return "free"
    if _ACT.match(part) and not _OF_THE_DEAL.search(part):
        return "free"
    if (m := _DOING.match(part)) and not (is_claimed(m["doing"].lower()) or _OF_THE_DEAL.search(part)):
        return "free"
    return "asserts" if finite else ""


_LEADS = regex(_LEAD, IX)
_BIDDEN = regex(
    r"^(?:do\s+not|don['’]t|never|try\s+(?:to|not\s+to)|(?:be|make)\s+sure\s+to)\s+", re.IGNORECASE
)


# "the equity outperforms the index": a verb that the list of forms does not tell
_DOES = regex(
    r"\w\s+[a-z]{3,}(?<![sui])s\s+(?:the|an?|with|by|to|into|from|your|their|its|each|every|more|less|up|down"
    r"|twice|again)\b",
    re.IGNORECASE,
)
_FORMS_OF_VERBS = regex(
    r"(?<=\s)(?!news\b|thanks\b|always\b|across\b|besides\b|perhaps\b)[a-z]{2,}(?:[b-hj-rtv-z]s|ed)\b",
    re.IGNORECASE,
)


def _is_short(part: str) -> bool:
    """Whether a piece is a remark of a few words without anything like a verb."""
    return len(part.split()) <= SHORT and not _FORMS_OF_VERBS.search(part)


def _is_directive(part: str) -> bool:
    bare = _LEADS.sub("", part)
    bare = _BIDDEN.sub("", bare)
    words = words_in(bare[:80])
    if not words:
        return False
    second = words[1] if len(words) > 1 else ""
    return is_imperative(words[0], second)


def is_act(clause: str) -> bool:
    """Whether a clause speaks of what is done in a negotiation, or of how the person feels about it.

    >>> is_act("Your request comes across well."), is_act("Your landlord is waiting.")
    (True, False)
    """
    return bool(_ACT.match(clause) or _FEELING.search(clause))


def enquires(text: str) -> bool:
    """Whether a text only has the person ask about something: "Ask the recruiter how it vests"."""
    return bool(_ENQUIRES.match(text)) and not _AGENT.search(text)


_A_VERB = regex(r"\byour\s+(?:[\w-]+\s+){1,3}\w+(?:s|ed)\b", re.IGNORECASE)


def has_verb(clause: str) -> bool:
    """Whether a clause says something of somebody, and is no mere addition: "as your data"."""
    return bool(_FINITE.search(clause) or _A_VERB.search(clause) or not re.search(r"\byour\b", clause, re.I))


def is_remark(text: str) -> bool:
    """Whether a sentence has no verb of its own and names nobody who does something: "Fair question!"."""
    return _kind(text) in ("", "free") and _is_short(text) and not _FINITE.search(text)


def claimed_in(piece: Piece, known: frozenset[str]) -> str:
    """The first word of a free piece that names what can be had, granted or heard of and is not in the data."""
    if _ENQUIRES.match(piece.text):
        return ""  # "ask how it vests": what is asked about is not said to be
    for word in words_in(piece.text):
        if is_claimed(word, known):
            return word
    return ""


def possessed_in(text: str) -> Sequence[str]:
    """What a text says that somebody has: the words behind "your", "their" and the like."""
    return [m["what"] for m in _POSSESSED.finditer(text)]


def dishonest_counsel(text: str) -> str:
    """Words that counsel an untruth or a threat; "" where none do.

    >>> dishonest_counsel("Go ahead and bluff."), dishonest_counsel("Don't bluff.")
    ('bluff', '')
    """
    m = _DISHONEST.search(text)
    return m[0] if m and not _AGAINST_IT.search(text) else ""
