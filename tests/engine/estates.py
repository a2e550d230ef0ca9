"""Tiny random estates, small enough to work out by hand, dense enough that everything meets everything.

Law: a pure function of the random numbers given; small whole units of time, so that ties and touching stretches abound.
Not here: what follows from an estate (engine/oracle).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from itertools import combinations
from random import Random

from hypothesis import strategies as st

from battlebox.estate import (
    MICROHOURS,
    Action,
    Body,
    BodyKind,
    Channel,
    Cyber,
    Estate,
    HarmWeights,
    Need,
    Path,
    PathKind,
    Priority,
    Protects,
    Segment,
    Service,
    System,
    paths_of,
    things_of,
)
from engine.oracle.price import Case
from engine.oracle.world import Hit

COUNCILS = ("northmere", "eastholt", "farwick")
SEGMENTS = ("office", "plant")


@dataclass(frozen=True)
class Mould:
    """What sort of estate to draw. `unit` is the step of most times; `delays` lets paths and strikes take time.

    `dense` draws at least half of the most of each table, and services that need something;
    `targeted` draws orders for one system or one path each, so that the best plan is seldom to do nothing.
    """

    unit: int = MICROHOURS
    systems: int = 7
    services: int = 5
    channels: int = 3
    needs: int = 14
    paths: int = 8
    actions: int = 7
    uncertain: int = 20
    delays: bool = False
    supplier: bool = False
    dense: bool = False
    targeted: bool = False


def _count(rng: Random, mould: Mould, least: int, most: int) -> int:
    return rng.randint(max(least, (most + 1) // 2) if mould.dense else least, most)


def random_estate(rng: Random, mould: Mould = Mould()) -> Estate:
    """One estate that `check` would take, apart from orders that lapse sooner than a real eviction."""
    unit = mould.unit
    bodies = tuple(
        Body(name, name.title(), BodyKind.SUPPLIER if mould.supplier and place == 1 else BodyKind.COUNCIL)
        for place, name in enumerate(COUNCILS[: rng.randint(1, 3)])
    )
    homes = [row.body for row in bodies]
    segments = tuple(Segment(f"{home}-{name}", name, home) for home in homes for name in SEGMENTS)
    systems = tuple(
        _system(rng, f"s{n}", rng.choice(homes)) for n in range(1, _count(rng, mould, 2, mould.systems) + 1)
    )
    services = tuple(
        _service(rng, f"v{n}", rng.choice(homes), unit) for n in range(1, _count(rng, mould, 1, mould.services) + 1)
    )
    channels = tuple(
        Channel(f"c{n}", f"Channel {n}", rng.choice(homes), "public", "phone", "-")
        for n in range(1, _count(rng, mould, 0, mould.channels) + 1)
    )
    bare = Estate(
        title="Random",
        bodies=bodies,
        segments=segments,
        systems=systems,
        services=services,
        channels=channels,
        harm=_weights(rng),
        cyber=_cyber(rng, mould),
    )
    pathed = replace(bare, paths=_paths(rng, bare, mould))
    needed = replace(pathed, needs=_needs(rng, pathed, mould))
    return replace(_weighed(rng, needed) if mould.targeted else needed, actions=_actions(rng, needed, mould))


def _weighed(rng: Random, estate: Estate) -> Estate:
    """The same estate with somebody in every service and records in every system: always something to lose."""
    return replace(
        estate,
        systems=tuple(replace(row, records=rng.choice([100, 5000, 20000])) for row in estate.systems),
        services=tuple(replace(row, people=rng.choice([12, 24, 480])) for row in estate.services),
    )


def _weights(rng: Random) -> HarmWeights:
    if rng.random() < 0.7:
        return HarmWeights()
    return HarmWeights(before_rto=rng.choice([0.5, 1.0, 2.0]), after_rto=rng.choice([1.0, 3.0]), after_mtpd=9.0)


def _cyber(rng: Random, mould: Mould) -> Cyber:
    unit = mould.unit
    return Cyber(
        destructive_chance=rng.choice([0.0, 0.5, 1.0]),
        strike_microhours=rng.choice([1, 3, 6]) * unit if mould.delays and rng.random() < 0.7 else 0,
        since_microhours=rng.randint(0, 3) * unit,
        found_microhours=rng.randint(1, 9) * unit,
        lasts_microhours=rng.randint(2, 6) * unit,
        evict_microhours=unit,
        everything_takes_microhours=rng.randint(0, 2) * unit,
        everything_lasts_microhours=rng.randint(2, 8) * unit,
    )


def _system(rng: Random, name: str, home: str) -> System:
    return System(
        name,
        f"System {name}",
        home,
        segment=rng.choice([None, *(f"{home}-{part}" for part in SEGMENTS)]),
        records=rng.choice([0, 0, 100, 5000]),
        sensitive=rng.choice([0.0, 0.25, 1.0]),
    )


def _service(rng: Random, name: str, home: str, unit: int) -> Service:
    falls_back = rng.random() < 0.6
    return Service(
        name,
        f"Service {name}",
        home,
        rng.choice(list(Priority)),
        rto_microhours=rng.randint(0, 5) * unit,
        mtpd_microhours=rng.randint(1, 9) * unit,
        people=rng.choice([0, 12, 24, 480]),
        protects=rng.choice(list(Protects)),
        severity=rng.choice([None, None, 7.0]),
        vulnerable=rng.choice([0.0, 0.5]),
        fallback="by hand" if falls_back else None,
        fallback_share=rng.choice([0.0, 0.5, 0.75, 1.0]) if falls_back else None,
        fallback_start_microhours=rng.randint(0, 2) * unit,
        fallback_microhours=rng.randint(0, 6) * unit if falls_back else None,
    )


def _paths(rng: Random, estate: Estate, mould: Mould) -> tuple[Path, ...]:
    names = list(estate.system_by_id)
    rows: list[Path] = []
    uncertain = mould.uncertain
    for n in range(1, _count(rng, mould, 0, mould.paths) + 1):
        origin, target = rng.sample(names, 2)
        both_ways = rng.random() < 0.3
        chance = rng.choice([0.0, 1.0, 0.05, 0.3, 0.5, 0.7, 0.9])
        if 0 < chance < 1:
            if uncertain < 1 + both_ways:
                chance = 1.0
            else:
                uncertain -= 1 + both_ways
        kind = rng.choice([PathKind.ROUTE, PathKind.TRUST, PathKind.ADMIN])
        hours = rng.randint(0, 6) * mould.unit if mould.delays else 0
        rows.append(Path(f"p{n}", origin, target, kind, chance, hours, both_ways))
    return tuple(rows)


def _needs(rng: Random, estate: Estate, mould: Mould) -> tuple[Need, ...]:
    things = list(estate.thing_by_id)
    backs = [f"fallback:{row.service}" for row in estate.services if row.has_fallback]
    paths = list(estate.path_by_id)
    rows: dict[object, Need] = {}
    for _ in range(_count(rng, mould, 0, mould.needs)):
        of = rng.choice(list(estate.service_by_id)) if mould.dense and rng.random() < 0.4 else rng.choice(things)
        of = rng.choice(backs) if backs and rng.random() < 0.15 else of
        on = rng.choice([name for name in (list(estate.system_by_id) if mould.targeted else things) if name != of])
        any_of = rng.choice([None, None, "one", "two"])
        slows = None
        if of in estate.service_by_id and rng.random() < 0.25:
            any_of, slows = None, rng.choice([0.0, 0.25, 0.5, 1.0])
        holds = rng.choice([0, 0, 0, 1, 2, 3]) * mould.unit + rng.choice([0, 0, 0, 0, 1])
        via = tuple(rng.sample(paths, rng.randint(1, min(2, len(paths))))) if paths and rng.random() < 0.35 else ()
        rows.setdefault((of, on, any_of), Need(of, on, any_of, holds, slows, via))
    return tuple(rows.values())


def _actions(rng: Random, estate: Estate, mould: Mould) -> tuple[Action, ...]:
    homes = [row.body for row in estate.bodies]
    rows: list[Action] = []
    seen: set[object] = set()
    for n in range(1, _count(rng, mould, 0, mould.actions) + 1):
        columns = {column: _selectors(rng, estate, column) for column in _columns(rng, estate)}
        if mould.targeted and rng.random() < 0.8:
            columns = _aimed(rng, estate)
        key = tuple(sorted((column, frozenset(found)) for column, found in columns.items()))
        if key in seen:
            continue
        seen.add(key)
        rows.append(
            Action(
                f"a{n}",
                f"Order {n}",
                rng.choice(homes),
                takes_microhours=rng.choice([0, 0, 0, 0, 0, 1] if mould.targeted else [0, 0, 0, 1, 2, 4]) * mould.unit,
                lasts_microhours=rng.randint(2, 6) * mould.unit,
                cost=rng.choice([0.0, 0.0, 5.0, 300.0]),
                conflicts=(rng.choice(rows).action,) if rows and rng.random() < 0.2 else (),
                **columns,
            )
        )
    return tuple(rows)


def _aimed(rng: Random, estate: Estate) -> dict[str, tuple[str, ...]]:
    """One system isolated alone, or one path cut."""
    if estate.paths and rng.random() < 0.35:
        return {"cuts": (f"path:{rng.choice(estate.paths).path}",)}
    return {"isolates": (f"system:{rng.choice(estate.systems).system}",)}


def _columns(rng: Random, estate: Estate) -> list[str]:
    columns = ["isolates", "isolates", "stops", *(["cuts", "cuts"] if estate.paths else [])]
    return list(dict.fromkeys(rng.choice(columns) for _ in range(rng.choice([1, 1, 1, 2]))))


def _selectors(rng: Random, estate: Estate, column: str) -> tuple[str, ...]:
    """One or two selectors that each name something."""
    homes = [row.body for row in estate.bodies]
    if column == "cuts":
        paths = [f"path:{row.path}" for row in estate.paths]
        wide = [f"paths:{one}/{other}" for one in homes for other in homes] + ["kind:route", "kind:trust"]
        every = [*paths, *paths, *wide]
        fitting = [name for name in every if paths_of(estate, (name,))]
    else:
        systems = [f"system:{name}" for name in estate.system_by_id]
        every = [
            *systems,
            *systems,
            *estate.thing_by_id,
            *(f"segment:{row.segment}" for row in estate.segments),
            *(f"body:{name}" for name in homes),
        ]
        fitting = [name for name in every if things_of(estate, (name,))]
    return tuple(rng.sample(fitting, min(len(fitting), rng.choice([1, 1, 1, 2]))))


def random_case(rng: Random, mould: Mould, *, hours: int) -> Case:
    """An estate with hits, and now and then something down or already ordered."""
    estate = random_estate(rng, mould)
    unit = mould.unit
    names = rng.sample(list(estate.system_by_id), min(len(estate.systems), rng.choice([1, 1, 2, 3])))
    hits = tuple(Hit(name, rng.choice([1.0, 0.05, 0.3, 0.6]), rng.choice([0, 0, 0, 1, 4]) * unit) for name in names)
    downs = random_downs(rng, estate, unit) if rng.random() < 0.2 else ()
    return Case(estate, hits, downs, random_dones(rng, estate, unit) if rng.random() < 0.3 else (), hours)


def random_downs(rng: Random, estate: Estate, unit: int) -> tuple[tuple[str, int], ...]:
    """Things out from some hour; the same thing may be named twice."""
    things = list(estate.thing_by_id)
    return tuple((rng.choice(things), rng.choice([0, 0, 1, 2, 5]) * unit) for _ in range(rng.choice([1, 1, 2])))


def random_dones(rng: Random, estate: Estate, unit: int) -> tuple[tuple[str, int], ...]:
    """Orders given already, with no conflict among them; now and then everything is off."""
    if rng.random() < 0.1:
        return (("everything", rng.randint(0, 3) * unit),)
    names = [row.action for row in estate.actions]
    chosen = rng.sample(names, min(len(names), rng.randint(0, 3)))
    rows = estate.action_by_id
    quarrel = {
        late
        for early, late in combinations(chosen, 2)
        if late in rows[early].conflicts or early in rows[late].conflicts
    }
    return tuple((name, rng.randint(0, 6) * unit) for name in chosen if name not in quarrel)


def estates(mould: Mould = Mould()) -> st.SearchStrategy[Estate]:
    """Random estates for hypothesis; print the seed and it comes again."""
    return st.integers(0, 2**32).map(lambda seed: random_estate(Random(seed), mould))


def _fewer(value: object, columns: tuple[str, ...]) -> Iterator[object]:
    """The same value with one row of one of its tables left out."""
    for column in columns:
        rows = getattr(value, column)
        for place in range(len(rows)):
            yield replace(value, **{column: (*rows[:place], *rows[place + 1 :])})


def smallest(case: Case, fails: Callable[[Case], bool]) -> Case:
    """Leave rows out of a failing case for as long as it keeps failing: what a person can follow."""
    tables = ("needs", "actions", "paths", "services", "channels", "systems", "segments", "bodies")
    going = True
    while going:
        going = False
        smaller = [
            *(replace(case, estate=estate) for estate in _fewer(case.estate, tables)),
            *_fewer(case, ("hits", "downs", "dones")),
        ]
        for candidate in smaller:
            if _holds_together(candidate) and fails(candidate):
                case, going = candidate, True
                break
    return case


def _holds_together(case: Case) -> bool:
    """Whether no id dangles after a row was left out."""
    estate = case.estate
    things = {*estate.thing_by_id, *(f"fallback:{row.service}" for row in estate.services)}
    actions = {*estate.action_by_id, "everything"}
    return (
        bool(estate.systems)
        and bool(estate.services)
        and all({row.of, row.on} <= things and set(row.via) <= estate.path_by_id.keys() for row in estate.needs)
        and all({row.origin, row.target} <= estate.system_by_id.keys() for row in estate.paths)
        and all(row.body in estate.body_by_id for row in estate.thing_by_id.values())
        and all(
            set(row.conflicts) <= actions
            and all(things_of(estate, (name,)) for name in (*row.isolates, *row.stops))
            and all(paths_of(estate, (name,)) for name in row.cuts)
            for row in estate.actions
        )
        and all(hit.system in estate.system_by_id for hit in case.hits)
        and all(name in things for name, _ in case.downs)
        and all(name in actions for name, _ in case.dones)
    )


def told(case: Case) -> str:
    """The case as rows, without what is left at its default."""
    lines = [f"hits {case.hits}", f"downs {case.downs}", f"dones {case.dones}", f"hours {case.hours}"]
    for table in ("systems", "services", "channels", "needs", "paths", "actions"):
        lines.extend(_row(row) for row in getattr(case.estate, table))
    lines.extend((repr(case.estate.cyber)[:400], repr(case.estate.harm)))
    return "\n".join(lines)


def _row(row: object) -> str:
    cells = [f"{cell.name}={value!r}" for cell in fields(row) if (value := getattr(row, cell.name)) not in (None, ())]
    return f"{type(row).__name__}({', '.join(cells)})"
