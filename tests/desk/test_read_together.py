"""Words that are read together are asked together: chosen facts with typed words, and with each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk import DeskCode, DeskError
from battlebox.desk.publish import Help
from battlebox.desk.tell import Outlet, Status, Whom, releases_of, versions_of
from battlebox.marking import Tlp
from desk.facts import PLAIN, asked, change, clear, cleared, send, sight, state
from desk.public_gate import STRICT, drafted, refused, written
from desk.room import Room

BEGINS = replace(PLAIN, wording="The attackers came in.")
ENDS = replace(PLAIN, wording="Through the VPN of Acme Ltd.")


@pytest.fixture
def room():
    return Room.opened()


def test_a_chosen_fact_and_typed_words_that_say_another_are_held(room):
    cleared(room, STRICT)
    begins = cleared(room, BEGINS)
    written(room, facts=(begins,), summary="Through the VPN of Acme Ltd.")
    [lacking] = drafted(room).lacking
    assert "the page as it is read: fact " in lacking
    assert "TLP:AMBER+STRICT" in lacking


def test_two_chosen_facts_that_say_a_third_are_held(room):
    cleared(room, STRICT)
    both = cleared(room, BEGINS), cleared(room, ENDS)
    written(room, facts=both)
    assert len(drafted(room).lacking) == 1
    with pytest.raises(DeskError, match="TLP:AMBER") as no:
        send(room, *both, outlet=Outlet.PRESS, where="the desk")
    assert no.value.code is DeskCode.MAY_NOT_LEAVE


def test_two_facts_go_where_the_third_may_go_and_all_three_are_carried(room):
    both = cleared(room, BEGINS), cleared(room, ENDS)
    third = cleared(room, replace(STRICT, tlp=PLAIN.tlp))
    send(room, *both, outlet=Outlet.PRESS, where="the desk")
    [(_, went)] = releases_of(sight(room))
    assert [each.fact for each in went.value.carried] == [*both, third]


@pytest.mark.parametrize("help_", [
    Help("The attackers came in", "Ring us", "999"),
    Help("Ring us", "The attackers came in", "999"),
])  # fmt: skip
def test_each_part_of_urgent_help_is_a_line_of_its_own(room, help_):
    cleared(room, STRICT)
    assert "TLP:AMBER+STRICT" in refused(room, written, urgent=(help_,), payments="Through the VPN of Acme Ltd.")


def test_who_needs_help_is_no_hedge_for_what_to_do(room):
    cleared(room, replace(PLAIN, wording="Some screens are blank today.", status=Status.BELIEVED))
    said = refused(room, written, urgent=(Help("If you think", "some screens are blank today.", "999"),))
    assert "is believed, and the words do not say so" in said


@pytest.mark.parametrize("typed", ["wording", "source", "not_about"])
def test_nobody_who_must_clear_a_fact_reads_another_in_it(room, typed):
    cleared(room, STRICT)
    told = replace(PLAIN, wording="Eastholt has shut its network.", about=("eastholt",))
    with pytest.raises(DeskError, match="may not be read by eastholt"):
        state(room, replace(told, **{typed: f"So: {STRICT.wording}"}))


def test_nor_in_why_it_is_said_anew(room):
    cleared(room, STRICT)
    thing = state(room, replace(PLAIN, wording="Eastholt has shut its network.", about=("eastholt",)))
    with pytest.raises(DeskError, match="may not be read by eastholt"):
        change(room, thing, why=f"because {STRICT.wording}")
    change(room, thing, why="we looked again")


def test_nor_in_where_it_went(room):
    cleared(room, STRICT)
    thing = cleared(room, replace(PLAIN, wording="Eastholt has shut its network.", about=("eastholt",)), "northmere")
    clear(room, thing, "eastholt")
    with pytest.raises(DeskError, match="may not be read by eastholt"):
        send(room, thing, outlet=Outlet.PRESS, where=STRICT.wording)


def test_a_fact_that_is_about_a_council_no_more_is_read_by_it_no_more(room):
    thing = state(room, replace(PLAIN, wording="Eastholt has shut its network.", about=("eastholt",)))
    change(room, thing, wording="Somebody sold a password.", about=(), tlp=Tlp.AMBER_STRICT)
    [theirs] = versions_of(sight(room, "eastholt"), thing)
    assert theirs.value.status is Status.SUPERSEDED
    assert "password" not in "".join(line.words for line in sight(room, "eastholt").lines())
    [ours] = versions_of(sight(room), thing)
    assert ours.value.wording == "Somebody sold a password."


def test_but_whoever_may_have_the_new_words_reads_them(room):
    thing = state(room, replace(PLAIN, wording="Eastholt has shut its network.", about=("eastholt",)))
    change(room, thing, wording="Some networks are shut.", about=(), tlp=Tlp.GREEN)
    [theirs] = versions_of(sight(room, "eastholt"), thing)
    assert theirs.value.wording == "Some networks are shut."


@pytest.mark.parametrize("outlet", [Outlet.STAFF_MEMO, Outlet.MEMBERS, Outlet.PARTNER_FEED])
def test_what_is_for_named_partners_goes_to_each_of_them_and_into_no_memo_or_feed(room, outlet):
    thing = cleared(room, replace(PLAIN, tlp=Tlp.AMBER, audience=frozenset({"eastholt"})))
    assert asked(room, thing, Outlet.PARTNER_FILE, Whom("eastholt")).words == PLAIN.wording
    whom = Whom("eastholt" if outlet is Outlet.PARTNER_FEED else "northmere")
    if outlet is not Outlet.PARTNER_FEED:
        assert "for the partners that it names" in asked(room, thing, outlet, whom).why
