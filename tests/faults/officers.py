"""Officers who write and look while things are done to their desk, and note what they asked and were answered.

Law: they do what the desk's pages tell them to, and nothing cleverer: what was not answered they send again as it was;
what was refused they send again; where the desk does not know, they look in the log. A form that they open anew has
words of its own.
Not here: whether what they were told can be true (checker.py).
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field

from driving.browser import NO_ANSWER, filled_in
from driving.desk import MARK, PASSWORD
from faults.history import Answer, Asked

PEOPLE = 3
PATIENCE_SECONDS = 40.0
"""How long somebody goes on sending one form: longer than any fault lasts, with a desk that starts anew in it."""
NUMBER = re.compile(r"[Ss]aved as ([A-Z]-\d+)")
FORMS = (
    ("log/note/", lambda mark: {"facts": f"The host rang, {mark}", "share": "shared"}),
    ("tasks/new/", lambda mark: {"what": f"Ring back, {mark}", "share": "shared"}),
    ("decisions/new/", lambda mark: {"what": f"Stay on paper, {mark}", "why": "It is out", "role": "tactical",
                                     "share": "shared"}),
)  # fmt: skip


@dataclass
class Officer:
    """One person at one browser."""

    who: int
    browser: object
    at: object
    """The address of a page of the incident."""
    history: object
    rng: object
    unanswered: int = 0
    """The most that one page or form had to be asked for again because no answer came."""
    told_later: int = 0
    """How often the desk said to come again, or that a disk is full."""
    signed_in_again: int = 0
    wrote: list = field(default_factory=list)

    def work(self, is_over):
        """Write and look until it is over; then once more, which has to go well."""
        while not is_over():
            if self.rng.random() < 0.6:
                self.write()
            else:
                self.look()
            time.sleep(self.rng.uniform(0.01, 0.08))
        until = time.monotonic() + PATIENCE_SECONDS
        while self.write() is not Answer.SAVED:
            assert time.monotonic() < until, "everything was mended, and nothing can be saved"
        self.look()

    def look(self):
        """The log; noted where it was shown."""
        found = self._page(self.at("log/print/"))
        if found is not None:
            begun, text = found
            shown = tuple(sorted(set(MARK.findall(text))))
            self.history.note(Asked(self.who, begun, self.history.now(), Answer.SHOWN, shown=shown))

    def write(self):
        """One form with words of its own, sent until somebody knows; what is known afterwards."""
        mark = f"mark {self.who}-{len(self.wrote)}"
        self.wrote.append(mark)
        path, words = self.rng.choice(FORMS)
        found = self._page(self.at(path))
        if found is None:
            return None
        form = filled_in(found[1], **words(mark))
        begun = self.history.now()
        answer, number, tries = Answer.UNKNOWN, "", 1
        try:
            answer, number, tries = self._send(self.at(path), form)
        finally:
            self.history.note(Asked(self.who, begun, self.history.now(), answer, mark, number, tries=tries))
        if answer is Answer.IN_DOUBT:
            self.look()
        return answer

    def _send(self, path, form):
        """What came of a form, its number, and how often it was sent."""
        until, tries, lost, is_open = time.monotonic() + PATIENCE_SECONDS, 0, 0, False
        while time.monotonic() < until:
            tries += 1
            try:
                status, text, headers = self.browser.ask(path, form)
            except NO_ANSWER:
                # Nobody knows whether it arrived.
                is_open, lost = True, lost + 1
                self.unanswered = max(self.unanswered, lost)
                time.sleep(0.05)
                continue
            lost = 0
            said = read(status, text, headers)
            if said is Answer.SAVED:
                return said, self._number(headers.get("Location", "")), tries
            if said is Answer.IN_DOUBT:
                return said, "", tries
            is_open = is_open or said is Answer.UNKNOWN
            if said is None:
                break
            self.told_later += 1
            time.sleep(0.1)
        return Answer.UNKNOWN if is_open else Answer.REFUSED, "", tries

    def _number(self, address):
        """The one number on the next page, if it can be had."""
        if not address:
            return ""
        try:
            found = set(NUMBER.findall(self.browser.ask(address)[1]))
        except NO_ANSWER:
            return ""
        return found.pop() if len(found) == 1 else ""

    def _page(self, path):
        """When it was asked for, and its text; None where it is not to be had for now."""
        until, lost = time.monotonic() + PATIENCE_SECONDS, 0
        while time.monotonic() < until:
            begun = self.history.now()
            try:
                status, text, headers = self.browser.ask(path)
            except NO_ANSWER:
                lost += 1
                self.unanswered = max(self.unanswered, lost)
                time.sleep(0.05)
                continue
            lost = 0
            if status == 200:
                return begun, text
            if status == 302:
                self._sign_in(headers["Location"])
            else:
                assert status in (500, 503, 507), (status, path, _words(text))
                self.told_later += 1
            time.sleep(0.1)
        return None

    def _sign_in(self, address):
        """Once; whoever cannot be let in for now finds out at the next page."""
        assert "/account/" in address, f"sent to {address}"
        self.signed_in_again += 1
        try:
            status, text, _ = self.browser.ask("/account/login/")
            if status == 200:
                words = {"login": f"officer.{self.who}", "password": PASSWORD}
                self.browser.ask("/account/login/", filled_in(text, **words))
        except NO_ANSWER:
            return


def read(status, text, headers):
    """What a page tells whoever sent a form: an answer; REFUSED and UNKNOWN may be sent again, None may not."""
    if status == 302:
        return None if "/account/" in headers["Location"] else Answer.SAVED
    if status == 409:
        return Answer.IN_DOUBT
    if "It was saved" in text:
        assert status in (400, 503, 507), status
        return Answer.SAVED
    if "disk of" in text and "is full" in text:
        assert status in (422, 507), status
        return Answer.REFUSED
    if status in (500, 503):
        return Answer.REFUSED if "Nothing was recorded" in text else Answer.UNKNOWN
    # A form that is shown again with what is wrong in it, or that this session does not know.
    assert status in (400, 403, 422), (status, _words(text))
    return None


def _words(text):
    return " ".join(re.sub("<[^>]+>", " ", text).split())[:600]
