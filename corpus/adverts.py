"""Lines that sell something or only say who wrote when: kept out of retrieval, listed with a reason.

In: lines, and which of them stand free (no item, table, heading). Out: line numbers with reasons.
A line is judged by its place (head, tail), its shape and its call to action; advice to the reader
that happens to use the same verb ("ask", "join") stays.
"""

from __future__ import annotations

import re

from corpus.regexes import regex
from corpus.shapes import kind_of, plain, word_count

BYLINE = regex(
    r"^\W*(?:(?:last\s+)?updated|published|posted|reviewed|edited|written by|by\s+[A-Z])\b.*"
    r"(?:[·•|]|\bmin(?:ute)?s?\s+read\b|\b(?:19|20)\d\d\b)",
    re.IGNORECASE,
)
READING_TIME = regex(r"\b\d+\s*-?\s*min(?:ute)?s?\s+read\b", re.IGNORECASE)
SELLING = regex(
    r"\b(?:subscrib\w*|newsletter|refer\s*(?:&|and)\s*earn|refer a friend|friend you refer|"
    r"cash\s?back|promo code|coupon|free trial|sign up (?:for|now|today|free)|join (?:us|our)\b|follow us|"
    r"share this|click here|download (?:our|the app)|advertisement|sponsored|limited[- ]time|"
    r"book a (?:free )?(?:call|session)|enroll (?:now|today)|affiliate)\b",
    re.IGNORECASE,
)
PITCH = regex(
    r"^\W*(?:want|ready|looking|need|interested|curious|tired|preparing|struggling|"
    r"do you want|would you like)\b.*\?\W*$",
    re.IGNORECASE,
)
INVITATION = regex(
    r"^\W*(?:browse|explore|discover|visit|check out|start|get|try|read|see|learn|join|make|take|sign up|"
    r"download|practi[cs]e|book|land|ace|prepare|powered by|brought to you|"
    r"this (?:guide|article|post) (?:is|was) brought)\b",
    re.IGNORECASE,
)
WARES = regex(
    r"\b(?:our|us|(?:question|job) (?:bank|board)s?|course|newsletter|platform|app|library|community|"
    r"coach(?:ing|es)?|(?:more|other|all) (?:guides|articles|posts|questions)|insights from|powered by|"
    r"brought to you by|free|premium|plans)\b|[→»]",
    re.IGNORECASE,
)
# At the end, a wish for the reader that names whom it comes from: "Grow your career with tips from …".
PUBLISHER = regex(
    r"^\W*[A-Z]\w+\b.*\b(?:insights|tips|advice|news|resources|articles|guides)\s+(?:from|by|at)\s+[A-Z]"
)
ARROW = regex(r"[→»]|https?://|-->|👉|➡")

AD = "advertising: a call to action, not advice"
BY = "a byline: who wrote it and when"


def adverts_in(lines: list[str], body: range, closed: set[int]) -> list[tuple[int, str]]:
    """Find the lines to set aside: (line number, reason). `closed` lines are never set aside.

    `body` are the line numbers after the front matter.

    >>> text = ["🎁 Refer a friend, earn 5% cashback →", "", "How do I ask?", ""]
    >>> text += ["Updated May 2, 2031 · 3 min read", "", "Ask early.", "", "Browse our course"]
    >>> [number for number, _ in adverts_in(text, range(1, 10), set())]
    [1, 5, 9]
    """
    filled = [n for n in body if lines[n - 1].strip()]
    free = [n for n in filled if n not in closed and kind_of(lines[n - 1]) in ("text", "bold")]
    found: dict[int, str] = {}
    for place, n in enumerate(filled[:6]):
        if n not in free:
            continue
        line = plain(lines[n - 1])
        if word_count(line) <= 20 and ((BYLINE.match(line) and place > 0) or READING_TIME.search(line)):
            found[n] = BY
        elif word_count(line) <= 30 and SELLING.search(line):
            found[n] = AD
    for n in free:
        # In the middle of a guide only a short line that stands alone, sells, and points somewhere.
        line = lines[n - 1]
        alone = not (n > 1 and lines[n - 2].strip()) and not (n < len(lines) and lines[n].strip())
        if alone and word_count(line) <= 20 and SELLING.search(line) and ARROW.search(line):
            found[n] = AD
    for n in _tail(lines, filled, set(free)):
        found.setdefault(n, AD)
    return sorted(found.items())


def _tail(lines: list[str], filled: list[int], free: set[int]) -> list[int]:
    tail: list[int] = []
    for n in reversed(filled[2:][-6:]):
        line = plain(lines[n - 1])
        if n not in free or word_count(line) > 35:
            break
        invites = INVITATION.match(line) and WARES.search(line)
        # A pitch sells only together with the invitation that answers it.
        if not (SELLING.search(line) or invites or PUBLISHER.search(line) or (tail and PITCH.match(line))):
            break
        tail.append(n)
    return tail
