"""From when an offer is, and until when it stands, in a letter's own words.

In: the sentences of a letter. Out: `Read`s for start_date and deadline: the first date of each, told apart
by the nearest words before it. Dates of vesting, interviews and reviews are neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.counter.letter_text import Sentence
from assistant.counter.proposal import Read
from corpus.regexes import regex

_MONTH = (
    r"(?:Jan(?:uary|uar)?|Feb(?:ruary|ruar)?|Mar(?:ch)?|März|Apr(?:il)?|May|Mai|June?|Juni"
    r"|July?|Juli|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Okt(?:ober)?|Nov(?:ember)?"
    r"|Dec(?:ember)?|Dez(?:ember)?)\.?"
)
_WEEKDAY = r"(?:Mon|Tues?|Wednes|Wed|Thurs?|Thu|Fri|Satur|Sat|Sun)(?:day)?"
DATE = regex(
    rf"(?:{_WEEKDAY},?\s+)?(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?\b"
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:of\s+)?{_MONTH}(?:,?\s+\d{{4}})?\b)"
    rf"|\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b"
    rf"|\d{{4}}年\d{{1,2}}月\d{{1,2}}日|\d{{1,2}}月\d{{1,2}}日"
    rf"|\b(?:(?:next|this|end\s+of\s+day|EOD|close\s+of\s+business|COB)\s+)*(?:Monday|Tuesday"
    rf"|Wednesday|Thursday|Friday)\b"
)
_STARTS = regex(
    r"start(?:s|ing)?\b(?:\s+date)?|first\s+day|begin\w*|commenc\w*|joining\s+date"
    r"|date\s+of\s+joining|with\s+effect\s+from|effective|Eintritt\w*|Beginn|入职\w*"
    r"|employment\b.{0,60}\bfrom\s*$",
    re.I,
)
_ENDS = regex(
    r"expir\w*|open\s+until|valid\b|respon\w*|\breply\b|return\w*|\bsign(?:ed|ing)?\b"
    r"|accept\w*|answer\w*|let\s+(?:me|us)\s+know|decision|decide|deadline|no\s+later\s+than"
    r"|on\s+or\s+before|\buntil\b|hear\s+(?:back\s+)?from\s+you|截止|回复|截至",
    re.I,
)
_NEITHER = regex(
    r"vest\w*|anniversary|birth|payroll|dated|bonus|grant\s+date|review|benefits|coverage"
    r"|probation|interview\w*",
    re.I,
)


def dates_in(sentences: Sequence[Sentence]) -> Iterator[Read]:
    """The start and the deadline, the first of each."""
    found: dict[str, Read] = {}
    for sentence in sentences:
        for match in DATE.finditer(sentence.text):
            field = _said_of(sentence, match)
            if field and field not in found:
                start = sentence.start + match.start()
                words = match[0].strip(" ,.") if not match[0].endswith("日") else match[0]
                found[field] = Read(field, words, words, start, start + len(words), "by the words before it")
    yield from found.values()


def _said_of(sentence: Sentence, date: re.Match[str]) -> str | None:
    """Whether a date is that of the start or the deadline, by the nearest words before it."""
    before = sentence.text[: date.start()]
    nearest: tuple[int, str] | None = None
    for field, pattern in (("start_date", _STARTS), ("deadline", _ENDS), ("", _NEITHER)):
        for match in pattern.finditer(before):
            if nearest is None or match.end() >= nearest[0]:
                nearest = match.end(), field
    if nearest is not None and date.start() - nearest[0] < 90:
        return nearest[1] or None
    behind = sentence.text[date.end() :]
    if re.search(r"\b(?:by|until|before|till)\s+(?:the\s+)?(?:end\s+of\s+)?$", before, re.I):
        return "deadline"
    if re.match(r"\s*(?:start|is\s+your\s+(?:first|start))", behind, re.I):
        return "start_date"
    for heading in sentence.under[:1]:
        if _STARTS.search(heading):
            return "start_date"
        if _ENDS.search(heading):
            return "deadline"
    return None
