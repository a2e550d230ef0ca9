"""A bundle that comes before what it builds on waits in whole, changes nothing, and is taken in when that comes."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from battlebox.journal import (
    DataFolder,
    Draft,
    Heading,
    HeldFolder,
    Journal,
    JournalCode,
    JournalError,
    Kind,
    hold,
    new_sealing_key,
    receive,
    seal,
    take_bundle,
    take_held,
)
from battlebox.journal import folder as files
from battlebox.journal.bundle import write_bundle
from sim.region import FixedWatch, Region, memory_store


@pytest.fixture
def journal() -> Journal:
    journal = Region().found()
    for i in range(6):
        journal.append(Draft(Kind.NOTE_WRITTEN, text=f"line {i}"))
    return journal


def file_of(journal: Journal, folder: Path, first: int, last: int) -> Path:
    """A bundle of the entries that arrived from `first` to `last`, as a file."""
    out = io.BytesIO()
    write_bundle(out, Heading(journal.incident, ""), list(journal.entries())[first - 1 : last])
    path = folder / f"{first}-{last}.jsonl.gz"
    path.write_bytes(out.getvalue())
    return path


def empty(journal: Journal) -> Journal:
    return receive(memory_store(), journal.incident, None, lambda *_: None, FixedWatch())


def take(desk: Journal, held: HeldFolder, path: Path) -> None:
    try:
        take_bundle(desk, io.BytesIO(path.read_bytes()), path.name)
    except JournalError as wrong:
        raise hold(held, path, wrong) from wrong


def test_later_bundles_wait_and_come_in_together_with_the_first(journal: Journal, tmp_path: Path) -> None:
    desk, held = empty(journal), DataFolder(tmp_path / "desk").held(journal.incident)
    for first, last in ((6, 7), (4, 5)):
        with pytest.raises(
            JournalError, match=rf"{first}-{last}\.jsonl\.gz builds on entry .{{8}}, which is not here"
        ) as wrong:
            take(desk, held, file_of(journal, tmp_path, first, last))
        assert wrong.value.code is JournalCode.HELD
        assert wrong.value.hint.startswith("it is kept aside")
    assert desk.store.count() == 0
    assert len(held.paths()) == 2
    taken, waiting = take_held(desk, held)
    assert taken == []
    assert [why.code for why in waiting] == [JournalCode.MISSING_PARENT] * 2
    take(desk, held, file_of(journal, tmp_path, 1, 3))
    taken, waiting = take_held(desk, held)
    assert [one.new for one in taken] == [2, 2]
    assert waiting == []
    assert held.paths() == []
    assert desk.digest() == journal.digest()


def test_one_bundle_is_kept_once_and_there_is_an_end_to_it(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, held = empty(journal), HeldFolder(tmp_path / "held")
    for _ in range(2):
        with pytest.raises(JournalError):
            take(desk, held, file_of(journal, tmp_path, 3, 4))
    assert len(held.paths()) == 1
    monkeypatch.setattr(files, "HELD_MOST", 1)
    with pytest.raises(JournalError, match="there is no room to keep it aside") as wrong:
        take(desk, held, file_of(journal, tmp_path, 5, 6))
    assert wrong.value.code is JournalCode.HELD_FULL
    monkeypatch.setattr(files, "HELD_MOST", 9)
    monkeypatch.setattr(files, "HELD_BYTES_MAX", 100)
    with pytest.raises(JournalError, match="there is no room to keep it aside"):
        take(desk, held, file_of(journal, tmp_path, 5, 6))
    assert len(held.paths()) == 1


def test_a_bundle_sealed_to_the_desk_waits_sealed(journal: Journal, tmp_path: Path) -> None:
    public, secret = new_sealing_key()
    desk, held = empty(journal), HeldFolder(tmp_path / "held")
    plain = file_of(journal, tmp_path, 4, 7).read_bytes()
    bag = tmp_path / "late.bbx"
    bag.write_bytes(seal(plain, recipients=(public,)))
    held.keep(bag)
    take(desk, held, file_of(journal, tmp_path, 1, 3))
    assert b"line" not in held.paths()[0].read_bytes()
    taken, waiting = take_held(desk, held)
    assert [why.code for why in waiting] == [JournalCode.WRONG_RECIPIENT]
    taken, waiting = take_held(desk, held, secret=secret)
    assert [one.new for one in taken] == [4]
    assert desk.digest() == journal.digest()


def test_a_waiting_file_that_was_damaged_stops_nothing_and_goes_on_being_named(
    journal: Journal, tmp_path: Path
) -> None:
    desk, held = empty(journal), HeldFolder(tmp_path / "held")
    held.keep(file_of(journal, tmp_path, 4, 7))
    held.paths()[0].write_bytes(b"rotten")
    take(desk, held, file_of(journal, tmp_path, 1, 3))
    taken, (why,) = take_held(desk, held)
    assert taken == []
    assert why.code is JournalCode.NOT_A_BUNDLE
    assert desk.store.count() == 3
    assert len(held.paths()) == 1
