"""A desk that is cut off between an entry and its note, again and again, goes on with the key that is believed."""

from __future__ import annotations

import pytest

from battlebox.desk.record import Installation, Note, Sight, open_incident, write_note
from battlebox.journal import JournalError, LaptopWatch, TipFile
from desk.room import SHARED, officer


def note(record, words):
    lead = officer("northmere")
    return write_note(record, lead, Note(words, record.now(), "duty engineer"), handling=SHARED)


def cut_after(write, entries):
    """What was there before may still be noted; the power goes before what is written now is."""

    def noted(tip, n, identity):
        if n >= entries:
            raise OSError("the power went")
        write(tip, n, identity)

    return noted


def test_two_cuts_between_an_entry_and_its_note_leave_every_entry_believed(tmp_path, monkeypatch):
    first = Installation(tmp_path, LaptopWatch())
    record = first.found(("northmere",), ("eastholt",), title="Blue kettle")
    open_incident(record, officer("northmere"), title="Blue kettle", seen="screens are blank", handling=SHARED)
    first.close()

    for words in ("first cut", "second cut", "third cut"):
        desk = Installation(tmp_path, LaptopWatch())
        held = desk.record(desk.incidents[0])
        with monkeypatch.context() as power:
            power.setattr(TipFile, "write", cut_after(TipFile.write, held.journal.store.count()))
            with pytest.raises(JournalError, match="tip note"):
                note(held, words)
        desk.close()
    last = Installation(tmp_path, LaptopWatch())
    held = last.record(last.incidents[0])
    note(held, "after all that")
    assert last.verify(last.incidents[0], progress=lambda _: None).problems == []
    told = [line.words for line in Sight.of(held, officer("northmere")).lines()]
    for words in ("first cut", "second cut", "third cut", "after all that"):
        assert sum(words in each for each in told) == 1
    last.close()
