"""Which address a name leads to, and whether it may be gone to.

Law: the address that was looked at is the one that is gone to; one inside among those
of a name closes the name.
Not here: going there (way.py).
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from typing import Final

Resolver = Callable[[str, int], Sequence[str]]
Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
_MOST: Final = 8
_CARRIERS: Final = tuple(ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "::/96"))
"""Networks of IPv6 whose last four bytes are an address of IPv4."""


class Closed(OSError):
    """A name leads inside, and may not."""


def look_up(host: str, port: int) -> list[str]:
    """The addresses of a name, as this machine knows them. Raises OSError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as wrong:
        raise socket.gaierror(socket.EAI_NONAME, "no name") from wrong
    return [str(each[4][0]) for each in found]


def open_addresses(host: str, port: int, resolver: Resolver, *, may_be_private: bool) -> tuple[str, ...]:
    """The addresses of a name that may be gone to, in order. Raises OSError: Closed where one of them may not."""
    found = tuple(dict.fromkeys(resolver(host, port)))[:_MOST]
    if not found:
        raise socket.gaierror(socket.EAI_NONAME, "no address")
    for each in found:
        if not is_open(each, may_be_private=may_be_private):
            raise Closed
    return found


def is_open(address: str, *, may_be_private: bool) -> bool:
    """Whether an address may be gone to: one of the wide world, or any single machine where that is allowed."""
    try:
        number = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    each = _meant(number)
    if each.is_multicast or each.is_unspecified or each == ipaddress.ip_address("255.255.255.255"):
        return False
    return may_be_private or (each.is_global and not each.is_reserved and not each.is_private)


def _meant(number: Ip) -> Ip:
    """The address of IPv4 that one of IPv6 only carries; else itself."""
    if not isinstance(number, ipaddress.IPv6Address) or int(number) <= 1:
        return number
    carried = number.ipv4_mapped or number.sixtofour or (number.teredo[1] if number.teredo else None)
    if carried is None and any(number in net for net in _CARRIERS):
        carried = ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
    return number if carried is None else carried
