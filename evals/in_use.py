"""Questions that had no answer in use become cases: the log in, lines to be finished out.

In: the log that `assistant.unanswered` keeps. Out: one line for each question that no case asks yet, in
the form of the cases. What a right answer holds is for a person to say: `why` is empty, and an empty
`why` is refused when the cases are read, so a line that nobody finished is no case.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from corpus.problem import Problem
from evals.cases import Question


def drafts_from(file: Path, known: Iterable[Question]) -> list[dict[str, Any]]:
    """A line for each question of the log that is not among `known`, each once. Raises Problem."""
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(
            "the log of unanswered questions cannot be read", str(file), "name the file of the setting"
        ) from error
    asked = {_bare(question.question) for question in known}
    found: list[dict[str, Any]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
            question, status = str(value["question"]), str(value["status"])
        except (ValueError, KeyError, TypeError) as error:
            raise Problem("the line is none of the log", f"{file.name}:{number}", "take it out") from error
        if _bare(question) in asked:
            continue
        asked.add(_bare(question))
        name = hashlib.sha256(question.encode()).hexdigest()[:8]
        kind = "ambiguous" if status == "needs_detail" else "partial" if status == "partial" else "uncovered"
        found.append(
            {"id": f"U-{name}", "kind": kind, "question": question, "status": [status], "figures": [],
             "cite": [], "why": "", "origin": "found-in-use", "by": "the log of unanswered questions"}
        )  # fmt: skip
    return found


def _bare(question: str) -> str:
    return " ".join(question.casefold().split())
