"""What differs from the accepted facts is shown, and accepted when told yes.

In: what the guides state now, the file of accepted facts. Out: the exit code, and a new file.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.problem import Problem
from evals import facts_lock, since
from evals.facts_lock import Stated

if TYPE_CHECKING:
    from assistant.screen import Screen

PACKAGED = since.ROOT / "corpus" / "guides"
DONE, BELOW = 0, 4  # exit codes


def accept(now: Sequence[Stated], lock: Path | None, folder: Path, yes: bool, screen: Screen) -> int:
    """List what differs from the accepted facts, and accept it when told yes."""
    from assistant.drawing import Items, Prose

    # Another folder gets a lock of its own, even while it is held to the packaged one.
    packaged = folder.resolve() == PACKAGED.resolve()
    file = facts_lock.LOCK if packaged else folder / facts_lock.OWN_LOCK
    before = facts_lock.read_lock(lock) if lock and lock.is_file() else []
    found = facts_lock.differences(before, now)
    said = facts_lock.told(found)
    many = f"{len(found)} fact differs" if len(found) == 1 else f"{len(found)} facts differ"
    if not found and before:
        screen.result({"accepted": False, "differences": []}, lambda: [Prose("The facts are as accepted.")])
        return DONE
    shown = said if len(said) <= 400 else [*said[:400], f"… and {len(said) - 400} more"]
    agreed, asked = yes, False
    if not yes and not screen.json and sys.stdin.isatty() and sys.stderr.isatty():
        asked = True
        for line in shown:
            screen.note(line)
        agreed = input(f"{many}. Accept what the guides state now as true? [y/N] ").strip().lower() in (
            "y",
            "yes",
        )
    if agreed:
        try:
            facts_lock.write_lock(facts_lock.accepted(now, before), file)
        except OSError as error:
            raise Problem(
                f"the accepted facts cannot be written: {error.strerror}", str(file), "run it in a checkout"
            ) from error
    verdict = f"accepted in {file}" if agreed else "not accepted; say --yes to accept them"
    screen.result(
        {"accepted": agreed, "differences": said},
        lambda: [*([] if asked else [Items(tuple(shown))]), Prose(f"{many}: {verdict}.")],
    )
    return DONE if agreed else BELOW
