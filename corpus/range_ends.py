"""Whether a header is for one end of a range, or for one point of it: "Base Low", "Max", "London P75".

In: the words of a header. Out: what they are an end or a point of, and which. It does not know what
stands in the column, nor whether the other end has one of its own.
"""

from __future__ import annotations

import re

from corpus.columns import column_kind
from corpus.regexes import regex

_LOW = r"low(?:er|est)?|min(?:imum)?|bottom|floor|from|starting|m[ií]n(?:im[ao]?|\.)?|von|ab|van|vanaf|od|desde|dal?"
_HIGH = r"high(?:er|est)?|max(?:imum)?|top|ceiling|cap|to|upper|m[áa]x(?:im[ao]?|\.)?|bis|tot|do|hasta|fino"
_END = regex(
    rf"^(?P<first>{_LOW}|{_HIGH})\b|"
    rf"\b(?P<last>{_LOW}|{_HIGH})(?:[ -](?:end|bound|range|estimate|figure))?$",
    re.IGNORECASE,
)
_IS_LOW = regex(_LOW, re.IGNORECASE)
BOTH_ENDS = regex(r"\b(?:min\w*|low\w*)\W+(?:to\W+)?(?:max|high)", re.IGNORECASE)
_OF_COST = regex(r"\b(?:col|cost|tier|zone)\b", re.IGNORECASE)  # "Low COL" is a place
_OF_A_RANGE = regex(r"\b(?:range|end|bound|band|estimate|point|value|figure)\b", re.IGNORECASE)
_POINT_BEHIND = regex(
    r"[\s(](p(?:10|25|50|75|90|95|99)|\d\dth(?:\s+percentile)?|median|mid-?point|average|avg\.?|mean)\)?$",
    re.IGNORECASE,
)
_EDGES = " (-–—:,"


def end_of(header: str) -> tuple[str, bool] | None:
    """What a header is one end of, and whether it is the lower; None for one that names no end.

    >>> end_of("Base (Low)"), end_of("Max TC"), end_of("Minimum"), end_of("London High")
    (('Base', True), ('TC', False), ('', True), ('London', False))
    >>> end_of("High Wycombe"), end_of("Low COL"), end_of("Min–Max")
    (None, None, None)
    """
    words = " ".join(re.sub(r"[()%]", " ", header).split()).strip(_EDGES)
    end = _END.search(words)
    if not end or BOTH_ENDS.search(words):
        return None
    rest = " ".join((words[: end.start()] + " " + words[end.end() :]).split()).strip(_EDGES)
    named = _OF_A_RANGE.sub(" ", rest).strip()
    if _OF_COST.search(rest):
        return None
    # Before a part of pay either word is an end; before a name it may be of the name.
    if end["first"] and named and column_kind(named) not in ("component", "unnamed pay"):
        return None
    return (rest if named else ""), bool(_IS_LOW.fullmatch(end["first"] or end["last"]))


def names_end(words: str) -> bool:
    """Whether words begin or close with the name of an end."""
    return bool(_END.search(words))


def point_behind(name: str) -> tuple[str, str]:
    """A name and the point of a range that is said behind it, "" where there is none.

    >>> point_behind("Porto P75"), point_behind("Porto")
    (('Porto', 'P75'), ('Porto', ''))
    """
    point = _POINT_BEHIND.search(name)
    rest = name[: point.start()].strip(_EDGES) if point else ""
    return (rest, point[1]) if point and rest else (name, "")
