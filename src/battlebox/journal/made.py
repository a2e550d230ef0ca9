"""What `re` must hold in the entries on which a verdict rests: who may write, and what a desk's checkpoint signed.

Law: such an entry holds each of these fields in the one form, or it is no entry; it may hold more. The stand-alone
verifier has the same table, so that one odd field cannot make two readers say two things.
Not here: whether what it claims is true (statement.py, claimed.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, TypeGuard

from battlebox.journal.kinds import Kind

FIELDS: Final[dict[str, str]] = {
    Kind.JOURNAL_OPENED: "org=text name=text role=text",
    Kind.KEY_ENROLLED: "key=id org=text name=text role=text signed=signature",
    Kind.KEY_REVOKED: "key=id org=text last_good=id? signed=signature",
    Kind.CHECKPOINT_SIGNED: "size=count root=id",
}
"""Each kind's fields with their forms."""

_ORG: Final = "org:"
_is_id = re.compile(r"[0-9a-f]{64}").fullmatch
_is_signature = re.compile(r"[0-9a-f]{128}").fullmatch


def is_id(value: object) -> TypeGuard[str]:
    """Whether it is written as ids and keys are: 64 lower-case hex digits."""
    return type(value) is str and _is_id(value) is not None


_FORMS: Final[dict[str, Callable[[object], bool]]] = {
    "text": lambda value: isinstance(value, str),
    "id": is_id,
    "id?": lambda value: value == "" or is_id(value),
    "signature": lambda value: isinstance(value, str) and _is_signature(value) is not None,
    "count": lambda value: isinstance(value, int) and value >= 1,
}


def odd_field(kind: str, about: Mapping[str, object]) -> str:
    """The first field of `re` that is not as the program writes it; empty if all are, or the kind has none."""
    for each in FIELDS.get(kind, "").split():
        name, _, form = each.partition("=")
        if not _FORMS[form](about.get(name)):
            return name
    keys = [name for name in about if name.startswith(_ORG)] if kind == Kind.JOURNAL_OPENED else []
    return next((name for name in keys if not is_id(about[name])), "")
