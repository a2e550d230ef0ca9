"""One gate, tried against a second opinion on 100,000 random cases, and by the three councils by name."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from battlebox.marking import (
    Allow,
    Deny,
    Marked,
    MarkingCode,
    MarkingError,
    Privilege,
    Reason,
    Recipient,
    Tlp,
    WayOut,
    decide,
    strictest,
)

NOON = datetime(2025, 11, 24, 12, tzinfo=UTC)
BODIES = ("northmere", "eastholt", "farwick", "")
PEOPLE = ("gold", "silver", "")


def oracle(thing: Marked, to: Recipient, now: datetime) -> bool:
    """The protocol as one truth, written from its meaning and not from the rules' order."""
    begins = thing.not_before or now
    ends = thing.expires or now + timedelta(seconds=1)
    given = {thing.owner} | set(thing.audience) - {""}
    inside = to.body != "" and to.body in given
    client = to.body != "" and any(body in to.client_of for body in given - {""})
    lawful = thing.privilege == Privilege.NONE or (inside and to.way not in (WayOut.PUBLIC, WayOut.FEED))
    known = inside or client
    read = isinstance(thing.tlp, Tlp) and isinstance(to.way, WayOut)
    reach = {
        Tlp.CLEAR: known or not thing.audience,
        Tlp.GREEN: (known or (to.community and not thing.audience)) and to.way != WayOut.PUBLIC,
        Tlp.AMBER: known and to.way != WayOut.PUBLIC,
        Tlp.AMBER_STRICT: inside and to.way != WayOut.PUBLIC,
        Tlp.RED: (inside or not thing.audience) and to.way == WayOut.HAND and to.person in thing.people - {""},
    }.get(thing.tlp, False)
    return read and begins <= now < ends and lawful and reach and all(oracle(held, to, now) for held in thing.holds)


def any_thing(draw: random.Random, depth: int = 0) -> Marked:
    window = (None, NOON - timedelta(hours=1), NOON, NOON + timedelta(hours=1))
    return Marked(
        owner=draw.choice(BODIES),
        tlp=draw.choice((None, "PURPLE", "GREEN", *Tlp, *Tlp)),
        audience=frozenset(draw.sample(BODIES, draw.choice((0, 0, 1, 2)))),
        people=frozenset(draw.sample(PEOPLE, draw.choice((0, 1, 2)))),
        privilege=draw.choice((Privilege.NONE, Privilege.NONE, Privilege.LEGAL, Privilege.PERSONAL)),
        not_before=draw.choice((None, None, *window)),
        expires=draw.choice((None, None, *window)),
        holds=tuple(any_thing(draw, depth + 1) for _ in range(draw.choice((0, 0, 0, 1)) if depth < 2 else 0)),
    )


def any_recipient(draw: random.Random) -> Recipient:
    return Recipient(
        way=draw.choice((*WayOut, *WayOut, *WayOut, "pigeon", "public")),
        body=draw.choice(BODIES),
        person=draw.choice(PEOPLE),
        client_of=frozenset(draw.sample(BODIES, draw.choice((0, 0, 1, 2)))),
        community=draw.random() < 0.5,
    )


def test_the_gate_and_the_second_opinion_agree_on_100000_cases() -> None:
    draw = random.Random(20251124)
    seen: Counter[str] = Counter()
    for _ in range(100_000):
        thing, to = any_thing(draw), any_recipient(draw)
        verdict = decide(thing, to, NOON)
        assert isinstance(verdict, Allow) == oracle(thing, to, NOON), (thing, to, verdict)
        seen[verdict.reason.name if isinstance(verdict, Deny) else "ALLOW"] += 1
    # A comparison says nothing about a branch it never reached.
    assert set(seen) == {reason.name for reason in Reason} | {"ALLOW"}
    assert min(seen.values()) >= 50, seen


def test_tightening_a_label_never_lets_somebody_new_in() -> None:
    draw = random.Random(7)
    for _ in range(5_000):
        thing, to = any_thing(draw), any_recipient(draw)
        if not isinstance(thing.tlp, Tlp) or thing.tlp is Tlp.RED or thing.people:
            continue
        for stricter in Tlp:
            if stricter.strictness > thing.tlp.strictness and isinstance(decide(thing, to, NOON), Deny):
                tighter = Marked(**{name: getattr(thing, name) for name in Marked.__slots__} | {"tlp": stricter})
                assert isinstance(decide(tighter, to, NOON), Deny)


@pytest.mark.parametrize(
    ("body", "verdict"),
    [("northmere", Allow()), ("eastholt", Allow()), ("farwick", Deny(Reason.NOT_CLIENT))],
)
def test_an_amber_note_reaches_the_council_hit_and_its_client_and_not_the_stranger(body: str, verdict: object) -> None:
    note = Marked(owner="northmere", tlp=Tlp.AMBER)
    tenants = {"eastholt": frozenset({"northmere"})}
    to = Recipient(way=WayOut.FILE, body=body, client_of=tenants.get(body, frozenset()), community=True)
    assert decide(note, to, NOON) == verdict


@pytest.mark.parametrize(("tlp", "way"), [("PURPLE", WayOut.FILE), ("CLEAR", WayOut.FILE), (Tlp.CLEAR, "public")])
def test_a_word_that_is_no_label_or_no_way_out_denies_even_the_owner(tlp: object, way: object) -> None:
    verdict = decide(Marked(owner="northmere", tlp=tlp), Recipient(way=way, body="northmere"), NOON)
    assert verdict == Deny(Reason.NO_WAY if tlp is Tlp.CLEAR else Reason.UNMARKED)


def test_a_green_report_that_names_a_red_note_stays_in() -> None:
    report = Marked(owner="northmere", tlp=Tlp.GREEN, holds=(Marked(owner="northmere", tlp=Tlp.RED),))
    to = Recipient(way=WayOut.FEED, body="eastholt", community=True)
    assert decide(report, to, NOON) == Deny(Reason.NOT_BY_HAND)
    assert Reason.NOT_BY_HAND == "it is for named people and may not travel as a copy or a feed"


def test_the_second_thing_that_a_report_holds_is_asked_as_well_as_the_first() -> None:
    free, held = Marked(owner="northmere", tlp=Tlp.CLEAR), Marked(owner="northmere", tlp=Tlp.AMBER_STRICT)
    to = Recipient(way=WayOut.FEED, body="eastholt", community=True)
    for holds in ((free, held), (held, free), (Marked(owner="northmere", tlp=Tlp.CLEAR, holds=(free, held)), free)):
        assert decide(Marked(owner="northmere", tlp=Tlp.CLEAR, holds=holds), to, NOON) == Deny(Reason.OTHER_BODY)
    assert decide(Marked(owner="northmere", tlp=Tlp.CLEAR, holds=(free, free)), to, NOON) == Allow()


def test_an_audience_narrows_even_a_clear_thing() -> None:
    thing = Marked(owner="northmere", tlp=Tlp.CLEAR, audience=frozenset({"eastholt"}))
    assert decide(thing, Recipient(way=WayOut.PUBLIC), NOON) == Deny(Reason.NOT_IN_AUDIENCE)
    assert decide(thing, Recipient(way=WayOut.FILE, body="eastholt"), NOON) == Allow()


@pytest.mark.parametrize("label", Tlp)
def test_labels_read_back_what_they_write(label: Tlp) -> None:
    assert Tlp.from_text(label.to_text()) is label
    assert Tlp.from_text(label.value.lower()) is label
    assert Tlp.from_stix_id(label.stix_id) is label


def test_old_and_foreign_labels_are_read_as_the_stricter_meaning() -> None:
    assert Tlp.from_text("TLP:WHITE") is Tlp.CLEAR
    assert Tlp.from_stix_id("marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9") is Tlp.CLEAR
    assert Tlp.from_stix_id("marking-definition--f88d31f6-486f-44da-b317-01333bde0b82") is Tlp.AMBER_STRICT


def test_an_unknown_label_is_refused_in_a_sentence() -> None:
    with pytest.raises(MarkingError, match="'TLP:PURPLE' is not a traffic light label") as refused:
        Tlp.from_text("TLP:PURPLE")
    assert refused.value.code is MarkingCode.UNKNOWN_LABEL
    assert refused.value.hint == "write TLP:RED, TLP:AMBER+STRICT, TLP:AMBER, TLP:GREEN or TLP:CLEAR"
    with pytest.raises(MarkingError, match="is not a traffic light label"):
        Tlp.from_stix_id("marking-definition--00000000-0000-0000-0000-000000000000")


def test_a_long_word_is_not_said_back_whole() -> None:
    with pytest.raises(MarkingError, match=f"^'{'X' * 40}' is not a traffic light label$"):
        Tlp.from_text("X" * 100)
    with pytest.raises(MarkingError, match=f"^'{'x' * 80}' is not a traffic light label$"):
        Tlp.from_stix_id("x" * 100)


def test_the_strictest_of_several_labels_binds() -> None:
    assert strictest((Tlp.GREEN, Tlp.AMBER_STRICT, Tlp.CLEAR)) is Tlp.AMBER_STRICT
    assert strictest(()) is None
