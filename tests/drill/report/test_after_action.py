"""What a report says of a drill: times from entries, not done with what was missing, not known as not known."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from battlebox.desk import Officer, Role
from battlebox.desk.command import CAST, Attempt, Outcome, duty_office, play_demo, record_attempt
from battlebox.desk.message import answer_press
from battlebox.desk.picture import Stage, estate_in_use, move_order, picture_of
from battlebox.desk.record import Installation, Note, Sight, write_note
from battlebox.desk.tell import (
    Caller,
    ClockDesk,
    ClockReport,
    PressAnswer,
    PressCall,
    note_call,
    record_report,
    shipped_library,
    start_clock,
)
from battlebox.drill.play import Course, Done, Noted
from battlebox.drill.report import Against, Came, Played, after_action, as_json
from battlebox.drill.scenario import scenario_of_bytes
from desk.facts import clear, state, words_officer
from desk.room import SHARED, StillWatch, officer, shipped
from desk.telling import MINE, desk, out, told
from drill.play.tapes import _CUT, BEGAN, ISOLATE, TEXT, begun, cast
from drill.play.test_course import played
from drill.report.reports import measure, opened, played_by, report_of, share

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)


@contextmanager
def hour_three(folder):
    """The report of Kensington & Chelsea on the three hours of the demonstration."""
    cast = {name: Officer(f"o-{name}", office, body, frozenset({role})) for name, (body, role, office) in CAST.items()}
    incident = play_demo(folder, shipped("west-london"), cast, now=NOW)
    here = Installation(folder, StillWatch(at=NOW))
    sight = Sight.of(here.record(incident), cast["rbkc.silver"])
    used = estate_in_use(sight, here.shelf)
    ground = Played(sight, used, shipped_library().with_own(used.estate), NOW - timedelta(hours=3), NOW)
    yield after_action(ground, "West London at hour three")
    here.close()


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    with hour_three(tmp_path_factory.mktemp("demo")) as report:
        yield report


# ── the demonstration, by hand ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("key", "begins", "ends", "words"),
    [
        ("warn-partners", 8, 66, "58 minutes"),
        ("contain-first", 8, 40, "32 minutes, and it works after 2 hours 32 minutes"),
        ("contain-all", 8, 71, "1 hour 3 minutes"),
        ("first-statement", 8, 121, "1 hour 53 minutes"),
        ("first-regulator", 8, 90, "1 hour 22 minutes"),
    ],
)
def test_times_of_the_demonstration_are_those_of_its_script(demo, key, begins, ends, words):
    """Suspected at minute 8; asked at 66, ordered at 40, seen at 71, on the page at 121, the NCSC told at 90."""
    found = measure(demo, key)
    assert (found.began.minute, found.ended.minute, found.minutes) == (begins, ends, ends - begins)
    assert (found.value, found.came) == (words, Came.DONE)
    assert found.began.entry == "A-10"
    assert found.ended.at == NOW - timedelta(minutes=180 - ends)


def test_services_on_another_way_at_the_end_and_over_time(demo):
    assert measure(demo, "p1-alternatives").value == "2 of 6"
    assert [(each.minute, each.running) for each in demo.found.alternatives.over_time] == [(68, 1), (72, 2), (75, 3)]
    assert {each.name for each in demo.found.alternatives.at_end if each.is_working} == {
        "Telecare and careline alarms",
        "Contact centre and switchboard",
    }


def test_clocks_stand_as_the_desk_says(demo):
    states = {each.id: (each.said, each.entry) for each in demo.found.clocks}
    assert states["ncsc"] == ("met", "A-41")
    assert states["ico-33"] == ("assessing", "")
    assert all(each.late_minutes is None for each in demo.found.clocks)


def test_played_times_stand_beside_the_plan(demo):
    rows = {(each.kind, each.name): each for each in demo.found.plan}
    hosting = next(row for (kind, name), row in rows.items() if kind == "order" and "servers" in name)
    assert (hosting.plan, hosting.played) == ("2 hours to take effect", "31 minutes from the order until it was seen")
    directory = next(row for (kind, name), row in rows.items() if kind == "order" and "directory" in name)
    assert directory.against is Against.NOT_DONE
    telecare = rows["fallback", "Telecare and careline alarms"]
    assert (telecare.played, telecare.against) == ("8 minutes after it stopped", Against.WITHIN)


def test_reach_counts_whom_somebody_told_and_nobody_else(demo):
    partners, *others = demo.found.reach
    assert (partners.told, partners.of, partners.acknowledged) == (1, 9, 1)
    assert "Westminster City Council" in partners.missing
    assert all((each.told, each.of, each.acknowledged) == (None, None, None) for each in others)


def test_the_debrief_has_its_days_and_its_five_headings(demo):
    assert [each.by for each in demo.debrief.days] == [
        date(2026, 11, 27), date(2026, 12, 11), date(2026, 12, 25), date(2027, 1, 8),
    ]  # fmt: skip
    assert [each.title for each in demo.debrief.headings] == [
        "Co-location", "Communication", "Co-ordination", "Joint understanding of risk", "Shared awareness",
    ]  # fmt: skip
    assert "first situation report at T+140 (A-57)" in demo.debrief.headings[-1].facts


def test_what_was_missing_is_suggested_and_what_was_done_is_not(demo):
    keys = {each.key for each in demo.suggestions}
    assert {"p1-alternatives", "plan-order", "plan-fallback", "reach-0"} <= keys
    assert not keys & {"warn-partners", "contain-all", "first-regulator", "log-quiet"}
    assert all(each.owner in {role.words for role in Role} for each in demo.suggestions)


def test_no_name_of_an_officer_is_in_it(demo):
    assert not [office for _, _, office in CAST.values() if office in as_json(demo)]


# ── what was handed out ──────────────────────────────────────────────────────────────────────────────────────────


def test_each_inject_has_what_was_expected_beside_the_mark():
    players = opened()
    course = played(begun(), 60, players, {3: [players.suspects], 14: [players.decides]})
    report = report_of(players, course=course.ending(), notes=[Noted(1, 5, "They knew whom to ring.", 1, "o-someone")])
    first, second, *_ = report.injects
    assert [(each.done, each.took_minutes) for each in first.actions] == [(Done.IN_TIME, 3), (Done.LATE, 14)]
    assert (first.mark_words, first.marks[0].words) == ("1 of 2: late", "They knew whom to ring.")
    assert second.actions[0].said.startswith("in time, after 2 minutes (A-")
    assert report.summary[-1] == "Of 3 things expected: 2 in time, 1 late. Evaluators marked 1 of 3 injects."
    assert "o-someone" not in as_json(report)
    assert [each.number for each in report.injects] == [1, 2, 4]
    goal = report.objectives[0]
    assert (goal.injects, goal.in_time, goal.late, goal.not_done) == ((1,), 1, 1, 0)
    assert report.debrief.own == ("Who could have decided this earlier?",)


def test_a_time_counts_from_the_inject_that_asked_for_it():
    players = opened()
    course = played(begun(), 60, players, {3: [players.suspects], 9: [players.isolates]})
    found = measure(report_of(players, course=course), "contain-first")
    assert (found.began.inject, found.began.entry, found.minutes) == (1, "", 9)


@pytest.mark.parametrize(("outcome", "told"), [(Outcome.ANSWERED, 1), (Outcome.NO_REPLY, 0)])
def test_a_partners_duty_officer_who_answered_was_warned(outcome, told):
    players = opened()
    lead = officer("northmere", Role.PARTNER_LIAISON)
    call = Attempt(duty_office(players._estate, "eastholt"), outcome, players.room.record.now())
    record_attempt(players.room.record, lead, call, handling=SHARED)
    report = report_of(players, course=played(begun(), 60, players))
    assert measure(report, "warn-partners").came is (Came.DONE if told else Came.NOT_DONE)
    assert report.found.reach[0].told == told


@pytest.mark.parametrize(
    ("outlet", "asks"), [("partner call note", False), ("staff memo", False), ("press line", True)]
)
def test_an_inject_asks_for_words_in_public_only_where_the_public_hears_them(outlet, asks):
    sign = f'{{ kind = "fact:released", where = {{ outlet = "{outlet}" }} }}'
    text = TEXT.replace(f'any = [{_CUT}, {{ kind = "decision:made" }}]', f"any = [{sign}]", 1)
    found = cast()
    course = Course(replace(found, scenario=scenario_of_bytes(text.encode(), "tapes.toml")), BEGAN)
    players = opened()
    report = report_of(players, course=played(course, 60, players))
    assert (measure(report, "first-statement").began.inject == 1) is asks


@pytest.mark.parametrize("holds_a_fact", [True, False])
def test_an_answer_to_the_press_is_words_in_public_only_where_it_holds_a_fact(holds_a_fact):
    players = opened()
    room = players.room
    course = played(begun(), 5, players)
    call = PressCall("The Record", "Was data stolen?", room.record.now(), "press desk")
    call = note_call(room.record, words_officer("northmere"), call, Caller("A reporter", "020 7946 0999")).thing
    facts = (state(room),) if holds_a_fact else ()
    for each in facts:
        clear(room, each, "northmere")
    spoken, why_none = ("Some screens are blank.", "") if facts else ("We will ring back.", "it says nothing of it")
    said = PressAnswer(spoken, "press officer", room.record.now(), "by phone", why_none=why_none)
    answer_press(room.record, words_officer("northmere"), call, said, facts=facts)
    report = report_of(players, course=course.ending())
    found = measure(report, "first-statement")
    assert found.came is (Came.DONE if holds_a_fact else Came.NOT_DONE)
    assert ("No page and no fact went out to the public." in report.summary) is not holds_a_fact


def test_the_first_lines_say_by_which_entry_an_authority_was_told_and_that_a_person_judges_it():
    players = opened()
    out(players.room)
    players.at(begun().at(2))
    report = told(players.room.record.now(), to="our own deputy", channel="not told yet")
    number = record_report(desk(players.room), MINE, report).number
    report = report_of(players, course=begun().at(5))
    (said,) = [each for each in report.summary if each.startswith("The first authority was told")]
    assert said.endswith(f", as {number} says; whether that is so is for a person to judge.")


def test_the_report_of_the_short_exercise_says_by_when_and_not_within_more_minutes_than_it_has():
    players, course = opened(), begun()
    first, *others = course.injects
    wide = replace(first, solo=True, expected=tuple(replace(one, within_minutes=25) for one in first.expected))
    scenario = replace(course.cast.scenario, injects=(wide, *others), events=())
    course = replace(course, solo=True, cast=replace(course.cast, scenario=scenario)).handing(1).at(20).ending()
    inject, *_ = report_of(players, course=course).injects
    assert {each.said for each in inject.actions} == {"not done by T+20"}
    whole = report_of(players, course=replace(course, solo=False, ended=None).at(40).ending())
    assert {each.said for each in whole.injects[0].actions} == {"not done within 25 minutes"}


def test_what_was_done_before_it_was_asked_for_counts_from_the_suspicion():
    players = opened()
    course = begun()
    players.at(course)
    players.suspects()
    course = course.at(2)
    players.at(course)
    players.isolates()
    course = played(course.at(5), 60, players)
    found = measure(report_of(players, course=course), "contain-first")
    assert (found.began.words, found.minutes) == ("Northmere backups was written down as suspected", 2)


def test_hours_that_the_story_leaps_over_are_nobodys_delay():
    players = opened()
    seen = lambda: move_order(  # noqa: E731 - one act of the script
        players.room.record, players._estate, officer("northmere"), ISOLATE, Stage.VERIFIED, who="the night engineer",
        means="the firewall's own log", handling=SHARED,
    )  # fmt: skip
    course = played(begun(), 60, players, {3: [players.suspects], 9: [players.isolates], 31: [seen]})
    report = report_of(players, course=course)
    found = measure(report, "contain-all")
    assert (found.ended.minute, found.minutes) == (31, 28)
    assert found.ended.at - found.began.at == timedelta(minutes=28, hours=8)
    assert report.minutes == 60


# ── bad drills ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_where_nothing_was_done_it_says_what_was_missing():
    players = opened()
    report = report_of(players, course=played(begun(), 60, players).ending())
    came = {each.key: each.came for each in report.found.measures}
    assert came == {
        "warn-partners": Came.NOT_DONE, "contain-first": Came.NOT_KNOWN, "contain-all": Came.NOT_KNOWN,
        "first-statement": Came.NOT_DONE, "first-regulator": Came.NOT_DONE, "p1-alternatives": Came.NOTHING,
    }  # fmt: skip
    assert all(each.minutes is None for each in report.found.measures)
    assert measure(report, "first-statement").missing
    assert share(report, "What was expected").said == "0 of 3"
    assert share(report, "Decisions").said == "not known: none was recorded"
    assert share(report, "Written down").came is Came.NOT_KNOWN
    assert report.found.clocks == ()
    assert "No clock to tell anybody was started." in report.summary
    assert {"warn-partners", "first-statement", "first-regulator", "log-expected"} <= {
        e.key for e in report.suggestions
    }


def test_a_note_that_they_were_told_is_no_report():
    players = opened()
    note = Note("NCSC told by telephone, and all partners too.", BEGAN)
    write_note(players.room.record, officer("northmere"), note, handling=SHARED)
    report = report_of(players)
    assert measure(report, "first-regulator").came is Came.NOT_DONE
    assert measure(report, "warn-partners").came is Came.NOT_DONE


def test_a_clock_that_was_met_late_says_by_how_long_and_why():
    players = opened()
    _tells_the_leader(players, begins=0, told=200)
    found = next(each for each in report_of(players, minutes=240).found.clocks if each.id == "members-lead")
    assert (found.said, found.late_minutes) == ("met 1 hour 20 minutes late", 80)
    assert found.why == "nobody had the number"


def test_a_clock_that_is_over_and_not_met_is_neither_met_nor_running():
    players = opened()
    _tells_the_leader(players, begins=0, told=None)
    report = report_of(players, minutes=180)
    found = next(each for each in report.found.clocks if each.id == "members-lead")
    assert (found.said, found.is_overdue) == ("not met, and over for 1 hour", True)
    assert "clock-members-lead" in {each.key for each in report.suggestions}


def test_what_was_written_later_is_counted_as_later():
    players = opened()
    watch = players.room.watch
    watch.pass_by(minutes=50)
    players.suspects()
    watch.pass_by(minutes=40)
    early = Note("The tapes were pulled.", BEGAN + timedelta(minutes=5), late="nobody sat at the log")
    write_note(players.room.record, officer("northmere"), early, handling=SHARED)
    report = report_of(players, minutes=120)
    found = share(report, "Written down")
    assert (found.said, found.missing[0].words) == ("0 of 1", "1 hour 25 minutes later")


def test_a_stretch_without_an_entry_is_named():
    players = opened()
    watch = players.room.watch
    watch.pass_by(minutes=10)
    players.suspects()
    watch.pass_by(minutes=130)
    players.isolates()
    (quiet,) = report_of(players, minutes=150).found.log.quiet
    assert quiet.startswith("2 hours 10 minutes between A-")


def test_where_the_time_was_set_back_the_report_says_which_times_may_be_wrong():
    players = opened()
    watch = players.room.watch
    watch.pass_by(minutes=30)
    players.suspects()
    watch.at = BEGAN + timedelta(minutes=45)
    players.decides()
    watch.at = BEGAN + timedelta(minutes=35)
    players.isolates()
    report = report_of(players)
    assert len(report.found.log.set_back) == 1
    found = measure(report, "contain-first")
    assert (found.minutes, found.ended.minute) == (5, 35)
    assert found.doubt.startswith("the desk's time was set back between A-")
    assert share(report, "Decisions").of == 1


def test_a_drill_of_one_minute_has_a_report():
    players = opened()
    report = report_of(players, minutes=1)
    assert report.minutes == 1
    assert share(report, "What was expected").said == "not known: nothing was expected"
    assert report.found.log.quiet == ()


def test_what_was_written_after_the_end_is_not_counted():
    players = opened()
    players.room.watch.pass_by(minutes=90)
    players.suspects()
    players.isolates()
    assert measure(report_of(players, minutes=60), "contain-first").came is Came.NOT_KNOWN


def test_a_drill_that_ends_before_it_began_is_a_fault_of_ours():
    with pytest.raises(ValueError, match="2026"):
        report_of(opened(), minutes=-5)


def test_the_same_drill_gives_the_same_report():
    players = opened()
    course = played(begun(), 60, players, {3: [players.suspects], 9: [players.isolates]})
    assert as_json(report_of(players, course=course)) == as_json(report_of(players, course=course))


def test_a_stranger_sees_nothing_of_what_others_did():
    players = opened()
    course = played(begun(), 60, players, {3: [players.suspects], 9: [players.isolates]})
    ours, theirs = (after_action(played_by(players, course=course, body=body)) for body in ("northmere", "farwick"))
    assert measure(ours, "contain-first").came is Came.DONE
    assert measure(theirs, "contain-first").came is Came.NOT_KNOWN
    assert (theirs.found.log.entries, theirs.found.clocks) == (0, ())
    assert "Northmere backups was written down" not in as_json(theirs)


def _tells_the_leader(players, *, begins, told):
    room, lead = players.room, officer("northmere", Role.TACTICAL)
    room.watch.at = BEGAN + timedelta(minutes=begins)
    used = estate_in_use(room.sight("northmere"), room.shelf)
    desk = ClockDesk(room.record, lead, picture_of(Sight.of(room.record, lead), used), shipped_library())
    start_clock(desk, "members-lead", why="the incident was stood up", who="duty Silver", at=room.record.now())
    if told is not None:
        room.watch.at = BEGAN + timedelta(minutes=told)
        report = ClockReport(
            "", room.record.now(), "the leader", "duty Silver", "by phone", late="nobody had the number"
        )
        record_report(desk, "clock/members-lead/northmere", report)
