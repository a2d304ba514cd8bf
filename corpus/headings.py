"""Which lines are headings, and how they rank.

In: lines that belong to no table, drawing or quotation. Out: line number → title and rank. Marks
(`#`, bold) are believed; where a guide has none, a heading is known by its shape: short, without an
end mark, standing over something.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from corpus.regexes import regex
from corpus.shapes import (
    BOLD_LINE,
    ITEM,
    MARKED,
    PLAIN_LABEL,
    in_title_case,
    kind_of,
    opens_quotation,
    plain,
    word_count,
)

BOLD_RANK = 7  # a bold line ranks below every `#`
BARE_RANK = 9  # `Do` over a list in a guide with marks
DO_OR_DONT = regex(
    r"^\W*(?:do(?:['\u2019]?s)?|don['\u2019]?t(?:['\u2019]?s)?|do not|avoid|always|never)\W*$",
    re.IGNORECASE,
)
SETEXT = regex(r"^\s{0,3}(?:(=){3,}|(-){3,})\s*$")
# `Lever 2: Reach — "My work reaches …"`: the words are said, the name before them is the title.
SAID_AFTER_NAME = regex(r"\s+[—\u2013-]{1,2}\s+[\"“].*$")
QUESTION_OR_ANSWER = regex(r"^\s*(?:[QA]\d*|question|answer)\s*[:.)]", re.IGNORECASE)
SUM = regex(r"\s=\s.*\s[+\u00d7]\s")  # a sum printed in bold is no heading
FIGURE = regex(r"[$€£¥₹=]|\d\s*[%KM]\b|->|→")
LONGEST = 12  # words, of an unmarked heading that stands alone
LONGEST_DENSE = 9  # where no blank line sets it apart


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its line, its title without marks, its rank (1 is the highest), how it was known."""

    line: int
    title: str
    rank: int
    marked: bool
    last: int = 0  # its underline, where it has one


def headings_in(lines: list[str], content: list[int], open_lines: list[int]) -> list[Heading]:
    """Find the headings among `open_lines`, the part of `content` that no table or quotation has claimed.

    `content` are the numbers of the lines that say something: not blank, not set aside.
    """
    marked = _marked(lines, open_lines)
    if sum(not DO_OR_DONT.match(heading.title) for heading in marked) <= 1:
        top = [Heading(h.line, h.title, 0, True, h.last) for h in marked if not DO_OR_DONT.match(h.title)]
        taken = {heading.line for heading in top} | {heading.last for heading in top}
        bare = _unmarked(lines, content, [n for n in open_lines if n not in taken])
        if len(bare) > 1 or not top:
            return _ranked(sorted(top + bare, key=lambda heading: heading.line), content)
    return marked


def _marked(lines: list[str], open_lines: list[int]) -> list[Heading]:
    found: list[Heading] = []
    for place, n in enumerate(open_lines):
        line = lines[n - 1]
        kind = kind_of(line)
        following = lines[n] if n < len(lines) else ""
        if kind == "mark" and (match := MARKED.match(line)) and plain(match[2]).strip():
            found.append(Heading(n, _titled(match[2]), len(match[1]), True, n))
        elif kind == "bold" and (bold := BOLD_LINE.match(line)) and not SUM.search(line):
            found.append(Heading(n, _titled(bold[2]), BOLD_RANK, True, n))
        elif kind == "text" and word_count(line) <= LONGEST and (under := SETEXT.match(following)):
            before = lines[n - 2].strip() if n > 1 else ""
            if not before and not line.rstrip().endswith((".", ":")):
                found.append(Heading(n, plain(line).strip(), 1 if under[1] else 2, True, n + 1))
        elif kind == "text" and DO_OR_DONT.match(plain(line)):
            after = lines[open_lines[place + 1] - 1] if place + 1 < len(open_lines) else ""
            if ITEM.match(after):
                found.append(Heading(n, plain(line).strip(" :*_"), BARE_RANK, True, n))
    return found


def _titled(marked_up: str) -> str:
    title = plain(marked_up).strip()
    return SAID_AFTER_NAME.sub("", title) or title


def _unmarked(lines: list[str], content: list[int], open_lines: list[int]) -> list[Heading]:
    """Headings that lost their marks, without ranks."""
    candidates: list[int] = []
    for n in open_lines:
        if not content or n == content[-1]:
            continue  # a heading stands over something
        alone = (n == 1 or not lines[n - 2].strip()) and n < len(lines) and not lines[n].strip()
        before = lines[n - 2] if n > 1 else ""
        if (_may_be_heading(lines[n - 1], alone) and (alone or not _runs_on(before))) or (
            n == content[0] and _may_be_heading(lines[n - 1], True)
        ):
            candidates.append(n)
    # More than three in a row are a list whose marks were lost.
    order = {n: place for place, n in enumerate(content)}
    kept: list[int] = []
    run: list[int] = []
    for n in candidates:
        if run and order[n] != order[run[-1]] + 1:
            kept += run if len(run) <= 3 else []
            run = []
        run.append(n)
    kept += run if len(run) <= 3 else []
    return [Heading(n, plain(lines[n - 1]).strip().rstrip(":").strip(), 1, False, n) for n in kept]


def _may_be_heading(line: str, alone: bool) -> bool:
    text = plain(line).strip()
    if kind_of(line) != "text" or not any(char.isalpha() for char in text):
        return False
    if (
        text[0] in '"“„«([-'
        or text.endswith((".", ",", ";", ":", "!", "。", "\uff0c", "\uff1b", "\uff1a", '"', "”", ")"))
        or opens_quotation(text)
    ):
        return False
    if QUESTION_OR_ANSWER.match(text) or FIGURE.search(text):
        return False
    if PLAIN_LABEL.match(text) and not in_title_case(text):
        return False
    if line[:1].isspace() and len(line) - len(line.lstrip()) >= 4:
        return False
    if alone:
        return word_count(text) <= (LONGEST + 4 if text.endswith("?") else LONGEST)
    # Without blank lines a sentence that was wrapped looks the same, so the case must speak for it.
    return word_count(text) <= LONGEST_DENSE and (in_title_case(text) or text.endswith("?"))


def _runs_on(before: str) -> bool:
    """A long line without an end mark goes on in the next one."""
    text = before.rstrip()
    return kind_of(before) == "text" and len(text) >= 60 and text[-1] not in '.!?:;"”)'


def _ranked(headings: list[Heading], content: list[int]) -> list[Heading]:
    """A heading followed at once by another is its parent, until the next such pair.

    Where every first child is in sentence case, a later heading in title case belongs above again.
    """
    following = dict(pairwise(content))
    numbers = {heading.line for heading in headings}
    is_parent = [following.get(heading.line) in numbers for heading in headings]
    title = (
        0 if headings and headings[0].line == content[0] and is_parent[0] and headings[0].rank != 0 else None
    )
    firsts = [headings[i + 1].title for i, parent in enumerate(is_parent[:-1]) if parent and i != title]
    by_case = bool(firsts) and not any(in_title_case(first) for first in firsts)
    ranked: list[Heading] = []
    under = False
    for i, heading in enumerate(headings):
        if heading.rank == 0 or i == title:
            rank, under = 0, False
        elif is_parent[i] and not (under and is_parent[i - 1]):
            rank, under = BOLD_RANK, True
        elif by_case and in_title_case(heading.title):
            rank, under = BOLD_RANK, False
        else:
            rank = BOLD_RANK + 1 if under else BOLD_RANK
        ranked.append(Heading(heading.line, heading.title, rank, heading.marked, heading.last))
    return ranked
