"""Whose a figure is: the person's own, or a company's account of what it pays.

In: a `Number` in its sentence, what the person gave. Out: whether the words around it give it to the
person ("your $230K", "the offer of $230K you sent me"), state it as a company's band, or say that it
was offered. It knows no facts: what a guide states is `assistant.grounding`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.agreement import Claim
from assistant.numbers import Number, parting
from assistant.worked_out import Derivation
from corpus.bands import Fact
from corpus.money import Amount
from corpus.regexes import regex

_SEMICOLONS = regex(r"[;；。]|(?<![\d.])\.\s|[?!]\s")
_YOURS = regex(
    r"\b(?:your?s?|you['’](?:ve|re|d)|yourself|my|mine|i['’]?(?:m|ve|d)?|me)\b|你"
    # an offer, and what goes with leaving, is a person's even where nobody is named
    r"|\b(?:the|this|that|an?|current|initial|first|written|verbal|competing|other|counter|['’]s)\s+(?:[\w-]+\s+){0,3}offers?\b(?!\s+(?:band|range))"
    r"|\bwe(?:['’]re|\s+are|\s+stand)\s+(?:\w+\s+)?at\b|\b(?:stays?|remains?|stuck|unchanged)\s+at\b"
    r"|\boffered\b|\bon\s+the\s+table\b|\bunvested\b|\bforfeit\w*",
    re.IGNORECASE,
)
# Whose words these are: a guide's, or a company's own account of what it pays.
_THEIRS = regex(
    r"\b(?:bands?|ranges?|tables?|guides?(?:['’]s)?|rows?|prints?|lists?|pay(?:s|ing)?(?!\s+(?:me|you|us|it)\b)(?=\s)|publishes)\b"
    r"|\bgrants(?=\s+(?:[$£€¥₹\dA-Z]|up|about|around|rsu|equity|stock))",
    re.IGNORECASE,
)
# "The offer of $1 …", "$1 that you sent me": here a figure is the person's or nobody's.
_OFFERED_AHEAD = regex(
    r"\b(?:(?:the|this|that|your|my)\s+(?:\w+\s+)?offer(?:\s+(?:letter|in\s+hand|as\s+it\s+stands|you\s+(?:\w+\s+)?(?:sent|made|gave)(?:\s+me)?))?"
    r"\s*(?:of|at|with|has|is|was|includes|contains|comes\s+with|stands\s+at|puts|names|:)"
    r"|you\s+(?:have\s+|kindly\s+|just\s+)*(?:offered|sent|proposed|quoted)(?:\s+me)?"
    r"|i\s+(?:was|am|have\s+been|had\s+been)\s+offered|offers?\s+me)\b(?![^.;]*\b(?:ask\w*|move|moving|rais\w+|propos\w+|request\w*|bands?|ranges?|target\w*|hop\w+|like)\b)[^.;]*$",
    re.IGNORECASE,
)
_OFFERED_BEHIND = regex(
    r"^[^.;]*?\b(?:(?:that|which)\s+)?(?:you\s+(?:have\s+|kindly\s+|just\s+)*(?:sent|offered|gave|made|proposed)\b|(?:is|are)\s+on\s+the\s+table\b)",
    re.IGNORECASE,
)
_TURNS = regex(
    r"\b(?:ask\w*|move|moving|rais\w+|propos\w+|request\w*|bands?|ranges?|guides?|target\w*|hop\w+|like|would|could|against|while|but|whereas|than|tops?|between)\b",
    re.IGNORECASE,
)
# "Acme's band for base is $1": what is worked out with a person's figure is no band's.
_AS_THEIRS = regex(
    r"\b(?:bands?|ranges?|rows?|tables?|guides?)\b[^,;:()]*\b(?:is|are|of|goes|go|runs?|reach(?:es)?|starts?|tops?\s+out|ends?|says?|states?|lists?|shows?|prints?|gives?|has)"
    r"\s*(?:(?:from|at|to|up\s+to|as|out)\s*)*$"
    r"|\b(?:prints|lists|states|publishes|pays)\s+(?:(?:a|an|up\s+to|base|rsus?|equity|of)\s+)*$",
    re.IGNORECASE,
)
_BY_COMPARISON = regex(
    r"\b(?:mid\w*|middle|half|quarter|differ\w*|gap|width|spread|above|below|under|over|short|more|less|share|between(?!\s*$)|of\s+the\s+way)\b",
    re.IGNORECASE,
)
# "The base of $1 sits inside the band": a figure that is placed against a band is not the band's.
_PLACED = regex(
    r"^[\s*_]*(?:\w+\s+){0,3}?(?:sits?|lies?|is|falls?|stands?|ranks?|comes?|lands?)\s+(?:\w+\s+){0,2}?"
    r"(?:inside|within|below|above|under|over|near|outside|beneath|short\s+of)\b",
    re.IGNORECASE,
)
LEFT_OVER = regex(
    r"^[\s*_]*(?:\w+\s+){0,2}?(?:remain\w*|(?:is|are|be)\s+left|left\s+over|missing)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Given:
    """A figure of the person's, and what it is of: their base, another company's offer.

    An empty `component` or `company` fits every one that a sentence names.
    """

    amount: Amount
    component: str = ""  # "base", "equity", "bonus", "sign_on", "total"
    company: str = ""  # whose offer it is of, where it is another's than the one negotiated with


def is_the_persons(n: Number, text: str, base: int, fact: Fact | None) -> bool:
    """Whether the sentence gives a figure to the person: "your $230K", and not "Acme's band, $230K"."""
    if fact is None and _PLACED.match(n.behind) and not _THEIRS.search(n.before):
        return True
    if not _YOURS.search(text):
        return False
    ahead = text[: n.start - base]
    clause = _SEMICOLONS.split(ahead)[-1]
    yours = [m.end() for m in _YOURS.finditer(n.before)]
    theirs = [m.end() for m in _THEIRS.finditer(n.before)]
    if yours and (not theirs or yours[-1] > theirs[-1]):
        return True
    if fact is not None or n.amount.low is None:
        return False
    if theirs:
        return bool(_YOURS.search(parting(n.behind)[0]) and not _AS_THEIRS.search(n.before))
    # a list of figures goes on as it began: "Acme prints base of $1 and RSUs of $2"
    before = [m.end() for m in _THEIRS.finditer(clause)]
    own = [m.end() for m in _YOURS.finditer(clause)]
    return not before or bool(own and own[-1] > before[-1]) or bool(_YOURS.search(parting(n.behind)[0]))


def stands_as_yours(n: Number) -> bool:
    """ "Your $230K", "your base of $230K": the word right before the figure's own noun."""
    return bool(re.search(r"\byour?s?\b(?:\W+[\w-]+){0,4}\W*$", n.before, re.IGNORECASE)) and not re.search(
        r"[:;,]\s*$", n.before
    )


def stands_as_theirs(n: Number, derivation: Derivation) -> bool:
    """Whether a value that rests on the person's figures is stated as a band's: "the band is $520K–$580K"."""
    if derivation.inputs and "input" not in derivation.inputs:
        return False
    return bool(_AS_THEIRS.search(n.before)) and not _BY_COMPARISON.search(n.before + " ∙ " + n.behind[:30])


def is_offered(n: Number, text: str, base: int) -> bool:
    """Whether a figure is said to be in the person's offer: "the offer of $230K that you sent me"."""
    if n.amount.unit == "count":
        return False
    ahead = _SEMICOLONS.split(text[: n.start - base])[-1]
    if m := _OFFERED_AHEAD.search(ahead):
        return not _TURNS.search(ahead[m.start() :])
    behind = _OFFERED_BEHIND.match(text[n.end - base :])
    return bool(behind and not _TURNS.search(behind.group()) and not _TURNS.search(n.before))


def is_input(n: Number, claim: Claim, entered: Iterable[Given]) -> bool:
    """Whether the person gave this figure, for what the sentence says it is of."""
    value = (n.amount.low, n.amount.high)
    thousands = n.amount.unit == "count" and not n.amount.scaled and n.amount.high is not None
    values = (
        {value, (value[0] * 1000, n.amount.high * 1000)}
        if thousands and n.amount.high is not None
        else {value}
    )

    def fits(given: Amount) -> bool:
        return (
            (given.low, given.high) in values
            and (not n.amount.currency or n.amount.currency == given.currency or not given.currency)
            and n.amount.unit in (given.unit, "count")
        )

    def is_of(given: Given) -> bool:
        if given.component and claim.components and given.component not in claim.components:
            return False
        named = claim.companies if claim.company_is_own else ()
        return not given.company or not named or given.company in named

    return any(fits(g.amount) and is_of(g) for g in entered)
