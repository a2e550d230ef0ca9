"""The signature of Standard Webhooks: HMAC-SHA256 over id, time and body, by each secret that both sides have.

Law: a secret is random and shown once; the time is that of the try, so that an old message cannot be sent again by
whoever heard it.
Not here: keeping the secret (web).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from battlebox.share.hook.message import HookMessage

_BEGINS: Final = "whsec_"
_BYTES: Final = 32


def new_secret() -> str:
    """A new secret, as receivers take it."""
    return _BEGINS + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def signed(secrets_now: Sequence[str], message: HookMessage, at: datetime) -> dict[str, str]:
    """The headers that go with a message at a try: a signature by each secret that counts now, the newest first."""
    seconds = str(int(at.timestamp()))
    says = f"{message.id}.{seconds}.".encode() + message.body
    made = " ".join(f"v1,{_by(each, says)}" for each in secrets_now)
    return {"webhook-id": message.id, "webhook-timestamp": seconds, "webhook-signature": made}


def _by(secret: str, says: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(_BEGINS))
    return base64.b64encode(hmac.new(key, says, hashlib.sha256).digest()).decode()
