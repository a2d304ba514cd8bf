"""Advice turned round: what a sentence says of parts of pay, levers and advice, and the guides otherwise.

In: an English sentence of an answer with its figures written, `Material`. Out: a reason where it calls the
most flexible what the guides rate low (or the other way round), names a lever by a number that it does
not have, counsels what the nearest line of a guide counsels against, or swaps the two sides of an
"A rather than B". It judges no figure, and what no guide speaks of is not its business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from assistant.model.counsel import pieces_of
from assistant.model.references import Material, Rendered, without_orders
from assistant.model.vocabulary import base_forms, forms_of, with_same, word_list, words_in
from assistant.model.words import ADVISING, quotes, stems
from corpus.passages import Passage
from corpus.regexes import regex
from index.library import Library
from index.resolve import Lexicon

IX = re.IGNORECASE | re.VERBOSE


def turned_round(rendered: Rendered, material: Material) -> Iterable[str]:
    """Why a sentence is the contrary of what the guides say."""
    text = rendered.bare
    if quotes(rendered.text, material):
        return
    if _degree_problem(text, material):
        yield "the guides rate it otherwise"
    elif _OPEN_TO.search(text) and (closed := _NOT_OPEN.search(text)) and _is_to_be_asked_for(closed["what"], material):
        yield "the guides say to ask for it"
    elif problem := _lever_problem(text, material):
        yield problem
    elif _counselled_against(text, material):
        yield "the guides advise against it"
    elif _swapped(text, material):
        yield "the guides say it the other way round"
    elif _praised(text, material):
        yield "the guides call it a mistake"


# ---- how flexible a part is

_ROOM = r"(?:flexib\w+|room|negotiab\w+|movab\w+|leeway|give)"
_MOST = regex(
    rf"\b(?:most|greatest|highest)\s+(?:\w+\s+)?{_ROOM}\b|\beasiest\b|\bhigh(?:ly)?\s+(?:flexib\w+|negotiab\w+)\b",
    re.I,
)
_LEAST = regex(
    rf"\b(?:least|lowest|little|no|hardly\s+any)\s+(?:\w+\s+)?{_ROOM}\b|\bhardest\b"
    rf"|\blow\s+(?:flexib\w+|negotiab\w+)\b|\b(?:not|isn['’]t|hardly)\s+(?:flexib\w+|negotiab\w+)\b",
    re.I,
)
_ALSO = regex(r"(?:\band\b|\bbut\b|,)\s+(?P<who>[^,;]{2,40}?)\s+the\s+(?P<way>most|least)\b(?!\s+\w)", re.I)
_FLEXIBILITY = regex(r"flexib|negotiab", re.I)
_OF_CLAUSE = regex(r"[,;:—]\s+|\s+(?:while|whereas|but|though|although|because|since|so)\s+", re.I)
_DENIED = regex(r"\b(?:not|never|no|nor|neither|isn|aren|hardly|rather\s+than)\b|n['’]t\b", re.I)


def _degree_problem(text: str, material: Material) -> bool:
    """Whether a part of pay is said to have the most or the least room, and every guide that rates it has not."""
    if not (_MOST.search(text) or _LEAST.search(text) or _THAN.search(text)):
        return False
    rated = _degrees(material.library, material.lexicon)
    if _is_less_flexible(text, rated, material.lexicon):
        return True
    for parts, most in _called(text, material.lexicon):
        there = [rated[p] for p in parts if p in rated]
        if there and all(("high" not in t) if most else (t == {"high"}) for t in there):
            return True
    return False


_THAN = regex(
    r"\b(?:(?P<more>more\s+(?:easily|flexible|negotiable|room|leeway)|easier)|harder|less\s+(?:easily|flexible|negotiable|room|leeway))\b[^,;.]*?\bthan\b",
    re.I,
)
_RANKS = {"low": 0, "between": 1, "high": 2}


def _is_less_flexible(text: str, rated: dict[str, set[str]], lexicon: Lexicon) -> bool:
    """Whether "base moves more easily than equity" is the contrary of what all guides that rate both say."""
    for clause in _OF_CLAUSE.split(text):
        m = _THAN.search(clause)
        if m is None or _DENIED.search(clause):
            continue
        parts = parts_in(clause, lexicon)
        ahead = [name for name, _, end in parts if end <= m.end()]
        behind = [name for name, start, _ in parts if start >= m.end()]
        if len(set(ahead)) != 1 or len(set(behind)) != 1 or not {*ahead, *behind} <= rated.keys():
            continue
        one, other = ({_RANKS[r] for r in rated[names[0]]} for names in (ahead, behind))
        if max(one) < min(other) if m["more"] else min(one) > max(other):
            return True
    return False


def _called(text: str, lexicon: Lexicon) -> Iterator[tuple[list[str], bool]]:
    """What a text calls the most (True) or the least flexible: a part of pay, or those that "it" may be."""
    named: list[str] = []
    for clause in _OF_CLAUSE.split(text):
        parts = parts_in(clause, lexicon)
        if _COMPARED.search(clause):
            named = [name for name, _, _ in parts] or named
            continue  # "easier than", "the most room after equity"
        for pattern, most in ((_MOST, True), (_LEAST, False)):
            for m in pattern.finditer(clause):
                if _DENIED.search(clause[: m.start()]):
                    continue
                ahead = [name for name, _, end in parts if end <= m.start()]
                behind = [name for name, start, _ in parts if start >= m.end()]
                if ahead and _PREDICATE.search(clause[: m.start()]):
                    yield ahead[-1:], most
                elif behind:
                    yield behind[:1], most
                elif named and not parts:
                    yield named, most
        named = [name for name, _, _ in parts] or named
    for m in _ALSO.finditer(text):
        found = [name for name, _, _ in parts_in(m["who"], lexicon)]
        if len(found) == 1:
            yield found, m["way"].lower() == "most"


_SIGNING = regex(r"\bsign(?:ing|-on)\s+$", re.I)
_PREDICATE = regex(r"\b(?:is|are|has|have|as)\b[^,;]*$", re.I)
_BESIDE_PAY = {
    "level": regex(r"^\W*(?:the\s+|your\s+)?level\b", re.I),
    "start_date": regex(r"\bstart\s+date", re.I),
}


def parts_in(text: str, lexicon: Lexicon) -> list[tuple[str, int, int]]:
    """The parts of an offer that a text names, in order, each with where it stands."""
    found = [
        ("sign_on" if m.name == "bonus" and _SIGNING.search(text[: m.start]) else m.name, m.start, m.end)
        for m in lexicon.mentions(text, correct=False)
        if m.kind == "component"
    ]
    found += [(name, m.start(), m.end()) for name, p in _BESIDE_PAY.items() if (m := p.search(text))]
    return sorted(found, key=lambda part: part[1])


_COMPARED = regex(r"\bthan\b|\bafter\b|\bsecond\b|\bnext\b", re.I)


def _degrees(library: Library, lexicon: Lexicon) -> dict[str, set[str]]:
    """How the general guides' tables rate each part of pay: "high", "low" or "between"."""

    def read() -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for passage in library.passages(kind="row", company=None):
            degree = next((v for k, v in passage.parts if _FLEXIBILITY.search(k)), "")
            head = head_of(passage)
            parts = {name for name, _, _ in parts_in(head, lexicon)}
            rated = _DEGREE.match(degree)
            if rated is None or len(parts) != 1:
                continue
            way = rated[1].lower()
            found.setdefault(parts.pop(), set()).add(way if way in ("low", "high") else "between")
        return found

    return library.once("how flexible the parts are", read)


def head_of(passage: Passage) -> str:
    """What a row of a table is about, in full: "Signing" is the bonus."""
    head = passage.parts[0][1] if passage.parts else ""
    return f"{head} bonus" if _BONUS_OF.fullmatch(head.strip()) else head


_BONUS_OF = regex(r"sign(?:ing|-on)?|join(?:ing)?", re.I)
_DEGREE = regex(r"\W*(?:often\s+|very\s+|usually\s+)?(high|low|medium|moderate|situational)\b", re.I)


# ---- what may be asked for at all

_NOT_OPEN = regex(
    r"(?:^|[,;:]\s+)(?:your\s+|the\s+|an?\s+)?(?P<what>[^,;:.?!∎]{3,40}?)\s+(?:is|are)(?:\s+not|n['’]t|\s+never)\s+(?:\w+ly\s+)?"
    r"(?:up\s+for|open\s+(?:to|for)|a\s+matter\s+of|part\s+of\s+(?:the|any)|negotiable|(?:something|anything)\s+(?:that\s+)?(?:you\s+(?:can|should|may)|to)\s+(?:ask|raise|negotiate|bring))",
    re.I,
)
_OPEN_TO = regex(r"\b(?:up\s+for|open|negotiable|matter|part|something|anything)\b", re.I)
_ASKED_FOR = regex(r"\W*(?:negotiate|ask|request)\b", re.I)


def _is_to_be_asked_for(what: str, material: Material) -> bool:
    """Whether a list of the general guides tells to ask for something under the heading of this."""
    own = {s for s in stems(what) if s not in ADVISING}
    lists = material.library.passages(kind="list", company=None)
    return bool(own) and any(
        _ASKED_FOR.match(item) and (own <= stems(p.section) or (len(own) > 1 and own <= stems(item)))
        for p in lists
        for name, item in p.parts
        if name == "item"
    )


# ---- a lever by its number

_ORDINALS = {
    "first": 1, "one": 1, "second": 2, "two": 2, "third": 3, "three": 3, "fourth": 4, "four": 4, "fifth": 5, "five": 5,
    "sixth": 6, "six": 6, "seventh": 7, "seven": 7, "eighth": 8, "eight": 8,
}  # fmt: skip
_NTH = regex(
    r"\b(?P<nth>first|second|third|fourth|fifth|sixth|seventh|eighth)\s+(?:\w+\s+){0,2}?levers?\b"
    r"|\blevers?\s+(?:number\s+)?(?P<number>one|two|three|four|five|six|seven|eight|[1-8])\b"
    r"|\bnumber\s+(?P<alone>one|two|three|four|five|six|seven|eight)\s+is\b"
    r"|\bthe\s+(?P<being>first|second|third|fourth|fifth|sixth|seventh|eighth)\s+(?:being|is|one\s+is)\b",
    re.I,
)
_MANY = regex(
    r"\b(?P<many>two|three|four|five|six|seven|eight)\s+(?:\w+\s+){0,2}?levers\b|^\W*(?P<of>two|three|four|five|six|seven|eight)\s+of\s+them\b",
    re.I,
)
_LEVER = regex(r"^\s*(?P<n>\d)\.\s+\*\*(?P<title>[^*]{3,80}?):?\*\*")


def _lever_problem(text: str, material: Material) -> str:
    """Why a lever that is named by its number is not that one; "" where it is, or none is named."""
    levers = {int(m["n"]): m["title"] for p in material.passages.values() if (m := _LEVER.match(p.quote))}
    spoken_of = "lever" in text.lower() or "lever" in material.question.lower()
    if not levers or not spoken_of:
        return ""
    whole = set(levers) == set(range(1, max(levers) + 1))
    for m in _MANY.finditer(text):
        if whole and _ORDINALS[(m["many"] or m["of"]).lower()] != len(levers):
            return f"there are {len(levers)} levers"
    for m in _NTH.finditer(text):
        said = next(g for g in m.groups() if g).lower()
        n = _ORDINALS.get(said) or int(said)
        if n not in levers:
            return f"there is no {said} lever in the data"
        own = stems(_OF_CLAUSE.split(text[: m.start()])[-1] + " " + re.split(r"[.;]", text[m.end() :])[0])
        shared = {k: len(own & (stems(title) - _EVERY)) for k, title in levers.items()}
        of_it = own & _content(material_text(material, n))
        if max(shared.values()) > shared[n] or (not of_it and _IS.match(text[m.end() :])):
            return f"that is not the {said} lever"
    return ""


_IS = regex(r"\s*(?:is|being|,)\s", re.I)


def material_text(material: Material, n: int) -> str:
    """The text of the lever of this number."""
    return next(
        (p.quote for p in material.passages.values() if (m := _LEVER.match(p.quote)) and int(m["n"]) == n), ""
    )


_EVERY = stems("experience offers offer AI ML scale premium")


# ---- counsel

_AGAINST = regex(
    r"\b(?:never|don['’]?t|do\s+not|avoid\w*|mistakes?|costly|forfeits?|refrain\w*|warn\w*)\b", re.I
)
_WANTS = regex(
    r"\bguides?(?:['’]s?)?\s+(?:\w+ly\s+|also\s+|even\s+)?(?:recommends?|advises?|suggests?|favou?rs?|encourages?|says?\s+to|tells?\s+you\s+to"
    r"|wants?(?:\s+you\s+to)?|would\s+have\s+you)\s+(?:that\s+you\s+|you\s+)?(?P<what>[^;:,.?!∎]*)",
    re.I,
)
_AT_ONCE = regex(
    r"\b(?:at\s+once|immediately|on\s+the\s+spot|straight\s+away|right\s+away|instantly|without\s+delay)\b",
    re.I,
)
_EVALUATED = regex(
    r"\b(?:calls?|called|rates?|considers?|terms?|names?|labels?|finds?|says?|is|as)\b[^,;.]*?\b(?:the\s+)?"
    r"(?:best|safest|wise(?:st)?|ideal|smart(?:est)?|recommended|harmless|fine)\b",
    re.I,
)


def _content(text: str) -> set[str]:
    said = " ".join(w for w in words_in(text) if w not in word_list("joining"))
    return {s for s in stems(said) if s not in ADVISING}


def _counselled_against(text: str, material: Material) -> bool:
    """Whether what is counselled is what a clause of the guides counsels against."""
    if _CALLED_A_DONT.search(text):
        return False
    pieces = pieces_of(_PURPOSE.sub("", text))
    told = [p.text for p in pieces if p.directs]
    told += [f"{p.text} {q.text}" for p, q in pairwise(pieces) if p.directs and _WHEN.match(q.text)]
    told += [m["what"] for m in _WANTS.finditer(text)]
    if _A_WAY.search(text):
        told += [m["that"] for m in _WAY_IS.finditer(text)]
        told += [m["what"] for m in _IS_THE_WAY.finditer(text) if m["what"].startswith("to ")]
    for piece in told:
        if _DENIED.search(piece) or _AGAINST.search(piece) or _ASKING.match(piece.strip()):
            continue
        plain = _AT_ONCE.sub(" ", piece)
        own = _content(plain)
        hasty = bool(_AT_ONCE.search(piece))
        every = _every_word(plain) if len(own) == 1 else []
        for against in _all_against(material) if own else ():
            said_so = own <= stems(against) and (len(own) > 1 or (hasty and _AT_ONCE.search(against)))
            if not (said_so or _is_every_word_of(every, against)):
                continue
            if not any(not a and own <= stems(o) and not _TURNS.search(o) for o, a in _lines(material)):
                return True
    return False


_WHEN = regex(r"\W*(?:after|once|before|until|when|while)\b", re.I)
# What a piece of advice is for: "to show you are flexible".
_PURPOSE = regex(
    r"\s+(?:to\s+(?:show|prove|appear|seem|look|keep|make|get|help|let|be)|so\s+that|in\s+order)\b[^,;.]*", re.I
)
_WAY_IS = regex(
    r"(?P<that>[^,;:.?!∎]{4,80}?)\s+(?:is|are)\s+(?:the|a|your)\s+(?:\w+\s+)?(?:way|move|step|trick|approach|option|tactic|choice|answer)\b",
    re.I,
)
_A_WAY = regex(r"\b(?:way|move|step|trick|thing|approach|option|tactic|choice|answer)\b", re.I)
_ENOUGH = 3  # words that are all those of a line


def _every_word(piece: str) -> list[frozenset[str]]:
    """The forms of each word of a piece of advice but its verb, articles left out: "give one low number"."""
    words = [w for w in words_in(piece) if w not in _ARTICLES]
    if words and words[0][:5] in ADVISING:
        words = words[1:]
    return [with_same(base_forms(w)) for w in words]


_ARTICLES = frozenset(("a", "an", "the", "your", "then", "just", "simply"))


def _is_every_word_of(every: list[frozenset[str]], against: str) -> bool:
    """Whether all the words of a piece of advice, common ones among them, are those that a line counsels against."""
    if len(every) < _ENOUGH or not against.strip():
        return False
    there = forms_of(against)
    return all(not word.isdisjoint(there) for word in every)


_CALLED_A_DONT = regex(
    r"\b(?:under|among|on|in|as|is)\b[^.;]*(?:\bdon['’]?ts?\b|\bnot\s+to\s+do\b|\bmistakes?\b)", re.I
)
_TURNS = regex(r"\b(?:if|nothing|no|not|never|neither|nor|without)\b|n['’]t\b", re.I)
_ASKING = regex(r"(?:and|but|or|so)?\s*(?:why|how|what|whether|which|when|where)\b", re.I)


def _praised(text: str, material: Material) -> bool:
    """Whether a guide is said to think well of what its nearest line calls a mistake."""
    if _named_as_the_way(text, material):
        return True
    m = _EVALUATED.search(text)
    if m is None or not re.search(r"\bguides?\b", text, re.I) or _DENIED.search(text):
        return False
    own = _content(text)
    shared, against = max(
        ((len(own & stems(line)), bool(against)) for line, against in _lines(material)), default=(0, False)
    )
    return shared > 1 and against and not _AGAINST.search(text)


def _named_as_the_way(text: str, material: Material) -> bool:
    """Whether something is said to be what the guides list among what not to do: "the way is an ultimatum"."""
    m = _IS_THE_WAY.search(text)
    if m is None or _DENIED.search(text) or _AGAINST.search(text):
        return False
    own = stems(m["what"])
    listed = (
        _content(line) for line, against in _lines(material) if against == line and not _AGAINST.search(line)
    )
    return any(content and content <= own for content in listed)


_IS_THE_WAY = regex(
    r"\b(?:way|move|step|trick|thing|approach|option|tactic|choice)\b[^.;]*?\b(?:is|are)\s+(?P<what>[^,;.]+)",
    re.I,
)
_RATHER = regex(
    r"\b(?P<one>[^,;:.]{4,80}?)\s+(?:rather\s+than|instead\s+of)\s+(?P<other>[^,;:.]{4,80})", re.I
)
_THE_ONE = regex(r"\bthe\s+(?P<what>[a-z]+\s+[a-z]+)\s+(?:is|are)\s+(?P<that>[^,;.]{4,})", re.I)


def _swapped(text: str, material: Material) -> bool:
    """Whether "A rather than B" stands in the guides as "B rather than A", or "the real C is D" as another's."""
    said = [(stems(m["one"]), stems(m["other"])) for m in _RATHER.finditer(text)]
    named = {m["what"].lower(): stems(m["that"]) for m in _THE_ONE.finditer(text)}
    for line, _ in _lines(material) if said or named else ():
        for m in _RATHER.finditer(line) if said else ():
            first, second = stems(m["one"]), stems(m["other"])
            for one, other in said:
                straight = one & first - second or other & second - first
                if not straight and one & second - first and other & first - second:
                    return True
        for m in _THE_ONE.finditer(line) if named else ():
            that = named.get(m["what"].lower())
            if that and not that & stems(m["that"]):
                return True
    return False


def _all_against(material: Material) -> tuple[str, ...]:
    """What the sentences of the passages counsel against, and what they put behind "rather than"."""

    def read() -> tuple[str, ...]:
        found = (" ".join([a, *(m["other"] for m in _RATHER.finditer(s))]).strip() for s, a in _lines(material))
        return tuple(against for against in found if against)

    return material.once("counselled against", read)


def _lines(material: Material) -> tuple[tuple[str, str], ...]:
    """The sentences of the passages, each with what in it is counselled against; "" where nothing is."""
    passages = material.passages.values()
    return material.once("lines", lambda: tuple(_lines_of((p.section, without_orders(p.quote)) for p in passages)))


_SHORT_HEADING = 3


def _lines_of(passages: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for section, quote in passages:
        of_all = bool(_AGAINST.match(section.strip())) and len(section.split()) <= _SHORT_HEADING
        for line in quote.split("\n"):
            for s in re.split(r"(?<=[.!?])\s+|;\s+", line):
                clauses = [c for c in re.split(r",\s+", s) if _AGAINST.search(c)]
                if s.strip():
                    yield s, s if of_all else " ".join(clauses)
