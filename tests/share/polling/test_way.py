"""Where a poll goes: to the address that was looked at, known by its certificate, and nowhere inside unless allowed."""

from __future__ import annotations

import hashlib
import ipaddress
import socket
import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from battlebox.share.ground import RealDesk
from battlebox.share.polling import Asker, Feed, FeedKey, PollCode, PollError, Trust, checked, is_open
from share.polling.partner import COLLECTION, Reply

DESK = RealDesk("northmere")
HTTPS = "https://taxii.eastholt.example:{port}/api/"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - an address that is refused
        "255.255.255.255",
        "224.0.0.1",
        "240.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::10.0.0.1",
        "2002:7f00:1::",
        "2001:db8::1",
        "::127.0.0.1",
        "not an address",
        "",
    ],
)
def test_an_address_inside_is_closed(address):
    assert not is_open(address, may_be_private=False)


@pytest.mark.parametrize("address", ["93.184.216.34", "2a00:1450:4009::1", "::ffff:93.184.216.34"])
def test_an_address_of_the_wide_world_is_open(address):
    assert is_open(address, may_be_private=False)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "fe80::1", "::1", "::ffff:10.0.0.1"])
def test_inside_is_open_where_it_is_allowed(address):
    assert is_open(address, may_be_private=True)


@pytest.mark.parametrize("address", ["0.0.0.0", "224.0.0.1", "::", "ff02::1", "255.255.255.255"])  # noqa: S104 - the same
def test_no_single_machine_is_never_open(address):
    assert not is_open(address, may_be_private=True)


@pytest.mark.parametrize("found", [["127.0.0.1"], ["93.184.216.34", "10.0.0.8"], ["::ffff:192.168.0.1"]])
def test_a_name_that_leads_inside_is_not_gone_to(partner, poll, found):
    one = partner(range(3))
    root = HTTPS.format(port=one.port)
    polled = poll(one, root=root, may_be_private=False, asking={"resolver": lambda *_: found})
    assert polled.sentence == (
        "the name that we have for Eastholt leads to an address inside a private network, and we did not go"
    )
    assert "somebody changed their name: ring them" in polled.hint
    assert one.asks == []


def test_a_name_is_looked_up_once_so_that_it_cannot_turn_meanwhile(partner, poll):
    one = partner(range(25))
    asked = []

    def turns(host, port):
        asked.append((host, port))
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    # Each answer closes the connection, so that every page is gone to anew.
    one.plan = lambda ask: _closing(one.right(ask))
    polled = poll(one, root=f"http://localhost:{one.port}/api/", asking={"resolver": turns})
    assert (polled.code, polled.new, len(one.asks)) == (PollCode.WHOLE, 25, 3)
    assert asked == [("localhost", one.port)]
    assert one.asks[0].headers["Host"] == f"localhost:{one.port}"


def test_where_one_address_does_not_answer_the_next_is_tried(partner, poll):
    one = partner(range(3))
    root = f"http://localhost:{one.port}/api/"
    assert poll(one, root=root, asking={"resolver": lambda *_: ["::1", "127.0.0.1"]}).new == 3


def test_a_name_that_nobody_knows(partner, poll):
    def nobody(*_):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    one = partner()
    polled = poll(one, root=HTTPS.format(port=one.port), asking={"resolver": nobody})
    assert polled.sentence == "no machine of the name that we have for Eastholt is known here"


def test_proxies_of_the_machine_are_not_asked(partner, poll, monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert poll(partner(range(3))).new == 3


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    """A certificate for taxii.eastholt.example that signs itself, its file, its fingerprint."""
    return _papers(tmp_path_factory.mktemp("eastholt"), "taxii.eastholt.example")


def _papers(folder, name):
    key = ec.generate_private_key(ec.SECP256R1())
    said = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(said)
        .issuer_name(said)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(name), x509.IPAddress(ipaddress.ip_address("192.0.2.1"))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "both.pem"
    path.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path, hashlib.sha256(certificate.public_bytes(serialization.Encoding.DER)).hexdigest()


@pytest.fixture
def tls(papers, partner):
    def start(objects=(), **more):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(papers[0])
        names = []
        context.sni_callback = lambda _sock, name, _context: names.append(name)
        if more.pop("wants_ours", False):
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(papers[0])
        one = partner(objects, context=context, **more)
        one.names = names
        one.root = HTTPS.format(port=one.port)
        return one

    return start


HERE = {"resolver": lambda *_: ["127.0.0.1"]}


def test_their_own_authority_is_believed_for_their_name(tls, poll, papers):
    one = tls(range(3))
    assert poll(one, trust=Trust(ca_file=str(papers[0])), asking=HERE).new == 3
    assert one.names == ["taxii.eastholt.example"]
    assert one.asks[0].headers["Host"] == f"taxii.eastholt.example:{one.port}"


def test_their_authority_is_not_believed_for_another_name(tls, poll, papers):
    one = tls(range(3))
    root = f"https://taxii.farwick.example:{one.port}/api/"
    polled = poll(one, root=root, trust=Trust(ca_file=str(papers[0])), asking=HERE)
    assert polled.sentence == "Eastholt's server cannot prove that it is theirs, and nothing was said to it"
    assert one.asks == []


def test_a_server_that_only_vouches_for_itself_is_not_believed(tls, poll):
    one = tls(range(3))
    assert poll(one, asking=HERE).code is PollCode.NOT_TRUSTED
    assert one.asks == []


def test_a_pinned_certificate_is_enough(tls, poll, papers):
    spelt = ":".join(papers[1][at : at + 2].upper() for at in range(0, 64, 2))
    assert poll(tls(range(3)), trust=Trust.from_text(pin=spelt), asking=HERE).new == 3


def test_to_another_certificate_than_the_pinned_nothing_is_said(tls, poll):
    one = tls(range(3))
    polled = poll(one, trust=Trust(pin="0" * 64), asking=HERE)
    assert polled.sentence == (
        "Eastholt's server showed another certificate than the one that we were told, and nothing was said to it"
    )
    assert one.asks == []


def test_our_own_certificate_is_shown_where_one_is_wanted(tls, poll, papers):
    one = tls(range(3), wants_ours=True)
    trust = Trust(pin=papers[1])
    assert poll(one, trust=trust, key=FeedKey(DESK, certificate=str(papers[0])), asking=HERE).new == 3
    assert poll(one, trust=trust, asking=HERE).new == 0


@pytest.mark.parametrize("which", ["ca_file", "certificate"])
def test_a_file_that_is_no_certificate_is_refused_by_its_name(feed_of, partner, tmp_path, which):
    path = tmp_path / "x.pem"
    path.write_text("no certificate")
    trust = Trust(ca_file=str(path)) if which == "ca_file" else Trust()
    key = FeedKey(DESK, certificate=str(path) if which == "certificate" else "")
    feed = feed_of(partner(), trust=trust, key=key)
    with pytest.raises(PollError, match=r"x\.pem cannot be used as"):
        Asker(feed.server)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "eastholt.example",
        "https://",
        "https://user@eastholt.example/",
        "https://user:word@eastholt.example/",
        "https://eastholt.example/?a=b",
        "https://eastholt.example/#a",
        "https://eastholt.example:0/",
        "https://eastholt.example:99999/",
        "https://east holt.example/",
        "https://eastholt.example\\@evil.example/",
        "ftp://eastholt.example/",
        "https://eastholt.example/\r\nX: y",
        "https://\u0435astholt.example/",
        "https://e/" + "a" * 600,
    ],
)
def test_what_is_no_address_is_refused(url):
    with pytest.raises(PollError, match="that is no address of a server"):
        checked(url, may_be_private=True)


@pytest.mark.parametrize("private", [True, False])
def test_without_tls_only_this_machine_is_asked(private):
    with pytest.raises(PollError, match="not reached by TLS"):
        checked("http://eastholt.example/", may_be_private=private)
    with pytest.raises(PollError, match="not reached by TLS"):
        checked("http://127.0.0.1:8000/", may_be_private=False)
    assert checked("http://127.0.0.1:8000", may_be_private=True) == "http://127.0.0.1:8000/"


@pytest.mark.parametrize("collection", ["", "..", "a/b", "a?b", "a#b", "a b", "%2e%2e", "x" * 200, "\u0430"])
def test_what_is_no_collection_is_refused(collection):
    with pytest.raises(PollError, match="that is no id of a collection"):
        Feed("f", "Eastholt", "https://eastholt.example/", collection, FeedKey(DESK))


def test_a_collection_of_the_tests_is_one():
    assert Feed("f", "Eastholt", "https://e.example/", COLLECTION, FeedKey(DESK)).objects.endswith("/objects/")


@pytest.mark.parametrize("pin", ["00", "g" * 64, "0" * 63])
def test_what_is_no_fingerprint_is_refused(pin):
    with pytest.raises(PollError, match="no SHA-256 fingerprint"):
        Trust.from_text(pin=pin)


def test_two_ways_to_know_a_server_are_refused():
    with pytest.raises(PollError, match="both named"):
        Trust(ca_file="a.pem", pin="0" * 64)


def _closing(reply: Reply):
    reply.headers["Connection"] = "close"
    return reply
