"""The pages of the backlog: what is to be keyed back, by whom, by when; and what nobody may do there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from justhtml import JustHTML

from battlebox.desk.backlog import backlogs_of
from battlebox.desk.reach import print_sheets
from battlebox.desk.record import Handling
from desk.reach import brought, lead
from desk.reach import opened as open_list
from desk.restore.backlogs import CHILD, HOUSING, fall_back, key, note, paper, recovery, sign
from web.desk_page import filled, words

PAGE = f"backlog/{CHILD}/"
FORM = {"what": "paper referral forms", "many": "40", "counted_by": "front door team", "where": "room 12"}
SIGN = {"checked": "every form against its case", "errors_found": "2", "found": "both put right"}


def boxes(name, moment):
    """A moment as its four boxes are filled in."""
    from battlebox.web.moment import MomentWidget

    return MomentWidget().sent_as(name, moment)


def pieces(back):
    return backlogs_of(back.sight())[CHILD]


def address(thing, act):
    return f"backlog-piece/{thing.partition('/')[2]}/{act}/"


def form_of(page, path):
    """The form of a page as a browser would send it untouched."""
    return filled(JustHTML(page.get(path).content.decode(), sanitize=False))


def promised(back, **ahead):
    return note(back, paper(back, owner="business support", due=back.record.now() + timedelta(**ahead)))


@pytest.mark.parametrize("path", ["backlog/", PAGE, f"{PAGE}new/paper/", f"{PAGE}sign/"])
def test_a_stranger_finds_no_page(desk_page, back, council, path):
    desk_page(council).get(back.at(path), expect=404 if council == "farwick" else 200)


@pytest.mark.parametrize("path", ["backlog/nothing/", f"{PAGE}new/magic/", "backlog-piece/none/keyed/"])
def test_what_is_not_there_is_not_found(desk_page, back, path):
    desk_page("northmere").get(back.at(path), expect=404)


def test_with_nothing_out_there_is_no_backlog(desk_page, opened):
    assert "Nothing was out, and nothing is noted" in words(desk_page("northmere").get(opened.at("backlog/")))


def test_a_service_that_works_again_says_what_is_missing_until_somebody_signs(desk_page, back):
    page = desk_page("northmere")
    text = words(page.get(back.at(PAGE)))
    assert "Available but backlogged It works since" in text
    assert "nobody has said what is to be keyed back or checked, nor signed off that there is nothing" in text
    page.follow(page.send(back.at(f"{PAGE}sign/"), {**SIGN, "errors_found": "0", "found": ""}))
    text = words(page.get(back.at(PAGE)))
    assert "Restored It works since" in text
    assert "head of children's services" in text
    assert "every form against its case" in text


def test_where_a_fallback_still_runs_the_page_leads_to_its_end_for_those_who_may(desk_page, back):
    page = desk_page("northmere")
    assert "Say that its fallback has ended" not in words(page.get(back.at(PAGE)))
    fall_back(back, running=True)
    text = page.get(back.at(PAGE)).content.decode()
    assert "its fallback still runs, and makes more to key back" in text
    assert f'href="{back.at(f"services/{CHILD}/fallback/")}"' in text
    assert "Say that its fallback has ended" in text
    assert "Say that its fallback has ended" not in words(desk_page("eastholt").get(back.at(PAGE)))


def test_the_form_notes_what_there_is_and_the_page_says_how_it_is_known(desk_page, back):
    page = desk_page("northmere")
    page.follow(page.send(back.at(f"{PAGE}new/paper/"), FORM))
    text = words(page.get(back.at(PAGE)))
    for part in ("40 counted", "by front door team", "Where: room 12", "No date", "nobody named", "about 7 hours"):
        assert part in text
    assert "10 minutes each, a working value" in text
    assert "1 piece of its backlog without a date and somebody to do it" in text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"many": ""}, "Write how many there are"),
        ({"many": "-3"}, "How many"),
        ({"counted_by": ""}, "Write who counted or guessed"),
        ({"what": ""}, "What it is"),
    ],
)
def test_a_form_that_says_too_little_comes_back_with_its_words(desk_page, back, wrong, said):
    answer = desk_page("northmere").send(back.at(f"{PAGE}new/paper/"), {**FORM, **wrong}, expect=422)
    assert said in words(answer)
    assert 'value="room 12"' in answer.content.decode()
    assert CHILD not in backlogs_of(back.sight())


def test_a_date_in_the_past_is_refused_at_the_form(desk_page, back):
    yesterday = boxes("due", back.record.now() - timedelta(days=1))
    answer = desk_page("northmere").send(back.at(f"{PAGE}new/paper/"), {**FORM, **yesterday}, expect=422)
    assert "By when lies before now" in words(answer)


def test_a_gap_shows_a_working_value_until_somebody_says_when_the_last_good_copy_was(desk_page, back):
    page = desk_page("northmere")
    stopped = back.record.now() - timedelta(hours=24)
    form = {"what": "care records", "basis": "not counted yet", "system": "northmere.care", "done": "visits on paper"}
    page.follow(page.send(back.at(f"{PAGE}new/gap/"), {**form, **boxes("stopped", stopped)}))
    text = words(page.get(back.at(PAGE)))
    assert "a working value: the estate has a backup every 24 hours" in text
    assert "It still cannot take data in visits on paper" in text
    (piece,) = pieces(back)
    said = boxes("last_good", stopped - timedelta(hours=40))
    page.follow(page.send(back.at(address(piece.thing, "change")), said))
    assert "a working value: the estate has" not in words(page.get(back.at(PAGE)))


def test_a_count_is_said_with_its_share_and_more_than_there_are_is_refused(desk_page, back):
    thing = note(back)
    page = desk_page("northmere")
    page.follow(page.send(back.at(address(thing, "keyed")), {"done": "25", "by": "front door team"}))
    assert "25 of 40 (62 %)" in words(page.get(back.at(PAGE)))
    answer = page.send(back.at(address(thing, "keyed")), {"done": "41", "by": "front door team"}, expect=422)
    assert "41 done is more than there are (40 counted)" in words(answer)
    page.follow(page.send(back.at(address(thing, "keyed")), {"done": "40", "by": "front door team"}))
    assert "All 40" in words(page.get(back.at(PAGE)))


def test_the_second_of_two_who_count_at_once_reads_the_first_s_count(desk_page, back):
    thing = note(back)
    page = desk_page("northmere")
    mine = {**form_of(page, back.at(address(thing, "keyed"))), "done": "12", "by": "me"}
    key(back, thing, 20)
    answer = page.post(back.at(address(thing, "keyed")), mine, expect=422)
    assert "Somebody else recorded something here" in words(answer)
    assert "20" in words(answer)
    assert pieces(back)[0].done == 20


def test_two_counts_that_stand_are_shown_and_nothing_is_done(desk_page, back):
    thing = note(back)
    first = key(back, thing, 5)
    for done in (8, 40):
        key(back, thing, done, over=frozenset({first.entry}))
    text = words(desk_page("northmere").get(back.at(PAGE)))
    assert "Two counts stand of paper referral forms" in text
    assert "the lower of two counts that stand" in text


def test_a_rate_is_called_an_estimate_and_names_its_counts(desk_page, back):
    thing = note(back)
    key(back, thing, 10)
    back.watch.pass_by(days=3)
    key(back, thing, 25)
    text = words(desk_page("northmere").get(back.at(PAGE)))
    assert "Estimate: done by" in text
    assert "at 5 a day, from the counts 10 at" in text


def test_what_is_not_done_is_not_offered_to_be_signed(desk_page, back):
    note(back)
    text = words(desk_page("northmere").get(back.at(f"{PAGE}sign/")))
    assert "What is not done cannot be signed off." in text
    assert "Which office signs" not in text


def test_what_was_written_since_it_was_read_is_not_signed(desk_page, back):
    thing = note(back)
    key(back, thing, 40)
    page = desk_page("northmere")
    form = form_of(page, back.at(f"{PAGE}sign/"))
    key(back, thing, 40)
    answer = page.post(back.at(f"{PAGE}sign/"), {**form, **SIGN}, expect=422)
    assert "Something was written of paper referral forms since you read it" in words(answer)
    assert pieces(back)[0].sign_off is None


def test_signed_and_then_changed_is_signed_no_more(desk_page, back):
    thing = note(back)
    key(back, thing, 40)
    page = desk_page("northmere")
    page.follow(page.send(back.at(f"{PAGE}sign/"), SIGN))
    assert recovery(back).state.value == "restored"
    text = words(page.get(back.at(PAGE)))
    assert "2 both put right" in text
    page.follow(page.send(back.at(address(thing, "change")), {"many": "44"}))
    assert "No more: something was written of it since" in words(page.get(back.at(PAGE)))


def test_what_was_noted_by_mistake_goes_from_the_page_with_its_reason(desk_page, back):
    thing = note(back)
    page = desk_page("northmere")
    page.follow(page.send(back.at(address(thing, "change")), {"struck": "another service's"}))
    assert "Nothing is noted yet" in words(page.get(back.at(PAGE)))
    assert "struck out: another service's" in words(page.get(back.at("log/")))


def test_late_ones_stand_first_in_words_and_the_csv_has_them(desk_page, back):
    promised(back, hours=1)
    back.watch.pass_by(days=2)
    fall_back(back, running=True, service=HOUSING)
    page = desk_page("northmere")
    text = words(page.get(back.at("backlog/")))
    assert "Child protection referrals: LATE 1 piece since" in text
    assert "1 of 1 piece open" in text
    lines = page.get(back.at("backlog/?backlog-csv=1")).content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Service,Now,Still to do,Done,Oldest")
    assert lines[1].startswith("Child protection referrals,Available but backlogged,1 of 1 piece open,0 %")
    assert "LATE:" in words(page.get(back.at(PAGE)))


def test_call_sheets_that_are_out_count_by_themselves(desk_page, back):
    assert "Paper that this desk numbered" not in words(desk_page("northmere").get(back.at("backlog/")))
    found = open_list(back.opened, brought(back.opened))
    print_sheets(back.record, lead(), found)
    text = words(desk_page("northmere").get(back.at("backlog/")))
    assert "3 call sheets not keyed back, 4 people on them" in text
    assert "Paper that this desk numbered" not in words(desk_page("eastholt").get(back.at("backlog/")))


def test_a_partner_reads_what_was_shared_and_writes_nothing(desk_page, back):
    thing = note(back)
    page = desk_page("eastholt")
    text = words(page.get(back.at(PAGE)))
    assert "paper referral forms" in text
    assert "What Northmere Council shared of it. It is theirs to write." in text
    answer = page.send(back.at(address(thing, "keyed")), {"done": "3", "by": "us"}, expect=422)
    assert "is Northmere Council's, so Eastholt Council may not write of it" in words(answer)
    assert not pieces(back)[0].counts


def test_a_partner_with_whom_nothing_was_shared_is_not_told_that_there_is_nothing(desk_page, back):
    note(back, handling=Handling())
    text = words(desk_page("eastholt").get(back.at(PAGE)))
    assert "Nothing of it was shared with us." in text
    assert "No signature was shared with us." in text
    assert "Nothing is noted yet" not in text
    assert "Nobody has signed" not in text


def test_who_may_not_write_reads_it_and_is_offered_nothing(desk_page, officer, back):
    note(back)
    text = words(desk_page(officer("northmere", role="observer")).get(back.at(PAGE)))
    assert "paper referral forms" in text
    assert "Note something to do" not in text
    assert "Sign off" not in text.replace("Signed off", "")


def test_services_and_the_service_say_the_same_words(desk_page, back):
    page = desk_page("northmere")
    assert "Available but backlogged seen" in words(page.get(back.at("services/")))
    assert "It works again and is not restored: nobody has said" in words(page.get(back.at(f"services/{CHILD}/")))
    sign(back)
    assert "Restored seen" in words(page.get(back.at("services/")))
    assert "not restored" not in words(page.get(back.at(f"services/{CHILD}/")))
