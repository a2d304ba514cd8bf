"""A sheet on which a picture is drawn as SVG, made to be read on a phone and by a screen reader.

In: words, boxes, places in units of the sheet (360 wide, one unit is one pixel on a small phone). Out: a
whole `<svg>` without scripts and without anything from outside, in light and dark. All words are escaped
here. It does not know what is drawn, nor which fonts there are: widths of words are estimated, generously.
"""

from __future__ import annotations

import hashlib
import html
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.drawing import shown, width_of
from corpus.regexes import regex

WIDE = 360
EDGE = 14
# The width of a character against the size of its font, with room to spare in every common sans-serif.
ASPECT = 0.62
BOLD = 1.22  # bold words against plain ones
_NOT_XML = regex("[\ufffe\uffff]")
_PATTERN = regex(r'fill="url\(#@(\w+)@\)"')
_SPACE = regex(r"[ \n\t]+")  # but no space that keeps two words together
_NARROW = regex(r"[ .,:;'’|!iIjlt()\[\]]")

LIGHT = (("co-paper", "#ffffff"), ("co-ink", "#1b1f24"), ("co-soft", "#57606a"), ("co-mark", "#0b57d0"))
DARK = (("co-paper", "#15181c"), ("co-ink", "#e9ecef"), ("co-soft", "#a3acb6"), ("co-mark", "#8ab4f8"))


def escaped(text: str) -> str:
    r"""Words that are safe between tags and in attributes, and cannot turn the direction of reading.

    >>> escaped('<script>"Acme" & Söhne\u202e\x00')
    '&lt;script&gt;&quot;Acme&quot; &amp; Söhne&lt;U+202E&gt;␀'
    """
    return html.escape(visible(text))


def visible(text: str) -> str:
    """Words on one line, with what would steer a reader or break a page made visible."""
    return _NOT_XML.sub("�", shown(text)).replace("\n", " ")


def width(text: str, size: float) -> float:
    """About how wide words are in units of the sheet.

    >>> width("MMMM", 10) > width("iiii", 10), width("上海", 10)
    (True, 24.8)
    """
    thin = len(_NARROW.findall(text))
    return round((width_of(text) - 0.45 * thin) * ASPECT * size, 2)


def wrapped(text: str, size: float, room: float, lines: int = 6) -> list[str]:
    """Words in lines that fit the room; what is left after the last line is cut with an ellipsis.

    >>> wrapped("a rather long sentence", 10, 80), wrapped("a rather long sentence", 10, 60, lines=1)
    (['a rather long', 'sentence'], ['a rather…'])
    """
    out = [""]
    for word in _SPACE.split(text.strip(" ")):
        joined = f"{out[-1]} {word}".strip()
        if width(joined, size) <= room:
            out[-1] = joined
            continue
        if out[-1]:
            out.append("")
        for letter in word:  # one long word goes over several lines
            if out[-1] and width(out[-1] + letter, size) > room:
                out.append("")
            out[-1] += letter
    if len(out) <= lines:
        return out
    last = out[lines - 1]
    while last and width(last + "…", size) > room:
        last = last[:-1]
    return [*out[: lines - 1], last.rstrip() + "…"]


@dataclass
class Sheet:
    """What has been drawn so far, and how far down it reaches."""

    name: str  # a short word that begins the ids: "check"
    y: float = EDGE
    shapes: list[str] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)  # the same in sentences, for whoever does not see it

    def say(self, sentence: str) -> None:
        self.spoken.append(sentence)

    def words(
        self,
        text: str,
        x: float,
        y: float,
        *,
        size: float = 13,
        kind: str = "co-ink",
        anchor: str = "start",
        bold: bool = False,
    ) -> None:
        """One line of words on a baseline."""
        weight = ' font-weight="700"' if bold else ""
        place = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self.shapes.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" class="{kind}"{place}{weight}>'
            f"{escaped(text)}</text>"
        )

    def lines(
        self,
        text: str,
        *,
        size: float = 13,
        kind: str = "co-ink",
        bold: bool = False,
        x: float = EDGE,
        most: int = 6,
        room: float | None = None,
    ) -> None:
        """Words in as many lines as they need, below what is there."""
        fitting = WIDE - EDGE - x if room is None else room
        for line in wrapped(visible(text), size * (BOLD if bold else 1), fitting, most):
            self.y += size * 1.4
            self.words(line, x, self.y - size * 0.35, size=size, kind=kind, bold=bold)

    def box(self, x: float, y: float, w: float, h: float, kind: str, fill: str = "", more: str = "") -> None:
        paint = f' fill="url(#@{fill}@)"' if fill else ""
        extra = f" {more}" if more else ""
        self.shapes.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(w, 0):.1f}" height="{h:.1f}" class="{kind}"{paint}{extra}/>'
        )

    def path(self, d: str, kind: str) -> None:
        self.shapes.append(f'<path d="{d}" class="{kind}"/>')

    def finished(self, title: str, patterns: Sequence[tuple[str, str]] = ()) -> str:
        """The picture. Its ids come from what it shows, so that several fit on one page."""
        high = self.y + EDGE
        body = "\n".join(self.shapes)
        own = f"co-{self.name}-{hashlib.sha256((title + body).encode()).hexdigest()[:8]}"
        # No words can look like this: their quotation marks are escaped.
        body = _PATTERN.sub(rf'fill="url(#{own}-\1)"', body)
        defs = "".join(
            f'<pattern id="{own}-{name}" width="8" height="8" patternUnits="userSpaceOnUse">{drawn}</pattern>'
            for name, drawn in patterns
        )
        described = " ".join(self.spoken)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="co-picture" viewBox="0 0 {WIDE} {high:.0f}" '
            f'width="100%" role="img" aria-labelledby="{own}-title {own}-desc" '
            "font-family=\"system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif\">\n"
            f'<title id="{own}-title">{escaped(title)}</title>\n'
            f'<desc id="{own}-desc">{escaped(described)}</desc>\n'
            f"<style>{_style()}</style>\n"
            + (f"<defs>{defs}</defs>\n" if defs else "")
            + f'<rect width="{WIDE}" height="{high:.0f}" class="co-paper" rx="8"/>\n{body}\n</svg>\n'
        )


def _style() -> str:
    """Colours for light, then for dark. Lines and hatching take the colour of the words (currentColor)."""

    def colours(pairs: tuple[tuple[str, str], ...]) -> str:
        ink = dict(pairs)["co-ink"]
        return f".co-picture{{color:{ink}}}" + "".join(f".{name}{{fill:{c}}}" for name, c in pairs)

    fixed = (
        ".co-picture{max-width:32rem;height:auto;display:block}"
        ".co-band{fill:currentColor;fill-opacity:.22}"
        ".co-line{stroke:currentColor;fill:none;stroke-width:1.2}"
        ".co-faint{stroke:currentColor;stroke-opacity:.35;fill:none;stroke-width:1.2}"
        ".co-edge{stroke:currentColor;stroke-width:1.2}"
        ".co-full{fill:currentColor;fill-opacity:.85}"
        ".co-half{fill:currentColor;fill-opacity:.45}"
        ".co-none{fill:none}"
        ".co-broken{stroke-dasharray:4 2.5}"
    )
    return f"{fixed}{colours(LIGHT)}@media (prefers-color-scheme:dark){{{colours(DARK)}}}"
