"""Several offers in one question: which amount is of which row, and which of them is placed best.

In: a `Question` with its amounts, the rows asked about. Out: for each amount the rows that it is of, and a
sentence that ranks the amounts by their places in their own bands. An amount is never placed in the row
of another company's or place's offer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.compose.arithmetic import place_in
from assistant.compose.position import fact_of, times_of
from assistant.compose.wording import digits, label, where
from assistant.given import Given
from assistant.page import Page
from assistant.question import Question
from corpus.bands import Fact
from corpus.passages import Passage
from corpus.regexes import regex
from index.resolve import Target

Row = tuple[Target, list[Fact]]

_JOINT = regex(r"[,;:.!?]|\b(?:and|or|vs|versus|but|while|against)\b", re.I)
_RESPECTIVELY = regex(r"\brespectively\b|\bin\s+that\s+order\b", re.I)
# What a joint and another offer's name between an amount and a name cost, in characters.
JOINT = 25
NAME_BETWEEN = 40
_RANKS = regex(
    r"\b(?:which|better|best|higher|highest|stronger|strongest|worse|worst|weaker|weakest|lower|lowest|compar\w*|rank\w*"
    r"|versus|vs|order)\b|哪|比",
    re.I,
)


@dataclass(slots=True)
class _Post:
    """A company, a place or both, named together once or more often."""

    company: str
    place: str
    spans: list[tuple[int, int]]
    rows: list[Row]


def own_rows(q: Question, rows: Sequence[Row]) -> list[tuple[Given, Sequence[Row]]]:
    """Each amount with the rows that it is of: all of them, where no amounts of several offers stand apart."""
    # What somebody has today is no offer of anybody asked about.
    offered = [g for g in q.given if g.component != "today"]
    everywhere: list[tuple[Given, Sequence[Row]]] = [(g, rows) for g in offered]
    if len(offered) < 2:
        return everywhere
    posts = _posts(q, rows)
    if len(posts) < 2 or not any(p.rows for p in posts):
        return everywhere
    marks = sorted([(s, "post") for p in posts for s, _ in p.spans] + [(g.amount.start, "amount") for g in offered])
    runs = [kind for i, (_, kind) in enumerate(marks) if not i or marks[i - 1][1] != kind]
    inside = any(s < g.amount.start < e for g in offered for p in posts for s, e in p.spans)
    if len(runs) < 3 and not inside:
        if not (_RESPECTIVELY.search(q.text) and len(posts) == len(offered)):
            return everywhere  # "200K or 220K, in Oslo and in Bern": each in each
        return [(g, p.rows) for g, p in zip(offered, posts, strict=True)]
    ahead, behind = _of_side(posts, before=True), _of_side(posts, before=False)
    first, second = (ahead, behind) if marks[0][1] == "post" else (behind, ahead)
    ways = [[way(g) for g in offered] for way in (first, second, _nearest(q, posts))]
    chosen = next((owners for owners in ways if _is_whole(posts, offered, owners)), ways[-1])
    return [(g, owner.rows if owner else []) for g, owner in zip(offered, chosen, strict=True)]


def _posts(q: Question, rows: Sequence[Row]) -> list[_Post]:
    """The offers that are named, in order; one without a company is of the company named before it."""
    named = [m for m in q.resolved.mentions if m.kind in ("company", "place") and q.text[m.start : m.end] == m.text]
    posts: list[_Post] = []
    for m in sorted(named, key=lambda m: m.start):
        last = posts[-1] if posts else None
        company, place = (m.name, "") if m.kind == "company" else ("", m.text)
        if last and not (last.company and company) and not (last.place and place):
            last.company, last.place = last.company or company, last.place or place
            last.spans[0] = (last.spans[0][0], m.end)
        else:
            posts.append(_Post(company, place, [(m.start, m.end)], []))
    merged: dict[tuple[str, str], _Post] = {}
    company = place = ""
    for post in posts:
        alone = (
            post.company
            and not post.place
            and any(t.asked == place and t.row.company == post.company for t, _ in rows)
        )
        company, place = post.company or company, post.place or (place if alone else "")
        post.company, post.place = company, place
        post.rows = [
            (t, facts)
            for t, facts in rows
            if (not company or t.row.company == company) and (not place or t.asked == place)
        ]
        key = (company, place)
        if key in merged:
            merged[key].spans += post.spans
        else:
            merged[key] = post
    return list(merged.values())


def _of_side(posts: Sequence[_Post], *, before: bool) -> Callable[[Given], _Post | None]:
    """The offer that an amount stands within, else the next one named before it (or behind it)."""

    def owner(given: Given) -> _Post | None:
        at = given.amount.start
        near: list[tuple[int, int]] = []
        for i, post in enumerate(posts):
            for start, end in post.spans:
                if start < at < end:
                    return post
                if (end <= at) if before else (start >= at):
                    near.append((at - end if before else start - at, i))
        return posts[min(near)[1]] if near else None

    return owner


def _nearest(q: Question, posts: Sequence[_Post]) -> Callable[[Given], _Post | None]:
    """The offer whose name stands nearest, with no joint and no other name between where that can be."""
    spans = [span for post in posts for span in post.spans]

    def cost(given: Given, span: tuple[int, int]) -> int:
        at = given.amount
        a, b = (span[1], at.start) if span[1] <= at.start else (at.end, span[0])
        if b <= a:
            return 0
        crossed = sum(a <= s < b for s, _ in spans)
        return b - a + JOINT * len(_JOINT.findall(q.text, a, b)) + NAME_BETWEEN * crossed

    return lambda given: min(posts, key=lambda post: min(cost(given, span) for span in post.spans))


def _is_whole(posts: Sequence[_Post], given: Sequence[Given], owners: Sequence[_Post | None]) -> bool:
    """Whether every offer that has a row has an amount, and none two of the same part."""
    for post in posts:
        parts = [g.component for g, owner in zip(given, owners, strict=True) if owner is post]
        if (post.rows and not parts) or len(set(parts)) < len(parts) or (None in parts and len(parts) > 1):
            return False
    return True


def write_best_placed(page: Page, q: Question, apart: Sequence[tuple[Given, Sequence[Row]]]) -> None:
    """Which of the amounts lies highest in its own band, where that is asked."""
    asked = all(t.asked for _, rows in apart for t, _ in rows)
    crossed = len(apart) > 1 and any(len(rows) > 1 for _, rows in apart)
    if not (_RANKS.search(q.text) and asked) or q.has("threshold") or crossed:
        return
    if not q.resolved.components:  # as most people mean an amount without a name
        apart = [(replace(g, component=g.component or "base"), rows) for g, rows in apart]
    placed: dict[str, list[tuple[Decimal, Given, Target, Fact]]] = {}
    for given, rows in apart:
        for target, facts in rows:
            fact = fact_of(page, given, target, facts)
            amount = given.amount
            if fact is None or fact.low is None or fact.high is None or fact.low == fact.high:
                continue
            other = amount.currency and fact.currency and amount.currency != fact.currency
            parted = given.period == "4 years" and fact.period == "year"
            if not parted and amount.high in (None, amount.low) and amount.unit == fact.unit and not other:
                value = amount.low * times_of(given, fact)
                share = (value - fact.low) / (fact.high - fact.low)
                placed.setdefault(fact.component, []).append((share, given, target, fact))
    for component, of_part in placed.items():
        if len({t.row for _, _, t, _ in of_part}) < 2 or len(of_part) != len({t.row for _, _, t, _ in of_part}):
            continue
        of_part.sort(key=lambda each: -each[0])
        said, passages = [], []
        for share, given, target, fact in of_part:
            passage = page.passage_of(fact)
            said.append(f"{where(target)} ({_place_text(page, share, given, fact, passage)})")
            passages.append(passage)
        even = sum(each[0] == of_part[0][0] for each in of_part)
        if even > 1:
            first, verb = " and ".join(said[:even]), "lie equally high"
        else:
            first, verb = said[0], "lies highest"
        behind = f", before {', then '.join(said[even:])}" if said[even:] else ""
        page.say(f"Each {label(component)} in its own band: {first} {verb}{behind}.", *passages)


def _place_text(page: Page, share: Decimal, given: Given, fact: Fact, passage: Passage | None) -> str:
    low, high = fact.low, fact.high
    assert low is not None
    assert high is not None
    if share < 0:
        return "below the floor"
    if share > 1:
        return "above the top"
    times = times_of(given, fact)
    value = given.amount.low * times
    own = digits(value) if times == 1 else f"{digits(given.amount.low)} * {times}"
    formula = f"({own} - {digits(low)}) / ({digits(high)} - {digits(low)}) * 100"
    percent = page.derive(place_in(value, low, high), formula, [passage, "input"], unit="percent")
    return f"{percent} of the way"
