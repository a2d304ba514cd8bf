"""What kind of line a line is: blank, item, quotation, table row, marked heading, text.

In: one line. Out: its kind, or its words without marks. It knows single lines only; what they make
together is for `corpus.guide`.
"""

from __future__ import annotations

import re
from typing import Literal

from corpus.regexes import regex

LineKind = Literal["blank", "rule", "mark", "bold", "item", "quote", "pipe", "text"]

# Zero-width and direction characters: they change what a person sees without being seen.
INVISIBLE = regex(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
# Between two emoji or letters of a script that joins them, U+200C and U+200D are spelling.
JOINED = regex("(?<=[^\x00-\u024f\\s])[\u200c\u200d](?=[^\x00-\u024f\\s])")

RULE = regex(r"^\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|={4,})$")
MARKED = regex(r"^\s{0,3}(#{1,6})(?:\s+|(?=\w))(.*?)\s*#*$")
BOLD_LINE = regex(r"^\s{0,3}(\*\*|__)(?!\s)((?:(?!\*\*|__).)+?)(?<!\s)\1$")
ITEM = regex(r"^(\s*)([-*+•‣◦\u2013]|\(?\d{1,3}[.)]|[a-zA-Z][)]|\[\d{1,3}\])\s+(?=\S)(?:\[[ xX]\]\s+)?")
ORDERED = regex(r"^\(?\d{1,3}[.)]|^[a-zA-Z]\)|^\[\d")
QUOTE = regex(r"^\s{0,3}>\s?")
PIPE = regex(r"^\s*\|.*\|\s*$")
LABEL = regex(r"^\s*(?:\*\*|__)([^*_]{1,80}?)(?::\s*(?:\*\*|__)|(?:\*\*|__)\s*:)\s*(.*)$")
PLAIN_LABEL = regex(r"^\s*([A-Z][\w'\u2019/&() -]{0,40}?)\s*[:\uff1a]\s+(.*)$")
EMPHASIS = regex(r"(\*{1,3}|_{2,3}|`)(?=\S)(.+?)(?<=\S)\1")
LONE_UNDERSCORES = regex(r"(?<!\w)_(?=\S)([^_]+)(?<=\S)_(?!\w)")
LINK = regex(r"\[([^\]]+)\]\((?:[^()\s]|\([^()\s]*\))*\)")

OPENERS, CLOSERS = '"“„«', '"”“»'  # a German quotation closes with the English opening mark
# The shape of a line is judged by its beginning; what is longer is prose, and reading it all for every
# shape would take minutes.
LONGEST_SHAPE = 4_000  # characters
# fmt: off
SMALL_WORDS = frozenset({
    "a", "an", "and", "are", "as", "at", "but", "by", "for", "from", "if", "in", "into", "is", "it",
    "its", "nor", "of", "off", "on", "onto", "or", "our", "per", "so", "than", "the", "to", "up",
    "via", "vs", "vs.", "with", "without", "yet", "you", "your",
})
# fmt: on


def shape_of(line: str) -> str:
    """The part of a line that its shape is judged by, without what nobody sees."""
    return visible(line[:LONGEST_SHAPE])


def visible(line: str) -> str:
    """Take out the characters that nobody sees.

    >>> visible("Base\u200b Salary")
    'Base Salary'
    """
    if line.isascii():
        return line
    kept = JOINED.sub("\ue000", line)
    return INVISIBLE.sub("", kept).replace("\ue000", "\u200d")


def plain(text: str) -> str:
    """Take out the marks of emphasis.

    >>> plain("**Year 1:** only `5%` of *it*")
    'Year 1: only 5% of it'
    """
    if "*" in text or "`" in text or "__" in text:
        text = EMPHASIS.sub(r"\2", text)
        text = EMPHASIS.sub(r"\2", text)  # once more for code inside bold
    return LONE_UNDERSCORES.sub(r"\1", text) if "_" in text else text


def kind_of(line: str) -> LineKind:
    """Say what kind of line this is by its own marks.

    >>> [kind_of(line) for line in ("", "---", "## Pay", "**Pay**", "- one", "> so", "| a | b |", "so")]
    ['blank', 'rule', 'mark', 'bold', 'item', 'quote', 'pipe', 'text']
    >>> kind_of("**Pay:** is good")
    'text'
    """
    if not line.strip():
        return "blank"
    if RULE.match(line):
        return "rule"
    if MARKED.match(line):
        return "mark"
    if QUOTE.match(line):
        return "quote"
    if PIPE.match(line):
        return "pipe"
    if ITEM.match(line):
        return "item"
    bold = BOLD_LINE.match(line)
    if bold and not bold[2].rstrip().endswith((":", ".", "\uff1a")) and len(bold[2].split()) <= 18:
        return "bold"
    return "text"


def is_quoted(line: str) -> bool:
    """A line that is one quotation and nothing else, but for a note in brackets at either end.

    >>> is_quoted('(Seldom.) "I see. Thank you."'), is_quoted('"No," she said.')
    (True, False)
    """
    bare = re.sub(r"^\s*\([^()]*\)\s*|\s*\([^()]*\)\s*$", "", plain(line)).strip()
    return len(bare) > 2 and bare[0] in OPENERS and bare.rstrip(".")[-1:] in CLOSERS


def opens_quotation(line: str) -> bool:
    """A line that begins a quotation and does not end it.

    >>> opens_quotation('"I am glad about'), opens_quotation('"I am glad."')
    (True, False)
    """
    bare = line.strip()
    return bare[:1] in ('"', "“") and bool(bare) and quote_marks(bare) % 2 == 1


def quote_marks(line: str) -> int:
    """How many double quotation marks stand in a line."""
    return sum(line.count(mark) for mark in '"“”')


def in_title_case(text: str) -> bool:
    """Every word but the small ones begins with a capital, a figure or no letter at all.

    >>> in_title_case("When to Negotiate"), in_title_case("Who this is for")
    (True, False)
    """
    words = text.split()
    checked = [word for i, word in enumerate(words) if i == 0 or word.lower() not in SMALL_WORDS]
    return bool(checked) and not any(word.strip("\"'“”\u2018\u2019([{")[:1].islower() for word in checked)


def word_count(text: str) -> int:
    """Words, where two characters of a script without spaces count as one.

    >>> word_count("the base salary"), word_count("谈判策略")
    (3, 2)
    """
    dense = sum("\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af" for char in text)
    return len(text.split()) + dense // 2 - (1 if dense else 0) if dense else len(text.split())
