"""People drafted in, in the demonstration: who walked in, who was asked, who is silent, and a sheet of three shifts.

Law: as in demo.py, every line goes through the desk's own functions; whoever is named is an office, never a person.
Not here: the rest of the three hours (demo.py).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from battlebox.desk.command.demo import CAST, Script
from battlebox.desk.command.role import holdings_of, on_duty
from battlebox.desk.london import LONDON
from battlebox.desk.officer import Someone
from battlebox.desk.picture.picture import picture_of
from battlebox.desk.record.sight import Sight
from battlebox.desk.roster import (
    Answer,
    Asked,
    Candidate,
    DaySheet,
    Known,
    Leave,
    Listed,
    Offer,
    Source,
    Step,
    answer_offer,
    candidates_of,
    keep_sheet,
    known_in,
    list_person,
    offer_post,
    offers_of,
    places_of,
    proposed,
)

BODY: Final = "rbkc"
LIBRARIES: Final = Someone("w-libraries", "Duty manager, libraries")
PARKING: Final = Someone("w-parking", "Area manager, parking")
HOUSING: Final = Someone("w-housing", "Team manager, housing options")

NOTHING: Final = Leave()
ALL_THE_SAME: Final = Leave("Gold", "nobody else here may decide it tonight; off for two days after")


def draft_in(script: Script) -> None:
    """From minute 100: three managers on the list, one accepts, one is silent, and who sits where is kept."""
    silver, record = script.cast["rbkc.silver"], script.record

    def listed(*skills: str, worked_h: int = 0, week_h: int = 0, is_here: bool = False) -> Listed:
        came = record.now() if is_here else None
        return Listed(BODY, skills, worked_h * 60, week_h * 60, came)

    script.step(
        100, lambda: list_person(record, silver, LIBRARIES, listed("loggist", "logging", worked_h=6, is_here=True))
    )
    script.step(
        101, lambda: list_person(record, silver, PARKING, listed("tactical", "incident command", "logging", week_h=30))
    )
    script.step(102, lambda: list_person(record, silver, HOUSING, listed("rbkc.homelessness-tonight", week_h=90)))
    script.step(106, lambda: _ask(script, PARKING, "loggist", "Loggist", 300))
    homeless = "Homelessness: duty to help tonight"
    script.step(108, lambda: _ask(script, HOUSING, "rbkc.homelessness-tonight", homeless, 360, ALL_THE_SAME))
    script.step(115, lambda: _accept(script))
    script.step(160, lambda: _keep(script))


def _ask(script: Script, who: Someone, of: str, what: str, begins: int, leave: Leave = NOTHING) -> None:
    start: datetime = script.after(begins)
    offer = Offer(who.id, BODY, BODY, of, what, start, start + timedelta(hours=8), script.after(170))
    offer_post(script.record, script.cast["rbkc.silver"], who, offer, leave=leave)


def _accept(script: Script) -> None:
    asked = next(each for each in offers_of(script.sight("rbkc.silver")) if each.offer.value.person == PARKING.id)
    answer = Answer(Step.ACCEPTED, script.after(115), "themselves, on the desk phone")
    answer_offer(script.record, script.cast["rbkc.loggist"], asked.thing, answer)


def _keep(script: Script) -> None:
    sight, begins = script.sight("rbkc.silver"), script.after(180)
    held = [each.value.role for each in holdings_of(sight) if each.value.body == BODY]
    places = places_of(BODY, held, picture_of(sight, script.used))
    people = _people(script, sight)
    names = {each.id: each.name for each in people}
    chairs = proposed(people, places, begins, sight.now)
    keep_sheet(script.record, script.cast["rbkc.silver"], DaySheet(BODY, begins, places), chairs, names)


def _people(script: Script, sight: Sight) -> tuple[Candidate, ...]:
    known = [
        Known(script.cast[who].id, script.cast[who].name, BODY, frozenset({role.value}), Source.ACCOUNT)
        for who, (body, role, _) in CAST.items()
        if body == BODY
    ]
    asked = Asked.by(script.estate, BODY)
    ours = known_in(script.estate, BODY, asked, sight.now.astimezone(LONDON).date())
    return candidates_of(sight, (*known, *ours), on_duty(sight, BODY), asked)
