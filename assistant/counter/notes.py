"""What there is to say besides, collected while an offer is placed and its asks are chosen.

In: codes with messages, questions. Out: each once, in the order in which it came up.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.counter.result import Flag, Said


@dataclass
class Notes:
    """Flags: one message for each code, which may have several sentences."""

    said: dict[str, str] = field(default_factory=dict)

    def flag(self, code: str, message: str) -> None:
        """Add to what is said under a code, once."""
        known = self.said.get(code)
        self.said[code] = message if known is None or message in known else f"{known} {message}"

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What was said, by code."""
        return tuple(Flag(code, message) for code, message in self.said.items())


@dataclass
class CheckNotes(Notes):
    """What there is to say while an offer is placed."""

    questions: list[str] = field(default_factory=list)
    sentences: list[Said] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def ask(self, question: str) -> None:
        """Add a question for the person, once."""
        if question not in self.questions:
            self.questions.append(question)
