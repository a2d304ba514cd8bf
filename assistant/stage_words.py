"""The words for the stages of a negotiation: what to open with, to aim at, to accept at least.

In: a text. Out: the stages that it names, each where it stands. It knows no figures.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import cast

from corpus.bands import Stage
from corpus.regexes import regex

_SAID = regex(
    r"""
    (?P<initial> \b(?:initial|first)\s+offer\b )
  | (?P<close> \bclos(?:e|ing)\s+(?:ask|request|number|figure|with|at)\w*\b | \bto\s+close\b )
  | (?P<counter> \bcounters?\s+(?:back\s+)?(?:at|with|of)\b | \bcounter['’]s | \bcomes?\s+back\s+(?:at|with)\b )
  | (?P<walk_away> \bwalk(?:s|ing)?[\s-]*away\b )
  | (?P<stretch> \bstretch\b (?!\s+(?:of|over|to|from)\b) )
  | (?P<opening>
        \bopens?\b (?!\s+(?:to|up|end\w*|roles?|positions?|source|questions?|offers?)\b)
      | (?<!\bjob\s) \bopening\b (?!\s+(?:up|roles?|positions?|questions?|offers?|for|there|here)\b)
        (?!(?<=\ban\sopening)\s+(?:in|at|with)\b)  # a post that is vacant
      | \banchor(?:s|ing)?\b
      | \b(?:first|initial|starting)\s+(?:ask|number|figure|counter|demand|request)s?\b
      | \bstart(?:s|ing)?\s+(?:at|with|on|from)\b | \bi\s+start\b
    )
  | (?P<target>
        (?<!\bbonus\s)\btarget(?:s|ed|ing)?\b (?!\s+(?:bonus|compan\w+|schools?)\b) | \baim(?:s|ing)?\s+(?:for|at)\b
    )
  | (?P<floor>
        \baccept(?:s|ed|ing|able|ance)?\b (?:[\s-]at\b)? (?:[\s-]+floors?\b)? | \bfloors?\b | \bbottom\s+line\b
      | \b(?:not|never|n['’]t)\s+(?:to\s+)?(?:go|drop|fall|get|take|dip|accept)\s+
        (?:\w+\s+){0,2}?(?:under|below|beneath|lower|less)\b
      | \bsettle\s+(?:for|at)\b | \b(?:lowest|least|minimum)\b
        (?=[^.?!]{0,30}\b(?:take|settle|agree|(?:should|can|could|may|to)\s+go)\b)
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)


@lru_cache(maxsize=1024)
def stages_said(text: str) -> tuple[tuple[int, int, Stage], ...]:
    """The stages that a text names, in its order, with start and end.

    >>> [stage for _, _, stage in stages_said("from the opening ask down to the accept-at floor")]
    ['opening', 'floor']
    """
    return tuple((m.start(), m.end(), cast(Stage, m.lastgroup)) for m in _SAID.finditer(text))


def stage_at(text: str, before: str, figure: str) -> Stage | None:
    """The stage that a figure of a text is said to be of: the last named ahead of it, else the first behind it.

    `before` are the words right before the figure.
    """
    at = text.find(before + figure)
    place = at + len(before) if at >= 0 else text.find(figure)
    said = stages_said(text)
    ahead = [stage for start, _, stage in said if start < place]
    return ahead[-1] if ahead else said[0][2] if said else None
