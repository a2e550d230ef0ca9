"""Looking back, afterwards: what was knowable at each decision, what had been written, and the advice on no more."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from battlebox.drill.control import REPLAY, ControlError, Setting, Stage, look_back, looked_back
from battlebox.drill.truth import Replay
from desk.room import shipped
from drill.truth.spreading import CARE, HUB, ISOLATE_HUB, TEXT, deed

NOW = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
DEEDS = (
    deed("suspicion:stated", 2, subject="system", id=HUB, state="suspected", checked=""),
    deed("decision:made", 5, what="Leave it on", number="DA-1"),
    deed("system:isolated", 5.5, action="northmere.isolate-mail", stage="ordered"),
    deed("suspicion:stated", 9, "eastholt", subject="system", id="eastholt.servers", state="no sign found"),
    deed("partner:asked", 30, "eastholt", of="northmere", what="Cut the line", action=""),
    deed("system:reopened", 40, action="northmere.isolate-mail", stage="reopened"),
    deed("system:isolated", 200, action=ISOLATE_HUB, stage="ordered"),
)


def made(folder, *, replay=True, seed=2):
    setting = Setting(TEXT.encode(), "spreading.toml", shipped("northmere"), "northmere", seed, replay=replay)
    stage = Stage.set_up(folder, setting, NOW)
    stage.pace.set(lambda pace: pace.resumed(NOW))
    return stage


def played(folder, every=13, deeds=DEEDS, **more):
    stage = made(folder, **more)
    for minutes in (*range(0, 241, every), 241):
        real = NOW + timedelta(minutes=minutes)
        stage.step([each for each in deeds if each.at <= stage.pace.pace().drill_now(real)], real)
    assert stage.course.is_over
    return stage


@pytest.fixture(scope="module")
def replay(tmp_path_factory):
    return look_back(played(tmp_path_factory.mktemp("replay") / "drill"), DEEDS)


def test_the_same_deeds_in_two_folders_give_the_same_bytes(tmp_path, replay):
    one, other = played(tmp_path / "one", every=13), played(tmp_path / "other", every=29)
    for stage in (one, other):
        look_back(stage, DEEDS)
    first = (tmp_path / "one" / REPLAY).read_bytes()
    assert first == (tmp_path / "other" / REPLAY).read_bytes()
    assert first == replay.to_text().encode()
    assert not any(each.advised and each.advised.is_cut for each in replay.moments)
    # Other deeds give another replay, so that the comparison can fail.
    third = played(tmp_path / "third", deeds=DEEDS[:-1])
    assert look_back(third, DEEDS[:-1]).to_text().encode() != first


def test_each_decision_stands_beside_what_was_knowable_and_written_before_it(replay):
    assert [(each.minute, each.body, [one.kind for one in each.decided]) for each in replay.moments] == [
        (5, "northmere", ["decided", "ordered"]),
        (30, "eastholt", ["asked of a partner"]),
        (40, "northmere", ["undone"]),
        (200, "northmere", ["ordered"]),
    ]
    first, east, undone, last = replay.moments
    assert first.decided[0].what == "Leave it on"
    assert [(each.system, each.how.value, each.is_there) for each in first.known] == [(HUB, "told", True)]
    assert [(each.of, each.state, each.entry) for each in first.written] == [(HUB, "suspected", "A-2")]
    assert first.orders == ()
    assert first.advised is not None
    assert all(name.startswith("northmere.") for name in first.advised.actions)
    # Nobody told Eastholt anything: for it there is nothing to advise on, and what it wrote is its own.
    assert (east.known, east.advised) == ((), None)
    assert [each.of for each in east.written] == ["eastholt.servers"]
    assert HUB in east.hidden
    assert [each.of for each in undone.orders] == ["northmere.isolate-mail"]
    assert last.orders == ()
    # They have the benefits by then, and nobody has looked.
    assert "northmere.benefits" in last.hidden
    assert {each.system for each in last.known} == {HUB}


def test_what_truly_happened_says_when_it_was_seen(replay):
    hub = next(each for each in replay.came if each.thing == HUB)
    care = next(each for each in replay.came if each.thing == CARE)
    assert (hub.what, hub.seen) == ("held to begin with", datetime(2026, 11, 24, 9, 10, tzinfo=UTC))
    assert care.what == "taken"
    # The last inject tells it, fifteen minutes before the end.
    assert care.seen == datetime(2026, 11, 24, 13, 5, tzinfo=UTC)


def test_it_is_read_back_as_it_was_kept(replay):
    assert Replay.from_text(replay.to_text()) == replay
    said = json.loads(replay.to_text())
    assert (said["format"], said["says"]) == ("battlebox-replay/1", "EXERCISE EXERCISE EXERCISE")


def test_without_it_switched_on_and_before_the_end_there_is_none(tmp_path):
    without = played(tmp_path / "without", replay=False)
    with pytest.raises(ControlError, match="made without a replay") as refused:
        look_back(without, DEEDS)
    assert "drill make --replay" in refused.value.hint
    assert looked_back(without) is None
    running = made(tmp_path / "running")
    with pytest.raises(ControlError, match="this drill is not over"):
        look_back(running, DEEDS)
    assert looked_back(running) is None
    assert not (tmp_path / "running" / REPLAY).exists()


@pytest.mark.parametrize("text", ["", "{}", '{"format": "battlebox-replay/1"}', "[1]", "{"])
def test_a_file_that_is_none_is_refused_in_a_sentence(tmp_path, text):
    stage = made(tmp_path / "drill")
    (tmp_path / "drill" / REPLAY).write_text(text)
    with pytest.raises(ControlError, match=r"replay\.json cannot be read: ") as refused:
        looked_back(stage)
    assert "worked out again" in refused.value.hint


def test_what_was_written_after_the_end_is_no_part_of_it(tmp_path, replay):
    late = deed("decision:made", 300, what="Too late")
    assert look_back(played(tmp_path / "drill"), (*DEEDS, late)) == replay
