"""Names and sentences for guides that nobody wrote: companies, roles, places, and what prose says.

In: a `random.Random`. Out: names and paragraphs, always the same for the same seed. Companies are
invented; some are common words, initials, or stand inside one another's names, as real ones do.
Sentences repeat from guide to guide with other names in them, as they do in collections that were
filled in from a form. No pay figure of a company is made here.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

COMMON_WORDS = """
    Anvil Ember Harbor Thistle Quarry Lantern Meridian Copper Bramble Tide Signal Frame Ledger Orchard
    Beacon Mosaic Kettle Compass Drift Granite Pivot Saddle Cobalt Marrow Ridge Tandem Willow Cinder
    Prism Gallop Parcel Shelter Raven Needle Summit Canopy Dapple Flint Hollow Juniper Keystone Lattice
    Minnow Nectar Osprey Pebble Quill Rivet Sable Tinder Umber Velvet Wicket Yonder Zephyr Basis Outline
    Margin Forward Steady Plain Offer Level Branch Counter Current Range
""".split()
STARTS = "Bra Cor Dal Fen Gar Hal Iv Jor Kel Lor Mar Nev Or Pel Quin Ros Sten Tal Ur Vor Wes Yar Zan".split()
MIDDLES = "a e i o u an el ir ov un ar eri ola umi anti".split()
ENDS = "dane lix mont nor pex quist ra sson tara ven wick xa yl zeta beck cort field gren holm ka".split()
TAILS = ("Labs", "Systems", "AI", "Health", "Capital", "Robotics", "Cloud", "Games", "Mobility", "Pay")
SEED_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"

ROLES = (
    "ML/AI Engineer",
    "Software Engineer",
    "Data Scientist",
    "Product Manager",
    "Engineering Manager",
    "Site Reliability Engineer",
    "Data Engineer",
    "Security Engineer",
    "Technical Program Manager",
    "Product Designer",
    "Frontend Engineer",
    "Research Scientist",
    "Solutions Architect",
    "DevOps Engineer",
    "Backend Engineer",
    "Mobile Engineer",
)

INDUSTRIES = (
    "freight pricing",
    "hospital scheduling",
    "card payments",
    "crop insurance",
    "warehouse robots",
    "network security",
    "travel booking",
    "power trading",
    "online tutoring",
    "satellite imaging",
    "game publishing",
    "video meetings",
    "parts procurement",
    "drug discovery",
)
THINGS = "routing ranking pricing fraud search forecasting identity settlement imaging planning chat billing".split()
QUALITIES = "latency accuracy uptime retention margin throughput recall adoption conversion cost".split()
OUTCOMES = (
    "fewer abandoned orders",
    "a shorter sales cycle",
    "renewals that close early",
    "lower spending on servers",
    "claims that settle within the day",
    "a product that regulators accept",
    "releases that nobody has to roll back",
    "larger customers who stay",
)
SKILLS = (
    "graph models",
    "stream processing",
    "feature stores",
    "incident response",
    "experiment design",
    "distributed training",
    "threat modelling",
    "capacity planning",
    "pricing research",
    "evaluation of language models",
    "interface prototyping",
    "on-device inference",
    "query optimisation",
    "release engineering",
)
EVENTS = (
    "the reorganisation of its platform teams",
    "its listing on the stock exchange",
    "the purchase of a smaller competitor",
    "a contract with three national carriers",
    "the opening of a second engineering site",
    "its move from licences to usage pricing",
)

# {c} company, {r} role, {p} a product, {q} another, {i} industry, {t} a thing, {u} a quality, {o} an outcome,
# {s} a skill, {e} an event, {v} a rival, {y} a year, {m} a count
SENTENCES = (
    "At {c} the {r} decides how {p} behaves when demand doubles overnight.",
    "Few teams in {i} see as much {t} data as {c}, and {p} is where it is put to use.",
    "Since {e}, {c} plans around {u} before anything else.",
    "A {r} who knows {s} can move {u} on {p} within a quarter.",
    "{p} and {q} share one {t} service, so a mistake there reaches every customer.",
    "Managers at {c} say that {o} follows from better {t}.",
    "In {y} the company served {m} customers, most of them through {q}.",
    "Candidates with {s} are rare, and {v} hires from the same pool.",
    "The interview weighs {s} more than speed at the whiteboard.",
    "Teams that own {t} are reviewed twice a year, with pay settled a month later.",
    "Nobody else in {i} runs {t} at this size with so small a group.",
    "Whoever takes this role answers for {u} and reports on it every Monday.",
    "{c} measures the work by {u}; the finance team reads the same number.",
    "Most of the roadmap for {y} rests on {q}, which needs people for {s}.",
    "A strong {r} shortens the path from an idea to {o}.",
    "The hiring committee compares you with people from {v}, not with the average applicant.",
    "Recruiters can move the grant more easily than the base, because grants come from another budget.",
    "Ask early which team the opening belongs to, since {t} teams have more room than most.",
    "Written numbers count; what is said on a call is forgotten when the committee meets.",
    "The first number that you hear is seldom the last one that has been approved.",
    "Thank them, say when you will answer, and ask for the full breakdown in writing.",
    "What makes {c} unusual is that {t} and {s} sit in one group.",
    "After {e}, retention of people who know {p} became a matter for the board.",
    "Ownership of {q} brings on-call weeks, which belong in the talk about pay.",
    "With {m} integrations to look after, {u} suffers whenever a specialist leaves.",
    "Experience with {s} at {v} carries over almost unchanged.",
    "You will be asked for an example in which {s} led to {o}.",
    "In {i} a delay of one release costs more than a year of this salary.",
    "For a {r} the scope is {t} from the first design to the last alert.",
    "{c} has said in public that {q} will double its staff by {y}.",
    "Levels are set by scope, so describe the largest system that you have answered for.",
    "Bring evidence of {o}; it weighs more than titles here.",
    "The company grades the work in four steps, and the step decides the grant.",
    "Every {r} at {c} spends the first month with the people who sell {p}.",
    "Because {p} depends on {s}, an empty seat is felt within days.",
    "{v} has matched offers of {c} before, and both sides know it.",
    "If the site matters to you, settle it before the level, and the level before the money.",
    "Those who built {q} have left for {v}, so the knowledge is thin.",
    "A relocation is paid separately and does not count against the band.",
    "It helps to know that {u} is the first slide of the quarterly review.",
)
LEVERS = (
    '{s}: "I have shipped {t} work whose {u} others depend on, and {p} needs just that."',
    'Scope of {p}: "I would own {t} for {m} customers, which is the scope of the next level."',
    '{o}: "My last project led to {o}, and I can show how."',
    'Scarcity: "People who combine {s} with {i} are few; I would rather do this here than at {v}."',
    'Timing: "After {e} the team has to deliver by {y}, and I can start at once."',
    'On call: "{q} wakes people at night; I would like the grant to reflect it."',
)
HEADINGS = (
    "Why {c} pays for this",
    "What a {r} does at {c}",
    "How {c} hires",
    "The part that {p} plays",
    "Before you answer",
    "Notes on {i}",
)
SOURCES = (
    "Annual report of {c}, {y}",
    "Pay reports for {r} at {c}, {y}",
    "Interviews with two former employees of {c}",
    "Job advertisements of {c} and {v}, {y}",
    "Talk on {p} at an engineering meeting, {y}",
)


@dataclass(frozen=True, slots=True)
class Company:
    """An invented company with what its guides keep saying about it."""

    name: str
    industry: str
    products: tuple[str, str]
    event: str
    rivals: tuple[str, ...]

    @property
    def slug(self) -> str:
        """The name of its folder."""
        return slug_of(self.name)


def slug_of(name: str) -> str:
    """A name as part of a path.

    >>> slug_of("ML/AI Engineer"), slug_of("Orrin & Vale")
    ('ml-ai-engineer', 'orrin-vale')
    """
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def company_names(count: int, seed: int) -> list[str]:
    """Distinct names: words, made-up ones, initials, pairs, and some that begin with another's name."""
    rng = random.Random(f"names {seed}")
    words = COMMON_WORDS[:]
    rng.shuffle(words)
    names: dict[str, str] = {}
    while len(names) < count:
        name = _name(rng, words, list(names.values()))
        names.setdefault(slug_of(name), name)
    return list(names.values())


def _name(rng: random.Random, words: list[str], so_far: list[str]) -> str:
    kind = rng.random()
    if kind < 0.12 and words:
        return words.pop()
    if kind < 0.18:
        return "".join(rng.sample(SEED_LETTERS, 3)) + rng.choice(("", "", " Group"))
    if kind < 0.25 and so_far:
        return f"{rng.choice(so_far).split()[0]} {rng.choice(TAILS)}"
    if kind < 0.29 and so_far:
        return rng.choice(so_far).split()[0] + rng.choice(("ly", "base", "works", "hub"))
    made = _made_up(rng)
    if kind < 0.34:
        return f"{made} & {_made_up(rng)}"
    if kind < 0.48:
        return f"{made} {rng.choice(TAILS)}"
    return made


def _made_up(rng: random.Random) -> str:
    return rng.choice(STARTS) + rng.choice(MIDDLES) + rng.choice(ENDS)


def companies(count: int, seed: int) -> list[Company]:
    """Companies with their products and rivals; a rival is another company of the same collection."""
    names = company_names(count, seed)
    made = []
    for name in names:
        rng = random.Random(f"company {seed} {name}")
        others = [other for other in rng.sample(names, min(4, len(names))) if other != name]
        products = (f"{_made_up(rng)} {rng.choice(('One', 'Flow', 'Core', 'Edge'))}", _made_up(rng))
        made.append(
            Company(name, rng.choice(INDUSTRIES), products, rng.choice(EVENTS), tuple(others) or ("others",))
        )
    return made


def slots(company: Company, role: str, rng: random.Random) -> dict[str, str]:
    """What one sentence is filled with."""
    first, second = company.products
    return {
        "c": company.name,
        "r": role,
        "p": first,
        "q": second,
        "i": company.industry,
        "t": rng.choice(THINGS),
        "u": rng.choice(QUALITIES),
        "o": rng.choice(OUTCOMES),
        "s": rng.choice(SKILLS),
        "e": company.event,
        "v": rng.choice(company.rivals),
        "y": str(rng.choice((2025, 2026, 2027))),
        "m": f"{rng.choice((40, 90, 300, 1200, 5000)):,}",
    }


def paragraphs(company: Company, role: str, rng: random.Random, characters: int) -> Iterator[str]:
    """About so many characters of prose; what is not about the role stands alike in all its guides."""
    written = 0
    shared_ones = rng.sample(range(8), 8)
    while written < characters:
        shared = bool(shared_ones) and rng.random() < 0.2
        # One of a company's few shared paragraphs; it has no role in it, so that it can be shared.
        source = random.Random(f"shared {company.name} {shared_ones.pop()}") if shared else rng
        pool = [one for one in SENTENCES if "{r}" not in one] if shared else list(SENTENCES)
        chosen = source.sample(pool, source.randint(2, 5))
        text = " ".join(_sentence(one, company, role, source) for one in chosen)
        written += len(text)
        yield text


def _sentence(template: str, company: Company, role: str, rng: random.Random) -> str:
    text = template.format(**slots(company, role, rng))
    return text[0].upper() + text[1:]


def levers(company: Company, role: str, rng: random.Random) -> list[str]:
    """Arguments, each with a name and words to say."""
    chosen = rng.sample(LEVERS, rng.randint(3, len(LEVERS)))
    return [_sentence(one, company, role, rng) for one in chosen]


def lines_of(templates: tuple[str, ...], company: Company, role: str, rng: random.Random) -> list[str]:
    """Some of the templates, filled in."""
    return [
        _sentence(one, company, role, rng) for one in rng.sample(templates, rng.randint(3, len(templates)))
    ]
