"""What guards every answer in a browser: cookies, headers, names of files, boxes of passwords, the way out, TLS."""

from __future__ import annotations

import re
import ssl
from socket import socketpair

import pytest
from justhtml import JustHTML

from battlebox.web.settings import django_settings
from battlebox.web.starting.authority import certificates
from battlebox.web.starting.desk_settings import DeskSettings
from battlebox.web.starting.late_tls import LateTls
from web.test_signing_in import sign_in

NOTE = "/i/7k3f/note/"
CSV = "/i/7k3f/things/?things-csv=1"


def test_each_cookie_goes_no_further_than_it_must(desk_page, officer, tmp_path, monkeypatch):
    person = officer("northmere")
    page = desk_page()
    page.get("/account/login/")
    sign_in(page, person.username)
    kept = page.client.cookies
    assert set(kept) == {"desk_session", "desk_csrf"}
    assert (kept["desk_session"]["samesite"], kept["desk_csrf"]["samesite"]) == ("Lax", "Strict")
    assert all(each["httponly"] and each["path"] == "/" and not each["domain"] for each in kept.values())
    monkeypatch.setattr("battlebox.web.settings.hosts_of", lambda desk: [desk.host])
    # For the room, where there is TLS: for this host alone, and never in plain.
    values = django_settings(DeskSettings(data=tmp_path, lan=True, host="desk.local"))
    for name in ("SESSION_COOKIE", "CSRF_COOKIE"):
        assert values[f"{name}_NAME"].startswith("__Host-")
        assert values[f"{name}_SECURE"] is True


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), (NOTE, 200), (CSV, 200), ("/access/", 403), ("/nowhere/", 404), ("/i/7k3f/crash/", 500),
     ("/favicon.ico", 200), ("/account/logout/", 200), ("/heard/", 204)],
)  # fmt: skip
def test_every_answer_carries_the_headers_that_keep_a_browser_in(desk_page, path, status):
    client = desk_page("northmere").client
    client.raise_request_exception = False
    answer = client.get(path, HTTP_ORIGIN="https://evil.example")
    assert answer.status_code == status
    head = answer.headers
    assert head["X-Content-Type-Options"] == "nosniff"
    assert head["Referrer-Policy"] == "same-origin"
    assert head["Cross-Origin-Opener-Policy"] == "same-origin"
    assert head["Cross-Origin-Resource-Policy"] == "same-origin"
    for part in ("default-src 'none'", "frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'"):
        assert part in head["Content-Security-Policy"]
    assert "Access-Control-Allow-Origin" not in head
    assert head["Cache-Control"] == "private, no-cache" or path == "/favicon.ico" or "no-store" in head["Cache-Control"]
    if head.get("Content-Type", "").startswith("text/"):
        assert "charset=utf-8" in head["Content-Type"]


def test_a_file_is_called_as_the_desk_calls_it(desk_page):
    # What stands in the address, and the title of the incident, which holds markup, are in no name.
    for more in ("", "&filename=../../evil.exe", "&things-words=%22%0d%0aX-Evil:1"):
        answer = desk_page("northmere").client.get(CSV + more)
        assert re.fullmatch(r'attachment; filename="[A-Za-z0-9._-]+\.csv"', answer.headers["Content-Disposition"])
        assert "X-Evil" not in answer.headers


def test_a_password_is_asked_for_in_a_box_that_hides_and_that_managers_fill(desk_page, officer):
    person = officer("northmere")
    page = desk_page()
    boxes = {}
    for path in ("/account/login/", "/account/again/", "/account/password/"):
        if path != "/account/login/":
            sign_in(page, person.username)
        shown = JustHTML(page.get(path).content.decode(), sanitize=False)
        for each in shown.query("main input"):
            if "password" in each.attrs.get("name", ""):
                boxes[path, each.attrs["name"]] = each.attrs
    assert len(boxes) == 5
    for where, attrs in boxes.items():
        assert attrs["type"] == "password", where
        assert attrs["autocomplete"] in ("current-password", "new-password"), where
        assert not {"onpaste", "maxlength", "readonly"} & set(attrs), where


def test_every_page_of_somebody_signed_in_has_the_way_out(desk_page, officer):
    page = desk_page(officer("northmere", admin=True))
    for path in ("/", NOTE, "/access/", "/account/second-factor/", "/account/password/", "/papers/", "/licences/"):
        answer = page.client.get(path, follow=True)
        assert b'action="/account/logout/"' in answer.content, path


def test_passwords_lie_under_scrypt(tmp_path):
    from django.contrib.auth.hashers import ScryptPasswordHasher

    values = django_settings(DeskSettings(data=tmp_path))
    assert values["PASSWORD_HASHERS"] == ["django.contrib.auth.hashers.ScryptPasswordHasher"]
    # As OWASP's sheet on storing passwords has it, or more.
    assert ScryptPasswordHasher.work_factor * ScryptPasswordHasher.parallelism >= 2**16


def test_nothing_older_than_tls_1_2_is_spoken(tmp_path):
    made = certificates(tmp_path, ("desk.local",))
    ours, theirs = socketpair()
    with theirs, LateTls(str(made.chain), str(made.key)).begin(ours) as line:
        assert line.context.minimum_version >= ssl.TLSVersion.TLSv1_2
        assert line.context.maximum_version == ssl.TLSVersion.MAXIMUM_SUPPORTED
        assert not line.context.options & ssl.OP_NO_TLSv1_3


@pytest.mark.parametrize(
    "path", ["/static/", "/static/desk/", "/static/../desk.sqlite3", "/static/%2e%2e/keys/web-secret", "/desk.sqlite3",
             "/static/desk/nothing.js", "/.git/config", "/logs/door.log"],
)  # fmt: skip
def test_a_folder_and_a_file_that_is_not_there_are_not_shown(desk_page, path):
    assert desk_page("northmere").client.get(path).status_code == 404
