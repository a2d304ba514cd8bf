"""In which currencies the guides print their rows: "which rows are in SGD", "does Globex pay in pounds".

In: a question and the rows. Out: rows and currencies by name, each row cited, and no amount.
"""

from __future__ import annotations

import re

from assistant.compose.figures import joined
from assistant.compose.notes import warn_plain_dollars
from assistant.page import Page
from assistant.question import Question
from corpus.bands import Fact
from corpus.currencies import CODE_WORDS, CURRENCY_WORDS, HAN_WORDS, currencies_in
from corpus.regexes import regex

# Where more companies than these are meant, one has to be named.
MOST_COMPANIES = 12
MOST_PLACES = 12
MOST_CITED = 8

_MONEY = rf"(?:(?:us|singapore|canadian|chinese|local)\s+)?(?:{CURRENCY_WORDS}|{CODE_WORDS})\b"
_ROWS = (
    r"(?:rows?|places?|offices?|regions?|locations?|cit(?:y|ies)|compan(?:y|ies)|employers?|guides?|tables?|bands?|ranges?"
    r"|numbers?|figures?|salar(?:y|ies)|amounts?)"
)
_ASKED = regex(
    rf"""\b(?:which|list|show|name|any|how\s+many|all|every)\s+(?:[^\s,.?!]+\s+){{0,3}}?{_ROWS}\b[^.?!\d]{{0,40}}?\b(?:in|use|uses|using|with)\s+{_MONEY}
    |\b(?:which|what)\s+(?:\w+\s+)?currenc(?:y|ies)\b|\bcurrencies\s+(?:are|do|does|of)\b
    |(?:哪些|哪几|什么|哪个).{{0,12}}(?:货币|币种|{HAN_WORDS})""",
    re.IGNORECASE | re.VERBOSE,
)

_WHETHER = regex(
    rf"""\b(?:do|does|did|is|are)\b[^.?!\d]{{0,40}}?\b(?:pays?|paid|print\w*|quote[sd]?|given|listed|stated|all|only)\s+(?:[^\s,.?!]+\s+){{0,3}}?in\s+{_MONEY}""",
    re.IGNORECASE | re.VERBOSE,
)
_RANKED = regex(r"\b(?:more|most|best|better|higher|highest|less|least|lower|lowest|convert\w*)\b|\brates?\b", re.I)


def write_currencies(page: Page, q: Question) -> bool:
    """The rows by the currency that they are printed in, of the companies asked about or of all."""
    companies = q.resolved.companies or page.lexicon.companies
    ranked = q.has("superlative", "threshold", "midpoint", "spread") or bool(_RANKED.search(q.text))
    beyond = q.resolved.uncovered or q.resolved.other_companies or q.resolved.topics
    whether = _WHETHER.search(q.text)
    if q.given or q.resolved.components or ranked or beyond or not (whether or _ASKED.search(q.text)):
        return False
    if len(companies) > MOST_COMPANIES:
        return False
    placed = {(t.row.role, t.row.region) for t in q.resolved.targets if t.asked}
    if placed and (q.has("currency") or not whether):
        return False  # its row is shown, and the currency with it
    printed: dict[str, dict[str, list[Fact]]] = {}  # by company, by currency: the first figure of each row
    for company in companies:
        for fact in page.library.facts(company=company, kind="band"):
            if fact.unit != "money" or not fact.currency or (placed and _row(fact) not in placed):
                continue
            rows = printed.setdefault(company, {}).setdefault(fact.currency, [])
            if all(_row(f) != _row(fact) for f in rows):
                rows.append(fact)
    if not printed:
        return False
    spoken = currencies_in(q.text)
    for company, by_currency in printed.items():
        shown = {c: by_currency[c] for c in sorted(by_currency, key=lambda c: c not in spoken)}
        if not spoken & set(shown):
            if spoken and not q.resolved.companies and any(spoken & set(found) for found in printed.values()):
                continue  # other companies have such rows
        elif not q.resolved.companies:
            shown = {c: rows for c, rows in shown.items() if c in spoken}
        _say(page, company, shown, spoken if not spoken & set(shown) else set())
    return True


def _say(page: Page, company: str, by_currency: dict[str, list[Fact]], missing: set[str]) -> None:
    parts = []
    for currency, rows in by_currency.items():
        places = [str(p) for p in dict.fromkeys(f.region or f.role for f in rows)]
        named = "; ".join(places[:MOST_PLACES]) + (" and more" if len(places) > MOST_PLACES else "")
        mark = "a plain “$”" if currency == "USD" and all(f.mark == "$" for f in rows) else currency
        parts.append(f"in {mark}: {named}")
    facts = [f for rows in by_currency.values() for f in rows]
    none = f"No row of {company}'s is in {joined(sorted(missing))}. " if missing else ""
    told = f"{none}{company}'s guide prints {' · '.join(parts)}."
    page.say(told, *list(dict.fromkeys(page.passage_of(f) for f in facts))[:MOST_CITED], style="bullet")
    warn_plain_dollars(page, facts)


def _row(fact: Fact) -> tuple[str | None, str | None]:
    return fact.role, fact.region
