"""Whose a figure of a question is, where it is not the asker's: a friend's, pay elsewhere, a claim about the row.

In: a `Question` and one of its amounts. Out: how the figure is told. It computes nothing and knows no guide.
"""

from __future__ import annotations

import re
from typing import Literal

from assistant.given import Given
from assistant.question import Question
from corpus.regexes import regex

Whose = Literal["own", "told", "claimed"]

_SENTENCE = regex(r"[.!?;](?:\s+|$)|,\s+(?=(?:but|while|whereas|and|so|is|what|where|they)\b)", re.I)
# Somebody else's pay, and what is read or heard.
_OTHERS = regex(
    r"\b(?:friend|colleague|co-?worker|buddy|peer|classmate|room-?mate|team-?mate|neighbou?r|cousin|wife|husband|spouse|girlfriend|boyfriend|fianc[eé]e?|brother|sister|someone|somebody)(?:['’]?s)?\b"
    r"|\b(?:levels\.?fyi|glassdoor|blind|reddit|rumou?rs?|internet|web)\b|\bi\s+(?:heard|read)\b|朋友|同事|听说",
    re.I,
)
_OWN_AGAIN = regex(
    r"\b(?:i|me|i['’]m|my\s+(?!friend|colleague|co-?worker|buddy|peer|class|room|team|neigh|cousin)\w+)\b|\bmy\s+\W?$",
    re.I,
)
_TODAY = regex(
    r"\b(?:i|we)\s+(?:(?:now|currently|already|do)\s+)*(?:earn|make|am\s+paid|am\s+on|am\s+making|am\s+earning)\b",
    re.I,
)
_EARNS = regex(r"\b(?:earn\w*|make|get|paid|currently|now|today|am\s+on|current)\b", re.I)
# "The band is …", "the guide says …", "the base tops out at …".
_OF_THE_ROW = regex(
    r"\b(?:bands?|ranges?|rows?|tables?|guides?|sheets?|charts?)\b(?:\W+\w+){0,7}?\W+(?:is|are|was|says?|prints?|gives?|has|goes|runs?|shows?|lists?|tops?|starts?|begins?|ends?|caps?|maxe?s)\b[^,;]{0,45}$"
    r"|\b(?:base|salary|rsus?|stock|equity|grants?|total|tc|bonus)\b(?:\W+\w+){0,3}?\W+(?:(?:tops?|maxe?s|caps?)(?:\s+out)?|goes\s+up|starts?|begins?|ends?|is\s+capped)\s+(?:at|to|with|from)\b[^,;]{0,12}$",
    re.I,
)
# What is mine, is new since ("the band was changed to"), or is asked about ("where in the band is 200K").
_OF_MINE = regex(
    r"\b(?:changed|updated|corrected|revised|amended|where|what|which|how|percent\w*)\b|%|\b(?:my|our|mine)\b"
    r"|\b(?:i|we)\s+(?:want|ask|got|get|have|need)\b|\boffer(?:s|ed)?\b",
    re.I,
)


# "Recruiter said they pay between 155 and 230. Correct?": both ends, and whether it is so.
_SAID_BY = regex(
    r"\b(?:says?|said|saying|claims?|claimed|tells?|told|writes?|wrote|states?|stated|mentions?|mentioned|insists?"
    r"|heard|read|saw|seen|swore|swears?|quoted|quotes|texted|promis\w+|according\s+to)\b"
    r"|^\W*[\w ]{1,20}:\s*[\"“'‘]|说",
    re.I,
)
_DOUBTED = regex(
    r"\b(?:true|right|correct|accurate|honest|honestly|lying|lies?|bluff\w*|legit|agree|agrees|match|matches|so\?|real(?:ly)?|confirm|verify|check|wrong|off)\b|对吗|真的|是真|准吗",
    re.I,
)


_WAS_IT = regex(r"\W*(?:so\s+|hey\s+)?(?:was|is|are|were)(?:\s?n['’]?t)?\b", re.I)
_IN_WORDS = regex(
    r"\b(?:ok(?:ay)?|good|bad|fair|low|high|inside|within|normal|reasonable|decent|enough|competitive|realistic)\b",
    re.I,
)
_I_HEARD = regex(r"\b(?:i|we)\s+(?:\w+\s+)?(?:saw|heard|read|found|was\s+told|were\s+told)\b", re.I)
_OF_ME = regex(r"\b(?:my|mine|i|i['’]?m|we|offer(?:s|ed|ing)?)\b", re.I)


def claims_a_row(q: Question) -> bool:
    """Whether a figure is said to be a row's own: "the guide says the base starts at 100K, no?"."""
    return any(whose(q, g) == "claimed" for g in q.given)


def is_somebodys(q: Question, given: Given) -> bool:
    """Whether a figure is a friend's or was read somewhere, by the words ahead of it in its sentence."""
    start, _ = _sentence_of(q, given)
    ahead = q.text[start : given.amount.start]
    other = _OTHERS.search(ahead)
    return other is not None and not _OWN_AGAIN.search(ahead[other.end() :])


def _sentence_of(q: Question, given: Given) -> tuple[int, int]:
    """Where the sentence begins and ends that a figure stands in."""
    at = given.amount.start
    start = max((m.end() for m in _SENTENCE.finditer(q.text) if m.end() <= at), default=0)
    end = min((m.start() for m in _SENTENCE.finditer(q.text) if m.start() >= given.amount.end), default=len(q.text))
    return start, end


def whose(q: Question, given: Given) -> Whose:
    """Whose a figure is, by the sentence that it stands in."""
    at = given.amount.start
    start, end = _sentence_of(q, given)
    ahead = q.text[start:at]
    if _OF_THE_ROW.search(ahead) and not _OF_MINE.search(ahead):
        return "claimed"
    ranged = given.amount.high not in (None, given.amount.low)
    if ranged and _WAS_IT.match(q.text) and not (_OF_ME.search(ahead) or _IN_WORDS.search(q.text)):
        return "claimed"  # "wasn't Graz 150 to 220?"
    if ranged and _SAID_BY.search(q.text) and _DOUBTED.search(q.text) and not _OF_ME.search(_I_HEARD.sub(" ", ahead)):
        return "claimed"
    if is_somebodys(q, given):
        return "told"
    if len(q.given) > 1 and _TODAY.search(ahead) and not any(
        start <= g.amount.start < end and g.amount.start != at for g in q.given
    ):
        return "told"  # what somebody has today, beside an offer
    elsewhere = [
        m for m in q.resolved.mentions
        if m.kind == "company" and m.name in q.resolved.other_companies and start <= m.start < end
    ]  # fmt: skip
    own = any(
        m.kind == "company" and m.name in q.resolved.companies and start <= m.start < end
        for m in q.resolved.mentions
    )
    return "told" if elsewhere and not own and _EARNS.search(q.text[start:end]) else "own"
