"""Messages in other languages on the pages: not whole, then written, then sent; files that are wrong."""

from __future__ import annotations

import re

import pytest

from battlebox.desk import Role
from battlebox.desk.message import Means
from battlebox.desk.tell import releases_of
from desk.pseudo import NAME, catalogue, marked
from web.desk_page import words

OWN = {
    "update": "at 4pm tomorrow",
    "numbers": "01632 960000",
    "check": "Ring the number on your card",
    "office": "Press",
}
SAID = "Some screens are blank."
LINE = "tell/words/press-line/"


@pytest.fixture
def folder(desk):
    """The desk's languages, with one."""
    from django.conf import settings

    folder = settings.DESK.data / "languages"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "qps.mo").write_bytes(catalogue())
    yield folder
    for each in folder.iterdir():
        each.unlink()
    folder.rmdir()


@pytest.fixture
def fact(opened, press, register, folder):
    press.send(opened.at("tell/words/own/"), OWN)
    return register.clear(register.state(SAID))


def links(page):
    return re.findall(r'href="([^"]*/tell/languages/qps/\w+/)"', page.content.decode())


def write_all(opened, press):
    for address in links(press.get(opened.at("tell/languages/qps/"))):
        english = re.search(r"In English (.*?) Language", words(press.get(address)))[1]
        press.send(address, {"words": marked(english), "checked": "translators' office"})


def test_half_a_message_is_no_message_and_says_what_is_missing(opened, press, fact):
    assert NAME in words(press.get(opened.at(LINE)))
    page = words(press.get(opened.at(LINE + "?in=qps")))
    assert "This message is not whole in that language, so nothing of it goes in it." in page
    assert SAID in page
    assert "at 4pm tomorrow" in page
    assert "Send it to a list" not in page
    for step in ("send/", "release/", "keep/", "paper/"):
        press.get(opened.at(f"{LINE}{step}?in=qps"), expect=404)


def test_written_and_checked_it_goes_in_that_language_and_rests_on_the_same_facts(opened, press, fact):
    write_all(opened, press)
    page = press.get(opened.at(LINE + "?in=qps"))
    assert marked(SAID) in words(page)
    assert 'lang="qps"' in page.content.decode()
    press.get(opened.at(LINE + "paper/?in=qps"))
    press.send(opened.at(LINE + "release/?in=qps"), {"where": "the paper"})
    [(_, went)] = releases_of(opened.sight(), fact)
    assert marked(SAID) in went.value.words
    assert SAID not in went.value.words
    assert "Written" in words(press.get(opened.at("tell/languages/qps/")))


def test_a_person_who_is_told_in_that_language_is_asked_for_their_answer_in_it(
    opened, press, sending, fact, monkeypatch
):
    monkeypatch.setattr("battlebox.web.composing.post.works_here", lambda: frozenset(Means))
    monkeypatch.setattr("battlebox.web.composing.ways.own_addresses", dict)
    write_all(opened, press)
    draft = press.send(opened.at(LINE + "keep/?in=qps")).headers["Location"]
    send = re.search(r'href="([^"]*/send/[^"]*)"', press.get(draft).content.decode())[1].replace("&amp;", "&")
    assert "in=qps" in send
    press.send(press.send(send, {"people": "person,mail\ne-1,ada@example.org\n"}).headers["Location"])
    sending.posting.take_up()
    sending.run(Means.MAIL)
    [mail] = sending.senders.of(Means.MAIL).kept.values()
    assert marked(SAID) in mail.words
    assert marked("To say that you have read and understood this: ") + "https://desk.example.org/r/" in mail.words
    assert "read and understood" not in mail.words


def test_a_fact_that_is_said_otherwise_has_no_words_again(opened, press, register, folder, fact):
    write_all(opened, press)
    draft = press.send(opened.at(LINE + "keep/?in=qps")).headers["Location"]
    assert "Send it to a list" in words(press.get(draft))
    register.change(fact, wording="All screens are blank.")
    register.clear(fact)
    said = words(press.get(draft))
    assert "Its message is not whole in its language now" in said
    assert "Send it to a list" not in said
    (folder / "qps.mo").unlink()
    assert marked(SAID) in words(press.get(draft))
    (folder / "qps.mo").write_bytes(catalogue())
    assert "Write them in" in words(press.get(opened.at(LINE + "?in=qps")))


def test_a_file_that_lacks_a_piece_or_is_none_is_said_and_the_others_go_on(opened, press, folder, fact):
    (folder / "qps.mo").write_bytes(catalogue(but=("We will say more {update}.",)))
    (folder / "cy.mo").write_bytes(b"rubbish")
    page = words(press.get(opened.at("tell/words/")))
    assert "languages/cy.mo is no catalogue of a language" in page
    assert NAME in page
    assert "We will say more {update}." in words(press.get(opened.at(LINE + "?in=qps")))
    assert "1 fixed piece that the file has no words for" in words(press.get(opened.at("tell/languages/qps/")))
    press.get(opened.at("tell/languages/cy/"), expect=404)
    press.get(opened.at(LINE + "?in=cy"), expect=404)


def test_the_words_to_translate_are_a_file(opened, press):
    answer = press.client.get(opened.at("tell/words/?pot=1"))
    assert 'filename="battlebox-messages.pot"' in answer.headers["Content-Disposition"]
    assert 'msgid "We will say more {update}."' in answer.content.decode()


def test_each_council_has_its_own_translations_and_a_stranger_none(opened, press, desk_page, officer, fact):
    write_all(opened, press)
    address = links(press.get(opened.at("tell/languages/qps/")))[0]
    partner = desk_page(officer("eastholt", role=Role.COMMUNICATIONS.value))
    assert marked(SAID) not in words(partner.get(opened.at("tell/languages/qps/")))
    desk_page("farwick").get(opened.at("tell/languages/qps/"), expect=404)
    desk_page("farwick").get(address, expect=404)
    observer = desk_page(officer("northmere", role=Role.OBSERVER.value))
    assert not links(observer.get(opened.at("tell/languages/qps/")))
    observer.send(address, {"words": "x", "checked": "y"}, expect=422)
    press.get(opened.at("tell/languages/qps/none/"), expect=404)
