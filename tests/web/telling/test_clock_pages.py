"""The pages of clocks: what runs and asks, one clock, and what is done about it; for three councils."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from battlebox.desk import Role
from battlebox.desk.picture import Condition, Observation, observe
from battlebox.desk.tell import ClockState, Start, clock_of, shipped_library
from battlebox.journal import Kind
from battlebox.web.moment import PARTS
from desk.room import SHARED
from desk.room import officer as desk_officer
from web.desk_page import words

ICO = "tell/clocks/ico-33~northmere/"
THEIRS = "tell/clocks/ico-33~eastholt/"
HOST = "tell/clocks/ico-33-proc~northmere~eastholt/"


@pytest.fixture
def governance(desk_page, officer):
    return desk_page(officer("northmere", role=Role.INFORMATION_GOVERNANCE.value))


def stands(opened, thing):
    from battlebox.desk.picture import estate_in_use, picture_of
    from battlebox.desk.record import Sight

    sight = Sight.of(opened.record, desk_officer("northmere", Role.INFORMATION_GOVERNANCE))
    used = estate_in_use(sight, opened.installation.shelf)
    return clock_of(sight, picture_of(sight, used), shipped_library().with_own(used.estate), thing)


def entries(opened, kind):
    return [each for each in opened.record.lines() if each.header.kind == kind]


def boxes(moment, name="at"):
    from django.utils import timezone

    here = timezone.localtime(moment)
    said = (str(here.day), str(here.month), str(here.year), f"{here:%H:%M}")
    return {f"{name}_{part}": value for (part, _, _), value in zip(PARTS, said, strict=True)}


# ── what is shown ────────────────────────────────────────────────────────────────────────────────────────────────


def test_before_anything_happened_no_clock_runs_and_what_nobody_verified_asks_with_its_owner(opened, desk_page):
    said = words(desk_page("northmere").get(opened.at("tell/clocks/")))
    assert "No clock runs, and none is being assessed." in said
    assert "The policy sets the time, and many councils have none" in said
    assert "Does this apply?" in said
    assert "Who finds out" in said


def test_what_is_out_is_assessed_with_the_time_that_is_left_and_nothing_is_written(opened, out, desk_page):
    out(hours=1)
    page, before = desk_page("northmere"), opened.record.arrived
    said = words(page.get(opened.at("tell/clocks/")))
    assert "2 days 23 h left" in said
    assert "1 h since" in said
    assert "Assessing" in said
    assert "Report the personal data breach to the ICO" in words(page.get(opened.at("tell/")))
    assert opened.record.arrived == before


def test_a_controller_sees_its_own_clock_the_host_that_it_must_tell_and_a_stranger_nothing(opened, out, desk_page):
    out()
    host, controller, stranger = desk_page("northmere"), desk_page("eastholt"), desk_page("farwick")
    for address in (ICO, THEIRS, HOST):
        assert "Assessing" in words(host.get(opened.at(address)))
        stranger.get(opened.at(address), expect=404)
    assert "Assessing" in words(controller.get(opened.at(THEIRS)))
    controller.get(opened.at(ICO), expect=404)
    controller.get(opened.at(HOST), expect=404)
    for address in ("tell/", "tell/part/", "tell/clocks/", "tell/aware/", "tell/notice/eastholt/"):
        stranger.get(opened.at(address), expect=404)


def test_the_host_reads_that_the_clock_is_the_controllers_and_cannot_act_on_it(opened, out, desk_page):
    out()
    page = desk_page("northmere")
    said = words(page.get(opened.at(THEIRS)))
    assert "This clock is Eastholt" in said
    assert "They were told" not in said
    for act in ("start/", "judge/", "told/"):
        page.get(opened.at(THEIRS + act), expect=404)


def test_only_law_is_red_and_says_law(opened, out, desk_page):
    out(hours=80)
    page = desk_page("northmere")
    text = page.get(opened.at("tell/clocks/")).content.decode()
    red = re.findall(r"govuk-tag--red[^>]*>([^<]+)<", text)
    assert {each for each in red if not each.startswith("OVERDUE")} <= {"Law", "Overdue"}
    assert "OVERDUE by 8 h" in red
    assert "Overdue" in words(page.get(opened.at("tell/")))


def test_a_clock_of_elapsed_hours_names_the_closed_days_that_it_runs_through(opened, out, desk_page):
    friday = 4
    opened.watch.at += timedelta(days=(friday - opened.record.now().weekday()) % 7)
    out()
    said = words(desk_page("northmere").get(opened.at(ICO)))
    assert "It runs through closed days: Saturday " in said
    assert "Not sure" not in said
    assert "Counts from" in said


def test_a_clock_past_the_end_of_the_list_of_bank_holidays_says_so(opened, desk_page):
    opened.watch.at = datetime(2028, 12, 29, 10, tzinfo=UTC)
    page = desk_page("northmere")
    (clock,) = [each for each in shipped_library().clocks if each.id == "foi"]
    page.send(opened.at("tell/clocks/foi~northmere/start/"), {
        **boxes(opened.record.now()), "why": "a request came in", "who": "information desk"})  # fmt: skip
    assert clock.within.unit.value == "working day"
    assert "check this date" in words(page.get(opened.at("tell/clocks/foi~northmere/")))


def test_all_clocks_come_as_csv(opened, out, desk_page):
    out()
    rows = desk_page("northmere").client.get(opened.at("tell/clocks/") + "?clocks-csv=1").content.decode()
    assert "Report the personal data breach to the ICO" in rows
    assert "Switched off" in rows


def test_the_estates_own_clocks_stand_beside_those_of_the_library(opened, desk_page):
    rows = desk_page("northmere").client.get(opened.at("tell/clocks/") + "?clocks-csv=1").content.decode()
    own = [row for row in opened.estate.clocks if row.of in (None, "northmere")]
    assert own
    for row in own:
        assert row.name in rows


# ── what is done ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_times_are_named_and_the_earliest_counts_until_information_governance_decides(opened, out, governance):
    out(hours=1)
    now = opened.record.now()
    earlier = now - timedelta(hours=5)
    said = {"who": "service desk", "why": "a caller said so", "source": "call log"}
    governance.send(opened.at("tell/aware/northmere/"), {**boxes(earlier), **said})
    said = words(governance.get(opened.at(ICO)))
    assert "the earliest of 2 times named" in said.lower()
    assert "service desk" in said
    assert "a caller said so" in said
    form = governance.get(opened.at("tell/aware/")).content.decode()
    (seen,) = re.findall(r'name="named" value="(\S+ )"', form)
    governance.send(opened.at("tell/aware/"), {"named": seen, "why": "the call was about something else"})
    said = words(governance.get(opened.at(ICO)))
    assert "the call was about something else" in said
    begin = stands(opened, "clock/ico-33/northmere").begin
    assert abs(begin - (now - timedelta(hours=1))) < timedelta(minutes=2)


def test_another_time_must_be_written_down(opened, out, governance):
    out()
    answer = governance.send(opened.at("tell/aware/"), {"named": "another", "why": "by the log"}, expect=422)
    assert "Write the date and the time at which you became aware" in words(answer)


def test_a_time_named_for_another_body_is_seen_there(opened, out, desk_page):
    out()
    said = {**boxes(opened.record.now() - timedelta(hours=2)), "who": "their service desk", "why": "they rang us"}
    desk_page("northmere").send(opened.at("tell/aware/eastholt/"), said)
    assert "they rang us" in words(desk_page("eastholt").get(opened.at(THEIRS)))


def test_reports_in_parts_with_their_reference(opened, out, governance):
    out()
    told = {"by": "data protection", "channel": "online form", "to": "ICO"}
    assert opened.at(ICO + "judge/") in governance.get(opened.at(ICO)).content.decode()
    governance.send(opened.at(ICO + "told/"), {**told, "words": "care records cannot be reached"})
    assert stands(opened, "clock/ico-33/northmere").state is ClockState.MET
    page = governance.get(opened.at(ICO))
    address = re.search(r'href="([^"]+/told/[^"]+/)"', page.content.decode()).group(1)
    governance.send(address, {"reference": "IC-123"})
    assert "IC-123" in words(governance.get(opened.at(ICO)))
    governance.send(opened.at(ICO + "told/"), {**told, "last": "on"})
    course = stands(opened, "clock/ico-33/northmere")
    assert (len(course.reports), course.is_finished) == (2, True)
    assert "Final" in words(governance.get(opened.at(ICO)))


def test_told_late_asks_why_and_keeps_the_words(opened, out, governance):
    out(hours=80)
    told = {"by": "data protection", "channel": "online form", "to": "ICO"}
    answer = governance.send(opened.at(ICO + "told/"), told, expect=422)
    assert "nobody says why" in words(answer)
    assert 'value="data protection"' in answer.content.decode()
    governance.send(opened.at(ICO + "told/"), {**told, "late": "the desk was off"})
    assert stands(opened, "clock/ico-33/northmere").state is ClockState.MET_LATE
    assert "the desk was off" in words(governance.get(opened.at(ICO)))


def test_not_reportable_takes_a_reason_and_for_law_information_governance(opened, out, governance, desk_page):
    out()
    said = {"answer": "not reportable", "why": "no risk to anybody", "who": "data protection"}
    answer = desk_page("northmere").send(opened.at(ICO + "judge/"), said, expect=422)
    assert "may not" in words(answer)
    answer = governance.send(opened.at(ICO + "judge/"), {**said, "why": " "}, expect=422)
    assert not entries(opened, Kind.CLOCK_CHANGED)
    governance.send(opened.at(ICO + "judge/"), said)
    said = words(governance.get(opened.at(ICO)))
    assert "Not reportable" in said
    assert "no risk to anybody" in said


def test_what_comes_to_light_later_opens_it_again(opened, out, governance):
    out(hours=2)
    governance.send(opened.at(ICO + "judge/"), {"answer": "not reportable", "why": "no risk", "who": "DPO"})
    assert "Look at it again" not in words(governance.get(opened.at(ICO)))
    opened.watch.at += timedelta(minutes=5)
    seen = Observation(Condition.OUT, opened.record.now() - timedelta(minutes=1), "duty officer")
    observe(opened.record, opened.estate, opened.lead, "northmere.benefits", seen, handling=SHARED)
    said = words(governance.get(opened.at(ICO)))
    assert "Look at it again" in said
    assert "Assessing" in said


def test_a_clock_is_started_by_saying_what_happened(opened, governance):
    address = "tell/clocks/police~northmere/"
    assert "Not triggered" in words(governance.get(opened.at(address)))
    governance.send(opened.at(address + "start/"), {"why": "a ransom note", "who": "duty manager"})
    said = words(governance.get(opened.at(address)))
    assert "Running" in said
    assert "a ransom note" in said


def test_starting_one_of_several_leads_to_the_clock_that_was_started(opened, governance):
    address = opened.at("tell/clocks/foi~northmere/")
    told = {"why": "received", "who": "post room", "matter": "FOI 12"}
    said = words(governance.follow(governance.send(address + "start/", told)))
    assert "FOI 12" in said
    assert "Running" in said
    assert "Not triggered" in words(governance.get(address))


def test_what_another_judged_meanwhile_is_shown_before_it_is_written_over(opened, out, governance, officer, desk_page):
    out()
    from justhtml import JustHTML

    from web.desk_page import filled

    form = filled(JustHTML(governance.get(opened.at(ICO + "judge/")).content.decode(), sanitize=False))
    other = desk_page(officer("northmere", role=Role.INFORMATION_GOVERNANCE.value))
    other.send(opened.at(ICO + "judge/"), {"answer": "running", "why": "records were copied", "who": "DPO"})
    mine = {**form, "answer": "not reportable", "why": "no risk", "who": "DPO"}
    answer = governance.post(opened.at(ICO + "judge/"), mine, expect=422)
    assert "Somebody else recorded something here" in words(answer)
    assert stands(opened, "clock/ico-33/northmere").state is ClockState.RUNNING


# ── the host's notice ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_host_drafts_the_notice_and_takes_it_as_text(opened, out, desk_page):
    out()
    page = desk_page("northmere")
    assert "Draft the notice to them" in words(page.get(opened.at(HOST)))
    assert "Draft the notice to Eastholt Council." in words(page.get(opened.at("tell/clocks/")))
    said = words(page.get(opened.at("tell/notice/eastholt/")))
    assert "Not yet known" in said
    assert "Nothing was sent" in said
    text = page.client.get(opened.at("tell/notice/eastholt/?text=1"))
    assert text.headers["Content-Type"].startswith("text/plain")
    assert "Decide when you became aware" in text.content.decode()
    page.get(opened.at("tell/notice/farwick/"), expect=404)


@pytest.fixture
def bare(desk, tmp_path):
    """An incident of Northmere and Eastholt without an estate: the start of its addresses."""
    from battlebox.desk.record import Installation, open_incident
    from battlebox.web import records
    from desk.room import StillWatch

    installation = Installation(tmp_path / "data", StillWatch(at=datetime.now(UTC).replace(microsecond=0)))
    record = installation.found(("northmere", "eastholt"), ("farwick",), title="Bare")
    open_incident(record, desk_officer("northmere"), title="Bare", seen="screens are blank", handling=SHARED)
    records.use(installation)
    yield f"/i/{record.incident[:8]}/"
    installation.close()


def test_without_an_estate_the_pages_say_so_and_the_clocks_of_the_law_are_there(bare, desk_page):
    page = desk_page("northmere")
    for rest in ("tell/", "tell/clocks/"):
        assert "No estate is chosen" in words(page.get(bare + rest))
    said = words(page.get(bare + "tell/clocks/"))
    for clock in shipped_library().clocks:
        # Whose data is held here is what the estate knows.
        assert (clock.title in said) == (clock.on is not Start.HOST)
    assert "No clock runs" in said


def test_without_an_estate_a_time_named_opens_the_clock_which_is_decided_and_met(bare, governance):
    governance.send(bare + "tell/aware/northmere/", {"who": "service desk", "why": "files were copied"})
    said = words(governance.get(bare + "tell/clocks/ico-33~northmere/"))
    assert "Assessing" in said
    assert "files were copied" in said
    assert "Whose clock Northmere Council" in said
    for rest in ("", "tell/"):
        assert "Report the personal data breach to the ICO" in words(governance.get(bare + rest))
    governance.send(bare + "tell/aware/", {"named": "another", "why": "then it was read", **boxes(datetime.now(UTC))})
    governance.send(bare + "tell/clocks/police~northmere/start/", {"why": "a ransom note", "who": "duty manager"})
    told = {"by": "data protection", "channel": "online form", "to": "ICO"}
    governance.send(bare + "tell/clocks/ico-33~northmere/told/", told)
    assert "Met" in words(governance.get(bare + "tell/clocks/ico-33~northmere/"))


def test_without_an_estate_each_body_has_its_own_clocks_and_a_stranger_none(bare, governance, desk_page):
    governance.send(bare + "tell/aware/northmere/", {"who": "service desk", "why": "files were copied"})
    partner = desk_page("eastholt")
    assert "No clock runs" in words(partner.get(bare + "tell/clocks/"))
    partner.get(bare + "tell/clocks/ico-33~eastholt/")
    for rest in ("tell/clocks/ico-33~northmere/", "tell/aware/northmere/", "tell/notice/northmere/"):
        partner.get(bare + rest, expect=404)
    for rest in ("tell/clocks/", "tell/clocks/ico-33~farwick/", "tell/aware/farwick/"):
        desk_page("farwick").get(bare + rest, expect=404)


# ── asking again ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_first_page_asks_again_and_answers_304_until_something_is_written(opened, out, desk_page):
    client = desk_page("northmere").client
    first = client.get(opened.at("tell/part/"))
    again = client.get(opened.at("tell/part/"), headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304
    out()
    later = client.get(opened.at("tell/part/"), headers={"if-none-match": first.headers["ETag"]})
    assert later.status_code == 200
    assert "Report the personal data breach" in later.content.decode()


def test_pages_add_their_own_links_to_the_first_page(opened, desk_page, monkeypatch):
    from battlebox.web.telling import doors

    monkeypatch.setattr(doors, "_DOORS", {})
    page = desk_page("northmere")
    assert "The log" not in words(page.get(opened.at("tell/")))
    doors.add_door("The log", "log", "everything that was written")
    assert "The log: everything that was written" in words(page.get(opened.at("tell/")))


# ── on Now ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_now_shows_the_next_three_deadlines_of_ones_own_body_with_links(opened, out, desk_page):
    page = desk_page("northmere")
    assert "Whom to tell, and by when" not in words(page.get(opened.at()))
    out(hours=1)
    answer = page.get(opened.at())
    assert "Report the personal data breach to the ICO: 2 days 23 h left" in words(answer)
    assert len(re.findall(r'href="/i/\w+/tell/clocks/[^"]+"', answer.content.decode())) == 3
    assert "ico-33~northmere" not in desk_page("eastholt").get(opened.at()).content.decode()


def test_now_says_loudly_what_is_overdue(opened, out, desk_page):
    out(hours=80)
    text = desk_page("northmere").get(opened.at()).content.decode()
    assert "<strong>Report the personal data breach to the ICO: OVERDUE by 8 h" in text


def test_nobody_was_told_before_it_began(opened, out, governance):
    out()
    told = {"by": "data protection", "channel": "online form", "to": "ICO"}
    told |= boxes(opened.record.now() - timedelta(days=30))
    said = words(governance.send(opened.at(ICO + "told/"), told, expect=422))
    assert "nobody can have been told at" in said
    assert "name that time first" in said
    assert stands(opened, "clock/ico-33/northmere").state is not ClockState.MET
