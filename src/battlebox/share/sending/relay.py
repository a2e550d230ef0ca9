"""Mails by an outside relay, over SMTP with STARTTLS.

Law: one connection for one letter; up to the letter itself every failure means that nothing was sent, from there on
only the relay's own word does; a header cannot hold a line break.
Not here: the council's own mail server, which may be what was switched off.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
from contextlib import suppress
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from typing import Final

from battlebox.desk.message import Means, Promise
from battlebox.share.sending.credentials import LiveCredentials, Relay, live
from battlebox.share.sending.sender import Accepted, Letter, Receipt, Refused, Unknown, Whose, note

_SECONDS: Final = 20.0
_GOOD: Final = 250
_FORWARDED: Final = 251
_FOR_GOOD: Final = 500
_PLAIN_MAX: Final = 60
_ENCODED: Final = "=?"


class RelaySender:
    """Sends by a relay."""

    means: Final = Means.MAIL
    promise: Final = Promise.ONCE_AT_MOST

    def __init__(self, credentials: LiveCredentials, seconds: float = _SECONDS) -> None:
        relay = live(credentials).mail
        if relay is None:
            raise KeyError(Means.MAIL)
        self._relay: Relay = relay
        self._seconds = seconds

    @property
    def own_address(self) -> str:
        """Whom its mails are from."""
        return self._relay.sender

    def send(self, letter: Letter, *, again: bool) -> Receipt:
        """Send it."""
        del again  # A letter in doubt never comes here: once at most.
        try:
            raw = written(letter, self._relay.sender)
        except ValueError:
            return Refused("the address or the subject cannot stand in a mail", Whose.ADDRESS)
        try:
            server = smtplib.SMTP(self._relay.host, self._relay.port, timeout=self._seconds)
        except (smtplib.SMTPException, OSError) as wrong:
            return Refused(f"it could not be reached: {_why(wrong)}", Whose.PROVIDER)
        # Closed by hand: its own way of leaving asks the relay once more, and could turn what was taken into a failure.
        try:
            return self._open(server, letter.to) or self._hand_over(server, raw)
        except (smtplib.SMTPException, OSError) as wrong:
            # Whatever goes wrong while handing over is told there, so this was before.
            return Refused(f"it broke off before the letter: {_why(wrong)}", Whose.PROVIDER)
        finally:
            server.close()

    def _open(self, server: smtplib.SMTP, to: str) -> Receipt | None:
        """As far as the letter itself; a receipt if it ends here."""
        if self._relay.starttls:
            server.starttls(context=ssl.create_default_context())
        if self._relay.user:
            try:
                server.login(self._relay.user, self._relay.password)
            except smtplib.SMTPAuthenticationError as wrong:
                return Refused(_said(wrong.smtp_code, wrong.smtp_error), Whose.KEY)
        server.ehlo_or_helo_if_needed()
        code, said = server.mail(self._relay.sender)
        if code != _GOOD:
            return Refused(_said(code, said), Whose.PROVIDER)
        code, said = server.rcpt(to)
        if code in (_GOOD, _FORWARDED):
            return None
        return Refused(_said(code, said), Whose.ADDRESS if code >= _FOR_GOOD else Whose.PROVIDER)

    def _hand_over(self, server: smtplib.SMTP, raw: bytes) -> Receipt:
        try:
            code, said = server.data(raw)
        except smtplib.SMTPDataError as wrong:
            code, said = wrong.smtp_code, wrong.smtp_error if isinstance(wrong.smtp_error, bytes) else b""
        except (smtplib.SMTPException, OSError) as wrong:
            return Unknown(f"it broke off while it was handed over: {_why(wrong)}")
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
        if code == _GOOD:
            return Accepted(note(said.decode(errors="replace")) or "taken")
        return Refused(_said(code, said), Whose.ADDRESS if code >= _FOR_GOOD else Whose.PROVIDER)


def written(letter: Letter, sender: str) -> bytes:
    """The mail as it travels. Raises ValueError where a header cannot hold what it is given.

    The headers are written here, letter for letter: the library would first decode what looks encoded to it, and a line
    break that was hidden so (`=?utf-8?q?=0D=0A?=`) would begin a header of somebody else's.
    """
    if any(not each.isprintable() for each in sender + letter.to + letter.subject):
        raise ValueError(letter.reference)
    headers = {
        "From": sender,
        "To": letter.to,
        "Subject": _as_header(letter.subject),
        "Date": formatdate(usegmt=True),
        "Message-ID": f"<{letter.reference}@{sender.rpartition('@')[2]}>",
        "Auto-Submitted": "auto-generated",
    }
    body = EmailMessage(policy=SMTP)
    body.set_content(letter.words)
    return "".join(f"{name}: {text}\r\n" for name, text in headers.items()).encode("ascii") + body.as_bytes()


def _as_header(text: str) -> str:
    """A subject as a header holds it: as it is where it is short and plain, else in encoded words."""
    if text.isascii() and len(text) <= _PLAIN_MAX and _ENCODED not in text:
        return text
    return Header(text, "utf-8", header_name="Subject").encode(linesep="\r\n")


def _said(code: int, said: bytes | str) -> str:
    return note(f"it answered {code}: {said.decode(errors='replace') if isinstance(said, bytes) else said}")


_BROKEN: Final = {
    ConnectionRefusedError: "nothing takes mail at that address and port",
    socket.gaierror: "no machine of that name is known here",
    ssl.SSLError: "its certificate or its encryption was not accepted",
    ConnectionError: "the connection was cut",
    smtplib.SMTPServerDisconnected: "the connection was cut",
}
"""What keeps two machines from talking, as a person says it; a kind stands before those it belongs to."""


def _why(wrong: Exception) -> str:
    # smtplib makes a closed connection of a time that ran out, and keeps that in its words alone.
    if isinstance(wrong, TimeoutError) or "timed out" in str(wrong):
        return "no answer in time"
    return next((words for kind, words in _BROKEN.items() if isinstance(wrong, kind)), type(wrong).__name__)
