"""What somebody leaves behind with their present employer, and asks to have made up for.

In: a question's text, what it resolves to and its amounts. Out: what it resolves to without the parts of pay, the
employer and the topics that say what is left: "can Initech match my unvested Globex stock" asks for no row of stock.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.given import Given
from corpus.regexes import regex
from index.resolve import Resolved

# The field's words for what makes up for it, as they are searched.
MADE_UP_FOR = "signing bonus to offset unvested equity you are leaving behind"
_SAYS_LEFT = regex(
    r"\bunvested\b|\bforfeit\w*|\bleav(?:e|ing)\s+behind\b|\bgiv(?:e|ing)\s+up\b|\bbuy[\s-]?outs?\b|未归属",
    re.I,
)
_HELD = r"(?:equity|stocks?|shares?|rsus?|options?|grants?|bonus(?:es)?|money|part|rest)"
_LEFT = regex(
    rf"\b(?:make|made|making)\s+(?:me|us)\s+whole\b|\bunvested\b(?:\s+(?:\w+\s+){{0,2}}?{_HELD}\b)?"
    rf"|\b{_HELD}\s+(?:(?:that|which)\s+)?(?:(?:is|are)\s+(?:still\s+)?(?:unvested|not\s+(?:yet\s+)?vested)|(?:i|we)\s+(?:\w+\s+)?(?:forfeit|lose|leave|give\s+up)\b(?:\s+behind)?)"
    rf"|\b(?:forfeit(?:ing|ed)?|los(?:e|ing)|giv(?:e|ing)\s+up|leav(?:e|ing)(?:\s+behind)?|walk(?:ing)?\s+away\s+from)\s+(?:(?:my|our|the|some|a|of|all|old|\d[\d.,]*\s?[kKmM]?)\s+){{0,3}}(?:\w+\s+)?{_HELD}\b(?:\s+behind)?"
    r"|\bwhat(?:ever)?\s+(?:i|we)\s+(?:\w+\s+)?(?:forfeit|lose|leave\s+behind|give\s+up)\b(?:\s+(?:when|if|by)\s+(?:i\s+)?(?:leav\w+|quit\w*|join\w*))?",
    re.I,
)
_MADE_UP = regex(
    r"\b(?:match\w*|compensat\w*|cover\w*|(?:made?|making|mak\w+)\s+(?:(?:me|us|it|that|this|all)\s+)*(?:whole|up)|buy\w*[\s-]?out|bought\s+out|replac\w*|offset\w*|reimburs\w*|refund\w*)\b"
    r"|\b(?:what|how)\s+(?:about|happens|do\s+(?:i|we)\s+(?:do|ask|get)|can\s+(?:i|we|they)\s+(?:do|ask|get|give)|should\s+(?:i|we)\s+(?:do|ask))\b|\bget\b[^.?!]*\bback\b",
    re.I,
)


def is_left_behind(text: str) -> bool:
    """Whether a text asks how something that is left behind is made up for.

    >>> is_left_behind("can they match my unvested 120k"), is_left_behind("what is the stock in Bern")
    (True, False)
    """
    return bool(_LEFT.search(text)) and bool(_MADE_UP.search(text))


def speaks_of_left(quote: str) -> bool:
    """Whether a guide's words speak of what is left behind."""
    return bool(_SAYS_LEFT.search(quote))


def without_left(text: str, resolved: Resolved, given: Sequence[Given]) -> Resolved | None:
    """What a question is about beside what is left behind; None where it asks for more than how that is made up for."""
    if not is_left_behind(text) or any(g.component not in (None, "unvested", "equity") for g in given):
        return None
    left = [m.span() for m in _LEFT.finditer(text)]
    away = [m for m in resolved.mentions if any(a <= m.start < b for a, b in left)]
    kept = tuple(m for m in resolved.mentions if m not in away)
    parts = tuple(dict.fromkeys(m.name for m in kept if m.kind == "component"))
    if parts or resolved.places or any(m.kind == "level" for m in kept):
        return None
    gone = {m.name for m in away}
    return replace(
        resolved,
        mentions=kept,
        components=(),
        targets=(),
        topics=tuple(t for t in resolved.topics if t not in gone),
        other_companies=tuple(c for c in resolved.other_companies if c not in gone),
        uncovered=tuple(u for u in resolved.uncovered if u.name not in gone),
    )
