"""What belongs together in lines of text: words and the reply to them, a question and its answer.

In: numbered lines. Out: pairs with the lines they take. It does not know sections or guides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.regexes import regex
from corpus.shapes import CLOSERS, ITEM, OPENERS, QUOTE, is_quoted, plain

Numbered = tuple[int, str]

QUESTION = regex(r"^\s*(?:Q\d*|question(?:\s+\d+)?)\s*[:.)]\s*(?P<words>.*)$", re.IGNORECASE)
ANSWER = regex(r"^\s*(?:A\d*|answer)\s*[:.)]\s*(?P<words>.*)$", re.IGNORECASE)
QUESTION_AND_ANSWER = regex(
    r"^\s*Q\d*\s*[:.)]\s*(?P<question>.+?\?)\s+A\d*\s*[:.)]\s*(?P<answer>.+)$", re.IGNORECASE
)
# Both sides on one line: `"No more." → "I see."`, `"No more": say "I see."`
QUOTED = rf"[{OPENERS}](?:[^{OPENERS}{CLOSERS}]|[{OPENERS}{CLOSERS}](?=\w))+[{CLOSERS}]"
SAID_AND_REPLY = regex(
    rf"^(?P<when>(?:(?:if|when)\b[^{OPENERS}]{{0,40}})?{QUOTED})[.,]?\s*"
    rf"(?P<by>-+>|=+>|→|⇒|:|—|\u2013|--|\|)\s*(?P<say>\S.*)$",
    re.IGNORECASE,
)
NOTE_BESIDE = regex(
    rf"^(?:\((?P<before>[^()]*)\)\s*(?=[{OPENERS}]))?(?P<said>.+?)(?:(?<=[{CLOSERS}])\s*\((?P<after>[^()]*)\))?$",
    re.DOTALL,
)
WHEN_LABEL = regex(
    r"^\s*(?:if|when)?\s*(?:they|he|she|the recruiter|recruiter|hr|company|employer|manager|objection|"
    r"pushback|you hear)(?:\s+says?|\s+said)?\s*[:\uff1a]\s*(?P<words>.+)$",
    re.IGNORECASE,
)
SAY_LABEL = regex(
    r"^\s*(?:you(?:\s+(?:say|reply|answer))?|your (?:reply|response|answer)|say|reply|response|respond|"
    r"answer|candidate|try)\s*[:\uff1a]\s*(?P<words>.+)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Words and what answers them, with the lines they take."""

    when: str
    say: str
    first: int
    last: int
    note: str = ""  # a remark in brackets before or after the reply


def bare(line: str) -> str:
    """A line without its list or quotation mark and without emphasis."""
    return plain(ITEM.sub("", QUOTE.sub("", line), count=1)).strip()


def unquoted(words: str) -> str:
    """Take off the quotation marks around words that are one quotation.

    >>> unquoted('"No more."'), unquoted('(Seldom) "I see."')
    ('No more.', '(Seldom) "I see."')
    """
    words = words.strip()
    if (
        len(words) > 1
        and words[0] in OPENERS
        and words[-1] in CLOSERS
        and not any(c in '"“”' for c in words[1:-1])
    ):
        return words[1:-1].strip()
    return words


def without_note(words: str) -> tuple[str, str]:
    """Part a reply from a remark in brackets beside it.

    >>> without_note('(Seldom.) "I see."'), without_note("I see (really).")
    (('I see.', 'Seldom.'), ('I see (really).', ''))
    """
    match = NOTE_BESIDE.match(words.strip())
    if not match or not (match["before"] or match["after"]):
        return unquoted(words), ""
    return unquoted(match["said"]), (match["before"] or match["after"]).strip()


def replies_in(lines: list[Numbered], hinted: bool) -> list[Pair]:
    """Find words and replies. `hinted`: the heading says that these lines are about pushback.

    >>> replies_in([(4, '"No more."'), (5, '"I see. Could the bonus move?"')], hinted=True)
    [Pair(when='No more.', say='I see. Could the bonus move?', first=4, last=5, note='')]
    >>> replies_in([(4, '- "No more." → "I see."')], hinted=False)[0].say
    'I see.'
    """
    filled = [(n, line) for n, line in lines if line.strip()]
    pairs: list[Pair] = []
    at = 0
    while at < len(filled):
        n, text = filled[at][0], bare(filled[at][1])
        after = filled[at + 1] if at + 1 < len(filled) else None
        one_line = SAID_AND_REPLY.match(text)
        heard = WHEN_LABEL.match(text)
        if one_line and (
            hinted or (one_line["say"][:1] in OPENERS and one_line["by"] not in ("—", "\u2013", "--"))
        ):
            say = re.sub(
                r"^(?:you\s+)?(?:say|reply|answer|respond|try)\b[\s:]*",
                "",
                one_line["say"],
                flags=re.IGNORECASE,
            )
            say, note = without_note(say)
            pairs.append(Pair(unquoted(one_line["when"]), say, n, n, note))
            at += 1
        elif heard and after and (told := SAY_LABEL.match(bare(after[1]))):
            say, note = without_note(told["words"])
            pairs.append(Pair(unquoted(heard["words"]), say, n, after[0], note))
            at += 2
        elif hinted and after and _is_said(text) and _is_reply(bare(after[1])):
            told = SAY_LABEL.match(bare(after[1]))
            say, note = without_note(told["words"] if told else bare(after[1]))
            pairs.append(Pair(unquoted(text.rstrip(":")), say, n, after[0], note))
            at += 2
        else:
            at += 1
    return pairs


def _is_said(text: str) -> bool:
    return is_quoted(text.rstrip(":"))


def _is_reply(text: str) -> bool:
    return is_quoted(text) or bool(SAY_LABEL.match(text)) or text[:1] in OPENERS


def questions_in(lines: list[Numbered]) -> list[Pair]:
    """Find `Q:` and `A:` pairs; an answer goes on to the next question.

    >>> questions_in([(1, "Q: When?"), (2, ""), (3, "A: Early."), (4, "Very early.")])
    [Pair(when='When?', say='Early.\\nVery early.', first=1, last=4, note='')]
    """
    pairs: list[Pair] = []
    question: Numbered | None = None
    answer: list[Numbered] = []

    def close() -> None:
        if question and answer:
            pairs.append(Pair(question[1], "\n".join(text for _, text in answer), question[0], answer[-1][0]))

    for n, line in lines:
        text = bare(line)
        if not text:
            continue
        if both := QUESTION_AND_ANSWER.match(text):
            close()
            question, answer = (n, both["question"]), [(n, both["answer"])]
        elif asked := QUESTION.match(text):
            close()
            question, answer = (n, asked["words"].strip()), []
        elif question and not answer:
            told = ANSWER.match(text)
            if told:
                answer = [(n, told["words"].strip())]
            else:
                question = None
        elif answer:
            answer.append((n, text))
    close()
    return pairs
