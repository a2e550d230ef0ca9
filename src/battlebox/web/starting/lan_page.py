"""The one thing that is served without TLS: the authority's certificate, and how to install it.

Law: it gives out what is public and takes nothing in; whoever installs the certificate is asked to compare its
fingerprint with paper.
Not here: certificates (authority.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.template.loader import render_to_string

from battlebox.web.settings import PRODUCT
from battlebox.web.starting.authority import Certificates
from battlebox.web.views import MARK, MARK_KIND

_HEADERS = [
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-cache"),
]
StartResponse = Callable[..., Any]


def lan_application(
    certificates: Certificates, address: str
) -> Callable[[dict[str, Any], StartResponse], Iterable[bytes]]:
    """A small WSGI application of two addresses, / and /desk.crt, and the mark that browsers ask for."""
    certificate = certificates.authority.read_bytes()
    words = render_to_string(
        "desk/lan.html", {"product": PRODUCT, "fingerprint": certificates.fingerprint, "address": address}
    ).encode()

    answers = {
        "/": ("text/html; charset=utf-8", words),
        "/desk.crt": ("application/x-x509-ca-cert", certificate),
        "/favicon.ico": (MARK_KIND, MARK),
    }

    def application(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        found = answers.get(environ.get("PATH_INFO", "/"))
        if environ.get("REQUEST_METHOD") not in ("GET", "HEAD") or found is None:
            start_response("404 Not Found", [("Content-Type", "text/plain"), *_HEADERS])
            return [b"There is nothing here.\n"]
        kind, body = found
        start_response("200 OK", [("Content-Type", kind), *_HEADERS])
        return [body]

    return application
