"""What was told is what is read: through the bytes, the door and the gate, for whom it is meant and for nobody else."""

from __future__ import annotations

import random

import orjson
from hypothesis import given, settings

from battlebox.desk.exchange import PartnerStatus
from battlebox.marking import Allow, Tlp
from battlebox.share.intel import read_envelope, sound
from battlebox.share.release import Gate, Held, may_leave, reach_of, read_again
from battlebox.share.situation import hear, read_situation
from desk.exchange.speaking import FARWICK, Speaking
from share.situation.statuses import NOON, NORTHMERE, Shelf, feed, says, statuses, told


def received(things, *, body="northmere"):
    """The things as a partner's desk holds them that got their bytes."""
    envelope = read_envelope(b'{"objects":[%s]}' % b",".join(each.thing.raw for each in things), now=NOON)
    assert envelope.refused == ()
    return tuple(Held(each, body) for each in envelope.things)


def back(things):
    return read_situation(received(things), body="northmere", name="Northmere Council")


@given(statuses)
@settings(max_examples=120, deadline=None)
def test_what_was_told_is_what_is_read(status):
    things = told(status)
    if not status.parts:
        assert things == ()
        return
    assert back(things) == status
    assert hear(received(things), body="northmere", name="Northmere Council").left_out == ()


@given(statuses)
@settings(max_examples=40, deadline=None)
def test_eastholt_may_have_all_of_it_and_farwick_nothing_but_a_name(status):
    things = told(status)
    shelf = Shelf.of(things)
    for held in things:
        assert sound(held.thing.says, now=NOON) is None
        reach = reach_of(held, shelf)
        for body, more, allowed in (
            ("eastholt", {}, True),
            ("farwick", {}, False),
            ("farwick", {"community": True}, False),
            ("northmere", {}, True),
        ):
            to = feed(body, **more)
            expected = allowed or held.thing.type == "identity"
            assert isinstance(may_leave(reach, to, NOON), Allow) is expected
            assert read_again(held, to, NOON, shelf) is expected


def test_both_readings_of_the_gate_agree_and_no_alarm_is_raised():
    things = told(Speaking().everything().told())
    alarms = []
    gate = Gate(Shelf.of(things), alarms.append)
    for held in things:
        for body in ("northmere", "eastholt", "farwick"):
            gate.let_out(held, feed(body, community=True, client_of=frozenset({"northmere"})), NOON)
    assert alarms == []


def test_a_whole_desk_is_told_and_read_whatever_the_order_in_which_it_comes():
    desk = Speaking().everything()
    for whom in (desk.told(), desk.told(FARWICK)):
        things = list(told(whom))
        assert back(things) == whom
        random.Random(7).shuffle(things)
        assert back(things) == whom


def test_what_is_for_eastholt_names_farwick_nowhere_and_the_other_way_round():
    desk = Speaking()
    desk.asks("farwick", what="Lend us two vans")
    desk.everything()
    raw = b"".join(each.thing.raw for each in told(desk.told())).lower()
    assert b"farwick" not in raw
    assert b"vans" not in raw
    raw = b"".join(each.thing.raw for each in told(desk.told(FARWICK), reader="farwick")).lower()
    assert b"eastholt" not in raw


@given(statuses)
@settings(max_examples=40, deadline=None)
def test_no_thing_is_freer_than_what_it_names_and_all_that_it_names_is_there(status):
    things = told(status)
    by_id = {each.thing.id: each for each in things}

    def label(held):
        (marking,) = held.thing.says["object_marking_refs"]
        return Tlp.from_stix_id(marking).strictness

    for held in things:
        text = orjson.dumps(held.thing.says)
        named = [one for one in by_id if one.encode() in text and one != held.thing.id]
        assert all(label(by_id[one]) <= label(held) for one in named)
        assert held.audience == (frozenset() if held.thing.type == "identity" else {"eastholt"})
        assert held.owner == "northmere"


def test_a_part_that_is_red_goes_nowhere():
    from dataclasses import replace

    status = Speaking().everything().told()
    red = replace(
        status,
        state=replace(status.state, tlp=Tlp.RED),
        systems=tuple(replace(each, tlp=Tlp.RED) for each in status.systems[:2]),
        services=tuple(replace(each, tlp=Tlp.RED) for each in status.services),
        orders=tuple(replace(each, tlp=Tlp.RED) for each in status.orders),
        asks=tuple(replace(each, tlp=Tlp.RED) for each in status.asks),
        facts=tuple(replace(each, tlp=Tlp.RED) for each in status.facts),
        signs=tuple(replace(each, tlp=Tlp.RED) for each in status.signs),
    )
    assert told(red) == ()
    one = replace(red, systems=(replace(status.systems[0], state=replace(status.systems[0].state, tlp=Tlp.RED)),))
    assert told(one) == ()


def test_nothing_to_tell_makes_nothing_so_that_nobody_learns_of_an_incident():
    assert told(PartnerStatus("northmere", "Northmere Council")) == ()


def test_an_id_in_the_words_of_a_fact_does_not_keep_the_rest_back():
    desk = Speaking()
    desk.states("It is malware--00000000-0000-4000-8000-000000000001 again.")
    things = told(desk.told())
    shelf = Shelf.of(things)
    assert all(isinstance(may_leave(reach_of(each, shelf), feed("eastholt"), NOON), Allow) for each in things)
    (fact,) = back(things).facts
    assert fact.words == "It is malware 00000000-0000-4000-8000-000000000001 again."


def test_a_sign_that_is_a_value_becomes_an_indicator():
    desk = Speaking()
    desk.signs("203.0.113.7")
    desk.signs("blank screens")
    patterns = {"203.0.113.7": "[ipv4-addr:value = '203.0.113.7']"}
    things = told(desk.told(), pattern_of=lambda what: patterns.get(what, ""))
    assert [each["pattern"] for each in says(things, "indicator")] == ["[ipv4-addr:value = '203.0.113.7']"]
    assert [each["name"] for each in says(things, "attack-pattern")] == ["blank screens"]
    assert back(things) == desk.told()
    (one, other) = says(things, "sighting")
    assert one["where_sighted_refs"] == other["where_sighted_refs"] == [NORTHMERE.identity_id]
    assert one["count"] == 1
