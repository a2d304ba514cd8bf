"""What a conversation is about, and how the names in a message change it.

In: what was in play, a message that was read. Out: what is in play after it. A new company ends the old
one's place, unless it has a row there, and the old one's level. Names and the person's own figures only;
nothing that was answered is in here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from assistant.question import Question
from assistant.standing import Kind
from corpus.regexes import regex
from index.resolve import Lexicon, Mention

MOST_EARLIER = 6  # posts that were spoken of before, kept for "which is higher" and "the other one"
_COMES_FROM = regex(
    r"\b(?:from|leav(?:e|ing)|left|(?:am|work|works|working|currently|now)\s+(?:at|for|with))\s+$|从|在$",
    re.I,
)
_MONEY_OF = regex(r"^\s*(?:dollars?|currency|yuan|pounds?|rupees?|money|\$|£|¥|₹)", re.I)


@dataclass(frozen=True, slots=True)
class Post:
    """A company and a place that are spoken of together; either may be open."""

    company: str | None = None
    place: str | None = None
    new: bool = False  # a company that nobody has told us of


@dataclass(frozen=True, slots=True)
class Mine:
    """A figure of the person's own, in the person's words, and what it is of ("" where that was not said)."""

    component: str
    words: str  # "230", "400k over 4 years", "15%"


@dataclass(frozen=True, slots=True)
class InPlay:
    """What the next message may leave out."""

    posts: tuple[Post, ...] = ()
    roles: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    mine: tuple[Mine, ...] = ()
    kind: Kind = "band"  # what was last asked of a row
    earlier: tuple[Post, ...] = ()  # the latest first

    @property
    def companies(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p.company for p in self.posts if p.company))

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p.place for p in self.posts if p.place))

    def as_dict(self) -> dict[str, Any]:
        """For programs: each a list, as in the `resolved` of an answer."""
        return {
            "company": list(self.companies),
            "role": list(self.roles),
            "region": list(self.places),
            "level": list(self.levels),
            "component": list(self.components),
            "yours": [{"component": m.component or None, "text": m.words} for m in self.mine],
        }


# ---- what a message changes


def posts_of(
    q: Question, play: InPlay, lexicon: Lexicon, unknown: Mention | None
) -> tuple[tuple[Post, ...], tuple[str, ...]]:
    """The posts that a message is about, with what is left out of those before, in sentences."""
    r = q.resolved
    companies = list(companies_in(q))
    places = list(places_in(q))
    if unknown is not None:
        (companies if unknown.kind == "company" else places).append(unknown.name)
    if companies and places:
        paired = tuple(
            dict.fromkeys(Post(t.row.company, _place_of(t.asked, lexicon)) for t in r.targets if t.asked)
        )
        if len(companies) > 1 and len(places) > 1 and {p.company for p in paired} == set(companies):
            return paired, ()
        return tuple(post(c, p, lexicon) for c in companies for p in places), ()
    if places:
        return tuple(
            dict.fromkeys(post(c, p, lexicon) for c in play.companies or (None,) for p in places)
        ), ()
    if not companies:
        return play.posts, ()
    posts: list[Post] = []
    notes: list[str] = []
    there = re.search(r"\b(?:there|here|same\s+(?:city|place|location))\b|那边", q.text, re.I)
    for company in companies:
        if company in play.companies:
            posts += [p for p in play.posts if p.company == company]
            continue
        for place in play.places:
            if there or company not in lexicon.companies or covers(lexicon, company, place):
                posts.append(post(company, place, lexicon))
            else:
                notes.append(f"The guides have no row for {company} in {place}, so the place was left out.")
        if not any(p.company == company for p in posts):
            posts.append(post(company, None, lexicon))
    return tuple(dict.fromkeys(posts)), tuple(notes)


def post(company: str | None, place: str | None, lexicon: Lexicon) -> Post:
    """A post; names that are not known are written as names, so that they are read as such again."""
    known = company is None or company in lexicon.companies or company in lexicon.aliases.companies
    if company and not known:
        company = company[:1].upper() + company[1:]
    if place and place not in lexicon.aliases.places:
        place = place[:1].upper() + place[1:]
    return Post(company, place, not known)


def companies_in(q: Question) -> tuple[str, ...]:
    """The companies a message is about, not the one that somebody comes from."""
    r = q.resolved
    others = [
        m.name
        for m in r.mentions
        if m.kind == "company"
        and m.name in r.other_companies
        and not (r.companies and _COMES_FROM.search(q.text[: m.start]))
    ]
    return tuple(dict.fromkeys((*r.companies, *others)))


def places_in(q: Question) -> tuple[str, ...]:
    """The places a message is about; "canadian dollars" names none."""
    named = {
        m.name for m in q.resolved.mentions if m.kind == "place" and not _MONEY_OF.match(q.text[m.end :])
    }
    return tuple(p for p in q.resolved.places if p in named)


def covers(lexicon: Lexicon, company: str, place: str) -> bool:
    """Whether some row of a company's guide answers for a place."""
    rows = lexicon.rows_of(company)
    if place == "HQ":
        return any("HQ" in lexicon.places_of(row.region or "") for row in rows)
    return bool(lexicon.rows_at(rows, place)[0])


def _place_of(asked: str, lexicon: Lexicon) -> str:
    """The name of a place that was asked for in any spelling."""
    return next((m.name for m in lexicon.mentions(asked) if m.kind == "place"), asked)


def merged(
    q: Question, play: InPlay, lexicon: Lexicon, unknown: Mention | None = None
) -> tuple[InPlay, tuple[str, ...]]:
    """What is in play with this message's names put over it; a new company ends the old one's level."""
    r = q.resolved
    posts, notes = posts_of(q, play, lexicon, unknown)
    new_company = {p.company for p in posts} != {p.company for p in play.posts}
    earlier = tuple(dict.fromkeys((*(p for p in play.posts if p not in posts), *play.earlier)))[:MOST_EARLIER]
    mended = {m.text: m.name for m in r.mentions if m.corrected}
    notes += tuple(f"“{text}” was read as {name}." for text, name in mended.items())
    return (
        replace(
            play,
            posts=posts,
            roles=r.roles or play.roles,
            levels=r.levels or (() if new_company else play.levels),
            components=r.components or play.components,
            earlier=earlier,
        ),
        notes,
    )


def mine_in(play: InPlay) -> tuple[Mine, ...]:
    """The person's figures for the components in play; all of them where none is."""
    return tuple(
        m for m in play.mine if not play.components or not m.component or m.component in play.components
    )
