"""What a sentence asserts of people: who has, does, says or is about to do something.

In: a sentence with its figures written, `Material`. Out: a reason for a word that neither the data has nor
advice needs, and a narrower one where somebody is said to have or do something: then the words have to be
the data's own, since that is where offers, promises and news are invented. It reads English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.model.references import Material, Rendered
from assistant.model.vocabulary import ALL, Tier, forms_of, strange_words
from assistant.model.words import quotes
from corpus.regexes import regex

IX = re.IGNORECASE | re.VERBOSE

_CLAUSE = regex(
    r"[;:]\s|,\s+(?:(?:and|but|so|while|whereas|since|because|as)\s)?|\s(?:because|since|while|whereas|although)\s"
)
_OTHERS = regex(
    r"""^\W*(?:(?:and|but|so|since|as|because|once|also|then|now|here|there|yet)\s+)*
    (?:they|he|she|others?|people|everybody|everyone|somebody|someone|anybody|nobody
    |(?:(?:the|your|my|our|their|a|an|some|most|many|all|other|several|two|three|more|new|these|those|both|hiring|average)\s+){0,3}
     (?:\w+\s+)?(?:hr|recruiters?|manager|managers|team|teams|compan(?:y|ies)|employers?|firms?|people|engineers?|candidates?|colleagues?|hires?|director|department|group))
    \s+(?P<does>.*)""",
    IX,
)
_YOU = regex(
    r"""^\W*(?:(?:and|but|so|since|as|because|then|now|here|there|yet|also|with\s+that|on\s+top)\s+)*
    (?:you(?:['’](?:ve|re|ll|d))?\s+(?:(?:also|already|still|now|only|even|just|both)\s+)?
      (?:have|had|hold|got|get|were|are|will|would|received?|earn|made?)\b|you['’](?:ve|re|ll|d)\b|your\s)""",
    IX,
)
_YOU_WOULD = regex(r"\byou(?:['’](?:ll|d)|\s+(?:will|would))\b", re.IGNORECASE)
_FORETOLD = regex(r"\b(?:will|won['’]t|going\s+to|(?:is|are|am)\s+about\s+to|shall)\b", re.IGNORECASE)
_OPEN = regex(
    r"\b(?:how|what|whether|if|which|that|who)\b", re.IGNORECASE
)  # "think about how it will develop"
_SPEAKER = regex(r"\b(?:I|I['’](?:ve|m|d|ll)|[Mm]y|[Mm]e|[Mm]ine|[Ww]e|[Oo]ur|[Uu]s)\b")
_OPINION = regex(
    r"\bI\s+(?:say|suggest|advise|recommend|think|read|see)\b|\blet\s+me\b"
    r"|\bI(?:['’]d|\s+(?:would|should))\s+(?:not\s+|also\s+)?(?!have|get|earn|los|be\b|leave|go\b|tak|receiv|accept|mov|join)\w+",
    re.IGNORECASE,
)
_MINE = regex(
    r"""\bI(?:['’]ve|['’]m)?\s+(?:(?:also|already|still|now|just|recently|do)\s+)*
    (?:have|had|hold|held|got|get|received?|was|were|am|earn|made?|led|built|worked|won|wrote|published|know|heard|learn(?:ed|t)|spoke|turned)\b
    |\bI['’](?:ve|m)\b""",
    IX,
)
_OF_MINE = regex(
    r"\b(?:my|our)\s+(?P<what>[\w’'-]+(?:\s+[\w’'-]+)?)|\bI\s+(?:can|could|might|may|will)\s+(?P<does>\w+)",
    re.IGNORECASE,
)
_IF = regex(r"\b(?:if|when|whether|unless|in\s+case|suppose|once|should\s+you|before|after)\b", re.IGNORECASE)
_SAID_OF_FIGURES = regex(r"\ball\s+told\b|(?<=∎)\s*hours?\b|(?<=\d)\s*hours?\b", re.IGNORECASE)
_TOLD_YOU = regex(r"\b(?:you\s+(?:were|have\s+been)|they)\s+(?:told|quoted)\b", re.IGNORECASE)


def asserting_problems(rendered: Rendered, material: Material, letter: bool) -> Iterable[str]:
    """Words that neither the data has nor advice needs; fewer are free where somebody has or does something."""
    if quotes(rendered.text, material):
        return
    known = known_forms(material)
    text = _bare(rendered, material)
    yield from _strange(text, known, ALL)
    clauses = [c for c in _CLAUSE.split(text) if c.strip()]
    for clause in clauses:
        figure = "∎" in clause
        others = _OTHERS.match(clause)
        if others is not None and not figure:
            yield from _strange(clause, known, ("joining",), "of others ")
        elif (
            (to_come := _FORETOLD.search(clause))
            and not figure
            and not _OPEN.search(clause[: to_come.start()])
        ):
            if not (letter and _SPEAKER.search(clause)):
                free: tuple[Tier, ...] = ("joining", "placing") if _YOU.match(clause) else ("joining",)
                yield from _strange(clause, known, free, "of what is to come ")
        elif letter and not figure and _YOU_WOULD.search(clause):
            yield from _strange(clause, known, ("joining", "placing", "writing"), "of what is to come ")
        elif _YOU.match(clause) and not figure and not letter and not _IF.search(clause):
            yield from _strange(clause, known, ("joining", "placing"), "of the person ")
        if not letter and _SPEAKER.search(clause) and not _OPINION.search(clause):
            yield "it speaks as somebody who is not asked"
            return
        if letter and _MINE.search(clause):
            yield from _strange(clause, known, ("joining", "placing", "writing"), "of the writer ")
        for mine in _OF_MINE.finditer(clause) if letter else ():
            words = mine["what"] or mine["does"]
            yield from _strange(words, known, ("joining", "placing", "writing"), "of the writer ")


def _strange(text: str, known: frozenset[str], tiers: tuple[Tier, ...], of: str = "") -> Iterable[str]:
    strange = strange_words(text, known, tiers)
    if strange:
        yield f"“{strange[0]}” is said {of}and stands nowhere in the data"


def _bare(rendered: Rendered, material: Material) -> str:
    """The sentence without its figures and the names that others judge."""
    text = _SAID_OF_FIGURES.sub(" ", rendered.bare)
    if any(material.figures[f].source == "input" for _, _, f, _ in rendered.placed):
        text = _TOLD_YOU.sub(" ", text)
    for m in reversed(material.lexicon.mentions(text, correct=False)):
        if m.kind in ("company", "place", "level", "component"):
            text = text[: m.start] + "·" * (m.end - m.start) + text[m.end :]
    return text


def known_forms(material: Material) -> frozenset[str]:
    """Every form of the words that the data has."""
    return forms_of(material.told_of)
