"""Something is wrong: from two fields to the first fifteen minutes, and the admin keys on paper."""

from __future__ import annotations

import pytest
from justhtml import JustHTML

from battlebox.desk.record import Installation
from battlebox.estate import corrected
from desk.room import StillWatch, shipped
from web.conftest import PASSWORD
from web.desk_page import filled, words

WORDS = {"seen_first": "every screen is blank, says the porter", "title": "Blue kettle"}


@pytest.fixture
def cold(desk, tmp_path):
    """A desk on which nothing has happened."""
    from battlebox.web import records

    made = Installation(tmp_path / "data", StillWatch())
    records.use(made)
    yield made
    made.close()


def opened_by(page, **more):
    return page.follow(page.send("/open/", {**WORDS, **more}))


def test_two_fields_open_a_triage_for_each_council(desk_page, cold, council):
    page = desk_page(council)
    text = words(opened_by(page))
    assert "Saved as A-" in text
    assert "The first fifteen minutes" in text
    assert f"Incident number {cold.incidents[0][:8]}, entry A-" in text
    assert "Wipe, rebuild or restore nothing yet" in text
    assert "Next check" in text
    assert "Blue kettle" in words(page.get("/"))


def test_from_the_first_page_it_is_one_step_away(desk_page, cold):
    page = desk_page("northmere")
    assert "Something is wrong" in words(page.get("/"))
    page.get("/open/")


def test_other_councils_do_not_hear_of_it(desk_page, cold):
    opened_by(desk_page("northmere"), estate="shipped:northmere")
    for other in ("eastholt", "farwick"):
        page = desk_page(other)
        assert "Blue kettle" not in words(page.get("/"))
        page.get(f"/i/{cold.incidents[0][:8]}/first/", expect=404)


def test_with_the_estate_owners_are_on_the_list_with_deputies(desk_page, cold):
    text = words(opened_by(desk_page("northmere"), estate="shipped:northmere"))
    assert "Head of children's services ____________ duty manager" in text
    assert "Answers for Child protection referrals" in text
    assert "duty manager" in text
    # What residents ring is no place for the command to talk; the estate names nothing else.
    assert "Northmere switchboard (phone)" not in text
    assert "Mobile to mobile, a number you already had on paper" in text


def test_only_estates_with_ones_own_body_are_on_offer(desk_page, cold):
    page = desk_page("northmere").get("/open/").content.decode()
    assert "shipped:northmere" in page
    assert "shipped:west-london" not in page


def test_the_estate_kept_here_is_chosen_already_and_an_example_never_is(desk_page, cold):
    def first_choice(page):
        return filled(JustHTML(page.get("/open/").content.decode(), sanitize=False))["estate"]

    page = desk_page("northmere")
    assert first_choice(page) == ""
    raw = shipped("northmere")
    own = corrected(raw, "bodies", "northmere", "note", "our own")
    digest = cold.shelf.keep(own)
    assert first_choice(page) == f"kept:{digest}"
    opened_by(page)
    assert set(cold.record(cold.incidents[0]).standing.orgs) >= {"northmere", "eastholt", "farwick"}


def test_with_no_estate_yet_every_page_still_works_and_one_can_be_chosen_later(desk_page, cold):
    page = desk_page("northmere")
    opened_by(page, estate="")
    short = cold.incidents[0][:8]
    text = words(page.get(f"/i/{short}/"))
    assert "No estate is chosen" in text
    assert "Choose the estate" in text
    page.get(f"/i/{short}/first/")
    page.get(f"/i/{short}/stand/")
    answer = page.send(f"/i/{short}/choose-estate/", {"estate": "shipped:northmere"})
    assert "Known and unknown" in words(page.follow(answer))


@pytest.mark.parametrize(("field", "sentence"), [("title", "is blank. Write"), ("seen_first", "is blank. Write")])
def test_a_blank_is_refused_and_the_other_words_stay(desk_page, cold, field, sentence):
    answer = desk_page("northmere").send("/open/", {**WORDS, field: ""}, expect=422)
    kept = next(value for key, value in WORDS.items() if key != field)
    assert sentence in words(answer)
    assert kept in answer.content.decode()
    assert cold.incidents == ()


def test_sent_twice_it_is_one_incident(desk_page, cold):
    page = desk_page("northmere")
    data = {**filled(JustHTML(page.get("/open/").content.decode(), sanitize=False)), **WORDS}
    page.post("/open/", data)
    page.post("/open/", data)
    assert len(cold.incidents) == 1


def test_an_observer_is_told_whom_to_ask_and_refused(desk_page, officer, cold):
    page = desk_page(officer("northmere", role="observer"))
    assert "Your role here may not open an incident." in words(page.get("/open/"))
    answer = page.send("/open/", WORDS, expect=422)
    assert "may not open an incident" in words(answer)
    assert cold.incidents == ()


@pytest.mark.parametrize(("role", "incident", "hosts"), [
    ("strategic", "", True),
    ("observer", "", False),
    ("service_lead", "", False),
    ("tactical", "an older one", False),
])  # fmt: skip
def test_it_is_hosted_for_the_bodies_the_opener_may_open_for_and_for_no_other(
    desk_page, officer, cold, role, incident, hosts
):
    from battlebox.web.models import Membership

    who = officer("northmere")
    Membership.objects.create(officer=who, body="eastholt", role=role, admin=False, incident=incident)
    page = desk_page(who)
    opened_by(page, estate="shipped:northmere")
    record = cold.record(cold.incidents[0])
    assert record.bodies == ({"northmere", "eastholt"} if hosts else {"northmere"})
    heard = desk_page("eastholt").get("/").content.decode()
    assert ("Blue kettle" in heard) is hosts


def test_text_that_looks_like_markup_stays_text(desk_page, cold):
    text = opened_by(desk_page("northmere"), title="<b>x</b>", seen_first="=1+1 <script>").content.decode()
    assert "&lt;script&gt;" in text


class TestAdminKeys:
    """On paper, then gone from the machine."""

    @pytest.fixture
    def admin(self, desk_page, officer, cold):
        """Signed in by the door, so that the password was asked for just now."""
        assert cold.incidents == ()
        page = desk_page()
        name = officer("northmere", admin=True).username
        page.post("/account/login/", {"login": name, "password": PASSWORD})
        opened_by(page, estate="shipped:northmere")
        return page

    def test_the_password_is_asked_for_again(self, desk_page, officer, admin):
        del admin
        answer = desk_page(officer("northmere", admin=True)).get("/access/keys/", expect=302)
        assert answer.headers["Location"].startswith("/account/again/")

    def test_the_admin_sees_ones_own_key_and_those_of_bodies_with_nobody_here(self, admin, officer, cold):
        officer("eastholt")
        text = words(admin.get("/access/keys/"))
        assert cold.admin_key("northmere")[:8] in text
        assert cold.admin_key("farwick")[:8] in text
        assert cold.admin_key("eastholt")[:8] not in text

    def test_a_key_on_paper_is_taken_off_the_machine(self, admin, cold):
        key = cold.admin_key("northmere")
        admin.follow(admin.post("/access/keys/northmere/"))
        assert cold.admin_key("northmere") == key
        text = words(admin.follow(admin.post("/access/keys/northmere/", {"sealed": "yes"})))
        assert "The admin key of northmere is no longer on this machine." in text
        assert cold.admin_key("northmere") is None
        assert key[:8] not in text

    def test_the_key_of_a_body_with_its_own_people_is_not_there_to_take(self, admin, officer, cold):
        officer("eastholt")
        admin.post("/access/keys/eastholt/", {"sealed": "yes"}, expect=404)
        assert cold.admin_key("eastholt")

    def test_it_is_kept_by_no_cache(self, admin):
        assert "no-store" in admin.get("/access/keys/").headers["Cache-Control"]

    def test_nobody_but_an_admin_sees_it(self, desk_page, council, admin):
        del admin
        desk_page(council).get("/access/keys/", expect=403)


def test_what_not_to_touch_stands_before_whom_to_ring_and_the_first_few_stand_in_sight(desk_page, cold):
    answer = opened_by(desk_page("northmere"), estate="shipped:northmere")
    text = words(answer)
    assert text.index("1. Do not touch") < text.index("2. Ring now, in this order") < text.index("3. Talk on these")
    page = JustHTML(answer.content.decode(), sanitize=False)
    lists = [len(each.query("tbody tr")) for each in page.query("main table")]
    assert lists[0] == 6
    assert [each.attrs["data-head"] for each in page.query("main table")[0].query("td")][:3] == [
        "Order",
        "Who",
        "Number",
    ]
    folded = page.query("main details tbody tr")
    assert len(folded) == sum(lists[1:]) > 0
    assert folded[0].query_one("td").to_text().strip() == "7"
    assert f"After them: {len(folded)} more, in this order" in text


def test_without_an_estate_the_list_that_folds_is_of_the_rest_alone(desk_page, cold):
    text = words(opened_by(desk_page("northmere"), estate=""))
    assert "After them: 1 more, in this order" in text
