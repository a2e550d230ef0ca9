"""Contain: the question from the record, the options side by side, one's own plan, deciding; nothing for a stranger."""

from __future__ import annotations

import re
from typing import ClassVar

import pytest

from web.desk_page import words
from web.places.conftest import decide_on, do_all, pointed_at


@pytest.mark.parametrize("path", ["contain/", "decisions/", "decisions/new/", "log/"])
def test_a_stranger_finds_no_page(desk_page, opened, council, path):
    desk_page(council).get(opened.at(path), expect=404 if council == "farwick" else 200)


def test_the_question_opens_as_the_record_stands(hit, opened):
    text = words(hit.get(opened.at("contain/")))
    assert "Northmere servers: confirmed" in text
    assert "Northmere servers: how likely is it hit?" in text
    assert "For which body" in text
    assert "Eastholt, our own" not in text


def test_with_nothing_known_the_desk_does_not_advise(desk_page, opened, jobs):
    page = desk_page("northmere")
    address = page.send(opened.at("contain/")).headers["Location"]
    do_all(jobs)
    text = words(page.get(address))
    assert "Not enough is known to advise: no system is confirmed or suspected." in text
    assert "how long ago it began" in text


def test_the_options_stand_side_by_side_above_what_they_point_to(hit, answer):
    text = words(hit.get(answer))
    assert "A: Watch: no new order" in text
    assert text.index("A: Watch") < text.index("What the figures point to") < text.index("How sure?")
    for about in ("Harm to people", "Shorter out than by watching", "Can it be undone", "Evidence lost"):
        assert about in text
    assert "changed guesses" in text
    assert "Worked out, each guess moved alone:" in text
    assert re.search(r"Choice [A-E] would do less harm if|No guess turns the answer by itself", text)
    assert re.search(r"an hour later: .*weighted person-hours", text)
    assert re.search(r"chosen in \d+ of 100 redraws: (firm|a close call)", text)
    assert "Asked at A-6; nothing was recorded since." in text


def test_an_answer_says_when_the_record_has_moved_on(hit, answer, opened):
    hit.send(opened.at("log/note/"), {"facts": "the vendor rang"})
    assert "Asked at A-6; 1 entry since: the record has moved on." in words(hit.get(answer))


def test_the_options_can_be_read_while_guesses_are_still_tried(hit, opened, jobs):
    from battlebox.web.deciding import contain_jobs
    from battlebox.web.models import Job

    address = hit.send(opened.at("contain/")).headers["Location"]
    job = Job.objects.get()
    first = next(iter(contain_jobs.answers(job.asked, jobs.Progress(job.pk))))
    Job.objects.filter(pk=job.pk).update(answer=first.to_json(), state="running")
    text = words(hit.get(address))
    assert "A: Watch" in text
    assert "Other guesses are still being tried." in text
    assert hit.get(f"{address}part/", HTTP_HX_REQUEST="true").status_code == 200
    Job.objects.filter(pk=job.pk).update(state="done")
    hit.get(f"{address}part/", expect=286, HTTP_HX_REQUEST="true")


def test_an_answer_is_its_askers_alone_and_only_in_the_body_it_was_asked_for(answer, desk_page, council):
    for rest in ("", "part/", "price/", "decide/", "propose/", "keep/"):
        desk_page(council).get(answer + rest, expect=404)


def test_a_system_that_is_not_in_the_estate_is_refused_with_the_nearest(hit, opened):
    text = words(hit.send(opened.at("contain/"), {"more1": "northmere.server"}, expect=422))
    assert "The estate has nothing called northmere.server" in text
    assert "northmere.servers" in text


def test_a_mistake_in_what_is_tucked_away_is_brought_into_sight(hit, opened):
    closed = hit.get(opened.at("contain/")).content.decode()
    assert closed.index("<details") < closed.index('name="hours"')
    shown = hit.send(opened.at("contain/"), {"hours": "1"}, expect=422).content.decode()
    assert "<details" not in shown
    assert "must be 120 or more" in shown


def test_ones_own_plan_is_priced_beside_the_options(hit, answer, jobs):
    back = hit.send(f"{answer}price/", {"own": ["northmere.isolate-servers"]}).headers["Location"]
    assert back == answer
    assert "Your plan of 1 order is being priced." in words(hit.get(answer))
    do_all(jobs)
    assert "P1: Your own plan: 1 order" in words(hit.get(answer))
    refused = hit.send(f"{answer}price/", {}, expect=422)
    assert "Tick at least one order" in words(refused)


def test_a_decision_keeps_the_figures_and_refers_to_them(hit, answer, opened):
    made = decide_on(hit, answer)
    text = words(hit.follow(made))
    assert "Decision DA-1" in text
    assert "Ann Smith" in text
    assert "Still to write" in text
    lines = [line.header.kind for line in opened.record.lines()]
    assert lines.index("advice:shown") < lines.index("decision:made")


def test_turning_away_from_the_figures_asks_why_before_anything_is_written(hit, answer, opened):
    before = opened.record.catch_up()
    pointed = pointed_at(hit, answer)
    other = "A" if pointed != "A" else "B"
    text = words(hit.send(f"{answer}decide/", {"why": "wait", "maker": "Ann Smith", "chosen": other}, expect=422))
    assert "Ignored, because is blank" in text
    assert opened.record.catch_up() == before
    made = decide_on(hit, answer, chosen=other, ignored="the school bus runs at eight")
    text = words(hit.follow(made))
    assert "the school bus runs at eight" in text
    # What is written is the choice that was taken, not the words that came with the other one.
    assert "What Watch: no new order Why" in text


def test_the_same_decision_sent_twice_is_saved_once(hit, answer, opened):
    from justhtml import JustHTML

    from web.desk_page import filled

    form = filled(JustHTML(hit.get(f"{answer}decide/").content.decode(), sanitize=False))
    data = {**form, "why": "the beacon", "maker": "Ann Smith", "chosen": pointed_at(hit, answer)}
    first = hit.post(f"{answer}decide/", data)
    arrived = opened.record.catch_up()
    again = hit.post(f"{answer}decide/", data)
    assert first.headers["Location"] == again.headers["Location"]
    assert opened.record.catch_up() == arrived


def test_own_orders_are_given_and_asks_written_one_entry_each(hit, answer, opened):
    back = decide_on(hit, answer).headers["Location"]
    page = hit.get(f"{back}go-on/").content.decode()
    give = re.findall(r'name="(give:[^"]+)"', page)
    assert give
    assert "checked" not in page
    text = words(hit.send(f"{back}go-on/", {}, expect=422))
    assert "write a tick at one order or ask" in text.lower()
    untold = words(hit.send(f"{back}go-on/", dict.fromkeys(give, "on"), expect=422))
    assert "Write who was told to do it" in untold
    told = {each.replace("give:", "who:"): "the duty engineer" for each in give}
    done = hit.send(f"{back}go-on/", {**dict.fromkeys(give, "on"), **told})
    text = words(hit.follow(done))
    assert text.count("A-") >= len(give)
    kinds = [line.header.kind for line in opened.record.lines()]
    assert kinds.count("system:isolated") == len(give)


@pytest.mark.parametrize(
    ("role", "orders", "says"),
    [
        ("strategic", True, ""),
        ("loggist", False, "may not order that something be isolated, cut or reopened"),
        ("partner_liaison", False, "Your role here may not give orders"),
        ("observer", False, "may not order that something be isolated, cut or reopened"),
    ],
)
def test_the_orders_that_follow_are_offered_to_those_who_may_give_them(
    hit, answer, desk_page, officer, role, orders, says
):
    address = f"{decide_on(hit, answer).headers['Location']}go-on/"
    page = desk_page(officer("northmere", role=role))
    shown = page.get(address)
    assert ('name="give:' in shown.content.decode()) == orders
    assert says in words(shown)
    assert "Nothing is left to order" not in words(shown)


def test_golds_page_is_kept_under_a_number_and_keyed_back(hit, answer, desk_page, officer, council):
    kept = hit.send(f"{answer}keep/", {"share": "shared"}).headers["Location"]
    text = words(hit.get(kept))
    assert "For Gold: shall we cut, and what?" in text
    for needed in (
        "Known",
        "Not known",
        "P1 services that stop",
        "Their fallbacks",
        "Who orders",
        "Signed",
        "Tick one",
    ):
        assert needed in text
    # Whoever signs the paper reads on it what is ordered, and in which choice.
    orders = text.partition("Our own orders, and in which choice:")[2].partition(".")[0]
    assert "Isolate Northmere servers ( B, C, D )" in orders
    assert "Power everything off at Northmere ( E )" in orders
    gold = desk_page(officer(council, role="strategic"))
    gold.get(kept, expect=404 if council == "farwick" else 200)
    if council == "northmere":
        form = hit.get(f"{kept}decide/").content.decode()
        assert not re.search(r"name=.chosen.[^>]*checked", form), "nobody is led to a choice"
        unsaid = gold.send(f"{kept}decide/", {"why": "signed on paper at four"}, expect=422)
        assert "Which choice" in words(unsaid)
        made = gold.send(f"{kept}decide/", {"why": "signed on paper at four", "chosen": pointed_at(hit, kept)})
        assert "Decision DA-1" in words(gold.follow(made))
    if council == "eastholt":
        refused = gold.send(f"{kept}decide/", {"what": "x", "why": "signed on paper at four"}, expect=422)
        assert "this advice is for northmere to order" in words(refused).lower()


def test_golds_page_and_the_screen_say_the_same_of_what_stops(hit, answer, desk_page, officer):
    """Both measures stand on both, each under its own name: a reader of one cannot think the other is meant."""
    screen = words(hit.get(answer))
    kept = hit.send(f"{answer}keep/", {})
    sheet = words(desk_page(officer("northmere", role="strategic")).get(kept.headers["Location"]))
    for about in (
        "P1 services that stop within 3 days if the attack goes no further",
        "First out longer than can be borne",
        "Their fallbacks",
        "Longer out than by watching (average over how the attack may go)",
    ):
        assert about in screen, about
        assert about in sheet, about
    assert "up now" in sheet
    assert "have one that works" not in screen + sheet
    assert "What partners chose:" in sheet


def test_a_proposal_waits_for_gold_and_is_settled_by_the_decision(hit, answer, opened, desk_page, officer):
    put = hit.send(f"{answer}propose/", {"why": "before it spreads", "to": "strategic"}).headers["Location"]
    assert "Waiting." in words(hit.get(put))
    gold = desk_page(officer("northmere", role="strategic"))
    made = gold.send(f"{put}decide/", {"why": "agreed"})
    assert "Decision DA-1" in words(gold.follow(made))
    assert "Decided: DA-1" in words(hit.get(opened.at("decisions/")))


def test_an_observer_sees_no_button_and_is_refused_all_the_same(desk_page, officer, opened, jobs):
    watcher = desk_page(officer("northmere", role="observer"))
    address = watcher.send(opened.at("contain/"), {"more1": "northmere.servers"}).headers["Location"]
    do_all(jobs)
    text = words(watcher.get(address))
    assert "Your role here may neither decide nor propose." in text
    refused = watcher.send(f"{address}decide/", {"why": "x", "maker": "Ann", "role": "strategic"}, expect=422)
    assert "Your role here (observer) may not record a decision somebody made." in words(refused)


def test_what_is_worked_out_is_not_said_to_be_saved(hit, opened, jobs):
    asked = hit.send(opened.at("contain/"))
    text = words(hit.follow(asked))
    assert "Asked The answer stands on this page as soon as it is worked out. Nothing was recorded." in text
    assert "Saved" not in text
    do_all(jobs)
    text = words(hit.follow(hit.send(f"{asked.headers['Location']}price/", {"own": ["northmere.isolate-servers"]})))
    assert "The price stands on this page as soon as it is worked out. Nothing was recorded." in text
    assert "Saved" not in text


def test_a_question_sent_twice_is_asked_once(hit, opened, jobs):
    from justhtml import JustHTML

    from battlebox.web.models import Job
    from web.desk_page import filled

    form = filled(JustHTML(hit.get(opened.at("contain/")).content.decode(), sanitize=False))
    first, again = (hit.post(opened.at("contain/"), form) for _ in range(2))
    assert first.headers["Location"] == again.headers["Location"]
    assert Job.objects.count() == 1
    assert "This was asked already; it was not asked twice." in words(hit.follow(again))


def test_a_search_that_is_done_is_not_called_the_end_of_the_job(answer):
    from battlebox.web.deciding import contain_jobs
    from battlebox.web.models import Job

    class Told:
        said: ClassVar = []

        def tell(self, share, words=""):
            self.said.append((share, words))

        def show(self, found):
            del found

    contain_jobs._figures(Job.objects.get(pk=answer.rstrip("/").rpartition("/")[2]).asked, Told())
    assert len(Told.said) > 4
    assert all(share < 1 and words != "done" for share, words in Told.said)
    shares = [share for share, _ in Told.said]
    assert shares == sorted(shares)
    assert not [words for _, words in Told.said if "_" in words]
    assert next(share for share, words in Told.said if words.startswith("The options are there")) >= 0.5
