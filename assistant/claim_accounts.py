"""What names of accounts stand for: ratios that have a name, and amounts that follow from others.

In: the words of a claim. Out: the words with a name's meaning in its place. It knows no table: whether a row
is called so is asked by who reads the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.regexes import regex

_DEBT = r"\b(?:debt|liabilit(?:y|ies))[\s-]+to[\s-]+"
_KNOWN = tuple(
    (regex(pattern, re.I), f"ratio of {meaning}")
    for pattern, meaning in (
        (r"\bcurrent\s+ratio\b", "total current assets to total current liabilities"),
        (rf"{_DEBT}(?:total[\s-]+)?assets?\s+ratio\b|\bdebt\s+ratio\b", "total liabilities to total assets"),
        (rf"{_DEBT}equity\s+ratio\b", "total liabilities to total equity"),
    )
)


def spelled_out(words: str) -> str:
    """Ratios that have a name, as what they are the ratio of.

    >>> spelled_out("What is the current ratio?")
    'What is the ratio of total current assets to total current liabilities?'
    """
    for pattern, meaning in _KNOWN:
        words = pattern.sub(meaning, words)
    return words


_SALES = ("total revenues", "total net sales")
_MARGINS = (
    (r"operating(?:\s+(?:income|profit))?", ("operating income", "operating profit")),
    (r"(?:net|net\s+(?:income|profit)|profit)", ("net income", "net profit")),
    (r"gross(?:\s+profit)?", ("gross margin",)),
    (r"(?:adjusted\s+)?EBITDA", ("adjusted EBITDA", "EBITDA")),
    (r"EBITA?", ("EBIT",)),
)
_RETURNS = tuple(
    (rf"return\s+on\s+(?:average\s+)?(?:total\s+)?{on}", (f"ratio of net income to total {on}",))
    for on in ("assets", "equity")
)
_TAX_RATE = ("ratio of income tax provision to income before income taxes",)
_COMES_TO = tuple(
    (regex(rf"\b{name}\b", re.I), meaning)
    for name, meanings in (
        # From one currency to another, by what each of them is in a third.
        (
            r"(?:average\s+)?([A-Z]{3})\s?[-–/]\s?([A-Z]{3})\s+(?:foreign\s+)?(?:exchange|conversion)\s+rates?",
            (r"ratio of \1 exchange rate to \2 exchange rate",),
        ),
        (
            r"(?:total\s+)?(?:expenses?|costs?)",
            (
                "difference between total revenues and operating income",
                "difference between total revenues and net income",
            ),
        ),
        (
            r"(?:total\s+)?(?:equity|net\s+assets)",
            ("difference between total assets and total liabilities",),
        ),
        (
            r"(?:COGS|costs?\s+of\s+(?:goods\s+sold|sales|revenues?))",
            ("difference between net sales and gross profit",),
        ),
        (
            r"accumulated\s+(?:depreciation|amorti[sz]ation)",
            ("difference between gross carrying amount and net carrying amount",),
        ),
        *(
            (
                rf"{name}\s+margins?(?:\s+percentages?)?",
                tuple(f"ratio of {meaning} to {sales}" for meaning in meanings for sales in _SALES),
            )
            for name, meanings in _MARGINS
        ),
        (r"effective\s+tax\s+rates?", _TAX_RATE),
        *_RETURNS,
        (r"debt[\s-]+to[\s-]+equity(?:\s+ratio)?", ("ratio of total debt to total equity",)),
        (r"(?:net\s+)?working\s+capital", ("difference between total current assets and total current liabilities",)),
        *(
            (rf"(?:total\s+)?non[\s-]?current\s+{what}", (f"difference between total {what} and total current {what}",))
            for what in ("assets", "liabilities")
        ),
        (r"costs?\s+of\s+revenues?", ("difference between revenues and gross profit",)),
        (
            r"gross\s+(?:profit|margin)",
            (
                "difference between revenues and cost of revenues",
                "difference between net sales and cost of sales",
                "ratio of gross profit to total revenues",
                "ratio of gross profit to total net sales",
            ),
        ),
        (
            r"(?:basic\s+)?(?:net\s+)?(?:income|earnings|profit|loss)\s+per\s+(?:common\s+|ordinary\s+)?share",
            ("ratio of net income to weighted average common shares",),
        ),
    )
    for meaning in meanings
)


def as_reckoned(words: str) -> Iterator[tuple[str, str]]:
    """What is named, and the words with what it is worked out from by the rules of accounts.

    >>> list(as_reckoned("What was the total equity in 2031?"))
    [('total equity', 'What was the difference between total assets and total liabilities in 2031?')]
    """
    for pattern, meaning in _COMES_TO:
        if found := pattern.search(words):
            yield found[0], pattern.sub(meaning, words, count=1)
