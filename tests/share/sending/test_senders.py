"""Each sender against a provider on the loopback that fails in every way it can."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import ssl
import time
from email import message_from_bytes
from email.policy import default

import httpx
import pytest

from battlebox.desk.message import Means, Promise
from battlebox.share.sending import Accepted, Letter, Refused, Unknown, Whose
from battlebox.share.sending.chat import ChatSender
from battlebox.share.sending.exchange import ask, new_client
from battlebox.share.sending.gateway import GatewaySender
from battlebox.share.sending.notify import NotifySender
from battlebox.share.sending.relay import RelaySender
from share.sending.providers import SECRET, SERVICE, TEMPLATE, Answer, FakeGateway, FakeNotify, FakeRelay, free_port

LETTER = Letter("ref-1", "+447700900123", "Phones are down", "Use the numbers on the page.\n\nAda")
MAIL = Letter("ref-2", "ada@example.org", "Phones are down", "Use the numbers.\n.\n.. a dot alone\nEnd")


@pytest.fixture
def quick():
    with new_client(answer_seconds=0.5, connect_seconds=0.5) as client:
        yield client


@pytest.fixture
def notify(serve, credentials, quick):
    def make(plan=None, means=Means.NOTIFY_TEXT):
        there = serve(FakeNotify, plan)
        return there, NotifySender(credentials(notify=there.address), means, quick)

    return make


@pytest.fixture
def gateway(serve, credentials, quick):
    def make(plan=None, once="Idempotency-Key"):
        there = serve(FakeGateway, plan, once)
        return there, GatewaySender(credentials(text=there.address, once=once), quick)

    return make


# ── Notify ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def decoded(token):
    head, claims, signature = token.split(".")

    def read(part):
        return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))

    wanted = hmac.new(SECRET.encode(), f"{head}.{claims}".encode(), hashlib.sha256).digest()
    assert read(signature) == wanted
    return json.loads(read(head)), json.loads(read(claims))


def test_notify_gets_the_words_in_the_template_under_our_reference_and_a_token_of_the_key(notify):
    there, sender = notify()
    assert sender.send(LETTER, again=False) == Accepted("n-0")
    [asked] = there.requests
    assert (asked["method"], asked["path"]) == ("POST", "/v2/notifications/sms")
    assert asked["said"] == {
        "phone_number": LETTER.to,
        "template_id": TEMPLATE,
        "personalisation": {"words": LETTER.words},
        "reference": "ref-1",
    }
    head, claims = decoded(asked["headers"]["Authorization"].removeprefix("Bearer "))
    assert head == {"typ": "JWT", "alg": "HS256"}
    assert claims["iss"] == SERVICE
    assert abs(claims["iat"] - time.time()) < 5


def test_a_mail_by_notify_carries_its_subject(notify):
    there, sender = notify(means=Means.NOTIFY_MAIL)
    assert isinstance(sender.send(MAIL, again=False), Accepted)
    assert there.requests[0]["path"] == "/v2/notifications/email"
    assert there.requests[0]["said"]["personalisation"] == {"subject": MAIL.subject, "words": MAIL.words}


def test_where_it_may_have_gone_notify_is_asked_first_and_not_sent_to_twice(notify):
    there, sender = notify()
    assert sender.send(LETTER, again=True) == Accepted("n-0")
    assert [each["method"] for each in there.requests] == ["GET", "POST"]
    assert sender.send(LETTER, again=True) == Accepted("n-0")
    assert there.taken == {"ref-1": 1}


def test_a_letter_that_notify_took_and_did_not_say_so_is_found_again(notify):
    there, sender = notify(lambda number, _to: Answer(how="late") if number == 1 else None)
    assert isinstance(sender.send(LETTER, again=False), Unknown)
    assert sender.send(LETTER, again=True) == Accepted("n-0")
    assert there.taken == {"ref-1": 1}


def test_while_notify_cannot_be_asked_nothing_is_sent(serve, credentials, quick):
    class Silent(FakeNotify):
        def take(self, handler, said):
            return Answer(500) if handler.command == "GET" else super().take(handler, said)

    there = serve(Silent)
    sender = NotifySender(credentials(notify=there.address), Means.NOTIFY_TEXT, quick)
    assert sender.send(LETTER, again=True) == Refused("it answered 500", Whose.PROVIDER)
    assert not there.taken


def error(status, message, **more):
    return Answer(status, {"status_code": status, "errors": [{"error": "Any", "message": message}]}, **more)


@pytest.mark.parametrize(
    ("answer", "receipt"),
    [
        (error(400, "Not enough digits"), Refused("it answered 400: Not enough digits", Whose.ADDRESS)),
        (error(403, "Invalid token"), Refused("it answered 403: Invalid token", Whose.KEY)),
        (error(429, "Exceeded rate limit"), Refused("it answered 429: Exceeded rate limit", Whose.PROVIDER)),
        (error(429, "Wait", headers={"Retry-After": "40"}), Refused("it answered 429: Wait", Whose.PROVIDER, 40)),
        (error(429, "Wait", headers={"Retry-After": "9" * 30}), Refused("it answered 429: Wait", Whose.PROVIDER)),
        (error(500, "Internal server error"), Unknown("it answered 500: Internal server error")),
        (Answer(201, raw=b"<html>welcome"), Unknown("it answered 201")),
        (Answer(201, ["not an object"]), Unknown("it answered 201")),
        (Answer(201, {"id": 7}), Unknown("it answered 201")),
        (Answer(201, raw=b"[" * 60_000), Unknown("it answered 201")),
        (Answer(200, {"id": "x"}), Unknown("it answered 200")),
        (Answer(302, {}, headers={"Location": "http://127.0.0.1:1/"}), Unknown("it answered 302")),
        (Answer(201, raw=b" " * 100_000), Unknown("it answered without an end")),
        (Answer(how="drip"), Unknown("it answered without an end")),
        (Answer(how="hang up"), Unknown("it did not answer: it hung up, or what it answered is no HTTP")),
        (Answer(how="sleep"), Unknown("it did not answer: no answer in time")),
        (error(400, "a\nb\x1b[31m" + "c" * 999), Refused("it answered 400: a b [31m" + "c" * 175, Whose.ADDRESS)),
    ],
)  # fmt: skip
def test_what_notify_answers_is_taken_for_what_it_is(notify, answer, receipt):
    there, sender = notify(lambda _number, _to: answer)
    assert sender.send(LETTER, again=False) == receipt
    assert not there.taken


def test_a_provider_that_is_not_there_has_had_nothing(credentials, quick):
    sender = NotifySender(credentials(notify=f"http://127.0.0.1:{free_port()}"), Means.NOTIFY_TEXT, quick)
    said = "it could not be reached: nothing answers at that address and port"
    assert sender.send(LETTER, again=False) == Refused(said, Whose.PROVIDER)


@pytest.mark.parametrize(
    ("below", "said"),
    [
        (socket.gaierror("no such name"), "no machine of that name is known here"),
        (ssl.SSLCertVerificationError("expired"), "its certificate or its encryption was not accepted"),
        (OSError("no route"), "no way to that address from here"),
    ],
)
def test_why_a_provider_could_not_be_reached_is_said_in_words(below, said):
    def broken(_request):
        try:
            raise below
        except OSError as wrong:
            raise httpx.ConnectError("with a key in it") from wrong

    client = httpx.Client(transport=httpx.MockTransport(broken))
    assert ask(client, "POST", "https://example.org/") == Refused(f"it could not be reached: {said}", Whose.PROVIDER)


def test_a_laptop_whose_watch_is_wrong_takes_the_time_from_notify_and_tries_once_more(
    serve, credentials, quick, monkeypatch
):
    class Strict(FakeNotify):
        def take(self, handler, said):
            _, claims = decoded(handler.headers["Authorization"].removeprefix("Bearer "))
            if abs(claims["iat"] - real()) > 30:
                return error(403, "Error: Your system clock must be accurate to within 30 seconds")
            return super().take(handler, said)

    real = time.time
    there = serve(Strict)
    sender = NotifySender(credentials(notify=there.address), Means.NOTIFY_TEXT, quick)

    class Wrong:
        def __getattr__(self, name):
            return getattr(time, name)

        def time(self):
            return real() - 3600

    monkeypatch.setattr("battlebox.share.sending.notify.time", Wrong())
    assert sender.send(LETTER, again=False) == Accepted("n-0")
    assert len(there.requests) == 2
    assert isinstance(sender.send(Letter("ref-9", LETTER.to, "", "more"), again=False), Accepted)
    assert len(there.requests) == 3


# ── a gateway ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_gateway_gets_the_plain_form_with_key_and_reference_in_the_headers_it_named(gateway):
    there, sender = gateway()
    assert sender.promise is Promise.REFUSES_REPEATS
    assert sender.send(LETTER, again=False) == Accepted("t-ref-1")
    assert sender.send(LETTER, again=True) == Accepted("t-ref-1")
    assert there.taken == {"ref-1": 1}
    asked = there.requests[0]
    assert asked["said"] == {"to": LETTER.to, "words": LETTER.words, "reference": "ref-1"}
    assert (asked["headers"]["Authorization"], asked["headers"]["Idempotency-Key"]) == ("Bearer word", "ref-1")


def test_a_gateway_that_takes_no_reference_promises_nothing(gateway):
    _, sender = gateway(once="")
    assert sender.promise is Promise.ONCE_AT_MOST


@pytest.mark.parametrize(
    ("answer", "receipt"),
    [
        (Answer(202, {"id": 5}), Accepted("5")),
        (Answer(422, {}), Refused("it answered 422", Whose.ADDRESS)),
        (Answer(401, {}), Refused("it answered 401", Whose.KEY)),
        (Answer(503, {}, headers={"Retry-After": "7"}), Refused("it answered 503", Whose.PROVIDER, 7)),
        (Answer(500, {}), Unknown("it answered 500")),
        (Answer(200, {"id": ""}), Unknown("it answered 200")),
        (Answer(200, raw=b"{"), Unknown("it answered 200")),
        (Answer(how="hang up"), Unknown("it did not answer: it hung up, or what it answered is no HTTP")),
    ],
)
def test_what_a_gateway_answers_is_taken_for_what_it_is(gateway, answer, receipt):
    assert gateway(lambda _number, _to: answer)[1].send(LETTER, again=False) == receipt


# ── a relay ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_relay_gets_one_mail_with_our_reference_and_the_words_whole(relay):
    there, sender = relay()
    assert sender.send(MAIL, again=False) == Accepted("queued as 7")
    mail = message_from_bytes(there.mails[0], policy=default)
    assert (mail["To"], mail["From"], mail["Subject"]) == (MAIL.to, "desk@example.org", MAIL.subject)
    assert mail["Message-ID"] == "<ref-2@example.org>"
    assert mail.get_content().splitlines() == MAIL.words.splitlines()


@pytest.mark.parametrize(
    ("plan", "receipt"),
    [
        ("550 no such person", Refused("it answered 550: no such person", Whose.ADDRESS)),
        ("451 grey list, later", Refused("it answered 451: grey list, later", Whose.PROVIDER)),
        ("data 554 too large for us", Refused("it answered 554: too large for us", Whose.ADDRESS)),
        ("data 452 disk full", Refused("it answered 452: disk full", Whose.PROVIDER)),
    ],
)
def test_what_a_relay_answers_is_taken_for_what_it_is(relay, plan, receipt):
    there, sender = relay(lambda _to: plan)
    assert sender.send(MAIL, again=False) == receipt
    assert not there.taken


@pytest.mark.parametrize("plan", ["hang up", "late"])
def test_where_a_relay_breaks_off_in_the_letter_nobody_knows(relay, plan):
    _, sender = relay(lambda _to: plan)
    receipt = sender.send(MAIL, again=False)
    assert receipt == Unknown("it broke off while it was handed over: the connection was cut")


def test_a_relay_that_is_not_there_has_had_nothing(credentials):
    receipt = RelaySender(credentials(port=free_port()), 1.0).send(MAIL, again=False)
    assert receipt == Refused("it could not be reached: nothing takes mail at that address and port", Whose.PROVIDER)


def test_a_relay_that_says_nothing_has_had_nothing(credentials):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        receipt = RelaySender(credentials(port=silent.getsockname()[1]), 0.3).send(MAIL, again=False)
    assert receipt == Refused("it could not be reached: no answer in time", Whose.PROVIDER)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for 127.0.0.1 that signs itself."""
    import datetime as dt
    import ipaddress

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "relay")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("relay")
    crt, pem = folder / "relay.crt", folder / "relay.pem"
    crt.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem.write_bytes(private)
    return crt, pem


@pytest.fixture
def tls_relay(serve, certificate):
    import ssl

    from aiosmtpd.smtp import AuthResult

    from battlebox.share.sending import RealDesk, read_credentials

    def make(password="right"):  # noqa: S107 - a fake relay's own
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*certificate)

        def check(_server, _session, _envelope, _mechanism, data):
            return AuthResult(success=data.password == b"right", handled=False)

        there = serve(FakeRelay, tls_context=context, require_starttls=True, auth_required=True, authenticator=check)
        text = f'[mail]\nhost = "127.0.0.1"\nport = {there.port}\nfrom = "desk@example.org"\nuser = "u"\n'
        text += f'password = "{password}"'
        return there, RelaySender(read_credentials(RealDesk("t"), text), 5.0)

    return make


def test_a_relay_elsewhere_is_spoken_to_by_tls_alone_and_its_certificate_is_read(tls_relay, certificate, monkeypatch):
    there, sender = tls_relay()
    refused = sender.send(MAIL, again=False)
    assert refused == Refused(
        "it broke off before the letter: its certificate or its encryption was not accepted", Whose.PROVIDER
    )
    assert not there.mails
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    assert sender.send(MAIL, again=False) == Accepted("queued as 7")


def test_a_wrong_password_at_a_relay_is_a_matter_of_the_key(tls_relay, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    receipt = tls_relay("wrong")[1].send(MAIL, again=False)
    assert isinstance(receipt, Refused)
    assert (receipt.whose, receipt.why[:15]) == (Whose.KEY, "it answered 535")
    assert "wrong" not in receipt.why


# ── a chat ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
def test_a_chat_goes_to_the_place_that_the_settings_name(serve, credentials):
    class Board(FakeGateway):
        def take(self, handler, said):
            del handler
            self.letters[said["title"]] = said
            return Answer(200, {})

    there = serve(Board)
    place = there.address.replace("http://", "json://")
    sender = ChatSender(credentials(more=f'[chat]\nduty = "{place}/x"\nodd = "no such thing"'))
    assert sender.send(Letter("r", "duty", "Phones", "Words"), again=False) == Accepted("taken")
    assert there.letters["Phones"]["message"] == "Words"
    assert sender.send(Letter("r", "night", "s", "w"), again=False) == Refused(
        "sending.toml has no place night under [chat]", Whose.ADDRESS
    )
    assert sender.send(Letter("r", "odd", "s", "w"), again=False) == Refused(
        "apprise cannot read the address of odd", Whose.ADDRESS
    )
    there.plan = lambda _number, _to: Answer(500)
    assert sender.send(Letter("r", "duty", "s", "w"), again=False) == Unknown("apprise says only that it failed")
