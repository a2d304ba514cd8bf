"""Which cases depend on what changed, and which were typed from a fact that has been changed since.

In: `Difference`s between two states of the guides, the cases. Out: ids. A changed cell affects the
cases about it; a changed company or role of a guide affects all cases about the guide, a changed date
those that ask for dates and sources; reworded prose affects the hand-written cases that cite its
section. It errs towards more cases.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from evals.cases import Question, Sentence
from evals.cells import CASE_ROWS, COMPONENTS, Guides
from evals.facts_lock import Difference, Stated
from evals.generated import Case
from evals.names import names_any, names_place
from evals.offer_cases import OfferCase
from evals.places import lines_of
from evals.reader import values_in

# Kinds whose expected figures are computed from cells, or are several cells at once.
COMPUTED = frozenset(
    {"arithmetic", "position", "comparison", "row", "two_part", "listing", "conflict", "increment"}
)
# What cases are typed from with its figures; of all else the words count.
OF_FIGURES = frozenset({"cell", "increment", "figure"})

# What a guide says of itself and its answers show beside them; no figure and no name hangs on it.
LABELS = frozenset({"as_of", "sources", "updated"})
# Kinds of questions that ask for such a label.
OF_LABELS = frozenset({"source_date", "conflict"})
YEAR = re.compile(r"20[0-9]{2}")

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Former:
    """What the cases were typed from and is no longer so: by guide and line the figures, and the words."""

    figures: Mapping[Place, set[Decimal]]
    words: Mapping[Place, tuple[str, str]] = field(default_factory=dict)  # as they were, as they are
    scripts: frozenset[str] = frozenset()  # guides with a changed increment


def cells_of(differences: Iterable[Difference]) -> set[str]:
    """The names that generated cases give to what differs: `guide | row | component` and the like."""
    found = set()
    for one in (side for d in differences for side in (d.old, d.new) if side):
        label, _, column = one.key.rpartition(" | ")
        if one.kind == "cell":
            parts = [name for name, pattern in COMPONENTS.items() if pattern.search(column)]
            found |= {f"{one.guide} | {label} | {name}" for name in parts}
            found.add(f"{one.guide} | {label.split()[0].casefold()}" if label else one.guide)
        elif one.kind == "increment":
            found.add(f"{one.guide} | {one.key}")
        elif one.kind == "levels":
            found.add(f"{one.guide} | levels")
        elif one.kind == "about" and one.key not in LABELS:
            found.add(one.guide)
    return found


def labels_of(differences: Iterable[Difference]) -> dict[str, list[str]]:
    """Which labels of a guide differ, by its path; none of a guide of which more than labels does."""
    about = [d.here for d in differences if d.here.kind == "about"]
    whole = {one.guide for one in about if one.key not in LABELS}
    found: dict[str, list[str]] = {}
    for one in about:
        if one.guide not in whole:
            found.setdefault(one.guide, []).append(one.key)
    return found


def reasons(differences: Iterable[Difference]) -> list[str]:
    """Why one change affects many cases, for each that does."""
    found = []
    for one in (d.here for d in differences):
        if one.kind == "about" and one.key not in LABELS:
            found.append(
                f"{one.location}: every answer from the guide hangs on its {one.key}, so all cases about it run"
            )
        elif one.kind == "increment":
            found.append(
                f"{one.location}: every draft for the company adds this increment, so all its offers run"
            )
    return list(dict.fromkeys(found))


def affected_cases(cases: Iterable[Case], cells: set[str]) -> list[str]:
    """Generated cases about any of these cells, or about a guide that is named whole."""
    return [
        case.question.id
        for case in cases
        if any(name in cells or name.split(" | ")[0] in cells for name in case.about)
    ]


def affected_questions(
    questions: Iterable[Question],
    guides: Guides,
    differences: Sequence[Difference],
    reworded: Mapping[str, Collection[int]],
) -> list[str]:
    """Hand-written questions that cite a row that differs, or the prose of a section that was edited."""
    rows = {(s.guide, s.line) for d in differences for s in (d.old, d.new) if s and s.kind == "cell"}
    about = [d.here for d in differences if d.here.kind == "about"]
    whole = {one.guide for one in about if one.key not in LABELS}
    labelled = {one.guide for one in about if one.key in LABELS}
    scripts = {d.here.guide for d in differences if d.here.kind == "increment"}
    removed = {d.here.guide for d in differences if d.new is None} - {file.path for file in guides.files}
    new = [d.new.value.lower() for d in differences if d.new and d.new.key == "company" and d.new.value]
    found = []
    for question in questions:
        if names_any(question.question, new):
            found.append(question.id)
            continue
        dated = question.kind in OF_LABELS or any(map(YEAR.search, (question.question, *question.says)))
        for cited in question.cite:
            file = guides.file(cited.guide)
            if file is None:
                if removed:
                    found.append(question.id)
                    break
                continue
            path, lines = file.path, lines_of(guides, cited)
            prose = not set(lines).isdisjoint(reworded.get(path, ()))
            lost = not lines and (path in reworded or any(guide == path for guide, _ in rows))
            asked = (path in scripts and question.kind == "increment") or (path in labelled and dated)
            if prose or lost or asked or path in whole or any((path, line) in rows for line in lines):
                found.append(question.id)
                break
    return found


def citing(questions: Iterable[Question], guides: Guides, paths: Collection[str]) -> list[str]:
    """Hand-written questions that cite one of these guides."""
    keys = {key for file in guides.files if file.path in paths for key in (file.key, file.path)}
    return [q.id for q in questions if any(cited.guide in keys for cited in q.cite)]


def affected_sentences(sentences: Iterable[Sentence], guides: Guides, cells: set[str]) -> set[str]:
    """Right sentences that claim a cell that differs."""
    rows = {(row.company, row.region): row for row in guides.rows}
    found = set()
    for sentence in sentences:
        for claim in sentence.claims:
            row = rows.get((claim.company or "", claim.region or ""))
            if row and f"{row.guide} | {row.region} | {claim.component}" in cells:
                found.add(sentence.id)
    return found


def affected_offers(cases: Iterable[OfferCase], guides: Guides, cells: set[str]) -> list[str]:
    """Offers of the company and place of a row that differs, or of a company whose script does."""
    rows = [
        r for r in guides.rows if any(f"{r.guide} | {r.region} | {c.component}" in cells for c in r.cells)
    ]
    scripts = {f.company for f in guides.files if any(c.startswith(f"{f.path} | script") for c in cells)}
    found = []
    for case in cases:
        company, place = str(case.offer.get("company") or ""), str(case.offer.get("region") or "")
        at_row = any(names_any(company, (row.company.lower(),)) and names_place(place, row) for row in rows)
        if at_row or any(name and names_any(company, (name.lower(),)) for name in scripts):
            found.append(case.id)
    return found


# ---- out of date


def typed_from(lock: Iterable[Stated], differences: Iterable[Difference]) -> Former:
    """What was accepted, or was in the files when the cases were typed, and has been changed since."""
    figures: dict[Place, set[Decimal]] = {}
    words: dict[Place, tuple[str, str]] = {}
    scripts: set[str] = set()
    changed = [(one, one.was, one.value) for one in lock if one.was is not None]
    changed += [(d.here, d.old.value, d.new.value if d.new else "") for d in differences if d.old]
    for one, was, now in changed:
        place = (one.guide, one.line)
        if one.kind in OF_FIGURES:
            figures.setdefault(place, set()).update(values_in(was))
        else:
            words[place] = (was, now)
        if one.kind == "increment":
            scripts.add(one.guide)
    return Former(figures, words, frozenset(scripts))


def outdated(question: Question, guides: Guides, former: Former) -> str:
    """Why a hand-written question is out of date; "" where it is not."""
    for company in sorted({f.company for f in guides.files if f.company and f.key not in CASE_ROWS}):
        if question.to_refuse and names_any(question.question, (company.lower(),)):
            return f"typed when there was no guide of {company}"
    expected = {v for f in question.figures for v in (f.low, f.high)}
    words = " ".join(question.says)
    for cited in question.cite:
        file = guides.file(cited.guide)
        if file is None:
            return f"typed from the guide of {cited.guide}, which is not in the folder"
        lines = lines_of(guides, cited)
        if not lines:
            how = f"begins {cited.begins!r}" if cited.begins else "evals/cases/places.toml says which"
            return f"typed from a line of {file.path} that is not there ({how})"
        for line in lines:
            values = former.figures.get((file.path, line), set())
            told = any(f"{value / 1000:.0f}" in words for value in values if value >= 1000)
            if values and (expected & values or told or question.kind in COMPUTED):
                return f"typed from a figure of {file.path}:{line} that has been changed"
            was, now = former.words.get((file.path, line), ("", ""))
            for said in question.says:
                if re.search(said, was, re.I) and not re.search(said, now, re.I):
                    return f"typed from words of {file.path}:{line} that have been changed"
        # Rows that changed places or names: the figure is a former one of the same guide.
        for (guide, line), values in former.figures.items():
            if guide == file.path and any(value >= 1000 for value in expected & values):
                return f"typed from a figure of {guide}:{line} that has been changed"
    return ""


def outdated_sentence(sentence: Sentence, guides: Guides, former: Former) -> str:
    """Why a sentence that was right is out of date; "" where it is not."""
    lines = {(row.company, row.region): (row.guide, row.line) for row in guides.rows}
    for claim in sentence.claims:
        if claim.is_cell and claim.region and not guides.rows_like(claim.company, claim.region):
            return f"typed from a row that is not there: {claim.company}, {claim.region}"
        values = {v for v in (claim.low, claim.high) if v is not None}
        for (company, region), place in lines.items():
            meant = claim.company in (None, company) and claim.region in (None, region)
            if meant and values & former.figures.get(place, set()):
                return f"typed from a figure of {place[0]}:{place[1]} that has been changed"
    return ""


def outdated_offer(case: OfferCase, guides: Guides, former: Former) -> str:
    """Why an offer is out of date; "" where it is not."""
    bounds = {v for place in case.assessment if place.bounds for v in place.bounds if v is not None}
    for (guide, line), values in former.figures.items():
        if bounds & values:
            return f"typed from a figure of {guide}:{line} that has been changed"
    company = str(case.offer.get("company") or "")
    for file in guides.files:
        if file.path in former.scripts and file.company and names_any(company, (file.company.lower(),)):
            return f"typed from the script of {file.path} that has been changed"
    return ""
