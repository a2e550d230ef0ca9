"""What a desk needs to reach people: keys and addresses of providers, as `sending.toml` gives them.

Law: they are made for a RealDesk and for nothing else, checked by type and again when the program runs; a secret is
never shown; an address outside this machine is reached by TLS alone.
Not here: using them (the senders), finding the file (web).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import Any, Final, final
from urllib.parse import urlsplit

from battlebox.desk.message import Means
from battlebox.estate import read_toml
from battlebox.share.errors import Code, ShareError
from battlebox.share.ground import RealDesk

FILE: Final = "sending.toml"
NOTIFY_ADDRESS: Final = "https://api.notifications.service.gov.uk"
PACE: Final = {"notify": 2000, "mail": 300, "text": 300, "chat": 30}
"""How many a minute at most, by part of the file (working values; Notify's own limit is 3,000)."""
PACE_OF: Final = {
    Means.NOTIFY_TEXT: "notify",
    Means.NOTIFY_MAIL: "notify",
    Means.MAIL: "mail",
    Means.TEXT: "text",
    Means.CHAT: "chat",
}
_UUID: Final = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_KEY: Final = re.compile(rf"(?:.*-)?({_UUID})-({_UUID})", re.DOTALL)
_HEADER: Final = re.compile(r"[A-Za-z0-9-]{1,60}")
_OWN: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_PARTS: Final[dict[str, dict[str, type]]] = {
    "notify": {"key": str, "text_template": str, "mail_template": str, "address": str},
    "mail": {"host": str, "port": int, "from": str, "user": str, "password": str, "starttls": bool},
    "text": {"address": str, "header": str, "secret": str, "once": str},
}


@dataclass(frozen=True, slots=True)
class NotifyKey:
    """An API key of GOV.UK Notify, in its two halves, and the templates."""

    issuer: str
    secret: str = field(repr=False)
    text_template: str = ""
    mail_template: str = ""
    address: str = NOTIFY_ADDRESS


@dataclass(frozen=True, slots=True)
class Relay:
    """A mail relay that is not the council's own."""

    host: str
    sender: str
    port: int = 587
    user: str = ""
    password: str = field(default="", repr=False)
    starttls: bool = True


@dataclass(frozen=True, slots=True)
class Gateway:
    """A gateway for texts; `once` names the header in which it takes a reference and refuses repeats."""

    address: str
    header: str = ""
    secret: str = field(default="", repr=False)
    once: str = ""


@final
@dataclass(frozen=True, slots=True)
class LiveCredentials:
    """Everything a real desk may send with."""

    desk: RealDesk
    notify: NotifyKey | None = None
    mail: Relay | None = None
    text: Gateway | None = None
    chat: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    answers: str = ""
    pace: tuple[tuple[str, int], ...] = tuple(PACE.items())

    def __post_init__(self) -> None:
        if type(self.desk) is not RealDesk:
            raise TypeError(f"credentials are for a real desk, not for {type(self.desk).__name__}")

    @property
    def works(self) -> frozenset[Means]:
        """The means that can be had with these."""
        have = {
            Means.NOTIFY_TEXT: self.notify is not None and bool(self.notify.text_template),
            Means.NOTIFY_MAIL: self.notify is not None and bool(self.notify.mail_template),
            Means.MAIL: self.mail is not None,
            Means.TEXT: self.text is not None,
            Means.CHAT: bool(self.chat),
        }
        return frozenset(means for means, there in have.items() if there)

    def per_minute(self, means: Means) -> int:
        """How many a minute at most."""
        return dict(self.pace)[PACE_OF[means]]


def live(credentials: LiveCredentials) -> LiveCredentials:
    """The same. Raises TypeError for anything that is no LiveCredentials, whatever it looks like."""
    if type(credentials) is not LiveCredentials:
        raise TypeError(f"what sends needs live credentials, not {type(credentials).__name__}")
    return credentials


def read_credentials(desk: RealDesk, text: str) -> LiveCredentials:
    """The credentials that a `sending.toml` holds. Raises ShareError, never naming a secret."""
    try:
        found: dict[str, Any] = read_toml(text)
    except tomllib.TOMLDecodeError as wrong:
        raise _bad(
            f"a mistake: {note_line(wrong)}", "write lines such as key = '...' under a head such as [notify]"
        ) from wrong
    parts = {name: found.pop(name, {}) for name in (*_PARTS, "chat", "pace")}
    answers = found.pop("answers", "")
    if found:
        raise _bad(f"a part {next(iter(found))!r}", "the parts are answers, notify, mail, text, chat and pace")
    for name, kinds in _PARTS.items():
        _check(name, parts[name], kinds)
    _check("pace", parts["pace"], dict.fromkeys(PACE, int))
    if any(each < 1 for each in parts["pace"].values()):
        raise _bad("a pace under 1", "write how many a minute at most")
    chat = parts["chat"]
    if not isinstance(chat, dict) or not all(isinstance(each, str) for each in chat.values()):
        raise _bad("a chat that is no address", "write NAME = 'address' under [chat]")
    return LiveCredentials(
        desk,
        notify=_notify(parts["notify"]),
        mail=_mail(parts["mail"]),
        text=_text(parts["text"]),
        chat=tuple(chat.items()),
        answers=_reached("answers", answers).rstrip("/") if answers else "",
        pace=tuple({**PACE, **parts["pace"]}.items()),
    )


def note_line(wrong: Exception) -> str:
    """Where a mistake is, without what stands there: it may be a secret."""
    place = re.search(r"\(at .*\)", str(wrong))
    return place[0].strip("()") if place else "it is no TOML"


def _check(part: str, found: object, kinds: dict[str, type]) -> None:
    if not isinstance(found, dict):
        raise _bad(f"{part}, which is no part", f"write [{part}] on a line of its own, and its settings under it")
    for name, value in found.items():
        if name not in kinds:
            raise _bad(f"{name} under [{part}]", f"its settings are {', '.join(kinds)}")
        if type(value) is not kinds[name]:
            raise _bad(f"a wrong {name} under [{part}]", f"write it as {kinds[name].__name__}")


def _notify(found: dict[str, Any]) -> NotifyKey | None:
    if not found:
        return None
    key = _KEY.fullmatch(found.get("key", "").strip())
    if key is None:
        raise _bad(
            "a key under [notify] that is none", "write the whole key, as Notify showed it once: name, service, secret"
        )
    for name in ("text_template", "mail_template"):
        if found.get(name) and not re.fullmatch(_UUID, found[name]):
            raise _bad(f"a {name} under [notify] that is no id", "copy the template's id from Notify")
    address = _reached("address", found.get("address") or NOTIFY_ADDRESS).rstrip("/")
    return NotifyKey(key[1], key[2], found.get("text_template", ""), found.get("mail_template", ""), address)


def _mail(found: dict[str, Any]) -> Relay | None:
    if not found:
        return None
    host, sender = found.get("host", ""), found.get("from", "")
    if not host or not sender or any(letter.isspace() for letter in host + sender) or "@" not in sender:
        raise _bad("no host, or no address to send from, under [mail]", "write host = '...' and from = 'desk@...'")
    relay = Relay(
        host,
        sender,
        found.get("port", 587),
        found.get("user", ""),
        found.get("password", ""),
        found.get("starttls", True),
    )
    if not relay.starttls and host not in _OWN:
        raise _bad("starttls = false for a relay elsewhere", "leave it out: words and passwords would travel open")
    return relay


def _text(found: dict[str, Any]) -> Gateway | None:
    if not found:
        return None
    for name in ("header", "once"):
        if found.get(name) and not _HEADER.fullmatch(found[name]):
            raise _bad(
                f"a {name} under [text] that is no name of a header", "write it as Authorization or Idempotency-Key"
            )
    if any(not letter.isprintable() for letter in found.get("secret", "")):
        raise _bad("a secret under [text] with a line break", "write it on one line")
    return Gateway(
        _reached("address", found.get("address", "")),
        found.get("header", ""),
        found.get("secret", ""),
        found.get("once", ""),
    )


def _reached(name: str, address: str) -> str:
    """An address that may be asked: by TLS, or on this machine itself."""
    parts = urlsplit(address) if isinstance(address, str) else urlsplit("")
    if (
        not parts.hostname
        or parts.username
        or not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _OWN))
    ):
        raise _bad(f"a wrong {name}", "write it with https:// in front, and no name or password in it")
    return address


def _bad(found: str, advice: str) -> ShareError:
    return ShareError.of(Code.BAD_MEANS, file=FILE, found=found, advice=advice)
