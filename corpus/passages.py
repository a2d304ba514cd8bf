"""Passages: the smallest pieces that can be cited whole.

A table row with its header, a lever, a script, a question with its reply, a do list with its
heading, a paragraph. In: a Guide. Out: `Passage`s, in the order of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.guide import Block, Guide
from corpus.headings import SAID_AFTER_NAME
from corpus.origin import SOURCES_TITLE, read_front_matter
from corpus.pairs import questions_in, replies_in, unquoted
from corpus.pieces import (
    LEVER,
    LEVER_NUMBER,
    LONG,
    Group,
    PassageKind,
    Piece,
    formula_of,
    listed,
    paragraphs_of,
    piece_of,
    readable,
    rows_of,
    said,
    stretches,
    text_of,
    timeline_of,
    words_of,
)
from corpus.regexes import regex
from corpus.shapes import ITEM, LABEL, LONGEST_SHAPE, PLAIN_LABEL, QUOTE, is_quoted, plain, shape_of

LEVER_HEADING = regex(r"\blever\s*#?\d+\b", re.IGNORECASE)
PUSHBACK = regex(
    r"push(?:es|ed|ing)?[- ]?back|objections?|(?:if|when|what) they say|counter-?arguments|difficult replies|"
    r"repl(?:y|ies) to|respon(?:d|se|ses|ding)\b.*\b(?:to|when|if)\b|handling (?:a )?(?:no|refusals?)",
    re.IGNORECASE,
)
FAQ = regex(
    r"\bfaqs?\b|frequently asked|common questions|questions (?:and|&) answers|\bq\s*(?:&|and|/)\s*a\b",
    re.IGNORECASE,
)
NEGOTIATE_UP = regex(r"negotiat\w*[- ]up|\bcounter\b", re.IGNORECASE)
PERSONA = {
    "profile": "profile",
    "pain point": "pain points",
    "pain points": "pain points",
    "strategy": "strategy",
}
FIGURE = regex(r"[$€£¥₹]\s?\d|\d\s*[%KM]\b|\d%")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a guide that is cited as a whole.

    `quote` is the verbatim text of lines `first` to `last` (joined by newlines). `text` is what is
    searched: company, role and section, then the piece in readable form (a row as
    "Base Salary: $170K\u2013$250K; …"). `parts` names its pieces: header and cell for a row;
    ("when", …), ("say", …) for a pushback pair; ("question", …), ("answer", …) for a FAQ;
    ("heading", …), ("item", …)… for a list; ("name", …), ("say", …) for a lever;
    ("name", …), ("profile", …), ("pain points", …), ("strategy", …) for a persona.
    """

    guide: str
    title: str  # of the guide
    section: str  # the nearest heading
    first: int
    last: int
    page: int | None
    quote: str
    text: str
    kind: PassageKind
    company: str | None
    role: str | None
    as_of: str | None
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def location(self) -> str:
        """`meta.md:12-18`, the place a person can open."""
        return f"{self.guide}:{self.first}" + (f"-{self.last}" if self.last != self.first else "")


def passages_in(guide: Guide) -> list[Passage]:
    """Cut a guide into passages. Every line belongs to at most one; set-aside lines to none."""
    lines = [shape_of(line) for line in guide.lines]
    aside = {n for piece in guide.set_aside for n in range(piece.first, piece.last + 1)}
    found: list[Passage] = []
    front = read_front_matter(lines)
    listed_below = any(SOURCES_TITLE.match(title) for section in guide.sections for title in section.path)
    if front.sources and front.sources_lines and not listed_below:
        first, last = front.sources_lines
        parts = (("heading", "Sources"), *(("item", source) for source in front.sources))
        found.append(
            _passage(guide, Piece("sources", first, last, "\n".join(front.sources), parts), ("Sources",))
        )
    groups = _groups(guide)
    for i, group in enumerate(groups):
        after = groups[i + 1].path if i + 1 < len(groups) else ()
        leads_down = len(after) > len(group.path) and after[: len(group.path)] == group.path
        pieces = _with_heading(lines, group, _pieces(guide, lines, group, aside), aside, leads_down)
        found += [_passage(guide, piece, group.path) for piece in pieces]
    return sorted(found, key=lambda passage: passage.first)


def _passage(guide: Guide, piece: Piece, path: tuple[str, ...]) -> Passage:
    section = path[-1] if path else ""
    above = [title for title in path if title != guide.title][-2:]
    # A general guide's title is the same for all its passages: it would only make them alike.
    about = [guide.company, guide.role] if guide.company else []
    head = " · ".join(part for part in [*about, " \u203a ".join(above)] if part)
    quote = "\n".join(guide.lines[piece.first - 1 : piece.last])
    # Of a very long line only the beginning was read for its shape: all of it is searched.
    body = quote if len(quote) > LONGEST_SHAPE else piece.body
    return Passage(
        guide=guide.path,
        title=guide.title,
        section=section,
        first=piece.first,
        last=piece.last,
        page=guide.page_of(piece.first),
        quote=quote,
        text=f"{head}\n{body}" if head else body,
        kind=piece.kind,
        company=guide.company,
        role=guide.role,
        as_of=guide.as_of,
        parts=piece.parts,
    )


def _groups(guide: Guide) -> list[Group]:
    groups: list[Group] = []
    heading: Block | None = None
    blocks: list[Block] = []
    for block in guide.blocks:
        if block.kind == "heading":
            if heading or blocks:
                groups.append(Group(heading, tuple(blocks), (heading or blocks[0]).section))
            heading, blocks = block, []
        else:
            blocks.append(block)
    if heading or blocks:
        groups.append(Group(heading, tuple(blocks), (heading or blocks[0]).section))
    return groups


def _pieces(guide: Guide, lines: list[str], group: Group, aside: set[int]) -> list[Piece]:
    """The passages of one heading."""
    whole = _whole(lines, group, aside)
    start = whole.last if whole else 0
    blocks = [block for block in group.blocks if block.first > start]
    pieces = [whole] if whole else []
    taken: set[int] = set()
    for piece in _paired(lines, group, blocks):
        if not aside & set(range(piece.first, piece.last + 1)):
            pieces.append(piece)
            taken |= set(range(piece.first, piece.last + 1))
    i = 0
    while i < len(blocks):
        block = blocks[i]
        left = [n for n in range(block.first, block.last + 1) if n not in taken]
        if len(left) <= block.last - block.first:
            pieces += [text_of(lines, first, last) for first, last in stretches(lines, left)]
        elif block.kind == "table":
            pieces += rows_of(guide, lines, block)
        elif block.kind == "drawing":
            pieces.append(timeline_of(lines, block))
        elif block.kind == "quote":
            pieces.append(said(lines, group, block.first, block.last))
        elif block.kind == "list":
            pieces += listed(guide, lines, group, block)
        else:
            after = blocks[i + 1] if i + 1 < len(blocks) else None
            formula = formula_of(lines, block, after, taken)
            if formula:
                pieces.append(formula)
                i += 1 if after and formula.last >= after.last else 0
            else:
                pieces += paragraphs_of(guide, lines, group, block)
        i += 1
    return sorted(pieces, key=lambda piece: piece.first)


def _whole(lines: list[str], group: Group, aside: set[int]) -> Piece | None:
    """A heading that makes one passage with what stands under it: persona, lever, question, pushback."""
    if not group.heading:
        return None
    first, title = group.heading.first, group.title
    blocks = [block for block in group.blocks if block.kind != "table"]
    if len(blocks) < len(group.blocks):
        blocks = blocks[: group.blocks.index(next(b for b in group.blocks if b.kind == "table"))]
    labels = _labelled(lines, blocks)
    if len({PERSONA[label.lower()] for label, _ in labels if label.lower() in PERSONA}) >= 2:
        last = blocks[-1].last
        parts = (
            ("name", title),
            *((PERSONA.get(label.lower(), label.lower()), words) for label, words in labels),
        )
        return (
            piece_of("persona", lines, first, last, parts)
            if not aside & set(range(first, last + 1))
            else None
        )
    line = lines[first - 1]
    parent = group.path[-2] if len(group.path) > 1 else ""
    kind: PassageKind
    if LEVER_HEADING.search(title) or (LEVER.search(parent) and re.match(r"\d{1,2}[.)]\s", title)):
        kind, names = "lever", ("name", "say")
    elif title.endswith("?") and any(FAQ.search(above) for above in group.path[:-1]):
        kind, names = "faq", ("question", "answer")
    elif is_quoted(title) and group.blocks:
        kind, names = "pushback", ("when", "say")
    else:
        return None
    under: list[Block] = []
    for block in blocks:
        # A script with a name of its own, or a list too long to go with the words, is its own passage.
        own = (
            block.kind == "quote"
            and (label := LABEL.match(QUOTE.sub("", lines[block.first - 1])))
            and NEGOTIATE_UP.search(label[1])
        )
        size = sum(len(text) for text in lines[first - 1 : block.last])
        if own or aside & set(range(first, block.last + 1)) or (under and size > LONG):
            break
        under.append(block)
    last = under[-1].last if under else first
    said = readable(lines, first + 1, last) if under else SAID_AFTER_NAME.search(plain(line))
    words = said if isinstance(said, str) else said[0].strip(" —\u2013-") if said else ""
    if not words:
        return None
    name = LEVER_NUMBER.sub("", title) if kind == "lever" else unquoted(title)
    spoken = [block for block in under if block.kind == "quote"]
    if kind != "faq" and spoken and len(spoken) < len(under):
        # Beside words to say there is advice on when to say them: kept apart, so that only words are said.
        say = "\n".join(words_of(lines, group, block.first, block.last)[1] for block in spoken)
        advice = "\n".join(readable(lines, block.first, block.last) for block in under if block not in spoken)
        return Piece(
            kind,
            first,
            last,
            f"{name}\n{words}",
            ((names[0], name), (names[1], unquoted(say)), ("advice", advice)),
        )
    return Piece(kind, first, last, f"{name}\n{words}", ((names[0], name), (names[1], unquoted(words))))


def _labelled(lines: list[str], blocks: list[Block]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for block in blocks:
        for n in range(block.first, block.last + 1):
            line = ITEM.sub("", lines[n - 1], count=1)
            label = LABEL.match(line) or PLAIN_LABEL.match(line)
            if label:
                found.append((label[1].strip(), plain(label[2]).strip()))
            elif found and line.strip():
                found[-1] = (found[-1][0], f"{found[-1][1]} {plain(line).strip()}".strip())
    return found


def _paired(lines: list[str], group: Group, blocks: list[Block]) -> list[Piece]:
    """Questions with answers and words with replies, which may run over several blocks."""
    numbered = [
        (n, lines[n - 1])
        for block in blocks
        if block.kind not in ("table", "drawing")
        for n in range(block.first, block.last + 1)
    ]
    pieces = [
        piece_of("faq", lines, pair.first, pair.last, (("question", pair.when), ("answer", pair.say)))
        for pair in questions_in(numbered)
    ]
    taken = {n for piece in pieces for n in range(piece.first, piece.last + 1)}
    hinted = any(PUSHBACK.search(title) for title in group.path[-2:])
    rest = [(n, line) for n, line in numbered if n not in taken]
    for pair in replies_in(rest, hinted):
        if not taken & set(range(pair.first, pair.last + 1)):
            noted = (("note", pair.note),) if pair.note else ()
            parts = (("when", pair.when), ("say", pair.say), *noted)
            pieces.append(piece_of("pushback", lines, pair.first, pair.last, parts))
    return pieces


def _with_heading(
    lines: list[str], group: Group, pieces: list[Piece], aside: set[int], leads_down: bool
) -> list[Piece]:
    """A list takes its heading with it; so does a text whose heading states a figure; none gets lost."""
    heading = group.heading
    if not heading or (pieces and pieces[0].first <= heading.first):
        return pieces
    if pieces:
        first = pieces[0]
        between = set(range(heading.first, first.first))
        near = not between & aside and not any(
            lines[n - 1].strip() for n in range(heading.last + 1, first.first)
        )
        # Words that stand under a heading with a figure would lose it otherwise.
        joins = first.kind in ("list", "sources") or (first.kind == "text" and FIGURE.search(group.title))
        if near and joins:
            return [Piece(first.kind, heading.first, first.last, first.body, first.parts), *pieces[1:]]
    if (pieces or leads_down) and not FIGURE.search(group.title):
        return pieces
    return [
        Piece("text", heading.first, heading.last, readable(lines, heading.first, heading.last)),
        *pieces,
    ]
