"""One block becomes passages: rows, items of a list, levers, scripts, sums, paragraphs.

In: lines and a block with its heading. Out: `Piece`s, which are passages that do not know their guide
yet. What takes several blocks (a persona, a question with its answer) is for `corpus.passages`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from corpus.guide import Block, Guide
from corpus.levels import EQUALS, LEVEL_TITLE, is_level_map
from corpus.origin import SOURCES_TITLE, source_named
from corpus.pairs import unquoted
from corpus.regexes import regex
from corpus.shapes import ITEM, LABEL, OPENERS, ORDERED, QUOTE, plain

PassageKind = Literal[
    "row",
    "levels",
    "lever",
    "script",
    "pushback",
    "faq",
    "persona",
    "list",
    "timeline",
    "formula",
    "sources",
    "text",
]


LEVER = regex(r"\blevers?\b", re.IGNORECASE)
LEVER_NUMBER = regex(r"^\W*(?:(?:global\s+)?lever\s*#?\d+\s*[:.—\u2013-]+\s*|\d{1,2}[.)]\s*)", re.IGNORECASE)
SCRIPT = regex(
    r"script|negotiat\w*[- ]up|counter|template|what to (?:say|write)|e-?mail|letter\b|wording|phras|"
    r"framework|\b(?:say|ask|reply|pitch|strategy|language)\b",
    re.IGNORECASE,
)
EXAMPLE = regex(r"\bexamples?\b|worked|illustrat", re.IGNORECASE)
FORMULA = regex(r"^(?P<left>[^=]*[^\W\d][^=]*?)\s=\s(?P<right>[^=]*[^\W\d][^=]*\s[+\u00d7*÷x\u2212-]\s.*)$")
AMOUNT_LINE = regex(
    r"^\s*(?:[-*+•]\s+)?(?:\*\*)?(?P<name>[^:=\d][^:=]{0,50}?)(?:\*\*)?\s*[:=](?:\*\*)?\s*(?P<amount>.*\d.*)$"
)
STEP = regex(r"\s(?:-+>|=+>|→)\s")
STEP_AND_NOTE = regex(r"^(.{2,60}?)\s*[:\u2013\u2014]\s+(.+)$", re.DOTALL)
TIMELINE = regex(r"\btime-?line\b|\btiming\b|\bschedule of (?:the|a) negotiation\b", re.IGNORECASE)
NOTE = regex(r"\(([^()]*)\)")
NAMED_ITEM = regex(r"^(?:\*\*|__)(?P<name>.+?)(?:\*\*|__)\s*[:.—\u2013-]*\s*(?P<say>.*)$", re.DOTALL)
PLAIN_NAMED_ITEM = regex(r"^(?P<name>[^:\"“.]{2,80}):\s*(?P<say>[\"“].*)$", re.DOTALL)
LONG = 1_400  # characters: a longer list, lever or answer is cut where its own parts end
AIM = 1_000
LONG_PARAGRAPH = 120  # words
HASHES = regex(r"^\s{0,3}#{1,6}\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage before it knows its guide."""

    kind: PassageKind
    first: int
    last: int
    body: str
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and the blocks up to the next one."""

    heading: Block | None
    blocks: tuple[Block, ...]
    path: tuple[str, ...]

    @property
    def title(self) -> str:
        return self.path[-1] if self.path else ""


def is_sum(text: str) -> bool:
    """A sum in words: `Total = Base + Bonus`.

    >>> is_sum("Total = Base + Bonus"), is_sum("G5 = L5")
    (True, False)
    """
    return " = " in text and FORMULA.match(text) is not None


def rows_of(guide: Guide, lines: list[str], block: Block) -> list[Piece]:
    table = next(table for table in guide.tables if table.header_line == block.first)
    kind: PassageKind = "levels" if any(LEVEL_TITLE.search(title) for title in table.section[-1:]) else "row"
    heads = [header.lower() for header in table.header]
    heard = next(
        (
            i
            for i, head in enumerate(heads)
            if re.search(r"they say|you hear|objection|pushback|recruiter", head)
        ),
        None,
    )
    told = next(
        (i for i, head in enumerate(heads) if re.search(r"you say|reply|respon|answer|what to say", head)),
        None,
    )
    pieces: list[Piece] = []
    for row in table.rows:
        named = [(table.header[i] if i < len(table.header) else "", cell) for i, cell in enumerate(row.cells)]
        body = "; ".join(f"{header}: {cell}" if header else cell for header, cell in named if cell)
        if heard is not None and told is not None and heard != told and max(heard, told) < len(row.cells):
            parts = (("when", unquoted(row.cells[heard])), ("say", unquoted(row.cells[told])))
            pieces.append(Piece("pushback", row.line, row.line, body, parts))
        else:
            pieces.append(Piece(kind, row.line, row.line, body, tuple(named)))
    return pieces


def timeline_of(lines: list[str], block: Block) -> Piece:
    steps = [step.strip() for step in STEP.split(plain(lines[block.first - 1]))]
    notes = NOTE.findall(lines[block.last - 1]) if block.last > block.first else []
    if len(notes) != len(steps):
        notes = [""] * len(steps)
    body = " → ".join(f"{step} ({note})" if note else step for step, note in zip(steps, notes, strict=True))
    return Piece("timeline", block.first, block.last, body, tuple(zip(steps, notes, strict=True)))


def said(lines: list[str], group: Group, first: int, last: int) -> Piece:
    """Words to say as they stand; a quotation that is a remark of the guide's own is text."""
    name, say = words_of(lines, group, first, last)
    labelled = LABEL.match(QUOTE.sub("", lines[first - 1])) is not None
    if not (say[:1] in OPENERS or SCRIPT.search(name) or SCRIPT.search(group.title)):
        return text_of(lines, first, last)
    return Piece(
        "script", first, last, f"{name}: {say}" if labelled else say, (("name", name), ("say", unquoted(say)))
    )


def words_of(lines: list[str], group: Group, first: int, last: int) -> tuple[str, str]:
    """The name of a quotation (its label, its lead-in or its heading) and its words."""
    words = [QUOTE.sub("", line) for line in lines[first - 1 : last]]
    label = LABEL.match(words[0])
    name = label[1].strip() if label else group.title
    say = plain("\n".join([label[2], *words[1:]] if label else words)).strip()
    if not label and len(words) > 1 and words[0].rstrip().endswith(":"):
        name, say = plain(words[0]).strip(" :"), plain("\n".join(words[1:])).strip()
    return name, say


def listed(guide: Guide, lines: list[str], group: Group, block: Block) -> list[Piece]:
    start = next(n for n in range(block.first, block.last + 1) if ITEM.match(lines[n - 1]))
    lead = readable(lines, block.first, start - 1) if start > block.first else ""
    items = _items(lines, start, block.last)
    if any(SOURCES_TITLE.match(title) for title in (*group.path, lead.strip(" :"))):
        return _list_pieces("sources", lines, group, block, lead, items)
    if is_level_map(guide, block) and any(
        EQUALS.search(readable(lines, first, last)) for first, last in items
    ):
        return _led_in(block.first, [piece_of("levels", lines, first, last) for first, last in items])
    said = [_name_and_words(lines, first, last) for first, last in items]
    ordered = bool(ORDERED.match(lines[start - 1].lstrip()))
    if ordered and len(items) > 1 and TIMELINE.search(group.title):
        return [piece_of("timeline", lines, block.first, block.last, _steps(lines, items))]
    named = [pair for pair in said if pair[0] and pair[1]]
    hinted = any(LEVER.search(title) for title in (*group.path[-2:], lead))
    spoken = [pair for pair in named if pair[1][:1] in OPENERS]
    if 2 * len(named) >= len(items) and (
        hinted or 2 * len(spoken) >= len(items) or (ordered and len(named) == len(items))
    ):
        pieces = []
        for (first, last), (name, words) in zip(items, said, strict=True):
            parts = (
                (("name", LEVER_NUMBER.sub("", name)), ("say", unquoted(words)))
                if name
                else (("say", words),)
            )
            pieces.append(piece_of("lever", lines, first, last, parts))
        return _led_in(block.first, pieces)
    sums = [is_sum(readable(lines, first, last)) for first, last in items]
    amounts = [AMOUNT_LINE.match(lines[first - 1]) for first, _ in items]
    if all(sums) or (EXAMPLE.search(lead) and len(items) > 1 and all(amounts)):
        return [
            piece_of(
                "formula", lines, block.first, block.last, _formula_parts(lines, block.first, block.last)
            )
        ]
    return _list_pieces("list", lines, group, block, lead, items)


def _steps(lines: list[str], items: list[tuple[int, int]]) -> tuple[tuple[str, str], ...]:
    """The steps of a timeline printed as a numbered list, each with its note."""
    steps: list[tuple[str, str]] = []
    for first, last in items:
        text = readable(lines, first, last)
        match = STEP_AND_NOTE.match(text)
        steps.append((match[1], match[2]) if match else (text, ""))
    return tuple(steps)


def _led_in(first: int, pieces: list[Piece]) -> list[Piece]:
    """The first item of a list that is cut into items keeps the lead-in."""
    head = pieces[0]
    return [Piece(head.kind, first, head.last, head.body, head.parts), *pieces[1:]]


def _items(lines: list[str], first: int, last: int) -> list[tuple[int, int]]:
    """The outermost items of a list, each with what hangs from it."""
    indent = min(
        len(lines[n - 1]) - len(lines[n - 1].lstrip())
        for n in range(first, last + 1)
        if ITEM.match(lines[n - 1])
    )
    ordered = bool(ORDERED.match(lines[first - 1].lstrip()))
    starts = [
        n
        for n in range(first, last + 1)
        if (item := ITEM.match(lines[n - 1]))
        and len(item[1]) <= indent
        and (n == first or bool(ORDERED.match(item[2])) == ordered)
    ]
    ends = [*(n - 1 for n in starts[1:]), last]
    return [(a, _trimmed(lines, a, b)) for a, b in zip(starts, ends, strict=True)]


def _trimmed(lines: list[str], first: int, last: int) -> int:
    while last > first and not lines[last - 1].strip():
        last -= 1
    return last


def _name_and_words(lines: list[str], first: int, last: int) -> tuple[str, str]:
    """An item `**Name:** "words"`: its name and its words; an item without a name has none."""
    text = "\n".join(
        [ITEM.sub("", lines[first - 1], count=1), *(QUOTE.sub("", line) for line in lines[first:last])]
    ).strip()
    match = NAMED_ITEM.match(text) or PLAIN_NAMED_ITEM.match(text)
    if not match:
        return "", plain(text)
    return plain(match["name"]).strip(" :.—\u2013-"), plain(match["say"]).strip()


def _list_pieces(
    kind: PassageKind, lines: list[str], group: Group, block: Block, lead: str, items: list[tuple[int, int]]
) -> list[Piece]:
    """A list as one passage, or as several where it is long; each knows the heading and the lead-in."""
    chunks: list[list[tuple[int, int]]] = [[]]
    size = 0
    long = sum(len(line) for line in lines[block.first - 1 : block.last]) > LONG
    for first, last in items:
        length = sum(len(line) for line in lines[first - 1 : last])
        if long and chunks[-1] and size + length > AIM:
            chunks.append([])
            size = 0
        chunks[-1].append((first, last))
        size += length
    announced = [("heading", group.title)] if group.title else []
    announced += [("lead-in", lead)] if lead else []
    pieces: list[Piece] = []
    for i, chunk in enumerate(chunks):
        texts = [readable(lines, first, last) for first, last in chunk]
        texts = [source_named(text) for text in texts] if kind == "sources" else texts
        body = "\n".join([lead, *texts] if lead else texts)
        first = block.first if i == 0 else chunk[0][0]
        last = block.last if i == len(chunks) - 1 else chunk[-1][1]
        pieces.append(Piece(kind, first, last, body, (*announced, *(("item", text) for text in texts))))
    return pieces


def formula_of(lines: list[str], block: Block, after: Block | None, taken: set[int]) -> Piece | None:
    """A sum in words, an example worked in figures, or the one with the other."""
    own = [line for line in lines[block.first - 1 : block.last] if line.strip()]
    summed = is_sum(plain(own[0]).strip()) and len(own[0]) <= 200
    example = own[1:] if summed or plain(own[0]).rstrip().endswith(":") else own
    worked = len(example) >= 2 and all(AMOUNT_LINE.match(line) for line in example)
    if not ((summed and (not example or worked)) or worked):
        return None
    last = block.last
    near = after and after.first - block.last <= 2 and not taken & set(range(after.first, after.last + 1))
    if summed and not example and after and near:
        following = [line for line in lines[after.first - 1 : after.last] if line.strip()]
        told = following[1:] if plain(following[0]).rstrip().endswith(":") else following
        if (
            after.kind in ("paragraph", "list")
            and len(told) >= 2
            and all(AMOUNT_LINE.match(line) for line in told)
        ):
            last = after.last
    return piece_of("formula", lines, block.first, last, _formula_parts(lines, block.first, last))


def _formula_parts(lines: list[str], first: int, last: int) -> tuple[tuple[str, str], ...]:
    parts: list[tuple[str, str]] = []
    for n in range(first, last + 1):
        text = readable(lines, n, n)
        amount = AMOUNT_LINE.match(text)
        if is_sum(text):
            parts.append(("formula", text))
        elif amount and not text.endswith(":"):
            parts.append((amount["name"].strip(), amount["amount"].strip()))
        elif text:
            parts.append(("example", text.rstrip(":")))
    return tuple(parts)


def paragraphs_of(guide: Guide, lines: list[str], group: Group, block: Block) -> list[Piece]:
    first_line = lines[block.first - 1]
    mapped = LABEL.match(first_line) or EQUALS.search(first_line)
    if mapped and is_level_map(guide, block):
        return [
            piece_of("levels", lines, n, n)
            for n in range(block.first, block.last + 1)
            if lines[n - 1].strip()
        ]
    label = LABEL.match(first_line)
    if (
        label
        and label[2].lstrip()[:1] in OPENERS
        and re.search(r"script|negotiat\w*[- ]up|language", label[1], re.IGNORECASE)
    ):
        return [said(lines, group, block.first, block.last)]
    stretches: list[tuple[int, int]] = []
    words = 0
    for n in range(block.first, block.last + 1):
        length = len(lines[n - 1].split())
        ended = n > block.first and lines[n - 2].rstrip().endswith((".", "!", "?", "。"))
        if not stretches or (ended and words + length > LONG_PARAGRAPH):
            stretches.append((n, n))
            words = 0
        stretches[-1] = (stretches[-1][0], n)
        words += length
    return [text_of(lines, first, last) for first, last in stretches]


def stretches(lines: list[str], numbers: list[int]) -> list[tuple[int, int]]:
    """Unbroken stretches of lines that say something."""
    found: list[tuple[int, int]] = []
    for n in numbers:
        if lines[n - 1].strip():
            if found and found[-1][1] == n - 1:
                found[-1] = (found[-1][0], n)
            else:
                found.append((n, n))
    return found


def piece_of(
    kind: PassageKind, lines: list[str], first: int, last: int, parts: tuple[tuple[str, str], ...] = ()
) -> Piece:
    return Piece(kind, first, last, readable(lines, first, last), parts)


def text_of(lines: list[str], first: int, last: int) -> Piece:
    return piece_of("text", lines, first, last)


def readable(lines: list[str], first: int, last: int) -> str:
    """Lines without their marks: `> **Ask:** now` reads "Ask: now"."""
    shown = (
        plain(ITEM.sub("", HASHES.sub("", QUOTE.sub("", line)), count=1)).strip()
        for line in lines[first - 1 : last]
    )
    return "\n".join(line for line in shown if line)
