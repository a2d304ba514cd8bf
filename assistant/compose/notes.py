"""What to watch beside an answer about pay: places read widely, plain dollars abroad, totals, dates, levels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.compose.compare import in_us
from assistant.compose.rows import facts_of, topic_question
from assistant.compose.wording import digits, label, level_words, where
from assistant.page import Page
from assistant.question import Question
from corpus.bands import Fact
from corpus.currencies import CODE_WORDS, CURRENCY_WORDS, currency_named
from corpus.regexes import regex
from index.ladder import covers, is_printed_so, read_label
from index.resolve import Target

_YEAR = regex(r"\b(?:19|20)\d\d\b")
# "In 2019", "the 2019 band": the year of the pay that is asked for …
_PAY_OF_YEAR = regex(
    r"\b(?:in|for|of|during|from|around|by)\s+(?:(?:the\s+)?(?:(?:fiscal|calendar)\s+)?year\s+|fy\s?)?(?P<of>(?:19|20)\d\d)(?![\d.,]*\d|\s?[-–/]\s?\d|\s?[kKmM%$£€¥]|\s+[A-Z]{3}\b)"
    r"|\bfy\s?(?P<fiscal>(?:19|20)\d\d)\b|(?<![\d.,$£€¥])(?P<own>(?:19|20)\d\d)(?:['’]?s)?\s+(?:bands?|pay|base|salar(?:y|ies)|ranges?|figures|numbers|totals?|rsus?|stock|bonus|comp\w*|tc)\b",
    re.I,
)
# … and not of something that happened to somebody.
_ONES_OWN = regex(r"\b(?:i|me|my|we|our|us|he|she|his|her)\b", re.I)
_INTO = regex(rf"\b(?:in|to|into|as)\s+(?P<words>{CURRENCY_WORDS}|{CODE_WORDS})\b", re.I)


def currencies_wanted(q: Question) -> set[str]:
    """The currencies in which a question wants its figures: "in euros", "to CHF"."""
    return {named[0] for m in _INTO.finditer(q.text) if (named := currency_named(m["words"]))}


def warn_plain_dollars(page: Page, facts: Sequence[Fact]) -> list[Fact]:
    """Say of which places a guide prints a plain "$" abroad; those facts."""
    abroad = [f for f in facts if f.mark == "$" and f.unit == "money" and not in_us(f)]
    places = list(dict.fromkeys(f.region for f in abroad))
    if abroad:
        page.warn(
            "dollar_as_printed",
            f"The guide prints a plain “$” for {places[0] if len(places) == 1 else 'places outside the US'}. It is "
            "shown as printed; the guide does not say whether it is the local currency. Ask the recruiter in which "
            "currency each amount is paid.",
        )
    return abroad


def write_notes(page: Page, q: Question, targets: Sequence[Target], facts: Sequence[Fact]) -> None:
    seen_how = set()
    read_from: dict[str, list[str]] = {}  # the rows that a place stands for, of those that are shown
    shown = {(f.company, f.region) for f in facts}
    for t in targets:
        region = t.row.region or ""
        if t.how in ("inside", "metro", "wider") or (t.how == "named" and "/" in region):
            key = (t.asked.lower(), region)
            if t.asked and key not in seen_how:
                seen_how.add(key)
                if t.how == "metro":
                    page.warn(
                        "region_mapped",
                        f"The guide has no row for {t.asked}; the row shown, {region}, is in the same "
                        "metro area.",
                    )
                elif (t.how == "inside" or "/" in region) and (
                    not facts or (t.row.company, t.row.region) in shown
                ):
                    read_from.setdefault(t.asked, []).append(region)
        if t.corrected:
            page.warn(
                "region_fuzzy",
                f"“{t.asked}” was read as {region}. If that is wrong, please say which place you mean.",
            )
    for asked, regions in read_from.items():
        rows = " and ".join(f"“{region}”" for region in dict.fromkeys(regions))
        whose = "the guide's row" if len(set(regions)) == 1 else "the guides' rows"
        page.warn("region_mapped", f"{asked} is read from {whose} {rows}.")
    for company, place in q.resolved.placeless:
        page.say(
            f"{company}'s guide names no places: the figures are not marked as being for {place}.",
            required=False,
        )
    for m in q.resolved.mentions:
        if m.corrected and m.kind in ("company", "component"):
            read = m.name if m.kind == "company" else label(m.name)
            page.warn("name_corrected", f"“{m.text}” was read as {read}.")
    for count in q.terms.unpriced:
        page.warn(
            "equity_value_unknown",
            f"“{count}” was read as a number, not as an amount: what it comes to depends on the price of one. "
            "Say that price, or what the whole grant is worth.",
        )
    # What was reckoned from the person's own amounts alone has the row's mark where they name none.
    unmarked = not facts and any(g.amount.unit == "money" and not g.amount.currency for g in q.given)
    lent = [f for t in targets if t.asked for f in facts_of(page, t, ["base"])] if unmarked else []
    if (abroad := warn_plain_dollars(page, (*facts, *lent))) and q.has("currency"):
        rows = "this row" if len({f.region for f in abroad}) == 1 else "these rows"
        page.say(
            f"The guide prints a plain “$” in {rows} and does not say whether it is US or local dollars.",
            *(page.passage_of(f) for f in abroad[:1]),
        )
    for t in targets:
        if any(
            f.component == "total" and f.region == t.row.region and f.company == t.row.company for f in facts
        ):
            _reconcile(page, q, t, aloud=q.has("reconcile"))
    wanted = currencies_wanted(q)
    shown_in = {f.currency for f in facts if f.currency}
    if not facts and wanted and not (q.terms.rate or q.terms.rate_alone):
        # What was reckoned from the rows is in their own currency.
        shown_in = {f.currency for t in targets if t.asked for f in facts_of(page, t) if f.currency}
    if q.has("convert") and not q.has("percent_of", "currency") and shown_in - (wanted or {"USD"}):
        page.lack("an exchange rate")
        page.ask(topic_question(page, "fx"))
    # "What is Globex L5 at Initech, and the stock in Bern": the level is another company's, and is mapped.
    mapped = q.has("levels") and bool(q.resolved.other_companies)
    for asked in () if mapped else q.resolved.levels:
        _note_level(page, asked, [o for o in q.resolved.levels if o != asked], targets)
    dates = list(dict.fromkeys((f.company, f.as_of) for f in facts if f.as_of))
    years = _years_without_figures(q, [d for _, d in dates if d])
    for year in years:
        page.say(f"None of these figures is dated {year}.", required=False)
        page.lack(f"figures for {year}")
    if dates and len(dates) <= 3:
        said = "; ".join(f"{c}: {d}" for c, d in dates) if len(dates) > 1 else str(dates[0][1])
        page.say(
            f"The guide's sources for these figures are dated {said}."
            if len(dates) == 1
            else f"The guides' sources are dated: {said}.",
            required=False,
        )


def _years_without_figures(q: Question, dates: Sequence[str]) -> list[str]:
    """The years whose pay is asked for, before all that the guides are dated or long after it."""
    dated = [int(y) for d in dates for y in _YEAR.findall(d)]
    if not dated:
        return []
    clauses = [c for c in re.split(r"[.;?!\n]", q.text) if not _ONES_OWN.search(c)]
    asked = [m["of"] or m["fiscal"] or m["own"] for c in clauses for m in _PAY_OF_YEAR.finditer(c)]
    # The year after the last is what a guide of that date is read for.
    return [y for y in dict.fromkeys(asked) if not min(dated) <= int(y) <= max(dated) + 1]


def _reconcile(page: Page, q: Question, target: Target, aloud: bool) -> None:
    """Whether a row's printed total is what its parts add up to; both sides said where it is asked."""
    by = {f.component: f for f in facts_of(page, target)}
    base, equity, bonus, total = (by.get(c) for c in ("base", "equity", "bonus", "total"))
    if not (base and equity and bonus and total) or bonus.unit != "percent" or equity.period != "4 years":
        return
    ends = []
    for b, e, p, t in (
        (base.low, equity.low, bonus.low, total.low),
        (base.high, equity.high, bonus.high, total.high),
    ):
        if b is None or e is None or p is None or t is None:
            return
        ends.append(
            (b + e / 4 + b * p / 100, t, f"{digits(b)} + {digits(e)}/4 + {digits(b)}*{digits(p)}/100")
        )
    if all(value == printed for value, printed, _ in ends):
        return
    page.warn(
        "tc_not_reconciled",
        f"The total for {where(target)} is shown as printed: it is not the sum of the row's base, a "
        "quarter of the equity and the bonus.",
    )
    if aloud:
        passage = page.passage_of(total)
        low, high = (
            page.derive(value, formula, [passage], total.currency, total.mark) for value, _, formula in ends
        )
        page.say(
            "Added up from its parts (base, a quarter of the equity, bonus), the row for "
            f"{where(target)} comes to {low} at the low end and {high} "
            "at the high end; the guide does not explain the difference.",
            passage,
        )
        for (value, printed, formula), end in zip(ends, ("low", "high"), strict=True):
            if q.bound in ("", end) and value < printed:
                gap = page.derive(
                    printed - value, f"{digits(printed)} - ({formula})", [passage], total.currency, total.mark
                )
                page.say(f"At the {end} end that is {gap} less than what is printed.", passage)


def _note_level(page: Page, asked: str, others: Sequence[str], targets: Sequence[Target]) -> None:
    """One row stands for several levels: say so when one of them is asked for; not where another name of
    the level that was asked for is the row's own."""
    for company in dict.fromkeys(t.row.company for t in targets):
        mine = [t for t in targets if t.row.company == company]
        levels = {f.level for t in mine for f in facts_of(page, t) if f.level}
        level = next(iter(levels), "")
        if len(levels) == 1 and covers(level, asked) is not False and not (
            any(is_printed_so(level, one) or _is_its_own(level, one) for one in (asked, *others))
        ):
            if len(page.lexicon.levels_at.get(company, (level,))) == 1:
                page.lack(f"a separate band for {asked} at {company}")
            named = covers(level, asked) is not None or _is_mapped(page, company, asked)
            page.say(
                f"{company}'s guide has one row for {level_words(level)} together; "
                + ("it does not split the figures by level." if named else f"it does not name the level “{asked}”."),
                required=False,
            )


def _is_mapped(page: Page, company: str | None, asked: str) -> bool:
    """Whether a company's own level map has a level; another company's title is none of it."""
    maps = [m for m in page.library.level_maps() if m.company == company]
    labels = [f"{m.level} {m.title}" for m in maps]
    if read_label(asked).steps:
        labels += [m.other_level for m in maps]
    return any(covers(label, asked) or asked in label.split() for label in labels)


def _is_its_own(label: str, asked: str) -> bool:
    """Whether a row's label is just the level that is asked for, not several levels together.

    >>> _is_its_own("Senior (L5)", "L5"), _is_its_own("Mid (L3-L4)", "mid"), _is_its_own("Mid (L3-L4)", "L4")
    (True, True, False)
    """
    if not covers(label, asked):
        return False
    own, wanted = read_label(label), read_label(asked)
    if own.title and wanted.title:
        return set(own.title) == set(wanted.title) or own.open
    return any(
        (low, high) == (first, last) or high is None
        for ladder, low, high in own.steps
        for theirs, first, last in wanted.steps
        if ladder in ("", theirs)
    )
