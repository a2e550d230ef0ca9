"""Councils that do not exist, of any size, with everything off: problems for the restore planner.

Five layers of systems (identity 4 %, network 8 %, infrastructure 13 %, platforms 25 %, applications 50 %). Each is
cleared by forensics, rebuilt by one or two engineers of its layer in a clean room, given its data back over the
backup's bandwidth, and accepted; its rebuild waits for the acceptance of what it needs below. Engineers grow with the
council, but those for identity and network stay two. A quarter as many services as systems need one to four
applications each.
"""

from __future__ import annotations

from random import Random

from battlebox.engine.restore import After, Operation, Problem, Resource, Stopped
from battlebox.estate import MICROHOURS

LAYERS = (("identity", 0.04), ("network", 0.08), ("infrastructure", 0.13), ("platform", 0.25), ("application", 0.5))


def council(systems: int, seed: int) -> Problem:
    """A council of that many systems, the same for the same seed."""
    rng = Random(f"{systems} {seed}")
    layers = _layers(systems)
    operations: list[Operation] = []
    below: list[str] = []
    for layer, names in layers:
        for name in names:
            needs = rng.sample(below, min(len(below), rng.randint(1, 3)))
            operations += _steps(rng, name, layer, needs)
        below += names
    applications = layers[-1][1]
    services = tuple(_service(rng, f"service {number}", applications) for number in range(max(2, systems // 4)))
    return Problem(tuple(operations), _resources(systems), services=services)


def _layers(systems: int) -> list[tuple[str, list[str]]]:
    counts = [max(1, round(systems * share)) for _, share in LAYERS[:-1]]
    counts.append(max(1, systems - sum(counts)))
    return [
        (layer, [f"{layer} {number}" for number in range(count)])
        for (layer, _), count in zip(LAYERS, counts, strict=True)
    ]


def _resources(systems: int) -> tuple[Resource, ...]:
    engineers = {"identity": 2, "network": 2}
    grown = {layer: max(2, round(systems * share / 12)) for layer, share in LAYERS if layer not in engineers}
    rows = [Resource(f"{layer} engineers", count) for layer, count in {**engineers, **grown}.items()]
    return (*rows, Resource("clean rooms", max(2, systems // 20)), Resource("bandwidth", 10 * max(1, systems // 50)))


def _steps(rng: Random, name: str, layer: str, needs: list[str]) -> list[Operation]:
    def hours(low: int, high: int) -> int:
        return rng.randint(low, high) * MICROHOURS

    crew = ((f"{layer} engineers", rng.randint(1, 2)), ("clean rooms", 1))
    waits = tuple(After(f"{need}: accept") for need in needs)
    return [
        Operation(f"{name}: clear", hours(2, 12), system=name),
        Operation(f"{name}: rebuild", hours(4, 24), crew, (After(f"{name}: clear"), *waits), system=name),
        Operation(
            f"{name}: data",
            hours(2, 16),
            (("bandwidth", rng.randint(2, 6)),),
            (After(f"{name}: rebuild"),),
            system=name,
        ),
        Operation(f"{name}: accept", hours(2, 8), after=(After(f"{name}: data"),), system=name),
    ]


def _service(rng: Random, name: str, applications: list[str]) -> Stopped:
    needs = rng.sample(applications, min(len(applications), rng.randint(1, 4)))
    rto = rng.choice([4, 24, 72]) * MICROHOURS
    return Stopped(
        name,
        tuple((f"{need}: accept",) for need in needs),
        base=round(rng.paretovariate(1.2), 2),
        rto_microhours=rto,
        mtpd_microhours=rto + rng.choice([48, 120, 240]) * MICROHOURS,
        fallback_share=rng.choice([0.0, 0.5, 0.8]),
        fallback_microhours=rng.choice([24, 72, 168]) * MICROHOURS,
    )
