"""Desks write, part, meet again and agree; what is not believed is kept and shown."""

from __future__ import annotations

import pytest

from battlebox.journal import (
    Desk,
    Draft,
    Journal,
    JournalCode,
    JournalError,
    Kind,
    Status,
    adopt,
    enrol,
    merge,
    receive,
    revoke,
    verify,
)
from battlebox.journal.entry import Entry
from sim.region import FixedWatch, Region, key_of, settle

TEN_YEARS_MS = 10 * 365 * 86_400_000


def note(text: str) -> Draft:
    return Draft(Kind.NOTE_WRITTEN, text=text)


def state_of(task: str, value: object) -> Draft:
    return Draft(Kind.TASK_CHANGED, values=((task, "state", value),))


@pytest.fixture
def region(stores) -> Region:
    region = Region(stores=stores)
    region.found()
    region.join("north-2", "northmere")
    region.join("east-1", "eastholt", watch=FixedWatch(offset_ms=-TEN_YEARS_MS))
    settle(*region.desks.values())
    return region


def test_desks_that_wrote_apart_come_to_one_state_in_either_order(region: Region) -> None:
    one, two, three = region.desks.values()
    one.append(state_of("task/1", "open"))
    two.append(note("the phones are out"))
    three.append(state_of("task/1", "done"))
    merge(one, two)
    merge(two, three)
    merge(three, one)
    assert one.digest() == two.digest() == three.digest()
    assert verify(one.store).ok
    assert verify(three.store).ok


def test_two_values_written_apart_both_stand_until_somebody_chooses(region: Region) -> None:
    one, two, _ = region.desks.values()
    one.append(state_of("task/1", "open"))
    two.append(state_of("task/1", "done"))
    settle(*region.desks.values())
    assert one.state.conflicts() == [("task/1", "state")]
    assert {one.value(live.entry, live.part) for live in one.state.live("task/1", "state")} == {"open", "done"}
    two.append(state_of("task/1", "done"))
    settle(*region.desks.values())
    (live,) = one.state.live("task/1", "state")
    assert one.value(live.entry, live.part) == "done"
    assert one.state.conflicts() == []


def test_a_watch_ten_years_slow_changes_no_order(region: Region) -> None:
    one, _, slow = region.desks.values()
    one.append(state_of("task/1", "open"))
    settle(*region.desks.values())
    slow.append(state_of("task/1", "done"))
    settle(*region.desks.values())
    (live,) = one.state.live("task/1", "state")
    assert one.value(live.entry, live.part) == "done"
    assert one.entry(live.entry).header.wall_ms < one.entry(one.own.id).header.wall_ms


def test_an_entry_from_a_strange_desk_is_kept_aside_until_its_admin_enrols_it(region: Region) -> None:
    first = region.desks["north-1"]
    stranger = region.join("east-2", "eastholt", enrolled=False)
    stranger.append(state_of("task/9", "seen"))
    stranger.append(state_of("task/9", "seen twice"))
    first.take(stranger.entries())
    assert first.state.statuses[Status.UNKNOWN_DESK] == 2
    assert first.state.live("task/9", "state") == ()
    report = verify(first.store)
    assert [problem.code for problem in report.problems] == [JournalCode.NOT_ENROLLED]
    assert "is not enrolled; 2 of its entries are kept aside" in report.problems[0].message
    enrol(first, Desk(stranger.desk.public, "eastholt", "loggist", "east-2"), region.admins["eastholt"])
    (live,) = first.state.live("task/9", "state")
    assert first.value(live.entry, live.part) == "seen twice"
    settle(*region.desks.values())
    assert stranger.digest() == first.digest()


def test_an_enrolment_signed_by_another_admin_does_not_count(region: Region) -> None:
    first = region.desks["north-1"]
    with pytest.raises(JournalError, match="this is not the admin key of eastholt") as refused:
        enrol(first, Desk(key_of("thief").public, "eastholt", "gold", "thief"), region.admins["northmere"])
    assert refused.value.code is JournalCode.NOT_ADMIN
    forged = {"key": key_of("thief").public, "org": "eastholt", "role": "", "name": "", "signed": "00" * 64}
    first.append(Draft(Kind.KEY_ENROLLED, about=forged))
    assert key_of("thief").public not in first.state.standing.desks
    assert [problem.code for problem in verify(first.store).problems] == [JournalCode.BAD_STATEMENT]


def test_a_stranger_council_cannot_enrol_itself(region: Region) -> None:
    with pytest.raises(JournalError, match="this is not the admin key of farwick"):
        enrol(region.desks["north-1"], Desk(key_of("far").public, "farwick", "", "far"), region.admins["farwick"])


def test_entries_after_a_revocation_stay_out_until_a_person_adopts_them(region: Region) -> None:
    one, two, three = region.desks.values()
    good = two.append(state_of("task/1", "good"))
    late = two.append(state_of("task/1", "late"))
    settle(one, two, three)
    revoke(one, two.desk.public, "northmere", region.admins["northmere"], last_good=good.id, reason="laptop lost")
    assert [one.value(live.entry, live.part) for live in one.state.live("task/1", "state")] == ["good"]
    report = verify(one.store)
    assert report.ok
    assert "1 entries of desk" in report.notices[0].message
    # The lost laptop cannot take its own entries back in.
    adopt(two, late.id)
    settle(one, two, three)
    assert [one.value(live.entry, live.part) for live in one.state.live("task/1", "state")] == ["good"]
    adopt(three, late.id)
    settle(one, two, three)
    assert [one.value(live.entry, live.part) for live in one.state.live("task/1", "state")] == ["late"]
    assert one.digest() == two.digest() == three.digest()


def test_of_two_revocations_what_either_leaves_out_is_out(region: Region) -> None:
    one, two, three = region.desks.values()
    entries = [two.append(state_of(f"task/{i}", i)) for i in range(3)]
    settle(one, two, three)
    admin = region.admins["northmere"]
    revoke(one, two.desk.public, "northmere", admin, last_good=entries[1].id)
    revoke(three, two.desk.public, "northmere", admin, last_good=entries[0].id)
    settle(one, two, three)
    assert one.state.statuses[Status.AFTER_REVOCATION] == 2
    assert one.digest() == three.digest()


def test_an_admin_cannot_revoke_another_councils_desk(region: Region) -> None:
    one, _, three = region.desks.values()
    revoke(one, three.desk.public, "northmere", region.admins["northmere"])
    assert one.state.statuses[Status.AFTER_REVOCATION] == 0


def clone(region: Region, name: str) -> Journal:
    """A second machine with the first one's key and record, as a copied disk or a restored backup makes."""
    original = region.desks[name]
    copy = receive(region.stores(), original.incident, key_of(name), lambda *_: region.notes["north-1"], FixedWatch())
    copy.take(original.entries())
    return copy


def test_a_copied_desk_that_writes_on_both_machines_is_kept_twice_and_alarmed_everywhere(region: Region) -> None:
    one, two, three = region.desks.values()
    copy = clone(region, "north-2")
    two.append(state_of("task/1", "here"))
    copy.append(state_of("task/1", "there"))
    settle(one, two, three, copy)
    assert two.desk.public in one.forked
    assert len(one.state.live("task/1", "state")) == 2
    for desk in (one, three):
        (alarm,) = desk.note_forks()
        assert alarm.header.kind == Kind.KEY_FORKED
        assert {alarm.header.about["one"], alarm.header.about["other"]} == set(desk.fork_of(two.desk.public))
        assert desk.note_forks() == []
    settle(one, two, three, copy)
    assert one.digest() == two.digest() == three.digest() == copy.digest()
    report = verify(three.store)
    assert [problem.code for problem in report.problems] == [JournalCode.FORKED]
    assert "wrote two different entries number" in report.problems[0].message
    revoke(one, two.desk.public, "northmere", region.admins["northmere"], last_good=one.fork_of(two.desk.public)[0])
    report = verify(one.store)
    assert report.ok
    assert JournalCode.FORKED in [notice.code for notice in report.notices]


def test_forked_desks_still_find_what_they_lack(region: Region) -> None:
    one, two, three = region.desks.values()
    copy = clone(region, "north-2")
    for i in range(40):
        two.append(state_of("task/1", i))
        copy.append(state_of("task/2", i))
    merge(one, two)
    merge(three, copy)
    merge(one, three)
    merge(two, copy)
    assert one.digest() == two.digest() == three.digest() == copy.digest()


def test_a_bundle_that_builds_on_what_is_not_here_is_refused_whole(region: Region) -> None:
    one, two, _ = region.desks.values()
    two.append(note("first"))
    two.append(note("second"))
    fresh = list(two.entries())[-1:]
    before = one.digest()
    with pytest.raises(JournalError, match=r"builds on entry .{8}, which is not here") as refused:
        one.take(fresh)
    assert refused.value.hint.startswith("import the earlier file first")
    assert one.digest() == before


def test_importing_twice_in_any_order_changes_nothing(region: Region) -> None:
    one, two, _ = region.desks.values()
    two.append(note("once"))
    everything = list(two.entries())
    assert one.take(everything).new == 1
    before = one.digest()
    assert one.take(everything + everything[::-1]).new == 0
    assert one.digest() == before


def test_entries_of_another_incident_are_refused(region: Region) -> None:
    other = Region()
    elsewhere = other.found("north-9")
    elsewhere.append(note("another day"))
    with pytest.raises(JournalError, match="this is about another incident"):
        region.desks["north-1"].take(elsewhere.entries())


def test_a_parts_free_copy_learns_the_parts_later(region: Region) -> None:
    one, two, _ = region.desks.values()
    written = two.append(state_of("task/1", "open"))
    one.take(entry.without_parts() for entry in two.entries())
    assert one.value(written.id, 0) is None
    assert verify(one.store).withheld == 1
    assert one.take(two.entries()).late_parts == 1
    assert one.value(written.id, 0) == "open"
    assert verify(one.store).ok
    assert one.digest() == two.digest()


def test_a_desk_without_a_key_reads_and_does_not_write(region: Region) -> None:
    reader = receive(region.stores(), region.desks["north-1"].incident, None, lambda *_: None, FixedWatch())
    reader.take(region.desks["north-1"].entries())
    assert reader.digest() == region.desks["north-1"].digest()
    with pytest.raises(JournalError, match="this desk has no key"):
        reader.append(note("no"))


def test_a_kind_that_is_not_known_here_is_kept_and_shown_and_not_folded(region: Region) -> None:
    from dataclasses import replace

    from battlebox.journal.entry import sign

    one, two, _ = region.desks.values()
    written = two.append(state_of("task/1", "open"))
    header = replace(written.header, kind="task:teleported", n=written.header.n + 1, prev=written.id, seen=())
    header = replace(header, depth=written.header.depth + 1, writes=(header.writes[0]._replace(over=(written.id,)),))
    newer = sign(header, dict(written.parts), two.desk)
    one.take([*two.entries(), newer])
    assert one.state.unknown_kinds == 1
    assert [live.entry for live in one.state.live("task/1", "state")] == [written.id]
    assert one.entry(newer.id).header.kind == "task:teleported"


def test_a_draft_of_no_known_kind_is_refused() -> None:
    with pytest.raises(JournalError, match="task:teleported is not a kind of entry"):
        Draft("task:teleported")


def test_an_entry_that_claims_a_wrong_depth_is_refused(region: Region) -> None:
    from dataclasses import replace

    from battlebox.journal.entry import sign

    one, two, _ = region.desks.values()
    written = two.append(note("x"))
    ahead = replace(written.header, n=written.header.n + 1, prev=written.id, seen=(), depth=999, parts=())
    with pytest.raises(JournalError, match="claims place 999 in the record where"):
        one.take([*two.entries(), sign(ahead, {}, two.desk)])
    skipped = replace(ahead, n=written.header.n + 5, depth=written.header.depth + 1)
    with pytest.raises(JournalError, match="does not follow its entry before"):
        one.take([*two.entries(), sign(skipped, {}, two.desk)])


def test_an_unreadable_row_is_not_an_entry(region: Region) -> None:
    with pytest.raises(JournalError, match=r"there is no entry 00000000 here"):
        region.desks["north-1"].entry("00" * 32)
    assert isinstance(region.desks["north-1"].entry(region.desks["north-1"].own.id), Entry)


def test_a_clone_that_is_ahead_on_its_own_branch_still_gets_ours(region: Region) -> None:
    one, two, three = region.desks.values()
    copy = clone(region, "north-2")
    two.append(state_of("task/1", "here"))
    merge(one, two)
    one.append(state_of("task/1", "seen by one"))
    for i in range(3):
        copy.append(state_of("task/2", i))
    merge(one, copy)
    merge(three, copy)
    assert one.digest() == copy.digest() == three.digest()


def test_a_refused_copy_leaves_no_trace_of_the_desks_it_named(region: Region) -> None:
    one, two, _ = region.desks.values()
    fresh = receive(region.stores(), one.incident, None, lambda *_: None, FixedWatch())
    first = list(one.entries())
    fresh.take(first[:1])
    far = region.join("east-2", "eastholt")
    for text in ("one", "two"):
        far.append(note(text))
    two.append(note("later"))
    with pytest.raises(JournalError, match="which is not here"):
        fresh.take([*far.entries(), note_of_nobody(two)])
    fresh.take(two.entries())
    fresh.take(far.entries())
    settle(one, two, far)
    fresh.take(one.entries())
    assert verify(fresh.store).ok
    assert fresh.digest() == one.digest()


def note_of_nobody(desk: Journal) -> Entry:
    """An entry that builds on one that no desk has."""
    from dataclasses import replace

    from battlebox.journal.entry import sign

    last = desk.entry(desk.own.id)
    header = replace(last.header, n=last.header.n + 1, prev="ab" * 32, seen=(), parts=())
    return sign(header, {}, desk.desk)
