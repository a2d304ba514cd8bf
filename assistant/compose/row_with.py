"""Which rows print an amount: "which city has 170K as the floor", "whose total tops out at 490K".

In: a question with one amount and no place. Out: the rows with a cell of just that amount, each cited.
"""

from __future__ import annotations

import re

from assistant.compose.wording import label, shown, where
from assistant.page import Page
from assistant.question import Question
from corpus.bands import Fact
from corpus.regexes import regex

# Where more companies than these are meant, one has to be named.
MOST_COMPANIES = 12
MOST_ROWS = 8

_WHOSE = regex(
    r"\b(?:which|what)\s+(?:[^\s,.?!]+\s+){0,2}?(?:rows?|places?|offices?|regions?|locations?|cit(?:y|ies)|compan(?:y|ies)|employers?|countr(?:y|ies)|guides?)\b"
    r"|\b(?:where|whose|who)\b|\banywhere\b|\b(?:any|some|a)\s+(?:row|place|office|region|city|company)\b|\bwhich\s+(?:one\s+)?(?:has|have|is|starts?|begins?|tops?|ends?)\b",
    re.I,
)
# A limit, or a place for the person's own figure, is asked for, and no row that prints it.
_OTHERWISE = regex(
    r"\b(?:above|over|below|under|exceed\w*|more|less|higher|lower|bigger|at\s+least|at\s+most|than|beyond|reach\w*|closest|nearest|close|near"
    r"|my|mine|i|me|we|our|offer\w*|they|fit|fits|lie|lies|land|lands|stand|stands|inside|within|fall|falls|sit|sits|good|fair|ok|okay|should|got|get)\b",
    re.I,
)
_PLACED = regex(r"\bwhere\s+(?:is|are|does|do|would)\b", re.I)


def write_rows_with(page: Page, q: Question) -> bool:
    """The rows that print the one amount of a question; False where none does, or something else is asked."""
    if len(q.given) != 1 or any(t.asked for t in q.resolved.targets) or q.resolved.uncovered or q.resolved.topics:
        return False
    amount = q.given[0].amount
    if amount.unit != "money" or amount.low != amount.high or q.has("injection", "fabricate", "increment", "convert"):
        return False
    if not _WHOSE.search(q.text) or _OTHERWISE.search(q.text):
        return False
    if not q.bound and _PLACED.search(q.text):
        return False  # "where is 220K base": any row around it
    companies = q.resolved.companies or page.lexicon.companies
    if len(companies) > MOST_COMPANIES:
        return False
    named = set(q.resolved.components)
    found: list[Fact] = []
    for company in companies:
        for fact in page.library.facts(company=company, kind="band"):
            ends = {"low": (fact.low,), "high": (fact.high,), "": (fact.low, fact.high)}[q.bound]
            own = amount.currency in (None, fact.currency) and fact.unit == "money"
            if own and amount.low in ends and (not named or fact.component in named):
                found.append(fact)
    if not 0 < len(found) <= MOST_ROWS:
        return False
    for fact in found:
        end = "at its floor" if fact.low == amount.low else "at its top"
        page.say(
            f"{where(fact)}: {label(fact.component)} {shown(fact)}, with that figure {end}.",
            page.passage_of(fact),
            style="bullet" if len(found) > 1 else "sentence",
        )
    return True
