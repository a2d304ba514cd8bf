"""What holds for every answer, checked by readers that share nothing with the program's own.

In: an Answer and the folder of its guides. Out: the Answer again, or an assertion error. Amounts are
read here by a small reader of its own and formulas by `value_of`. `asking` indexes a folder and asks it.
"""

from __future__ import annotations

import ast
import json
import operator
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

from conftest import TinyEncoder

from assistant.answer import answer_question
from assistant.model.judging import Judge
from assistant.model.prompts import load_prompt
from assistant.model.references import material_of
from assistant.result import Answer, Number
from evals.product import Product
from index.build import build
from index.encoder import Encoder
from index.library import open_library
from index.resolve import lexicon_of

GUIDES = Path(__file__).parent.parent / "corpus" / "guides"
Ask = Callable[[str], Answer]

_SIGNS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_SCALE = {"": 1, "K": 1_000, "M": 1_000_000, "B": 1_000_000_000, "w": 10_000}
_MONEY = re.compile(
    r"(?:[A-Z]{0,3}[$€£¥]|\b(?:CNY|SGD|USD|EUR|GBP|INR|CHF)\s?)\d(?:[\d.,]*\d)?[KMB]?|\b\d(?:[\d.,]*\d)?(?:[KMB]\b|%)"
)
_FIGURE = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s?([KMBw]?)(%?)")
_MARK = re.compile(r"\[(\d+)\]")
_PLACEHOLDER = re.compile(r"\$?\[[^\]\d][^\]]*\]K?|E\[5/6\]")


@contextmanager
def asking(index: Path, guides: Path = GUIDES, encoder: Encoder | None = None) -> Iterator[Ask]:
    """Answers over an index of the guides that is made in a folder, each checked by `checked`."""
    encoder = encoder or TinyEncoder()
    build(guides, index, encoder=encoder, chroma=False)
    with open_library(index) as library:
        lexicon = lexicon_of(library, encoder.is_word)
        yield lambda question: checked(answer_question(question, library, encoder, lexicon), guides)


def value_of(formula: str) -> Fraction:
    """The exact value of arithmetic over plain numbers; anything else is an error."""

    def of(node: ast.expr) -> Fraction:
        if isinstance(node, ast.BinOp):
            return _SIGNS[type(node.op)](of(node.left), of(node.right))
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            return Fraction(str(node.value))
        raise ValueError(f"not plain arithmetic: {formula}")

    return of(ast.parse(formula, mode="eval").body)


def ends_of(text: str) -> list[Fraction]:
    """The amounts of a figure as printed, low end first: `$15–20K` has 15,000 and 20,000."""
    found = [(m[1], m[2]) for m in _FIGURE.finditer(text)]
    last = found[-1][1] if found else ""
    return [
        Fraction(digits.replace(",", "")) * _SCALE[scale or ("" if "," in digits else last)]
        for digits, scale in found
    ]


def checked(answer: Answer, guides: Path) -> Answer:
    """Assert what every answer promises, and give it back."""
    json.dumps(answer.as_dict())
    assert not re.search(r"\bNone\b(?! of)", answer.text)
    assert "Decimal" not in answer.text
    cited_verbatim(answer, guides)
    for n in answer.numbers:
        assert answer.text[n.start : n.end] == n.text
        _sourced(n, answer)
    _all_figures_have_a_source(answer)
    retrieved = [r.passage for r in answer.retrieved]
    assert len(retrieved) == len(set(retrieved)) <= 8
    assert retrieved[: len(answer.citations)] == [c.passage for c in answer.citations][:8]
    return answer


def cited_verbatim(answer: Answer, guides: Path) -> None:
    """Quotes are the guide's own lines; marks and citations name each other, in order of use."""
    for c in answer.citations:
        lines = (guides / c.passage.guide).read_text("utf-8").splitlines()
        assert c.passage.quote == "\n".join(lines[c.passage.first - 1 : c.passage.last])
    marks = list(dict.fromkeys(int(m[1]) for m in _MARK.finditer(answer.text)))
    beside = {s.citation for conflict in answer.conflicts for s in conflict.sides}
    assert [c.id for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert marks == list(range(1, len(marks) + 1))
    assert {c.id for c in answer.citations} == set(marks) | beside


def _sourced(n: Number, answer: Answer) -> None:
    ids = {c.id: c.passage for c in answer.citations}
    if n.source == "quoted":
        passage = ids[n.citation or 0]
        if n.text in passage.quote.replace("**", ""):
            return
        fact = n.fact
        assert fact is not None, n
        assert (fact.guide, True) == (passage.guide, passage.first <= fact.line <= passage.last)
        stated = [Fraction(v) for v in (fact.low, fact.high) if v is not None]
        assert all(value in stated for value in ends_of(n.text)), n
    elif n.source == "derived":
        d = n.derivation
        assert d is not None
        assert d["inputs"]
        assert all(i == "input" or i in ids for i in d["inputs"]), n
        worked = [(d["formula"], d["value"])] + (
            [(d["high"]["formula"], d["high"]["value"])] if "high" in d else []
        )
        assert [abs(Fraction(str(value))) for _, value in worked] == ends_of(n.text), n
        rounding = Fraction(1, 2) if n.text.endswith("%") else Fraction(1, 100)
        assert all(abs(value_of(formula) - Fraction(str(value))) <= rounding for formula, value in worked), n
    else:
        assert n.source == "input"
        paragraph = answer.text[: n.start].split("\n\n")[-1] + answer.text[n.start :].split("\n\n")[0]
        assert re.search(r"\byour?\b", paragraph, re.I), n


def _all_figures_have_a_source(answer: Answer) -> None:
    text = _PLACEHOLDER.sub(lambda m: " " * len(m.group()), answer.text)
    spans = [(n.start, n.end) for n in answer.numbers]
    for m in _MONEY.finditer(text):
        assert any(a <= m.start() and m.end() <= b for a, b in spans), (m.group(), answer.text)


def only_of(answer: Answer, company: str) -> bool:
    """Whether what an answer cites and states is of one company and the general guides."""
    cited = {c.passage.company for c in answer.citations}
    stated = {n.fact.company for n in answer.numbers if n.fact}
    return cited | stated <= {company, None}


def figures(answer: Answer, source: str = "quoted") -> list[str]:
    """The texts of the numbers of one source, in order, each once."""
    return list(dict.fromkeys(n.text for n in answer.numbers if n.source == source))


def formulas(answer: Answer) -> dict[str, str]:
    """Each derived figure with its formula."""
    return {n.text: n.derivation["formula"] for n in answer.numbers if n.derivation}


def codes(answer: Answer) -> set[str]:
    """The codes of the warnings."""
    return {w.code for w in answer.warnings}


def judge_of(question: str, product: Product) -> Judge:
    """What judges a model's sentences of an answer, by the rules alone: nothing is weighed."""
    answer = answer_question(question, product.library, product.encoder, product.lexicon)
    material = material_of(question, answer, product.library, product.lexicon, "en")
    return Judge(material, load_prompt("answer").system)
