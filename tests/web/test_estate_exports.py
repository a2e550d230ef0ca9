"""The export of another tool brought in at the desk: kept as a revision, with a page of what each thing became."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from battlebox.estate import corrected
from estate.inventory.exports import BLOODHOUND, DEVICES_CSV, as_bytes, by_id, cable, device, page, zipped
from web.desk_page import words
from web.places.conftest import do_all, jobs
from web.test_estates_before import empty_desk as empty_desk
from web.test_estates_before import zipped as an_estate

__all__ = ["jobs"]

AT = "/estates/from/"


def sent(name="devices.csv", data=DEVICES_CSV):
    return SimpleUploadedFile(name, data, "application/octet-stream")


def asked(*files, tool="netbox", into="new", **more):
    return {"tool": tool, "sent": list(files), "into": into, "bodies": "", **more}


def kept(desk):
    """The tables of the only revision that is kept."""
    (digest,) = desk.shelf.kept
    return desk.shelf.fetch(digest)


def test_an_export_becomes_an_estate_that_is_offered_with_a_page_of_what_became_of_it(empty_desk, desk_page):
    hand = desk_page("northmere")
    assert AT in hand.get("/estates/").content.decode()
    answer = hand.send(AT, asked(sent()))
    text = words(hand.follow(answer))
    assert "NetBox, brought into Northmere Council, from NetBox" in text
    assert "northmere.fw-01" in text
    assert "systems rebuild_h: not said for 1 of 1" in text
    assert [*by_id(kept(empty_desk), "systems")] == ["northmere.fw-01"]
    assert "Northmere Council, from NetBox" in words(hand.get("/open/"))


def test_the_page_is_for_a_body_that_is_in_the_estate_and_for_no_other(empty_desk, desk_page):
    hand = desk_page("northmere")
    files = asked(sent("d.json", as_bytes(page(device(1, "a", tenant="Eastholt Council")))))
    address = hand.send(AT, {**files, "bodies": "Eastholt Council = eastholt"}).headers["Location"]
    assert "eastholt.a" in words(desk_page("eastholt").get(address))
    desk_page("farwick").get(address, expect=404)
    hand.get(address.replace("netbox", "abacus"), expect=404)
    hand.get(address.replace("netbox", "servicenow"), expect=404)
    del empty_desk


def test_a_loggist_is_told_whom_to_ask_and_nothing_is_kept(empty_desk, desk_page, officer):
    loggist = desk_page(officer("northmere", role="loggist"))
    assert "Bring it in" not in words(loggist.get(AT))
    text = words(loggist.send(AT, asked(sent()), expect=422))
    assert "may not" in text
    assert "Ask someone who holds" in text
    assert not empty_desk.shelf.kept


def test_it_comes_into_an_estate_of_ours_as_another_revision_and_says_what_stayed(empty_desk, desk_page):
    hand = desk_page("northmere")
    hand.send("/estates/", {"sent": an_estate(), "source": "the planner's stick"})
    (first,) = empty_desk.shelf.kept
    before = empty_desk.shelf.fetch(first)
    answer = hand.send(AT, asked(sent(), into=f"kept:{first}"))
    second = answer.headers["Location"].split("/")[3]
    after = empty_desk.shelf.fetch(second)
    assert {*by_id(after, "systems")} == {*by_id(before, "systems"), "northmere.fw-01"}
    assert empty_desk.shelf.fetch(first) == before
    mended = corrected(after, "systems", "northmere.fw-01", "kind", "Perimeter")
    third = empty_desk.shelf.keep(mended)
    text = words(hand.send(AT, asked(sent(), into=f"kept:{third}"), expect=422))
    assert "The estate says all this already. Nothing new was kept." in text
    cables = as_bytes(page(device(1, "FW-01"), device(2, "new"), cable(1, 1, 2)))
    text = words(hand.follow(hand.send(AT, asked(sent("d.json", cables), into=f"kept:{third}"))))
    assert "systems kind of northmere.fw-01: Perimeter stayed, d.json says Server" in text


def test_what_cannot_be_read_is_said_and_nothing_is_kept(empty_desk, desk_page):
    hand = desk_page("northmere")
    for files, says in (
        (asked(sent("a.json", b"{")), "A.json is no export of NetBox that can be read: it is no JSON from line 1"),
        (asked(sent("d.json", as_bytes(page(device(1, "a", status="planned"))))), "its status is planned"),
        (asked(sent(), bodies="Eastholt"), "Write Eastholt as a name, =, and the id of a body"),
        (asked(sent(), into="kept:ffff"), "is not one of the list"),
        (asked(sent(), sent("x/devices.csv")), "Two of the files have one name"),
    ):
        text = words(hand.send(AT, files, expect=422))
        assert says.casefold() in text.casefold(), text[-900:]
    assert not empty_desk.shelf.kept


def test_no_account_of_a_directory_is_on_the_page(empty_desk, desk_page):
    hand = desk_page("northmere")
    answer = hand.send(AT, asked(sent("b.zip", zipped(BLOODHOUND)), tool="bloodhound"))
    text = hand.follow(answer).content.decode()
    assert "northmere.group-server-admins" in text
    for name in ("A.PERSON", "PC-A-PERSON", "S-1-5-21"):
        assert name not in text
    del empty_desk


# ── a large one ──────────────────────────────────────────────────────────────────────────────────────────────────

MANY = 20_000


@pytest.fixture(scope="module")
def large():
    """A list of devices that is read beside the pages."""
    rows = "".join(
        f"srv-{at:05},Active,Server,R640,Dell,Town Hall,{'a note of what it is for ' * 4}\n" for at in range(MANY)
    )
    return b"name,status,role,type,manufacturer,site,description\n" + rows.encode()


def waiting(desk):
    """What lies in the desk's folder of exports that wait."""
    from battlebox.web.starting.desk_settings import EXPORTS_WAITING

    place = desk.data / EXPORTS_WAITING
    return [path.name for path in place.rglob("*") if path.is_file()] if place.exists() else []


def test_a_large_export_is_read_beside_the_pages_and_ends_with_the_same_report(
    empty_desk, desk, desk_page, jobs, large
):
    hand = desk_page("northmere")
    answer = hand.send(AT, asked(sent(data=large)))
    at = answer.headers["Location"]
    assert at.startswith("/estates/from/job/")
    said = words(hand.follow(answer))
    assert "Waiting" in said
    assert "The export is being read." in said
    assert not empty_desk.shelf.kept
    assert waiting(desk) == ["0"]
    for council in ("eastholt", "farwick", "northmere"):
        desk_page(council).get(at, expect=404)
    do_all(jobs)
    assert waiting(desk) == []
    report = hand.get(at, expect=302)
    assert "NetBox, brought into Northmere Council, from NetBox" in words(hand.follow(report))
    assert len(by_id(kept(empty_desk), "systems")) == MANY


def test_a_large_export_that_cannot_be_read_says_why_as_a_small_one_does(empty_desk, desk, desk_page, jobs, large):
    hand = desk_page("northmere")
    at = hand.send(AT, asked(sent("a.json", large))).headers["Location"]
    do_all(jobs)
    said = words(hand.get(at))
    assert "Failed" in said
    assert "A.json is no export of NetBox that can be read: it is no JSON from line 1" in said
    assert "Nothing was kept." in said
    assert not empty_desk.shelf.kept
    assert waiting(desk) == []


def test_a_second_large_export_of_one_officer_waits_for_the_first(empty_desk, desk, desk_page, jobs, large):
    hand = desk_page("northmere")
    hand.send(AT, asked(sent(data=large)))
    said = words(hand.send(AT, asked(sent(data=large)), expect=422))
    assert "An export that you sent before is still being read." in said
    assert len(waiting(desk)) == 1
    do_all(jobs)
    assert len(empty_desk.shelf.kept) == 1


def test_one_whose_file_is_gone_says_so_and_one_that_nobody_waits_for_is_taken_away(
    empty_desk, desk, desk_page, jobs, large
):
    import os
    import shutil

    from battlebox.web.starting.desk_settings import EXPORTS_WAITING

    hand = desk_page("northmere")
    at = hand.send(AT, asked(sent(data=large))).headers["Location"]
    place = desk.data / EXPORTS_WAITING
    shutil.rmtree(place)
    do_all(jobs)
    assert "What was sent is not here any more. Send it again." in words(hand.get(at))
    (place / "left").mkdir(parents=True)
    (place / "left" / "0").write_bytes(b"x")
    os.utime(place / "left", (0, 0))
    hand.send(AT, asked(sent(data=large)))
    assert not (place / "left").exists()
    do_all(jobs)
    assert len(empty_desk.shelf.kept) == 1


def test_what_was_sent_and_waits_is_read_after_the_desk_was_started_anew(empty_desk, desk, desk_page, jobs, large):
    hand = desk_page("northmere")
    at = hand.send(AT, asked(sent(data=large))).headers["Location"]
    jobs.begin()
    assert waiting(desk) == ["0"]
    do_all(jobs)
    assert "/netbox/" in hand.get(at, expect=302).headers["Location"]


@pytest.mark.parametrize(("name", "size", "large"), [
    ("a.csv", 2_000_000, False), ("a.csv", 2_000_001, True), ("a.ZIP", 100_000, False), ("a.zip", 100_001, True),
    ("a.xlsx", 200_001, True), ("catalog-info.yaml", 100_001, True), ("a.json", 1_900_000, False),
])  # fmt: skip
def test_what_is_packed_or_read_slowly_counts_for_more(desk, name, size, large):
    from battlebox.web.estates.export_jobs import is_large

    assert is_large({name: b"x" * size}) is large
