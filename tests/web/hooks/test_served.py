"""Machines that are told by a desk of several processes: each message once, and none lost when one is killed."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import Counter

import pytest
from standardwebhooks.webhooks import Webhook

from driving.desk import TESTS, Desk
from share.hook.receiver import Machine

pytestmark = pytest.mark.one_store
PROCESSES, WRITERS, EACH = 2, 3, 4
_NAME = """
import sys
from pathlib import Path
from battlebox.web.taxii.standing import stand
stand(Path(sys.argv[1]))
from battlebox.share.hook import new_secret
from battlebox.web.hooks.seal import seal
from battlebox.web.models import Hook
from battlebox.web.records import installation, open_folder
open_folder(Path(sys.argv[1]), shares=True)
record = installation().record(installation().incidents[0])
secret = new_secret()
Hook.objects.create(ours="northmere", name="Pager", reader="northmere", sealed=seal(sys.argv[2], secret), shown="-",
    kinds=["incident.opened"], places={record.incident: record.catch_up()})
print(secret)
"""


@pytest.fixture(autouse=True)
def here():
    """The desk of these tests is one of its own, with settings of its own."""


@pytest.fixture(scope="module")
def machine():
    one = Machine(204)
    yield one
    one.close()


@pytest.fixture(scope="module")
def desk(postgres, tmp_path_factory, machine):
    folder = tmp_path_factory.mktemp("told") / "desk"
    made = Desk(folder, server=postgres, processes=PROCESSES, hooks_inside="127.0.0.0/8")
    words = [sys.executable, "-c", _NAME, str(made.folder), machine.url]
    made.secret = subprocess.run(words, capture_output=True, text=True, check=True, cwd=TESTS).stdout.strip()
    yield made
    assert made.end() == 0, made.said


def opened(desk, title):
    """An incident that somebody opens, at whichever process."""
    browser = desk.browser()
    form = browser.form("/open/", title=title, seen_first=f"mark {title}", share="shared")
    status, text, _ = browser.sure("/open/", form)
    assert status == 302, text


def told(machine):
    """What came, by its words: how often, under how many ids."""
    came = [(headers["webhook-id"], json.loads(raw)["data"]["words"]) for _, headers, raw in list(machine.came)]
    return Counter(words for _, words in came), {words: {one for one, of in came if of == words} for _, words in came}


def test_what_is_written_at_several_processes_at_once_is_told_once_each_and_signed(desk, machine):
    def write(n):
        for m in range(EACH):
            opened(desk, f"told {n} {m}")

    writers = [threading.Thread(target=write, args=(n,)) for n in range(WRITERS)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    desk.wait_for(lambda: len(told(machine)[0]) >= WRITERS * EACH)
    # Two more looks of the thread: what would be told twice would be there.
    opened(desk, "told last")
    desk.wait_for(lambda: any("told last" in words for words in told(machine)[0]))
    counts, _ = told(machine)
    assert set(counts.values()) == {1}
    assert len(counts) == WRITERS * EACH + 1
    for _, headers, raw in machine.came:
        assert Webhook(desk.secret).verify(raw, {name.lower(): value for name, value in headers.items()})


def test_when_the_process_that_tells_is_killed_nothing_is_lost_and_a_repeat_bears_the_same_id(desk, machine):
    before = len(told(machine)[0])
    machine.wait = 0.3
    for n in range(3):
        opened(desk, f"killed {n}")
    desk.wait_for(lambda: len(told(machine)[0]) > before)
    desk.kill("work")
    opened(desk, "killed after")
    desk.wait_for(lambda: len(told(machine)[0]) >= before + 4)
    machine.wait = 0.0
    counts, ids = told(machine)
    assert len(counts) == before + 4
    assert {words: len(each) for words, each in ids.items()} == dict.fromkeys(ids, 1)
    # At most the one that it was at comes once more.
    assert sum(counts.values()) <= len(counts) + 1
