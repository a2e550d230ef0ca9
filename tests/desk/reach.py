"""People who do not exist, for tests of the reach list: phone numbers are those set aside for plays."""

from __future__ import annotations

from datetime import timedelta

from battlebox.desk import Role
from battlebox.desk.reach import Holder, Level, Person, Proof, Terms, bring_in, open_list
from battlebox.desk.reach.extract import Extract
from battlebox.journal import new_sealing_key
from desk.room import BEGAN, officer

PUBLIC, SECRET = new_sealing_key()
OTHER_PUBLIC, OTHER_SECRET = new_sealing_key()
DIRECTOR, DUTY = Holder("duty director", recipient=PUBLIC), Holder("out of hours lead", recipient=OTHER_PUBLIC)
HOLDERS = (DIRECTOR, DUTY)
PROOF, DUTY_PROOF = Proof("duty director", secret=SECRET), Proof("out of hours lead", secret=OTHER_SECRET)

PEOPLE = (
    Person("1", "Ada Brown", "North", "home care", Level.HIGH, ("020 7946 0001",), "1 High Street, NM1 1AA"),
    Person("2", "Bert Ng", "North", "home care", Level.CRITICAL, ("020 7946 0002",), "2 High Street"),
    Person("3", "Cara Diaz", "South", "telecare", Level.LOW, ("020 7946 0003",), "3 Low Road", "Spanish"),
    Person("4", "Dee Fox", "South", "telecare", Level.HIGH, ("020 7946 0004",), "4 Low Road", do_not_phone=True),
    Person("5", "Eli Gray", "South", "dialysis", Level.CRITICAL, (), "5 Low Road", two_person=True, note="dog"),
    Person("6", "Flo Hart", "North", "homeless tonight", phones=("07700 900006",)),
)


def terms(**other):
    said = {
        "source": "northmere, case system",
        "controller": "northmere",
        "purpose": "reaching people who depend on us while systems are off",
        "lawful_basis": "as named by the data protection officer",
        "retention": "until everybody is reached, then the keys are removed",
        "extracted": BEGAN - timedelta(days=3),
        "expires": BEGAN + timedelta(days=7),
    }
    return Terms(**said | other)


def lead(body="northmere"):
    return officer(body, Role.SERVICE_LEAD)


def brought(room, body="northmere", people=PEOPLE, **other):
    more = {name: other.pop(name) for name in ("holders", "match_words") if name in other}
    # A room of the web keeps the time of this machine, which may be later than any day that is written here.
    other.setdefault("expires", max(terms().expires, room.record.now() + timedelta(days=2)))
    holders = more.pop("holders", HOLDERS)
    return bring_in(room.record, lead(body), Extract(people), terms(**other), holders, **more).thing


def opened(room, thing, body="northmere", proof=PROOF):
    return open_list(room.record, lead(body), thing, proof, why="telecare is off")
