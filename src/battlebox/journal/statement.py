"""An order signed with an organisation's admin key: take this desk in, take it out, agree to a removal.

Law: a statement binds the incident, the kind and every field of the entry that carries it, so it can be moved neither
to an entry of another meaning nor to another incident; whoever carries it, it counts once its signature is right.
Not here: what a statement changes (standing.py, redaction.py), where an admin key is kept (offline).
"""

from __future__ import annotations

from typing import Final

from battlebox.journal import canon
from battlebox.journal.header import About, Header
from battlebox.journal.signing import SigningKey, is_signed

PREFIX: Final = b"battlebox/statement/1\0"
SIGNATURE: Final = "signed"
ORG: Final = "org"


def signed(incident: str, kind: str, about: About, admin: SigningKey) -> About:
    """The same fields with the admin's signature among them."""
    bare = {name: value for name, value in about.items() if name != SIGNATURE}
    return bare | {SIGNATURE: admin.sign(_message(incident, kind, bare)).hex()}


def is_ordered(header: Header, orgs: dict[str, str]) -> bool:
    """Whether the admin of the organisation that the entry names signed what the entry says."""
    about = header.about
    admin, signature = orgs.get(str(about.get(ORG, ""))), about.get(SIGNATURE, "")
    if admin is None or not isinstance(signature, str):
        return False
    bare = {name: value for name, value in about.items() if name != SIGNATURE}
    try:
        return is_signed(admin, _message(header.incident, header.kind, bare), bytes.fromhex(signature))
    except ValueError:
        return False


def _message(incident: str, kind: str, bare: About) -> bytes:
    return PREFIX + canon.encode({"inc": incident, "kind": kind, "re": bare})
