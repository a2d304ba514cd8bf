"""Questions about made cells in the manner of people: short, chatty, with abbreviations and slips.

In: the truth of a cell, a `random.Random`. Out: a question that names all that keys the cell, in words that
the guide may not use: "SWE" for a Software Engineer, "NYC" for New York, "signon" for the sign-on bonus,
two letters swapped in a word of pay. It does not change the name of a company: another may be called so.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evals.made_guides import Truth

PARTS = {
    "base": ("base", "base salary", "base pay", "salary base", "fixed pay", "basic salary"),
    "equity": ("equity", "stock", "RSUs", "rsu grant", "equity grant", "stock grant"),
    "options": ("options", "stock options", "option grant"),
    "bonus": ("bonus", "annual bonus", "target bonus", "bonus %", "yearly bonus"),
    "sign_on": ("sign-on", "signing bonus", "signon", "sign on bonus", "joining bonus"),
    "total": ("total comp", "TC", "total compensation", "total pay", "all-in comp", "total package"),
}
ROLES = {
    "ML/AI Engineer": ("MLE", "ML engineer", "machine learning engineer", "AI engineer"),
    "Software Engineer": ("SWE", "software eng", "software developer", "SDE"),
    "Data Scientist": ("data scientist", "DS"),
    "Product Manager": ("PM", "product manager"),
    "Engineering Manager": ("EM", "eng manager"),
    "Site Reliability Engineer": ("SRE", "site reliability eng"),
    "Data Engineer": ("data eng", "data engineer"),
    "Security Engineer": ("security eng", "security engineer"),
    "Technical Program Manager": ("TPM", "technical PM"),
    "Product Designer": ("product designer", "designer"),
    "Frontend Engineer": ("front-end engineer", "frontend dev", "FE engineer"),
    "Research Scientist": ("research scientist", "researcher"),
    "Solutions Architect": ("solutions architect", "solution architect"),
    "DevOps Engineer": ("devops", "devops eng"),
    "Backend Engineer": ("back-end engineer", "backend dev"),
    "Mobile Engineer": ("mobile dev", "mobile engineer"),
}
PLACES = {
    "San Francisco": ("SF", "san fran"),
    "New York": ("NYC", "new york city", "NY"),
    "Seattle": ("Seattle, WA", "seattle"),
    "Austin": ("austin tx", "ATX"),
    "Boston": ("boston ma",),
    "the Bay Area": ("the bay area", "bay area"),
    "San Jose": ("SJ", "san jose ca"),
    "Chicago": ("chicago il",),
    "Denver": ("denver co",),
    "London": ("london uk", "LDN"),
    "Munich": ("München",),
    "Zurich": ("Zürich",),
    "Warsaw": ("Warszawa",),
    "Bangalore": ("Bengaluru", "BLR", "blore"),
    "Hyderabad": ("hyd",),
    "Singapore": ("SG", "sing"),
    "Sydney": ("SYD",),
    "Tel Aviv": ("TLV", "tel-aviv"),
    "Toronto": ("toronto canada", "YYZ"),
    "Amsterdam": ("AMS", "A'dam"),
    "remote US": ("remote in the US", "remote (US)", "US remote"),
    "Sao Paulo": ("sampa", "são paulo"),
    "São Paulo": ("sao paulo brazil",),
}
LEVELS = {
    "mid-level": ("mid level", "mid", "midlevel"),
    "senior": ("sr", "senior", "sr."),
    "staff": ("staff", "staff level"),
}
TEMPLATES = (
    "{company} {role} {place} {part}?",
    "{role} @ {company}, {place}: {part}",
    "yo what does {company} pay a {role} in {place}, just the {part}",
    "trying to figure out {part} for {role} at {company} in {place}",
    "so i'm interviewing with {company} for a {role} spot ({place}). what {part} can they go to?",
    "My recruiter at {company} won't tell me the {part}. {role}, {place}. What do the guides say?",
    "{part} for {company} {place} {role}, pls",
    "Does the guide list {part} for a {role} at {company} in {place}?",
    "top of the {part} band, {company}, {role}, {place}",
    "whats the floor on {part} at {company} for {role} in {place}",
    "Can you tell me the {part} range: {company}, {role}, {place}",
    "I got {amount} {part} from {company} ({role}, {place}). Low?",
    "{amount} {part} as {role} at {company} {place} good or bad",
    "Hi! A friend is a {role} at {company} in {place} and would like to know their {part}. Thanks!!",
    "how high does {part} go for {role}s at {company} in {place}",
    "what kind of {part} would {company} give me in {place} as a {role}",
    "{company}: {part}, {role}, {place}",
    "need numbers. {company}. {role}. {place}. {part}.",
    "wondering about {company}'s {part} for {role} in {place}",
    "is there a {part} for the {role} job at {company} in {place} and how much",
)


def as_people_ask(truth: Truth, rng: random.Random) -> str:
    """A question about the cell, with one of these and their like: a short form, a nickname, a slip."""
    part = rng.choice(PARTS[truth.component])
    if rng.random() < 0.12:
        part = _slip(part, rng)
    role = rng.choice(ROLES[truth.role]) if rng.random() < 0.6 else truth.role
    if truth.level_asked:
        level = rng.choice(truth.level_asked)
        if rng.random() < 0.4:
            level = rng.choice(LEVELS.get(level, (level,)))
        role = (
            f"{role} {level}" if any(c.isdigit() for c in level) and rng.random() < 0.4 else f"{level} {role}"
        )
    middle = (truth.low + (truth.high or truth.low)) // 2
    template = rng.choice(TEMPLATES)
    place = ""
    if truth.region_asked:
        place = rng.choice(truth.region_asked)
        place = rng.choice(PLACES.get(place, (place,))) if rng.random() < 0.5 else place
    else:
        template = _without_place(template)
    text = template.format(
        company=truth.company, role=role, place=place, part=part, amount=_amount(truth, middle, rng)
    )
    kind = rng.random()
    return text.lower() if kind < 0.35 else text.upper() if kind < 0.37 else text


def _without_place(template: str) -> str:
    """A template for a cell of no place, without what joins the place to the rest.

    >>> _without_place("{role} @ {company}, {place}: {part}"), _without_place("{company} ({place}). What")
    ('{role} @ {company}: {part}', '{company}. What')
    """
    for joint in (" in {place}", ", {place}", " ({place})", " {place}.", " {place}"):
        template = template.replace(joint, "")
    return template.replace("{place}", "").strip()


def _amount(truth: Truth, middle: int, rng: random.Random) -> str:
    if truth.unit == "percent":
        return f"{middle}%"
    if middle % 1000 == 0 and middle < 1_000_000 and rng.random() < 0.5:
        return f"{middle // 1000}k {truth.currency}"
    return f"{truth.currency} {middle:,}"


def _slip(words: str, rng: random.Random) -> str:
    """Two neighbouring letters inside a long word swapped: "salayr" is nobody's name."""
    long = [word for word in words.split() if len(word) > 5 and word.isalpha()]
    if not long:
        return words
    word = rng.choice(long)
    at = rng.randint(2, len(word) - 2)
    return words.replace(word, word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :])
