"""The outbox says how the desk can send now, and a message whose means are dead: read before it is too late."""

from __future__ import annotations

import pytest

from battlebox.desk.message import Means
from web.desk_page import words
from web.places.sending import Sending


@pytest.fixture
def sending(opened):
    return Sending(opened)


@pytest.fixture
def relay(monkeypatch):
    """This desk's relay sends from a mailbox of Northmere's."""
    own = {Means.NOTIFY_TEXT: "", Means.MAIL: "desk@northmere.example"}
    monkeypatch.setattr("battlebox.web.composing.ways.own_addresses", lambda: own)


@pytest.mark.usefixtures("relay")
def test_the_outbox_says_by_what_this_desk_can_send_now(desk_page, opened):
    page = desk_page("northmere")
    text = words(page.get(opened.at("tell/outbox/")))
    assert "A mail by an outside relay Nobody was told by it yet." in text
    opened.out("northmere.mail")
    text = words(page.get(opened.at("tell/outbox/")))
    assert "A text by GOV.UK Notify Nobody was told by it yet." in text
    assert "A mail by an outside relay Does not work, as the model has it: Northmere mail is out. Instead: " in text


@pytest.mark.usefixtures("relay")
def test_a_means_that_told_somebody_says_when_and_one_that_rests_says_why(desk_page, opened, sending, monkeypatch):
    sending.order("e-1,Ada,07700 900123,ada@example.org,\n")
    sending.run(Means.NOTIFY_TEXT)
    text = words(desk_page("northmere").get(opened.at("tell/outbox/")))
    assert "A text by GOV.UK Notify Last told somebody: " in text
    assert "A mail by an outside relay Nobody was told by it yet." in text
    monkeypatch.setattr("battlebox.web.composing.ways.trouble_of", {Means.MAIL: "the key was refused"}.get)
    text = words(desk_page("northmere").get(opened.at("tell/outbox/")))
    assert "A mail by an outside relay The key was refused." in text


@pytest.mark.usefixtures("relay")
def test_a_message_lists_whose_means_are_dead_and_what_is_left(desk_page, officer, opened, sending):
    message = sending.order("e-1,Ada,07700 900123,ada@example.org,\n", "e-2,Ben,,ben@example.org,\n")
    path = opened.at(f"tell/outbox/{message.partition('/')[2]}/")
    page = desk_page("northmere")
    assert "rest on what does not work" not in words(page.get(path))
    opened.out("northmere.mailbox")
    text = words(page.get(path))
    assert "People whose means rest on what does not work now" in text
    assert text.index("Ben a mail by an outside relay: does not work") < text.index("Ada a mail by an outside relay")
    assert "a text by GOV.UK Notify" in text[text.index("Ada a mail") :]
    watching = desk_page(officer("northmere", role="observer"))
    assert "rest on what does not work" not in words(watching.get(path))


def test_channels_are_reached_from_the_outbox_and_from_people(desk_page, opened):
    for path in ("tell/outbox/", "people/"):
        assert f'href="{opened.at("channels/")}"' in desk_page("northmere").get(opened.at(path)).content.decode()


def test_a_relay_says_from_which_address_it_sends():
    from battlebox.share.sending import RealDesk, read_credentials
    from battlebox.share.sending.relay import RelaySender

    text = "[mail]\nhost = '127.0.0.1'\nfrom = 'desk@northmere.example'\n"
    assert RelaySender(read_credentials(RealDesk("a test"), text)).own_address == "desk@northmere.example"
