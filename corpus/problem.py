"""The one error that a person sees: what is wrong, where, and how to mend it."""

from __future__ import annotations


class Problem(Exception):
    """Something a person can mend.

    `message` says what is wrong, `where` names the place (`meta.md:12`, an option, a variable) and
    `remedy` says what to do. Anything that is not a Problem is a bug and keeps its traceback.

    >>> print(Problem("the guide is empty", "meta.md", "add a title and a table"))
    the guide is empty (meta.md). To mend it: add a title and a table
    """

    def __init__(self, message: str, where: str | None = None, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        text = self.message
        if self.where:
            text += f" ({self.where})"
        if self.remedy:
            text += f". To mend it: {self.remedy}"
        return text
