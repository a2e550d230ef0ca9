"""What has left: the ledger row by row, and what one partner has been given, with its label then and now.

Law: the chain is followed each time the page is opened, and a sentence says what came of it; what was tightened since
says so beside what it was when it was given.
Not here: writing the ledger (web.taxii), the chain itself (share.release).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.http import Http404, HttpResponse

from battlebox.share.release import Channel, Item, Reach, Released, ReleaseError
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.wording import when
from battlebox.web.models import Collection, IntelObject
from battlebox.web.partnering.seen import held_of, name_of, names_of_bodies, seen_of
from battlebox.web.tables import Cell, Column, Kind, Table, table_page
from battlebox.web.taxii.ledger import check, ledger_of

ROWS_MOST: Final = 5000
"""How many of the newest rows a page goes through; `battlebox share ledger` gives all."""
LEDGER: Final = (
    Column("seq", "Row", Kind.NUMBER),
    Column("at", "When", Kind.TIME),
    Column("to", "To", Kind.CHOICE),
    Column("channel", "How", Kind.CHOICE),
    Column("things", "Things"),
    Column("label", "Strictest label then", Kind.CHOICE),
    Column("basis", "On which right"),
)
GIVEN: Final = (
    Column("thing", "What"),
    Column("version", "Version", aside=True),
    Column("at", "When first", Kind.TIME),
    Column("then", "Label when given", Kind.CHOICE),
    Column("now", "Label now", Kind.CHOICE),
    Column("moved", "Since then", Kind.CHOICE),
    Column("channel", "How, and on which right", Kind.CHOICE),
    Column("basis", "On which right", aside=True),
)
_SENT_WHOLE: Final = (Channel.BULLETIN, Channel.CAP, Channel.CAP_PUBLIC)
_COLLECTION: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PUBLIC: Final = "Anybody"


@in_incident
def released(request: OfficerRequest) -> HttpResponse:
    """The ledger of the officer's body."""
    desk = AtDesk.of(request)
    names = names_of_bodies(desk)
    titles = _titles(desk.officer.body)
    rows = [_row(desk, each, names, titles) for each in _newest(ledger_of(desk.officer.body))]
    table = Table("released", "What has left by machine or as a file", LEDGER, rows, stacked=True,
                  empty="Nothing has left by machine yet.")  # fmt: skip
    said, is_whole = chain_words(desk.officer.body)
    return table_page(request, "partnering/released.html", table, here="partners", chain=said, is_whole=is_whole,
                      most=ROWS_MOST if len(rows) == ROWS_MOST else 0,
                      given=_questions(desk, names),
                      back=desk.at("partners"))  # fmt: skip


@in_incident
def given_to(request: OfficerRequest, name: str) -> HttpResponse:
    """What one body has been given."""
    desk = AtDesk.of(request)
    home, names = desk.officer.body, names_of_bodies(desk)
    rows = list(ledger_of(home, body=name))
    if name not in names and not rows:
        raise Http404
    called = names.get(name, desk.body_name(name))
    items = first_given(rows)
    table = Table("given", f"Given to {called}", GIVEN, _given_rows(desk, items), stacked=True,
                  empty=f"{called} has been given nothing.")  # fmt: skip
    said, is_whole = chain_words(home)
    tightened = sum(row["moved"].text == _TIGHTENED for row in table.rows)
    return table_page(request, "partnering/given.html", table, here="partners", called=called, chain=said,
                      is_whole=is_whole, tightened=tightened, many=len(items), back=desk.at("released"))  # fmt: skip


def first_given(rows: list[Released]) -> list[tuple[Item, Released]]:
    """Each version once, with the row in which it first left."""
    found: dict[tuple[str, str], tuple[Item, Released]] = {}
    for row in rows:
        for item in row.items:
            found.setdefault((item.id, item.version), (item, row))
    return list(found.values())


def chain_words(home: str) -> tuple[str, bool]:
    """What following the whole chain came to."""
    try:
        many, last = check(home)
    except ReleaseError as wrong:
        return f"The ledger is not whole: {wrong}. {wrong.hint}.", False
    if not many:
        return "The ledger is empty.", True
    rows = "1 row was" if many == 1 else f"{many} rows were"
    return f"{rows} followed, and the chain is whole. Note its end elsewhere: {last[:16]}.", True


_TIGHTENED: Final = "Tightened since"
_LOOSER: Final = "Freer since"
_SAME: Final = "The same"
_AS_SENT: Final = "Stands as it was sent"
_GONE: Final = "Not held here now"


def _given_rows(desk: AtDesk, items: list[tuple[Item, Released]]) -> list[dict[str, Any]]:
    ids = {item.id for item, _ in items}
    held = list(
        IntelObject.objects.filter(ours=desk.officer.body, stix_id__in=ids, is_newest=True).select_related("reach")
    )
    seen = seen_of(desk, held)
    # Of several owners' copies the strictest counts: a label that was tightened by anybody is a label that binds.
    now: dict[str, Any] = {}
    called: dict[str, str] = {}
    for row in held:
        label = Reach.from_text(row.reach.text).label
        if label is not None and (row.stix_id not in now or label.strictness > now[row.stix_id].strictness):
            now[row.stix_id] = label
        if row.pk in seen:
            called[row.stix_id] = name_of(held_of(row).thing)
    titles = _titles(desk.officer.body)
    return [
        {
            **_given_row(desk, item, row, now.get(item.id), called.get(item.id, "")),
            "channel": Cell(row.channel.words, note=_basis(row, titles)),
            "basis": row.basis,
        }
        for item, row in items
    ]


def _given_row(desk: AtDesk, item: Item, row: Released, label: Any, called: str) -> dict[str, Any]:
    moved, colour = _SAME, ""
    if row.channel in _SENT_WHOLE:
        # It is signed or sent as one: no label of it moves, and another takes its place.
        moved, label = _AS_SENT, item.level
    elif label is None:
        moved = _GONE
    elif label.strictness > item.level.strictness:
        moved, colour = _TIGHTENED, "red"
    elif label.strictness < item.level.strictness:
        moved, colour = _LOOSER, "grey"
    note = f"was {item.level.value} when given, is {label.value} now" if colour else ""
    return {
        "thing": Cell(called or item.id.partition("--")[0].replace("-", " "), note=item.id),
        "version": item.version,
        "at": Cell(when(row.at, desk.sight.now), order=row.at, note=_version(desk, item.version)),
        "then": item.level.to_text(),
        "now": label.to_text() if label is not None else "",
        "moved": Cell(moved, tag=colour, note=note),
    }


def _version(desk: AtDesk, written: str) -> str:
    """Which version, as people read a time; what is none has its own letters, and stands in CSV alone."""
    try:
        return f"version of {when(datetime.fromisoformat(written), desk.sight.now)}"
    except ValueError:
        return ""


def _row(desk: AtDesk, row: Released, names: Any, titles: Mapping[str, str]) -> dict[str, Any]:
    strictest = max((item.level for item in row.items), key=lambda level: level.strictness, default=None)
    kinds = Counter(item.id.partition("--")[0].replace("-", " ") for item in row.items)
    what = ", ".join(f"{kind}: {many}" for kind, many in kinds.items())
    return {
        "seq": row.seq,
        "at": Cell(when(row.at, desk.sight.now), order=row.at),
        "to": Cell(names.get(row.body, desk.body_name(row.body)), link=desk.at("given_to", row.body))
        if row.body else PUBLIC,
        "channel": row.channel.words,
        "things": Cell(f"{len(row.items)}", note=row.items[0].id if len(row.items) == 1 else what,
                       csv=" ".join(item.id for item in row.items)),
        "label": strictest.to_text() if strictest is not None else "",
        "basis": _basis(row, titles),
    }  # fmt: skip


def _titles(home: str) -> dict[str, str]:
    """Our collections by the ids that stand in the ledger."""
    return {str(each.pk): each.title for each in Collection.objects.filter(ours=home)}


def _basis(row: Released, titles: Mapping[str, str]) -> str:
    """On which right, with the collection as people call it."""
    return _COLLECTION.sub(lambda found: titles.get(found[0], found[0]), row.basis)


def _questions(desk: AtDesk, names: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(f"What has {name} been given?", desk.at("given_to", body)) for body, name in names.items()]


def _newest(rows: Any) -> list[Released]:
    return list(rows)[-ROWS_MOST:][::-1]
