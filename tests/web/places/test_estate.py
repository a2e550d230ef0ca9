"""The estate's pages: what is in use, its tables and gaps, one cell corrected, and the way out with everything."""

from __future__ import annotations

import csv
import io
from zipfile import ZipFile

import pytest
from justhtml import JustHTML

from battlebox.desk.picture import adopt_estate
from battlebox.estate import corrected, digest_of, take_upload, without_others_people
from desk.room import SHARED, shipped
from web.desk_page import words

ROW = "estate/tables/services/northmere.child-front-door/"
CELL = f"{ROW}rto_h/"
PAGES = (
    "estate/",
    "estate/tables/services/",
    "estate/tables/needs/",
    "estate/tables/settings/",
    ROW,
    "estate/tables/needs/2/",
    "estate/gaps/",
    "estate/corrections/",
    "estate/revisions/",
    "estate/revisions/shipped:northmere/",
    "estate/bring/",
    CELL,
)


@pytest.mark.parametrize("path", [*PAGES, "estate/workbook/", "estate/zip/"])
def test_only_those_who_take_part_find_the_estate(desk_page, opened, council, path):
    page = desk_page(council)
    if path.endswith(("workbook/", "zip/")):
        assert page.client.get(opened.at(path)).status_code == (404 if council == "farwick" else 200)
    else:
        page.get(opened.at(path), expect=404 if council == "farwick" else 200)


def test_the_revision_in_use_is_named_and_an_example_is_called_one(desk_page, opened):
    text = words(desk_page("northmere").get(opened.at("estate/")))
    assert digest_of(shipped("northmere")) in text
    assert "An example, not your council's own" in text
    assert "services what a body gives people 5" in text


def test_an_estate_of_ones_own_is_not_called_an_example(desk_page, opened):
    own = _own()
    adopt_estate(opened.record, opened.lead, opened.installation.shelf, own, source="ours", handling=SHARED)
    assert "An example" not in words(desk_page("northmere").get(opened.at("estate/")))
    text = words(desk_page("northmere").get(opened.at("estate/tables/settings/?rows-words=cyber.since_h")))
    assert "Battlebox's working value, not your council's own" in text


def test_a_table_filters_and_goes_out_as_csv(desk_page, opened):
    page = desk_page("northmere")
    assert "1 of 5 shown by the filter" in words(page.get(opened.at("estate/tables/services/?rows-words=benefit")))
    answer = page.client.get(opened.at("estate/tables/services/?rows-csv=1"))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:3] == ["service", "name", "body"]
    assert len(rows) == 6


def test_gaps_are_grouped_and_the_worst_comes_first(desk_page, opened):
    text = words(desk_page("northmere").get(opened.at("estate/gaps/")))
    worst, later = text.index("Nothing is done when it stops"), text.index("The fallback was not tried")
    assert worst < later
    assert "Housing benefit payments (P1) has no fallback with a share and a length" in text


def test_gaps_name_what_they_are_about_and_keep_its_id_for_the_filter_and_the_csv(desk_page, opened):
    page = desk_page("northmere")
    text = words(page.get(opened.at("estate/gaps/")))
    assert "Housing benefit payments" in text
    cells = JustHTML(page.get(opened.at("estate/gaps/")).content.decode(), sanitize=False).query("td")
    ids = set(opened.estate.thing_by_id) | set(opened.estate.action_by_id)
    assert not [each.to_text() for each in cells if each.to_text().strip() in ids]
    answer = page.client.get(opened.at("estate/gaps/?gaps-csv=1"))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    found = next(row for row in rows if row["Id"] == "northmere.housing-benefit")
    assert found["About"] == "Housing benefit payments"
    link = f'href="{opened.at("estate/tables/services/northmere.housing-benefit/")}"'
    assert link in page.get(opened.at("estate/gaps/")).content.decode()
    assert "Housing benefit payments" in words(page.get(opened.at("estate/gaps/?gaps-words=northmere.housing-benefit")))


def test_a_cell_is_corrected_with_a_reason_and_every_page_says_so(desk_page, opened):
    page = desk_page("northmere")
    answer = page.send(opened.at(CELL), {"value": "3", "why": "the duty manager says three hours"})
    text = words(page.follow(answer))
    assert "Saved as A-6" in text
    assert "rto_h 3" in text
    assert opened.estate.service_by_id["northmere.child-front-door"].rto_microhours == 3_000_000
    said = words(desk_page("eastholt").get(opened.at("estate/corrections/")))
    assert "A-6 services northmere.child-front-door rto_h 2 3 the duty manager says three hours" in said
    assert "Corrected since 1 cell" in words(page.get(opened.at("estate/")))


def test_a_wrong_value_is_refused_and_the_words_stay(desk_page, opened):
    page = desk_page("northmere")
    answer = page.send(opened.at(CELL), {"value": "soon", "why": "a guess"}, expect=422)
    assert "soon" in words(answer)
    assert 'value="a guess"' in answer.content.decode()
    assert "Corrected since 0 cells" in words(page.get(opened.at("estate/")))


def test_a_correction_without_a_reason_is_refused(desk_page, opened):
    desk_page("northmere").send(opened.at(CELL), {"value": "3", "why": ""}, expect=422)


def test_a_correction_sent_twice_is_one(desk_page, opened):
    page = desk_page("northmere")
    from justhtml import JustHTML

    from web.desk_page import filled

    sent = {
        **filled(JustHTML(page.get(opened.at(CELL)).content.decode(), sanitize=False)),
        "value": "3",
        "why": "he says so",
    }
    page.post(opened.at(CELL), sent)
    before = opened.record.catch_up()
    assert "Already saved as A-6" in words(page.follow(page.post(opened.at(CELL), sent)))
    assert opened.record.catch_up() == before


def test_two_who_correct_one_cell_see_both_versions(desk_page, opened):
    first, second = desk_page("northmere"), desk_page("eastholt")
    from justhtml import JustHTML

    from web.desk_page import filled

    form = filled(JustHTML(second.get(opened.at(CELL)).content.decode(), sanitize=False))
    first.send(opened.at(CELL), {"value": "3", "why": "the duty manager says so"})
    answer = second.post(opened.at(CELL), {**form, "value": "4", "why": "the plan says so"}, expect=422)
    assert "Somebody else recorded something here" in words(answer)


@pytest.mark.parametrize("role", ["observer", "loggist", "operational"])
def test_a_role_that_may_not_sees_no_way_and_is_refused(desk_page, officer, opened, role):
    page = desk_page(officer("northmere", role=role))
    assert "Correct" not in [link.strip() for link in words(page.get(opened.at(ROW))).split("(")]
    answer = page.send(opened.at(CELL), {"value": "3", "why": "he says so"}, expect=422)
    assert "may not change the estate" in words(answer)


ABSENT = ("nothing/", "services/no-such/", "needs/99999/", "needs/x/")


@pytest.mark.parametrize("path", [*(f"estate/tables/{each}" for each in ABSENT), f"{ROW}service/", f"{ROW}nothing/"])
def test_what_is_not_there_is_not_found(desk_page, opened, path):
    desk_page("northmere").get(opened.at(path), expect=404)


@pytest.mark.parametrize("way", ["workbook", "zip"])
def test_what_is_taken_away_has_the_corrections_and_can_be_brought_in_again(desk_page, opened, way):
    page = desk_page("northmere")
    page.send(opened.at(CELL), {"value": "3", "why": "the duty manager says so"})
    answer = page.client.get(opened.at(f"estate/{way}/"))
    name = answer.headers["Content-Disposition"].partition('filename="')[2].strip('"')
    raw, _ = take_upload({name: answer.content})
    wanted = corrected(shipped("northmere"), "services", "northmere.child-front-door", "rto_h", "3")
    assert digest_of(raw) == digest_of(without_others_people(wanted, "northmere"))


def test_markup_and_formulas_in_a_cell_stay_text(desk_page, opened):
    page = desk_page("northmere")
    odd = "=cmd|' /C calc'!A0 <script>alert(1)</script>"
    page.send(opened.at(f"{ROW}note/"), {"value": odd, "why": "it is odd"})
    answer = page.get(opened.at(ROW))
    assert "<script>alert(1)" not in answer.content.decode()
    assert odd in words(answer)
    table = page.client.get(opened.at("estate/tables/services/?rows-csv=1")).content.decode()
    assert "'=cmd" in table


def _own():
    raw = shipped("northmere")
    return type(raw)(raw.tables, {key: value for key, value in raw.settings.items() if key != "illustrative"})


@pytest.mark.parametrize(("body", "other"), [("northmere", "eastholt"), ("eastholt", "northmere")])
def test_each_body_sees_its_own_people_and_when_they_can_be_asked_and_nobody_elses(desk_page, opened, body, other):
    member = desk_page(body)
    people = str(words(member.get(opened.at("estate/tables/people/"))))
    asked = str(words(member.get(opened.at("estate/tables/availability/"))))
    assert f"{body}.social-1" in people
    assert f"{body}.social-2" in people
    assert f"{other}.social-1" not in people + asked
    member.get(opened.at(f"estate/tables/people/{other}.social-1/"), expect=404)
    packed = member.client.get(opened.at("estate/zip/")).content
    with ZipFile(io.BytesIO(packed)) as folder:
        assert f"{other}.social-1" not in folder.read("people.csv").decode()
        assert f"{body}.social-1" in folder.read("people.csv").decode()


def test_a_stranger_sees_nobody_of_anybody(desk_page, opened):
    for table in ("people", "availability"):
        desk_page("farwick").get(opened.at(f"estate/tables/{table}/"), expect=404)
