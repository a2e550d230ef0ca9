"""A situation report is drawn from the record for those it goes to, numbered, issued, and given in two other forms."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pypdf
import pytest

from battlebox.desk import DeskError, Role
from battlebox.desk.command import (
    NewTask,
    draft_report,
    issue_report,
    last_report,
    open_task,
    report_of,
    report_page,
    reports_of,
)
from battlebox.desk.picture import (
    Belief,
    Condition,
    InUse,
    Observation,
    Plight,
    Subject,
    Suspicion,
    observe,
    state_suspicion,
)
from battlebox.desk.record import Handling, Note, State, stand, write_note
from battlebox.desk.record.values import read, write
from battlebox.desk.tell import Status, Whom, corrections_due, releases_of
from battlebox.estate import Channel, Need
from battlebox.marking import Tlp
from battlebox.share import report_paper
from desk.facts import PLAIN, change, clear, hold, state
from desk.lived import HOUR, live, used_by
from desk.room import BEGAN, SHARED, Room, officer

LEAD = officer("northmere")


@pytest.fixture
def room():
    return live()


def drawn(room, body="northmere", **more):
    return draft_report(room.sight(body), used_by(room), **more)


def part(report, title):
    return next(each for each in report.sections if each.title.startswith(title))


def said(sections):
    return "\n".join(
        "\n".join((each.title, *each.lines, *(" ".join(row) for row in (each.table.rows if each.table else ()))))
        for each in sections
    )


def test_every_part_is_there_with_what_was_recorded(room):
    room.watch.pass_by(hours=2)
    report = drawn(room, handling=SHARED, next_report=BEGAN + 6 * HOUR)
    assert [each.title.split(" since")[0].split(" Mon")[0] for each in report.sections] == [
        "Services by state", "People at risk", "Open decisions and reviews", "Decisions", "Clocks",
        "Orders and how far they got", "Past their gates: live, worked on or waived; interim access",
        "Asked of partners and open", "Tasks overdue or without an owner", "Not known",
        "Costs so far", "Next report",
    ]  # fmt: skip
    assert [each.title.split(" since")[0] for each in report.annex] == ["Services by state", "Changed"]
    (row,) = [row for row in report.annex[0].table.rows if row[0] == "Child protection referrals"]
    assert row[1:5] == ("on its fallback, as recorded", "Mon 23 Nov, 02:40", "", "Mon 23 Nov, 10:40")
    (later,) = [row for row in report.annex[0].table.rows if row[0] == "Housing benefit payments"]
    assert later[1:4] == ("working, by the model", "", "Wed 25 Nov, 03:40")
    assert all(len(row) == len(report.annex[0].table.columns) for row in (row, later))
    (first,) = [row for row in part(report, "Services").table.rows if row[0] == "Child protection referrals"]
    assert first[1:4] == (row[1], "Mon 23 Nov, 02:40", "Mon 23 Nov, 10:40")
    assert part(report, "Open decisions").lines == (
        "DA-1, strategic (Gold): isolate the servers: review OVERDUE since Mon 23 Nov 2026, 03:40",
    )
    assert part(report, "Decisions since").lines == ("DA-1, strategic (Gold): isolate the servers",)
    assert part(report, "Orders").lines == ("Isolate Northmere servers: ordered since Mon 23 Nov 2026, 02:40",)
    assert part(report, "Asked").lines == (
        "Eastholt Council, cut your end of the line: no answer yet, ring again Mon 23 Nov 2026, 03:40",
    )
    assert part(report, "Tasks").lines == (
        "overdue since Mon 23 Nov 2026, 03:40: ring the care homes",
        "nobody's: find clean laptops",
    )
    assert part(drawn(room), "Not known").lines[0].startswith("nobody has spoken of 5 systems: Care records shared")
    assert part(report, "Costs").lines[-1] == "altogether: £1,200.50, 0 h 00"
    assert part(report, "Next").lines == ("Mon 23 Nov 2026, 08:40",)
    assert part(report, "People").lines[1].endswith("Child protection referrals")


def test_it_is_numbered_issued_and_kept_and_the_next_one_begins_where_it_ended(room):
    room.watch.pass_by(hours=1)
    saved = issue_report(room.record, LEAD, drawn(room, handling=SHARED, headline="Front door on paper."))
    kept = report_of(room.sight("eastholt"), saved.thing).value
    assert (kept.number, kept.headline, kept.begin, kept.end) == (
        "RA-1", "Front door on paper.", BEGAN, BEGAN + HOUR,
    )  # fmt: skip
    line = room.record.lines()[-1]
    assert line.words == "situation report RA-1, TLP:AMBER: Front door on paper."
    assert line.header.about["tlp"] == "AMBER"
    room.watch.pass_by(hours=1)
    stand(room.record, LEAD, State.STOOD_DOWN, why="our own test", false_alarm=True, handling=SHARED)
    again = drawn(room, handling=SHARED)
    assert again.begin == kept.end
    assert [row.split(": ", 1)[1] for row in again.annex[-1].lines] == ["stood down: our own test"]
    assert part(again, "Decisions since").lines == ("none",)
    assert issue_report(room.record, LEAD, again).thing != saved.thing
    assert [each.value.number for each in reports_of(room.sight("northmere"))] == ["RA-1", "RA-2"]


def test_a_report_holds_nothing_that_somebody_it_goes_to_may_not_see(room):
    write_note(room.record, LEAD, Note("kept", BEGAN))
    ours = live(Room.opened(), handling=Handling())
    within, out = drawn(ours), drawn(ours, handling=SHARED)
    assert "isolate the servers" in said(within.sections)
    for form in (out.sections, out.annex, out.methane, out.iimarch):
        for kept in ("isolate", "DA-1", "ring the care homes", "1,200.50", "Northmere servers", "way in", "beacon"):
            assert kept not in said(form), kept
    assert "isolate" not in out.headline
    assert "nobody has spoken of" in part(within, "Not known").lines[0]
    assert part(out, "Not known").lines[0].startswith("nothing is said here of 6 systems")


def test_no_partner_is_told_to_trust_a_channel_that_we_doubt(room):
    used = used_by(room)
    radio = Channel("northmere.radio", "Radios", "northmere", "staff", "radio", "4")
    chat = Channel("northmere.chat", "Chat", "northmere", "staff", "chat", "app")
    estate = replace(
        used.estate,
        channels=(*used.estate.channels, radio, chat),
        needs=(*used.estate.needs, Need("northmere.chat", "northmere.mail")),
    )
    belief = Belief(Suspicion.SUSPECTED, BEGAN, "head of IT")
    state_suspicion(room.record, estate, LEAD, Subject.SYSTEM, "northmere.mail", belief)
    report = draft_report(room.sight("northmere"), InUse(used.digest, (), estate), handling=SHARED)
    fine = "to trust: Northmere switchboard (phone) and Radios (radio)"
    assert report.methane[4].lines == (fine, "not to trust: none")
    ours = draft_report(room.sight("northmere"), InUse(used.digest, (), estate))
    assert ours.methane[4].lines == (fine, "not to trust: Chat")


def test_a_freer_label_leaves_out_what_is_marked_stricter(room):
    wide = drawn(room, handling=Handling(Tlp.GREEN))
    assert "DA-1" not in said(wide.sections)
    strict = drawn(room, handling=Handling(Tlp.AMBER_STRICT, frozenset({"eastholt"})))
    assert "DA-1" in said(strict.sections)
    stranger = drawn(room, handling=Handling(Tlp.AMBER, frozenset({"eastholt", "farwick"})))
    assert "DA-1" not in said(stranger.sections)


def test_another_body_draws_its_own_from_what_was_shared(room):
    theirs = drawn(room, "eastholt")
    assert theirs.body == "eastholt"
    assert "DA-1" in said(theirs.sections)
    mine = used_by(room).estate.service_by_id
    table = part(theirs, "Services").table
    assert {row[0] for row in table.rows} <= {each.name for each in mine.values() if each.body == "eastholt"}
    assert all("on its fallback" not in row[1] for row in table.rows)
    with pytest.raises(DeskError, match="there is no incident"):
        drawn(room, "farwick")


def test_only_those_who_may_issue_it_and_only_those_it_is_for_see_it(room):
    report = drawn(room, handling=SHARED)
    with pytest.raises(DeskError, match="may not issue a situation report"):
        issue_report(room.record, officer("northmere", Role.SERVICE_LEAD), report)
    issue_report(room.record, officer("northmere", Role.COMMUNICATIONS), report)
    assert len(reports_of(room.sight("eastholt"))) == 1
    assert reports_of(room.sight("farwick")) == ()
    assert last_report(room.sight("northmere"), "eastholt") is None


def test_a_blank_headline_and_a_next_report_in_the_past_are_refused(room):
    with pytest.raises(DeskError, match="the headline is blank"):
        issue_report(room.record, LEAD, replace(drawn(room), headline=" "))
    with pytest.raises(DeskError, match="the next report lies before now"):
        issue_report(room.record, LEAD, drawn(room, next_report=BEGAN - timedelta(minutes=1)))


def test_a_headline_is_proposed_and_can_be_written_over(room):
    assert drawn(room).headline == "stood up: no services out, 1 on its fallback"
    room.watch.pass_by(hours=2)
    assert drawn(room).headline.endswith("1 decision overdue for review")
    assert drawn(room, headline="  All  quiet ").headline == "All quiet"


def test_methane_says_whether_a_major_incident_was_declared_and_where_not_it_is_ethane(room):
    letters = [each.title[0] for each in drawn(room).methane]
    assert "".join(letters) == "METHANE"
    assert drawn(room).methane[0].lines == ("not decided yet",)
    assert drawn(room, major=True).methane[0].lines == ("declared",)
    assert "ETHANE" in drawn(room, major=False).methane[0].lines[0]
    words = said(drawn(room).methane)
    assert "confirmed or suspected: Northmere servers" in words
    assert "1 order given and not verified" in words
    assert "Northmere Council" in words
    assert "strategic (Gold) and loggist" in words


def test_iimarch_has_its_letters_and_says_that_they_were_not_verified(room):
    report = drawn(room, intent="nobody comes to harm tonight")
    assert "".join(each.title[0] for each in report.iimarch) == "IIMARCH"
    assert report.iimarch[1].lines == ("nobody comes to harm tonight",)
    assert drawn(room).iimarch[1].lines == ("no aim was set",)
    assert "not verified" in report.iimarch_note


def test_what_the_model_says_is_not_said_to_have_been_seen(room):
    lines = part(drawn(room), "Services").lines
    assert lines[0].startswith("0 out, 1 on its fallback (as recorded), 0 working with delays, 1 working")
    assert lines[0].endswith("1 working (1 by the model, 0 seen)")
    assert lines[-1].startswith("by the model: worked out from what was seen")
    later = Observation(Condition.WORKING, BEGAN, "duty manager")
    observe(room.record, used_by(room).estate, LEAD, "northmere.housing-benefit", later)
    assert "1 working (0 by the model, 1 seen)" in part(drawn(room), "Services").lines[0]
    (row,) = [row for row in drawn(room).annex[0].table.rows if row[0] == "Housing benefit payments"]
    assert row[1] == "working, seen Mon 23 Nov, 02:40"


def test_several_on_their_fallbacks_are_said_as_several():
    assert [Plight.ON_FALLBACK.counted(number) for number in (0, 1, 2)] == [
        "0 on their fallbacks", "1 on its fallback", "2 on their fallbacks",
    ]  # fmt: skip
    assert Plight.OUT.counted(2) == "2 out"


def test_a_long_list_keeps_to_two_sides_and_the_annex_has_the_rest(room):
    for number in range(60):
        open_task(room.record, LEAD, NewTask(f"task {number}: {'ring round the care homes again ' * 4}"))
    report = drawn(room)
    shown, whole = part(report, "Tasks").lines, part(replace(report, sections=report.annex), "Tasks").lines
    assert shown[-1].startswith("and ")
    assert len(shown) < len(whole)
    page = report_page(report, body="Northmere Council")
    paper = report_paper(page.only(page.forms[0]), BEGAN)
    assert len(pypdf.PdfReader(io.BytesIO(paper)).pages) == 2


def test_a_quiet_night_says_none_and_leaves_nothing_out():
    report = drawn(Room.opened())
    for title in ("Decisions since", "Open decisions", "Orders", "Asked", "Tasks", "Costs"):
        assert part(report, title).lines == ("none",), title
    assert part(report, "People").lines == ("no service of this body is known to have stopped",)
    assert part(report, "Next").lines == ("not set",)


def test_a_report_is_read_as_it_was_written(room):
    report = drawn(room, handling=SHARED, next_report=BEGAN + HOUR)
    assert read(type(report), write(report)) == report


def test_no_name_of_anybody_is_in_a_report(room):
    report = drawn(room)
    for form in (report.sections, report.annex, report.methane, report.iimarch):
        assert "Ann" not in said(form)
        assert "o-gold" not in said(form)


def test_what_another_desk_brings_late_is_in_the_next_report(room):
    issue_report(room.record, LEAD, drawn(room))
    room.watch.at = BEGAN - HOUR
    stand(room.record, officer("eastholt"), State.STOOD_DOWN, why="it was a drill", handling=SHARED)
    room.watch.at = BEGAN + HOUR
    assert [line.split(": ", 1)[1] for line in drawn(room).annex[-1].lines] == ["stood down: it was a drill"]


def test_a_report_of_a_made_up_estate_says_so_and_one_of_a_bodys_own_does_not(room):
    used = used_by(room)
    made_up = draft_report(room.sight("northmere"), used)
    assert made_up.warning.startswith("EXAMPLE.")
    assert report_page(made_up, body="Northmere Council").warning == made_up.warning
    own = InUse(used.digest, (), replace(used.estate, illustrative=False))
    assert draft_report(room.sight("northmere"), own).warning == ""


STRICT = replace(PLAIN, wording="Acme Ltd is looked into for negligence.", tlp=Tlp.AMBER_STRICT)


@pytest.mark.parametrize("field", ["headline", "intent"])
@pytest.mark.parametrize("to", [Handling(Tlp.AMBER, frozenset({"eastholt"})), Handling(Tlp.GREEN)])
def test_words_typed_by_hand_tell_readers_nothing_that_its_label_keeps_from_them(room, field, to):
    clear(room, state(room, STRICT), "northmere")
    typed = {field: f"In short: {STRICT.wording}"}
    who = "eastholt" if to.audience else "everybody in this incident"
    with pytest.raises(DeskError, match=f"may not be read by {who}: TLP:AMBER.STRICT"):
        issue_report(room.record, LEAD, drawn(room, handling=to, **typed))
    assert issue_report(room.record, LEAD, drawn(room, handling=Handling(), **typed))


def test_a_headline_says_no_fact_more_surely_than_it_is_nor_under_a_freer_label(room):
    typed = "Records of tenants were copied."
    thing = state(room, replace(PLAIN, wording=typed, status=Status.UNKNOWN, tlp=Tlp.GREEN))
    clear(room, thing, "northmere")

    def issue(label, headline):
        issue_report(room.record, LEAD, drawn(room, handling=Handling(label), headline=headline))

    with pytest.raises(DeskError, match="is TLP:GREEN, and the words go out as TLP:CLEAR"):
        issue(Tlp.CLEAR, typed)
    with pytest.raises(DeskError, match="is unknown, and the words do not say so"):
        issue(Tlp.GREEN, typed)
    issue(Tlp.GREEN, f"Not yet known: {typed}")


@pytest.mark.parametrize("field", ["headline", "intent"])
@pytest.mark.parametrize("to", [Handling(Tlp.AMBER, frozenset({"eastholt"})), Handling(Tlp.GREEN)])
def test_what_is_typed_by_hand_carries_nothing_to_others_that_is_held_or_not_cleared(room, field, to):
    thing = state(room)
    typed = {field: f"In short: {PLAIN.wording}"}

    def issue(handling):
        return issue_report(room.record, LEAD, drawn(room, handling=handling, **typed))

    with pytest.raises(DeskError, match="somebody it is about has not cleared it: northmere"):
        issue(to)
    clear(room, thing, "northmere")
    hold(room, thing)
    with pytest.raises(DeskError, match="it is held back by police"):
        issue(to)
    assert issue(Handling())
    assert releases_of(room.sight("northmere"), thing) == ()
    hold(room, thing, in_force=False)
    number = report_of(room.sight("northmere"), issue(to).thing).value.number
    [(_, went)] = releases_of(room.sight("northmere"), thing)
    assert went.value.where == f"situation report {number}"
    assert went.value.whom == (Whom("eastholt") if to.audience else Whom(community=True))
    # What changes is put right there as well.
    change(room, thing, wording="Every screen is blank.")
    clear(room, thing, "northmere")
    [due] = corrections_due(room.sight("northmere"), thing)
    assert due.went.value.where == f"situation report {number}"
