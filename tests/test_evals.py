"""The evals themselves: their reader, their table, the judge, the corruptor and the case files."""

from __future__ import annotations

import doctest
import importlib
import json
import random
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from corpus.problem import Problem
from evals import cells, numbers, places, questions
from evals.cases import Sentence, case_files, read_questions, read_sentences
from evals.cells import Guides
from evals.corruptor import KINDS, corrupt, is_true
from evals.judge import Found, Score, Seen, computed, judge
from evals.names import rows_asked
from evals.reader import figures_in
from evals.sentences import sentences

ACME = """---
company: Acme
---
# Acme: pay

| Region | Base Salary | Stock (RSU/4yr) | Bonus | Total Comp |
|---|---|---|---|---|
| Oslo (HQ) | $101K–$142K | $201K–$322K | 12% | $171K–$262K |
| Norway (Bergen / Tromsø) | $91K–$132K | $181K–$302K | 12% | $151K–$242K |
| Lima | CNY 410K–CNY 1.15M | CNY 210K–CNY 630K | 13–17% | CNY 620K–CNY 1.72M |

> "RSUs at $[Y+70-90K] and a $45K sign-on."
"""
BOLT = """# ML Engineer | Bolt Global Negotiation Guide

| Region | Base Salary | Stock (RSU/4yr) | Bonus | Total Comp |
|---|---|---|---|---|
| Oslo | $111K–$152K | $221K–$342K | 12% | $181K–$272K |

> "A base of $[X+10-20]K, please."
"""
GENERAL = "# Anything\n\nBonus: $33K (22% target)\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two companies and a general guide, with invented figures."""
    for name, text in (("acme.md", ACME), ("bolt.txt", BOLT), ("general.md", GENERAL)):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def guides(folder: Path) -> Guides:
    """The evals' table of those guides."""
    return cells.read_guides(folder)


def case(**values: Any) -> dict[str, Any]:
    """A line of a case file."""
    return {
        "id": "X1", "kind": "lookup", "question": "acme oslo base", "status": ["answered"],
        "figures": [{"low": 101000, "high": 142000, "unit": "money", "currency": "USD"}],
        "cite": [], "why": "One row.", "origin": "developed-on", "by": "makers", **values,
    }  # fmt: skip


def written(folder: Path, *lines: dict[str, Any]) -> Path:
    """A case file of these lines."""
    file = folder / "cases.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return file


def judged(folder: Path, guides: Guides, shown: Seen, **values: Any) -> dict[str, Score]:
    """The scores of one answer, by criterion."""
    question = read_questions([written(folder, case(**values))])[0]
    return {score.criterion: score for score in judge(question, shown, guides)}


@pytest.mark.parametrize(
    "module", ["reader", "cells", "names", "cases", "judge", "sentences", "product", "questions"]
)
def test_examples_in_docstrings_hold(module: str) -> None:
    """A worked example in an eval's docstring is run."""
    assert doctest.testmod(importlib.import_module(f"evals.{module}")).failed == 0


# ---- the reader


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$101K–$142K", [(101_000, 142_000, "money", "USD")]),
        ("CNY 410K to CNY 1.15M", [(410_000, 1_150_000, "money", "CNY")]),
        ("S$60–160k", [(60_000, 160_000, "money", "SGD")]),
        ("between $90K and $110K", [(90_000, 110_000, "money", "USD")]),
        (
            "$90K base and $110K in stock",
            [(90_000, 90_000, "money", "USD"), (110_000, 110_000, "money", "USD")],
        ),
        ("80w, or 1,050,000 yuan", [(800_000, 800_000, "money", ""), (1_050_000, 1_050_000, "money", "CNY")]),
        ("13–17% or 25 per cent", [(13, 17, "percent", ""), (25, 25, "percent", "")]),
        ("-$20K", [(-20_000, -20_000, "money", "USD")]),
        ("E5, P6-P8, 2-1 to 3-1, L4–L6, 2024-2025, 24-48h, [3], a 401k match", []),
    ],
)
def test_reader_reads_money_and_percentages_and_nothing_else(
    text: str, expected: list[tuple[Any, ...]]
) -> None:
    """Marks, scales and ranges are read; levels, years and counts are left alone."""
    assert [(int(f.low), int(f.high), f.unit, f.currency) for f in figures_in(text)] == expected


# ---- the table


def test_table_holds_every_cell_and_increment(guides: Guides) -> None:
    """Rows, their cells and the scripts' increments come from the pipes and brackets of the guides."""
    assert [(r.company, r.region, len(r.cells)) for r in guides.rows] == [
        ("Acme", "Oslo (HQ)", 4), ("Acme", "Norway (Bergen / Tromsø)", 4),
        ("Acme", "Lima", 4), ("Bolt", "Oslo", 4),
    ]  # fmt: skip
    assert [(i.company, i.component, int(i.low), int(i.high), i.absolute) for i in guides.increments] == [
        ("Acme", "equity", 70_000, 90_000, False),
        ("Acme", "sign_on", 45_000, 45_000, True),
        ("Bolt", "base", 10_000, 20_000, False),
    ]


def test_digest_moves_with_a_figure(folder: Path, guides: Guides) -> None:
    """Results are kept with the content of the guides, so one changed figure is another corpus."""
    (folder / "acme.md").write_text(ACME.replace("$101K", "$102K"), "utf-8")
    assert cells.read_guides(folder).digest != guides.digest


def test_a_folder_without_guides_is_a_problem(tmp_path: Path) -> None:
    """An eval over nothing does not pass."""
    with pytest.raises(Problem, match="the folder holds no guide"):
        cells.read_guides(tmp_path)


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("acme oslo base", [("Acme", "Oslo (HQ)")]),
        ("what does Acme pay in bergn?", [("Acme", "Norway (Bergen / Tromsø)")]),
        ("oslo base", [("Acme", "Oslo (HQ)"), ("Bolt", "Oslo")]),
        ("acme or bolt in oslo", [("Acme", "Oslo (HQ)"), ("Bolt", "Oslo")]),
        ("bolt base", [("Bolt", "Oslo")]),
    ],
)
def test_rows_asked_for_are_those_that_every_name_fits(
    guides: Guides, question: str, rows: list[tuple[str, str]]
) -> None:
    """Company and place narrow the rows, each as far as it is named."""
    assert [(r.company, r.region) for r in rows_asked(question, guides)] == rows


# ---- the judge


def test_right_answer_passes(folder: Path, guides: Guides) -> None:
    """The row that was asked for, with its figure, passes every criterion."""
    shown = Seen(
        "answered", "Acme in Oslo pays a base of $101K–$142K. [1]", retrieved=(Found("acme.md", 8, 8),)
    )
    assert all(score.passed for score in judged(folder, guides, shown).values())


@pytest.mark.parametrize(
    "text",
    [
        "It is $101K–$142K; in Bergen $91K–$132K.",  # another place
        "It is $101K–$142K; Bolt pays $111K–$152K.",  # another company
        "It is $101K–$142K, and the stock is at most $302K.",  # one end of another row's cell
        "It is $101K–$142K, and the bonus 13–17%.",
    ],
)
def test_another_rows_figure_fails(folder: Path, guides: Guides, text: str) -> None:
    """A cell of a row that was not asked for fails, however right the rest is."""
    scores = judged(folder, guides, Seen("answered", text))
    assert scores["figures"].passed
    assert scores["other rows"].passed is False


def test_a_computed_figure_may_equal_a_strangers_only_if_its_formula_gives_it(
    folder: Path, guides: Guides
) -> None:
    """An end of another row's cell is excused by arithmetic that is done again here."""
    text = "The base is $101K–$142K; with a third of it in stock the sum is $302K."
    assert judged(folder, guides, Seen("answered", text, formulas=("142000 + 160000",)))["other rows"].passed
    assert not judged(folder, guides, Seen("answered", text, formulas=("142000 + 160001",)))[
        "other rows"
    ].passed


def test_a_comparison_may_show_other_rows_but_not_those_it_must_not(folder: Path, guides: Guides) -> None:
    """`never` holds for every kind."""
    shown = Seen("answered", "Acme $101K–$142K, Bolt $111K–$152K.")
    assert judged(folder, guides, shown, kind="comparison")["other rows"].passed
    never = [{"low": 111000, "high": 152000, "unit": "money"}]
    assert not judged(folder, guides, shown, kind="comparison", never=never)["other rows"].passed
    # The same number in another currency is another figure.
    abroad = [{"low": 111000, "high": 152000, "unit": "money", "currency": "SGD"}]
    assert judged(folder, guides, shown, kind="comparison", never=abroad)["other rows"].passed


def test_an_uncovered_question_gets_no_row(folder: Path, guides: Guides) -> None:
    """Asked for a place that is not covered, the company's other rows are nobody's answer."""
    shown = Seen("partial", "Acme in Oslo pays $101K–$142K.")
    scores = judged(
        folder,
        guides,
        shown,
        kind="uncovered",
        question="acme cairo base",
        status=["not_covered", "partial"],
        figures=[],
    )
    assert scores["other rows"].passed is False
    assert scores["refused"].passed


@pytest.mark.parametrize("text", ["about $101K–$143K", "CNY 101K–CNY 142K", "$101K", ""])
def test_a_missing_figure_fails(folder: Path, guides: Guides, text: str) -> None:
    """A figure one digit off, in another currency, or half of it, is not the figure."""
    assert judged(folder, guides, Seen("answered", text))["figures"].passed is False


def test_both_ends_apart_are_the_range(folder: Path, guides: Guides) -> None:
    """A range may be worded as its two ends."""
    shown = Seen("answered", "It starts at $101K. You get at most $142K.")
    assert judged(folder, guides, shown)["figures"].passed


def test_refusing_and_answering_are_told_apart(folder: Path, guides: Guides) -> None:
    """An answer where a refusal was due fails "refused"; a refusal where an answer was due "not refused"."""
    answered, refused = Seen("answered", "Acme pays."), Seen("not_covered", "The guides do not say.")
    uncovered = {"kind": "uncovered", "status": ["not_covered"], "figures": [], "question": "visas?"}
    assert judged(folder, guides, answered, **uncovered)["refused"].passed is False
    assert judged(folder, guides, refused, **uncovered)["refused"].passed
    assert judged(folder, guides, refused)["not refused"].passed is False


def test_an_empty_answer_is_not_answered(folder: Path, guides: Guides) -> None:
    """A status says nothing where there is no text."""
    assert judged(folder, guides, Seen("answered", " "))["status"].passed is False


def test_says_is_sought_in_all_that_is_shown(folder: Path, guides: Guides) -> None:
    """What is lacking may be named beside the text."""
    shown = Seen("answered", "$101K–$142K", beside="not covered: Cairo")
    assert judged(folder, guides, shown, says=["cairo|egypt"])["says"].passed
    assert judged(folder, guides, shown, says=["lagos"])["says"].passed is False


def test_a_cited_row_is_found_by_its_number_in_another_folder(tmp_path: Path) -> None:
    """Cases name lines of other files; the nth row of the table is the same row."""
    rows = "".join(f"| Town{n} | ${n}0K–${n}5K |\n" for n in range(1, 6))
    for company in ("Alibaba", "ByteDance"):
        (tmp_path / f"{company}.md").write_text(
            f"---\ncompany: {company}\n---\n| Region | Base |\n|---|---|\n{rows}"
        )
    guides = cells.read_guides(tmp_path)
    assert not guides.verbatim
    cite = [{"guide": "alibaba", "lines": [8, 8]}]  # the second row
    for line, found in ((7, True), (6, False)):
        places = tuple(Found("ByteDance.md", 7, 7) for _ in range(3))
        shown = Seen("answered", "…", retrieved=(*places, Found("Alibaba.md", line, line)))
        scores = judged(tmp_path, guides, shown, cite=cite, question="x", figures=[])
        assert scores["passage"].passed is found
    fifth = (*(Found("ByteDance.md", 7, 7) for _ in range(4)), Found("Alibaba.md", 7, 7))
    shown = Seen("answered", "…", retrieved=fifth)
    assert judged(tmp_path, guides, shown, cite=cite, question="x", figures=[])["passage"].passed is False


def test_prose_is_found_by_how_its_lines_begin(tmp_path: Path) -> None:
    """A line that cases cite is known in another folder by the words it begins with there."""
    beginnings = places.read_beginnings(places.PLACES)["meta"][21]
    text = "---\ncompany: Meta\n---\n\nNobody cites this.\n\n" + f"{beginnings[0]} and so on.\n"
    (tmp_path / "meta.md").write_text(text, "utf-8")
    guides = cells.read_guides(tmp_path)
    cite = [{"guide": "meta", "lines": [21, 21]}]
    for line, passed in ((7, True), (5, False)):
        shown = Seen("answered", "…", retrieved=(Found("meta.md", line, line),))
        scores = judged(tmp_path, guides, shown, cite=cite, question="x", figures=[])
        assert scores["passage"].passed is passed


def test_prose_that_is_not_there_is_not_measured(folder: Path, guides: Guides) -> None:
    """What a case cites and no guide holds counts as not passed, and is named."""
    scores = judged(folder, guides, Seen("answered", "…"), cite=[{"guide": "meta", "lines": [21, 21]}])
    assert scores["passage"].passed is None
    assert "meta 21-21" in scores["passage"].why


def test_every_passage_that_a_case_cites_is_in_the_packaged_guides() -> None:
    """Each question can be measured, and each beginning is that of one line."""
    guides = cells.read_guides(questions.GUIDES)
    cited = {(c.guide, tuple(c.lines)) for q in read_questions(case_files("questions")) for c in q.cite}
    assert cited
    assert not [(guide, lines) for guide, lines in sorted(cited) if not places.lines_cited(guides, guide, lines)]
    for key, lines in places.read_beginnings(places.PLACES).items():
        file = guides.file(key)
        assert file
        for words in (words for beginnings in lines.values() for words in beginnings):
            assert sum(line.startswith(words) for line in file.lines) == 1, (key, words)


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "no place"), ("[nobody]\n1 = ['x']", "'nobody'"), ("[meta]\n1 = []", "meta, 1"), ("[meta", "cannot be")],
)
def test_places_that_mean_nothing_are_a_problem(tmp_path: Path, text: str, says: str) -> None:
    """An unknown guide, an empty file and an empty list are errors."""
    (tmp_path / "places.toml").write_text(text, "utf-8")
    with pytest.raises(Problem, match=says):
        places.read_beginnings(tmp_path / "places.toml")


def test_formulas_are_arithmetic_only() -> None:
    """Nothing but plain arithmetic is evaluated."""
    assert computed("(210000 + 300000)/2") == Decimal(255000)
    assert computed("__import__('os')") is None
    assert computed("9**9**9") is None


def test_unmeasured_is_not_passed(folder: Path, guides: Guides) -> None:
    """An answer that never came counts against every criterion that its question has."""
    question = read_questions([written(folder, case())])[0]
    result = questions.Result(
        question, tuple(questions.unmeasured(question, guides, "it raised")), None, None
    )
    assert not result.passed
    assert questions.tally([result], "figures") == (0, 1, 1)
    assert questions.below_floor([result])


def test_origins_are_printed_apart(folder: Path, guides: Guides) -> None:
    """What was developed on is never pooled with what was held out."""
    file = written(folder, case(), case(id="X2", origin="held-out"))
    shown = Seen("answered", "$101K–$142K")
    results = [
        questions.Result(q, tuple(judge(q, shown, guides)), shown, 0.01) for q in read_questions([file])
    ]
    printed = questions.report(results, guides)
    assert "developed-on: 1 questions" in printed
    assert "held-out: 1 questions" in printed
    assert len(re.findall(r"^all +1 +1 ", printed, re.M)) == 2


# ---- the case files


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ({"surprise": 1}, "unknown key 'surprise' (cases.jsonl:1)"),
        ({"kind": "riddle"}, "unknown kind 'riddle' (cases.jsonl:1)"),
        ({"origin": "seen"}, "unknown origin 'seen' (cases.jsonl:1)"),
        ({"status": []}, "status is to be a list with something in it (cases.jsonl:1)"),
        ({"status": ["fine"]}, "unknown status 'fine' (cases.jsonl:1)"),
        ({"says": ["("]}, "says holds no pattern: '(' (cases.jsonl:1)"),
        (
            {"figures": [{"low": 1, "high": 2, "unit": "money", "per": "year"}]},
            "unknown key 'per' (cases.jsonl:1)",
        ),
    ],
)
def test_a_case_that_is_not_understood_is_refused(
    tmp_path: Path, line: dict[str, Any], sentence: str
) -> None:
    """Nothing in a case is passed over."""
    with pytest.raises(Problem) as caught:
        read_questions([written(tmp_path, case(**line))])
    assert str(caught.value).startswith(sentence)


def test_a_missing_key_an_id_twice_and_an_empty_file_are_refused(tmp_path: Path) -> None:
    """An empty file of cases would pass every floor."""
    short = {key: value for key, value in case().items() if key != "why"}
    with pytest.raises(Problem, match=re.escape("the key 'why' is missing (cases.jsonl:1)")):
        read_questions([written(tmp_path, short)])
    with pytest.raises(Problem, match=re.escape("the id X1 was used before (cases.jsonl:2)")):
        read_questions([written(tmp_path, case(), case())])
    with pytest.raises(Problem, match="the file holds no case"):
        read_questions([written(tmp_path)])


def test_our_cases_can_be_read_and_there_are_enough() -> None:
    """The cases that come along are whole, and at least half of the right sentences are people's."""
    asked = read_questions(case_files("questions"))
    assert {q.id for q in asked} >= {f"P{n:02}" for n in range(1, 73)}
    right = read_sentences(case_files("right_sentences"))
    made = list(sentences(cells.read_guides(questions.GUIDES)))
    assert len(made) >= 800
    assert len(right) >= len(made)


# ---- the corruptor


def wrong_ones(guides: Guides, sentence: Sentence) -> list[tuple[str, str]]:
    """Kind and text of what becomes of a sentence with twenty seeds."""
    return [(w.kind, w.text) for seed in range(20) for w in corrupt(sentence, guides, random.Random(seed))]


def test_every_right_sentence_of_the_templates_is_true_by_the_table(guides: Guides) -> None:
    """The claims of a template are what the table holds, at the place where they stand."""
    for sentence in sentences(guides):
        for claim in sentence.claims:
            assert sentence.text[claim.at :].startswith(claim.text)
            if claim.component != "derived":
                assert is_true(claim, guides.rows_like(claim.company, claim.region), guides), sentence.text


def test_the_corruptor_never_returns_a_true_sentence(guides: Guides) -> None:
    """Whatever is made of a right sentence is none of the right sentences, for any seed."""
    right = {sentence.text for sentence in sentences(guides)}
    for sentence in sentences(guides):
        for kind, text in wrong_ones(guides, sentence):
            assert text not in right, (kind, text)


def test_what_stays_true_by_chance_is_thrown_away(guides: Guides) -> None:
    """12 % is the bonus in three rows: moving it from one to another is no mistake."""
    bonus = next(s for s in sentences(guides) if s.text == "Acme pays 12% in bonus in Oslo (HQ).")
    made = wrong_ones(guides, bonus)
    assert any("in Lima" in text for kind, text in made if kind == "region")
    assert not any("Bergen" in text or "Norway" in text for kind, text in made if kind == "region")
    assert not any(kind == "company" for kind, _ in made)
    assert not any(" 12%" in text for kind, text in made if kind == "digit")


def test_a_changed_digit_is_no_end_of_the_same_cell(guides: Guides) -> None:
    """An end of the cell itself would be a mistake of another kind, or none."""
    for sentence in sentences(guides):
        if sentence.kind != "ends" or len(sentence.claims) != 1:
            continue
        claim = sentence.claims[0]
        row = guides.rows_like(claim.company, claim.region)[0]
        cell = row.cell(claim.component)
        assert cell is not None
        for kind, text in wrong_ones(guides, sentence):
            if kind == "digit":
                assert not {f.low for f in figures_in(text)} & {cell.low, cell.high}


def test_every_kind_of_corruption_is_made(guides: Guides) -> None:
    """No kind is promised in the report and missing in the material."""
    kinds = {kind for sentence in sentences(guides) for kind, _ in wrong_ones(guides, sentence)}
    assert kinds == set(KINDS)


def test_a_denied_figure_and_a_rounded_one_are_not_corrupted(guides: Guides) -> None:
    """Of "not $X" another figure is as right; near a rounded figure others are too."""
    sentence = next(s for s in sentences(guides) if s.kind == "ends" and len(s.claims) == 1)
    denied = replace(sentence, claims=(replace(sentence.claims[0], negated=True),))
    assert wrong_ones(guides, denied) == []
    rounded = replace(sentence, claims=(replace(sentence.claims[0], rounded=True),))
    for kind, text in wrong_ones(guides, rounded):
        assert kind in ("digit", "scale", "currency", "sign", "period"), text


def test_the_same_seed_gives_the_same_sentences(guides: Guides) -> None:
    """A run can be repeated."""
    sentence = next(iter(sentences(guides)))
    assert wrong_ones(guides, sentence) == wrong_ones(guides, sentence)


def test_a_check_that_says_nothing_or_everything_does_not_hold(guides: Guides) -> None:
    """Both ways to be useless are seen: all is passed, all is refused."""
    right = [(maker, s) for maker in numbers.MAKERS for s in sentences(guides)]
    wrong = [(maker, w) for maker, s in right for w in corrupt(s, guides, random.Random(1))]
    for answer in ([], ["$1K: no"]):
        passed, caught = numbers.run(right, wrong, lambda _, answer=answer: answer)
        assert not numbers.holds(passed, caught)
    texts = {s.text for _, s in right}
    passed, caught = numbers.run(right, wrong, lambda text: [] if text in texts else ["$1K: no"])
    assert numbers.holds(passed, caught)


@pytest.mark.heavy
def test_somebody_elses_cases_are_run_from_their_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases, index = tmp_path / "theirs.jsonl", ["--index", str(tmp_path / "index")]
    asked = {
        "id": "A1", "kind": "lookup", "question": "Meta base in London?", "status": ["answered"], "cite": [],
        "figures": [{"low": 170000, "high": 250000, "unit": "money", "currency": "USD"}],
        "why": "the row", "origin": "held-out", "by": "somebody",
    }  # fmt: skip
    cases.write_text(json.dumps(asked), encoding="utf-8")
    assert questions.main(["--cases", str(cases), *index]) == 0
    assert "held-out: 1 questions" in capsys.readouterr().out
    cases.write_text(json.dumps({**asked, "figures": [{**asked["figures"][0], "low": 1}]}), encoding="utf-8")
    assert questions.main(["--cases", str(cases), *index]) == 4
    assert questions.main(["--cases", str(tmp_path / "none.jsonl"), *index]) == 1
    claim = {"company": "Meta", "region": "London (UK)", "component": "base", "low": 170000, "high": 250000,
             "currency": "USD", "as_written": "$170K–$250K", "at": 18}  # fmt: skip
    told = {"id": "S1", "text": "Meta pays a base, $170K–$250K, in London.", "kind": "single", "pattern": 1}
    cases.write_text(json.dumps({**told, "facts": [claim]}), encoding="utf-8")
    capsys.readouterr()
    numbers.main(["--cases", str(cases), *index, "--json"])
    value = json.loads(capsys.readouterr().out)
    assert {(s["name"], s["kind"], s["measured"]) for s in value["scores"]} >= {("false alarms", "all", 1)}
