"""`counteroffer chat`: a conversation on a terminal, or line by line from standard input.

In: `Settings`, a `Screen`, the lines that a person types, an offer's file if one was named. Out: the exit
code. A line is a question or a command such as `/show`. Nothing is stored unless a file was named for it,
and never over one that is there. What an answer consists of is `assistant.conversation`'s.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.commands import DONE, PROBLEM, Desk, open_desk, tell_unweighed
from assistant.conversation import FIELDS, Conversation, Turn, converse, forget, with_field, with_offer
from assistant.drawing import Block, Items, Prose, Title
from assistant.in_play import InPlay
from assistant.render import answer_page
from assistant.result import Answer, Warning_
from assistant.screen import Screen, problem_as_dict
from assistant.settings import Settings
from assistant.standing import what_of
from corpus.problem import Problem

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from index.encoder import Encoder
    from index.resolve import Lexicon

HELP = (
    "/show: what is in play, which a question may leave out",
    "/set company=Meta: change it; the fields are " + ", ".join(FIELDS) + "; /set level= takes one out",
    "/forget: start anew",
    "/offer FILE: load an offer, for “is my offer ok?”, "
    "“what should I ask for?”, “write the mail”, “what do I reply to '…'?”",
    "/save FILE: keep this conversation as JSON; nothing is kept otherwise",
    "/quit: stop",
)
WELCOME = (
    "Ask about an offer; /help shows the commands, /quit stops. Nothing is kept unless you say /save FILE."
)
LONGEST_LINE = 100_000  # characters; what is longer is cut before it is read

Ask = Callable[[str], str]  # shows a prompt, gives the line; raises EOFError


@dataclass
class _Chat:
    """One run of the command."""

    desk: Desk
    lexicon: Lexicon
    screen: Screen
    model: BaseChatModel | None = None
    seconds: float | None = None
    conversation: Conversation = field(default_factory=Conversation)
    kept: list[Turn] = field(default_factory=list)  # every turn of this run, for /save
    code: int = DONE
    over: bool = False

    def line(self, text: str) -> None:
        """One line of the person's: a command, or a question."""
        text = text.strip()[:LONGEST_LINE]
        if not text:
            return
        try:
            if text.startswith("/") and text[1:2].isalpha():
                self._command(text)
            else:
                self._question(text)
        except Problem as problem:
            self.code = PROBLEM
            if self.screen.json:
                self.screen.line({"question": text, "error": problem_as_dict(problem)})
            else:
                self.screen.problem(problem)

    def _question(self, text: str) -> None:
        answer, self.conversation = converse(
            text,
            self.conversation,
            self.desk.library,
            self.desk.encoder,
            self.lexicon,
            self.model,
            seconds=self.seconds,
        )
        if self.desk.behind:
            note = self.desk.behind[:1].upper() + self.desk.behind[1:]
            answer = _with(answer, Warning_("index_behind", note))
        self.kept.append(self.conversation.turns[-1])
        understood = self.conversation.understood
        value = {
            "question": text,
            "understood": understood or None,
            "in_play": self._in_play(),
            **answer.as_dict(),
        }
        self.screen.result(value, lambda: turn_page(answer, understood))
        if not self.screen.json:
            self.screen.out.write("\n")
            self.screen.out.flush()

    def _in_play(self) -> dict[str, Any]:
        return {**self.conversation.in_play.as_dict(), "offer": self.conversation.offer is not None}

    # ---- commands

    def _command(self, text: str) -> None:
        name, _, rest = text[1:].partition(" ")
        rest = rest.strip()
        match name.lower():
            case "show":
                self._show()
            case "forget":
                self.conversation = forget(self.conversation)
                self._done("Forgotten: nothing is in play.")
            case "set":
                field_, sign, value = rest.partition("=")
                if not sign:
                    raise Problem("there is nothing to set", "/set", "write it as /set company=Meta")
                self.conversation = with_field(self.conversation, field_, value, self.lexicon)
                self._show()
            case "offer":
                self._offer(rest)
            case "save":
                if not rest:
                    raise Problem("there is no file", "/save", "write it as /save FILE")
                self.save(rest)
            case "help" | "h":
                self._say([Title("Commands"), Items(HELP)], {"help": list(HELP)})
            case "quit" | "exit" | "q":
                self.over = True
            case _:
                raise Problem(f"there is no command /{name}", None, "say /help for the commands")

    def _show(self) -> None:
        self._say([Title("In play"), Items(in_play_lines(self.conversation))], {"in_play": self._in_play()})

    def _offer(self, name: str) -> None:
        if not name:
            raise Problem("there is no file", "/offer", "write it as /offer FILE")
        if name == "-":
            raise Problem("the offer cannot be standard input here", "/offer", "name a file")
        self.load(name)
        self._show()

    def load(self, name: str) -> None:
        """Put an offer's file in play. Raises Problem."""
        from assistant.countering import Entered
        from assistant.running import read_text

        offer = Entered(name, read_text(str(Path(name).expanduser()))).read()
        earlier = self.conversation.in_play.posts
        fresh = replace(self.conversation, in_play=InPlay(earlier=earlier))
        self.conversation = with_offer(fresh, offer, self.lexicon)

    def save(self, name: str) -> None:
        """Write every turn of this run to a file that is not there yet."""
        turns = [turn.as_dict() for turn in self.kept]
        value = {**self.conversation.as_dict(), "turns": turns}
        _write_new(name, json.dumps(value, ensure_ascii=False, indent=1) + "\n")
        self._done(f"Wrote {name}.")

    def _done(self, sentence: str) -> None:
        if self.screen.json:
            self.screen.line({"done": sentence, "in_play": self._in_play()})
        else:
            self.screen.note(sentence)

    def _say(self, page: list[Block], value: dict[str, Any]) -> None:
        self.screen.result(value, lambda: page)


def chat(
    lines: Iterable[str] | None,
    ask: Ask | None,
    settings: Settings,
    screen: Screen,
    offer: str | None = None,
    save: str | None = None,
    encoder: Encoder | None = None,
    model: BaseChatModel | None = None,
) -> int:
    """Hold a conversation: `ask` prompts for each line on a terminal, else `lines` gives them.

    `save` names the file that the turns go to at the end; one that is there is refused before anything.
    """
    from index.resolve import lexicon_of

    if save is not None and Path(save).expanduser().exists():
        raise _is_there(save)
    seconds: float | None = None
    if model is None and settings.model.value not in (None, "none"):
        from assistant.model.opening import open_model, seconds_of

        model, seconds = open_model(settings), seconds_of(settings)
    with open_desk(settings, screen, encoder) as desk:
        if model is not None:
            tell_unweighed(desk.encoder, screen)
        one = _Chat(desk, lexicon_of(desk.library, desk.encoder.is_word), screen, model, seconds)
        if offer is not None:
            one.load(offer)
        if ask is not None:
            screen.note(WELCOME)
        try:
            for line in _typed(one, ask) if ask is not None else lines or ():
                one.line(line)
                if one.over:
                    break
        except KeyboardInterrupt:
            screen.note("")
        finally:
            if save is not None and one.kept:
                one.save(save)
    return DONE if ask is not None else one.code


def _typed(one: _Chat, ask: Ask) -> Iterator[str]:
    """What a person types, with what is in play before each line."""
    with suppress(EOFError):
        while True:
            yield ask(prompt(one.conversation))


def prompt(conversation: Conversation) -> str:
    """What stands before a person's line: `[Meta, London, RSU] > `."""
    play = conversation.in_play
    named = [
        *play.companies,
        *play.places,
        *play.levels,
        *([what_of(play.components)] if play.components else []),
    ]
    named += ["your offer"] if conversation.offer is not None else []
    return f"[{', '.join(named)}] > " if named else "> "


def turn_page(answer: Answer, understood: str) -> list[Block]:
    """An answer, with how the question was understood before it where something was filled in."""
    page: list[Block] = [Prose(f"Understood as: {_plain(understood)}")] if understood else []
    return page + answer_page(answer)


def _plain(words: str) -> str:
    """The person's own words are no Markdown."""
    return "".join(f"\\{c}" if c in "\\`*_[]#" else c for c in words)


def in_play_lines(conversation: Conversation) -> tuple[str, ...]:
    """What is in play, in words."""
    play = conversation.in_play
    named = {
        "company": play.companies,
        "place": play.places,
        "role": play.roles,
        "level": play.levels,
        "part of the offer": (what_of(play.components),) if play.components else (),
        "your figures": tuple(f"{what_of([m.component]) or 'not said of what'} {m.words}" for m in play.mine),
        "your offer": ("loaded",) if conversation.offer is not None else (),
    }
    lines = tuple(f"{name}: {_plain(', '.join(values))}" for name, values in named.items() if values)
    return lines or ("nothing yet",)


def _with(answer: Answer, warning: Warning_) -> Answer:
    return replace(answer, warnings=(*answer.warnings, warning))


def _write_new(name: str, text: str) -> None:
    from assistant.countering import write_file

    try:
        write_file(name, text)
    except Problem as problem:
        if "there already" in problem.message:
            raise _is_there(name) from problem
        raise


def _is_there(name: str) -> Problem:
    return Problem(
        "the file is there already", name, "name another; a conversation is never written over a file"
    )


def asking() -> Ask:
    """Lines from a terminal, with what the terminal offers for editing them."""
    with suppress(ImportError):
        import readline  # noqa: F401  # input() edits lines and remembers them for this run alone

    def ask(shown: str) -> str:
        return input(shown)

    return ask


def lines_of(raw: Iterable[bytes]) -> Iterator[str]:
    """Lines of standard input as text; bytes that are no UTF-8 become a mark."""
    for line in raw:
        yield line.decode("utf-8", "replace").lstrip("\ufeff")
