"""One value that a person entered becomes an exact one, or a Problem that names its place.

In: an `Entry` (the value, the path of its key, what tells where that is). Out: its fields, its items, a
text, texts, pairs, a yes or no, the words of a number. It does not know which fields an offer has, nor
what a number is of: that is `entered_numbers`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from assistant.counter.fields import ALSO, NOT_TOLD, meant
from corpus.problem import Problem
from corpus.regexes import regex

Where = Callable[[str], str]

TEXT_LIMIT = 2_000  # characters of one text
MESSAGE_LIMIT = 10_000  # of a message that was received, which may be a whole mail
LIST_LIMIT = 100
MOST = Decimal(10) ** 15  # of any number

_NAMED = regex("[=:]")
_BETWEEN_PAIRS = regex(r"[;\n]|,\s")
_PAIR = regex(r"\s*([^=:]{1,40}?)\s*[=:]\s*(\S.*?)\s*", re.DOTALL)
_BETWEEN_WISHES = regex(r"[;,>\n]|\bthen\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A value as entered, the path of its key (`competing_offers[0].tc`), and what tells its place."""

    value: Any
    path: str
    where: Where

    def problem(self, message: str, remedy: str) -> Problem:
        """What is wrong with it: `base is negative (offer.yaml:7). To mend it: …`."""
        return Problem(f"{self.path} {message}".strip(), self.where(self.path), remedy)

    def fields(self, known: Sequence[str], *, others_ignored: bool = False) -> dict[str, Entry]:
        """The fields of a mapping that say something. An unknown one is refused."""
        if not isinstance(self.value, Mapping):
            remedy = f"write its fields below it, such as {known[0]}: …"
            raise self.problem(f"is to have fields of its own, and is {kind_of(self.value)}", remedy)
        found: dict[str, Entry] = {}
        for key, value in self.value.items():
            entry = Entry(value, f"{self.path}.{key}" if self.path else str(key), self.where)
            field = ALSO.get(key, key) if isinstance(key, str) else ""
            if field in known:
                if field in found and not entry.is_blank:
                    raise entry.problem(f"is there beside another {field}", f"keep one, and call it {field}")
                if not entry.is_blank:
                    found[field] = entry
            elif not others_ignored:
                raise unknown(entry, str(key), known, self.path)
        return found

    @property
    def items(self) -> list[Entry]:
        """The entries of a list, blank ones left out."""
        if not isinstance(self.value, list | tuple):
            raise self.problem(f"is to be a list, and is {kind_of(self.value)}", "write one “- …” for each")
        if len(self.value) > LIST_LIMIT:
            raise self.problem(f"has {len(self.value)} entries", f"keep at most {LIST_LIMIT}")
        entries = [Entry(v, f"{self.path}[{n}]", self.where) for n, v in enumerate(self.value)]
        return [entry for entry in entries if not entry.is_blank]

    @property
    def is_blank(self) -> bool:
        """Whether nothing was told: empty, or words such as “n/a”."""
        value = self.value
        if isinstance(value, str):
            return not value.strip() or value.strip().casefold() in NOT_TOLD
        return value is None or (isinstance(value, list | tuple | Mapping) and not value)

    @property
    def is_text(self) -> bool:
        return isinstance(self.value, str)


def unknown(entry: Entry, key: str, known: Sequence[str], inside: str) -> Problem:
    """An unknown key, with the nearest known one."""
    near = meant(key, known)
    place = f" in {inside}" if inside else ""
    if near:
        remedy = f"write {near}"
    elif inside:
        remedy = f"the fields here are {', '.join(known)}"
    else:
        remedy = "take it out; “counteroffer offer-template” shows every field"
    return Problem(f"there is no field {short(key)}{place}", entry.where(entry.path), remedy)


def kind_of(value: Any) -> str:
    """What a value is, in words."""
    if isinstance(value, bool):
        return "yes or no"
    if isinstance(value, Mapping):
        return "a group of fields"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, int | float | Decimal):
        return "a number"
    return "a text" if isinstance(value, str) else "something else"


def short(text: str) -> str:
    """A text in quotes, cut where it is long."""
    return repr(text if len(text) <= 60 else text[:57] + "…")


def text_at(entry: Entry, limit: int = TEXT_LIMIT) -> str:
    """A text as it was entered; numbers and dates become the text they were written as."""
    value = entry.value
    if isinstance(value, date | time):  # TOML has dates and times of day
        return value.isoformat()
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return number_words(entry)
    if not isinstance(value, str):
        remedy = 'write it as text, in quotes: "…"'
        raise entry.problem(f"is to be a text, and is {kind_of(value)}", remedy)
    text = value.strip()
    if len(text) > limit:
        raise entry.problem(f"has {len(text):,} characters", f"keep at most {limit:,}")
    for char in text:
        if unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n\r":
            raise entry.problem(f"holds a character that is no text (U+{ord(char):04X})", "take it out")
    return text


def texts_at(entry: Entry, *, split: bool = False) -> tuple[str, ...]:
    """A list of texts; one text is a list of one, or, with `split`, of what stands between commas."""
    if isinstance(entry.value, list | tuple):
        return tuple(text_at(item) for item in entry.items)
    text = text_at(entry)
    parts = _BETWEEN_WISHES.split(text) if split else [text]
    return tuple(part.strip() for part in parts if part.strip())


def pairs_at(entry: Entry) -> Entry:
    """A mapping; also from a text such as `base=250k; equity=500k`, as a flag gives it.

    >>> pairs_at(Entry("USD/CNY=7.1; GBP/USD: 1.25", "exchange_rates", str)).value
    {'USD/CNY': '7.1', 'GBP/USD': '1.25'}
    """
    if not entry.is_text or not _NAMED.search(entry.value):
        return entry
    found: dict[str, str] = {}
    for part in filter(str.strip, _BETWEEN_PAIRS.split(text_at(entry))):
        pair = _PAIR.fullmatch(part)
        if pair is None:
            raise entry.problem(
                f"is {short(part.strip())}, without a name", "write it as name=value; name=value"
            )
        if pair[1] in found:
            raise entry.problem(f"names {short(pair[1])} twice", "name it once")
        found[pair[1]] = pair[2]
    return Entry(found, entry.path, entry.where)


def yes_or_no(entry: Entry) -> bool:
    """True or false, also in words."""
    if isinstance(entry.value, bool):
        return entry.value
    word = str(entry.value).strip().casefold() if entry.is_text else ""
    if word in ("yes", "y", "true", "on", "ja", "是"):
        return True
    if word in ("no", "n", "false", "off", "nein", "否"):
        return False
    raise entry.problem(f"is to be yes or no, and is {short(str(entry.value))}", "write yes or no")


def number_words(entry: Entry) -> str:
    """A number as it is written out: no exponent, no rounding.

    >>> number_words(Entry(230000, "base", str)), number_words(Entry(Decimal("230.000"), "base", str))
    ('230000', '230.000')
    """
    value = entry.value
    if isinstance(value, int):
        if abs(value) > MOST:
            raise entry.problem("is too large a number", "check its digits")
        return str(value)
    exact = Decimal(repr(value)) if isinstance(value, float) else value
    if not exact.is_finite():
        raise entry.problem(f"is {value}, which is no number", "write the amount, or leave it out")
    if len(exact.as_tuple().digits) > 30 or not -16 < exact.adjusted() < 16:
        raise entry.problem("is too large or too small a number", "check its digits")
    words = f"{exact:f}"
    # A program's 230000.0 is the whole number; in a file "230.000" may be somebody's 230,000.
    return words.removesuffix(".0")
