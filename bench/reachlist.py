"""Time a list of 5,000 people to reach: its counts while sheets come back, beside reading the record anew."""

from __future__ import annotations

import random
import statistics
import sys
import time
from pathlib import Path

from table import Row

# The incident with three councils that the tests use, in memory.
sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

from battlebox.desk import DeskCode, DeskError
from battlebox.desk.reach import Fate, Level, Person, SheetTick, counts_of, print_sheets, return_sheet
from battlebox.desk.record import Record, Sight
from desk.reach import brought, lead, opened
from desk.room import Room

PEOPLE = 5_000
NEEDS = ("telecare", "home care", "dialysis", "homeless tonight", "child front door")


def people(numbers: random.Random) -> tuple[Person, ...]:
    return tuple(
        Person(
            f"P{n:06d}",
            f"Given{numbers.randrange(9_999)} Family{numbers.randrange(99_999)}",
            f"Ward {numbers.randrange(20)}",
            numbers.choice(NEEDS),
            numbers.choice(list(Level)),
            (f"020 7946 {numbers.randrange(9_999):04d}",),
            f"{numbers.randrange(300)} Street {numbers.randrange(999)}, NM{numbers.randrange(20)} 1AA",
            note=f"key safe {numbers.random()}" if n % 3 == 0 else "",
        )
        for n in range(PEOPLE)
    )


def counting() -> list[Row]:
    numbers, room = random.Random(4), Room.opened()
    began = time.perf_counter()
    held = opened(room, brought(room, people=people(numbers)))
    bringing = time.perf_counter() - began
    sheets = []
    while True:
        try:
            sheets += print_sheets(room.record, lead(), held, lines=12).sheets
        except DeskError as refused:
            if refused.code is not DeskCode.NOTHING_TO_PRINT:
                raise
            break
    keying, looking = [], []
    for sheet in sheets:
        ticked = tuple(SheetTick(line, numbers.choice(list(Fate))) for line in range(1, 1 + len(sheet.places)))
        began = time.perf_counter()
        return_sheet(room.record, lead(), sheet.number, ticked, back_from="a caller")
        keying.append(time.perf_counter() - began)
        began = time.perf_counter()
        (count,) = counts_of(Sight.of(room.record, lead()))
        looking.append(time.perf_counter() - began)
    began = time.perf_counter()
    fresh = Record(room.record.journal, {"northmere": room.record.journal})
    again = counts_of(Sight.of(fresh, lead()))
    anew = time.perf_counter() - began
    if again != (count,) or count.tally.to_reach:
        raise SystemExit("the counts differ")
    slow = statistics.quantiles(looking, n=20)[-1]
    return [
        Row(f"{PEOPLE:,} people brought in and opened", "two sealing keys", bringing),
        Row(f"one of {len(sheets)} sheets keyed back", "median", statistics.median(keying)),
        Row("counts after each sheet", "median", statistics.median(looking), "the record read anew", anew),
        Row("counts after each sheet", "95th percentile", slow, note="goal: 0.05 s"),
    ]
