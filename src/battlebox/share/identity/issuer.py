"""Who may say to this desk who somebody is: an issuer of identities, as `oidc.toml` gives it.

Law: it is made for a RealDesk and for nothing else; its secret is never shown; it is reached by TLS alone, but on this
machine itself; nobody is an admin by it, and nobody has a role by it that the map does not give.
Not here: asking it (asking.py), finding the file (web). Its form is docs/formats/oidc.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, final
from urllib.parse import urlsplit

from battlebox.desk import Role
from battlebox.estate import read_toml
from battlebox.share.ground import RealDesk
from battlebox.share.identity.errors import Code, IdentityError

FILE: Final = "oidc.toml"
_OWN: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_BODY: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")
_CLAIM: Final = re.compile(r"[A-Za-z0-9_.:/-]{1,100}")
_KINDS: Final[Mapping[str, type]] = {
    "issuer": str, "name": str, "client": str, "secret_file": str, "who": str, "groups": str, "scopes": str,
    "ca_file": str, "address": str, "roles": dict,
}  # fmt: skip
_NEEDED: Final = ("issuer", "name", "client", "secret_file")
_SCOPES: Final = re.compile(r"[A-Za-z0-9_.:/-]+(?: [A-Za-z0-9_.:/-]+)*")
_LETTERS_MAX: Final = 200
_GROUPS_MAX: Final = 200


@dataclass(frozen=True, slots=True)
class Given:
    """A role in a body that a group of the issuer's brings."""

    group: str
    body: str
    role: Role


@final
@dataclass(frozen=True, slots=True)
class Issuer:
    """One issuer, and how its word is read."""

    desk: RealDesk
    issuer: str
    name: str
    """What people call it, such as `the staff account`."""
    client: str
    secret: str = field(repr=False)
    who: str = "sub"
    """The claim that names a person."""
    groups: str = "groups"
    scopes: str = ""
    """What is asked for beside `openid`, for an issuer that gives a claim only to who asks so."""
    ca_file: str = ""
    address: str = ""
    """The desk's own address as the issuer knows it; empty: as the desk prints it."""
    roles: tuple[Given, ...] = ()

    def __post_init__(self) -> None:
        if type(self.desk) is not RealDesk:
            raise TypeError(f"an issuer is asked by a real desk, not by {type(self.desk).__name__}")

    @property
    def on_this_machine(self) -> bool:
        """Whether it may be spoken to in plain: it is this machine itself."""
        return is_own(self.issuer)


def is_own(address: str) -> bool:
    """Whether an address in plain stays on this machine."""
    parts = urlsplit(address)
    return parts.scheme == "http" and parts.hostname in _OWN


def is_reachable(address: str, *, own: bool) -> bool:
    """Whether an address is one to go to: TLS, or this machine where the issuer is on it; nobody's name in it."""
    try:
        parts = urlsplit(address)
        is_plain = parts.username is None and parts.password is None and not parts.fragment and parts.port != 0
    except ValueError:
        return False
    is_clean = address.isascii() and address.isprintable() and " " not in address and "\\" not in address
    return is_clean and is_plain and bool(parts.hostname) and (parts.scheme == "https" or (own and is_own(address)))


def secret_file_of(text: str) -> str:
    """Where the secret lies, as the file says; raises IdentityError where the file cannot be used."""
    return str(_read(text)["secret_file"])


def read_issuer(desk: RealDesk, text: str, secret: str) -> Issuer:
    """The issuer that an `oidc.toml` names. Raises IdentityError, never naming the secret."""
    found = _read(text)
    if not is_reachable(found["issuer"], own=is_own(found["issuer"])) or "?" in found["issuer"]:
        raise _bad("an issuer that is no address with https://", "write issuer as its own pages give it")
    address = found.get("address", "")
    if address and (not is_reachable(address, own=is_own(address)) or urlsplit(address).path not in ("", "/")):
        raise _bad("an address of the desk that is none", 'write it as address = "https://desk.example.org"')
    for name in ("who", "groups"):
        if name in found and not _CLAIM.fullmatch(found[name]):
            raise _bad(f"a claim under {name} that is no name", 'write the name of a claim, such as "sub"')
    if not _SCOPES.fullmatch(found.get("scopes", "profile")):
        raise _bad("scopes that are none", 'write scopes = "profile email"')
    if not secret or not secret.isascii() or not secret.isprintable():
        raise _bad("a secret that is empty, or more than one line", "put the secret alone into the file, on one line")
    return Issuer(
        desk,
        found["issuer"],
        found["name"],
        found["client"],
        secret,
        found.get("who", "sub"),
        found.get("groups", "groups"),
        found.get("scopes", ""),
        found.get("ca_file", ""),
        address.rstrip("/"),
        tuple(_given(group, to) for group, to in sorted(found.get("roles", {}).items())),
    )


def _read(text: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = read_toml(text)
    except tomllib.TOMLDecodeError as wrong:
        raise _bad(str(wrong).lower(), 'write lines such as client = "battlebox"') from wrong
    for name, value in found.items():
        if name not in _KINDS:
            raise _bad(f"the name {name[:40]!r}", f"the names are {', '.join(_KINDS)}")
        if type(value) is not _KINDS[name]:
            raise _bad(f"{name} that is no {_KINDS[name].__name__}", "see the format: docs/formats/oidc.md")
        if isinstance(value, str) and (not value.strip() or len(value) > _LETTERS_MAX or not value.isprintable()):
            raise _bad(f"{name} that is empty or too long", f"write up to {_LETTERS_MAX} letters, or leave it out")
    for name in _NEEDED:
        if name not in found:
            raise _bad(f"no {name}", f"{', '.join(_NEEDED)} are needed")
    return found


def _given(group: str, to: object) -> Given:
    body, _, role = to.partition("/") if isinstance(to, str) else ("", "", "")
    if not _BODY.fullmatch(body) or role not in set(Role) or len(group) > _GROUPS_MAX:
        raise _bad(
            "a role that is none",
            f'write body and role, such as "northmere/loggist"; the roles are {", ".join(Role)}',
        )
    return Given(group, body, Role(role))


def _bad(found: str, advice: str) -> IdentityError:
    return IdentityError.of(Code.BAD_FILE, file=FILE, found=found, advice=advice)
