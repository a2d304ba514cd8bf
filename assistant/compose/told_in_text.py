"""What a company's guide says of pay outside its tables: sentences that name a part or a level beside a figure.

In: a company, and the names looked for. Out: the sentences, word for word, each with its passage. They are
quoted and never read as a row's figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.compose.kind import rest_of
from assistant.numbers import sentences
from assistant.page import Page, flat
from assistant.question import Question
from corpus.columns import level_codes
from corpus.money import amounts_in
from corpus.passages import Passage
from corpus.pieces import PassageKind
from corpus.regexes import regex
from index.ladder import covers
from index.resolve import words_of

_OF_TEXT: frozenset[PassageKind] = frozenset({"text", "list", "faq", "formula"})
MOST_SENTENCES = 3


def told_in_text(page: Page, company: str, names: Sequence[str]) -> list[tuple[str, Passage]]:
    """Sentences that give a figure beside a name of a part of pay, a level or a role, and name no other company."""
    out: list[tuple[str, Passage]] = []
    for passage in page.library.passages(company=company) if names else ():
        if passage.kind not in _OF_TEXT:
            continue
        for _, sentence in sentences(flat(passage.quote)):
            if not (amounts_in(sentence) or "%" in sentence):
                continue
            mentions = page.lexicon.mentions(sentence, correct=False)
            others = any(m.kind == "company" and m.name != company for m in mentions)  # a rival's pay
            if not others and any(m.name in names for m in mentions if m.kind in ("component", "level", "role")):
                out.append((sentence.strip(), passage))
    return out[:MOST_SENTENCES]


def write_told_in_text(page: Page, lead: str, told: Sequence[tuple[str, Passage]]) -> None:
    """Quote them under a line that says what the tables lack."""
    page.say(f"{lead} the text of the guide says:", style="lead", required=False)
    for sentence, passage in told:
        page.say(f"“{sentence}”", passage, style="bullet")


# "Is it above FAANG", "does it pay like a hedge fund": set against others that have no rows.
_SET_AGAINST = regex(
    r"\b(?:above|over|exceed\w*|beat\w*|below|under|like|than|match\w*|versus|vs\.?|compar\w*|compet\w*|on\s+par|equal\w*|in\s+line|better|worse|higher|lower|more|less)\b",
    re.I,
)
# A shorter word is seldom a name; a name has a capital where no sentence begins.
_SHORTEST = 4
_A_NAME = regex(r"(?<=[\w,;:)(]\s)[A-Z]\w+|\b[A-Z]{2,}\b")
_HIRES = regex(
    r"\b(?:hir(?:e|es|ed|ing)|recruit(?:s|ed|ing)?|bring(?:s|ing)?\s+in|take[sn]?\s+(?:in|on)|join(?:s|ing)?|enter\w*)\b",
    re.I,
)


def write_set_against(page: Page, q: Question) -> bool:
    """What the companies' guides say of others that no row is of: another role, or a group by its own word.

    "How far above other engineers", "is it more than FAANG": the sentences of the guides that name them.
    """
    resolved = q.resolved
    roles = [r for r in resolved.roles if r not in page.lexicon.roles]
    # "Is the base 20-30% above other engineers": no amount is judged, and no row.
    doubted = bool(roles) and bool(q.given) and all(g.amount.unit == "percent" for g in q.given)
    if not resolved.companies or any(t.asked for t in resolved.targets):
        return False
    if (resolved.components or q.given) and not doubted:
        return False
    # "By how many percent above other engineers" raises nothing.
    scripted = q.has("increment") and not roles
    if not _SET_AGAINST.search(q.text) or scripted or q.has("levels", "injection", "fabricate"):
        return False
    if roles and len(resolved.companies) == 1:
        told = told_in_text(page, resolved.companies[0], roles)
        if told:
            write_told_in_text(page, f"Beside its tables, of {' and '.join(roles)}", told)
            return True
    names = {w for m in resolved.mentions for w in words_of(m.text)}
    strange = {w for w in rest_of(q) if w not in names and len(w) >= _SHORTEST and not page.lexicon.is_word(w)}

    def names_one(sentence: str) -> bool:
        return any(m.group().lower() in strange for m in _A_NAME.finditer(sentence))

    done = False
    for company in resolved.companies if strange else ():
        told = _saying(page, company, names_one)
        for sentence, passage in told[:2]:
            page.say(f"{company}'s guide says: “{sentence}”", passage, style="bullet")
            done = True
    return done


def write_hired_at(page: Page, q: Question) -> None:
    """The sentence of a company's guide that says at which level people are hired, where that is asked."""
    if _HIRES.search(q.text):
        for company in q.resolved.companies:
            told = _saying(
                page,
                company,
                lambda sentence: bool(_HIRES.search(sentence))
                and any(m.kind == "level" for m in page.lexicon.mentions(sentence, correct=False)),
            )
            for sentence, passage in told[:1]:
                page.say(f"{company}'s guide says: “{sentence}”", passage)


# What a step from one level to another is worth; beside two rows, what lies between these answers the second.
_A_STEP = regex(
    r"\b(?:add(?:s|ed|ing)?|mov\w+|steps?|stepping|jump\w*|promot\w+|up-?level\w*|go(?:es|ing)?\s+(?:up\s+)?from"
    r"|delta)\b",
    re.I,
)
_APART = regex(r"\b(?:worth|gain\w*|differ\w*|gap|more)\b", re.I)


def write_step_told(page: Page, q: Question) -> bool:
    """Quote what a company's guide says that the step between two levels is worth; where it is asked how far
    these are apart, only if no rows tell them apart."""
    resolved = q.resolved
    asked = set(level_codes(q.text))
    steps = _A_STEP.search(q.text)
    if len(asked) != 2 or len(resolved.companies) != 1 or q.given or not (steps or _APART.search(q.text)):
        return False
    company = resolved.companies[0]
    labels = {f.level for f in page.library.facts(company=company, kind="band") if f.level}
    if not steps and any(sum(bool(covers(label, level)) for level in asked) == 1 for label in labels):
        return False

    def tells(sentence: str) -> bool:
        of = [next((code for code in level_codes(sentence) if covers(code, level)), "") for level in sorted(asked)]
        return all(of) and of[0] != of[1] and any(a.unit == "money" for a in amounts_in(sentence))

    told = [
        (sentence.strip(" -*>"), passage)
        for passage in page.library.passages(company=company)
        if passage.kind not in ("row", "levels", "script")
        for line in passage.quote.split("\n")
        for _, sentence in sentences(flat(line))
        if tells(sentence)
    ]
    for sentence, passage in told[:MOST_SENTENCES]:
        page.say(f"{company}'s guide says: “{sentence}”", passage)
    return bool(told)


def _saying(page: Page, company: str, says: Callable[[str], bool]) -> list[tuple[str, Passage]]:
    """The sentences of a company's prose of which something holds."""
    return [
        (sentence.strip(), passage)
        for passage in page.library.passages(company=company)
        if passage.kind in _OF_TEXT
        for _, sentence in sentences(flat(passage.quote))
        if says(sentence)
    ]
