"""TLS for partners, in which one that has a certificate may show it.

Law: a certificate is trusted because it is a partner's, letter by letter, and because of nobody who signed it; one that
came or went is known at the next connection.
Not here: whose it is (credentials.py), the server's own certificate (starting/authority.py).
"""

from __future__ import annotations

import ssl
import threading
from typing import Any

from django.db import close_old_connections

from battlebox.web.models import Partner
from battlebox.web.starting.authority import Certificates
from battlebox.web.starting.late_tls import LateTls
from battlebox.web.taxii.asking import CERTIFICATE


class PartnerTls(LateTls):
    """Takes a partner's certificate where one is shown, and asks for none."""

    def __init__(self, certificates: Certificates) -> None:
        super().__init__(str(certificates.chain), str(certificates.key))
        self._trusted: frozenset[str] = frozenset()
        self._lock = threading.Lock()
        self._refresh()

    def begin(self, sock: Any) -> ssl.SSLSocket:
        """A new connection."""
        self._refresh()
        close_old_connections()
        return super().begin(sock)

    def get_environ(self, sock: Any) -> dict[str, Any]:  # type: ignore[override]  # Its own class does so too.
        """What a request carries of its connection."""
        found: dict[str, Any] = super().get_environ(sock)  # type: ignore[no-untyped-call]  # The same.
        shown = sock.getpeercert(binary_form=True)
        return {**found, CERTIFICATE: shown} if shown else found

    def _refresh(self) -> None:
        """Trust the certificates that partners have now."""
        with self._lock:
            held = Partner.objects.filter(cut_off_at=None).exclude(certificate="")
            now = frozenset(held.values_list("certificate", flat=True))
            if now != self._trusted or self.context.verify_mode is ssl.CERT_NONE:
                self.context, self._trusted = self._context_for(now), now

    def _context_for(self, trusted: frozenset[str]) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(self.certificate, self.private_key)
        context.verify_mode = ssl.CERT_OPTIONAL
        # The leaf itself is what is trusted, whoever signed it.
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
        for pem in sorted(trusted):
            context.load_verify_locations(cadata=pem)
        return context
