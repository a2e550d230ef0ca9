"""The names a desk answers to and the address it prints are its own, found when it starts."""

from __future__ import annotations

import socket
from pathlib import Path
from types import SimpleNamespace

import pytest

from battlebox.web.starting import own_names
from battlebox.web.starting.desk_settings import DeskSettings
from battlebox.web.starting.own_names import address_of, hosts_of, names_of

FOUND = own_names.own_addresses
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]


@pytest.fixture(autouse=True)
def room(monkeypatch):
    monkeypatch.setattr(own_names, "own_addresses", lambda: ("192.168.8.20", "fd00::20"))
    names_of.cache_clear()
    yield
    names_of.cache_clear()


@pytest.mark.parametrize(
    ("settings", "hosts", "address"),
    [
        ({}, LOOPBACK, "http://localhost:8000/join/"),
        ({"host": "desk.example"}, ["desk.example", *LOOPBACK], "https://desk.example/join/"),
        ({"lan": True}, ["192.168.8.20", "[fd00::20]", *LOOPBACK], "https://192.168.8.20:8000/join/"),
        (
            {"lan": True, "host": "desk.local"},
            ["desk.local", "192.168.8.20", "[fd00::20]", *LOOPBACK],
            "https://desk.local:8000/join/",
        ),
    ],
)
def test_it_answers_to_its_own_names_and_prints_the_first(settings, hosts, address):
    desk = DeskSettings(data=Path("/nowhere"), **settings)
    assert hosts_of(desk) == hosts
    assert address_of(desk, "/join/") == address


def test_an_address_at_which_nobody_listens_is_not_its_own(monkeypatch):
    every = {socket.AF_INET: ("192.168.8.20", 0), socket.AF_INET6: ("fd00::20", 0, 0, 0)}

    def asked(_host, _port, family=0):
        return [(one, 0, 0, "", found) for one, found in every.items() if family in (0, one)]

    def no_way(*_):
        raise OSError

    said = {"AF_INET": socket.AF_INET, "AF_INET6": socket.AF_INET6, "SOCK_DGRAM": socket.SOCK_DGRAM}
    machine = SimpleNamespace(**said, socket=no_way, getaddrinfo=asked, gethostname=lambda: "desk")
    monkeypatch.setattr(own_names, "socket", machine)
    assert FOUND() == ("192.168.8.20",)


def test_no_desk_answers_to_every_name(tmp_path):
    for lan in (False, True):
        assert "*" not in hosts_of(DeskSettings(data=tmp_path, lan=lan))


def test_an_address_that_is_given_later_does_not_change_what_is_printed(monkeypatch):
    desk = DeskSettings(data=Path("/nowhere"), lan=True)
    before = address_of(desk)
    monkeypatch.setattr(own_names, "own_addresses", lambda: ("10.0.0.9",))
    assert address_of(desk) == before


def test_a_browser_that_asks_for_the_mark_by_its_old_name_gets_it_signed_in_or_not(desk_page, officer):
    from battlebox.web.models import Officer

    person = officer("northmere")
    # Also while every page leads to the second factor.
    Officer.objects.update(joined_at=person.joined_at.replace(year=2020))
    for page in (desk_page(), desk_page(person)):
        answer = page.client.get("/favicon.ico")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml")
        assert answer.content.startswith(b"<svg")
