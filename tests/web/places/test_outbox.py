"""The pages of the outbox: who was told, by which means, who not; stopping; the phone tree; a code read out."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from battlebox.desk.message import How, Means, is_stopped
from battlebox.share.sending import Refused, State, Whose
from web.desk_page import words
from web.places.sending import ADA, BEN, CY
from web.places.test_sending import Refusing, states


@pytest.fixture
def message(sending):
    """A message of which Ada was refused by text and mail, and Ben was told."""
    thing = sending.order(ADA, BEN, CY)
    sending.run(
        Means.NOTIFY_TEXT,
        sender=Refusing(sending.senders.of(Means.NOTIFY_TEXT), Refused("no such number", Whose.ADDRESS)),
    )
    ada = Refusing(sending.senders.of(Means.MAIL), Refused("no such person", Whose.ADDRESS))
    ben = sending.senders.of(Means.MAIL)

    class Both:
        means, promise = ben.means, ben.promise

        def send(self, letter, *, again):
            return (ada if letter.to.startswith("ada") else ben).send(letter, again=again)

    sending.run(Means.MAIL, sender=Both())
    return thing.partition("/")[2]


def at(sending, message="", rest=""):
    return sending.opened.at(f"tell/outbox/{message}{'/' if message else ''}{rest}")


def test_the_outbox_counts_who_was_told_and_who_was_not(sending, message, desk_page):
    page = desk_page("northmere")
    said = words(page.get(at(sending)))
    assert "Phones are down" in said
    said = words(page.get(at(sending, message)))
    assert "to 3 people: 1 told, 1 on the way, 1 not reached, 0 read and understood it" in said
    assert (
        "a text by GOV.UK Notify: refused (no such number); a mail by an outside relay: refused (no such person)"
        in said
    )
    assert "No working means" in said
    assert "The sheet is out until it is keyed back" in said


def test_the_people_of_a_message_come_as_csv(sending, message, desk_page):
    rows = desk_page("northmere").client.get(at(sending, message) + "?people-csv=1").content.decode()
    if "e-1" not in rows:
        rows = desk_page("northmere").client.get(at(sending, message) + "?csv=people").content.decode()
    assert "e-1,Ada Okafor,On the way" in rows
    assert "e-3,Cy,Not reached" in rows


@pytest.mark.parametrize("body", ["eastholt", "farwick"])
def test_where_people_can_be_reached_is_not_there_for_other_bodies(sending, message, desk_page, body):
    page = desk_page(body)
    if body == "eastholt":
        assert "No message was given out yet" in words(page.get(at(sending)))
    else:
        page.get(at(sending), expect=404)
    for rest in ("", "stop/", "tree/", "tree/back/", "tree/PTA-1/paper/"):
        page.get(at(sending, message, rest), expect=404)


def test_a_message_is_stopped_from_its_page(sending, message, desk_page):
    page = desk_page("northmere")
    page.send(at(sending, message, "stop/"), {"why": "a wrong number in it"})
    assert is_stopped(sending.opened.record, f"message/{message}")


def test_the_phone_tree_is_printed_rung_and_keyed_back(sending, message, desk_page):
    page = desk_page("northmere")
    assert "1 person is to be rung" in words(page.get(at(sending, message)))
    page.send(at(sending, message, "tree/"))
    assert states()["e-1", Means.PHONE] is State.TRYING
    paper = page.client.get(at(sending, message, "tree/PTA-1/paper/"))
    text = " ".join(each.extract_text() for each in PdfReader(io.BytesIO(paper.content)).pages)
    assert "PTA-1" in text
    assert "Ada Okafor" in text
    assert "+442079460123" in text
    page.get(at(sending, message, "tree/PTA-9/paper/"), expect=404)
    back = at(sending, message, "tree/back/")
    for wrong, said in (
        ({"told": "two"}, "Write numbers of lines, such as 1, 3-5, 8."),
        ({"told": "2"}, "Sheet PTA-1 has no line 2."),
        ({"told": "1", "wrong": "1"}, "Line 1 of PTA-1 is given twice."),
        ({"understood": "1"}, "Line 1 under spoken to is blank."),
        ({}, "What came of the sheet is blank."),
    ):
        assert said in words(page.send(back, {"sheet": "PTA-1", **wrong}, expect=422))
    page.send(back, {"sheet": "PTA-1", "told": "1", "understood": "1"})
    assert states()["e-1", Means.PHONE] is State.TOLD
    answer = sending.progress(f"message/{message}").answers["e-1"]
    assert answer.how is How.TICKED
    said = words(page.get(at(sending, message)))
    assert "2 told, 0 on the way, 1 not reached, 1 read and understood it" in said


def test_a_line_that_did_not_answer_ends_on_the_list(sending, message, desk_page):
    page = desk_page("northmere")
    page.send(at(sending, message, "tree/"))
    page.send(at(sending, message, "tree/back/"), {"sheet": "PTA-1", "no_reply": "1"})
    assert states()["e-1", Means.PHONE] is State.REFUSED
    assert "1 told, 0 on the way, 2 not reached" in words(page.get(at(sending, message)))
    said = words(page.send(at(sending, message, "tree/"), expect=422))
    assert "There is nobody to put on a phone tree sheet" in said


def test_a_code_read_out_over_the_phone_counts_for_its_own_body_alone(sending, message, desk_page):
    from battlebox.web.models import Addressed
    from battlebox.web.sending.outbox import as_said

    ben = Addressed.objects.get(person="e-2")
    address = at(sending, "code")
    for body in ("northmere", "eastholt"):
        said = words(desk_page(body).send(address, {"code": "bcdf-ghjk-mnpq"}, expect=422))
        assert "No message of yours has this code" in said
    assert "No message of yours" in words(desk_page("eastholt").send(address, {"code": as_said(ben.code)}, expect=422))
    desk_page("northmere").send(address, {"code": as_said(ben.code).upper()})
    ben.refresh_from_db()
    assert ben.how == How.CODE.value
    sending.posting.record_answers()
    assert sending.progress(f"message/{message}").answers["e-2"].how is How.CODE


@pytest.mark.parametrize("role", ["observer"])
def test_who_may_not_ring_prints_no_numbers(sending, message, desk_page, officer, role):
    desk_page("northmere").send(at(sending, message, "tree/"))
    page = desk_page(officer("northmere", role=role))
    page.get(at(sending, message, "tree/PTA-1/paper/"), expect=404)
    assert "PTA-1" not in words(page.get(at(sending, message)))
