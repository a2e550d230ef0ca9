"""Services by time to harm, people first; and what is known of one: its clock, why, its fallback, what needs it.

Law: what was seen wins over the model, and where they differ the page says so; nothing modelled is shown as seen.
Not here: starting a fallback (fallbacks.py), recording what was seen (observations.py).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django.http import Http404, HttpResponse

from battlebox.desk import Act
from battlebox.desk.backlog import Recovery, Return, state_words
from battlebox.desk.picture import Cause, Plight, ServicePlight, fallbacks_of
from battlebox.estate import Service
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.drawing.clock_line import ClockLine, Mark, clock_line
from battlebox.web.gds.reached import reached
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.colours import state_colour
from battlebox.web.incident.lists import around, neighbours
from battlebox.web.incident.wording import ago, span, when
from battlebox.web.pages import page
from battlebox.web.restoring.gate_words import service_parts
from battlebox.web.tables import Cell, Column, Kind, Row, Table, table_page, whole_time

CAUSES: Final = {
    Cause.ATTACKER: "the attacker",
    Cause.US: "our own order",
    Cause.HOST: "its host's order",
    Cause.PARTNER: "a partner's order",
    Cause.SUPPLIER: "a supplier",
    Cause.UNKNOWN: "not known",
}
SIX_WEEKS: Final = "not within six weeks, as things stand"
COLUMNS: Final = (
    Column("name", "Service"),
    Column("plight", "Now", Kind.CHOICE),
    Column("stops", "Stops", Kind.TIME),
    Column("out", "Out so far", Kind.NUMBER),
    Column("rto", "RTO", Kind.TIME),
    Column("mtpd", "MTPD", Kind.TIME),
    Column("fallback", "Fallback"),
    Column("covers", "Who covers"),
    Column("people", "A day", Kind.NUMBER),
    Column("cause", "Cause", Kind.CHOICE),
    Column("body", "Given by", Kind.CHOICE, aside=True),
    Column("priority", "Priority", Kind.CHOICE, aside=True),
)


@in_incident
def services(request: OfficerRequest) -> HttpResponse:
    """Every service: those that hurt soonest first, people before all else."""
    desk = AtDesk.of(request)
    picture = desk.picture
    first = picture.by_need()
    hurt = {row.service.service for row in first}
    rest = sorted((row for row in picture.services if row.service.service not in hurt), key=_calm)
    makes = _cells(desk)
    rows = [Row(row, makes) for row in (*first, *rest)]
    counts = {plight: sum(row.plight is plight for row in picture.services) for plight in Plight}
    coming = [row for row in first if not row.is_stopped and row.clock.stops and row.clock.stops > desk.sight.now]
    table = Table("services", "Services, soonest harm first", COLUMNS, rows, empty="The estate has no services.")
    return table_page(
        request,
        "places/services.html",
        table,
        here="services",
        out=counts[Plight.OUT],
        on_fallback=counts[Plight.ON_FALLBACK],
        slow=counts[Plight.SLOW],
        coming=len(coming),
        bill=desk.at("fallbacks"),
        backlog=desk.at("backlog"),
        backlogged=sum(made.state is Return.BACKLOGGED for made in desk.recoveries.values()),
    )


@in_incident
def service(request: OfficerRequest, name: str) -> HttpResponse:
    """One service."""
    desk = AtDesk.of(request)
    if name not in desk.estate.service_by_id:
        raise Http404
    row, made = desk.picture.service(name), desk.recoveries.get(name)
    moments = _moments(desk, row)
    return page(
        request,
        "places/service.html",
        here="services",
        service=row.service,
        body=desk.names.body(row.service.body),
        plight=state_words(row, made).capitalize(),
        colour=state_colour(row, made),
        lacks=made.lacks if made and made.state is Return.BACKLOGGED else (),
        backlog=desk.at("backlog_service", name),
        known=_known(desk, row),
        clock=_line(desk, row, moments),
        moments=[(mark.words, when(mark.at, desk.sight.now), ago(mark.at, desk.sight.now)) for mark in moments],
        why=desk.names.why(row.why),
        cause=CAUSES.get(row.cause, "") if row.cause else "",
        differs=row.differs,
        seen=[_seen_rows(desk, each) for each in desk.picture.seen.get(name, ())],
        about=_about(row.service),
        fallback=_fallback_rows(desk, row),
        dates=[f"{each.name}: {each.when.day} {each.when:%B %Y}" for each in desk.estate.dates if each.of == name],
        clocks=[each for each in desk.estate.clocks if each.of in (name, row.service.body)],
        needed_by=neighbours(desk, name, needed_by=True),
        needs=neighbours(desk, name),
        around=around(desk, name),
        observe=desk.at("observe", name) if desk.officer.may(Act.OBSERVE) else "",
        fall_back=_may_fall_back(desk, row.service),
        bill=desk.at("fallbacks"),
        **service_parts(desk, name),
    )


def _calm(row: ServicePlight) -> tuple[object, ...]:
    service = row.service
    return (not service.protects.is_people, service.priority, service.mtpd_microhours, service.name, service.service)


def _cells(desk: AtDesk) -> dict[str, Callable[[ServicePlight], Any]]:
    """How each cell of a service is made."""
    now = desk.sight.now
    return {
        "name": lambda row: Cell(
            row.service.name, desk.at("service", row.service.service), note=_whose(desk, row.service)
        ),
        "plight": lambda row: _plight_cell(row, desk.recoveries.get(row.service.service)),
        "stops": lambda row: _instant(row.clock.stops, now, "stopped" if row.is_stopped else "stops"),
        "out": lambda row: _out_cell(row.clock.out_for),
        "rto": lambda row: _instant(row.clock.rto, now),
        "mtpd": lambda row: _instant(row.clock.mtpd, now),
        "fallback": lambda row: _fallback_cell(desk, row),
        "covers": lambda row: _covers_cell(row.service),
        "people": lambda row: _people_cell(row.service),
        "cause": lambda row: CAUSES[row.cause].capitalize() if row.cause else "",
        "body": lambda row: desk.names.body(row.service.body),
        "priority": lambda row: row.service.priority.value,
    }


def _plight_cell(row: ServicePlight, made: Recovery | None) -> Cell:
    words = state_words(row, made).capitalize()
    return Cell(words, tag=state_colour(row, made), note="seen" if row.seen else "by the model")


def _out_cell(out_for: timedelta) -> Cell | None:
    return Cell(span(out_for), order=out_for.total_seconds()) if out_for else None


def _covers_cell(service: Service) -> Cell:
    note = f"deputy: {service.deputy}" if service.deputy else "no deputy named"
    return Cell(service.owner or "nobody named", note=note)


def _people_cell(service: Service) -> Cell:
    weak = f"{service.people * service.vulnerable:,.0f} vulnerable"
    return Cell(f"{service.people:,.0f}", order=service.people, note=weak)


def _whose(desk: AtDesk, service: Service) -> str:
    protects = f", protects {service.protects.value}" if service.protects.is_people else ""
    return f"{desk.names.body(service.body)}. {service.priority.value}{protects}"


def _instant(instant: Any, now: Any, words: str = "") -> Cell | None:
    if instant is None:
        return None
    return Cell(when(instant, now), order=instant, note=" ".join(filter(None, (words, ago(instant, now)))))


def _fallback_cell(desk: AtDesk, row: ServicePlight) -> Cell:
    service = row.service
    tested = f"tested {service.fallback_tested_on:%d %b %Y}" if service.fallback_tested_on else "never tested"
    until = f"lasts until {when(row.clock.fallback_until, desk.sight.now)}" if row.clock.fallback_until else ""
    if row.fallback is not None:
        since = row.fallback.value.since
        return Cell(
            f"Running since {when(since, desk.sight.now)}",
            note=", ".join(filter(None, (until, tested))),
            csv=f"Running since {whole_time(since)}",
        )
    if service.has_fallback:
        return Cell("Not started", note=", ".join(filter(None, (service.fallback or "", tested))))
    return Cell("None")


def _moments(desk: AtDesk, row: ServicePlight) -> list[Mark]:
    """The instants of a service's clock in order of time; now is always among them."""
    clock, now = row.clock, desk.sight.now
    if clock.stops is None:
        return []
    named = (
        (clock.stops, "Stopped" if clock.stops <= now else "Stops"),
        (clock.rto, "Should be back (RTO)"),
        (clock.fallback_until, "Fallback runs out"),
        (clock.mtpd, "Harm grows sharply (MTPD)"),
    )
    marks = [Mark(at, words, f"{words}: {when(at, now)}") for at, words in named if at is not None]
    return sorted(
        (*marks, Mark(now, "Now", f"Now: {when(now, now)}", is_now=True)),
        key=lambda mark: (mark.at, mark.is_now, mark.words),
    )


def _line(desk: AtDesk, row: ServicePlight, moments: list[Mark]) -> ClockLine | None:
    return clock_line(moments, desk.sight.now, row.clock.stops) if moments else None


def _known(desk: AtDesk, row: ServicePlight) -> str:
    """The state of the clock in one sentence."""
    clock, now = row.clock, desk.sight.now
    if clock.stops is None:
        so_far = f" It was out for {span(clock.out_for)} altogether." if clock.out_for else ""
        return f"Nothing known stops it within six weeks.{so_far}"
    if clock.stops > now:
        return f"It stops at {when(clock.stops, now)} ({ago(clock.stops, now)}) unless something changes."
    how = "Stopped" if row.seen else "By the model, and seen by nobody: stopped"
    return f"{how} since {when(clock.stops, now)}; out for {span(clock.out_for)} so far, all its outages together."


def _about(service: Service) -> list[tuple[str, str]]:
    return [
        ("Priority", f"{service.priority.value}, protects {service.protects.value}"),
        ("Who covers", f"{service.owner or 'nobody named'}; deputy: {service.deputy or 'nobody named'}"),
        ("People a day", f"{service.people:,.0f}, of them {service.people * service.vulnerable:,.0f} vulnerable"),
        ("Open", service.open or "not said"),
    ]


def _fallback_rows(desk: AtDesk, row: ServicePlight) -> list[tuple[str, str]]:
    service, now = row.service, desk.sight.now
    last = fallbacks_of(desk.sight).get(service.service)
    rows = [("Plan", _plan(desk, service))]
    if service.fallback_staff:
        rows.append(("People the plan asks for", f"{service.fallback_staff:g}"))
    tested = f"{service.fallback_tested_on:%d %B %Y}" if service.fallback_tested_on else "never"
    rows.append(("Tested", tested))
    if last is None:
        return [("Now", "not started"), *rows]
    held = last.value
    if not held.running:
        return [("Now", f"ended {when(held.since, now)}, says {held.who} ({last.number})"), *rows]
    more = [
        ("Now", f"running since {when(held.since, now)}, run by {held.who} with {held.staff} people ({last.number})"),
        ("Lasts until", when(row.clock.fallback_until, now, never=SIX_WEEKS)),
        (
            "Channel",
            reached(desk.names.thing(held.channel) or "not said", desk.channels.mark(held.channel, service.body)),
        ),
        ("People taken from", desk.names.thing(held.taken_from) or "nowhere else"),
    ]
    return [*more, *([("Note", held.note)] if held.note else []), *rows]


def _plan(desk: AtDesk, service: Service) -> str:
    """The plan's own words; where they name a channel that does not work, that is said."""
    if not service.fallback:
        return "no words for it" if service.has_fallback else "none in the estate"
    return reached(service.fallback, desk.channels.mark_on(service.fallback, service.body))


def _seen_rows(desk: AtDesk, each: Any) -> list[tuple[str, str]]:
    seen, now = each.value, desk.sight.now
    rows = [("Seen", f"{seen.condition.value}, since {when(seen.since, now)}"), ("By", seen.seen_by)]
    if seen.condition.value != "working":
        rows.append(("Cause", CAUSES[seen.cause]))
    rows += [("Note", seen.note)] if seen.note else []
    return [*rows, ("Entry", f"{each.number}, {desk.name_of(each.by)}")]


def _may_fall_back(desk: AtDesk, row: Service) -> str:
    ours = row.body == desk.officer.body and desk.officer.may(Act.FALL_BACK)
    return desk.at("fall_back", row.service) if ours else ""
