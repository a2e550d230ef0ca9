"""Nobody gets in without a key in force, of the right scope, in a form that can be read; nothing else is answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from web.machines.monitored import SERVERS

GETS = ("/api/v1/key", "/api/v1/incidents", "", "/things", "/state")
SUSPICION = {"system": SERVERS}


def every(monitored, who):
    for each in GETS:
        yield monitored.ask(who, each if each.startswith("/api") else monitored.at(each))
    yield monitored.post(who, "suspicions", SUSPICION)
    yield monitored.post(who, "outages", {"thing": SERVERS, "state": "out"})
    yield monitored.post(who, "facts", {"wording": "x"})


def revoked(monitored):
    monitored.give("gone", "northmere", revoked_at=timezone.now())
    return "gone"


def ended(monitored):
    monitored.give("old", "northmere", ends=timedelta(seconds=-1))
    return "old"


@pytest.mark.parametrize("who", [lambda _: None, lambda _: "bbm-" + "x" * 43, lambda _: "", revoked, ended])
def test_without_a_key_in_force_every_address_is_one_answer(monitored, who):
    before = monitored.opened.record.arrived
    answers = list(every(monitored, who(monitored)))
    assert {each.status for each in answers} == {401}
    assert len({each.body for each in answers}) == 1
    assert all(each.headers["WWW-Authenticate"].startswith("Bearer") for each in answers)
    assert all(each.headers["Content-Type"] == "application/problem+json" for each in answers)
    assert monitored.opened.record.arrived == before


def test_a_partner_s_token_and_a_session_open_nothing(monitored, desk_page):
    from web.taxii.feed import Feed

    feed = Feed(None)
    feed.partner("eastholt")
    assert monitored.ask(feed.tokens["eastholt"], "/api/v1/key").status == 401
    page = desk_page("northmere")
    cookie = f"{settings.SESSION_COOKIE_NAME}={page.client.cookies[settings.SESSION_COOKIE_NAME].value}"
    assert monitored.ask(None, "/api/v1/key", HTTP_COOKIE=cookie).status == 401


def test_a_scope_is_asked_before_what_was_sent_is_read(monitored):
    monitored.give("reader", "northmere", report=False)
    monitored.give("reporter", "northmere", read=False)
    before = monitored.opened.record.arrived
    for what in ("suspicions", "outages", "facts"):
        for sent in (SUSPICION, b"no json", {}):
            answer = monitored.post("reader", what, sent)
            assert (answer.status, answer.says["title"]) == (403, "this key may read, and not report")
    assert monitored.opened.record.arrived == before
    answer = monitored.ask("reporter", monitored.at("/state"))
    assert (answer.status, answer.says["title"]) == (403, "this key may report, and not read")
    assert monitored.ask("reporter", monitored.at("/things")).status == 200
    monitored.give("neither", "northmere", read=False, report=False)
    assert monitored.ask("neither", monitored.at("/state")).status == 403
    assert monitored.post("neither", "facts", {"wording": "x"}).status == 403


def test_revoked_it_opens_nothing_from_the_next_request_on(monitored):
    from battlebox.web.models import MonitoringKey

    assert monitored.ask("northmere", "/api/v1/key").status == 200
    MonitoringKey.objects.filter(pk=monitored.keys["northmere"].pk).update(revoked_at=timezone.now())
    assert monitored.ask("northmere", "/api/v1/key").status == 401


def test_when_it_was_last_used_is_written(monitored):
    monitored.ask("northmere", "/api/v1/key")
    key = monitored.keys["northmere"]
    key.refresh_from_db()
    assert timezone.now() - key.heard_at < timedelta(minutes=1)


def test_one_key_may_ask_so_often_and_others_go_on(monitored):
    from battlebox.web.machines.credentials import PER_MINUTE

    cache.clear()
    for _ in range(PER_MINUTE):
        assert monitored.ask("northmere", "/api/v1/key").status == 200
    answer = monitored.post("northmere", "suspicions", SUSPICION)
    assert (answer.status, answer.headers["Retry-After"]) == (429, "60")
    assert monitored.ask("eastholt", "/api/v1/key").status == 200


def test_a_flood_of_wrong_keys_is_told_so_and_right_ones_go_on(monitored):
    from battlebox.web.machines.credentials import WRONG_A_MINUTE

    cache.clear()
    for _ in range(WRONG_A_MINUTE):
        assert monitored.ask("bbm-wrong", "/api/v1/key").status == 401
    assert monitored.ask("bbm-wrong", "/api/v1/key").status == 429
    assert monitored.ask("northmere", "/api/v1/key").status == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"CONTENT_LENGTH": ""}, 411),
        ({"CONTENT_LENGTH": "a lot"}, 411),
        ({"CONTENT_LENGTH": str(64 * 1024 + 1)}, 413),
        ({"CONTENT_TYPE": "text/plain"}, 415),
        ({"CONTENT_TYPE": "application/x-www-form-urlencoded"}, 415),
        ({"HTTP_CONTENT_ENCODING": "gzip"}, 415),
        ({"HTTP_IDEMPOTENCY_KEY": None}, 422),
        ({"HTTP_IDEMPOTENCY_KEY": "short"}, 422),
        ({"HTTP_IDEMPOTENCY_KEY": "x" * 129}, 422),
    ],
)
def test_what_cannot_be_read_is_refused_and_says_what_to_do(monitored, headers, status):
    before = monitored.opened.record.arrived
    answer = monitored.post("northmere", "suspicions", SUSPICION, **headers)
    assert answer.status == status
    assert answer.says["hint"]
    assert monitored.opened.record.arrived == before


@pytest.mark.parametrize(
    "sent", [b"", b"{", b"[]", b"null", b'"x"', b"\xff", b"[" * 60_000, b'{"system": "\xed\xa0\x80"}', b'{"a": 1e999}x']
)
def test_what_is_no_object_of_json_is_refused(monitored, sent):
    answer = monitored.post("northmere", "suspicions", sent)
    assert answer.status == 400
    assert answer.says["title"] == "what was sent is not JSON"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        (b'{"system": "northmere.servers", "chance": "low", "chance": "high"}', "#/chance"),
        (b'{"system": "northmere.servers", "system": "northmere.servers"}', "#/system"),
        (b'{"system": "northmere.servers", "\\u0073ystem": "northmere.care"}', "#/system"),
        (b'{"system": {"id": 1, "id": 2}}', "#/id"),
        (b'{"nothing": 1, "nothing": 2}', "#/nothing"),
    ],
)
@pytest.mark.parametrize("who", ["northmere", "eastholt", "farwick"])
def test_a_field_that_stands_twice_is_refused_by_its_name(monitored, sent, field, who):
    before = monitored.opened.record.arrived
    answer = monitored.post(who, "suspicions", sent)
    assert (answer.status, answer.pointers) == (422, [field])
    assert answer.says["errors"][0]["detail"] == "it is there twice"
    assert "send it once" in answer.says["errors"][0]["hint"]
    assert monitored.opened.record.arrived == before
    assert monitored.post("northmere", "suspicions", SUSPICION).status == 201


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"])
def test_another_method_is_refused_and_allow_says_which(monitored, method):
    for path, allow in ((monitored.at("/suspicions"), "POST"), (monitored.at("/state"), "GET")):
        answer = monitored.ask("northmere", path, method)
        assert (answer.status, answer.headers["Allow"]) == (405, allow)


def test_no_other_address_is_there(monitored):
    for path in ("/api/v1/", "/api/v1/docs", "/api/v1/admin", monitored.at("/people"), "/api/v1/incidents/xx"):
        answer = monitored.ask("northmere", path)
        assert answer.status in (404, 422), path
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_drill_s_desk_answers_no_machine_and_says_what_it_is(monitored, desk, monkeypatch):
    monkeypatch.setattr(settings, "DESK", replace(desk, drill=True))
    before = monitored.opened.record.arrived
    for answer in [*every(monitored, "northmere"), monitored.ask(None, "/api/v1/openapi.json")]:
        assert answer.status == 403
        assert "EXERCISE EXERCISE EXERCISE" in answer.says["title"]
    assert monitored.opened.record.arrived == before


def test_an_incident_of_an_exercise_is_not_there_on_a_real_desk(monitored, monkeypatch):
    from battlebox.web.incidents import source

    was = source()._head(monitored.opened.record.incident)
    monkeypatch.setattr(type(source()), "_head", lambda *_: replace(was, exercise=True))
    assert monitored.ask("northmere", "/api/v1/incidents").says == {"incidents": []}
    assert monitored.suspects().status == 404


def test_a_full_disk_is_said_and_the_repeat_is_recorded_once(monitored, monkeypatch):
    from battlebox.desk.record import Record
    from battlebox.journal import JournalCode, JournalError

    def full(*_, **__):
        raise JournalError.of(JournalCode.STORE_FULL, name="x")

    once = {"HTTP_IDEMPOTENCY_KEY": "alert-4711"}
    append = Record.append
    monkeypatch.setattr(Record, "append", full)
    answer = monitored.post("northmere", "suspicions", SUSPICION, **once)
    assert answer.status == 503
    assert answer.says["title"] == "the desk could not keep that; nothing was recorded"
    monkeypatch.setattr(Record, "append", append)
    assert monitored.post("northmere", "suspicions", SUSPICION, **once).status == 201
