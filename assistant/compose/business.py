"""Figures of a company's business that its guide tells beside its tables: what it is worth, takes in or spends.

In: a question that names a company and asks for such a figure. Out: the guide's sentences that hold it, word for
word; or that the guide has none. They are no pay, and never placed in a row.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.compose.advice import write_advice
from assistant.compose.kind import advice_asked
from assistant.page import Page, flat
from assistant.question import Question
from corpus.money import amounts_in
from corpus.passages import Passage
from corpus.regexes import regex
from index.search import Hit

# What is asked for → the words that guides have for it.
_ASKED: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (
        regex(
            r"\bvaluations?\b|\bvalued\b|\bmarket\s+(?:cap\w*|value)\b|\bcapitali[sz]ation\b|\bstock[\s-]+market\b"
            # not "what is the package worth"
            r"|\b(?:is|are|was)\b(?:(?!\b(?:package|offer|deal|grants?|bonus|equity|rsus?|stocks?|shares?|pay|comp\w*|job|role|level)\b).){0,30}\bworth\b(?!\s+(?:it\b|my\b|the\b|an?\b|\w+ing\b))|\bworth\s+(?:how\s+much|what)\b|市值|估值",
            re.I,
        ),
        ("valuation", "valued", "market cap"),
    ),
    (regex(r"\brevenues?\b|\bturnover\b|\btakes?\s+in\b|营收|收入规模", re.I), ("revenue",)),
    (regex(r"\bgmv\b|\bgross\s+merchandise\b|成交额", re.I), ("gmv",)),
    (
        regex(
            r"\b(?:how\s+many|number\s+of)\s+(?:\w+\s+)?users\b|\busers?\s+(?:count|numbers?|base|figures?)\b|用户数"
            r"|\bhow\s+many\s+(?:people|persons|customers)\s+(?:use|are\s+using)\b",
            re.I,
        ),
        ("users",),
    ),
    (regex(r"\bhow\s+many\s+(?:\w+\s+)?gpus\b|\bgpus?\s+(?:count|numbers?|fleet)\b", re.I), ("gpus",)),
    (
        regex(
            r"\b(?:spend|invest|burn|pour|commit|pay|put)(?:s|ing|ed|ting|ment)?\b.{0,60}\b(?:infra\w*|clusters?|data\s?cent\w+|accelerators?)\b"
            r"|\binfra\w*\s+(?:spend\w*|budgets?|investments?|costs?|bill)\b|\bcapex\b",
            re.I,
        ),
        ("infrastructure",),
    ),
)
_A_FIGURE = regex(
    r"\b(?:how\s+(?:much|many|big|large|high)|what|which|figures?|numbers?|amounts?|precisely|exactly|named|printed|quot\w+|bigger|larger|higher|count)\b|\?|多少",
    re.I,
)
_OF_A_SHARE = regex(r"\bshares?\b", re.I)
_STOCK_MARKET = regex(r"stock[\s-]+market", re.I)
# A number of things as guides write it: "1.5B+ users", "hundreds of thousands of GPUs".
_COUNTED = regex(r"\d|\b(?:hundreds|thousands|millions|billions)\b", re.I)

_SENTENCE = regex(r"(?<=[.!?])\s+(?=[A-Z“\"(])")
_ONE_SENTENCE = regex(r"[^.!?]+(?:\.\d[^.!?]*)*[.!?]*")
# So many places of one guide that say it are quoted.
MOST_QUOTED = 2


def business_asked(q: Question) -> tuple[str, ...]:
    """The guides' words for the figure of a company's business that a question asks for; none where it asks for
    none."""
    if q.resolved.topics or _OF_A_SHARE.search(q.text):
        return ()  # what one share is worth, no guide says
    if not q.resolved.companies or q.given or q.has("fabricate", "injection") or advice_asked(q):
        return ()
    if not (_A_FIGURE.search(q.text) or q.resolved.components):
        return ()
    return tuple(dict.fromkeys(w for asked, words in _ASKED if asked.search(q.text) for w in words))


def is_all_asked(q: Question) -> bool:
    """Whether nothing of a row is asked for beside it."""
    parts = [m for m in q.resolved.mentions if m.kind == "component" and not _STOCK_MARKET.match(q.text[m.start :])]
    if any(m.kind == "place" for m in q.resolved.mentions):
        return False
    # "… Trying to make sense of the equity story": a sentence beside it that asks nothing.
    asked = [
        s.span()
        for s in _ONE_SENTENCE.finditer(q.text)
        if "?" in s.group() or any(a.search(s.group()) for a, _ in _ASKED)
    ]
    return not any(a <= m.start < b for m in parts for a, b in asked)


def write_business(page: Page, q: Question, words: tuple[str, ...]) -> bool:
    """Quote the sentences with the figure, of each company that is named; say which guide has none."""
    for company in q.resolved.companies:
        held = [p for p in page.library.passages(company=company) if p.kind != "row" and _said(p, words)]
        held.sort(key=lambda p: not any(amounts_in(s) for s in _said(p, words)))
        held = [p for p in held if p.kind == "text"] or held  # a lever has words to say, and blanks
        if not held:
            page.lack(f"{' or '.join(words)} of {company}")
            page.say(f"{company}'s guide gives no figure for its {words[0]}.", required=False)
        for passage in held[:MOST_QUOTED]:
            if passage.kind == "text":
                page.say(f"{company}: “{' … '.join(map(flat, _said(passage, words)))}”", passage)
            else:
                write_advice(page, replace(q, meant=" ".join(words)), [Hit(passage, 1.0)])
    return True


def _said(passage: Passage, words: tuple[str, ...]) -> list[str]:
    """The sentences of a passage in which one of the words stands beside a number."""
    sentences = _SENTENCE.split(passage.quote)
    named = regex(rf"\b(?:{'|'.join(map(re.escape, words))})", re.I)  # an "evaluation" is no valuation
    return [s for s in sentences if _COUNTED.search(s) and named.search(s)]
