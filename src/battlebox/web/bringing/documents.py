"""Keeping alerts, playbooks and advisories as they came, and what a new one does to those that are here.

Law: once for each owner, and by its owner alone is one changed: an update or a cancellation acts on what its sender
sent; of two that change the same, the later counts, in whatever order they came. RED is for people, and is not kept.
Not here: reading them (share.foreign), showing them (papers.py).
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final

from battlebox.marking import Tlp
from battlebox.share.foreign import Alert, DocumentKind, Found, MessageType, Name, name_of, read_kept
from battlebox.web.models import Arrival, Document

STANDS: Final = "stands"
REPLACED: Final = "replaced"
CANCELLED: Final = "cancelled"
_RED: Final = "it is TLP:RED: for the people it names, by hand, and not to be kept for a whole desk"
_LONG: Final = "its name is longer than any real one"
_NAME_MOST: Final = 400
_VERSION_MOST: Final = 60


def keep_document(  # noqa: PLR0913 - what, whose, for whom, of which file, and how
    found: Found, raw: bytes, *, ours: str, owner: str, arrival: Arrival | None, is_apart: bool
) -> tuple[str, str, str]:
    """Keep it; what it is, what became of it, and why not."""
    name = name_of(found)
    what = f"the {name.kind.value}"
    if found.label is Tlp.RED:
        return what, "refused", _RED
    if len(name.name) > _NAME_MOST or len(name.version) > _VERSION_MOST:
        return what, "refused", _LONG
    theirs = Document.objects.filter(ours=ours, owner=owner, kind=name.kind.value)
    if theirs.filter(name=name.name, version=name.version).exists():
        return what, "known already", ""
    row = Document(
        ours=ours,
        owner=owner,
        kind=name.kind.value,
        name=name.name,
        version=name.version,
        sha256=hashlib.sha256(raw).hexdigest(),
        raw=raw,
        tlp=found.label.value if found.label else "",
        is_quarantined=is_apart,
        sent_at=found.id.sent if isinstance(found, Alert) else None,
        arrival=arrival,
    )
    row.save()
    if isinstance(found, Alert):
        _change_alerts(row, found)
    else:
        _change_versions(row, name)
    return what, "stored", ""


def found_in(row: Document) -> Found:
    """What a row holds."""
    return read_kept(DocumentKind(row.kind), bytes(row.raw))


def _change_alerts(row: Document, alert: Alert) -> None:
    """What it refers to is replaced or cancelled; where a later one did that already, this one came too late."""
    if alert.message_type not in _DOES:
        return
    names = [other.to_text() for other in alert.references]
    for other in Document.objects.filter(ours=row.ours, owner=row.owner, kind=row.kind, name__in=names):
        before = other.changed_by
        if before is not None and _sent(before) > _sent(row):
            row.state, row.changed_by = REPLACED, before
            row.save(update_fields=("state", "changed_by"))
            continue
        other.state, other.changed_by = _DOES[alert.message_type], row
        other.save(update_fields=("state", "changed_by"))


def _sent(row: Document) -> datetime:
    return row.sent_at or row.received_at


def _change_versions(row: Document, name: Name) -> None:
    """The newest version stands, whichever came first."""
    versions = sorted(
        Document.objects.filter(ours=row.ours, owner=row.owner, kind=row.kind, name=name.name), key=_order
    )
    for older in versions[:-1]:
        older.state, older.changed_by = REPLACED, versions[-1]
        older.save(update_fields=("state", "changed_by"))


def _order(row: Document) -> tuple[list[tuple[int, str]], int]:
    """Versions as people count them: 10 comes after 9."""
    parts = [(int(each), "") if each.isdecimal() else (0, each) for each in row.version.replace("-", ".").split(".")]
    return parts, row.pk


_DOES: Final = {MessageType.UPDATE: REPLACED, MessageType.CANCEL: CANCELLED}
