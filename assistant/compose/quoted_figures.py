"""Figures of a question that are the guides' own: "your guide has an L5 at 300K, and Globex's table begins there too".

In: a `Question` and the `Page`. Out: which of its figures are said to be a guide's and stand in one, and the
question about the rows that print them. Such figures are no offer, and are not placed or added up as one.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from assistant.compose.rows import facts_of
from assistant.given import Given
from assistant.page import Page
from assistant.question import Question
from corpus.money import amounts_in
from corpus.regexes import regex

_GUIDE = r"(?:guides?|articles?|tables?|texts?|sheets?|pages?|examples?|documents?)"
_OF_A_GUIDE = regex(rf"\b(?:{_GUIDE}|prints?|printed)\b|指南|表格", re.I)
_IN_A_GUIDE = regex(rf"\s*(?:[\w-]+\s+){{0,3}}?(?:in|of|from)\s+(?:the|your|that)\s+(?:\w+\s+){{0,2}}?{_GUIDE}\b", re.I)
# "Oslo starts at", "their band ends with": said of a row.
_ROW_REACHES = regex(
    r"\b(?:starts?|begins?|ends?|tops?\s+out|goes|runs|stops?|caps?\s+out)\s+(?:also\s+|only\s+)?"
    r"(?:at|with|from|up\s+to|to)\s+\W?$",
    re.I,
)
# "The tables where the bonus goes over 20%": a limit that is asked about, and no figure that a guide is said to have.
_LIMIT = regex(r"\b(?:over|above|than|exceed\w*|past|beyond|under|below|least|most|reach\w*)\s+(?:the\s+)?\W?$", re.I)
_ASKS_WHICH = regex(r"\b(?:which|whose|who|what|where|any|all|every|list|more|less|above|below)\b|[?？]", re.I)
_OF_MINE = regex(r"\b(?:i|me|my|mine|i['’]m|we|our|us|they\s+(?:offer\w*|gave)|offer(?:ed|s)?)\b", re.I)
_CLAUSE = regex(r"[.!?;,]\s+|\s(?:but|while|whereas)\s", re.I)


def figures_of_guides(page: Page, q: Question) -> tuple[Given, ...]:
    """The figures that a question says a guide has, and that one of the guides asked about, or a general one, has."""
    if not q.given or q.has("fabricate", "injection", "increment"):
        return ()
    starts = [0, *(m.end() for m in _CLAUSE.finditer(q.text)), len(q.text)]
    said: list[Given] = []
    of_rows: list[Given] = []
    for start, end in itertools.pairwise(starts):
        if _OF_MINE.search(q.text[start:end]):
            continue
        asks = _ASKS_WHICH.search(q.text[start:end])
        for g in q.given:
            if not start <= g.amount.start < end:
                continue
            ahead = q.text[start : g.amount.start]
            if q.has("threshold", "listing") and asks and _LIMIT.search(ahead):
                continue
            if _OF_A_GUIDE.search(ahead) or _IN_A_GUIDE.match(q.text[g.amount.end : end]):
                said.append(g)
            elif not asks and _ROW_REACHES.search(ahead):
                of_rows.append(g)
    if not (said or of_rows):
        return ()
    facts = [f for t in q.resolved.targets for f in facts_of(page, t)]
    in_rows = {end for f in facts for end in (f.low, f.high)}
    printed = set(in_rows)
    for passage in page.library.passages(kind="formula", company=None):
        printed |= {end for _, cell in passage.parts for a in amounts_in(cell) for end in (a.low, a.high)}
    held = [g for g in said if {g.amount.low, g.amount.high or g.amount.low} <= printed]
    held += [g for g in of_rows if g.amount.low in in_rows]
    return tuple(g for g in q.given if g in held)


def without_figures_of_guides(page: Page, q: Question, quoted: tuple[Given, ...]) -> Question:
    """A question without those figures, about the rows that print one of them where no place is named."""
    rest = tuple(g for g in q.given if g not in quoted)
    targets = q.resolved.targets
    if not any(t.asked for t in targets):
        values = {g.amount.low for g in quoted}
        parts = q.resolved.components
        targets = tuple(
            t for t in targets
            if any({f.low, f.high} & values for f in facts_of(page, t, parts))
        ) or targets  # fmt: skip
    return replace(q, given=rest, resolved=replace(q.resolved, targets=targets))
