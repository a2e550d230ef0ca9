"""Machines at a desk of several processes on a server: one report is one entry, whichever process takes it."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
import time
from collections import Counter

import pytest

from driving.desk import TESTS, Desk
from web.machines.monitored import SERVERS

pytestmark = pytest.mark.one_store
PROCESSES, AT_ONCE, PER_MINUTE = 2, 8, 120
_MAKE = """
import sys
from datetime import timedelta
from pathlib import Path
from battlebox.web.taxii.standing import stand
stand(Path(sys.argv[1]))
from django.utils import timezone
from battlebox.web.models import MonitoringKey
from battlebox.web.models.monitoring_key import SHOWN, key_digest, new_key
for name in ("Zabbix", "Often"):
    secret = new_key()
    MonitoringKey.objects.create(digest=key_digest(secret), begins=secret[:SHOWN], name=name, body="northmere",
        may_report=True, may_read=True, expires_at=timezone.now() + timedelta(days=1))
    print(secret)
"""


@pytest.fixture(scope="module")
def desk(postgres, tmp_path_factory):
    made = Desk(tmp_path_factory.mktemp("machines") / "desk", server=postgres, processes=PROCESSES)
    words = [sys.executable, "-c", _MAKE, str(made.folder)]
    told = subprocess.run(words, capture_output=True, text=True, check=True, cwd=TESTS).stdout
    made.secret, made.often = told.split()
    yield made
    assert made.end() == 0, made.said


def ask(desk, path, sent=None, *, once="", method=""):
    """One request on a line of its own: (status, headers, body)."""
    line = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=60)
    headers = {"Authorization": f"Bearer {desk.secret}"}
    if sent is not None:
        headers |= {"Content-Type": "application/json", "Idempotency-Key": once}
    line.request(
        method or ("GET" if sent is None else "POST"), path, None if sent is None else json.dumps(sent), headers
    )
    answer = line.getresponse()
    found = answer.status, answer.headers, answer.read()
    line.close()
    return found


def at(desk, rest):
    return f"/api/v1/incidents/{desk.incident[:8]}/{rest}"


def test_one_report_sent_at_once_to_all_processes_is_one_entry_and_one_answer(desk):
    for n in range(4):
        answers, gate = [], threading.Barrier(AT_ONCE)

        def send(n=n, answers=answers, gate=gate):
            gate.wait()
            answers.append(ask(desk, at(desk, "outages"), {"thing": SERVERS, "state": "out"}, once=f"alert-num-{n}"))

        threads = [threading.Thread(target=send) for _ in range(AT_ONCE)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert {status for status, _, _ in answers} == {201}
        assert len({body for _, _, body in answers}) == 1
    lines, problems = desk.lines()
    assert not problems
    kinds = Counter(line.header.kind for line in lines if line.header.by.startswith("machine-"))
    assert kinds == {"outage:observed": 4, "officer:named": 1}


def test_how_often_a_key_asks_is_counted_by_all_processes_together(desk):
    said = Counter()
    # A window that ends meanwhile begins anew: then it is tried once more.
    for _ in range(2):
        with desk.at_each() as browsers:
            began = time.monotonic()
            for n in range(PER_MINUTE + 10):
                line = browsers[n % PROCESSES].line
                line.request("GET", "/api/v1/key", headers={"Authorization": f"Bearer {desk.often}"})
                answer = line.getresponse()
                answer.read()
                said[answer.status] += 1
                if answer.status == 429:
                    assert 0 < int(answer.headers["Retry-After"]) <= 60
        if time.monotonic() - began < 50:
            break
    # Each process by itself would let through twice as many.
    assert said == {200: PER_MINUTE, 429: 10}


def test_the_first_answer_is_given_again_after_a_restart(desk):
    first = ask(desk, at(desk, "suspicions"), {"system": SERVERS}, once="before-the-restart")
    assert first[0] == 201
    assert desk.end() == 0
    desk.start()
    again = ask(desk, at(desk, "suspicions"), {"system": SERVERS}, once="before-the-restart")
    assert (again[0], again[2]) == (first[0], first[2])


def test_through_a_socket_the_door_refuses_and_the_line_stays_sound(desk):
    line = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=60)
    for method, path, body, headers, status in (
        ("GET", "/api/v1/openapi.json", None, {}, 200),
        ("HEAD", "/api/v1/openapi.json", None, {}, 405),
        ("GET", "/api/v1/key", None, {}, 401),
        ("POST", at(desk, "facts"), b"x" * 1000, {"Content-Type": "application/json"}, 401),
        ("GET", "/api/v1/nowhere", None, {}, 401),
        ("GET", "/api/", None, {}, 302),
    ):
        line.request(method, path, body, headers)
        answer = line.getresponse()
        answer.read()
        assert answer.status == status, (method, path)
    line.close()
