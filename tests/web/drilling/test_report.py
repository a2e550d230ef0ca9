"""The report's page: control's alone, provisional while the drill runs, and findings that outlive a restart."""

from __future__ import annotations

import io
import json
import re

import docx
import jsonschema_rs
import pypdf
import pytest
from justhtml import JustHTML

from battlebox.desk import Role
from battlebox.drill.control import Stage
from battlebox.journal import EXERCISE
from web.descriptions import description
from web.desk_page import words

FILES = ("/drill/report/paper/", "/drill/report/document/", "/drill/report/file/")
PAGES = ("/drill/report/", *FILES, "/drill/report/findings/new/", "/drill/report/findings/1/",
         "/drill/report/findings/1/off/")  # fmt: skip
OWN = {"what": "Settle who  rings\nEastholt <b>", "office": "partner liaison", "other": "", "due": "8/1/2027"}


@pytest.fixture
def half(drill):
    """The drill, ten minutes in: suspected at T+2, isolated at T+6."""
    drill.start()
    players = drill.opened()
    drill.passes(2)
    players.suspects()
    drill.passes(4)
    players.isolates()
    drill.passes(4)
    return drill


@pytest.fixture
def over(half):
    """The same, over: the scenario's sixty minutes have gone."""
    half.passes(55)
    return half


def tap(page, words_of):
    """Tap the first suggestion that begins so."""
    text = page.get("/drill/report/?form=findings").content.decode()
    form = next(each for each in JustHTML(text, sanitize=False).query("form.desk-tap") if words_of in each.to_text())
    fields = {each.attrs["name"]: each.attrs.get("value") or "" for each in form.query("input[type=hidden]")}
    return f"/drill/report/{form.attrs['action']}", {**fields, "tapped": "take"}


@pytest.mark.parametrize("path", PAGES)
def test_no_player_and_no_stranger_is_given_any_of_it(over, desk_page, officer, council, path):
    for role in (Role.STRATEGIC, Role.TACTICAL, Role.OBSERVER):
        desk_page(officer(council, role=role.value)).get(path, expect=404)
    assert "login" in desk_page().get(path, expect=302).headers["Location"]


def test_players_cannot_send_a_finding_either(over, control, desk_page, officer):
    control.follow(control.send("/drill/report/findings/new/", OWN))
    player = desk_page(officer("northmere", role=Role.STRATEGIC.value))
    for path in ("/drill/report/findings/new/", "/drill/report/findings/1/", "/drill/report/findings/1/off/"):
        player.post(path, OWN, expect=404)
    assert [each.number for each in over.stage.log.taken()] == [1]


@pytest.mark.parametrize("path", PAGES)
def test_on_a_desk_that_plays_no_drill_there_is_no_such_page(desk, control, path):
    control.get(path, expect=404)


def test_what_can_still_be_done_is_not_among_what_is_missing(drill, control):
    drill.start()
    players = drill.opened()
    drill.passes(2)
    players.suspects()
    drill.passes(1)
    share = json.loads(control.get("/drill/report/file/").content)["log"]["shares"][0]
    assert (share["number"], share["of"], share["missing"]) == (1, 1, [])
    assert "what is still open is not counted" in share["counts"]


def test_while_it_runs_it_is_provisional_and_says_so_in_its_files(half, control):
    text = words(control.get("/drill/report/"))
    assert "The drill is still running, at T+10: what is open can still be done." in text
    assert "The first order to contain was given after 6 minutes, and it works after 8 minutes." in text
    assert json.loads(control.get("/drill/report/file/").content)["provisional"] is True
    paper = pypdf.PdfReader(io.BytesIO(control.get("/drill/report/paper/").content))
    assert "After-action report, provisional" in paper.pages[0].extract_text()
    assert "The report so far" in words(control.get("/drill/"))


def test_one_that_ran_on_says_by_how_long_while_it_runs_and_when_it_is_over(drill, control):
    drill.stage.do(lambda course: course.switching(by_itself=False), drill.wall.at)
    drill.start()
    drill.opened()
    drill.passes(12 * 60)
    ran_on = "12 hours, 11 hours past the 60 minutes that it was to last"
    said = "The drill is still running, at T+720, 11 hours past its 60 minutes"
    text = words(control.get("/drill/report/"))
    assert f"{said}: what is open can still be done." in text
    assert f"Played for {ran_on}" in text
    control.follow(control.send("/drill/end/"))
    text = words(control.get("/drill/report/"))
    assert said not in text
    assert f"Played for {ran_on}" in text
    paper = pypdf.PdfReader(io.BytesIO(control.get("/drill/report/paper/").content))
    assert ran_on in " ".join(paper.pages[0].extract_text().split())
    file = json.loads(control.get("/drill/report/file/").content)
    assert (file["minutes"], file["planned"]) == (720, 60)


def test_when_it_is_over_every_measure_is_on_the_page_with_its_entry(over, control):
    text = words(control.get("/drill/report/"))
    assert "still running" not in text
    for said in ("No partner was warned.", "No authority was told.", "No page and no fact went out to the public.",
                 "Time to contain: the first order", "The log", "P1 services with a working alternative", "Reach",
                 "Northmere Council, on 27 November 2026"):  # fmt: skip
        assert said in text, said
    services = words(control.get("/drill/report/?form=services"))
    assert "P1 services and what stood in for them" in services
    assert (
        "order: Isolate Northmere backups 30 minutes to take effect, and in this drill a part in 20 of that" in services
    )
    guide = words(control.get("/drill/report/?form=guide"))
    assert "in time, after 2 minutes" in guide
    assert "Mark: no mark was given" in guide
    assert "Who could have decided this earlier?" in words(control.get("/drill/report/?form=debrief"))
    room = control.get("/drill/").content.decode()
    assert re.search(r'href="/drill/report/"[^>]*>\s*After-action report', room)


def test_an_evaluators_mark_stands_in_it(half, control):
    control.follow(control.send("/drill/injects/1/", {"words": "Calm <b>", "mark": "2", "by": "evaluator"}))
    text = words(control.get("/drill/report/?form=guide"))
    assert "Mark: 2 of 2: in time" in text
    assert "Calm <b>" in text


def test_the_attacker_is_nowhere_in_it(over, control):
    forms = ("measures", "services", "findings", "guide", "debrief")
    for path in (*(f"/drill/report/?form={key}" for key in forms), "/drill/report/file/"):
        answer = control.get(path)
        assert "Somebody has the backup server since Sunday." not in answer.content.decode()


def test_before_an_incident_is_opened_there_is_nothing_to_measure(drill, control):
    drill.start()
    for path in ("/drill/report/", *FILES):
        text = words(control.get(path, expect=409))
        assert "No incident of this drill has Northmere Council in it" in text


def test_of_several_incidents_the_one_in_which_most_was_written_is_read_or_another_by_choice(half, control):
    half.opened("Red lamp")
    text = words(control.get("/drill/report/"))
    assert "Blue kettle. Not in it, of the same drill: Red lamp" in text
    other = re.search(r'<a href="(/drill/report/\?incident=[0-9a-f]{8})"><bdi>Red lamp',
                      control.get("/drill/report/").content.decode())[1]  # fmt: skip
    assert "Red lamp. Not in it, of the same drill: Blue kettle" in words(control.get(other))
    query = other.partition("?")[2]
    assert json.loads(control.get(f"/drill/report/file/?{query}").content)["incident"] == "Red lamp"
    assert "Blue kettle. Not" in words(control.get("/drill/report/?incident=00000000"))


def test_each_file_says_exercise_in_its_name_and_in_itself(over, control):
    for path, ending in zip(FILES, ("pdf", "docx", "json"), strict=True):
        answer = control.get(path)
        assert f'filename="EXERCISE-after-action-report.{ending}"' in answer.headers["Content-Disposition"]
        assert answer.headers["Cache-Control"] == "no-store"
        raw = answer.content
        if ending == "pdf":
            assert all(EXERCISE in each.extract_text() for each in pypdf.PdfReader(io.BytesIO(raw)).pages)
        elif ending == "docx":
            assert EXERCISE in docx.Document(io.BytesIO(raw)).sections[0].header.paragraphs[0].text
        else:
            said = json.loads(raw)
            whole = description("desk")
            wanted = {"$ref": "#/components/schemas/AfterAction", "components": whole["components"]}
            jsonschema_rs.validator_for(wanted).validate(said)
            assert (said["exercise"], said["says"], said["provisional"]) == (True, EXERCISE, False)


class TestFindings:
    def test_one_is_written_by_hand_and_outlives_a_restart(self, over, control):
        text = words(control.follow(control.send("/drill/report/findings/new/", OWN)))
        assert "It is finding 1 of this drill." in text
        assert "1. Settle who rings Eastholt <b> partner liaison, by 8 January 2027" in text
        (kept,) = Stage.opened(over.stage.folder).log.taken()
        assert (kept.what, kept.owner, kept.due.isoformat()) == (
            "Settle who rings Eastholt <b>", "partner liaison", "2027-01-08")  # fmt: skip
        assert json.loads(control.get("/drill/report/file/").content)["findings"] == [
            {"what": kept.what, "owner": kept.owner, "due": "2027-01-08", "key": "", "number": 1}
        ]

    def test_a_suggestion_is_taken_as_it_is_and_is_not_suggested_again(self, over, control):
        address, fields = tap(control, "Nobody outside was warned")
        text = words(control.follow(control.post(address, fields, expect=302)))
        assert "1. Nobody outside was warned" in text
        assert "partner liaison, by 8 January 2027" in text
        assert text.count("Nobody outside was warned") == 1
        again = words(control.follow(control.post(address, fields, expect=302)))
        assert "Already saved; it was not saved twice." in again
        assert len(over.stage.log.taken()) == 1

    @pytest.mark.usefixtures("over")
    def test_a_suggestion_is_taken_in_other_words_and_once(self, control):
        said = {**OWN, "what": "Put Eastholt on the wall", "office": "", "other": "head of IT"}
        path = "/drill/report/findings/new/?of=warn-partners"
        assert "Nobody outside was warned" in words(control.get(path))
        text = words(control.follow(control.send(path, said)))
        assert "Put Eastholt on the wall head of IT, by 8 January 2027" in text
        assert "Nobody outside was warned" not in text
        control.get(path, expect=404)

    def test_one_is_changed_and_taken_off_and_the_log_keeps_both(self, over, control):
        control.follow(control.send("/drill/report/findings/new/", OWN))
        page = control.get("/drill/report/findings/1/")
        assert "08/01/2027" in page.content.decode()
        control.follow(control.send("/drill/report/findings/1/", {**OWN, "what": "Ring Eastholt first"}))
        assert [each.what for each in over.stage.log.taken()] == ["Ring Eastholt first"]
        control.follow(control.send("/drill/report/findings/1/off/"))
        assert over.stage.log.taken() == ()
        assert [act.kind.value for act in over.stage.log.acts()][-3:] == ["taken", "taken", "dropped"]
        control.get("/drill/report/findings/1/", expect=404)
        text = words(control.follow(control.send("/drill/report/findings/new/", OWN)))
        assert "It is finding 2 of this drill." in text

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"what": " "}, "what is to be mended"),
            ({"office": "", "other": " "}, "Choose an office, or write one below."),
            ({"office": "the mayor"}, "who sees to it"),
            ({"due": "31/2/2027"}, "day"),
            ({"what": "x" * 301}, "300"),
        ],
    )
    def test_what_is_not_whole_is_refused_with_the_words_still_there(self, over, control, wrong, said):
        text = words(control.send("/drill/report/findings/new/", {**OWN, **wrong}, expect=422))
        assert said.lower() in text.lower()
        assert over.stage.log.taken() == ()

    @pytest.mark.usefixtures("over")
    def test_offices_are_those_of_the_estate_as_well(self, control):
        assert "Rota manager" in words(control.get("/drill/report/findings/new/"))
