"""What is removed stays removed, what is held stays, and lifting a hold carries out what waited."""

from __future__ import annotations

from pathlib import Path

import pytest

from battlebox.journal import (
    Journal,
    JournalCode,
    JournalError,
    agree_removal,
    ask_removal,
    lift_hold,
    place_hold,
    verify,
)
from battlebox.journal.ancestry import Ancestry
from battlebox.journal.entry import Entry
from sim.entries import said
from sim.region import OnDisk, Region, settle


def removed_note(region: Region, journal: Journal) -> tuple[Entry, list[Entry]]:
    written = said(journal, "Mrs Example")
    stick = list(journal.entries())
    asked = ask_removal(journal, written.id, 0, "UK GDPR art. 17")
    agree_removal(journal, asked.id, admin=region.admins["northmere"], org="northmere")
    return written, stick


def test_a_hold_placed_after_a_removal_does_not_let_an_old_stick_bring_it_back(region: Region) -> None:
    north, two = region.desks["north-1"], region.desks["north-2"]
    written, stick = removed_note(region, north)
    settle(north, two)
    place_hold(two, "police")
    settle(north, two)
    for desk in (north, two):
        assert desk.take(stick).refused_parts == 1
        assert desk.entry(written.id).parts == {}
        assert (written.id, 0) in desk.removed()
        assert verify(desk.store).ok
    assert north.digest() == two.digest()


def test_lifting_a_hold_carries_out_what_waited_for_it(region: Region) -> None:
    north, two = region.desks["north-1"], region.desks["north-2"]
    written = said(north, "Mrs Example")
    settle(north, two)
    fresh = region.join("north-3", "northmere")
    hold = place_hold(two, "police", identity=written.id)
    asked = ask_removal(north, written.id, 0, "UK GDPR art. 17")
    agree_removal(north, asked.id, admin=region.admins["northmere"], org="northmere")
    fresh.take(two.entries())
    fresh.take(north.entries())
    assert fresh.entry(written.id).parts
    # On one desk alone, without a merge after it.
    lift_hold(fresh, hold.id)
    assert fresh.entry(written.id).parts == {}
    assert verify(fresh.store).ok


def test_one_entry_is_before_another_only_if_its_writer_had_seen_it(region: Region) -> None:
    north, two, east = region.desks.values()
    first = said(north)
    settle(north, two, east)
    apart, later = said(two), said(east)
    last = said(east)
    settle(north, two, east)
    ancestry = Ancestry(north.store)
    assert ancestry.is_before(first.id, last.id)
    assert ancestry.is_before(later.id, last.id)
    assert not ancestry.is_before(apart.id, last.id)
    assert not ancestry.is_before(last.id, first.id)
    assert not ancestry.is_before(last.id, "00" * 32)
    assert not ancestry.is_before("00" * 32, last.id)
    assert ancestry.is_before(first.id, last.id)


def test_a_removal_that_the_disk_refuses_says_that_the_entry_is_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = OnDisk(tmp_path)
    written = said(desk.journal)
    asked = ask_removal(desk.journal, written.id, 0, "UK GDPR art. 17")

    def refuse() -> None:
        raise JournalError.of(JournalCode.STORE_FULL, name="disk")

    monkeypatch.setattr(desk.journal.store, "wipe_traces", refuse)
    with pytest.raises(JournalError, match="could not be deleted yet: the disk of disk is full") as wrong:
        agree_removal(desk.journal, asked.id, admin=desk.admin, org="northmere")
    assert wrong.value.hint.startswith("everything entered is recorded")
    assert (written.id, 0) in desk.journal.removed()
