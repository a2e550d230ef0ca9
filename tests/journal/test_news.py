"""How a desk's tables keep up with a journal, from several threads, and how a file is attached and read."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from battlebox.journal import (
    FIRST,
    Desk,
    Draft,
    Journal,
    JournalError,
    Kind,
    Mark,
    agree_removal,
    ask_removal,
    attach,
    attached,
    enrol,
    open_journal,
    open_store,
    receive,
    revoke,
    shown_to,
    verify,
)
from battlebox.journal.standing import Status
from battlebox.marking import Recipient, WayOut
from sim.region import FixedWatch, OnDisk, Region, key_of, memory_store


class Board:
    """A reader such as a desk's page keeps: the texts of believed notes, by entry."""

    def __init__(self) -> None:
        self.mark: Mark = FIRST
        self.texts: dict[str, str] = {}
        self.begun = 0

    def catch_up(self, journal: Journal, most: int = 1000) -> None:
        while True:
            news = journal.news(self.mark, most)
            if news.anew:
                self.texts.clear()
                self.begun += 1
            for entry, status in news.entries:
                if status.is_folded and entry.header.kind == Kind.NOTE_WRITTEN:
                    self.texts[entry.id] = "".join(part.data.decode() for part in entry.parts.values())
            self.mark = news.mark
            if not news.entries:
                return


def say(journal: Journal, text: str) -> str:
    return journal.append(Draft(Kind.NOTE_WRITTEN, text=text)).id


@pytest.fixture
def region() -> Region:
    region = Region()
    region.found()
    region.join("north-2", "northmere")
    return region


@pytest.mark.parametrize("most", [1, 3, 1000])
def test_a_reader_gets_each_entry_once_however_few_it_asks_for(region: Region, most: int) -> None:
    journal, board = region.desks["north-1"], Board()
    for i in range(7):
        say(journal, f"line {i}")
    board.catch_up(journal, most)
    assert list(board.texts.values()) == [f"line {i}" for i in range(7)]
    late = say(journal, "line 7")
    board.catch_up(journal, most)
    assert board.texts[late] == "line 7"
    assert board.begun == 1
    assert journal.news(board.mark).entries == ()
    assert not journal.news(board.mark).anew


def test_a_reader_begins_anew_when_a_desk_is_taken_in_or_out(region: Region) -> None:
    north, board = region.desks["north-1"], Board()
    stranger = region.join("east-9", "eastholt", enrolled=False)
    told = say(stranger, "from a desk nobody knows")
    north.take(stranger.entries())
    board.catch_up(north)
    assert told not in board.texts
    enrol(north, Desk(key_of("east-9").public, "eastholt", "", "east-9"), region.admins["eastholt"])
    board.catch_up(north)
    assert board.texts[told] == "from a desk nobody knows"
    revoke(north, key_of("east-9").public, "eastholt", region.admins["eastholt"])
    board.catch_up(north)
    assert told not in board.texts
    assert board.begun == 3
    assert dict(north.news(FIRST).entries)[north.entry(told)] is Status.AFTER_REVOCATION


def test_a_reader_begins_anew_when_words_are_removed_or_come_late(region: Region) -> None:
    north, board = region.desks["north-1"], Board()
    told = say(north, "Mrs Example")
    bare = receive(memory_store(), north.incident, None, lambda *_: None, FixedWatch())
    bare.take(entry.without_parts() for entry in north.entries())
    board.catch_up(bare)
    assert board.texts[told] == ""
    bare.take(north.entries())
    board.catch_up(bare)
    assert board.texts[told] == "Mrs Example"
    asked = ask_removal(north, told, 0, "UK GDPR art. 17")
    agree_removal(north, asked.id, admin=region.admins["northmere"], org="northmere")
    bare.take(north.entries())
    board.catch_up(bare)
    assert board.texts[told] == ""
    assert board.begun == 3


def test_a_reader_sees_what_another_process_wrote(tmp_path: Path) -> None:
    desk, board = OnDisk(tmp_path), Board()
    other = open_journal(open_store(desk.path), desk.folder.new_key(), desk.folder.tip, FixedWatch())
    admin = desk.admin
    enrol(desk.journal, Desk(other.desk.public, "northmere", "", "web-2"), admin)
    board.catch_up(desk.journal)
    told = say(other, "from the other process")
    board.catch_up(desk.journal)
    assert board.texts == {told: "from the other process"}


def test_forty_threads_write_and_read_one_journal_and_nothing_is_lost_or_torn(tmp_path: Path) -> None:
    desk = OnDisk(tmp_path)
    journal = desk.journal

    def officer(number: int) -> None:
        board, written = Board(), []
        for i in range(5):
            values = ((f"task/{number % 4}", "state", f"{number}.{i}"),)
            written.append(journal.append(Draft(Kind.NOTE_WRITTEN, text="x", values=values)).id)
            board.catch_up(journal, 7)
            assert set(written) <= board.texts.keys()
            assert journal.value(written[-1], 0) == f"{number}.{i}"
            with journal.lock:
                assert journal.state.entries == journal.store.count()

    with ThreadPoolExecutor(40) as pool:
        list(pool.map(officer, range(40)))
    assert verify(journal.store, tips=desk.tips()).ok
    assert journal.store.count() == 201
    # One desk wrote one after another, so nothing is in conflict, and a fresh reading comes to the same state.
    assert journal.state.conflicts() == []
    again = open_journal(open_store(desk.path), None, lambda *_: None, FixedWatch())
    assert again.digest() == journal.digest()


def test_a_file_is_attached_and_read_piece_by_piece(region: Region) -> None:
    journal = region.desks["north-1"]
    whole = bytes(range(256)) * 5000
    stream = io.BytesIO(whole)
    manifest = attach(journal, iter(lambda: stream.read(70_000), b""), "a.png")
    entry = journal.append(Draft(Kind.NOTE_WRITTEN, text="the note", files=(manifest,)))
    about, pieces = attached(journal, entry.id, 1)
    assert (about.name, about.length) == ("a.png", len(whole))
    assert b"".join(pieces) == whole
    for place in (0, 2):
        with pytest.raises(JournalError, match=f"has no part {place}"):
            attached(journal, entry.id, place)
    kept_back = shown_to(entry, Recipient(WayOut.FILE, body="farwick"), journal.state.standing, None)
    assert kept_back.parts == {}


def test_an_empty_file_is_a_file(region: Region) -> None:
    journal = region.desks["north-1"]
    entry = journal.append(Draft(Kind.NOTE_WRITTEN, files=(attach(journal, [], "empty.txt"),)))
    about, pieces = attached(journal, entry.id, 0)
    assert (about.length, about.pieces) == (0, ())
    assert b"".join(pieces) == b""


def test_a_file_that_is_too_long_is_refused_before_more_of_it_is_kept(
    region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("battlebox.journal.attachment.PIECES_MAX", 2)
    journal = region.desks["north-1"]
    with pytest.raises(JournalError, match="an attachment is larger than 2097152 bytes"):
        attach(journal, [bytes(1 << 20)] * 5, "long.bin")
    assert len(list(journal.store.chunk_ids())) == 2
