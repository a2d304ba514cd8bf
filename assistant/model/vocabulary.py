"""The words of a model's own: which of a sentence's words neither the data has nor advice needs.

In: a sentence with its figures written, `Material`. Out: the words that stand nowhere in the data and are
not among `vocabulary.toml`'s. That list is closed on purpose: it places, compares, advises and thanks, but
names nobody and nothing that somebody could have, so what a model invents needs a word that is not in it.
"""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from assistant.model.words import STOP
from corpus.regexes import regex

Tier = Literal["joining", "placing", "plain", "advising", "writing"]
ALL: tuple[Tier, ...] = ("joining", "placing", "plain", "advising")

_WORD = regex(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENDINGS = (
    "s", "es", "d", "ed", "r", "er", "st", "est", "ing", "ly", "ally", "y", "n", "en", "ness", "ment", "able",
)  # fmt: skip
_IRREGULAR = {
    "paid": "pay", "gave": "give", "went": "go", "gone": "go", "came": "come", "ran": "run", "sat": "sit",
    "lay": "lie", "lying": "lie", "lies": "lie", "stood": "stand", "said": "say", "told": "tell", "found": "find",
    "took": "take", "taken": "take", "made": "make", "kept": "keep", "meant": "mean", "thought": "think",
    "understood": "understand", "brought": "bring", "began": "begin", "chose": "choose", "chosen": "choose",
    "saw": "see", "seen": "see", "fell": "fall", "fallen": "fall", "lain": "lie", "held": "hold", "led": "lead",
    "rose": "rise", "risen": "rise", "shown": "show", "felt": "feel", "grew": "grow", "grown": "grow",
    "got": "get", "gotten": "get", "spoke": "speak", "spoken": "speak", "wrote": "write", "written": "write",
    "goes": "go", "heard": "hear", "knew": "know", "known": "know", "spent": "spend", "met": "meet", "lost": "lose",
}  # fmt: skip
# Forms in which the verb tells of something that has happened; they are not taken back to the plain one.
_TOLD = frozenset("told wrote written heard met spoke spoken led won agreed promised".split())


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("assistant.model").joinpath("vocabulary.toml").read_text("utf-8"))


@cache
def _lists() -> dict[str, dict[str, frozenset[str]]]:
    return {
        language: {name: frozenset(words.split()) for name, words in lists.items() if isinstance(words, str)}
        for language, lists in _table().items()
    }


def word_list(name: str) -> frozenset[str]:
    """One of the lists of English words."""
    return _lists()["en"][name]


@lru_cache(maxsize=8192)
def base_forms(word: str) -> frozenset[str]:
    """The forms that an English word may come from, itself among them.

    >>> sorted(base_forms("spreads")), "carry" in base_forms("carries"), "stop" in base_forms("stopped")
    (['spread', 'spreads'], True, True)
    """
    out = {word}
    if word in _IRREGULAR and word not in _TOLD:
        out.add(_IRREGULAR[word])
    for ending in _ENDINGS:
        stem = word[: -len(ending)]
        if not word.endswith(ending) or len(stem) < 3 or word in _TOLD:
            continue
        out.add(stem)
        if ending not in ("s", "d", "r", "st", "y", "n"):
            out.add(stem + "e")
        if stem.endswith("i"):
            out.add(stem[:-1] + "y")
        if len(stem) > 3 and stem[-1] == stem[-2]:
            out.add(stem[:-1])
    return frozenset(out)


@lru_cache(maxsize=8192)
def is_plain(word: str, tiers: tuple[Tier, ...] = ALL) -> bool:
    """Whether an English word may be used of anything.

    >>> is_plain("comfortably"), is_plain("spouse"), is_plain("negotiate", ("plain",))
    (True, False, False)
    """
    lists = _lists()["en"]
    if word in lists["claimed"] and not any(word in lists[tier] for tier in ALL):
        return False
    if _MANNER.fullmatch(word) and "advising" in tiers and word not in _HOW_IT_WAS_SAID:
        return True
    return any(form in lists[tier] for form in base_forms(word) for tier in tiers)


def words_in(text: str) -> list[str]:
    """The words of a sentence, in small letters, without an apostrophe's end.

    >>> words_in("Meta's one-time grant isn’t $5K.")
    ['meta', 'one-time', 'grant', 'isn’t', 'k']
    """
    words = [word.lower() for word in _WORD.findall(text)]
    if "'" in text or "’" in text:
        return [word.removesuffix("'s").removesuffix("’s") for word in words]
    return words


@lru_cache(maxsize=8192)
def _claims(word: str) -> bool:
    lists = _lists()["en"]
    if any(word in lists[tier] for tier in ALL):
        return False
    return not _plain_forms(word).isdisjoint(lists["claimed"])


def _plain_forms(word: str) -> set[str]:
    """A word without its ending, where it has one: "visas", "relocated", "promoting"."""
    out = {word}
    for ending in ("s", "es", "ed", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            out |= {stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem}
    return out


def is_claimed(word: str, known: frozenset[str] = frozenset()) -> bool:
    """Whether a word names what can be had, granted, decided or heard of, and is not among the known forms.

    >>> is_claimed("relocation"), is_claimed("glance"), is_claimed("visas", forms_of("no visa"))
    (True, False, False)
    """
    pieces = [word, *(p for p in _pieces(word) if p != word)]
    return any(_claims(p) and not _stands(p, known) for p in pieces)


# Behind a verb that opens a piece of advice: "Steer the chat", "Probe a little".
_OBJECTS = frozenset(
    """a an the this that these those your their them him her it its yourself any all both each one some no not for to
    from with on in into out up down back off away over about against through toward towards around at how what whether
    where when if more less as gently politely warmly calmly carefully clearly briefly firmly kindly further ahead aloud
    every my and""".split()
)


def is_imperative(first: str, second: str) -> bool:
    """Whether a piece without a finite verb that begins with these words tells somebody to do something.

    >>> is_imperative("steer", "the"), is_imperative("stock", "doubles"), is_imperative("people", "in")
    (True, False, False)
    """
    if first in _lists()["en"]["counselling"]:
        return True
    plural = first.endswith("s") and not first.endswith("ss")
    function = first in STOP or first in _lists()["en"]["joining"] or _claims(first) or first == "people"
    return second in _OBJECTS and not plural and not function


_MANNER = regex(r"\w{4,}(?<!fami)(?<!assemb)(?<!supp)ly")  # "technically": it tells how, not what
_HOW_IT_WAS_SAID = frozenset(
    "verbally orally officially formally informally privately confidentially internally externally publicly secretly"
    " unofficially reportedly allegedly apparently supposedly personally".split()
)

# What is left of "isn't" and "you'll" when they are parted.
_PARTS = frozenset(
    "isn aren wasn weren don doesn didn won wouldn couldn shouldn can cannot haven hasn hadn needn ll ve re".split()
)


@cache
def _same() -> dict[str, frozenset[str]]:
    groups = [frozenset(line.split()) for line in _table()["en"]["same"].strip().splitlines()]
    return {word: frozenset().union(*(g for g in groups if word in g)) for word in frozenset().union(*groups)}


@lru_cache(maxsize=64)
def with_same(forms: frozenset[str]) -> frozenset[str]:
    """Some forms, and those of the words that say the same.

    >>> "anticipate" in with_same(forms_of("They expect it.")), "landlord" in with_same(forms_of("an owner"))
    (True, False)
    """
    same = _same()
    return forms.union(*(same[f] for f in forms if f in same))


@lru_cache(maxsize=64)
def forms_of(text: str) -> frozenset[str]:
    """Every form that the words of a text may come from."""
    return frozenset(
        form for word in words_in(text) for piece in (word, *_pieces(word)) for form in base_forms(piece)
    )


def _pieces(word: str) -> list[str]:
    return [p for p in word.replace("’", "'").replace("-", "'").split("'") if p]


def strange_words(text: str, known: frozenset[str], tiers: tuple[Tier, ...] = ALL) -> list[str]:
    """The English words of a text that are neither among the known forms nor free, each once.

    >>> strange_words("Your spouse can work there, as it is close.", forms_of("Work is done there."))
    ['spouse']
    """
    out = []
    for word in dict.fromkeys(words_in(text)):
        if _is_known(word, known, tiers) or all(_is_known(p, known, tiers) for p in _pieces(word)):
            continue
        out.append(word)
    return out


def _is_known(word: str, known: frozenset[str], tiers: tuple[Tier, ...]) -> bool:
    if len(word) < 3 or word in STOP or word in _PARTS or is_plain(word, tiers):
        return True
    return _stands(word, known)


def _stands(word: str, known: frozenset[str]) -> bool:
    """Whether a word, or another of its family, is among the known forms: "acceptance" where "accept" is."""
    return not base_forms(word).isdisjoint(known) or not _family(word).isdisjoint(_families(known))


# Endings that make a noun of a deed; what somebody is and how it is done has another meaning.
_OF_DEEDS = ("ance", "ence", "ation", "ition", "tion", "ion", "al", "ment", "ure")
_SHORTEST_ROOT = 4


@lru_cache(maxsize=8192)
def _family(word: str) -> frozenset[str]:
    """The roots of a word that names a deed, and of one that does it; none of a short one."""
    out = set()
    for form in base_forms(word):
        for ending in _OF_DEEDS:
            stem = form[: -len(ending)]
            if form.endswith(ending) and len(stem) >= _SHORTEST_ROOT:
                out |= {stem, stem + "e"}
    return frozenset(out)


@lru_cache(maxsize=64)
def _families(known: frozenset[str]) -> frozenset[str]:
    return known.union(*(_family(word) for word in known if len(word) > _SHORTEST_ROOT))
