"""Now: how things stand, on one page: what is known, what stops, what was ordered, what changed, and what to do next.

Law: the part that asks again is worked out only when something was stated, a line written (where very many are, once a
minute) or five minutes have passed; a list with nothing in it is not shown.
Not here: any rule about what matters (desk).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django.http import HttpResponse
from django.template.loader import render_to_string

from battlebox.desk import Act
from battlebox.desk.backlog import backlog_line, state_words, told_rows
from battlebox.desk.command import (
    LOOK_AGAIN_AFTER,
    Decided,
    Step,
    Task,
    next_steps,
    open_decisions,
    overdue,
    tasks_of,
)
from battlebox.desk.picture import Knowledge, Picture, Plight, ServicePlight, Stage, Suspicion, staff_bill
from battlebox.desk.record import State, changes_since, course_of, debrief_of
from battlebox.desk.tell import by_deadline
from battlebox.estate import BodyKind
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.bulletins.silent import silence_words
from battlebox.web.clock_words import span_words, when_words
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.choosing import who_here
from battlebox.web.incident.colours import SUSPICION_COLOURS, stage_cell, state_colour
from battlebox.web.incident.links import link
from battlebox.web.incident.said import person_of, plainly, writer_of
from battlebox.web.pages import page
from battlebox.web.picturing.london import has_map
from battlebox.web.polling import polled, stands
from battlebox.web.publishing.undone import undone_parts
from battlebox.web.reaching.counted import lists_in_use, reach_parts, reach_steps
from battlebox.web.reconnecting.words import own_alarms
from battlebox.web.restoring.gate_words import loud_parts
from battlebox.web.situations.heard import newest_of
from battlebox.web.situations.standing import now_parts
from battlebox.web.tables import Cell
from battlebox.web.telling.corrections import put_right_parts
from battlebox.web.telling.courses import courses_of, deadline_line, name_of
from battlebox.web.telling.press import press_waiting
from battlebox.web.telling.promises import promises_of

SERVICES_MOST: Final = 8
CLOCKS_MOST: Final = 3
BACKLOGS_MOST: Final = 5
DATES_AHEAD: Final = timedelta(days=14)
LATELY: Final = timedelta(hours=1)
KNOWN_HEADS: Final = ("Body", "Worst that stands", "Confirmed", "Suspected", "No sign found", "Nobody has spoken of")
SERVICE_HEADS: Final = ("Service", "How it is", "Cannot be borne after", "Fallback")
LISTS: Final = {
    "service": "services",
    "system": "systems",
    "body": "systems",
    "order": "orders",
    "decision": "decisions",
    "task": "tasks",
    "backlog_service": "backlog",
    "link": "links",
}
"""The list to go to where a thing has no page of its own."""
ORDER_HEADS: Final = ("Order", "Stage", "Given", "Who", "Entry")

_WHEN_CLOSED: Final = frozenset({"stand", "debrief", "tasks", "reach_list", "sheet", "backlog_service"})
"""What a closed incident still takes: other steps would lead to pages that refuse."""


@in_incident
def now(request: OfficerRequest) -> HttpResponse:
    """The whole page."""
    desk = AtDesk.of(request)
    return page(request, "places/now.html", here="now", part=desk.at("now_part"), **_shown(desk))


def _came(request: OfficerRequest) -> str:
    """What a partner says can come in without an entry."""
    return f"{stands(request)}|{newest_of(request.membership.body)}"


@in_incident
@polled(_came)
def now_part(request: OfficerRequest) -> HttpResponse:
    """The part that asks again."""
    return page(request, "places/now_part.html", **_shown(AtDesk.of(request)))


def _shown(desk: AtDesk) -> dict[str, Any]:
    """Everything the page lays out."""
    sight, course = desk.sight, course_of(desk.sight)
    at = sight.now
    has_estate = desk.has_estate
    lines, count = changes_since(sight, at - LATELY)
    check = course.at + LOOK_AGAIN_AFTER
    written = debrief_of(sight)
    day = written.value.at if written else course.value.debrief
    lists = lists_in_use(desk)
    return {
        "at": at,
        "entries": desk.record.arrived,
        "course": course,
        "since": span_words(at - course.value.began),
        "is_triage": course.value.state is State.TRIAGE,
        "next_check": when_words(check, at),
        "is_check_due": at > check,
        "steps": [
            _step(desk, step)
            for step in next_steps(
                sight,
                course,
                desk.picture if has_estate else None,
                desk.known,
                reach_steps(desk, lists),
                gates=desk.gates if has_estate else (),
            )
            if not desk.is_closed or step.page in _WHEN_CLOSED
        ],
        **reach_parts(desk, lists),
        "role": ", ".join(sorted(role.words for role in desk.officer.roles)),
        "decisions": [] if desk.is_closed else [_decision(desk, each) for each in open_decisions(sight)],
        "tasks": [_task(desk, task) for task in overdue(tasks_of(sight), at)],
        **put_right_parts(desk),
        "bulletin_alarms": silence_words(desk),
        "deadlines": _deadlines(desk),
        "press_waits": press_waiting(desk),
        "promises": promises_of(desk),
        **undone_parts(desk),
        **now_parts(desk),
        "may_stand": desk.officer.may(Act.STAND) and bool(course.value.state.may_become),
        "may_estate": desk.officer.may(Act.ESTATE),
        "has_estate": has_estate,
        "lines": [
            (
                when_words(line.at, at),
                line,
                plainly(desk, line.words),
                writer_of(desk, line.header.by, sight.body_of(line.header)),
            )
            for line in lines
        ],
        "more_lines": count - len(lines),
        "check_words": f"The next check was due at {when_words(check, at)}. Say whether this is an incident.",
        "log": link(desk, "log"),
        "stand": desk.at("stand"),
        "debrief": desk.at("debrief") if course.value.state in (State.STOOD_DOWN, State.CLOSED) else "",
        "debrief_day": when_words(day, at) if day else "",
        "is_closed": desk.is_closed,
        "first": desk.at("first_minutes"),
        "choose": desk.at("choose_estate"),
        "systems": link(desk, "systems"),
        "map": desk.at("london") if has_estate and has_map(desk.estate) else "",
        "estate_part": _estate_part(desk) if has_estate else "",
    }


def _estate_part(desk: AtDesk) -> str:
    """What can be said only with an estate, laid out once a minute for all officers of a body who see the same.

    It follows from what was stated, and asks nobody's role: what only some may do stands outside it.
    """
    return desk.sight.lately(
        ("now", desk.used.digest), lambda: render_to_string("places/now_estate.html", _estate_parts(desk))
    )


def _estate_parts(desk: AtDesk) -> dict[str, Any]:
    """The same, before it is laid out."""
    picture, body, known = desk.picture, desk.officer.body, desk.known
    rows = picture.by_need()
    first = [row for row in rows if row.service.priority == "P1"]
    others = [row for row in rows if row.service.priority != "P1"]
    bill = staff_bill(desk.sight, desk.estate, body)
    return {
        "known_heads": KNOWN_HEADS,
        "known": [_known(desk, row) for row in known if _has_row(desk, row)],
        "silent": [row.body.name for row in known if not _has_row(desk, row)],
        "service_heads": SERVICE_HEADS,
        "p1": [_service(desk, row) for row in first[:SERVICES_MOST]],
        "others": [_service(desk, row) for row in others[: max(0, SERVICES_MOST - len(first))]],
        "stopped": sum(row.is_stopped for row in rows),
        "stopping": sum(not row.is_stopped for row in rows),
        "left_off": max(0, len(rows) - max(len(first[:SERVICES_MOST]), SERVICES_MOST)),
        "services": link(desk, "services"),
        "loud": _loud(picture),
        "link_alarms": own_alarms(desk),
        **loud_parts(desk),
        "order_heads": ORDER_HEADS,
        "orders": _orders(desk),
        "bill": bill,
        "untested": [desk.estate.service_by_id[name].name for name in bill.untested],
        "dates": _dates(desk),
        "trusted": [(row, desk.channels.standing[row.channel].works.value.capitalize()) for row in desk.trusted],
        "doubtful": [
            (each.channel.name, desk.channels.mark(each.channel.channel, body))
            for each in desk.channels.own(body)
            if each.channel not in desk.trusted
        ],
        "channels": desk.at("channels"),
        "backlogs": _backlogs(desk),
        "backlog": desk.at("backlog"),
    }


def _deadlines(desk: AtDesk) -> list[dict[str, object]]:
    """The next clocks of the officer's body; all of those that are overdue."""
    own = [each for each in by_deadline(courses_of(desk), desk.officer.body) if each.body == desk.officer.body]
    late = [each for each in own if each.is_overdue(desk.sight.now)]
    shown = own[: max(CLOCKS_MOST, len(late))]
    return [
        {"words": deadline_line(desk, each), "address": desk.at("clock", name_of(each)), "late": each in late}
        for each in shown
    ]


def _backlogs(desk: AtDesk) -> list[dict[str, object]]:
    """Backlogs of the officer's own body, late ones first: all of these, and a few of the others."""
    now = desk.sight.now
    rows = told_rows(desk.picture, desk.recoveries, desk.officer.body, now)
    late = sum(bool(made.late(now)) for _, made in rows)
    return [
        {
            "words": backlog_line(row, made, now),
            "address": desk.at("backlog_service", row.service.service),
            "late": bool(made.late(now)),
        }
        for row, made in rows[: max(BACKLOGS_MOST, late)]
    ]


def _step(desk: AtDesk, step: Step) -> dict[str, str]:
    """A step with the nearest page that is there."""
    of_thing = link(desk, step.page, step.thing) if step.thing else link(desk, step.page)
    return {"words": step.words, "why": step.why, "address": of_thing or link(desk, LISTS.get(step.page, step.page))}


def _decision(desk: AtDesk, each: Decided) -> dict[str, str]:
    """A decision that somebody has to come back to, and when."""
    at = desk.sight.now
    when = f"look again at {when_words(each.review_at, at)}" if each.review_at else "no time is set to look again"
    late = " OVERDUE:" if each.is_overdue(at) else ""
    words = f"{each.number},{late} {when}: {each.says.value.what}"
    return {"words": words, "address": link(desk, "decision", each.thing.partition("/")[2])}


def _task(desk: AtDesk, task: Task) -> dict[str, str]:
    """A task that should have been done by now."""
    owner = who_here(desk, task.owner) or person_of(desk, task.owner) if task.owner else "nobody has taken it"
    due = when_words(task.due, desk.sight.now) if task.due else ""
    words = f"{task.what}: {owner}, was due {due}"
    return {"words": words, "address": link(desk, "task", task.thing.partition("/")[2])}


def _has_row(desk: AtDesk, row: Knowledge) -> bool:
    """A council, the reader's own body, and any of which something was said; the others are named together."""
    said = row.whole or row.confirmed or row.suspected or row.clear
    return bool(said) or row.body.kind is BodyKind.COUNCIL or row.body.body == desk.officer.body


def _known(desk: AtDesk, row: Knowledge) -> tuple[Any, ...]:
    age = ""
    if row.looked is not None:
        age = f"as of {when_words(row.looked, desk.sight.now)}" + (", old: look again" if row.is_old else "")
    clear = len(row.clear)
    return (
        Cell(row.body.name, link=link(desk, "body", row.body.body)),
        Cell(row.worst.value.capitalize(), tag=SUSPICION_COLOURS[row.worst]),
        len(row.confirmed) or ("The whole body" if row.whole is Suspicion.CONFIRMED else 0),
        len(row.suspected) or ("The whole body" if row.whole is Suspicion.SUSPECTED else 0),
        Cell(str(clear) if clear or not age else "The whole body", note=age),
        len(row.unknown),
    )


def _service(desk: AtDesk, row: ServicePlight) -> tuple[Any, ...]:
    at, service, clock = desk.sight.now, row.service, row.clock
    made = desk.recoveries.get(service.service)
    if row.is_stopped:
        how = f"since {when_words(clock.stops, at)}" if clock.stops else ""
        how += "" if row.seen else (", by the model" if how else "by the model")
    else:
        how = f"stops at {when_words(clock.stops, at)}" if clock.stops else ""
    body = desk.estate.body_by_id[service.body].name
    words = f"{service.priority}, protects {service.protects.value}" if service.protects.is_people else service.priority
    limit = Cell(when_words(clock.mtpd, at) if clock.mtpd else "Not within six weeks",
                 note="Already past" if clock.mtpd and clock.mtpd <= at else "")  # fmt: skip
    return (
        Cell(service.name, link=link(desk, "service", service.service), note=f"{body}. {words}"),
        Cell(state_words(row, made).capitalize(), tag=state_colour(row, made), note=how),
        limit,
        _fallback(desk, row),
    )


def _fallback(desk: AtDesk, row: ServicePlight) -> Cell:
    """Running or not, and who runs it."""
    if row.fallback is None:
        if not row.service.has_fallback:
            return Cell("None known")
        return Cell("Not running", tag="red" if row.plight is Plight.OUT else "", note=row.service.fallback or "")
    value, until = row.fallback.value, row.clock.fallback_until
    note = f"{value.who}, {value.staff} people"
    return Cell("Running", tag="green", note=f"{note}; until {when_words(until, desk.sight.now)}" if until else note)


def _loud(picture: Picture) -> str:
    """Orders that nobody has verified, as one sentence."""
    waiting = [
        picture.estate.action_by_id[name].name
        for name, order in picture.orders.items()
        if order.value.stage in (Stage.ORDERED, Stage.ACKNOWLEDGED) and name in picture.estate.action_by_id
    ]
    if not waiting:
        return ""
    many, they = (f"{len(waiting)} orders are", "they") if len(waiting) > 1 else ("One order is", "it")
    return f"{many} not verified off, so nobody knows that {they} worked: {'; '.join(waiting)}."


def _orders(desk: AtDesk) -> list[tuple[Any, ...]]:
    """Orders by stage, those that need something first."""
    stages, actions = list(Stage), desk.estate.action_by_id
    found = [order for name, order in desk.picture.orders.items() if name in actions]
    found.sort(key=lambda order: (stages.index(order.value.stage), order.value.given))
    return [
        (
            Cell(
                actions[order.value.action].name,
                link=link(desk, "order", order.value.action),
                note=desk.estate.body_by_id[actions[order.value.action].body].name,
            ),
            stage_cell(order.value.stage),
            when_words(order.value.given, desk.sight.now),
            order.value.who,
            order.number,
        )
        for order in found
    ]


def _dates(desk: AtDesk) -> list[str]:
    """Days within two weeks that a service must not miss."""
    today = desk.sight.now.date()
    services = desk.estate.service_by_id
    ahead = sorted(
        (row for row in desk.estate.dates if today <= row.when <= today + DATES_AHEAD), key=lambda row: row.when
    )
    return [f"{row.when.day} {row.when:%B}: {row.name}, {services[row.of].name}" for row in ahead if row.of in services]
