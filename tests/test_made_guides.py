"""The collection that benchmarks and robustness tests are run on says what it claims to say."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from corpus.problem import Problem
from evals import wild_questions
from evals.made_guides import MadeGuide, made_guides, made_questions, write_guides
from evals.made_manner import as_people_ask
from evals.wild_questions import Wanted, holds, read_cases, values_in
from index.changes import read_content


@pytest.fixture(scope="module")
def guides() -> list[MadeGuide]:
    return list(made_guides(60, roles=3, seed=5))


def test_same_seed_same_bytes(guides: list[MadeGuide]) -> None:
    """A collection is fixed by count, roles and seed; another seed makes another."""
    assert list(made_guides(60, roles=3, seed=5)) == guides
    assert {g.text for g in made_guides(60, roles=3, seed=6)}.isdisjoint(g.text for g in guides)


def test_each_truth_stands_on_its_line(guides: list[MadeGuide]) -> None:
    """The text of a cell is in the line that its truth names, with its row's or column's place in the table."""
    for guide in guides:
        lines = guide.text.splitlines()
        for truth in guide.truths:
            assert f"| {truth.text} |" in lines[truth.line - 1]


def test_guides_are_as_real_ones(guides: list[MadeGuide]) -> None:
    """Several shapes, 3 to 16 KB, and sentences that come again elsewhere."""
    assert len({guide.shape for guide in guides}) >= 5
    assert all(3_000 < len(guide.text) < 16_000 for guide in guides)
    counted = Counter(line for guide in guides for line in set(guide.text.splitlines()) if len(line) > 80)
    assert sum(counted[line] > 1 for line in counted) > len(counted) / 20


def test_questions_are_distinct_and_name_their_guide(guides: list[MadeGuide]) -> None:
    """Each question names the company, the role, and the place where the cell has one."""
    questions = made_questions(guides, 200)
    assert len({one.question for one in questions}) == 200
    for one in questions:
        asked = one.question.lower()
        assert one.truth.company.lower() in asked
        assert one.truth.role.lower() in asked
        assert not one.truth.region_asked or any(place.lower() in asked for place in one.truth.region_asked)


def test_people_ask_in_words_of_their_own(guides: list[MadeGuide]) -> None:
    """The company by its name, the rest in short forms, nicknames and slips; the same seed asks the same."""
    questions = made_questions(guides, 200, manner=as_people_ask)
    assert [one.question for one in made_questions(guides, 200, manner=as_people_ask)] == [
        one.question for one in questions
    ]
    assert all(one.truth.company.lower() in one.question.lower() for one in questions)
    assert not any("{" in one.question for one in questions)
    plain = [one for one in questions if one.truth.role.lower() in one.question.lower()]
    assert len({one.question for one in questions}) == 200
    assert len(plain) < 150


def test_the_reader_agrees_with_the_truth(guides: list[MadeGuide], tmp_path: Path) -> None:
    """Nearly every cell becomes the fact it was meant as, and no cell another figure."""
    write_guides(tmp_path, guides)
    right = total = 0
    for guide in guides:
        facts = [fact for fact in read_content(tmp_path, guide.path).facts if fact.kind == "band"]
        found = {(fact.line, fact.component, fact.low, fact.high) for fact in facts}
        for truth in guide.truths:
            total += 1
            high = None if truth.high is None else Decimal(truth.high)
            right += (truth.line, truth.component, Decimal(truth.low), high) in found
    assert right / total > 0.97


# ---- questions about their cells, judged


def test_a_percentage_is_no_amount() -> None:
    """15 and 15 % are two figures where the case says which it is about; else either will do."""
    amount, share = Wanted(Decimal(15), Decimal(20), False), Wanted(Decimal(15), Decimal(20), True)
    assert [holds(values_in("15–20% a year"), one) for one in (amount, share)] == [False, True]
    assert [holds(values_in("$15-$20 an hour"), one) for one in (amount, share)] == [True, False]
    assert holds(values_in("15–20% a year"), Wanted(Decimal(15), Decimal(20)))


def test_cases_that_are_none_are_said_with_their_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder, a file or a line that cannot be used is one line of words, and no traceback."""
    cases = tmp_path / "cases.jsonl"
    cases.write_text('{"id": "a", "question": "Bern?", "status": ["answered"]}\n{"question": "?"}\n', "utf-8")
    assert wild_questions.main([str(tmp_path), "--cases", str(cases)]) == 1
    assert f"{cases}:2" in capsys.readouterr().err
    assert wild_questions.main([str(tmp_path), "--cases", str(tmp_path / "none.jsonl")]) == 1
    assert "the cases cannot be read" in capsys.readouterr().err
    cases.write_text('{"id": "a", "question": "Bern?", "status": ["answered"]}\n', "utf-8")
    index = ["--index", str(tmp_path / "index")]
    assert wild_questions.main([str(tmp_path / "gone"), "--cases", str(cases), *index]) == 1
    assert str(tmp_path / "gone") in capsys.readouterr().err


def test_rows_are_of_the_guide_that_the_case_names(tmp_path: Path) -> None:
    """Lines without a guide are no place to look for an answer."""
    cases = tmp_path / "cases.jsonl"
    line = {"id": "a", "question": "Bern?", "status": ["answered"], "rows": [[3, 4]], "guide": "acme.md"}
    cases.write_text(json.dumps(line), "utf-8")
    assert read_cases(cases)[0].places == (("acme.md", 3, 4),)
    cases.write_text(json.dumps({name: line[name] for name in line if name != "guide"}), "utf-8")
    with pytest.raises(Problem, match="the line is no case"):
        read_cases(cases)
