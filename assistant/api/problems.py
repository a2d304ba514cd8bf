"""What went wrong, as `application/problem+json`: what, where and how to mend it, never a traceback.

In: a status and words, or a `Problem`. Out: a response. The OpenAI client looks for `error`, so that is
there too. It holds nothing of a question or an offer but what a message of `corpus.problem` quotes back
to the person who sent it.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from starlette.responses import Response

from assistant.api.desk import Unusable
from assistant.screen import dumps
from corpus.problem import Problem

MEDIA_TYPE = "application/problem+json"


class Refusal(Exception):
    """A request that is refused: the status, a code for programs, a sentence and a remedy for people."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        remedy: str | None = None,
        where: str | None = None,
        headers: tuple[tuple[str, str], ...] = (),
        errors: tuple[dict[str, str | None], ...] = (),
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.remedy = remedy
        self.where = where
        self.headers = headers
        self.errors = errors

    def as_dict(self, request_id: str = "") -> dict[str, Any]:
        """The problem of RFC 9457, with our own members beside its own.

        >>> Refusal(413, "too_large", "the body is too large").as_dict()["title"]
        'Request Entity Too Large'
        """
        value: dict[str, Any] = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
            "where": self.where,
            "remedy": self.remedy,
            "request_id": request_id or None,
            "error": {"message": self.detail, "type": self.code, "code": self.code, "param": self.where},
        }
        if self.errors:
            value["errors"] = list(self.errors)
        return value

    def response(self, request_id: str = "") -> Response:
        """The response of this refusal."""
        return Response(
            dumps(self.as_dict(request_id)), self.status, dict(self.headers), media_type=MEDIA_TYPE
        )


def of_problem(problem: Problem) -> Refusal:
    """A problem as the client may know it: its own to mend, or the keeper's.

    Where something lies on the service's machine is no business of a client's.
    """
    if isinstance(problem, Unusable):
        return Refusal(422, "not_usable", problem.message, problem.remedy, problem.where)
    return Refusal(
        503, "not_ready", problem.message, "try again in a moment", headers=(("retry-after", "5"),)
    )


def unexpected() -> Refusal:
    """A bug."""
    said = "something went wrong in the service; nothing of your request was kept"
    return Refusal(500, "unexpected", said, "report it, with the request_id")
