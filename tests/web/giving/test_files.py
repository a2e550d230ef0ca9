"""A file for one partner: what it could fetch itself and nothing else, in the ledger before there are bytes."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from battlebox.desk import Role
from battlebox.marking import Tlp
from battlebox.share.release import Channel
from battlebox.web.errors import Code, WebError
from web.desk_page import words
from web.partnering.conftest import thing

EXPECTED = {"eastholt": {"clear", "green", "by name"}, "farwick": {"clear", "eastholt's own"}}
FORMS = {"stix": Channel.EXPORT, "misp": Channel.MISP, "csv": Channel.CSV}


def names_in(form, body):
    if form == "csv":
        return {row.rsplit(",", 1)[1].strip('"') for row in body.decode().splitlines()[1:]}
    says = json.loads(body)
    return {each["comment"] if form == "misp" else each["name"]
            for each in (says["Event"]["Attribute"] if form == "misp" else says["objects"])}  # fmt: skip


def made(sharing, body, form):
    from battlebox.web.giving.files import Form, file_for
    from battlebox.web.models import Partner

    return file_for(Partner.objects.get(body=body), sharing.collection, Form(form), author="Northmere")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("body", EXPECTED)
def test_each_partner_gets_what_it_may_have_and_the_ledger_says_so(sharing, body, form):
    from battlebox.web.taxii.ledger import check, ledger_of

    file = made(sharing, body, form)
    assert names_in(form, file.body) == EXPECTED[body]
    (row,) = ledger_of("northmere", body=body)
    assert (row.channel, len(row.items), file.things) == (FORMS[form], len(EXPECTED[body]), len(EXPECTED[body]))
    assert "the night" in row.basis
    check("northmere")


@pytest.mark.parametrize("form", FORMS)
def test_a_line_break_in_its_words_keeps_nothing_back(sharing, form):
    from battlebox.web.models import Alarm

    sharing.put(thing("broken", Tlp.GREEN, description="two\nlines"))
    assert names_in(form, made(sharing, "eastholt", form).body) == {*EXPECTED["eastholt"], "broken"}
    assert not Alarm.objects.filter(key__startswith="file-gate").exists()


@pytest.mark.parametrize("form", ["misp", "csv"])
def test_in_a_drill_what_is_over_goes_by_the_drills_clock(sharing, tmp_path, form):
    from battlebox.drill.pace import DrillWatch, Pace, PaceFile
    from battlebox.web import desk_time

    then = datetime.now(UTC) - timedelta(days=300)
    sharing.put(thing("still good then", Tlp.GREEN, valid_from=f"{then - timedelta(9):%Y-%m-%dT00:00:00Z}",
                      valid_until=f"{then + timedelta(9):%Y-%m-%dT00:00:00Z}"))  # fmt: skip
    assert names_in(form, made(sharing, "eastholt", form).body) == EXPECTED["eastholt"]
    file = PaceFile.in_folder(tmp_path)
    file.start(Pace.started(datetime.now(UTC), then, rate=1))
    desk_time.use(DrillWatch(file))
    try:
        assert "still good then" in names_in(form, made(sharing, "eastholt", form).body)
    finally:
        desk_time.use(None)


def test_what_it_names_may_change_without_keeping_back_words_with_a_line_break(sharing):
    from battlebox.web.taxii.reading import everything
    from battlebox.web.taxii.rights import right_to_give

    sign = thing("sign", Tlp.GREEN)
    sharing.put(sign)
    sharing.put(thing("broken", Tlp.GREEN, description=f"two\nlines of {sign.id}"))
    sharing.put(thing("sign", Tlp.GREEN, modified="2026-11-23T03:00:00.000Z"))
    right = right_to_give(sharing.eastholt, sharing.collection)
    assert {"sign", "broken"} <= {each.held.thing.says["name"] for each in everything(right, 100)}


@pytest.mark.parametrize("form", FORMS)
def test_where_nothing_may_go_there_are_no_bytes_and_no_row(sharing, form):
    from battlebox.web.models import Right
    from battlebox.web.taxii.ledger import ledger_of

    Right.objects.filter(partner__body="farwick").update(tlp_max="CLEAR")
    sharing.collection.entries.all().delete()
    file = made(sharing, "farwick", form)
    assert (file.body, file.things) == (b"", 0)
    assert list(ledger_of("northmere")) == []


@pytest.mark.parametrize(("change", "code"), [("right", Code.NO_RIGHT), ("cut off", Code.CUT_OFF)])
def test_without_a_right_or_cut_off_there_is_no_file(sharing, change, code):
    from django.utils import timezone

    from battlebox.web.models import Partner, Right

    if change == "right":
        Right.objects.update(expires_at=timezone.now())
    else:
        Partner.objects.update(cut_off_at=timezone.now())
    with pytest.raises(WebError) as wrong:
        made(sharing, "eastholt", "stix")
    assert wrong.value.code is code


def test_a_right_up_to_green_puts_nothing_stricter_in_the_file(sharing):
    from battlebox.web.models import Right

    Right.objects.update(tlp_max="GREEN")
    assert names_in("stix", made(sharing, "eastholt", "stix").body) == {"clear", "green"}


def test_a_thing_whose_reach_was_loosened_in_the_table_stays_and_is_an_alarm(sharing):
    from battlebox.web.models import Alarm, IntelObject, Reach

    free = IntelObject.objects.get(tlp="CLEAR", owner="northmere").reach
    strict = IntelObject.objects.filter(tlp="AMBER+STRICT", audience=["northmere"])
    assert strict.count() == 1
    sharing.collection.entries.filter(thing__in=strict).update(reach=Reach.objects.get(pk=free.pk))
    assert "ours" not in names_in("stix", made(sharing, "eastholt", "stix").body)
    assert Alarm.objects.filter(key__contains="-gate:").exists()


@pytest.fixture
def ours(desk_page):
    return desk_page("northmere")


def test_the_page_answers_with_the_file_and_it_is_in_the_record(opened, sharing, ours):
    at = opened.at(f"partners/collections/{sharing.collection.pk}/give/")
    answer = ours.send(at, {"partner": "farwick", "form": "stix", "why": "on a stick, by hand"}, expect=200)
    assert names_in("stix", answer.content) == EXPECTED["farwick"]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="warnings-for-farwick.stix.json"'
    assert "gave Farwick Council a file (stix) of 2 things in Warnings" in words(ours.get(opened.at("log/")))


def test_each_council_gives_its_own_alone(opened, sharing, desk_page, council):
    expect = 200 if council == "northmere" else 404
    desk_page(council).get(opened.at(f"partners/collections/{sharing.collection.pk}/give/"), expect=expect)


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.LOGGIST])
def test_who_may_not_give_gets_no_file(opened, sharing, desk_page, officer, role):
    from battlebox.web.taxii.ledger import ledger_of

    page = desk_page(officer("northmere", role=role.value))
    at = opened.at(f"partners/collections/{sharing.collection.pk}/give/")
    page.post(at, {"partner": "eastholt", "form": "stix", "why": "x"}, expect=422)
    assert list(ledger_of("northmere")) == []


def test_the_command_writes_the_same_file_and_says_what_it_left_out(sharing, django_stands, tmp_path):
    from click.testing import CliRunner

    from battlebox.web.share_command import share

    about = ["--data", str(django_stands.data), "--ours", "northmere"]
    out = tmp_path / "for-eastholt.json"
    done = CliRunner().invoke(share, ["give", "eastholt", "warnings", "--out", str(out), *about])
    assert done.exit_code == 0, done.output
    assert names_in("stix", out.read_bytes()) == EXPECTED["eastholt"]
    assert "3 things for eastholt; that is in the ledger" in done.stderr
    assert "left out: 1: it is their own" in done.stderr
    done = CliRunner().invoke(share, ["give", "farwick", "warnings", "--as", "csv", *about])
    assert done.exit_code == 0, (done.output, done.exception)
    assert names_in("csv", done.stdout_bytes) == EXPECTED["farwick"]


def test_what_goes_as_stix_goes_with_the_bytes_that_are_held(sharing):
    one = thing("clear", Tlp.CLEAR)
    assert one.raw in made(sharing, "farwick", "stix").body
