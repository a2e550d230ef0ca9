"""The log's filter speaks in words that people know, of what entries are about and of who wrote them."""

from __future__ import annotations

from justhtml import JustHTML

from battlebox.desk.record import SUBJECTS, subject_words
from battlebox.journal import Kind
from web.desk_page import words


def options(page, name):
    (select,) = [each for each in page.query("select") if each.attrs.get("name") == name]
    return {each.attrs.get("value", ""): each.to_text().strip() for each in select.query("option")}


def test_every_subject_has_words_of_its_own_that_are_not_its_id():
    found = {subject: subject_words(f"{subject}:x") for subject in SUBJECTS}
    assert set(SUBJECTS) == {kind.value.partition(":")[0] for kind in Kind}
    assert len(set(found.values())) == len(found)
    assert not [subject for subject, said in found.items() if said == subject]
    assert "what a later version writes" not in found.values()
    assert subject_words("weather:fair") == "what a later version writes"


def test_the_filter_offers_words_and_finds_by_them(desk_page, opened):
    page = desk_page("northmere")
    page.send(opened.at("tasks/new/"), {"what": "Ring the bank"})
    answer = page.get(opened.at("log/"))
    about = options(JustHTML(answer.content.decode(), sanitize=False), "kind")
    assert about["suspicion"] == "What is suspected"
    assert about["advice"] == "Figures that were shown"
    assert list(about.values())[1:] == sorted(list(about.values())[1:], key=str.casefold)
    bodies = options(JustHTML(answer.content.decode(), sanitize=False), "body")
    assert bodies["northmere"] == "Northmere Council"
    text = words(page.get(opened.at("log/?kind=task")))
    assert "Ring the bank" in text
    assert "screens are blank" not in text


def test_an_entry_says_what_kind_it_is_before_how_it_is_called(desk_page, opened):
    page = desk_page("northmere")
    page.send(opened.at("tasks/new/"), {"what": "Ring the bank"})
    entry = opened.record.lines()[-1].id
    assert "a task with an owner and a time" in words(page.get(opened.at(f"log/entry/{entry}/")))
