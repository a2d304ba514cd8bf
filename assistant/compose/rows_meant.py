"""Which rows of a company's tables a question means, where it leaves the role, level or guide open.

In: the rows that company, place and role were resolved to. Out: one `Target` for each row that stands
in the guides, of the levels asked for alone; or a question back, where too many rows are left to be
read. A row for another level than the one asked for is never among them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.compose.rows import facts_of
from assistant.compose.told_in_text import told_in_text, write_told_in_text
from assistant.compose.wording import label, level_words, stated, where
from assistant.page import Page
from assistant.question import Question
from corpus.passages import Passage
from corpus.regexes import regex
from index.ladder import covers, is_printed_so, read_label
from index.resolve import Target

_UP_TO = regex(
    r"\s*(?:levels?\s*)?(?:all\s+the\s+way\s+)?(?:(?:up|down)\s+)?(?:to|through|till|until|-|–)\s*", re.IGNORECASE
)
# "From L4 up", "L4 and above"; not "L4 up to L6".
_AND_UP = regex(
    r"\s*(?:(?:(?:and|or)\s+)?up(?:wards?)?|(?:and|or)\s+(?:above|higher|beyond|over))\b(?!\s+(?:to|till|until|from|for|at|with|the|by)\b)",
    re.IGNORECASE,
)
_AND_DOWN = regex(
    r"\s*(?:(?:(?:and|or)\s+)?down(?:wards?)?|(?:and|or)\s+(?:below|lower|under))\b(?!\s+(?:to|till|until|from|for|at|with|the|by)\b)",
    re.IGNORECASE,
)
_PAY = regex(r"[$€£¥₹₪%]\s?\d|\d\s?%|\d{2,3}\s?[kK]\b")
_ELSEWHERE = regex(r"\bequivalents?\b|@|\b(?:yoe|years?|experience)\b", re.IGNORECASE)
# More rows than these of several roles are not what one person means.
FEW_ROWS = 4
MOST_NAMED = 16


def rows_meant(page: Page, q: Question, targets: Sequence[Target]) -> list[Target]:
    """The rows as they stand: by guide, by level; none where the guides have others than the ones asked for."""
    apart = [one for t in targets for each in _by_guide(page, t) for one in _by_level(page, each)]
    return _of_levels(page, q, apart)


def _by_guide(page: Page, target: Target) -> list[Target]:
    """One target for each guide that has the row; where their figures differ, the reader is told."""
    facts = facts_of(page, target)
    guides = list(dict.fromkeys(f.guide for f in facts))
    if len(guides) <= 1:
        return [target]
    for component in dict.fromkeys(f.component for f in facts):
        mine = [f for f in facts if f.component == component]
        levels = {f.level for f in mine}
        if len(levels) < 2 and len({(f.low, f.high, f.unit, f.currency) for f in mine}) > 1:
            sides = [(f"{stated(f)} ({f.guide})", p) for f in mine if (p := page.passage_of(f)) is not None]
            page.differ(f"the {label(component)} for {where(target)}", sides)
    return [replace(target, guide=guide) for guide in guides]


def _by_level(page: Page, target: Target) -> list[Target]:
    """One target for each level that the company's tables have for a role and place."""
    facts = facts_of(page, target)
    levels = list(dict.fromkeys(f.level for f in facts if f.level))
    whole = [replace(target, unlevelled=True)] if levels and any(not f.level for f in facts) else []
    if len(levels) < 2 and not whole:
        return [target]
    return [*whole, *(replace(target, level=level) for level in levels)]


def _of_levels(page: Page, q: Question, targets: list[Target]) -> list[Target]:
    """The rows for the levels asked for. Where a company has rows for other levels alone, that is said."""
    asked = q.resolved.levels
    if not asked:
        return _plainest(page, q, targets)
    out: list[Target] = []
    for company in dict.fromkeys(t.row.company for t in targets):
        mine = [t for t in targets if t.row.company == company]
        labels = [_level_of(page, t) for t in mine]
        printed_so = [_has_level(page, company, mine, level) for level in asked]
        verdicts = [
            [_for_level(own, level, known) for level, known in zip(asked, printed_so, strict=True)]
            for own in labels
        ]
        between = {own for first, last in _spans(q) for own in _from_to(first, last, mine, labels)}
        meant = [
            t for t, own, said in zip(mine, labels, verdicts, strict=True) if any(said) or own in between
        ]
        lacking = [level for level, said in zip(asked, zip(*verdicts, strict=True), strict=True) if _none(said)]
        unplaced = lacking if meant else asked
        if unplaced and (told := _through_own_table(page, q, unplaced, company, mine, labels)):
            meant, lacking = [t for t in mine if t in meant or t in told], []
        unknown = [t for t, said in zip(mine, verdicts, strict=True) if all(v is None for v in said)]
        if meant and not _has_parts(page, q, meant) and _has_parts(page, q, unknown):
            meant, lacking = [], []  # a part that the guide gives for no level in particular
        out += meant or unknown
        if not (meant or unknown) or (lacking and len(lacking) < len(asked)):
            named = ", ".join(lacking or asked)
            has = ", ".join(dict.fromkeys(own for own in labels if own))
            if in_text := told_in_text(page, company, lacking or asked):
                write_told_in_text(page, f"{company}'s tables are for {has}, not for {named};", in_text)
                continue
            page.lack(f"figures for {named} at {company}")
            places = dict.fromkeys(t.row.region for t in mine if t.asked and t.row.region)
            there = f" for {' and '.join(places)}" if places else ""
            page.say(f"{company}'s figures{there} are for {has}; {named} is not among them.", required=False)
    return out


def _plainest(page: Page, q: Question, targets: list[Target]) -> list[Target]:
    """Where no level is named: what a table gives at no level, unless the parts asked for stand by level alone."""
    if q.has("levels") or not any(t.unlevelled for t in targets):
        return targets
    kept: list[Target] = []
    for t in targets:
        rows = [o for o in targets if (o.row, o.guide) == (t.row, t.guide)]
        whole = next((o for o in rows if o.unlevelled), None)
        levelled = [o for o in rows if not o.unlevelled]
        plain = whole is not None and (_has_parts(page, q, [whole]) or not _has_parts(page, q, levelled))
        if whole is None or t.unlevelled == plain:
            kept.append(t)
    return kept


def _has_parts(page: Page, q: Question, targets: Sequence[Target]) -> bool:
    """Whether any of the rows has a part of pay that is asked for, by name or with a figure."""
    parts = [*q.resolved.components, *(g.component for g in q.given if g.component)]
    return any(facts_of(page, t, parts) for t in targets)


def _has_level(page: Page, company: str, targets: Sequence[Target], asked: str) -> bool:
    """Whether the company's tables print a level by the very name asked for, or the role's have a row for it
    somewhere: then no row that cannot be compared with it is meant."""
    if any(is_printed_so(label, asked) for label in page.lexicon.levels_at.get(company, ())):
        return True
    roles = {t.row.role for t in targets}
    return any(
        bool(covers(label, asked))
        for role in roles
        for label in page.library.once("levels of roles", lambda: _levels_of_roles(page)).get((company, role), ())
    )


def _levels_of_roles(page: Page) -> dict[tuple[str, str | None], tuple[str, ...]]:
    """The labels of the levels that each company has rows for, by role."""
    out: dict[tuple[str, str | None], dict[str, None]] = {}
    for name in page.library.band_names():
        if name.level:
            out.setdefault((name.company or "", name.role), {})[name.level] = None
    return {key: tuple(labels) for key, labels in out.items()}


def _for_level(own: str | None, asked: str, printed: bool) -> bool | None:
    """Whether a row is for a level; what the guide calls by the very name asked for is no other row's."""
    verdict = covers(own, asked) if own else None
    return False if verdict is None and own and printed else verdict


def _none(verdicts: Sequence[bool | None]) -> bool:
    """Whether every row is known to be for another level."""
    return all(said is False for said in verdicts)


def _through_own_table(
    page: Page,
    q: Question,
    asked: Sequence[str],
    company: str,
    targets: Sequence[Target],
    labels: Sequence[str],
) -> list[Target]:
    """The rows of levels that the company's own guide sets beside a title or a level of its rows.

    "| Staff ML Engineer | IC4 |" makes IC4 the row "Staff+ (L6+)", and a row's own title column names it:
    where all lines that name the level lead to one row. The line is cited.
    """
    others = set(q.resolved.other_companies)
    chosen: dict[int, Passage] = {}
    lines = [{(f.guide, f.line) for f in facts_of(page, t)} for t in targets]
    for guide in dict.fromkeys(guide for places in lines for guide, _ in places):
        for passage in (
            *page.library.passages(guide=guide, kind="levels"),
            *page.library.passages(guide=guide, kind="row"),
        ):
            cells = [
                cell
                for name, cell in passage.parts
                if not _PAY.search(cell) and _is_own(page, name, company, others)
            ]
            named = [i for i, cell in enumerate(cells) if any(covers(cell, level) for level in asked)]
            if not named:
                continue
            own = [at for at, places in enumerate(lines) if (guide, passage.first) in places]
            if not own and any(_PAY.search(cell) for _, cell in passage.parts):
                continue
            if len({labels[at] for at in own}) == 1:
                chosen |= dict.fromkeys(own, passage)
                continue
            for at, label_ in enumerate(labels):
                if label_ and any(_is_set_beside(label_, cell, i in named) for i, cell in enumerate(cells)):
                    chosen.setdefault(at, passage)
    rungs = {labels[at] for at in chosen}
    if len(rungs) != 1:
        return []
    passage = next(iter(chosen.values()))
    page.say(
        f"{company}'s own table sets {' and '.join(asked)} beside the row for {level_words(next(iter(rungs)))}.",
        passage,
        required=False,
    )
    return [targets[at] for at in chosen]


def _is_own(page: Page, header: str, company: str, others: set[str]) -> bool:
    """Whether a column is of the company's own levels, or of a company that the question names."""
    if _ELSEWHERE.search(header):
        return False
    named = {m.name for m in page.lexicon.mentions(header, correct=False) if m.kind == "company"}
    return named <= {company} | others


def _is_set_beside(label: str, cell: str, names_it: bool) -> bool:
    """Whether a cell of a level table is for a row's label: by its title, or by its level."""
    own, told = read_label(label), read_label(cell)
    if own.title and told.title:
        return bool(covers(label, " ".join(told.title)))
    return not names_it and bool(told.steps) and bool(covers(label, cell))


def _spans(q: Question) -> list[tuple[str, str]]:
    """ "From mid to staff", "L3 up to L6": the ends of what is asked for with all that lies between.

    "From L4 up", "L4 and below": "" for an end that is not named, where the company's levels end.
    """
    found = [m for m in q.resolved.mentions if m.kind == "level"]
    spans = [(a.name, b.name) for a, b in itertools.pairwise(found) if _UP_TO.fullmatch(q.text[a.end : b.start])]
    spans += [(m.name, "") for m in found if _AND_UP.match(q.text, m.end)]
    return spans + [("", m.name) for m in found if _AND_DOWN.match(q.text, m.end)]


def _from_to(first: str, last: str, targets: Sequence[Target], labels: Sequence[str]) -> set[str]:
    """The levels from one to another, in the order of the rows of one place, whichever way they run.

    An end that is not named ("") is the last of a run that rises, as tables do.
    """
    runs: dict[tuple[str, str, str], list[str]] = {}
    for t, own in zip(targets, labels, strict=True):
        runs.setdefault((t.guide, t.row.role or "", t.row.region or ""), []).append(own)
    out: set[str] = set()
    for run in runs.values():
        ends = [[i for i, own in enumerate(run) if own and (not end or covers(own, end))] for end in (first, last)]
        ends = [ends[0] if first else ends[0][:1], ends[1] if last else ends[1][-1:]]
        if all(ends):
            out.update(run[min(map(min, ends)) : max(map(max, ends)) + 1])
    return out


def _level_of(page: Page, target: Target) -> str:
    if target.level:
        return target.level
    return next((f.level for f in facts_of(page, target) if f.level), "") or ""


def asks_which(page: Page, q: Question, targets: Sequence[Target], most: int) -> bool:
    """Ask once for what would tell the rows apart, where too many are left; True where it was asked."""
    companies = list(dict.fromkeys(t.row.company for t in targets))
    roles = list(dict.fromkeys(t.row.role for t in targets if t.row.role))
    open_roles = len(companies) == 1 and len(roles) > 1 and not q.resolved.roles and len(targets) > FEW_ROWS
    if len(targets) <= most and not open_roles:
        return False
    missing = []
    if len(companies) > 1:
        missing.append(f"which company ({_named(companies)})")
    if len(roles) > 1:
        missing.append(f"which role ({_named(roles)})")
    places = list(dict.fromkeys(t.row.region for t in targets if t.row.region))
    if len(places) > 1 and len(companies) == 1 and not any(t.asked for t in targets):
        missing.append(f"which place ({_named(places)})")
    levels = list(dict.fromkeys(t.level for t in targets if t.level))
    if len(levels) > 1 and len(companies) == 1 and not q.resolved.levels:
        missing.append(f"which level ({_named(levels)})")
    if not missing:
        return False
    page.needs_detail = True
    whose = f"{companies[0]}'s guides have" if len(companies) == 1 else "The guides have"
    page.say(f"{whose} several rows that this could mean.", required=False)
    said = f"{', '.join(missing[:-1])} and {missing[-1]}" if len(missing) > 1 else missing[0]
    page.ask(f"Please say {said}.")
    return True


def _named(names: Sequence[str]) -> str:
    return ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
