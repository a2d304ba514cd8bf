"""Words as they are compared: without their endings, their other spellings, and what says nothing.

In: text. Out: the stems of its words, in order, the first letters of a title's words, and a text without a label
that is said in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from corpus.printed import MONTH_NAMES
from corpus.regexes import regex

_WORD = regex(r"[a-z0-9]+(?:[’'][a-z]+)?", re.I)
_STOP = frozenset(
    "a an the of in on for at as is are was were be been by to from with and or its it their this that these those"
    " what which how much many did do does between during per company companies s inc ltd co corp there has have"
    " had would will can year years ended ending end fiscal fy period periods respective respectively over through"
    " than if then value amount amounts number following table us usd both each all any across".split()
)
# Words that say what was done to cells more often than what a cell is called.
_OF_OPERATIONS = frozenset(
    "change changes percentage percent average difference increase decrease sum proportion ratio growth total compared"
    " respect based terms expressed part out consist constitution annual yearly net".split()
)
_ENDINGS = (
    "izations", "ization", "ations", "ation", "ating", "ated", "ates", "ate", "ments", "ment", "ings", "ing",
    "ures", "ure", "ions", "ion", "ives", "ive", "ances", "ance", "ities", "ity", "ies", "ied", "als", "al",
    "ers", "er", "ed", "es", "ly", "y", "s", "e",
)  # fmt: skip
_SAME = {
    "sales": "sale", "men": "male", "man": "male", "women": "female", "woman": "female", "males": "male",
    "females": "female", "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "q1": "1st",
    "q2": "2nd", "q3": "3rd", "q4": "4th", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "shareholders": "stockholder", "shareholder": "stockholder", "expenditure": "expens",
    "expenditures": "expens", "overall": "total", "effective": "effectiv", "used": "util", "utilised": "util",
    "utilized": "util",
}  # fmt: skip
_PREFIX = regex(r"\b(non|un|pre|re|sub|co)[-–]\s?(?=[a-z])", re.I)
_SPAN = regex(r"(?<![\w.,])(\d{1,3})\s?[-–]\s?(\d{1,3})(?![\w.,]\d)")  # "91–180 days"
_YEARS_TO = regex(r"(?<![\w.,])(\d{1,3})\s?(?:to|and)\s?(\d{1,3})(?=\s*(?:years?|months?|days?|weeks?)\b)", re.I)
_OVER = regex(
    r"(?:[>＞]|\b(?:more|greater|longer|later)\s+than|\b(?:over|after|beyond))[-\s]?(\d{1,3})(?![\d,.])\b", re.I
)
_US = regex(r"\bU\.S\.(?:A\.)?|\bUSA?\b(?!\s?[$’'])|\b[Uu]nited\s+[Ss]tates(?:\s+of\s+America)?\b")
_UK = regex(r"\bU\.K\.|\b[Uu][Kk]\b|\b[Uu]nited\s+[Kk]ingdom\b")
# The two ends of a time are told in many ways, and "end" and "period" alone say nothing. They are no kin of
# what was "opened" and "closed".
BEGINNING, ENDING = "startoftime", "endoftime"
_OF_A_TIME = (
    r"(?:\s+of\s+(?:the\s+|each\s+)?(?:fiscal\s+|financial\s+|FY\s*)?"
    rf"(?:years?|periods?|months?|quarters?|(?:19|20)\d\d|{MONTH_NAMES})\b)"
)
_BALANCES = r"(?=\s+(?:balances?|net|cash|stock|inventor(?:y|ies)|position|provision|carrying|book|amount)\b)"
_OPENING = regex(rf"\b(?:beginning|start|commencement){_OF_A_TIME}|\b(?:opening|beginning){_BALANCES}", re.I)
_CLOSING = regex(
    rf"\bend{_OF_A_TIME}|\b(?:year|period)[\s-]end\b|\b(?:closing|ending){_BALANCES}|(?<=balance)\s+at\s+end\b",
    re.I,
)
_TOTAL_RETURN = regex(r"\btotal\s+(?=(?:(?:share|stock)holders?[’']?\s+)?return\b)", re.I)  # it adds nothing up
_NUMBER_ALONE = regex(r"\W*(?:numbers?|no\.|quantity)\W*", re.I)
ASIDE = regex(r"\([^()]*\)")


def stem(word: str) -> str:
    """A word without its ending, so that "leases" and "lease", "operating" and "operations" meet.

    >>> stem("leases") == stem("lease"), stem("operating") == stem("operations"), stem("tax") == stem("taxes")
    (True, True, True)
    """
    word = word.lower().replace("’", "'").removesuffix("'s").replace("'", "")
    word = _SAME.get(word, word)
    if word.isdigit() or len(word) <= 3:
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def stems(text: str) -> tuple[str, ...]:
    """The stems of a text's words that say something, in order."""
    if _NUMBER_ALONE.fullmatch(text):
        return (COUNTED_STEM,)
    text = re.sub(r"(?<=[a-z]{2})(?=[A-Z][a-z]{2})", " ", text)  # "FairValue"
    text = _TOTAL_RETURN.sub("", _PREFIX.sub(r"\1", text.replace("&", " and ")))
    text = _US.sub(" unitedstates ", _UK.sub(" unitedkingdom ", text))
    text = _CLOSING.sub(f" {ENDING} ", _OPENING.sub(f" {BEGINNING} ", text))
    text = _SPAN.sub(r"\1to\2", _YEARS_TO.sub(r"\1to\2", _OVER.sub(r"over\1 ", text)))
    text = re.sub(r"(?<=[a-zA-Z]{4})(?=\d\b)|(?<=\b[A-Z]{3})(?=\d\b)", " ", text)
    found = (w.group().lower() for w in _WORD.finditer(text))
    return tuple(stem(w) for w in found if w not in _STOP)


def initials_of(title: str) -> Iterator[str]:
    """The first letters of a title's words, with and without its little words.

    >>> list(initials_of("Work in progress (note 3)")), list(initials_of("Research and development"))
    (['WIP', 'WP'], ['RAD', 'RD'])
    """
    words = re.findall(r"[A-Za-z]+|\b\d\b", ASIDE.sub(" ", title))
    if 1 < len(words) <= 8:
        telling = [w for w in words if w.lower() not in ("and", "of", "the", "in", "for", "to", "on", "or")]
        for some in (words, telling):
            if len(some) > 1:
                yield "".join(w[0] for w in some).upper()


def without_label(words: str, label: str) -> str:
    """Words without a label that is said in them, as far as two or more of its words stand together.

    >>> without_label("the change in the net increase in cash", "Net increase in cash and equivalents")
    'the change in the  '
    """
    spoken = [(m.start(), m.end(), found[0]) for m in _WORD.finditer(words) if (found := stems(m[0]))]
    best: tuple[int, int, int] = (1, 0, 0)
    for last in range(len(spoken)):
        left = Counter(stems(label))
        first = last + 1
        while first > 0 and left[spoken[first - 1][2]] > 0:
            first -= 1
            left[spoken[first][2]] -= 1
        if last - first + 1 > best[0]:
            best = last - first + 1, spoken[first][0], spoken[last][1]
    return f"{words[: best[1]]} {words[best[2] :]}" if best[2] else words


# What a head may be called besides: looked for where no label has the word itself.
_ALIKE = (("high", "highest", "maximum", "max"), ("low", "lowest", "minimum", "min"), ("average", "avg", "mean"))
ALIKE = {stem(word): frozenset(map(stem, words)) - {stem(word)} for words in _ALIKE for word in words}
COUNTED = "counted"  # a column "Number", whatever it is the number of
COUNTED_STEM = stem(COUNTED)
TOTAL_STEM = stem("total")
LIGHT = frozenset(stem(w) for w in _OF_OPERATIONS)
