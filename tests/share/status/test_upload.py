"""A site sent to a store of files: in an order that leads no reader nowhere, and told in words when it breaks off."""

from __future__ import annotations

import os
import sys

import pytest

from battlebox.share.status import CloudStore, RealDesk, ShareCode, ShareError, cloud, send
from share.status.fake_store import FakeStore
from share.status.notices import made, many

C = ShareCode
FIRST = made(services=many(6))
SECOND = made(before=FIRST.manifest, services=many(4))
TARGET = "s3://northmere-status"


class Shelf:
    """A store in memory that can be made to fail at a name."""

    def __init__(self, fails_at=""):
        self.target, self.held, self.order, self.fails_at = TARGET, {}, [], fails_at

    def get(self, name):
        return self.held.get(name)

    def put(self, name, data, kind):
        if name == self.fails_at:
            raise OSError("the line is dead")
        assert "/" in kind
        self.order.append(name)
        self.held[name] = data

    def names(self):
        return list(self.held)

    def remove(self, name):
        self.order.append(f"-{name}")
        del self.held[name]


def sent(store, edition, **more):
    return send(store, edition.manifest, edition.files, **more)


def whole(edition, held):
    return held == {**edition.files, "manifest.txt": edition.manifest.to_text().encode()}


def test_services_go_first_the_manifest_last_and_what_is_gone_after_that():
    shelf = Shelf()
    assert sent(shelf, FIRST) == 0
    assert shelf.order[:6] == [f"s/service-{number}.html" for number in range(6)]
    assert shelf.order.index("index.html") == 6
    assert shelf.order[-1] == "manifest.txt"
    shelf.order.clear()
    assert sent(shelf, SECOND) == 2
    assert shelf.order[-3:] == ["manifest.txt", "-s/service-4.html", "-s/service-5.html"]
    assert whole(SECOND, shelf.held)


def test_whoever_waits_hears_how_far_it_is():
    heard = []
    sent(Shelf(), FIRST, step=lambda share, words: heard.append((share, words)))
    assert [share for share, _ in heard] == sorted(share for share, _ in heard)
    assert (heard[0], heard[-1][1]) == ((0, "sending s/service-0.html"), "sending manifest.txt")


def test_pages_of_groups_go_before_the_first_page_and_after_what_they_lead_to():
    shelf = Shelf()
    sent(shelf, made(services=many(120)))
    kinds = [name[:2] if "/" in name else name for name in shelf.order]
    assert kinds.index("g/") > max(at for at, kind in enumerate(kinds) if kind == "s/")
    assert kinds.index("index.html") > max(at for at, kind in enumerate(kinds) if kind == "g/")


@pytest.mark.parametrize("name", ["s/service-3.html", "index.html", "feed.json", "manifest.txt"])
def test_a_sending_that_broke_off_is_told_and_finished_by_sending_again(name):
    shelf = Shelf(fails_at=name)
    with pytest.raises(ShareError, match=f"did not take {name}: the line is dead") as wrong:
        sent(shelf, FIRST)
    assert wrong.value.code is C.NOT_SENT
    assert "manifest.txt" not in shelf.held
    shelf.fails_at = ""
    sent(shelf, FIRST)
    assert whole(FIRST, shelf.held)


def test_what_is_not_ours_is_not_removed():
    shelf = Shelf()
    sent(shelf, FIRST)
    shelf.held["robots.txt"] = b"theirs"
    sent(shelf, SECOND)
    assert shelf.held["robots.txt"] == b"theirs"


def test_an_older_edition_and_another_bodys_are_not_put_over_it():
    shelf = Shelf()
    sent(shelf, SECOND)
    for edition, code in ((FIRST, C.OLDER), (made(site="farwick"), C.OTHER_SITE)):
        with pytest.raises(ShareError) as wrong:
            sent(shelf, edition)
        assert wrong.value.code is code
    assert whole(SECOND, shelf.held)
    sent(shelf, FIRST, older=True)
    assert shelf.held["manifest.txt"] == FIRST.manifest.to_text().encode()


@pytest.mark.parametrize("held", [b"rubbish", b"\xff\xfe", b"x" * (1 << 21)])
def test_a_manifest_there_that_cannot_be_believed_stops_it(held):
    shelf = Shelf()
    shelf.held["manifest.txt"] = held
    with pytest.raises(ShareError) as wrong:
        sent(shelf, FIRST)
    assert wrong.value.code is C.BAD_MANIFEST


@pytest.fixture
def store(monkeypatch):
    for name in list(os.environ):
        if name.startswith("AWS_"):
            monkeypatch.delenv(name)
    with FakeStore() as fake:
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "northmere")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a secret that nobody prints")
        monkeypatch.setenv("AWS_REGION", "eu-west-2")
        monkeypatch.setenv("AWS_ENDPOINT", fake.address)
        yield fake


@pytest.mark.parametrize("prefix", ["", "tonight/"])
def test_a_store_that_speaks_s3_takes_the_whole_site(store, prefix):
    target = f"{TARGET}/{prefix}"
    for edition in (FIRST, SECOND):
        send(CloudStore(RealDesk("a test"), target), edition.manifest, edition.files)
    held = {name.removeprefix(prefix): data for name, data in store.held.items()}
    assert whole(SECOND, held)
    assert store.kinds[f"{prefix}index.html"] == ("text/html; charset=utf-8", "max-age=60")
    assert store.kinds[f"{prefix}feed.atom"] == ("application/atom+xml", "max-age=60")
    assert store.puts()[-1] == f"{prefix}manifest.txt"


def test_a_store_that_refuses_is_told_without_its_keys(store):
    store.fails_from, store.status = 4, 403
    with pytest.raises(ShareError, match="did not take s/service-") as wrong:
        send(CloudStore(RealDesk("a test"), TARGET), FIRST.manifest, FIRST.files)
    assert wrong.value.code is C.NOT_SENT
    assert "secret" not in str(wrong.value)
    assert "manifest.txt" not in store.held


def test_a_store_that_is_too_slow_is_given_up(store, monkeypatch):
    monkeypatch.setattr(cloud, "_WAIT_SECONDS", 1)
    monkeypatch.setattr(cloud, "_TRIES", 0)
    store.seconds = 3
    with pytest.raises(ShareError) as wrong:
        send(CloudStore(RealDesk("a test"), TARGET), FIRST.manifest, FIRST.files)
    assert wrong.value.code is C.NOT_SENT


def test_a_store_that_is_not_there_is_told(store, monkeypatch):
    monkeypatch.setattr(cloud, "_TRIES", 0)
    monkeypatch.setenv("AWS_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(ShareError) as wrong:
        send(CloudStore(RealDesk("a test"), TARGET), FIRST.manifest, FIRST.files)
    assert wrong.value.code is C.NOT_SENT


def test_without_the_library_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "obstore", None)
    with pytest.raises(ShareError, match="what sends to s3 is not installed") as wrong:
        CloudStore(RealDesk("a test"), TARGET)
    assert "rsync" in wrong.value.hint
