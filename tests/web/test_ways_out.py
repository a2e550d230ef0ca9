"""Every way out of the desk by its pages: nothing that Northmere kept for itself is in what Eastholt or Farwick gets.

Northmere is hit and fills in every form there is, four times: what it writes is for named people, for itself alone,
for Eastholt, or for everybody in the incident. Then others open every page and file, by links and by hand: Farwick
always, for nothing is kept from Eastholt that is not kept from Farwick; both where a bench asks (`ways-out`).
"""

from __future__ import annotations

import json
import logging
import os
from collections import Counter, defaultdict

import pytest

from battlebox.desk import Role
from battlebox.desk.record import Handling
from battlebox.marking import Tlp
from web.canaries import Labels, Sown, fill, forms_on, links_of, route_of, sow, spilt, words_in
from web.following.conftest import MADE
from web.places.conftest import Opened, do_all, jobs
from web.places.test_routes import every as addresses
from web.places.test_routes import token_of

__all__ = ["addresses", "jobs"]

EVERYBODY = frozenset({"northmere", "eastholt", "farwick"})
REDIRECT = 302
GETS = {"eastholt": {"shared", "given"}, "farwick": {"shared"}}
READERS = tuple(GETS) if os.environ.get("BATTLEBOX_WAYS_OUT") == "all" else ("farwick",)
FORMS_LEAST, KINDS_LEAST, WORDS_LEAST, PAGES_LEAST = 55, 40, 300, 600


@pytest.fixture
def opened(desk, tmp_path):
    """An incident with all three councils in it, in which Northmere has sown its words."""
    from battlebox.web import records

    made = Opened(tmp_path / "data", shared=Handling(Tlp.AMBER, EVERYBODY))
    records.use(made.installation)
    yield made
    made.installation.close()


@pytest.fixture
def sown(opened, addresses, jobs, desk_page, officer):
    """Northmere has filled in every form twice: for everybody, so that there are pages, and then for fewer."""
    opened.sown, opened.taken = Sown(), Counter()
    lead = everything(officer, "northmere")
    opened.client = desk_page(lead).client
    given = {
        "shared": (Tlp.AMBER, EVERYBODY),
        "strict": (Tlp.AMBER_STRICT, frozenset()),
        "given": (Tlp.AMBER, frozenset({"northmere", "eastholt"})),
        "red": (Tlp.RED, frozenset({f"person:{lead.officer_id}"})),
    }
    links = [each for each in addresses.values() if each.startswith("/i/")]
    for modes in (["shared"], ["strict", "given", "red"]):
        with pytest.MonkeyPatch.context() as patch:
            labels = Labels(opened.record, opened.sown, patch, {each: given[each] for each in modes})
            opened.taken += sow(opened.client, links, opened.sown, labels)
            do_all(jobs)
        links = list(dict.fromkeys([*links, *links_of(opened.client, opened.short)]))
    opened.links = links
    return opened.sown


def everything(officer, body):
    """Somebody who holds every role of a body."""
    from battlebox.web.models import Membership

    person = officer(body, admin=True)
    for role in Role:
        Membership.objects.get_or_create(officer=person, body=body, role=role.value)
    return person


class Looking:
    """One reader: what each answer gave away that is not for that body, and which words it did get."""

    def __init__(self, opened, body):
        self.opened, self.body = opened, body
        self.kept = opened.sown.kept_from(body)
        self.leaks, self.got, self.pages, self.led_to = defaultdict(set), set(), Counter(), set()

    def __call__(self, address, answer):
        found = spilt(answer)
        self.pages[route_of(address)] += 1
        self.led_to |= {answer.headers["Location"]} if answer.status_code == REDIRECT else set()
        self.got |= found & self.opened.sown.words.keys()
        for word in found & self.kept:
            self.leaks[self.opened.sown.words[word]].add(f"{route_of(address)} {answer.status_code} {address}")


def test_nothing_that_northmere_kept_is_in_any_page_file_header_form_job_or_log_of_another_body(
    opened, addresses, sown, desk_page, officer, jobs, caplog
):
    caplog.set_level(logging.DEBUG)
    assert len(opened.taken) >= FORMS_LEAST
    assert len(sown.kinds) >= KINDS_LEAST
    assert sown.kept_from("eastholt") < sown.kept_from("farwick")
    for body in READERS:
        person = everything(officer, body)
        client, look = desk_page(person).client, Looking(opened, body)
        assert len(look.kept) >= WORDS_LEAST
        links_of(client, opened.short, look=look)
        # What no link leads there to: each page and file that Northmere has, and each address there is.
        for address in dict.fromkeys([*opened.links, *addresses.values()]):
            if route_of(address) != "account_logout":
                look(address, client.get(address))
        assert {name for name in addresses if not look.pages[name]} == {"account_logout"}, "not opened"
        ask(client, person, opened, look)
        do_all(jobs)
        for address in followed(client, person, opened):
            look(address, client.get(address))
        # What was asked for, when it is there.
        for address in look.led_to:
            look(address, client.get(address))
        said = f"{sum(look.pages.values())} answers of {len(look.pages)} addresses, {len(look.got)} words theirs"
        print(f"\nways out, {body}: {said}, {len(look.kept)} kept back, {len(look.leaks)} of them leaked")
        assert look.leaks == {}
        assert sum(look.pages.values()) >= PAGES_LEAST
        # What does reach them: a page that shows nothing would leak nothing.
        assert GETS[body] <= {sown.words[word].split()[0] for word in look.got}
        assert rows_of(person) & look.kept == set()
    assert "died of" not in caplog.text, "a job of somebody who may not ended in a fault"
    assert {sown.words[each] for each in words_in(caplog.text.encode())} == set(), "the log of the server has words"
    assert words_in("\n".join(sown.headers).encode()) == set(), "the header of an entry has words"


def followed(client, person, opened):
    """This reader's own calendar and feed, as machines read them."""
    for kind in ("calendar", "log", "decisions"):
        said = {"kind": kind, "says": "words", "once": token_of(person)}
        answer = client.post(f"/i/{opened.short}/follow/new/", said)
        yield MADE.search(answer.content.decode())[1]


def ask(client, person, opened, look):
    """Send each form, as its page shows it to this reader or to Northmere, and with the ids of other things in it."""
    done = Counter()
    ids = [line.id for line in opened.record.lines()]
    for address in opened.links:
        name = route_of(address)
        if done[name] or name in ("stand", "act_as", None):
            continue
        done[name] += 1
        shown = client.get(address)
        of = (
            shown
            if shown.status_code == 200 and "html" in shown.headers["Content-Type"]
            else opened.client.get(address)
        )
        if "html" not in of.headers["Content-Type"]:
            continue
        for form in forms_on(of):
            said = fill(form, Sown(), "")
            said |= {key: "1" for key, value in said.items() if isinstance(value, str) and "qz1" in value}
            said["once"] = token_of(person)
            look(address, client.post(address, {**said, "about": ids[-1], "over": ids[-1], "seen": " ".join(ids)}))
            look(address, client.post(address, said))


def rows_of(person):
    """The words in what the desk keeps for one officer: jobs, sessions, notices."""
    from django.contrib.sessions.models import Session

    from battlebox.web.models import Job, Notice

    sessions = [each.get_decoded() for each in Session.objects.all()]
    found = [
        list(Job.objects.filter(owner=person).values()),
        list(Notice.objects.filter(officer=person).values()),
        [each for each in sessions if each.get("_auth_user_id") == str(person.pk)],
    ]
    papers = [bytes(job.paper) for job in Job.objects.filter(owner=person) if job.paper]
    return words_in(json.dumps(found, default=str).encode()).union(*map(words_in, papers))
