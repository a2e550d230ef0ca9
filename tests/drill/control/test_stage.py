"""A drill in its folder: made, started, stepped, cut off and gone on with."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from battlebox.drill.control import ControlError, Setting, Stage, story_start
from battlebox.drill.pace import Run
from battlebox.drill.play import LOG, Noted, PlayError
from battlebox.drill.scenario import ScenarioError
from battlebox.drill.sealed import SealedError
from desk.room import shipped
from drill.play.tapes import ISOLATE, TEXT, Players, cast

NOW = datetime(2026, 11, 27, 13, 0, tzinfo=UTC)


def setting(text=TEXT, **more):
    return Setting(text.encode(), "tapes.toml", shipped("northmere"), player="northmere", **more)


def made(folder, **more):
    return Stage.set_up(folder / "drill", setting(**more), NOW)


def run_on(stage, minutes):
    """Start the clock, and the real instant after so many minutes."""
    stage.pace.set(lambda pace: pace.resumed(NOW))
    return NOW + timedelta(minutes=minutes)


def handed(course):
    return [(each.number, each.minute) for each in course.handed]


def test_a_drill_stands_at_the_beginning_of_its_story_until_somebody_starts_it(tmp_path):
    stage = made(tmp_path)
    later = NOW + timedelta(hours=5)
    # The next Tuesday after a Friday, ten past nine in London.
    assert stage.pace.pace().drill_now(later) == datetime(2026, 12, 1, 9, 10, tzinfo=UTC)
    assert stage.pace.pace().run(later) is Run.PAUSED
    assert handed(stage.step((), later)) == []
    assert handed(stage.step((), run_on(stage, 0))) == [(1, 0)]


def test_what_came_due_while_nobody_looked_is_done_in_its_own_order(tmp_path):
    stage = made(tmp_path)
    course = stage.step((), run_on(stage, 14))
    assert handed(course) == [(1, 0), (2, 12)]
    assert [(each.branch, each.minute) for each in course.asked] == [("cut", 10)]
    assert [(each.event, each.minute) for each in course.happened] == [("deleted", 10)]


def test_the_drills_clock_leaps_with_the_story(tmp_path):
    stage = made(tmp_path)
    real = run_on(stage, 20)
    stage.step((), real)
    assert stage.pace.pace().drill_now(real) == stage.course.began + timedelta(hours=8, minutes=20)
    assert stage.minute(real + timedelta(minutes=5)) == 25
    stage.step((), real + timedelta(minutes=5))
    assert stage.pace.pace().drill_now(real + timedelta(minutes=5)) == stage.course.story_at(25)


def test_a_drill_that_was_cut_off_goes_on_where_it_stood(tmp_path):
    stage = made(tmp_path)
    real = run_on(stage, 14)
    before = stage.step((), real)
    with (tmp_path / "drill" / LOG).open("ab") as file:
        file.write(b'{"kind": "handed", "min')
    again = Stage.opened(tmp_path / "drill")
    assert again.course.handed == before.handed
    assert handed(again.step((), real + timedelta(minutes=1))) == handed(before)


def test_players_of_the_copy_are_seen_in_the_record(tmp_path):
    stage = made(tmp_path)
    assert ISOLATE in stage.cast.of("backups").means
    assert cast().of("backups").means <= stage.cast.of("backups").means
    players = Players()
    players.room.watch.at = stage.course.began + timedelta(minutes=4)
    players.isolates()
    course = stage.step(players.deeds, run_on(stage, 13))
    assert handed(course) == [(1, 0), (3, 12)]


def test_by_hand_nothing_is_handed_out_but_what_is_handed_out(tmp_path):
    stage = made(tmp_path)
    real = run_on(stage, 3)
    stage.do(lambda course: course.switching(by_itself=False), NOW)
    assert stage.step((), real).handed == ()
    assert not Stage.opened(tmp_path / "drill").course.by_itself
    assert handed(stage.do(lambda course: course.handing(1), real)) == [(1, 3)]
    with pytest.raises(PlayError, match="was handed out at"):
        stage.do(lambda course: course.handing(1), real)
    stage.note(Noted(1, 3, "calm", 2), real)
    assert Stage.opened(tmp_path / "drill").log.notes() == (Noted(1, 3, "calm", 2),)


def test_it_ends_by_itself_when_the_scenario_does_and_by_hand_before(tmp_path):
    stage = made(tmp_path)
    assert stage.step((), run_on(stage, 75)).ended == 60
    assert stage.step((), NOW + timedelta(hours=9)).ended == 60
    other = Stage.set_up(tmp_path / "other", setting(), NOW)
    real = run_on(other, 5)
    assert other.do(lambda course: course.ending(), real).ended == 5


def test_alone_nothing_is_handed_out_before_what_was_done_for_it(tmp_path):
    text = TEXT.replace('text = "I cannot', 'solo = true\ntext = "I cannot').replace(
        'text = "They are', 'solo = true\ntext = "They are'
    )
    stage = Stage.set_up(tmp_path / "drill", setting(text, solo=True), NOW)
    stage.step((), run_on(stage, 0))
    players = Players()
    players.room.watch.at = stage.course.began + timedelta(minutes=6)
    players.suspects()
    players.decides()
    # Nobody asked for a page between the first minute and the eighth.
    course = stage.step(players.deeds, NOW + timedelta(minutes=8))
    assert handed(course) == [(1, 0), (2, 6)]


def test_a_folder_that_holds_something_is_refused_and_left_alone(tmp_path):
    (tmp_path / "drill").mkdir()
    (tmp_path / "drill" / "desk.sqlite3").write_bytes(b"real")
    with pytest.raises(SealedError, match="holds something already"):
        made(tmp_path)
    assert [each.name for each in (tmp_path / "drill").iterdir()] == ["desk.sqlite3"]


def test_a_scenario_without_a_short_exercise_makes_no_folder(tmp_path):
    with pytest.raises(ControlError, match="has no short exercise"):
        made(tmp_path, solo=True)
    assert not (tmp_path / "drill").exists()


def test_what_is_missing_in_the_folder_is_named(tmp_path):
    made(tmp_path)
    (tmp_path / "drill" / "scenario.toml").unlink()
    with pytest.raises(ControlError, match=r"scenario\.toml cannot be read"):
        Stage.opened(tmp_path / "drill")


def test_another_scenario_in_the_folder_is_refused(tmp_path):
    made(tmp_path)
    (tmp_path / "drill" / "scenario.toml").write_text(TEXT.replace("It is evening.", "It is late."))
    with pytest.raises(PlayError, match="was begun on another scenario"):
        Stage.opened(tmp_path / "drill")
    (tmp_path / "drill" / "scenario.toml").write_text("nonsense")
    with pytest.raises(ScenarioError):
        Stage.opened(tmp_path / "drill")


@pytest.mark.parametrize(
    ("day", "began"),
    [
        (date(2026, 12, 1), "2026-12-01T09:10"),
        (date(2026, 12, 2), "2026-12-08T09:10"),
        (date(2026, 6, 1), "2026-06-02T08:10"),
    ],
)
def test_the_story_begins_on_its_own_day_of_the_week_in_london(day, began):
    assert story_start(cast().scenario, day).isoformat().startswith(began)
