"""The offer that somebody told in a conversation, figure by figure, as an offer that a letter can be drafted from.

In: what is in play. Out: an `Offer` and its parts in words; None where the talk names no company, more than
one, or no base and no equity of the person's. It adds nothing: what was not told is missing in the offer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.in_play import InPlay
from assistant.standing import SAID
from corpus.problem import Problem
from corpus.regexes import regex

if TYPE_CHECKING:
    from assistant.counter.offer import Offer

_OVER_YEARS = regex(r"\s+over\s+4\s+years$")
_A_YEAR = regex(r"\s+a\s+year$")


def offer_told(play: InPlay) -> tuple[Offer, str] | None:
    """The offer of a talk, and how it is shown to the person; None where there is too little, or too much.

    >>> from assistant.in_play import Mine, Post
    >>> talk = InPlay(posts=(Post("Meta", "London"),), mine=(Mine("base", "230k"), Mine("bonus", "15%")))
    >>> offer_told(talk)[1]
    'Meta, London, base 230k, bonus 15%'
    """
    from assistant.counter.reading import offer_from

    if len(play.companies) != 1 or len(play.places) > 1 or len(play.posts) > 1:
        return None
    parts = {m.component: m.words for m in play.mine}
    if len(parts) < len(play.mine) or not parts.keys() & {"base", "equity"}:
        return None
    values: dict[str, Any] = {"company": play.companies[0]}
    for name, named in (("region", play.places), ("role", play.roles), ("level", play.levels)):
        if named:
            values[name] = named[0]
    for component, words in parts.items():
        match component:
            case "base" | "sign_on":
                values[component] = _A_YEAR.sub("", words)
            case "equity" if _A_YEAR.search(words):
                values["equity_per_year"] = _A_YEAR.sub("", words)
            case "equity":
                values["equity_total"] = _OVER_YEARS.sub("", words)
                if _OVER_YEARS.search(words):
                    values["equity_years"] = 4
            case "bonus":
                name = "bonus_percent" if "%" in words else "bonus"
                values[name] = words.replace("%", "").strip() if "%" in words else _A_YEAR.sub("", words)
            case _:
                return None  # a total or a part by another name is no field of an offer
    try:
        offer = offer_from(values, lambda path: f"what you said of {path}")
    except Problem:
        return None
    said = [play.companies[0], *play.places, *play.levels[:1]]
    said += [f"{SAID.get(component, component)} {words}" for component, words in parts.items()]
    return offer, ", ".join(said)
