"""A reader of guides in a toy format, so that the index is tested without the corpus's readers.

`company: Acme` and `role: …` at the top; `row: London | base=10-20 | equity=30-40` is a passage with
two facts; `aside: …` is set aside; `??? …` is unread; any other line is a passage of its own.
"""

from __future__ import annotations

import os
import sys
import time
from decimal import Decimal
from pathlib import Path

from corpus.bands import Fact
from corpus.guide import Guide, SetAside, Unread
from corpus.levels import LevelMap
from corpus.passages import Passage
from corpus.pieces import PassageKind
from index.tables import GuideContent


def read_stub(folder: Path, path: str) -> GuideContent:
    """One toy guide."""
    try:
        lines = (folder / path).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return GuideContent(None, unread=(Unread(path, 0, "not UTF-8 text"),))
    head = dict(line.split(": ", 1) for line in lines if line.startswith(("company: ", "role: ")))
    company, role = head.get("company"), head.get("role")
    passages, facts, maps, aside, unread = [], [], [], [], []
    for number, line in enumerate(lines, start=1):
        word, _, rest = line.partition(": ")
        kind: PassageKind = "row" if word == "row" else "text"
        if word in head or not line.strip():
            continue
        if word == "aside":
            aside.append(SetAside(number, number, line, "an advert"))
            continue
        if word == "map":
            here, there = rest.split(" = ")
            other = there.split(" ", 1)
            maps.append(LevelMap(path, number, company or "", role, here, "", *other, exact=True))
        if line.startswith("???"):
            unread.append(Unread(path, number, "not understood"))
        if kind == "row":
            region, *cells = rest.split(" | ")
            for cell in cells:
                component, _, figures = cell.partition("=")
                low, high = figures.split("-")
                facts.append(
                    Fact(path, number, cell, component, "Pay", company, role, None, region, component, "band",
                         Decimal(low), Decimal(high), "money", "USD", "$", "year", "", "2020")
                )  # fmt: skip
        text = f"{company or ''} {rest if kind == 'row' else line}".strip()
        passages.append(
            Passage(path, path, "Pay", number, number, None, line, text, kind, company, role, "2020",
                    (("cell", line),))
        )  # fmt: skip
    guide = Guide(
        path, f"Guide {path}", company, role, "2020", ("a survey",), tuple(lines), (), (), (), tuple(aside)
    )
    return GuideContent(guide, tuple(passages), tuple(facts), tuple(maps), tuple(unread))


def build_slowly(guides: str, index: str) -> None:
    """A build with a pause at every step, for a test that kills it; prints when it begins."""
    from conftest import TinyEncoder

    from index import build, tables

    class Slow(TinyEncoder):
        def encode(self, texts):  # type: ignore[no-untyped-def]
            time.sleep(0.01)
            return super().encode(texts)

    build.BATCH = 1
    put = tables.put_guide

    def put_slowly(*arguments):  # type: ignore[no-untyped-def]
        time.sleep(0.01)
        put(*arguments)

    build.put_guide = put_slowly
    print("building", flush=True)
    build.build(Path(guides), Path(index), encoder=Slow(), read=read_stub, chroma=False)
    print("built", flush=True)


if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(__file__))
    build_slowly(*sys.argv[1:])
