"""Findings of a drill as they are brought from a terminal: by which officer, and what became of them.

Law: whoever brings them signs in at this desk and has a role in the body that is for no one incident.
Not here: the options (command.py), keeping (carried.py).
"""

from __future__ import annotations

from typing import Any

from battlebox.desk import Officer, Role
from battlebox.drill.report import Carried
from battlebox.web.desk_time import desk_now
from battlebox.web.errors import Code, WebError
from battlebox.web.models import Membership
from battlebox.web.readiness.carried import keep, kept_words


def brought(found: Carried, by: str, who: str) -> dict[str, Any]:
    """Keep what a file brought; what became of it. Raises WebError for a name that is nobody's, DeskError."""
    kept = keep(found, _officer(by, found.body), who, desk_now())
    return {
        "exercise": kept.exercise, "new": list(kept.new), "there": list(kept.there), "body": found.body,
        "provisional": found.provisional, "words": kept_words(found, kept),
    }  # fmt: skip


def _officer(by: str, body: str) -> Officer:
    every = Membership.objects.in_force().filter(officer__username__iexact=by, body=body, incident="")
    here = list(every.select_related("officer"))
    if not here:
        raise WebError.of(Code.NO_READER, body=body)
    return Officer(here[0].officer.officer_id, str(here[0].officer), body, frozenset(Role(each.role) for each in here))
