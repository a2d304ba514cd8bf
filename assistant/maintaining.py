"""For the maintainer: what is doubtful in the guides, what changed between two folders, evals that are due.

In: folders of guides, `Settings`, a `Screen`. Out: the exit code, 4 where `lint` found an error. No
index is needed: guides are read from their files. The evals are run by `evals.run`, which the command
line hands in, since nothing here may know the room above; a green run leaves a file beside the index.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.commands import DONE, UNSUPPORTED
from assistant.screen import Screen
from assistant.settings import Settings
from corpus.lint import Finding

if TYPE_CHECKING:
    from assistant.drawing import Block
    from corpus.bands import Fact
    from corpus.guide import Guide, Unread
    from index.build import BuildReport
    from index.library import Library

ORDER = ("error", "warning", "note")
LONGEST_LIST = 60  # findings of one severity that a person is shown; programs get all
# A band that moved by more than this between two folders is pointed out.
FAR_MOVED = Decimal("0.5")
SAME_GUIDE = 0.8  # share of a guide's facts by which it is known again under another name
LAST_GREEN = "last-eval.json"  # what the last green run of the evals saw, beside the index


# ---- lint


def lint(settings: Settings, screen: Screen, today: date | None = None) -> int:
    """Show what is doubtful in the guides; 4 when there is an error among it."""
    findings = findings_in(settings.guides_folder, today or date.today())
    screen.result({"findings": [finding_as_dict(one) for one in findings]}, lambda: lint_page(findings))
    return UNSUPPORTED if any(one.severity == "error" for one in findings) else DONE


def findings_in(folder: Path, today: date) -> list[Finding]:
    """Everything doubtful in a folder of guides. Raises Problem when there is no guide in it."""
    from corpus.files import read_guides
    from corpus.lint import lint as doubts
    from corpus.lint import unread_files

    guides: list[Guide] = []
    unread: list[Unread] = []
    for guide, note in read_guides(folder):
        guides += [guide] if guide else []
        unread += [note] if note else []
    found = [*doubts(guides, today), *unread_files(unread)]
    return sorted(found, key=lambda one: (one.guide, one.line))


def finding_as_dict(one: Finding) -> dict[str, Any]:
    """The finding of the contract; a finding about a whole file has no line."""
    return {
        "code": one.code,
        "severity": one.severity,
        "guide": one.guide,
        "line": one.line or None,
        "message": one.message,
        "remedy": one.remedy,
    }


def lint_page(findings: Sequence[Finding]) -> list[Block]:
    """Errors first, then warnings and notes, each with its place and remedy."""
    from assistant.drawing import Items, Prose, Title
    from assistant.render import counted

    of = {name: [one for one in findings if one.severity == name] for name in ORDER}
    if not findings:
        return [Prose("Nothing doubtful was found.")]
    page: list[Block] = [Prose(", ".join(counted(len(of[name]), name) for name in ORDER) + ".")]
    for name in ORDER:
        if not of[name]:
            continue
        said = [_said(one) for one in of[name]]
        rest = len(said) - LONGEST_LIST
        kept = said if rest <= 0 else [*said[:LONGEST_LIST], f"… and {rest} more; `--json` lists them all."]
        page += [Title(f"{name.capitalize()}s"), Items(tuple(kept))]
    return page


def _said(one: Finding) -> str:
    # Notes tell what is there; nothing has to be done about them.
    remedy = "" if one.severity == "note" else f" To mend it: {one.remedy}."
    return f"{one.location}: {one.code}: {one.message}.{remedy}"


# ---- diff


def diff(old: Path, new: Path, screen: Screen) -> int:
    """Show the facts that came, moved and went between two folders of guides, and files that did."""
    from assistant.render import changes_page, fact_with_place
    from index.differences import differences

    before, after = facts_in(old), facts_in(new)
    names = _renamed(before, after)
    before = [replace(fact, guide=names.get(fact.guide, fact.guide)) for fact in before]
    added, moved, removed = differences(before, after)
    far = [one for one in moved if _moved_far(*one)]
    edited = _edited(old, new, names)

    def page() -> list[Block]:
        from assistant.drawing import Items, Prose, Title

        blocks: list[Block] = [Prose(f"`{one}` is called `{other}` now.") for one, other in names.items()]
        blocks += changes_page(added, moved, removed)
        if far:
            blocks.append(Title("Moved by more than half: look again"))
            blocks.append(Items(tuple(f"{b.location}: {a.cell} → {b.cell}" for a, b in far)))
        told = {fact.guide for fact in (*added, *removed, *(b for _, b in moved))}
        words = [path for path in edited if path not in told]
        if words:
            blocks.append(Prose(f"Edited without a change of facts: {', '.join(words)}."))
        return blocks

    screen.result(
        {
            "added": [fact_with_place(fact) for fact in added],
            "moved": [
                {"from": fact_with_place(a), "to": fact_with_place(b), "far": (a, b) in far} for a, b in moved
            ],
            "removed": [fact_with_place(fact) for fact in removed],
            "renamed": [{"from": one, "to": other} for one, other in names.items()],
            "edited": edited,
        },
        page,
    )
    return DONE


def _renamed(before: Iterable[Fact], after: Iterable[Fact]) -> dict[str, str]:
    """Guides with another file name: nearly all of the facts of one stand in a new one."""
    old, new = _by_guide(before), _by_guide(after)
    found: dict[str, str] = {}
    for path in sorted(set(old) - set(new)):
        for name in sorted(set(new) - set(old) - set(found.values())):
            if len(old[path] & new[name]) >= SAME_GUIDE * len(old[path]):
                found[path] = name
                break
    return found


def _by_guide(facts: Iterable[Fact]) -> dict[str, set[Fact]]:
    groups: dict[str, set[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.guide, set()).add(replace(fact, guide="", line=0))
    return groups


def _edited(old: Path, new: Path, names: Mapping[str, str]) -> list[str]:
    """Guides of both folders whose files differ, by their new names."""
    from index.changes import guide_files

    found = []
    here = set(guide_files(new))
    for path in guide_files(old):
        name = names.get(path, path)
        if name in here and (old / path).read_bytes() != (new / name).read_bytes():
            found.append(name)
    return sorted(found)


def facts_in(folder: Path) -> list[Fact]:
    """Every fact of a folder's guides, as the index would hold them. Raises Problem."""
    from index.changes import guide_files, read_content

    return [fact for path in guide_files(folder) for fact in read_content(folder, path).facts]


def _moved_far(old: Fact, new: Fact) -> bool:
    """Whether a figure changed its currency, or an end of it moved by more than half."""
    if old.currency != new.currency or old.unit != new.unit:
        return True
    ends: Iterable[tuple[Decimal | None, Decimal | None]] = ((old.low, new.low), (old.high, new.high))
    return any(a and b is not None and abs(b - a) > FAR_MOVED * abs(a) for a, b in ends)


# ---- evals that are due


def evals_due(index_folder: Path, library: Library, report: BuildReport) -> str | None:
    """Why the evals are to be run again, or None: guides that are not what the last green run saw.

    Where none ran yet, a change of facts in an index that was there before is reason enough; who only
    asks, of guides that nobody edits, is told nothing.
    """
    try:
        seen: dict[str, str] = json.loads((index_folder / LAST_GREEN).read_text("utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        if report.moved or report.removed or 0 < len(report.added) < report.facts:
            return "Evals are due: facts changed, and no green run is known; `counteroffer eval` runs them."
        return None
    read = {guide.path for guide in library.guides()}
    now = {path: stamp.sha256 for path, stamp in library.stamps().items() if path in read}
    changed = sorted(path for path in {*seen, *now} if seen.get(path) != now.get(path))
    if not changed:
        return None
    named = ", ".join(changed[:5]) + (f" and {len(changed) - 5} more" if len(changed) > 5 else "")
    return (
        f"Evals are due: {named} changed since the last green run; `counteroffer eval --changed` runs them."
    )
