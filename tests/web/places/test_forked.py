"""Two copies of one desk went on writing: its bodies' admins are told until one of them has seen it."""

from __future__ import annotations

import shutil

import pytest

from battlebox.desk.record import Installation, Note, make_copy, take_copy, write_note
from desk.room import SHARED


@pytest.fixture
def forked(opened, tmp_path):
    """A line at this desk, another at a copy of its folder, and the copy's record taken in here."""
    opened.installation.close()
    shutil.copytree(opened.installation.path, tmp_path / "copied")
    other = Installation(tmp_path / "copied", opened.watch)
    theirs = other.record(opened.record.incident)
    write_note(theirs, opened.lead, Note("written at the copy", theirs.now()), handling=SHARED)
    copy = make_copy(theirs, opened.lead, "northmere")
    other.close()
    opened.record = opened.installation.record(opened.record.incident)
    write_note(opened.record, opened.lead, Note("written here", opened.record.now()), handling=SHARED)
    take_copy(opened.record, opened.lead, copy.data, copy.name)
    return opened


def test_one_alarm_for_each_body_here_says_what_to_do_until_it_was_seen(forked, desk_page, officer, council):
    from battlebox.web.models import Alarm
    from battlebox.web.own_keys import alarm_forked

    assert alarm_forked(forked.installation) == len(forked.record.bodies)
    assert alarm_forked(forked.installation) == 0
    page = desk_page(officer(council, admin=True))
    text = page.get("/").content.decode()
    assert ("two entries bear one number" in text) is (council in forked.record.bodies)
    assert ("start it again" in text) is (council in forked.record.bodies)
    if council in forked.record.bodies:
        page.post(f"/access/alarm/{Alarm.objects.get(body=council).pk}/seen/")
        assert alarm_forked(forked.installation) == 0


def test_a_desk_that_was_not_copied_alarms_nobody(opened):
    from battlebox.web.own_keys import alarm_forked

    assert alarm_forked(opened.installation) == 0
