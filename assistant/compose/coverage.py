"""What the guides cover and what they do not: sources, dates, companies, places, topics."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.compose.advice import guides_named
from assistant.compose.kind import advice_asked, rest_of
from assistant.compose.missing_parts import write_row_without_figures
from assistant.page import Page, Style, flat
from assistant.question import Question
from corpus.money import amounts_in
from corpus.passages import Passage
from corpus.regexes import regex
from index.library import GuideEntry
from index.resolve import words_of
from index.search import STOP_WORDS, Hit


def write_sources(page: Page, q: Question, named_only: bool = False) -> bool:
    """Where a guide's figures come from, and of when they are."""
    guides = page.library.guides()
    words = set(words_of(q.text))
    chosen = [g for g in guides if g.company in q.resolved.companies] if q.resolved.companies else []
    named = guides_named(q)
    if not chosen and _CITES.search(q.text):
        said = words - STOP_WORDS - _OF_DATA
        chosen = [g for g in guides if any(said & set(words_of(source)) for source in g.sources)]
    chosen += [g for g in guides if g.path in named and g not in chosen]
    if not chosen and len(guides) <= 50:
        chosen = [g for g in guides if g.company is None and _is_named(page, g.path, words)]
    if not chosen and named_only:
        return False
    if not chosen and len(guides) <= 50:
        chosen = _holding(page, guides, q)
    if not chosen:
        chosen = [g for g in guides if g.as_of or g.company]
    if len(chosen) > 8:
        return False
    for g in chosen:
        begins = page.library.passages(guide=g.path)[:1]
        passages = page.library.passages(guide=g.path, kind="sources") or begins
        dated = _dated_line(page, g)
        if dated is not None and not any(dated.first == p.first for p in passages):
            passages = [dated, *passages]
        by = next((each for each, path in page.lexicon.publishers.items() if path == g.path), "")
        name = g.company or (f"{g.title} ({by})" if by.replace(" ", "").isalpha() else g.title)
        if g.as_of:
            page.say(
                f"{name}: the guide is dated {g.as_of} (its update, or the years of its sources).",
                *passages[:1],
                style="bullet",
            )
        else:
            page.say(f"{name}: the guide gives no date of its own.", *begins, style="bullet")
        if (q.resolved.companies or _CITES.search(q.text)) and g.sources:
            page.say(f"Its named sources: “{'” · “'.join(flat(s) for s in g.sources)}”.", *passages[:1])
    page.say(
        "The figures are what the guides state; nobody has verified them against pay slips.", required=False
    )
    return True


_USES = (
    r"(?:us(?:e|es|ed|ing)|cit(?:e|es|ed|ing)|based|rel(?:y|ies)|source[sd]?|quot\w+|refer\w*|drawn|taken|come|comes|来源|引用)"
)
_USED = regex(_USES, re.I)
MOST_GUIDES = 50


def write_source_named(page: Page, q: Question) -> bool:
    """Which guides name a source that a question names: "is Glassdoor used", "do you rely on levels.fyi"."""
    resolved = q.resolved
    if q.given or resolved.components or resolved.places or not _USED.search(q.text):
        return False
    if len(page.library.guides()) > MOST_GUIDES:
        return False
    said = q.text.lower()
    found: list[tuple[str, Passage]] = []
    for passage in page.library.passages(kind="sources"):
        if resolved.companies and passage.company not in resolved.companies:
            continue
        for name, item in passage.parts:
            source = re.split(r"[\s:,]", flat(item).strip("- "))[0].lower()
            if name != "item" or len(source) < 4 or source == (passage.company or "").lower():
                continue
            word, near = re.escape(source), r"\s+(?:\w+\s+){0,2}?"
            if re.search(rf"\b{_USES}{near}{word}(?!\w)|(?<!\w){word}{near}{_USES}", said):
                found.append((flat(item), passage))
    for item, passage in found[:MOST_AT_PLACE]:
        whose = f"{passage.company}'s guide" if passage.company else f"“{passage.title}”"
        style: Style = "bullet" if len(found) > 1 else "sentence"
        page.say(f"{whose} names “{item}” among its sources.", passage, style=style)
    return bool(found)


def _holding(page: Page, guides: Sequence[GuideEntry], q: Question) -> list[GuideEntry]:
    """ "The FAQ guide", "the article with the personas": the guides that alone have passages of such a kind."""
    said = {w.rstrip("s") for w in words_of(q.text)}
    kinds = {g.path: {p.kind for p in page.library.passages(guide=g.path)} for g in guides}
    named = {kind for own in kinds.values() for kind in own if kind in said and kind in _TELLING_KINDS}
    found = [g for g in guides if named and named <= kinds[g.path]]
    return found if 0 < len(found) < len(guides) else []


# Kinds of passages that only some guides have, and by which people call a guide.
_TELLING_KINDS = frozenset({"faq", "persona", "pushback", "timeline", "lever"})


def _dated_line(page: Page, guide: GuideEntry) -> Passage | None:
    """The line at a guide's beginning that says when it was updated, where it says so in words."""
    whole = page.library.guide(guide.path)
    year = re.search(r"\d{4}", guide.as_of or "")
    if whole is None or year is None:
        return None
    for number, line in enumerate(whole.lines[:12], start=1):
        if year.group() in line and _UPDATED.search(line):
            title = whole.title
            return Passage(guide.path, title, title, number, number, None, line, line, "text",
                           guide.company, guide.role, guide.as_of)  # fmt: skip
    return None


# A source is asked after by its name: "which guides use …".
_CITES = regex(
    r"\b(?:use[sd]?|cite[sd]?|quote[sd]?|credit\w*|named?|rel(?:y|ies)|(?:come|came|comes|taken)\s+from)\b", re.I
)
_OF_DATA = frozenset(
    "figures numbers data band bands table tables guide guides which come from used cited quoted named text texts "
    "ml ai engineer engineers compensation offer offers pay salary".split()
)
# A question of fewer words beside names asks for little else than what it names.
FEW_WORDS = 3
# So many names are shown beside one that is not covered.
MOST_NEAR = 12
_UPDATED = regex(r"\b(?:updated|published|revised|reviewed|as\s+of)\b", re.I)


def _is_named(page: Page, path: str, words: set[str]) -> bool:
    """Whether a question names a guide: two telling words stand together in its title, front or end."""
    guide = page.library.guide(path)
    if guide is None:
        return False
    frame = (guide.title, guide.path, *guide.sources, *guide.lines[:10], *guide.lines[-3:])
    telling = (
        words - STOP_WORDS - {"guide", "guides", "offer", "offers", "engineer", "data", "date", "updated"}
    )
    return any(len(telling & set(words_of(line))) >= 2 for line in frame)


def write_listing(page: Page, q: Question) -> bool:
    """Which companies, places and roles the guides cover."""
    asked = q.resolved.companies or page.lexicon.companies
    if len(asked) > 12:
        page.say(
            f"The guides cover {', '.join(asked[:40])}{' and more' if len(asked) > 40 else ''}.",
            *page.library.passages(company=asked[0])[:1],
        )
        return True
    done = False
    for company in asked:
        rows = page.lexicon.rows_of(company)
        regions = list(dict.fromkeys(r.region for r in rows if r.region))
        if not regions:
            continue
        passages = [
            page.library.passage_at(f.guide, f.line) for f in page.library.facts(company=company, kind="band")
        ]
        unique = list(dict.fromkeys(p for p in passages if p))
        page.say(
            f"{company} ({', '.join(dict.fromkeys(r.role for r in rows if r.role))}): {'; '.join(regions)}.",
            *unique[:8],
            style="bullet",
        )
        done = True
    return done


_WHO_IS_AT = regex(
    r"^\W*(?:and\s+|so\s+|pls\s+|please\s+|tell\s+me\s+)*(?:which|what)\s+(?:other\s+|of\s+(?:the|these|your)\s+)?(?:compan(?:y|ies)|firms?|employers?|guides?)\s+"
    r"(?:(?:do\s+you\s+(?:have|cover|know))|is|are|has|have|had|cover\w*|includ\w*|lists?|exists?|hires?|hiring|recruits?|operates?|(?:with|having)\s+an?)\b"
    r"|^\W*(?:and\s+|so\s+)*who\s+(?:is|has|hires?|covers?|operates?|recruits?)\s+(?:an?\s+|offices?\s+|rows?\s+|teams?\s+|people\s+)*(?:in|at)\b",
    re.I,
)
# Where more are meant, they are named and not cited one by one.
MOST_AT_PLACE = 12


def write_who_is_at(page: Page, q: Question) -> bool:
    """Which companies have a row at a place: "which company is in Graz", "who has offices in Bern"."""
    asked = [t for t in q.resolved.targets if t.asked]
    beside = q.resolved.components or q.given or q.resolved.companies or q.resolved.topics or q.resolved.uncovered
    if not asked or beside or q.has("superlative", "threshold", "difference", "advice", "pay", "currency"):
        return False
    if not _WHO_IS_AT.search(q.text):
        return False
    rows = list(dict.fromkeys((t.row.company, t.row.region) for t in asked))
    if len(rows) > MOST_AT_PLACE:
        page.say(f"These have rows there: {', '.join(dict.fromkeys(c or '' for c, _ in rows))}.", required=False)
        return True
    for company, region in rows:
        facts = page.library.facts(company=company, region=region, kind="band")
        page.say(
            f"{company} has a row for {region}.",
            *[p for f in facts[:1] if (p := page.passage_of(f))],
            style="bullet" if len(rows) > 1 else "sentence",
        )
    return True


def topic_is_covered(page: Page, topic: str, companies: Sequence[str]) -> list[Passage]:
    """Passages that are about a topic of their own accord: by their heading or lead, or because a guide states it
    with a quantity ("Options vest over 4 years with a one-year cliff").

    The guides at hand are asked: those of the companies and the general ones, and all where no company is named.
    """
    words = [words_of(w) for w in page.lexicon.aliases.topics[topic].words if w.isascii()]
    out: list[Passage] = []
    hits = page.library.full_text([" ".join(w) for w in words if w], 20, list(companies))
    for passage, _ in hits:
        head = words_of(
            passage.section
            + " "
            + (passage.parts[0][1] if passage.parts and passage.kind in ("lever",) else "")
        )
        own = passage.company in companies and passage.kind not in ("script", "lever", "heading")
        states = _states if own else _opens_with if passage.kind in _TELLING_TEXT else None
        if (any(_contains(head, w) for w in words) and re.search(r"\d", passage.quote)) or (
            states is not None and any(states(sentence, words) for sentence in _SENTENCES.split(passage.quote))
        ):
            out.append(passage)
    return out


_SENTENCES = regex(r"(?<=[.!?;])\s+|\n")
_QUANTITY = regex(
    r"\d|\b(?:one|two|three|four|five|six|half|quarter\w*|monthly|annual\w*|yearly|even\w*|immediate\w*)\b", re.I
)


# Of a guide that is not the company's own, what is met on the way is no statement: the sentence is about it.
_TELLING_TEXT = ("text", "list", "faq")
_SUBJECT = 4


def _states(sentence: str, words: Sequence[Sequence[str]]) -> bool:
    said = words_of(sentence)
    return bool(_QUANTITY.search(sentence)) and any(_contains(said, w) for w in words)


def _opens_with(sentence: str, words: Sequence[Sequence[str]]) -> bool:
    """Whether a sentence is about a topic and gives a quantity of it, no amount of money."""
    said = words_of(sentence)
    about = next((w for w in words if w and _contains(said[: _SUBJECT + len(w) - 1], w)), None)
    if about is None:
        return False
    for amount in reversed([a for a in amounts_in(sentence) if a.unit == "money" or a.scaled]):
        sentence = sentence[: amount.start] + sentence[amount.end :]
    return any(_QUANTITY.search(w) for w in words_of(sentence) if w not in about)


def _contains(words: Sequence[str], phrase: Sequence[str]) -> bool:
    size = len(phrase)
    return any(tuple(words[i : i + size]) == tuple(phrase) for i in range(len(words) - size + 1))


def nearest_in_name(name: str, names: Sequence[str]) -> list[str]:
    """The names to show for one that is not covered: all where they are few, else those spelt most like it.

    >>> nearest_in_name("Globexx", [f"Firm {n}" for n in range(20)] + ["Globex"])[0]
    'Globex'
    """
    if len(names) <= MOST_NEAR:
        return list(names)
    from rapidfuzz import fuzz, process

    return [found for found, _, _ in process.extract(name, names, scorer=fuzz.ratio, limit=MOST_NEAR)]


def write_uncovered(page: Page, q: Question) -> None:
    """Name what is asked for and missing, and what is covered nearby."""
    for u in q.resolved.uncovered:
        if u.kind == "company":
            page.lack(f"figures for {u.name}")
            near = ", ".join(nearest_in_name(u.name, u.nearby))
            more = " and others" if len(u.nearby) > MOST_NEAR else ""
            page.say(f"The guides have no figures for {u.name}; they cover {near}{more}.", required=False)
        elif u.kind == "place":
            if u.company and write_row_without_figures(page, q, u.company, u.name):
                continue
            owner = f"{u.company} in {u.name}" if u.company else u.name
            page.lack(f"figures for {owner}")
            near = "; ".join(u.nearby[:12])
            whose = f" For {u.company} they" if u.company else " They"
            covered = f"{whose} cover {near}." if near else ""
            page.say(f"The guides have no row for {owner}.{covered}", required=False)
            if len(set(u.nearby)):
                page.ask("What is the band for this level at this location?")
        elif u.kind == "role":
            page.lack(f"the role {u.name}")
            page.say(
                f"The guides' figures are for {', '.join(u.nearby[:6])}, not for {_somebody(u.name)}.",
                required=False,
            )


def _somebody(role: str) -> str:
    """A role as one speaks of who has it: "a copywriter", "an HR partner", "recruiters", "another trade"."""
    words = ["HR" if w == "hr" else w for w in role.split()]
    name = " ".join(words)
    plain = role == "hr" or role.startswith("another ") or role.endswith("ing")
    if plain or (role.endswith("s") and not role.endswith("ss")):
        return name
    return f"{'an' if name[:1].lower() in 'aeiou' or words[0] == 'HR' else 'a'} {name}"


def asked_words(q: Question, topic: str) -> list[str]:
    """The person's own words for a topic."""
    return list(dict.fromkeys(m.text for m in q.resolved.mentions if m.kind == "topic" and m.name == topic))


def write_topics(page: Page, q: Question, topics: Sequence[str]) -> None:
    """Say that a topic is not in the guides, and what to ask instead."""
    labels = []
    for topic in topics:
        entry = page.lexicon.aliases.topics[topic]
        asked = [t for t in asked_words(q, topic) if not any(c.isdigit() for c in t)]
        labels.append(entry.label + (f" (“{'”, “'.join(asked)}”)" if asked else ""))
        page.lack(entry.label)
        page.ask(entry.ask)
    if labels:
        page.say(f"The guides do not cover {' or '.join(labels)}.", required=False)


_PERSON = r"(?:hr|recruiter|recruiters|manager|lead|boss|lady|guy|woman|man|rep|person|people|team|office|partner)"
_WHO_SAYS = regex(rf"\b{_PERSON}\s+(?:in|from|of|at)\s+(?:the\s+)?$", re.I)
_WHO_SAYS_IT = regex(rf"^\s+(?:\w+\s+)?{_PERSON}\b", re.I)
_WHAT_TO_ASK = regex(
    r"\b(?:what|which)\s+(?:\w+\s+){0,2}(?:questions?|facts|details|should|must|do\s+i)\b", re.I
)


def told_of(page: Page, q: Question) -> list[Hit]:
    """Prose of a guide that names the very role the bands are not for, where no figure of it is asked."""
    roles = [m for m in q.resolved.mentions if m.kind == "role" and m.name not in page.lexicon.roles]
    if not roles or not q.resolved.companies or not q.has("compare", "levels") or q.resolved.components:
        return []
    found = page.library.full_text([m.text for m in roles], 12, list(q.resolved.companies))
    words = [words_of(m.text) for m in roles]
    return [
        Hit(p, score)
        for p, score in found
        if p.company
        and p.kind in ("levels", "text")
        and any(" ".join(w) in " ".join(words_of(p.quote)) for w in words)
    ][:1]


def is_named_level(page: Page, q: Question) -> bool:
    """A role that a level map names ("Research Engineer at OpenAI") is covered by it."""
    if not (q.has("levels") and page.said):
        return False
    text = page.library.once(
        "mapped levels",
        lambda: " ".join(dict.fromkeys(m.other_level for m in page.library.level_maps())).lower(),
    )
    return any(m.kind == "role" and m.text.lower() in text for m in q.resolved.mentions)


def is_background(page: Page, q: Question) -> bool:
    """Another company is only where somebody comes from, who made the other offer, or a level's."""
    if {u.kind for u in q.resolved.uncovered} == {"place"} and q.has("pushback") and not q.given:
        places = [m for m in q.resolved.mentions if m.kind == "place"]
        if all(_WHO_SAYS.search(q.text[: m.start]) or _WHO_SAYS_IT.match(q.text[m.end :]) for m in places):
            return True  # "HR in Graz says …": whose words they are
    if not q.resolved.companies and {u.kind for u in q.resolved.uncovered} == {"place"} and not q.has("pay"):
        if all(_spoken_of(page, u.name) for u in q.resolved.uncovered):
            return True  # "remote work": not a place of the bands, but the guides advise on it
        return advice_asked(q) or bool(
            _WHAT_TO_ASK.search(q.text)
        )  # "a startup in Graz offers options: what do I ask"
    names = [u.name for u in q.resolved.uncovered if u.kind == "company"]
    if len(names) != len(q.resolved.uncovered):
        return False
    if q.has("levels") or q.resolved.levels:
        mapped = {w for m in page.library.level_maps() for w in words_of(m.other_company)}
        if page.said and all(set(words_of(n)) <= mapped for n in names):
            return True
    if not q.resolved.companies and not q.has("advice", "pushback", "fabricate"):
        return False
    if q.has("compare") and q.resolved.components and not q.has("advice"):
        return False
    asks_cell = bool(q.resolved.components) or q.has("pay")
    if asks_cell and not (q.resolved.companies or q.given or advice_asked(q)) and len(rest_of(q)) < FEW_WORDS:
        return False  # "salary at Initech for a researcher"
    for name in names:
        mention = next((m for m in q.resolved.mentions if m.name == name), None)
        if mention is None:
            return False
        before = q.text[: mention.start]
        behind = q.text[mention.end :]
        if (
            re.search(r"\b(?:vs\.?|versus|or|and|than|compare[d]?\s+(?:to|with))\s*$", before, re.I)
            and q.has("compare")
            and not q.has("advice")
        ):
            return False
        if re.search(
            r"\b(?:from|at|in|by|leaving|currently|now|have|has|got|an?|say|claim|match|beat)\s*$",
            before,
            re.I,
        ) or re.search(
            r"^\W*(?:offer|startup|equity|counter|process|is\s+my\s+current|L\d|E\d|level)", behind, re.I
        ):
            continue
        if q.has("advice", "levels") and q.resolved.companies:
            continue
        return False
    return True


def _spoken_of(page: Page, name: str) -> bool:
    """Whether a general guide has a word in its advice."""
    words = set(words_of(name))
    return any(words <= set(words_of(p.quote)) for p, _ in page.library.full_text([name], 10, []))
