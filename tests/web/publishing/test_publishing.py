"""The public page at the desk: written, looked at, published, put right; and what may not be."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from django.conf import settings
from justhtml import JustHTML

from battlebox.cli.program import program
from battlebox.desk import LONDON
from battlebox.desk.publish import editions_of
from battlebox.desk.tell import Outlet, Status, Whom, corrections_due, release_facts, state_fact
from battlebox.share.sending import DrillDesk, RealDesk
from battlebox.share.status import check_folder, page_of_file
from battlebox.web.publishing.target import LiveTarget, PracticeTarget, doubt_of, put_edition, target_of
from desk.facts import OF_EASTHOLT, PLAIN, change, clear, words_officer
from web.desk_page import filled, words

HELP = "In danger | Ring 999 | 999"
CHILD = "northmere.child-front-door"


def fact(opened, one=PLAIN, *bodies):
    one = replace(one, said=opened.watch.at, checked=opened.watch.at)
    thing = state_fact(opened.record, opened.estate, words_officer("northmere"), one).thing
    for body in bodies or ("northmere",):
        clear(opened, thing, body)
    return thing


def due():
    then = (datetime.now(UTC) + timedelta(days=2)).astimezone(LONDON)
    return {
        "next_update_day": str(then.day),
        "next_update_month": str(then.month),
        "next_update_year": str(then.year),
        "next_update_time": "09:00",
    }


def write(page, opened, *facts, expect=302, **more):
    said = {"headline": "Some services are slower than usual", "facts": list(facts), "urgent": HELP, **due(), **more}
    return page.send(opened.at("tell/publish/words/"), said, expect=expect)


def publish(page, opened):
    return page.send(opened.at("tell/publish/"), {})


def test_nothing_can_be_published_before_it_says_something(desk_page, room, public):
    page = desk_page("northmere")
    text = words(page.get(room.at("tell/publish/")))
    assert "Before it can be published" in text
    assert "what is said for everybody" in text
    assert "Not yet: " in words(page.send(room.at("tell/publish/"), expect=422))
    assert not public.exists()


def test_one_click_puts_a_whole_signed_site_where_residents_read_it(desk_page, room, public):
    page = desk_page("northmere")
    good, strange = fact(room), fact(room, OF_EASTHOLT)
    write(page, room, good, strange, urgent="In danger | Ring 999 | 999")
    text = words(page.get(room.at("tell/publish/")))
    assert "Facts that stay out" in text
    assert "Ask Eastholt" in text
    assert "Published: edition 1 stands there. Saved as A-" in words(page.follow(publish(page, room)))
    assert check_folder(public).problems == ()
    stands = page_of_file(public / "status.json")
    assert [each.words for each in stands.facts] == ["Some screens are blank."]
    assert (stands.headline, stands.illustrative) == ("Some services are slower than usual", False)
    [said] = editions_of(room.sight(), "northmere")
    assert (said.value.number, said.value.facts, said.value.failed) == (1, 1, "")
    assert "edition 1, 1 facts" in words(page.get(room.at("tell/publish/")))


def test_facts_that_stay_out_are_cut_short_behind_more_and_can_be_chosen_all_the_same(desk_page, room, public):
    page = desk_page("northmere")
    goes = fact(room)
    stays = fact(
        room, replace(OF_EASTHOLT, wording="Eastholt has shut its network, and tells more about that at noon.")
    )
    html = JustHTML(page.get(room.at("tell/publish/words/")).content.decode(), sanitize=False)
    more = html.query_one("main form details")
    assert [each.attrs["value"] for each in more.query("input") if each.attrs["name"] == "waiting"] == [stays]
    assert "at noon" not in more.to_text()
    assert [each.attrs["value"] for each in html.query("main form input") if each.attrs["name"] == "facts"] == [goes]
    said = {"headline": "It is slow", "facts": [goes], "waiting": [stays], **due()}
    page.send(room.at("tell/publish/words/"), said)
    assert "Facts that stay out" in words(page.get(room.at("tell/publish/")))
    clear(room, stays, "eastholt")
    # It is ticked in the other list now, and stays on the page in its order.
    said = {"headline": "It is slow", "facts": [stays, goes], "urgent": HELP, **due()}
    page.send(room.at("tell/publish/words/"), said)
    publish(page, room)
    assert page_of_file(public / "status.json").facts[0].words == "Some screens are blank."


def test_what_the_register_does_not_have_is_not_chosen(desk_page, room, public):
    answer = desk_page("northmere").send(
        room.at("tell/publish/words/"),
        {"headline": "It is slow", "facts": [fact(room), "fact/none"], **due()},
        expect=422,
    )
    assert "Facts to show" in words(answer)


def test_a_changed_fact_is_due_and_the_next_click_puts_it_right(desk_page, room, public):
    page = desk_page("northmere")
    thing = fact(room)
    write(page, room, thing)
    publish(page, room)
    change(room, thing, wording="All screens are blank.")
    assert [each.thing for each in corrections_due(room.sight(), thing)]
    clear(room, thing, "northmere")
    publish(page, room)
    [now] = page_of_file(public / "status.json").facts
    assert (now.words, now.corrects) == ("All screens are blank.", "Some screens are blank.")
    assert corrections_due(room.sight(), thing) == ()


def test_what_moved_while_it_was_looked_at_is_shown_again_and_not_published(desk_page, room, public):
    page = desk_page("northmere")
    write(page, room)
    form = filled(JustHTML(page.get(room.at("tell/publish/")).content.decode(), sanitize=False))
    page.send(room.at(f"tell/publish/service/{CHILD}/"), {"state": "delays", "do": "Ring us."})
    answer = page.post(room.at("tell/publish/"), form, expect=422)
    assert "Somebody else recorded something here" in words(answer)
    assert not public.exists()


def test_a_service_reads_as_it_was_written_and_not_as_the_fallback_of_the_estate(desk_page, room, public):
    page = desk_page("northmere")
    write(page, room)
    said = {"state": "instead", "do": "Ring us.", "phone": "020 7946 0000"}
    page.send(room.at(f"tell/publish/service/{CHILD}/"), said)
    publish(page, room)
    html = (public / "s" / "northmere-child-front-door.html").read_text(encoding="utf-8")
    assert "020 7946 0000" in html
    assert "night number" not in html  # What the estate says of its fallback.


def test_what_a_service_lacks_leads_to_its_form_and_what_is_left_out_can_be_put_back(desk_page, room, public):
    page = desk_page("northmere")
    form = room.at(f"tell/publish/service/{CHILD}/")
    assert (
        f'href="{room.at("tell/publish/words/")}"><bdi>what is said'
        in page.get(room.at("tell/publish/")).content.decode()
    )
    write(page, room)
    page.send(form, {"state": "usual", "listed": "no"})
    html = page.get(room.at("tell/publish/")).content.decode()
    assert "Residents do not read of 1 service of this body" in html
    assert "Put it on the page" in html
    publish(page, room)
    assert not (public / "s" / "northmere-child-front-door.html").exists()
    page.send(form, {"state": "usual", "listed": "yes"})
    assert "Residents do not read" not in page.get(room.at("tell/publish/")).content.decode()
    publish(page, room)
    assert (public / "s" / "northmere-child-front-door.html").exists()


@pytest.mark.parametrize("harm", ["missing", "foreign", "elsewhere"])
def test_a_place_that_cannot_be_written_keeps_what_stood_and_the_record_says_so(desk_page, room, public, harm):
    page = desk_page("northmere")
    write(page, room)
    if harm == "missing":
        public.parent.rmdir()
    elif harm == "foreign":
        public.mkdir()
        (public / "theirs.html").write_text("not ours")
    else:
        other = public.parent / "other"
        other.mkdir()
        public.symlink_to(other)
    text = words(page.follow(publish(page, room)))
    [said] = editions_of(room.sight(), "northmere")
    assert said.value.failed
    # What matters to a resident stands first; that the try was recorded comes after it, under no heading of success.
    assert "Not done The public page did NOT change: " in text
    assert f"That it was tried is saved as {said.number}" in text
    assert "Success" not in text
    assert "Failed: " in words(page.get(room.at("tell/publish/")))
    if harm == "foreign":
        assert (public / "theirs.html").read_text() == "not ours"
    if harm == "elsewhere":
        assert list((public.parent / "other").iterdir()) == []


@pytest.mark.parametrize("role", ["operational", "loggist", "observer"])
def test_others_may_look_and_not_publish(desk_page, room, public, officer, role):
    write(desk_page("northmere"), room)
    page = desk_page(officer("northmere", role=role))
    text = words(page.get(room.at("tell/publish/")))
    assert "may not write or publish the public page" in text
    assert "may not write or publish" in words(page.send(room.at("tell/publish/"), {}, expect=422))
    assert not public.exists()
    assert editions_of(room.sight(), "northmere") == ()


def test_each_body_publishes_its_own_page_and_sees_no_draft_of_another(desk_page, room, public):
    write(desk_page("northmere"), room)
    text = words(desk_page("eastholt").get(room.at("tell/publish/")))
    assert "Some services are slower than usual" not in text
    desk_page("eastholt").get(room.at("tell/publish/status.json"), expect=204)


def test_the_draft_as_a_file_is_built_by_a_laptop_without_the_desk(desk_page, room, public, tmp_path):
    page = desk_page("northmere")
    write(page, room, fact(room))
    raw = page.client.get(room.at("tell/publish/status.json")).content
    (tmp_path / "status.json").write_bytes(raw)
    out = tmp_path / "bag" / "public"
    out.parent.mkdir()
    asked = ["status", "build", str(tmp_path / "status.json"), "--out", str(out), "--data", str(tmp_path / "laptop")]
    done = CliRunner().invoke(program, asked)
    assert done.exit_code == 0, done.output
    assert check_folder(out).problems == ()
    assert json.loads(raw)["facts"][0]["words"] == "Some screens are blank."
    assert [each.status.value for each in page_of_file(out / "status.json").facts] == [Status.CONFIRMED.value]


# ── a desk that practises ────────────────────────────────────────────────────────────────────────────────────────


def test_a_demonstration_publishes_into_its_own_folder_whatever_is_set(desk_page, room, public, monkeypatch):
    monkeypatch.setattr(settings, "DESK", replace(settings.DESK, demo=True))
    page = desk_page("northmere")
    write(page, room)
    publish(page, room)
    assert not public.exists()
    stands = settings.DESK.data / "public-practice" / "northmere"
    assert page_of_file(stands / "status.json").illustrative


def test_a_live_target_is_made_of_a_real_desk_alone(desk, tmp_path):
    with pytest.raises(TypeError):
        LiveTarget(DrillDesk("practice"), tmp_path)
    assert LiveTarget(RealDesk("real"), tmp_path).folder == tmp_path
    demo = replace(settings.DESK, demo=True, public=str(tmp_path), data=tmp_path / "data")
    assert isinstance(target_of(demo, "northmere"), PracticeTarget)
    assert target_of(demo, "northmere").folder == tmp_path / "data" / "public-practice" / "northmere"


def test_the_folder_that_is_set_is_the_bodys_own(desk, tmp_path):
    mine = replace(settings.DESK, public=str(tmp_path / "{body}" / "public"))
    assert target_of(mine, "eastholt").folder == tmp_path / "eastholt" / "public"


def test_what_does_not_stand_as_it_was_signed_is_named(desk_page, room, public):
    page = desk_page("northmere")
    write(page, room)
    publish(page, room)
    target = target_of(settings.DESK, "northmere")
    made = put_edition(target, page_of_file(public / "status.json"), settings.DESK.data, room.watch.at, lambda _: None)
    assert doubt_of(target, made) == ""
    (public / "index.html").write_text("defaced")
    assert doubt_of(target, made) == "index.html is not as it was signed"
    publish(page, room)
    assert doubt_of(target, made) == "another edition stands there"


# ── looking first ────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_preview_is_the_built_page_itself_and_nothing_in_it_runs(desk_page, room, public):
    page = desk_page("northmere")
    write(page, room)
    address = room.at("tell/publish/preview/")
    looked = {name: page.client.get(address + name) for name in ("index.html", "s/northmere-child-front-door.html")}
    assert not public.exists()
    publish(page, room)
    for name, answer in looked.items():
        assert answer.content == (public / name).read_bytes()
        assert answer.headers["Content-Security-Policy"].startswith("sandbox allow-same-origin; default-src 'none'")
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["none.html", "../desk.sqlite3", "s/", "manifest.txt"])
def test_the_preview_has_the_files_of_the_site_and_no_other(desk_page, room, public, name):
    page = desk_page("northmere")
    write(page, room)
    page.get(room.at("tell/publish/preview/") + name, expect=404)


def test_what_would_read_otherwise_is_shown_word_by_word(desk_page, room, public):
    page = desk_page("northmere")
    write(page, room)
    publish(page, room)
    assert "Word by word" not in words(page.get(room.at("tell/publish/")))
    write(page, room, headline="All works again")
    text = words(page.get(room.at("tell/publish/")))
    assert "Headline Public now: Some services are slower than usual It would say: All works again" in text


# ── one wrong figure ─────────────────────────────────────────────────────────────────────────────────────────────


def test_every_place_that_one_wrong_figure_went_is_listed_with_its_correction_until_it_is_put_right(
    desk_page, room, public
):
    page = desk_page("northmere")
    thing = fact(room, replace(PLAIN, wording="120 people are waiting."))
    write(page, room, thing)
    publish(page, room)
    who = words_officer("northmere")
    release_facts(room.record, who, (thing,), Outlet.PRESS, Whom(), where="the Northmere Echo")
    release_facts(room.record, who, (thing,), Outlet.PARTNER_CALL, Whom("eastholt"), where="the noon call")
    assert "Nothing that left says anything else" in words(page.get(room.at("tell/went/")))

    room.watch.pass_by(minutes=1)
    change(room, thing, wording="1,200 people are waiting.")
    text = words(page.get(room.at("tell/went/")))
    assert text.count("we said: 120 people are waiting.") == 3
    assert text.count("Now: 1,200 people are waiting.") == 3
    assert "The correction may not leave yet: somebody it is about has not cleared it" in text
    for place in (
        "Public page, the public status site",
        "Press line, the Northmere Echo",
        "Partner call note, the noon",
    ):
        assert place in text

    clear(room, thing, "northmere")
    publish(page, room)
    text = words(page.get(room.at("tell/went/")))
    assert text.count("we said: 120 people are waiting.") == 2
    assert "Publish the page anew" not in text


def test_a_changed_fact_is_in_the_corrected_page_within_five_seconds_of_the_click(desk_page, room, public):
    page = desk_page("northmere")
    thing = fact(room)
    write(page, room, thing)
    publish(page, room)
    room.watch.pass_by(minutes=1)
    change(room, thing, wording="All screens are blank.")
    clear(room, thing, "northmere")
    form = filled(JustHTML(page.get(room.at("tell/publish/")).content.decode(), sanitize=False))
    began = time.monotonic()
    page.post(room.at("tell/publish/"), form)
    took = time.monotonic() - began
    assert "All screens are blank." in (public / "index.html").read_text(encoding="utf-8")
    assert took <= 5


def test_what_was_just_published_is_no_change_any_more(desk_page, room, public):
    page = desk_page("northmere")
    write(page, room, urgent="In danger | Ring 999 | 999")
    said = {"state": "instead", "do": "Ring us.\r\nOr come in.", "phone": "020 7946 0000", "hours": "Day and night"}
    room.watch.at += timedelta(seconds=17, milliseconds=300)
    page.send(room.at(f"tell/publish/service/{CHILD}/"), said)
    publish(page, room)
    text = words(page.get(room.at("tell/publish/")))
    assert "words changed" not in text
    assert "instead as before" not in text


def test_a_number_or_an_address_that_leads_nowhere_is_said_at_its_field_with_the_words_kept(desk_page, room, public):
    page = desk_page("northmere")
    form = room.at(f"tell/publish/service/{CHILD}/")
    said = {"state": "delays", "do": "Ring us.", "phone": "javascript:alert(1)", "place": "https://x.example"}
    html = page.send(form, said, expect=422).content.decode()
    found = JustHTML(html, sanitize=False)
    assert "no number that can be rung" in found.query_one("#id_phone_error").to_text()
    assert "no place that people can come to" in found.query_one("#id_place_error").to_text()
    assert "Ring us." in html
    write(page, room, phone="ask us", urgent="In danger | Ring | 0900", expect=422)


@pytest.mark.parametrize("body", ["eastholt", "farwick"])
def test_the_form_of_a_service_is_its_own_bodys_alone(desk_page, room, public, body):
    desk_page(body).get(room.at(f"tell/publish/service/{CHILD}/"), expect=404)
    desk_page("northmere").get(room.at(f"tell/publish/service/{CHILD}/"))
