"""A model's sentence in a language that the check of figures does not read: what of it can be told, and the rest not.

In: a sentence with its figures written, `Material`. Out: reasons against it. Its words come from the closed
list of its language in `languages.toml`. Beyond that a sentence is held against the composed English one for
the same figures: no other name, part of pay, time or place in a range, and each of them beside its own
figure. What cannot be told that way does not pass; the composed sentence stands in its place. A figure is
placed by its id, never typed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from assistant.model.references import Figure, Material, Rendered, Sentence
from assistant.model.uses import ROLES
from assistant.model.vocabulary import base_forms, forms_of
from corpus.money import amounts_in
from corpus.regexes import regex

CHECKED = ("en", "zh")  # whose figures `assistant.grounding` reads

_CJK_RUN = regex(r"[\u3005\u3040-\u30ff\u3400-\u9fff]+")
_LATIN = regex(r"[^\W\d_\u3005\u3040-\u30ff\u3400-\u9fff]+")
_WAYS = {
    "more": regex(r"\b(?:more|higher|ahead)\b", re.I),
    "less": regex(r"\b(?:less|lower(?!\s+(?:third|part|half|end))|behind)\b", re.I),
    "above": regex(r"\babove\b", re.I),
    "below": regex(r"\bbelow\b", re.I),
    "inside": regex(r"\b(?:inside|within)\b", re.I),
    "upper": regex(r"\bupper\b", re.I),
    "lower": regex(r"\blower\b", re.I),
    "middle": regex(r"\b(?:middle|midpoint|halfway)\b", re.I),
    "top": regex(r"\btop\b", re.I),
    "bottom": regex(r"\b(?:bottom|floor)\b", re.I),
    "gap": regex(r"\b(?:between|gap|difference|more|less)\b", re.I),
    "not": regex(r"\b(?:no|not|never|neither|nor|cannot|without|nothing|none)\b|n['’]t\b", re.I),
    "offered": ROLES["offered"],
    "asked": ROLES["asked"],
    "own offer": regex(r"\bI\s+(?:also\s+|do\s+)?(?:have|hold)\b[^.]*\boffer|\bhiring\s+process\b", re.I),
    "yours": regex(r"\byours?\b|\byou\b|\bmy\b|\bI\b", re.I),
}
_PERIODS = {
    "years": regex(r"\bover\s+(?:the\s+)?(?:four|4)\s+years\b|\beach\s+of\s+the\s+four\s+years\b", re.I),
    "year": regex(r"\b(?:a|each|per|every)\s+year\b|\beach\s+of\s+the\s+four\s+years\b", re.I),
}
_ENDS = ("top", "bottom")


@dataclass(frozen=True)
class Language:
    """The closed list of one language."""

    code: str
    name: str
    blanks: bool
    free: frozenset[str]
    when: tuple[tuple[frozenset[str], frozenset[str]], ...]  # English forms, the words they make free
    signs: tuple[
        tuple[str, str, re.Pattern[str]], ...
    ]  # kind ("part", "period", "way", "name"), which, pattern

    @cached_property
    def longest(self) -> int:
        return max(map(len, self.free))

    def allowed(self, known: frozenset[str]) -> frozenset[str]:
        """The words that may be used where these English forms are known."""
        more = (words for forms, words in self.when if not forms.isdisjoint(known))
        return self.free.union(*more)

    def strange(self, text: str, known: frozenset[str], names: Sequence[tuple[int, int]]) -> str:
        """The first word of a text that is not on the list; "" where all are. `names` are judged elsewhere."""
        for start, end in names:
            text = text[:start] + " " * (end - start) + text[end:]
        allowed = self.allowed(known)
        for m in _LATIN.finditer(text):
            word = m.group().lower()
            own = m.group()
            theirs = not self.blanks or sum(c.isupper() for c in own) > 1  # of the data: "RSU"
            if not _on_list(word, allowed) and not (theirs and base_forms(word) & known):
                return own
        for m in _CJK_RUN.finditer(text):
            if rest := _uncovered(m.group(), allowed, self.longest):
                return rest
        return ""


def _on_list(word: str, allowed: frozenset[str]) -> bool:
    return (
        len(word) == 1 or word in allowed or any(f"{word[:n]}*" in allowed for n in range(3, len(word) + 1))
    )


def _uncovered(run: str, allowed: frozenset[str], longest: int) -> str:
    """Where a run of characters can no longer be parted into words of the list; "" where it can."""
    far = 0
    reached = {0}
    for at in range(len(run)):
        if at in reached:
            far = at
            reached |= {n for n in range(at + 1, min(len(run), at + longest) + 1) if run[at:n] in allowed}
    return "" if len(run) in reached else run[far : far + 4]


@cache
def languages() -> dict[str, Language]:
    """The languages by their codes."""
    text = files("assistant.model").joinpath("languages.toml").read_text("utf-8")
    return {code: _language(code, values) for code, values in tomllib.loads(text).items()}


def _language(code: str, values: dict[str, Any]) -> Language:
    blanks = values.get("blanks", True)
    signs: list[tuple[str, str, re.Pattern[str]]] = []
    phrases: set[str] = set()
    for kind, key in (("part", "parts"), ("period", "periods"), ("way", "ways"), ("name", "names")):
        for which, listed in values.get(key, {}).items():
            each = sorted(listed.lower().split("|"), key=len, reverse=True)
            phrases.update(each if kind != "name" else ())
            ends = [re.escape(p).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for p in each]
            ends = [p.replace("…", r"[^.;。]*") for p in ends]
            pattern = "|".join(rf"\b(?:{p})\b" for p in ends) if blanks else "|".join(ends)
            signs.append((kind, which, regex(pattern, re.IGNORECASE)))
    words = {w for p in phrases for w in (re.split(r"[\s'’…-]+", p) if blanks else p.split("…"))}
    listed = set(values["free"].lower().split())
    pieces = {w for one in listed for w in re.split(r"['’-]+", one) if w}
    when = tuple(
        (forms_of(english), frozenset(w.lower() for w in words.split()))
        for english, words in values.get("when", {}).items()
    )
    return Language(code, values["name"], blanks, frozenset(listed | pieces | words), when, tuple(signs))


# ---- one sentence


@dataclass(frozen=True, slots=True)
class _Sign:
    """Something that a sentence says of its figures, and where."""

    start: int
    end: int
    kind: str
    which: str


def word_problem(rendered: Rendered, material: Material) -> str | None:
    """A word that is not on the list of the material's language."""
    language = languages()[material.language]
    names = [
        (m.start, m.end) for m in material.lexicon.mentions(rendered.bare, correct=False) if m.kind in _NAMES
    ]
    names += [
        (m.start(), m.end())
        for kind, _, p in language.signs
        if kind == "name"
        for m in p.finditer(rendered.bare)
    ]
    names += [
        (m.start(), m.end()) for more in material.more for m in re.finditer(re.escape(more), rendered.bare)
    ]
    strange = language.strange(rendered.bare, forms_of(material.told_of), names)
    return f"“{strange}” is no word that can be judged in this language" if strange else None


_NAMES = ("company", "place", "level", "role")


def foreign_problems(rendered: Rendered, material: Material) -> Iterable[str]:
    """What a sentence says that the composed one for the same figures does not, or says of another figure."""
    problem = word_problem(rendered, material)
    if problem:
        yield problem
        return
    if amounts_in(rendered.bare):
        yield "a figure is typed; place it by its id"
        return
    figures = [material.figures[f] for _, _, f, _ in rendered.placed]
    if not figures:
        yield "without a figure it cannot be judged in this language"
        return
    placed = {f.id for f in figures}
    homes = [s for s in material.sentences if placed & set(s.figures)] or list(material.sentences)
    signs = _signs_of(rendered.text, material)
    home_signs = [_english_signs(s, material) for s in homes]
    there = {(s.kind, s.which) for one in home_signs for s in one}
    for figure in figures:
        for name in _names_in(figure.of, material):
            there.add(("name", name))
        if figure.fact is not None:
            there |= {("part", figure.fact.component), ("period", _period(figure))}
    for sign in signs:
        if sign.which in ("offered", "asked"):
            continue
        if (sign.kind, sign.which) not in there:
            yield f"“{rendered.text[sign.start : sign.end]}” is not what the data says there"
            return
    yield from _figure_problems(rendered, figures, signs, material)
    if len(figures) > 1 or len({s.which for s in signs if s.kind == "name"}) > 1:
        yield from _order_problems(rendered, signs, homes, home_signs, material)


def _figure_problems(
    rendered: Rendered, figures: Sequence[Figure], signs: Sequence[_Sign], material: Material
) -> Iterable[str]:
    """A figure with another's part or time beside it, or without what says what it is."""
    spans = [(a, b) for a, b, _, _ in rendered.placed]
    ways = {s.which for s in signs if s.kind == "way"}
    for (start, end, _, which_end), figure in zip(rendered.placed, figures, strict=True):
        parts = _beside(start, [s for s in signs if s.kind == "part"])
        own_parts = _parts_of(figure, material)
        if figure.fact is not None:
            if parts is None:
                yield f"it does not say what part of pay {figure.text} is"
                return
            if own_parts and parts.which not in own_parts:
                yield f"{figure.text} is not said of {' or '.join(sorted(own_parts))}"
                return
        if figure.fact is not None and (other := _other_name(start, figure, signs, material)):
            yield f"{figure.text} is not {other}'s"
            return
        for sign in signs:
            mine = sign.kind == "period" and _nearest(sign, spans) == (start, end)
            if mine and sign.which not in _periods_of(figure, material):
                yield f"{figure.text} is not for that time"
                return
        if figure.source == "input" and "yours" not in ways:
            yield f"{figure.text} is not said to be the person's own"
            return
        if (
            figure.source == "derived"
            and not ways
            & {
                w
                for s in material.sentences
                if figure.id in s.figures
                for w, p in _WAYS.items()
                if p.search(s.text)
            }
            - {"yours"}
            and not any(s.kind == "period" for s in signs)
        ):
            yield f"{figure.text} is not said to be what it is"
            return
        near = _end_beside(start, end, signs, spans)
        if which_end and near and near != {"low": "bottom", "high": "top"}[which_end]:
            yield f"{figure.text} is of the other end of the range"
            return


def _order_problems(
    rendered: Rendered,
    signs: Sequence[_Sign],
    homes: Sequence[Sentence],
    home_signs: Sequence[Sequence[_Sign]],
    material: Material,
) -> Iterable[str]:
    """Names, figures and ends in another order than composed: what belongs to which cannot be told then."""
    companies = {f.company for f in material.evidence.facts}
    shared = _places_of_several(material)
    wanted: dict[str, list[str]] = {"company": [], "place": [], "figure": [], "end": []}
    for home, found in zip(homes, home_signs, strict=True):
        names = [s.which for s in found if s.kind == "name"]
        wanted["company"] += [n for n in names if n in companies]
        wanted["place"] += [n for n in names if n not in companies | shared]
        wanted["figure"] += [f for _, _, f in home.numbers]
        wanted["end"] += [s.which for s in found if s.kind == "way" and s.which in _ENDS]
    told = [s.which for s in signs if s.kind == "name"]
    got = {
        "company": [n for n in told if n in companies],
        "place": [n for n in told if n not in companies | shared],
        "figure": [f for _, _, f, _ in rendered.placed],
        "end": [s.which for s in signs if s.kind == "way" and s.which in _ENDS],
    }
    for kind in ("company", "place", "figure", "end"):
        if kind == "end" and not any(
            material.figures[f].derivation and "%" not in material.figures[f].text for f in got["figure"]
        ):
            continue
        first = list(dict.fromkeys(got[kind]))
        order = [w for w in dict.fromkeys(wanted[kind]) if w in first]
        if first != order and set(first) <= set(order):
            yield "its names and figures stand in another order than in the data, so what is whose cannot be told"
            return


def _other_name(at: int, figure: Figure, signs: Sequence[_Sign], material: Material) -> str:
    """The company or place that a figure is said to be of, where it is not its own; "" else."""
    assert figure.fact is not None
    companies = {f.company for f in material.evidence.facts}
    names = [s for s in signs if s.kind == "name"]
    company = _beside(at, [s for s in names if s.which in companies])
    if company is not None and figure.fact.company and company.which != figure.fact.company:
        return company.which
    place = _beside(at, [s for s in names if s.which not in companies])
    own = material.lexicon.places_of(figure.fact.region) if figure.fact.region else ()
    return place.which if place is not None and own and place.which not in own else ""


def _places_of_several(material: Material) -> set[str]:
    """Places that stand for more than one row of the figures: their order says nothing."""
    rows = {(f.fact.company, f.fact.region) for f in material.figures.values() if f.fact and f.fact.region}
    named = [set(material.lexicon.places_of(region)) for _, region in rows if region]
    return {p for i, one in enumerate(named) for other in named[i + 1 :] for p in one & other}


def _signs_of(text: str, material: Material) -> list[_Sign]:
    language = languages()[material.language]
    out: list[_Sign] = []
    for kind, which, pattern in language.signs:
        out += [_Sign(m.start(), m.end(), kind, which) for m in pattern.finditer(text)]
    out += [
        _Sign(m.start, m.end, "name", m.name)
        for m in material.lexicon.mentions(text, correct=False)
        if m.kind in ("company", "place")
    ]
    named = {(s.start, s.end) for s in out if s.kind == "name"}
    inside = [
        s
        for s in out
        if any(
            o is not s
            and o.start <= s.start
            and s.end <= o.end
            and (o.end - o.start) > (s.end - s.start)
            and o.kind in (s.kind, "part")
            for o in out
        )
    ]
    # A word inside a longer sign is that sign's; "base" in "salaire de base" is no second one.
    return sorted((s for s in out if s not in inside or (s.start, s.end) in named), key=lambda s: s.start)


def _english_signs(sentence: Sentence, material: Material) -> list[_Sign]:
    text = sentence.text
    out = [_Sign(m.start(), m.end(), "way", way) for way, p in _WAYS.items() for m in p.finditer(text)]
    out += [
        _Sign(m.start(), m.end(), "period", period)
        for period, p in _PERIODS.items()
        for m in p.finditer(text)
    ]
    for m in material.lexicon.mentions(text, correct=False):
        if m.kind in ("company", "place"):
            out.append(_Sign(m.start, m.end, "name", m.name))
        elif m.kind == "component":
            out.append(_Sign(m.start, m.end, "part", m.name))
    return sorted(out, key=lambda s: s.start)


def _names_in(text: str, material: Material) -> list[str]:
    return [m.name for m in material.lexicon.mentions(text, correct=False) if m.kind in ("company", "place")]


def _parts_of(figure: Figure, material: Material) -> set[str]:
    """The parts of pay that a figure is of: its fact's, or what stands nearest before it in its sentences."""
    if figure.fact is not None:
        return {figure.fact.component}
    out = set()
    for s in material.sentences:
        parts = [x for x in _english_signs(s, material) if x.kind == "part"]
        for start, _, name in s.numbers:
            if name == figure.id and parts:
                near = min(parts, key=lambda x: min(abs(x.start - start), abs(x.end - start)))
                out.add(near.which)
    return out


def _period(figure: Figure) -> str:
    return {"year": "year", "4 years": "years"}.get((figure.fact.period if figure.fact else "") or "", "")


def _periods_of(figure: Figure, material: Material) -> set[str]:
    """The times that a figure is said to be for, and those that stand in its sentences."""
    if figure.fact is not None:
        return {_period(figure)}
    return {
        n
        for s in material.sentences
        if figure.id in s.figures
        for n, p in _PERIODS.items()
        if p.search(s.text)
    }


def _beside(at: int, signs: Sequence[_Sign]) -> _Sign | None:
    """The last sign before a place, or else the first behind it."""
    before = [s for s in signs if s.start < at]
    return before[-1] if before else signs[0] if signs else None


def _nearest(sign: _Sign, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return min(spans, key=lambda s: max(s[0] - sign.end, sign.start - s[1]), default=(-1, -1))


def _end_beside(start: int, end: int, signs: Sequence[_Sign], spans: Sequence[tuple[int, int]]) -> str:
    mine = [s for s in signs if s.kind == "way" and s.which in _ENDS and _nearest(s, spans) == (start, end)]
    return mine[0].which if len(mine) == 1 else ""
