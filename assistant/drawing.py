r"""What a person is shown, drawn in two ways: plain text, or Rich on a terminal.

In: blocks (prose in Markdown, titles, items, tables, sources, words to copy). Out: text. Whatever
could steer a terminal or turn the direction of reading is made visible first, since guides come from
anywhere.
It does not know what the blocks are about. Rich is imported only where something is drawn with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.regexes import regex

if TYPE_CHECKING:
    from rich.console import Console

# Control characters (but line ends), direction marks, line separators, tags and lone surrogates.
STEERING = regex(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\U000e0000-\U000e007f\ud800-\udfff]"
)

# Code spans are left as they are by everything that reads Markdown here.
CODE = regex(r"(`+)(.+?)\1", re.DOTALL)
STRONG = regex(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
# A star between two words is a sign of multiplication: emphasis begins and ends at a word's edge.
EMPHASIS = regex(r"(?<![\w*\\])([*_])(?=[^\s*_])(.+?)(?<=[^\s*_\\])\1(?![\w*])")
ESCAPED = regex(r"\\([!-/:-@\[-`{-~])")
HEADING = regex(r"^ {0,3}#{1,6}\s+(.*?)\s*#*$")
BULLET = regex(r"^(\s*)[*+-]\s+")
TABLE_ROW = regex(r"^\s*\|.*\|\s*$")
TABLE_RULE = regex(r"^\s*\|(?:\s*:?-+:?\s*\|)+\s*$")
CELL_BORDER = regex(r"(?<!\\)\|")
LITERAL_STAR = regex(r"(?<=[\w)\s])\*(?=[\w(\s])")
RANGE = regex(r"(?<=[0-9KMBkw万])–(?=[$£€¥A-Z\d])")
LONGEST_QUOTE = 700  # characters of a quoted passage that a person is shown at once


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown, with [n] marks."""

    markdown: str


@dataclass(frozen=True, slots=True)
class Title:
    """A line over what follows."""

    words: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list of sentences."""

    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A passage: its mark, what it is called, the place to open, and its words."""

    mark: str
    name: str
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Words that stand as they are: no Markdown in them. Framed: to be copied, so no line is broken."""

    words: str
    framed: bool = False


Block = Prose | Title | Items | Grid | Source | Verbatim
RULE = "-" * 40


def shown(text: str) -> str:
    r"""Make visible what would steer a terminal or turn the direction of reading.

    >>> shown("base\x1b[31m \u202e50")
    'base␛[31m <U+202E>50'
    """
    text = text.replace("\r\n", "\n").replace("\t", " ")
    return STEERING.sub(lambda found: _name_of(found.group()), text)


def _name_of(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"<U+{code:04X}>"


# ---- plain


def plain_text(blocks: Iterable[Block]) -> str:
    """The blocks as text without colours; long lines stay whole."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Title | Prose | Grid) and lines:
            lines.append("")
        match block:
            case Verbatim(words, framed):
                edge = [RULE] if framed else []
                lines += [*edge, *shown(words).strip("\n").split("\n"), *edge]
            case Title(words):
                lines.append(shown(words))
            case Prose(markdown):
                lines += plain_markdown(shown(markdown)).split("\n")
            case Items(sentences):
                lines += [f"- {bare(shown(sentence))}" for sentence in sentences]
            case Grid(header, rows):
                lines += aligned(
                    [[shown(cell) for cell in row] for row in (header, *rows)], ruled=any(header)
                )
            case Source():
                mark, quoted = _drawn(block)
                lines += [mark, *(f"    {line}" for line in quoted)]
    return "\n".join(lines) + "\n"


def plain_markdown(markdown: str) -> str:
    r"""Markdown without its marks; tables are aligned.

    >>> print(plain_markdown("## Pay\n**Base** is `2*3` [1].\n\n| a | b |\n|---|---|\n| long | c |"))
    Pay
    Base is 2*3 [1].
    <BLANKLINE>
    a     b
    ----  -
    long  c
    """
    lines: list[str] = []
    table: list[list[str]] = []
    for line in [*markdown.strip("\n").split("\n"), ""]:
        if TABLE_ROW.match(line):
            if not TABLE_RULE.match(line):
                cells = CELL_BORDER.split(line.strip()[1:-1])
                table.append([bare(cell.strip()) for cell in cells])
            continue
        if table:
            lines += aligned(table, ruled=True)
            table = []
        heading = HEADING.match(line)
        words = heading[1] if heading else BULLET.sub(r"\1- ", line)
        lines.append(bare(words.rstrip()))  # two spaces at the end are Markdown's mark of a line break
    return "\n".join(lines[:-1])


def bare(line: str) -> str:
    r"""A line of Markdown without marks of emphasis; arithmetic keeps its stars.

    >>> bare(r"**0.15*210000 + 0.2*3** and *so* `a_b*c*` \*")
    '0.15*210000 + 0.2*3 and so a_b*c* *'
    """
    pieces: list[str] = []
    end = 0
    for code in CODE.finditer(line):
        pieces += [_unmarked(line[end : code.start()]), code[2]]
        end = code.end()
    return "".join([*pieces, _unmarked(line[end:])])


def _unmarked(text: str) -> str:
    text = STRONG.sub(r"\2", text)
    text = EMPHASIS.sub(r"\2", text)
    return ESCAPED.sub(r"\1", text)


def aligned(rows: Sequence[Sequence[str]], *, ruled: bool) -> list[str]:
    """Rows as lines with their columns under one another; `ruled` draws a line under the first.

    >>> aligned([["place", "base"], ["上海", "1"]], ruled=True)
    ['place  base', '-----  ----', '上海   1']
    """
    count = max((len(row) for row in rows), default=0)
    filled = [[*(cell.replace("\n", " ") for cell in row), *[""] * (count - len(row))] for row in rows]
    widths = [max(width_of(row[column]) for row in filled) for column in range(count)]
    if ruled:
        filled.insert(1, ["-" * width for width in widths])
    elif filled and not any(filled[0]):
        filled = filled[1:]
    return [
        "  ".join(
            cell + " " * (width - width_of(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in filled
    ]


def width_of(text: str) -> int:
    """Columns that a text takes on a terminal: a Chinese character takes two."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1
        for one in text
    )


def _drawn(source: Source) -> tuple[str, list[str]]:
    """The first line of a source, and the lines of its words, cut where they go on for long."""
    first = "  ".join(
        shown(part).replace("\n", " ") for part in (source.mark, source.name, source.place) if part
    )
    words = source.words.strip("\n")
    if len(words) > LONGEST_QUOTE:
        words = words[:LONGEST_QUOTE].rsplit(None, 1)[0] + " …"
    return first, [line for line in shown(words).split("\n") if line.strip()]


# ---- on a terminal


def draw(blocks: Iterable[Block], console: Console) -> None:
    """The blocks with colours, tables and wrapped lines."""
    from rich.markdown import Markdown
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    first = True
    for block in blocks:
        if isinstance(block, Title | Prose | Grid) and not first:
            console.print()
        first = False
        match block:
            case Verbatim(words, framed):
                edge = Text(RULE, style="dim")
                if framed:
                    console.print(edge)
                for line in shown(words).strip("\n").split("\n"):
                    if framed:
                        console.print(Text(line), soft_wrap=True)
                    else:
                        console.print(Text(broken(line, console.width)))
                if framed:
                    console.print(edge)
            case Title(words):
                console.print(Text(shown(words), style="bold cyan"))
            case Prose(markdown):
                # Links from a guide would hide where they lead.
                console.print(Markdown(literal(shown(markdown)), hyperlinks=False))
            case Items(sentences):
                items = Table.grid(padding=(0, 1, 0, 0))
                for sentence in sentences:
                    items.add_row(" •", Text(bare(shown(sentence))))
                console.print(items)
            case Grid(header, rows):
                table = Table(show_header=any(header), header_style="bold", box=None, pad_edge=False)
                for name in header:
                    table.add_column(Text(shown(name)), overflow="fold")
                wide = natural_width((header, *rows))
                for row in rows:
                    cells = [shown(cell) for cell in row]
                    table.add_row(*(Text(folded(cell) if wide > console.width else cell) for cell in cells))
                console.print(table)
            case Source():
                mark, lines = _drawn(block)
                console.print(Text(mark, style="bold"))
                console.print(Padding(Text("\n".join(lines), style="dim"), (0, 0, 0, 4)))


def natural_width(rows: Sequence[Sequence[str]]) -> int:
    """Columns of the terminal that a table takes with no cell folded."""
    return max(
        width_of(line) for line in aligned([[shown(cell) for cell in row] for row in rows], ruled=True)
    )


def broken(line: str, width: int) -> str:
    """A line too wide for the terminal in two, at its last gap of more than one space.

    >>> broken("base  |---*--|  yours $230K: inside", 24)
    'base  |---*--|\\n    yours $230K: inside'
    """
    start, gap, end = line.rstrip().rpartition("  ")
    if width_of(line) <= width or not gap or not start.strip():
        return line
    return f"{start.rstrip()}\n    {end}"


def folded(cell: str) -> str:
    """A range on two lines, so that a narrow column does not break a figure in two.

    >>> folded("$180K–$255K")
    '$180K–\\n$255K'
    """
    return RANGE.sub("–\n", cell)


def literal(markdown: str) -> str:
    r"""Keep what a Markdown reader would swallow: <placeholders> and the stars of arithmetic.

    >>> literal("ask <name> for `a<b`: 2*3*4 is **24**")
    'ask \\<name> for `a<b`: 2\\*3\\*4 is **24**'
    """
    pieces: list[str] = []
    end = 0
    for code in CODE.finditer(markdown):
        pieces += [_kept(markdown[end : code.start()]), code.group()]
        end = code.end()
    return "".join([*pieces, _kept(markdown[end:])])


def _kept(text: str) -> str:
    return LITERAL_STAR.sub(r"\\*", text.replace("<", r"\<"))
