"""Levels as guides label them ("Senior (L5)", "IC3–IC4", "Staff+ (L6+)", "59-60") and as people ask for them.

In: a row's label and a level that was asked for. Out: whether the row is for it. Codes are compared on
their own ladder alone (an E5 says nothing of an L5), titles by what they are called; an open end
("Staff+") is for whatever lies above it. It knows no company's ladder.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.regexes import regex

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
_CODE = regex(
    r"(?<![\w.$£€])(?:(?P<mark>[A-Za-z]{1,9})[\s-]?(?=\d|[IV]+\b))?(?:(?P<number>\d{1,2})|(?P<roman>(?<=[\s-])(?:VI|IV|I{1,3}|V)))"
    r"(?P<open>\+)?(?![\w%.]*\d)(?!\s?(?:%|yoe|yrs?\b|years?\b|[-–]\s?\d+\s?(?:\+\s?)?(?:yoe|yrs?|years?)))(?!\w)",
    re.IGNORECASE,
)
_PAIR = regex(r"(?<!\d)([1-9])-([1-9])(?!\d)")
_YEARS = regex(r"\(?\d{1,2}\s?(?:[-–]\s?\d{1,2}|\+)?\s?(?:yoe|yrs?|years?)\b[^)]*\)?", re.IGNORECASE)
_BETWEEN = regex(r"\s*(?:-|–|—|/|to|through)\s*", re.IGNORECASE)
_TITLE_WORD = regex(r"[A-Za-z][A-Za-z.'-]*\+?")

# What a title is called, and its height where everybody agrees on it.
_TITLES = {
    "intern": 0, "junior": 1, "jr": 1, "entry": 1, "entry-level": 1, "mid": 2, "mid-level": 2, "midlevel": 2,
    "intermediate": 2, "middle": 2, "middle-level": 2, "senior": 3, "sr": 3, "staff": 4, "principal": 5,
    "distinguished": 6, "fellow": 7,
    "lead": None, "associate": None, "director": None, "head": None, "vp": None, "partner": None, "svp": None,
}  # fmt: skip
_SAME = {
    "jr": "junior", "entry": "junior", "entry-level": "junior", "mid-level": "mid", "midlevel": "mid",
    "intermediate": "mid", "middle": "mid", "middle-level": "mid", "sr": "senior",
}  # fmt: skip
# What people write for a title beside the title itself.
OTHER_TITLES = {
    "junior": ("jr", "entry level", "entry-level"),
    "mid": ("mid level", "mid-level", "midlevel", "intermediate", "middle level", "middle-level"),
    "senior": ("sr",),
    "staff": ("staff level",),
    "principal": ("principal level",),
}


@dataclass(frozen=True, slots=True)
class Label:
    """A label, read: its steps (ladder, lowest, highest or None for an open end) and its title's words."""

    steps: tuple[tuple[str, int, int | None], ...]
    title: tuple[str, ...]
    open: bool


@lru_cache(maxsize=4096)
def read_label(text: str) -> Label:
    """Read a label or a level as asked.

    >>> read_label("Staff+ (L6+)")
    Label(steps=(('L', 6, None),), title=('staff',), open=True)
    >>> read_label("L5 SDE II").steps, read_label("IC3/IC4").steps, read_label("2-1 to 3-1").steps
    ((('L', 5, 5), ('SDE', 2, 2)), (('IC', 3, 4),), (('pair', 21, 31),))
    """
    plain = _YEARS.sub(" ", text)
    pairs = [int(a) * 10 + int(b) for a, b in _PAIR.findall(plain)]
    steps: list[tuple[str, int, int | None]] = [("pair", min(pairs), max(pairs))] if pairs else []
    last = -1
    for m in [] if pairs else _CODE.finditer(plain):
        number = int(m["number"]) if m["number"] else ROMAN[m["roman"].lower()]
        mark = (m["mark"] or "").upper()
        mark = {"LEVEL": "L", "LVL": "L", "ENGINEER": "ENG", "THROUGH": "", "TO": ""}.get(mark, mark)
        high = None if m["open"] else number
        joined = steps and last >= 0 and _BETWEEN.fullmatch(plain[last : m.start()])
        if joined and mark in ("", steps[-1][0]):
            steps[-1] = (steps[-1][0], steps[-1][1], high)
        else:
            steps.append((mark, number, high))
        last = m.end()
    words = [w.lower() for w in _TITLE_WORD.findall(_CODE.sub(" ", plain))]
    title = tuple(
        dict.fromkeys(_SAME.get(w.rstrip("+"), w.rstrip("+")) for w in words if w.rstrip("+") in _TITLES)
    )
    return Label(tuple(steps), title, "+" in plain)


def covers(label: str, asked: str) -> bool | None:
    """Whether a row's label is for a level; None where the two cannot be compared.

    >>> covers("Senior (L5)", "senior"), covers("Senior (L5)", "L6"), covers("Senior (L5)", "E5")
    (True, False, None)
    >>> covers("Staff+ (L6+)", "L7"), covers("Staff+ (L6+)", "principal"), covers("Senior", "senior staff")
    (True, True, False)
    >>> covers("63-64", "64"), covers("63-64", "L64"), covers("P6–P8", "P7"), covers("L5 SDE II", "SDE 2")
    (True, True, True, True)
    >>> covers("Partner/Distinguished", "partner"), covers("Partner/Distinguished", "senior partner")
    (True, False)
    """
    if is_printed_so(label, asked):
        return True
    own, wanted = read_label(label), read_label(asked)
    verdicts: list[bool] = []
    for ladder, low, high in own.steps:
        for theirs, first, last in wanted.steps:
            # "Grade 7" is "G7" of a ladder that is written so.
            named = len(theirs) > 1 and len(ladder) == 1 and theirs in ("GRADE", "BAND", "STEP") and theirs[0] == ladder
            if ladder == theirs or named or (ladder == "" and theirs in ("L", "GRADE", "BAND", "STEP")):
                top = last if last is not None else first
                inside = low <= first and (high is None or top <= high)
                holds = first <= low and high is not None and high <= top  # "L4 to L5" asks for both
                verdicts.append(inside or holds)
    if verdicts:
        return any(verdicts)
    if not own.title or not wanted.title:
        return None
    if set(own.title) == set(wanted.title):
        return True
    either = [part for part in label.split("/") if read_label(part).title]
    if len(either) > 1:
        return any(covers(part, asked) for part in either)
    mine, asked_for = _height(own.title), _height(wanted.title)
    return own.open and mine is not None and asked_for is not None and asked_for > mine


def is_printed_so(label: str, asked: str) -> bool:
    """Whether a level is asked for as a row has it, whatever stands between its letters."""
    return _letters(label) == _letters(asked)


def _letters(label: str) -> str:
    return "".join(char for char in label.casefold() if char.isalnum())


def _height(title: tuple[str, ...]) -> int | None:
    """How high a title is, where it is one word that everybody places alike."""
    return _TITLES.get(title[0]) if len(title) == 1 else None


def names_of_label(label: str) -> tuple[str, ...]:
    """What people may call a row's level beside its codes: its title, and its numbered titles either way.

    >>> names_of_label("Senior (L5)"), names_of_label("L5 SDE II"), names_of_label("IC3")
    (('senior', 'sr'), ('SDE II', 'SDE 2'), ())
    """
    own = read_label(label)
    out: list[str] = []
    if own.title:
        title = " ".join(own.title)
        out += [title, *(OTHER_TITLES.get(title, ()) if len(own.title) == 1 else ())]
    for m in _CODE.finditer(_YEARS.sub(" ", label)):
        if m["roman"] and m["mark"]:
            out += [m.group().rstrip("+"), f"{m['mark']} {ROMAN[m['roman'].lower()]}"]
    return tuple(dict.fromkeys(out))


def falls_apart(label: str) -> bool:
    """Whether words of a label stand between two of its titles, which part of it is then no level of its own.

    >>> falls_apart("Senior Member of Technical Staff"), falls_apart("Senior Staff Engineer")
    (True, False)
    """
    words = [word.lower() for word in label.split()]
    at = [i for i, word in enumerate(words) if word in _TITLES]
    return len(at) > 1 and at[-1] - at[0] >= len(at) and all(map(str.isalpha, words))


def bare_numbers(label: str) -> tuple[tuple[int, int | None], ...]:
    """The steps of a label that has numbers alone: "63-64" is from 63 to 64."""
    return tuple((low, high) for ladder, low, high in read_label(label).steps if ladder == "" and low > 9)
