"""The client that everybody uses, over a socket of this machine: from discovery to taking away again."""

from __future__ import annotations

import http.client
import ssl
import threading
from urllib.parse import urlsplit

import orjson
import pytest
import requests
from taxii2client.v21 import Server, as_pages

from battlebox.marking import Tlp
from web.taxii.feed import MEDIA
from web.taxii.stix_made import DAY, LATER, indicator


def client(served, body):
    feed, address = served
    return Server(address, user=body, password=feed.tokens[body])


@pytest.fixture
def closing():
    """Close the connections of clients: one that is left open is a warning, and a warning fails."""
    opened = []
    yield lambda each: opened.append(each) or each
    for each in opened:
        each.close()


def test_the_client_goes_all_the_way(served, closing):
    server = closing(client(served, "eastholt"))
    root = closing(server.api_roots[0])
    assert server.default is root
    assert root.max_content_length == 10 * 1024 * 1024
    (collection,) = root.collections
    assert collection.can_read
    assert collection.can_write
    things = [indicator(f"client {at}", Tlp.GREEN) for at in range(25)]
    status = collection.add_objects({"objects": things}, wait_for_completion=True)
    assert (status.status, status.success_count, status.failure_count) == ("complete", 25, 0)
    again = root.get_status(status.id)
    assert again.success_count == 25
    pages = list(as_pages(collection.get_objects, per_request=10))
    assert [len(page["objects"]) for page in pages] == [10, 10, 5]
    assert [each for page in pages for each in page["objects"]] == things
    manifest = [row for page in as_pages(collection.get_manifest, per_request=10) for row in page["objects"]]
    assert [row["id"] for row in manifest] == [each["id"] for each in things]
    one = things[3]["id"]
    changed = indicator("client 3", Tlp.GREEN, modified=LATER)
    assert collection.add_objects({"objects": [changed]}).success_count == 1
    assert collection.object_versions(one)["versions"] == [DAY, LATER]
    assert collection.get_object(one)["objects"] == [changed]
    collection.delete_object(one, version="all")
    with pytest.raises(requests.HTTPError) as wrong:
        collection.get_object(one)
    assert wrong.value.response.status_code == 404


def test_a_wrong_token_gets_no_further_than_the_door(served, closing):
    _, address = served
    server = closing(Server(address, user="eastholt", password="bbx-nothing"))
    with pytest.raises(requests.HTTPError) as wrong:
        server.refresh()
    assert wrong.value.response.status_code == 401


def test_posts_and_polls_at_once_lose_nothing_and_double_nothing(served, closing):
    feed, address = served
    writers, each, batch = 3, 4, 5
    found, faults, done = [], [], threading.Event()

    def write(who):
        try:
            collection = closing(closing(client(served, "eastholt")).api_roots[0]).collections[0]
            for at in range(each):
                things = [indicator(f"at once {who} {at} {one}", Tlp.CLEAR) for one in range(batch)]
                assert collection.add_objects({"objects": things}).success_count == batch
        except (AssertionError, requests.RequestException) as wrong:
            faults.append(wrong)

    def read():
        session = closing(requests.Session())
        after, is_last = "", False
        while True:
            answer = session.get(
                f"{address}northmere/collections/{feed.collection.pk}/objects/",
                params={"limit": 7} | ({"added_after": after} if after else {}),
                headers={"Accept": MEDIA, "Authorization": f"Bearer {feed.tokens['farwick']}"},
            )
            assert answer.status_code == 200
            ids = [one["id"] for one in answer.json().get("objects", [])]
            found.extend(ids)
            after = answer.headers.get("X-TAXII-Date-Added-Last", after)
            if is_last and not ids:
                return
            is_last = done.is_set()

    threads = [threading.Thread(target=write, args=(who,)) for who in range(writers)]
    reader = threading.Thread(target=read)
    for thread in (*threads, reader):
        thread.start()
    for thread in threads:
        thread.join(60)
    done.set()
    reader.join(60)
    assert not faults
    assert len(found) == len(set(found)) == writers * each * batch


def _connection(served):
    return http.client.HTTPConnection(urlsplit(served[1]).netloc, timeout=10)


def test_what_is_sent_in_pieces_is_counted_while_it_is_read(served):
    feed, _ = served
    headers = {"Authorization": f"Bearer {feed.tokens['eastholt']}", "Content-Type": MEDIA, "Accept": MEDIA}
    fits = orjson.dumps({"objects": [indicator("in pieces")]})
    for pieces, status in ([fits[:50], fits[50:]], 202), ([b" " * 1024 * 1024] * 11, 413):
        line = _connection(served)
        line.request("POST", feed.objects, body=iter(pieces), headers=headers, encode_chunked=True)
        answer = line.getresponse()
        assert answer.status == status
        assert answer.headers["Content-Type"] == MEDIA
        line.close()


def test_what_says_that_it_is_too_large_is_refused_in_the_form_of_taxii(served):
    feed, _ = served
    headers = {"Authorization": f"Bearer {feed.tokens['eastholt']}", "Content-Type": MEDIA, "Accept": MEDIA}
    line = _connection(served)
    line.request("POST", feed.objects, body=b" " * (10 * 1024 * 1024 + 1), headers=headers)
    answer = line.getresponse()
    assert answer.status == 413
    assert orjson.loads(answer.read())["error_code"] == "too_large"
    line.close()


def own_certificate(folder, name):
    """A key and a certificate that signs itself."""
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .sign(key, hashes.SHA256())
    )
    pem = folder / f"{name}.pem"
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    pem.write_bytes(
        made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(serialization.Encoding.PEM, *plain)
    )
    return pem


def test_a_partner_proves_itself_by_its_certificate(served, tmp_path):
    from battlebox.web.starting.authority import certificates
    from battlebox.web.starting.server import partner_server
    from battlebox.web.taxii.credentials import cut_off, give_certificate
    from battlebox.web.taxii.tls import PartnerTls

    feed, _ = served
    made = certificates(tmp_path, ("localhost", "127.0.0.1"))
    theirs, strange = own_certificate(tmp_path, "farwick"), own_certificate(tmp_path, "stranger")
    server = partner_server(18_599, feed.application, PartnerTls(made))
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()

    def ask(pem):
        context = ssl.create_default_context(cafile=str(made.authority))
        if pem:
            context.load_cert_chain(pem)
        line = http.client.HTTPSConnection("localhost", 18_599, context=context, timeout=10)
        try:
            line.request("GET", "/taxii2/", headers={"Accept": MEDIA})
            return line.getresponse().status
        except (ssl.SSLError, OSError):
            return None
        finally:
            line.close()

    try:
        assert ask(None) == 401
        assert ask(theirs) is None
        # Known from the next connection on, without a new start.
        text = theirs.read_text()
        give_certificate(feed.partners["farwick"], text[: text.index("-----BEGIN PRIVATE")])
        assert ask(theirs) == 200
        assert ask(strange) is None
        cut_off(feed.partners["farwick"], by="o-gold", why="test")
        assert ask(theirs) is None
    finally:
        server.stop()
        thread.join(10)
