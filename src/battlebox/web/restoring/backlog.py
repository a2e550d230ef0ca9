"""The backlog of services: what is to be keyed back and checked, by whom and by when; and that of one service.

Law: late ones stand first and say so in words; a number says how it is known; a rate is called an estimate and names
the counts it rests on; hours of work name the working value.
Not here: forms and sending them (backlog_forms.py, backlog_acts.py), when a service is restored (desk.restore).
"""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpResponse
from django.utils.text import capfirst

from battlebox.desk import Act
from battlebox.desk.backlog import (
    Gap,
    Pace,
    Piece,
    Recovery,
    Return,
    SignOff,
    Work,
    hours_words,
    last_good_of,
    late_first,
    late_words,
    pace_of,
    percent,
    pieces_words,
    sheets_words,
    state_words,
    undated_words,
)
from battlebox.desk.picture import ServicePlight
from battlebox.desk.reach import Whereabouts, sheets_of
from battlebox.desk.record import Stated
from battlebox.estate import MICROHOURS
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.colours import state_colour
from battlebox.web.incident.wording import when
from battlebox.web.restoring.backlog_acts import service_named, whose
from battlebox.web.restoring.beside import beside
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

COLUMNS: Final = (
    Column("name", "Service"),
    Column("state", "Now", Kind.CHOICE),
    Column("todo", "Still to do"),
    Column("done", "Done", Kind.NUMBER),
    Column("oldest", "Oldest", Kind.TIME),
    Column("promised", "All promised by", Kind.TIME),
    Column("owner", "Who does it"),
    Column("work", "Work left", Kind.NUMBER),
    Column("body", "Given by", Kind.CHOICE, aside=True),
    Column("priority", "Priority", Kind.CHOICE, aside=True),
)
PIECES: Final = (
    Column("what", "What"),
    Column("many", "How many", Kind.NUMBER),
    Column("done", "Done", Kind.NUMBER),
    Column("due", "By when, and who", Kind.TIME),
    Column("rate", "At this rate"),
    Column("work", "Work left", Kind.NUMBER),
    Column("signed", "Signed off"),
)
GAP_HEADS: Final = ("System", "Last good copy", "Stopped", "Until", "What was done in the gap")
SIGN_HEADS: Final = ("Who signed, and when", "What was checked", "Errors found", "Entry")
NO_MORE: Final = "Nothing was out, and nothing is noted: there is no backlog."


@in_incident
def backlog(request: OfficerRequest) -> HttpResponse:
    """Every service that was out or has a backlog: late ones first, then by priority."""
    desk = AtDesk.of(request)
    made, now = desk.recoveries, desk.sight.now
    rows = [row for row in desk.picture.services if row.service.service in made]
    rows.sort(key=lambda row: late_first(made[row.service.service], row, now))
    late = [
        f"{row.service.name}: {late_words(made[row.service.service], now)}"
        for row in rows
        if made[row.service.service].late(now)
    ]
    states = [each.state for each in made.values()]
    table = Table("backlog", "The backlog by service", COLUMNS, [_row(desk, row) for row in rows], empty=NO_MORE)
    return table_page(
        request,
        "restoring/backlog.html",
        table,
        here="restore",
        beside=beside(desk, "backlog"),
        late=late,
        backlogged=states.count(Return.BACKLOGGED),
        restored=states.count(Return.RESTORED),
        not_back=states.count(Return.NOT_BACK),
        sheets=_sheets(desk),
        find_sheet=desk.at("find_sheet"),
        services=desk.at("services"),
    )


@in_incident
def backlog_service(request: OfficerRequest, name: str) -> HttpResponse:
    """One service: how far it is back, what is missing, every piece, every signature."""
    desk = AtDesk.of(request)
    service = service_named(desk, name)
    row, made = desk.picture.service(name), desk.recoveries.get(name)
    pieces = made.pieces if made else ()
    is_ours = not whose(desk, service)
    may = is_ours and desk.officer.may(Act.BACKLOG)
    table = Table("pieces", "What there is to do", PIECES, [_piece(desk, each, may=may) for each in pieces],
                  empty="Nothing is noted yet." if is_ours else "Nothing of it was shared with us.")  # fmt: skip
    return table_page(
        request,
        "restoring/backlog_service.html",
        table,
        here="restore",
        service=service,
        body=desk.names.body(service.body),
        is_ours=is_ours,
        state=capfirst(state_words(row, made)),
        colour=state_colour(row, made),
        since=when(made.since, desk.sight.now) if made and made.since else "",
        lacks=made.lacks if made else (),
        gap_heads=GAP_HEADS,
        gaps=[_gap(desk, each.item.what, each.item.gap) for each in pieces if each.item.gap is not None],
        notes=[(each.item.what, each.item.note) for each in pieces if each.item.note],
        split=[words for each in pieces for words in _split(each)],
        sign_heads=SIGN_HEADS,
        signatures=_signatures(desk, made),
        new=[(capfirst(each.words), desk.at("note_backlog", name, each.value), False) for each in Work] if may else [],
        sign=desk.at("sign_backlog", name) if is_ours and desk.officer.may(Act.RECONCILE) else "",
        observe=desk.at("observe", name) if desk.officer.may(Act.OBSERVE) else "",
        fall_back=desk.at("fall_back", name)
        if is_ours and row.fallback is not None and row.fallback.value.running and desk.officer.may(Act.FALL_BACK)
        else "",
        all=desk.at("backlog"),
        page=desk.at("service", name),
    )


def _row(desk: AtDesk, row: ServicePlight) -> dict[str, Any]:
    service, now = row.service, desk.sight.now
    made = desk.recoveries[service.service]
    body = desk.names.body(service.body)
    lacks = made.lacks[-1:] if not made.pieces else (late_words(made, now), *undated_words(made, now))
    share, oldest = made.share_done, min((piece.oldest for piece in made.open), default=None)
    owners = dict.fromkeys(piece.item.owner or "nobody named" for piece in made.open)
    return {
        "name": Cell(service.name, desk.at("backlog_service", service.service), note=f"{body}. {service.priority}"),
        "state": Cell(
            capfirst(state_words(row, made)),
            tag=state_colour(row, made),
            note=f"since {when(made.since, now)}" if made.since else "" if row.seen else "by the model",
        ),
        "todo": Cell(capfirst(pieces_words(made)), note="; ".join(filter(None, lacks))),
        "done": Cell(percent(share), order=share) if share is not None else None,
        "oldest": Cell(when(oldest, now), order=oldest) if oldest else None,
        "promised": Cell(when(made.promised, now), order=made.promised) if made.promised else None,
        "owner": ", ".join(owners),
        "work": Cell(hours_words(made.minutes_left), order=made.minutes_left) if made.minutes_left else None,
        "body": body,
        "priority": service.priority.value,
    }


def _piece(desk: AtDesk, piece: Piece, *, may: bool) -> dict[str, Any]:
    item, now = piece.item, desk.sight.now
    name = piece.thing.partition("/")[2]
    where = f"Where: {item.where}" if item.where else ""
    by = f"by {item.counted_by}, {when(item.counted_at, now)}" if item.counted_by else ""
    minutes = f"{item.minutes_each} minutes each" + ("" if item.minutes else ", a working value")
    return {
        "what": Cell(
            item.what,
            desk.at("change_backlog", name) if may else "",
            note=". ".join(filter(None, (capfirst(item.work.words), where))),
        ),
        "many": Cell(capfirst(item.amount), order=item.many, note=by),
        "done": Cell(
            _done(piece), desk.at("key_backlog", name) if may else "", order=piece.done, note=_by(desk, piece)
        ),
        "due": _due(desk, piece),
        "rate": Cell(*_rate(desk, pace_of(desk.sight, piece))),
        "work": Cell(hours_words(piece.minutes_left), order=piece.minutes_left, note=minutes)
        if piece.minutes_left
        else None,
        "signed": _signed(desk, piece),
    }


def _done(piece: Piece) -> str:
    if piece.is_done:
        return f"All {piece.done:,}"
    if piece.left is None or not piece.item.many:
        return f"{piece.done:,}"
    return f"{piece.done:,} of {piece.item.many:,} ({percent(piece.done / piece.item.many)})"


def _by(desk: AtDesk, piece: Piece) -> str:
    if not piece.counts:
        return "nobody has counted yet"
    last = piece.counts[0].value
    split = ", the lower of two counts that stand" if len(piece.counts) > 1 else ""
    return f"{last.by}, {when(last.at, desk.sight.now)}{split}"


def _due(desk: AtDesk, piece: Piece) -> Cell:
    item, now = piece.item, desk.sight.now
    who = item.owner or "nobody named"
    if item.due is None:
        return Cell("No date", note=who)
    if piece.is_late(now):
        waits = ", done and not signed off" if piece.is_done else ""
        return Cell(f"LATE: {when(item.due, now)}", tag="red", order=item.due, note=who + waits)
    return Cell(when(item.due, now), order=item.due, note=who)


def _rate(desk: AtDesk, pace: Pace | None) -> tuple[str]:
    """An estimate with the counts that it rests on; blank where there are not two."""
    if pace is None:
        return ("",)
    now, first, last = desk.sight.now, pace.first, pace.last
    counts = f"{first.done:,} at {when(first.at, now)} and {last.done:,} at {when(last.at, now)}"
    if pace.until is None:
        return (f"No date can be said, from the counts {counts}",)
    return (f"Estimate: done by {when(pace.until, now)}, at {pace.a_day:,.3g} a day, from the counts {counts}",)


def _signed(desk: AtDesk, piece: Piece) -> Cell | str:
    if piece.sign_off is not None:
        said = piece.sign_off
        return Cell(said.value.who, note=f"{when(said.value.at, desk.sight.now)}, {said.number}")
    if piece.signed:
        return "No more: something was written of it since"
    return "Not yet" if piece.is_done else ""


def _gap(desk: AtDesk, what: str, gap: Gap) -> tuple[Any, ...]:
    now = desk.sight.now
    last, is_said = last_good_of(desk.estate, gap)
    system = desk.estate.system_by_id.get(gap.system)
    every = system.backup_every_microhours if system else None
    note = "" if is_said else "nobody has said, and the estate gives no time between backups"
    if not is_said and last is not None and every:
        note = f"a working value: the estate has a backup every {every / MICROHOURS:g} hours"
    return (
        Cell(desk.names.thing(gap.system), link=desk.at("system", gap.system) if system else "", note=what),
        Cell(when(last, now, never="Not known"), note=note),
        when(gap.stopped, now),
        when(gap.until, now, never="It still cannot take data in"),
        gap.done or "Not said",
    )


def _split(piece: Piece) -> list[str]:
    """Where two versions stand, in sentences."""
    said = []
    if len(piece.items) > 1:
        versions = "; ".join(f"{each.value.what}, {each.value.amount} ({each.number})" for each in piece.items)
        said.append(f"Two versions stand of what there is: {versions}. Change it to say which is right.")
    if len(piece.counts) > 1:
        counts = "; ".join(f"{each.value.done:,}, {each.value.by} ({each.number})" for each in piece.counts)
        said.append(f"Two counts stand of {piece.item.what}: {counts}. Count again.")
    return said


def _signatures(desk: AtDesk, made: Recovery | None) -> list[tuple[Any, ...]]:
    """Every signature that stands, of pieces and of there being nothing."""
    if made is None:
        return []
    found = {said.entry: said for piece in made.pieces for said in piece.signed}
    if made.without is not None:
        found[made.without.entry] = made.without
    return [_signature(desk, said) for said in found.values()]


def _signature(desk: AtDesk, said: Stated[SignOff]) -> tuple[Any, ...]:
    signed = said.value
    return (
        Cell(signed.who, note=f"{desk.name_of(said.by)}, {when(signed.at, desk.sight.now)}"),
        signed.checked,
        Cell(f"{signed.errors:,}", note=signed.found),
        Cell(said.number, link=desk.at("entry", said.entry)),
    )


def _sheets(desk: AtDesk) -> str:
    """Call sheets of the officer's own body that are not keyed back; blank where there are none."""
    states = sheets_of(desk.sight)
    out = [each for each in states if each.whereabouts is Whereabouts.OUT]
    lost = [each for each in states if each.whereabouts is Whereabouts.LOST]
    late = sum(each.is_late(desk.sight.now) for each in out)
    return sheets_words(len(out), sum(len(each.sheet.places) for each in out), late, len(lost))
