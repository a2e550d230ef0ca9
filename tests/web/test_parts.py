from __future__ import annotations

from datetime import UTC, datetime

import pytest
from justhtml import JustHTML


def test_a_part_that_has_not_changed_answers_304(desk_page):
    from web import fake_urls

    page = desk_page("northmere")
    first = page.get("/i/7k3f/part/", HTTP_HX_REQUEST="true")
    mark = first.headers["ETag"]
    assert page.get("/i/7k3f/part/", HTTP_IF_NONE_MATCH=mark, expect=304).content == b""
    fake_urls.VERSION[0] = "2"
    assert b"version 2" in page.get("/i/7k3f/part/", HTTP_IF_NONE_MATCH=mark, HTTP_HX_REQUEST="true").content
    fake_urls.VERSION[0] = "1"


def test_the_mark_of_one_officer_is_worth_nothing_to_another(desk_page):
    mark = desk_page("northmere").get("/i/7k3f/part/", HTTP_HX_REQUEST="true").headers["ETag"]
    desk_page("eastholt").get("/i/7k3f/part/", HTTP_IF_NONE_MATCH=mark, HTTP_HX_REQUEST="true")
    desk_page("farwick").get("/i/7k3f/part/", HTTP_IF_NONE_MATCH=mark, expect=404)


def test_a_part_asked_for_without_a_session_is_not_filled_with_a_sign_in_page(desk_page):
    desk_page().get("/i/7k3f/part/", HTTP_HX_REQUEST="true", expect=401)


def test_the_desk_is_heard_by_those_it_knows(desk_page):
    desk_page("northmere").get("/heard/", expect=204)
    desk_page().get("/heard/", expect=401)


@pytest.mark.parametrize("bad", ["evil.example", "a b", "127.0.0.1.evil.example"])
def test_a_wrong_host_is_refused_on_a_desk_that_serves_one_machine(desk_page, monkeypatch, bad):
    from django.conf import settings

    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["localhost", "127.0.0.1"])
    desk_page().get("/account/login/", expect=400, HTTP_HOST=bad)


def test_an_exercise_says_so_on_every_page(desk_page):
    from battlebox.web import incidents
    from web.conftest import FakeIncidents

    page = desk_page("northmere")
    assert "EXERCISE" not in page.get("/i/7k3f/note/").content.decode()
    incidents.use(FakeIncidents(exercise=True))
    assert "EXERCISE EXERCISE EXERCISE" in page.get("/i/7k3f/note/").content.decode()


# Every part, as one page uses it; the checks of the client see the markup.
EVERY_PART = """{% extends "desk/base.html" %}{% block title %}Parts{% endblock %}
{% block crumbs %}{% breadcrumbs crumbs %}{% endblock %}
{% block main %}<h1>Parts</h1>
{% button "Go" %}{% button "Stop" kind="warning" name="a" value="b" %}{% button "There" href="/" %}
{% tag "Suspected" "orange" %}{% warning "Do not switch it off" %}{% inset %}<p>Set apart</p>{% endinset %}
{% details "Why?" %}<p>Because</p>{% enddetails %}{% notice "Important" %}<p>Read this</p>{% endnotice %}
{% summary_list rows %}{% plain_table "Small" heads cells %}{% pagination turns "Pages of things" %}
{% task_list tasks %}{% timeline moments %}{% side_navigation side %}{% qr "https://desk.local/" "The address" %}
{% endblock %}"""


def test_every_part_is_valid_and_escapes_what_it_is_given(desk_page, officer):
    from django.http import HttpResponse
    from django.template import engines
    from django.test import RequestFactory

    from web.page_checks import faults_of

    evil = "<b onclick=x>&"
    context = {
        "crumbs": [(evil, "/")],
        "rows": [(evil, evil), ("Key", "two\nlines", "Change", "/")],
        "heads": [evil],
        "cells": [[evil]],
        "turns": [(1, "?p=1", False), (0, "", False), (4, "?p=4", True)],
        "tasks": [{"title": evil, "address": "/", "state": evil, "hint": evil, "colour": "blue"}],
        "moments": [
            {"title": evil, "when": datetime(2025, 11, 24, tzinfo=UTC), "who": evil, "words": evil, "address": "/"}
        ],
        "side": [(evil, "/", True)],
    }
    request = RequestFactory().get("/")
    request.user = officer("northmere")
    text = engines["django"].from_string(EVERY_PART).render(context, request)
    answer = HttpResponse(
        text, headers={"Content-Security-Policy": desk_page().get("/join/").headers["Content-Security-Policy"]}
    )
    assert faults_of(answer) == []
    page = JustHTML(text, sanitize=False)
    assert not list(page.query("b"))
    assert page.query_one("svg").query_one("title").to_text() == "The address"


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        ("<h1>Two</h1>", "2 h1"),
        ('<p id="main-content">x</p>', "twice"),
        ("<input name=q>", "no label"),
        ('<p style="color:red">x</p>', "style="),
        ("<script>x()</script>", "a script in the page"),
        ('<a href="/nowhere/">x</a>', "a dead link"),
        ('<a href="https://example.com/">x</a>', "elsewhere"),
        ('<a href="#gone">x</a>', "not there"),
        ("<p><div>x</div></p>", "not valid HTML"),
        ("<button></button>", "without words"),
        ('<p onclick="x()">x</p>', "onclick="),
    ],
)
def test_the_checks_check(desk_page, broken, fault):
    from web.page_checks import faults_of

    answer = desk_page().get("/join/")
    answer.content = answer.content.decode().replace("</main>", f"{broken}</main>").encode()
    assert any(fault in each for each in faults_of(answer)), faults_of(answer)


def test_pages_never_write_the_published_markup_themselves():
    from pathlib import Path

    import battlebox.web

    templates = Path(battlebox.web.__file__).parent / "templates" / "desk"
    own = {"base.html"}
    faults = [
        f"{path.name}: {line.strip()[:80]}"
        for path in templates.rglob("*.html")
        if path.name not in own
        for line in path.read_text(encoding="utf-8").splitlines()
        if "govuk-" in line
    ]
    assert not faults
