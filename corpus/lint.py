"""What is doubtful in the guides: one list of findings, each with its place and its remedy.

In: guides that were read, and today's date where stale dates are to be told. Out: `Finding`s, by guide
and line. An error is something that a reader would be misled by (a range that falls, a character
nobody sees, an order to a program); a warning is worth a look; a note is only told. Pure. It does not
know whether a figure is true.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date

from corpus.bands import bands_in
from corpus.files import OTHER_SUFFIXES, READ_FORMATS, TWIN
from corpus.finding import Finding, Severity
from corpus.guide import Guide, Unread, section_at
from corpus.lint_pay import pay_findings
from corpus.orders import order_in
from corpus.origin import SOURCES_TITLE
from corpus.regexes import regex
from corpus.shapes import INVISIBLE, visible

__all__ = ["Finding", "Severity", "lint", "unread_files"]

BIDI = regex("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
CONTROL = regex("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
# A bracket to fill in: no footnote, no link. A box to tick stands behind the mark of a list.
BOX = regex(r"^\s*(?:[-*+]|\d+[.)])\s+\[[ xX]\](?=\s)")
BRACKETS = regex(
    r"(?:[$€£₪¥₹]\s?)?\[(?!\^?\d+(?:[,–-]\d+)*\])(?!\s*\])[^\[\]\n]{1,60}\](?!\()(?:\s?[KkM%](?!\w))?"
)
# A named source: an item that is one bracket and nothing else, or one that says so itself.
WHOLE_ITEM = regex(r"^\s*(?:[-*+]|\d+[.)])\s+\[[^\[\]]+\]\s*$|.*\[sources?:", re.IGNORECASE)
LETTER = regex(r"(?<![\w$])\$[XYZN](?![\w])")
BRACES = regex(r"\{\{[^{}\n]{1,60}\}\}|<(?:your|company|insert|name)\b[^<>\n]{0,40}>")
UNFINISHED = regex(
    r"\b(?:TODO|TBD|TBC|FIXME|XXX+)\b|(?i:\blorem ipsum\b|\binsert [^.\n]{1,40} here\b|\[(?:to be|tba)\b)|\?\?\?"
)
HIDDEN = regex(r"<!--(.*?)(?:-->|$)")
FENCE = regex(r"^\s*(?:```|~~~)")
YEAR = regex(r"(?:19|20)\d\d")
DAY = regex(r"((?:19|20)\d\d)-(\d\d)(?:-(\d\d))?$")
STALE_MONTHS = 18  # pay bands are drawn anew about once a year


def lint(guides: Iterable[Guide], today: date | None = None) -> list[Finding]:
    """Everything doubtful in these guides, by guide and line. Without `today` no date is called stale."""
    found: list[Finding] = []
    for guide in guides:
        found += [
            *_characters(guide),
            *_words(guide),
            *_headings(guide),
            *_dates(guide, today),
            *pay_findings(guide),
            *_set_aside(guide),
            *_kept_as_text(guide),
        ]
    return sorted(dict.fromkeys(found), key=lambda one: (one.guide, one.line, one.code, one.message))


def unread_files(unread: Iterable[Unread]) -> list[Finding]:
    """Findings for files that could not be read, or only with a doubt.

    >>> [(one.code, one.severity) for one in unread_files([Unread("a.odt", 0, "a.odt is not read")])]
    [('unreadable_file', 'warning')]
    """
    found = []
    for one in unread:
        # A file of another kind may lie there on purpose; a guide that cannot be read does not.
        severity: Severity = "error"
        if "was read as" in one.reason or any(one.guide.lower().endswith(end) for end in OTHER_SUFFIXES):
            severity = "warning"
        code, remedy = "unreadable_file", _remedy(one.reason)
        if "was read as" in one.reason:
            code, remedy = "encoding", "save it as UTF-8"
        elif one.reason.endswith(TWIN):
            code, severity, remedy = "read_once", "note", "none, where the two are to say the same"
        # What mends it stands behind the reason where the reader of its format knows it.
        reason = one.reason.partition("; ")[0] if code == "unreadable_file" else one.reason
        found.append(Finding(code, severity, one.guide, one.line, reason, remedy))
    return found


# What mends a file that cannot be read, by what its reason says.
_REMEDIES = (
    ("is empty", "write the guide into it, or take it away"),
    ("links to folders", "copy the folder itself into the guides"),
    ("No such file", "take the link away, or put back the file that it points to"),
    ("Permission denied", "give yourself the right to read it"),
    ("UTF-", "save it as UTF-8"),
)


# What makes rows that were kept as text a table, by what their reason says.
_TABLE_REMEDIES = (
    ("several columns", "give each column a heading of its own"),
    ("several headings", "write the cell under each of its headings"),
    ("as large as this", "cut the table into smaller ones"),
    ("cut at its comma", "put figures with a comma between quotation marks"),
    (" cells", "give the row as many cells as the table has headings"),
    ("header", "put a row of headings over the table, one for each column"),
)


def _remedy(reason: str) -> str:
    """What mends an unreadable file.

    >>> _remedy("the file is empty"), _remedy("the PDF is locked with a password; save an unlocked copy")
    ('write the guide into it, or take it away', 'save an unlocked copy')
    """
    said, _, own = reason.partition("; ")
    return own or next((told for sign, told in _REMEDIES if sign in said), f"save it as {READ_FORMATS}")


# ---- characters


def _characters(guide: Guide) -> Iterator[Finding]:
    for number, line in enumerate(guide.lines, 1):
        # Joiners inside an emoji or a script that needs them are spelling.
        hidden = INVISIBLE.findall(line) if line != visible(line) else []
        turning = [char for char in hidden if BIDI.match(char)]
        others = [char for char in hidden if not BIDI.match(char)] + CONTROL.findall(line)
        for code, chars, what in (
            ("bidi", turning, "turns the direction of reading"),
            ("invisible", others, "cannot be seen"),
        ):
            if chars:
                named = ", ".join(_named(char) for char in dict.fromkeys(chars))
                message = f"a character that {what} stands in the line: {named}"
                remedy = "take it out; what it hides may change what is read"
                yield Finding(code, "error", guide.path, number, message, remedy)


def _named(char: str) -> str:
    return f"U+{ord(char):04X} {unicodedata.name(char, 'control character')}"


# ---- words


def _words(guide: Guide) -> Iterator[Finding]:
    fenced = False
    aside = {n for one in guide.set_aside for n in range(one.first, one.last + 1)}
    for number, line in enumerate(guide.lines, 1):
        if FENCE.match(line):
            fenced = not fenced
        if order := order_in(line):
            message = f"this reads as an order to a program, not as advice: {order!r}"
            yield Finding(
                "order", "error", guide.path, number, message, "take it out, or quote it as an example"
            )
        for comment in HIDDEN.findall(line):
            message = f"a comment that no reader of the page sees: {_short(comment)!r}"
            yield Finding("hidden_text", "warning", guide.path, number, message, "take it out, or show it")
        if fenced or number in aside:
            continue
        if unfinished := UNFINISHED.search(line):
            message = f"{unfinished[0]!r} looks like something that was to be finished"
            yield Finding("unfinished", "warning", guide.path, number, message, "finish it or take it out")
        if SOURCES_TITLE.match(section_at(guide, number)) or WHOLE_ITEM.match(line):
            continue
        names = dict.fromkeys(
            one[0].strip()
            for pattern in (BRACKETS, LETTER, BRACES)
            for one in pattern.finditer(BOX.sub("", line))
        )
        if names:
            message = f"to be filled in by the reader: {', '.join(names)}"
            yield Finding(
                "placeholder", "note", guide.path, number, message, "none, if the reader is told so"
            )


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:59]}…"


# ---- headings


def _headings(guide: Guide) -> Iterator[Finding]:
    titled = [section for section in guide.sections if section.title]
    if not titled:
        message = "the guide has no heading, so its passages have no name"
        yield Finding(
            "no_heading", "warning", guide.path, 1, message, "put a title and headings over its parts"
        )
    seen: dict[tuple[str, ...], int] = {}
    for section in titled:
        path = tuple(title.casefold() for title in section.path)
        first = seen.setdefault(path, section.first)
        if first != section.first:
            message = f"the heading {section.title!r} stands here for the second time; first in line {first}"
            yield Finding(
                "duplicate_heading", "warning", guide.path, section.first, message, "give it another name"
            )
    if guide.company is None and (facts := bands_in(guide)[0]):
        message = "the guide states pay and does not say whose"
        remedy = "name the company in the title or as `company:` in front matter"
        yield Finding("no_company", "warning", guide.path, facts[0].line, message, remedy)


# ---- dates


def _dates(guide: Guide, today: date | None) -> Iterator[Finding]:
    if guide.as_of is None:
        pays = bool(bands_in(guide)[0])
        message = "the guide does not say from when its figures are" if pays else "the guide names no date"
        remedy = "write `as_of:` in front matter, or the years of its sources"
        yield Finding("no_date", "warning" if pays else "note", guide.path, 1, message, remedy)
        return
    years = YEAR.findall(guide.as_of)
    span = _months(guide.as_of)
    if not years or span is None:
        message = f"the date {guide.as_of!r} is not understood"
        yield Finding(
            "unclear_date", "warning", guide.path, _line_of_date(guide), message, "write it as 2026-06-18"
        )
    elif today is not None:
        now = today.year * 12 + today.month
        if now - span[1] > STALE_MONTHS:
            message = f"its figures are of {guide.as_of}, more than {STALE_MONTHS} months ago"
            remedy = "look whether they still hold, and write the new date"
            yield Finding("stale_date", "warning", guide.path, _line_of_date(guide), message, remedy)
        elif span[0] > now:
            message = f"its figures are of {guide.as_of}, which is still to come"
            yield Finding(
                "future_date", "warning", guide.path, _line_of_date(guide), message, "correct the date"
            )


def _months(as_of: str) -> tuple[int, int] | None:
    """The first and last month of a date or span, counted from year 0.

    >>> _months("2031"), _months("2030-2031"), _months("2031-03-04")
    ((24373, 24384), (24361, 24384), (24375, 24375))
    """
    if day := DAY.match(as_of.strip()):
        month = int(day[2])
        if 1 <= month <= 12:
            return (int(day[1]) * 12 + month,) * 2
    years = [int(year) for year in YEAR.findall(as_of)]
    return (min(years) * 12 + 1, max(years) * 12 + 12) if years else None


def _line_of_date(guide: Guide) -> int:
    years = YEAR.findall(guide.as_of or "")
    found = (n for n, line in enumerate(guide.lines, 1) if all(year in line for year in years))
    return next(found, 1) if years else 1


# ---- boilerplate


def _set_aside(guide: Guide) -> Iterator[Finding]:
    for one in guide.set_aside:
        message = f"set aside, {one.reason}: {_short(one.text)!r}"
        yield Finding("set_aside", "note", guide.path, one.first, message, "none; it is never retrieved")


def _kept_as_text(guide: Guide) -> Iterator[Finding]:
    for one in guide.kept_as_text:
        remedy = next((told for sign, told in _TABLE_REMEDIES if sign in one.reason), "mend the table in the file")
        yield Finding("kept_as_text", "warning", guide.path, one.line, one.reason, remedy)
