"""The log: what each reader may see, found and turned page by page; copies, checkpoints and proof of the record."""

from __future__ import annotations

import io
import re
import shutil
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from battlebox.desk.record import Handling, Note, Sight, write_note
from battlebox.journal import Draft, Kind
from battlebox.marking import Tlp
from desk.room import SHARED
from desk.room import officer as desk_officer
from web.desk_page import words

WORDS = "correct horse battery"
PATHS = (
    "log/",
    "log/print/",
    "log/note/",
    "log/versions/",
    "log/verify/",
    "log/checkpoints/",
    "log/copy/",
    "log/take-in/",
)


@pytest.fixture
def jobs(desk, monkeypatch):
    """Jobs that wait until a test does them."""
    from battlebox.web import jobs

    monkeypatch.setattr(jobs._WORKER, "start", lambda: None)
    monkeypatch.setattr(jobs._WORKER, "thread", None)
    return jobs


def do_all(jobs):
    """Do every job that waits."""
    from battlebox.web.models import Job

    for job in Job.objects.filter(state="waiting"):
        jobs.do(job)


def noted(opened, facts, body="northmere", handling=SHARED, **more):
    at = opened.record.now()
    return write_note(opened.record, desk_officer(body), Note(facts, at, **more), handling=handling)


@pytest.mark.parametrize("path", PATHS)
def test_a_stranger_finds_no_page(desk_page, opened, council, path):
    desk_page(council).get(opened.at(path), expect=404 if council == "farwick" else 200)


def test_each_reader_sees_what_its_label_allows_and_no_more(desk_page, opened, council):
    ours = noted(opened, "the vendor rang")
    noted(opened, "our own worry", handling=Handling(Tlp.AMBER_STRICT))
    if council == "farwick":
        desk_page(council).get(opened.at(f"log/entry/{ours.entry}/"), expect=404)
        return
    text = words(desk_page(council).get(opened.at("log/")))
    assert "the vendor rang" in text
    assert ("our own worry" in text) is (council == "northmere")


def test_newest_first_and_page_by_page_both_ways(desk_page, opened):
    for number in range(120):
        noted(opened, f"line {number:03}")
    page = desk_page("northmere")
    first = page.get(opened.at("log/"))
    text = words(first)
    assert text.index("line 119") < text.index("line 118")
    assert "line 060" not in text
    older = re.search(r'href="(\?before=\d+)"', first.content.decode()).group(1)
    second = page.get(opened.at("log/") + older)
    assert "line 060" in words(second)
    newer = re.search(r'href="(\?after=\d+)"', second.content.decode()).group(1)
    assert "line 119" in words(page.get(opened.at("log/") + newer))


def test_the_filter_finds_by_words_kind_and_body(desk_page, opened):
    noted(opened, "the vendor rang")
    noted(opened, "eastholt is ready", body="eastholt")
    page = desk_page("northmere")
    assert "eastholt is ready" not in words(page.get(opened.at("log/?words=VENDOR")))
    assert "the vendor rang" not in words(page.get(opened.at("log/?body=eastholt")))
    assert "Nothing fits what you asked for." in words(page.get(opened.at("log/?kind=decision")))
    page.get(opened.at("log/?kind=nonsense&before=" + "9" * 40))


def test_a_note_is_written_and_corrected_with_the_old_words_struck_through(desk_page, opened):
    page = desk_page("northmere")
    text = words(
        page.follow(page.send(opened.at("log/note/"), {"facts": "the gate is shut", "heard_from": "a porter"}))
    )
    number = re.search(r"Saved as (A-\d+)", text).group(1)
    entry = opened.record.lines()[-1].id
    page.send(opened.at(f"log/entry/{entry}/correct/"), {"facts": "the gate is open", "because": "misheard"})
    html = page.get(opened.at(f"log/entry/{entry}/")).content.decode()
    assert re.search(r"<s>the gate is shut", html)
    assert "Corrected since" in html
    assert f"corrects {number}: misheard" in words(page.get(opened.at("log/")))
    desk_page("eastholt").get(opened.at(f"log/entry/{entry}/correct/"), expect=404)


def test_blank_facts_are_refused_and_the_words_stay(desk_page, opened):
    page = desk_page("northmere")
    answer = page.send(opened.at("log/note/"), {"facts": "", "heard_from": "a porter"}, expect=422)
    assert 'value="a porter"' in answer.content.decode()


def test_html_and_control_letters_in_a_note_are_shown_as_text(desk_page, opened):
    noted(opened, "<script>alert(1)</script> \u202e & \x07")
    page = desk_page("northmere")
    for path in ("log/", "log/print/", f"log/entry/{opened.record.lines()[-1].id}/"):
        assert "<script>alert" not in page.get(opened.at(path)).content.decode()


def test_what_the_list_of_people_keeps_sealed_is_neither_shown_nor_found(desk_page, opened):
    lead = desk_officer("northmere")
    draft = Draft(Kind.PERSON_REACHED, tlp=Tlp.AMBER_STRICT, text="1 outcome", person="sealed-Mrs-Brown")
    saved = opened.record.append(lead, draft)
    page = desk_page("northmere")
    for path in ("log/", "log/print/", f"log/entry/{saved.entry}/"):
        assert "sealed-Mrs-Brown" not in page.get(opened.at(path)).content.decode()
    assert "Nothing fits" in words(page.get(opened.at("log/?words=sealed-Mrs-Brown")))


def test_the_record_is_verified_in_words(desk_page, opened, jobs, officer):
    person = officer("northmere")
    page = desk_page(person)
    address = page.send(opened.at("log/verify/")).headers["Location"]
    do_all(jobs)
    assert "nothing is wrong" in words(page.get(address))
    desk_page("northmere").get(address, expect=404)


def test_damage_is_named_and_nobody_is_told_to_go_on(desk_page, opened, jobs):
    import sqlite3

    path = next((opened.installation.path / "incidents").glob("*.journal"))
    with sqlite3.connect(path) as raw:
        for (name,) in raw.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            raw.execute(f'drop trigger "{name}"')
        raw.execute("update entry set signature = zeroblob(64) where s = 3")
    page = desk_page("northmere")
    address = page.send(opened.at("log/verify/")).headers["Location"]
    do_all(jobs)
    assert "The record is damaged or was changed." in words(page.get(address))


def made_copy(page, opened, jobs, to, **more):
    address = page.send(opened.at("log/copy/"), {"to": to, **more}).headers["Location"]
    do_all(jobs)
    text = words(page.get(address))
    return text, page.client.get(f"{address}file/").content


def test_a_copy_holds_what_may_go_and_counts_the_rest(desk_page, opened, jobs):
    noted(opened, "our own worry", handling=Handling(Tlp.AMBER_STRICT))
    text, data = made_copy(desk_page("northmere"), opened, jobs, "eastholt")
    assert re.search(r"[1-9]\d* parts of [1-9]\d* entries were kept back", text)
    with zipfile.ZipFile(io.BytesIO(data)) as folder:
        assert "verify_journal.py" in folder.namelist()
        import gzip

        assert b"our own worry" not in gzip.decompress(folder.read("incident.jsonl.gz"))


def test_a_copy_for_another_body_does_not_hand_over_what_is_that_bodys_alone(desk_page, opened, jobs):
    noted(opened, "eastholt keeps this to itself", body="eastholt", handling=Handling(Tlp.AMBER_STRICT))
    _, data = made_copy(desk_page("northmere"), opened, jobs, "eastholt")
    import gzip

    with zipfile.ZipFile(io.BytesIO(data)) as folder:
        assert b"keeps this to itself" not in gzip.decompress(folder.read("incident.jsonl.gz"))


def test_a_sealed_copy_comes_in_again_and_only_with_its_words(desk_page, opened, jobs):
    page = desk_page("northmere")
    _, data = made_copy(page, opened, jobs, "eastholt", passphrase=WORDS)
    arrived = opened.record.catch_up()

    def take(**more):
        return {"file": SimpleUploadedFile("copy.zip", data), **more}

    wrong = page.send(opened.at("log/take-in/"), take(passphrase=WORDS[::-1]), expect=422)
    assert "passphrase" in words(wrong) or "opened" in words(wrong)
    good = page.send(opened.at("log/take-in/"), take(passphrase=WORDS))
    assert "Taken in: 0 new entries" in words(page.follow(good))
    assert opened.record.catch_up() == arrived


@pytest.mark.parametrize(
    "rubbish", [b"", b"not a record", b"PK\x03\x04rubbish", b"\x1f\x8b\x08\x00broken", b"age-encryption.org/v1\nx"]
)
def test_rubbish_is_refused_with_a_sentence_and_nothing_is_taken(desk_page, opened, rubbish):
    page, arrived = desk_page("northmere"), opened.record.catch_up()
    sent = {"file": SimpleUploadedFile("rubbish.bbx", rubbish), "passphrase": "twelve letters"}
    page.send(opened.at("log/take-in/"), sent, expect=422)
    assert opened.record.catch_up() == arrived


def store_of(installation):
    """The `.journal` file of a desk, as it would be copied to a stick."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "copy"
        (file,) = (installation.path / "incidents").glob("*.journal")
        with closing(sqlite3.connect(file)) as database:
            database.execute("VACUUM INTO ?", (str(out),))
        return out.read_bytes()


def test_the_journal_file_of_another_desk_comes_in_through_the_browser(desk_page, opened, tmp_path):
    from battlebox.desk.record import Installation

    shutil.copytree(opened.installation.path, tmp_path / "other")
    other = Installation(tmp_path / "other", opened.watch)
    record = other.record(other.incidents[0])
    write_note(record, desk_officer("eastholt"), Note("the other desk saw it first", record.now()), handling=SHARED)
    data = store_of(other)
    other.close()
    page, arrived = desk_page("northmere"), opened.record.catch_up()
    good = page.send(opened.at("log/take-in/"), {"file": SimpleUploadedFile("their.journal", data)})
    # The name of who wrote it, and the line itself.
    assert "Taken in: 2 new entries" in words(page.follow(good))
    assert "the other desk saw it first" in words(page.get(opened.at("log/")))
    assert opened.record.catch_up() == arrived + 2
    again = page.send(opened.at("log/take-in/"), {"file": SimpleUploadedFile("their.journal", data)})
    assert "Taken in: 0 new entries" in words(page.follow(again))


def test_of_a_journal_file_only_what_its_labels_let_this_desk_have_comes_in(desk_page, opened, tmp_path):
    from battlebox.desk.record import Installation

    shutil.copytree(opened.installation.path, tmp_path / "other")
    other = Installation(tmp_path / "other", opened.watch)
    record = other.record(other.incidents[0])
    own = Handling(Tlp.AMBER_STRICT)
    write_note(record, desk_officer("eastholt"), Note("eastholt keeps this to itself", record.now()), handling=own)
    data = store_of(other)
    other.close()
    page = desk_page("northmere")
    page.send(opened.at("log/take-in/"), {"file": SimpleUploadedFile("their.journal", data)})
    assert "keeps this to itself" not in page.get(opened.at("log/")).content.decode()


def test_the_journal_file_of_another_incident_is_refused_whole(desk_page, opened, tmp_path):
    from battlebox.desk.record import Installation

    other = Installation(tmp_path / "other", opened.watch)
    other.found(("northmere", "eastholt"), ("farwick",), title="Another")
    data = store_of(other)
    other.close()
    page, arrived = desk_page("northmere"), opened.record.catch_up()
    answer = page.send(opened.at("log/take-in/"), {"file": SimpleUploadedFile("their.journal", data)}, expect=422)
    assert "incident" in words(answer)
    assert opened.record.catch_up() == arrived


@pytest.mark.parametrize("spoil", ["cut", "turned", "not ours"])
def test_a_journal_file_that_is_rubbish_is_refused_with_a_sentence(desk_page, opened, tmp_path, spoil):
    data = bytearray(store_of(opened.installation))
    if spoil == "cut":
        del data[len(data) // 3 :]
    elif spoil == "turned":
        for at in range(4096, len(data), 97):
            data[at] ^= 0xFF
    else:
        with closing(sqlite3.connect(tmp_path / "any.db")) as database:
            database.execute("CREATE TABLE cats (name TEXT)")
            database.commit()
        data = bytearray((tmp_path / "any.db").read_bytes())
    page, arrived = desk_page("northmere"), opened.record.catch_up()
    sent = {"file": SimpleUploadedFile("their.journal", bytes(data))}
    text = words(page.send(opened.at("log/take-in/"), sent, expect=422))
    assert "There is a problem" in text
    assert str(tempfile.gettempdir()) not in text
    assert opened.record.catch_up() == arrived


def test_who_may_not_copy_is_told_who_may(desk_page, officer, opened, jobs):
    page = desk_page(officer("northmere", role="communications"))
    assert "Make a copy" not in words(page.get(opened.at("log/")))
    text = words(page.send(opened.at("log/copy/"), {"to": "eastholt"}, expect=422))
    assert "may not make a copy of the record or take one in" in text
    sent = {"file": SimpleUploadedFile("copy.zip", b"x")}
    assert "may not make a copy" in words(page.send(opened.at("log/take-in/"), sent, expect=422))


def test_a_checkpoint_is_printed_with_what_to_do_and_counts_as_held(desk_page, opened, council):
    if council == "farwick":
        return
    page = desk_page(council)
    address = page.send(opened.at("log/checkpoints/"), {"holder": "City police, duty inspector"}).headers["Location"]
    text = words(page.get(address))
    assert "Twelve words to read out by phone" in text
    assert "keep it where the council's network cannot reach it" in text
    assert page.get(address).content.decode().count("<svg") == 1
    assert "1 printed checkpoint" in words(page.get(opened.at("log/checkpoints/")))
    other = "eastholt" if council == "northmere" else "northmere"
    desk_page(other).get(address, expect=404)


def test_a_page_of_the_log_looks_at_no_more_entries_when_there_are_many_more(desk_page, opened, monkeypatch):
    page, looked = desk_page("northmere"), []
    seen = Sight.seen
    monkeypatch.setattr(Sight, "seen", lambda sight, line: looked.append(line.id) or seen(sight, line))

    def cost():
        looked.clear()
        page.get(opened.at("log/"))
        return len(looked)

    for number in range(120):
        noted(opened, f"line {number}")
    few = cost()
    for number in range(480):
        noted(opened, f"more {number}")
    assert cost() == few


def test_an_entry_speaks_in_names_and_says_in_words_who_may_see_it(desk_page, opened):
    page = desk_page("northmere")
    page.send(opened.at("systems/northmere.servers/suspect/"), {"state": "confirmed", "source": "the night engineer"})
    page.send(opened.at("log/note/"), {"facts": "for us alone", "share": "ours"})
    text = words(page.get(opened.at("log/")))
    assert "Northmere servers: confirmed" in text
    assert "northmere.servers" not in text
    assert "Every body in this incident (TLP:AMBER)" in text
    assert "Northmere Council only (TLP:AMBER+STRICT)" in text
    assert "Northmere servers: confirmed" in words(page.get(opened.at()))


def test_an_officer_who_may_not_be_named_is_an_officer_of_a_named_body(desk_page, opened):
    desk_page("northmere").send(opened.at("log/note/"), {"facts": "the vendor rang"})
    text = words(desk_page("eastholt").get(opened.at("log/")))
    assert "the vendor rang" in text
    assert "an officer of Northmere Council" in text


def test_a_line_says_when_it_happened_and_when_it_was_written(desk_page, opened):
    page = desk_page("northmere")
    happened = opened.watch.at - timedelta(hours=3)
    here = happened.astimezone(ZoneInfo("Europe/London"))
    note = Note("the lights went out", happened, late="busy on the phone")
    write_note(opened.record, opened.lead, note, handling=SHARED)
    assert f"{here:%H:%M} (written " in words(page.get(opened.at("log/")))
    entry = opened.record.lines()[-1].id
    text = words(page.get(opened.at(f"log/entry/{entry}/")))
    assert "It happened" in text
    assert "busy on the phone" in text


def test_other_words_under_one_token_lead_to_the_entry_that_can_be_corrected(desk_page, opened):
    from justhtml import JustHTML

    from web.desk_page import filled

    page = desk_page("northmere")
    note = opened.at("log/note/")
    form = {**filled(JustHTML(page.get(note).content.decode(), sanitize=False)), "facts": "the host rang"}
    page.post(note, form)
    answer = page.post(note, {**form, "facts": "the host rang twice"}, expect=422)
    assert "saved already" in words(answer).lower()
    links = [each.attrs["href"] for each in JustHTML(answer.content.decode(), sanitize=False).query("main p a")]
    entry = next(each for each in links if "/log/entry/" in each)
    assert "the host rang" in words(page.get(entry))
    page.send(f"{entry}correct/", {"facts": "the host rang twice", "because": "it rang once more"})
    assert "the host rang twice" in words(page.get(opened.at("log/")))


@pytest.mark.parametrize(("rest", "sent"), [("log/verify/", {}), ("log/copy/", {"to": "eastholt"})])
def test_what_is_only_worked_out_is_not_called_saved(desk_page, opened, jobs, rest, sent):
    page = desk_page("northmere")
    text = words(page.follow(page.send(opened.at(rest), sent)))
    assert "Nothing was recorded" in text
    assert "Saved" not in text


def test_a_copy_is_for_a_body_by_its_name(desk_page, opened, jobs):
    page = desk_page("northmere")
    assert "Eastholt Council" in words(page.get(opened.at("log/copy/")))
    text, _ = made_copy(page, opened, jobs, "eastholt")
    assert "A copy for Eastholt Council: " in text
