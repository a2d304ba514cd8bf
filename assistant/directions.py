"""Of which of two figures "more" or "less" is said, and whether it is the right one.

In: a number that is a difference or a share, the two `Operand`s that make it, the sentence, and where its names
stand. Out: whether the words say it of the figure that is so. It computes no value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.numbers import Number, parting
from corpus.bands import Fact
from corpus.regexes import regex

_UPWARD = regex(
    r"\b(?:more|higher|later|further|above|beyond|extra|ahead|exceed\w*|bigger|larger|better|greater|richer|dearer|pricier|fatter|stronger|steeper|beats?|tops(?!\s+out)|leads?|up|out(?:pays?|do(?:es)?|bids?|strips?|ranks?|earns?|weighs?)|rises?|premium|advantage|over|gain(?:s|ed|ing)?|wins?)\b",
    re.I,
)
_DOWNWARD = regex(
    r"\b(?:less|fewer|lower|earlier|sooner|below|under|behind|short|shy|beneath|cheaper|smaller|worse|poorer|leaner|weaker|thinner|drops?|falls?|trails?|trailing|down|lags?|costs?|loses?|losing|forgoes?|forfeits?|giv\w+\s+up|sacrific\w*|lose|lost)\b",
    re.I,
)
# "beats or trails", "more or less": the direction is left open.
_EITHER_WAY = regex(
    rf"(?:{_UPWARD.pattern})\s*(?:or|/|and/or)\s*(?:{_DOWNWARD.pattern})"
    rf"|(?:{_DOWNWARD.pattern})\s*(?:or|/|and/or)\s*(?:{_UPWARD.pattern})",
    re.I,
)
# What stands behind these words is what the other is set against.
_OBJECT_AHEAD = regex(
    r"\b(?:than|over|against|versus|vs\.?|compared\s+(?:to|with)|relative\s+to|next\s+to|instead\s+of|rather\s+than|unlike|not|beats?|tops|trails?|from|of|above|below|beyond|behind|under)\s+(?:the\s+|in\s+|at\s+)*$",
    re.I,
)
_AGAINST = regex(
    r"\b(?:against|versus|vs|compared|over|not|than|rather|next\s+to|relative\s+to|where|unlike)\b", re.I
)
# "The former", "the second": one of two figures by its order, or what the other is set against.
_ORDINAL = regex(
    r"(?P<object>\b(?:than|over|against|versus|above|below|behind|beats|trails)\s+)?\bthe\s+(?:(?P<first>former|first)|latter|second)\b"
    r"(?!\s+(?:year|figure\s+of))",
    re.I,
)
_CHOICE = regex(
    r"\b(?:tak(?:e|es|ing)|choos(?:e|es|ing)|pick(?:s|ing)?|prefer(?:s|ring)?|select(?:s|ing)?|opt(?:s|ing)?\s+for|go(?:es|ing)?\s+(?:with|for))"
    r"(?=[^.;]*\b(?:over|instead\s+of|rather\s+than|and\s+not)\b)",
    re.I,
)
_TRADES = regex(r"(?:cost|los|gain|win|giv|forgo|forfeit|sav|sacrific)", re.I)
_SET_AGAINST = regex(r"[\s*_]*(?:of|than|to|against)?\s*(?:the\s+|its\s+|a\s+)?[*_]*", re.I)
_SIGNED = regex(
    r"\b(?:difference|gap|delta|margin)\b[^\d;.]{0,30}?(?:(?P<up>\bplus|[+])|\bminus|\bnegative|[-−])\s*$",
    re.I,
)
# "You have $1 to the ceiling": what is left of the way.
# "$3 − $1 ="
_FORMULA = regex(r"\d\w*\s*(?:[-−–]|less|minus)\s*[^\s\d]{0,3}\s?\d[\d.,]*\w*\s*(?:=|is|makes|gives)\s*$")
_OUTDOES = regex(
    r"beats?|tops|leads?|trails?|lags?|exceed\w*|out(?:pays?|do(?:es)?|bids?|strips?|ranks?|earns?|weighs?)", re.I
)
_NO_DIRECTION = regex(
    r"[\s*_]*(?:(?:is|are|makes?|being)\s+)?(?:(?:of|the|a|whole)\s+)*(?:difference|differential|gap|distance|apart|between)\b",
    re.I,
)
_VERB = regex(
    r"(?:beats?|tops|leads?|trails?|lags?|exceed\w*|out(?:pays?|do(?:es)?|bids?|strips?|ranks?|earns?|weighs?)|ahead|behind|above|below|beyond|beneath|under|over)$",
    re.I,
)
_ASKS_HOW_FAR = regex(
    r"\b(?:differ\w*|gaps?|spreads?|wide|width|room|headroom|separat\w*|distance|steps?|minus|subtract\w*|deduct\w*"
    r"|how\s+(?:far|much\s+(?:more|less))|lifts?|raises?)\b",
    re.I,
)
_LIES_BETWEEN = regex(
    r"\bbetween\b[^.;]*\b(?:lie|lies|is|are|stands?|there['’]s)\s+"
    r"(?:(?:only|just|merely|but|a\s+mere|a|some|about)\s+)*$",
    re.I,
)
_IS_STATED = regex(
    r"(?:\b(?:by|is|was|equals?|comes?\s+to|amounts?\s+to|leaves(?:\s+you)?(?:\s+with)?|(?:you\s+)?(?:have|get)"
    r"|hence|so|thus|therefore|which\s+(?:is|makes)|making)|=)(?:\s+(?:just|only|merely|already|exactly|precisely|a\s+mere))?\s*$"
)

Belongs = Callable[
    [int, int, Fact], bool
]  # whether a name between two places of the sentence is of a fact's row


@dataclass(frozen=True, slots=True)
class Operand:
    """One value of the paragraph that passed: as it was said, or an end of the cell that was."""

    value: Decimal
    fact: Fact
    number: Number
    end: Literal["low", "high", "both"]  # which end of its cell
    explicit: bool  # the text says this one value, and not the whole range


def signed(n: Number) -> bool | None:
    """ "Difference minus $1 for the first": whether the sign says more; None where it says nothing."""
    sign = _SIGNED.search(n.before)
    if sign is None or not (_ORDINAL.search(n.before) or _ORDINAL.search(n.behind)):
        return None
    return sign["up"] is not None


def follows_a_difference(n: Number, text: str, base: int) -> bool:
    """ "The floor differs by $105K, the ceiling by $155K": the verb is said once for both."""
    ahead = text[: n.start - base]
    said, stated = _ASKS_HOW_FAR.search(ahead), _IS_STATED.search(n.before)
    if _FORMULA.search(text[: n.start - base]):
        return True
    lies = _LIES_BETWEEN.search(text[: n.start - base])
    return bool(lies or (said and (n.bound_is_own or stated)))


def direction_fits(
    n: Number,
    larger: Operand,
    smaller: Operand,
    text: str,
    base: int,
    names: Sequence[tuple[int, int]],
    belongs: Belongs,
) -> bool:
    """Whether "more" or "less" is said of the right one of two figures.

    Of whom it is said: who is named behind it ("less in Seattle"), else not who stands behind "than";
    with a verb ("beats", "trails") who is named before it; else the first of two figures that the
    sentence sets against each other.
    """
    if _EITHER_WAY.search(text[: n.start - base]) or _EITHER_WAY.match(n.behind.lstrip()):
        return True
    one, other = sorted((larger, smaller), key=lambda o: o.number.start)
    if base <= one.number.start < other.number.start < n.start:
        between = text[one.number.end - base : other.number.start - base]
        if re.search(r"\bminus\s*[*_]*$", between, re.I):
            return one is larger
    if (by_order := by_order_of_names(n, larger, smaller, text, base)) is not None:
        return by_order
    behind_up, behind_down = _first(_UPWARD, n.behind), _first(_DOWNWARD, n.behind)
    word_at, says_more, width = n.end - base, True, 0
    if (behind_up or behind_down) and behind_up != behind_down:
        says_more = behind_down is None or (behind_up is not None and behind_up.start() < behind_down.start())
        m = behind_up if says_more else behind_down
        assert m is not None
        word_at, width = n.end - base + m.start(), len(m.group())
    else:
        ups, downs = list(_UPWARD.finditer(n.before)), list(_DOWNWARD.finditer(n.before))
        offset = n.start - base - len(n.before)
        if not ups and not downs and re.search(r"\bby\s*$", n.before):  # "X beats Y's $5K by $1K"
            ahead_text = text[: n.start - base]
            ups, downs = list(_UPWARD.finditer(ahead_text)), list(_DOWNWARD.finditer(ahead_text))
            offset = 0
        if not ups and not downs:
            return True
        if _NO_DIRECTION.match(n.behind) and not any(
            offset + m.start() >= n.start - base - len(parting(n.before)[-1]) for m in (*ups, *downs)
        ):
            return True  # "$3 more here, $1 more there: a $2 gap"
        ups = [u for u in ups if not any(d.start() <= u.start() and u.end() <= d.end() for d in downs)]
        up_at, down_at = (ms[-1].start() if ms else -1 for ms in (ups, downs))
        says_more = up_at > down_at
        m = ups[-1] if says_more else downs[-1]
        word_at, width = offset + m.start(), len(m.group())
    word = text[word_at : word_at + width]

    def of(start: int, end: int) -> int:
        """1: a name of the larger's row, -1: of the smaller's, 0: of both or neither."""
        return belongs(start, end, larger.fact) - belongs(start, end, smaller.fact)

    if (choice := _CHOICE.search(text)) and _TRADES.match(word):
        for s, e in names:  # "you lose $1 by taking Oslo over Bergen"
            if s >= choice.end() and of(s, e):
                return (of(s, e) > 0) == says_more
    for o in (larger, smaller):  # "$1, which is $2 short of the $3 in Oslo"
        set_against = text[word_at + width : max(0, o.number.start - base)]
        if word_at >= n.end - base and o.number.start > n.start and _SET_AGAINST.fullmatch(set_against):
            return (o is smaller) == says_more
    after = [(s, e) for s, e in names if s >= word_at + width]
    ahead = [(s, e) for s, e in names if e <= word_at]
    for s, e in after:
        between = text[word_at + width : s]
        if re.search(r"\d|[;.]", between):
            break
        if of(s, e):
            object_named = bool(re.search(r"\bthan\b", between, re.I))
            object_named |= bool(re.fullmatch(r"\s+on\s+(?:the\s+)?", between, re.I))  # "$1 up on Oslo's"
            object_named |= bool(
                _OUTDOES.fullmatch(word)
                and not re.fullmatch(r"\s*(?:in|at|for)?\s*(?:the\s+)?", between, re.I)
            )
            if not re.search(r"\b(?:for|in|at)\s*(?:the\s+)?$", between, re.I):
                object_named |= bool(re.search(r"\bof\b", between, re.I) or _VERB.search(word))
            subject = -of(s, e) if object_named else of(s, e)
            return (subject > 0) == says_more
    if n.start - base > word_at:  # "X is higher by $20K", "X beats Y by $20K"
        for s, e in ahead[::-1]:
            if of(s, e) and not _OBJECT_AHEAD.search(text[: _first_of(s, names, text)]):
                return (of(s, e) > 0) == says_more
    elif subject_at := _subject(n, base, text, ahead, of):
        return (subject_at > 0) == says_more
    first, second = sorted((larger, smaller), key=lambda o: o.number.start)
    relative = (
        r",\s*(?:which|or|i\.e\.|that\s+is)(?!\w)[^\d,;]*$"
        r"|^[^,;:()–—]*\b(?:is|are|sits|stands|lies|comes\s+out)\s*$"
    )
    if re.search(relative, n.before) and first.number is not second.number:
        between = text[max(0, first.number.end - base) : max(0, second.number.start - base)]
        last = second.number.end == n.start - len(n.before)
        if last and not _AGAINST.search(between):  # "in Oslo $1, which is $2 less"
            return (second is larger) == says_more
    moved = first.number is not second.number and first.number.start >= base
    opened = bool(re.search(r"\bfrom\b[^\d;.]*$", first.number.before))
    if moved and opened and re.match(r"[^\d;.]*\bto\b", second.number.before):
        return (second is larger) == says_more  # "rises from Oslo ($1) to Bergen ($2)"
    if first.number is second.number or first.number.start < base or second.number.start > n.start:
        return True
    if _AGAINST.search(text[first.number.end - base : second.number.start - base]):
        return (first is larger) == says_more
    return True


def by_order_of_names(n: Number, larger: Operand, smaller: Operand, text: str, base: int) -> bool | None:
    """Whether "the former is behind by $1" is said of the right one; None where no such word stands."""
    ahead, behind = re.split(r";|\.\s", text[: n.start - base])[-1], re.split(r";|\.\s", n.behind)[0]
    said = _ORDINAL.search(ahead) or _ORDINAL.search(behind)
    if said is None or larger.number is smaller.number:
        return None
    if (
        min(larger.number.start, smaller.number.start) < base
        or max(larger.number.end, smaller.number.end) > n.start
    ):
        return None
    says_more = signed(n)
    if says_more is None:
        words = re.split(r";|\.\s", n.before)[-1] + " ∙ " + behind
        up, down = _UPWARD.search(words), _DOWNWARD.search(words)
        if bool(up) == bool(down):
            return None
        says_more = up is not None
    first, _ = sorted((larger, smaller), key=lambda o: o.number.start)
    of_first = bool(said["first"]) != bool(said["object"])
    return ((first is larger) == of_first) == says_more


def _first_of(start: int, names: Sequence[tuple[int, int]], text: str) -> int:
    """Where the row that a name is part of begins: "Oslo" of "over Acme Oslo" begins at "Acme"."""
    for s, e in sorted(names, reverse=True):
        if e <= start and re.fullmatch(r"(?:['’]s)?[\s,(]*(?:(?:in|at)\s+)?(?:the\s+)?", text[e:start]):
            start = s
    return start


def _subject(
    n: Number, base: int, text: str, ahead: Sequence[tuple[int, int]], of: Callable[[int, int], int]
) -> int:
    """Whose "$5K more" is, where its own clause names one before it: "that puts Oslo $5K higher"."""
    clause = n.start - base - len(n.before)
    for s, e in ahead[::-1]:
        if s < clause or not of(s, e):
            continue
        if _OBJECT_AHEAD.search(text[:s]):  # "$5K above Oslo's at the bottom and $8K above at the top"
            return -of(s, e)
        own_place = clause and re.fullmatch(r"[\s*_]*(?:(?:in|at|for|by)\s+)?(?:the\s+)?", text[clause:s])
        if own_place or re.search(r"[,;:()–—]", text[e : n.start - base]):
            return 0  # it says where the figure before it is paid
        return of(s, e)
    return 0


def _first(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return pattern.search(text)
