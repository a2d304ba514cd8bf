"""A file becomes what it says, whatever its format.

In: the bytes of a file and its name. Out: its kind, its `Part`s, or the text of a guide with a note on how
it was read; or a Problem. What a file is shows in its first bytes; where they say nothing, in the ending of
its name. The libraries that read web pages, Word documents and PDFs are imported by their readers alone,
when such a file is read.
"""

from __future__ import annotations

from typing import Literal

from corpus.decoding import decode
from corpus.formats.document import GuideText, Part, as_guide
from corpus.problem import Problem

FileKind = Literal["pdf", "docx", "page", "sheet", "text"]

_ENDINGS: dict[str, FileKind] = {
    "html": "page",
    "htm": "page",
    "xhtml": "page",
    "csv": "sheet",
    "tsv": "sheet",
}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF")


def file_kind(content: bytes, name: str) -> FileKind:
    """What kind of file it is. Raises Problem for one that is not read.

    >>> file_kind(b"%PDF-1.7", "a.txt"), file_kind(b"<p>", "a.HTM"), file_kind(b"# Pay", "a.md")
    ('pdf', 'page', 'text')
    """
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return "docx"
    if content.startswith(_OLD_OFFICE):
        said = "the file is locked with a password or is an old Word file (.doc)"
        raise Problem(said, name, "save it as an unlocked DOCX or PDF")
    if content.startswith(_PICTURES):
        raise Problem("the file is a picture, and pictures are not read", name, "save its words as text")
    if content.lstrip()[:5] == b"{\\rtf":
        raise Problem("the file is RTF, which is not read", name, "save it as DOCX or PDF")
    ending = name.lower().rpartition(".")[2]
    if ending in ("pdf", "docx"):
        raise Problem(f"the file is called {ending.upper()} and is none", name, "save it anew")
    return _ENDINGS.get(ending, "text")


def parts_of(kind: FileKind, content: bytes, name: str, pages: int | None = None) -> list[Part]:
    """What a PDF of at most `pages`, a DOCX or a web page shows. Raises Problem."""
    if kind == "pdf":
        from corpus.formats.pdf import PAGE_LIMIT, parts_of_pdf

        return parts_of_pdf(content, name, pages or PAGE_LIMIT)
    if kind == "docx":
        from corpus.formats.word import parts_of_word

        return parts_of_word(content, name)
    from corpus.formats.page import parts_of_page

    return parts_of_page(content, name)[0]


def guide_text(content: bytes, name: str) -> tuple[GuideText, str]:
    r"""The text of a guide's file, and how it was read where that is not plain. Raises Problem.

    >>> guide_text(b"City,Base\nBonn,90K\n", "acme.csv")[0].text
    '| City | Base |\n| Bonn | 90K |\n'
    """
    kind = file_kind(content, name)
    if kind == "page":
        from corpus.formats.page import parts_of_page

        parts, note = parts_of_page(content, name, titled=True)
        return as_guide(parts), note
    if kind in ("pdf", "docx"):
        made = as_guide(parts_of(kind, content, name))
        if not made.text:
            raise Problem("there is no text in the file; it may be a scan", name, "save its words as text")
        return made, ""
    text, note = decode(content)
    if text is None:
        raise Problem(note, name)
    if kind == "sheet":
        from corpus.formats.sheet import lines_of_sheet

        return lines_of_sheet(text, name), note
    return GuideText(text, (), ()), note
