"""Which company, place, role, level and component a text means.

In: a text and a `Lexicon` (the guides' own names and `corpus/aliases.toml`). Out: `Mention`s with
their place in the text, and, for a question, `Resolved`: the rows of the guides it is about and
what it asks for that no guide covers. Resolving comes before searching, so nobody gets another
row's figure. It does not read amounts and does not judge what is wanted of a row.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from corpus.regexes import regex

if TYPE_CHECKING:
    from index.library import Library

MentionKind = Literal["company", "place", "role", "component", "topic", "level"]
How = Literal["all", "named", "inside", "wider", "metro"]

_WORD = regex(r"[A-Za-zÀ-ÖØ-öø-ÿ0-9]+")
_INSIDE_NAME = regex(r"[\s\-/.'’&]{0,3}")
_CJK = regex(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LEVEL = regex(
    r"""(?<![\w$£€¥.,-])(?<!\w['’])(?:
        (?P<mark>ICT|IC|SDE|ML|E|L|P|M|T|D)\s?-?(?P<low>\d{1,2})\+?      # E5, L4, IC3, ICT4, P6
        (?:\s?(?:-|–|—|/|to|through)\s?(?:(?P=mark)\s?)?(?P<high>\d{1,2})\+?)?  # …–E6, -P8, /64
      | (?P<pair>[1-4]-[12])(?:\s?(?:–|—|to|and|-)\s?[1-4]-[12])?          # 2-1, 2-1 to 3-1
    )(?![\w%.]*\d)(?!\s?(?:%|percent|[kK]\b|hours|days|weeks|years|months))""",
    re.VERBOSE | re.IGNORECASE,
)
_SIDE = regex(r"[/,;()+]|\s&\s|\band\b|\bor\b", re.IGNORECASE)
_BEHIND_NAME = regex(
    r"(?:\b(?:at|from|join|joining|joined|by|for|with|offer|vs|versus|and|or|than|to)\s*)$", re.I
)
_BEFORE_PRONOUN = regex(
    r"\b(?:tell|tells|give|gives|gave|let|help|helps|show|shows|send|sent|ask|asks|offer|offered|offers|pay|pays|of|for|to|with"
    r"|between|both|all|get|got|make|made|and|or|against|about|like)\s+$",
    re.IGNORECASE,
)
_NEW_NAME = regex(
    r"\b(?P<before>at|from|join|joining|in|for|by|near|around|based in|living in|moving to|relocating to)\s+"
    r"(?P<name>[A-Z][\w&'’.-]*(?:\s+(?:[A-Z][\w&'’.-]*|de|la|AI))*)"
)
# What stands before a name that is not what is asked about: "not Beijing", "moving from Seattle to …".
_SET_ASIDE = regex(
    r"""(?:\b(?:not|(?<!why\s)no|except|excluding|without|other\s+than|besides|leav(?:e|ing)\s+out|apart\s+from|aside\s+from|ignoring)\s+(?:(?:in|for|at|the|from)\s+)*
    |不是|不要|除了)$""",
    re.IGNORECASE | re.VERBOSE,
)
_BACKGROUND = regex(
    r"""(?:\b(?:(?:mov\w+|relocat\w*|com(?:e|es|ing)|call(?:s|ed|ing)?(?:\s+me)?|transfer\w*|switch\w*
    |go(?:ing)?)\s+from|leaving|left|turn(?:ed|ing)\s+down|reject(?:ed|ing)|declin(?:ed|ing)|refus(?:ed
    |ing)|liv(?:e|es|ed|ing)\s+in|resid(?:e|ing)\s+in|currently\s+(?:in|at)|now\s+(?:in|at)
    |today\s+(?:in|at)|based\s+in|(?:born|raised|grew\s+up|brought\s+up|studied|studying|graduated|interned|postdoc\w*(?:['’]d)?)\s+(?:in|at|from)
    |(?:ph\.?d|doctorate|master['’]?s|msc|mba|bachelor['’]?s|degree|studies|school|university|postdoc|internship|parents|family|spent\s+(?:\w+\s+){1,3}?(?:years?|months|winters|summers))\s+(?:\w+\s+){0,2}?(?:in|at)
    |(?:friend|wife|husband|brother|sister|colleague
    |cousin)\s+(?:is\s+|works?\s+|sits?\s+)?(?:in|at)|used\s+to\s+(?:be|work|live)\s+(?:in|at)|work(?:ed
    |ing)?\s+(?:now\s+)?(?:in|at)|south\s+of|north\s+of|east\s+of|west\s+of|near|outside)\s+(?:the\s+)?
    |(?:现在|目前|人)(?:人)?在|来自|从)$""",
    re.IGNORECASE | re.VERBOSE,
)
# What is weighed against something else keeps both: "would I lose if it is Bern and not Graz".
_WEIGHED = regex(
    r"""\b(?:los(?:e|es|ing)|gain(?:s|ed|ing)?|instead\s+of|rather\s+than|better\s+off|worse\s+off|giv(?:e|ing)\s+up|drops?|falls?|rises?
    |what\s+changes|how\s+much\s+(?:more|less|higher|lower)|raise|pay\s+cut|differ\w*|gap|compared?)\b|差""",
    re.IGNORECASE | re.VERBOSE,
)
_THEIRS = regex(r"\b(?:their|theirs|its|they|them|same\s+company)\b", re.I)
_COMPARED = regex(r"\b(?:than|vs|versus|compared|against|normal|standard|above|below|over)\b", re.I)
_NOT_NAMES = frozenset(
    "i i'm i've i'd im ai ml llm us uk hr ceo cto faang maang tc rsu rsus hi hello what how is do does can should my "
    "the a an you monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december q1 q2 q3 q4 big tech seriesa series base band salary pay bonus "
    "equity typical average expected usual current normal where when who which why tell give show list compare "
    "please pls thanks dear and or but for this that these those from with about much many guide guides both "
    "general".split()
)


# A sentence of no more words than this only names what the next one asks about: "Graz. Which base?"
MOST_NAMING = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text, with the canonical name it stands for."""

    kind: MentionKind
    name: str  # canonical: "Meta", "New York City", "base", "vesting"
    text: str  # as written
    start: int
    end: int
    corrected: bool = False  # a spelling was mended; said aloud, to be confirmed


@dataclass(frozen=True, slots=True)
class Place:
    """A place that people name, and what it lies in."""

    name: str
    within: str
    country: bool = False
    wide: bool = False  # a continent or wider
    metro: bool = False


@dataclass(frozen=True, slots=True)
class RowKey:
    """The key of a row of figures: what the guides are asked by."""

    company: str
    role: str | None
    region: str | None


@dataclass(frozen=True, slots=True)
class Target:
    """A row that a question is about, and how its place was understood."""

    row: RowKey
    asked: str  # the place as asked, "" where none was named
    how: How
    corrected: bool = False
    guide: str = ""  # the guide's path, where several guides have this row


@dataclass(frozen=True, slots=True)
class Uncovered:
    """Something asked for that no guide covers, with what is covered nearby."""

    kind: Literal["company", "place", "role", "level"]
    name: str
    company: str | None = None
    nearby: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a question is about."""

    mentions: tuple[Mention, ...]
    companies: tuple[str, ...]  # covered, as the guides name them
    other_companies: tuple[str, ...]  # known or unknown names without a guide
    places: tuple[str, ...]
    roles: tuple[str, ...]
    levels: tuple[str, ...]
    components: tuple[str, ...]
    topics: tuple[str, ...]
    targets: tuple[Target, ...]
    uncovered: tuple[Uncovered, ...]

    def as_dict(self) -> dict[str, list[str]]:
        """The `resolved` object of the contract."""
        regions = [t.row.region for t in self.targets if t.asked and t.row.region]
        return {
            "company": list(self.companies),
            "role": list(self.roles),
            "level": list(self.levels),
            "region": list(dict.fromkeys(regions)),
            "component": list(self.components),
        }


@dataclass(frozen=True, slots=True)
class Topic:
    """Something people ask about and guides often lack."""

    name: str
    label: str
    words: tuple[str, ...]
    ask: str


@dataclass(frozen=True, slots=True)
class Aliases:
    """`corpus/aliases.toml`, read."""

    ordinary: frozenset[str]
    no_names: tuple[str, ...]
    companies: dict[str, tuple[str, ...]]
    places: dict[str, Place]
    place_names: dict[str, tuple[str, ...]]
    roles: dict[str, tuple[str, ...]]
    components: dict[str, tuple[str, ...]]
    topics: dict[str, Topic]
    synonyms: dict[str, str]


@lru_cache(maxsize=1)
def read_aliases() -> Aliases:
    """Read the packaged aliases (once for each process: they are data of the program)."""
    data: dict[str, Any] = tomllib.loads(files("corpus").joinpath("aliases.toml").read_text(encoding="utf-8"))
    places = {
        name: Place(name, p["within"], p.get("country", False), p.get("wide", False), p.get("metro", False))
        for name, p in data["places"].items()
    }
    return Aliases(
        ordinary=frozenset(data["ordinary"]),
        no_names=tuple(data["no_names"]),
        companies={name: tuple(names) for name, names in data["companies"].items()},
        places=places,
        place_names={name: tuple(p["names"]) for name, p in data["places"].items()},
        roles={name: tuple(names) for name, names in data["roles"].items()},
        components={name: tuple(names) for name, names in data["components"].items()},
        topics={
            name: Topic(name, t["label"], tuple(t["words"]), t["ask"]) for name, t in data["topics"].items()
        },
        synonyms=dict(data["synonyms"]),
    )


def words_of(text: str) -> tuple[str, ...]:
    """The bare words of a name, for comparing: `sign-on` and `Sign On` are the same two words.

    >>> words_of("D.E. Shaw")
    ('d', 'e', 'shaw')
    """
    return tuple(w.lower() for w in _WORD.findall(text))


def places_in_region(region: str) -> tuple[str, ...]:
    """The places that a region's label names, the label's own words kept.

    >>> places_in_region("US (Menlo Park / NYC)")
    ('US', 'Menlo Park', 'NYC')
    >>> places_in_region("Bay Area / Mountain View (US)")
    ('Bay Area', 'Mountain View', 'US')
    """
    return tuple(piece.strip(" .:*") for piece in _SIDE.split(region) if piece.strip(" .:*"))


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Every name that can be understood: the guides' own and the aliases.

    `rows` are the keys of the guides' band rows; `companies` those with a guide. `is_word` says
    whether a word is ordinary English, so that it is not taken for a misspelt name.
    """

    rows: tuple[RowKey, ...]
    companies: tuple[str, ...]
    roles: tuple[str, ...]
    is_word: Callable[[str], bool] = field(default=lambda word: False)

    @cached_property
    def aliases(self) -> Aliases:
        return read_aliases()

    @cached_property
    def _company_names(self) -> dict[str, str]:
        """Canonical alias name → the guides' own spelling, where a guide exists."""
        known = {words_of(c): c for c in self.companies}
        out: dict[str, str] = {}
        for name, others in self.aliases.companies.items():
            for each in (name, *others):
                if words_of(each) in known:
                    out[name] = known[words_of(each)]
                    break
        return out

    @cached_property
    def phrases(self) -> dict[tuple[str, ...], tuple[tuple[MentionKind, str], ...]]:
        """Every phrase of Latin words, with what it can stand for."""
        found: dict[tuple[str, ...], dict[tuple[MentionKind, str], None]] = {}

        def add(phrase: str, kind: MentionKind, name: str) -> None:
            words = words_of(phrase)
            if words and not _CJK.search(phrase):
                found.setdefault(words, {})[(kind, name)] = None

        for company in self.companies:
            add(company, "company", company)
        for name, others in self.aliases.companies.items():
            own = self._company_names.get(name, name)
            for each in (name, *others):
                # A name of its own guide is that guide's, whoever else claims it as an alias.
                if words_of(each) in {words_of(c) for c in self.companies} and words_of(each) != words_of(
                    own
                ):
                    continue
                add(each, "company", own)
        for name, others in self.aliases.place_names.items():
            for each in (name, *others):
                add(each, "place", name)
        for row in self.rows:
            for piece in places_in_region(row.region or ""):
                if words_of(piece) not in found and not piece.isdigit():
                    add(piece, "place", piece)
        for role in self.roles:
            add(role, "role", role)
        for name, others in self.aliases.roles.items():
            own_role = next((r for r in self.roles if words_of(r) == words_of(name)), name)
            for each in (name, *others):
                add(each, "role", own_role)
        for name, others in self.aliases.components.items():
            for each in (name.replace("_", " "), *others):
                add(each, "component", name)
        for topic in self.aliases.topics.values():
            for each in topic.words:
                add(each, "topic", topic.name)
        for phrase in self.aliases.no_names:
            found[words_of(phrase)] = {}
        return {words: tuple(kinds) for words, kinds in found.items()}

    @cached_property
    def _cjk_phrases(self) -> tuple[tuple[str, MentionKind, str], ...]:
        out: list[tuple[str, MentionKind, str]] = []
        for name, others in self.aliases.companies.items():
            out += [(o, "company", self._company_names.get(name, name)) for o in others if _CJK.search(o)]
        for name, others in self.aliases.place_names.items():
            out += [(o, "place", name) for o in others if _CJK.search(o)]
        for name, others in self.aliases.roles.items():
            out += [(o, "role", name) for o in others if _CJK.search(o)]
        for name, others in self.aliases.components.items():
            out += [(o, "component", name) for o in others if _CJK.search(o)]
        for topic in self.aliases.topics.values():
            out += [(o, "topic", topic.name) for o in topic.words if _CJK.search(o)]
        return tuple(sorted(out, key=lambda entry: -len(entry[0])))

    @cached_property
    def _longest_from(self) -> dict[str, int]:
        """The number of words of the longest phrase that begins with a word."""
        out: dict[str, int] = {}
        for words in self.phrases:
            out[words[0]] = max(out.get(words[0], 1), len(words))
        return out

    @cached_property
    def _spellings(self) -> dict[str, tuple[MentionKind, str]]:
        """Single words of five letters and more that a misspelt word may stand for."""
        out: dict[str, tuple[MentionKind, str]] = {}
        for words, kinds in self.phrases.items():
            if not kinds:
                continue
            kind, name = kinds[0]
            joined = "".join(words)
            if words in self._ordinary:
                continue
            # A covered company's name may be as short as "Meta"; it is what people misspell most.
            short = 4 if kind == "company" and name in self.companies else 5
            if len(joined) >= short and kind in ("company", "place", "component") and joined.isalpha():
                out.setdefault(joined, (kind, name))
        return out

    @cached_property
    def _ordinary(self) -> frozenset[tuple[str, ...]]:
        return frozenset(words_of(o) for o in self.aliases.ordinary)

    @cached_property
    def _synonyms(self) -> dict[tuple[str, ...], str]:
        return {
            words_of(said): meant for said, meant in self.aliases.synonyms.items() if not _CJK.search(said)
        }

    def widened(self, text: str) -> str:
        """A text with the guides' words for what it says, to search by."""
        words = words_of(text)
        found = [
            meant
            for size in (1, 2, 3, 4)
            for i in range(len(words) - size + 1)
            if (meant := self._synonyms.get(words[i : i + size]))
        ]
        if _CJK.search(text):
            found += [
                meant
                for said, meant in self.aliases.synonyms.items()
                if _CJK.search(said) and said in text.lower()
            ]
        return " ".join([text, *dict.fromkeys(found)])

    def place(self, name: str) -> Place:
        """What is known of a place; a place only the guides name lies nowhere else."""
        return self.aliases.places.get(name) or Place(name, "")

    def around(self, name: str) -> tuple[str, ...]:
        """The places that a place lies in, nearest first."""
        out: list[str] = []
        place = self.place(name)
        while place.within and place.within not in out:
            out.append(place.within)
            place = self.place(place.within)
        return tuple(out)

    @lru_cache(maxsize=4096)  # noqa: B019 - a lexicon lives as long as its process needs it
    def mentions(self, text: str, correct: bool = True) -> tuple[Mention, ...]:
        """Every name in a text, in order. The longest name wins; `correct` mends spellings."""
        tokens = [(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(text)]
        out: list[Mention] = []
        i = 0
        while i < len(tokens):
            match = self._phrase_at(text, tokens, i)
            if match is None:
                i += 1
                continue
            size, kinds = match
            start, end = tokens[i][1], tokens[i + size - 1][2]
            out += [Mention(kind, name, text[start:end], start, end) for kind, name in kinds]
            i += size
        taken = [(m.start, m.end) for m in out]
        for m in _LEVEL.finditer(text):
            if not any(s < m.end() and m.start() < e for s, e in taken):
                out.append(Mention("level", m.group(), m.group(), m.start(), m.end()))
        out += self._cjk_mentions(text)
        if correct:
            out += self._misspelt(text, tokens, out)
        return tuple(sorted(out, key=lambda m: (m.start, -m.end)))

    def _phrase_at(
        self, text: str, tokens: Sequence[tuple[str, int, int]], i: int
    ) -> tuple[int, list[tuple[MentionKind, str]]] | None:
        # How far a phrase may go from here: a phrase begins with this word, and only little parts its words.
        reach = 1
        longest = min(self._longest_from.get(tokens[i][0], 1), len(tokens) - i)
        while reach < longest and _INSIDE_NAME.fullmatch(
            text, tokens[i + reach - 1][2], tokens[i + reach][1]
        ):
            reach += 1
        for size in range(reach, 0, -1):
            piece = tokens[i : i + size]
            words = tuple(w for w, _, _ in piece)
            kinds = self.phrases.get(words)
            if kinds is None and len(words[-1]) > 3 and words[-1].endswith("s"):
                kinds = self.phrases.get((*words[:-1], words[-1][:-1]))
            if kinds is None:
                continue
            if not kinds:
                return size, []
            if words == ("us",) and self._is_pronoun(text, piece[0][1], piece[0][2]):
                continue
            kept = [
                (kind, name)
                for kind, name in kinds
                if not (
                    (words in self._ordinary or (kind == "company" and size == 1 and len(words[0]) <= 3))
                    and kind in ("company", "place", "role")
                    and not self._reads_as_name(text, piece[0][1], name)
                )
            ]
            if kept:
                return size, kept
        return None

    def _is_pronoun(self, text: str, start: int, end: int) -> bool:
        """ "us" is the country in capitals, behind "in" or "the", and beside a name, not in "allow us"."""
        if text[start:end] != "us":
            return False
        before = re.search(r"([A-Za-z]+)\W*$", text[:start])
        if before is None or re.search(r"\b(?:in|the|from|at|vs|versus)\s+$", text[:start]):
            return False
        if _BEFORE_PRONOUN.search(text[:start]):
            return True
        beside = words_of(text[end : end + 20])[:1]
        return words_of(before.group(1)) not in self.phrases and beside not in self.phrases

    def _reads_as_name(self, text: str, start: int, name: str) -> bool:
        """An ordinary word is a name with a capital inside a sentence, or behind "at", "from" …"""
        if name in self.companies and words_of(name) not in self._ordinary:
            return True
        before = text[:start]
        capital = text[start].isupper() and not re.search(r"(?:^|[.!?:]\s*)$", before)
        return (
            capital
            or bool(_BEHIND_NAME.search(before))
            or bool(re.match(r"\w+\s+offer\b", text[start:], re.I))
        )

    def _cjk_mentions(self, text: str) -> list[Mention]:
        if not _CJK.search(text):
            return []
        out: list[Mention] = []
        taken = [False] * len(text)
        for phrase, kind, name in self._cjk_phrases:
            start = text.find(phrase)
            while start >= 0:
                end = start + len(phrase)
                if not any(taken[start:end]):
                    taken[start:end] = [True] * (end - start)
                    out.append(Mention(kind, name, phrase, start, end))
                start = text.find(phrase, end)
        return out

    def _misspelt(
        self, text: str, tokens: Sequence[tuple[str, int, int]], out: list[Mention]
    ) -> list[Mention]:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        found: list[Mention] = []
        pairs = [
            (a[0] + b[0], a[1], b[2])
            for a, b in itertools.pairwise(tokens)
            if text[a[2] : b[1]] == " " and not (self.is_word(a[0]) and self.is_word(b[0]))
        ]
        for word, start, end in (*pairs, *tokens):
            if any(m.start < end and start < m.end for m in (*found, *out)):
                continue
            if len(word) < 5 or not word.isalpha() or any(m.start <= start < m.end for m in out):
                continue
            if self.is_word(word) or (word.endswith("s") and self.is_word(word[:-1])):
                continue
            allowed = 1 if len(word) < 8 else 2
            best = process.extractOne(word, self._spellings.keys(), scorer=OSA.distance, score_cutoff=allowed)
            if best is None or best[1] == 0 or best[0][0] != word[0]:
                continue
            kind, name = self._spellings[best[0]]
            found.append(Mention(kind, name, text[start:end], start, end, corrected=True))
        return found

    def rows_of(self, company: str) -> tuple[RowKey, ...]:
        """The rows of a company, in the order of its guide."""
        return self._rows_by_company.get(company, ())

    @cached_property
    def _rows_by_company(self) -> dict[str, tuple[RowKey, ...]]:
        out: dict[str, list[RowKey]] = {}
        for row in self.rows:
            out.setdefault(row.company, []).append(row)
        return {company: tuple(rows) for company, rows in out.items()}

    @lru_cache(maxsize=4096)  # noqa: B019 - a lexicon lives as long as its process needs it
    def places_of(self, region: str) -> tuple[str, ...]:
        """The canonical places of a region's label."""
        out: list[str] = []
        for piece in places_in_region(region):
            kinds = self.phrases.get(words_of(piece), ())
            names = [name for kind, name in kinds if kind == "place"]
            if not names:
                inner = [m.name for m in self.mentions(piece, correct=False) if m.kind == "place"]
                names = inner or [piece]
            out += names
        return tuple(dict.fromkeys(out))

    def rows_at(self, rows: Iterable[RowKey], place: str) -> tuple[list[RowKey], How]:
        """The rows that cover a place: named by it, holding it, inside it, or in its metro area.

        A country beside its cities ("Canada (Toronto / Montreal)") only says where they are: such a
        row answers for these cities and for the country as a whole, not for a third city.
        """
        candidates = [(row, self.places_of(row.region)) for row in rows if row.region]
        exact = [row for row, names in candidates if place in names and not self._qualifies(place, names)]
        if exact:
            return exact, "named"
        around = self.around(place)
        inside = [
            row
            for row, names in candidates
            if any(n in around and not self._qualifies(n, names) for n in names)
        ]
        if inside:
            return inside, "inside"
        wider = [
            row for row, names in candidates if place in names or any(place in self.around(n) for n in names)
        ]
        if wider:
            return wider, "wider"
        metros = [p for p in around if self.place(p).metro]
        metro = [row for row, names in candidates if any(set(metros) & set(self.around(n)) for n in names)]
        return metro, "metro"

    def _qualifies(self, name: str, names: Sequence[str]) -> bool:
        """True where a name only says in which country or wider area the other names lie."""
        return any(other != name and name in self.around(other) for other in names) and (
            self.place(name).country or self.place(name).wide or not self.place(name).metro
        )


def lexicon_of(library: Library, is_word: Callable[[str], bool] | None = None) -> Lexicon:
    """The lexicon of an open library: the rows, companies and roles of its guides.

    Made once for each generation of the library.
    """

    def make() -> Lexicon:
        facts = library.facts(kind="band")
        rows = tuple(dict.fromkeys(RowKey(f.company, f.role, f.region) for f in facts if f.company))
        guides = library.guides()
        companies = tuple(dict.fromkeys(g.company for g in guides if g.company))
        roles = tuple(dict.fromkeys(g.role for g in guides if g.role))
        return Lexicon(rows, companies, roles, is_word or (lambda word: False))

    return library.once(("lexicon", is_word is not None), make)


def resolve(text: str, lexicon: Lexicon, context: Resolved | None = None) -> Resolved:
    """What a question is about; what it leaves out is taken from `context` (the part before it)."""
    mentions = list(lexicon.mentions(text))
    mentions += _new_names(text, lexicon, mentions)
    named_all = mentions
    mentions = _without_story(text, _meant(text, mentions))
    left_out = {m.name for m in named_all if m.kind == "place"} - {m.name for m in mentions}
    mentions.sort(key=lambda m: m.start)
    named = [m for m in mentions if m.kind == "company"]
    companies = list(dict.fromkeys(m.name for m in named if m.name in lexicon.companies))
    others = list(dict.fromkeys(m.name for m in named if m.name not in lexicon.companies))
    places = _places(mentions)
    if context is not None:
        if not companies and (not others or _THEIRS.search(text)):
            companies = list(context.companies)
        if not places and not (companies and companies != list(context.companies)):
            places = [Mention("place", p, p, 0, 0) for p in context.places]
    roles = list(dict.fromkeys(m.name for m in mentions if m.kind == "role"))
    targets, uncovered = _targets(lexicon, mentions, companies, others, places)
    if any(t.asked for t in targets) and companies:
        # "Priya from Graz, for the post in Bern": where somebody is from is not asked about.
        uncovered = [u for u in uncovered if u.kind != "place" or not _is_origin(text, mentions, u.name)]
    kept = [t for t in targets if not any(_is_at(lexicon, t.row, place) for place in left_out)]
    targets = kept or targets
    for role in _roles_asked(mentions, bool(_COMPARED.search(text))):
        if lexicon.roles and role not in lexicon.roles:
            uncovered.append(Uncovered("role", role, nearby=lexicon.roles))
    return Resolved(
        mentions=tuple(mentions),
        companies=tuple(companies),
        other_companies=tuple(others),
        places=tuple(dict.fromkeys(p.name for p in places)),
        roles=tuple(roles),
        levels=tuple(dict.fromkeys(m.name for m in mentions if m.kind == "level")),
        components=tuple(dict.fromkeys(m.name for m in mentions if m.kind == "component")),
        topics=tuple(dict.fromkeys(m.name for m in mentions if m.kind == "topic")),
        targets=tuple(targets),
        uncovered=tuple(uncovered),
    )


_ORIGIN = regex(
    r"\b(?:from|born\s+in|grew\s+up\s+in|(?:am|is|are|live|lives|living|sitting|based|stay|staying)\s+(?:in|at))\s+$",
    re.I,
)


def _is_origin(text: str, mentions: Sequence[Mention], place: str) -> bool:
    """Whether each mention of a place says where somebody comes from or is, not where the post is."""
    befores = [text[: m.start] for m in mentions if m.kind == "place" and m.name == place]
    return bool(befores) and all(_ORIGIN.search(before) for before in befores)


def _is_at(lexicon: Lexicon, row: RowKey, place: str) -> bool:
    found, how = lexicon.rows_at([row], place)
    return bool(found) and how != "metro"


def _roles_asked(mentions: Sequence[Mention], compared: bool) -> list[str]:
    """The roles asked about; "ML" right before another role only says of which kind it is."""
    roles = [m for m in mentions if m.kind == "role"]
    kept = [
        m
        for m in roles
        if not any(o.name != m.name and 0 <= o.start - m.end <= 1 and len(m.text) <= 3 for o in roles)
    ]
    names = list(dict.fromkeys(m.name for m in kept))
    # "Research scientists … than ML engineers" compares; "for ML, and for a PM" asks for both.
    return [] if len(names) > 1 and compared else names


def _meant(text: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions that a question is about: not what it excludes, and not where somebody comes from
    when it also says where they go."""
    out = []
    for m in mentions:
        before = text[: m.start]
        for other in mentions:
            # "my friend sits at ByteDance Shanghai": what is said of the company is said of its city.
            if (
                other is not m
                and {other.kind, m.kind} == {"company", "place"}
                and before.rstrip().endswith(other.text)
            ):
                before = text[: other.start]
        beside = m.kind != "component" or any(o.kind == "component" and o.name != m.name for o in mentions)
        weighed = m.kind in ("company", "place") and bool(_WEIGHED.search(text))
        if m.kind in ("company", "place", "component", "role") and beside and _SET_ASIDE.search(before):
            if weighed and re.search(r"\bnot\s+(?:in|at|for|the|from|\s)*$", before, re.I):
                out.append(m)
            continue
        moved = re.search(r"\bfrom\s+(?:the\s+)?$", before, re.I)
        if m.kind in ("company", "place") and _BACKGROUND.search(before) and not (weighed and moved):
            others = [
                o
                for o in mentions
                if o.kind == m.kind and o.name != m.name and not _BACKGROUND.search(text[: o.start])
            ]
            # "Living in Bern or in Graz": a choice is no background.
            choice = any(
                re.fullmatch(r"\W*(?:or|vs\.?|versus)\s+(?:(?:in|at|the)\s+)*", text[m.end : o.start], re.I)
                for o in mentions
                if o.start > m.end
            )
            if others and not choice:
                continue
        out.append(m)
    return out


_SENTENCE_END = regex(r"[.!?;](?=\s)|[。！？；]|\n")
_ASKING_WORD = regex(
    r"[?？]|\b(?:what|which|how|whats|tell|give|show|list|compare|where|is|are|does|can|could|would)\b|吗|多少|哪",
    re.I,
)


def _without_story(text: str, mentions: list[Mention]) -> list[Mention]:
    """Without places of sentences that name no company and ask nothing, where another sentence has one.

    "We moved from Bern to Graz. Now someone of Globex in Oslo called. What do they pay there?"
    """
    ends = [m.end() for m in _SENTENCE_END.finditer(text)]
    if not ends:
        return mentions

    def sentence(at: int) -> int:
        return sum(end <= at for end in ends)

    starts = [0, *ends]
    spans = [text[a:b] for a, b in zip(starts, [*ends, len(text)], strict=True)]
    telling = {
        i for i, span in enumerate(spans)
        if not _ASKING_WORD.search(span) and len(words_of(span)) > MOST_NAMING
        and not any(m.kind in ("company", "component") and sentence(m.start) == i for m in mentions)
    }  # fmt: skip
    told = [m for m in mentions if m.kind == "place" and sentence(m.start) in telling]
    if not told or all(m in told for m in mentions if m.kind == "place"):
        return mentions
    return [m for m in mentions if m not in told]


def _places(mentions: Sequence[Mention]) -> list[Mention]:
    """The places meant: "US" beside "Seattle" only says where Seattle is."""
    aliases = read_aliases()
    out = [m for m in mentions if m.kind == "place"]
    lexicon_around: dict[str, set[str]] = {}
    for m in out:
        around: set[str] = set()
        name = m.name
        while (
            name in aliases.places
            and aliases.places[name].within
            and aliases.places[name].within not in around
        ):
            name = aliases.places[name].within
            around.add(name)
        lexicon_around[m.name] = around
    return [m for m in out if not any(m.name in lexicon_around[o.name] and o.name != m.name for o in out)]


def _new_names(text: str, lexicon: Lexicon, mentions: Sequence[Mention]) -> list[Mention]:
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
    if named or not any(m.kind in ("place", "component") for m in mentions):
        return out
    for m in _WORD.finditer(text):
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
            out.append(Mention("company", word, word, m.start(), m.end()))
    return out


def _can_be_name(name: str) -> bool:
    words = name.lower().split()
    common = all(w in _NOT_NAMES for w in words)
    return not common and not re.fullmatch(r"[A-Z]{1,4}\d*", name) and "[" not in name


def _targets(
    lexicon: Lexicon,
    mentions: Sequence[Mention],
    companies: Sequence[str],
    others: Sequence[str],
    places: Sequence[Mention],
) -> tuple[list[Target], list[Uncovered]]:
    targets: list[Target] = []
    uncovered: list[Uncovered] = [Uncovered("company", o, nearby=lexicon.companies) for o in others]
    if not companies and others:
        return targets, uncovered
    asked_of = companies or lexicon.companies
    for company, place in _pairs(mentions, asked_of, places, bool(companies)):
        rows = lexicon.rows_of(company)
        if place is None:
            targets += [Target(row, "", "all") for row in rows]
            continue
        if place.name == "HQ" and any(
            "HQ" in lexicon.places_of(r.region or "") and _is_at(lexicon, r, other.name)
            for r in rows
            for other in places
            if other.name != "HQ"
        ):
            continue  # "the headquarters in Bern": Bern says it
        if place.name == "HQ":
            found: list[RowKey] = [row for row in rows if "HQ" in lexicon.places_of(row.region or "")]
            how: How = "named"
        else:
            found, how = lexicon.rows_at(rows, place.name)
        if found:
            targets += [Target(row, place.text or place.name, how, place.corrected) for row in found]
        elif companies:
            near = tuple(dict.fromkeys(row.region for row in rows if row.region))
            uncovered.append(Uncovered("place", place.name, company, near))
    if not companies:
        # A town that some row names is that row's; a wider row of another company is not meant.
        for place in places:
            if not (
                lexicon.place(place.name).metro
                or lexicon.place(place.name).country
                or lexicon.place(place.name).wide
            ):
                mine = [t for t in targets if t.asked == (place.text or place.name)]
                if any(t.how == "named" for t in mine):
                    targets = [t for t in targets if t not in mine or t.how == "named"]
        for place in places:
            if not any(t.asked == (place.text or place.name) for t in targets):
                near = tuple(dict.fromkeys(row.region for row in lexicon.rows if row.region))
                uncovered.append(Uncovered("place", place.name, None, near))
    return list(dict.fromkeys(targets)), uncovered


def _pairs(
    mentions: Sequence[Mention], companies: Sequence[str], places: Sequence[Mention], named: bool
) -> list[tuple[str, Mention | None]]:
    """Which company goes with which place: "Meta London vs ByteDance Singapore" is two rows, not four.

    A place that stands with a company without a guide is that company's, never a covered one's.
    """
    if not places:
        return [(c, None) for c in companies] if named else []
    order = [m for m in mentions if m.kind == "company" or m in places]
    several = len({m.name for m in order if m.kind == "company"}) > 1
    if several and len(places) > 1 and named:
        kinds = "".join("C" if m.kind == "company" else "P" for m in order)
        bound: list[tuple[str, Mention | None]] = []
        if re.fullmatch(r"(CP+){2,}", kinds):
            bound = _bind(order)
        elif re.fullmatch(r"(P+C){2,}", kinds):
            bound = _bind(order[::-1])
        if bound:
            return [(company, place) for company, place in bound if company in companies]
    return [(c, p) for p in places for c in companies]


def _bind(order: Sequence[Mention]) -> list[tuple[str, Mention | None]]:
    out: list[tuple[str, Mention | None]] = []
    company = ""
    for m in order:
        if m.kind == "company":
            company = m.name
        else:
            out.append((company, m))
    return out
