"""What opens the things that the tables keep sealed: apps' secrets, codes on paper, machines' addresses, feeds' keys.

Law: a copy of the tables without `keys/seal-secret` opens none of it; each kind has a key of its own; the secret that
signs cookies can be made anew and nothing sealed is lost.
Not here: making that secret (starting/folder.py), what is sealed (accounts, hooks, feeds).
"""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet
from django.conf import settings


def box(kind: str) -> Fernet:
    """For one kind of thing."""
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"{kind}|{settings.SEAL_SECRET!s}".encode()).digest()))
