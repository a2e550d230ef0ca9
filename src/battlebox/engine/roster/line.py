"""One person's best line under a contract's pattern, given what each shift on each day costs: exact, by days.

The state after a day is the shift and how many days it runs (or how many days off), the time worked, the weekends, and
the count of the one shift that the contract limits most.
Law: the kernel and its plain twin give the same cost; runs cut off by either end count as long enough.
Not here: where the costs come from (redraw.py).
"""

from __future__ import annotations

from itertools import groupby, pairwise, product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from battlebox.engine.compile import inner_kernel, kernel

NEVER: Final = 1 << 50
"""The cost of what may not be."""
OFF: Final = -1

Longs = NDArray[np.int64]


@inner_kernel
def written(value: Longs, back: NDArray[np.int32], line: Longs, limits: Longs, shifts: int, size: int) -> int:
    """The least cost after the last day among states that have worked enough; the line that led there is written."""
    u_step = (limits[5] + 1) * (limits[7] + 1)
    k_step = (limits[1] + 1) * u_step
    best, end = np.int64(NEVER), np.int64(-1)
    for state in range(size):
        if value[state] < best and (state % k_step) // u_step >= limits[0]:
            best, end = value[state], np.int64(state)
    if end < 0:
        return NEVER
    for day in range(len(line) - 1, -1, -1):
        kind = end // k_step
        line[day] = kind // limits[3] if kind < shifts * limits[3] else OFF
        end = np.int64(back[day, end])
    return int(best)


@kernel
def best_line(
    costs: Longs,
    follows: Longs,
    units: Longs,
    limits: Longs,
    weekend: Longs,
    value: Longs,
    back: NDArray[np.int32],
    line: Longs,
) -> int:
    """The least cost of a line, which is written into `line`; NEVER where there is none.

    `limits`: least and most units, shortest and longest run, fewest days off together, most weekends, the shift counted
    and its most. `weekend`: 1 on the first day of a weekend, 2 on its second. `value` (2 rows) and `back` (one row for
    each day) are room to work in.
    """
    days, shifts = costs.shape
    most, run_least, run_most = limits[1], limits[2], limits[3]
    off_least, weekends_most, counted, counted_most = limits[4], limits[5], limits[6], limits[7]
    kinds = shifts * run_most + off_least
    w_size, c_size = weekends_most + 1, counted_most + 1
    u_step = w_size * c_size
    k_step = (most + 1) * u_step
    size = kinds * k_step
    for day in range(days):
        now, before = day & 1, (day & 1) ^ 1
        for state in range(size):
            value[now, state] = NEVER
        for origin in range(1 if day == 0 else size):
            paid = np.int64(0) if day == 0 else value[before, origin]
            if paid >= NEVER:
                continue
            kind = kinds - 1 if day == 0 else origin // k_step
            rest = np.int64(0) if day == 0 else origin % k_step
            used, left = rest // u_step, rest % u_step
            ends, count = left // c_size, left % c_size
            is_working = kind < shifts * run_most
            shift, run = kind // run_most, kind % run_most + 1
            if not is_working or run >= run_least or run == day:
                off = shifts * run_most
                if not is_working:
                    off = min(kind + 1, kinds - 1)
                elif off_least == 1:
                    off = kinds - 1
                state = off * k_step + rest
                if paid < value[now, state]:
                    value[now, state] = paid
                    back[day, state] = origin
            if not is_working and kind < kinds - 1:
                continue
            if is_working and run >= run_most:
                continue
            for new in range(shifts):
                cost = costs[day, new]
                total = used + units[new]
                if cost >= NEVER or total > most or (is_working and follows[shift, new] == 0):
                    continue
                more = 1 if weekend[day] == 1 or (weekend[day] == 2 and not is_working) else 0
                many = count + (1 if new == counted else 0)
                if ends + more > weekends_most or many > counted_most:
                    continue
                length = run + 1 if is_working else 1
                target = new * run_most + length - 1
                state = target * k_step + total * u_step + (ends + more) * c_size + many
                if paid + cost < value[now, state]:
                    value[now, state] = paid + cost
                    back[day, state] = origin
    return written(value[(days - 1) & 1], back, line, limits, shifts, size)


def best_line_slow(costs: Longs, follows: Longs, units: Longs, limits: Longs, weekend: Longs) -> int:
    """The plain twin of `best_line`: every line there is."""
    days, shifts = costs.shape
    best = NEVER
    for line in product((OFF, *range(shifts)), repeat=days):
        paid = [int(costs[day, shift]) for day, shift in enumerate(line) if shift >= 0]
        cost = sum(paid)
        if cost < best and max(paid, default=0) < NEVER and is_allowed(line, follows, units, limits, weekend):
            best = cost
    return best


def is_allowed(line: tuple[int, ...], follows: Longs, units: Longs, limits: Longs, weekend: Longs) -> bool:
    """Whether a line keeps a pattern, as one would read it from the contract."""
    least, most, run_least, run_most, off_least, weekends_most, counted, counted_most = map(int, limits)
    runs = [(is_on, len(list(days))) for is_on, days in groupby(line, key=lambda shift: shift >= 0)]
    inner = runs[1:-1]
    ends: dict[int, bool] = {}
    number = 0
    for day, kind in enumerate(weekend):
        number += int(kind == 1)
        if kind:
            ends[number] = ends.get(number, False) or line[day] >= 0
    return (
        least <= sum(int(units[shift]) for shift in line if shift >= 0) <= most
        and all(follows[one, two] for one, two in pairwise(line) if min(one, two) >= 0)
        and all(length <= run_most for is_on, length in runs if is_on)
        and all(length >= (run_least if is_on else off_least) for is_on, length in inner)
        and sum(ends.values()) <= weekends_most
        and line.count(counted) <= counted_most
    )
