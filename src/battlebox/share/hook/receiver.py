"""Whom a message goes to: an address, the secret it is signed with, and which networks inside may be gone to.

Law: it is made for a RealDesk and for nothing else, so that no drill ever tells a machine anything; TLS, or this very
machine; an address inside is closed unless its network was named.
Not here: sending (post.py), who names the networks (web/starting).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, final
from urllib.parse import urlsplit

from battlebox.share.errors import Code, ShareError
from battlebox.share.ground import RealDesk
from battlebox.share.polling import Closed, Origin, Resolver, Trust, is_open

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_URL_MAX: Final = 500
_OWN: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_PLAIN: Final = re.compile(r"[!-~]+", re.ASCII)


@final
@dataclass(frozen=True, slots=True)
class Receiver:
    """One receiver. `pin` is the SHA-256 of its one certificate, where it has one of its own making.

    `before` is the secret that was, while it counts beside the new one.
    """

    desk: RealDesk
    url: str
    secret: str = field(repr=False)
    pin: str = ""
    inside: tuple[Network, ...] = ()
    before: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if type(self.desk) is not RealDesk:
            raise TypeError(f"a machine is told by a real desk, not by {type(self.desk).__name__}")
        origin = Origin.from_url(self.url)
        is_plain = len(self.url) <= _URL_MAX and _PLAIN.fullmatch(self.url) and not re.search(r"[#\\<>\"]", self.url)
        if origin is None or not is_plain:
            raise ShareError.of(Code.BAD_HOOK, found="an address that is none")
        if origin.scheme != "https" and origin.host not in _OWN:
            raise ShareError.of(Code.BAD_HOOK, found="an address without https://")
        Trust.from_text(pin=self.pin)

    @property
    def is_spoken(self) -> bool:
        """Whether TLS is spoken with it."""
        return urlsplit(self.url).scheme == "https"

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every secret that counts now, the newest first."""
        return (self.secret, self.before) if self.before else (self.secret,)

    def refuse_closed(self) -> None:
        """Raises ShareError for an address that is a number, or this very machine, and may not be gone to.

        Where a name leads is seen at each try.
        """
        origin = Origin.from_url(self.url)
        host = origin.host if origin else ""
        try:
            address = str(ipaddress.ip_address({"localhost": "127.0.0.1"}.get(host, host)))
        except ValueError:
            return
        if not self._may_go(address):
            raise ShareError.of(Code.HOOK_INSIDE)

    def guarded(self, resolver: Resolver) -> Resolver:
        """The same way to look names up, closed for addresses inside that nobody named."""

        def look(host: str, port: int) -> Sequence[str]:
            found = resolver(host, port)
            if not all(self._may_go(each) for each in found):
                raise Closed
            return found

        return look

    def _may_go(self, address: str) -> bool:
        if is_open(address, may_be_private=False):
            return True
        try:
            number = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return False
        return any(number in net for net in self.inside if net.version == number.version)


def shown_address(url: str) -> str:
    """An address as a page shows it: without what follows the host, where most keep a secret of theirs."""
    parts = urlsplit(url)
    has_more = parts.query or parts.path.strip("/")
    return f"{parts.scheme}://{parts.netloc}/{'...' if has_more else ''}"
