"""Every name that can be understood, and where it stands in a text.

In: the rows, companies, roles and levels of the guides, and the packaged `Aliases`. Out: `Mention`s with
their place in a text, spellings mended and marked, and the rows that answer for a place. It does not
judge what is meant by a text: that is `index.resolve`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal

from corpus.regexes import regex
from index.names import CJK, WORD, Aliases, Place, places_in_region, read_aliases, words_of

MentionKind = Literal["company", "place", "role", "component", "topic", "level"]
How = Literal["all", "named", "inside", "wider", "metro"]

_INSIDE_NAME = regex(r"[\s\-/.'’&]{0,3}")
_LEVEL = regex(
    r"""(?<![\w$£€¥.,-])(?<!\w['’])(?:
        (?P<mark>ICT|IC|SDE|ML|E|L|P|M|T|D)\s?-?(?P<low>\d{1,2})\+?      # E5, L4, IC3, ICT4, P6
        (?:\s?(?:-|–|—|/|to|through)\s?(?:(?P=mark)\s?)?(?P<high>\d{1,2})\+?)?  # …–E6, -P8, /64
      | (?P<pair>[1-4]-[12])(?:\s?(?:–|—|to|and|-)\s?[1-4]-[12])?          # 2-1, 2-1 to 3-1
    )(?![\w%.]*\d)(?!\s?(?:%|percent|[kK]\b|hours|days|weeks|years|months))""",
    re.VERBOSE | re.IGNORECASE,
)
_BEHIND_NAME = regex(
    r"(?:\b(?:at|from|join|joining|joined|by|for|with|offer|vs|versus|and|or|than|to)\s*)$", re.I
)
_BEFORE_PRONOUN = regex(
    r"\b(?:tell|tells|give|gives|gave|let|help|helps|show|shows|send|sent|ask|asks|offer|offered|offers|pay|pays|of|for|to|with"
    r"|between|both|all|get|got|make|made|and|or|against|about|like)\s+$",
    re.IGNORECASE,
)


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
class RowKey:
    """The key of a row of figures: what the guides are asked by."""

    company: str
    role: str | None
    region: str | None


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
            if words and not CJK.search(phrase):
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
            out += [(o, "company", self._company_names.get(name, name)) for o in others if CJK.search(o)]
        for name, others in self.aliases.place_names.items():
            out += [(o, "place", name) for o in others if CJK.search(o)]
        for name, others in self.aliases.roles.items():
            out += [(o, "role", name) for o in others if CJK.search(o)]
        for name, others in self.aliases.components.items():
            out += [(o, "component", name) for o in others if CJK.search(o)]
        for topic in self.aliases.topics.values():
            out += [(o, "topic", topic.name) for o in topic.words if CJK.search(o)]
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
            words_of(said): meant for said, meant in self.aliases.synonyms.items() if not CJK.search(said)
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
        if CJK.search(text):
            found += [
                meant
                for said, meant in self.aliases.synonyms.items()
                if CJK.search(said) and said in text.lower()
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
        tokens = [(m.group().lower(), m.start(), m.end()) for m in WORD.finditer(text)]
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
        if not CJK.search(text):
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
