"""Only the owner changes, loosens or revokes what is theirs; three councils bring the same things."""

from __future__ import annotations

import hashlib

import pytest
from things import CARD, EASTHOLT, FARWICK, NORTHMERE, a_thing, held, respelt

from battlebox.marking import Tlp
from battlebox.share.intel import Thing
from battlebox.share.release import Held, ReleaseCode, accept

NAMES = {CARD[NORTHMERE]: NORTHMERE, CARD[EASTHOLT]: EASTHOLT}
LATER, LATER_STILL, EARLIER = "2026-11-24T00:00:00.000Z", "2026-11-25T00:00:00.000Z", "2026-11-23T04:10:00.000Z"


def refused(new, before=None, by=None, same=None):
    found = accept(new, before, by or new.owner, NAMES, same=same)
    return found and found.code


def test_something_new_is_taken_from_anybody_under_their_own_name():
    for body in (NORTHMERE, EASTHOLT, FARWICK):
        assert refused(held(owner=body)) is None
        assert refused(held(owner=body), by="elsewhere") is ReleaseCode.OTHER_OWNER


@pytest.mark.parametrize("label", [None, *Tlp])
@pytest.mark.parametrize("body", [EASTHOLT, FARWICK])
def test_nobody_but_the_owner_loosens_or_tightens_or_changes_a_thing(label, body):
    before = held(1, Tlp.AMBER)
    assert refused(held(1, label, modified=LATER, owner=body), before) is ReleaseCode.NOT_OWNER
    assert refused(held(1, label, modified=LATER), before) is None


def test_what_is_held_to_the_byte_is_welcome_from_anybody():
    before = held(created_by_ref=CARD[NORTHMERE])
    for body in (NORTHMERE, EASTHOLT, FARWICK):
        assert refused(Held(before.thing, body), before) is None
        newest = held(created_by_ref=CARD[NORTHMERE], modified=LATER, revoked=True)
        assert refused(Held(before.thing, body), newest, same=before) is None


@pytest.mark.parametrize(("body", "code"), [(NORTHMERE, None), (EASTHOLT, "other_author"), (FARWICK, "other_author")])
def test_nobody_speaks_in_the_name_of_another_body(body, code):
    assert refused(held(created_by_ref=CARD[NORTHMERE], owner=body)) == code
    card = Held(a_thing(1, kind="identity", id=CARD[NORTHMERE]), body)
    assert refused(card) == (code and "other_identity")
    assert refused(held(created_by_ref="identity--50000000-0000-4000-8000-000000000000", owner=body)) is None


def test_under_one_id_and_version_the_first_stays_and_both_hashes_are_told_to_us():
    before, new = held(name="a"), held(name="b")
    found = accept(new, before, NORTHMERE, NAMES)
    assert found.code is ReleaseCode.CONFLICT
    assert found.hashes == tuple(hashlib.sha256(each.thing.raw).hexdigest() for each in (before, new))
    assert found.id == new.thing.id
    assert found.sentence == "something else came first under the same id and version"
    assert found.hint == "give what you changed a later time of modification"
    newest = held(name="c", modified=LATER)
    assert refused(new, newest, same=before) is ReleaseCode.CONFLICT
    assert refused(new, newest) is None
    assert refused(respelt(before, b'"name":"a"', b'"name" : "a"'), before) is ReleaseCode.CONFLICT
    # The same instant in another spelling is the same version.
    assert refused(held(name="b", modified="2026-11-23T04:10:00Z"), before) is ReleaseCode.CONFLICT


def test_an_observable_is_nobodys_but_one_body_says_one_thing_of_it():
    says = {"kind": "ipv4-addr", "created": None, "modified": None, "value": "198.51.100.7"}
    before = held(1, Tlp.RED, **says)
    assert refused(held(1, Tlp.GREEN, owner=FARWICK, **says), before) is None
    assert refused(held(1, Tlp.GREEN, **says), before) is ReleaseCode.CONFLICT


def test_a_marking_has_one_version():
    says = {"kind": "marking-definition", "modified": None, "definition_type": "statement"}
    before = held(1, None, **says)
    assert refused(held(1, None, name="x", **says), before) is ReleaseCode.CONFLICT
    assert refused(held(1, None, owner=FARWICK, **says), before) is None
    assert refused(held(1, None, owner=FARWICK, name="x", **says), before) is ReleaseCode.NOT_OWNER


@pytest.mark.parametrize(
    ("says", "code"),
    [
        ({"created": "2026-11-23T04:10:00.001Z"}, "created_changed"),
        ({"created": "2026-11-23T04:10:00Z"}, None),
        ({"created_by_ref": CARD[NORTHMERE]}, "author_changed"),
        ({"modified": "2026-11-23T04:09:59.999Z"}, "before_created"),
        ({"modified": "2026-11-24T00:00:00.000"}, "bad_stamp"),
        ({"modified": "yesterday"}, "bad_stamp"),
        ({"created": "2026-13-23T00:00:00Z"}, "bad_stamp"),
        ({"modified": "2026-11-23T04:10:00.000Z", "created": "2026-11-23T04:10:00.000Z"}, "conflict"),
    ],
)
def test_created_and_author_stay_and_times_can_be_read(says, code):
    assert refused(held(**({"modified": LATER, "name": "b"} | says)), held(name="a")) == code


def test_an_author_is_neither_dropped_nor_added_nor_exchanged():
    signed, other = (
        {"created_by_ref": CARD[NORTHMERE]},
        {"created_by_ref": "identity--50000000-0000-4000-8000-000000000000"},
    )
    says = [{}, signed, other]
    for was in says:
        for now in says:
            code = refused(held(modified=LATER, **now), held(**was))
            assert code == (None if was == now else "author_changed")


def test_what_has_a_time_of_change_and_none_of_creation_is_compared_without_a_fault():
    says = {"kind": "x-cell", "created": None}
    assert refused(held(1, **says)) is None
    assert refused(held(1, modified=LATER, **says), held(1, **says)) is None
    gone = held(1, modified=LATER, revoked=True, **says)
    assert refused(held(1, modified=None, kind="x-cell", created=None), gone) is None


def test_after_revoked_comes_nothing_but_what_was_before_it_may_still_come():
    gone = held(modified=LATER, revoked=True)
    assert refused(held(modified=LATER_STILL), gone) is ReleaseCode.REVOKED
    assert refused(held(modified=EARLIER), gone) is None
    assert refused(held(modified=LATER_STILL), held(modified=LATER, revoked=False)) is None
    assert refused(gone, held()) is None


def test_the_id_of_a_label_is_taken_for_the_label_alone():
    says = {"type": "marking-definition", "spec_version": "2.1", "id": Tlp.RED.stix_id, "name": "TLP:RED"}
    assert refused(Held(Thing.from_says(says), FARWICK)) is None
    assert refused(Held(Thing.from_says(says | {"name": "ours"}), FARWICK)) is ReleaseCode.FALSE_LABEL


def test_reasons_that_give_away_what_is_held_say_so():
    tells = {"not_owner", "conflict", "created_changed", "author_changed", "revoked"}
    before = held(1, Tlp.RED)
    for new in (held(owner=FARWICK, modified=LATER), held(name="b"), held(created=LATER, modified=LATER)):
        assert accept(new, before, new.owner, NAMES).tells_of_held
    assert not accept(held(), None, FARWICK, NAMES).tells_of_held
    assert not accept(held(created_by_ref=CARD[EASTHOLT]), None, NORTHMERE, NAMES).tells_of_held
    from battlebox.share.release import NotTaken

    assert {code.value for code in ReleaseCode if NotTaken("", code).tells_of_held} == tells
