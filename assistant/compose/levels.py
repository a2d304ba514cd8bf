"""Levels of one company in terms of another's; a range is never split into single levels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.page import Page
from assistant.question import Question
from corpus.levels import LevelMap
from corpus.regexes import regex
from index.resolve import words_of

LEVEL_CODE = regex(r"\b(?:ICT|IC|SDE|ML|E|L|P|M|T|D)\s?-?\d{1,2}\b|\b[1-4]-[12]\b|\b\d{2}\b", re.IGNORECASE)


_LEVELS = regex(r"\b(?:(?:all|every|each|list)\s+(?:\w+\s+)?levels?|levels|labels|ladders|grades)\b", re.I)


def write_levels(page: Page, q: Question) -> bool:
    """What the guides set a level against; a range is never split into single levels."""
    maps = page.library.level_maps()
    if not maps:
        return False
    text = q.text
    named = [m for m in maps if m.company in q.resolved.companies]
    asked = [_squash(m.group()) for level in q.resolved.levels for m in LEVEL_CODE.finditer(level)]
    others = {words for o in (*q.resolved.other_companies, *q.resolved.companies) for words in [words_of(o)]}
    every = q.has("listing") and _LEVELS.search(text)  # "list every level you know"
    scored: list[tuple[int, LevelMap]] = []
    for m in maps:
        score = 0
        own = any(covers_level(m.level, level) for level in asked)
        other = any(covers_level(m.other_level, level) for level in asked)
        other_named = any(set(o) <= set(words_of(m.other_company)) for o in others)
        if m.company in q.resolved.companies:
            score += 2
        if other_named and m.company not in q.resolved.other_companies:
            score += 2
        if own:
            score += 3
        if other and (other_named or not own):
            score += 3 if other_named else 1
        if asked and not own and not other:
            continue
        if not asked and m not in named and not (every and not others):
            continue
        titled = bool(m.title) and words_of(m.title)[0] in words_of(text)
        scored.append((score + titled, m))
    if not scored:
        return _say_unmapped(page, q, named)
    best = max(s for s, _ in scored)
    if asked and best < 3:
        return _say_unmapped(page, q, named)
    kept = [m for s, m in scored if s == best] if asked else [m for _, m in scored]
    if not asked and others:
        narrowed = [m for m in kept if any(set(o) <= set(words_of(m.other_company)) for o in others)]
        kept = narrowed or kept
    groups: dict[tuple[str, str, str], list[LevelMap]] = {}
    for m in kept:
        groups.setdefault((m.company, m.level, m.guide), []).append(m)
    for (company, level, guide), entries in groups.items():
        passage = page.library.passage_at(guide, entries[0].line)
        title = f" ({entries[0].title})" if entries[0].title else ""
        listed = ", ".join(dict.fromkeys(f"{e.other_level} at {e.other_company}" for e in entries))
        page.say(f"{company}'s guide sets {company} {level}{title} against {listed}.", passage)
        if not all(e.exact for e in entries):
            page.say(
                "That is range against range: the guide does not say which single level meets which.",
                passage,
                required=False,
            )
    outside = [
        level
        for level in q.resolved.levels
        if not any(covers_level(m.level, level) or covers_level(m.other_level, level) for m in maps)
    ]
    for level in outside:
        page.lack(f"the level {level}")
    return True


def _say_unmapped(page: Page, q: Question, named: Sequence[LevelMap]) -> bool:
    """A level that the company's own map does not have."""
    if not named or not q.resolved.levels or not q.has("levels"):
        return False
    have = ", ".join(dict.fromkeys(m.level for m in named))
    asked = ", ".join(q.resolved.levels)
    page.lack(f"the level {asked}")
    page.say(f"The level map of {named[0].company}'s guide has {have}; {asked} is not in it.", required=False)
    return True


def _squash(level: str) -> str:
    return re.sub(r"\s", "", level).upper().replace("–", "-").replace("—", "-")


def covers_level(printed: str, asked: str) -> bool:
    """Whether a printed level or range covers one that is asked for.

    >>> covers_level("2-1 to 3-1", "2-2"), covers_level("P6-P8", "P7"), covers_level("L5", "L6")
    (True, True, False)
    >>> covers_level("P6-P8", "P6–P8")
    True
    """
    several = levels_in(asked)
    asked = _squash(asked)
    found = levels_in(printed)
    if asked in found:
        return True
    if len(several) > 1:
        return all(covers_level(printed, one) for one in several)
    if len(found) != 2:
        return False
    low, high = (level_rank(f) for f in found)
    mine = level_rank(asked)
    return (
        low is not None
        and high is not None
        and mine is not None
        and low[0] == mine[0] == high[0]
        and low[1] <= mine[1] <= high[1]
    )


def level_rank(level: str) -> tuple[str, int] | None:
    m = re.fullmatch(r"([A-Z]*)-?(\d{1,2})", level) or None
    if re.fullmatch(r"[1-4]-[12]", level):
        return "pair", int(level[0]) * 10 + int(level[2])
    return (m.group(1), int(m.group(2))) if m else None


def levels_in(text: str) -> list[str]:
    """The level codes of a text, squashed: "E5–E6" holds E5 and E6."""
    return [_squash(m.group()) for m in LEVEL_CODE.finditer(text)]


def level_scale(level: str) -> str:
    """The scale a level is on: "E" for E5, "pair" for 2-1, "" for what is no level."""
    rank = level_rank(_squash(level))
    return rank[0] if rank else ""
