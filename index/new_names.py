"""Companies and places that nobody has told us of, by how a question writes them.

In: a question, the `Lexicon`, what was already found in it. Out: mentions of names no guide has, so that an
answer says so instead of giving another's row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.regexes import regex
from index.lexicon import Lexicon
from index.names import WORD, Mention

_NEW_NAME = regex(
    r"\b(?P<before>at|from|join|joining|in|for|by|near|around|based in|living in|moving to|relocating to)\s+"
    r"(?P<name>[A-Z][\w&'’.-]*(?:\s+(?:[A-Z][\w&'’.-]*|de|la|AI))*)"
)
NO_NAMES = frozenset(
    "i i'm i've i'd im ai ml llm us uk hr ceo cto faang maang tc rsu rsus hi hello what how is do does can should my "
    "the a an you monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december q1 q2 q3 q4 big tech seriesa series base band salary pay bonus "
    "equity typical average expected usual current normal where when who which why tell give show list compare "
    "please pls thanks dear and or but for this that these those from with about much many guide guides both "
    "general".split()
)


def new_names(text: str, lexicon: Lexicon, mentions: Sequence[Mention]) -> list[Mention]:
    """Names nobody has told us of: a capitalised word behind "at" or "in" that nothing else explains, or
    a word that is no English one beside a place, in a question that names no other company."""
    out: list[Mention] = []
    shouted = text.isupper() or (text.istitle() and len(text.split()) > 3)
    for m in _NEW_NAME.finditer(text):
        if shouted or m.group("before") == "for":
            continue
        if m.group("before") == "from" and re.search(
            r"\b(?:am|is|are|come|comes|came)\s+$", text[: m.start()], re.I
        ):
            continue  # where somebody comes from
        if m.group("before") == "at" and re.search(r"\b(?:[A-Z][a-z]+|ML|AI)\s$", text[: m.start()]):
            continue  # "Machine Learning at Scale" is one name
        start = m.start("name")
        # "at Globex London": the name ends where a known one begins.
        end = min([k.start for k in mentions if start <= k.start < m.end("name")], default=m.end("name"))
        # A name ends with its sentence: "by June. What …".
        name = re.split(r"\.\s", text[start:end])[0].rstrip(" .'’-,")
        if not name or not _can_be_name(name) or any(k.start < end and start < k.end for k in mentions):
            continue
        company = m.group("before") in ("at", "from", "join", "joining", "by")
        out.append(Mention("company" if company else "place", name, name, start, start + len(name)))
    named = any(m.kind == "company" for m in (*mentions, *out))
    if named and not any(m.kind == "place" for m in (*mentions, *out)):
        out += _new_towns(text, lexicon, [*mentions, *out])
    if named or not any(m.kind in ("place", "component") for m in mentions):
        return out
    for m in WORD.finditer(text):
        word, before, behind = m.group(), text[: m.start()], text[m.end() :]
        taken = any(k.start < m.end() and m.start() < k.end for k in (*mentions, *out))
        if taken or len(word) < 3 or not word.isalpha() or not _can_be_name(word) or lexicon.is_word(word):
            continue
        capital = word[0].isupper() and not shouted
        beside = any(
            re.fullmatch(r"(?:['’]s)?[\s,]*", text[m.end() : k.start])
            for k in mentions
            if k.kind == "place" and k.start >= m.end()
        )
        beside = beside or bool(re.match(r"\s+(?:pays?|offers?|gives?)\b", behind))
        subject = bool(re.search(r"\b(?:does|do|did|will|would|at|from|by|join)\s+$", before))
        if (capital and (beside or subject)) or (subject and beside):
            more = _MORE_OF_A_NAME.match(text, m.end()) if capital else None
            end = min([more.end() if more else m.end(), *(k.start for k in mentions if k.start >= m.end())])
            name = text[m.start() : end].rstrip()
            out.append(Mention("company", name, name, m.start(), m.start() + len(name)))
    if not shouted and not any(m.kind == "company" for m in out):
        out += _new_companies(text, lexicon, [*mentions, *out])
    return out


_MORE_OF_A_NAME = regex(r"(?:\s+(?:&\s+)?[A-Z][A-Za-z0-9’'&-]*)+")
_NAME_RUN = regex(r"(?<![\w’'])[A-Z][A-Za-z0-9’'&-]+(?:\s+(?:&\s+)?[A-Z][A-Za-z0-9’'&-]*){0,3}")
# What a name stands behind, where it does not begin the question.
_BEFORE_A_COMPANY = regex(
    r"(?:^|[:;.?!,–—-]\s*|\b(?:the|for|about|of|is|are|what['’]?s|and|vs|my|with|on|re)\s+)$", re.I
)


def _new_companies(text: str, lexicon: Lexicon, mentions: Sequence[Mention]) -> list[Mention]:
    """A company nobody has told us of, before what is asked of it: "Globex base Oslo", "Pine Harbor Oslo RSU"."""
    for m in _NAME_RUN.finditer(text):
        end = min([m.end(), *(k.start for k in mentions if m.start() <= k.start < m.end())])
        name = text[m.start() : end].rstrip()
        words = [w for w in name.split() if w != "&"]
        if not words or any(k.start < end and m.start() < k.end for k in mentions):
            continue
        asked = _named_behind(text, m.start() + len(name), mentions)
        if not (asked & {"place", "component"}) or not _BEFORE_A_COMPANY.search(text[: m.start()]):
            continue
        if not _can_be_name(name) or any(
            w.lower() in NO_NAMES or w.lower() in _KNOWN_INITIALS for w in words
        ):
            continue
        strange = any(len(w) > 2 and w.isalpha() and not lexicon.is_word(w.lower()) for w in words)
        several = len(words) > 1 and not all(map(lexicon.is_told, words))
        if several or (strange and not any(map(lexicon.is_told, words))):
            return [Mention("company", name, name, m.start(), m.start() + len(name))]
    return []


def _named_behind(text: str, end: int, mentions: Sequence[Mention]) -> set[str]:
    """The kinds of the names that stand one behind another from a place in a text on."""
    kinds: set[str] = set()
    for k in sorted(mentions, key=lambda one: one.start):
        if k.start >= end:
            if not re.fullmatch(r"(?:['’]s)?[\s,/-]*(?:(?:in|at|for|the)\s+)*", text[end : k.start]):
                break
            kinds.add(k.kind)
            end = k.end
    return kinds


# What a company's name may be parted from its town by, and what may stand behind the town.
_BESIDE_COMPANY = regex(r"(?:['’]s)?\s+")
_BEHIND_TOWN = regex(
    r"\s*(?:$|[?!.,;:()/])|\s+(?:office|site|offer|pay|pays|salary|range|band|row|comp|numbers|figures|what|how|is|for)\b",
    re.I,
)
# A shorter word in small letters is seldom a town.
SHORTEST_NEW_TOWN = 6
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_KNOWN_INITIALS = frozenset(
    "ai ml llm nlp cv rl dl gpu tpu swe sde mle ic em pm tpm hr tc rsu rsus yoe ote ipo usd cny rmb sgd "
    "gbp eur inr cad ok asap fyi btw lol us uk eu ceo cto vp phd msc bs ms faq ppu espp iso nso avg max "
    "min base bonus total all pls plz q".split()
)


def _new_towns(text: str, lexicon: Lexicon, mentions: Sequence[Mention]) -> list[Mention]:
    """A town nobody has told us of: a word right behind a company, before a part of pay or the end.

    It is written as a name is, or is no English word and like none; a name of the guides' own is none either.
    """
    shouted = text.isupper()
    for company in mentions:
        gap = _BESIDE_COMPANY.match(text, company.end) if company.kind == "company" else None
        found = WORD.match(text, gap.end()) if gap and company.name in lexicon.companies else None
        if found is None or any(k.start < found.end() and found.start() < k.end for k in mentions):
            continue
        word, low = found.group(), found.group().lower()
        behind = text[found.end() :]
        named_behind = any(
            k.kind in ("component", "role", "level")
            and k.start >= found.end()
            and not text[found.end() : k.start].strip()
            for k in mentions
        )
        if not (named_behind or _BEHIND_TOWN.match(behind)) or not word.isascii() or not word.isalpha():
            continue
        if low in NO_NAMES or low in _KNOWN_INITIALS or lexicon.is_told(word):
            continue
        initials = word.isupper() and 2 <= len(word) <= 4 and not shouted
        capital = word[0].isupper() and word[1:].islower() and not text.istitle()
        strange = len(word) >= SHORTEST_NEW_TOWN and word[1:].islower() and not _like_a_word(low, lexicon)
        if initials or (not lexicon.is_word(low) and (strange or (capital and len(word) > 3))):
            return [Mention("place", word, word, found.start(), found.end())]
    return []


def _like_a_word(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is one letter from an English one: likelier a slip than a town."""
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    near = (
        {a + b[1:] for a, b in cuts if b}
        | {a + c + b for a, b in cuts for c in _ALPHABET}
        | {a + c + b[1:] for a, b in cuts if b for c in _ALPHABET}
        | {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    )
    return any(map(lexicon.is_word, near))


def _can_be_name(name: str) -> bool:
    words = name.lower().split()
    common = all(w in NO_NAMES for w in words)
    return not common and not re.fullmatch(r"[A-Z]{1,4}(?:\d*|s)", name) and "[" not in name
