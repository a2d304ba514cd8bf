"""After an edit: what runs again, what `index` says, what is out of date, what is known under a new name.

Also what the evals keep from one time to the next: questions without an answer, replies of a model.
"""

from __future__ import annotations

import json
import random
import stat
from collections.abc import Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant import maintaining
from assistant.cli import app
from assistant.result import Answer
from assistant.settings import Setting, read_settings
from assistant.unanswered import keep_unanswered
from corpus.problem import Problem
from evals import affected, facts_lock, places, report, since
from evals.cases import Cited, Question, read_questions
from evals.cells import read_guides
from evals.facts_lock import differences, stated_in, told
from evals.in_use import drafts_from
from evals.measured import Run
from evals.outcomes import Mark, Outcome
from evals.product import VECTORS, Prepared
from evals.recording import NotRecorded, Recorded
from index.build import build
from index.library import open_library

NOTHING = affected.Former({})
ACME = """---
company: Acme
role: Tester
as_of: "2030-2031"
---
# Acme: pay

| Region | Base Salary | Bonus |
|---|---|---|
| Oslo | $101K–$142K | 12% |
| Bergen | $91K–$132K | 13% |
"""
BOLT = ACME.replace("Acme", "Bolt").replace("$101K", "$111K").replace("$91K", "$95K")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two guides with invented figures."""
    place = tmp_path / "guides"
    place.mkdir()
    (place / "acme.md").write_text(ACME, "utf-8")
    (place / "bolt.md").write_text(BOLT, "utf-8")
    return place


# ---- the verdict


def outcome(name: str, value: float | None) -> Outcome:
    return Outcome("questions", name, "lookup", f"{name}?", (Mark("figures", value, "missing 7"),))


def test_of_a_part_only_what_passed_before_counts() -> None:
    """A case that failed in the last green run too does not turn `--changed` red; any other does."""
    known = frozenset({"A"})
    run = Run((outcome("A", 0.0), outcome("B", 1.0)), (), (), "c", "d", "e", affected=("A", "B"), known=known,
              complete=False)  # fmt: skip
    assert run.passed
    worse = Run((outcome("A", 0.0), outcome("B", None)), (), (), "c", "d", "e", affected=("A", "B"),
                known=known, complete=False)  # fmt: skip
    assert not worse.passed
    assert [one.id for one in worse.newly_failed] == ["B"]
    failures = worse.as_dict()["failures"]
    assert [(one["id"], one["failed_before"]) for one in failures] == [("A", True), ("B", False)]
    page = "\n".join(str(block) for block in report.page(worse))
    assert "Newly failing: 1" in page
    assert "Of them not measured: 1" in page


def test_a_green_run_is_remembered_for_the_same_code_only(folder: Path, tmp_path: Path) -> None:
    """What it saw comes back; another version of the program has no such run."""
    guides, now = read_guides(folder), stated_in(folder)
    place = SimpleNamespace(guides=folder, index=tmp_path)
    since.remember(place, "code", guides, now, ["X"], {"acme.md": "0"})  # type: ignore[arg-type]
    basis = since.last_green(tmp_path, "code", [])
    assert basis is not None
    assert (basis.stated, basis.failed) == (now, frozenset({"X"}))
    assert {name.split()[0] for name in basis.prose} == {"acme.md", "bolt.md"}
    assert since.last_green(tmp_path, "another", []) is None


def test_a_changed_cell_leaves_the_prose_as_it_was(folder: Path) -> None:
    """So cases that rest on sentences do not run for an edited figure, and do for an edited sentence."""
    before = since.prose_digests(folder, read_guides(folder))
    (folder / "acme.md").write_text(ACME.replace("$101K", "$105K"), "utf-8")
    assert since.prose_digests(folder, read_guides(folder)) == before
    (folder / "acme.md").write_text(ACME + "\nAsk early.\n", "utf-8")
    after = since.prose_digests(folder, read_guides(folder))
    assert {name.split()[0] for name in before if before[name] != after[name]} == {"acme.md"}


def test_an_edited_sentence_is_told_by_its_section(folder: Path) -> None:
    """Cases that cite another section of the guide do not run for it; one that is gone leaves the guide."""
    text = "# Acme\n\nFirst.\n\n## Levers\n\nAsk early.\n\n## Timing\n\nWait a day.\n"
    (folder / "acme.md").write_text(text, "utf-8")
    digests = since.prose_digests(folder, read_guides(folder))
    basis = since.Basis([], digests, frozenset())
    assert since.reworded(folder, read_guides(folder), basis) == {}
    (folder / "acme.md").write_text(text.replace("Wait a day", "Wait two days"), "utf-8")
    assert since.reworded(folder, read_guides(folder), basis) == {"acme.md": frozenset({9, 10, 11})}
    (folder / "acme.md").write_text(text[: text.index("## Timing")], "utf-8")
    assert "acme.md" in since.reworded(folder, read_guides(folder), basis)
    assert "bolt.md" not in since.reworded(folder, read_guides(folder), basis)


def test_a_date_touches_what_asks_for_dates_and_a_part_of_the_rest(folder: Path) -> None:
    """A changed company touches every case about the guide, and it is said why."""
    questions = [
        asked("D1", "source_date", "How old are the figures of Acme?"),
        asked("D2", "lookup", "What is the base at Acme in Oslo?"),
        asked("D3", "lookup", "Was the base at Acme in Oslo lower in 2029?"),
        asked("D4", "source_date", "How old are the figures of Bolt?", "bolt.md"),
    ]
    before = stated_in(folder)
    (folder / "acme.md").write_text(ACME.replace("2030-2031", "2029-2031"), "utf-8")
    found = differences(before, stated_in(folder))
    assert affected.affected_questions(questions, read_guides(folder), found, {}) == ["D1", "D3"]
    assert affected.labels_of(found) == {"acme.md": ["as_of"]}
    assert affected.citing(questions, read_guides(folder), {"acme.md"}) == ["D1", "D2", "D3"]
    (folder / "acme.md").write_text(ACME.replace("company: Acme", "company: Apex"), "utf-8")
    found = differences(before, stated_in(folder))
    assert affected.affected_questions(questions, read_guides(folder), found, {}) == ["D1", "D2", "D3"]
    assert affected.labels_of(found) == {}
    assert "every answer from the guide hangs on its company" in affected.reasons(found)[0]


def asked(name: str, kind: str, question: str, guide: str = "acme.md") -> Question:
    """A case that cites Oslo's row by how it begins."""
    cite = (Cited(guide, (0, 0), "| Oslo"),)
    return Question(name, kind, question, frozenset({"answered"}), (), (), cite, (), "why", "held-out", "me")


def test_a_case_cites_a_line_by_how_it_begins(folder: Path, tmp_path: Path) -> None:
    """A row of any guide is cited without a number, and found after lines were put above it."""
    cited = asked("C1", "lookup", "What is the base at Acme in Oslo?").cite[0]
    assert places.lines_of(read_guides(folder), cited) == [10]
    (folder / "acme.md").write_text(ACME.replace("# Acme", "Words.\n\n# Acme"), "utf-8")
    assert places.lines_of(read_guides(folder), cited) == [12]
    assert places.lines_of(read_guides(folder), Cited("acme.md", (0, 0), "| Rome")) == []
    cite = [{"guide": "acme.md", "begins": "| Oslo"}]
    line = {
        "id": "C1",
        "kind": "lookup",
        "question": "x?",
        "status": ["answered"],
        "figures": [],
        "cite": cite,
    }
    line |= {"why": "y", "origin": "held-out", "by": "me"}
    file = tmp_path / "questions-mine.jsonl"
    file.write_text(json.dumps(line), "utf-8")
    assert read_questions([file])[0].cite == (cited,)
    file.write_text(json.dumps({**line, "cite": [{"guide": "acme.md", "begins": " "}]}), "utf-8")
    with pytest.raises(Problem, match="no line is said to be cited"):
        read_questions([file])


# ---- guides in other formats


def test_a_page_is_measured_like_the_text_it_shows(folder: Path) -> None:
    """Its rows are read and its facts are held; a format that is not read is named with what to do."""
    page = (
        "<h1>ML Engineer | Cove Negotiation Guide</h1><table><tr><th>Region<th>Base Salary</tr>"
        "<tr><td>Oslo<td>$103K–$144K</tr></table>"
    )
    (folder / "cove.html").write_text(page, "utf-8")
    (folder / "old.xls").write_bytes(b"0")
    guides = read_guides(folder)
    row = next(row for row in guides.rows if row.company == "Cove")
    assert (row.guide, row.region, row.cells[0].low) == ("cove.html", "Oslo", 103_000)
    assert any(
        one.guide == "cove.html" and one.value == "103000–144000 USD"
        for one in stated_in(folder, ["cove.html"])
    )
    assert guides.unmeasured == (
        "old.xls: .xls files are not read; save it as one of .md, .txt, .html, .pdf, .docx and .csv",
    )


# ---- vectors


def test_a_text_is_embedded_once_for_every_run(tmp_path: Path, tiny_encoder: Any) -> None:
    """Kept vectors are those that were made; another encoder's, and a damaged file, are not taken."""
    made: list[str] = []

    class Counting:
        id = "one"
        is_word = staticmethod(tiny_encoder.is_word)

        def encode(self, texts: Sequence[str]) -> Any:
            made.extend(texts)
            return tiny_encoder.encode(texts)

    def prepared() -> closing[Prepared]:
        return closing(Prepared(Counting(), tmp_path))  # type: ignore[arg-type]

    with prepared() as first:
        first.prepare(["a base", "a bonus"])
    with prepared() as again:
        assert (again.encode(["a bonus", "a base"]) == tiny_encoder.encode(["a bonus", "a base"])).all()
    assert sorted(made) == ["a base", "a bonus"]
    Counting.id = "two"
    with prepared() as other:
        other.prepare(["a base"])
    assert len(made) == 3
    (tmp_path / VECTORS).write_bytes(b"no database" * 100)
    with prepared() as damaged:
        damaged.prepare(["a base"])
    assert len(made) == 4


# ---- what `index` says


def test_index_says_that_evals_are_due(folder: Path, tmp_path: Path, tiny_encoder: object) -> None:
    """After an edit, not before one; who only indexes guides is told nothing."""
    index = tmp_path / "index"

    def due() -> str | None:
        report = build(folder, index, encoder=tiny_encoder, chroma=False)  # type: ignore[arg-type]
        with open_library(index) as library:
            return maintaining.evals_due(index, library, report)

    assert due() is None
    (folder / "acme.md").write_text(ACME.replace("$101K", "$105K"), "utf-8")
    assert "no green run is known" in (due() or "")
    with open_library(index) as library:
        files = {path: stamp.sha256 for path, stamp in library.stamps().items()}
    (index / maintaining.LAST_GREEN).write_text(json.dumps({"files": files}), "utf-8")
    assert due() is None
    (folder / "acme.md").write_text(ACME, "utf-8")
    assert (due() or "").startswith(
        "Evals are due: acme.md changed since the last green run; `counteroffer eval"
    )
    (folder / "acme.md").write_text(ACME.replace("$101K", "$105K"), "utf-8")
    assert due() is None
    (folder / "bolt.md").unlink()
    assert "bolt.md" in (due() or "")


# ---- renamed, gone, out of date


def test_a_renamed_guide_is_known_again(folder: Path) -> None:
    """One difference for the name, and one for the figure that was changed as well."""
    before = stated_in(folder)
    (folder / "acme.md").unlink()
    (folder / "acme-2031.md").write_text(ACME.replace("$101K", "$105K"), "utf-8")
    lines = told(differences(before, stated_in(folder)))
    assert lines == [
        "acme-2031.md:1: about file: acme.md → acme-2031.md",
        "acme-2031.md:10: cell Oslo | Base Salary: $101K–$142K → $105K–$142K",
    ]
    kept = facts_lock.accepted(stated_in(folder), before)
    assert [one.was for one in kept if one.was] == ["101000–142000 USD"]


def test_a_guide_that_is_gone_is_one_line(folder: Path) -> None:
    """And another guide's edit stands beside it."""
    before = stated_in(folder)
    (folder / "acme.md").unlink()
    (folder / "bolt.md").write_text(BOLT.replace("$95K", "$96K"), "utf-8")
    lines = told(differences(before, stated_in(folder)))
    assert lines[0].startswith("acme.md: the whole guide is gone, with ")
    assert lines[1:] == ["bolt.md:11: cell Bergen | Base Salary: $95K–$132K → $96K–$132K"]


def test_a_case_of_a_guide_that_is_not_there_is_out_of_date(tmp_path: Path, folder: Path) -> None:
    """So is one that cites a row of a table that has more or fewer rows than it had."""
    line = {
        "id": "X1", "kind": "lookup", "question": "meta london base", "status": ["answered"],
        "figures": [{"low": 101000, "high": 142000, "unit": "money"}], "cite": [{"guide": "meta", "lines": [7, 7]}],
        "why": "One row.", "origin": "developed-on", "by": "tests",
    }  # fmt: skip
    file = tmp_path / "questions.jsonl"
    file.write_text(json.dumps(line), "utf-8")
    question = read_questions([file])[0]
    assert "not in the folder" in affected.outdated(question, read_guides(folder), NOTHING)
    (folder / "meta.md").write_text(ACME.replace("Acme", "Meta"), "utf-8")
    assert "meta.md that is not there" in affected.outdated(question, read_guides(folder), NOTHING)
    rows = "".join(f"| Place{n} | $1{n}1K–$142K | 5% |\n" for n in range(7))
    (folder / "meta.md").write_text(
        f"---\ncompany: Meta\n---\n| Region | Base | Bonus |\n|---|---|---|\n{rows}", "utf-8"
    )
    guides = read_guides(folder)
    assert affected.outdated(question, guides, NOTHING) == ""
    # Two rows changed places: its figure stands in another row of the guide now.
    moved = affected.Former({("meta.md", 9): {Decimal(101000), Decimal(142000)}})
    assert "meta.md:9" in affected.outdated(question, guides, moved)


def test_a_copy_of_the_guides_gets_a_lock_of_its_own(folder: Path) -> None:
    """Accepting for one folder never changes what another is held to."""
    before = facts_lock.LOCK.read_bytes()
    ran = CliRunner().invoke(app, ["eval", "--accept", "--yes", "--guides", str(folder)])
    assert ran.exit_code == 0
    assert (folder / facts_lock.OWN_LOCK).is_file()
    assert facts_lock.LOCK.read_bytes() == before


def test_diff_knows_a_renamed_guide_and_an_edited_text(folder: Path, tmp_path: Path) -> None:
    """Neither is a changed fact, and both are said."""
    new = tmp_path / "new"
    new.mkdir()
    (new / "acme-2031.md").write_text(ACME, "utf-8")
    (new / "bolt.md").write_text(BOLT + "\nAsk early.\n", "utf-8")
    value = json.loads(CliRunner().invoke(app, ["diff", str(folder), str(new), "--json"]).stdout)
    assert (value["added"], value["moved"], value["removed"]) == ([], [], [])
    assert value["renamed"] == [{"from": "acme.md", "to": "acme-2031.md"}]
    assert value["edited"] == ["bolt.md"]
    said = CliRunner().invoke(app, ["diff", str(folder), str(new)]).stdout
    assert "acme.md is called acme-2031.md now." in said
    assert "Edited without a change of facts: bolt.md." in said


# ---- questions without an answer


def test_unanswered_questions_are_kept_only_where_that_is_switched_on(tmp_path: Path) -> None:
    """One line a question, for its owner alone; what was answered is never kept."""
    file = tmp_path / "unanswered.jsonl"
    off = read_settings({}, {}, [])
    on = read_settings({}, {"COUNTEROFFER_UNANSWERED": str(file)}, [])
    lacking = Answer("not_covered", "The guides do not say.", not_covered=("vesting",))
    keep_unanswered("What vests when?", lacking, off)
    keep_unanswered("Which base?", Answer("answered", "$1K"), on)
    assert not file.exists()
    keep_unanswered("What vests when?", lacking, on)
    keep_unanswered("What vests  WHEN?", lacking, on)
    assert [json.loads(line)["status"] for line in file.read_text("utf-8").splitlines()] == [
        "not_covered"
    ] * 2
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [(d["question"], d["origin"], d["why"]) for d in drafts_from(file, [])] == [
        ("What vests when?", "found-in-use", "")
    ]


def test_a_line_that_nobody_finished_is_no_case(tmp_path: Path) -> None:
    """The draft of a case is refused until somebody has written why an answer to it is right."""
    log = tmp_path / "log.jsonl"
    log.write_text(json.dumps({"question": "Which base in Rome?", "status": "not_covered"}), "utf-8")
    draft = drafts_from(log, [])[0]
    file = tmp_path / "questions-in-use.jsonl"
    file.write_text(json.dumps(draft), "utf-8")
    with pytest.raises(Problem, match="why is to be a text"):
        read_questions([file])
    file.write_text(json.dumps({**draft, "why": "No guide names Rome."}), "utf-8")
    question = read_questions([file])[0]
    assert question.origin == "found-in-use"
    assert drafts_from(log, [question]) == []
    log.write_text("{}", "utf-8")
    with pytest.raises(Problem, match="none of the log"):
        drafts_from(log, [])


def test_a_log_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """In a sentence that names the setting."""
    settings = read_settings({}, {"COUNTEROFFER_UNANSWERED": str(tmp_path)}, [])
    assert settings.unanswered == Setting(str(tmp_path), "COUNTEROFFER_UNANSWERED")
    with pytest.raises(Problem, match=r"cannot be written.*COUNTEROFFER_UNANSWERED"):
        keep_unanswered("x?", Answer("not_covered", ""), settings)


# ---- replies of a model


class Model:
    """Says the same each time, and how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def stream(self, messages: object, config: object = None) -> list[SimpleNamespace]:
        self.asked += 1
        used = {"input_tokens": 7, "output_tokens": 2, "total_tokens": 9}
        return [
            SimpleNamespace(content="So", usage_metadata=None),
            SimpleNamespace(content=" be it", usage_metadata=used),
        ]


def test_a_recorded_reply_is_replayed_word_for_word(tmp_path: Path) -> None:
    """Asked once; the same again costs nothing, anything else was never recorded."""
    file, model = tmp_path / "recordings" / "m.jsonl", Model()
    live = Recorded("m", file, model)  # type: ignore[arg-type]
    messages = [("system", "Word it."), ("human", "$101K [1]")]
    first = [piece.content for piece in live.stream(messages)]
    assert [piece.content for piece in live.stream(messages)] == first == ["So be it"]
    assert model.asked == 1
    again = Recorded("m", file)
    assert [piece.content for piece in again.stream(messages)] == first
    assert again.tokens == {"input_tokens": 7, "output_tokens": 2}
    with pytest.raises(NotRecorded):
        list(again.stream([("system", "Word it."), ("human", "$105K [1]")]))
    assert again.missing == 1
    file.write_text("no reply\n", "utf-8")
    with pytest.raises(Problem, match="no recorded reply"):
        Recorded("m", file)


def test_live_needs_a_model(folder: Path, tmp_path: Path) -> None:
    """Asking nobody is a problem with its remedy, found before anything runs."""
    ran = CliRunner().invoke(app, ["eval", "--live", "--kind", "model", "--guides", str(folder), "--json"])
    assert ran.exit_code == 1
    assert json.loads(ran.stdout)["error"]["remedy"] == "name one with --model"


def test_vectors_made_together_are_those_made_alone(tiny_encoder: object) -> None:
    """In the order that was asked for, and no text is encoded twice."""
    texts = [f"word {n} " * random.Random(n).randint(1, 9) for n in range(40)]
    alone = [tiny_encoder.encode([text])[0].tolist() for text in texts]  # type: ignore[attr-defined]
    asked: list[str] = []

    class Counting:
        id = "tiny"

        def encode(self, some: list[str]) -> object:
            asked.extend(some)
            return tiny_encoder.encode(some)  # type: ignore[attr-defined]

    together = Prepared(Counting())  # type: ignore[arg-type]
    together.prepare(texts[::2])
    assert together.encode(texts).tolist() == alone
    assert sorted(asked) == sorted(set(texts))


def test_a_new_guide_dates_the_cases_that_no_guide_answered(folder: Path, tmp_path: Path) -> None:
    """A question that was to be refused for want of a guide runs again, and is out of date where it fails."""
    line = {
        "id": "X1", "kind": "uncovered", "question": "bolt oslo base?", "status": ["not_covered"], "figures": [],
        "cite": [], "why": "No guide.", "origin": "held-out", "by": "tests",
    }  # fmt: skip
    file = tmp_path / "questions.jsonl"
    other = {**line, "id": "X2", "question": "zorblatt oslo base?"}
    file.write_text(f"{json.dumps(line)}\n{json.dumps(other)}\n", "utf-8")
    asked, unlike = read_questions([file])
    now = stated_in(folder)
    before = [one for one in now if one.guide != "bolt.md"]
    guides = read_guides(folder)
    assert affected.affected_questions([asked, unlike], guides, differences(before, now), {}) == ["X1"]
    assert affected.outdated(asked, guides, NOTHING) == "typed when there was no guide of Bolt"
    assert affected.outdated(unlike, guides, NOTHING) == ""
