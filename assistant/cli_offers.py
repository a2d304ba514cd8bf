"""The commands about offers, as they are typed: check, draft, reply, compare, offer-template.

In: words and options. Out: one command run. An offer is a file, standard input, or flags for its
fields, which go over the file's; `FLAGS` names them. What the commands do is in
`assistant.countering`, imported only when one of them runs.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.running import (
    ChromaUrl,
    Guides,
    Index,
    Json,
    Model,
    called,
    command,
    opened,
    read_text,
    text_of,
)

if TYPE_CHECKING:
    from assistant.countering import Entered


def _flag(*names: str, metavar: str, says: str, many: bool = False) -> tuple[Any, Any]:
    kind: Any = list[str] | None if many else str | None
    return Annotated[kind, typer.Option(*names, metavar=metavar, help=says)], None


# Where the value of each flag goes in the offer, by the name of the option's parameter.
FLAGS: dict[str, tuple[str, tuple[Any, Any]]] = {
    "company": ("company", _flag("--company", metavar="NAME", says="Whose offer it is.")),
    "role": ("role", _flag("--role", metavar="NAME", says="The role, such as 'ML engineer'.")),
    "region": ("region", _flag("--region", "--city", metavar="PLACE", says="Where the job is.")),
    "level": ("level", _flag("--level", metavar="LEVEL", says="The level, such as E5.")),
    "currency": ("currency", _flag("--currency", metavar="CODE", says="Of amounts without one: USD, CNY …")),
    "base": ("base", _flag("--base", metavar="AMOUNT", says="Base salary a year, such as 230k.")),
    "equity_total": (
        "equity_total",
        _flag("--equity-total", "--equity", metavar="AMOUNT", says="The whole grant."),
    ),
    "equity_years": (
        "equity_years",
        _flag("--equity-years", metavar="YEARS", says="Over how many years the grant is."),
    ),
    "equity_per_year": (
        "equity_per_year",
        _flag("--equity-per-year", metavar="AMOUNT", says="Equity as an amount for each year."),
    ),
    "vesting": (
        "vesting",
        _flag("--vesting", metavar="PERCENTS", says="Percent for each year: 25,25,25,25."),
    ),
    "bonus_percent": (
        "bonus_percent",
        _flag("--bonus-percent", metavar="PERCENT", says="Target bonus in percent of base."),
    ),
    "bonus": ("bonus", _flag("--bonus", metavar="AMOUNT", says="Target bonus as an amount.")),
    "sign_on": (
        "sign_on",
        _flag("--sign-on", metavar="AMOUNT", says="Sign-on; once for each year it is paid in.", many=True),
    ),
    "unvested": (
        "unvested_forfeited",
        _flag("--unvested", metavar="AMOUNT", says="Unvested equity you would leave behind."),
    ),
    "deadline": ("deadline", _flag("--deadline", metavar="DATE", says="By when they want an answer.")),
    "target_base": ("target.base", _flag("--target-base", metavar="AMOUNT", says="The base you aim for.")),
    "target_equity": (
        "target.equity",
        _flag("--target-equity", metavar="AMOUNT", says="The equity you aim for, over four years."),
    ),
    "target_bonus_percent": (
        "target.bonus_percent",
        _flag("--target-bonus-percent", metavar="PERCENT", says="The bonus you aim for."),
    ),
    "target_sign_on": (
        "target.sign_on",
        _flag("--target-sign-on", metavar="AMOUNT", says="The sign-on you aim for."),
    ),
    "priority": (
        "priorities",
        _flag("--priority", metavar="WHAT", says="What matters most, first one first.", many=True),
    ),
    "strength": (
        "strengths",
        _flag("--strength", metavar="TEXT", says="What you can truthfully claim; repeatable.", many=True),
    ),
    "set_fields": (
        "",
        _flag(
            "--set",
            metavar="FIELD=VALUE",
            says="Any other field, such as walk_away=300k or 'competing_offers[0].tc=400k'.",
            many=True,
        ),
    ),
}
SET = "--set"

Offer = Annotated[
    str | None, typer.Argument(metavar="OFFER", help="An offer in YAML, JSON or TOML; - reads it.")
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite files that are there already.")]
Sent = Annotated[bool, typer.Option("--sent", help="You send it: keep it under rounds in the offer's file.")]
Html = Annotated[str | None, typer.Option("--html", metavar="FILE", help="Write the picture as a page.")]
Svg = Annotated[str | None, typer.Option("--svg", metavar="FILE", help="Write the picture as SVG.")]


def with_flags(run: Callable[..., None]) -> Callable[..., None]:
    """A command that also takes the flags of `FLAGS`; it gets them by field as `fields`."""
    own = [p for p in inspect.signature(run, eval_str=True).parameters.values() if p.name != "fields"]
    kind = inspect.Parameter.KEYWORD_ONLY
    more = [
        inspect.Parameter(name, kind, annotation=annotation, default=default)
        for name, (_, (annotation, default)) in FLAGS.items()
    ]
    parameters = [p.replace(kind=kind) for p in own]

    def with_fields(**given: Any) -> None:
        typed = {name: given.pop(name) for name in FLAGS}
        run(**given, fields=_fields(typed))

    with_fields.__doc__ = run.__doc__
    with_fields.__name__ = run.__name__
    ordered = [*parameters[:1], *more, *parameters[1:]]  # as the help shows them
    with_fields.__signature__ = inspect.Signature(ordered)  # type: ignore[attr-defined]
    with_fields.__annotations__ = {p.name: p.annotation for p in ordered}
    return with_fields


def _fields(typed: dict[str, Any]) -> dict[str, tuple[Any, str]]:
    """What was typed by field, each with the flag it came from."""
    found: dict[str, tuple[Any, str]] = {}
    for name, value in typed.items():
        field, flag = FLAGS[name][0], f"--{name.replace('_', '-')}"
        if not value or not field:
            continue
        if field == "sign_on" and len(value) == 1:
            value = text_of(value[0])
        else:
            value = [text_of(one) for one in value] if isinstance(value, list) else text_of(value)
        found[field] = (value, flag)
    for one in typed["set_fields"] or ():
        field, sign, value = text_of(one).partition("=")
        if not sign or not field.strip():
            raise typer.BadParameter(f"write --set as FIELD=VALUE, not {field!r}")
        found[field.strip()] = (value.strip(), f"{SET} {field.strip()}")
    return found


def _entered(file: str | None, fields: dict[str, tuple[Any, str]]) -> Entered:
    """The offer that was named, its text read."""
    from assistant.countering import Entered, value_of

    read = {name: (value_of(v) if flag.startswith(SET) else v, flag) for name, (v, flag) in fields.items()}
    return Entered(file, read_text(file) if file is not None else None, read)


# ---- check


@with_flags
def _check(
    offer: Offer = None,
    html: Html = None,
    svg: Svg = None,
    force: Force = False,
    as_json: Json = False,
    guides: Guides = None,
    index: Index = None,
    model: Model = None,
    chroma_url: ChromaUrl = None,
    *,
    fields: dict[str, tuple[Any, str]],
) -> None:
    """Show where each part of an offer lies in its own row of the guides.

    The offer is a file, or typed as flags, which go over the file's fields.
    """
    if offer is None and not fields:
        raise typer.BadParameter("there is no offer; name a file, - for standard input, or give --company …")
    with command("check", as_json, guides, index, model, chroma_url) as run:
        from assistant import countering

        entered = _entered(offer, fields)
        files = countering.Files({"html": html, "svg": svg}, force)
        run(lambda settings, screen: countering.check(entered, settings, screen, files))


# ---- draft


@with_flags
def _draft(
    offer: Offer = None,
    letter: Annotated[
        str | None,
        typer.Option(
            "--letter", metavar="FILE", help="A pasted offer letter: text, mail, PDF, DOCX; - reads it."
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="With --letter: use what was read of it without asking.")
    ] = False,
    batch: Annotated[
        str | None,
        typer.Option(
            "--batch", metavar="FILE", help='Lines of {"id": …, <offer fields>}; - is standard input.'
        ),
    ] = None,
    tone: Annotated[
        str | None,
        typer.Option("--tone", metavar="TONE", help="neutral, warmer, firmer, shorter or plainer."),
    ] = None,
    channel: Annotated[str | None, typer.Option("--channel", metavar="HOW", help="mail or call.")] = None,
    max_asks: Annotated[
        int | None, typer.Option("--max-asks", metavar="N", min=1, help="At most so many asks in the letter.")
    ] = None,
    export: Annotated[
        str | None, typer.Option("--export", metavar="md|txt|eml", help="Write the letter in this form.")
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="FILE", help="Where the export goes; else it is shown.")
    ] = None,
    save: Annotated[
        str | None, typer.Option("--save", metavar="FILE", help="Keep the offer as a YAML file.")
    ] = None,
    sent: Sent = False,
    force: Force = False,
    as_json: Json = False,
    guides: Guides = None,
    index: Index = None,
    model: Model = None,
    chroma_url: ChromaUrl = None,
    *,
    fields: dict[str, tuple[Any, str]],
) -> None:
    """Draft a counter-offer: the check, what to ask for and why, the letter, a call script, replies.

    The offer is a file, or typed as flags, which go over the file's fields. Alone on a terminal it asks
    what it needs to know. Write amounts in single quotes when they have a $.
    """
    more = {"tone": tone, "channel": channel, "max_asks": max_asks}
    fields |= {name: (value, f"--{name.replace('_', '-')}") for name, value in more.items() if value}
    if batch is not None and (offer is not None or fields or export or to or save or letter or sent):
        raise typer.BadParameter("--batch goes alone: each line of it is an offer")
    if export is not None and export not in ("md", "txt", "eml"):
        raise typer.BadParameter(f"--export is md, txt or eml, not {export!r}")
    if to is not None and export is None:
        export = _kind_of(to)
    if tone is not None and (words := _unknown_tone(tone)):
        raise typer.BadParameter(words)
    if as_json and export is not None and to is None:
        raise typer.BadParameter("with --json, say where the export goes: --to FILE")
    if sent and (offer in (None, "-") or fields):
        raise typer.BadParameter("--sent needs the offer's file alone, to write to")
    if letter is not None and offer is not None:
        raise typer.BadParameter("name an offer or a --letter, not both; flags go over what the letter says")
    asking = offer is None and not fields and batch is None and letter is None
    if asking and (as_json or not _on_terminal()):
        raise typer.BadParameter(
            "there is no offer; name a file, - for standard input, or give --company …; "
            "alone on a terminal, draft asks for it"
        )
    with command("draft", as_json, guides, index, model, chroma_url) as run:
        if letter is not None:
            from assistant import countering, pasting

            with opened(letter) as file:
                content = file.read(pasting.SIZE_LIMIT + 1)
            files = countering.Files({export or "": to, "yaml": save}, force)
            may_ask = not as_json and not yes and letter != "-" and _on_terminal()
            ask = countering.asking(sys.stdin, sys.stderr) if may_ask else None
            run(
                lambda settings, screen: pasting.draft_letter(
                    content, called(letter), fields, settings, screen, export, files, ask, yes
                )
            )
            return
        if batch is not None:
            from assistant.batching import draft_each, processes_for

            with opened(batch) as lines:
                most = processes_for(lines)
                run(lambda settings, screen: draft_each(lines, batch, settings, screen, processes=most))
            return
        from assistant import countering

        entered = None if asking else _entered(offer, fields)
        files = countering.Files({export or "": to, "yaml": save}, force)
        ask = countering.asking(sys.stdin, sys.stderr) if asking else None
        run(
            lambda settings, screen: countering.draft(
                entered, settings, screen, export, files, ask, sent=sent
            )
        )


def _unknown_tone(words: str) -> str | None:
    """What to say to a tone that means nothing here."""
    from typing import get_args

    from assistant.counter.fields import tone_of
    from assistant.counter.offer import Tone

    known = ", ".join(get_args(Tone))
    return None if tone_of(words) else f"--tone is one of {known}, not {words!r}"


def _kind_of(file: str) -> str:
    kind = file.rpartition(".")[2].lower()
    if kind not in ("md", "txt", "eml"):
        raise typer.BadParameter("say which form the export has: --export md, txt or eml")
    return kind


def _on_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


# ---- reply, compare, offer-template


def _reply(
    offer: Annotated[str, typer.Argument(metavar="OFFER", help="The offer's file; - reads it.")],
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS", help="What the recruiter wrote; - reads it.")
    ],
    yes: Annotated[
        bool, typer.Option("--yes", help="Take the message and its new figures over into the offer's file.")
    ] = False,
    sent: Sent = False,
    as_json: Json = False,
    guides: Guides = None,
    index: Index = None,
    model: Model = None,
    chroma_url: ChromaUrl = None,
) -> None:
    """Show what to answer to what the recruiter wrote, and why.

    Where the message has new figures, it asks whether they go into the offer's file; nothing is written
    without a yes.
    """
    said = " ".join(words)
    if not said.strip():
        raise typer.BadParameter("there is no message; write what the recruiter wrote in single quotes")
    if offer == "-" and said == "-":
        raise typer.BadParameter("only one of the offer and the message can be standard input")
    if offer == "-" and (yes or sent):
        raise typer.BadParameter("--yes and --sent need the offer's file to write to")
    with command("reply", as_json, guides, index, model, chroma_url) as run:
        from assistant import countering

        entered = _entered(offer, {})
        message = read_text("-") if said == "-" else text_of(said)
        ask = None
        if not as_json and "-" not in (offer, said) and _on_terminal():
            ask = countering.asking(sys.stdin, sys.stderr)
        run(
            lambda settings, screen: countering.reply(entered, message, settings, screen, yes, ask, sent=sent)
        )


def _compare(
    offers: Annotated[list[str], typer.Argument(metavar="OFFER OFFER…", help="Two or more offers.")],
    html: Html = None,
    svg: Svg = None,
    force: Force = False,
    as_json: Json = False,
    guides: Guides = None,
    index: Index = None,
    model: Model = None,
    chroma_url: ChromaUrl = None,
) -> None:
    """Show offers side by side, year by year, each in its own currency. It picks none."""
    if len(offers) < 2:
        raise typer.BadParameter("name two offers or more")
    if offers.count("-") > 1:
        raise typer.BadParameter("only one of the offers can be standard input")
    with command("compare", as_json, guides, index, model, chroma_url) as run:
        from assistant import countering

        entered = [_entered(file, {}) for file in offers]
        files = countering.Files({"html": html, "svg": svg}, force)
        run(lambda _, screen: countering.compare(entered, screen, files))


def _offer_template(
    to: Annotated[
        str | None, typer.Option("--to", metavar="FILE", help="Where it goes; else it is shown.")
    ] = None,
    force: Force = False,
    as_json: Json = False,
    guides: Guides = None,
    index: Index = None,
    model: Model = None,
    chroma_url: ChromaUrl = None,
) -> None:
    """Write an offer file to fill in, each field with a comment."""
    with command("offer-template", as_json, guides, index, model, chroma_url) as run:
        from assistant import countering

        files = countering.Files({"yaml": to}, force)
        run(lambda _, screen: countering.offer_template(screen, files))


def add_to(app: typer.Typer) -> None:
    """Give the program these commands."""
    for name, run in (
        ("check", _check),
        ("draft", _draft),
        ("reply", _reply),
        ("compare", _compare),
        ("offer-template", _offer_template),
    ):
        app.command(name)(run)
