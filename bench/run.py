"""Time what docs/performance.md promises, beside its peers: python bench/run.py [part ...]

Parts: start, brief, settle, try, check, journal, damage, reach, clocks, drill. Run only by name, being long:
journal-million, kills, cuts, region, desk, drill-load, drill-shown, pages, gate, intel, first-day, pictures, shown,
several, failover, append, faults, sending, publish, roster, return, taxii, situation, intel-files, misp-table, release,
leaks, mutants, described, ways-out, carried, study, calibration, gaps, holding, replay, installing, fuzz, memory,
status (which needs nginx and wrk), load (the same, and PostgreSQL). A long trial takes a number and a seed: python
bench/run.py cuts:100000:7, clocks:100000:7, leaks:100000:7, described:60:7; desk takes minutes, an estate and a number
of entries: desk:10:large:20000, desk:3:west-london:2000; several seconds, officers and processes: several:60:12:4;
failover kills, officers and processes: failover:60:12:4; append rounds, seconds of a turn and writers: append:20:1:4;
faults a number of runs, a seed and one kind of desk: faults:1000:1, faults:9:4:one; load minutes, users, processes,
entries, bodies and lines a second: load:30:1000:4:1000000:33:20; memory entries, bodies and turns:
memory:100000:33:400; drill-load minutes, players and bodies: drill-load:4:200:33; pages a number of entries; gate
numbers of facts and fields; situation numbers of changes and partners: situation:40:30; study first hits, kills and a
seed: study:600:8:7; calibration estates, runs and a seed: calibration:2000:50:1; gaps councils of four sizes, seconds
and a seed: gaps:60:28:8:4:10:1; holding seconds, systems and a seed: holding:60:2000:5; replay a case, or none for all:
replay:hackney; intel a bundle of STIX 2.1; first-day a number of days; pictures the names of a few pages, or none for
all; publish a number of clicks; sending and shown people, kills and a seed: sending:10000:50:7; roster the seconds of
each; return one of small, 200, 1000 and slips; fuzz seconds of each reader and names of a few: fuzz:60:cap,cacao.
Prints a table and writes out/bench.json.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from importlib import resources
from pathlib import Path

import clocks
import drills
import reachlist
import status_site
from rows import a_hundred_thousand_rows
from table import Row, best_of, children, keep, machine, say

import engine
import journal
from battlebox.engine import EVERYTHING, Hit
from battlebox.estate import read_estate

BATTLEBOX = Path(sys.executable).with_name("battlebox")
HITS = ("--hit", "rbkc.hosting", "--hit", "wcc.hosting:medium", "--hit", "hf.hosting:low")


def command(*words: str) -> Callable[[], object]:
    return lambda: subprocess.run([BATTLEBOX, *words], check=True, capture_output=True)


def start() -> list[Row]:
    bare = best_of(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), 5)
    version = command("--version")
    return [Row("battlebox --version", "whole process", best_of(version, 5), "python -c pass", bare,
                f"{best_of(version, 5, children):.3f} s of processor; goal: 0.3 s")]  # fmt: skip


def brief() -> list[Row]:
    numba = best_of(lambda: subprocess.run([sys.executable, "-c", "import numba"], check=True), 5)
    first = command("brief", "west-london", *HITS, "--no-rerun")
    return [Row("battlebox brief west-london, warm, before the re-runs", "whole process", best_of(first, 5),
                "importing numba alone", numba,
                f"{best_of(first, 5, children):.2f} s of processor, on both cores; goal: 2 s")]  # fmt: skip


def settle() -> list[Row]:
    return [*engine.settling(10_000, 100_000, peer=True), *engine.settling(100_000, 1_000_000, peer=True)]


def trying() -> list[Row]:
    estate = read_estate(Path(str(resources.files("battlebox") / "estate" / "shipped" / "west-london")))
    hits = (Hit("rbkc.hosting"), Hit("wcc.hosting", 0.3), Hit("hf.hosting", 0.1))
    return [row for plan in ((), (EVERYTHING,)) for row in engine.trying(estate, hits, plan)]


def check() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        rows = a_hundred_thousand_rows(Path(folder) / "estate")
        began, used = time.perf_counter(), children()
        done = subprocess.run([BATTLEBOX, "check", str(Path(folder) / "estate")], capture_output=True, check=False)
        seconds, processor = time.perf_counter() - began, children() - used
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    note = f"exit {done.returncode}; {processor:.1f} s of processor; largest child {peak:.2f} GB; goal: 5 s and 1 GB"
    return [Row(f"battlebox check, {rows:,} rows", "whole process", seconds, note=note)]


def records(count: int, *, whole: bool) -> list[Row]:
    # Beside the results, not in /tmp, which may be memory and would time no disk.
    Path("out").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=Path("out").absolute()) as folder:
        rows = journal.appends(Path(folder)) if whole else []
        return rows + journal.large(Path(folder), count, merged=whole)


def flipped() -> list[Row]:
    import damage  # It needs the tests' fakes; timing does not.

    rows = []
    for which, size, found, seconds in damage.sweep(1):
        if found["UNSEEN"]:
            sys.exit(f"{found['UNSEEN']} bytes of the {which} changed unseen")
        noticed = sum(found.values()) - found["same"]
        note = f"{size:,} bytes: {noticed:,} noticed, {found['same']:,} that mean nothing, 0 unseen"
        rows.append(Row(f"a bit flipped in every byte of a {which}", "whole sweep", seconds, note=note))
    return rows


def counted(many: str = "100000", seed: str = "") -> list[Row]:
    return clocks.counted(int(many), int(seed or 0))


PARTS = {
    "check": check,
    "start": start,
    "brief": brief,
    "settle": settle,
    "try": trying,
    "reach": reachlist.counting,
    "clocks": counted,
    "drill": drills.steps,
    "journal": lambda: records(100_000, whole=True),
    "damage": flipped,
}
TRIALS = {"kills": 10_000, "cuts": 100_000, "region": 100_000}
SEED = 20_251_124


def tried(name: str, count: str = "", seed: str = "") -> list[Row]:
    import trials  # It needs the tests' fakes; timing does not.

    return [getattr(trials, name)(int(count or TRIALS[name]), int(seed or SEED))]


def at_desk(minutes: str = "10", estate: str = "large", entries: str = "20000") -> list[Row]:
    import desk_load  # It needs the tests' officers; timing does not.

    return desk_load.loaded(float(minutes), estate, int(entries))


def region_at_once(minutes: str = "30", *more: str) -> list[Row]:
    import load  # It needs PostgreSQL and the tests' desk.

    return load.loaded(load.Load(float(minutes), *map(int, more)))


def upon_postgres(part: str, *asked: str) -> list[Row]:
    import appending  # They need PostgreSQL and the tests' desk.
    import desk_memory
    import failover
    import several

    parts = {"several": several.served, "failover": failover.failed_over, "append": appending.appended}
    parts |= {"memory": desk_memory.held_by}
    return parts[part](*map(int, asked))


def broken(runs: str = "100", seed: str = "", kind: str = "") -> list[Row]:
    import fault_runs  # It needs PostgreSQL and the tests' desks.

    return fault_runs.broken(int(runs), int(seed or SEED), kind)


def drilled(minutes: str = "4", players: str = "200", bodies: str = "33") -> list[Row]:
    import drill_load  # It needs the tests' officers; timing does not.

    return drill_load.loaded(float(minutes), int(players), int(bodies))


def drill_shown() -> list[Row]:
    import drill_shown  # It needs the tests' team; timing does not.

    return drill_shown.shown()


def answered(entries: str = "400") -> list[Row]:
    import pages  # It needs the tests' officers; timing does not.

    return pages.answered(int(entries))


def gated(facts: str = "200", fields: str = "1500") -> list[Row]:
    import gate  # It needs the tests' register; timing does not.

    return gate.asked(int(facts), int(fields))


def walked(days: str = "5") -> list[Row]:
    import first_day  # It needs the tests' hands and a Chromium; timing does not.

    return first_day.walked(int(days))


def seen(wanted: str = "") -> list[Row]:
    import pictures  # It needs a Chromium; timing does not.

    return pictures.taken(wanted)


def given_out(people: str = "400", kills: str = "5", seed: str = "") -> list[Row]:
    import shown  # It needs a Chromium and the tests' providers; timing does not.

    return shown.shown(int(people), int(kills), int(seed or SEED))


def by_hand() -> list[Row]:
    import carried  # It needs a Chromium and the tests' hands; timing does not.

    return carried.carried()


def without_network() -> list[Row]:
    import installing  # It makes a stick; timing does not.

    return installing.installed()


def sent(people: str = "10000", kills: str = "50", seed: str = "") -> list[Row]:
    import sending  # It needs the tests' providers; timing does not.

    return sending.sending(int(people), int(kills), int(seed or SEED))


def corrected(clicks: str = "5") -> list[Row]:
    import publishing  # It needs the tests' desk; timing does not.

    return publishing.corrected(int(clicks))


def studied(first_hits: str = "600", kills: str = "8", seed: str = "") -> list[Row]:
    import studying  # It needs the tests' cluster; timing does not.

    return studying.studying(int(first_hits), int(kills), int(seed or SEED))


def calibrated(estates: str = "2000", runs: str = "50", seed: str = "1") -> list[Row]:
    import calibration  # It needs the tests' simulator; timing does not.

    return calibration.calibrated(int(estates), int(runs), int(seed))


def apart(*asked: str) -> list[Row]:
    import gaps  # It needs the tests' councils; timing does not.

    *many, seconds, seed = map(int, (*asked, *("60", "28", "8", "4", "10", "1")[len(asked) :]))
    return gaps.advised(many, seconds, seed)


def held(seconds: str = "60", systems: str = "2000", seed: str = "5") -> list[Row]:
    import holding  # It makes an estate up; timing does not.

    return holding.holding(float(seconds), int(systems), int(seed))


def replayed(case: str = "") -> list[Row]:
    import replay  # It loads the desk's words; timing does not.

    return replay.replayed(case)


def returned(only: str = "") -> list[Row]:
    import returning  # It compiles the planner's kernels; timing does not.

    return returning.returned(only)


def taken(data: str = "") -> list[Row]:
    import intel  # It needs the tests' examples, or the sample data; timing does not.

    return intel.taken(data)


def rostered(seconds: str = "10") -> list[Row]:
    import rosters  # It needs the tests' towns; timing does not.

    return rosters.planned(float(seconds))


def foreign() -> list[Row]:
    import intel_files  # It starts the converter of MISP; timing does not.

    return intel_files.became()


def misp_table() -> list[Row]:
    import misp_table  # The same.

    return misp_table.became()


def partners_served(full: str = "yes") -> list[Row]:
    import taxii  # It sets Django up; timing does not.

    return taxii.served(full)


def told(rounds: str = "40", partners: str = "3") -> list[Row]:
    import situation  # It sets Django up; timing does not.

    return situation.told(int(rounds), int(partners))


def leaked(many: str = "100000", seed: str = "7") -> list[Row]:
    import release  # It needs the tests' worlds; timing does not.

    return release.leaks(int(many), int(seed))


def mutated() -> list[Row]:
    import release  # The same.

    return release.mutated()


def described(many: str = "60", seed: str = "7") -> list[Row]:
    import long_tests  # It runs the tests; timing does not.

    return long_tests.described(int(many), int(seed))


def fuzzed(seconds: str = "60", names: str = "") -> list[Row]:
    import readers  # It starts the fuzzer, in an environment of its own; timing does not.

    return readers.fuzzed(int(seconds), names)


def ways_out() -> list[Row]:
    import long_tests  # The same.

    return long_tests.ways_out()


def released() -> list[Row]:
    import release  # The same.

    return release.spoken()


ASKED: dict[str, Callable[..., list[Row]]] = {
    **PARTS,
    **{name: partial(tried, name) for name in TRIALS},
    "journal-million": lambda: records(1_000_000, whole=False),
    "status": lambda: [*status_site.building(), *status_site.serving()],
    "desk": at_desk,
    **{name: partial(upon_postgres, name) for name in ("several", "failover", "append", "memory")},
    "faults": broken,
    "load": region_at_once,
    "drill-load": drilled,
    "drill-shown": drill_shown,
    "pages": answered,
    "gate": gated,
    "leaks": leaked,
    "mutants": mutated,
    "release": released,
    "described": described,
    "fuzz": fuzzed,
    "ways-out": ways_out,
    "intel": taken,
    "first-day": walked,
    "pictures": seen,
    "shown": given_out,
    "carried": by_hand,
    "installing": without_network,
    "sending": sent,
    "publish": corrected,
    "roster": rostered,
    "return": returned,
    "intel-files": foreign,
    "misp-table": misp_table,
    "taxii": partners_served,
    "situation": told,
    "study": studied,
    "calibration": calibrated,
    "gaps": apart,
    "holding": held,
    "replay": replayed,
}


def main() -> None:
    found: list[Row] = []
    for asked in sys.argv[1:] or PARTS:
        name, *more = asked.split(":")
        found += ASKED[name](*more)
        print(f"{asked} done", file=sys.stderr)
    print(", ".join(f"{key}: {value}" for key, value in machine().items()))
    print(say(found))
    keep(found, Path("out/bench.json"))


if __name__ == "__main__":
    main()
