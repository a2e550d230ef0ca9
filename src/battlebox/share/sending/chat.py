"""Messages to Teams, Signal and others, through apprise, where a council has it.

Law: a list of people names a place, and only `sending.toml` says where that is.
Not here: what each of those asks for (apprise's own pages).
"""

from __future__ import annotations

from typing import Final

from battlebox.desk.message import Means, Promise
from battlebox.share.sending.credentials import LiveCredentials, live
from battlebox.share.sending.sender import Accepted, Letter, Receipt, Refused, Unknown, Whose


class ChatSender:
    """Sends to a place by name. apprise says whether it worked and not how far it came, so a failure is in doubt."""

    means: Final = Means.CHAT
    promise: Final = Promise.ONCE_AT_MOST
    own_address: Final = ""

    def __init__(self, credentials: LiveCredentials) -> None:
        self._places = dict(live(credentials).chat)
        if not self._places:
            raise KeyError(Means.CHAT)

    def send(self, letter: Letter, *, again: bool) -> Receipt:
        """Send it."""
        del again  # A letter in doubt never comes here: once at most.
        place = self._places.get(letter.to)
        if place is None:
            return Refused(f"sending.toml has no place {letter.to} under [chat]", Whose.ADDRESS)
        try:
            import apprise  # It brings a hundred and seventy services; most councils use none of them
        except ImportError:
            return Refused("apprise is not installed: pip install battlebox[chat]", Whose.KEY)
        teller = apprise.Apprise()
        if not teller.add(place):
            return Refused(f"apprise cannot read the address of {letter.to}", Whose.ADDRESS)
        took = teller.notify(title=letter.subject, body=letter.words)
        return Accepted("taken") if took else Unknown("apprise says only that it failed")
