"""Services by time to harm: people first, each with its clock, why, and who covers; nothing for a stranger."""

from __future__ import annotations

import pytest

from battlebox.desk.picture import Cause, Condition, Fallback, Observation, give_order, invoke, observe
from desk.room import SHARED, officer
from web.desk_page import words

CHILD = "northmere.child-front-door"
NIGHT = "northmere.night-number"


@pytest.fixture
def struck(opened):
    """Northmere's servers went down three hours ago: the printed cases ran out an hour ago."""
    see(opened, "northmere.servers", Condition.OUT, Cause.ATTACKER)
    opened.watch.pass_by(hours=3)
    return opened


def see(opened, name, condition, cause=Cause.UNKNOWN):
    seen = Observation(condition, opened.record.now(), "duty engineer", cause)
    observe(opened.record, opened.estate, opened.lead, name, seen, handling=SHARED)


def start(opened, service=CHILD, staff=3, channel=NIGHT):
    running = Fallback(True, opened.record.now(), "duty manager", staff, channel)
    invoke(opened.record, opened.estate, opened.lead, service, running, handling=SHARED)


PAGES = ["services/", f"services/{CHILD}/", f"services/{CHILD}/fallback/", "fallbacks/"]


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_finds_no_page(desk_page, opened, council, path):
    desk_page(council).get(opened.at(path), expect=404 if council == "farwick" else 200)


@pytest.mark.parametrize("path", ["services/nothing/", "services/northmere.servers/", "services/nothing/fallback/"])
def test_a_service_that_is_not_there_is_not_found(desk_page, opened, path):
    desk_page("northmere").get(opened.at(path), expect=404)


def test_with_nothing_recorded_the_page_says_so_and_that_it_proves_nothing(desk_page, opened):
    text = words(desk_page("northmere").get(opened.at("services/")))
    assert "Nothing known stops any of them. That is what was recorded so far, not proof that all is well." in text


def test_the_list_leads_with_who_is_hurt_first_and_says_in_words_what_a_colour_says(desk_page, struck):
    page = desk_page("northmere").get(struck.at("services/"))
    rows = [words_of.split("</th>")[0] for words_of in page.content.decode().split('<th scope="row"')[1:]]
    assert "Child protection referrals" in rows[0]
    assert "Homelessness" in rows[-1] or "Housing benefit" in rows[2]
    text = words(page)
    assert "2 out, 0 on a fallback" in text
    assert "Child protection referrals Northmere Council. P1, protects safety Out by the model" in text
    assert "head of children's services deputy: duty manager" in text
    assert "24 24 vulnerable The attacker" in text


def test_the_list_filters_by_plight_body_and_priority_and_gives_csv(desk_page, struck):
    page = desk_page("northmere")
    text = words(page.get(struck.at("services/?services-is-plight=Out&services-is-body=Eastholt+Council")))
    assert "1 of 5 shown by the filter" in text
    answer = page.get(struck.at("services/?services-csv=1&services-is-plight=Out"))
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Service,Now,Stops,Out so far")
    assert len(lines) == 3


def test_one_service_draws_its_clock_and_says_the_same_in_words(desk_page, struck):
    answer = desk_page("northmere").get(struck.at(f"services/{CHILD}/"))
    text = words(answer)
    assert "out for 1 h so far" in text
    for moment in ("Stopped: ", "Should be back (RTO): ", "Fallback runs out: ", "Harm grows sharply (MTPD): "):
        assert text.count(moment) == 2, moment
    assert '<svg class="desk-clock"' in answer.content.decode()


def test_one_service_says_why_in_names_and_no_id_is_read(desk_page, struck):
    text = words(desk_page("eastholt").get(struck.at(f"services/{CHILD}/")))
    assert (
        "Child protection referrals (Northmere Council) cannot go on without Care records shared with Eastholt. "
        "Care records shared with Eastholt cannot go on without Northmere servers. Seen to be out: Northmere servers."
    ) in text
    assert "Caused by: the attacker." in text
    assert "northmere." not in text


def test_what_was_seen_wins_and_the_difference_is_said(desk_page, struck):
    see(struck, CHILD, Condition.WORKING)
    text = words(desk_page("northmere").get(struck.at(f"services/{CHILD}/")))
    assert "What was seen differs from the model: it needs Care records shared with Eastholt, which is out" in text
    assert "Nothing it needs is known to be out" not in text
    assert "Seen working" in text


def test_a_service_shows_dates_it_must_not_miss_and_deadlines(desk_page, opened):
    text = words(desk_page("northmere").get(opened.at("services/northmere.housing-benefit/")))
    assert "benefit run: 9 March 2026" in text
    assert "Report a personal data breach: to Information Commissioner, within 72 hours" in text


def test_starting_a_fallback_saves_under_a_number_and_shows(desk_page, struck):
    page = desk_page("northmere")
    sent = {"what": "start", "who": "duty manager", "staff": "3", "channel": NIGHT}
    text = words(page.follow(page.send(struck.at(f"services/{CHILD}/fallback/"), sent)))
    assert "Saved as A-" in text
    assert "On its fallback" in text
    assert "run by duty manager with 3 people" in text
    text = words(page.get(struck.at("fallbacks/")))
    assert "1 run, with 3 people at work; their plans ask for 4." in text
    assert "3 people run it, and its plan asks for 4." in text
    assert "Northmere night number" in text


def test_ending_it_leaves_nobody_at_work(desk_page, struck):
    start(struck)
    page = desk_page("northmere")
    page.send(struck.at(f"services/{CHILD}/fallback/"), {"what": "end"})
    assert "None runs. A plan on paper counts once somebody starts it." in words(page.get(struck.at("fallbacks/")))
    assert "ended" in words(page.get(struck.at(f"services/{CHILD}/")))


def test_a_fallback_without_people_is_asked_about_and_the_words_stay(desk_page, struck):
    page = desk_page("northmere")
    answer = page.send(struck.at(f"services/{CHILD}/fallback/"), {"what": "start", "who": "duty <manager>"}, expect=422)
    assert "Write how many people are at work on it; 0 if nobody is yet" in words(answer)
    assert 'value="duty &lt;manager&gt;"' in answer.content.decode()


def test_a_fallback_sent_twice_is_saved_once(desk_page, struck):
    from justhtml import JustHTML

    from web.desk_page import filled

    page, at = desk_page("northmere"), struck.at(f"services/{CHILD}/fallback/")
    form = filled(JustHTML(page.get(at).content.decode(), sanitize=False))
    sent = {**form, "what": "start", "who": "duty manager", "staff": "3"}
    page.post(at, sent)
    before = struck.record.arrived
    assert "it was not saved twice" in words(page.follow(page.post(at, sent)))
    assert struck.record.arrived == before


def test_two_who_write_of_one_fallback_see_both_versions(desk_page, officer, struck):
    from justhtml import JustHTML

    from web.desk_page import filled

    at = struck.at(f"services/{CHILD}/fallback/")
    second = desk_page(officer("northmere"))
    form = filled(JustHTML(second.get(at).content.decode(), sanitize=False))
    start(struck)
    answer = second.post(at, {**form, "what": "start", "who": "somebody", "staff": "9"}, expect=422)
    assert "runs with 3 people, duty manager" in words(answer)


def test_the_partner_sees_no_button_for_what_is_not_its_own_and_is_refused_if_it_posts(desk_page, struck):
    page = desk_page("eastholt")
    assert "Start or end its fallback" not in words(page.get(struck.at(f"services/{CHILD}/")))
    sent = {"what": "start", "who": "somebody", "staff": "3"}
    answer = page.send(struck.at(f"services/{CHILD}/fallback/"), sent, expect=422)
    assert "The fallback of `Child protection referrals` is for Northmere Council to order" in words(answer)


def test_an_observer_sees_no_buttons_and_is_refused_if_it_posts(desk_page, officer, struck):
    page = desk_page(officer("northmere", role="observer"))
    text = words(page.get(struck.at(f"services/{CHILD}/")))
    assert "Start or end its fallback" not in text
    assert "Say how it was seen to be" not in text
    sent = {"what": "start", "who": "somebody", "staff": "3"}
    answer = page.send(struck.at(f"services/{CHILD}/fallback/"), sent, expect=422)
    assert "Your role here (observer) may not start or end a fallback." in words(answer)


def test_a_channel_that_goes_down_raises_a_doubt_on_the_bill(desk_page, struck):
    start(struck, staff=4)
    see(struck, NIGHT, Condition.OUT)
    text = words(desk_page("northmere").get(struck.at("fallbacks/")))
    assert "its channel is down: Northmere night number." in text


def test_an_order_of_our_own_is_named_as_the_cause(desk_page, opened):
    give_order(opened.record, opened.estate, officer("northmere"), "northmere.isolate-care", who="an engineer",
               handling=SHARED)  # fmt: skip
    opened.watch.pass_by(hours=4)
    text = words(desk_page("northmere").get(opened.at(f"services/{CHILD}/")))
    assert "closed by an order: Isolate the shared care records. Caused by: our own order." in text
