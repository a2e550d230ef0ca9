"""TLS that is agreed when a line has something to say, piece by piece, and by nobody who waits for it.

Law: a connection is let in as it came.
Not here: whose certificate is trusted (taxii/tls.py), when a piece is there (patience.py).
"""

from __future__ import annotations

import ssl
from typing import Any

from cheroot.ssl.builtin import BuiltinSSLAdapter


class LateTls(BuiltinSSLAdapter):
    """The server's own certificate, shown late."""

    def wrap(self, sock: Any) -> tuple[Any, dict[str, Any]]:
        """As it came."""
        return sock, {}

    def begin(self, sock: Any) -> ssl.SSLSocket:
        """The same connection, of which nothing is agreed yet."""
        context: ssl.SSLContext = self.context
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context.wrap_socket(sock, server_side=True, do_handshake_on_connect=False)
