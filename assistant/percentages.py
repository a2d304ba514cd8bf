"""What a percentage of a question is: a bonus, a sign-on, a raise, a tax, or part of a name.

In: a text, its amounts and what it resolves to. Out: the part of an offer that a percentage is of. It computes
nothing and knows no guide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.money import Amount
from corpus.regexes import regex
from index.resolve import Resolved

# A percentage that is a bonus in no words, and one that is a sign-on: neither is placed in a row.
RATE, SIGN_ON_RATE = "rate", "sign_on_rate"
RATES = frozenset((RATE, SIGN_ON_RATE))
_BONUS_WORD = regex(r"\bbonus\w*|\btarget\b|\bvariable\b|\bincentives?\b|\bannual\s+cash\b|奖金|年终|绩效", re.I)
_BONUS_RIGHT_BEFORE = regex(
    r"(?<!signing )(?<!sign-on )(?<!sign on )(?<!joining )\bbonus\s*(?:of|is|=|:|at)?\s*(?:an?\s+)?$", re.I
)
_SIGNING = regex(
    r"\b(?:sign(?:ing)?[\s-]?(?:on|up)?|joining|welcome|starting|upfront|one[\s-]?time)\s*-?\s*bonus\w*"
    r"|\bsign[\s-]?on\b|签字费",
    re.I,
)
# What a percentage is of, behind it and before it, where that is no bonus.
_OTHERWISE_BEHIND = regex(
    r"""\s*(?:(?:base|salary|pay|annual|yearly|merit|cost|of|living|in|the|my|on|your|income|sales|capital|\w+['’]s)\s+){0,4}?
    (?:more|raises?|rise|risen|higher|increas\w*|bump|hike|uplift|counter\w*|less|lower|below|above|under|over(?!\s+\d)|off|cuts?|drop\w*|discount|down|up\b
    |tax\w*|inflation|match\w*|interest|pension|contribution|401\s?\(?k|vest\w*|growth|dilution|chance|sure|remote|travel|ownership|rent)\b""",
    re.I | re.VERBOSE,
)
_OTHERWISE_BEFORE = regex(
    r"""\b(?:tax\w*|inflation|match\w*|f[ae]ll(?:en)?|dropp?\w*|rais\w*|increas\w*|rise|rose|grew|grow\w*|lost|los(?:e|es|ing)|interest|pension|rent
    |bump\w*|hike|uplift|cuts?|reduc\w*|lower\w*|discount|down|up|counter\w*|dilut\w*|cpi|shares?|stock|prices?)\W+(?:(?!bonus)[\w'’]+\W+){0,3}$""",
    re.I | re.VERBOSE,
)
_PART_BEFORE = regex(
    r"(?:^|\d\s?[kK]?)\s*(?:[A-Za-z-]+\s*){0,3}?(?:,|\+|/|&|;|\band\b|\bplus\b|\bwith\b|\bw/)\s*(?:an?\s+)?$", re.I
)
_PART_BEHIND = regex(r"\s*(?:$|[,+/&;.?!:=–—]|-\s|(?:->|→|=>)|and\b|at\b|for\b|in\b|now\b|today\b)", re.I)
_ALONE_BEFORE = regex(
    r"[\W_]*(?:(?:is|are|so|and|but|would|they|i|me|get|got|gave|give|gives|offer|offers|offered|an?|only|just|ok|at|in"
    r"|for|does|pay|pays)\W+)*",
    re.I,
)
# "240 base, 380 rsu: total w/ 15%?": a part beside the others.
_WITH = regex(r"(?:\bw/|\bwith|\bplus|\bincl\w*\.?|\+|&)\s*(?:an?\s+|the\s+)?$", re.I)
# A word for a bonus so near behind a percentage is said of it: "15% annual bonus".
NEAR_BONUS = 14
PART_OF_IT = regex(r"\s*(?:of|on|from)\b", re.I)
_TARGET_BEHIND = regex(r"\s*(?:of\s+)?(?:the\s+)?target\b", re.I)


def rate_of(text: str, amount: Amount, found: Sequence[Amount], resolved: Resolved) -> str:
    """What a percentage is: a bonus where words say so or where it stands in a row of parts or alone, else a
    raise, a tax, a match or any other rate."""
    ahead, behind = text[: amount.start], text[amount.end :]
    last = max((a.end for a in found if a.end <= amount.start), default=0)
    following = min((a.start for a in found if a.start >= amount.end), default=len(text))
    near = re.split(r"[,;.!?](?:\s|$)", behind[: following - amount.end])[0]
    nearest = _BONUS_WORD.search(near)
    sign_on = _SIGNING.search(near)
    if _BONUS_RIGHT_BEFORE.search(ahead):
        return "bonus"
    if sign_on and (nearest is None or nearest.end() >= sign_on.start()):
        return SIGN_ON_RATE
    if _SIGNING.search(re.split(r"[,;.!?]\s", ahead[last:])[-1]) and nearest is None:
        return SIGN_ON_RATE
    if nearest and nearest.start() <= NEAR_BONUS:
        return "bonus"
    behind_equity = any(m.name == "equity" and m.end <= amount.start for m in resolved.mentions)
    several = sum(a.unit != "percent" for a in found) > 1
    if behind_equity and several and _PART_BEFORE.search(ahead) and _PART_BEHIND.match(behind):
        return "bonus"  # "190 fixed, 280 stock over 4, 18 percent"
    if _OTHERWISE_BEHIND.match(behind) or _OTHERWISE_BEFORE.search(ahead[last:]):
        return RATE
    if any(m.name == "bonus" for m in resolved.mentions) or _BONUS_WORD.search(_SIGNING.sub(" ", text)):
        return "bonus"
    if last and _PART_BEFORE.search(ahead) and _PART_BEHIND.match(behind):
        return "bonus"
    parts = {m.name for m in resolved.mentions if m.kind == "component"}
    if {"base", "equity"} <= parts and _WITH.search(ahead) and _PART_BEHIND.match(behind):
        return "bonus"
    if any(  # "200 base 260 rsu 15%"
        m.name in ("base", "equity") and m.end <= amount.start and not ahead[m.end :].strip()
        and 0 <= m.start - last < 3
        for m in resolved.mentions
    ):
        return "bonus"
    # "Is 15% ok at Acme": nothing else is said of it.
    named = ahead
    for m in resolved.mentions:
        if m.end <= amount.start:
            named = named[: m.start] + " " * (m.end - m.start) + named[m.end :]
    alone = len(found) == 1 and not PART_OF_IT.match(behind) and _ALONE_BEFORE.fullmatch(named)
    return "bonus" if alone else RATE


def is_of_a_name(text: str, amount: Amount, resolved: Resolved) -> bool:
    """A percentage that is no figure of the person's: of a column's own name, or the whole of a target.

    "The 30% night premium" where a guide calls a column so; "what is 100% target".
    """
    if amount.low == 100 and _TARGET_BEHIND.match(text[amount.end :]):
        return True
    number = f"{amount.low.normalize():f}"
    return any(
        m.kind == "component" and m.start >= amount.end and number in m.name.split("_")
        and not text[amount.end : m.start].strip()
        for m in resolved.mentions
    )  # fmt: skip
