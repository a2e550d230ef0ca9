"""The control room: nobody who plays is in it, and one person can run a drill from it."""

from __future__ import annotations

import re
from datetime import timedelta
from math import ceil

import pytest
from justhtml import JustHTML

from battlebox.desk import Role
from battlebox.drill.control import Stage
from battlebox.estate import MICROHOURS
from drill.play.tapes import ISOLATE
from drill.play.test_undone import numbers, reopens
from web.desk_page import words

PAGES = ("/drill/", "/drill/part/", "/drill/injects/1/", "/drill/clock/", "/drill/by-hand/", "/drill/end/")


def tapped(page, of, how, *, expect=302, shown=0):
    """Tap a button of an inject's page (`shown`, where it is another's that is shown)."""
    text = page.get(f"/drill/injects/{shown or of}/").content.decode()
    form = JustHTML(text, sanitize=False).query_one("form.desk-tap")
    fields = {each.attrs["name"]: each.attrs.get("value") or "" for each in form.query("input[type=hidden]")}
    return page.post(form.attrs["action"], {**fields, "of": str(of), "tapped": how}, expect=expect)


@pytest.fixture
def by_hand(drill):
    """The drill, started, with everything handed out by hand."""
    drill.stage.do(lambda course: course.switching(by_itself=False), drill.wall.at)
    drill.start()
    return drill


@pytest.mark.parametrize("path", PAGES)
def test_no_player_and_no_stranger_is_in_the_control_room(drill, desk_page, officer, council, path):
    drill.start()
    for role in (Role.STRATEGIC, Role.TACTICAL, Role.OBSERVER):
        desk_page(officer(council, role=role.value)).get(path, expect=404)
    assert "login" in desk_page().get(path, expect=302).headers["Location"]


@pytest.mark.parametrize("path", [*PAGES, "/drill/inbox/", "/drill/inbox/1/"])
def test_on_a_desk_that_plays_no_drill_there_is_no_such_page(desk, control, path):
    control.get(path, expect=404)


def test_nothing_is_handed_out_before_the_clock_is_started(drill, control):
    drill.passes(30)
    text = words(control.get("/drill/"))
    assert "Read this to everybody, then start the clock It is a Tuesday morning at" in text
    assert "T+0 of 60 minutes" in text
    control.follow(control.send("/drill/clock/", {"how": "resume"}))
    drill.passes(1)
    text = words(control.get("/drill/"))
    assert "Read this to everybody" not in text
    assert "1. The password does not work" in text
    assert "Handed out at T+0" in text
    assert "Isolate it, or decide why not T+10 9" in text


def test_control_starts_the_clock_by_a_tap_where_the_page_says_to(drill, control):
    page = JustHTML(control.get("/drill/").content.decode(), sanitize=False)
    form = page.query_one("#drill-opening").parent.query_one("form.desk-tap")
    assert form.query_one("button").to_text().startswith("Start the clock")
    fields = {each.attrs["name"]: each.attrs.get("value") or "" for each in form.query("input[type=hidden]")}
    said = words(control.follow(control.post("/drill/", {**fields, "tapped": "start"})))
    assert "The clock runs." in said
    assert "Start the clock" not in said
    assert drill.stage.has_started


def test_of_a_drill_that_one_plays_alone_control_does_not_start_the_clock(solo, control):
    said = words(control.get("/drill/"))
    assert "What they read at the start It is a Tuesday morning" in said
    assert "Whoever plays it alone starts the clock, on their own page." in said
    assert "Start the clock" not in said
    form = JustHTML(control.get("/drill/end/").content.decode(), sanitize=False).query_one("main form")
    fields = {each.attrs["name"]: each.attrs.get("value") or "" for each in form.query("input[type=hidden]")}
    for of, how in (("clock", "start"), ("1", "hand"), ("1", "hold")):
        control.post("/drill/", {**fields, "of": of, "tapped": how}, expect=404)
    assert not solo.stage.has_started
    assert solo.stage.course.handed == ()


def test_of_a_drill_that_one_plays_alone_control_is_shown_what_it_hands_out_and_told_what_it_leaves_out(solo, control):
    said = words(control.get("/drill/"))
    assert "it hands out 1 of the 4 injects of the scenario" in said
    assert "The other 3 are left out" in said
    assert "What it hands out 1. The password does not work, to everybody. Coming" in said
    for left_out in ("One in ten is gone", "The evening", "To hand out now", "Hand out by hand", "What truly happens"):
        assert left_out not in said
    control.get("/drill/injects/2/", expect=404)
    solo.start()
    solo.passes(11)
    said = words(control.get("/drill/"))
    assert "What it hands out 1. The password does not work, to everybody. Handed out at T+0" in said
    assert "Due when the news before it lets it; handed out at T+0" in words(control.get("/drill/injects/1/"))


def test_by_hand_each_inject_is_handed_out_by_a_tap_and_once(drill, control):
    said = words(control.follow(control.send("/drill/by-hand/")))
    assert "You hand out what is due." in said
    assert "Read this to everybody, then start the clock" in words(control.get("/drill/"))
    drill.start()
    drill.passes(4)
    text = words(control.get("/drill/"))
    # The clock runs, and nothing was handed out yet: nobody is told to start it.
    assert "Read this to everybody It is a Tuesday morning" in text
    assert "Late 1. The password does not work, due at T+0" in text
    said = words(control.follow(control.send("/drill/", {"tapped": "hand"})))
    assert "Inject 1 is handed out." in said
    assert drill.stage.course.when_handed(1) == 4
    text = words(tapped(control, 1, "hand", shown=3, expect=422))
    assert "Inject 1 was handed out at T+4. Choose one that is still to come." in text
    said = words(control.follow(control.send("/drill/by-hand/")))
    assert "What is due is handed out by itself." in said


def test_what_is_held_back_waits_and_can_still_be_handed_out(by_hand, control):
    control.follow(tapped(control, 3, "hold"))
    assert by_hand.stage.course.held_back == (3,)
    assert "Held back" in words(control.get("/drill/injects/3/"))
    control.follow(tapped(control, 3, "hand"))
    assert by_hand.stage.course.held_back == ()


@pytest.mark.parametrize(("of", "how"), [("9", "hand"), ("1", "burn"), ("one", "hand")])
def test_a_tap_that_no_button_makes_does_nothing(by_hand, control, of, how):
    answer = tapped(control, of, how, shown=1, expect=422 if of == "9" else 404)
    assert of != "9" or "The scenario has no inject 9. It has 1, 2, 3, 4." in words(answer)
    assert by_hand.stage.course.handed == ()


def test_an_evaluator_notes_and_marks_what_was_handed_out(drill, control):
    drill.start()
    drill.passes(2)
    said = {"words": "Calm <b>and</b> quick", "mark": "2", "by": "evaluator"}
    text = words(control.follow(control.send("/drill/injects/1/", said)))
    assert "It is noted." in text
    assert "T+2 Calm <b>and</b> quick 2: full evaluator" in text
    assert drill.stage.log.notes()[0].mark == 2
    text = words(control.send("/drill/injects/1/", {"words": "", "mark": "", "by": ""}, expect=422))
    assert "The note is blank. Write what you saw, or give a mark." in text
    assert "Note what you see" not in words(control.get("/drill/injects/2/"))
    control.get("/drill/injects/99/", expect=404)


def test_the_clock_is_paused_quickened_and_jumps_and_never_goes_back(drill, control):
    drill.start()
    control.follow(control.send("/drill/clock/", {"how": "jump", "minutes": "5"}))
    assert "T+5 of 60 minutes" in words(control.get("/drill/"))
    control.follow(control.send("/drill/clock/", {"how": "rate", "rate": "10"}))
    drill.passes(1)
    assert "T+15 of 60 minutes" in words(control.get("/drill/"))
    control.follow(control.send("/drill/clock/", {"how": "pause"}))
    drill.passes(60)
    text = words(control.get("/drill/"))
    assert "T+15 of 60 minutes" in text
    assert "The drill is paused." in text
    for said in ({"how": "rate", "rate": "61"}, {"how": "rate", "rate": ""}, {"how": "jump", "minutes": "-5"}):
        control.send("/drill/clock/", said, expect=422)


def test_whoever_runs_it_reads_what_truly_happens_and_which_way_the_story_went(drill, control, desk_page):
    text = words(control.get("/drill/"))
    asks = "Is «Northmere backups» shut off by T+10?"
    assert f"T+10 {asks} Not asked yet" in text
    assert f"T+18 Was it decided why not? Not asked yet, if the answer is no: {asks}" in text
    assert f"T+10 One backup in ten is gone. To come, if the answer is no: {asks}" in text
    assert "T+20 It is evening. To come" in text
    assert f"2. One in ten is gone, to communications. Coming if the answer is no: {asks}" in text
    assert f"3. It held, to everybody. Coming if the answer is yes: {asks}" in text
    assert f"Only if the answer is no: {asks}" in words(control.get("/drill/injects/2/"))
    drill.start()
    players = drill.opened()
    drill.passes(2)
    players.isolates()
    drill.passes(20)
    text = words(control.get("/drill/"))
    entry = drill.stage.course.asked[0].entry
    assert f"T+10 Is «Northmere backups» shut off by T+10? Yes, at T+10, by {entry}" in text
    assert "T+10 One backup in ten is gone. Not on this way" in text
    assert "T+18 Was it decided why not? Not on this way" in text
    assert "T+20 It is evening. It happened, at T+20" in text
    assert "What truly happens" not in words(desk_page("northmere").get("/drill/inbox/"))


def test_a_jump_longer_than_any_drill_is_refused_with_the_end_of_this_one(drill, control):
    drill.start()
    text = words(control.send("/drill/clock/", {"how": "jump", "minutes": "5000"}, expect=422))
    assert "This drill is over at T+60, and it is T+0. A jump is 2880 minutes at the most." in text


def test_a_jump_past_the_end_asks_once_more_and_says_what_it_would_skip(drill, control):
    drill.start()
    drill.passes(5)
    jump = {"how": "jump", "minutes": "55"}
    text = words(control.send("/drill/clock/", jump, expect=422))
    assert (
        "That goes past the end, which is at T+60. Injects 2, 3 and 4 would come at once or never, with no time to do "
        "what is expected. What is open would be cut off, and the drill would be over. "
        "Jump by 54 minutes at the most, or tick this."
    ) in text
    assert not drill.stage.course.is_over
    control.follow(control.send("/drill/clock/", {**jump, "minutes": "54"}))
    text = words(control.send("/drill/clock/", {**jump, "minutes": "1"}, expect=422))
    assert "Tick this if that is meant." in text
    control.follow(control.send("/drill/clock/", {**jump, "past_end": "on"}))
    assert "The drill was ended at T+60" in words(control.get("/drill/"))
    # What is over can go on as it likes.
    control.follow(control.send("/drill/clock/", jump))


def test_it_is_ended_once_and_then_nothing_more_is_handed_out(drill, control):
    drill.start()
    drill.passes(3)
    text = words(control.follow(control.send("/drill/end/")))
    assert "The drill was ended at T+3." in text
    assert "Who could have decided this earlier?" in text
    drill.passes(30)
    assert "The drill was ended at T+3" in words(control.send("/drill/end/", expect=422))
    assert [each.number for each in drill.stage.course.handed] == [1]


def test_the_part_says_when_it_has_changed_and_when_it_has_not(drill, control):
    drill.start()
    first = control.get("/drill/part/", headers={"hx-request": "true"})
    mark = {"hx-request": "true", "if-none-match": first.headers["ETag"]}
    control.get("/drill/part/", headers=mark, expect=304)
    drill.passes(12)
    control.get("/drill/part/", headers=mark)


def test_where_nobody_opened_an_incident_the_report_still_says_what_was_asked_for(solo, control):
    solo.start()
    solo.passes(21)
    said = words(control.get("/drill/report/", expect=409))
    assert "there is nothing to measure" in said
    assert "Of 2 things expected: 2 not done." in said


def test_what_was_done_in_that_minute_before_a_tap_handed_it_out_is_before_it_was_asked_for(by_hand, control):
    players = by_hand.opened()
    by_hand.passes(3)
    control.get("/drill/")
    players.isolates()
    reopens(players)()
    control.follow(tapped(control, 1, "hand"))
    (gave,), (undid,) = (numbers(players, f"system:{kind}") for kind in ("isolated", "reopened"))
    text = words(control.get("/drill/injects/1/"))
    assert f"{gave} came before it was asked for, and was undone by {undid}" in text
    # It is in the log, so that it reads so after a restart.
    again = Stage.opened(by_hand.stage.folder).course
    assert [each.after for each in again.handed] == [by_hand.stage.course.handed[0].after] != [""]


def test_an_orders_form_says_the_minute_from_which_the_drill_lets_it_work(drill, desk_page):
    drill.start()
    players = drill.opened()
    page = desk_page("northmere")
    drill.wall.at += timedelta(minutes=5, seconds=40)
    at = f"/i/{players.room.record.incident[:8]}/orders/{ISOLATE}/"
    # The form has whole minutes: it says that it was given at 09:15.
    page.follow(page.send(f"{at}give/", {"who": "the night engineer"}))
    text = words(page.get(f"{at}verify/"))
    (gave,) = numbers(players, "system:isolated")
    assert re.search(rf"It was given at [^(]*09:15 \({gave}\)", text)
    works = drill.stage.estate.estate.action_by_id[ISOLATE].takes_microhours * 60 / MICROHOURS
    # The minute that has begun does not count: at its beginning the order did not work.
    hour, minute = divmod(9 * 60 + 15 + ceil(40 / 60 + works), 60)
    assert f"it works only from {hour:02}:{minute:02}" in text
