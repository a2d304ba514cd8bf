"""What matters to a person, as parts of the offer: their loose words, and the order of the asks.

In: priorities as they were entered. Out: components. It knows no amounts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.regexes import regex

DEFAULT_ORDER = ("equity", "sign_on", "base", "bonus", "level", "start_date")

# What people call the parts of an offer when they say what matters to them; first fit wins.
_PRIORITIES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (regex(pattern, re.IGNORECASE), parts)
    for pattern, parts in (
        (r"sign(?:ing)?[\s_-]*(?:on|up)?\b|joining|up-?front|one[\s-]time|签", ("sign_on",)),
        (r"equit|stock|rsu|shares?\b|grant|options?\b|upside|股", ("equity",)),
        (r"bonus|奖金", ("bonus",)),
        (r"base|salar|fixed|basic|monthly|底薪|工资", ("base",)),
        (r"cash|liquid|money\s+now|现金", ("sign_on", "base")),
        (r"level|title|grade|职级", ("level",)),
        (r"start|join(?:ing)?\s+date|入职", ("start_date",)),
    )
)


def parts_of_priority(words: str) -> tuple[str, ...]:
    """The components that a priority means.

    >>> parts_of_priority("more stock"), parts_of_priority("cash now"), parts_of_priority("good team")
    (('equity',), ('sign_on', 'base'), ())
    """
    return next((parts for pattern, parts in _PRIORITIES if pattern.search(words)), ())


def order_of(priorities: Sequence[str]) -> list[str]:
    """All components, those that matter to the person first.

    >>> order_of(["cash now"])
    ['sign_on', 'base', 'equity', 'bonus', 'level', 'start_date']
    """
    wanted = [part for words in priorities for part in parts_of_priority(words)]
    return list(dict.fromkeys((*wanted, *DEFAULT_ORDER)))
