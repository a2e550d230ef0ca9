"""Headers that every answer carries, beside those that Django and the policy give.

Law: what an officer sees is kept by no cache but the browser's own, and asks for no power of the machine; every page
says how long it took.
Not here: the content policy (settings.py).
"""

from __future__ import annotations

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_OWN = {
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class OwnHeaders:
    """Adds them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """After each page."""
        began = time.perf_counter()
        answer = self.get_response(request)
        # What the browser's own tools show, and the load run reads: how long the desk itself took.
        answer.headers["Server-Timing"] = f"desk;dur={(time.perf_counter() - began) * 1000:.1f}"
        for name, value in _OWN.items():
            answer.headers.setdefault(name, value)
        answer.headers.setdefault("Cache-Control", "private, no-cache")
        if request.method == "POST" and getattr(request.resolver_match, "url_name", "") == "account_logout":
            # Whoever uses this machine next finds no page by its back button.
            answer.headers["Clear-Site-Data"] = '"cache"'
        return answer
