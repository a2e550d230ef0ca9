"""Texts and mails by GOV.UK Notify, over its public HTTP interface.

Law: every letter goes under our reference; where it may have gone before, Notify is asked for that reference first.
Not here: what Notify costs, and templates (made there beforehand).

A token is good for 30 seconds by Notify's own time. A laptop that has been without a network for weeks may be minutes
off, so when a token is refused, the time in Notify's answer is taken and it is tried once more.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import Any, Final
from urllib.parse import quote

import httpx

from battlebox.desk.message import Means, Promise
from battlebox.share.sending.credentials import LiveCredentials, NotifyKey, live
from battlebox.share.sending.exchange import Reply, ask, new_client
from battlebox.share.sending.following import Delivered, Fate, StillOpen, Undelivered
from battlebox.share.sending.sender import Accepted, Letter, Receipt, Refused, Unknown, Whose, note

_CREATED: Final = 201
_OK: Final = 200
_REFUSED_KEY: Final = (401, 403)
_BUSY: Final = 429
_BROKEN: Final = 500
_GIVEN_UP: Final = {
    "permanent-failure": "Notify: the address or number does not exist",
    "temporary-failure": "Notify gave up: full, switched off or out of reach",
    "technical-failure": "Notify gave up: a fault between it and the provider",
}
"""The statuses at which Notify tries no more; `created`, `sending`, `pending` and `sent` say nothing yet."""
_DRIFT_SECONDS: Final = 20


class NotifySender:
    """Sends by Notify; one for texts and one for mails."""

    promise: Final = Promise.CAN_BE_ASKED
    own_address: Final = ""

    def __init__(self, credentials: LiveCredentials, means: Means, client: httpx.Client | None = None) -> None:
        key = live(credentials).notify
        if key is None or means not in (Means.NOTIFY_TEXT, Means.NOTIFY_MAIL):
            raise KeyError(means)
        self.means = means
        self._key: NotifyKey = key
        self._client = client or new_client()
        self._ahead = 0.0

    def send(self, letter: Letter, *, again: bool) -> Receipt:
        """Send it, having asked first where it may have been sent."""
        if again:
            had = self._had(letter.reference)
            if had is not None:
                return had
        is_text = self.means is Means.NOTIFY_TEXT
        asked: dict[str, object] = {
            "phone_number" if is_text else "email_address": letter.to,
            "template_id": self._key.text_template if is_text else self._key.mail_template,
            "personalisation": {"words": letter.words}
            if is_text
            else {"subject": letter.subject, "words": letter.words},
            "reference": letter.reference,
        }
        reply = self._ask("POST", f"/v2/notifications/{'sms' if is_text else 'email'}", asked)
        return _receipt(reply) if isinstance(reply, Reply) else reply

    def follow(self, reference: str) -> Fate:
        """What became of a letter, as Notify has it under our reference."""
        reply = self._ask("GET", _asked_for(reference), None)
        if not isinstance(reply, Reply) or reply.status != _OK:
            return StillOpen(reply.after_seconds if isinstance(reply, Reply) else 0)
        ours = _of_reference(reply, reference)
        status = ours[0].get("status") if ours else None
        if status == "delivered":
            return Delivered()
        if isinstance(status, str) and status in _GIVEN_UP:
            return Undelivered(_GIVEN_UP[status], for_good=status == "permanent-failure")
        return StillOpen()

    def _had(self, reference: str) -> Receipt | None:
        """What Notify has under a reference; None if it has nothing, and may be sent to."""
        reply = self._ask("GET", _asked_for(reference), None)
        if not isinstance(reply, Reply):
            # Whether the question arrived does not matter: nothing was sent by it.
            return Refused(reply.why, Whose.PROVIDER)
        if reply.status != _OK:
            return _receipt(reply) if reply.status in (*_REFUSED_KEY, _BUSY) else Refused(_said(reply), Whose.PROVIDER)
        if not isinstance(reply.said.get("notifications"), list):
            return Refused("it answered with something else than a list", Whose.PROVIDER)
        ours = _of_reference(reply, reference)
        return Accepted(note(ours[0].get("id", ""))) if ours else None

    def _ask(self, method: str, path: str, asked: dict[str, object] | None) -> Reply | Refused | Unknown:
        reply = self._once(method, path, asked)
        if isinstance(reply, Reply) and reply.status in _REFUSED_KEY and reply.date is not None:
            ahead = reply.date - time.time()
            if abs(ahead - self._ahead) > _DRIFT_SECONDS:
                self._ahead = ahead
                return self._once(method, path, asked)
        return reply

    def _once(self, method: str, path: str, asked: dict[str, object] | None) -> Reply | Refused | Unknown:
        headers = {"Authorization": f"Bearer {token(self._key, int(time.time() + self._ahead))}"}
        return ask(self._client, method, self._key.address + path, headers=headers, json=asked)


def _asked_for(reference: str) -> str:
    return f"/v2/notifications?reference={quote(reference, safe='')}"


def _of_reference(reply: Reply, reference: str) -> list[dict[str, Any]]:
    """What Notify has under a reference, and of nothing else that it may have answered with."""
    held = reply.said.get("notifications")
    rows = held if isinstance(held, list) else []
    return [each for each in rows if isinstance(each, dict) and each.get("reference") == reference]


def token(key: NotifyKey, at_seconds: int) -> str:
    """A JSON web token as Notify takes it: HS256, with the service and the time."""
    parts = ({"typ": "JWT", "alg": "HS256"}, {"iss": key.issuer, "iat": at_seconds})
    head = b".".join(_base64(json.dumps(part, separators=(",", ":")).encode()) for part in parts)
    return (head + b"." + _base64(hmac.new(key.secret.encode(), head, hashlib.sha256).digest())).decode()


def _base64(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")


def _receipt(reply: Reply) -> Receipt:
    number = reply.said.get("id")
    if reply.status == _CREATED and isinstance(number, str) and number:
        return Accepted(note(number))
    if reply.status in _REFUSED_KEY:
        return Refused(_said(reply), Whose.KEY)
    if reply.status == _BUSY:
        return Refused(_said(reply), Whose.PROVIDER, reply.after_seconds)
    if reply.status < _BROKEN and reply.status // 100 == 4:  # noqa: PLR2004 - 4xx
        return Refused(_said(reply), Whose.ADDRESS)
    return Unknown(_said(reply))


def _said(reply: Reply) -> str:
    errors = reply.said.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else None
    words = first.get("message", "") if isinstance(first, dict) else ""
    return note(f"it answered {reply.status}{': ' if words else ''}{words}")
