"""Said again, the same things: ids and times of creation that stay, labels that get stricter and leave pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from battlebox.desk.exchange import PartnerStatus
from battlebox.desk.picture import Suspicion
from battlebox.marking import Allow, Tlp
from battlebox.share.release import accept, may_leave, reach_of, read_again
from battlebox.share.situation import kept_to_us, our_identity, read_situation
from desk.exchange.speaking import Speaking
from share.situation.statuses import NOON, NORTHMERE, OPENED, Shelf, feed, says, told

KNOWN = {NORTHMERE.identity_id: "northmere"}
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def desk():
    return Speaking()


def bare(things):
    """What the things say, but for when they were written."""
    return [{name: value for name, value in each.thing.says.items() if name != "modified"} for each in things]


def test_the_same_status_makes_the_same_things_but_for_when_they_were_written(desk):
    status = desk.everything().told()
    first, again = told(status), told(status, now=LATER)
    assert bare(first) == bare(again)
    assert told(status) == first
    assert {each.thing.version for each in again} == {"2026-11-23T13:00:00.000Z"}


def test_each_id_stands_once_and_is_another_for_another_reader_or_incident(desk):
    status = desk.everything().told()
    eastholt = [each.thing.id for each in told(status)]
    assert len(set(eastholt)) == len(eastholt)
    other = {each.thing.id for each in told(status, reader="farwick")}
    assert set(eastholt) & other == {NORTHMERE.identity_id}
    another = {each.thing.id for each in told(status, issuer=replace(NORTHMERE, incident="red-kettle"))}
    assert set(eastholt) & another == {NORTHMERE.identity_id}


def test_two_parts_that_are_alike_are_two_things(desk):
    desk.states("Some screens are blank.")
    (fact,) = desk.told().facts
    status = PartnerStatus("northmere", "Northmere Council", facts=(fact, fact))
    assert read_situation(told(status), body="northmere", name="Northmere Council") == status


def test_a_change_is_a_new_version_of_the_same_thing_that_the_gate_accepts(desk):
    desk.suspects()
    before = told(desk.told())
    desk.later().suspects(Suspicion.CONFIRMED)
    after = told(desk.told(), now=LATER)
    old = {each.thing.id: each for each in before}
    for each in after:
        if each.thing.id in old:
            assert accept(each, old[each.thing.id], "northmere", KNOWN) is None
            assert each.thing.says["created"] == old[each.thing.id].thing.says["created"]
    (system,) = says(after, "infrastructure")
    assert system["id"] == says(before, "infrastructure")[0]["id"]
    assert "state:confirmed" in system["labels"]


def test_created_is_the_day_on_which_the_incident_was_opened_and_never_after_modified(desk):
    desk.suspects()
    for each in told(desk.told())[1:]:
        assert each.thing.says["created"] == "2026-11-23T00:00:00.000Z"
    for each in told(desk.told(), now=OPENED - timedelta(days=5))[1:]:
        assert each.thing.says["created"] == each.thing.says["modified"] == "2026-11-23T00:00:00.000Z"


def test_the_identity_is_one_for_all_and_says_nothing_of_an_incident():
    held = our_identity(NORTHMERE, NOON)
    other = our_identity(replace(NORTHMERE, incident="red-kettle", opened=LATER), NOON)
    assert held == other
    assert (held.owner, held.audience) == ("northmere", frozenset())
    assert held.thing.says["object_marking_refs"] == [Tlp.CLEAR.stix_id]
    assert our_identity(
        replace(NORTHMERE, identity="identity--00000000-0000-4000-8000-000000000007"), NOON
    ).thing.id == ("identity--00000000-0000-4000-8000-000000000007")


def test_what_gets_stricter_is_issued_again_under_the_same_id(desk):
    status = desk.everything().told()
    stricter = replace(status, facts=tuple(replace(each, tlp=Tlp.AMBER_STRICT) for each in status.facts))
    before, after = told(status), told(stricter, now=LATER)
    assert [each.thing.id for each in before] == [each.thing.id for each in after]
    notes = [each for each in says(after, "note") if "fact" in each["labels"]]
    assert [each["object_marking_refs"] for each in notes] == [[Tlp.AMBER_STRICT.stix_id]] * 2
    (group,) = says(after, "grouping")
    assert group["object_marking_refs"] == [Tlp.AMBER_STRICT.stix_id]


def test_what_is_told_no_longer_leaves_every_page_with_its_older_versions(desk):
    desk.suspects()
    desk.states("Some screens are blank.")
    status = desk.told()
    before = told(status)
    after = told(replace(status, facts=()), now=LATER)
    gone = [each for each in before if each.thing.id not in {one.thing.id for one in after}]
    assert [each.thing.type for each in gone] == ["note"]
    kept = [kept_to_us(each, LATER) for each in gone]
    assert [accept(new, old, "northmere", KNOWN) for new, old in zip(kept, gone, strict=True)] == [None]
    shelf = Shelf.of((*before, *after, *kept))
    for version in (*gone, *kept):
        for body in ("eastholt", "farwick"):
            to = feed(body, community=True)
            assert not isinstance(may_leave(reach_of(version, shelf), to, LATER), Allow)
            assert not read_again(version, to, LATER, shelf)
        assert read_again(version, feed("northmere"), LATER, shelf)
    assert all(isinstance(may_leave(reach_of(each, shelf), feed("eastholt"), LATER), Allow) for each in after)


def test_a_partner_that_still_holds_it_reads_it_no_longer(desk):
    desk.suspects()
    desk.states("Some screens are blank.")
    status = desk.told()
    held = (*told(status), *told(replace(status, facts=()), now=LATER))
    assert read_situation(held, body="northmere", name="Northmere Council") == replace(status, facts=())


def test_more_than_one_group_holds_names_goes_into_another():
    desk = Speaking()
    desk.states("Some screens are blank.")
    (fact,) = desk.told().facts
    many = tuple(replace(fact, key=str(number), words=f"Screen {number} is blank.") for number in range(1_100))
    status = PartnerStatus("northmere", "Northmere Council", facts=many)
    things = told(status)
    groups = says(things, "grouping")
    assert [len(each["object_refs"]) for each in groups] == [1000, 102]
    shelf = Shelf.of(things)
    assert all(isinstance(may_leave(reach_of(each, shelf), feed("eastholt"), NOON), Allow) for each in things[-3:])
