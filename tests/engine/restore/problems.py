"""Tiny random restore problems: small whole times, so that ties abound, with every kind of row.

Law: a pure function of the random numbers given; every problem passes what is refused, though close limits may leave it
without a plan.
Not here: councils of a size that tells something (councils.py).
"""

from __future__ import annotations

from random import Random

from battlebox.engine.restore import After, Gate, Operation, Problem, Resource, Stopped, Within

HOUR = 1_000_000
CREWS = ("network engineers", "clean rooms", "backup bandwidth")


def tiny(rng: Random, *, most: int = 9, is_close: bool = False, is_begun: bool = False) -> Problem:
    """A problem of a few operations."""
    names = [f"o{number}" for number in range(rng.randint(2, most))]
    resources = tuple(Resource(name, rng.randint(1, 3)) for name in CREWS)
    gates = tuple(_gate(rng, f"g{number}", is_close=is_close) for number in range(rng.randint(0, 2)))
    operations = tuple(
        _operation(rng, names, place, resources, gates, is_close=is_close) for place in range(len(names))
    )
    if is_begun:
        first = operations[0]
        begun = Operation(first.id, first.microhours, first.uses, begun_microhours=-rng.randint(0, 3) * HOUR)
        operations = (begun, *operations[1:])
    services = tuple(_service(rng, f"s{number}", names) for number in range(rng.randint(1, 3)))
    return Problem(operations, resources, gates, services)


def _gate(rng: Random, name: str, *, is_close: bool) -> Gate:
    expires = rng.randint(2, 12) * HOUR if is_close and rng.random() < 0.7 else None
    return Gate(name, rng.randint(0, 4) * HOUR, rng.randint(0, 5) * HOUR, expires_microhours=expires)


def _operation(
    rng: Random,
    names: list[str],
    place: int,
    resources: tuple[Resource, ...],
    gates: tuple[Gate, ...],
    *,
    is_close: bool,
) -> Operation:
    earlier = names[:place]
    after = [
        After(name, rng.choice([0, 0, 1]) * HOUR) for name in rng.sample(earlier, min(len(earlier), rng.randint(0, 2)))
    ]
    if len(earlier) > 2 and rng.random() < 0.4:
        after += [After(name, any_of="either") for name in rng.sample(earlier, 2)]
    within = ()
    if is_close and earlier and rng.random() < 0.4:
        within = (Within(rng.choice(earlier), rng.randint(0, 10) * HOUR, is_from_start=rng.random() < 0.5),)
    uses = tuple((row.id, rng.randint(1, row.capacity)) for row in resources if rng.random() < 0.5)
    return Operation(
        names[place],
        rng.randint(0, 6) * HOUR,
        uses,
        tuple(after),
        within,
        tuple(gate.id for gate in gates if rng.random() < 0.3),
        rng.choice([0, 0, 0, 3]) * HOUR,
        system=f"system {place // 2}",
    )


def _service(rng: Random, name: str, names: list[str]) -> Stopped:
    groups = [tuple(rng.sample(names, rng.choice([1, 1, min(2, len(names))]))) for _ in range(rng.randint(1, 2))]
    rto = rng.randint(0, 12) * HOUR
    has_fallback = rng.random() < 0.5
    return Stopped(
        name,
        tuple(groups),
        base=rng.choice([0.5, 3.0, 40.0]),
        rto_microhours=rto,
        mtpd_microhours=rto + rng.randint(-2, 12) * HOUR,
        fallback_share=rng.choice([0.5, 0.9]) if has_fallback else 0.0,
        fallback_start_microhours=rng.randint(0, 4) * HOUR if has_fallback else 0,
        fallback_microhours=rng.randint(1, 9) * HOUR if has_fallback else 0,
        so_far_microhours=rng.choice([0, 0, 5, -4]) * HOUR,
    )
