"""The id that STIX itself works out for a cyber observable, so that two who saw the same give it the same id.

Law: the id follows from the properties that the standard lists for the type, and from nothing else.
Not here: whether the observable is sound (sound.py); a different id is no fault, and is only told.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID, uuid5

import orjson

_NAMESPACE: Final = UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")
_PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "artifact": ("hashes", "payload_bin"),
    "autonomous-system": ("number",),
    "directory": ("path",),
    "domain-name": ("value",),
    "email-addr": ("value",),
    "email-message": ("from_ref", "subject", "body"),
    "file": ("hashes", "name", "extensions", "parent_directory_ref"),
    "ipv4-addr": ("value",),
    "ipv6-addr": ("value",),
    "mac-addr": ("value",),
    "mutex": ("name",),
    "network-traffic": ("start", "end", "src_ref", "dst_ref", "src_port", "dst_port", "protocols", "extensions"),
    "software": ("name", "cpe", "swid", "vendor", "version"),
    "url": ("value",),
    "user-account": ("account_type", "user_id", "account_login"),
    "windows-registry-key": ("key", "values"),
    "x509-certificate": ("hashes", "serial_number"),
}
_HASHES: Final = ("MD5", "SHA-1", "SHA-256", "SHA-512")


def worked_out_id(says: Mapping[str, Any]) -> str | None:
    """The id that follows from what it says; None where the standard has it drawn by lot."""
    parts = {name: says[name] for name in _PARTS.get(says["type"], ()) if name in says}
    if not parts:
        return None
    hashes = parts.get("hashes")
    if isinstance(hashes, Mapping) and hashes:
        chosen = next((name for name in _HASHES if name in hashes), min(hashes))
        parts["hashes"] = {chosen: hashes[chosen]}
    return f"{says['type']}--{uuid5(_NAMESPACE, orjson.dumps(parts, option=orjson.OPT_SORT_KEYS).decode())}"
