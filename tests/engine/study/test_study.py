"""Studies: what links and systems spare, worked out by hand; one answer however it is worked out; folders gone bad."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from random import Random

import pytest

from battlebox.engine import Down, EngineCode, EngineError, EstateArrays, impact
from battlebox.engine.study import answer_now, begin, finish, taken_up
from battlebox.engine.study.block import hit_order
from battlebox.engine.study.folder import StudyFolder
from battlebox.engine.study.ground import Ground
from battlebox.engine.study.question import StudyQuestion, shift_for, unit_for
from battlebox.engine.tally import harm_of_outage
from battlebox.estate import MICROHOURS, Need, System
from engine.cases import path, service
from engine.estates import Mould, random_case
from engine.study.cases import CHAIN, by_name, estate, studied

STUDY = {"first_hits": 3, "worlds": 2}


def test_a_chain_is_worked_out_by_hand(tmp_path):
    # 100 records are 2 of harm in each system. First hits a, b, c lose 3, 2 and 1 systems.
    answer = studied(tmp_path, estate(paths=CHAIN, records=100), **STUDY)
    assert answer["harm"] == {"people": 0, "service": 0, "records": 4.0}
    links, systems = by_name(answer["links"], "path"), by_name(answer["systems"])
    assert links["b-c"]["saves"] == pytest.approx(4 / 3)  # From a and from b, one system each.
    assert links["a-b"]["saves"] == pytest.approx(4 / 3)  # From a alone, two systems.
    assert (links["b-c"]["first_hits"], links["a-b"]["first_hits"]) == (2, 1)
    assert links["a-b"]["se"] == pytest.approx(4 / 3)
    assert links["b-c"]["se"] == pytest.approx(2 / 3)
    # A hit stays hit: closing a spares what comes after it; closing b spares itself as well where it was not hit first.
    assert {name: row["saves"] for name, row in systems.items()} == pytest.approx({"a": 4 / 3, "b": 2.0, "c": 4 / 3})
    assert answer["entries"] == [{"id": "a", "harm": 6.0}, {"id": "b", "harm": 4.0}, {"id": "c", "harm": 2.0}]
    assert links["a-b"]["share"] == pytest.approx(1 / 3)


def test_of_two_doors_neither_alone_spares_anything(tmp_path):
    doors = (path("front", "a", "b"), path("back", "a", "b"))
    answer = studied(tmp_path, estate("ab", doors, records=100), first_hits=2, worlds=1)
    assert answer["links"] == []
    assert [row["id"] for row in answer["systems"]] == ["a", "b"]


def test_a_service_is_lost_once_whatever_takes_it_down(tmp_path):
    needs = (Need("meals", "b"), Need("meals", "c"))
    found = estate(paths=CHAIN, needs=needs, services=(service("meals"),))
    answer = studied(tmp_path, found, **STUDY)
    once = harm_of_outage(EstateArrays.of(found).services, 0, found.cyber.lasts_microhours) / 1e6
    assert answer["harm"]["people"] == pytest.approx(once)
    # Cutting b-c spares nothing of it: from a and b it is lost by b already; from c it was lost at once.
    assert [row["path"] for row in answer["links"]] == ["a-b"]
    assert answer["links"][0]["people"] == pytest.approx(once / 3)


def test_what_is_out_attacks_nobody_and_takes_down_what_needs_it(tmp_path):
    # b is out with a, but nobody holds it: its path to c is not taken. c holds no service anyway.
    needs = (Need("b", "a"), Need("meals", "c"))
    found = estate(paths=(path("b-c", "b", "c"),), needs=needs, services=(service("meals"),))
    answer = studied(tmp_path, found, **STUDY)
    assert by_name(answer["entries"])["a"]["harm"] == 0 < by_name(answer["entries"])["b"]["harm"]


@pytest.mark.parametrize(
    "needs",
    [
        (Need("meals", "b", slows=0.5),),
        (Need("meals", "b", holds_microhours=168 * MICROHOURS),),
        (Need("meals", "b", any_of="x"), Need("meals", "a", any_of="x", holds_microhours=168 * MICROHOURS)),
        (Need("fallback:meals", "b"),),
    ],
)
def test_what_carries_on_costs_nothing(tmp_path, needs):
    answer = studied(tmp_path, estate(paths=CHAIN, needs=needs, services=(service("meals"),)), **STUDY)
    assert sum(answer["harm"].values()) == 0
    assert answer["links"] == answer["systems"] == []


def test_one_alternative_of_its_own_is_none(tmp_path):
    needs = (Need("meals", "c", any_of="x"),)
    answer = studied(tmp_path, estate(paths=CHAIN, needs=needs, services=(service("meals"),)), **STUDY)
    assert [row["path"] for row in answer["links"]] == ["b-c", "a-b"]


@pytest.mark.parametrize("fallback", [{}, {"fallback_share": 0.6, "fallback_start_microhours": 5 * MICROHOURS,
                                          "fallback_microhours": 60 * MICROHOURS}])  # fmt: skip
@pytest.mark.parametrize("marks", [(4, 48), (0, 0), (24, 200), (200, 12)])
def test_an_outage_costs_what_impact_says(fallback, marks):
    rto, mtpd = (hours * MICROHOURS for hours in marks)
    found = estate("a", services=(service("meals", **fallback, people=240),))
    found = replace(found, services=(replace(found.services[0], rto_microhours=rto, mtpd_microhours=mtpd),))
    arrays = EstateArrays.of(found)
    hours = found.cyber.lasts_microhours
    told = impact(arrays, downs=(Down("meals"),), hours_microhours=hours).services[0].harm
    assert harm_of_outage(arrays.services, 0, hours) == pytest.approx(told * 1e6)


def test_who_needs_a_link_is_told_and_others_may_be_cut(tmp_path):
    systems = (*estate().systems, System("d", "D", "eastholt", records=1))
    systems = tuple(replace(row, records=100) for row in systems)
    paths = (*CHAIN, path("c-d", "c", "d"), path("a-c", "a", "c", chance=0))
    needs = (Need("meals", "a", via=("a-b",)), Need("c", "b"), Need("meals", "d"))
    found = replace(estate(paths=paths, needs=needs, services=(service("meals"),)), systems=systems)
    links = by_name(studied(tmp_path, found, first_hits=4, worlds=1)["links"], "path")
    assert {name: (row["advice"], row["needs"]) for name, row in links.items()} == {
        "a-b": ("harden", ["meals"]),
        "b-c": ("harden", ["c"]),
        "c-d": ("harden", ["meals"]),
    }
    alone = by_name(studied(tmp_path, replace(found, needs=()), "alone", first_hits=4, worlds=1)["links"], "path")
    assert {row["advice"] for row in alone.values()} == {"cut"}


def test_chances_are_kept_and_halving_one_halves_what_its_link_spares(tmp_path):
    saves = {}
    for chance in (0.0, 0.2, 0.4, 1.0):
        found = estate("ab", (path("a-b", "a", "b", chance=chance),), records=100)
        rows = studied(tmp_path, found, str(chance), first_hits=2, worlds=10_000)["links"]
        saves[chance] = rows[0]["saves"] if rows else 0
    assert saves[0.0] == 0
    assert saves[1.0] == 1.0
    assert saves[0.4] == pytest.approx(0.4, abs=0.02)
    assert saves[0.2] == pytest.approx(saves[0.4] / 2, abs=0.02)


LARGER = Mould(systems=14, services=5, needs=20, paths=40, dense=True)


@pytest.fixture(scope="module")
def larger():
    found = random_case(Random(3), LARGER, hours=400 * MICROHOURS).estate
    return replace(found, paths=tuple(replace(row, chance=0.4) for row in found.paths))


@pytest.mark.parametrize(("threads", "block"), [(1, 7), (2, 7), (4, 7), (1, 64), (2, 200), (3, 1)])
def test_the_digest_is_the_same_for_any_threads_and_blocks(tmp_path, larger, threads, block):
    asked = {"first_hits": 50, "worlds": 4}
    plain = studied(tmp_path, larger, "plain", block=50, **asked)
    assert plain["links"]
    assert plain["systems"]
    assert studied(tmp_path, larger, threads=threads, block=block, **asked) == plain


def test_another_seed_and_more_worlds_are_another_answer(tmp_path, larger):
    answers = [
        studied(tmp_path, larger, f"{seed}-{worlds}", seed=seed, worlds=worlds, first_hits=20)["digest"]
        for seed, worlds in ((1, 2), (2, 2), (1, 3))
    ]
    assert len(set(answers)) == 3


def test_every_system_is_hit_as_often_as_any_other(larger):
    ground = Ground.of(EstateArrays.of(larger))
    assert sorted(hit_order(ground, 5)) == list(range(len(larger.systems)))
    assert hit_order(ground, 5) != hit_order(ground, 6)


def test_stopped_half_way_it_goes_on_where_it_stood(tmp_path, larger):
    asked = {"first_hits": 40, "worlds": 2, "block": 4}
    whole = studied(tmp_path, larger, "whole", **asked)
    arrays = EstateArrays.of(larger)
    folder = begin(tmp_path / "cut", arrays, **asked)

    class Stop(Exception):
        pass

    def step(share, _words):
        if share >= 0.3:
            raise Stop

    with pytest.raises(Stop):
        finish(folder, step, threads=1)
    kept = sorted((tmp_path / "cut" / "blocks").iterdir())
    times = {place: place.stat().st_mtime_ns for place in kept}
    assert 3 <= len(kept) < 10
    with pytest.raises(EngineError, match=f"not done: {len(kept)} of 10 blocks") as told:
        answer_now(folder)
    assert "study resume" in told.value.hint
    assert finish(taken_up(tmp_path / "cut", arrays), lambda *_: None, threads=2) == whole
    assert {place: place.stat().st_mtime_ns for place in kept} == times, "what was done was done again"


def _cut_off(place):
    place.write_bytes(place.read_bytes()[:-9])


def _altered(place):
    data = bytearray(place.read_bytes())
    data[-1] ^= 1
    place.write_bytes(bytes(data))


def _emptied(place):
    place.write_bytes(b"")


def _of_another_study(place):
    text = place.read_bytes()
    place.write_bytes(text.replace(b'"study": "', b'"study": "0', 1))


def _headless(place):
    place.write_bytes(b"[]\n" + place.read_bytes())


@pytest.mark.parametrize("spoil", [_cut_off, _altered, _emptied, _of_another_study, _headless])
def test_a_block_that_is_not_as_it_was_written_is_worked_out_again(tmp_path, larger, spoil):
    asked = {"first_hits": 12, "worlds": 2, "block": 4}
    arrays = EstateArrays.of(larger)
    whole = studied(tmp_path, larger, **asked)
    spoil(tmp_path / "study" / "blocks" / "00000004-00000008.block")
    with pytest.raises(EngineError, match="not done: 2 of 3 blocks"):
        answer_now(StudyFolder(tmp_path / "study"))
    assert finish(taken_up(tmp_path / "study", arrays), lambda *_: None) == whole
    assert answer_now(StudyFolder(tmp_path / "study")) == whole


def test_an_estate_that_was_changed_is_refused_on_going_on(tmp_path, larger):
    begin(tmp_path / "study", EstateArrays.of(larger), first_hits=4)
    changed = replace(larger, paths=(*larger.paths[:-1], replace(larger.paths[-1], chance=0.41)))
    with pytest.raises(EngineError, match="begun on another estate, or on this one before it was changed") as told:
        taken_up(tmp_path / "study", EstateArrays.of(changed))
    assert told.value.code is EngineCode.STUDY_OTHER_ESTATE
    # What the study does not read may change.
    taken_up(tmp_path / "study", EstateArrays.of(replace(larger, title="another title")))


def test_another_program_is_refused_on_going_on(tmp_path, larger):
    begin(tmp_path / "study", EstateArrays.of(larger), first_hits=4)
    _say(tmp_path / "study", stamp="0.0.9 abc")
    with pytest.raises(EngineError, match=r"and the study was begun with 0\.0\.9 abc"):
        taken_up(tmp_path / "study", EstateArrays.of(larger))


def _say(folder, **changed):
    place = folder / "study.json"
    place.write_text(json.dumps(json.loads(place.read_text()) | changed))


def test_a_folder_that_is_no_study_is_refused(tmp_path, larger):
    for why, make in (
        ("has no study.json", lambda _: None),
        ("cannot be read", lambda place: (place / "study.json").write_text("{")),
        ("cannot be read", lambda place: (place / "study.json").write_text("[1]")),
        ("cannot be read", lambda place: (place / "study.json").write_text('{"format": "battlebox-study/2", "x": 1}')),
        ("its format is not", lambda place: (place / "study.json").write_text('{"format": "battlebox-study/1"}')),
    ):
        place = tmp_path / f"{len(list(tmp_path.iterdir()))}"
        place.mkdir()
        make(place)
        with pytest.raises(EngineError, match=why) as told:
            taken_up(place, EstateArrays.of(larger))
        assert told.value.code is EngineCode.STUDY_NONE
    begin(tmp_path / "study", EstateArrays.of(larger), first_hits=4)
    _say(tmp_path / "study", ground="../../elsewhere")
    with pytest.raises(EngineError, match="named by no content"):
        StudyFolder(tmp_path / "study").ground()


def test_a_ground_that_was_altered_is_refused(tmp_path, larger):
    folder = begin(tmp_path / "study", EstateArrays.of(larger), first_hits=4)
    place = next((tmp_path / "study" / "ground").iterdir()) / "target.npy"
    _altered(place)
    with pytest.raises(EngineError, match="its checksum is another"):
        finish(folder, lambda *_: None)
    place.unlink()
    with pytest.raises(EngineError, match="it cannot be read"):
        finish(folder, lambda *_: None)


def test_a_folder_that_holds_something_is_not_written_to(tmp_path, larger):
    (tmp_path / "mine.txt").write_text("mine")
    for place in (tmp_path, tmp_path / "mine.txt"):
        with pytest.raises(EngineError, match="is there already"):
            begin(place, EstateArrays.of(larger))


def test_numbers_out_of_range_are_refused_and_nothing_is_written(tmp_path, larger):
    for asked, words in (
        ({"first_hits": 0}, "a study cannot have 0 first hits"),
        ({"worlds": -1}, "-1 worlds"),
        ({"block": 0}, "0 first hits in a block"),
        ({"seed": -1}, "-1 as its seed"),
        ({"first_hits": 10**9}, "1000000000 first hits"),
    ):
        with pytest.raises(EngineError, match=words):
            begin(tmp_path / "study", EstateArrays.of(larger), **asked)
    assert not (tmp_path / "study").exists()


def test_the_smallest_estates_have_an_answer(tmp_path):
    alone = studied(tmp_path, estate("a", records=100), "alone")
    assert (alone["links"], alone["systems"], alone["first_hits"]) == ([], [], 1000)
    assert alone["entries"] == [{"id": "a", "harm": 2.0}]
    free = studied(tmp_path, estate("ab", (path("a-b", "a", "b"),)), "free", first_hits=1, worlds=1)
    assert (free["harm"], free["links"]) == ({"people": 0, "service": 0, "records": 0}, [])
    loop = studied(tmp_path, estate("ab", (path("a-b", "a", "b", both_ways=True),), records=100), "loop", first_hits=1)
    assert loop["links"][0]["saves"] == 2.0
    assert loop["links"][0]["se"] is None
    with pytest.raises(EngineError, match="the estate has no system"):
        begin(tmp_path / "none", EstateArrays.of(estate("")))


def test_sums_of_heavy_estates_are_counted_in_larger_units(tmp_path):
    weights = Ground.of(EstateArrays.of(estate("ab", records=10**9))).weights
    assert unit_for(weights, 10, 10) == 10_000 < unit_for(weights, 10**7, 10**4)
    assert (10**12 * 16 >> shift_for(10**12, 1000, 16)) ** 2 * 1000 < 1 << 62
    light = studied(tmp_path, estate("ab", (path("a-b", "a", "b"),), records=10**9), "light", first_hits=2, worlds=1)
    assert light["links"][0]["saves"] == light["links"][0]["se"] == pytest.approx(10**7)
    assert StudyQuestion("", 10, 1, 1, 4, 1, "").blocks == [(0, 4), (4, 8), (8, 10)]


def test_a_full_disk_keeps_what_was_done_and_says_how_to_go_on(tmp_path, larger):
    place = tmp_path / "full"
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=96k", "none", place]
    mounted = subprocess.run(words, capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("no mount to be had here")
    try:
        arrays = EstateArrays.of(larger)
        folder = begin(place / "study", arrays, first_hits=60, worlds=1, block=1)
        with pytest.raises(EngineError, match="could not be written: no space left") as told:
            finish(folder, lambda *_: None, threads=1)
        assert "study resume" in told.value.hint
        subprocess.run(["mount", "-o", "remount,size=4m", place], check=True)
        whole = studied(tmp_path, larger, "whole", first_hits=60, worlds=1)
        assert finish(taken_up(place / "study", arrays), lambda *_: None)["digest"] == whole["digest"]
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)  # Its arrays are still mapped.
