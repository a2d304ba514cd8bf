"""Places in a range, held against the composed answer.

In: a sentence, `Material`. Out: a reason where it puts a figure elsewhere in its range than code did.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from assistant.model.references import Material, Rendered
from assistant.model.typed import is_bare_of_theirs
from assistant.model.words import DENIED, quotes
from corpus.bands import Fact
from corpus.money import amounts_in
from corpus.regexes import regex

IX = re.IGNORECASE | re.VERBOSE

_ABOVE = regex(
    r"""\b(?:above|over|beyond|exceeds?|exceeding|past|higher\s+than|outside|more\s+than|tops)\s+(?:\w+\s+){0,3}?(?:top|ceiling|maximum|band|range|high\s+end|upper\s+end|cap)\b|高于.{0,8}(?:上限|范围|区间)|超出""",
    IX,
)
_BELOW = regex(
    r"""\b(?:below|under|beneath|lower\s+than|less\s+than|outside|short\s+of)\s+(?:\w+\s+){0,3}?(?:floor|bottom|minimum|band|range|low\s+end|lower\s+end)\b|低于.{0,8}(?:下限|范围|区间)""",
    IX,
)
_INSIDE = regex(
    r"""\b(?:inside|within|in)\s+(?:the\s+|that\s+|their\s+|its\s+|this\s+)?(?:(?!and\b|or\b|ask|what\b|which\b)\w+\s+){0,4}?(?:band|range)\b|\b(?:inside|within)\b|(?:在|处于).{0,12}(?:范围|区间)(?:内|之内|里)""",
    IX,
)
_PART = {
    "upper": regex(
        r"\b(?:upper|top|highest)\s+(?:third|half|part|quarter)\b|\b(?:in|at|near|towards?|into)\s+(?:the|its)\s+(?:upper|top|highest)\s+end\b|\bnear(?:er)?\s+the\s+top\b|靠近上限|偏上|上部",
        re.I,
    ),
    "lower": regex(
        r"\b(?:lower|bottom|lowest)\s+(?:third|half|part|quarter)\b|\b(?:in|at|near|towards?|into)\s+(?:the|its)\s+(?:lower|bottom|lowest)\s+end\b|\bnear(?:er)?\s+the\s+(?:bottom|floor)\b"
        r"|靠近下限|偏下|下部",
        re.I,
    ),
    "middle": regex(
        r"\b(?:middle)\s+(?:third|half|part|of)\b|\b(?:around|near|at|in)\s+the\s+middle\b"
        r"|\bmid-?(?:range|band)\b|\bhalfway\b|中部|中间位置",
        re.I,
    ),
}


# What the composed answer has to say of where something lies, before a sentence may say it.
_TOLD = {
    "above": regex(rf"{_ABOVE.pattern}|\babove\b|\bover\b.{{0,12}}\b(?:top|band|range)", IX),
    "below": regex(rf"{_BELOW.pattern}|\bbelow\b|\bunder\b.{{0,12}}\b(?:floor|band|range)", IX),
    "inside": regex(r"\b(?:inside|within|upper|lower|middle|at\s+the\s+(?:top|floor|bottom))\b", re.I),
}
_OF_YOU = regex(r"\byours?\b|\byou\b|你", re.I)
_YOUR_FIGURE = regex(r"\byour\s+[^.,;]{0,20}\d", re.I)
_SOMEWHERE = regex(r"\bupper\b|\blower\b|\bmiddle\b|\bway\b")
_A_PART = regex(r"\b(?:part|half|portion)\b", re.I)
_PLACED_SOMEHOW = regex(r"\b(?:way|upper|lower|middle|top|floor|bottom|between)\b", re.IGNORECASE)


def place_problems(rendered: Rendered, material: Material) -> Iterable[str]:
    """A place in a range that the composed answer does not give."""
    text = rendered.bare
    if _lies_elsewhere(rendered, material):
        yield "its own figure does not lie there"
        return
    said = material.composed
    told = material.once("places told", lambda: {name: bool(p.search(said)) for name, p in _TOLD.items()})
    theirs = any(material.figures[f].source == "input" for _, _, f, _ in rendered.placed)
    person = theirs or _OF_YOU.search(text)
    own = theirs or _YOUR_FIGURE.search(rendered.text)
    for name, pattern in (("above", _ABOVE), ("below", _BELOW), ("inside", _INSIDE)):
        m = pattern.search(text)
        if m is None or DENIED.search(text[: m.start()]):
            continue
        if name == "inside" and not person:
            continue
        if name == "inside" and not any(told.values()) and not (own and not _PLACED_SOMEHOW.search(said)):
            continue
        if not told[name] and not quotes(text, material):
            yield f"the data does not say that it is {name} the range"
            return
    spoken_of = person and (any(told.values()) or _SOMEWHERE.search(said))
    for name, pattern in _PART.items() if spoken_of else ():
        if not pattern.search(text):
            continue
        if name in _halves(material) and _A_PART.search(text):
            continue  # worked out: on which side of the middle the person's figure lies
        if not pattern.search(material.known) and not DENIED.search(text):
            yield f"the data does not put it in the {name} part"
            return


# Where a figure of the person's is said to lie, told from its own numbers.
_SAID_TO_LIE = {
    "above": regex(
        r"\b(?:above|over|beyond|exceeds?|past|tops|beats)\s+(?:[\w’'-]+\s+){0,5}?(?:top|ceiling|maximum|cap|band|range|upper\s+end|high\s+end)\b|\s(?:above|over|beyond|past)\s+(?:it|that|this|them)(?=\W*$)",
        re.I,
    ),
    "below": regex(
        r"\b(?:below|under|beneath|short\s+of)\s+(?:[\w’'-]+\s+){0,5}?(?:floor|bottom|minimum|band|range|lower\s+end|low\s+end)\b|\s(?:below|under|beneath)\s+(?:it|that|this|them)(?=\W*$)",
        re.I,
    ),
    "inside": regex(
        r"\b(?:inside|within)\s+(?:(?:[\w’'-]+\s+){0,5}?(?:band|range)\b|(?:it|that|this|them)(?=\W*$))", re.I
    ),
    "upper": regex(
        r"\b(?:near(?:er)?|close(?:r)?\s+to|towards?|at|in)\s+the\s+(?:top|upper|high(?:er)?)\b(?!\s+of\s+(?:the\s+)?market)",
        re.I,
    ),
    "lower": regex(
        r"\b(?:near(?:er)?|close(?:r)?\s+to|towards?|at|in)\s+the\s+(?:bottom|floor|low(?:er)?)\b", re.I
    ),
}
_THEIR_FIGURE = regex(r"\byour\s+(?:[\w-]+\s+){0,2}$", re.I)


def _lies_elsewhere(rendered: Rendered, material: Material) -> bool:
    """Whether a figure of the person's is said to lie where, against the row that is meant, it does not."""
    text = rendered.text
    own = [
        (start, end, material.figures[f].amount)
        for start, end, f, _ in rendered.placed
        if material.figures[f].source == "input"
    ]
    own += [
        (a.start, a.end, a)
        for a in amounts_in(text)
        if a.unit == "money" and _THEIR_FIGURE.search(text[: a.start])
    ]
    own += [
        (m.start(1), m.end(1), next(iter(amounts_in(f"{m[1]}K")), None))
        for m in _BARE.finditer(text)
        if is_bare_of_theirs(m[1], text[: m.start(1)], text[m.end(1) :], material)
    ]
    sums = {
        end: figure.amount
        for _, end, f, _ in rendered.placed
        if (figure := material.figures[f]).derivation and _A_SUM.fullmatch(figure.derivation.formula)
    }
    for end, amount in [*((end, amount) for _, end, amount in own), *sums.items()]:
        claim = _PARTED.split(text[end:])[0]
        if end in sums:
            claim = _WOULD.sub(" ", claim)  # what is asked for would lie there
        said = [
            n
            for n, p in _SAID_TO_LIE.items()
            if (m := p.search(claim)) and not DENIED.search(claim[: m.start()])
        ]
        if amount is None or len(said) != 1 or _COUNTED_UP.search(claim):
            continue
        rows = [f for f in _rows_meant(text, material) if f.unit == amount.unit]
        ends = [
            (f.low, f.high)
            for f in rows
            if f.low is not None and f.high is not None and (amount.currency or f.currency) == f.currency
        ]
        value = amount.low
        if ends and value is not None and not any(_is_so(said[0], value, low, high) for low, high in ends):
            return True
    return False


_A_SUM = regex(r"[\d.]+ \+ [\d.]+")
_WOULD = regex(r"\bwould\b", re.I)
_BARE = regex(r"(?<![\w.,$€£¥])(\d{2,3})(?![\w.,%]*[\d%])(?=\s)")
_COUNTED_UP = regex(r"\b(?:not|than|if|would|could|before|until)\b|[$€£¥]|\d", re.I)
_PARTED = regex(r"[;:,]\s|\.\s|\s[–—]\s|\b(?:but|so|because|while|whereas|and)\b", re.I)


def _is_so(said: str, value: Decimal, low: Decimal, high: Decimal) -> bool:
    middle = (low + high) / 2
    return {
        "above": value > high, "below": value < low, "inside": low <= value <= high,
        "upper": value >= middle, "lower": value <= middle,
    }[said]  # fmt: skip


def _rows_meant(text: str, material: Material) -> list[Fact]:
    """The cells that a text speaks of, by the part, the place and the company that it or the question names."""
    mentions = material.lexicon.mentions(text, correct=False)
    asked = material.lexicon.mentions(material.question, correct=False)
    parts = {m.name for m in mentions if m.kind == "component"}
    if len(parts) != 1:
        return []
    named = {}
    for kind in ("company", "place"):
        named[kind] = {m.name for m in mentions if m.kind == kind} or {
            m.name for m in asked if m.kind == kind
        }
    return [
        f
        for f in material.evidence.facts
        if f.kind == "band"
        and f.component in parts
        and (not named["company"] or f.company in named["company"])
        and f.region
        and named["place"] & set(material.lexicon.places_of(f.region))
    ]


_WAY_UP = regex(r"\(\d[\d.]* - \d[\d.]*\) / \(\d[\d.]* - \d[\d.]*\)")


def _halves(material: Material) -> set[str]:
    """ "upper" and "lower": the halves of their ranges in which the person's figures lie."""
    ways = [
        f.derivation.value
        for f in material.figures.values()
        if f.derivation is not None
        and f.derivation.unit == "percent"
        and _WAY_UP.search(f.derivation.formula)
    ]
    if len(ways) != 1:
        return set()
    return {"upper" if ways[0] > 50 else "lower"} if ways[0] != 50 else set()
