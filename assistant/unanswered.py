"""A log of questions that had no answer, kept on this machine and only where it was switched on.

In: a question and its Answer, the file that the settings name (`unanswered`, or COUNTEROFFER_UNANSWERED).
Out: one JSON line in that file, which only its owner may read: the question, the status, what was
lacking; no time, no offer, no figure of an answer. It is for who keeps the guides: `counteroffer eval
--unanswered FILE` makes cases of it. `ask` and `ask --batch` write it. `chat` and the service do not:
they say that nothing is kept, and who asks there is not who switched it on.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from corpus.problem import Problem

if TYPE_CHECKING:
    from assistant.result import Answer
    from assistant.settings import Settings

WITHOUT_ANSWER = ("not_covered", "needs_detail")


def keep_unanswered(question: str, answer: Answer, settings: Settings) -> None:
    """Write the question down if it, or a part of it, had no answer and the log is on. Raises Problem."""
    file = settings.unanswered.value
    lacking = answer.status in WITHOUT_ANSWER or (answer.status == "partial" and answer.not_covered)
    if file is None or not lacking:
        return
    value = {"question": question, "status": answer.status, "not_covered": list(answer.not_covered)}
    line = json.dumps(value, ensure_ascii=False) + "\n"
    try:
        # Several programs may write: one call appends one whole line.
        place = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(place, line.encode("utf-8", "replace"))
        finally:
            os.close(place)
    except OSError as error:
        raise Problem(
            f"the log of unanswered questions cannot be written: {error.strerror}",
            f"{settings.unanswered.origin}: {file}",
            "name another file, or take the setting away",
        ) from error
