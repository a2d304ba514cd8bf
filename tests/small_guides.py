"""The small guides in tests/data/guides, and lines of every shape for properties."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from corpus.guide import Guide, parse_guide

GUIDES = Path(__file__).parent / "data" / "guides"

LINES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            *("", "---", "# Pay", "**Pay**", "- one", '1. **Name:** "words"', "> so", "| a | b |"),
            *("|---|---|", "| | |", '"No"', '"Open', 'close"', "Do", "Q: Why?", "A: So.", "```", "==="),
            *("a -> b -> c", "(x) (y) (z)", "OneTwoThree", "FourFiveSix", "Lead:", "A = B + C", "Profile: x"),
            *("Strategy: y", "Subscribe now →", "E5 maps to Globex L5", "**Level Mapping:** E5 = Globex L5"),
            *("## FAQ", "### Lever 1: Reach", "a\tb\tc", '"No" → "Why?"', "## The $3M plan", "  - nested"),
            *("Sources:", "Base: $1K"),
        ]
    ),
)


def guide_from(name: str) -> Guide:
    return parse_guide((GUIDES / name).read_text(encoding="utf-8"), name)


def aside(guide: Guide) -> set[int]:
    return {n for piece in guide.set_aside for n in range(piece.first, piece.last + 1)}
