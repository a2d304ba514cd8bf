"""How far a component can be moved, from every guide that says it in a table; both where they differ."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.compose.advice import guides_named
from assistant.compose.kind_words import INSTEAD, WHICH_PART
from assistant.compose.wording import label, shown, where
from assistant.page import Page, Style, flat
from assistant.question import Question
from corpus.bands import Fact
from corpus.passages import Passage
from corpus.regexes import regex

_FLEXIBILITY = regex(r"flexib|negotiab", re.IGNORECASE)


_DEGREES = regex(r"\b(low|medium|moderate|high|none|situational|rare|never|often)\b", re.IGNORECASE)


_PARTS = ("equity", "sign_on", "base", "bonus", "level", "start date")


def write_flexibility(page: Page, q: Question) -> bool:
    """How far a component can be moved, from every guide that says it in a table; both where they differ."""
    components = [c for c in q.resolved.components if c != "total"]
    text = q.text.lower()
    names: list[str] = list(components)
    if re.search(r"\blevel|\b(?:job|my)\s+title|\bgrade\b", text):
        names.append("level")
    if re.search(r"\bstart\s+date", text):
        names.append("start date")
    if components and INSTEAD.search(text) and WHICH_PART.search(text):
        # "The base can't move, what else could be": the others.
        names = [n for n in _PARTS if n not in components]
    if not names and WHICH_PART.search(text):
        names = list(_PARTS)
    by_name = _rows_by_name(page, q, names)
    if len(names) == len(_PARTS):  # "which part has the most room", "which is fixed": what is asked for first
        least = bool(_FIXED.search(text))
        order = sorted(by_name, key=lambda n: _room(by_name[n]) if least else -_room(by_name[n]))
        by_name = {name: by_name[name] for name in order}
    for name, passages in by_name.items():
        differ = _differ(passages)
        title = _title(name)
        if differ:
            page.say(f"The guides do not say the same about how flexible the {title} is.", *passages)
        _say_rows(page, name, passages, "bullet" if differ or len(passages) > 1 else "sentence")
    return bool(by_name)


_FIXED = regex(
    r"\b(?:fixed|rigid|hard(?:est)?|least|never|firm|stuck|carved|waste|hopeless|(?:can|could|do|does|will|wo|is|are)\s?n['’]?[to]t?\b.{0,30}\b(?:mov|chang|negotia|budge)\w*|not\s+negotiable|non-?negotiable)\b",
    re.I,
)
# How much room a word for it means.
_ROOM = {
    "none": 0.0, "never": 0.0, "rare": 0.5, "low": 1.0, "medium": 2.0, "moderate": 2.0, "situational": 2.0,
    "high": 3.0,
}  # fmt: skip


def _room(passages: Sequence[Passage]) -> float:
    """How far a part can be moved by the words of all guides that rate it."""
    said = [_ROOM[w] for p in passages for w in _DEGREES.findall(_degree(p).lower()) if w in _ROOM]
    return sum(said) / len(said) if said else 2.0


# What a guide may say the room of, in the order in which it is told.
_EVERY_NAME = ("base", "equity", "sign_on", "bonus", "level", "start date")
# So many rows that two guides have with other figures are listed.
MOST_ROWS_APART = 6
def write_differences(page: Page, q: Question) -> bool:
    """Where guides differ: in what their tables say of the room of each part, and in rows that two of them have."""
    shared = {
        name: passages
        for name, passages in _rows_by_name(page, q, _EVERY_NAME).items()
        if len({p.guide for p in passages}) > 1
    }
    apart = [name for name in shared if _differ(shared[name])]
    if apart:
        page.say(
            f"The guides do not say the same about how flexible the {_joined([_title(n) for n in apart])} "
            f"{'is' if len(apart) == 1 else 'are'}:",
            style="lead",
        )
        for name in apart:
            _say_rows(page, name, shared[name], "bullet")
    same = [name for name in shared if name not in apart]
    if same:
        page.say(
            f"They rate the {_joined([_title(n) for n in same])} alike.", *(p for n in same for p in shared[n])
        )
    rows = _rows_apart(page)
    for title, sides in rows[:MOST_ROWS_APART]:
        says = " and ".join(f"{says} (in “{p.title}”)" for says, p in sides)
        page.say(f"{title}: {says}.", *(p for _, p in sides), style="bullet")
        page.differ(title, sides)
    if shared or rows:
        page.say(
            "Compared were the tables that more than one guide has; "
            "what stands in their prose was not set side by side.",
            required=False,
        )
    return bool(shared or rows)


def _rows_apart(page: Page) -> list[tuple[str, list[tuple[str, Passage]]]]:
    """Cells of the same row that guides give other figures for, each with what every one of them says."""
    cells: dict[tuple[str | None, ...], dict[str, Fact]] = {}
    for f in page.library.facts(kind="band"):
        cells.setdefault((f.company, f.role, f.level, f.region, f.component), {}).setdefault(f.guide, f)
    out = []
    for facts in cells.values():
        figures = {(f.low, f.high, f.unit, f.currency, f.period) for f in facts.values()}
        sides = [(shown(f), p) for f in facts.values() if (p := page.passage_of(f))]
        if len(facts) > 1 and len(figures) > 1 and len(sides) > 1:
            first = next(iter(facts.values()))
            out.append((f"The {label(first.component)} for {where(first)}", sides))
    return out


def _rows_by_name(page: Page, q: Question, names: Sequence[str]) -> dict[str, list[Passage]]:
    """The rows of the general guides' tables that say how flexible a part of an offer is, by its name."""
    named = set() if q.has("agreement") else guides_named(q)
    rows = [
        p
        for p in page.library.passages(kind="row", company=None)
        if (not named or p.guide in named) and any(_FLEXIBILITY.search(k) for k, _ in p.parts)
    ]
    by_name: dict[str, list[Passage]] = {}
    for p in rows:
        name = next((n for n in names if _row_is_about(page, p, n)), None)
        if name is not None:
            by_name.setdefault(name, []).append(p)
    return by_name


def _degree(passage: Passage) -> str:
    """What a row says of how flexible a part is."""
    return flat(next(v for k, v in passage.parts if _FLEXIBILITY.search(k)))


def _differ(passages: Sequence[Passage]) -> bool:
    """Whether rows rate a part otherwise."""
    degrees = {
        frozenset(
            d.lower().replace("moderate", "medium")
            for d in _DEGREES.findall(re.split(r"\bbut\b|\(", _degree(p))[0])
        )
        - {"often"}
        for p in passages
    }
    return len(passages) > 1 and len(degrees) > 1


def _title(name: str) -> str:
    return label(name) if name in ("base", "equity", "bonus", "sign_on") else name


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _say_rows(page: Page, name: str, passages: Sequence[Passage], style: Style) -> None:
    """What each row says of a part, as a conflict of the guides where they rate it otherwise."""
    if _differ(passages):
        sides = [(f"{_degree(p)} ({p.title})", p) for p in passages]
        page.differ(f"how flexible the {_title(name)} is", sides)
    for p in passages:
        rest = "; ".join(
            f"{flat(k).lower()}: “{flat(x)}”" for k, x in p.parts[1:] if x and not _FLEXIBILITY.search(k)
        )
        beside = f"; {rest}" if rest else ""
        said = f"{flat(p.parts[0][1])}: flexibility “{_degree(p)}”{beside} (in “{p.title}”)."
        page.say(said, p, style=style)


def _row_is_about(page: Page, passage: Passage, name: str) -> bool:
    if not passage.parts:
        return False
    head = passage.parts[0][1]
    if name in ("level", "start date"):
        return name in head.lower()
    return any(m.kind == "component" and m.name == name for m in page.lexicon.mentions(head, correct=False))
