"""Where a server is: scheme, host and port; and whether another address is on the same one.

Law: TLS, or this very machine; nothing that was sent for one origin is ever sent to another.
Not here: which machine a name leads to (address.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit

from battlebox.share.polling.errors import Code, PollError

OWN: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_PORT: Final = {"https": 443, "http": 80}
_URL_MAX: Final = 500
_HOST: Final = re.compile(r"[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:.]{2,45}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Origin:
    """A scheme, a host and a port, as they are compared."""

    scheme: str
    host: str
    port: int

    @classmethod
    def from_url(cls, url: str) -> Origin | None:
        """The origin of an address; None where it has none that may be asked."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            return None
        host = (parts.hostname or "").rstrip(".").lower()
        if parts.scheme not in _PORT or not _HOST.fullmatch(host) or parts.username or parts.password or port == 0:
            return None
        return cls(parts.scheme, host, port or _PORT[parts.scheme])

    def holds(self, url: str) -> bool:
        """Whether an address is on this server."""
        return Origin.from_url(url) == self


def checked(url: str, *, may_be_private: bool) -> str:
    """An address of a server as it is kept, with a slash at its end. Raises PollError."""
    text = url.strip()
    parts = urlsplit(text) if text.isascii() and text.isprintable() and len(text) <= _URL_MAX else urlsplit("")
    origin = Origin.from_url(text) if parts.netloc else None
    if origin is None or " " in text or parts.query or parts.fragment or "\\" in text:
        raise PollError.of(Code.BAD_URL)
    if origin.scheme != "https" and not (origin.host in OWN and may_be_private):
        raise PollError.of(Code.OPEN_URL)
    return text if text.endswith("/") else f"{text}/"


def moved(url: str, location: str) -> str:
    """Where an address sends on to; blank where it says nothing that can be followed."""
    try:
        return urljoin(url, location.strip()).partition("#")[0] if location.strip() else ""
    except ValueError:
        return ""
