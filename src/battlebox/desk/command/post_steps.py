"""What posts ask for: an answer of whoever was asked, a call to who is silent, rest for who is up too long, seats.

Law: whoever was asked is told first, by their own page; whoever drafts is told of silence, of no other body's people.
Not here: the other rules, and whose turn it is (next_steps.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from battlebox.desk.brief.saying import clock, counted
from battlebox.desk.command.role import worked
from battlebox.desk.command.step import Standing, Step, Urgency
from battlebox.desk.record.incident import State
from battlebox.desk.roster import (
    Offer,
    alarms_of,
    barred_seats,
    is_for,
    name_in,
    offers_of,
    sheet_of,
    sheets_of,
    standing,
    versions_of,
)
from battlebox.desk.roster import Step as Stage

SHEET_AFTER: Final = timedelta(hours=4)
"""When somebody should have said who sits in the next three shifts (a working value)."""


def posts_for_me(now: Standing) -> Iterator[Step]:
    """Posts that this officer was asked to take, and the card to read before one begins."""
    for each in offers_of(now.sight) if now.is_running else ():
        offer, name = each.offer.value, each.thing.partition("/")[2]
        if not is_for(each, now.sight.officer):
            continue
        if each.step is Stage.OFFERED:
            why = f"it begins {clock(offer.begins)}, and an answer is wanted by {clock(offer.answer_by)}"
            yield Step(Urgency.DECISION, f"Say whether you take a post: {offer.what}", why, "offer", name)
        elif each.step is Stage.ACCEPTED:
            why = f"your shift begins {clock(offer.begins)}"
            yield Step(Urgency.DECISION, f"Read your action card, and say so: {offer.what}", why, "offer", name)


def silent(now: Standing) -> Iterator[Step]:
    """Whoever was asked and has not answered, has not come, should have gone home, or will not come after all."""
    for each, alarm in alarms_of(now.sight) if now.is_running else ():
        if _is_ours(each.offer.value, now.body):
            words = f"Ring {name_in(now.sight, each)}: {each.offer.value.what}"
            yield Step(Urgency.EFFECT, words, alarm, "offer", each.thing.partition("/")[2])


def home(now: Standing) -> Iterator[Step]:
    """People who have held a role for twelve hours or more."""
    long = [each for each in worked(now.sight, now.body) if each.is_long]
    if long and now.is_running:
        who = counted(len(long), "person", "people")
        yield Step(Urgency.EFFECT, f"Send home: {who}", "up for twelve hours or more", "home_now")


def seats(now: Standing) -> Iterator[Step]:
    """The sheet of three shifts: none where the incident is hours old, or seats in it that nobody has."""
    if now.course.value.state is not State.STOOD_UP:
        return
    kept = [sheet_of(now.sight, thing, ()) for thing in sheets_of(now.sight)[:1]]
    current = next((each for each in kept if not each.is_over(now.sight.now)), None)
    if current is None:
        if now.sight.now - now.course.value.began >= SHEET_AFTER:
            why = "nobody has said who comes in when those who are here go home"
            yield Step(Urgency.SOON, "Say who sits in the next three shifts", why, "three_shifts")
        return
    empty = sum(not each.person for each in current.chairs)
    if empty:
        words = f"Fill {counted(empty, 'seat')} of the three shifts"
        yield Step(Urgency.SOON, words, "nobody sits there", "three_shifts")


def fell_out(now: Standing) -> Iterator[Step]:
    """Seats of the roster that stands, from today on, of people who were written down since as not to be asked."""
    stands = standing(versions_of(now.sight)) if now.is_running else None
    seats = barred_seats(now.sight, stands) if stands else ()
    if seats:
        who = counted(len({each.person for each in seats}), "person", "people")
        why = f"{counted(len(seats), 'seat')} of {who} who cannot be asked"
        yield Step(Urgency.EFFECT, "Work the roster out anew", why, "roster")


def _is_ours(offer: Offer, body: str) -> bool:
    return body in {offer.body, offer.at}
