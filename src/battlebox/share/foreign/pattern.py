"""One indicator's value as a pattern of STIX, and back: only patterns that compare one thing with one value.

Law: what is read back is what was written; any other pattern is left alone.
Not here: whether patterns of others are sound (share.intel).
"""

from __future__ import annotations

import re
from typing import Final

from battlebox.share.foreign.indicator_value import Kind

_PATHS: Final = {
    Kind.IPV4: "ipv4-addr:value",
    Kind.IPV6: "ipv6-addr:value",
    Kind.DOMAIN: "domain-name:value",
    Kind.URL: "url:value",
    Kind.EMAIL: "email-addr:value",
    Kind.MD5: "file:hashes.MD5",
    Kind.SHA1: "file:hashes.'SHA-1'",
    Kind.SHA256: "file:hashes.'SHA-256'",
    Kind.SHA512: "file:hashes.'SHA-512'",
    Kind.FILE_NAME: "file:name",
}
_KINDS: Final = {path.replace("'", ""): kind for kind, path in _PATHS.items()}
_ONE: Final = re.compile(r"\s*\[\s*([a-z0-9-]+:[A-Za-z0-9_.'-]+)\s*=\s*'((?:[^'\\]|\\.)*)'\s*\]\s*")


def pattern_of(kind: Kind, value: str) -> str:
    """The pattern that matches this value."""
    quoted = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"[{_PATHS[kind]} = '{quoted}']"


def value_in(pattern: str) -> tuple[Kind, str] | None:
    """The kind and value that a pattern compares with, if it compares with one; None for any other."""
    found = _ONE.fullmatch(pattern)
    kind = _KINDS.get(found[1].replace("'", "")) if found else None
    return (kind, re.sub(r"\\(.)", r"\1", found[2])) if found and kind else None
