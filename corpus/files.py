"""A folder of guides: which of its files are guides, and how each is read.

In: a folder, or a file of it. Out: paths, `Guide`s, and `Unread` for what could not be read or only with
a doubt. The one module of the room that touches the disk. A link to a file is read as that file; a link
to a folder is not followed, so that nothing is read twice or without end. Hidden files are not looked at.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from corpus.formats.document import GuideText
from corpus.formats.reading import guide_text
from corpus.guide import Guide, Unread, lines_of, parse_guide
from corpus.problem import Problem
from corpus.regexes import regex
from corpus.shapes import INVISIBLE

LARGEST_TEXT = 5_000_000  # bytes of a guide that is text: a guide is a few pages
LARGEST_FILE = 20_000_000  # bytes of a PDF or DOCX, which may hold pictures
LONGEST_LINE = 1_000_000  # characters
TEXT_SUFFIXES = frozenset({".md", ".markdown", ".txt", ".html", ".htm", ".xhtml", ".csv", ".tsv"})
GUIDE_SUFFIXES = TEXT_SUFFIXES | {".pdf", ".docx"}
OTHER_SUFFIXES = frozenset(
    ".doc .odt .rtf .pages .xls .xlsx .ods .numbers .ppt .pptx .odp .epub .mht .mhtml .eml .msg .png .jpg .jpeg".split()
)
# Of a guide that lies in a folder in several formats the first of these is read.
PREFERRED = (".md", ".markdown", ".txt", ".html", ".htm", ".xhtml", ".docx", ".csv", ".tsv", ".pdf")
TWIN = "which is read in its place"  # ends the reason why a guide's other formats are not read
_FIGURE = regex(r"\d[\d.,]*\d")
READ_FORMATS = ".md, .txt, .html, .pdf, .docx and .csv"


def guide_paths(folder: Path) -> list[str]:
    """Paths of the files that could be guides, relative to the folder and in order, unread.

    Raises Problem when there is no such folder or no guide in it.
    """
    try:
        exists = folder.exists()
    except OSError as exc:  # a name too long, or a folder on the way that may not be entered
        message = f"the guides folder cannot be opened: {exc.strerror or exc}"
        raise Problem(message, str(folder), "give another folder") from exc
    if not exists:
        remedy = f"give a folder that holds guides: {READ_FORMATS} files"
        raise Problem("the guides folder does not exist", str(folder), remedy)
    if not folder.is_dir():
        raise Problem(
            "the guides are to be a folder, and this is a file", str(folder), "give the folder it lies in"
        )
    paths = sorted(_candidates(folder))
    if not any(_suffix(path) in GUIDE_SUFFIXES for path in paths):
        remedy = f"put guides into it: {READ_FORMATS} files (a README is not read)"
        raise Problem("the folder holds no guide", str(folder), remedy)
    return paths


def read_guides(folder: Path) -> Iterator[tuple[Guide | None, Unread | None]]:
    """Read every guide below `folder`, in order of path; a file that cannot be read is an Unread.

    A guide in an old encoding comes with an Unread that says so; one that lies beside itself in another
    format is read once. Raises Problem at once when there is no such folder or no guide in it.
    """
    return (read_guide(folder / path, path) for path in guide_paths(folder))


def read_guide(path: Path, name: str) -> tuple[Guide | None, Unread | None]:
    """Read one file, which is called `name` below its folder."""
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    suffix = _suffix(name)
    if path.is_dir():
        said = "links to folders are not followed; put the folder itself here"
        return None, Unread(name, 0, said if path.is_symlink() else "the folder cannot be opened")
    if suffix in OTHER_SUFFIXES:
        return None, Unread(name, 0, f"{suffix} files are not read; save it as one of {READ_FORMATS}")
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE or (size > LARGEST_TEXT and suffix in TEXT_SUFFIXES):
            most = LARGEST_TEXT if suffix in TEXT_SUFFIXES else LARGEST_FILE
            return None, Unread(
                name, 0, f"the file is larger than {most // 1_000_000} MB; a guide is a few pages"
            )
        content = path.read_bytes()
    except OSError as exc:
        return None, Unread(name, 0, f"the file cannot be opened: {exc.strerror or exc}")
    if not content.strip():
        return None, Unread(name, 0, "the file is empty")
    try:
        made, note = guide_text(content, name)
    except Problem as problem:
        mend = f"; {problem.remedy}" if problem.remedy else ""
        return None, Unread(name, 0, f"{problem.message}{mend}")
    twin = twin_of(path)
    if twin is not None and _figures(made) <= _figures_of_file(twin):
        return None, Unread(name, 0, f"it says what {twin.name} says, {TWIN}")
    return _guide_of(made, name, note)


def twin_of(path: Path) -> Path | None:
    """The file beside it that has its name and a format that is read rather than its own."""
    suffix = path.suffix.lower()
    better = PREFERRED[: PREFERRED.index(suffix)] if suffix in PREFERRED else ()
    return next((twin for one in better if (twin := path.with_suffix(one)).is_file()), None)


def _figures(made: GuideText) -> set[str]:
    """The figures of a text, but for single digits: the pages of a PDF are numbered."""
    return {figure.replace(",", "") for figure in _FIGURE.findall(made.text)}


def _figures_of_file(path: Path) -> set[str]:
    try:
        return (
            _figures(guide_text(path.read_bytes(), path.name)[0])
            if path.stat().st_size <= LARGEST_FILE
            else set()
        )
    except (OSError, Problem):
        return set()


def _guide_of(made: GuideText, name: str, note: str) -> tuple[Guide | None, Unread | None]:
    if not INVISIBLE.sub("", made.text).strip():
        return None, Unread(name, 0, "the file is empty")
    lines = lines_of(made.text)
    long = next((n for n, line in enumerate(lines, 1) if len(line) > LONGEST_LINE), None)
    if long:
        return None, Unread(name, long, "the line is longer than 1 MB; this is no text for people")
    guide = parse_guide(made.text, name)
    kept = tuple(Unread(name, line, reason) for line, reason in made.notes)
    guide = replace(guide, pages=made.pages, kept_as_text=kept)
    return guide, Unread(name, 0, note) if note else None


def _suffix(name: str) -> str:
    return Path(name).suffix.lower()


def _candidates(folder: Path) -> Iterator[str]:
    """Paths that could be guides; a folder that may not be entered and a link to one stand for themselves.

    Without a `Path` for each: in a collection of thousands that costs more than the disk.
    """
    waiting = [("", str(folder))]
    while waiting:
        below, place = waiting.pop()
        try:
            entries = list(os.scandir(place))
        except OSError:
            if below:
                yield below
            continue
        for entry in entries:
            path = f"{below}/{entry.name}" if below else entry.name
            if entry.name.startswith("."):
                continue
            if _is_folder(entry) and not entry.is_symlink():
                waiting.append((path, entry.path))
            elif _is_folder(entry) or _is_candidate(entry):
                yield path


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link into a folder that may not be entered
        return False


def _leads_elsewhere(link: str) -> bool:
    """Whether a link leads to something that is no file."""
    return os.path.exists(link) and not os.path.isfile(link)


def _is_candidate(entry: os.DirEntry[str]) -> bool:
    # A link that leads nowhere is said to be so; a pipe or a device is nothing to read.
    readable = entry.is_file() if not entry.is_symlink() else not _leads_elsewhere(entry.path)
    name = entry.name.lower()
    suffix = os.path.splitext(name)[1]
    wanted = suffix in OTHER_SUFFIXES or (suffix in GUIDE_SUFFIXES and not name.startswith("readme"))
    return wanted and readable
