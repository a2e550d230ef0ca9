"""Words that come close to a fact that may not go where they go: named for a person, and nothing is stopped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk.tell import Outlet, Status, Whom, Wordings, close_to
from battlebox.marking import Tlp
from desk.facts import PLAIN, change, clear, cleared, sight, state
from desk.room import COUNCILS, Room

STRICT = replace(PLAIN, wording="The attackers came in through the VPN of Acme Ltd.", tlp=Tlp.AMBER_STRICT)


@pytest.fixture
def room():
    return Room.opened()


def close(room, text, body="northmere", outlet=Outlet.PUBLIC_PAGE, whom=None):
    return close_to(Wordings.of(sight(room, body)), text, outlet, whom or Whom())


@pytest.mark.parametrize(
    "typed",
    [
        "It was the Acme VPN that let the attackers in.",
        "They used a VPN. Acme's, and the attackers are in.",
        "An attacker used Acme and its VPNs.",
    ],
)
def test_other_words_for_a_fact_that_stays_name_it(room, typed):
    thing = cleared(room, STRICT)
    [found] = close(room, typed)
    assert (found.standing.thing, found.answer.ask) == (thing, ("northmere",))


@pytest.mark.parametrize("typed", ["Ring us about your rent.", "We use a VPN. Our phones work.", "", STRICT.wording])
def test_ordinary_words_and_the_wording_itself_come_close_to_nothing(room, typed):
    cleared(room, STRICT)
    assert close(room, typed) == ()


def test_what_may_go_and_is_confirmed_is_not_named_and_what_is_only_believed_is(room):
    thing = cleared(room, replace(STRICT, tlp=Tlp.CLEAR))
    assert close(room, "The attackers used the Acme VPN.") == ()
    change(room, thing, status=Status.BELIEVED)
    clear(room, thing, "northmere")
    [found] = close(room, "The attackers used the Acme VPN.")
    assert (found.standing.fact.status, found.answer) == (Status.BELIEVED, None)


def test_a_fact_that_goes_comes_close_to_no_other(room):
    cleared(room, replace(PLAIN, wording="Records of 300 residents were copied by attackers."))
    state(room, replace(PLAIN, wording="Records of 400 residents were copied by attackers."))
    assert close(room, "Records of 300 residents were copied by attackers.") == ()
    assert len(close(room, "400 residents had their records copied.")) == 1


@pytest.mark.parametrize("body", COUNCILS)
def test_each_council_is_told_of_what_it_may_see_and_of_nothing_else(room, body):
    state(room, replace(STRICT, wording=f"The attackers came into {body} by its VPN."), body)
    typed = f"Attackers in {body}: a VPN."
    assert len(close(room, typed, body)) == 1
    for other in COUNCILS:
        if other != body:
            assert close(room, typed, other) == ()
