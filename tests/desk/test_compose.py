"""Words composed from the register and the record: what goes, what stays with whom to ask, and what is not known."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from battlebox.desk import DeskError
from battlebox.desk.compose import Field, TemplateKind, compose, read_templates, report_values, with_own
from battlebox.desk.message import Means, Rests, order_message, passed, read_roll
from battlebox.desk.picture import (
    Belief,
    Condition,
    Observation,
    Subject,
    Suspicion,
    adopt_estate,
    estate_in_use,
    observe,
    picture_of,
    state_suspicion,
)
from battlebox.desk.tell import (
    Outlet,
    Status,
    Whom,
    clocks_of,
    record_report,
    releases_of,
    shipped_library,
)
from battlebox.marking import Tlp, WayOut
from desk.facts import OF_EASTHOLT, PLAIN, WRITTEN, change, clear, estate, state
from desk.room import BEGAN, SHARED, Room, officer, shipped
from desk.telling import HOUR, MINE, desk, told

UNKNOWN = replace(PLAIN, wording="how many people are affected.", status=Status.UNKNOWN)


@pytest.fixture
def room():
    return Room.opened()


def made(room, name="holding-statement", whom=None, **more):
    return compose(room.sight("northmere"), with_own(())[name], whom or Whom(), WRITTEN, **more)


def test_only_what_may_go_is_in_the_words_and_the_rest_says_whom_to_ask(room):
    goes, stays, unknown = state(room), state(room, OF_EASTHOLT), state(room, UNKNOWN)
    clear(room, goes, "northmere")
    clear(room, stays, "northmere")
    clear(room, unknown, "northmere")
    found = made(room)
    assert "Some screens are blank." in found.filled.words
    assert "Eastholt" not in found.filled.words
    assert "What we are still finding out:\nNot yet known: how many people are affected." in found.filled.words
    assert [each.standing.thing for each in found.goes] == [goes, unknown]
    [kept] = found.stays
    assert (kept.standing.thing, kept.answer.ask) == (stays, ("eastholt",))
    assert not found.filled.missing


def test_nothing_to_say_is_said_and_what_is_superseded_is_not_even_listed(room):
    old = state(room)
    change(room, old, status=Status.SUPERSEDED)
    found = made(room)
    assert "There is nothing that we can confirm yet." in found.filled.words
    assert found.resting == ()


@pytest.mark.parametrize("name", ["press-line", "phone-message", "social-post", "poster", "radio-script"])
def test_what_is_not_known_stands_among_the_facts_where_it_has_no_place_and_is_left_out_in_sight_alone(room, name):
    told, unknown = clear_all(room, state(room)), clear_all(room, state(room, UNKNOWN))
    found = made(room, name)
    assert [each.standing.thing for each in found.goes] == [told, unknown]
    assert "Some screens are blank.\nNot yet known: how many people are affected." in found.filled.words
    without = made(room, name, choice=(told,))
    assert [each.standing.thing for each in without.left] == [unknown]
    assert without.rests().facts == (told,)
    assert "Not yet known" not in without.filled.words


def test_of_the_facts_that_may_go_only_the_chosen_are_in_the_words_and_what_is_not_known_stays(room):
    one, two = clear_all(room, state(room)), clear_all(room, state(room, replace(PLAIN, wording="The phones work.")))
    unknown = clear_all(room, state(room, UNKNOWN))
    found = made(room, choice=(two,))
    assert [each.standing.thing for each in found.goes] == [two, unknown]
    assert [each.standing.thing for each in found.left] == [one]
    assert found.rests().facts == (two, unknown)
    assert "Some screens are blank." not in found.filled.words
    assert made(room).left == ()
    assert [each.standing.thing for each in made(room, choice=()).goes] == [unknown]


def clear_all(room, thing):
    clear(room, thing, "northmere")
    return thing


def test_the_same_fact_goes_to_staff_and_not_to_the_press(room):
    inside = clear_all(room, state(room, replace(PLAIN, tlp=Tlp.AMBER_STRICT)))
    assert [each.standing.thing for each in made(room, "staff-memo", Whom("northmere")).goes] == [inside]
    assert [each.standing.thing for each in made(room).stays] == [inside]


def test_composed_words_pass_the_gate_and_the_release_has_them(room):
    thing = clear_all(room, state(room, replace(PLAIN, status=Status.BELIEVED)))
    found = made(room, facts=(thing,))
    roll = read_roll("person,mail\ne-1,ada@example.org\n", frozenset(Means))
    filled = found.filled
    order_message(
        room.record,
        officer("northmere"),
        roll,
        found.rests(),
        subject=filled.subject,
        text=filled.words,
        without_seen=0,
    )
    [(_, went)] = releases_of(room.sight("northmere"), thing)
    assert went.value.outlet is Outlet.PRESS
    assert went.value.where.startswith("message to the 1 person of list ")
    assert "Believed, not confirmed: Some screens are blank." in went.value.words


def values(room, body="northmere", whom=""):
    sight = room.sight(body)
    picture = picture_of(sight, estate_in_use(sight, room.shelf), began=BEGAN)
    return report_values(sight, picture, body, whom, clocks_of(sight, picture, shipped_library()))


def test_a_report_says_of_each_field_what_is_known_or_that_it_is_not(room):
    said = values(room)
    assert said[Field.GIVEN] == "Known: nothing is recorded as given before"
    rest = {field: each for field, each in said.items() if field not in (Field.BODY, Field.GIVEN)}
    assert all(each.startswith("Not yet known: ") for each in rest.values())
    seen = Observation(Condition.OUT, BEGAN, "duty officer")
    saved = observe(room.record, estate(room), officer("northmere"), "northmere.care", seen, handling=SHARED)
    room.watch.pass_by(hours=3)
    said = values(room)
    assert f"[{saved.number}]" in said[Field.SINCE]
    assert "Known: not late. The 72 hours end Thu 26 Nov 2026, 02:40" in said[Field.LATE]
    assert "Known: availability: personal data cannot be reached" in said[Field.NATURE]
    assert "Not yet known: whether data was copied, altered or lost" in said[Field.NATURE]
    assert "Known: Care records shared with Eastholt: about 20,000 people" in said[Field.PEOPLE]
    # Nobody has looked at the services that need it: what follows from the estate says so.
    stopped = said[Field.SERVICES].splitlines()
    assert stopped
    assert all(each.startswith("Expected, seen by nobody yet: stopped: ") for each in stopped)
    room.watch.pass_by(hours=72)
    assert "Not yet known: the reasons for the delay" in values(room)[Field.LATE]


@pytest.mark.parametrize(
    ("wording", "whom", "field", "line"),
    [
        ("Personal data was copied.", "ico", Field.NATURE, "whether data was copied, altered or lost"),
        ("The attack began at 09:15 on Saturday.", "police", Field.SINCE, "when it began, and when it was seen"),
        ("Card data was taken.", "acquirer", Field.SYSTEMS, "whether card data is affected"),
        ("Records of 40 tenants are affected.", "ico", Field.PEOPLE, "which people are affected"),
        ("Records of 40 tenants are affected.", "ico", Field.RECORDS, "which kinds of records"),
    ],
)
def test_what_a_fact_given_beside_it_says_is_not_called_unknown(room, wording, whom, field, line):
    if whom == "acquirer":
        out(room, "care")
    thing = state(room, replace(PLAIN, wording=wording))
    # Nobody cleared it: it is not given, and the report does not point to it.
    assert f"Not yet known: {line}" in values(room, whom=whom)[field]
    clear(room, thing, "northmere")
    assert f"Not yet known, beyond the facts given here: {line}" in values(room, whom=whom)[field]
    assert f"Not yet known: {line}" not in values(room, whom=whom)[field]
    change(room, thing, status=Status.SUPERSEDED)
    assert f"Not yet known: {line}" in values(room, whom=whom)[field]


def test_a_report_says_what_was_given_before_and_why_it_was_late(room):
    out(room, "care")
    room.watch.pass_by(hours=80)
    assert "Not yet known: the reasons for the delay" in values(room, whom="ico")[Field.LATE]
    record_report(desk(room), MINE, told(BEGAN + 79 * HOUR, late="the form could not be reached"))
    record_report(desk(room), MINE, told(BEGAN + 80 * HOUR, reference="IC-123"))
    said = values(room, whom="ico")
    assert "Known: the reasons for the delay: the form could not be reached" in said[Field.LATE]
    assert "Not yet known" not in said[Field.LATE]
    first, second = said[Field.GIVEN].splitlines()
    assert re.match(r"Known: part 1: Thu 26 Nov 2026, .*, online form, no reference of theirs yet \[", first)
    assert re.match(r"Known: part 2: .*, online form, their reference IC-123 \[", second)
    # Another reader was given nothing, nor was another council.
    for elsewhere in (values(room, whom="dwp"), values(room, "eastholt", whom="ico")):
        assert elsewhere[Field.GIVEN] == "Known: nothing is recorded as given before"


def test_whoever_is_told_of_data_for_care_reads_of_the_services_that_need_it(room):
    out(room, "care", "benefits")
    room.watch.pass_by(hours=48)
    every, nhs = values(room), values(room, whom="nhs-england")
    assert "Housing benefit" in every[Field.SERVICES]
    assert "Housing benefit" not in nhs[Field.SERVICES] + nhs[Field.CONSEQUENCES]
    assert nhs[Field.SERVICES].startswith("Expected, seen by nobody yet: stopped: ")


def test_a_report_says_first_which_systems_are_confirmed_suspected_and_seen_out(room):
    lead, held = officer("northmere"), estate(room)
    doubted = (("servers", Suspicion.SUSPECTED), ("mail", Suspicion.CONFIRMED))
    for name, level in doubted:
        believed = Belief(level, room.record.now(), "duty engineer")
        state_suspicion(room.record, held, lead, Subject.SYSTEM, f"northmere.{name}", believed, handling=SHARED)
    seen = Observation(Condition.OUT, BEGAN, "duty officer")
    observe(room.record, held, lead, "northmere.mail", seen, handling=SHARED)
    lines = values(room)[Field.SYSTEMS].splitlines()
    assert re.match(r"Known: Northmere mail.*: confirmed to be hit \[[A-Z]+-\d+\]; seen out \[", lines[0])
    assert re.match(r"Known: Northmere servers.*: suspected to be hit \[", lines[1])
    names = [row.name for row in held.systems]
    named = [name for line in lines for name in names if re.match(rf"[^:]+: {re.escape(name)}[,:]", line)]
    assert len(named) == len(set(named)) == len(lines), "a system stands there once"
    assert "Northmere mail: confirmed" not in values(room, "eastholt")[Field.SYSTEMS]


def out(room, *names):
    for name in names:
        seen = Observation(Condition.OUT, BEGAN, "duty officer")
        observe(room.record, estate(room), officer("northmere"), f"northmere.{name}", seen, handling=SHARED)


def test_whoever_is_told_of_one_kind_of_data_reads_of_the_systems_that_hold_it(room):
    out(room, "care", "benefits", "servers")
    dwp, nhs = (values(room, whom=whom) for whom in ("dwp", "nhs-england"))
    assert "Northmere benefits" in dwp[Field.SYSTEMS] + dwp[Field.PEOPLE]
    assert "Care records" not in dwp[Field.SYSTEMS] + dwp[Field.PEOPLE] + dwp[Field.SINCE]
    assert "Care records" in nhs[Field.SYSTEMS]
    assert "Northmere benefits" not in nhs[Field.SYSTEMS] + nhs[Field.PEOPLE]
    # Nobody has written down what the servers hold.
    assert (
        "whether data of the DWP is in these, of which our list does not say it: Northmere servers"
        in dwp[Field.SYSTEMS]
    )
    for whom in ("", "ico", "ncsc", "police"):
        assert {"Care", "Northmere benefits"} <= set(
            re.findall("Care|Northmere benefits", values(room, whom=whom)[Field.SYSTEMS])
        )


def test_where_no_system_affected_holds_their_data_the_notice_says_that(room):
    out(room, "care")
    bank = values(room, whom="acquirer")
    assert bank[Field.SYSTEMS].startswith(
        "Not yet known: whether card data is affected. No system that has it in our list is seen out or hit"
    )
    assert "Care records" not in "".join(bank[each] for each in (Field.SYSTEMS, Field.PEOPLE, Field.SINCE))


def test_where_the_estate_says_nothing_of_kinds_every_system_is_there_and_the_notice_says_why(room):
    raw = shipped("northmere")
    table = raw.tables["systems"]
    at = table.header.index("data_kinds")
    bare = replace(table, rows=tuple((*row[:at], "", *row[at + 1 :]) for row in table.rows))
    before = replace(raw, tables=raw.tables | {"systems": bare})
    adopt_estate(room.record, officer("northmere"), room.shelf, before, source="before", handling=SHARED)
    out(room, "care", "benefits")
    said = values(room, whom="acquirer")[Field.SYSTEMS]
    assert "Care records" in said
    assert "Northmere benefits" in said
    assert "which systems hold card data. Our list does not say it, so every system affected is here" in said


def test_each_controller_has_a_report_of_its_own_and_another_bodys_word_is_theirs_to_be_asked_for(room):
    seen = Observation(Condition.OUT, BEGAN, "duty officer")
    observe(room.record, estate(room), officer("northmere"), "northmere.care", seen, handling=SHARED)
    said = values(room, "eastholt")
    assert "(from Northmere Council: ask them before this is given)" in said[Field.SINCE]
    assert said[Field.BODY].startswith("Eastholt")
    assert "held by Northmere Council" in said[Field.SYSTEMS]


MESSAGES = tuple(each.id for each in with_own(()).values() if each.kind is TemplateKind.MESSAGE)
OF_ALL = {
    Status.CONFIRMED: "All libraries are open.",
    Status.BELIEVED: "The phones will be back by Friday.",
    Status.UNKNOWN: "whether personal data was copied",
    Status.DENIED: "The council has paid a ransom.",
}


@pytest.mark.parametrize("name", MESSAGES)
@pytest.mark.parametrize("status", OF_ALL)
def test_what_every_template_makes_of_a_fact_passes_the_gate_whatever_its_status(room, name, status):
    for each in (status, Status.CONFIRMED):
        clear_all(room, state(room, replace(PLAIN, wording=OF_ALL[each], status=each)))
        inside = with_own(())[name].outlet.way is not WayOut.PUBLIC
        found = made(room, name, Whom("northmere") if inside else Whom())
        assert passed(room.sight("northmere"), found.rests(), found.filled.words).standings


OURS = """
[[template]]
id = "press-line"
title = "Our line"
outlet = "press line"
subject = "{body}"
words = "{facts} {unknown}%s"
"""


@pytest.mark.parametrize(
    "answer",
    [" (it was).", ", it was.", " - yes.", " [affirmative].", "\\nYes, it was.", "\\n\\nUndoubtedly, all of it."],
)
def test_an_answer_that_a_template_puts_behind_what_is_not_known_is_refused(room, answer):
    clear_all(room, state(room, replace(PLAIN, wording="whether personal data was copied", status=Status.UNKNOWN)))
    ours = with_own(read_templates(OURS % answer, "templates.toml"))["press-line"]
    found = compose(room.sight("northmere"), ours, Whom(), WRITTEN)
    with pytest.raises(DeskError, match="is unknown, and the words do not say so"):
        passed(room.sight("northmere"), found.rests(), found.filled.words)


def test_facts_that_answer_each_other_do_not_go_side_by_side(room):
    answer = clear_all(room, state(room, replace(PLAIN, wording="Undoubtedly, all of it.")))
    asked = replace(PLAIN, wording="whether personal data was copied", status=Status.UNKNOWN)
    question = clear_all(room, state(room, asked))
    rests = Rests(Outlet.PRESS, Whom(), (question, answer), Tlp.CLEAR)
    with pytest.raises(DeskError, match="is unknown, and the words do not say so"):
        passed(room.sight("northmere"), rests, f"Not yet known: {asked.wording}\nUndoubtedly, all of it.")
