"""The commands `serve` and `mcp`, as they are typed.

In: words and options. Out: a service that runs until it is stopped. What it does is in
`assistant.serving`, imported only when one of them runs.
"""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.running import ChromaUrl, Guides, Index, Json, Model, command

Host = Annotated[
    str,
    typer.Option("--host", metavar="ADDRESS", help="Where to listen; others than this machine need a key."),
]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes any that is free.")]
AllowHost = Annotated[
    list[str] | None,
    typer.Option("--allow-host", metavar="NAME", help="Another name that it may be asked by; repeatable."),
]
AllowOrigin = Annotated[
    list[str] | None,
    typer.Option("--allow-origin", metavar="URL", help="A page of another site that may ask; repeatable."),
]
PerMinute = Annotated[
    float | None,
    typer.Option(
        "--per-minute",
        min=0,
        metavar="N",
        help="Requests of one client a minute; 600 unless only this machine can ask.",
    ),
]


def _serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="How many processes.")] = 1,
    show: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
    allow_host: AllowHost = None,
    allow_origin: AllowOrigin = None,
    per_minute: PerMinute = None,
    as_json: Json = False,
    guides: Guides = None,
    index: Index = None,
    model: Model = None,
    chroma_url: ChromaUrl = None,
) -> None:
    """Serve the page and the HTTP service, for this machine alone unless told otherwise."""
    with command("serve", as_json, guides, index, model, chroma_url) as run:
        from assistant import serving

        listening = serving.Listening(
            host, port, workers, tuple(allow_host or ()), tuple(allow_origin or ()), per_minute
        )
        run(lambda settings, screen: serving.serve(settings, screen, listening, show))


def _mcp(
    http: Annotated[
        bool, typer.Option("--http", help="Over HTTP, at /mcp, instead of standard input.")
    ] = False,
    host: Host = "127.0.0.1",
    port: Port = 8001,
    allow_host: AllowHost = None,
    allow_origin: AllowOrigin = None,
    per_minute: PerMinute = None,
    as_json: Json = False,
    guides: Guides = None,
    index: Index = None,
    model: Model = None,
    chroma_url: ChromaUrl = None,
) -> None:
    """Offer the same as tools to an assistant that speaks the Model Context Protocol."""
    if as_json and not http:
        raise typer.BadParameter("standard output is the client's: --json goes with --http")
    with command("mcp", as_json, guides, index, model, chroma_url) as run:
        from assistant import serving

        names, origins = tuple(allow_host or ()), tuple(allow_origin or ())
        listening = serving.Listening(host, port, 1, names, origins, per_minute) if http else None
        run(lambda settings, screen: serving.mcp(settings, screen, listening))


def add_to(app: typer.Typer) -> None:
    """Give the program these commands."""
    app.command("serve")(_serve)
    app.command("mcp")(_mcp)
