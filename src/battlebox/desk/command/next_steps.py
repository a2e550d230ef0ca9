"""The next three actions of each role: what to do now, why now, and where; worked out from what stands, never kept.

Law: a step is there because of something on the record or missing from it, and is gone when that is done; a role is
asked only for what it may do; a body is asked only about what is its own.
Not here: tasks that people set each other, the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Final

from battlebox.desk.command.backlog_steps import backlog
from battlebox.desk.command.first_minutes import LOOK_AGAIN_AFTER
from battlebox.desk.command.gate_steps import access_over, data_waits, gates_wait, to_go_live
from battlebox.desk.command.handover import handovers_of
from battlebox.desk.command.link_steps import links, unverified_links
from battlebox.desk.command.post_steps import fell_out, home, posts_for_me, seats, silent
from battlebox.desk.command.review import open_decisions
from battlebox.desk.command.service_steps import causes, differs, ends_soon, no_fallback, short_of_staff, unseen
from battlebox.desk.command.step import Standing, Step, Urgency
from battlebox.desk.command.task import mine, tasks_of
from battlebox.desk.command.telling_steps import channels, data, residents
from battlebox.desk.gate import SystemGates, gates_board
from battlebox.desk.officer import Role
from battlebox.desk.picture.containment import Order, Stage
from battlebox.desk.picture.known import Knowledge, known_of
from battlebox.desk.picture.picture import Picture
from battlebox.desk.picture.suspicion import Suspicion
from battlebox.desk.record.debrief import debrief_of
from battlebox.desk.record.incident import Course, State
from battlebox.desk.record.sight import Sight, Stated

STEPS_MOST: Final = 3
QUIET_AFTER: Final = timedelta(hours=1)
"""When a log in which nothing was written is asked after (a working value)."""


Rule = Callable[[Standing], Iterable[Step]]


def next_steps(
    sight: Sight,
    course: Stated[Course],
    picture: Picture | None,
    known: tuple[Knowledge, ...] | None = None,
    more: Iterable[Iterable[Step]] = (),
    *,
    gates: tuple[SystemGates, ...] | None = None,
) -> tuple[Step, ...]:
    """Up to three steps for the roles that the officer of a sight holds, the most urgent first. Pure; cheap.

    A rule that asks for many things gives one of them until every other has had its turn: five services without a
    fallback do not hide a decision that is overdue. `more` are what rules elsewhere ask of this officer, as
    steps; `known` and `gates` are what is known and the board of gates, where the caller has them.
    """
    if known is None:
        known = known_of(sight, picture.estate) if picture else ()
    if gates is None:
        gates = gates_board(sight, picture) if picture else ()
    standing = Standing(sight, course, picture, known, gates)
    roles = [role for role in Role if role in sight.officer.roles]
    rules = dict.fromkeys(rule for role in roles for rule in (_to_sign, posts_for_me, _own_tasks, *RULES[role]))
    found = (*more, *(rule(standing) for rule in rules))
    asked = [sorted(steps, key=lambda step: step.urgency) for steps in found]
    turns = sorted(
        ((turn, step) for steps in asked for turn, step in enumerate(steps)),
        key=lambda each: (each[0], each[1].urgency),
    )
    kept: dict[tuple[str, str], Step] = {}
    for _, step in turns:
        kept.setdefault((step.page, step.thing), step)
    return tuple(sorted(tuple(kept.values())[:STEPS_MOST], key=lambda step: step.urgency))


# ── the incident itself ──────────────────────────────────────────────────────────────────────────────────────────────


def _stand(now: Standing) -> Iterator[Step]:
    course = now.course
    if course.value.state is State.TRIAGE:
        late = now.sight.now - course.at >= LOOK_AGAIN_AFTER
        why = "it has been a triage for over half an hour" if late else "a triage is stood up, or was a false alarm"
        hit = bool(now.own and now.own.confirmed)
        yield Step(
            Urgency.DECISION if late or hit else Urgency.KNOW,
            "Say whether this is an incident: stand it up or down",
            why,
            "stand",
        )
    if course.value.state is State.STOOD_DOWN and course.value.debrief is None:
        yield Step(Urgency.TIDY, "Set a day for the debrief, and close", "it was stood down without one", "stand")
    day = course.value.debrief
    if not now.is_running and day and day <= now.sight.now and not _is_debriefed(now):
        yield Step(Urgency.TIDY, "Write what the debrief found", "its day has come, and nothing is written", "debrief")


def _is_debriefed(now: Standing) -> bool:
    found = debrief_of(now.sight)
    return found is not None and (found.value.is_held or found.value.at > now.sight.now)


def _estate(now: Standing) -> Iterator[Step]:
    if now.picture is None and now.is_running:
        yield Step(Urgency.DECISION, "Choose the estate", "without one nobody can say what stops when", "choose_estate")


def _reviews(now: Standing) -> Iterator[Step]:
    for each in open_decisions(now.sight) if now.course.value.state is not State.CLOSED else ():
        if each.is_overdue(now.sight.now) and each.says.body == now.body:
            yield Step(
                Urgency.DECISION,
                f"Look again at {each.number}: {each.says.value.what}",
                "its review is overdue",
                "decision",
                each.thing.partition("/")[2],
            )


def _own_tasks(now: Standing) -> Iterator[Step]:
    for task in mine(tasks_of(now.sight), now.sight.officer):
        if task.is_overdue(now.sight.now):
            yield Step(
                Urgency.DECISION, task.what, "it is your task, and overdue", "task", task.thing.partition("/")[2]
            )


def _to_sign(now: Standing) -> Iterator[Step]:
    """A hand-over note that was written for this officer and waits for the second signature."""
    for each in handovers_of(now.sight):
        note = each.note.value
        if each.is_waiting and note.body == now.body and note.coming == now.sight.officer.id:
            yield Step(
                Urgency.DECISION,
                f"Read and sign the hand-over note of {note.role.words}",
                "it was written for you, and you hold the role once you sign",
                "handover",
                each.thing.partition("/")[2],
            )


def _quiet(now: Standing) -> Iterator[Step]:
    latest = now.sight.record.lines()[-1:]
    if now.is_running and latest and now.sight.now - latest[0].at >= QUIET_AFTER:
        yield Step(
            Urgency.EFFECT,
            "Ask the room what happened, and write it down",
            "nothing was written for over an hour",
            "log",
        )


# ── what is suspected ────────────────────────────────────────────────────────────────────────────────────────────────


def _first_suspicion(now: Standing) -> Iterator[Step]:
    own = now.own
    if now.is_running and own and not (own.confirmed or own.suspected or own.clear or own.whole):
        yield Step(
            Urgency.KNOW, "Say which systems are hit or suspected", "nobody has spoken of any of ours yet", "systems"
        )


def _uncontained(now: Standing) -> Iterator[Step]:
    if now.own is None or now.picture is None or not now.is_running:
        return
    for name in (*now.own.confirmed, *now.own.suspected):
        if not now.picture.stage(name).is_in_force:
            state = "confirmed" if name in now.own.confirmed else "suspected"
            yield Step(
                Urgency.DECISION,
                f"Decide about {_system(now, name)}",
                f"it is {state}, and no order in force holds it",
                "contain",
            )


def _look_again(now: Standing) -> Iterator[Step]:
    if now.own and now.own.is_old and now.is_running:
        yield Step(
            Urgency.KNOW, "Look again at what was found clear", "a `no sign found` is over twelve hours old", "systems"
        )


def _unspoken(now: Standing) -> Iterator[Step]:
    own = now.own
    if own and own.unknown and now.is_running and (own.confirmed or own.suspected):
        count = len(own.unknown)
        yield Step(
            Urgency.KNOW,
            f"Ask about {count} system{'s' if count != 1 else ''} nobody has spoken of",
            "unknown does not mean unaffected",
            "systems",
        )


def _partners(now: Standing) -> Iterator[Step]:
    if not now.is_running:
        return
    for row in now.known:
        if row.body.body == now.body:
            continue
        if row.worst in (Suspicion.CONFIRMED, Suspicion.SUSPECTED):
            yield Step(
                Urgency.DECISION,
                f"Ring {row.body.name}",
                f"it is {row.worst.value}: ask what they do next",
                "body",
                row.body.body,
            )
        elif row.worst is Suspicion.UNKNOWN:
            yield Step(
                Urgency.KNOW,
                f"Ask {row.body.name} what it sees",
                "nobody has spoken of all its systems",
                "body",
                row.body.body,
            )


# ── orders ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _unverified(now: Standing) -> Iterator[Step]:
    for order in now.orders:
        name = _action(now, order)
        if order.value.stage is Stage.ACKNOWLEDGED:
            yield Step(
                Urgency.EFFECT,
                f"Have it verified by a second means: {name}",
                f"acknowledged, not verified: {order.number} is not an effect",
                "order",
                order.value.action,
            )
        elif order.value.stage is Stage.ORDERED:
            yield Step(
                Urgency.EFFECT,
                f"Chase: {name}",
                f"ordered, and nobody has acknowledged {order.number}",
                "order",
                order.value.action,
            )


def _evidence(now: Standing) -> Iterator[Step]:
    estate = now.estate
    for order in now.orders:
        row = estate.action_by_id[order.value.action] if estate else None
        if row and (row.stops or row.evidence) and not order.value.memory:
            yield Step(
                Urgency.SOON,
                f"Ask whether memory was captured first: {row.name}",
                f"{order.number} does not say",
                "order",
                order.value.action,
            )


def _system(now: Standing, name: str) -> str:
    return now.estate.system_by_id[name].name if now.estate else name


def _action(now: Standing, order: Stated[Order]) -> str:
    return now.estate.action_by_id[order.value.action].name if now.estate else order.value.action


RULES: Final[dict[Role, tuple[Rule, ...]]] = {
    Role.STRATEGIC: (
        _stand,
        _estate,
        _reviews,
        _uncontained,
        no_fallback,
        _unverified,
        ends_soon,
        to_go_live,
        links,
    ),
    Role.TACTICAL: (
        _stand,
        _estate,
        _reviews,
        _first_suspicion,
        _uncontained,
        _unverified,
        no_fallback,
        ends_soon,
        _unspoken,
        links,
        to_go_live,
        access_over,
        silent,
        fell_out,
        home,
        seats,
    ),
    Role.OPERATIONAL: (
        _first_suspicion,
        _unverified,
        no_fallback,
        unseen,
        _look_again,
        _unspoken,
        causes,
        unverified_links,
        gates_wait,
        access_over,
        silent,
    ),
    Role.LOGGIST: (_quiet, _first_suspicion, unseen, causes, differs),
    Role.COMMUNICATIONS: (residents, channels),
    Role.INFORMATION_GOVERNANCE: (data, _evidence),
    Role.SERVICE_LEAD: (
        no_fallback,
        ends_soon,
        short_of_staff,
        backlog,
        unseen,
        differs,
        data_waits,
        access_over,
        silent,
    ),
    Role.PARTNER_LIAISON: (_partners,),
    Role.OBSERVER: (),
}
"""What each role is asked for, besides its own overdue tasks."""
