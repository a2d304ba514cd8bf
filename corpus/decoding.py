"""Bytes of a file become text, or the reason why they do not.

In: bytes. Out: text and a note. A file that is no UTF-8 is read as Windows-1252, and the note says so;
no other encoding is guessed at.
"""

from __future__ import annotations

import codecs


def decode(content: bytes) -> tuple[str | None, str]:
    r"""Bytes of a file as text and a note; no text where they are none.

    >>> decode(b"\xef\xbb\xbfpay"), decode("pay \u20ac5".encode("cp1252"))[0], decode(b"\x00\x01")[0]
    (('pay', ''), 'pay €5', None)
    """
    # The mark of UTF-32 begins with that of UTF-16, so it is looked for first.
    wide = "UTF-32" if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)) else "UTF-16"
    if wide == "UTF-32" or content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            text = content.decode(wide)
        except UnicodeDecodeError:
            return None, f"the file says that it is {wide}, and is not"
        return (None, "the file is binary, not text") if "\x00" in text else (text, "")
    if b"\x00" in content:
        return None, "the file is binary, not text"
    try:
        return content.decode("utf-8-sig"), ""
    except UnicodeDecodeError as exc:
        line = content.count(b"\n", 0, exc.start) + 1
    try:
        return content.decode("cp1252"), f"the file is not UTF-8 (line {line}); it was read as Windows-1252"
    except UnicodeDecodeError:
        return None, f"the file is neither UTF-8 (line {line}) nor Windows-1252"
