"""What of the record a machine is told: which entries are of a kind, and what may be said of each to its body.

Law: a body tells of what it wrote itself; what the gate keeps back, in whole or in the part that matters, is not told
at all; a page that is public, and a bulletin, go under their own label, everything else under that of its entry.
Not here: when it is told (round.py).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, TypeVar

from battlebox.desk.exchange import SentBulletin
from battlebox.desk.message import desk_eyes
from battlebox.desk.publish import PublicEdition
from battlebox.desk.record import Line, Record, Sight
from battlebox.journal import Kind, Live, PartClass, marking_of
from battlebox.marking import Allow, Marked, Recipient, Tlp, WayOut, decide
from battlebox.share.hook import HookKind, payload
from battlebox.web.models import Hook, Partner

T = TypeVar("T")
KINDS: Final = {
    Kind.STATUS_PUBLISHED: HookKind.PAGE_PUBLISHED,
    Kind.OUTAGE_OBSERVED: HookKind.SERVICE_CHANGED,
    Kind.BULLETIN_SENT: HookKind.BULLETIN_ISSUED,
    Kind.INCIDENT_OPENED: HookKind.INCIDENT_OPENED,
    Kind.INCIDENT_CLOSED: HookKind.INCIDENT_CLOSED,
}


def reader_of(hook: Hook, record: Record) -> Recipient:
    """Whose machine it is, as the gate is asked about it: one of ours, a partner as it is registered, or anybody."""
    if not hook.reader:
        return Recipient(WayOut.FEED)
    if hook.reader == hook.ours:
        return Recipient(WayOut.FEED, body=hook.ours, community=hook.ours in record.standing.orgs)
    partner = Partner.objects.filter(ours=hook.ours, body=hook.reader, cut_off_at=None).first()
    if partner is None:
        # It was cut off, or taken away: it is anybody.
        return Recipient(WayOut.FEED)
    return Recipient(
        WayOut.FEED, body=partner.body, client_of=frozenset(partner.client_of), community=partner.community
    )


def kind_of(line: Line, body: str, hook: Hook) -> HookKind | None:
    """What a machine would be told of an entry that a body wrote; None where nothing."""
    kind = KINDS.get(Kind(line.header.kind)) if line.header.kind in set(Kind) else None
    if kind is None or body != hook.ours or kind.value not in hook.kinds:
        return None
    is_other = kind is HookKind.SERVICE_CHANGED and line.header.about.get("kind") != "service"
    return None if is_other else kind


def body_of(hook: Hook, record: Record, entry: str, now: datetime) -> bytes | None:
    """The message about an entry, as it may go now; None where it may not."""
    sight = Sight.of(record, desk_eyes(hook.ours))
    line = record.line(entry)
    kind = kind_of(line, sight.body_of(line.header), hook)
    reader = reader_of(hook, record)
    said = None if kind is None else _said(sight, line, kind, reader, now)
    if kind is None or said is None:
        return None
    label, more = said
    data = {
        "incident": record.incident,
        "entry": line.id,
        "number": line.number,
        "body": hook.ours,
        "tlp": label.to_text(),
        **more,
    }
    return payload(kind, line.at, data)


def _said(
    sight: Sight, line: Line, kind: HookKind, reader: Recipient, now: datetime
) -> tuple[Tlp, dict[str, Any]] | None:
    if kind is HookKind.PAGE_PUBLISHED:
        edition = _value(sight, line, PublicEdition)
        if edition is None or edition.failed or edition.test:
            return None
        return _let(Marked(sight.officer.body, Tlp.CLEAR), reader, now, {"edition": edition.number})
    if kind is HookKind.BULLETIN_ISSUED:
        sent = _value(sight, line, SentBulletin)
        if sent is None:
            return None
        marked = Marked(sight.officer.body, sent.tlp, frozenset(sent.to), expires=sent.expires)
        says = {"bulletin": sent.number, "title": sent.title, "fingerprint": sent.fingerprint}
        return _let(marked, reader, now, says)
    parts = [
        marking_of(line.header, place, sight.record.standing)
        for place, part in enumerate(line.header.parts)
        if PartClass(part.holds) not in (PartClass.PERSON, PartClass.SEALED)
    ]
    if not parts or any(not isinstance(decide(each, reader, now), Allow) for each in parts):
        return None
    about = line.header.about
    more = {"service": about.get("id"), "condition": about.get("condition")} if "condition" in about else {}
    return Tlp(line.header.tlp), {**more, "words": line.words}


def _let(marked: Marked, reader: Recipient, now: datetime, says: dict[str, Any]) -> tuple[Tlp, dict[str, Any]] | None:
    is_let = isinstance(decide(marked, reader, now), Allow)
    return (marked.tlp, says) if is_let and marked.tlp is not None else None


def _value(sight: Sight, line: Line, form: type[T]) -> T | None:
    """What an entry says, in the form in which it was written; None where its words were taken out."""
    for write in line.header.writes:
        if write.part >= 0 and sight.may_see(line.header, write.part):
            found = sight.record.value(Live(line.id, write.part, line.header.depth), form)
            if isinstance(found, form):
                return found
    return None
