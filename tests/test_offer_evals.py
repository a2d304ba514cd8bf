"""The evals of counter-offers themselves: their cases, their judge with planted mistakes, their benchmark."""

from __future__ import annotations

import doctest
import importlib
import json
import re
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from corpus.problem import Problem
from evals import bench_drafts, offers
from evals.cases import case_files
from evals.cells import Guides, read_guides
from evals.offer_cases import OfferCase, read_offer_cases
from evals.offer_claims import invented, placeholders, sources_of, ultimatums, unsupported
from evals.offer_judge import as_others, judge

ACME = """---
company: Acme
---
# Acme: pay

| Region | Base Salary | Stock (RSU/4yr) | Bonus |
|---|---|---|---|
| Oslo | $100K–$140K | $200K–$320K | 12% |
| Lima | $90K–$130K | $180K–$300K | 12% |

> "A base of $[X+11]K and RSUs at $[Y+70-90K], please."
"""
OFFER: dict[str, Any] = {
    "company": "Acme", "region": "Oslo", "currency": "USD", "base": "105k", "equity_total": 210_000,
    "equity_years": 4, "walk_away": 301_000, "current_pay": "99k", "notes": "They pay 777k elsewhere.",
}  # fmt: skip
BODY = (
    "Hello,\n\nThank you for the offer: a base of $105K and $210K in equity.\n\nI would like to ask for "
    "$280K–$300K in equity over four years and a base of $116K.\n\nBest regards"
)


@pytest.fixture
def guides(tmp_path: Path) -> Guides:
    """One company with two rows, with invented figures."""
    folder = tmp_path / "guides"
    folder.mkdir()
    (folder / "acme.md").write_text(ACME, "utf-8")
    return read_guides(folder)


def case(**values: Any) -> dict[str, Any]:
    """A line of a case file."""
    return {
        "id": "X1", "offer": OFFER, "status": ["drafted"],
        "asks": [{"component": "equity", "current": 210000, "ask": [[280000, 300000]], "above_band": False},
                 {"component": "sign_on", "current": 0, "ask": [None], "above_band": False}],
        "no_asks": ["bonus"], "lead": ["equity"],
        "assessment": [{"component": "base", "place": ["inside"], "low": 100000, "high": 140000},
                       {"component": "equity", "place": ["inside"]}],
        "flags": ["no_competing_offer"], "no_flags": ["deadline"], "letter_must": ["\\b280K"],
        "letter_must_not": ["competing"], "why": "Two increments.", "origin": "developed-on", "by": "makers",
        **values,
    }  # fmt: skip


def ask(component: str, current: int, amount: list[int] | None, lead: bool = False) -> dict[str, Any]:
    return {"component": component, "current": current, "ask": amount, "lead": lead, "unit": "money",
            "currency": "USD", "reason": "", "above_band": False, "citations": [1]}  # fmt: skip


def a_draft() -> dict[str, Any]:
    """A draft of that offer with nothing wrong."""
    numbers = [
        {"text": m[0], "field": "letter.body", "span": list(m.span()), "source": "input"}
        for m in re.finditer(r"\$\d+K(?:–\$\d+K)?", BODY)
    ]
    return {
        "status": "drafted",
        "assessment": [
            {"component": "base", "place": "inside", "low": 100000, "high": 140000},
            {"component": "equity", "place": "inside", "low": 200000, "high": 320000},
        ],
        "asks": [
            ask("equity", 210000, [280000, 300000], True),
            ask("sign_on", 0, None),
            ask("base", 105000, [116000, 116000]),
        ],
        "ladder": None,
        "letter": {"subject": "The offer", "body": BODY, "annotated": BODY.replace("years", "years [1]")},
        "call_script": "I would like to ask for $280K–$300K.",
        "replies": [{"when": "Final", "say": "I understand. Could we look at the base again?", "citations": []}],
        "recap": "We spoke about $280K–$300K in equity.",
        "flags": [{"code": "no_competing_offer", "message": ""}],
        "questions": [],
        "citations": [{"id": 1}],
        "numbers": numbers,
        "withheld": 0,
    }  # fmt: skip


def written(folder: Path, *lines: Mapping[str, Any]) -> Path:
    file = folder / "offers.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return file


def read(folder: Path, **values: Any) -> OfferCase:
    return read_offer_cases([written(folder, case(**values))])[0]


def failed(one: OfferCase, draft: Mapping[str, Any], guides: Guides, *others: Mapping[str, Any]) -> set[str]:
    """The criteria that a draft does not pass."""
    return {s.criterion for s in judge(one, draft, others or (draft,), guides) if not s.passed}


@pytest.mark.parametrize("module", ["offer_cases", "offer_claims", "offer_judge", "offers", "bench_drafts"])
def test_examples_in_docstrings_hold(module: str) -> None:
    """A worked example in an eval's docstring is run."""
    assert doctest.testmod(importlib.import_module(f"evals.{module}")).failed == 0


def test_the_evals_share_no_reader_with_the_corpus() -> None:
    """Figures and tables are read by the evals' own readers."""
    for name in ("offer_cases", "offer_claims", "offer_judge", "offers", "bench_drafts"):
        source = (Path(offers.__file__).parent / f"{name}.py").read_text("utf-8")
        assert not re.search(r"corpus\.(?:money|bands|scripts)", source)


# ---- the cases


def test_the_cases_are_read_and_each_says_where_it_comes_from() -> None:
    """Every file holds cases, with ids of their own."""
    cases = read_offer_cases(case_files("offers"))
    assert len(cases) >= 36
    assert all(one.why and one.by for one in cases)


AN_ASK = {"component": "base", "current": 1, "ask": [None], "above_band": False}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"leader": "equity"}, "unknown key 'leader'"),
        ({"status": ["done"]}, "unknown status 'done'"),
        ({"flags": ["no_rival"]}, "unknown flags 'no_rival'"),
        ({"no_asks": ["rsu"]}, "unknown no_asks 'rsu'"),
        ({"origin": "made-up"}, "unknown origin 'made-up'"),
        ({"offer": {}}, "offer is to be an object with something in it"),
        ({"letter_must": ["("]}, "letter_must holds no pattern"),
        ({"asks": [{**AN_ASK, "current": "105k"}]}, "current is to be a whole number"),
        ({"asks": [{**AN_ASK, "ask": [[3, 2]]}]}, "[3, 2] is no [low, high]"),
        ({"asks": [{**AN_ASK, "ask": []}]}, "the list of the amounts that are right"),
        ({"assessment": [{"component": "base", "place": ["inside"], "low": 1}]}, "low and high go together"),
    ],
)  # fmt: skip
def test_a_case_that_is_misread_is_refused(tmp_path: Path, change: Mapping[str, Any], sentence: str) -> None:
    """An unknown key or word, or a figure that is not typed as a whole number."""
    with pytest.raises(Problem, match=re.escape(sentence)):
        read(tmp_path, **change)


def test_a_missing_key_and_an_id_used_twice_are_refused(tmp_path: Path) -> None:
    """Nothing is expected by silence."""
    line = case()
    del line["lead"]
    with pytest.raises(Problem, match="the key 'lead' is missing"):
        read_offer_cases([written(tmp_path, line)])
    with pytest.raises(Problem, match="the id X1 was used before"):
        read_offer_cases([written(tmp_path, case(), case())])


# ---- the judge


def test_a_right_draft_passes(tmp_path: Path, guides: Guides) -> None:
    """Every criterion is judged, and passed."""
    scores = judge(read(tmp_path), a_draft(), [a_draft()], guides)
    assert [(s.criterion, s.why) for s in scores if not s.passed] == []
    assert len(scores) == 16


@pytest.mark.parametrize(
    ("criterion", "plant"),
    [
        ("status", lambda d: d.update(status="needs_detail")),
        ("asks", lambda d: d["asks"][0].update(ask=[280000, 300001])),
        ("asks", lambda d: d["asks"][0].update(ask=None)),
        ("asks", lambda d: d["asks"][0].update(above_band=True)),
        ("asks", lambda d: d["asks"][0].update(current=210001)),
        ("asks", lambda d: d["asks"][1].update(ask=[75000, 75000])),
        ("asks", lambda d: d["asks"].pop(1)),
        ("no asks", lambda d: d["asks"].append(ask("bonus", 12, [15, 15]))),
        ("lead", lambda d: d["asks"][0].update(lead=False)),
        ("lead", lambda d: d["asks"][1].update(lead=True)),
        ("assessment", lambda d: d["assessment"][0].update(high=130000)),
        ("assessment", lambda d: d["assessment"][1].update(place="above")),
        ("assessment", lambda d: d["assessment"].pop()),
        ("flags", lambda d: d.update(flags=[])),
        ("no flags", lambda d: d["flags"].append({"code": "deadline", "message": ""})),
        ("other texts", lambda d: d.update(call_script="I also have an offer from OpenAI.")),
        ("other texts", lambda d: d.update(recap="It was $99K in the end.")),
        ("other texts", lambda d: d["replies"][0].update(say="Dear [name]")),
        ("other texts", lambda d: d["letter"].update(subject="Need an answer by Friday")),
        ("other texts", lambda d: d["letter"].update(annotated=BODY.replace("years", "years [2]"))),
        ("other texts", lambda d: d["letter"].update(annotated=BODY.replace("years", "ages [1]"))),
        ("numbers", lambda d: d["numbers"].pop()),
        ("numbers", lambda d: d["numbers"][0].update(span=[0, 4])),
    ],
)
def test_a_planted_mistake_fails_its_criterion(
    tmp_path: Path, guides: Guides, criterion: str, plant: Any
) -> None:
    """One thing wrong, one criterion not passed."""
    draft = a_draft()
    plant(draft)
    assert criterion in failed(read(tmp_path), draft, guides, a_draft() if criterion != "asks" else draft)


@pytest.mark.parametrize(
    ("criterion", "said"),
    [
        ("letter must not", "I hold a competing title."),
        ("length", "again " * 150),
        ("brackets", "At [Company]."),
        ("brackets", "A base of $X."),
        ("numbers", "My floor is $301K."),
        ("numbers", "I now earn $99K."),
        ("numbers", "Elsewhere they pay 777k."),
        ("numbers", "Lima pays $90K–$130K."),
        ("numbers", "It is SGD 105K."),
        ("numbers", "I want 1234567."),
        ("numbers", "A bonus of 15%."),
        ("numbers", "Make it 512 000."),
        ("claims", "I have another offer."),
        ("claims", "I have two offers from others."),
        ("claims", "Google called me."),
        ("claims", "My offer expires soon."),
        ("claims", "My papers at NeurIPS help."),
        ("claims", "I forfeit my unvested shares."),
        ("ultimatum", "Otherwise I walk."),
    ],
)
def test_a_planted_sentence_fails_its_criterion(
    tmp_path: Path, guides: Guides, criterion: str, said: str
) -> None:
    """What the person did not enter, or would not say, in the letter."""
    draft = a_draft()
    draft["letter"]["body"] = BODY.replace("Best regards", f"{said}\n\nBest regards")
    assert criterion in failed(read(tmp_path), draft, guides)


def test_a_letter_without_what_it_must_hold_fails(tmp_path: Path, guides: Guides) -> None:
    """And a draft without a letter fails it too."""
    one = read(tmp_path, letter_must=["thank you so very much"])
    assert "letter must" in failed(one, a_draft(), guides)
    assert "letter must" in failed(one, {**a_draft(), "letter": None}, guides)


def test_other_asks_for_another_person_fail(tmp_path: Path, guides: Guides) -> None:
    """An amount, the order or the ladder that moves with the name."""
    for change in ("ask", "order", "ladder"):
        other = deepcopy(a_draft())
        if change == "ask":
            other["asks"][0]["ask"] = [270000, 300000]
        elif change == "order":
            other["asks"].reverse()
        else:
            other["ladder"] = {"opening": None}
        assert failed(read(tmp_path), a_draft(), guides, a_draft(), other) == {"same asks"}


def test_what_the_guide_states_may_be_said_of_its_own_row_alone(guides: Guides) -> None:
    """The row's cells and the script's increments; no other row of the same guide."""
    sources = sources_of(OFFER, [], guides)
    assert unsupported("Oslo's base is $100K–$140K; the script adds $11K or $70K–$90K.", sources, OFFER) == []
    assert unsupported("Lima's is $90K–$130K.", sources, OFFER) == ["$90K–$130K"]
    assert sources_of({**OFFER, "region": "Bergen"}, [], guides) == sources_of(OFFER, [])


@pytest.mark.parametrize(
    ("offer", "said", "claims"),
    [
        ({"status": "verbal", "company": "Delta"}, "I also hold an offer from Delta.", 0),
        ({"status": "verbal", "company": "Delta"}, "I hold a written offer from Delta.", 1),
        ({"status": "verbal", "company": "Delta"}, "I hold two offers.", 1),
        ({"status": "written", "company": "Delta", "may_name": False}, "I hold an offer from Delta.", 1),
        ({"status": "in process", "company": "Delta"}, "I am in a process with Delta.", 0),
        ({"status": "in process", "company": "Delta"}, "I have an offer from Delta.", 1),
    ],
)
def test_another_offer_is_what_was_entered(offer: Mapping[str, Any], said: str, claims: int) -> None:
    """Its status, its number and its name."""
    assert len(invented(said, {**OFFER, "competing_offers": [offer]})) == claims


def test_what_was_entered_may_be_said() -> None:
    """A deadline, unvested pay and a paper of the person's own; a denial claims nothing."""
    offer = {**OFFER, "deadline": "2031-03-04", "unvested_forfeited": "50k", "strengths": ["a paper at ICML"]}
    said = "My deadline is 2031-03-04, I leave $50K unvested, and my paper at ICML helps."
    assert invented(said, {**offer, "strengths": ["my paper at ICML"]}) == []
    assert unsupported(said, sources_of(offer, []), offer) == []
    assert invented("I do not have another offer.", OFFER) == []
    assert placeholders("None of it is $105K <3") == []
    assert ultimatums("or I would be glad to talk") == []


# ---- the run


def test_the_run_counts_what_was_not_measured_apart(tmp_path: Path, guides: Guides) -> None:
    """A draft that raises, or is refused, has passed nothing; the others are judged."""

    def drafter(values: Mapping[str, Any]) -> dict[str, Any]:
        if values["region"] == "Lima":
            raise KeyError("row")
        if values["region"] == "Bergen":
            raise Problem("the region is unclear", "region", "name one")
        return a_draft()

    lines = [
        case(),
        case(id="X2", offer={**OFFER, "region": "Lima"}),
        case(id="X3", offer={**OFFER, "region": "Bergen"}),
    ]
    results = offers.run(read_offer_cases([written(tmp_path, *lines)]), drafter, guides)
    assert [r.passed for r in results] == [True, False, False]
    assert offers.tally(results, "asks") == (1, 3, 2)
    assert set(offers.below_floor(results)) == {*offers.FLOORS, "passed"}
    value = offers.as_dict(results, guides, "x")
    assert (value["passed"], [f["id"] for f in value["failures"]]) == (False, ["X2", "X3"])
    printed = offers.report(results)
    assert "KeyError in test_offer_evals.py" in printed
    assert "the offer is refused: the region is unclear" in printed
    assert json.loads(json.dumps(value)) == value


def test_others_enter_the_same_offer() -> None:
    """The permutation changes who the person is, and no field that is about the offer."""
    for other in as_others({**OFFER, "candidate": "A"}):
        kept = {
            k: v for k, v in other.items() if k not in ("candidate", "recruiter", "tone", "language", "notes")
        }
        assert kept == {k: v for k, v in OFFER.items() if k != "notes"}


def test_the_benchmark_drafts_different_offers(guides: Guides) -> None:
    """As many as asked for, no two alike, the same ones each time."""
    made = bench_drafts.offers(guides, 200)
    assert [offer["id"] for offer in made] == list(range(1, 201))
    without = [json.dumps({k: v for k, v in offer.items() if k != "id"}, sort_keys=True) for offer in made]
    assert len(set(without)) == 200
    assert made == bench_drafts.offers(guides, 200)
