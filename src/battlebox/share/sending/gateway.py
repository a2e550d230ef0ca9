"""Texts by a gateway over HTTP, in the plain form that docs/sending.md shows.

Law: where the gateway refuses repeats it has our reference in the header it named; where it does not, what may have
been sent is not sent again.
Not here: gateways of another form.
"""

from __future__ import annotations

from typing import Final

import httpx

from battlebox.desk.message import Means, Promise
from battlebox.share.sending.credentials import Gateway, LiveCredentials, live
from battlebox.share.sending.exchange import ask, new_client
from battlebox.share.sending.sender import Accepted, Letter, Receipt, Refused, Unknown, Whose, note

_TAKEN: Final = (200, 201, 202)
_WRONG: Final = (400, 404, 410, 413, 422)
_KEY: Final = (401, 403)
_LATER: Final = (429, 503)


class GatewaySender:
    """Sends by a gateway."""

    means: Final = Means.TEXT
    own_address: Final = ""

    def __init__(self, credentials: LiveCredentials, client: httpx.Client | None = None) -> None:
        gateway = live(credentials).text
        if gateway is None:
            raise KeyError(Means.TEXT)
        self._gateway: Gateway = gateway
        self._client = client or new_client()

    @property
    def promise(self) -> Promise:
        """As the gateway's settings say."""
        return Promise.REFUSES_REPEATS if self._gateway.once else Promise.ONCE_AT_MOST

    def send(self, letter: Letter, *, again: bool) -> Receipt:
        """Send it."""
        del again  # The reference in its header is the same each time.
        headers = {self._gateway.header: self._gateway.secret} if self._gateway.header else {}
        if self._gateway.once:
            headers[self._gateway.once] = letter.reference
        asked = {"to": letter.to, "words": letter.words, "reference": letter.reference}
        reply = ask(self._client, "POST", self._gateway.address, headers=headers, json=asked)
        if isinstance(reply, Refused | Unknown):
            return reply
        number = reply.said.get("id")
        if reply.status in _TAKEN and isinstance(number, str | int) and str(number):
            return Accepted(note(number))
        said = note(f"it answered {reply.status}")
        if reply.status in _KEY:
            return Refused(said, Whose.KEY)
        if reply.status in _LATER:
            return Refused(said, Whose.PROVIDER, reply.after_seconds)
        return Refused(said, Whose.ADDRESS) if reply.status in _WRONG else Unknown(said)
