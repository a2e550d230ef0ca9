"""What people did just before a roster's days, or must do beside them: what the rules of rest and hours count as well.

Law: what was published is work, whether or not somebody checked in; hours that were typed are not counted twice.
Not here: the rules (engine), which seats stand (published.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from battlebox.desk.london import LONDON
from battlebox.engine.roster import Duty, Person, Seat, Shift

WEEK_DAYS: Final = 7
DAY_MINUTES: Final = 1440
LAW_DAYS: Final = 17 * WEEK_DAYS
"""Over how many days the law averages."""
WORK_BEGINS: Final = 8 * 60
WORK_LASTS: Final = 480
"""When work is taken to have begun, and for how long, where nothing says it (working values)."""
LASTS_MOST: Final = 780
"""The longest shift that anybody is given: what was worked is longer only where the hours fill all seven days."""


def seat_id(row: str, day: date, shift: str, place: int) -> str:
    """The id of a seat: its row of the estate's posts, its day, its shift, and its place among others like it."""
    return f"{row}/{day}/{shift}/{place}"


def day_of(post: str) -> date | None:
    """The day on which the shift of a seat begins, by its id; None where the id says none."""
    try:
        return date.fromisoformat(post.rsplit("/", 3)[1])
    except (IndexError, ValueError):
        return None


def stood_beside(
    seats: Iterable[Seat], first_day: date, days: int, shifts: Iterable[Shift]
) -> dict[str, tuple[Duty, ...]]:
    """What published seats before or after the days of a roster come to as work, by person."""
    known = {shift.id: shift for shift in shifts}
    found: dict[str, list[Duty]] = defaultdict(list)
    for seat in seats:
        on = day_of(seat.post)
        day = 0 if on is None else (on - first_day).days
        if on is not None and (day < 0 or day >= days):
            name = seat.post.rsplit("/", 3)[2]
            found[seat.person].append(known.get(name, Shift(name, WORK_BEGINS, WORK_LASTS)).duty(day))
    return {person: tuple(duties) for person, duties in found.items()}


def duty_on(first_day: date, begins: datetime, ends: datetime) -> Duty:
    """A stretch of work as it stands to the first midnight of a roster, on a London clock."""
    here = begins.astimezone(LONDON)
    minutes = (here.date() - first_day).days * DAY_MINUTES + here.hour * 60 + here.minute
    return Duty(minutes, (ends - begins) // timedelta(minutes=1))


def with_work(person: Person, duties: Iterable[Duty], days: int, now_minutes: int) -> Person:
    """Somebody with that work as well: before a roster of so many days, in it, and in the seven days after it.

    Typed hours are of the seven days up to now, and hold what had begun by then. The average goes on from the weeks
    that were given.
    """
    every = sorted(duties, key=lambda duty: duty.starts_minutes)
    done = [duty for duty in every if -LAW_DAYS <= duty.day < 0]
    settled = tuple(duty for duty in every if 0 <= duty.day < days + WEEK_DAYS)
    if not done:
        return replace(person, settled=settled) if settled else person
    week, last = [duty for duty in done if duty.day >= -WEEK_DAYS], last_done(now_minutes)
    typed = sum(duty.minutes for duty in person.worked)
    held = (duty.minutes for duty in done if duty.day > last - WEEK_DAYS and duty.starts_minutes < now_minutes)
    rest = max(0, typed - sum(held))
    minutes = max(0, person.history_minutes - typed + rest) + sum(duty.minutes for duty in done)
    is_week_alone = person.history_weeks == 1 and person.history_minutes == typed
    weeks = 0 if is_week_alone and not rest else person.history_weeks
    more = -(-(days - done[0].day) // WEEK_DAYS) - -(-days // WEEK_DAYS)
    worked = (*hours_worked(rest, {duty.day for duty in done}, last), *week)
    return replace(person, worked=worked, history_minutes=minutes, history_weeks=weeks + more, settled=settled)


def last_done(now_minutes: int) -> int:
    """The last day on which hours that were typed may lie: today, or the day before the roster once it has begun."""
    return min(now_minutes // DAY_MINUTES, -1)


def hours_worked(week_minutes: int, taken: Iterable[int] = (), last: int = -1) -> tuple[Duty, ...]:
    """Hours of the seven days up to a last one as shifts on the last that have none: eight hours, longer if they must.

    Where those that have none would make shifts that nobody works, the others have some as well.
    """
    if not week_minutes:
        return ()
    held, days = set(taken), range(last, last - WEEK_DAYS, -1)
    free = [day for day in days if day not in held]
    if len(free) * LASTS_MOST < week_minutes:
        free = [*days]
    count = min(len(free), -(-week_minutes // WORK_LASTS))
    each, rest = divmod(week_minutes, count)
    rows = reversed([*enumerate(free[:count], start=1)])
    return tuple(Duty(day * DAY_MINUTES + WORK_BEGINS, each + (place <= rest)) for place, day in rows)


def joined(*many: Mapping[str, tuple[Duty, ...]]) -> dict[str, tuple[Duty, ...]]:
    """All of it by person; what lies within other work of the same person counts once."""
    found: dict[str, list[Duty]] = defaultdict(list)
    for duties in many:
        for person, own in duties.items():
            fresh = (each for each in own if not any(_meets(each, other) for other in found[person]))
            found[person].extend(fresh)
    return {person: tuple(duties) for person, duties in found.items()}


def _meets(one: Duty, other: Duty) -> bool:
    return one.starts_minutes < other.ends_minutes and other.starts_minutes < one.ends_minutes
