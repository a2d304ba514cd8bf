"""A collection of guides that nobody wrote, as large as wanted, and questions with known answers.

In: how many, how many roles a company has, a seed. Out: guides with invented companies and figures in
the shapes that people use, each cell of pay with its truth, and questions about single cells. The
same count, roles and seed give the same bytes.

    python -m evals.made_guides FOLDER --count 300 --roles 1 --seed 1 --questions 500 [--people]

writes the guides to FOLDER, and beside it FOLDER.questions.jsonl.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from evals.made_manner import as_people_ask
from evals.made_tables import Cell, equivalents, made_table
from evals.made_words import (
    HEADINGS,
    ROLES,
    SOURCES,
    Company,
    companies,
    levers,
    lines_of,
    paragraphs,
    slots,
    slug_of,
)

# Characters of prose in a guide: as in the real ones at hand, of 1.5 to 12 KB, 6 KB on average.
PROSE = (1_500, 7_500)
TITLES = (
    "### {r} — {c} offer guide",
    "### {r} | {c} pay and negotiation",
    "# {c} {r} negotiation guide",
    "## {r} at {c}: what to ask for",
)
PAY_HEADINGS = (
    "#### Pay ({y})",
    "#### Compensation ({y})",
    "**Pay by the numbers ({y})**",
    "## Salary and equity, {y}",
)
# Where no column says which part of pay it is, the heading does.
TOTAL_HEADINGS = ("#### Total Compensation ({y})", "**Total comp by level ({y})**")
STRATEGY = (
    "> **Negotiate Up Strategy:** Open at {open} and do not go under {floor}. Name {s} and {o} as reasons, "
    "and ask for the breakdown in writing."
)
COMPONENT_WORDS = {
    "base": ("base salary", "base", "base pay"),
    "equity": ("equity", "stock", "equity grant"),
    "options": ("options", "stock options"),
    "bonus": ("bonus", "annual bonus"),
    "sign_on": ("sign-on", "signing bonus"),
    "total": ("total comp", "TC", "total compensation"),
}
QUESTIONS = (
    "what is the {part} for {a} {role} at {company}{at}?",
    "{company}{at} {role} {part}",
    "How much {part} does {company} pay {a} {role}{at}?",
    "i have an offer from {company} as {a} {role}{at}. what {part} should i expect?",
    "Is {amount} {part} fair for {a} {role} at {company}{at}?",
    "what's the {part} range of {a} {role}{at} at {company}",
)


@dataclass(frozen=True, slots=True)
class Truth:
    """One cell of pay of one guide, with the line it stands on, counted from 1."""

    guide: str
    company: str
    role: str
    line: int
    region: str | None
    level: str | None
    component: str
    low: int
    high: int | None
    unit: str
    currency: str | None
    text: str
    region_asked: tuple[str, ...]
    level_asked: tuple[str, ...]


Manner = Callable[[Truth, random.Random], str]


@dataclass(frozen=True, slots=True)
class MadeGuide:
    """A guide's path below the folder, its text, and the truth of its table."""

    path: str
    text: str
    company: str
    role: str
    shape: str
    truths: tuple[Truth, ...]


@dataclass(frozen=True, slots=True)
class MadeQuestion:
    """A question about one cell, and where the answer stands."""

    question: str
    truth: Truth


def made_guides(count: int, roles: int = 1, seed: int = 1) -> Iterator[MadeGuide]:
    """Guides, company by company; each company has `roles` of them until there are `count`."""
    names = companies(-(-count // roles), seed)
    pairs = ((company, role) for company in names for role in ROLES[:roles])
    for _, (company, role) in zip(range(count), pairs, strict=False):
        yield _guide(company, role, seed)


def _guide(company: Company, role: str, seed: int) -> MadeGuide:
    rng = random.Random(f"guide {seed} {company.name} {role}")
    names = slots(company, role, rng)
    table = made_table(rng, 0.8 + 0.05 * ROLES.index(role))
    prose = paragraphs(company, role, rng, rng.randint(*PROSE))
    heading = rng.choice(PAY_HEADINGS if table.names_parts else TOTAL_HEADINGS)
    lines = [rng.choice(TITLES).format(**names), "", next(prose), "", heading.format(**names), ""]
    first = len(lines) + 1
    lines += [*table.lines, ""]
    for heading in rng.sample(HEADINGS, rng.randint(2, 4)):
        lines += [f"#### {heading.format(**names)}", ""]
        for _ in range(rng.randint(1, 3)):
            lines += [next(prose, ""), ""]
    if rng.random() < 0.6:
        lines += ["#### Levels elsewhere", "", *equivalents(company.name, company.rivals, rng), ""]
    lines += ["#### Levers", ""]
    for number, lever in enumerate(levers(company, role, rng), start=1):
        name, _, say = lever.partition(": ")
        lines.append(f"{number}. **{name}:** {say}")
    for text in prose:
        lines += ["", text]
    money = [cell for cell in table.cells if cell.unit == "money" and cell.component in ("base", "total")]
    asked = rng.choice(money)
    strategy = STRATEGY.format(open=_top(asked), floor=_bottom(asked), **names)
    lines += ["", strategy, "", "#### Evidence & Sources", ""]
    lines += [f"- {source}" for source in lines_of(SOURCES, company, role, rng)]
    path = f"{company.slug}/{slug_of(role)}.md"
    truths = tuple(_truth(cell, path, company.name, role, first) for cell in table.cells)
    return MadeGuide(path, "\n".join(lines) + "\n", company.name, role, table.shape, truths)


def _top(cell: Cell) -> str:
    return cell.text.split("–")[-1].split(" - ")[-1].strip()


def _bottom(cell: Cell) -> str:
    return cell.text.split("–")[0].split(" - ")[0].strip()


def _truth(cell: Cell, path: str, company: str, role: str, first: int) -> Truth:
    values = asdict(cell) | {"line": first + cell.line}
    return Truth(guide=path, company=company, role=role, **values)


def made_questions(
    guides: Sequence[MadeGuide], count: int, seed: int = 1, manner: Manner | None = None
) -> list[MadeQuestion]:
    """Questions about single cells, spread evenly over the guides; each names all that keys the cell.

    `manner` words them, in the guides' own words unless another is given.
    """
    word = manner or _question
    rng = random.Random(f"questions {seed}")
    made: list[MadeQuestion] = []
    asked: set[str] = set()
    order = list(guides)
    while len(made) < count:
        rng.shuffle(order)
        before = len(made)
        for guide in order:
            if len(made) == count:
                break
            truth = rng.choice(guide.truths)
            question = word(truth, rng)
            if question not in asked:
                asked.add(question)
                made.append(MadeQuestion(question, truth))
        if len(made) == before:
            break
    return made


def _question(truth: Truth, rng: random.Random) -> str:
    middle = (truth.low + (truth.high or truth.low)) // 2
    amount = f"{middle}%" if truth.unit == "percent" else f"{truth.currency} {middle:,}"
    role = f"{rng.choice(truth.level_asked)} {truth.role}" if truth.level_asked else truth.role
    text = rng.choice(QUESTIONS).format(
        part=rng.choice(COMPONENT_WORDS[truth.component]),
        a=_article(role),
        role=role,
        company=truth.company,
        at=f" in {rng.choice(truth.region_asked)}" if truth.region_asked else "",
        amount=amount,
    )
    return text if rng.random() < 0.7 else text.lower()


def _article(name: str) -> str:
    """The article that one hears.

    >>> _article("ML/AI Engineer"), _article("senior Data Scientist"), _article("L5 Engineer")
    ('an', 'a', 'an')
    """
    spelt = name[1:2].isupper() or name[1:2].isdigit()
    return "an" if name[0] in ("AEFILMNORSX" if spelt else "AEIOaeio") else "a"


def write_guides(folder: Path, guides: Sequence[MadeGuide]) -> int:
    """Write the guides below a folder, and leave alone what stands there already; the number of bytes."""
    size = 0
    for guide in guides:
        file = folder / guide.path
        file.parent.mkdir(parents=True, exist_ok=True)
        data = guide.text.encode("utf-8")
        if not file.is_file() or file.read_bytes() != data:
            file.write_bytes(data)
        size += len(data)
    return size


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a collection and its questions. Exit 0."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.made_guides", description="Guides that nobody wrote."
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=300, help="guides")
    parser.add_argument(
        "--roles", type=int, default=1, choices=range(1, len(ROLES) + 1), help="for each company"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--people", action="store_true", help="ask in the manner of people")
    options = parser.parse_args(arguments)
    guides = list(made_guides(options.count, options.roles, options.seed))
    size = write_guides(options.folder, guides)
    manner = as_people_ask if options.people else None
    questions = made_questions(guides, options.questions, options.seed, manner)
    beside = options.folder.with_name(options.folder.name + ".questions.jsonl")
    with beside.open("w", encoding="utf-8") as file:
        for number, one in enumerate(questions, start=1):
            line = {"id": number, "question": one.question, **asdict(one.truth)}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    print(f"{len(guides)} guides, {size:,} bytes in {options.folder}; {len(questions)} questions in {beside}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
