"""Every name that can be understood: the guides' own and the aliases, by the words they are called by.

In: the rows, companies, roles and levels of the guides, and the packaged `Aliases`. Out: phrases with what
each can stand for, spellings that a misspelt word may be near, what else a role is called, the guides'
words for what a text says. Where a name stands in a text is `index.lexicon`'s to say.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from index.ladder import falls_apart, names_of_label
from index.names import (
    CJK,
    TOWN_AND_STATE,
    MentionKind,
    is_same_title,
    names_of_company,
    names_of_component,
    names_of_publisher,
    names_of_role,
    words_of,
)
from index.places import THE_REST, Places, RowKey

# Titles that people ask by, whatever a company labels its rows with.
# Those that one row for "E5–E6" is hardly for, and that no level map of such a guide names.
_FAR_TITLES = ("junior", "mid", "principal", "distinguished", "director")
_PLAIN_TITLES = ("junior", "senior", "staff", "principal", "distinguished", "partner")


_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "đ": "d"})


def _without_accents(name: str) -> str:
    """A name as a plain keyboard has it: "Malmö" is "Malmo"."""
    parts = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return "".join(char for char in parts if not unicodedata.combining(char))


@dataclass(frozen=True, eq=False)
class Phrases(Places):
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
    components_at: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # company → its parts of pay
    titles_at: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # company → the titles beside its levels
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
            if kind == "place" and words and not phrase.isascii() and (plain := _without_accents(phrase)):
                found.setdefault(words_of(plain), {(kind, name): None})

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
            words = words_of(piece)
            initials = "".join(word[0] for word in words)
            if len(words) > 2 and all(map(str.isalpha, words)) and not (
                THE_REST.match(piece) or self.is_word(initials) or (initials,) in found
            ):
                add(initials, "place", self.place_named(piece) or piece)
            if len(words) > 2 and words[-1] == "city" and words[:-1] not in found:
                add(" ".join(words[:-1]), "place", self.place_named(piece) or piece)
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
        elif labels:
            labels |= dict.fromkeys(_FAR_TITLES)
        for label in labels:
            for each in names_of_label(label):
                if not any(kind == "level" for kind, _ in found.get(words_of(each), ())):
                    add(each, "level", each)
            if falls_apart(label) and words_of(label) not in found:
                add(label, "level", label)
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
    def shortened(self) -> dict[tuple[str, ...], str]:
        """The names left over from longer ones, each with its one company."""
        return {words: company for words, company in self._generated.items() if words in self._shortened}

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
            if (words in self._ordinary and kind != "component") or (
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
        # "The system blocks it": another form of the word is as ordinary.
        return frozenset(words_of(form) for o in self.aliases.ordinary for form in (o, f"{o}s"))

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
