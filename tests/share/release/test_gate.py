"""What binds a thing, one rule at a time, by both readings; and what the gate does when they differ."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cases import NOON
from things import CARD, EASTHOLT, FARWICK, NORTHMERE, a_thing, feed, held, respelt, shelf, uid

from battlebox.marking import Allow, Deny, Reason, Recipient, Tlp, WayOut
from battlebox.share.intel import Thing
from battlebox.share.release import (
    STEPS_MOST,
    THINGS_MOST,
    Gate,
    Held,
    Kept,
    Reach,
    ReleaseCode,
    ReleaseError,
    Why,
    may_leave,
    reach_of,
    read_again,
)

OURS = Recipient(WayOut.HAND, EASTHOLT, "gold")


def asked(one, to, store, now=NOON):
    """The verdict of the first reading; the second must come to the same."""
    verdict = may_leave(reach_of(one, store), to, now)
    assert isinstance(verdict, Allow) is read_again(one, to, now, store)
    return verdict


@pytest.mark.parametrize(
    ("label", "owner", "client", "community", "stranger"),
    [
        (Tlp.CLEAR, True, True, True, True),
        (Tlp.GREEN, True, True, True, False),
        (Tlp.AMBER, True, True, False, False),
        (Tlp.AMBER_STRICT, True, False, False, False),
        (Tlp.RED, False, False, False, False),
    ],
)
def test_a_label_goes_as_far_as_it_says_by_feed(label, owner, client, community, stranger):
    one, store = held(1, label), shelf()
    to = (
        feed(NORTHMERE, community=False),
        feed(EASTHOLT, community=False, client_of=(NORTHMERE,)),
        feed(FARWICK),
        feed(FARWICK, community=False),
    )
    assert [isinstance(asked(one, each, store), Allow) for each in to] == [owner, client, community, stranger]


def test_red_goes_by_hand_to_the_people_named_and_to_no_one_else():
    one, store = held(1, Tlp.RED, people={"gold"}), shelf()
    assert asked(one, Recipient(WayOut.HAND, FARWICK, "gold"), store) == Allow()
    assert asked(one, Recipient(WayOut.HAND, FARWICK, "silver"), store) == Deny(Reason.NOT_NAMED)
    assert asked(one, Recipient(WayOut.HAND, FARWICK, ""), store) == Deny(Reason.NOT_NAMED)
    for way in (WayOut.FILE, WayOut.FEED):
        assert asked(one, Recipient(way, FARWICK, "gold"), store) == Deny(Reason.NOT_BY_HAND)
    assert asked(one, Recipient(WayOut.PUBLIC, FARWICK, "gold"), store) == Deny(Reason.IN_PUBLIC)
    sealed = held(1, Tlp.RED, people={"gold"}, audience={EASTHOLT})
    assert asked(sealed, Recipient(WayOut.HAND, FARWICK, "gold"), store) == Deny(Reason.NOT_IN_AUDIENCE)


@pytest.mark.parametrize("label", Tlp)
def test_only_clear_is_made_public_and_no_body_counts_there(label):
    store = shelf()
    for to in (Recipient(WayOut.PUBLIC), Recipient(WayOut.PUBLIC, NORTHMERE, client_of=frozenset({NORTHMERE}))):
        assert isinstance(asked(held(1, label), to, store), Allow) is (label is Tlp.CLEAR)
    named = held(1, Tlp.CLEAR, audience={NORTHMERE})
    assert asked(named, Recipient(WayOut.PUBLIC, NORTHMERE), store) == Deny(Reason.NOT_IN_AUDIENCE)


def test_a_thing_for_nobody_or_by_no_way_stays():
    one, store = held(1, Tlp.CLEAR), shelf()
    for way in (WayOut.HAND, WayOut.FILE, WayOut.FEED):
        assert asked(one, Recipient(way, "", community=True), store) == Kept(Why.NOBODY)
    assert asked(one, Recipient("feed", FARWICK), store) == Deny(Reason.NO_WAY)
    assert asked(one, Recipient("public"), store) == Kept(Why.NOBODY)


def test_what_nobody_marked_is_kept_back_if_ours_and_for_its_owner_and_us_if_theirs():
    assert asked(held(1, None, owner=EASTHOLT), feed(EASTHOLT), shelf()) == Kept(Why.UNMARKED)
    theirs = held(1, None, audience={FARWICK})
    assert [isinstance(asked(theirs, each, shelf()), Allow) for each in (feed(NORTHMERE), OURS, feed(FARWICK))] == [
        True, True, False,
    ]  # fmt: skip


def test_a_label_on_a_part_alone_leaves_the_whole_unmarked():
    part = {"granular_markings": [{"marking_ref": Tlp.CLEAR.stix_id, "selectors": ["name"]}]}
    assert asked(held(1, None, owner=EASTHOLT, **part), feed(), shelf()) == Kept(Why.UNMARKED)
    assert asked(held(1, None, **part), feed(), shelf()) == Deny(Reason.NOT_IN_AUDIENCE)


@pytest.mark.parametrize(
    "says",
    [
        {"granular_markings": [{"marking_ref": Tlp.RED.stix_id, "selectors": ["name"]}]},
        {"granular_markings": [{"marking_ref": Tlp.RED.stix_id, "selectors": ["nothing.here"]}]},
        {"object_marking_refs": [Tlp.CLEAR.stix_id, Tlp.RED.stix_id]},
        {"objects": {"0": {"type": "file", "object_marking_refs": [Tlp.RED.stix_id]}}},
        {"x_words": f"once it was {Tlp.RED.stix_id}"},
    ],
)
def test_the_strictest_label_that_stands_anywhere_in_it_binds_the_whole(says):
    assert asked(held(1, Tlp.CLEAR, **says), feed(), shelf()) == Deny(Reason.NOT_BY_HAND)


def test_what_came_under_a_stricter_label_than_it_carries_is_not_passed_on():
    one, store = held(1, Tlp.CLEAR, under=Tlp.GREEN, audience={FARWICK}), shelf()
    assert asked(one, feed(FARWICK), store) == Deny(Reason.NOT_IN_AUDIENCE)
    assert asked(one, feed(NORTHMERE), store) == Allow()
    assert asked(one, OURS, store) == Allow()
    assert asked(held(1, Tlp.CLEAR, under=Tlp.RED), feed(NORTHMERE), store) == Deny(Reason.NOT_BY_HAND)
    assert asked(held(1, Tlp.GREEN, under=Tlp.GREEN), feed(FARWICK), store) == Allow()
    assert asked(held(1, Tlp.GREEN, under=Tlp.CLEAR), feed(FARWICK), store) == Allow()


@pytest.mark.parametrize("way", ["object_refs", "x_odd_ref", "description", "pattern", "extensions"])
def test_a_report_is_as_strict_as_whatever_it_names_wherever_it_names_it(way):
    secret = held(2, Tlp.AMBER)
    name = secret.thing.id
    value = {"object_refs": [name], "x_odd_ref": name, "extensions": {"x": {"y": [name]}}}.get(way, f"see\n{name}.")
    report = held(1, Tlp.CLEAR, "report", owner=FARWICK, **{way: value})
    store = shelf(secret)
    assert asked(report, feed(FARWICK), store) == Deny(Reason.NOT_CLIENT)
    assert asked(report, feed(EASTHOLT, client_of=(NORTHMERE,)), store) == Allow()
    assert asked(report, feed(FARWICK), shelf()) == Kept(Why.UNKNOWN_NAME)


def test_an_id_with_escaped_letters_is_the_same_id():
    secret = held(2, Tlp.RED)
    plain = held(1, Tlp.CLEAR, "note", x_ref=secret.thing.id)
    for before, after in ((b"--", rb"\u002d-"), (b"indicator", rb"\u0069ndicator")):
        note = respelt(plain, secret.thing.id.encode(), secret.thing.id.encode().replace(before, after, 1))
        assert asked(note, feed(), shelf(secret)) == Deny(Reason.NOT_BY_HAND)


def test_a_relationship_stays_when_either_end_does():
    ends = held(1, Tlp.GREEN), held(2, Tlp.AMBER_STRICT)
    for source, target in (ends, ends[::-1]):
        names = {"source_ref": source.thing.id, "target_ref": target.thing.id}
        assert asked(held(3, Tlp.CLEAR, "relationship", **names), feed(), shelf(*ends)) == Deny(Reason.OTHER_BODY)


def test_owners_who_are_mixed_are_each_asked():
    theirs = held(1, Tlp.AMBER_STRICT, owner=FARWICK, audience={NORTHMERE})
    report = held(2, Tlp.AMBER, "report", object_refs=[theirs.thing.id])
    store = shelf(theirs)
    assert asked(report, feed(NORTHMERE), store) == Allow()
    assert asked(report, feed(FARWICK, client_of=(NORTHMERE,)), store) == Allow()
    assert asked(report, feed(EASTHOLT, client_of=(NORTHMERE,)), store) == Deny(Reason.NOT_IN_AUDIENCE)


def test_red_for_a_body_is_for_its_own_people_and_not_for_its_clients():
    one, store = held(1, Tlp.RED, audience={FARWICK}, people={"gold"}), shelf()
    assert asked(one, Recipient(WayOut.HAND, FARWICK, "gold"), store) == Allow()
    client = Recipient(WayOut.HAND, EASTHOLT, "gold", client_of=frozenset({FARWICK}))
    assert isinstance(asked(one, client, store), Deny)
    assert isinstance(asked(held(1, Tlp.RED, people={""}), Recipient(WayOut.HAND, FARWICK), store), Deny)


def test_the_amber_of_tlp_1_goes_to_no_client():
    old = "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82"
    one = held(1, None, object_marking_refs=[old], audience={EASTHOLT})
    assert asked(one, feed(EASTHOLT), shelf()) == Allow()
    assert isinstance(asked(one, feed(FARWICK, client_of=(EASTHOLT,)), shelf()), Deny)


def test_a_circle_of_names_comes_to_an_end():
    first = held(1, Tlp.GREEN, "note", x_ref=uid("note", 2))
    second = held(2, Tlp.AMBER, "note", x_ref=uid("note", 1))
    assert asked(first, feed(), shelf(first, second)) == Deny(Reason.NOT_CLIENT)
    assert asked(second, feed(NORTHMERE), shelf(first, second)) == Allow()


def test_names_are_followed_so_far_and_no_further():
    def chain(steps):
        notes = [held(n, Tlp.CLEAR, "note", x_ref=uid("note", n + 1) if n < steps else None) for n in range(steps + 1)]
        return asked(notes[0], feed(), shelf(*notes))

    def older(steps):
        notes = [held(n, Tlp.CLEAR, "note", x_ref=uid("note", n + 1) if n < steps else None) for n in range(steps + 1)]
        return asked(held(0, Tlp.CLEAR, "note", x="before"), feed(), shelf(*notes))

    for way in (chain, older):
        assert way(STEPS_MOST) == Allow()
        assert way(STEPS_MOST + 1) == Kept(Why.TOO_FAR)


def test_so_many_things_are_followed_and_no_more():
    def fan(many):
        leaves = [held(n, Tlp.CLEAR, "note") for n in range(1, many + 1)]
        report = held(1, Tlp.CLEAR, "report", object_refs=[each.thing.id for each in leaves])
        return asked(report, feed(), shelf(*leaves))

    leaves = [held(n, Tlp.CLEAR, "note", x_ref=uid("report", 1)) for n in range(1, THINGS_MOST + 1)]
    report = held(1, Tlp.CLEAR, "report", object_refs=[each.thing.id for each in leaves])
    assert asked(report, feed(), shelf(report, *leaves)) == Allow()
    assert fan(THINGS_MOST) == Allow()
    assert fan(THINGS_MOST + 1) == Kept(Why.TOO_FAR)


def test_the_identity_registered_for_the_owner_need_not_be_here():
    store = shelf()
    assert asked(held(created_by_ref=CARD[NORTHMERE]), feed(), store) == Allow()
    assert asked(held(created_by_ref=CARD[EASTHOLT]), feed(), store) == Kept(Why.UNKNOWN_NAME)
    assert asked(held(x_by_ref=CARD[NORTHMERE]), feed(), store) == Kept(Why.UNKNOWN_NAME)
    assert asked(held(created_by_ref=CARD[NORTHMERE]), feed(), shelf(identities={})) == Kept(Why.UNKNOWN_NAME)


@pytest.mark.parametrize(
    ("label", "owner", "goes"),
    [(None, NORTHMERE, True), (Tlp.CLEAR, NORTHMERE, True), (Tlp.RED, NORTHMERE, False), (Tlp.RED, FARWICK, True)],
)
def test_the_owners_identity_binds_by_the_marking_that_the_owner_put_on_it(label, owner, goes):
    card = held(1, label, "identity", owner=owner, id=CARD[NORTHMERE])
    assert isinstance(asked(held(created_by_ref=CARD[NORTHMERE]), feed(), shelf(card)), Allow) is goes


@pytest.mark.parametrize(
    ("kind", "owner", "goes"),
    [
        ("statement", NORTHMERE, True),
        ("statement", EASTHOLT, True),
        ("statement", FARWICK, False),
        ("iep", NORTHMERE, False),
    ],
)
def test_a_marking_that_is_no_label_restricts_nothing_if_it_is_a_statement_of_the_owner_or_ours(kind, owner, goes):
    rule = held(9, None, "marking-definition", owner=owner, definition_type=kind)
    one = held(object_marking_refs=[Tlp.GREEN.stix_id, rule.thing.id])
    assert isinstance(asked(one, feed(), shelf(rule)), Allow) is goes
    assert asked(one, feed(), shelf()) == Kept(Why.STRANGE_MARKING)


def published(label, **changed):
    form = {"extension_type": "property-extension", "tlp_2_0": label.value.lower()}
    says = {
        "type": "marking-definition", "spec_version": "2.1", "id": label.stix_id, "name": label.to_text(),
        "created": "2022-10-01T00:00:00.000Z",
        "extensions": {"extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d": form},
    }  # fmt: skip
    return Held(Thing.from_says(says | changed), NORTHMERE, brought_under=Tlp.RED)


@pytest.mark.parametrize("label", Tlp)
def test_a_label_itself_goes_anywhere_as_it_is_published_and_nowhere_with_words_of_anybodys(label):
    assert asked(published(label), Recipient(WayOut.PUBLIC), shelf()) == Allow()
    for changed in ({"name": "TLP:PURPLE"}, {"description": "plans"}, {"created": "2022-10-01T00:00:00Z"}):
        assert asked(published(label, **changed), feed(), shelf()) == Kept(Why.FALSE_LABEL)


@pytest.mark.parametrize(
    ("uuid", "word"),
    [
        ("613f2e26-407d-48c7-9eca-b8e91df99dc9", "white"),
        ("34098fce-860f-48ae-8e50-ebd3cc5e41da", "green"),
        ("f88d31f6-486f-44da-b317-01333bde0b82", "amber"),
        ("5e57c739-391a-4eb3-b6be-7d15ca92d5ed", "red"),
    ],
)
def test_so_does_one_of_the_older_four(uuid, word):
    says = {
        "type": "marking-definition", "spec_version": "2.1", "id": f"marking-definition--{uuid}",
        "created": "2017-01-20T00:00:00.000Z", "definition_type": "tlp", "name": f"TLP:{word.upper()}",
        "definition": {"tlp": word},
    }  # fmt: skip
    assert asked(Held(Thing.from_says(says), FARWICK), Recipient(WayOut.PUBLIC), shelf()) == Allow()
    bad = says | {"definition": {"tlp": "clear"}}
    assert asked(Held(Thing.from_says(bad), FARWICK), feed(), shelf()) == Kept(Why.FALSE_LABEL)


def test_tightening_acts_at_once_on_older_versions_and_on_all_that_name_them():
    old, new = held(1, Tlp.GREEN), held(1, Tlp.AMBER_STRICT, modified="2026-11-24T00:00:00.000Z")
    report = held(2, Tlp.GREEN, "report", object_refs=[old.thing.id])
    assert asked(old, feed(), shelf(old)) == asked(report, feed(), shelf(old)) == Allow()
    assert asked(old, feed(), shelf(new)) == asked(report, feed(), shelf(new)) == Deny(Reason.OTHER_BODY)


def test_the_same_bytes_that_came_again_under_a_stricter_label_are_bound_by_it():
    again = held(1, Tlp.GREEN, under=Tlp.RED)
    assert asked(held(1, Tlp.GREEN), feed(), shelf(again)) == Deny(Reason.NOT_IN_AUDIENCE)


def test_a_newer_version_that_is_looser_frees_no_older_one():
    old, new = held(1, Tlp.AMBER_STRICT), held(1, Tlp.CLEAR, modified="2026-11-24T00:00:00.000Z")
    assert asked(old, feed(), shelf(new)) == Deny(Reason.OTHER_BODY)
    assert asked(new, feed(), shelf(new)) == Allow()


def test_each_body_has_its_own_copy_of_an_address():
    address = {"kind": "ipv4-addr", "created": None, "modified": None, "value": "198.51.100.7"}
    theirs, mine = held(1, Tlp.RED, owner=FARWICK, **address), held(1, Tlp.GREEN, **address)
    note = held(2, Tlp.GREEN, "note", object_refs=[mine.thing.id])
    assert asked(note, feed(), shelf(theirs, mine)) == Allow()
    assert asked(mine, feed(), shelf(theirs)) == Allow()
    assert asked(note, feed(), shelf(theirs)) == Deny(Reason.NOT_BY_HAND)


def test_what_expires_goes_until_then_and_not_from_then_on():
    one = held(expires=NOON)
    assert asked(one, feed(), shelf(), NOON - timedelta(microseconds=1)) == Allow()
    assert asked(one, feed(), shelf()) == Deny(Reason.EXPIRED)


def test_bytes_that_are_not_the_thing_they_are_kept_as_raise_an_alarm_and_stay():
    good = a_thing()
    alarms = []
    for raw in (b"{", b"[]", a_thing(2).raw, a_thing(1, Tlp.RED).raw):
        one = Held(Thing(good.id, good.type, good.version, raw, good.says), NORTHMERE)
        assert Gate(shelf(), alarms.append).let_out(one, feed(), NOON, reach_of(held(), shelf())) == Kept(Why.DISAGREED)
    assert [(each.id, each.first, each.second) for each in alarms] == [(good.id, Allow(), False)] * 4


def test_bytes_under_the_id_of_a_label_that_say_something_else_stay():
    green = {
        "type": "marking-definition", "spec_version": "2.1", "id": Tlp.GREEN.stix_id,
        "created": "2022-10-01T00:00:00.000Z", "name": "TLP:GREEN",
    }  # fmt: skip
    as_published = Thing.from_says(green)
    assert read_again(Held(as_published, NORTHMERE), feed(), NOON, shelf()) is True
    for raw in (b"{", b"[]", as_published.raw):
        one = Held(Thing(Tlp.CLEAR.stix_id, "marking-definition", "", raw, {}), NORTHMERE)
        assert read_again(one, feed(), NOON, shelf()) is False


def test_an_author_whose_card_cannot_be_read_or_is_bound_by_a_statement_binds():
    rule = held(9, None, "marking-definition", definition_type="statement", definition={"statement": "ours"})
    card = held(1, None, "identity", id=CARD[NORTHMERE], object_marking_refs=[rule.thing.id])
    assert asked(held(created_by_ref=CARD[NORTHMERE]), feed(), shelf(card, rule)) != Allow()
    torn = Held(Thing(card.thing.id, "identity", "", b"{", card.thing.says), NORTHMERE)
    assert read_again(held(created_by_ref=CARD[NORTHMERE]), feed(), NOON, shelf(torn)) is False


def test_a_reach_that_is_out_of_date_raises_an_alarm_and_the_thing_stays():
    alarms = []
    gate = Gate(shelf(), alarms.append)
    assert gate.let_out(held(1, Tlp.RED), feed(), NOON, reach_of(held(1, Tlp.GREEN), shelf())) == Kept(Why.DISAGREED)
    assert gate.let_out(held(1, Tlp.GREEN), feed(), NOON, reach_of(held(1, Tlp.RED), shelf())) == Kept(Why.DISAGREED)
    assert len(alarms) == 2
    assert gate.let_out(held(1, Tlp.GREEN), feed(), NOON) == Allow()


def test_a_reach_is_one_text_and_reads_back():
    reach = reach_of(
        held(1, Tlp.AMBER, audience={FARWICK, EASTHOLT}, people={"gold"}, expires=NOON, x_ref=uid("note", 2)),
        shelf(held(2, Tlp.GREEN, "note", owner=FARWICK)),
    )
    text = reach.to_text()
    assert text == (
        '["",[["farwick","GREEN",[],[],""],'
        '["northmere","AMBER",["eastholt","farwick"],["gold"],"2026-11-23T12:00:00+00:00"]]]'
    )
    assert Reach.from_text(text) == reach
    assert reach.label is Tlp.AMBER
    kept = Reach(kept_back=Why.UNKNOWN_NAME)
    assert Reach.from_text(kept.to_text()) == kept
    assert kept.label is None


@pytest.mark.parametrize(
    "text",
    ["", "[]", '["",[]]', '["LOST",[]]', '["UNMARKED",[["a","GREEN",[],[],""]]]', '["",[["a","PURPLE",[],[],""]]]',
     '["", [["a","GREEN",[],[],""]]]', '["",[["a","GREEN",["b","b"],[],""]]]', '["",[["a","GREEN",[],[]]]]'],
)  # fmt: skip
def test_a_text_that_is_no_reach_is_refused(text):
    with pytest.raises(ReleaseError) as refused:
        Reach.from_text(text)
    assert refused.value.code is ReleaseCode.BAD_REACH


def test_a_reach_without_a_marking_and_without_a_reason_cannot_be_made():
    with pytest.raises(ReleaseError, match="this is not how far a thing may travel"):
        Reach()
