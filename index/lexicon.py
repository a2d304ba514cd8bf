"""Every name that can be understood, and where it stands in a text.

In: the rows, companies, roles and levels of the guides, and the packaged `Aliases`. Out: `Mention`s with
their place in a text, spellings mended and marked, and the rows that answer for a place. It does not
judge what is meant by a text: that is `index.resolve`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from corpus.regexes import regex
from index.ladder import names_of_label
from index.names import (
    CJK,
    TOWN_AND_STATE,
    WORD,
    Mention,
    MentionKind,
    is_same_title,
    names_of_company,
    names_of_component,
    names_of_publisher,
    names_of_role,
    words_of,
)
from index.places import THE_REST, Places, RowKey

_INSIDE_NAME = regex(r"[\s\-/.'’&]{0,3}")
_LEVEL = regex(
    r"""(?<![\w$£€¥.,-])(?<!\w['’])(?:
        (?P<mark>ICT|IC|SDE|ML|E|L|P|M|T|D)\s?-?(?P<low>\d{1,2})\+?      # E5, L4, IC3, ICT4, P6
        (?:\s?(?:-|–|—|/|to|through)\s?(?:(?P=mark)\s?)?(?P<high>\d{1,2})\+?)?  # …–E6, -P8, /64
      | levels?\s\d{2}\+?(?:\s?(?:-|–|/)\s?\d{2}\+?)?                       # level 63, levels 61-62
      | (?:band|grade)\s\d{1,2}(?!\d)                                       # band 9
      | (?P<pair>[1-4]-[12])(?:\s?(?:–|—|to|and|-)\s?[1-4]-[12])?          # 2-1, 2-1 to 3-1
    )(?![\w%.]*\d)(?!\s?(?:%|percent|[kK]\b|hours|days|weeks|years|months))""",
    re.VERBOSE | re.IGNORECASE,
)
_BEHIND_NAME = regex(
    r"(?:\b(?:at|from|join|joining|joined|by|for|with|offer|vs|versus|and|or|than|to)\s*)$", re.I
)
# What stands before a word that is used as one, and behind it.
_WORD_BEFORE = regex(
    r"\b(?:an?|the|my|your|our|their|his|her|its|this|that|these|any|some|each|every|i|we|you|they|can|could|should"
    r"|must|may|please|don['’]?t|very|on|off|under|over)[\s-]+$",
    re.IGNORECASE,
)
_WORD_BEHIND = regex(r"[\s-]+(?:up|out|off|of|down|away)\b|[\s-]*ing\b", re.IGNORECASE)
_OBJECT_BEHIND = regex(
    r"\s+(?:an?|the|my|me|your|our|us|it|this|that|these|those|their|him|her|them|with|for|from|\d)",
    re.IGNORECASE,
)
# "A em in Denver", "(ds, Boston)": what an "'em" is not.
_BEFORE_A_ROLE = regex(
    r"(?:\b(?:an?|as|senior|sr\.?|staff|lead|principal|junior|jr\.?|mid|[a-z]{1,3}\d)\s+|[,(:;@]\s*|(?<!\w)\.\s*)$",
    re.IGNORECASE,
)
_HELD_BEHIND = regex(r"\s+(?:an?|any|some|the|its|their|my|your|this|that|no)\b", re.IGNORECASE)
_OF_AN_EMPLOYER = regex(
    r"(?:['’]s)?\s+(?:offers?|guides?|bands?|pays?|paying|salary|recruiters?|hr|teams?|jobs?|roles?|positions?|letters?|package"
    r"|comp\w*|scripts?|lines?|data|loop|interview|office|table|row|people|staff|numbers|figures|deal|one|people)\b|['’]s\b",
    re.IGNORECASE,
)
_PAYS = regex(r"\s+(?:pays?|offers?|gives?|have|has)\b", re.IGNORECASE)
# Titles that people ask by, whatever a company labels its rows with.
_PLAIN_TITLES = ("junior", "senior", "staff", "principal", "distinguished", "partner")
# Titles that are words of every sentence: a level only where a role stands behind them.
_TITLES_AND_WORDS = frozenset("lead associate head partner fellow director".split())
_BEFORE_PRONOUN = regex(
    r"\b(?:tell|tells|give|gives|gave|let|help|helps|show|shows|send|sent|ask|asks|offer|offered|offers|pay|pays|of|for|to|with"
    r"|between|both|all|get|got|make|made|and|or|against|about|like)\s+$",
    re.IGNORECASE,
)


# A shorter word that no row's place is spelt like is seldom a misspelt town.
SHORTEST_TOWN = 6


@dataclass(frozen=True, eq=False)
class Lexicon(Places):
    """Every name that can be understood: the guides' own and the aliases.

    `rows` are the keys of the guides' band rows; `companies` those with a guide; `levels_at` the levels
    that their rows are labelled with and `components` the parts of pay under names of the
    guides' own. `is_word` says whether a word is ordinary English, so that it is not taken for a misspelt
    name.
    """

    rows: tuple[RowKey, ...]
    companies: tuple[str, ...]
    roles: tuple[str, ...]
    is_word: Callable[[str], bool] = field(default=lambda word: False)
    levels_at: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # company → its rows' labels
    components: tuple[str, ...] = ()
    publishers: Mapping[str, str] = field(default_factory=dict)  # name of a guide's publisher → the guide
    is_told: Callable[[str], bool] = field(default=lambda word: False)  # whether a word stands in a guide

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

        own_names = {words_of(c): c for c in self.companies}
        for company in self.companies:
            add(company, "company", company)
        for name, others in self.aliases.companies.items():
            own = self._company_names.get(name, name)
            for each in (name, *others):
                # A name of its own guide is that guide's, whoever else claims it as an alias.
                if own_names.get(words_of(each), own) == own:
                    add(each, "company", own)
        for words, company in self._generated.items():
            if words not in found:
                found[words] = {("company", company): None}
        for name, others in self.aliases.place_names.items():
            for each in (name, *others):
                add(each, "place", name)
        for piece in dict.fromkeys(p for row in self.rows for p in self.pieces(row.region or "")):
            if words_of(piece) not in found and not piece.isdigit():
                add(piece, "place", piece)
        for row in self.rows:
            # "Washington, DC" is called Washington, "US (Other Markets)" other US.
            for m in TOWN_AND_STATE.finditer(row.region or ""):
                if words_of(m["town"]) not in found and (known := self.place_named(m.group())):
                    add(m["town"], "place", known)
            pieces = self.pieces(row.region or "")
            rests = [piece for piece in pieces if THE_REST.match(piece)]
            for area in pieces if rests else ():
                if self.place_named(area):
                    for form in (
                        "other {}",
                        "rest of {}",
                        "rest of the {}",
                        "elsewhere in the {}",
                        "other {} markets",
                    ):
                        add(form.format(area), "place", rests[0])
        for called, role in self._role_phrases.items():
            found.setdefault(called, {})[("role", role)] = None
        for name, others in self.aliases.components.items():
            for each in (name.replace("_", " "), *others):
                add(each, "component", name)
        for slug in self.components:
            for each in names_of_component(slug):
                if words_of(each) not in found:
                    add(each, "component", slug)
        for name, others in self.aliases.unusual.items():
            for each in (name.replace("_", " "), *others):
                if words_of(each) not in found:
                    add(each, "component", name)
        for topic in self.aliases.topics.values():
            for each in topic.words:
                add(each, "topic", topic.name)
        labels = dict.fromkeys(label for each in self.levels_at.values() for label in each)
        if any(len(each) > 1 for each in self.levels_at.values()):
            labels |= dict.fromkeys(_PLAIN_TITLES)
        for label in labels:
            for each in names_of_label(label):
                if not any(kind == "level" for kind, _ in found.get(words_of(each), ())):
                    add(each, "level", each)
        for name in self.aliases.no_names:
            found[words_of(name)] = {}
        for name, guide in self.publishers.items():
            for called in names_of_publisher(name):
                if called not in found:  # what is another's name is never a guide's
                    found[called] = {("guide", guide): None}
        return {words: tuple(kinds) for words, kinds in found.items()}

    @cached_property
    def _generated(self) -> dict[tuple[str, ...], str]:
        """What companies are called beside their names, made from the names; no name of two companies."""
        taken = {words_of(c) for c in self.companies}
        holders: dict[tuple[str, ...], set[str]] = {}
        for company in self.companies:
            for each in itertools.chain(*names_of_company(company)):
                if words_of(each) not in taken:
                    holders.setdefault(words_of(each), set()).add(company)
        return {words: next(iter(names)) for words, names in holders.items() if len(names) == 1}

    @cached_property
    def _shortened(self) -> frozenset[tuple[str, ...]]:
        """Names left over from longer ones: they may be other words."""
        own = {words_of(c) for c in self.companies}
        return frozenset(words_of(each) for c in self.companies for each in names_of_company(c)[1]) - own

    @cached_property
    def _role_phrases(self) -> dict[tuple[str, ...], str]:
        """What a role is called, as the guides name it where they have it."""
        own = {words_of(role): role for role in self.roles}
        out = dict(own)
        holders: dict[tuple[str, ...], set[str]] = {}
        for role in self.roles:
            for each in names_of_role(role):
                holders.setdefault(words_of(each), set()).add(role)
        for words, roles in holders.items():
            if len(roles) == 1:
                out.setdefault(words, next(iter(roles)))
        for name, others in self.aliases.roles.items():
            group = [words_of(each) for each in (name, *others)]
            members = [own[words] for words in group if words in own]
            canonical = own.get(words_of(name)) or (members[0] if len(members) == 1 else name)
            for each in (name, *others):
                words = words_of(each)
                if not words or CJK.search(each):
                    continue
                # "Devops" is the DevOps Engineer's where there is one, whatever it is an alias of.
                named = [role for role in members if words_of(role)[: len(words)] == words]
                out.setdefault(words, named[0] if len(named) == 1 else canonical)
        return out

    def roles_at(self, company: str) -> tuple[str, ...]:
        """The roles that a company's rows are for."""
        return tuple(dict.fromkeys(row.role for row in self.rows_of(company) if row.role))

    @cached_property
    def _role_groups(self) -> dict[str, frozenset[str]]:
        """A role's canonical name → the guides' roles that are called by one of its names."""
        own = {words_of(role): role for role in self.roles}
        out: dict[str, set[str]] = {}
        for name, others in self.aliases.roles.items():
            members = {own[words] for each in (name, *others) if (words := words_of(each)) in own}
            out[name] = members
        return {name: frozenset(members) for name, members in out.items()}

    def means_role(self, named: str, role: str | None, beside: Sequence[str] = ()) -> bool:
        """Whether a role that was named can be this role of a guide; `beside` are all roles of its company.

        Titles of the same words are one role ("ML Engineer", "AI/ML Engineer"), unless the company tells them apart.
        """
        if role == named or (named not in self.roles and role in self._role_groups.get(named, ())):
            return True
        return role is not None and named not in beside and is_same_title(named, role)

    @cached_property
    def _cjk_phrases(self) -> tuple[tuple[str, MentionKind, str], ...]:
        out: list[tuple[str, MentionKind, str]] = []
        for name, others in self.aliases.companies.items():
            out += [(o, "company", self._company_names.get(name, name)) for o in others if CJK.search(o)]
        for name, others in self.aliases.place_names.items():
            out += [(o, "place", name) for o in others if CJK.search(o)]
        for name, others in self.aliases.roles.items():
            own_role = self._role_phrases.get(words_of(name), name)
            out += [(o, "role", own_role) for o in others if CJK.search(o)]
        for name, others in self.aliases.components.items():
            out += [(o, "component", name) for o in others if CJK.search(o)]
        for topic in self.aliases.topics.values():
            out += [(o, "topic", topic.name) for o in topic.words if CJK.search(o)]
        return tuple(sorted(out, key=lambda entry: -len(entry[0])))

    @cached_property
    def _longest_from(self) -> dict[str, int]:
        """The number of words of the longest phrase that begins with a word."""
        out: dict[str, int] = {}
        for words in filter(None, self.phrases):  # a name of marks alone has no word
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
            if words in self._ordinary or (
                words in self._shortened and len(words) == 1 and self.is_word(joined)
            ):
                continue
            # A covered company's name may be as short as "Meta"; it is what people misspell most.
            short = 4 if kind == "company" and name in self.companies else 5
            if len(joined) >= short and kind in ("company", "place", "component") and joined.isalpha():
                out.setdefault(joined, (kind, name))
        return out

    @cached_property
    def _spelt(self) -> tuple[str, ...]:
        return tuple(self._spellings)

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
            lowered = text.lower()
            said = [s for s in self.aliases.synonyms if CJK.search(s) and s in lowered]
            # A longer word says more exactly what one within it means.
            found += [self.aliases.synonyms[s] for s in said if not any(s != o and s in o for o in said)]
        return " ".join([text, *dict.fromkeys(found)])

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
        out = self._without_doubtful(text, out)
        taken = [(m.start, m.end) for m in out]
        for m in _LEVEL.finditer(text):
            if not any(s < m.end() and m.start() < e for s, e in taken):
                out.append(Mention("level", m.group(), m.group(), m.start(), m.end()))
        out += self._cjk_mentions(text)
        if correct:
            out += self._misspelt(text, tokens, out)
        return tuple(sorted(out, key=lambda m: (m.start, -m.end)))

    def _without_doubtful(self, text: str, found: list[Mention]) -> list[Mention]:
        """Without ordinary words read as companies where another company is named for certain."""
        companies = [m for m in found if m.kind == "company"]
        doubtful = [
            m
            for m in companies
            if words_of(m.text) in self._ordinary
            and words_of(m.name) == words_of(m.text)
            and not self._reads_as_name(text, m.start, m.end)
        ]
        if not doubtful or len(doubtful) == len(companies):
            return found
        sure = [m for m in companies if m not in doubtful]
        beside = [
            m
            for m in doubtful
            if self._names_at(text, m.end)
            or any(
                re.fullmatch(r"\s*(?:,|/|&|and|or|vs\.?|versus|than|\s)\s*", text[m.end : o.start], re.I)
                for o in sure
            )
        ]
        return [m for m in found if m not in doubtful or m in beside]

    def _stands_behind_company(self, text: str, start: int, end: int) -> bool:
        """ "acme la base": right behind a company, and before a part of pay, a role, a level or the end."""
        before = words_of(text[max(0, start - 40) : start])
        company = any(kind == "company" for kind, _ in self.phrases.get(before[-1:], ()))
        ends = not words_of(text[end:])
        return company and (ends or bool(self._kinds_at(text, end) & {"component", "role", "level"}))

    def _names_at(self, text: str, position: int) -> bool:
        """Whether a place, part of pay, role or level is named right behind a position."""
        return bool(self._kinds_at(text, position) & {"place", "component", "role", "level"})

    def _kinds_at(self, text: str, position: int) -> set[MentionKind]:
        """What can be named by the words right behind a position."""
        behind = words_of(text[position : position + 40])
        kinds = {
            kind
            for size in (1, 2, 3)
            if len(behind) >= size
            for kind, _ in self.phrases.get(behind[:size], ())
        }
        return kinds

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
            if kinds is None and len(words[-1]) > 2 and words[-1].endswith("s"):
                kinds = self.phrases.get((*words[:-1], words[-1][:-1]))
                if kinds and len(words[-1]) < 4:  # "PMs", "EMs": of short words only those of people
                    kinds = tuple(one for one in kinds if one[0] == "role") or None
            if kinds is None:
                continue
            if not kinds:
                return size, []
            if words == ("us",) and self._is_pronoun(text, piece[0][1], piece[0][2]):
                continue
            kept = [
                (kind, name)
                for kind, name in kinds
                if self._stands(text, piece[0][1], piece[-1][2], words, kind, name)
            ]
            if kept:
                return size, kept
        return None

    def _stands(
        self, text: str, start: int, end: int, words: tuple[str, ...], kind: MentionKind, name: str
    ) -> bool:
        """Whether words that may be others' stand for a name here."""
        if kind == "level":
            return self._is_title(text, end, words)
        if kind == "component" and len(words) == 1 and name in self.aliases.unusual:
            # "Does the text carry a date": a part of pay by a rare name is no verb.
            return not _HELD_BEHIND.match(text, end)
        if kind not in ("company", "place", "role"):
            return True
        own = kind == "company" and name in self._covered
        if own and len(words) == 1 and not self._is_leftover(words):
            # A company of the guides by its own name: unless it is a word of the sentence.
            if words_of(name) not in self._ordinary:
                return True
            return self._reads_as_name(text, start, end) or not self._is_used_as_word(text, start, end)
        short = kind == "company" and len(words) == 1 and len(words[0]) <= 3 and not own
        doubtful = words in self._ordinary or short or self._is_leftover(words)
        # "orchid oslo ic4": what stands first, before a place or a level, is whose row is asked for.
        first = kind == "company" and name in self._covered and not text[:start].strip()
        return (
            not doubtful
            or self._reads_as_name(text, start, end)
            or (kind == "place" and self._stands_behind_company(text, start, end))
            or (kind == "role" and bool(_BEFORE_A_ROLE.search(text[:start])))
            or (first and bool(self._kinds_at(text, end) & {"place", "level"}))
        )

    @cached_property
    def _covered(self) -> frozenset[str]:
        return frozenset(self.companies)

    def _is_leftover(self, words: tuple[str, ...]) -> bool:
        """A shortened name that is another word as well, or that is short enough to be one."""
        if len(words) != 1 or words not in self._shortened:
            return False
        if any(c.isdigit() for c in words[0]):
            return False
        return len(words[0]) <= 3 or words in self._ordinary or self.is_word(words[0])

    def _is_title(self, text: str, end: int, words: tuple[str, ...]) -> bool:
        """ "Lead" is a level before a role, "mid" is none before a point or a range."""
        behind = words_of(text[end : end + 24])[:1]
        if words == ("mid",):
            return behind not in (("point",), ("of",), ("range",), ("band",))
        if words[0] in _TITLES_AND_WORDS and len(words) == 1:
            if behind in (("level",), ("lvl",), ("levels",)):
                return True
            after = behind and self.phrases.get(behind)
            return bool(after) and any(kind == "role" for kind, _ in after or ())
        return True

    def _is_used_as_word(self, text: str, start: int, end: int) -> bool:
        """ "To render the letter", "my target", "a block of shares", "ramp-up": no company's name."""
        if not text[start:end].islower() and not re.search(r"(?:^|[.!?:\n]\s*)$", text[:start]):
            return False
        if _WORD_BEHIND.match(text, end):
            return True
        if re.search(r"\bto\s+$", text[:start]) and _OBJECT_BEHIND.match(text, end):
            return True
        if not _WORD_BEFORE.search(text[:start]):
            return False
        behind = words_of(text[end : end + 24])[:1]
        named = any(kind != "topic" for kind, _ in self.phrases.get(behind, ()))
        return not (named or _OF_AN_EMPLOYER.match(text, end))

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

    def _reads_as_name(self, text: str, start: int, end: int) -> bool:
        """An ordinary word is a name with a capital inside a sentence, or behind "at", "from" …"""
        before = text[:start]
        initials = text[start:end].isupper() and end - start > 1 and not text.isupper()
        capital = text[start].isupper() and (initials or not re.search(r"(?:^|[.!?:]\s*)$", before))
        if capital or bool(re.match(r"(?:['’]s)?\s+offer\b", text[end:], re.I)):
            return True
        if re.search(r"\b(?:does|do|did|will|would)\s+$", before, re.I) and _PAYS.match(text, end):
            return True
        return bool(_BEHIND_NAME.search(before)) and not (
            re.search(r"\bto\s+$", before) and _OBJECT_BEHIND.match(text, end)
        )

    def own_places(self, text: str, companies: Iterable[str], found: Sequence[Mention]) -> list[Mention]:
        """Places that only a company's own rows name so: "Newton" where its row is for Newton MA."""
        tokens = [(m.group().lower(), m.start(), m.end()) for m in WORD.finditer(text)]
        out: list[Mention] = []
        for row in dict.fromkeys(r for c in companies for r in self.rows_of(c)):
            for m in TOWN_AND_STATE.finditer(row.region or ""):
                words = words_of(m["town"])
                canonical = (self.places_of(row.region or "") or ("",))[0]
                for i in range(len(tokens) - len(words) + 1):
                    start, end = tokens[i][1], tokens[i + len(words) - 1][2]
                    here = tuple(t[0] for t in tokens[i : i + len(words)]) == words
                    if (
                        here
                        and canonical
                        and not any(k.start < end and start < k.end for k in (*found, *out))
                    ):
                        out.append(Mention("place", canonical, text[start:end], start, end))
        return out

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

    @cached_property
    def _covered_places(self) -> frozenset[str]:
        """The places that some row names."""
        return frozenset(p for row in self.rows if row.region for p in self.places_of(row.region))

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
            near = process.extract(word, self._spelt, scorer=OSA.distance, score_cutoff=allowed, limit=4)
            near = [n for n in near if n[0][0] == word[0] and n[1] == near[0][1]]
            if not near or near[0][1] == 0:
                continue
            means = dict.fromkeys(self._spellings[n[0]] for n in near)
            if len({name for kind, name in means if kind == "company" and name in self.companies}) > 1:
                continue  # as near to one company as to another
            kind, name = next(iter(means))
            if kind == "place" and len(word) < SHORTEST_TOWN and name not in self._covered_places:
                continue  # "brags" is no misspelt Braga
            found.append(Mention(kind, name, text[start:end], start, end, corrected=True))
        return found
