"""Bytes of a file become text, or the reason why they do not.

In: bytes. Out: text and a note. A file that is no UTF-8 and has no mark of its own is read as GB18030 where
what is not ASCII in it is Chinese throughout, else as Windows-1252; the note says so. No other encoding is
guessed at. Figures and their marks are the same in each.
"""

from __future__ import annotations

import codecs

_MOST_NUL = 0.3  # of the bytes at even or at odd places: UTF-16 that does not say so


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
        return _unmarked_wide(content)
    try:
        return content.decode("utf-8-sig"), ""
    except UnicodeDecodeError as exc:
        line = content.count(b"\n", 0, exc.start) + 1
    if (chinese := _as_chinese(content)) is not None:
        return chinese, f"the file is not UTF-8 (line {line}); it was read as GB18030"
    try:
        return content.decode("cp1252"), f"the file is not UTF-8 (line {line}); it was read as Windows-1252"
    except UnicodeDecodeError:
        return None, f"the file is neither UTF-8 (line {line}) nor Windows-1252"


def _unmarked_wide(content: bytes) -> tuple[str | None, str]:
    """UTF-16 without a mark, as some programs export it; anything else with a NUL in it is no text."""
    half = len(content) // 2
    for name, empty in (("utf-16-le", content[1::2]), ("utf-16-be", content[::2])):
        if len(content) % 2 or empty.count(0) < half * _MOST_NUL:
            continue
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if not any(ord(char) < 32 and char not in "\t\n\r\f" for char in text):
            return text, "the file does not say its encoding; it was read as UTF-16"
    return None, "the file is binary, not text"


def _as_chinese(content: bytes) -> str | None:
    r"""The text, if it is GB18030: all that is not ASCII are common Chinese characters and marks.

    >>> _as_chinese("基本工资 ¥50万".encode("gb18030")), _as_chinese("Café – $1".encode("cp1252"))
    ('基本工资 ¥50万', None)
    """
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return None
    wide = [char for char in text if not char.isascii()]
    common = sum("\u4e00" <= char <= "\u9fff" and _is_common(char) for char in wide)
    marks = sum(
        "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uffef" or char in _MARKS for char in wide
    )
    return text if common >= 2 and common + marks >= len(wide) * 0.95 else None


_MARKS = frozenset("¥€£·×÷°±—–‘’“”…‰※→")


def _is_common(char: str) -> bool:
    """Whether a character is of the first level of GB 2312, which nearly all text is written in."""
    try:
        return 0xB0 <= char.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False
