"""From when an offer is, and until when it stands, in a letter's own words.

In: the sentences of a letter. Out: `Read`s for start_date and deadline: the first date of each, told apart
by the nearest words before it; a `Doubt` where an answer is wanted within some days. Dates of vesting,
interviews and reviews are neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.counter.letter_text import Sentence
from assistant.counter.proposal import Doubt, Read
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
    rf"|\b\d{{1,2}}-{_MONTH}-\d{{2,4}}\b"
    rf"|\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b"
    rf"|(?:\d{{4}}\s?年\s?)?\d{{1,2}}\s?月\s?\d{{1,2}}\s?日"
    rf"|\b(?:(?:next|this|end\s+of\s+day|EOD|close\s+of\s+business|COB)\s+)*(?:Monday|Tuesday"
    rf"|Wednesday|Thursday|Friday)\b"
)
_IN_BRACKETS = regex(rf"\s*[(,]\s*(?P<date>{DATE.pattern})\s*\)")
_WITHIN = regex(
    r"\b(?:\d{1,2}|one|two|three|four|five|six|seven|ten|fourteen)\s*(?:\(\d{1,2}\)\s*)?"
    r"(?:(?:business|working|calendar)\s+)?(?:days?|weeks?|hours)\b",
    re.I,
)
# Days that count from something else than the letter.
_NOT_ANSWER = regex(
    r"\bstart\s+date|\brepa(?:y|id)|\bresign|\bterminat|\bnotice\b|\bleave\b|\bvacation|\bvest"
    r"|\bpayroll|\bjoining\s+date|\bholiday",
    re.I,
)
_STARTS = regex(
    r"start(?:s|ing)?\b(?:\s+date)?|first\s+day|begin\w*|commenc\w*|joining\s+date"
    r"|date\s+of\s+joining|join\s+us\s+on|with\s+effect\s+from|effective|Eintritt\w*|Beginn|入职\w*"
    r"|(?<!bis )\bzum\s*$"
    r"|employment\b.{0,60}\bfrom\s*$",
    re.I,
)
_ENDS = regex(
    r"expir\w*|open\s+until|valid\b|respon\w*|\breply\b|return\w*|\bsign(?:ed|ing)?\b"
    r"|accept\w*|answer\w*|let\s+(?:me|us)\s+know|decision|decide|deadline|no\s+later\s+than"
    r"|\buntil\b|\btill\b|hear\s+(?:back\s+)?from\s+you|\bbis\s+zum\b|Rückmeldung|Zusage"
    r"|截止|回复|截至|请于",
    re.I,
)
_NEITHER = regex(
    r"vest\w*|anniversary|birth|payroll|dated|bonus|grant\s+date|review|benefits|coverage"
    r"|probation|interview\w*|date\s+of\s+this\s+(?:letter|offer|mail|e-?mail)",
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
                # "next Wednesday (2 Dec)": the date stays true when the week is over.
                said = _IN_BRACKETS.match(sentence.text, match.end())
                if said and not re.search(r"\d", words):
                    start, words = sentence.start + said.start("date"), said["date"]
                found[field] = Read(field, words, words, start, start + len(words), "by the words before it")
    yield from found.values()


def ask_deadline(sentences: Sequence[Sentence]) -> Iterator[Doubt]:
    """By which date an answer is wanted, where the letter only says within how many days."""
    for sentence in sentences:
        match = _WITHIN.search(sentence.text)
        if match and _ENDS.search(sentence.text) and not _NOT_ANSWER.search(sentence.text):
            start = sentence.start + match.start()
            ask = f"The answer is wanted in “{match[0]}”. By which date is that?"
            yield Doubt("deadline", ask, match[0], start, start + len(match[0]))
            return


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
