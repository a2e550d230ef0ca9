"""Silence that is not of the sending: an alarm each, once, and controls that do not ring."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from battlebox.desk import Role
from battlebox.desk.message import answer_press, leave_unanswered
from battlebox.desk.picture import Condition, Observation, observe
from battlebox.desk.record import Installation, open_incident
from battlebox.desk.tell import Caller, Candidate, PressAnswer, PressCall, bare_ground, note_call, suggest_aware
from battlebox.share.sending import Silence, Tick, clock_went_back, update_past_due
from battlebox.web.sending.watchdog import Watchdog, clocks_near
from desk.room import SHARED, StillWatch
from desk.room import officer as desk_officer

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def care_out(opened):
    """Care records of both councils have been out since the incident began."""
    seen = Observation(Condition.OUT, opened.watch.at, "duty officer")
    observe(opened.record, opened.estate, desk_officer("northmere"), "northmere.care", seen, handling=SHARED)
    return opened


def dog(opened, data=None, steady=None):
    return Watchdog(opened.installation, data, steady or Steady())


class Steady:
    """A time source that only goes on."""

    def __init__(self):
        self.seconds = 1000.0

    def __call__(self):
        return self.seconds


def later(opened, watch, hours):
    opened.watch.pass_by(hours=hours)
    watch.steady.seconds += hours * 3600
    return [each.key.split(":")[:2] for each in watch.silences(opened.watch.at)]


# ── clocks ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_clock_that_comes_near_is_one_silence_for_each_controller_at_this_desk(care_out):
    watch = dog(care_out)
    assert later(care_out, watch, 1) == []
    found = later(care_out, watch, 36)
    assert found
    assert {each[1] for each in found} == {"half"}
    said = watch.silences(care_out.watch.at)
    assert {each.body for each in said} == {"northmere", "eastholt"}
    assert any(each.words.startswith("Northmere Council: clock «") for each in said)
    assert all(len(each.words) <= 300 and len(each.key) <= 120 for each in said)
    assert "over" in {each[1] for each in later(care_out, watch, 60)}


def test_nothing_that_was_seen_is_no_silence(opened):
    watch = dog(opened)
    assert later(opened, watch, 500) == []


def test_a_closed_incident_rings_no_more(care_out):
    from battlebox.desk.record import State, stand

    watch = dog(care_out)
    assert later(care_out, watch, 40)
    stand(care_out.record, care_out.lead, State.STOOD_UP, why="it is one")
    stand(care_out.record, care_out.lead, State.STOOD_DOWN, why="over")
    stand(care_out.record, care_out.lead, State.CLOSED, why="over", no_debrief="a trial")
    assert later(care_out, watch, 1) == []


def test_marks_are_read_once_a_minute_and_not_each_time(care_out, monkeypatch):
    watch = dog(care_out)
    asked = []
    monkeypatch.setattr(Watchdog, "_slowly", lambda _, now: asked.append(now) or iter(()))
    for _ in range(20):
        watch.silences(care_out.watch.at)
        care_out.watch.pass_by(seconds=5)
    assert len(asked) == 2


def test_an_alarm_for_a_mark_is_raised_once_and_not_again_when_it_was_seen(care_out, sending, monkeypatch):
    from battlebox.web.models import Alarm

    now = care_out.watch.at + timedelta(hours=40)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    care_out.watch.at = now
    sending.posting.look()
    count = Alarm.objects.count()
    assert count
    assert all(key.startswith("clock:half:") for key in Alarm.objects.values_list("key", flat=True))
    Alarm.objects.update(seen_at=now)
    sending.posting._silent = frozenset()
    sending.posting.look()
    assert Alarm.objects.count() == count


def test_a_clock_of_an_incident_without_an_estate_comes_near_as_well(desk, tmp_path):
    installation = Installation(tmp_path / "bare", StillWatch(at=NOON))
    record = installation.found(("northmere", "eastholt"), ("farwick",), title="Bare")
    open_incident(record, desk_officer("northmere"), title="Bare", seen="screens are blank", handling=SHARED)
    named = Candidate("northmere", NOON, "service desk", "files were copied")
    suggest_aware(record, bare_ground("northmere").estate, desk_officer("northmere"), named)

    def near(now):
        return [each for body in sorted(record.bodies) for each in clocks_near(installation, record, body, now)]

    assert near(NOON) == []
    installation.watch.at = NOON + timedelta(hours=40)
    found = near(NOON + timedelta(hours=40))
    assert {each.body for each in found} == {"northmere"}
    assert any("Report the personal data breach to the ICO»: half of the time has gone" in each.words for each in found)
    installation.close()


# ── the press ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_press_that_waits_past_its_time_is_one_silence_until_it_is_answered(opened):
    who = desk_officer("northmere", Role.COMMUNICATIONS)
    now, watch = opened.watch.at, dog(opened)
    call = PressCall("The Record", "Was data stolen?", now, "press desk", now + timedelta(hours=1))
    line = note_call(opened.record, who, call, Caller("Jo Reporter", "020 7946 0999")).thing
    assert later(opened, watch, 1) == []
    [[kind, _]] = later(opened, watch, 0.1)
    [said] = watch.silences(opened.watch.at)
    assert (kind, said.body) == ("press", "northmere")
    assert said.words.startswith("Northmere Council: the press waits for an answer needed by ")
    assert said.words.endswith("The Record).")
    assert "Jo" not in said.words
    assert watch.silences(opened.watch.at) == (said,)
    at = opened.watch.at
    told = PressAnswer("We say more at noon.", "press officer", at, "by phone", why_none="it says nothing of it",
                       back_by=at + timedelta(hours=2))  # fmt: skip
    answer_press(opened.record, who, line, told)
    assert later(opened, watch, 1) == []
    assert later(opened, watch, 1.1) == [["press", f"{at + timedelta(hours=2):%Y%m%d%H%M}"]]
    assert "promised by" in watch.silences(opened.watch.at)[0].words
    leave_unanswered(opened.record, who, line, why="police asked", who="press officer")
    assert later(opened, watch, 0.1) == []
    at = opened.watch.at
    wrong = PressCall("The Record", "All is off.", at, "press desk", at + timedelta(hours=1), is_wrong=True)
    note_call(opened.record, who, wrong)
    later(opened, watch, 1.1)
    [said] = watch.silences(opened.watch.at)
    assert "what the press told wrongly is not put right, needed by" in said.words


# ── the machine's time ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("moved", "steady", "back"),
    [
        (timedelta(seconds=5), 5.0, timedelta()),
        (timedelta(seconds=4), 5.0, timedelta()),
        (timedelta(seconds=-60), 5.0, timedelta()),
        (timedelta(minutes=-2), 5.0, timedelta(seconds=125)),
        (timedelta(hours=-1), 5.0, timedelta(seconds=3605)),
        (timedelta(hours=9), 5.0, timedelta()),
        (timedelta(seconds=0), 3600.0, timedelta(hours=1)),
    ],
)
def test_time_went_back_where_it_lost_more_than_it_drifts(moved, steady, back):
    assert Tick(NOON + moved, steady).went_back(Tick(NOON, 0.0)) == back


def test_a_machine_set_back_while_the_desk_runs_is_an_alarm_and_one_that_sleeps_is_not(opened):
    watch = dog(opened)
    assert later(opened, watch, 0) == []
    watch.steady.seconds += 5
    opened.watch.pass_by(hours=8)  # It slept: its steady source stood still, its watch went on.
    assert later(opened, watch, 0) == []
    opened.watch.pass_by(hours=-1)
    watch.steady.seconds += 5
    [said] = watch.silences(opened.watch.at)
    assert said.key == "watch:back"
    assert "went back by 1 h 0 min (while the desk ran)" in said.words
    assert later(opened, watch, 1) == []


def test_a_machine_that_starts_before_its_own_last_entry_is_an_alarm(opened):
    assert later(opened, dog(opened), 0) == []
    opened.watch.pass_by(hours=-3)
    [said] = dog(opened).silences(opened.watch.at)
    assert said.key == "watch:back"
    assert "this desk's own last entry is later than that" in said.words


def test_whoever_waits_for_another_try_does_not_wait_for_as_long_as_the_time_went_back(sending, monkeypatch):
    from django.utils import timezone

    from battlebox.web.models import Alarm, Errand
    from web.places.sending import BEN

    sending.order(BEN)
    now = timezone.now()
    sending.posting.watchdog.steady = steady = Steady()
    soon = now + timedelta(seconds=30)
    Errand.objects.update(due_at=soon)
    sending.posting.look()
    assert Errand.objects.get().due_at == soon
    steady.seconds += 5
    back = now - timedelta(hours=3)
    monkeypatch.setattr("django.utils.timezone.now", lambda: back)
    sending.posting.look()
    assert Errand.objects.get().due_at == back
    assert list(Alarm.objects.values_list("key", flat=True)) == ["watch:back"]


# ── the next public update ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_promised_update_that_did_not_come_is_a_silence():
    assert update_past_due("Northmere", NOON, NOON) is None
    said = update_past_due("Northmere", NOON, NOON + timedelta(minutes=1))
    assert "The public page of Northmere promised its next update by 23 Nov 12:00," in said.words
    assert len(said.words) <= 300
    # The next promise is another silence.
    again = update_past_due("Northmere", NOON + timedelta(hours=1), NOON + timedelta(hours=2))
    assert again.key != said.key


@pytest.mark.parametrize("place", ["", "northmere"])
def test_a_page_in_the_desks_own_folder_is_read_and_nonsense_there_is_not(opened, tmp_path, place):
    from battlebox.share.status import document_of
    from share.status.notices import page as status_page

    made = status_page()
    folder = tmp_path / "public" / place
    folder.mkdir(parents=True)
    import json

    (folder / "status.json").write_text(json.dumps(document_of(made)))
    (tmp_path / "public" / "broken").mkdir()
    (tmp_path / "public" / "broken" / "status.json").write_text("{")
    watch = dog(opened, tmp_path)
    opened.watch.at = made.next_update - timedelta(minutes=1)
    watch._tick = Tick(opened.watch.at, watch.steady.seconds)
    assert watch.silences(opened.watch.at) == ()
    opened.watch.pass_by(minutes=2)
    watch.steady.seconds += 120
    [said] = watch.silences(opened.watch.at)
    assert said.key.startswith("update:")


@pytest.mark.parametrize("made", [
    clock_went_back(timedelta(days=400), NOON, why="this desk's own last entry is later than that"),
    update_past_due("N" * 400, NOON, NOON + timedelta(hours=1)),
])  # fmt: skip
def test_words_of_an_alarm_fit_what_keeps_them(made):
    assert isinstance(made, Silence)
    assert len(made.words) <= 300
    assert len(made.key) <= 120
