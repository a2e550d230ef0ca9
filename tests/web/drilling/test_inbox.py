"""What players are handed: by role, when it was handed out, and nothing of what is to come."""

from __future__ import annotations

import re

from justhtml import JustHTML

from battlebox.desk import Role
from desk.room import officer as somebody
from drill.play.test_undone import numbers, reopens
from web.desk_page import words
from web.drilling.conftest import SENT, played


def test_each_role_gets_what_was_sent_to_it_and_nothing_that_is_to_come(drill, desk_page, officer):
    drill.start()
    silver = desk_page(officer("northmere", role=Role.TACTICAL.value))
    press = desk_page(officer("northmere", role=Role.COMMUNICATIONS.value))
    drill.passes(1)
    for page in (silver, press):
        text = words(page.get("/drill/inbox/"))
        assert "I cannot log in to" in text
        assert "They are deleting." not in text
        assert "evaluator" not in text
    drill.passes(11)
    assert "They are deleting." in words(press.get("/drill/inbox/"))
    assert "They are deleting." not in words(silver.get("/drill/inbox/"))
    press.get("/drill/inbox/2/")
    silver.get("/drill/inbox/2/", expect=404)
    silver.get("/drill/inbox/4/", expect=404)


def test_other_councils_at_the_desk_get_nothing_of_the_players(drill, desk_page, council):
    drill.start()
    drill.passes(1)
    page = desk_page(council)
    text = words(page.get("/drill/inbox/"))
    assert ("I cannot log in to" in text) == (council == "northmere")
    page.get("/drill/inbox/1/", expect=200 if council == "northmere" else 404)


def test_before_the_start_players_read_the_opening(drill, desk_page):
    text = words(desk_page("northmere").get("/drill/inbox/"))
    assert "It is a Tuesday morning at" in text
    assert "Nothing reaches you before the clock is started." in text


def test_every_page_leads_to_where_things_reach_players_and_control_to_its_room(drill, desk_page, control):
    banner = r'aria-label="Exercise">.*?<a href="([^"]+)">([^<]+)</a>'
    for page, wanted in ((desk_page("northmere"), ("/drill/inbox/", "What reached you")),
                         (control, ("/drill/", "The control room"))):  # fmt: skip
        found = re.search(banner, page.get("/").content.decode(), re.DOTALL)
        assert found.groups() == wanted


def test_when_it_is_over_players_read_the_questions(drill, desk_page):
    drill.start()
    drill.passes(61)
    text = words(desk_page("northmere").get("/drill/inbox/"))
    assert "The drill is over." in text
    assert "Who could have decided this earlier?" in text


def test_while_the_clock_stands_players_read_that_nothing_will_come(drill, desk_page):
    page = desk_page("northmere")
    said = "nothing new reaches you until whoever runs the drill lets it go on"
    assert said not in words(page.get("/drill/inbox/"))
    drill.start()
    assert said not in words(page.get("/drill/inbox/"))
    mark = page.get("/drill/inbox/part/", headers={"hx-request": "true"}).headers["ETag"]
    drill.stage.pace.set(lambda pace: pace.paused(drill.wall.at))
    assert said in words(page.get("/drill/inbox/"))
    page.get("/drill/inbox/part/", headers={"hx-request": "true", "if-none-match": mark}, expect=200)


def test_a_drill_by_itself_that_was_left_for_a_month_is_over_where_its_scenario_ended(drill, control, desk_page):
    drill.start()
    drill.passes(31 * 24 * 60)
    text = words(control.get("/drill/"))
    # Sixty minutes from 09:10, and eight hours that the story leapt over.
    assert "T+60 of 60 minutes. It is Tuesday 18:10 in the story. The drill was ended at T+60." in text
    text = words(desk_page("northmere").get("/drill/inbox/"))
    assert "It is Tuesday 18:10 in the story. The drill is over." in text
    assert "The drill's clock stands" not in text


def test_a_drill_by_hand_that_was_left_for_a_month_stands_where_it_was_after_twelve_hours_and_goes_on(
    drill, control, desk_page, officer
):
    drill.stage.do(lambda course: course.switching(by_itself=False), drill.wall.at)
    drill.start()
    drill.passes(31 * 24 * 60)
    page = desk_page(officer("northmere", role=Role.COMMUNICATIONS.value))
    # The evening of the story leapt over eight of its hours, and moved a clock that stood no further than there.
    for path in ("/drill/", "/drill/clock/"):
        text = words(control.get(path))
        assert "The drill paused by itself: nobody did anything for 12 hours of its time." in text
        assert "It has stood since Saturday 28 November 2026, 01:00." in text
    ran_out = "The 60 minutes of this drill were over 11 hours ago by its own clock, which is at T+720."
    for path in ("/drill/", "/drill/clock/"):
        assert f"{ran_out} Nobody has ended it." in words(control.get(path))
    asked = JustHTML(control.get("/drill/").content.decode(), sanitize=False).query_one("a.govuk-button")
    assert (asked.to_text().strip(), asked.attrs["href"]) == ("End the drill", "/drill/end/")
    assert "the drill will end at once" in words(control.get("/drill/by-hand/"))
    assert f"{ran_out} Nobody has ended it." in words(page.get("/drill/inbox/"))
    assert "Ask whoever runs it whether it is over." in words(page.get("/drill/inbox/"))
    assert "The drill's clock stands" in words(page.get("/drill/inbox/"))
    control.follow(control.send("/drill/clock/", {"how": "resume"}))
    drill.passes(1)
    assert "were over 11 hours 1 minute ago" in words(control.get("/drill/"))
    assert "The drill's clock stands" not in words(page.get("/drill/inbox/"))
    control.follow(control.send("/drill/", {"tapped": "hand"}))
    assert "They are deleting." in words(page.get("/drill/inbox/"))
    control.follow(control.send("/drill/end/"))
    for each, path in ((control, "/drill/"), (page, "/drill/inbox/")):
        text = words(each.get(path))
        assert "It ran on to T+721, 11 hours 1 minute past its 60 minutes." in text
        assert "Nobody has ended it" not in text
        assert "of 60 minutes" not in text


def test_one_officer_alone_starts_the_clock_on_their_own_page_and_nobody_else_can(solo, desk_page):
    stranger, page = desk_page("eastholt"), desk_page("northmere")
    assert "Start the clock" not in words(stranger.get("/drill/inbox/"))
    stranger.post("/drill/inbox/", {"of": "clock", "tapped": "start"}, expect=404)
    text = words(page.get("/drill/inbox/"))
    assert "You play this alone" in text
    assert "T+0 of 20 minutes" in text
    assert "I cannot log in to" not in text
    form = JustHTML(page.get("/drill/inbox/").content.decode(), sanitize=False).query_one("form.desk-tap")
    said = {each.attrs["name"]: each.attrs.get("value") or "" for each in form.query("input[type=hidden]")}
    page.post("/drill/inbox/", {**said, "tapped": "burn"}, expect=404)
    assert not solo.stage.has_started
    text = words(page.follow(page.post("/drill/inbox/", {**said, "tapped": "start"})))
    assert "The clock runs." in text
    assert "I cannot log in to" in text
    assert "Start the clock" not in words(page.get("/drill/inbox/"))
    page.follow(page.post("/drill/inbox/", {**said, "tapped": "start"}))


def test_where_somebody_runs_the_drill_no_player_starts_it(drill, desk_page):
    page = desk_page("northmere")
    assert "Start the clock" not in words(page.get("/drill/inbox/"))
    page.post("/drill/inbox/", {"of": "clock", "tapped": "start"}, expect=404)
    assert not drill.stage.has_started


def test_one_officer_alone_gets_feedback_as_soon_as_an_inject_is_settled(solo, desk_page):
    from battlebox.web import records

    page = desk_page("northmere")
    solo.start()
    text = words(page.get("/drill/inbox/"))
    assert "I cannot log in to" in text
    assert "How it went" not in text
    assert records.installation().incidents == ()
    assert somebody("northmere").body == "northmere"
    solo.passes(11)
    text = words(page.get("/drill/inbox/"))
    assert "How it went: The password does not work" in text
    assert "not done. No entry shows it." in text
    assert "For you to judge, by the guide, for no record shows it: Full (2) in time Half (1) late" in text
    assert "By the guide: not at all" not in text, "what nobody saw is not claimed"
    # What is to be learnt comes first, then the questions; each piece of news is folded, with what the record shows.
    learnt = "What to learn from The password does not work: Write that «Northmere backups» is suspected: not done."
    assert text.index("2 not done.") < text.index(learnt) < text.index("Before you go") < text.index("How it went:")
    page_ = JustHTML(page.get("/drill/inbox/").content.decode(), sanitize=False)
    (fold,) = page_.query("#main-content details")
    assert fold.query_one("summary").to_text().strip() == "The password does not work: 2 not done"
    assert "open" not in fold.attrs
    assert "How it went" in fold.to_text()
    # It stands on the page of that news, too; and whoever does not play sees none.
    assert "For you to judge" in words(page.get("/drill/inbox/1/"))
    assert "How it went" not in words(desk_page("eastholt").get("/drill/inbox/"))
    assert "Of 2 things expected: 2 not done." in text
    assert "Open each: under it stand the entries that show it" in text
    assert "The story went on without" not in text, "it does not go on any more"
    assert "The drill is over." in text


def test_where_the_story_went_on_each_thing_not_done_says_until_when_it_is_in_time_as_control_reads(
    desk, monkeypatch, tmp_path, control, desk_page
):
    text = re.sub(r'^text = "(?!Nothing was)', 'solo = true\\ntext = "', SENT, flags=re.MULTILINE)
    solo = played(monkeypatch, tmp_path, text, solo=True)
    page = desk_page("northmere")
    solo.start()
    solo.passes(9)
    assert "The story went on." in words(page.get("/drill/inbox/"))
    text = words(page.get("/drill/inbox/1/"))
    assert "Write that «Northmere backups» is suspected: in time until T+5, which is over." in text
    assert "Isolate it, or decide why not: in time until T+10." in text
    assert "T+10" in words(control.get("/drill/"))


def test_while_it_is_played_what_is_settled_is_folded_and_what_is_to_be_decided_now_is_open(
    desk, monkeypatch, tmp_path, desk_page
):
    text = re.sub(r'^text = "(?!Nothing was)', 'solo = true\\ntext = "', SENT, flags=re.MULTILINE)
    solo = played(monkeypatch, tmp_path, text, solo=True)
    page = desk_page("northmere")

    def read():
        shown = JustHTML(page.get("/drill/inbox/").content.decode(), sanitize=False)
        folds = shown.query("#main-content details")
        assert all("open" not in each.attrs for each in folds)
        opened = [each.to_text().strip() for each in shown.query("#main-content section h2")]
        return opened, [each.query_one("summary").to_text().strip() for each in folds]

    solo.start()
    assert read() == (["The password does not work"], [])
    players = solo.opened()
    players.suspects()
    players.isolates()
    # The next came at once, for all was done that the first asks for.
    assert read() == (["One in ten is gone"], ["The password does not work: 2 in time"])
    assert "How it went: The password does not work" in words(page.get("/drill/inbox/"))


def test_what_is_not_done_yet_stays_open_when_the_story_goes_on(desk, monkeypatch, tmp_path, desk_page):
    text = re.sub(r'^text = "(?!Nothing was)', 'solo = true\\ntext = "', SENT, flags=re.MULTILINE)
    solo = played(monkeypatch, tmp_path, text, solo=True)
    page = desk_page("northmere")
    solo.start()
    solo.passes(9)
    shown = JustHTML(page.get("/drill/inbox/").content.decode(), sanitize=False)
    assert not shown.query("#main-content details")
    assert "The password does not work" in [each.to_text().strip() for each in shown.query("#main-content section h2")]


def test_an_order_that_was_undone_again_says_so_to_whoever_plays_alone_and_to_control(solo, control, desk_page):
    page = desk_page("northmere")
    solo.start()
    players = solo.opened()
    players.isolates()
    solo.passes(2)
    reopens(players)()
    solo.passes(9)
    (order,), (undid,) = (numbers(players, f"system:{kind}") for kind in ("isolated", "reopened"))
    said = f"in time. {order}, system isolated, in the minute in which it was asked for; undone by {undid} at T+2."
    text = words(page.get("/drill/inbox/"))
    # It is to be learnt from, though it was in time.
    assert text.index("What to learn from") < text.index(said) < text.index("Before you go")
    assert f"{order}, system isolated, T+0; undone by {undid} at T+2" in words(control.get("/drill/injects/1/"))


def test_at_the_end_alone_what_was_done_is_folded_and_nothing_of_it_is_called_missed(solo, desk_page):
    page = desk_page("northmere")
    solo.start()
    players = solo.opened()
    players.suspects()
    players.isolates()
    solo.passes(21)
    text = words(page.get("/drill/inbox/"))
    assert "Nothing that was asked for was missed, late or undone again, as the record shows it." in text
    assert "The password does not work: 2 in time" in text
