"""The index as a LangChain retriever, for chains that take one.

In: a question. Out: LangChain Documents with their place in the metadata. langchain_core is imported
here and nowhere else in the index.
"""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.search import Hit, search, search_resolved


class GuideRetriever(BaseRetriever):
    """Retrieves passages of the guides inside what the question resolves to, its very rows first.

    `companies`, where given, narrows as in `index.search.search` instead.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Any  # index.library.Library; pydantic would otherwise want to know how to build one
    encoder: Any  # index.encoder.Encoder
    companies: list[str] | None = None
    k: int = 8

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        if self.companies is None:
            hits, _ = search_resolved(query, self.library, self.encoder, self.k)
        else:
            hits = search(query, self.library, self.encoder, self.companies, self.k)
        return [document_of(hit) for hit in hits]


def document_of(hit: Hit) -> Document:
    """A hit as a Document: the verbatim lines as its content, their place as its metadata."""
    passage = hit.passage
    return Document(
        id=passage.location,
        page_content=passage.quote,
        metadata={
            "guide": passage.guide,
            "title": passage.title,
            "section": passage.section,
            "lines": [passage.first, passage.last],
            "kind": passage.kind,
            "company": passage.company,
            "role": passage.role,
            "as_of": passage.as_of,
            "score": hit.score,
        },
    )
