"""A drill in its folder, with the truth behind it: by its seed the same in every folder, and stopped by what is cut."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from battlebox.drill.control import Setting, Stage
from battlebox.drill.play import LOG
from battlebox.drill.scenario import Answer
from battlebox.drill.truth import AtMinute
from desk.room import shipped
from drill.truth.spreading import CARE, HUB, ISOLATE_HUB, TEXT, deed

NOW = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
REAL = NOW + timedelta(minutes=239)


def made(folder, **more):
    setting = Setting(TEXT.encode(), "spreading.toml", shipped("northmere"), player="northmere", **more)
    stage = Stage.set_up(folder, setting, NOW)
    stage.pace.set(lambda pace: pace.resumed(NOW))
    return stage


def seed_that_takes_care(folder):
    """A drill's own seed with which the care records are taken after the second hour, if nobody does anything."""
    for seed in range(1, 60):
        stage = made(folder / str(seed), seed=seed)
        at = [
            minute
            for minute in (120, 229)
            if CARE in AtMinute(lambda stage=stage: stage.world, stage.course, (), minute).held()
        ]
        if at == [229]:
            return seed
    raise AssertionError("no seed takes it")


@pytest.fixture(scope="module")
def seed(tmp_path_factory):
    return seed_that_takes_care(tmp_path_factory.mktemp("seeds"))


def test_the_story_goes_the_way_of_what_the_attacker_holds(tmp_path, seed):
    free = made(tmp_path / "free", seed=seed).step((), REAL)
    assert [(each.answer, each.minute) for each in free.asked] == [(Answer.YES, 230)]
    assert free.when_handed(2) == 235
    assert free.when_handed(3) is None
    # The story begins on the next Tuesday, which is the one of the deeds.
    cut = made(tmp_path / "cut", seed=seed).step((deed("system:isolated", 1, action=ISOLATE_HUB),), REAL)
    assert [(each.answer, each.minute) for each in cut.asked] == [(Answer.NO, 230)]
    assert cut.when_handed(3) == 235


def test_the_same_deeds_in_two_folders_give_the_same_however_often_somebody_looks(tmp_path, seed):
    deeds = (deed("system:isolated", 200, action=ISOLATE_HUB),)
    one, other = made(tmp_path / "one", seed=seed), made(tmp_path / "other", seed=seed)
    for minutes in range(0, 240, 7):
        one.step(deeds, NOW + timedelta(minutes=minutes))
    assert one.step(deeds, REAL) == other.step(deeds, REAL)
    assert _drawn(one) == _drawn(other)
    begun = one.log.begun()
    assert begun.said["truth"] == one.world.seed
    assert _drawn(Stage.opened(tmp_path / "one")) == _drawn(other)
    assert (tmp_path / "one" / LOG).read_text().count('"truth"') == 1


def test_a_drill_of_before_has_a_truth_by_its_own_seed(tmp_path):
    made(tmp_path / "drill", seed=7)
    log = tmp_path / "drill" / LOG
    first, *rest = log.read_text().splitlines()
    kept = first.replace(first[first.index(', "truth"') : first.index("}}")] if ', "truth"' in first else "", "")
    log.write_text("\n".join([kept, *rest]) + "\n")
    stage = Stage.opened(tmp_path / "drill")
    assert stage.world.seed == 7
    assert stage.has_replay is False
    assert dict(stage.world.taken).keys() == {HUB}


def _drawn(stage):
    world = stage.world
    return world.seed, world.taken, world.crossings, world.strike_microhours, world.ends_microhours
