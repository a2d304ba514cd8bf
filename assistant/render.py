"""Results become what a command shows: a page of blocks for people, an object for programs.

In: answers, reports, facts, verdicts. Out: `Block`s (see `assistant.drawing`), and the JSON objects
of the contract that have no dataclass of their own. It chooses no figure and words none: cells and
quotes stand as the guides print them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from assistant.drawing import Block, Grid, Items, Prose, Source, Title
from assistant.result import Answer, Citation, Retrieved, fact_as_dict
from corpus.bands import Fact
from corpus.passages import Passage

if TYPE_CHECKING:
    from assistant.grounding import Verdict
    from corpus.guide import SetAside, Unread
    from index.build import BuildReport

COMPONENTS = ("base", "equity", "bonus", "sign_on", "total")
LONGEST_LIST = 40  # changed facts that a person is shown; programs get all


# ---- answers and passages


def answer_page(answer: Answer) -> list[Block]:
    """The answer, what to watch, what to ask, and the sources."""
    page: list[Block] = [Prose(answer.text)]
    watch = [warning.message for warning in answer.warnings]
    if answer.withheld and not any(warning.code == "withheld" for warning in answer.warnings):
        sentences = "One sentence was" if answer.withheld == 1 else f"{answer.withheld} sentences were"
        watch.append(f"{sentences} withheld: a figure in it could not be supported by the guides.")
    if watch:
        page += [Title("Watch out"), Items(tuple(watch))]
    for conflict in answer.conflicts:
        sides = tuple(f"{side.says} [{side.citation}]" for side in conflict.sides)
        page += [Title(f"The guides differ: {conflict.about}"), Items(sides)]
    if answer.questions:
        title = "To answer, I need" if answer.status == "needs_detail" else "Ask the recruiter"
        page += [Title(title), Items(answer.questions)]
    if answer.citations:
        page += [Title("Sources"), *(source_of(citation) for citation in answer.citations)]
    return page


def source_of(citation: Citation) -> Source:
    passage = citation.passage
    place = _place(passage) + (f"  (data of {passage.as_of})" if passage.as_of else "")
    return Source(f"[{citation.id}]", _name(passage), place, passage.quote)


def _name(passage: Passage) -> str:
    section = passage.section if passage.section != passage.title else ""
    return ", ".join(part for part in (passage.title, section) if part)


def _place(passage: Passage) -> str:
    return passage.location + (f", page {passage.page}" if passage.page else "")


def search_page(found: Sequence[Retrieved]) -> list[Block]:
    """The passages, best first."""
    if not found:
        return [Prose("No passage of the guides matches these words.")]
    return [
        Source(f"{n}.", _name(one.passage), f"{_place(one.passage)}  ({one.score:.2f})", one.passage.quote)
        for n, one in enumerate(found, 1)
    ]


# ---- facts


def fact_with_place(fact: Fact) -> dict[str, Any]:
    """A fact with its guide, lines and page, as `index` and `bands` give it."""
    return {**fact_as_dict(fact), "guide": fact.guide, "lines": [fact.line, fact.line], "page": fact.page}


def band_as_dict(fact: Fact) -> dict[str, Any]:
    """A fact as `bands` gives it."""
    stage = {"stage": fact.stage} if fact.stage else {}
    return {**fact_with_place(fact), "cell": fact.cell, "as_of": fact.as_of, **stage}


def bands_page(facts: Sequence[Fact], titles: dict[str, str]) -> list[Block]:
    """One table for each guide: a line for each row, a column for each component, cells as printed."""
    page: list[Block] = []
    for guide in dict.fromkeys(fact.guide for fact in facts):
        own = [fact for fact in facts if fact.guide == guide]
        bands = [fact for fact in own if fact.kind == "band"]
        asked = [fact for fact in own if fact.kind == "increment"]
        if bands:
            page += [Title(f"{titles.get(guide, guide)} ({_said_once(bands)})"), _rows(bands)]
        if asked:
            page += [Title(f"What the scripts of {guide} ask for"), _increments(asked)]
        if staged := [fact for fact in own if fact.kind == "stage"]:
            page += [Title(f"What {guide} names for the stages of a negotiation"), _stages(staged)]
    return page


def _said_once(facts: Sequence[Fact]) -> str:
    """What holds for every row of a guide: the file, the role, the level, the years of its data."""
    roles, levels = {fact.role for fact in facts}, {fact.level for fact in facts}
    as_of = next((fact.as_of for fact in facts if fact.as_of), None)
    shared = [values.pop() for values in (roles, levels) if len(values) == 1]
    return ", ".join([facts[0].guide, *filter(None, shared), *([f"data of {as_of}"] if as_of else [])])


def _rows(facts: Sequence[Fact]) -> Grid:
    components = list(dict.fromkeys(fact.component for fact in facts))
    components.sort(key=lambda name: COMPONENTS.index(name) if name in COMPONENTS else len(COMPONENTS))
    lines: dict[tuple[int, str, str, str], dict[str, str]] = {}
    for fact in facts:
        row = (fact.line, fact.region or "", fact.role or "", fact.level or "")
        cells = lines.setdefault(row, {})
        cell = one_line(fact.cell)
        cells[fact.component] = f"{cells[fact.component]}; {cell}" if fact.component in cells else cell
    names = ("line", "region", "role", "level")
    # What all rows share stands in the title; the region is the row's own name.
    keep = [
        n
        for n in (1, 2, 3)
        if (len({row[n] for row in lines}) > 1) or (n == 1 and any(row[1] for row in lines))
    ]
    header = (*(names[n] for n in keep), *(_column(facts, name) for name in components), "line")
    return Grid(
        header,
        tuple(
            (*(str(row[n]) for n in keep), *(cells.get(name, "") for name in components), str(row[0]))
            for row, cells in lines.items()
        ),
    )


def _column(facts: Sequence[Fact], component: str) -> str:
    """A component's name, with the period where all its cells share one that is not the plain year."""
    periods = {fact.period for fact in facts if fact.component == component}
    period = periods.pop() if len(periods) == 1 else None
    return said(component) + (f" ({period})" if period and period != "year" else "")


def _increments(facts: Sequence[Fact]) -> Grid:
    means = {"added": "added to the offer", "absolute": "asked for outright", "": ""}
    return Grid(
        ("component", "figure", "meaning", "line"),
        tuple(
            (said(fact.component), one_line(fact.cell), means[fact.basis], str(fact.line)) for fact in facts
        ),
    )


def _stages(facts: Sequence[Fact]) -> Grid:
    return Grid(
        ("stage", "component", "figure", "place", "line"),
        tuple(
            (fact.stage.replace("_", " "), said(fact.component), one_line(fact.cell), fact.region or "", str(fact.line))
            for fact in facts
        ),
    )


def said(component: str) -> str:
    """A component's name in words.

    >>> said("sign_on"), said("relocation_budget")
    ('sign-on', 'relocation budget')
    """
    return "sign-on" if component == "sign_on" else component.replace("_", " ")


def one_line(cell: str) -> str:
    """A cell without marks of emphasis and line ends."""
    return " ".join(cell.replace("**", "").split())


# ---- the index


def index_as_dict(report: BuildReport, set_aside: Sequence[tuple[str, SetAside]]) -> dict[str, Any]:
    """The `index` object of the contract, with what was set aside and how long it took."""
    return {
        "guides": report.guides,
        "passages": report.passages,
        "facts": report.facts,
        "added": [fact_with_place(fact) for fact in report.added],
        "moved": [{"from": fact_with_place(old), "to": fact_with_place(new)} for old, new in report.moved],
        "removed": [fact_with_place(fact) for fact in report.removed],
        "unread": [
            {"guide": one.guide, "line": one.line or None, "reason": one.reason} for one in report.unread
        ],
        "set_aside": [
            {"guide": guide, "lines": [one.first, one.last], "reason": one.reason} for guide, one in set_aside
        ],
        "embedded": report.embedded,
        "seconds": round(report.seconds, 2),
        "notes": list(report.notes),
    }


def index_page(report: BuildReport, set_aside: Sequence[tuple[str, SetAside]], folder: str) -> list[Block]:
    """What is in the index, what changed, and what could not be read."""
    counts = f"{counted(report.guides, 'guide')}, {counted(report.passages, 'passage')}, "
    page: list[Block] = [
        Prose(
            counts + f"{counted(report.facts, 'fact')} in {report.seconds:.1f} s; the index is in `{folder}`."
        )
    ]
    page += changes_page(report.added, report.moved, report.removed)
    if report.unread:
        places = tuple(f"{_location(one)}: {one.reason}" for one in report.unread)
        page += [Title("Not read, or read with a doubt"), *_cut(places)]
    if set_aside:
        kinds = counted(len(set_aside), "banner or notice", "banners and notices")
        page += [Title(f"Set aside, never retrieved: {kinds}")]
        page += _cut(tuple(f"{guide}:{one.first}: {one.reason}" for guide, one in set_aside))
    return page


def changes_page(
    added: Sequence[Fact], moved: Sequence[tuple[Fact, Fact]], removed: Sequence[Fact]
) -> list[Block]:
    """Facts that came, moved (old → new) and went, as one table."""
    rows = [("added", *_said_fact(fact), fact.location) for fact in added]
    rows += [
        ("moved", *_said_fact(new)[:3], f"{one_line(old.cell)} → {one_line(new.cell)}", new.location)
        for old, new in moved
    ]
    rows += [("removed", *_said_fact(fact), fact.location) for fact in removed]
    if not rows:
        return [Prose("No fact changed.")]
    # A pay table says more than the loose figures of the prose; what moved or went, most of all.
    kept = sorted(rows, key=lambda row: (row[0] == "added", row[3] == "figure"))[:LONGEST_LIST]
    header = ("", "whose", "where", "what", "figure", "place")
    page: list[Block] = [Grid(header, tuple(_short(row) for row in kept))]
    if len(rows) > len(kept):
        page.append(Prose(f"… and {len(rows) - len(kept)} more; `--json` lists them all."))
    return page


def _said_fact(fact: Fact) -> tuple[str, str, str, str]:
    whose = " · ".join(part for part in (fact.company, fact.level) if part)
    what = said(fact.component) if fact.kind == "band" else fact.kind
    if fact.kind == "increment":
        what = f"{said(fact.component)}, in a script"
    return whose, fact.region or "", what, one_line(fact.cell)


def _short(row: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a row at a length that keeps a table a table."""
    return tuple(cell if len(cell) <= 48 else cell[:47] + "…" for cell in row[:-1]) + row[-1:]


def _cut(sentences: tuple[str, ...]) -> list[Block]:
    if len(sentences) <= LONGEST_LIST:
        return [Items(sentences)]
    rest = len(sentences) - LONGEST_LIST
    return [Items((*sentences[:LONGEST_LIST], f"… and {rest} more; `--json` lists them all."))]


def _location(one: Unread) -> str:
    return f"{one.guide}:{one.line}" if one.line else one.guide


def counted(number: int, noun: str, nouns: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "guide"), counted(2, "guide")
    ('1 guide', '2 guides')
    """
    return f"{number} {noun if number == 1 else nouns or noun + 's'}"


# ---- verdicts


def verify_as_dict(
    verdicts: Iterable[Verdict],
    cite: Callable[[str, int], Citation | None],
    cite_passage: Callable[[Passage], Citation],
) -> dict[str, Any]:
    """The `verify` object of the contract, but for its citations: `cite` numbers them on the way."""
    numbers = []
    for one in verdicts:
        citation = cite(*one.place) if one.place else None
        numbers.append(
            {
                "text": one.text,
                "span": [one.start, one.end],
                "verdict": one.verdict,
                "reason": one.reason,
                "fact": fact_as_dict(one.fact) if one.fact else None,
                "citation": citation.id if citation else None,
                "derivation": one.derivation.as_dict(lambda p: cite_passage(p).id)
                if one.derivation
                else None,
            }
        )
    unsupported = any(number["verdict"] == "unsupported" for number in numbers)
    return {"status": "unsupported" if unsupported else "supported", "numbers": numbers}


def verify_page(text: str, result: dict[str, Any], citations: Sequence[Citation]) -> list[Block]:
    """The numbers of a text in its order, each with where it comes from or why it is not supported."""
    if not result["numbers"]:
        return [Prose("There is no number in this text.")]
    rows = []
    for number in result["numbers"]:
        # A derived number's reason is its formula already.
        formula = f" = {number['derivation']['value']}" if number["derivation"] else ""
        mark = f" [{number['citation']}]" if number["citation"] else ""
        line = text.count("\n", 0, number["span"][0]) + 1
        verdict = number["verdict"].replace("_", " ")
        rows.append((str(line), number["text"], verdict, f"{number['reason']}{formula}{mark}"))
    amounts = [number for number in result["numbers"] if number["verdict"] != "not_an_amount"]
    bad = sum(number["verdict"] == "unsupported" for number in amounts)
    verdict = (
        f"**{bad} of {counted(len(amounts), 'figure')} not supported.**"
        if bad
        else f"**Every figure is supported** ({len(amounts)} of {len(amounts)})."
        if amounts
        else "There is no amount in this text."
    )
    page: list[Block] = [Prose(verdict), Grid(("line", "number", "verdict", "reason"), tuple(rows))]
    if citations:
        page += [Title("Sources"), *(source_of(citation) for citation in citations)]
    return page
