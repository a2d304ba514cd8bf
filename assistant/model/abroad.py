"""A sentence of a letter in another language: does it say what the composed English letter says, and no more?

In: a sentence with its figures written, `Material`, the sentence before it. Out: reasons against it. Its words
come from `letters.toml`: those that claim nothing are free, and those that mean something (another offer, a
range, a day) may stand where the composed sentence means it too: the sentence of the same figures, or any one
where there is none. Each figure stands beside its own part of pay, asked for, offered, another's or left behind
as it is there. A figure is placed by its id; nothing else has digits but a date of the letter's.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from importlib.resources import files
from itertools import chain, pairwise

from assistant.model.foreign import languages
from assistant.model.references import Figure, Material, Rendered, Sentence
from assistant.model.uses import ROLES, around
from corpus.regexes import regex

_CJK_RUN = regex(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff]+")
_LATIN = regex(r"[^\W\d_\u3005-\u3007\u3040-\u30ff\u3400-\u9fff]+")
_PERIODS = {
    "years": regex(r"\bover\s+(?:the\s+)?(?:four|4)\s+years\b", re.I),
    "year": regex(r"\b(?:a|each|per|every)\s+year\b", re.I),
}
_ISO = regex(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_ENGLISH_MONTHS = (
    "january february march april may june july august september october november december".split()
)
# Money or a scale beside a figure, which has its own: "∎ K", "€∎".
_UNIT = regex(r"∎\s*(?:[kmwb]\b|[%‰$€£¥₹₩₿万亿萬億千])|[$€£¥₹₩₿]")
_SALUTATION = regex(r"\s*(?:尊敬的|亲爱的)?[\u3400-\u9fff]{1,4}(?:女士|先生|老师)\s*[:：,，]?\s*您?好?[:：,，！!]?\s*")
_APART = regex(r"[,;:.?!，、。；：？！]|\s(?:und|sowie|et|ainsi|y|e)\s|和|及|と|や")
_MOST_WORDS = 6  # that a reason names
_LONG_NAME = 25  # what is longer is no name but the person's own words
_RANGES = frozenset({"range", "usual", "market"})
_WHERE = frozenset({"inside", "above", "below", "top", "upper", "floor"})
_PARTS = frozenset({"base", "equity", "bonus", "sign_on", "total"})
_CLAUSE = regex(r"[.?!;:]\s+|,\s+(?:and|so)\s+(?=(?:thank|i|so|could)\b)|,\s+(?=(?:as|since|because|which)\b)", re.I)
_OFFERS = frozenset({"your_offer", "an_offer", "confirm"})
_QUESTION = regex(r"[?？]\s*$|か[。．]?\s*$")
_LEFT = frozenset({"unvested", "leave"})
_WORK = frozenset("build ranking system serve lead model_of train platform recommend experience".split())
_SMALL = frozenset({"role", "suits"})  # what a clause says that says little else
_ALONE = frozenset({"request", "expected", "so_i"})
_ASKS = regex(r"\b(?:would|could|can|please|want|hope|wish|may|am\s+(?:happy|glad))\b", re.I)


@dataclass(frozen=True)
class _Words:
    """What may be said in one language."""

    blanks: bool
    free: frozenset[str]
    beginnings: frozenset[str]  # beginnings that any short ending may follow
    ending: int  # letters of the longest ending
    idioms: re.Pattern[str]
    wish: re.Pattern[str]
    opening: re.Pattern[str]  # greetings and closes
    dates: re.Pattern[str]
    months: tuple[str, ...]
    means: tuple[tuple[str, str, re.Pattern[str]], ...]  # kind ("means", "part", "period", "name"), which, pattern

    def is_free(self, word: str) -> bool:
        plain = _plain(word)
        return (
            len(word) == 1
            or plain in self.free
            or any(plain[:n] in self.beginnings for n in range(max(4, len(plain) - self.ending), len(plain) + 1))
        )

    def strange(self, text: str) -> list[str]:
        """The words of a text that are not free."""
        out = [m.group() for m in _LATIN.finditer(text) if not self.is_free(m.group().lower())]
        return out + [rest for m in _CJK_RUN.finditer(text) if (rest := _uncovered(m.group(), self.free))]


def _plain(word: str) -> str:
    """A word in small letters without accents, which people leave out.

    >>> _plain("Évoluer"), _plain("größere")
    ('evoluer', 'großere')
    """
    apart = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in apart if not unicodedata.combining(c))


def _uncovered(run: str, free: frozenset[str]) -> str:
    """Where a run of characters can no longer be parted into free words; "" where it can."""
    longest = max(map(len, free))
    reached, far = {0}, 0
    for at in range(len(run)):
        if at in reached:
            far = at
            reached |= {n for n in range(at + 1, min(len(run), at + longest) + 1) if run[at:n] in free}
    return "" if len(run) in reached else run[far : far + 4]


@dataclass(frozen=True)
class _Glossary:
    """The rows of what a sentence can mean: the English of each, and the words of each language."""

    strict: frozenset[str]
    courtesy: frozenset[str]
    minor: frozenset[str]
    english: tuple[tuple[str, re.Pattern[str]], ...]
    words: dict[str, _Words]


def _pattern(listed: str, blanks: bool) -> re.Pattern[str]:
    """The pattern of a list of words with * in them.

    >>> bool(_pattern("neue*|mise à jour", True).search("la mise  à jour")), bool(_pattern("neu", True).search("neun"))
    (True, False)
    """
    each = sorted(listed.lower().split("|"), key=len, reverse=True)
    any_ = r"\\w*" if blanks else "[^，。；、！？,.]{0,6}?"
    pieces = [re.sub(r"\\\*", any_, re.escape(p)).replace(r"\ ", r"\s+") for p in each]
    pieces = [p.replace("…", r"\b[^.;:!?]{0,40}?\b") for p in pieces]
    return regex("|".join(rf"(?<!\w)(?:{p})(?!(?<!')\w)" if blanks else p for p in pieces), re.IGNORECASE)


@cache
def _glossary() -> _Glossary:
    values = tomllib.loads(files("assistant.model").joinpath("letters.toml").read_text("utf-8"))
    means: dict[str, dict[str, str]] = values["means"]
    words = {}
    for code, own in values["words"].items():
        language = languages()[code]
        blanks = language.blanks
        listed = [row[code] for row in means.values()] + [own["wish"], own["idioms"], own["opening"]]
        listed += [*own["parts"].values(), *own["periods"].values()]
        named = [(which, pattern) for kind, which, pattern in language.signs if kind == "name"]
        free = set(own["free"].lower().split())
        months = own["months"].split()
        if blanks:
            free = {_plain(w) for w in free | {w for w in f"{own['wish']}|{own['opening']}".split("|") if " " not in w}}
        else:
            free |= {piece for one in listed for w in one.lower().split("|") for piece in w.split("*") if piece}
        words[code] = _Words(
            blanks,
            frozenset(w for w in free if not w.endswith("*")),
            frozenset(w[:-1] for w in free if w.endswith("*")),
            own.get("ending", 0),
            _pattern(own["idioms"], blanks),
            _pattern(own["wish"], blanks),
            _pattern(own["opening"], blanks),
            _dates(months, blanks),
            tuple(months),
            (
                *(("part", which, _pattern(p, blanks)) for which, p in own["parts"].items()),
                *(("period", which, _pattern(p, blanks)) for which, p in own["periods"].items()),
                *(("name", which, pattern) for which, pattern in named),
                *(("means", which, _pattern(row[code], blanks)) for which, row in means.items()),
            ),
        )
    english = tuple((name, _pattern(row["en"], True)) for name, row in means.items() if row["en"])
    strict, courtesy, minor = (frozenset(values[key].split()) for key in ("strict", "courtesy", "minor"))
    return _Glossary(strict, courtesy, minor, english, words)


def _dates(months: Sequence[str], blanks: bool) -> re.Pattern[str]:
    if not blanks:
        return regex(r"(?:(?P<y>\d{4})\s*年\s*)?(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]")
    names = "|".join(months)
    return regex(
        rf"\b(?P<d>\d{{1,2}})(?:\.|er|º)?\s+(?:de\s+)?(?P<m>{names})\b(?:\s+(?:de[l]?\s+)?(?P<y>\d{{4}}))?",
        re.IGNORECASE,
    )


# ---- what a sentence says


@dataclass(frozen=True, slots=True)
class _Sign:
    """Something that a sentence says, and where."""

    start: int
    end: int
    kind: str  # "means", "part", "period", "date", "name"
    which: str


@dataclass(frozen=True)
class _Composed:
    """A composed sentence: what it says, by kind and name."""

    signs: frozenset[tuple[str, str]]
    figures: frozenset[str]


def letter_problems(rendered: Rendered, material: Material, before: str = "") -> Iterable[str]:
    """What a sentence of a letter says that the composed letter does not, or says of another figure."""
    glossary = _glossary()
    words = glossary.words[material.language]
    text = _without_figures(rendered).replace("’", "'")
    names = [*_names(text, material), *(s for s in _signs(text, words) if s.kind == "name")]
    quotes = any(len(more) > _LONG_NAME and more.lower() in text.lower() for more in material.more)
    for more in sorted(material.more, key=len, reverse=True):
        own = re.finditer(rf"(?<![A-Za-z]){re.escape(more)}(?![A-Za-z])", text, re.I)
        text = _blanked(text, [m.span() for m in own])
    dates = list(_dates_said(text, words))
    text = _blanked(text, [(s.start, s.end) for s in dates])
    idioms = _spans(words.idioms, text)
    found = [s for s in _signs(text, words) if s.kind != "name" and not _is_of_idiom(s, idioms)]
    courtesies = [s for s in found if s.which in glossary.courtesy]
    claims = [s for s in _inside_taken_out([*dates, *names, *found]) if s.which not in glossary.courtesy]
    signs = sorted([*claims, *courtesies], key=lambda s: (s.start, s.end))
    rest = _blanked(text, idioms + [(s.start, s.end) for s in names])
    if words.blanks:
        rest = _blanked(rest, [(s.start, s.end) for s in signs])
    if not words.blanks and _SALUTATION.fullmatch(text):
        return
    if _UNIT.search(text.lower()):
        yield "a figure has its unit already"
        return
    if re.search(r"\d", _blanked(rest, [(s.start, s.end) for s in signs])):
        yield "a figure is typed; place it by its id"
        return
    if strange := words.strange(rest):
        named = ", ".join(f"“{word}”" for word in dict.fromkeys(strange[:_MOST_WORDS]))
        yield f"{named} cannot be judged in this language; say it in plainer words, as the data does"
        return
    composed = _composed(material)
    placed = [f for _, _, f, _ in rendered.placed]
    fitting, reason = _fitting(signs, placed, composed, material, text)
    if not fitting:
        yield reason
        return
    moods = {("means", "wish")} if words.wish.search(text) else set()
    moods |= {("means", "tell")} if _QUESTION.search(text) else set()
    is_said = (
        quotes or _is_opening(text, signs, words) or _is_said_somewhere(signs, placed, moods, fitting, material)
    )
    if not is_said:
        yield "it is not what any sentence of the data says"
        return
    yield from _figure_problems(rendered, signs, material, text, before)


def _without_figures(rendered: Rendered) -> str:
    return _blanked(rendered.text, [(a, b) for a, b, _, _ in rendered.placed], "∎")


def _blanked(text: str, spans: Iterable[tuple[int, int]], by: str = " ") -> str:
    for start, end in spans:
        text = text[:start] + by * (end - start) + text[end:]
    return text


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [m.span() for m in pattern.finditer(text)]


def _dates_said(text: str, words: _Words) -> Iterator[_Sign]:
    for m in words.dates.finditer(text):
        name = m["m"].lower().lstrip("0")
        month = words.months.index(name) + 1 if name in words.months else 0
        yield _Sign(*m.span(), "date", f"{m['y'] or ''}-{month}-{int(m['d'])}")


def _dates_composed(text: str) -> Iterator[str]:
    """The days that an English sentence names, with their years and without.

    >>> list(_dates_composed("by 8 March 2031"))
    ['2031-3-8', '-3-8']
    """
    for m in re.finditer(rf"\b(\d{{1,2}})\s+({'|'.join(_ENGLISH_MONTHS)})\b(?:\s+(\d{{4}}))?", text, re.I):
        day = f"-{_ENGLISH_MONTHS.index(m[2].lower()) + 1}-{int(m[1])}"
        yield from (f"{m[3] or ''}{day}", day)
    for m in re.finditer(rf"\b({'|'.join(_ENGLISH_MONTHS)})\s+(\d{{1,2}})\b(?:,?\s+(\d{{4}}))?", text, re.I):
        day = f"-{_ENGLISH_MONTHS.index(m[1].lower()) + 1}-{int(m[2])}"
        yield from (f"{m[3] or ''}{day}", day)
    for m in _ISO.finditer(text):
        try:
            d = date(int(m[1]), int(m[2]), int(m[3]))
        except ValueError:
            continue
        yield from (f"{d.year}-{d.month}-{d.day}", f"-{d.month}-{d.day}")


def _is_of_idiom(sign: _Sign, idioms: Sequence[tuple[int, int]]) -> bool:
    """Whether a sign is but a part of an idiom: "le plus" is no more, "compte le plus" is what matters."""
    return any(
        a < sign.end and sign.start < b and not (sign.start <= a and b <= sign.end and b - a < sign.end - sign.start)
        for a, b in idioms
    )


def _names(text: str, material: Material) -> Iterator[_Sign]:
    """Companies, places, roles and levels that a sentence names."""
    apart = _CJK_RUN.sub(lambda m: " " * len(m.group()), text)  # "定级为E6" names a level
    mentions = (material.lexicon.mentions(one, correct=False) for one in dict.fromkeys((text, apart)))
    for m in chain.from_iterable(mentions):
        if m.kind in ("company", "place") and (text[m.start].isupper() or not text[m.start].isascii()):
            yield _Sign(m.start, m.end, "name", m.name)
        elif m.kind in ("level", "role"):
            yield _Sign(m.start, m.end, m.kind, m.name)


def _signs(text: str, words: _Words) -> Iterator[_Sign]:
    for kind, which, pattern in words.means:
        yield from (_Sign(*m.span(), kind, which) for m in pattern.finditer(text))


def _inside_taken_out(signs: Sequence[_Sign]) -> list[_Sign]:
    """The signs that lie inside no longer one: "salaire" in "salaire de base" says nothing by itself."""
    kept = [
        s
        for s in signs
        if not any(
            o.start <= s.start and s.end <= o.end and o.end - o.start > s.end - s.start
            for o in signs
            if o is not s
        )
    ]
    return sorted(kept, key=lambda s: (s.start, s.end))


def _composed(material: Material) -> list[_Composed]:
    def read() -> list[_Composed]:
        return [
            _Composed(_english_signs(s.text, material), frozenset(s.figures)) for s in material.sentences
        ]

    return material.once("what the letter says", read)


def _english_signs(text: str, material: Material) -> frozenset[tuple[str, str]]:
    out = {("means", name) for name, p in _glossary().english if p.search(text)}
    out |= {("period", period) for period, p in _PERIODS.items() if p.search(text)}
    out |= {("date", day) for day in _dates_composed(text)}
    for m in material.lexicon.mentions(text, correct=False):
        kind = {"company": "name", "place": "name", "component": "part"}.get(m.kind, m.kind)
        out.add((kind, m.name))
    return frozenset(out)


def _fitting(
    signs: Sequence[_Sign], placed: Sequence[str], composed: Sequence[_Composed], material: Material, text: str
) -> tuple[set[int], str]:
    """The composed sentences of these figures in which all stands that is said; else none and why not."""
    strict_rows, courtesy = _glossary().strict, _glossary().courtesy
    everywhere = {s for c in composed for s in c.signs if s[0] in ("name", "role", "level")}
    own = {s for s in everywhere if _is_own(s, material)}
    said: dict[tuple[int, int], set[tuple[str, str]]] = {}
    for s in signs:
        said.setdefault((s.start, s.end), set()).add((s.kind, s.which))
    others = any(s.kind == "name" and ("name", s.which) not in own for s in signs)
    worst: list[tuple[int, int]] | None = None
    fitting: set[int] = set()
    for first in range(len(composed)):
        for last in (first, first + 1):
            chosen = composed[first : last + 1]
            if len(chosen) <= last - first or not set(placed) <= {f for c in chosen for f in c.figures}:
                continue
            if last > first and not (placed and all(c.figures & set(placed) for c in chosen)):
                continue
            core = {s for c in chosen for s in c.signs} | own
            beside = () if others else composed[max(0, first - 1) : last + 2]
            near = core.union(*(c.signs for c in beside))
            missing = [
                span
                for span, wanted in said.items()
                if (_is_strict(wanted, strict_rows) or not any(which in courtesy for _, which in wanted))
                and not wanted & (core if _is_strict(wanted, strict_rows) else near)
            ]
            if not missing:
                fitting.update(range(first, last + 1))
            if worst is None or len(missing) < len(worst):
                worst = missing
    if worst is None:
        return fitting, "its figures do not stand together in the data"
    return fitting, f"“{text[slice(*worst[0])]}” is not what the data says there" if worst else ""


def _is_opening(text: str, signs: Sequence[_Sign], words: _Words) -> bool:
    """Whether a sentence is nothing but a greeting or a close."""
    rest = words.opening.sub(" ", _blanked(text, [(s.start, s.end) for s in signs if s.kind == "name"]))
    return not re.search(r"\w", rest)


def _is_said_somewhere(
    signs: Sequence[_Sign],
    placed: Sequence[str],
    moods: Collection[tuple[str, str]],
    fitting: Collection[int],
    material: Material,
) -> bool:
    """Whether a sentence says the most of what one of these composed sentences says; nothing wrong is not enough."""
    said = {(s.kind, s.which) for s in signs} | {("figure", f) for f in placed} | set(moods)
    said |= {("part", "equity")} if ("means", "granted") in said else set()
    said |= {("date", s.which[s.which.index("-") :]) for s in signs if s.kind == "date"}
    where = {("means", which) for which in _WHERE}
    parts = {s for s in said if s[0] == "part"}
    clauses = _keys(material)
    for at, keys in [(n, one) for n in fitting for one in clauses[n]]:
        its = {f for kind, f in keys if kind == "figure"}
        if (placed or its) and its.isdisjoint(placed):
            continue
        if keys & where and not keys & where & said:
            continue
        if len(keys) <= 1 and not parts <= _composed(material)[at].signs:
            continue
        least = max(min(2, len(keys)), (len(keys) + 1) // 2)
        if keys & {("means", which) for which in _WORK}:
            least = max(least, len(keys) - 1)  # of the person's own work nothing is said otherwise
        if keys and len(keys & said) >= least:
            return True
    return False


def _keys(material: Material) -> list[list[frozenset[tuple[str, str]]]]:
    """What each clause of each composed sentence says that has to be said."""

    def read() -> list[list[frozenset[tuple[str, str]]]]:
        return [[_keys_of(a, b, s, material) for a, b in _clauses(s.text)] for s in material.sentences]

    return material.once("what each sentence says", read)


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    return pairwise([0, *(m.end() for m in _CLAUSE.finditer(text)), len(text)])


def _keys_of(a: int, b: int, sentence: Sentence, material: Material) -> frozenset[tuple[str, str]]:
    """What a clause says that has to be said: its figures and claims, and that it asks where it says little else."""
    clause = sentence.text[a:b]
    signs = _english_signs(clause, material)
    keys = {k for k in signs if _is_key(k, _glossary().minor, material)}
    keys |= {("figure", f) for start, _, f in sentence.numbers if a <= start < b}
    if ("means", "talk") in keys:
        keys -= {("means", "glad"), ("means", "soon")}
    if ("means", "settled") in keys:
        keys -= {("means", "glad"), ("means", "package")}
    if len(keys) <= 1:
        keys |= {k for k in signs if k[1] in (_SMALL if keys else _ALONE)}
        if keys - {("means", "so_i")} and _ASKS.search(clause):
            keys.add(("means", "wish"))
    return frozenset(keys)


def _is_key(sign: tuple[str, str], minor: frozenset[str], material: Material) -> bool:
    """Whether what an English sentence says has to be said in the other language too."""
    kind, which = sign
    if kind == "date":
        return which.startswith("-")
    if kind == "part":
        return which in _PARTS
    return which not in minor and kind not in ("role", "level") and not (kind == "name" and _is_own(sign, material))


def _is_own(sign: tuple[str, str], material: Material) -> bool:
    """Whether a name is of the offer that the letter answers, and not another company's."""
    kind, name = sign
    if kind != "name":
        return True
    mine = {m.name for more in material.more for m in material.lexicon.mentions(more, correct=False)}
    named = material.lexicon.mentions(material.composed, correct=False)
    return name in mine or not any(m.kind == "company" and m.name == name for m in named)


def _is_strict(wanted: set[tuple[str, str]], rows: frozenset[str]) -> bool:
    return any(kind in ("name", "date") or (kind == "means" and which in rows) for kind, which in wanted)


# ---- what is said of its figures


def _figure_problems(
    rendered: Rendered, signs: Sequence[_Sign], material: Material, text: str, before: str
) -> Iterable[str]:
    """A figure with another's part of pay beside it, or said to be asked for or offered where it is not."""
    parts = [s for s in signs if s.kind == "part"]
    names = [s for s in signs if s.kind == "name" and not _is_own(("name", s.which), material)]
    spans = [(a, b) for a, b, _, _ in rendered.placed]
    placed = {f for _, _, f, _ in rendered.placed}
    order: dict[str, list[str]] = {}
    if len({(f, end) for _, _, f, end in rendered.placed}) < len(rendered.placed):
        yield "a figure stands twice"
        return
    left = {n for c in material.sentences for _, _, n in c.numbers if _is_left(material.figures[n], c.text)}
    if len(spans) > 1 and left and any(s.which in _LEFT for s in signs) and left.isdisjoint(placed):
        yield "what would be left behind is another figure"
        return
    for start, end, f, _ in rendered.placed:
        figure = material.figures[f]
        own = _parts_of(figure, material)
        beside = _part_beside(start, end, parts, spans, text) or _last_part(before, material)
        if own and beside and beside not in own:
            yield f"{figure.text} is not said of {' or '.join(sorted(own))}"
            return
        order.setdefault(beside or "", []).append(f)
        homes = [around(s.text, a) for s in material.sentences for a, _, name in s.numbers if name == f]
        so = partial(_is_so_at, start=start, figure=figure, others=bool(names))
        so = partial(so, text=text, signs=signs, material=material)
        if homes and not any(map(so, homes)):
            yield f"{figure.text} is not said as what it is"
            return
    ids = list(material.figures)
    if any(ids.index(a) > ids.index(b) for several in order.values() for a, b in pairwise(several)):
        yield "its figures stand in another order than in the data"


def _is_so_at(
    home: str, *, start: int, figure: Figure, others: bool, text: str, signs: Sequence[_Sign], material: Material
) -> bool:
    """Whether a figure is said as its composed sentence says it: asked for, offered, another's or left behind."""
    said = {s.which for s in signs if s.kind == "means"}
    there = {which for kind, which in _english_signs(home, material) if kind == "means"}
    roles = {name for name, pattern in ROLES.items() if pattern.search(home)}
    wish = _glossary().words[material.language].wish
    if figure.fact is not None:
        return "market" not in there or "market" in said
    if _LEFT & there and _is_left(figure, home):
        return bool(_LEFT & said)
    if "an_offer" in there:
        return "an_offer" in said or others
    if "asked" in roles and "offered" not in roles:
        if said & _RANGES and there & _WHERE and not said & _WHERE:
            return False
        return wish.search(text) is not None
    if "offered" in roles and "asked" not in roles:
        clause = text[:start]
        clause = clause[max(clause.rfind(c) for c in ":：") + 1 :]
        offers = any(s.which in _OFFERS for s in signs if s.kind == "means" and s.start < start)
        return offers or not wish.search(clause)
    return True


def _is_left(figure: Figure, home: str) -> bool:
    """Whether a figure is what would be left behind, and not what is asked for because of it."""
    own = re.escape(figure.text)
    return figure.source == "input" and bool(re.search(rf"{own}\s+in\s+unvested|leave\s+{own}", home))


def _parts_of(figure: Figure, material: Material) -> set[str]:
    """The parts of pay that the composed letter says a figure of."""

    def read() -> dict[str, set[str]]:
        out: dict[str, set[str]] = {}
        for s in material.sentences:
            parts = [
                _Sign(m.start, m.end, "part", m.name)
                for m in material.lexicon.mentions(s.text, correct=False)
                if m.kind == "component" and m.name in _PARTS
            ]
            spans = [(a, b) for a, b, _ in s.numbers]
            for start, end, name in s.numbers:
                if part := _part_beside(start, end, parts, spans, s.text):
                    out.setdefault(name, set()).add(part)
        return out

    return material.once("parts of its figures", read).get(figure.id, set())


def _part_beside(
    start: int, end: int, parts: Sequence[_Sign], spans: Sequence[tuple[int, int]], text: str
) -> str:
    """The part of pay that a figure is said of: the nearest that nothing parts from it, else the one ahead."""
    ahead = [s for s in parts if s.end <= start]
    behind = [s for s in parts if s.start >= end]

    def is_free(a: int, b: int) -> bool:
        return not _APART.search(text[a:b]) and not any(a <= x < b for x, _ in spans)

    one = ahead[-1] if ahead and is_free(ahead[-1].end, start) else None
    other = behind[0] if behind and is_free(end, behind[0].start) else None
    if one and other:
        return one.which if start - one.end <= other.start - end else other.which
    if one or other:
        return (one or other).which  # type: ignore[union-attr]
    return ahead[-1].which if ahead else behind[0].which if behind else ""


def _last_part(before: str, material: Material) -> str:
    """The last part of pay that the sentence before names; "" for none."""
    words = _glossary().words[material.language]
    parts = [s for s in _inside_taken_out(list(_signs(before, words))) if s.kind == "part"]
    return parts[-1].which if parts else ""
