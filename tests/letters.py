"""The letters in tests/data/letters with the fields expected of them, and how well a reading fits.

Each file holds many letters: `=== name`, the expected fields in YAML, `---`, the letter. `asked` names
fields that must be asked and not given; `left_out` the number of orders. A field that is not named must
not be proposed. Text fields may name several right answers with ` | `.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.counter.pasted import Proposal, orders_in

LETTERS = Path(__file__).parent / "data" / "letters"
KEYS = (
    "company role level region currency base bonus_percent bonus equity_total equity_per_year equity_years "
    "equity_kind vesting sign_on start_date deadline candidate recruiter".split()
)


@dataclass(frozen=True)
class Case:
    """One letter and what is to be read from it."""

    name: str
    expected: dict[str, Any]
    text: str


def letters(name: str) -> Iterator[Case]:
    """The letters of a file."""
    for block in (LETTERS / name).read_text("utf-8").split("=== ")[1:]:
        title, _, rest = block.partition("\n")
        head, _, text = rest.partition("\n---\n") if not rest.startswith("---\n") else ("", "", rest[4:])
        expected = yaml.load(head, Loader=yaml.BaseLoader) or {}
        yield Case(title.strip(), expected, text)


def _plain(value: Any) -> str:
    return " ".join(str(value).casefold().replace(",", " ").split())


def _same(key: str, wanted: Any, got: Any) -> bool:
    if key == "sign_on":
        wanted = [str(v) for v in wanted]
        return wanted == [str(v) for v in (got if isinstance(got, list) else [got])]
    if key == "vesting":
        return [str(v) for v in wanted] == [str(v) for v in got]
    return _plain(got) in [_plain(one) for one in str(wanted).split(" | ")]


def judged(case: Case, proposal: Proposal) -> Iterator[tuple[str, str, str]]:
    """(field, right | wrong | missing | asked | not asked, what) for each field that matters."""
    values = proposal.values
    questions = {d.field for d in proposal.questions} | {f for d in proposal.questions for f in d.also}
    asked = case.expected.get("asked", [])
    if "region" not in case.expected:  # bands are by place: where none is named, it has to be asked
        asked = [*asked, "region"]
    for key in KEYS:
        wanted, got = case.expected.get(key), values.get(key)
        if wanted is not None and got is None:
            yield key, "missing", f"wanted {wanted!r}"
        elif wanted is not None:
            yield key, "right" if _same(key, wanted, got) else "wrong", f"wanted {wanted!r}, got {got!r}"
        elif got is not None:
            yield key, "wrong", f"wanted nothing, got {got!r}"
        if key in asked:
            yield key, "asked" if key in questions else "not asked", ""
    for key in sorted(questions - set(asked)):
        yield key, "asked needlessly", str([d.ask for d in proposal.questions if key in (d.field, *d.also)])
    orders = len(orders_in(proposal))
    if orders != int(case.expected.get("left_out", 0)):
        yield "left_out", "wrong", f"{orders} orders"


def scored(
    name: str, read: Callable[[str], Proposal]
) -> tuple[dict[str, Counter[str]], list[tuple[str, str, str, str]]]:
    """Counts by field, and all that is not right."""
    counts: dict[str, Counter[str]] = {}
    wrong = []
    for case in letters(name):
        for key, verdict, what in judged(case, read(case.text)):
            counts.setdefault(key, Counter())[verdict] += 1
            if verdict not in ("right", "asked"):
                wrong.append((case.name, key, verdict, what))
    return counts, wrong
