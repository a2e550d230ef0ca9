"""Bulletins at the desk: Northmere writes and signs, Eastholt opens, takes in and answers; Farwick sees nothing."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from justhtml import JustHTML

from battlebox.desk import Role
from battlebox.journal import EXERCISE
from battlebox.marking import Tlp
from web.bulletins.conftest import signed
from web.desk_page import filled, words

SAYS = {
    "title": "Admin account misused",
    "todo": "Block the address below.\nLook for the task named below.",
    "avoid": "Do not open mail from our care team.",
    "look_for": "192[.]0[.]2[.]44 where it called",
    "ring": "Partner liaison, on the number of your list",
    "tlp": "AMBER+STRICT",
    "to": ["eastholt"],
}


class Story:
    """Both councils at their pages."""

    def __init__(self, opened, desk_page):
        self.opened, self.northmere, self.eastholt = opened, desk_page("northmere"), desk_page("eastholt")
        self.list(self.northmere, "eastholt", "Eastholt Council")

    def at(self, rest=""):
        return self.opened.at(f"partners/bulletins/{rest}")

    def list(self, page, body, name, **more):
        said = {"body": body, "name": name, "number": "01632 960 214", **more}
        return page.send(self.opened.at("partners/call-back/add/"), said)

    def key(self, page):
        return re.search(r"\b[0-9a-f]{64}\b", words(page.get(self.opened.at("partners/call-back/"))))[0]

    def look(self, expect=200, **more):
        """What Northmere is shown before it signs."""
        return self.northmere.send(self.at("new/"), {**SAYS, **more}, expect=expect)

    def sign(self, **more):
        """Signed; the address of its page."""
        return self.again(self.northmere, self.at("new/"), self.look(**more), to=["eastholt"], sure="on", **more)

    def again(self, page, address, shown, **more):
        """The form that an answer shows, sent in."""
        form = {**filled(JustHTML(shown.content.decode(), sanitize=False)), **more}
        return page.post(address, form).headers["Location"]

    def file(self, address):
        return self.northmere.client.get(address.replace("/sent/", "/file/")).content

    def open(self, page, raw, expect=200):
        return page.post(
            self.at("open/"),
            {**filled(JustHTML(page.get(self.at("open/")).content.decode(), sanitize=False)),
             "file": SimpleUploadedFile("x.bulletin", raw)},
            expect=expect,
        )  # fmt: skip


@pytest.fixture
def story(opened, desk_page):
    return Story(opened, desk_page)


def test_who_gets_what_is_shown_and_nothing_is_signed_before_a_yes(story):
    shown = words(story.look())
    for part in (
        "Who gets what",
        "Eastholt Council bulletin 1: 0 facts, 2 things to do, 1 to look for, under TLP:AMBER+STRICT",
        "192[.]0[.]2[.]44",
        "Block the address below.",
    ):
        assert part in shown, shown
    assert "None yet." in words(story.northmere.get(story.at()))


def test_a_yes_is_to_what_was_shown_alone(story):
    shown = story.look()
    form = {**filled(JustHTML(shown.content.decode(), sanitize=False)), "to": ["eastholt"], "sure": "on"}
    said = words(story.northmere.post(story.at("new/"), {**form, "avoid": "Do not ring anybody."}, expect=422))
    assert "It has changed since you looked at it" in said
    assert "Do not ring anybody." in said
    assert "None yet." in words(story.northmere.get(story.at()))


def test_the_whole_story(story):
    address = story.sign()
    page = words(story.northmere.get(address))
    assert "Bulletin 1: Admin account misused" in page
    assert "Not yet" in page
    story.list(story.eastholt, "northmere", "Northmere Council", key=story.key(story.northmere), checked="in person")
    shown = story.open(story.eastholt, story.file(address))
    said = words(shown)
    for part in (
        "Signed with the key we hold as theirs",
        "Nothing is recorded yet",
        "Block the address below.",
        "192[.]0[.]2[.]44",
    ):
        assert part in said, said
    assert "None yet. A file that came" in words(story.eastholt.get(story.at()))
    came = story.again(story.eastholt, story.at("open/"), shown, take="on")
    said = words(story.eastholt.get(came))
    four = re.search(r"Our four words, to read back ((?:[a-z]+ ?){4})", said)[1].strip()
    story.eastholt.send(f"{came}tasks/", {"lines": ["0", "1", "2"]})
    tasks = words(story.eastholt.get(story.opened.at("tasks/")))
    for part in ("Block the address below.", "Look for the indicator of bulletin 1"):
        assert part in tasks, tasks
    assert "3 tasks made of it, 3 still to do" in words(story.eastholt.get(came))
    story.eastholt.send(f"{came}told/", {"how": "four words by phone"})
    assert "They were told that we have it" in words(story.eastholt.get(came))
    wrong = words(
        story.northmere.send(f"{address}heard/", {"body": "eastholt", "words": "acid acid acid acid"}, expect=422)
    )
    assert "not the four words" in wrong
    story.northmere.send(f"{address}heard/", {"body": "eastholt", "words": four, "note": "duty Silver"})
    assert "four words by phone" in words(story.northmere.get(address))
    assert "All of them" in words(story.northmere.get(story.at()))


def test_the_signed_answer_can_be_taken_back_in(story):
    address = story.sign()
    story.list(story.eastholt, "northmere", "Northmere Council", key=story.key(story.northmere), checked="in person")
    shown = story.open(story.eastholt, story.file(address))
    came = story.again(story.eastholt, story.at("open/"), shown, take="on")
    back = story.eastholt.client.get(f"{came}receipt/").content
    form = filled(JustHTML(story.northmere.get(f"{address}heard/").content.decode(), sanitize=False))
    form |= {"body": "eastholt", "file": SimpleUploadedFile("back.heard", back)}
    story.northmere.post(f"{address}heard/", form)
    assert "a file whose key nobody checked" in words(story.northmere.get(address))


def test_each_council_sees_its_own_and_a_stranger_sees_no_page(story, desk_page, council):
    address = story.sign()
    page = desk_page(council)
    name = address.rstrip("/").rpartition("/")[2]
    for place in ("", "new/", "open/"):
        page.get(story.at(place), expect=404 if council == "farwick" else 200)
    for place in (f"sent/{name}/", f"sent/{name}/heard/", f"file/{name}/", f"paper/{name}/"):
        assert page.client.get(story.at(place)).status_code == (200 if council == "northmere" else 404), place
    for place in (
        f"came/{name}/",
        f"came/{name}/tasks/",
        f"came/{name}/told/",
        f"came/{name}/receipt/",
        f"came/{name}/for-tools/stix/",
    ):
        assert page.client.get(story.at(place)).status_code == 404, place
    answer = page.client.get(story.opened.at("partners/call-back/"))
    assert (answer.status_code == 404) == (council == "farwick")
    assert ("01632\u00a0960\u00a0214" in answer.content.decode()) == (council == "northmere")


def test_a_fact_that_is_not_cleared_is_named_with_whom_to_ask_and_nothing_is_signed(story):
    from battlebox.desk.tell import facts_of, state_fact
    from desk.facts import OF_EASTHOLT, words_officer

    state_fact(story.opened.record, story.opened.estate, words_officer("northmere"), OF_EASTHOLT)
    ((thing, _),) = facts_of(story.opened.sight())
    assert "(not cleared; ask Eastholt" in words(story.northmere.get(story.at("new/")))
    said = words(story.look(expect=422, facts=[thing]))
    assert "This may not leave" in said or "this may not leave" in said
    assert "Who gets what" not in said


def test_a_body_that_is_not_on_the_list_cannot_be_addressed(story):
    assert "There is a problem" in words(story.look(expect=422, to=["farwick"]))
    assert "None yet." in words(story.northmere.get(story.at()))


def test_a_line_that_is_no_indicator_is_named(story):
    assert "Line 1 of what to look for is no address" in words(story.look(expect=422, look_for="a teapot"))


def test_farwick_cannot_take_in_what_is_for_eastholt_and_an_altered_file_does_not_open(story):
    raw = story.file(story.sign())
    said = words(story.open(story.eastholt, raw.replace(b"Block the address", b"Allow the address"), expect=422))
    assert "was altered on its way" in said
    # Nobody of Eastholt's list is Northmere, and the estate says what that id is called.
    assert "claims to be from Northmere Council, and your call-back list does not have them" in said
    said = words(story.open(story.eastholt, b"Dear all", expect=422))
    assert "is not a bulletin" in said


def test_what_is_needed_to_open_one_or_to_hear_of_one_is_not_called_optional(story):
    blank = words(story.eastholt.get(story.at("open/")))
    assert "The bulletin's file" in blank
    assert "(optional)" not in blank
    said = words(story.eastholt.send(story.at("open/"), expect=422))
    assert said.count('"The bulletin\'s file" is missing. Choose a file') == 2, "above the form, and at the box"
    address = story.sign()
    shown = words(story.open(story.eastholt, story.file(address)))
    assert "How you asked whether it is theirs Needed" in shown, "nobody has checked the key"
    story.list(story.eastholt, "northmere", "Northmere Council", key=story.key(story.northmere), checked="in person")
    shown = words(story.open(story.eastholt, story.file(address)))
    assert "How you asked whether it is theirs (optional)" in shown
    asked = words(story.northmere.get(f"{address}heard/"))
    assert "The four words that they read to you You rang them" in asked
    assert "Or the file that they sent back (optional)" not in asked


def test_an_unknown_signer_needs_how_they_were_asked(story):
    shown = story.open(story.eastholt, story.file(story.sign()))
    said = words(shown)
    assert "Signed by a key that nobody here knows" in said
    assert "Nobody here has checked the key that signed this" in said
    form = {**filled(JustHTML(shown.content.decode(), sanitize=False)), "take": "on"}
    said = words(story.eastholt.post(story.at("open/"), form, expect=422))
    assert "obody has checked who signed this bulletin" in said
    form |= {"how_asked": "rung on the printed number; the words agree"}
    came = story.eastholt.post(story.at("open/"), form).headers["Location"]
    assert "rung on the printed number" in words(story.eastholt.get(came))
    assert "None held" in words(story.northmere.get(story.opened.at("partners/call-back/")))


def test_its_indicators_go_to_our_tools_under_its_label_and_the_ledger_has_a_row(story):
    address = story.sign()
    story.list(story.eastholt, "northmere", "Northmere Council", key=story.key(story.northmere), checked="in person")
    shown = story.open(story.eastholt, story.file(address))
    came = story.again(story.eastholt, story.at("open/"), shown, take="on")
    (one,) = story.eastholt.client.get(f"{came}for-tools/stix/").json()["objects"]
    assert (one["pattern"], one["object_marking_refs"]) == (
        "[ipv4-addr:value = '192.0.2.44']",
        [Tlp.AMBER_STRICT.stix_id],
    )
    assert b"192.0.2.44,TLP:AMBER+STRICT" in story.eastholt.client.get(f"{came}for-tools/csv/").content
    rows = words(story.eastholt.get(story.opened.at("partners/ledger/")))
    assert rows.count("bulletin 1 of northmere") == 2
    assert story.eastholt.client.get(f"{came}for-tools/xml/").status_code == 404
    assert story.northmere.client.get(f"{came}for-tools/stix/").status_code == 404
    story.opened.watch.pass_by(hours=25)
    assert story.eastholt.client.get(f"{came}for-tools/stix/").status_code == 404
    assert "To take what to look for into other tools" not in words(story.eastholt.get(came))


def test_what_came_from_nobody_known_goes_to_no_tool_until_they_were_rung(story):
    address = story.sign()
    shown = story.open(story.eastholt, story.file(address))
    form = {**filled(JustHTML(shown.content.decode(), sanitize=False)), "take": "on", "how_asked": "rung; they agree"}
    came = story.eastholt.post(story.at("open/"), form).headers["Location"]
    assert story.eastholt.client.get(f"{came}for-tools/csv/").status_code == 200
    story.list(story.eastholt, "northmere", "Northmere Council", key="b" * 64, checked="in person")
    assert "ANOTHER key than we hold" in words(story.eastholt.get(came))
    assert story.eastholt.client.get(f"{came}for-tools/csv/").status_code == 404


def test_a_fact_that_changes_is_owed_to_those_who_have_the_old_one(story):
    from dataclasses import replace

    from battlebox.desk.tell import change_fact, fact_of, state_fact
    from desk.facts import PLAIN, clear, words_officer

    who, room = words_officer("northmere"), story.opened
    thing = state_fact(room.record, room.estate, who, replace(PLAIN, tlp=Tlp.GREEN)).thing
    clear(room, thing, "northmere")
    address = story.sign(facts=[thing])
    assert "Some screens are blank." in words(story.northmere.get(address))
    assert "A fact in it has changed" not in words(story.northmere.get(address))
    new = replace(fact_of(room.sight(), thing).value, wording="All screens are blank.")
    change_fact(room.record, room.estate, who, thing, new, why="we looked again")
    assert "A fact in it has changed, and these have the old one. Eastholt" in words(story.northmere.get(address))


def test_a_desk_that_shows_itself_signs_nothing_that_could_be_taken_for_real(story, monkeypatch):
    from dataclasses import replace

    from django.conf import settings

    monkeypatch.setattr(settings, "DESK", replace(settings.DESK, demo=True))
    assert b'"title":"MADE UP, do not act on it: Admin account misused"' in story.file(story.sign())


def test_silence_is_loud_after_an_hour(story):
    story.sign()
    assert "no word from" not in words(story.northmere.get(story.at()))
    story.opened.watch.pass_by(hours=2)
    for place in ("partners/bulletins/", ""):
        assert "no word from Eastholt" in words(story.northmere.get(story.opened.at(place))), place
    assert "no word from" not in words(story.eastholt.get(story.opened.at()))


def test_what_left_is_in_the_ledger(story, desk_page):
    story.sign()
    assert "bulletin 1" in words(story.northmere.get(story.opened.at("partners/ledger/")))
    assert "bulletin 1" not in words(story.eastholt.get(story.opened.at("partners/ledger/")))


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.LOGGIST, Role.OPERATIONAL, Role.COMMUNICATIONS])
def test_who_may_not_is_told_who_may(story, desk_page, officer, role):
    page = desk_page(officer("northmere", role=role.value))
    assert "may not send a bulletin to partners" in words(page.get(story.at("new/")))
    assert "may not take in a partner" in words(page.get(story.at("open/")))
    page.post(story.at("new/"), {**SAYS, "sure": "on"}, expect=422)
    assert "None yet." in words(story.northmere.get(story.at()))


def test_a_second_key_is_loud_and_one_is_taken_off(story):
    other = "a" * 64
    said = {"body": "eastholt", "name": "Eastholt Council", "key": story.key(story.eastholt), "checked": "in person"}
    story.northmere.send(story.opened.at("partners/call-back/add/"), said)
    add = story.opened.at("partners/call-back/add/")
    assert "nother key is on the list" in words(story.northmere.send(add, {**said, "key": other}, expect=422))
    story.northmere.send(add, {**said, "key": other, "second_key": "on"})
    assert words(story.northmere.get(story.opened.at("partners/call-back/"))).count("TWO KEYS ARE HELD") == 2
    story.northmere.send(story.opened.at("partners/call-back/drop/"), {"which": other, "why": "rung them"})
    assert "TWO KEYS" not in words(story.northmere.get(story.opened.at("partners/call-back/")))


def test_papers_are_pdf(story):
    address = story.sign()
    for place in (address.replace("/sent/", "/paper/"), story.opened.at("partners/call-back/paper/")):
        answer = story.northmere.client.get(place)
        assert answer.content.startswith(b"%PDF"), place


def test_what_is_signed_reads_the_same_when_a_form_is_sent_twice(story):
    shown = story.look()
    form = {**filled(JustHTML(shown.content.decode(), sanitize=False)), "to": ["eastholt"], "sure": "on"}
    first = story.northmere.post(story.at("new/"), form).headers["Location"]
    second = story.northmere.post(story.at("new/"), form)
    assert second.status_code == 302
    assert "Bulletin 1" in words(story.northmere.get(first))
    assert words(story.northmere.get(story.at())).count("Admin account misused") == 1


def test_a_bulletin_of_a_drill_does_not_open_at_a_real_desk(story):
    said = words(story.open(story.eastholt, signed(f"{EXERCISE}: Attack on shared hosting"), expect=422))
    assert "is of a drill (EXERCISE EXERCISE EXERCISE), and this desk is a real one" in said
    assert "Cut the trust" not in said
    assert "Cut the trust" in words(story.open(story.eastholt, signed("Attack on shared hosting")))
