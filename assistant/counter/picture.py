"""A check and a comparison as pictures: SVG, and whole HTML pages with the same figures in tables.

In: a `Check`, a `Comparison`. Out: text that stands alone: no script, nothing fetched, styles inside. It
makes no figure. What people and guides wrote is escaped, and shown as words whatever it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.compose.wording import label, period_words
from assistant.compose.wording import shown as printed
from assistant.counter.bars import check_bars, offered, place_in_words
from assistant.counter.check_picture import check_svg, heading
from assistant.counter.compare_picture import compare_svg
from assistant.counter.compared import MARKS, Compared, Comparison, YearPay
from assistant.counter.result import Check, Flag, Placed, Said
from assistant.counter.svg import escaped
from assistant.result import Citation
from corpus.money import format_amount
from corpus.passages import Passage

__all__ = ["check_bars", "check_html", "check_svg", "compare_html", "compare_svg"]

# Nothing may be fetched and nothing may run, even if words slipped through as tags.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif;margin:0 auto;padding:1rem;
max-width:46rem;color:#1b1f24;background:#fff;overflow-wrap:break-word}
h1{font-size:1.4rem;line-height:1.25}h2{font-size:1.1rem;margin-top:2rem}h3{font-size:1rem}
.table{overflow-x:auto}table{border-collapse:collapse;font-size:.9rem;min-width:100%}
caption{text-align:left;color:#57606a;padding-bottom:.3rem}
th,td{border-bottom:1px solid #8c959f66;padding:.35rem .6rem .35rem 0;text-align:left;vertical-align:top}
td.n,th.n{text-align:right;white-space:nowrap}
blockquote{margin:.3rem 0 1rem;padding-left:.8rem;border-left:3px solid #8c959f66;white-space:pre-wrap}
code{font-size:.9em}small,.soft{color:#57606a}
@media (prefers-color-scheme:dark){body{color:#e9ecef;background:#0e1013}small,.soft,caption{color:#a3acb6}}
@media print{body{max-width:none}}
"""


# ------------------------------------------------------------------------------------ the check


def check_html(
    check: Check,
    citations: Sequence[Citation] = (),
    flags: Sequence[Flag] | None = None,
    questions: Sequence[str] | None = None,
) -> str:
    """A page on where an offer lies: picture, table, what to watch, what to ask, the lines of the guides.

    `citations`, `flags` and `questions` are those of a Draft where there is one; else the check's own are
    taken, and its passages are numbered in the order of use.
    """
    ids = {citation.passage: citation.id for citation in citations} or numbered(check)
    sources = [(citation.id, citation.passage) for citation in citations] or [(n, p) for p, n in ids.items()]
    rows = [_placed_row(placed, ids) for placed in check.assessment]
    table = _table(
        "Equity is compared as the guide counts it; a computed total is never compared.",
        ("Part", "Your offer", "The guide prints", "Where it lies"),
        rows,
    )
    notes = _list(_said(said, ids) for said in check.notes)
    parts = [
        check_svg(check),
        "<h2>The same in figures</h2>" + table if rows else "",
        f"<h2>What the guide prints besides</h2>{notes}" if notes else "",
        *_watch_and_ask(
            check.flags if flags is None else flags, check.questions if questions is None else questions
        ),
        _sources(sources),
    ]
    return _page(heading(check), parts)


def numbered(check: Check) -> dict[Passage, int]:
    """The check's passages in the order of use, from 1."""
    used = [placed.passage for placed in check.assessment if placed.passage]
    used += [passage for said in check.notes for passage in said.passages]
    return {passage: n for n, passage in enumerate(dict.fromkeys(used), 1)}


def _placed_row(placed: Placed, ids: dict[Passage, int]) -> tuple[str, str, str, str]:
    amount = escaped(offered(placed) or "—")
    if placed.derivation:
        amount += f"<br><small>= <code>{escaped(placed.derivation.formula)}</code></small>"
    cell = "—"
    if placed.fact:
        cell = escaped(printed(placed.fact) + period_words(placed.fact))
        if placed.passage in ids:
            cell += f" [{ids[placed.passage]}]"
        if placed.fact.as_of:
            cell += f"<br><small>data of {escaped(placed.fact.as_of)}</small>"
    return escaped(label(placed.component)), amount, cell, escaped(place_in_words(placed))


def _said(said: Said, ids: dict[Passage, int]) -> str:
    marks = "".join(f"[{ids[passage]}]" for passage in said.passages if passage in ids)
    return escaped(f"{said.text} {marks}".strip())


def _sources(sources: Sequence[tuple[int, Passage]]) -> str:
    if not sources:
        return ""
    shown = []
    for number, passage in sources:
        where = f"{passage.location}, page {passage.page}" if passage.page else passage.location
        titles = dict.fromkeys(words for words in (passage.title, passage.section) if words)
        dated = f" <small>(data of {escaped(passage.as_of)})</small>" if passage.as_of else ""
        quote = "\n".join(escaped(line) for line in passage.quote.split("\n"))
        shown.append(
            f"<p>[{number}] {escaped(', '.join(titles))}, <code>{escaped(where)}</code>{dated}</p>"
            f"<blockquote>{quote}</blockquote>"
        )
    return "<h2>Sources: what the guides state</h2>" + "".join(shown)


# ------------------------------------------------------------------------------------ the comparison


def compare_html(comparison: Comparison) -> str:
    """A page that lays offers side by side: picture, tables, assumptions, formulas, what to ask."""
    parts = [compare_svg(comparison)]
    parts += [_offer_part(offer) for offer in comparison.offers]
    if comparison.not_comparable:
        parts.append("<h2>Not set against each other</h2>" + _list(map(escaped, comparison.not_comparable)))
    parts += _watch_and_ask(comparison.flags, ())
    parts.append(
        "<h2>Sources</h2><p>Every figure on this page is one that you entered, or was worked out from yours by the "
        "formula that is shown. Nothing here comes from a guide. Tax, raises, refreshers and share prices are not "
        "counted.</p>"
    )
    return _page("Offers year by year", parts)


YEARLY = ("base", "sign_on", "guaranteed", "bonus", "equity", "total")
COLUMNS = ("Year", "Base", "Sign-on", "Guaranteed cash", "Bonus (target)", "Equity", "Total")


def _offer_part(offer: Compared) -> str:
    columns = [
        name if name != "Equity" or offer.liquid is not False else "Equity (not liquid)" for name in COLUMNS
    ]
    rows = [(_when(pay), *(offer.shown(name, getattr(pay, name)) for name in YEARLY)) for pay in _all(offer)]
    parts = [f"<h2>{escaped(offer.name)}</h2>"]
    if offer.equity_kind:
        parts.append(f"<p class=soft>Equity as you entered it: {escaped(offer.equity_kind)}.</p>")
    if offer.no_total:
        parts.append(f"<p>{escaped(offer.no_total)}</p>")
    parts.append(_table("As entered, each part in its own currency.", columns, _escaped(rows), figures=True))
    if offer.converted:
        view = offer.converted
        mark = MARKS.get(view.currency, "")
        pays = [*view.years, view.together]
        changed = [
            (
                _when(pay),
                *(
                    "—"
                    if (value := getattr(pay, name)) is None
                    else format_amount(value, view.currency, mark)
                    for name in YEARLY
                ),
            )
            for pay in pays
        ]
        caption = f"The same in {view.currency}, at the rate you entered: {', '.join(view.rates)}."
        parts.append(_table(caption, columns, _escaped(changed), figures=True))
    if offer.assumptions:
        parts.append("<h3>Assumed</h3>" + _list(map(escaped, offer.assumptions)))
    worked = [*offer.worked, *(offer.converted.worked if offer.converted else ())]
    if worked:
        lines = (
            f"{escaped(_figure_words(one.figure))}: <code>{escaped(one.derivation.formula)}</code> = "
            f"{escaped(format_amount(one.derivation.value, one.derivation.currency))}"
            for one in worked
        )
        parts.append(f"<details><summary>How each figure was worked out</summary>{_list(lines)}</details>")
    if offer.questions:
        parts.append("<h3>Ask them</h3>" + _list(map(escaped, offer.questions)))
    return "".join(parts)


def _all(offer: Compared) -> tuple[YearPay, ...]:
    return (*offer.years, offer.together)


def _when(pay: YearPay) -> str:
    return str(pay.year) if pay.year else "all"


def _figure_words(figure: str) -> str:
    """Where a figure stands, for people.

    >>> _figure_words("years[0].guaranteed_cash"), _figure_words("together.sign_on")
    ('year 1, guaranteed cash', 'all years, sign on')
    """
    place, _, name = figure.partition(".")
    when = f"year {int(place[6:-1]) + 1}" if place.startswith("years[") else "all years"
    return f"{when}, {name.replace('_', ' ')}"


# ------------------------------------------------------------------------------------ pages


def _watch_and_ask(flags: Sequence[Flag], questions: Sequence[str]) -> list[str]:
    parts = []
    if flags:
        parts.append("<h2>Watch out</h2>" + _list(escaped(flag.message) for flag in flags))
    if questions:
        parts.append("<h2>Ask the recruiter</h2>" + _list(map(escaped, questions)))
    return parts


def _list(items: Iterable[str]) -> str:
    listed = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{listed}</ul>" if listed else ""


def _escaped(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    return [tuple(escaped(cell) for cell in row) for row in rows]


def _table(
    caption: str, header: Sequence[str], rows: Sequence[Sequence[str]], *, figures: bool = False
) -> str:
    """A table of cells that are escaped already; with `figures` all but the first column stand right."""
    right = ' class="n"' if figures else ""
    head = "".join(
        f'<th scope="col"{right if n else ""}>{escaped(name)}</th>' for n, name in enumerate(header)
    )
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>'
        + "".join(f"<td{right}>{cell}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="table"><table><caption>{escaped(caption)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _page(title: str, parts: Sequence[str]) -> str:
    body = "\n".join(part for part in parts if part)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escaped(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{escaped(title)}</h1>\n"
        f"{body}\n</body>\n</html>\n"
    )
