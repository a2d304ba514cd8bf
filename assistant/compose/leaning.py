"""Parts of a question that say nothing without the part before them: "who tops?", "is it pounds?", "what position?"

In: the parts of a question in order, as texts, and the `Lexicon`. Out: fewer of them, such a part joined to the
one it leans on. It reads no figures and decides nothing of the answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question import read_question
from corpus.currencies import CODE_WORDS, CURRENCY_WORDS
from corpus.regexes import regex
from index.resolve import Lexicon, words_of
from index.search import STOP_WORDS

# "Who tops?", "which one wins?": of what was asked before.
_WHO_OF_THEM = regex(r"\W*(?:and\s+|so\s+)*(?:who|which(?:\s+one)?)\s+(?:\w+\W*){1,2}", re.I)
# "… is it low? What position": where the figure before it lies.
_WHERE_IT_LIES = regex(
    r"\W*(?:(?:and|so|please|tell|give|say|show|what|what['’]?s|which|where|me|my|the|its|is|exact|as|an?|relative|rough|then)\W+)*"
    r"(?:positions?|placement|percentiles?|percent\s+position|place)(?:\W+(?:in|within|of|the|its|it|is|that|band|range|row|percent|please|then))*\W*"
    # "And how much below the ceiling?"
    r"|\W*(?:and|or)\s+(?:(?:by\s+)?how\s+(?:much|far|many)\s+)(?:(?:is|it|that|this|am|i|does|more|less)\s+)*"
    r"(?:below|under|above|over|from|off|away\s+from|to|left\s+to|until|beyond)\s+(?:(?:the|its|a)\s+)?"
    r"(?:top|ceiling|max\w*|floor|bottom|min\w*|middle|mid\w*|end|low\w*|high\w*|limit)(?:\s+(?:end|point))?\W*",
    re.I,
)
# "Who gives the most, and what's the difference to the next?"
_HOW_FAR_THE_NEXT = regex(
    r"\W*(?:and\s+)?(?:what(?:['’]?s|\s+is)\s+(?:the\s+)?(?:difference|gap|margin|distance|lead)|by\s+how\s+much|how\s+(?:far|much))\s+"
    r"(?:\w+\s+){0,4}?(?:next|second|runner[\s-]?up)(?:\s+(?:one|best|row))?\W*",
    re.I,
)
# "… I froze. What's a decent answer?": to what was said.
_WHAT_TO_ANSWER = regex(
    r"\W*(?:(?:so|and|but)\s+)?(?:what(?:['’]?s|\s+is|\s+would\s+be)|any|is\s+there|give\s+me|i\s+need)\s+(?:(?:an?|the)\s+)?"
    r"(?:\w+\s+){0,2}(?:answer|reply|response|comeback|reaction)(?:\s+(?:to|for)\s+(?:that|this|it|them|him|her))?\W*",
    re.I,
)
# "… what sum, and what does the table print instead?": of the same row.
_WHAT_PRINTED = regex(
    r"\W*(?:(?:and|but|so)\s+)?what\s+(?:does|do|did)\s+(?:the|its|their)\s+(?:table|guide|row|page|company)s?\s+"
    r"(?:print|say|list|state|show|give|have)(?:\s+(?:instead|itself|then|for\s+it|as\s+(?:the\s+)?total))?\W*",
    re.I,
)
# "Is it pounds?", "in euro?": in what the figures asked for before it are.
_OF_CURRENCY = regex(
    rf"\W*(?:(?:and|so|or)\s+)*(?:(?:is|are|was)\s+)?(?:(?:it|that|this|these|those|they|all)\s+)*(?:(?:paid|printed|given|in|us|really)\s+)*"
    rf"(?:{CURRENCY_WORDS}|{CODE_WORDS})(?:\s+or\s+(?:{CURRENCY_WORDS}|{CODE_WORDS}))?\W*",
    re.I,
)
_SAYS_IT = regex(r"\b(?:it|its|that|this|they|them|those|these)\b", re.I)
# What is one question with the part before it whatever that part says.
_ALWAYS = (_HOW_FAR_THE_NEXT, _WHAT_TO_ANSWER, _WHAT_PRINTED, _OF_CURRENCY)
MOST_LEANING = 7
# So few words of its own, and a question says nothing without what was told before it.
MOST_BARE = 2
_SAYS_NO_KIND = frozenset({"pay", "position", "superlative", "compare", "threshold", "difference"})


_JOINS_NAMES = frozenset(("or", "and", "vs", "versus", "against", "compared", "to", "compare", "between"))


def with_names(parts: Sequence[str], lexicon: Lexicon) -> list[str]:
    """ "Initech or Globex? Senior, in Bern, the base": what only names companies leads what names none."""
    out = list(parts[:1])
    for part in parts[1:]:
        named = [m for m in lexicon.mentions(out[-1]) if m.kind == "company"]
        held = {w for m in named for w in words_of(m.text)} | _JOINS_NAMES
        alone = len(named) > 1 and set(words_of(out[-1])) <= held
        if alone and not any(m.kind == "company" for m in lexicon.mentions(part)):
            out[-1] = f"{out[-1].rstrip(' ?？')}, {part}"
        else:
            out.append(part)
    return out


def with_leaning(parts: Sequence[str], lexicon: Lexicon) -> list[str]:
    """ "… total? Who tops?", "a non-compete? And how long does it bind me?": what names nothing of its own and only
    points back is one question with the part before it."""
    out = list(parts[:1])
    for part in parts[1:]:
        words = words_of(part)
        content = [w for w in words if w not in STOP_WORDS and len(w) > 2]
        told = set(words_of(out[-1]))
        points = bool(_WHO_OF_THEM.fullmatch(part)) or set(content) <= told
        named = any(c.isdigit() for c in part) or lexicon.mentions(part)
        if any(form.fullmatch(part) for form in _ALWAYS) or (
            _WHERE_IT_LIES.fullmatch(part) and any(c.isdigit() for c in out[-1])
        ):
            out[-1] = f"{out[-1].rstrip(' ?？')}, {part.lstrip(' ,')}"
            continue
        plain = 0 < len(words) <= MOST_LEANING and not named
        plain = plain and read_question(part, lexicon).wants <= _SAYS_NO_KIND
        # "And is it paid in March" asks something new of what the guides have, "how long does it bind me" of what
        # they have not.
        of_topic = plain and bool(_SAYS_IT.search(part)) and bool(read_question(out[-1], lexicon).resolved.topics)
        # "She asked for my number three times. Still dodge?": what was told says what the short question is about.
        of_story = plain and len(content) <= MOST_BARE and "?" not in out[-1]
        if plain and (points or of_topic or of_story):
            out[-1] = f"{out[-1]} {part}"
        else:
            out.append(part)
    return out
