"""The signature of Standard Webhooks: HMAC-SHA256 over id, time and body, by a secret that both sides have.

Law: a secret is random and shown once; the time is that of the try, so that an old message cannot be sent again by
whoever heard it.
Not here: keeping the secret (web).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from typing import Final

from battlebox.share.hook.message import HookMessage

_BEGINS: Final = "whsec_"
_BYTES: Final = 32


def new_secret() -> str:
    """A new secret, as receivers take it."""
    return _BEGINS + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def signed(secret: str, message: HookMessage, at: datetime) -> dict[str, str]:
    """The headers that go with a message at a try."""
    seconds = str(int(at.timestamp()))
    key = base64.b64decode(secret.removeprefix(_BEGINS))
    says = f"{message.id}.{seconds}.".encode() + message.body
    made = base64.b64encode(hmac.new(key, says, hashlib.sha256).digest()).decode()
    return {"webhook-id": message.id, "webhook-timestamp": seconds, "webhook-signature": f"v1,{made}"}
