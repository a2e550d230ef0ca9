"""Each scenario that ships is played through twice: by players who do nothing, and by players who do all in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from battlebox.drill.play import Course, Deed, stepped
from battlebox.drill.scenario import SHIPPED, Answer, Cast, Sign, cast, shipped
from battlebox.drill.scenario.sign import ABOUT
from drill.scenario.estates import NAMES, estate

BEGAN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def deed(found: Cast, sign: Sign, at: datetime, number: int) -> Deed:
    """An entry that shows a sign, as the desk would write it."""
    said = dict(sign.where) | ({"clock": sign.clock} if sign.clock else {})
    means = found.means(sign)
    if means:
        said |= dict.fromkeys(ABOUT[sign.kind][0], min(means))
    return Deed(f"e{number}", f"A-{number}", at, sign.kind.value, found.player, said)


def played(found: Cast, *, busy: bool) -> tuple[Course, list[Deed]]:
    course, deeds = Course(found, BEGAN), []
    for minute in range(found.scenario.minutes + 1):
        before = {each.number for each in course.handed}
        course = stepped(course, minute, deeds)
        for inject in found.scenario.injects:
            if busy and inject.number in {each.number for each in course.handed} - before:
                for expected in inject.expected:
                    at = course.story_at(minute) + timedelta(seconds=1)
                    deeds.append(deed(found, expected.any[0], at, len(deeds) + 1))
    return course, deeds


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("on", NAMES)
def test_whoever_does_nothing_is_led_down_the_other_way_to_the_end(name, on):
    course, _ = played(cast(shipped(name), estate(on)), busy=False)
    scenario = course.cast.scenario
    assert {each.answer for each in course.asked} == {Answer.NO}
    assert [each.branch for each in course.asked] == [each.id for each in scenario.branches]
    wanted = [each.number for each in scenario.injects if not each.branch or each.when is Answer.NO]
    assert [each.number for each in course.handed] == wanted


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("on", NAMES)
def test_whoever_does_what_is_expected_is_led_down_the_good_way_and_seen_to(name, on):
    course, deeds = played(cast(shipped(name), estate(on)), busy=True)
    scenario = course.cast.scenario
    assert {each.answer for each in course.asked} == {Answer.YES}
    handed = {each.number: each.minute for each in course.handed}
    wanted = [each for each in scenario.injects if not each.branch or each.when is Answer.YES]
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
