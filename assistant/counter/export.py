r"""A draft as a file: Markdown to keep, plain text or a mail to send.

In: a `Draft`. Out: text. Markdown has the letter and all that stands behind it; `txt` and `eml` have only
what is to be sent. It knows no addresses, so a mail has neither To nor From: the person's program asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from email.message import EmailMessage
from email.policy import SMTP
from typing import Literal

from assistant.compose.wording import digits, label
from assistant.counter.result import Ask, Draft, Flag, Letter
from assistant.drawing import shown
from assistant.result import Citation
from corpus.money import format_amount
from corpus.passages import Passage
from corpus.problem import Problem
from corpus.regexes import regex

ExportKind = Literal["md", "txt", "eml"]
KINDS: tuple[ExportKind, ...] = ("md", "txt", "eml")
LONGEST_SUBJECT = 200  # a subject is one line, and no program shows more of it

# Everything that a mail program or an older one takes for the end of a header's line.
_LINE_ENDS = regex("[\\s\u0085\u2028\u2029\u240a\u240d]+")
_TICKS = regex(r"`{3,}")
# Letters that mean something in Markdown; amounts and sentences of ours hold few of them.
_MARKDOWN = regex(r"([\\`*_<>|#\[\]])")


def export_letter(draft: Draft, kind: ExportKind) -> str:
    """The draft in one of three forms; a Problem where there is no letter to send, or no such form."""
    if kind not in KINDS:
        raise Problem(f"a letter cannot be written as {kind!r}", remedy=f"choose {', '.join(KINDS)}")
    if kind == "md":
        return _markdown(draft)
    if draft.letter is None:
        asked = " ".join(draft.questions) or "enter the offer, and a target where the guides have no row"
        raise Problem("there is no letter to export", remedy=asked)
    return _text(draft.letter) if kind == "txt" else _mail(draft.letter)


# ------------------------------------------------------------------------------------ what is sent


def _subject(letter: Letter) -> str:
    r"""The subject on one line: a line end in it would begin another header.

    >>> from assistant.counter.result import Words
    >>> _subject(Letter("My offer\r\nBcc: all@example.com", Words()))
    'My offer Bcc: all@example.com'
    """
    line = _LINE_ENDS.sub(" ", shown(_LINE_ENDS.sub(" ", letter.subject))).strip()
    return line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1].rstrip() + "…"


def _body(letter: Letter) -> str:
    return shown(letter.body.plain).strip("\n") + "\n"


def _text(letter: Letter) -> str:
    return f"Subject: {_subject(letter)}\n\n{_body(letter)}"


def _mail(letter: Letter) -> str:
    """An unsent mail, in ASCII with CRLF line ends, as files of this kind are."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = _subject(letter)
    mail["X-Unsent"] = "1"  # mail programs open it as a draft of one's own
    mail.set_content(_body(letter), charset="utf-8", cte="quoted-printable")
    return mail.as_bytes().decode("ascii")


# ------------------------------------------------------------------------------------ what is kept


def _markdown(draft: Draft) -> str:
    letter, ids = draft.letter, draft.ids
    parts = ["# Counter-offer"]
    if letter:
        parts.append("## Letter\n\n" + _fenced(f"Subject: {_subject(letter)}\n\n{_body(letter)}"))
        annotated = shown(letter.body.annotated(ids))
        parts.append("## The same with its sources\n\n" + _escaped(annotated, marks=True))
    else:
        parts.append("No letter was written. What is asked below would be needed first.")
    parts += _section("What is asked, and why", [_ask(ask, ids) for ask in draft.plan.asks])
    parts += _section("Watch out", map(_flag, draft.flags))
    parts += _section("Ask the recruiter", [_escaped(one_line(q)) for q in draft.questions])
    if draft.withheld:
        told = "One sentence was" if draft.withheld == 1 else f"{draft.withheld} sentences were"
        parts.append(f"{told} withheld: something in it could not be supported.")
    if draft.citations:
        parts.append("## Sources\n\n" + "\n\n".join(map(_source, draft.citations)))
    return "\n\n".join(parts) + "\n"


def _section(title: str, items: Iterable[str]) -> list[str]:
    listed = "\n".join(f"- {item}" for item in items)
    return [f"## {title}\n\n{listed}"] if listed else []


def one_line(text: str) -> str:
    """Text without line ends, with what steers a terminal made visible."""
    return " ".join(shown(text).split())


def _escaped(text: str, *, marks: bool = False) -> str:
    r"""Words as words in Markdown; with `marks` the numbers of citations keep their brackets.

    >>> print(_escaped("# *now* <b> [1]", marks=True))
    \# \*now\* \<b\> [1]
    """
    text = _MARKDOWN.sub(r"\\\1", text)
    return re.sub(r"\\\[(\d{1,3})\\\]", r"[\1]", text) if marks else text


def _fenced(text: str) -> str:
    """Text as it is, behind a fence that nothing in it closes."""
    longest = max((len(run) for run in _TICKS.findall(text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}text\n{text}{fence}"


def _amount(ask: Ask) -> str:
    """What is asked for: `$520K–$580K`, `$75K`, `20%`, or the guide's own increment where it stays as stated."""
    if ask.low is None or ask.high is None:
        if ask.wanted:
            return one_line(ask.wanted)
        return f"as the guide states it: {one_line(ask.stated.cell)}" if ask.stated else "no amount"
    return "–".join(_one(ask, end) for end in dict.fromkeys((ask.low, ask.high)))


def _one(ask: Ask, value: Decimal) -> str:
    return f"{digits(value)}%" if ask.unit == "percent" else format_amount(value, ask.currency, _mark(ask))


def _mark(ask: Ask) -> str:
    for fact in (ask.band, ask.stated):
        if fact and fact.currency == ask.currency and fact.mark:
            return fact.mark
    return "$" if ask.currency == "USD" else ""


def _ask(ask: Ask, ids: dict[Passage, int]) -> str:
    marks = "".join(f"[{ids[p]}]" for p in dict.fromkeys(ask.passages) if p in ids)
    name = label(ask.component)
    now = None if ask.current is None else _one(ask, ask.current)
    said = f"**{_escaped(name[:1].upper() + name[1:])}: {_escaped(_amount(ask))}**"
    if ask.lead:
        said += " (the lead ask)"
    if ask.above_band:
        said += " (above the band)"
    if now:
        said += f", offered now: {_escaped(now)}"
    said += f". {_escaped(one_line(ask.reason))}" if ask.reason else "."
    if ask.derivation:
        said += f" Worked out as `{ask.derivation.formula}`."
    return f"{said} {marks}".rstrip()


def _flag(flag: Flag) -> str:
    return f"`{flag.code}`: {_escaped(one_line(flag.message))}"


def _source(citation: Citation) -> str:
    passage = citation.passage
    titles: Sequence[str] = list(dict.fromkeys(t for t in (passage.title, passage.section) if t))
    where = passage.location + (f", page {passage.page}" if passage.page else "")
    dated = f" (data of {one_line(passage.as_of)})" if passage.as_of else ""
    quote = _fenced(shown(passage.quote).strip("\n") + "\n")
    name = _escaped(one_line(f"{', '.join(titles)}, {where}{dated}"))
    return f"[{citation.id}] {name}\n\n{quote}"
