"""Sending to a list of people: read from a file, its wrong cells named, a last look, and only then it goes."""

from __future__ import annotations

import io
from types import SimpleNamespace

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from justhtml import JustHTML

from battlebox.desk import Role
from battlebox.desk.message import Means, message_of, messages_of, roll_of
from web.desk_page import filled, words

ROWS = [
    ["Payroll number", "Employee", "Work mobile", "Email address", "Shoe size"],
    ["4711", "Ada Okafor", "07700 900123", "ada@example.org", "4"],
    ["4712", "Ben Marsh", "07700 90012", "", "9"],
    ["4713", "Cy Dunn", "", "cy@example", "7"],
    ["4714", "Dee Fox", "", "dee@example.org", "8"],
]
COLUMNS = {"person": "Payroll number", "name": "Employee", "notify_text": "Work mobile", "mail": "Email address"}
WORDS = {"subject": "Memo", "text": "Some screens are blank.", "own": "the press office wrote them"}
SEND = "tell/words/staff-memo/send/"


@pytest.fixture(autouse=True)
def means(monkeypatch):
    """This desk sends by text and by mail."""
    from battlebox.web.sending import posting

    here = frozenset({Means.NOTIFY_TEXT, Means.MAIL})
    monkeypatch.setattr(posting._DESK, "posting", SimpleNamespace(lanes=dict.fromkeys(here)))
    monkeypatch.setattr("battlebox.web.composing.ways.own_addresses", lambda: dict.fromkeys(here, ""))


@pytest.fixture
def cleared(register):
    return register.clear(register.state("Some screens are blank."))


def csv_file(rows=ROWS, name="staff.csv"):
    return SimpleUploadedFile(name, "\n".join(",".join(row) for row in rows).encode())


def workbook():
    book, data = openpyxl.Workbook(), io.BytesIO()
    for row in ROWS:
        book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
    book.active.cell(2, 3, 7700900123)
    book.save(data)
    return SimpleUploadedFile("staff.xlsx", data.getvalue())


def given(page, opened, file=None, expect=302, **more):
    return page.send(opened.at(SEND), {**WORDS, "file": file or csv_file(), **more}, expect=expect)


def sent(opened):
    return [message_of(opened.sight(), thing).value for thing, _ in messages_of(opened.sight())]


@pytest.mark.parametrize("file", [csv_file, workbook])
def test_a_staff_list_goes_from_a_file_to_a_message_with_its_faults_seen_first(opened, press, cleared, file):
    answer = given(press, opened, file())
    assert answer.headers["Location"].endswith("/send/people/")
    columns = press.follow(answer)
    assert "They are left behind." in words(columns)
    assert "Shoe size" in words(columns)
    # What it guesses is what an officer would say.
    answer = press.send(opened.at(SEND + "people/"))
    look = words(press.follow(answer))
    assert "2 people are on the list whom nothing reaches from this desk" in look
    assert "4712 Ben Marsh" in look
    assert "4713 Cy Dunn" in look
    assert "Row 3, Work mobile '07700 90012' is no phone number" in look
    assert "Row 4, Email address 'cy@example' is no mail address" in look
    assert "1 first by a text by GOV.UK Notify" in look
    assert not sent(opened)
    refused = press.send(opened.at(SEND + "look/"), expect=422)
    assert "I have looked at whom nothing reaches" in words(refused)
    assert not sent(opened)
    press.send(opened.at(SEND + "look/"), {"looked": "on"})
    [message] = sent(opened)
    assert [each.fact for each in message.carried] == [cleared]
    people = {each.person: [one.at for one in each.addresses] for each in roll_of(opened.record, message)}
    assert people == {
        "4711": ["+447700900123", "ada@example.org", "+447700900123"],
        "4712": [],
        "4713": [],
        "4714": ["dee@example.org"],
    }


def test_a_number_that_a_spreadsheet_shortened_gets_its_zero_back_and_says_so(opened, press, cleared):
    given(press, opened, workbook())
    look = words(press.follow(press.send(opened.at(SEND + "people/"))))
    assert "A first 0 was put back on 1 of the phone numbers." in look


def test_nothing_of_a_list_is_in_the_record_before_it_goes_and_no_name_or_number_in_its_text_after(
    opened, press, cleared
):
    before = len(list(opened.record.lines()))
    given(press, opened)
    press.send(opened.at(SEND + "people/"))
    assert len(list(opened.record.lines())) == before
    press.send(opened.at(SEND + "look/"), {"looked": "on"})
    text = "\n".join(f"{line.words} {line.person}" for line in opened.record.lines())
    for secret in ("Ada Okafor", "07700", "447700900123", "ada@example.org", "Cy Dunn"):
        assert secret not in text


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ({"file": SimpleUploadedFile("staff.docx", b"PK")}, "staff.docx"),
        ({"file": SimpleUploadedFile("staff.csv", b"\n\n")}, "there is no row with a person"),
        ({"file": SimpleUploadedFile("staff.csv", b"")}, "empty"),
        ({"file": SimpleUploadedFile("staff.xlsx", b"no workbook")}, "staff.xlsx"),
        ({}, "The list of people"),
        ({"people": "person,mail\ne-1,a@example.org\n", "file": csv_file()}, "one of the two."),
        ({"people": "person,mail\n"}, "there is no row with a person"),
    ],
)
def test_what_is_no_list_is_refused_at_the_first_page(opened, press, cleared, file, said):
    refused = press.send(opened.at(SEND), {**WORDS, **file}, expect=422)
    assert said.casefold() in words(refused).casefold()


def test_no_column_with_a_means_is_refused(opened, press, cleared):
    given(press, opened)
    none = dict.fromkeys(("notify_text", "mail", "phone"), "")
    refused = press.send(opened.at(SEND + "people/"), none, expect=422)
    assert "no column says how anybody is reached" in words(refused)


def test_a_list_without_ids_calls_people_by_their_row(opened, press, cleared):
    given(press, opened)
    press.send(opened.at(SEND + "people/"), {**COLUMNS, "person": ""})
    assert "row-3 Ben Marsh" in words(press.get(opened.at(SEND + "look/")))


def test_the_gate_is_asked_before_a_list_is_read_and_again_when_it_goes(opened, press, register, cleared):
    register.state("Eastholt has shut its network.", about=("eastholt",))
    refused = press.send(
        opened.at(SEND), {**WORDS, "text": "Eastholt has shut its network.", "file": csv_file()}, expect=422
    )
    assert "Ask Eastholt Council, Northmere Council." in words(refused)
    given(press, opened)
    press.send(opened.at(SEND + "people/"))
    register.change(cleared, wording="All screens are blank.")
    refused = press.send(opened.at(SEND + "look/"), {"looked": "on"}, expect=422)
    assert "may not leave" in words(refused)
    assert not sent(opened)


def test_another_session_and_another_message_do_not_find_a_list(opened, press, desk_page, officer, cleared):
    given(press, opened)
    for page, name in (
        (press, "press-line"),
        (desk_page(officer("northmere", role=Role.STRATEGIC.value)), "staff-memo"),
    ):
        for step in ("people", "look"):
            answer = page.get(opened.at(f"tell/words/{name}/send/{step}/"), expect=302)
            assert answer.headers["Location"].endswith(f"/tell/words/{name}/send/")


def test_who_may_not_send_is_shown_no_form_and_a_stranger_no_page(opened, desk_page, officer, cleared):
    observer = desk_page(officer("northmere", role=Role.OBSERVER.value))
    assert "<form" not in observer.get(opened.at(SEND)).content.decode().partition("<main")[2].partition("</main")[0]
    observer.send(opened.at(SEND), {**WORDS, "people": "person,mail\ne-1,a@example.org\n"}, expect=422)
    for step in ("", "people/", "look/"):
        desk_page("farwick").get(opened.at(SEND + step), expect=404)
    partner = desk_page(officer("eastholt", role=Role.COMMUNICATIONS.value))
    assert "Staff of Eastholt Council" in words(partner.get(opened.at(SEND)))
    assert "Some screens are blank." not in words(partner.get(opened.at(SEND)))


def test_the_form_says_in_plain_words_who_reads_it_and_how_it_gets_there(opened, press, cleared):
    said = words(press.get(opened.at(SEND)))
    assert "Staff of Northmere Council. It is not public, and memos leak: write it as if it were." in said
    assert "this desk sends a text by GOV.UK Notify or a mail by an outside relay" in said
    assert "1 fact:" in said
    assert "press line" not in said
    said = words(press.get(opened.at("tell/words/press-line/release/")))
    assert "Journalists. It is public" in said
    assert "Nothing is sent." in said


def waits(page, opened, **more):
    """A message with its list read, before the last look."""
    given(page, opened, **more)
    page.send(opened.at(SEND + "people/"))


def test_the_same_words_to_the_same_people_go_a_second_time_only_with_a_tick(opened, press, cleared):
    waits(press, opened)
    assert "second time" not in words(press.get(opened.at(SEND + "look/")))
    press.send(opened.at(SEND + "look/"), {"looked": "on"})
    number = messages_of(opened.sight())[0][1].number
    waits(press, opened)
    look = words(press.get(opened.at(SEND + "look/")))
    # Two of the four have no means that works: the message cannot have gone to them.
    assert f"Message {number} of " in look
    assert "to 2 of these 4 people with these words." in look
    refused = press.send(opened.at(SEND + "look/"), {"looked": "on"}, expect=422)
    assert "these people are to get it a second time" in words(refused)
    assert len(sent(opened)) == 1
    press.send(opened.at(SEND + "look/"), {"looked": "on", "again": "on"})
    assert len(sent(opened)) == 2


def test_of_two_officers_with_one_message_the_second_is_told_of_the_first(opened, press, desk_page, officer, cleared):
    other = desk_page(officer("northmere", role=Role.STRATEGIC.value))
    for page in (press, other):
        waits(page, opened)
    form = filled(JustHTML(other.get(opened.at(SEND + "look/")).content.decode(), sanitize=False))
    assert "again" not in form
    press.send(opened.at(SEND + "look/"), {"looked": "on"})
    # The second had the page open before the first one sent: even a tick is not taken as knowing of it.
    refused = other.post(opened.at(SEND + "look/"), {**form, "looked": "on", "again": "on"}, expect=422)
    assert "to 2 of these 4 people with these words." in words(refused)
    assert "Somebody else recorded something here" in words(refused)
    assert len(sent(opened)) == 1
    other.send(opened.at(SEND + "look/"), {"looked": "on", "again": "on"})
    assert len(sent(opened)) == 2


def test_the_same_subject_with_other_words_is_said_so_and_other_people_are_asked_nothing(opened, press, cleared):
    waits(press, opened)
    press.send(opened.at(SEND + "look/"), {"looked": "on"})
    waits(press, opened, text="Some screens are blank. Use paper.")
    assert "with the same subject and other words." in words(press.get(opened.at(SEND + "look/")))
    others = [ROWS[0], ["4811", "Eve Grey", "07700 900199", "eve@example.org", "4"]]
    waits(press, opened, file=csv_file(others))
    press.send(opened.at(SEND + "look/"))
    assert len(sent(opened)) == 2


def test_a_time_to_answer_by_that_is_over_is_said_where_it_is_asked_for(opened, press, cleared):
    past = {"answer_by_day": "1", "answer_by_month": "1", "answer_by_year": "2020", "answer_by_time": "10:00"}
    html = given(press, opened, expect=422, **past).content.decode()
    said = JustHTML(html, sanitize=False).query_one("#id_answer_by_error").to_text()
    assert "1 Jan 2020, 10:00 is over" in said
    assert press.get(opened.at(SEND + "look/"), expect=302).headers["Location"].endswith("/send/")


def test_an_order_that_is_sent_in_twice_is_answered_with_the_message_that_it_made(opened, press, cleared):
    waits(press, opened)
    form = filled(JustHTML(press.get(opened.at(SEND + "look/")).content.decode(), sanitize=False))
    first = press.post(opened.at(SEND + "look/"), {**form, "looked": "on"}, expect=302)
    again = press.post(opened.at(SEND + "look/"), {**form, "looked": "on"}, expect=302)
    assert again.headers["Location"] == first.headers["Location"]
    number = messages_of(opened.sight())[0][1].number
    assert f"Already saved as {number}; it was not saved twice" in words(press.follow(again))
    assert len(sent(opened)) == 1


def test_an_order_of_somebody_else_answers_nobody(opened, press, desk_page, officer, cleared):
    waits(press, opened)
    form = filled(JustHTML(press.get(opened.at(SEND + "look/")).content.decode(), sanitize=False))
    press.post(opened.at(SEND + "look/"), {**form, "looked": "on"}, expect=302)
    for who in (officer("northmere", role=Role.STRATEGIC.value), "eastholt"):
        page = desk_page(who)
        answer = page.post(opened.at(SEND + "look/"), {**form, "looked": "on"}, expect=302)
        assert "Already saved" not in words(page.follow(answer))
