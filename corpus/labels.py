"""What a cell of a table says, without its links, tags, footnotes and flags.

In: a cell as printed. Out: its words (`bare`), or its words as a name (`label_of`). It does not know
what the words mean.
"""

from __future__ import annotations

import html
import re

from corpus.regexes import regex
from corpus.shapes import LINK, plain

_BREAK = regex(r"<br\s*/?>", re.IGNORECASE)
_NOTE = regex(r"<sup\b[^>]*>.*?</sup>|\[\^?[0-9a-z]{1,3}\]|[¹²³⁰⁴-⁹]+|(?<=\S)[*†‡§]+(?=\s|$)", re.IGNORECASE)
_TAG = regex(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ESCAPED = regex(r"\\(?=[!-/:-@\[-`{-~])")
_EMOJI = r"[\U0001f1e6-\U0001f1ff\u2600-\u27bf\U0001f300-\U0001faff\u2b00-\u2bff\ufe0f\u200d]"
_FLAGS = regex(rf"^(?:{_EMOJI}|:[a-z_]{{2,30}}:|\s)+|(?:{_EMOJI}|\s)+$")
_MARKED = regex(r"[\[<\\&¹²³⁰⁴-⁹*†‡§]")
_SPACES = regex(r"\s+")


def bare(cell: str) -> str:
    r"""Take links, tags, entities, footnotes and escapes out of a cell.

    >>> bare("[Lund](https://example.org/1)<br>(HQ)[^2]"), bare(r"\$90K&ndash;\$99K¹")
    ('Lund (HQ)', '$90K–$99K')
    """
    if not _MARKED.search(cell):
        return cell
    text = _NOTE.sub("", plain(_BREAK.sub(" ", LINK.sub(r"\1", cell))))
    text = html.unescape(_TAG.sub("", text))
    return plain(_ESCAPED.sub("", text)).strip()


def label_of(cell: str) -> str:
    """The name that a cell gives: `🇸🇪 Lund*` is "Lund".

    >>> label_of("🇸🇪 Lund*"), label_of("Pisa 🇮🇹"), label_of(":us: Reno")
    ('Lund', 'Pisa', 'Reno')
    """
    words = bare(cell)
    return _SPACES.sub(" ", _FLAGS.sub("", words)).strip() or words.strip()
