"""Rows of pay, as they stand: one cell, one row, several rows.

In: rows with their facts. Out: sentences, each figure from its own cell, and the midpoint, width or
yearly share of a cell where it is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.compose.wording import (
    article,
    digits,
    end_text,
    ends_of,
    label,
    listed,
    period_words,
    shown,
    where,
)
from assistant.page import Page
from assistant.question import Question
from corpus.bands import Fact
from index.resolve import Target

MAIN = ("base", "equity", "bonus", "sign_on", "total")


def facts_of(page: Page, target: Target, components: Sequence[str] = ()) -> list[Fact]:
    """The band facts of a row, in the order of its columns."""
    facts = page.library.facts(
        company=target.row.company, role=target.row.role, region=target.row.region, kind="band"
    )
    if target.guide:
        facts = [f for f in facts if f.guide == target.guide]
    if not components:
        return facts
    wanted = set(components)
    if "equity" in wanted:
        wanted.add("options")
    return [f for f in facts if f.component in wanted]


def write_rows(
    page: Page, q: Question, rows: Sequence[tuple[Target, list[Fact]]], components: Sequence[str]
) -> None:
    filled = [(t, facts) for t, facts in rows if facts]
    if len(filled) == 1:
        _write_row(page, q, *filled[0])
        return
    companies = list(dict.fromkeys(t.row.company for t, _ in filled))
    what = " and ".join(label(c) for c in components) if components else "pay"
    lead = (
        f"{companies[0]}'s guide gives this {what}, row by row:"
        if len(companies) == 1
        else f"This is the {what} that the guides give, row by row:"
    )
    page.say(lead, style="lead", required=False)
    for t, facts in filled:
        page.say(f"{where(t)}: {listed(facts)}.", *(page.passage_of(f) for f in facts), style="bullet")
    say_derived_of_cells(page, q, filled)


def _write_row(page: Page, q: Question, target: Target, facts: list[Fact]) -> None:
    passages = [page.passage_of(f) for f in facts]
    if len(facts) == 1:
        fact = facts[0]
        ends = ends_of(fact)
        if q.bound and ends and not q.given:
            end = ends[0] if q.bound == "low" else ends[1]
            word = "starts at" if q.bound == "low" else "tops out at"
            page.say(
                f"For {where(target)}, the {label(fact.component)} {word} "
                f"{end_text(page, fact, end)}{period_words(fact)}; "
                f"the whole range is {shown(fact)}.",
                *passages,
            )
        else:
            page.say(
                f"For {where(target)}, the guide gives {article(fact)}{label(fact.component)} of "
                f"{shown(fact)}{period_words(fact)}.",
                *passages,
            )
    else:
        page.say(f"For {where(target)}, the guide gives {listed(facts)}.", *passages)
    say_derived_of_cells(page, q, [(target, facts)])


def say_derived_of_cells(page: Page, q: Question, rows: Sequence[tuple[Target, list[Fact]]]) -> None:
    """Midpoint, width and yearly share of the cells asked for."""
    for t, facts in rows:
        for fact in facts:
            ends = ends_of(fact)
            if ends is None:
                continue
            low, high = ends
            passage = page.passage_of(fact)
            unit = fact.unit
            money = (fact.currency, fact.mark)
            if q.has("midpoint"):
                middle = page.derive(
                    (low + high) / 2, f"({digits(low)} + {digits(high)}) / 2", [passage], *money, unit=unit
                )
                page.say(
                    f"The midpoint of the {label(fact.component)} range for {where(t)} is {middle}.", passage
                )
            if q.has("spread") and not q.given:
                width = page.derive(
                    high - low, f"{digits(high)} - {digits(low)}", [passage], *money, unit=unit
                )
                page.say(
                    f"From floor to top, the {label(fact.component)} range for {where(t)} spans {width}.",
                    passage,
                )
            if q.has("annual") and fact.period == "4 years" and not q.given:
                if q.bound:
                    end = low if q.bound == "low" else high
                    share = page.derive(end / 4, f"{digits(end)} / 4", [passage], *money)
                else:
                    share = page.derive(
                        low / 4, f"{digits(low)} / 4 to {digits(high)} / 4", [passage], *money, high=high / 4
                    )
                page.say(
                    f"Spread evenly, that is {share} for each of the four years "
                    "(an assumption: the guide gives no vesting schedule).",
                    passage,
                )
                page.ask(topic_question(page, "vesting"))


def topic_question(page: Page, topic: str) -> str:
    return page.lexicon.aliases.topics[topic].ask
