"""Alerts of CAP: taken whole, or refused with the one reason; and out to those who may have them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.marking import Marked, Tlp
from battlebox.share.foreign import (
    Addressee,
    Alert,
    AlertId,
    Area,
    ForeignCode,
    ForeignError,
    Info,
    MessageType,
    Scope,
    Status,
    read_cap,
    write_cap,
)  # fmt: skip
from battlebox.share.foreign.polygon import polygon_of
from share.foreign.made import EASTHOLT, FARWICK, INTEL, NOW, STRANGER, cap, needs_intel

C = ForeignCode


def refused(body, known=()):
    with pytest.raises(ForeignError) as error:
        read_cap(body, known)
    return error.value.code


def test_an_alert_becomes_words_place_times_and_what_to_do():
    alert = read_cap(cap())
    assert (alert.id.identifier, alert.label, alert.is_meant) == ("nm-1", Tlp.CLEAR, True)
    (info,) = alert.infos
    assert (info.headline, info.instruction) == ("Ring 01632 960 200 instead", "Do not ring the main number.")
    assert info.areas[0].polygons[0][0] == (51.5, -0.2)
    assert not alert.is_over(NOW)
    assert alert.is_over(NOW + timedelta(days=1))


EARLIER = AlertId("desk@northmere.example", "nm-0", datetime(2026, 11, 24, 8, tzinfo=UTC))
TO_EARLIER = "desk@northmere.example,nm-0,2026-11-24T08:00:00-00:00"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"scope": ""}, C.MISSING),
        ({"identifier": ""}, C.MISSING),
        ({"event": ""}, C.MISSING),
        ({"areaDesc": ""}, C.MISSING),
        ({"urgency": "Now"}, C.NOT_A_WORD),
        ({"status": "Real"}, C.NOT_A_WORD),
        ({"status": "Actual\n"}, C.NEWLINE),
        ({"sender": "desk\n@northmere.example"}, C.NEWLINE),
        ({"identifier": "nm,1"}, C.NEWLINE),
        ({"identifier": "nm 1"}, C.NEWLINE),
        ({"sent": "2026-11-24T09:30:00Z"}, C.BAD_TIME),
        ({"sent": "2026-13-24T09:30:00-00:00"}, C.BAD_TIME),
        ({"expires": "2026-11-24T09:30:00-00:00"}, C.EXPIRES_FIRST),
        ({"scope": "Private"}, C.NO_ADDRESSES),
        ({"scope": "Restricted"}, C.NO_RESTRICTION),
        ({"msgType": "Update"}, C.NO_REFERENCES),
        ({"msgType": "Cancel"}, C.NO_REFERENCES),
        ({"msgType": "Update", "references": "nm-0"}, C.BAD_REFERENCE),
        ({"msgType": "Update", "references": TO_EARLIER}, C.UNKNOWN_ALERT),
        (
            {"msgType": "Update", "references": "desk@northmere.example,nm-1,2026-11-24T09:30:00-00:00"},
            C.REFERS_TO_ITSELF,
        ),
        ({"polygon": "51.5,-0.2 51.6,-0.2 51.5,-0.2"}, C.POLYGON_SMALL),
        ({"polygon": "51.5,-0.2 51.6,-0.2 51.6,-0.1 51.5,-0.1"}, C.POLYGON_OPEN),
        ({"polygon": "0,0 1,1 0,1 1,0 0,0"}, C.POLYGON_CROSSED),
        ({"polygon": "0,0 0,2 0,1 1,1 0,0"}, C.POLYGON_CROSSED),
        ({"polygon": "0,0 1,1 2,2 0,0"}, C.POLYGON_CROSSED),
        ({"polygon": "91,0 1,1 0,1 91,0"}, C.BAD_POINT),
        ({"polygon": "0,181 1,1 0,1 0,181"}, C.BAD_POINT),
        ({"polygon": "nan,0 1,1 0,1 nan,0"}, C.BAD_POINT),
        ({"polygon": "0,0 " * 1001}, C.TOO_MANY),
        ({"circle": "51.5,-0.2"}, C.BAD_CIRCLE),
        ({"circle": "51.5,-0.2 -1"}, C.BAD_CIRCLE),
        ({"circle": "51.5,-0.2 inf"}, C.BAD_CIRCLE),
    ],
)
def test_an_alert_that_breaks_a_rule_is_refused_by_its_name(words, code):
    assert refused(cap(**words)) is code


def test_an_update_of_an_alert_that_is_here_is_taken_and_the_same_alert_is_not_taken_twice():
    alert = read_cap(cap(msgType="Update", references=TO_EARLIER), {EARLIER})
    assert alert.references == (EARLIER,)
    assert refused(cap(), {read_cap(cap()).id}) is C.ALREADY_HELD


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><alert>&b;</alert>'
REACHES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><alert>&x;</alert>'


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (LAUGHS, C.DOCTYPE),
        (REACHES, C.DOCTYPE),
        (LAUGHS.decode().encode("utf-16"), C.NOT_UTF8),
        (b'<?xml version="1.0" encoding="UTF-7"?><alert/>', C.CAP_VERSION),
        (b"<alert", C.NOT_XML),
        (b"", C.NOT_XML),
        (b"<alert/>", C.CAP_VERSION),
        (b'<alert xmlns="http://www.incident.com/cap/1.0"/>', C.CAP_VERSION),
        (b"<a>" * 40 + b"</a>" * 40, C.TOO_DEEP),
        (b"<a>" + b"<b/>" * 30_000 + b"</a>", C.TOO_MANY),
        (b"<a>" + b"x" * 1_100_000 + b"</a>", C.TOO_LARGE),
        (cap("<unheard-of/>"), C.STRANGE_ELEMENT),
        (cap("<info/>"), C.MISSING),
        (cap().replace(b"<scope>", b"<scope>Public</scope><scope>"), C.ELEMENT_TWICE),
        (
            cap().replace(b"<scope>Public</scope>", b"").replace(b"<status>", b"<scope>Public</scope><status>"),
            C.ELEMENT_ORDER,
        ),
        (cap().replace(b"<event>", b"<event><script/>"), C.STRANGE_ELEMENT),
    ],
)
def test_what_is_no_alert_or_would_grow_or_reach_out_is_refused(body, code):
    assert refused(body) is code


def test_what_was_sent_is_not_repeated_in_the_refusal():
    with pytest.raises(ForeignError) as error:
        read_cap(cap("<secret-of-eastholt/>"))
    assert "secret" not in str(error.value) + error.value.hint


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=3, max_size=7))
def test_a_polygon_that_is_taken_has_no_two_sides_that_cross(points):
    text = " ".join(f"{a},{b}" for a, b in [*points, points[0]])
    try:
        found = polygon_of(text)
    except ForeignError:
        return
    sides = list(pairwise(found))
    for place, (a, b) in enumerate(sides):
        for c, d in sides[place + 2 :]:
            across = [turn(a, b, c) * turn(a, b, d), turn(c, d, a) * turn(c, d, b)]
            assert not all(each < 0 for each in across)


def turn(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


ALERT = Alert(
    AlertId("desk@northmere.example", "nm-2", NOW),
    Status.ACTUAL,
    MessageType.ALERT,
    Scope.PUBLIC,
    (
        Info(
            "Council phones down", ("Infra",), "Immediate", "Severe", "Observed",
            (Area("Northmere & around <all>", (polygon_of("51.5,-0.2 51.6,-0.2 51.6,-0.1 51.5,-0.2"),)),),
            language="en-GB", headline="Ring 01632 960 200", instruction="Wait.", expires=NOW + timedelta(hours=4),
        ),
    ),
)  # fmt: skip


def write(tlp, to=(), *, rehearsal=False, alert=ALERT, **more):
    return write_cap(alert, Marked("northmere", tlp, **more), to, NOW, is_rehearsal=rehearsal)


def test_a_clear_alert_is_public_and_comes_back_as_it_was():
    assert read_cap(write(Tlp.CLEAR)) == ALERT


@pytest.mark.parametrize("tlp", [Tlp.GREEN, Tlp.AMBER, Tlp.AMBER_STRICT, Tlp.RED, None])
def test_nothing_but_clear_becomes_public_whatever_the_alert_says(tlp):
    with pytest.raises(ForeignError) as error:
        write(tlp)
    assert error.value.code is C.KEPT_BACK


@pytest.mark.parametrize("status", Status)
def test_a_rehearsal_never_writes_actual(status):
    found = read_cap(write(Tlp.CLEAR, rehearsal=True, alert=replace(ALERT, status=status)))
    assert found.status is not Status.ACTUAL
    assert status is not Status.ACTUAL or found.status is Status.EXERCISE


@pytest.mark.parametrize(
    ("tlp", "to", "goes"),
    [
        (Tlp.AMBER, EASTHOLT, True), (Tlp.AMBER, FARWICK, False), (Tlp.AMBER, STRANGER, False),
        (Tlp.GREEN, EASTHOLT, True), (Tlp.GREEN, FARWICK, True), (Tlp.GREEN, STRANGER, False),
        (Tlp.CLEAR, STRANGER, True), (Tlp.RED, EASTHOLT, False), (None, EASTHOLT, False),
    ],
)  # fmt: skip
def test_each_council_is_addressed_only_with_what_it_may_have(tlp, to, goes):
    addressed = [Addressee("duty desk", to)]
    if not goes:
        with pytest.raises(ForeignError) as error:
            write(tlp, addressed)
        assert error.value.code is C.NOT_FOR_THEM
        return
    found = read_cap(write(tlp, addressed))
    assert (found.scope, found.addresses, found.label) == (Scope.PRIVATE, ("duty desk",), Tlp.AMBER_STRICT)


def test_one_who_may_not_have_it_stops_the_whole_list():
    with pytest.raises(ForeignError) as error:
        write(Tlp.AMBER, [Addressee("a", EASTHOLT), Addressee("b", FARWICK)])
    assert str(error.value).startswith("1 of the recipients may not have it")


def test_a_restriction_makes_it_restricted():
    found = read_cap(write(Tlp.GREEN, [Addressee("a", FARWICK)], alert=replace(ALERT, restriction="councils only")))
    assert (found.scope, found.restriction) == (Scope.RESTRICTED, "councils only")


def test_a_letter_that_xml_cannot_hold_is_refused():
    with pytest.raises(ForeignError) as error:
        write(Tlp.CLEAR, alert=replace(ALERT, note="a\x00b"))
    assert error.value.code is C.NOT_XML


@needs_intel
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("43b080713727", None), ("australia", None), ("earthquake", None), ("thunderstorm", None), ("weather", None),
        ("no_optional_fields", None), ("canada", C.UNKNOWN_ALERT),
        ("canada_errors", C.NO_REFERENCES), ("invalid", C.MISSING),
    ],
)  # fmt: skip
def test_public_samples_of_cap(name, code):
    body = (INTEL / "cap" / f"{name}.cap").read_bytes()
    if code is not None:
        assert refused(body) is code
    else:
        assert read_cap(body).status is Status.ACTUAL


@needs_intel
def test_an_update_is_taken_once_what_it_changes_is_here():
    at = datetime(2012, 5, 2, 21, 45, 5, tzinfo=UTC)
    known = {
        AlertId("cap@ec.gc.ca", "2.49.0.1.124.a3f342a4.2012", at),
        AlertId("cap@ec.gc.ca", "2.49.0.1.124.60f31a3a.2012", at.replace(minute=55, second=21)),
    }
    assert read_cap((INTEL / "cap" / "canada.cap").read_bytes(), known).references
