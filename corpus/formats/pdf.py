"""A PDF becomes parts, each with its page: by the structure that its maker wrote into it, else by place.

In: the bytes of the file. Out: `Part`s. pypdf reads it, within its limits and ours. A PDF that is tagged
(as browsers and word processors make them) says itself what is a heading, a list and a table. In any
other, words are lines in the order they are drawn, and a table is one only where lines are ruled around
each cell or every word begins at one of the columns. What is not sure is text, never a figure by a guess.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from corpus.formats.document import Part, counted
from corpus.formats.drawn import Drawn, Pen, Rule
from corpus.formats.placed import parts_of_drawing
from corpus.formats.tagged import parts_of_structure
from corpus.problem import Problem

PAGE_LIMIT = 200
PAGE_BYTES = 2_000_000  # what draws one page, decompressed
BYTES = 8_000_000  # what draws all of them
MOST_OPERATORS = 1_000_000  # strokes of the pen, also of what is drawn again and again; some 20 seconds
TEXT_LIMIT = 2_000_000  # characters of the whole


def parts_of_pdf(content: bytes, name: str, pages: int = PAGE_LIMIT) -> list[Part]:
    """What a PDF says, at most `pages` long. Raises Problem."""
    try:
        import pypdf
    except ImportError as exc:
        raise Problem("reading PDF needs a package that is not installed", name, "pip install pypdf") from exc
    try:
        with _quiet("pypdf"):
            return _parts(pypdf.PdfReader(io.BytesIO(content)), name, pages)
    except Problem:
        raise
    except Exception as exc:  # a broken PDF makes the library raise anything, RecursionError too
        locked = "decrypt" in str(exc).lower() or "cryptography" in str(exc).lower()
        said = "is locked with a password" if locked else "cannot be read: it is damaged, or too large inside"
        raise Problem(f"the PDF {said}", name, "save an unlocked copy") from exc


@contextmanager
def _quiet(logger: str) -> Iterator[None]:
    """A library's warnings about a file's small faults are nothing that the person can mend."""
    log = logging.getLogger(logger)
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)


def _parts(reader: Any, name: str, most: int) -> list[Part]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise Problem("the PDF is locked with a password", name, "save an unlocked copy")
    count = len(reader.pages)
    if count > most:
        raise Problem(
            f"the PDF has {count} pages; at most {most} are read", name, "keep the pages that matter"
        )
    drawn: list[list[Drawn]] = []
    rules: list[list[Rule] | None] = []
    size = drawing = operators = 0
    for page in reader.pages:
        contents = page.get_contents()
        one = 0 if contents is None else len(contents.get_data())
        drawing += one
        if one > PAGE_BYTES or drawing > BYTES:
            raise Problem("the PDF is too large inside", name, "save its text alone")
        pen = Pen(_properties(page), MOST_OPERATORS - operators)
        page.extract_text(visitor_operand_before=pen.before, visitor_text=pen.text)
        operators += pen.operators
        if operators > MOST_OPERATORS:  # the library may have swallowed the pen's own word
            raise Problem("the PDF is too large inside", name, "save its text alone")
        drawn.append(pen.drawn)
        rules.append(None if pen.forms else pen.rules)
        size += sum(len(one.text) for one in pen.drawn)
        if size > TEXT_LIMIT:
            raise Problem(
                f"the PDF has more than {TEXT_LIMIT:,} characters", name, "keep the pages that matter"
            )
    parts = parts_of_structure(reader, drawn)
    if parts is None:
        parts = parts_of_drawing(drawn, rules)
    counted(parts, name)
    return parts


def _properties(page: Any) -> Any:
    """The named marks of a page, of which a tagged PDF may have some."""
    try:
        return page["/Resources"]["/Properties"]
    except KeyError:
        return None
