"""What the backlogs of a body's services ask for: late dates, what nobody has promised, what waits for a signature.

Law: as for every rule of next actions: a step rests on the record, and is gone when that is done.
Not here: when a service is restored (desk.restore), the other rules, and whose they are (next_steps.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from battlebox.desk.backlog import Recovery, Return, late_first, recoveries_of
from battlebox.desk.brief.saying import clock, counted
from battlebox.desk.command.step import Standing, Step, Urgency
from battlebox.desk.picture.picture import Plight, ServicePlight

ON_PAPER_FOR: Final = timedelta(hours=24)
"""After how long on its fallback a service is asked how much paper there is (a working value)."""


def backlog(now: Standing) -> Iterator[Step]:
    """One step for each service of the body whose backlog asks for something, late ones first."""
    if now.picture is None:
        return
    made = recoveries_of(now.sight, now.picture)
    rows = [row for row in now.picture.services if row.service.service in made and row.service.body == now.body]
    for row in sorted(rows, key=lambda row: late_first(made[row.service.service], row, now.sight.now)):
        asked = _asked(now, row, made[row.service.service])
        if asked is not None:
            urgency, words, why = asked
            yield Step(urgency, f"{row.service.name}: {words}", why, "backlog_service", row.service.service)


def _asked(now: Standing, row: ServicePlight, made: Recovery) -> tuple[Urgency, str, str] | None:
    at = now.sight.now
    late = made.late(at)
    if late:
        due = min(piece.item.due for piece in late if piece.item.due is not None)
        why = f"{counted(len(late), 'piece')} should have been done and signed off by {clock(due)}"
        return Urgency.DECISION, "its backlog is late: do it, or promise another date", why
    if made.state is Return.BACKLOGGED and not made.pieces and made.without is None:
        why = "it works again, and no word is not the same as nothing"
        return Urgency.SOON, "say what is to be keyed back, or sign that there is nothing", why
    undated = [piece for piece in made.undated(at) if not piece.is_done]
    if made.state is Return.BACKLOGGED and undated:
        why = f"it is not restored: {counted(len(undated), 'piece')} without a date and somebody to do it"
        return Urgency.SOON, "say who keys it back, and by when", why
    done = [piece for piece in made.pieces if piece.is_done and piece.sign_off is None]
    if done:
        return (
            Urgency.TIDY,
            "check its records and sign them off",
            f"{counted(len(done), 'piece')} done, not signed off",
        )
    return _before_return(now, row, made)


def _before_return(now: Standing, row: ServicePlight, made: Recovery) -> tuple[Urgency, str, str] | None:
    """What is asked of a service that is not back, or that nobody has seen back."""
    if made.state is Return.NOT_BACK and made.lacks and row.clock.out_for and row.fallback is None:
        return Urgency.KNOW, "look whether it works again", "it works by the model, and nobody has seen it"
    if row.plight is Plight.ON_FALLBACK and not made.pieces and _on_paper(row, now):
        return Urgency.TIDY, "note how much paper there is to key back", "it has been on its fallback for over a day"
    return None


def _on_paper(row: ServicePlight, now: Standing) -> bool:
    return row.fallback is not None and now.sight.now - row.fallback.value.since >= ON_PAPER_FOR
