"""Words that come close to a fact that may not go where they go: named for a person, and nothing is stopped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk.tell import Outlet, Status, Whom, Wordings, close_to, prepared_words
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
        "Hackers got in through Acme's VPN.",
        "The intruders used a VPN of Acme Ltd.",
        "Acme's remote access let them in.",
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


@pytest.mark.parametrize(
    ("wording", "typed"),
    [
        ("The head of IT has resigned.", "The IT head resigned."),
        ("The head of IT has resigned.", "Our IT boss quit."),
        ("Mail is off.", "Our mail is off today."),
        ("Mail is off.", "Email is down."),
        ("Northmere has shut its networks as a precaution.", "Northmere turned off its computers to be safe."),
        ("Northmere has shut its networks as a precaution.", "The networks of Northmere are down."),
        ("The personal data of Northmere was copied.", "Northmere's data is gone."),
        ("The personal data of Northmere was copied.", "Hackers took Northmere residents' details."),
        ("4312 records of tenants were copied.", "More than 4,300 tenants' files were taken."),
        ("The attackers have been in our network since 3 November.", "Attackers were in our network for three weeks."),
    ],
)
def test_words_that_are_alike_and_a_short_wording_are_seen(room, wording, typed):
    thing = cleared(room, replace(STRICT, wording=wording))
    assert [each.standing.thing for each in close(room, typed)] == [thing]


@pytest.mark.parametrize(
    "typed",
    [
        "Our phones are working as usual.",
        "Libraries are open, but computers in libraries are not available.",
        "Some systems are shut, so planning applications cannot be seen online.",
        "Do not click on links in emails that say they are from the council.",
        "Northmere residents can pay by phone at the Post Office.",
        "The head of the paid service speaks at noon. We are sorry.",
        "Ask Acme Ltd about your bins.",
        "Our mail goes by post. The desk is shut on Sundays.",
    ],
)
def test_ordinary_sentences_of_a_page_come_close_to_none_of_them(room, typed):
    for wording in (
        STRICT.wording,
        "The head of IT has resigned.",
        "Mail is off.",
        "4312 records of tenants were copied.",
        "The personal data of Northmere was copied.",
        "Northmere has shut its networks as a precaution.",
    ):
        cleared(room, replace(STRICT, wording=wording))
    assert close(room, typed) == ()


def test_a_name_that_half_the_page_says_tells_no_more_than_a_word(room):
    cleared(room, replace(STRICT, wording="The personal data of Northmere was copied."))
    told = "Northmere keeps your data safe."
    assert close(room, told)
    assert close(room, " ".join((*(f"Desk {at} of Northmere is open." for at in range(5)), told))) == ()


def test_a_number_that_stands_no_longer_is_named(room):
    was = "Some council systems are shut off as a precaution, and about ten services are slower."
    thing = cleared(room, replace(PLAIN, wording=was))
    change(room, thing, wording=was.replace("ten", "thirty"))
    clear(room, thing, "northmere")
    for typed in (
        "Some council systems are shut off as a precaution. About ten services are slower.",
        "About ten services are slower.",
        "Because council systems are shut off as a precaution, around ten services are slower.",
        "About forty services are slower, and council systems are shut off as a precaution.",
    ):
        [found] = close(room, typed)
        assert (found.standing.thing, found.answer) == (thing, None)
        assert found.why == "the words may say what was said before, or another number"
    for typed in (
        "Because council systems are shut off as a precaution, thirty services are slower.",
        "Ring us at ten.",
    ):
        assert close(room, typed) == ()


def test_prepared_words_say_nothing_of_what_happened(room):
    state(room, replace(PLAIN, wording=prepared_words("telecare"), prepared="telecare"))
    assert close(room, f"Note: {prepared_words('telecare')[:-12]}") == ()


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
    found = close(room, "400 residents had their records copied.")
    assert [(each.standing.fact.wording[11:14], each.answer is None) for each in found] == [
        ("300", True),
        ("400", False),
    ]


@pytest.mark.parametrize("body", COUNCILS)
def test_each_council_is_told_of_what_it_may_see_and_of_nothing_else(room, body):
    state(room, replace(STRICT, wording=f"The attackers came into {body} by its VPN."), body)
    typed = f"Attackers in {body}: a VPN."
    assert len(close(room, typed, body)) == 1
    for other in COUNCILS:
        if other != body:
            assert close(room, typed, other) == ()


@pytest.mark.parametrize("number", ["4 312", "4,312", "4312", "four thousand three hundred and twelve"])
def test_a_number_is_that_number_with_its_thousands_apart(room, number):
    state(room, replace(PLAIN, wording="4,312 of the letters came back."))
    assert close(room, f"In all, {number} letters were returned to us.")
