"""A desk that writes for a body and is not enrolled: every page says so, and gives what that body's admin needs."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime

import pytest
from justhtml import JustHTML

from battlebox.desk.picture import adopt_estate
from battlebox.desk.record import Installation, Note, card_to_enrol, open_incident, write_note
from battlebox.journal import DataFolder, Desk, SigningKey, enrol, from_card
from desk.room import SHARED, StillWatch, officer, shipped
from web.desk_page import filled, words
from web.test_hard_days import form_at, founded, sent
from web.test_starting import ask, join, running  # noqa: F401 - a fixture

SAYS = "This desk does not count for Eastholt"


@pytest.fixture
def aside(desk, tmp_path):
    """Northmere's incident, at a desk where Eastholt has a key that nobody enrolled: (installation, record)."""
    from battlebox.web import records

    installation = Installation(tmp_path / "data", StillWatch(at=datetime.now(UTC).replace(microsecond=0)))
    record = installation.found(("northmere",), ("eastholt", "farwick"), title="Blue kettle")
    lead = officer("northmere")
    open_incident(record, lead, title="Blue kettle", seen="screens are blank", handling=SHARED)
    adopt_estate(record, lead, installation.shelf, shipped("northmere"), source="shipped", handling=SHARED)
    installation.close()
    DataFolder(tmp_path / "data", pen="eastholt").new_key()
    records.use(installation)
    yield installation, installation.record(record.incident)
    installation.close()


def note_at(record):
    return f"/i/{record.incident[:8]}/log/note/"


def test_its_pages_say_so_with_the_six_words_and_those_of_a_body_that_counts_do_not(aside, desk_page):
    _, record = aside
    theirs = desk_page("eastholt").get(f"/i/{record.incident[:8]}/log/").content.decode()
    card = card_to_enrol(record, "eastholt")
    assert SAYS in theirs
    assert card.words in theirs
    assert card.text in theirs
    ours = desk_page("northmere").get(f"/i/{record.incident[:8]}/log/").content.decode()
    assert "does not count" not in ours
    assert card_to_enrol(record, "northmere") is None
    # A stranger has no page here at all, and this desk has no key for it.
    desk_page("farwick").get(f"/i/{record.incident[:8]}/log/", expect=404)
    assert card_to_enrol(record, "farwick") is None


def test_what_is_saved_is_not_called_saved_until_the_admin_enrols_the_desk_and_then_counts(aside, desk_page):
    installation, record = aside
    page = desk_page("eastholt")
    said = words(page.follow(page.send(note_at(record), {"facts": "the host does not answer"})))
    assert re.search(r"Kept here as \?\w{4}-1, which changes nothing until this desk is enrolled", said)
    assert "Saved as" not in said
    incident, key = from_card(card_to_enrol(record, "eastholt").text)
    assert incident == record.incident
    admin = SigningKey.from_seed(bytes.fromhex(installation.admin_key("eastholt")))
    record.with_pen(officer("northmere"), lambda journal: enrol(journal, Desk(key, "eastholt", "loggist", "B"), admin))
    page = desk_page("eastholt")
    after = page.get(f"/i/{record.incident[:8]}/log/").content.decode()
    assert SAYS not in after
    assert "the host does not answer" in after
    assert re.search(r"Saved as B-\d", words(page.follow(page.send(note_at(record), {"facts": "it answers again"}))))


def test_a_desk_whose_record_was_put_back_to_an_old_copy_goes_on_with_a_new_key_and_says_so(aside, desk_page):
    installation, record = aside
    store = DataFolder(installation.path).store_path(record.incident)
    installation.close()
    old = store.read_bytes()
    write_note(installation.record(record.incident), officer("northmere"), Note("lost", record.now()), handling=SHARED)
    installation.close()
    for each in store.parent.glob(f"{store.name}-*"):
        each.unlink()
    store.write_bytes(old)
    shown = desk_page("northmere").get(f"/i/{record.incident[:8]}/log/").content.decode()
    assert "This desk does not count for Northmere" in shown
    assert card_to_enrol(installation.record(record.incident), "northmere").words in shown


def test_a_form_sent_twice_is_told_what_the_first_was_told(aside, desk_page):
    _, record = aside
    page = desk_page("eastholt")
    form = filled(JustHTML(page.get(note_at(record)).content.decode(), sanitize=False))
    form["facts"] = "the host does not answer"
    first = words(page.follow(page.post(note_at(record), form)))
    kept = re.search(r"Kept here as \?\w{4}-1, which changes nothing until this desk is enrolled", first)[0]
    second = words(page.follow(page.post(note_at(record), form)))
    assert f"{kept}; it was not kept twice" in second
    other = words(page.post(note_at(record), {**form, "facts": "it answers"}, expect=422))
    assert re.search(r"Kept here already, as \?\w{4}-1", other)
    for said in (first, second, other):
        assert "aved as" not in said
        assert "aved already" not in said


def test_the_bodys_admins_see_one_alarm_that_names_no_incident(aside, desk_page, council):
    from battlebox.web.models import Alarm, Membership, Officer
    from battlebox.web.sending.own_keys import alarm_unenrolled

    installation, record = aside
    assert [alarm_unenrolled(installation), alarm_unenrolled(installation)] == [1, 0]
    page = desk_page(council)
    assert "does not count" not in words_around(page.get("/"))
    Membership.objects.filter(officer=Officer.objects.get()).update(admin=True)
    said = words_around(page.get("/"))
    alarm = Alarm.objects.get()
    is_theirs = council == alarm.body
    assert ("What your body saves at this desk does not count" in said) is is_theirs
    for secret in (record.incident[:8], "Blue kettle"):
        assert secret not in alarm.words
    # Seen by an admin it does not come back for the same key.
    page.post(f"/access/alarm/{alarm.pk}/seen/", expect=302 if is_theirs else 404)
    assert alarm_unenrolled(installation) == 0


def words_around(answer):
    body = JustHTML(answer.content.decode(), sanitize=False).query_one("body")
    return " ".join(body.to_text().split())


def test_a_desk_that_runs_on_an_old_copy_of_its_folder_alarms_by_itself(running, tmp_path):  # noqa: F811 - the fixture, by its name
    folder = tmp_path / "desk"
    short = founded(folder)
    store = next(each for each in (folder / "incidents").iterdir() if short in each.name)
    old = store.read_bytes()
    desk = running(data=folder)
    opener, _ = join(desk)
    path = f"/i/{short}/log/note/"
    assert sent(desk, opener, path, {**form_at(desk, opener, path), "facts": "lost"})[0] == 200
    time.sleep(6)
    assert "does not count" not in ask(desk, "/", opener=opener)
    assert desk.end() == 0
    for each in store.parent.glob(f"{store.name}-*"):
        each.unlink()
    store.write_bytes(old)
    again = running(data=folder)
    for _ in range(40):
        if "What your body saves at this desk does not count" in ask(again, "/", opener=opener):
            break
        time.sleep(0.5)
    else:
        pytest.fail("no alarm")
    assert again.end() == 0
