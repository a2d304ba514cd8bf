"""Text that comes in pieces becomes whole sentences, each with the marks behind it.

In: pieces of any size. Out: sentences as soon as they are whole. A sentence ends at its full stop and
the marks behind it, or at the end of a line; "e.g." and "$1.6M" end none.
"""

from __future__ import annotations

import re

from corpus.regexes import regex

LONGEST = 1_500  # characters without an end; what is longer is cut and will not pass

_END = regex(
    r"""(?P<stop>[.!?…]+["”’'»)*_]*(?:\s*\[[^\[\]\n]{1,40}\])*)(?=\s)
    |(?P<full>[。！？]+["”’」』）)*_]*(?:\s*\[[^\[\]\n]{1,40}\])*)
    |(?P<line>\n+)""",
    re.VERBOSE,
)
_NO_END = regex(
    r"(?:\b(?:e\.g|i\.e|vs|approx|incl|excl|etc|cf|no|mr|ms|mrs|dr|st|inc|ltd|co|corp|jr|sr|u\.s|u\.k|fig"
    r"|max|min|yr|yrs)|\b[A-Z]|^\s*\d{1,2})\.$",
    re.IGNORECASE,
)


class Splitter:
    """Collects pieces and gives whole sentences.

    >>> s = Splitter()
    >>> s.feed("Base is {F1}. [P1]"), s.feed("[P2] Ask, e.g. for more. So"), s.rest()
    ([], ['Base is {F1}. [P1][P2]', 'Ask, e.g. for more.'], 'So')
    """

    def __init__(self) -> None:
        self._text = ""

    def feed(self, piece: str) -> list[str]:
        """The sentences that this piece makes whole."""
        self._text += piece
        out: list[str] = []
        while (end := self._end()) is not None:
            sentence, self._text = self._text[:end].strip(), self._text[end:]
            if sentence:
                out.append(sentence)
        return out

    def rest(self) -> str:
        """What is left at the end."""
        left, self._text = self._text.strip(), ""
        return left

    def _end(self) -> int | None:
        for m in _END.finditer(self._text):
            if m["line"]:
                return m.end()
            behind = self._text[m.end() :].lstrip(" \t")
            if not behind or behind.startswith("["):
                return None  # a mark may follow
            if m["stop"] and _NO_END.search(self._text[: m.end()]) and not m["stop"].endswith("]"):
                continue
            if m["stop"] and (behind[0].islower() or behind[0] in "→,;(…)") and not m["stop"].endswith("]"):
                continue
            quoted = self._text[: m.end()].count("“") - self._text[: m.end()].count("”")
            if quoted > 0 and m.end() < LONGEST // 2:
                continue  # a quotation is not parted
            return m.end()
        return LONGEST if len(self._text) > LONGEST else None


def split(text: str) -> list[str]:
    """The sentences of a whole text."""
    splitter = Splitter()
    out = splitter.feed(text)
    rest = splitter.rest()
    return [*out, rest] if rest else out
