"""Tables of indicators: whole or not at all, each mistake by row and column; nothing that a spreadsheet works out."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.marking import Tlp
from battlebox.share.foreign import (
    ForeignCode,
    ForeignError,
    Indicator,
    Kind,
    defanged,
    read_table,
    table_of,
    write_misp,
    write_table,
)
from battlebox.share.foreign.file_endings import FILE_ENDINGS
from battlebox.share.foreign.giving import OVER, TAKEN_BACK
from battlebox.share.foreign.indicator_value import checked, recognised
from battlebox.share.foreign.pattern import pattern_of, value_in
from battlebox.share.foreign.table import _plain, safe
from battlebox.share.foreign.table_things import things_of
from battlebox.share.intel import Thing
from battlebox.share.release import Held
from share.foreign.made import EASTHOLT, FARWICK, NOW, STRANGER, gate, indicator, uid

C = ForeignCode


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("192.0.2.7", Kind.IPV4, "192.0.2.7"),
        ("192.0.2[.]7", Kind.IPV4, "192.0.2.7"),
        ("192.0.2.0/24", Kind.IPV4, "192.0.2.0/24"),
        ("2001:DB8::1", Kind.IPV6, "2001:db8::1"),
        ("2001:db8::/32", Kind.IPV6, "2001:db8::/32"),
        ("Bad[.]Example[.]ORG", Kind.DOMAIN, "bad.example.org"),
        ("bad(dot)example.org", Kind.DOMAIN, "bad.example.org"),
        ("hxxps://bad[.]example[.]org/a?b=c", Kind.URL, "https://bad.example.org/a?b=c"),
        ("h**p://bad.example.org/", Kind.URL, "http://bad.example.org/"),
        ("hxxp[:]//192.0.2[.]7:8080/x", Kind.URL, "http://192.0.2.7:8080/x"),
        ("clerk[at]bad.example.org", Kind.EMAIL, "clerk@bad.example.org"),
        ("D41D8CD98F00B204E9800998ECF8427E", Kind.MD5, "d41d8cd98f00b204e9800998ecf8427e"),
        ("a" * 40, Kind.SHA1, "a" * 40),
        ("b" * 64, Kind.SHA256, "b" * 64),
        ("c" * 128, Kind.SHA512, "c" * 128),
        ("invoice.exe", Kind.FILE_NAME, "invoice.exe"),
        ("Payroll.2026[.]XLSM", Kind.FILE_NAME, "Payroll.2026[.]XLSM"),
        # Top-level domains as well: what may be a domain is looked for as one.
        ("photos.zip", Kind.DOMAIN, "photos.zip"),
        ("holiday.mov", Kind.DOMAIN, "holiday.mov"),
        ("command.com", Kind.DOMAIN, "command.com"),
        ("https://bad.example.org/invoice.exe", Kind.URL, "https://bad.example.org/invoice.exe"),
    ],
)
def test_a_value_is_recognised_and_made_whole(text, kind, value):
    assert recognised(text) == (kind, value)


def test_no_ending_of_a_file_is_a_top_level_domain():
    """The list of those that there are comes with the library that makes up test data."""
    listed = resources.files("hypothesis").joinpath("vendor/tlds-alpha-by-domain.txt").read_text(encoding="ascii")
    domains = {line.lower() for line in listed.split() if not line.startswith("#")}
    assert len(domains) > 1000
    assert not FILE_ENDINGS & domains
    assert {"exe", "dll", "pdf", "docx", "lnk"} <= FILE_ENDINGS


@pytest.mark.parametrize(
    "text", ["", "hello", "300.1.1.1", "192.0.2.7/24", "fe80::1%eth0", "http://", "javascript:x", "a" * 41, "-x.org"]
)
def test_what_cannot_be_told_is_not_guessed(text):
    with pytest.raises(ForeignError) as error:
        recognised(text)
    assert error.value.code is C.OTHER_KIND


@pytest.mark.parametrize(
    "value", ["https://bad.example.org/a.b", "bad.example.org", "clerk@bad.example.org", "192.0.2.7"]
)
def test_a_defanged_value_is_made_whole_again_and_cannot_be_clicked(value):
    safe = defanged(value)
    assert "http" not in safe
    assert "bad.example" not in safe
    assert recognised(safe)[1] == value


@given(st.sampled_from(Kind), st.text(min_size=1, max_size=60))
def test_a_value_in_a_pattern_comes_out_as_it_went_in(kind, text):
    assert value_in(pattern_of(kind, text)) == (kind, text)


@pytest.mark.parametrize(
    "pattern",
    [
        "[a:b = 'x' AND c:d = 'y']",
        "[url:value LIKE 'x']",
        "[x:y = 'z']",
        "",
        "[url:value = 'x'] FOLLOWEDBY [url:value = 'y']",
    ],
)
def test_a_pattern_that_compares_more_is_left_alone(pattern):
    assert value_in(pattern) is None


def read(text):
    return read_table(text.encode())


def test_commas_semicolons_tabs_and_a_mark_before_them_are_all_read():
    want = read("kind,value,label\ndomain,bad.example.org,TLP:GREEN\n").indicators
    assert want == (Indicator(Kind.DOMAIN, "bad.example.org", Tlp.GREEN),)
    for text in (
        "kind;value;label\ndomain;bad.example.org;TLP:GREEN\n",
        "\ufeffvalue;label\r\nbad[.]example[.]org;green\r\n\r\n",
        "label\tvalue\ntlp:green\tbad.example.org",
    ):
        assert read(text).indicators == want


def test_a_whole_row():
    (row,) = read("kind,value,label,seen,confidence,note\n,192.0.2.7,,2026-11-24 09:30,80,seen in mail\n").indicators
    assert row == Indicator(Kind.IPV4, "192.0.2.7", None, datetime(2026, 11, 24, 9, 30, tzinfo=UTC), 80, "seen in mail")


BAD = """kind,value,label,seen,confidence,note
domain,good.example.org,,,,
domain,no domain,,,,
teapot,x,,,,
,,,,,
ipv4,,purple,yesterday,101,"=HYPERLINK(""x"")"
domain,good.example.org,,,,
url,=cmd,,,,
,hello,,,,
domain,b.example.org,,,,,extra
"""


def test_every_mistake_is_named_by_row_and_column_and_nothing_is_taken():
    found = read(BAD)
    assert found.indicators == ()
    assert [(one.place, one.code) for one in found.refused] == [
        ("row 3, value", C.BAD_VALUE),
        ("row 4, kind", C.UNKNOWN_WORD),
        ("row 6, value", C.EMPTY_CELL),
        ("row 6, label", C.BAD_LABEL),
        ("row 6, seen", C.BAD_TIME),
        ("row 6, confidence", C.BAD_CONFIDENCE),
        ("row 6, note", C.CELL_FORMULA),
        ("row 7", C.ROW_TWICE),
        ("row 8, value", C.CELL_FORMULA),
        ("row 9, value", C.OTHER_KIND),
        ("row 10", C.ROW_LENGTH),
    ]
    assert "purple" not in str(found.refused)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", C.NO_HEADER),
        (b"kind,note\n", C.NO_HEADER),
        (b"value,value\n", C.NO_HEADER),
        (b"value,colour\n", C.UNKNOWN_COLUMN),
        (b'value\n"a"b\n', C.BAD_QUOTES),
        (b"value\n\xff\n", C.NOT_UTF8),
        (b"value\n" + b"a.example.org\n" * 50_001, C.TOO_MANY),
        (b"x" * 6_000_000, C.TOO_LARGE),
    ],
)
def test_what_is_no_table_of_indicators_is_refused(body, code):
    with pytest.raises(ForeignError) as error:
        read_table(body)
    assert error.value.code is code


@given(st.text(max_size=40).filter(lambda text: "\x00" not in text and "\r" not in text))
def test_no_cell_that_goes_out_begins_a_formula_and_a_note_comes_back(text):
    body = table_of([Indicator(Kind.DOMAIN, "bad.example.org", note=text)])
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))
    assert len(rows) == 2
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "|", "%")) for cell in rows[1])


def test_what_looks_like_a_formula_comes_back_as_it_was():
    body = table_of([Indicator(Kind.FILE_NAME, "-rf.exe", note="@here")])
    assert body.startswith(b"\xef\xbb\xbf")
    (row,) = read_table(body).indicators
    assert (row.value, row.note) == ("-rf.exe", "@here")


def test_a_hash_or_an_address_is_no_formula():
    rows = (Indicator(Kind.IPV4, "192.0.2.7", Tlp.AMBER_STRICT, NOW, 80, "x"), Indicator(Kind.EMAIL, "a@b.org"))
    assert read_table(table_of(rows)).indicators == rows


def test_the_same_row_makes_the_same_thing_and_only_with_its_own_label():
    rows = read("value,label,confidence\nbad.example.org,GREEN,80\n192.0.2.7,,\n").indicators
    first, second = things_of(rows, "eastholt", NOW)
    assert first.says["object_marking_refs"] == [Tlp.GREEN.stix_id]
    assert first.says["confidence"] == 80
    assert "object_marking_refs" not in second.says
    assert [one.raw for one in things_of(rows, "eastholt", NOW)] == [first.raw, second.raw]
    assert next(iter(things_of(rows, "farwick", NOW))).id != first.id


@pytest.mark.parametrize(("to", "numbers"), [(EASTHOLT, {1, 2, 3}), (FARWICK, {1, 2}), (STRANGER, {1})])
def test_each_council_is_given_the_rows_that_it_may_have(to, numbers):
    held = [indicator(number, label) for number, label in enumerate((*Tlp, None), 1)]
    way, alarms = gate(*held)
    given_out = write_table(held, to, NOW, way)
    assert {one.value for one in read_table(given_out.body).indicators} == {
        f"bad{number}.example.org" for number in numbers
    }
    assert len(given_out.left) == 6 - len(numbers)
    assert alarms == []


@pytest.mark.parametrize("form", ["csv", "misp"])
def test_what_was_taken_back_or_is_over_is_in_no_list(form):
    good, back, over, soon = (indicator(number, Tlp.CLEAR) for number in range(1, 5))
    older = back
    back = changed(back, revoked=True, modified="2026-11-24T09:00:00.000Z")
    over = changed(over, valid_until="2026-11-24T09:30:00Z")
    soon = changed(soon, valid_until="2026-11-24T09:30:01Z")
    held = [good, older, back, over, soon]
    way, _ = gate(*held)
    write = write_table if form == "csv" else partial(write_misp, title="x", author="Northmere")
    given_out = write(held, EASTHOLT, NOW, way)
    assert [value in given_out.body.decode() for value in VALUES] == [True, False, False, True]
    assert sorted((each.id, each.reason) for each in given_out.left) == sorted(
        [(older.thing.id, TAKEN_BACK), (back.thing.id, TAKEN_BACK), (over.thing.id, OVER)]
    )


VALUES = tuple(f"bad{number}.example.org" for number in range(1, 5))


def changed(held, **says):
    return replace(held, thing=Thing.from_says({**held.thing.says, **says}))


def thing_of(number, kind, label=Tlp.CLEAR, **says):
    whole = {
        "type": kind,
        "spec_version": "2.1",
        "id": f"{kind}--{uid(number)}",
        "object_marking_refs": [label.stix_id],
    }
    return Held(Thing.from_says(whole | says), "northmere")


def test_a_value_that_two_things_hold_is_one_row_under_the_stricter_label():
    one = indicator(1, Tlp.GREEN)
    other = thing_of(2, "domain-name", value="bad1.example.org")
    for held in ([one, other], [other, one]):
        way, _ = gate(*held)
        given_out = write_table(held, EASTHOLT, NOW, way)
        (row,) = read_table(given_out.body).indicators
        assert (row.value, row.label) == ("bad1.example.org", Tlp.GREEN)
        assert row.seen is not None
        assert len(given_out.gone) == 2


@given(st.text(alphabet="'=+-@|%\t ax", max_size=6))
def test_the_mark_before_what_looks_like_a_formula_comes_off_as_it_went_on(text):
    assert _plain(safe(text)) == text
    assert not safe(text).lstrip().startswith(("=", "+", "-", "@", "|", "%"))


def test_what_another_council_would_refuse_is_left_out_of_the_table_and_its_neighbours_are_in_it():
    """One bad row would have the whole table refused where it is opened."""
    good = thing_of(1, "domain-name", value="bad1.example.org")
    bad = [
        thing_of(2, "url", value="192.0.2"),
        thing_of(3, "file", name="=1+1"),
        thing_of(4, "domain-name", value="no domain"),
    ]
    half = thing_of(5, "file", name="a/b", hashes={"MD5": "D41D8CD98F00B204E9800998ECF8427E"})
    way, _ = gate(good, *bad, half)
    given_out = write_table([good, *bad, half], EASTHOLT, NOW, way)
    found = read_table(given_out.body)
    assert found.refused == ()
    assert [one.value for one in found.indicators] == ["bad1.example.org", "d41d8cd98f00b204e9800998ecf8427e"]
    assert [one.id for one in given_out.left] == [one.thing.id for one in bad]


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "two\nlines", "x" * 2_000, "'=1", 'a,b;c\td"e'])
def test_whatever_an_indicator_is_called_its_row_can_be_read_again(name):
    one = indicator(1, Tlp.CLEAR)
    named = Held(Thing.from_says({**one.thing.says, "name": name}), one.owner)
    way, _ = gate(named)
    (row,) = read_table(write_table([named], EASTHOLT, NOW, way).body).indicators
    assert row.value == "bad1.example.org"


def test_a_file_name_is_only_what_somebody_said_is_one():
    assert checked(Kind.FILE_NAME, "invoice.pdf.exe") == "invoice.pdf.exe"
    with pytest.raises(ForeignError):
        checked(Kind.FILE_NAME, "a/b")
    assert json.dumps(pattern_of(Kind.FILE_NAME, "it's")) == "\"[file:name = 'it\\\\'s']\""
