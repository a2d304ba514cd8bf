"""Where each name that can be understood stands in a text.

In: a text, and the `Phrases` of the guides and aliases. Out: `Mention`s with their place in the text,
spellings mended and marked, words that only look like names left out. It does not judge what is meant by
a text: that is `index.resolve`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from corpus.regexes import regex
from index.names import CJK, SMALL_WORDS, TOWN_AND_STATE, WORD, Mention, MentionKind, words_of
from index.phrases import Phrases

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
# "218K, is that …": asks where an amount lies.
_IS_IT = regex(
    r"\d.{0,40}\b(?:is|are|would|be)\s+(?:that|it|this|these|the)\s+(?:about\s+|around\s+|roughly\s+)?$", re.IGNORECASE
)
_WORD_BEHIND = regex(r"[\s-]+(?:up|out|off|of|down|away)\b|[\s-]*ing\b", re.IGNORECASE)
# Small words of French, Italian, Portuguese and Spanish.
_ROMANCE = regex(
    r"\b(?:en|el|del?|de|los|las|para|por|qué|que|cuál|cual|cuánto|cuanto|una?|es|est|le|les|du|des|dans|pour|chez|quel(?:le)?|di|il|per|com|como)\b",
    re.IGNORECASE,
)
_OBJECT_BEHIND = regex(
    r"\s+(?:an?|the|my|me|your|our|us|it|this|that|these|those|their|him|her|them|with|for|from|\d)",
    re.IGNORECASE,
)
# "A em in Denver", "(ds, Boston)": what an "'em" is not.
_BEFORE_A_ROLE = regex(
    r"(?:\b(?:an?|as|senior|sr\.?|staff|lead|principal|junior|jr\.?|mid|[a-z]{1,3}\d)\s+|[,(:;@]\s*|(?<!\w)\.\s*)$",
    re.IGNORECASE,
)
_OF_ANOTHER_KIND = regex(
    r"\b(?:users?|customers?|clients?|subscribers?|installed|install|fan|knowledge|code)[\s-]+$", re.I
)
_HELD_BEHIND = regex(r"\s+(?:an?|any|some|the|its|their|my|your|this|that|no)\b", re.IGNORECASE)
_OF_AN_EMPLOYER = regex(
    r"(?:['’]s)?\s+(?:offers?|guides?|bands?|pays?|paying|salary|recruiters?|hr|teams?|jobs?|roles?|positions?|letters?|package"
    r"|comp\w*|scripts?|lines?|data|loop|interview|office|table|row|people|staff|numbers|figures|deal|one|people)\b|['’]s\b",
    re.IGNORECASE,
)
_PAYS = regex(r"\s+(?:pays?|offers?|gives?|have|has)\b", re.IGNORECASE)
# Titles that are words of every sentence: a level only where a role stands behind them.
_TITLES_AND_WORDS = frozenset("lead associate head partner fellow director".split())
_BEFORE_PRONOUN = regex(
    r"\b(?:tell|tells|give|gives|gave|let|help|helps|show|shows|send|sent|ask|asks|offer|offered|offers|pay|pays|of|for|to|with"
    r"|between|both|all|get|got|make|made|and|or|against|about|like)\s+$",
    re.IGNORECASE,
)

# A shorter word that no row's place is spelt like is seldom a misspelt town.
SHORTEST_TOWN = 6
# A shorter word is seldom a name misspelt; one of this length may be a part of pay beside a company.
SHORTEST_MISSPELT = 5
SHORTEST_PART = 4


# What an inflected word ends in, and what its stem ends in instead: "currencies", "converted".
_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", ""), ("er", "e"),
)


@dataclass(frozen=True, eq=False)
class Lexicon(Phrases):
    """The names, and what finds them in a text."""

    @lru_cache(maxsize=4096)  # noqa: B019 - a lexicon lives as long as its process needs it
    def mentions(self, text: str, correct: bool = True) -> tuple[Mention, ...]:
        """Every name in a text, in order. The longest name wins; `correct` mends spellings."""
        tokens = [(self._bare(m.group()), m.start(), m.end()) for m in WORD.finditer(text)]
        out: list[Mention] = []
        i = 0
        firsts = self._longest_from
        while i < len(tokens):
            word = tokens[i][0]
            if word not in firsts and word.removesuffix("s") not in firsts:
                i += 1
                continue
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

    def _bare(self, word: str) -> str:
        """A word in lower case; of initials in the plural ("TCs") the singular, where it is a name."""
        bare = word.lower()
        plural = word.endswith("s") and word[:-1].isupper() and len(word) > 2
        return bare[:-1] if plural and (bare[:-1],) in self.phrases else bare

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
                o.kind in ("place", "level") and re.fullmatch(r"(?:,|\s+in)?\s+", text[m.end : o.start])
                for o in found
            )
            or any(
                re.fullmatch(r"\s*(?:,|/|&|and|or|vs\.?|versus|than|\s)\s*", text[m.end : o.start], re.I)
                for o in sure
            )
        ]
        return [m for m in found if m not in doubtful or m in beside]

    def _stands_behind_company(self, text: str, start: int, end: int) -> bool:
        """ "acme la base": right behind a company, and before a part of pay, a role, a level or the end."""
        if _ROMANCE.search(text[:start]) or _ROMANCE.search(text[end:]):
            return False  # "para meta la base": an article
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
        if kind == "component" and name == "base" and _OF_ANOTHER_KIND.search(text, 0, start):
            return False  # "the user base"
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
        known = name in self._covered or (short and words not in self._ordinary)
        first = kind == "company" and known and not text[:start].strip()
        behind = {"place", "level", "role", "component"} if short else {"place", "level"}
        return (
            not doubtful
            or self._reads_as_name(text, start, end)
            or (kind == "place" and self._stands_behind_company(text, start, end))
            or (kind == "role" and bool(_BEFORE_A_ROLE.search(text[:start])))
            or (first and bool(self._kinds_at(text, end) & behind))
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

    def is_english(self, word: str) -> bool:
        """Whether a word, or what it is a form of, is one of the language."""
        forms = (word[: -len(end)] + stem for end, stem in _ENDINGS if word.endswith(end))
        return self.is_word(word) or any(len(form) > 2 and self.is_word(form) for form in forms)

    def _is_title(self, text: str, end: int, words: tuple[str, ...]) -> bool:
        """ "Lead" is a level before a role, "mid" is none before a point or a range."""
        behind = words_of(text[end : end + 24])[:1]
        if words == ("mid",):
            if not behind and _IS_IT.search(text[: end - 3]):
                return False  # "218K, is that mid?": where it lies
            return behind not in (("point",), ("of",), ("range",), ("band",))
        if words[0] in _TITLES_AND_WORDS and len(words) == 1:
            if behind in (("level",), ("lvl",), ("levels",), ("grade",), ("band",), ("step",)):
                return True
            return "role" in self._kinds_at(text, end)
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
        # "IBM", and "xAI" by the capitals inside it.
        inner = any(c.isupper() for c in text[start + 1 : end])
        initials = inner and not text.isupper()
        capital = initials or (text[start].isupper() and not re.search(r"(?:^|[.!?:]\s*)$", before))
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
            and not {a[0], b[0]} & SMALL_WORDS  # "a stipend in Oslo" has no "stipendin"
        ]
        for word, start, end in (*pairs, *tokens):
            if any(m.start < end and start < m.end for m in (*found, *out)):
                continue
            if len(word) < SHORTEST_PART or not word.isalpha() or any(m.start <= start < m.end for m in out):
                continue
            if len(word) < SHORTEST_MISSPELT and not any(m.kind in ("company", "place") for m in (*out, *found)):
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
            if kind != "component" and len(word) < SHORTEST_MISSPELT:
                continue  # "stok" beside a company or a place is a part of pay, and no other short word is any name
            if kind == "company" and name not in self.companies and near[0][1] > 1:
                continue  # "anywhere" is no misspelt Anysphere
            if kind == "place" and len(word) < SHORTEST_TOWN and name not in self._covered_places:
                continue  # "brags" is no misspelt Braga
            found.append(Mention(kind, name, text[start:end], start, end, corrected=True))
        return found
