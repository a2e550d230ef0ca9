"""A feed: a collection at a partner's server that we read, and how much of it at a time.

Law: a value is checked when it is made.
Not here: how far we got (bookmark.py), reading it (poller.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from battlebox.share.polling.errors import Code, PollError
from battlebox.share.polling.key import FeedKey, Trust, live
from battlebox.share.polling.limits import Limits
from battlebox.share.polling.origin import checked
from battlebox.share.polling.server import Server

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,59}", re.ASCII)
_COLLECTION: Final = re.compile(r"[A-Za-z0-9._~-]{1,120}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed. `who` is the partner as an officer knows them; it stands in every sentence."""

    name: str
    who: str
    root: str
    """The address of the API root."""
    collection: str
    key: FeedKey
    trust: Trust = field(default_factory=Trust)
    limits: Limits = field(default_factory=Limits)
    may_be_private: bool = False
    """Whether their server is inside a private network, or on this machine."""

    def __post_init__(self) -> None:
        live(self.key)
        if not _NAME.fullmatch(self.name):
            raise PollError.of(Code.BAD_NAME)
        if checked(self.root, may_be_private=self.may_be_private) != self.root:
            raise PollError.of(Code.BAD_URL)
        if not _COLLECTION.fullmatch(self.collection) or self.collection in (".", ".."):
            raise PollError.of(Code.BAD_COLLECTION, who=self.who)

    @property
    def server(self) -> Server:
        """Whom to ask."""
        return Server(self.who, self.root, self.key, self.trust, self.limits, self.may_be_private)

    @property
    def objects(self) -> str:
        """Where its objects are."""
        return f"{self.root}collections/{self.collection}/objects/"
