"""Asking partners: a TAXII 2.1 client that reads their collections, and gives to those that we may write to.

Law: it takes a key that only a real desk has; it ends, whatever the other side says; nothing is lost or doubled by a
crash; nothing of what a partner says of itself stands in a sentence of ours.
Not here: our own server (taxii), the door and the store for what comes in (intel, web), threads and tables (web).
"""

from battlebox.share.polling.address import Closed, Resolver, is_open, look_up
from battlebox.share.polling.asking import AFTER_MAX, LINE_FAULTS, MEDIA, Answer, Asker
from battlebox.share.polling.bookmark import Bookmark, Bookmarks
from battlebox.share.polling.errors import Code as PollCode
from battlebox.share.polling.errors import PollError
from battlebox.share.polling.feed import Feed
from battlebox.share.polling.key import FeedKey, Trust, tls_of
from battlebox.share.polling.limits import Limits
from battlebox.share.polling.offered import Offered, offered
from battlebox.share.polling.origin import Origin, checked
from battlebox.share.polling.polled import Polled, Turn
from battlebox.share.polling.poller import Poller
from battlebox.share.polling.push import Gate, Pushed, push
from battlebox.share.polling.rest import EVERY_SECONDS, REST_MAX, Rest
from battlebox.share.polling.server import Server
from battlebox.share.polling.taker import Taken, Taker
from battlebox.share.polling.way import CONNECT_SECONDS, Deadline, Way

__all__ = [
    "AFTER_MAX",
    "CONNECT_SECONDS",
    "EVERY_SECONDS",
    "LINE_FAULTS",
    "MEDIA",
    "REST_MAX",
    "Answer",
    "Asker",
    "Bookmark",
    "Bookmarks",
    "Closed",
    "Deadline",
    "Feed",
    "FeedKey",
    "Gate",
    "Limits",
    "Offered",
    "Origin",
    "PollCode",
    "PollError",
    "Polled",
    "Poller",
    "Pushed",
    "Resolver",
    "Rest",
    "Server",
    "Taken",
    "Taker",
    "Trust",
    "Turn",
    "Way",
    "checked",
    "is_open",
    "look_up",
    "offered",
    "push",
    "tls_of",
]
