"""The list comes in on stated terms, opens with either of two keys, warns when its time ends, and leaves no body."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest

from battlebox.desk import DeskCode, DeskError, Role
from battlebox.desk.reach import (
    Holder,
    Proof,
    bring_in,
    count_of,
    counts_of,
    extend,
    keys_of,
    lists_of,
    open_list,
    own_list,
    replace_holder,
    share_list,
)
from battlebox.desk.reach.extract import Extract
from battlebox.desk.record.sight import Handling
from battlebox.desk.record.writing import draft
from battlebox.journal import BundleReader, JournalError, Kind, PartClass, export, new_passphrase, new_sealing_key
from battlebox.marking import Recipient, WayOut
from desk.reach import (
    DIRECTOR,
    DUTY,
    DUTY_PROOF,
    HOLDERS,
    PEOPLE,
    PROOF,
    SECRET,
    brought,
    lead,
    opened,
    terms,
)
from desk.room import BEGAN, Room, officer

WEAK = "council1"


@pytest.fixture
def room():
    return Room.opened()


def everything_kept(room):
    return b"".join(part.data for entry in room.record.journal.entries() for part in entry.parts.values())


def test_a_list_comes_in_and_says_how_old_it_is_and_that_it_may_miss_people(room):
    thing = brought(room)
    count = count_of(room.sight("northmere"), thing)
    assert count.tally.to_reach == count.tally.people == len(PEOPLE)
    assert count.age == "as of 20 November 2026, 3 days old; may miss people added since"
    last = list(room.sight("northmere").lines())[-1]
    assert "may miss people added since" in last.words
    assert "northmere answers for the data" in last.words


def test_no_name_phone_or_address_is_kept_in_the_clear(room):
    brought(room)
    kept = everything_kept(room)
    assert b"telecare" in kept
    # Whole words: three or four letters stand in sealed bytes and digests by chance, now and then.
    for words in (b"Ada Brown", b"Cara Diaz", b"020 7946", b"High Street", b"Spanish", SECRET.encode()):
        assert words not in kept
    entry = list(room.record.journal.entries())[-1]
    assert PartClass.PERSON in {PartClass(slot.holds) for slot in entry.header.parts}


def test_either_holder_opens_it_and_the_record_says_who_and_why(room):
    thing = brought(room)
    for proof in (PROOF, DUTY_PROOF):
        found = opened(room, thing, proof=proof)
        assert found.people == PEOPLE
        line = list(room.sight("northmere").lines())[-1]
        assert line.header.kind == "list:opened"
        assert line.header.by == lead().id
        assert line.words.endswith(f"was opened with the key of {proof.post}: telecare is off")
        assert "Ada" not in repr(found)
        assert SECRET not in repr(found)


def test_a_passphrase_opens_it_typed_with_any_spaces_and_a_wrong_one_does_not(room):
    words = new_passphrase()
    thing = brought(room, holders=(Holder("duty director", passphrase=words), DUTY))
    found = open_list(room.record, lead(), thing, Proof("duty director", words.replace(" ", "  ")), why="3 a.m.")
    assert found.people == PEOPLE
    before = room.record.arrived
    with pytest.raises(JournalError, match="the passphrase does not open the key of duty director"):
        open_list(room.record, lead(), thing, Proof("duty director", new_passphrase()), why="3 a.m.")
    assert room.record.arrived == before


@pytest.mark.parametrize(
    ("proof", "why", "words"),
    [
        (Proof("duty director", secret=new_sealing_key()[1]), "telecare is off", "not sealed to this desk"),
        (Proof("somebody else", secret=SECRET), "telecare is off", "somebody else holds no key of this list"),
        (PROOF, "  ", "why is blank"),
    ],
)
def test_without_a_key_or_a_reason_nobody_opens_it(room, proof, why, words):
    thing = brought(room)
    with pytest.raises((DeskError, JournalError), match=words):
        open_list(room.record, lead(), thing, proof, why=why)


@pytest.mark.parametrize(
    ("holders", "code"),
    [
        ((DIRECTOR,), DeskCode.FEW_HOLDERS),
        ((DIRECTOR, DIRECTOR), DeskCode.FEW_HOLDERS),
        ((DIRECTOR, Holder("Duty Director", recipient=DUTY.recipient)), DeskCode.FEW_HOLDERS),
        ((DIRECTOR, Holder("out of hours lead", WEAK)), DeskCode.WEAK_PASSPHRASE),
        ((DIRECTOR, Holder(" ", recipient=DUTY.recipient)), DeskCode.BLANK),
    ],
)
def test_it_needs_two_holders_who_can_be_trusted_with_it(room, holders, code):
    with pytest.raises(DeskError) as refused:
        brought(room, holders=holders)
    assert refused.value.code is code


@pytest.mark.parametrize("name", ["source", "controller", "purpose", "lawful_basis", "retention"])
def test_a_list_without_its_terms_is_refused_before_anything_is_written(room, name):
    before = room.record.arrived
    with pytest.raises(DeskError, match="is blank"):
        brought(room, **{name: " "})
    assert room.record.arrived == before


def test_neither_an_extract_from_tomorrow_nor_a_time_that_is_over_is_taken(room):
    with pytest.raises(DeskError, match="the extract date lies 2 days ahead"):
        brought(room, extracted=BEGAN + timedelta(days=2))
    with pytest.raises(DeskError, match="the expiry date is already over"):
        brought(room, expires=BEGAN)


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.OPERATIONAL, Role.TACTICAL, Role.COMMUNICATIONS])
def test_who_may_not_hold_the_list_neither_brings_it_in_nor_opens_it(room, role):
    thing = brought(room)
    other = officer("northmere", role)
    with pytest.raises(DeskError, match=r"may not (bring in a|open the) list") as refused:
        bring_in(room.record, other, Extract(PEOPLE), terms(), HOLDERS)
    assert "information governance or service lead" in refused.value.hint
    with pytest.raises(DeskError, match=r"may not (bring in a|open the) list"):
        open_list(room.record, other, thing, PROOF, why="telecare is off")


def test_other_bodies_see_nothing_of_it_and_cannot_open_it_with_the_key(room):
    thing = brought(room)
    for body in ("eastholt", "farwick"):
        sight = room.sight(body)
        assert lists_of(sight) == ()
        assert counts_of(sight) == ()
        assert not any("people to reach" in line.words for line in sight.lines())
        with pytest.raises(DeskError) as refused:
            opened(room, thing, body=body)
        assert refused.value.code is DeskCode.NOT_SEEN


def test_counts_are_shared_with_a_partner_and_names_never_are(room):
    thing = brought(room)
    share_list(room.record, lead(), thing, frozenset({"eastholt"}))
    (count,) = counts_of(room.sight("eastholt"))
    assert (count.body, count.tally.people) == ("northmere", len(PEOPLE))
    assert counts_of(room.sight("farwick")) == ()
    with pytest.raises(DeskError):
        own_list(room.sight("eastholt"), thing)
    with pytest.raises(DeskError):
        share_list(room.record, lead("eastholt"), thing, frozenset({"farwick"}))
    sealed = [line.person for line in room.sight("eastholt").lines() if line.header.kind == "list:brought"]
    assert sealed == []


def test_what_another_bodys_desk_writes_over_a_list_is_not_heard(room):
    thing = brought(room)
    theirs = brought(room, body="farwick")
    sly = keys_of(room.sight("farwick"), theirs)
    swap = draft(Kind.LIST_CHANGED, Handling(audience=frozenset({"northmere"})), (thing, "keys", sly), over=frozenset())
    room.record.append(lead("farwick"), swap)
    assert opened(room, thing).people == PEOPLE


def test_a_lost_holder_is_replaced_by_the_other_and_the_list_opens_for_the_new_one(room):
    thing = brought(room)
    public, secret = new_sealing_key()
    new = Holder("head of care", recipient=public)
    replace_holder(room.record, lead(), thing, DUTY_PROOF, "duty director", new)
    assert keys_of(room.sight("northmere"), thing).posts == ("out of hours lead", "head of care")
    assert opened(room, thing, proof=Proof("head of care", secret=secret)).people == PEOPLE
    with pytest.raises(DeskError, match="duty director holds no key") as refused:
        opened(room, thing)
    assert refused.value.hint == "the holders are: out of hours lead, head of care"


def test_nobody_is_given_both_keys(room):
    thing = brought(room)
    with pytest.raises(DeskError, match="two key holders who are not the same"):
        replace_holder(room.record, lead(), thing, PROOF, "duty director", Holder("Out of hours lead", recipient="x"))


def test_the_end_of_its_time_warns_can_be_moved_and_takes_nothing_away(room):
    thing = brought(room)

    def alarms():
        return " ".join(count_of(room.sight("northmere"), thing).alarms)

    assert alarms() == ""
    room.watch.pass_by(days=6, hours=12)
    assert "its time ends on 30 November 2026: extend it" in alarms()
    room.watch.pass_by(days=2)
    assert "its time ended on 30 November 2026" in alarms()
    assert opened(room, thing).people == PEOPLE
    extend(room.record, lead(), thing, room.record.now() + timedelta(days=7), why="half are still to be reached")
    assert alarms() == ""
    with pytest.raises(DeskError, match="already over"):
        extend(room.record, lead(), thing, BEGAN, why="a slip")


def test_what_was_guessed_in_reading_stays_with_the_list(room):
    extract = Extract(PEOPLE, ("NHS number",), ("the file was read as Windows text",))
    thing = bring_in(room.record, lead(), extract, terms(), HOLDERS).thing
    assert count_of(room.sight("northmere"), thing).alarms == ("read with guesses: the file was read as Windows text",)
    assert own_list(room.sight("northmere"), thing).value.left_out == ("NHS number",)


@pytest.mark.parametrize("shared", [False, True])
def test_a_copy_for_a_partner_holds_neither_the_sealed_list_nor_a_key_even_where_counts_are_shared(room, shared):
    thing = brought(room)
    if shared:
        share_list(room.record, lead(), thing, frozenset({"eastholt"}))
    for body in ("eastholt", "farwick"):
        out = io.BytesIO()
        export(room.record.journal, out, Recipient(WayOut.FILE, body=body, community=True))
        copy = out.getvalue()
        for line in room.record.lines():
            if line.header.kind == "list:brought":
                assert line.person.encode() not in copy
        parts = b"".join(part.data for entry in BundleReader(io.BytesIO(copy), "copy").entries()
                         for part in entry.parts.values())  # fmt: skip
        assert b'"held"' not in parts
        assert (b'"patch_of"' in parts) is (shared and body == "eastholt")
