"""Which rows a question may be answered with, by the names in it: the evals' own small resolver.

In: a question and the evals' table. Out: the rows asked for. It errs towards more rows, never towards
fewer: it is there to tell another row's figure from an asked one, and a name that it misses must not
fail a right answer. It does not know what else the question asks.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from functools import cache, lru_cache

from evals.cells import Guides, Row

COMPANY_ALIASES = {
    "meta": ("facebook", "fb", "instagram", "whatsapp"),
    "bytedance": ("tiktok", "tik tok", "tt", "douyin", "byte dance", "byte", "字节", "字节跳动", "抖音"),
    "alibaba": ("ali", "baba", "damo", "tongyi", "qwen", "阿里", "阿里巴巴", "达摩院"),
}
# A name on the left means the rows that name any of the places on the right.
PLACE_ALIASES = {
    ("bay", "bay area", "sf", "san francisco", "silicon valley", "california", "palo alto", "menlo", "mtv",
     "sunnyvale", "mountain view", "menlo park", "加州", "湾区", "硅谷"): ("bay area", "menlo park"),
    ("nyc", "new york", "ny", "manhattan", "big apple", "纽约"): ("nyc", "new york city"),
    ("seattle", "bellevue", "sea", "西雅图"): ("seattle",),
    ("us", "usa", "u.s.", "united states", "america", "american", "stateside", "美国"): ("us", "us r&d"),
    ("uk", "england", "britain", "united kingdom", "ldn", "伦敦"): ("london", "uk"),
    ("europe", "european", "eu"): ("london", "germany"),
    ("china", "chinese", "mainland", "prc", "中国"): ("beijing", "shanghai", "hangzhou"),
    ("asia", "apac"): ("beijing", "shanghai", "hangzhou", "singapore", "india"),
    ("sg", "sing", "spore", "新加坡"): ("singapore",),
    ("hq", "headquarters", "head office", "总部"): ("hq", "menlo park"),
    ("bengaluru", "blr", "hyd", "印度"): ("india",), ("deutschland", "german"): ("germany",),
    ("canadian",): ("canada",),
    ("北京", "pek", "bj"): ("beijing",), ("上海", "sh"): ("shanghai",), ("杭州", "hz"): ("hangzhou",),
}  # fmt: skip
# "tell us" names no place.
COUNTRY_US = re.compile(r"\bUS\b|\b(?:in|within|for|across)\s+(?:the\s+)?us\b")
WORD = re.compile(r"[a-z&.]+|[\u3400-\u9fff]+")
ALIKE = 0.8  # of the letters of two words, in order, for one to be the other but for a slip
HAN = re.compile(r"[\u3400-\u9fff]")


def places_of(region: str) -> list[str]:
    """The names in a row's label, in lower case.

    >>> places_of("Fjord City / Oslo (Norway)")
    ['fjord city', 'oslo', 'norway']
    """
    return [name.strip().lower() for name in re.split(r"[/(),]", region) if name.strip()]


def companies_named(question: str, guides: Guides) -> set[str]:
    """Companies of the guides that a question names."""
    companies = {row.company for row in guides.rows}
    return {c for c in companies if names_any(question, (c.lower(), *COMPANY_ALIASES.get(c.lower(), ())))}


def rows_asked(question: str, guides: Guides) -> list[Row]:
    """Rows that fit every name of the question: all of them where it names neither company nor place.

    Where no row fits both the company and the place, the rows of either are meant (two parts of one
    question may name them apart).
    """
    companies = companies_named(question, guides)
    at_place = [row for row in guides.rows if names_place(question, row)]
    of_company = [row for row in guides.rows if row.company in companies]
    if not companies:
        return at_place or list(guides.rows)
    if not at_place:
        return of_company
    both = [row for row in at_place if row.company in companies]
    # A company whose place is not there may still be listed; its other rows were asked for.
    without = companies - {row.company for row in both}
    return both + [row for row in of_company if row.company in without] if both else of_company


def names_row(question: str, guides: Guides) -> bool:
    """Whether the question names both a company and a place that has a row."""
    return bool(companies_named(question, guides)) and any(names_place(question, row) for row in guides.rows)


def names_place(question: str, row: Row) -> bool:
    """Whether a text names a place of the row, by its label or an alias."""
    return names_any(question, _names_of(row.region))


@cache
def _names_of(region: str) -> tuple[str, ...]:
    places = places_of(region)
    extra = [name for names, means in PLACE_ALIASES.items() if set(places) & set(means) for name in names]
    return (*places, *extra)


def names_any(question: str, names: Iterable[str]) -> bool:
    """Whether any of the names stands in the question, alike up to a slip in a longer word."""
    names, (text, words, spaced) = tuple(names), _words(question)
    has_us, between, together, han = _written(names)
    return (
        any(name in spaced for name in between)
        or any(name in words for name in together)
        or any(name in text for name in han)
        or (has_us and COUNTRY_US.search(question) is not None)
        or any(_slips_from(word, names) for word in words)
    )


# The same few names are looked for in thousands of questions.
@cache
def _written(names: tuple[str, ...]) -> tuple[bool, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Whether "us" is among the names; the others between blanks, those of two words run together, the Chinese."""
    others = [name for name in names if name != "us"]
    return (
        "us" in names,
        tuple(f" {name} " for name in others),
        tuple(name.replace(" ", "") for name in others if " " in name),
        tuple(name for name in others if HAN.search(name)),
    )


@lru_cache(maxsize=16)
def _words(question: str) -> tuple[str, tuple[str, ...], str]:
    """A question in lower case, its words, and those with a blank on either side."""
    text = question.lower()
    words = tuple(word.strip(".") for word in WORD.findall(text))
    return text, words, f" {' '.join(words)} "


# The same words stand in thousands of questions, and each is held to the names of every row.
@cache
def _slips_from(word: str, names: tuple[str, ...]) -> bool:
    """Whether a word is one of the longer names but for a slip."""
    single = [name for name in names if len(name) > 4 and " " not in name]
    return any(_alike(name, word) for name in single)


@cache
def _alike(name: str, word: str) -> bool:
    # Most words share too few letters with a name to be worth difflib's time, which counts them too.
    shared = sum(min(name.count(letter), word.count(letter)) for letter in set(name))
    if 2 * shared < ALIKE * (len(name) + len(word)):
        return False
    return bool(difflib.get_close_matches(name, (word,), 1, ALIKE))
