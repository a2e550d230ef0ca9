"""Every button of a drill's desk is pressed, with all at hand that a real desk would send with: nothing leaves."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from battlebox.desk.message import Means
from battlebox.journal import EXERCISE
from battlebox.marking import Tlp
from battlebox.share.exercise import OF_A_PAGE
from web.canaries import Labels, Sown, links_of, sow
from web.exercise.test_door import says_so
from web.places.conftest import do_all, jobs
from web.places.sending import Sending
from web.places.test_routes import every
from web.test_ways_out import EVERYBODY, everything

__all__ = ["every", "jobs"]

FORMS_LEAST, FILES_LEAST = 40, 5
MEANS_FILE = """
[mail]
host = "relay.example.net"
sender = "desk@northmere.example"
"""
WATCHED = ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "os.system")


class Watcher:
    """What this process asks of the network while it is on. Python keeps a hook for good, so it is made once."""

    def __init__(self):
        self.on, self.seen = False, []
        sys.addaudithook(self)

    def __call__(self, event, given):
        if self.on and event in WATCHED:
            self.seen.append(f"{event} {given[1] if event.startswith('socket.') and len(given) > 1 else given}")


@pytest.fixture(scope="module")
def watcher():
    made = Watcher()
    yield made
    made.on = False


class Checked:
    """A browser whose every answer must say that it is of an exercise."""

    def __init__(self, client, folder):
        self.client, self.folder = client, folder
        self.silent, self.files, self.answers = [], set(), 0

    def get(self, *said, **more):
        return self._looked(self.client.get(*said, **more), said[0])

    def post(self, *said, **more):
        return self._looked(self.client.post(*said, **more), said[0])

    def _looked(self, answer, address):
        self.answers += 1
        kind = answer.headers.get("Content-Type", "").partition(";")[0]
        if not answer.content or kind in OF_A_PAGE or (kind == "text/html" and b"<body" not in answer.content):
            return answer
        if kind != "text/html":
            self.files.add(kind)
        if not says_so(answer, self.folder):
            self.silent.append(f"{address} {answer.status_code} {kind}")
        return answer


def test_every_button_pressed_gives_only_what_says_so_and_opens_no_connection(
    opened, every, jobs, desk_page, officer, watcher, tmp_path
):
    lead = everything(officer, "northmere")
    browser = Checked(desk_page(lead).client, tmp_path)
    sown = Sown()
    with pytest.MonkeyPatch.context() as patch:
        labels = Labels(opened.record, sown, patch, {"shared": (Tlp.AMBER, EVERYBODY)})
        watcher.on, watcher.seen = True, []
        try:
            links, taken = [each for each in every.values() if each.startswith("/i/")], Counter()
            # The second time there is something to open: what the first time wrote.
            for _ in range(2):
                taken += sow(browser, links, sown, labels)
                do_all(jobs)
                links = list(dict.fromkeys([*links, *links_of(browser, opened.short)]))
            for address in links:
                browser.get(address)
        finally:
            watcher.on = False
    pressed = Counter({name: many for name, many in taken.items() if many})
    print(f"\n{len(pressed)} forms taken, {browser.answers} answers, files {sorted(browser.files)}, {watcher.seen}")
    assert browser.silent == []
    assert watcher.seen == []
    assert len(pressed) >= FORMS_LEAST
    assert len(browser.files) >= FILES_LEAST


def test_a_message_that_is_sent_in_a_drill_says_so_and_is_kept_here(opened, watcher):
    from battlebox.web.sending.means import reach_of

    file = Path(settings.DESK.data) / "sending.toml"
    file.write_text(MEANS_FILE)
    file.chmod(0o600)
    sending = Sending(opened)
    sending.senders = reach_of(settings.DESK).senders
    watcher.on, watcher.seen = True, []
    try:
        message = sending.order()
        sending.run()
    finally:
        watcher.on = False
        file.unlink()
    assert watcher.seen == []
    assert sending.progress(message).told == {"e-1", "e-2"}
    kept = [letter for means in (Means.NOTIFY_TEXT, Means.MAIL) for letter in sending.senders.of(means).kept.values()]
    assert len(kept) == 2
    assert all(each.words.startswith(f"{EXERCISE}\n\nUse the numbers.") for each in kept)
    assert all(each.subject == f"{EXERCISE}: Phones are down" for each in kept)


def test_the_watcher_sees_what_connects(watcher):
    import socket

    watcher.on, watcher.seen = True, []
    with socket.create_server(("127.0.0.1", 0)) as door, socket.create_connection(door.getsockname(), timeout=5):
        watcher.on = False
    assert any(each.startswith("socket.connect") for each in watcher.seen)
