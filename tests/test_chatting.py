"""`counteroffer chat`, on a terminal and line by line: commands, pages, JSON, what is kept.

An index of an invented guide and a ten-line encoder; all figures are invented. The test marked heavy
starts the program as a process.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from conftest import TinyEncoder

from assistant.chatting import HELP, WELCOME, chat, lines_of
from assistant.screen import Screen
from assistant.settings import Settings, read_settings
from corpus.problem import Problem
from index.build import build

ROOT = Path(__file__).parent.parent

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
| London (UK) | $111K–$222K | $310K–$620K | 12% | $230K–$410K |
| US (Austin / NYC) | $133K–$244K | $330K–$640K | 12–18% | $250K–$450K |
"""
OFFER = "company: Acme\nregion: London\nlevel: E5\ncurrency: USD\nbase: 150k\nequity_total: 400k\nequity_years: 4\n"

Chatted = tuple[int, str, str]
Chat = Callable[..., Chatted]


@pytest.fixture
def settings(tmp_path: Path, tiny_encoder: TinyEncoder) -> Settings:
    folder = tmp_path / "guides"
    folder.mkdir()
    (folder / "acme.md").write_text(ACME, "utf-8")
    build(folder, tmp_path / "index", encoder=tiny_encoder, chroma=False)
    return read_settings({"guides": str(folder), "index": str(tmp_path / "index")}, {}, [])


@pytest.fixture
def talk(settings: Settings, tiny_encoder: TinyEncoder) -> Chat:
    """Say lines; gives the exit code and both streams."""

    def run(*lines: str, as_json: bool = False, typed: bool = False, **more: Any) -> Chatted:
        screen = Screen(io.StringIO(), io.StringIO(), as_json)
        ask = typing(lines, more.pop("prompts", [])) if typed else None
        code = chat(None if typed else lines, ask, settings, screen, encoder=tiny_encoder, **more)
        return code, screen.out.getvalue(), screen.err.getvalue()  # type: ignore[attr-defined]

    return run


def typing(lines: Iterable[str], prompts: list[str]) -> Callable[[str], str]:
    """A person at a terminal, who leaves at the end."""
    rest = iter(lines)

    def ask(prompt: str) -> str:
        prompts.append(prompt)
        line = next(rest, None)
        if line is None:
            raise EOFError
        if line == "^C":
            raise KeyboardInterrupt
        return line

    return ask


@pytest.fixture
def offer(tmp_path: Path) -> str:
    file = tmp_path / "offer.yaml"
    file.write_text(OFFER, "utf-8")
    return str(file)


def test_each_line_is_answered(talk: Chat) -> None:
    """What was filled in stands before its answer; empty lines are passed over."""
    code, out, _ = talk("rsu at Acme in London", "", "and in nyc?")
    assert code == 0
    assert "$310K–$620K" in out
    assert "Understood as: the RSU band for Acme in New York City\n\nFor Acme" in out


def test_json_gives_one_object_for_each_line(talk: Chat) -> None:
    """An answer of the contract with what was understood and what is in play."""
    _, out, _ = talk("rsu at Acme in London", "my base is 150", as_json=True)
    first, second = map(json.loads, out.splitlines())
    assert first["understood"] is None
    assert (first["status"], first["numbers"][0]["text"]) == ("answered", "$310K–$620K")
    assert second["understood"] == "is my base of 150 ok for Acme in London"
    assert second["in_play"] == {
        "company": ["Acme"], "role": [], "region": ["London"], "level": [], "component": ["base"],
        "yours": [{"component": "base", "text": "150"}], "offer": False,
    }  # fmt: skip


def test_what_is_in_play_is_shown_and_changed(talk: Chat) -> None:
    _, out, _ = talk(
        "rsu at Acme in London", "/set region=austin", "/show", "and the base?", "/forget", "/show"
    )
    assert "- place: Austin\n" in out
    assert "Understood as: the base band for Acme in Austin" in out
    assert out.rstrip().endswith("- nothing yet")


def test_an_offer_is_loaded_and_checked(talk: Chat, offer: str) -> None:
    code, out, _ = talk(f"/offer {offer}", "is my offer ok?")
    assert code == 0
    assert "- your figures: base USD 150k, RSU USD 400k over 4 years\n" in out
    assert "Understood as: where your offer lies" in out
    assert "Your USD 150K is inside" in out


def test_an_offer_can_be_named_at_the_start(talk: Chat, offer: str) -> None:
    _, out, _ = talk("write the mail", offer=offer)
    assert "Subject: " in out
    assert "$150K base" in out


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/foo", "there is no command /foo. To mend it: say /help for the commands"),
        ("/set", "there is nothing to set (/set). To mend it: write it as /set company=Meta"),
        (
            "/set company=globexx",
            "no company called 'globexx' is known (/set). To mend it: name one such as Acme",
        ),
        ("/offer", "there is no file (/offer). To mend it: write it as /offer FILE"),
        (
            "/offer none.yaml",
            "the file cannot be read: no such file or directory (none.yaml). To mend it: name another",
        ),
        ("/save", "there is no file (/save). To mend it: write it as /save FILE"),
    ],
)
def test_a_bad_command_is_said_and_the_rest_goes_on(talk: Chat, line: str, sentence: str) -> None:
    """In lines it makes the exit code 1, as for a batch."""
    code, out, err = talk(line, "base at Acme in London")
    assert (code, err) == (1, f"{sentence}\n")
    assert "$111K–$222K" in out
    _, out, _ = talk(line, as_json=True)
    assert set(json.loads(out)["error"]) == {"message", "where", "remedy"}


def test_help_names_the_commands(talk: Chat) -> None:
    _, out, _ = talk("/help")
    assert all(entry.split(":")[0] in out for entry in HELP)


def test_nothing_is_kept_unless_asked_for(talk: Chat, tmp_path: Path, clean_environment: Path) -> None:
    """Neither question nor answer is in any file afterwards."""
    talk("rsu at Acme in London", "my base is 151515")
    files = [p for p in (*tmp_path.rglob("*"), *clean_environment.rglob("*")) if p.is_file()]
    assert files
    assert not any(b"151515" in p.read_bytes() for p in files)


def test_the_turns_are_kept_as_json(talk: Chat, tmp_path: Path) -> None:
    """All turns of the run, not only the last twelve."""
    file = tmp_path / "kept.json"
    talk(*["rsu at Acme in London"] * 14, "and in nyc?", save=str(file))
    kept = json.loads(file.read_text("utf-8"))
    assert len(kept["turns"]) == 15
    assert kept["turns"][-1]["understood"] == "the RSU band for Acme in New York City"
    assert kept["in_play"]["company"] == ["Acme"]


def test_no_file_is_written_over(talk: Chat, tmp_path: Path) -> None:
    """One that is there is refused before the first question."""
    file = tmp_path / "mine.json"
    file.write_text("mine", "utf-8")
    with pytest.raises(Problem, match="the file is there already"):
        talk("rsu at Acme in London", save=str(file))
    code, _, err = talk("rsu at Acme in London", f"/save {file}")
    assert (code, file.read_text("utf-8")) == (1, "mine")
    assert "the file is there already" in err


def test_a_run_without_questions_keeps_nothing(talk: Chat, tmp_path: Path) -> None:
    talk("/show", save=str(tmp_path / "kept.json"))
    assert not (tmp_path / "kept.json").exists()


def test_a_person_sees_what_is_in_play_before_each_line(talk: Chat) -> None:
    prompts: list[str] = []
    code, _, err = talk("rsu at Acme in London", "/foo", typed=True, prompts=prompts)
    assert prompts == ["> ", "[Acme, London, RSU] > ", "[Acme, London, RSU] > "]
    assert code == 0  # a slip of the finger is no failure of the program
    assert err.startswith(WELCOME)


@pytest.mark.parametrize("end", ["/quit", "^C"])
def test_a_person_can_leave(talk: Chat, tmp_path: Path, end: str) -> None:
    """What was to be kept is kept however a person leaves."""
    file = tmp_path / "kept.json"
    code, out, _ = talk("rsu at Acme in London", end, "and in nyc?", typed=True, save=str(file))
    assert code == 0
    assert "New York" not in out
    assert len(json.loads(file.read_text("utf-8"))["turns"]) == 1


def test_bytes_that_are_no_text_become_a_mark() -> None:
    assert list(lines_of([b"\xef\xbb\xbfbase?\n", b"\xff?\n"])) == ["base?\n", "\ufffd?\n"]


def test_words_of_the_person_are_no_markdown(talk: Chat) -> None:
    _, out, _ = talk("rsu at Acme in London", "is it in *usd* or in sgd?")
    assert "Understood as: is it in *usd* or in sgd (the RSU band for Acme in London)" in out


def model_that_says(*texts: str) -> Any:
    from langchain_core.language_models.fake_chat_models import FakeListChatModel

    return FakeListChatModel(responses=list(texts))


@pytest.mark.heavy
def test_a_models_invented_figure_does_not_pass(talk: Chat) -> None:
    """The same check holds in a conversation: what the model makes up is not shown."""
    model = model_that_says("For Acme in London the RSU band is $999K–$1.2M [P1].")
    _, out, _ = talk("rsu at Acme in London", "and in nyc?", model=model, as_json=True)
    for line in out.splitlines():
        value = json.loads(line)
        assert "999" not in value["text"]
        assert {n["source"] for n in value["numbers"]} == {"quoted"}
    assert "$330K–$640K" in value["text"]


@pytest.mark.heavy
def test_the_program_reads_lines_and_ends_with_them(tmp_path: Path) -> None:
    """As a process, on the invented guide: one object for each line, nothing on standard error but notes."""
    folder = tmp_path / "guides"
    folder.mkdir()
    (folder / "acme.md").write_text(ACME, "utf-8")
    command = [sys.executable, "-m", "assistant", "chat", "--json", "--guides", str(folder)]
    environment = {**os.environ, "COUNTEROFFER_INDEX": str(tmp_path / "index")}
    done = subprocess.run(
        command, input="rsu at Acme in London\nand in nyc?\n", cwd=ROOT, env=environment, text=True,
        capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["status"] for line in done.stdout.splitlines()] == ["answered", "answered"]
    assert "Traceback" not in done.stderr
