"""Values worked out from a row's own cells: a bonus in money, a part of it, parts added up.

In: a `Question`, one row. Out: derived values with their formulas. A grant over four years counts a
quarter for a year, which is always said to be an assumption.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.compose.arithmetic import Source, Worked, tell
from assistant.compose.compare import comparable
from assistant.compose.factors import factor_in
from assistant.compose.figures import figures_of, upper_first
from assistant.compose.notes import currencies_wanted
from assistant.compose.raises import raise_in
from assistant.compose.row_cells import OF_AN_END, End, Row, by_year, ends_of, money_cell
from assistant.compose.row_points import write_row_points
from assistant.compose.rows import facts_of
from assistant.compose.wording import digits, label, shown, where
from assistant.given import Given
from assistant.page import Page
from assistant.percentages import RATE
from assistant.question import HIGH_WORD, LOW_WORD, Question
from corpus.regexes import regex
from index.resolve import Target

_ADDED = regex(r"\b(?:plus|add\w*|sum\w*|together|combin\w*|come\w*\s+to)\b|\+|加", re.I)
_ADDING = regex(
    r"\b(?:plus|sum\w*|add\w*|total\w*|together|combin\w*|get|earn|make|worth|annual\w*|yearly|a\s+year|comes?)\b|\+|加|总",
    re.I,
)
_TO_ADD = regex(
    r"\b(?:plus|add\w*|sum\w*|total\w*|together|combin\w*|altogether|comes?\s+to|what\s+do\s+(?:i|you|we)\s+get|annual\w*|yearly|a\s+year)\b|\+|加|总",
    re.I,
)
_ALL_PARTS = regex(
    r"\bbase\b.{0,12}\+\s*(?:rsus?|equity|stock)\b|\b(?:each|every|all)\s+(?:\S+\s+){0,4}?(?:component|piece|part|column)s?\b"
    r"|\b(?:top|bottom|floor|max\w*|min\w*|lowest|highest|low\s+end|high\s+end)\s+(?:end\s+)?(?:of|on|in|for)\s+(?:everything|all)\b|\beverything\s+(?:at|maxed|on)\b",
    re.I,
)
# "What do I make in a year": of the parts that are named.
_MADE = regex(
    r"\bwhat\s+(?:do|would|will)\s+(?:i|you|we)\s+(?:make|get|earn|have)\b|\bif\s+i\s+(?:get|have|had|got|took|take)\b|\btotal\s+of\b",
    re.I,
)
# "205K of base with Meta's bonus in Seattle": the guide's bonus on the person's base.
_WITH_BONUS = regex(r"\b(?:with|and|incl\w*)\s+(?:[^\W\d]\S*\s+){0,3}?bonus\b", re.I)
_CASH = regex(r"\b(?:yearly|annual|total|all|in|how\s+much)\s+cash\b|\bcash\s+(?:a|per|each|in\s+a)\s+year\b", re.I)
_TIMES = regex(r"\btimes\b|\bmultipl\w*|[×*]", re.I)


def write_row_sums(page: Page, q: Question, targets: Sequence[Target]) -> bool:
    """Values worked out from a row's own cells: a bonus in money, a month's base, all parts added."""
    if not targets or q.has("increment"):
        return False
    if len(targets) > 1:
        if not all(t.asked for t in targets) or len(targets) > 3:
            return False
        rows = [_row(page, q, t) for t in targets]
        return (
            _own_base_in_rows(page, q, targets)
            or _ends_together(page, q, targets)
            # "Two thirds up the band" of each of a company's rows in a country.
            or (not q.has("compare", "difference") and all(write_row_points(row) for row in rows))
            or (not q.has("compare", "difference", "superlative") and all(_scaled_end(row) for row in rows))
        )
    row = _row(page, q, targets[0])
    several = "equity" in q.resolved.components and len(set(q.resolved.components)) > 1
    return (
        write_row_points(row)
        or (several and _parts(row))
        or _bonus(row)
        or _month(row)
        or _scaled_end(row)
        or _parts(row)
    )


def _row(page: Page, q: Question, target: Target) -> Row:
    ends: tuple[End, ...] = ("low", "high") if not q.bound else (q.bound,)
    by = {f.component: f for f in facts_of(page, target)}
    return Row(page, q, target, by, ends, figures_of(page, q, [target]))


def _bonus(row: Row) -> bool:
    """A bonus in money: the row's percentage or the person's, of the row's base or the person's."""
    page, q, f = row.page, row.q, row.figures
    bonus, named = row.by.get("bonus"), set(q.resolved.components)
    mine: dict[str | None, Given] = {g.component: g for g in q.given}
    if bonus is None or bonus.unit != "percent" or bonus.low is None or _ALL_PARTS.search(q.text):
        return False
    asked = (
        q.has("percent_of", "amount")
        or (q.has("convert") and not currencies_wanted(q))
        or ("base" in named and bool(_TIMES.search(q.text)))
        or (bool({"bonus", RATE} & set(mine)) and bool(raise_in(q.text)))
        or ("base" in mine and bool(_THEIR_RATE.search(q.text)))
        or (
            set(mine) == {"base"}
            and (q.has("sum") or bool(_MADE.search(q.text)))
            and not q.has("position", "threshold")
            and bool(_WITH_BONUS.search(q.text))
        )
        or (
            bool(q.bound or ("base" in mine and _ADDED.search(q.text)))
            and {"bonus", "base"} <= named | set(mine) - {None}
            and bool(_ADDED.search(q.text) or _BONUS_ASKED.search(q.text))
        )
    )
    if "equity" in named and not mine:
        return False  # "base, stock, bonus and total, I know nothing about money": a row is listed
    rate = mine.get("bonus") or mine.get(RATE)
    if not asked or not ("bonus" in named or rate) or set(mine) - {"base", "bonus", RATE}:
        return False
    if rate is not None and (
        "base" in mine or rate.amount.unit != "percent" or rate.amount.high != rate.amount.low
    ):
        return False
    if rate is not None and "base" not in named and not OF_AN_END.search(q.text):
        return False
    rates = [rate.amount.low] if rate else [row.cell("bonus", e).value for e in ends_of(q, "bonus")]
    said = f"your {f.give(rate)}" if rate else f"a bonus of {shown(bonus)}"
    if "base" in mine:
        own, passage = f.worked(mine["base"]), page.passage_of(bonus)
        adds = q.has("sum") or any(words.search(q.text) for words in (_ADDED, _CASH, _MADE))
        parts = [replace(own.percent(r), sources=(passage, "input")) for r in rates]
        return row.say(
            f"{upper_first(said)}, as the guide gives it for {where(row.target)}, on your base of "
            f"{f.give(mine['base'])} is {tell(page, parts[0], parts[-1])} a year.",
            "bonus",
        ) and (not adds or _with_bonus(row, own, parts))
    if not row.whole("base"):
        return False
    if q.has("midpoint") and not q.bound:
        bases = [(row.cell("base", "low") + row.cell("base", "high")).over(2)]
        of = f"the middle of the base salary range ({shown(row.by['base'])}), {tell(page, bases[0])},"
    else:
        bases = [row.cell("base", e) for e in ends_of(q, "base")]
        of = f"the base salary ({shown(row.by['base'])})"
    source: Source = "input" if rate else page.passage_of(bonus)
    low, high = bases[0].percent(rates[0]), bases[-1].percent(rates[-1])
    low, high = (replace(w, sources=(*w.sources, source)) for w in (low, high))
    whole = tell(page, bases[0] + low, bases[-1] + high)
    if rate and raise_in(q.text):
        return row.say(f"For {where(row.target)}, {of} raised by {said} is {whole} a year{row.at()}.", "base")
    row.say(
        f"For {where(row.target)}, {said} of {of} is {tell(page, low, high)} a year{row.at()}.",
        "base",
        "bonus",
    )
    if _ADDED.search(q.text) or q.has("sum") or _CASH.search(q.text):
        row.say(f"Base and bonus together come to {whole}.", "base", "bonus")
    return True


def _with_bonus(row: Row, base: Worked, bonus: Sequence[Worked]) -> bool:
    """The person's base and the row's bonus on it, added."""
    return row.say(f"Base and bonus together come to {tell(row.page, base + bonus[0], base + bonus[-1])}.", "bonus")


def _own_base_in_rows(page: Page, q: Question, targets: Sequence[Target]) -> bool:
    """One base of the person's with the bonus of each of several rows, and how far two are apart."""
    f = figures_of(page, q, targets)
    base = f.by.get("base")
    if base is None or len(q.given) != 1 or "bonus" not in q.resolved.components:
        return False
    if not q.has("percent_of", "convert", "amount", "difference"):
        return False
    reach: list[tuple[Worked, Worked]] = []
    for t in targets:
        bonus = next((b for b in facts_of(page, t, ["bonus"]) if b.unit == "percent"), None)
        if bonus is None or bonus.low is None or bonus.high is None:
            return False
        passage = page.passage_of(bonus)
        low, high = (
            replace(f.worked(base).percent(rate), sources=(passage, "input"))
            for rate in (bonus.low, bonus.high)
        )
        page.say(
            f"On your base of {f.give(base)}, the bonus for {where(t)}, {shown(bonus)}, is "
            f"{tell(page, low, high)} a year.",
            passage,
        )
        reach.append((low, high))
    if len(reach) == 2:
        for i, word in ((1, "best"), (0, "least")):
            a, b = reach[0][i], reach[1][i]
            if a.value != b.value:
                gap = a - b if a.value > b.value else b - a
                page.say(
                    f"At their {word} they are {tell(page, gap)} apart.",
                    *(s for s in gap.sources if s and s != "input"),
                )
    return True


# "The sum of the floors", "both tops together": cells of several rows added up.
_TOGETHER = regex(
    r"\b(?:sum|combin(?:e|ing)|added\s+(?:up|together)|add\s+up|together|combined|altogether|plus)\b|加起来|总和|合计",
    re.I,
)


def _ends_together(page: Page, q: Question, targets: Sequence[Target]) -> bool:
    """The same end of the same part of pay in several rows, added up: "the sum of the floors in Oslo and Bern"."""
    named = list(dict.fromkeys(q.resolved.components))
    if q.given or len(named) != 1 or not _TOGETHER.search(q.text) or q.has("reconcile"):
        return False
    if q.has("compare", "difference") and not re.search(r"\bsum\b", q.text, re.I):
        return False
    facts = [f for t in targets for f in facts_of(page, t, named)]
    same = all(comparable(facts[0], f) for f in facts)
    if len(facts) != len(targets) or not same or facts[0].unit != "money":
        return False
    if any(f.low is None or f.high is None for f in facts):
        return False
    ends: tuple[End, ...] = ("low", "high") if not q.bound else (q.bound,)
    sums = []
    for end in ends:
        cells = [
            Worked(value, digits(value), (page.passage_of(f),), "money", f.currency, f.mark)
            for f in facts
            if (value := f.low if end == "low" else f.high) is not None
        ]
        whole = cells[0]
        for cell in cells[1:]:
            whole += cell
        sums.append(whole)
    word = {"low": " at the floor", "high": " at the top", "": ""}[q.bound]
    listed = " and ".join(f"{where(t)}, {shown(f)}" for t, f in zip(targets, facts, strict=True))
    page.say(
        f"The {label(named[0])} for {listed}, come to {tell(page, sums[0], sums[-1])} together{word}.",
        *(page.passage_of(f) for f in facts),
    )
    return True


def _month(row: Row) -> bool:
    """A month's part of the base."""
    q = row.q
    if not (row.whole("base") and q.has("monthly") and set(q.resolved.components) <= {"base"}) or q.given:
        return False
    if q.has("midpoint") and not q.bound:
        middle = (row.cell("base", "low") + row.cell("base", "high")).over(2)
        row.say(
            f"The midpoint of the base salary range for {where(row.target)} is {tell(row.page, middle)} a year, "
            f"{tell(row.page, middle.over(12))} a month.", "base",
        )  # fmt: skip
    parts = [row.cell("base", e).over(12) for e in row.ends]
    return row.say(
        f"For {where(row.target)}, a twelfth of the base salary ({shown(row.by['base'])} a year) is "
        f"{tell(row.page, parts[0], parts[-1])} a month{row.at()}.", "base",
    )  # fmt: skip


def _scaled_end(row: Row) -> bool:
    """Half, twice or 1.5 times an end of a part of pay."""
    q, named = row.q, list(dict.fromkeys(row.q.resolved.components))
    if len(named) > 1 or q.given or not q.bound or q.has("share", "difference"):
        return False
    name = named[0] if named else money_cell(row)
    factor = factor_in(q.text, _named_at(q))
    if name is None or factor is None or not row.whole(name):
        return False
    result, word = factor.of(row.cell(name, q.bound)), {"low": "floor", "high": "top"}[q.bound]
    # A quarter of a grant is most often a year of it already.
    yearly = "" if "quarter" in factor.said(row.page) else by_year(row, name, result)
    return row.say(
        f"For {where(row.target)}, {factor.said(row.page)} the {word} of the {label(name)} range, "
        f"{shown(row.by[name])}, is {tell(row.page, result)}{yearly}.", name,
    )  # fmt: skip


def _named_at(q: Question) -> list[int]:
    """Where a question names a part of pay or an end of its range."""
    ends = (m.start() for words in (LOW_WORD, HIGH_WORD) for m in words.finditer(q.text))
    return [*ends, *(m.start for m in q.resolved.mentions if m.kind == "component")]


# "The total of base and stock": a sum, and not the total that a guide prints.
_TOTAL_OF = regex(
    r"\btotal\s+of\s+(?:(?:the|its|their|both|max\w*|top|highest|best|low\w*|min\w*|floor|a\s+year\s+of)\s+)*(?:base|salary|rsus?|equity|stock|bonus|sign)"
    r"|\b(?:plus|\+)(?=\W).{0,60}\b(?:(?:in|as\s+a)\s+total|total\s+(?:per|a|each)\s+year)\b",
    re.I,
)
# "Bonus at the guide's percent": the row's rate on the person's base.
_THEIR_RATE = regex(r"\b(?:guide|row|table|company|their|its|the)(?:['’]?s)?\s+(?:own\s+)?(?:percent\w*|rate|%)", re.I)
# "I don't count stock": it is no part of what is added.
_NO_STOCK = regex(
    r"\b(?:(?:do\s?n['’]?t|do\s+not|never)\s+(?:count|include|add|trust|want)|without|excluding|excl\.?|ignor(?:e|ing)|leav(?:e|ing)\s+out|not\s+counting)"
    r"\s+(?:the\s+|any\s+|my\s+)?(?:stocks?|rsus?|equity|shares)\b",
    re.I,
)


def _parts(row: Row) -> bool:
    """Cells of a row added up for one year: a quarter of the equity, a bonus in percent of the base."""
    q, by = row.q, row.by
    named = set(q.resolved.components) - ({"total"} if _TOTAL_OF.search(q.text) else set())
    every = bool(_ALL_PARTS.search(q.text)) and (len(named - {"total"}) < 2 or "bonus" in named)
    if {g.component for g in q.given} - {"bonus", RATE} or (q.given and not (every or _given_is_bonus(row))):
        return False
    wanted = named | ({"base", "equity", "bonus"} if every else set())
    parts = [c for c in ("base", "equity", "bonus", "sign_on") if c in by and c in wanted]
    if q.given and "bonus" not in parts:
        parts.append("bonus")
    if _NO_STOCK.search(q.text):
        parts = [c for c in parts if c != "equity"]
    asks = len(parts) > 1 and (len(parts) == 3 or not every) and _ADDING.search(q.text)
    rebuilt = q.has("reconcile") and len(parts) > 1
    first_year = "sign_on" in parts and bool(_ADDED.search(q.text))
    if every and not rebuilt and not _TO_ADD.search(q.text):
        return False  # "all the parts of the package": they are listed
    if not asks or ("total" in named and not (every or rebuilt or first_year)):
        return False
    # "Top base plus bottom stock": an end of each is added to one of the other.
    mixed = _own_ends(q, [c for c in parts if by[c].unit == "money"])
    if not (q.has("sum", "annual") or first_year or (mixed and _ADDED.search(q.text))):
        return False
    if q.has("share", "ratio", "difference") or not (len(parts) == 3 or _ADDED.search(q.text) or _MADE.search(q.text)):
        return False
    if ("base" not in by and "bonus" in parts) or not any(by[c].unit == "money" for c in parts):
        return False
    said: list[str] = []
    sums: list[Worked] = []
    for ends in [mixed] if mixed else [dict.fromkeys(parts, e) for e in row.ends]:
        terms: list[Worked] = []
        said = []
        for c in parts:
            fact, cell = by[c], row.cell(c, ends.get(c, ends.get("base", "low")))
            of_end = f"the {'top' if ends[c] == 'high' else 'bottom'} of the " if mixed and c in ends else ""
            if c == "equity" and fact.period == "4 years":
                terms.append(cell.over(4))
                said.append(f"a quarter of {of_end or 'the '}equity ({shown(fact)} over four years)")
            elif fact.unit == "percent":
                mine = row.figures.rates[0] if row.figures.rates else None
                terms.append(row.cell("base", ends.get("base", "low")).percent(mine.amount.low if mine else cell.value))
                said.append(
                    f"your bonus of {row.figures.give(mine)}" if mine else f"a bonus of {shown(fact)}"
                )
            else:
                terms.append(cell)
                name = label(c) if c == "sign_on" else c
                said.append(f"{of_end}{name} ({shown(fact)})" if of_end else f"{name} {shown(fact)}")
        total = terms[0]
        for term in terms[1:]:
            total += term
        sums.append(total)
    listed = f"{', '.join(said[:-1])} and {said[-1]}"
    time = "in the first year" if "sign_on" in parts else "a year"
    row.say(
        f"Added up for {where(row.target)}, {listed} come to {tell(row.page, sums[0], sums[-1])} {time}{row.at()}.",
        *parts,
    )
    if q.has("midpoint") and len(sums) == 2:
        row.say(f"The middle of that is {tell(row.page, (sums[0] + sums[1]).over(2))}.", *parts)
    if q.has("reconcile") and "total" in by and "total" not in q.resolved.components:
        row.say(f"The guide prints a total of {shown(by['total'])} a year for it.", "total")
    return True


def _own_ends(q: Question, parts: Sequence[str]) -> dict[str, End]:
    """The end of each part, where they are told apart: "the bottom of the base and the top of the stock"."""
    ends = {c: ends_of(q, c) for c in parts}
    if len(parts) < 2 or any(len(own) != 1 for own in ends.values()):
        return {}
    return {c: own[0] for c, own in ends.items()} if len({own[0] for own in ends.values()}) > 1 else {}


def _given_is_bonus(row: Row) -> bool:
    """The percentage of the question is one of the row's own bonus."""
    bonus, rates = row.by.get("bonus"), row.figures.rates
    if bonus is None or len(rates) != 1 or bonus.low is None or bonus.high is None:
        return False
    return bonus.low <= rates[0].amount.low <= bonus.high


_BONUS_ASKED = regex(
    r"\bbonus\b[^.?!]{0,20}[?]|\b(?:what|how)\b[^.?!]{0,25}\bbonus\b|\bbonus\b.{0,12}$", re.I
)
