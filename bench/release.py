"""The gate for intelligence: how fast it answers, whether it leaks, and whether a change to it would be noticed.

Law: every figure is of both readings over things from a seed; a leak, a wrongful denial or a mutant that nothing kills
ends the bench.
Not here: looking at things at the door (intel.py), serving them (taxii.py).

Use: python bench/run.py release; leaks:100000:7 with a number of cases and a seed; mutants.
"""

from __future__ import annotations

import itertools
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from table import Row

from battlebox.marking import Tlp
from battlebox.share.release import Gate, may_leave, reach_of, read_again

if TYPE_CHECKING:
    from collections.abc import Callable

    from battlebox.marking import Recipient
    from battlebox.share.release import Held, Reach

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

    says = {
        "created_by_ref": CARD[NORTHMERE], "name": "Seen at night", "pattern_type": "stix",
        "description": "A host that was seen to be bad in the night, and that rings home every hour of the day",
        "indicator_types": ["malicious-activity"], "valid_from": "2026-11-23T04:10:00Z", "confidence": 70,
        "labels": ["northmere", "mail"], "external_references": [{"source_name": "x", "external_id": "T1566"}],
        "kill_chain_phases": [{"kill_chain_name": "lockheed", "phase_name": "delivery"}],
    }  # fmt: skip
    card = held(1, Tlp.CLEAR, "identity", id=CARD[NORTHMERE], name="Northmere Council")
    store, to = shelf(card), feed()

    def made(turn: int) -> list[Held]:
        # Under other ids each time: a newer version would be read with the older.
        patterns = (f"[ipv4-addr:value = '198.51.{turn}.{n % 250}']" for n in range(many))
        return [
            store.put(held(turn * many + n, Tlp.GREEN, pattern=pattern, **says)) for n, pattern in enumerate(patterns)
        ]

    turns = itertools.count(1)
    once = made(0)
    reaches = [reach_of(one, store) for one in once]
    second, gate = "goal: 30,000 a second", Gate(store, sys.exit)
    timed = (
        ("a reach worked out", lambda new: [reach_of(one, store) for one in new], ""),
        ("a kept reach asked", lambda _: [may_leave(one, to, NOW) for one in reaches], "goal: 60,000 a second"),
        ("read again, bytes never met", lambda new: [read_again(one, to, NOW, store) for one in new], second),
        ("read again, bytes met before", lambda _: [read_again(one, to, NOW, store) for one in once], second),
        ("a page for one reader, never met", lambda new: paged(gate, to, new, reaches), ""),
        ("a page for one reader, met before", lambda _: paged(gate, to, once, reaches), ""),
    )
    rows = []
    for what, run, goal in timed:
        news = [made(next(turns)) for _ in range(3)]
        seconds = min(seconds_of(run, new) for new in news)
        rows.append(
            Row(what, f"{many:,} indicators", seconds, note=f"{many / seconds:,.0f} a second; {goal}".rstrip("; "))
        )
    return rows


def seconds_of(run: Callable[[list[Held]], object], new: list[Held]) -> float:
    # Of processor, for what else the machine does is nobody's figure.
    began = process_time()
    run(new)
    return process_time() - began


def paged(gate: Gate, to: Recipient, things: list[Held], reaches: list[Reach]) -> list[object]:
    passage = gate.asked_by(to, NOW)
    return [passage.let_out(one, reach) for one, reach in zip(things, reaches, strict=True)]
