"""A draft as a file: what is sent holds only the letter, what is kept holds all that stands behind it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.counter.export import ExportKind, export_letter
from assistant.counter.result import Ask, Check, Draft, Flag, Letter, Plan, Said, words
from assistant.result import Citation
from assistant.worked_out import Derivation
from corpus.passages import Passage
from corpus.problem import Problem

PASSAGE = Passage(
    "umbra.md", "Umbra: pay", "Script", 12, 14, None, "> RSUs at $[Y+90K], please.\n```\n> and a sign-on",
    "", "script", "Umbra", "ML/AI Engineer", "2031",
)  # fmt: skip
LETTER = Letter(
    "My offer from Umbra — a question",
    words(
        ["Dear Ms Müller,"],
        ["Thank you for your offer of $230K base.", Said("Could the equity be $490K?", (PASSAGE,))],
        ["Kind regards,", "赵一"],
    ),
)
ASK = Ask(
    "equity", Decimal(400_000), Decimal(490_000), Decimal(490_000), "money", "USD", "The script adds to a grant.",
    (PASSAGE,), lead=True,
    derivation=Derivation(Decimal(490_000), Decimal(490_000), "money", "USD", "400000 + 90000", ("input", PASSAGE)),
)  # fmt: skip
DRAFT = Draft(
    "drafted", Check("done", "Umbra"), Plan((ASK, Ask("level", None, None, None, "money", None, "", wanted="U4"))),
    LETTER, flags=(Flag("no_competing_offer", "You entered no other offer."),),
    questions=("Is there a *cliff*?",), citations=(Citation(1, PASSAGE),),
)  # fmt: skip


def mail_of(draft: Draft) -> EmailMessage:
    raw = export_letter(draft, "eml")
    assert raw.isascii()
    assert "\r\n" in raw
    assert "\n" not in raw.replace("\r\n", ""), "every line ends as lines of a mail do"
    read = message_from_bytes(raw.encode("ascii"), policy=default)
    assert isinstance(read, EmailMessage)
    assert not read.defects
    return read


def with_subject(subject: str, *paragraphs: str) -> Draft:
    body = words(*([p] for p in paragraphs)) if paragraphs else LETTER.body
    return replace(DRAFT, letter=Letter(subject, body))


def test_plain_text_is_what_is_sent() -> None:
    """Subject and body, no marks, no notes."""
    assert export_letter(DRAFT, "txt") == (
        "Subject: My offer from Umbra — a question\n\nDear Ms Müller,\n\n"
        "Thank you for your offer of $230K base. Could the equity be $490K?\n\nKind regards, 赵一\n"
    )


def test_a_mail_parses_back() -> None:
    """The subject and every letter of the body come back; nobody is addressed."""
    mail = mail_of(DRAFT)
    assert mail["Subject"] == "My offer from Umbra — a question"
    assert mail["X-Unsent"] == "1"
    assert (mail["To"], mail["From"], mail["Cc"], mail["Bcc"]) == (None, None, None, None)
    assert mail.get_content().replace("\r\n", "\n") == LETTER.body.plain + "\n"
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content_charset() == "utf-8"


@pytest.mark.parametrize(
    "end", ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x1c", "\r\n\r\n", "\x00"]
)
def test_a_subject_opens_no_second_header(end: str) -> None:
    """Whatever ends a line somewhere ends none here."""
    mail = mail_of(with_subject(f"My offer{end}Bcc: all@example.com{end}X-Other: 1"))
    assert set(mail.keys()) == {
        "Subject", "X-Unsent", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
    }  # fmt: skip
    assert "My offer" in mail["Subject"]
    assert "Bcc: all@example.com" in mail["Subject"]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.text(min_size=1, max_size=300))
def test_any_words_make_a_mail_that_parses_back(subject: str, body: str) -> None:
    """No characters, however rare, break a mail or a file."""
    draft = with_subject(subject, body)
    mail = mail_of(draft)
    text = export_letter(draft, "txt")
    text.encode("utf-8")
    assert text.startswith("Subject: ")
    assert "".join(mail.get_content().split()) == "".join(text.partition("\n")[2].split())
    export_letter(draft, "md").encode("utf-8")


def test_markdown_has_all_that_stands_behind_the_letter() -> None:
    """Letter as it is sent, the same with marks, asks with reasons and formulas, flags, questions, sources."""
    text = export_letter(DRAFT, "md")
    for said in (
        "## Letter", "Thank you for your offer of $230K base. Could the equity be $490K?\n",
        "Could the equity be $490K? [1]",
        "- **Equity (RSUs): $490K** (the lead ask), offered now: $400K. The script adds to a grant. Worked out as "
        "`400000 + 90000`. [1]",
        "- **Level: U4**", "`no_competing_offer`: You entered no other offer.", r"Is there a \*cliff\*?",
        "[1] Umbra: pay, Script, umbra.md:12-14 (data of 2031)", "> RSUs at $[Y+90K], please.",
    ):  # fmt: skip
        assert said in text, said
    assert text.index("````text\n> RSUs") < text.index("```\n> and"), (
        "a fence in a source does not close its own"
    )


@pytest.mark.parametrize("kind", ["txt", "eml"])
def test_without_a_letter_there_is_nothing_to_send(kind: ExportKind) -> None:
    """The questions that stand in the way are the remedy; Markdown still says what there is."""
    draft = Draft("needs_detail", Check("needs_detail"), questions=("Which company is the offer from?",))
    with pytest.raises(Problem, match="there is no letter to export") as told:
        export_letter(draft, kind)
    assert told.value.remedy == "Which company is the offer from?"
    assert "No letter was written." in export_letter(draft, "md")


def test_another_form_is_refused() -> None:
    """With the three that there are."""
    with pytest.raises(Problem, match=r"cannot be written as 'pdf'.*choose md, txt, eml"):
        export_letter(DRAFT, "pdf")  # type: ignore[arg-type]


def test_amounts_are_written_as_amounts() -> None:
    """Ranges, percentages, other currencies, and increments that stay as the guide states them."""
    asks = (
        replace(ASK, low=Decimal(520_000), high=Decimal(580_000), lead=False, above_band=True),
        replace(
            ASK, component="bonus", unit="percent", current=Decimal(15), low=Decimal(20), high=Decimal(20)
        ),
        replace(ASK, low=Decimal(1_050_000), high=Decimal(1_050_000), currency="CNY"),
        replace(ASK, low=None, high=None, derivation=None),
    )
    text = export_letter(replace(DRAFT, plan=Plan(asks)), "md")
    assert "**Equity (RSUs): $520K–$580K** (above the band)" in text
    assert "**Bonus: 20%** (the lead ask), offered now: 15%" in text
    assert "**Equity (RSUs): CNY 1.05M**" in text
    assert "**Equity (RSUs): no amount**" in text
