"""What kind of equity is meant: units of stock, options, profit units … and whether two are the same thing.

In: what the person called their equity, the guide's own words beside its figure. Out: kinds, a name. An
amount in options is no amount in units: what one is worth says nothing about the other.
"""

from __future__ import annotations

import re

from corpus.bands import Fact
from corpus.regexes import regex

# Kind, its name in a sentence, the words for it.
_KINDS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (kind, name, regex(pattern, re.IGNORECASE))
    for kind, name, pattern in (
        ("rsu", "RSUs", r"\brsus?\b|\brestricted\b|限制性"),
        ("options", "stock options", r"\boptions?\b|\be?sops?\b|\bisos?\b|\bnsos?\b|\bwarrants?\b|\bBSPCE\b|期权"),
        ("ppu", "PPUs", r"\bppus?\b|\bprofits?\s+(?:participation|interests?)"),
        ("phantom", "phantom stock", r"\bphantom\b|\bv-?sops?\b|\bsars?\b|\bappreciation\s+rights?\b|\bvirtual\b"),
        ("tokens", "tokens", r"\btokens?\b|\bcrypto\b"),
    )
)  # fmt: skip


def kinds_in(text: str | None) -> frozenset[str]:
    """
    >>> sorted(kinds_in("ISO options")), sorted(kinds_in("Stock (RSU/4yr)")), sorted(kinds_in("equity"))
    (['options'], ['rsu'], [])
    """
    return frozenset(kind for kind, _, pattern in _KINDS if text and pattern.search(text))


def name_of(text: str | None) -> str:
    """What the equity is called: "RSUs", "stock options"; "equity" where it was not said or is several things."""
    kinds = kinds_in(text)
    return next((name for kind, name, _ in _KINDS if kinds == {kind}), "equity")


def columns_for(part: str, entered: str | None) -> tuple[str, ...]:
    """The components of a guide that a part of the offer may be: options are looked for under their own name first.

    >>> columns_for("equity", "ISO options"), columns_for("base", None)
    (('options', 'equity'), ('base',))
    """
    own = kinds_in(entered) & {"options", "ppu"} if part == "equity" else frozenset()
    return (*own, part) if len(own) == 1 and own == kinds_in(entered) else (part,)


def is_other_kind(entered: str | None, fact: Fact | None) -> bool:
    """Whether the person's equity is of another kind than a guide's figure.

    A guide that names no kind means stock, as its readers do; so does a person who names none.
    """
    if fact is None or not (own := kinds_in(entered)):
        return False
    return not own <= (kinds_in(f"{fact.column} {fact.cell}") or {"rsu"})


def kind_of_guide(fact: Fact) -> str:
    """What a guide's figure is in: "RSUs", or "stock" where it names no kind."""
    name = name_of(f"{fact.column} {fact.cell}")
    return "stock" if name == "equity" else name
