"""What to look for: recognised as somebody types it, and let out to other tools as STIX or as a table.

Law: nothing is looked up; what a bulletin calls an address and is none goes to no tool; each thing goes under the label
of its bulletin and until its end, where both readings of the gate let it.
Not here: what is recognised how (share.foreign), what a bulletin is (share.bulletin).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from battlebox.marking import Allow, Recipient, Tlp
from battlebox.share.bulletin import Bulletin, Reader
from battlebox.share.foreign import ForeignError, Indicator, recognised, table_of, things_of
from battlebox.share.foreign import Kind as ValueKind
from battlebox.share.intel import Thing, sound, stix_id, to_stamp
from battlebox.share.release import Alarm, Channel, Gate, Held, Item


def recognise(text: str) -> tuple[str, str]:
    """The kind and the value. Raises ValueError for what is no address, name or hash."""
    try:
        kind, value = recognised(text)
    except ForeignError as wrong:
        raise ValueError(str(wrong)) from None
    return kind.value, value


@dataclass(frozen=True, slots=True)
class LetOut:
    """The indicators of a bulletin that may go to a reader, each as a row and as a thing, and how many stayed and why.

    `no_such` are those that are not what they are called; `kept` has the gate's reason for each of the others.
    """

    fingerprint: str
    label: Tlp
    rows: tuple[Indicator, ...]
    held: tuple[Held, ...]
    no_such: int = 0
    kept: tuple[str, ...] = ()

    def bundle(self) -> bytes:
        """As a bundle of STIX 2.1; the same bulletin gives the same bytes."""
        inner = b",".join(one.thing.raw for one in self.held)
        return b'{"type":"bundle","id":"%b","objects":[%b]}\n' % (stix_id("bundle", self.fingerprint).encode(), inner)

    def table(self) -> bytes:
        """As a table that a spreadsheet opens, and no cell of it is worked out."""
        return table_of(self.rows)

    def items(self) -> list[Item]:
        """As the ledger writes them; empty where nothing goes."""
        return [
            Item(one.thing.id, one.thing.version, self.label, hashlib.sha256(one.thing.raw).hexdigest())
            for one in self.held
        ]


def let_out(bulletin: Bulletin, fingerprint: str, reader: Reader, now: datetime, alarm: Alarm) -> LetOut:
    """What of its indicators may go to this reader as a file, at the aware instant `now`."""
    rows = list(rows_of(bulletin))
    audience = frozenset(bulletin.audience)
    found = {
        thing.id: (row, Held(thing, bulletin.issuer, audience, bulletin.tlp, expires=bulletin.expires))
        for row, thing in zip(rows, _things(bulletin, rows, fingerprint), strict=True)
        if sound(thing.says) is None
    }
    gate = Gate(_OneBulletin(reader.body, {name: held for name, (_, held) in found.items()}), alarm)
    to = Recipient(Channel.EXPORT.way, reader.body, client_of=reader.client_of, community=reader.community)
    answers = [(row, held, gate.let_out(held, to, now)) for row, held in found.values()]
    going = [(row, held) for row, held, answer in answers if isinstance(answer, Allow)]
    return LetOut(
        fingerprint,
        bulletin.tlp,
        tuple(row for row, _ in going),
        tuple(held for _, held in going),
        len(bulletin.indicators) - len(found),
        tuple(answer.reason.value for _, _, answer in answers if not isinstance(answer, Allow)),
    )


def rows_of(bulletin: Bulletin) -> Iterator[Indicator]:
    """Its indicators that are what they are called, each once; a file name is taken as it stands."""
    met: set[tuple[ValueKind, str]] = set()
    for one in bulletin.indicators:
        found = _named(one.kind, one.value)
        if found is not None and found not in met:
            met.add(found)
            yield Indicator(*found, bulletin.tlp, note=one.note)


def _named(kind: str, value: str) -> tuple[ValueKind, str] | None:
    if kind == ValueKind.FILE_NAME.value:
        return ValueKind.FILE_NAME, value
    try:
        found = recognised(value)
    except ForeignError:
        return None
    return found if found[0].value == kind else None


def _things(bulletin: Bulletin, rows: Iterable[Indicator], fingerprint: str) -> Iterator[Thing]:
    """Each with where it is from, and good for as long as the bulletin holds; another bulletin's is another thing."""
    source = {
        "source_name": f"bulletin {bulletin.number} of {bulletin.issuer}",
        "description": bulletin.issuer_name,
        "external_id": fingerprint,
    }
    more = {"external_references": [source], "valid_until": to_stamp(bulletin.expires)}
    for thing in things_of(rows, bulletin.issuer, bulletin.issued):
        yield Thing.from_says({**thing.says, **more, "id": stix_id("indicator", fingerprint, thing.id)})


@dataclass(frozen=True, slots=True)
class _OneBulletin:
    """A shelf with the things of one bulletin on it, and nothing else."""

    home: str
    things: Mapping[str, Held]
    identities: Mapping[str, str] = field(default_factory=dict)

    def held(self, ids: Iterable[str], owner: str) -> Mapping[str, Held]:
        return {each: self.things[each] for each in ids if each in self.things and self.things[each].owner == owner}
