"""Northmere opens a triage alone; Eastholt joins when it is stood up; Farwick takes no part: who sees what."""

from __future__ import annotations

import re

import pytest

from battlebox.desk.command import NewTask, open_task
from battlebox.desk.picture import Belief, Subject, Suspicion, adopt_estate, estate_in_use, state_suspicion
from battlebox.desk.record import Handling, Note, open_incident, write_note
from battlebox.marking import Tlp
from desk.room import SHARED, StillWatch, shipped
from desk.room import officer as desk_officer
from web.desk_page import words
from web.places.conftest import Opened

OURS = Handling(Tlp.AMBER, frozenset({"northmere"}))
STAND = {"to": "stood up", "why": "a beacon was seen", "seen_by": "every"}


class Triage(Opened):
    """A triage that only Northmere sees, with an estate for whoever may join: Eastholt."""

    def __init__(self, path):
        from datetime import UTC, datetime

        from battlebox.desk.record import Installation

        self.watch = StillWatch(at=datetime.now(UTC).replace(microsecond=0))
        self.installation = Installation(path, self.watch)
        self.record = self.installation.found(("northmere",), ("eastholt", "nightline"), title="Blue kettle")
        self.lead = desk_officer("northmere")
        record, lead = self.record, self.lead
        open_incident(record, lead, title="Blue kettle", seen="screens are blank", handling=OURS)
        adopt_estate(record, lead, self.installation.shelf, shipped("northmere"), source="shipped", handling=SHARED)
        self.short = record.incident[:8]
        estate = estate_in_use(self.sight(), self.installation.shelf).estate
        belief = Belief(Suspicion.SUSPECTED, record.now(), "head of IT")
        state_suspicion(record, estate, lead, Subject.SYSTEM, "northmere.servers", belief, handling=OURS)
        write_note(record, lead, Note("the porter rang", record.now()), handling=OURS)
        open_task(record, lead, NewTask("find clean laptops"), handling=OURS)
        write_note(record, lead, Note("counsel was asked", record.now()), handling=Handling(Tlp.AMBER_STRICT))


@pytest.fixture
def triage(desk, tmp_path):
    from battlebox.web import records

    made = Triage(tmp_path / "data")
    records.use(made.installation)
    yield made
    made.installation.close()


def test_standing_up_for_more_bodies_leads_to_sharing_and_shares_nothing_itself(desk_page, triage):
    page = desk_page("northmere")
    answer = page.send(triage.at("stand/"), STAND)
    assert answer.headers["Location"] == triage.at("share/")
    text = words(page.follow(answer))
    assert "Besides us, this incident is seen by Eastholt Council" in text
    assert "4 entries of ours" in text
    assert "1: it is for one body alone or for named people, and stays so" in text
    assert "counsel" not in text
    theirs = words(desk_page("eastholt").get(triage.at("log/")))
    assert "a beacon was seen" in theirs
    assert "porter" not in theirs


def test_standing_up_for_those_who_share_the_estate_leaves_its_suppliers_out(desk_page, triage):
    page = desk_page("northmere")
    offered = words(page.get(triage.at("stand/")))
    assert "Every council and partnership that shares this estate: Eastholt Council, Northmere Council" in offered
    page.send(triage.at("stand/"), STAND)
    desk_page("eastholt").get(triage.at())
    desk_page("nightline").get(triage.at(), expect=404)


def test_standing_up_for_those_who_see_it_already_leads_to_now(desk_page, triage):
    page = desk_page("northmere")
    assert page.send(triage.at("stand/"), {**STAND, "seen_by": "same"}).headers["Location"] == triage.at()


def test_who_joins_at_this_desk_can_write_at_once_and_everybody_reads_it(desk_page, triage):
    page, partner = desk_page("northmere"), desk_page("eastholt")
    page.send(triage.at("stand/"), STAND)
    answer = words(partner.follow(partner.send(triage.at("log/note/"), {"facts": "we see it too"})))
    assert re.search(r"Saved as B-\d+", answer)
    assert "we see it too" in words(page.get(triage.at("log/")))
    partner.send(triage.at("tasks/new/"), {"what": "Look at our end of the line"})
    assert "Look at our end of the line" in words(page.get(triage.at("tasks/?show=all")))


def test_a_body_is_not_let_in_by_the_desk_once_its_admin_key_was_handed_over(desk_page, triage):
    page, partner = desk_page("northmere"), desk_page("eastholt")
    triage.installation.hand_over("eastholt")
    page.send(triage.at("stand/"), STAND)
    answer = words(partner.send(triage.at("log/note/"), {"facts": "we see it too"}, expect=422))
    assert "This desk holds no key to write for Eastholt Council" in answer
    assert not triage.installation.host(triage.record.incident, triage.lead, "eastholt")


@pytest.mark.parametrize("body", ["eastholt", "nightline", "farwick"])
def test_no_body_is_let_in_to_an_incident_that_it_was_not_asked_to_join(desk_page, triage, body):
    from battlebox.desk.record import course_for

    assert course_for(triage.record, body) is None
    assert not triage.installation.host(triage.record.incident, triage.lead, body)
    assert triage.record.bodies == {"northmere"}
    desk_page("northmere").send(triage.at("stand/"), STAND)
    assert triage.record.bodies == {"northmere"} or body == "eastholt"


def test_nothing_is_ticked_at_first_and_nothing_ticked_is_refused(desk_page, triage):
    page = desk_page("northmere")
    page.send(triage.at("stand/"), STAND)
    html = page.get(triage.at("share/")).content.decode()
    assert not re.search(r"<input[^>]*type=.checkbox[^>]*checked", html)
    before = triage.record.catch_up()
    answer = words(page.send(triage.at("share/"), {"why": "they run it with us"}, expect=422))
    assert "Tick what is to be shared" in answer
    assert triage.record.catch_up() == before


def test_what_is_ticked_is_seen_by_those_who_joined_and_by_no_stranger(desk_page, triage, council):
    page = desk_page("northmere")
    page.send(triage.at("stand/"), STAND)
    html = page.get(triage.at("share/")).content.decode()
    (porter,) = re.findall(r'value="([0-9a-f]{64})"[^>]*>\s*<label[^>]*>\s*A-\d+, [^<]*the porter rang', html)
    page.send(triage.at("share/"), {"entries": [porter], "why": "they run it with us"})
    if council == "farwick":
        for path in ("", "log/", "share/", "debrief/"):
            desk_page(council).get(triage.at(path), expect=404)
        return
    text = words(desk_page(council).get(triage.at("log/")))
    assert re.search(r"shared with Eastholt Council: 1 entry \(A-\d+\)", text)
    assert "because they run it with us" in text
    assert "the porter rang (first written as A-" in text
    assert ("Northmere servers: suspected" in text) is (council == "northmere")
    assert ("counsel" in text) is (council == "northmere")


def test_only_gold_and_silver_of_the_body_that_wrote_it_share(desk_page, officer, triage):
    desk_page("northmere").send(triage.at("stand/"), STAND)
    clerk = desk_page(officer("northmere", role="loggist"))
    assert "may not share with more bodies what was written for fewer" in words(clerk.get(triage.at("share/")))
    assert b"Share what is ticked" not in clerk.get(triage.at("share/")).content
    assert b"Share what fewer bodies see" not in clerk.get(triage.at("log/")).content
    partner = words(desk_page("eastholt").get(triage.at("share/")))
    assert "Every body in this incident sees all that may be shared with it." in partner


def test_the_draft_of_a_report_says_what_it_leaves_out_links_to_it_and_offers_what_can_be_done(desk_page, triage):
    page = desk_page("northmere")
    page.send(triage.at("stand/"), STAND)
    answer = page.get(triage.at("reports/new/"))
    text, html = words(answer), answer.content.decode()
    assert "This draft is for Eastholt Council, Northmere Council, under TLP:AMBER." in text
    assert "3 entries are not in it, because they were written for fewer:" in text
    for part in ("1 on what is suspected", "1 on tasks", "1 on how the incident stands"):
        assert part in text
    assert f'<a class="govuk-link" href="{triage.at("share/")}">share 3 of them</a>' in html
    (entry,) = re.findall(
        rf'<a class="govuk-link" href="({triage.at("log/entry/")}[0-9a-f]+/)">A-\d+</a>[^<]*<bdi>[^<]*suspected', html
    )
    assert "head of IT" in words(page.get(entry))
    desk_page("eastholt").get(entry, expect=404)
    narrow = page.get(triage.at("reports/new/?for=ours"))
    assert "This draft is for Northmere Council, under TLP:AMBER+STRICT." in words(narrow)
    assert "Nothing that you can see and that a report is drawn from is left out" in words(narrow)
    assert re.search(r'<option value="ours" selected>', narrow.content.decode())
    page.send(triage.at("share/"), {"every": "on", "why": "they run it with us"})
    after = words(page.get(triage.at("reports/new/")))
    assert "are not in it" not in after
    for said in ("Northmere servers: suspected", "screens are blank (first written as A-", "find clean laptops"):
        assert said.partition(" (")[0] in after


def test_a_partner_is_not_told_what_a_draft_of_its_own_cannot_hold(desk_page, triage):
    desk_page("northmere").send(triage.at("stand/"), STAND)
    text = words(desk_page("eastholt").get(triage.at("reports/new/")))
    assert "are not in it" not in text
    assert "Nothing that you can see" in text


def test_no_id_of_an_officer_stands_where_a_name_or_role_should(desk_page, officer, triage):
    from battlebox.desk import Role
    from battlebox.desk.command import take_role

    lead = officer("northmere", name="nm.silver")
    page = desk_page(lead)
    page.send(triage.at("stand/"), STAND)
    now = triage.watch.at
    late = {"due_day": now.day, "due_month": now.month, "due_year": now.year, "due_time": "00:00"}
    page.send(triage.at("tasks/new/"), {"what": "Ring the bank", **late})
    triage.watch.pass_by(days=1)
    reader = desk_page("eastholt")
    paths = ("tasks/?show=all", "", "log/", "people/", "tasks/?show=all&tasks-csv=1")
    pages = {path: reader.get(triage.at(path)).content.decode() for path in paths}
    address = re.search(rf'href="({triage.at("tasks/")}[0-9a-f]+/)">Ring the bank', pages["tasks/?show=all"])[1]
    pages["task"] = reader.get(address).content.decode()
    for path, html in pages.items():
        assert lead.officer_id not in html, path
        assert str(lead) not in html, path
    for path in ("tasks/?show=all", "", "task", "tasks/?show=all&tasks-csv=1"):
        assert "an officer of Northmere Council" in pages[path], path
    holder = desk_officer("northmere").__class__(lead.officer_id, str(lead), "northmere", frozenset({Role.TACTICAL}))
    take_role(triage.record, holder, Role.TACTICAL, handling=SHARED)
    assert "tactical (Silver), Northmere Council" in words(reader.get(address))
    assert str(lead) in words(page.get(address))


def test_a_report_can_be_narrowed_to_those_who_sat_in_the_triage(desk_page, opened, council):
    """Eastholt was there from the start; Farwick joins when it is stood up."""
    page = desk_page("northmere")
    page.send(opened.at("systems/northmere.servers/suspect/"), {"state": "confirmed", "source": "the night engineer"})
    page.send(opened.at("stand/"), STAND)
    draft = page.get(opened.at("reports/new/"))
    # What was seen first, what is suspected, and which estate it runs on.
    assert "3 entries are not in it" in words(draft)
    assert "Draw it up for Eastholt Council, Northmere Council only" in words(draft)
    narrow = page.get(opened.at("reports/new/?for=fewer"))
    assert "This draft is for Eastholt Council, Northmere Council, under TLP:AMBER." in words(narrow)
    assert "Northmere servers: confirmed" in words(narrow)
    page.send(opened.at("reports/new/?for=fewer"), {"headline": "Servers are hit"})
    listed = words(desk_page(council).get(opened.at("reports/")))
    assert ("Servers are hit" in listed) is (council != "farwick")
