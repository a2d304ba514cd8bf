"""What the commands about offers do, once their options are read: check, draft, reply, compare.

In: `Settings`, a `Screen`, an offer as it was entered, the files to write. Out: the exit code. Nothing
of an offer is written anywhere but to the files that were named, and never over one that is there
without a word for it. Heavy parts are imported by the function that needs them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from assistant.commands import DONE, EXIT, Desk, open_desk, open_model
from assistant.counter.keeping import INSTEAD, ME, RECRUITER, put
from assistant.screen import Screen
from assistant.settings import Settings
from corpus.problem import Problem

if TYPE_CHECKING:
    from assistant.counter.offer import Offer
    from assistant.counter.proposal import Proposal
    from assistant.counter.reply import Reply
    from assistant.counter.result import Check, Draft
    from index.encoder import Encoder
    from index.library import Library
    from index.resolve import Lexicon

Drafting = Callable[["Offer", "Library", "Encoder | None", "Lexicon"], "Draft"]
Replying = Callable[["Offer", str, "Library", "Encoder | None", "Lexicon"], "Reply"]
Ask = Callable[[str], str]  # a question to the person; what was typed


# ---- the offer as it was entered


@dataclass(frozen=True, slots=True)
class Entered:
    """An offer as it was entered: a file's name and text, and fields that were typed, with their flags."""

    name: str | None
    text: str | None = None
    fields: Mapping[str, tuple[Any, str]] = field(default_factory=dict)

    @property
    def called(self) -> str:
        """What the offer is called in a message."""
        return {None: "the command line", "-": "standard input"}.get(self.name, self.name or "")

    def read(self) -> Offer:
        """The offer. Raises Problem with the place of what is wrong."""
        from assistant.counter.files import Written, read_values
        from assistant.counter.reading import offer_from

        written = Written(self.called, {}) if self.text is None else read_values(self.text, self.called)
        values, origins = dict(written.values), {}
        for path, (value, flag) in self.fields.items():
            for other in INSTEAD.get(path, ()):
                if other not in self.fields:
                    values.pop(other, None)
            put(values, path, value, flag)
            origins[path] = flag
        return offer_from(values, lambda path: _origin(path, origins) or written.where(path))


def _origin(path: str, origins: Mapping[str, str]) -> str | None:
    """The flag that a place came from: its own, or that of what it lies in."""
    around = [p for p in origins if path == p or path.startswith((f"{p}.", f"{p}["))]
    inside = [p for p in origins if p.startswith((f"{path}.", f"{path}["))]
    return origins[max(around, key=len)] if around else origins[inside[0]] if inside else None


def value_of(typed: str) -> Any:
    """The value of `--set`: lists and mappings as YAML writes them, whole numbers, yes or no; else text.

    >>> value_of("[{company: Globex, tc: 400k}]"), value_of("2"), value_of("1.050"), value_of("false")
    ([{'company': 'Globex', 'tc': '400k'}], 2, '1.050', False)
    """
    if typed.startswith(("[", "{")):
        import yaml

        try:
            return yaml.safe_load(typed)
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            reason = str(error).splitlines()[0]
            raise Problem(
                f"the value is no list or mapping: {reason}", "--set", "write it as [{company: …, tc: …}]"
            ) from error
    if re.fullmatch(r"\d{1,15}", typed, re.ASCII):
        return int(typed)
    return {"true": True, "false": False}.get(typed.lower(), typed)


# ---- files and questions


@dataclass(frozen=True, slots=True)
class Files:
    """The files to write, by what goes into them; none that is there already, unless `force`."""

    named: Mapping[str, str | None]
    force: bool = False

    def __post_init__(self) -> None:
        for name in filter(None, self.named.values()):
            if not self.force and Path(name).expanduser().exists():
                raise _is_there(name)

    def has(self, kind: str) -> bool:
        return bool(self.named.get(kind))

    def write(self, kind: str, text: str, screen: Screen) -> None:
        """Write what goes into the file of this kind, if one was named, and say so."""
        if name := self.named.get(kind):
            write_file(name, text, self.force)
            screen.note(f"Wrote {name}.")


def write_file(name: str, text: str, force: bool = False) -> None:
    """Write a file that is not there yet, or over one with `force`. Raises Problem."""
    try:
        with Path(name).expanduser().open("w" if force else "x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError as error:
        raise _is_there(name) from error
    except (OSError, ValueError, RuntimeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Problem(
            f"the file cannot be written: {reason[:1].lower()}{reason[1:]}", name, "name another"
        ) from error


def _is_there(name: str) -> Problem:
    return Problem("the file is there already", name, "name another, or add --force to overwrite it")


def asking(typed: TextIO, shown: TextIO) -> Ask:
    """Questions on a terminal: the prompt beside the results, the answer from the keyboard.

    Raises EOFError at the end of input.
    """

    def ask(question: str) -> str:
        shown.write(question if question[-1:].isspace() else f"{question} ")
        shown.flush()
        line = typed.readline()
        if not line:
            shown.write("\n")
            raise EOFError
        return line.encode("utf-8", "surrogateescape").decode("utf-8", "replace").strip()

    return ask


def says_yes(answer: str) -> bool:
    """Whether an answer is a yes; nothing typed is none.

    >>> says_yes("Y"), says_yes("yes please"), says_yes(""), says_yes("yesterday")
    (True, True, False, False)
    """
    return answer.strip().lower().partition(" ")[0].rstrip(",.!") in ("y", "yes", "ok", "ja", "si", "是")


# ---- check


def check(
    entered: Entered, settings: Settings, screen: Screen, files: Files, encoder: Encoder | None = None
) -> int:
    """Show where each component of an offer lies, and write the pictures that were asked for."""
    from assistant.counter.draft import check_offer
    from assistant.counter.pages import check_page

    offer = entered.read()
    with open_desk(settings, screen, encoder) as desk:
        placed, draft = check_offer(offer, desk.library, lexicon_at(desk))
    draft = with_behind(draft, desk)
    if files.has("html") or files.has("svg"):
        _write_check(placed, draft, files, screen)
    screen.result(check_as_dict(placed, draft), lambda: check_page(draft))
    return EXIT.get(placed.status, DONE)


def check_as_dict(placed: Check, draft: Draft) -> dict[str, Any]:
    """The `check` object of the contract."""
    value = draft.as_dict()
    names = ("assessment", "flags", "questions", "citations", "numbers")
    return {
        "status": placed.status,
        **{name: value[name] for name in names},
        "notes": [note.text for note in placed.notes],
        "withheld": draft.withheld,
    }


def lexicon_at(desk: Desk) -> Lexicon:
    """The names that offers may use."""
    from index.resolve import lexicon_of

    return lexicon_of(desk.library, desk.encoder.is_word)


def with_behind(draft: Draft, desk: Desk) -> Draft:
    """The draft with a flag where the index is not up to date."""
    if not desk.behind:
        return draft
    from assistant.counter.result import Flag

    behind = Flag("index_behind", desk.behind[:1].upper() + desk.behind[1:])
    return replace(draft, flags=(*draft.flags, behind))


def _write_check(placed: Check, draft: Draft, files: Files, screen: Screen) -> None:
    from assistant.counter.picture import check_html, check_svg

    if files.has("html"):
        page = check_html(placed, draft.citations, draft.flags, draft.questions)
        files.write("html", page, screen)
    if files.has("svg"):
        files.write("svg", check_svg(placed), screen)


# ---- draft


def draft(
    entered: Entered | None,
    settings: Settings,
    screen: Screen,
    export: str | None,
    files: Files,
    ask: Ask | None = None,
    encoder: Encoder | None = None,
    draft_counter: Drafting | None = None,
    sent: bool = False,
    proposal: Proposal | None = None,
) -> int:
    """Draft a counter-offer; without an offer, ask for it first. An export takes the page's place.

    `sent` keeps the letter in the offer's file, as the person's own message. `proposal` is what was read
    of a pasted letter, where the offer comes from one.
    """
    from assistant.counter.pages import draft_page

    model = open_model(settings)
    if entered is None:
        assert ask is not None
        offer = interviewed(ask, screen, kept=files.has("yaml"))
    else:
        offer = entered.read()
    _save(offer, files, screen)
    with open_desk(settings, screen, encoder) as desk:
        made = (draft_counter or drafting())(offer, desk.library, desk.encoder, lexicon_at(desk))
        if model is not None:
            from assistant.model.letters import word_draft
            from assistant.model.opening import seconds_of

            limit = seconds_of(settings)
            made = word_draft(made, offer, desk.library, lexicon_at(desk), model, seconds=limit)
    made = with_behind(made, desk)
    if proposal is not None:
        from assistant.pasting import with_letter

        made = with_letter(made, proposal)
    if sent and entered is not None and made.letter is not None:
        keep_round(entered, made.letter.body.plain, (), ME, screen)
    if export is not None and made.letter is None:
        screen.note("Nothing is exported: there is no letter yet.")
        if not files.has(export):  # what reads the export gets no page in its place
            for sentence in (*(flag.message for flag in made.flags), *made.questions):
                screen.note(sentence)
            return EXIT.get(made.status, DONE)
    elif export is not None:
        from assistant.counter.export import export_letter

        text = export_letter(made, export)  # type: ignore[arg-type]
        if not files.has(export):
            screen.out.write(text if text.endswith("\n") else text + "\n")
            for flag in made.flags:  # what reads the export gets the letter alone, the person all of it
                screen.note(flag.message)
            return EXIT.get(made.status, DONE)
        files.write(export, text, screen)
    value = made.as_dict() | ({"proposal": proposal.as_dict()} if proposal is not None else {})
    screen.result(value, lambda: draft_page(made, offer))
    return EXIT.get(made.status, DONE)


def drafting() -> Drafting:
    """The function that drafts; imported when the first offer comes."""
    from assistant.counter.draft import draft_counter

    return draft_counter


def _save(offer: Offer, files: Files, screen: Screen) -> None:
    if files.has("yaml"):
        from assistant.counter.offer_file import offer_values, write_offer

        files.write("yaml", write_offer(offer_values(offer)), screen)


def interviewed(ask: Ask, screen: Screen, kept: bool = False) -> Offer:
    """The offer from questions and answers; it offers to keep them, unless they are `kept` anyway."""
    from assistant.counter.interview import interview
    from assistant.counter.reading import offer_from

    def say(words: str) -> None:
        for line in words.split("\n"):
            screen.note(line)

    values = interview(ask, say, {}, None if kept else write_file)
    return offer_from(values, lambda path: f"your answer to {path}")


# ---- reply


def reply(
    entered: Entered,
    message: str,
    settings: Settings,
    screen: Screen,
    yes: bool = False,
    ask: Ask | None = None,
    encoder: Encoder | None = None,
    reply_to: Replying | None = None,
    sent: bool = False,
) -> int:
    """Show what to answer to a message; take what it changes over into the file on a yes, never without.

    `sent` keeps the answer in the file too, as the person's own message.
    """
    from assistant.counter.reply_page import reply_page

    if not message.strip():
        raise Problem("the message is empty", None, "paste what the recruiter wrote")
    model = open_model(settings)
    offer = entered.read()
    with open_desk(settings, screen, encoder) as desk:
        make = reply_to or replying()
        made = make(offer, message, desk.library, desk.encoder, lexicon_at(desk))
        if model is not None:
            from assistant.model.letters import word_reply
            from assistant.model.opening import seconds_of

            limit = seconds_of(settings)
            made = word_reply(made, offer, message, desk.library, lexicon_at(desk), model, seconds=limit)
    value = made.as_dict()
    screen.result(value, lambda: reply_page(made))
    changes = value["offer_changes"]
    if ask is not None and not yes and changes:
        screen.note("")
        with suppress(EOFError):
            yes = says_yes(ask(f"Write what changed into {entered.called}? [y/N]"))
    if yes:
        entered = keep_round(entered, message, changes, RECRUITER, screen)
    elif changes and ask is None and entered.name not in (None, "-"):
        screen.note(f"{entered.called} is as it was; with --yes, what changed is written into it.")
    if sent and made.message:
        keep_round(entered, made.message, (), ME, screen)
    return EXIT.get(value["status"], DONE)


def replying() -> Replying:
    """The function that answers a message; imported when the first one comes."""
    from assistant.counter.reply import reply_to

    return reply_to


def keep_round(
    entered: Entered, message: str, changes: Sequence[Mapping[str, Any]], sender: str, screen: Screen
) -> Entered:
    """Write a message as a round, and what it changes, into the person's file; gives what it is now."""
    from assistant.counter.keeping import taken_forward

    assert entered.name is not None
    assert entered.text is not None
    text, kept = taken_forward(entered.text, entered.name, changes, message, sender)
    write_file(entered.name, text, force=True)
    fields = ", ".join(f"{change['field']} {change['new']}" for change in changes)
    whose = "your message" if sender == ME else "the message"
    what = f"{fields}, and {whose} under rounds" if fields else f"{whose} under rounds"
    screen.note(f"Wrote into {entered.called}: {what}.")
    if not kept:
        screen.note("The file was written anew, so its comments are gone.")
    return replace(entered, text=text)


# ---- compare and offer-template


def compare(entered: Iterable[Entered], screen: Screen, files: Files) -> int:
    """Show offers side by side, and write the pictures that were asked for."""
    from assistant.counter.compare import compare_offers
    from assistant.counter.compare_page import compare_page

    comparison = compare_offers([one.read() for one in entered])
    if files.has("html") or files.has("svg"):
        from assistant.counter.picture import compare_html, compare_svg

        files.write("html", compare_html(comparison) if files.has("html") else "", screen)
        files.write("svg", compare_svg(comparison) if files.has("svg") else "", screen)
    screen.result(comparison.as_dict(), lambda: compare_page(comparison))
    return DONE


def offer_template(screen: Screen, files: Files) -> int:
    """Show or write the offer file to fill in."""
    from assistant.counter.offer_file import template

    text = template()
    files.write("yaml", text, screen)
    if screen.json:
        screen.line({"template": text})
    elif not files.has("yaml"):
        screen.out.write(text)
    return DONE
