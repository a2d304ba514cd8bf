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
    r"(?:\b(?:e\.g|i\.e|vs|approx|incl|excl|etc|cf|no|mr|ms|mrs|mme|sra|dra|dr|st|inc|ltd|co|corp|jr|sr|u\.s|u\.k|fig"
    r"|max|min|yr|yrs)|\b[A-Z]|^\s*\d{1,2})\.$",
    re.IGNORECASE,
)
_DAY = regex(r"\b\d{1,2}\.$")
_GERMAN_MONTH = regex(
    r"(?:Jan(?:uar)?|Feb(?:ruar)?|März|April|Mai|Jun[io]|Jul[io]|Aug(?:ust)?|Sept?(?:ember)?|Okt(?:ober)?"
    r"|Nov(?:ember)?|Dez(?:ember)?)\b"
)


_WHOLE = regex(r"[^\n]*[.!?…。！？][\"”’'»)*_]*(?:\s*\[[^\[\]\n]{1,40}\])+\s*$")
_MARKS = regex(r"^\s*(?:\[[^\[\]\n]{1,40}\]\s*)+")
_PART_OF_MARK = regex(r"\s*\[[^\[\]\n]{0,40}")


class Splitter:
    """Collects pieces and gives whole sentences.

    >>> s = Splitter()
    >>> s.feed("Base is {F1}. [P1]"), s.feed("[P2] Ask, e.g. for more. So"), s.rest()
    ([], ['Base is {F1}. [P1][P2]', 'Ask, e.g. for more.'], 'So')
    """

    def __init__(self) -> None:
        self._text = ""
        self._marks_may_follow = False  # behind a sentence that was given when no piece came

    def feed(self, piece: str) -> list[str]:
        """The sentences that this piece makes whole."""
        self._text += piece
        if self._marks_may_follow:
            self._text = _MARKS.sub("", self._text)
            self._marks_may_follow = not self._text.strip() or bool(_PART_OF_MARK.fullmatch(self._text))
            if self._marks_may_follow:
                return []
        out: list[str] = []
        while (end := self._end()) is not None:
            sentence, self._text = self._text[:end].strip(), self._text[end:]
            if sentence:
                out.append(sentence)
        return out

    def idle(self) -> list[str]:
        """The sentence that is whole as it stands, when no piece has come for a while: its marks are there.

        >>> s = Splitter()
        >>> s.feed("Base is {F1}. [P1]"), s.idle(), s.feed("[P2] Ask. "), s.rest()
        ([], ['Base is {F1}. [P1]'], [], 'Ask.')
        """
        m = _WHOLE.match(self._text)
        if m is None or self._text.count("“") != self._text.count("”"):
            return []
        sentence, self._text, self._marks_may_follow = self._text.strip(), "", True
        return [sentence]

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
            if _DAY.search(self._text[: m.end()]) and _GERMAN_MONTH.match(behind):
                continue  # "8. März"
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
