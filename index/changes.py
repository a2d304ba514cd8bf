"""What differs between the guides folder and the index, and how a file of it is read.

In: the folder, and what the index knows of its files. Out: paths that were added, edited or removed.
Files are listed and read by the corpus's own rules. It does not know what an index does with them.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import corpus
from corpus.bands import bands_in
from corpus.files import guide_paths, read_guide, twin_of
from corpus.guide_levels import levels_of
from corpus.levels import level_maps_in
from corpus.other_figures import figures_in
from corpus.passages import passages_in
from corpus.problem import Problem
from corpus.scripts import increments_in
from corpus.stages import stages_in
from index.library import Library
from index.tables import FileStamp, GuideContent

ReadGuide = Callable[[Path, str], GuideContent]  # the guides folder, a path below it
ListGuides = Callable[[Path], Sequence[str]]

# Up to so many files the contents are compared at every question, not only the times and sizes.
COMPARE_CONTENTS = 200

# A file written within so long of being indexed may change again without its times telling.
RACY_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Changes:
    """Paths that differ between the guides folder and the index."""

    added: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.added) + len(self.edited) + len(self.removed)


def guide_files(folder: Path) -> list[str]:
    """Paths of the files that the corpus would read, in order, without reading them."""
    paths = guide_paths(folder)
    for path in paths:
        if not path.isprintable():
            raise Problem("the name of a file cannot be shown", ascii(path), "rename it")
    return paths


def read_content(folder: Path, path: str) -> GuideContent:
    """All that one file says, by the corpus's readers."""
    guide, note = read_guide(folder / path, path)
    notes = () if note is None else (note,)
    if guide is None:
        return GuideContent(None, unread=notes)
    bands, unread = bands_in(guide)
    # A table without a level column is for the levels that the guide says it is about.
    level = levels_of(guide)
    bands = [fact if fact.level else replace(fact, level=level) for fact in bands]
    facts = [*bands, *increments_in(guide), *stages_in(guide), *figures_in(guide)]
    unread = [*guide.kept_as_text, *unread]
    if guide.pages:
        facts = [replace(fact, page=guide.page_of(fact.line)) for fact in facts]
        unread = [replace(one, reason=f"{one.reason} (page {guide.page_of(one.line)})") for one in unread]
    return GuideContent(
        guide, tuple(passages_in(guide)), tuple(facts), tuple(level_maps_in(guide)), (*notes, *unread)
    )


def reader_of(read: ReadGuide) -> str:
    """Which reader made the index: another version of ours reads the same files anew."""
    if read is not read_content:
        return f"{read.__module__}.{getattr(read, '__qualname__', type(read).__name__)}"
    digest = hashlib.sha256()
    for place in sorted(Path(one) for one in corpus.__path__):
        for file in sorted([*place.rglob("*.py"), *place.glob("*.toml")]):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _stamp(folder: Path, path: str, known: FileStamp | None = None, *, trust: bool = False) -> FileStamp:
    """What a file looks like now. With `trust`, an unchanged size and time stand for the content."""
    file = folder / path
    try:
        status = file.stat()
        seen = (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        # Whether a guide is read in this format depends on the one beside it.
        twin = twin_of(file)
        settled = known is not None and known.ctime_ns + RACY_NS < time.time_ns() and twin is None
        if trust and settled and known and seen == (known.size, known.mtime_ns, known.ctime_ns):
            return known
        digest = hashlib.sha256(file.read_bytes())
        if twin is not None:
            digest.update(b"\0" + twin.read_bytes())
        return FileStamp(path, digest.hexdigest(), *seen)
    except OSError as error:  # gone meanwhile, or not to be read: the reader says so
        return FileStamp(path, f"unreadable: {error.strerror}", 0, 0, 0)


def changes(
    guides_folder: Path,
    library: Library,
    *,
    read: ReadGuide = read_content,
    files: ListGuides = guide_files,
) -> Changes:
    """What differs between the folder and the index. Up to 200 files are compared by content."""
    if library.meta().get("reader") != reader_of(read):
        known = library.stamps()
        now = files(guides_folder)
        return Changes(
            tuple(path for path in now if path not in known),
            tuple(path for path in now if path in known),
            tuple(sorted(set(known) - set(now))),
        )
    found, _ = compare(guides_folder, library.stamps(), files, trust=True)
    return found


def compare(
    folder: Path, known: Mapping[str, FileStamp], files: ListGuides, *, trust: bool
) -> tuple[Changes, dict[str, FileStamp]]:
    paths = files(folder)
    trust = trust and len(paths) > COMPARE_CONTENTS
    now = {path: _stamp(folder, path, known.get(path), trust=trust) for path in paths}
    return (
        Changes(
            tuple(path for path in now if path not in known),
            tuple(path for path in now if path in known and known[path].sha256 != now[path].sha256),
            tuple(sorted(set(known) - set(now))),
        ),
        now,
    )
