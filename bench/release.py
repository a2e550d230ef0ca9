"""The gate for intelligence: how fast it answers, whether it leaks, and whether a change to it would be noticed.

Law: every figure is of both readings over things from a seed; a leak, a wrongful denial or a mutant that nothing kills
ends the bench.
Not here: looking at things at the door (intel.py), serving them (taxii.py).

Use: python bench/run.py release; leaks:100000:7 with a number of cases and a seed; mutants.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from table import Row, best_of

TESTS = Path(__file__).parent.parent / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "share" / "release")]
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def leaks(many: int, seed: int) -> list[Row]:
    """So many cases of both readings beside the oracle."""
    import test_leaks

    began = perf_counter()
    found = test_leaks.counted(many, seed)
    seconds = perf_counter() - began
    if found["leaks"] or found["wrongful"]:
        sys.exit(f"{found['leaks']} leaks, {found['wrongful']} wrongful denials")
    went = sum(count for name, count in found.items() if name.endswith(" goes"))
    note = f"0 leaks, 0 wrongful denials; {went:,} went; " + ", ".join(f"{k} {v:,}" for k, v in sorted(found.items()))
    return [Row(f"the gate beside its oracle, {many:,} cases", "both readings", seconds, note=note)]


def mutated() -> list[Row]:
    """Every change of every module that decides."""
    import mutants

    began = perf_counter()
    tried, alive = mutants.survivors()
    if set(alive) != mutants.EQUIVALENT.keys():
        sys.exit(f"not killed, or killed though listed: {sorted(set(alive) ^ mutants.EQUIVALENT.keys())}")
    note = f"{tried:,} mutants, {tried - len(alive):,} killed, {len(alive)} change nothing, 0 unseen"
    return [Row("mutants of the gate", "whole sweep", perf_counter() - began, note=note)]


def spoken(many: int = 2_000) -> list[Row]:
    """Indicators as they are shared, one author, asked for one partner; beside stix2 reading them, if it is here."""
    from things import CARD, NORTHMERE, feed, held, shelf

    from battlebox.marking import Tlp
    from battlebox.share.release import Gate, may_leave, reach_of, read_again

    says = {
        "created_by_ref": CARD[NORTHMERE], "name": "Seen at night", "pattern_type": "stix",
        "description": "A host that was seen to be bad in the night, and that rings home every hour of the day",
        "indicator_types": ["malicious-activity"], "valid_from": "2026-11-23T04:10:00Z", "confidence": 70,
        "labels": ["northmere", "mail"], "external_references": [{"source_name": "x", "external_id": "T1566"}],
        "kill_chain_phases": [{"kill_chain_name": "lockheed", "phase_name": "delivery"}],
    }  # fmt: skip
    card = held(1, Tlp.CLEAR, "identity", id=CARD[NORTHMERE], name="Northmere Council")
    made = [held(n, Tlp.GREEN, pattern=f"[ipv4-addr:value = '198.51.100.{n % 250}']", **says) for n in range(many)]
    store, to = shelf(card, *made), feed()
    reaches = [reach_of(one, store) for one in made]
    gate = Gate(store, sys.exit)
    timed = (
        ("a reach worked out", lambda: [reach_of(one, store) for one in made], ""),
        ("a kept reach asked", lambda: [may_leave(one, to, NOW) for one in reaches], "goal: 60,000 a second"),
        (
            "read again from the bytes",
            lambda: [read_again(one, to, NOW, store) for one in made],
            "goal: 30,000 a second",
        ),
        ("both, from a kept reach", lambda: [gate.let_out(*each) for each in asked], ""),
    )
    asked = [(one, to, NOW, reach) for one, reach in zip(made, reaches, strict=True)]
    rows = []
    for what, run, goal in timed:
        seconds = best_of(run, 5)
        rows.append(
            Row(what, f"{many:,} indicators", seconds, note=f"{many / seconds:,.0f} a second; {goal}".rstrip("; "))
        )
    return rows
