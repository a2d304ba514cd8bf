"""Pay: what a question about pay is answered with.

In: a `Question` and the `Page` to write on. Out: True where something was written. It decides which
of the kinds of sentence next door the question wants: rows, a comparison, a place, a sum.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.compose.compare import write_comparison
from assistant.compose.increments import write_beside_script
from assistant.compose.missing_parts import (
    parts_unanswered,
    write_cells_without_figures,
    write_missing_parts,
    write_other_parts,
)
from assistant.compose.notes import write_notes
from assistant.compose.position import WHICH_PART, write_position
from assistant.compose.ranking import ranks_all_rows, write_superlative
from assistant.compose.row_points import is_operand
from assistant.compose.row_sums import write_row_sums
from assistant.compose.rows import facts_of, has_column, write_beside_row, write_rows
from assistant.compose.rows_meant import asks_which, rows_meant
from assistant.compose.several_offers import own_rows, write_best_placed
from assistant.compose.sums import write_sums
from assistant.compose.wording import label
from assistant.compose.written import write_written
from assistant.page import Page
from assistant.percentages import RATES
from assistant.question import Question
from corpus.bands import Fact
from corpus.currencies import currencies_in
from corpus.regexes import regex
from index.ladder import covers
from index.resolve import Target, words_of
from index.search import STOP_WORDS

_ANY_ROW = regex(
    r"\b(?:any(?:thing|where|body|one)?|nobody|no\s?one|who|everything|which|where|list|rows?|regions?|cit(?:y|ies)|places?|locations?|offices?|sites?|towns?|countr(?:y|ies)|compan(?:y|ies)|firms?"
    r"|employers?|tables?|guides?)\b",
    re.I,
)
_WHERE = regex(
    r"\bwhere\b|\b(?:in|inside|within)\s+(?:the\s+|its\s+|their\s+)?(?:bands?|ranges?)\b|\bon\s+each\b"
    r"|\beach\s+(?:one|part|component)\b",
    re.I,
)
_WHOLE = regex(
    r"\b(?:whole|full|entire|complete|everything|break-?\s?up|breakdown|the\s+(?:whole\s+)?lot|(?:all|every|each)\s+(?:of\s+)?(?:the\s+|its\s+)?(?:\w+\s+)?"
    r"(?:parts?|components?|columns?|cells?|numbers|figures|pieces?))\b",
    re.I,
)
# "The whole row, bonus included": a part named beside the whole narrows nothing.
_ALL_OF_ROW = regex(
    r"\b(?:whole|full|entire|complete|everything|anything|all)\b|全部|所有|完整|整行",
    re.I,
)
_INCLUDING = regex(
    r"\b(?:incl(?:uding|usive|uded|udes?)?\.?(?:\s+of)?|with|plus|and\s+also|even|also|not\s+only|(?:don['’]?t|do\s+not|not|without|never)\s+"
    r"(?:leav\w+\s+(?:out|off)|forget\w*|skip\w*|drop\w*|omit\w*)|nor)\s+(?:the\s+|its\s+|their\s+|any\s+|a\s+)?$|包括$|含$",
    re.I,
)
_INCLUDED = regex(
    r"(?:\s+(?:number|figure|part|column|cell|percent\w*|range|band)s?)?\W*(?:(?:is\s+|are\s+)?(?:included|inclusive|incl\b)|too\b|as\s+well|in\s+it\b|and\s+(?:so\s+on|all|the\s+rest))",
    re.I,
)
# "Base through total", "from base to TC": every part between.
_THROUGH = regex(
    r"\W*(?:(?:all\s+the\s+way|right|straight|clean|going|on)\s+)*(?:(?:up|down|over|through|thru)\s+(?:and\s+)?)?(?:through|thru|to|till|until|→|–|-)"
    r"\W*(?:and\s+including\s+)?(?:the\s+)?",
    re.I,
)
# Where a list begins and ends, and where its items part.
_CLAUSE = regex(r"[:;.?!()\n—–]+")
_ITEMS = regex(r"\s*[,/+、，]\s*|\s+(?:and|und|et|y|&)\s+", re.I)
_POLITE = frozenset(
    "please pls plz thanks thank thx hi hello hey lol sir madam dear cheers ok okay sorry guys mate bro".split()
)
# "Stock, middle, per annum": what is to be made of a part is no part.
_OF_A_SUM = regex(
    r"\b(?:mid\w*|half\w*|average|mean|per|yearly|annual\w*|monthly|min\w*|max\w*|top|floor|low\w*|high\w*|spread"
    r"|width|sum|difference|sort\w*|rank\w*|order\w*|each|every|all|cit(?:y|ies)|places?|regions?|compan(?:y|ies))\b",
    re.I,
)
_PRINTED = regex(r"\b(?:printed|prints?|table|range|band|row)\b", re.I)
# A "$" before an amount is many countries' mark; "US$" and "dollars" name a currency.
_BARE_DOLLAR = regex(r"(?<![A-Za-z])\$")
# More rows than this are too many to read; the person is asked which one.
MOST_ROWS = 24
# So many are looked up, to see which of them have the level that is asked for.
MOST_EXPANDED = 120


def write_pay(page: Page, q: Question) -> bool:
    """Answer what a question asks of pay. False where it asks nothing of it that the guides hold."""
    targets = _targets(page, q)
    if not targets:
        return False
    before = len(page.said)
    targets = rows_meant(page, q, targets) if len(targets) <= MOST_EXPANDED else targets
    if not targets:
        return len(page.said) > before  # that no row is for the level asked for is said
    if asks_which(page, q, targets, MOST_ROWS):
        return True
    components = _components(page, q, targets)
    whole = (
        len(components) > 1 and (_WHOLE.search(q.text) or _spans_all(q)) and not q.has("difference", "share")
    )
    if not q.given and (whole or _asks_package(q) or (components and (_lists_more(q) or _includes(q)))):
        components = ()
    q = _without_quoted(page, q, targets)
    if write_written(page, q, targets) or write_row_sums(page, q, targets) or write_sums(page, q, targets):
        asked_too = any(t.asked for t in targets)
        if _write_row_beside(page, q, targets):
            write_notes(page, q, targets, [])
            return True
        if q.given and asked_too and (q.has("position") or _WHERE.search(q.text)) and len(targets) == 1:
            rows = [(t, facts_of(page, t)) for t in targets]
            for given in q.given:
                if given.component and not is_operand(q, given):
                    write_position(page, q, given, rows)
        changed = any(g.component in RATES for g in q.given)
        if (
            _PRINTED.search(q.text)
            and asked_too
            and ((q.given and not changed) or "total" in q.resolved.components)
        ):
            totals = [(t, facts_of(page, t, ["total"])) for t in targets]
            write_rows(page, replace(q, given=()), totals, ["total"])
        parts = [g.component for g in q.given if g.component]
        offer = sum(g.component is not None and g.amount.unit == "money" for g in q.given) > 1
        if offer and len(targets) == 1 and (asked_too or (targets[0].level and q.resolved.levels)):
            write_beside_row(page, q, targets[0], [*parts, "total"])
        write_notes(page, q, targets, [])
        return True
    if (
        q.resolved.components == ("options",)
        and not components
        and write_missing_parts(page, q, told_only=True)
    ):
        return True
    if "options" in q.resolved.components and "options" not in components and _COUNT.search(q.text):
        page.lack(f"{label('options')} for {', '.join(dict.fromkeys(t.row.company for t in targets))}")
        page.say("The guide has no row of options for this.", required=False)
    rows = [(t, facts_of(page, t, components)) for t in targets]
    if components and not any(facts for _, facts in rows):
        rows = _of_no_place(page, q, targets, components) or rows
    if "base" in components and not q.given and not any(facts for _, facts in rows):
        # A table that names no part of pay is what there is of the base.
        rows = [(t, [f for f in facts_of(page, t) if f.component == "pay"]) for t in targets]
    found = [f for _, facts in rows for f in facts]
    if found:
        _say_lacking(page, q, targets, components, found)
    if components and not found:
        if q.has("advice", "pushback") and not q.has("pay"):
            return False
        if not q.resolved.companies:
            missing = " and ".join(label(c) for c in components)
            page.lack(f"{missing} for {', '.join(dict.fromkeys(t.row.company for t in targets))}")
        return False
    if not found:
        return False
    unnamed = bool(q.given) and all(g.component is None for g in q.given)
    if q.has("threshold") and unnamed and len(rows) > 2 and not components:
        rows = [(t, facts_of(page, t, ["total"])) for t in targets]
        q = replace(q, given=tuple(replace(g, component="total") for g in q.given))
    paid_in = {g.amount.currency for g in q.given if g.amount.unit == "money"} - {None}
    in_money = unnamed and all(g.amount.unit == "money" for g in q.given)
    if in_money and q.has("position") and len(rows) > 1 and not components and len(paid_in) < 2:
        # "160K SGD, is it low at Acme": a base, in the rows of that currency.
        bases = [
            (t, [f for f in facts if f.component == "base" and (f.currency in paid_in or not paid_in)])
            for t, facts in rows
        ]
        bases = [(t, facts) for t, facts in bases if facts]
        if bases and len({f.currency for _, facts in bases for f in facts}) == 1:
            rows = bases
            page.say("Read as base salary:", required=False)
            page.ask(WHICH_PART)
            q = replace(q, given=tuple(replace(g, component="base") for g in q.given))
    if _levels_of_one_row(q, targets, found):
        q = replace(q, wants=q.wants - {"difference", "compare", "change", "ratio"})
    apart = own_rows(q, rows)
    placed = [write_position(page, q, given, own) for given, own in apart]
    if any(placed):
        companies = list(dict.fromkeys(t.row.company for t in targets if t.row.company))
        for (given, _), done in zip(apart, placed, strict=True):
            if not done and given.component and not q.has("sum", "threshold", "superlative"):
                write_beside_script(page, q, given, companies)
        write_best_placed(page, q, apart)
        _write_beside(page, q, targets, components)
    elif _ranks(q, targets):
        write_superlative(page, q, rows, components)
    elif not q.given and _compares(q, targets):
        write_comparison(page, q, rows, components)
    else:
        write_rows(page, q, rows, components)
    if all(t.asked for t in targets) and not q.given:
        if not components or len(components) > 1:
            write_cells_without_figures(page, targets, components)
        if components:
            write_other_parts(page, rows, components)
    write_notes(page, q, targets, found)
    return True


def _levels_of_one_row(q: Question, targets: Sequence[Target], found: Sequence[Fact]) -> bool:
    """ "How much higher is P8 than P6", where one row is for both: rows do not differ by that."""
    levels = q.resolved.levels
    if len(levels) < 2 or q.has("superlative") or len({t.row for t in targets if t.asked}) > 1:
        return False
    return all(f.level and all(covers(f.level, level) for level in levels) for f in found)


def _of_no_place(
    page: Page, q: Question, targets: Sequence[Target], components: Sequence[str]
) -> list[tuple[Target, list[Fact]]]:
    """The rows of a part of pay that the company's guides give for no place in particular."""
    wide = dict.fromkeys(
        Target(row, "", "all", of_role=t.of_role)
        for t in targets
        for row in page.lexicon.rows_of(t.row.company or "")
        if t.row.region and row.region is None and row.role == t.row.role
    )
    found: list[tuple[Target, list[Fact]]] = []
    for t in wide:
        facts = facts_of(page, t, components)
        labels = dict.fromkeys(f.level or "" for f in facts)
        for own in labels:
            if not q.resolved.levels or any(covers(own, level) for level in q.resolved.levels if own):
                row = replace(t, level=own, unlevelled=not own) if len(labels) > 1 else t
                found.append((row, [f for f in facts if (f.level or "") == own]))
    return found


def _write_row_beside(page: Page, q: Question, targets: Sequence[Target]) -> bool:
    """The row as it is printed, beside what several of its own parts come to."""
    parts = set(q.resolved.components) - {"total"}
    several = len(parts) > 1 or "total" in q.resolved.components or bool(_WHOLE.search(q.text))
    beside = several and not (q.given or q.bound) and len(targets) == 1 and bool(targets[0].asked)
    if beside:
        write_rows(page, replace(q, wants=frozenset()), [(targets[0], facts_of(page, targets[0]))], ())
    return beside


def _write_beside(page: Page, q: Question, targets: Sequence[Target], components: Sequence[str]) -> None:
    """Parts asked for beside those that the person's figures are of: "base 170, and what is the stock"."""
    given = {g.component for g in q.given}
    beside = [c for c in components if c not in given]
    reckons = q.has("sum", "percent_of", "share", "difference", "change", "threshold", "advice")
    if None in given or not beside or len(targets) != 1 or not targets[0].asked or reckons:
        return
    facts = facts_of(page, targets[0], beside)
    if facts:
        write_rows(page, replace(q, given=()), [(targets[0], facts)], beside)


def _say_lacking(
    page: Page, q: Question, targets: Sequence[Target], components: Sequence[str], found: Sequence[Fact]
) -> None:
    """Parts asked for that none of the rows has, beside others that they have; options where RSUs are asked for."""
    has = {f.component for f in found} | {w for f in found for w in f.component.split("_")}
    unnamed = {"pay"} if found else set()  # "what does it pay" is answered by whatever there is
    unnamed |= {"base"} if "pay" in has else set()
    named = [c for c in components if c not in has | unnamed and not (c == "equity" and "options" in has)]
    if q.given or q.has("compare", "superlative", "advice", "reconcile") or not q.resolved.companies:
        named = []
    if named and len(targets) == 1 and targets[0].asked:
        named = parts_unanswered(page, targets[0], named)  # what its cell reads is shown as well
    for component in named:
        page.lack(f"{label(component)} for {', '.join(dict.fromkeys(t.row.company for t in targets))}")
    if "equity" in components and "options" in has and "equity" not in has:
        asked = [m.text for m in q.resolved.mentions if m.kind == "component" and _UNITS.search(m.text)]
        if asked and "options" not in q.resolved.components:
            page.lack(f"{asked[0]} for {', '.join(dict.fromkeys(t.row.company for t in targets))}")
            page.say(f"The guide has options, not {asked[0]}.", required=False)


# "What are my options" is no question about stock.
_COUNT = regex(r"\b(?:stock|share)\s+options\b|\bhow\s+many\b|\bnumber\s+of\b", re.I)
_UNITS = regex(r"\brsus?\b|\bunits\b", re.I)


# "The whole package, not just salary": of a package a part that is named is one of several.
_PACKAGE = regex(
    r"\b(?:whole|full|entire|complete|all\s+of\s+the|every\s+(?:bit|piece|part)\s+of\s+(?:the|it))\b[^.?!]{0,20}\b(?:package|offer|deal|row|line|entry|comp\w*)\b"
    r"|\bpackages?\b(?!\s+(?:worth|value|number|figure|total|sum|top|floor|max|min))|\bnot\s+(?:just|only|merely)\b",
    re.I,
)


# "The salary table entry", "your pay sheet": what stands in it is more than the one part.
_OF_A_TABLE = regex(
    r"\s+(?:tables?|rows?|sheets?|grids?|charts?|entry|entries|records?|data\s?(?:sheet|base|set)?)\b", re.I
)


def _asks_package(q: Question) -> bool:
    """ "What does a whole package look like, not just the salary": the row, whatever part of it is named."""
    reckons = q.has(
        "superlative", "difference", "share", "ratio", "change", "midpoint", "spread", "annual", "monthly",
        "percent_of", "compare", "threshold", "increment", "advice", "reconcile",
    )  # fmt: skip
    if len(q.resolved.components) != 1 or q.bound or reckons:
        return False
    parts = [m for m in q.resolved.mentions if m.kind == "component"]
    return bool(_PACKAGE.search(q.text)) or any(_OF_A_TABLE.match(q.text[m.end :]) for m in parts)


def _includes(q: Question) -> bool:
    """ "The complete row, bonus included": a part said to be in the whole that is asked for."""
    parts = [m for m in q.resolved.mentions if m.kind == "component"]
    return bool(_ALL_OF_ROW.search(q.text)) and any(
        _INCLUDING.search(q.text[: m.start]) or _INCLUDED.match(q.text[m.end :]) for m in parts
    )


def _spans_all(q: Question) -> bool:
    """ "Base through total": the first part of a row and the last, with a word for all between."""
    parts = [m for m in q.resolved.mentions if m.kind == "component"]
    return any(
        a.name == "base" and b.name == "total" and bool(_THROUGH.fullmatch(q.text[a.end : b.start]))
        for a, b in itertools.pairwise(parts)
    )


_EVERY = regex(r"\b(?:every|each|all|list|complete|whole|entire)\b|所有|全部|每", re.I)
_FROM = regex(r"\bfrom\s+(?:the\s+)?$", re.I)


def _spans_rows(q: Question) -> bool:
    """ "Every base from Graz to Oslo": two places as the ends of a table."""
    asked = {t.asked for t in q.resolved.targets}
    places = [m for m in q.resolved.mentions if m.kind == "place" and m.text in asked]
    return (
        bool(_EVERY.search(q.text))
        and not q.has("difference", "change", "ratio")
        and any(
            bool(_FROM.search(q.text[: a.start])) and bool(_THROUGH.fullmatch(q.text[a.end : b.start]))
            for a, b in itertools.pairwise(places)
        )
    )


def _lists_more(q: Question) -> bool:
    """ "cash, stock, percentage, sum": a list of parts of pay of which some have names nobody knows is the row."""
    parts = [m for m in q.resolved.mentions if m.kind == "component"]
    names = {m.text.lower() for m in q.resolved.mentions}
    start = 0
    for clause in _CLAUSE.split(q.text):
        begin = q.text.index(clause, start)
        start = begin + len(clause)
        items = [item for piece in _ITEMS.split(clause) if (item := piece.strip()) and len(item.split()) <= 3]
        unknown = [
            item
            for item in items
            if len(item.split()) <= 2
            and not any(name in item.lower() for name in names)
            and not set(words_of(item)) & (STOP_WORDS | _POLITE)
            and not _OF_A_SUM.search(item)
            and item.replace(" ", "").isalpha()
        ]
        if len(items) > 2 and unknown and any(begin <= m.start < start for m in parts):
            return True
    return False


def _compares(q: Question, targets: Sequence[Target]) -> bool:
    """Two rows at places that are named, and a part of pay, are set against each other whatever the words."""
    pair = len(targets) == 2 and all(t.asked for t in targets) and 0 < len(q.resolved.components) < 3
    of_one = len({t.row.company for t in targets}) == 1 and not any(t.asked or t.level for t in targets)
    if of_one and len(q.resolved.levels) > 1:
        return False  # levels of one company are set against each other, and its rows do not split by them
    if (
        q.has("reconcile")
        and len({t.row.company for t in targets}) == 1
        and not all(t.asked for t in targets)
    ):
        return False  # "printed total versus the sum of its parts" sets no rows against each other
    if q.has("spread", "midpoint", "annual", "monthly") and not q.has("difference", "compare"):
        return False
    return len(targets) > 1 and (pair or q.has("difference", "compare"))


def _ranks(q: Question, targets: Sequence[Target]) -> bool:
    """The highest or lowest of several rows: asked for in so many words, or one end of all rows of a company."""
    # "The lowest here against the lowest there, in percent" sets two rows against each other.
    apart = q.has("difference") or (q.has("change", "ratio") and all(t.asked for t in targets))
    if len({(t.row, t.guide, t.level) for t in targets}) < 2 or (apart and len(targets) == 2):
        return False
    if ranks_all_rows(q):
        return True
    if q.has("difference") and len({t.row.company for t in targets}) == 2:
        return False  # "which of the two pays most here, and by how much": they are set against each other
    open_end = bool(q.bound) and len(targets) > 2 and not any(t.asked for t in targets)
    return q.has("superlative") or (
        open_end
        and len(q.resolved.components) == 1
        and not q.has("midpoint", "annual", "monthly", "percent_of")
    )


def _without_quoted(page: Page, q: Question, targets: Sequence[Target]) -> Question:
    """Figures that the rows themselves print are quoted from them, not an offer, where a question is
    about the rows: whether their parts add up, or how two of them compare."""
    asked = [t for t in targets if t.asked]
    if len(q.given) < 2 or not (q.has("reconcile") or len(asked) > 1):
        return q
    if not q.resolved.components and q.has("sum") and not q.has("reconcile"):
        return q  # "she 210K at Acme, I 185K at Globex: together?"
    cells = [f for t in asked for f in facts_of(page, t)]
    printed = {end for f in cells for end in (f.low, f.high)}
    own = [g for g in q.given if g.amount.low not in printed]
    return q if own else replace(q, given=())


def _targets(page: Page, q: Question) -> list[Target]:
    """The rows asked about; every row of a component asked about everywhere ("any company")."""
    targets = _of_joined_places(q, list(q.resolved.targets))
    if ranks_all_rows(q) and len({t.row.company for t in targets}) == 1:
        # "The lowest after Graz": its place in the order of all the company's rows.
        targets = [Target(row, "", "all") for row in page.lexicon.rows_of(targets[0].row.company or "")]
    if _spans_rows(q) and len({t.row.company for t in targets}) == 1:
        # "Every base from Graz to Oslo, in a list": the table from one end to the other.
        targets = [Target(row, "", "all") for row in page.lexicon.rows_of(targets[0].row.company or "")]
    currencies = {g.amount.currency for g in q.given if g.amount.currency and g.amount.mark != "$"}
    if currencies and targets and not any(t.asked for t in targets):
        # "SGD 185,000 at …" is about the rows in that currency.
        targets = [t for t in targets if currencies & {f.currency for f in facts_of(page, t)}] or targets
    if not targets and not q.resolved.uncovered and q.has("superlative") and q.resolved.components:
        targets = [Target(row, "", "all") for row in page.lexicon.rows]
    if (
        not targets
        and not q.resolved.uncovered
        and q.has("threshold")
        and q.given
        and _ANY_ROW.search(q.text)
    ):
        targets = [Target(row, "", "all") for row in page.lexicon.rows]
    spoken = currencies_in(q.text) - {"USD"}
    apart = len({t.row for t in targets if t.asked}) > 1  # each of them is named, whatever it is paid in
    placed = any(t.asked for t in targets)  # "Graz in CHF" is asked to be converted; "Globex in CHF" has such rows
    of_one = len(spoken) == 1 and len(q.resolved.companies) == 1 and not (q.given or apart)
    if of_one and not (placed and q.has("convert")):
        # "The euro figures", "how many pounds": the rows in that currency.
        targets = [t for t in targets if spoken & {f.currency for f in facts_of(page, t)}] or targets
    named = currencies_in(_BARE_DOLLAR.sub(" ", q.text))
    of_currency = q.has("superlative", "listing", "threshold") or (q.has("compare") and not q.given)
    # "The lowest of all, in SGD" is of the rows in it; to be converted is said in so many words.
    ranked = q.has("superlative") and not _CONVERTED.search(q.text)
    of_currency = of_currency and (ranked or not q.has("convert"))
    if named and of_currency and not targets and not q.resolved.uncovered:
        targets = [Target(row, "", "all") for row in page.lexicon.rows]
    if named and of_currency and not any(t.asked for t in targets):
        targets = [t for t in targets if any(f.currency in named for f in facts_of(page, t))]
    return targets


_CONVERTED = regex(r"\b(?:convert\w*|exchang\w*|rates?|fx|equivalent\w*|translat\w*|turned|worth)\b|换|折合|汇率", re.I)
_SLASH = regex(r"\s*/\s*")


def _of_joined_places(q: Question, targets: list[Target]) -> list[Target]:
    """ "Graz/Linz against Bern/Basel": places joined as a row joins them mean that row, and each row once."""
    places = [m for m in q.resolved.mentions if m.kind == "place"]
    for a, b in itertools.pairwise(places):
        if not _SLASH.fullmatch(q.text[a.end : b.start]):
            continue
        joined = {t.row for t in targets if t.asked == a.text} & {t.row for t in targets if t.asked == b.text}
        if joined:
            targets = [t for t in targets if t.asked not in (a.text, b.text) or t.row in joined]
            targets = [t for t in targets if not (t.asked == b.text and t.row in joined)]
    return targets


def _components(page: Page, q: Question, targets: Sequence[Target]) -> tuple[str, ...]:
    """The parts of pay asked for; options only where a row has a column of that name."""
    named = q.resolved.components
    own = {g.component for g in q.given}
    if named and None in own and set(named) <= own and not has_column(page, targets, named):
        return ()  # "195k plus 30k signing": the part that is named is of the one figure, not of the other
    if "options" in named and not any(f.component == "options" for t in targets for f in facts_of(page, t)):
        return tuple(c for c in named if c != "options")
    return tuple(named)
