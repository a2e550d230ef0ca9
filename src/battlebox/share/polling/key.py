"""What we prove ourselves with to a partner's server, and how we know theirs.

Law: it is made for a RealDesk and for nothing else, so that no drill ever asks a partner; a secret is never shown.
Not here: keeping it (web), using it (asking.py).
"""

from __future__ import annotations

import base64
import hashlib
import re
import ssl
from dataclasses import dataclass, field
from typing import Any, Final, final

import httpx

from battlebox.share.ground import RealDesk
from battlebox.share.polling.errors import Code, PollError

_SECRET_MAX: Final = 4000
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


@final
@dataclass(frozen=True, slots=True)
class FeedKey:
    """A token, or a name and a password, or neither; and a client certificate where one is wanted."""

    desk: RealDesk
    token: str = field(default="", repr=False)
    user: str = ""
    password: str = field(default="", repr=False)
    certificate: str = ""
    """The path of a PEM file that holds the certificate and its key."""

    def __post_init__(self) -> None:
        if type(self.desk) is not RealDesk:
            raise TypeError(f"a partner is asked by a real desk, not by {type(self.desk).__name__}")
        texts = (self.token, self.user, self.password)
        if any(each != each.strip() or len(each) > _SECRET_MAX or not each.isprintable() for each in texts):
            raise PollError.of(Code.BAD_KEY)
        if not self.token.isascii() or ":" in self.user or (self.token and self.user):
            raise PollError.of(Code.BAD_KEY)

    @property
    def headers(self) -> dict[str, str]:
        """What a request carries."""
        if self.token:
            return {"Authorization": f"Bearer {self.token}"}
        if self.user:
            return {"Authorization": "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode()}
        return {}


def live(key: FeedKey) -> FeedKey:
    """The same. Raises TypeError for anything that is no FeedKey, whatever it looks like."""
    if type(key) is not FeedKey:
        raise TypeError(f"a partner is asked with a key of a real desk, not with {type(key).__name__}")
    return key


@dataclass(frozen=True, slots=True)
class Trust:
    """How their server is known: by the authorities of the world, by one of their own, or by one certificate."""

    ca_file: str = ""
    pin: str = ""
    """The SHA-256 of the certificate, in small hexadecimal digits."""

    def __post_init__(self) -> None:
        if self.pin and not _DIGEST.fullmatch(self.pin):
            raise PollError.of(Code.BAD_PIN)
        if self.pin and self.ca_file:
            raise PollError.of(Code.TWO_TRUSTS, who="the partner")

    @classmethod
    def from_text(cls, ca_file: str = "", pin: str = "") -> Trust:
        """With a fingerprint as people write it."""
        return cls(ca_file, re.sub(r"[\s:]", "", pin).lower())


class PinError(ssl.SSLError):
    """Another certificate than the one that we were told."""


class _Pinned(ssl.SSLContext):
    """Hands out a connection only when the other side has shown one certificate: before a byte is said on it."""

    pin = ""

    def wrap_socket(self, *given: Any, **named: Any) -> ssl.SSLSocket:  # noqa: ANN401 - as ssl takes it
        """As the library's, and then look."""
        made = super().wrap_socket(*given, **named)
        shown = made.getpeercert(binary_form=True) or b""
        if hashlib.sha256(shown).hexdigest() != self.pin:
            made.close()
            raise PinError
        return made


def tls_of(key: FeedKey, trust: Trust, *, is_spoken: bool = True) -> ssl.SSLContext:
    """How TLS is spoken with this server. Raises PollError where a file cannot be used."""
    if trust.pin:
        pinned = _Pinned(ssl.PROTOCOL_TLS_CLIENT)
        pinned.pin = trust.pin
        # The one certificate is the whole proof: whose name stands in it, and until when it is good, adds nothing.
        pinned.check_hostname = False
        pinned.verify_mode = ssl.CERT_NONE
        context: ssl.SSLContext = pinned
    elif trust.ca_file:
        try:
            context = ssl.create_default_context(cafile=trust.ca_file)
        except (OSError, ValueError) as wrong:
            raise PollError.of(Code.NO_FILE, path=trust.ca_file, what="an authority's certificate") from wrong
    elif not is_spoken:
        # It trusts nobody: to read what the world trusts takes longer than to ask this machine a question.
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    else:
        context = httpx.create_ssl_context(trust_env=False)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if key.certificate:
        try:
            context.load_cert_chain(key.certificate, password=lambda: b"")
        except (OSError, ValueError) as wrong:
            what = "our certificate with its key"
            raise PollError.of(Code.NO_FILE, path=key.certificate, what=what) from wrong
    return context
