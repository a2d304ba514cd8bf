"""Where a sentence turns from its figures to something else: "With $1 in the band, I'd look at the stock."

In: an English sentence and a place in it. Out: the sentence up to the next turn behind that place. A turn
begins a clause with a verb of its own that does not speak back: what it names is not said of the figures
ahead of it. What only adds to them, "$1, which is stock" or "$1, RSUs over four years", is none.
"""

from __future__ import annotations

import re

from assistant.model.vocabulary import word_list
from corpus.regexes import regex

_BREAK = regex(r"[,;:–—]\s+|[.?!]\s+|\s+(?=(?:since|because|although|though|while|whereas|so|where)\s)", re.I)
_OPENS = regex(
    r"""(?:(?:and|so|but|yet|then|now|still|since|because|although|though|while|whereas|as|where|if|when)\s+)*
    (?:i|we|you|let['’]?s|an?|the|your|there|what)\b""",
    re.I | re.VERBOSE,
)
_JOINED = regex(r"(?:and|so|but|yet|then|now|instead|rather|please|perhaps)\s+", re.I)
_FINITE = regex(
    r"\b(?:is|are|was|were|has|have|had|do(?:es)?|will|would|can|could|may|might|should|tends?|makes?|moves?|need|deserves?"
    r"|look|turn|ask|aim|put|push)\b|['’](?:s|d|re|ll|ve|m)\b|n['’]t\b",
    re.I,
)
# What speaks of the figures ahead, up to the first figure of its own.
_BACK = regex(
    r"\b(?:it|its|that|this|those|these|they|both|all|each|such|same|latter|former|which|respectively|meaning|being"
    r"|figures?|ranges?|numbers?|amounts?|sums?|bands?)\b",
    re.I,
)


def before_turn(text: str, at: int) -> str:
    """A sentence up to where it turns behind a place; all of it where it does not.

    >>> before_turn("With $1 inside $2, I'd look at the stock too.", 17)
    'With $1 inside $2.'
    >>> before_turn("It is $1, the stock over four years.", 8)
    'It is $1, the stock over four years.'
    """
    for m in _BREAK.finditer(text, at):
        tail = text[m.end() :]
        own = re.search(r"\d", tail)
        head = tail[: own.start()] if own else tail
        words = re.findall(r"[a-z'’]+", _JOINED.sub("", head, count=2).lower())
        first = words[0] if words else ""
        bidden = first in word_list("counselling")
        if not (bidden or (_OPENS.match(tail) and _FINITE.search(head))):
            continue
        back = _BACK.search(re.split(r"[,;:]", head)[0])
        if back is None or (bidden and back.start() > len(first)):
            return text[: m.start()] + "."
    return text
