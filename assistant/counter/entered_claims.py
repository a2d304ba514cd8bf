"""What the person entered, in the form in which the claims of a text are held against it.

In: an `Offer`, the `Lexicon`, a sentence. Out: `Entered` (offers, processes, names, words, dates), and
the clauses, amounts, dates and claims of a sentence. It judges nothing; `offer_claims` and `own_claims` do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from assistant.counter.free_text import usable
from assistant.counter.offer import Competing, Money, Offer, Percent
from assistant.counter.terms import written_out
from corpus.money import Amount, amounts_in
from corpus.numerals import spelt_amounts_in
from corpus.regexes import regex
from index.resolve import Lexicon, words_of

IX = re.IGNORECASE | re.VERBOSE

DAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tonight|today|noon|midnight|eod|eow|cob"
    r"|close\s+of\s+business"
)
MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan"
    r"|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_MOMENT = regex(
    rf"""\b(?:{DAY}|{MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}
    |\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}(?:[/.]\d{{2,4}})?
    |(?:end|middle|beginning)\s+of\s+(?:the\s+|this\s+|next\s+)?(?:day|week|month|quarter|year)
    |(?:\d+|an?|one|two|three|four|five|six|seven|ten|few)\s+(?:business\s+|working\s+|more\s+)?(?:hours?
      |days?|weeks?)|(?:next|this|coming)\s+(?:week|month|weekend)
    |the\s+\d{{1,2}}(?:st|nd|rd|th)\b)""",
    IX,
)


@dataclass(frozen=True)
class Entered:
    """What the claims of a text are held against."""

    offer: Offer
    offers: tuple[Competing, ...]
    processes: tuple[Competing, ...]
    named: frozenset[str]  # companies that may be named, as the lexicon calls them
    rival_names: dict[str, tuple[Competing, ...]]  # by canonical name and by bare words
    words: frozenset[str]  # stems of what the person says about themselves
    told: str  # what they say about themselves, as text
    dates: frozenset[str]
    lexicon: Lexicon


_STOP = frozenset(
    "the and for with from that this have has had was were are been being year years experience work working worked "
    "background expertise skills skill record team teams role level offer company large scale strong deep both more "
    "most very also into over about your you our their them they what which when where who how will would could can "
    "built build building led lead leading made make designed trained shipped wrote bring brings".split()
)


def _stem(word: str) -> str:
    return word.lower()[:5]


def stems(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W_]{3,}|[A-Z]{2}(?![^\W_])", text)
    return frozenset(_stem(w) for w in words if w.lower() not in _STOP)


def names_of(text: str | None, lexicon: Lexicon) -> set[str]:
    """The companies a text names, as the lexicon calls them, and the text's own bare words."""
    if not text:
        return set()
    # "at", because an ordinary word is a company's name only behind such a word
    found = {m.name for m in lexicon.mentions(f"at {text}", correct=False) if m.kind == "company"}
    return found | {" ".join(words_of(text))}


def own_names(offer: Offer, lexicon: Lexicon) -> set[str]:
    """The names of the offer's own company; a misspelt one was read, so it may be written right."""
    read = lexicon.mentions(offer.company or "")
    return names_of(offer.company, lexicon) | {m.name for m in read if m.kind == "company"}


def entered_of(offer: Offer, lexicon: Lexicon) -> Entered:
    """What was entered; the last one is kept, since a draft asks for each of its sentences."""
    global _LAST
    last = _LAST
    if last is None or last.offer is not offer or last.lexicon is not lexicon:
        last = _LAST = _read(offer, lexicon)
    return last


_LAST: Entered | None = None


def _read(offer: Offer, lexicon: Lexicon) -> Entered:
    offers = tuple(c for c in offer.competing if c.is_offer)
    processes = tuple(c for c in offer.competing if c.status == "in_process")
    told = [s for s in offer.strengths if usable(s)]
    about = [*told, offer.role or "", offer.level or "", offer.company or "", offer.region or ""]
    named = own_names(offer, lexicon) | {
        name for text in (*told, offer.role) for name in names_of(text, lexicon)
    }
    rivals: dict[str, tuple[Competing, ...]] = {}
    for rival in (*offers, *processes):
        for name in names_of(rival.company, lexicon):
            rivals[name] = (*rivals.get(name, ()), rival)
            if rival.may_name:
                named.add(name)
    when = " ".join(
        [offer.deadline or "", offer.start_date or "", offer.target_words.get("start_date", "")]
        + [f"{r.date or ''} {r.text}" for r in offer.rounds]
    )
    when = f"{when} {written_out(when)}"
    return Entered(
        offer,
        offers,
        processes,
        frozenset(named),
        rivals,
        stems(" ".join(about)),
        " ".join(told).lower(),
        moments_in(when),
        lexicon,
    )


# ---------------------------------------------------------------------------------- the sentences

_SENTENCE = regex(
    r"[^\n]+?(?:(?<!\bCo)(?<!\bInc)(?<!\bLtd)(?<!\bCorp)[.!?]+[”\"’)]*(?=\s)|[。！？]+|$)", re.MULTILINE
)
# A clause ends where another thing is said; a figure on the other side is not the claim's.
_CLAUSE = regex(
    r"[;:—()]|\s[–-]\s|,\s+(?:and|so|but|which|because|while|as|to|i|could|would|this|that|where"
    r"|not)\b|,\s(?=(?:my|your|the)\b)"
    r"|\band\s+(?=(?:an?|the|another)\s+(?:\w+\s+)?offer\b)"
    r"|\b(?:and|but|so)\s+(?:i|we|could|would|this|that|it)\b|\b(?:because|while|although|whereas)\b",
    re.IGNORECASE,
)
# "I have no other offer", "if another offer comes", "do you make other offers?": no claim is made.
NO_CLAIM = regex(
    r"""(?:\b(?:no|not|never|without|nor|neither|if|whether|unless|should|when\s+you\s+have|in\s+case
      |rather\s+than|instead\s+of)\b|n['’]t\b)
    (?:\s+[\w'’-]+){0,6}\s*$""",
    IX,
)
OF_THEIRS = regex(
    r"(?:\b(?:you|your|their|they|candidates?|people|recruiters?)\b(?:\s+(?!know\b"
    r"|that\b)[\w'’-]+){0,2}\s*)$",
    re.I,
)


def sentences_of(text: str) -> list[str]:
    return [s.strip() for s in _SENTENCE.findall(text) if s.strip()]


def clauses_of(sentence: str) -> list[str]:
    out, start = [], 0
    for m in _CLAUSE.finditer(sentence):
        out.append(sentence[start : m.start()])
        start = m.start()
    return [c for c in (*out, sentence[start:]) if c.strip()]


DENIED_INSIDE = regex(r"\b(?:not|never|no\s+longer)\b|n['’]t\b", re.IGNORECASE)


# A letter and its other tones share most clauses, and each is held to every pattern.
@lru_cache(maxsize=8192)
def claimed(pattern: re.Pattern[str], text: str, denying: bool = False) -> re.Match[str] | None:
    """The first place where something is claimed and not denied or supposed.

    `denying`: the claim itself has a "not" in it, as "not vested"; "I am not interviewing" claims nothing.
    """
    found = (m for m in pattern.finditer(text) if not NO_CLAIM.search(text[: m.start()]))
    return next((m for m in found if denying or not DENIED_INSIDE.search(m.group())), None)


def moments_in(text: str) -> frozenset[str]:
    """The points in time that a text names, in bare words; and its dates' bare numbers."""
    out: set[str] = set()
    for m in _MOMENT.finditer(text):
        out |= {w for w in words_of(m.group()) if w not in ("the", "of", "on", "by", "this")}
    return frozenset(
        out | {w for w in words_of(text) if w.isdigit() or re.fullmatch(r"\d+(?:st|nd|rd|th)", w)}
    )


def money_in(text: str) -> list[Amount]:
    found = [
        a
        for a in (*amounts_in(text), *spelt_amounts_in(text))
        if a.unit == "money" or (a.unit == "count" and a.scaled)
    ]
    return found + [
        a
        for a in amounts_in(text)
        if a.unit == "count" and not a.scaled and a.low >= 1000 and not 1900 <= a.low <= 2100
    ]


def values_of(moneys: Iterable[Money | Percent | None]) -> set[object]:
    return {m.value for m in moneys if m is not None}
