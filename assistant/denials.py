"""Figures that a sentence gives in order to say that they are wrong: "not $500K", "a slip: $500K".

In: a `Number`, which knows the words around it, or a whole sentence. Out: whether the figure is denied,
or is only what somebody said. What is right instead stands in the same paragraph or nowhere: that is
looked for by `assistant.grounding`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.bounds import NEVER_ABOVE, NEVER_BELOW
from assistant.numbers import Number
from corpus.money import amounts_in
from corpus.regexes import regex

_I = re.IGNORECASE | re.ASCII

_DENIED = regex(
    r"(?:\b(?:not|isn['’]?t|aren['’]?t|wasn['’]?t|never|nobody|no\s+one|no(?!\s*[,.;:!–—])|rather\s+than|instead\s+of|neither|nor|forget|ignore|strike(?!\s+(?:price|out\s+for))|delete|cross\s+out|erase|disregard|discard|nowhere|far\s+from|contrary\s+to"
    r"|avoid|scrap|(?:an?\s+)?(?:mistake|error)\s+to|(?:ai|is|are|was|does|do|did|wo|ca|could|would)nt)\b|n['’]t\b)(?:[^\w\d;.]+[A-Za-z'’()/-]+){0,12}[^\w;.]*$"
    # what is wrong stands in the same clause: "wrong, the top is $1" affirms its figure
    r"|\b(?:wrong(?:ly)?|mistaken(?:ly)?|myth|untrue|false|misconception|an?\s+lie)\b(?:[^\w\d;.,]+[A-Za-z'’()/-]+){0,12}[^\w;.,]*$"
    r"|(?:不是|并非|而非|没有|不会)[^\d，,。；;]{0,12}$",
    _I,
)
_DENIED_BEHIND = regex(
    r"^[^;.,]{0,40}?\b(?:is|are|was|would\s+be)(?:(?:\s+not|n['’]t)\s+(?:right|true|correct|in|what|the|on|its|their|an?|[A-Z]\w+(?:\s[A-Z]\w+)?['’]s)"
    r"|\s+(?:wrong|false|untrue|incorrect|mistaken|nonsense|made\s+up|invented|an?\s+(?:myth|invention|fabrication)|too\s+(?:high|low)|out\s+of\s+(?:range|band)))\b|^\W*\((?:wrong|not)\b|^[^\d;.]{0,60}?\b(?:and|but)\s+it(?:\s+is\s+not|\s+isn['’]?t)\s+that\b",
    _I,
)
# "Instead of Bergen, the base there is $1": such a denial ends with its own words, at the comma.
_SET_ASIDE = regex(
    r"\b(?:rather\s+than|instead\s+of|contrary\s+to|far\s+from)\b[^,;.\d]*,(?=(?:\s+[A-Za-z'’-]+){3})", _I
)
# "No rate is given, so $1 and $2 cannot be ranked": what follows from a denial is not denied.
_A_CLAUSE_ON = regex(
    r"[;:]|\bbut\b|\bit(?:['’]s| is)\b"
    r"|[,–—]\s*(?:and\s+)?(?:so|hence|thus|therefore|which\s+is\s+why|because|since|although|though)\b(?!\s+(?:as|that)\b)",
    _I,
)
# "A common slip: quoting $1 as the floor."
# "Is it $1? No, it is $2."
ANSWERS_NO = regex(
    r"[\s–—*_-]*(?:(?:no|nope|nah|not\s+(?:at\s+all|quite|so))\b(?!\s+[a-z])"
    r"|(?:it|that|they|this)\s+(?:(?:is|are|does|do|did|will|would|can|could)\s+not|(?:is|are|does|do|did|wo|would|ca|could)n['’]t)\b(?=\s*(?:[.,;:–—]|$)))",
    _I,
)
_ASKED_AND_DENIED = regex(rf"[^.;!?]*\?[\"”’'»*_]*{ANSWERS_NO.pattern}", _I)
# "Never leaves the band that $1 opens": what is not left is kept to.
_KEPT_TO = regex(
    r"\b(?:leav(?:e|es|ing)|exits?|outside|stray(?:s|ing)?|deviat\w+|depart(?:s|ing)?|wander(?:s|ing)?|escap(?:e|es|ing)"
    r"|(?:break|fall|drop|go|step|get)(?:s|ing)?\s+out)\b",
    _I,
)
_A_SLIP = regex(
    r"(?<!\bno\s)(?<!\bmy\s)\b(?:slip|mistake|error|typo|blunder|mix-?up|misquot\w+|misprint|myth|confusion)s?\b[^.;$£€¥₹\d]{0,60}$",
    _I,
)
# "Top: $1 no, $2 yes", "… $1. Crossed out. $2."
_NOT_SO = r"(?:no|nope|nah|wrong|incorrect|false|untrue|not\s+so|crossed\s+out|struck)\b(?=\s*(?:[.,;:!)–—]|$))"
_NO_BEHIND = regex(rf"[^\d;.?!]{{0,20}}\s{_NOT_SO}|[^\d;.?!]{{0,60}}\.\s*{_NOT_SO}", _I)
_WRONG_LABEL = regex(r"(?:^|[.!?]\s)\W*(?:wrong|incorrect|false|not)\s*:\s*[^.;:\d]*$", _I)
SAYS_NOT_SO = regex(rf"[\s–—*_-]*{_NOT_SO}", _I)
# "$1 isn't the top, $2 is.", "$1 isn't Acme's, its top is $2": what has a verb of its own is not denied.
_AFFIRMED_BEHIND = regex(r"\s+(?:is|are|was|does|do)\s*(?:[.,;!)]|$)", _I)
_AFFIRMED = regex(
    r",(?P<own>(?:\s+(?!not\b|nor\b|never\b|no\b|that\b|whether\b|if\b)[\w'’-]+){1,6}"
    r"\s+(?:is|are|was)\s+(?:at\s+)?(?:[A-Z]{3}\s)?)$",
    _I,
)
# "You wrote $1, but it is actually $2".
_SAID_BY_SOMEONE = regex(
    r"\b(?:you|they|he|she|we|i|it|someone|somebody|people|who|whoever|anyone|everyone|(?:the|my|your|our|his|her|their|an?)\s+(?:slide|post|page|sheet|thread|rumou?r|internet|mail|notes?|draft|model|chatbot|friend|colleague)|(?:anybody|anyone|those|people)\s+who)\s+(?:\w+\s+)?(?:wrote|writes?|said|says?|claim(?:ed|s)?|thought|think|heard|quoted?"
    r"|stated?|mention(?:ed)?|guess(?:ed)?|believed?|assumed?|remember(?:ed)?|typed|put|had|noted?|tells?|told|swears?|shows?|showed|reads?)\b[^\d;.]*$"
    r"|\b(?:is|are|was|were)\s+(?:\w+\s+)?(?:typed|quoted|given|entered|copied|noted)\s+as\b[^\d;.]*$"
    r"|\b(?:insists?|insisting)\s+on\b[^\d;.]*$"
    r"|\b(?:claim(?:s|ed)|swears?|swore|insist(?:s|ed)|promised|reckon(?:s|ed)|alleg(?:es|ed))\b[^\d;.]*$"
    r"|\bit(?:['’]s|\s+is|\s+was)\s+(?:\w+\s+)?(?:claimed|said|believed|rumou?red|thought|assumed|reported)\b[^\d;.]*$"
    r"|\b(?:anybody|anyone|somebody|someone|whoever|people|those)\s+(?:telling|claiming|saying|quoting|promising)\b[^\d;.]*$",
    _I,
)
_SET_RIGHT = regex(
    rf"[^\d;.?!]{{0,60}}[.,:;–—]\s*{_NOT_SO}|"
    r"[^\d.;]{0,60};\s*(?:but\s+)?(?:the|its|their)\s+(?:[\w'’]+\s+){0,2}?(?:guide|table|row|page)\s+(?:says|prints|has|lists|gives|shows|states|reads)\b|"
    r"[^\d.;]{0,60};\s*(?:but\s+)?(?:(?:that|this|it)(?:['’]s|\s+(?:is|was))\s+)?(?:wrong|false|mistaken|incorrect)\b|"
    r"[^\d;.]{0,20}?\b(?:has|have|is|are|got)\s+(?:\w+\s+){0,2}?(?:wrong|mistaken)\b|"
    r"(?:\s+(?:is|are|was|as|for)\b[^\d;.:]{0,60})?\W{0,3}(?:and\s+)?(?:that|this|which|it|they)(?:['’](?:s|re)|\s+is|\s+was|\s+would\s+be|\s+are)\s+(?:simply\s+|just\s+)?(?:wrong|false|not\s+(?:right|true|so)|mistaken|incorrect|untrue)\b|"
    r"\W{0,3}(?:\?|in\s+fact\b|in\s+truth\b|actually\b|really\b)|[^\d;.]{0,40}?[,–—]?\s*\b(?:but|however|yet|though|while|whereas|actually|in\s+fact|in\s+truth)\b",
    _I,
)


def is_claimed(sentence: str) -> bool:
    """Whether a sentence says of its first figure that somebody said it: "You heard $500K?"."""
    first = re.search(r"\d", sentence)
    return bool(
        first
        and _SAID_BY_SOMEONE.search(
            re.sub(r"[\s$£€¥]*(?:[A-Z]{3})?[\s$£€¥]*$", " ", sentence[: first.start()])
        )
    )


@lru_cache(maxsize=1024)
def denies_its_figure(sentence: str) -> bool:
    """Whether a sentence has one figure and denies it: "Nobody there gets $500K.", "$5K isn't the base."."""
    found = [a for a in amounts_in(sentence) if a.unit != "count" or a.scaled]
    if len(found) != 1:
        return False
    n = Number(found[0], found[0].start, found[0].end)
    n.before, n.behind = sentence[: n.start], sentence[n.end :]
    return is_denied(n) and not (NEVER_ABOVE.search(n.before) or NEVER_BELOW.search(n.before))


def is_denied(n: Number) -> bool:
    """Whether the sentence says that the figure is wrong: "not 20 %", "don't ask for $550K"."""
    if n.before.endswith("~~") and n.behind.startswith("~~"):
        return True  # struck out
    if n.not_over:
        return False  # "do not read the $1 as one year" denies the period
    if _A_SLIP.search(n.before) or _ASKED_AND_DENIED.match(n.behind):
        return True
    near = _SET_ASIDE.sub(" ", _A_CLAUSE_ON.split(n.before)[-1])
    # "nor Acme ($1 at most)": an aside is not denied by what stands around it
    near = near.rsplit("(", 1)[-1] if near.rfind("(") > near.rfind(")") else near
    limit = near.rstrip() + " 1"  # the cue needs an amount behind it
    if n.bound_is_own and (NEVER_ABOVE.search(limit) or NEVER_BELOW.search(limit)):
        return False
    if _NO_BEHIND.match(n.behind) or _WRONG_LABEL.search(n.before):
        return True
    if _SAID_BY_SOMEONE.search(n.before) and _SET_RIGHT.match(n.behind):
        return True
    if _AFFIRMED_BEHIND.match(n.behind) and not _DENIED_BEHIND.search(n.behind):
        return False
    near = affirmed["own"] if (affirmed := _AFFIRMED.search(near)) else near
    denied = _DENIED.search(near)
    return bool((denied and not _KEPT_TO.search(denied.group())) or _DENIED_BEHIND.search(n.behind))
