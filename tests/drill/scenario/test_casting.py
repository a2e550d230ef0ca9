"""Filling parts from an estate: the best first, the seed between equals, stand-ins, and what is lacking by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.drill.scenario import SHIPPED, ScenarioError, ScenarioMistakes, Sign, cast, players, shipped
from battlebox.estate import estate_of
from battlebox.journal import Kind
from drill.scenario.estates import LIST, MAP, NAMES, estate
from drill.scenario.test_format import changed, read
from estate.lists import take

WEST = shipped("west-london")


def names(found) -> dict[str, str]:
    return {each.part: each.id for each in found.filled}


def test_the_west_london_day_is_cast_as_it_was():
    found = names(cast(WEST, estate("west-london")))
    assert found["player"] == "rbkc"
    assert found["partner"] == "wcc"
    assert found["hub"] == "rbkc.hosting"
    assert found["link"] == "share.wcc-rbkc.line"
    assert found["front"] == "rbkc.child-front-door"
    assert found["shared"] in {"rbkc.adults-records", "rbkc.files", "rbkc.children-records"}


def test_on_the_small_estate_the_hit_council_plays():
    assert names(cast(WEST, estate("northmere"))) == {
        "player": "northmere",
        "partner": "eastholt",
        "hub": "northmere.servers",
        "shared": "northmere.care",
        "front": "northmere.child-front-door",
        "first": "northmere.child-front-door",
        "money": "northmere.housing-benefit",
        "link": "shared.line",
        "lines": "northmere.switchboard",
    }


def test_whom_a_scenario_is_about_plays_where_nobody_is_named():
    found = cast(shipped("your-data-in-their-estate"), estate("northmere"))
    assert (found.player, found.id_of("host"), found.id_of("store")) == ("eastholt", "northmere", "northmere.care")


@pytest.mark.parametrize("body", ["northmere", "eastholt", "farwick"])
def test_a_council_that_is_named_plays(body):
    found = cast(WEST, estate("northmere"), player=body)
    assert found.player == body
    assert estate("northmere").system_by_id[found.id_of("hub")].body == body


def test_a_stranger_has_a_stand_in_for_its_partner():
    found = cast(WEST, estate("northmere"), player="farwick")
    (partner,) = [each for each in found.stand_ins if each.part == "partner"]
    assert (partner.id, partner.name, partner.means) == ("", "a neighbouring council", frozenset())
    assert found.says("Ring {partner}.") == "Ring a neighbouring council."
    # What is picked by way of a stand-in has none either.
    assert found.id_of("link") == ""


@pytest.mark.parametrize("on", NAMES)
@pytest.mark.parametrize("seed", [1, 2, 99])
def test_the_same_seed_gives_the_same_cast(on, seed):
    for name in SHIPPED:
        assert cast(shipped(name), estate(on), seed=seed) == cast(shipped(name), estate(on), seed=seed)


def test_the_seed_decides_between_equals_and_only_between_them():
    many = LIST + "".join(f"Waste round {n},P3,24,96,5,Round {n}\n" for n in range(8))
    district = estate_of(take(many, MAP).tables)
    text = changed(('like = ["backup"]', 'like = ["round"]'))
    picked = {cast(read(text), district, seed=seed).id_of("backups") for seed in range(40)}
    assert len(picked) > 3
    assert all(key.startswith("hill.round") for key in picked)
    best = {cast(WEST, estate("northmere"), seed=seed).id_of("hub") for seed in range(20)}
    assert best == {"northmere.servers"}


def test_orders_that_isolate_cut_or_stop_a_thing_mean_it():
    found = cast(WEST, estate("northmere"))
    assert found.of("hub").means == {"northmere.servers", "northmere.isolate-servers", "northmere.power-off"}
    assert found.of("link").means == {"shared.line", "eastholt.cut-line", "eastholt.ask-carrier"}
    # Whoever can be rung there means it, too: its people, and its duty officer.
    people = {each.person for each in estate("northmere").people if each.body == "eastholt"}
    assert found.of("partner").means == {"eastholt", "Eastholt Council, duty officer", *people}


def test_a_sign_is_seen_in_the_order_that_reaches_the_part_and_in_no_other():
    found = cast(WEST, estate("northmere"))
    sign = Sign(Kind.SYSTEM_ISOLATED, about="hub")
    means = found.means(sign)
    assert sign.is_seen_in("system:isolated", {"action": "northmere.isolate-servers"}, means)
    assert sign.is_seen_in("system:isolated", {"action": "northmere.power-off"}, means)
    assert not sign.is_seen_in("system:isolated", {"action": "northmere.isolate-mail"}, means)
    assert not sign.is_seen_in("system:verified", {"action": "northmere.isolate-servers"}, means)
    assert not sign.is_seen_in("system:isolated", {}, means)


def test_a_sign_about_a_stand_in_is_seen_in_any_entry_of_its_kind():
    found = cast(WEST, estate("northmere"), player="farwick")
    sign = Sign(Kind.SUSPICION_STATED, about="partner")
    assert sign.is_seen_in("suspicion:stated", {"id": "farwick.servers"}, found.means(sign))


@pytest.mark.parametrize(
    ("sign", "said", "seen"),
    [
        (Sign(Kind.CLOCK_MET, clock="ico-33"), {"clock": "ico-33", "body": "northmere"}, True),
        (Sign(Kind.CLOCK_MET, clock="ico-33"), {"clock": "ncsc"}, False),
        (Sign(Kind.FACT_RELEASED, where=(("outlet", "staff memo"),)), {"outlet": "staff memo"}, True),
        (Sign(Kind.FACT_RELEASED, where=(("outlet", "staff memo"),)), {"outlet": "poster"}, False),
        (Sign(Kind.INCIDENT_CHANGED, where=(("false_alarm", "true"),)), {"false_alarm": True}, True),
        (Sign(Kind.INCIDENT_CHANGED, where=(("false_alarm", "true"),)), {"false_alarm": False}, False),
        (Sign(Kind.DECISION_MADE), {}, True),
    ],
)
def test_what_an_entry_says_decides(sign, said, seen):
    assert sign.is_seen_in(sign.kind.value, said, frozenset()) is seen


def test_what_the_estate_lacks_is_named_with_what_to_add():
    text = changed(('stand_in = "the backup server"\n', ""))
    with pytest.raises(ScenarioMistakes) as caught:
        cast(read(text), estate("brought in"))
    (lacks,) = caught.value.mistakes
    assert lacks.place == "part backups"
    assert str(lacks).endswith("has no system that could be the system that keeps the backups")
    assert lacks.hint == ("add one whose name or kind has one of these in it: backup; or give the part a stand_in")


def test_a_body_that_is_none_or_cannot_play_is_refused():
    with pytest.raises(ScenarioError, match="has no body 'nrthmere': did you mean northmere") as caught:
        cast(WEST, estate("northmere"), player="nrthmere")
    assert caught.value.exit_code == 2
    with pytest.raises(ScenarioError, match="no system or no service of nightline") as caught:
        cast(WEST, estate("northmere"), player="nightline")
    assert "northmere, eastholt, farwick" in caught.value.hint


def test_an_estate_on_which_nobody_could_play_is_refused():
    bare = replace(estate("brought in"), services=())
    assert players(bare) == ()
    with pytest.raises(ScenarioError, match="no body that could play") as caught:
        cast(WEST, bare)
    assert caught.value.hint == "add the systems and the services of your council"
