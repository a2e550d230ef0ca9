"""What stands now, in lines and tables: the parts that situation reports and hand-over notes are put together from.

Law: each part says `none` rather than being left out, names nobody, and says how much a shortened list leaves out.
Not here: gathering (overview.py), which parts a paper has and in which order (sitrep.py, sitrep_forms.py, handover.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from battlebox.desk.backlog import Return, backlog_line, state_words, told_rows
from battlebox.desk.brief.saying import clock, counted, duration, listed, people
from battlebox.desk.command.cost import pounds, worked_hours
from battlebox.desk.command.overview import Overview
from battlebox.desk.command.review import Decided
from battlebox.desk.command.task import overdue as overdue_tasks
from battlebox.desk.command.task import unowned
from battlebox.desk.london import LONDON
from battlebox.desk.picture.naming import Names
from battlebox.desk.picture.picture import Plight, ServicePlight
from battlebox.desk.reconnect import alarms_of, assured_words, spoken_links
from battlebox.desk.tell import Course as ClockCourse
from battlebox.desk.tell import Unit, open_clocks, shipped_library

_HOUR: Final = timedelta(hours=1)
NONE: Final = "none"
BY_MODEL: Final = (
    "by the model: worked out from what was seen and ordered elsewhere, and not seen of the service itself"
)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under their headings."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a paper: lines to be read, and a table where there is one."""

    title: str
    lines: tuple[str, ...]
    table: Table | None = None


def changed(now: Overview, *, most: int = 40) -> Section:
    """What was written since the last paper, newest last."""
    left = len(now.changed) - most + 1 if len(now.changed) > most else 0
    shown = now.changed[left:]
    lines = [f"{left} earlier ones are in the log"] if left else []
    names = Names(now.picture.estate)
    lines += [f"{line.number}, {clock(line.at)}: {_first(names.in_words(line.words))}" for line in shown]
    return Section(f"Changed since {clock(now.since)}", tuple(lines) or (NONE,))


def services(now: Overview, *, most: int = 300) -> Section:
    """Services by state, with times; those that protect people first."""
    rows = sorted(now.services, key=lambda row: row.plight.rank)
    names = Names(now.picture.estate)
    table = Table(
        ("service", "state", "since", "expected to stop", "cannot be borne after", "fallback", "why"),
        tuple(_service_cells(now, row, names) for row in rows[:most]),
    )
    left = [f"{len(rows) - most} more are not listed"] if len(rows) > most else []
    return Section("Services by state", (*_tally(now), *left) if rows else (NONE,), table if rows else None)


def services_first(now: Overview, *, most: int) -> Section:
    """How many services are in which state; then those that have stopped, and the P1 services that stop next."""
    rows = now.services
    told = [row for row in sorted(rows, key=lambda row: row.plight.rank) if row.is_stopped]
    told += [row for row in rows if not row.is_stopped and row.service.priority == "P1" and row.clock.stops]
    table = Table(
        ("service", "state", "stopped, or stops next", "cannot be borne after", "fallback"),
        tuple(_first_cells(now, row) for row in told[:most]),
    )
    left = len(rows) - len(table.rows)
    more = [f"{left} more stand in the annex"] if left else []
    return Section("Services by state", (*_tally(now), *more) if rows else (NONE,), table if table.rows else None)


def first_services(now: Overview, *, most: int) -> Section:
    """P1 services in one line each."""
    rows = [row for row in now.services if row.service.priority == "P1"]
    lines = [
        f"{row.service.name}: {_state(now, row)}"
        + (f", cannot be borne after {clock(row.clock.mtpd)}" if row.clock.mtpd else "")
        for row in rows
    ]
    return Section("P1 services", _short(lines, most))


def at_risk(now: Overview) -> Section:
    """People who are served by what has stopped, and how many of them are vulnerable."""
    rows = [row for row in now.services if row.is_stopped]
    vital = [row for row in rows if row.service.protects.is_people]
    served = sum(row.service.people for row in rows)
    weak = sum(row.service.people * row.service.vulnerable for row in rows)
    if not rows:
        return Section("People at risk", ("no service of this body is known to have stopped",))
    stopped = f"{counted(len(rows), 'service')} stopped, serving {people(served)} people a day"
    lines = [
        f"{stopped}, {people(weak)} of them vulnerable",
        f"protecting life, safety, liberty or shelter: {listed([row.service.name for row in vital], 12)}",
    ]
    past = [row.service.name for row in rows if row.clock.mtpd and row.clock.mtpd <= now.now]
    lines += [f"out longer than can be borne: {listed(past, 12)}"] if past else []
    return Section("People at risk", tuple(lines))


def decided_since(now: Overview, *, most: int = 30) -> Section:
    """Decisions taken since the last paper."""
    rows = [each for each in now.decisions if now.is_new(each.first.entry)]
    return Section("Decisions since", _short([_decision(each) for each in rows], most))


def open_decisions(now: Overview, *, most: int = 30) -> Section:
    """Decisions to be looked at again, those overdue marked; and proposals that wait for one."""
    rows = sorted((each for each in now.decisions if each.is_open), key=lambda each: _or_never(each.review_at))
    lines = [f"{_decision(each)}: {_review(each, now.now)}" for each in rows]
    lines += [
        f"waits for a decision of {each.says.value.to.words}: {listed(each.says.value.actions, 4)}"
        + (f", needed by {clock(each.says.value.answer_by)}" if each.says.value.answer_by else "")
        for each in now.proposals
        if each.is_waiting
    ]
    return Section("Open decisions and reviews", _short(lines, most))


def orders(now: Overview, *, most: int = 40) -> Section:
    """Orders and how far each has got: an order is not an effect."""
    actions = now.picture.estate.action_by_id
    lines = []
    for name, order in now.picture.orders.items():
        title = actions[name].name if name in actions else name
        by = f", by {order.value.means}" if order.value.means else ""
        lines.append(f"{title}: {order.value.stage.value} since {clock(order.value.at)}{by}")
    return Section("Orders and how far they got", _short(lines, most))


def coming_back(now: Overview, *, most: int = 12) -> Section:
    """What is live or worked on past a gate, to be looked at again or waived, and interim access; the loudest first."""
    names = Names(now.picture.estate)
    lines = [each.words for each in now.loud]
    lines += [
        f"interim access to {names.thing(each.value.system)}, {each.value.way.value}: until {clock(each.value.until)}"
        for each in now.accesses
        if each.value.ended is None and not each.value.is_over(now.now)
    ]
    return Section("Past their gates: live, worked on or waived; interim access", _short(lines, most))


def asks(now: Overview, *, most: int = 20) -> Section:
    """What partners were asked, and what came back."""
    rows = [each for each in now.asks if each.is_open]
    names = Names(now.picture.estate)
    lines = [
        f"{names.body(each.asked.value.of)}, {each.asked.value.what}: "
        + (each.reply.value if each.reply else "no answer yet")
        + (f", ring again {clock(each.ring_at)}" if each.ring_at else "")
        for each in rows
    ]
    return Section("Asked of partners and open", _short(lines, most))


def links(now: Overview, *, most: int = 20) -> tuple[Section, ...]:
    """Links to other bodies of which something was asked, assured or opened again; no part where there is none."""
    names = Names(now.picture.estate)
    found = [each for each in spoken_links(now.sight, now.picture) if now.body in each.ends.bodies]
    lines = [f"LOUD: {names.path(each.link.name)}: {each.words}" for each in alarms_of(found, names)]
    lines += [f"{names.path(each.name)}: {each.state.value}; {assured_words(each, names)}" for each in found]
    return (Section("Links to other bodies", _short(lines, most)),) if lines else ()


def tasks(now: Overview, *, most: int = 20) -> Section:
    """Tasks overdue, and those that nobody has taken on."""
    late = overdue_tasks(now.tasks, now.now)
    lines = [f"overdue since {clock(task.due)}: {task.what}" for task in late if task.due]
    lines += [f"nobody's: {task.what}" for task in unowned(now.tasks) if task not in late]
    return Section("Tasks overdue or without an owner", _short(lines, most))


def unknowns(now: Overview, *, most: int = 8) -> Section:
    """Systems nobody has spoken of, what was said too long ago, and services whose cause is unknown."""
    mine = [row for row in now.picture.estate.systems if row.body == now.body]
    silent = [row.name for row in mine if row.system not in now.spoken]
    names = now.picture.estate.system_by_id
    old = [
        names[name].name if name in names else name
        for name, said in now.spoken.items()
        if said and said[0].value.is_old(now.now)
    ]
    split = [name for name, said in now.spoken.items() if len(said) > 1]
    lines = []
    if silent and now.sight.goes_out:
        # Some of them may have been spoken of among ourselves: neither that nor their names are for others.
        lines.append(f"nothing is said here of {counted(len(silent), 'system')}")
    elif silent:
        lines.append(f"nobody has spoken of {counted(len(silent), 'system')}: {listed(silent, most)}")
    lines += [f"not rechecked for long: {listed(old, most)}"] if old else []
    lines += [f"two versions stand: {listed(split, most)}"] if split else []
    return Section("Not known", tuple(lines) or (NONE,))


def backlog(now: Overview, *, most: int = 20) -> tuple[Section, ...]:
    """What is to be keyed back and checked, by service, late ones first; no part at all until there is something."""
    rows = told_rows(now.picture, now.recoveries, now.body, now.now)
    lines = [backlog_line(row, made, now.now) for row, made in rows]
    return (Section("Backlog of services", _short(lines, most)),) if lines else ()


def costs(now: Overview) -> Section:
    """What was spent so far, by code."""
    rows = [f"{row.name}: {pounds(row.pence)}, {worked_hours(row.minutes)}" for row in now.costs.by_code]
    whole = f"altogether: {pounds(now.costs.whole.pence)}, {worked_hours(now.costs.whole.minutes)}"
    return Section("Costs so far", (*rows, whole) if rows else (NONE,))


def clocks(now: Overview, *, most: int = 6) -> Section:
    """Deadlines to tell somebody, the writer's own, the soonest first.

    A paper that goes out holds none: what a body decides about its clocks stays with it, and the others would read
    that a thing is still open which was decided.
    """
    if now.sight.goes_out:
        return Section("Clocks", ("each body has its own: ask its information governance",))
    library = shipped_library().with_own(now.picture.estate)
    own = [each for each in open_clocks(now.sight, now.picture, library) if each.body == now.body]
    rows = []
    for each in own:
        late = "OVERDUE " if each.is_overdue(now.now) else ""
        rows.append(f"{each.clock.title} ({each.state.value}): {late}{_until(each)}")
    return Section("Clocks", _short(rows, most))


def _until(course: ClockCourse) -> str:
    return course.due.words if course.due.at or course.clock.within.unit is not Unit.AT_ONCE else "at once"


def not_reached(now: Overview, *, most: int = 12) -> Section:
    """Offices that were rung, and nobody answered."""
    rows = [
        f"{call.first.office}: {call.first.last.value.outcome.value}, {clock(call.first.last.value.at)}"
        if call.first.last
        else f"{call.first.office}: only the deputy was tried"
        for call in now.calls.not_answered
    ]
    return Section("Rung and not reached", _short(rows, most))


def hours(now: Overview, *, most: int = 12) -> Section:
    """How long people have been on shift, by the roles they hold."""
    rows = []
    for each in now.worked:
        roles = [held.value.role.words for held in now.holdings if held.value.holder == each.person]
        if roles:
            long = ": send home" if each.is_long else ""
            rows.append(f"{', '.join(roles)}: {duration(each.on_shift / _HOUR)}{long}")
    return Section("Hours on shift", _short(rows, most))


def coming_in(now: Overview, *, most: int = 12) -> Section:
    """Who covers each role: until when it is held, and whether a deputy stands beside it."""
    rows = [
        f"{held.value.role.words}: "
        + (
            "nobody"
            if held.value.is_vacant
            else f"until {clock(held.value.until)}"
            if held.value.until
            else "no end set"
        )
        + (", a deputy is named" if held.value.deputy else ", no deputy")
        for held in now.holdings
    ]
    return Section("Who comes in", _short(rows, most))


def _tally(now: Overview) -> tuple[str, ...]:
    """How many services of this body are in which state, and how many of those somebody looked at."""
    mine = [row for row in now.picture.services if row.service.body == now.body]
    parts = []
    for plight in Plight:
        rows = [row for row in mine if row.plight is plight]
        seen = sum(row.seen is not None for row in rows)
        how = "as recorded" if plight is Plight.ON_FALLBACK else f"{len(rows) - seen} by the model, {seen} seen"
        parts.append(plight.counted(len(rows)) + (f" ({how})" if rows else ""))
    to_stop = sum(row.plight is Plight.WORKING and row.clock.stops is not None for row in mine)
    lines = [", ".join(parts)]
    lines += [f"of those working, {to_stop} are expected to stop within six weeks as things stand"] if to_stop else []
    back = [now.recoveries[row.service.service] for row in mine if row.service.service in now.recoveries]
    counts = [
        (sum(made.state is state for made in back), state.value) for state in (Return.BACKLOGGED, Return.RESTORED)
    ]
    lines += [", ".join(f"{count} {words}" for count, words in counts)] if any(count for count, _ in counts) else []
    return (*lines, BY_MODEL)


def _first_cells(now: Overview, row: ServicePlight) -> tuple[str, ...]:
    working = row.plight is Plight.WORKING
    begun = row.seen.value.since if row.seen and not working else row.clock.stops
    return (
        row.service.name,
        _state(now, row),
        ("stops " if working and begun else "") + _time(begun),
        _time(row.clock.mtpd),
        _fallback(row),
    )


def _service_cells(now: Overview, row: ServicePlight, names: Names) -> tuple[str, ...]:
    hurts = row.plight is not Plight.WORKING
    begun = (row.seen.value.since if row.seen else row.clock.stops) if hurts else None
    return (
        row.service.name,
        _state(now, row),
        _time(begun),
        "" if hurts else _time(row.clock.stops),
        _time(row.clock.mtpd),
        _fallback(row),
        row.differs or _why(row, names),
    )


def _state(now: Overview, row: ServicePlight) -> str:
    """Its state, and how that is known: recorded, seen, with the time, or by the model."""
    state = state_words(row, now.recoveries.get(row.service.service))
    if row.plight is Plight.ON_FALLBACK:
        return f"{state}, as recorded"
    return f"{state}, {f'seen {_time(row.seen.at)}' if row.seen else 'by the model'}"


def _fallback(row: ServicePlight) -> str:
    if row.fallback is None:
        return "not started" if row.service.has_fallback else "has none"
    lasts = row.clock.fallback_until
    return f"started, lasts until {_time(lasts)}" if lasts else "started"


def _why(row: ServicePlight, names: Names) -> str:
    """The last link of the chain of causes, unless it says only that the service is down; then what was said of it."""
    if row.why and row.why[-1] != f"{row.service.service} is down":
        return names.why(row.why[-1:])[0]
    return f"cause: {row.cause.value}" if row.cause else ""


def _decision(each: Decided) -> str:
    return f"{each.number}, {each.says.value.role.words}: {_first(each.says.value.what)}"


def _review(each: Decided, now: datetime) -> str:
    if each.review_at is None:
        return "no review time set"
    return f"review {'OVERDUE since' if each.is_overdue(now) else 'at'} {clock(each.review_at)}"


def _time(when: datetime | None) -> str:
    """Day and hour, without the year: the paper's head has it."""
    return clock(when).replace(f" {when.astimezone(LONDON).year},", ",") if when else ""


def _or_never(when: datetime | None) -> float:
    return when.timestamp() if when else float("inf")


def _first(words: str) -> str:
    return words.splitlines()[0] if words else ""


def _short(lines: Sequence[str], most: int) -> tuple[str, ...]:
    if len(lines) <= most:
        return tuple(lines) or (NONE,)
    return (*lines[: most - 1], f"and {len(lines) - most + 1} more")
