"""Channels: tried, modelled, and both; what serves instead; what a number rests on; which stop together."""

from __future__ import annotations

import pytest

from battlebox.desk import DeskError
from battlebox.desk.picture import NOTHING, Works, estate_in_use, together
from battlebox.desk.record import Handling
from battlebox.marking import Tlp
from desk.phones import OUT, SLOW, UNKNOWN, WORKING, channels, estate_with_phones, number, say
from desk.room import COUNCILS, Room

LINES = {"northmere": "northmere.phones", "eastholt": "eastholt.servers", "farwick": "farwick.servers"}


@pytest.fixture
def room(monkeypatch):
    monkeypatch.setattr("desk.room.shipped", lambda _: estate_with_phones())
    return Room.opened()


def works(room, name, body="northmere"):
    return channels(room, body).standing[name].works


@pytest.mark.parametrize("council", COUNCILS)
def test_one_that_nobody_tried_is_not_said_to_work(room, council):
    assert works(room, f"{council}.switchboard") is Works.UNTRIED
    assert channels(room).mark(f"{council}.switchboard") == NOTHING


@pytest.mark.parametrize("council", COUNCILS)
def test_one_that_rests_on_what_is_out_is_dead_in_the_model_and_says_on_what(room, council):
    say(room, LINES[council], OUT)
    each = channels(room).standing[f"{council}.switchboard"]
    assert each.works is Works.MODELLED
    assert each.stops == room.record.now()
    mark = channels(room).mark(f"{council}.switchboard", council)
    assert mark.dead
    lines = room_name(room, LINES[council])
    assert mark.words == f"does not work, as the model has it: {lines} is out"
    night = f"{council.capitalize()} night line"
    # Northmere has two of them, and nothing tells which is the better.
    assert any(each.channel.name == night for each in channels(room).instead_of(f"{council}.switchboard", council))
    assert mark.instead.startswith("Instead: ")


def room_name(room, name):
    return estate_in_use(room.sight("northmere"), room.shelf).estate.thing_by_id[name].name


def test_what_was_tried_wins_over_the_model_and_the_difference_is_said(room):
    say(room, "northmere.phones", OUT)
    room.watch.pass_by(minutes=5)
    say(room, "northmere.switchboard", WORKING, note="rang it from a mobile")
    each = channels(room).standing["northmere.switchboard"]
    assert each.works is Works.WORKS
    assert each.differs == "it rests on Northmere telephone lines, which is out, yet it was tried and works"
    assert channels(room).mark("northmere.switchboard") == NOTHING


def test_tried_and_dead_though_nothing_it_rests_on_is_out(room):
    say(room, "northmere.switchboard", OUT, who="front desk")
    each = channels(room).standing["northmere.switchboard"]
    assert each.works is Works.DEAD
    assert each.differs == "nothing it rests on is known to be out, yet it was tried and does not work"
    assert channels(room).mark("northmere.switchboard").words == "does not work, says front desk"


def test_tried_and_dead_as_the_model_has_it_differs_in_nothing(room):
    say(room, "northmere.phones", OUT)
    say(room, "northmere.switchboard", OUT)
    assert channels(room).standing["northmere.switchboard"].differs == ""


def test_one_that_worked_before_what_it_rests_on_stopped_is_not_called_working(room):
    say(room, "northmere.switchboard", WORKING)
    assert works(room, "northmere.switchboard") is Works.WORKS
    room.watch.pass_by(minutes=30)
    say(room, "northmere.phones", OUT)
    assert works(room, "northmere.switchboard") is Works.SINCE
    mark = channels(room).mark("northmere.switchboard", "northmere")
    assert not mark.dead
    assert mark.words == "not tried since: Northmere telephone lines is out"
    room.watch.pass_by(minutes=5)
    say(room, "northmere.switchboard", SLOW)
    assert works(room, "northmere.switchboard") is Works.SLOW


def test_not_known_takes_back_what_was_said_and_the_model_counts_again(room):
    say(room, "northmere.switchboard", OUT)
    room.watch.pass_by(minutes=5)
    say(room, "northmere.switchboard", UNKNOWN, note="the one who tried it dialled a wrong number")
    assert works(room, "northmere.switchboard") is Works.UNTRIED
    say(room, "northmere.phones", OUT)
    assert works(room, "northmere.switchboard") is Works.MODELLED


def test_not_known_counts_for_systems_and_services_too(room):
    say(room, "northmere.servers", OUT)
    say(room, "northmere.child-front-door", OUT)
    room.watch.pass_by(minutes=5)
    say(room, "northmere.servers", UNKNOWN)
    say(room, "northmere.child-front-door", UNKNOWN)
    picture = channels(room).picture
    assert not picture.is_out("northmere.servers")
    assert picture.service("northmere.child-front-door").seen is None


def test_an_order_in_force_that_stops_it_shows_in_the_model(room):
    from battlebox.desk import Role
    from battlebox.desk.picture import CAPTURED, give_order
    from desk.room import SHARED, officer

    estate = estate_in_use(room.sight("northmere"), room.shelf).estate
    give_order(room.record, estate, officer("northmere", Role.STRATEGIC), "northmere.power-off", who="night engineer",
               memory=CAPTURED, handling=SHARED)  # fmt: skip
    assert works(room, "northmere.switchboard") is Works.UNTRIED  # It takes an hour to work.
    room.watch.pass_by(hours=2)
    assert works(room, "northmere.switchboard") is Works.MODELLED
    assert works(room, "eastholt.switchboard") is Works.UNTRIED


def test_residents_are_never_sent_to_the_channels_of_staff(room):
    say(room, "northmere.switchboard", OUT)
    say(room, "northmere.night-line", OUT)
    say(room, "northmere.night-number", OUT)
    assert channels(room).mark("northmere.switchboard", "northmere").instead == (
        "Nothing else is known to work for this: agree on something, and write it down"
    )
    say(room, "northmere.staff-chat", OUT)
    assert "Northmere duty mobiles" in channels(room).mark("northmere.staff-chat", "northmere").instead


def test_the_surest_of_those_that_serve_stands_first(room):
    say(room, "northmere.switchboard", OUT)
    say(room, "northmere.night-line", WORKING)
    assert channels(room).mark("northmere.switchboard", "northmere").instead == (
        "Instead: Northmere night line (0808 157 0000)"
    )


@pytest.mark.parametrize("council", COUNCILS)
def test_a_number_rests_on_the_line_it_is_of_and_a_mail_on_its_domain(room, council):
    found = channels(room)
    line, code = (f"{council}.switchboard",), number(council)[-4:]
    for text in (number(council), f"+44 20 7946 {code}", f"(020) 7946-{code} ext 12", f"ring 0207946{code}, then 3"):
        assert found.resting(text) == line
    assert found.resting(f"bob@{council}.example") == (f"{council}.mailbox",)
    assert found.resting(f"{council} SWITCHBOARD, then ask") == line
    for text in ("", f"020 7946 9{code}", "07700 900123", f"bob@not{council}.example", "the number on every letter"):
        assert found.resting(text) == ()


def test_the_worst_of_two_numbers_counts(room):
    say(room, "northmere.switchboard", OUT)
    both = f"{number('eastholt')} or {number('northmere')}"
    assert channels(room).mark_on(both).dead
    assert channels(room).mark_on(number("eastholt")) == NOTHING


def test_what_is_kept_to_one_body_is_not_known_to_another(room):
    say(room, "northmere.switchboard", OUT, handling=Handling(Tlp.AMBER_STRICT))
    assert works(room, "northmere.switchboard") is Works.DEAD
    assert works(room, "northmere.switchboard", "eastholt") is Works.UNTRIED


@pytest.mark.parametrize("council", COUNCILS)
def test_whoever_may_not_say_how_things_are_is_refused_and_a_stranger_knows_of_none(room, council):
    from battlebox.desk import Role
    from battlebox.desk.picture import Cause, Observation, observe
    from desk.room import officer

    estate = estate_in_use(room.sight("northmere"), room.shelf).estate
    watching = officer(council, Role.OBSERVER)
    with pytest.raises(DeskError, match=r"observer\) may not"):
        observe(room.record, estate, watching, "northmere.switchboard",
                Observation(OUT, room.record.now(), "front desk", Cause.UNKNOWN))  # fmt: skip
    if council == "farwick":
        with pytest.raises(DeskError, match="there is no estate"):
            channels(room, council)


def test_a_body_reaches_people_on_its_own_and_on_those_its_services_stand_on(room):
    names = [each.channel.channel for each in channels(room).of("northmere")]
    assert "northmere.night-line" in names
    assert "northmere.night-number" in names
    assert not any(name.startswith(("eastholt", "farwick")) for name in names)


def test_which_stop_together_is_one_line_for_each_set(room):
    lines = {line.channels: line for line in together(estate_in_use(room.sight("northmere"), room.shelf))}
    assert lines["northmere.staff-chat", "northmere.mailbox"].systems == ("northmere.mail",)
    farwick = ("farwick.switchboard", "farwick.staff-chat", "farwick.mailbox")
    assert lines[farwick].systems == ("farwick.servers",)
    # The lines stop half an hour after the servers, alone: that is no set.
    assert not any("northmere.switchboard" in each for each in lines)
