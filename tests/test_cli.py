"""The command line as people and programs use it: options, pages, JSON, exit codes.

Most tests call a command's own function with an index that a ten-line encoder made; those marked
heavy start the program as a process. All figures are invented.
"""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import typer
from conftest import TinyEncoder
from typer.testing import CliRunner

from assistant import commands, doctor, verifying
from assistant.cli import app
from assistant.drawing import Grid, Items, Prose, Source, Title, plain_text, shown
from assistant.model.weighing import readers
from assistant.result import Answer, Citation, Conflict, Side, Warning_
from assistant.screen import Screen, dumps
from assistant.settings import KEYS, Settings, read_settings
from corpus.passages import Passage
from corpus.problem import Problem
from index.build import REFRESH_LIMIT, build

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")

ACME = """\
---
company: Acme
role: ML/AI Engineer
as_of: "2031"
---

# Acme: what an ML/AI Engineer is paid

## Pay by region

| Region | Base Salary | Stock (RSU/4yr) | Bonus | Total Comp |
|---|---|---|---|---|
| Lisbon (Portugal) | $111K–$222K | $310K–$620K | 12% | $230K–$410K |
| US (Austin / NYC) | $133K–$244K | $330K–$640K | 12–18% | $250K–$450K |

Most people join at E5 or E6.
"""

GENERAL = """\
# Offers in general

## Staying calm

Thank the recruiter, ask for the offer in writing, and take a few days.
"""


@pytest.fixture
def guides(tmp_path: Path) -> Path:
    """A folder with a company's guide and a general one."""
    folder = tmp_path / "guides"
    folder.mkdir()
    (folder / "acme.md").write_text(ACME, "utf-8")
    (folder / "general.md").write_text(GENERAL, "utf-8")
    return folder


@pytest.fixture
def settings(guides: Path, tmp_path: Path, tiny_encoder: TinyEncoder) -> Settings:
    """Settings of an index that is made already, without a model and without Chroma."""
    build(guides, tmp_path / "index", encoder=tiny_encoder, chroma=False)
    return read_settings({"guides": str(guides), "index": str(tmp_path / "index")}, {}, [])


def screen(as_json: bool = False) -> Screen:
    return Screen(io.StringIO(), io.StringIO(), as_json)


def out(of: Screen) -> str:
    assert isinstance(of.out, io.StringIO)
    return of.out.getvalue()


def notes(of: Screen) -> str:
    assert isinstance(of.err, io.StringIO)
    return of.err.getvalue()


def passage(**fields: Any) -> Passage:
    values: dict[str, Any] = {
        "guide": "acme.md",
        "title": "Acme",
        "section": "Pay",
        "first": 3,
        "last": 3,
        "page": None,
        "quote": "| Lisbon | $111K |",
        "text": "Lisbon",
        "kind": "row",
        "company": "Acme",
        "role": None,
        "as_of": "2031",
    }
    return Passage(**(values | fields))


def saying(answer: Answer) -> commands.Answering:
    return lambda question, library, encoder, lexicon: answer


# ---- the README, the help, and wrong usage


def readme_lines() -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith("counteroffer ")]


def test_the_readme_has_commands() -> None:
    """The next test has something to look at."""
    assert len(readme_lines()) >= 10


@pytest.mark.parametrize("line", readme_lines())
def test_a_command_of_the_readme_is_understood(line: str) -> None:
    """Each line of the README is read by the command line as it stands, up to running it."""
    group: Any = typer.main.get_command(app)
    words = shlex.split(line)[1:]
    if words == ["--version"]:
        return
    context = group.make_context("counteroffer", list(words))
    name, command, rest = group.resolve_command(context, words)
    command.make_context(name, rest, parent=context)


def test_the_readme_names_every_command_and_setting() -> None:
    """What can be said to the program stands in the README, and nothing else does."""
    group: Any = typer.main.get_command(app)
    table = set(re.findall(r"^\| `([a-z-]+)` \| [a-z]", README, re.MULTILINE))
    assert table & set(group.commands) == set(group.commands)
    for key, (flag, variable) in KEYS.items():
        assert f"`{key}`" in README
        assert f"`{variable}`" in README
        assert not flag or f"`{flag}`" in README
    assert set(re.findall(r"COUNTEROFFER_[A-Z_]+", README)) == {variable for _, variable in KEYS.values()}


@pytest.mark.parametrize("command", ["index", "ask", "search", "bands", "verify", "doctor"])
def test_every_command_explains_itself(command: str) -> None:
    """Help comes without colours and names what all commands share."""
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert "\x1b" not in result.output
    for option in ("--json", "--guides", "--index", "--model", "--chroma-url"):
        assert option in result.output


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Usage"),
        (["asc"], "Did you mean 'ask'?"),
        (["ask"], "there is no question"),
        (["ask", "  "], "there is no question"),
        (["ask", "what", "--batch", "x.jsonl"], "give a question or --batch, not both"),
        (["ask", "--modle", "none", "what"], "No such option: --modle"),
        (["search", " "], "there are no words to look for"),
        (["search", "base", "-k", "0"], "Invalid value"),
        (["search", "base", "-k", "many"], "Invalid value"),
        (["verify"], "Missing argument"),
        (["verify", "-", "--source", "-"], "only one of"),
        (["verify", "-", "--offer", "-"], "only one of"),
        (["verify", "a.txt", "--offer", "b.yaml", "--source", "c.md"], "not both"),
        (["index", "a", "--guides", "b"], "name the guides once"),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(words: list[str], sentence: str) -> None:
    """Exit code 2, a sentence, no traceback."""
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 2
    assert sentence in result.output
    assert "Traceback" not in result.output


def test_the_version_is_told() -> None:
    """`--version` stands before any command."""
    result = CliRunner().invoke(app, ["--version"])
    assert result.exit_code == 0
    assert result.output.startswith("counteroffer ")


# ---- problems


@pytest.mark.parametrize(
    ("words", "message", "where"),
    [
        (["ask", "--model", "gpt-9", "what?"], "'gpt-9' does not say whose model it is", "--model"),
        (["ask", "--model", "nobody:x", "what?"], "'nobody' is no provider that is known here", "--model"),
        (["bands", "--guides", "no-such-folder"], "the guides folder does not exist", "no-such-folder"),
        (
            ["verify", "no-such-file.txt"],
            "the file cannot be read: no such file or directory",
            "no-such-file.txt",
        ),
        (["verify", "."], "the file cannot be read: is a directory", "."),
        (["ask", "--batch", "no-such-file.jsonl"], "the file cannot be read", "no-such-file.jsonl"),
        (["doctor", "--guides", ""], "guides is empty", "--guides"),
    ],
)
def test_a_problem_is_one_line_or_one_object(
    words: list[str], message: str, where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 1; a line on standard error that says how to mend it, or an object on standard output."""
    monkeypatch.chdir(tmp_path)
    plain = CliRunner().invoke(app, words)
    assert plain.exit_code == 1
    assert plain.stdout == ""
    [line] = plain.stderr.splitlines()
    assert line.startswith(message)
    assert f"({where}" in line
    assert "To mend it: " in line
    as_json = CliRunner().invoke(app, [*words, "--json"])
    assert as_json.exit_code == 1
    error = json.loads(as_json.stdout)["error"]
    assert error["message"].startswith(message)
    assert error["where"].startswith(where)
    assert error["remedy"]


def test_an_unknown_key_in_the_settings_file_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file in the current folder is read by every command."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "counteroffer.toml").write_text('model = "none"\nguidez = "x"\n', "utf-8")
    result = CliRunner().invoke(app, ["doctor", "--json"])
    assert result.exit_code == 1
    error = json.loads(result.stdout)["error"]
    assert (error["message"], error["where"]) == ("unknown key 'guidez'", "counteroffer.toml:2")
    assert "chroma_url" in error["remedy"]


# ---- ask


FULL = Answer(
    "answered",
    "**Acme** in Lisbon: `$111K–$222K`. [1]\n\n- `0.12*111000` is 13320 <year>",
    citations=(Citation(1, passage()),),
    conflicts=(Conflict("the level", (Side("firm", 1), Side("soft", 1))),),
    warnings=(Warning_("dollar_as_printed", "A bare dollar."),),
    questions=("When does it vest?",),
    withheld=1,
)


def test_an_answer_reads_well_without_a_terminal(settings: Settings, tiny_encoder: TinyEncoder) -> None:
    """The answer first, then what to watch, what differs, what to ask, and the sources; no colours."""
    shows = screen()
    assert commands.ask("?", settings, shows, saying(FULL), tiny_encoder) == 0
    assert out(shows) == (
        "Acme in Lisbon: $111K–$222K. [1]\n"
        "\n"
        "- 0.12*111000 is 13320 <year>\n"
        "\n"
        "Watch out\n"
        "- A bare dollar.\n"
        "- One sentence was withheld: a figure in it could not be supported by the guides.\n"
        "\n"
        "The guides differ: the level\n"
        "- firm [1]\n"
        "- soft [1]\n"
        "\n"
        "Ask the recruiter\n"
        "- When does it vest?\n"
        "\n"
        "Sources\n"
        "[1]  Acme, Pay  acme.md:3  (data of 2031)\n"
        "    | Lisbon | $111K |\n"
    )
    assert notes(shows) == ""


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_an_answer_is_coloured_on_a_terminal(
    settings: Settings, tiny_encoder: TinyEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Colours and wrapped lines, and what Markdown would swallow is still there."""
    monkeypatch.setenv("TERM", "xterm-256color")
    shows = Screen(Terminal(), io.StringIO())
    commands.ask("?", settings, shows, saying(FULL), tiny_encoder)
    assert "\x1b[" in out(shows)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", out(shows))
    for words in ("$111K–$222K. [1]", "0.12*111000 is 13320 <year>", "Watch out", "Sources", "acme.md:3"):
        assert words in plain


@pytest.mark.parametrize(
    ("status", "code"),
    [("answered", 0), ("partial", 0), ("needs_detail", 0), ("not_covered", 3), ("declined", 3)],
)
def test_the_exit_code_tells_the_status(
    settings: Settings, tiny_encoder: TinyEncoder, status: Any, code: int
) -> None:
    """A script can tell an answer from none."""
    shows = screen(as_json=True)
    answer = Answer(status, "…", questions=("Which company?",))
    assert commands.ask("?", settings, shows, saying(answer), tiny_encoder) == code
    assert json.loads(out(shows)) == answer.as_dict()
    text = screen()
    commands.ask("?", settings, text, saying(answer), tiny_encoder)
    assert ("To answer, I need" if status == "needs_detail" else "Ask the recruiter") in out(text)


def test_a_question_meets_the_guides(settings: Settings, tiny_encoder: TinyEncoder) -> None:
    """The answer of the real composer comes with the cell's figure and its line."""
    shows = screen(as_json=True)
    assert commands.ask("what is the base at Acme in Lisbon?", settings, shows, None, tiny_encoder) == 0
    answer = json.loads(out(shows))
    assert "$111K–$222K" in answer["text"]
    assert answer["citations"][0]["guide"] == "acme.md"
    assert answer["citations"][0]["lines"] == [13, 13]
    assert len(answer["retrieved"]) <= 8


def test_an_edited_guide_is_seen_by_the_next_question(
    settings: Settings, guides: Path, tiny_encoder: TinyEncoder
) -> None:
    """What the index says is what the files say."""
    (guides / "acme.md").write_text(ACME.replace("$111K", "$117K"), "utf-8")
    shows = screen()
    commands.ask("what is the base at Acme in Lisbon?", settings, shows, None, tiny_encoder)
    assert "$117K–$222K" in out(shows)
    assert "$111K" not in out(shows)


def test_many_changed_guides_are_said_and_not_waited_for(
    settings: Settings, guides: Path, tiny_encoder: TinyEncoder
) -> None:
    """The answer is from the last index, and says so, to people and to programs."""
    for number in range(REFRESH_LIMIT + 1):
        (guides / f"more-{number}.md").write_text(GENERAL, "utf-8")
    shows = screen(as_json=True)
    commands.ask("?", settings, shows, saying(FULL), tiny_encoder)
    warnings = json.loads(out(shows))["warnings"]
    assert [warning["code"] for warning in warnings] == ["dollar_as_printed", "index_behind"]
    assert "run `counteroffer index`" in warnings[1]["message"]
    assert "run `counteroffer index`" in notes(shows)


BATCH = (
    b'{"id": "a", "question": "base at Acme in Lisbon?", "kind": "x"}\n'
    b"\n"
    b"no json\n"
    b'{"id": 3}\n'
    b'["id", 4]\n'
    b'{"id": [5], "question": 6}\n'
    b'{"id": NaN, "question": "x"}\n'
    b"\xff\xfe\n" + b"[" * 100_000 + b"\n" + '{"question": "Acme 里斯本 base?"}'.encode()
)


def test_a_batch_answers_every_line_in_order(settings: Settings, tiny_encoder: TinyEncoder) -> None:
    """A bad line gives an error with its id where one can be read, and the rest go on."""
    shows = screen()
    code = commands.ask_each(BATCH.split(b"\n"), "questions.jsonl", settings, shows, None, tiny_encoder)
    assert code == 1
    lines = [json.loads(line) for line in out(shows).splitlines()]
    assert [line["id"] for line in lines] == ["a", None, 3, None, [5], None, None, None, None]
    assert [("error" in line) for line in lines] == [False] + [True] * 7 + [False]
    assert "$111K–$222K" in lines[0]["text"]
    assert [line["error"]["where"] for line in lines if "error" in line] == [
        f"questions.jsonl:{number}" for number in (3, 4, 5, 6, 7, 8, 9)
    ]
    for line in lines:
        if "error" in line:
            assert set(line["error"]) == {"message", "where", "remedy"}


def test_a_batch_goes_on_when_a_question_meets_a_problem(
    settings: Settings, tiny_encoder: TinyEncoder
) -> None:
    """A problem with one question is that line's error."""

    def answer_question(question: str, *_: object) -> Answer:
        if "bad" in question:
            raise Problem("it cannot be", "here", "ask otherwise")
        return FULL

    shows = screen()
    lines = [b'{"id": 1, "question": "bad"}', b'{"id": 2, "question": "good"}']
    assert commands.ask_each(lines, "-", settings, shows, answer_question, tiny_encoder) == 1
    first, second = (json.loads(line) for line in out(shows).splitlines())
    assert first == {
        "id": 1,
        "error": {"message": "it cannot be", "where": "here", "remedy": "ask otherwise"},
    }
    assert (second["id"], second["status"]) == (2, "answered")


# ---- bands and search


Show = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def bands(settings: Settings, tiny_encoder: TinyEncoder) -> Show:
    """Run `bands` with filters; gives the exit code and the object."""

    def run(**filters: Sequence[str]) -> tuple[int, dict[str, Any]]:
        shows = screen(as_json=True)
        code = commands.bands(filters, settings, shows, tiny_encoder)
        return code, json.loads(out(shows))

    return run


def cells(value: dict[str, Any]) -> list[str]:
    return [fact["cell"] for fact in value["facts"]]


def test_bands_without_filters_are_all_of_them(bands: Show) -> None:
    """Each fact has its place and its cell as printed."""
    code, value = bands()
    assert code == 0
    assert len(value["facts"]) == 8
    first = value["facts"][0]
    assert (first["guide"], first["lines"], first["cell"]) == ("acme.md", [13, 13], "$111K–$222K")
    assert (first["low"], first["high"], first["as_of"]) == (111_000, 222_000, "2031")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"region": ["nyc"], "component": ["base"]}, ["$133K–$244K"]),
        ({"region": ["New York"], "component": ["rsu"]}, ["$330K–$640K"]),
        ({"region": ["austin"], "component": ["bonus"]}, ["12–18%"]),
        ({"region": ["lisbon (portugal)"], "component": ["TC"]}, ["$230K–$410K"]),
        ({"company": ["ACME"], "component": ["Base"]}, ["$111K–$222K", "$133K–$244K"]),
        (
            {"role": ["ml/ai engineer"], "component": ["base"], "region": ["lisbon", "nyc"]},
            ["$111K–$222K", "$133K–$244K"],
        ),
    ],
)
def test_filters_are_understood_as_in_a_question(
    bands: Show, filters: dict[str, Sequence[str]], expected: list[str]
) -> None:
    """Other names, cities inside a wider row, several values."""
    code, value = bands(**filters)
    assert code == 0
    assert cells(value) == expected


@pytest.mark.parametrize(
    "filters",
    [
        {"company": ["Meta"]},
        {"region": ["Denver"]},
        {"component": ["pension"]},
        {"level": ["E9"]},
        {"role": ["nurse"]},
    ],
)
def test_a_filter_that_no_guide_covers_is_said(bands: Show, filters: dict[str, Sequence[str]]) -> None:
    """Exit code 3, no facts, and a sentence with what there is; never a neighbour's row."""
    code, value = bands(**filters)
    assert code == 3
    assert value["facts"] == []
    [sentence] = value["not_covered"]
    [[name, [word]]] = filters.items()
    assert sentence.startswith(f"The guides have no pay row for the {name} {word!r}")


def test_bands_are_a_table_for_people(settings: Settings, tiny_encoder: TinyEncoder) -> None:
    """A line for each row, a column for each component; how a place was read is a note."""
    shows = screen()
    assert commands.bands({"region": ["nyc"]}, settings, shows, tiny_encoder) == 0
    lines = out(shows).splitlines()
    assert lines[0].startswith("Acme: what an ML/AI Engineer is paid (acme.md, ML/AI Engineer, ")
    table = [re.split(r"\s{2,}", line) for line in lines[2:]]
    assert table[0] == ["region", "base", "equity (4 years)", "bonus", "total", "line"]
    assert table[2:] == [["US (Austin / NYC)", "$133K–$244K", "$330K–$640K", "12–18%", "$250K–$450K", "14"]]
    assert notes(shows) == "'nyc' is in US (Austin / NYC).\n"


def test_search_gives_ranked_passages(settings: Settings, tiny_encoder: TinyEncoder) -> None:
    """At most as many as asked for, each with its place and score."""
    shows = screen(as_json=True)
    assert commands.search("thank the recruiter", 2, settings, shows, tiny_encoder) == 0
    value = json.loads(out(shows))
    assert set(value) == {"results", "resolved"}
    assert len(value["results"]) == 2
    assert value["results"][0]["guide"] == "general.md"
    assert set(value["results"][0]) == {"guide", "title", "section", "lines", "score", "text"}
    text = screen()
    commands.search("thank the recruiter", 1, settings, text, tiny_encoder)
    assert out(text).startswith("1.  Offers in general, Staying calm  general.md:5  (")


# ---- verify


def test_verify_against_sources_uses_these_alone() -> None:
    """Every number gets a verdict; one that stands nowhere makes exit code 4."""
    shows = screen(as_json=True)
    text = "Acme pays a base of $111K–$222K in Lisbon. In Lisbon, Acme's bonus is 99%."
    assert verifying.verify_against(text, [("acme.md", ACME)], shows) == 4
    value = json.loads(out(shows))
    assert value["status"] == "unsupported"
    verdicts = [(number["text"], number["verdict"]) for number in value["numbers"]]
    assert verdicts == [("$111K–$222K", "quoted"), ("99%", "unsupported")]
    start, end = value["numbers"][0]["span"]
    assert text[start:end] == "$111K–$222K"
    assert value["numbers"][0]["citation"] == value["citations"][0]["id"] == 1
    assert value["citations"][0]["lines"] == [13, 13]
    assert value["numbers"][1]["reason"]


def test_verify_against_the_guides(settings: Settings, tiny_encoder: TinyEncoder) -> None:
    """A right text passes; a text without amounts says so."""
    shows = screen()
    text = "At Acme in Lisbon the base is $111K–$222K.\n"
    assert verifying.verify(text, settings, shows, tiny_encoder) == 0
    assert out(shows).startswith("Every figure is supported (1 of 1).\n")
    assert "acme.md:13" in out(shows)
    nothing = screen()
    assert verifying.verify_against("Be kind.", [("acme.md", ACME)], nothing) == 0
    assert out(nothing) == "There is no number in this text.\n"


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"\xff\xfe\x00"])
def test_a_text_that_is_none_is_a_problem(content: bytes, tmp_path: Path) -> None:
    """Binary files are refused in a sentence."""
    (tmp_path / "letter.txt").write_bytes(content)
    result = CliRunner().invoke(app, ["verify", str(tmp_path / "letter.txt")])
    assert result.exit_code == 1
    assert result.stderr.startswith("this is no text: ")


def test_verify_reads_standard_input(tmp_path: Path) -> None:
    """`-` is standard input, for the text or for a source."""
    (tmp_path / "acme.md").write_text(ACME, "utf-8")
    words = ["verify", "-", "--source", str(tmp_path / "acme.md"), "--json"]
    result = CliRunner().invoke(app, words, input="Acme's base in Lisbon tops out at $222K.")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["status"] == "supported"


@pytest.mark.heavy
@pytest.mark.parametrize("kind", ["txt", "eml"])
def test_a_drafted_letter_passes_with_its_offer(
    kind: str, tmp_path: Path, settings: Settings, tiny_encoder: TinyEncoder
) -> None:
    """As text and as a mail; a figure that was changed by hand does not, nor does the letter without the offer."""
    offer, letter = tmp_path / "offer.yaml", tmp_path / f"letter.{kind}"
    where = ["--guides", str(settings.guides_folder), "--index", str(settings.index_folder)]
    offer.write_text(
        "company: Acme\nregion: Lisbon\ncurrency: EUR\nbase: 97,250\nequity_per_year: 31k\nsign_on: [7k, 0]\n"
        "target:\n  base: 104k\nrecruiter: Zoë\n",
        "utf-8",
    )
    run = CliRunner().invoke
    drafted = run(app, ["draft", str(offer), "--export", kind, "--to", str(letter), *where])
    assert drafted.exit_code == 0, drafted.output
    result = run(app, ["verify", str(letter), "--offer", str(offer), "--json", *where])
    assert result.exit_code == 0, result.output
    numbers = json.loads(result.stdout)["numbers"]
    assert {"€97,250", "€104K"} <= {n["text"].replace("EUR ", "€") for n in numbers}
    assert {n["verdict"] for n in numbers} <= {"input", "derived", "quoted"}
    piped = run(app, ["verify", "-", "--offer", str(offer), *where], input=letter.read_bytes())
    assert piped.exit_code == 0, piped.output
    assert run(app, ["verify", str(letter), *where]).exit_code == 4
    letter.write_bytes(letter.read_bytes().replace(b"104K", b"114K"))
    assert run(app, ["verify", str(letter), "--offer", str(offer), *where]).exit_code == 4


# ---- what reaches a terminal


NASTY = "red\x1b[31m \x9b2J \u202eback\u2066 \x07\u2028 tag\U000e0041"


def test_nothing_from_a_guide_steers_a_terminal() -> None:
    """Control and direction characters are made visible in every block, in notes and in JSON."""
    blocks = [
        Prose(NASTY),
        Title(NASTY),
        Items((NASTY,)),
        Grid((NASTY,), ((NASTY,),)),
        Source(NASTY, NASTY, NASTY, NASTY),
    ]
    shows = screen()
    shows.note(NASTY)
    for text in (plain_text(blocks), notes(shows), shown(NASTY)):
        assert not re.search(
            "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]", text
        )
        assert "␛[31m" in text
    line = dumps({"quote": NASTY})
    assert json.loads(line) == {"quote": NASTY}
    assert line.isprintable()


def test_rich_draws_nothing_that_steers_a_terminal() -> None:
    """The same on a terminal, where only our own colours are escapes."""
    shows = Screen(Terminal(), io.StringIO())
    shows.result(
        {},
        lambda: [
            Prose(f"{NASTY} [text](https://example.org)"),
            Items((NASTY,)),
            Source("1", NASTY, "", NASTY),
        ],
    )
    text = re.sub(r"\x1b\[[0-9;]*m", "", out(shows))
    assert "\x1b" not in text
    assert "\x9b" not in text
    assert "\u202e" not in text


def test_lone_surrogates_do_not_break_the_output() -> None:
    """An id from a batch may hold half a character."""
    assert json.loads(dumps({"id": "\ud800"})) == {"id": "\ud800"}


# ---- doctor


def test_doctor_says_what_is_configured_and_from_where(settings: Settings) -> None:
    """Settings with origins, checks, versions; a fresh index needs nothing."""
    shows = screen(as_json=True)
    assert doctor.examine(settings, shows) in (0, 1)  # 1 where the packaged model is not installed
    value = json.loads(out(shows))
    origins = {one["name"]: one["from"] for one in value["settings"]}
    assert (origins["guides"], origins["model"]) == ("--guides", "default")
    states = {check["name"]: check["state"] for check in value["checks"]}
    assert states["guides"] == states["index"] == states["index is fresh"] == states["model"] == "ok"
    assert "telemetry of every library is off" in value["checks"][-1]["message"]
    assert value["versions"]["python"]


def test_doctor_names_what_a_person_must_mend(tmp_path: Path, guides: Path) -> None:
    """A model that is named, guides that are not there: exit code 1, a remedy for each; keys stay hidden."""
    environment = {"COUNTEROFFER_MODEL": "openai:gpt-9", "COUNTEROFFER_API_KEY": "a-secret"}
    settings = read_settings(
        {"guides": str(tmp_path / "none"), "index": str(tmp_path / "i")}, environment, []
    )
    shows = screen(as_json=True)
    assert doctor.examine(settings, shows) == 1
    mend = {check["name"]: check for check in json.loads(out(shows))["checks"] if check["state"] == "mend"}
    assert {"guides", "model"} <= set(mend)
    assert all(check["remedy"] for check in mend.values())
    assert "a-secret" not in out(shows)
    page = screen()
    doctor.examine(settings, page)
    assert "To mend" in out(page)
    assert not (tmp_path / "i").exists()


@pytest.mark.heavy
def test_doctor_says_where_the_rules_alone_judge_a_model_s_words(settings: Settings) -> None:
    """An export without its middle layers is a note that says how to make them."""
    folder = settings.index_folder / "encoder" / "tiny"
    folder.mkdir(parents=True)
    (folder / "encoder.json").write_text(json.dumps({"id": TinyEncoder().id, "fast": True}), "utf-8")

    def fast_path() -> dict[str, str]:
        shows = screen(as_json=True)
        doctor.examine(settings, shows)
        return next(c for c in json.loads(out(shows))["checks"] if c["name"] == "fast path")

    assert fast_path()["state"] == "note"
    assert "the rules alone" in fast_path()["message"]
    assert "`counteroffer index`" in fast_path()["message"]
    (folder / f"layers-{TinyEncoder().id.rpartition('@')[2]}.onnx").write_bytes(b"")
    assert fast_path()["state"] == "ok"


class Weighing(TinyEncoder):
    """An encoder that the weights were made with; its middle layers stand in a file, or nowhere."""

    def __init__(self, path: Path | None) -> None:
        weights = readers()
        assert weights is not None
        self.id = weights.encoder
        self.states = self
        self.path = path


def test_one_line_says_that_a_model_s_words_are_not_weighed(tmp_path: Path) -> None:
    """Where the layers are missing, how to make them; where the encoder is another, that; else nothing."""
    told = []
    for encoder in (Weighing(None), TinyEncoder(), Weighing(tmp_path)):
        shows = screen()
        commands.tell_unweighed(encoder, shows)
        told.append(notes(shows))
    assert told[0].count("\n") == told[1].count("\n") == 1
    assert "`counteroffer index`" in told[0]
    assert "with all-MiniLM-L6-v2 only" in told[1]
    assert told[2] == ""


# ---- the program as a process


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment with a home of its own and nothing configured."""
    home = tmp_path_factory.mktemp("process")
    return {
        "PATH": os.environ.get("PATH", ""),
        "SYSTEMROOT": os.environ.get("SYSTEMROOT", ""),
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
    }


@pytest.fixture(scope="module")
def run(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run the program on a folder of guides, which is its first attribute."""
    folder = tmp_path_factory.mktemp("folder") / "guides"
    folder.mkdir()
    (folder / "acme.md").write_text(ACME, "utf-8")
    (folder / "general.md").write_text(GENERAL, "utf-8")

    def start(*words: str, **more: Any) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *more.pop("python", ()), "-m", "assistant", *words]
        return subprocess.run(
            command,
            env={**environment, "COUNTEROFFER_GUIDES": str(folder)},
            capture_output=True,
            encoding="utf-8",
            cwd=folder.parent,
            timeout=300,
            **more,
        )

    first = start("ask", "what is the base at Acme in Lisbon?")  # makes the index
    assert first.returncode == 0, first.stderr
    assert "Making the index" in first.stderr
    assert "$111K–$222K" in first.stdout
    return start


@pytest.mark.heavy
def test_index_counts_and_finds_nothing_new(run: Run) -> None:
    """The second build has nothing to do and says so."""
    result = run("index", "--json")
    assert result.returncode == 0, result.stderr
    value = json.loads(result.stdout)
    assert (value["guides"], value["added"], value["moved"], value["removed"]) == (2, [], [], [])
    assert value["facts"] >= 8
    plain = run("index")
    assert "No fact changed." in plain.stdout


@pytest.mark.heavy
def test_index_shows_what_moved(run: Run, tmp_path: Path) -> None:
    """Added on the first build; from and to when a figure changes."""
    (tmp_path / "acme.md").write_text(ACME, "utf-8")
    where = ("--index", str(tmp_path / ".index"))
    first = run("index", str(tmp_path), *where)
    assert re.search(
        r"^added +Acme.*Lisbon \(Portugal\) +base +\$111K–\$222K +acme\.md:13$", first.stdout, re.MULTILINE
    )
    (tmp_path / "acme.md").write_text(ACME.replace("$111K", "$117K"), "utf-8")
    second = run("index", str(tmp_path), *where, "--json")
    [moved] = json.loads(second.stdout)["moved"]
    assert (moved["from"]["low"], moved["to"]["low"]) == (111_000, 117_000)
    assert (moved["to"]["guide"], moved["to"]["lines"]) == ("acme.md", [13, 13])
    (tmp_path / "acme.md").write_text(ACME.replace("$111K", "$118K"), "utf-8")
    third = run("index", str(tmp_path), *where)
    assert "$117K–$222K → $118K–$222K" in third.stdout


@pytest.mark.heavy
def test_a_cold_question_imports_nothing_heavy(run: Run) -> None:
    """A person waits for every import: no torch, no Chroma, no LangChain, no Rich without a terminal."""
    result = run("ask", "what is the base at Acme in Lisbon?", python=("-X", "importtime"))
    loaded = {
        line.rsplit("|", 1)[1].strip().split(".")[0] for line in result.stderr.splitlines() if "|" in line
    }
    assert "onnxruntime" in loaded
    assert not loaded & {
        "torch",
        "chromadb",
        "sentence_transformers",
        "transformers",
        "langchain_core",
        "rich",
    }


@pytest.mark.heavy
def test_a_batch_through_pipes(run: Run) -> None:
    """`--batch -` reads standard input; every line is JSON, bad ones too."""
    result = run("ask", "--batch", "-", input='{"id": 1, "question": "base at Acme in Lisbon?"}\n{"id": 2}\n')
    assert result.returncode == 1
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert (first["id"], first["status"]) == (1, "answered")
    assert second["error"]["where"] == "-:2"


@pytest.mark.heavy
@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes and signals")
def test_a_closed_pipe_is_no_traceback(run: Run, environment: dict[str, str]) -> None:
    """`counteroffer bands | true` is quiet."""
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "bands"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    words = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(300) == 141
    assert "Traceback" not in words
    assert "Exception" not in words


@pytest.mark.heavy
@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes and signals")
def test_an_interrupt_is_no_traceback(run: Run, environment: dict[str, str]) -> None:
    """Ctrl-C ends a batch that waits for its next line with 130."""
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "ask", "--batch", "-"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b'{"id": 1, "question": "what should I ask first?"}\n')
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["id"] == 1  # sent off before the next line comes
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in errors


@pytest.mark.heavy
def test_doctor_is_content_with_a_fresh_installation(run: Run) -> None:
    """After the first question nothing is to be mended, and questions take the fast path."""
    result = run("doctor", "--json")
    assert result.returncode == 0, result.stdout
    states = {check["name"]: check["state"] for check in json.loads(result.stdout)["checks"]}
    assert states["fast path"] == states["embedding model"] == states["Chroma"] == "ok"
