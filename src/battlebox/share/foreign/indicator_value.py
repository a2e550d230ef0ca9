"""The value of an indicator: recognised, made whole where it was defanged, and checked.

Law: a kind is only given to what is certainly of that kind; nothing is ever fetched or looked up.
Not here: tables of them (table.py), patterns of STIX (pattern.py).
"""

from __future__ import annotations

import ipaddress
import re
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from battlebox.share.foreign.errors import Code, ForeignError
from battlebox.share.foreign.file_endings import FILE_ENDINGS

LETTERS_MOST: Final = 2048


class Kind(StrEnum):
    """What an indicator is; the value is the word in a table."""

    IPV4 = "ipv4"
    IPV6 = "ipv6"
    DOMAIN = "domain"
    URL = "url"
    EMAIL = "email"
    MD5 = "md5"
    SHA1 = "sha1"
    SHA256 = "sha256"
    SHA512 = "sha512"
    FILE_NAME = "file-name"


def whole(text: str) -> str:
    """The value as it was before somebody made it safe to print: hxxp, [.], (dot), [at] and the like are undone."""
    found = text.strip()
    for pattern, right in _DEFANGED:
        found = pattern.sub(right, found)
    return found


def defanged(value: str) -> str:
    """The value as nobody can click on it: hxxp and [.]; of a path or a file name nothing is changed."""
    found = re.sub(r"^http", "hxxp", value)
    host = urlsplit(value).netloc if "://" in value else value.rpartition("@")[2]
    return found.replace(host, host.replace(".", "[.]"), 1) if host else found


def recognised(text: str) -> tuple[Kind, str]:
    """The kind and the value of a defanged or plain text. Raises ForeignError for what cannot be told."""
    value = whole(text)
    if _ends_as_a_file(value):
        return Kind.FILE_NAME, text.strip()
    for kind in _TRIED:
        if (found := _CHECKS[kind](value)) is not None:
            return kind, found
    raise ForeignError.of(Code.OTHER_KIND, words=", ".join(Kind))


def _ends_as_a_file(value: str) -> bool:
    """Whether it is written as a domain is, and ends as a file does and no domain can."""
    return value.rpartition(".")[2].lower() in FILE_ENDINGS and _domain(value) is not None


def checked(kind: Kind, text: str) -> str:
    """The value, if it is of that kind. Raises ForeignError."""
    if len(text) > LETTERS_MOST:
        raise ForeignError.of(Code.TOO_LONG, name="value", most=LETTERS_MOST)
    value = text.strip() if kind is Kind.FILE_NAME else whole(text)
    found = _CHECKS[kind](value)
    if found is None:
        raise ForeignError.of(Code.BAD_VALUE, kind=kind.value)
    return found


def _ipv4(value: str) -> str | None:
    try:
        return str(ipaddress.IPv4Network(value)) if "/" in value else str(ipaddress.IPv4Address(value))
    except ValueError:
        return None


def _ipv6(value: str) -> str | None:
    if "%" in value:
        return None
    try:
        return str(ipaddress.IPv6Network(value)) if "/" in value else str(ipaddress.IPv6Address(value))
    except ValueError:
        return None


def _domain(value: str) -> str | None:
    found = value.lower().rstrip(".")
    try:
        plain = found.encode("idna").decode() if not found.isascii() else found
    except UnicodeError:
        return None
    return found if len(plain) <= 253 and _DOMAIN.fullmatch(plain) else None  # noqa: PLR2004 - the DNS's own bound


def _url(value: str) -> str | None:
    if not _URL.fullmatch(value):
        return None
    try:
        split = urlsplit(value)
        host, _ = split.hostname or "", split.port
    except ValueError:
        return None
    return value if _domain(host) or _ipv4(host) or _ipv6(host) else None


def _email(value: str) -> str | None:
    name, at, host = value.rpartition("@")
    return f"{name}@{host.lower()}" if at and _MAILBOX.fullmatch(name) and _domain(host) else None


def _hash(letters: int, value: str) -> str | None:
    return value.lower() if len(value) == letters and _HEX.fullmatch(value) else None


def _file_name(value: str) -> str | None:
    return value if _FILE.fullmatch(value) and value.strip(". ") else None


_DEFANGED: Final = (
    (re.compile(r"^h(?:xx|\*\*|tt)p(s?)(?:\[:\]|:)", re.IGNORECASE), r"http\1:"),
    (re.compile(r"^(https?)\[://\]", re.IGNORECASE), r"\1://"),
    (re.compile(r"^fxp:", re.IGNORECASE), "ftp:"),
    (re.compile(r"\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\\\.", re.IGNORECASE), "."),
    (re.compile(r"\[@\]|\[at\]|\(at\)", re.IGNORECASE), "@"),
    (re.compile(r"\[:\]"), ":"),
    (re.compile(r"\[/\]"), "/"),
)
_DOMAIN: Final = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})")
_URL: Final = re.compile(r"(?:https?|ftp)://[^\s<>\"\x00-\x1f]+", re.IGNORECASE)
_MAILBOX: Final = re.compile(r"[^\s@<>\"(),:;\\\[\]\x00-\x1f]{1,64}")
_HEX: Final = re.compile(r"[0-9a-fA-F]+")
_FILE: Final = re.compile(r"[^\x00-\x1f<>\"|?*/]{1,255}")
_CHECKS: Final = {
    Kind.IPV4: _ipv4,
    Kind.IPV6: _ipv6,
    Kind.DOMAIN: _domain,
    Kind.URL: _url,
    Kind.EMAIL: _email,
    Kind.MD5: lambda value: _hash(32, value),
    Kind.SHA1: lambda value: _hash(40, value),
    Kind.SHA256: lambda value: _hash(64, value),
    Kind.SHA512: lambda value: _hash(128, value),
    Kind.FILE_NAME: _file_name,
}
# A file name can look like anything, so it is not guessed but where nothing else ends so.
_TRIED: Final = tuple(kind for kind in Kind if kind is not Kind.FILE_NAME)
