"""How many times a row's one end is its other, claimed without an amount: "its top is 3 times its floor".

In: a plain number of a sentence, whose it is by the reading, and the facts. Out: the verdict's reason and
whether it holds, from the ends of the rows that are meant; None where nothing of the kind is claimed. It
reads no amounts, and knows of no row beyond those it is given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.agreement import Claim, is_of_place
from assistant.evidence import Evidence
from assistant.numbers import Number
from assistant.worked_out import Derivation
from corpus.bands import Fact
from corpus.regexes import regex
from index.resolve import Lexicon

_I = re.IGNORECASE
_TOP = r"(?:tops?|ceilings?|caps?|max(?:imum)?|peak|(?:upper|high(?:er)?|top)\s+(?:end|bound|limit)|highest)"
_FLOOR = r"(?:floors?|bottoms?|min(?:imum)?|(?:lower|low|bottom)\s+(?:end|bound|limit)|lowest|start)"
_ENDS_WITH_TOP = regex(rf"\b{_TOP}\b[^.;:]*$", _I)
_ENDS_WITH_FLOOR = regex(rf"\b{_FLOOR}\b[^.;:]*$", _I)
_BY = (
    r"\s?(?:x|×|times|-?fold)\s+(?:(?:as\s+(?:high|much|large|big)\s+as|of|the|its|their|that|what|a|is|at|on|as"
    r"|band['’]s|range['’]s|row['’]s)\s+)*(?:\w+\s+){0,2}?"
)
_TIMES_FLOOR = regex(rf"{_BY}{_FLOOR}\b", _I)
_TIMES_TOP = regex(rf"{_BY}{_TOP}\b", _I)
_AT_LEAST = regex(r"\b(?:more\s+than|over|above|at\s+least|beyond|upwards\s+of)\s+$", _I)
_AT_MOST = regex(r"\b(?:less\s+than|under|below|at\s+most|not\s+even|nearly|almost|close\s+to|up\s+to)\s+$", _I)
_ABOUT = regex(r"(?:\b(?:about|around|roughly|approximately|some|circa|ca\.?)\s+|[~≈]\s?)$", _I)
_CLOSE = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class EndRatio:
    """What becomes of a claimed ratio: worked out from a row's ends, or what they say instead."""

    derivation: Derivation | None
    reason: str


def ratio_of_ends(
    n: Number,
    claim: Claim,
    evidence: Evidence,
    supported: Sequence[Fact],
    lexicon: Lexicon,
) -> EndRatio | None:
    """Hold a claimed ratio of a row's ends against the rows that the sentence names, or that stand before it.

    `supported` are the facts that the paragraph quotes already.
    """
    amount = n.amount
    if amount.unit != "count" or amount.scaled or amount.low != amount.high or not amount.low:
        return None
    if _TIMES_FLOOR.match(n.behind) and _ENDS_WITH_TOP.search(n.before):
        upward = True
    elif _TIMES_TOP.match(n.behind) and _ENDS_WITH_FLOOR.search(n.before):
        upward = False
    else:
        return None
    named = bool(claim.companies or claim.places)
    known = (f for f in evidence.facts if evidence.may_quote(f.guide, f.line)) if named else supported
    meant = [f for f in known if _is_meant(f, claim, lexicon)]
    ratios = [
        (high / low if upward else low / high, f"{high} / {low}" if upward else f"{low} / {high}")
        for f in meant
        if (low := f.low) and (high := f.high) and low != high
    ]
    if not ratios:
        return None
    for ratio, formula in ratios:
        if _holds(ratio, n):
            return EndRatio(Derivation(amount.low, amount.low, "money", None, formula), formula)
    nearest = min((ratio for ratio, _ in ratios), key=lambda r: abs(r - amount.low))
    times = nearest.quantize(Decimal("0.01")).normalize()
    return EndRatio(None, f"the ends of the row are {times:f} times one another")


def _is_meant(fact: Fact, claim: Claim, lexicon: Lexicon) -> bool:
    if fact.kind != "band":
        return False
    if claim.companies and fact.company not in claim.companies:
        return False
    if claim.components and fact.component not in claim.components:
        return False
    return not claim.places or (bool(fact.region) and is_of_place(fact, claim.places, lexicon, False))


def _holds(ratio: Decimal, n: Number) -> bool:
    """Whether a ratio is what is said of it, as far as its digits and the words before it go."""
    said = n.amount.low
    exponent = said.as_tuple().exponent
    step = Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)
    if _AT_LEAST.search(n.before):
        return said <= ratio < said + step
    if _AT_MOST.search(n.before):
        return said - step < ratio <= said
    if _ABOUT.search(n.before) and abs(ratio - said) <= said * _CLOSE:
        return True
    return ratio.quantize(step) == said.quantize(step)
