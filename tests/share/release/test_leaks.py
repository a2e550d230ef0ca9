"""Nothing leaves that may not, and nothing stays that may go: both readings beside an oracle of thirty lines."""

from __future__ import annotations

import os
from collections import Counter

from cases import NOON, cases
from oracle import goes

from battlebox.marking import Allow, Reason, WayOut
from battlebox.share.release import Channel, Gate, Why, may_leave, reach_of, read_again

# Ten thousand in a test; a hundred thousand by `make bench PART=leaks`.
MANY = 100_000 if os.environ.get("BATTLEBOX_EXAMPLES") == "full" else 10_000
NEVER_FROM_A_READING = {Why.DISAGREED.name}
# The desk of the oracle has no thing that may go only later, and no privilege: these rules are tried with the labels.
NOT_ASKED_HERE = {Reason.TOO_EARLY.name, Reason.UNMARKED.name, Reason.PRIVILEGED.name}


def counted(many: int, seed: int = 7) -> Counter[str]:
    """Ask so many cases of both readings; what leaks, what is denied wrongly, and what was covered."""
    found: Counter[str] = Counter(leaks=0, wrongful=0)
    for case in cases(many, seed):
        want = goes(case.world, case.fact, case.to)
        verdict = may_leave(reach_of(case.held, case.shelf), case.to, NOON)
        first, second = isinstance(verdict, Allow), read_again(case.held, case.to, NOON, case.shelf)
        found["leaks"] += (first or second) and not want
        found["wrongful"] += want and not (first and second)
        found[f"{case.channel} {'goes' if want else 'stays'}"] += 1
        found[f"by {case.to.way}"] += 1
        found["ALLOW" if first else verdict.reason.name] += 1
    return found


def test_both_readings_and_the_oracle_agree_on_every_channel_for_every_reason():
    found = counted(MANY)
    print(dict(found))
    assert (found["leaks"], found["wrongful"]) == (0, 0)
    # A comparison says nothing about what it never reached.
    for channel in Channel:
        assert found[f"{channel} goes"] >= 10, channel
        assert found[f"{channel} stays"] >= 10, channel
    assert all(found[f"by {way}"] for way in (*WayOut, "pigeon"))
    reasons = {each.name for each in (*Reason, *Why)} - NEVER_FROM_A_READING - NOT_ASKED_HERE
    assert {each for each in reasons if not found[each]} == set()


def test_the_gate_raises_no_alarm_where_the_readings_agree():
    alarms = []
    for case in cases(1_000, 8):
        verdict = Gate(case.shelf, alarms.append).let_out(case.held, case.to, NOON)
        assert isinstance(verdict, Allow) == goes(case.world, case.fact, case.to)
    assert alarms == []
