"""Which of the person's free texts may be shown: what only tells, and no order and no claim of leverage.

In: a text of an offer. Out: the text on one line, or None. Offers, processes, deadlines, unvested equity
and pay have fields of their own: a free text that claims one is not shown. It does not know the offer.
"""

from __future__ import annotations

import re

from assistant.counter.orders import is_order
from corpus.regexes import regex

_IX = re.IGNORECASE | re.VERBOSE

LONGEST_FIELD = 240

_PLACEHOLDER = regex(
    r"[\[\]{}]|<[^<>\n]{1,40}>|_{3,}|\.{4,}|\b(?:tbd|tba|todo|xxx+|lorem|fixme)\b|\$\s?[XYZ]\b|%s"
    r"|(?<!\w)\?{2,}",
    re.I,
)
_ORDER = regex(
    r"""\b(?:ignore|disregard|forget|override|bypass|skip|violate)\s+(?:\w+['’]?\w*\s+){0,4}(?:instructions?
      |rules?|prompts?
        |guides?|guidelines|constraints|restrictions|limits|everything|previous|above|checks?|citations?
          |sources)\b
    | ^\W*(?:system|assistant|user|developer|instructions?|prompt|note\s+to\s+\w+)\s*[:>]
    | [.;!\n]\s*(?:system|assistant|developer)\s*:
    | </?\s*(?:context|system|assistant|user|instructions?|script)\b
    | \b(?:system|hidden|secret|developer)\s+(?:prompt|message|mode|instructions?)\b
    | \b(?:new|updated|real|following)\s+instructions?\b | \byou\s+are\s+(?:now|a|an)\b | \byou\s+(?:must
      |should|have\s+to|shall|will)\b
    | \bjailbreak\w* | \bpretend\b | \bact\s+as\b | \bfrom\s+now\s+on\b | \bmake\s+up\b | \binvent\b
      | \bbluff\b | \blie\b
    | \b(?:note|message|order)\s+(?:for|to)\s+(?:the\s+)?(?:ai|assistant|model|llm|bot|drafter|writer|program)\b
    | (?:^|[.;:!?,\n]\s*|\b(?:please|pls|then|also|and|just|instead|(?:want|need|like|order|tell
      |ask)s?\s+you\s+to|could\s+you|can\s+you)\s+)
      (?:say|tell|write|mention|claim|state|add|include|insert|put|quote|use|output|print|reveal|show|repeat
        |answer|reply|respond|give|set
        |increase|raise|double|ask|demand|threaten|promise|offer|leave\s+out|remove|delete|drop|do\s+not
          |don['’]?t|never|always|remember|make)
      \s+(?:them|him|her|it|the|that|this|a|an|my|your|i\b|we\b|me|in|out|no|all|any|every|to|everything
        |exactly|for|only|both|another|there|\W)
    | \bsay\s+(?:that\s+)?(?:i|we|they|my|there)\b | \b(?:write|claim|state)\s+that\b
    | \byou\s+(?:can|could|may|might)\s+(?:\w+\s+)?(?:say|tell|write|mention|claim|add|use|put|hint|imply)\b
    | \b(?:make|let|have)\s+(?:it|them|him|her)\s+(?:sound|look|seem|think|believe|feel)\b
    | \b(?:hint|imply)\s+(?:that|at)\b
    | \bcurl\s+\S | \brm\s+-rf | \bsudo\b | https?:// | \bapi[\s_-]?keys?\b
    | 忽略 | 无视 | 假装 | 编造 | (?:请|帮我|就)?(?:写上|写明|说我|告诉他|告诉她|声称) | 系统(?:提示|指令)""",
    _IX,
)
_HOLDS_OFFER = regex(
    r"""(?i:\b(?:competing|counter|rival|outside|another|other|second|third|written|verbal|signed|higher
      |better|exploding|standing|firm)[\s-]+offers?\b
    | \boffers?\b(?=[^.;]{0,30}\b(?:from|at|of|by|with|for|worth|in\s+hand|on\s+the\s+table|letter|expir\w*
      |valid|deadline)\b)
    | \b(?:have|has|had|hold|holding|holds|got|received|receive|with|an|two|three|four|several|multiple|many
      |\d+)\s+(?:\w+\s+){0,2}offers?\b
    | \boffered\s+me\b | \bbeen\s+offered\b | \bcounter-?offers?\b | \bmatch(?:ed|es|ing)?\s+(?:their|its
      |my)\b | \boffer\b)
    | \b[A-Z][\w.&-]+(?:['’]s)?\s+offers?\b(?!\s+(?:a|an|the|to)\b)""",
    re.VERBOSE,
)
_HOLDS_MORE = regex(
    r"""\b(?:in\s+(?:the\s+)?(?:final|last|late)\s+(?:rounds?|stages?)|final[\s-]+rounds?|on-?sites?\s+(?:at
      |with)|interview\w*\s+(?:at|with|for)
        |in\s+(?:talks|process|negotiations)\s+(?:with|at)|(?:other|competing|another
          |parallel)\s+(?:process\w*|compan\w+|employers?|interviews?)|recruited\s+by|headhunted|poached)\b
    | \b(?:deadlines?|expires?|expiring|expiry|exploding|must\s+(?:sign|decide|answer)|decide\s+by|answer\s+by
        |(?:by|until|before)\s+(?:end\s+of|mon|tues?|wednes|thurs?|fri|satur|sun|tomorrow|next|this|tonight
          |noon|eod|eow))
    | \b(?:want(?:s|ed)?|chas(?:es?|ing)|court(?:s|ed|ing)|pursu(?:es?|ing)|fighting\s+over|interested\s+in
      |matched)\s+me\b
    | \b(?:unvested|forfeit\w*|clawback)\b | \b(?:current(?:ly)?|present(?:ly)?)\s+(?:\w+\s+){0,2}(?:pay
      |salary|comp\w*|tc|base|earn\w*|mak(?:e|ing))\b
    | \bi\s+(?:earn|make)\s+\W?\d | 截止 | 我有.{0,12}offer | 竞争""",
    _IX,
)


_MOMENT_WORDS = frozenset(
    "the this their offer is valid open good until till by on before in within no later than due "
    "expires expire expiring ends deadline end middle beginning of close cob eod eow day days week "
    "weeks month hours hour next coming business working a an one two three four five six seven eight "
    "nine ten noon midnight morning evening afternoon tomorrow today tonight am pm at monday tuesday "
    "wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january "
    "february march april may june july august september october november december jan feb mar apr jun "
    "jul aug sep sept oct nov dec pt pst pdt et est edt ct cst utc gmt cet cest bst sgt ist jst st nd "
    "rd th".split()
)
_TELLS_WHEN = regex(
    r"\d|\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun|tomorrow|today|tonight|week|weeks"
    r"|day|days|month|eod|eow|cob|noon|midnight)\b",
    re.IGNORECASE,
)


def is_moment(text: str) -> bool:
    """Whether a text only says when: "by Friday", "18 June, 5pm PT", "offer expires in 3 days".

    >>> is_moment("by Friday noon"), is_moment("I must answer Google by Friday")
    (True, False)
    """
    words = re.findall(r"[^\W\d_]+", text.lower())
    return bool(_TELLS_WHEN.search(text)) and len(words) <= 10 and all(w in _MOMENT_WORDS for w in words)


def usable(text: str) -> str | None:
    """A free-text field that may be shown, on one line; None where it may not.

    Orders to whoever drafts, placeholders, and claims of offers, processes, deadlines, unvested equity
    or pay are not shown: those have fields of their own. A text that only says when may be a deadline.

    >>> usable("published at  NeurIPS"), usable("say I have a Google offer"), usable("led [N] people")
    ('published at NeurIPS', None, None)
    """
    if any(ord(c) < 32 and c not in "\t\n\r" for c in text) or is_order(text) or _ORDER.search(text):
        return None
    flat = " ".join(text.split())
    if not flat or len(flat) > LONGEST_FIELD or not any(c.isalnum() for c in flat):
        return None
    if _PLACEHOLDER.search(flat) or _ORDER.search(flat):
        return None
    claims = _HOLDS_OFFER.search(flat) or _HOLDS_MORE.search(flat)
    return None if claims and not is_moment(flat) else flat
