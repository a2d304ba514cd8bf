"""What the guides' scripts add to an offer or ask for, applied to the person's own figures.

An increment is never added across currencies, and never past a row's top without saying so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.compose.advice import write_advice
from assistant.compose.arithmetic import Operand, Worked, say_relation, tell
from assistant.compose.changes import PERCENT_ASKED
from assistant.compose.notes import warn_plain_dollars
from assistant.compose.rows import facts_of, write_beside_row, write_rows
from assistant.compose.stages import write_asked_for
from assistant.compose.sums import say_covered
from assistant.compose.told_in_text import told_in_text, write_told_in_text
from assistant.compose.wording import digits, label, shown, where
from assistant.given import Given
from assistant.page import Page
from assistant.question import Question
from corpus.bands import Fact
from corpus.money import format_amount
from corpus.regexes import regex
from index.names import is_same_part
from index.search import Hit

_EITHER = regex(r"\b(?:only|just|as\s+well|either|also|too|or)\b", re.I)


# "The plus-80K thing", "the 75K sign-on of the script": what a script adds or asks for.
_ADDS_BEFORE = regex(
    r"(?:\b(?:plus|extra|additional|adds?|adding|scripted|bump(?:\s+of)?|increase(?:\s+of)?|raise(?:\s+of)?|uplift(?:\s+of)?|increment(?:\s+of)?)|\+)"
    r"[\s-]*(?:of\s+)?(?:the\s+)?[$]?$",
    re.I,
)
_ADDS_BEHIND = regex(
    r"\s*(?:k\s+)?(?:(?:rsus?|stock|equity|base|sign(?:ing)?[\s-]?on|bonus)\s+)?"
    r"(?:thing|bump|increase|raise|uplift|increment|on\s+top|ask\b|demand|of\s+the\s+script|in\s+the\s+script)",
    re.I,
)


_ASKS = regex(r"\b(?:ask\w*|request\w*|counter\w*|demand\w*|propos\w*|scripts?|strateg\w+)\b", re.I)
_SIGN_ON = regex(r"\bsign(?:ing)?[\s-]?on\b|\bsigning\b", re.I)


def without_script_figures(page: Page, q: Question) -> Question:
    """ "Meta asks +20-30K", "the plus-80K thing": an amount that is a script's own is quoted from it, not an offer.

    Without a company, several figures that scripts ask for on the part named are those of all of them.
    """
    companies = q.resolved.companies
    every = not companies and len(q.given) > 1 and len(q.resolved.components) == 1 and not q.resolved.targets
    if not q.given or not (companies or every):
        return q
    facts = [f for c in companies or page.lexicon.companies for f in page.library.facts(company=c, kind="increment")]
    if every:
        facts = [f for f in facts if f.component == q.resolved.components[0]]
    quoted = [g for g in q.given if _is_scripted(q, g, facts, every)]
    if not quoted or (every and len(quoted) < len(q.given)):
        return q
    rest = tuple(
        replace(g, component=quoted[0].component) if g.component is None and len(q.given) == 2 else g
        for g in q.given
        if g not in quoted
    )
    resolved = q.resolved
    if every:
        resolved = replace(resolved, companies=tuple(dict.fromkeys(f.company for f in facts if f.company)))
    return replace(q, given=rest, wants=q.wants | {"increment"}, resolved=resolved)


def _is_scripted(q: Question, given: Given, facts: Sequence[Fact], every: bool) -> bool:
    """Whether a figure of a question is one that a script has."""
    amount = given.amount
    if not any((f.low, f.high) == (amount.low, amount.high) for f in facts):
        return False
    if every or amount.low != amount.high:
        return True
    return bool(_ADDS_BEFORE.search(q.text[: amount.start]) or _ADDS_BEHIND.match(q.text[amount.end :]))


# The script itself is asked for, not only what it adds.
_VERBATIM = regex(
    r"\bword[\s-]+(?:for|by)[\s-]+word\b|\bverbatim\b|\b(?:exact|full|whole|entire|complete|actual|original|literal)\s+(?:\w+\s+)?"
    r"(?:script|text|wording|words|message|template|email|letter)\b|\b(?:text|wording)\s+of\s+(?:the\s+|\w+['’]s\s+)?(?:\w+\s+)?script\b"
    r"|\b(?:read|copy|paste|print|quote|show|recite)\s+(?:me\s+|out\s+)?(?:the\s+|\w+['’]s\s+)?(?:\w+\s+)?(?:script|template)\b|原文|全文",
    re.I,
)
_MUCH = regex(r"\b(?:much|a\s+lot|little|small|big|huge|tiny|generous|worth\s+taking)\b\W*$", re.I)


def write_increments(page: Page, q: Question) -> bool:
    """What the guides' scripts add to an offer, applied to the person's own figures where given."""
    companies = q.resolved.companies or (page.lexicon.companies if not q.resolved.other_companies else ())
    facts = [f for c in companies for f in page.library.facts(company=c, kind="increment")]
    if not facts:
        asks = bool(_ASKS.search(q.text))
        if not asks and _write_told(page, q):
            return True
        said = asks and not q.given and write_asked_for(page, q)
        scripts = [p for c in q.resolved.companies for p in page.library.passages(company=c, kind="script")]
        if "sign_on" in q.resolved.components:  # no row has it: a script that does not speak of it has no answer
            scripts = [p for p in scripts if _SIGN_ON.search(p.quote)]
        # Its amounts stand in its own words.
        return (bool(scripts) and write_advice(page, q, [Hit(p, 1.0) for p in scripts])) or said
    # A component that only names the person's own figure does not narrow what the script asks for.
    components = [c for c in q.resolved.components if c != "total"]
    if set(components) <= {g.component for g in q.given}:
        components = []
    wanted = [f for f in facts if not components or f.component in components]
    named = bool(q.resolved.companies)
    if named and wanted and _EITHER.search(q.text) and {f.component for f in wanted} != set(components):
        wanted = facts  # "does it lift base as well, or only equity": all that it asks for answers it
    if not wanted and named:
        have = list(dict.fromkeys(label(f.component) for f in facts))
        missing = " and ".join(label(c) for c in components)
        page.say(
            f"{', '.join(companies)}: the guide's script asks for nothing on {missing}; it asks for "
            f"{' and '.join(have)}.",
            *(page.passage_of(f) for f in facts),
        )
        wanted = facts
    if not wanted:
        return False
    if not named and len(companies) > 6:
        return False
    if named and set(q.resolved.components) == {"sign_on"} and not q.has("increment", "ready_text"):
        cells = [f for c in companies for f in page.library.facts(company=c, kind="band")]
        if not any(f.component == "sign_on" for f in cells):
            wanted = [f for f in wanted if f.component == "sign_on"] or wanted
            whose = ", ".join(companies)
            page.say(f"The rows of {whose} have no sign-on bonus. What the script says of it:", required=False)
    judged = bool(q.given) and {g.component for g in q.given} == {"sign_on"} and not q.has("increment")
    judged = judged and (q.has("position") or bool(_MUCH.search(q.text)))
    if judged and (signing := [f for f in wanted if f.component == "sign_on"]):
        wanted = signing
        none = "The guides give no range that a sign-on bonus could be placed in. What the scripts say of it:"
        page.say(none, required=False)
    for fact in wanted:
        page.say(
            _increment_sentence(fact),
            page.passage_of(fact),
            style="bullet" if len(wanted) > 1 else "sentence",
        )
    _say_together(page, q, wanted)
    if named and _VERBATIM.search(q.text):
        whole = [p for c in companies for p in page.library.passages(company=c, kind="script")]
        write_advice(page, q, [Hit(p, 1.0) for p in whole])
    for given in q.given:
        if given.component == "unvested":
            for fact in facts:
                if fact.component == "sign_on" and fact.basis == "absolute":
                    _offset(page, given, fact)
        for fact in wanted:
            if given.component == fact.component and given.amount.unit == "money" and not judged:
                _apply(page, q, given, fact)
            elif given.component == "base" and components and PERCENT_ASKED.search(q.text):
                _say_share(page, fact, given)
    for fact in wanted:
        rows = [t for t in q.resolved.targets if t.row.company == fact.company and t.asked]
        currencies = {
            f.currency
            for t in rows
            for f in page.library.facts(company=t.row.company, region=t.row.region, kind="band")
            if f.currency
        }
        if currencies and fact.currency not in currencies:
            page.warn(
                "currency_mismatch",
                f"The script states its amounts in {fact.currency}, the row for {where(rows[0])} is in "
                f"{', '.join(sorted(currencies))}: "
                "they are not added without an exchange rate from you.",
            )
            if any(g.component == fact.component for g in q.given):
                page.say(
                    f"The script's amount is in {fact.currency} and the row for {where(rows[0])} in "
                    f"{', '.join(sorted(currencies))}, so your figure is not added to it without an exchange rate.",
                    required=False,
                )
            elif fact is wanted[0]:
                page.say(
                    f"The script states its amounts in {fact.currency} alone; the row for {where(rows[0])} is in "
                    f"{', '.join(sorted(currencies))}, and the guide gives no amount in it.",
                    required=False,
                )
    rows = [t for t in q.resolved.targets if t.asked and t.row.company in {f.company for f in wanted}]
    if len(rows) == 1 and not q.given:
        # "The base in Graz, and the sign-on of the script": the one is a row's, the other the script's.
        lacking = [c for c in q.resolved.components if c not in {f.component for f in facts}]
        if found := [f for c in lacking for f in facts_of(page, rows[0], [c])]:
            write_rows(page, replace(q, wants=frozenset()), [(rows[0], found)], lacking)
    elif len(rows) == 1:
        own = [g.component for g in q.given if g.component]
        write_beside_row(page, q, rows[0], own)
        warn_plain_dollars(page, facts_of(page, rows[0], own))
    page.warn(
        "only_if_true",
        "The guide's scripts mention competing offers. Say that part only if you have them.",
    )
    return True


def _write_told(page: Page, q: Question) -> bool:
    """ "Does the guide say anywhere what the base is": a part that no table of a company has, as its text tells it."""
    for company in q.resolved.companies:
        bands = page.library.facts(company=company, kind="band")
        parts = [c for c in q.resolved.components if not any(is_same_part(c, f.component) for f in bands)]
        if bands and parts and not q.given and (told := told_in_text(page, company, parts)):
            missing = " and ".join(label(part) for part in parts)
            write_told_in_text(page, f"The tables for {company} have no {missing};", told)
            return True
    return False


def write_beside_script(page: Page, q: Question, given: Given, companies: Sequence[str]) -> bool:
    """A part of an offer that no row has a column for, set beside what the company's script asks for on it."""
    facts = [
        f
        for c in companies
        for f in page.library.facts(company=c, kind="increment")
        if f.component == given.component and given.amount.unit == "money"
    ]
    if len({f.company for f in facts}) != 1:
        return False
    for fact in facts:
        page.say(f"The table has no {label(fact.component)}. {_increment_sentence(fact)}", page.passage_of(fact))
        if not _apply(page, q, given, fact):
            page.say(
                f"Your {page.give(given.amount)} is not set against it: the currencies differ, and the guide gives no "
                "exchange rate.",
                required=False,
            )
    return True


def _say_together(page: Page, q: Question, wanted: Sequence[Fact]) -> None:
    """The increments of one script added up, or those of two scripts set against each other; a year's part."""
    money = [f for f in wanted if f.low is not None and f.high is not None]
    companies = list(dict.fromkeys(f.company for f in money))
    if q.has("sum") or _ADDED_UP.search(q.text):
        for company in companies:
            own = [f for f in money if f.company == company]
            if len(own) > 1 and not q.given and len({f.currency for f in own}) == 1:
                _say_added(page, q, own)
        for component in dict.fromkeys(f.component for f in money):
            asks = [f for f in money if f.component == component]
            if 1 < len(asks) == len(companies) and not q.given:
                _say_added_over(page, asks)
    if q.has("difference", "compare", "change", "ratio", "superlative") and len(companies) == 2:
        for component in dict.fromkeys(f.component for f in money):
            pair = [f for f in money if f.component == component]
            if len(pair) == 2 and pair[0].currency == pair[1].currency and pair[0].basis == pair[1].basis:
                ends = dict.fromkeys([(pair[0].low, pair[1].low), (pair[0].high, pair[1].high)])
                for x, y in ends:
                    a, b = (_operand(page, f, v) for f, v in zip(pair, (x, y), strict=True))
                    say_relation(page, q, a, b, usual=True)
    if q.has("superlative") and len(companies) > 2:
        for component in dict.fromkeys(f.component for f in money):
            asks = [f for f in money if f.component == component]
            if len(asks) > 2 and len({(f.currency, f.basis) for f in asks}) == 1:
                least = q.bound == "low"
                best = sorted(asks, key=lambda f: (f.high or 0, f.low or 0), reverse=not least)[0]
                word = "least" if least else "most"
                page.say(
                    f"{best.company}'s script adds the {word} to the offered {label(component)}: {_amount_text(best)}.",
                    page.passage_of(best),
                )
    # "How much more should I ask for" is no difference between two asks of one script.
    apart = q.has("difference") and {f.component for f in money} <= set(q.resolved.components)
    if len(companies) == 1 and len(money) == 2 and (apart or q.has("share", "ratio")) and not q.given:
        for end in (q.bound,) if q.bound else ("low", "high"):
            first, second = (_operand(page, f, f.low if end == "low" else f.high) for f in money)
            say_relation(page, q, first, second)
    if q.has("annual") and not q.given:
        for f in money:
            if f.period == "4 years" and f.low is not None and f.high is not None:
                formula = f"{digits(f.low)} / 4" + (f" to {digits(f.high)} / 4" if f.high != f.low else "")
                passage = page.passage_of(f)
                part = page.derive(f.low / 4, formula, [passage], f.currency, f.mark, high=f.high / 4)
                page.say(f"Spread evenly over four years, {f.company}'s increment is {part} a year.", passage)


def _operand(page: Page, fact: Fact, value: Decimal | None) -> Operand:
    assert value is not None
    amount = format_amount(value, fact.currency, fact.mark)
    said = f"the {amount} of {fact.company}'s script"
    if fact.low != fact.high:
        end = "at the low end" if value == fact.low else "at the high end"
        said = f"the {amount} that {fact.company}'s script adds to the {label(fact.component)} {end}"
    return Operand(value, said, digits(value), page.passage_of(fact), "money", fact.currency, fact.mark)


def _say_added_over(page: Page, asks: Sequence[Fact]) -> None:
    """What several scripts ask for on one part of pay, added up; not across currencies, or more and outright."""
    if len({(f.currency, f.basis) for f in asks}) > 1:
        return
    low, high = _operand(page, asks[0], asks[0].low).worked, _operand(page, asks[0], asks[0].high).worked
    for f in asks[1:]:
        low, high = low + _operand(page, f, f.low).worked, high + _operand(page, f, f.high).worked
    page.say(
        f"Added up, what these scripts ask for on {label(asks[0].component)} comes to {tell(page, low, high)}.",
        *(page.passage_of(f) for f in asks),
    )


def _say_added(page: Page, q: Question, facts: Sequence[Fact]) -> None:
    lows = [f.low for f in facts if f.low is not None]
    highs = [f.high for f in facts if f.high is not None]
    if q.bound:
        lows = highs = highs if q.bound == "high" else lows
    low, high = sum(lows, Decimal(0)), sum(highs, Decimal(0))
    formula = " + ".join(digits(v) for v in lows)
    if high != low:
        formula += " to " + " + ".join(digits(v) for v in highs)
    passages = [page.passage_of(f) for f in facts]
    total = page.derive(low, formula, passages, facts[0].currency, facts[0].mark, high=high)
    names = [label(f.component) for f in facts]
    listed = f"{', '.join(names[:-1])} and {names[-1]}"
    page.say(
        f"Simply added up, what {facts[0].company}'s script asks for on {listed} comes to {total}; "
        "base is paid every year, equity over four, a sign-on once.",
        *passages,
    )


_ADDED_UP = regex(
    r"\b(?:summ?\w*|add\w*\s+(?:up|together)|altogether|together|combined|in\s+all|in\s+total|plus|(?:all|both|them|asks|three|two)\s+added|added\s*(?:$|[?.,]))\b|\+",
    re.I,
)


def _offset(page: Page, given: Given, fact: Fact) -> None:
    """How much of what is left behind a sign-on of the script would cover."""
    if fact.low is None or (given.amount.currency or fact.currency) != fact.currency:
        return
    lost = page.give(replace(given.amount, currency=fact.currency, mark=fact.mark))
    behind = Worked(given.amount.low, digits(given.amount.low), ("input",), "money", fact.currency, fact.mark)
    paid = _operand(page, fact, fact.low)
    say_covered(page, paid.worked, paid.said, behind, lost)


def _increment_sentence(fact: Fact) -> str:
    value = _amount_text(fact)
    over = " over four years" if fact.period == "4 years" else ""
    if fact.basis == "absolute":
        return f"{fact.company}'s script asks for a {label(fact.component)} of {value}{over} outright."
    return f"{fact.company}'s script adds {value}{over} to the offered {label(fact.component)}."


def _say_share(page: Page, fact: Fact, given: Given) -> None:
    """What a script asks for, in percent of an amount of the person's."""
    if fact.low is None or fact.high is None or (given.amount.currency or fact.currency) != fact.currency:
        return
    passage = page.passage_of(fact)
    mine = page.give(replace(given.amount, currency=fact.currency, mark=fact.mark))
    own = Worked(given.amount.low, digits(given.amount.low), ("input",), "money", fact.currency, fact.mark)
    low, high = (
        Worked(v, digits(v), (passage,), "money", fact.currency, fact.mark) for v in (fact.low, fact.high)
    )
    page.say(f"That is {tell(page, low.share_of(own), high.share_of(own))} of your {mine}.", passage)


def _amount_text(fact: Fact) -> str:

    assert fact.low is not None
    text = format_amount(fact.low, fact.currency, fact.mark)
    if fact.high is not None and fact.high != fact.low:
        text += f"–{format_amount(fact.high, fact.currency, fact.mark)}"
    return text


def _apply(page: Page, q: Question, given: Given, fact: Fact) -> bool:
    """A script's amount set against the person's own; False where their currencies differ."""
    amount = given.amount
    row_currencies = {
        f.currency
        for t in q.resolved.targets
        if t.asked and t.row.company == fact.company
        for f in page.library.facts(company=t.row.company, region=t.row.region, component="base", kind="band")
    }
    if (amount.currency or fact.currency) != fact.currency or (
        row_currencies and fact.currency not in row_currencies
    ):
        return False
    if fact.low is None or fact.high is None:
        return False
    mine = page.give(replace(amount, currency=fact.currency, mark=fact.mark))
    passage = page.passage_of(fact)
    name = label(fact.component)
    if fact.basis == "absolute":
        if amount.low >= fact.low:
            over = Worked(amount.low, digits(amount.low), ("input",), "money", fact.currency, fact.mark)
            over -= Worked(fact.low, digits(fact.low), (passage,), "money", fact.currency, fact.mark)
            more = f", by {tell(page, over)}" if over.value else ""
            page.say(
                f"Your sign-on of {mine} already meets what the script asks for{more}.",
                passage,
                required=False,
            )
        else:
            gap = page.derive(
                fact.low - amount.low,
                f"{digits(fact.low)} - {digits(amount.low)}",
                [passage, "input"],
                fact.currency,
                fact.mark,
            )
            page.say(f"That is {gap} more than your {name} of {mine}.", passage)
        return True
    value, yearly = amount.low, given.period == "year" and fact.period == "4 years"
    # Of a range that was told the low end is raised by the least, the high end by the most.
    most = amount.high if amount.high is not None else value
    if yearly:
        value, most = amount.low * 4, most * 4
    low, high = value + fact.low, most + fact.high
    plus = f" + {digits(fact.low)}" + (f" to {digits(most)} + {digits(fact.high)}" if high != low else "")
    start = f"{digits(amount.low)} * 4" if yearly else digits(value)
    result = page.derive(low, start + plus, ["input", passage], fact.currency, fact.mark, high=high)
    page.say(f"Added to your {name} of {mine}{' a year' if yearly else ''}, that is {result}.", passage)
    if q.has("change", "share") or PERCENT_ASKED.search(q.text):
        own = Worked(value, start, ("input",), "money", fact.currency, fact.mark)
        parts = [
            Worked(v, digits(v), (passage,), "money", fact.currency, fact.mark) for v in (fact.low, fact.high)
        ]
        shares = tell(page, parts[0].share_of(own), parts[1].share_of(own))
        page.say(f"What the script adds is {shares} of your {name}.", passage)
    if q.has("annual") and fact.period == "4 years" and not yearly:
        share = page.derive(
            low / 4,
            f"({start} + {digits(fact.low)}) / 4 to ({start} + {digits(fact.high)}) / 4",
            ["input", passage],
            fact.currency,
            fact.mark,
            high=high / 4,
        )
        page.say(f"Spread evenly, which is an assumption, that is {share} a year.", passage)
    tops = [
        f
        for t in q.resolved.targets
        if t.asked and t.row.company == fact.company
        for f in page.library.facts(
            company=t.row.company, region=t.row.region, component=fact.component, kind="band"
        )
    ]
    for top in tops[:1]:
        if top.high is not None and high > top.high:
            page.say(
                f"That goes past the top of the {name} range for {where(top)}, which is {shown(top)}.",
                page.passage_of(top),
                required=False,
            )
        elif top.low is not None and top.high is not None and low >= top.low and q.has("position", "threshold"):
            page.say(
                f"That stays inside the {name} range for {where(top)}, which is {shown(top)}.",
                page.passage_of(top),
                required=False,
            )
    return True
