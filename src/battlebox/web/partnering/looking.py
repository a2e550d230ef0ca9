"""What to look for: recognised as somebody types it, and given to other tools as STIX or as a table.

Law: nothing is looked up; what a bulletin calls an address and is none goes to no tool.
Not here: what is recognised how (share.foreign), what a bulletin is (share.bulletin).
"""

from __future__ import annotations

from collections.abc import Iterator

from battlebox.share.bulletin import Bulletin
from battlebox.share.foreign import ForeignError, Indicator, recognised, table_of, things_of
from battlebox.share.foreign import Kind as ValueKind
from battlebox.share.intel import sound, stix_id


def recognise(text: str) -> tuple[str, str]:
    """The kind and the value of a word. Raises ValueError for one that is not known."""
    try:
        kind, value = recognised(text)
    except ForeignError as wrong:
        raise ValueError(str(wrong)) from None
    return kind.value, value


def rows_of(bulletin: Bulletin) -> Iterator[Indicator]:
    """Its indicators that are what they are called; a file name is taken as it stands."""
    for one in bulletin.indicators:
        if one.kind == ValueKind.FILE_NAME.value:
            yield Indicator(ValueKind.FILE_NAME, one.value, one.tlp, note=one.note)
            continue
        try:
            kind, value = recognised(one.value)
        except ForeignError:
            continue
        if kind.value == one.kind:
            yield Indicator(kind, value, one.tlp, note=one.note)


def bundle_of(bulletin: Bulletin, fingerprint: str) -> tuple[bytes, int]:
    """The same as a bundle of STIX 2.1, each under its label, and how many; the same bulletin gives the same bytes."""
    things = [one for one in things_of(rows_of(bulletin), bulletin.issuer, bulletin.issued) if sound(one.says) is None]
    inner = b",".join(one.raw for one in things)
    name = stix_id("bundle", fingerprint).encode()
    return b'{"type":"bundle","id":"%b","objects":[%b]}\n' % (name, inner), len(things)


def indicator_table(bulletin: Bulletin) -> bytes:
    """The same as a table that a spreadsheet opens, and no cell of it is worked out."""
    return table_of(rows_of(bulletin))
