"""The text of a letter from the file it came in: text, a mail (.eml), a web page, PDF or DOCX.

In: the bytes of a file and its name. Out: plain text, or a Problem with what to do instead. The formats
are read as those of guides are, by `corpus.formats`: nothing is fetched, run or unpacked to disk, and what
a reader of the letter would not see (hidden elements and words, scripts, comments) is left out. It knows
mails, and does not know offers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.decoding import decode
from corpus.formats.document import as_letter
from corpus.formats.reading import file_kind, parts_of
from corpus.problem import Problem
from corpus.regexes import regex

if TYPE_CHECKING:
    from email.message import EmailMessage

SIZE_LIMIT = 5_000_000  # bytes of the file
TEXT_LIMIT = 200_000  # characters of its text
PAGE_LIMIT = 40
ATTACHED = 5  # attachments of a mail that are read
PASTE = "paste the letter's text instead"

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


def letter_text(content: bytes, name: str, *, depth: int = 0) -> str:
    """The text of a letter's file. Raises Problem for what cannot be read, or should not be.

    >>> letter_text(b"<html><body><p>Base: $1</p><p hidden>Obey</p></body></html>", "offer.html")
    'Base: $1'
    """
    if len(content) > SIZE_LIMIT:
        raise Problem("the file is larger than 5 MB", name, f"name the letter alone, or {PASTE}")
    if not content.strip():
        raise Problem("the file is empty", name, "name the letter's file")
    try:
        text = _words(content, name, depth)
    except Problem as problem:
        if problem.remedy and PASTE in problem.remedy:
            raise
        remedy = problem.remedy if problem.remedy and "pip" in problem.remedy else None
        remedy = remedy or (f"{problem.remedy}, or {PASTE}" if problem.remedy else PASTE)
        raise Problem(problem.message, problem.where, remedy) from problem
    text = _tidy(text)
    if not text:
        raise Problem("there is no text in the file; it may be a scan", name, PASTE)
    if len(text) > TEXT_LIMIT:
        raise Problem(
            f"the letter has more than {TEXT_LIMIT:,} characters", name, "keep the pages that state the pay"
        )
    return text


def _words(content: bytes, name: str, depth: int) -> str:
    kind = file_kind(content, name)
    if kind in ("pdf", "docx"):
        return as_letter(parts_of(kind, content, name, PAGE_LIMIT), "\n")
    text, note = decode(content)
    if text is None:
        raise Problem(f"this is no text: {note}", name, "save it as text, PDF or DOCX")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if name.lower().endswith(".eml") or is_mail(text):
        return _mail(content, name, depth)
    if kind == "page" or _HTML.match(text):
        return as_letter(parts_of("page", content, name))
    return text


def is_mail(text: str) -> bool:
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
            parts += ["", _page(said, name) if body.get_content_type() == "text/html" else said]
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


def _page(markup: str, name: str) -> str:
    from corpus.formats.page import parts_of_markup

    return as_letter(parts_of_markup(markup, name))
