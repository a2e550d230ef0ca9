"""A partner's server: where, how it is known, what we prove ourselves with, and what it may cost us.

Law: plain values.
Not here: asking it (asking.py), one collection of it (feed.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from battlebox.share.polling.key import FeedKey, Trust
from battlebox.share.polling.limits import Limits


@dataclass(frozen=True, slots=True)
class Server:
    """One server. `who` is the partner as an officer knows them; it stands in every sentence."""

    who: str
    root: str
    key: FeedKey
    trust: Trust
    limits: Limits
    may_be_private: bool = False
