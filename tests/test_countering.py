"""The commands about offers as people and programs use them: pages, JSON, files, exit codes.

Most tests call a command's own function with an index that a ten-line encoder made; those marked
heavy start the program as a process. All figures are invented.
"""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import TinyEncoder
from typer.testing import CliRunner

from assistant import countering
from assistant.batching import draft_each, processes_for
from assistant.cli import app
from assistant.counter.keeping import put, taken_forward
from assistant.counter.offer import Offer
from assistant.counter.offer_file import offer_values, template
from assistant.counter.reading import read_offer
from assistant.counter.result import Check, Draft, Flag, Letter, words
from assistant.countering import Entered, Files
from assistant.drawing import Verbatim, plain_text
from assistant.screen import Screen
from assistant.settings import Settings, read_settings
from corpus.problem import Problem
from index.build import build

ROOT = Path(__file__).parent.parent
COMMANDS = ("check", "draft", "reply", "compare", "offer-template")

GLOBEX = """\
---
company: Globex
role: ML/AI Engineer
as_of: "2031"
---

# Globex: negotiating an ML/AI Engineer offer

## Pay by region

| Region | Base Salary | Stock (RSU/4yr) | Bonus | Total Comp |
|---|---|---|---|---|
| Lisbon (Portugal) | EUR 111K–EUR 222K | EUR 310K–EUR 620K | 12% | EUR 230K–EUR 410K |
| US (Austin / NYC) | $133K–$244K | $330K–$640K | 12–18% | $250K–$450K |

## Negotiate-up script

> **Negotiate Up Strategy:** "Your $[X]K base and $[Y]K RSUs are kind. I'd like RSUs at $[Y+90K] and a $40K sign-on."
"""

GENERAL = """\
# Offers in general

## How flexible each part is

| Component | Flexibility | Notes |
|---|---|---|
| Equity | High | Moves more easily than base |
| Signing | High | The company pays it only once |

## Handling Pushback

"This is our final offer"
"I understand. Could we look at the signing bonus once more?"
"""

OFFER = """\
# what they told me
company: Globex   # by mail
region: Austin
role: ML engineer
level: E5
currency: USD
base: 180k
equity_total: 400k
equity_years: 4
bonus_percent: 15
strengths:
  - led the ranking team
"""


@pytest.fixture
def settings(tmp_path: Path, tiny_encoder: TinyEncoder) -> Settings:
    """Settings of an index of two invented guides, without a model and without Chroma."""
    folder = tmp_path / "guides"
    folder.mkdir()
    (folder / "globex.md").write_text(GLOBEX, "utf-8")
    (folder / "general.md").write_text(GENERAL, "utf-8")
    build(folder, tmp_path / "index", encoder=tiny_encoder, chroma=False)
    return read_settings({"guides": str(folder), "index": str(tmp_path / "index")}, {}, [])


def screen(as_json: bool = False) -> Screen:
    return Screen(io.StringIO(), io.StringIO(), as_json)


def out(of: Screen) -> str:
    assert isinstance(of.out, io.StringIO)
    return of.out.getvalue()


def notes(of: Screen) -> str:
    assert isinstance(of.err, io.StringIO)
    return of.err.getvalue()


def entered(text: str = OFFER, **fields: Any) -> Entered:
    typed = {name.replace("__", "."): (value, f"--{name}") for name, value in fields.items()}
    return Entered("offer.yaml", text, typed)


def none() -> Files:
    return Files({})


Drafted = Callable[..., tuple[int, str, str]]


@pytest.fixture
def draft(settings: Settings, tiny_encoder: TinyEncoder) -> Drafted:
    """Run `draft`; gives the exit code and both streams."""

    def run(
        offer: Entered | None = None, export: str | None = None, files: Files | None = None, **more: Any
    ) -> tuple[int, str, str]:
        shows = screen(more.pop("as_json", False))
        offer = offer or (None if "ask" in more else entered())
        code = countering.draft(offer, settings, shows, export, files or none(), encoder=tiny_encoder, **more)
        return code, out(shows), notes(shows)

    return run


def answers(*typed: str) -> Callable[[str], str]:
    """A person who types these, and then nothing more."""
    left: Iterator[str] = iter(typed)

    def ask(question: str) -> str:
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    return ask


# ---- help and wrong usage


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    """Help comes without colours and names what all commands share."""
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert "\x1b" not in result.output
    for option in ("--json", "--guides", "--index", "--model", "--chroma-url"):
        assert option in result.output


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["draft"], "there is no offer"),
        (["draft", "--json"], "there is no offer"),
        (["check"], "there is no offer"),
        (["draft", "offer.yaml", "--batch", "x.jsonl"], "--batch goes alone"),
        (["draft", "--base", "1k", "--batch", "x.jsonl"], "--batch goes alone"),
        (["draft", "offer.yaml", "--export", "pdf"], "--export is md, txt or eml"),
        (["draft", "offer.yaml", "--to", "letter"], "say which form the export has"),
        (["draft", "offer.yaml", "--json", "--export", "md"], "say where the export goes"),
        (["draft", "--max-asks", "0", "offer.yaml"], "Invalid value"),
        (["draft", "offer.yaml", "--tone", "angry"], "--tone is one of neutral, warmer, firmer, shorter, plainer"),
        (["draft", "--set", "base", "offer.yaml"], "write --set as FIELD=VALUE"),
        (["draft", "--compny", "Globex"], "No such option"),
        (["reply", "offer.yaml"], "Missing argument"),
        (["reply", "offer.yaml", " "], "there is no message"),
        (["reply", "-", "-"], "only one of"),
        (["draft", "--sent", "-"], "--sent needs the offer's file"),
        (["draft", "--sent", "offer.yaml", "--base", "1k"], "--sent needs the offer's file"),
        (["reply", "-", "--yes", "no"], "--yes and --sent need the offer's file"),
        (["compare", "offer.yaml"], "name two offers or more"),
        (["compare", "-", "-"], "only one of"),
        (["compare"], "Missing argument"),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(typed: list[str], sentence: str) -> None:
    """Exit code 2, a sentence, no traceback."""
    result = CliRunner().invoke(app, typed)
    assert result.exit_code == 2, result.output
    said = re.sub(r"[\s│]+", " ", result.output)
    assert sentence in said
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("typed", "message", "where"),
    [
        (["check", "none.yaml"], "the file cannot be read", "none.yaml"),
        (["draft", "--model", "x", "offer.yaml"], "'x' does not say whose model it is", "--model"),
        (["draft", "offer.yaml", "--base", "230"], "base is 230: that could be", "--base"),
        (["check", "offer.yaml", "--set", "bse=1k"], "there is no field 'bse'", "--set bse"),
        (["check", "offer.yaml", "--set", "target.base=230"], "target.base is 230", "--set target.base"),
        (["check", "offer.yaml", "--target-base", "230"], "target.base is 230", "--target-base"),
        (["draft", "offer.yaml", "--set", "rounds={[x"], "the value is no list or mapping", "--set"),
        (["draft", "offer.yaml", "--set", "rounds[4].text=x"], "there is no place 4", "--set rounds[4].text"),
        (["draft", "wrong.yaml"], "there is no field 'salery'", "wrong.yaml:2"),
        (["draft", "offer.yaml", "--to", "there.txt"], "the file is there already", "there.txt"),
        (["draft", "offer.yaml", "--save", "there.txt"], "the file is there already", "there.txt"),
        (["check", "offer.yaml", "--html", "there.txt"], "the file is there already", "there.txt"),
        (["offer-template", "--to", "there.txt"], "the file is there already", "there.txt"),
        (["compare", "offer.yaml", "wrong.yaml"], "there is no field 'salery'", "wrong.yaml:2"),
        (
            ["offer-template", "--to", "no/such/folder.yaml"],
            "the file cannot be written",
            "no/such/folder.yaml",
        ),
    ],
)
def test_a_problem_is_one_line_or_one_object(
    typed: list[str], message: str, where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 1, with the flag or the file and line that it is about; nothing is overwritten."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "offer.yaml").write_text(OFFER, "utf-8")
    (tmp_path / "wrong.yaml").write_text("company: Globex\nsalery: 3\n", "utf-8")
    (tmp_path / "there.txt").write_text("mine", "utf-8")
    plain = CliRunner().invoke(app, typed)
    assert plain.exit_code == 1, plain.output
    assert plain.stdout == ""
    [line] = plain.stderr.splitlines()
    assert line.startswith(message), line
    assert f"({where})" in line
    assert "To mend it: " in line
    as_json = CliRunner().invoke(app, [*typed, "--json"])
    assert as_json.exit_code == 1
    error = json.loads(as_json.stdout)["error"]
    assert error["message"].startswith(message)
    assert (error["where"], bool(error["remedy"])) == (where, True)
    assert (tmp_path / "there.txt").read_text("utf-8") == "mine"


# ---- the offer as it was entered


def test_typed_fields_go_over_those_of_the_file() -> None:
    """A flag replaces the file's field, and a field that says the same in another way."""
    offer = entered(base="190k", equity_per_year="90k", target__base="210k").read()
    assert offer.base is not None
    assert offer.equity is not None
    assert (offer.base.words, offer.equity.per_year, offer.company) == ("190k", True, "Globex")
    assert offer.target["base"].value == Decimal(210_000)
    assert offer.strengths == ("led the ranking team",)


def test_a_wrong_field_of_the_file_can_be_mended_by_a_flag() -> None:
    """What is typed is read instead of it, and the rest keeps its lines."""
    text = OFFER.replace("base: 180k", "base: 180").replace("bonus_percent: 15", "bonus_percent: 0.15")
    with pytest.raises(Problem) as raised:
        entered(text, base="180k").read()
    assert raised.value.where == "offer.yaml:10"
    with pytest.raises(Problem) as raised:
        entered(text, bonus_percent="15").read()
    assert raised.value.where == "offer.yaml:7"


def test_flags_alone_are_an_offer() -> None:
    """No file is needed; `--set` reaches every field."""
    typed = {
        "company": ("Globex", "--company"),
        "competing_offers[0].company": ("Initech", "--set"),
        "competing_offers[0].status": ("verbal", "--set"),
        "sign_on": (["10k", "5k"], "--sign-on"),
    }
    offer = Entered(None, None, typed).read()
    assert offer.competing[0].company == "Initech"
    assert offer.sign_on_total == 15_000


@pytest.mark.parametrize(
    "path", ["", "[0]", "base.low", "strengths[0].x", "company[0]", "a.b.c.d.e.f.g.h.i", "target[0]"]
)
def test_a_path_that_leads_nowhere_is_a_problem(path: str) -> None:
    """It is refused where it is put, or where the offer is read: never a traceback."""
    with pytest.raises(Problem):
        Entered("-", OFFER, {path: ("x", "--set")}).read()


def test_put_makes_what_is_on_the_way() -> None:
    """Mappings and lists come to be; a hole in a list is refused."""
    values: dict[str, Any] = {}
    put(values, "rounds[0].figures.base", "1k", "--set")
    assert values == {"rounds": [{"figures": {"base": "1k"}}]}
    with pytest.raises(Problem, match="there is no place 2"):
        put(values, "rounds[2].text", "x", "--set")


# ---- check


Checked = Callable[..., tuple[int, Any]]


@pytest.fixture
def check(settings: Settings, tiny_encoder: TinyEncoder) -> Checked:
    """Run `check`; gives the exit code and the object."""

    def run(offer: Entered, files: Files | None = None) -> tuple[int, Any]:
        shows = screen(as_json=True)
        code = countering.check(offer, settings, shows, files or none(), tiny_encoder)
        return code, json.loads(out(shows))

    return run


def test_a_check_places_each_component(check: Checked) -> None:
    """The contract's object, with each figure's own cell."""
    code, value = check(entered())
    assert code == 0
    assert set(value) >= {"status", "assessment", "flags", "questions", "citations", "numbers"}
    assert value["status"] == "done"
    base = next(one for one in value["assessment"] if one["component"] == "base")
    assert (base["offered"], base["low"], base["high"]) == (180_000, 133_000, 244_000)
    assert (base["position"], base["place"]) == (0.42, "inside")
    assert value["citations"][base["citation"] - 1]["lines"] == [14, 14]


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"region": "Denver"}, "not_covered", 3),
        ({"company": "Initech"}, "not_covered", 3),
        ({"region": "?"}, "needs_detail", 0),
    ],
)
def test_the_exit_code_of_a_check_tells_its_status(
    check: Checked, fields: dict[str, str], status: str, code: int
) -> None:
    """Not covered is 3; what the person can still tell is no failure."""
    assert (check(entered(**fields))[0], check(entered(**fields))[1]["status"]) == (code, status)


def test_a_check_is_a_picture_for_people(settings: Settings, tiny_encoder: TinyEncoder) -> None:
    """One bar for each component, then what to know, what to ask, the sources."""
    shows = screen()
    assert countering.check(entered(), settings, shows, none(), tiny_encoder) == 0
    lines = out(shows).splitlines()
    assert lines[0] == "Your offer: Globex, US (Austin / NYC), ML/AI Engineer"
    assert re.match(r"base salary +\$133K +├─+◆─+┤ +\$244K +yours \$180K: ", lines[1])
    titles = [line for line in lines if line in ("Good to know before you write", "Sources")]
    assert titles == ["Good to know before you write", "Sources"]
    assert "globex.md:14" in out(shows)


def test_the_pictures_of_a_check_go_to_files(check: Checked, tmp_path: Path) -> None:
    """Whole documents, written once; a second time only with --force."""
    named = {"html": str(tmp_path / "c.html"), "svg": str(tmp_path / "c.svg")}
    check(entered(), Files(named))
    assert (tmp_path / "c.html").read_text("utf-8").lower().startswith("<!doctype html")
    assert "<svg" in (tmp_path / "c.svg").read_text("utf-8")
    with pytest.raises(Problem, match="the file is there already"):
        Files(named)
    check(entered(base="190k"), Files(named, force=True))
    assert "$190K" in (tmp_path / "c.html").read_text("utf-8")


# ---- draft


def test_a_draft_is_the_contracts_object(draft: Drafted) -> None:
    """Every key of the contract; the amounts are the script's on the person's."""
    code, text, _ = draft(as_json=True)
    assert code == 0
    value = json.loads(text)
    assert set(value) >= set(
        "status assessment asks ladder letter call_script replies recap flags questions citations numbers "
        "model withheld".split()
    )
    assert value["status"] == "drafted"
    asks = {ask["component"]: ask["ask"] for ask in value["asks"]}
    assert asks["equity"] == [490_000, 490_000]
    assert asks["sign_on"] == [40_000, 40_000]
    assert set(value["letter"]) == {"subject", "body", "annotated"}
    assert "$490K" in value["letter"]["body"]


def test_a_draft_is_shown_in_the_order_a_person_needs(draft: Drafted) -> None:
    """Where it lies, what to know, what to ask for, the letter, the call, answers, questions, sources."""
    code, text, _ = draft()
    assert code == 0
    titles = [
        "Your offer: Globex",
        "\nGood to know before you write\n",
        "\nWhat to ask for, and why\n",
        "\nYour letter (",
        "\nIf you speak on the phone\n",
        "\nIf they answer …\n",
        "\nQuestions for the recruiter\n",
        "\nWhen you have agreed, send this recap\n",
        "\nSources\n",
    ]
    places = [text.find(title) for title in titles]
    assert -1 not in places, [title for title, place in zip(titles, places, strict=True) if place < 0]
    assert places == sorted(places)
    assert "Computed as 400,000 + 90,000 = 490,000." in text


def test_the_letter_stands_alone_between_two_lines(draft: Drafted) -> None:
    """What is between the lines is the subject and the body, to the letter."""
    _, text, _ = draft()
    value = json.loads(draft(as_json=True)[1])
    rule = "-" * 40
    between = text.split(f"{rule}\n")[1]
    assert between == f"Subject: {value['letter']['subject']}\n\n{value['letter']['body']}\n"
    assert not re.search(r"\[\w+\]", between)


def test_the_steps_are_shown_where_the_person_has_set_them(draft: Drafted) -> None:
    """Opening, target and walk-away by component; without the person's own, no table is made up."""
    assert "walk away" not in draft()[1]
    text = draft(entered(target__base="210k", walk_away__base="170k"))[1]
    assert re.search(r"^base salary +\$210K +\$210K +\$170K$", text, re.MULTILINE)
    assert "$170K" not in text.split("-" * 40 + "\n")[1]


def test_a_limit_alone_stands_without_an_empty_column(draft: Drafted) -> None:
    text = draft(entered(walk_away="170k"))[1]
    assert "you walk away below" in text
    assert "your target" not in text


MADE = Draft("drafted", Check("done"), letter=Letter("Offer", words(["Hello,"])), withheld=2)


@pytest.mark.parametrize(
    ("status", "code", "sentence"),
    [
        ("needs_detail", 0, "There is no letter yet: some things are missing."),
        ("not_covered", 3, "There is no letter: the guides do not cover this offer."),
        ("declined", 3, "There is no letter: this cannot be drafted as it was asked for."),
    ],
)
def test_the_exit_code_tells_the_status(draft: Drafted, status: Any, code: int, sentence: str) -> None:
    """Without a letter, what is missing comes first, and an export is not made up."""
    made = Draft(status, Check(status), flags=(Flag("x", "A thing."),), questions=("Which place?",))
    got, text, _ = draft(draft_counter=lambda *_: made)
    assert got == code
    assert text.startswith(f"{sentence}\n")
    assert "- Which place?" in text
    got, text, said = draft(export="txt", draft_counter=lambda *_: made)
    assert (got, text) == (code, "")
    assert said == "Nothing is exported: there is no letter yet.\nA thing.\nWhich place?\n"


def test_an_uncovered_offer_is_told_what_a_letter_needs(draft: Drafted) -> None:
    """The person's own target, which is theirs to choose; with it there is a letter."""
    code, text, _ = draft(entered(company="Initech"))
    assert code == 0
    assert "--target-base" in text
    code, text, _ = draft(entered(company="Initech", target__base="200k"))
    assert code == 0
    assert "Your letter (" in text


def test_what_was_withheld_is_said(draft: Drafted) -> None:
    """A sentence that did not pass is counted where the person reads what to know."""
    assert "2 sentences were withheld" in draft(draft_counter=lambda *_: MADE)[1]


@pytest.mark.parametrize("kind", ["md", "txt", "eml"])
def test_an_export_is_the_letter_alone(draft: Drafted, tmp_path: Path, kind: str) -> None:
    """To standard output in the page's place; to a file beside the page."""
    _, text, said = draft(export=kind)
    assert "Subject: " in text
    assert "If you speak on the phone" not in text
    assert "no other offer" in said  # what to know is said beside it
    file = tmp_path / f"letter.{kind}"
    _, page, said = draft(export=kind, files=Files({kind: str(file)}))
    assert "Your letter (" in page
    assert said == f"Wrote {file}.\n"
    assert file.read_bytes().decode("utf-8").strip() == text.strip()


def test_a_saved_offer_is_the_same_offer(draft: Drafted, tmp_path: Path) -> None:
    """`--save` keeps what was typed over the file; the draft of it is the same."""
    file = tmp_path / "kept.yaml"
    _, first, _ = draft(entered(base="190k"), files=Files({"yaml": str(file)}), as_json=True)
    _, again, _ = draft(Entered(str(file), file.read_text("utf-8")), as_json=True)
    assert json.loads(first) == json.loads(again)


def test_nothing_is_written_unasked(draft: Drafted, tmp_path: Path, clean_environment: Path) -> None:
    """An offer leaves no trace on the disk."""
    text = OFFER.replace("Globex", "Initech").replace("led the ranking team", "zebra-marker")
    before = set(tmp_path.iterdir())
    draft(entered(text))
    draft(entered(text.replace("Initech", "Globex")))
    assert set(tmp_path.iterdir()) == before
    for file in (*tmp_path.rglob("*"), *clean_environment.rglob("*")):
        assert not file.is_file() or b"zebra-marker" not in file.read_bytes()


def test_an_interview_ends_in_a_draft(draft: Drafted, tmp_path: Path) -> None:
    """Questions are asked beside the results; the answers can be kept, and no file is overwritten."""
    there, new = tmp_path / "there.yaml", tmp_path / "new.yaml"
    there.write_text("mine", "utf-8")
    told = {"Which company": "Globex", "city": "Austin", "base salary": "180k", "currency": "USD"}
    names = iter([str(there), str(new)])

    def ask(question: str) -> str:
        if "file name" in question:
            return next(names)
        return next((answer for words, answer in told.items() if words in question), "")

    code, text, said = draft(ask=ask)
    assert code == 0
    assert text.startswith("Your offer: Globex, US (Austin / NYC)")
    assert "This is what I understood:\n" in said
    assert "is there already" in said
    assert there.read_text("utf-8") == "mine"
    assert offer_values(read_offer(new.read_text("utf-8"), "new.yaml"))["base"] == "180k"


def test_an_interview_that_is_left_is_a_problem(draft: Drafted) -> None:
    """The end of input is told in a sentence."""
    with pytest.raises(Problem, match="the answers ended before the questions"):
        draft(ask=answers("Globex"))


# ---- draft --batch


def batch(*values: Any) -> list[bytes]:
    return [one if isinstance(one, bytes) else json.dumps(one).encode() + b"\n" for one in values]


LINE = {"company": "Globex", "region": "Austin", "base": "180k", "equity_total": 400_000, "currency": "USD"}


def test_a_batch_drafts_every_line_in_order(settings: Settings, tiny_encoder: TinyEncoder) -> None:
    """A bad line gives an error with its id where one can be read, and the rest go on."""
    lines = batch(
        {"id": "a", **LINE, "expected": {"ask": 1}, "kind": "x"},
        b"\n",
        b"no json\n",
        {"id": 3, **LINE, "base": 230},
        {"id": [4]},
        b'["id", 5]\n',
        b'{"id": NaN}\n',
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
        {"id": "\ud800", **LINE, "notes": "\ud800", "strengths": ["x\udfff"]},
        {**LINE, "company": "Initech", "target": {"base": "200k"}},
    )
    shows = screen()
    assert draft_each(lines, "offers.jsonl", settings, shows, tiny_encoder) == 1
    made = [json.loads(line) for line in out(shows).splitlines()]
    assert [line["id"] for line in made] == ["a", None, 3, [4], None, None, None, None, "\ud800", None]
    assert [("error" in line) for line in made] == [
        *(False, True, True, False, True, True, True, True, False, False)
    ]
    assert made[0]["status"] == made[9]["status"] == "drafted"
    assert made[3]["status"] == "needs_detail"
    assert made[2]["error"]["where"] == "offers.jsonl:4"
    for line in made:
        if "error" in line:
            assert set(line["error"]) == {"message", "where", "remedy"}


def test_a_line_of_a_batch_is_the_draft_of_its_offer(
    settings: Settings, tiny_encoder: TinyEncoder, draft: Drafted
) -> None:
    """The same object as `draft --json`, with its id."""
    shows = screen()
    draft_each(batch({"id": 1, **LINE}), "-", settings, shows, tiny_encoder)
    alone = json.loads(draft(Entered("offer.json", json.dumps(LINE)), as_json=True)[1])
    assert json.loads(out(shows)) == {"id": 1, **alone}


def test_a_batch_goes_on_when_an_offer_meets_a_problem(settings: Settings, tiny_encoder: TinyEncoder) -> None:
    """A problem with one offer is that line's error."""

    def make(offer: Offer, *_: object) -> Draft:
        if offer.company == "bad":
            raise Problem("it cannot be", "here", "ask otherwise")
        return MADE

    shows = screen()
    lines = batch({"id": 1, **LINE, "company": "bad"}, {"id": 2, **LINE})
    assert draft_each(lines, "-", settings, shows, tiny_encoder, make) == 1
    first, second = (json.loads(line) for line in out(shows).splitlines())
    assert first["error"]["message"] == "it cannot be"
    assert (second["id"], second["status"]) == (2, "drafted")


def test_a_pipe_is_drafted_by_one_process(tmp_path: Path) -> None:
    """Only a file is long for certain; what comes through a pipe is answered as it comes."""
    assert processes_for(io.BytesIO()) == 1
    (tmp_path / "x").write_bytes(b"")
    with (tmp_path / "x").open("rb") as file:
        assert processes_for(file) >= 1
    first, second = os.pipe()
    with os.fdopen(first, "rb") as pipe, os.fdopen(second, "wb"):
        assert processes_for(pipe) == 1


# ---- the file that a person keeps


MESSAGE = 'We can do 190k.\nThat is "final".'


def changing(**fields: Any) -> list[dict[str, Any]]:
    return [{"field": name, "old": None, "new": value, "words": ""} for name, value in fields.items()]


def base_of(offer: Offer) -> Decimal | None:
    return offer.base.value if offer.base else None


def test_a_file_is_taken_forward_in_place() -> None:
    """The figure changes, a round is added, and all else stays as the person wrote it."""
    text, kept = taken_forward(OFFER, "offer.yaml", changing(base="190k", sign_on=20_000), MESSAGE)
    assert kept
    assert text.startswith(OFFER.replace("base: 180k", "base: 190k"))
    offer = read_offer(text, "offer.yaml")
    assert base_of(offer) == 190_000
    assert offer.sign_on_total == 20_000
    assert [(one.sender, one.text) for one in offer.rounds] == [("recruiter", MESSAGE)]
    again, kept = taken_forward(text, "offer.yaml", changing(base="195k", deadline="Friday"), "195 then")
    assert kept
    assert [one.text for one in read_offer(again, "offer.yaml").rounds] == [MESSAGE, "195 then"]
    assert again.count("# by mail") == 1


FILLED = template().replace("company: ", "company: Globex ").replace("\nbase: ", "\nbase: 180k ")


@pytest.mark.parametrize(
    ("text", "name", "changes", "kept"),
    [
        (FILLED, "o.yaml", {"base": "190k", "sign_on": "20k", "deadline": "Friday"}, True),
        ("company: Globex\nbase: 180k", "-", {"base": 190_000}, True),
        ("company: Globex\nsign_on: [10k, 5k] # two\nbase: 1M # one\n", "o.yml", {"sign_on": "20k"}, True),
        ("# a\nsign_on:\n  - 10k\n  - 0 # none\nbase: 1M # b\n", "o.yml", {"sign_on": "20k", "base": "2M"}, True),
        ('sign_on = ["10k", 0] # two\nbase = "1M"\n', "o.toml", {"sign_on": "20k"}, True),
        ("company: Globex\nequity_total: 400k # all\n", "o.yml", {"equity_per_year": "120k"}, False),
        ("{company: Globex, base: 180k}\n", "o.yaml", {"base": "190k"}, True),
        ('{"company": "Globex", "base": 180000}', "o.json", {"base": 190_000}, True),
        ('company = "Globex" # a\nbase = "180k" # b\n', "o.toml", {"base": "190k", "sign_on": "20k"}, True),
        ('base = 180000\n[target]\nbase = "1M"\n', "o.toml", {"base": 190_000}, True),
        ("rounds: [{from: me, text: hi}] # c\n", "o.yaml", {"base": "190k"}, False),
        ("rounds:\n- from: me\n  text: |\n    hi\n\n# end\n", "o.yaml", {}, True),
        ("base: 180k\nrounds:\n- from: me\n  text: hi\n", "o.yaml", {"sign_on": "5k", "base": "190k"}, True),
    ],
)
def test_every_form_of_file_can_be_taken_forward(
    text: str, name: str, changes: dict[str, Any], kept: bool
) -> None:
    """What is read afterwards is what was read before, with the changes and one round more."""
    made, kept_comments = taken_forward(text, name, changing(**changes), MESSAGE)
    assert kept_comments == kept
    before, after = offer_values(read_offer(text, name)), offer_values(read_offer(made, name))
    assert after.pop("rounds")[-1]["text"] == MESSAGE
    before.pop("rounds", None)
    if "equity_per_year" in changes:
        before.pop("equity_total")
    for path, value in changes.items():
        put(before, path, value, name)
    assert after == before


def test_a_toml_file_that_was_not_understood_stays_as_it_is() -> None:
    """It is said what to write in by hand."""
    with pytest.raises(Problem, match="was not understood well enough") as raised:
        taken_forward('base = """180k"""\n', "o.toml", changing(base="190k"), MESSAGE)
    assert raised.value.remedy == "write in base = 190k"


# ---- reply


MOVED = "Good news: we can go up to $190K base. That is our final offer."


@pytest.fixture
def reply(settings: Settings, tiny_encoder: TinyEncoder, tmp_path: Path) -> Drafted:
    """Run `reply` on a file of the person's; gives the exit code and both streams."""
    file = tmp_path / "mine.yaml"
    file.write_text(OFFER, "utf-8")

    def run(message: str, **more: Any) -> tuple[int, str, str]:
        shows = screen(more.pop("as_json", False))
        offer = Entered(str(file), file.read_text("utf-8"))
        code = countering.reply(offer, message, settings, shows, encoder=tiny_encoder, **more)
        return code, out(shows), notes(shows)

    return run


def test_a_reply_is_the_contracts_object(reply: Drafted) -> None:
    """What was recognised, what to answer, why, and what changes."""
    code, text, _ = reply(MOVED, as_json=True)
    value = json.loads(text)
    assert code == 0
    assert set(value) >= set(
        "status recognised message why offer_changes flags questions citations numbers".split()
    )
    assert {"final_offer", "partial_yes"} <= set(value["recognised"])
    [change] = value["offer_changes"]
    assert (change["field"], change["old"], change["new"]) == ("base", 180_000, 190_000)


def test_a_reply_is_shown_to_be_copied(reply: Drafted) -> None:
    """How the message was read, the answer between two lines, why, what changes."""
    _, text, said = reply(MOVED)
    titles = ("How I read their message", "Your answer", "Why", "What changes in your offer", "Sources")
    places = [text.find(title) for title in titles]
    assert -1 not in places
    assert places == sorted(places)
    assert "- base salary: $180K → $190K (they wrote “" in text
    assert text.split("-" * 40 + "\n")[1].strip() == json.loads(reply(MOVED, as_json=True)[1])["message"]
    assert "with --yes" in said


@pytest.mark.parametrize(
    ("typed", "written"), [("y", True), ("yes", True), ("n", False), ("", False), (None, False)]
)
def test_a_file_changes_only_on_a_yes(
    reply: Drafted, tmp_path: Path, typed: str | None, written: bool
) -> None:
    """Nothing, no, and the end of input leave it as it was."""
    _, _, said = reply(MOVED, ask=answers(*([] if typed is None else [typed])))
    offer = read_offer((tmp_path / "mine.yaml").read_text("utf-8"), "mine.yaml")
    assert base_of(offer) == (190_000 if written else 180_000)
    assert len(offer.rounds) == written
    assert ("Wrote into" in said) == written


def test_yes_writes_without_asking(reply: Drafted, tmp_path: Path) -> None:
    """The figure and the message are taken over; a message without figures is kept as a round too."""
    _, _, said = reply(MOVED, yes=True)
    assert "base 190000, and the message under rounds." in said
    reply("We do not negotiate.", yes=True)
    text = (tmp_path / "mine.yaml").read_text("utf-8")
    offer = read_offer(text, "mine.yaml")
    assert [one.text for one in offer.rounds] == [MOVED, "We do not negotiate."]
    assert text.startswith("# what they told me\ncompany: Globex   # by mail\n")


def test_a_negotiation_is_one_file(draft: Drafted, reply: Drafted, tmp_path: Path) -> None:
    """What was sent and what came back stand in it, in order, and a draft of it goes on."""
    file = tmp_path / "mine.yaml"
    letter = json.loads(draft(Entered(str(file), OFFER), as_json=True, sent=True)[1])["letter"]["body"]
    answer = json.loads(reply(MOVED, as_json=True, yes=True, sent=True)[1])["message"]
    text = file.read_text("utf-8")
    rounds = read_offer(text, "mine.yaml").rounds
    assert [(one.sender, one.text) for one in rounds] == [
        ("me", letter),
        ("recruiter", MOVED),
        ("me", answer),
    ]
    assert text.startswith("# what they told me\n")
    code, again, _ = draft(Entered(str(file), text), as_json=True)
    assert code == 0
    assert json.loads(again)["status"] == "drafted"


def test_an_empty_message_is_a_problem(reply: Drafted) -> None:
    """From a pipe that gave nothing, say."""
    with pytest.raises(Problem, match="the message is empty"):
        reply(" \n")


# ---- compare and offer-template


def test_offers_are_compared_for_programs_and_for_people() -> None:
    """The contract's object; a table for each offer, what cannot be compared, what to ask whom."""
    other = OFFER.replace("Globex", "Initech").replace("USD", "EUR")
    both = [entered(), Entered("b.yaml", other)]
    shows = screen(as_json=True)
    assert countering.compare(both, shows, none()) == 0
    value = json.loads(out(shows))
    assert set(value) >= {"offers", "not_comparable", "flags"}
    assert [one["name"] for one in value["offers"]] == ["Globex", "Initech"]
    assert set(value["offers"][0]["years"][0]) >= {"year", "base", "bonus", "equity", "sign_on", "total"}
    page = screen()
    countering.compare(both, page, none())
    text = out(page)
    assert text.startswith("Globex (USD)\n\nyear  base")
    assert text.index("Initech (EUR)") < text.index("What cannot be compared") < text.index("Ask Globex")
    assert "better" not in text


def test_the_pictures_of_a_comparison_go_to_files(tmp_path: Path) -> None:
    """Both or one of them, as named."""
    files = Files({"html": None, "svg": str(tmp_path / "c.svg")})
    countering.compare([entered(), entered()], screen(), files)
    assert "<svg" in (tmp_path / "c.svg").read_text("utf-8")
    assert not (tmp_path / "c.html").exists()


def test_the_template_is_an_offer_to_fill_in(tmp_path: Path) -> None:
    """Shown, or written; filled in, it is read."""
    shows = screen()
    assert countering.offer_template(shows, none()) == 0
    assert out(shows) == template()
    as_json = screen(as_json=True)
    countering.offer_template(as_json, none())
    assert json.loads(out(as_json)) == {"template": template()}
    quiet = screen()
    countering.offer_template(quiet, Files({"yaml": str(tmp_path / "o.yaml")}))
    assert out(quiet) == ""
    assert (tmp_path / "o.yaml").read_text("utf-8") == template()
    assert read_offer(FILLED, "o.yaml").company == "Globex"


# ---- what reaches a terminal


def test_words_to_copy_are_shown_as_they_are() -> None:
    """No Markdown is read in them, and nothing in them steers a terminal."""
    block = Verbatim("*a* _b_ `c` 2*3\n\x1b[31m <x>", framed=True)
    rule = "-" * 40
    assert plain_text([block]) == f"{rule}\n*a* _b_ `c` 2*3\n␛[31m <x>\n{rule}\n"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_letter_on_a_terminal_can_be_copied(
    settings: Settings, tiny_encoder: TinyEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its lines are not broken at the terminal's width, and not coloured."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")
    long = "Thank you for the offer, " + "which I read with joy, " * 9 + "and for your time."
    made = Draft("drafted", Check("done"), letter=Letter("Offer", words([long])))
    shows = Screen(Terminal(), io.StringIO())
    offer = entered()
    countering.draft(
        offer, settings, shows, None, none(), encoder=tiny_encoder, draft_counter=lambda *_: made
    )
    assert f"\n{long}\n" in out(shows)
    assert "\x1b[" in out(shows)


# ---- the program as a process


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run the program on the invented guides, with a home of its own and nothing configured."""
    home = tmp_path_factory.mktemp("process")
    folder = home / "guides"
    folder.mkdir()
    (folder / "globex.md").write_text(GLOBEX, "utf-8")
    (folder / "general.md").write_text(GENERAL, "utf-8")
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "SYSTEMROOT": os.environ.get("SYSTEMROOT", ""),
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "COUNTEROFFER_GUIDES": str(folder),
    }

    def start(*typed: str, **more: Any) -> Any:
        python = (sys.executable, *more.pop("python", ()), "-m", "assistant")
        if more.pop("wait", True):
            more = {"capture_output": True, "encoding": "utf-8", "timeout": 300, **more}
            return subprocess.run([*python, *typed], env=environment, cwd=home, **more)
        return subprocess.Popen([*python, *typed], env=environment, cwd=home, **more)

    (home / "offer.yaml").write_text(OFFER, "utf-8")
    first = start("check", "offer.yaml")  # makes the index
    assert first.returncode == 0, first.stderr
    assert "Making the index" in first.stderr
    assert "yours $180K" in first.stdout
    return start


@pytest.mark.heavy
def test_offers_come_from_files_pipes_and_flags(run: Run) -> None:
    """The same offer in three ways is the same draft."""
    file = run("draft", "offer.yaml", "--json")
    assert file.returncode == 0, file.stderr
    pipe = run("draft", "-", "--json", input=OFFER)
    flags = run(
        *"draft --json --company Globex --city Austin --level E5 --currency USD --base 180k".split(),
        *"--equity-total 400k --equity-years 4 --bonus-percent 15".split(),
        *("--role", "ML engineer", "--strength", "led the ranking team"),
    )
    assert flags.returncode == pipe.returncode == 0, flags.stderr
    assert json.loads(file.stdout) == json.loads(pipe.stdout) == json.loads(flags.stdout)


@pytest.mark.heavy
def test_without_an_offer_and_a_terminal_nothing_is_asked(run: Run) -> None:
    """Wrong usage, in a sentence, at once."""
    result = run("draft", input="Globex\n")
    assert result.returncode == 2
    assert "there is no offer" in result.stderr
    assert result.stdout == ""


@pytest.mark.heavy
def test_a_long_batch_is_drafted_by_several_processes(run: Run, tmp_path: Path) -> None:
    """The lines come out in order, each as a single process makes it; a bad one is an error."""
    lines = batch(*({"id": n, **LINE, "base": 140_000 + 100 * n} for n in range(120)), b"no json\n")
    (tmp_path / "offers.jsonl").write_bytes(b"".join(lines))
    many = run("draft", "--batch", str(tmp_path / "offers.jsonl"))
    assert many.returncode == 1, many.stderr
    made = [json.loads(line) for line in many.stdout.splitlines()]
    assert [line["id"] for line in made] == [*range(120), None]
    assert [line["assessment"][0]["offered"] for line in made[:-1]] == [140_000 + 100 * n for n in range(120)]
    assert made[-1]["error"]["where"].endswith("offers.jsonl:121")
    piped = run("draft", "--batch", "-", input=b"".join(lines[:3]).decode())
    assert piped.returncode == 0
    assert [json.loads(line) for line in piped.stdout.splitlines()] == made[:3]


@pytest.mark.heavy
@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("source", ["file", "pipe"])
def test_an_interrupt_ends_a_batch_without_a_traceback(run: Run, tmp_path: Path, source: str) -> None:
    """Ctrl-C, which the terminal sends to every process of the command, gives 130."""
    lines = batch(*({"id": n, **LINE} for n in range(3000)))
    (tmp_path / "offers.jsonl").write_bytes(b"".join(lines))
    name = str(tmp_path / "offers.jsonl") if source == "file" else "-"
    process: Any = run(
        *("draft", "--batch", name),
        wait=False,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    if source == "pipe":
        process.stdin.write(lines[0])
        process.stdin.flush()
    assert json.loads(process.stdout.readline())["id"] == 0
    time.sleep(0.2)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in errors


@pytest.mark.heavy
def test_a_cold_question_does_not_wait_for_the_commands_about_offers(run: Run) -> None:
    """Neither YAML nor anything of an offer is imported for `ask`."""
    result = run("ask", "what is the base at Globex in Lisbon?", python=("-X", "importtime"))
    assert result.returncode == 0, result.stdout
    loaded = {line.rsplit("|", 1)[1].strip() for line in result.stderr.splitlines() if "|" in line}
    assert "assistant.cli_offers" in loaded
    unasked = (
        "yaml",
        "assistant.counter",
        "assistant.countering",
        "assistant.batching",
        "concurrent.futures.process",
    )
    assert not loaded & set(unasked)


@pytest.mark.heavy
@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_draft_alone_on_a_terminal_asks(run: Run, tmp_path: Path) -> None:
    """The whole way: questions on the terminal, what was understood, a file, the draft."""
    import pty

    ours, theirs = pty.openpty()
    process: Any = run("draft", wait=False, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    told = {
        b"Which company": "Globex",
        b"which city": "Austin",
        b"which currency": "USD",
        b"base salary": "180k",
    }
    kept = tmp_path / "kept.yaml"
    seen = b""
    while b"Saved as" not in seen and len(seen) < 20_000:
        try:
            more = os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        seen += more
        if seen.endswith(b"\n> ") or seen.endswith(b"\r\n> "):
            question = seen.rsplit(b"\n", 2)[1]
            answer = str(kept) if b"file name" in question else ""
            answer = answer or next((a for words, a in told.items() if words in question), "")
            os.write(ours, f"{answer}\n".encode())
    shown, _ = process.communicate(timeout=60)
    os.close(ours)
    assert process.returncode == 0, seen
    assert b"This is what I understood" in seen
    assert shown.startswith(b"Your offer: Globex, US (Austin / NYC)")
    assert read_offer(kept.read_text("utf-8"), "kept.yaml").company == "Globex"
