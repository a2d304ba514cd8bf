"""Levels of one company in terms of another's; a range is never split into single levels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.page import Page
from assistant.question import Question
from corpus.levels import LevelMap
from corpus.regexes import regex
from index.ladder import covers
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
        own = any(covers(m.level, level) for level in asked)
        other = any(covers(m.other_level, level) for level in asked)
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
        kept = _titled(narrowed, text) or narrowed or kept
    groups: dict[tuple[str, str, str], list[LevelMap]] = {}
    for m in kept:
        groups.setdefault((m.company, m.level, m.guide), []).append(m)
    for (company, level, guide), entries in groups.items():
        passage = page.library.passage_at(guide, entries[0].line)
        title = f" ({entries[0].title})" if entries[0].title else ""
        listed = _listed(entries)
        page.say(f"{company}'s guide sets {company} {level}{title} against {listed}.", passage)
        if not all(e.exact for e in entries):
            page.say(
                "That is range against range: the guide does not say which single level meets which.",
                passage,
                required=False,
            )
    if asked and named and not any(m.company in q.resolved.companies for m in kept):
        _say_own_map(page, named)
    elif asked:
        _say_other_way(page, q, [m for m in named if m.company not in {k.company for k in kept}])
    outside = [
        level
        for level in q.resolved.levels
        if not any(covers(m.level, level) or covers(m.other_level, level) for m in maps)
    ]
    for level in outside:
        page.lack(f"the level {level}")
    return True


def _titled(maps: Sequence[LevelMap], text: str) -> list[LevelMap]:
    """Those whose other level is a title that the text says, in its longest form: "senior ML engineer at Globex"."""
    said = f" {' '.join(words_of(text))} "
    titles = {m.other_level: words_of(m.other_level) for m in maps}
    longest = max((len(w) for w in titles.values() if len(w) > 1 and f" {' '.join(w)} " in said), default=0)
    return [m for m in maps if len(w := titles[m.other_level]) == longest and f" {' '.join(w)} " in said]


def _listed(entries: Sequence[LevelMap]) -> str:
    """What a level is set against; a level that begins with a number is quoted, since it is no figure: “63/64”."""
    names = [f"“{e.other_level}”" if e.other_level[:1].isdigit() else e.other_level for e in entries]
    return ", ".join(
        dict.fromkeys(f"{name} at {e.other_company}" for name, e in zip(names, entries, strict=True))
    )


def _say_own_map(page: Page, named: Sequence[LevelMap]) -> None:
    """The level map of the company that is asked about, where the level named is another's."""
    groups: dict[tuple[str, str, str], list[LevelMap]] = {}
    for m in named:
        groups.setdefault((m.company, m.level, m.guide), []).append(m)
    for (company, level, guide), entries in groups.items():
        listed = _listed(entries)
        passage = page.library.passage_at(guide, entries[0].line)
        page.say(f"{company}'s guide sets {company} {level} against {listed}.", passage, required=False)


def _say_other_way(page: Page, q: Question, maps: Sequence[LevelMap]) -> None:
    """What another company that is named has in its own map against the one whose level it is."""
    firsts = {words_of(c)[0] for c in q.resolved.companies}
    towards = [m for m in maps if {words_of(m.other_company)[0]} & (firsts - {words_of(m.company)[0]})]
    if towards:
        _say_own_map(page, towards)


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
