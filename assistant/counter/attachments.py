"""The text of a letter from the file it came in: text, a mail (.eml), a web page, PDF or DOCX.

In: the bytes of a file and its name. Out: plain text, or a Problem with what to do instead. Nothing is
fetched, run or unpacked to disk. What a reader of the letter would not see (hidden elements and words,
scripts, comments) is left out. Limits hold before anything is decompressed. It does not know offers.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from corpus.decoding import decode
from corpus.problem import Problem
from corpus.regexes import regex

if TYPE_CHECKING:
    from email.message import EmailMessage

    from docx.document import Document

SIZE_LIMIT = 5_000_000  # bytes of the file
TEXT_LIMIT = 200_000  # characters of its text
PAGE_LIMIT = 40
PAGE_BYTES = 4_000_000  # what draws one page, decompressed
PARAGRAPH_LIMIT = 5_000  # paragraphs and cells of a DOCX
ZIP_FILES = 2_000
ZIP_BYTES = 60_000_000  # all parts of a DOCX, decompressed
ZIP_RATIO = 200  # how many times larger a part of over a megabyte may become
ATTACHED = 5  # attachments of a mail that are read
PASTE = "paste the letter's text instead"
INSTALL = "pip install 'counteroffer[letters]'"

_MAIL_HEAD = regex(
    r"(?:(?:Return-Path|Received|Delivered-To|From|To|Cc|Date|Subject|MIME-Version|Message-ID"
    r"|Content-[\w-]+|X-[\w-]+|"
    r"DKIM-[\w-]+|ARC-[\w-]+|Authentication-Results|Reply-To|Thread-[\w-]+|References"
    r"|In-Reply-To)\s*:[^\n]*\n"
    r"(?:[ \t][^\n]*\n)*){2,}",
    re.IGNORECASE,
)
_MAIL_SIGN = regex(r"^(?:MIME-Version|Content-Type|Message-ID|Received)\s*:", re.IGNORECASE | re.MULTILINE)
_HTML = regex(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_NO_TYPES = regex(r"<\s*!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_HIDDEN = regex(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])"
    r"|opacity\s*:\s*0(?![.\d]*[1-9])|mso-hide\s*:\s*all",
    re.IGNORECASE,
)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF")


def letter_text(content: bytes, name: str, *, depth: int = 0) -> str:
    """The text of a letter's file. Raises Problem for what cannot be read, or should not be.

    >>> letter_text(b"<html><body><p>Base: $1</p><p hidden>Obey</p></body></html>", "offer.html")
    'Base: $1'
    """
    if len(content) > SIZE_LIMIT:
        raise Problem("the file is larger than 5 MB", name, f"name the letter alone, or {PASTE}")
    if not content.strip():
        raise Problem("the file is empty", name, "name the letter's file")
    kind = name.lower().rpartition(".")[2]
    if b"%PDF-" in content[:1024]:
        text = _pdf(content, name)
    elif content.startswith(b"PK\x03\x04"):
        text = _docx(content, name)
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        said = "is locked with a password or is an old Word file (.doc)"
        raise Problem(f"the file {said}", name, f"save it as an unlocked DOCX or PDF, or {PASTE}")
    elif content.startswith(_PICTURES):
        raise Problem("the file is a picture, and pictures are not read here", name, PASTE)
    elif content.lstrip().startswith(b"{\\rtf"):
        raise Problem("the file is RTF, which is not read here", name, f"save it as DOCX or PDF, or {PASTE}")
    else:
        text = _text(content, name, kind, depth)
    text = _tidy(text)
    if not text:
        raise Problem("there is no text in the file; it may be a scan", name, PASTE)
    if len(text) > TEXT_LIMIT:
        raise Problem(
            f"the letter has more than {TEXT_LIMIT:,} characters", name, "keep the pages that state the pay"
        )
    return text


def _text(content: bytes, name: str, kind: str, depth: int) -> str:
    text, note = decode(content)
    if text is None:
        raise Problem(f"this is no text: {note}", name, f"save it as text, PDF or DOCX, or {PASTE}")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if kind == "eml" or _is_mail(text):
        return _mail(content, name, depth)
    if kind in ("html", "htm", "xhtml") or _HTML.match(text):
        return _page_text(text)
    return text


def _is_mail(text: str) -> bool:
    """Whether a text is a whole mail as programs save it, rather than one that a person pasted."""
    head = _MAIL_HEAD.match(text.lstrip("\n"))
    return head is not None and bool(_MAIL_SIGN.search(head[0]))


def _tidy(text: str) -> str:
    """Plain line ends, no invisible marks, no long runs of empty lines.

    >>> _tidy("Base\\u200b:\\u00a0$1\\r\\n\\n\\n\\n\\nBonus")
    'Base: $1\\n\\nBonus'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    text = re.sub(
        "[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u00ad\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]", "", text
    )
    text = text.replace("\u00a0", " ").replace("\u202f", " ")
    text = re.sub(r"[ \t]+(?=\n|$)", "", text)
    return re.sub(r"\n{4,}", "\n\n", text).strip("\n")


# ----------------------------------------------------------------------------------- a web page


class _Shown(HTMLParser):
    """The words of a page that a reader sees: a line for each block, `|` between cells."""

    BLOCKS = frozenset(
        "p div br li tr table ul ol h1 h2 h3 h4 h5 h6 section article header footer blockquote hr dt dd pre".split()
    )
    UNSEEN = frozenset("script style head title template noscript svg math iframe object select".split())
    EMPTY = frozenset("br hr img input meta link area base col embed source track wbr".split())

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unseen: list[str] = []  # the elements that we are inside of, from the first unseen one on

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self.unseen:
            if tag not in self.EMPTY:
                self.unseen.append(tag)
            return
        hidden = (
            "hidden" in given or given.get("aria-hidden") == "true" or _HIDDEN.search(given.get("style", ""))
        )
        if (tag in self.UNSEEN or hidden) and tag not in self.EMPTY:
            self.unseen = [tag]
            return
        if tag in self.BLOCKS:
            self.parts.append("\n- " if tag == "li" else "\n")
        elif tag in ("td", "th"):
            self.parts.append(" | ")

    def handle_endtag(self, tag: str) -> None:
        if self.unseen:
            if tag in self.unseen:
                while self.unseen and self.unseen.pop() != tag:
                    pass
            return
        if tag in self.BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(re.sub(r"\s+", " ", data))


def _page_text(markup: str) -> str:
    shown = _Shown()
    shown.feed(markup)
    shown.close()
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in "".join(shown.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(re.sub(r"^\| ", "", line) for line in lines)).strip()


# --------------------------------------------------------------------------------------- a mail


def _mail(content: bytes, name: str, depth: int) -> str:
    """Sender, subject, body and the letters attached to it."""
    import email
    import email.policy

    if depth > 2:
        raise Problem("mails lie within mails in the file", name, "name the one that holds the offer")
    try:
        mail = email.message_from_bytes(content, policy=email.policy.default)
        return _mail_text(mail, name, depth)
    except (LookupError, ValueError, AttributeError, TypeError, IndexError) as error:
        # The parser of mails raises these on heads and parts that are not what they say.
        raise Problem("the mail cannot be read: it is malformed", name, PASTE) from error


def _mail_text(mail: EmailMessage, name: str, depth: int) -> str:
    parts = [f"{head}: {mail[head]}" for head in ("From", "Subject") if mail[head]]
    body = mail.get_body(("plain", "html"))
    if body is not None:
        said = body.get_content()
        if isinstance(said, str):
            parts += ["", _page_text(said) if body.get_content_type() == "text/html" else said]
    read = 0
    for part in mail.iter_attachments():
        called = part.get_filename() or ""
        kind = called.lower().rpartition(".")[2]
        if (
            kind not in ("pdf", "docx", "txt", "html", "htm", "eml")
            and part.get_content_type() != "message/rfc822"
        ):
            continue
        read += 1
        if read > ATTACHED:
            raise Problem(f"the mail has more than {ATTACHED} attachments", name, "name the letter itself")
        inside = part.get_content()
        raw = inside.as_bytes() if hasattr(inside, "as_bytes") else inside
        raw = raw.encode("utf-8") if isinstance(raw, str) else raw
        if isinstance(raw, bytes) and raw.strip():
            ending = called or "attached.eml"
            parts += ["", letter_text(raw, f"{name}: {ending}", depth=depth + 1)]
    return "\n".join(parts)


# ------------------------------------------------------------------------------------------ PDF


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


def _missing(what: str, name: str, error: ImportError) -> Problem:
    problem = Problem(f"reading {what} needs a package that is not installed", name, INSTALL)
    problem.__cause__ = error
    return problem


def _pdf(content: bytes, name: str) -> str:
    try:
        import pypdf
    except ImportError as error:
        raise _missing("PDF", name, error) from error
    try:
        with _quiet("pypdf"):
            return _pdf_text(pypdf.PdfReader(io.BytesIO(content)), name)
    except Problem:
        raise
    except Exception as error:  # a broken PDF makes the library raise anything, RecursionError too
        locked = "decrypt" in str(error).lower() or "cryptography" in str(error).lower()
        said = "is locked with a password" if locked else "cannot be read: it is damaged, or too large inside"
        raise Problem(f"the PDF {said}", name, f"save an unlocked copy, or {PASTE}") from error


def _pdf_text(reader: Any, name: str) -> str:
    if reader.is_encrypted and not reader.decrypt(""):
        raise Problem("the PDF is locked with a password", name, f"save an unlocked copy, or {PASTE}")
    pages = len(reader.pages)
    if pages > PAGE_LIMIT:
        raise Problem(
            f"the PDF has {pages} pages; at most {PAGE_LIMIT} are read", name, "keep the letter's own pages"
        )
    found, size = [], 0
    for page in reader.pages:
        drawn = page.get_contents()
        if drawn is not None and len(drawn.get_data()) > PAGE_BYTES:
            raise Problem("a page of the PDF is too large inside", name, PASTE)
        found.append(page.extract_text())
        size += len(found[-1])
        if size > TEXT_LIMIT:
            break
    return "\n\n".join(found)


# ----------------------------------------------------------------------------------------- DOCX


def _docx(content: bytes, name: str) -> str:
    _check_zip(content, name)
    try:
        import docx
    except ImportError as error:
        raise _missing("DOCX", name, error) from error
    try:
        return "\n".join(_docx_lines(docx.Document(io.BytesIO(content)), name))
    except Problem:
        raise
    except Exception as error:  # a broken DOCX makes the library raise anything
        raise Problem("the DOCX cannot be read: it is damaged", name, f"save it anew, or {PASTE}") from error


def _check_zip(content: bytes, name: str) -> None:
    """Refuse what is no DOCX, is locked, would blow up, or declares types and entities of its own."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise Problem(
                    "the file is locked with a password", name, f"save an unlocked copy, or {PASTE}"
                )
            if "word/document.xml" not in packed.namelist():
                raise Problem("the file is a ZIP without a Word document", name, "name the letter itself")
            swollen = any(
                p.file_size > 1_000_000 and p.file_size > ZIP_RATIO * max(p.compress_size, 1) for p in parts
            )
            if swollen or len(parts) > ZIP_FILES or sum(p.file_size for p in parts) > ZIP_BYTES:
                raise Problem("the file unpacks to far more than a letter", name, PASTE)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    # Declared sizes hold: zipfile reads no further, and the checksum then fails.
                    head = packed.read(part)
                    if b"\x00" in head[:200]:
                        head = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
                    if _NO_TYPES.search(head.decode("utf-8", "ignore")):
                        raise Problem("the file declares entities, which no letter does", name, PASTE)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise Problem("the DOCX cannot be read: it is damaged", name, f"save it anew, or {PASTE}") from error


def _docx_lines(document: Document, name: str) -> Iterator[str]:
    left = [PARAGRAPH_LIMIT]
    yield from _lines_of(document, name, left, 0)


def _lines_of(holder: Any, name: str, left: list[int], depth: int) -> Iterator[str]:
    from docx.table import Table

    for block in holder.iter_inner_content():
        if not isinstance(block, Table):
            _count(left, name)
            yield _paragraph(block)
            continue
        for row in block.rows:
            cells, seen = [], set()
            for cell in row.cells:
                _count(left, name)
                if id(cell._tc) in seen:  # a merged cell comes once for each column it spans
                    continue
                seen.add(id(cell._tc))
                inside = "" if depth > 3 else " ".join(filter(None, _lines_of(cell, name, left, depth + 1)))
                cells.append(inside.strip())
            yield " | ".join(cells)


def _paragraph(paragraph: Any) -> str:
    """The words of a paragraph that are shown: hidden ones are left out."""
    words = []
    for piece in paragraph.iter_inner_content():
        runs = getattr(piece, "runs", None)
        words += [run.text for run in (runs if runs is not None else [piece]) if not run.font.hidden]
    return "".join(words)


def _count(left: list[int], name: str) -> None:
    left[0] -= 1
    if left[0] < 0:
        raise Problem(
            f"the DOCX has more than {PARAGRAPH_LIMIT:,} paragraphs", name, "keep the letter's own pages"
        )
