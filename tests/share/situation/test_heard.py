"""A partner read with extensions and without, in its own words and in rags; what is odd is left out by name."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlebox.desk.command import Progress
from battlebox.desk.picture import Chance, Condition, Stage, Suspicion
from battlebox.marking import Tlp
from battlebox.share.intel import IntelError, Thing, facts, from_stamp, sound, stix_id
from battlebox.share.release import Held
from battlebox.share.situation import Why, hear, read_situation
from desk.exchange.speaking import Speaking
from share.situation.statuses import NOON, told

STAMP = "2026-11-23T10:00:00.000Z"
AT = NOON - timedelta(hours=2)
CARD = stix_id("identity", "eastholt")


def thing(kind, *, n="1", owner="eastholt", label=Tlp.GREEN, under=None, **more):
    """A thing of Eastholt's, of the standard's own properties."""
    marks = {"object_marking_refs": [label.stix_id]} if label else {}
    says = {
        "type": kind, "spec_version": "2.1", "id": stix_id(kind, n), "created": STAMP, "modified": STAMP, **marks,
        **more,
    }  # fmt: skip
    assert sound(says) is None
    return Held(Thing.from_says(says), owner, brought_under=under)


def raw(kind="note", **more):
    """A thing that no door would let in."""
    says = {"type": kind, "id": stix_id(kind, "1"), "modified": STAMP, **more}
    return Held(Thing(says["id"], kind, STAMP, b"{}", says), "eastholt")


def read(*things):
    return read_situation(things, body="eastholt", name="Eastholt Council")


def left_out(*things):
    return [(each.id, each.why) for each in hear(things, body="eastholt", name="Eastholt Council").left_out]


def incident(**more):
    return thing("incident", **{"name": "An odd night", **more})


def core(determination, status="open"):
    form = {"extension_type": "property-extension", "determination": determination, "investigation_status": status}
    return {"extensions": {facts.INCIDENT_CORE: form}}


@pytest.mark.parametrize(
    ("determination", "state"),
    [
        ("suspected", Suspicion.SUSPECTED),
        ("successful-attempt", Suspicion.CONFIRMED),
        ("confirmed", Suspicion.CONFIRMED),
        ("blocked", Suspicion.UNKNOWN),
        ("failed-attempt", Suspicion.UNKNOWN),
        ("false-positive", Suspicion.UNKNOWN),
        ("low-value", Suspicion.UNKNOWN),
        ("something else", None),
    ],
)
def test_an_incident_of_others_is_read_by_its_finding_and_never_as_clear(determination, state):
    found = read(incident(**core(determination))).state
    assert (found.state if found else None) is state
    if found:
        assert (found.source, found.at, found.tlp) == ("Eastholt Council", AT, Tlp.GREEN)


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({"labels": ["suspected"]}, Suspicion.SUSPECTED),
        ({"labels": ["state:confirmed"]}, Suspicion.CONFIRMED),
        ({"labels": ["Compromised"]}, Suspicion.CONFIRMED),
        ({"description": "State: suspected\nSource: their IT lead"}, Suspicion.SUSPECTED),
        ({"description": "state :  Suspected"}, Suspicion.SUSPECTED),
        ({"labels": ["suspected", "confirmed"]}, Suspicion.CONFIRMED),
        ({"labels": ["no sign found"], "description": "State: suspected"}, Suspicion.SUSPECTED),
        ({"labels": ["no sign found"]}, Suspicion.UNKNOWN),
        ({"labels": ["clear"]}, Suspicion.UNKNOWN),
        ({"labels": ["clear"], "description": "Looked at: all logs"}, Suspicion.CLEAR),
        ({"labels": ["TLP:CLEAR"]}, None),
        ({"description": "All is well, says everybody."}, None),
    ],
)
def test_an_incident_without_the_extension_is_read_by_its_words(more, state):
    found = read(incident(**more)).state
    assert (found.state if found else None) is state


def test_where_the_finding_and_the_words_do_not_agree_the_worse_counts():
    assert read(incident(**core("suspected"), labels=["confirmed"])).state.state is Suspicion.CONFIRMED
    assert read(incident(**core("successful-attempt"), labels=["suspected"])).state.state is Suspicion.CONFIRMED


def test_an_incident_that_is_closed_says_how_it_stood_and_not_how_it_stands():
    found = read(incident(**core("successful-attempt", "closed")))
    assert found.state is None
    assert [each.words for each in found.facts] == ["An odd night"]


def test_of_several_incidents_the_worst_counts_and_each_is_told_in_its_words():
    found = read(incident(**core("suspected")), incident(n="2", name="Another", **core("confirmed")), incident(n="3"))
    assert found.state.state is Suspicion.CONFIRMED
    assert [each.words for each in found.facts] == ["An odd night", "Another", "An odd night"]


def test_ours_without_its_extensions_is_read_as_whole_as_with_them():
    status = Speaking().everything().told()
    stripped = []
    for held in told(status):
        if held.thing.type in ("event", "impact", "task"):
            continue
        says = {
            name: value for name, value in held.thing.says.items() if name not in ("extensions", "external_references")
        }
        stripped.append(Held(Thing.from_says(says), held.owner))
    found = read_situation(stripped, body="northmere", name="Northmere Council")
    assert [each.code for each in found.systems] == [""] * len(status.systems)
    assert [each.state for each in found.systems] == [each.state for each in status.systems]
    assert (found.state, found.orders, found.asks, found.facts, found.signs) == (
        status.state, status.orders, status.asks, status.facts, status.signs,
    )  # fmt: skip


def test_the_state_is_read_off_the_incident_where_only_that_came():
    status = Speaking().everything().told()
    only = [each for each in told(status) if each.thing.type in ("incident", "identity")]
    assert read_situation(only, body="northmere", name="Northmere Council").state == status.state


def test_a_system_and_a_service_in_others_words():
    found = read(
        thing("infrastructure", name="Shared mail", labels=["Suspected"]),
        thing("infrastructure", n="2", name="Phones", labels=["out"]),
        thing("infrastructure", n="3", name="Housing", description="Condition: out\nSeen by: front desk"),
    )
    assert [(each.name, each.code, each.state.state, each.containment) for each in found.systems] == [
        ("Shared mail", "", Suspicion.SUSPECTED, "not said")
    ]
    assert [(each.name, each.condition, each.seen_by, each.at) for each in found.services] == [
        ("Phones", Condition.OUT, "Eastholt Council", AT),
        ("Housing", Condition.OUT, "front desk", AT),
    ]


@pytest.mark.parametrize(
    ("more", "condition"),
    [
        ({"extensions": {"availability": {"availability_impact": 75}}}, Condition.OUT),
        ({"extensions": {"availability": {"availability_impact": 50}}}, Condition.SLOW),
        ({"extensions": {"availability": {"availability_impact": 0}}}, Condition.WORKING),
        ({"extensions": {"availability": {"availability_impact": "bad"}}}, Condition.UNKNOWN),
        ({"extensions": {"availability": {"availability_impact": True}}}, Condition.UNKNOWN),
        ({"criticality": 90}, Condition.OUT),
        ({"criticality": 90, "end_time": STAMP}, Condition.WORKING),
        ({}, Condition.UNKNOWN),
    ],
)
def test_an_impact_of_others_on_availability_is_a_service(more, condition):
    forms = {facts.IMPACT: {"extension_type": "new-sdo"}, **more.pop("extensions", {})}
    row = thing("infrastructure", name="Housing")
    found = read(
        row, thing("impact", impact_category="availability", impacted_refs=[row.thing.id], extensions=forms, **more)
    )
    (service,) = found.services
    assert (service.name, service.condition, service.seen_by) == ("Housing", condition, "Eastholt Council")


def test_another_impact_of_others_is_told_in_its_words():
    forms = {facts.IMPACT: {"extension_type": "new-sdo"}}
    found = read(thing("impact", impact_category="confidentiality", description="Names went out.", extensions=forms))
    assert ([each.words for each in found.facts], found.services) == (["Names went out."], ())


@pytest.mark.parametrize(
    ("outcome", "stage"),
    [
        ("pending", Stage.ORDERED),
        ("ongoing", Stage.ACKNOWLEDGED),
        ("successful", Stage.ACKNOWLEDGED),
        ("failed", Stage.REOPENED),
        ("cancelled", Stage.REOPENED),
        ("unknown", Stage.ORDERED),
    ],
)
def test_a_task_of_others_is_an_order_that_is_never_verified_on_their_outcome_alone(outcome, stage):
    forms = {facts.TASK: {"extension_type": "new-sdo"}}
    (order,) = read(thing("task", name="Isolate mail", outcome=outcome, extensions=forms)).orders
    assert (order.name, order.stage, order.given) == ("Isolate mail", stage, AT)
    (ask,) = read(thing("task", name="Isolate mail", outcome=outcome, labels=["ask"], extensions=forms)).asks
    assert (ask.what, ask.state in Progress) == ("Isolate mail", True)


def test_events_sightings_notes_and_reports_of_others():
    pattern = thing("attack-pattern", name="Voice phishing")
    found = read(
        pattern,
        thing("sighting", sighting_of_ref=pattern.thing.id, last_seen="2026-11-23T09:00:00Z"),
        thing("event", status="occurred", name="Odd sign-ins", extensions={facts.EVENT: {"extension_type": "new-sdo"}}),
        thing("note", content="Doors are open.\nMore below.", object_refs=[CARD], confidence=90),
        thing("report", name="Night report", description="Nothing new.", published=STAMP, object_refs=[CARD]),
    )
    assert [(each.what, each.source) for each in found.signs] == [
        ("Voice phishing", "Eastholt Council"),
        ("Odd sign-ins", "Eastholt Council"),
    ]
    assert found.signs[0].at == AT - timedelta(hours=1)
    assert [(each.words, each.standing, each.confidence) for each in found.facts] == [
        ("Doors are open.", "believed", "high"),
        ("Night report: Nothing new.", "believed", "low"),
    ]


def test_what_is_no_part_of_a_situation_is_left_out_by_name():
    campaign, action = thing("campaign", name="Letters"), thing("course-of-action", name="Patch")
    assert left_out(campaign, action) == [(campaign.thing.id, Why.NO_PART), (action.thing.id, Why.NOTHING_SAID)]


def test_what_is_anothers_is_left_out_whatever_it_says_of_itself():
    other = thing("incident", name="x", owner="farwick", created_by_ref=CARD, **core("successful-attempt"))
    assert read(other).parts == ()
    assert left_out(other) == [(other.thing.id, Why.OTHERS)]


def test_what_was_revoked_is_left_out_and_so_is_an_older_version():
    old = incident(**core("successful-attempt"))
    new = incident(modified="2026-11-23T11:00:00.000Z", revoked=True, **core("successful-attempt"))
    for order in ((old, new), (new, old)):
        assert read(*order).parts == ()
        assert left_out(*order) == [(new.thing.id, Why.REVOKED)]
    better = incident(modified="2026-11-23T11:00:00.000Z", **core("suspected"))
    for order in ((old, better), (better, old)):
        assert read(*order).state.state is Suspicion.SUSPECTED


def test_what_the_newest_group_does_not_hold_is_said_no_longer():
    mail = thing("infrastructure", name="Mail", labels=["suspected"])
    gone = thing("note", n="gone", content="Doors are open.", object_refs=[CARD])
    group = thing("grouping", context="unspecified", object_refs=[mail.thing.id], labels=["situation"])
    assert read(mail, gone, group).facts == ()
    assert left_out(mail, gone, group) == [(gone.thing.id, Why.NOT_NOW)]
    other = thing("grouping", context="unspecified", object_refs=[mail.thing.id])
    assert read(mail, gone, other).facts


@pytest.mark.parametrize(
    ("label", "under", "read_as"),
    [
        (Tlp.GREEN, None, Tlp.GREEN),
        (Tlp.GREEN, Tlp.AMBER, Tlp.AMBER),
        (Tlp.AMBER_STRICT, Tlp.GREEN, Tlp.AMBER_STRICT),
        (None, None, Tlp.AMBER_STRICT),
        (None, Tlp.GREEN, Tlp.AMBER_STRICT),
    ],
)
def test_a_part_is_under_the_strictest_label_that_binds_it(label, under, read_as):
    assert read(incident(label=label, under=under, labels=["suspected"])).state.tlp is read_as


def test_no_time_is_later_than_the_thing_that_says_it_so_that_nothing_stays_new_for_ever():
    words = "State: suspected\nAs of: 2999-01-01T00:00:00.000Z\nSince: 2999-01-01T00:00:00.000Z"
    found = read(incident(description=words))
    assert (found.state.at, found.state.since) == (AT, AT)
    assert found.is_stale(NOON + timedelta(hours=24))
    assert found.age(NOON) == "about 2 hours old"


@pytest.mark.parametrize(
    "odd",
    [
        raw(), raw(content=7), raw(content=["a"]), raw(labels="ask"), raw(labels=[None, 7]),
        raw(content="x", labels={}),
        raw("incident", extensions=[]), raw("incident", extensions={facts.INCIDENT_CORE: 7}),
        raw("incident", extensions={facts.INCIDENT_CORE: {"determination": ["suspected"]}}), raw("incident", name={}),
        raw("infrastructure", labels=["suspected"], external_references=[7, {"source_name": "battlebox estate"}]),
        raw("infrastructure", labels=["suspected"], external_references={"a": 1}),
        raw("infrastructure", labels=["suspected"], external_references=[{"source_name": [], "external_id": 7}]),
        raw("impact", impact_category="availability", impacted_refs=7), raw("impact", impacted_refs=[[], {}]),
        raw("impact", impact_category="availability", impacted_refs=["x"], criticality=10**400),
        raw("sighting", sighting_of_ref={}), raw("sighting", sighting_of_ref="x", last_seen=9),
        raw("event", start_time=[]), raw("grouping", labels=["situation"], object_refs=[{}]),
        raw("task", outcome=7), raw("task", outcome="successful", end_time="2026-13-41T99:00:00Z", name="\u202e\x00"),
        raw("grouping", labels=["situation"], object_refs="all"),
        raw("note", content="Source: " * 40_000), raw("note", content="\n".join(["State: x"] * 9_000)),
        raw("report", name="a" * 10**6, description="b" * 10**6), raw("note", content="\ud800"), raw("", x=1),
        Held(Thing("note--1", "note", "", b"{}", {}), "eastholt"),
        Held(Thing("note--1", "note", "yesterday", b"{}", {"content": "x"}), "eastholt"),
    ],
)  # fmt: skip
def test_nothing_odd_raises_or_takes_its_neighbours_with_it(odd):
    good = thing("incident", n="good", name="A good one", **core("suspected"))
    status = read(odd, good)
    if odd.thing.type != "grouping":
        assert status.state.state is Suspicion.SUSPECTED
    assert all(len(each.words) <= 20_000 for each in status.facts)


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.sampled_from(["ask", "situation", STAMP]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.randoms(use_true_random=False), json)
@settings(max_examples=150, deadline=None)
def test_whatever_stands_in_place_of_a_property_reading_goes_on(source, value):
    things = list(_WHOLE)
    place = source.randrange(len(things))
    held = things[place]
    says = dict(held.thing.says)
    says[source.choice([*says, "revoked", "extensions", "end_time"])] = value
    odd = Thing(held.thing.id, held.thing.type, held.thing.version, held.thing.raw, says)
    things[place] = Held(odd, held.owner)
    status = read_situation(things, body="northmere", name="Northmere Council")
    assert status.name == "Northmere Council"
    assert all(part.tlp in Tlp for part in status.parts)


_WHOLE = told(Speaking().everything().told())


def test_too_many_of_a_kind_are_left_out_by_name():
    many = [thing("note", n=str(number), content=f"Fact {number}.", object_refs=[CARD]) for number in range(1_005)]
    random.Random(1).shuffle(many)
    assert len(read(*many).facts) == 1_000
    assert [why for _, why in left_out(*many)] == [Why.TOO_MANY] * 5


def test_letters_that_nobody_sees_are_not_shown():
    (fact,) = read(raw("note", content="Doors\u202e are\x00 open\u200b.")).facts
    assert fact.words == "Doors are open ."


def test_a_chance_is_read_in_words_and_labels():
    assert read(incident(labels=["suspected", "chance:high"])).state.chance is Chance.HIGH
    assert read(incident(labels=["suspected"], description="Chance: low")).state.chance is Chance.LOW


@pytest.mark.parametrize("text", ["", "yesterday", "2026-02-30T10:00:00.000Z", "2026-11-23T10:00:00+00:00"])
def test_what_is_no_instant_is_refused_with_a_sentence(text):
    with pytest.raises(IntelError, match="this is no instant") as wrong:
        from_stamp(text)
    assert "Z" in wrong.value.hint
