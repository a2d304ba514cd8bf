"""What a model may say in words of its own: closed lists, other languages, and what is invented by hand.

The sentences are the evals' (`cases/inventions.txt`, `cases/paraphrases*.txt`), held here against the
packaged guides with an encoder that needs no model, so that a few of them are not measured.
"""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import TinyEncoder

from assistant.answer import answer_question
from assistant.counter.draft import draft_counter
from assistant.counter.reading import offer_from
from assistant.model.foreign import languages
from assistant.model.judging import Held, Judge
from assistant.model.letters import judge_of, word_draft
from assistant.model.prompts import load_prompt
from assistant.model.references import material_of
from assistant.model.speaking import word_answer
from assistant.model.splitting import Splitter
from assistant.model.vocabulary import forms_of, strange_words
from assistant.model.words import language_of
from assistant.screen import Screen
from assistant.settings import packaged_guides, read_settings
from evals.inventions import COMPANIES, DAYS, PEOPLE, PLACES, VENUES, inventions
from evals.paraphrases import CASES, Case, letter_judge, measured, read_cases
from evals.product import Product, opened
from evals.scripted import Said, ScriptedModel
from index.build import build
from index.library import open_library
from index.resolve import lexicon_of

OFFER = {
    "company": "Meta",
    "role": "ML engineer",
    "region": "London",
    "base": 200_000,
    "currency": "USD",
    "equity_total": 300_000,
    "bonus_percent": 15,
    "sign_on": 20_000,
    "candidate": "Ana",
    "recruiter": "Tom",
}
QUESTIONS = (
    "is 230 base ok for meta london?",
    "should I bluff about another offer?",
    "how do I negotiate without another offer?",
    "what do I say if they say this is our final offer?",
    "Meta在伦敦的基本工资是多少？",
)


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    at = tmp_path_factory.mktemp("packaged")
    build(packaged_guides(), at, encoder=TinyEncoder(), chroma=False)
    with open_library(at) as library:
        yield Product(library, TinyEncoder(), lexicon_of(library, TinyEncoder().is_word))


@pytest.fixture(scope="module")
def judges(product: Product) -> list[Judge]:
    """The judges of some answers, an English letter and a Chinese one."""
    out = []
    for question in QUESTIONS:
        answer = answer_question(question, product.library, product.encoder, product.lexicon)
        assert answer.citations, question
        language = language_of(question) or "en"
        material = material_of(question, answer, product.library, product.lexicon, language)
        out.append(Judge(material, load_prompt("answer").system))
    for language in ("English", "Chinese"):
        offer = offer_from({**OFFER, "language": language}, lambda path: path)
        draft = draft_counter(offer, product.library, product.encoder, product.lexicon)
        out.append(judge_of(draft, offer, product.library, product.lexicon))
    return out


@pytest.mark.parametrize("kind", sorted(inventions()))
def test_nothing_invented_by_hand_passes(kind: str, judges: list[Judge]) -> None:
    """Whatever is said of offers, papers, promises, budgets, HR and others' pay needs a word that is not free."""
    sentences = inventions()[kind]
    assert len(sentences) >= 9
    filled = {"company": COMPANIES, "venue": VENUES, "place": PLACES, "day": DAYS, "person": PEOPLE}
    passed = []
    for i, sentence in enumerate(sentences):
        for name, values in filled.items():
            sentence = sentence.replace(f"{{{name}}}", values[i % len(values)])
        for judge in judges:
            for mark in [f" [{p}]" for p in judge.material.passages] or [""]:
                if not isinstance(judge.judge(sentence + mark), Held):
                    passed.append((sentence, judge.material.question))
    assert passed == []


def files() -> list[Path]:
    found = sorted(CASES.glob("paraphrases*.txt"))
    assert len(found) >= 4
    return found


@pytest.fixture(scope="module")
def with_meaning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with opened(packaged_guides(), tmp_path_factory.mktemp("meaning")) as product:
        yield product


@pytest.mark.heavy
@pytest.mark.parametrize("file", files(), ids=lambda file: file.stem)
def test_right_sentences_pass_and_wrong_ones_do_not(file: Path, with_meaning: Product) -> None:
    """The shares of the evals, by file; what the check of figures itself withholds is counted too.

    With the real encoder: it finds the advice, and weighs the words that no list has.
    """
    cases: list[Case] = read_cases(file.read_text("utf-8"))
    results = [r for r in measured(cases, with_meaning) if r.passed is not None]
    right = [r for r in results if r.right]
    assert len(right) > 20
    held = [(r.sentence, r.why) for r in right if not r.passed]
    assert len(held) <= 0.05 * len(right), held
    assert [r.sentence for r in results if not r.right and r.passed] == []


def test_the_wrong_sentences_are_there() -> None:
    """Four languages, with lies in each; a file without them would show nothing."""
    cases = read_cases((CASES / "paraphrases-languages.txt").read_text("utf-8"))
    assert {c.kind for c in cases} == {"German", "French", "Spanish", "Japanese"}
    assert all(len(c.wrong) >= 5 for c in cases)


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("The spread is comfortably wider at the top.", []),
        ("Your spouse may work there.", ["spouse"]),
        ("They approved it.", ["approved"]),
        ("The gap was growing.", []),
        ("The visa isn’t a problem.", ["visa"]),
    ],
)
def test_only_listed_words_are_free(text: str, strange: list[str]) -> None:
    """Comparing and advising needs no source; a thing that somebody has does."""
    assert strange_words(text, forms_of("")) == strange


def test_every_language_has_all_that_is_read() -> None:
    """Parts, times and places in a range, in each language; only Chinese is read by the check as well."""
    found = languages()
    assert set(found) == {"zh", "de", "fr", "es", "ja"}
    for code, language in found.items():
        kinds = {kind for kind, _, _ in language.signs}
        assert {"part", "period", "way"} <= kinds, code
        assert {w for k, w, _ in language.signs if k == "part"} == {
            "base",
            "equity",
            "bonus",
            "sign_on",
            "total",
        }
        if code != "zh":
            assert {"not", "above", "below", "inside", "own offer"} <= {
                w for k, w, _ in language.signs if k == "way"
            }


def test_an_answer_in_german_has_its_figures_and_what_is_wrong_is_composed(product: Product) -> None:
    """Every figure keeps its citation; a sentence that cannot be judged is left to the composed one."""
    question = "Wie hoch ist das Grundgehalt bei Meta in Berlin?"
    text = "Das Grundgehalt bei Meta in Berlin liegt bei {F1} im Jahr. [P1] Sie haben ein Angebot von Google. [P1]"
    model = ScriptedModel(script=lambda shown, chance: Said("" if shown.repair else text), chance=None)
    composed = answer_question(question, product.library, product.encoder, product.lexicon)
    made = word_answer(question, composed, product.library, product.lexicon, model)
    assert made.text.startswith("Das Grundgehalt bei Meta in Berlin liegt bei $155K–$230K im Jahr. [1]")
    assert "Google" not in made.text
    assert made.withheld == 1
    number = made.numbers[0]
    assert made.text[number.start : number.end] == number.text == "$155K–$230K"
    assert (number.source, number.citation, number.fact) == ("quoted", 1, composed.numbers[0].fact)


def test_a_language_that_nothing_reads_gets_the_composed_answer(product: Product) -> None:
    """The model is not even asked."""
    question = "Meta का London में मूल वेतन कितना है?"
    model = ScriptedModel(script=lambda shown, chance: Said("x"), chance=None)
    composed = answer_question(question, product.library, product.encoder, product.lexicon)
    assert composed.citations
    made = word_answer(question, composed, product.library, product.lexicon, model)
    assert (made.text, made.model, model.calls) == (composed.text, None, 0)
    assert "language_english" in {w.code for w in made.warnings}


GERMAN = """Hallo Tom,

vielen Dank für das Angebot für die Rolle als ML Engineer bei Meta in London. Wenn ich es richtig lese, beträgt Ihr \
Angebot {F1} Grundgehalt, {F2} in Aktien, einen Zielbonus von {F3} und einen Antrittsbonus von {F4}.

Mein wichtigstes Anliegen sind die Aktien: Wäre eine größere Zuteilung möglich?

Ich würde mich auch über einen Antrittsbonus von {F5} freuen, da eine einmalige Zahlung vielleicht leichter möglich \
ist. Und wenn es Spielraum gibt, wäre ein Grundgehalt von {F6} schön. Über wie viele Jahre werden \
die Aktien gewährt?

Könnten wir darüber am Telefon sprechen?

Beste Grüße
Ana"""


@pytest.mark.parametrize(
    "lie",
    [
        "",
        "Ich habe auch ein Angebot.",
        "Ich habe auch ein Angebot von Google.",
        "Ich werde bald befördert.",
        "Ich habe drei Arbeiten veröffentlicht.",
        "Meine Frist ist am Freitag.",
        "Ihre Kollegen sagten mir, dass mehr möglich ist.",
        "Ihr Angebot beträgt {F6} Grundgehalt.",
        "Ich hoffe auf einen Antrittsbonus von {F6}.",
        "Ich hoffe auf ein Grundgehalt von $999K.",
    ],
)
def test_a_letter_may_be_in_german_and_does_not_lie(lie: str, product: Product) -> None:
    """As a whole: one sentence that is not the data's, and the composed letter stays."""
    offer = offer_from({**OFFER, "language": "German"}, lambda path: path)
    composed = draft_counter(offer, product.library, product.encoder, product.lexicon)
    text = GERMAN.replace("Könnten wir", f"{lie} Könnten wir".strip())

    def script(shown: Any, chance: Any) -> Said:
        return Said(text if "word a letter" in shown.system and not shown.repair else "")

    made = word_draft(
        composed, offer, product.library, product.lexicon, ScriptedModel(script=script, chance=None)
    )
    assert made.letter is not None
    assert composed.letter is not None
    if lie:
        assert made.letter == composed.letter
    else:
        assert made.letter.body.plain.startswith("Hallo Tom,\n\nvielen Dank")
        assert "language_english" not in {f.code for f in made.flags}
        for n in (n for n in made.numbers if n.field == "letter.body"):
            assert made.letter.body.plain[n.start : n.end] == n.text


ABROAD = [
    case
    for case in read_cases((CASES / "paraphrases-letters-abroad.txt").read_text("utf-8"))
    if case.kind.endswith("letter")
]


@pytest.mark.parametrize("case", ABROAD, ids=lambda case: f"{case.kind} {case.figures.get('F1', '')}")
def test_a_whole_letter_may_be_in_another_language(case: Case, product: Product) -> None:
    """Greeting, paragraph and close: every sentence passes, the figures are placed, and it is no longer in English."""
    offer = offer_from(json.loads(case.question), lambda path: path)
    composed = draft_counter(offer, product.library, product.encoder, product.lexicon)
    blank = "" if case.kind.startswith(("Chinese", "Japanese")) else " "
    text = "\n\n".join((case.sentences[0], blank.join(case.sentences[1:-1]), case.sentences[-1]))

    def script(shown: Any, chance: Any) -> Said:
        return Said(text if "word a letter" in shown.system and not shown.repair else "")

    model = ScriptedModel(script=script, chance=None)
    made = word_draft(composed, offer, product.library, product.lexicon, model)
    assert made.letter is not None
    assert made.letter.body.plain.startswith(case.sentences[0])
    assert "language_english" not in {f.code for f in made.flags}
    body = [n for n in made.numbers if n.field == "letter.body"]
    assert len(body) >= len(case.figures)
    assert all(made.letter.body.plain[n.start : n.end] == n.text for n in body)


@pytest.mark.parametrize("case", ABROAD, ids=lambda case: f"{case.kind} {case.figures.get('F1', '')}")
def test_no_figure_takes_anothers_place(case: Case, product: Product) -> None:
    """Each figure of a right sentence, exchanged for any other of its letter."""
    judge = letter_judge(case.question, product)
    tried = 0
    for sentence in case.sentences:
        for own in case.figures:
            for other in set(case.figures) - {own}:
                wrong = sentence.replace(f"{{{own}}}", f"{{{other}}}")
                if wrong != sentence:
                    tried += 1
                    assert isinstance(judge.judge(wrong), Held), wrong
    assert tried > 10


@pytest.mark.parametrize("language", ["German", "French", "Spanish", "Chinese", "Japanese"])
def test_no_lie_in_plain_words_passes(language: str, product: Product) -> None:
    """Words that claim nothing one by one say something together; they have to say what a composed sentence says."""
    blocks = (CASES / "inventions-letters.txt").read_text("utf-8").split("\n== ")[1:]
    lies = next(b for b in blocks if b.startswith(language)).split("\n")[1:]
    offers = {
        json.dumps({**json.loads(case.question), "language": language})
        for path in CASES.glob("paraphrases-letters-abroad*.txt")
        for case in read_cases(path.read_text("utf-8"))
        if case.kind.endswith("letter")
    }
    assert len(offers) >= 5
    passed = [
        (lie, offer[:60])
        for offer in offers
        for judge in [letter_judge(offer, product)]
        for lie in filter(None, map(str.strip, lies))
        if not isinstance(judge.judge(lie), Held)
    ]
    assert passed == []


@pytest.mark.parametrize(
    ("language", "right", "other", "new"),
    [
        ("German", "Sie benötigen meine Antwort bis zum 8. März 2031.", "8. März", "9. März"),
        ("French", "Vous avez besoin de ma réponse pour le 8 mars 2031.", "8 mars", "8 mai"),
        ("Spanish", "Usted necesita mi respuesta para el 8 de marzo de 2031.", "Usted necesita mi", "Necesito su"),
        ("Chinese", "您需要在2031年3月8日之前得到我的答复。", "3月", "4月"),
        ("Japanese", "2031年3月8日までに私の返答が必要と承知しております。", "8日", "9日"),
    ],
)
def test_a_day_is_the_letters_own(language: str, right: str, other: str, new: str, product: Product) -> None:
    """A date is read as each language writes it, and is one of the composed letter."""
    offer = {**OFFER, "language": language, "deadline": "2031-03-08"}
    judge = letter_judge(json.dumps(offer), product)
    assert not isinstance(judge.judge(right), Held), judge.judge(right)
    assert isinstance(judge.judge(right.replace(other, new)), Held)


def test_what_does_not_pass_is_repaired_twice_in_another_language(product: Product) -> None:
    """A model's plainer words are tried again before the letter is given up."""
    offer = offer_from({**OFFER, "language": "German"}, lambda path: path)
    composed = draft_counter(offer, product.library, product.encoder, product.lexicon)
    odd = GERMAN.replace("Könnten wir darüber am Telefon sprechen?", "Wie wäre ein Plausch?")
    tries: list[str] = []

    def script(shown: Any, chance: Any) -> Said:
        if not shown.repair:
            return Said(odd if "word a letter" in shown.system else "")
        tries.append(shown.repair)
        said = "Wie wäre ein Schwatz?" if len(tries) == 1 else "Könnten wir darüber am Telefon sprechen?"
        return Said(f"1: {said}")

    model = ScriptedModel(script=script, chance=None)
    made = word_draft(composed, offer, product.library, product.lexicon, model)
    assert made.letter is not None
    assert len(tries) >= 2
    assert "am Telefon" in made.letter.body.plain


def test_a_whole_sentence_does_not_wait_for_the_next_piece() -> None:
    """When nothing comes, what ends with its marks is given; marks that come later belong to it."""
    s = Splitter()
    assert s.feed("The base is {F1}. [P1") == []
    assert s.idle() == []
    assert s.feed("]") == []
    assert s.idle() == ["The base is {F1}. [P1]"]
    assert s.feed("[P2") == []
    assert s.feed("] And the") == []
    assert s.idle() == []
    assert s.feed(" bonus is {F2}. [P1]\n") == ["And the bonus is {F2}. [P1]"]


# ---- batches


class Counting:
    """A script that counts how many calls are under way at once."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.now = self.most = 0
        self.together = threading.Event()

    def __call__(self, body: dict[str, Any], number: int) -> Any:
        from evals.model_server import Reply
        from evals.scripted import shown_in
        from evals.scripts import honest

        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
            if self.now > 1:
                self.together.set()
        self.together.wait(0.5)
        messages: Any = [SimpleNamespace(content=m["content"]) for m in body["messages"]]
        said = honest(shown_in(messages), None).text  # type: ignore[arg-type]
        with self.lock:
            self.now -= 1
        return Reply(said)


@pytest.mark.parametrize("command", ["ask", "draft"])
@pytest.mark.parametrize("piped", [False, True])
def test_a_batch_uses_the_model_some_lines_at_a_time(
    command: str, piped: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, product: Product
) -> None:
    """In order, each line worded, what it cost in it; from a pipe one after the other."""
    pytest.importorskip("langchain_openai")
    from assistant.batching import draft_each
    from assistant.commands import AT_ONCE, ask_each
    from evals.model_server import serving

    values: list[dict[str, Any]] = [
        {"id": n, "question": f"base at Meta in {place}?"}
        if command == "ask"
        else {"id": n, **OFFER, "base": 180_000 + n}
        for n, place in enumerate(("London", "Berlin", "Singapore", "Toronto"))
    ]
    file = tmp_path / "lines.jsonl"
    file.write_text("".join(json.dumps(v) + "\n" for v in values) + "no json\n")
    counting = Counting()
    with serving(counting) as seen:
        monkeypatch.setenv("OPENAI_BASE_URL", seen.url)
        build(packaged_guides(), tmp_path / "index", encoder=TinyEncoder(), chroma=False)
        settings = read_settings({"model": "openai:scripted", "index": str(tmp_path / "index")}, {}, [])
        screen = Screen(io.StringIO(), io.StringIO(), False)
        with file.open("rb") as lines:
            given: Any = iter(lines.readlines()) if piped else lines
            run: Any = ask_each if command == "ask" else draft_each
            code = run(given, "lines.jsonl", settings, screen, encoder=TinyEncoder())
    assert isinstance(screen.out, io.StringIO)
    out = [json.loads(line) for line in screen.out.getvalue().splitlines()]
    assert code == 1
    assert [v["id"] for v in out] == [0, 1, 2, 3, None]
    assert "error" in out[4]
    assert all(v["model"] == "openai:scripted" and v["usage"]["output_tokens"] > 0 for v in out[:4])
    assert counting.most == 1 if piped else 1 < counting.most <= AT_ONCE
