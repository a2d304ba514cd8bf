"""The command line: options in, one command run, an exit code out.

It reads words into options and hands them on; what a command does is in `assistant.commands` and its
neighbours, imported only when that command runs, since a person waits for every import. Exit codes:
0 done, 1 a problem that a person can mend, 2 wrong usage, 3 not covered or declined, 4 a figure that
is not supported, an error that `lint` found, an eval below its floor.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Annotated

import typer

from assistant import cli_maintaining, cli_offers, cli_serving
from assistant.running import (
    INTERRUPTED,
    ChromaUrl,
    Guides,
    Index,
    Json,
    Model,
    command,
    opened,
    read_letter,
    read_text,
    text_of,
)

app = typer.Typer(
    name="counteroffer",
    help="Cited, checked answers about job offers, from negotiation guides: no figure without its source.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"counteroffer {version()}")
        raise typer.Exit


def version() -> str:
    """The version that is installed; a bare checkout has none."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("counteroffer")
    except PackageNotFoundError:
        return "(a checkout that is not installed)"


@app.callback()
def counteroffer(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Cited, checked answers about job offers, from negotiation guides: no figure without its source."""


@app.command("index")
def _index(
    folder: Annotated[str | None, typer.Argument(metavar="[FOLDER]", help="The guides to read.")] = None,
    as_json: Json = False,
    guides: Guides = None,
    index: Index = None,
    model: Model = None,
    chroma_url: ChromaUrl = None,
) -> None:
    """Read the guides, build or refresh the index, and show what changed and what could not be read."""
    if folder is not None and guides is not None:
        raise typer.BadParameter("name the guides once, as FOLDER or with --guides")
    with command("index", as_json, folder if guides is None else guides, index, model, chroma_url) as run:
        from assistant import commands

        run(commands.index)


@app.command("ask")
def _ask(
    question: Annotated[
        list[str] | None, typer.Argument(metavar="QUESTION", help="The question; - reads it.")
    ] = None,
    batch: Annotated[
        str | None,
        typer.Option(
            "--batch", metavar="FILE", help='Lines of {"id": …, "question": …}; - is standard input.'
        ),
    ] = None,
    as_json: Json = False,
    guides: Guides = None,
    index: Index = None,
    model: Model = None,
    chroma_url: ChromaUrl = None,
) -> None:
    """Answer a question from the guides, with the passages it rests on.

    Put the question in single quotes: the shell takes the $2 out of "$230K". What begins with a dash
    goes behind --.
    """
    words = " ".join(question or ())
    if batch is not None and words:
        raise typer.BadParameter("give a question or --batch, not both")
    if batch is None and not words.strip():
        raise typer.BadParameter("there is no question; write it in single quotes, or give --batch FILE")
    with command("ask", as_json, guides, index, model, chroma_url) as run:
        from assistant import commands

        if batch is not None:
            with opened(batch) as lines:
                run(lambda settings, screen: commands.ask_each(lines, batch, settings, screen))
        else:
            asked = read_text("-") if words == "-" else text_of(words)
            run(lambda settings, screen: commands.ask(asked, settings, screen))


@app.command("chat")
def _chat(
    offer: Annotated[
        str | None, typer.Option("--offer", metavar="FILE", help="Your offer, in YAML, JSON or TOML.")
    ] = None,
    save: Annotated[
        str | None, typer.Option("--save", metavar="FILE", help="Keep the conversation as JSON at the end.")
    ] = None,
    as_json: Json = False,
    guides: Guides = None,
    index: Index = None,
    model: Model = None,
    chroma_url: ChromaUrl = None,
) -> None:
    """Answer questions that follow one another: company, place and figures stay in play.

    Without a terminal it answers each line of standard input. /help shows what a line can be beside a
    question. Nothing is kept without --save.
    """
    if offer == "-":
        raise typer.BadParameter("the questions are standard input; name the offer's file")
    with command("chat", as_json, guides, index, model, chroma_url) as run:
        from assistant import chatting

        typed = not as_json and sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
        ask = chatting.asking() if typed else None
        lines = None if typed or sys.stdin is None else chatting.lines_of(sys.stdin.buffer)
        run(lambda settings, screen: chatting.chat(lines, ask, settings, screen, offer, save))


@app.command("search")
def _search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="What to look for.")],
    count: Annotated[int, typer.Option("-k", "--count", min=1, max=1000, help="How many passages.")] = 8,
    as_json: Json = False,
    guides: Guides = None,
    index: Index = None,
    model: Model = None,
    chroma_url: ChromaUrl = None,
) -> None:
    """Show the passages that fit best, and nothing else."""
    asked = text_of(" ".join(words))
    if not asked.strip():
        raise typer.BadParameter("there are no words to look for")
    with command("search", as_json, guides, index, model, chroma_url) as run:
        from assistant import commands

        run(lambda settings, screen: commands.search(asked, count, settings, screen))


@app.command("bands")
def _bands(
    company: Annotated[
        list[str] | None, typer.Option("--company", metavar="NAME", help="Of this company.")
    ] = None,
    role: Annotated[list[str] | None, typer.Option("--role", metavar="NAME", help="For this role.")] = None,
    region: Annotated[
        list[str] | None, typer.Option("--region", metavar="PLACE", help="A place or city, such as nyc.")
    ] = None,
    level: Annotated[
        list[str] | None, typer.Option("--level", metavar="LEVEL", help="A level, such as E5.")
    ] = None,
    component: Annotated[
        list[str] | None,
        typer.Option(
            "--component", metavar="NAME", help="base, equity, bonus, sign_on, total, or the guide's own."
        ),
    ] = None,
    as_json: Json = False,
    guides: Guides = None,
    index: Index = None,
    model: Model = None,
    chroma_url: ChromaUrl = None,
) -> None:
    """Show what the guides state, as tables. A filter may be given more than once."""
    filters = {"company": company, "role": role, "region": region, "level": level, "component": component}
    with command("bands", as_json, guides, index, model, chroma_url) as run:
        from assistant import commands

        given = {name: [text_of(word) for word in words or ()] for name, words in filters.items()}
        run(lambda settings, screen: commands.bands(given, settings, screen))


@app.command("verify")
def _verify(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text; - is standard input.")],
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source", metavar="FILE", help="Check against this file instead of the guides; repeatable."
        ),
    ] = None,
    offer: Annotated[
        str | None,
        typer.Option(
            "--offer", metavar="OFFER", help="The offer that the text is about: its figures are yours to state."
        ),
    ] = None,
    as_json: Json = False,
    guides: Guides = None,
    index: Index = None,
    model: Model = None,
    chroma_url: ChromaUrl = None,
) -> None:
    """Show every number of a text, with where it comes from or why it is not supported.

    With an offer, a letter about it is checked as a draft is: your own figures, what is computed from them, the
    offer's own row. A saved mail (.eml) is read as its words.
    """
    if [file, offer, *(source or ())].count("-") > 1:
        raise typer.BadParameter("only one of the text, the offer and the sources can be standard input")
    if source and offer:
        raise typer.BadParameter("--source checks against these files alone; name them or an --offer, not both")
    with command("verify", as_json, guides, index, model, chroma_url) as run:
        from assistant import verifying

        text = read_letter(file)
        if offer is not None:
            from assistant.countering import Entered

            entered = Entered(offer, read_text(offer))
            run(lambda settings, screen: verifying.verify_of_offer(text, entered.read(), settings, screen))
        elif source:
            sources = [(name, read_text(name)) for name in source]
            run(lambda settings, screen: verifying.verify_against(text, sources, screen))
        else:
            run(lambda settings, screen: verifying.verify(text, settings, screen))


@app.command("doctor")
def _doctor(
    as_json: Json = False,
    guides: Guides = None,
    index: Index = None,
    model: Model = None,
    chroma_url: ChromaUrl = None,
) -> None:
    """Show what is configured, from where, and whether it works."""
    with command("doctor", as_json, guides, index, model, chroma_url) as run:
        from assistant import doctor

        run(doctor.examine)


cli_offers.add_to(app)


def _evals() -> cli_maintaining.Evaluate:
    """What `eval` runs: the only place where the room above is reached."""
    from evals.run import evaluate

    return evaluate


cli_maintaining.add_to(app, _evals)
cli_serving.add_to(app)


def main() -> None:
    """The command `counteroffer`."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):
            # A terminal that cannot show a character gets a mark instead of a traceback.
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        app(prog_name="counteroffer")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
