"""An officer's own addresses: what stands at them, for whom, and how they end. The readers are not ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import feedparser
import pytest
from django.utils import timezone
from icalendar import Calendar

from battlebox.desk import Role, Someone
from battlebox.desk.command import Decision, NewTask, give_role, make_decision, open_task
from battlebox.desk.record import Handling, Note, stand, write_note
from battlebox.desk.roster import Listed, list_person, publish_roster
from battlebox.marking import Tlp
from desk.room import officer as desk_officer
from web.desk_page import words
from web.following.conftest import MADE
from web.rostering.conftest import planning
from web.rostering.test_planned import published
from web.telling.conftest import out

__all__ = ["out", "planning"]

NOT_THERE, OFTEN, SAME = 404, 429, 304
ALL_OF_US = frozenset({"northmere", "eastholt"})
GIVEN = Handling(Tlp.AMBER, ALL_OF_US)


def calendar_at(page, address, *, signed_out=True):
    """What a calendar program reads there, by somebody else's parser."""
    client = type(page)().client if signed_out else page.client
    answer = client.get(address)
    assert answer.status_code == 200, answer.content[:300]
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(answer.content)
    assert [each.errors for each in found.walk()] == [[] for _ in found.walk()]
    return found


def feed_at(page, address):
    """What a reader reads there, by somebody else's parser."""
    answer = type(page)().client.get(address)
    assert answer.status_code == 200, answer.content[:300]
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(answer.content)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def summaries(calendar):
    return [str(each["SUMMARY"]) for each in calendar.walk("VEVENT")]


def note(opened, body, facts, handling, **more):
    return write_note(opened.record, desk_officer(body), Note(facts, opened.record.now()), handling=handling, **more)


@pytest.fixture
def northmere(officer, desk_page):
    person = officer("northmere")
    page = desk_page(person)
    page.person = person
    return page


def test_a_calendar_has_the_clocks_that_run_with_their_times_and_no_session_is_asked_for(
    opened, out, northmere, made, officer, desk_page
):
    out(hours=1)
    address = made(northmere, "calendar")
    assessed = next(
        each for each in calendar_at(northmere, address).walk("VEVENT") if "the ICO" in str(each["SUMMARY"])
    )
    assert str(assessed["SUMMARY"]).startswith("TLP:AMBER+STRICT Clock to assess: Report the personal data breach")
    governance = desk_page(officer("northmere", role=Role.INFORMATION_GOVERNANCE.value))
    governance.send(
        opened.at("tell/clocks/ico-33~northmere/judge/"),
        {"answer": "running", "why": "records were copied", "who": "DPO"},
    )
    found = calendar_at(northmere, address)
    ico = next(each for each in found.walk("VEVENT") if "breach to the ICO" in str(each["SUMMARY"]))
    assert str(ico["UID"]) == str(assessed["UID"])
    assert " Clock: Report" in str(ico["SUMMARY"])
    left = ico.decoded("DTSTART") - opened.record.now()
    assert timedelta(hours=70) < left <= timedelta(hours=72)
    assert "DTEND" not in ico
    assert str(ico["CLASS"]) == "CONFIDENTIAL"
    assert str(ico["TRANSP"]) == "TRANSPARENT"
    assert "Information Commissioner's Office" in str(ico["DESCRIPTION"])
    page = str(ico["URL"]).removeprefix("http://localhost")
    assert "Running" in words(northmere.get(page))


def test_a_clock_of_days_is_the_whole_of_its_last_day(opened, northmere, made, officer, desk_page):
    from datetime import date, datetime

    governance = desk_page(officer("northmere", role=Role.INFORMATION_GOVERNANCE.value))
    governance.send(opened.at("tell/clocks/foi~northmere/start/"), {"why": "received", "who": "post room"})
    (foi,) = calendar_at(northmere, made(northmere, "calendar")).walk("VEVENT")
    begins = foi.decoded("DTSTART")
    assert isinstance(begins, date)
    assert not isinstance(begins, datetime)
    assert foi.decoded("DTEND") - begins == timedelta(days=1)
    assert timedelta(days=27) <= begins - opened.record.now().date() <= timedelta(days=36)


def test_a_calendar_has_the_shifts_and_hand_overs_of_its_officer_and_of_nobody_else(planning, jobs, officer, desk_page):
    person = officer("northmere")
    page = desk_page(person)
    list_person(planning.record, planning.lead, Someone("w-eve", "Eve Hart"), Listed("northmere", ("loggist",)))
    address = page.send(planning.at("follow/new/"), {"kind": "calendar", "says": "words"}, expect=200)
    address = MADE.search(address.content.decode())[1]
    standing = published(page, planning, jobs)
    assert not [each for each in summaries(calendar_at(page, address)) if "Shift" in each]
    first, *others = standing.seats
    mine = replace(first, person=person.officer_id)
    names = {seat.person: "Ann" for seat in (mine, *others)}
    publish_roster(planning.record, planning.lead, replace(standing, seats=(mine, *others)), names)
    until = planning.record.now() + timedelta(hours=8)
    give_role(planning.record, planning.lead, Role.TACTICAL, Someone(person.officer_id, "Ann"), until=until)
    found = calendar_at(page, address).walk("VEVENT")
    (shift,) = [each for each in found if "Shift" in str(each["SUMMARY"])]
    assert shift.decoded("DTEND") - shift.decoded("DTSTART") >= timedelta(hours=4)
    assert str(shift["TRANSP"]) == "OPAQUE"
    (over,) = [each for each in found if "Hand over" in str(each["SUMMARY"])]
    assert over.decoded("DTSTART") == until
    assert "Hand over: Tactical (Silver)" in str(over["SUMMARY"])


def test_a_calendar_has_reviews_of_decisions(opened, northmere, made):
    review = opened.record.now() + timedelta(hours=6)
    decision = Decision("keep the lines cut", "the beacon", Role.TACTICAL, opened.record.now(), review=review)
    make_decision(opened.record, opened.lead, decision, opened.lead.someone, handling=GIVEN)
    found = calendar_at(northmere, made(northmere, "calendar")).walk("VEVENT")
    (event,) = [each for each in found if "Review of a decision" in str(each["SUMMARY"])]
    assert event.decoded("DTSTART") == review
    assert "keep the lines cut" in str(event["SUMMARY"])


def test_an_empty_calendar_is_one_and_says_that_nothing_is_due():
    from battlebox.share import due_file

    found = Calendar.from_ical(due_file("Blue kettle", [], timezone.now()))
    assert not found.walk("VEVENT")
    assert [str(each["SUMMARY"]) for each in found.walk("VJOURNAL")] == ["Nothing is due"]


def test_a_calendar_has_the_tasks_of_its_officer_and_those_of_their_role_that_nobody_has(opened, northmere, made):
    someone = desk_officer("northmere").someone
    me = type(someone)(northmere.person.officer_id, str(northmere.person))
    due = opened.record.now() + timedelta(hours=3)
    lead = opened.lead
    open_task(opened.record, lead, NewTask("ring the vendor; ask, twice", me, due), handling=GIVEN)
    open_task(opened.record, lead, NewTask("find a hall", None, due, Role.TACTICAL), handling=GIVEN)
    open_task(opened.record, lead, NewTask("write the press line", None, due, Role.COMMUNICATIONS), handling=GIVEN)
    open_task(opened.record, lead, NewTask("of somebody else", someone, due), handling=GIVEN)
    address = made(northmere, "calendar")
    calendar = calendar_at(northmere, address)
    tasks = [each for each in summaries(calendar) if " Task: " in each]
    assert sorted(each.split("Task: ")[1].split(" (")[0] for each in tasks) == [
        "find a hall",
        "ring the vendor; ask, twice",
    ]
    assert all(each.startswith("TLP:AMBER Task") for each in tasks)
    # Done is gone at the next asking, and what stays keeps its id.
    ids = {str(each["UID"]) for each in calendar.walk("VEVENT")}
    again = {str(each["UID"]) for each in calendar_at(northmere, address).walk("VEVENT")}
    assert ids == again


def test_without_words_only_kind_time_number_and_label_leave(opened, northmere, made):
    me = type(opened.lead.someone)(northmere.person.officer_id, "x")
    open_task(opened.record, opened.lead, NewTask("canary-task", me, opened.record.now(), note="canary-note"))
    note(opened, "northmere", "canary-log", GIVEN)
    for kind in ("calendar", "log"):
        address = made(northmere, kind, says="bare")
        text = type(northmere)().client.get(address).content.decode().replace("\r\n ", "")
        assert "canary" not in text
        assert "Blue kettle" not in text
    bare = [
        each for each in summaries(calendar_at(northmere, made(northmere, "calendar", says="bare"))) if "Task" in each
    ]
    assert len(bare) == 1
    assert bare[0].startswith("TLP:AMBER+STRICT Task (A-")


def test_a_feed_has_the_log_with_labels_ids_that_stay_and_a_correction_that_is_new(opened, northmere, made):
    kept = note(opened, "northmere", "beacon <seen> & heard\x0b", GIVEN)
    address = made(northmere, "log")
    first = feed_at(northmere, address)
    entry = next(each for each in first.entries if "beacon" in each.title)
    assert entry.title.startswith(f"TLP:AMBER {kept.number} beacon <seen> & heard")
    assert {each["term"] for each in entry.tags} >= {"TLP:AMBER"}
    assert entry.link == f"http://localhost{opened.at(f'log/entry/{kept.entry}/')}"
    assert entry.published == entry.updated
    opened.watch.pass_by(minutes=5)
    northmere.send(opened.at(f"log/entry/{kept.entry}/correct/"), {"because": "misheard", "facts": "none"})
    second = feed_at(northmere, address)
    struck = next(each for each in second.entries if each.id == entry.id)
    assert struck.updated > entry.updated
    assert "Written wrongly: see" in struck.content[0].value
    assert len({each.id for each in second.entries}) == len(second.entries)


def test_a_feed_of_decisions_has_nothing_else(opened, northmere, made):
    note(opened, "northmere", "only a note", GIVEN)
    northmere.send(
        opened.at("decisions/new/"),
        {"what": "keep the lines cut", "why": "the beacon", "maker": "Ann Smith", "role": "strategic"},
    )
    found = feed_at(northmere, made(northmere, "decisions"))
    assert [each.title for each in found.entries if "keep the lines cut" in each.title]
    assert not [each for each in found.entries if "only a note" in each.title]


def test_what_is_red_privileged_or_names_somebody_never_travels_by_machine(opened, northmere, made):
    me = northmere.person.officer_id
    note(opened, "northmere", "canary-red", Handling(Tlp.RED, frozenset({f"person:{me}"})))
    note(opened, "northmere", "plain words", Handling(), person="Canary Name")
    # On the screen, by hand, this officer reads both.
    page = words(northmere.get(opened.at("log/")))
    assert "canary-red" in page
    text = type(northmere)().client.get(made(northmere, "log")).content.decode()
    assert "plain words" in text
    assert "canary-red" not in text
    assert "Canary Name" not in text


def test_three_councils_each_get_their_own_and_the_stranger_has_no_such_page(opened, desk_page, northmere, made):
    eastholt, farwick = desk_page("eastholt"), desk_page("farwick")
    note(opened, "northmere", "strict-words", Handling())
    note(opened, "northmere", "shared-words", GIVEN)
    ours = type(northmere)().client.get(made(northmere, "log")).content.decode()
    theirs = type(eastholt)().client.get(made(eastholt, "log")).content.decode()
    assert "strict-words" in ours
    assert "strict-words" not in theirs
    assert "shared-words" in ours
    assert "shared-words" in theirs
    for rest in ("follow/", "follow/new/", "follow/1/end/"):
        farwick.get(opened.at(rest), expect=NOT_THERE)


def test_nobody_sees_or_ends_the_address_of_another(opened, desk_page, northmere, made):
    from battlebox.web.models import Following

    address = made(northmere, "log")
    number = Following.objects.get().pk
    for page in (desk_page("northmere"), desk_page("eastholt")):
        assert "You have no address" in words(page.get(opened.at("follow/")))
        page.get(opened.at(f"follow/{number}/end/"), expect=NOT_THERE)
        page.post(opened.at(f"follow/{number}/end/"), expect=NOT_THERE)
    feed_at(northmere, address)
    northmere.send(opened.at(f"follow/{number}/end/"))
    assert type(northmere)().client.get(address).status_code == NOT_THERE
    assert "You have no address" in words(northmere.get(opened.at("follow/")))


def test_no_secret_is_kept_and_the_address_is_shown_once(opened, northmere, made):
    from battlebox.web.models import Following

    address = made(northmere, "log")
    secret = address.split("/")[2]
    row = Following.objects.values().get()
    assert secret not in str(row)
    assert secret not in northmere.get(opened.at("follow/")).content.decode()
    assert "Never" in words(northmere.get(opened.at("follow/")))
    feed_at(northmere, address)
    assert "Never" not in words(northmere.get(opened.at("follow/")))


def _role_ended(page):
    from battlebox.web.models import Membership

    Membership.objects.filter(officer=page.person).update(ended_at=timezone.now())


def _account_closed(page):
    type(page.person).objects.filter(pk=page.person.pk).update(is_active=False)


def _new_password(page):
    page.person.set_password("another long enough one")
    page.person.save()


def _too_old(page):
    from battlebox.web.models import Following

    Following.objects.update(expires_at=timezone.now())


def _signed_out_everywhere(page):
    from battlebox.web.accounts.open_sessions import end_sessions

    end_sessions(page.person)


def _no_second_factor_in_time(page):
    type(page.person).objects.filter(pk=page.person.pk).update(joined_at=timezone.now() - timedelta(days=30))


@pytest.mark.parametrize(
    "ends",
    [_role_ended, _account_closed, _new_password, _too_old, _signed_out_everywhere, _no_second_factor_in_time],
    ids=lambda each: each.__name__,
)
def test_an_address_ends_with(opened, northmere, made, ends):
    addresses = [made(northmere, kind) for kind in ("calendar", "log")]
    ends(northmere)
    for each in addresses:
        assert type(northmere)().client.get(each).status_code == NOT_THERE


def test_an_address_serves_one_thing_and_takes_nothing(opened, northmere, made):
    client = type(northmere)().client
    address = made(northmere, "calendar")
    assert client.get(address.replace(".ics", ".atom")).status_code == NOT_THERE
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200


def test_what_has_not_changed_is_not_sent_again(opened, northmere, made):
    client = type(northmere)().client
    for kind in ("calendar", "log"):
        address = made(northmere, kind)
        first = client.get(address)
        again = client.get(address, headers={"if-none-match": first.headers["ETag"]})
        assert again.status_code == SAME
        note(opened, "northmere", f"something new {kind}", GIVEN)
    assert client.get(address, headers={"if-none-match": first.headers["ETag"]}).status_code == 200


def test_guessing_and_asking_all_the_time_are_refused(opened, northmere, made):
    from battlebox.web.following.served import ASKED_MOST, WRONG_MOST

    client, address = type(northmere)().client, made(northmere, "log")
    codes = [client.get(f"/f/{'x' * 32}/incident.ics").status_code for _ in range(WRONG_MOST + 1)]
    assert codes == [NOT_THERE] * WRONG_MOST + [OFTEN]
    # Whoever has the right one is not shut out by it.
    codes = [client.get(address).status_code for _ in range(ASKED_MOST + 1)]
    assert codes == [200] * ASKED_MOST + [OFTEN]


def test_a_closed_incident_has_nothing_due_and_its_log_is_still_read(opened, northmere, made):
    from battlebox.desk.record import State

    calendar, log = made(northmere, "calendar"), made(northmere, "log")
    stand(opened.record, opened.lead, State.STOOD_DOWN, why="nothing was found", false_alarm=True)
    stand(opened.record, opened.lead, State.CLOSED, why="nothing was found", no_debrief="nothing to learn")
    assert not calendar_at(northmere, calendar).walk("VEVENT")
    assert feed_at(northmere, log).entries


def test_break_glass_and_an_eleventh_are_refused_in_a_sentence(opened, northmere, made, desk_page, officer):
    from battlebox.web.models import Following, Officer

    for _ in range(10):
        made(northmere, "log")
    answer = northmere.send(opened.at("follow/new/"), {"kind": "log", "says": "bare"}, expect=422)
    assert "end one first" in words(answer)
    glass = officer("northmere")
    Officer.objects.filter(pk=glass.pk).update(break_glass=True)
    answer = desk_page(glass).send(opened.at("follow/new/"), {"kind": "log", "says": "bare"}, expect=422)
    assert "break-glass account makes no address" in words(answer)
    assert Following.objects.count() == 10


def test_an_address_is_shown_by_the_desk_s_own_name_and_kept_nowhere(opened, northmere, monkeypatch):
    from dataclasses import replace

    from django.conf import settings

    monkeypatch.setattr(settings, "DESK", replace(settings.DESK, host="desk.example"))
    answer = northmere.send(opened.at("follow/new/"), {"kind": "log", "says": "bare"}, expect=200)
    assert "https://desk.example/f/" in words(answer)
    assert "http://localhost" not in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
