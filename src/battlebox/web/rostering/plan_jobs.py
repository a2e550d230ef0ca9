"""The job behind a roster: the question from the estate and the record, asked of the planner.

Law: a job works for the officer who asked, in the body asked for; nothing is recorded until somebody publishes.
Not here: pages (planned.py), the arithmetic (engine).
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from battlebox.desk import DeskError
from battlebox.desk.command import on_duty
from battlebox.desk.picture import estate_in_use
from battlebox.desk.roster import Published, also_of, rota_of
from battlebox.engine import EngineError
from battlebox.engine.roster import roster as plan
from battlebox.estate import EstateError
from battlebox.journal import JournalError
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.jobs import ask_job, sight_of_asked
from battlebox.web.jobs import Answer, Progress, Refused, add_kind
from battlebox.web.models import Job
from battlebox.web.records import installation
from battlebox.web.rights import sentence

ROSTER: Final = "roster"


def ask_roster(desk: AtDesk, first_day: date, days: int, seconds: int) -> Job:
    """Ask for a roster."""
    return ask_job(desk, ROSTER, first_day=first_day.isoformat(), days=days, seconds=seconds)


def _plan(asked: dict[str, Any], progress: Progress) -> Answer:
    progress.tell(0.1, "Looking for who can cover what.")
    first_day = date.fromisoformat(asked["first_day"])
    try:
        sight = sight_of_asked(asked)
        estate = estate_in_use(sight, installation().shelf).estate
        body = sight.officer.body
        also = also_of(sight, first_day, {}, on_duty(sight, body))
        rota = rota_of(estate, first_day, asked["days"], body=body, also=also)
        answer = plan(rota.problem, seconds=asked["seconds"])
    except (EngineError, DeskError, EstateError, JournalError) as wrong:
        raise Refused(sentence(wrong)) from wrong
    found = Published.of(body, rota, answer)
    return Answer(found.to_json(), words="Worked out. Nothing is published yet.")


add_kind(ROSTER, _plan)
