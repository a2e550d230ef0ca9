"""The block of nginx that docs/status-site.md shows serves a site as it should, and a new edition without a miss.

Law: no test here is skipped in CI; elsewhere they need nginx.
Not here: how fast (bench/status_site.py).
"""

from __future__ import annotations

import gzip
import http.client
import os
import threading
import time

import pytest

from battlebox.share.status import put_site
from share.status.hosts import NGINX, Host
from share.status.notices import made, many

pytestmark = pytest.mark.skipif(not os.environ.get("CI") and NGINX is None, reason="there is no nginx here")
FIRST = made(services=many(3))
SECOND = made(before=FIRST.manifest, services=many(3), headline="Second.")
THIRD = made(before=SECOND.manifest, services=many(3), headline="Third.")


def put(path, edition):
    put_site(path, edition.manifest, edition.files)


@pytest.fixture
def host(tmp_path):
    put(tmp_path / "public", FIRST)
    (tmp_path / "nginx").mkdir()
    with Host(tmp_path / "nginx", tmp_path / "public") as up:
        up.public = tmp_path / "public"
        yield up


def asked(host, path, method="GET", **headers):
    line = http.client.HTTPConnection("127.0.0.1", host.port, timeout=10)
    try:
        line.request(method, path, headers=headers)
        answer = line.getresponse()
        return answer.status, answer.read(), answer.headers
    finally:
        line.close()


def test_every_file_is_served_as_what_it_is_under_strict_headers(host):
    kinds = {".html": "text/html; charset=utf-8", ".json": "application/json", ".svg": "image/svg+xml",
             ".atom": "application/atom+xml", ".txt": "text/plain; charset=utf-8"}  # fmt: skip
    for name, data in FIRST.files.items():
        status, body, headers = asked(host, f"/{name}")
        assert (status, body) == (200, data), name
        assert headers["Content-Type"] == kinds[name[name.rindex(".") :]], name
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"] == "frame-ancestors 'none'"
        assert headers["Cache-Control"] == "max-age=60"
        assert headers["Set-Cookie"] is None
    assert asked(host, "/")[1] == FIRST.files["index.html"]


def test_pages_travel_small(host):
    _, body, headers = asked(host, "/s/service-0.html", **{"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == FIRST.files["s/service-0.html"]
    assert len(body) < 5_000


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/s/service-9.html", 404),
        ("GET", "/.git/config", 404),
        ("GET", "/s/", 403),
        ("GET", "/%2e%2e/nginx/nginx.conf", 400),
        ("GET", "/s/..%2f..%2fnginx/nginx.conf", 400),
        ("POST", "/", 403),
        ("DELETE", "/index.html", 403),
        ("HEAD", "/", 200),
    ],
)
def test_nothing_else_is_to_be_had(host, method, path, status):
    found = asked(host, path, method)
    assert found[0] == status
    assert b"worker_processes" not in found[1]


def test_a_new_edition_is_seen_at_once_and_nobody_is_turned_away_meanwhile(host):
    wrong, seen, done = [], set(), threading.Event()

    def read():
        while not done.is_set():
            status, body, _ = asked(host, "/")
            if status != 200:
                wrong.append(status)
            seen.add(body)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for edition in (SECOND, THIRD):
        put(host.public, edition)
        began = time.monotonic()
        while asked(host, "/")[1] != edition.files["index.html"]:
            assert time.monotonic() - began < 5
            time.sleep(0.05)
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert seen <= {edition.files["index.html"] for edition in (FIRST, SECOND, THIRD)}
