"""Each scenario that ships is played through twice: by players who do nothing, and by players who do all in time.

Of whoever does nothing, the attacker holds all that a branch asks about; of whoever does all in time, nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from battlebox.drill.control import Setting, Stage
from battlebox.drill.play import Course, Deed, Done, judged, stepped
from battlebox.drill.scenario import SHIPPED, Answer, Cast, EventKind, Sign, cast, run_sheet, scenario_file, shipped
from battlebox.drill.scenario.sign import ABOUT
from battlebox.drill.truth import AtMinute
from battlebox.journal import Kind
from desk.room import shipped as tables
from drill.scenario.estates import NAMES, estate

BEGAN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)


def deed(found: Cast, sign: Sign, at: datetime, number: int) -> Deed:
    """An entry that shows a sign, as the desk would write it."""
    said = dict(sign.where) | ({"clock": sign.clock} if sign.clock else {})
    means = found.means(sign)
    if means:
        said |= dict.fromkeys(ABOUT[sign.kind][0], min(means))
    return Deed(f"e{number}", f"A-{number}", at, sign.kind.value, found.player, said)


@dataclass(frozen=True)
class Truth:
    """What is so, whatever the minute."""

    is_held: frozenset[str]
    is_shut: frozenset[str]

    def held(self):
        return self.is_held

    def shut(self):
        return self.is_shut


def played(found: Cast, *, busy: bool) -> tuple[Course, list[Deed]]:
    course, deeds = Course(found, BEGAN), []
    every = frozenset(each.id for each in found.filled)
    held, shut = (frozenset(), every) if busy else (every, frozenset())
    for minute in range(found.scenario.minutes + 1):
        before = {each.number for each in course.handed}
        course = stepped(course, minute, deeds, Truth(held, shut))
        for inject in found.scenario.injects:
            if busy and inject.number in {each.number for each in course.handed} - before:
                for expected in inject.expected:
                    at = course.story_at(minute) + timedelta(seconds=1)
                    deeds.append(deed(found, expected.any[0], at, len(deeds) + 1))
    return course, deeds


def answered(course: Course, *, busy: bool) -> dict[str, Answer]:
    """What each branch must have been answered: whether it was done, or whether they have it."""
    wanted = {
        each.id: Answer.YES if busy is not bool(each.taken) else Answer.NO for each in course.cast.scenario.branches
    }
    assert {each.branch: each.answer for each in course.asked} == wanted
    return wanted


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("on", NAMES)
def test_whoever_does_nothing_is_led_down_the_other_way_to_the_end(name, on):
    course, _ = played(cast(shipped(name), estate(on)), busy=False)
    scenario = course.cast.scenario
    answers = answered(course, busy=False)
    assert [each.branch for each in course.asked] == [each.id for each in scenario.branches]
    wanted = [each.number for each in scenario.injects if not each.branch or each.when is answers[each.branch]]
    assert [each.number for each in course.handed] == wanted
    assert [each.event for each in course.happened] == [
        each.id for each in scenario.events if not each.branch or each.when is answers[each.branch]
    ]


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("on", NAMES)
def test_whoever_does_what_is_expected_is_led_down_the_good_way_and_seen_to(name, on):
    course, deeds = played(cast(shipped(name), estate(on)), busy=True)
    scenario = course.cast.scenario
    answers = answered(course, busy=True)
    handed = {each.number: each.minute for each in course.handed}
    wanted = [each for each in scenario.injects if not each.branch or each.when is answers[each.branch]]
    assert list(handed) == [each.number for each in wanted]
    for inject in wanted:
        for expected in inject.expected:
            until = course.story_at(handed[inject.number] + expected.within_minutes)
            seen = [
                one
                for one in deeds
                if course.story_at(handed[inject.number]) <= one.at <= until
                and any(sign.is_seen_in(one.kind, one.said, course.cast.means(sign)) for sign in expected.any)
            ]
            assert seen, (inject.number, expected.do)


def test_between_them_they_use_every_kind_of_event_and_of_question_that_the_days_call_for():
    every = [shipped(name) for name in SHIPPED]
    kinds = {event.kind for each in every for event in each.events}
    assert kinds >= {EventKind.BULLETIN, EventKind.FOUND, EventKind.TAKEN}
    asks = {each.id: [branch.id for branch in each.branches if branch.taken] for each in every}
    assert {name: found for name, found in asks.items() if found} == {"shared-supplier-down": ["were-in"]}
    with_paper = [each.id for each in every if any(inject.attachments for inject in each.injects)]
    assert len(with_paper) == 7


@pytest.mark.parametrize(("is_cut", "wanted", "number"), [(False, Answer.YES, 12), (True, Answer.NO, 13)])
def test_eleven_days_on_they_have_what_the_suppliers_way_in_led_to_unless_it_was_cut(is_cut, wanted, number, tmp_path):
    """Who has it is asked of the truth behind the drill, and decided by what players cut: not by what they wrote."""
    setting = Setting(scenario_file("shared-supplier-down"), "shared.toml", tables("west-london"))
    stage = Stage.set_up(tmp_path / "drill", setting, NOW)
    stage.pace.set(lambda pace: pace.resumed(NOW))
    shut = deed(stage.cast, Sign(Kind.SYSTEM_ISOLATED, "way-in"), stage.course.began + timedelta(minutes=10), 1)
    orders = [replace(shut, said={"action": each}) for each in ("rbkc.block-suppliers", "rbkc.pull-internet")]
    course = stage.step(orders if is_cut else (), NOW + timedelta(minutes=70))
    assert course.answer_of("were-in") is wanted
    assert [each.number for each in course.handed if each.number > 11] == [number]
    assert ("traces" in {each.event for each in course.happened}) is not is_cut


BRANCH_OF = {
    "west-london": ("hub-cut", "hub"), "saturday-ransomware": ("backups-cut", "hub"),
    "backups-deleted": ("in-time", "backups"), "shared-supplier-down": ("closed", "way-in"),
}  # fmt: skip
"""Scenarios that ask whether players shut something off, with the branch and what it asks about."""


def ordered(stage: Stage, part: str, minute: int) -> Deed:
    """The order for a part, given at a minute."""
    shown = deed(stage.cast, Sign(Kind.SYSTEM_ISOLATED, part), stage.course.began + timedelta(minutes=minute), 1)
    action = min(stage.cast.of(part).means & stage.estate.estate.action_by_id.keys())
    return replace(shown, said={"action": action})


@pytest.mark.parametrize("name", BRANCH_OF)
@pytest.mark.parametrize("is_kept", [True, False])
def test_what_is_ordered_when_it_is_asked_for_is_shut_off_by_the_branch_and_for_the_attacker(name, is_kept, tmp_path):
    """Undone again at once, the order was given in time, and shuts nothing."""
    branch, part = BRANCH_OF[name]
    setting = Setting(scenario_file(name), f"{name}.toml", tables("west-london"))
    stage = Stage.set_up(tmp_path / "drill", setting, NOW)
    stage.pace.set(lambda pace: pace.resumed(NOW))
    by = next(each.by_minutes for each in stage.cast.scenario.branches if each.id == branch)
    given = ordered(stage, part, 12)
    undone = replace(given, kind="system:reopened", at=given.at + timedelta(seconds=30), number="A-2")
    course = stage.step([given] if is_kept else [given, undone], NOW + timedelta(minutes=by))
    assert course.answer_of(branch) is (Answer.YES if is_kept else Answer.NO)
    truth = AtMinute(lambda: stage.world, course, (given,) if is_kept else (given, undone), by)
    assert (stage.cast.id_of(part) in truth.shut()) is is_kept


def test_a_branch_says_no_while_what_was_ordered_does_not_work_yet(tmp_path):
    """Ordered two minutes before, of an hour that takes three: whoever asks is told what is so."""
    setting = Setting(scenario_file("west-london"), "west.toml", tables("west-london"))
    stage = Stage.set_up(tmp_path / "drill", setting, NOW)
    stage.pace.set(lambda pace: pace.resumed(NOW))
    given = ordered(stage, "hub", 38)
    assert stage.step([given], NOW + timedelta(minutes=40)).answer_of("hub-cut") is Answer.NO
    marks = [each.done for each in judged(stage.course, [given]) if each.inject.number == 2 and each.deed is not None]
    assert marks == [Done.LATE]


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_read_at_the_start_says_how_fast_orders_work(name):
    said = "an order works 20 times sooner than your own tables say: what takes an hour there takes 3 minutes here."
    scenario = shipped(name)
    assert scenario.read_aloud == f"{scenario.opening}\n\nIn this exercise {said}"
    assert "In this exercise an order works 20 times sooner" in " ".join(run_sheet(scenario).split())
    assert replace(scenario, orders_faster=1).read_aloud == scenario.opening


def test_a_partners_bulletin_comes_with_its_paper_to_whom_it_was_sent():
    course, _ = played(cast(shipped("partner-warns-you"), estate("northmere")), busy=True)
    assert ("their-bulletin", 22) in {(each.event, each.minute) for each in course.happened}
    inject = next(each for each in course.cast.scenario.injects if each.number == 6)
    assert course.when_handed(6) == 22
    text = course.cast.says(inject.attachments[0].text)
    assert "Since the weekend somebody has «Eastholt servers»" in text
