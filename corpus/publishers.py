"""What a guide is called beside its title: the name of whoever published it, as its lines give it.

In: a guide's sources and lines. Out: names of two words and more. It judges no question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.regexes import regex

__all__ = ["publishers_of"]

# Lines of a guide's beginning and end that may say who published it.
FIRST_LINES = 10
LAST_LINES = 3
_SMALL = "a|an|and|at|by|de|for|in|of|on|the|to|with"
_NAME = rf"(?:[A-Z][\w&'’-]*)(?:\s+(?:(?:{_SMALL})\s+)*(?:[A-Z][\w&'’-]*)){{1,5}}"
# "Updated May 2, 2031 · 3 min read · Pay Letters"; "Grow your career with tips from Pay Letters."
_BYLINE = regex(rf"[·|•]\s*(?P<name>{_NAME})\s*$")
_WISH = regex(
    rf"\b(?:insights|tips|advice|news|resources|articles|guides|published|written|brought\s+to\s+you)\s+(?:from|by|at)\s+(?P<name>{_NAME})\W*$"
)
_SOURCE = regex(rf"(?P<name>{_NAME})\s*(?:,|$)")


def publishers_of(sources: Sequence[str], lines: Sequence[str]) -> list[str]:
    """The names a guide gives of its publisher.

    >>> publishers_of([], ["# Offers", "Updated May 2, 2031 · 3 min read · Pay Letters", "Ask early."])
    ['Pay Letters']
    >>> publishers_of(["Offers at Length, updated 2031"], ["Ask early."])
    ['Offers at Length']
    """
    return list(dict.fromkeys(_found(sources, lines)))


def _found(sources: Sequence[str], lines: Sequence[str]) -> Iterator[str]:
    for source in sources:
        if m := _SOURCE.match(source.strip()):
            yield m["name"]
    filled = [line.strip() for line in lines if line.strip()]
    for line in (*filled[:FIRST_LINES], *filled[-LAST_LINES:]):
        if "|" not in line and (m := _BYLINE.search(line) or _WISH.search(line)):
            yield m["name"]
