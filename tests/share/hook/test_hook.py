"""A message to a machine: signed as receivers check it, never led elsewhere, never from a desk that practises."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import FrozenInstanceError
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from battlebox.share import ShareError
from battlebox.share.ground import DrillDesk, RealDesk
from battlebox.share.hook import WAITS, Fate, HookKind, HookMessage, Receiver, new_secret, payload, post, shown_address
from share.hook.receiver import Machine

DESK = RealDesk("northmere")
HERE = (ipaddress.ip_network("127.0.0.0/8"),)
SECRET = new_secret()
NOW = datetime.now(UTC)
MESSAGE = HookMessage("msg_1", payload(HookKind.TEST, NOW, {"words": "a test \u2013 only"}))


@pytest.fixture
def machine():
    started = []

    def start(*statuses, **more):
        started.append(Machine(*statuses, **more))
        return started[-1]

    yield start
    for one in started:
        one.close()


def test_what_comes_is_checked_by_the_library_of_the_owners_of_the_standard(machine):
    one = machine(204)
    came = post(Receiver(DESK, one.url, SECRET, inside=HERE), MESSAGE, datetime.now(UTC))
    assert (came.fate, came.status) == (Fate.TAKEN, 204)
    ((path, headers, raw),) = one.came
    assert path == "/told?key=of-theirs"
    said = Webhook(SECRET).verify(raw, {name.lower(): value for name, value in headers.items()})
    assert said == {"type": "test", "timestamp": f"{NOW:%Y-%m-%dT%H:%M:%SZ}", "data": {"words": "a test \u2013 only"}}
    assert headers["webhook-id"] == "msg_1"
    with pytest.raises(WebhookVerificationError):
        Webhook(new_secret()).verify(raw, {name.lower(): value for name, value in headers.items()})
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(raw + b" ", {name.lower(): value for name, value in headers.items()})


def test_while_two_secrets_count_each_alone_proves_a_message(machine):
    one, new = machine(), new_secret()
    post(Receiver(DESK, one.url, new, inside=HERE, before=SECRET), MESSAGE, datetime.now(UTC))
    ((_, headers, raw),) = one.came
    sent = {name.lower(): value for name, value in headers.items()}
    assert len(sent["webhook-signature"].split(" ")) == 2
    for each in (new, SECRET):
        assert Webhook(each).verify(raw, sent)["type"] == "test"
    with pytest.raises(WebhookVerificationError):
        Webhook(new_secret()).verify(raw, sent)


def test_a_message_of_an_hour_ago_is_refused_by_that_library(machine):
    one = machine()
    post(Receiver(DESK, one.url, SECRET, inside=HERE), MESSAGE, datetime.now(UTC) - timedelta(hours=1))
    ((_, headers, raw),) = one.came
    with pytest.raises(WebhookVerificationError, match="too old"):
        Webhook(SECRET).verify(raw, {name.lower(): value for name, value in headers.items()})


@pytest.mark.parametrize(
    ("status", "fate", "says"),
    [
        (200, Fate.TAKEN, "taken"),
        (302, Fate.LATER, "sends on to another address"),
        (400, Fate.LATER, "refused the message"),
        (410, Fate.GONE, "nothing more is wanted"),
        (500, Fate.LATER, "a fault of its own"),
    ],
)
def test_what_is_answered_decides_what_follows(machine, status, fate, says):
    one = machine(status)
    came = post(Receiver(DESK, one.url, SECRET, inside=HERE), MESSAGE, NOW)
    assert (came.fate, came.status) == (fate, status)
    assert says in came.words


def test_a_redirect_is_not_followed_and_what_it_says_is_not_repeated(machine):
    elsewhere = machine(204)
    one = machine(307, headers={"Location": elsewhere.url, "Retry-After": "7"})
    came = post(Receiver(DESK, one.url, SECRET, inside=HERE), MESSAGE, NOW)
    assert elsewhere.came == []
    assert elsewhere.url not in came.words


def test_they_may_put_us_off_by_an_hour_at_most(machine):
    for said, found in (("90", 90), ("999999", 3600), ("soon", 0)):
        one = machine(503, headers={"Retry-After": said})
        assert post(Receiver(DESK, one.url, SECRET, inside=HERE), MESSAGE, NOW).after_seconds == found


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "::1", "fd00::1", "::ffff:10.1.2.3", "100.64.0.1"],
)
def test_no_address_inside_is_gone_to_unless_its_network_was_named(machine, address):
    one = machine()
    url = f"https://hooks.example:{one.server.server_port}/"
    came = post(Receiver(DESK, url, SECRET), MESSAGE, NOW, resolver=lambda *_: [address])
    assert came.fate is Fate.LATER
    assert "leads to no machine that this desk may tell" in came.words
    assert "leads inside" in came.which
    assert one.came == []


def test_one_address_inside_among_those_of_a_name_closes_it(machine):
    one = machine()
    found = ["93.184.216.34", "10.0.0.1"]
    came = post(Receiver(DESK, "https://hooks.example/", SECRET), MESSAGE, NOW, resolver=lambda *_: found)
    assert "leads inside" in came.which
    here = Receiver(DESK, one.url, SECRET, inside=(ipaddress.ip_network("10.0.0.0/8"),))
    assert "leads inside" in post(here, MESSAGE, NOW).which
    assert one.came == []


def test_a_refusal_says_alike_of_a_name_inside_and_of_one_that_nobody_knows():
    def nobody(*_):
        raise socket.gaierror

    ways = (nobody, lambda *_: ["10.1.2.3"], lambda *_: ["93.184.216.34", "127.0.0.1"])
    told = [post(Receiver(DESK, "https://files.inside.example/", SECRET), MESSAGE, NOW, resolver=one) for one in ways]
    assert len({each.words for each in told}) == 1
    assert [each.which for each in told] == [
        "no machine of its name is known here", *["its name leads inside a network that hooks_inside does not name"] * 2
    ]  # fmt: skip
    assert len(told[0].words) <= 200


def test_that_nothing_answers_is_said(machine):
    gone = machine()
    gone.close()
    assert "nothing answers" in post(Receiver(DESK, gone.url, SECRET, inside=HERE), MESSAGE, NOW).words


def test_a_machine_that_is_silent_is_left_after_a_time(machine):
    one = machine(204, wait=2)
    came = post(Receiver(DESK, one.url, SECRET, inside=HERE), MESSAGE, NOW, answer_seconds=0.3)
    assert came.words == "no answer in time"


@pytest.mark.parametrize(
    "url",
    ["", "ftp://a.example/", "http://a.example/", "https://", "https://a.example/ b", "https://u:p@a.example/",
     "https://a.example/#x", "https://a.example/\u00e9", "https://a.example:0/", "https://a.example/" + "x" * 500],
)  # fmt: skip
def test_what_is_no_address_or_is_not_spoken_to_by_tls_is_refused(url):
    with pytest.raises(ShareError, match="a machine cannot be told"):
        Receiver(DESK, url, SECRET)


@pytest.mark.parametrize("url", ["https://a.example/", "HTTPS://A.EXAMPLE/"])
def test_tls_is_spoken_however_the_address_is_typed(url):
    assert Receiver(DESK, url, SECRET).is_spoken
    assert not Receiver(DESK, "http://127.0.0.1/", SECRET).is_spoken


@pytest.mark.parametrize("host", ["10.0.0.1", "169.254.169.254", "[::1]", "[fd00::1]", "127.0.0.1", "localhost"])
def test_a_number_inside_is_refused_before_anything_is_sent_there(host):
    with pytest.raises(ShareError, match="inside this network that nobody named") as wrong:
        Receiver(DESK, f"https://{host}/told", SECRET).refuse_closed()
    assert "hooks_inside" in wrong.value.hint


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://localhost/", "https://a.example/", "https://9.9.9.9/"])
def test_a_number_of_a_network_that_was_named_and_every_name_is_not(url):
    Receiver(DESK, url, SECRET, inside=HERE).refuse_closed()


@pytest.mark.parametrize("desk", [DrillDesk("drill"), None, "northmere", type("RealDesk", (), {"name": "drill"})()])
def test_a_receiver_cannot_be_made_for_a_desk_that_is_not_real(desk):
    with pytest.raises(TypeError, match="told by a real desk"):
        Receiver(desk, "https://a.example/", SECRET)


def test_nothing_is_sent_without_a_receiver_and_none_turns_into_one_of_a_drill(machine):
    one = machine()
    with pytest.raises(TypeError, match="a receiver of a real desk"):
        post(type("Receiver", (), {"url": one.url, "desk": DESK})(), MESSAGE, NOW)
    with pytest.raises(FrozenInstanceError):
        Receiver(DESK, one.url, SECRET).desk = DrillDesk("drill")
    assert one.came == []


def test_no_secret_is_shown():
    old = new_secret()
    receiver = Receiver(DESK, "https://a.example/services/T0/of-theirs?key=of-theirs", SECRET, before=old)
    assert SECRET not in repr(receiver)
    assert old not in repr(receiver)
    assert shown_address(receiver.url) == "https://a.example/..."
    assert shown_address("https://a.example/") == "https://a.example/"
    assert new_secret() != new_secret()


def test_tries_go_on_for_three_and_a_half_days():
    assert timedelta(days=3) < sum(WAITS, timedelta()) < timedelta(days=4)
    assert list(WAITS) == sorted(WAITS)
