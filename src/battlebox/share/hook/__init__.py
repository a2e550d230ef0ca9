"""Telling another machine that something happened here: a signed message to one address, as Standard Webhooks has it.

Law: it takes a receiver that only a real desk has; what is signed is what is sent; nothing is followed, and no address
inside a network is gone to but those that whoever keeps this machine named.
Not here: what is told and to whom it may go (web.hooks, marking), tables and threads (web).
"""

from battlebox.share.hook.message import HookKind, HookMessage, payload
from battlebox.share.hook.post import WAITS, Came, Fate, post
from battlebox.share.hook.receiver import Network, Receiver, shown_address
from battlebox.share.hook.signature import new_secret, signed

__all__ = [
    "WAITS",
    "Came",
    "Fate",
    "HookKind",
    "HookMessage",
    "Network",
    "Receiver",
    "new_secret",
    "payload",
    "post",
    "shown_address",
    "signed",
]
