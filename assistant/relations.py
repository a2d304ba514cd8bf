"""Two quoted figures that a sentence sets against each other: whether the one said to be more is more.

In: a sentence, its numbers and their verdicts. Out: the verdicts, where a figure that is quoted from its own cell
is said to be above another, and is not, as one without a source. It knows no guide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.evidence import Verdict
from assistant.numbers import Number
from corpus.regexes import regex

# What is said of the figure before of the one behind: "is above London's (", ", more than the", "beats Oslo's".
_WORDS = (
    r"(?:(?!(?:and|or|but|with|plus|by|which|who|that|not|no|years?|months?|what|when|where|while|you|your|my|our|any"
    r"|every|all|each|both|from|to|gap|difference)\b)[\w’'-]+[\s*_]*)"
)
_SAYS = regex(
    rf"[\s*_)\]’”\"]*{_WORDS}{{0,5}}?,?\s*"
    r"(?:(?:still|just|well|far|much|slightly|clearly|even|always|a\s+(?:bit|little|lot|touch))\s+)*"
    r"(?:(?P<more>above|(?:higher|more|bigger|larger|greater|better)\s+than|exceeds|beats)"
    r"|(?P<less>below|(?:lower|less|smaller|worse)\s+than|falls\s+short\s+of|trails))\s+"
    rf"{_WORDS}{{0,6}}[(\[*_\s]*(?:of\s+)?",
    re.I,
)
# Said of what may be, and not of what is.
_OPEN = regex(
    r"\b(?:if|whether|would|should|could|might|may|unless|were|suppose|imagine|not|never|nor|neither)\b|n['’]t\b|\?",
    re.I,
)
_CLAUSE = regex(r"[.;:!]\s|\n")


def held_apart(text: str, base: int, numbers: Sequence[Number], verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The verdicts, without support for a figure that is said to be more or less than another against what is so."""
    at = {n.start: n for n in numbers}
    quoted = sorted((v for v in verdicts if v.verdict == "quoted" and v.fact and v.start in at), key=lambda v: v.start)
    wrong: set[int] = set()
    for one, other in pairwise(quoted):
        said = _SAYS.fullmatch(text[one.end - base : other.start - base])
        if said is None or one.fact is None or other.fact is None:
            continue
        a, b = one.fact, other.fact
        if (a.component, a.unit, a.currency, a.period) != (b.component, b.unit, b.currency, b.period):
            continue
        ahead = _CLAUSE.split(text[: one.start - base])[-1]
        behind = _CLAUSE.split(text[other.end - base :])[0]
        if _OPEN.search(ahead) or _OPEN.search(behind):
            continue
        x, y = at[one.start].amount, at[other.start].amount
        ends = [(x.low, y.low), ((x.high or x.low), (y.high or y.low))]
        if said["less"]:
            ends = [(q, p) for p, q in ends]
        if all(p <= q for p, q in ends) and any(p < q for p, q in ends):
            wrong.add(other.start)
    return [
        replace(v, verdict="unsupported", reason="the two figures are said to lie the other way round")
        if v.start in wrong else v
        for v in verdicts
    ]  # fmt: skip
