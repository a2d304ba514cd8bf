"""Lines that belong together: lists, quotations, paragraphs, drawings, code.

In: lines and which of them are still open. Out: stretches of lines with their kind. A list keeps its
lead-in, its nested items and what is quoted under a numbered item. It does not know headings.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, cast

from corpus.headings import QUESTION_OR_ANSWER
from corpus.regexes import regex
from corpus.shapes import CLOSERS, LABEL, ORDERED, is_quoted, kind_of, opens_quotation, plain, quote_marks

BlockKind = Literal["heading", "paragraph", "list", "table", "quote", "drawing"]

LONGEST_QUOTATION = 20  # lines
NOTES = regex(r"^\s*\([^()]*\)(?:\s*\([^()]*\))+\s*$")
STEMS = regex(r"^\s*[|│↓v](?:\s+[|│↓v])*(?:\s*\|)?\s*$")
ARROW = regex(r"\s(?:-+>|=+>|→)\s")
FENCE = regex(r"^\s{0,3}(?:```|~~~)")


def fences_in(seen: list[str], closed: set[int]) -> list[tuple[int, int]]:
    """Stretches of code between ``` marks; one that is never closed is no fence."""
    found: list[tuple[int, int]] = []
    start = 0
    for n, line in enumerate(seen, 1):
        if n not in closed and FENCE.match(line):
            if start:
                found.append((start, n))
            start = 0 if start else n
    return found


def drawing_at(seen: list[str], n: int, closed: set[int]) -> int | None:
    """The last line of a timeline drawn with arrows that begins at line `n`."""
    line = seen[n - 1]
    if len(ARROW.findall(line)) < 2 or len(line) > 400 or kind_of(line) != "text" or is_quoted(line):
        return None
    last = n
    while last < len(seen) and last + 1 not in closed and STEMS.match(seen[last]):
        last += 1
    if last < len(seen) and last + 1 not in closed and NOTES.match(seen[last]):
        last += 1
    return last


def quotation_at(seen: list[str], n: int, closed: set[int]) -> int | None:
    """The last line of a quotation that opens at line `n` and closes on a later line."""
    if kind_of(seen[n - 1]) != "text" or not opens_quotation(seen[n - 1]):
        return None
    for last in range(n + 1, min(len(seen), n + LONGEST_QUOTATION) + 1):
        line = seen[last - 1]
        if last in closed or kind_of(line) in ("mark", "bold", "quote", "pipe") or opens_quotation(line):
            return None
        if quote_marks(line) % 2:
            return last if line.rstrip().rstrip(".")[-1:] in CLOSERS else None
    return None


def runs_in(seen: list[str], open_lines: list[int]) -> list[tuple[BlockKind, int, int]]:
    """Lists, quotations and paragraphs among the lines that nothing else has claimed."""
    runs: list[tuple[BlockKind, int, int]] = []
    at = 0
    while at < len(open_lines):
        n = open_lines[at]
        kind = kind_of(seen[n - 1])
        if kind in ("blank", "rule"):
            at += 1
            continue
        first = at
        # A line that ends in a colon stays with the list, the facts or the quotation it announces.
        while _leads_in(seen, open_lines, at):
            at = _next_filled(seen, open_lines, at + 1)
        n = open_lines[at]
        kind = kind_of(seen[n - 1])
        if kind == "item":
            at, block = _list_end(seen, open_lines, at), "list"
        elif kind == "quote":
            at, block = _same(seen, open_lines, at, lambda line: kind_of(line) == "quote"), "quote"
        elif is_quoted(seen[n - 1]):
            at, block = _same(seen, open_lines, at, is_quoted), "quote"
        else:
            at, block = _same(seen, open_lines, at, _goes_on), "paragraph"
        runs.append((cast(BlockKind, block), open_lines[first], open_lines[at - 1]))
    return runs


def _leads_in(seen: list[str], open_lines: list[int], at: int) -> bool:
    line = plain(seen[open_lines[at] - 1]).rstrip()
    after = _next_filled(seen, open_lines, at + 1)
    if (
        not line.endswith((":", "\uff1a"))
        or kind_of(seen[open_lines[at] - 1]) != "text"
        or after >= len(open_lines)
    ):
        return False
    gap = open_lines[after] - open_lines[at]
    # What was claimed in between (a table, a heading) parts them.
    if gap != after - at or gap > 2:
        return False
    return gap == 1 or kind_of(seen[open_lines[after] - 1]) in ("item", "quote")


def _next_filled(seen: list[str], open_lines: list[int], at: int) -> int:
    while at < len(open_lines) and not seen[open_lines[at] - 1].strip():
        at += 1
    return at


def _same(seen: list[str], open_lines: list[int], at: int, belongs: Callable[[str], bool]) -> int:
    """The place after the unbroken run of lines from `at` that belong together."""
    at += 1
    while (
        at < len(open_lines)
        and open_lines[at] == open_lines[at - 1] + 1
        and belongs(seen[open_lines[at] - 1])
    ):
        if (
            belongs is _goes_on
            and _leads_in(seen, open_lines, at)
            and not _is_wrapped(seen[open_lines[at - 1] - 1])
        ):
            break
        at += 1
    return at


def _goes_on(line: str) -> bool:
    """A line that continues a paragraph: text, and not itself labelled."""
    return (
        kind_of(line) == "text"
        and not LABEL.match(line)
        and not QUESTION_OR_ANSWER.match(line)
        and not is_quoted(line)
    )


def _is_wrapped(line: str) -> bool:
    return len(line) >= 60 and line.rstrip()[-1:] not in ".!?:;"


def _list_end(seen: list[str], open_lines: list[int], at: int) -> int:
    """The place after a list that begins at `at`, with its nested items, quotations and continuations."""
    ordered = _is_ordered(seen[open_lines[at] - 1])
    end = at + 1
    while end < len(open_lines):
        n, line = open_lines[end], seen[open_lines[end] - 1]
        follows = n == open_lines[end - 1] + 1
        if not follows:
            break
        if not line.strip():
            after = _next_filled(seen, open_lines, end)
            if after >= len(open_lines) or open_lines[after] - n != after - end:
                break
            ahead = seen[open_lines[after] - 1]
            same = kind_of(ahead) == "item" and (_is_ordered(ahead) == ordered or ahead[:1].isspace())
            if not (same or (kind_of(ahead) in ("text", "quote") and ahead.startswith(("   ", "\t")))):
                break
            end = after
            continue
        kind = kind_of(line)
        # Bullets under a numbered item belong to it; a numbered list under bullets is another one.
        other_sort = kind == "item" and not ordered and not line[:1].isspace() and _is_ordered(line)
        stands_free = kind == "text" and not line.startswith(("  ", "\t")) and not line[:1].islower()
        quoted_under_bullet = kind == "quote" and not ordered
        if other_sort or stands_free or quoted_under_bullet or kind not in ("item", "text", "quote"):
            break
        end += 1
    return end


def _is_ordered(line: str) -> bool:
    return bool(ORDERED.match(line.lstrip()))
