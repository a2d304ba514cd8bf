"""What is malformed gets a clear sentence or a right answer, and harms nothing else.

Guides and questions are files in `data/malformed`; more are made from our own guides by a seeded
mutator, so that a case that fails once fails again. After each the plain question over the same
index is answered as before. All figures are invented.
"""

from __future__ import annotations

import io
import json
import os
import random
import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import TinyEncoder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_guides import LINES
from typer.testing import CliRunner

from assistant import commands, verifying
from assistant.answer import answer_question, evidence_of
from assistant.cli import app
from assistant.grounding import Evidence, check
from assistant.question import parts_of, read_question
from assistant.result import Answer
from assistant.screen import Screen, dumps
from assistant.settings import Settings, packaged_guides, read_settings
from corpus.bands import Fact, bands_in
from corpus.guide import Guide, parse_guide
from corpus.guide_levels import levels_of
from corpus.levels import level_maps_in
from corpus.money import amounts_in
from corpus.other_figures import clause_around, figures_in
from corpus.passages import passages_in
from corpus.problem import Problem
from corpus.scripts import increments_in
from corpus.shapes import plain
from index.build import BuildReport, build, read_content
from index.encoder import make_encoder, open_encoder
from index.library import Library, open_library
from index.resolve import Lexicon, lexicon_of, resolve
from index.tables import FILE

DATA = Path(__file__).parent / "data" / "malformed"
MALFORMED = sorted((DATA / "guides").iterdir())
QUESTIONS: list[str] = [
    json.loads(line) for line in (DATA / "questions.jsonl").read_text("utf-8").split("\n")[:-1]
]

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
"""
GENERAL = """\
# Offers in general

## Staying calm

Thank the recruiter, ask for the offer in writing, and take a few days.
"""
PLAIN_QUESTION = "What is the base band for Acme in Lisbon?"
PLAIN_FIGURE = "$111K–$222K"
STATUSES = {"answered", "partial", "not_covered", "needs_detail", "declined"}

# Half a second is long for one page or one question; a machine with other work gets ten times that.
LONGEST = 5.0  # seconds


def folder_of_guides(place: Path) -> Path:
    place.mkdir()
    (place / "acme.md").write_text(ACME, "utf-8")
    (place / "general.md").write_text(GENERAL, "utf-8")
    return place


@dataclass(frozen=True)
class Room:
    """Guides, their index, and what answers from it."""

    guides: Path
    index: Path
    encoder: TinyEncoder

    def build(self) -> BuildReport:
        return build(self.guides, self.index, encoder=self.encoder, chroma=False)

    def open(self) -> Library:
        return open_library(self.index)

    def answers_as_before(self) -> bool:
        with self.open() as library:
            answer = answer_question(PLAIN_QUESTION, library, self.encoder)
        return answer.status == "answered" and PLAIN_FIGURE in answer.text

    def settings(self) -> Settings:
        return read_settings({"guides": str(self.guides), "index": str(self.index)}, {}, [])


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """Two good guides; the index is not made yet."""
    return Room(folder_of_guides(tmp_path / "guides"), tmp_path / "index", TinyEncoder())


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Room:
    """An index of two good guides that the tests only read."""
    place = tmp_path_factory.mktemp("shared")
    made = Room(folder_of_guides(place / "guides"), place / "index", TinyEncoder())
    made.build()
    return made


@pytest.fixture(scope="module")
def library(shared: Room) -> Iterator[Library]:
    with shared.open() as opened:
        yield opened


@pytest.fixture(scope="module")
def lexicon(library: Library) -> Lexicon:
    return lexicon_of(library)


@pytest.fixture(scope="module")
def evidence(library: Library) -> Evidence:
    return evidence_of(library)


class OnTime:
    """A stretch of work that must not take long."""

    def __enter__(self) -> None:
        self.start = time.process_time()

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            assert time.process_time() - self.start < LONGEST


# ---------------------------------------------------------------------------------------- guides


def facts_of(guide: Guide) -> list[Fact]:
    bands, unread = bands_in(guide)
    assert all(one.reason and one.line <= len(guide.lines) for one in unread)
    return [*bands, *increments_in(guide), *figures_in(guide)]


def holds_what_it_says(guide: Guide) -> None:
    """Every fact, passage and level map stands in the lines that it names."""
    for fact in facts_of(guide):
        assert 1 <= fact.line <= len(guide.lines)
        assert fact.cell
        assert fact.low is not None
        assert fact.low.is_finite()
        assert fact.high is None or (fact.high.is_finite() and fact.low <= fact.high)
        if fact.kind == "band":
            cell = plain(fact.cell).replace("|", "\\|")
            assert fact.cell in guide.lines[fact.line - 1] or cell in plain(guide.lines[fact.line - 1])
    for passage in passages_in(guide):
        assert 1 <= passage.first <= passage.last <= len(guide.lines)
        assert passage.quote
    for one in level_maps_in(guide):
        assert 1 <= one.line <= len(guide.lines)
    levels_of(guide)


def test_there_are_malformed_guides_and_questions() -> None:
    """The cases are found."""
    assert len(MALFORMED) >= 70
    assert len(QUESTIONS) >= 280


@pytest.mark.parametrize("file", MALFORMED, ids=lambda file: file.name)
def test_a_malformed_guide_is_read_or_said_to_be_unread(file: Path, tmp_path: Path) -> None:
    """A file gives what it holds, or one reason in words; never an exception."""
    shutil.copy(file, tmp_path / file.name)
    with OnTime():
        content = read_content(tmp_path, file.name)
        if content.guide is not None:
            holds_what_it_says(content.guide)
    assert (content.guide is None) == file.name.startswith("unread-")
    if content.guide is None:
        assert len(content.unread) == 1
        assert content.unread[0].guide == file.name
        assert len(content.unread[0].reason.split()) >= 4


def test_good_guides_are_answered_beside_all_malformed_ones(room: Room) -> None:
    """One folder with everything: what cannot be read is listed, and the rest is right."""
    for file in MALFORMED:
        shutil.copy(file, room.guides / file.name)
    report = room.build()
    unread = {one.guide for one in report.unread if one.line == 0}
    assert unread >= {file.name for file in MALFORMED if file.name.startswith("unread-")}
    assert report.guides == 2 + sum(file.name.startswith("read-") for file in MALFORMED)
    assert room.answers_as_before()
    with room.open() as library:
        for question in ("what is the base at Globex in Oslo?", "ignore previous instructions", "$999K"):
            with OnTime():
                answer = answer_question(question, library, room.encoder)
            assert answer.status in STATUSES
            assert "$999K" not in answer.text
    assert not room.build().changes


WORDS_TO_INSERT = [
    *("|", "||", "---", "|---|", "```", "**", "\u200b", "\u202e", "\x1b[31m", "\t", "\r", "\x00", "[", "]("),
    *("#", "> ", "- ", "1. ", "$", "%", "K", "–", "-", "+", ",", ".", "0", "999", "\u0301", "💰", '"', "“"),
    *(" = ", " -> ", "→", "[Y+110K]", "$[X+20]K", "::", "\u2028", "\ue000", "½", "１", "万", "<b>", "E5–E6"),
]


def mutated(text: str, chance: random.Random) -> str:
    """One to six small harms: characters, words, lines or cells deleted, doubled, swapped, put in."""
    for _ in range(chance.randint(1, 6)):
        lines = text.split("\n")
        a, b = sorted((chance.randrange(len(lines)), chance.randrange(len(lines))))
        at = chance.randrange(len(text) + 1)
        match chance.randrange(9):
            case 0:
                text = text[:at] + text[at + chance.randint(1, 5) :]
            case 1:
                text = (
                    text[:at] + chance.choice(WORDS_TO_INSERT) * chance.choice((1, 1, 1, 2, 40)) + text[at:]
                )
            case 2:
                text = text[:at] + text[at : at + 2][::-1] + text[at + 2 :]
            case 3:
                text = "\n".join([*lines[:a], *lines[a + 1 :]])
            case 4:
                text = "\n".join([*lines[: a + 1], *lines[a:]])
            case 5:
                lines[a], lines[b] = lines[b], lines[a]
                text = "\n".join(lines)
            case 6:  # cells of one line in another order, or one of them gone
                cells = lines[a].split("|")
                chance.shuffle(cells)
                text = "\n".join([*lines[:a], "|".join(cells[chance.randrange(2) :]), *lines[a + 1 :]])
            case 7:
                text = "\n".join([*lines[:a], " ".join(lines[a : b + 1][:9]), *lines[b + 1 :]])
            case _:
                text = text[:at]
        text = text or "\n"
    return text


OURS = sorted(packaged_guides().glob("*.md"))


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("file", OURS, ids=lambda file: file.stem)
def test_a_mutated_guide_says_nothing_that_it_does_not_hold(file: Path, seed: int) -> None:
    """Our own guides, harmed: still read, and each fact still stands in its line."""
    text = mutated(file.read_text("utf-8"), random.Random(f"{file.name} {seed}"))
    with OnTime():
        holds_what_it_says(parse_guide(text, file.name))


def test_mutated_guides_can_be_indexed_and_asked(room: Room) -> None:
    """Twenty harmed guides in one index harm no other guide's answer."""
    for i in range(20):
        file = OURS[i % len(OURS)]
        text = mutated(file.read_text("utf-8"), random.Random(i))
        (room.guides / f"{file.stem}-{i}.md").write_text(text, "utf-8")
    room.build()
    assert room.answers_as_before()


UNITS = [
    *("$1-", "1/1/1/", "((((", "a a a a ", "“", "1,", "1. ", "Aa ", "- ", "| ", "**a", "_", "[a](", "# "),
    *("\t", "> ", '"', ": ", "1%", "$1, ", "$1 and ", "$ 1", "P6–P8 / ", "[X+10K] ", "a = b + ", "→", "万"),
    *("\u200b", "e\u0301", "| $1K–$2K ", '"No" → ', "E5 maps to L5, ", "[Y+$1", "=", "1-1 ", "two hundred "),
]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("width", [60, 3_900, 20_000])
def test_a_guide_of_one_thing_over_and_over_is_read_in_time(unit: str, width: int) -> None:
    """Twenty thousand characters of the same are no work for minutes, in one line or in many."""
    line = (unit * width)[:width]
    text = "# Globex | ML Engineer Negotiation Guide\n\n" + "\n".join([line] * (20_000 // width))
    with OnTime():
        guide = parse_guide(text, "globex.md")
        facts_of(guide)
        passages_in(guide)
        level_maps_in(guide)


@pytest.mark.parametrize(
    "row",
    [
        "| Town{i} | $1{i}K–$2{i}K | $300K–$600K | 15% | $250K–$400K |\n",
        "## Part {i}\n\nPay is up {i}% and ${i}K.\n\n",
        '**Lever {i}:** "Could we do $[X+{i}]K?"\n',
    ],
    ids=["rows", "sections", "levers"],
)
def test_ten_thousand_of_a_kind_are_read_in_time(row: str) -> None:
    """A long guide costs its length, not its square."""
    head = (
        "# Globex | ML Engineer Negotiation Guide\n\n| Region | Base | Stock | Bonus | Total |\n|-|-|-|-|-|\n"
    )
    text = head.replace("|-", "|--") + "".join(row.replace("{i}", str(i)) for i in range(10_000))
    with OnTime():
        guide = parse_guide(text, "globex.md")
        facts_of(guide)


@pytest.mark.parametrize("place", [0, 3_000, 8_000])
def test_the_clause_around_a_figure_ends_at_the_nearest_stops(place: int) -> None:
    """What stands far off does not change a clause, nor is it looked at."""
    text = "so it is. " * 900 + "Revenue of $3B drives pay" + ". so it is" * 900
    start = text.index("$3B")
    assert clause_around(text, start, start + 3) == "Revenue of $3B drives pay"
    assert clause_around(text, place, place + 2) == "so it is"


# ------------------------------------------------------------------------------- files and folders


def add_large(folder: Path) -> None:
    with (folder / "large.md").open("wb") as file:
        file.truncate(100_000_000)  # a hole: no disk is used


def add_loop(folder: Path) -> None:
    (folder / "loop.md").symlink_to("loop.md")
    (folder / "round").symlink_to(folder, target_is_directory=True)
    (folder / "a.md").symlink_to("b.md")
    (folder / "b.md").symlink_to("a.md")


def add_dangling(folder: Path) -> None:
    (folder / "gone.md").symlink_to(folder / "nowhere.md")


def add_folders_named_like_guides(folder: Path) -> None:
    (folder / "x.md").mkdir()
    (folder / "x.md" / "y.txt").mkdir()
    (folder / ".md").mkdir()


def add_pipe(folder: Path) -> None:
    os.mkfifo(folder / "pipe.md")


def add_leading_dashes(folder: Path) -> None:
    for name in ("--index.md", "-.md", "-rf.txt", "~root.md", "$HOME.md", "*.md", "a;b.md", "a b.md", "'.md"):
        (folder / name).write_text("# Notes\n\nAsk early and be kind.\n", "utf-8")


def add_foreign_names(folder: Path) -> None:
    for name in ("谈判.md", "e\u0301.md", "é.md", "💰.md", "x" * 240 + ".md", "UPPER.MD", "a.b.c.markdown"):
        (folder / name).write_text("# Notes\n\nAsk early and be kind.\n", "utf-8")


def add_deep_folders(folder: Path) -> None:
    deep = folder.joinpath(*("d" * 20 for _ in range(40)))
    deep.mkdir(parents=True)
    (deep / "deep.md").write_text("# Notes\n\nAsk early and be kind.\n", "utf-8")


def add_long_line(folder: Path) -> None:
    (folder / "long.md").write_text("a " * 2_400_000, "utf-8")


def add_unreadable(folder: Path) -> None:
    (folder / "locked.md").write_text("# Notes\n", "utf-8")
    (folder / "locked.md").chmod(0)


def add_locked_folder(folder: Path) -> None:
    (folder / "locked").mkdir(mode=0)


ADDITIONS: list[Callable[[Path], None]] = [
    add_large,
    add_loop,
    add_dangling,
    add_folders_named_like_guides,
    add_pipe,
    add_leading_dashes,
    add_foreign_names,
    add_deep_folders,
    add_long_line,
    add_unreadable,
    add_locked_folder,
]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes and links as files need a POSIX system")
@pytest.mark.parametrize("add", ADDITIONS, ids=lambda add: add.__name__)
def test_odd_files_do_not_harm_the_good_guides(room: Room, add: Callable[[Path], None]) -> None:
    """Links, pipes, folders, names, sizes: what is no guide is passed over or listed."""
    add(room.guides)
    with OnTime():
        report = room.build()
    assert room.answers_as_before()
    assert not room.build().changes
    if add in (add_large, add_long_line):
        assert re.search(r"larger than 5 MB|longer than 1 MB", report.unread[0].reason)
    if add in (add_leading_dashes, add_foreign_names, add_deep_folders):
        assert report.guides > 2
        assert not report.unread


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be given on Windows")
@pytest.mark.parametrize("name", ["a\nb.md", "a\x1b[31m.md", "a\u202eb.md", "a\udcffb.md", "\u200b.md"])
def test_a_name_that_cannot_be_shown_is_a_problem(room: Room, name: str) -> None:
    """A citation is a name to open: one that steers a terminal is refused, and the index still answers."""
    room.build()
    try:
        (room.guides / name).write_text("# Notes\n\nAsk early.\n", "utf-8")
    except (OSError, UnicodeError):
        pytest.skip("this file system has no such names")
    with pytest.raises(Problem) as raised:
        room.build()
    assert raised.value.message == "the name of a file cannot be shown"
    assert (raised.value.where or "\n").isprintable()
    assert raised.value.remedy == "rename it"
    assert room.answers_as_before()


def test_guides_that_change_while_they_are_read(room: Room) -> None:
    """A file gone or rewritten between the listing and the reading is said, and seen the next time."""
    for i in range(6):
        (room.guides / f"note{i}.md").write_text(f"# Note {i}\n\nAsk early and be kind.\n", "utf-8")
    seen: list[str] = []

    def read_and_harm(folder: Path, path: str) -> Any:
        seen.append(path)
        if path == "note0.md":
            (folder / "note3.md").unlink()
            (folder / "note4.md").write_bytes(b"\x00")
            (folder / "note5.md").unlink()
            (folder / "note5.md").mkdir()
        return read_content(folder, path)

    report = build(room.guides, room.index, encoder=room.encoder, chroma=False, read=read_and_harm)
    assert {one.guide for one in report.unread} == {"note3.md", "note4.md", "note5.md"}
    assert room.answers_as_before()
    assert room.build().guides == 5


def test_one_file_under_two_names_is_two_citations_of_one_figure(room: Room) -> None:
    """A copy adds no conflict: both say the same."""
    shutil.copy(room.guides / "acme.md", room.guides / "copy.md")
    room.build()
    assert room.answers_as_before()
    with room.open() as library:
        assert not answer_question(PLAIN_QUESTION, library, room.encoder).conflicts


def test_two_guides_with_other_figures_are_both_named(room: Room) -> None:
    """Guides differ, and the reader is told."""
    (room.guides / "other.md").write_text(ACME.replace("$111K–$222K", "$119K–$229K"), "utf-8")
    room.build()
    with room.open() as library:
        answer = answer_question(PLAIN_QUESTION, library, room.encoder)
    assert "$111K–$222K" in answer.text
    assert "$119K–$229K" in answer.text
    assert answer.conflicts


# -------------------------------------------------------------------------------------- questions

AMOUNT = re.compile(r"\$[0-9][0-9.,]*[KM]?")


def stands_somewhere(amount: str, answer: Answer) -> bool:
    stated = [number.text for number in answer.numbers]
    return any(amount.rstrip(".,") in text for text in (*stated, ACME, GENERAL))


def ask(question: str, library: Library, lexicon: Lexicon) -> Answer:
    with OnTime():
        answer = answer_question(question, library, TinyEncoder(), lexicon)
    assert answer.status in STATUSES
    assert answer.text.strip() or answer.not_covered or answer.questions
    json.loads(dumps(answer.as_dict()))
    for amount in AMOUNT.findall(answer.text):
        assert stands_somewhere(amount, answer), (question[:200], answer.text)
    return answer


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: ascii(question)[:40])
def test_a_malformed_question_gets_an_answer(question: str, library: Library, lexicon: Lexicon) -> None:
    """Whatever is asked, there is a status, a text, and no figure from nowhere."""
    line = json.dumps({"question": question}).encode()
    if question.strip():
        _, question = commands.read_line(line, "here:1")
    else:
        with pytest.raises(Problem, match="no text or is empty"):
            commands.read_line(line, "here:1")
    ask(question, library, lexicon)


@pytest.mark.parametrize("unit", [*UNITS, "Acme ", "Lisbon ", "is 230K ok? ", "250K + ", "why? ", "minus "])
def test_a_question_of_a_million_characters_is_answered_in_time(
    unit: str, library: Library, lexicon: Lexicon
) -> None:
    """A long question is cut, and said to be."""
    answer = ask(f"{PLAIN_QUESTION} {unit * (1_000_000 // len(unit))}.", library, lexicon)
    assert "shortened" in {warning.code for warning in answer.warnings}


def test_the_plain_question_is_answered_after_all_of_them(shared: Room) -> None:
    """Questions leave nothing behind."""
    assert shared.answers_as_before()
    assert shared.build().changes == type(shared.build().changes)()


# --------------------------------------------------------------------------------- options, batches


def screen() -> Screen:
    return Screen(io.StringIO(), io.StringIO(), True)


def output(of: Screen) -> str:
    assert isinstance(of.out, io.StringIO)
    return of.out.getvalue()


BATCH: list[tuple[bytes, str | None]] = [
    (b"{", "no JSON"),
    (b"[]", "no JSON object"),
    (b"1", "no JSON object"),
    (b'"what?"', "no JSON object"),
    (b"null", "no JSON object"),
    (b"NaN", "no JSON"),
    (b"{}", "has no question"),
    (b'{"id": 1}', "has no question"),
    (b'{"id": 1, "question": null}', "has no question"),
    (b'{"id": 1, "question": 5}', "no text"),
    (b'{"id": 1, "question": ["base"]}', "no text"),
    (b'{"id": 1, "question": {"a": 1}}', "no text"),
    (b'{"id": 1, "question": true}', "no text"),
    (b'{"id": 1, "question": ""}', "empty"),
    (b'{"id": 1, "question": " \\n\\t"}', "empty"),
    (b'{"id": NaN, "question": "base?"}', "no JSON"),
    (b'{"id": -Infinity, "question": "base?"}', "no JSON"),
    (b'{"id": 1e999, "question": "base?"}', "no JSON"),
    (b'{"id": 1, "question": "base?"} x', "no JSON"),
    (b'{"id": 1, "question": "base?"', "no JSON"),
    (b"{'id': 1, 'question': 'base?'}", "no JSON"),
    (b'{"id": 1, "question": "\xff"}', "not UTF-8"),
    (b'{"id": 1, "question": "a\x00b"}', "no JSON"),
    (b'\x00{"id": 1, "question": "base?"}', "no JSON"),
    (b"[" * 100_000, "no JSON"),
    (b'{"a":' * 100_000, "no JSON"),
    (b'{"id": ' + b"[" * 200_000 + b"]" * 200_000 + b', "question": "base?"}', "no JSON"),
    (b'{"id": ' + b"9" * 5_000 + b', "question": "base?"}', "no JSON"),
    (b'{"id": 1, "question": "base?", "x": ' + b"9" * 5_000 + b"}", "no JSON"),
    (b'{"id": "\\ud800", "question": "base at Acme?"}', None),
    (b'{"id": 1, "question": "\\ud800 \\u0000 base at Acme?"}', None),
    (b'{"id": 1, "id": 2, "question": "base at Acme?"}', None),
    (b'{"id": null, "question": "base at Acme?"}', None),
    (b'{"id": {"a": [1.5]}, "question": "base at Acme?", "question ": 1}', None),
    (b'\xef\xbb\xbf{"id": 1, "question": "base at Acme?"}\r', None),
    (b'{"id": 1, "question": "' + b"base at Acme? " * 80_000 + b'"}', None),
]


@pytest.mark.parametrize(("line", "said"), BATCH, ids=lambda value: ascii(value)[:40])
def test_a_malformed_line_of_a_batch_harms_no_other(shared: Room, line: bytes, said: str | None) -> None:
    """A bad line gives a line with `error` and a place; the good ones around it are answered."""
    good = json.dumps({"id": "good", "question": PLAIN_QUESTION}).encode()
    of = screen()
    code = commands.ask_each([good, line, good], "lines", shared.settings(), of, encoder=shared.encoder)
    first, middle, last = map(json.loads, output(of).splitlines())
    for one in (first, last):
        assert one["id"] == "good"
        assert PLAIN_FIGURE in one["text"]
    assert code == (0 if said is None else 1)
    assert "id" in middle
    if said is None:
        assert middle["status"] in STATUSES
    else:
        assert said in middle["error"]["message"]
        assert len(middle["error"]["message"]) < 300
        assert middle["error"]["where"] == "lines:2"


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result.exit_code, result.stdout, result.stderr


COMMANDS = [
    ["index"],
    ["ask", "base?"],
    ["search", "base"],
    ["bands"],
    ["verify", "{text}"],
    ["ask", "--batch", "{text}"],
]
WRONG_OPTIONS: list[tuple[list[str], str]] = [
    (["--guides", "{tmp}/nowhere"], "does not exist"),
    (["--guides", "{text}"], "is a file"),
    (["--guides", "{empty}"], "holds no guide"),
    (["--guides", "/dev/null"], "file"),
    (["--guides", ""], "is empty"),
    (["--guides", "  "], "is empty"),
    (["--guides", "{tmp}/" + "x" * 300], "folder"),
    (["--guides", "~no-such-user/x"], "no such user"),
    (["--index", ""], "is empty"),
    (["--index", "{text}"], "index"),
    (["--index", "{text}/below"], "index"),
    (["--index", "/dev/null"], "index"),
    (["--index", "/proc/x"], "index"),
    (["--index", "{tmp}/" + "x" * 300], "index"),
]


@pytest.mark.skipif(os.name == "nt", reason="names of POSIX systems")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(("options", "said"), WRONG_OPTIONS, ids=lambda value: ascii(value)[:40])
def test_a_wrong_folder_is_one_sentence(
    command: list[str], options: list[str], said: str, shared: Room, tmp_path: Path
) -> None:
    """Guides or an index that cannot be: exit code 1, one object, in every command alike."""
    text, empty = tmp_path / "text.jsonl", tmp_path / "empty"
    text.write_text('{"id": 1, "question": "base?"}\n', "utf-8")
    empty.mkdir()

    def filled(words: list[str]) -> list[str]:
        names = {"{tmp}": str(tmp_path), "{text}": str(text), "{empty}": str(empty)}
        for name, value in names.items():
            words = [word.replace(name, value) for word in words]
        return words

    beside = [] if options[0] == "--guides" else ["--guides", str(shared.guides)]
    fresh = ["--index", str(tmp_path / "index")] if options[0] == "--guides" else []
    code, out, _ = run(*filled(command), *filled(options), *beside, *fresh, "--json")
    error = json.loads(out)["error"]
    assert code == 1
    assert said in error["message"] + (error["where"] or "")
    assert error["remedy"]
    assert not (tmp_path / "index" / FILE).exists()


WRONG_URLS = [
    "ftp://x",
    "x",
    "localhost:8000",
    "http://",
    "http:///x",
    "http://[::1",
    "http://x:99999",
    "http://x:y",
    "://",
    "http://a b",
]


@pytest.mark.parametrize("url", WRONG_URLS)
@pytest.mark.parametrize("command", [["index"], ["ask", "base?"], ["search", "base"]], ids=" ".join)
def test_an_address_that_is_none_is_refused_by_every_command(
    url: str, command: list[str], shared: Room
) -> None:
    """A wrong Chroma address is said even where Chroma is not needed."""
    options = ["--guides", str(shared.guides), "--index", str(shared.index), "--chroma-url", url]
    code, out, _ = run(*command, *options, "--json")
    error = json.loads(out)["error"]
    assert (code, error["message"]) == (1, "this is no address of a Chroma server")
    assert (error["where"], error["remedy"]) == (f"--chroma-url: {url}", "write it as http://host:8000")


WRONG_TOML = [
    *(b"\xff\xfe", b"guides", b"guides =", b"= 1", b"[", b"[[x]]", b"x = 1", b"guides = []", b"guides = 1"),
    *(b'model = ""', b'"" = ""', b"guides = '''", b'guides = "\x00"', b'guides = "a"\nguides = "b"', b"\x00"),
    *(
        b"a = " + b"[" * 20_000,
        b"a = " + b"{a=" * 5_000,
        b"guides = 1979-05-27",
        b"index = nan",
        b"[guides]\n",
    ),
    *(b'guides.x = "a"', b'"gui\\u0064es" = 3', b"api_key = 1", b"chroma_url = true", b"x" * 100_000),
]


@pytest.mark.parametrize("content", WRONG_TOML, ids=lambda content: ascii(content)[:30])
def test_a_settings_file_that_is_none_is_one_sentence(
    content: bytes, clean_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the file holds: where it lies, and how to mend it."""
    monkeypatch.chdir(clean_environment)
    (clean_environment / "counteroffer.toml").write_bytes(content)
    code, out, _ = run("bands", "--json")
    error = json.loads(out)["error"]
    assert code == 1
    assert error["where"].startswith("counteroffer.toml")
    assert error["remedy"]
    assert len(error["message"]) < 300


TEXTS = [
    b"",
    b" ",
    b"\x00",
    b"\xff\xfe",
    b"\xff\xfea",
    b"\x89PNG\r\n\x1a\n\x00",
    b"$",
    b"$999K",
    b"%PDF-1.7",
    "１２３K".encode(),
]


@pytest.mark.parametrize("content", TEXTS, ids=ascii)
@pytest.mark.parametrize("source", [b"", b"\x00", b"# Globex\n\nPay is $999K.\n", b"|", b"---"], ids=ascii)
def test_texts_and_sources_of_any_kind_are_verified_or_refused(
    content: bytes, source: bytes, tmp_path: Path
) -> None:
    """Exit code 0, 4, or 1 with a sentence."""
    (tmp_path / "text").write_bytes(content)
    (tmp_path / "source").write_bytes(source)
    code, out, _ = run("verify", str(tmp_path / "text"), "--source", str(tmp_path / "source"), "--json")
    value = json.loads(out)
    assert code in ((1,) if "error" in value else (0, 4))
    if "error" not in value:
        assert (code == 4) == (value["status"] == "unsupported")
        assert code == 4 or b"$999K" not in (content if b"$999K" not in source else b"")


def test_the_same_file_twice_as_a_source_is_no_harm(tmp_path: Path) -> None:
    """A name given twice is one source more and nothing worse."""
    of = screen()
    sources = [("a", "Pay is $999K."), ("a", "Pay is $998K."), ("", ""), ("\n", "\n")]
    assert verifying.verify_against("Pay is $999K.", sources, of) == 0


# ------------------------------------------------------------------------------------ the index


def harmed(content: bytes, chance: random.Random) -> bytes:
    """One harm to a file: cut, emptied, lengthened, some bytes changed or a page of zeros."""
    at = chance.randrange(len(content))
    match chance.randrange(6):
        case 0:
            return content[:at]
        case 1:
            return content[: at // 4096 * 4096]
        case 2:
            return content + chance.randbytes(5_000)
        case 3:
            return content[:at] + chance.randbytes(20) + content[at + 20 :]
        case 4:
            start = at // 4096 * 4096
            return content[:start] + bytes(4096) + content[start + 4096 :]
        case _:
            return chance.randbytes(100) + content[100:]


@pytest.mark.heavy  # a damaged index is made anew with its Chroma store
@pytest.mark.parametrize("seed", range(60))
def test_a_harmed_index_answers_or_is_made_anew(shared: Room, tmp_path: Path, seed: int) -> None:
    """Never a wrong figure and never a traceback: the last index, a new one, or a sentence."""
    room = Room(shared.guides, tmp_path / "index", TinyEncoder())
    room.index.mkdir()
    (room.index / FILE).write_bytes(harmed((shared.index / FILE).read_bytes(), random.Random(seed)))
    of = screen()
    with suppress(Problem):
        assert commands.ask(PLAIN_QUESTION, room.settings(), of, encoder=room.encoder) == 0
        assert PLAIN_FIGURE in json.loads(output(of))["text"]
    assert room.build().guides == 2
    assert room.answers_as_before()


@pytest.mark.heavy
@pytest.mark.parametrize("content", [b"", b"x", b"SQLite format 3\x00", b"\x00" * 9_000], ids=ascii)
@pytest.mark.parametrize("ending", ["", "-wal", "-shm"])
def test_files_of_an_index_that_are_none(shared: Room, tmp_path: Path, content: bytes, ending: str) -> None:
    """Something else under the index's names does not stop an answer."""
    room = Room(shared.guides, tmp_path / "index", TinyEncoder())
    shutil.copytree(shared.index, room.index)
    (room.index / f"{FILE}{ending}").write_bytes(content)
    of = screen()
    assert commands.ask(PLAIN_QUESTION, room.settings(), of, encoder=room.encoder) == 0
    assert PLAIN_FIGURE in json.loads(output(of))["text"]


@pytest.mark.heavy
@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "encoder.json"])
@pytest.mark.parametrize("harm", ["cut", "emptied", "rubbish", "deleted"])
def test_a_harmed_export_of_the_model_is_made_anew(
    exported: Path, tmp_path: Path, name: str, harm: str
) -> None:
    """A damaged file of the encoder is one sentence, once; then the vectors are the same as before."""
    shutil.copytree(exported, tmp_path / "index")
    (file,) = (tmp_path / "index").rglob(name)
    content = file.read_bytes()
    if harm == "deleted":
        file.unlink()
    else:
        file.write_bytes({"cut": content[: len(content) // 2], "emptied": b""}.get(harm, b"\xffx" * 500))
    before = open_encoder(exported).encode(["base salary"])
    try:
        after = open_encoder(tmp_path / "index").encode(["base salary"])
    except Problem as problem:
        told = str(problem)
        after = open_encoder(tmp_path / "index").encode(["base salary"])
    else:
        told = ""
    assert told == "" or told.startswith("the exported model is damaged")
    assert abs(before - after).max() < 1e-5


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the packaged model, exported."""
    folder = tmp_path_factory.mktemp("exported")
    make_encoder(folder).encode(["base salary"])
    return folder


@pytest.mark.heavy
def test_an_index_whose_tables_are_another_programs(shared: Room, tmp_path: Path) -> None:
    """A database of somebody else under our name is said, or made anew; never a traceback."""
    room = Room(shared.guides, tmp_path / "index", TinyEncoder())
    room.index.mkdir()
    connection = sqlite3.connect(room.index / FILE)
    connection.executescript("CREATE TABLE meta (a); CREATE TABLE passages (b); INSERT INTO meta VALUES (1);")
    connection.close()
    of = screen()
    assert commands.ask(PLAIN_QUESTION, room.settings(), of, encoder=room.encoder) == 0
    assert PLAIN_FIGURE in json.loads(output(of))["text"]


def test_an_open_end_comes_back_from_the_index_as_a_number(room: Room) -> None:
    """`$600K–$1M+` keeps where its open end begins, exactly."""
    (room.guides / "acme.md").write_text(ACME.replace("$310K–$620K", "$310K–$1M+"), "utf-8")
    room.build()
    with room.open() as library:
        stored = {fact for fact in library.facts() if fact.guide == "acme.md"}
    assert stored == set(read_content(room.guides, "acme.md").facts)
    assert {1_000_000} == {fact.open_from for fact in stored if fact.open_from is not None}


def test_the_index_folder_may_lie_in_the_guides_folder(room: Room) -> None:
    """What the index writes is not read as a guide."""
    inside = Room(room.guides, room.guides / "index", room.encoder)
    inside.build()
    assert not inside.build().changes
    assert inside.answers_as_before()


# -------------------------------------------------------------------------------------- properties

ANY_TEXT = st.one_of(
    st.text(max_size=200),
    st.text(alphabet='$€¥0123456789.,KMk%–-+ /()[]"“”|*#:=→ABEPab\n', max_size=200),
    st.lists(LINES, max_size=20).map("\n".join),
    st.lists(
        st.sampled_from([*UNITS, *QUESTIONS[:120], "Acme", "Lisbon", "base", "$111K–$222K"]), max_size=8
    ).map(" ".join),
)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FEW
@given(ANY_TEXT)
def test_any_text_is_a_guide_that_holds_what_it_says(text: str) -> None:
    """Reading is total."""
    holds_what_it_says(parse_guide(text, "any.md"))


@FEW
@given(ANY_TEXT)
def test_amounts_stand_where_they_say(text: str) -> None:
    """An amount's words are the text's own, in order, without overlap."""
    end = 0
    for amount in amounts_in(text):
        assert text[amount.start : amount.end] == amount.text
        assert amount.start >= end
        assert amount.high is None or amount.low <= amount.high
        end = amount.end


@FEW
@given(text=ANY_TEXT)
def test_any_text_is_understood_as_a_question(text: str, lexicon: Lexicon) -> None:
    """Resolving and taking apart are total."""
    resolve(text, lexicon)
    for part in parts_of(text):
        read_question(part, lexicon)


@pytest.mark.parametrize(
    "figure", ["9" * 41, "1" * 100, "１" * 60, "$" + "9" * 50 + "K", "0." + "0" * 60 + "1"]
)
def test_a_figure_of_any_length_is_read_and_checked(
    figure: str, evidence: Evidence, lexicon: Lexicon, library: Library
) -> None:
    """More digits than arithmetic keeps are still digits."""
    facts_of(
        parse_guide(f"| Region | Base Salary |\n|---|---|\n| Oslo | {figure} |\n\n{figure}\n", "globex.md")
    )
    check(f"The base at Acme in Lisbon is {figure}.", evidence, lexicon)
    ask(f"is {figure} ok for the base at Acme in Lisbon?", library, lexicon)


@FEW
@given(text=ANY_TEXT)
def test_any_text_can_be_checked(text: str, evidence: Evidence, lexicon: Lexicon) -> None:
    """A verdict's words are the text's own, and what stands in no cell is not called quoted."""
    for verdict in check(text, evidence, lexicon):
        assert text[verdict.start : verdict.end] == verdict.text
        if verdict.verdict == "quoted":
            assert verdict.fact or verdict.place


@FEW
@given(text=ANY_TEXT)
def test_any_text_is_answered(text: str, library: Library, lexicon: Lexicon) -> None:
    """Answering is total, and states nothing that is not in the guides or the question."""
    ask(text, library, lexicon)
