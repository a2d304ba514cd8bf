"""The maintainer's commands, as they are typed: lint, diff, eval.

In: words and options. Out: one command run. What they do is in `assistant.maintaining` and, for
`eval`, in what the command line hands in: nothing here may know the evals.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.running import ChromaUrl, Guides, Index, Json, Model, command

if TYPE_CHECKING:
    from assistant.screen import Screen
    from assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class EvalOptions:
    """What `eval` was asked to do."""

    kinds: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    jobs: int | None = None
    repeat: int = 1
    changed: bool = False
    everything: bool = False
    accept: bool = False
    yes: bool = False
    baseline: bool = False
    markdown: Path | None = None
    html: Path | None = None
    junit: Path | None = None
    live: bool = False
    unanswered: Path | None = None


Evaluate = Callable[[EvalOptions, "Settings", "Screen"], int]


def add_to(app: typer.Typer, evals: Callable[[], Evaluate]) -> None:
    """Add the commands; `evals` gives what `eval` runs, and is called only then."""

    @app.command("lint")
    def _lint(
        folder: Annotated[str | None, typer.Argument(metavar="[FOLDER]", help="The guides to read.")] = None,
        as_json: Json = False,
        guides: Guides = None,
        index: Index = None,
        model: Model = None,
        chroma_url: ChromaUrl = None,
    ) -> None:
        """Show what is doubtful in the guides: ranges, units, totals, dates, hidden characters, orders."""
        if folder is not None and guides is not None:
            raise typer.BadParameter("name the guides once, as FOLDER or with --guides")
        with command("lint", as_json, folder if guides is None else guides, index, model, chroma_url) as run:
            from assistant import maintaining

            run(maintaining.lint)

    @app.command("diff")
    def _diff(
        old: Annotated[str, typer.Argument(metavar="OLD", help="A folder of guides.")],
        new: Annotated[str, typer.Argument(metavar="NEW", help="The folder to compare it with.")],
        as_json: Json = False,
        guides: Guides = None,
        index: Index = None,
        model: Model = None,
        chroma_url: ChromaUrl = None,
    ) -> None:
        """Show the facts that were added, moved and removed between two folders of guides."""
        with command("diff", as_json, guides, index, model, chroma_url) as run:
            from assistant import maintaining

            run(lambda _, screen: maintaining.diff(Path(old).expanduser(), Path(new).expanduser(), screen))

    @app.command("eval")
    def _eval(
        kind: Annotated[
            list[str] | None,
            typer.Option("--kind", metavar="KIND", help="Only this suite or kind of cases; repeatable."),
        ] = None,
        case: Annotated[
            list[str] | None, typer.Option("--case", metavar="ID", help="Only this case; repeatable.")
        ] = None,
        changed: Annotated[
            bool, typer.Option("--changed", help="Only what depends on what changed since the last run.")
        ] = False,
        everything: Annotated[
            bool, typer.Option("--all", help="Ask every question and check every sentence, not only a fixed sample.")
        ] = False,
        accept: Annotated[
            bool, typer.Option("--accept", help="List the facts that differ, and accept them when told yes.")
        ] = False,
        yes: Annotated[bool, typer.Option("--yes", help="With --accept: accept without asking.")] = False,
        baseline: Annotated[
            bool, typer.Option("--baseline", help="Keep the scores as the baseline, in evals/results.")
        ] = False,
        repeat: Annotated[
            int,
            typer.Option("--repeat", min=1, max=20, help="Run so often and name what comes out differently."),
        ] = 1,
        jobs: Annotated[
            int | None,
            typer.Option("--jobs", min=1, max=64, help="How many processes; as a rule one for each core."),
        ] = None,
        markdown: Annotated[
            str | None, typer.Option("--markdown", metavar="FILE", help="Write the report as Markdown.")
        ] = None,
        html: Annotated[
            str | None, typer.Option("--html", metavar="FILE", help="Write it as a page.")
        ] = None,
        junit: Annotated[str | None, typer.Option("--junit", metavar="FILE", help="Write it for CI.")] = None,
        live: Annotated[
            bool, typer.Option("--live", help="Ask the model that is configured, and record what it replies.")
        ] = False,
        unanswered: Annotated[
            str | None,
            typer.Option(
                "--unanswered", metavar="FILE", help="Write that log's questions as cases to be finished."
            ),
        ] = None,
        as_json: Json = False,
        guides: Guides = None,
        index: Index = None,
        model: Model = None,
        chroma_url: ChromaUrl = None,
    ) -> None:
        """Measure: are the facts as accepted, and is every answer still right?"""
        if yes and not accept:
            raise typer.BadParameter("--yes goes with --accept")
        options = EvalOptions(
            kinds=tuple(kind or ()),
            cases=tuple(case or ()),
            jobs=jobs,
            repeat=repeat,
            changed=changed,
            everything=everything,
            accept=accept,
            yes=yes,
            baseline=baseline,
            markdown=_file(markdown),
            html=_file(html),
            junit=_file(junit),
            live=live,
            unanswered=_file(unanswered),
        )
        if changed and (kind or case or baseline):
            raise typer.BadParameter("--changed chooses the cases by itself")
        if baseline and (kind or case):
            raise typer.BadParameter("--baseline keeps a whole run")
        with command("eval", as_json, guides, index, model, chroma_url) as run:
            evaluate = evals()
            run(lambda settings, screen: evaluate(options, settings, screen))


def _file(name: str | None) -> Path | None:
    return None if name is None else Path(name).expanduser()
