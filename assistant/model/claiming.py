"""The form of a model's sentence and the names in it, held against what the model was given.

In: a sentence with its figures written, and `Material`. Out: a reason for markup, links, hidden
characters, the instructions themselves, an order, and for each name that stands nowhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from assistant.model.counsel import pieces_of
from assistant.model.references import ORDER, Material, Rendered
from assistant.model.words import DENIED, STOP, flat, names_of, quotes, stems
from corpus.regexes import regex
from index.resolve import words_of

IX = re.IGNORECASE | re.VERBOSE
LONGEST = 700  # characters of one sentence

_MARKUP = regex(
    r"""<\s*/?\s*[a-z!?]|&\#?\w+;|\]\s*\(|!\[|```|~~~|\bhttps?:|\bwww\.|\bjavascript:|\bdata:\w+/|\bmailto:|\S@\S
    |\b[\w-]+\.(?:com|net|org|io|ai|dev|co|app|example|cn|me|info|xyz|ru|gg|link)\b|^\s*\#|^\s*(?:---|===)|\\[a-z(\[]|\|.*\||[{}]|^\s*>""",
    IX,
)
_BRACKET = regex(r"\[[^\]]*\]|\[|\]")
_ABOUT_ITSELF = regex(
    r"""\b(?:as\s+an?\s+(?:ai|assistant|language|large)|(?<!\btheir\s)(?<!\bown\s)language\s+model|system\s+prompt|(?:my|these|the|your)\s+(?:\w+\s+)?(?:instructions?|prompts?)
    |(?:my|the)\s+(?:guidelines|training|knowledge\s+cut-?off|programming)|i['’]m\s+sorry[,;]?\s+(?:but\s+)?(?:i|as|we)\b|i\s+apologi[sz]e|i\s+(?:am|['’]m)\s+(?:not\s+able|unable)
    |i\s+(?:cannot|can['’]?t|won['’]?t)\s+(?:\w+ly\s+)?(?:help|assist|answer|provide|comply|fulfil\w*|share|discuss|do|give|generate|reveal|disclose
    |continue|respond|access|write|create|complete|engage|offer|follow|obey|process|support)\b
    |how\s+to\s+write|quoted\s+(?:material|data)|json|the\s+data\s+(?:say|show|giv|contain|has|have|i)|(?:by|the)\s+ids?\b|rests?\s+on["”]?\s*:)(?!\w)|作为(?:一个)?(?:AI|人工智能|语言模型)|提示词|我(?:无法|不能)""",
    IX,
)
_DISREGARD = regex(
    r"\b(?:ignore|disregard|forget)\s+(?:the|all|any|these|those|this)\b|\b(?:obeyed|sponsored|passport"
    r"|password|credit\s+card|bank\s+(?:account|details))\b",
    re.IGNORECASE,
)
_HIDDEN = frozenset(("Cf", "Cc", "Co", "Cn", "Cs", "Zl", "Zp"))

_UNIT_TWICE = regex(r"(?:%|percent|percentage\s+points?)\s+(?:percent|percentage)(?:\s+points?)?\b", re.I)


def form_problems(raw: str, rendered: Rendered, material: Material, instructions: str) -> Iterable[str]:
    """Marks, links, hidden characters, the instructions themselves."""
    if len(raw) > LONGEST:
        yield "the sentence is too long"
    if not raw.isprintable() and any(unicodedata.category(c) in _HIDDEN and c != "\n" for c in raw):
        yield "it holds characters that cannot be seen"
    if rendered.unknown:
        yield f"{', '.join(rendered.unknown)} is no id of the data"
    for pattern in (_MARKUP, _BRACKET):
        m = pattern.search(rendered.bare)
        if m and not (len(m.group()) > 3 and flat(m.group()) in flat(material.composed)):
            yield "it holds markup, a link or a placeholder"
            break
    if _UNIT_TWICE.search(rendered.text):
        yield "a figure has its unit twice"
    if _ABOUT_ITSELF.search(rendered.bare):
        yield "it speaks of the program or of its instructions"
    elif _repeats(rendered.bare, instructions):
        yield "it repeats the instructions"
    if ORDER.search(rendered.bare) or _DISREGARD.search(rendered.bare):
        yield "it gives an order that the data does not give"
        return
    for order in material.orders:
        words, own = stems(order), stems(rendered.bare)
        if len(own) >= 2 and len(own & words) >= 0.6 * len(own) and not own <= stems(material.composed):
            yield "it follows an order that stands in a guide"
            return


def _repeats(text: str, instructions: str, run: int = 7) -> bool:
    words = words_of(text)
    if len(words) < run:
        return False
    return any(words[i : i + run] in _runs(instructions, run) for i in range(len(words) - run + 1))


@lru_cache(maxsize=16)
def _runs(text: str, run: int) -> frozenset[tuple[str, ...]]:
    words = tuple(words_of(text))
    return frozenset(words[i : i + run] for i in range(len(words) - run + 1))


# ---- names


_MARKS = regex(r"[\W_]*")
_CAPITAL = regex(r"(?<![\w’'])(?:[A-Z][\w&’'-]*[\w]|[a-z]+[A-Z]\w*)")
_POSSESSIVE = regex(r"['’]s?$")
_PLAIN_CAPITALS = frozenset(
    "i i'd i'm i'll i've rsu rsus tc hr ml ai us usa uk eu pto ok qa faq ps ceo cto vp pay english "
    "usd cny sgd gbp eur inr rmb cad high medium moderate low"
    " january february march april may june july august september october november december".split()
)


# "Zorb would pay more": a name that begins the sentence, and does something.
_SUBJECT = regex(
    r"[\W_]*([A-Z][\w&.-]+)(?:['’]s\s+\w+)?\s+(?:would|will|could|might|may|can|has|have|had|is|was|pays?"
    r"|paid|offers?|offered|gives?|gave|made|makes|wants?|matche[sd]|promise[sd]|said|says|also|just)\b"
)
_STARTS = STOP | frozenset(
    "base equity bonus stock rsus rsu sign total pay salary nobody everyone everybody somebody "
    "someone anyone nothing something everything "
    "honesty bluffing naming asking waiting negotiating compensation cash money room time patience "
    "recruiters recruiter companies company "
    "employers candidates people level levels titles title location locations data market offers "
    "offer negotiation negotiations timing thank "
    "thanks yes no well so overall compared according going measured seen taken taken together half "
    "part most much many little another other".split()
)


_PAYS = regex(
    r"(?!['’]s?\s+(?:own\s+)?match(?:es)?\s+(?:for|of|to|is|here)\b)(?:['’]s)?\s+(?:\w+\s+){0,2}?(?:pay(?:s|ing)?|paid|giv(?:es?|ing)|gave|offer(?:ed|ing|s(?=\s+(?:∎|[$€£\d]|you|its|more|a|an|the)\b))|match(?:es"
    r"|ed)?|beats?)\b",
    re.IGNORECASE,
)


def name_problems(rendered: Rendered, material: Material) -> Iterable[str]:
    """Companies, places and other names that stand nowhere in what was given."""
    text = rendered.text
    known = _names(material)
    shown = names_of(material.supported, material.lexicon)
    near = _names_nearby(material)
    inside: set[int] = set()  # of a name that is known under another
    for m in material.lexicon.mentions(text, correct=False):
        if m.kind not in ("company", "place"):
            continue
        weak = m.kind == "company" and m.name not in shown[0] and not _NOT_OF_IT.search(text)
        weak = weak and not _is_set_aside(text, m.start, m.end, material)
        if m.kind == "place" and m.name not in shown[0] and _of_a_figure(text, m.start, m.end):
            yield f"the data says nothing of {m.text}"
            return
        if weak and m.name in known[0]:
            yield f"the data says nothing of {m.text}"
            return
        pays = material.passages and m.kind == "company" and _PAYS.match(text[m.end :])
        if pays and m.name not in material.companies and not quotes(text, material):
            yield f"the data does not say what {m.text} pays"
            return
        beside = m.kind == "place" and m.name in near and not _has_figure(text, m.start, m.end)
        if (
            m.name in known[0]
            or m.text.lower() in known[1]
            or (m.kind == "place" and m.text.islower())
            or beside
        ):
            inside.update(range(m.start, m.end))
            continue
        yield f"{m.text} stands nowhere in the data"
        return
    first = _MARKS.match(text)
    begin = first.end() if first else 0
    for c in _CAPITAL.finditer(text):
        word = c.group()
        if c.start() in inside or (len(word) > 5 and any(w.startswith(word[:5].lower()) for w in known[1])):
            continue  # another name of it, or a form: "Canadian"
        low = _POSSESSIVE.sub("", word).lower()
        starts = c.start() == begin or text[: c.start()].rstrip().endswith(
            (":", "“", '"', ".", "?", "!", "–", "—")
        )
        if starts and not (word.isupper() and len(word) > 2) and not re.search(r"[a-z][A-Z]", word):
            continue
        if (
            (
                low in known[1]
                and (low in shown[1] or low in _PLAIN_CAPITALS or not _of_a_figure(text, c.start(), c.end()))
            )
            or low in _PLAIN_CAPITALS
            or (word.isupper() and re.search(rf"\b{word}\d", material.known))  # "which IC it is", of IC4
            or all(p in known[1] or p in _PLAIN_CAPITALS for p in re.split(r"[-&’']", low))
        ):
            continue
        yield f"the name {word} stands nowhere in the data"
        return
    subject = _SUBJECT.match(text)
    if (
        subject
        and subject[1].lower() not in known[1]
        and subject[1].lower() not in _STARTS
        and not material.lexicon.is_word(subject[1].lower())
    ):
        yield f"the name {subject[1]} stands nowhere in the data"


# What may be said of a company that the data has nothing on: that it has nothing, or what if.
_NOT_OF_IT = regex(
    r"\b(?:not|never|no|neither|nor|if|without|rather\s+than|instead\s+of|unless|avoid|whether)\b|n['’]t\b|不|没|如果",
    re.I,
)
_MADE_UP = regex(r"\b(?:an?\s+)?(?:invented|made-up|fake|imaginary|fictional|phantom)\s+$", re.I)


def _is_set_aside(text: str, start: int, end: int, material: Material) -> bool:
    """Whether a company of the question's is only spoken of as a pretence, or where the person is told what to do.

    "An invented Acme offer is a bluff", "skip the Acme story", "ask Acme to put it in writing"
    """
    if not material.trusted_question or text[start:end].lower() not in material.question.lower():
        return False
    if _MADE_UP.search(text[:start]):
        return True
    piece = next((p for p in pieces_of(text) if text[start:end] in p.text), None)
    return (
        piece is not None
        and piece.directs
        and bool(_LEFT_OR_ASKED.match(piece.text))
        and not re.search(r"\d|∎", piece.text)
        and not re.match(r"[^,;.]*,?\s+(?:which|who|that)\b", text[end:])
    )


_LEFT_OR_ASKED = regex(
    r"\W*(?:(?:and|or|so|until\s+then)\s+)?(?:ask|skip|drop|forget|leave|avoid|call|keep|omit)\b", re.I
)


_PARTED = regex(r"[;:]\s|\.\s|\s[–—]\s|\b(?:but|so|because|while|whereas)\b", re.IGNORECASE)


def _has_figure(text: str, start: int, end: int) -> bool:
    """Whether an amount stands beside a name, in its own clause."""
    begin = max((m.end() for m in _PARTED.finditer(text, 0, start)), default=0)
    m = _PARTED.search(text, end)
    return bool(_AMOUNT.search(text[begin : m.start() if m else len(text)]))


_AMOUNT = regex(r"(?<![A-Za-z\d-])\d")


def _of_a_figure(text: str, start: int, end: int) -> bool:
    """Whether a figure stands beside a name, in its own clause, and is not denied of it."""
    begin = max((m.end() for m in _PARTED.finditer(text, 0, start)), default=0)
    m = _PARTED.search(text, end)
    near = text[begin : m.start() if m else len(text)]
    # a name as a place: "in Denver", "for Denver"; the person's "Grab offer" is none
    return bool(re.search(r"\d", near)) and not DENIED.search(text) and bool(_AT.search(text[:start]))


_AT = regex(r"\b(?:in|at|for|from|near|around|engineers\s+in)\s+(?:the\s+)?$", re.IGNORECASE)


def _names(material: Material) -> tuple[frozenset[str], frozenset[str]]:
    return names_of(material.known, material.lexicon)


def _names_nearby(material: Material) -> frozenset[str]:
    return names_of(material.nearby, material.lexicon)[0]
