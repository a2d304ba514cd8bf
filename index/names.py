"""What people make of a name that a guide writes, and what is written in a guide's labels.

In: the names of companies, roles, parts of pay and publishers, and labels of rows. Out: what each is called
beside its name, and the bare words of a name, by which all names are compared.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpus.aliases import read_aliases
from corpus.regexes import regex

WORD = regex(r"[A-Za-zÀ-ÖØ-öø-ÿ0-9]+")
CJK = regex(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SIDE = regex(r"[/,;()+]|\s&\s|\band\b|\bor\b", re.IGNORECASE)


@lru_cache(maxsize=1 << 16)
def words_of(text: str) -> tuple[str, ...]:
    """The bare words of a name, for comparing: `sign-on` and `Sign On` are the same two words.

    >>> words_of("D.E. Shaw")
    ('d', 'e', 'shaw')
    """
    return tuple(w.lower() for w in WORD.findall(text))


def places_in_region(region: str) -> tuple[str, ...]:
    """The places that a region's label names, the label's own words kept.

    >>> places_in_region("US (Menlo Park / NYC)")
    ('US', 'Menlo Park', 'NYC')
    >>> places_in_region("Bay Area / Mountain View (US)")
    ('Bay Area', 'Mountain View', 'US')
    """
    return tuple(piece.strip(" .:*") for piece in _SIDE.split(region) if piece.strip(" .:*"))


MentionKind = Literal["company", "place", "role", "component", "topic", "level", "guide"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text, with the canonical name it stands for."""

    kind: MentionKind
    name: str  # canonical: "Meta", "New York City", "base", "vesting"
    text: str  # as written
    start: int
    end: int
    corrected: bool = False  # a spelling was mended; said aloud, to be confirmed


TOWN_AND_STATE = regex(r"(?P<town>[A-ZÀ-Ö][\w.'’ -]*?),?\s+(?P<code>[A-Z]{2})(?![\w])")
_CAMEL = regex(r"[A-ZÀ-Ö]?[a-zà-ÿ]+|[A-ZÀ-Ö]+(?![a-zà-ÿ])|\d+")
_DOTTED_END = regex(r"\.(?:com|io|ai|co|net|org|dev|app|so|xyz|tech)\b", re.IGNORECASE)
_AND = regex(r"\s*(?:&|\+)\s*|\s+and\s+", re.IGNORECASE)
_LEGAL = frozenset(
    "inc incorporated corp corporation co company ltd limited llc plc gmbh ag sa nv bv ab oy".split()
)
# What firms are called beside their name; left out in speech.
_KINDS_OF_FIRM = _LEGAL | frozenset(
    "group holding holdings "
    "technologies technology tech labs lab systems software networks network security ai robotics capital studios "
    "studio games gaming financial health healthcare therapeutics global international solutions platforms platform "
    "cloud pay payments mobility energy motors interactive entertainment digital media data analytics semiconductor "
    "trading partners management securities bank services industries logistics space hub app ventures venture "
    "consulting laboratories studios works".split()
)
# A name left over from a longer one is short enough to be another word below this.
SHORTEST = 4


def names_of_company(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a company is called beside its name: its name written otherwise, and shortened.

    The first are as sure as the name; the second may be another word, or another company's.

    >>> names_of_company("D.E. Shaw")
    (('de shaw', 'deshaw'), ())
    >>> names_of_company("Acme & Sons Trading")
    (('acme and sons trading', 'acmesonstrading'), ('acme sons', 'acme and sons', 'AST', 'a13g', 'acme'))
    >>> names_of_company("Globex.io"), names_of_company("HooliCorp")
    ((('globexio', 'globex'), ()), (('hooli corp',), ('hooli',)))
    """
    words = words_of(name)
    sure: list[str] = []
    if _AND.search(name):
        sure.append(" ".join(words_of(_AND.sub(" and ", name))))
    singles = _joined_initials(words)
    short: list[str] = []
    if singles != words:
        sure.append(" ".join(singles))
    camel = [part for word in name.split() for part in _CAMEL.findall(word)]
    if len(camel) > len(words) and len(name.split()) == 1 and all(len(part) > 1 for part in camel[1:]):
        sure.append(" ".join(camel).lower())
        if camel[-1].lower() in _KINDS_OF_FIRM and len(camel[0]) > SHORTEST - 1:
            short.append(" ".join(camel[:-1]).lower())
        if camel[-1].isdigit() and len(camel) == 2:
            short.append(f"{camel[0][0]}{camel[1]}")
    if len(words) > 1:
        sure.append("".join(words))
    bare = words_of(_DOTTED_END.sub(" ", name))
    if bare != words and len("".join(bare)) >= 3:
        sure.append(" ".join(bare))
    legal = words
    while len(legal) > 1 and legal[-1] in _LEGAL:
        legal = legal[:-1]
    if legal != words:
        sure.append(" ".join(legal))
    kept = bare
    while len(kept) > 1 and kept[-1] in _KINDS_OF_FIRM:
        kept = kept[:-1]
    if kept != bare and len("".join(kept)) >= SHORTEST:
        short.append(" ".join(kept))
        if _AND.search(name) and len(kept) > 1:
            short.append(" ".join(words_of(_AND.sub(" and ", name)))[: -len(" ".join(bare[len(kept) :])) - 1])
    if len(singles) > 2:
        short.append("".join(w[0] for w in singles).upper())
    letters = "".join(words)
    if " " in name and len(letters) > 9 and letters.isalpha():
        short.append(f"{letters[0]}{len(letters) - 2}{letters[-1]}")
    if len(kept) > 2 and not set(kept) & SMALL_WORDS and all(len(word) > 1 for word in kept):
        short.append(" ".join(kept[:-1]))
    if len(kept) > 1 and len(kept[0]) >= SHORTEST:
        short.append(kept[0])
    return tuple(dict.fromkeys(sure)), tuple(dict.fromkeys(s for s in short if s not in sure))


def _joined_initials(words: tuple[str, ...]) -> tuple[str, ...]:
    """ "d", "e", "shaw": letters that stand alone beside each other are one word in speech."""
    out: list[str] = []
    joined = False
    for word in words:
        single = len(word) == 1 and word.isalpha()
        if single and joined:
            out[-1] += word
        else:
            out.append(word)
        joined = single
    return tuple(out)


_SHORT_NOUNS = {
    "engineer": "eng",
    "engineering": "eng",
    "manager": "mgr",
    "developer": "dev",
    "scientist": "sci",
}


SMALL_WORDS = frozenset("a an and at by for from in of on the to with".split())
_WRITTEN_SHORT = (("machine", "learning"), ("ml",)), (("artificial", "intelligence"), ("ai",))


# Words of many a publisher's name, and of what any such text is about.
_OF_THE_FIELD = frozenset(
    "ml ai machine learning artificial intelligence tech data engineer engineers engineering negotiation negotiating "
    "offer offers salary pay compensation career careers job jobs interview interviews general company the best guide "
    "guides".split()
)
_FIELDS = frozenset("ml ai machine learning artificial intelligence tech data".split())
_TEXTS = ("guide", "article", "page", "text", "post", "blog", "document", "doc", "site", "playbook", "piece", "writeup")


def names_of_publisher(name: str) -> list[tuple[str, ...]]:
    """What a publisher is called, in words: its name, with a field in letters, and without its last word.

    >>> [" ".join(words) for words in names_of_publisher("Machine Learning at Length")][:3]
    ['machine learning at length', 'ml at length', 'length guide']
    >>> [" ".join(words) for words in names_of_publisher("Ace AI Offers")][:4]
    ['ace ai offers', 'ace artificial intelligence offers', 'ace ai', 'ace artificial intelligence']
    """
    out = [words_of(name)]
    for long, short in _WRITTEN_SHORT:
        for said, written in ((long, short), (short, long)):
            for words in tuple(out):
                for i in range(len(words) - len(said) + 1):
                    if words[i : i + len(said)] == said:
                        out.append((*words[:i], *written, *words[i + len(said) :]))
    for words in tuple(out):
        if len(words) > 2 and not set(words) & SMALL_WORDS:
            out.append(words[:-1])
    # "The Length guide": the word of the name that says least of the field.
    own = words_of(name)
    telling = [w for w in own if w not in _OF_THE_FIELD and w not in SMALL_WORDS]
    out += [(word, text) for word in telling[:1] for text in _TEXTS]
    # "Ace Offers" for "Ace AI Offers": without the field in the middle of it.
    kept = tuple(w for w in own if w not in _FIELDS)
    if 1 < len(kept) < len(own) and kept[0] == own[0] and not set(kept) & SMALL_WORDS:
        out.append(kept)
    return list(dict.fromkeys(out))


_PARTED = regex(r"(front|back|full)(end|stack)")


_SPELT_OUT = {("machine", "learning"): "ml", ("artificial", "intelligence"): "ai"}


def is_same_title(one: str, other: str) -> bool:
    """Whether two titles of a role have the same words, spelt out or not, or one of several parted by a slash.

    >>> is_same_title("ML Engineer", "AI/ML Engineer"), is_same_title("Machine Learning Engineer", "ML/AI Engineer")
    (True, True)
    >>> is_same_title("ML Engineer", "ML Manager"), is_same_title("Senior ML Engineer", "ML Engineer")
    (False, False)
    """
    return bool(_titles_in(one) & _titles_in(other))


@lru_cache(maxsize=1024)
def _titles_in(title: str) -> frozenset[tuple[str, ...]]:
    """The titles that one stands for, each as words: "ML/AI Engineer" is that of two."""
    plain = re.sub(r"\s*\([^()]*\)", "", title.lower())
    for pair, short in _SPELT_OUT.items():
        plain = re.sub(r"\b" + r"[\s-]+".join(pair) + r"\b", short, plain)
    choices = [re.split(r"\s*/\s*", word) for word in re.sub(r"\s*/\s*", "/", plain).split()]
    titles = itertools.islice(itertools.product(*choices), 16)
    return frozenset(tuple(word.strip(",.") for word in title) for title in titles)


def names_of_role(name: str) -> tuple[str, ...]:
    """What a role is called beside its name.

    >>> names_of_role("Technical Program Manager")
    ('technical program mgr', 'TPM', 'technical pm')
    >>> names_of_role("ML/AI Engineer")[:5]
    ('ml ai eng', 'ml ai developer', 'ml ai dev', 'ML Engineer', 'ml eng')
    >>> names_of_role("Site Reliability Engineer (SRE)")[:3]
    ('Site Reliability Engineer', 'site reliability eng', 'SRE')
    >>> [name for name in names_of_role("Frontend Engineer") if name.startswith(("front end", "fe"))][:4]
    ['front end engineer', 'front end eng', 'front end developer', 'front end dev']
    """
    out: list[str] = []
    bracket = re.search(r"\(([^()]+)\)", name)
    plain = re.sub(r"\s*\([^()]*\)", "", name).strip()
    slashed = re.match(r"^(\w+)\s*/\s*(\w+)((?:\s+\S+)+)$", plain)
    forms = [plain] + ([f"{slashed[1]}{slashed[3]}", f"{slashed[2]}{slashed[3]}"] if slashed else [])
    for form in forms:
        words = words_of(form)
        out.append(form)
        out.append(" ".join(_SHORT_NOUNS.get(w, w) for w in words))
        if len(words) > 2 and form == plain and not slashed:
            out.append("".join(w[0] for w in words).upper())
            out.append(f"{words[0]} {''.join(w[0] for w in words[1:])}")  # "technical PM"
        if len(words) > 1 and words[-1] == "engineer":
            firsts = [" ".join(words[:-1])]
            if parted := _PARTED.fullmatch(words[0]):  # "front-end", and "FE"
                firsts += [" ".join((*parted.groups(), *words[1:-1]))]
                firsts += [" ".join((parted[1][0] + parted[2][0], *words[1:-1]))]
            out += [f"{first} {noun}" for first in firsts for noun in ("engineer", "eng", "developer", "dev")]
    out += [bracket[1]] if bracket else []
    return tuple(dict.fromkeys(o for o in out if o and words_of(o) != words_of(name)))


_OWN_FIGURES = regex(r"(?:^|_)\d+(?=_|$)")
_PLAIN_PARTS = frozenset(
    "base bonus equity total comp compensation salary pay stock sign on annual target with the of and year yr per "
    "month hour grant value cash award range offer package".split()
)


def is_same_part(asked: str, component: str) -> bool:
    """Whether a part of pay is the one asked for; guides of one company may name theirs a little differently.

    >>> is_same_part("with_40_agentic_premium", "with_agentic_premium"), is_same_part("base", "bonus")
    (True, False)
    >>> is_same_part("carry", "carry_bonus"), is_same_part("bonus", "carry_bonus")
    (True, False)
    """
    if component.replace("_", " ") in read_aliases().components.get(asked, ()):
        return True  # "Variable" is what some call the bonus
    if asked == component:
        return True
    # A median is that of its own part: "base_p50" is "base_median" and not "total_median".
    mine, theirs = (_MAIN_PARTS & set(slug.split("_")) for slug in (asked, component))
    if mine and theirs and mine != theirs and (_POINT.search(asked) or _POINT.search(component)):
        return False
    return bool(telling := _telling(asked)) and telling == _telling(component)


_MAIN_PARTS = frozenset({"base", "bonus", "equity", "total", "options"})
_POINT = regex(
    r"(?<=_)(?:p\d\d|\d\dth(?:_percentile)?|median|mid_?point|mid|average|avg|mean|min(?:imum)?|max(?:imum)?)(?=_|$)"
)
# One point of a range has several names.
_SAME_POINT = {
    "p50": "median", "50th": "median", "50th_percentile": "median", "avg": "average", "mean": "average",
    "mid_point": "midpoint", "mid": "midpoint", "minimum": "min", "maximum": "max",
} | {f"{n}th{more}": f"p{n}" for n in (10, 25, 75, 90, 95, 99) for more in ("", "_percentile")}  # fmt: skip
_ASPECT = regex(
    r"(?:per_(?:month|hour|day|week)|p\d\d|\d\dth(?:_percentile)?|median|mid(?:_?point)?|min(?:imum)?|max(?:imum)?|low|high|average|avg|"
    r"mean|year_\d|y\d|month_\d+|20\d\d|cash|target)(?:_|$)"
)


def is_aspect_of(asked: str, component: str) -> bool:
    """Whether a part of pay is the one asked for at one point, in one year or by the month.

    >>> is_aspect_of("base", "base_p50"), is_aspect_of("base", "base_per_month"), is_aspect_of("base", "base_bonus")
    (True, True, False)
    """
    return component.startswith(f"{asked}_") and bool(_ASPECT.match(component, len(asked) + 1))


def _telling(slug: str) -> tuple[str, ...]:
    """The words of a slug that tell it from the usual parts of pay."""
    plain = _POINT.sub(lambda point: _SAME_POINT.get(point[0], point[0]), slug)
    plain = _OF_ANY_PART.sub("", _PAID_BY.sub("", plain.replace("_", " ")))
    return tuple(w for w in plain.split() if w not in _PLAIN_PARTS and not w.isdigit())


_PAID_BY = regex(r"\s+per\s+(?:year|month|week|day|hour)$")
_OF_ANY_PART = regex(r"\s+(?:allowance|stipend|payment|premium|supplement|money|grant|plan|right|budget)s?$")
_RATES = {"per hour": ("hourly", "per hour", "hourly rate"), "per day": ("daily rate", "day rate", "per day")}


def telling_words(slug: str) -> tuple[str, ...]:
    """The words of a part of pay under a guide's own name by which people may call it; () of the usual parts.

    >>> telling_words("active_ts_sci_clearance"), telling_words("on_call_allowance_per_month")
    (('active', 'ts', 'sci', 'clearance'), ('call',))
    """
    if slug.split("_")[0] in _MAIN_PARTS:
        return ()
    return tuple(w for w in _telling(slug) if w not in _MAIN_PARTS)


def names_of_component(slug: str) -> tuple[str, ...]:
    """What a part of pay under a guide's own name is called: its words, and those of them that tell it apart.

    >>> names_of_component("carry_bonus"), names_of_component("with_40_agentic_premium")
    (('carry bonus', 'carry'), ('with 40 agentic premium', 'with agentic premium', 'agentic premium'))
    """
    whole = slug.replace("_", " ")
    bare = _OWN_FIGURES.sub("", slug).strip("_").replace("_", " ")
    words = [w for w in bare.split() if w not in _PLAIN_PARTS]
    telling = " ".join(words)
    out = [whole, bare, telling] if len(telling) > 2 else [whole, bare]
    # "On-call allowance per month" is the on-call, "superannuation / retirement" the superannuation.
    short = _OF_ANY_PART.sub("", _PAID_BY.sub("", bare)).strip()
    if short != bare and len(short) > 2 and not short.startswith("with ") and set(short.split()) - _PLAIN_PARTS:
        out.append(short)
    out += [name for said, names in _RATES.items() if bare.endswith(said) for name in names]
    return tuple(dict.fromkeys(o for o in out if o))
