"""A run of the evals as people and programs read it: terminal, Markdown, HTML, JUnit.

In: a `Run`. Out: text. JSON is the run's own `as_dict`. HTML shows, for each failing case, the lines
of the guides that were retrieved for it. It decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from corpus.guide import lines_of
from corpus.problem import Problem
from evals.cases import ORIGINS
from evals.cells import text_of
from evals.facts_lock import told
from evals.outcomes import ALL, RANKS, Outcome, ScoreRow

if TYPE_CHECKING:
    from assistant.drawing import Block
    from evals.measured import Run

NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LONGEST = 30  # failing cases that a person is shown on a terminal
KINDS_SHOWN = ("numbers", "guides")  # suites whose kinds are shown in the short table
MOVED_CELLS = ("cell changed", "cell moved", "cells swapped")
HEADER = ("suite", "score", "kind", "value", "floor", "measured", "not measured")


def page(run: Run) -> list[Block]:
    """What to look at first: facts that differ, cases that newly fail; then the scores, then the rest."""
    from assistant.drawing import Grid, Items, Prose, Title

    verdict = "**Passed.**" if run.passed else "**Not passed.**"
    blocks: list[Block] = [Prose(f"{verdict} commit {run.commit} · guides {run.corpus} · code {run.code}")]
    if run.notes:
        blocks.append(Items(run.notes))
    if run.differences:
        number = len(run.differences)
        blocks.append(Title(f"Facts that were not accepted: {number}"))
        blocks.append(Items(_first(told(run.differences))))
        blocks.append(
            Prose("Meant? `counteroffer eval --accept` lists and accepts them. Else put them back.")
        )
    new, known = _failed(run)
    if run.known and new:
        blocks += [Title(f"Newly failing: {len(new)}"), Items(_first(list(map(_said, new))))]
    part = run.affected is not None
    kinds = (ALL,) if part else (ALL, *ORIGINS)
    shown = [r for r in run.rows if r.kind in kinds or (r.suite in KINDS_SHOWN and not part) or r.below]
    if shown:
        blocks.append(Grid(HEADER, tuple(_cells(row) for row in shown)))
    blocks += map(Prose, _teeth(run))
    blocks += [
        Prose(f"A sample: {suite}, {words}; `--all` runs all.") for suite, words in run.samples.items()
    ]
    for title, lines in _moved(run):
        if lines:
            blocks += [Title(title), Items(_first(lines))]
    if run.affected is not None:
        blocks.append(Title(f"Cases that depend on what changed: {len(run.affected)}"))
        blocks.append(Items(tuple(_by_suite(run.affected, run.outcomes))) if run.affected else Prose("none"))
    if run.unlike:
        blocks += [Title("Came out in different ways"), Items(run.unlike)]
    if run.stale:
        blocks.append(Title(f"Out of date: {len(run.stale)}"))
        blocks.append(Items(tuple(_dated(run))))
        blocks.append(Prose("They fail for that and do not count: type them anew in `evals/cases/`."))
    if not run.known and new:
        blocks += [Title(f"Not passed: {len(new)}"), Items(_first(list(map(_said, new))))]
    elif known:
        blocks += [Title(f"Not passed, as before: {len(known)}"), Prose(", ".join(one.id for one in known))]
    unmeasured = [one.id for one in run.failed if any(mark.value is None for mark in one.marks)]
    if unmeasured:
        blocks += [Title(f"Of them not measured: {len(unmeasured)}"), Prose(", ".join(unmeasured))]
    if run.times:
        blocks.append(Prose(" · ".join(f"{name} {value}" for name, value in run.times.items())))
    return blocks


def _teeth(run: Run) -> list[str]:
    """How many of the guides with one thing wrong were noticed, and said by guide, line and cell."""
    made = [
        (one.kind, all(mark.passed for mark in one.marks))
        for one in run.outcomes
        if one.suite == "guides" and any(mark.criterion == "named" for mark in one.marks)
    ]
    if not made:
        return []
    cells = [told for kind, told in made if kind in MOVED_CELLS]
    return [
        f"Guides with one thing wrong: {sum(told for _, told in made)} of {len(made)} caught and named by guide, "
        f"line and cell; of cells changed, moved or swapped {sum(cells)} of {len(cells)}."
    ]


def _by_suite(names: Sequence[str], outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The names of cases, a line for each suite."""
    suite_of = {one.id: one.suite for one in outcomes}
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(suite_of.get(name, "others"), []).append(name)
    for suite, found in groups.items():
        yield f"{suite} ({len(found)}): {', '.join(found)}"


def _failed(run: Run) -> tuple[list[Outcome], list[Outcome]]:
    """Cases that newly fail, and those that failed before. Facts that differ are listed by themselves."""
    failed = [one for one in run.failed if one.suite != "facts"]
    return (
        [one for one in failed if one.id not in run.known],
        [one for one in failed if one.id in run.known],
    )


def _first(lines: list[str]) -> tuple[str, ...]:
    rest = len(lines) - LONGEST
    return (*lines[:LONGEST], *([f"… and {rest} more; `--json` lists all."] if rest > 0 else []))


def _dated(run: Run) -> Iterator[str]:
    """What is out of date, by the reason."""
    reasons: dict[str, dict[str, None]] = {}
    for one in run.stale:
        # A sentence stands for the wrong ones that were made from it.
        name = "-".join(one.id.split("-")[:2]) if one.suite == "numbers" else one.id
        reasons.setdefault(one.stale, {})[name] = None
    for reason, names in reasons.items():
        yield f"{reason}: {', '.join(names)}"


def _cells(row: ScoreRow) -> tuple[str, ...]:
    floor = "" if row.floor is None else f"{row.floor:.1%}" + (" ✗" if row.below else "")
    return (row.suite, row.name, row.kind, f"{row.value:.2%}", floor, str(row.measured), str(row.unmeasured))


def _said(one: Outcome) -> str:
    return f"{one.id} {one.kind}: {_short(one.asked)} — {_why(one)}"


def _why(one: Outcome) -> str:
    marks = [m for m in one.marks if not m.passed and m.criterion not in RANKS]
    return "; ".join(
        f"{m.criterion}: {'not measured: ' if m.value is None else ''}{_short(m.why)}" for m in marks
    )


def _short(text: str, most: int = 160) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[: most - 1]}…"


def markdown(run: Run) -> str:
    """The whole table by kind, and every failing case."""
    lines = [
        "# Evals",
        "",
        f"{'Passed' if run.passed else 'Not passed'}. Commit {run.commit}, guides {run.corpus}, code {run.code}.",
        "",
        *(f"- {note}" for note in run.notes),
        *(f"- A sample: {suite}, {words}." for suite, words in run.samples.items()),
        *(f"- {line}" for line in _teeth(run)),
        "",
        f"| {' | '.join(HEADER)} |",
        "|---|---|---|--:|--:|--:|--:|",
        *(f"| {' | '.join(_cells(row))} |" for row in run.rows),
        "",
    ]
    if run.differences:
        lines += [
            "## Facts that were not accepted",
            "",
            *(f"- {_cell(str(one))}" for one in run.differences),
            "",
        ]
    if run.stale:
        lines += [f"## Out of date: {len(run.stale)}", "", *(f"- {_cell(one)}" for one in _dated(run)), ""]
    new, known = _failed(run)
    lists = [
        ("Newly failing" if run.known else "Not passed", list(map(_said, new))),
        ("Not passed, as before", list(map(_said, known))),
        *_moved(run),
        ("Cases that depend on what changed", list(_by_suite(run.affected or (), run.outcomes))),
    ]
    for title, found in lists:
        if found:
            lines += [f"## {title}: {len(found)}", "", *(f"- {_cell(one)}" for one in found), ""]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse}td,th{padding:.2rem .6rem;border-bottom:1px solid #ccc;text-align:left}"
    "td:nth-child(n+4),th:nth-child(n+4){text-align:right;font-variant-numeric:tabular-nums}"
    ".below td{background:#fdd}summary{cursor:pointer;padding:.2rem 0}li,summary,p{overflow-wrap:anywhere}"
    "pre{white-space:pre-wrap;background:#f4f4f4;padding:.5rem}dd{margin-left:1rem}"
)


def html(run: Run, guides: Path) -> str:
    """One page: what is to be looked at first, each failing case with the lines retrieved, then all scores."""
    new, known = _failed(run)
    parts = [
        f"<h1>{'Passed' if run.passed else 'Not passed'}</h1>",
        f"<p>Commit {escape(run.commit)}, guides {run.corpus}, code {run.code}.</p>",
        _list(
            "",
            [
                *run.notes,
                *(f"A sample: {suite}, {words}" for suite, words in run.samples.items()),
                *_teeth(run),
            ],
        ),
        _list("Facts that were not accepted", [str(one) for one in run.differences]),
        _list("Came out in different ways", run.unlike or ()),
        _list("Out of date", list(_dated(run))),
        _cases("Newly failing" if run.known else "Not passed", new, guides),
        _cases("Not passed, as before", known, guides),
        *(_list(title, lines) for title, lines in _moved(run)),
        _list("Cases that depend on what changed", list(_by_suite(run.affected or (), run.outcomes))),
        "<h2>Scores</h2>",
        _table([row for row in run.rows if row.kind == ALL or row.below]),
    ]
    for suite in dict.fromkeys(row.suite for row in run.rows):
        rows = [row for row in run.rows if row.suite == suite]
        parts.append(f"<details><summary>{suite}, by kind</summary>{_table(rows)}</details>")
    return (
        f"<!doctype html>\n<html lang=en><meta charset=utf-8><title>Evals</title>\n<style>{STYLE}</style>\n"
        + "\n".join(part for part in parts if part)
        + "\n</html>\n"
    )


def _list(title: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    head = f"<h2>{title}: {len(lines)}</h2>" if title else ""
    return f"{head}<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"


def _cases(title: str, cases: Sequence[Outcome], guides: Path) -> str:
    return f"<h2>{title}: {len(cases)}</h2>{''.join(_case(one, guides) for one in cases)}" if cases else ""


def _table(rows: Sequence[ScoreRow]) -> str:
    head = "".join(f"<th>{name}</th>" for name in HEADER)
    body = "".join(
        f"<tr class={'below' if row.below else 'held'}>"
        + "".join(f"<td>{escape(cell)}</td>" for cell in _cells(row))
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _moved(run: Run) -> Iterator[tuple[str, list[str]]]:
    """What is better and worse than the baseline: scores, and cases that newly pass."""
    for name, title in (("worse", "Worse than the baseline"), ("better", "Better than the baseline")):
        yield (
            title,
            [
                f"{one['name']} ({one['kind']}): {one['before']:.2%} → {one['now']:.2%}"
                for one in run.compared.get(name, ())
            ],
        )
    yield "Newly passing", list(run.compared.get("newly_passing", ()))


def _case(one: Outcome, guides: Path) -> str:
    found = "".join(
        f"<dt>{escape(guide)}:{first}</dt><dd><pre>{escape(_lines(guides, guide, first, last))}</pre></dd>"
        for guide, first, last in one.retrieved
    )
    text = f"<pre>{escape(one.text)}</pre>" if one.text else ""
    status = f"{one.status}: " if one.status else ""
    return (
        f"<details><summary>{escape(f'{one.id} {one.kind}: {_short(one.asked)}')}</summary>"
        f"<p>{escape(status + _why(one))}</p>{text}<dl>{found}</dl></details>\n"
    )


def _lines(folder: Path, guide: str, first: int, last: int) -> str:
    try:
        return "\n".join(lines_of(text_of(folder, guide))[first - 1 : last])
    except Problem as problem:
        return f"({problem.message})"


def junit(run: Run) -> str:
    """One test for each case, a suite for each suite, as CI servers read it."""
    suites: dict[str, list[Outcome]] = {}
    for one in run.outcomes:
        suites.setdefault(one.suite, []).append(one)
    parts = ['<?xml version="1.0" encoding="utf-8"?>', "<testsuites>"]
    for name, outcomes in suites.items():
        failed = sum(not one.passed and not one.stale for one in outcomes)
        skipped = sum(bool(one.stale) for one in outcomes)
        counts = f'tests="{len(outcomes)}" failures="{failed}" skipped="{skipped}"'
        parts.append(f"<testsuite name={_quoted(name)} {counts}>")
        parts += [_test(one) for one in outcomes]
        parts.append("</testsuite>")
    return "\n".join([*parts, "</testsuites>", ""])


def _test(one: Outcome) -> str:
    head = f"<testcase classname={_quoted(f'{one.suite}.{one.kind}')} name={_quoted(one.id)}"
    if one.stale:
        return f"{head}><skipped message={_quoted(one.stale)}/></testcase>"
    if one.passed:
        return f"{head}/>"
    return f"{head}><failure message={_quoted(_why(one))}>{escape(_legal(one.asked))}</failure></testcase>"


def _quoted(text: str) -> str:
    return quoteattr(_legal(text))


def _legal(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return NOT_XML.sub("", text)


__all__: Sequence[str] = ["html", "junit", "markdown", "page"]
