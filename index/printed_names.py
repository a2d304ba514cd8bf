"""What a company's own rows call their levels and their parts of pay.

In: a question, the `Lexicon`, what was already found in it. Out: mentions by labels, titles, codes, years of
experience and names of parts as the company's tables print them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from corpus.columns import component_of
from corpus.regexes import regex
from index.ladder import ROMAN, bare_numbers, covers, names_of_label
from index.lexicon import Lexicon
from index.names import SMALL_WORDS, WORD, Mention, is_aspect_of, telling_words, words_of
from index.new_names import NO_NAMES

_NAME_BESIDE = regex(r"(?:['’]s)?[\s,/:–-]*(?:(?:at|in|for)\s+)?")
_NO_NAME_BEHIND = regex(r"\b(?:an?|the|my|your|our|their|this|that|some|any|no)\s+$", re.I)


def called_by_a_word(text: str, lexicon: Lexicon, mentions: Sequence[Mention]) -> Mention | None:
    """A company called by an ordinary word of its name, beside a place or a level that only its rows have."""
    places = [m for m in mentions if m.kind == "place"]
    said = {m.group().lower(): m for m in reversed(list(WORD.finditer(text)))}
    found: list[Mention] = []
    for words, company in lexicon.shortened.items():
        m = said.get(words[0]) if len(words) == 1 else None
        if m is None or any(k.start < m.end() and m.start() < k.end for k in mentions):
            continue
        named = with_printed_levels(text, lexicon, list(mentions), [company])
        beside = any(
            _NAME_BESIDE.fullmatch(text[m.end() : k.start] if k.start >= m.end() else text[k.end : m.start()])
            for k in named
            if k.kind in ("place", "level", "component", "role")
        )
        if not beside or _NO_NAME_BEHIND.search(text[: m.start()]):
            continue
        rows = lexicon.rows_of(company)
        labels = {words_of(label) for label in lexicon.levels_at.get(company, ())}
        level = any(k.kind == "level" and (words_of(k.text) in labels or k not in mentions) for k in named)
        if level or any(lexicon.rows_at(rows, place.name)[0] for place in places):
            found.append(Mention("company", company, m.group(), m.start(), m.end()))
    return found[0] if len({k.name for k in found}) == 1 else None


_NUMBERED = regex(
    r"(?<![\w$£€¥₹.,-])(?:(?:levels?|lvl|bands?|grades?|l)[\s-]?)?(?P<low>\d{2})(?:\s?[-–/]\s?(?P<high>\d{2}))?"
    r"(?![\w%.,]*\d)(?!\s?(?:%|percent|k\b|years?|hours?|days?|weeks?|months?))(?![\w%])",
    re.IGNORECASE,
)
# A company's ladder goes on above the rungs that its guide has: "Initech 67" with rows up to 64 asks for
# one that is not covered, and is told so. A number further off is something else: an age, a count of people.
_RUNGS_ABOVE = 5


def with_printed_levels(
    text: str, lexicon: Lexicon, mentions: list[Mention], companies: Sequence[str]
) -> list[Mention]:
    """With the levels that a question calls as the company's own rows do: "O3", "SWE 2", "Graduate QR"."""
    labels = {label for c in companies for label in lexicon.levels_at.get(c, ())}
    # The title of a row calls its level, unless it is what the role is called.
    roles = {words_of(m.name) for m in mentions if m.kind == "role"} | {
        words_of(role) for role in lexicon.roles
    }
    titles = {title for c in companies for title in lexicon.titles_at.get(c, ())}
    labels |= {title for title in titles if words_of(title) not in roles}
    found: list[Mention] = []
    for label in sorted(labels, key=lambda one: (-len(one), one)):
        for m in _printed(label).finditer(text) if len(labels) > 1 else ():
            inside = [k for k in mentions if k.start < m.end() and m.start() < k.end]
            plain = not re.search(r"[\d\s]", m.group())
            if any(k.start < m.end() and m.start() < k.end for k in found) or (plain and inside):
                continue
            if not any(k.kind != "level" and not (m.start() <= k.start and k.end <= m.end()) for k in inside):
                found.append(Mention("level", label, m.group(), m.start(), m.end()))
    spans = [(m.start, m.end) for m in found]
    own_roles = {role for c in companies for role in lexicon.roles_at(c)}
    kept = [
        m
        for m in mentions
        if m.kind not in ("level", "role")
        or (m.kind == "role" and m.name in own_roles)
        or not any(s < m.end and m.start < e for s, e in spans)
    ]
    return sorted([*kept, *found], key=lambda m: (m.start, -m.end))


@lru_cache(maxsize=4096)
def _printed(label: str) -> re.Pattern[str]:
    """A label as a question may have it: without what stands in brackets, its digits apart or not, by initials."""
    parts = re.sub(r"\([^()]*\)", " ", label).split("/")
    names = [_name_of_level(name) for part in parts for name in (part, *by_initials(part))]
    # "Senior DS (G8)" is called by its code as well.
    names += [_name_of_level(code) for code in re.findall(r"\(\s*([A-Z]{1,4}[ -]?\d{1,2})\s*\)", label)]
    words = "|".join(dict.fromkeys(name for name in names if name))
    return regex(rf"(?<!\w)(?:{words})(?![\w+])" if words else "(?!)", re.IGNORECASE)


def _name_of_level(name: str) -> str:
    """The pattern of one name of a level; "" for a number alone, which `numbered_levels` tells, or a time.

    Behind words a small number is written either way: "II" is 2 as well.
    """
    parts = re.findall(r"[^\W\d_]+|\d+", name)
    if len(parts) == 1 and parts[0].isalpha() and len(parts[0]) == 1:
        return rf"(?:band|level|grade|tier|class|step)\s+{re.escape(parts[0])}"
    if not parts or parts[0].isdigit():
        return ""
    first, last = [re.escape(part) for part in parts[:-1]], parts[-1]
    number = ROMAN.get(last.lower()) if first else None
    if first and last in _NUMERALS and len(parts[-2]) > 1:
        number = int(last)
    if number is None:
        return r"[\s-]?".join((*first, re.escape(last)))
    # "As an SE I want more": what a verb stands behind is the person.
    roman = _NUMERALS[str(number)] + (rf"(?!{_VERB_BEHIND})" if number == 1 else "")
    stem = r"[\s-]?".join(first)
    return rf"{stem}(?:[\s-]?{number}|[\s-]{roman})"


_NUMERALS = {str(number): roman.upper() for roman, number in ROMAN.items()}
_VERB_BEHIND = (
    r"\s+(?:am|was|have|had|got|get|make|earn|want|need|would|will|can|could|should|think|know|see|do|did|don)\b"
)


def by_initials(label: str) -> tuple[str, ...]:
    """What a long title is called in letters, its height beside them or among them, its number kept.

    >>> by_initials("Senior Member of Technical Staff"), by_initials("Member of Technical Staff II")
    (('Senior MTS', 'Sr MTS', 'SMTS'), ('MTS II',))
    >>> by_initials("Senior Software Engineer")
    ()
    """
    words = [w for w in re.findall(r"[^\W_]+", label) if w.lower() not in SMALL_WORDS]
    number = [words.pop()] if words and (words[-1].lower() in ROMAN or words[-1].isdigit()) else []
    height = names_of_label(words[0]) if words else ()
    kept = words[1:] if height else words
    if len(kept) < LEAST_INITIALS or any(not w[0].isalpha() or (w.isupper() and len(w) > 1) for w in kept):
        return ()
    initials = "".join(w[0] for w in kept).upper()
    called = [initials]
    if height:
        heights = [words[0], *(other.title() for other in height[1:] if " " not in other)]
        called = [*(f"{one} {initials}" for one in heights), words[0][0].upper() + initials]
    return tuple(" ".join([name, *number]) for name in dict.fromkeys(called))


_CODE = regex(r"[A-Za-z]*\d.*")


def called_by_a_level(lexicon: Lexicon, mentions: Sequence[Mention]) -> Mention | None:
    """The company called by a rung's code that only its rows have: "what does a P7 earn"."""
    rungs = [m for m in mentions if m.kind == "level" and _CODE.fullmatch(m.name)]
    owners: dict[str, dict[str, None]] = {}
    for company, labels in lexicon.levels_at.items():
        for rung in rungs:
            if any(covers(label, rung.name) for label in labels):
                owners.setdefault(rung.name, {})[company] = None
    known = {company for each in owners.values() for company in each}
    if len(known) != 1 or len(owners) != len({m.name for m in rungs}):
        return None
    return Mention("company", known.pop(), rungs[0].text, rungs[0].start, rungs[0].end)


# Of fewer words the initials are as often others'.
LEAST_INITIALS = 3
_OWN_CODE = regex(r"(?<![\w-])(?P<mark>[A-Za-z]{1,4})(?:-?\d{1,2}|[\s-](?:\d{1,2}|VI|IV|I{1,3}|V))(?![\w])")


def coded_levels(
    text: str, lexicon: Lexicon, mentions: Sequence[Mention], companies: Sequence[str]
) -> list[Mention]:
    """Rungs of a company's own ladder by their code alone: "H3" where its rows are "H3 SWE II" and "H4 SWE III".

    A rung that no row has is one as well: what is asked for is then not covered, and no other rung's.
    """
    labels = [label for c in companies for label in lexicon.levels_at.get(c, ())]
    marks = {m["mark"].upper() for label in labels for m in _OWN_CODE.finditer(label)} - _NO_MARKS
    if not marks:
        return []
    said = regex(
        rf"(?<![\w$£€¥₹.,/-])(?P<mark>{'|'.join(sorted(marks, key=lambda m: (-len(m), m)))})"
        r"(?:-?(?P<number>\d{1,2})|(?<=\w\w)\s(?:\d{1,2}|VI|IV|I{1,3}|V))\+?(?![\w%]|[.,]\d|\s?(?:%|k\b|years?|yrs?))",
        re.IGNORECASE,
    )
    found = []
    for m in said.finditer(text):
        inside = [k for k in mentions if k.start < m.end() and m.start() < k.end]
        if not any(k.kind != "role" or k.start < m.start() or k.end > m.end() for k in inside):
            found.append(Mention("level", m.group(), m.group(), m.start(), m.end()))
    return found


# Words before a number that are no ladder's.
_NO_MARKS = frozenset({"TO", "OF", "AND", "OR", "YOE", "Y", "YRS", "YR", "TIER", "K", "M", "USD", "EUR", "GBP"})


def numbered_levels(
    text: str, lexicon: Lexicon, mentions: Sequence[Mention], companies: Sequence[str]
) -> list[Mention]:
    """Levels that are bare numbers, of a company that has such: "Initech 64, which base?"."""
    steps = [s for c in companies for label in lexicon.levels_at.get(c, ()) for s in bare_numbers(label)]
    if not steps:
        return []
    found = []
    for m in _NUMBERED.finditer(text):
        taken = any(k.start < m.end() and m.start() < k.end for k in mentions)
        ends = [int(g) for g in (m["low"], m["high"]) if g]
        if not taken and all(
            any(a <= n and (b is None or n <= b + _RUNGS_ABOVE) for a, b in steps) for n in ends
        ):
            found.append(Mention("level", "-".join(map(str, ends)), m.group(), m.start(), m.end()))
    return found


_RUNG_OF_YEARS = regex(
    r"\D{0,5}(?P<low>\d{1,2})\s?(?:[-–—]\s?(?P<high>\d{1,2})|\+)\s?(?:y|yrs?|years?|yoe)?\b.*", re.I
)
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_YEARS_BEHIND_ONE = regex(
    rf"(?<![\w$£€.,-])(?:(?P<years>\d{{1,2}})\+?|(?P<word>{'|'.join(_COUNTS)}))\s?"
    r"(?:yoe\b|(?:y|yr|yrs|year|years)\b(?!\s+(?:vest|grant|cliff|schedule|total)|-))",
    re.I,
)


def roles_as_levels(mentions: list[Mention], lexicon: Lexicon, companies: Sequence[str]) -> list[Mention]:
    """Names that a company's rows have for levels, and no role of its: "Intern", "Researcher"."""
    own = {words_of(role) for c in companies for role in lexicon.roles_at(c)}
    labels = {words_of(label): label for c in companies for label in lexicon.levels_at.get(c, ())}
    in_labels = {word for words in labels for word in words}
    levelled = any(m.kind == "level" for m in mentions)
    out: list[Mention] = []
    for m in mentions:
        said = (words_of(m.text), words_of(m.name))
        label = next((labels[words] for words in said if words in labels), "")
        if m.kind != "role" or said[1] in own or not (label or (said[0] and set(said[0]) <= in_labels)):
            out.append(m)
        elif label and not levelled:
            out.append(replace(m, kind="level", name=label))
    return out


SHORTEST_FOREIGN = 5
_USUAL_PARTS = frozenset({"base", "bonus", "equity", "sign_on", "total"})
_SPREAD_OVER = regex(r"\b(?:over|across|after|within|next|in|every|per|the)\s+$", re.I)


def levels_by_years(
    text: str, lexicon: Lexicon, mentions: Sequence[Mention], companies: Sequence[str]
) -> list[Mention]:
    """The rung of a company whose levels are years of experience: "with 4 yrs" is "3–5 yrs"."""
    labels = [label for c in companies for label in lexicon.levels_at.get(c, ())]
    rungs = [(label, found) for label in labels if (found := _RUNG_OF_YEARS.fullmatch(label))]
    if not rungs or any(m.kind == "level" for m in mentions):
        return []
    for said in _YEARS_BEHIND_ONE.finditer(text):
        if _SPREAD_OVER.search(text[: said.start()]):
            continue
        years = int(said["years"]) if said["years"] else _COUNTS.index(said["word"].lower()) + 1
        inside = [
            label
            for label, rung in rungs
            if int(rung["low"]) <= years and (rung["high"] is None or years <= int(rung["high"]))
        ]
        if len(inside) == 1 and not any(m.start < said.end() and said.start() < m.end for m in mentions):
            return [Mention("level", inside[0], said.group(), said.start(), said.end())]
    return []


def parts_by_family(text: str, lexicon: Lexicon, mentions: Sequence[Mention]) -> list[Mention]:
    """Parts of pay by words of other languages that name them in a table as well: "grundlön", "Zielbonus"."""
    if any(m.kind == "component" for m in mentions):
        return []
    out: list[Mention] = []
    for m in WORD.finditer(text):
        taken = any(k.start < m.end() and m.start() < k.end for k in mentions)
        if taken or len(m.group()) < SHORTEST_FOREIGN or lexicon.is_word(m.group().lower()):
            continue
        if (part := component_of(m.group().lower())) in _USUAL_PARTS:
            out.append(Mention("component", part or "", m.group(), m.start(), m.end()))
    return out


def own_parts(
    text: str, lexicon: Lexicon, mentions: Sequence[Mention], companies: Sequence[str]
) -> list[Mention]:
    """A company's part of pay by some of the words of its own name: "TS/SCI" of "active TS/SCI clearance"."""
    if any(m.kind == "component" for m in mentions):
        return []
    tokens = [
        m for m in WORD.finditer(text) if not any(k.start < m.end() and m.start() < k.end for k in mentions)
    ]
    best: dict[str, list[re.Match[str]]] = {}
    for slug in dict.fromkeys(c for company in companies for c in lexicon.components_at.get(company, ())):
        own = telling_words(slug)
        said = [t for t in tokens if any(_calls(t.group().lower(), word, lexicon) for word in own)]
        words = {t.group().lower() for t in said}
        if said and (2 * len(words) >= len(own) or any(len(w) >= SHORTEST_FOREIGN for w in words)):
            best[slug] = said
    most = max((len(said) for said in best.values()), default=0)
    return [
        Mention("component", slug, said[0].group(), said[0].start(), said[0].end())
        for slug, said in best.items()
        if len(said) == most
    ]


def _calls(said: str, word: str, lexicon: Lexicon) -> bool:
    """Whether a word calls a part of pay by its own word or the beginning of it: "super" of "superannuation"."""
    if said in NO_NAMES:
        return False
    return said == word or (
        len(said) >= SHORTEST_FOREIGN and word.startswith(said) and not lexicon.is_word(word)
    )


def with_points(mentions: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """ "Median TC": a point of a range that is said beside a part of pay is that part's."""
    parts = [m for m in mentions if m.kind == "component"]
    whole = [m for m in parts if m.name in ("base", "bonus", "equity", "total", "options")]
    found = list(mentions)
    for m in parts:
        of, _, point = m.name.partition("_")
        bare = of in ("base", "bonus", "equity", "total") and point and of not in words_of(m.text)
        beside = [
            w for w in whole if abs(w.start - m.end) <= 1 or abs(m.start - w.end) <= 1 or len(whole) == 1
        ]
        if bare and len(beside) == 1 and is_aspect_of(of, m.name):
            found = [k for k in found if k is not beside[0]]
            found[found.index(m)] = replace(m, name=f"{beside[0].name}_{point}")
    return found
