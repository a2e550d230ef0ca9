"""What is due for one officer, as a calendar: clocks, tasks, reviews, shifts, hand-overs, reports and promised updates.

Law: what is over or not theirs is not there; times stand as on the pages; nothing is there that the gate does not let
travel from machine to machine.
Not here: how a calendar is written (share), who may ask for it (served.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.text import capfirst

from battlebox.desk import DeskError, Role
from battlebox.desk.command import Task, decisions_of, holdings_of, last_report, mine, tasks_of, unowned
from battlebox.desk.publish import promised_update
from battlebox.desk.record import Stated, course_of
from battlebox.desk.roster import Step, offers_of, versions_of
from battlebox.desk.tell import ClockState, by_deadline
from battlebox.marking import Tlp, strictest
from battlebox.share import CalendarDue, due_file
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.said import plainly
from battlebox.web.rostering.roster_shown import RosterShown, mark_of
from battlebox.web.rostering.staff import Staff
from battlebox.web.telling.courses import courses_of, name_of, title_of

BARE: Final = "Open the desk to read it."


@dataclass(frozen=True)
class Says:
    """How one calendar says things: with words or without, and where the desk is."""

    desk: AtDesk
    root: str
    has_words: bool

    def due(
        self,
        thing: str,
        times: tuple[datetime | date, datetime | None],
        words: tuple[str, str, str],
        *,
        by: tuple[str, Tlp, datetime],
        page: str,
    ) -> CalendarDue:
        """One line: `words` are kind, title and note; `by` is the number, label and time of the entry that says it."""
        number, label, changed = by
        kind, said, note = words
        title = f"{kind}: {said}" if self.has_words else kind
        return CalendarDue(
            id=f"{mark_of(f'{self.desk.request.incident.id}/{thing}')}@battlebox",
            begins=times[0],
            ends=times[1],
            words=f"{title} ({number})" if number else title,
            note=plainly(self.desk, note) if self.has_words else BARE,
            label=label.to_text(),
            changed=changed,
            page=self.root + page,
        )


def due_now(desk: AtDesk, root: str, *, has_words: bool) -> bytes:
    """The calendar as it is now."""
    says = Says(desk, root, has_words)
    parts = () if desk.is_closed else (_clocks, _tasks, _reviews, _shifts, _handovers, _updates)
    dues = [due for part in parts for due in part(says)]
    return due_file(incident_title(desk, has_words=has_words), sorted(dues, key=lambda each: each.id), desk.sight.now)


def incident_title(desk: AtDesk, *, has_words: bool) -> str:
    """The incident by its title, where that may go by machine and words are wanted; else by its short id."""
    short = f"Incident {desk.request.incident.short}"
    try:
        return course_of(desk.sight).value.title if has_words else short
    except DeskError:
        return short


def _by(desk: AtDesk, said: Stated[Any], *more: str) -> tuple[str, Tlp, datetime]:
    """The number of the entry that says it; of that and of more entries the strictest label and the latest time."""
    lines = [desk.record.line(each) for each in (said.entry, *more)]
    label = strictest(Tlp(each.header.tlp) for each in lines) or said.tlp
    return said.number, label, max(each.at for each in lines)


def _page(desk: AtDesk, name: str, thing: str) -> str:
    return desk.at(name, thing.partition("/")[2])


def _clocks(says: Says) -> Iterator[CalendarDue]:
    """Our own that run, and those to be assessed by the time at which they would end."""
    desk = says.desk
    for each in by_deadline(courses_of(desk), desk.officer.body):
        if each.body != desk.officer.body or each.due.at is None:
            continue
        said = each.judged[0] if each.judged else None
        # What follows from what was seen has no entry of its own, nor a label: it is kept as narrowly as our own words.
        by = _by(desk, said) if said else ("", Tlp.AMBER_STRICT, each.begin or desk.sight.now)
        still = "" if each.state is ClockState.RUNNING else "Still to be assessed. "
        note = f"{still}To {each.clock.to}. {capfirst(each.due.words)}."
        kind = "Clock" if each.state is ClockState.RUNNING else "Clock to assess"
        yield says.due(each.thing, (each.due.day or each.due.at, None), (kind, title_of(desk, each), note), by=by,
                       page=desk.at("clock", name_of(each)))  # fmt: skip


def _tasks(says: Says) -> Iterator[CalendarDue]:
    """Those of the officer, and those of their roles that nobody has taken on."""
    desk = says.desk
    tasks = tasks_of(desk.sight)
    free = (each for each in unowned(tasks) if each.opened.body == desk.officer.body)
    ours = (each for each in free if each.role in desk.officer.roles)
    for each in (*mine(tasks, desk.officer), *ours):
        if each.due is not None:
            yield says.due(each.thing, (each.due, None), ("Task", plainly(desk, each.what), _of_task(each)),
                           by=_by(desk, each.opened, *each.entries), page=_page(desk, "task", each.thing))  # fmt: skip


def _of_task(task: Task) -> str:
    return "\n".join(filter(None, (capfirst(task.state.value), "" if task.owner else "Nobody has it yet", task.note)))


def _reviews(says: Says) -> Iterator[CalendarDue]:
    """When our decisions are looked at again."""
    desk = says.desk
    for each in decisions_of(desk.sight):
        if each.review_at is not None and each.says.body == desk.officer.body:
            what = f"{each.number}: {plainly(desk, each.says.value.what)}"
            by = _by(desk, each.says, *(one.entry for one in each.reviews))
            yield says.due(each.thing, (each.review_at, None), ("Review of a decision", what, ""), by=by,
                           page=_page(desk, "decision", each.thing))  # fmt: skip


def _shifts(says: Says) -> Iterator[CalendarDue]:
    """The officer's own: seats of the roster that stands, and posts that they accepted."""
    desk = says.desk
    offers = [each for each in offers_of(desk.sight) if desk.officer.id in each.people]
    me = {desk.officer.id, *(name for each in offers for name in each.people)}
    shown = RosterShown.standing(Staff(desk))
    if shown is not None:
        held = versions_of(desk.sight)[-1]
        for line in (line for person in sorted(me & set(shown.mine)) for line in shown.mine[person]):
            yield says.due(f"post/{line.post}", (line.begins, line.ends), ("Shift", line.words, line.shift),
                           by=_by(desk, held), page=desk.at("roster"))  # fmt: skip
    for each in offers:
        offer = each.offer.value
        if each.step.is_coming or each.step is Step.OFFERED:
            kind = "Shift" if each.step.is_coming else "Asked to take a shift"
            by = _by(desk, each.offer, *(one.entry for one in each.answers))
            yield says.due(each.thing, (offer.begins, offer.ends), (kind, offer.what, offer.note), by=by,
                           page=_page(desk, "offer", each.thing))  # fmt: skip


def _handovers(says: Says) -> Iterator[CalendarDue]:
    """When the officer hands over a role that they hold."""
    desk = says.desk
    for each in holdings_of(desk.sight):
        held = each.value
        if held.until is not None and held.holder == desk.officer.id and held.body == desk.officer.body:
            words = capfirst(Role(held.role).words)
            yield says.due(f"role/{held.body}/{held.role}", (held.until, None), ("Hand over", words, ""),
                           by=_by(desk, each), page=desk.at("role", held.role.value))  # fmt: skip


def _updates(says: Says) -> Iterator[CalendarDue]:
    """The next situation report of our body, and the update that its public page promises."""
    desk = says.desk
    report = last_report(desk.sight, desk.officer.body)
    if report is not None and report.value.next_report is not None:
        yield says.due("report", (report.value.next_report, None), ("Situation report", "the next one", ""),
                       by=_by(desk, report), page=desk.at("reports"))  # fmt: skip
    promised = promised_update(desk.sight, desk.officer.body)
    if promised is not None:
        yield says.due("page", (promised.due, None), ("Public page", "the update that it promises", ""),
                       by=_by(desk, promised.edition), page=desk.at("publish"))  # fmt: skip
