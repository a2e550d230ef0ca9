"""Two copies of one desk went on writing: its bodies' admins are told until one of them has seen it."""

from __future__ import annotations

import shutil

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from battlebox.desk.record import Installation, Note, make_copy, take_copy, write_note
from desk.room import SHARED
from desk.room import officer as desk_officer
from web.desk_page import words

TAKE = "log/take-in/"


@pytest.fixture
def twin(opened, tmp_path):
    """A line at this desk, another at a copy of its folder; the copy's record, not taken in yet."""
    opened.installation.close()
    shutil.copytree(opened.installation.path, tmp_path / "copied")
    other = Installation(tmp_path / "copied", opened.watch)
    theirs = other.record(opened.record.incident)
    write_note(theirs, opened.lead, Note("written at the copy", theirs.now()), handling=SHARED)
    copy = make_copy(theirs, opened.lead, "northmere")
    other.close()
    opened.record = opened.installation.record(opened.record.incident)
    write_note(opened.record, opened.lead, Note("written here", opened.record.now()), handling=SHARED)
    return copy


@pytest.fixture
def forked(opened, twin):
    """The same, taken in here."""
    take_copy(opened.record, opened.lead, twin.data, twin.name)
    return opened


def test_one_alarm_for_each_body_here_says_what_to_do_until_it_was_seen(forked, desk_page, officer, council):
    from battlebox.web.models import Alarm
    from battlebox.web.sending.own_keys import alarm_forked

    assert alarm_forked(forked.installation) == len(forked.record.bodies)
    assert alarm_forked(forked.installation) == 0
    page = desk_page(officer(council, admin=True))
    text = page.get("/").content.decode()
    assert ("two entries bear one number" in text) is (council in forked.record.bodies)
    assert ("start it again" in text) is (council in forked.record.bodies)
    if council in forked.record.bodies:
        page.post(f"/access/alarm/{Alarm.objects.get(body=council).pk}/seen/")
        assert alarm_forked(forked.installation) == 0


def test_whoever_takes_the_copy_in_is_told_at_once_that_this_desk_must_be_started_again(opened, desk_page, twin):
    page, key = desk_page("northmere"), opened.record.key_of("northmere")
    text = words(page.follow(page.send(opened.at(TAKE), {"file": SimpleUploadedFile(twin.name, twin.data)})))
    assert "ALARM: northmere/A wrote two different entries with one number" in text
    assert "It is this desk: start it again, and it goes on with another key." in text
    assert opened.record.key_of("northmere") == key
    opened.installation.close()
    assert opened.installation.record(opened.record.incident).key_of("northmere") != key


def test_a_desks_own_file_without_what_lies_beside_it_is_taken_in_and_said_once_to_reach_no_further(
    opened, desk_page, tmp_path
):
    opened.installation.close()
    shutil.copytree(opened.installation.path, tmp_path / "other")
    other = Installation(tmp_path / "other", opened.watch)
    theirs = other.record(opened.record.incident)
    write_note(theirs, desk_officer("eastholt"), Note("newest, still beside the file", theirs.now()), handling=SHARED)
    (live,) = (tmp_path / "other").rglob("*.journal")
    sent = SimpleUploadedFile("other.journal", live.read_bytes())
    opened.record = opened.installation.record(opened.record.incident)
    page = desk_page("northmere")
    answer = page.follow(page.send(opened.at(TAKE), {"file": sent}))
    other.close()
    text = words(answer)
    assert "newest, still beside the file" not in text
    assert "Saved Taken in: 0 new entries" in text
    assert "newest entries in a second file (-wal)" in text
    assert answer.content.decode().count("govuk-notification-banner__heading") == 1


def test_a_desk_that_was_not_copied_alarms_nobody(opened):
    from battlebox.web.sending.own_keys import alarm_forked

    assert alarm_forked(opened.installation) == 0
