"""What the guides advise when a recruiter pushes back: found by kind and content, not by wording.

In: the library and the guide of an offer (or None). Out: a `Counsel`: for each kind of pushback that a
guide pairs with a reply, that passage and the part of the offer it turns to; passages of advice by
topic. Only the offer's own guide and the general ones are read, once for each library. It words no
reply.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.counter.heard import kind_of, parts_in
from assistant.counter.orders import is_order
from corpus.passages import Passage
from corpus.regexes import regex
from index.library import Library

LONGEST_WHEN = 80
# What a general sentence of advice is about; the shortest passage that speaks of it is taken.
_TOPICS = {
    name: regex(pattern, re.IGNORECASE)
    for name, pattern in {
        "in_writing": (
            r"\b(?:get|gets|getting|have|put|see|receive|want)\b.{0,40}\bin\s+writing\b|\b(?:formal|"
            r"written|updated|final)\s+(?:offer\s+)?letter\b"
        ),
        "time": (
            r"\b(?:ask(?:ing|s)?\s+(?:for|them\s+for)|request(?:ing)?|take|"
            r"need)\s+(?:\w+\s+){0,2}(?:time|days)\b|\bon\s+the\s+spot\b|\brush\w*\b.{0,20}\bdecision|"
            r"\bdecid\w+\s+in\s+a\s+hurry"
        ),
        "number_first": (
            r"\b(?:reveal\w*|tell\w*|nam(?:e|ing)|shar(?:e|ing)|say|giv(?:e|ing)|"
            r"disclos\w+)\b.{0,40}\b(?:number|expectation|salary|figure)s?\b.{0,30}\b(?:first|"
            r"early)\b|\brange\b.{0,20}\bbudgeted\b|\bsalary\s+history\b"
        ),
        "honest": r"\bbluff\w*|\bhonest\w*|\btruthful\w*|\bnever\s+lie\b|\bmade[\s-]up\s+offer",
        "rescind": (
            r"\brescind\w*|\bwithdraw\w*|\btake\s+(?:it|the\s+offer)\s+back\b|\bpull\s+(?:an?|"
            r"the)\s+offer\b|\brevok\w+"
        ),
        "gap": (
            r"\bsign(?:ing|[\s-]on)\w*\b.{0,80}\b(?:bridg\w+|gap|clos\w+|difference|make\s+up|"
            r"making\s+up|one-?time|once)\b"
        ),
        "level": r"\blevel\b.{0,60}\b(?:total\s+comp\w*|rais\w+|more\s+than|room|decides|determines|scope)\b",
        "together": (
            r"\bcollaborat\w+|\bshared\s+problem|\bjoint\s+problem|\bsolve\s+together|\badversar\w+|"
            r"\bconfrontation\w*"
        ),
        "growth": r"\bequity\b.{0,40}\b(?:grow\w*|trajector\w+|refresh\w*)|\brefresher",
        "leverage": (
            r"\b(?:absent|without)\s+(?:an?\s+|another\s+|any\s+)?(?:competing\s+|other\s+)?offer|"
            r"\bnot\s+the\s+only\s+(?:one|leverage)"
        ),
    }.items()
}
_ADVICE = ("list", "faq", "text", "timeline", "row", "persona")
_KIND_ORDER = {kind: place for place, kind in enumerate(_ADVICE)}


@dataclass(frozen=True, slots=True)
class Paired:
    """A pushback that a guide knows: what they say, the passage, the parts its reply turns to."""

    when: str
    passage: Passage
    parts: tuple[str, ...]
    asks: bool  # the reply is a question to them


@dataclass(frozen=True, slots=True)
class Counsel:
    """What the guides say on pushback."""

    pairs: dict[str, tuple[Paired, ...]] = field(default_factory=dict)  # by kind; "" for other remarks
    topics: dict[str, Passage] = field(default_factory=dict)

    def on(self, kind: str) -> Paired | None:
        """The first pair for a kind; the offer's own guide comes before the general ones."""
        return next(iter(self.pairs.get(kind, ())), None)

    def cited(self, *topics: str) -> tuple[Passage, ...]:
        """The passages of these topics, as far as there are any."""
        return tuple(dict.fromkeys(self.topics[t] for t in topics if t in self.topics))


def counsel_of(library: Library, guide: str | None) -> Counsel:
    """Read the advice of an offer's own guide and of the general ones."""

    def read() -> Counsel:
        general = [g.path for g in library.guides() if g.company is None]
        passages = [
            p
            for g in dict.fromkeys((*([guide] if guide else []), *general))
            for p in library.passages(guide=g)
        ]
        return Counsel(_pairs(passages), _topics(passages))

    return library.once(("counsel", guide), read)


def _pairs(passages: Sequence[Passage]) -> dict[str, tuple[Paired, ...]]:
    found: dict[str, list[Paired]] = {}
    for passage in passages:
        if passage.kind not in ("pushback", "faq"):
            continue
        when = next((text for name, text in passage.parts if name in ("when", "question")), "")
        say = next((text for name, text in passage.parts if name in ("say", "answer")), "")
        kind = kind_of(when)
        if not when or (passage.kind == "faq" and kind is None):
            continue
        parts = tuple(dict.fromkeys(name for name, _, _ in parts_in(say) if name != "recurring"))
        found.setdefault(kind or "", []).append(Paired(_spoken(when), passage, parts, "?" in say))
    return {kind: tuple(pairs) for kind, pairs in found.items()}


def _spoken(when: str) -> str:
    """A remark as it can stand over a reply: one line, without figures, blanks or orders; else nothing."""
    flat = " ".join(when.split()).strip("\"“”' ")
    if len(flat) > LONGEST_WHEN or re.search(r"[\d\[\]{}<>]", flat) or is_order(flat):
        return ""
    return flat


def _topics(passages: Sequence[Passage]) -> dict[str, Passage]:
    out: dict[str, Passage] = {}
    advice = [p for p in passages if p.kind in _KIND_ORDER and p.company is None]
    for name, pattern in _TOPICS.items():
        speaking = [p for p in advice if pattern.search(" ".join(p.quote.split()))]
        if speaking:
            out[name] = min(speaking, key=lambda p: (len(p.quote), _KIND_ORDER[p.kind]))
    return out
