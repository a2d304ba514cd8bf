"""A question in full from what is in play: the words that the answering part understands best.

In: what is in play and the person's figures that belong to it. Out: the question, and the same as it is
shown to the person. Words only: nothing is resolved and no figure is made here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from corpus.regexes import regex

if TYPE_CHECKING:
    from assistant.in_play import InPlay, Mine, Post

Kind = Literal[
    "band",
    "position",
    "top",
    "floor",
    "midpoint",
    "spread",
    "annual",
    "monthly",
    "increment",
    "compare",
    "ranking",
    "listing",
]

_PERIOD_SAID = regex(r"year|yr|/\s?y|年", re.I)

# What a component is called in a question.
SAID = {"base": "base", "equity": "RSU", "bonus": "bonus", "sign_on": "sign-on", "total": "total"}


def ask(play: InPlay, own: Sequence[Mine]) -> tuple[str, str]:
    """The question, and what is shown of it ("the RSU band for Meta in Singapore")."""
    about, what = whose(play), what_of(play.components)
    thing = f"{what} {about}".strip()
    match play.kind:
        case "position" if own:
            mine = " and ".join(own_words(m) for m in own)
            text = f"Is {mine} ok {about}?".replace(" ?", "?")
        case "top" | "floor" if play.components:
            text = f"What is the {'highest' if play.kind == 'top' else 'lowest'} {thing}?"
        case "midpoint" if play.components:
            text = f"What is the midpoint of the {thing}?"
        case "spread" if play.components:
            text = f"How wide is the {what} band {about}?"
        case "annual" | "monthly" if play.components:
            period = "year" if play.kind == "annual" else "month"
            owned = next((m for m in own if m.component == ("equity" if period == "year" else "base")), None)
            if owned is not None:
                text = f"How much a {period} is {_with_period(owned)} {about}?".replace(" ?", "?")
            else:
                text = f"How much is the {thing} a {period}?"
        case "increment" if play.components:
            at = f"at {' and '.join(play.companies)}" if play.companies else ""
            at += f" in {play.places[0]}" if at and len(play.places) == 1 else ""
            if "sign_on" in play.components:
                text = f"What does the script ask for as {what} {at}?"
            else:
                text = f"How much more {what} should I ask for {at}?"
        case "band" if play.components == ("bonus",) and (base := _base_alone(play)):
            text = f"How much is the bonus {about} on {own_words(base)}?"
        case "compare":
            text = f"Compare the {thing or 'pay'}."
        case "ranking" if play.components:
            text = f"Who pays the best {thing}?"
        case "listing":
            text = f"Which regions do you have for {' and '.join(play.companies) or 'each company'}?"
        case _ if play.components:
            return _band(play, about, what)
        case _:
            text = f"What is the pay {about}?"
    return text, _shown(text)


def _base_alone(play: InPlay) -> Mine | None:
    """The person's base, where they told of no bonus and no other row was spoken of since."""
    told = {m.component: m for m in play.mine}
    return None if "bonus" in told or play.earlier or len(play.posts) != 1 else told.get("base")


def _band(play: InPlay, about: str, what: str) -> tuple[str, str]:
    band = "" if set(play.components) <= {"sign_on"} else " band"
    text = f"What is the {what}{band} {about}?"
    return text, _shown(text)


def _shown(text: str) -> str:
    """How a question is shown as understood.

    >>> _shown("What is the RSU band for Meta in Singapore?"), _shown("Is my base of 230 ok for Meta?")
    ('the RSU band for Meta in Singapore', 'is my base of 230 ok for Meta')
    """
    shown = text.strip().rstrip("?. ").removeprefix("What is ")
    return shown[:1].lower() + shown[1:]


def what_of(components: Sequence[str]) -> str:
    """Components in words.

    >>> what_of(["base", "equity"])
    'base and RSU'
    """
    return " and ".join(SAID.get(c, c.replace("_", " ")) for c in components)


def own_words(mine: Mine) -> str:
    """A figure of the person's as theirs: `my RSU of 400k over 4 years`."""
    if not mine.component:
        return mine.words
    return f"my {SAID.get(mine.component, mine.component.replace('_', ' '))} of {mine.words}"


def _with_period(mine: Mine) -> str:
    """A figure of the person's with its period: a grant of which none was told is one over four years.

    >>> from assistant.in_play import Mine
    >>> _with_period(Mine("equity", "300k")), _with_period(Mine("equity", "80k a year"))
    ('my RSU of 300k over four years', 'my RSU of 80k a year')
    """
    said = own_words(mine)
    return f"{said} over four years" if mine.component == "equity" and not _PERIOD_SAID.search(mine.words) else said


def whose(play: InPlay, about: bool = False) -> str:
    """Whose row: `for E6 at Meta in London`; with `about`, what of it: `the base band for …`."""
    said = _posts(play.posts)
    who = " ".join([*play.levels[:1], *play.roles[:1]])
    if who:
        who = f"{_article(who)} {who}" if play.roles else who
        said = f"for {who} {said.replace('for ', 'at ', 1) if said.startswith('for ') else said}".strip()
    if not about or not play.components:
        return said
    band = "" if set(play.components) <= {"sign_on"} else " band"
    return f"the {what_of(play.components)}{band} {said}".strip()


def _article(words: str) -> str:
    """ "an" before the sound of a vowel, also that of a letter: an ML engineer, an E5, a Product Manager.

    >>> _article("ML engineer"), _article("E5"), _article("Product Manager")
    ('an', 'an', 'a')
    """
    spelt = words[1:2].isupper() or words[1:2].isdigit()
    return "an" if words[:1] in ("AEFHILMNORSX" if spelt else "AEIOUaeiou") else "a"


def _posts(posts: Sequence[Post]) -> str:
    """`for Meta and ByteDance in Singapore`, `for Meta in London and for ByteDance in Singapore`."""
    places = {p.place for p in posts}
    companies = dict.fromkeys(p.company for p in posts if p.company)
    if len(places) == 1:
        place = next(iter(places))
        # A name that nobody has told us of is read as a company behind "at".
        new = [p.company for p in posts if p.new]
        known = [c for c in companies if c not in new]
        who = [f"for {' and '.join(known)}"] if known else []
        who += [f"at {company}" for company in new]
        return " ".join(filter(None, [" and ".join(who), f"in {place}" if place else ""]))
    if len({p.company for p in posts}) == 1 and None not in places:
        whose_ = _posts([replace(posts[0], place=None)])
        return f"{whose_} {' and '.join(f'in {p.place}' for p in posts)}".strip()
    return " and ".join(_posts([p]) for p in posts)
