"""The pages of words: first words on one page, a template filled, paper, and letting words go through the gate."""

from __future__ import annotations

import re
from html import unescape
from types import SimpleNamespace

import pytest

from battlebox.desk import Role
from battlebox.desk.compose import FIRST_WORDS, own_words_of
from battlebox.desk.message import Means, message_of, messages_of
from battlebox.desk.tell import Outlet, Status, releases_of
from battlebox.marking import Tlp
from web.desk_page import words

OWN = {
    "update": "at 4pm tomorrow",
    "numbers": "01632 960000",
    "check": "Ring the number on your card",
    "office": "Press",
}
LIST = "person,name,mail\ne-1,Ada,ada@example.org\n"


@pytest.fixture
def written(opened, press):
    press.send(opened.at("tell/words/own/"), OWN)


@pytest.fixture(autouse=True)
def means(monkeypatch):
    """This desk sends by every means."""
    from battlebox.web.sending import posting

    monkeypatch.setattr(posting._DESK, "posting", SimpleNamespace(lanes=frozenset(Means)))
    monkeypatch.setattr("battlebox.web.composing.ways.own_addresses", dict)


def sent(opened):
    return [message_of(opened.sight(), thing).value for thing, _ in messages_of(opened.sight())]


def test_first_words_are_five_messages_from_the_same_facts_on_one_page(opened, press, register, written):
    register.clear(register.state("Some screens are blank."))
    register.state("Eastholt has shut its network.", about=("eastholt",))
    unknown = register.clear(register.state("how many people are affected.", status=Status.UNKNOWN))
    assert unknown
    said = words(press.get(opened.at("tell/words/")))
    for title in (
        "Holding statement",
        "Staff memo",
        "Recorded phone message",
        "Briefing for members",
        "Note for a call",
    ):
        assert title in said
    assert said.count("Some screens are blank.") == len(FIRST_WORDS)
    assert said.count("Not yet known: how many people are affected.") == len(FIRST_WORDS)
    assert said.count("Your own body clears it, on its page. Ask Eastholt Council") == 5
    assert said.count("01632 960000") >= len(FIRST_WORDS)
    assert "To be written" not in said


def test_the_green_button_is_the_way_the_message_goes_and_a_phone_message_says_how_long_its_words_take(
    opened, press, register, written
):
    register.clear(register.state("Some screens are blank."))

    def page(name):
        return press.get(opened.at(f"tell/words/{name}/")).content.decode()

    phone = page("phone-message")
    green = re.search(r'class="govuk-button"[^>]*>\s*([^<]+?)\s*<', phone)
    assert green[1] == "Let it go: record it"
    assert "About 25 seconds when it is read aloud. Read it to somebody" in words(
        press.get(opened.at("tell/words/phone-message/"))
    )
    assert "minute and a half" not in phone
    assert re.search(r'class="govuk-button"[^>]*>\s*([^<]+?)\s*<', page("staff-memo"))[1] == "Send it to a list"


def test_what_stands_in_every_message_is_written_once_and_two_versions_are_shown(opened, press):
    said = words(press.get(opened.at("tell/words/")))
    assert "Nobody has written it yet" in said
    assert said.count("To be written") == len(FIRST_WORDS)
    press.send(opened.at("tell/words/own/"), OWN)
    [own] = own_words_of(opened.sight(), "northmere")
    assert own.value.numbers == "01632 960000"
    assert "Numbers for the public 01632 960000" in words(press.get(opened.at("tell/words/")))


def test_it_takes_three_forms_and_a_look_from_a_fact_to_a_message_that_is_on_its_way(opened, press, sending, register):
    """From nothing: state and clear a fact, write the own words, give the memo's list, look, and send it."""
    register.clear(register.state("Some screens are blank."))
    press.send(opened.at("tell/words/own/"), OWN)
    page = press.get(opened.at("tell/words/staff-memo/send/")).content.decode()
    text = re.search(r"<textarea[^>]*name=\"text\"[^>]*>(.*?)</textarea>", page, re.DOTALL)[1].strip()
    answer = press.send(opened.at("tell/words/staff-memo/send/"), {"text": text, "people": LIST})
    assert not sent(opened)
    press.send(answer.headers["Location"])
    [message] = sent(opened)
    assert message.rests.outlet is Outlet.STAFF_MEMO
    assert message.rests.whom.body == "northmere"
    assert len(message.carried) == 1
    assert "Some screens are blank." in message.words
    assert sending.posting.take_up() == 1
    sending.run(Means.MAIL)
    [mail] = sending.senders.of(Means.MAIL).kept.values()
    assert "Some screens are blank." in mail.words


def test_what_was_typed_into_the_words_is_asked_of_the_gate(opened, press, register, written):
    register.state("Eastholt has shut its network.", about=("eastholt",))
    given = {"subject": "Memo", "text": "Eastholt has shut its network.", "people": LIST}
    page = press.send(opened.at("tell/words/staff-memo/send/"), given, expect=422)
    said = words(page)
    assert "his may not leave: fact" in said
    assert "Ask Eastholt Council, Northmere Council." in said
    assert not sent(opened)


def test_words_that_still_stand_in_brackets_do_not_go(opened, press, register):
    register.clear(register.state("Some screens are blank."))
    given = {
        "subject": "Memo",
        "text": "Some screens are blank. Ring [numbers that work].",
        "people": LIST,
    }
    assert "Write numbers that work: it still stands in brackets." in words(
        press.send(opened.at("tell/words/staff-memo/send/"), given, expect=422)
    )
    assert not sent(opened)


def test_words_leave_by_a_way_that_a_person_sees_to_and_the_register_knows_where(opened, press, register, written):
    thing = register.clear(register.state("Some screens are blank."))
    given = {
        "subject": "Statement",
        "text": "Good evening. Some screens are blank.",
        "where": "read to Radio Northmere",
    }
    asked = words(press.send(opened.at("tell/words/radio-script/release/"), given, expect=422))
    assert "Your own words 2 lines, in no cleared fact: Statement Good evening. Some screens are blank." in asked
    assert not releases_of(opened.sight(), thing)
    press.send(opened.at("tell/words/radio-script/release/"), {**given, "own": "read live, says the press office"})
    [(_, went)] = releases_of(opened.sight(), thing)
    assert [each.own for each in went.value.carried] == [False]
    assert (went.value.outlet, went.value.where) == (Outlet.RADIO, "read to Radio Northmere")
    assert went.value.words == "Statement\n\nGood evening. Some screens are blank."


def test_a_page_says_what_it_rests_on_what_stays_and_what_a_leak_would_tell(opened, press, register, written):
    register.clear(
        register.state("Some screens are blank at Eastholt Council.", not_about="a screen of ours stands there")
    )
    register.clear(register.state("The care system is off.", tlp=Tlp.AMBER_STRICT))
    said = words(press.get(opened.at("tell/words/holding-statement/")))
    assert "Some screens are blank at Eastholt Council." in said
    assert "it may not be made public" in said
    assert "reads these names in it: Eastholt Council" in said
    assert "the reading age is about" in said
    assert "The care system is off." in words(press.get(opened.at("tell/words/staff-memo/")))


def test_a_fact_that_stays_out_leads_to_its_page_and_says_who_clears_it(opened, press, register, written):
    ours = register.state("Some screens are blank.")
    page = press.get(opened.at("tell/words/"))
    assert f'href="{opened.at("tell/facts/")}{ours.partition("/")[2]}/"' in page.content.decode()
    said = words(page)
    assert "Your own body clears it, on its page" in said
    assert "No fact may go yet" in said
    register.clear(ours)
    assert "1 fact goes" in words(press.get(opened.at("tell/words/")))


def test_a_note_for_a_partner_is_for_that_partner(opened, press, register, written):
    thing = register.state("We cut the link.", tlp=Tlp.AMBER_STRICT, audience=frozenset({"eastholt"}))
    register.clear(thing)
    assert "We cut the link." in words(press.get(opened.at("tell/words/partner-call/?to=eastholt")))
    assert (
        "northmere Council rings Eastholt Council".casefold()
        in words(press.get(opened.at("tell/words/partner-call/?to=eastholt"))).casefold()
    )
    press.get(opened.at("tell/words/partner-call/?to=nobody"), expect=404)


def test_a_councils_own_template_wins_and_a_wrong_one_is_said_with_its_line(opened, press, desk, settings_data):
    own = settings_data / "templates.toml"
    own.write_text('[[template]]\nid = "poster"\ntitle = "Our poster"\noutlet = "poster"\nwords = "{facts} <script>"\n')
    said = press.get(opened.at("tell/words/poster/")).content.decode()
    assert "Our poster" in said
    assert "&lt;script&gt;" in said
    own.write_text('[[template]]\nid = "poster"\ntitle = "Our poster"\noutlet = "poster"\nwords = "{fact} again"\n')
    said = words(press.get(opened.at("tell/words/")))
    assert "templates.toml, line 5: poster: there is no field 'fact'" in said
    assert "Poster for a door" in words(press.get(opened.at("tell/words/poster/")))


@pytest.fixture
def settings_data(desk):
    from django.conf import settings

    folder = settings.DESK.data
    folder.mkdir(parents=True, exist_ok=True)
    yield folder
    (folder / "templates.toml").unlink(missing_ok=True)


@pytest.mark.parametrize("name", ["ico-33", "staff-memo", "methane", "poster"])
def test_every_kind_prints_in_ordinary_and_in_large_type(opened, press, name):
    small = press.get(opened.at(f"tell/words/{name}/paper/")).content
    large = press.get(opened.at(f"tell/words/{name}/paper/?large=1")).content
    assert small.startswith(b"%PDF")
    assert large.startswith(b"%PDF")
    assert small != large


STAFF = {"staff_numbers": "01632 960111", "staff_check": "Ring the number on your staff card"}


def test_staff_read_their_number_and_their_way_to_check_and_everybody_else_the_publics(opened, press, register):
    given = OWN | STAFF | {"check": "Ring us on an old bill's number"}
    press.send(opened.at("tell/words/own/"), given)
    for name in ("staff-memo", "methane"):
        said = words(press.get(opened.at(f"tell/words/{name}/")))
        assert "01632 960111" in said
        assert "01632 960000" not in said
    assert "Ring the number on your staff card" in words(press.get(opened.at("tell/words/staff-memo/")))
    for name in ("holding-statement", "phone-message", "poster", "members-briefing", "partner-call"):
        said = words(press.get(opened.at(f"tell/words/{name}/")))
        assert "01632 960000" in said
        assert "01632 960111" not in said
        assert "staff card" not in said
    # A line for residents is of no use to a regulator.
    assert "[who may be rung back about this report]" in words(press.get(opened.at("tell/words/ico-33/")))
    both = words(press.get(opened.at("tell/words/")))
    assert "Numbers for staff 01632 960111" in both
    form = words(press.get(opened.at("tell/words/own/")))
    assert "Read by residents, press, members and partners." in form
    assert "Read in the staff memo and in briefings for command. Blank: they read what the public reads." in form


def test_what_was_written_for_everybody_before_there_were_two_numbers_is_still_read_by_everybody(
    opened, press, register
):
    from battlebox.desk.compose import OwnWords
    from battlebox.desk.record import values

    old = values.write(OwnWords("at 4pm", "01632 960000", "Ring us", "Press"))
    assert isinstance(old, dict)
    before = {name: text for name, text in old.items() if not name.startswith("staff_")}
    read = values.read(OwnWords, before)
    assert (read.staff_numbers, read.numbers) == ("", "01632 960000")
    press.send(opened.at("tell/words/own/"), OWN)
    for name in ("staff-memo", "poster"):
        assert "01632 960000" in words(press.get(opened.at(f"tell/words/{name}/")))


SECRET = "The attackers came in through the Orchid VPN."


def _printed(monkeypatch):
    """What was handed to the printer, beside the PDF."""
    from battlebox.share import words_paper

    kept = []

    def keeps(sheet, *given, **more):
        kept.append(sheet)
        return words_paper(sheet, *given, **more)

    monkeypatch.setattr("battlebox.web.composing.words.words_paper", keeps)
    return kept


def test_words_in_every_message_are_asked_of_the_register_when_they_are_saved(opened, press, register):
    register.state(SECRET, tlp=Tlp.AMBER)
    said = words(press.send(opened.at("tell/words/own/"), {**OWN, "numbers": f"01632 960000. {SECRET}"}, expect=422))
    assert "This may not leave: Numbers for the public: fact" in said
    assert "Ask Northmere Council, or leave it out." in said
    assert not own_words_of(opened.sight(), "northmere")


@pytest.mark.parametrize("large", ["", "?large=1"])
@pytest.mark.parametrize("name", ["holding-statement", "poster"])
def test_paper_asks_the_gate_and_bears_the_strictest_label(opened, press, register, written, monkeypatch, name, large):
    """What was saved before it became a fact of the register is on no paper that says TLP:CLEAR."""
    press.send(opened.at("tell/words/own/"), {**OWN, "numbers": f"01632 960000. {SECRET}"})
    kept = _printed(monkeypatch)
    press.get(opened.at(f"tell/words/{name}/paper/{large}"))
    register.state(SECRET, tlp=Tlp.AMBER)
    press.get(opened.at(f"tell/words/{name}/paper/{large}"))
    before, after = kept
    assert (before.label, before.stands, before.note) == ("TLP:CLEAR", "DRAFT: has not left", "")
    assert (after.label, after.stands) == ("TLP:AMBER", "DRAFT: MAY NOT GO AS IT STANDS")
    assert f"({SECRET.rstrip('.')})" in after.note
    assert "Northmere Council" in after.note
    assert "may not leave: fact" in words(press.get(opened.at(f"tell/words/{name}/")))


def test_a_line_of_a_councils_own_template_is_asked_like_any_other(
    opened, press, register, written, settings_data, monkeypatch
):
    own = settings_data / "templates.toml"
    own.write_text(f'[[template]]\nid = "poster"\ntitle = "Ours"\noutlet = "poster"\nwords = "{SECRET} {{facts}}"\n')
    register.state(SECRET, tlp=Tlp.AMBER_STRICT)
    kept = _printed(monkeypatch)
    press.get(opened.at("tell/words/poster/paper/"))
    press.get(opened.at("tell/words/methane/paper/"))
    assert [(each.label, each.stands) for each in kept] == [
        ("TLP:AMBER+STRICT", "DRAFT: MAY NOT GO AS IT STANDS"),
        ("TLP:AMBER+STRICT", "BRIEFING: stays here"),
    ]


def test_every_shipped_template_as_it_is_composed_may_go(opened, press, register, written, monkeypatch):
    register.clear(register.state("Some screens are blank."))
    kept = _printed(monkeypatch)
    for name in ("staff-memo", "members-briefing", "partner-call", "letter-high-risk", "ico-33", "insurer"):
        press.get(opened.at(f"tell/words/{name}/paper/"))
    press.get(opened.at("tell/words/partner-call/paper/?to=eastholt"))
    assert not [each.note for each in kept if "MAY NOT" in each.stands]


def test_a_report_is_not_sent_as_a_message(opened, press):
    press.get(opened.at("tell/words/ico-33/send/"), expect=404)
    press.get(opened.at("tell/words/no-such/"), expect=404)
    page = press.get(opened.at("tell/words/ico-33/"))
    assert "record it on its clock" in words(page)
    assert "<h3>Likely consequences</h3>" in page.content.decode()
    assert "# " not in words(page)


def test_each_council_has_its_own_words_and_a_stranger_none(opened, desk_page, officer, register, written):
    register.clear(register.state("Some screens are blank."))
    partner = desk_page(officer("eastholt", role=Role.COMMUNICATIONS.value))
    assert "01632 960000" not in words(partner.get(opened.at("tell/words/")))
    desk_page("farwick").get(opened.at("tell/words/"), expect=404)
    observer = desk_page(officer("northmere", role=Role.OBSERVER.value))
    assert "Write it" not in words(observer.get(opened.at("tell/words/")))


def test_words_as_they_were_composed_ask_nothing_at_a_later_minute_either(opened, press, register, written):
    register.clear(register.state("Some screens are blank.", status=Status.BELIEVED))
    page = unescape(press.get(opened.at("tell/words/holding-statement/release/")).content.decode())
    assert "say why" not in page
    opened.watch.pass_by(minutes=5)
    text = re.search(r"<textarea[^>]*name=\"text\"[^>]*>(.*?)</textarea>", page, re.DOTALL)[1].strip()
    press.send(opened.at("tell/words/holding-statement/release/"), {"text": text, "where": "read out"})
    assert len(releases_of(opened.sight())) == 1


def test_words_of_somebodys_own_are_shown_asked_for_a_reason_and_stand_so_where_they_went(
    opened, press, register, written
):
    thing = register.clear(register.state("Records of 1,200 residents were copied.", status=Status.BELIEVED))
    given = {"subject": "Line", "text": "1,200 residents had their records copied.", "where": "Radio Northmere"}
    at = opened.at("tell/words/press-line/release/")
    asked = words(press.send(at, given, expect=422))
    assert "Facts not in the words A-" in asked
    assert "Believed, not confirmed: Records of 1,200 residents were copied." in asked
    assert "They count as told in your own words, not as they stand." in asked
    press.send(at, {**given, "own": "the leader insists"})
    [(_, went)] = releases_of(opened.sight(), thing)
    assert ([each.own for each in went.value.carried], went.value.own) == ([True], "the leader insists")
    assert "In our own words, about: Believed, not confirmed: Records" in words(press.get(opened.at("tell/went/")))
    register.change(thing, wording="Records of 300 residents were copied.")
    assert "we said something else about this." in words(press.get(opened.at("tell/went/")))


def test_own_words_that_come_close_to_a_fact_that_stays_name_it(opened, press, register, written):
    register.state("The attackers came in through the VPN of Acme Ltd.")
    given = {"subject": "Line", "text": "Acme's VPN let the attackers in.", "where": "Radio Northmere"}
    asked = words(press.send(opened.at("tell/words/press-line/release/"), given, expect=422))
    assert "They come close to A-" in asked
    assert "If they tell it, take them out." in asked
    # Whoever gives the reason at once reads it all the same.
    at = opened.at("tell/words/press-line/release/")
    given |= {"own": "the leader insists", "why_none": "ours"}
    again = words(press.send(at, given, expect=422))
    assert "They come close to A-" in again
    assert "Read what these words come close to" in again
    assert not releases_of(opened.sight())


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("numbers", "12", "'12' is no number that can be rung: write it whole"),
        ("contact", "12", "'12' is no number that can be rung: write it whole"),
        ("numbers", "09011 234567", "'09011 234567' is no number that can be rung: write it whole"),
        ("update", "at 00:00 today", "When the next update comes lies before now"),
    ],
)
def test_what_nobody_can_ring_and_what_is_past_is_said_at_its_field(opened, press, field, typed, said):
    answer = press.send(opened.at("tell/words/own/"), {**OWN, field: typed}, expect=422)
    at_field = re.search(rf'<li><a href="#id_{field}">(.*?)</a>', answer.content.decode(), re.DOTALL)
    assert said in unescape(at_field[1])
