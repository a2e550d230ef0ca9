"""A task has an owner and a time or is on the list of those without; changes to two fields never undo each other."""

from __future__ import annotations

from datetime import timedelta

import pytest

from battlebox.desk import MAY, Act, DeskCode, DeskError, Role, Someone
from battlebox.desk.command import (
    CARDS,
    NOT_TO_TOUCH,
    Link,
    NewTask,
    Progress,
    TaskChange,
    cards_for,
    cards_in_use,
    change_task,
    mine,
    open_task,
    overdue,
    remark_on,
    remarks_on,
    take_card,
    task_of,
    tasks_of,
    tick,
    unowned,
)
from desk.room import BEGAN, SHARED, Room, officer

BRONZE = officer("northmere", Role.OPERATIONAL)
HOUR = timedelta(hours=1)


@pytest.fixture
def room():
    return Room.opened()


def opened(room, what="ring the care homes", *, by=BRONZE, handling=SHARED, **more):
    return open_task(room.record, by, NewTask(what, **more), handling=handling)


def task(room, saved, body="northmere"):
    return task_of(room.sight(body), saved.thing)


def test_a_task_says_what_who_by_when_and_on_what_it_hangs(room):
    links = {Link.SERVICE: "northmere.meals", Link.DECISION: "decision/1"}
    saved = opened(room, owner=Someone("o-ann", "Ann Smith"), due=BEGAN + HOUR, role=Role.SERVICE_LEAD, links=links)
    found = task(room, saved, "eastholt")
    assert (found.what, found.owner, found.due) == ("ring the care homes", "o-ann", BEGAN + HOUR)
    assert (found.state, found.role, found.links) == (Progress.OPEN, Role.SERVICE_LEAD, links)
    assert room.sight("northmere").name_of("o-ann") == "Ann Smith"
    assert not any("Ann Smith" in line.words for line in room.record.lines())


def test_two_who_change_two_fields_lose_nothing_and_two_who_change_one_both_stand(room):
    saved = opened(room)
    seen = task(room, saved).entries
    change_task(room.record, BRONZE, saved.thing, TaskChange(due=BEGAN + HOUR), over=seen)
    other = officer("northmere", Role.SERVICE_LEAD)
    change_task(room.record, other, saved.thing, TaskChange(owner=Someone("o-bob", "Bob")), over=seen)
    found = task(room, saved)
    assert (found.due, found.owner, found.split) == (BEGAN + HOUR, "o-bob", ())
    change_task(room.record, BRONZE, saved.thing, TaskChange(what="ring all care homes"), over=found.entries)
    change_task(room.record, other, saved.thing, TaskChange(what="ring the two care homes"), over=found.entries)
    assert task(room, saved).split == ("what",)
    both = task(room, saved).entries
    change_task(room.record, BRONZE, saved.thing, TaskChange(what="ring all care homes"), over=both)
    assert task(room, saved).split == ()


def test_an_owner_and_a_time_can_be_taken_away(room):
    saved = opened(room, owner=BRONZE.someone, due=BEGAN + HOUR)
    change_task(room.record, BRONZE, saved.thing, TaskChange(no_owner=True, no_due=True))
    found = task(room, saved)
    assert (found.owner, found.due) == ("", None)
    assert [each.thing for each in unowned(tasks_of(room.sight("northmere")))] == [saved.thing]


def test_lists_of_mine_overdue_and_unowned(room):
    late = opened(room, "late", owner=BRONZE.someone, due=BEGAN + HOUR)
    sooner = opened(room, "sooner", due=BEGAN + HOUR / 2)
    whenever = opened(room, "whenever", owner=BRONZE.someone)
    done = opened(room, "done", owner=BRONZE.someone, due=BEGAN)
    change_task(room.record, BRONZE, done.thing, TaskChange(state=Progress.DONE))
    room.watch.pass_by(hours=2)
    tasks = tasks_of(room.sight("northmere"))
    assert [each.thing for each in mine(tasks, BRONZE)] == [late.thing, whenever.thing]
    assert [each.thing for each in overdue(tasks, room.record.now())] == [sooner.thing, late.thing]
    assert [each.thing for each in unowned(tasks)] == [sooner.thing]


def test_a_task_is_closed_and_opened_again_and_closing_twice_is_told(room):
    saved = opened(room)
    change_task(room.record, BRONZE, saved.thing, TaskChange(state=Progress.DROPPED, note="the homes rang us"))
    assert room.record.lines()[-1].header.kind == "task:closed"
    with pytest.raises(DeskError, match="already dropped"):
        change_task(room.record, BRONZE, saved.thing, TaskChange(state=Progress.DROPPED))
    change_task(room.record, BRONZE, saved.thing, TaskChange(state=Progress.DOING))
    assert task(room, saved).is_open
    with pytest.raises(DeskError, match="the change is blank"):
        change_task(room.record, BRONZE, saved.thing, TaskChange())


def test_a_stranger_sees_no_task_and_a_partner_what_was_shared(room):
    shared, kept = opened(room), opened(room, handling=None)
    assert [each.thing for each in tasks_of(room.sight("eastholt"))] == [shared.thing]
    assert tasks_of(room.sight("farwick")) == ()
    with pytest.raises(DeskError) as refused:
        change_task(room.record, officer("eastholt"), kept.thing, TaskChange(what="mine now"))
    assert refused.value.code is DeskCode.NOT_SEEN


def test_changing_a_task_keeps_it_among_those_who_had_it(room):
    saved = opened(room)
    change_task(room.record, BRONZE, saved.thing, TaskChange(what="ring the homes twice"))
    assert task(room, saved, "eastholt").what == "ring the homes twice"


def test_an_observer_opens_and_changes_nothing(room):
    watcher = officer("northmere", Role.OBSERVER)
    saved = opened(room)
    for act in (
        lambda: opened(room, by=watcher),
        lambda: change_task(room.record, watcher, saved.thing, TaskChange(what="x")),
        lambda: take_card(room.record, watcher, "loggist"),
    ):
        with pytest.raises(DeskError, match=r"may not (open|change) a task"):
            act()
    with pytest.raises(DeskError, match="is blank"):
        opened(room, " ")


def test_a_card_becomes_tasks_in_its_order_with_times_and_is_ticked(room):
    take_card(room.record, BRONZE, "first-call", owner=BRONZE.someone, handling=SHARED)
    (used,) = cards_in_use(room.sight("eastholt"), "northmere")
    assert [each.what for each in used.tasks] == [line.what for line in used.card.lines]
    assert used.tasks[0].due == BEGAN + timedelta(minutes=2)
    assert [each.what for each in used.next] == [line.what for line in used.card.lines[:3]]
    tick(room.record, BRONZE, used.tasks[0].thing, note="rung by the night porter")
    (used,) = cards_in_use(room.sight("northmere"), "northmere")
    assert (used.done, used.next[0].what) == (1, used.card.lines[1].what)
    with pytest.raises(DeskError, match="already done"):
        tick(room.record, BRONZE, used.tasks[0].thing)


def test_a_card_is_taken_up_once_by_each_body(room):
    take_card(room.record, BRONZE, "it-lead", handling=SHARED)
    with pytest.raises(DeskError, match="`IT lead` is already in use"):
        take_card(room.record, BRONZE, "it-lead")
    take_card(room.record, officer("eastholt"), "it-lead", handling=SHARED)
    assert len(cards_in_use(room.sight("northmere"), "eastholt")) == 1
    with pytest.raises(DeskError, match="no action card no-such"):
        take_card(room.record, BRONZE, "no-such")


def test_every_card_fits_into_one_entry_and_is_for_a_role_that_may_tick_it():
    assert len({card.id for card in CARDS}) == len(CARDS)
    for card in CARDS:
        room = Room.opened()
        holder = officer("northmere", card.role)
        assert Act.TASK in MAY[card.role]
        take_card(room.record, holder, card.id, owner=holder.someone)
        assert len(mine(tasks_of(room.sight("northmere")), holder)) == len(card.lines)
    roles = {card.role for card in CARDS}
    assert roles == set(Role) - {Role.OBSERVER}
    assert [card.id for card in cards_for(Role.OPERATIONAL)] == ["first-call", "it-lead"]


def test_no_card_asks_for_what_must_not_be_touched():
    told = " ".join(line.what.lower() for card in CARDS for line in card.lines)
    assert not any(word in told for word in ("wipe", "reboot", "pay ", "rebuild", "restore"))
    assert any("power" in line.lower() and "memory" in line for line in NOT_TO_TOUCH)
    assert any(line.startswith("Wipe") for line in NOT_TO_TOUCH)


def test_a_partner_that_only_sees_a_task_neither_closes_nor_changes_it_and_writes_beside_it(room):
    saved = opened(room, owner=BRONZE.someone)
    partner, before = officer("eastholt", Role.OPERATIONAL), room.record.arrived
    for change in (
        TaskChange(state=Progress.DONE, note="we did it"),
        TaskChange(state=Progress.DROPPED),
        TaskChange(what="ring nobody"),
        TaskChange(owner=partner.someone),
        TaskChange(note="ours now"),
    ):
        with pytest.raises(DeskError) as refused:
            change_task(room.record, partner, saved.thing, change)
        assert refused.value.code is DeskCode.NOT_YOURS
        assert "`ring the care homes` is northmere's, so eastholt may not" in str(refused.value)
    assert room.record.arrived == before
    with pytest.raises(DeskError, match="may not close it"):
        tick(room.record, partner, saved.thing, note="done")
    remark_on(room.record, partner, saved.thing, "two of them are ours")
    for body in ("northmere", "eastholt"):
        (word,) = remarks_on(room.sight(body), saved.thing)
        assert (word.value, word.body) == ("two of them are ours", "eastholt")
    assert task(room, saved).note == ""
    assert remarks_on(room.sight("farwick"), saved.thing) == ()
    with pytest.raises(DeskError) as hidden:
        remark_on(room.record, officer("farwick"), saved.thing, "hello")
    assert hidden.value.code is DeskCode.NOT_SEEN
    with pytest.raises(DeskError, match="may not say a word about a task"):
        remark_on(room.record, officer("eastholt", Role.OBSERVER), saved.thing, "hello")


def test_a_task_that_is_nobodys_is_taken_on_by_a_partner_who_then_closes_it_as_may_who_gave_it(room):
    first, second = opened(room, "one"), opened(room, "two")
    partner = officer("eastholt", Role.OPERATIONAL)
    with pytest.raises(DeskError, match="may not close it"):
        change_task(room.record, partner, first.thing, TaskChange(owner=partner.someone, state=Progress.DONE))
    for saved in (first, second):
        change_task(room.record, partner, saved.thing, TaskChange(owner=partner.someone))
    change_task(room.record, partner, first.thing, TaskChange(state=Progress.DONE, note="all rung"))
    change_task(room.record, BRONZE, second.thing, TaskChange(state=Progress.DROPPED, note="no need"))
    assert [each.state for each in tasks_of(room.sight("northmere"))] == [Progress.DONE, Progress.DROPPED]


def test_a_remark_goes_no_further_than_the_task(room):
    kept = opened(room, handling=None)
    remark_on(room.record, BRONZE, kept.thing, "for us alone")
    assert "for us alone" not in "\n".join(line.words for line in room.sight("eastholt").lines())
