"""The names and addresses by which browsers reach this desk: what it answers to, and what it prints on paper.

Law: they are found once, when the desk starts, so that the certificate, the names it answers to and every slip agree;
what a browser calls the desk is never printed. A desk whose router gave it another address is started again.
Not here: certificates (authority.py), listening (server.py).
"""

from __future__ import annotations

import ipaddress
import socket
from contextlib import suppress
from functools import cache
from typing import Final

from battlebox.web.starting.desk_settings import LOOPBACK, DeskSettings

ROOM: Final = tuple(
    ipaddress.ip_network(net)
    for net in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "127.0.0.0/8",
        "fc00::/7",
        "fe80::/10",
        "::1/128",
    )
)
"""Networks of a room, an office, one machine."""


@cache
def names_of(desk: DeskSettings) -> tuple[str, ...]:
    """Every name and address this desk goes by, the one to print first."""
    given = (desk.host,) if desk.host else ()
    room = own_addresses() if desk.lan else ()
    return tuple(dict.fromkeys((*given, *room, "localhost", LOOPBACK, "::1")))


def hosts_of(desk: DeskSettings) -> list[str]:
    """The same as they stand in a request's Host, where an IPv6 address has brackets."""
    return [_bracketed(name) for name in names_of(desk)]


def address_of(desk: DeskSettings, path: str = "/") -> str:
    """The address to print: with TLS in the room, and behind a proxy that has a name; else this machine's own."""
    name = _bracketed(names_of(desk)[0])
    if desk.lan:
        return f"https://{name}:{desk.port}{path}"
    return f"https://{name}{path}" if desk.host else f"http://localhost:{desk.port}{path}"


def own_addresses() -> tuple[str, ...]:
    """The addresses by which other machines may reach this one: of IPv4, at which alone it listens. Nothing is sent."""
    found: list[str] = []
    # Naming a far address to a datagram socket only asks the system which way it would go.
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        way.connect(("192.0.2.1", 9))
        found.append(str(way.getsockname()[0]))
    try:
        named = [str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    except OSError:
        named = []
    every = dict.fromkeys([*found, *named])
    # The authority may speak for a room alone, so an address of the wide world is left out.
    return tuple(each for each in every if is_of_a_room(each) and not ipaddress.ip_address(each).is_loopback)


def is_of_a_room(address: str) -> bool:
    """Whether an address is of a local network, so that the authority may speak for it."""
    number = ipaddress.ip_address(address)
    return any(number in net for net in ROOM)


def _bracketed(name: str) -> str:
    return f"[{name}]" if ":" in name else name
