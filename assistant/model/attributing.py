"""What a sentence says that a guide says, or that holds without exception: held against the very words.

In: an English sentence of an answer with its figures written, `Material`. Out: a reason where a guide is
said to say, rate, list or deny what stands nowhere in the data, or where "always", "every" or "cannot" is
said of the world and the data does not. A figure is not its business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from assistant.model.counsel import pieces_of
from assistant.model.entailing import head_of, parts_in
from assistant.model.references import Material, Rendered, without_orders
from assistant.model.vocabulary import ALL, forms_of, strange_words, with_same, words_in
from assistant.model.weighing import Doubt
from assistant.model.words import ADVISING, quotes, stems
from corpus.regexes import regex
from index.library import Library
from index.resolve import Lexicon

IX = re.IGNORECASE | re.VERBOSE

_SAYS = regex(
    r"""\bguides?(?:['’]s?)?\s+(?:(?:also|even|only|itself|clearly|actually|\w+ly)\s+)*
    (?:says?|states?|notes?|recommends?|advises?|warns?|suggests?|tells?|claims?|promises?|explains?|insists?
    |mentions?|stresses|holds?|points?\s+out)
    \s+(?:you\s+|us\s+)?(?:that\s+|to\s+)?(?P<what>[^;:,.?!∎]*)""",
    IX,
)
_THEY_SAY = regex(
    r"^\W*(?P<what>[^;:.?!∎]*?),\s+(?:as\s+)?(?:the|one|that)\s+guides?\s+(?:says?|states?|notes?|warns?|advises?)\b",
    re.I,
)
_SAYS_IT = regex(
    r",\s+(?:says?|states?|notes?|warns?|advises?)\s+(?:the|one|that)\s+guide,\s+(?!while|whereas|and\b|but\b|so\b|though|because)(?P<what>[^;:,.?!∎]*)",
    re.I,
)
# What admits of no exception, where it is said of people, companies and guides.
_ABSOLUTE = regex(
    r"\b(?:always|never|every(?!\s+(?:components?|parts?|pieces?|figures?|numbers?|rows?|one\s+of)\b)|everyone|everybody|nobody|no\s+one"
    r"|invariably|guarante\w+|definitely|without\s+exception|at\s+all|requires?|required|mandatory"
    r"|(?:you|they|he|she|recruiters?|compan(?:y|ies)|employers?)\s+(?:cannot|can['’]t|must))\b",
    re.I,
)
_WHETHER = regex(r"\W*(?:whether|if)\b", re.I)
_NOT_QUITE = regex(r"(?:\b(?:not|no|without|almost|nearly|rarely|don['’]t)|n['’]t)\s+(?:\w+\s+){0,2}$", re.I)
_OF_A_GUIDE = regex(r"\b(?:guides?|rows?|tables?|scripts?)\b", re.I)
_RATING = regex(r"\b(?:high(?:ly)?|medium|moderate(?:ly)?|low|rarely|often|sometimes)\b", re.I)
_RATED = regex(r"\bflexib\w+|\brate[sd]?\b|\brating\b|\bnegotiable\b", re.I)
_NEGATED = regex(
    r"\b(?:not|no|never|nothing|nobody|without|neither|nor|cannot|rarely|seldom|hardly)\b|n['’]t\b", re.I
)
_ON_THE_DO_LIST = regex(
    r"\b(?:on|in|among|under|part\s+of)\s+(?:the\s+|its\s+|their\s+)?(?:guide['’]s\s+)?[“\"']?dos?\b(?![’'\"”]?\s*n['’]?t)(?!\s+not)"
    r"|\bdo\s+list\b|\blist\s+of\s+dos\b",
    re.I,
)
_SILENT = regex(r"\s*(?:nothing|little|no\s+more)\b", re.I)
_A_DONT = regex(r"\bdon['’]?ts?\b|\bdo\s+not\b|\bavoid\b|\bmistakes?\b", re.I)


def attribution_problems(rendered: Rendered, material: Material) -> Iterable[str]:
    """What a guide is said to say and does not."""
    text = rendered.bare
    if quotes(rendered.text, material):
        return
    known = _forms(material)
    asked = words_of_question(material)
    for m in (*_SAYS.finditer(text), *_THEY_SAY.finditer(text), *_SAYS_IT.finditer(text)):
        if _SILENT.match(m["what"]):
            continue  # "the guide says nothing about tax"
        only_asked = [w for w in strange_words(m["what"], _said_forms(material), ALL) if w in asked]
        if only_asked and not _NEGATED.search(m["what"]):
            yield Doubt("the guide's", f"“{only_asked[0]}” is the question's word and not the guide's")
            return
        strange = strange_words(m["what"], known, ("joining",))
        content = [w for w in stems(m["what"]) if w not in ADVISING]
        if len(strange) > 1 or (len(strange) * 4 >= max(1, len(content)) and strange):
            yield Doubt("the guide's", f"“{strange[0]}” is not what the guide says")
            return
        if _NEGATED.search(m["what"]) and not _denied_there(m["what"], material):
            yield Doubt("the guide's", "the guide does not deny this")
            return
    for piece in pieces_of(text):
        if piece.directs or "∎" in piece.text:
            continue
        said = None if _WHETHER.match(piece.text) else _ABSOLUTE.search(piece.text)
        if said and (_NOT_QUITE.search(piece.text[: said.start()]) or _OF_A_GUIDE.search(piece.text)):
            continue  # "it is not open to everyone", "a word that the row never uses"
        if said and not _stands(said[0], material):
            yield Doubt("absolute", f"“{said[0]}” stands nowhere in the data")
            return
    if _RATED.search(text):
        rated = _ratings(text, material.lexicon)
        there = set[tuple[str, str]]().union(*(_ratings(line, material.lexicon) for line in _lines(material)))
        there |= _rated_in_rows(material.library, material.lexicon)
        if rated and there and not rated <= there:
            yield "the guides rate it otherwise"
            return
    if _ON_THE_DO_LIST.search(text) and (home := _nearest(text, material)) and _A_DONT.search(home):
        yield "it stands among what not to do"


def _forms(material: Material) -> frozenset[str]:
    from assistant.model.asserting import known_forms

    return known_forms(material)


def _said_forms(material: Material) -> frozenset[str]:
    """The words of the guides and of what was composed: not those of the question alone."""

    def read() -> frozenset[str]:
        heads = " ".join(f"{p.text} {p.title} {p.section}" for p in material.passages.values())
        said = " ".join(s for s in _SENTENCES.split(material.supported) if not _NOT_THERE.search(s))
        return with_same(forms_of(f"{said} {heads} recruiter"))

    return material.once("forms of the guides", read)


_SENTENCES = regex(r"(?<=[.!?])\s+|\n")
_NOT_THERE = regex(r"\b(?:have\s+no|has\s+no|do(?:es)?\s+not\s+cover)\b", re.I)


def words_of_question(material: Material) -> frozenset[str]:
    """The words of the question, as they stand."""

    def read() -> frozenset[str]:
        mentions = material.lexicon.mentions(material.question, correct=False)
        names = {w for m in mentions if m.kind == "company" for w in words_in(m.text)}
        return frozenset(words_in(material.question)) - names

    return material.once("words of the question", read)


def _stands(word: str, material: Material) -> bool:
    """Whether an absolute word stands in the data, in one form or another."""
    last = re.escape(word.split()[-1].lower()[:6])
    return bool(re.search(rf"\b{last}", material.told_of, re.I))


def _lines(material: Material) -> tuple[str, ...]:
    return _lines_of(material.known)


@lru_cache(maxsize=64)
def _lines_of(text: str) -> tuple[str, ...]:
    return tuple(
        s for line in without_orders(text).split("\n") for s in re.split(r"(?<=[.;!?])\s+", line) if s.strip()
    )


def _denied_there(what: str, material: Material) -> bool:
    """Whether a line of the data that denies something shares words with what a guide is said to deny."""
    own = {s for s in stems(what) if s not in ADVISING}
    return not own or any(
        _NEGATED.search(line) and (own <= stems(line) or len(own & stems(line)) * 2 > len(own))
        for line in _lines(material)
    )


@lru_cache(maxsize=512)
def _ratings(text: str, lexicon: Lexicon) -> frozenset[tuple[str, str]]:
    """The parts of pay with how each is rated: {("equity", "high")}."""
    parts = parts_in(text, lexicon)
    out = set()
    rated = list(_RATING.finditer(text))
    if len(rated) == len(parts) > 1 and all(m.end() <= p[1] for m, p in zip(rated, parts, strict=True)):
        pairs = zip(parts, rated, strict=True)  # "Medium is what one gives base, High what it gives equity"
        return frozenset((p[0], m[0].lower().removesuffix("ly")[:4]) for p, m in pairs)
    for m in rated:
        ahead = [name for name, _, end in parts if end <= m.start()]
        behind = [name for name, start, _ in parts if start >= m.end()]
        nearest = ahead[-1:] or behind[:1]
        out |= {(name, m[0].lower().removesuffix("ly")[:4]) for name in nearest}
    return frozenset(out)


def _rated_in_rows(library: Library, lexicon: Lexicon) -> frozenset[tuple[str, str]]:
    """How the rows of the general guides rate the parts of pay."""

    def read() -> frozenset[tuple[str, str]]:
        rows = [p for p in library.passages(kind="row", company=None) if len(p.parts) > 1]
        lines = (f"{head_of(p)}: {p.parts[1][1]}" for p in rows if _RATED.search(p.parts[1][0]))
        return frozenset[tuple[str, str]]().union(*(_ratings(line, lexicon) for line in lines))

    return library.once("how the rows rate the parts", read)


def _nearest(text: str, material: Material) -> str:
    """The heading and line of the passage that shares most with a text."""
    own = {s for s in stems(text) if s not in ADVISING}
    best, found = 0, ""
    for p in material.passages.values():
        for line in p.quote.split("\n"):
            shared = len(own & stems(line))
            if shared > best:
                best, found = shared, f"{p.section} {p.text[:80]} {line}"
    return found
