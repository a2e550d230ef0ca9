"""What players recorded and what the scenario does, as the moves of the world behind the drill."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.drill.truth import AtMinute, moves_of, world_of
from battlebox.drill.world import Cut, Failed, Look, Ordered, Planted, Restored, Shown, Told
from battlebox.engine import EstateArrays
from drill.truth.spreading import (
    CARE,
    ESTATE,
    EVENTS,
    HUB,
    ISOLATE_HUB,
    TEXT,
    at_minute,
    begun,
    deed,
    minutes,
)


def done(*deeds):
    return moves_of(begun(), deeds, ESTATE)


def live(kind, at, gate="", result=""):
    more = {"gate": gate, "result": result} if gate else {}
    return deed(kind, at, system=HUB, **more)


def test_an_order_works_from_its_entry_until_it_is_undone():
    given = deed("system:isolated", 3, action=ISOLATE_HUB)
    again = deed("system:isolated", 4, action=ISOLATE_HUB)
    seen = deed("system:verified", 6, action=ISOLATE_HUB)
    undone = deed("system:reopened", 90, action=ISOLATE_HUB)
    assert done(given, again, seen) == (Ordered(ISOLATE_HUB, minutes(3)),)
    assert done(given, again, seen, undone) == (Ordered(ISOLATE_HUB, minutes(3), minutes(90)),)
    # What was written later than the entry that undoes it begins anew, in whatever order entries arrive.
    assert done(undone, given, deed("system:isolated", 95, action=ISOLATE_HUB)) == (
        Ordered(ISOLATE_HUB, minutes(3), minutes(90)),
        Ordered(ISOLATE_HUB, minutes(95)),
    )


def test_what_the_copy_of_the_estate_does_not_have_is_passed_over():
    assert (
        done(
            deed("system:isolated", 1, action="northmere.isolate-new"),
            deed("link:parted", 1, path="no.line"),
            deed("system:off", 1, system="no.system"),
            deed("system:live", 1, system="no.system"),
            deed("suspicion:stated", 1, subject="system", id="no.system", checked="logs"),
        )
        == ()
    )


@pytest.mark.parametrize("reply", ["yes", "no", "will ring back", "no reply"])
def test_a_partners_order_counts_when_the_partner_says_that_it_is_done(reply):
    asked = deed("partner:asked", 2, things=("ask/1",), of="eastholt", action="eastholt.cut-line")
    other = deed("partner:asked", 2, things=("ask/2",), of="eastholt", action="")
    assert done(asked, deed("partner:answered", 5, things=("ask/1",), of="eastholt", reply=reply)) == ()
    said = deed("partner:answered", 9, things=("ask/1",), of="eastholt", reply="says it is done")
    words = deed("partner:answered", 9, things=("ask/2",), of="eastholt", reply="says it is done")
    assert done(asked, other, said, words) == (Ordered("eastholt.cut-line", minutes(9)),)


def test_a_link_is_cut_until_it_is_reconnected():
    parted, joined = deed("link:parted", 2, path="shared.line"), deed("link:reconnected", 8, path="shared.line")
    assert done(parted) == (Cut("shared.line", minutes(2)),)
    assert done(parted, joined) == (Cut("shared.line", minutes(2), minutes(8)),)


def test_a_link_that_is_reconnected_while_its_order_stands_is_open_until_the_order_is_given_again():
    cut = Ordered("northmere.isolate-servers", minutes(3))
    given, joined = deed("system:isolated", 3, action=ISOLATE_HUB), deed("link:reconnected", 90, path="shared.line")
    opened = (("shared.line", minutes(90)),)
    assert done(given, joined) == (replace(cut, opened=opened),)
    undone = deed("system:reopened", 120, action=ISOLATE_HUB)
    assert done(given, joined, undone) == (replace(cut, until_microhours=minutes(120), opened=opened),)
    again = deed("system:isolated", 100, action=ISOLATE_HUB)
    assert done(given, joined, again) == (
        replace(cut, until_microhours=minutes(100), opened=opened),
        Ordered(ISOLATE_HUB, minutes(100)),
    )
    # Of another link, or before the order, it says nothing of what the order shuts.
    assert done(given, deed("link:reconnected", 90, path="left.payroll-line")) == (cut,)
    assert done(deed("link:reconnected", 1, path="shared.line"), given) == (cut,)


def test_a_partner_that_cut_a_link_by_its_order_and_opened_it_again_holds_it_no_longer():
    asked = deed("partner:asked", 2, things=("ask/1",), of="eastholt", action="eastholt.cut-line")
    said = deed("partner:answered", 5, things=("ask/1",), of="eastholt", reply="says it is done")
    joined = deed("link:reconnected", 60, "eastholt", path="shared.line")
    assert done(asked, said, joined) == (
        Ordered("eastholt.cut-line", minutes(5), opened=(("shared.line", minutes(60)),)),
    )


@pytest.mark.parametrize(
    ("result", "kind", "is_clean"),
    [("passed", "system:live", True), ("waived", "system:live", False), ("passed", "gate:skipped", False),
     ("", "system:live", False)],
)  # fmt: skip
def test_a_system_comes_back_clean_by_the_state_of_its_gate(result, kind, is_clean):
    gates = [live(f"gate:{result}", 4, "source", result)] if result else []
    other = live("gate:passed", 5, "hardened", "passed")
    assert done(*gates, other, live(kind, 9)) == (Restored(HUB, minutes(9), is_clean),)


def test_what_is_taken_off_again_is_out_until_it_is_live():
    off = live("system:off", 9)
    assert done(off) == (Failed(HUB, minutes(9)),)
    assert done(off, live("system:live", 20))[0] == Failed(HUB, minutes(9), minutes(20))


def test_a_check_is_a_suspicion_that_says_how_far_was_looked_or_the_gate_that_asks_what_was_done():
    hasty = deed("suspicion:stated", 3, subject="system", id=HUB, checked="the logs of today")
    thorough = deed("gate:failed", 4, "eastholt", system=CARE, gate="scope", result="failed")
    no_check = [
        deed("suspicion:stated", 3, subject="system", id=HUB, checked=""),
        deed("suspicion:stated", 3, subject="body", id="northmere", checked="all"),
        deed("gate:waived", 3, system=HUB, gate="scope"),
        deed("gate:passed", 3, system=HUB, gate="monitored"),
    ]
    assert done(hasty, thorough, *no_check) == (
        Look((HUB,), minutes(3), minutes(15), is_thorough=False, body="northmere"),
        Look((CARE,), minutes(4), minutes(60), is_thorough=True, body="eastholt"),
    )


def test_events_are_moves_from_the_minute_of_the_story_in_which_they_happened():
    course = at_minute(begun(TEXT.replace("[[inject]]", EVENTS.partition("[[event]]")[0] + "[[inject]]", 1)
                             + EVENTS[EVENTS.index("[[event]]"):]), 11)  # fmt: skip
    moves = moves_of(course, (), ESTATE)
    id_of, leap = course.cast.id_of, 300
    assert Planted(CARE, minutes(1)) in moves
    assert Shown(CARE, minutes(2)) in moves
    assert Failed(HUB, minutes(3), minutes(9 + leap)) in moves
    assert Failed(id_of("lines"), minutes(5)) in moves
    assert Failed(id_of("vital"), minutes(6)) in moves
    # The partner's own order is undone with the link that comes back, and the others stay cut.
    cut = [each for each in moves if isinstance(each, Cut)]
    link = id_of("link")
    assert Cut(link, minutes(4), minutes(10 + leap)) in cut
    assert Cut(link, minutes(7), minutes(10 + leap)) in cut
    others = {each.path for each in cut if each.until_microhours is None}
    assert link not in others
    assert len(others) > 1
    # What has only a stand-in is not there.
    assert [each for each in moves if isinstance(each, Planted)] == [Planted(CARE, minutes(1))]
    # What was not reached yet has not been done.
    assert moves_of(at_minute(begun(), 0), (), ESTATE) == (Told(HUB, 0, ("northmere",)), Shown(HUB, 0))


@pytest.mark.parametrize("player", ["northmere", "eastholt"])
def test_what_an_inject_tells_is_told_to_the_body_that_plays(player):
    told, shown = moves_of(at_minute(begun(player=player), 0), (), ESTATE)
    assert told.bodies == (player,)
    # Whoever told it saw something, and so does whoever looks.
    assert shown == Shown(told.system, told.at_microhours)


def held(world, course, deeds, minute):
    return AtMinute(lambda: world, course, deeds, minute).held()


def test_an_isolation_holds_up_the_attacker_where_without_it_the_system_is_taken():
    world = world_of(begun().cast, EstateArrays.of(ESTATE), _seed(), 240)
    course = begun()
    cut = deed("system:isolated", 1, action=ISOLATE_HUB)
    assert CARE in held(world, course, (), 239)
    assert CARE not in held(world, course, (cut,), 239)
    assert HUB in held(world, course, (cut,), 239)
    # The order came too late for what was taken before.
    assert CARE in held(world, course, (deed("system:isolated", 235, action=ISOLATE_HUB),), 239)


def test_what_is_shut_is_what_works_by_that_minute_and_not_what_was_ordered():
    """One hour on the small estate: for a branch as for the attacker."""
    world = world_of(begun().cast, EstateArrays.of(ESTATE), _seed(), 240)

    def is_shut(minute, *deeds):
        return AtMinute(lambda: world, begun(), deeds, minute).shut()

    given = deed("system:isolated", 5, action=ISOLATE_HUB)
    assert is_shut(64, given) == frozenset()
    assert is_shut(65, given) >= {HUB, "shared.line"}
    assert CARE not in is_shut(65, given)
    assert HUB not in is_shut(90, given, deed("system:reopened", 80, action=ISOLATE_HUB))
    assert is_shut(9, deed("link:parted", 8, path="shared.line")) == {"shared.line"}
    # Seen by officers or not, it works no sooner.
    assert is_shut(30, given, deed("system:verified", 20, action=ISOLATE_HUB)) == frozenset()


def _seed():
    """The first seed in which the care records are taken in the third or the fourth hour."""
    arrays, cast = EstateArrays.of(ESTATE), begun().cast
    found = (
        seed for seed in range(1, 500)
        if minutes(120) < world_of(cast, arrays, seed, 240).untouched.get(CARE, 0) < minutes(220)
    )  # fmt: skip
    return next(found)
