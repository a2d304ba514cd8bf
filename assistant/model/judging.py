"""One sentence of a model's: may it be shown, and what are its figures and citations?

In: the raw sentence with its ids, `Material`, the sentences before it. Out: `Spoken`, or `Held` with the
reasons, which are also what the model is told when it is asked to repair. A figure that was placed by id
has to be understood by the check as the very fact that the id stands for; one that was typed has to pass
like any other. A mark that the model left out at a placed figure is added, and marks of which none holds
a figure of the sentence give way to those that do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.grounding import Verdict, check
from assistant.model.abroad import letter_problems
from assistant.model.asserting import asserting_problems, score_of, support_problem
from assistant.model.attributing import attribution_problems
from assistant.model.belonging import belonging_problems
from assistant.model.claiming import form_problems, name_problems
from assistant.model.comparing import comparison_problem, other_side
from assistant.model.denying import denied_problems
from assistant.model.entailing import turned_round
from assistant.model.foreign import CHECKED, foreign_problems, word_problem
from assistant.model.leverage import leverage_problems
from assistant.model.places import place_problems
from assistant.model.references import Figure, Material, Rendered, Style, render
from assistant.model.turns import before_turn
from assistant.model.typed import (
    count_problem,
    currency_problem,
    date_problem,
    is_bare_of_theirs,
    is_said_as_theirs,
    number_problems,
)
from assistant.model.uses import (
    is_called_nothing_else,
    part_problem,
    role_problem,
    slot_problems,
    use_problems,
)
from assistant.model.weighing import Doubt, is_like_a_lie
from assistant.model.words import CHINESE, language_of, quotes
from assistant.result import Number
from corpus.money import amounts_in
from corpus.numerals import may_have_numbers
from corpus.passages import Passage
from corpus.regexes import regex

_YOURS_IN_CHINESE = regex(r"您|你|我|offer|录用", re.IGNORECASE)
_YOUR_OWN = regex(r"\byour\s+$", re.IGNORECASE)
_A_BAND = regex(r"\s+(?:\w+\s+)?(?:bands?|ranges?)\b", re.IGNORECASE)
_YOURS_BEFORE = regex(r"(?:您|你)的?\s*$")
NEAR = 3  # sentences before it that a sentence is read with

# What has every check read what it needs of the data: one that is weighed, one that is held for its figures, one
# that counsels and compares.
_AHEAD = (
    "You can ask rather than wait.",
    "The guide says that $1 to USD 2 a year is rated high, not low.",
    "Prepare calmly, since the base is higher there.",
)
_BULLET = regex(r"^\s*(?:[-*•·]|\d{1,2}[.)](?=\s))\s+")
_EMPHASIS = regex(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=[\w.,!?%])[*_](?!\w)|`")
PERIOD = regex(r"(?:\s+(?:an?|per|each|every|over|in)\s|/)\D.*$|\s+over\s.*$|/\s?4.*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence that may be shown, without its marks, with the passages that it rests on."""

    text: str
    passages: tuple[Passage, ...]
    style: Style
    figures: frozenset[str] = frozenset()
    numbers: tuple[tuple[Number, tuple[Passage, ...]], ...] = ()  # spans are of `text`
    by_model: bool = True


@dataclass(frozen=True, slots=True)
class Held:
    """A sentence that may not be shown as it is."""

    raw: str
    reasons: tuple[str, ...]
    figures: frozenset[str] = frozenset()
    cited: tuple[str, ...] = ()


Claims = Callable[[str], list[str]]  # what a letter's sentence claims that was not entered


@dataclass(frozen=True)
class Judge:
    """Judges the sentences of one answer, or of one letter where `claims` is given."""

    material: Material
    instructions: str
    claims: Claims | None = None

    def prepare(self) -> None:
        """Read the data, and load what weighs words, before the first sentence: a model takes a while to begin."""
        for words in _AHEAD:
            self.judge(words)

    def judge(self, raw: str, before: Sequence[Spoken] = ()) -> Spoken | Held:
        """Whether a sentence may be shown behind those before it."""
        style: Style = "bullet" if _BULLET.match(raw) else "sentence"
        words = _EMPHASIS.sub("", _BULLET.sub("", raw)).strip()
        if style == "sentence" and words.endswith((":", "：")):
            style = "lead"
        rendered = render(words, self.material)
        figures = frozenset(f for _, _, f, _ in rendered.placed)
        reasons = list(form_problems(words, rendered, self.material, self.instructions))
        if not reasons:
            reasons = self.weighed(rendered, list(self._claims(rendered, before)))
        if not reasons:
            read = self._placed if self._is_abroad() or self.material.language not in CHECKED else self._figures
            spoken, reasons = read(rendered, style, before)
            if spoken is not None and not reasons:
                return spoken
        return Held(raw, tuple(dict.fromkeys(reasons)), figures, rendered.cited)

    def weighed(self, rendered: Rendered, reasons: list[str]) -> list[str]:
        """The reasons against what is claimed: where all are doubts, and where there is none, its score decides."""
        doubts = [r for r in reasons if isinstance(r, Doubt)]
        if (
            self.claims is not None
            or len(doubts) < len(reasons)
            or not _is_weighable(rendered, self.material)
        ):
            return reasons
        score = score_of(rendered, self.material, doubts)
        if score is None:
            return reasons
        lies = is_like_a_lie(score, bool(doubts), not doubts and any(c.isdigit() for c in rendered.text))
        return (reasons or ["it is more than the data says"]) if lies else []

    def _is_abroad(self) -> bool:
        """Whether this is a letter that is not in English."""
        return self.claims is not None and self.material.language != "en"

    def _claims(self, rendered: Rendered, before: Sequence[Spoken]) -> Iterable[str]:
        material = self.material
        if self._is_abroad():
            yield from letter_problems(rendered, material, before[-1].text if before else "")
            return
        language = language_of(rendered.bare)
        read = material.language in CHECKED  # of other languages, each has its own list of words
        if (
            read
            and language
            and language not in (material.language, "en" if material.language == "zh" else "")
        ):
            yield f"it is not in the language asked for ({material.language})"
            return
        if not any(c.isalnum() for c in rendered.text):
            yield "it says nothing"
            return
        yield from number_problems(rendered, material)
        problem = count_problem(rendered.bare, material) or date_problem(rendered.bare, material)
        if problem:
            yield problem
        if material.language not in CHECKED:
            problem = currency_problem(rendered, material)
            if problem:
                yield problem
            yield from foreign_problems(rendered, material)
            return
        yield from name_problems(rendered, material)
        problem = currency_problem(rendered, material)
        if problem:
            yield problem
        yield from place_problems(rendered, material)
        yield from slot_problems(rendered, material)
        if language == "zh":
            problem = word_problem(rendered, material)
            if problem:
                yield problem
        else:
            yield from asserting_problems(rendered, material, self.claims is not None)
        if language != "zh" and self.claims is None:
            yield from attribution_problems(rendered, material)
            yield from turned_round(rendered, material)
            yield from denied_problems(rendered, material)
            yield from belonging_problems(rendered, material)
        yield from use_problems(rendered, material, self.claims is None)
        if self.claims is not None:
            yield from self.claims(rendered.text)
            problem = role_problem(rendered, material)
            if problem:
                yield problem
            yield from leverage_problems(rendered, material, of_the_person=False)
            problem = support_problem(rendered, material)
            if problem:
                yield problem
            return
        yield from leverage_problems(rendered, material)
        problem = comparison_problem(rendered, material) or support_problem(rendered, material)
        if problem:
            yield problem

    def _figures(
        self, rendered: Rendered, style: Style, before: Sequence[Spoken]
    ) -> tuple[Spoken | None, list[str]]:
        """The sentence with its numbers and citations, or the reasons against it."""
        material = self.material
        lead = _before(before, style)
        text = rendered.text
        verdicts = self._verdicts(lead, text)
        if any(v.verdict == "unsupported" for v in verdicts) and (short := without_tail(text)) != text:
            verdicts = self._verdicts(lead, short)
        if self.claims is None:
            verdicts = self._read_before_turns(lead, text, verdicts)
        cited = [material.passages[name] for name in rendered.cited]
        reasons: list[str] = []
        homes: list[tuple[Passage, ...]] = []
        numbers: list[tuple[Number, tuple[Passage, ...]]] = []
        for v in verdicts:
            placed = next(((a, b, f, e) for a, b, f, e in rendered.placed if a < v.end and v.start < b), None)
            figure = material.figures[placed[2]] if placed else None
            found = self._source(v, figure, text)
            misread = isinstance(found, str) and bool(_SAYS_IT_OF.search(found))
            if (
                misread
                and placed
                and figure
                and is_called_nothing_else(rendered, placed[0], figure, material)
            ):
                home = tuple(p for p in figure.passages if p in material.ids)
                shown = PERIOD.sub("", v.text)
                found = Number(shown, v.start, v.start + len(shown), "quoted", None, figure.fact), home
            if isinstance(found, str) and self.claims is None:
                other = other_side(text, v.start, v.end, rendered.cited, material)
                home = tuple(p for p in cited if other and p.guide == other.guide and p.first <= other.line <= p.last)
                if home:
                    shown = PERIOD.sub("", v.text)
                    found = Number(shown, v.start, v.start + len(shown), "quoted", None, other), home
            if isinstance(found, str):
                reasons.append(f"{v.text}: {found}")
            elif found is not None:
                number, home = found
                if number.source == "quoted" and number.fact is None:  # a count may stand in several passages
                    home = tuple(p for p in cited if number.text in p.quote)[:1] or home
                if figure is not None and number.source == "quoted" and not set(home) & set(cited):
                    home = self._row_cited(figure, v, text, cited) or home
                numbers.append((number, home))
                if home:
                    homes.append(home)
        read = [(v.start, v.end) for v in verdicts]
        for start, end, name, _ in rendered.placed:
            if not any(a < end and start < b for a, b in read):
                reasons.append(f"{material.figures[name].text} cannot be read where it stands")
        if homes and cited and not any(set(home) & set(cited) for home in homes):
            cited = []  # none of the marks is of a figure: those of the figures take their place
        elif material.passages:
            reasons += _marks_problem(rendered, cited, homes, style)
        if self.claims is not None and not reasons:
            spans = [(n.start, n.end) for n, _ in numbers]
            problem = part_problem(text, spans, material)
            reasons += [problem] if problem else []
        if reasons:
            return None, reasons
        passages = list(cited)
        for home in homes:
            if material.passages:
                passages += [p for p in home if p not in passages]
        names = frozenset(f for _, _, f, _ in rendered.placed) | {
            f.id
            for f in material.figures.values()
            for n, _ in numbers
            if n.text == f.text and n.source == f.source
        }
        return Spoken(text, tuple(dict.fromkeys(passages)), style, names, tuple(numbers)), []

    def _verdicts(self, lead: str, text: str) -> list[Verdict]:
        if not may_have_numbers(text):
            return []
        verdicts = check(lead + text, self.material.evidence, self.material.lexicon)
        if not lead:
            return verdicts
        at = len(lead)
        return [replace(v, start=v.start - at, end=v.end - at) for v in verdicts if v.start >= at]

    def _row_cited(
        self, figure: Figure, v: Verdict, text: str, cited: Sequence[Passage]
    ) -> tuple[Passage, ...]:
        """The placed figure's own row, where it says the same as the one that was read and is cited for it."""
        mine, read = figure.fact, v.fact
        if mine is None or read is None or (mine.company, mine.low, mine.high) != (read.company, read.low, read.high):
            return ()
        named = {m.name for m in self.material.lexicon.mentions(text, correct=False) if m.kind == "place"}
        own, other = (set(self.material.lexicon.places_of(f.region or "")) for f in (mine, read))
        return () if named & other and not named & own else tuple(p for p in figure.passages if p in cited)

    def _read_before_turns(self, lead: str, text: str, verdicts: list[Verdict]) -> list[Verdict]:
        """The verdicts, those of unsupported figures by the sentence up to where it turns to something else."""
        out = list(verdicts)
        for i, v in enumerate(verdicts):
            if v.verdict != "unsupported" or (short := before_turn(text, v.end)) == text:
                continue
            again = next((o for o in self._verdicts(lead, short) if (o.start, o.end) == (v.start, v.end)), v)
            out[i] = again
        return out

    def _placed(
        self, rendered: Rendered, style: Style, before: Sequence[Spoken]
    ) -> tuple[Spoken | None, list[str]]:
        """The same in a language that the check does not read: every figure stands by its id."""
        material = self.material
        numbers: list[tuple[Number, tuple[Passage, ...]]] = []
        for start, end, name, _ in rendered.placed:
            figure = material.figures[name]
            text = PERIOD.sub("", rendered.text[start:end])
            shown = figure.derivation.as_dict(lambda p: None) if figure.derivation else None
            number = Number(text, start, start + len(text), figure.source, None, figure.fact, shown)
            numbers.append((number, figure.passages))
        cited = [material.passages[name] for name in rendered.cited]
        homes = [home for _, home in numbers if home]
        if material.passages and (problems := _marks_problem(rendered, cited, homes, style)):
            return None, problems
        passages = [*cited, *(p for home in homes for p in home if material.passages)]
        figures = frozenset(f for _, _, f, _ in rendered.placed)
        return Spoken(rendered.text, tuple(dict.fromkeys(passages)), style, figures, tuple(numbers)), []

    def _is_yours_in_chinese(self, figure: Figure, text: str) -> bool:
        """Whether a Chinese sentence gives a placed figure to the person or the offer, and to its own part of pay."""
        if not _YOURS_IN_CHINESE.search(text):
            return False
        named = {m.name for m in self.material.lexicon.mentions(text, correct=False) if m.kind == "component"}
        amount = figure.amount
        own = {
            g.component
            for g in self.material.evidence.given
            if amount and g.amount.low == amount.low and g.component
        }
        return not named or not own or bool(named & own)

    def _was_asked(self, text: str) -> bool:
        """Whether a typed amount is one of the person's."""
        read = amounts_in(text)
        own = [(a.low, a.high, a.unit) for a in self.material.evidence.inputs]
        return bool(read) and all((a.low, a.high, a.unit) in own for a in read)

    def _is_of_theirs(self, text: str) -> bool:
        """Whether an amount called the person's has the value of one of theirs, or they gave none."""
        own = {v for a in self.material.evidence.inputs for v in (a.low, a.high) if v is not None}
        own |= {v * 1000 for v in own}
        return not own or all(a.low in own for a in amounts_in(text))

    def _as_good(self, figure: Figure, v: Verdict) -> bool:
        """In a letter, an ask that is as well an end of its row may be read as either."""
        return {figure.source, v.verdict} == {"quoted", "derived"}

    def _source(
        self, v: Verdict, figure: Figure | None, text: str
    ) -> tuple[Number, tuple[Passage, ...]] | str | None:
        """The number of a verdict with the passages it is found in, a reason against it, or None for none."""
        if v.verdict == "unsupported":
            if (
                figure is None
                and _YOURS_BEFORE.search(text[: v.start])
                and self._was_asked(text[v.start : v.end])
            ):
                return Number(v.text, v.start, v.end, "input"), ()
            if figure is not None and figure.source == "input" and _lies_inside(figure, text[v.end :]):
                return Number(figure.text, v.start, v.start + len(figure.text), "input"), ()
            if figure is not None and figure.source == "input" and _is_weighed(text, v.start, v.end):
                return Number(figure.text, v.start, v.start + len(figure.text), "input"), ()
            if figure is not None and figure.source == "input" and self._is_yours_in_chinese(figure, text):
                return Number(figure.text, v.start, v.start + len(figure.text), "input"), ()
            ahead, behind = text[: v.start], text[v.end :]
            if figure is None and is_bare_of_theirs(text[v.start : v.end], ahead, behind, self.material):
                return Number(v.text, v.start, v.end, "input"), ()
            own = figure.source == "input" if figure is not None else self._was_asked(text[v.start : v.end])
            of_nobody = v.reason in _OF_NOBODY and self.claims is None
            if of_nobody and own and is_said_as_theirs(ahead, behind, self.material):
                shown = figure.text if figure is not None else text[v.start : v.end]
                return Number(shown, v.start, v.start + len(shown), "input"), ()
            return v.reason
        if v.verdict == "not_an_amount":
            return None if figure is None or figure.fact is None else "it is not stated as what it is"
        shown = PERIOD.sub("", v.text)
        number = Number(
            shown, v.start, v.start + len(shown), v.verdict, None, v.fact if v.verdict == "quoted" else None
        )
        if (
            self.claims is not None
            and figure is not None
            and (figure.source, v.verdict) == ("input", "quoted")
        ):
            return replace(
                number, source="input", fact=None
            ), ()  # the offer's bonus may be the row's as well
        placed = figure
        if figure is not None and figure.source != v.verdict:
            if self.claims is not None and not self._as_good(figure, v):
                return f"it is not said to be {_called(figure)}"
            if "derived" in (figure.source, v.verdict) and _PERCENT.search(figure.text):
                return f"it is not said to be {_called(figure)}"  # "15%" and "15 percentage points" are not the same
            if (figure.source, v.verdict) == ("quoted", "derived") and self.claims is None:
                home = tuple(p for p in figure.passages if p in self.material.ids)
                return replace(number, source="quoted", fact=figure.fact), home
            figure = None  # the same amount, and right as what the sentence says of it
        if v.verdict == "input":
            given = self.claims is not None or placed is None or placed.source == "input"
            if not given and not is_said_as_theirs(text[: v.start], text[v.end :], self.material):
                return "it is the person's own, and stated as a guide's"
            return number, ()
        quoted = self.claims is None and v.verdict == "quoted" and not _A_BAND.match(text[v.end :])
        if quoted and _YOUR_OWN.search(text[: v.start]) and not self._is_of_theirs(text[v.start : v.end]):
            return "it is not the person's own"
        if v.verdict == "derived":
            registered = next(
                (
                    d
                    for d in self.material.evidence.derived
                    if v.derivation is not None
                    and (d.value, d.high, d.formula)
                    == (v.derivation.value, v.derivation.high, v.derivation.formula)
                ),
                None,
            )
            if registered is None:
                return "nobody worked it out before"
            if (
                figure is not None
                and figure.derivation is not None
                and figure.derivation.formula != registered.formula
            ):
                other = figure.derivation
                if (other.value, other.high) != (registered.value, registered.high):
                    return f"it is not said to be {_called(figure)}"
                registered = other
            home = tuple(p for p in registered.inputs if not isinstance(p, str))
            return replace(number, derivation=registered.as_dict(lambda p: None)), home
        if v.place is None:
            return "it stands nowhere"
        guide, line = v.place
        passage = next(
            (p for p in self.material.passages.values() if p.guide == guide and p.first <= line <= p.last),
            None,
        )
        if self.material.passages and passage is None:
            return "it does not stand in the passages that were given"
        if (
            figure is not None
            and figure.fact is not None
            and v.fact is not None
            and not _same(v.fact, figure)
        ):
            return f"it is not said to be {_called(figure)}"
        return number, (passage,) if passage else ()


_PERCENT = regex(r"%|percent|百分")
# Why a figure is not quoted, where no passage that was given has it.
_OF_NOBODY = ("no guide states this figure", "the figure does not stand in the cited lines")
_SAYS_IT_OF = regex(r"\bsays\s+it\s+of\b|\bhas\s+another\s+range\b")
_TAIL_STARTS = regex(r"[,;:–—]\s+|\s+(?=(?:since|because|although|though|as|so|where)\s)", re.I)
_OF_ITSELF = regex(
    r"\W*(?:and|but|so|as|since|because|while|though|although|yet|where)?\s*(?:\w+ly\s+)?(?:which|that|this|it|these|those|both|all|being|not)\b",
    re.I,
)
_GENERAL = regex(
    r"\b(?:may|might|can|could|tends?|usually|often|rates?|rated|moves?|easier|easily|flexib\w+|negotiable|worth)\b",
    re.I,
)
# "$230K isn't bad at all", "Inside is where $230K falls": what is weighed is what was asked about.
_WEIGHED_AHEAD = regex(
    r"^(?:\W|\b(?:at|with|so|well|yes|no|still|and|but|for|offering|nothing\s+about|where\s+does)\b)*$", re.I
)
_WEIGHED_BEHIND = regex(
    r"""\s*(?:is(?:n['’]t)?|are(?:n['’]t)?|sits?|lies?|lands?|falls?|stands?|would\s+be|looks?|seems?
    |fall(?=[^.?]*\?))\s+(?:not\s+|\w+ly\s+|quite\s+|rather\s+|just\s+|only\s+|still\s+|already\s+|so\s+
    |at\s+the\s+|an?\s+|(?:i|o)n\s+the\s+)*
    (?:bad|low|high|fair|decent|good|modest|respectable|reasonable|inside|within|below|above|near\w*|close\w*|under
    |over|between|comfortabl\w+|out\s+of|toward\w*|lower|upper|middle|short|well|solid|healthy|strong|weak
    |in\s+\w+\?)\b""",
    re.I | re.VERBOSE,
)


def _is_weighed(text: str, start: int, end: int) -> bool:
    """Whether a sentence weighs a figure instead of giving it to a company.

    >>> text = "So $230K is quite low there."
    >>> _is_weighed(text, 3, 8), _is_weighed("$230K is the base there.", 0, 5)
    (True, False)
    """
    ahead = _CLAUSE_ENDS.split(text[:start])[-1]
    return bool(_WEIGHED_AHEAD.search(ahead) and _WEIGHED_BEHIND.match(text[end:]))


_CLAUSE_ENDS = regex(r"[,;:]\s+(?=(?:and|so|but|which\s+means)\b)", re.I)


_INSIDE_OF = regex(r"\s+(?:inside|within)\s+(?:the\s+)?(?=[$€£¥₹A-Z\d])")


def _lies_inside(figure: Figure, behind: str) -> bool:
    """Whether a figure is set inside the range that follows it, and lies there: "$200K inside $180K–$255K"."""
    m = _INSIDE_OF.match(behind)
    around = next(iter(amounts_in(behind[m.end() :])), None) if m else None
    own = figure.amount
    if own is None or around is None or None in (own.low, around.low, around.high):
        return False
    assert own.low is not None
    assert around.low is not None
    assert around.high is not None
    return own.unit == around.unit and around.low <= own.low <= around.high


def without_tail(text: str) -> str:
    """A sentence without the clause behind its last figure that speaks of another part of pay in general.

    >>> without_tail("The base is $10K–$20K a year, as equity tends to move more easily.")
    'The base is $10K–$20K a year.'
    >>> without_tail("It is $10K–$20K, which is the base.")
    'It is $10K–$20K, which is the base.'
    """
    last = max((m.end() for m in re.finditer(r"\d", text)), default=0)
    for m in _TAIL_STARTS.finditer(text, last):
        tail = text[m.start() :]
        if _GENERAL.search(tail) and not _OF_ITSELF.match(tail.lstrip(",;:–— ")):
            return text[: m.start()] + "."
    return text


def _same(fact: object, figure: Figure) -> bool:
    """Whether a fact is of the same part of pay; another row's that says the same is as good."""
    mine = figure.fact
    if fact is not None and mine is not None and getattr(fact, "kind", "") == mine.kind == "figure":
        return (getattr(fact, "low", None), getattr(fact, "high", None)) == (mine.low, mine.high)
    return getattr(fact, "component", "") == getattr(mine, "component", "")


def _called(figure: Figure) -> str:
    return {"input": "the person's own", "derived": "worked out", "quoted": figure.of}[figure.source]


def _is_weighable(rendered: Rendered, material: Material) -> bool:
    """Whether a sentence is English words of a model's own."""
    return (
        material.language in CHECKED
        and not CHINESE.search(rendered.bare)
        and not quotes(rendered.text, material)
    )


def _marks_problem(
    rendered: Rendered, cited: Sequence[Passage], homes: Sequence[tuple[Passage, ...]], style: Style
) -> list[str]:
    """What is wrong with the marks of a sentence."""
    typed = list(homes)
    if cited:
        # Where one figure's passage is cited, those of the others are added behind it.
        if typed and not any(set(home) & set(cited) for home in typed):
            return ["a figure is cited to a passage that does not hold it"]
        return []
    if typed or rendered.placed:
        by_id = len(rendered.placed) >= len(typed)
        return [] if by_id else ["a figure stands without its passage; end the sentence with its [P…]"]
    if style == "lead" and len(rendered.text.split()) <= 14:
        return []
    return ["it does not say which passage it rests on"]


def _before(before: Sequence[Spoken], style: Style) -> str:
    """The text that a sentence is read behind: its paragraph's last sentences."""
    near: list[Spoken] = []
    for s in reversed(before[-NEAR:]):
        if s.style == "bullet" and style != "bullet":
            break
        near.append(s)
        if s.style == "lead":
            break
    out = ""
    for s in reversed(near):
        out += (
            ("- " if s.style == "bullet" else "")
            + s.text
            + ("\n" if "bullet" in (s.style, style) or s.style == "lead" else " ")
        )
    return out + ("- " if style == "bullet" else "")


def same_amount(one: str, other: str) -> bool:
    """Whether two figures are the same amount, however they are written.

    >>> same_amount("$170K–$250K", "$170,000 to $250,000")
    True
    """
    a, b = amounts_in(one)[:1], amounts_in(other)[:1]
    return [(x.low, x.high, x.unit) for x in a] == [(x.low, x.high, x.unit) for x in b] and bool(a)
