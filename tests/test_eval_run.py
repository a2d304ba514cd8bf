"""The evals as a whole: accepted facts, generated cases, guides with one thing wrong, scores, reports."""

from __future__ import annotations

import ast
import json
import shutil
import xml.etree.ElementTree as ET
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli import app
from corpus.problem import Problem
from evals import affected, external, facts_lock, guide_mutations, report, since, suites, twice
from evals.accepting import PACKAGED
from evals.cases import read_questions
from evals.cells import read_guides
from evals.facts_lock import Stated, differences, stated_by, stated_in
from evals.generated import generated_cases
from evals.measured import Run
from evals.outcomes import Mark, Outcome, compared, failure, score_rows
from evals.run import _dated as run_dated
from evals.since import prose_digests

ROOT = Path(__file__).parent.parent
ACME = """---
company: Acme
as_of: "2030-2031"
---
# Acme: pay

| Region | Base Salary | Stock (RSU/4yr) | Bonus | Total Comp |
|---|---|---|---|---|
| Oslo (HQ) | $101K–$142K | $201K–$322K | 12% | $171K–$262K |
| Bergen | $91K–$132K | $181K–$302K | 12% | $151K–$242K |

**Level mapping:** E5 maps to Bolt L2; E6 maps to Bolt L3.

## Levers

1. **Other Offer:** "I have one."
2. **Papers:** "I wrote some."

> "Thanks for $[Y]K RSUs. I would sign with RSUs at $[Y+70-90]K and a $45K sign-on."
"""
BOLT = (
    ACME.replace("Acme", "Bolt")
    .replace("Oslo (HQ)", "Oslo")
    .replace("$101K", "$111K")
    .replace("Bergen", "Lima")
)
GENERAL = """# Anything

| Part | Flexibility |
|---|---|
| Base | Low |

## Do

- Ask early

## Don't

- Bluff
"""
OTHER = "# Something\n\n| Part | How flexible |\n|---|---|\n| Base | High |\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two companies and two general guides, with invented figures."""
    place = tmp_path / "guides"
    place.mkdir()
    for name, text in (("acme.md", ACME), ("bolt.md", BOLT), ("general.md", GENERAL), ("other.md", OTHER)):
        (place / name).write_text(text, "utf-8")
    return place


# ---- the reader of their own


# What holds the product's own reading against another.
COMPARES = ("offer_judge", "external", "wild", "wild_questions")


def test_the_evals_read_figures_without_the_products_reader() -> None:
    """Nothing in the evals imports `corpus.money` or `corpus.bands`: no blind spot is shared."""
    for path in (ROOT / "evals").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and path.stem not in COMPARES:
                assert node.module not in ("corpus.money", "corpus.money_pieces", "corpus.bands"), path.name


# ---- accepted facts


def test_another_way_to_write_a_cell_is_no_difference() -> None:
    """$170K and $170,000 are the same fact, and so is a line further down."""
    again = ACME.replace("$101K–$142K", "$101,000 to $142,000").replace("# Acme: pay\n", "# Acme: pay\n\n")
    assert differences(stated_by(ACME, "acme.md"), stated_by(again, "acme.md")) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("$101K–$142K", "$105K–$142K", "acme.md:9: cell Oslo (HQ) | Base Salary: $101K–$142K → $105K–$142K"),
        ("2030-2031", "2029-2031", "acme.md:3: about as_of: 2030-2031 → 2029-2031"),
        ('2. **Papers:** "I wrote some."\n', "", "acme.md:17: lever Levers: gone: Papers"),
        ("Y+70-90", "Y+70-95", "acme.md:19: increment script | equity: 70000–90000 USD → 70000–95000 USD"),
        ("Bolt L2", "Bolt L1", "acme.md:12: levels Acme: pay:"),
    ],
)
def test_a_changed_fact_is_named_by_guide_line_and_cell(old: str, new: str, says: str) -> None:
    """A maintainer sees what was accepted and what stands there now."""
    found = differences(stated_by(ACME, "acme.md"), stated_by(ACME.replace(old, new), "acme.md"))
    assert any(str(one).startswith(says) for one in found), [str(one) for one in found]


def test_reworded_prose_needs_nobodys_leave() -> None:
    """Only facts are held: a sentence may be put better."""
    again = ACME.replace('"I wrote some."', '"I have written several."')
    assert differences(stated_by(ACME, "acme.md"), stated_by(again, "acme.md")) == []


def test_what_was_accepted_is_read_back(folder: Path, tmp_path: Path) -> None:
    """The file holds one fact a line, and what a cell was when the cases were typed."""
    file = tmp_path / "facts.lock"
    stated = stated_in(folder)
    facts_lock.write_lock(stated, file)
    assert facts_lock.read_lock(file) == stated
    (folder / "acme.md").write_text(ACME.replace("$101K", "$105K"), "utf-8")
    again = facts_lock.accepted(stated_in(folder), facts_lock.read_lock(file))
    changed = [one for one in again if one.was]
    assert [(one.key, one.was, one.value) for one in changed] == [
        ("Oslo (HQ) | Base Salary", "101000–142000 USD", "105000–142000 USD")
    ]
    facts_lock.write_lock(again, file)
    # A second change keeps what the cases were typed from; the way back forgets it.
    (folder / "acme.md").write_text(ACME.replace("$101K", "$107K"), "utf-8")
    third = facts_lock.accepted(stated_in(folder), facts_lock.read_lock(file))
    assert [one.was for one in third if one.was] == ["101000–142000 USD"]
    (folder / "acme.md").write_text(ACME, "utf-8")
    assert not [one for one in facts_lock.accepted(stated_in(folder), third) if one.was]


def test_a_broken_lock_is_a_problem(tmp_path: Path) -> None:
    """Missing, empty and garbled files are said in a sentence."""
    file = tmp_path / "facts.lock"
    with pytest.raises(Problem, match="there are no accepted facts"):
        facts_lock.read_lock(file)
    file.write_text("", "utf-8")
    with pytest.raises(Problem, match="holds no accepted fact"):
        facts_lock.read_lock(file)
    file.write_text("{}\n", "utf-8")
    with pytest.raises(Problem, match="the line is no accepted fact"):
        facts_lock.read_lock(file)


def test_the_packaged_guides_are_as_accepted() -> None:
    """A cell that differs from the accepted facts fails until it was listed and agreed to."""
    found = differences(facts_lock.read_lock(), stated_in(PACKAGED))
    assert [str(one) for one in found] == []


def test_accept_lists_and_waits_for_a_yes(folder: Path) -> None:
    """Without --yes and without a terminal nothing is written, and the exit code says so."""
    lock = folder / facts_lock.OWN_LOCK
    ran = CliRunner().invoke(app, ["eval", "--accept", "--guides", str(folder), "--json"])
    value = json.loads(ran.stdout)
    assert (ran.exit_code, value["accepted"], lock.exists()) == (4, False, False)
    assert CliRunner().invoke(app, ["eval", "--accept", "--yes", "--guides", str(folder)]).exit_code == 0
    assert lock.exists()
    (folder / "acme.md").write_text(ACME.replace("$101K", "$105K"), "utf-8")
    ran = CliRunner().invoke(app, ["eval", "--accept", "--guides", str(folder)])
    assert ran.exit_code == 4
    assert "$101K–$142K → $105K–$142K" in ran.stdout


# ---- generated cases


def test_every_cell_is_asked_for_in_several_ways(folder: Path) -> None:
    """Each cell of each row has at least four questions, with its own line to cite."""
    guides = read_guides(folder)
    cases = generated_cases(guides, folder)
    for row in guides.rows:
        for cell in row.cells:
            own = [c for c in cases if c.about == (f"{row.guide} | {row.region} | {cell.component}",)]
            lookups = [c for c in own if c.question.kind == "lookup"]
            assert len(lookups) >= 4
            assert {c.places for c in lookups} == {((row.guide, row.line),)}


def test_all_kinds_are_made_and_no_question_twice(folder: Path) -> None:
    """Lookups, rows, contrasts, positions, sums, levels, increments, absences, conflicts, orders."""
    cases = generated_cases(read_guides(folder), folder)
    assert {c.question.kind for c in cases} == {
        "lookup", "row", "comparison", "position", "arithmetic", "ambiguous", "uncovered", "injection",
        "levels", "increment", "conflict",
    }  # fmt: skip
    for names in ([c.question.id for c in cases], [c.question.question for c in cases]):
        assert len(names) == len(set(names))


def test_generated_cases_are_the_same_each_time_and_follow_an_edit(folder: Path) -> None:
    """Two makings are alike; an edited cell changes what is expected of that cell alone."""
    before = generated_cases(read_guides(folder), folder)
    assert before == generated_cases(read_guides(folder), folder)
    (folder / "acme.md").write_text(ACME.replace("$101K–$142K", "$105K–$142K"), "utf-8")
    after = {c.question.id: c for c in generated_cases(read_guides(folder), folder)}
    changed = [c for c in before if c.question.id in after and after[c.question.id] != c]
    assert changed
    assert all(any("Oslo (HQ) | base" in name for name in c.about) or c.question.never for c in changed)


def test_sums_are_computed_here(folder: Path) -> None:
    """Base, a quarter of the equity and the bonus, at both ends."""
    case = next(c for c in generated_cases(read_guides(folder), folder) if c.question.kind == "arithmetic")
    low = Decimal(101_000) + Decimal(201_000) / 4 + Decimal(101_000) * 12 / 100
    assert case.question.figures[0].low == low


# ---- guides with one thing wrong


def test_each_mutant_is_caught_and_named() -> None:
    """By guide, line and cell; a swap of equal cells is no mutant."""
    texts = {"acme.md": ACME, "bolt.md": BOLT, "general.md": GENERAL}
    made = list(guide_mutations.mutants(texts))
    kinds = {one.kind for one in made}
    assert {"cell changed", "cell moved", "cells swapped", "row moved", "row removed", "scale changed",
            "currency changed", "increment changed", "level changed", "lever dropped", "section removed",
            "date changed", "advice turned round"} == kinds  # fmt: skip
    assert not [
        one for one in made if one.kind == "cells swapped" and one.column == "Bonus" and len(one.rows) > 1
    ]
    for mutant in made:
        assert guide_mutations.catch(mutant, texts[mutant.guide]).named, mutant


@pytest.mark.parametrize("kind", guide_mutations.AT_ONCE)
def test_all_cells_at_once_say_which_changed(kind: str) -> None:
    """What the reader calls equal is not counted as changed."""
    text, changed = guide_mutations.mutate_all(kind, ACME)
    assert text != ACME
    assert ((9, 3) in changed) == (
        kind in ("cell changed", "cells swapped")
    )  # the bonus is the same in both rows


# ---- what depends on what


def test_a_changed_cell_affects_its_own_cases(folder: Path) -> None:
    """Cases about the cell, and none about another row."""
    cases = generated_cases(read_guides(folder), folder)
    found = differences(stated_by(ACME, "acme.md"), stated_by(ACME.replace("$101K", "$105K"), "acme.md"))
    cells = affected.cells_of(found)
    named = set(affected.affected_cases(cases, cells))
    assert named
    assert all(("acme.md | Oslo (HQ) | base" in c.about) == (c.question.id in named) for c in cases)


def test_a_case_typed_from_a_changed_cell_is_out_of_date(folder: Path, tmp_path: Path) -> None:
    """It is no fault of the product, as long as its figure is the former one."""
    line = {
        "id": "X1", "kind": "lookup", "question": "meta london base", "status": ["answered"],
        "figures": [{"low": 101000, "high": 142000, "unit": "money"}], "cite": [{"guide": "meta", "lines": [7, 7]}],
        "why": "One row.", "origin": "developed-on", "by": "tests",
    }  # fmt: skip
    file = tmp_path / "questions.jsonl"
    file.write_text(json.dumps(line), "utf-8")
    rows = "".join(f"| Place{n} | $1{n}1K–$142K | 5% |\n" for n in range(7))
    (folder / "meta.md").write_text(
        f"---\ncompany: Meta\n---\n| Region | Base | Bonus |\n|---|---|---|\n{rows}", "utf-8"
    )
    guides, question = read_guides(folder), read_questions([file])[0]
    locked = [Stated("meta.md", 6, "cell", "Place0 | Base", "111000–142000 USD", was="101000–142000 USD")]
    assert "meta.md:6" in affected.outdated(question, guides, affected.typed_from(locked, []))
    assert affected.outdated(question, guides, affected.Former({("meta.md", 6): {Decimal(5)}})) == ""


def test_a_case_typed_from_changed_words_is_out_of_date(tmp_path: Path) -> None:
    """A level map and a script's increment are what cases are typed from, too; other words are not."""
    mapped = "**Level mapping:** E5 (Senior ML) maps to Bolt L5."
    (tmp_path / "meta.md").write_text(f"---\ncompany: Meta\n---\n\n{mapped.replace('L5', 'L6')}\n", "utf-8")
    guides, at = read_guides(tmp_path), ("meta.md", 5)
    asked: dict[str, object] = {
        "id": "X1", "kind": "levels", "question": "E5 at bolt?", "status": ["answered"], "figures": [], "says": ["L5"],
        "cite": [{"guide": "meta", "lines": [21, 21]}], "why": "The map.", "origin": "developed-on", "by": "tests",
    }  # fmt: skip
    levels = Stated(*at, "levels", "Levels", mapped.replace("L5", "L6"), was=mapped)
    script = Stated(*at, "increment", "script | equity", "8000–8000 USD", was="7000–7000 USD")
    for kind, fact, dated in (
        ("levels", levels, True),
        ("levels", replace(levels, value=f"{mapped} Anything."), False),
        ("increment", script, True),
        ("levels", script, False),
    ):
        (tmp_path / "questions.jsonl").write_text(json.dumps({**asked, "kind": kind}), "utf-8")
        question = read_questions([tmp_path / "questions.jsonl"])[0]
        assert ("meta.md:5" in affected.outdated(question, guides, affected.typed_from([fact], []))) is dated


def test_offers_are_typed_from_their_companys_script(folder: Path) -> None:
    """Another company's script dates nothing."""
    case = replace(next(iter(suites.offer_cases().values())), offer={"company": "Acme"}, assessment=())
    guides = read_guides(folder)
    assert "script of acme.md" in affected.outdated_offer(case, guides, affected.Former({}, {}, frozenset({"acme.md"})))
    assert affected.outdated_offer(case, guides, affected.Former({}, {}, frozenset({"bolt.md"}))) == ""


def test_what_is_made_from_a_dated_sentence_is_dated(tmp_path: Path) -> None:
    """A wrong sentence may be the truth once the guide has changed."""
    guides = read_guides(PACKAGED)
    name, (_, sentence) = next(
        (name, one) for name, one in suites.sentences_of(guides).items()
        if any(c.is_cell and c.region and c.company and c.low for c in one[1].claims)
    )  # fmt: skip
    claim = next(c for c in sentence.claims if c.is_cell and c.region and c.company and c.low)
    row = guides.rows_like(claim.company, claim.region)[0]
    former = affected.Former({(row.guide, row.line): {claim.low}})
    for made in (f"N-{name}", f"N-{name}-0"):
        outcome = Outcome("numbers", made, "digit", "…", (Mark("wrong caught", 0.0),))
        assert run_dated(outcome, guides, former).stale
        assert not run_dated(outcome, guides, affected.Former({})).stale


def test_a_row_that_is_gone_affects_its_own_cases_only(tmp_path: Path) -> None:
    """The others are found by their names, however many rows the table has."""
    shutil.copytree(PACKAGED, tmp_path / "guides")
    file = tmp_path / "guides" / "alibaba.md"
    row = next(line for line in file.read_text("utf-8").splitlines(True) if line.startswith("| Seattle"))
    before = stated_in(tmp_path / "guides", ["alibaba.md"])
    file.write_text(file.read_text("utf-8").replace(row, ""), "utf-8")
    found = differences(before, stated_in(tmp_path / "guides", ["alibaba.md"]))
    guides = read_guides(tmp_path / "guides")
    questions = suites.question_ids()
    names = affected.affected_questions(questions.values(), guides, found, {})
    rows = {8: "the one that is gone", 11: "the last one"}
    only = {at: {q.id for q in questions.values() if {(c.guide, *c.lines) for c in q.cite} == {("alibaba", at, at)}}
            for at in rows}  # fmt: skip
    assert only[8]
    assert only[11]
    assert only[8] <= set(names)
    assert not only[11] & set(names)
    former = affected.typed_from([], found)
    assert all("alibaba.md" in affected.outdated(questions[name], guides, former) for name in only[8])


# ---- scores and reports


def outcomes() -> list[Outcome]:
    """One case that passed, one that failed, one not measured, one out of date."""
    return [
        Outcome("generated", "A", "lookup", "a?", (Mark("figures", 1.0),), retrieved=(("acme.md", 9, 9),)),
        Outcome(
            "generated",
            "B",
            "lookup",
            "b <x>?",
            (Mark("figures", 0.0, "missing 7"),),
            retrieved=(("acme.md", 9, 9),),
        ),
        Outcome("generated", "C", "row", "c?", (Mark("figures", None, "KeyError"),)),
        Outcome("generated", "D", "row", "d?", (Mark("figures", 0.0),), stale="typed from another cell"),
    ]


def a_run() -> Run:
    """A run of these outcomes."""
    made = outcomes()
    return Run(tuple(made), tuple(score_rows(made)), (), "corpus", "code", "commit")


def test_unmeasured_is_not_passed_and_out_of_date_is_not_counted() -> None:
    """One of three passed; one of them was not measured; the fourth is listed apart."""
    row = next(r for r in score_rows(outcomes()) if r.kind == "all")
    assert (round(row.value, 3), row.measured, row.unmeasured, row.below) == (0.333, 2, 1, True)
    run = a_run()
    assert not run.passed
    assert [one.id for one in run.failed] == ["B", "C"]
    assert run.as_dict()["out_of_date"] == [
        {"id": "D", "suite": "generated", "why": "typed from another cell"}
    ]


def test_a_run_without_cases_does_not_pass() -> None:
    """An eval over nothing says nothing."""
    assert not Run((), (), (), "corpus", "code", "commit").passed


def test_a_run_is_compared_with_the_baseline() -> None:
    """What got better and worse, by score and by case."""
    baseline = {"commit": "abc", "failed": ["A"], "samples": {"questions": "one in 2"},
                "scores": [{"name": "generated: figures", "kind": "all", "value": 1.0}]}  # fmt: skip
    found = compared(score_rows(outcomes()), ["B"], {"questions": "one in 2"}, baseline)
    assert [one["name"] for one in found["worse"]] == ["generated: figures"]
    assert (found["newly_failing"], found["newly_passing"]) == (["B"], ["A"])
    of_all = compared(score_rows(outcomes()), ["B"], {}, baseline)
    assert (of_all["worse"], of_all["newly_failing"]) == ([], ["B"])


def test_a_question_that_is_not_asked_is_still_known_to_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """The committed failures that a sample leaves out are kept; those of questions that are gone are not."""
    there = {"A": None, "B": None, "C": None}
    monkeypatch.setattr("evals.suites.question_ids", lambda: there)
    kept = {"failed": ["A", "C", "gone"]}
    assert since.not_asked(kept, [one for one in outcomes() if one.id == "C"]) == ["A"]
    assert since.not_asked(None, outcomes()) == []


def test_the_object_has_the_names_of_the_contract() -> None:
    """`passed`, `scores`, `failures`, `commit`, `corpus`, and the score's own names."""
    value = a_run().as_dict()
    assert {"passed", "scores", "failures", "commit", "corpus"} <= set(value)
    assert set(value["scores"][0]) == {"name", "kind", "value", "floor", "measured", "unmeasured"}
    assert failure(outcomes()[2])["why"] == {"figures": "not measured: KeyError"}


def test_reports_are_well_formed(folder: Path) -> None:
    """JUnit is XML, the page shows the retrieved lines, Markdown names the commit."""
    run = a_run()
    tree = ET.fromstring(report.junit(run))
    assert [suite.attrib["failures"] for suite in tree] == ["2"]
    page = report.html(run, folder)
    assert "$101K–$142K" in page
    assert "b &lt;x&gt;?" in page
    assert "Commit commit, guides corpus" in report.markdown(run)
    assert report.page(run)


def test_a_page_shows_the_lines_that_were_read_of_a_guide(tmp_path: Path) -> None:
    """An old encoding, a format that is no text, a file that is gone: the lines are the reader's."""
    # A separator that is no end of a line to the reader stands before the figure.
    (tmp_path / "long.md").write_text("# Pay\n\nOne\u2028two.\n\nHooli pays $73K.\n", "utf-8")
    (tmp_path / "old.md").write_bytes("# Pay\n\nAcme pays \u20ac71K \u2013 gladly.\n".encode("cp1252"))
    (tmp_path / "page.html").write_text("<h1>Pay</h1>\n\n\n<p>Bolt pays $72K.</p>", "utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 \x81\x8d nothing more")
    # The page says it on line 4; the text that is read of it, after a heading and an empty line, on line 3.
    places = (("long.md", 5, 5), ("old.md", 3, 3), ("page.html", 3, 3), ("broken.pdf", 1, 1), ("gone.md", 1, 1))
    failed = Outcome("generated", "B", "lookup", "b?", (Mark("figures", 0.0),), retrieved=places)
    run = Run((failed,), tuple(score_rows([failed])), (), "corpus", "code", "commit")
    shown = [pre.split("</pre>")[0] for pre in report.html(run, tmp_path).split("<dd><pre>")[1:]]
    assert shown[:3] == ["Hooli pays $73K.", "Acme pays €71K – gladly.", "Bolt pays $72K."]
    assert [said[:1] for said in shown[3:]] == ["(", "("]
    assert "PDF" in shown[3]
    assert "cannot be opened" in shown[4]


def test_the_second_reader_takes_old_encodings(tmp_path: Path) -> None:
    """A guide in Windows-1252 has its rows; a file that is no text has none and ends nothing."""
    (tmp_path / "acme.md").write_bytes(ACME.encode("cp1252"))
    (tmp_path / "picture.md").write_bytes(b"\x89PNG\x00\x00\x00\rIHDR")
    found = read_guides(tmp_path)
    assert [file.path for file in found.files] == ["acme.md"]
    assert [row.region for row in found.rows] == ["Oslo (HQ)", "Bergen"]
    assert {one.guide for one in stated_in(tmp_path)} == {"acme.md"}
    assert {name.split()[0] for name in prose_digests(tmp_path, found)} == {"acme.md"}


@pytest.mark.heavy
def test_two_runs_are_the_same_to_the_byte(tmp_path: Path) -> None:
    """Another seed of the hashes and another number of processes change no form of the report."""
    asked = (
        *list(suites.question_ids())[::900], *list(suites.generated_ids(PACKAGED))[::300],
        *list(suites.offer_cases())[::60], f"N-{next(iter(suites.sentences_of(read_guides(PACKAGED))))}",
    )  # fmt: skip
    words = [word for name in asked for word in ("--case", name)]
    one, other = (
        twice.run([*words, "--index", str(tmp_path / "index")], tmp_path / seed, seed, jobs)
        for seed, jobs in twice.RUNS
    )
    assert len(one) == 4
    assert one["report.xml"].count("<testcase ") == len(asked)
    assert twice.unlike(one, other) == []


def test_what_differs_is_named_by_its_line() -> None:
    """A line more, and a line that says something else."""
    one = {"a": "x\ny\n", "b": "x\n", "c": "x"}
    assert twice.unlike(one, {"a": "x\nz\n", "b": "x\ny\n", "c": "x"}) == ["a:2", "b:2"]


def test_wrong_options_are_wrong_usage() -> None:
    """--yes alone means nothing, and --changed chooses by itself."""
    assert CliRunner().invoke(app, ["eval", "--yes"]).exit_code == 2
    assert CliRunner().invoke(app, ["eval", "--changed", "--kind", "lookup"]).exit_code == 2


# ---- other people's tables


def test_claims_about_other_tables_are_counted_by_kind(tmp_path: Path) -> None:
    """Right and wrong claims are apart, and what could not be judged is not caught."""
    (tmp_path / "sources.jsonl").write_text('{"source": 0, "markdown": "| | 2031 |"}\n', "utf-8")
    claim = {"source": 0, "question": "How much?", "answer": "$7", "scale": "million", "derivation": ""}
    lines = [{**claim, "kind": "clean", "faithful": True}, {**claim, "kind": "digit", "faithful": False}]
    lines.append({**claim, "kind": "digit", "faithful": False, "question": "Who?"})
    (tmp_path / "claims.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    _, claims = external.read_claims(tmp_path)
    found = external.tallies(claims, lambda c: None if c.text.startswith("Who") else not c.faithful)
    assert [(t.kind, t.faithful, t.against, t.of, t.unmeasured) for t in found] == [
        ("clean", True, 0, 1, 0),
        ("digit", False, 1, 2, 1),
    ]
    assert "digit" in "\n".join(external.table(found))
    page = external.markdown({"held out": found}, 1)
    assert "## Held out" in page
    assert "| digit | 2 | 1 | 50.0% | ≥ 95% | 1 |" in page
    assert "developed" not in page
    assert "while the check was developed" in external.markdown({"": found}, 1, developed_on=True)
    with pytest.raises(Problem, match="cannot be read"):
        external.read_claims(tmp_path / "none")


def test_what_ends_a_run_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """Asked for help it runs nothing; words that the command does not take are said as the command says them."""
    with pytest.raises(SystemExit) as ended:
        twice.main(["--help"])
    assert ended.value.code == 0
    assert "counteroffer eval" in capsys.readouterr().out
    assert twice.main(["--nonsense"]) == 1
    said = capsys.readouterr().err
    assert "--nonsense" in said
    assert "Traceback" not in said
