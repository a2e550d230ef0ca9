"""The same words recorded twice: at every way out the stricter counts, until somebody settles which is so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from battlebox.desk import DeskError
from battlebox.desk.message import Rests, passed
from battlebox.desk.publish import PublicWords, write_words
from battlebox.desk.record import Sight
from battlebox.desk.tell import Bar, Goes, Outlet, Status, Verdict, Whom, use_lane
from battlebox.marking import Tlp
from desk.facts import OF_EASTHOLT, PLAIN, asked, change, clear, hold, send, standing, state, words_officer
from desk.room import BEGAN, Room

AGAIN = "Some screens, are BLANK"
"""The same words by their letters."""


@pytest.fixture
def room():
    return Room.opened()


def cleared(room, **more):
    thing = state(room, replace(PLAIN, **more))
    clear(room, thing, "northmere")
    return thing


@pytest.fixture
def free(room):
    """A fact that may go anywhere, before its words are recorded a second time."""
    thing = cleared(room)
    assert isinstance(asked(room, thing), Goes)
    return thing


def sight(room):
    return Sight.of(room.record, words_officer("northmere"))


def number(room, thing):
    return standing(room, thing).said[0].number


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"tlp": Tlp.AMBER_STRICT}, "TLP:AMBER+STRICT: it may not be made public"),
        ({"tlp": Tlp.AMBER, "status": Status.BELIEVED, "wording": AGAIN}, "TLP:AMBER: it may not be made public"),
    ],
)
def test_the_stricter_label_wins_in_public_and_says_which_two_and_what_to_do(room, free, more, why):
    other = cleared(room, **more)
    answer = asked(room, free)
    assert answer.bar is Bar.TWIN
    one, two = number(room, free), number(room, other)
    assert answer.why == (
        f"{two} says the same words as {one}, and may not go there ({why}); "
        "supersede one of the two, or correct its label"
    )
    assert answer.ask == ("northmere",)


def test_no_way_out_lets_the_freer_one_through(room, free):
    cleared(room, tlp=Tlp.AMBER_STRICT)
    with pytest.raises(DeskError, match="says the same words as"):
        send(room, free)
    with pytest.raises(DeskError, match="says the same words as"):
        passed(sight(room), Rests(Outlet.PRESS, facts=(free,), tlp=Tlp.CLEAR), PLAIN.wording)
    said = PublicWords(headline=PLAIN.wording, next_update=BEGAN.replace(hour=23))
    with pytest.raises(DeskError, match=r"the one thing to know: .* says the same words as"):
        write_words(room.record, words_officer("northmere"), said)


def test_words_that_are_typed_are_both_facts_even_where_one_is_only_believed(room, free):
    cleared(room, tlp=Tlp.AMBER, status=Status.BELIEVED)
    with pytest.raises(DeskError, match="TLP:AMBER: it may not be made public"):
        passed(sight(room), Rests(Outlet.PRESS, tlp=Tlp.CLEAR), PLAIN.wording)


def test_a_message_to_those_who_may_have_both_bears_the_stricter_label(room, free):
    cleared(room, tlp=Tlp.AMBER, audience=frozenset({"eastholt"}))
    rests = Rests(Outlet.PARTNER_CALL, Whom("eastholt"), (free,), Tlp.CLEAR)
    assert passed(sight(room), rests, PLAIN.wording).rests.tlp is Tlp.AMBER


def test_a_second_record_that_is_not_cleared_refused_or_held_keeps_both(room, free):
    other = state(room, PLAIN)
    assert "has not cleared it" in asked(room, free).why
    clear(room, other, "northmere")
    assert isinstance(asked(room, free), Goes)
    hold(room, other)
    assert "it is held back by police" in asked(room, free).why
    hold(room, other, in_force=False)
    clear(room, other, "northmere", verdict=Verdict.REFUSED, why="not yet")
    assert "somebody it is about has refused" in asked(room, free).why


def test_it_goes_once_one_is_superseded_or_the_label_is_put_right(room, free):
    other = cleared(room, tlp=Tlp.AMBER)
    assert [each.thing for each in standing(room, free).at_odds] == [other]
    change(room, other, tlp=Tlp.CLEAR)
    clear(room, other, "northmere")
    assert isinstance(asked(room, free), Goes)
    assert not standing(room, free).at_odds
    change(room, other, tlp=Tlp.RED)
    assert asked(room, free).bar is Bar.TWIN
    change(room, other, status=Status.SUPERSEDED)
    assert isinstance(asked(room, free), Goes)


def test_other_words_that_merely_begin_alike_are_no_second_record(room, free):
    cleared(room, wording="Some screens are blank in the town hall.", tlp=Tlp.AMBER)
    assert isinstance(asked(room, free), Goes)


def test_what_a_stranger_recorded_is_not_told_of(room, free):
    state(room, replace(PLAIN, tlp=Tlp.AMBER_STRICT), by="farwick")
    assert isinstance(asked(room, free), Goes)


def test_prepared_words_do_not_wait_for_a_second_record_of_them_and_a_hold_stops_them(room):
    said = {"wording": "If somebody's life is in danger, call 999 now.", "prepared": "danger"}
    one, other = state(room, replace(PLAIN, **said)), state(room, replace(PLAIN, **said))
    use_lane(room.record, words_officer("northmere"), one, why="alarms are silent", who="head of care")
    assert isinstance(asked(room, one), Goes)
    hold(room, other)
    assert asked(room, one).bar is Bar.TWIN


# ── words within words ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("how", ["held", "refused", "label"])
def test_a_fact_that_has_the_words_of_another_stays_where_that_one_does(room, how):
    secret = "The attackers came in through the VPN of Acme Ltd."
    inner = cleared(room, wording=secret, **({"tlp": Tlp.AMBER_STRICT} if how == "label" else {}))
    if how == "held":
        hold(room, inner)
    if how == "refused":
        clear(room, inner, "northmere", verdict=Verdict.REFUSED, why="too early")
    outer = cleared(room, wording="We can now say that the attackers came in through the VPN of Acme Ltd.")
    answer = asked(room, outer)
    assert answer.bar is Bar.WITHIN
    assert answer.why.startswith(f"{number(room, outer)} has the words of {number(room, inner)}")
    with pytest.raises(DeskError):
        send(room, outer)


def test_a_fact_within_another_that_only_waits_for_its_clearance_stops_nothing(room):
    state(room, replace(PLAIN, wording="Some screens are blank today."))
    assert isinstance(asked(room, cleared(room, wording="Some screens are blank today in both town halls.")), Goes)


def ours_and_theirs(room, **more):
    """Eastholt's own word on its network, and what Northmere recorded of it without clearing it."""
    theirs = state(room, replace(OF_EASTHOLT, **more))
    ours = state(room, replace(OF_EASTHOLT, tlp=Tlp.CLEAR), by="eastholt")
    clear(room, ours, "eastholt")
    return ours, theirs


def test_what_a_body_says_of_itself_alone_is_not_bound_by_what_another_recorded(room):
    ours, theirs = ours_and_theirs(room)
    assert isinstance(asked(room, ours, body="eastholt"), Goes)
    assert not isinstance(asked(room, theirs), Goes)
    said = PublicWords("Our services", BEGAN + timedelta(hours=1), summary=OF_EASTHOLT.wording)
    assert write_words(room.record, words_officer("eastholt"), said)
    with pytest.raises(DeskError, match="has not cleared it"):
        write_words(room.record, words_officer("northmere"), said)


def test_but_by_a_hold_it_is(room):
    ours, theirs = ours_and_theirs(room)
    hold(room, theirs)
    clear(room, theirs, "eastholt")
    assert asked(room, ours, body="eastholt").bar is Bar.TWIN


def test_what_is_not_about_itself_alone_is(room):
    theirs = state(room, OF_EASTHOLT)
    told = replace(OF_EASTHOLT, about=("eastholt", "northmere"))
    ours = state(room, told, by="eastholt")
    for body in ("eastholt", "northmere"):
        clear(room, ours, body)
    assert asked(room, ours, body="eastholt").bar is Bar.TWIN
    assert theirs
