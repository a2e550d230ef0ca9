"""Where a backlog is told besides its own pages: Now, the alarm, and to whoever writes the public page."""

from __future__ import annotations

from datetime import timedelta

from battlebox.desk.picture import estate_in_use, picture_of
from battlebox.desk.publish import PublicState, service_draft
from battlebox.desk.record import State, stand
from battlebox.web.sending.watchdog import Watchdog, backlog_late
from desk.restore.backlogs import CHILD, key, note, paper, sign
from desk.room import officer as desk_officer
from web.desk_page import words

PUBLIC = f"tell/publish/service/{CHILD}/"


def promised(back, **ahead):
    return note(back, paper(back, owner="business support", due=back.record.now() + timedelta(**ahead)))


def late(back, body="northmere"):
    return list(backlog_late(back.opened.installation, back.record, body, back.record.now()))


def closed(back):
    lead = desk_officer("northmere")
    for state, why in ((State.STOOD_UP, "real"), (State.STOOD_DOWN, "contained"), (State.CLOSED, "over")):
        stand(back.record, lead, state, why=why, no_debrief="a small one")


def test_now_has_the_backlog_late_ones_loud(desk_page, back):
    promised(back, hours=1)
    page = desk_page("northmere")
    assert "Backlog of services Child protection referrals (restored): 1 piece open" in words(page.get(back.at()))
    back.watch.pass_by(hours=2)
    answer = page.get(back.at())
    assert "<strong>Child protection referrals (available but backlogged): LATE 1 piece" in answer.content.decode()


def test_now_leads_a_service_lead_to_the_page(desk_page, officer, back):
    page = desk_page(officer("northmere", role="service_lead")).get(back.at())
    assert "say what is to be keyed back, or sign that there is nothing" in words(page)
    assert f'href="{back.at(f"backlog/{CHILD}/")}"' in page.content.decode()


def test_a_date_that_passes_is_one_alarm_for_that_body_alone_and_ends_with_the_signature(back):
    thing = promised(back, hours=1)
    assert late(back) == []
    back.watch.pass_by(hours=2)
    (alarm,) = late(back)
    assert alarm.body == "northmere"
    assert alarm.words.startswith(
        "Child protection referrals: paper referral forms should have been done and signed off"
    )
    assert late(back, "eastholt") == []
    assert late(back, "farwick") == []
    key(back, thing, 40)
    assert late(back)
    sign(back, thing)
    assert late(back) == []


def test_a_closed_incident_still_takes_its_backlog_and_still_alarms(desk_page, back):
    thing = promised(back, hours=1)
    closed(back)
    page = desk_page("northmere")
    page.follow(page.send(back.at(f"backlog-piece/{thing.partition('/')[2]}/keyed/"), {"done": "10", "by": "us"}))
    back.watch.pass_by(hours=2)
    keys = [each.key.partition(":")[0] for each in Watchdog(back.opened.installation).silences(back.record.now())]
    assert keys == ["backlog"]
    assert "LATE 1 piece" in words(page.get(back.at()))


def test_whoever_writes_the_public_page_is_told_and_nothing_is_set_by_itself(desk_page, back):
    page = desk_page("northmere")
    answer = page.get(back.at(PUBLIC))
    assert "Available but backlogged: nobody has said" in words(answer)
    assert "\u201cWorking with delays\u201d may be truer for residents." in words(answer)
    sight = back.sight()
    picture = picture_of(sight, estate_in_use(sight, back.shelf))
    assert service_draft(sight, picture, CHILD).proposed is PublicState.USUAL
    sign(back)
    assert "Its backlog" not in words(page.get(back.at(PUBLIC)))
