"""What the guides cover and what they do not: sources, dates, companies, places, topics."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.page import Page, flat
from assistant.question import Question
from corpus.passages import Passage
from index.resolve import words_of
from index.search import STOP_WORDS


def write_sources(page: Page, q: Question, named_only: bool = False) -> bool:
    """Where a guide's figures come from, and of when they are."""
    guides = page.library.guides()
    words = set(words_of(q.text))
    chosen = [g for g in guides if g.company in q.resolved.companies] if q.resolved.companies else []
    if not chosen and len(guides) <= 50:
        chosen = [g for g in guides if g.company is None and _is_named(page, g.path, words)]
    if not chosen and named_only:
        return False
    if not chosen:
        chosen = [g for g in guides if g.as_of or g.company]
    if len(chosen) > 8:
        return False
    for g in chosen:
        passages = (
            page.library.passages(guide=g.path, kind="sources") or page.library.passages(guide=g.path)[:1]
        )
        name = g.company or g.title
        if g.as_of:
            page.say(
                f"{name}: the guide is dated {g.as_of} (its update, or the years of its sources).",
                *passages[:1],
                style="bullet",
            )
        else:
            page.say(f"{name}: the guide gives no date of its own.", *passages[:1], style="bullet")
        if q.resolved.companies and g.sources:
            page.say(f"Its named sources: “{'” · “'.join(flat(s) for s in g.sources)}”.", *passages[:1])
    page.say(
        "The figures are what the guides state; nobody has verified them against pay slips.", required=False
    )
    return True


def _is_named(page: Page, path: str, words: set[str]) -> bool:
    """Whether a question names a guide: two telling words stand together in its title, front or end."""
    guide = page.library.guide(path)
    if guide is None:
        return False
    frame = (guide.title, guide.path, *guide.sources, *guide.lines[:10], *guide.lines[-3:])
    telling = (
        words - STOP_WORDS - {"guide", "guides", "offer", "offers", "engineer", "data", "date", "updated"}
    )
    return any(len(telling & set(words_of(line))) >= 2 for line in frame)


def write_listing(page: Page, q: Question) -> bool:
    """Which companies, places and roles the guides cover."""
    asked = q.resolved.companies or page.lexicon.companies
    if len(asked) > 12:
        page.say(
            f"The guides cover {', '.join(asked[:40])}{' and more' if len(asked) > 40 else ''}.",
            *page.library.passages(company=asked[0])[:1],
        )
        return True
    done = False
    for company in asked:
        rows = page.lexicon.rows_of(company)
        regions = list(dict.fromkeys(r.region for r in rows if r.region))
        if not regions:
            continue
        passages = [
            page.library.passage_at(f.guide, f.line) for f in page.library.facts(company=company, kind="band")
        ]
        unique = list(dict.fromkeys(p for p in passages if p))
        page.say(
            f"{company} ({', '.join(dict.fromkeys(r.role for r in rows if r.role))}): {'; '.join(regions)}.",
            *unique[:8],
            style="bullet",
        )
        done = True
    return done


def topic_is_covered(page: Page, topic: str, companies: Sequence[str]) -> list[Passage]:
    """Passages that are about a topic of their own accord: by their heading or lead."""
    words = [words_of(w) for w in page.lexicon.aliases.topics[topic].words if w.isascii()]
    out: list[Passage] = []
    hits = page.library.full_text([" ".join(w) for w in words if w], 20, list(companies))
    for passage, _ in hits:
        head = words_of(
            passage.section
            + " "
            + (passage.parts[0][1] if passage.parts and passage.kind in ("lever",) else "")
        )
        if any(_contains(head, w) for w in words) and re.search(r"\d", passage.quote):
            out.append(passage)
    return out


def _contains(words: Sequence[str], phrase: Sequence[str]) -> bool:
    size = len(phrase)
    return any(tuple(words[i : i + size]) == tuple(phrase) for i in range(len(words) - size + 1))


def write_uncovered(page: Page, q: Question) -> None:
    """Name what is asked for and missing, and what is covered nearby."""
    for u in q.resolved.uncovered:
        if u.kind == "company":
            page.lack(f"figures for {u.name}")
            near = ", ".join(u.nearby[:12])
            page.say(f"The guides have no figures for {u.name}; they cover {near}.", required=False)
        elif u.kind == "place":
            owner = f"{u.company} in {u.name}" if u.company else u.name
            page.lack(f"figures for {owner}")
            near = "; ".join(u.nearby[:12])
            whose = f" For {u.company} they" if u.company else " They"
            page.say(f"The guides have no row for {owner}.{whose} cover {near}.", required=False)
            if len(set(u.nearby)):
                page.ask("What is the band for this level at this location?")
        elif u.kind == "role":
            page.lack(f"the role {u.name}")
            page.say(
                f"The guides' figures are for {', '.join(u.nearby[:6])}, not for a {u.name}.", required=False
            )


def asked_words(q: Question, topic: str) -> list[str]:
    """The person's own words for a topic."""
    return list(dict.fromkeys(m.text for m in q.resolved.mentions if m.kind == "topic" and m.name == topic))


def write_topics(page: Page, q: Question, topics: Sequence[str]) -> None:
    """Say that a topic is not in the guides, and what to ask instead."""
    labels = []
    for topic in topics:
        entry = page.lexicon.aliases.topics[topic]
        asked = [t for t in asked_words(q, topic) if not any(c.isdigit() for c in t)]
        labels.append(entry.label + (f" (“{'”, “'.join(asked)}”)" if asked else ""))
        page.lack(entry.label)
        page.ask(entry.ask)
    if labels:
        page.say(f"The guides do not cover {' or '.join(labels)}.", required=False)
