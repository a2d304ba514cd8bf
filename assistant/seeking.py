"""Where the passages that answer a question lie: its vector, moved as labelled questions teach.

In: a question's vector and the id of its encoder. Out: a vector to search with. People ask in other words than
guides answer ("worst blunders" for "Don't"); a map of small rank, added to the vector, takes the one to the other.
It is made by `python -m evals.weights --of sought` and counts for vectors of the encoder it was made with.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HEAD = "sought"


@lru_cache(maxsize=1)
def _map() -> tuple[str, NDArray[np.float32], NDArray[np.float32]] | None:
    path = files("assistant").joinpath(f"{HEAD}.npz")
    if not path.is_file():
        return None
    import numpy as np

    with path.open("rb") as file, np.load(file) as kept:
        return str(kept["encoder"]), kept["into"].astype(np.float32), kept["out"].astype(np.float32)


def seeks(encoder: str) -> bool:
    """Whether vectors of this encoder can be moved."""
    kept = _map()
    return kept is not None and kept[0] == encoder


def sought(vector: NDArray[np.float32], encoder: str) -> NDArray[np.float32]:
    """The vector to search passages with; the question's own where nothing is known of its encoder."""
    kept = _map()
    if kept is None or kept[0] != encoder:
        return vector
    import numpy as np

    moved = (vector + (vector @ kept[1]) @ kept[2]).astype(np.float32)
    moved /= max(float(np.linalg.norm(moved)), 1e-6)
    return moved
