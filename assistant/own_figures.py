"""The figures of a message that are the person's own: kept in their words, for the turns that follow.

In: a message that was read, what is in play. Out: the figures with what they are of, and what is in play
with them; or a question back where they could be of two things. What others earn, what is wished for and
what is asked on top is nobody's offer. It computes nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.given import Given
from assistant.in_play import InPlay, Mine
from assistant.percentages import RATES
from assistant.question import Question
from assistant.standing import SAID
from corpus.regexes import regex

# Figures that the person reports of others, or wants, are none of the offer.
_HEARSAY = regex(
    r"\b(?:blind|levels\.?fyi|glassdoor|reddit|friend|colleague|someone|somebody|people|others?|rumou?r|competing|another)\b|朋友|听说",
    re.I,
)
_WISHED_BEFORE = regex(
    r"\b(?:ask(?:ing)?(?:\s+for)?|want|target|counter(?:\s+with)?|request|push\s+for|need|current(?:ly)?(?:\s+\w+){0,3}|now\s+(?:at|on))\s*\W?$",
    re.I,
)
_WISHED_BEHIND = regex(r"^\W{0,2}k?\s*(?:more|extra|higher|less|lower|additional|on\s+top|increase)\b", re.I)


def own_figures(q: Question, play: InPlay) -> tuple[tuple[Mine, ...], InPlay, str]:
    """The figures of this message that are the person's, with what they are of; or a question back."""
    text = q.text
    named = q.resolved.components
    if len(play.components) > 1 and len(named) == 1 and any(not m.component for m in play.mine):
        # The answer to "is it the base or the RSU?".
        own = tuple(replace(m, component=named[0]) if not m.component else m for m in play.mine)
        play = replace(play, mine=own, components=named, kind="position")
    elif len(named) == 1 and not q.given and any(not m.component for m in play.mine):
        play = replace(play, mine=tuple(replace(m, component=m.component or named[0]) for m in play.mine))
    elif len(play.components) > 1:
        play = replace(play, mine=tuple(m for m in play.mine if m.component))
    found: list[Mine] = []
    for given in q.given:
        start, end = given.amount.start, given.amount.end
        about = text[max(0, start - 40) : start]
        if _HEARSAY.search(text) or _WISHED_BEFORE.search(about) or _WISHED_BEHIND.match(text[end:]):
            continue
        if q.has("increment") and not named:
            continue
        component = given.component or ""
        if not component and len(play.components) == 1:
            component = play.components[0]
        if not component and len(play.components) > 1 and not named and play.posts:
            options = " or the ".join(SAID.get(c, c) for c in play.components)
            own = (*play.mine, Mine("", _words(given)))
            back = f"Is {_words(given)} the {options}?"
            return (), replace(play, mine=own, kind="position"), back
        if component == "unvested" or component in RATES:
            continue
        found.append(Mine(component, _words(given)))
    if len(named) == 1 and len(found) == 1 and not found[0].component and named[0] != "bonus":
        found = [Mine(named[0], found[0].words)]  # "my base is 180 now, they offer 210"
    twice = {m.component for m in found if sum(o.component == m.component for o in found) > 1}
    found = [m for m in found if m.component not in twice]
    if found:
        new = {m.component for m in found}
        play = replace(
            play, mine=tuple(m for m in play.mine if m.component and m.component not in new) + tuple(found)
        )
    return tuple(found), play, ""


def _words(given: Given) -> str:
    """An amount as it was typed, with its period.

    >>> from corpus.money import amounts_in
    >>> _words(Given(amounts_in("rsu $400k")[0], "equity", "4 years"))
    '$400k over 4 years'
    """
    text = given.amount.text.strip()
    if given.period and not re.search(r"year|yr|/|年", text, re.I):
        text += " over 4 years" if given.period == "4 years" else " a year"
    return text
