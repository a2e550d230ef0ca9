"""Addresses beside the desk's pages for other machines: Django's own handler without sessions, forms or templates.

Law: one door for each set of addresses, in place of every layer of the desk; a thread that answered a machine goes by
the desk's own addresses afterwards.
Not here: who gets further than a door, and what it answers (taxii/handler.py, machines/handler.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import set_urlconf

Inner = Callable[[HttpRequest], HttpResponseBase]
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class BesideHandler(WSGIHandler):
    """Answers at addresses of its own."""

    begins: ClassVar[str]
    """How their paths begin."""
    urls: ClassVar[str]
    """The module that has them."""

    def door(self, request: HttpRequest, inner: Inner) -> HttpResponseBase:
        """The answer: `inner` gives what the addresses answer, and what an endpoint refuses reaches this as it is."""
        raise NotImplementedError  # Each that stands beside the desk has a door of its own.

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: FBT001, FBT002 - as Django calls it
        """One layer, in place of those of the desk."""
        del is_async
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        inner: Inner = self._get_response  # type: ignore[attr-defined]  # The one step of Django's that has no public name.

        def door(request: HttpRequest) -> HttpResponseBase:
            # Faults are answered by the addresses that are set; for what follows, the request says them.
            set_urlconf(self.urls)
            request.urlconf = self.urls
            return self.door(request, inner)

        whole = convert_exception_to_response(door)

        def answer(request: HttpRequest) -> HttpResponseBase:
            try:
                return whole(request)  # type: ignore[return-value]  # Nothing here is asynchronous.
            finally:
                set_urlconf(None)

        self._middleware_chain = answer

    @classmethod
    def beside(cls, desk: Application) -> Application:
        """The desk's application with these addresses beside it."""
        machines = cls()

        def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            is_theirs = str(environ.get("PATH_INFO", "")).startswith(cls.begins)
            return (machines if is_theirs else desk)(environ, start_response)

        return application


def with_length(answer: HttpResponseBase) -> None:
    """Say how long an answer is, where it is whole."""
    if isinstance(answer, HttpResponse):
        answer.headers["Content-Length"] = str(len(answer.content))
