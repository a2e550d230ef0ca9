"""The reach list on its pages: brought in whole or not at all, opened with a key, names for who opened it alone."""

from __future__ import annotations

import io
import logging
import re
import time
from dataclasses import replace
from datetime import timedelta

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localtime

from battlebox.desk import Role
from battlebox.desk.reach import Fate, bring_in, counts_of, lists_of, outcomes_of, read_extract, sheets_of
from battlebox.desk.record import Sight
from battlebox.estate import rows_of_file
from desk.reach import HOLDERS, OTHER_SECRET, SECRET, terms
from desk.room import officer as desk_officer
from web.desk_page import words

FIRST, SECOND = "lantern ferry walnut copper", "harbour pencil violet marble"
EXTRACT = """number,name,ward,need,priority,phone,address,shoe size
1,Ada Brown,North,home care,high,020 7946 0001,1 High Street,4
2,Bert Ng,North,home care,critical,020 7946 0002,2 High Street,5
3,"=HYPERLINK(""x"") <b>Cara</b>",South,telecare,low,020 7946 0003,3 Low Road,6
"""
NAMES = ("Ada Brown", "Bert Ng", "Cara", "1 High Street", "7946 0001")
WRONG = EXTRACT + "4,Dee Fox,South,telecare,purple,12,4 Low Road,7\n4,,South,telecare,low,020 7946 0004,,8\n"
TERMS = {
    "source": "northmere, case system",
    "purpose": "reaching people who depend on us",
    "lawful_basis": "as the data protection officer named it",
    "controller": "northmere",
    "retention": "until everybody is reached",
    "post_1": "duty director",
    "passphrase_1": FIRST,
    "again_1": FIRST,
    "post_2": "out of hours lead",
    "passphrase_2": SECOND,
    "again_2": SECOND,
}


@pytest.fixture
def lead(desk_page, officer):
    return desk_page(officer("northmere", role="service_lead", name="lead.one"))


def upload(page, opened, text=EXTRACT, name="extract.csv"):
    return page.send(opened.at("reach/bring/"), {"file": SimpleUploadedFile(name, text.encode())}, expect=302)


def moments(opened):
    there = {"extracted": opened.watch.at - timedelta(days=1), "expires": opened.watch.at + timedelta(days=7)}
    return {
        f"{field}_{part}": value
        for field, at in there.items()
        for part, value in zip(
            ("day", "month", "year", "time"),
            (localtime(at).day, localtime(at).month, localtime(at).year, localtime(at).strftime("%H:%M")),
            strict=True,
        )
    }


def through_pages(page, opened):
    """A list brought in as an officer does, with passphrases: sealing takes its seconds."""
    upload(page, opened)
    page.send(opened.at("reach/bring/columns/"))
    answer = page.send(opened.at("reach/bring/terms/"), {**TERMS, **moments(opened)})
    assert "Saved as" in words(page.follow(answer))
    return lists_of(sight(opened))[-1].partition("/")[2]


def brought(opened):
    """The same list with holders who have keys of their own, which costs no time."""
    rows = rows_of_file(EXTRACT.encode(), "extract.csv")
    columns = {"number": "number", "name": "name", "patch": "ward", "need": "need", "level": "priority",
               "phones": "phone", "address": "address"}  # fmt: skip
    at = {"extracted": opened.watch.at - timedelta(days=1), "expires": opened.watch.at + timedelta(days=7)}
    lead = desk_officer("northmere", Role.SERVICE_LEAD)
    return bring_in(opened.record, lead, read_extract(rows, columns), terms(**at), HOLDERS).thing.partition("/")[2]


def opened_list(page, opened):
    name = brought(opened)
    page.send(opened.at(f"reach/{name}/open/"), {"passphrase": SECRET, "why": "telecare is off"})
    return name


def printed(page, opened):
    name = opened_list(page, opened)
    page.send(opened.at(f"reach/{name}/print/"), {"way": "call"})
    return name


def sight(opened):
    return Sight.of(opened.record, desk_officer("northmere", Role.SERVICE_LEAD))


def has_names(text):
    return [name for name in NAMES if name in text]


def pdf_text(answer):
    return " ".join(" ".join(each.extract_text().split()) for each in pypdf.PdfReader(io.BytesIO(answer.content)).pages)


# ── bringing in ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_list_is_brought_in_in_three_steps_counted_and_opened_with_either_passphrase(lead, opened):
    name = through_pages(lead, opened)
    text = words(lead.get(opened.at(f"reach/{name}/")))
    for part in ("may miss people added since", "duty director, out of hours lead", "shoe size", "as the data prot"):
        assert part in text
    (count,) = counts_of(sight(opened))
    assert (count.tally.people, count.tally.to_reach) == (3, 3)
    assert not has_names(lead.get(opened.at(f"reach/{name}/")).content.decode())
    lead.send(
        opened.at(f"reach/{name}/open/"), {"post": "out of hours lead", "passphrase": SECOND, "why": "telecare is off"}
    )
    assert "Ada Brown" in lead.get(opened.at(f"reach/{name}/people/")).content.decode()


def test_a_column_that_nothing_takes_is_named_before_it_is_left_behind(lead, opened):
    upload(lead, opened, EXTRACT.replace("shoe size", "visit in pairs").replace("ward", "plan"))
    assert "Named by nothing below so far: plan." in words(lead.get(opened.at("reach/bring/columns/")))
    refused = words(lead.send(opened.at("reach/bring/columns/"), {"two_person": ""}, expect=422))
    assert "Named by nothing below so far: plan, visit in pairs." in refused


def test_whoever_is_on_no_call_sheet_is_counted_where_the_sheets_are_printed(lead, opened, monkeypatch):
    monkeypatch.setattr(f"{__name__}.EXTRACT", EXTRACT + "4,Dee Fox,South,telecare,low,,4 Low Road,7\n")
    said = words(lead.get(opened.at(f"reach/{printed(lead, opened)}/printed/")))
    assert re.search(r"1 person is on none of these sheets\..*print sheets to visit", said)


def test_every_bad_row_is_named_and_nothing_is_taken(lead, opened):
    upload(lead, opened, WRONG)
    answer = lead.send(opened.at("reach/bring/columns/"), expect=422)
    text = words(answer)
    for part in ("row 5, column priority", "row 5, column phone", "row 6, column number", "row 6, column name"):
        assert part in text
    assert "4 mistakes" in text
    assert not lists_of(sight(opened))
    assert lead.get(opened.at("reach/bring/terms/"), expect=302).headers["Location"].endswith("reach/bring/")


@pytest.mark.parametrize(("name", "text"), [("extract.pdf", "x"), ("extract.xlsx", "rubbish"), ("extract.csv", "")])
def test_a_file_that_is_no_spreadsheet_is_refused_in_a_sentence(lead, opened, name, text):
    page = lead.send(opened.at("reach/bring/"), {"file": SimpleUploadedFile(name, text.encode())}, expect=422)
    assert "There is a problem" in words(page)


def test_two_passphrases_that_differ_or_are_weak_are_refused_and_never_shown_again(lead, opened):
    upload(lead, opened)
    lead.send(opened.at("reach/bring/columns/"))
    for wrong in ({"again_1": "something else"}, {"passphrase_1": "short", "again_1": "short"}):
        answer = lead.send(opened.at("reach/bring/terms/"), {**TERMS, **moments(opened), **wrong}, expect=422)
        assert FIRST not in answer.content.decode()
        assert TERMS["purpose"] in answer.content.decode()
    assert "Sealing takes some seconds" in words(lead.get(opened.at("reach/bring/terms/")))
    assert not lists_of(sight(opened))


def test_another_session_of_the_same_officer_does_not_find_the_file(lead, opened, desk_page):
    from battlebox.web.models import Officer

    upload(lead, opened)
    other = desk_page(Officer.objects.get(username="lead.one"))
    assert other.get(opened.at("reach/bring/columns/"), expect=302).headers["Location"].endswith("reach/bring/")


def test_a_role_that_may_not_hold_lists_is_told_so(desk_page, opened):
    silver = desk_page("northmere")
    assert "Bring a list in" not in words(silver.get(opened.at("reach/")))
    file = SimpleUploadedFile("extract.csv", EXTRACT.encode())
    answer = silver.send(opened.at("reach/bring/"), {"file": file}, expect=422)
    assert "may not bring in a list of people to reach" in words(answer)


# ── opening ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_names_are_seen_by_who_opened_it_and_by_nobody_else(lead, opened, desk_page, officer):
    name = opened_list(lead, opened)
    people = opened.at(f"reach/{name}/people/")
    answer = lead.get(people)
    assert "Ada Brown" in answer.content.decode()
    assert "&lt;b&gt;Cara" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert "csv" not in answer.content.decode().lower()
    colleague = desk_page(officer("northmere", role="service_lead", name="lead.two"))
    assert colleague.get(people, expect=302).headers["Location"].endswith("/open/")
    for body in ("eastholt", "farwick"):
        desk_page(body).get(people, expect=404)


def test_signing_out_closes_it(lead, opened, desk_page):
    from battlebox.web.models import Officer

    name = opened_list(lead, opened)
    from battlebox.web.desk_memory import desk_memory

    assert any(key.endswith(f"/list/{name}") for key in desk_memory()._kept)
    lead.post("/account/logout/")
    assert not any(key.endswith(f"/list/{name}") for key in desk_memory()._kept)
    again = desk_page(Officer.objects.get(username="lead.one"))
    again.get(opened.at(f"reach/{name}/people/"), expect=302)


def test_its_time_closes_it(lead, opened, monkeypatch):
    name = opened_list(lead, opened)
    later = time.monotonic() + 30 * 60 + 1
    monkeypatch.setattr("battlebox.web.desk_memory.time.monotonic", lambda: later)
    assert lead.get(opened.at(f"reach/{name}/people/"), expect=302).headers["Location"].endswith("/open/")


def test_putting_it_away_closes_it(lead, opened):
    name = opened_list(lead, opened)
    lead.post(opened.at(f"reach/{name}/put-away/"))
    lead.get(opened.at(f"reach/{name}/people/"), expect=302)


def test_a_wrong_passphrase_opens_nothing_and_is_not_shown_again(lead, opened):
    name = brought(opened)
    answer = lead.send(
        opened.at(f"reach/{name}/open/"), {"passphrase": "not the right words", "why": "to see"}, expect=422
    )
    assert "There is a problem" in words(answer)
    assert "not the right words" not in answer.content.decode()
    lead.get(opened.at(f"reach/{name}/people/"), expect=302)


def test_no_name_reaches_the_session_the_log_or_the_words_of_the_record(lead, opened, caplog):
    from django.contrib.sessions.models import Session

    from battlebox.web.models import Once

    with caplog.at_level(logging.DEBUG):
        name = printed(lead, opened)
        lead.get(opened.at(f"reach/{name}/printed/paper/"))
    kept = [str(each.get_decoded()) for each in Session.objects.all()]
    kept += [str(vars(each)) for each in Once.objects.all()]
    kept += [each.getMessage() for each in caplog.records if not each.name.startswith("battlebox.tests")]
    kept += [line.words for line in opened.record.lines()]
    assert not has_names("\n".join(kept))
    assert SECRET not in "\n".join(kept)


def test_words_with_secrets_are_not_kept_when_the_session_is_lost(lead, opened):
    name = brought(opened)
    from justhtml import JustHTML

    from web.desk_page import filled

    data = filled(JustHTML(lead.get(opened.at(f"reach/{name}/open/")).content.decode(), sanitize=False))
    lead.client.logout()
    lead.post(opened.at(f"reach/{name}/open/"), {**data, "passphrase": FIRST, "why": "telecare is off"})
    assert FIRST not in str(dict(lead.client.session.items()))
    assert "telecare" in str(dict(lead.client.session.items()))


# ── sheets ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_sheets_are_numbered_and_printed_for_who_opened_the_list(lead, opened, desk_page):
    name = printed(lead, opened)
    assert "SA-1, SA-2" in words(lead.get(opened.at(f"reach/{name}/printed/")))
    text = pdf_text(lead.get(opened.at(f"reach/{name}/printed/paper/")))
    for part in ("SA-1", "SA-2", "Ada Brown", "TLP:AMBER+STRICT", "PERSONAL DATA", "=HYPERLINK"):
        assert part in text
    silver = desk_page("northmere")
    silver.get(opened.at(f"reach/{name}/printed/paper/"), expect=404)
    assert silver.get(opened.at("reach/sheets/SA-1/paper/"), expect=302).headers["Location"].endswith("/open/")
    register = pdf_text(silver.get(opened.at(f"reach/{name}/register/")))
    assert "SA-1" in register
    assert not has_names(register)


def test_a_sheet_is_handed_out_and_keyed_back_without_a_key(lead, opened, desk_page):
    name = printed(lead, opened)
    silver = desk_page("northmere")
    found = silver.send(opened.at("reach/sheets/"), {"number": " sa-2 "})
    assert "Where it is At the desk" in words(silver.follow(found))
    silver.send(opened.at("reach/sheets/SA-2/hand-out/"), {"taken_by": "ward team"})
    back = opened.at("reach/sheets/SA-2/back/")
    assert not has_names(silver.get(back).content.decode())
    silver.send(back, {"fate_1": "safe", "private_note_1": "daughter is there", "fate_2": "no reply"})
    said = outcomes_of(sight(opened), f"list/{name}")
    assert sorted(each.fate for each in said.values()) == [Fate.NO_REPLY, Fate.SAFE]
    text = words(silver.get(opened.at("reach/sheets/SA-2/")))
    assert "Returned" in text
    assert "daughter" not in text
    assert "daughter" not in "\n".join(line.words for line in opened.record.lines())
    again = silver.send(back, {"fate_1": "safe"}, expect=422)
    assert "SA-2" in words(again)
    silver.send(opened.at("reach/sheets/SA-2/mend/"), {"line": "2", "fate": "safe", "found_by": "ward team"})
    assert {each.fate for each in outcomes_of(sight(opened), f"list/{name}").values()} == {Fate.SAFE}


def test_a_line_that_the_sheet_does_not_have_is_refused(lead, opened):
    printed(lead, opened)
    answer = lead.send(
        opened.at("reach/sheets/SA-1/mend/"), {"line": "9", "fate": "safe", "found_by": "me"}, expect=422
    )
    assert "SA-1" in words(answer)


def test_a_lost_sheet_is_an_alarm_and_its_people_come_back(lead, opened):
    name = printed(lead, opened)
    lead.send(opened.at("reach/sheets/SA-1/lost/"), {"private_why": "left on a bus"})
    for address in ("reach/", f"reach/{name}/", "reach/sheets/SA-1/"):
        assert "information governance" in words(lead.get(opened.at(address)))
    lead.send(opened.at(f"reach/{name}/print/"), {"way": "call"})
    assert len(sheets_of(sight(opened))) == 3


def test_a_late_sheet_is_an_alarm(lead, opened):
    printed(lead, opened)
    opened.watch.at += timedelta(hours=4)
    assert "late: SA-1" in words(lead.get(opened.at("reach/")))


def test_a_sheet_that_is_not_ours_is_not_there(lead, opened, desk_page, council):
    printed(lead, opened)
    for rest in ("", "back/", "lost/", "mend/", "hand-out/"):
        desk_page(council).get(opened.at(f"reach/sheets/SA-1/{rest}"), expect=200 if council == "northmere" else 404)
    if council == "eastholt":
        answer = desk_page(council).send(opened.at("reach/sheets/"), {"number": "SA-1"}, expect=422)
        assert "There is no such sheet here" in words(answer)


# ── keeping ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_it_is_kept_longer_given_to_another_holder_and_opened_with_the_new_key(lead, opened):
    name = brought(opened)
    lead.send(opened.at(f"reach/{name}/longer/"), {"why": "still off"})
    assert "still off" in words(lead.get(opened.at(f"reach/{name}/")))
    new = "canvas winter saddle yellow"
    data = {"lost": "duty director", "post": "out of hours lead", "passphrase": OTHER_SECRET}
    data |= {"new_post": "night director", "passphrase_new": new, "again": new}
    lead.send(opened.at(f"reach/{name}/holder/"), data)
    assert "night director" in words(lead.get(opened.at(f"reach/{name}/")))
    lead.send(opened.at(f"reach/{name}/open/"), {"post": "night director", "passphrase": new, "why": "telecare"})
    assert "Ada Brown" in lead.get(opened.at(f"reach/{name}/people/")).content.decode()


def test_a_partner_is_given_counts_and_never_names(lead, opened, desk_page):
    name = brought(opened)
    page = desk_page("eastholt")
    page.get(opened.at(f"reach/{name}/"), expect=404)
    lead.send(opened.at(f"reach/{name}/share/"), {"bodies": "eastholt"})
    text = page.get(opened.at(f"reach/{name}/")).content.decode()
    assert "home care" in text
    assert not has_names(text)
    for rest in ("people/", "open/", "print/", "register/", "close/", "longer/", "share/", "keys/", "holder/"):
        page.get(opened.at(f"reach/{name}/{rest}"), expect=404)


def test_it_is_closed_only_when_every_sheet_is_settled_and_its_keys_can_then_be_removed(lead, opened):
    name = printed(lead, opened)
    close = opened.at(f"reach/{name}/close/")
    assert "on sheets that are out (SA-1, SA-2)" in words(lead.send(close, {"why": "all is well"}, expect=422))
    for number in ("SA-1", "SA-2"):
        lead.send(opened.at(f"reach/sheets/{number}/back/"), {"back_from": "ward team"})
    lead.send(close, {"why": "systems are back"})
    assert "Closed: systems are back" in words(lead.get(opened.at(f"reach/{name}/")))
    lead.get(opened.at(f"reach/{name}/people/"), expect=302)
    keys = opened.at(f"reach/{name}/keys/")
    assert "1 key could be removed" in words(lead.get(keys))
    lead.send(keys, {"sure": "on"})
    assert "asked for already" in words(lead.send(keys, {"sure": "on"}, expect=422))


def test_the_counts_are_a_csv_and_hold_no_name(lead, opened):
    name = opened_list(lead, opened)
    for table in ("patches", "sheets"):
        assert not has_names(lead.get(opened.at(f"reach/{name}/?{table}-csv=1")).content.decode())
    assert "home care" in lead.get(opened.at(f"reach/{name}/?patches-csv=1")).content.decode()


def test_sharing_is_not_offered_where_nobody_is_to_share_with(lead, opened, monkeypatch):
    from battlebox.web import incidents

    name = brought(opened)
    address = opened.at(f"reach/{name}/")
    assert "Share its counts" in words(lead.get(address))
    kind = type(incidents.source())
    find = kind.find
    alone = frozenset({"northmere"})
    monkeypatch.setattr(kind, "find", lambda self, short: replace(find(self, short), bodies=alone))
    assert "Share its counts" not in words(lead.get(address))
    assert "No other body is in this incident" in words(lead.get(f"{address}share/"))
