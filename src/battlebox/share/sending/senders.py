"""Which senders a desk has: real ones for a real desk with credentials, invented ones for a desk that practises.

Law: there is no third way; what a desk is decides, by its type.
Not here: starting a desk (web).
"""

from __future__ import annotations

from typing import final, overload

from battlebox.desk.message import Means
from battlebox.share.ground import DrillDesk, RealDesk
from battlebox.share.sending.chat import ChatSender
from battlebox.share.sending.credentials import LiveCredentials, live
from battlebox.share.sending.fake import FakeSenders
from battlebox.share.sending.gateway import GatewaySender
from battlebox.share.sending.notify import NotifySender
from battlebox.share.sending.relay import RelaySender
from battlebox.share.sending.sender import Sender


@final
class LiveSenders:
    """The senders of a real desk."""

    def __init__(self, credentials: LiveCredentials) -> None:
        own = live(credentials)
        self._each: dict[Means, Sender] = {means: _made(own, means) for means in own.works}

    @property
    def works(self) -> frozenset[Means]:
        """Those that `sending.toml` has."""
        return frozenset(self._each)

    def of(self, means: Means) -> Sender:
        """The one of a means."""
        return self._each[means]


@overload
def senders_for(desk: DrillDesk) -> FakeSenders: ...
@overload
def senders_for(desk: RealDesk, credentials: LiveCredentials) -> LiveSenders: ...
def senders_for(desk: DrillDesk | RealDesk, credentials: LiveCredentials | None = None) -> FakeSenders | LiveSenders:
    """The senders of a desk. Raises TypeError where one that practises has credentials, or a real one not its own."""
    if isinstance(desk, DrillDesk):
        if credentials is not None:
            raise TypeError("a desk that practises has no credentials")
        return FakeSenders(desk)
    if credentials is None or live(credentials).desk != desk:
        raise TypeError("a real desk sends with its own credentials")
    return LiveSenders(credentials)


def _made(credentials: LiveCredentials, means: Means) -> Sender:
    if means in (Means.NOTIFY_TEXT, Means.NOTIFY_MAIL):
        return NotifySender(credentials, means)
    if means is Means.MAIL:
        return RelaySender(credentials)
    if means is Means.TEXT:
        return GatewaySender(credentials)
    return ChatSender(credentials)
