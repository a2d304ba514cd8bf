"""What a letter says beside the amounts that are placed: relocation, pension, notice, repayment and the like.

In: the sentences of a letter. Out: a `Beside` for each subject, with the letter's own words. These are no
fields of an offer: they are shown, so that nobody thinks that they were weighed. It reads no figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.counter.letter_text import Sentence
from assistant.counter.letter_words import EXAMPLE, REPAID
from assistant.counter.proposal import Beside
from corpus.regexes import regex

# A subject, and the words by which letters name it.
_SUBJECTS = (
    ("relocation", regex(r"\brelocat\w*|\bmoving\s+(?:costs?|expenses|allowance)|\bUmzug\w*|搬家|安家", re.I)),
    (
        "repayment",
        regex(rf"{REPAID.pattern}|\bclaw[\s-]?back|\brecoup\w*|\brückzahl\w*", re.I),
    ),
    ("notice", regex(r"\bnotice\b(?!\s+(?:board|of\s+acceptance))|\bKündigungsfrist|通知期", re.I)),
    ("probation", regex(r"\bprobation\w*|\bProbezeit|试用期", re.I)),
    (
        "pension",
        regex(
            r"\bpension\b|\b401\s?\(?k\)?|\bsuperannuation|\bretirement\b|\bprovident\s+fund|\bRRSP\b|\bCPF\b"
            r"|\bPF\b|\bAltersvorsorge|\bgratuity\b|公积金",
            re.I,
        ),
    ),
    (
        "a ban on competing",
        regex(r"\bnon[\s-]?compet\w*|\bnon[\s-]?solicit\w*|\bWettbewerbsverbot|竞业", re.I),
    ),
    (
        "conditions",
        regex(
            r"\b(?:contingent|conditional)\s+(?:up)?on\b|\bsubject\s+to\s+(?:\w+\s+){0,4}?(?:references?|checks?"
            r"|screening|visa|permit|verification|clearance|right[\s-]to[\s-]work)|\bbackground\s+check"
            r"|\breference\s+checks?",
            re.I,
        ),
    ),
    ("allowances", regex(r"\ballowances?\b|\bstipends?\b|补贴|房补|餐补", re.I)),
    (
        "further grants",
        regex(r"\brefreshers?\b|\brefresh\s+grants?|\btop[\s-]?up\s+grants?|\bfollow[\s-]on\s+grants?", re.I),
    ),
)
_NO_REPAYMENT = regex(r"\bexpens\w+|\breimburse\w*|\breturn(?:ed|ing)?\b", re.I)


def terms_in(sentences: Sequence[Sentence]) -> tuple[Beside, ...]:
    """The first sentence about each subject that is no field of an offer, in the order of the letter."""
    found: list[Beside] = []
    for subject, words in _SUBJECTS:
        for sentence in sentences:
            match = words.search(sentence.text)
            if match is None or EXAMPLE.search(sentence.text):
                continue
            # Costs that are paid back to the person, and a letter that is to be returned, are no repayment.
            if subject == "repayment" and _NO_REPAYMENT.fullmatch(match[0]):
                continue
            if len(sentence.text.split()) < 2:
                continue
            found.append(Beside(subject, sentence.text, sentence.start, sentence.end))
            break
    return tuple(sorted(found, key=lambda one: one.start))
